/*
 * export_book.h - a workbook while it is written: export_xlsx.c and export_template.c
 *
 * libxlsxwriter with constant memory, so rows of a sheet are written in order and never again.
 */
#ifndef LEDGER_EXPORT_BOOK_H
#define LEDGER_EXPORT_BOOK_H

#include <xlsxwriter.h>

#include "ledger/export_inner.h"

struct xsheet {
	lxw_worksheet *w;
	const struct field *rows;               /* NULL: the records themselves               */
	struct xcolumn *columns;                size_t n_columns;
	lxw_row_t row;                          /* the next one                               */
};

enum { XSHEETS = 24 };
struct book {
	struct sheet s;
	lxw_workbook *wb;
	lxw_format *formats[N_KINDS], *head, *must;
	struct xsheet sheets[XSHEETS];          size_t n;
	lxw_error error;                        /* the first; what follows is not written      */
};

/* Opens the file and makes the sheets with their headers.  False: a fault. */
bool book_open(struct book *b, struct tx *tx, const struct export *x, const char *path);
/* Writes it out; false with a fault or a refusal when something went wrong at any time. */
bool book_close(struct book *b);
void book_string(struct book *b, struct xsheet *s, size_t column, struct str text);

#endif
