/*
 * sqlite.h - what the files about SQLite share
 */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store/inner.h"

/* sqlite_stats.c: tells the planner what tables are like. */
bool sqlite_expect(struct tx *tx);

/* sqlite_search.c: the tokenizer, on every connection; the index; what is asked of it. */
bool sqlite_terms(sqlite3 *h);
bool sqlite_search_make(struct tx *tx);
/* Brings the index up to what the open group wrote; false: the group does not stand. */
bool sqlite_search_follow(struct conn *c);
void sqlite_search_pack(struct tx *tx);
void sqlite_search_newest(struct tx *tx, int64_t org, const struct search_query *asked, struct search_of *list, size_t n);
struct str sqlite_search_has(struct arena *a, struct str hay, struct str needle);

#endif
