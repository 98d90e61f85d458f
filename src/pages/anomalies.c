/*
 * anomalies.c - the board of anomalies: what stands open and should not, by rule, with its list
 *
 * Only rows that count something are shown; the rest are named in one line, so that one can see what
 * is watched.  Counts are of the visitor's own lists (ACCESS), and each opens the list it counted.
 */
#include "ledger/anomalies.h"
#include "ledger/verbs.h"
#include "pages/pages.h"

struct board {
	struct visit *v;
	struct anomaly *list;
	size_t n;
	int64_t counts[3];
	size_t unset;
};

static const char *const kind_keys[] = {
	[ANOMALY_BROKEN] = "broken",
	[ANOMALY_LATE] = "late",
	[ANOMALY_SOON] = "soon",
};

static struct url list_url(struct visit *v, const struct anomaly *x)
{
	return url_of(arena_fmt(v->arena, "/%s?where=anomaly%%3D%.*s", x->t->l->key, P(x->key)));
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void put_json(struct board *b)
{
	struct json j;

	b->v->reply->type = S("application/json");
	json_init(&j, b->v->out);
	json_open(&j, '[');
	for (size_t i = 0; i < b->n; i++) {
		const struct anomaly *x = &b->list[i];
		json_open(&j, '{');
		json_pair(&j, "ledger", str_of(x->t->l->key));
		json_pair(&j, "key", x->key);
		json_pair(&j, "kind", str_of(kind_keys[x->is]));
		json_pair(&j, "label", x->label);
		json_key(&j, "count");
		json_int(&j, x->count > COUNT_STOP ? COUNT_STOP : x->count);
		json_key(&j, "more");
		json_bool(&j, x->count > COUNT_STOP);
		json_pair(&j, "unset", str_of(x->unset));
		json_pair(&j, "basis", x->basis);
		json_pair(&j, "way", x->way);
		json_pair(&j, "href", list_url(b->v, x).s);
		json_close(&j, '}');
	}
	json_close(&j, ']');
}

/* --- page ------------------------------------------------------------------------------------ */

static void count(struct board *b)
{
	for (size_t i = 0; i < b->n; i++) {
		b->counts[b->list[i].is] += b->list[i].count;
		b->unset += b->list[i].unset != NULL;
	}
}

static void put_card(struct visit *v, const char *label, const char *class, int64_t n,
                     const char *href)
{
	html(v->out, "<a class=\"kpi ", n ? str_of(class) : S("ok"), "\" href=\"", str_of(href),
	     "\"><div class=\"h\">", str_of(label), "</div><div class=\"v\">", n,
	     "<small>件</small></div></a>\n");
}

static void put_row(struct visit *v, const struct anomaly *x)
{
	html(v->out, "<tr data-t=\"", str_of(x->t->l->key), ".", x->key,
	     "\"><td class=\"nowrap\"><a href=\"/", str_of(x->t->l->key), "\">",
	     str_of(x->t->l->label), "</a></td><td><div class=\"t1\">", x->label,
	     "</div><div class=\"t2\">", x->way, "</div></td><td>");
	ui_law(v, x->basis,
	       x->s && x->s->basis.term           ? str_of(x->s->basis.term)
	       : x->c && x->c->rows[0].basis.term ? str_of(x->c->rows[0].basis.term)
	                                          : S(""));
	html(v->out, "</td><td class=\"num\">");
	if (x->unset)
		html(v->out, "<a class=\"u f13\" href=\"/law/", str_of(x->unset),
		     "\">设置尚未写明</a>");
	else
		html(v->out, "<a class=\"btn btn-s\" href=\"", list_url(v, x), "\">",
		     x->count > COUNT_STOP ? (int64_t)COUNT_STOP : x->count,
		     when(x->count > COUNT_STOP, "+"), " 件<span class=\"sr\">", x->label,
		     "</span></a>");
	html(v->out, "</td></tr>\n");
}

static void put_group(struct board *b, enum anomaly_kind is, const char *id, const char *title,
                      const char *none)
{
	struct visit *v = b->v;
	size_t n = 0;

	html(v->out, "<section class=\"card mb14 anchor\" id=\"", str_of(id), "\"><header><h2>",
	     str_of(title), "</h2><span class=\"more muted\">", b->counts[is],
	     " 件</span></header>\n");
	for (size_t i = 0; i < b->n; i++) {
		const struct anomaly *x = &b->list[i];
		if (x->is != is || (!x->count && !x->unset))
			continue;
		if (!n++)
			html(v->out,
			     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"",
			     str_of(title),
			     "\"><table class=\"tbl fixed mw-tbl\"><caption class=\"sr\">",
			     str_of(title),
			     "</caption><thead><tr><th scope=\"col\" class=\"cw140\">台账</th><th scope=\"col\">异常和怎么办</th><th scope=\"col\" class=\"cw236\">依据</th><th scope=\"col\" class=\"num cw88\">件数</th></tr></thead><tbody>\n");
		put_row(v, x);
	}
	if (n)
		html(v->out, "</tbody></table></div>");
	else
		ui_empty(v, str_of(none), S("列出的是您可以查看的在办事项。"));
	html(v->out, "</section>\n");
}

/* Of a standard: the records it is asked of, and those that break it, over all years. */
static void put_lists_of(struct visit *v, const struct table *t, const struct standard *s)
{
	html(v->out, "<li><span class=\"grow\">", str_of(t->l->label), "：", str_of(s->label),
	     "</span><a class=\"u\" href=\"/", str_of(t->l->key), "?where=asked%3D", str_of(s->key),
	     "\">应当符合的<span class=\"sr\">：", str_of(s->label),
	     "</span></a><a class=\"u\" href=\"/", str_of(t->l->key), "?where=broken%3D",
	     str_of(s->key), "\">不符合的<span class=\"sr\">：", str_of(s->label),
	     "</span></a></li>\n");
}

/* The standards of file review: every decision that needed a legal review, and those without one. */
static void put_standards(struct visit *v)
{
	html(v->out,
	     "<details class=\"card mb14\" id=\"standards\"><summary class=\"px16 py8\">评查标准：应当法制审核、集体讨论、告知听证等的全部案件，各台账有执法资格缺陷的全部行为</summary><ul class=\"todo\">\n");
	for (size_t i = 0; i < v->p->n_tables; i++) {
		const struct table *t = &v->p->tables[i];
		for (size_t k = 0; may_watch(t, v->viewer.roles) && k < t->l->n_standards; k++)
			if (t->l->standards[k].points || t->l->standards[k].is & ANOMALY)
				put_lists_of(v, t, &t->l->standards[k]);
	}
	html(v->out, "</ul></details>\n");
}

/* Rules that count nothing now: what else is watched. */
static void put_watched(struct board *b)
{
	struct visit *v = b->v;
	size_t n = 0;

	html(v->out,
	     "<details class=\"card\"><summary class=\"px16 py8\">没有异常的规则</summary><ul class=\"todo\">\n");
	for (size_t i = 0; i < b->n; i++) {
		const struct anomaly *x = &b->list[i];
		if (x->count || x->unset || x->is == ANOMALY_SOON)
			continue;
		n++;
		html(v->out, "<li><span class=\"grow\">", str_of(x->t->l->label), "：", x->label,
		     "</span><span class=\"muted\">", x->basis, "</span></li>\n");
	}
	html(v->out, when(!n, "<li class=\"muted\">没有</li>"), "</ul></details>\n");
}

void anomalies_get(struct visit *v)
{
	struct board b = { .v = v };

	b.n = anomalies(&v->tx, v->p, &v->viewer, &b.list);
	if (v->json) {
		put_json(&b);
		return;
	}
	count(&b);
	ui_open(v, &(struct page){ .title = S("异常"),
	                           .menu = "anomalies",
	                           .crumbs = { { S("异常"), S("") } } });
	ui_heading(
		v, S("异常"),
		S("在办事项里不应当有的：按规则计数，每一项打开所数的记录。同一件可以在几条规则里。"));
	html(v->out, "</div></div>\n<section class=\"kpis\" aria-label=\"异常概览\">\n");
	put_card(v, "缺陷和没有处理", "hot", b.counts[ANOMALY_BROKEN], "#broken");
	put_card(v, "期限已过", "hot", b.counts[ANOMALY_LATE], "#late");
	put_card(v, "期限将满", "warm", b.counts[ANOMALY_SOON], "#soon");
	html(v->out, "</section>\n");
	put_group(&b, ANOMALY_BROKEN, "broken", "缺陷和没有处理", "没有缺陷和没有处理的事项");
	put_group(&b, ANOMALY_LATE, "late", "期限已过", "没有逾期的事项");
	put_group(&b, ANOMALY_SOON, "soon", "期限将满", "没有即将届满的事项");
	put_standards(v);
	put_watched(&b);
	ui_close(v);
}
