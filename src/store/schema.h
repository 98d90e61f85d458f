/*
 * schema.h - tables of the ledgers, made from the model
 *
 * For each ledger: the table itself, one child table for each ROWS, REFS and PICKS field, and
 * <l>_steps, <l>_states, <l>_open, <l>_defects.  Beside them the fixed tables of fixed.h.
 *
 * Column types: TEXT is text NOT NULL DEFAULT ''; DATE, TIME, NUMBER, MONEY, HOURS, REF, ROW are
 * bigint NULL; YESNO is boolean NULL; PICK is text NOT NULL DEFAULT ''.
 *
 * Migrations only add: a table or a column that the model has and the database lacks is made;
 * anything else needs a row in changes.c or is refused by name.  Nothing is dropped but indexes (ix_…)
 * that the model no longer has, since they hold nothing of their own.  Which there are: indexes.h.
 *
 * Columns of a ledger table, in order: org, id (INTEGER PRIMARY KEY on SQLite, else org, id is the key), number, state,
 * version, handler (person who has it in hand), in_section, begun_on, begun_by, ended_on, void_on,
 * merged_on, merged_into, defects, imported, then fields, then for each verb <verb>_on and
 * <verb>_by, then for each clock <clock>_due and <clock>_done (and <clock>_owed for ACCRUES).
 * A field with the key of such a column (handler, <verb>_on …) takes its place.
 */
#ifndef STORE_SCHEMA_H
#define STORE_SCHEMA_H

#include "law/law.h"
#include "model/declare.h"
#include "store/db.h"

/* Name of a column as SQL writes it: "from" -> "\"from\"". */
struct str sql_name(struct arena *a, const char *key);

/*
 * Makes or extends every table and index for these ledgers.  Call once at start, before tx_run is
 * used by others.  False: *ret_error says what it would not do.
 */
bool schema_migrate(struct db *db, const struct law *law, const struct ledger *const *ledgers, size_t n,
                    struct world *world, struct str *ret_error);

/* Automatic columns of a ledger (not its fields), for resolving names: kind of `name`, or false. */
bool auto_column(const struct law *law, const struct ledger *l, struct str name, enum kind *ret_kind);

#endif
