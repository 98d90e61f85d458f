/*
 * jobs.c - runners
 *
 * What runs in this process is known in memory, so that counts and cancelling need no write: on
 * SQLite an import holds the writer to its end.
 */
#include "base/must.h"
#include "base/thread.h"
#include "ledger/laws.h"
#include "web/jobs.h"

#include <pthread.h>

enum { WAIT_SECONDS = 2, RUN_LIMIT = 1 << 30, MOST_RUNS = 16, EXPIRE_ROUNDS = 1800 };

struct jobs {
	struct arena arena;
	struct web *web;
	pthread_mutex_t lock;
	pthread_cond_t wake, beat;
	pthread_t runners[JOB_RUNNERS], keeper;
	struct job_run *runs[MOST_RUNS];
	char holder[40];
	bool stopping;
};

static struct instant real_now(void)
{
	struct world w;

	world_real(&w);
	return world_now(&w);
}

static struct instant lease_end(void)
{
	return (struct instant){ real_now().us + (int64_t)JOB_LEASE_SECONDS * 1000000 };
}

const struct job_kind *job_kind_of(struct str key)
{
	for (size_t i = 0; i < n_job_kinds; i++)
		if (str_is(key, job_kinds[i].key))
			return &job_kinds[i];
	return NULL;
}

struct str job_href(struct arena *a, const struct job_row *j)
{
	const struct job_kind *k = job_kind_of(j->kind);

	return k && k->href ? k->href(a, j) : arena_fmt(a, "/jobs/%lld", (long long)j->id);
}

/* --- what is known in memory ---------------------------------------------------------------------- */

bool job_go(struct job_run *k, int64_t done, int64_t total)
{
	int asked = __atomic_load_n(&k->cancel, __ATOMIC_RELAXED);

	__atomic_store_n(&k->done, done, __ATOMIC_RELAXED);
	__atomic_store_n(&k->total, total, __ATOMIC_RELAXED);
	return asked == RUN_GOES_ON ||
	       asked == RUN_SEALED; /* sealed: its transaction is run again    */
}

/* From here on it is too late to cancel.  A transaction is run again, so again it is true. */
bool job_seal(struct job_run *k)
{
	int was = RUN_GOES_ON;

	return __atomic_compare_exchange_n(&k->cancel, &was, RUN_SEALED, false, __ATOMIC_ACQ_REL,
	                                   __ATOMIC_ACQUIRE) ||
	       was == RUN_SEALED;
}

static bool cancelled(const struct job_run *k)
{
	return __atomic_load_n(&k->cancel, __ATOMIC_ACQUIRE) == RUN_CANCELLED;
}

static bool runs_add(struct jobs *s, struct job_run *k)
{
	size_t i = 0;

	pthread_mutex_lock(&s->lock);
	while (i < MOST_RUNS && s->runs[i])
		i++;
	if (i < MOST_RUNS)
		s->runs[i] = k;
	pthread_mutex_unlock(&s->lock);
	return i < MOST_RUNS;
}

static void runs_drop(struct jobs *s, const struct job_run *k)
{
	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < MOST_RUNS; i++)
		if (s->runs[i] == k)
			s->runs[i] = NULL;
	pthread_mutex_unlock(&s->lock);
}

static struct job_run *run_of(struct jobs *s, int64_t id)
{
	for (size_t i = 0; i < MOST_RUNS; i++)
		if (s->runs[i] && s->runs[i]->row.id == id)
			return s->runs[i];
	return NULL;
}

void jobs_now(struct web *web, struct job_row *j, int64_t *ret_left)
{
	struct jobs *s = web->jobs;
	struct job_run *k;
	int64_t spent;

	*ret_left = -1;
	if (!s || !str_is(j->state, "running"))
		return;
	pthread_mutex_lock(&s->lock);
	k = run_of(s, j->id);
	if (k) {
		j->done = __atomic_load_n(&k->done, __ATOMIC_RELAXED);
		j->total = __atomic_load_n(&k->total, __ATOMIC_RELAXED);
		spent = world_ticks() - k->began;
		if (j->done > 0 && j->total >= j->done)
			*ret_left = (int64_t)((double)spent / (double)j->done *
			                      (double)(j->total - j->done) / 1e6);
	}
	pthread_mutex_unlock(&s->lock);
}

/* What stands after it was asked to end; RUN_GOES_ON: it does not run here. */
static int cancel_here(struct jobs *s, int64_t id)
{
	struct job_run *k;
	int was = RUN_GOES_ON;

	pthread_mutex_lock(&s->lock);
	k = run_of(s, id);
	if (k && __atomic_compare_exchange_n(&k->cancel, &was, RUN_CANCELLED, false,
	                                     __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
		was = RUN_CANCELLED;
	pthread_mutex_unlock(&s->lock);
	return was;
}

struct cancelling {
	int64_t org, id;
	bool ok;
};

static bool cancel_row(struct tx *tx, void *arg)
{
	struct cancelling *c = arg;

	c->ok = job_cancel(tx, c->org, c->id);
	return true;
}

bool jobs_cancel(struct visit *v, int64_t id)
{
	struct cancelling c = { v->viewer.org, id, false };
	struct job_row row;
	int here;

	if (job_load(&v->tx, v->viewer.org, id, &row) && job_is_over(&row))
		return false; /* its thread may not have left yet                              */
	here = v->web->jobs ? cancel_here(v->web->jobs, id) : RUN_GOES_ON;
	if (here != RUN_GOES_ON)
		return here == RUN_CANCELLED;
	visit_write(v, cancel_row, &c);
	return c.ok;
}

/* It became ready in the moment in which it was cancelled: what is ready can still be. */
static void cancel_ready(struct job_run *k)
{
	struct cancelling c = { k->row.org, k->row.id, false };
	struct refusals r;

	refusals_init(&r, &k->arena);
	tx_run(k->web->db, &k->world, &k->arena, &r, cancel_row, &c);
}

/* --- one run --------------------------------------------------------------------------------------- */

/* A copy of the world, as each request has one. */
static struct world world_copy(struct web *web)
{
	struct world w;

	pthread_mutex_lock(&web->lock);
	w = web->world;
	if (day_set(web->world.today))
		web->world.tick += 1000;
	pthread_mutex_unlock(&web->lock);
	return w;
}

static bool take_row(struct tx *tx, void *arg)
{
	struct job_run *k = arg;

	return job_take(tx, &k->row, k->row.holder, lease_end());
}

static bool starter_load(struct job_run *k)
{
	struct tx tx = tx_read(k->web->db, &k->world, &k->arena, &k->r);
	bool found = account_of(&tx, k->row.org, k->row.account, &k->account);

	laws_refresh(&tx, k->web->p);
	k->viewer = viewer_of(&k->account, world_today(&k->world));
	tx_end(&tx);
	k->actor = (struct actor){ .org = k->viewer.org,
		                   .entered_by = k->viewer.person,
		                   .done_by = k->viewer.person,
		                   .roles = k->viewer.roles,
		                   .entry_roles = k->viewer.roles,
		                   .origin = "job",
		                   .when = INSTANT_NONE,
		                   .viewer = &k->viewer };
	return found;
}

struct ending {
	struct job_run *k;
	struct str state;
};

static bool end_row(struct tx *tx, void *arg)
{
	struct ending *e = arg;
	struct job_run *k = e->k;

	if (k->made.n && !job_put_bytes(tx, k->row.org, k->row.id, JOB_MADE, buf_str(&k->made)))
		return false;
	return job_end(tx, &k->row, e->state, job_href(tx->arena, &k->row));
}

static bool give_back(struct tx *tx, void *arg)
{
	struct ending *e = arg;

	job_give_back(tx, &e->k->row);
	return true;
}

/* A fault of the machine is told with its number of the log; what was refused, with its reason. */
static struct str state_after(struct job_run *k, struct str state)
{
	if (k->r.fault) {
		fprintf(stderr, "job %lld: %.*s\n", (long long)k->row.id, P(k->r.fault_say));
		k->row.said = S("机器出了故障，没有完成，也没有留下一半。请稍后再试。");
		return S("failed");
	}
	if (cancelled(k)) {
		k->row.said = S("已取消，没有留下一半。");
		return S("cancelled");
	}
	if (!k->row.said.n && k->r.n)
		k->row.said = k->r.list[0].say;
	return state;
}

static void end_run(struct job_run *k, struct str state)
{
	struct ending e = { k, S("") };
	struct refusals r;

	if (!str_is(state, "ready"))
		job_seal(k);
	e.state = state_after(k, state);

	k->row.done = k->done;
	k->row.total = k->total;
	if (str_is(e.state, "failed") || str_is(e.state, "cancelled"))
		buf_clear(&k->made);
	refusals_init(&r, &k->arena);
	tx_run(k->web->db, &k->world, &k->arena, &r,
	       __atomic_load_n(&k->cancel, __ATOMIC_RELAXED) == RUN_STOPPED ? give_back : end_row,
	       &e);
	if (r.fault)
		fprintf(stderr, "job %lld: %.*s\n", (long long)k->row.id, P(r.fault_say));
}

static void run_taken(struct jobs *s, struct job_run *k)
{
	const struct job_kind *kind = job_kind_of(k->row.kind);
	struct str state = S("refused");

	k->began = world_ticks();
	if (!runs_add(s, k))
		return; /* its lease runs out */
	if (k->row.tries >= JOB_TRIES) {
		k->row.said = S("几次都中断了，没有完成。请重新发起；仍然中断的告诉系统管理员。");
		state = S("interrupted");
	} else if (!kind || !starter_load(k)) {
		k->row.said = S("发起人的账号已经停用。");
	} else {
		state = kind->run(k);
	}
	if (!k->ended)
		end_run(k, state);
	runs_drop(s, k);
	if (str_is(state, "ready") && cancelled(k))
		cancel_ready(k);
}

/* Takes the job and runs it; false: another has it. */
static bool run_row(struct jobs *s, const struct job_row *row)
{
	struct job_run k = { .web = s->web, .world = world_copy(s->web), .row = *row };
	bool taken;

	arena_init(&k.arena, RUN_LIMIT);
	refusals_init(&k.r, &k.arena);
	buf_init(&k.made, JOB_MOST_BYTES);
	k.row.args = arena_str(&k.arena, row->args);
	k.row.kind = arena_str(&k.arena, row->kind);
	k.row.label = arena_str(&k.arena, row->label);
	k.row.holder = str_of(s->holder);
	k.row.said = k.row.file_name = k.row.file_type = S("");
	taken = tx_run(s->web->db, &k.world, &k.arena, &k.r, take_row, &k);
	if (taken)
		run_taken(s, &k);
	buf_drop(&k.made);
	arena_drop(&k.arena);
	return taken;
}

/* --- threads --------------------------------------------------------------------------------------- */

static bool find_row(struct jobs *s, struct arena *a, struct job_row *ret)
{
	struct world w = world_copy(s->web);
	struct refusals r;
	struct tx tx;
	bool found;

	refusals_init(&r, a);
	tx = tx_read(s->web->db, &w, a, &r);
	found = job_waiting(&tx, real_now(), ret);
	tx_end(&tx);
	return found;
}

static bool stopping(struct jobs *s)
{
	bool yes;

	pthread_mutex_lock(&s->lock);
	yes = s->stopping;
	pthread_mutex_unlock(&s->lock);
	return yes;
}

static void wait_on(struct jobs *s, pthread_cond_t *c)
{
	int64_t until = real_now().us + (int64_t)WAIT_SECONDS * 1000000;
	struct timespec at = { .tv_sec = until / 1000000, .tv_nsec = until % 1000000 * 1000 };

	pthread_mutex_lock(&s->lock);
	if (!s->stopping)
		pthread_cond_timedwait(c, &s->lock, &at);
	pthread_mutex_unlock(&s->lock);
}

static void *runner(void *arg)
{
	struct jobs *s = arg;

	while (!stopping(s)) {
		struct arena a;
		struct job_row row;
		bool ran;
		arena_init(&a, RUN_LIMIT);
		ran = find_row(s, &a, &row) && run_row(s, &row);
		arena_drop(&a);
		if (!ran)
			wait_on(s, &s->wake);
	}
	return NULL;
}

struct beating {
	struct job_row rows[MOST_RUNS];
	size_t n;
	bool cancel[MOST_RUNS];
	bool expire;
};

static bool beat_rows(struct tx *tx, void *arg)
{
	struct beating *b = arg;

	for (size_t i = 0; i < b->n; i++)
		job_beat(tx, &b->rows[i], lease_end(), &b->cancel[i]);
	if (b->expire)
		jobs_expire(tx);
	return true;
}

static void rows_now(struct jobs *s, struct beating *b)
{
	pthread_mutex_lock(&s->lock);
	for (size_t i = 0; i < MOST_RUNS; i++)
		if (s->runs[i]) {
			struct job_row *row = &b->rows[b->n++];
			*row = (struct job_row){ .org = s->runs[i]->row.org,
				                 .id = s->runs[i]->row.id,
				                 .holder = str_of(s->holder) };
			row->done = __atomic_load_n(&s->runs[i]->done, __ATOMIC_RELAXED);
			row->total = __atomic_load_n(&s->runs[i]->total, __ATOMIC_RELAXED);
		}
	pthread_mutex_unlock(&s->lock);
}

static void beat(struct jobs *s, bool expire)
{
	struct beating b = { .expire = expire };
	struct world w = world_copy(s->web);
	struct refusals r;
	struct arena a;

	rows_now(s, &b);
	if (!b.n && !expire)
		return;
	arena_init(&a, RUN_LIMIT);
	refusals_init(&r, &a);
	if (tx_run(s->web->db, &w, &a, &r, beat_rows, &b))
		for (size_t i = 0; i < b.n; i++)
			if (b.cancel[i])
				(void)cancel_here(s, b.rows[i].id);
	arena_drop(&a);
}

static void *keeper(void *arg)
{
	struct jobs *s = arg;

	for (int64_t round = 0; !stopping(s); round++) {
		beat(s, round % EXPIRE_ROUNDS == 0);
		wait_on(s, &s->beat);
	}
	return NULL;
}

static bool recover_rows(struct tx *tx, void *arg)
{
	(void)arg;
	jobs_recover(tx);
	return true;
}

static void recover(struct jobs *s)
{
	struct world w = world_copy(s->web);
	struct refusals r;
	struct arena a;

	arena_init(&a, RUN_LIMIT);
	refusals_init(&r, &a);
	tx_run(s->web->db, &w, &a, &r, recover_rows, NULL);
	arena_drop(&a);
}

static void name_holder(struct jobs *s)
{
	unsigned char p[8];
	struct world w;
	size_t n = 0;

	world_real(&w);
	world_random(&w, p, sizeof(p));
	for (size_t i = 0; i < sizeof(p); i++)
		n += (size_t)snprintf(s->holder + n, sizeof(s->holder) - n, "%02x", p[i]);
}

void jobs_start(struct web *web, bool alone)
{
	struct arena a;
	struct jobs *s;

	arena_init(&a, 1 << 20);
	s = arena_new(&a, struct jobs);
	s->arena = a;
	s->web = web;
	pthread_mutex_init(&s->lock, NULL);
	pthread_cond_init(&s->wake, NULL);
	pthread_cond_init(&s->beat, NULL);
	name_holder(s);
	web->jobs = s;
	if (alone)
		recover(s);
	for (size_t i = 0; i < JOB_RUNNERS; i++)
		must(thread_start(&s->runners[i], runner, s));
	must(thread_start(&s->keeper, keeper, s));
}

void jobs_stop(struct web *web)
{
	struct jobs *s = web->jobs;
	struct arena a;

	if (!s)
		return;
	pthread_mutex_lock(&s->lock);
	s->stopping = true;
	for (size_t i = 0; i < MOST_RUNS; i++)
		if (s->runs[i])
			__atomic_store_n(&s->runs[i]->cancel, RUN_STOPPED, __ATOMIC_RELAXED);
	pthread_cond_broadcast(&s->wake);
	pthread_cond_broadcast(&s->beat);
	pthread_mutex_unlock(&s->lock);
	for (size_t i = 0; i < JOB_RUNNERS; i++)
		pthread_join(s->runners[i], NULL);
	pthread_join(s->keeper, NULL);
	web->jobs = NULL;
	a = s->arena;
	arena_drop(&a);
}

struct job_row job_asked(const struct visit *v, const char *kind, struct str label, struct str args)
{
	return (struct job_row){ .org = v->viewer.org,
		                 .kind = str_of(kind),
		                 .label = label,
		                 .state = S("waiting"),
		                 .args = args,
		                 .account = v->who.who.id,
		                 .person = v->viewer.person };
}

struct beginning {
	const struct job_row *row;
	int64_t id;
};

static bool begin_row(struct tx *tx, void *arg)
{
	struct beginning *x = arg;

	return job_add(tx, x->row, &x->id);
}

bool job_begin(struct visit *v, const struct job_row *row, int64_t *ret_id)
{
	struct beginning x = { .row = row };

	if (!visit_write(v, begin_row, &x))
		return false;
	*ret_id = x.id;
	return true;
}

void jobs_wake(struct web *web)
{
	if (!web->jobs)
		return;
	pthread_mutex_lock(&web->jobs->lock);
	pthread_cond_signal(&web->jobs->wake);
	pthread_mutex_unlock(&web->jobs->lock);
}

void jobs_inline(struct visit *v, int64_t org, int64_t id)
{
	struct job_row row;
	bool found = job_load(&v->tx, org, id, &row);

	if (!found || !v->web->jobs || !str_is(row.state, "waiting"))
		return;
	tx_end(&v->tx);
	run_row(v->web->jobs, &row);
	v->tx = tx_read(v->web->db, &v->world, v->arena, &v->r);
}
