/*
 * report_stage.c - where the report of a year stands, and the steps that its reader may take now
 *
 * The stages are the states of the ledger of reports; each step has its form there.
 */
#include "ledger/verbs.h"
#include "pages/pages.h"

/* The record of that year that the viewer sees; false: none. */
static bool record_of(struct visit *v, const struct table *t, int year, struct record *ret)
{
	struct list_ask ask = {
		.t = t, .viewer = v->viewer, .view = VIEW_ALL, .size = 1, .bare = true
	};
	struct list_page page;

	ask.conds = arena_fmt(v->arena, "year=%d", year).p;
	return list_page(&v->tx, v->p, &ask, &page) && page.n_rows &&
	       record_load(&v->tx, t, v->viewer.org, page.rows[0].r.id, ret);
}

static void put_steps(struct visit *v, const struct record *r)
{
	struct act *acts;
	size_t n = record_acts(&v->tx, v->p, &v->viewer, r, &acts);
	bool main = true;

	for (size_t i = 0; i < n; i++) {
		bool leads = acts[i].s->to != SAME;
		if (!acts[i].may)
			continue;
		html(v->out, "<a class=\"btn", when(leads && main, " btn-p"), "\" href=\"",
		     record_url(v->arena, r->t, r->id), "/", str_of(acts[i].s->verb), "\">",
		     str_of(acts[i].s->label), "</a>");
		main &= !leads;
	}
}

void report_stage(struct visit *v, int year)
{
	const struct table *t = table_of(v->p, S("annual_report"));
	struct record r;

	if (!t || !may_open(t, v->viewer.roles))
		return;
	html(v->out,
	     "<section class=\"card mb14 noprint\" data-t=\"stage\"><div class=\"row wrap px16 py8\"><b>",
	     str_of(t->l->label), "</b>");
	if (record_of(v, t, year, &r)) {
		html(v->out, "<a class=\"u f13 grow\" href=\"", record_url(v->arena, t, r.id),
		     "\">", record_text(&r, S("number")), "</a>");
		put_steps(v, &r);
		html(v->out, "</div>");
		ui_path(v, &r);
	} else {
		html(v->out, "<span class=\"muted f13 grow\">这一年度还没有登记</span>");
		if (may_begin(t, v->viewer.roles))
			html(v->out, "<a class=\"btn btn-p\" href=\"/", str_of(t->l->key),
			     "/new\">登记年度报告</a>");
		html(v->out, "</div>");
	}
	html(v->out, "</section>\n");
}
