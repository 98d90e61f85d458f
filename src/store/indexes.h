/*
 * indexes.h - the indexes that lists walk, by the names of their columns
 *
 * tables.c makes them, ledger/list_leads.c reads by them, and both ask here what they are, so that a list
 * never hopes for an index that is not there:
 *
 *     sorted       org, S, id, X…              in the order of S; what filters and rights ask (X) stands
 *                                              beside, so a row that does not fit is passed over unread
 *     open         … WHERE ended_on            the same of what is open: few, and the default view
 *     value        org, X, begun_on, id        of one value, in the default order
 *     value, open  org, X, begun_on, id WHERE ended_on    of what somebody has in hand, or a state holds
 *     state, ended org, state, S, id WHERE !ended_on      once written, since what has ended stays as it is
 *     due          org, c_due WHERE c_done,ended_on       what is due, nearest first
 *
 * S is begun_on or a field flagged SORT; X a field flagged LIST that is compared by = (is_equal_field), or one of
 * state, handler, in_section and begun_by.  A list of a filter and a sort that is not the default is
 * not an index of its own (there would be a thousand): it walks `sorted`, or sorts the few of `value`.
 * Measured in bench/README.md.
 *
 * Memory: in the arena given.
 */
#ifndef STORE_INDEXES_H
#define STORE_INDEXES_H

#include "base/arena.h"
#include "model/declare.h"
#include "store/db.h"

/* LIST, one value, compared by =. */
bool is_equal_field(const struct field *f);
/* SORT, and its order tells nobody what is masked. */
bool is_sort_field(const struct field *f);
/* Sorted by how it is read: a column of its own holds that (ledger/names.h). */
bool is_name_field(const struct field *f);
/* What a field is sorted by: its own column, of a name <key>_order. */
struct str sort_column(struct arena *a, const struct field *f);

struct str index_sorted(struct arena *a, const struct ledger *l, const char *sort);
struct str index_open(struct arena *a, const struct ledger *l, const char *sort);
struct str index_value(struct arena *a, const char *column);
struct str index_value_open(struct arena *a, const char *column);
struct str index_state_ended(struct arena *a, const char *sort);
struct str index_due(struct arena *a, const char *clock);
/* Of a state, what is in no section: seen by all who act in it. */
#define INDEX_UNPLACED "org, state, begun_on, id WHERE in_section"
#define INDEX_NUMBER   "org, number, id"

/*
 * " INDEXED BY …" where the database takes it, else empty: follows the alias of the table in FROM.  SQLite
 * knows nothing of how values are spread, so it is told; PostgreSQL counts, and is left to choose.
 */
struct str sql_by_index(const struct tx *tx, struct arena *a, const char *table, struct str index);

#endif
