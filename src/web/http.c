/*
 * http.c - the server: libmicrohttpd behind web_answer()
 *
 * One thread for each connection, at most MAX_CONNECTIONS.  A request is gathered into an arena of
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
#include "web/intake.h"
#include "web/proxy.h"
#include "web/watch.h"
#include "web/web.h"

enum {
	MAX_CONNECTIONS = 256,
	ROOM = 192, /* from here on the slow make room                                          */
	IDLE_SECONDS = 30,
	HEADER_SECONDS = 20,
	REQUEST_SECONDS = 120,
	LEAST_RATE = 8 << 10, /* bytes a second that a long body or answer may ask time for */
	MOST_SECONDS = 3 * 24 * 3600,
	DRAIN_STEPS = 300, /* of 50 ms */
	HEADER_MEMORY = 32 << 10,
};

static atomic_int in_hand, open_now;
static atomic_llong hung_up;

/*
 * Connections and since when they keep us waiting.  The library knows only silence; one byte a
 * second is no silence, and 256 such callers would be all there is room for.  Who has not sent the
 * head of a request in HEADER_SECONDS, or the whole of it in REQUEST_SECONDS, is hung up on.
 */
struct waiting {
	int fd; /* -1: free */
	int64_t since;
	int seconds; /* 0: we are at work for it */
	bool yields; /* nothing of a request has come, or not all of its small body         */
};

static pthread_mutex_t waiting_lock = PTHREAD_MUTEX_INITIALIZER;
static struct waiting waiting[MAX_CONNECTIONS + 16];
enum { N_WAITING = sizeof(waiting) / sizeof(waiting[0]) };

static void wait_for(struct waiting *w, int seconds)
{
	if (!w)
		return;
	pthread_mutex_lock(&waiting_lock);
	w->since = world_ticks();
	w->seconds = seconds;
	w->yields = false;
	pthread_mutex_unlock(&waiting_lock);
}

/* The same, and it may be hung up on when others need the room. */
static void wait_yielding(struct waiting *w, int seconds)
{
	wait_for(w, seconds);
	if (!w)
		return;
	pthread_mutex_lock(&waiting_lock);
	w->yields = true;
	pthread_mutex_unlock(&waiting_lock);
}

static struct waiting *waiting_of(struct MHD_Connection *connection)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info ? info->socket_context : NULL;
}

/*
 * When room gets short, who has kept us waiting longest makes room: callers that send a byte a
 * second wait for ever and are the first to go, one that has something to say says it at once.
 */
static void make_room(void)
{
	struct waiting *oldest = NULL;
	size_t n = 0;

	for (size_t i = 0; i < N_WAITING; i++) {
		struct waiting *w = &waiting[i];
		n += w->fd > 0;
		if (w->fd > 0 && w->seconds && w->yields && (!oldest || w->since < oldest->since))
			oldest = w;
	}
	if (n < ROOM || !oldest)
		return;
	shutdown(oldest->fd, SHUT_RDWR);
	oldest->yields = false;
	atomic_fetch_add(&hung_up, 1);
}

static struct waiting *waiting_add(int fd)
{
	struct waiting *w = NULL;

	pthread_mutex_lock(&waiting_lock);
	make_room();
	for (size_t i = 0; i < N_WAITING && !w; i++)
		if (!waiting[i].seconds && waiting[i].fd <= 0) {
			w = &waiting[i];
			*w = (struct waiting){ fd, world_ticks(), HEADER_SECONDS, true };
		}
	pthread_mutex_unlock(&waiting_lock);
	return w;
}

/* Called when a connection comes and before its socket is closed. */
static void on_connection(void *cls, struct MHD_Connection *connection, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
	const union MHD_ConnectionInfo *info;
	struct waiting *w = *context;

	(void)cls;
	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		info = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
		*context = info ? waiting_add(info->connect_fd) : NULL;
		atomic_fetch_add(&open_now, 1);
		return;
	}
	atomic_fetch_sub(&open_now, 1);
	if (!w)
		return;
	pthread_mutex_lock(&waiting_lock);
	*w = (struct waiting){ 0 };
	pthread_mutex_unlock(&waiting_lock);
	*context = NULL;
}

static void hang_up_on_the_slow(void)
{
	int64_t now = world_ticks();

	watch_connections(atomic_load(&open_now), atomic_load(&in_hand), atomic_load(&hung_up));
	pthread_mutex_lock(&waiting_lock);
	for (size_t i = 0; i < N_WAITING; i++) {
		struct waiting *w = &waiting[i];
		if (w->fd > 0 && w->seconds && now - w->since > (int64_t)w->seconds * 1000000) {
			shutdown(w->fd, SHUT_RDWR);
			w->since = now;
		}
	}
	pthread_mutex_unlock(&waiting_lock);
}

/* One request while it is on the connection. */
struct exchange {
	struct arena arena;
	struct req req;
	struct reply reply;
	struct buf body;
	size_t limit;
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
	wait_yielding(waiting_of(connection), IDLE_SECONDS + HEADER_SECONDS);
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
	wait_for(waiting_of(connection), (int)(seconds < MOST_SECONDS ? seconds : MOST_SECONDS));
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

	wait_for(waiting_of(connection), 0);
	in = web_admit(&x->req, &x->reply, &x->req.intake, &streams);
	wait_for(waiting_of(connection), REQUEST_SECONDS);
	*ret_done = streams;
	if (in || !streams)
		return MHD_YES;
	x->reply.close = true;
	return held_back(x) ? MHD_YES : send_reply(connection, x);
}

static enum MHD_Result begin(struct MHD_Connection *connection, struct exchange *x,
                             const char *method)
{
	int64_t length;
	const char *wrong;

	x->begun = true;
	x->counted = true;
	wait_for(waiting_of(connection), REQUEST_SECONDS);
	atomic_fetch_add(&in_hand, 1);
	x->req.method = method_of(method);
	MHD_get_connection_values_n(connection, MHD_HEADER_KIND, header_take, x);
	x->req.address = client_address(&x->arena, x->req.web->proxies,
	                                address_of(&x->arena, connection), &x->req.headers);
	if ((wrong = framing_check(&x->req.headers)))
		return refuse_early(connection, x, 400, wrong);
	if (x->req.method == METHOD_POST) {
		bool streams;
		enum MHD_Result r = admit(connection, x, &streams);
		if (streams)
			return r;
	}
	wait_yielding(waiting_of(connection), REQUEST_SECONDS);
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
	wait_for(waiting_of(connection), REQUEST_SECONDS);
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
	wait_for(waiting_of(connection), 0);
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

static bool listen_parse(const char *listen, struct sockaddr_in *ret)
{
	struct str s = str_of(listen), host = S(""), port = s;
	char text[64];
	int64_t n;

	if (str_has(s, S(":")))
		str_cut(s, ':', &host, &port);
	if (!str_int(port, &n) || n < 0 || n > 65535 || host.n >= sizeof(text))
		return false;
	snprintf(text, sizeof(text), "%.*s", P(host));
	*ret = (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)n) };
	if (!host.n || str_is(host, "localhost"))
		ret->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	else if (str_is(host, "*"))
		ret->sin_addr.s_addr = htonl(INADDR_ANY);
	else
		return inet_pton(AF_INET, text, &ret->sin_addr) == 1;
	return true;
}

static struct MHD_Daemon *start(struct web *web, struct sockaddr_in *at)
{
	return MHD_start_daemon(
		MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_THREAD_PER_CONNECTION | MHD_USE_POLL |
			MHD_USE_ITC,
		0, NULL, NULL, handle, web, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)at,
		MHD_OPTION_URI_LOG_CALLBACK, exchange_new, web, MHD_OPTION_NOTIFY_CONNECTION,
		on_connection, NULL, MHD_OPTION_NOTIFY_COMPLETED, exchange_end, NULL,
		MHD_OPTION_UNESCAPE_CALLBACK, leave_encoded, NULL, MHD_OPTION_CONNECTION_LIMIT,
		(unsigned)MAX_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS,
		MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEADER_MEMORY,
		MHD_OPTION_THREAD_STACK_SIZE, (size_t)(1 << 20), MHD_OPTION_STRICT_FOR_CLIENT, 1,
		MHD_OPTION_LISTENING_ADDRESS_REUSE, 1U, MHD_OPTION_END);
}

static void drain(struct MHD_Daemon *daemon)
{
	int fd = MHD_quiesce_daemon(daemon);

	if (fd >= 0)
		close(fd);
	for (int i = 0; i < DRAIN_STEPS && atomic_load(&in_hand) > 0; i++)
		poll(NULL, 0, 50);
	MHD_stop_daemon(daemon);
}

static void print_address(struct MHD_Daemon *daemon, const struct sockaddr_in *at)
{
	const union MHD_DaemonInfo *info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
	char text[INET_ADDRSTRLEN] = "";

	inet_ntop(AF_INET, &at->sin_addr, text, sizeof(text));
	printf("http://%s:%d/\n", text, info ? info->port : ntohs(at->sin_port));
	fflush(stdout);
}

int web_serve(struct web *web, const char *listen)
{
	struct MHD_Daemon *daemon;
	struct sockaddr_in at;
	const struct timespec second = { .tv_sec = 1 };
	sigset_t set, before;

	if (!listen_parse(listen ? listen : "127.0.0.1:8080", &at)) {
		fprintf(stderr, "监听地址看不懂：%s。写作 127.0.0.1:8080。\n", listen);
		return 2;
	}
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	pthread_sigmask(SIG_BLOCK, &set, &before);
	daemon = start(web, &at);
	if (!daemon) {
		fprintf(stderr, "不能监听 %s：地址已被占用，或者没有权限。\n",
		        listen ? listen : "127.0.0.1:8080");
		return 3;
	}
	print_address(daemon, &at);
	while (sigtimedwait(&set, NULL, &second) < 0)
		hang_up_on_the_slow();
	drain(daemon);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return 0;
}
