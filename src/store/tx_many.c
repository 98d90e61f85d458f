/*
 * tx_many.c - transactions that write where many write at once
 *
 * Strategy.  Each caller of tx_run() takes a connection of the pool and has a transaction of its
 * own; the database groups the commits.  Who finds the rows of another locked waits for that
 * one's commit, and sees what it wrote (READ COMMITTED); a record is held before it is read
 * (tx_hold), and the head of the journal last.  When the database asks for it (a deadlock, a
 * serialization failure) the job begins again, with its arena and refusals as they were.
 *
 * A connection that was lost before the job began is replaced without a word: nothing was done on
 * it.  One that is lost in the middle is a fault that says to try again; at the commit, the driver
 * finds out what became of it.
 */
#include "store/inner.h"
#include "base/must.h"

enum { TRIES = 10 };

/* An open transaction that writes, on a connection of the pool; NULL: faulted. */
static struct conn *begun(struct db *db, struct refusals *r)
{
	struct str why = S("");

	/* Every connection of the pool may be one of before the server went. */
	for (int i = 0; i <= MAX_CONNS; i++) {
		struct conn *c = conn_take(db, true, r);
		if (!c)
			return NULL;
		if (conn_begin(c, &why))
			return c;
		if (db->driver->is_open(c)) {
			conn_fault(c, r);
			conn_give(c, false);
			return NULL;
		}
		conn_give(c, true);
	}
	fault_away(r, why);
	return NULL;
}

static void commit(struct conn *c, struct job *j)
{
	struct str why;

	if (conn_commit(c, &why))
		return;
	conn_fault(c, j->r);
	j->kept = false;
}

/* False: the job is to begin again. */
static bool attempt(struct db *db, struct job *j, bool last)
{
	struct conn *c = begun(db, j->r);
	bool again;

	if (!c)
		return true;
	job_run(c, j);
	if (j->kept)
		commit(c, j);
	else if (db->driver->in_transaction(c))
		db->driver->rolls_back(c);
	again = !j->kept && c->failed == FAILED_AGAIN && !last;
	if (again)
		ids_undo(c);
	conn_give(c, !db->driver->is_open(c) || db->driver->in_transaction(c));
	return !again;
}

void run_many(struct db *db, struct job *j)
{
	struct conn *mine = conn_mine(db);
	struct arena_mark mark = arena_mark(j->arena);
	struct world world = *j->world;
	size_t n = j->r->n;

	must(!mine || mine->grouped); /* tx_run inside of a job */
	if (mine) {
		run_in_group(mine, j);
		return;
	}
	for (int i = 1; !attempt(db, j, i == TRIES); i++)
		job_rewind(j, mark, world, n);
}

void tx_hold(struct tx *tx, const char *table, int64_t org, int64_t id)
{
	must(tx->writes);
	if (tx->db->driver->many && held_first(tx->conn, id))
		db_exec(tx,
		        stmt_text(
				tx->arena,
				arena_fmt(
					tx->arena,
					"SELECT 1 FROM \"%s\" WHERE org = $1 AND id = $2 FOR UPDATE",
					table)),
		        org, id);
}

void tx_hold_org(struct tx *tx, int64_t org)
{
	static const struct stmt st = { "SELECT 1 FROM pg_advisory_xact_lock($1)",
		                        "the org is the lock" };

	must(tx->writes && org > 0);
	/* No record has a negative id.  What is never committed has nobody beside it. */
	if (tx->db->driver->many && !tx->db->alone && held_first(tx->conn, -org))
		db_exec(tx, &st, org);
}

/* --- groups that a caller holds open --------------------------------------------------------- */

void many_group_begin(struct db *db)
{
	struct arena a;
	struct refusals r;
	struct conn *c;

	must(!conn_mine(db));
	arena_init(&a, 1 << 20);
	refusals_init(&r, &a);
	c = begun(db, &r);
	if (!c) /* its jobs tell */
		c = conn_none(db);
	c->grouped = true;
	c->group_stands = !r.fault;
	c->group_error = arena_str(&c->arena, r.fault_say);
	arena_drop(&a);
}

bool many_group_end(struct db *db, bool keep)
{
	struct conn *c = conn_mine(db);
	struct str why;
	bool kept;

	must(c && c->grouped && !c->in_job);
	kept = keep && c->group_stands && conn_commit(c, &why);
	if (!keep && c->handle && db->driver->in_transaction(c))
		db->driver->rolls_back(c);
	c->grouped = false;
	conn_give(c, !c->handle || !db->driver->is_open(c) || db->driver->in_transaction(c));
	return kept;
}
