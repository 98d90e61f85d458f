/*
 * money.c - the ledger of fines and confiscated gains of a year, and its file
 *
 * Sums of the bureau, never of a person (行政处罚法 74).  A line that does not close is shown with its
 * difference; each sum of the total leads to the records behind it.
 */
#include "ledger/export.h"
#include "pages/pages.h"
#include "report/money.h"

static bool build(struct visit *v, int year, struct money *ret)
{
	struct period d = period_of_year(year);

	if (v->today.n < d.to.n)
		d.cutoff = v->today;
	return money_build(&v->tx, v->p, v->viewer.org, &d, ret);
}

static struct str yuan(struct visit *v, int64_t fen)
{
	return fen_text_cn(v->arena, (struct fen){ fen });
}

static struct str wan(struct visit *v, int64_t fen)
{
	return fen_text_wan(v->arena, (struct fen){ fen });
}

/* --- the file --------------------------------------------------------------------------------- */

static void give_file(struct visit *v, const struct money *m, struct str format, int year)
{
	struct grid g;

	money_grid(m, v->arena, &g);
	if (str_is(format, "xlsx") && !grid_xlsx(&v->tx, &g, v->out))
		return;
	if (str_is(format, "csv"))
		grid_csv(&g, false, v->out);
	v->reply->type = str_is(format, "csv") ? S("text/csv; charset=utf-8") : S(XLSX_TYPE);
	visit_header(
		v, "Content-Disposition",
		arena_fmt(v->arena, "attachment; filename=\"money-%d.%.*s\"", year, P(format)));
}

/* /money/2024.csv */
void money_file_get(struct visit *v)
{
	struct str name, format;
	struct money m;
	int64_t year;

	if (!str_cut(v->seg[0], '.', &name, &format) || !str_int(name, &year) || year < 2000 ||
	    year >= 2100 || (!str_is(format, "csv") && !str_is(format, "xlsx"))) {
		visit_missing(v);
		return;
	}
	if (build(v, (int)year, &m))
		give_file(v, &m, format, (int)year);
}

/* --- the page -------------------------------------------------------------------------------- */

/* Where the records behind a sum are. */
static const char *const behind[N_MONEY] = {
	[MONEY_LEVIED] = "payment.levied",    [MONEY_RECEIVED] = "payment.received",
	[MONEY_REFUNDED] = "payment.refunds", [MONEY_CANCELLED] = "payment.cancelled",
	[MONEY_REDUCED] = "payment.reduced",  [MONEY_ENDED] = "payment.ended",
	[MONEY_OWING] = "payment.owing",      [MONEY_BACK] = "payment.back",
};

static void put_card(struct visit *v, const char *label, int64_t fen, const char *class,
                     const char *figure, int year)
{
	html(v->out, "<a class=\"kpi ", str_of(class), "\" href=\"/figure/", str_of(figure),
	     "?year=", year, "\"><div class=\"h\">", str_of(label),
	     "（万元）</div><div class=\"v num\">", wan(v, fen), "</div></a>\n");
}

static void put_cards(struct visit *v, const struct money *m, int year)
{
	const int64_t *t = m->lines[0].v;

	html(v->out, "<section class=\"kpis\" aria-label=\"罚没款概览\">\n");
	put_card(v, "决定", t[MONEY_LEVIED], "", "payment.levied", year);
	put_card(v, "收缴", t[MONEY_RECEIVED], "ok", "payment.received", year);
	put_card(v, "期末应收未收", t[MONEY_OWING], t[MONEY_OWING] ? "warm" : "ok", "payment.owing",
	         year);
	put_card(v, "其中暂缓或者分期", t[MONEY_DEFERRED], "", "payment.deferred", year);
	put_card(v, "其中已申请法院", t[MONEY_BEFORE_COURT], "", "payment.before_court", year);
	put_card(v, "期末应退未退", t[MONEY_BACK], t[MONEY_BACK] ? "hot" : "ok", "payment.back",
	         year);
	html(v->out, "</section>\n");
}

static void put_checks(struct visit *v, const struct money *m)
{
	const struct money_report *r = &m->report;
	struct str sum = arena_fmt(v->arena, "决定 %.*s − 其中撤销 %.*s − 其后重新决定 %.*s",
	                           P(yuan(v, r->levied)), P(yuan(v, r->cancelled)),
	                           P(yuan(v, r->superseded)));

	html(v->out, "<div class=\"stack mb14\" data-t=\"checks\">");
	if (m->n_open)
		ui_note(v, NOTE_RED, arena_fmt(v->arena, "有 %zu 行不平", m->n_open),
		        S("期初 + 决定 − 收缴 + 退还 − 撤销 − 变更 − 终结，与各笔在期末的应收、应退不一致，差额在最后一列。请核对这些行的缴款、退款和终结登记。"));
	else
		ui_note(v, NOTE_GREEN, S("各行都平"),
		        S("期初 + 决定 − 收缴 + 退还 − 撤销 − 变更 − 终结 = 期末应收未收 − 期末应退未退，到分。"));
	if (r->off)
		ui_note(v, NOTE_RED, S("与年报的罚没款不一致"),
		        arena_fmt(
				v->arena,
				"%.*s，年报是 %.*s，差 %.*s 元。没有缴纳记录的处罚，或者缴纳记录与处罚不同。",
				P(sum), P(yuan(v, r->reported)), P(yuan(v, r->off))));
	else
		ui_note(v, NOTE_GREEN, S("与年报的罚没款一致"),
		        arena_fmt(v->arena, "%.*s = 年报 %.*s 元。", P(sum),
		                  P(yuan(v, r->reported))));
	html(v->out, "</div>\n");
}

static void put_amount(struct visit *v, const struct money_line *l, enum money_column c, int year)
{
	html(v->out, "<td class=\"r num nowrap\">");
	if (l->by == MONEY_ALL && behind[c] && l->v[c])
		html(v->out, "<a href=\"/figure/", str_of(behind[c]), "?year=", year, "\">",
		     yuan(v, l->v[c]), "</a>");
	else
		html(v->out, yuan(v, l->v[c]));
	html(v->out, "</td>");
}

static void put_line(struct visit *v, const struct money_line *l, int year)
{
	html(v->out, "<tr data-t=\"", str_of(money_by_key(l->by)), "-", l->key,
	     "\"><th scope=\"row\">", l->label, "</th>");
	for (int c = 0; c <= MONEY_BACK; c++)
		put_amount(v, l, (enum money_column)c, year);
	html(v->out, "<td class=\"r num nowrap", when(l->off, " c-r"), "\">",
	     l->off ? yuan(v, l->off) : S("—"), "</td></tr>\n");
}

static void put_table(struct visit *v, const struct money *m, enum money_by by, int year)
{
	struct str title = str_of(money_by_label(by));

	html(v->out, "<section class=\"card mb14\"><header><h2>", title,
	     "</h2><span class=\"more muted f13\">元</span></header><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"",
	     title, "\"><table class=\"tbl dense mw-tbl\"><caption class=\"sr\">罚没款", title,
	     "</caption><thead><tr><th scope=\"col\">名称</th>");
	for (int c = 0; c <= MONEY_BACK; c++)
		html(v->out, "<th scope=\"col\" class=\"r\">",
		     str_of(money_label((enum money_column)c)), "</th>");
	html(v->out, "<th scope=\"col\" class=\"r\">差额</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < m->n_lines; i++)
		if (m->lines[i].by == by)
			put_line(v, &m->lines[i], year);
	html(v->out, "</tbody></table></div></section>\n");
}

static void put_beside(struct visit *v, const struct money *m)
{
	html(v->out,
	     "<section class=\"card\"><header><h2>加处罚款和其他</h2></header><div class=\"bd\"><dl class=\"rec two\"><dt>收缴加处罚款</dt><dd>",
	     yuan(v, m->surcharge.received), " 元</dd><dt>退还加处罚款</dt><dd>",
	     yuan(v, m->surcharge.refunded), " 元</dd><dt>减免加处罚款</dt><dd>",
	     yuan(v, m->surcharge.waived), " 元</dd><dt>截至 ", m->d.cutoff, " 应收未收</dt><dd>",
	     yuan(v, m->surcharge.accrued), " 元</dd>");
	html(v->out, "<dt>收缴中强制执行</dt><dd>", yuan(v, m->lines[0].v[MONEY_FORCED]),
	     " 元</dd><dt>分期尚未到期</dt><dd>", yuan(v, m->instalments),
	     " 元</dd></dl></div></section>\n");
}

static void put_tools(struct visit *v, int year)
{
	html(v->out, "<div class=\"btns\" role=\"group\" aria-label=\"年度\">");
	for (int y = day_year(v->today) - 2; y <= day_year(v->today); y++)
		html(v->out, "<a class=\"btn", when(y == year, " on"), "\" href=\"/money?year=", y,
		     "\"", when(y == year, " aria-current=\"true\""), ">", y, "</a>");
	html(v->out, "</div><a class=\"btn\" href=\"/money/", year, ".xlsx\">");
	ui_icon(v, "file-export");
	html(v->out, "导出 XLSX</a><a class=\"btn\" href=\"/money/", year, ".csv\">导出 CSV</a>");
}

void money_get(struct visit *v)
{
	int year = year_asked(v);
	struct money m;
	struct json j;

	if (!build(v, year, &m))
		return;
	if (v->json) {
		v->reply->type = S("application/json");
		json_init(&j, v->out);
		money_json(&m, v->arena, &j);
		return;
	}
	ui_open(v, &(struct page){ .title = S("罚没款"),
	                           .menu = "money",
	                           .crumbs = { { S("罚没款"), S("") } } });
	ui_heading(v, arena_fmt(v->arena, "%d 年罚没款", year),
	           arena_fmt(v->arena,
	                     "截至 %.*s；由缴纳记录计算，罚没款不作为考核指标，不按人统计",
	                     P(day_text(v->arena, m.d.cutoff))));
	put_tools(v, year);
	html(v->out, "</div></div>\n");
	put_cards(v, &m, year);
	put_checks(v, &m);
	for (int by = MONEY_ALL; by < N_MONEY_BY; by++)
		put_table(v, &m, (enum money_by)by, year);
	put_beside(v, &m);
	ui_close(v);
}
