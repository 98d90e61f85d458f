/*
 * import_there.c - which rows are records that are there already
 *
 * A number or a uscc names a record; else the record that agrees in every filled cell is meant.
 */
#include "ledger/import_inner.h"
#include "ledger/verbs.h"

/* All filled cells of the row as one text: the same text is the same row. */
static struct str row_text(struct im *im, const struct im_row *row)
{
	struct buf b;
	struct str s;

	buf_init(&b, 1 << 20);
	for (size_t i = 0; i < im->main.n_columns; i++)
		if (row->cells[i].n && im->main.columns[i].is != IM_OVER)
			buf_fmt(&b, "%zu=%zu:%.*s;", i, row->cells[i].n, P(row->cells[i]));
	s = arena_str(im->a, buf_str(&b));
	buf_drop(&b);
	return s;
}

static bool is_scalar(const struct field *f)
{
	return f && !f->tally && f->kind != ROWS && f->kind != REFS && f->kind != PICKS;
}

/* The record that agrees in every filled cell; the k-th for the k-th such row. */
static int64_t find_equal(struct im *im, struct tx *tx, const struct im_row *row, int64_t k)
{
	struct val *v = arena_array(tx->arena, struct val, im->main.n_columns + 3);
	struct str where = S("");
	struct rows q;
	size_t n = 1;
	int64_t id = 0;

	v[0] = VAL(im->in->who->org);
	for (size_t i = 0; i < im->main.n_columns; i++) {
		const struct field *f = im->main.columns[i].f;
		if (im->main.columns[i].is != IM_FIELD || !is_scalar(f) || !row->cells[i].n ||
		    !im_value(im, tx, f, row->cells[i], &v[n]))
			continue;
		if (v[n].is == VAL_NULL)
			return 0; /* it points at a row that is not there yet */
		n++;
		where = arena_fmt(tx->arena, "%.*s AND \"%s\" = $%zu", P(where), f->key, n);
	}
	if (n == 1)
		return 0;
	v[n++] = VAL(k);
	q = db_query_v(
		tx,
		stmt_intern(im->t->program,
	                    arena_fmt(tx->arena,
	                              "SELECT id FROM \"%s\" WHERE org = $1 AND void_on IS NULL%.*s"
	                              " ORDER BY id LIMIT 1 OFFSET $%zu",
	                              im->t->l->key, P(where), n)),
		n, v);
	db_row(&q, &id);
	db_close(&q);
	return id;
}

static int64_t find_by(struct im *im, struct tx *tx, const char *key, struct str text)
{
	const struct stmt *st = stmt_intern(
		im->t->program,
		arena_fmt(
			tx->arena,
			"SELECT id FROM \"%s\" WHERE org = $1 AND \"%s\" = $2 AND void_on IS NULL AND merged_on IS NULL"
			" ORDER BY id DESC LIMIT 1",
			im->t->l->key, key));
	int64_t id = 0;

	db_one(tx, st, VALS(im->in->who->org, text), &id);
	return id;
}

static bool same_val(struct val a, struct val b)
{
	if (a.is == VAL_NULL || b.is == VAL_NULL)
		return a.is == b.is;
	return a.is == b.is && (a.is == VAL_INT ? a.i == b.i : str_eq(a.s, b.s));
}

/* How a named record differs from its row: in the beginning (an error), later, or not at all. */
static void compare(struct im *im, struct tx *tx, struct im_row *row, const struct record *r)
{
	bool later = false, may;

	for (size_t i = 0; i < im->main.n_columns; i++) {
		const struct im_column *c = &im->main.columns[i];
		struct str text = row->cells[i];
		struct val v;
		if (!text.n)
			continue;
		if (c->is == IM_ON &&
		    !day_set(record_day(r, arena_fmt(tx->arena, "%s_on", c->s->verb))))
			later = true;
		if (c->is == IM_STATE && !str_eq(record_text(r, S("state")), text))
			later = true;
		if (c->is != IM_FIELD || !is_scalar(c->f) || !im_value(im, tx, c->f, text, &v) ||
		    same_val(v, record_val(r, str_of(c->f->key))))
			continue;
		if (row->begin->fill && fill_has(row->begin->fill, str_of(c->f->key), &may))
			im_wrong(
				im, &im->main, row, c, text,
				arena_fmt(
					im->a,
					"同一编号的记录已经登记，%s不同；不是同一条的换编号，登记有误的在系统里更正。",
					c->f->label));
		later = true;
	}
	row->does = later ? IM_UPDATE : IM_SAME;
}

void im_find_there(struct im *im, struct tx *tx, struct im_row *row)
{
	const struct field *uscc = field_of(im->t->l, S("uscc"));
	struct str number = im_cell_is(&im->main, row, IM_NUMBER), code;
	struct record r;
	int64_t *twin, id = number.n ? find_by(im, tx, "number", number) : 0;
	bool fresh;

	code = uscc ? im_cell(&im->main, row, uscc) : S("");
	if (!id && code.n)
		id = find_by(im, tx, "uscc", code);
	if (id && record_load(tx, im->t, im->in->who->org, id, &r)) {
		row->id = id;
		compare(im, tx, row, &r);
		return;
	}
	if (number.n || code.n)
		return;
	twin = im_map_at(&im->twins, row_text(im, row), &fresh);
	row->id = find_equal(im, tx, row, *twin);
	row->does = row->id ? IM_SAME : IM_NEW;
	twin = im_map_at(&im->twins, row_text(im, row), &fresh);
	++*twin;
}
