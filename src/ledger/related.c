/*
 * related.c - asking every ledger that can point at a record
 */
#include <stdlib.h>

#include "ledger/related.h"

struct relating {
	struct tx *tx;
	const struct program *p;
	const struct viewer *v;
	const struct record *r;
	size_t most;
	struct related_set set;
	size_t cap;
};

/* Already found by another field: a case may name an operator twice. */
static bool is_there(const struct relating *g, const struct table *t, int64_t id)
{
	for (size_t i = 0; i < g->set.n; i++)
		if (g->set.list[i].t == t && g->set.list[i].r.id == id)
			return true;
	return t == g->r->t && id == g->r->id;
}

static void add(struct relating *g, const struct table *t, const struct field *f, int64_t id)
{
	struct related one = { .t = t, .f = f };

	if (is_there(g, t, id) || !record_load(g->tx, t, g->r->org, id, &one.r))
		return;
	one.on = record_day(&one.r, S("begun_on"));
	arena_grow(g->tx->arena, g->set.list, g->set.n, g->cap);
	g->set.list[g->set.n++] = one;
}

/* `column`: of the rows of f that names the record; NULL: f itself does. */
static void ask(struct relating *g, const struct table *t, const struct field *f,
                const char *column)
{
	int64_t *ids = arena_array(g->tx->arena, int64_t, g->most + 1), id;
	size_t n = 0;
	struct writer w;
	struct query q;
	struct rows rows;

	writer_init(&w, t->program, g->tx->arena, str_of(t->l->key));
	buf_fmt(&w.out, "SELECT m.id FROM \"%s\" m WHERE m.org = $1 AND ", t->l->key);
	if (column)
		buf_fmt(&w.out,
		        "m.id IN (SELECT c.of FROM \"%s_%s\" c WHERE c.org = $1 AND c.\"%s\" = ",
		        t->l->key, f->key, column);
	else
		buf_fmt(&w.out, "m.\"%s\" = ", f->key);
	put_val(&w, VAL(g->r->id));
	put(&w, column ? ") AND m.void_on IS NULL AND " : " AND m.void_on IS NULL AND ");
	put_may(&w, t, g->v, false);
	buf_fmt(&w.out, " ORDER BY m.begun_on DESC, m.id DESC LIMIT %zu", g->most + 1);
	q = writer_query(&w);
	rows = db_query_v(g->tx, stmt_intern(t->program, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                  viewer_args(g->tx, g->p, &q, g->v));
	while (db_row(&rows, &id))
		if (n <= g->most)
			ids[n++] = id;
	g->set.more |= n > g->most;
	for (size_t i = 0; i < n && i < g->most; i++)
		add(g, t, f, ids[i]);
}

static void ask_ledger(struct relating *g, const struct table *t)
{
	struct str key = str_of(g->r->t->l->key);

	for (size_t i = 0; i < t->l->n_fields; i++) {
		const struct field *f = &t->l->fields[i];
		if (!may_see(t, g->v->roles, f))
			continue;
		if (f->kind == REF && points_at(f, key))
			ask(g, t, f, NULL);
		else if (f->kind == REFS && points_at(f, key))
			ask(g, t, f, "value");
		for (size_t c = 0; f->kind == ROWS && c < f->n_rows; c++)
			if (f->rows[c].kind == REF && points_at(&f->rows[c], key))
				ask(g, t, f, f->rows[c].key);
	}
}

static int newest_first(const void *a, const void *b)
{
	const struct related *x = a, *y = b;

	if (x->on.n != y->on.n)
		return x->on.n > y->on.n ? -1 : 1;
	return x->r.id == y->r.id ? 0 : x->r.id > y->r.id ? -1 : 1;
}

struct related_set record_related(struct tx *tx, const struct program *p, const struct viewer *v,
                                  const struct record *r, const struct table *only, size_t most)
{
	struct relating g = { .tx = tx, .p = p, .v = v, .r = r, .most = most };

	for (size_t i = 0; i < p->n_tables; i++)
		if ((!only || only == &p->tables[i]) && may_open(&p->tables[i], v->roles))
			ask_ledger(&g, &p->tables[i]);
	if (g.set.n)
		qsort(g.set.list, g.set.n, sizeof(g.set.list[0]), newest_first);
	return g.set;
}
