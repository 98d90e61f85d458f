/*
 * list.c - pages of a ledger
 *
 * The one function that writes statements of lists.  It knows field keys from the table and
 * nothing else; every value is a parameter.
 *
 * Strategy.  A page is read in parts: what stands beside the cursor with its value, what comes after, and
 * at the end, where an index has them, records whose value is unset.  Each part is read by every lead
 * (list_leads.h), as keys of the order and ids; these are merged, and the records of the page are read.
 */
#include <stdlib.h>
#include <string.h>

#include "ledger/anomalies.h"
#include "ledger/conds.h"
#include "ledger/list_leads.h"
#include "ledger/verbs.h"
#include "store/indexes.h"

static const char *const keys[N_VIEWS] = { [VIEW_ALL] = "all",
	                                   [VIEW_OPEN] = "open",
	                                   [VIEW_MINE] = "mine",
	                                   [VIEW_LATE] = "late",
	                                   [VIEW_SOON] = "soon" };

const char *view_key(enum list_view v)
{
	return keys[v];
}

bool view_of(struct str key, enum list_view *ret)
{
	for (int i = 0; i < N_VIEWS; i++)
		if (str_is(key, keys[i])) {
			*ret = (enum list_view)i;
			return true;
		}
	return false;
}

/* --- WHERE ----------------------------------------------------------------------------------- */

void put_open(struct writer *w)
{
	put(w, " AND m.ended_on IS NULL AND m.void_on IS NULL AND m.merged_on IS NULL");
}

/* Some clock runs and its due lies in the days meant. */
static void put_dues(struct writer *w, struct tx *tx, const struct table *t, bool late)
{
	put(w, " AND (FALSE");
	for (size_t i = 0; i < t->n_clocks; i++) {
		const struct clockset *c = &t->clocks[i];
		if (c->accrues || !c->duty)
			continue;
		put(w, " OR (TRUE");
		put_clock_state(w, tx, t, c, late);
		put(w, ")");
	}
	put(w, ")");
}

static void put_view(struct writer *w, struct tx *tx, const struct list_ask *ask,
                     enum list_view view)
{
	const struct column *owner = column_of(ask->t, S("handler"));

	if (view == VIEW_ALL)
		return;
	put_open(w);
	if (view == VIEW_MINE)
		put(w,
		    owner && owner->kind == REF ? " AND m.handler = $5" : " AND m.begun_by = $5");
	if (view == VIEW_LATE || view == VIEW_SOON)
		put_dues(w, tx, ask->t, view == VIEW_LATE);
}

/* FROM and WHERE of all that is asked, read by one lead. */
static bool put_asked(struct writer *w, struct tx *tx, const struct list_ask *ask,
                      enum list_view view, struct str column, const struct lead *lead)
{
	struct scope *me = arena_new(w->a, struct scope);

	*me = (struct scope){ .l = ask->t->l, .alias = S("m") };
	put_lead(w, tx, ask, view, column, lead);
	put(w, " AND ");
	put_may(w, ask->t, &ask->viewer, true);
	put_view(w, tx, ask, view);
	if (ask->state.n) {
		put(w, " AND m.state = ");
		put_val(w, VAL(ask->state));
	}
	return put_conds(w, tx, ask->viewer.org, me, ask->conds);
}

static struct rows run(struct tx *tx, const struct program *p, const struct list_ask *ask,
                       const struct query *q)
{
	return db_query_v(tx, stmt_text(tx->arena, str_of(q->st.sql)), N_ARGS + q->n_terms,
	                  viewer_args(tx, p, q, &ask->viewer));
}

/* --- counting -------------------------------------------------------------------------------- */

struct counting {
	struct tx *tx;
	const struct program *p;
	const struct list_ask *ask;
	enum list_view view;
	bool near; /* look at LOOK records of a lead and no further               */
	struct list_count count;
	int64_t *ids; /* of several leads, which may give the same record             */
	size_t n_ids;
};

static const struct str newest = { "begun_on", 8 };

/* The day before which a lead is not looked at any more; unset: it is short. */
static struct val last_look(struct counting *k, const struct lead *lead)
{
	struct writer w;
	struct query q;
	struct rows rows;
	int64_t day;

	writer_init(&w, k->ask->t->program, k->tx->arena, str_of(k->ask->t->l->key));
	put(&w, "SELECT m.begun_on");
	put_lead(&w, k->tx, k->ask, k->view, newest, lead);
	buf_fmt(&w.out, " ORDER BY m.begun_on DESC, m.id DESC LIMIT 1 OFFSET %d", LOOK);
	q = writer_query(&w);
	rows = run(k->tx, k->p, k->ask, &q);
	if (!db_row(&rows, &day))
		return NULL_VAL;
	db_close(&rows);
	return VAL(day);
}

static bool has_order(const struct lead *lead)
{
	return lead->is == BY_ORDER || lead->is == BY_VALUE || lead->is == BY_UNPLACED;
}

/* Writes what one lead counts; false: nothing is to be counted. */
static bool put_counted(struct writer *w, struct counting *k, const struct lead *lead, bool look)
{
	struct val from = look && has_order(lead) ? last_look(k, lead) : NULL_VAL;
	bool ok = put_asked(w, k->tx, k->ask, k->view, newest, lead);

	if (from.is == VAL_INT) {
		put(w, " AND m.begun_on >= ");
		put_val(w, from);
		k->count.more = true;
	}
	buf_fmt(&w->out, " LIMIT %d", COUNT_STOP + 1);
	if (!ok)
		buf_drop(&w->out);
	return ok;
}

static void count_one(struct counting *k, const struct lead *lead, bool look)
{
	struct writer w;
	struct query q;
	struct rows rows;

	writer_init(&w, k->ask->t->program, k->tx->arena, str_of(k->ask->t->l->key));
	put(&w, "SELECT COUNT(*) FROM (SELECT 1");
	if (!put_counted(&w, k, lead, look))
		return;
	put(&w, ") c");
	q = writer_query(&w);
	rows = run(k->tx, k->p, k->ask, &q);
	if (db_row(&rows, &k->count.n))
		db_close(&rows);
}

static int by_id(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

/* The ids of one more lead, each id once. */
static void count_among(struct counting *k, const struct lead *lead, bool look)
{
	struct writer w;
	struct query q;
	struct rows rows;
	size_t n = 0;

	writer_init(&w, k->ask->t->program, k->tx->arena, str_of(k->ask->t->l->key));
	put(&w, "SELECT m.id");
	if (!put_counted(&w, k, lead, look))
		return;
	q = writer_query(&w);
	rows = run(k->tx, k->p, k->ask, &q);
	while (db_row(&rows, &k->ids[k->n_ids]))
		k->n_ids++;
	if (k->n_ids)
		qsort(k->ids, k->n_ids, sizeof *k->ids, by_id);
	for (size_t i = 0; i < k->n_ids; i++)
		if (!n || k->ids[n - 1] != k->ids[i])
			k->ids[n++] = k->ids[i];
	k->n_ids = n;
	k->count.n = (int64_t)n;
}

static struct list_count count_view(struct tx *tx, const struct program *p,
                                    const struct list_ask *ask, enum list_view view, bool near)
{
	struct counting k = { .tx = tx, .p = p, .ask = ask, .view = view };
	struct leads leads;
	bool look;

	leads_choose(tx, ask, view, S(""), &leads);
	look = near && !leads.alone && !leads.counted;
	if (leads.n == 1) {
		count_one(&k, &leads.list[0], look);
	} else {
		k.ids = arena_array(tx->arena, int64_t, 2 * COUNT_STOP + 3);
		for (size_t i = 0; i < leads.n && k.n_ids <= COUNT_STOP; i++)
			count_among(&k, &leads.list[i], look);
	}
	k.count.more |= k.count.n > COUNT_STOP;
	if (k.count.n > COUNT_STOP)
		k.count.n = COUNT_STOP;
	return k.count;
}

int64_t list_count(struct tx *tx, const struct program *p, const struct list_ask *ask)
{
	struct list_count c = count_view(tx, p, ask, ask->view, false);

	return c.n + c.more;
}

struct list_count list_count_near(struct tx *tx, const struct program *p,
                                  const struct list_ask *ask)
{
	return count_view(tx, p, ask, ask->view, true);
}

/* --- cursors --------------------------------------------------------------------------------- */

/* i17.99: an integer value and the id; tTEXT.99; n.99 when the value is unset. */
struct cursor {
	enum { AT_START, AT_INT, AT_TEXT, AT_UNSET } is;
	struct val v;
	int64_t id;
};

static struct str cursor_text(struct arena *a, struct val v, int64_t id)
{
	if (v.is == VAL_NULL)
		return arena_fmt(a, "n.%lld", (long long)id);
	if (v.is == VAL_INT)
		return arena_fmt(a, "i%lld.%lld", (long long)v.i, (long long)id);
	return arena_fmt(a, "t%.*s.%lld", P(v.s), (long long)id);
}

static bool cursor_parse(struct str s, struct cursor *ret)
{
	size_t dot = s.n;

	*ret = (struct cursor){ AT_START, NULL_VAL, 0 };
	if (!s.n)
		return true;
	while (dot && s.p[dot - 1] != '.')
		dot--;
	if (dot < 2 || !str_int(str_from(s, dot), &ret->id))
		return false;
	switch (s.p[0]) {
	case 'n': ret->is = AT_UNSET; return dot == 2;
	case 'i':
		ret->is = AT_INT;
		ret->v = (struct val){ VAL_INT, 0, { 0 } };
		return str_int((struct str){ s.p + 1, dot - 2 }, &ret->v.i);
	case 't':
		ret->is = AT_TEXT;
		ret->v = VAL(((struct str){ s.p + 1, dot - 2 }));
		return true;
	default: return false;
	}
}

/* --- conditions of people -------------------------------------------------------------------- */

/* More than these is no question of a person, and a tree of conditions too deep for a database. */
enum { MAX_CONDS = 16, MAX_COND_BYTES = 4096 };

static bool no_cond(struct tx *tx, struct str cond, const char *say)
{
	return refuse_with(tx->r, (struct refusal){ .field = S("where"),
	                                            .value = cond,
	                                            .say = arena_fmt(tx->arena, "条件“%.*s”：%s",
	                                                             P(cond), say) });
}

/*
 * What may not be seen may not be asked for either: each answer would tell a part of it.  A masked
 * value can be found by whoever knows the whole of it.
 */
static bool may_ask(struct tx *tx, const struct table *t, unsigned roles, struct str cond)
{
	const struct field *f;
	struct str rest;
	size_t n = 0;

	while (n < cond.n && ((cond.p[n] >= 'a' && cond.p[n] <= 'z') || cond.p[n] == '_' ||
	                      (cond.p[n] >= '0' && cond.p[n] <= '9')))
		n++;
	f = field_of(t->l, (struct str){ cond.p, n });
	if (!f && cond_is_watch((struct str){ cond.p, n }) && !may_watch(t, roles))
		return no_cond(tx, cond, "这一项不在您的权限内。");
	if (!f)
		return true;
	if (!may_see(t, roles, f))
		return no_cond(tx, cond, "这一项不在您的权限内。");
	rest = str_trim(str_from(cond, n));
	if (f->flags & PERSONAL && !str_starts(rest, S("=")))
		return no_cond(tx, cond, "个人信息只能按完整内容查询，写作 字段=内容。");
	return true;
}

bool conds_asked(struct tx *tx, const struct table *t, unsigned roles, const char *conds)
{
	struct str rest = str_of(conds), line;
	size_t n = 0;

	if (rest.n > MAX_COND_BYTES)
		return no_cond(tx, S("…"), "条件太长。");
	while (str_line(&rest, &line)) {
		if (++n > MAX_CONDS)
			return no_cond(tx, line, "一次最多十六个条件。");
		if (!may_ask(tx, t, roles, line))
			return false;
	}
	return true;
}

/* They are understood: a lead reads them again and refuses nothing. */
static bool conds_hold(struct tx *tx, const struct list_ask *ask)
{
	struct scope me = { .l = ask->t->l, .alias = S("m") };
	struct writer w;
	bool ok;

	writer_init(&w, ask->t->program, tx->arena, str_of(ask->t->l->key));
	ok = put_conds(&w, tx, ask->viewer.org, &me, ask->conds);
	buf_drop(&w.out);
	return ok;
}

/* --- a page ---------------------------------------------------------------------------------- */

/* A record of the page by its place in the order. */
struct placed {
	struct val v;
	int64_t id;
};

struct paging {
	struct tx *tx;
	const struct program *p;
	const struct list_ask *ask;
	const struct column *sort;
	struct str key; /* the column that gives the order: of a name, how it is read */
	bool up;
	size_t size;
	struct cursor at;
	struct leads leads;
	struct placed *found; /* of the parts before, then of the part that is read          */
	size_t n_found, n_kept;
	struct list_page *page;
};

enum part { BESIDE, AFTER, UNSET };

/* What stands where in the order: beside the cursor, after it, at the end. */
static void put_part(struct writer *w, const struct paging *g, enum part part)
{
	const struct str key = g->key;
	bool after = g->at.is == AT_INT || g->at.is == AT_TEXT;

	if (part == UNSET)
		buf_fmt(&w->out, " AND m.\"%.*s\" IS NULL", P(key));
	else if (!after)
		buf_fmt(&w->out, " AND m.\"%.*s\" IS NOT NULL", P(key));
	else
		buf_fmt(&w->out, " AND m.\"%.*s\" %s ", P(key),
		        part == BESIDE ? "="
		        : g->up        ? ">"
		                       : "<");
	if (part != UNSET && after)
		put_val(w, g->at.v);
	if (part == BESIDE || (part == UNSET && g->at.is == AT_UNSET)) {
		put(w, g->up ? " AND m.id > " : " AND m.id < ");
		put_val(w, VAL(g->at.id));
	}
}

static void place(struct paging *g, struct val v, int64_t id)
{
	if (v.is == VAL_TEXT)
		v.s = arena_str(g->tx->arena, v.s);
	g->found[g->n_found++] = (struct placed){ v, id };
}

/* What one lead knows of a part, in order. */
static bool read_lead(struct paging *g, enum part part, const struct lead *lead)
{
	const struct str key = g->key;
	const char *way = g->up ? "ASC" : "DESC";
	size_t want = g->size + 1 - g->n_kept;
	struct writer w;
	struct query q;
	struct rows rows;
	struct val v[2];

	writer_init(&w, g->ask->t->program, g->tx->arena, str_of(g->ask->t->l->key));
	buf_fmt(&w.out, "SELECT m.\"%.*s\", m.id", P(key));
	if (!put_asked(&w, g->tx, g->ask, g->ask->view, key, lead)) {
		buf_drop(&w.out);
		return false;
	}
	put_part(&w, g, part);
	if (part == AFTER)
		buf_fmt(&w.out, " ORDER BY m.\"%.*s\" %s, m.id %s LIMIT %zu", P(key), way, way,
		        want);
	else
		buf_fmt(&w.out, " ORDER BY m.id %s LIMIT %zu", way, want);
	q = writer_query(&w);
	rows = run(g->tx, g->p, g->ask, &q);
	while (db_row_next(&rows)) {
		v[0] = db_col(&rows, 0);
		v[1] = db_col(&rows, 1);
		place(g, v[0], v[1].i);
	}
	return true;
}

static int val_order(struct val a, struct val b)
{
	if (a.is == VAL_TEXT && b.is == VAL_TEXT)
		return str_cmp(a.s, b.s);
	return a.i < b.i ? -1 : a.i > b.i;
}

static int in_order(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int way = val_order(x->v, y->v);

	return way ? way : x->id < y->id ? -1 : x->id > y->id;
}

/* Those of several leads become one order, each record once. */
static void merge(struct paging *g)
{
	struct placed *list = g->found + g->n_kept;
	size_t n = g->n_found - g->n_kept, kept = 0;

	if (g->leads.n > 1 && n)
		qsort(list, n, sizeof *list, in_order);
	for (size_t i = 0; g->leads.n > 1 && !g->up && i < n / 2; i++) {
		struct placed x = list[i];
		list[i] = list[n - 1 - i];
		list[n - 1 - i] = x;
	}
	for (size_t i = 0; i < n && g->n_kept + kept <= g->size; i++)
		if (!kept || list[kept - 1].id != list[i].id)
			list[kept++] = list[i];
	g->n_found = g->n_kept += kept;
}

/* One of the parts; true while more is wanted. */
static bool read_part(struct paging *g, enum part part)
{
	for (size_t i = 0; i < g->leads.n; i++)
		if (!read_lead(g, part, &g->leads.list[i]))
			return false;
	merge(g);
	return g->n_kept <= g->size;
}

static void read_parts(struct paging *g)
{
	bool more = true;

	leads_choose(g->tx, g->ask, g->ask->view, g->key, &g->leads);
	g->found = arena_array(g->tx->arena, struct placed, (g->leads.n + 1) * (g->size + 2));
	if (g->at.is == AT_INT || g->at.is == AT_TEXT)
		more = read_part(g, BESIDE);
	if (more && g->at.is != AT_UNSET)
		more = read_part(g, AFTER);
	if (more)
		read_part(g, UNSET);
}

/* The records of the page. */
static void read_rows(struct paging *g)
{
	for (size_t i = 0; i < g->n_kept && i < g->size; i++) {
		struct list_row *row = &g->page->rows[g->page->n_rows];
		g->page->n_rows += record_load(g->tx, g->ask->t, g->ask->viewer.org, g->found[i].id,
		                               &row->r);
	}
}

static bool sorts_by(const struct table *t, struct str key)
{
	const struct field *f = field_of(t->l, key);

	/* A cursor tells the value it stands at, so what is masked gives no order.          */
	return f ? is_sort_field(f) : str_is(key, "begun_on") || str_is(key, "number");
}

static bool choose_sort(struct tx *tx, const struct list_ask *ask, struct paging *g)
{
	struct str key = ask->sort.n ? ask->sort : S("begun_on");

	if (!sorts_by(ask->t, key) || !(g->sort = column_of(ask->t, key)))
		return refuse_with(tx->r, (struct refusal){ .field = S("sort"),
		                                            .value = key,
		                                            .say = S("不能按这一项排序。") });
	if (g->sort->field && !may_see(ask->t, ask->viewer.roles, g->sort->field))
		return refuse_with(tx->r, (struct refusal){ .field = S("sort"),
		                                            .value = key,
		                                            .say = S("这一项不在您的权限内。") });
	g->key = g->sort->field ? sort_column(tx->arena, g->sort->field) : key;
	g->up = ask->sort.n && ask->up;
	return true;
}

/* A cursor of text on a column of numbers is nobody's page. */
static bool cursor_fits(const struct paging *g)
{
	enum kind k = g->sort->kind;
	bool text = k == TEXT || k == PICK;

	return g->at.is == AT_START || g->at.is == AT_UNSET || (g->at.is == AT_TEXT) == text;
}

/* --- columns and cells ----------------------------------------------------------------------- */

enum { MAX_SHOWN = 4 };

static void add_column(struct list_page *page, const struct table *t, struct str key,
                       struct str label)
{
	const struct column *c = column_of(t, key);

	if (c)
		page->columns[page->n_columns++] = (struct list_column){ key, label, c,
			                                                 sorts_by(t, key) };
}

struct str list_column_label(const struct table *t, struct str key)
{
	/* clang-format off */
	static const struct { const char *key, *label; } automatic[] = {
		{ "number", "编号" }, { "state", "状态" }, { "begun_on", "登记日" }, { "ended_on", "办结日" }, { "handler", "经办" },
	};
	/* clang-format on */
	const struct field *f = field_of(t->l, key);

	for (size_t i = 0; !f && i < sizeof(automatic) / sizeof(automatic[0]); i++)
		if (str_is(key, automatic[i].key))
			return str_of(automatic[i].label);
	return f ? str_of(f->label) : S("");
}

bool list_may_show(const struct table *t, unsigned roles, struct str key)
{
	const struct column *c = column_of(t, key);

	if (!c || !list_column_label(t, key).n)
		return false;
	return !c->field || may_see(t, roles, c->field);
}

/* Those that were asked for, the number first, so that each row has its link. */
static void asked_columns(struct paging *g)
{
	const struct table *t = g->ask->t;
	struct str rest = g->ask->columns, key;
	struct list_page *page = g->page;

	add_column(page, t, S("number"), S("编号"));
	while (str_item(&rest, &key) && page->n_columns < t->l->n_fields + 8) {
		bool there = false;
		for (size_t i = 0; i < page->n_columns; i++)
			there |= str_eq(page->columns[i].key, key);
		if (!there && list_may_show(t, g->ask->viewer.roles, key))
			add_column(page, t, key, list_column_label(t, key));
	}
}

static void choose_columns(struct paging *g)
{
	const struct table *t = g->ask->t;
	size_t shown = 0;
	bool dated = false;

	g->page->columns = arena_array(g->tx->arena, struct list_column, t->l->n_fields + 8);
	if (g->ask->columns.n) {
		asked_columns(g);
		return;
	}
	add_column(g->page, t, S("number"), S("编号"));
	if (t->l->title && field_of(t->l, str_of(t->l->title)) &&
	    may_see(t, g->ask->viewer.roles, field_of(t->l, str_of(t->l->title))))
		add_column(g->page, t, str_of(t->l->title),
		           str_of(field_of(t->l, str_of(t->l->title))->label));
	for (size_t i = 0; i < t->l->n_fields && shown < MAX_SHOWN; i++) {
		const struct field *f = &t->l->fields[i];
		if (!(f->flags & (LIST | SORT)) || f->kind == ROWS || f->kind == REFS ||
		    f->kind == PICKS || str_is(str_of(t->l->title), f->key))
			continue;
		if (!may_see(t, g->ask->viewer.roles, f))
			continue;
		add_column(g->page, t, str_of(f->key), str_of(f->label));
		dated |= f->kind == DATE || f->kind == TIME;
		shown++;
	}
	add_column(g->page, t, S("state"), S("状态"));
	if (!dated)
		add_column(g->page, t, S("begun_on"), S("登记日"));
	if (column_of(t, S("handler")) && !column_of(t, S("handler"))->field)
		add_column(g->page, t, S("handler"), S("经办"));
}

static struct str cell_text(struct paging *g, const struct record *r, const struct column *c)
{
	struct val v = record_val(r, c->key);
	int state;

	if (str_is(c->key, "state") && !c->field)
		return (state = state_index(r->t->l, v.s)) >= 0
		               ? str_of(r->t->l->states[state].label)
		               : v.s;
	if (c->field && c->kind == REF && v.is == VAL_INT) {
		const struct table *to;
		return ref_seen(g->tx, g->p, &g->ask->viewer, c->field, v.i, &to);
	}
	if (c->field && c->field->flags & PERSONAL)
		return personal_mask(g->tx->arena, c->field,
		                     column_text(g->tx, g->p, c, v, r->org));
	return column_text(g->tx, g->p, c, v, r->org);
}

static void fill_rows(struct paging *g)
{
	for (size_t i = 0; i < g->page->n_rows; i++) {
		struct list_row *row = &g->page->rows[i];
		row->cells = arena_array(g->tx->arena, struct str, g->page->n_columns);
		for (size_t c = 0; c < g->page->n_columns; c++)
			row->cells[c] = cell_text(g, &row->r, g->page->columns[c].c);
		if (!g->ask->bare &&
		    !record_dues(g->tx, g->p, &row->r, world_today(g->tx->world), &row->due))
			row->due = NULL;
	}
}

bool list_page(struct tx *tx, const struct program *p, const struct list_ask *ask,
               struct list_page *ret)
{
	struct list_page page = { 0 };
	struct paging g = { .tx = tx,
		            .p = p,
		            .ask = ask,
		            .page = &page,
		            .size = ask->size ? ask->size : PAGE_SIZE };
	size_t refused = tx->r->n_refused;

	if (g.size > MAX_PAGE)
		g.size = MAX_PAGE;
	if (!choose_sort(tx, ask, &g) || !conds_asked(tx, ask->t, ask->viewer.roles, ask->conds))
		return false;
	if (!cursor_parse(ask->after, &g.at) || !cursor_fits(&g))
		return refuse_with(
			tx->r, (struct refusal){ .field = S("after"), .say = S("没有这一页。") });
	page.sort = g.sort->key;
	page.up = g.up;
	page.rows = arena_array(tx->arena, struct list_row, g.size + 1);
	choose_columns(&g);
	if (!conds_hold(tx, ask))
		return false;
	read_parts(&g);
	if (tx->r->n_refused > refused || tx->r->fault)
		return false;
	read_rows(&g);
	if (g.n_kept > g.size)
		page.next = cursor_text(tx->arena, g.found[g.size - 1].v, g.found[g.size - 1].id);
	fill_rows(&g);
	for (int v = 0; !ask->bare && v < N_VIEWS; v++)
		page.views[v] = count_view(tx, p, ask, (enum list_view)v, true);
	page.count = ask->bare ? (struct list_count){ 0 } : page.views[ask->view];
	*ret = page;
	return !tx->r->fault;
}

/* --- lanes ----------------------------------------------------------------------------------- */

static size_t lanes_of(struct tx *tx, const struct program *p, const struct viewer *v,
                       const struct record *r, const struct table *t, const struct field *f,
                       struct lane *list, size_t n)
{
	struct writer w;
	struct query q;
	struct rows rows;
	int64_t ids[32], id;
	size_t n_ids = 0;

	writer_init(&w, t->program, tx->arena, str_of(t->l->key));
	buf_fmt(&w.out, "SELECT m.id FROM \"%s\" m WHERE m.org = $1 AND m.\"%s\" = ", t->l->key,
	        f->key);
	put_val(&w, VAL(r->id));
	put(&w, " AND m.void_on IS NULL AND ");
	put_may(&w, t, v, false);
	put(&w, " ORDER BY m.begun_on, m.id LIMIT 32");
	q = writer_query(&w);
	rows = db_query_v(tx, stmt_text(tx->arena, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                  viewer_args(tx, p, &q, v));
	while (db_row(&rows, &id))
		if (n_ids < 32)
			ids[n_ids++] = id;
	for (size_t i = 0; i < n_ids && n < MAX_PAGE; i++) {
		list[n] = (struct lane){ .t = t, .f = f };
		if (!record_load(tx, t, r->org, ids[i], &list[n].r))
			continue;
		if (!record_dues(tx, p, &list[n].r, world_today(tx->world), &list[n].due))
			list[n].due = NULL;
		n++;
	}
	return n;
}

size_t record_lanes(struct tx *tx, const struct program *p, const struct viewer *v,
                    const struct record *r, struct lane **ret)
{
	struct lane *list = arena_array(tx->arena, struct lane, MAX_PAGE);
	struct lane_walk w = { 0 };
	const struct table *lane;
	const struct field *f;
	size_t n = 0;

	while ((f = lane_next(r->t, &w, &lane)))
		n = lanes_of(tx, p, v, r, lane, f, list, n);
	*ret = list;
	return n;
}
