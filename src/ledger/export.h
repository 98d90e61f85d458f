/*
 * export.h - records as CSV or JSON, as an import reads them back
 *
 * CSV: one header of keys: number, state, the fields, then `<verb>_on` and `<verb>_by` of each
 * step.  Choices and sets are keys, references are numbers, money is yuan.  ROWS are a sheet of
 * their own with `of` (the record's number) and `n`.  Cells that begin with = + - @ get a leading '.
 * JSON holds the rows inside; ids and money are text.
 *
 * Only what the viewer may see: records by ACCESS, SECRET fields by name.  PERSONAL values are
 * masked unless `unmasked`, for which the caller has kept the purpose in the journal.
 *
 * The text goes into a buf; `flush` is called between records, so that a long export streams.
 */
#ifndef LEDGER_EXPORT_H
#define LEDGER_EXPORT_H

#include "base/json.h"
#include "ledger/may.h"

struct export {
	const struct program *p;
	const struct table *t;
	const struct field *rows;       /* NULL: the records; else one of its ROWS              */
	struct viewer viewer;
	bool everything;                /* no rights are asked: the database is being set up    */
	bool unmasked;
	const char *conds;              /* joined by \n                                         */
	struct buf *out;
	void (*flush)(void *arg);       /* or NULL                                              */
	void *arg;
};

/* False when a condition is not understood (a refusal names it) or on a fault. */
bool export_csv(struct tx *tx, const struct export *x, int64_t *ret_n);
bool export_json(struct tx *tx, const struct export *x, int64_t *ret_n);

#endif
