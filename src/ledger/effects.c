/*
 * effects.c - steps of other records that follow from a step
 *
 * What is carried is read from the record as it is after the step.  What the other record refuses,
 * refuses the step: its reasons are told with its name.
 */
#include <string.h>

#include "base/ids.h"
#include "ledger/step.h"
#include "ledger/verbs.h"

struct carrying {
	struct taking *k;
	const struct effect *e;
	struct record me;
	const struct field *rows;
	struct row *row;
};

static struct val row_val(const struct carrying *c, struct str column)
{
	if (!c->row || !c->rows)
		return NULL_VAL;
	if (str_is(column, "n"))
		return VAL(c->row->n);
	if (c->rows->kind != ROWS)
		return c->row->v[0];
	for (size_t i = 0; i < c->rows->n_rows; i++)
		if (str_is(column, c->rows->rows[i].key))
			return c->row->v[i];
	return NULL_VAL;
}

/* Does this row of mine name the row of .each?  Without .naming every one goes along. */
static bool goes_along(const struct carrying *c, const struct carry *x, const struct field *f,
                       const struct row *row)
{
	const struct field *by = x->naming.n ? row_field(f, x->naming) : NULL;

	return !by || (c->row && row->v[by - f->rows].i == c->row->n);
}

/* The cells of a row that the other side has columns for. */
static struct entry_row carry_row(const struct carrying *c, const struct field *f,
                                  const struct field *theirs, const struct row *row)
{
	struct entry_row r = { .cells = arena_array(c->k->tx->arena, struct entry, f->n_rows) };

	for (size_t k = 0; k < f->n_rows; k++)
		if (row_field(theirs, str_of(f->rows[k].key)))
			r.cells[r.n_cells++] = (struct entry){ .key = str_of(f->rows[k].key),
				                               .typed = true,
				                               .val = row->v[k] };
	return r;
}

/* A set, or rows of columns that both sides have. */
static struct entry carry_many(const struct carrying *c, const struct carry *x,
                               const struct field *f)
{
	const struct ledger *l = (c->e->begins ? c->e->begins : c->e->reached)->l;
	const struct field *theirs = field_of(l, x->field);
	struct entry e = { .key = x->field, .set = f->kind != ROWS, .rowed = f->kind == ROWS };
	struct row *rows;
	size_t n = record_rows(c->k->tx, &c->me, f, &rows);
	struct arena *a = c->k->tx->arena;

	e.values = arena_array(a, struct val, n);
	e.rows = arena_array(a, struct entry_row, n);
	for (size_t i = 0; i < n; i++)
		if (e.set)
			e.values[e.n_values++] = rows[i].v[0];
		else if (theirs && goes_along(c, x, f, &rows[i]))
			e.rows[e.n_rows++] = carry_row(c, f, theirs, &rows[i]);
	return e;
}

/* A field of what my reference leads to. */
static struct val through(const struct carrying *c, const struct carry *x)
{
	const struct field *f = field_of(c->k->t->l, x->mine);
	const struct table *to = table_of(c->k->p, str_of(f->of));
	int64_t id = record_int(&c->me, x->mine);
	struct record r;

	return id && to && record_load(c->k->tx, to, c->k->who->org, id, &r)
	               ? record_val(&r, x->naming)
	               : NULL_VAL;
}

/* Every place of `what` in `text` becomes `mask`. */
static struct str replaced(struct arena *a, struct str text, struct str what, struct str mask)
{
	struct str out = S(""), rest = text;
	const char *at;

	while (what.n && (at = memmem(rest.p, rest.n, what.p, what.n))) {
		size_t n = (size_t)(at - rest.p);
		out = arena_fmt(a, "%.*s%.*s%.*s", P(out), (int)n, rest.p, P(mask));
		rest = str_from(rest, n + what.n);
	}
	return arena_fmt(a, "%.*s%.*s", P(out), P(rest));
}

/* A text of mine in which the personal values of my rows, names before all, are masked. */
static struct str masked(const struct carrying *c, struct str mine)
{
	const struct ledger *l = c->k->t->l;
	struct arena *a = c->k->tx->arena;
	struct str text = record_text(&c->me, mine);

	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		struct row *rows;
		size_t n = f->kind == ROWS ? record_rows(c->k->tx, &c->me, f, &rows) : 0;
		for (size_t r = 0; r < n; r++)
			for (size_t x = 0; x < f->n_rows; x++)
				if (f->rows[x].flags & PERSONAL && rows[r].v[x].is == VAL_TEXT)
					text = replaced(a, text, rows[r].v[x].s,
					                name_mask(a, rows[r].v[x].s));
	}
	return text;
}

static struct entry carry_one(const struct carrying *c, const struct carry *x)
{
	const struct field *f = x->how == CARRY_FIELD ? field_of(c->k->t->l, x->mine) : NULL;
	struct entry e = { .key = x->field, .typed = true };

	if (f && (f->kind == ROWS || f->kind == REFS || f->kind == PICKS))
		return carry_many(c, x, f);
	switch (x->how) {
	case CARRY_FIELD: e.val = record_val(&c->me, x->mine); break;
	case CARRY_ROW: e.val = row_val(c, x->mine); break;
	case CARRY_ID: e.val = VAL(c->k->id); break;
	case CARRY_DAY: e.val = VAL(c->k->day); break;
	case CARRY_MASKED: e.val = VAL(masked(c, x->mine)); break;
	case CARRY_THROUGH: e.val = through(c, x); break;
	default: e.typed = false; e.text = x->mine;
	}
	return e;
}

/* A set on the other side takes one value as its only member. */
static void fit_set(const struct carrying *c, const struct ledger *l, struct entry *e)
{
	const struct field *f = field_of(l, e->key);

	if (!f || (f->kind != REFS && f->kind != PICKS) || e->set || !e->typed)
		return;
	e->set = true;
	e->values = arena_new(c->k->tx->arena, struct val);
	e->values[0] = e->val;
	e->n_values = e->val.is != VAL_NULL;
}

static struct entry *entry_named(struct entry *list, size_t n, struct str key)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].key, key))
			return &list[i];
	return NULL;
}

/* parties.operator=operator: the cells of one row of theirs. */
static void add_cell(const struct carrying *c, struct entry *list, size_t *n, const struct carry *x)
{
	struct entry *e = entry_named(list, *n, x->field), cell = carry_one(c, x);

	if (!e) {
		e = &list[(*n)++];
		*e = (struct entry){ .key = x->field,
			             .rowed = true,
			             .n_rows = 1,
			             .rows = arena_new(c->k->tx->arena, struct entry_row) };
		e->rows[0].cells = arena_array(c->k->tx->arena, struct entry, c->e->n_carries);
	}
	cell.key = x->column;
	e->rows[0].cells[e->rows[0].n_cells++] = cell;
}

static size_t carry_all(const struct carrying *c, struct entry **ret)
{
	struct entry *list = arena_array(c->k->tx->arena, struct entry, c->e->n_carries);
	const struct ledger *l = (c->e->begins ? c->e->begins : c->e->reached)->l;
	size_t n = 0;

	for (size_t i = 0; i < c->e->n_carries; i++)
		if (c->e->carries[i].column.n) {
			add_cell(c, list, &n, &c->e->carries[i]);
		} else {
			list[n] = carry_one(c, &c->e->carries[i]);
			fit_set(c, l, &list[n++]);
		}
	*ret = list;
	return n;
}

size_t effect_entries(struct taking *k, const struct effect *e, const struct record *me,
                      struct entry **ret)
{
	struct carrying c = { .k = k, .e = e, .me = *me };

	return carry_all(&c, ret);
}

/* Names the other record in the reasons it gave. */
static void name_reasons(struct taking *k, size_t from, const struct ledger *l, bool ok)
{
	for (size_t i = from; i < k->tx->r->n; i++) {
		struct refusal *r = &k->tx->r->list[i];
		if (!ok || r->warning) {
			r->say = arena_fmt(k->tx->arena, "%s：%.*s", l->label, P(r->say));
			r->field = S("");
		}
	}
}

static void take_one(struct carrying *c, const struct table *t, int64_t id)
{
	struct entry *list;
	size_t n = carry_all(c, &list), from = c->k->tx->r->n;
	bool ok = step_under(c->k, t, id, str_of(c->e->verb), c->k->day, list, n, NULL);

	name_reasons(c->k, from, t->l, ok);
}

static size_t ids_of(struct taking *k, const struct query *q, int64_t **ret)
{
	struct args x = taking_args(k);
	struct val *v = arena_array(k->tx->arena, struct val, N_ARGS + q->n_terms);
	size_t n = 0, cap = 64;
	const char *empty;
	int64_t id, *ids = arena_array(k->tx->arena, int64_t, cap);
	struct rows r;

	bind_args(k->p, q, &x, EMPTY_SETTING, v, &empty);
	r = db_query_v(k->tx, &q->st, N_ARGS + q->n_terms, v);
	while (db_row(&r, &id)) {
		arena_grow(k->tx->arena, ids, n, cap);
		ids[n++] = id;
	}
	*ret = ids;
	return n;
}

static void take_reached(struct carrying *c)
{
	int64_t *ids;

	if (c->e->begins) {
		take_one(c, c->e->begins, 0);
		return;
	}
	for (size_t i = 0, n = ids_of(c->k, &c->e->reach, &ids); i < n; i++)
		take_one(c, c->e->reached, ids[i]);
}

/* --- rows --------------------------------------------------------------------------------------- */

static int64_t row_key(const struct carrying *c, const struct row *row)
{
	return c->rows->kind == ROWS ? row->n : row->v[0].i;
}

static struct row *row_of_key(const struct carrying *c, struct row *rows, size_t n, int64_t key)
{
	for (size_t i = 0; i < n; i++)
		if (row_key(c, &rows[i]) == key)
			return &rows[i];
	return NULL;
}

static void take_chosen(struct carrying *c)
{
	struct row *rows;
	int64_t *chosen;
	size_t n = record_rows(c->k->tx, &c->me, c->rows, &rows),
	       n_chosen = ids_of(c->k, &c->e->each, &chosen);

	for (size_t i = 0; i < n_chosen; i++)
		if ((c->row = row_of_key(c, rows, n, chosen[i])))
			take_reached(c);
}

static void take_gone(struct carrying *c, const struct gone *was)
{
	struct row *rows;
	size_t n = record_rows(c->k->tx, &c->me, c->rows, &rows), taken = 0;

	for (size_t i = 0; i < was->n; i++)
		if (!row_of_key(c, rows, n, row_key(c, &was->rows[i]))) {
			c->row = &was->rows[i];
			take_reached(c);
			taken++;
		}
	if (!taken)
		refuse_basis(c->k, c->rows->key,
		             arena_fmt(c->k->tx->arena, "“%s”没有减少，没有可以分出的。",
		                       c->rows->label),
		             S(""), &c->e->o->basis, S("从中去掉要分出的，其余的留下。"), false);
}

static void take_effect(struct taking *k, size_t i)
{
	struct carrying c = { .k = k, .e = &k->v->effects[i] };

	if (!record_load(k->tx, k->t, k->who->org, k->id, &c.me))
		return;
	c.rows = c.e->o->each ? field_of(k->t->l, str_of(c.e->o->each)) : NULL;
	if (!c.rows)
		take_reached(&c);
	else if (c.e->o->gone)
		take_gone(&c, &k->gone[i]);
	else
		take_chosen(&c);
}

void effects_before(struct taking *k)
{
	size_t n = k->v->n_effects;

	for (size_t i = 0; i < n; i++) {
		const struct open *o = k->v->effects[i].o;
		if (!o->gone)
			continue;
		k->gone = k->gone ? k->gone : arena_array(k->tx->arena, struct gone, n);
		k->gone[i].n = record_rows(k->tx, &k->before, field_of(k->t->l, str_of(o->each)),
		                           &k->gone[i].rows);
	}
}

void effects_take(struct taking *k)
{
	struct args x = taking_args(k);
	const struct query *q = &k->v->when;
	struct val *v = arena_array(k->tx->arena, struct val, N_ARGS + q->n_terms);
	bool *go = arena_array(k->tx->arena, bool, k->v->n_effects);
	const char *empty;
	struct rows r;

	if (!k->v->n_effects)
		return;
	bind_args(k->p, q, &x, EMPTY_SETTING, v, &empty);
	r = db_query_v(k->tx, &q->st, N_ARGS + q->n_terms, v);
	if (db_row_next(&r))
		for (size_t i = 0; i < k->v->n_effects; i++)
			go[i] = db_col(&r, i + 1).i == 1;
	db_close(&r);
	for (size_t i = 0; i < k->v->n_effects && !k->tx->r->fault; i++)
		if (go[i])
			take_effect(k, i);
}
