/*
 * db_kit.h - databases of a few tables, in memory or in a file, for tests of the store
 *
 * Each test has one of its own; files stand below $TMPDIR, where threads, locks or a full disk are the
 * point.  Jobs leave nothing outside the transaction that would differ when they run twice (TX_TWICE).
 * open_all() and close_all() around the group.  Included once, by the test itself.
 */
#ifndef TEST_DB_KIT_H
#define TEST_DB_KIT_H

#include "kit.h"

#include <unistd.h>

#include "store/db.h"

static struct world world;
static struct refusals refusals;
static char folder[200];

/* clang-format off */
enum { MAKE, MAKE_SERIES, MAKE_IDS, PUT, COUNT_ALL, SUM_ALL, ORDER, ECHO, BAD, MAKE_CHILD, ORPHAN, PAGES, NO_PAGES, ALL, N_SQL };
static const struct stmt sql[N_SQL] = {
	[MAKE] = { "CREATE TABLE t (org bigint, a bigint, b text NOT NULL DEFAULT '')" },
	[MAKE_SERIES] = { "CREATE TABLE series (org bigint, mark text, year bigint, next bigint, PRIMARY KEY (org, mark, year))" },
	[MAKE_IDS] = { "CREATE TABLE ids (node bigint PRIMARY KEY, last bigint)", "test" },
	[PUT] = { "INSERT INTO t (org, a, b) VALUES ($1, $2, $3)" },
	[COUNT_ALL] = { "SELECT COUNT(*) FROM t WHERE org = $1" },
	[SUM_ALL] = { "SELECT COALESCE(SUM(a), 0) FROM t WHERE org = $1" },
	[ORDER] = { "SELECT $3, $1, $2, $1", "test" },
	[ECHO] = { "SELECT $1", "test" },
	[BAD] = { "SELECT a FROM nowhere", "test" },
	[MAKE_CHILD] = { "CREATE TABLE child (org bigint, of bigint REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)" },
	[ORPHAN] = { "INSERT INTO child (org, of) VALUES ($1, 99)" },
	[PAGES] = { "PRAGMA max_page_count = 24", "test" },
	[NO_PAGES] = { "PRAGMA max_page_count = 100000", "test" },
	[ALL] = { "SELECT a, b FROM t WHERE org = $1 ORDER BY a" },
};
/* clang-format on */
static const struct stmt make_parent = { "CREATE TABLE parent (id bigint PRIMARY KEY)", "test" };

/* --- databases --------------------------------------------------------------------------------- */

static inline bool make(struct tx *tx, void *arg)
{
	(void)arg;
	db_exec(tx, &sql[MAKE]);
	db_exec(tx, &sql[MAKE_SERIES]);
	db_exec(tx, &sql[MAKE_IDS]);
	db_exec(tx, &make_parent);
	db_exec(tx, &sql[MAKE_CHILD]);
	return true;
}

static inline bool run(struct db *db, bool (*fn)(struct tx *, void *), void *arg)
{
	refusals_init(&refusals, &arena);
	return tx_run(db, &world, &arena, &refusals, fn, arg);
}

static inline struct db *open_url(const char *url)
{
	struct str error = S("");
	struct db *db = db_open(url, false, &error);

	if (!db)
		fail_msg("%.*s", P(error));
	return db;
}

static inline struct db *open_memory(void)
{
	struct db *db = open_url("sqlite::memory:");

	assert_true(run(db, make, NULL));
	return db;
}

static inline const char *path_of(const char *name)
{
	return arena_fmt(&arena, "%s/%s", folder, name).p;
}

static inline const char *url_of(const char *name)
{
	return arena_fmt(&arena, "sqlite:%s/%s", folder, name).p;
}

static inline struct db *open_file(const char *name)
{
	struct db *db = open_url(url_of(name));

	assert_true(run(db, make, NULL));
	return db;
}

static inline struct tx reading(struct db *db)
{
	refusals_init(&refusals, &arena);
	return tx_read(db, &world, &arena, &refusals);
}

static inline int64_t number_of(struct db *db, const struct stmt *st)
{
	struct tx tx = reading(db);
	int64_t n = -1;

	assert_true(db_one(&tx, st, VALS(1), &n));
	tx_end(&tx);
	assert_false(refusals.fault);
	return n;
}

static inline bool put(struct tx *tx, void *arg)
{
	db_exec(tx, &sql[PUT], 1, (int64_t)(intptr_t)arg, S("x"));
	return true;
}

static inline bool put_and_refuse(struct tx *tx, void *arg)
{
	put(tx, arg);
	return refuse(tx->r, NULL, S("no"), S(""));
}

static inline bool put_and_fault(struct tx *tx, void *arg)
{
	put(tx, arg);
	db_exec(tx, &sql[BAD]);
	return true;
}

static inline void *N(int64_t n)
{
	return (void *)(intptr_t)n;
}

/* --- the group ---------------------------------------------------------------------------------- */

static inline int open_all(void **state)
{
	const char *tmp = getenv("TMPDIR");

	kit_open(state);
	arena.limit = 1 << 30;
	world_fixed(&world, D("2024-03-01"), 7);
	snprintf(folder, sizeof(folder), "%s/yifa-test-db-XXXXXX", tmp ? tmp : "/tmp");
	return mkdtemp(folder) ? 0 : -1;
}

static inline int close_all(void **state)
{
	int gone = system(arena_fmt(&arena, "rm -rf '%s'", folder).p);

	kit_close(state);
	return gone;
}

#endif
