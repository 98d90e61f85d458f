/*
 * sqlite.h - what the files about SQLite share
 */
#ifndef STORE_SQLITE_H
#define STORE_SQLITE_H

#include <sqlite3.h>

#include "store/inner.h"

/* sqlite_stats.c: tells the planner what tables are like. */
bool sqlite_expect(struct tx *tx);

/* sqlite_search.c: the tokenizer, on every connection; the index; pieces of a statement. */
bool sqlite_terms(sqlite3 *h);
bool sqlite_search_make(struct tx *tx);
/* Brings the index up to what the open group wrote; false: the group does not stand. */
bool sqlite_search_follow(struct conn *c);
struct str sqlite_search_on(struct arena *a, int param);
struct str sqlite_search_has(struct arena *a, struct str hay, struct str needle);

#endif
