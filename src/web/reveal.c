/*
 * reveal.c - personal values shown, records printed, lists given out: a small form, an entry, then
 * the bytes
 *
 * GET asks for the purpose; POST writes the entry and only then answers, with no-store and without
 * a redirect, so that what was asked for is shown once and the next GET is masked again.
 *
 * A workbook, and a list of more than AT_ONCE records, is made by a job (web/jobs.h): a small one in
 * this request, a large one beside it, with a notice to its starter.  So is the package of a file.
 */
#include <string.h>

#include "ledger/export.h"
#include "ledger/job.h"
#include "ledger/reveal.h"
#include "web/jobs.h"
#include "web/lists.h"
#include "web/pages.h"

/* Records that are written into the answer itself. */
enum { AT_ONCE = 10000 };

/* --- the form --------------------------------------------------------------------------------- */

static struct str asked(const struct visit *v, const char *key)
{
	return v->req->method == METHOD_POST ? pair_of(&v->form, key) : pair_of(&v->query, key);
}

static void put_purposes(struct visit *v)
{
	html(v->out,
	     "<div class=\"field\"><label for=\"f-purpose\"><span class=\"req\" aria-hidden=\"true\">*</span>用途<span class=\"sr\">（必填）</span></label>"
	     "<select class=\"sel\" id=\"f-purpose\" name=\"purpose\" required><option value=\"\"></option>");
	for (size_t i = 0; i < n_purposes; i++)
		html(v->out, "<option value=\"", str_of(purposes[i].key), "\"",
		     when(str_is(asked(v, "purpose"), purposes[i].key), " selected"), ">",
		     str_of(purposes[i].label), "</option>");
	html(v->out, "</select>");
	ui_field_says(v, S("purpose"));
	html(v->out,
	     "</div>\n<div class=\"field\"><label for=\"f-why\">说明</label><input class=\"in\" id=\"f-why\" name=\"why\" maxlength=\"500\" value=\"",
	     asked(v, "why"), "\">");
	ui_field_says(v, S("why"));
	html(v->out, "</div>\n");
}

static void put_export(struct visit *v, const struct list_ask *ask)
{
	html(v->out, "<input type=\"hidden\" name=\"where\" value=\"", str_of(ask->conds),
	     "\"><p class=\"sub\">范围：",
	     ask->conds[0] ? str_of(ask->conds) : S("您能看到的全部记录"),
	     "</p>\n<div class=\"field\"><label for=\"f-format\">格式</label><select class=\"sel\" id=\"f-format\" name=\"format\"><option value=\"csv\">CSV</option><option value=\"xlsx\">XLSX</option><option value=\"json\">JSON</option></select></div>\n");
	if (may_unmask(v->t, v->viewer.roles))
		html(v->out,
		     "<div class=\"field opts\"><label><input class=\"ck\" type=\"checkbox\" name=\"unmasked\" value=\"1\"> 含完整的个人信息</label></div>\n");
}

static void put_form(struct visit *v, enum reveal_what what, const struct list_ask *ask)
{
	struct str label = str_of(reveal_label(what)), number = S("");
	struct record r;

	if (v->id && record_load(&v->tx, v->t, v->viewer.org, v->id, &r))
		number = record_text(&r, S("number"));
	ui_open(v, &(struct page){
			   .title = label,
			   .t = v->t,
			   .crumbs = { { str_of(v->t->l->label),
	                                 arena_fmt(v->arena, "/%s", v->t->l->key) },
	                               { number.n ? number : label,
	                                 number.n ? record_url(v->arena, v->t, v->id).s : S("") },
	                               { number.n ? label : S(""), S("") } } });
	ui_heading(v, label, S("写明用途，先记入办理日志，再给出内容"));
	html(v->out, "</div></div>\n");
	ui_refusals(v, S("没有给出"));
	html(v->out,
	     "<section class=\"card\"><div class=\"bd\"><form class=\"narrow stack\" method=\"post\">");
	ui_csrf(v);
	put_purposes(v);
	if (what == EXPORT)
		put_export(v, ask);
	html(v->out, "<div class=\"form-btns\"><button class=\"btn btn-p\" type=\"submit\">", label,
	     "</button></div></form></div></section>\n");
	ui_close(v);
}

static bool what_of(struct visit *v, enum reveal_what *ret)
{
	const char *verb = strrchr(v->route->path, '/');

	if (verb && reveal_of(str_of(verb + 1), ret) && (*ret != PACKAGE || v->t->l->n_papers))
		return true; /* only where papers are issued is there a file to be packed      */
	visit_missing(v);
	return false;
}

void reveal_get(struct visit *v)
{
	enum reveal_what what;
	struct list_ask ask;

	if (!what_of(v, &what))
		return;
	if (what == EXPORT)
		ask = list_asked(v, &v->query);
	put_form(v, what, &ask);
}

/* --- the answer ------------------------------------------------------------------------------- */

static bool answered(const struct visit *v)
{
	return v->r.fault || v->json || v->by_token;
}

static bool keep(struct visit *v, struct reveal *a, const struct actor *who)
{
	a->p = v->p;
	a->who = who;
	a->t = v->t;
	a->id = v->id;
	a->purpose = pair_of(&v->form, "purpose");
	a->why = pair_of(&v->form, "why");
	if (!bearer_takes(v, v->t, str_of(reveal_verb(a->what))))
		return false;
	if (visit_write(v, reveal_keep, a)) {
		v->entry = a->position;
		visit_header(v, "Journal-Position",
		             arena_fmt(v->arena, "%lld", (long long)a->position));
		return true;
	}
	if (v->r.fault)
		return false;
	if (answered(v))
		visit_refused_json(v);
	return false;
}

static void give_out(struct visit *v, const struct reveal *a, const struct list_ask *ask)
{
	struct export x = { .p = v->p,
		            .t = v->t,
		            .viewer = v->viewer,
		            .unmasked = a->unmasked,
		            .conds = ask->conds,
		            .out = v->out };
	bool json = v->json || str_is(pair_of(&v->form, "format"), "json");
	int64_t n;

	if (!(json ? export_json : export_csv)(&v->tx, &x, &n) || v->r.n_refused) {
		buf_clear(v->out);
		if (!v->r.fault)
			visit_refused_json(v);
		return;
	}
	if (v->out->over) {
		v->out->over = false;
		visit_problem(v, 413, S("导出的内容太多。"), S(""),
		              S("请缩小范围，或者用 yifa export 导出。"));
		return;
	}
	v->reply->type = json ? S("application/json") : S("text/csv; charset=utf-8");
	visit_header(v, "Content-Disposition",
	             arena_fmt(v->arena, "attachment; filename=\"%s.%s\"", v->t->l->key,
	                       json ? "json" : "csv"));
}

/* --- by a job ----------------------------------------------------------------------------------- */

static struct str args_of(struct visit *v, const struct reveal *a, struct str format)
{
	struct json_text text;
	struct json *j = json_begin(&text, 1 << 16);

	json_pair(j, "conds", a->conds);
	json_pair(j, "format", format);
	json_pair(j, "ledger", str_of(v->t->l->key));
	json_pair(j, "unmasked", a->unmasked ? S("yes") : S("no"));
	return json_end(&text, v->arena);
}

/* The workbook itself; false: the job has not made one, its page says why. */
static bool give_made(struct visit *v, int64_t id)
{
	struct job_row j;
	struct str bytes;

	if (!job_load(&v->tx, v->viewer.org, id, &j) || !j.file_name.n ||
	    !job_get_bytes(&v->tx, v->arena, j.org, id, JOB_MADE, &bytes))
		return false;
	v->reply->type = j.file_type;
	v->reply->file = (const unsigned char *)bytes.p;
	v->reply->n_file = bytes.n;
	visit_header(v, "Content-Disposition",
	             arena_fmt(v->arena, "attachment; filename=\"%.*s\"", P(j.file_name)));
	return true;
}

static void give_by_job(struct visit *v, const struct reveal *a, struct str format, int64_t n)
{
	struct job_row row = job_asked(v, "export", arena_fmt(v->arena, "导出“%s”", v->t->l->label),
	                               args_of(v, a, format));
	int64_t id;

	if (!job_begin(v, &row, &id))
		return;
	if (n <= INLINE_ROWS)
		jobs_inline(v, row.org, id);
	else
		jobs_wake(v->web);
	if (n > INLINE_ROWS || !give_made(v, id))
		visit_redirect(v, arena_fmt(v->arena, "/jobs/%lld", (long long)id));
}

/* A program with a token has no page of jobs: it gets its bytes at once, or 413. */
static void give(struct visit *v, const struct reveal *a, const struct list_ask *ask)
{
	struct str format = pair_of(&v->form, "format");
	struct export x = { .p = v->p, .t = v->t, .viewer = v->viewer, .conds = ask->conds };
	int64_t n = v->by_token || v->json ? 0 : export_count(&v->tx, &x);
	bool xlsx = str_is(format, "xlsx");

	if (v->web->jobs && !v->by_token && !v->json && (xlsx || n > AT_ONCE))
		give_by_job(v, a, xlsx || str_is(format, "json") ? format : S("csv"), n);
	else
		give_out(v, a, ask);
}

/* --- a package ---------------------------------------------------------------------------------- */

/* With the ledgers of a token, so that the job sees no lane that the token does not. */
static struct str package_args(struct visit *v)
{
	struct json_text text;
	struct json *j = json_begin(&text, 1 << 16);

	json_pair(j, "id", arena_fmt(v->arena, "%lld", (long long)v->id));
	json_pair(j, "ledger", str_of(v->t->l->key));
	json_pair(j, "ledgers", str_of(v->viewer.ledgers));
	return json_end(&text, v->arena);
}

static struct str number_of(struct visit *v)
{
	struct record r;

	return record_load(&v->tx, v->t, v->viewer.org, v->id, &r) ? record_text(&r, S("number"))
	                                                           : S("");
}

/* Always a job: pages of attachments take their time.  A program is told where it is, a person goes there. */
static void give_package(struct visit *v)
{
	struct job_row row = job_asked(v, "package",
	                               arena_fmt(v->arena, "导出案卷 %.*s", P(number_of(v))),
	                               package_args(v));
	struct json j;
	struct str at;
	int64_t id;

	if (!job_begin(v, &row, &id))
		return;
	jobs_wake(v->web);
	at = arena_fmt(v->arena, "/jobs/%lld", (long long)id);
	if (!answered(v)) {
		visit_redirect(v, at);
		return;
	}
	v->status = 202;
	v->reply->type = S("application/json");
	visit_header(v, "Location", at);
	json_init(&j, v->out);
	if (job_load(&v->tx, v->viewer.org, id, &row))
		job_json(v, &j, &row);
}

void reveal_post(struct visit *v)
{
	struct actor who = visit_actor(v);
	struct reveal a = { .unmasked = str_is(pair_of(&v->form, "unmasked"), "1") };
	struct list_ask ask = { .conds = "" };

	if (!what_of(v, &a.what))
		return;
	a.unmasked |= a.what == PACKAGE; /* papers are printed whole                            */
	if (a.what == EXPORT) {
		ask = list_asked(v, &v->form);
		a.conds = str_of(ask.conds);
	}
	if (!keep(v, &a, &who)) {
		if (answered(v))
			return;
		v->status = 422;
		put_form(v, a.what, &ask);
		return;
	}
	v->unmasked = a.what == UNMASK;
	if (a.what == EXPORT)
		give(v, &a, &ask);
	else if (a.what == PACKAGE)
		give_package(v);
	else
		record_get(v);
}

/* GET /hotline.csv: an export is a step, not an address. */
void export_elsewhere(struct visit *v)
{
	struct str stem, rest;

	str_cut(str_from(v->path, 1), '.', &stem, &rest);
	visit_problem(v, 405, S("导出要先写明用途，不能直接下载。"), S(""),
	              arena_fmt(v->arena, "请在 /%.*s/export 写明用途后导出。", P(stem)));
	visit_header(v, "Allow", S("POST"));
}
