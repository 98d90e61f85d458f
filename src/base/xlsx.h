/*
 * xlsx.h - reading workbooks of spreadsheets, ISO/IEC 29500
 *
 * A pull of rows from one sheet at a time over libzip and expat; nothing of a sheet is kept.  A cell
 * comes as text as a CSV would hold it: days as 2024-03-01, instants as 2024-03-01T09:30:00, numbers
 * as plain decimals, yes and no.  What cannot be taken (a formula, an error such as #REF!, a number
 * of more than 15 digits, the day 1900-02-29) comes as XLSX_WRONG with a sentence that says why, so
 * that the caller refuses that cell and reads on.
 *
 * Numbers are binary doubles in the file, printed with up to 17 digits; 15 of them are what was
 * typed (ECMA-376 18.18.11), so 0.30000000000000004 is 0.3.
 *
 * Limits, counted while reading and never believed from a header: XLSX_MOST_BYTES unpacked,
 * XLSX_RATIO times the file, XLSX_MOST_STRINGS shared strings, XLSX_MOST_COLUMNS columns; a document
 * type or an entity stops the parser.  Rows without a filled cell cost nothing but their bytes.
 *
 *     struct xlsx x;
 *     if (xlsx_open(&x, arena, bytes))
 *             xlsx_read(&x, 0, row, arg, &notes);
 *     if (x.error) …                          a Chinese sentence without a full stop
 *     xlsx_close(&x);
 *
 * Memory:  text lives in the arena, the bytes are the caller's and must outlive the struct.
 */
#ifndef BASE_XLSX_H
#define BASE_XLSX_H

#include "base/arena.h"
#include "base/buf.h"

enum {
	XLSX_MOST_BYTES = 512 << 20, XLSX_RATIO = 200, XLSX_LEAST = 1 << 20, XLSX_MOST_STRINGS = 2000000,
	XLSX_MOST_COLUMNS = 1024, XLSX_MOST_SHEETS = 256, XLSX_MOST_FORMATS = 65536, XLSX_CELL = 256 << 10,
};

enum xlsx_is { XLSX_NONE, XLSX_TEXT, XLSX_NUMBER, XLSX_DAY, XLSX_YESNO, XLSX_WRONG };
struct xlsx_cell {
	enum xlsx_is is;
	struct str text;        /* XLSX_WRONG: what stood there                                */
	const char *say;        /* XLSX_WRONG: why it is not taken                             */
};
struct xlsx_row { int64_t line; struct xlsx_cell *cells; size_t n; bool hidden; };

struct xlsx_sheet { struct str name, part; bool hidden; };
/* Told beside the rows: what a reader of the sheet may not have seen. */
struct xlsx_notes { int64_t hidden, merged; };

/* How the number of a cell is meant. */
enum xlsx_format { XLSX_PLAIN, XLSX_DATED };

struct xlsx {
	struct arena *a;
	struct xlsx_sheet *sheets;      size_t n_sheets, cap_sheets;
	const char *error;
	struct zip *zip;
	struct str *strings;            size_t n_strings, cap_strings;
	unsigned char *formats;         size_t n_formats, cap_formats;  /* enum xlsx_format by style */
	bool from_1904;
	size_t size, read;              /* of the file; unpacked so far                        */
};

/* Does it look like a workbook (a ZIP)?  Old .xls and encrypted files: xlsx_is_old(). */
bool xlsx_is(struct str bytes);
bool xlsx_is_old(struct str bytes);

bool xlsx_open(struct xlsx *x, struct arena *a, struct str bytes);
void xlsx_close(struct xlsx *x);
/* Calls row() for each row with a filled cell, in order; false from it ends the reading. */
bool xlsx_read(struct xlsx *x, size_t sheet, bool (*row)(void *arg, const struct xlsx_row *), void *arg,
               struct xlsx_notes *ret_notes);

/* --- parts, for tests and fuzzers ------------------------------------------------------------- */

/* The same from the bare XML of a sheet. */
bool xlsx_sheet_xml(struct xlsx *x, struct str xml, bool (*row)(void *arg, const struct xlsx_row *), void *arg,
                    struct xlsx_notes *ret_notes);
/* "0.30000000000000004" -> 0.3; a serial as a day when it is meant so. */
struct xlsx_cell xlsx_number(struct arena *a, struct str v, enum xlsx_format format, bool from_1904);
/* Is a format code one of days or times: yyyy"年"m"月"; not 0.00 "元". */
enum xlsx_format xlsx_format_of(struct str code);

#endif
