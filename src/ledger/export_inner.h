/*
 * export_inner.h - what the writers of the export share
 *
 * export.c finds the records and writes CSV and JSON, export_xlsx.c writes a workbook of them,
 * export_template.c one without records.
 */
#ifndef LEDGER_EXPORT_INNER_H
#define LEDGER_EXPORT_INNER_H

#include "ledger/export.h"

struct sheet {
	const struct export *x;
	struct tx *tx;
	const struct field **fields;    size_t n_fields;        /* that this viewer may see    */
	void *out;                      /* of the format                                       */
};

/* Fills s->fields. */
void export_fields(struct sheet *s);
/* Each record of the query, in order of id; memory of the transaction is given back after each. */
bool export_each(struct sheet *s, void (*one)(struct sheet *, const struct record *), int64_t *ret_n);
/* Number of a record pointed at, else its id. */
struct str export_ref(struct tx *tx, const struct export *x, const char *ledgers, int64_t id);
/* `<verb>_on` is a field of its own, and stands among them. */
bool export_step_is_field(const struct sheet *s, const struct step *step, const char *what);

/* A value as a CSV holds it, masked where it must be. */
struct str export_cell(const struct sheet *s, const struct field *f, struct val v);
/* Day ("on") or person ("by") of a step. */
struct str export_step_cell(const struct sheet *s, const struct record *r, const struct step *step, const char *what);

/* --- columns of a workbook (export_columns.c) -------------------------------------------------- */

/* A column: a field, the day or the person of a step, or number, state, of, n. */
struct xcolumn {
	struct str key, title;          /* `title` reads back as `key` does                    */
	enum { X_NUMBER, X_FIELD, X_ON, X_BY, X_STATE, X_OF, X_N } is;
	const struct field *f;
	const struct step *s;
	enum kind kind;                 /* how its cells are written                           */
};
/* Of the ledger, or of some rows of it; in the arena of the transaction. */
struct xcolumn *export_columns(const struct sheet *s, const struct field *rows, size_t *ret_n);

#endif
