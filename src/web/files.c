/*
 * files.c - the files of a record: list, upload, download, withdrawal
 *
 * Every address of a file passes the record's own policy first, then asks for the file among those
 * this viewer sees; a withdrawn one is not among them.  What outside parties get is the public copy
 * under a neutral name, at every address.
 */
#include "web/files.h"
#include "web/intake.h"
#include "web/pages.h"
#include "web/serve_file.h"

#include <unistd.h>

/* --- words ----------------------------------------------------------------------------------- */

static struct str size_text(struct arena *a, int64_t n)
{
	if (n < 10240)
		return arena_fmt(a, "%lld 字节", (long long)n);
	if (n < INT64_C(10) << 20)
		return arena_fmt(a, "%lld KB", (long long)(n >> 10));
	return arena_fmt(a, "%lld MB", (long long)(n >> 20));
}

static struct str files_path(struct arena *a, const struct table *t, int64_t id)
{
	return arena_fmt(a, "/%s/%lld/files", t->l->key, (long long)id);
}

static struct str name_for(struct visit *v, const struct attached *f, size_t n)
{
	return only_public(v) ? neutral_name(v->arena, n, f) : f->name;
}

static struct str place_label(const struct table *t, const struct attached *f)
{
	const struct field *field = f->field.n ? field_of(t->l, f->field) : NULL;

	return field ? str_of(field->label) : S("");
}

static const char *type_label(const struct attached *f)
{
	const struct file_type *t = file_type_named(f->type);

	return t ? t->label : "文件";
}

static bool has_public(const struct attached *f)
{
	const struct file_type *t = file_type_named(f->type);

	return t && t->cleaned;
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void file_json(struct visit *v, struct json *j, const struct table *t, int64_t id,
                      const struct attached *f, size_t n)
{
	struct str href = arena_fmt(v->arena, "%.*s/%lld", P(files_path(v->arena, t, id)),
	                            (long long)f->id);
	bool public = only_public(v);

	json_open(j, '{');
	json_key(j, "id");
	json_id(j, f->id);
	json_pair(j, "name", name_for(v, f, n));
	json_pair(j, "type", f->type);
	json_pair(j, "field", f->field);
	if (!public) {
		json_key(j, "size");
		json_int(j, f->size);
		json_pair(j, "sm3", f->sm3);
		json_key(j, "added_at");
		json_at(j, f->at);
		json_pair(j, "href", href);
	}
	json_key(j, "public_href");
	if (has_public(f))
		json_str(j, arena_fmt(v->arena, "%.*s/public", P(href)));
	else
		json_null(j);
	json_close(j, '}');
}

void files_json(struct visit *v, struct json *j, const struct table *t, int64_t id)
{
	struct attached *list;
	size_t n = record_files(&v->tx, &v->viewer, t, v->viewer.org, id, &list);

	json_key(j, "files");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++)
		file_json(v, j, t, id, &list[i], i + 1);
	json_close(j, ']');
}

static void answer_json(struct visit *v, int status)
{
	struct json j;

	v->status = status;
	v->done = true;
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	if (!v->by_token || v->token.reads)
		files_json(v, &j, v->t, v->id);
	json_close(&j, '}');
}

/* --- the list -------------------------------------------------------------------------------- */

static void put_preview(struct visit *v, const struct attached *f, struct str href)
{
	const struct file_type *t = file_type_named(f->type);

	if (has_public(f))
		html(v->out, "<a href=\"", url_of(href),
		     "\"><img class=\"thumb\" loading=\"lazy\" alt=\"\" src=\"",
		     url_of(arena_fmt(v->arena, "%.*s/public", P(href))), "\"></a>");
	else if (t && t->shown && t->kind == FILE_VIDEO && !only_public(v))
		html(v->out, "<video class=\"thumb\" controls preload=\"none\" src=\"",
		     url_of(href), "\"></video>");
	else
		ui_icon(v, t && t->kind == FILE_PDF ? "file-type-pdf" : "file-text");
}

static void put_file(struct visit *v, const struct table *t, int64_t id, const struct attached *f,
                     size_t n)
{
	struct str href = arena_fmt(v->arena, "%.*s/%lld", P(files_path(v->arena, t, id)),
	                            (long long)f->id);
	struct str place = place_label(t, f), name = name_for(v, f, n);
	struct str short_sm3 = { f->sm3.p, f->sm3.n < 12 ? f->sm3.n : 12 };
	bool public = only_public(v);

	html(v->out, "<li class=\"file\" data-t=\"file\">");
	put_preview(v, f, href);
	html(v->out, "<span class=\"grow min0\"><span class=\"t\">");
	if (public && !has_public(f))
		html(v->out, name);
	else
		html(v->out, "<a class=\"u\" href=\"",
		     url_of(public ? arena_fmt(v->arena, "%.*s/public", P(href)) : href), "\">",
		     name, "</a>");
	html(v->out, "</span><span class=\"d\">", str_of(type_label(f)));
	if (!public)
		html(v->out, " · ", size_text(v->arena, f->size), " · <time>", f->at, "</time> ",
		     person_name(&v->tx, v->p, v->viewer.org, f->by));
	if (place.n)
		html(v->out, " · ", place);
	if (!public)
		html(v->out, " · <abbr title=\"SM3 ", f->sm3, "\">SM3 ", short_sm3, "…</abbr>");
	html(v->out, "</span></span>");
	if (!public && has_public(f))
		html(v->out, "<a class=\"btn btn-s noprint\" href=\"",
		     url_of(arena_fmt(v->arena, "%.*s/public", P(href))),
		     "\">公开副本<span class=\"sr\">：", name, "</span></a>");
}

static void put_list(struct visit *v, const struct table *t, int64_t id, bool full)
{
	const unsigned detachers = CHIEF | HEADS | CLERK | LEGAL | SECRETARY;
	struct attached *list;
	size_t n = record_files(&v->tx, &v->viewer, t, v->viewer.org, id, &list);

	if (!n) {
		html(v->out, "<div class=\"bd muted\">还没有附件。</div>\n");
		return;
	}
	html(v->out, "<ul class=\"actlist\">\n");
	for (size_t i = 0; i < n; i++) {
		put_file(v, t, id, &list[i], i + 1);
		if (full && v->viewer.roles & detachers) {
			html(v->out,
			     "<details class=\"noprint\"><summary class=\"btn btn-s\">撤下<span class=\"sr\">：",
			     list[i].name, "</span></summary><form method=\"post\" action=\"",
			     url_of(arena_fmt(v->arena, "%.*s/%lld/detach",
			                      P(files_path(v->arena, t, id)),
			                      (long long)list[i].id)),
			     "\">");
			ui_csrf(v);
			html(v->out,
			     "<label class=\"f13\">撤下理由 <input class=\"in\" name=\"reason\" required></label> <button class=\"btn btn-s\" type=\"submit\">确认撤下</button></form></details>");
		}
		html(v->out, "</li>\n");
	}
	html(v->out, "</ul>\n");
}

void files_card(struct visit *v, const struct record *r)
{
	struct str path = files_path(v->arena, r->t, r->id);

	html(v->out,
	     "<section class=\"card\" id=\"files\"><header><h2>附件</h2><span class=\"more noprint\"><a class=\"u\" href=\"",
	     url_of(path), "\">", when(may_attach(r->t, v->viewer.roles), "上传和管理"),
	     when(!may_attach(r->t, v->viewer.roles), "查看全部"), "</a></span></header>\n");
	put_list(v, r->t, r->id, false);
	html(v->out, "</section>\n");
}

/* --- the form -------------------------------------------------------------------------------- */

static void put_places(struct visit *v)
{
	const struct ledger *l = v->t->l;
	struct str chosen = pair_of(&v->form, "field");
	size_t n = 0;

	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		if (!holds_files(v->t, str_of(f->key), NULL) || !may_see(v->t, v->viewer.roles, f))
			continue;
		if (!n++)
			html(v->out,
			     "<div class=\"field\"><label for=\"f-field\">放在</label><select class=\"sel\" id=\"f-field\" name=\"field\"><option value=\"\">记录的附件</option>");
		html(v->out, "<option value=\"", str_of(f->key), "\"",
		     when(str_is(chosen, f->key), " selected"), ">", str_of(f->label), "</option>");
	}
	html(v->out, when(n, "</select></div>\n"));
}

static void put_upload(struct visit *v, const struct record *r)
{
	html(v->out,
	     "<section class=\"card mb14 noprint\"><header><h2>上传</h2></header><div class=\"bd\"><form method=\"post\" enctype=\"multipart/form-data\" action=\"",
	     url_of(files_path(v->arena, v->t, v->id)), "\" data-upload data-t=\"upload\">\n");
	ui_csrf(v);
	html(v->out, "<div class=\"form\">\n");
	put_places(v);
	if (day_set(record_day(r, S("ended_on"))))
		html(v->out,
		     "<div class=\"field\"><label for=\"f-reason\">理由</label><input class=\"in\" id=\"f-reason\" name=\"reason\" required value=\"",
		     pair_of(&v->form, "reason"),
		     "\"><div class=\"hint\">记录已经办结，补交附件应当写明理由。</div></div>\n");
	html(v->out,
	     "<div class=\"field\"><label for=\"f-file\">选择文件</label><input class=\"in\" id=\"f-file\" type=\"file\" name=\"file\" multiple><div class=\"hint\">图片、PDF、办公文档、视频、录音、文本；一次最多",
	     (int64_t)INTAKE_FILES, "个，每个不超过 ", (int64_t)(v->web->most_file >> 20),
	     " MB。</div></div>\n"
	     "<div class=\"field\"><label for=\"f-shot\">现场拍照</label><input class=\"in\" id=\"f-shot\" type=\"file\" name=\"file\" accept=\"image/*\" capture=\"environment\"><div class=\"hint\">手机上直接打开相机。原件保留拍摄时间和位置作证据；对外只给去掉这些信息的公开副本。</div></div>\n"
	     "</div>\n<div class=\"form-btns\"><button class=\"btn btn-p\" type=\"submit\">上传</button></div>\n"
	     "<p class=\"mt8\" data-upload-bar hidden><progress max=\"100\" value=\"0\" aria-label=\"上传进度\"></progress> <span data-upload-say role=\"status\"></span></p>\n"
	     "</form></div></section>\n");
}

static void put_page(struct visit *v, const struct record *r)
{
	struct str number = record_text(r, S("number"));
	struct url back = record_url(v->arena, v->t, v->id);

	ui_open(v, &(struct page){ .title = v->r.n_refused ? S("错误：附件") : S("附件"),
	                           .t = v->t,
	                           .crumbs = { { str_of(v->t->l->label),
	                                         arena_fmt(v->arena, "/%s", v->t->l->key) },
	                                       { number, back.s },
	                                       { S("附件"), S("") } } });
	ui_heading(v, S("附件"), visit_title(v, r));
	html(v->out, "</div></div>\n");
	ui_refusals(v, S("没有收下"));
	if (may_attach(v->t, v->viewer.roles) && !day_set(record_day(r, S("void_on"))))
		put_upload(v, r);
	html(v->out,
	     "<section class=\"card\"><header><h2>全部附件</h2><span class=\"more\"><a class=\"btn btn-s noprint\" href=\"",
	     url_of(arena_fmt(v->arena, "%.*s.zip", P(files_path(v->arena, v->t, v->id)))),
	     "\">全部下载（ZIP）</a></span></header>\n");
	put_list(v, v->t, v->id, true);
	html(v->out, "</section>\n");
	ui_close(v);
}

static void page(struct visit *v)
{
	struct record r;

	if (!record_load(&v->tx, v->t, v->viewer.org, v->id, &r))
		visit_missing(v);
	else
		put_page(v, &r);
}

void files_get(struct visit *v)
{
	if (v->json)
		answer_json(v, 200);
	else
		page(v);
}

/* --- upload ---------------------------------------------------------------------------------- */

bool files_streams(struct visit *v)
{
	if (!v->web->files) {
		visit_error(v, 503, S("没有收下：服务器还没有放附件的地方。"),
		            S("请系统管理员启动时用 --files 写明文件夹或者存储桶。"));
		return false;
	}
	if (may_attach(v->t, v->viewer.roles))
		return true;
	visit_error(
		v, 403, S("您不能添加附件。"),
		arena_fmt(v->arena, "您的岗位是%.*s。", P(roles_text(v->arena, v->viewer.roles))));
	return false;
}

struct attaching {
	struct visit *v;
	struct actor who;
	const struct file_type *types[INTAKE_FILES];
	struct str names[INTAKE_FILES];
	size_t n;
};

static bool attach_all(struct tx *tx, void *arg)
{
	struct attaching *k = arg;
	struct visit *v = k->v;

	for (size_t i = 0; i < k->n; i++) {
		struct file_draft *d = v->req->intake->uploads[i].draft;
		struct entry e[] = {
			{ .key = S("sm3"), .typed = true, .val = VAL(str_of(d->sm3)) },
			{ .key = S("size"), .typed = true, .val = VAL(d->size) },
			{ .key = S("type"), .text = str_of(k->types[i]->type) },
			{ .key = S("name"), .text = k->names[i] },
			{ .key = S("field"), .text = pair_of(&v->form, "field") },
			{ .key = S("reason"), .text = str_trim(pair_of(&v->form, "reason")) },
		};
		step_take(tx, v->p, &k->who, v->t, v->id, S("attach"), DAY_NONE, e,
		          sizeof(e) / sizeof(e[0]), NULL);
	}
	return !tx->r->n_refused;
}

/* What is it, and is that ours?  Asked of the bytes. */
static bool type_stands(struct attaching *k, size_t i)
{
	struct visit *v = k->v;
	const struct upload *u = &v->req->intake->uploads[i];
	struct str found;
	int64_t most;

	k->names[i] = file_name_shown(v->arena, u->file);
	k->types[i] = u->draft->size ? file_type_of(v->arena, u->draft->fd, &found) : NULL;
	if (!u->draft->size)
		return refuse(&v->r, "file",
		              arena_fmt(v->arena, "“%.*s”是空文件，没有收下。", P(k->names[i])),
		              S(""));
	if (!k->types[i])
		return refuse_with(
			&v->r,
			(struct refusal){
				.field = S("file"),
				.say = arena_fmt(v->arena, "“%.*s”没有收下：它的内容是 %.*s。",
		                                 P(k->names[i]), P(found)),
				.way = S(
					"附件可以是图片、PDF、办公文档（不带宏）、视频、录音和文本。") });
	most = file_limit(v->web->p, v->viewer.org, k->types[i]->kind, v->today);
	if (u->draft->size > most)
		return refuse(&v->r, "file",
		              arena_fmt(v->arena, "“%.*s”没有收下：%s不得超过 %lld MB。",
		                        P(k->names[i]), file_kind_label(k->types[i]->kind),
		                        (long long)(most >> 20)),
		              S(""));
	return true;
}

static bool keep_all(struct attaching *k)
{
	struct visit *v = k->v;

	for (size_t i = 0; i < k->n; i++) {
		struct file_draft *d = v->req->intake->uploads[i].draft;
		if (!file_draft_keep(d)) {
			fault_away(&v->r, arena_fmt(v->arena, "“%.*s”没有收下：%s。",
			                            P(k->names[i]), d->error));
			return false;
		}
	}
	return true;
}

static void answer_refused(struct visit *v)
{
	if (visit_shows_refusal(v))
		page(v);
}

static void answer_taken(struct visit *v, size_t n)
{
	if (v->json)
		answer_json(v, 201);
	else
		visit_moved(v, files_path(v->arena, v->t, v->id),
		            arena_fmt(v->arena, "已收下 %zu 个附件。", n));
}

void files_post(struct visit *v)
{
	struct intake *in = v->req->intake;
	struct attaching k = { .v = v, .who = visit_actor(v), .n = in ? in->n_uploads : 0 };
	size_t refused;

	if (!in || in->status) {
		if (in && in->fault)
			fault(&v->r, in->why);
		else
			visit_error(v, in ? in->status : 400, in ? in->say : S("没有收到文件。"),
			            in ? in->why : S(""));
		return;
	}
	if (!k.n)
		refuse(&v->r, "file", S("没有收到文件。"), S("请选择文件再上传。"));
	refused = v->r.n_refused;
	for (size_t i = 0; i < k.n; i++)
		type_stands(&k, i);
	if (v->r.n_refused == refused && k.n && keep_all(&k) && visit_write(v, attach_all, &k))
		answer_taken(v, k.n);
	else
		answer_refused(v);
}

/* --- withdrawal ------------------------------------------------------------------------------ */

static bool detach(struct tx *tx, void *arg)
{
	struct attaching *k = arg;
	struct visit *v = k->v;
	struct entry e[] = { { .key = S("file"), .text = v->seg[2] },
		             { .key = S("reason"),
		               .text = str_trim(pair_of(&v->form, "reason")) } };

	return step_take(tx, v->p, &k->who, v->t, v->id, S("detach"), DAY_NONE, e, 2, NULL);
}

void file_detach(struct visit *v)
{
	struct attaching k = { .v = v, .who = visit_actor(v) };

	if (!visit_write(v, detach, &k))
		answer_refused(v);
	else if (v->json)
		answer_json(v, 200);
	else
		visit_moved(v, files_path(v->arena, v->t, v->id),
		            S("已撤下附件，原件留在存证里。"));
}

/* --- bytes ----------------------------------------------------------------------------------- */

/* The file of the address and its place among those that are seen; false: answered. */
static bool find(struct visit *v, struct attached *ret, size_t *ret_n)
{
	struct attached *list;
	size_t n = v->web->files
	                   ? record_files(&v->tx, &v->viewer, v->t, v->viewer.org, v->id, &list)
	                   : 0;
	int64_t id;

	for (size_t i = 0; str_int(v->seg[2], &id) && i < n; i++)
		if (list[i].id == id) {
			*ret = list[i];
			*ret_n = i + 1;
			return true;
		}
	if (!v->r.fault)
		visit_missing(v);
	return false;
}

/* No connection to the database is held while bytes are fetched. */
static void without_tx(struct visit *v, void (*fn)(struct visit *, const struct attached *, size_t),
                       const struct attached *f, size_t n)
{
	tx_end(&v->tx);
	fn(v, f, n);
	v->tx = tx_read(v->web->db, &v->world, v->arena, &v->r);
}

static void send_whole(struct visit *v, const struct attached *f, size_t n)
{
	const struct file_type *t = file_type_named(f->type);
	struct sent_file s = { .sm3 = f->sm3,
		               .etag = arena_fmt(v->arena, "\"%.*s\"", P(f->sm3)),
		               .type = t ? f->type : S("application/octet-stream"),
		               .name = file_name_safe(v->arena, f->name, t),
		               .size = f->size,
		               .shown = t && t->shown,
		               .fd = -1 };

	(void)n;
	file_send(v, &s);
}

static void send_public(struct visit *v, const struct attached *f, size_t n)
{
	/* Not by its SM3, which is that of the evidence; what cleans pictures counts as version 1. */
	struct sent_file s = { .etag = arena_fmt(v->arena, "\"%lld-p1\"", (long long)f->id),
		               .type = f->type,
		               .name = neutral_name(v->arena, n, f),
		               .shown = true };

	s.fd = public_copy(v, f, &s.size);
	if (s.fd >= 0)
		file_send(v, &s);
}

static void answer_public(struct visit *v, const struct attached *f, size_t n)
{
	without_tx(v, send_public, f, n);
	if (!v->done && !v->r.fault)
		visit_error(v, 422, S("这个附件没有公开副本。"),
		            arena_fmt(v->arena,
		                      "%s里的拍摄时间、位置、作者等信息不能去除干净，不对外提供。",
		                      type_label(f)));
}

void file_get(struct visit *v)
{
	struct attached f;
	size_t n;

	if (!find(v, &f, &n))
		return;
	if (only_public(v))
		answer_public(v, &f, n);
	else
		without_tx(v, send_whole, &f, n);
}

void file_public_get(struct visit *v)
{
	struct attached f;
	size_t n;

	if (find(v, &f, &n))
		answer_public(v, &f, n);
}

static void send_zip(struct visit *v, const struct attached *list, size_t n)
{
	struct sent_file s = { .type = S("application/zip"),
		               .etag = S("\"\""),
		               .name = arena_fmt(v->arena, "%s-%lld-附件.zip", v->t->l->key,
		                                 (long long)v->id) };

	s.fd = files_zip(v, list, n, &s.size);
	if (s.fd >= 0)
		file_send(v, &s);
}

void files_zip_get(struct visit *v)
{
	struct attached *list;
	size_t n = record_files(&v->tx, &v->viewer, v->t, v->viewer.org, v->id, &list);

	if (n && v->web->files)
		without_tx(v, send_zip, list, n);
	else
		visit_error(v, 404, S("这条记录还没有附件。"), S(""));
}
