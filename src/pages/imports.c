/*
 * imports.c - imports that were kept: the list, one of them, undoing it
 */
#include "ledger/batch.h"
#include "pages/import_page.h"

enum { SHOWN = 50, WARNINGS_SHOWN = 200 };

static const struct table *ledger_of(struct visit *v, struct str key)
{
	const struct table *t = key.n ? table_of(v->p, key) : NULL;

	return t && may_open(t, v->viewer.roles) ? t : NULL;
}

static void batch_json(struct visit *v, struct json *j, const struct batch *b)
{
	json_open(j, '{');
	json_key(j, "batch");
	json_id(j, b->id);
	json_pair(j, "ledger", b->ledger);
	json_pair(j, "mode", b->mode);
	json_pair(j, "name", b->name);
	json_pair(j, "sm3", b->sm3);
	json_pair(j, "made_at", instant_text(v->arena, b->made_at));
	json_key(j, "created");
	json_int(j, b->created);
	json_key(j, "updated");
	json_int(j, b->updated);
	json_key(j, "warned");
	json_int(j, b->warned);
	json_pair(j, "state", b->state);
	json_close(j, '}');
}

static void put_batch(struct visit *v, const struct batch *b)
{
	const struct table *t = ledger_of(v, b->ledger);

	html(v->out, "<tr><td class=\"nowrap\"><a href=\"/imports/", b->id, "\">", b->made_at,
	     "</a></td><td>", str_of(t->l->label), "</td><td>", str_of(batch_mode_label(b->mode)),
	     "</td><td>", b->name, "</td><td>",
	     person_name(&v->tx, v->p, v->viewer.org, b->made_by), "</td><td class=\"r\">",
	     b->created, "</td><td class=\"r\">", b->updated, "</td><td>",
	     when(str_is(b->state, "undone"), "<span class=\"tag\">已撤销</span>"), "</td></tr>\n");
}

static void page(struct visit *v, const struct batch *list, size_t n)
{
	size_t shown = 0;

	ui_open(v, &(struct page){ .title = S("导入的批次"),
	                           .crumbs = { { S("导入的批次"), S("") } } });
	ui_heading(v, S("导入的批次"), S("每次导入的文件、行数和结果；没有再办理过的可以整批撤销"));
	html(v->out,
	     "</div></div>\n<section class=\"card\" data-t=\"imports\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"导入的批次\">"
	     "<table class=\"tbl\"><caption class=\"sr\">导入的批次</caption><thead><tr><th scope=\"col\">时间</th><th scope=\"col\">台账</th>"
	     "<th scope=\"col\">类型</th><th scope=\"col\">文件</th><th scope=\"col\">导入人</th><th scope=\"col\" class=\"r\">新登记</th>"
	     "<th scope=\"col\" class=\"r\">更新</th><th scope=\"col\">状态</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < n; i++)
		if (ledger_of(v, list[i].ledger)) {
			put_batch(v, &list[i]);
			shown++;
		}
	html(v->out, "</tbody></table></div>");
	if (!shown)
		ui_empty(v, S("还没有导入过"), S("在台账的列表页点“导入”。"));
	html(v->out, "</section>\n");
	ui_close(v);
}

void imports_get(struct visit *v)
{
	struct str key = pair_of(&v->query, "ledger");
	const struct table *t = ledger_of(v, key);
	struct batch *list;
	struct json j;
	size_t n;

	if (key.n && !t) {
		visit_missing(v);
		return;
	}
	n = batches(&v->tx, v->viewer.org, t, 0, SHOWN, &list);
	if (!v->json) {
		page(v, list, n);
		return;
	}
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		if (ledger_of(v, list[i].ledger))
			batch_json(v, &j, &list[i]);
	json_close(&j, ']');
}

/* --- one -------------------------------------------------------------------------------------------- */

static bool load(struct visit *v, struct batch *b)
{
	int64_t id;

	if (str_int(v->seg[0], &id) && batch_load(&v->tx, v->viewer.org, id, b) &&
	    ledger_of(v, b->ledger))
		return true;
	visit_missing(v);
	return false;
}

static void put_fact(struct visit *v, const char *label, struct str value)
{
	html(v->out, "<dt>", str_of(label), "</dt><dd>");
	ui_text(v, value);
	html(v->out, "</dd>");
}

static void put_undo(struct visit *v, const struct batch *b)
{
	struct actor who = visit_actor(v);

	if (!str_is(b->state, "kept") || !may_undo_batch(&who, b))
		return;
	html(v->out,
	     "<section class=\"card mb14\"><header><h2>撤销这次导入</h2></header><div class=\"bd\">"
	     "<p>这次导入登记的记录全部作废，留在日志里。有一条之后办理过，就一条也不撤销。</p>\n");
	ui_refusals(v, S("没有撤销"));
	html(v->out, "<form class=\"stack narrow\" method=\"post\" action=\"/imports/", b->id,
	     "/undo\">");
	ui_csrf(v);
	html(v->out,
	     "<div class=\"field\"><label for=\"f-reason\">理由</label><input class=\"in\" id=\"f-reason\" name=\"reason\" required></div>"
	     "<div class=\"row\"><button class=\"btn btn-d\" type=\"submit\">整批撤销</button></div></form></div></section>\n");
}

/* Only of records that this visitor may see. */
static void put_warnings(struct visit *v, const struct batch *b)
{
	struct batch_warning *list;
	size_t n = batch_warnings(&v->tx, v->viewer.org, b->id, 0, WARNINGS_SHOWN, &list);

	if (!n)
		return;
	html(v->out,
	     "<section class=\"card\" data-t=\"import-warnings\"><header><h2>提醒</h2></header><ul class=\"todo\">");
	for (size_t i = 0; i < n; i++) {
		const struct table *t = ledger_of(v, list[i].ledger);
		if (!t || !may_view(&v->tx, v->p, &v->viewer, t, list[i].record))
			continue;
		html(v->out, "<li><span class=\"grow\"><a href=\"",
		     record_url(v->arena, t, list[i].record), "\">第 ", list[i].line, " 行</a><p>",
		     list[i].say, " <span class=\"muted\">", list[i].basis,
		     "</span></p></span></li>\n");
	}
	html(v->out, "</ul></section>\n");
}

static void one(struct visit *v, const struct batch *b)
{
	const struct table *t = ledger_of(v, b->ledger);
	struct arena *a = v->arena;

	ui_open(v, &(struct page){
			   .title = S("导入批次"),
			   .t = t,
			   .crumbs = { { S("导入的批次"), S("/imports") }, { b->name, S("") } } });
	ui_heading(v, b->name, arena_fmt(a, "批次 %lld", (long long)b->id));
	html(v->out, "<a class=\"btn\" href=\"/", str_of(t->l->key), "?view=all&amp;where=batch%3D",
	     b->id,
	     "\">看这一批</a></div></div>\n<section class=\"card mb14\"><div class=\"bd\"><dl class=\"dl\">");
	put_fact(v, "台账", str_of(t->l->label));
	put_fact(v, "类型", str_of(batch_mode_label(b->mode)));
	put_fact(v, "导入人", person_name(&v->tx, v->p, v->viewer.org, b->made_by));
	put_fact(v, "结果",
	         arena_fmt(a, "%lld 行：新登记 %lld，更新 %lld，已有 %lld；提醒 %lld 条",
	                   (long long)b->rows, (long long)b->created, (long long)b->updated,
	                   (long long)b->same, (long long)b->warned));
	put_fact(v, "文件的 SM3", b->sm3);
	if (str_is(b->state, "undone"))
		put_fact(v, "已撤销",
		         arena_fmt(a, "%.*s，%.*s",
		                   P(person_name(&v->tx, v->p, v->viewer.org, b->undone_by)),
		                   P(b->reason)));
	html(v->out, "</dl></div></section>\n");
	put_undo(v, b);
	put_warnings(v, b);
	ui_close(v);
}

void import_batch_get(struct visit *v)
{
	struct batch b;
	struct json j;

	if (!load(v, &b))
		return;
	if (!v->json) {
		one(v, &b);
		return;
	}
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	batch_json(v, &j, &b);
}

struct undoing {
	struct visit *v;
	struct actor who;
	int64_t id;
};

static bool undo(struct tx *tx, void *arg)
{
	struct undoing *u = arg;

	return batch_undo(tx, u->v->p, &u->who, u->id, pair_of(&u->v->form, "reason"));
}

void import_undo_post(struct visit *v)
{
	struct undoing u = { .v = v, .who = visit_actor(v) };
	struct batch b;

	if (!load(v, &b))
		return;
	u.id = b.id;
	if (visit_write(v, undo, &u)) {
		visit_moved(v, arena_fmt(v->arena, "/imports/%lld", (long long)b.id),
		            S("已整批撤销。"));
		return;
	}
	if (visit_shows_refusal(v))
		one(v, &b);
}
