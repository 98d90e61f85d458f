/*
 * figures.c - figures counted, broken down, and the records behind them
 */
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "ledger/may.h"
#include "ledger/measure.h"
#include "ledger/record.h"

/* A declared figure with its statement and its breakdown's names, made once at start. */
struct figure_sql {
	struct query q;
	const char *by[4];
	size_t n_by;
};

struct period period_of_year(int year)
{
	return (struct period){ day_make(year, 1, 1), day_year_end(year), day_year_end(year) };
}

void spec_of(const struct table *t, const struct figure *f, struct spec *ret)
{
	size_t i = (size_t)(f - t->l->figures);

	*ret = (struct spec){
		.t = t,
		.measure = f->measure,
		.on = f->on,
		.during = f->during,
		.rows = f->rows,
		.field = f->field,
		.where = f->where,
		.among = f->among,
		.per = f->per,
		.everyone = f->everyone.path,
		.everyone_where = f->everyone.where,
		.staying = f->staying,
		.unit = f->unit,
	};
	must(i < t->l->n_figures);
	ret->n_by = t->figures[i].n_by;
	memcpy(ret->by, t->figures[i].by, sizeof ret->by);
}

const struct figure *figure_of(const struct program *p, struct str key,
                               const struct table **ret_table)
{
	struct str ledger, name;
	struct table *t;

	if (!str_cut(key, '.', &ledger, &name) || !(t = table_of(p, ledger)))
		return NULL;
	for (size_t i = 0; i < t->l->n_figures; i++)
		if (str_is(name, t->l->figures[i].key)) {
			*ret_table = t;
			return &t->l->figures[i];
		}
	return NULL;
}

/* --- running ---------------------------------------------------------------------------------- */

static int months_between(struct day a, struct day b)
{
	int ya, ma, yb, mb, d;

	day_split(a, &ya, &ma, &d);
	day_split(b, &yb, &mb, &d);
	return (yb - ya) * 12 + mb - ma + 1;
}

static struct rows run(struct tx *tx, const struct program *p, int64_t org, const struct query *q,
                       const struct period *d)
{
	struct args x = { .org = org,
		          .day = d->cutoff,
		          .today = world_today(tx->world),
		          .from = d->from,
		          .to = d->to,
		          .cutoff = d->cutoff,
		          .months = months_between(d->from, d->to) };
	struct val *v = arena_array(tx->arena, struct val, N_ARGS + q->n_terms);
	const char *empty;

	bind_args(p, q, &x, EMPTY_SETTING, v, &empty);
	return db_query_v(tx, &q->st, N_ARGS + q->n_terms, v);
}

static void read_value(struct rows *q, const struct spec *s, struct figure_value *v)
{
	struct val n = db_col(q, 0), d = db_col(q, 1);

	*v = (struct figure_value){
		.has = n.is == VAL_INT, .n = n.i, .d = d.i, .records = db_col(q, 2).i
	};
	if (s->measure == FLOW) {
		v->flow[FLOW_BROUGHT] = n.i;
		for (int i = 1; i < N_FLOW; i++)
			v->flow[i] = db_col(q, (size_t)i + 2).i;
	}
	if ((s->measure == SHARE || s->measure == MEAN) && !v->d) {
		v->has = false;
		v->why = S("分母为零，没有数值。");
	} else if (!v->has) {
		v->why = S("没有记录。");
	}
}

static bool ranks_people(struct tx *tx, const struct spec *s)
{
	const struct basis b = { .term = "revenue-separation" };

	return refuse_with(
		tx->r, (struct refusal){ .say = S("罚没款不按人统计。"),
	                                 .why = S("罚款、没收的数额不得作为考核指标。"),
	                                 .basis = basis_text(s->t->program, tx->arena, s->t->l, &b),
	                                 .way = S("可以按款项、执法领域、月份统计。") });
}

/*
 * Findings of a measure that people asked for become refusals.  They are made on a copy of the
 * program, because the program itself is shared by every request.
 */
static bool make(struct tx *tx, int64_t org, const struct spec *s, bool (*write)(struct making *),
                 struct query *ret)
{
	struct program mine = *s->t->program;
	struct making m;
	bool ok;

	if (spec_ranks_people(s))
		return ranks_people(tx, s);
	mine.arena = tx->arena;
	mine.findings = NULL;
	mine.n_findings = mine.cap_findings = 0;
	making_init(&m, &mine, tx->arena, s, tx, org, S("count"));
	ok = write(&m) && !m.w.bad;
	*ret = writer_query(&m.w);
	ret->st = *stmt_text(tx->arena, str_of(ret->st.sql));
	for (size_t i = 0; i < mine.n_findings; i++)
		refuse_with(tx->r, (struct refusal){ .say = mine.findings[i].what });
	return ok;
}

static bool count(struct tx *tx, const struct program *p, int64_t org, const struct spec *s,
                  const struct query *q, const struct period *d, struct figure_value *ret)
{
	struct rows r = run(tx, p, org, q, d);

	*ret = (struct figure_value){ .why = S("没有数值。") };
	if (db_row_next(&r))
		read_value(&r, s, ret);
	db_close(&r);
	return !tx->r->fault;
}

bool spec_count(struct tx *tx, const struct program *p, int64_t org, const struct spec *s,
                const struct period *d, struct figure_value *ret)
{
	struct query q;

	*ret = (struct figure_value){ .why = S("没有数值。") };
	return make(tx, org, s, write_count, &q) && count(tx, p, org, s, &q, d, ret);
}

bool figure_count(struct tx *tx, const struct program *p, int64_t org, const struct table *t,
                  const struct figure *f, const struct period *d, struct figure_value *ret)
{
	struct spec s;

	spec_of(t, f, &s);
	return count(tx, p, org, &s, &t->figures[f - t->l->figures].q, d, ret);
}

/* 2024-03 of month:decided_on, 2024 of year:decided_on */
static struct str span_text(struct arena *a, struct str unit, int64_t n)
{
	return str_is(unit, "year")
	               ? arena_fmt(a, "%lld", (long long)n)
	               : arena_fmt(a, "%lld-%02lld", (long long)(n / 12), (long long)(n % 12 + 1));
}

static struct str by_label(struct tx *tx, const struct program *p, int64_t org,
                           const struct spec *s, const char *by, struct val v)
{
	const struct field *rows = s->rows ? field_of(s->t->l, str_of(s->rows)) : NULL;
	const struct field *f = rows && rows->kind == ROWS ? row_field(rows, str_of(by)) : NULL;
	struct str month, name;
	int state;

	if (val_unset(v))
		return S("—");
	if (str_cut(str_of(by), ':', &month, &name))
		return span_text(tx->arena, month, v.i);
	if (str_is(str_of(by), "state") && (state = state_index(s->t->l, v.s)) >= 0)
		return str_of(s->t->l->states[state].label);
	f = f ? f : field_of(s->t->l, str_of(by));
	if (f)
		return field_text(tx, p, f, v, org);
	return v.is == VAL_TEXT ? v.s : arena_fmt(tx->arena, "%lld", (long long)v.i);
}

static struct str by_key_text(struct tx *tx, const char *by, struct val v)
{
	struct str month, name;

	if (v.is == VAL_INT && str_cut(str_of(by), ':', &month, &name))
		return span_text(tx->arena, month, v.i);
	return v.is == VAL_TEXT  ? arena_str(tx->arena, v.s)
	       : v.is == VAL_INT ? arena_fmt(tx->arena, "%lld", (long long)v.i)
	                         : S("");
}

size_t spec_groups(struct tx *tx, const struct program *p, int64_t org, const struct spec *s,
                   const struct period *d, struct group **ret)
{
	size_t n = 0, cap = 32;
	struct group *list = arena_array(tx->arena, struct group, cap);
	struct query q;
	struct rows r;

	*ret = list;
	if (!s->n_by || s->per || !make(tx, org, s, write_groups, &q))
		return 0;
	r = run(tx, p, org, &q, d);
	while (db_row_next(&r)) {
		arena_grow(tx->arena, list, n, cap);
		read_value(&r, s, &list[n].value);
		for (size_t i = 0; i < s->n_by; i++) {
			struct val v = db_col(&r, groups_from(s) + i);
			if (v.is == VAL_TEXT)
				v.s = arena_str(tx->arena, v.s);
			list[n].key[i] = by_key_text(tx, s->by[i], v);
			list[n].label[i] = by_label(tx, p, org, s, s->by[i], v);
		}
		n++;
	}
	*ret = list;
	return n;
}

/* Keeps the records that the viewer may view. */
static size_t only_seen(struct tx *tx, const struct program *p, const struct viewer *v,
                        const struct table *t, struct behind *list, size_t n)
{
	bool all = may_view_all(t, v->roles), none = !may_open(t, v->roles);
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (all || (!none && may_view(tx, p, v, t, list[i].id)))
			list[kept++] = list[i];
	return kept;
}

size_t figure_records(struct tx *tx, const struct program *p, int64_t org, const struct spec *s,
                      const struct period *d, const struct viewer *viewer, struct behind **ret,
                      size_t *ret_hidden)
{
	size_t n = 0, cap = 64, all;
	struct behind b, *list = arena_array(tx->arena, struct behind, cap);
	const struct table *t = s->per ? table_of(p, str_of(s->everyone)) : s->t;
	struct query q;
	struct rows r;

	*ret = list;
	if (ret_hidden)
		*ret_hidden = 0;
	if (!make(tx, org, s, write_behind, &q))
		return 0;
	r = run(tx, p, org, &q, d);
	while (db_row(&r, &b.id, &b.number, &b.on, &b.counted, &b.amount)) {
		if (n && list[n - 1].id == b.id) { /* rows of one record are shown once        */
			list[n - 1].amount += b.amount;
			continue;
		}
		arena_grow(tx->arena, list, n, cap);
		list[n] = b;
		list[n].t = t;
		list[n].number = arena_str(tx->arena, b.number);
		list[n++].label = S("");
	}
	all = n;
	if (viewer)
		n = only_seen(tx, p, viewer, t, list, n);
	if (ret_hidden)
		*ret_hidden = all - n;
	for (size_t i = 0; i < n; i++)
		list[i].label = title_of(tx, p, t, org, list[i].id);
	*ret = list;
	return n;
}

static struct query compile(struct program *p, struct table *t, const struct figure *f,
                            const struct spec *s, bool (*write)(struct making *))
{
	struct making m;
	struct query q;

	making_init(&m, p, p->arena, s, NULL, 0, arena_fmt(p->arena, "%s.%s", t->l->key, f->key));
	write(&m);
	q = writer_query(&m.w);
	q.st = *stmt_intern(p, str_of(q.st.sql));
	return q;
}

void figures_compile(struct program *p, struct table *t)
{
	t->figures = arena_array(p->arena, struct figure_sql, t->l->n_figures);
	for (size_t i = 0; i < t->l->n_figures; i++) {
		const struct figure *f = &t->l->figures[i];
		struct figure_sql *made = &t->figures[i];
		struct str rest = str_of(f->by), item;
		struct spec s;

		while (made->n_by < 4 && str_item(&rest, &item))
			made->by[made->n_by++] = arena_z(p->arena, item);
		spec_of(t, f, &s);
		made->q = compile(p, t, f, &s, write_count);
		if (s.n_by && !s.per)
			compile(p, t, f, &s, write_groups);
	}
}

size_t figures_prepare(struct tx *tx, struct program *p, struct table *t)
{
	for (size_t i = 0; i < t->l->n_figures; i++) {
		const char *error = db_prepare_check(tx, &t->figures[i].q.st);
		if (error)
			finding(p, arena_fmt(p->arena, "%s.%s", t->l->key, t->l->figures[i].key),
			        "语句有误：%s", error);
	}
	return t->l->n_figures;
}
