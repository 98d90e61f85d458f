/*
 * import_read.c - from bytes to columns and rows
 */
#include <string.h>

#include "base/csv.h"
#include "base/xlsx.h"
#include "ledger/import_inner.h"
#include "ledger/verbs.h"

/* --- a map from text -------------------------------------------------------------------------- */

static size_t hash_of(struct str s)
{
	uint64_t h = 1469598103934665603u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
	return (size_t)(h ^ (h >> 29));
}

static struct im_slot *slot_of(const struct im_map *m, struct str key)
{
	size_t at = hash_of(key) & (m->cap - 1);

	while (m->slots[at].used && !str_eq(m->slots[at].key, key))
		at = (at + 1) & (m->cap - 1);
	return &m->slots[at];
}

static void grow(struct im_map *m)
{
	struct im_map wider = { m->a, NULL, 0, m->cap ? m->cap * 2 : 64 };

	wider.slots = arena_array(m->a, struct im_slot, wider.cap);
	for (size_t i = 0; i < m->cap; i++)
		if (m->slots[i].used)
			*slot_of(&wider, m->slots[i].key) = m->slots[i];
	wider.n = m->n;
	*m = wider;
}

int64_t *im_map_at(struct im_map *m, struct str key, bool *ret_new)
{
	struct im_slot *s;

	if ((m->n + 1) * 2 > m->cap)
		grow(m);
	s = slot_of(m, key);
	*ret_new = !s->used;
	if (!s->used) {
		*s = (struct im_slot){ arena_str(m->a, key), 0, true };
		m->n++;
	}
	return &s->value;
}

const int64_t *im_map_find(const struct im_map *m, struct str key)
{
	struct im_slot *s = m->cap ? slot_of(m, key) : NULL;

	return s && s->used ? &s->value : NULL;
}

/* --- errors ----------------------------------------------------------------------------------- */

bool im_full(const struct im *im)
{
	return im->r->n_refused >= IMPORT_ERRORS;
}

bool im_error(struct im *im, const struct im_sheet *s, int64_t line, struct str column,
              struct str value, struct str say, struct str basis)
{
	if (im_full(im))
		return false;
	return refuse_with(im->r, (struct refusal){ .field = column,
	                                            .say = say,
	                                            .why = s && s->rows ? s->name : S(""),
	                                            .basis = basis,
	                                            .line = line,
	                                            .value = value });
}

/* --- the header ------------------------------------------------------------------------------- */

static bool field_column(const struct field *list, size_t n, struct str name, struct im_column *c)
{
	for (int by_label = 0; by_label < 2; by_label++)
		for (size_t i = 0; i < n; i++)
			if (str_is(name, by_label ? list[i].label : list[i].key)) {
				c->f = &list[i];
				c->is = list[i].tally ? IM_TALLY : IM_FIELD;
				return true;
			}
	return false;
}

static bool step_column(const struct ledger *l, struct str name, struct im_column *c)
{
	bool on = str_ends(name, S("_on"));

	if (!on && !str_ends(name, S("_by")))
		return false;
	c->s = step_of(l, (struct str){ name.p, name.n - 3 });
	c->is = on ? IM_ON : IM_BY;
	return c->s != NULL;
}

/* 立案日期, 立案人员: the day and the person of a step as a workbook names them. */
static bool step_label(const struct ledger *l, struct str name, struct im_column *c)
{
	bool on = str_ends(name, S("日期"));

	if (!on && !str_ends(name, S("人员")))
		return false;
	for (size_t i = 0; i < l->n_steps; i++)
		if (str_eq((struct str){ name.p, name.n - sizeof("日期") + 1 },
		           str_of(l->steps[i].label))) {
			c->s = &l->steps[i];
			c->is = on ? IM_ON : IM_BY;
			return true;
		}
	return false;
}

/* What an export writes for reading only. */
static bool over_column(const struct program *p, const struct table *t, struct str name)
{
	enum kind kind;

	return str_is(name, "id") || auto_column(p->law, t->l, name, &kind);
}

bool im_column_named(const struct program *p, const struct table *t, const struct field *rows,
                     struct str name, struct im_column *c)
{
	const struct ledger *l = t->l;

	*c = (struct im_column){ .name = name };
	if (rows) {
		if (field_column(rows->rows, rows->n_rows, name, c))
			return true;
		c->is = str_is(name, "of") || str_is(name, "所属") ? IM_OF : IM_N;
		return c->is == IM_OF || str_is(name, "n") || str_is(name, "序号");
	}
	if (field_column(l->fields, l->n_fields, name, c))
		return true;
	if (str_is(name, "number") || str_is(name, "编号")) {
		c->is = IM_NUMBER;
		return true;
	}
	if (str_is(name, "state") || str_is(name, "状态")) {
		c->is = IM_STATE;
		return true;
	}
	if (str_is(name, "begun_on")) {
		c->is = IM_BEGUN;
		return true;
	}
	if (str_is(name, IM_LATE_KEY) || str_is(name, "补录理由")) {
		c->is = IM_LATE;
		return true;
	}
	if (step_column(l, name, c) || step_label(l, name, c))
		return true;
	c->is = IM_OVER;
	return over_column(p, t, name);
}

static bool no_column(struct im *im, const struct im_sheet *s, int64_t line, struct str name)
{
	const struct field *list = s->rows ? s->rows->rows : im->t->l->fields;
	size_t n = s->rows ? s->rows->n_rows : im->t->l->n_fields;
	struct str near = S("");

	for (size_t i = 0; i < n && !near.n; i++)
		if (name.n > 2 &&
		    (str_has(str_of(list[i].key), name) || str_has(name, str_of(list[i].key)) ||
		     str_has(str_of(list[i].label), name)))
			near = arena_fmt(im->a, "是不是“%s”（%s）？", list[i].key, list[i].label);
	return im_error(im, s, line, name, name,
	                arena_fmt(im->a, "没有这一列：%.*s。%.*s", P(name), P(near)), S(""));
}

/* One row of a file, whatever its format. */
struct line {
	int64_t n;
	struct str *cells;
	size_t n_cells;
};

static bool twice(const struct im_sheet *s, size_t i)
{
	const struct im_column *c = &s->columns[i];

	for (size_t k = 0; k < i; k++)
		if (s->columns[k].is == c->is && c->is != IM_OVER && s->columns[k].f == c->f &&
		    s->columns[k].s == c->s)
			return true;
	return false;
}

static bool read_header(struct im *im, struct im_sheet *s, const struct line *l)
{
	bool ok = true, has_of = false;

	s->columns = arena_array(im->a, struct im_column, l->n_cells);
	s->n_columns = l->n_cells;
	for (size_t i = 0; i < l->n_cells; i++) {
		struct str name = arena_str(im->a, str_trim(csv_plain(l->cells[i])));
		if (!im_column_named(im->p, im->t, s->rows, name, &s->columns[i]))
			ok = no_column(im, s, l->n, name);
		else if (twice(s, i))
			ok = im_error(im, s, l->n, name, name,
			              arena_fmt(im->a, "“%.*s”这一列写了两次。", P(name)), S(""));
		has_of |= s->columns[i].is == IM_OF;
	}
	if (s->rows && !has_of)
		ok = im_error(im, s, l->n, S("of"), S(""),
		              S("缺少“of”这一列：它写明每一行属于哪条记录的编号。"), S(""));
	return ok;
}

/* --- rows ------------------------------------------------------------------------------------- */

static void add_row(struct im *im, struct im_sheet *s, const struct line *l)
{
	struct im_row *row;

	arena_grow(im->a, s->list, s->n, s->cap);
	row = &s->list[s->n++];
	*row = (struct im_row){ .line = l->n, .next = -1 };
	row->cells = arena_array(im->a, struct str, s->n_columns);
	for (size_t i = 0; i < s->n_columns && i < l->n_cells; i++)
		row->cells[i] = str_trim(csv_plain(l->cells[i]));
}

static bool is_blank(const struct line *l, size_t from)
{
	for (size_t i = from; i < l->n_cells; i++)
		if (str_trim(l->cells[i]).n)
			return false;
	return true;
}

/* False when there are more rows than this import may have. */
static bool read_row(struct im *im, struct im_sheet *s, const struct line *l, bool ragged)
{
	int64_t most = im->in->most;

	if (is_blank(l, 0))
		return true;
	if ((!ragged && l->n_cells < s->n_columns) || !is_blank(l, s->n_columns))
		im_error(im, s, l->n, S(""), S(""),
		         arena_fmt(im->a, "这一行有%zu格，表头有%zu列。", l->n_cells, s->n_columns),
		         S(""));
	else
		add_row(im, s, l);
	if (!most || (int64_t)s->n <= most)
		return true;
	return im_error(im, s, l->n, S(""), S(""),
	                arena_fmt(im->a, "超过%lld行，请由管理员在命令行导入，或者分成几个文件。",
	                          (long long)most),
	                S(""));
}

static bool read_csv(struct im *im, struct im_sheet *s, const struct import_file *file)
{
	const char *error = NULL;
	struct str text = csv_utf8(im->a, file->bytes, &error);
	struct csv c;
	struct line l;

	s->name = file->name;
	if (error)
		return im_error(im, s, 1, S(""), S(""), arena_fmt(im->a, "%s。", error), S(""));
	csv_init(&c, text, im->a);
	if (!csv_row(&c) && !c.error)
		return im_error(im, s, 1, S(""), S(""), S("文件是空的：第一行应当是表头。"), S(""));
	l = (struct line){ c.line, c.cells, c.n };
	if (!c.error && read_header(im, s, &l))
		do {
			if (!csv_row(&c))
				break;
			l = (struct line){ c.line, c.cells, c.n };
		} while (read_row(im, s, &l, false));
	return c.error ? im_error(im, s, c.line, S(""), S(""), arena_fmt(im->a, "%s。", c.error),
	                          S(""))
	               : im->r->n_refused == 0;
}

/* --- workbooks -------------------------------------------------------------------------------- */

struct reading {
	struct im *im;
	struct im_sheet *s;
	struct line line;
};

/* The column of a cell that is refused: its name, or its letters beyond the header. */
static struct str column_at(struct reading *g, size_t i)
{
	if (i < g->s->n_columns)
		return g->s->columns[i].name;
	return i < 26 ? arena_fmt(g->im->a, "%c", (char)('A' + i))
	              : arena_fmt(g->im->a, "%c%c", (char)('A' + i / 26 - 1), (char)('A' + i % 26));
}

/* What an export writes for reading only may be a formula: nobody reads it. */
static bool is_read(const struct im_sheet *s, size_t i)
{
	return i >= s->n_columns || s->columns[i].is != IM_OVER;
}

static bool book_row(void *arg, const struct xlsx_row *row)
{
	struct reading *g = arg;
	bool ok = true;

	g->line = (struct line){ row->line, g->line.cells, row->n };
	for (size_t i = 0; i < row->n; i++) {
		bool wrong = row->cells[i].is == XLSX_WRONG && is_read(g->s, i);
		g->line.cells[i] = row->cells[i].is == XLSX_WRONG ? S("") : row->cells[i].text;
		if (wrong)
			ok = im_error(g->im, g->s, row->line, column_at(g, i), row->cells[i].text,
			              str_of(row->cells[i].say), S(""));
	}
	if (!g->s->columns)
		return read_header(g->im, g->s, &g->line) && ok;
	return (ok ? read_row(g->im, g->s, &g->line, true) : true) && !im_full(g->im);
}

static void tell_notes(struct im *im, const struct im_sheet *s, const struct xlsx_notes *n)
{
	if (n->hidden)
		warn_with(im->r,
		          (struct refusal){
				  .field = s->rows ? str_of(s->rows->key) : S(""),
				  .say = arena_fmt(im->a, "工作表里有%lld行是隐藏的，也一并读取。",
		                                   (long long)n->hidden) });
	if (n->merged)
		warn_with(
			im->r,
			(struct refusal){
				.field = s->rows ? str_of(s->rows->key) : S(""),
				.say = arena_fmt(
					im->a,
					"工作表里有%lld处合并的单元格：只有左上角一格有内容，其余按空白处理。",
					(long long)n->merged) });
}

static bool read_sheet(struct im *im, struct xlsx *x, size_t i, struct im_sheet *s,
                       const struct import_file *file)
{
	struct reading g = { .im = im, .s = s };
	struct xlsx_notes notes;

	s->name = arena_fmt(im->a, "%.*s[%.*s]", P(file->name), P(x->sheets[i].name));
	g.line.cells = arena_array(im->a, struct str, XLSX_MOST_COLUMNS);
	if (!xlsx_read(x, i, book_row, &g, &notes))
		return im_error(im, s, g.line.n ? g.line.n : 1, S(""), S(""),
		                arena_fmt(im->a, "%s。", x->error), S(""));
	if (!s->columns)
		return im_error(im, s, 1, S(""), S(""), S("工作表是空的：第一行应当是表头。"),
		                S(""));
	tell_notes(im, s, &notes);
	return im->r->n_refused == 0;
}

/* The sheet of some rows: <ledger>.<field>, as far as a name of a sheet goes, or their label. */
static bool is_rows_sheet(const struct im *im, const struct field *f, struct str name)
{
	return str_eq(name, import_sheet_name(im->a, im->t->l, f)) || str_is(name, f->label);
}

static const struct field *rows_of_sheet(const struct im *im, struct str name)
{
	for (size_t i = 0; i < im->t->l->n_fields; i++)
		if (im->t->l->fields[i].kind == ROWS &&
		    is_rows_sheet(im, &im->t->l->fields[i], name))
			return &im->t->l->fields[i];
	return NULL;
}

/* The sheet named by the ledger, else the first that is not hidden and not one of rows. */
static size_t main_sheet(const struct im *im, const struct xlsx *x, const struct field *rows)
{
	for (size_t i = 0; i < x->n_sheets; i++)
		if (rows ? is_rows_sheet(im, rows, x->sheets[i].name)
		         : str_is(x->sheets[i].name, im->t->l->key) ||
		                    str_is(x->sheets[i].name, im->t->l->label))
			return i;
	for (size_t i = 0; i < x->n_sheets; i++)
		if (!x->sheets[i].hidden && !rows_of_sheet(im, x->sheets[i].name))
			return i;
	return 0;
}

static bool add_sub(struct im *im, const struct field *f, struct im_sheet **ret)
{
	if (im->n_subs + 1 >= IM_MOST_FILES)
		return im_error(im, NULL, 0, S(""), S(""), S("文件太多。"), S(""));
	*ret = &im->subs[im->n_subs++];
	(*ret)->rows = f;
	return true;
}

static bool read_sheets(struct im *im, struct xlsx *x, struct im_sheet *s,
                        const struct import_file *file)
{
	size_t first = main_sheet(im, x, s->rows);
	bool ok = read_sheet(im, x, first, s, file);

	for (size_t i = 0; i < x->n_sheets && !s->rows; i++) {
		const struct field *f = i == first ? NULL : rows_of_sheet(im, x->sheets[i].name);
		struct im_sheet *sub = NULL;
		if (f && add_sub(im, f, &sub))
			ok &= read_sheet(im, x, i, sub, file);
	}
	return ok;
}

static bool read_book(struct im *im, struct im_sheet *s, const struct import_file *file)
{
	struct xlsx x;
	bool ok;

	s->name = file->name;
	ok = xlsx_open(&x, im->a, file->bytes)
	             ? read_sheets(im, &x, s, file)
	             : im_error(im, s, 1, S(""), S(""), arena_fmt(im->a, "%s。", x.error), S(""));
	xlsx_close(&x);
	return ok;
}

static bool read_file(struct im *im, struct im_sheet *s, const struct import_file *file)
{
	if (xlsx_is(file->bytes))
		return read_book(im, s, file);
	if (xlsx_is_old(file->bytes))
		return im_error(im, s, 1, S(""), S(""),
		                S("这是旧的 .xls 或者加了密码的工作簿：请另存为不加密的 .xlsx。"),
		                S(""));
	return read_csv(im, s, file);
}

bool im_read(struct im *im)
{
	bool ok = true;

	for (size_t i = 0; i < im->in->n_files; i++) {
		const struct import_file *file = &im->in->files[i];
		const struct field *f = file->rows.n ? field_of(im->t->l, file->rows) : NULL;
		struct im_sheet *s = &im->main;
		if (file->rows.n && (!f || f->kind != ROWS)) {
			ok = im_error(im, NULL, 0, file->rows, file->rows,
			              arena_fmt(im->a, "“%s”没有这组行：%.*s。", im->t->l->label,
			                        P(file->rows)),
			              S(""));
			continue;
		}
		if (f && !add_sub(im, f, &s))
			return false;
		ok &= read_file(im, s, file);
	}
	im->result->rows = (int64_t)im->main.n;
	return ok && im->r->n_refused == 0;
}

/* --- cells ------------------------------------------------------------------------------------ */

struct str im_cell(const struct im_sheet *s, const struct im_row *row, const struct field *f)
{
	for (size_t i = 0; i < s->n_columns; i++)
		if (s->columns[i].f == f)
			return row->cells[i];
	return S("");
}

struct str im_cell_is(const struct im_sheet *s, const struct im_row *row, int is)
{
	for (size_t i = 0; i < s->n_columns; i++)
		if ((int)s->columns[i].is == is)
			return row->cells[i];
	return S("");
}

struct str im_step_cell(const struct im_sheet *s, const struct im_row *row, const struct step *step,
                        int is, bool *ret_column)
{
	*ret_column = false;
	for (size_t i = 0; i < s->n_columns; i++)
		if ((int)s->columns[i].is == is && s->columns[i].s == step) {
			*ret_column = true;
			return row->cells[i];
		}
	return S("");
}
