/*
 * papers.c - the papers of a record: list, one of them, its bytes
 */
#include "web/papers.h"

#include "ledger/attach.h"
#include "paper/fill.h"
#include "paper/issue.h"
#include "web/pages.h"
#include "web/serve_file.h"
#include "web/ui.h"

/* Seen with the record as a whole, like its files. */
static bool may_see_papers(const struct visit *v, const struct table *t)
{
	static const struct field whole = { .key = "files", .kind = TEXT };

	return may_see(t, v->viewer.roles, &whole) && !only_public(v);
}

static struct str papers_path(struct arena *a, const struct table *t, int64_t id)
{
	return arena_fmt(a, "/%s/%lld/papers", t->l->key, (long long)id);
}

static size_t papers_of(struct visit *v, const struct table *t, int64_t id,
                        struct paper_order **ret)
{
	return may_see_papers(v, t) ? record_papers(&v->tx, t, v->viewer.org, id, ret) : 0;
}

/* --- JSON ------------------------------------------------------------------------------------- */

static struct str number_of(struct visit *v, int64_t order)
{
	return order ? paper_number_of(&v->tx, v->viewer.org, order) : S("");
}

static void paper_json(struct visit *v, struct json *j, const struct paper_order *o)
{
	const struct table *t = table_of(v->p, o->ledger);

	json_open(j, '{');
	json_key(j, "id");
	json_id(j, o->id);
	json_pair(j, "paper", o->paper);
	json_pair(j, "label", o->label);
	json_pair(j, "number", o->number);
	json_key(j, "row");
	json_int(j, o->row);
	json_key(j, "day");
	json_day(j, o->day);
	json_pair(j, "sm3", o->data);
	json_key(j, "entry");
	json_int(j, o->position);
	json_key(j, "void_on");
	json_day(j, o->void_on);
	json_pair(j, "void_why", o->void_why);
	json_pair(j, "replaces", number_of(v, o->replaces));
	json_pair(j, "replaced_by", number_of(v, o->replaced_by));
	json_key(j, "href");
	json_str(j, arena_fmt(v->arena, "%.*s/%lld", P(papers_path(v->arena, t, o->record)),
	                      (long long)o->id));
	json_close(j, '}');
}

static void list_json(struct visit *v, struct json *j, const struct paper_order *list, size_t n)
{
	json_key(j, "papers");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++)
		paper_json(v, j, &list[i]);
	json_close(j, ']');
}

void papers_json(struct visit *v, struct json *j, const struct table *t, int64_t id)
{
	struct paper_order *list;
	size_t n = papers_of(v, t, id, &list);

	list_json(v, j, list, n);
}

static size_t papers_at(struct visit *v, const struct table *t, int64_t position,
                        struct paper_order **ret)
{
	return t && may_see_papers(v, t) ? entry_papers(&v->tx, v->p, v->viewer.org, position, ret)
	                                 : 0;
}

void entry_papers_json(struct visit *v, struct json *j, const struct table *t, int64_t position)
{
	struct paper_order *list;
	size_t n = papers_at(v, t, position, &list);

	list_json(v, j, list, n);
}

static void begin_json(struct visit *v, struct json *j)
{
	v->reply->type = S("application/json");
	json_init(j, v->out);
}

/* --- the list --------------------------------------------------------------------------------- */

static void put_paper(struct visit *v, const struct paper_order *o)
{
	const struct table *t = table_of(v->p, o->ledger);
	struct str href = arena_fmt(v->arena, "%.*s/%lld", P(papers_path(v->arena, t, o->record)),
	                            (long long)o->id);

	html(v->out, "<li class=\"file\" data-t=\"paper\">");
	ui_icon(v, "file-text");
	html(v->out, "<span class=\"grow min0\"><span class=\"t\"><a class=\"u\" href=\"",
	     url_of(href), "\">", o->label, "</a></span><span class=\"d\">",
	     o->number.n ? o->number : S("不编号"), " · ", o->day, " · <a class=\"u\" href=\"",
	     url_of(arena_fmt(v->arena, "/journal/%lld", (long long)o->position)), "\">日志第 ",
	     o->position, " 条</a>");
	if (day_set(o->void_on))
		html(v->out, " · <span class=\"tag tag-r\">",
		     o->replaced_by ? S("已撤回重制") : S("已作废"), "</span> ",
		     paper_gone(&v->tx, v->viewer.org, o));
	else if (o->replaces)
		html(v->out, " · 代替", number_of(v, o->replaces));
	html(v->out, "</span></span><a class=\"btn btn-s noprint\" href=\"", url_of(href),
	     "\">打印<span class=\"sr\">：", o->label, " ", o->number, "</span></a></li>\n");
}

static void put_list(struct visit *v, const struct paper_order *list, size_t n)
{
	html(v->out, "<ul class=\"actlist\">\n");
	for (size_t i = 0; i < n; i++)
		put_paper(v, &list[i]);
	html(v->out, "</ul>\n");
}

/* Where the code on a paper leads: what the paper is, and whether it still holds. */
void entry_papers_list(struct visit *v, const struct table *t, int64_t position)
{
	struct paper_order *list;
	size_t n = papers_at(v, t, position, &list);

	if (!n)
		return;
	html(v->out,
	     "<section class=\"card mt12\" data-t=\"papers\"><header><h2>这一步制发的文书</h2></header>\n");
	put_list(v, list, n);
	html(v->out, "</section>\n");
}

void papers_card(struct visit *v, const struct record *r)
{
	struct paper_order *list;
	size_t n = papers_of(v, r->t, r->id, &list);

	if (!n)
		return;
	html(v->out,
	     "<section class=\"card\" id=\"papers\"><header><h2>文书</h2><span class=\"muted f13\">",
	     (int64_t)n, " 份；打印先写明用途</span>");
	if (may_print_papers(r->t, v->viewer.roles))
		html(v->out, "<a class=\"btn btn-s more noprint\" data-t=\"package\" href=\"",
		     url_of(arena_fmt(v->arena, "%.*s/package",
		                      P(record_url(v->arena, r->t, r->id).s))),
		     "\">导出案卷</a>");
	html(v->out, "</header>\n");
	put_list(v, list, n);
	html(v->out, "</section>\n");
}

static void open_page(struct visit *v, struct str title)
{
	struct record r;
	struct str number = record_load(&v->tx, v->t, v->viewer.org, v->id, &r)
	                            ? record_text(&r, S("number"))
	                            : S("");

	ui_open(v, &(struct page){ .title = v->r.n_refused
	                                            ? arena_fmt(v->arena, "错误：%.*s", P(title))
	                                            : title,
	                           .t = v->t,
	                           .crumbs = { { str_of(v->t->l->label),
	                                         arena_fmt(v->arena, "/%s", v->t->l->key) },
	                                       { number, record_url(v->arena, v->t, v->id).s },
	                                       { title, S("") } } });
}

void papers_get(struct visit *v)
{
	struct paper_order *list;
	size_t n = papers_of(v, v->t, v->id, &list);
	struct json j;

	if (v->json) {
		begin_json(v, &j);
		json_open(&j, '{');
		papers_json(v, &j, v->t, v->id);
		json_close(&j, '}');
		return;
	}
	open_page(v, S("文书"));
	ui_heading(v, S("文书"), S("办理各环节时制发的文书和文号"));
	html(v->out, "</div></div>\n<section class=\"card\">");
	if (n)
		put_list(v, list, n);
	else
		html(v->out, "<div class=\"bd muted\">还没有制发文书。</div>\n");
	html(v->out, "</section>\n");
	ui_close(v);
}

/* --- one of them ------------------------------------------------------------------------------ */

static bool find(struct visit *v, struct paper_order *ret)
{
	int64_t id = 0;

	if (may_see_papers(v, v->t) && str_int(v->seg[2], &id) &&
	    paper_order_of(&v->tx, v->p, v->viewer.org, id, ret) && ret->record == v->id &&
	    str_is(ret->ledger, v->t->l->key))
		return true;
	if (!v->r.fault)
		visit_missing(v);
	return false;
}

static void put_fact(struct visit *v, const char *label, struct str text)
{
	html(v->out, "<dt>", str_of(label), "</dt><dd>", text, "</dd>");
}

static void put_facts(struct visit *v, const struct paper_order *o)
{
	html(v->out,
	     "<section class=\"card\"><header><h2>登记</h2></header><div class=\"bd\"><dl class=\"rec\">");
	put_fact(v, "文号", o->number.n ? o->number : S("不编号"));
	put_fact(v, "日期", day_text(v->arena, o->day));
	put_fact(v, "状态",
	         !day_set(o->void_on) ? S("有效") : paper_gone(&v->tx, v->viewer.org, o));
	if (o->replaces)
		put_fact(v, "代替", number_of(v, o->replaces));
	put_fact(v, "数据校验（SM3）", o->data);
	put_fact(v, "模板（SM3）", o->template);
	html(v->out, "<dt>日志</dt><dd><a class=\"u\" href=\"",
	     url_of(arena_fmt(v->arena, "/journal/%lld", (long long)o->position)), "\">第 ",
	     o->position, " 条和证明</a></dd></dl></div></section>\n");
}

static void put_choice(struct visit *v, const char *value, const char *label, bool chosen)
{
	html(v->out, "<option value=\"", str_of(value), "\"", when(chosen, " selected"), ">",
	     str_of(label), "</option>");
}

static void put_form(struct visit *v)
{
	struct str purpose = pair_of(&v->form, "purpose"), format = pair_of(&v->form, "format");

	if (!may_print_papers(v->t, v->viewer.roles)) {
		ui_note(v, NOTE_INFO, S("不能打印"),
		        S("文书上有完整的个人信息，由本局办理此事的人员打印。"));
		return;
	}
	html(v->out,
	     "<section class=\"card\"><header><h2>打印</h2></header><div class=\"bd\"><form class=\"narrow stack\" method=\"post\" data-t=\"print\">");
	ui_csrf(v);
	html(v->out,
	     "<div class=\"field\"><label for=\"f-purpose\"><span class=\"req\" aria-hidden=\"true\">*</span>用途<span class=\"sr\">（必填）</span></label>"
	     "<select class=\"sel\" id=\"f-purpose\" name=\"purpose\" required><option value=\"\"></option>");
	for (size_t i = 0; i < n_purposes; i++)
		put_choice(v, purposes[i].key, purposes[i].label, str_is(purpose, purposes[i].key));
	html(v->out, "</select>");
	ui_field_says(v, S("purpose"));
	html(v->out,
	     "</div>\n<div class=\"field\"><label for=\"f-why\">说明</label><input class=\"in\" id=\"f-why\" name=\"why\" maxlength=\"500\" value=\"",
	     pair_of(&v->form, "why"), "\">");
	ui_field_says(v, S("why"));
	html(v->out,
	     "</div>\n<div class=\"field\"><label for=\"f-format\">格式</label><select class=\"sel\" id=\"f-format\" name=\"format\">");
	put_choice(v, "pdf", "PDF", str_is(format, "pdf"));
	put_choice(v, "docx", "DOCX", str_is(format, "docx"));
	put_choice(v, "html", "HTML", str_is(format, "html"));
	html(v->out,
	     "</select></div>\n<p class=\"hint\">先记入办理日志，再给出文书。首次生成的文件存证，以后打印的都是同一份。</p>"
	     "<div class=\"form-btns\"><button class=\"btn btn-p\" type=\"submit\">打印</button></div></form></div></section>\n");
}

/* Whether it may be, the step says; here is the way to it. */
static void put_reissue(struct visit *v, const struct paper_order *o)
{
	const struct paper_sql *s = paper_of(v->t, o->paper);

	if (day_set(o->void_on) || !s || !s->paper->recall || !(v->viewer.roles & (CHIEF | HEADS)))
		return;
	html(v->out, "<p><a class=\"btn\" data-t=\"reissue\" href=\"",
	     url_of(arena_fmt(v->arena, "%.*s/reissue?paper=%lld",
	                      P(record_url(v->arena, v->t, v->id).s), (long long)o->id)),
	     "\">撤回重制</a></p>\n");
}

static void put_page(struct visit *v, const struct paper_order *o)
{
	open_page(v, o->label);
	ui_heading(v, o->label, o->number);
	html(v->out, "</div></div>\n");
	ui_refusals(v, S("没有打印"));
	html(v->out, "<div class=\"stack\">");
	put_form(v);
	put_facts(v, o);
	put_reissue(v, o);
	html(v->out, "</div>");
	ui_close(v);
}

void paper_get(struct visit *v)
{
	struct paper_order o;
	struct json j;

	if (!find(v, &o))
		return;
	if (v->json) {
		begin_json(v, &j);
		paper_json(v, &j, &o);
	} else {
		put_page(v, &o);
	}
}

/* --- its bytes -------------------------------------------------------------------------------- */

static void give(struct visit *v, const struct paper_ask *ask, struct str type)
{
	struct str name = paper_file_name(v->arena, &ask->order, ask->format);

	v->entry = ask->position;
	visit_header(v, "Journal-Position", arena_fmt(v->arena, "%lld", (long long)ask->position));
	if (ask->sm3.n) {
		file_send(v, &(struct sent_file){ .sm3 = ask->sm3,
		                                  .etag = ask->sm3,
		                                  .type = type,
		                                  .name = name,
		                                  .size = ask->size,
		                                  .fd = -1 });
		return;
	}
	v->reply->type = type;
	visit_header(v, "Content-Disposition", disposition(v->arena, false, name));
	buf_put(v->out, buf_str(&ask->bytes));
}

static void refused(struct visit *v, const struct paper_order *o)
{
	if (v->r.fault)
		return;
	if (v->json || v->by_token) {
		visit_refused_json(v);
	} else {
		v->status = 422;
		put_page(v, o);
	}
}

void paper_post(struct visit *v)
{
	struct actor who = visit_actor(v);
	struct paper_ask ask = { .p = v->p,
		                 .who = &who,
		                 .t = v->t,
		                 .id = v->id,
		                 .site = v->web->origin,
		                 .store = v->web->files };
	struct str type, format = pair_of(&v->form, "format");

	if (!find(v, &ask.order) || !bearer_takes(v, v->t, S("print")))
		return;
	ask.format = format.n ? format : S("pdf");
	ask.purpose = pair_of(&v->form, "purpose");
	ask.why = pair_of(&v->form, "why");
	if (!paper_format(ask.format, &type))
		refuse(&v->r, "format", S("没有这种格式；分为 pdf、docx 和 html。"), S(""));
	if (!v->r.n_refused &&
	    reveal_may_print(&v->tx, v->p, &who, v->t, v->id, ask.purpose, ask.why) &&
	    paper_render(&v->tx, &ask) && visit_write(v, paper_give, &ask))
		give(v, &ask, type);
	else
		refused(v, &ask.order);
	buf_drop(&ask.bytes);
}

/* --- drafts ----------------------------------------------------------------------------------- */

static bool draft_of(struct visit *v, const struct issued *x, struct document *d)
{
	document_init(d, v->arena);
	d->draft = S("草稿：未经签发，个人信息已遮盖");
	return paper_fill(d, x->s->text, x->shown, &v->r);
}

void previews_show(struct visit *v, const struct previews *p, struct str label)
{
	open_page(v, arena_fmt(v->arena, "预览：%.*s", P(label)));
	ui_heading(v, S("文书预览"),
	           arena_fmt(v->arena, "办理“%.*s”将制发 %zu 份文书", P(label), p->n));
	html(v->out, "</div></div>\n");
	ui_note(v, NOTE_INFO, S("草稿"),
	        S("没有保存，也没有占用文号；页上的文号以办理时为准。关闭本页，回到表单继续填写。"));
	for (size_t i = 0; i < p->n; i++) {
		struct document d;
		if (draft_of(v, &p->list[i], &d))
			document_html(&d, v->out);
	}
	ui_close(v);
}
