/*
 * due.c - how a due stands on a day
 *
 * What is left is counted as the term counts.  Late is late by the day, whatever the count says:
 * on the Sunday after a last Friday no working day has passed, and the term is still missed.
 */
#include "law/clock.h"

static bool counts_workdays(const struct term *t)
{
	return t && t->unit == UNIT_DAY && t->counted == COUNTED_WD;
}

/* From a to b, as the term counts; without a calendar, in calendar days. */
static int distance(const struct law *law, const struct term *t, struct day a, struct day b)
{
	int n;

	if (counts_workdays(t) && workdays_between(law, a, b, &n))
		return n;
	return b.n - a.n;
}

/* At most five working days; a week where no calendar can tell. */
static bool within_five(const struct law *law, struct day today, struct day due)
{
	int n;

	if (due.n - today.n > 60)
		return false;
	return workdays_between(law, today, due, &n) ? n <= 5 : due.n - today.n <= 7;
}

enum due_state due_state(const struct law *law, const struct term *t, struct day start,
                         struct day due, struct day today, int *ret_left)
{
	int left;

	if (!day_set(due) || !day_set(today))
		return DUE_NONE;
	left = distance(law, t, today, due);
	if (due.n < today.n && left > -1)
		left = -1;
	*ret_left = left;
	if (due.n < today.n)
		return DUE_LATE;
	if (due.n == today.n)
		return DUE_TODAY;
	if (within_five(law, today, due))
		return DUE_SOON;
	if (day_set(start) && start.n < due.n && (int64_t)left * 4 <= distance(law, t, start, due))
		return DUE_SOON;
	return DUE_FINE;
}
