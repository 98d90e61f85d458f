/*
 * import_walk.c - the steps of one row
 *
 * A cell is given to the first step that fills its field, and again to a later one that must have
 * it.  Steps that share the field of their day (stopped, opened again …) are tried in order of
 * declaration: the first that stands is the one.
 */
#include <string.h>

#include "ledger/import_inner.h"
#include "ledger/verbs.h"
#include "ledger/ways.h"

/* --- entries --------------------------------------------------------------------------------------- */

struct walk {
	struct im *im;
	struct tx *tx;
	struct im_row *row;
	bool *filled; /* by field of the ledger: given to a step already     */
	int state;
	struct day day; /* of the last step                                    */
	int64_t id;
};

static void cell_entry(struct walk *w, const struct field *f, struct str text, struct entry *e)
{
	struct str rest = text, item;

	*e = (struct entry){ .key = str_of(f->key), .text = text };
	if (f->kind == REF) {
		e->typed = true;
		im_value(w->im, w->tx, f, text, &e->val);
	} else if (f->kind == REFS) {
		e->set = true;
		e->values = arena_array(w->tx->arena, struct val, text.n + 1);
		while (str_set_item(&rest, &item))
			e->values[e->n_values++] = VAL(im_ref(w->im, f, item));
	}
}

static void rows_entry(struct walk *w, const struct im_sheet *s, struct entry *e)
{
	int64_t first = s->first[w->row - w->im->main.list];
	size_t n = 0;

	for (int64_t i = first; i >= 0; i = s->list[i].next)
		n++;
	*e = (struct entry){ .key = str_of(s->rows->key), .rowed = true, .n_rows = n };
	e->rows = arena_array(w->tx->arena, struct entry_row, n);
	n = 0;
	for (int64_t i = first; i >= 0; i = s->list[i].next) {
		struct entry_row *row = &e->rows[n++];
		row->cells = arena_array(w->tx->arena, struct entry, s->n_columns);
		for (size_t k = 0; k < s->n_columns; k++)
			if (s->columns[k].f && s->list[i].cells[k].n)
				cell_entry(w, s->columns[k].f, s->list[i].cells[k],
				           &row->cells[row->n_cells++]);
	}
}

static bool field_entry(struct walk *w, const struct field *f, struct entry *e)
{
	struct str text;

	if (f->tally)
		return false;
	for (size_t i = 0; f->kind == ROWS && i < w->im->n_subs; i++)
		if (w->im->subs[i].rows == f &&
		    w->im->subs[i].first[w->row - w->im->main.list] >= 0) {
			rows_entry(w, &w->im->subs[i], e);
			return true;
		}
	text = f->kind == ROWS ? S("") : im_cell(&w->im->main, w->row, f);
	if (!text.n)
		return false;
	cell_entry(w, f, text, e);
	return true;
}

/* A step that nobody dated leaves the field of its day to the one that somebody did. */
static bool is_day_of(const struct step *s, const struct field *f)
{
	return str_is(str_of(f->key), s->day ? s->day : "") ||
	       str_is(str_of(f->key), s->time ? s->time : "");
}

/* The reason of such a step is no field of the record. */
static bool is_reason_aside(const struct step *s)
{
	bool may_be;

	return !fill_has(s->fill, S("reason"), &may_be);
}

static size_t entries_of(struct walk *w, const struct step *s, bool dated, struct entry *e)
{
	const struct ledger *l = w->im->t->l;
	struct str rest = str_of(s->fill), item, number, late;
	size_t n = 0;

	while (str_item(&rest, &item)) {
		bool may = item.p[item.n - 1] == '?';
		const struct field *f = field_of(l, (struct str){ item.p, item.n - may });
		bool once = f && (may || f->kind == ROWS || f->kind == REFS || f->kind == PICKS);
		if (!f || (w->filled[f - l->fields] && once) || (!dated && is_day_of(s, f)) ||
		    !field_entry(w, f, &e[n]))
			continue;
		n++;
	}
	number = im_cell_is(&w->im->main, w->row, IM_NUMBER);
	if (s == w->row->begin && !w->id && number.n)
		e[n++] = (struct entry){ .key = S("number"), .text = number };
	late = im_cell_is(&w->im->main, w->row, IM_LATE);
	if (late.n && is_reason_aside(s))
		e[n++] = (struct entry){ .key = S("reason"), .text = late };
	return n;
}

static void entries_done(struct walk *w, const struct entry *e, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct field *f = field_of(w->im->t->l, e[i].key);
		if (f)
			w->filled[f - w->im->t->l->fields] = true;
	}
}

/* --- steps ------------------------------------------------------------------------------------------ */

static struct actor actor_of(struct walk *w, const struct step *s)
{
	struct actor who = *w->im->in->who;
	bool column;
	struct str by = im_step_cell(&w->im->main, w->row, s, IM_BY, &column);

	who.origin = "import";
	who.begun = &w->im->begun;
	if (by.n)
		who.done_by = im_ref(w->im, &a_person, by);
	else if (who.mode != LIVE_WORK)
		who.done_by = 0; /* nobody wrote down who it was */
	return who;
}

/* What the step asks as its reason is a column of the file under another name. */
static void name_late(struct walk *w, const struct step *s, size_t from)
{
	struct refusals *r = w->tx->r;

	for (size_t i = from; i < r->n; i++)
		if (str_is(r->list[i].field, "reason") && is_reason_aside(s)) {
			r->list[i].field = S(IM_LATE_KEY);
			r->list[i].way = S("请加一列“补录理由”，写明为什么没有当日登记。");
		}
}

/* dated: the file says its day, and is held to it. */
static bool take(struct walk *w, const struct step *s, struct day day, bool dated)
{
	struct entry *e = arena_array(w->tx->arena, struct entry, w->im->t->l->n_fields + 2);
	struct actor who = actor_of(w, s);

	who.undated = !dated;
	size_t n = entries_of(w, s, dated, e), said = w->tx->r->n;
	int64_t id = w->id;

	if (!step_take(w->tx, w->im->p, &who, w->im->t, w->id, str_of(s->verb), day, e, n, &id)) {
		name_late(w, s, said);
		return false;
	}
	w->id = id;
	w->state = s->to == SAME ? w->state : s->to;
	w->day = day;
	entries_done(w, e, n);
	return true;
}

static bool say(struct walk *w, struct str what, struct str column, struct str value)
{
	return refuse_with(w->tx->r, (struct refusal){ .say = what,
	                                               .field = column,
	                                               .value = value,
	                                               .line = w->row->line });
}

static const char *state_label(const struct walk *w)
{
	return w->im->t->l->states[w->state].label;
}

/* The steps before `s` that nobody dated, then `s`. */
static bool take_reaching(struct walk *w, const struct step *s, struct day day, bool dated)
{
	const struct step *way[MAX_STATES];
	int n = way_to_step(w->im->t->l, w->state, s, way, MAX_STATES);
	struct arena *a = w->tx->arena;

	if (n < 0)
		return say(w,
		           arena_fmt(a, "现在不能“%s”：记录处于“%s”。", s->label, state_label(w)),
		           arena_fmt(a, "%s_on", s->verb), day_text(a, day));
	if (n > 0 && w->im->in->who->mode == LIVE_WORK)
		return say(w,
		           arena_fmt(a, "现在不能“%s”：记录处于“%s”，还应当先“%s”。", s->label,
		                     state_label(w), way[0]->label),
		           arena_fmt(a, "%s_on", way[0]->verb), S(""));
	for (int i = 0; i < n; i++)
		if (!take(w, way[i], day, false))
			return false;
	return take(w, s, day, dated);
}

/* Days that the file says of the steps before and after one. */
struct beside {
	struct day before, after;
};

/*
 * A step that nobody dated has the day of the one beside it, and nobody who did it: so an export writes
 * it, and so it is known again.
 */
static bool as_exported(struct walk *w, const struct im_known *k, struct beside at)
{
	bool column, beside = (day_set(at.before) && k->day.n == at.before.n) ||
	                      (day_set(at.after) && k->day.n == at.after.n);

	return w->im->in->who->mode != LIVE_WORK && k->n == 1 && beside && !k->any[0]->day &&
	       !im_step_cell(&w->im->main, w->row, k->any[0], IM_BY, &column).n;
}

/* Of steps that share the field of their day the first that stands. */
static bool take_known(struct walk *w, const struct im_known *k, struct beside at)
{
	size_t n_fields = w->im->t->l->n_fields, before = w->tx->r->n;
	bool *filled = arena_array(w->tx->arena, bool, n_fields);

	for (int i = 0; i < k->n; i++) {
		struct walk was = *w;
		memcpy(filled, w->filled, n_fields * sizeof *filled);
		tx_save(w->tx);
		if (take_reaching(w, k->any[i], k->day, !as_exported(w, k, at))) {
			tx_release(w->tx);
			return true;
		}
		tx_rollback(w->tx);
		if (w->tx->r->fault || i + 1 == k->n)
			return false;
		refusals_cut(w->tx->r, before);
		*w = was;
		memcpy(w->filled, filled, n_fields * sizeof *filled);
	}
	return false;
}

static bool take_to_state(struct walk *w)
{
	struct str key = im_cell_is(&w->im->main, w->row, IM_STATE);
	const struct step *way[MAX_STATES];
	int to = key.n ? state_index(w->im->t->l, key) : w->state, n;

	if (to == w->state)
		return true;
	n = way_to_state(w->im->t->l, w->state, to, way, MAX_STATES);
	if (n < 0 || w->im->in->who->mode == LIVE_WORK)
		return say(w,
		           arena_fmt(w->tx->arena, "按所填的日期，记录处于“%s”，不是“%s”。",
		                     state_label(w), w->im->t->l->states[to].label),
		           S("state"), key);
	for (int i = 0; i < n; i++)
		if (!take(w, way[i], w->day, false))
			return false;
	return true;
}

/* --- what no step of the walk has filled -------------------------------------------------------------- */

static bool same_as_record(struct walk *w, const struct record *r, const struct field *f,
                           const struct entry *e)
{
	struct val v, is;

	if (f->kind == ROWS || f->kind == REFS || f->kind == PICKS)
		return false;
	if (!im_value(w->im, w->tx, f, e->text, &v))
		return false;
	is = record_val(r, str_of(f->key));
	return v.is == is.is &&
	       (v.is == VAL_NULL || (v.is == VAL_INT ? v.i == is.i : str_eq(v.s, is.s)));
}

static bool rest_of(struct walk *w, bool update)
{
	const struct ledger *l = w->im->t->l;
	struct entry *e = arena_array(w->tx->arena, struct entry, l->n_fields + 1);
	struct actor who = *w->im->in->who;
	struct record r;
	size_t n = 0;

	if (!record_load(w->tx, w->im->t, who.org, w->id, &r))
		return false;
	for (size_t i = 0; i < l->n_fields; i++)
		if (!w->filled[i] && field_entry(w, &l->fields[i], &e[n]) &&
		    !same_as_record(w, &r, &l->fields[i], &e[n]))
			n++;
	if (!n)
		return true;
	if (who.mode == LIVE_WORK && !update)
		return say(w,
		           arena_fmt(w->tx->arena, "办到“%s”的各步都不填这一列。", state_label(w)),
		           e[0].key, e[0].text);
	e[n++] = (struct entry){ .key = S("reason"),
		                 .text = update ? S("导入更新") : S("历史数据导入") };
	who.origin = "import";
	return step_take(w->tx, w->im->p, &who, w->im->t, w->id, S("amend"),
	                 update ? DAY_NONE : w->day, e, n, NULL);
}

/* A sum that the file gives beside its rows must be that of the rows. */
static bool sums_stand(struct walk *w)
{
	const struct im_sheet *s = &w->im->main;
	struct record r;
	struct val v;
	bool ok = true;

	if (!record_load(w->tx, w->im->t, w->im->in->who->org, w->id, &r))
		return false;
	for (size_t i = 0; i < s->n_columns; i++) {
		const struct field *f = s->columns[i].f;
		if (s->columns[i].is != IM_TALLY || !w->row->cells[i].n)
			continue;
		if (im_value(w->im, w->tx, f, w->row->cells[i], &v) &&
		    v.i == record_int(&r, str_of(f->key)))
			continue;
		ok = say(w,
		         arena_fmt(w->tx->arena, "%s与各行的合计不符：各行合计是%.*s。", f->label,
		                   P(field_text(w->tx, w->im->p, f, record_val(&r, str_of(f->key)),
		                                w->im->in->who->org))),
		         s->columns[i].name, w->row->cells[i]);
	}
	return ok;
}

/* --- a row --------------------------------------------------------------------------------------------- */

static bool begin_dated(struct walk *w)
{
	const struct step *s = w->row->begin;
	bool column;

	return s && (s->day || im_step_cell(&w->im->main, w->row, s, IM_ON, &column).n);
}

static bool walk_steps(struct walk *w, const struct record *there)
{
	struct im_known *list = arena_array(w->tx->arena, struct im_known, IM_MOST_STEPS);
	size_t n = im_known_steps(w->im, w->row, list, IM_MOST_STEPS);
	struct beside at = { begin_dated(w) ? w->day : DAY_NONE, DAY_NONE };

	for (size_t i = 0; i < n; i++) {
		struct str on = arena_fmt(w->tx->arena, "%s_on", list[i].any[0]->verb);
		if (there && day_set(record_day(there, on)))
			continue;
		at.after = i + 1 < n ? list[i + 1].day : DAY_NONE;
		if (!take_known(w, &list[i], at))
			return false;
		at.before = list[i].day;
	}
	return take_to_state(w);
}

static bool walk_new(struct walk *w)
{
	struct day day = im_begin_day(w->im, w->row);

	if (!day_set(day) && w->im->in->who->mode != LIVE_WORK)
		return say(w, S("没有一个日期：历史数据应当写明开始之日。"),
		           arena_fmt(w->tx->arena, "%s_on", w->row->begin->verb), S(""));
	if (!day_set(day))
		day = world_today(w->tx->world);
	return take(w, w->row->begin, day, true) && walk_steps(w, NULL) && rest_of(w, false) &&
	       sums_stand(w);
}

static bool rows_differ(struct walk *w, const struct record *r, const struct im_sheet *s)
{
	struct row *rows;
	size_t n = record_rows(w->tx, r, s->rows, &rows), at = 0;

	for (int64_t i = s->first[w->row - w->im->main.list]; i >= 0; i = s->list[i].next, at++) {
		if (at == n)
			return true;
		for (size_t k = 0; k < s->n_columns; k++) {
			const struct field *f = s->columns[k].f;
			struct val v, is;
			if (!f || !s->list[i].cells[k].n ||
			    !im_value(w->im, w->tx, f, s->list[i].cells[k], &v))
				continue;
			is = rows[at].v[f - s->rows->rows];
			if (v.is != is.is || (v.is == VAL_INT ? v.i != is.i : !str_eq(v.s, is.s)))
				return true;
		}
	}
	return at != n;
}

/* Rows that are there already, in the same order, are not written again. */
static void rows_filled(struct walk *w, const struct record *r)
{
	for (size_t i = 0; i < w->im->n_subs; i++) {
		const struct im_sheet *s = &w->im->subs[i];
		if (s->first[w->row - w->im->main.list] >= 0 && !rows_differ(w, r, s))
			w->filled[s->rows - w->im->t->l->fields] = true;
	}
}

static bool walk_there(struct walk *w)
{
	struct record r;
	bool may;

	w->id = w->row->id;
	if (!record_load(w->tx, w->im->t, w->im->in->who->org, w->id, &r))
		return false;
	w->state = state_index(w->im->t->l, record_text(&r, S("state")));
	w->day = world_today(w->tx->world);
	for (size_t i = 0; w->row->begin && i < w->im->t->l->n_fields; i++)
		w->filled[i] = w->im->t->l->fields[i].kind != ROWS && w->row->begin->fill &&
		               fill_has(w->row->begin->fill, str_of(w->im->t->l->fields[i].key),
		                        &may);
	rows_filled(w, &r);
	return (!w->row->begin || walk_steps(w, &r)) && rest_of(w, true);
}

bool im_walk(struct im *im, struct tx *tx, size_t row)
{
	struct walk w = { .im = im, .tx = tx, .row = &im->main.list[row] };
	int64_t before = w.row->id;
	bool ok;

	w.filled = arena_array(tx->arena, bool, im->t->l->n_fields);
	ok = w.row->does == IM_NEW ? walk_new(&w) : walk_there(&w);
	if (ok && w.row->does == IM_NEW)
		w.row->id = w.id;
	im->result->created += ok && !before;
	return ok;
}
