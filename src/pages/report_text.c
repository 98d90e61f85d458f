/*
 * report_text.c - writing the report: its words part by part, freezing it, and what moved since
 *
 * The text is edited a part at a time, in the language of templates (report/template.h): numbers
 * stay holes, so what is written by hand is seen at once.  A version that was changed meanwhile is
 * a conflict with both versions side by side.  Freezing keeps figures, rules and records.
 */
#include "pages/pages.h"
#include "report/report.h"

enum {
	WRITERS = CLERK | LEGAL | SECRETARY | HEADS,
	FREEZERS = HEADS | SECRETARY | LEGAL,
	MAX_PARTS_OF_TEXT = 80
};

bool may_write_report(const struct visit *v)
{
	return v->viewer.roles & WRITERS;
}

bool may_freeze_report(const struct visit *v)
{
	return v->viewer.roles & FREEZERS;
}

/* --- parts of the text ----------------------------------------------------------------------- */

/* What stands before a part, the part, and what follows it. */
struct cut {
	struct str before, part, after, heading;
};

/* Part n begins at the n-th heading; part -1 is what stands before the first. */
static bool cut_part(struct str text, int64_t n, struct cut *ret)
{
	size_t from = 0, to = text.n, at = 0;
	int64_t seen = -1;

	while (at < text.n) {
		const char *end = memchr(text.p + at, '\n', text.n - at);
		size_t next = end ? (size_t)(end - text.p) + 1 : text.n;
		if (text.p[at] == '#') {
			seen++;
			if (seen == n)
				from = at;
			if (seen == n + 1) {
				to = at;
				break;
			}
		}
		at = next;
	}
	if (n > seen || n < -1)
		return false;
	*ret = (struct cut){
		{ text.p, from }, { text.p + from, to - from }, { text.p + to, text.n - to }, { 0 }
	};
	str_cut(ret->part, '\n', &ret->heading, &(struct str){ 0 });
	return true;
}

/* Browsers send two characters for a line's end; a part ends with one. */
static struct str part_sent(struct visit *v)
{
	struct str s = pair_of(&v->form, "text");
	char *p = arena_array(v->arena, char, s.n + 2);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\r')
			p[n++] = s.p[i];
	if (n && p[n - 1] != '\n')
		p[n++] = '\n';
	return (struct str){ p, n };
}

/* --- the form -------------------------------------------------------------------------------- */

struct writing {
	struct visit *v;
	struct report_ask ask;
	struct report_words words;
	int64_t section, seen;
	struct cut cut;
	struct str typed; /* what was sent; the part itself at first             */
	struct str reason;
	bool conflict;
};

static struct str text_path(const struct writing *k)
{
	return arena_fmt(k->v->arena, "/report/annual/%d/text?section=%lld", k->ask.year,
	                 (long long)k->section);
}

static void put_conflict(struct writing *k)
{
	struct visit *v = k->v;

	if (!k->conflict)
		return;
	html(v->out,
	     "<div class=\"note note-r mb14\" role=\"alert\" tabindex=\"-1\" data-t=\"conflict\">");
	ui_icon(v, "alert-circle");
	html(v->out, "<span><b>没有保存：正文刚被",
	     person_name(&v->tx, v->p, v->viewer.org, k->words.by),
	     "修改过</b><br>下面左边是您写的，右边是现在的。请把要保留的内容合到左边，再保存。</span></div>\n");
}

static void put_area(struct visit *v, const char *id, struct str text, bool mine)
{
	html(v->out, "<textarea class=\"in\" rows=\"22\" id=\"f-", str_of(id), "\"",
	     when(mine, " name=\"text\" lang=\"zh-CN\""), when(!mine, " readonly"), ">\n", text,
	     "</textarea>");
}

static void put_text_form(struct writing *k)
{
	struct visit *v = k->v;

	html(v->out, "<section class=\"card\"><div class=\"bd\"><form method=\"post\" action=\"",
	     url_of(text_path(k)), "\" data-guard data-t=\"form\">");
	ui_csrf(v);
	html(v->out, "<input type=\"hidden\" name=\"version\" value=\"", k->words.version,
	     "\"><div class=\"", when(k->conflict, "grid g-2"), "\"><div class=\"field",
	     when(ui_field_wrong(v, S("text")), " err"), "\"><label for=\"f-text\">",
	     when(k->conflict, "您写的"), when(!k->conflict, "正文"), "</label>");
	put_area(v, "text", k->typed, true);
	ui_field_says(v, S("text"));
	html(v->out,
	     "<div class=\"hint\">一行是一段；# 开头的是标题。数字写作 {{case.total}} 这样的指标，按台账自动取数；手写的数字在报告里标出。</div></div>");
	if (k->conflict) {
		html(v->out, "<div class=\"field\"><label for=\"f-now\">现在的内容</label>");
		put_area(v, "now", k->cut.part, false);
		html(v->out, "</div>");
	}
	html(v->out, "</div><div class=\"field mt12", when(ui_field_wrong(v, S("reason")), " err"),
	     "\"><label for=\"f-reason\"><span class=\"req\" aria-hidden=\"true\">*</span>修改的理由<span class=\"sr\">（必填）</span></label><input class=\"in\" id=\"f-reason\" name=\"reason\" aria-required=\"true\" value=\"",
	     k->reason, "\">");
	ui_field_says(v, S("reason"));
	html(v->out,
	     "</div><div class=\"form-btns\"><button class=\"btn btn-p\" type=\"submit\">保存正文</button><a class=\"btn\" href=\"/report/annual/",
	     k->ask.year, "#s-", k->section, "\">取消</a><span class=\"muted f13\">现为第 ",
	     k->words.version,
	     " 版，每次保存都是新的一版，原版保留</span></div></form></div></section>\n");
}

static void text_page(struct writing *k)
{
	struct visit *v = k->v;
	struct str year = arena_fmt(v->arena, "%d 年度", k->ask.year);

	ui_open(v, &(struct page){ .title = v->r.n_refused || k->conflict ? S("错误：编辑正文")
	                                                                  : S("编辑正文"),
	                           .menu = "report",
	                           .crumbs = { { S("法治政府年报"), S("") },
	                                       { year, arena_fmt(v->arena, "/report/annual/%d",
	                                                         k->ask.year) },
	                                       { S("编辑正文"), S("") } } });
	ui_heading(v, S("编辑正文"), k->cut.heading.n ? k->cut.heading : S("开头"));
	html(v->out, "</div></div>\n");
	put_conflict(k);
	ui_refusals(v, S("没有保存"));
	put_text_form(k);
	ui_close(v);
}

/* False: the answer is written. */
static bool writing_begin(struct visit *v, struct writing *k)
{
	*k = (struct writing){ .v = v };
	if (!report_asked(v, &k->ask) || !str_int(pair_of(&v->query, "section"), &k->section)) {
		visit_missing(v);
		return false;
	}
	if (!may_write_report(v)) {
		visit_error(v, 403, S("您的岗位不编写报告。"),
		            S("由经办人员、法制机构、党组秘书或者负责人编写。"));
		return false;
	}
	if (!report_words(&v->tx, &k->ask, &k->words))
		return false;
	if (cut_part(k->words.body, k->section, &k->cut))
		return true;
	visit_missing(v);
	return false;
}

void report_text_get(struct visit *v)
{
	struct writing k;

	if (!writing_begin(v, &k))
		return;
	k.typed = k.cut.part;
	text_page(&k);
}

static struct report_actor speaker(const struct visit *v)
{
	return (struct report_actor){ v->viewer.org, v->viewer.person, v->viewer.person, "web" };
}

static bool save_text(struct tx *tx, void *arg)
{
	struct writing *k = arg;
	struct report_actor who = speaker(k->v);
	struct str body = arena_fmt(tx->arena, "%.*s%.*s%.*s", P(k->cut.before), P(k->typed),
	                            P(k->cut.after));

	return report_words_save(tx, k->v->p, &k->ask, &who, k->seen, body, k->reason);
}

void report_text_post(struct visit *v)
{
	struct writing k;

	if (!writing_begin(v, &k))
		return;
	k.typed = part_sent(v);
	k.reason = pair_of(&v->form, "reason");
	str_int(pair_of(&v->form, "version"), &k.seen);
	if (visit_write(v, save_text, &k)) {
		visit_moved(v,
		            arena_fmt(v->arena, "/report/annual/%d#s-%lld", k.ask.year,
		                      (long long)k.section),
		            S("已保存正文"));
		return;
	}
	if (v->r.fault || !report_words(&v->tx, &k.ask, &k.words))
		return;
	k.conflict = k.seen != k.words.version;
	if (k.conflict)
		cut_part(k.words.body, k.section, &k.cut);
	v->status = k.conflict ? 409 : 422;
	if (v->json)
		visit_refused_json(v);
	else
		text_page(&k);
}

/* --- freezing -------------------------------------------------------------------------------- */

struct freezing {
	struct visit *v;
	struct report_ask ask;
	int64_t id;
	struct str digest;
};

static bool freeze(struct tx *tx, void *arg)
{
	struct freezing *k = arg;
	struct report_actor who = speaker(k->v);

	return report_freeze_now(tx, k->v->p, &k->ask, &who, &k->id, &k->digest);
}

void report_freeze_post(struct visit *v)
{
	struct freezing k = { .v = v };

	if (!report_asked(v, &k.ask))
		visit_missing(v);
	else if (!may_freeze_report(v))
		visit_error(v, 403, S("您无权冻结数据。"),
		            S("由党组秘书、法制机构或者负责人冻结。"));
	else if (visit_write(v, freeze, &k))
		visit_moved(v, arena_fmt(v->arena, "/report/annual/%d/frozen", k.ask.year),
		            arena_fmt(v->arena, "已冻结数据，校验码 %.16s…", k.digest.p));
	else if (!v->r.fault)
		visit_error(v, 422, S("数据没有冻结。"),
		            v->r.n ? arena_fmt(v->arena, "%.*s%.*s", P(v->r.list[0].say),
		                               P(v->r.list[0].way))
		                   : S(""));
}

/* --- what moved since ------------------------------------------------------------------------ */

static void put_drift(struct visit *v, const struct frozen_figure *x, int year)
{
	static const char *const drift[N_DRIFTS] = { "后增", "已改", "已不在" };

	html(v->out, "<tr><td><a href=\"/figure/", x->key, "?year=", year, "\">", x->label,
	     "</a></td><td class=\"r\">", x->was, "</td><td class=\"r\">", x->now, "</td><td>");
	for (size_t i = 0; i < x->n_records && i < 20; i++)
		html(v->out, "<div><span class=\"tag tag-a\">", str_of(drift[x->records[i].is]),
		     "</span> <a href=\"", record_url(v->arena, x->records[i].t, x->records[i].id),
		     "\">", x->records[i].number, "</a></div>");
	if (x->n_records > 20)
		html(v->out, "<div class=\"muted\">另有 ", (int64_t)(x->n_records - 20),
		     " 条</div>");
	html(v->out, "</td></tr>\n");
}

static void put_frozen(struct visit *v, const struct frozen *f, int year)
{
	struct str at = instant_text(v->arena, f->at);

	html(v->out, "<section class=\"card\"><header><h2>冻结后变动 ", (int64_t)f->n_differ, " / ",
	     (int64_t)f->n_figures, " 个数</h2><span class=\"muted f13\">冻结于 ",
	     arena_fmt(v->arena, "%.10s %.5s", at.p, at.p + 11), "，数据截至 ", f->cutoff,
	     "</span></header>\n");
	if (!f->n_differ) {
		ui_empty(v, S("冻结以后没有变动"), S("每个数字和它背后的记录都与冻结时相同。"));
		html(v->out, "</section>\n");
		return;
	}
	html(v->out,
	     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"冻结后变动\"><table class=\"tbl\"><caption class=\"sr\">冻结后变动</caption><thead><tr><th scope=\"col\">指标</th><th scope=\"col\" class=\"r\">冻结时</th><th scope=\"col\" class=\"r\">现在</th><th scope=\"col\">变动的记录</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < f->n_figures; i++)
		if (f->figures[i].differs)
			put_drift(v, &f->figures[i], year);
	html(v->out, "</tbody></table></div></section>\n");
}

void report_frozen_get(struct visit *v)
{
	struct report_ask ask;
	struct frozen f;

	if (!report_asked(v, &ask)) {
		visit_missing(v);
		return;
	}
	if (!report_compare_frozen(&v->tx, v->p, ask.org, ask.kind, ask.year, &f)) {
		if (!v->r.fault)
			visit_error(v, 404, S("这一年的报告还没有冻结数据。"),
			            S("冻结以后，可以在这里查看变动。"));
		return;
	}
	if (v->json) {
		v->reply->type = S("application/json");
		frozen_json(&f, v->out);
		return;
	}
	ui_open(v,
	        &(struct page){ .title = S("冻结后变动"),
	                        .menu = "report",
	                        .crumbs = { { S("法治政府年报"), S("") },
	                                    { arena_fmt(v->arena, "%d 年度", ask.year),
	                                      arena_fmt(v->arena, "/report/annual/%d", ask.year) },
	                                    { S("冻结后变动"), S("") } } });
	ui_heading(v, S("冻结后变动"),
	           arena_fmt(v->arena, "%d 年度法治政府建设情况报告", ask.year));
	html(v->out, "<a class=\"btn\" href=\"/report/annual/", ask.year,
	     "\">返回报告</a></div></div>\n");
	put_frozen(v, &f, ask.year);
	ui_close(v);
}
