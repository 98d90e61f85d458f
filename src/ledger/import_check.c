/*
 * import_check.c - the pass before anything is written
 *
 * Form, references, what must be filled, days, numbers given twice; then which rows are records
 * that are there already.  Nothing here writes, and one wrong row is enough to stop the import.
 */
#include <string.h>

#include "ledger/import_inner.h"
#include "ledger/verbs.h"

static struct str basis_of(struct im *im, const struct field *f)
{
	return f ? basis_text(im->p, im->a, im->t->l, &f->basis) : S("");
}

bool im_wrong(struct im *im, const struct im_sheet *s, const struct im_row *row,
              const struct im_column *c, struct str value, struct str say)
{
	return im_error(im, s, row->line, c->name, value, say, basis_of(im, c->f));
}

/* --- names of the rows of this file ------------------------------------------------------------ */

static void name_row(struct im *im, struct str name, size_t row)
{
	bool fresh;
	int64_t *at;

	if (!name.n)
		return;
	at = im_map_at(&im->names, name, &fresh);
	if (fresh)
		*at = 1 + (int64_t)row;
	else if (*at != 1 + (int64_t)row)
		*at = -1;
}

static void names_make(struct im *im)
{
	const struct ledger *l = im->t->l;
	const struct field *title = field_of(l, str_of(l->title)), *code = field_of(l, S("code")),
			   *uscc = field_of(l, S("uscc"));
	bool fresh;

	for (size_t i = 0; i < im->main.n; i++) {
		const struct im_row *row = &im->main.list[i];
		struct str number = im_cell_is(&im->main, row, IM_NUMBER);
		name_row(im, number, i);
		if (title)
			name_row(im, im_cell(&im->main, row, title), i);
		if (code)
			name_row(im, im_cell(&im->main, row, code), i);
		if (uscc)
			name_row(im, im_cell(&im->main, row, uscc), i);
		if (number.n) {
			im_map_at(&im->twins, arena_fmt(im->a, "#%.*s", P(number)), &fresh);
			if (!fresh)
				im_error(im, &im->main, row->line, S("number"), number,
				         S("同一个编号在文件里出现了两次。"), S(""));
		}
	}
}

/* --- references --------------------------------------------------------------------------------- */

static struct str ref_key(struct im *im, const struct field *f, struct str text)
{
	return arena_fmt(im->a, "%s|%.*s", f->of, P(text));
}

/* Asks the database once for each text; refusals of the probe are not told. */
static int64_t ref_probe(struct im *im, struct tx *tx, const struct field *f, struct str text)
{
	struct arena_mark mark = arena_mark(tx->arena);
	struct refusals r;
	struct tx probe = *tx;
	struct val v = NULL_VAL;
	int64_t id;

	refusals_init(&r, tx->arena);
	probe.r = &r;
	id = value_parse(&probe, im->p, im->in->who->org, f, text, f->key, &v) && v.is == VAL_INT
	             ? v.i
	     : r.n && str_has(r.list[0].say, S("同名")) ? (int64_t)IM_REF_MANY
	                                                : (int64_t)IM_REF_NONE;
	if (r.fault)
		fault(tx->r, r.fault_say);
	arena_rewind(tx->arena, mark);
	return id;
}

static int64_t ref_find(struct im *im, struct tx *tx, const struct field *f, struct str text)
{
	bool fresh;
	int64_t *at = im_map_at(&im->refs, ref_key(im, f, text), &fresh), id;
	const int64_t *row;

	if (!fresh)
		return *at;
	id = ref_probe(im, tx, f, text);
	row = id == IM_REF_NONE && points_at(f, str_of(im->t->l->key))
	              ? im_map_find(&im->names, text)
	              : NULL;
	if (row)
		id = *row < 0 ? IM_REF_MANY : IM_REF_ROW - *row;
	at = im_map_at(&im->refs, ref_key(im, f, text), &fresh);
	return *at = id;
}

int64_t im_ref(struct im *im, const struct field *f, struct str text)
{
	const int64_t *at = im_map_find(&im->refs, ref_key(im, f, text));

	if (!at)
		return 0;
	return *at < IM_REF_ROW ? im->main.list[IM_REF_ROW - *at - 1].id : *at > 0 ? *at : 0;
}

static bool ref_check(struct im *im, struct tx *tx, const struct im_sheet *s,
                      const struct im_row *row, const struct im_column *c, struct str text)
{
	int64_t id = ref_find(im, tx, c->f, text), here = s->rows ? INT64_MAX : row - s->list;

	if (id == IM_REF_NONE)
		return im_wrong(im, s, row, c, text,
		                arena_fmt(im->a, "%s：没有这条记录。", c->f->label));
	if (id == IM_REF_MANY)
		return im_wrong(
			im, s, row, c, text,
			arena_fmt(
				im->a,
				"%s：有两条以上同名的记录，请改用编号、工号或者统一社会信用代码。",
				c->f->label));
	if (id <= IM_REF_ROW && IM_REF_ROW - id - 1 >= here)
		return im_wrong(
			im, s, row, c, text,
			arena_fmt(im->a, "%s：所指的记录在这一行之后，请移到前面。", c->f->label));
	return true;
}

/* --- cells -------------------------------------------------------------------------------------- */

bool im_value(struct im *im, struct tx *tx, const struct field *f, struct str text, struct val *ret)
{
	struct refusals r;
	struct tx probe = *tx;
	bool ok;

	if (f->kind == REF) {
		int64_t id = text.n ? im_ref(im, f, text) : 0;
		*ret = id ? VAL(id) : NULL_VAL;
		return true;
	}
	refusals_init(&r, tx->arena);
	probe.r = &r;
	ok = value_parse(&probe, im->p, im->in->who->org, f, text, f->key, ret);
	return ok && !r.fault;
}

static bool plain_check(struct im *im, struct tx *tx, const struct im_sheet *s,
                        const struct im_row *row, const struct im_column *c, struct str text)
{
	struct arena_mark mark = arena_mark(tx->arena);
	struct refusals r;
	struct tx probe = *tx;
	struct val v;
	bool ok;

	refusals_init(&r, tx->arena);
	probe.r = &r;
	ok = value_parse(&probe, im->p, im->in->who->org, c->f, text, c->f->key, &v);
	if (!ok && r.n)
		im_wrong(im, s, row, c, text, arena_str(im->a, r.list[0].say));
	arena_rewind(tx->arena, mark);
	return ok;
}

static bool cell_check(struct im *im, struct tx *tx, const struct im_sheet *s,
                       const struct im_row *row, const struct im_column *c, struct str text)
{
	struct str rest = text, item;
	bool ok = true;

	if (!text.n || c->f->kind == ROWS)
		return c->f->kind != ROWS || !text.n ||
		       im_wrong(im, s, row, c, text,
		                arena_fmt(im->a, "“%s”的各行写在另一个文件里：%s.%s。", c->f->label,
		                          im->t->l->key, c->f->key));
	switch (c->f->kind) {
	case REF: return ref_check(im, tx, s, row, c, text);
	case REFS:
		while (str_set_item(&rest, &item))
			ok &= ref_check(im, tx, s, row, c, item);
		return ok;
	case PICKS:
		while (str_set_item(&rest, &item))
			ok &= plain_check(im, tx, s, row, c, item);
		return ok;
	default: return plain_check(im, tx, s, row, c, text);
	}
}

static bool day_check(struct im *im, struct tx *tx, const struct im_row *row,
                      const struct im_column *c, struct str text)
{
	struct day d, today = world_today(tx->world), last = im->in->cut_over;

	if (!day_parse(text, &d))
		return im_wrong(im, &im->main, row, c, text,
		                S("没有这一天，日期写作 2024-03-01。"));
	if (d.n > today.n)
		return im_wrong(im, &im->main, row, c, text, S("日期不能在今天之后。"));
	if (im->in->who->mode != LIVE_WORK && day_set(last) && d.n > last.n)
		return im_wrong(im, &im->main, row, c, text,
		                arena_fmt(im->a, "历史数据到%.*s为止，之后的在系统里办理。",
		                          P(day_text(im->a, last))));
	return true;
}

static bool state_check(struct im *im, const struct im_row *row, const struct im_column *c,
                        struct str text)
{
	const struct ledger *l = im->t->l;
	int at = state_index(l, text);

	for (size_t i = 0; at < 0 && i < l->n_states; i++)
		if (str_is(text, l->states[i].label))
			at = (int)i;
	if (at < 0)
		return im_wrong(im, &im->main, row, c, text, S("没有这个状态。"));
	row->cells[c - im->main.columns] = str_of(l->states[at].key);
	if (im->in->who->mode == HISTORY && l->states[at].is != FINAL)
		return true; /* a stock, such as an item in force, is history too */
	return true;
}

static bool column_check(struct im *im, struct tx *tx, const struct im_sheet *s,
                         const struct im_row *row, size_t i)
{
	struct im_column *c = &s->columns[i];
	struct str text = row->cells[i];

	if (c->is == IM_FIELD)
		return cell_check(im, tx, s, row, c, text);
	if (!text.n)
		return c->is != IM_OF || im_wrong(im, s, row, c, text, S("应当写明属于哪条记录。"));
	switch (c->is) {
	case IM_ON:
	case IM_BEGUN: return day_check(im, tx, row, c, text);
	case IM_STATE: return state_check(im, row, c, text);
	case IM_BY: {
		struct im_column by = *c;
		by.f = &a_person;
		return ref_check(im, tx, s, row, &by, text);
	}
	default: return true;
	}
}

/* --- what must be filled ------------------------------------------------------------------------ */

static bool sheet_has(const struct im *im, const struct im_row *row, const struct field *f)
{
	if (f->kind != ROWS)
		return im_cell(&im->main, row, f).n != 0;
	for (size_t i = 0; i < im->n_subs; i++)
		if (im->subs[i].rows == f && im->subs[i].first[row - im->main.list] >= 0)
			return true;
	return false;
}

static bool fills_itself(const struct step *s, const struct field *f)
{
	return s->day && str_is(str_of(f->key), s->day);
}

static void must_check(struct im *im, const struct im_row *row)
{
	const struct ledger *l = im->t->l;
	bool may;

	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		bool here = row->begin->fill && fill_has(row->begin->fill, str_of(f->key), &may);
		bool must = f->flags & MUST || (here && !may && im->in->who->mode == LIVE_WORK);
		if (must && !f->tally && !sheet_has(im, row, f) && !fills_itself(row->begin, f))
			im_error(im, &im->main, row->line, str_of(f->key), S(""),
			         arena_fmt(im->a, "%s应当填写。", f->label), basis_of(im, f));
	}
}

static void columns_must(struct im *im, const struct im_sheet *s, const struct im_row *row)
{
	for (size_t i = 0; i < s->rows->n_rows; i++) {
		const struct field *f = &s->rows->rows[i];
		if (f->flags & MUST && !im_cell(s, row, f).n)
			im_error(im, s, row->line, str_of(f->key), S(""),
			         arena_fmt(im->a, "%s应当填写。", f->label), basis_of(im, f));
	}
}

/* --- rows of records ----------------------------------------------------------------------------- */

static void add_owner(struct im *im, struct tx *tx, const struct im_sheet *s, struct im_row *row,
                      struct str of)
{
	const struct field self = {
		.key = "of", .kind = REF, .label = "所属记录", .of = im->t->l->key
	};
	bool fresh;
	int64_t *at = im_map_at(&im->names, of, &fresh), id;
	struct im_row *more;

	if (!fresh)
		return;
	id = ref_probe(im, tx, &self, of);
	if (id <= 0) {
		*at = -2;
		im_error(im, s, row->line, S("of"), of,
		         id == IM_REF_MANY ? S("有两条以上同名的记录，请写编号。")
		                           : S("没有这条记录。"),
		         S(""));
		return;
	}
	more = arena_array(im->a, struct im_row, im->main.n + 1);
	if (im->main.n)
		memcpy(more, im->main.list, im->main.n * sizeof *more);
	im->main.list = more;
	more[im->main.n++] = (struct im_row){
		.line = row->line, .next = -1, .id = id, .does = IM_UPDATE
	};
	*at = (int64_t)im->main.n;
}

static void link_rows(struct im *im, struct im_sheet *s)
{
	s->first = arena_array(im->a, int64_t, im->main.n);
	s->last = arena_array(im->a, int64_t, im->main.n);
	for (size_t i = 0; i < im->main.n; i++)
		s->first[i] = s->last[i] = -1;
	for (size_t i = 0; i < s->n; i++) {
		struct str of = im_cell_is(s, &s->list[i], IM_OF);
		const int64_t *row = im_map_find(&im->names, of);
		if (!of.n || (row && *row == -2))
			continue;
		if (!row || *row == -1) {
			im_error(im, s, s->list[i].line, S("of"), of,
			         row ? S("这个名称在文件里有两行，请写编号。")
			             : S("没有编号、名称或者代码是这个的记录。"),
			         S(""));
			continue;
		}
		if (s->first[*row - 1] < 0)
			s->first[*row - 1] = (int64_t)i;
		else
			s->list[s->last[*row - 1]].next = (int64_t)i;
		s->last[*row - 1] = (int64_t)i;
	}
}

static void subs_check(struct im *im, struct tx *tx, struct im_sheet *s)
{
	for (size_t i = 0; i < s->n && !im_full(im); i++) {
		struct arena_mark mark = arena_mark(tx->arena);
		for (size_t k = 0; k < s->n_columns; k++)
			column_check(im, tx, s, &s->list[i], k);
		columns_must(im, s, &s->list[i]);
		arena_rewind(tx->arena, mark);
	}
}

/* --- days ------------------------------------------------------------------------------------------ */

struct str im_day_column(const struct im *im, const struct step *s)
{
	for (size_t i = 0; i < im->main.n_columns; i++)
		if (im->main.columns[i].is == IM_ON && im->main.columns[i].s == s)
			return im->main.columns[i].name;
	return s->day    ? str_of(s->day)
	       : s->time ? str_of(s->time)
	                 : arena_fmt(im->a, "%s_on", s->verb);
}

/* What step_take() would refuse too, told before anything is written. */
static void days_check(struct im *im, struct tx *tx, const struct im_row *row)
{
	struct im_known list[IM_MOST_STEPS];
	size_t n = im_known_steps(im, row, list, IM_MOST_STEPS);
	struct day begin = im_begin_day(im, row), today = world_today(tx->world);

	if (day_set(begin) && begin.n > today.n)
		im_error(im, &im->main, row->line, im_day_column(im, row->begin),
		         day_text(im->a, begin),
		         arena_fmt(im->a, "“%s”的日期不能在今天之后。", row->begin->label), S(""));
	for (size_t i = 0; i < n; i++)
		if (list[i].day.n > today.n || (day_set(begin) && list[i].day.n < begin.n))
			im_error(im, &im->main, row->line, im_day_column(im, list[i].any[0]),
			         day_text(im->a, list[i].day),
			         arena_fmt(im->a,
			                   list[i].day.n > today.n
			                           ? "“%s”的日期不能在今天之后。"
			                           : "“%s”的日期不能早于前一步“%s”。",
			                   list[i].any[0]->label, row->begin->label),
			         S(""));
}

/* --- the pass ------------------------------------------------------------------------------------- */

static void row_check(struct im *im, struct tx *tx, struct im_row *row)
{
	size_t refused = im->r->n_refused;

	for (size_t i = 0; i < im->main.n_columns; i++)
		column_check(im, tx, &im->main, row, i);
	row->begin = im_begin_step(im, row);
	if (!row->begin) {
		im_error(im, &im->main, row->line, S(""), S(""), S("这本台账不能直接开始记录。"),
		         S(""));
		return;
	}
	days_check(im, tx, row);
	if (im->r->n_refused == refused)
		im_find_there(im, tx, row);
	if (row->does == IM_NEW)
		must_check(im, row);
}

bool im_check(struct im *im, struct tx *tx)
{
	names_make(im);
	for (size_t i = 0; !im->main.n_columns && i < im->n_subs; i++)
		for (size_t k = 0; k < im->subs[i].n; k++)
			add_owner(im, tx, &im->subs[i], &im->subs[i].list[k],
			          im_cell_is(&im->subs[i], &im->subs[i].list[k], IM_OF));
	for (size_t i = 0; i < im->n_subs; i++) {
		link_rows(im, &im->subs[i]);
		subs_check(im, tx, &im->subs[i]);
	}
	for (size_t i = 0; im->main.n_columns && i < im->main.n && !im_full(im) && !tx->r->fault &&
	                   im_go(im, (int64_t)i);
	     i++) {
		struct arena_mark mark = arena_mark(tx->arena);
		row_check(im, tx, &im->main.list[i]);
		arena_rewind(tx->arena, mark);
	}
	return im->r->n_refused == 0 && !tx->r->fault;
}
