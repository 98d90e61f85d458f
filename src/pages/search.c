/*
 * search.c - one box over all ledgers: what was found, by ledger, best first
 */
#include "ledger/search.h"
#include "pages/pages.h"

/* --- what is asked --------------------------------------------------------------------------- */

static const struct table *only_of(struct visit *v)
{
	const struct table *t = table_of(v->p, pair_of(&v->query, "ledger"));

	return t && may_open(t, v->viewer.roles) ? t : NULL;
}

static int year_filter(struct visit *v)
{
	int64_t year = 0;

	if (!str_int(str_trim(pair_of(&v->query, "year")), &year) || year < 1949 || year > 2999)
		return 0;
	return (int)year;
}

static struct url search_url(struct visit *v, const struct search_ask *ask,
                             const struct table *only, struct str after)
{
	struct str out = arena_fmt(v->arena, "/search?q=%.*s", P(url_encode(v->arena, ask->text)));

	if (only)
		out = arena_fmt(v->arena, "%.*s&ledger=%s", P(out), only->l->key);
	if (ask->year)
		out = arena_fmt(v->arena, "%.*s&year=%d", P(out), ask->year);
	if (after.n)
		out = arena_fmt(v->arena, "%.*s&after=%.*s", P(out), P(after));
	return url_of(out);
}

/* --- the form -------------------------------------------------------------------------------- */

static void put_ledgers(struct visit *v, const struct table *only)
{
	html(v->out, "<div class=\"q\"><label for=\"s-ledger\">台账</label><select class=\"sel\" "
	             "id=\"s-ledger\" name=\"ledger\"><option value=\"\">全部</option>");
	for (size_t i = 0; i < v->p->n_tables; i++) {
		const struct table *t = &v->p->tables[i];
		if (may_open(t, v->viewer.roles))
			html(v->out, "<option value=\"", str_of(t->l->key), "\"",
			     when(t == only, " selected"), ">", str_of(t->l->label), "</option>");
	}
	html(v->out, "</select></div>\n");
}

static void put_years(struct visit *v, int chosen)
{
	int this = day_year(v->today);

	html(v->out, "<div class=\"q\"><label for=\"s-year\">年度</label><select class=\"sel\" "
	             "id=\"s-year\" name=\"year\"><option value=\"\">全部</option>");
	for (int year = this; year > this - 8; year--)
		html(v->out, "<option value=\"", year, "\"", when(year == chosen, " selected"), ">",
		     year, "年</option>");
	html(v->out, "</select></div>\n");
}

static void put_form(struct visit *v, const struct search_ask *ask)
{
	html(v->out,
	     "<form class=\"query\" role=\"search\" aria-label=\"检索条件\" method=\"get\" action=\"/search\">\n"
	     "<div class=\"q\"><label for=\"s-q\">内容</label><input class=\"in\" id=\"s-q\" "
	     "name=\"q\" type=\"search\" maxlength=\"200\" autocomplete=\"off\" data-first value=\"",
	     ask->text, "\"></div>\n");
	put_ledgers(v, ask->only);
	put_years(v, ask->year);
	html(v->out, "<div class=\"row\"><button class=\"btn btn-p\" type=\"submit\">");
	ui_icon(v, "search");
	html(v->out, "检索</button></div></form>\n");
}

/* --- what was found -------------------------------------------------------------------------- */

static void put_text(struct visit *v, const struct words *w, struct str text)
{
	struct part *parts;
	size_t n = words_mark(v->arena, w, text, &parts);

	for (size_t i = 0; i < n; i++)
		if (parts[i].marked)
			html(v->out, "<mark>", parts[i].text, "</mark>");
		else
			html(v->out, parts[i].text);
}

static void put_hit(struct visit *v, const struct words *w, const struct search_hit *h)
{
	bool titled = h->title.n && !str_eq(h->title, h->number);

	html(v->out, "<li><div><a class=\"u\" href=\"", record_url(v->arena, h->t, h->id), "\">");
	put_text(v, w, titled ? h->title : h->number);
	html(v->out, "</a> <span class=\"tag\">", h->state, "</span>",
	     when(day_set(h->void_on), " <span class=\"tag\">已作废</span>"),
	     when(day_set(h->merged_on), " <span class=\"tag\">已并入</span>"), "</div>");
	html(v->out, "<small class=\"muted\">");
	if (titled)
		put_text(v, w, h->number);
	html(v->out, when(titled && day_set(h->on), " · "), h->on, "</small>");
	if (h->where.n && !str_eq(h->text, h->number)) {
		html(v->out, "<p class=\"found-at\"><span class=\"muted\">", h->where, "：</span>");
		put_text(v, w, h->text);
		html(v->out, "</p>");
	}
	html(v->out, "</li>\n");
}

static void put_count(struct visit *v, const struct search_group *g)
{
	html(v->out, g->count, when(g->more, "+"), " 条");
}

static void put_group(struct visit *v, const struct search_ask *ask,
                      const struct search_found *found, const struct search_group *g)
{
	html(v->out, "<section class=\"card mb14\"><header><h2>", str_of(g->t->l->label),
	     "</h2><span class=\"muted\">");
	put_count(v, g);
	html(v->out, "</span></header><ul class=\"found\">\n");
	for (size_t i = 0; i < g->n_hits; i++)
		put_hit(v, &found->words, &g->hits[i]);
	html(v->out, "</ul>");
	if (!ask->only && (g->more || g->count > (int64_t)g->n_hits))
		html(v->out, "<footer><a href=\"", search_url(v, ask, g->t, S("")), "\">",
		     str_of(g->t->l->label), "中还有更多</a></footer>");
	if (found->next.n)
		html(v->out, "<footer><a rel=\"next\" href=\"",
		     search_url(v, ask, ask->only, found->next), "\">下一页</a></footer>");
	html(v->out, "</section>\n");
}

static void put_nothing(struct visit *v, const struct search_found *found)
{
	if (found->words.n)
		ui_empty(
			v, S("没有找到"),
			S("在您能看到的记录和附件名里没有。可以少写一个词，或者写编号、信用代码的后四位。"));
	else
		ui_empty(
			v, S("请写出要找的词"),
			S("例如两个字以上的词、文号、信用代码或者电话的后四位、名称的拼音首字母；几个词用空格分开。"));
}

static void put_found(struct visit *v, const struct search_ask *ask,
                      const struct search_found *found)
{
	if (found->words.cut)
		ui_note(v, NOTE_INFO, S("内容较长"), S("只按前 200 个字、前 8 个词检索。"));
	for (size_t i = 0; i < found->n_groups; i++)
		if (found->groups[i].n_hits)
			put_group(v, ask, found, &found->groups[i]);
	if (!found->n_groups || !found->groups[0].n_hits)
		put_nothing(v, found);
}

void search_get(struct visit *v)
{
	struct search_ask ask = { .viewer = v->viewer,
		                  .text = pair_of(&v->query, "q"),
		                  .only = only_of(v),
		                  .year = year_filter(v),
		                  .after = pair_of(&v->query, "after") };
	struct search_found found;
	struct json j;

	if (!search(&v->tx, v->p, &ask, &found))
		return;
	if (v->json) {
		v->reply->type = S("application/json");
		json_init(&j, v->out);
		search_json(&j, ask.text, &found);
		return;
	}
	ui_open(v, &(struct page){ .title = S("检索"),
	                           .menu = "search",
	                           .crumbs = { { S("检索"), S("") } } });
	ui_heading(v, S("检索"), S("全部台账和附件名；只列出您能看到的"));
	html(v->out, "</div></div>\n");
	put_form(v, &ask);
	put_found(v, &ask, &found);
	ui_close(v);
}
