/*
 * dialect.c - expressions as SQLite writes them
 */
#include "store/dialect.h"

struct str sql_month(struct arena *a, struct str day)
{
	return arena_fmt(a,
	                 "(CAST(strftime('%%Y', (%.*s) * 86400, 'unixepoch') AS INTEGER) * 12"
	                 " + CAST(strftime('%%m', (%.*s) * 86400, 'unixepoch') AS INTEGER) - 1)",
	                 P(day), P(day));
}
