/*
 * figure.c - what stands behind a number
 *
 * As a page of its own, as the right column of the report, and for programs: value, last year, rule,
 * breakdowns, records.
 */
#include <stdlib.h>

#include "pages/pages.h"
#include "report/figure_list.h"
#include "report/report.h"

enum { PANEL_RECORDS = 12, PAGE_RECORDS = 2000 };

int year_asked(struct visit *v)
{
	int64_t year;

	if (str_int(pair_of(&v->query, "year"), &year) && year >= 2000 && year < 2100)
		return (int)year;
	return day_year(v->today);
}

/* Of a year that is not over: what is known today. */
static struct period period_of(struct visit *v, int year)
{
	return report_period(year, v->today.n < day_year_end(year).n ? v->today : DAY_NONE);
}

static bool figure_named(struct visit *v, struct str key, struct counted_figure *ret)
{
	struct counted_figure c = { .key = key };
	struct str why = S("");
	struct ref ref;

	if (!ref_resolve(v->p, v->arena, key, &ref, &why))
		return false;
	c.t = ref.t;
	c.f = ref.f;
	spec_of_ref(v->arena, &ref, &c.spec);
	c.spec.n_by = 0;
	*ret = c;
	return true;
}

static void put_value(struct visit *v, struct counted_figure *c, struct counted_figure *ret)
{
	c->text = c->value.has ? figure_text(v->arena, &c->spec, &c->value) : S("—");
	*ret = *c;
}

bool figure_take(struct visit *v, struct str key, int year, struct counted_figure *ret)
{
	struct counted_figure c;
	struct period d = period_of(v, year);

	if (!figure_named(v, key, &c) ||
	    !spec_count(&v->tx, v->p, v->viewer.org, &c.spec, &d, &c.value))
		return false;
	put_value(v, &c, ret);
	return true;
}

bool figure_shown(struct visit *v, const struct year_source *source, struct str key, int year,
                  struct counted_figure *ret)
{
	struct counted_figure c;

	if (!source->large)
		return figure_take(v, key, year, ret);
	if (!figure_named(v, key, &c) || !year_value(&v->tx, v->viewer.org, year, key, &c.value))
		return false;
	put_value(v, &c, ret);
	return true;
}

static void put_last_year(struct visit *v, const struct counted_figure *c, int year)
{
	struct counted_figure last;

	if (!figure_take(v, c->key, year - 1, &last) || !last.value.has)
		return;
	html(v->out, "<span class=\"muted f13 ml-auto\">上年 ", last.text, " ", str_of(c->f->unit),
	     "</span>");
}

/* The first two come to as much as the last two. */
static const struct {
	int part;
	const char *sign, *label;
} closing[] = {
	{ FLOW_BROUGHT, "", "上年结转" },
	{ FLOW_NEW, " + ", "新收" },
	{ FLOW_ENDED, " = ", "办结" },
	{ FLOW_CARRIED, " + ", "结转下年" },
};

static void put_flow(struct visit *v, const struct counted_figure *c)
{
	if (c->f->measure != FLOW)
		return;
	html(v->out, "<div class=\"note note-g\">");
	ui_icon(v, "sum");
	html(v->out, "<span>");
	for (size_t i = 0; i < sizeof(closing) / sizeof(closing[0]); i++)
		html(v->out, str_of(closing[i].sign), str_of(closing[i].label), " ",
		     c->value.flow[closing[i].part]);
	html(v->out, "</span></div>\n");
}

static void put_behind(struct visit *v, const struct behind *b, bool money)
{
	struct str label = b->label.n ? b->label : S("（无）");
	struct fen amount = { b->amount };

	html(v->out, "<tr><td class=\"nowrap\"><a href=\"", record_url(v->arena, b->t, b->id),
	     "\">", b->number.n ? b->number : label,
	     "</a></td><td><div class=\"ell mw250\" title=\"", label, "\">", label,
	     "</div></td><td class=\"nowrap\">", b->on, "</td>");
	if (money)
		html(v->out, "<td class=\"r\">", fen_text_cn(v->arena, amount), "</td>");
	html(v->out, "<td>", when(b->counted, "计入"), when(!b->counted, "未计入"), "</td></tr>\n");
}

/* The records the visitor may view; the others are counted and not named. */
static size_t records_seen(struct visit *v, const struct counted_figure *c, int year,
                           struct behind **ret, size_t *ret_hidden)
{
	struct period d = period_of(v, year);

	return figure_records(&v->tx, v->p, v->viewer.org, &c->spec, &d, &v->viewer, ret,
	                      ret_hidden);
}

static bool is_money(const struct counted_figure *c)
{
	return c->f->measure == SUM && str_has(str_of(c->f->unit), S("元"));
}

static void put_records(struct visit *v, const struct counted_figure *c, int year, bool whole)
{
	struct behind *list;
	size_t n, hidden, most = whole ? PAGE_RECORDS : PANEL_RECORDS;

	if (!may_open(c->t, v->viewer.roles)) {
		ui_note(v, NOTE_INFO, S("明细不在您的权限内"),
		        S("数字可以引用，记录由有权的岗位核对。"));
		return;
	}
	n = records_seen(v, c, year, &list, &hidden);
	if (hidden)
		ui_note(v, NOTE_INFO, arena_fmt(v->arena, "另有 %zu 条不在您的权限内", hidden),
		        S("数字包括它们，明细不列出。"));
	html(v->out, "<div><div class=\"row f13 b5 mb6\">");
	ui_icon(v, "list-details");
	html(v->out, "明细记录 ", (int64_t)n, " 条");
	if (!whole)
		html(v->out, "<a class=\"ml-auto b4\" href=\"/figure/",
		     url_encode(v->arena, c->key), "?year=", year, "\">全部明细</a>");
	html(v->out,
	     "</div><div class=\"box-0 scroll\" tabindex=\"0\" role=\"region\" aria-label=\"明细记录\"><table class=\"tbl dense\"><caption class=\"sr\">明细记录</caption><thead><tr><th scope=\"col\">编号</th><th scope=\"col\">名称</th><th scope=\"col\">日期</th>",
	     when(is_money(c), "<th scope=\"col\" class=\"r\">金额（元）</th>"),
	     "<th scope=\"col\">口径</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < n && i < most; i++)
		put_behind(v, &list[i], is_money(c));
	html(v->out, "</tbody></table></div><div class=\"row muted f12 mt6\">显示 ",
	     (int64_t)(n < most ? n : most), " / ", (int64_t)n, "</div></div>\n");
}

void figure_panel(struct visit *v, const struct counted_figure *c, int year, bool whole)
{
	html(v->out,
	     "<header><h2>数据来源</h2></header><div class=\"bd stack\" data-t=\"figure\"><div><div class=\"muted f13\">",
	     str_of(c->t->l->label), " · ", str_of(c->f->label),
	     "</div><div class=\"big\"><b data-t=\"figure-value\">", c->text, "</b><span>",
	     str_of(c->f->unit), "</span>");
	put_last_year(v, c, year);
	html(v->out, "</div>");
	if (!c->value.has)
		html(v->out, "<p class=\"muted f13\">", c->value.why, "</p>");
	html(v->out, "</div>\n<div><div class=\"row f13 b5 mb6\">");
	ui_icon(v, "calculator");
	html(v->out, "口径<span class=\"muted b4 ml-auto\">", c->key,
	     "</span></div><div class=\"def\">", figure_rule(v->arena, v->p, c->t, c->f));
	if (year == day_year(v->today))
		html(v->out, "截至 ", v->today, "。");
	html(v->out, "</div><p class=\"mt6\">");
	ui_law(v, basis_text(v->p, v->arena, c->t->l, &c->f->basis), S(""));
	html(v->out, "</p></div>\n");
	put_flow(v, c);
	put_records(v, c, year, whole);
	html(v->out, "</div>\n");
}

/* What a breakdown is called: a month, a column of the rows measured, a field. */
static struct str by_label(const struct counted_figure *c, struct str by)
{
	const struct field *rows = field_of(c->t->l, str_of(c->spec.rows)), *f;

	if (str_starts(by, S("month:")))
		return S("月");
	if (str_starts(by, S("year:")))
		return S("年");
	if (str_starts(by, S("of.")))
		return by_label(c, str_from(by, 3));
	f = rows && rows->kind == ROWS ? row_field(rows, by) : NULL;
	f = f ? f : field_of(c->t->l, by);
	return f ? str_of(f->label) : by;
}

static int by_key(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	return str_cmp(x->key[0], y->key[0]);
}

/* The figure by one of its breakdowns; *s is what was asked. */
static size_t groups_of(struct visit *v, const struct counted_figure *c, struct str by, int year,
                        struct spec *s, struct group **ret)
{
	struct period d = period_of(v, year);
	size_t n;

	*s = c->spec;
	s->by[0] = arena_z(v->arena, by);
	s->n_by = 1;
	n = spec_groups(&v->tx, v->p, v->viewer.org, s, &d, ret);
	if (n && str_starts(by, S("month:")))
		qsort(*ret, n, sizeof(**ret), by_key);
	return n;
}

/* A number, or of work in progress the four that close. */
static void put_group_value(struct visit *v, const struct counted_figure *c, const struct spec *s,
                            const struct figure_value *n)
{
	if (s->measure == FLOW) {
		for (size_t i = 0; i < sizeof(closing) / sizeof(closing[0]); i++)
			html(v->out, "<td class=\"r\">", n->flow[closing[i].part], "</td>");
		return;
	}
	html(v->out, "<td class=\"r\">", n->has ? figure_text(v->arena, s, n) : S("—"), " ",
	     str_of(c->f->unit), "</td>");
}

static void put_group_head(struct visit *v, const struct spec *s, struct str by)
{
	if (s->measure != FLOW)
		return;
	html(v->out, "<thead><tr><th>", by, "</th>");
	for (size_t i = 0; i < sizeof(closing) / sizeof(closing[0]); i++)
		html(v->out, "<th class=\"r\">", str_of(closing[i].label), "</th>");
	html(v->out, "</tr></thead>");
}

static void put_group(struct visit *v, const struct counted_figure *c, struct str by, int year)
{
	struct spec s;
	struct group *groups;
	size_t n = groups_of(v, c, by, year, &s, &groups);

	if (!n)
		return;
	html(v->out, "<section class=\"card\"><header><h2>按", by_label(c, by),
	     "</h2></header><table class=\"tbl dense\"><caption class=\"sr\">分组</caption>");
	put_group_head(v, &s, by_label(c, by));
	html(v->out, "<tbody>\n");
	for (size_t i = 0; i < n; i++) {
		html(v->out, "<tr><td>", groups[i].label[0].n ? groups[i].label[0] : S("—"),
		     "</td>");
		put_group_value(v, c, &s, &groups[i].value);
		html(v->out, "</tr>\n");
	}
	html(v->out, "</tbody></table></section>\n");
}

static void put_group_json(struct visit *v, struct json *j, const struct counted_figure *c,
                           struct str by, int year)
{
	struct spec s;
	struct group *groups;
	size_t n = groups_of(v, c, by, year, &s, &groups);

	json_open(j, '{');
	json_pair(j, "by", by);
	json_pair(j, "label", by_label(c, by));
	json_key(j, "groups");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++)
		group_json(j, v->arena, &s, &groups[i]);
	json_close(j, ']');
	json_close(j, '}');
}

static void put_json(struct visit *v, const struct counted_figure *c, int year)
{
	struct behind *list;
	size_t hidden, n = records_seen(v, c, year, &list, &hidden);
	struct period d = period_of(v, year);
	struct json j;
	struct str rest = str_of(c->f->by), by;

	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	figure_members(&j, v->arena, v->p, c->t, c->f, c->key, &c->spec, &c->value);
	json_key(&j, "from");
	json_day(&j, d.from);
	json_key(&j, "to");
	json_day(&j, day_set(d.cutoff) ? d.cutoff : d.to);
	json_key(&j, "by");
	json_open(&j, '[');
	while (str_item(&rest, &by))
		put_group_json(v, &j, c, by, year);
	json_close(&j, ']');
	json_key(&j, "hidden");
	json_int(&j, (int64_t)hidden);
	json_key(&j, "records");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		behind_json(&j, v->arena, &list[i]);
	json_close(&j, ']');
	json_close(&j, '}');
}

static void put_groups(struct visit *v, const struct counted_figure *c, int year)
{
	struct str rest = str_of(c->f->by), by;

	while (str_item(&rest, &by))
		put_group(v, c, by, year);
}

/* --- all of them ------------------------------------------------------------------------------- */

static bool is_covered(const struct table *t, const void *arg)
{
	const struct visit *v = arg;

	return !v->by_token || token_covers(&v->token, t->l->key);
}

/* A token counts what it covers; what is no figure is missing either way. */
static bool figure_covered(struct visit *v)
{
	struct counted_figure c;

	return !figure_named(v, v->seg[0], &c) || bearer_covers(v, c.t->l->key);
}

/* /figures?year=: for programs; people read them in the report. */
void figures_get(struct visit *v)
{
	struct period d = period_of(v, year_asked(v));
	struct figure_filter only = { is_covered, v };

	if (!v->json) {
		visit_redirect(v, arena_fmt(v->arena, "/report/annual/%d", year_asked(v)));
		return;
	}
	v->reply->type = S("application/json");
	if (!figures_json(&v->tx, v->p, v->viewer.org, &d, &only, v->out) && !v->r.fault)
		visit_refused_json(v);
}

void figure_get(struct visit *v)
{
	struct counted_figure c;
	int year = year_asked(v);

	if (v->by_token && !figure_covered(v))
		return;
	if (!figure_take(v, v->seg[0], year, &c)) {
		if (!v->r.fault)
			visit_missing(v);
		return;
	}
	if (v->json) {
		put_json(v, &c, year);
		return;
	}
	if (v->partial) {
		figure_panel(v, &c, year, false);
		return;
	}
	ui_open(v, &(struct page){ .title = str_of(c.f->label),
	                           .menu = "report",
	                           .crumbs = { { S("法治政府年报"),
	                                         arena_fmt(v->arena, "/report/annual/%d", year) },
	                                       { str_of(c.f->label), S("") } } });
	ui_heading(v, str_of(c.f->label), arena_fmt(v->arena, "%d 年度 · %s", year, c.t->l->label));
	html(v->out, "<a class=\"btn\" href=\"/figure/", url_encode(v->arena, c.key),
	     "?year=", year - 1, "\">", year - 1, " 年</a><a class=\"btn\" href=\"/",
	     str_of(c.t->l->key),
	     "?view=all\">打开台账</a></div></div>\n<div class=\"grid g-case\"><section class=\"card src\">");
	figure_panel(v, &c, year, true);
	html(v->out, "</section><aside class=\"stack\" aria-label=\"分组\">\n");
	put_groups(v, &c, year);
	html(v->out, "</aside></div>\n");
	ui_close(v);
}
