/*
 * jobs.c - long work: how far it is, what came of it; notices
 *
 * Everybody sees his own, a system administrator that there are others and can end them; what a job
 * made is for its starter alone.
 */
#include "pages/import_page.h"
#include "web/jobs.h"
#include "web/serve_file.h"

static bool sees(struct visit *v, const struct job_row *j)
{
	return j->account == v->who.who.id || v->viewer.roles & SYSTEM_ADMIN;
}

/* Names of files and what was refused are of the starter's records. */
static void hide(struct visit *v, struct job_row *j)
{
	const struct job_kind *k = job_kind_of(j->kind);

	if (j->account == v->who.who.id)
		return;
	j->label = str_of(k ? k->label : "");
	j->said = j->args = S("");
}

/* A token sees the jobs of its ledgers; what a job is about no ledger says is for people alone. */
static bool token_sees(struct visit *v, const struct job_row *j)
{
	const struct table *t = table_of(v->p, job_arg(v->arena, j, "ledger"));

	return !v->by_token || (t && v->token.reads && viewer_covers(&v->viewer, t));
}

static bool load(struct visit *v, struct job_row *j)
{
	int64_t id;

	if (str_int(v->seg[0], &id) && job_load(&v->tx, v->viewer.org, id, j) && sees(v, j) &&
	    token_sees(v, j))
		return true;
	visit_missing(v);
	return false;
}

static struct str left_text(struct arena *a, int64_t left)
{
	if (left < 0)
		return S("");
	if (left < 60)
		return arena_fmt(a, "，约剩 %lld 秒", (long long)left);
	return arena_fmt(a, "，约剩 %lld 分钟", (long long)(left + 59) / 60);
}

static void put_cancel(struct visit *v, const struct job_row *j)
{
	if (job_is_over(j))
		return;
	html(v->out, "<form method=\"post\" action=\"/jobs/", j->id, "/cancel\">");
	ui_csrf(v);
	html(v->out, "<button class=\"btn btn-s\" type=\"submit\">取消</button></form>");
}

void job_progress(struct visit *v, const struct job_row *row)
{
	struct job_row j = *row;
	int64_t left;

	jobs_now(v->web, &j, &left);
	html(v->out,
	     "<section class=\"card mb14\" data-t=\"job\" aria-live=\"polite\"><header><h2>",
	     j.label, "</h2></header><div class=\"bd stack\"><p>",
	     str_of(job_state_label(j.state)));
	if (j.total)
		html(v->out, "：", j.done, " / ", j.total, left_text(v->arena, left));
	html(v->out, "</p>");
	if (j.total)
		html(v->out, "<progress max=\"", j.total, "\" value=\"", j.done,
		     "\" aria-label=\"进度\"></progress>");
	put_cancel(v, &j);
	html(v->out, "<p class=\"muted\">可以离开这一页，完成时会通知您。</p></div></section>\n");
}

/* --- list ------------------------------------------------------------------------------------------- */

static void put_row(struct visit *v, const struct job_row *row)
{
	struct job_row j = *row;
	bool mine = j.account == v->who.who.id;
	int64_t left;

	jobs_now(v->web, &j, &left);
	html(v->out, "<tr><td class=\"nowrap\">", j.made_at, "</td><td>");
	if (mine)
		html(v->out, "<a href=\"", url_of(job_href(v->arena, &j)), "\">", j.label, "</a>");
	else
		html(v->out, j.label);
	html(v->out, "</td><td>", str_of(job_state_label(j.state)));
	if (str_is(j.state, "running") && j.total)
		html(v->out, " ", j.done * 100 / j.total, "%", left_text(v->arena, left));
	html(v->out, "</td><td>", j.said, "</td><td>");
	if (mine && j.file_name.n)
		html(v->out, "<a class=\"btn btn-s\" href=\"/jobs/", j.id, "/file\">下载</a>");
	put_cancel(v, &j);
	html(v->out, "</td></tr>\n");
}

static void page(struct visit *v, const struct job_row *list, size_t n)
{
	ui_open(v, &(struct page){ .title = S("作业"), .crumbs = { { S("作业"), S("") } } });
	ui_heading(v, S("作业"), S("时间较长的导入、导出、报告和备份；结果保存七天"));
	html(v->out, "</div></div>\n");
	if (v->viewer.roles & SYSTEM_ADMIN)
		upkeep_card(v);
	html(v->out, "<section class=\"card\" data-t=\"jobs\">");
	if (!n) {
		ui_empty(v, S("没有作业"), S("大的导入和导出会在这里显示进度。"));
	} else {
		html(v->out,
		     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"作业\"><table class=\"tbl\"><caption class=\"sr\">作业</caption>"
		     "<thead><tr><th scope=\"col\">发起</th><th scope=\"col\">作业</th><th scope=\"col\">状态</th><th scope=\"col\">结果</th><th scope=\"col\">操作</th></tr></thead><tbody>\n");
		for (size_t i = 0; i < n; i++)
			put_row(v, &list[i]);
		html(v->out, "</tbody></table></div>");
	}
	html(v->out, "</section>\n");
	ui_close(v);
}

void jobs_get(struct visit *v)
{
	bool all = (v->viewer.roles & SYSTEM_ADMIN) != 0;
	struct job_row *list;
	size_t n = jobs_of(&v->tx, v->viewer.org, all ? 0 : v->who.who.id, &list);
	struct json j;

	for (size_t i = 0; i < n; i++)
		hide(v, &list[i]);
	if (!v->json) {
		page(v, list, n);
		return;
	}
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		job_json(v, &j, &list[i]);
	json_close(&j, ']');
}

void job_get(struct visit *v)
{
	struct job_row j;
	struct json w;

	if (!load(v, &j))
		return;
	hide(v, &j);
	if (v->json) {
		v->reply->type = S("application/json");
		json_init(&w, v->out);
		job_json(v, &w, &j);
		return;
	}
	if (!job_is_over(&j))
		visit_header(v, "Refresh", S("2"));
	ui_open(v, &(struct page){ .title = j.label,
	                           .crumbs = { { S("作业"), S("/jobs") }, { j.label, S("") } } });
	ui_heading(v, j.label, S(""));
	html(v->out, "</div></div>\n");
	if (!job_is_over(&j)) {
		job_progress(v, &j);
	} else {
		html(v->out, "<section class=\"card\" data-t=\"job\"><div class=\"bd stack\"><p>",
		     str_of(job_state_label(j.state)), "：", j.said, "</p>");
		if (j.file_name.n && j.account == v->who.who.id)
			html(v->out, "<p><a class=\"btn btn-p\" href=\"/jobs/", j.id,
			     "/file\">下载 ", j.file_name, "</a></p>");
		html(v->out, "</div></section>\n");
	}
	ui_close(v);
}

/* What was written stays; an import can be taken back as a whole. */
static void too_late(struct visit *v, const struct job_row *j)
{
	bool written = str_is(j->kind, "import") && str_is(job_arg(v->arena, j, "phase"), "write");

	visit_problem(v, 409,
	              written ? S("已写入，不能取消，可以整批撤销。")
	                      : S("作业已经结束，不能取消。"),
	              S(""),
	              written ? S("在“导入的批次”（/imports）里找到这一次，写明理由后整批撤销。")
	                      : S(""));
}

void job_cancel_post(struct visit *v)
{
	struct job_row j;

	if (!load(v, &j))
		return;
	if (jobs_cancel(v, j.id))
		visit_moved(v, S("/jobs"), S("已请求取消。"));
	else if (!v->r.fault)
		too_late(v, &j);
}

void job_file_get(struct visit *v)
{
	struct job_row j;
	struct str bytes;

	if (!load(v, &j))
		return;
	if (j.account != v->who.who.id || !j.file_name.n ||
	    !job_get_bytes(&v->tx, v->arena, j.org, j.id, JOB_MADE, &bytes)) {
		visit_missing(v);
		return;
	}
	v->reply->type = j.file_type;
	visit_header(v, "Content-Disposition", disposition(v->arena, false, j.file_name));
	v->reply->file = (const unsigned char *)bytes.p;
	v->reply->n_file = bytes.n;
}

/* --- notices ---------------------------------------------------------------------------------------- */

static void notices_json(struct visit *v, const struct notice *list, size_t n)
{
	struct json j;

	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(&j, '{');
		json_pair(&j, "text", list[i].text);
		json_pair(&j, "href", list[i].href);
		json_pair(&j, "at", instant_text(v->arena, list[i].made_at));
		json_key(&j, "read");
		json_bool(&j, instant_set(list[i].read_at) && list[i].read_at.us != 0);
		json_close(&j, '}');
	}
	json_close(&j, ']');
}

void notices_get(struct visit *v)
{
	struct notice *list;
	size_t n = notices_of(&v->tx, v->viewer.org, v->who.who.id, &list);

	if (v->json) {
		notices_json(v, list, n);
		return;
	}
	ui_open(v, &(struct page){ .title = S("通知"), .crumbs = { { S("通知"), S("") } } });
	ui_heading(v, S("通知"), S(""));
	if (n) {
		html(v->out, "<form method=\"post\" action=\"/notices/read\">");
		ui_csrf(v);
		html(v->out, "<button class=\"btn\" type=\"submit\">全部标为已读</button></form>");
	}
	html(v->out, "</div></div>\n<section class=\"card\" data-t=\"notices\">");
	if (!n)
		ui_empty(v, S("没有通知"), S("作业完成时会在这里告诉您。"));
	html(v->out, "<ul class=\"todo\">");
	for (size_t i = 0; i < n; i++)
		html(v->out, "<li><span class=\"grow\"><a class=\"u\" href=\"",
		     url_of(list[i].href), "\">", list[i].text, "</a><p>", list[i].made_at,
		     "</p></span></li>\n");
	html(v->out, "</ul></section>\n");
	ui_close(v);
}

static bool mark_read(struct tx *tx, void *arg)
{
	struct visit *v = arg;

	notices_read(tx, v->viewer.org, v->who.who.id);
	return true;
}

void notices_read_post(struct visit *v)
{
	if (visit_write(v, mark_read, v))
		visit_redirect(v, S("/notices"));
}
