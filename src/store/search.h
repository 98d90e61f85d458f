/*
 * search.h - the index of search: what is written to it, what a query of it is
 *
 * The table `search` (fixed.c) has a row for each record: its number in normal form and a body
 * (base/terms.h), which is indexed by the database: FTS5 with our tokenizer on SQLite, a tsvector of
 * the same terms with GIN on PostgreSQL.  search_put() writes, search_drop() takes away, in the
 * transaction of the step.
 *
 * A statement of search is written by ledger/search.c around three pieces: what it reads from
 * (search_from), that the index holds what is asked (search_on; $n is bound to a query), and the id by
 * which it walks (search_id).  The row of `search` has the alias s.
 *
 * A query is built from terms and never from text that people typed:
 *
 *     query_term(&q, tx, S("行政"));
 *     query_and(&q, tx);
 *     query_term(&q, tx, S("政处"));
 */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "base/buf.h"
#include "store/db.h"

/* Largest body in bytes, some eight thousand characters: what stands further down is not found. */
enum { SEARCH_BODY = 24 << 10 };

void search_put(struct tx *tx, int64_t org, int64_t id, struct str ledger, struct str number, struct str body);
void search_drop(struct tx *tx, int64_t org, int64_t id);

/* "search_words f CROSS JOIN search s": follows FROM; search_on() follows WHERE and names $n. */
struct str search_from(const struct tx *tx);
struct str search_on(const struct tx *tx, struct arena *a, int param);
/* The id as the index walks it: newest first is ORDER BY it DESC, a page goes on where it is smaller. */
const char *search_id(const struct tx *tx);
/* hay holds needle, byte for byte: SQL expressions. */
struct str search_has(const struct tx *tx, struct arena *a, struct str hay, struct str needle);

/* Words of a query: a term, all of several, any of several. */
void query_term(struct buf *out, const struct tx *tx, struct str term);
void query_and(struct buf *out, const struct tx *tx);
void query_or(struct buf *out, const struct tx *tx);
void query_not(struct buf *out, const struct tx *tx);   /* ... and not                         */

/* Makes the index anew from the bodies, packed; slow, for `yifa check --search --mend`. */
void search_pack(struct tx *tx);

#endif
