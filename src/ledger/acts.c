/*
 * acts.c - the steps that may be taken now, and what stands against them
 */
#include <string.h>

#include "ledger/may.h"
#include "ledger/verbs.h"

/* --- what may be done now -------------------------------------------------------------------- */

/* Does the text of a fragment or path name one of the fields the step fills? */
static bool names_filled(const char *text, const struct step *s)
{
	struct str rest = str_of(text), word;
	bool may;

	while (rest.n) {
		size_t n = 0;
		while (n < rest.n && ((rest.p[n] >= 'a' && rest.p[n] <= 'z') || rest.p[n] == '_' ||
		                      (n && rest.p[n] >= '0' && rest.p[n] <= '9')))
			n++;
		word = (struct str){ rest.p, n };
		if (n && s->fill && fill_has(s->fill, word, &may))
			return true;
		rest = str_from(rest, n ? n : 1);
	}
	return false;
}

static bool hangs_on_form(const struct gate *g, const struct step *s)
{
	if (g->rule)
		return names_filled(g->rule->holds, s) || names_filled(g->rule->when, s);
	if (g->need)
		return names_filled(g->need->path, s) || names_filled(g->need->when, s) ||
		       names_filled(g->need->where, s) || names_filled(g->need->each, s);
	return !g->only && names_filled(s->when, s);
}

static void against(struct act *a, struct str say, struct str basis)
{
	a->against[a->n_against++] = (struct reason){ .say = say, .basis = basis };
}

struct acting {
	struct tx *tx;
	const struct program *p;
	const struct viewer *v;
	const struct record *r;
	struct taken *steps;
	size_t n_steps;
};

/* The records that stand in the way, and what to do about them. */
static void name_blocking(struct acting *k, const struct need *n, const struct args *x,
                          struct reason *ret)
{
	struct blocking b = need_blocking(k->tx, k->p, k->v, k->r->t, n, x);

	ret->way = str_of(n->way);
	ret->records = b.list;
	ret->n_records = b.n;
	ret->more = b.more;
}

/* False: the record has no such step (.only). */
static bool ask_gates(struct acting *k, const struct verb *verb, struct act *a)
{
	struct args x = { .org = k->r->org,
		          .id = k->r->id,
		          .day = world_today(k->tx->world),
		          .today = world_today(k->tx->world),
		          .user = k->v->person };
	struct val *v = arena_array(k->tx->arena, struct val, N_ARGS + verb->gates.n_terms);
	const struct ledger *l = k->r->t->l;
	const char *empty;
	bool has = true;
	struct rows q;

	x.from = x.to = x.cutoff = x.day;
	bind_args(k->p, &verb->gates, &x, EMPTY_SETTING, v, &empty);
	q = db_query_v(k->tx, &verb->gates.st, N_ARGS + verb->gates.n_terms, v);
	if (!db_row_next(&q))
		return true;
	for (size_t i = 0; i < verb->n_gates; i++) {
		const struct gate *g = &verb->gate[i];
		struct val c = db_col(&q, i + 1);
		bool holds = g->rule ? c.is == VAL_NULL || c.i : c.is != VAL_NULL && c.i == 1;
		unsigned is = g->rule ? g->rule->is : g->need ? g->need->is : 0;
		const char *say = g->rule ? g->rule->say : g->need ? g->need->say : a->s->say;
		if (is & WARN || (g->need && g->need->defect) || hangs_on_form(g, a->s))
			continue;
		has &= holds || !g->only;
		if (holds && (g->rule || g->only)) /* told only when it fails              */
			continue;
		a->asked++;
		if (holds)
			continue;
		against(a, str_of(say ? say : "条件尚未具备。"),
		        basis_text(k->p, k->tx->arena, l,
		                   g->rule   ? &g->rule->basis
		                   : g->need ? &g->need->basis
		                             : &a->s->basis));
		if (g->need)
			name_blocking(k, g->need, &x, &a->against[a->n_against - 1]);
	}
	db_close(&q);
	return has;
}

/* Terms that must have run out first. */
static void ask_after(struct acting *k, struct act *a)
{
	struct str rest = str_of(a->s->after), key;

	while (str_item(&rest, &key))
		for (size_t i = 0; i < k->r->t->n_clocks; i++) {
			struct clock_out out;
			if (!str_is(key, k->r->t->clocks[i].key))
				continue;
			record_clock(k->tx, k->p, k->r, &k->r->t->clocks[i], NULL, &out);
			if (!out.term && !out.empty)
				continue;
			a->asked++;
			if (out.has && !out.timed && out.last_day.n < world_today(k->tx->world).n)
				continue;
			if (out.has && out.timed && out.last_at.us < world_now(k->tx->world).us)
				continue;
			against(a,
			        out.has ? arena_fmt(k->tx->arena, "期限至%.*s，届满后办理。",
			                            P(day_text(k->tx->arena, out.last_day)))
			                : S("期限尚未起算或者尚未设定。"),
			        out.term ? term_cite(k->tx->arena, out.term) : S(""));
		}
}

static bool was_taken(const struct acting *k, const char *verb)
{
	for (size_t i = 0; i < k->n_steps; i++)
		if (str_is(k->steps[i].verb, verb))
			return true;
	return false;
}

static void ask_person(struct acting *k, struct act *a)
{
	struct str rest = str_of(a->s->not_by), verb;

	while (k->v->person && str_item(&rest, &verb)) {
		const struct step *other = step_of(k->r->t->l, verb);
		if (record_int(k->r, arena_fmt(k->tx->arena, "%.*s_by", P(verb))) == k->v->person)
			against(a,
			        arena_fmt(k->tx->arena,
			                  "办理“%s”的人员不得办理，请由其他人员办理。",
			                  other ? other->label : ""),
			        S(""));
	}
}

static bool act_fill(struct acting *k, const struct verb *verb, struct act *a)
{
	const struct ledger *l = k->r->t->l;
	unsigned by = verb->s->by & ~(unsigned)ENGINE;

	*a = (struct act){ .s = verb->s,
		           .mine = may_take(verb->s, k->v->roles),
		           .who = roles_text(k->tx->arena, by),
		           .basis = basis_text(k->p, k->tx->arena, l, &verb->s->basis) };
	a->against = arena_array(k->tx->arena, struct reason, verb->n_gates + 8);
	if (verb->s->is & ONCE && was_taken(k, verb->s->verb))
		against(a, S("已经办理过，只能办理一次。"), S(""));
	ask_person(k, a);
	ask_after(k, a);
	if (verb->n_gates && !ask_gates(k, verb, a))
		return false;
	a->may = a->mine && !a->n_against;
	return true;
}

size_t record_acts(struct tx *tx, const struct program *p, const struct viewer *v,
                   const struct record *r, struct act **ret)
{
	const struct ledger *l = r->t->l;
	struct acting k = { .tx = tx, .p = p, .v = v, .r = r };
	int state = state_index(l, record_text(r, S("state")));
	struct act *list = arena_array(tx->arena, struct act, l->n_steps);
	size_t n = 0;

	*ret = list;
	if (state < 0 || day_set(record_day(r, S("void_on"))) ||
	    day_set(record_day(r, S("merged_on"))))
		return 0;
	k.n_steps = record_steps(tx, r, &k.steps);
	for (size_t i = 0; i < l->n_steps; i++) {
		const struct step *s = &l->steps[i];
		bool from = s->from == ANY ? l->states[state].is != FINAL
		                           : s->from != NEW && s->from & IN(state);
		if (from && s->by & ~(unsigned)ENGINE)
			n += act_fill(&k, &r->t->verbs[i], &list[n]);
	}
	return n;
}
