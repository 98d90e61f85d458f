/*
 * anomalies.c - counting what stands open and should not
 *
 * Strategy.  A row is a predicate over m.  The rows of a ledger are one statement with a counted
 * subquery for each, and the same predicate is the condition of the list that the row opens, so the
 * number and the list cannot differ.
 */
#include <string.h>

#include "ledger/anomalies.h"
#include "ledger/verbs.h"

/* --- predicates ------------------------------------------------------------------------------ */

/* The states in which a record is open, so that (org, state) finds them. */
static void put_open(struct writer *w, const struct ledger *l)
{
	size_t n = 0;

	put(w, " AND m.state IN (");
	for (size_t i = 0; i < l->n_states; i++)
		if (l->states[i].is != FINAL)
			buf_fmt(&w->out, "%s'%s'", n++ ? ", " : "", l->states[i].key);
	put(w, n ? ")" : "NULL)");
}

static void put_there(struct writer *w)
{
	put(w, " AND m.void_on IS NULL AND m.merged_on IS NULL");
}

static struct day soon_day(const struct program *p, struct day today)
{
	struct day d = day_add(today, 7);

	workdays_add(p->law, today, SOON_DAYS, &d);
	return d;
}

void put_clock_state(struct writer *w, struct tx *tx, const struct table *t,
                     const struct clockset *c, bool late)
{
	struct day today = world_today(tx->world), last = day_add(soon_day(w->p, today), 1);
	struct val from = c->timed ? VAL(world_now(tx->world)) : VAL(today);
	struct val to = c->timed ? VAL(instant_of_day(last)) : VAL(last);

	buf_fmt(&w->out, " AND m.\"%s_done\" IS NULL AND m.\"%s_due\" < ", c->key, c->key);
	put_val(w, late ? from : to);
	if (!late) {
		buf_fmt(&w->out, " AND m.\"%s_due\" >= ", c->key);
		put_val(w, from);
	}
	put_duty(w, t, c);
}

/* Where a step still keeps it the state decides, also of an ended record; else only while open. */
static void put_clock(struct writer *w, struct tx *tx, const struct table *t,
                      const struct clockset *c, bool late)
{
	put(w, "(TRUE");
	put_there(w);
	put(w, c->duty == ~0u ? " AND m.ended_on IS NULL" : "");
	put_clock_state(w, tx, t, c, late);
	put(w, ")");
}

static bool put_standard(struct writer *w, const struct scope *me, const struct standard *s,
                         bool open)
{
	bool ok;

	put(w, "(TRUE");
	put_there(w);
	if (open)
		put_open(w, me->l);
	put(w, " AND ");
	ok = put_broken(w, me, s);
	put(w, ")");
	return ok;
}

static bool put_row(struct writer *w, struct tx *tx, const struct scope *me,
                    const struct anomaly *x, bool open)
{
	if (x->is == ANOMALY_BROKEN)
		return put_standard(w, me, x->s, open);
	put_clock(w, tx, x->t, x->c, x->is == ANOMALY_LATE);
	return true;
}

/* --- rows ------------------------------------------------------------------------------------ */

bool may_watch(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_access; i++) {
		const struct grant *g = &t->l->access[i];
		if (g->who & roles && !g->fields && str_index(g->may, S("list")) >= 0)
			return true;
	}
	return false;
}

static void of_standard(const struct table *t, const struct standard *s, struct arena *a,
                        struct anomaly *ret)
{
	*ret = (struct anomaly){ .t = t,
		                 .s = s,
		                 .is = ANOMALY_BROKEN,
		                 .key = str_of(s->key),
		                 .label = str_of(s->label),
		                 .basis = basis_text(t->program, a, t->l, &s->basis),
		                 .way = str_of(s->way) };
}

static void of_clock(const struct table *t, const struct clockset *c, enum anomaly_kind is,
                     struct arena *a, struct anomaly *ret)
{
	bool late = is == ANOMALY_LATE;

	*ret = (struct anomaly){ .t = t, .c = c, .is = is };
	ret->key = arena_fmt(a, "%s.%s", late ? "late" : "soon", c->key);
	ret->label = arena_fmt(a, "%.*s%s", P(clock_label(a, t, c)), late ? "已过" : "将满");
	ret->basis = basis_text(t->program, a, t->l, &c->rows[0].basis);
	ret->way = late ? S("尽快办理，并写明延误的原因。") : S("在届满之前办理。");
}

static bool counts(const struct clockset *c)
{
	return !c->accrues && c->duty;
}

/* Rows of one ledger; room for all of its standards and two for each clock. */
static size_t rows_of(const struct table *t, struct arena *a, struct anomaly *list)
{
	size_t n = 0;

	for (size_t i = 0; i < t->l->n_standards; i++)
		if (t->l->standards[i].is & ANOMALY)
			of_standard(t, &t->l->standards[i], a, &list[n++]);
	for (size_t i = 0; i < t->n_clocks; i++)
		if (counts(&t->clocks[i])) {
			of_clock(t, &t->clocks[i], ANOMALY_LATE, a, &list[n++]);
			of_clock(t, &t->clocks[i], ANOMALY_SOON, a, &list[n++]);
		}
	return n;
}

static size_t room_of(const struct table *t)
{
	return t->l->n_standards + 2 * t->n_clocks;
}

/* --- counting -------------------------------------------------------------------------------- */

static struct query query_of(struct tx *tx, const struct table *t, const struct viewer *v,
                             const struct anomaly *list, size_t n)
{
	struct scope *me = arena_new(tx->arena, struct scope);
	struct writer w;

	*me = (struct scope){ .l = t->l, .alias = S("m") };
	writer_init(&w, t->program, tx->arena, str_of(t->l->key));
	w.me = me;
	put(&w, "SELECT 1");
	for (size_t i = 0; i < n; i++) {
		buf_fmt(&w.out,
		        ",\n (SELECT COUNT(*) FROM (SELECT 1 FROM \"%s\" m WHERE m.org = $1 AND ",
		        t->l->key);
		put_row(&w, tx, me, &list[i], true);
		put(&w, " AND ");
		put_may(&w, t, v, true);
		buf_fmt(&w.out, " LIMIT %d) c%zu)", COUNT_STOP + 1, i);
	}
	return writer_query(&w);
}

struct query anomalies_query(struct tx *tx, const struct table *t, const struct viewer *v,
                             size_t *ret_n)
{
	struct anomaly *list = arena_array(tx->arena, struct anomaly, room_of(t) + 1);

	*ret_n = rows_of(t, tx->arena, list);
	return query_of(tx, t, v, list, *ret_n);
}

/* The first empty setting that a row hangs on. */
static const char *unset_of(struct tx *tx, const struct program *p, const struct anomaly *x)
{
	struct scope me = { .l = x->t->l, .alias = S("m") };
	struct args args = { .day = world_today(tx->world) };
	const char *empty = NULL;
	struct query q;
	struct writer w;

	if (x->is != ANOMALY_BROKEN)
		return NULL;
	writer_init(&w, x->t->program, tx->arena, x->key);
	w.me = &me;
	put_broken(&w, &me, x->s);
	q = writer_query(&w);
	bind_args(p, &q, &args, 0, arena_array(tx->arena, struct val, N_ARGS + q.n_terms), &empty);
	return empty;
}

static bool count_rows(struct tx *tx, const struct program *p, const struct table *t,
                       const struct viewer *v, struct anomaly *list, size_t n)
{
	struct query q = query_of(tx, t, v, list, n);
	struct rows rows = db_query_v(tx, stmt_text(tx->arena, str_of(q.st.sql)),
	                              N_ARGS + q.n_terms, viewer_args(tx, p, &q, v));
	bool ok = db_row_next(&rows);

	for (size_t i = 0; ok && i < n; i++) {
		list[i].count = db_col(&rows, i + 1).i;
		if ((list[i].unset = unset_of(tx, p, &list[i])))
			list[i].count = 0;
	}
	db_close(&rows);
	return ok;
}

size_t anomalies(struct tx *tx, const struct program *p, const struct viewer *v,
                 struct anomaly **ret)
{
	size_t n = 0, room = 0;

	for (size_t i = 0; i < p->n_tables; i++)
		room += room_of(&p->tables[i]);
	*ret = arena_array(tx->arena, struct anomaly, room + 1);
	for (size_t i = 0; i < p->n_tables; i++) {
		const struct table *t = &p->tables[i];
		size_t k;
		if (!may_watch(t, v->roles) || !viewer_covers(v, t))
			continue;
		k = rows_of(t, tx->arena, *ret + n);
		if (k && !count_rows(tx, p, t, v, *ret + n, k))
			return 0;
		n += k;
	}
	return n;
}

/* --- one by its key -------------------------------------------------------------------------- */

static bool row_named(struct arena *a, const struct table *t, struct str key, bool any,
                      struct anomaly *ret)
{
	struct str how, clock;

	for (size_t i = 0; i < t->l->n_standards; i++)
		if (str_is(key, t->l->standards[i].key) &&
		    (any || t->l->standards[i].is & ANOMALY)) {
			of_standard(t, &t->l->standards[i], a, ret);
			return true;
		}
	if (!str_cut(key, '.', &how, &clock) || (!str_is(how, "late") && !str_is(how, "soon")))
		return false;
	for (size_t i = 0; i < t->n_clocks; i++)
		if (str_is(clock, t->clocks[i].key) && counts(&t->clocks[i])) {
			of_clock(t, &t->clocks[i],
			         str_is(how, "late") ? ANOMALY_LATE : ANOMALY_SOON, a, ret);
			return true;
		}
	return false;
}

struct str anomaly_label(struct arena *a, const struct table *t, struct str key)
{
	struct anomaly x;

	return row_named(a, t, key, true, &x) ? x.label : S("");
}

bool put_anomaly(struct writer *w, struct tx *tx, const struct scope *me, struct str key, bool open)
{
	const struct table *t = table_of(w->p, str_of(me->l->key));
	const struct scope *was = w->me;
	struct anomaly x;
	bool ok;

	if (!t || !row_named(w->a, t, key, !open, &x))
		return false;
	w->me = me;
	ok = put_row(w, tx, me, &x, open);
	w->me = was;
	return ok;
}

bool put_asked_of(struct writer *w, const struct scope *me, struct str key)
{
	const struct table *t = table_of(w->p, str_of(me->l->key));
	struct anomaly x;

	return t && row_named(w->a, t, key, true, &x) && x.s && put_standard_asked(w, me, x.s);
}
