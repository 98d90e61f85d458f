/*
 * desk_mine.c - what I have in hand, by the day on which something is to be done
 *
 * A record with its lanes is one matter: the papers that are to be served, the payment that is to be
 * checked and the publication that is to be made stand with their case, and the nearest of all their
 * days is the day of the matter.
 */
#include <stdlib.h>

#include "pages/pages.h"

enum { MAX_MATTERS = 100, MAX_OF_LEDGER = 50, MAX_OPEN = 6, WEEK = 7 };

struct matter {
	struct record r;
	struct due_item *due; /* the nearest of its own and its lanes'; NULL: none runs */
	struct lane *lanes;
	size_t n_lanes;
};

/* Do other ledgers run beside this one? */
static bool has_lanes(const struct table *t)
{
	const struct table *lane;

	return lane_next(t, &(struct lane_walk){ 0 }, &lane) != NULL;
}

static bool is_open(const struct record *r)
{
	return !day_set(record_day(r, S("ended_on")));
}

static void look_into(struct visit *v, struct matter *m)
{
	if (!record_dues(&v->tx, v->p, &m->r, v->today, &m->due))
		m->due = NULL;
	m->n_lanes = record_lanes(&v->tx, v->p, &v->viewer, &m->r, &m->lanes);
	for (size_t i = 0; i < m->n_lanes; i++) {
		struct due_item *d = m->lanes[i].due;
		if (d && is_open(&m->lanes[i].r) && (!m->due || d->due.n < m->due->due.n))
			m->due = d;
	}
}

static int nearest_first(const void *a, const void *b)
{
	const struct matter *x = a, *y = b;

	if (!x->due != !y->due)
		return x->due ? -1 : 1;
	if (x->due && x->due->due.n != y->due->due.n)
		return x->due->due.n < y->due->due.n ? -1 : 1;
	return x->r.id < y->r.id ? -1 : x->r.id > y->r.id;
}

/* The oldest of each ledger: what is late is among them.  *ret_more: there are others. */
static size_t matters_of(struct visit *v, struct matter *list, bool *ret_more)
{
	size_t n = 0;

	for (size_t i = 0; i < v->p->n_tables; i++) {
		const struct table *t = &v->p->tables[i];
		struct list_ask ask = { .t = t,
			                .viewer = v->viewer,
			                .view = VIEW_MINE,
			                .conds = "",
			                .bare = true,
			                .up = true,
			                .size = MAX_OF_LEDGER };
		struct list_page page;
		if (!may_open(t, v->viewer.roles) || !has_lanes(t) ||
		    !list_page(&v->tx, v->p, &ask, &page))
			continue;
		for (size_t k = 0; k < page.n_rows && n < MAX_MATTERS; k++)
			list[n++] = (struct matter){ .r = page.rows[k].r };
		*ret_more |= page.next.n || n == MAX_MATTERS;
	}
	for (size_t i = 0; i < n; i++)
		look_into(v, &list[i]);
	qsort(list, n, sizeof(list[0]), nearest_first);
	return n;
}

/* --- the card -------------------------------------------------------------------------------- */

static const char *when_of(const struct visit *v, const struct matter *m)
{
	int left;

	if (!m->due)
		return "没有期限在走";
	left = m->due->due.n - v->today.n;
	return m->due->is == DUE_LATE ? "已经逾期"
	       : left <= 0            ? "今天"
	       : left <= WEEK         ? "七日之内"
	                              : "以后";
}

static void put_lanes_open(struct visit *v, const struct matter *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n_lanes && n < MAX_OPEN; i++) {
		const struct record *r = &m->lanes[i].r;
		if (!is_open(r))
			continue;
		html(v->out, when(!n++, "<p>"), "<a class=\"u\" href=\"",
		     record_url(v->arena, r->t, r->id), "\">", str_of(r->t->l->label), "</a> ");
		ui_state(v, r);
		html(v->out, " ");
	}
	html(v->out, when(n, "</p>"));
}

static void put_matter(struct visit *v, const struct matter *m)
{
	const struct record *r = &m->r;
	int state = state_index(r->t->l, record_text(r, S("state")));
	const struct step *next = state >= 0 ? may_move(r->t, v->viewer.roles, (size_t)state)
	                                     : NULL;
	struct str names = record_names(v, r), title = visit_title(v, r);

	html(v->out, "<li data-id=\"", r->id, "\"><span class=\"grow\"><a href=\"",
	     record_url(v->arena, r->t, r->id), "\">", names, when(names.n && title.n, " · "),
	     title, "</a><p>", record_text(r, S("number")), " · ",
	     state >= 0 ? str_of(r->t->l->states[state].label) : S(""));
	if (next)
		html(v->out, " · 下一步 ", str_of(next->label));
	html(v->out, "</p>");
	put_lanes_open(v, m);
	html(v->out, "</span><span class=\"t-r\">");
	if (m->due) {
		ui_due(v, m->due);
		html(v->out, "<p>", m->due->label, " ", m->due->due, " ",
		     str_of(day_week_cn(m->due->due)), "</p>");
	}
	html(v->out, "</span></li>\n");
}

void desk_mine(struct visit *v)
{
	struct matter *list = arena_array(v->arena, struct matter, MAX_MATTERS);
	bool more = false;
	size_t n = matters_of(v, list, &more);
	const char *last = "";

	html(v->out,
	     "<section class=\"card\" id=\"mine\"><header><h2>我手上的事</h2><span class=\"muted f13\">连同送达、缴款、公示等并行事项，按最近的一天排列</span></header>\n");
	if (!n)
		ui_empty(v, S("没有在办的事"), S("由我经办的案件、检查、许可等列在这里。"));
	for (size_t i = 0; i < n; i++) {
		const char *when_due = when_of(v, &list[i]);
		if (strcmp(last, when_due))
			html(v->out, when(i, "</ul>\n"), "<h3 class=\"f13 c-5 px16 py8\">",
			     str_of(when_due), "</h3><ul class=\"todo\">\n");
		last = when_due;
		put_matter(v, &list[i]);
	}
	html(v->out, when(n, "</ul>\n"),
	     when(more,
	          "<p class=\"px16 py8 muted f13\">每本台账只列最早登记的 50 件，其余见各台账的“我经办”。</p>\n"),
	     "</section>\n");
}
