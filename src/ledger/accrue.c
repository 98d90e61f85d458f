/*
 * accrue.c - money that grows day by day on what is due and unpaid (CLOCKS ACCRUES)
 *
 * The days are walked one by one: on each, what had fallen due before it, less what had been paid
 * before it, bears the rate; the day of a payment is still counted for what it pays.  Days on which a
 * STANDS row keeps it are left out, and the sum never passes the cap.  So a payment that is typed in
 * later counts from its own day and not from the day of typing.
 */
#include "ledger/accrue.h"
#include "ledger/step.h"

enum { MAX_DAYS = 40 * 366 }; /* of a debt that was forgotten; the cap is reached long before */

struct sum_on {
	struct day on;
	int64_t amount;
};

struct debt {
	const struct accruing *x;
	struct sum_on *due, *paid;
	size_t n_due, n_paid;
	struct day stop;
};

/* rows.day.amount: SELECT of both, those rows for which `where` holds. */
static void rows_compile(struct program *p, struct table *t, struct str where, const char *words,
                         const char *only, struct query *ret)
{
	struct scope *me = arena_new(p->arena, struct scope);
	struct str rows = str_of(words), rest, day, amount;
	const struct field *f;
	struct scope sc;
	struct writer w;

	*me = (struct scope){ .l = t->l, .alias = S("m") };
	if (!str_cut(str_of(words), '.', &rows, &rest) || !str_cut(rest, '.', &day, &amount) ||
	    !(f = field_of(t->l, rows)) || f->kind != ROWS || !row_field(f, day) ||
	    !row_field(f, amount)) {
		finding(p, where, "没有这组行：%s", words);
		return;
	}
	sc = (struct scope){ .l = t->l, .rows = f, .alias = S("e"), .of = me, .outer = me };
	writer_init(&w, p, p->arena, where);
	w.me = me;
	buf_fmt(&w.out,
	        "SELECT e.\"%.*s\", e.\"%.*s\" FROM \"%s_%s\" e, \"%s\" m WHERE m.org = $1 AND m.id = $2"
	        " AND e.org = m.org AND e.of = m.id AND e.\"%.*s\" IS NOT NULL AND e.\"%.*s\" IS NOT NULL",
	        P(day), P(amount), t->l->key, f->key, t->l->key, P(day), P(amount));
	if (only) {
		put(&w, " AND ");
		put_fragment(&w, &sc, only);
	}
	*ret = writer_query(&w);
}

void accrue_compile(struct program *p, struct table *t, struct clockset *c)
{
	struct str where = arena_fmt(p->arena, "%s.CLOCKS %s", t->l->key, c->key);

	if (!c->accrues)
		return;
	if (c->accrues->parts)
		rows_compile(p, t, where, c->accrues->parts, NULL, &c->parts);
	if (c->accrues->paid)
		rows_compile(p, t, where, c->accrues->paid, c->accrues->paid_where, &c->paid);
}

static size_t sums(const struct accruing *x, const struct query *q, struct sum_on **ret)
{
	struct args args = { .org = x->r->org, .id = x->r->id, .day = x->day, .today = x->day };
	struct val *v;
	struct sum_on *list = NULL;
	size_t n = 0, cap = 0;
	const char *empty;
	struct rows rows;

	*ret = NULL;
	if (!q->st.sql)
		return 0;
	v = arena_array(x->tx->arena, struct val, N_ARGS + q->n_terms);
	bind_args(x->p, q, &args, EMPTY_SETTING, v, &empty);
	rows = db_query_v(x->tx, &q->st, N_ARGS + q->n_terms, v);
	while (db_row_next(&rows)) {
		arena_grow(x->tx->arena, list, n, cap);
		list[n++] = (struct sum_on){ { (int32_t)db_col(&rows, 0).i }, db_col(&rows, 1).i };
	}
	db_close(&rows);
	*ret = list;
	return n;
}

static int64_t before(const struct sum_on *list, size_t n, int32_t day)
{
	int64_t sum = 0;

	for (size_t i = 0; i < n; i++)
		if (list[i].on.n < day)
			sum += list[i].amount;
	return sum;
}

/* Does a STANDS row keep this day out? */
static bool stands(const struct accruing *x, int32_t day)
{
	const struct clockset *c = x->c;

	for (size_t i = 0; i < x->facts->n_stays; i++) {
		const struct stay *s = &x->facts->stays[i];
		if (s->from.n >= day || (day_set(s->to) && s->to.n < day))
			continue;
		for (size_t k = 0; k < c->n_rows; k++)
			if (c->rows[k].does == STANDS && x->facts->speaks[c->first - 1 + k] &&
			    str_is(s->state, c->rows[k].in_state))
				return true;
	}
	return false;
}

/* The day on which a STOPS row ends the growing; DAY_NONE: none has. */
static struct day stopped_on(const struct accruing *x)
{
	const struct clockset *c = x->c;

	for (size_t i = 0; i < x->facts->n_events; i++)
		for (size_t k = 0; k < c->n_rows; k++)
			if (c->rows[k].does == STOPS && x->facts->speaks[c->first - 1 + k] &&
			    str_is(x->facts->events[i].verb, c->rows[k].on_step))
				return x->facts->events[i].on;
	return DAY_NONE;
}

/* Without parts the whole sum falls due with the clock that .from names. */
static bool debt_read(struct debt *d, const struct accruing *x)
{
	const struct clock *row = x->c->accrues;
	struct day due = record_day(x->r, arena_fmt(x->tx->arena, "%s_due", row->from));

	*d = (struct debt){ .x = x, .stop = stopped_on(x) };
	d->n_due = sums(x, &x->c->parts, &d->due);
	d->n_paid = sums(x, &x->c->paid, &d->paid);
	if (d->n_due)
		return true;
	d->due = arena_new(x->tx->arena, struct sum_on);
	d->due[0] = (struct sum_on){ due, record_int(x->r, str_of(row->of)) };
	d->n_due = day_set(due);
	return d->n_due > 0;
}

static int32_t first_due(const struct debt *d)
{
	int32_t first = d->due[0].on.n;

	for (size_t i = 1; i < d->n_due; i++)
		first = d->due[i].on.n < first ? d->due[i].on.n : first;
	return first;
}

int64_t accrued(const struct accruing *x)
{
	const struct law *law = law_of(x->p, x->r->org);
	const struct clock *row = x->c->accrues;
	const struct term *rate = term_on(law, str_of(row->basis.term), x->day);
	const struct term *cap = row->cap ? term_on(law, str_of(row->cap), x->day) : NULL;
	int64_t sum = 0, top = INT64_MAX;
	struct debt d;
	int32_t last = x->day.n, first;

	if (!rate || !rate->has_value || !debt_read(&d, x))
		return 0;
	first = first_due(&d);
	if (day_set(d.stop) && d.stop.n < last)
		last = d.stop.n;
	if (cap && cap->has_value)
		top = record_int(x->r, str_of(row->of)) * cap->n / cap->d;
	for (int32_t day = first + 1; day <= last && day - first < MAX_DAYS; day++) {
		int64_t base = before(d.due, d.n_due, day) - before(d.paid, d.n_paid, day);
		if (base > 0 && !stands(x, day))
			sum += base * rate->n;
		if (sum / rate->d >= top)
			return top;
	}
	return sum / rate->d;
}
