/*
 * clocks.c - the dues of a record after a step, and steps that wait for one
 *
 * <clock>_done is the day (or instant) on which a step kept it; a RESTARTS step empties it.  The
 * stored due is a cache of record_clock().
 */
#include "ledger/step.h"
#include "ledger/verbs.h"

struct sets {
	struct str text;
	struct val *v;
	size_t n;
};

static void set(struct taking *k, struct sets *s, const char *clock, const char *what, struct val v)
{
	s->text = arena_fmt(k->tx->arena, "%.*s%s\"%s_%s\" = $%zu", P(s->text),
	                    s->text.n ? ", " : "", clock, what, s->n + 1);
	s->v[s->n++] = v;
}

static bool restarts(const struct clockset *c, const char *verb)
{
	for (size_t i = 0; i < c->n_rows; i++)
		if (c->rows[i].does == RESTARTS && str_is(str_of(c->rows[i].on_step), verb))
			return true;
	return false;
}

/* Money grown up to `day`: rate × days after the last day, never more than the cap. */
static int64_t owed(struct taking *k, const struct record *r, const struct clockset *c,
                    struct day day)
{
	const struct term *rate = term_on(k->p->law, str_of(c->accrues->basis.term), day);
	const struct term *cap = c->accrues->cap ? term_on(k->p->law, str_of(c->accrues->cap), day)
	                                         : NULL;
	struct day due = record_day(r, arena_fmt(k->tx->arena, "%s_due", c->accrues->from));
	struct day done = record_day(r, arena_fmt(k->tx->arena, "%s_done", c->accrues->from));
	int64_t of = record_int(r, str_of(c->accrues->of)), days, sum, top;
	struct stay *stays;

	if (!rate || !rate->has_value || !day_set(due))
		return 0;
	if (day_set(done) && done.n < day.n)
		day = done;
	days = day.n > due.n ? day.n - due.n : 0;
	for (size_t i = 0, n = record_stays(k->tx, r, &stays); i < n; i++)
		for (size_t x = 0; x < c->n_rows; x++)
			if (c->rows[x].does == STANDS &&
			    str_is(stays[i].state, c->rows[x].in_state)) {
				int32_t from = stays[i].from.n > due.n ? stays[i].from.n : due.n;
				int32_t to = day_set(stays[i].to) && stays[i].to.n < day.n
				                     ? stays[i].to.n
				                     : day.n;
				days -= to > from ? to - from : 0;
			}
	sum = of * rate->n * (days > 0 ? days : 0) / rate->d;
	top = cap && cap->has_value ? of * cap->n / cap->d : sum;
	return sum < top ? sum : top;
}

static bool accrues(struct taking *k, const struct record *r, const struct clockset *c)
{
	bool *speaks = arena_array(k->tx->arena, bool, c->n_rows);

	record_speaks(k->tx, k->p, r, c, speaks);
	return speaks[c->accrues - c->rows];
}

static void clock_write(struct taking *k, struct sets *s, const struct record *r,
                        const struct clockset *c)
{
	struct clock_out out;

	if (c->accrues) {
		set(k, s, c->key, "owed",
		    VAL(accrues(k, r, c) ? owed(k, r, c, k->day) : INT64_C(0)));
		return;
	}
	record_clock(k->tx, k->p, r, c, NULL, &out);
	if (out.missing.n)
		refuse_basis(k, NULL, out.missing, S(""), NULL, S("请导入这一年的工作日历。"),
		             true);
	set(k, s, c->key, "due",
	    !out.has   ? NULL_VAL
	    : c->timed ? VAL(out.last_at)
	               : VAL(out.last_day));
	if (str_index(k->s->within ? k->s->within : "", str_of(c->key)) >= 0)
		set(k, s, c->key, "done", c->timed ? VAL(k->at) : VAL(k->day));
	else if (restarts(c, k->s->verb))
		set(k, s, c->key, "done", NULL_VAL);
}

/* A step that may only come when the clock has run out. */
static void after_ask(struct taking *k, const struct record *r, const struct clockset *c)
{
	struct clock_out out;
	bool over;

	record_clock(k->tx, k->p, r, c, NULL, &out);
	if (out.empty) {
		refuse_basis(k, NULL,
		             arena_fmt(k->tx->arena, "期限尚未设定，不能办理“%s”。", k->s->label),
		             arena_fmt(k->tx->arena, "%.*s（%.*s）由本局设定，现在是空的。",
		                       P(out.empty->id), P(out.empty->gist)),
		             &k->s->basis, S("请先在设置中写明数值和依据。"), false);
		return;
	}
	if (!out.term) /* nothing speaks for this record: nothing to wait for           */
		return;
	over = out.has && (c->timed ? out.last_at.us < k->at.us : out.last_day.n < k->day.n);
	if (!over)
		refuse_basis(k, NULL,
		             arena_fmt(k->tx->arena, "期限尚未届满，不能办理“%s”。", k->s->label),
		             out.has ? arena_fmt(k->tx->arena, "期限至%.*s。",
		                                 P(day_text(k->tx->arena, out.last_day)))
		                     : S("期限没有最后一日。"),
		             &k->s->basis, S("期限届满的次日起办理。"), false);
}

void clocks_write(struct taking *k)
{
	struct sets s = { S(""), arena_array(k->tx->arena, struct val, 3 * k->t->n_clocks + 2), 2 };
	struct record r;

	if (!k->t->n_clocks || !record_load(k->tx, k->t, k->who->org, k->id, &r))
		return;
	s.v[0] = VAL(k->who->org);
	s.v[1] = VAL(k->id);
	for (size_t pass = 0; pass < 2; pass++) { /* money grows on what the others say     */
		for (size_t i = 0; i < k->t->n_clocks; i++)
			if ((k->t->clocks[i].accrues != NULL) == (pass == 1))
				clock_write(k, &s, &r, &k->t->clocks[i]);
		if (s.n > 2)
			db_exec_v(
				k->tx,
				stmt_intern(
					k->t->program,
					arena_fmt(
						k->tx->arena,
						"UPDATE \"%s\" SET %.*s WHERE org = $1 AND id = $2",
						k->t->l->key, P(s.text))),
				s.n, s.v);
		s.n = 2;
		s.text = S("");
		record_load(k->tx, k->t, k->who->org, k->id, &r);
	}
	for (size_t i = 0; k->s->after && i < k->t->n_clocks; i++)
		if (str_index(k->s->after, str_of(k->t->clocks[i].key)) >= 0)
			after_ask(k, &r, &k->t->clocks[i]);
}
