/*
 * search.c - the index of search: one row a record, and how a database is asked
 */
#include "store/search.h"

enum { GET, ADD, PUT, DROP, PACK, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[GET]  = { "SELECT number, body FROM search WHERE org = $1 AND id = $2", NULL },
	[ADD]  = { "INSERT INTO search (org, id, ledger, number, body) VALUES ($1, $2, $3, $4, $5)", NULL },
	[PUT]  = { "UPDATE search SET ledger = $3, number = $4, body = $5 WHERE org = $1 AND id = $2", NULL },
	[DROP] = { "DELETE FROM search WHERE org = $1 AND id = $2", NULL },
	[PACK] = { "INSERT INTO search_words (search_words) VALUES ('optimize')", "the index has no org" },
};
/* clang-format on */

/* What stands already is not written again: the index is left alone. */
void search_put(struct tx *tx, int64_t org, int64_t id, struct str ledger, struct str number,
                struct str body)
{
	struct str number_was, body_was;
	bool there = db_one(tx, &sql[GET], VALS(org, id), &number_was, &body_was);

	if (!there || !str_eq(number, number_was) || !str_eq(body, body_was))
		db_exec(tx, &sql[there ? PUT : ADD], org, id, ledger, number, body);
}

void search_drop(struct tx *tx, int64_t org, int64_t id)
{
	db_exec(tx, &sql[DROP], org, id);
}

void search_pack(struct tx *tx)
{
	db_exec(tx, &sql[PACK]);
}

/* --- pieces of a statement ------------------------------------------------------------------- */

/* CROSS JOIN keeps the index outermost: it gives its rows newest first, and LIMIT ends it early. */
struct str search_from(const struct tx *tx)
{
	(void)tx;
	return S("search_words f CROSS JOIN search s");
}

struct str search_on(const struct tx *tx, struct arena *a, int param)
{
	(void)tx;
	return arena_fmt(a, "f.search_words MATCH $%d AND s.id = f.rowid", param);
}

struct str search_newest(const struct tx *tx)
{
	(void)tx;
	return S("f.rowid DESC");
}

struct str search_has(const struct tx *tx, struct arena *a, struct str hay, struct str needle)
{
	(void)tx;
	return arena_fmt(a, "instr(%.*s, %.*s) > 0", P(hay), P(needle));
}

void query_term(struct buf *out, const struct tx *tx, struct str term)
{
	(void)tx;
	buf_fmt(out, "\"%.*s\"", P(term)); /* no term holds a quote: base/terms.h */
}

void query_and(struct buf *out, const struct tx *tx)
{
	(void)tx;
	buf_putz(out, " AND ");
}

void query_or(struct buf *out, const struct tx *tx)
{
	(void)tx;
	buf_putz(out, " OR ");
}

void query_not(struct buf *out, const struct tx *tx)
{
	(void)tx;
	buf_putz(out, " NOT ");
}
