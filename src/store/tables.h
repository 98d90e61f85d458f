/*
 * tables.h - a table as data: what the model wants, before any database is asked
 *
 * tables_of_ledgers() derives the tables of the ledgers, fixed_tables lists the others; schema.c
 * compares both with what is there.
 *
 * Memory: everything in the arena of struct sql_tables, or constant.
 */
#ifndef STORE_TABLES_H
#define STORE_TABLES_H

#include "base/buf.h"
#include "model/declare.h"

enum column_type { COLUMN_TEXT, COLUMN_INT, COLUMN_BOOL, COLUMN_BYTES, N_COLUMN_TYPES };

/* Text is always NOT NULL DEFAULT ''; `rest` says what holds for other types, or NULL. */
struct sql_column { const char *name; enum column_type type; const char *rest; };

/* `key`: columns of the primary key, "org, id" for a record. */
struct sql_table {
	const char *name, *key;
	const struct sql_column *columns;
	size_t n_columns;
	const char *const *indexes;     /* "org, state"; a leading '!' makes it unique;
	                                   "org, x WHERE y,!z": only rows where y is unset and
	                                   z is set                                            */
	size_t n_indexes;
};

struct sql_tables {
	struct arena *arena;
	struct sql_table *list;
	size_t n, cap;
	struct str error;               /* the first thing that cannot be made; n == 0 is fine */
};

/* Adds the tables of one ledger; sets .error when two things want one name. */
void tables_of_ledger(struct sql_tables *to, const struct ledger *l);
void tables_add(struct sql_tables *to, struct sql_table t);
/* Writes a list of names as SQL does: `of, n` -> `"of", "n"`. */
void sql_names(struct buf *out, struct str list);

#endif
