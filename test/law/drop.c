/*
 * drop.c - copies of ledgers with one row less
 *
 * Ledgers are constants: the one that loses a row is copied flat, and the table that loses it too.
 * Everything else is shared.
 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/must.h"
#include "drop.h"

static size_t index_of(struct str row, struct str *ret_rest)
{
	int64_t n = -1;
	struct str head, tail;

	if (!str_cut(row, '[', &head, &row) || !str_cut(row, ']', &tail, ret_rest) ||
	    !str_int(tail, &n) || n < 0)
		return SIZE_MAX;
	return (size_t)n;
}

/* The table but for row i. */
static void *without(struct arena *a, const void *rows, size_t n, size_t i, size_t size)
{
	char *p = arena_alloc(a, (n ? n : 1) * size);

	memcpy(p, rows, i * size);
	memcpy(p + i * size, (const char *)rows + (i + 1) * size, (n - 1 - i) * size);
	return p;
}

static bool drop_clock(struct arena *a, struct ledger *l, size_t i)
{
	struct clock *c = arena_array(a, struct clock, l->n_clocks);

	if (i >= l->n_clocks)
		return false;
	memcpy(c, l->clocks, l->n_clocks * sizeof *c);
	c[i].when = "FALSE";
	l->clocks = c;
	return true;
}

/* The columns of a step that can be left out. */
static const struct {
	const char *key;
	size_t at;
} columns[] = {
	{ ".only", offsetof(struct step, only) },     { ".when", offsetof(struct step, when) },
	{ ".after", offsetof(struct step, after) },   { ".within", offsetof(struct step, within) },
	{ ".not_by", offsetof(struct step, not_by) },
};

enum { N_COLUMNS = sizeof columns / sizeof *columns };

static const char **step_column(struct step *s, struct str key)
{
	for (size_t i = 0; i < N_COLUMNS; i++)
		if (str_is(key, columns[i].key))
			return (const char **)((char *)s + columns[i].at);
	return NULL;
}

static bool drop_column(struct arena *a, struct ledger *l, size_t i, struct str column)
{
	struct step *s = arena_array(a, struct step, l->n_steps);
	const char **z;

	if (i >= l->n_steps)
		return false;
	memcpy(s, l->steps, l->n_steps * sizeof *s);
	l->steps = s;
	z = step_column(&s[i], column);
	if (!z || !*z)
		return false;
	*z = NULL;
	return true;
}

#define DROP(table) \
	(i < l->n_##table && (l->table = without(a, l->table, l->n_##table, i, sizeof *l->table), \
	                      l->n_##table--, true))

static bool drop_of(struct arena *a, struct ledger *l, struct str what)
{
	struct str column = S("");
	size_t i = index_of(what, &column);

	if (str_starts(what, S("RULES[")))
		return DROP(rules);
	if (str_starts(what, S("NEEDS[")))
		return DROP(needs);
	if (str_starts(what, S("OPENS[")))
		return DROP(opens);
	if (str_starts(what, S("STANDARDS[")))
		return DROP(standards);
	if (str_starts(what, S("CLOCKS[")))
		return drop_clock(a, l, i);
	return str_starts(what, S("STEPS[")) && drop_column(a, l, i, column);
}

const struct listing *drop_row(struct arena *a, const struct listing *list, size_t n,
                               struct str row)
{
	struct listing *copy = arena_array(a, struct listing, n);
	struct ledger *l = arena_new(a, struct ledger);
	struct str key, what;

	memcpy(copy, list, n * sizeof *copy);
	if (!str_cut(row, '.', &key, &what))
		return NULL;
	for (size_t i = 0; i < n; i++)
		if (str_is(key, list[i].l->key)) {
			*l = *list[i].l;
			copy[i].l = l;
			return drop_of(a, l, what) ? copy : NULL;
		}
	return NULL;
}

/* --- the list --------------------------------------------------------------------------------- */

static void print(const struct ledger *l, const char *what, size_t i, const char *column,
                  const struct basis *b, const char *say)
{
	const char *ground = b->term ? b->term : b->article ? b->article : b->house;

	printf("%s.%s[%zu]%s\t%s\t%s\n", l->key, what, i, column, ground ? ground : "",
	       say ? say : "");
}

/* What a step says: of .only and .when its refusal, of .within the clocks that it keeps. */
static const char *says(const struct step *s, size_t column)
{
	if (column < 2 && s->say)
		return s->say;
	return column == 3 ? s->within : s->label;
}

static void print_steps(const struct ledger *l)
{
	for (size_t i = 0; i < l->n_steps; i++)
		for (size_t k = 0; k < N_COLUMNS; k++) {
			struct step s = l->steps[i];
			if (*step_column(&s, str_of(columns[k].key)))
				print(l, "STEPS", i, columns[k].key, &s.basis,
				      says(&l->steps[i], k));
		}
}

static void print_clock(const struct ledger *l, size_t i)
{
	static const char *const does[N_CLOCK_KINDS] = { "RUNS",    "ENDS",  "RESTARTS", "STANDS",
		                                         "EXTENDS", "STOPS", "ACCRUES" };
	char say[96];

	snprintf(say, sizeof say, "%s %s", l->clocks[i].key, does[l->clocks[i].does]);
	print(l, "CLOCKS", i, "", &l->clocks[i].basis, say);
}

void drop_print(const struct listing *list, size_t n)
{
	for (size_t x = 0; x < n; x++) {
		const struct ledger *l = list[x].l;
		print_steps(l);
		for (size_t i = 0; i < l->n_clocks; i++)
			print_clock(l, i);
		for (size_t i = 0; i < l->n_rules; i++)
			print(l, "RULES", i, "", &l->rules[i].basis, l->rules[i].say);
		for (size_t i = 0; i < l->n_needs; i++)
			print(l, "NEEDS", i, "", &l->needs[i].basis, l->needs[i].say);
		for (size_t i = 0; i < l->n_opens; i++)
			print(l, "OPENS", i, "", &l->opens[i].basis, l->opens[i].path);
		for (size_t i = 0; i < l->n_standards; i++)
			print(l, "STANDARDS", i, "", &l->standards[i].basis, l->standards[i].key);
	}
}
