/*
 * explain.c - a clock of a record, day by day: every date explains itself
 */
#include "ledger/verbs.h"
#include "web/pages.h"
#include "web/ui.h"

static const struct clockset *clock_named(const struct table *t, struct str key)
{
	for (size_t i = 0; i < t->n_clocks; i++)
		if (str_is(key, t->clocks[i].key) && !t->clocks[i].accrues)
			return &t->clocks[i];
	return NULL;
}

static void put_json(struct visit *v, const struct clock_out *o)
{
	struct json j;

	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	json_key(&j, "last_day");
	json_day(&j, o->has ? o->last_day : DAY_NONE);
	json_key(&j, "act_by");
	json_day(&j, o->has ? o->act_by : DAY_NONE);
	json_key(&j, "last_at");
	if (o->has && o->timed)
		json_at(&j, o->last_at);
	else
		json_null(&j);
	json_key(&j, "provisional");
	json_bool(&j, o->provisional);
	json_key(&j, "setting");
	if (o->empty)
		json_str(&j, o->empty->id);
	else
		json_null(&j);
	json_key(&j, "basis");
	json_open(&j, '[');
	if (o->term)
		json_str(&j, term_cite(v->arena, o->term));
	json_close(&j, ']');
	json_key(&j, "days");
	json_open(&j, '[');
	for (size_t i = 0; i < o->n_days; i++) {
		json_open(&j, '{');
		json_key(&j, "day");
		json_day(&j, o->days[i].day);
		json_key(&j, "counted");
		json_int(&j, o->days[i].counted);
		json_pair(&j, "why", o->days[i].why);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
}

static void put_result(struct visit *v, const struct clock_out *o)
{
	html(v->out,
	     "<section class=\"card mb14\"><div class=\"bd\"><p class=\"figure-v\" data-t=\"last-day\">");
	if (o->has && o->timed)
		html(v->out, o->last_at);
	else if (o->has)
		html(v->out, o->last_day);
	else
		html(v->out, "没有最后一日");
	html(v->out, "</p><p class=\"mt8\">");
	if (o->term) {
		html(v->out, o->term->gist, "：", term_text(v->arena, o->term), "，自 ", o->start,
		     " 起算。 ");
		ui_law(v, term_cite(v->arena, o->term), o->term->id);
	}
	html(v->out, "</p>");
	if (o->has && !o->timed && o->act_by.n != o->last_day.n)
		html(v->out, "<p class=\"mt8\">最后一日不是工作日，最迟在 ", o->act_by,
		     " 办理。</p>");
	html(v->out,
	     when(o->provisional,
	          "<p class=\"mt8 c-a\">所涉年份的放假安排尚未公布，日期为暂定。</p>"),
	     when(o->stands, "<p class=\"mt8 c-a\">期限现在停止计算。</p>"),
	     when(o->stopped, "<p class=\"mt8\">期限已经终止。</p>"));
	if (o->empty)
		html(v->out, "<p class=\"mt8 c-r\">设置“", o->empty->id, "”尚未写明：",
		     o->empty->gist, "</p>");
	if (o->missing.n)
		html(v->out, "<p class=\"mt8 c-r\">", o->missing, "</p>");
	html(v->out, "</div></section>\n");
}

static void put_days(struct visit *v, const struct clock_out *o)
{
	if (!o->n_days)
		return;
	html(v->out,
	     "<section class=\"card\"><header><h2>逐日说明</h2><span class=\"muted f13\">起算当日不计入</span></header><table class=\"tbl dense\"><caption class=\"sr\">逐日说明</caption>"
	     "<thead><tr><th scope=\"col\">日期</th><th scope=\"col\" class=\"r\">第几日</th><th scope=\"col\">说明</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < o->n_days; i++) {
		const struct clock_day *d = &o->days[i];
		html(v->out, "<tr><td class=\"nowrap\">", d->day, "</td><td class=\"r\">");
		if (d->counted)
			html(v->out, d->counted);
		else
			html(v->out, "不计");
		html(v->out, "</td><td>", d->why, "</td></tr>\n");
	}
	html(v->out, "</tbody></table></section>\n");
}

void clock_get(struct visit *v)
{
	const struct clockset *c = clock_named(v->t, v->seg[2]);
	struct clock_out out;
	struct record r;
	struct str number;

	if (!c || !record_load(&v->tx, v->t, v->viewer.org, v->id, &r)) {
		visit_missing(v);
		return;
	}
	record_clock(&v->tx, v->p, &r, c, v->arena, &out);
	if (v->json) {
		put_json(v, &out);
		return;
	}
	number = record_text(&r, S("number"));
	ui_open(v, &(struct page){ .title = S("期限逐日说明"),
	                           .t = v->t,
	                           .crumbs = { { str_of(v->t->l->label),
	                                         arena_fmt(v->arena, "/%s", v->t->l->key) },
	                                       { number, record_url(v->arena, v->t, v->id).s },
	                                       { S("期限"), S("") } } });
	ui_heading(v, out.term ? out.term->gist : S("期限"), visit_title(v, &r));
	html(v->out, "<a class=\"btn\" href=\"", record_url(v->arena, v->t, v->id),
	     "\">返回记录</a></div></div>\n");
	put_result(v, &out);
	put_days(v, &out);
	ui_close(v);
}
