/*
 * desk_more.c - the desk beside its dues: what waits for others, and what the month has brought
 *
 * Both are counts of lists, with the viewer's rights, and each number is the way to its list.
 */
#include <stdlib.h>

#include "pages/pages.h"

enum { MAX_OTHERS = 6, MAX_FRESH = 10, FRESH_DAYS = 7, MAX_LEDGERS = 128 };

/* --- what I have in hand and others are to move on ------------------------------------------- */

static const struct step *step_of_others(const struct table *t, size_t state)
{
	for (size_t i = 0; i < t->l->n_steps; i++) {
		const struct step *s = &t->l->steps[i];
		if (s->from != NEW && s->from & IN(state) && s->to != SAME &&
		    s->by & ~(unsigned)ENGINE && s->to >= 0 && t->l->states[s->to].is != FINAL)
			return s;
	}
	return NULL;
}

static bool put_other(struct visit *v, const struct table *t, size_t state)
{
	const struct step *s = step_of_others(t, state);
	struct list_ask ask = { .t = t,
		                .viewer = v->viewer,
		                .view = VIEW_MINE,
		                .state = str_of(t->l->states[state].key) };
	int64_t n = s ? list_count(&v->tx, v->p, &ask) : 0;

	if (!n)
		return false;
	html(v->out, "<li><span class=\"grow\"><a href=\"/", str_of(t->l->key),
	     "?view=mine&amp;state=", ask.state, "\">", str_of(t->l->label), "：",
	     str_of(t->l->states[state].label), "</a><p>由",
	     roles_text(v->arena, s->by & ~(unsigned)ENGINE), str_of(s->label), "</p></span><b>", n,
	     "</b></li>\n");
	return true;
}

void desk_others(struct visit *v)
{
	size_t n = 0;

	html(v->out,
	     "<section class=\"card\" id=\"others\"><header><h2>等待他人办理</h2><span class=\"muted f13\">我经办的</span></header><ul class=\"todo\">\n");
	for (size_t i = 0; i < v->p->n_tables && n < MAX_OTHERS; i++) {
		const struct table *t = &v->p->tables[i];
		if (!t->n_clocks || !may_open(t, v->viewer.roles))
			continue;
		for (size_t s = 0; s < t->l->n_states && n < MAX_OTHERS; s++)
			if (t->l->states[s].key && t->l->states[s].is != FINAL &&
			    !may_move(t, v->viewer.roles, s))
				n += put_other(v, t, s);
	}
	html(v->out, when(!n, "<li class=\"muted\">我经办的事项都不在等待他人</li>"),
	     "</ul></section>\n");
}

static struct day month_begin(struct day d)
{
	int y, m, n;

	day_split(d, &y, &m, &n);
	return day_make(y, m, 1);
}

/* --- the month ------------------------------------------------------------------------------- */

struct month {
	const struct table *t;
	int64_t week, begun, ended;
};

struct counting {
	struct visit *v;
	enum list_view view;
	bool ended; /* no index tells the last day of those that ended: not asked of a million */
	struct day week, month;
};

static int64_t since(const struct counting *k, const struct table *t, const char *column,
                     struct day from)
{
	struct visit *v = k->v;
	struct list_ask ask = { .t = t, .viewer = v->viewer, .view = k->view };

	ask.conds = arena_fmt(v->arena, "%s>=%.*s", column, P(day_text(v->arena, from))).p;
	return list_count(&v->tx, v->p, &ask);
}

static int most_first(const void *a, const void *b)
{
	const struct month *x = a, *y = b;

	if (x->begun != y->begun)
		return x->begun > y->begun ? -1 : 1;
	return x->t->index - y->t->index;
}

static size_t count_all(const struct counting *k, struct month *list)
{
	struct visit *v = k->v;
	size_t n = 0;

	for (size_t i = 0; i < v->p->n_tables && n < MAX_LEDGERS; i++) {
		const struct table *t = &v->p->tables[i];
		if (!t->n_clocks || !may_open(t, v->viewer.roles))
			continue;
		list[n] = (struct month){ t, since(k, t, "begun_on", k->week),
			                  since(k, t, "begun_on", k->month), 0 };
		if (k->ended)
			list[n].ended = since(k, t, "ended_on", k->month);
		n += list[n].week + list[n].begun + list[n].ended > 0;
	}
	qsort(list, n, sizeof(list[0]), most_first);
	return n;
}

static void put_since(const struct counting *k, const struct table *t, int64_t n,
                      const char *column, struct day from)
{
	struct visit *v = k->v;

	if (n)
		html(v->out, "<td class=\"r\"><a href=\"/", str_of(t->l->key),
		     "?view=", str_of(view_key(k->view)), "&amp;where=", str_of(column), "%3E%3D",
		     from, "\">", n > COUNT_STOP ? (int64_t)COUNT_STOP : n,
		     when(n > COUNT_STOP, "+"), "</a></td>");
	else
		html(v->out, "<td class=\"r\">0</td>");
}

static void put_month(const struct counting *k, const struct month *m)
{
	html(k->v->out, "<tr><th scope=\"row\" class=\"b4\">", str_of(m->t->l->label), "</th>");
	put_since(k, m->t, m->week, "begun_on", k->week);
	put_since(k, m->t, m->begun, "begun_on", k->month);
	if (k->ended)
		put_since(k, m->t, m->ended, "ended_on", k->month);
	html(k->v->out, "</tr>\n");
}

void desk_month(struct visit *v, enum list_view view, bool large)
{
	struct month list[MAX_LEDGERS];
	struct counting k = { v, view, !large, day_add(v->today, -FRESH_DAYS),
		              month_begin(v->today) };
	size_t n = count_all(&k, list);

	if (!n)
		return;
	html(v->out,
	     "<section class=\"card\" id=\"month\"><header><h2>本月登记和办结</h2><span class=\"muted f13\">",
	     when(view == VIEW_MINE, "我经办的"), when(view != VIEW_MINE, "您有权查看的"),
	     "，单位：件</span></header><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"本月登记和办结\"><table class=\"tbl dense\"><caption class=\"sr\">本月登记和办结</caption><thead><tr><th scope=\"col\">台账</th><th scope=\"col\" class=\"r\">近 7 日登记</th><th scope=\"col\" class=\"r\">本月登记</th>",
	     when(k.ended, "<th scope=\"col\" class=\"r\">本月办结</th>"),
	     "</tr></thead><tbody>\n");
	for (size_t i = 0; i < n && i < MAX_FRESH; i++)
		put_month(&k, &list[i]);
	html(v->out, "</tbody></table></div></section>\n");
}
