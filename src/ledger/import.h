/*
 * import.h - records from a CSV or a workbook (XLSX), through step_take() like every other
 *
 * A file is a header and rows.  The header names fields by key or label; beside them `number`,
 * `state`, `<verb>_on` (the day of a step) and `<verb>_by` (a person by name); `late_reason`
 * (补录理由) is why a row was not entered on its day.  ROWS of a record
 * stand in a file of their own, whose column `of` is the record's number (or its title, code or
 * uscc).  What an export writes beside that (id, dues, counts) is read over.  A workbook is the same:
 * the sheet named by the ledger (or the first), its ROWS in sheets `<ledger>.<field>`; a formula, an
 * error, a number of more than 15 digits is refused by cell (base/xlsx.h).
 *
 * Strategy.  First everything is read and checked on a read connection: columns, form,
 * references, what must be filled, days.  One wrong cell, and nothing is written.  Then all rows
 * are walked in one transaction: begun with the NEW step that the filled cells cover best, then
 * each step whose day is known, in order of day.  In history, steps between whose day nobody
 * wrote down are found by the shortest way through the states and take the day of the next known
 * one; live, a missing day is refused.  A step's refusal is told with line and column.
 *
 * What is there already: a row with the `number` (or uscc) of a record is that record.  When all
 * it says is there, nothing happens; when it says the same about the beginning, steps not yet
 * taken are taken and the rest is amended with the reason 导入更新; when it says something else
 * about the beginning, it is refused.  A row without number is the record that agrees in every
 * filled cell, as often as the file repeats it.  So a file imported twice makes nothing new.
 *
 * Errors and warnings are refusals with line, field (the column) and value; import_put() writes
 * the answer as JSON.
 */
#ifndef LEDGER_IMPORT_H
#define LEDGER_IMPORT_H

#include "ledger/step.h"

struct json;

enum { IMPORT_ROWS = 100000, IMPORT_ERRORS = 200, IMPORT_WARNINGS = 1000 };

/* One file: of the ledger itself (`rows` empty), or of one of its ROWS. */
struct import_file { struct str rows, name, bytes; };

/* Of the main sheet: rows with errors when there are some, else the first ones. */
enum { SAMPLE_ROWS = 50 };
struct sample_row { int64_t line; struct str *cells; };
struct import_sample {
	struct str *columns;                    size_t n_columns;
	struct sample_row rows[SAMPLE_ROWS];    size_t n;
};

struct import_result {
	int64_t rows, created, updated, same;
	int64_t warned;                         /* all warnings, also those not kept           */
	struct str batch;                       /* name of this import in the journal          */
	bool kept;                              /* durable                                     */
};

struct import {
	const struct program *p;
	const struct table *t;
	const struct actor *who;                /* .mode: LIVE_WORK, HISTORY, OPENING          */
	const struct import_file *files;        size_t n_files;
	bool dry_run;                           /* does all and keeps nothing                  */
	int64_t most;                           /* rows; 0: as many as there are               */
	struct day cut_over;                    /* last day of history; unset: none            */
	/* All may be NULL.  go: rows checked and written of twice their number; false: the import ends,
	   refused, and keeps nothing.  at_end: in the transaction of the import, when it stands. */
	bool (*go)(void *arg, int64_t done, int64_t total);
	bool (*at_end)(void *arg, struct tx *tx, const struct import_result *x, const struct refusals *r);
	void *arg;
	struct import_sample *sample;           /* filled, in the arena of the refusals        */
};

/* Errors in `r`, which has an arena of its own.  False: nothing was written. */
bool import_run(struct db *db, struct world *world, const struct import *im, struct refusals *r, struct import_result *ret);

/* {"rows","created","updated","errors":[…],"warnings":[…],"batch"} */
void import_put(struct json *j, const struct import_result *x, const struct refusals *r);

/* The sheet of some rows in a workbook: <ledger>.<field>, in the 31 characters that there are. */
struct str import_sheet_name(struct arena *a, const struct ledger *l, const struct field *rows);

/* The right `import_history`. */
bool may_import_history(unsigned roles);

#endif
