/*
 * rows.c - entries as they stand, and the leaf that is made of one
 */
#include "base/json.h"
#include "journal/journal.h"

#define COLUMNS \
	"SELECT actor, at, body, day, done_by, from_state, ledger, org, origin, position, record, to_state, verb FROM journal"

enum { AFTER, ONE, OF_RECORD, ORGS, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[AFTER]     = { COLUMNS " WHERE org = $1 AND position > $2 ORDER BY position LIMIT 256", NULL },
	[ONE]       = { COLUMNS " WHERE org = $1 AND position = $2", NULL },
	[OF_RECORD] = { COLUMNS " WHERE org = $1 AND ledger = $2 AND record = $3 AND position > $4 ORDER BY position LIMIT 256", NULL },
	[ORGS]      = { "SELECT org FROM journal_head ORDER BY org", "every bureau that has a journal" },
};

static const char *const names[N_JOURNAL] = {
	[J_ACTOR] = "actor", [J_AT] = "at", [J_BODY] = "body", [J_DAY] = "day", [J_DONE_BY] = "done_by",
	[J_FROM] = "from", [J_LEDGER] = "ledger", [J_ORG] = "org", [J_ORIGIN] = "origin",
	[J_POSITION] = "position", [J_RECORD] = "record", [J_TO] = "to", [J_VERB] = "verb",
};
/* clang-format on */
_Static_assert(JOURNAL_BATCH == 256, "the statements say so");

static void row_read(struct rows *q, struct arena *a, struct journal_row *ret)
{
	for (size_t i = 0; i < N_JOURNAL; i++) {
		ret->v[i] = db_col(q, i);
		if (ret->v[i].is == VAL_TEXT)
			ret->v[i].s = arena_str(a, ret->v[i].s);
	}
}

static size_t rows_read(struct tx *tx, struct rows q, struct journal_row **ret)
{
	struct journal_row *list = arena_array(tx->arena, struct journal_row, JOURNAL_BATCH);
	size_t n = 0;

	while (db_row_next(&q))
		row_read(&q, tx->arena, &list[n++]);
	*ret = list;
	return n;
}

size_t journal_rows(struct tx *tx, int64_t org, int64_t after, struct journal_row **ret)
{
	return rows_read(tx, db_query(tx, &sql[AFTER], org, after), ret);
}

size_t journal_of(struct tx *tx, int64_t org, struct str ledger, int64_t record, int64_t after,
                  struct journal_row **ret)
{
	return rows_read(tx, db_query(tx, &sql[OF_RECORD], org, ledger, record, after), ret);
}

bool journal_row(struct tx *tx, int64_t org, int64_t position, struct journal_row *ret)
{
	struct rows q = db_query(tx, &sql[ONE], org, position);
	bool found = db_row_next(&q);

	if (found)
		row_read(&q, tx->arena, ret);
	db_close(&q);
	return found;
}

size_t journal_orgs(struct tx *tx, int64_t **ret)
{
	struct rows q = db_query(tx, &sql[ORGS]);
	int64_t org, *list = NULL;
	size_t n = 0, cap = 0;

	while (db_row(&q, &org)) {
		arena_grow(tx->arena, list, n, cap);
		list[n++] = org;
	}
	*ret = list;
	return n;
}

/* --- the leaf --------------------------------------------------------------------------------- */

static void put_val(struct json *j, struct val v)
{
	switch (v.is) {
	case VAL_NULL: json_null(j); break;
	case VAL_INT: json_int(j, v.i); break;
	default: json_str(j, v.s);
	}
}

void journal_leaf(struct buf *out, const struct journal_row *e)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, '{');
	for (size_t i = 0; i < N_JOURNAL; i++) {
		json_key(&j, names[i]);
		if (i == J_BODY && e->v[i].is == VAL_TEXT)
			json_raw(&j, e->v[i].s);
		else
			put_val(&j, e->v[i]);
	}
	json_close(&j, '}');
}

void journal_leaf_hash(const struct journal_row *e, unsigned char ret[SM3_SIZE])
{
	struct buf b;

	buf_init(&b, (size_t)64 << 20);
	buf_putc(&b, '\0');
	journal_leaf(&b, e);
	sm3_of(buf_str(&b), ret);
	buf_drop(&b);
}
