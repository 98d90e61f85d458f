/*
 * tx.c - transactions that write, committed in groups
 *
 * Strategy.  There is no thread of its own.  A caller of tx_run() queues its job; when nobody
 * leads, it leads: it takes the whole queue, BEGIN IMMEDIATE, runs each job in a savepoint,
 * COMMIT, and wakes those whose jobs these were.  Who comes meanwhile queues up and, when the
 * leader is done, the first of them leads the next group.  So groups form by themselves while
 * the disk is busy, and a program of one thread (command line, import, demo, tests) never changes
 * threads.  A job may therefore run on the thread of another caller, which waits meanwhile.
 *
 * A job that refuses or faults is rolled back alone.  After each job the leader asks the database
 * whether the transaction is still there; when it is not (a full disk), or when the commit fails,
 * every job of the group gets a fault and none an acknowledgement.
 *
 * db_group_begin() lets a thread lead until db_group_end(): its jobs are one commit, others wait.
 *
 * A database in memory has no disk to wait for: each job is a group, behind the gate.
 */
#include "store/inner.h"
#include "base/must.h"

enum { JOB, JOB_KEEP, JOB_UNDO, SAVE, RELEASE, UNDO, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[JOB]      = { "SAVEPOINT job", "transaction" },
	[JOB_KEEP] = { "RELEASE SAVEPOINT job", "transaction" },
	[JOB_UNDO] = { "ROLLBACK TO SAVEPOINT job", "transaction" },
	/* The innermost of a name is meant, so depth needs no names of its own. */
	[SAVE]     = { "SAVEPOINT step", "transaction" },
	[RELEASE]  = { "RELEASE SAVEPOINT step", "transaction" },
	[UNDO]     = { "ROLLBACK TO SAVEPOINT step", "transaction" },
};
/* clang-format on */

/* --- savepoints ------------------------------------------------------------------------------ */

void tx_save(struct tx *tx)
{
	must(tx->writes);
	if (tx->r->fault)
		return;
	must(tx->conn->depth < MAX_SAVES);
	if (conn_later(tx->conn, &sql[SAVE]))
		tx->conn->marks[tx->conn->depth++] = counters_mark(tx->conn);
	else
		conn_fault(tx->conn, tx->r);
}

void tx_release(struct tx *tx)
{
	if (tx->r->fault)
		return;
	must(tx->conn->depth > 0);
	tx->conn->depth--;
	if (!conn_later(tx->conn, &sql[RELEASE]))
		conn_fault(tx->conn, tx->r);
}

void tx_rollback(struct tx *tx)
{
	if (tx->r->fault)
		return;
	must(tx->conn->depth > 0);
	tx->conn->depth--;
	counters_back(tx->conn, tx->conn->marks[tx->conn->depth]);
	if (!conn_do(tx->conn, &sql[UNDO]) || !conn_later(tx->conn, &sql[RELEASE]))
		conn_fault(tx->conn, tx->r);
}

/* --- one job --------------------------------------------------------------------------------- */

/* True when fn wants it kept and nothing refused or failed. */
static bool call(struct tx *tx, struct job *j)
{
	size_t refused = j->r->n_refused;
	bool ok;

	tx->conn->depth = 0;
	conn_enter(tx->conn);
	tx->conn->in_job = true;
	ok = j->fn(tx, j->arg);
	if (ok && !j->r->fault && !conn_settle(tx->conn))
		conn_fault(tx->conn, j->r);
	ok = ok && !j->r->fault && j->r->n_refused == refused;
	tx->conn->in_job = false;
	conn_leave(tx->conn);
	must(!ok || tx->conn->depth == 0);
	return ok;
}

#ifdef TX_TWICE
/*
 * Runs fn once for nothing, so that a function which leaves something outside the transaction is
 * found.  False: it has failed, and need not be run again.
 */
static bool call_for_nothing(struct tx *tx, struct job *j)
{
	struct arena_mark mark = arena_mark(j->arena);
	struct world world = *j->world;
	size_t n = j->r->n, mark_of_counters = counters_mark(tx->conn);

	call(tx, j);
	counters_back(tx->conn, mark_of_counters);
	if (j->r->fault || !conn_do(tx->conn, &sql[JOB_UNDO]))
		return false;
	ids_undo(tx->conn);
	job_rewind(j, mark, world, n);
	return true;
}
#else
static bool call_for_nothing(struct tx *tx, struct job *j)
{
	return tx && j;
}
#endif

/* An instant goes on in a real world, and is the same again in a fixed one. */
void job_rewind(struct job *j, struct arena_mark mark, struct world world, size_t n_refusals)
{
	refusals_again(j->r, n_refusals);
	arena_rewind(j->arena, mark);
	if (!day_set(world.today))
		return;
	__atomic_store_n(&j->world->tick, world.tick, __ATOMIC_RELAXED);
	__atomic_store_n(&j->world->seed, world.seed, __ATOMIC_RELAXED);
}

/* A job that has the transaction to itself needs no savepoint, but to be run twice. */
static bool needs_savepoint(const struct conn *c)
{
#ifdef TX_TWICE
	return c != NULL;
#else
	return !c->driver->many || c->grouped || c->db->alone;
#endif
}

/* In a transaction, which may be gone afterwards. */
void job_run(struct conn *c, struct job *j)
{
	struct tx tx = { c->db, c, j->world, j->arena, j->r, true };
	bool part = needs_savepoint(c);
	size_t mark = counters_mark(c);

	if (j->r->fault)
		return;
	ids_begin(c);
	if (part && !conn_later(c, &sql[JOB])) {
		conn_fault(c, j->r);
		return;
	}
	j->kept = call_for_nothing(&tx, j) && call(&tx, j);
	if (j->kept)
		ids_keep(&tx);
	j->kept = j->kept && !j->r->fault;
	if (!j->kept) {
		ids_undo(c);
		counters_back(c, mark);
	}
	if (!part || !c->driver->in_transaction(c))
		return;
	if (!j->kept) {
		/* A rollback that does not work leaves work of nobody: the group is given up. */
		if (!conn_do(c, &sql[JOB_UNDO]) && c->driver->in_transaction(c))
			c->driver->rolls_back(c);
	}
	if (c->driver->in_transaction(c) && !conn_later(c, &sql[JOB_KEEP]))
		c->driver->rolls_back(c);
}

/* --- a group --------------------------------------------------------------------------------- */

bool conn_begin(struct conn *c, struct str *ret_error)
{
	c->failed = FAILED_NOT;
	counters_forget(c);
	if (c->driver->begins(c))
		return true;
	*ret_error = c->driver->error(c);
	return false;
}

/* What was counted in memory is written. */
static bool counted(struct conn *c, struct str *ret_error)
{
	struct arena a;
	struct refusals r;
	bool ok;

	if (!c->counters)
		return true;
	arena_init(&a, 1 << 16);
	refusals_init(&r, &a);
	ok = counters_write(
		&(struct tx){ .db = c->db, .conn = c, .arena = &a, .r = &r, .writes = true });
	if (!ok)
		*ret_error = store_error("%.*s", P(r.fault_say));
	arena_drop(&a);
	return ok;
}

/* The transaction is committed, or nothing of it is left. */
bool conn_commit(struct conn *c, struct str *ret_error)
{
	if (counted(c, ret_error)) {
		if (c->driver->commits(c))
			return true;
		*ret_error = c->driver->error(c);
	}
	if (c->driver->in_transaction(c))
		c->driver->rolls_back(c);
	return false;
}

static bool begin(struct db *db, struct str *ret_error)
{
	return db_lock(db, ret_error) && conn_begin(db->writer, ret_error);
}

/* Nothing of the group is left: no job of it is acknowledged. */
static void group_fail(struct db *db, struct job *first, struct str why)
{
	if (why.n == 0)
		why = S("数据库写入失败：同一批的写入已经全部撤回。请重试。");
	for (struct job *j = first; j; j = j->next) {
		fault(j->r, why);
		j->kept = false;
	}
	ids_forget(db);
}

static void group_run(struct db *db, struct job *first)
{
	struct str why = S("");
	bool stands = begin(db, &why);

	for (struct job *j = first; j && stands; j = j->next) {
		job_run(db->writer, j);
		stands = db->driver->in_transaction(db->writer);
		if (!stands)
			why = j->r->fault_say;
	}
	if (!stands || !conn_commit(db->writer, &why))
		group_fail(db, first, why);
}

/* --- leading --------------------------------------------------------------------------------- */

static bool leads(struct db *db)
{
	return db->led && pthread_equal(db->leader, pthread_self());
}

bool thread_leads(struct db *db)
{
	bool yes;

	pthread_mutex_lock(&db->mutex);
	yes = leads(db);
	pthread_mutex_unlock(&db->mutex);
	return yes;
}

static void lead_begin(struct db *db)
{
	db->led = true;
	db->leader = pthread_self();
}

/* Wakes the first in the queue, who leads the next group, and those who wait to begin a group. */
static void lead_end(struct db *db)
{
	db->led = false;
	if (db->first)
		pthread_cond_signal(&db->first->wake);
	pthread_cond_broadcast(&db->turn);
}

static void lead(struct db *db)
{
	struct job *first = db->first;

	lead_begin(db);
	db->first = NULL;
	db->last = &db->first;
	pthread_mutex_unlock(&db->mutex);
	group_run(db, first);
	pthread_mutex_lock(&db->mutex);
	for (struct job *j = first, *next; j; j = next) {
		next = j->next; /* its owner goes away with it once it is done */
		j->done = true;
		pthread_cond_signal(&j->wake);
	}
	lead_end(db);
}

static void queue(struct db *db, struct job *j)
{
	pthread_cond_init(&j->wake, NULL);
	*db->last = j;
	db->last = &j->next;
	while (!j->done)
		if (!db->led)
			lead(db);
		else
			pthread_cond_wait(&j->wake, &db->mutex);
	pthread_cond_destroy(&j->wake);
}

/* In a group that this thread holds open. */
void run_in_group(struct conn *c, struct job *j)
{
	must(!c->in_job);
	if (c->group_stands) {
		job_run(c, j);
		c->group_stands = c->driver->in_transaction(c);
		if (!c->group_stands)
			c->group_error = arena_str(&c->arena, j->r->fault_say);
	}
	if (!c->group_stands)
		group_fail(c->db, j, c->group_error);
}

static void run_alone(struct db *db, struct job *j)
{
	pthread_mutex_lock(&db->gate);
	must(!db->writer->in_job);
	if (db->writer->grouped)
		run_in_group(db->writer, j);
	else
		group_run(db, j);
	pthread_mutex_unlock(&db->gate);
}

static void run_in_file(struct db *db, struct job *j)
{
	bool mine;

	pthread_mutex_lock(&db->mutex);
	mine = leads(db);
	must(!mine || db->writer->grouped); /* tx_run inside of a job */
	if (!mine)
		queue(db, j);
	pthread_mutex_unlock(&db->mutex);
	if (mine)
		run_in_group(db->writer, j);
}

bool tx_run(struct db *db, struct world *world, struct arena *arena, struct refusals *r,
            bool (*fn)(struct tx *, void *), void *arg)
{
	struct job j = { .world = world, .arena = arena, .r = r, .fn = fn, .arg = arg };

	if (r->fault)
		return false;
	if (db->alone)
		run_alone(db, &j);
	else if (db->writer)
		run_in_file(db, &j);
	else
		run_many(db, &j);
	return j.kept;
}

/* --- groups that a caller holds open --------------------------------------------------------- */

static void group_lead(struct db *db)
{
	if (db->alone)
		pthread_mutex_lock(&db->gate);
	pthread_mutex_lock(&db->mutex);
	must(!leads(db));
	while (db->led)
		pthread_cond_wait(&db->turn, &db->mutex);
	lead_begin(db);
	pthread_mutex_unlock(&db->mutex);
}

static void group_leave(struct db *db)
{
	pthread_mutex_lock(&db->mutex);
	must(leads(db) && db->writer->grouped && !db->writer->in_job);
	db->writer->grouped = false;
	lead_end(db);
	pthread_mutex_unlock(&db->mutex);
	if (db->alone)
		pthread_mutex_unlock(&db->gate);
}

void db_group_begin(struct db *db)
{
	struct str why = S("");
	struct conn *c = db->writer;

	if (!c) {
		many_group_begin(db);
		return;
	}
	group_lead(db);
	c->grouped = true;
	c->group_stands = begin(db, &why);
	c->group_error = arena_str(&c->arena, why);
}

bool db_group_end(struct db *db)
{
	struct str why;
	bool kept;

	if (!db->writer)
		return many_group_end(db, true);
	kept = db->writer->group_stands && conn_commit(db->writer, &why);
	if (!kept)
		ids_forget(db);
	group_leave(db);
	return kept;
}

void db_group_undo(struct db *db)
{
	if (!db->writer) {
		many_group_end(db, false);
		return;
	}
	if (db->driver->in_transaction(db->writer))
		db->driver->rolls_back(db->writer);
	ids_forget(db);
	group_leave(db);
}
