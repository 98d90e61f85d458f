/*
 * list_leads.c - choosing the ways into the records of a list
 */
#include "ledger/anomalies.h"
#include "ledger/conds.h"
#include "ledger/list_leads.h"
#include "store/indexes.h"

/* Leads that together give all that is asked; `walks`: each has the default order. */
struct group {
	struct lead *list;
	size_t n;
	bool walks;
	int64_t count; /* as far as PROBE                                     */
};

enum { MAX_GROUPS = 24 };

struct choosing {
	struct tx *tx;
	const struct list_ask *ask;
	enum list_view view;
	struct str column;
	struct group groups[MAX_GROUPS];
	size_t n;
	size_t asked; /* conditions                                          */
};

/* --- statements ------------------------------------------------------------------------------ */

static bool is_of_open(enum list_view view, const struct lead *lead)
{
	return view != VIEW_ALL || lead->of == OF_OPEN;
}

static struct str index_of(struct arena *a, const struct list_ask *ask, enum list_view view,
                           struct str column, const struct lead *lead)
{
	const char *key = arena_z(a, lead->is == BY_ORDER ? column : lead->column);
	bool open = is_of_open(view, lead);

	switch (lead->is) {
	case BY_ORDER:
		return str_is(column, "number") ? S(INDEX_NUMBER)
		       : open                   ? index_open(a, ask->t->l, key)
		                                : index_sorted(a, ask->t->l, key);
	case BY_VALUE:
		return lead->of == OF_ENDED ? index_state_ended(a, arena_z(a, column))
		       : open               ? index_value_open(a, key)
		                            : index_value(a, key);
	case BY_UNPLACED: return S(INDEX_UNPLACED);
	case BY_DUE: return index_due(a, lead->c->key);
	default: return S("");
	}
}

static void put_what(struct writer *w, struct tx *tx, const struct table *t,
                     const struct lead *lead, bool late)
{
	switch (lead->is) {
	case BY_ORDER: break;
	case BY_VALUE:
		buf_fmt(&w->out, " AND m.\"%.*s\" = ", P(lead->column));
		put_val(w, lead->v);
		break;
	case BY_UNPLACED:
		put(w, " AND m.in_section IS NULL AND m.state = ");
		put_val(w, lead->v);
		break;
	case BY_DUE: put_clock_state(w, tx, t, lead->c, late); break;
	case BY_IDS:
		buf_fmt(&w->out, " AND m.id IN (%.*s", P(lead->column));
		put_val(w, lead->v);
		put(w, ")");
		break;
	}
}

void put_lead(struct writer *w, struct tx *tx, const struct list_ask *ask, enum list_view view,
              struct str column, const struct lead *lead)
{
	struct str by = sql_by_index(tx, tx->arena, ask->t->l->key,
	                             index_of(tx->arena, ask, view, column, lead));

	buf_fmt(&w->out, " FROM \"%s\" m%.*s WHERE m.org = $1", ask->t->l->key, P(by));
	if (view != VIEW_ALL)
		put_open(w);
	else if (lead->of != AS_VIEWED)
		put(w, lead->of == OF_OPEN ? " AND m.ended_on IS NULL"
		                           : " AND m.ended_on IS NOT NULL");
	put_what(w, tx, ask->t, lead, view == VIEW_LATE);
}

/* How many the lead gives, PROBE at most; only the index is read. */
static int64_t probe(struct choosing *k, const struct lead *lead)
{
	struct list_ask ask = *k->ask;
	struct writer w;
	struct query q;
	struct rows rows;
	int64_t n = 0;

	writer_init(&w, ask.t->program, k->tx->arena, str_of(ask.t->l->key));
	put(&w, "SELECT COUNT(*) FROM (SELECT 1");
	if (lead->is == BY_IDS) {
		buf_fmt(&w.out, " FROM (%.*s", P(lead->column));
		put_val(&w, lead->v);
		buf_fmt(&w.out, " LIMIT %d) c", PROBE);
	} else {
		struct str by = sql_by_index(
			k->tx, k->tx->arena, ask.t->l->key,
			index_of(k->tx->arena, &ask, k->view, k->column, lead));
		buf_fmt(&w.out, " FROM \"%s\" m%.*s WHERE m.org = $1", ask.t->l->key, P(by));
		if (k->view != VIEW_ALL)
			put(&w, " AND m.ended_on IS NULL");
		put_what(&w, k->tx, ask.t, lead, k->view == VIEW_LATE);
		buf_fmt(&w.out, " LIMIT %d", PROBE);
	}
	put(&w, ") c");
	q = writer_query(&w);
	rows = db_query_v(k->tx, stmt_text(k->tx->arena, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                  viewer_args(k->tx, ask.t->program, &q, &ask.viewer));
	if (db_row(&rows, &n))
		db_close(&rows);
	return n;
}

/* --- what narrows a list --------------------------------------------------------------------- */

static struct group *group_new(struct choosing *k, size_t room, bool walks)
{
	struct group *g = &k->groups[k->n];

	*g = (struct group){ .list = arena_array(k->tx->arena, struct lead, room), .walks = walks };
	return g;
}

static void group_add(struct choosing *k, struct group *g)
{
	if (g->n && k->n + 1 < MAX_GROUPS)
		k->n++;
}

static void add_one(struct choosing *k, struct lead lead)
{
	struct group *g = group_new(k, 1, lead.is == BY_VALUE);

	g->list[g->n++] = lead;
	group_add(k, g);
}

static void add_value(struct choosing *k, struct str column, struct val v)
{
	add_one(k, (struct lead){ .is = BY_VALUE, .column = column, .v = v });
}

static void add_ids(struct choosing *k, struct str select, struct val v)
{
	add_one(k, (struct lead){ .is = BY_IDS, .column = select, .v = v });
}

static bool is_person(const struct table *t, const char *column)
{
	const struct column *c = column_of(t, str_of(column));

	return c && c->kind == REF;
}

static void add_mine(struct choosing *k)
{
	if (k->view == VIEW_MINE)
		add_value(k, is_person(k->ask->t, "handler") ? S("handler") : S("begun_by"),
		          VAL(k->ask->viewer.person));
}

static bool lead_value(struct group *g, const char *column, struct val v)
{
	if (g->n == MAX_LEADS)
		return false;
	g->list[g->n++] = (struct lead){ .is = BY_VALUE, .column = str_of(column), .v = v };
	return true;
}

/* A section and those below it. */
static bool add_sections(struct choosing *k, struct group *g, int64_t section)
{
	static const struct stmt below = {
		"SELECT id FROM \"org\" WHERE org = $1 AND (id = $2 OR parent = $2) ORDER BY id",
		NULL
	};
	struct rows q = db_query(k->tx, &below, k->ask->viewer.org, section);
	bool fits = true;
	int64_t id;

	while (db_row(&q, &id))
		fits &= lead_value(g, "in_section", VAL(id));
	return fits;
}

/* What one acts in: of a list of what is open, states that are. */
static bool add_acting(struct choosing *k, struct group *g, const struct may_reach *reach)
{
	const struct ledger *l = k->ask->t->l;
	bool fits = true;

	for (size_t i = 0; i < reach->n_states; i++) {
		struct str key = str_of(reach->states[i]);
		if (k->view != VIEW_ALL && l->states[state_index(l, key)].is == FINAL)
			continue;
		fits &= lead_value(g, "state", VAL(key));
		if (fits && reach->unplaced[i])
			g->list[g->n - 1].is = BY_UNPLACED;
	}
	return fits;
}

/* What the narrow grants of may.h give: see may_reach(). */
static void add_rights(struct choosing *k)
{
	struct may_reach reach;
	struct group *g;
	bool fits = true;

	if (!may_reach(k->ask->t, &k->ask->viewer, &reach))
		return;
	g = group_new(k, MAX_LEADS, true);
	for (size_t i = 0; i < reach.n_people; i++) {
		fits &= lead_value(g, "begun_by", VAL(reach.people[i]));
		if (is_person(k->ask->t, "handler"))
			fits &= lead_value(g, "handler", VAL(reach.people[i]));
	}
	for (size_t i = 0; i < reach.n_sections; i++)
		fits &= add_sections(k, g, reach.sections[i]);
	if (fits && add_acting(k, g, &reach))
		group_add(k, g);
}

static void add_dues(struct choosing *k)
{
	const struct table *t = k->ask->t;
	struct group *g;

	if (k->view != VIEW_LATE && k->view != VIEW_SOON)
		return;
	g = group_new(k, t->n_clocks, false);
	for (size_t i = 0; i < t->n_clocks; i++)
		if (!t->clocks[i].accrues && t->clocks[i].duty)
			g->list[g->n++] = (struct lead){ .is = BY_DUE, .c = &t->clocks[i] };
	group_add(k, g);
}

/* One condition of people, when an index knows it. */
static void add_cond(struct choosing *k, struct str line)
{
	struct arena *a = k->tx->arena;
	const struct ledger *l = k->ask->t->l;
	struct cond_equal c;

	if (!cond_equal(k->tx, k->ask->t, k->ask->viewer.org, line, &c))
		return;
	if (!c.field && str_is(c.name, "batch"))
		add_ids(k,
		        S("SELECT b.record FROM import_records b WHERE b.org = $1 AND b.import = "),
		        c.v);
	else if (c.field && (c.field->kind == PICKS || c.field->kind == REFS))
		add_ids(k,
		        arena_fmt(a, "SELECT c.of FROM \"%s_%s\" c WHERE c.org = $1 AND c.value = ",
		                  l->key, c.field->key),
		        c.v);
	else if (c.field ? is_equal_field(c.field)
	                 : str_index("state,handler,in_section,begun_by", c.name) >= 0)
		add_value(k, c.field ? str_of(c.field->key) : c.name, c.v);
}

static void add_conds(struct choosing *k)
{
	struct str rest = str_of(k->ask->conds), line;

	while (str_line(&rest, &line)) {
		k->asked++;
		add_cond(k, line);
	}
	k->asked += k->ask->state.n > 0;
	if (k->ask->state.n)
		add_value(k, S("state"), VAL(k->ask->state));
}

/* --- choosing -------------------------------------------------------------------------------- */

static struct group *rarest(struct choosing *k)
{
	struct group *best = NULL;

	for (size_t i = 0; i < k->n; i++) {
		struct group *g = &k->groups[i];
		for (size_t n = 0; n < g->n && g->count < PROBE; n++)
			g->count += probe(k, &g->list[n]);
		if (!best || g->count < best->count)
			best = g;
	}
	return best;
}

static struct group *first_walked(struct choosing *k)
{
	for (size_t i = 0; i < k->n; i++)
		if (k->groups[i].walks)
			return &k->groups[i];
	return NULL;
}

/*
 * A state in an order of its own: what has ended stands so in an index; of what is open, the few of a final
 * state (none, but for the engine's sake), or else that order.
 */
static void take_state(struct choosing *k, struct leads *ret)
{
	const struct ledger *l = k->ask->t->l;
	int state = state_index(l, k->ask->state);
	struct val v = VAL(k->ask->state);

	ret->list = arena_array(k->tx->arena, struct lead, 2);
	ret->n = 2;
	ret->list[0] = (struct lead){ BY_VALUE, OF_ENDED, S("state"), v, NULL };
	ret->list[1] = (struct lead){ BY_ORDER, OF_OPEN, S(""), NULL_VAL, NULL };
	if (state < 0 || l->states[state].is == FINAL)
		ret->list[1] = (struct lead){ BY_VALUE, OF_OPEN, S("state"), v, NULL };
}

static void take(struct leads *ret, const struct group *g)
{
	ret->list = g->list;
	ret->n = g->n;
	ret->counted = g->count < PROBE;
}

void leads_choose(struct tx *tx, const struct list_ask *ask, enum list_view view, struct str column,
                  struct leads *ret)
{
	struct choosing k = {
		.tx = tx, .ask = ask, .view = view, .column = column.n ? column : S("begun_on")
	};
	struct group *best, *walked;
	bool plain = str_is(k.column, "begun_on");

	*ret = (struct leads){ .list = arena_new(tx->arena, struct lead), .n = 1 };
	ret->list[0].is = BY_ORDER;
	add_mine(&k);
	add_rights(&k);
	add_conds(&k);
	add_dues(&k);
	ret->alone = k.n + (view == VIEW_OPEN) <= 1 && k.asked <= k.n;
	if (!k.n)
		return;
	walked = plain ? first_walked(&k) : NULL;
	if (k.n == 1 && (walked || !column.n)) {
		take(ret, &k.groups[0]);
		return;
	}
	best = rarest(&k);
	if (best->count < PROBE)
		take(ret, best);
	else if (walked)
		take(ret, walked);
	else if (view == VIEW_ALL && ask->state.n && !str_is(column, "number"))
		take_state(&k, ret);
}
