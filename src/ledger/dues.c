/*
 * dues.c - what is due
 *
 * Strategy.  The stored dues of open records find the records, nearest first; how each stands
 * (start, term, what is left) is then computed by the clock itself, so that what a list says and
 * what the explanation says cannot differ.
 */
#include <stdlib.h>
#include <string.h>

#include "ledger/list.h"
#include "ledger/verbs.h"

enum { DUE_LIMIT = 500 };

static struct str state_label(const struct record *r)
{
	struct str key = record_text(r, S("state"));
	int i = state_index(r->t->l, key);

	return i >= 0 ? str_of(r->t->l->states[i].label) : key;
}

/* Minutes and hours are counted on the instant. */
static void left_timed(struct tx *tx, const struct program *p, struct due_item *d)
{
	int64_t minutes = (d->due_at.us - world_now(tx->world).us) / 60000000;
	int left;

	if (minutes <= -24 * 60) {
		d->is = due_state(p->law, NULL, d->start, d->due, world_today(tx->world), &d->left);
		d->unit = "cd";
		return;
	}
	left = (int)minutes;
	d->is = minutes < 0 ? DUE_LATE
	        : d->due.n == world_today(tx->world).n
	                ? DUE_TODAY
	                : due_state(p->law, NULL, d->start, d->due, world_today(tx->world), &left);
	d->unit = llabs(minutes) < 120 ? "m" : "h";
	d->left = (int)(llabs(minutes) < 120 ? minutes : minutes / 60);
	if (!d->left)
		d->left = minutes < 0 ? -1 : 1;
}

static bool counts_workdays(const struct term *t)
{
	return t && t->unit == UNIT_DAY && t->counted == COUNTED_WD;
}

/* The first clause of what the term says: 立案之日起90日内作出决定. */
static struct str first_clause(struct str gist)
{
	static const char *const ends[] = { "，", "；", "。", "（" };
	struct str s = gist;

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		const char *at = memmem(s.p, s.n, ends[i], strlen(ends[i]));
		if (at)
			s.n = (size_t)(at - s.p);
	}
	return s;
}

struct str clock_label(struct arena *a, const struct table *t, const struct clockset *c)
{
	const struct term *term = c->rows[0].basis.term
	                                  ? term_on(t->program->law, str_of(c->rows[0].basis.term),
	                                            DAY_NONE)
	                                  : NULL;

	for (size_t i = 0; i < t->l->n_steps; i++)
		if (t->l->steps[i].within && str_index(t->l->steps[i].within, str_of(c->key)) >= 0)
			return arena_fmt(a, "%s期限", t->l->steps[i].label);
	return term && term->gist.n ? first_clause(term->gist) : S("载明的期限");
}

/* False: the clock does not run any more, whatever stands in the column. */
static bool due_fill(struct tx *tx, const struct program *p, const struct record *r,
                     const struct clockset *c, const struct clock_facts *facts, struct day today,
                     struct due_item *d)
{
	struct clock_out out;

	clock_of_facts(tx, p, r, c, facts, NULL, &out);
	if (!out.has)
		return false;
	*d = (struct due_item){
		.t = r->t,
		.c = c,
		.id = r->id,
		.number = record_text(r, S("number")),
		.state = state_label(r),
		.clock = str_of(c->key),
		.due = out.last_day,
		.start = day_set(out.start) ? out.start : record_day(r, S("begun_on")),
		.timed = out.timed,
		.due_at = out.last_at,
		.provisional = out.provisional,
		.term = out.term,
		.unit = "cd",
	};
	if (column_of(r->t, S("handler")) && column_of(r->t, S("handler"))->kind == REF)
		d->owner = record_int(r, S("handler"));
	if (out.timed)
		d->due = instant_day(out.last_at);
	d->label = clock_label(tx->arena, r->t, c);
	d->term_text = out.term && out.term->has_value ? term_text(tx->arena, out.term)
	                                               : S("载明的日期");
	d->basis = out.term && out.term->statute.n
	                   ? term_cite(tx->arena, out.term)
	                   : basis_text(p, tx->arena, r->t->l, &c->rows[0].basis);
	if (out.timed) {
		left_timed(tx, p, d);
	} else {
		d->is = due_state(p->law, out.term, out.start, out.last_day, today, &d->left);
		d->unit = counts_workdays(out.term) ? "wd" : "cd";
	}
	return d->is != DUE_NONE;
}

static int worse(const void *a, const void *b)
{
	const struct due_item *x = a, *y = b;

	if (x->due.n != y->due.n)
		return x->due.n < y->due.n ? -1 : 1;
	if (x->timed && y->timed && x->due_at.us != y->due_at.us)
		return x->due_at.us < y->due_at.us ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static struct val column_value(struct tx *tx, const struct record *r, const char *clock,
                               const char *what)
{
	return record_val(r, arena_fmt(tx->arena, "%s_%s", clock, what));
}

size_t record_dues(struct tx *tx, const struct program *p, const struct record *r, struct day today,
                   struct due_item **ret)
{
	struct due_item *list = arena_array(tx->arena, struct due_item, r->t->n_clocks + 1);
	struct clock_facts facts = { .speaks = NULL };
	int at = state_index(r->t->l, record_text(r, S("state")));
	unsigned state = at < 0 ? 0 : IN(at);
	size_t n = 0;

	*ret = list;
	if (day_set(record_day(r, S("ended_on"))) || day_set(record_day(r, S("void_on"))))
		return 0;
	for (size_t i = 0; i < r->t->n_clocks; i++) {
		const struct clockset *c = &r->t->clocks[i];
		if (c->accrues || !(c->duty & state) ||
		    column_value(tx, r, c->key, "due").is == VAL_NULL ||
		    column_value(tx, r, c->key, "done").is != VAL_NULL)
			continue;
		if (!facts.speaks)
			facts = record_facts(tx, p, r);
		n += due_fill(tx, p, r, c, &facts, today, &list[n]);
	}
	qsort(list, n, sizeof *list, worse);
	return n;
}

/* --- over all ledgers ------------------------------------------------------------------------ */

struct gathering {
	struct tx *tx;
	const struct program *p;
	int64_t org;
	struct day today;
	const struct due_ask *ask;
	struct due_item *list;
	size_t n, cap;
};

static void gather(struct gathering *g, const struct due_item *d)
{
	arena_grow(g->tx->arena, g->list, g->n, g->cap);
	g->list[g->n++] = *d;
}

static void put_section(struct writer *w, int64_t section)
{
	put(w, " AND m.in_section IN (SELECT s.id FROM \"org\" s WHERE s.org = $1 AND (s.id = ");
	put_val(w, VAL(section));
	put(w, " OR s.parent = ");
	put_val(w, VAL(section));
	put(w, "))");
}

static struct query ids_query(struct gathering *g, const struct table *t, const struct clockset *c)
{
	struct writer w;

	writer_init(&w, t->program, g->tx->arena, str_of(t->l->key));
	buf_fmt(&w.out,
	        "SELECT m.id FROM \"%s\" m WHERE m.org = $1 AND m.ended_on IS NULL AND m.void_on IS NULL"
	        " AND m.merged_on IS NULL AND m.\"%s_due\" IS NOT NULL AND m.\"%s_done\" IS NULL",
	        t->l->key, c->key, c->key);
	if (g->ask->owner && column_of(t, S("handler"))) {
		put(&w, " AND m.handler = ");
		put_val(&w, VAL(g->ask->owner));
	}
	if (g->ask->section)
		put_section(&w, g->ask->section);
	if (g->ask->within) {
		struct day last = day_add(g->today, g->ask->within);
		buf_fmt(&w.out, " AND m.\"%s_due\" <= ", c->key);
		put_val(&w,
		        c->timed ? VAL((struct instant){ instant_of_day(day_add(last, 1)).us - 1 })
		                 : VAL(last));
	}
	put_duty(&w, t, c);
	if (g->ask->viewer) {
		put(&w, " AND ");
		put_may(&w, t, g->ask->viewer, true);
	}
	buf_fmt(&w.out, " ORDER BY m.\"%s_due\", m.id LIMIT %zu", c->key,
	        g->ask->limit ? g->ask->limit : (size_t)DUE_LIMIT);
	return writer_query(&w);
}

static void gather_clock(struct gathering *g, const struct table *t, const struct clockset *c)
{
	static const struct viewer nobody = { 0 };
	struct viewer v = g->ask->viewer ? *g->ask->viewer : nobody;
	struct query q = ids_query(g, t, c);
	size_t n = 0, cap = g->ask->limit ? g->ask->limit : DUE_LIMIT;
	int64_t *ids = arena_array(g->tx->arena, int64_t, cap), id;
	struct rows rows;

	v.org = g->org;
	rows = db_query_v(g->tx, stmt_text(g->tx->arena, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                  viewer_args(g->tx, g->p, &q, &v));
	while (db_row(&rows, &id))
		if (n < cap)
			ids[n++] = id;
	for (size_t i = 0; i < n; i++) {
		struct record r;
		struct due_item d;
		struct clock_facts facts;
		if (!record_load(g->tx, t, g->org, ids[i], &r))
			continue;
		facts = record_facts(g->tx, g->p, &r);
		if (!due_fill(g->tx, g->p, &r, c, &facts, g->today, &d))
			continue;
		d.title = g->ask->viewer ? title_seen(g->tx, g->p, g->ask->viewer, &r, false)
		                         : record_title(g->tx, g->p, &r);
		gather(g, &d);
	}
}

size_t due_list(struct tx *tx, const struct program *p, int64_t org, struct day today,
                const struct due_ask *ask, struct due_item **ret)
{
	struct gathering g = { tx, p, org, today, ask, arena_array(tx->arena, struct due_item, 64),
		               0,  64 };

	for (size_t i = 0; i < p->n_tables; i++) {
		const struct table *t = &p->tables[i];
		if ((ask->only && ask->only != t) ||
		    (ask->viewer && !may_open(t, ask->viewer->roles)))
			continue;
		for (size_t k = 0; k < t->n_clocks; k++)
			if (!t->clocks[k].accrues && t->clocks[k].duty)
				gather_clock(&g, t, &t->clocks[k]);
	}
	qsort(g.list, g.n, sizeof *g.list, worse);
	*ret = g.list;
	return g.n;
}

struct str due_words(struct arena *a, const struct due_item *d)
{
	const char *unit = !strcmp(d->unit, "wd")  ? "个工作日"
	                   : !strcmp(d->unit, "h") ? "小时"
	                   : !strcmp(d->unit, "m") ? "分钟"
	                                           : "日";

	if (d->is == DUE_LATE)
		return arena_fmt(a, "逾期 %d %s", -d->left, unit);
	if (d->is == DUE_TODAY && !d->timed)
		return S("今日到期");
	return arena_fmt(a, "剩 %d %s", d->left, unit);
}
