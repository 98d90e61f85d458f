/*
 * desk.c - the desk: what is due, worst first; the report; the year's shares
 */
#include <stdlib.h>

#include "ledger/verbs.h"
#include "pages/pages.h"
#include "report/report.h"

enum {
	MAX_CARDS = 6,
	MAX_DUES = 15,
	MAX_SHARES = 9,
	MAX_LEDGERS = 128,
	WITHIN = 92,
	MAX_WAITING = 9
};

/* One ledger with its open items by how they stand. */
struct kpi {
	const struct table *t;
	size_t late, soon, fine;
	const struct due_item *worst;
};

struct desk {
	struct visit *v;
	int64_t owner, section; /* of the scope; 0: whoever's, wherever            */
	struct due_item *dues;
	size_t n_dues;
	struct kpi cards[MAX_LEDGERS];
	size_t n_cards;
	size_t late, today, soon;
	struct year_source source; /* of the numbers of the year                   */
};

static void gather(struct desk *k)
{
	for (size_t i = 0; i < k->n_dues; i++) {
		const struct due_item *d = &k->dues[i];
		size_t c = 0;
		while (c < k->n_cards && k->cards[c].t != d->t)
			c++;
		if (c == MAX_LEDGERS)
			continue;
		if (c == k->n_cards)
			k->cards[k->n_cards++] = (struct kpi){ .t = d->t, .worst = d };
		k->cards[c].late += d->is == DUE_LATE;
		k->cards[c].soon += d->is == DUE_SOON || d->is == DUE_TODAY;
		k->cards[c].fine += d->is == DUE_FINE;
		k->late += d->is == DUE_LATE;
		k->today += d->is == DUE_TODAY;
		k->soon += d->is == DUE_SOON;
	}
}

static int worst_first(const void *a, const void *b)
{
	const struct kpi *x = a, *y = b;

	if ((x->late > 0) != (y->late > 0))
		return x->late ? -1 : 1;
	if ((x->soon > 0) != (y->soon > 0))
		return x->soon ? -1 : 1;
	if (x->late + x->soon + x->fine != y->late + y->soon + y->fine)
		return x->late + x->soon + x->fine > y->late + y->soon + y->fine ? -1 : 1;
	return x->t->index - y->t->index;
}

/* --- cards ----------------------------------------------------------------------------------- */

static int percent(size_t n, size_t of)
{
	return of ? (int)(n * 100 / of) : 0;
}

static void put_kpi(struct visit *v, const struct kpi *c)
{
	size_t all = c->late + c->soon + c->fine;

	html(v->out, "<a class=\"kpi", when(c->late, " hot"), when(!c->late && c->soon, " warm"),
	     when(!c->late && !c->soon, " ok"), "\" href=\"/", str_of(c->t->l->key), "?view=",
	     str_of(c->late   ? "late"
	            : c->soon ? "soon"
	                      : "open"),
	     "\"><div class=\"h\">", str_of(c->t->l->label));
	ui_icon(v, chapter_icon(c->t->chapter));
	html(v->out, "</div><div class=\"v\">", (int64_t)all,
	     "<small>项期限</small></div><div class=\"bar\"><i class=\"r w", percent(c->late, all),
	     "\"></i><i class=\"a w", percent(c->soon, all), "\"></i><i class=\"g w",
	     100 - percent(c->late, all) - percent(c->soon, all),
	     "\"></i></div><div class=\"rag\">");
	if (c->late)
		html(v->out, "<span class=\"due r\">逾期 <b>", (int64_t)c->late, "</b></span>");
	if (c->soon)
		html(v->out, "<span class=\"due a\">临期 <b>", (int64_t)c->soon, "</b></span>");
	if (c->fine)
		html(v->out, "<span class=\"due g\"><span class=\"sr\">正常 </span><b>",
		     (int64_t)c->fine, "</b></span>");
	html(v->out, "</div><div class=\"lawline\">", c->worst->term_text, " · ", c->worst->basis,
	     "</div></a>\n");
}

static void put_kpis(struct desk *k)
{
	if (!k->n_cards)
		return;
	html(k->v->out, "<section class=\"kpis\" aria-label=\"期限概览\">\n");
	for (size_t i = 0; i < k->n_cards && i < MAX_CARDS; i++)
		put_kpi(k->v, &k->cards[i]);
	html(k->v->out, "</section>\n");
}

/* --- the list to act on ---------------------------------------------------------------------- */

static void put_due_row(struct visit *v, const struct due_item *d)
{
	html(v->out, "<tr><td data-l=\"剩余\">");
	ui_due(v, d);
	html(v->out, "</td><td data-l=\"事项\"><div><div class=\"t1 ell\" title=\"", d->title,
	     "\">", str_of(d->t->l->label), "：", d->title.n ? d->title : d->number,
	     "</div><div class=\"t2 ell\">", d->state, " · ", d->number,
	     "</div></div></td><td class=\"nowrap\" data-l=\"期限\"><div>", d->due, " 届满 · ",
	     d->term_text, "<div class=\"t2 ell\">", d->basis,
	     "</div></div></td><td data-l=\"经办\">");
	ui_text(v, person_name(&v->tx, v->p, v->viewer.org, d->owner));
	html(v->out, "</td><td data-l=\"\"><a class=\"btn btn-s\" href=\"",
	     record_url(v->arena, d->t, d->id), "\">办理<span class=\"sr\">", d->number,
	     "</span></a></td></tr>\n");
}

static void put_dues(struct desk *k)
{
	struct visit *v = k->v;

	html(v->out,
	     "<section class=\"card\" id=\"dues\"><header><h2>期限预警</h2><span class=\"tag",
	     when(k->late, " tag-r"), "\">逾期 ", (int64_t)k->late, "</span><span class=\"tag",
	     when(k->soon + k->today, " tag-a"), "\">临期 ", (int64_t)(k->soon + k->today),
	     "</span><a class=\"more\" href=\"/ledgers\">全部台账</a></header>\n");
	if (!k->n_dues) {
		ui_empty(v, S("没有正在计算的期限"),
		         S("登记并办理各台账的事项后，期限在这里按先后排列。"));
		html(v->out, "</section>\n");
		return;
	}
	html(v->out,
	     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"期限预警\"><table class=\"tbl cards plain fixed mw-tbl\"><caption class=\"sr\">期限预警</caption><thead><tr><th scope=\"col\" class=\"cw140\">剩余</th><th scope=\"col\">事项</th><th scope=\"col\" class=\"cw192\">期限与依据</th><th scope=\"col\" class=\"cw72\">经办</th><th scope=\"col\" class=\"cw88\">操作</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < k->n_dues && i < MAX_DUES; i++)
		put_due_row(v, &k->dues[i]);
	html(v->out, "</tbody></table></div></section>\n");
}

/* --- the report and the year ----------------------------------------------------------------- */

/* A ring of what is checked: 86 of 100 around. */
static void put_ring(struct visit *v, size_t checked, size_t total)
{
	int arc = total ? (int)(checked * 270 / total) : 0;

	html(v->out,
	     "<svg width=\"104\" height=\"104\" viewBox=\"0 0 104 104\" role=\"img\" aria-label=\"已核对 ",
	     (int64_t)checked, " / ", (int64_t)total,
	     "\"><circle cx=\"52\" cy=\"52\" r=\"43\" fill=\"none\" stroke=\"#edf1f6\" stroke-width=\"11\"/>"
	     "<circle cx=\"52\" cy=\"52\" r=\"43\" fill=\"none\" stroke=\"#2f74cc\" stroke-width=\"11\" "
	     "stroke-dasharray=\"",
	     arc,
	     " 270\" transform=\"rotate(-90 52 52)\"/><text x=\"52\" y=\"54\" "
	     "text-anchor=\"middle\" font-size=\"24\" font-weight=\"600\" fill=\"#142033\">",
	     (int64_t)checked,
	     "</text><text x=\"52\" y=\"72\" text-anchor=\"middle\" font-size=\"12\" fill=\"#56657a\">/ ",
	     (int64_t)total, " 个数</text></svg>");
}

static bool progress_of(struct desk *k, int year, struct year_progress *ret)
{
	struct visit *v = k->v;
	struct figure_value checked, total, failed;
	int64_t org = v->viewer.org;

	if (!k->source.large)
		return year_progress(&v->tx, v->p, org, year, v->today, ret);
	if (!year_value(&v->tx, org, year, S("report.checked"), &checked) ||
	    !year_value(&v->tx, org, year, S("report.total"), &total) ||
	    !year_value(&v->tx, org, year, S("report.failed"), &failed))
		return false;
	*ret = (struct year_progress){ checked.n, total.n, failed.n };
	return true;
}

/* 2024-12-31, or of a large bureau when it was counted: 截至 12-31 14:32. */
static struct str counted_when(struct desk *k)
{
	struct str at = instant_text(k->v->arena, k->source.at);

	if (!k->source.large || at.n < 16)
		return day_text(k->v->arena, k->v->today);
	return arena_fmt(k->v->arena, "%.*s %.*s", 10, at.p, 5, at.p + 11);
}

static void put_progress(struct desk *k, int year)
{
	struct visit *v = k->v;
	struct year_progress g;

	if (!progress_of(k, year, &g)) {
		html(v->out, "<p class=\"muted\">",
		     k->source.large && !k->source.kept ? S("本年数字正在统计，几分钟后显示。")
		                                        : S("报告模板还不能生成。"),
		     "</p>");
		return;
	}
	html(v->out, "<div class=\"row gap18 start\">");
	put_ring(v, (size_t)g.checked, (size_t)g.total);
	html(v->out, "<dl class=\"dl dl-70 grow\"><dt>已核对</dt><dd><span class=\"due g\">",
	     g.checked, " 个数</span></dd><dt>待核对</dt><dd><span class=\"due a\">",
	     g.total - g.checked, " 个数</span></dd><dt>校验未过</dt><dd><span class=\"due ",
	     when(g.failed, "r"), when(!g.failed, "g"), "\">", g.failed,
	     " 项</span></dd><dt>数据截至</dt><dd>", counted_when(k), "</dd></dl></div>");
}

/* Records that wait in a state for a step of this visitor. */
static void put_waiting(struct visit *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->p->n_tables && n < MAX_WAITING; i++) {
		const struct table *t = &v->p->tables[i];
		for (size_t s = 0; t->n_clocks && s < t->l->n_states && n < MAX_WAITING; s++) {
			const struct step *step = may_move(t, v->viewer.roles, s);
			struct list_ask ask = { .t = t,
				                .viewer = v->viewer,
				                .view = VIEW_OPEN,
				                .state = str_of(t->l->states[s].key) };
			int64_t count = step ? list_count(&v->tx, v->p, &ask) : 0;
			if (!count)
				continue;
			n++;
			html(v->out, "<li><span class=\"grow\"><a href=\"/", str_of(t->l->key),
			     "?view=open&amp;state=", ask.state, "\">", str_of(t->l->label), "：",
			     str_of(t->l->states[s].label), "</a><p>下一步 ", str_of(step->label),
			     "</p></span><b>", count, "</b></li>\n");
		}
	}
	if (!n)
		html(v->out, "<li class=\"muted\">没有等待您办理的事项</li>");
}

static void put_report(struct desk *k)
{
	struct visit *v = k->v;
	int year = day_year(v->today);

	html(v->out, "<div class=\"stack\"><section class=\"card\"><header><h2>", year,
	     " 年法治政府年报</h2><a class=\"more\" href=\"/report/annual/", year,
	     "\">进入编制</a></header><div class=\"bd\">");
	put_progress(k, year);
	html(v->out,
	     "</div></section><section class=\"card\" id=\"waiting\"><header><h2>等待您办理</h2></header><ul class=\"todo\">\n");
	put_waiting(v);
	html(v->out, "</ul></section>\n");
	html(v->out, "</div>\n");
}

static void put_share(struct visit *v, const struct counted_figure *c, int year)
{
	int64_t of = c->value.d > 0 ? c->value.n * 100 / c->value.d : 0;
	int width = of < 0 ? 0 : of > 100 ? 100 : (int)of;

	html(v->out, "<div><div class=\"a\"><span>", str_of(c->f->label),
	     "</span><span><b><a href=\"/figure/", c->key, "?year=", year, "\">", c->value.n, " / ",
	     c->value.d, "</a></b> ", c->text, "%</span></div><div class=\"bar\"><i class=\"",
	     when(width == 100, "g"), when(width < 90, "a"), " w", width, "\"></i></div></div>\n");
}

static void put_shares(struct desk *k)
{
	struct visit *v = k->v;
	int year = day_year(v->today);
	size_t n = 0;

	for (size_t i = 0; i < v->p->n_tables && n < MAX_SHARES; i++) {
		const struct table *t = &v->p->tables[i];
		for (size_t f = 0; f < t->l->n_figures && n < MAX_SHARES; f++) {
			struct counted_figure c;
			if (!is_shown_share(&t->l->figures[f]) || !may_open(t, v->viewer.roles) ||
			    !figure_shown(
				    v, &k->source,
				    arena_fmt(v->arena, "%s.%s", t->l->key, t->l->figures[f].key),
				    year, &c) ||
			    !c.value.has)
				continue;
			if (!n++)
				html(v->out,
				     "<section class=\"card\"><header><h2>年度指标完成</h2><span class=\"muted f13\">",
				     when(k->source.large, "按上面的截至时间统计，"),
				     "点击数字查看明细记录</span></header><div class=\"bd\"><div class=\"ind\">\n");
			put_share(v, &c, year);
		}
	}
	html(v->out, when(n, "</div></div></section>\n"));
}

/* --- the page -------------------------------------------------------------------------------- */

static struct str title_line(struct desk *k)
{
	struct visit *v = k->v;
	bool known = calendar_has(v->p->law, day_year(v->today));

	return arena_fmt(v->arena, "%.*s %s%s · 今日到期 %zu 项，已逾期 %zu 项，临期 %zu 项",
	                 P(day_text_cn(v->arena, v->today)), day_week_cn(v->today),
	                 !known                           ? ""
	                 : is_worked(v->p->law, v->today) ? "（工作日）"
	                                                  : "（休息日）",
	                 k->today, k->late, k->soon);
}

static void put_json(struct desk *k)
{
	static const char *const states[N_DUE_STATES] = { [DUE_NONE] = "none",
		                                          [DUE_FINE] = "fine",
		                                          [DUE_SOON] = "soon",
		                                          [DUE_TODAY] = "today",
		                                          [DUE_LATE] = "late" };
	struct json j;

	k->v->reply->type = S("application/json");
	json_init(&j, k->v->out);
	json_open(&j, '[');
	for (size_t i = 0; i < k->n_dues; i++) {
		const struct due_item *d = &k->dues[i];
		json_open(&j, '{');
		json_pair(&j, "ledger", str_of(d->t->l->key));
		json_key(&j, "id");
		json_id(&j, d->id);
		json_pair(&j, "number", d->number);
		json_pair(&j, "clock", d->clock);
		json_key(&j, "due");
		json_day(&j, d->due);
		json_pair(&j, "state", str_of(states[d->is]));
		json_key(&j, "left");
		json_int(&j, d->left);
		json_pair(&j, "unit", str_of(d->unit));
		json_pair(&j, "basis", d->basis);
		json_close(&j, '}');
	}
	json_close(&j, ']');
}

/* Who only handles begins with what is in hand; who answers for others, with all. */
static bool begins_with_mine(const struct visit *v)
{
	return !v->json && v->viewer.roles & (OFFICER | REVIEWER) &&
	       !(v->viewer.roles & ~(unsigned)(OFFICER | REVIEWER));
}

/* The scopes there are for this viewer, the one that was asked for filled in. */
static size_t scopes_of(struct desk *k, const char **labels, const char **keys)
{
	struct viewer *viewer = &k->v->viewer;
	struct str asked = pair_of(&k->v->query, "scope");
	int64_t section = viewer_section(viewer, k->v->today);
	size_t n = 0;

	keys[n] = "mine", labels[n++] = "我经办";
	if (section)
		keys[n] = "section", labels[n++] = "本科室";
	keys[n] = "all", labels[n++] = "全局";
	if (str_is(asked, "mine") || (!asked.n && begins_with_mine(k->v)))
		k->owner = viewer->person;
	if (str_is(asked, "section"))
		k->section = section;
	return n;
}

static void put_scopes(struct desk *k, const char **labels, const char **keys, size_t n)
{
	struct visit *v = k->v;

	html(v->out, "<div class=\"btns\" role=\"group\" aria-label=\"查看范围\">");
	for (size_t i = 0; i < n; i++) {
		bool on = str_is(str_of(keys[i]), k->owner     ? "mine"
		                                  : k->section ? "section"
		                                               : "all");
		html(v->out, "<a class=\"btn", when(on, " on"),
		     "\" href=\"/?scope=", str_of(keys[i]), "\"",
		     when(on, " aria-current=\"true\""), ">", str_of(labels[i]), "</a>");
	}
	html(v->out, "</div>");
}

/* What one may begin, by chapter. */
static void put_new(struct visit *v)
{
	size_t n = 0;

	for (size_t i = 0; i < v->p->n_tables; i++) {
		const struct table *t = &v->p->tables[i];
		if (!t->chapter || !may_open(t, v->viewer.roles) || !may_begin(t, v->viewer.roles))
			continue;
		if (!n++) {
			html(v->out,
			     "<details class=\"pop right\" id=\"new\"><summary class=\"btn btn-p\">");
			ui_icon(v, "plus");
			html(v->out,
			     "新建</summary><nav class=\"pop-in own\" aria-label=\"新建\">\n");
		}
		html(v->out, "<a href=\"/", str_of(t->l->key), "/new\">");
		ui_icon(v, chapter_icon(t->chapter));
		html(v->out, str_of(t->l->label), "</a>\n");
	}
	html(v->out, when(n, "</nav></details>"));
}

static void put_sheet(struct visit *v)
{
	html(v->out, "<button class=\"btn js\" type=\"button\" data-print>");
	ui_icon(v, "printer");
	html(v->out, "打印日报</button>");
}

void desk_get(struct visit *v)
{
	const char *labels[3], *keys[3];
	struct desk k = { .v = v };
	size_t n_scopes = scopes_of(&k, labels, keys);
	struct due_ask ask = {
		.viewer = &v->viewer, .within = WITHIN, .owner = k.owner, .section = k.section
	};

	k.n_dues = due_list(&v->tx, v->p, v->viewer.org, v->today, &ask, &k.dues);
	if (v->json) {
		put_json(&k);
		return;
	}
	k.source = year_source(&v->tx, v->p, v->viewer.org, day_year(v->today));
	gather(&k);
	qsort(k.cards, k.n_cards, sizeof(k.cards[0]), worst_first);
	ui_open(v, &(struct page){ .title = S("工作台"),
	                           .menu = "desk",
	                           .crumbs = { { S("工作台"), S("") } } });
	ui_heading(v, S("工作台"), title_line(&k));
	put_scopes(&k, labels, keys, n_scopes);
	put_sheet(v);
	put_new(v);
	html(v->out, "</div></div>\n<p class=\"po\">", ui_bureau(v), " · 打印时间 ",
	     instant_text(v->arena, world_now(&v->world)), " · 打印人 ",
	     person_name(&v->tx, v->p, v->viewer.org, v->viewer.person), "</p>\n");
	if (!k.owner)
		put_kpis(&k);
	html(v->out, "<div class=\"grid g-2-1 mb14 start\"><div class=\"stack\">\n");
	if (k.owner)
		desk_mine(v);
	put_dues(&k);
	html(v->out, "</div>\n");
	put_report(&k);
	html(v->out, "</div>\n<div class=\"grid g-2 mb14 start\">\n");
	desk_others(v);
	desk_month(v, k.owner ? VIEW_MINE : VIEW_ALL, k.source.large);
	html(v->out, "</div>\n<div class=\"grid g-2-1 mb14\">\n");
	chart_months(v, &k.source, day_year(v->today));
	chart_groups(v, &k.source, S("case.total"), S("domain"), day_year(v->today));
	html(v->out, "</div>\n");
	put_shares(&k);
	ui_close(v);
}
