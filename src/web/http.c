/*
 * http.c - the server: libmicrohttpd behind web_answer()
 *
 * One thread for each connection, at most MOST_CALLERS (callers.h).  A request is gathered into an arena of
 * its own, answered, and the arena dropped when the answer has left.  What is too large is answered
 * before it is read.
 *
 * Draining: on SIGTERM the socket is closed first, then the requests in hand are waited for.
 */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/world.h"
#include "web/callers.h"
#include "web/door.h"
#include "web/intake.h"
#include "web/proxy.h"
#include "web/watch.h"
#include "web/web.h"

enum {
	IDLE_SECONDS = 30,
	REQUEST_SECONDS = 120,
	MOST_SECONDS = 3 * 24 * 3600,
	DRAIN_STEPS = 300, /* of 50 ms */
	HEADER_MEMORY = 32 << 10,
};

static atomic_int in_hand;

static struct caller *caller_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

/* Called in the thread of the connection when it begins, and before its socket is closed. */
static void on_connection(void *cls, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CONNECTION_FD);

	(void)cls;
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		*context = info ? caller_on(info->connect_fd) : NULL;
		return;
	}
	caller_gone(*context);
	*context = NULL;
}

/* The library closes what it cannot take. */
static void let_in(void *arg, int fd, const struct sockaddr_in *from)
{
	struct caller *c = caller_come(fd, from);

	if (!c)
		close(fd);
	else if (MHD_add_connection(arg, fd, (const struct sockaddr *)from, sizeof *from) !=
	         MHD_YES)
		caller_gone(c);
}

/* One request while it is on the connection. */
struct exchange {
	struct arena arena;
	struct req req;
	struct reply reply;
	struct buf body;
	size_t limit;
	size_t n_target; /* of the address */
	int64_t taken;
	int64_t started;
	bool begun, counted;
	bool answered; /* the reply waits for the end of the body */
};

/* --- gathering ------------------------------------------------------------------------------- */

/* Called with the whole address before anything else; what it returns comes back as *con_cls. */
static void *exchange_new(void *cls, const char *uri, struct MHD_Connection *connection)
{
	struct str target = str_of(uri);
	struct arena a;
	struct exchange *x;

	(void)connection;
	arena_init(&a, ARENA_LIMIT);
	x = arena_new(&a, struct exchange);
	x->arena = a;
	x->req = (struct req){ .web = cls, .arena = &x->arena };
	target = arena_str(&x->arena, target);
	x->n_target = target.n;
	if (!str_cut(target, '?', &x->req.path, &x->req.query))
		x->req.path = target;
	x->started = world_ticks();
	return x;
}

static void exchange_end(void *cls, struct MHD_Connection *connection, void **con_cls,
                         enum MHD_RequestTerminationCode code)
{
	struct exchange *x = *con_cls;
	struct arena a;

	(void)cls;
	(void)code;
	caller_waits_yielding(caller_of(connection), IDLE_SECONDS + HEADER_SECONDS);
	if (!x)
		return;
	*con_cls = NULL;
	if (x->counted)
		atomic_fetch_sub(&in_hand, 1);
	buf_drop(&x->body);
	if (x->req.intake)
		intake_drop(x->req.intake);
	buf_drop(&x->reply.body);
	if (x->reply.parted)
		close(x->reply.part.fd);
	a = x->arena;
	arena_drop(&a);
}

/* With their lengths: a NUL inside is seen, and refused by framing_check(). */
static enum MHD_Result header_take(void *cls, enum MHD_ValueKind kind, const char *key,
                                   size_t n_key, const char *value, size_t n_value)
{
	struct exchange *x = cls;

	(void)kind;
	pair_add(&x->arena, &x->req.headers, arena_str(&x->arena, (struct str){ key, n_key }),
	         arena_str(&x->arena, (struct str){ value ? value : "", value ? n_value : 0 }));
	return MHD_YES;
}

static struct str address_of(struct arena *a, struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
	char text[NI_MAXHOST];
	socklen_t n = sizeof(struct sockaddr_in);

	if (!info || !info->client_addr)
		return S("");
	if (info->client_addr->sa_family == AF_INET6)
		n = sizeof(struct sockaddr_in6);
	if (getnameinfo(info->client_addr, n, text, sizeof(text), NULL, 0, NI_NUMERICHOST))
		return S("");
	return arena_str(a, str_of(text));
}

static enum method method_of(const char *name)
{
	if (!strcmp(name, "GET") || !strcmp(name, "HEAD"))
		return METHOD_GET;
	return strcmp(name, "POST") ? METHOD_OTHER : METHOD_POST;
}

/* --- answering ------------------------------------------------------------------------------- */

/* Bytes that flow outlive the request: the library lets go of them after it has ended. */
struct flowing {
	struct arena arena; /* holds this struct */
	struct file_part part;
};

/*
 * Cut off, they end before the length that was announced, so whoever reads knows that it is not
 * all; nothing else can still be said.
 */
static ssize_t flow(void *cls, uint64_t at, char *to, size_t most)
{
	struct flowing *f = cls;
	int64_t n = file_part_read(&f->part, to, most);

	(void)at;
	if (n < 0)
		watch_cut();
	return n > 0 ? (ssize_t)n
	       : n   ? MHD_CONTENT_READER_END_WITH_ERROR
	             : MHD_CONTENT_READER_END_OF_STREAM;
}

static void flow_end(void *cls)
{
	struct flowing *f = cls;
	struct arena a = f->arena;

	close(f->part.fd);
	arena_drop(&a);
}

static struct MHD_Response *flow_response(const struct file_part *p)
{
	enum { PIECE = 64 << 10, ROOM_FOR_ONE = 64 << 10 };
	struct flowing *f;
	struct arena a;

	arena_init(&a, ROOM_FOR_ONE);
	f = arena_new(&a, struct flowing);
	*f = (struct flowing){ a, *p };
	return MHD_create_response_from_callback((uint64_t)p->n, PIECE, flow, f, flow_end);
}

static struct MHD_Response *part_response(const struct file_part *p)
{
	if (p->flows)
		return flow_response(p);
	return MHD_create_response_from_fd_at_offset64((uint64_t)p->n, p->fd, (uint64_t)p->at);
}

static enum MHD_Result send_reply(struct MHD_Connection *connection, struct exchange *x)
{
	struct reply *p = &x->reply;
	bool file = p->file != NULL;
	int64_t seconds = REQUEST_SECONDS;
	struct MHD_Response *response;
	enum MHD_Result sent;

	if (p->parted)
		response = part_response(&p->part);
	else
		response = MHD_create_response_from_buffer(
			file ? p->n_file : p->body.n, file ? (void *)(uintptr_t)p->file : p->body.p,
			file ? MHD_RESPMEM_PERSISTENT : MHD_RESPMEM_MUST_COPY);
	if (!response)
		return MHD_NO;
	if (p->parted)
		seconds += p->part.n / LEAST_RATE;
	p->parted = false; /* the descriptor is the response's now */
	if (p->type.n)
		MHD_add_response_header(response, "Content-Type", arena_z(&x->arena, p->type));
	for (size_t i = 0; i < p->headers.n; i++)
		MHD_add_response_header(response, arena_z(&x->arena, p->headers.list[i].key),
		                        arena_z(&x->arena, p->headers.list[i].value));
	if (p->close)
		MHD_add_response_header(response, "Connection", "close");
	caller_reads(caller_of(connection), (int)(seconds < MOST_SECONDS ? seconds : MOST_SECONDS));
	sent = MHD_queue_response(connection, (unsigned)p->status, response);
	MHD_destroy_response(response);
	return sent;
}

static enum MHD_Result refuse_early(struct MHD_Connection *connection, struct exchange *x,
                                    int status, const char *say)
{
	x->reply.status = status;
	x->reply.close = true;
	web_plain_error(&x->req, &x->reply, status, str_of(say));
	return send_reply(connection, x);
}

/*
 * A browser that is still sending when the connection closes does not see the answer: a body of
 * moderate size is read over first.
 */
static bool held_back(struct exchange *x)
{
	int64_t length;

	x->answered = str_int(header_of(&x->req.headers, "Content-Length"), &length) &&
	              length <= INTAKE_OVER;
	return x->answered;
}

/* A body that streams: its sender is let in before it is read. */
static enum MHD_Result admit(struct MHD_Connection *connection, struct exchange *x, bool *ret_done)
{
	bool streams = false;
	bool in;

	caller_waits(caller_of(connection), 0);
	in = web_admit(&x->req, &x->reply, &x->req.intake, &streams);
	caller_waits(caller_of(connection), REQUEST_SECONDS);
	*ret_done = streams;
	if (in || !streams)
		return MHD_YES;
	x->reply.close = true;
	return held_back(x) ? MHD_YES : send_reply(connection, x);
}

/*
 * The library ends a line at a bare LF and keeps a NUL.  It works in place, so the head still stands
 * in its buffer from the method on, and head_check() sees where each CR and LF was.  Other versions
 * may keep it otherwise; from 1.0 on they refuse such lines themselves.
 */
static const char *head_wrong(struct MHD_Connection *connection, const struct exchange *x,
                              const char *method)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE);

	if (!info || strcmp(MHD_get_version(), "0.9.75"))
		return NULL;
	return head_check((struct str){ method, info->header_size }, x->n_target, x->req.headers.n);
}

/* Of one address; this machine speaks for many when no proxy says for whom. */
static int64_t too_many(const struct exchange *x)
{
	struct web *web = x->req.web;
	struct str who = x->req.address;

	if (str_is(who, "127.0.0.1") || str_is(who, "::1"))
		return 0;
	return brake(&web->addresses, brake_key(who),
	             web->a_minute ? web->a_minute : ADDRESS_A_MINUTE, x->started);
}

static enum MHD_Result refuse_many(struct MHD_Connection *connection, struct exchange *x,
                                   int64_t wait)
{
	pair_add(&x->arena, &x->reply.headers, S("Retry-After"),
	         arena_fmt(&x->arena, "%lld", (long long)wait));
	return refuse_early(connection, x, 429, "too many requests from this address");
}

static enum MHD_Result begin(struct MHD_Connection *connection, struct exchange *x,
                             const char *method)
{
	int64_t length, wait;
	const char *wrong;

	x->begun = true;
	x->counted = true;
	caller_waits(caller_of(connection), REQUEST_SECONDS);
	atomic_fetch_add(&in_hand, 1);
	x->req.method = method_of(method);
	MHD_get_connection_values_n(connection, MHD_HEADER_KIND, header_take, x);
	x->req.address = client_address(&x->arena, x->req.web->proxies,
	                                address_of(&x->arena, connection), &x->req.headers);
	if ((wrong = head_wrong(connection, x, method)) || (wrong = framing_check(&x->req.headers)))
		return refuse_early(connection, x, 400, wrong);
	if ((wait = too_many(x)))
		return refuse_many(connection, x, wait);
	if (x->req.method == METHOD_POST) {
		bool streams;
		enum MHD_Result r = admit(connection, x, &streams);
		if (streams)
			return r;
	}
	caller_waits_yielding(caller_of(connection), REQUEST_SECONDS);
	x->limit = web_body_limit(&x->req);
	buf_init(&x->body, x->limit);
	if (str_int(header_of(&x->req.headers, "Content-Length"), &length) &&
	    length > (int64_t)x->limit)
		return refuse_early(connection, x, 413, "the body is too large");
	return MHD_YES;
}

/* Who keeps to LEAST_RATE has the time that takes. */
static bool is_slow(const struct exchange *x)
{
	int64_t seconds = REQUEST_SECONDS + x->taken / LEAST_RATE;

	return world_ticks() - x->started > seconds * 1000000;
}

static enum MHD_Result stream(struct MHD_Connection *connection, struct exchange *x,
                              struct str bytes)
{
	x->taken += (int64_t)bytes.n;
	caller_waits(caller_of(connection), REQUEST_SECONDS);
	return intake_feed(x->req.intake, bytes) ? MHD_YES : MHD_NO;
}

static enum MHD_Result handle(void *cls, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *n_data, void **con_cls)
{
	struct exchange *x = *con_cls;

	(void)cls;
	(void)url;
	(void)version;
	if (!x->begun)
		return begin(connection, x, method);
	if (is_slow(x))
		return MHD_NO;
	if (x->answered && *n_data) {
		*n_data = 0;
		return MHD_YES;
	}
	if (x->answered)
		return send_reply(connection, x);
	if (*n_data && x->req.intake) {
		enum MHD_Result on = stream(connection, x, (struct str){ data, *n_data });
		*n_data = 0;
		return on;
	}
	if (*n_data) {
		buf_put(&x->body, (struct str){ data, *n_data });
		*n_data = 0;
		return MHD_YES;
	}
	if (x->body.over)
		return refuse_early(connection, x, 413, "the body is too large");
	x->req.body = buf_str(&x->body);
	caller_waits(caller_of(connection), 0);
	if (x->req.intake)
		intake_end(x->req.intake);
	if (!watch_answer(&x->req, &x->reply))
		web_answer(&x->req, &x->reply);
	watch_note(&x->req, &x->reply, world_ticks() - x->started);
	return send_reply(connection, x);
}

/* The path is decoded by us. */
static size_t leave_encoded(void *cls, struct MHD_Connection *connection, char *s)
{
	(void)cls;
	(void)connection;
	return strlen(s);
}

/* --- listening ------------------------------------------------------------------------------- */

static struct MHD_Daemon *start(struct web *web)
{
	return MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION |
	                                MHD_USE_POLL | MHD_USE_ITC | MHD_USE_NO_LISTEN_SOCKET,
	                        0, NULL, NULL, handle, web, MHD_OPTION_URI_LOG_CALLBACK,
	                        exchange_new, web, MHD_OPTION_NOTIFY_CONNECTION, on_connection,
	                        NULL, MHD_OPTION_NOTIFY_COMPLETED, exchange_end, NULL,
	                        MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded, NULL,
	                        MHD_OPTION_CONNECTION_LIMIT, 2 * (unsigned)MOST_CALLERS,
	                        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
	                        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_MEMORY,
	                        MHD_OPTION_THREAD_STACK_SIZE, (size_t)(1 << 20),
	                        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
}

static void drain(struct door *door, struct MHD_Daemon *daemon)
{
	door_shut(door);
	for (int i = 0; i < DRAIN_STEPS && atomic_load(&in_hand) > 0; i++)
		poll(NULL, 0, 50);
	MHD_stop_daemon(daemon);
}

static void print_address(const struct sockaddr_in *at)
{
	char text[INET_ADDRSTRLEN] = "";

	inet_ntop(AF_INET, &at->sin_addr, text, sizeof(text));
	printf("http://%s:%d/\n", text, ntohs(at->sin_port));
	fflush(stdout);
}

/* Until SIGTERM or SIGINT, which `set` holds back from the threads. */
static int stand_open(struct web *web, struct door *door, const sigset_t *set)
{
	const struct timespec second = { .tv_sec = 1 };
	struct MHD_Daemon *daemon;

	callers_open(web->proxies);
	daemon = start(web);
	if (!daemon || !door_begin(door, let_in, daemon)) {
		fprintf(stderr, "不能开始服务：没有线程可用。\n");
		return 3;
	}
	print_address(&door->at);
	while (sigtimedwait(set, NULL, &second) < 0) {
		callers_look();
		watch_connections(callers_now(), atomic_load(&in_hand), callers_hung_up());
	}
	drain(door, daemon);
	return 0;
}

int web_serve(struct web *web, const char *listen)
{
	struct door door;
	sigset_t set, before;
	int code = door_open(&door, listen ? listen : "127.0.0.1:8080");

	if (code)
		return code;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	pthread_sigmask(SIG_BLOCK, &set, &before);
	code = stand_open(web, &door, &set);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return code;
}
