/*
 * list.c - pages of a ledger
 *
 * The one function that writes statements of lists.  It knows field keys from the table and
 * nothing else; every value is a parameter.
 *
 * Strategy.  Unset values stand last, and an index has them at one end, so a page is read in two
 * parts: records whose sort value is set, from the cursor on, then those where it is not.  Each
 * part walks an index on (org, key).
 */
#include <string.h>

#include "ledger/anomalies.h"
#include "ledger/conds.h"
#include "ledger/list.h"
#include "ledger/verbs.h"

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

static void put_open(struct writer *w)
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

static bool put_asked(struct writer *w, struct tx *tx, const struct list_ask *ask,
                      enum list_view view)
{
	struct scope *me = arena_new(w->a, struct scope);

	*me = (struct scope){ .l = ask->t->l, .alias = S("m") };
	buf_fmt(&w->out, " FROM \"%s\" m WHERE m.org = $1 AND ", ask->t->l->key);
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

static int64_t count_view(struct tx *tx, const struct program *p, const struct list_ask *ask,
                          enum list_view view)
{
	struct writer w;
	struct query q;
	struct rows rows;
	int64_t n = 0;
	bool ok;

	writer_init(&w, ask->t->program, tx->arena, str_of(ask->t->l->key));
	put(&w, "SELECT COUNT(*) FROM (SELECT 1");
	ok = put_asked(&w, tx, ask, view);
	buf_fmt(&w.out, " LIMIT %d) c", COUNT_STOP + 1);
	q = writer_query(&w);
	if (!ok)
		return 0;
	rows = run(tx, p, ask, &q);
	if (db_row(&rows, &n))
		db_close(&rows);
	return n;
}

int64_t list_count(struct tx *tx, const struct program *p, const struct list_ask *ask)
{
	return count_view(tx, p, ask, ask->view);
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
static bool may_ask(struct tx *tx, const struct list_ask *ask, struct str cond)
{
	const struct field *f;
	struct str rest;
	size_t n = 0;

	while (n < cond.n && ((cond.p[n] >= 'a' && cond.p[n] <= 'z') || cond.p[n] == '_' ||
	                      (cond.p[n] >= '0' && cond.p[n] <= '9')))
		n++;
	f = field_of(ask->t->l, (struct str){ cond.p, n });
	if (!f && (n == strlen("anomaly") || n == strlen("broken")) &&
	    (str_starts(cond, S("anomaly")) || str_starts(cond, S("broken"))) &&
	    !may_watch(ask->t, ask->viewer.roles))
		return no_cond(tx, cond, "这一项不在您的权限内。");
	if (!f)
		return true;
	if (!may_see(ask->t, ask->viewer.roles, f))
		return no_cond(tx, cond, "这一项不在您的权限内。");
	rest = str_trim(str_from(cond, n));
	if (f->flags & PERSONAL && !str_starts(rest, S("=")))
		return no_cond(tx, cond, "个人信息只能按完整内容查询，写作 字段=内容。");
	return true;
}

static bool may_ask_all(struct tx *tx, const struct list_ask *ask)
{
	struct str rest = str_of(ask->conds), line;
	size_t n = 0;

	if (rest.n > MAX_COND_BYTES)
		return no_cond(tx, S("…"), "条件太长。");
	while (rest.n) {
		if (!str_cut(rest, '\n', &line, &rest)) {
			line = rest;
			rest = S("");
		}
		line = str_trim(line);
		if (line.n && ++n > MAX_CONDS)
			return no_cond(tx, line, "一次最多十六个条件。");
		if (line.n && !may_ask(tx, ask, line))
			return false;
	}
	return true;
}

/* --- a page ---------------------------------------------------------------------------------- */

struct paging {
	struct tx *tx;
	const struct program *p;
	const struct list_ask *ask;
	const struct column *sort;
	bool up;
	size_t size;
	struct cursor at;
	struct list_page *page;
};

static void read_row(struct paging *g, struct rows *q)
{
	const struct table *t = g->ask->t;
	struct list_row *row = &g->page->rows[g->page->n_rows++];

	row->r = (struct record){ t, g->ask->viewer.org, 0,
		                  arena_array(g->tx->arena, struct val, t->n_columns) };
	for (size_t i = 0; i < t->n_columns; i++) {
		row->r.v[i] = db_col(q, i);
		if (row->r.v[i].is == VAL_TEXT)
			row->r.v[i].s = arena_str(g->tx->arena, row->r.v[i].s);
	}
	row->r.id = record_int(&row->r, S("id"));
}

/* One of the two parts; true while more is wanted. */
static bool read_part(struct paging *g, bool set)
{
	const struct str key = g->sort->key;
	size_t want = g->size + 1 - g->page->n_rows;
	struct writer w;
	struct query q;
	struct rows rows;

	writer_init(&w, g->ask->t->program, g->tx->arena, str_of(g->ask->t->l->key));
	put(&w, g->ask->t->select);
	if (!put_asked(&w, g->tx, g->ask, g->ask->view)) {
		buf_drop(&w.out);
		return false;
	}
	buf_fmt(&w.out, " AND m.\"%.*s\" IS %sNULL", P(key), set ? "NOT " : "");
	if (set && (g->at.is == AT_INT || g->at.is == AT_TEXT)) {
		buf_fmt(&w.out, " AND (m.\"%.*s\", m.id) %s (", P(key), g->up ? ">" : "<");
		put_val(&w, g->at.v);
		put(&w, ", ");
		put_val(&w, VAL(g->at.id));
		put(&w, ")");
	} else if (!set && g->at.is == AT_UNSET) {
		put(&w, g->up ? " AND m.id > " : " AND m.id < ");
		put_val(&w, VAL(g->at.id));
	}
	if (set)
		buf_fmt(&w.out, " ORDER BY m.\"%.*s\" %s, m.id %s LIMIT %zu", P(key),
		        g->up ? "ASC" : "DESC", g->up ? "ASC" : "DESC", want);
	else
		buf_fmt(&w.out, " ORDER BY m.id %s LIMIT %zu", g->up ? "ASC" : "DESC", want);
	q = writer_query(&w);
	rows = run(g->tx, g->p, g->ask, &q);
	while (db_row_next(&rows))
		read_row(g, &rows);
	return g->page->n_rows <= g->size;
}

static bool sorts_by(const struct table *t, struct str key)
{
	const struct field *f = field_of(t->l, key);

	/* A cursor tells the value it stands at, so what is masked gives no order.          */
	return f ? (f->flags & SORT) && !(f->flags & (PERSONAL | SECRET))
	         : str_is(key, "begun_on") || str_is(key, "number");
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
	if (!choose_sort(tx, ask, &g) || !may_ask_all(tx, ask))
		return false;
	if (!cursor_parse(ask->after, &g.at) || !cursor_fits(&g))
		return refuse_with(
			tx->r, (struct refusal){ .field = S("after"), .say = S("没有这一页。") });
	page.sort = g.sort->key;
	page.up = g.up;
	page.rows = arena_array(tx->arena, struct list_row, g.size + 1);
	choose_columns(&g);
	if (g.at.is == AT_UNSET || read_part(&g, true))
		read_part(&g, false);
	if (tx->r->n_refused > refused || tx->r->fault)
		return false;
	if (page.n_rows > g.size) {
		const struct list_row *last = &page.rows[g.size - 1];
		page.n_rows = g.size;
		page.next = cursor_text(tx->arena, record_val(&last->r, g.sort->key), last->r.id);
	}
	fill_rows(&g);
	for (int v = 0; !ask->bare && v < N_VIEWS; v++)
		page.views[v] = count_view(tx, p, ask, (enum list_view)v);
	page.count = ask->bare ? 0 : page.views[ask->view];
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
	size_t n = 0;

	for (size_t i = 0; i < p->n_tables; i++)
		for (size_t k = 0; k < p->tables[i].l->n_fields; k++) {
			const struct field *f = &p->tables[i].l->fields[k];
			if (f->kind == REF && f->flags & LANE && points_at(f, str_of(r->t->l->key)))
				n = lanes_of(tx, p, v, r, &p->tables[i], f, list, n);
		}
	*ret = list;
	return n;
}
