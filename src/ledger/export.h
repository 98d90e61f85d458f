/*
 * export.h - records as CSV, JSON or XLSX, as an import reads them back
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
	bool (*go)(void *arg, int64_t done);    /* or NULL; false: ends, with a refusal         */
	void *arg;
};

/* False when a condition is not understood (a refusal names it) or on a fault. */
bool export_csv(struct tx *tx, const struct export *x, int64_t *ret_n);
/* How many records it will be. */
int64_t export_count(struct tx *tx, const struct export *x);
bool export_json(struct tx *tx, const struct export *x, int64_t *ret_n);

/*
 * XLSX, into the file `path`: days, money and numbers as such, choices by their labels, text always
 * as text and marked as in a CSV; ROWS in sheets `<ledger>.<field>`; titles are labels where an
 * import finds the column by them, and the key stands in a note.  Memory does not grow with the
 * records.  A refusal when there are more rows than a sheet has, a fault when the file cannot be
 * written; what is left at `path` then is of no use.
 */
bool export_xlsx(struct tx *tx, const struct export *x, const char *path, int64_t *ret_n);
/*
 * The same without records, to be filled in: choices as drop-down lists, hints, checks of days and
 * numbers, and a hidden sheet with the keys.
 */
bool export_template(struct tx *tx, const struct export *x, const char *path);
/* The media type of both. */
#define XLSX_TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
/*
 * Either, as bytes at the end of `out`: the library writes into a file, which is ours for a moment
 * (in TMPDIR) and gone afterwards.  False: refused, or a fault; what is in `out` is then of no use.
 */
bool export_xlsx_bytes(struct tx *tx, const struct export *x, struct buf *out, int64_t *ret_n);
/* The same of any file that `write` makes at `path`. */
bool bytes_of_file(struct tx *tx, bool (*write)(struct tx *tx, const void *arg, const char *path), const void *arg,
                   struct buf *out);
bool export_template_bytes(struct tx *tx, const struct export *x, struct buf *out);

#endif
