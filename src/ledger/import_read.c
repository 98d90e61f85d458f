/*
 * import_read.c - from bytes to columns and rows
 */
#include <string.h>

#include "base/csv.h"
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

/* What an export writes for reading only. */
static bool over_column(const struct im *im, struct str name)
{
	enum kind kind;

	return str_is(name, "id") || auto_column(im->p->law, im->t->l, name, &kind);
}

static bool column_named(const struct im *im, const struct im_sheet *s, struct str name,
                         struct im_column *c)
{
	const struct ledger *l = im->t->l;

	*c = (struct im_column){ .name = name };
	if (s->rows) {
		c->is = str_is(name, "of") || str_is(name, "所属") ? IM_OF : IM_N;
		return c->is == IM_OF || str_is(name, "n") ||
		       field_column(s->rows->rows, s->rows->n_rows, name, c);
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
	c->is = IM_OVER;
	return step_column(l, name, c) || over_column(im, name);
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

static bool read_header(struct im *im, struct im_sheet *s, struct csv *c)
{
	bool ok = true, has_of = false;

	s->columns = arena_array(im->a, struct im_column, c->n);
	s->n_columns = c->n;
	for (size_t i = 0; i < c->n; i++) {
		struct str name = arena_str(im->a, str_trim(csv_plain(c->cells[i])));
		if (!column_named(im, s, name, &s->columns[i]))
			ok = no_column(im, s, c->line, name);
		has_of |= s->columns[i].is == IM_OF;
		for (size_t k = 0; k < i; k++)
			if (s->columns[k].is == s->columns[i].is && s->columns[i].is != IM_OVER &&
			    s->columns[k].f == s->columns[i].f &&
			    s->columns[k].s == s->columns[i].s)
				ok = im_error(im, s, c->line, name, name,
				              arena_fmt(im->a, "“%.*s”这一列写了两次。", P(name)),
				              S(""));
	}
	if (s->rows && !has_of)
		ok = im_error(im, s, c->line, S("of"), S(""),
		              S("缺少“of”这一列：它写明每一行属于哪条记录的编号。"), S(""));
	return ok;
}

/* --- rows ------------------------------------------------------------------------------------- */

static void add_row(struct im *im, struct im_sheet *s, const struct csv *c)
{
	struct im_row *row;

	arena_grow(im->a, s->list, s->n, s->cap);
	row = &s->list[s->n++];
	*row = (struct im_row){ .line = c->line, .next = -1 };
	row->cells = arena_array(im->a, struct str, s->n_columns);
	for (size_t i = 0; i < s->n_columns && i < c->n; i++)
		row->cells[i] = str_trim(csv_plain(c->cells[i]));
}

static bool is_blank(const struct csv *c, size_t from)
{
	for (size_t i = from; i < c->n; i++)
		if (str_trim(c->cells[i]).n)
			return false;
	return true;
}

static bool read_rows(struct im *im, struct im_sheet *s, struct csv *c)
{
	int64_t most = im->in->most;

	while (csv_row(c)) {
		if (is_blank(c, 0))
			continue;
		if (c->n < s->n_columns || !is_blank(c, s->n_columns))
			im_error(im, s, c->line, S(""), S(""),
			         arena_fmt(im->a, "这一行有%zu格，表头有%zu列。", c->n,
			                   s->n_columns),
			         S(""));
		else
			add_row(im, s, c);
		if (most && (int64_t)s->n > most)
			return im_error(
				im, s, c->line, S(""), S(""),
				arena_fmt(im->a,
			                  "超过%lld行，请由管理员在命令行导入，或者分成几个文件。",
			                  (long long)most),
				S(""));
	}
	return true;
}

static bool read_sheet(struct im *im, struct im_sheet *s, const struct import_file *file)
{
	const char *error = NULL;
	struct str text = csv_utf8(im->a, file->bytes, &error);
	struct csv c;

	s->name = file->name;
	if (error)
		return im_error(im, s, 1, S(""), S(""), arena_fmt(im->a, "%s。", error), S(""));
	csv_init(&c, text, im->a);
	if (!csv_row(&c) && !c.error)
		return im_error(im, s, 1, S(""), S(""), S("文件是空的：第一行应当是表头。"), S(""));
	if (!c.error && read_header(im, s, &c))
		read_rows(im, s, &c);
	return c.error ? im_error(im, s, c.line, S(""), S(""), arena_fmt(im->a, "%s。", c.error),
	                          S(""))
	               : im->r->n_refused == 0;
}

bool im_read(struct im *im)
{
	bool ok = true;

	for (size_t i = 0; i < im->in->n_files; i++) {
		const struct import_file *file = &im->in->files[i];
		const struct field *f = file->rows.n ? field_of(im->t->l, file->rows) : NULL;
		struct im_sheet *s = file->rows.n ? &im->subs[im->n_subs] : &im->main;
		if (file->rows.n && (!f || f->kind != ROWS)) {
			ok = im_error(im, NULL, 0, file->rows, file->rows,
			              arena_fmt(im->a, "“%s”没有这组行：%.*s。", im->t->l->label,
			                        P(file->rows)),
			              S(""));
			continue;
		}
		if (file->rows.n && im->n_subs + 1 >= IM_MOST_FILES)
			return im_error(im, NULL, 0, S(""), S(""), S("文件太多。"), S(""));
		im->n_subs += file->rows.n != 0;
		s->rows = f;
		ok &= read_sheet(im, s, file);
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
