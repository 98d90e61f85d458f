/*
 * watch.c - counters in memory, told to whoever watches the machine
 */
#include "web/watch.h"
#include "web/web.h"

#include <stdatomic.h>
#include <stdlib.h>

/* Upper ends of the histogram, in milliseconds; the last is open. */
static const int edges[] = { 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10000 };
enum { N_EDGES = sizeof(edges) / sizeof(edges[0]), N_ROUTES = 160, N_CLASSES = 6 };

static struct {
	pthread_mutex_t lock;
	const char *route[N_ROUTES];
	int64_t status[N_ROUTES][N_CLASSES];
	size_t n_routes;
	int64_t took[N_EDGES + 1], sum, n;
} seen = { .lock = PTHREAD_MUTEX_INITIALIZER };

static atomic_int connections, answering;
static atomic_llong hung_up, cut;

void watch_connections(int open, int in_hand, int64_t gone)
{
	atomic_store(&connections, open);
	atomic_store(&answering, in_hand);
	atomic_store(&hung_up, gone);
}

void watch_cut(void)
{
	atomic_fetch_add(&cut, 1);
	fprintf(stderr, "{\"level\":\"error\",\"event\":\"download_cut\"}\n");
}

/* --- a line ----------------------------------------------------------------------------------- */

static bool logs_requests(void)
{
	const char *how = getenv("YIFA_LOG");

	return how && str_is(str_of(how), "request");
}

static void put_line(const struct req *req, const struct reply *reply, int64_t took)
{
	struct world world;
	struct json j;
	struct buf b;

	world_real(&world);
	buf_init(&b, 4096);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "at");
	json_at(&j, world_now(&world));
	json_key(&j, "level");
	json_str(&j, reply->status >= 500 ? S("error") : S("info"));
	json_key(&j, "method");
	json_str(&j, req->method == METHOD_POST ? S("POST") : S("GET"));
	json_key(&j, "route");
	json_str(&j, str_of(reply->route ? reply->route : "-"));
	json_key(&j, "status");
	json_int(&j, reply->status);
	json_key(&j, "us");
	json_int(&j, took);
	json_key(&j, "account");
	json_id(&j, reply->account);
	json_close(&j, '}');
	fprintf(stderr, "%.*s\n", P(buf_str(&b)));
	buf_drop(&b);
}

/* --- counting --------------------------------------------------------------------------------- */

static size_t row_of(const char *route)
{
	for (size_t i = 0; i < seen.n_routes; i++)
		if (seen.route[i] == route)
			return i;
	if (seen.n_routes == N_ROUTES)
		return N_ROUTES - 1;
	seen.route[seen.n_routes] = route;
	return seen.n_routes++;
}

void watch_note(const struct req *req, const struct reply *reply, int64_t took)
{
	static const char other[] = "other";
	int status = reply->status / 100;
	size_t edge = 0;

	while (edge < N_EDGES && took > edges[edge] * INT64_C(1000))
		edge++;
	pthread_mutex_lock(&seen.lock);
	seen.status[row_of(reply->route ? reply->route : other)]
		   [status > 0 && status < N_CLASSES ? status : 0]++;
	seen.took[edge]++;
	seen.sum += took;
	seen.n++;
	pthread_mutex_unlock(&seen.lock);
	if (logs_requests())
		put_line(req, reply, took);
}

/* --- telling ---------------------------------------------------------------------------------- */

static void put_requests(struct buf *b)
{
	int64_t below = 0;

	buf_putz(b, "# TYPE yifa_requests_total counter\n");
	for (size_t i = 0; i < seen.n_routes; i++)
		for (int c = 0; c < N_CLASSES; c++)
			if (seen.status[i][c])
				buf_fmt(b,
				        "yifa_requests_total{route=\"%s\",status=\"%dxx\"} %lld\n",
				        seen.route[i], c, (long long)seen.status[i][c]);
	buf_putz(b, "# TYPE yifa_request_seconds histogram\n");
	for (size_t i = 0; i < N_EDGES; i++) {
		below += seen.took[i];
		buf_fmt(b, "yifa_request_seconds_bucket{le=\"%d.%03d\"} %lld\n", edges[i] / 1000,
		        edges[i] % 1000, (long long)below);
	}
	buf_fmt(b,
	        "yifa_request_seconds_bucket{le=\"+Inf\"} %lld\n"
	        "yifa_request_seconds_sum %lld.%06lld\nyifa_request_seconds_count %lld\n",
	        (long long)seen.n, (long long)(seen.sum / 1000000), (long long)(seen.sum % 1000000),
	        (long long)seen.n);
}

static void put_gauges(struct buf *b)
{
	buf_fmt(b,
	        "# TYPE yifa_connections gauge\nyifa_connections %d\n"
	        "# TYPE yifa_requests_in_hand gauge\nyifa_requests_in_hand %d\n"
	        "# TYPE yifa_slow_connections_closed_total counter\nyifa_slow_connections_closed_total %lld\n"
	        "# TYPE yifa_downloads_cut_total counter\nyifa_downloads_cut_total %lld\n",
	        atomic_load(&connections), atomic_load(&answering),
	        (long long)atomic_load(&hung_up), (long long)atomic_load(&cut));
}

/* clang-format off */
enum { READS, OUTBOX, ENTRIES, N_SQL };
static const struct stmt sql[N_SQL] = {
	[READS]   = { "SELECT COUNT(*) FROM meta WHERE key = 'model'", "is the database there" },
	[OUTBOX]  = { "SELECT COUNT(*) FROM outbox WHERE done_at IS NULL", "of the whole database" },
	[ENTRIES] = { "SELECT CAST(COALESCE(SUM(position), 0) AS bigint) FROM journal_head", "of the whole database" },
};
/* clang-format on */

static bool reads(const struct req *req, int64_t *ret_outbox, int64_t *ret_entries)
{
	struct world world;
	struct refusals r;
	struct tx tx;
	int64_t n;

	world_real(&world);
	refusals_init(&r, req->arena);
	tx = tx_read(req->web->db, &world, req->arena, &r);
	db_one(&tx, &sql[READS], VALS(), &n);
	db_one(&tx, &sql[OUTBOX], VALS(), ret_outbox);
	db_one(&tx, &sql[ENTRIES], VALS(), ret_entries);
	tx_end(&tx);
	return !r.fault;
}

/* A proxy on this machine would make everybody local, and says for whom it asks. */
static bool is_local(const struct req *req)
{
	return (str_starts(req->address, S("127.")) || str_is(req->address, "::1")) &&
	       !header_of(&req->headers, "X-Forwarded-For").n &&
	       !header_of(&req->headers, "X-Real-IP").n && !header_of(&req->headers, "Forwarded").n;
}

static void tell(const struct req *req, struct reply *reply, int status, struct str say)
{
	web_plain_error(req, reply, status, say);
}

static void metrics(const struct req *req, struct reply *reply)
{
	int64_t outbox = 0, entries = 0;

	if (!is_local(req)) {
		tell(req, reply, 404, S("没有这一页"));
		return;
	}
	tell(req, reply, 200, S("# yifa"));
	pthread_mutex_lock(&seen.lock);
	put_requests(&reply->body);
	pthread_mutex_unlock(&seen.lock);
	put_gauges(&reply->body);
	if (reads(req, &outbox, &entries))
		buf_fmt(&reply->body,
		        "# TYPE yifa_journal_entries_total counter\nyifa_journal_entries_total %lld\n"
		        "# TYPE yifa_outbox_waiting gauge\nyifa_outbox_waiting %lld\n",
		        (long long)entries, (long long)outbox);
	reply->type = S("text/plain; version=0.0.4; charset=utf-8");
}

bool watch_answer(const struct req *req, struct reply *reply)
{
	int64_t outbox = 0, entries = 0;
	bool ready;

	if (req->method != METHOD_GET)
		return false;
	if (str_is(req->path, "/health")) {
		tell(req, reply, 200, S("ok"));
		reply->route = "/health";
		return true;
	}
	if (str_is(req->path, "/health/ready")) {
		ready = reads(req, &outbox, &entries);
		tell(req, reply, ready ? 200 : 503, ready ? S("ready") : S("no database"));
		reply->route = "/health/ready";
		return true;
	}
	if (!str_is(req->path, "/metrics"))
		return false;
	metrics(req, reply);
	reply->route = "/metrics";
	return true;
}
