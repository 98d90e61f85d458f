/*
 * dialect.h - the few expressions that the two databases would write differently
 *
 * Each gives SQL text for an expression over another, which both understand: a program is compiled
 * before it knows its database.  What is only said when tables are made (types, keys, names of
 * indexes, statistics, what a full text index is) is in the struct driver of each (inner.h).  Days are
 * integers on both.
 */
#ifndef STORE_DIALECT_H
#define STORE_DIALECT_H

#include "base/arena.h"

/* Months since the year 0 of the day in `day`: year * 12 + month - 1. */
struct str sql_month(struct arena *a, struct str day);

/* Whole years that have run out between two days, the n-th on the day after its anniversary. */
struct str sql_years(struct arena *a, struct str from, struct str to);

/* Is `needle`, which is not empty, in `hay`?  By bytes. */
struct str sql_has(struct arena *a, struct str hay, struct str needle);

#endif
