/*
 * clock.c - statutory periods
 *
 * Strategy: clock.h.  In this file a run is prepared first (which term begins, on which day, how
 * often it was lengthened), as a list of spans; then the spans are walked one behind the other.
 * The walk knows nothing of any law: it asks of each day whether the clock stands and, where the
 * span counts working days, whether the day is worked.
 *
 * Border days.  The day a clock starts, or starts afresh, is not counted; the last day is.  Of a
 * stay [from, to) the first day is not counted and the day it ends is: so a pause of n working days
 * moves the last day by n working days.  What was extended before a fresh start is not carried over.
 */
#include "law/clock.h"
#include "base/must.h"

enum {
	MOST_SPANS = 16,
	MOST_MONTHS = 12000,
	MOST_LENGTH = 1000000,
	FIRST_YEAR = 1900,
	LAST_YEAR = 2999
};

#define MINUTE_US INT64_C(60000000)
#define MOST_US   (INT64_C(366) * 24 * 60 * MINUTE_US * 100)

struct span {
	int64_t n;
	enum term_unit unit;
	enum counted counted;
};

struct run {
	const struct law *law;
	const struct clock_in *in;
	struct arena *explain;
	struct clock_out *out;
	struct instant start_at;
	struct span spans[MOST_SPANS];
	size_t n_spans;
	int step;      /* 1 forwards, -1 for terms of kind `before`                       */
	struct day at; /* where the walk has come to                                      */
	int number;    /* days counted so far                                             */
	size_t cap;    /* of out->days                                                    */
};

static struct str say(struct run *r, const char *f, ...) __attribute__((format(printf, 2, 3)));

/* Text of the explanation; empty when none is asked for. */
static struct str say(struct run *r, const char *f, ...)
{
	struct str s = S("");
	va_list ap;

	if (!r->explain)
		return s;
	va_start(ap, f);
	s = arena_vfmt(r->explain, f, ap);
	va_end(ap);
	return s;
}

static void note(struct run *r, struct day d, int counted, struct str why)
{
	struct clock_out *out = r->out;

	if (!r->explain)
		return;
	arena_grow(r->explain, out->days, out->n_days, r->cap);
	out->days[out->n_days++] = (struct clock_day){ d, counted, why };
}

static bool in_range(struct day d)
{
	int year = day_year(d);

	return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/* No last day, for want of a calendar.  Returns false. */
static bool fail_missing(struct run *r, struct day d)
{
	r->out->missing = in_range(d) ? calendar_missing(day_year(d)) : S("期限超出可以计算的年份");
	return false;
}

static bool speaks(const struct clock_in *in, size_t i)
{
	return !in->speaks || in->speaks[i];
}

/* The day of row i's .from field; a field of the kind TIME gives the day it falls on. */
static struct day from_day(const struct clock_in *in, size_t i)
{
	if (in->from && day_set(in->from[i]))
		return in->from[i];
	return in->from_at ? instant_day(in->from_at[i]) : DAY_NONE;
}

static struct instant from_instant(const struct clock_in *in, size_t i)
{
	if (in->from_at && instant_set(in->from_at[i]))
		return in->from_at[i];
	return instant_of_day(from_day(in, i));
}

/* The version of a row's term: by the day of versions, else by the day its own part begins. */
static const struct term *row_term(const struct run *r, const struct clock *row, struct day own)
{
	struct day on = day_set(r->in->version) ? r->in->version : own;

	return row->basis.term ? term_on(r->law, str_of(row->basis.term), on) : NULL;
}

/* A row speaks by its rule: one that is not yet in force on its day, or no more, says nothing.
   The day of an ENDS row is somebody's word and needs no rule. */
static bool rule_stands(const struct run *r, const struct clock *row, struct day own)
{
	const struct term *t = row_term(r, row, own);

	return !t || term_in_force(t, day_set(r->in->version) ? r->in->version : own);
}

/* The last row that begins the clock, or n_rows. */
static size_t find_beginning(const struct run *r)
{
	const struct clock_in *in = r->in;

	for (size_t i = in->n_rows; i-- > 0;)
		if ((in->rows[i].does == RUNS || in->rows[i].does == ENDS) && speaks(in, i) &&
		    day_set(from_day(in, i)) &&
		    (in->rows[i].does == ENDS || rule_stands(r, &in->rows[i], from_day(in, i))))
			return i;
	return in->n_rows;
}

/* The row of that kind that the event moves, or NULL. */
static const struct clock *moved_by(const struct clock_in *in, enum clock_kind does,
                                    struct str verb)
{
	for (size_t i = 0; i < in->n_rows; i++)
		if (in->rows[i].does == does && speaks(in, i) && str_is(verb, in->rows[i].on_step))
			return &in->rows[i];
	return NULL;
}

/* Index behind the last event that moves the clock so, from `first` on; 0: none does. */
static size_t behind_last(const struct clock_in *in, enum clock_kind does, size_t first)
{
	for (size_t i = in->n_events; i-- > first;)
		if (moved_by(in, does, in->events[i].verb))
			return i + 1;
	return 0;
}

static bool is_timed_unit(enum term_unit unit)
{
	return unit == UNIT_HOUR || unit == UNIT_MINUTE;
}

/* Adds the length of a term to the run.  False, and out->empty, when it has none. */
static bool add_span(struct run *r, const struct term *t)
{
	struct span *last = r->n_spans ? &r->spans[r->n_spans - 1] : NULL;

	if (!t->has_value || t->unit < UNIT_DAY || t->unit > UNIT_YEAR) {
		r->out->empty = t;
		return false;
	}
	if (t->n < 0 || t->n > MOST_LENGTH) {
		r->out->missing = S("期限过长，无法计算");
		return false;
	}
	if (last && last->unit == t->unit && last->counted == t->counted) {
		last->n += t->n;
	} else if (r->n_spans == MOST_SPANS) {
		r->out->missing = S("延长的次数过多，无法计算");
		return false;
	} else {
		r->spans[r->n_spans++] = (struct span){ t->n, t->unit, t->counted };
	}
	return true;
}

/* Lengthens by each EXTENDS step from event `first` on. */
static bool add_extensions(struct run *r, size_t first)
{
	for (size_t i = first; i < r->in->n_events; i++) {
		const struct event *e = &r->in->events[i];
		const struct clock *row = moved_by(r->in, EXTENDS, e->verb);
		const struct term *t = row && rule_stands(r, row, e->on) ? row_term(r, row, e->on)
		                                                         : NULL;

		if (t && !add_span(r, t))
			return false;
	}
	return true;
}

/* Does the clock stand on that day?  The stay that makes it stand; one without an end first. */
static const struct stay *standing(const struct clock_in *in, struct day d)
{
	const struct stay *found = NULL;

	for (size_t i = 0; i < in->n_stays; i++) {
		const struct stay *s = &in->stays[i];
		bool stands = false;

		if (s->from.n > d.n || (day_set(s->to) && s->to.n <= d.n))
			continue;
		for (size_t k = 0; k < in->n_rows && !stands; k++)
			stands = in->rows[k].does == STANDS && speaks(in, k) &&
			         str_is(s->state, in->rows[k].in_state);
		if (stands && !day_set(s->to))
			return s;
		if (stands)
			found = s;
	}
	return found;
}

static struct str stay_name(const struct stay *s)
{
	return s->label.n ? s->label : s->state;
}

/* Why a day that does not stand is counted, or not. */
static struct str why_day(struct run *r, struct day d, bool working, bool counts)
{
	int weekday = day_weekday(d);
	const char *mark = working && is_provisional(r->law, d) ? "（日历未公布，暂定）" : "";

	if (!working)
		return say(r, "第%d日", r->number);
	if (counts && (weekday == 0 || weekday == 6))
		return say(r, "调休上班（第%d个工作日）%s", r->number, mark);
	if (counts)
		return say(r, "第%d个工作日%s", r->number, mark);
	if (is_statutory(r->law, d))
		return say(r, "法定节假日%s", mark);
	return say(r, "%s%s", weekday == 0 || weekday == 6 ? day_week_cn(d) : "放假调休", mark);
}

/* The days until today on which the clock stands, for the explanation. */
static bool stand_still(struct run *r, const struct stay *s)
{
	r->out->stands = true;
	if (day_set(r->in->today) && r->explain)
		for (struct day d = r->at; d.n < r->in->today.n;) {
			d = day_add(d, 1);
			note(r, d, 0, say(r, "%.*s期间不计入", P(stay_name(s))));
		}
	return false;
}

/* Goes on until `n` more days were counted.  False: there is no last day, and out says why. */
static bool walk_days(struct run *r, int64_t n, bool working)
{
	while (n > 0) {
		struct day d = day_add(r->at, r->step);
		const struct stay *s = standing(r->in, d);
		bool counts;

		if (!in_range(d))
			return fail_missing(r, d);
		if (s && !day_set(s->to))
			return stand_still(r, s);
		if (working && !calendar_has(r->law, day_year(d)))
			return fail_missing(r, d);
		counts = !s && (!working || is_worked(r->law, d));
		if (working && is_provisional(r->law, d))
			r->out->provisional = true;
		r->at = d;
		r->number += counts;
		n -= counts;
		if (r->explain)
			note(r, d, counts ? r->number : 0,
			     s ? say(r, "%.*s期间不计入", P(stay_name(s)))
			       : why_day(r, d, working, counts));
	}
	return true;
}

static bool walk_span(struct run *r, const struct span *s)
{
	int64_t months;

	if (s->n > MOST_MONTHS * 31)
		return fail_missing(r, (struct day){ INT32_MAX });
	if (s->unit == UNIT_DAY)
		return walk_days(r, s->n, s->counted == COUNTED_WD);
	if (is_timed_unit(s->unit))
		return walk_days(r, s->unit == UNIT_HOUR ? (s->n + 23) / 24 : (s->n + 1439) / 1440,
		                 false);
	months = s->unit == UNIT_YEAR ? s->n * 12 : s->n;
	if (months > MOST_MONTHS)
		return fail_missing(r, (struct day){ INT32_MAX });
	/* So many calendar days as the months have; days that stand come behind. */
	return walk_days(r, (day_add_months(r->at, (int)months * r->step).n - r->at.n) * r->step,
	                 false);
}

/* To the next working day, where the law says that the last day moves. */
static bool roll(struct run *r)
{
	for (;;) {
		if (!calendar_has(r->law, day_year(r->at)))
			return fail_missing(r, r->at);
		if (is_provisional(r->law, r->at))
			r->out->provisional = true;
		if (is_worked(r->law, r->at))
			return true;
		r->at = day_add(r->at, 1);
		note(r, r->at, 0, S("末日是休息日，顺延"));
	}
}

/* The last working day not after d; d itself where no calendar can tell. */
static struct day working_day_before(const struct law *law, struct day d, bool *ret_provisional)
{
	struct day w = d;

	for (;; w = day_add(w, -1)) {
		if (!calendar_has(law, day_year(w))) {
			*ret_provisional = true;
			return d;
		}
		if (is_provisional(law, w))
			*ret_provisional = true;
		if (is_worked(law, w))
			return w;
	}
}

/* Hours and minutes: a day that stands is skipped whole, but for the day the clock started. */
static bool walk_time(struct run *r, int64_t us)
{
	struct instant t = r->start_at;

	if (r->step < 0) {
		r->out->last_at = (struct instant){ t.us - us };
		return true;
	}
	while (us > 0) {
		struct day d = instant_day(t);
		struct instant midnight = instant_of_day(day_add(d, 1));
		const struct stay *s = d.n > r->out->start.n ? standing(r->in, d) : NULL;
		int64_t some = midnight.us - t.us < us ? midnight.us - t.us : us;

		r->at = day_add(d, -1);
		if (s && !day_set(s->to))
			return stand_still(r, s);
		note(r, d, 0, s ? say(r, "%.*s期间不计入", P(stay_name(s))) : S("按时分计算"));
		t = s ? midnight : (struct instant){ t.us + some };
		us -= s ? 0 : some;
	}
	r->out->last_at = t;
	return true;
}

static bool time_of_spans(const struct run *r, int64_t *ret_us)
{
	static const int64_t minutes[N_TERM_UNITS] = {
		[UNIT_DAY] = 24 * 60, [UNIT_HOUR] = 60, [UNIT_MINUTE] = 1
	};
	int64_t us = 0, more;

	for (size_t i = 0; i < r->n_spans; i++) {
		int64_t unit = minutes[r->spans[i].unit] * MINUTE_US;

		if (unit == 0 || __builtin_mul_overflow(r->spans[i].n, unit, &more) || more < 0 ||
		    more > MOST_US - us)
			return false;
		us += more;
	}
	*ret_us = us;
	return true;
}

static void run_time(struct run *r)
{
	int64_t us;

	r->out->timed = true;
	if (!time_of_spans(r, &us)) {
		fail_missing(r, (struct day){ INT32_MAX });
		return;
	}
	if (!walk_time(r, us))
		return;
	r->out->has = true;
	r->out->last_day = r->out->act_by = instant_day(r->out->last_at);
}

static void run_spans(struct run *r)
{
	const struct term *t = r->out->term;

	r->step = t->kind == TERM_BEFORE ? -1 : 1;
	if (is_timed_unit(t->unit)) {
		run_time(r);
		return;
	}
	r->at = r->out->start;
	for (size_t i = 0; i < r->n_spans; i++)
		if (!walk_span(r, &r->spans[i]))
			return;
	if (t->rolls && r->step > 0 && !roll(r))
		return;
	r->out->has = true;
	r->out->last_day = r->at;
	r->out->act_by = working_day_before(r->law, r->at, &r->out->provisional);
}

/* The last day was given: a letter, a deferral.  Nothing is counted, so nothing stands or extends. */
static void end_on(struct run *r, size_t row)
{
	struct clock_out *out = r->out;

	out->term = row_term(r, &r->in->rows[row], from_day(r->in, row));
	out->has = true;
	out->last_day = from_day(r->in, row);
	out->timed = clock_is_timed(r->law, r->in->rows, r->in->n_rows);
	if (out->timed)
		out->last_at = from_instant(r->in, row);
	out->act_by = out->timed ? out->last_day
	                         : working_day_before(r->law, out->last_day, &out->provisional);
	note(r, out->last_day, 0, S("指定的日期"));
}

static const struct clock_out nothing = {
	.last_day = { INT32_MIN },
	.act_by = { INT32_MIN },
	.last_at = { INT64_MIN },
	.start = { INT32_MIN },
};

/* Moves the start to the event before index `afresh`, unless there is none or it lies before the start. */
static bool start_afresh(struct run *r, size_t afresh)
{
	const struct event *e = afresh > 0 ? &r->in->events[afresh - 1] : NULL;

	if (!e || e->on.n < r->out->start.n || !in_range(e->on))
		return false;
	r->out->start = e->on;
	r->start_at = instant_set(e->at) ? e->at : instant_of_day(e->on);
	return true;
}

void clock_run(const struct law *law, const struct clock_in *in, struct arena *explain,
               struct clock_out *ret)
{
	struct run r = { .law = law, .in = in, .explain = explain, .out = ret, .step = 1 };
	size_t row = find_beginning(&r), afresh = behind_last(in, RESTARTS, 0);

	*ret = nothing;
	if (row == in->n_rows)
		return;
	ret->stopped = behind_last(in, STOPS, afresh) > 0;
	ret->start = from_day(in, row);
	if (!in_range(ret->start)) {
		fail_missing(&r, ret->start);
		return;
	}
	r.start_at = from_instant(in, row);
	if (!start_afresh(&r, afresh))
		afresh = 0;
	if (in->rows[row].does == ENDS) {
		ret->start = DAY_NONE;
		if (!ret->stopped)
			end_on(&r, row);
		return;
	}
	ret->term = row_term(&r, &in->rows[row], ret->start);
	if (ret->term && !ret->stopped && add_span(&r, ret->term) && add_extensions(&r, afresh))
		run_spans(&r);
}

void clock_term(const struct law *law, const struct term *t, struct day from, struct arena *explain,
                struct clock_out *ret)
{
	struct clock_in in = { .version = DAY_NONE, .today = DAY_NONE };
	struct run r = { .law = law, .in = &in, .explain = explain, .out = ret, .step = 1 };

	*ret = nothing;
	if (!day_set(from) || !in_range(from)) {
		if (day_set(from))
			fail_missing(&r, from);
		return;
	}
	ret->term = t;
	ret->start = from;
	r.start_at = instant_of_day(from);
	if (add_span(&r, t))
		run_spans(&r);
}

bool clock_is_timed(const struct law *law, const struct clock *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct term *t = rows[i].does == RUNS && rows[i].basis.term
		                               ? term_on(law, str_of(rows[i].basis.term), DAY_NONE)
		                               : NULL;

		if (t && is_timed_unit(t->unit))
			return true;
	}
	return false;
}
