/*
 * clocks.c - the dues of a record after a step, and steps that wait for one
 *
 * <clock>_done is the day (or instant) on which a step kept it, or what the field .kept says; a RESTARTS
 * step empties it.  The stored due is a cache of record_clock().
 */
#include "ledger/accrue.h"
#include "ledger/step.h"
#include "ledger/verbs.h"

/* The clocks of one record being computed. */
struct ticking {
	struct taking *k;
	struct record *r; /* k->after: what is computed is set there as well           */
	struct clock_facts facts;
	bool changed;
};

static void set(struct ticking *w, size_t column, struct val v)
{
	struct val *now = &w->r->v[column];

	w->changed |= !val_eq(*now, v);
	*now = v;
}

static bool restarts(const struct clockset *c, const char *verb)
{
	for (size_t i = 0; i < c->n_rows; i++)
		if (c->rows[i].does == RESTARTS && str_is(str_of(c->rows[i].on_step), verb))
			return true;
	return false;
}

/* Does row i of clock c speak for the record? */
static bool speaks(const struct ticking *w, const struct clockset *c, size_t i)
{
	return w->facts.speaks[c->first - 1 + i];
}

static void owed_write(struct ticking *w, const struct clockset *c)
{
	bool grows = speaks(w, c, (size_t)(c->accrues - c->rows));
	struct accruing x = { w->k->tx, w->k->p, w->r, c, &w->facts, w->k->day };

	set(w, c->owed, VAL(grows ? accrued(&x) : INT64_C(0)));
}

static void clock_write(struct ticking *w, const struct clockset *c)
{
	struct taking *k = w->k;
	struct clock_out out;

	clock_of_facts(k->tx, k->p, w->r, c, &w->facts, NULL, &out);
	if (out.missing.n)
		refuse_basis(k, NULL, out.missing, S(""), NULL, S("请导入这一年的工作日历。"),
		             true);
	set(w, c->due, !out.has ? NULL_VAL : c->timed ? VAL(out.last_at) : VAL(out.last_day));
	if (c->kept)
		set(w, c->done, record_val(w->r, str_of(c->kept)));
	else if (str_index(k->s->within ? k->s->within : "", str_of(c->key)) >= 0)
		set(w, c->done, c->timed ? VAL(k->at) : VAL(k->day));
	else if (restarts(c, k->s->verb))
		set(w, c->done, NULL_VAL);
}

/* A step that may only come when the clock has run out. */
static void after_ask(const struct ticking *w, const struct clockset *c)
{
	struct taking *k = w->k;
	struct clock_out out;
	/* In history, what the authority had set then, and the calendar of then, may be lost. */
	bool over, history = k->who->mode != LIVE_WORK, told = k->who->undated;

	clock_of_facts(k->tx, k->p, w->r, c, &w->facts, NULL, &out);
	if (out.empty) {
		refuse_basis(k, NULL,
		             arena_fmt(k->tx->arena, "期限尚未设定，不能办理“%s”。", k->s->label),
		             arena_fmt(k->tx->arena, "%.*s（%.*s）由本局设定，现在是空的。",
		                       P(out.empty->id), P(out.empty->gist)),
		             &k->s->basis, S("请先在设置中写明数值和依据。"), history);
		return;
	}
	if (!out.term && !out.has && !out.missing.n) /* nothing speaks: nothing to wait for */
		return;
	over = out.has && (c->timed ? out.last_at.us < k->at.us : out.last_day.n < k->day.n);
	if (!over)
		refuse_basis(k, NULL,
		             arena_fmt(k->tx->arena, "期限尚未届满，不能办理“%s”。", k->s->label),
		             out.has ? arena_fmt(k->tx->arena, "期限至%.*s。",
		                                 P(day_text(k->tx->arena, out.last_day)))
		                     : S("期限没有最后一日。"),
		             &k->s->basis, S("期限届满的次日起办理。"),
		             told || (history && out.missing.n));
}

/* Writes what differs from what stands; .when of other rows may read it, so they are asked anew. */
static void clocks_store(struct ticking *w)
{
	const struct table *t = w->k->t;
	struct val *v = arena_array(w->k->tx->arena, struct val, 2 + 2 * t->n_clocks);
	size_t n = 2;

	if (!w->changed)
		return;
	v[0] = VAL(w->k->who->org);
	v[1] = VAL(w->k->id);
	for (size_t i = 0; i < t->n_clocks; i++)
		if (t->clocks[i].accrues) {
			v[n++] = w->r->v[t->clocks[i].owed];
		} else {
			v[n++] = w->r->v[t->clocks[i].due];
			v[n++] = w->r->v[t->clocks[i].done];
		}
	db_exec_v(w->k->tx, &t->set_clocks, n, v);
	w->changed = false;
}

static bool any_accrues(const struct table *t)
{
	for (size_t i = 0; i < t->n_clocks; i++)
		if (t->clocks[i].accrues)
			return true;
	return false;
}

void clocks_write(struct taking *k)
{
	struct ticking w = { .k = k, .r = &k->after };
	const struct table *t = k->t;

	if (!t->n_clocks)
		return;
	w.facts = facts_with(k->tx, k->p, w.r, k->events, k->n_events);
	for (size_t i = 0; i < t->n_clocks; i++)
		if (!t->clocks[i].accrues)
			clock_write(&w, &t->clocks[i]);
	clocks_store(&w);
	if (any_accrues(t) || k->s->after) /* .when may name what was just written         */
		w.facts.speaks = record_speaks(k->tx, k->p, w.r);
	for (size_t i = 0; i < t->n_clocks; i++) /* money grows on what the others say      */
		if (t->clocks[i].accrues)
			owed_write(&w, &t->clocks[i]);
	clocks_store(&w);
	for (size_t i = 0; k->s->after && i < t->n_clocks; i++)
		if (str_index(k->s->after, str_of(t->clocks[i].key)) >= 0)
			after_ask(&w, &t->clocks[i]);
}
