/*
 * list_tabs.c - the line above a list: views, the states in which something waits for the viewer, and
 * the views he saved
 *
 * A tab of a state asks for what is open in it.  Views are of any state: leaving a state by them drops
 * it, and their counts are taken without it.  Each count reads an index and stops (list_count_near), so
 * the line costs the same however large the ledger is.
 */
#include "web/lists.h"

enum { MAX_TABS = 3 };

/* clang-format off */
static const struct shown_view { enum list_view is; const char *label, *class; } views[] = {
	{ VIEW_OPEN, "在办", "" }, { VIEW_MINE, "我经办", "" }, { VIEW_LATE, "逾期", " r" },
	{ VIEW_SOON, "临期", " a" }, { VIEW_ALL, "全部", "" },
};
/* clang-format on */
enum { N_SHOWN = sizeof views / sizeof *views };

const char *view_label(enum list_view view)
{
	for (size_t i = 0; i < N_SHOWN; i++)
		if (views[i].is == view)
			return views[i].label;
	return "";
}

/* A state of which something is open and waits for a step of the viewer. */
struct waiting {
	const struct state *state;
	struct list_count n;
};

struct tabs {
	struct list_ask any; /* what is asked, of any state                                 */
	struct waiting list[MAX_TABS];
	size_t n;
	const struct state *on; /* the one that is shown; NULL: a view                      */
};

static void find_waiting(struct visit *v, const struct list_ask *ask, struct tabs *ret)
{
	const struct ledger *l = v->t->l;
	struct list_ask of = *ask;

	*ret = (struct tabs){ .any = *ask };
	ret->any.state = S("");
	of.view = VIEW_OPEN;
	for (size_t i = 0; i < l->n_states && ret->n < MAX_TABS; i++) {
		struct waiting *w = &ret->list[ret->n];
		if (!l->states[i].key || !may_move(v->t, v->viewer.roles, i))
			continue;
		of.state = str_of(l->states[i].key);
		*w = (struct waiting){ &l->states[i], list_count_near(&v->tx, v->p, &of) };
		ret->n += w->n.n > 0;
		if (w->n.n && ask->view == VIEW_OPEN && str_eq(ask->state, of.state))
			ret->on = w->state;
	}
}

static void put_tab(struct visit *v, struct str query, bool on, struct str label, const char *class,
                    struct list_count n)
{
	html(v->out, "<a href=\"/", str_of(v->t->l->key), "?", query, "\"",
	     when(on, " class=\"on\" aria-current=\"page\""), ">", label, " <span class=\"c",
	     n.n ? str_of(class) : S(""), "\">", n.n, when(n.more, "+"), "</span></a>");
}

/* The query that is asked, with another view; of a state: with that, otherwise with none. */
static struct str tab_query(struct visit *v, enum list_view view, struct str state, bool keeps)
{
	struct pairs rest = { 0 };
	struct str query;

	rest.list = arena_array(v->arena, struct pair, v->query.n + 1);
	for (size_t i = 0; i < v->query.n; i++)
		if (keeps || !str_is(v->query.list[i].key, "state"))
			rest.list[rest.n++] = v->query.list[i];
	query = list_query(v, &rest, "view");
	return arena_fmt(v->arena, "view=%s%s%.*s%s%.*s", view_key(view), state.n ? "&state=" : "",
	                 P(state), query.n ? "&" : "", P(query));
}

static void put_view(struct visit *v, const struct list_ask *ask, const struct list_page *page,
                     const struct tabs *tabs, const struct shown_view *view)
{
	struct list_count n = page->views[view->is];
	struct list_ask any = tabs->any;

	if (!v->t->n_clocks && (view->is == VIEW_LATE || view->is == VIEW_SOON))
		return;
	any.view = view->is;
	if (tabs->on)
		n = list_count_near(&v->tx, v->p, &any);
	put_tab(v, tab_query(v, view->is, S(""), !tabs->on), ask->view == view->is && !tabs->on,
	        str_of(view->label), view->class, n);
}

static void put_waiting(struct visit *v, const struct tabs *tabs)
{
	for (size_t i = 0; i < tabs->n; i++) {
		const struct state *s = tabs->list[i].state;
		put_tab(v, tab_query(v, VIEW_OPEN, str_of(s->key), false), tabs->on == s,
		        str_of(s->label), "", tabs->list[i].n);
	}
}

void put_tabs(struct visit *v, const struct list_ask *ask, const struct list_page *page)
{
	struct tabs tabs;

	find_waiting(v, ask, &tabs);
	html(v->out, "<div class=\"tabline\"><nav class=\"tabs\" aria-label=\"常用视图\">");
	for (size_t i = 0; i < N_SHOWN; i++) {
		if (views[i].is == VIEW_ALL)
			put_waiting(v, &tabs);
		put_view(v, ask, page, &tabs, &views[i]);
	}
	put_saved_views(v);
	html(v->out, "</nav>");
	put_view_forms(v);
	html(v->out, "</div>\n");
}
