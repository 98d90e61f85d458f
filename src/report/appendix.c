/*
 * appendix.c - each number with its rule and the records behind it
 *
 * Figures of the text in the order in which they were first named; up to MAX_LISTED numbers of
 * records each, the rest is in the JSON.  Names of people are not printed: a record without a
 * number stands with its id.
 */
#include "report/report.h"

enum { MAX_LISTED = 200 };

static void put(struct report *r, struct str s)
{
	document_text(&r->doc, s);
}

static void put_value(struct report *r, struct figure_use *u)
{
	struct arena *a = r->tx->arena;
	const int64_t *f = u->value.flow;

	if (!u->kept)
		put(r, S("　未建台账。"));
	else if (u->spec.measure == FLOW)
		put(r, arena_fmt(a, "　上年结转%lld，新收%lld，办结%lld，结转下年%lld。",
		                 (long long)f[FLOW_BROUGHT], (long long)f[FLOW_NEW],
		                 (long long)f[FLOW_ENDED], (long long)f[FLOW_CARRIED]));
	else if (!u->value.has)
		put(r, arena_fmt(a, "　%.*s", P(u->value.why)));
	else if (u->spec.measure == SHARE)
		put(r, arena_fmt(a, "　%.*s%%（%lld / %lld）。", P(u->text), (long long)u->value.n,
		                 (long long)u->value.d));
	else
		put(r, arena_fmt(a, "　%.*s%.*s。", P(u->text), P(u->unit)));
	if (u->compared && u->last_text.n)
		put(r, arena_fmt(a, "上年%.*s%.*s。", P(u->last_text), P(u->unit)));
}

static struct str mark_of(struct report *r, const struct behind *b)
{
	return b->number.n ? b->number
	                   : arena_fmt(r->tx->arena, "%s%lld", b->t->l->label, (long long)b->id);
}

/* Those that are counted, or those that are only in the denominator. */
static void put_list(struct report *r, const char *what, const struct behind *list, size_t n,
                     bool counted)
{
	size_t total = 0, put_so_far = 0;

	for (size_t i = 0; i < n; i++)
		total += list[i].counted == counted;
	if (!total)
		return;
	put(r, arena_fmt(r->tx->arena, "%s%zu条：", what, total));
	for (size_t i = 0; i < n && put_so_far < MAX_LISTED; i++)
		if (list[i].counted == counted) {
			put(r, put_so_far++ ? S("、") : S(""));
			put(r, mark_of(r, &list[i]));
		}
	put(r, total > MAX_LISTED
	               ? arena_fmt(r->tx->arena, "等；其余%zu条见电子版。", total - MAX_LISTED)
	               : S("。"));
}

static void put_records(struct report *r, struct figure_use *u)
{
	struct behind *list;
	size_t n = report_records(r, u, &list);

	if (!n)
		return;
	document_note(&r->doc);
	put_list(r, u->spec.measure == SHARE ? "计入分子" : "记录", list, n, true);
	put_list(r, "只计入分母", list, n, false);
}

/* A narrowed figure that counted nothing needs no entry: its table shows the zero. */
static bool has_entry(const struct figure_use *u)
{
	return u->uses && (!u->ref.select.n || u->value.records);
}

void report_appendix(struct report *r)
{
	struct arena *a = r->tx->arena;
	int number = 0;

	document_page(&r->doc);
	document_heading(&r->doc, 1);
	put(r, S("附录　数字的口径和记录"));
	document_note(&r->doc);
	put(r,
	    arena_fmt(a, "统计期间%.*s至%.*s，截止日%.*s。每个数字由台账记录算出；作废的记录不计。",
	              P(day_text_cn(a, r->period.from)), P(day_text_cn(a, r->period.to)),
	              P(day_text_cn(a, r->period.cutoff))));
	for (size_t i = 0; i < r->n_uses; i++) {
		struct figure_use *u = r->uses[i];

		if (!has_entry(u))
			continue;
		document_note(&r->doc);
		document_anchor(&r->doc, u->anchor);
		document_run(&r->doc, (struct run){ .is = RUN_STRONG,
		                                    .text = arena_fmt(a, "%d. %.*s", ++number,
		                                                      P(u->label)) });
		put_value(r, u);
		put(r, arena_fmt(a, "口径：%.*s", P(u->rule)));
		put_records(r, u);
	}
}
