/*
 * figure_words.c - how a figure reads: its value in its unit, and what exactly was counted
 */
#include <stdlib.h>

#include "ledger/figures.h"
#include "ledger/words.h"

/* --- words ------------------------------------------------------------------------------------ */

static struct str decimal(struct arena *a, int64_t n, int64_t d, int places)
{
	int64_t scale = 1, whole;
	bool negative = (n < 0) != (d < 0) && n;
	struct str s;

	for (int i = 0; i < places; i++)
		scale *= 10;
	n = llabs(n);
	d = llabs(d);
	whole = (n / d) * scale + ((n % d) * scale * 2 + d) / (2 * d);
	s = arena_fmt(a, "%s%lld.%0*lld", negative ? "-" : "", (long long)(whole / scale), places,
	              (long long)(whole % scale));
	while (s.n && s.p[s.n - 1] == '0')
		s.n--;
	if (s.n && s.p[s.n - 1] == '.')
		s.n--;
	return s;
}

/* The kind of what is measured: fen, tenths and micros are shown in people's units. */
static enum kind measured(const struct spec *s)
{
	const struct field *rows = s->rows ? field_of(s->t->l, str_of(s->rows)) : NULL, *f = NULL;
	struct str word = str_of(s->field), rest;

	if (str_starts(word, S("SUM(")) && str_cut(str_from(word, 4), ':', &word, &rest) &&
	    str_cut(word, '.', &word, &rest)) { /* SUM(payments.amount: …)              */
		rows = field_of(s->t->l, word);
		word = rest;
	}
	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] == ' ')
			word.n = i;
	if (rows && rows->kind == ROWS)
		f = row_field(rows, word);
	f = f ? f : field_of(s->t->l, word);
	return f && s->measure != DISTINCT && s->measure != COUNT && s->measure != SHARE ? f->kind
	                                                                                 : NUMBER;
}

/* A field that says which person: of the bureau, or an officer. */
static bool is_person(const struct table *t, const struct field *rows, struct str key)
{
	const struct field *f = rows && rows->kind == ROWS ? row_field(rows, key) : NULL;
	enum kind kind = NUMBER;

	f = f ? f : field_of(t->l, key);
	if (f)
		return points_at(f, S("person")) || points_at(f, S("officer"));
	return auto_column(t->program->law, t->l, key, &kind) && kind == REF &&
	       !str_is(key, "in_section") && !str_is(key, "merged_into");
}

/* Does a figure of the ledger stand on the rule that fines are no target? */
static bool is_revenue(const struct ledger *l)
{
	for (size_t i = 0; i < l->n_figures; i++)
		if (str_is(str_of(l->figures[i].basis.term), "revenue-separation"))
			return true;
	return false;
}

bool spec_ranks_people(const struct spec *s)
{
	const struct field *rows = s->rows ? field_of(s->t->l, str_of(s->rows)) : NULL;
	bool by_person = s->per && (is_person(s->t, rows, str_of(s->per)) ||
	                            str_is(str_of(s->everyone), "person") ||
	                            str_is(str_of(s->everyone), "officer"));

	for (size_t i = 0; i < s->n_by; i++)
		by_person |= is_person(s->t, rows, str_of(s->by[i]));
	return by_person && is_revenue(s->t->l) && measured(s) == MONEY;
}

struct str figure_text(struct arena *a, const struct spec *s, const struct figure_value *v)
{
	struct str unit = str_of(s->unit);
	int64_t d = s->measure == MEAN ? v->d : 1;

	if (!v->has)
		return S("");
	if (s->measure == SHARE)
		return decimal(a, v->n * 100, v->d, 2);
	if (s->measure == FLOW) /* of work in progress one number is what was new */
		return decimal(a, v->flow[FLOW_NEW], 1, 0);
	switch (measured(s)) {
	case MONEY:
		return str_is(unit, "万元") ? decimal(a, v->n, d * 1000000, 4)
		                            : decimal(a, v->n, d * 100, 2);
	case HOURS: return decimal(a, v->n, d * 10, 1);
	case TIME:
		return decimal(a, v->n,
		               d * (str_is(unit, "分钟") ? INT64_C(60000000) : INT64_C(3600000000)),
		               2);
	default: return decimal(a, v->n, d, 2);
	}
}

static const char *const measure_say[N_MEASURES] = {
	[COUNT] = "计数", [SUM] = "合计",  [DISTINCT] = "去重计数", [MIN] = "最小",
	[MAX] = "最大",   [MEAN] = "平均", [SHARE] = "比率",        [FLOW] = "收结",
};

static struct str date_words(struct arena *a, const struct program *p, const struct table *t,
                             const struct figure *f, const struct field *rows)
{
	if (f->measure == FLOW)
		return S("期初未结的、期内新收的、期内办结的、期末未结的");
	if (f->during)
		return S("截止日有效的");
	if (!f->on)
		return S("全部");
	return arena_fmt(a, "%.*s在期内的", P(name_words(a, p, t->l, rows, str_of(f->on))));
}

static struct str what_words(struct arena *a, const struct program *p, const struct table *t,
                             const struct figure *f, const struct field *rows)
{
	struct str field = f->field ? fragment_words(a, p, t->l, rows, f->field) : S("");

	switch (f->measure) {
	case COUNT: return rows ? arena_fmt(a, "逐条计“%s”", rows->label) : S("逐条计数");
	case DISTINCT: return arena_fmt(a, "按%.*s去重计数", P(field));
	case SHARE: return S("占比");
	case FLOW: return S("收结");
	default: return arena_fmt(a, "%.*s的%s", P(field), measure_say[f->measure]);
	}
}

struct str figure_rule(struct arena *a, const struct program *p, const struct table *t,
                       const struct figure *f)
{
	const struct field *rows = f->rows ? field_of(t->l, str_of(f->rows)) : NULL;
	struct str where = f->where ? fragment_words(a, p, t->l, rows, f->where) : S("");
	struct str among = f->among && !str_is(str_of(f->among), "TRUE")
	                           ? fragment_words(a, p, t->l, rows, f->among)
	                           : S("");
	struct str per = f->per ? arena_fmt(a, "先按%.*s合计（截止日在册的都算，没有记录的计零），",
	                                    P(name_words(a, p, t->l, rows, str_of(f->per))))
	                        : S("");

	if (f->measure == SHARE)
		return arena_fmt(
			a, "“%s”台账%.*s记录，%.*s分子：%.*s；分母：%.*s。作废的不计。依据：%.*s。",
			t->l->label, P(date_words(a, p, t, f, rows)), P(per), P(where),
			among.n ? (int)among.n : (int)(sizeof "全部" - 1),
			among.n ? among.p : "全部", P(basis_text(p, a, t->l, &f->basis)));
	return arena_fmt(a, "“%s”台账%.*s记录，%.*s%.*s%s%.*s。作废的不计。依据：%.*s。",
	                 t->l->label, P(date_words(a, p, t, f, rows)), P(per),
	                 P(what_words(a, p, t, f, rows)), where.n ? "；条件：" : "", P(where),
	                 P(basis_text(p, a, t->l, &f->basis)));
}
