/*
 * asides.c - rows of ASIDES asked for one record
 */
#include "ledger/asides.h"
#include "ledger/fragment.h"

/* SELECT DISTINCT record, value, row … in order of value. */
static void compile(struct program *p, struct table *t, const struct aside *a, struct str where,
                    struct aside_sql *ret)
{
	struct scope *me = arena_new(p->arena, struct scope);
	const struct scope *record;
	struct writer w;
	struct path path;

	*me = (struct scope){ .l = t->l, .alias = S("m") };
	writer_init(&w, p, p->arena, where);
	w.me = me;
	if (!path_resolve(&w, me, str_of(a->path), &path)) {
		finding(p, where, "路径不通：%s", a->path);
		buf_drop(&w.out);
		return;
	}
	record = path.end->rows || path.end->stays ? path.end->of : path.end;
	ret->to = table_of(p, str_of(record->l->key));
	ret->measured = !a->field        ? NULL
	                : path.end->rows ? row_field(path.end->rows, str_of(a->field))
	                                 : field_of(record->l, str_of(a->field));
	if (a->field && !ret->measured)
		finding(p, where, "没有这个字段：%s", a->field);
	buf_fmt(&w.out, "SELECT DISTINCT %.*s.id, ", P(record->alias));
	if (a->field)
		buf_fmt(&w.out, "%.*s.\"%s\"", P(path.end->alias), a->field);
	else
		put(&w, "0");
	if (path.end->rows && path.end->rows->kind == ROWS)
		buf_fmt(&w.out, ", %.*s.n", P(path.end->alias));
	buf_fmt(&w.out, " FROM \"%s\" m, %.*s WHERE m.org = $1 AND m.id = $2 AND %.*s AND ",
	        t->l->key, P(path.from), P(path.where));
	put_fragment(&w, path.end, a->where);
	if (a->back) {
		put(&w, " AND ");
		put_name(&w, path.end, str_of(a->dated));
		put(&w, " >= ");
		put_term(&w, a->back, TERM_BACK);
	}
	if (a->field)
		buf_fmt(&w.out, " AND %.*s.\"%s\" IS NOT NULL", P(path.end->alias), a->field);
	buf_fmt(&w.out, " ORDER BY 2, 1 LIMIT %d", MOST_ASIDE);
	ret->found = writer_query(&w);
}

void asides_compile(struct program *p, struct table *t)
{
	t->asides = arena_array(p->arena, struct aside_sql, t->l->n_asides + 1);
	for (size_t i = 0; i < t->l->n_asides; i++)
		compile(p, t, &t->l->asides[i], arena_fmt(p->arena, "%s.ASIDES[%zu]", t->l->key, i),
		        &t->asides[i]);
}

/* Named once, as far as the viewer may see it. */
static void name(struct tx *tx, const struct program *p, const struct viewer *v,
                 struct aside_found *f, int64_t id)
{
	for (size_t i = 0; i < f->n_ids; i++)
		if (f->ids[i] == id)
			return;
	if (f->n_ids < NAMED_ASIDE && may_view(tx, p, v, f->to, id))
		f->ids[f->n_ids++] = id;
}

static void find(struct tx *tx, const struct program *p, const struct viewer *v,
                 const struct record *r, struct day today, const struct aside_sql *sql,
                 struct aside_found *ret)
{
	struct args x = {
		.org = r->org, .id = r->id, .day = today, .today = today, .cutoff = today
	};
	struct val *args = arena_array(tx->arena, struct val, N_ARGS + sql->found.n_terms);
	int64_t ids[MOST_ASIDE], values[MOST_ASIDE];
	const char *empty;
	struct rows rows;

	bind_args(p, &sql->found, &x, EMPTY_SETTING, args, &empty);
	rows = db_query_v(tx, &sql->found.st, N_ARGS + sql->found.n_terms, args);
	while (db_row_next(&rows))
		if (!empty && ret->n < MOST_ASIDE) {
			ids[ret->n] = db_col(&rows, 0).i;
			values[ret->n++] = db_col(&rows, 1).i;
		}
	db_close(&rows);
	if (!ret->n)
		return;
	ret->least = values[0];
	ret->most = values[ret->n - 1];
	ret->middle = (values[(ret->n - 1) / 2] + values[ret->n / 2]) / 2;
	for (size_t i = ret->n; i-- > 0;)
		name(tx, p, v, ret, ids[i]);
}

size_t record_asides(struct tx *tx, const struct program *p, const struct viewer *v,
                     const struct record *r, struct day today, struct aside_found **ret)
{
	const struct table *t = r->t;

	*ret = arena_array(tx->arena, struct aside_found, t->l->n_asides + 1);
	for (size_t i = 0; i < t->l->n_asides; i++) {
		(*ret)[i] = (struct aside_found){ .a = &t->l->asides[i],
			                          .to = t->asides[i].to,
			                          .measured = t->asides[i].measured };
		find(tx, p, v, r, today, &t->asides[i], &(*ret)[i]);
	}
	return t->l->n_asides;
}
