/*
 * refuse.c - gathers what says no
 *
 * The list grows by doubling in the arena and the smaller lists before it are remembered, so that
 * refusals_cut goes back to one that is older than what the caller rewinds: a transaction that is
 * tried again forgets its refusals together with the memory they stood in.
 */
#include "base/refuse.h"
#include "base/must.h"

enum { FIRST_CAP = 16 };

void refusals_init(struct refusals *r, struct arena *a)
{
	*r = (struct refusals){ .arena = a, .cap = FIRST_CAP };
	r->list = arena_array(a, struct refusal, FIRST_CAP);
	r->lists[0] = r->list;
	r->n_lists = 1;
}

static void grow(struct refusals *r)
{
	struct refusal *list = arena_array(r->arena, struct refusal, r->cap * 2);

	must(r->n_lists < sizeof(r->lists) / sizeof(r->lists[0]));
	for (size_t i = 0; i < r->n; i++)
		list[i] = r->list[i];
	r->list = list;
	r->cap *= 2;
	r->lists[r->n_lists++] = list;
}

static const struct in_the_way *copied(struct arena *a, const struct in_the_way *list, size_t n)
{
	struct in_the_way *copy = n ? arena_array(a, struct in_the_way, n) : NULL;

	for (size_t i = 0; i < n; i++)
		copy[i] = (struct in_the_way){ arena_str(a, list[i].ledger),
			                       arena_str(a, list[i].number), list[i].id };
	return copy;
}

static void add(struct refusals *r, struct refusal what)
{
	struct arena *a = r->arena;

	if (r->fault)
		return;
	if (r->n == r->cap)
		grow(r);
	what.field = arena_str(a, what.field);
	what.say = arena_str(a, what.say);
	what.why = arena_str(a, what.why);
	what.basis = arena_str(a, what.basis);
	what.way = arena_str(a, what.way);
	what.value = arena_str(a, what.value);
	what.records = copied(a, what.records, what.n_records);
	r->list[r->n++] = what;
	r->n_refused += !what.warning;
}

bool refuse(struct refusals *r, const char *field, struct str say, struct str basis)
{
	return refuse_with(r,
	                   (struct refusal){ .field = str_of(field), .say = say, .basis = basis });
}

bool refuse_with(struct refusals *r, struct refusal what)
{
	what.warning = false;
	add(r, what);
	return false;
}

void warn_with(struct refusals *r, struct refusal what)
{
	what.warning = true;
	add(r, what);
}

void fault(struct refusals *r, struct str say)
{
	if (r->fault)
		return;
	r->fault = true;
	r->fault_say = arena_str(r->arena, say);
}

void fault_away(struct refusals *r, struct str say)
{
	if (r->fault)
		return;
	r->away = true;
	fault(r, say);
}

void refusals_again(struct refusals *r, size_t n)
{
	r->fault = r->away = false;
	r->fault_say = S("");
	refusals_cut(r, n);
}

void refusals_cut(struct refusals *r, size_t n)
{
	if (n >= r->n)
		return;
	while (r->n_lists > 1 && r->cap / 2 >= n) {
		r->n_lists--;
		r->cap /= 2;
		r->list = r->lists[r->n_lists - 1];
	}
	r->n = n;
	r->n_refused = 0;
	for (size_t i = 0; i < n; i++)
		r->n_refused += !r->list[i].warning;
}
