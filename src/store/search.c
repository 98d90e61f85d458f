/*
 * search.c - the index of search: one row a record, and how a database is asked
 */
#include "store/search.h"
#include "store/inner.h"

#include "base/terms.h"

enum { GET, DROP, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[GET]  = { "SELECT number, body FROM search WHERE org = $1 AND id = $2", NULL },
	[DROP] = { "DELETE FROM search WHERE org = $1 AND id = $2", NULL },
};
/* clang-format on */

static void take_term(void *arg, struct str term)
{
	struct buf *lines = arg;

	buf_putz(lines, lines->n ? "\n" : "");
	buf_put(lines, term);
}

/* A database without a tokenizer of ours takes the terms, one a line. */
static void write_row(struct tx *tx, bool there, int64_t org, int64_t id, struct str ledger,
                      struct str number, struct str body)
{
	const struct driver *d = tx->db->driver;
	struct buf terms;

	buf_init(&terms, 16 * SEARCH_BODY);
	if (d->search_terms)
		terms_walk(body, take_term, &terms);
	db_exec(tx, there ? &d->search_change : &d->search_add, org, id, ledger, number, body,
	        buf_str(&terms));
	buf_drop(&terms);
}

/* What stands already is not written again: the index is left alone. */
void search_put(struct tx *tx, int64_t org, int64_t id, struct str ledger, struct str number,
                struct str body)
{
	struct str number_was, body_was;
	bool there = db_one(tx, &sql[GET], VALS(org, id), &number_was, &body_was);

	if (!there || !str_eq(number, number_was) || !str_eq(body, body_was))
		write_row(tx, there, org, id, ledger, number, body);
}

void search_drop(struct tx *tx, int64_t org, int64_t id)
{
	db_exec(tx, &sql[DROP], org, id);
}

void search_pack(struct tx *tx)
{
	tx->db->driver->search_pack(tx);
}

/* --- asking ---------------------------------------------------------------------------------- */

struct str search_has(const struct tx *tx, struct arena *a, struct str hay, struct str needle)
{
	return tx->db->driver->search_has(a, hay, needle);
}

void search_newest(struct tx *tx, int64_t org, const struct search_query *asked,
                   struct search_of *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		list[i].n = 0;
	if (asked->query.n)
		tx->db->driver->search_newest(tx, org, asked, list, n);
}

/* --- a query --------------------------------------------------------------------------------- */

/* No term holds a quote: base/terms.h. */
void query_term(struct buf *out, const struct tx *tx, struct str term)
{
	buf_putc(out, tx->db->driver->quote);
	buf_put(out, term);
	buf_putc(out, tx->db->driver->quote);
}

void query_and(struct buf *out, const struct tx *tx)
{
	buf_putz(out, tx->db->driver->both);
}

void query_or(struct buf *out, const struct tx *tx)
{
	buf_putz(out, tx->db->driver->either);
}

void query_not(struct buf *out, const struct tx *tx)
{
	buf_putz(out, tx->db->driver->but_not);
}
