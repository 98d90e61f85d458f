/*
 * report.c - building a report, and its five ways out
 */
#include "report/report.h"
#include "base/sm3.h"

static bool refuse_ask(struct tx *tx, const char *field, const char *say)
{
	return refuse(tx->r, field, str_of(say), S(""));
}

static bool find_template(struct tx *tx, const struct report_ask *ask, struct str *ret)
{
	struct report_words words;

	*ret = ask->template;
	if (ret->n)
		return true;
	if (!report_words(tx, ask, &words))
		return false;
	*ret = words.body;
	return true;
}

/* The bureau's own record among the bodies. */
static struct str bureau_name(struct tx *tx, const struct program *p, int64_t org)
{
	struct spec s = { .t = table_of(p, S("org")),
		          .measure = COUNT,
		          .conds = "kind=bureau\nstate=in_use" };
	struct period d = period_of_year(day_year(world_today(tx->world)));
	struct behind *list;
	struct record rec;

	if (!s.t || !figure_records(tx, p, org, &s, &d, NULL, &list, NULL) ||
	    !record_load(tx, s.t, org, list[0].id, &rec))
		return S("本局");
	return record_text(&rec, S("name"));
}

static struct str draft_mark(struct report *r)
{
	size_t failed = 0;

	for (size_t i = 0; i < r->n_checks; i++)
		failed += !r->checks[i].ok && !r->checks[i].warning;
	if (failed)
		return arena_fmt(r->tx->arena, "草稿　%zu项校验未通过", failed);
	return !str_is(r->ask.kind, "annual") || report_is_approved(r->tx, r->p, &r->ask)
	               ? S("")
	               : S("草稿");
}

bool report_build(struct tx *tx, const struct program *p, const struct report_ask *ask,
                  struct report *ret)
{
	struct report *r = ret;
	struct str text;

	*r = (struct report){ .tx = tx, .p = p, .ask = *ask };
	if (ask->year < 1950 || ask->year > 2900)
		return refuse_ask(tx, "year", "没有这个年度。");
	if (!find_template(tx, ask, &text))
		return false;
	r->period = report_period(ask->year, ask->cutoff);
	if (r->period.to.n < r->period.from.n)
		return refuse_ask(tx, "cutoff", "截止日不能早于报告年度的第一日。");
	r->before = report_period(ask->year - 1, day_add_months(r->period.to, -12));
	r->template_hash = sm3_hex(tx->arena, text);
	if (!template_parse(&r->template, tx->arena, text, tx->r) ||
	    !template_check(&r->template, p, tx->r))
		return false;
	if (!ask->org_name.n)
		r->ask.org_name = bureau_name(tx, p, ask->org);
	document_init(&r->doc, tx->arena);
	r->doc.made = world_today(tx->world);
	if (!report_expand(r))
		return false;
	report_checks(r);
	for (size_t i = 0; i < r->n_uses; i++)
		if (!r->uses[i]->ref.select.n)
			use_compare(r, r->uses[i]);
	r->doc.draft = draft_mark(r);
	report_appendix(r);
	return !tx->r->fault && !tx->r->n_refused;
}

bool report_write(struct tx *tx, const struct program *p, const struct report_ask *ask,
                  struct buf *out)
{
	static const char kinds[] = "annual,enforcement,disclosure",
			  formats[] = "md,html,page,pdf,docx,json";
	int format = ask->format.n ? str_index(formats, ask->format) : 0;
	struct report r;

	if (str_index(kinds, ask->kind) < 0)
		return refuse_ask(tx, "kind", "报告分为 annual、enforcement 和 disclosure。");
	if (format < 0)
		return refuse_ask(tx, "format", "格式分为 md、html、page、pdf、docx 和 json。");
	if (!report_build(tx, p, ask, &r))
		return false;
	switch (format) {
	case 1: document_html(&r.doc, out); break;
	case 2: document_html_page(&r.doc, out); break;
	case 3: return document_pdf(&r.doc, NULL, tx->r, out);
	case 4: return document_docx(&r.doc, tx->r, out);
	case 5: report_json(&r, out); break;
	default: document_markdown(&r.doc, out);
	}
	if (out->over)
		fault(tx->r, S("报告太大。"));
	return !tx->r->fault;
}
