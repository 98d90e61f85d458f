/*
 * chart.c - charts drawn by the server: they print, need no script, and have their table beside
 *
 * Bars of months on one scale from 0; each chart says in words what it shows and offers its
 * numbers as a table.
 */
#include "pages/pages.h"

enum {
	MONTHS = 12,
	MAX_SERIES = 3,
	WIDTH = 720,
	HEIGHT = 230,
	LEFT = 36,
	BOTTOM = 26,
	TOP = 10,
	MAX_GROUPS = 8
};

struct series {
	const char *key, *fill;
	struct counted_figure c;
	int64_t month[MONTHS];
};

/* "2024-03" -> 2; -1 when it is no month. */
static int month_of(struct str key)
{
	int64_t n;

	if (key.n < 7 || !str_int((struct str){ key.p + 5, 2 }, &n) || n < 1 || n > MONTHS)
		return -1;
	return (int)n - 1;
}

/* Counted now, or of a large bureau as kept. */
static size_t groups_of(struct visit *v, const struct year_source *source, struct counted_figure *c,
                        struct str by, int year, struct group **ret)
{
	struct period d = period_of_year(year);

	if (source->large)
		return year_groups(&v->tx, v->arena, v->viewer.org, year,
		                   arena_fmt(v->arena, "%.*s|%.*s", P(c->key), P(by)), ret);
	c->spec.by[0] = arena_z(v->arena, by);
	c->spec.n_by = 1;
	return spec_groups(&v->tx, v->p, v->viewer.org, &c->spec, &d, ret);
}

static bool read_series(struct visit *v, const struct year_source *source, struct series *s,
                        int year)
{
	struct group *groups;
	struct str by;
	size_t n;
	bool any = false;

	if (!figure_shown(v, source, str_of(s->key), year, &s->c))
		return false;
	by = year_breakdown(s->c.f, "month:");
	if (!by.n || !may_open(s->c.t, v->viewer.roles))
		return false;
	n = groups_of(v, source, &s->c, by, year, &groups);
	for (size_t i = 0; i < n; i++) {
		int m = month_of(groups[i].key[0]);
		if (m >= 0 && groups[i].value.has)
			any |= (s->month[m] = groups[i].value.n) != 0;
	}
	return any;
}

/* 1, 2 or 5 times a power of ten, so that five steps reach the top. */
static int64_t step_for(int64_t most)
{
	int64_t power = 1;

	for (;; power *= 10)
		for (int i = 1; i <= 5; i += i == 2 ? 3 : 1)
			if ((i == 1 || i == 2 || i == 5) && power * i * 5 >= most)
				return power * i;
}

static void put_axis(struct visit *v, int64_t step)
{
	for (int i = 0; i <= 5; i++) {
		int y = HEIGHT - BOTTOM - i * (HEIGHT - BOTTOM - TOP) / 5;
		html(v->out, "<line x1=\"", LEFT, "\" y1=\"", y, "\" x2=\"", WIDTH, "\" y2=\"", y,
		     "\" stroke=\"#e0e6ee\"/><text x=\"", LEFT - 6, "\" y=\"", y + 4,
		     "\" font-size=\"12\" fill=\"#56657a\" text-anchor=\"end\">", step * i,
		     "</text>");
	}
	for (int m = 0; m < MONTHS; m++)
		html(v->out, "<text x=\"",
		     LEFT + m * (WIDTH - LEFT) / MONTHS + (WIDTH - LEFT) / MONTHS / 2, "\" y=\"",
		     HEIGHT - 8, "\" font-size=\"12\" fill=\"#56657a\" text-anchor=\"middle\">",
		     m + 1, "月</text>");
}

static void put_bars(struct visit *v, const struct series *s, size_t at, size_t n, int64_t top)
{
	int slot = (WIDTH - LEFT) / MONTHS, bar = (slot - 16) / (int)n;

	for (int m = 0; m < MONTHS; m++) {
		int64_t h = s->month[m] * (HEIGHT - BOTTOM - TOP) / top;
		if (h > 0)
			html(v->out, "<rect x=\"", LEFT + m * slot + 8 + (int)at * bar, "\" y=\"",
			     HEIGHT - BOTTOM - h, "\" width=\"", bar > 3 ? bar - 2 : bar,
			     "\" height=\"", h, "\" fill=\"", str_of(s->fill), "\" rx=\"2\"/>");
	}
}

static void put_legend(struct visit *v, const struct series *s, size_t n)
{
	html(v->out, "<p class=\"row wrap center f12 c-5\">");
	for (size_t i = 0; i < n; i++)
		html(v->out,
		     "<span class=\"row gap4\"><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect "
		     "width=\"12\" height=\"12\" rx=\"2\" fill=\"",
		     str_of(s[i].fill), "\"/></svg>", str_of(s[i].c.f->label), "（",
		     str_of(s[i].c.f->unit), "）</span>");
	html(v->out, "</p>");
}

static void put_table(struct visit *v, const struct series *s, size_t n)
{
	html(v->out,
	     "<details class=\"mt8\"><summary class=\"f13 c-b\">数据表</summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"数据表\"><table class=\"tbl dense\">"
	     "<caption class=\"sr\">每月数据</caption><thead><tr><th scope=\"col\">指标</th>");
	for (int m = 0; m < MONTHS; m++)
		html(v->out, "<th scope=\"col\" class=\"r\">", m + 1, "月</th>");
	html(v->out, "</tr></thead><tbody>");
	for (size_t i = 0; i < n; i++) {
		html(v->out, "<tr><th scope=\"row\">", str_of(s[i].c.f->label), "</th>");
		for (int m = 0; m < MONTHS; m++)
			html(v->out, "<td class=\"r\">", s[i].month[m], "</td>");
		html(v->out, "</tr>");
	}
	html(v->out, "</tbody></table></div></details>");
}

bool chart_months(struct visit *v, const struct year_source *source, int year)
{
	/* clang-format off */
	struct series list[MAX_SERIES] = {
		{ .key = "inspection.visits", .fill = "#a9c8f0" }, { .key = "hazard.found", .fill = "#dd9419" }, { .key = "case.opened", .fill = "#b9252c" },
	};
	/* clang-format on */
	int64_t most = 1, step;
	size_t n = 0;

	for (size_t i = 0; i < MAX_SERIES; i++)
		if (read_series(v, source, &list[i], year))
			list[n++] = list[i];
	if (!n)
		return false;
	for (size_t i = 0; i < n; i++)
		for (int m = 0; m < MONTHS; m++)
			most = list[i].month[m] > most ? list[i].month[m] : most;
	step = step_for(most);
	html(v->out,
	     "<section class=\"card\"><header><h2>执法与隐患趋势</h2><span class=\"muted f13\">",
	     year, " 年各月</span></header><div class=\"bd\"><svg viewBox=\"0 0 ", WIDTH, " ",
	     HEIGHT, "\" width=\"100%\" role=\"img\" aria-label=\"柱状图：", year, "年每月的");
	for (size_t i = 0; i < n; i++)
		html(v->out, when(i, "、"), str_of(list[i].c.f->label));
	html(v->out, "；数据表在下方\">");
	put_axis(v, step);
	for (size_t i = 0; i < n; i++)
		put_bars(v, &list[i], i, n, step * 5);
	html(v->out, "</svg>");
	put_legend(v, list, n);
	put_table(v, list, n);
	html(v->out, "</div></section>\n");
	return true;
}

bool chart_groups(struct visit *v, const struct year_source *source, struct str key, struct str by,
                  int year)
{
	struct counted_figure c;
	struct group *groups;
	int64_t most = 0;
	size_t n;

	if (!figure_shown(v, source, key, year, &c) || !may_open(c.t, v->viewer.roles))
		return false;
	n = groups_of(v, source, &c, by, year, &groups);
	for (size_t i = 0; i < n; i++)
		most = groups[i].value.n > most ? groups[i].value.n : most;
	if (!most)
		return false;
	html(v->out, "<section class=\"card\"><header><h2>", str_of(c.f->label),
	     "分布</h2><span class=\"muted f13\">共 ", c.text, " ", str_of(c.f->unit),
	     "</span><a class=\"more\" href=\"/figure/", c.key, "?year=", year,
	     "\">明细</a></header><div class=\"bd stack\">");
	for (size_t i = 0; i < n && i < MAX_GROUPS; i++)
		html(v->out, "<div><div class=\"row between f13 mb4\"><span>",
		     groups[i].label[0].n ? groups[i].label[0] : S("未填写"), "</span><b>",
		     groups[i].value.n, " ", str_of(c.f->unit),
		     "</b></div><div class=\"bar\"><i class=\"w", groups[i].value.n * 100 / most,
		     "\"></i></div></div>");
	html(v->out, "</div></section>\n");
	return true;
}
