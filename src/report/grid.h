/*
 * grid.h - a table of values that is given out: CSV, JSON or a workbook
 *
 * For what is no ledger: sums of money, the data set of publicity.  Text stays text (a cell that a
 * spreadsheet would reckon is marked as in csv.h), money is yuan with two decimals, days are days.
 *
 *     struct grid g;
 *     grid_init(&g, arena, S("罚没款"), columns, n_columns);
 *     struct val *row = grid_row(&g);
 *     row[0] = VAL(label); row[1] = VAL(fen);
 *     grid_csv(&g, out);
 */
#ifndef REPORT_GRID_H
#define REPORT_GRID_H

#include "base/json.h"
#include "store/db.h"

enum grid_is { GRID_TEXT, GRID_MONEY, GRID_DAY, GRID_NUMBER };
struct grid_column { const char *key, *label; enum grid_is is; };

struct grid {
	struct arena *arena;
	struct str title;
	const struct grid_column *columns; size_t n_columns;
	struct val **rows;              size_t n_rows, cap_rows;
};

void grid_init(struct grid *g, struct arena *a, struct str title, const struct grid_column *columns, size_t n);
/* A new row, every cell unset. */
struct val *grid_row(struct grid *g);
/* A cell as people read it; money as 3000.00. */
struct str grid_text(const struct grid *g, size_t column, struct val v);

/* Headed by labels, or by keys. */
void grid_csv(const struct grid *g, bool keys, struct buf *out);
/* [{"key":value}]: money as text of yuan, unset as null. */
void grid_json(const struct grid *g, struct json *j);
/* A workbook with one sheet; false on a fault. */
bool grid_xlsx(struct tx *tx, const struct grid *g, struct buf *out);

#endif
