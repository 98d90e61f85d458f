/*
 * ledgers.c - every ledger that the visitor may open, by chapter of the report
 */
#include "pages/pages.h"

static void put_one(struct visit *v, const struct table *t)
{
	struct list_ask ask = { .t = t, .viewer = v->viewer, .view = VIEW_OPEN };
	int64_t open = list_count(&v->tx, v->p, &ask), all;

	ask.view = VIEW_ALL;
	all = list_count(&v->tx, v->p, &ask);
	html(v->out, "<tr><td><a href=\"/", str_of(t->l->key), "\">", str_of(t->l->label),
	     "</a></td><td class=\"muted\">", t->l->law ? str_of(t->l->law) : S(""),
	     "</td><td class=\"r\">", open, "</td><td class=\"r\">", all, "</td></tr>\n");
}

static void put_json(struct visit *v)
{
	struct json j;

	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '[');
	for (size_t i = 0; i < v->p->n_tables; i++) {
		const struct table *t = &v->p->tables[i];
		if (!may_open(t, v->viewer.roles) || !viewer_covers(&v->viewer, t))
			continue;
		json_open(&j, '{');
		json_pair(&j, "key", str_of(t->l->key));
		json_pair(&j, "label", str_of(t->l->label));
		json_key(&j, "chapter");
		json_int(&j, t->chapter);
		json_close(&j, '}');
	}
	json_close(&j, ']');
}

static void put_chapter(struct visit *v, int chapter)
{
	bool begun = false;

	for (size_t i = 0; i < v->p->n_tables; i++) {
		const struct table *t = &v->p->tables[i];
		if (t->chapter != chapter || !may_open(t, v->viewer.roles))
			continue;
		if (!begun)
			html(v->out, "<section class=\"card mb14\"><header><h2>",
			     str_of(chapter_label(chapter)),
			     "</h2></header><table class=\"tbl fixed\"><caption class=\"sr\">",
			     str_of(chapter_label(chapter)),
			     "</caption><thead><tr><th scope=\"col\">台账</th><th scope=\"col\">依据</th><th scope=\"col\" class=\"r cw88\">未结</th><th scope=\"col\" class=\"r cw88\">全部</th></tr></thead><tbody>\n");
		begun = true;
		put_one(v, t);
	}
	html(v->out, when(begun, "</tbody></table></section>\n"));
}

void ledgers_get(struct visit *v)
{
	if (v->json) {
		put_json(v);
		return;
	}
	ui_open(v, &(struct page){ .title = S("全部台账"),
	                           .menu = "ledgers",
	                           .crumbs = { { S("全部台账"), S("") } } });
	ui_heading(v, S("全部台账"), S("按年度报告的部分排列；超过 1,000 条的只显示 1,001"));
	html(v->out, "</div></div>\n");
	for (int i = 1; i < 10; i++)
		put_chapter(v, i);
	put_chapter(v, 0);
	ui_close(v);
}
