/*
 * file_marks.c - the marks of a whole file: of a record and of its lanes
 *
 * A file is judged as one: how a decision was served stands in the lane of its service.  Lanes are
 * found by their REF, which is indexed, and each is asked by its own statement.
 */
#include "ledger/may.h"
#include "ledger/standards.h"

enum { MAX_LANES = 200 };

struct gathering {
	struct tx *tx;
	const struct program *p;
	const struct viewer *v;
	const struct record *r;
	struct file_marks *ret;
	size_t cap;
};

static void gather(struct gathering *g, const struct record *of, const struct review *one)
{
	struct file_marks *f = g->ret;

	for (size_t i = 0; i < one->n_marks; i++) {
		arena_grow(g->tx->arena, f->list, f->n, g->cap);
		f->list[f->n++] = (struct file_mark){ .of = *of, .m = one->marks[i] };
	}
	f->sum.kept += one->kept;
	f->sum.broken += one->broken;
	f->sum.deducted += one->deducted;
}

static size_t lane_ids(struct gathering *g, const struct table *t, const struct field *f,
                       int64_t *ids)
{
	static const struct viewer nobody = { 0 };
	struct viewer v = g->v ? *g->v : nobody;
	struct writer w;
	struct query q;
	struct rows rows;
	int64_t id;
	size_t n = 0;

	v.org = g->r->org;
	writer_init(&w, t->program, g->tx->arena, str_of(t->l->key));
	buf_fmt(&w.out, "SELECT m.id FROM \"%s\" m WHERE m.org = $1 AND m.\"%s\" = ", t->l->key,
	        f->key);
	put_val(&w, VAL(g->r->id));
	put(&w, " AND m.void_on IS NULL");
	if (g->v) {
		put(&w, " AND ");
		put_may(&w, t, g->v, false);
	}
	buf_fmt(&w.out, " ORDER BY m.begun_on, m.id LIMIT %d", MAX_LANES);
	q = writer_query(&w);
	rows = db_query_v(g->tx, stmt_text(g->tx->arena, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                  viewer_args(g->tx, g->p, &q, &v));
	while (db_row(&rows, &id))
		if (n < MAX_LANES)
			ids[n++] = id;
	return n;
}

static void gather_lanes(struct gathering *g, const struct table *t, const struct field *f)
{
	int64_t ids[MAX_LANES];
	size_t n = lane_ids(g, t, f, ids);

	for (size_t i = 0; i < n; i++) {
		struct record lane;
		struct review one;
		if (record_load(g->tx, t, g->r->org, ids[i], &lane) &&
		    review_record(g->tx, g->p, &lane, &one))
			gather(g, &lane, &one);
	}
}

bool review_file(struct tx *tx, const struct program *p, const struct viewer *v,
                 const struct record *r, struct file_marks *ret)
{
	struct gathering g = { tx, p, v, r, ret, 0 };
	struct lane_walk w = { 0 };
	const struct table *lane;
	const struct field *f;
	struct review one;

	*ret = (struct file_marks){ 0 };
	if (!has_review(r->t) || !review_record(tx, p, r, &one))
		return false;
	ret->sum.full = one.full;
	gather(&g, r, &one);
	while ((f = lane_next(r->t, &w, &lane)))
		if (has_review(lane))
			gather_lanes(&g, lane, f);
	ret->sum.score = ret->sum.deducted > ret->sum.full ? 0 : ret->sum.full - ret->sum.deducted;
	return !tx->r->fault;
}
