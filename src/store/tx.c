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

struct job {
	struct world *world;
	struct arena *arena;
	struct refusals *r;
	bool (*fn)(struct tx *, void *);
	void *arg;
	bool kept; /* it is part of what will be committed                        */
	bool done;
	pthread_cond_t wake;
	struct job *next;
};

enum { COMMIT, ROLLBACK, JOB, JOB_KEEP, JOB_UNDO, SAVE, RELEASE, UNDO, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[COMMIT]   = { "COMMIT", "transaction" },
	[ROLLBACK] = { "ROLLBACK", "transaction" },
	[JOB]      = { "SAVEPOINT job", "transaction" },
	[JOB_KEEP] = { "RELEASE SAVEPOINT job", "transaction" },
	[JOB_UNDO] = { "ROLLBACK TO SAVEPOINT job", "transaction" },
	/* The innermost of a name is meant, so depth needs no names of its own. */
	[SAVE]     = { "SAVEPOINT step", "transaction" },
	[RELEASE]  = { "RELEASE SAVEPOINT step", "transaction" },
	[UNDO]     = { "ROLLBACK TO SAVEPOINT step", "transaction" },
};
/* clang-format on */

static bool fault_of(struct conn *c, struct refusals *r)
{
	fault(r, sql_error(c));
	return false;
}

/* --- savepoints ------------------------------------------------------------------------------ */

void tx_save(struct tx *tx)
{
	must(tx->writes);
	if (tx->r->fault)
		return;
	if (conn_do(tx->conn, &sql[SAVE]))
		tx->conn->depth++;
	else
		fault_of(tx->conn, tx->r);
}

void tx_release(struct tx *tx)
{
	if (tx->r->fault)
		return;
	must(tx->conn->depth > 0);
	tx->conn->depth--;
	if (!conn_do(tx->conn, &sql[RELEASE]))
		fault_of(tx->conn, tx->r);
}

void tx_rollback(struct tx *tx)
{
	if (tx->r->fault)
		return;
	must(tx->conn->depth > 0);
	tx->conn->depth--;
	if (!conn_do(tx->conn, &sql[UNDO]) || !conn_do(tx->conn, &sql[RELEASE]))
		fault_of(tx->conn, tx->r);
}

/* --- one job --------------------------------------------------------------------------------- */

/* True when fn wants it kept and nothing refused or failed. */
static bool call(struct tx *tx, struct job *j)
{
	size_t refused = j->r->n_refused;
	bool ok;

	tx->conn->depth = 0;
	conn_enter(tx->conn);
	tx->db->in_job = true;
	ok = j->fn(tx, j->arg) && !j->r->fault && j->r->n_refused == refused;
	tx->db->in_job = false;
	conn_leave(tx->conn);
	must(!ok || tx->conn->depth == 0);
	return ok;
}

#ifdef TX_TWICE
static void world_back(struct world *w, struct world to)
{
	if (!day_set(to.today))
		return;
	__atomic_store_n(&w->tick, to.tick, __ATOMIC_RELAXED);
	__atomic_store_n(&w->seed, to.seed, __ATOMIC_RELAXED);
}

/*
 * Runs fn once for nothing, so that a function which leaves something outside the transaction is
 * found.  False: it has failed, and need not be run again.
 */
static bool call_for_nothing(struct tx *tx, struct job *j)
{
	struct arena_mark mark = arena_mark(j->arena);
	struct world world = *j->world;
	int64_t last_id = tx->db->last_id;
	size_t n = j->r->n;

	call(tx, j);
	if (j->r->fault || !conn_do(tx->conn, &sql[JOB_UNDO]))
		return false;
	tx->db->last_id = last_id;
	world_back(j->world, world);
	refusals_cut(j->r, n);
	arena_rewind(j->arena, mark);
	return true;
}
#else
static bool call_for_nothing(struct tx *tx, struct job *j)
{
	return tx && j;
}
#endif

/* In a transaction, which may be gone afterwards. */
static void job_run(struct db *db, struct job *j)
{
	struct conn *c = db->writer;
	struct tx tx = { db, c, j->world, j->arena, j->r, true };
	int64_t last_id = db->last_id;

	if (j->r->fault)
		return;
	if (!conn_do(c, &sql[JOB])) {
		fault_of(c, j->r);
		return;
	}
	j->kept = call_for_nothing(&tx, j) && call(&tx, j);
	if (j->kept && db->last_id != last_id)
		ids_keep(&tx);
	j->kept = j->kept && !j->r->fault;
	if (!sql_in_transaction(c))
		return;
	if (!j->kept) {
		db->last_id = last_id;
		/* A rollback that does not work leaves work of nobody: the group is given up. */
		if (!conn_do(c, &sql[JOB_UNDO]) && sql_in_transaction(c))
			conn_do(c, &sql[ROLLBACK]);
	}
	if (sql_in_transaction(c) && !conn_do(c, &sql[JOB_KEEP]))
		conn_do(c, &sql[ROLLBACK]);
}

/* --- a group --------------------------------------------------------------------------------- */

/* The text in *ret_error is that of store_error(). */
static bool begin(struct db *db, struct str *ret_error)
{
	if (!db_lock(db, ret_error))
		return false;
	if (conn_do(db->writer, &sql_begin_write))
		return true;
	*ret_error = sql_error(db->writer);
	return false;
}

/* The transaction is committed, or nothing of it is left. */
static bool commit(struct db *db, struct str *ret_error)
{
	if (conn_do(db->writer, &sql[COMMIT]))
		return true;
	*ret_error = sql_error(db->writer);
	if (sql_in_transaction(db->writer))
		conn_do(db->writer, &sql[ROLLBACK]);
	return false;
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
	db->last_id = -1;
}

static void group_run(struct db *db, struct job *first)
{
	struct str why = S("");
	bool stands = begin(db, &why);

	for (struct job *j = first; j && stands; j = j->next) {
		job_run(db, j);
		stands = sql_in_transaction(db->writer);
		if (!stands)
			why = j->r->fault_say;
	}
	if (!stands || !commit(db, &why))
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
static void run_in_group(struct db *db, struct job *j)
{
	must(!db->in_job);
	if (db->group_stands) {
		job_run(db, j);
		db->group_stands = sql_in_transaction(db->writer);
		if (!db->group_stands)
			db->group_error = arena_str(&db->arena, j->r->fault_say);
	}
	if (!db->group_stands)
		group_fail(db, j, db->group_error);
}

static void run_in_memory(struct db *db, struct job *j)
{
	pthread_mutex_lock(&db->gate);
	must(!db->in_job);
	if (db->grouped)
		run_in_group(db, j);
	else
		group_run(db, j);
	pthread_mutex_unlock(&db->gate);
}

static void run_in_file(struct db *db, struct job *j)
{
	bool mine;

	pthread_mutex_lock(&db->mutex);
	mine = leads(db);
	must(!mine || db->grouped); /* tx_run inside of a job */
	if (!mine)
		queue(db, j);
	pthread_mutex_unlock(&db->mutex);
	if (mine)
		run_in_group(db, j);
}

bool tx_run(struct db *db, struct world *world, struct arena *arena, struct refusals *r,
            bool (*fn)(struct tx *, void *), void *arg)
{
	struct job j = { .world = world, .arena = arena, .r = r, .fn = fn, .arg = arg };

	if (r->fault)
		return false;
	if (db->in_memory)
		run_in_memory(db, &j);
	else
		run_in_file(db, &j);
	return j.kept;
}

/* --- groups that a caller holds open --------------------------------------------------------- */

void db_group_begin(struct db *db)
{
	struct str why = S("");

	if (db->in_memory)
		pthread_mutex_lock(&db->gate);
	pthread_mutex_lock(&db->mutex);
	must(!leads(db));
	while (db->led)
		pthread_cond_wait(&db->turn, &db->mutex);
	lead_begin(db);
	db->grouped = true;
	pthread_mutex_unlock(&db->mutex);
	db->group_stands = begin(db, &why);
	db->group_error = arena_str(&db->arena, why);
}

static void group_leave(struct db *db)
{
	pthread_mutex_lock(&db->mutex);
	must(leads(db) && db->grouped && !db->in_job);
	db->grouped = false;
	lead_end(db);
	pthread_mutex_unlock(&db->mutex);
	if (db->in_memory)
		pthread_mutex_unlock(&db->gate);
}

bool db_group_end(struct db *db)
{
	struct str why;
	bool kept = db->group_stands && commit(db, &why);

	if (!kept)
		db->last_id = -1;
	group_leave(db);
	return kept;
}

void db_group_undo(struct db *db)
{
	if (sql_in_transaction(db->writer))
		conn_do(db->writer, &sql[ROLLBACK]);
	db->last_id = -1;
	group_leave(db);
}
