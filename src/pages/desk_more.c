/*
 * desk_more.c - the desk beside its dues: what waits for others, and what is new
 *
 * Both are counts of lists, with the viewer's rights, and each number is the way to its list.
 */
#include <stdlib.h>

#include "pages/pages.h"

enum { MAX_OTHERS = 6, MAX_FRESH = 8, FRESH_DAYS = 7, MAX_LEDGERS = 128 };

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

/* --- what is new ----------------------------------------------------------------------------- */

struct fresh {
	const struct table *t;
	int64_t week, month;
};

static struct day month_begin(struct day d)
{
	int y, m, n;

	day_split(d, &y, &m, &n);
	return day_make(y, m, 1);
}

static int64_t begun_since(struct visit *v, const struct table *t, struct day from)
{
	struct list_ask ask = { .t = t, .viewer = v->viewer, .view = VIEW_ALL };

	ask.conds = arena_fmt(v->arena, "begun_on>=%.*s", P(day_text(v->arena, from))).p;
	return list_count(&v->tx, v->p, &ask);
}

static int most_first(const void *a, const void *b)
{
	const struct fresh *x = a, *y = b;

	if (x->month != y->month)
		return x->month > y->month ? -1 : 1;
	return x->t->index - y->t->index;
}

static void put_since(struct visit *v, const struct table *t, int64_t n, struct day from)
{
	if (n)
		html(v->out, "<td class=\"r\"><a href=\"/", str_of(t->l->key),
		     "?view=all&amp;where=begun_on%3E%3D", from, "\">",
		     n > COUNT_STOP ? (int64_t)COUNT_STOP : n, when(n > COUNT_STOP, "+"),
		     "</a></td>");
	else
		html(v->out, "<td class=\"r\">0</td>");
}

void desk_fresh(struct visit *v)
{
	struct fresh list[MAX_LEDGERS];
	struct day week = day_add(v->today, -FRESH_DAYS), month = month_begin(v->today);
	size_t n = 0;

	for (size_t i = 0; i < v->p->n_tables && n < MAX_LEDGERS; i++) {
		const struct table *t = &v->p->tables[i];
		if (!t->n_clocks || !may_open(t, v->viewer.roles))
			continue;
		list[n] = (struct fresh){ t, begun_since(v, t, week), begun_since(v, t, month) };
		n += list[n].month > 0 || list[n].week > 0;
	}
	if (!n)
		return;
	qsort(list, n, sizeof(list[0]), most_first);
	html(v->out,
	     "<section class=\"card\" id=\"fresh\"><header><h2>新登记</h2></header><table class=\"tbl dense\"><caption class=\"sr\">新登记的记录</caption><thead><tr><th scope=\"col\">台账</th><th scope=\"col\" class=\"r\">近 7 日</th><th scope=\"col\" class=\"r\">本月</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < n && i < MAX_FRESH; i++) {
		html(v->out, "<tr><th scope=\"row\" class=\"b4\">", str_of(list[i].t->l->label),
		     "</th>");
		put_since(v, list[i].t, list[i].week, week);
		put_since(v, list[i].t, list[i].month, month);
		html(v->out, "</tr>\n");
	}
	html(v->out, "</tbody></table></section>\n");
}
