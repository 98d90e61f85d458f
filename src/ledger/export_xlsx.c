/*
 * export_xlsx.c - records as a workbook
 */
#include "base/csv.h"
#include "ledger/export_book.h"
#include "ledger/import.h"

#include <string.h>

/* A serial is days since 1899-12-30; before 1900-03-01 spreadsheets count a day that never was. */
enum { SERIAL_1970 = 25569, FIRST_SERIAL = 61, HEAD_WIDTH = 18, DAY_WIDTH = 12 };
static const int64_t MOST_EXACT = 999999999999999; /* fifteen digits                        */
static const double DAY_US = 86400e6, CHINA_US = 8 * 3600e6;

/* --- cells ------------------------------------------------------------------------------------- */

static void keep_error(struct book *b, lxw_error e)
{
	if (e != LXW_NO_ERROR && b->error == LXW_NO_ERROR)
		b->error = e;
}

/* A text that begins with = + - @ has a ' before it, as in a CSV, for whoever saves it as one. */
static struct str marked(struct arena *a, struct str s)
{
	struct buf b;
	struct str out;

	buf_init(&b, s.n + 2);
	csv_mark(&b, s);
	out = arena_str(a, buf_str(&b));
	buf_drop(&b);
	return out;
}

/* _x0041_ in a text would be read as A. */
static struct str escaped(struct arena *a, struct str s)
{
	struct buf b;
	struct str out;

	if (!str_has(s, S("_x")))
		return s;
	buf_init(&b, s.n * 7 + 8);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '_' && i + 1 < s.n && s.p[i + 1] == 'x')
			buf_putz(&b, "_x005F_");
		else
			buf_putc(&b, s.p[i]);
	out = arena_str(a, buf_str(&b));
	buf_drop(&b);
	return out;
}

void book_string(struct book *b, struct xsheet *s, size_t column, struct str text)
{
	struct arena *a = b->s.tx->arena;

	if (text.n)
		keep_error(b, worksheet_write_string(s->w, s->row, (lxw_col_t)column,
		                                     arena_z(a, escaped(a, marked(a, text))),
		                                     b->formats[TEXT]));
}

static void number(struct book *b, struct xsheet *s, size_t column, double n, enum kind kind)
{
	keep_error(b, worksheet_write_number(s->w, s->row, (lxw_col_t)column, n, b->formats[kind]));
}

/* True when the value was written as a number; else it is written as text. */
static bool as_number(struct book *b, struct xsheet *s, size_t column, enum kind kind, int64_t v)
{
	double serial = kind == TIME ? ((double)v + CHINA_US) / DAY_US + SERIAL_1970
	                             : (double)v + SERIAL_1970;

	switch (kind) {
	case DATE:
	case TIME:
		if (serial < FIRST_SERIAL)
			return false;
		number(b, s, column, serial, kind);
		return true;
	case MONEY:
	case HOURS:
	case NUMBER:
	case ROW:
		if (v > MOST_EXACT || v < -MOST_EXACT)
			return false;
		number(b, s, column,
		       kind == MONEY   ? (double)v / 100
		       : kind == HOURS ? (double)v / 10
		                       : (double)v,
		       kind);
		return true;
	default: return false;
	}
}

/* The label, unless an import would take it for the key of another choice. */
static struct str choice(const struct field *f, struct str key)
{
	int at = str_index(f->of, key);
	struct str label = at >= 0 && f->labels ? str_nth(f->labels, at) : key;

	return str_index(f->of, label) >= 0 ? key : label;
}

static struct str text_of(struct book *b, const struct field *f, struct val v)
{
	struct str s = export_cell(&b->s, f, v);

	if (f->kind == YESNO && s.n)
		return v.i ? S("是") : S("否");
	return f->kind == PICK || f->kind == PICKS ? choice(f, s) : s;
}

static void value(struct book *b, struct xsheet *s, size_t column, const struct field *f,
                  struct val v)
{
	bool masked = f->flags & PERSONAL && !b->s.x->unmasked;

	if (v.is != VAL_NULL &&
	    (masked || v.is != VAL_INT || !as_number(b, s, column, f->kind, v.i)))
		book_string(b, s, column, text_of(b, f, v));
}

static void set(struct book *b, struct xsheet *s, size_t column, const struct record *r,
                const struct field *f)
{
	struct str all = S("");
	struct row *rows;

	for (size_t n = record_rows(b->s.tx, r, f, &rows), i = 0; i < n; i++)
		all = arena_fmt(b->s.tx->arena, "%.*s%s%.*s", P(all), i ? "；" : "",
		                P(text_of(b, f, rows[i].v[0])));
	book_string(b, s, column, all);
}

static struct str state_label(const struct record *r)
{
	int at = state_index(r->t->l, record_text(r, S("state")));

	return at < 0 ? S("") : str_of(r->t->l->states[at].label);
}

static void cell(struct book *b, struct xsheet *s, size_t i, const struct record *r)
{
	const struct xcolumn *c = &s->columns[i];
	struct val v;

	switch (c->is) {
	case X_NUMBER: book_string(b, s, i, record_text(r, S("number"))); return;
	case X_STATE: book_string(b, s, i, state_label(r)); return;
	case X_BY: book_string(b, s, i, export_step_cell(&b->s, r, c->s, "by")); return;
	case X_ON:
		v = record_val(r, c->key);
		if (v.is == VAL_INT && !as_number(b, s, i, DATE, v.i))
			book_string(b, s, i, export_step_cell(&b->s, r, c->s, "on"));
		return;
	default:
		if (c->f->kind == PICKS || c->f->kind == REFS)
			set(b, s, i, r, c->f);
		else
			value(b, s, i, c->f, record_val(r, c->key));
	}
}

static void put_rows(struct book *b, struct xsheet *s, const struct record *r)
{
	struct row *rows;

	for (size_t n = record_rows(b->s.tx, r, s->rows, &rows), i = 0; i < n; i++, s->row++) {
		book_string(b, s, 0, record_text(r, S("number")));
		number(b, s, 1, (double)rows[i].n, NUMBER);
		for (size_t c = 2; c < s->n_columns; c++)
			value(b, s, c, s->columns[c].f, rows[i].v[s->columns[c].f - s->rows->rows]);
	}
}

static void one(struct sheet *sh, const struct record *r)
{
	struct book *b = sh->out;

	for (size_t i = 0; i < b->n && b->error == LXW_NO_ERROR; i++) {
		struct xsheet *s = &b->sheets[i];
		if (s->rows) {
			put_rows(b, s, r);
			continue;
		}
		for (size_t c = 0; c < s->n_columns; c++)
			cell(b, s, c, r);
		s->row++;
	}
}

/* --- the book ---------------------------------------------------------------------------------- */

static void formats(struct book *b)
{
	static const char *const codes[N_KINDS] = {
		[TEXT] = "@",   [DATE] = "yyyy-mm-dd", [TIME] = "yyyy-mm-dd hh:mm:ss",
		[NUMBER] = "0", [MONEY] = "#,##0.00",  [HOURS] = "0.0",
		[ROW] = "0",
	};

	for (int k = 0; k < N_KINDS; k++) {
		b->formats[k] = workbook_add_format(b->wb);
		format_set_num_format(b->formats[k], codes[k] ? codes[k] : "@");
	}
	b->head = workbook_add_format(b->wb);
	format_set_bold(b->head);
	format_set_bg_color(b->head, 0xE8EEF7);
	format_set_bottom(b->head, LXW_BORDER_THIN);
	b->must = workbook_add_format(b->wb);
	format_set_bold(b->must);
	format_set_bg_color(b->must, 0xFBE9D7);
	format_set_bottom(b->must, LXW_BORDER_THIN);
}

static bool is_must(const struct xcolumn *c)
{
	return c->is == X_OF || (c->f && c->f->flags & MUST);
}

static void header(struct book *b, struct xsheet *s)
{
	struct arena *a = b->s.tx->arena;

	for (size_t i = 0; i < s->n_columns; i++) {
		const struct xcolumn *c = &s->columns[i];
		lxw_col_t at = (lxw_col_t)i;
		bool days = c->kind == DATE || c->kind == NUMBER;
		worksheet_set_column(s->w, at, at, days ? DAY_WIDTH : HEAD_WIDTH,
		                     b->formats[c->kind]);
		keep_error(b, worksheet_write_string(s->w, 0, at, arena_z(a, c->title),
		                                     is_must(c) ? b->must : b->head));
		if (!str_eq(c->title, c->key))
			worksheet_write_comment(s->w, 0, at, arena_z(a, c->key));
	}
	worksheet_freeze_panes(s->w, 1, 0);
	s->row = 1;
}

static void add_sheet(struct book *b, const struct field *rows)
{
	struct arena *a = b->s.tx->arena;
	const struct ledger *l = b->s.x->t->l;
	struct xsheet *s = &b->sheets[b->n];
	struct str name = rows ? import_sheet_name(a, l, rows) : str_of(l->key);

	if (b->n == XSHEETS)
		return;
	b->n++;
	s->rows = rows;
	s->w = workbook_add_worksheet(b->wb, arena_z(a, name));
	s->columns = export_columns(&b->s, rows, &s->n_columns);
	if (s->w)
		header(b, s);
	else
		keep_error(b, LXW_ERROR_PARAMETER_VALIDATION);
}

/* Same records, same bytes: the file says the day of our world and not the instant of the machine. */
static void properties(struct book *b)
{
	lxw_doc_properties p = { .title = (char *)(uintptr_t)b->s.x->t->l->label,
		                 .created = (time_t)world_today(b->s.tx->world).n * 86400 };

	workbook_set_properties(b->wb, &p);
}

bool book_open(struct book *b, struct tx *tx, const struct export *x, const char *path)
{
	lxw_workbook_options how = { .constant_memory = LXW_TRUE,
		                     .tmpdir = getenv("TMPDIR"),
		                     .use_zip64 = LXW_FALSE };

	*b = (struct book){ .s = { .x = x, .tx = tx, .out = b } };
	b->wb = workbook_new_opt(path, &how);
	if (!b->wb)
		return tx_fault(tx, "工作簿不能建立：%s", path);
	export_fields(&b->s);
	formats(b);
	properties(b);
	if (x->rows) {
		add_sheet(b, x->rows);
		return true;
	}
	add_sheet(b, NULL);
	for (size_t i = 0; i < b->s.n_fields; i++)
		if (b->s.fields[i]->kind == ROWS)
			add_sheet(b, b->s.fields[i]);
	return true;
}

bool book_close(struct book *b)
{
	struct tx *tx = b->s.tx;
	lxw_error written = workbook_close(b->wb);

	if (b->error == LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE)
		return refuse(tx->r, NULL,
		              S("记录超过工作表的1048576行：请缩小范围，或者导出 CSV。"), S(""));
	if (b->error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
		return refuse(tx->r, NULL, S("有一格超过工作表的32767字：请导出 CSV。"), S(""));
	if (b->error != LXW_NO_ERROR)
		return tx_fault(tx, "工作簿没有写成：%s", lxw_strerror(b->error));
	if (written != LXW_NO_ERROR)
		return tx_fault(tx, "工作簿没有写完：%s", lxw_strerror(written));
	return !tx->r->fault;
}

bool export_xlsx(struct tx *tx, const struct export *x, const char *path, int64_t *ret_n)
{
	struct book *b = arena_new(tx->arena, struct book);
	bool ok;

	*ret_n = 0;
	if (!book_open(b, tx, x, path))
		return false;
	ok = export_each(&b->s, one, ret_n);
	return book_close(b) && ok;
}
