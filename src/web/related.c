/*
 * related.c - all that stands in the ledgers about one record, as a timeline
 *
 * For an operator this is its whole file (一户一档): licences, inspections, cases, hazards, credit,
 * complaints; for a person in service, what went through his hands.  The same page for every ledger.
 */
#include "ledger/related.h"
#include "web/pages.h"
#include "web/ui.h"

enum { MOST = 100, BESIDE = 6 };

struct telling {
	struct visit *v;
	struct record r;
	struct related_set all;
	const struct table *only;
};

static struct str related_path(const struct telling *k)
{
	return arena_fmt(k->v->arena, "/%s/%lld/related", k->r.t->l->key, (long long)k->r.id);
}

static void put_one(struct visit *v, const struct related *x)
{
	struct due_item *due;
	struct str title = visit_title(v, &x->r);

	html(v->out, "<li><time>", x->on, "</time><span class=\"grow\"><a href=\"",
	     record_url(v->arena, x->t, x->r.id), "\">", str_of(x->t->l->label), "：",
	     title.n ? title : record_text(&x->r, S("number")), "</a><div class=\"by\">",
	     record_text(&x->r, S("number")), " · 登记在“", str_of(x->f->label), "”</div></span>");
	ui_state(v, &x->r);
	if (record_dues(&v->tx, v->p, &x->r, v->today, &due))
		ui_due(v, due);
	html(v->out, "</li>\n");
}

/* --- beside the record ----------------------------------------------------------------------- */

void put_related(struct visit *v, const struct record *r)
{
	struct telling k = { .v = v, .r = *r };

	k.all = record_related(&v->tx, v->p, &v->viewer, r, NULL, BESIDE);
	if (!k.all.n)
		return;
	html(v->out,
	     "<section class=\"card\" id=\"related\"><header><h2>关联事项</h2><a class=\"more\" href=\"",
	     url_of(related_path(&k)), "\">按时间查看</a></header><ul class=\"todo\">\n");
	for (size_t i = 0; i < k.all.n && i < BESIDE; i++) {
		const struct related *x = &k.all.list[i];
		struct str title = visit_title(v, &x->r);
		html(v->out, "<li><span class=\"grow\"><a href=\"",
		     record_url(v->arena, x->t, x->r.id), "\">", str_of(x->t->l->label), "：",
		     title.n ? title : record_text(&x->r, S("number")), "</a><p>", x->on,
		     "</p></span>");
		ui_state(v, &x->r);
		html(v->out, "</li>\n");
	}
	html(v->out, "</ul></section>\n");
}

/* --- the whole ------------------------------------------------------------------------------- */

/* How many of each ledger; a click narrows to it. */
static void put_kinds(struct telling *k)
{
	struct visit *v = k->v;

	html(v->out, "<nav class=\"tabs wrap\" aria-label=\"按台账\"><a href=\"",
	     url_of(related_path(k)), "\"", when(!k->only, " class=\"on\" aria-current=\"page\""),
	     ">全部 <span class=\"c\">", (int64_t)k->all.n, when(k->all.more, "+"), "</span></a>");
	for (size_t t = 0; t < v->p->n_tables; t++) {
		const struct table *one = &v->p->tables[t];
		int64_t n = 0;
		for (size_t i = 0; i < k->all.n; i++)
			n += k->all.list[i].t == one;
		if (n)
			html(v->out, "<a href=\"", url_of(related_path(k)),
			     "?only=", str_of(one->l->key), "\"",
			     when(k->only == one, " class=\"on\" aria-current=\"page\""), ">",
			     str_of(one->l->label), " <span class=\"c\">", n, "</span></a>");
	}
	html(v->out, "</nav>\n");
}

static void put_years(struct telling *k)
{
	struct visit *v = k->v;
	int year = 0;
	size_t n = 0;

	for (size_t i = 0; i < k->all.n; i++) {
		const struct related *x = &k->all.list[i];
		int of = day_set(x->on) ? day_year(x->on) : 0;
		if (k->only && x->t != k->only)
			continue;
		if (!n++ || of != year)
			html(v->out, when(n > 1, "</ul>\n"), "<h2 class=\"year\">", of,
			     " 年</h2><ul class=\"tl whole\">\n");
		year = of;
		put_one(v, x);
	}
	if (n)
		html(v->out, "</ul>\n");
	else
		ui_empty(v, S("没有关联的记录"),
		         S("各台账登记时指到这条记录的，列在这里。只列出您的权限内的记录。"));
}

static void related_json(struct telling *k)
{
	struct json j;

	k->v->reply->type = S("application/json");
	json_init(&j, k->v->out);
	json_open(&j, '[');
	for (size_t i = 0; i < k->all.n; i++) {
		const struct related *x = &k->all.list[i];
		if (k->only && x->t != k->only)
			continue;
		json_open(&j, '{');
		json_pair(&j, "ledger", str_of(x->t->l->key));
		json_key(&j, "id");
		json_id(&j, x->r.id);
		json_pair(&j, "number", record_text(&x->r, S("number")));
		json_pair(&j, "field", str_of(x->f->key));
		json_key(&j, "on");
		json_day(&j, x->on);
		json_close(&j, '}');
	}
	json_close(&j, ']');
}

static void related_html(struct telling *k)
{
	struct visit *v = k->v;
	struct str title = visit_title(v, &k->r), number = record_text(&k->r, S("number"));

	ui_open(v, &(struct page){ .title = arena_fmt(v->arena, "%.*s的关联事项",
	                                              P(title.n ? title : number)),
	                           .t = v->t,
	                           .crumbs = { { str_of(v->t->l->label),
	                                         arena_fmt(v->arena, "/%s", v->t->l->key) },
	                                       { number, record_url(v->arena, v->t, k->r.id).s },
	                                       { S("关联事项"), S("") } } });
	ui_heading(v, title.n ? title : number,
	           arena_fmt(v->arena, "%s · 各台账中的记录按时间排列%s", v->t->l->label,
	                     k->all.more ? "；记录很多，每类只列最近的一百件" : ""));
	html(v->out, "<button class=\"btn js\" type=\"button\" data-print>");
	ui_icon(v, "printer");
	html(v->out, "打印</button><a class=\"btn\" href=\"", record_url(v->arena, v->t, k->r.id),
	     "\">返回记录</a></div></div>\n");
	put_asides(v, &k->r);
	html(v->out, "<section class=\"card\">");
	put_kinds(k);
	html(v->out, "<div class=\"bd\">");
	put_years(k);
	html(v->out, "</div></section>\n");
	ui_close(v);
}

void related_get(struct visit *v)
{
	struct telling k = { .v = v, .only = table_of(v->p, pair_of(&v->query, "only")) };

	if (!record_load(&v->tx, v->t, v->viewer.org, v->id, &k.r)) {
		visit_missing(v);
		return;
	}
	k.all = record_related(&v->tx, v->p, &v->viewer, &k.r, NULL, MOST);
	if (v->json)
		related_json(&k);
	else
		related_html(&k);
}
