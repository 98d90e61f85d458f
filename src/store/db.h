/*
 * db.h - transactions, statements, rows
 *
 * tx_run(db, world, fn, arg, …) is the only way to write: on SQLite fn runs in a savepoint of a
 * group that is committed together, on the thread that leads the group (the caller's, or that of
 * another caller while this one waits); when it returns true and nothing refused or failed, what
 * it wrote is durable when tx_run returns.  tx_read() gives a read connection of the pool, in a
 * transaction that cannot write.
 *
 * A fault sticks to the transaction (tx->r->fault): later calls do nothing, no row comes, commit
 * refuses.  So a handler is written as if nothing could fail.
 *
 * Statements use $1 … $n on both databases and name `org` (or say why not).  They are cached on each
 * connection under the address of struct stmt, so a struct stmt is constant and outlives the
 * connection: a static, or allocated in the program's arena.  (The text is compared, so a stray
 * one is slow and fills the cache, but never another statement.)
 *
 * Unset text is '', unset dates, numbers and references are NULL.  db_row stores '' and the unset
 * value of the type (DAY_NONE, 0) for NULL.  A struct str from a row is valid until the next db_row
 * of the same query, unless copied; tx->arena is for that.
 *
 *     struct rows q = db_query(tx, &sql[DUE], org, state, today);
 *     int64_t id; struct str subject; struct day due;
 *     while (db_row(&q, &id, &subject, &due))
 *             …
 *
 * A query that is not read to its end must be closed: db_close(&q).  db_row closes at the end.
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/each.h"
#include "base/refuse.h"
#include "base/val.h"
#include "base/world.h"

struct db;              /* a database: writer, pool of readers                                 */
struct conn;            /* one connection                                                      */

struct stmt {
	const char *sql;
	const char *no_org;     /* why it does not name org; NULL when it does                 */
	bool by_text;           /* kept under its text: see stmt_text()                        */
};

/*
 * A statement whose text was written for the occasion (the filters of a list, the columns that a
 * step changes), in the arena.  It is kept on each connection under its text, and goes when others
 * are used more.
 */
const struct stmt *stmt_text(struct arena *a, struct str sql);

struct tx {
	struct db *db;
	struct conn *conn;
	struct world *world;
	struct arena *arena;    /* of the request                                              */
	struct refusals *r;
	bool writes;
	int64_t entry;          /* position of the first journal entry written in it; 0: none  */
	bool borrowed;          /* reads on the connection with which this thread writes       */
};

struct rows { struct tx *tx; void *st; size_t n; bool open; };

/*
 * Opening.  url: "sqlite:PATH" or "postgresql://…" as libpq reads it.  For tests "sqlite::memory:", or
 * "scratch:postgresql://…": a transaction that is never committed, and "scratch:fresh:postgresql://…":
 * the same in empty tables of its own.
 * NULL: *ret_error says why; like every ret_error here it lives until the next one on this thread.
 */
struct db *db_open(const char *url, bool must_exist, struct str *ret_error);
void db_close_all(struct db *db);
/*
 * Takes the lock of the one writing process, or has it already; false: another process has it.
 * The first tx_run takes it too, and faults when another has it.
 */
bool db_lock(struct db *db, struct str *ret_error);
/* For people: a path, or a URL without its password. */
const char *db_path(const struct db *db);
/* Do several processes write it side by side?  Then nothing of it may be kept in memory for long. */
bool db_is_shared(const struct db *db);

/*
 * Runs fn in a transaction that writes.  fn returns true to keep what it did.  Rewinds arena and
 * refusals and tries again where the database asks for it; a debug build (TX_TWICE) runs each fn
 * twice, in the same world.  Never inside of a job.
 * Returns true when fn returned true, nothing refused or faulted in it, and it is durable.
 */
bool tx_run(struct db *db, struct world *world, struct arena *arena, struct refusals *r,
            bool (*fn)(struct tx *, void *), void *arg);

/*
 * A group that the caller holds open: everything that this thread runs by tx_run between begin
 * and end is one commit (imports, the demo, tests); a job that fails rolls back alone; tx_read on
 * this thread sees what the group wrote.  Other threads' jobs wait.  db_group_end() makes it
 * durable; false: nothing of the group is kept, whatever its tx_runs returned.  db_group_undo()
 * ends it and keeps nothing.
 */
void db_group_begin(struct db *db);
bool db_group_end(struct db *db);
void db_group_undo(struct db *db);

/*
 * A copy of a database in memory, with all that is in it: tables are made once, copied for each test.
 * Of a scratch of PostgreSQL it is a part of the same transaction, so that `from` may not be used
 * until the copy is closed.
 */
struct db *db_copy_memory(struct db *from, struct str *ret_error);

/*
 * A read transaction; end it with tx_end, on the same thread.  Blocks while the pool is empty, so
 * it is ended before tx_run.
 */
struct tx tx_read(struct db *db, struct world *world, struct arena *arena, struct refusals *r);
void tx_end(struct tx *tx);
/*
 * How much the statements of this connection have done that are over: a number that grows, for tests and
 * benches that compare.  SQLite: instructions of its machine, some ten for a row looked at; elsewhere 0.
 */
int64_t db_work(const struct tx *tx);

struct rows db_query_v(struct tx *tx, const struct stmt *st, size_t n, const struct val *v);
bool db_row_next(struct rows *q);                       /* steps; false at the end or on a fault  */
struct val db_col(struct rows *q, size_t i);            /* column i of the present row            */
void db_close(struct rows *q);
/*
 * Runs a statement that gives no rows.  What comes of it is not waited for: on PostgreSQL it goes along with
 * the next statement that asks something, at the latest before the job is kept, and a failure shows there.
 */
void db_exec_v(struct tx *tx, const struct stmt *st, size_t n, const struct val *v);
/* The same, and how many rows were changed. */
int64_t db_changed_v(struct tx *tx, const struct stmt *st, size_t n, const struct val *v);

#define db_query(tx, st, ...) db_query_v((tx), (st), NARG(__VA_ARGS__), \
	(struct val[]){ EACH(VAL, __VA_ARGS__) __VA_OPT__(,) NULL_VAL })
#define db_changed(tx, st, ...) db_changed_v((tx), (st), NARG(__VA_ARGS__), \
	(struct val[]){ EACH(VAL, __VA_ARGS__) __VA_OPT__(,) NULL_VAL })
#define db_exec(tx, st, ...) db_exec_v((tx), (st), NARG(__VA_ARGS__), \
	(struct val[]){ EACH(VAL, __VA_ARGS__) __VA_OPT__(,) NULL_VAL })

struct slot { enum { SLOT_INT, SLOT_I, SLOT_BOOL, SLOT_STR, SLOT_DAY, SLOT_AT, SLOT_FEN, SLOT_VAL } is; void *p; };
static inline struct slot slot_int(int64_t *p) { return (struct slot){ SLOT_INT, p }; }
static inline struct slot slot_i(int *p) { return (struct slot){ SLOT_I, p }; }
static inline struct slot slot_bool(bool *p) { return (struct slot){ SLOT_BOOL, p }; }
static inline struct slot slot_str(struct str *p) { return (struct slot){ SLOT_STR, p }; }
static inline struct slot slot_day(struct day *p) { return (struct slot){ SLOT_DAY, p }; }
static inline struct slot slot_at(struct instant *p) { return (struct slot){ SLOT_AT, p }; }
static inline struct slot slot_fen(struct fen *p) { return (struct slot){ SLOT_FEN, p }; }
static inline struct slot slot_val(struct val *p) { return (struct slot){ SLOT_VAL, p }; }
#define SLOT(p) _Generic((p), int64_t *: slot_int, int *: slot_i, bool *: slot_bool, struct str *: slot_str, \
	struct day *: slot_day, struct instant *: slot_at, struct fen *: slot_fen, struct val *: slot_val)(p)
#define db_row(q, ...) db_row_v((q), NARG(__VA_ARGS__), (struct slot[]){ EACH(SLOT, __VA_ARGS__) })
bool db_row_v(struct rows *q, size_t n, const struct slot *s);

/* One row or none: true when there was one.  db_one(tx, &sql[X], VALS(org, id), &a, &b) */
#define VALS(...) NARG(__VA_ARGS__), (struct val[]){ EACH(VAL, __VA_ARGS__) }
bool db_one_v(struct tx *tx, const struct stmt *st, size_t nv, const struct val *v, size_t ns, const struct slot *s);
#define db_one(tx, st, vals, ...) db_one_v_((tx), (st), vals, NARG(__VA_ARGS__), (struct slot[]){ EACH(SLOT, __VA_ARGS__) })
#define db_one_v_(tx, st, ...) db_one_v(tx, st, __VA_ARGS__)

/* Savepoints inside a writing transaction, nested; each save is released or rolled back. */
void tx_save(struct tx *tx);
void tx_release(struct tx *tx);
void tx_rollback(struct tx *tx);

/*
 * Holds the record `id` of a ledger's table until the commit: who else wants to change it waits, and
 * then sees what was written.  To be called before it is read.  Where one writes it does nothing.
 */
void tx_hold(struct tx *tx, const char *table, int64_t org, int64_t id);

/*
 * Holds the work of an org until the commit: what a step reads of other records (that no other has
 * the same code, that nothing is open) does not change before it is written.  Before tx_hold().
 */
void tx_hold_org(struct tx *tx, int64_t org);

/* Faults with the message; for what cannot be but came from outside. */
bool tx_fault(struct tx *tx, const char *f, ...) __attribute__((format(printf, 2, 3)));

/* Prepares a statement without running it: NULL, or what the database says (in the arena). */
const char *db_prepare_check(struct tx *tx, const struct stmt *st);

/* Numbers without gaps: the next of (org, mark, year), taken in this transaction. */
int64_t series_next(struct tx *tx, int64_t org, struct str mark, int year);
/* The same for the entries of the journal: the position of the next. */
int64_t position_next(struct tx *tx, int64_t org);
/* A record id; unique in this database. */
int64_t tx_new_id(struct tx *tx);

#endif
