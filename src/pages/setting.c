/*
 * setting.c - what the law leaves to the bureau: read and written where its rule is shown
 *
 * A value is kept with its document and holds from its day on; versions before it stay.  It is in
 * force when the answer goes out, without a restart; the dues that name it are counted again by a job.
 */
#include "base/json.h"
#include "ledger/laws.h"
#include "ledger/setting.h"
#include "pages/pages.h"
#include "web/jobs.h"

static const char *hint_of(const struct term *t)
{
	static const char *const hints[N_TERM_UNITS] = {
		[UNIT_DAY] = "整数，单位：日",
		[UNIT_HOUR] = "整数，单位：小时",
		[UNIT_MINUTE] = "整数，单位：分钟",
		[UNIT_MONTH] = "整数，单位：月",
		[UNIT_YEAR] = "整数，单位：年",
		[UNIT_FEN] = "金额，单位：元",
		[UNIT_TENTH] = "小时，可以有一位小数",
		[UNIT_RATIO] = "比例，写作 3% 或者 1/3",
		[UNIT_NUMBER] = "整数",
	};

	if (term_is_words(t))
		return "文字";
	return t->unit == UNIT_DAY && t->counted == COUNTED_WD ? "整数，单位：工作日"
	       : hints[t->unit]                                ? hints[t->unit]
	                                                       : "";
}

void setting_form(struct visit *v, const struct term *t)
{
	if (!t->is_setting || v->by_token || !setting_may(v->viewer.roles, t))
		return;
	html(v->out,
	     "<section class=\"card mb14\"><header><h2>设定</h2><span class=\"muted f13\">"
	     "写明发布机关和文号；自所写之日起生效，此前的仍按原来的</span></header>"
	     "<form class=\"bd form\" method=\"post\" action=\"/law/",
	     t->id,
	     "\">"
	     "<input type=\"hidden\" name=\"csrf\" value=\"",
	     v->who.csrf, "\">\n");
	ui_refusals(v, S("没有设定"));
	ui_entry(v, "value", arena_fmt(v->arena, "数值（%s）", hint_of(t)), "text",
	         pair_of(&v->form, "value"), true);
	ui_entry(v, "issuer", S("发布机关"), "text", pair_of(&v->form, "issuer"), true);
	ui_entry(v, "document", S("文号"), "text", pair_of(&v->form, "document"), true);
	ui_entry(v, "from", S("生效之日"), "date", pair_of(&v->form, "from"), true);
	html(v->out,
	     "<div class=\"btns\"><button class=\"btn btn-p\">设定</button></div></form></section>\n");
}

/* --- keeping it ---------------------------------------------------------------------------------- */

struct setting_it {
	struct visit *v;
	struct actor who;
	struct setting s;
	struct job_row recheck;
	int64_t job;
};

static struct str recheck_args(struct arena *a, const struct setting *s)
{
	struct json_text t;
	struct json *j = json_begin(&t, 1 << 16);

	json_pair(j, "term", s->id);
	json_pair(j, "why", arena_fmt(a, "设置 %.*s 改为 %.*s", P(s->id), P(s->value)));
	return json_end(&t, a);
}

/* The setting and the work it makes, in one transaction: neither without the other. */
static bool take(struct tx *tx, void *arg)
{
	struct setting_it *k = arg;

	return setting_take(tx, k->v->p, &k->who, &k->s) && job_add(tx, &k->recheck, &k->job);
}

static void setting_of(struct visit *v, struct setting *s)
{
	*s = (struct setting){ .id = v->seg[0],
		               .value = str_trim(pair_of(&v->form, "value")),
		               .issuer = str_trim(pair_of(&v->form, "issuer")),
		               .document = str_trim(pair_of(&v->form, "document")),
		               .from = DAY_NONE };
	if (!day_parse(str_trim(pair_of(&v->form, "from")), &s->from))
		refuse(&v->r, "from", S("请写明自哪一天起生效，写作 2024-03-01。"), S(""));
	if (!s->value.n)
		refuse(&v->r, "value", S("请写明数值。"), S(""));
}

void law_post(struct visit *v)
{
	struct setting_it k = { .v = v, .who = visit_actor(v) };
	const struct term *t = term_on(v->p->law, v->seg[0], DAY_NONE);

	if (!t) {
		visit_missing(v);
		return;
	}
	if (!t->is_setting || !setting_may(v->viewer.roles, t)) {
		visit_error(v, 403, S("没有设定。"),
		            t->is_setting
		                    ? S("您无权修改这一项设置。")
		                    : arena_fmt(v->arena, "%.*s由法律规定，不能设定。", P(t->id)));
		return;
	}
	setting_of(v, &k.s);
	k.recheck = job_asked(v, "recheck",
	                      arena_fmt(v->arena, "按新的设置重新计算期限：%.*s", P(k.s.id)),
	                      recheck_args(v->arena, &k.s));
	if (!v->r.n_refused && visit_write(v, take, &k) && laws_load(&v->tx, v->p)) {
		jobs_wake(v->web);
		visit_moved(
			v, arena_fmt(v->arena, "/law/%.*s", P(k.s.id)),
			S("已设定，现在起按新的数值办理；受影响的期限正在重新计算，算完有通知。"));
		return;
	}
	v->status = 422;
	law_get(v);
}

/* --- the list ------------------------------------------------------------------------------------ */

void settings_table(struct visit *v)
{
	const struct law *law = law_of(v->p, v->viewer.org);

	html(v->out,
	     "<section class=\"card mt16\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"设置\">"
	     "<table class=\"tbl\"><caption class=\"sr\">设置</caption><thead><tr><th scope=\"col\">事项</th><th scope=\"col\">现行值</th>"
	     "<th scope=\"col\">生效</th><th scope=\"col\">发布机关和文号</th><th scope=\"col\">依据</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < law->n_terms; i++) {
		const struct term *t = &law->terms[i];
		if (!t->is_setting || t != term_on(law, t->id, v->today))
			continue;
		html(v->out, "<tr><td><a class=\"u\" href=\"",
		     url_of(arena_fmt(v->arena, "/law/%.*s", P(t->id))), "\">",
		     t->gist.n ? t->gist : t->id, "</a></td><td class=\"nowrap\">",
		     term_text(v->arena, t), "</td><td class=\"nowrap\">", t->from, "</td><td>",
		     t->issuer, " ", t->document, "</td><td>", term_cite(v->arena, t),
		     "</td></tr>\n");
	}
	html(v->out, "</tbody></table></div></section>\n");
}

void settings_get(struct visit *v)
{
	const struct law *law = law_of(v->p, v->viewer.org);
	struct json j;

	if (v->json) {
		v->reply->type = S("application/json");
		json_init(&j, v->out);
		json_open(&j, '[');
		for (size_t i = 0; i < law->n_terms; i++)
			if (law->terms[i].is_setting &&
			    &law->terms[i] == term_on(law, law->terms[i].id, v->today))
				term_json(v, &j, &law->terms[i]);
		json_close(&j, ']');
		return;
	}
	ui_open(v,
	        &(struct page){ .title = S("设置"),
	                        .menu = "law",
	                        .crumbs = { { S("法规库"), S("/law") }, { S("设置"), S("") } } });
	ui_heading(v, S("设置"), S("法律留给本机关确定的事项；没有设定的，凡是用到它的都不能办理"));
	html(v->out, "</div></div>\n");
	settings_table(v);
	ui_close(v);
}
