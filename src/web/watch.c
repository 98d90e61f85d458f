/*
 * watch.c - counters in memory, told to whoever watches the machine
 */
#include "web/watch.h"
#include "store/pool.h"
#include "web/web.h"

#include <stdatomic.h>
#include <stdlib.h>

/* Upper ends of the histogram, in milliseconds; the last is open. */
static const int edges[] = { 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 10000 };
enum { N_EDGES = sizeof(edges) / sizeof(edges[0]), N_ROUTES = 160, N_CLASSES = 6 };

/* Of one route: answers by class of status, and how long they took, in microseconds. */
struct watched {
	const char *route;
	int64_t status[N_CLASSES], took[N_EDGES + 1], sum, n;
};

static struct {
	pthread_mutex_t lock;
	struct watched list[N_ROUTES];
	size_t n;
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
	json_pair(&j, "level", reply->status >= 500 ? S("error") : S("info"));
	json_pair(&j, "method", req->method == METHOD_POST ? S("POST") : S("GET"));
	json_pair(&j, "route", str_of(reply->route ? reply->route : "-"));
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

static struct watched *watched_of(const char *route)
{
	for (size_t i = 0; i < seen.n; i++)
		if (seen.list[i].route == route)
			return &seen.list[i];
	if (seen.n == N_ROUTES)
		return &seen.list[N_ROUTES - 1];
	seen.list[seen.n].route = route;
	return &seen.list[seen.n++];
}

void watch_note(const struct req *req, const struct reply *reply, int64_t took)
{
	static const char other[] = "other";
	int status = reply->status / 100;
	struct watched *w;
	size_t edge = 0;

	while (edge < N_EDGES && took > edges[edge] * INT64_C(1000))
		edge++;
	pthread_mutex_lock(&seen.lock);
	w = watched_of(reply->route ? reply->route : other);
	w->status[status > 0 && status < N_CLASSES ? status : 0]++;
	w->took[edge]++;
	w->sum += took;
	w->n++;
	pthread_mutex_unlock(&seen.lock);
	if (logs_requests())
		put_line(req, reply, took);
}

/* --- telling ---------------------------------------------------------------------------------- */

static void put_classes(struct buf *b, const struct watched *w)
{
	for (int c = 0; c < N_CLASSES; c++)
		if (w->status[c])
			buf_fmt(b, "yifa_requests_total{route=\"%s\",status=\"%dxx\"} %lld\n",
			        w->route, c, (long long)w->status[c]);
}

static void put_times(struct buf *b, const struct watched *w)
{
	int64_t below = 0;

	for (size_t i = 0; i < N_EDGES; i++) {
		below += w->took[i];
		buf_fmt(b, "yifa_request_seconds_bucket{route=\"%s\",le=\"%d.%03d\"} %lld\n",
		        w->route, edges[i] / 1000, edges[i] % 1000, (long long)below);
	}
	buf_fmt(b,
	        "yifa_request_seconds_bucket{route=\"%s\",le=\"+Inf\"} %lld\n"
	        "yifa_request_seconds_sum{route=\"%s\"} %lld.%06lld\n"
	        "yifa_request_seconds_count{route=\"%s\"} %lld\n",
	        w->route, (long long)w->n, w->route, (long long)(w->sum / 1000000),
	        (long long)(w->sum % 1000000), w->route, (long long)w->n);
}

static void put_requests(struct buf *b)
{
	buf_putz(b, "# TYPE yifa_requests_total counter\n");
	for (size_t i = 0; i < seen.n; i++)
		put_classes(b, &seen.list[i]);
	buf_putz(b, "# TYPE yifa_request_seconds histogram\n");
	for (size_t i = 0; i < seen.n; i++)
		put_times(b, &seen.list[i]);
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
static const struct stmt reads_sql = { "SELECT COUNT(*) FROM meta WHERE key = 'model'", "is the database there" };

/* Of the whole database: it is the machine that is watched, not a bureau. */
#define WHOLE "of the whole database"
static const struct { const char *name, *type; struct stmt sql; } counted[] = {
	{ "yifa_journal_entries_total", "counter", { "SELECT CAST(COALESCE(SUM(position), 0) AS bigint) FROM journal_head", WHOLE } },
	{ "yifa_journal_tree_behind",   "gauge",   { "SELECT CAST(COALESCE(SUM(h.position - COALESCE(t.size, 0)), 0) AS bigint) FROM journal_head h "
	                                             "LEFT JOIN journal_tree t ON t.org = h.org", WHOLE } },
	{ "yifa_outbox_waiting",        "gauge",   { "SELECT COUNT(*) FROM outbox WHERE done_at IS NULL", WHOLE } },
	{ "yifa_outbox_given_up",       "gauge",   { "SELECT COUNT(*) FROM outbox WHERE done_at IS NULL AND next_at IS NULL", WHOLE } },
	{ "yifa_jobs_waiting",          "gauge",   { "SELECT COUNT(*) FROM jobs WHERE state = 'waiting'", WHOLE } },
	{ "yifa_jobs_running",          "gauge",   { "SELECT COUNT(*) FROM jobs WHERE state = 'running'", WHOLE } },
	{ "yifa_jobs_failed",           "gauge",   { "SELECT COUNT(*) FROM jobs WHERE state IN ('failed', 'interrupted')", WHOLE } },
};
/* clang-format on */
enum { N_TOLD = sizeof(counted) / sizeof(counted[0]) };

static bool reads(const struct req *req)
{
	struct world world;
	struct refusals r;
	struct tx tx;
	int64_t n;

	world_real(&world);
	refusals_init(&r, req->arena);
	tx = tx_read(req->web->db, &world, req->arena, &r);
	db_one(&tx, &reads_sql, VALS(), &n);
	tx_end(&tx);
	return !r.fault;
}

/* Nothing of it when the database does not read: a gap says that, a zero would not. */
static void put_counted(const struct req *req, struct buf *b)
{
	struct world world;
	struct refusals r;
	struct tx tx;
	int64_t n[N_TOLD] = { 0 };

	world_real(&world);
	refusals_init(&r, req->arena);
	tx = tx_read(req->web->db, &world, req->arena, &r);
	for (size_t i = 0; i < N_TOLD && !r.fault; i++)
		db_one(&tx, &counted[i].sql, VALS(), &n[i]);
	tx_end(&tx);
	for (size_t i = 0; i < N_TOLD && !r.fault; i++)
		buf_fmt(b, "# TYPE %s %s\n%s %lld\n", counted[i].name, counted[i].type,
		        counted[i].name, (long long)n[i]);
}

static void put_pool(struct db *db, struct buf *b)
{
	int open, taken;

	db_pool(db, &open, &taken);
	buf_fmt(b,
	        "# TYPE yifa_pool_connections gauge\nyifa_pool_connections %d\n"
	        "# TYPE yifa_pool_connections_taken gauge\nyifa_pool_connections_taken %d\n",
	        open, taken);
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
	if (!is_local(req)) {
		tell(req, reply, 404, S("没有这一页"));
		return;
	}
	tell(req, reply, 200, S("# yifa"));
	pthread_mutex_lock(&seen.lock);
	put_requests(&reply->body);
	pthread_mutex_unlock(&seen.lock);
	put_gauges(&reply->body);
	put_pool(req->web->db, &reply->body);
	put_counted(req, &reply->body);
	reply->type = S("text/plain; version=0.0.4; charset=utf-8");
}

bool watch_answer(const struct req *req, struct reply *reply)
{
	bool ready;

	if (req->method != METHOD_GET)
		return false;
	if (str_is(req->path, "/health")) {
		tell(req, reply, 200, S("ok"));
		reply->route = "/health";
		return true;
	}
	if (str_is(req->path, "/health/ready")) {
		ready = reads(req);
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
