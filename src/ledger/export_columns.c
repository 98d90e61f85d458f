/*
 * export_columns.c - the columns of a workbook, with titles that people read and imports read back
 *
 * A label is a title when the import finds the same column by it; else the key is.
 */
#include "ledger/export_inner.h"
#include "ledger/import_inner.h"

struct columns {
	const struct sheet *s;
	const struct field *rows;
	struct xcolumn *list;
	size_t n;
};

static bool same(const struct im_column *a, const struct im_column *b)
{
	return a->is == b->is && a->f == b->f && a->s == b->s;
}

static struct str heading_of(const struct columns *c, struct str key, struct str label)
{
	const struct export *x = c->s->x;
	struct im_column by_key, by_label;
	bool ok = im_column_named(x->p, x->t, c->rows, key, &by_key) &&
	          im_column_named(x->p, x->t, c->rows, label, &by_label) &&
	          same(&by_key, &by_label);

	for (size_t i = 0; ok && i < c->n; i++)
		ok = !str_eq(c->list[i].title, label);
	return ok ? label : key;
}

static void add(struct columns *c, struct xcolumn col, struct str label)
{
	col.title = heading_of(c, col.key, label);
	c->list[c->n++] = col;
}

static void add_field(struct columns *c, const struct field *f)
{
	if (f->kind != ROWS)
		add(c,
		    (struct xcolumn){
			    .key = str_of(f->key), .is = X_FIELD, .f = f, .kind = f->kind },
		    str_of(f->label));
}

static void add_step(struct columns *c, const struct step *s)
{
	struct arena *a = c->s->tx->arena;

	if (!export_step_is_field(c->s, s, "on"))
		add(c,
		    (struct xcolumn){ .key = arena_fmt(a, "%s_on", s->verb),
		                      .is = X_ON,
		                      .s = s,
		                      .kind = DATE },
		    arena_fmt(a, "%s日期", s->label));
	if (!export_step_is_field(c->s, s, "by"))
		add(c,
		    (struct xcolumn){ .key = arena_fmt(a, "%s_by", s->verb),
		                      .is = X_BY,
		                      .s = s,
		                      .kind = REF },
		    arena_fmt(a, "%s人员", s->label));
}

static void add_rows(struct columns *c)
{
	add(c, (struct xcolumn){ .key = S("of"), .is = X_OF, .kind = TEXT }, S("所属"));
	add(c, (struct xcolumn){ .key = S("n"), .is = X_N, .kind = NUMBER }, S("序号"));
	for (size_t i = 0; i < c->rows->n_rows; i++)
		add_field(c, &c->rows->rows[i]);
}

static void add_main(struct columns *c)
{
	const struct ledger *l = c->s->x->t->l;

	add(c, (struct xcolumn){ .key = S("number"), .is = X_NUMBER, .kind = TEXT }, S("编号"));
	for (size_t i = 0; i < c->s->n_fields; i++)
		add_field(c, c->s->fields[i]);
	for (size_t i = 0; i < l->n_steps; i++)
		add_step(c, &l->steps[i]);
	add(c, (struct xcolumn){ .key = S("state"), .is = X_STATE, .kind = PICK }, S("状态"));
}

struct xcolumn *export_columns(const struct sheet *s, const struct field *rows, size_t *ret_n)
{
	const struct ledger *l = s->x->t->l;
	size_t most = rows ? rows->n_rows + 2 : l->n_fields + 2 * l->n_steps + 2;
	struct columns c = { s, rows, arena_array(s->tx->arena, struct xcolumn, most), 0 };

	if (rows)
		add_rows(&c);
	else
		add_main(&c);
	*ret_n = c.n;
	return c.list;
}
