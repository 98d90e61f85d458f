/*
 * load.h - reading the files of law/, shared by load.c and calendar.c
 *
 * load_open finds the columns by their names in the header; load_row walks; load_cell and its
 * kin read a cell of the present row.  Each returns false after it has written *ret_error.
 */
#ifndef LAW_LOAD_H
#define LAW_LOAD_H

#include "base/csv.h"
#include "base/sm3.h"
#include "law/law.h"

struct load {
	struct arena *arena;
	struct str *ret_error; /* empty until the first error                                 */
	const char *file;
	struct csv csv;
	const char *columns; /* comma-separated                                             */
	size_t at[24];       /* where each stands in a row                                  */
	size_t n_columns, width;
	struct sm3 sum;      /* over every file read                                        */
};

/* The text of law/<name>, from the folder or from the program. */
bool load_text(struct load *l, const char *dir, const char *name, struct str *ret_text);
bool load_open(struct load *l, const char *dir, const char *name, const char *columns);
bool load_row(struct load *l, bool *ret_more);
struct str load_cell(const struct load *l, const char *column);
/* Index of the cell in a list of keys. */
bool load_pick(struct load *l, const char *column, const char *keys, int *ret_i);
/* An empty cell is DAY_NONE, and 0. */
bool load_day(struct load *l, const char *column, struct day *ret_day);
bool load_int(struct load *l, const char *column, int64_t *ret_n);
bool load_fail(struct load *l, const char *column, const char *say);

bool load_pinyin(struct load *l, struct law *law, const char *dir);
bool load_calendars(struct load *l, struct law *law, const char *dir);
bool load_papers(struct load *l, struct law *law, const char *dir);

#endif
