/*
 * gates.c - asking the gates of a step
 *
 * One statement, one column a gate.  An empty setting is asked twice, as something very small and
 * as something very large: when both answers agree it does not matter; when they differ the step
 * is refused with the name of the setting.
 */
#include "base/must.h"
#include "ledger/step.h"
#include "ledger/verbs.h"

struct answer {
	int is;
}; /* 1 true, 0 false, -1 neither                                */

struct args taking_args(const struct taking *k)
{
	return (struct args){ .org = k->who->org,
		              .id = k->id,
		              .day = k->day,
		              .today = k->today,
		              .user = k->who->done_by,
		              .from = k->day,
		              .to = k->day,
		              .cutoff = k->day };
}

static bool ask(struct taking *k, const struct query *q, size_t n, int64_t empty,
                struct answer *ret, const char **ret_empty)
{
	struct args x = taking_args(k);
	struct val *v = arena_array(k->tx->arena, struct val, N_ARGS + q->n_terms);
	struct rows r;
	bool got;

	bind_args(k->p, q, &x, empty, v, ret_empty);
	r = db_query_v(k->tx, &q->st, N_ARGS + q->n_terms, v);
	got = db_row_next(&r);
	for (size_t i = 0; got && i < n; i++) {
		struct val c = db_col(&r, i + 1);
		ret[i].is = c.is == VAL_NULL ? -1 : c.i != 0;
	}
	db_close(&r);
	return got;
}

/*
 * Which term of a statement it is that makes two answers differ.  In history it is told only: what the
 * authority had set on that day may be lost, and what happened is not undone by that.
 */
static void refuse_setting(struct taking *k, const char *id, const struct basis *b, bool warning)
{
	const struct term *t = term_on(law_of(k->p, k->who->org), str_of(id), k->day);

	refuse_basis(k, NULL,
	             arena_fmt(k->tx->arena, "设置“%s”尚未写明，不能办理“%s”。", id, k->s->label),
	             t ? t->gist : S(""), b, S("请先在设置中写明数值、发布机关和文号。"), warning);
}

static void defect_write(struct taking *k, const struct need *n)
{
	db_exec(k->tx, &k->t->insert_defect, k->who->org, k->id, str_of(n->defect),
	        str_of(k->s->verb), k->day);
	db_exec(k->tx, &k->t->add_defect, k->who->org, k->id);
	must(k->n_defects < sizeof k->defects / sizeof *k->defects);
	k->defects[k->n_defects++] = n->defect;
	k->after.v[column_of(k->t, S("defects")) - k->t->columns].i++;
	refuse_basis(k, NULL, str_of(n->say), S("已经发生的行为如实登记，并记为缺陷。"), &n->basis,
	             S("不得作为决定的依据，已告知法制机构。"), true);
}

static bool lenient(const struct taking *k, unsigned is)
{
	return is & WARN || (is & LIVE && k->who->mode != LIVE_WORK);
}

/* Asked at every step, or about the order of days: of form, and so of every step of history too. */
static bool is_form(const struct rule *r)
{
	struct str house = str_of(r->basis.house);

	return !r->at || str_is(house, "日期先后") || str_is(house, "时间先后");
}

/*
 * History is held to all that is not marked LIVE: gates on work in progress, and on records that a
 * bureau imports later or never had.  Of a step whose day nobody wrote it is known only that it was
 * taken: what it needed is told.
 */
static bool gate_is_warning(const struct taking *k, const struct gate *g)
{
	unsigned is = g->need ? g->need->is : g->rule ? g->rule->is : 0;

	return lenient(k, is) || (k->who->undated && !(g->rule && is_form(g->rule)));
}

/* Told with the records that stand in the way. */
static void need_shut(struct taking *k, const struct gate *g)
{
	struct arena *a = k->tx->arena;
	struct args x = taking_args(k);
	struct blocking b = need_blocking(k->tx, k->p, k->who->viewer, k->t, g->need, &x);
	struct refusal what = { .say = str_of(g->need->say),
		                .why = blocking_text(a, &b),
		                .basis = basis_text(k->p, a, k->t->l, &g->need->basis),
		                .way = str_of(g->need->way),
		                .records = b.list,
		                .n_records = b.n };

	if (gate_is_warning(k, g))
		warn_with(k->tx->r, what);
	else
		refuse_with(k->tx->r, what);
}

static void gate_shut(struct taking *k, const struct gate *g)
{
	const char *say = g->rule ? g->rule->say : k->s->say;
	const struct basis *b = g->rule ? &g->rule->basis : &k->s->basis;

	if (g->need && g->need->defect)
		defect_write(k, g->need);
	else if (g->need)
		need_shut(k, g);
	else
		refuse_basis(k, NULL,
		             say ? str_of(say)
		                 : arena_fmt(k->tx->arena, "现在不能“%s”。", k->s->label),
		             S(""), b, S(""), gate_is_warning(k, g));
}

/* A gate stands on its rule: before the rule is in force, or after, it is not asked. */
static bool in_force(const struct taking *k, const struct gate *g)
{
	const struct basis *b = g->rule ? &g->rule->basis : g->need ? &g->need->basis : NULL;
	const struct term *t = b && b->term
	                               ? term_on(law_of(k->p, k->who->org), str_of(b->term), k->day)
	                               : NULL;

	return !t || term_in_force(t, k->day);
}

static bool holds(const struct gate *g, struct answer a)
{
	return g->rule ? a.is != 0 : a.is == 1;
}

void gates_ask(struct taking *k)
{
	size_t n = k->v->n_gates;
	struct answer *low = arena_array(k->tx->arena, struct answer, n),
		      *high = arena_array(k->tx->arena, struct answer, n);
	const char *empty;

	if (!n || !ask(k, &k->v->gates, n, -EMPTY_SETTING, low, &empty))
		return;
	if (empty)
		ask(k, &k->v->gates, n, EMPTY_SETTING, high, &empty);
	for (size_t i = 0; i < n; i++) {
		const struct gate *g = &k->v->gate[i];
		if (!in_force(k, g))
			continue;
		if (empty && holds(g, low[i]) != holds(g, high[i]))
			refuse_setting(k, empty,
			               g->rule   ? &g->rule->basis
			               : g->need ? &g->need->basis
			                         : &k->s->basis,
			               gate_is_warning(k, g) || k->who->mode != LIVE_WORK);
		else if (!holds(g, low[i]))
			gate_shut(k, g);
	}
}
