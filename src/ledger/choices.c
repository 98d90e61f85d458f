/*
 * choices.c - one statement over the records that a field may point at
 */
#include "ledger/choices.h"
#include "ledger/fragment.h"

/* Does the fragment ask about the record of the form?  A record that is only begun has no row. */
static bool names_me(const char *fit)
{
	return str_has(str_of(fit), S("me."));
}

static bool fits(const struct choosing *c)
{
	return c->f->fit && (c->me->id || !names_me(c->f->fit));
}

static void put_fit(struct writer *w, const struct choosing *c, const struct table *to)
{
	struct scope *me = arena_new(w->a, struct scope), *m = arena_new(w->a, struct scope);

	*me = (struct scope){ .l = c->me->t->l, .alias = S("f") };
	*m = (struct scope){ .l = to->l, .alias = S("m"), .outer = me };
	w->me = me;
	w->day = val_place(w, VAL(day_set(c->on) ? c->on : world_today(c->tx->world)));
	put(w, " AND ");
	put_fragment(w, m, c->f->fit);
	w->day = S("");
}

/* Names of people are no secret inside the bureau: whoever may fill the field may choose them. */
static bool is_for_all(const struct table *to)
{
	return str_is(S("person"), to->l->key);
}

struct query choices_query(const struct choosing *c, const struct table *to, size_t most)
{
	bool mine = fits(c) && names_me(c->f->fit);
	struct writer w;

	writer_init(&w, to->program, c->tx->arena, str_of(c->f->key));
	buf_fmt(&w.out, "SELECT m.id FROM \"%s\" m", to->l->key);
	if (mine)
		buf_fmt(&w.out, ", \"%s\" f", c->me->t->l->key);
	put(&w, " WHERE m.org = $1 AND m.void_on IS NULL AND m.merged_on IS NULL");
	if (mine) {
		put(&w, " AND f.org = m.org AND f.id = ");
		put_val(&w, VAL(c->me->id));
	}
	if (fits(c))
		put_fit(&w, c, to);
	else
		put(&w, " AND m.ended_on IS NULL");
	if (!is_for_all(to)) {
		put(&w, " AND ");
		put_may(&w, to, c->v, false);
	}
	buf_fmt(&w.out, " ORDER BY m.id DESC LIMIT %zu", most + 1);
	return writer_query(&w);
}

size_t choices(const struct choosing *c, const struct table *to, int64_t *ret_ids, size_t most)
{
	struct query q = choices_query(c, to, most);
	struct rows rows = db_query_v(c->tx, stmt_text(c->tx->arena, str_of(q.st.sql)),
	                              N_ARGS + q.n_terms, viewer_args(c->tx, c->p, &q, c->v));
	int64_t id;
	size_t n = 0;

	while (db_row(&rows, &id))
		if (n <= most)
			ret_ids[n++] = id;
	return n;
}
