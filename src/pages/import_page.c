/*
 * import_page.c - a file into a ledger: upload, what was found, and only then writing
 *
 * The upload becomes a job that looks the file over and keeps nothing; its page shows what would be
 * done, or every error with its line and column.  Confirming sends the job on with the same bytes,
 * named by their SM3.  Small files are answered at once, larger ones by a runner.
 */

#include "base/csv.h"
#include "base/sm3.h"
#include "ledger/batch.h"
#include "ledger/export.h"
#include "pages/import_page.h"
#include "web/import_draft.h"
#include "web/jobs.h"

static bool may_import(struct visit *v)
{
	if (may_begin(v->t, v->viewer.roles) || may_import_history(v->viewer.roles))
		return true;
	visit_error(v, 403, arena_fmt(v->arena, "您不能向“%s”导入。", v->t->l->label),
	            S("能登记这本台账的岗位才能导入。需要时请联系系统管理员。"));
	return false;
}

static void open_page(struct visit *v, struct str title)
{
	ui_open(v, &(struct page){ .title = title,
	                           .t = v->t,
	                           .crumbs = { { str_of(chapter_label(v->t->chapter)), S("") },
	                                       { str_of(v->t->l->label),
	                                         arena_fmt(v->arena, "/%s", v->t->l->key) },
	                                       { S("导入"), S("") } } });
	ui_heading(v, title, S("先检查，再确认；有一处不对，一行也不写入"));
	html(v->out, "</div></div>\n");
}

/* --- upload --------------------------------------------------------------------------------------- */

static void put_mode(struct visit *v, const char *value, const char *label, const char *hint,
                     bool chosen)
{
	html(v->out, "<label><input class=\"ck\" type=\"radio\" name=\"mode\" value=\"",
	     str_of(value), "\"", when(chosen, " checked"), "> ", str_of(label),
	     " <span class=\"muted\">", str_of(hint), "</span></label>\n");
}

static void put_form(struct visit *v)
{
	html(v->out,
	     "<section class=\"card mb14\" data-t=\"import\"><header><h2>选择文件</h2></header>"
	     "<div class=\"bd\">\n");
	ui_refusals(v, S("没有导入"));
	html(v->out,
	     "<form class=\"stack narrow\" method=\"post\" enctype=\"multipart/form-data\" action=\"/",
	     str_of(v->t->l->key), "/import\">");
	ui_csrf(v);
	html(v->out,
	     "<div class=\"field\"><label for=\"file\">文件（.xlsx 或者 .csv，至多 10 万行）</label>"
	     "<input class=\"in\" type=\"file\" id=\"file\" name=\"file\" required accept=\".xlsx,.csv\"></div>\n"
	     "<fieldset class=\"field opts\"><legend>这些记录是</legend>\n");
	put_mode(v, "live", "新登记", "按今天的规则逐条办理", true);
	if (may_import_history(v->viewer.roles)) {
		put_mode(v, "history", "历史数据", "已在别处办结", false);
		put_mode(v, "opening", "期初在办", "启用时尚未办结，期限照日期起算", false);
	}
	html(v->out,
	     "</fieldset>\n<div class=\"row\"><button class=\"btn btn-p\" type=\"submit\">检查</button>"
	     "<a class=\"btn\" href=\"/",
	     str_of(v->t->l->key),
	     "/template.xlsx\">下载模板</a><a class=\"btn\" href=\"/imports?ledger=",
	     str_of(v->t->l->key), "\">已导入的批次</a></div></form></div></section>\n");
}

void import_page_get(struct visit *v)
{
	if (!may_import(v))
		return;
	open_page(v, arena_fmt(v->arena, "导入“%s”", v->t->l->label));
	put_form(v);
	ui_note(v, NOTE_INFO, S("表头写什么"),
	        S("写模板里的名称或者字段的英文名；选项写名称，日期写作 2024-03-01，引用写编号、名称或者统一社会信用代码。带公式的格子请先粘贴为数值。"));
	ui_close(v);
}

struct adding {
	struct job_row row;
	struct str bytes;
	int64_t id;
};

static bool add_job(struct tx *tx, void *arg)
{
	struct adding *x = arg;

	return job_add(tx, &x->row, &x->id) &&
	       job_put_bytes(tx, x->row.org, x->id, JOB_GIVEN, x->bytes);
}

static struct str args_of(struct visit *v, const char *phase, struct str mode, struct str name,
                          struct str sm3)
{
	struct json_text text;
	struct json *j = json_begin(&text, 1 << 16);

	json_pair(j, "ledger", str_of(v->t->l->key));
	json_pair(j, "mode", mode);
	json_pair(j, "name", name);
	json_pair(j, "phase", str_of(phase));
	json_pair(j, "sm3", sm3);
	return json_end(&text, v->arena);
}

static const struct upload *file_of(struct visit *v)
{
	for (size_t i = 0; i < v->n_uploads; i++)
		if (str_is(v->uploads[i].key, "file") && v->uploads[i].body.n)
			return &v->uploads[i];
	return NULL;
}

/* The last part of a path, at most 200 bytes: what a browser sends is anybody's text. */
static struct str file_name(struct str s)
{
	for (size_t i = s.n; i > 0; i--)
		if (s.p[i - 1] == '/' || s.p[i - 1] == '\\') {
			s = str_from(s, i);
			break;
		}
	while (s.n > 200 || (s.n && s.n < 200 && !utf8_ok(s, NULL)))
		s.n--;
	return s.n ? s : S("import");
}

static void upload_again(struct visit *v)
{
	v->status = 422;
	if (v->json) {
		visit_refused_json(v);
		return;
	}
	open_page(v, arena_fmt(v->arena, "导入“%s”", v->t->l->label));
	put_form(v);
	ui_close(v);
}

static bool mode_stands(struct visit *v, struct str mode)
{
	if (str_index("live,history,opening", mode) < 0)
		return refuse(&v->r, "mode", S("请选择这些记录是新登记、历史数据还是期初在办。"),
		              S(""));
	if (!str_is(mode, "live") && !may_import_history(v->viewer.roles))
		return refuse(&v->r, "mode", S("您无权导入历史数据。"), S(""));
	return true;
}

static struct str page_of(struct visit *v, int64_t id)
{
	return arena_fmt(v->arena, "/%s/import/%lld", v->t->l->key, (long long)id);
}

void import_page_post(struct visit *v)
{
	const struct upload *file = file_of(v);
	struct str mode = pair_of(&v->form, "mode"), name;
	struct adding x;

	if (!may_import(v))
		return;
	if (!file)
		refuse(&v->r, "file", S("请选择一个不空的文件。"), S(""));
	if (!mode_stands(v, mode) || !file) {
		upload_again(v);
		return;
	}
	name = file_name(file->file);
	x = (struct adding){
		.row = job_asked(v, "import",
		                 arena_fmt(v->arena, "导入“%s” %.*s", v->t->l->label, P(name)),
		                 args_of(v, "check", mode, name, sm3_hex(v->arena, file->body))),
		.bytes = file->body,
	};
	if (!visit_write(v, add_job, &x))
		return;
	if (file->body.n <= INLINE_BYTES)
		jobs_inline(v, x.row.org, x.id);
	else
		jobs_wake(v->web);
	visit_redirect(v, page_of(v, x.id));
}

/* --- what was found --------------------------------------------------------------------------------- */

static bool draft_load(struct visit *v, struct job_row *j)
{
	int64_t id;

	if (str_int(v->seg[1], &id) && job_load(&v->tx, v->viewer.org, id, j) &&
	    j->account == v->who.who.id && str_is(j->kind, "import") &&
	    str_is(job_arg(v->arena, j, "ledger"), v->t->l->key))
		return true;
	visit_missing(v);
	return false;
}

static bool is_bad(const struct import_draft *d, int64_t line, struct str column)
{
	for (size_t i = 0; i < d->n_errors; i++)
		if (d->errors[i].line == line && str_eq(d->errors[i].column, column))
			return true;
	return false;
}

/* Errors of one column together, with their lines: one thing to mend, not two hundred. */
static void put_groups(struct visit *v, const struct import_draft *d)
{
	html(v->out,
	     "<table class=\"tbl\" data-t=\"errors\"><caption class=\"sr\">要改的地方</caption><thead><tr>"
	     "<th scope=\"col\">列</th><th scope=\"col\">问题</th><th scope=\"col\">行</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < d->n_errors; i++) {
		const struct import_said *e = &d->errors[i];
		size_t n = 0;
		bool told = false;
		for (size_t k = 0; k < i && !told; k++)
			told = str_eq(d->errors[k].column, e->column) &&
			       str_eq(d->errors[k].say, e->say);
		if (told)
			continue;
		html(v->out, "<tr><td>", e->column.n ? e->column : S("（整行）"), "</td><td>",
		     e->say, " ", e->way, " <span class=\"muted\">", e->basis, "</span></td><td>");
		for (size_t k = i; k < d->n_errors; k++)
			if (str_eq(d->errors[k].column, e->column) &&
			    str_eq(d->errors[k].say, e->say) && ++n <= 20)
				html(v->out, when(n > 1, "、"), d->errors[k].line);
		if (n > 20)
			html(v->out, " 等 ", (int64_t)n, " 行");
		html(v->out, "</td></tr>\n");
	}
	html(v->out, "</tbody></table>\n");
}

static void put_sample(struct visit *v, const struct import_draft *d)
{
	const struct import_sample *s = &d->sample;

	if (!s->n)
		return;
	html(v->out, "<section class=\"card mb14\"><header><h2>",
	     d->n_errors ? S("有问题的行") : S("将要导入的行"), "（前 ", (int64_t)s->n,
	     " 行）</h2></header><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"文件里的行\">"
	     "<table class=\"tbl\"><caption class=\"sr\">文件里的行</caption><thead><tr><th scope=\"col\">行</th>");
	for (size_t c = 0; c < s->n_columns; c++)
		html(v->out, "<th scope=\"col\">", s->columns[c], "</th>");
	html(v->out, "</tr></thead><tbody>\n");
	for (size_t i = 0; i < s->n; i++) {
		html(v->out, "<tr><td>", s->rows[i].line, "</td>");
		for (size_t c = 0; c < s->n_columns; c++) {
			bool bad = is_bad(d, s->rows[i].line, s->columns[c]);
			html(v->out, "<td", when(bad, " class=\"bad\""), ">", s->rows[i].cells[c],
			     when(bad, " <span class=\"tag tag-rs\">改</span>"), "</td>");
		}
		html(v->out, "</tr>\n");
	}
	html(v->out, "</tbody></table></div></section>\n");
}

static void put_warnings(struct visit *v, const struct import_draft *d)
{
	if (!d->n_warnings)
		return;
	html(v->out, "<details class=\"card mb14\"><summary>提醒 ", d->result.warned,
	     " 条（不妨碍导入，随记录保存）</summary><ul class=\"bd\">");
	for (size_t i = 0; i < d->n_warnings && i < 100; i++)
		html(v->out, "<li>第 ", d->warnings[i].line, " 行：", d->warnings[i].say, "</li>");
	html(v->out, "</ul></details>\n");
}

static void put_confirm(struct visit *v, const struct job_row *j)
{
	html(v->out, "<form method=\"post\" class=\"row\" action=\"", url_of(page_of(v, j->id)),
	     "/confirm\">");
	ui_csrf(v);
	html(v->out, "<input type=\"hidden\" name=\"sm3\" value=\"", job_arg(v->arena, j, "sm3"),
	     "\"><button class=\"btn btn-p\" type=\"submit\" data-t=\"confirm\">确认导入</button>"
	     "<a class=\"btn\" href=\"/",
	     str_of(v->t->l->key), "/import\">换一个文件</a></form>\n");
}

static void put_counts(struct visit *v, const struct job_row *j, const struct import_draft *d)
{
	html(v->out, "<section class=\"card mb14\"><header><h2>", job_arg(v->arena, j, "name"),
	     "</h2></header><div class=\"bd\">");
	if (str_is(j->state, "ready")) {
		html(v->out, "<p data-t=\"counts\">检查通过：", j->said,
		     "确认之前什么都没有写入。</p>");
		put_confirm(v, j);
	} else if (str_is(j->state, "done")) {
		html(v->out, "<p data-t=\"counts\">已导入：", j->said, "</p><div class=\"row\">");
		if (d->result.batch.n)
			html(v->out, "<a class=\"btn btn-p\" href=\"/", str_of(v->t->l->key),
			     "?view=all&amp;where=batch%3D", d->result.batch,
			     "\">看这一批</a><a class=\"btn\" href=\"/imports/", d->result.batch,
			     "\">批次和撤销</a>");
		html(v->out, "<a class=\"btn\" href=\"/", str_of(v->t->l->key),
		     "/import\">再导入一个</a></div>");
	} else {
		html(v->out, "<p data-t=\"counts\">", str_of(job_state_label(j->state)), "：",
		     j->said, "</p><div class=\"row\">");
		if (d->n_errors)
			html(v->out, "<a class=\"btn\" href=\"", url_of(page_of(v, j->id)),
			     "/errors\">下载错误清单</a>");
		html(v->out, "<a class=\"btn btn-p\" href=\"/", str_of(v->t->l->key),
		     "/import\">改好再来</a></div>");
	}
	html(v->out, "</div></section>\n");
}

static void draft_json(struct visit *v, const struct job_row *j, struct str made)
{
	struct json w;

	v->reply->type = S("application/json");
	json_init(&w, v->out);
	json_open(&w, '{');
	json_key(&w, "job");
	json_id(&w, j->id);
	json_pair(&w, "state", j->state);
	json_pair(&w, "sm3", job_arg(v->arena, j, "sm3"));
	json_key(&w, "result");
	if (made.n)
		json_raw(&w, made);
	else
		json_null(&w);
	json_close(&w, '}');
}

void import_draft_page(struct visit *v)
{
	struct import_draft d = { 0 };
	struct str made = S("");
	struct job_row j;

	if (!draft_load(v, &j))
		return;
	if (job_get_bytes(&v->tx, v->arena, j.org, j.id, JOB_MADE, &made))
		import_draft_get(v->arena, made, &d);
	if (v->json) {
		draft_json(v, &j, made);
		return;
	}
	if (str_index("waiting,running", j.state) >= 0)
		visit_header(v, "Refresh", S("2"));
	open_page(v, arena_fmt(v->arena, "导入“%s”", v->t->l->label));
	if (str_index("waiting,running", j.state) >= 0) {
		job_progress(v, &j);
	} else {
		put_counts(v, &j, &d);
		if (d.n_errors)
			put_groups(v, &d);
		put_sample(v, &d);
		put_warnings(v, &d);
	}
	ui_close(v);
}

void import_errors_get(struct visit *v)
{
	static const char *const heads[] = { "行", "列", "填的是", "问题", "依据" };
	struct import_draft d = { 0 };
	struct str made;
	struct job_row j;

	if (!draft_load(v, &j))
		return;
	if (!job_get_bytes(&v->tx, v->arena, j.org, j.id, JOB_MADE, &made) ||
	    !import_draft_get(v->arena, made, &d)) {
		visit_missing(v);
		return;
	}
	v->reply->type = S("text/csv; charset=utf-8");
	visit_header(v, "Content-Disposition", S("attachment; filename=\"errors.csv\""));
	buf_putz(v->out, "\xef\xbb\xbf");
	for (size_t i = 0; i < 5; i++)
		csv_cell(v->out, str_of(heads[i]), i == 4);
	for (size_t i = 0; i < d.n_errors; i++) {
		csv_cell(v->out, arena_fmt(v->arena, "%lld", (long long)d.errors[i].line), false);
		csv_cell(v->out, d.errors[i].column, false);
		csv_cell(v->out, d.errors[i].value, false);
		csv_cell(v->out, d.errors[i].say, false);
		csv_cell(v->out, d.errors[i].basis, true);
	}
}

/* --- confirm ---------------------------------------------------------------------------------------- */

static bool go_on(struct tx *tx, void *arg)
{
	struct adding *x = arg;

	return job_go_on(tx, x->row.org, x->id, x->row.args) ||
	       refuse(tx->r, NULL, S("这份文件已经导入，或者已经失效。"), S(""));
}

void import_confirm_post(struct visit *v)
{
	struct adding x = { 0 };
	struct job_row j;
	struct str sm3;

	if (!may_import(v) || !draft_load(v, &j))
		return;
	sm3 = job_arg(v->arena, &j, "sm3");
	if (!str_eq(pair_of(&v->form, "sm3"), sm3)) {
		visit_error(v, 409, S("文件与检查时的不同，没有导入。"), S("请重新上传。"));
		return;
	}
	x.row = j;
	x.id = j.id;
	x.row.args = args_of(v, "write", job_arg(v->arena, &j, "mode"),
	                     job_arg(v->arena, &j, "name"), sm3);
	if (!visit_write(v, go_on, &x)) {
		if (!v->r.fault)
			visit_error(v, 409, v->r.n ? v->r.list[0].say : S("没有导入。"), S(""));
		return;
	}
	if (j.total <= INLINE_ROWS)
		jobs_inline(v, j.org, j.id);
	else
		jobs_wake(v->web);
	visit_redirect(v, page_of(v, j.id));
}

/* --- template --------------------------------------------------------------------------------------- */

void template_get(struct visit *v)
{
	struct export x = { .p = v->p, .t = v->t, .viewer = v->viewer };

	if (!export_template_bytes(&v->tx, &x, v->out))
		return;
	v->reply->type = S(XLSX_TYPE);
	visit_header(v, "Content-Disposition",
	             arena_fmt(v->arena, "attachment; filename=\"%s.xlsx\"", v->t->l->key));
}
