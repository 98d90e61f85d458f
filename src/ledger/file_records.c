/*
 * file_records.c - a record and its lanes
 */
#include "ledger/file_records.h"

#include "ledger/fragment.h"

struct gathering {
	struct tx *tx;
	struct file_record *list;
	size_t n, cap;
};

static void add(struct gathering *g, const struct table *t, int64_t id)
{
	arena_grow(g->tx->arena, g->list, g->n, g->cap);
	g->list[g->n++] = (struct file_record){ t, id };
}

static void add_lanes(struct gathering *g, const struct table *t, const struct field *f,
                      int64_t org, int64_t of)
{
	struct arena *a = g->tx->arena;
	struct str sql = arena_fmt(
		a,
		"SELECT m.id FROM \"%s\" m WHERE m.org = $1 AND m.\"%s\" = $2 AND m.void_on IS NULL ORDER BY m.begun_on, m.id",
		t->l->key, f->key);
	struct rows rows = db_query(g->tx, stmt_text(a, sql), org, of);
	int64_t id;

	while (db_row(&rows, &id))
		add(g, t, id);
}

size_t file_records(struct tx *tx, const struct table *t, int64_t org, int64_t id,
                    struct file_record **ret)
{
	struct gathering g = { .tx = tx };
	struct lane_walk w = { 0 };
	const struct table *lane;
	const struct field *f;

	add(&g, t, id);
	while ((f = lane_next(t, &w, &lane)))
		add_lanes(&g, lane, f, org, id);
	*ret = g.list;
	return g.n;
}
