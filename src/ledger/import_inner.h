/*
 * import_inner.h - what the files of the import share
 *
 * import_read.c makes columns and rows of bytes, import_check.c proves them, import_there.c finds
 * those that are records already, import_known.c reads the days of their steps, import_walk.c takes
 * the steps of one row, import.c is the order of it all.
 */
#ifndef LEDGER_IMPORT_INNER_H
#define LEDGER_IMPORT_INNER_H

#include "ledger/import.h"

/* From text to a number; grows. */
struct im_slot { struct str key; int64_t value; bool used; };
struct im_map { struct arena *a; struct im_slot *slots; size_t n, cap; };
/* The value under a key, 0 when it is new. */
int64_t *im_map_at(struct im_map *m, struct str key, bool *ret_new);
/* NULL: not there. */
const int64_t *im_map_find(const struct im_map *m, struct str key);

struct im_column {
	struct str name;
	enum { IM_OVER, IM_FIELD, IM_TALLY, IM_NUMBER, IM_STATE, IM_ON, IM_BY, IM_BEGUN, IM_LATE, IM_OF, IM_N } is;
	const struct field *f;
	const struct step *s;
};

/* Why a row was not entered on its day: a column of its own, as `reason` is a field of some ledgers. */
#define IM_LATE_KEY "late_reason"

enum { IM_MOST_COLUMNS = 512, IM_MOST_FILES = 24 };

struct im_row {
	int64_t line;
	struct str *cells;              /* of its columns, trimmed, without the leading '       */
	int64_t next;                   /* of rows of a record: the next of the same one, or -1 */
	int64_t id;                     /* of the record: found, or made                       */
	enum { IM_NEW, IM_SAME, IM_UPDATE } does;
	const struct step *begin;
};

struct im_sheet {
	struct str name;
	const struct field *rows;       /* NULL: the ledger itself                             */
	struct im_column *columns;      size_t n_columns;
	struct im_row *list;            size_t n, cap;
	int64_t *first, *last;          /* of rows: by row of the main sheet, -1 none           */
};

struct im {
	const struct import *in;
	const struct program *p;
	const struct table *t;
	struct arena *a;                /* lives to the end                                    */
	struct refusals *r;
	struct im_sheet main, subs[IM_MOST_FILES];
	size_t n_subs;
	struct im_map names;            /* number, title, code, uscc: 1 + row; -1: two rows     */
	struct im_map refs;             /* "ledgers|text": IM_REF…                             */
	struct im_map twins;            /* text of a row: how often it came                    */
	struct import_result *result;
	struct begun begun;             /* by the rows so far                                   */
	int64_t n_kept;                 /* warnings kept with their records                     */
};

/* What a reference stands for: an id; 1 + a row of this file as IM_ROW - row; none; two. */
enum { IM_REF_NONE = -1, IM_REF_MANY = -2, IM_REF_ROW = -10 };

bool im_error(struct im *im, const struct im_sheet *s, int64_t line, struct str column, struct str value, struct str say, struct str basis);
/* Tells how far it is; false, with a refusal, when somebody asked for an end. */
bool im_go(struct im *im, int64_t done);
bool im_full(const struct im *im);      /* enough errors were told                              */

/* The column that a header names, by key or label; false: there is none. */
bool im_column_named(const struct program *p, const struct table *t, const struct field *rows, struct str name,
                     struct im_column *ret);
bool im_read(struct im *im);
bool im_check(struct im *im, struct tx *tx);
bool im_walk(struct im *im, struct tx *tx, size_t row);
/* import_keep.c: the warnings of a row, from `from`; the import itself with what it began. */
void im_keep_warnings(struct im *im, struct tx *tx, const struct im_row *row, size_t from);
void im_keep(struct im *im, struct tx *tx);

struct str im_cell(const struct im_sheet *s, const struct im_row *row, const struct field *f);
/* The cell of `<verb>_on` or `<verb>_by`; *ret_column tells whether there is such a column. */
struct str im_step_cell(const struct im_sheet *s, const struct im_row *row, const struct step *step, int is, bool *ret_column);
struct str im_cell_is(const struct im_sheet *s, const struct im_row *row, int is);
/* The value of a cell as it is stored; references through the cache.  False: it cannot be read. */
bool im_value(struct im *im, struct tx *tx, const struct field *f, struct str text, struct val *ret);
/* Says of a row whether it is new, there, or there and to be updated; refuses what contradicts. */
void im_find_there(struct im *im, struct tx *tx, struct im_row *row);
bool im_wrong(struct im *im, const struct im_sheet *s, const struct im_row *row, const struct im_column *c, struct str value, struct str say);
/* id of what a reference names, after the check; 0: none. */
int64_t im_ref(struct im *im, const struct field *f, struct str text);
/* The NEW step that the filled cells cover best. */
const struct step *im_begin_step(const struct im *im, const struct im_row *row);

/* A step whose day is known; several when they share the field that says so. */
struct im_known { struct day day; const struct step *any[8]; int n; };
size_t im_known_steps(const struct im *im, const struct im_row *row, struct im_known *list, size_t room);
/* The column that says the day of a step. */
struct str im_day_column(const struct im *im, const struct step *s);
struct day im_begin_day(const struct im *im, const struct im_row *row);
enum { IM_MOST_STEPS = 64 };

#endif
