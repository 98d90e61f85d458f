/*
 * offers.c - rows of OPENS that are offered and not taken
 */
#include "ledger/offers.h"
#include "ledger/verbs.h"

void offers_compile(struct program *p, struct table *t)
{
	struct scope *me = arena_new(p->arena, struct scope);
	struct writer w;

	*me = (struct scope){ .l = t->l, .alias = S("m") };
	t->offers = arena_array(p->arena, struct effect, t->l->n_opens);
	writer_init(&w, p, p->arena, S(""));
	w.me = me;
	put(&w, "SELECT 1");
	for (size_t i = 0; i < t->l->n_opens; i++) {
		const struct open *o = &t->l->opens[i];
		if (!o->offer)
			continue;
		w.where = arena_fmt(p->arena, "%s.OPENS[%zu]", t->l->key, i);
		put(&w, ",\n ");
		if (o->when)
			put_fragment(&w, me, o->when);
		else
			put(&w, "TRUE");
		t->offers[t->n_offers] = (struct effect){ .o = o };
		effect_compile(p, t, &t->offers[t->n_offers++], me, w.where);
		if (!t->offers[t->n_offers - 1].begins || o->each)
			finding(p, w.where, "只能提请开始一条记录：%s", o->path);
	}
	buf_fmt(&w.out, "\nFROM \"%s\" m WHERE m.org = $1 AND m.id = $2", t->l->key);
	t->offered = writer_query(&w);
}

/* Which of them stand today. */
static void ask(struct tx *tx, const struct program *p, const struct record *r, struct day today,
                bool *ret)
{
	const struct query *q = &r->t->offered;
	struct args x = { .org = r->org, .id = r->id, .day = today, .today = today };
	struct val *v = arena_array(tx->arena, struct val, N_ARGS + q->n_terms);
	const char *empty;
	struct rows rows;

	bind_args(p, q, &x, EMPTY_SETTING, v, &empty);
	rows = db_query_v(tx, &q->st, N_ARGS + q->n_terms, v);
	if (db_row_next(&rows))
		for (size_t i = 0; i < r->t->n_offers; i++)
			ret[i] = db_col(&rows, i + 1).i == 1;
	db_close(&rows);
}

size_t record_offers(struct tx *tx, const struct program *p, const struct viewer *v,
                     const struct record *r, struct day today, struct offer **ret)
{
	bool *stands = arena_array(tx->arena, bool, r->t->n_offers + 1);
	size_t n = 0;

	*ret = arena_array(tx->arena, struct offer, r->t->n_offers + 1);
	if (!r->t->n_offers || day_set(record_day(r, S("void_on"))))
		return 0;
	ask(tx, p, r, today, stands);
	for (size_t i = 0; i < r->t->n_offers; i++) {
		const struct effect *e = &r->t->offers[i];
		const struct step *s = e->begins ? step_of(e->begins->l, str_of(e->verb)) : NULL;
		if (stands[i] && s && may_take(s, v->roles))
			(*ret)[n++] = (struct offer){ e, e->begins, s, str_of(e->o->offer) };
	}
	return n;
}

/* Personal or secret here, or not theirs to see, it stays here. */
static bool stays(const struct table *t, const struct viewer *v, const struct carry *c)
{
	const struct field *f = c->how == CARRY_FIELD || c->how == CARRY_THROUGH
	                                ? field_of(t->l, c->mine)
	                                : NULL;

	return f && (f->flags & (PERSONAL | SECRET) || !may_see(t, v->roles, f));
}

size_t offer_entries(struct tx *tx, const struct program *p, const struct viewer *v,
                     const struct offer *o, const struct record *r, struct day today,
                     struct entry **ret)
{
	struct actor who = { .org = r->org };
	struct taking k = { .tx = tx, .p = p, .who = &who, .t = r->t, .id = r->id, .day = today };
	struct effect e = *o->e;

	e.carries = arena_array(tx->arena, struct carry, o->e->n_carries + 1);
	e.n_carries = 0;
	for (size_t i = 0; i < o->e->n_carries; i++)
		if (!stays(r->t, v, &o->e->carries[i]))
			e.carries[e.n_carries++] = o->e->carries[i];
	return effect_entries(&k, &e, r, ret);
}
