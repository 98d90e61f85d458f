/*
 * sqlite_stats.c - what SQLite's planner should expect of tables that grow
 *
 * Every index of ours begins with org, which one bureau's database holds once.  Without statistics
 * SQLite believes that org = $1 narrows as well as any other column, and walks all rows of an index
 * on (org, from) where the key (of, n) would give three.  So each index is told, when it is made,
 * how many rows share its first columns in a table of a hundred thousand: by name and type, the
 * same for every database, so plans do not change as it fills.  ANALYZE may replace it at any time.
 */
#include "store/sqlite.h"
#include "base/buf.h"

#include <string.h>
#include <strings.h>

enum { ROWS_EXPECTED = 100000 };

enum { MAKE, FORGET, COLUMNS_OF, EXPECT, LOAD, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[MAKE]       = { "ANALYZE meta", "statistics of a table without org" },
	[FORGET]     = { "DELETE FROM sqlite_stat1", "statistics have no org" },
	[COLUMNS_OF] = { "SELECT i.tbl_name, i.name, c.name, t.type FROM sqlite_schema i, pragma_index_info(i.name) c"
	                 " JOIN pragma_table_info(i.tbl_name) t ON t.cid = c.cid WHERE i.type = 'index'"
	                 " ORDER BY i.name, c.seqno", "the schema has no org" },
	[EXPECT]     = { "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)", "statistics have no org" },
	[LOAD]       = { "ANALYZE sqlite_schema", "statistics have no org" },
};

/* Of the rows alike so far, one in how many has a given value of the column. */
static const struct { const char *name; int64_t parts; } by_name[] = {
	{ "org",    1 },
	{ "of",     30000 },
	{ "id",     ROWS_EXPECTED },
	{ "number", ROWS_EXPECTED },
	{ "record", 30000 },
	{ "position", ROWS_EXPECTED },
	{ "n",      ROWS_EXPECTED },
	{ "state",  8 },
	{ "name",   ROWS_EXPECTED }, /* what tells one record from another */
	{ "title",  ROWS_EXPECTED },
	{ "code",   ROWS_EXPECTED },
	{ "uscc",   ROWS_EXPECTED },
};
static const struct { const char *type; int64_t parts; } by_type[] = {
	{ "text",    20 },
	{ "bigint",  500 },
	{ "integer", 500 },
	{ "boolean", 2 },
};
/* clang-format on */

static int64_t parts_of(struct str name, struct str type)
{
	for (size_t i = 0; i < sizeof by_name / sizeof *by_name; i++)
		if (str_is(name, by_name[i].name))
			return by_name[i].parts;
	for (size_t i = 0; i < sizeof by_type / sizeof *by_type; i++)
		if (type.n == strlen(by_type[i].type) &&
		    strncasecmp(type.p, by_type[i].type, type.n) == 0) /* given back in capitals */
			return by_type[i].parts;
	return 1;
}

/* One index: "100000 100000 200". */
struct expected {
	struct str table, index;
	struct buf stat;
	int64_t alike;
};

static void expect(struct tx *tx, struct expected *e)
{
	if (e->index.n)
		db_exec(tx, &sql[EXPECT], e->table, e->index, buf_str(&e->stat));
	buf_clear(&e->stat);
}

bool sqlite_expect(struct tx *tx)
{
	struct expected e = { .index = S("") };
	struct str table, index, name, type;
	struct rows q;

	buf_init(&e.stat, 1 << 10);
	db_exec(tx, &sql[MAKE]);
	db_exec(tx, &sql[FORGET]);
	q = db_query(tx, &sql[COLUMNS_OF]);
	while (db_row(&q, &table, &index, &name, &type)) {
		if (!str_eq(index, e.index)) {
			expect(tx, &e);
			e.table = arena_str(tx->arena, table);
			e.index = arena_str(tx->arena, index);
			e.alike = ROWS_EXPECTED;
			buf_int(&e.stat, e.alike);
		}
		e.alike /= parts_of(name, type);
		e.alike = e.alike ? e.alike : 1;
		buf_fmt(&e.stat, " %lld", (long long)e.alike);
	}
	expect(tx, &e);
	buf_drop(&e.stat);
	db_exec(tx, &sql[LOAD]);
	return !tx->r->fault;
}
