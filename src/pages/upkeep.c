/*
 * upkeep.c - what a system administrator begins as a job: a copy, its check, the index, dues
 */
#include "base/json.h"
#include "pages/import_page.h"
#include "store/backup.h"
#include "web/job_upkeep.h"

enum { BACKUPS_SHOWN = 20 };

/* --- the card on /jobs ----------------------------------------------------------------------- */

static void put_start(struct visit *v, const char *kind, const char *say)
{
	html(v->out, "<form method=\"post\" action=\"/jobs\">");
	ui_csrf(v);
	html(v->out, "<input type=\"hidden\" name=\"kind\" value=\"", str_of(kind),
	     "\"><button class=\"btn\" type=\"submit\">", str_of(say), "</button></form>");
}

static struct str size_text(struct arena *a, int64_t n)
{
	return n < 1 << 20 ? arena_fmt(a, "%lld KB", (long long)(n + 1023) / 1024)
	                   : arena_fmt(a, "%lld MB", (long long)(n + (1 << 20) - 1) >> 20);
}

static void put_backup(struct visit *v, const struct backup_file *f)
{
	html(v->out, "<tr><td>", f->name, "</td><td class=\"nowrap\">", f->at,
	     "</td><td class=\"r nowrap\">", size_text(v->arena, f->size),
	     "</td><td><form method=\"post\" action=\"/jobs\">");
	ui_csrf(v);
	html(v->out,
	     "<input type=\"hidden\" name=\"kind\" value=\"backup_check\"><input type=\"hidden\" name=\"file\" value=\"",
	     f->name, "\"><button class=\"btn btn-s\" type=\"submit\" aria-label=\"核对 ", f->name,
	     "\">核对</button></form></td></tr>\n");
}

static void put_backups(struct visit *v)
{
	struct backup_file *list;
	size_t n = backups_in(v->arena, v->web->backups, &list);

	if (!n) {
		html(v->out, "<p class=\"muted\">还没有备份。</p>");
		return;
	}
	html(v->out,
	     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"备份\"><table class=\"tbl\" data-t=\"backups\"><caption class=\"sr\">备份</caption>"
	     "<thead><tr><th scope=\"col\">备份</th><th scope=\"col\">时间</th><th scope=\"col\" class=\"r\">大小</th><th scope=\"col\">操作</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < n && i < BACKUPS_SHOWN; i++)
		put_backup(v, &list[i]);
	html(v->out, "</tbody></table></div>");
}

void upkeep_card(struct visit *v)
{
	html(v->out,
	     "<section class=\"card mb14\" data-t=\"upkeep\"><header><h2>系统作业</h2></header><div class=\"bd stack\"><div class=\"row\">");
	if (v->web->backups)
		put_start(v, "backup", "立即备份");
	put_start(v, "search", "重建检索索引");
	put_start(v, "recount", "重新计算期限和合计");
	html(v->out, "</div>");
	if (v->web->backups)
		put_backups(v);
	else
		html(v->out,
		     "<p class=\"muted\">数据库在 PostgreSQL 服务器上，备份用 pg_dump -Fc，办法见《运行手册》。</p>");
	html(v->out, "</div></section>\n");
}

/* --- beginning one --------------------------------------------------------------------------- */

static struct str args_of(struct visit *v)
{
	struct json_text t;
	struct json *j = json_begin(&t, 1 << 12);

	json_pair(j, "file", pair_of(&v->form, "file"));
	return json_end(&t, v->arena);
}

/* One of a kind at a time: two would only wait for each other. */
static bool is_under_way(struct visit *v, struct str kind)
{
	struct job_row *list;
	size_t n = jobs_of(&v->tx, v->viewer.org, 0, &list);

	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].kind, kind) && !job_is_over(&list[i]))
			return true;
	return false;
}

static bool may_start(struct visit *v, struct str kind)
{
	if (!(v->viewer.roles & SYSTEM_ADMIN))
		visit_problem(v, 403, S("系统作业由系统管理员发起。"), S(""), S(""));
	else if (!is_upkeep(kind))
		visit_problem(v, 422, S("没有这种作业。"), kind, S("请从“作业”页上选择。"));
	else if (is_under_way(v, kind))
		visit_problem(v, 409, S("同样的作业正在进行，没有再发起。"), S(""),
		              S("请等它完成，或者先取消它。"));
	else
		return true;
	return false;
}

void upkeep_post(struct visit *v)
{
	struct str kind = pair_of(&v->form, "kind"), file = pair_of(&v->form, "file");
	struct job_row row;
	int64_t id;

	if (!may_start(v, kind))
		return;
	row = job_asked(v, job_kind_of(kind)->key,
	                arena_fmt(v->arena, "%s%s%.*s", job_kind_of(kind)->label, file.n ? " " : "",
	                          P(file)),
	                args_of(v));
	if (!job_begin(v, &row, &id))
		return;
	jobs_wake(v->web);
	visit_moved(v, arena_fmt(v->arena, "/jobs/%lld", (long long)id), S("已开始。"));
}
