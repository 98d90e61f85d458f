/*
 * ids.c - ids of records, never twice
 *
 * An id is 41 bits of milliseconds since 2020, 10 of node, 12 of sequence, as base/ids.h says, and
 * always larger than every id that its node gave before in this database.  So a clock that is set
 * back, or a fixed world whose instants begin again with each run of the program, never meets an old
 * id; and the ids of a run depend on its world and its database alone, not on what else this process
 * did.
 *
 * Where one process writes, the largest id is kept in `ids` with the work of the job that took it.
 * Where many write, that row would make them wait for each other: a process leases a node and moves
 * its row ahead of the ids it gives (`reserved`), on a connection of its own.  Whoever has the node
 * next begins after what was reserved.  The row is only moved from the value that was seen, so two
 * processes that believe in the same node cannot both go on.  At its end a process gives back what it
 * did not use.
 */
#include "store/inner.h"
#include "base/must.h"

enum { SEQUENCE_BITS = 12, NODE_BITS = 10, N_NODES = 1 << NODE_BITS, RESERVE_MS = 10000 };

enum { LAST_ID, KEEP_ID, FIRST_OF_NODE, MOVE_ID, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[LAST_ID] = { "SELECT COALESCE(MAX(last), 0) FROM ids WHERE node = $1",
	              "ids are one row of ids for all orgs" },
	[KEEP_ID] = { "INSERT INTO ids (node, last) VALUES ($1, $2) ON CONFLICT (node) DO UPDATE SET last = $2",
	              "ids are one row of ids for all orgs" },
	[FIRST_OF_NODE] = { "INSERT INTO ids (node, last) VALUES ($1, 0) ON CONFLICT (node) DO NOTHING",
	                    "ids are one row of ids for all orgs" },
	[MOVE_ID] = { "UPDATE ids SET last = $2 WHERE node = $1 AND last = $3", "ids are one row of ids for all orgs" },
};
/* clang-format on */

/* --- ids as numbers -------------------------------------------------------------------------- */

static int64_t id_at(int64_t ms, int64_t node)
{
	return ms << (NODE_BITS + SEQUENCE_BITS) | node << SEQUENCE_BITS;
}

static int64_t id_of(struct instant now, int64_t node)
{
	int64_t ms = (now.us - instant_of_day(day_make(2020, 1, 1)).us) / 1000;

	must(ms >> 41 <= 0);
	return id_at(ms < 1 ? 1 : ms, node);
}

/* The one after `id`: the next of its sequence, or the first of the next millisecond. */
static int64_t id_after(int64_t id, int64_t node)
{
	int64_t full = (1 << SEQUENCE_BITS) - 1;

	if (id && (id & full) != full)
		return id + 1;
	return id_at((id >> (NODE_BITS + SEQUENCE_BITS)) + 1, node);
}

/* --- the lease of a node --------------------------------------------------------------------- */

/* Each statement of it is a transaction of its own. */
static struct tx lease_tx(struct tx *tx)
{
	return (struct tx){ tx->db, tx->db->lease, tx->world, tx->arena, tx->r, true };
}

static bool lease_open(struct tx *tx)
{
	struct db *db = tx->db;
	struct str why;

	if (db->lease && db->driver->is_open(db->lease))
		return true;
	if (db->lease)
		conn_close(db->lease);
	db->last_id = -1;
	db->lease = conn_new(db, false, false, &why);
	if (!db->lease)
		fault_away(tx->r, why);
	return db->lease != NULL;
}

static bool lease_node(struct tx *on)
{
	struct db *db = on->db;

	for (db->node = 0; db->node < N_NODES; db->node++)
		if (db->driver->hold_node(db->lease, db->node)) {
			db_changed(on, &sql[FIRST_OF_NODE], db->node);
			return db_one(on, &sql[LAST_ID], VALS(db->node), &db->last_id);
		}
	return tx_fault(on, "已有%d个程序在写这个数据库，不能再多。", (int)N_NODES);
}

/* Makes sure that `id` is reserved; false: the node is another's, or the database is away. */
static bool reserve(struct tx *on, int64_t id)
{
	struct db *db = on->db;
	int64_t to = id + id_at(RESERVE_MS, 0);

	if (id <= db->reserved)
		return true;
	if (db_changed(on, &sql[MOVE_ID], db->node, to, db->reserved) != 1)
		return false;
	db->reserved = to;
	return true;
}

static int64_t id_next(struct db *db, struct world *world)
{
	int64_t id = id_of(world_now(world), db->node);

	return id > db->last_id ? id : id_after(db->last_id, db->node);
}

/* Under ids_mutex.  Twice: a node that was taken over is left for another. */
static int64_t leased_id(struct tx *tx)
{
	struct db *db = tx->db;

	for (int i = 0; i < 2 && lease_open(tx); i++) {
		struct tx on = lease_tx(tx);
		int64_t id;
		if (db->last_id < 0) {
			if (!lease_node(&on))
				return 0;
			db->reserved = db->last_id;
		}
		id = id_next(db, tx->world);
		if (reserve(&on, id))
			return id;
		if (tx->r->fault)
			return 0;
		db->driver->drop_node(db->lease, db->node);
		db->last_id = -1;
	}
	tx_fault(tx, "记录编号的节点被另一个程序占用。请重试。");
	return 0;
}

void ids_close(struct db *db)
{
	struct arena a;
	struct refusals r;
	struct tx on;

	if (!db->lease)
		return;
	arena_init(&a, 1 << 20);
	refusals_init(&r, &a);
	on = (struct tx){ .db = db, .conn = db->lease, .arena = &a, .r = &r, .writes = true };
	if (db->last_id >= 0 && db->driver->is_open(db->lease))
		db_exec(&on, &sql[MOVE_ID], db->node, db->last_id, db->reserved);
	conn_close(db->lease);
	db->lease = NULL;
	arena_drop(&a);
}

/* --- ids of a job ---------------------------------------------------------------------------- */

void ids_begin(struct conn *c)
{
	c->ids_from = c->ids_to = -1;
	c->ids_mixed = false;
}

static void took(struct conn *c, int64_t before, int64_t id)
{
	if (c->ids_to < 0)
		c->ids_from = before;
	else if (c->ids_to != before)
		c->ids_mixed = true;
	c->ids_to = id;
}

static int64_t sole_id(struct tx *tx)
{
	int64_t last = 0;

	if (tx->db->last_id < 0 && db_one(tx, &sql[LAST_ID], VALS(tx->db->node), &last))
		tx->db->last_id = last;
	return tx->r->fault ? 0 : id_next(tx->db, tx->world);
}

static bool leases(const struct db *db)
{
	return !db->writer;
}

int64_t tx_new_id(struct tx *tx)
{
	struct db *db = tx->db;
	int64_t id, before;

	must(tx->writes);
	if (tx->r->fault)
		return 0;
	pthread_mutex_lock(&db->ids_mutex);
	id = leases(db) ? leased_id(tx) : sole_id(tx);
	before = db->last_id;
	if (id) {
		db->last_id = id;
		took(tx->conn, before, id);
	}
	pthread_mutex_unlock(&db->ids_mutex);
	if (db->driver->many)
		held_first(tx->conn, id); /* nobody else sees what is made with it */
	return id;
}

void ids_keep(struct tx *tx)
{
	if (!leases(tx->db) && tx->conn->ids_to >= 0)
		db_exec(tx, &sql[KEEP_ID], tx->db->node, tx->db->last_id);
}

void ids_undo(struct conn *c)
{
	struct db *db = c->db;

	pthread_mutex_lock(&db->ids_mutex);
	if (c->ids_to >= 0 && !c->ids_mixed && db->last_id == c->ids_to)
		db->last_id = c->ids_from;
	pthread_mutex_unlock(&db->ids_mutex);
	ids_begin(c);
}

void ids_forget(struct db *db)
{
	if (!leases(db))
		db->last_id = -1;
}
