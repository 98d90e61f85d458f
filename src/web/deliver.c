/*
 * deliver.c - the thread that empties the outbox
 *
 * Strategy.  Look for messages that are due, take each by a lease in a transaction of its own, write
 * and send it outside of any transaction, then write what came of it.  A process that dies in
 * between leaves a lease that runs out; the message is sent again.  A hook that failed is left alone
 * for the rest of the round, so that one that is down does not hold up the others.
 */
#include <curl/curl.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

#include "base/must.h"
#include "base/seal.h"
#include "base/thread.h"
#include "web/deliver.h"

enum {
	ROUND = 32,
	LEASE_SECONDS = 60,
	ROUND_MS = 500,
	KEEP_DAYS = 90,
	SWEEP_ROUNDS = 7200,
	LETTER_LIMIT = 1 << 20
};

struct deliver {
	struct web *web;
	struct ranges allow;
	struct world world; /* of this thread                                      */
	int64_t began;      /* a fixed world moves on with real time here          */
	int64_t moved;
	pthread_t thread;
	int stop[2];        /* a pipe: something in it means stop                  */
	struct arena arena; /* of one round                                        */
	int64_t failed[ROUND];
	size_t n_failed;
};

/* clang-format off */
enum { DUE, LEASE, DONE, AGAIN, RECEIPT, SWEEP, SWEEP_RECEIPTS, N_SQL };
static const struct stmt sql[N_SQL] = {
	[DUE]     = { "SELECT org, id, hook, record, tries, ledger, verb, day, made_at FROM outbox WHERE kind = 'hook' AND done_at IS NULL AND next_at <= $1"
	              " AND (leased_until IS NULL OR leased_until < $1) ORDER BY next_at, id LIMIT $2", "it serves every bureau of the database" },
	[LEASE]   = { "UPDATE outbox SET leased_until = $3, tries = tries + 1 WHERE org = $1 AND id = $2 AND done_at IS NULL AND next_at <= $4"
	              " AND (leased_until IS NULL OR leased_until < $4)" },
	[DONE]    = { "UPDATE outbox SET done_at = $3, leased_until = NULL, error = $4 WHERE org = $1 AND id = $2" },
	[AGAIN]   = { "UPDATE outbox SET next_at = $3, leased_until = NULL, error = $4 WHERE org = $1 AND id = $2" },
	[RECEIPT] = { "INSERT INTO hook_receipts (org, id, letter, hook, at, status, ms, say) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" },
	[SWEEP]   = { "DELETE FROM outbox WHERE kind = 'hook' AND done_at IS NOT NULL AND done_at < $1", "it serves every bureau of the database" },
	[SWEEP_RECEIPTS] = { "DELETE FROM hook_receipts WHERE at < $1", "it serves every bureau of the database" },
};
/* clang-format on */

struct sending {
	struct deliver *d;
	struct letter x;
	struct hook h;
	struct account who;
	struct posted came;
	bool given_up, silent; /* silent: nothing is told and that is right           */
	struct instant now, next;
};

static struct instant later(struct instant t, int64_t seconds)
{
	return (struct instant){ t.us + seconds * 1000000 };
}

/* A demo's day stands still; here it moves with the clock, or nothing would ever be tried again. */
static void world_moves(struct deliver *d)
{
	int64_t passed = (world_ticks() - d->began) / 1000;

	if (!day_set(d->world.today))
		return;
	d->world.tick += passed - d->moved;
	d->moved = passed;
}

/* --- one message ------------------------------------------------------------------------------- */

static bool lease(struct tx *tx, void *arg)
{
	struct sending *s = arg;

	return db_changed(tx, &sql[LEASE], s->x.org, s->x.id, later(s->now, LEASE_SECONDS),
	                  s->now) == 1;
}

/* Waits of 30 s, 1 min, 2 min … each a fifth longer or shorter, so that many do not come at once. */
static int64_t wait_of(struct world *w, const struct hook *h, int64_t tries)
{
	int64_t wait = h->wait ? h->wait : LEASE_SECONDS;
	unsigned char chance;

	for (int64_t i = 1; i < tries && wait < HOOK_WAIT_MOST; i++)
		wait *= 2;
	if (wait > HOOK_WAIT_MOST)
		wait = HOOK_WAIT_MOST;
	world_random(w, &chance, 1);
	return wait * 1000000 * 4 / 5 + wait * 1000000 * 2 / 5 * chance / 255;
}

static bool write_outcome(struct tx *tx, void *arg)
{
	struct sending *s = arg;
	bool ok = s->silent || (s->came.status >= 200 && s->came.status < 300);

	if (ok)
		db_exec(tx, &sql[DONE], s->x.org, s->x.id, s->now, s->came.say);
	else
		db_exec(tx, &sql[AGAIN], s->x.org, s->x.id, s->given_up ? NULL_VAL : VAL(s->next),
		        s->came.say);
	db_exec(tx, &sql[RECEIPT], s->x.org, tx_new_id(tx), s->x.id, s->x.hook, s->now,
	        (int64_t)s->came.status, s->came.ms, s->came.say);
	return true;
}

/* It is tried again later, as often as the hook says. */
static void fails(struct sending *s, struct str say)
{
	s->came.say = say;
	s->given_up = s->h.tries && s->x.tries + 1 >= s->h.tries;
	s->next.us = s->now.us + wait_of(&s->d->world, &s->h, s->x.tries + 1);
}

/* What is told, and by whom it may be heard; false: nothing is sent, s says why. */
static bool prepare(struct sending *s, struct posting *ret, struct buf *body)
{
	struct deliver *d = s->d;
	struct refusals r;
	struct tx tx;
	bool ok;

	refusals_init(&r, &d->arena);
	tx = tx_read(d->web->db, &d->world, &d->arena, &r);
	ok = hook_of(&tx, s->x.org, s->x.hook, &s->h);
	s->given_up = true;
	if (!ok || instant_set(s->h.closed_at))
		s->came.say = S("通知已取消。");
	else if (!account_of(&tx, s->x.org, s->h.account, &s->who))
		s->came.say = S("账号已停用。");
	else if (!unseal(&d->arena, &d->world, hook_place(&d->arena, s->h.id), s->h.sealed,
	                 &ret->secret))
		s->came.say = S("签名密钥打不开：密钥文件不对。");
	else if (!(ok = letter_body(&tx, d->web->p, &s->who, &s->x, body)) && !r.fault)
		s->silent = true, s->came.say = S("记录不在账号的权限内，没有发送。");
	else
		s->given_up = false;
	tx_end(&tx);
	if (r.fault)
		fails(s, S("机器出了故障，没有发送。"));
	return ok && !s->given_up && !r.fault;
}

static void note_failed(struct deliver *d, int64_t hook)
{
	if (d->n_failed < ROUND)
		d->failed[d->n_failed++] = hook;
}

static bool has_failed(const struct deliver *d, int64_t hook)
{
	for (size_t i = 0; i < d->n_failed; i++)
		if (d->failed[i] == hook)
			return true;
	return false;
}

static void post(struct sending *s, struct posting *x, const struct buf *body)
{
	struct deliver *d = s->d;

	x->allow = &d->allow;
	x->url = s->h.url;
	x->sign = s->h.sign;
	x->body = arena_str(&d->arena, buf_str(body));
	x->event = arena_fmt(&d->arena, "%.*s.%.*s", P(s->x.ledger), P(s->x.verb));
	x->delivery = s->x.id;
	x->at = s->now;
	letter_post(&d->arena, x, &s->came);
	if (s->came.status >= 200 && s->came.status < 300)
		return;
	note_failed(d, s->x.hook);
	fails(s, s->came.say);
	s->given_up |= s->came.status == 410;
}

static void send_one(struct deliver *d, const struct letter *x)
{
	struct sending s = { .d = d, .x = *x };
	struct posting what = { 0 };
	struct refusals r;
	struct buf body;

	refusals_init(&r, &d->arena);
	s.now = world_now(&d->world);
	if (!tx_run(d->web->db, &d->world, &d->arena, &r, lease, &s))
		return;
	buf_init(&body, LETTER_LIMIT);
	if (prepare(&s, &what, &body))
		post(&s, &what, &body);
	buf_drop(&body);
	if (s.came.say.n)
		tx_run(d->web->db, &d->world, &d->arena, &r, write_outcome, &s);
}

/* --- rounds ------------------------------------------------------------------------------------ */

static size_t due(struct deliver *d, struct letter *list)
{
	struct refusals r;
	struct letter x = { 0 };
	struct tx tx;
	struct rows q;
	size_t n = 0;

	refusals_init(&r, &d->arena);
	tx = tx_read(d->web->db, &d->world, &d->arena, &r);
	q = db_query(&tx, &sql[DUE], world_now(&d->world), (int64_t)ROUND);
	while (n < ROUND && db_row(&q, &x.org, &x.id, &x.hook, &x.record, &x.tries, &x.ledger,
	                           &x.verb, &x.day, &x.made_at)) {
		x.ledger = arena_str(&d->arena, x.ledger);
		x.verb = arena_str(&d->arena, x.verb);
		list[n++] = x;
	}
	db_close(&q);
	tx_end(&tx);
	return n;
}

static bool sweep(struct tx *tx, void *arg)
{
	struct deliver *d = arg;
	struct instant old = later(world_now(&d->world), -(int64_t)KEEP_DAYS * 86400);

	db_exec(tx, &sql[SWEEP], old);
	db_exec(tx, &sql[SWEEP_RECEIPTS], old);
	return true;
}

/* Waits for the word to stop, at most so long; true: it came. */
static bool must_stop(struct deliver *d, int ms)
{
	struct pollfd p = { .fd = d->stop[0], .events = POLLIN };

	return poll(&p, 1, ms) > 0;
}

static void one_round(struct deliver *d, int64_t number)
{
	struct letter list[ROUND];
	struct refusals r;
	size_t n;

	world_moves(d);
	d->n_failed = 0;
	n = due(d, list);
	for (size_t i = 0; i < n && !must_stop(d, 0); i++)
		if (!has_failed(d, list[i].hook))
			send_one(d, &list[i]);
	refusals_init(&r, &d->arena);
	if (number % SWEEP_ROUNDS == SWEEP_ROUNDS - 1)
		tx_run(d->web->db, &d->world, &d->arena, &r, sweep, d);
	arena_reset(&d->arena);
}

static void *run(void *arg)
{
	struct deliver *d = arg;
	int64_t number = 0;

	do
		one_round(d, number++);
	while (!must_stop(d, ROUND_MS));
	return NULL;
}

/* --- beginning and end ------------------------------------------------------------------------- */

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start_curl(void)
{
	must(curl_global_init(CURL_GLOBAL_DEFAULT) == 0);
}

struct deliver *deliver_start(struct web *web, struct str allow, const char **ret_error)
{
	static struct deliver d;

	d = (struct deliver){ .web = web, .world = web->world, .began = world_ticks() };
	if (!ranges_parse(allow, &d.allow)) {
		*ret_error = "--hooks-to 看不懂，写作 10.0.0.0/8,127.0.0.1。";
		return NULL;
	}
	pthread_once(&once, start_curl);
	arena_init(&d.arena, ARENA_LIMIT);
	must(pipe2(d.stop, O_CLOEXEC) == 0);
	if (thread_start(&d.thread, run, &d))
		return &d;
	*ret_error = "不能发送通知：没有线程。";
	return NULL;
}

void deliver_stop(struct deliver *d)
{
	if (!d)
		return;
	must(write(d->stop[1], "", 1) == 1);
	pthread_join(d->thread, NULL);
	close(d->stop[0]);
	close(d->stop[1]);
	arena_drop(&d->arena);
}
