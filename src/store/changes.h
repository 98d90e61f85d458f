/*
 * changes.h - what may differ between an older database and the model
 *
 * A migration adds by itself.  A table or a column that went away, or has another name now, needs
 * a row in changes.c; without one schema_migrate() refuses it by name.  Nothing is ever dropped.
 *
 *     { RENAMED, "case", "party_name", "party" },        the column has another name now
 *     { KEPT, "case", "colour", NULL },                  the column stays, and nobody writes it
 *     { KEPT, "old_ledger", NULL, NULL },                the table stays
 */
#ifndef STORE_CHANGES_H
#define STORE_CHANGES_H

#include "store/schema.h"

/* RENAMED: in every table that has the new name and no more the old one. */
#define EVERY_TABLE "*"

struct change {
	enum { KEPT, RENAMED } does;
	const char *table, *column;
	const char *to;         /* RENAMED: the name of now                                    */
};

extern const struct change changes[];
extern const size_t n_changes;

/* schema_migrate() with other changes than those of changes.c: for the tests. */
bool schema_migrate_by(struct db *db, const struct law *law, const struct ledger *const *ledgers, size_t n,
                       struct world *world, const struct change *by, size_t n_by, struct str *ret_error);

#endif
