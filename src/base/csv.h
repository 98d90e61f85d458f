/*
 * csv.h - comma-separated values, RFC 4180
 *
 * Reading: a pull parser over text in memory.  BOM accepted; CRLF or LF; quoted cells may hold
 * newlines; a stray quote, an unclosed quote or invalid UTF-8 is an error with its line.
 * GB18030 is recognised by csv_utf8, which gives UTF-8 (a copy in the arena when needed).
 *
 *     struct csv c;
 *     csv_init(&c, text, arena);
 *     while (csv_row(&c))
 *             … c.cells[0 … c.n - 1], c.line
 *     if (c.error) …
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/arena.h"
#include "base/buf.h"

struct csv {
	struct str rest;
	struct arena *arena;
	struct str *cells;      /* valid until the next csv_row; copied only when unquoted     */
	size_t n, cap;
	int64_t line;           /* line on which the present row begins, from 1                */
	int64_t next_line;
	const char *error;      /* a Chinese sentence, or NULL                                 */
	char sep;               /* ','; set to '\t' after init for tab-separated                */
};

void csv_init(struct csv *c, struct str text, struct arena *a);
bool csv_row(struct csv *c);            /* false at the end or on an error; blank lines skipped */
struct str csv_utf8(struct arena *a, struct str bytes, const char **ret_error);

/* Writing: quotes where needed; a cell that begins with = + - @ gets a leading '. */
void csv_cell(struct buf *b, struct str cell, bool last);
/* The cell without quotes, with that ' where it is needed: for a workbook. */
void csv_mark(struct buf *b, struct str cell);
/* Reading such a cell back: drops the ' that csv_cell put. */
struct str csv_plain(struct str cell);

#endif
