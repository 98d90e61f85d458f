/*
 * series.c - numbers: without gaps for papers, never twice for records
 *
 * A number of a series is taken in the transaction that uses it, so a rollback gives it back.
 *
 * An id is 41 bits of milliseconds since 2020, 10 of node, 12 of sequence, as base/ids.h says, and
 * always larger than every id given before in this database: the largest is kept in `ids` with
 * the work of the job that took it.  So a clock that is set back, or a fixed world whose instants
 * begin again with each run of the program, never meets an old id; and the ids of a run depend on
 * its world and its database alone, not on what else this process did.
 */
#include "store/inner.h"
#include "base/must.h"

/* A lease of nodes is for several writing processes; SQLite has one. */
enum { NODE = 0, SEQUENCE_BITS = 12, NODE_BITS = 10 };

enum { TAKE, LAST_ID, KEEP_ID, N_SQL };
static const struct stmt sql[N_SQL] = {
	[TAKE] = { "INSERT INTO series (org, mark, year, next) VALUES ($1, $2, $3, 2)"
	           " ON CONFLICT (org, mark, year) DO UPDATE SET next = series.next + 1 RETURNING next - 1" },
	[LAST_ID] = { "SELECT COALESCE(MAX(last), 0) FROM ids WHERE node = $1",
	              "ids are one row of ids for all orgs" },
	[KEEP_ID] = { "INSERT INTO ids (node, last) VALUES ($1, $2) ON CONFLICT (node) DO UPDATE SET last = $2",
	              "ids are one row of ids for all orgs" },
};

int64_t series_next(struct tx *tx, int64_t org, struct str mark, int year)
{
	int64_t n = 0;

	db_one(tx, &sql[TAKE], VALS(org, mark, year), &n);
	return n;
}

static int64_t id_of(struct instant now)
{
	int64_t ms = (now.us - instant_of_day(day_make(2020, 1, 1)).us) / 1000;

	must(ms >> 41 <= 0);
	return (ms < 1 ? 1 : ms) << (NODE_BITS + SEQUENCE_BITS) | NODE << SEQUENCE_BITS;
}

/* The one after `id`: the next of its sequence, or the first of the next millisecond. */
static int64_t id_after(int64_t id)
{
	int64_t full = (1 << SEQUENCE_BITS) - 1;

	if ((id & full) != full)
		return id + 1;
	return ((id >> (NODE_BITS + SEQUENCE_BITS)) + 1) << (NODE_BITS + SEQUENCE_BITS) |
	       NODE << SEQUENCE_BITS;
}

int64_t tx_new_id(struct tx *tx)
{
	struct db *db = tx->db;
	int64_t id, last = 0;

	must(tx->writes);
	if (db->last_id < 0 && db_one(tx, &sql[LAST_ID], VALS((int64_t)NODE), &last))
		db->last_id = last;
	if (tx->r->fault)
		return 0;
	id = id_of(world_now(tx->world));
	if (id <= db->last_id)
		id = id_after(db->last_id);
	db->last_id = id;
	return id;
}

void ids_keep(struct tx *tx)
{
	db_exec(tx, &sql[KEEP_ID], (int64_t)NODE, tx->db->last_id);
}
