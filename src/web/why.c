/*
 * why.c - why the visitor can, or can not: a page beside every record
 */
#include "ledger/why.h"
#include "web/pages.h"
#include "web/ui.h"

static void put_lines(struct visit *v, const struct why *why)
{
	html(v->out, "<ul class=\"actlist\" data-t=\"why\">\n");
	for (size_t i = 0; i < why->n; i++) {
		const struct why_line *l = &why->lines[i];
		html(v->out, "<li><span class=\"grow\"><span class=\"t\">");
		html(v->out, when(l->says == WHY_YES, "<span class=\"ok-t\">✓ 是</span> "),
		     when(l->says == WHY_NO, "<span class=\"c-r\">✗ 否</span> "),
		     when(l->says == WHY_DEPENDS, "<span>· 视情况</span> "), l->what, "</span>");
		html(v->out, "<span class=\"d\">", l->facts, "</span><span class=\"d\">");
		ui_law(v, l->basis, S(""));
		html(v->out, "</span></span></li>\n");
	}
	html(v->out, "</ul>\n");
}

static void put_json(struct visit *v, const struct why *why)
{
	struct json j;

	json_init(&j, v->out);
	why_json(&j, why);
	v->reply->type = S("application/json");
}

void why_get(struct visit *v)
{
	struct why why;
	struct record r;
	struct str title;

	if (!why_of(&v->tx, v->p, &v->viewer, v->t, v->id, v->seg[2], &why) ||
	    !record_load(&v->tx, v->t, v->viewer.org, v->id, &r)) {
		visit_missing(v);
		return;
	}
	if (v->json) {
		put_json(v, &why);
		return;
	}
	title = arena_fmt(v->arena, "为什么%s%.*s", why.may ? "能" : "不能", P(why.label));
	ui_open(v, &(struct page){ .title = title,
	                           .crumbs = { { str_of(v->t->l->label),
	                                         arena_fmt(v->arena, "/%s", v->t->l->key) },
	                                       { record_text(&r, S("number")),
	                                         record_url(v->arena, v->t, v->id).s },
	                                       { title, S("") } },
	                           .t = v->t });
	ui_heading(v, title, visit_title(v, &r));
	html(v->out, "</div></div>\n");
	html(v->out, "<section class=\"card\">");
	put_lines(v, &why);
	html(v->out, "</section>\n");
	ui_close(v);
}
