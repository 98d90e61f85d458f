/*
 * grid.c - a table of values, written
 */
#include <xlsxwriter.h>

#include "base/csv.h"
#include "ledger/export.h"
#include "report/grid.h"

void grid_init(struct grid *g, struct arena *a, struct str title, const struct grid_column *columns,
               size_t n)
{
	*g = (struct grid){ .arena = a, .title = title, .columns = columns, .n_columns = n };
}

struct val *grid_row(struct grid *g)
{
	struct val *row = arena_array(g->arena, struct val, g->n_columns);

	for (size_t i = 0; i < g->n_columns; i++)
		row[i] = NULL_VAL;
	arena_grow(g->arena, g->rows, g->n_rows, g->cap_rows);
	return g->rows[g->n_rows++] = row;
}

struct str grid_text(const struct grid *g, size_t column, struct val v)
{
	if (v.is == VAL_NULL)
		return S("");
	if (v.is == VAL_TEXT)
		return v.s;
	switch (g->columns[column].is) {
	case GRID_MONEY: return fen_text(g->arena, (struct fen){ v.i });
	case GRID_DAY: return day_text(g->arena, val_to_day(v));
	default: return arena_fmt(g->arena, "%lld", (long long)v.i);
	}
}

void grid_csv(const struct grid *g, bool keys, struct buf *out)
{
	buf_putz(out, keys ? "" : "\xef\xbb\xbf");
	for (size_t c = 0; c < g->n_columns; c++)
		csv_cell(out, str_of(keys ? g->columns[c].key : g->columns[c].label),
		         c + 1 == g->n_columns);
	for (size_t i = 0; i < g->n_rows; i++)
		for (size_t c = 0; c < g->n_columns; c++)
			csv_cell(out, grid_text(g, c, g->rows[i][c]), c + 1 == g->n_columns);
}

static void cell_json(const struct grid *g, size_t c, struct val v, struct json *j)
{
	if (v.is == VAL_NULL)
		json_null(j);
	else if (v.is == VAL_INT && g->columns[c].is == GRID_NUMBER)
		json_int(j, v.i);
	else
		json_str(j, grid_text(g, c, v));
}

void grid_json(const struct grid *g, struct json *j)
{
	json_open(j, '[');
	for (size_t i = 0; i < g->n_rows; i++) {
		json_open(j, '{');
		for (size_t c = 0; c < g->n_columns; c++) {
			json_key(j, g->columns[c].key);
			cell_json(g, c, g->rows[i][c], j);
		}
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* --- the workbook ---------------------------------------------------------------------------- */

/* A day of a spreadsheet is counted from 1899-12-30. */
enum { SERIAL = 25569 };

struct sheet_of {
	const struct grid *g;
	lxw_workbook *wb;
	lxw_worksheet *w;
	lxw_format *money, *day, *head;
	lxw_error error;
};

static void keep(struct sheet_of *s, lxw_error e)
{
	if (e != LXW_NO_ERROR && s->error == LXW_NO_ERROR)
		s->error = e;
}

static void put_text(struct sheet_of *s, lxw_row_t row, size_t c, struct str text, lxw_format *f)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	csv_mark(&b, text);
	keep(s,
	     worksheet_write_string(s->w, row, (lxw_col_t)c, arena_z(s->g->arena, buf_str(&b)), f));
	buf_drop(&b);
}

static void put_cell(struct sheet_of *s, lxw_row_t row, size_t c, struct val v)
{
	enum grid_is is = s->g->columns[c].is;

	if (v.is == VAL_NULL)
		return;
	if (v.is == VAL_TEXT) {
		put_text(s, row, c, v.s, NULL);
	} else if (is == GRID_DAY) {
		keep(s, worksheet_write_number(s->w, row, (lxw_col_t)c, (double)(v.i + SERIAL),
		                               s->day));
	} else {
		keep(s, worksheet_write_number(s->w, row, (lxw_col_t)c,
		                               is == GRID_MONEY ? (double)v.i / 100.0 : (double)v.i,
		                               is == GRID_MONEY ? s->money : NULL));
	}
}

static bool write_book(struct tx *tx, const void *arg, const char *path)
{
	const struct grid *g = arg;
	struct sheet_of s = { .g = g, .wb = workbook_new(path) };

	if (!s.wb)
		return tx_fault(tx, "表格文件写不了：%s", path);
	s.w = workbook_add_worksheet(s.wb, arena_z(g->arena, g->title));
	s.money = workbook_add_format(s.wb);
	format_set_num_format(s.money, "#,##0.00");
	s.day = workbook_add_format(s.wb);
	format_set_num_format(s.day, "yyyy-mm-dd");
	s.head = workbook_add_format(s.wb);
	format_set_bold(s.head);
	for (size_t c = 0; c < g->n_columns; c++)
		put_text(&s, 0, c, str_of(g->columns[c].label), s.head);
	for (size_t i = 0; i < g->n_rows; i++)
		for (size_t c = 0; c < g->n_columns; c++)
			put_cell(&s, (lxw_row_t)(i + 1), c, g->rows[i][c]);
	worksheet_freeze_panes(s.w, 1, 0);
	keep(&s, workbook_close(s.wb));
	return s.error == LXW_NO_ERROR || tx_fault(tx, "表格文件写不了：%s", lxw_strerror(s.error));
}

bool grid_xlsx(struct tx *tx, const struct grid *g, struct buf *out)
{
	return bytes_of_file(tx, write_book, g, out);
}
