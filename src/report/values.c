/*
 * values.c - the figures of a report, each counted once
 *
 * A use is found by key and selection.  Whether a ledger is kept is asked of the figure itself
 * first (it was taken over records), and only then of the ledger.
 */
#include "report/report.h"
#include "ledger/record.h"

#include <stdlib.h>

struct period report_period(int year, struct day cutoff)
{
	struct period d = period_of_year(year);

	if (day_set(cutoff)) {
		d.cutoff = cutoff;
		if (cutoff.n < d.to.n)
			d.to = cutoff;
	}
	return d;
}

/* --- selections ------------------------------------------------------------------------------- */

/* "kind=licence+reward,foreign=yes" as conditions, one a line. */
static const char *conds_of(struct arena *a, struct str select)
{
	struct str out = S(""), item, name, value;

	while (str_item(&select, &item)) {
		char *list;

		if (!str_cut(item, '=', &name, &value))
			continue;
		list = arena_z(a, str_trim(value));
		for (char *c = list; *c; c++)
			*c = *c == '+' ? ',' : *c;
		out = arena_fmt(a, "%.*s%s%.*s%s%s", P(out), out.n ? "\n" : "", P(str_trim(name)),
		                str_has(value, S("+")) ? " in " : "=", list);
	}
	return out.n ? out.p : NULL;
}

void spec_of_ref(struct arena *a, const struct ref *ref, struct spec *ret)
{
	spec_of(ref->t, ref->f, ret);
	ret->conds = conds_of(a, ref->select);
	if (ret->measure == SHARE)
		ret->among_conds = ret->conds;
}

static const struct field *choice(const struct ref *ref, struct str name)
{
	const struct field *rows = ref->f->rows ? field_of(ref->t->l, str_of(ref->f->rows)) : NULL,
			   *f = NULL;

	if (rows && rows->kind == ROWS)
		f = row_field(rows, name);
	return f ? f : field_of(ref->t->l, name);
}

static struct str values_label(struct arena *a, const struct field *f, struct str values)
{
	struct str out = S(""), value, label;

	while (values.n) {
		if (!str_cut(values, '+', &value, &values)) {
			value = values;
			values = S("");
		}
		value = str_trim(value);
		label = f->kind == YESNO
		                ? str_is(value, "yes") ? S("是") : S("否")
		                : str_nth(f->labels ? f->labels : f->of, str_index(f->of, value));
		out = arena_fmt(a, "%.*s%s%.*s", P(out), out.n ? "、" : "", P(label));
	}
	return out;
}

/* "办理结果为予以公开，申请人类别为自然人" */
static struct str select_label(struct arena *a, const struct ref *ref)
{
	struct str rest = ref->select, out = S(""), item, name, value;

	while (str_item(&rest, &item)) {
		const struct field *f;

		if (!str_cut(item, '=', &name, &value) || !(f = choice(ref, str_trim(name))))
			continue;
		out = arena_fmt(a, "%.*s%s%s为%.*s", P(out), out.n ? "，" : "", f->label,
		                P(values_label(a, f, str_trim(value))));
	}
	return out;
}

/* --- kept or not ------------------------------------------------------------------------------ */

static bool has_records(struct report *r, const struct table *t, struct day until)
{
	struct spec s = { .t = t, .measure = COUNT, .on = "begun_on" };
	struct period d = { day_make(1900, 1, 1), until, until };
	struct figure_value v;

	return spec_count(r->tx, r->p, r->ask.org, &s, &d, &v) && v.n > 0;
}

static struct kept *kept_of(struct report *r, const struct table *t)
{
	struct day now = r->period.cutoff.n > r->period.to.n ? r->period.cutoff : r->period.to;

	for (size_t i = 0; i < r->n_kept; i++)
		if (r->kept[i].t == t)
			return &r->kept[i];
	arena_grow(r->tx->arena, r->kept, r->n_kept, r->cap_kept);
	r->kept[r->n_kept] = (struct kept){ t, has_records(r, t, now),
		                            has_records(r, t, r->before.to) };
	return &r->kept[r->n_kept++];
}

/* --- uses ------------------------------------------------------------------------------------- */

int64_t flow_part(const struct figure_value *v, enum ref_part part)
{
	static const int parts[N_REF_PARTS] = { [REF_BROUGHT] = FLOW_BROUGHT,
		                                [REF_NEW] = FLOW_NEW,
		                                [REF_ENDED] = FLOW_ENDED,
		                                [REF_CARRIED] = FLOW_CARRIED };

	return part >= REF_BROUGHT && part <= REF_CARRIED ? v->flow[parts[part]] : -1;
}

static struct str number_text(struct report *r, const struct figure_use *u,
                              const struct figure_value *v)
{
	if (u->spec.measure == FLOW)
		return arena_fmt(r->tx->arena, "%lld", (long long)v->flow[FLOW_CARRIED]);
	return figure_text(r->tx->arena, &u->spec, v);
}

struct figure_use *report_use(struct report *r, const struct ref *ref)
{
	struct arena *a = r->tx->arena;
	struct figure_use *u;

	for (size_t i = 0; i < r->n_uses; i++)
		if (str_eq(r->uses[i]->ref.id, ref->id))
			return r->uses[i];
	u = arena_new(a, struct figure_use);
	u->ref = *ref;
	u->ref.part = REF_VALUE;
	spec_of_ref(a, ref, &u->spec);
	u->anchor = arena_fmt(a, "fig-%zu", r->n_uses + 1);
	u->unit = str_of(ref->f->unit);
	u->label = str_of(ref->f->label);
	u->rule = figure_rule(a, r->p, ref->t, ref->f);
	if (ref->select.n) {
		struct str only = select_label(a, ref);

		u->label = arena_fmt(a, "%.*s（%.*s）", P(u->label), P(only));
		u->rule = arena_fmt(a, "%.*s 只计%.*s的。", P(u->rule), P(only));
	}
	spec_count(r->tx, r->p, r->ask.org, &u->spec, &r->period, &u->value);
	u->kept = kept_of(r, ref->t)->now;
	u->text = number_text(r, u, &u->value);
	arena_grow(a, r->uses, r->n_uses, r->cap_uses);
	r->uses[r->n_uses++] = u;
	return u;
}

size_t report_records(struct report *r, struct figure_use *u, struct behind **ret)
{
	if (!u->listed) {
		u->n_records = figure_records(r->tx, r->p, r->ask.org, &u->spec, &r->period, NULL,
		                              &u->records, NULL);
		u->listed = true;
	}
	*ret = u->records;
	return u->n_records;
}

/* --- last year -------------------------------------------------------------------------------- */

/* a/b with `places` decimals, b > 0, without trailing zeros. */
static struct str ratio(struct arena *a, int64_t n, int64_t d)
{
	int64_t tenths = (llabs(n) * 20 + d) / (2 * d);

	return tenths % 10 ? arena_fmt(a, "%lld.%lld", (long long)(tenths / 10),
	                               (long long)(tenths % 10))
	                   : arena_fmt(a, "%lld", (long long)(tenths / 10));
}

/* Two shares: in points.  n/d - m/e = (ne - md)/de, times a hundred. */
static struct str change_of_share(struct report *r, const struct figure_value *v,
                                  const struct figure_value *w)
{
	__int128 n = ((__int128)v->n * w->d - (__int128)w->n * v->d) * 1000,
		 d = (__int128)v->d * w->d;
	int64_t tenths = (int64_t)((n < 0 ? -n : n) * 2 + d) / (int64_t)(2 * d);

	if (!tenths)
		return S("与上年持平");
	return arena_fmt(r->tx->arena, "比上年%s%.*s个百分点", n < 0 ? "下降" : "提高",
	                 P(ratio(r->tx->arena, tenths, 10)));
}

static struct str change_of(struct report *r, struct figure_use *u)
{
	struct arena *a = r->tx->arena;
	struct figure_value diff = { .has = true, .d = 1 };
	struct str by, rate = S("");

	if (!u->value.has || !u->last.has || !u->last_kept || u->spec.measure == FLOW ||
	    u->spec.measure == MEAN)
		return S("");
	if (u->spec.measure == SHARE)
		return change_of_share(r, &u->value, &u->last);
	diff.n = u->value.n - u->last.n;
	if (!diff.n)
		return S("与上年持平");
	by = figure_text(a, &u->spec,
	                 &(struct figure_value){ .has = true, .n = llabs(diff.n), .d = 1 });
	if (u->last.n > 0)
		rate = arena_fmt(a, "（%s%.*s%%）", diff.n < 0 ? "下降" : "增长",
		                 P(ratio(a, diff.n * 100, u->last.n)));
	return arena_fmt(a, "比上年%s%.*s%.*s%.*s", diff.n < 0 ? "减少" : "增加", P(by), P(u->unit),
	                 P(rate));
}

void use_compare(struct report *r, struct figure_use *u)
{
	if (u->compared)
		return;
	u->compared = true;
	u->last_kept = kept_of(r, u->ref.t)->before;
	if (u->last_kept)
		spec_count(r->tx, r->p, r->ask.org, &u->spec, &r->before, &u->last);
	u->last_text = u->last_kept ? number_text(r, u, &u->last) : S("");
	u->change = change_of(r, u);
}

struct str use_text(struct report *r, struct figure_use *u, enum ref_part part)
{
	if (part == REF_LAST || part == REF_CHANGE) {
		use_compare(r, u);
		return part == REF_LAST ? u->last_text : u->change;
	}
	if (!u->kept)
		return S("");
	if (part != REF_VALUE)
		return arena_fmt(r->tx->arena, "%lld", (long long)flow_part(&u->value, part));
	return u->text;
}
