/*
 * search.h - the index of search: what is written to it, what a query of it is
 *
 * The table `search` (fixed.c) has a row for each record: its number in normal form and a body
 * (base/terms.h), which is indexed by the database: FTS5 with our tokenizer on SQLite, a tsvector of
 * the same terms with GIN on PostgreSQL.  search_put() writes, search_drop() takes away, in the
 * transaction of the step.
 *
 * search_newest() gives the newest hits of many ledgers at once.  It asks no right, and costs what it
 * gives, however many records hold the words: on SQLite each ledger is a piece of the lists of the index
 * that is sought, on PostgreSQL the newest records are looked at, and the index asked where they do not
 * hold enough.
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

/*
 * A query, and " AND …" about the text s.body that a hit must stand up to (empty: none), whose values are
 * $7 and so on.
 */
enum { SEARCH_PROOF = 7 };
struct search_query { struct str query, proof; const struct val *v; size_t n_v; };
/* Hits of one ledger: the newest `most` ids older than `before` (0: of all); none where most = 0. */
struct search_of { struct str ledger; int64_t before; size_t most; int64_t *ids; size_t n; };
void search_newest(struct tx *tx, int64_t org, const struct search_query *asked, struct search_of *list, size_t n);
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
