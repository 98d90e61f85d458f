/*
 * dialect.c - expressions that both databases understand
 *
 * A month is computed in whole numbers, since the two have no common function for it: days are
 * counted from 1 March of the year 0, so that the day of a leap year is the last of its year; a
 * century has 146097/4 days, a year 1461/4, five months 153 (Richards, "Mapping Time", 1998).
 */
#include "store/dialect.h"

struct str sql_month(struct arena *a, struct str day)
{
	struct str z = arena_fmt(a, "(%.*s + 719468)", P(day));
	struct str century = arena_fmt(a, "((4 * %.*s + 3) / 146097)", P(z));
	struct str in_century = arena_fmt(a, "(%.*s - 146097 * %.*s / 4)", P(z), P(century));
	struct str year = arena_fmt(a, "((4 * %.*s + 3) / 1461)", P(in_century));
	struct str in_year = arena_fmt(a, "(%.*s - 1461 * %.*s / 4)", P(in_century), P(year));

	return arena_fmt(a, "((100 * %.*s + %.*s) * 12 + (5 * %.*s + 2) / 153 + 2)", P(century),
	                 P(year), P(in_year));
}

/*
 * The day as 366 * year + day of the year, both counted from 1 March: the same day of another year
 * differs by a multiple of 366, and 29 February, the last of its year, has run out on 1 March.
 */
static struct str sql_day_of_year(struct arena *a, struct str day)
{
	struct str z = arena_fmt(a, "(%.*s + 719468)", P(day));
	struct str century = arena_fmt(a, "((4 * %.*s + 3) / 146097)", P(z));
	struct str in_century = arena_fmt(a, "(%.*s - 146097 * %.*s / 4)", P(z), P(century));
	struct str year = arena_fmt(a, "((4 * %.*s + 3) / 1461)", P(in_century));

	return arena_fmt(a, "((100 * %.*s + %.*s) * 366 + %.*s - 1461 * %.*s / 4)", P(century),
	                 P(year), P(in_century), P(year));
}

struct str sql_years(struct arena *a, struct str from, struct str to)
{
	return arena_fmt(a, "((%.*s - %.*s - 1) / 366)", P(sql_day_of_year(a, to)),
	                 P(sql_day_of_year(a, from)));
}

/* The one function over parts of a text that is written alike on both. */
struct str sql_has(struct arena *a, struct str hay, struct str needle)
{
	return arena_fmt(a, "replace(%.*s, %.*s, '') <> %.*s", P(hay), P(needle), P(hay));
}
