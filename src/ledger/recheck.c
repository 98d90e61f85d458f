/*
 * recheck.c - dues and tallies computed again
 *
 * Strategy.  The ids of a ledger are read first, so that mending does not move what is being read.
 * Each record is loaded, its clocks run as clocks.c runs them, its tallies are selected by the text
 * that writes them.  What a record took of the arena is given back when nothing differs.
 */
#include <stdlib.h>

#include "base/json.h"
#include "journal/journal.h"
#include "ledger/list.h"
#include "ledger/recheck.h"
#include "ledger/step.h"
#include "ledger/verbs.h"

enum { LIMIT = 1000 };

struct checking {
	struct tx *tx;
	const struct program *p;
	int64_t org;
	const struct recheck *how;
	struct record r;
	struct clock_facts facts;
	struct moved *list;
	size_t n, cap;
	struct moved *here; /* of the record at hand                               */
	size_t n_here;
};

/* --- mending ---------------------------------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
	const struct moved *x = a, *y = b;

	return str_cmp(x->c->key, y->c->key);
}

static void put_side(struct json *j, const struct checking *k, const char *side, bool after)
{
	json_key(j, side);
	json_open(j, '{');
	for (size_t i = 0; i < k->n_here; i++) {
		struct val v = after ? k->here[i].is : k->here[i].was;

		json_key_str(j, k->here[i].c->key);
		if (v.is == VAL_INT)
			json_int(j, v.i);
		else
			json_null(j);
	}
	json_close(j, '}');
}

/* The columns as the journal keeps them, before and after: the form of a step's body. */
static struct str body_of(struct checking *k)
{
	struct json_text t;
	struct json *j = json_begin(&t, 1 << 16);

	qsort(k->here, k->n_here, sizeof *k->here, by_key);
	put_side(j, k, "after", true);
	put_side(j, k, "before", false);
	if (k->how->why.n) {
		json_pair(j, "reason", k->how->why);
	}
	return json_end(&t, k->tx->arena);
}

static void mend(struct checking *k)
{
	struct str state = record_text(&k->r, S("state"));

	for (size_t i = 0; i < k->n_here; i++)
		db_exec(k->tx,
		        stmt_intern(
				k->r.t->program,
				arena_fmt(
					k->tx->arena,
					"UPDATE \"%s\" SET \"%.*s\" = $3 WHERE org = $1 AND id = $2",
					k->r.t->l->key, P(k->here[i].c->key))),
		        k->org, k->r.id, k->here[i].is);
	journal_append(k->tx, &(struct journal_entry){ .org = k->org,
	                                               .day = world_today(k->tx->world),
	                                               .at = world_now(k->tx->world),
	                                               .ledger = str_of(k->r.t->l->key),
	                                               .record = k->r.id,
	                                               .verb = S("recompute"),
	                                               .from = state,
	                                               .to = state,
	                                               .body = body_of(k),
	                                               .origin = S("engine") });
}

/* --- comparing -------------------------------------------------------------------------------- */

static void compare(struct checking *k, size_t column, struct val is)
{
	const struct column *c = &k->r.t->columns[column];

	if (val_eq(k->r.v[column], is))
		return;
	k->here[k->n_here] = (struct moved){ k->r.t,         c,
		                             k->r.id,        record_text(&k->r, S("number")),
		                             k->r.v[column], is };
	if (k->n < k->cap)
		k->list[k->n] = k->here[k->n_here];
	k->n_here++;
	k->n++;
}

static void check_clocks(struct checking *k)
{
	for (size_t i = 0; i < k->r.t->n_clocks; i++) {
		const struct clockset *c = &k->r.t->clocks[i];
		struct clock_out out;
		if (c->accrues)
			continue;
		clock_of_facts(k->tx, k->p, &k->r, c, &k->facts, NULL, &out);
		compare(k, c->due,
		        !out.has   ? NULL_VAL
		        : c->timed ? VAL(out.last_at)
		                   : VAL(out.last_day));
		if (c->kept)
			compare(k, c->done, record_val(&k->r, str_of(c->kept)));
	}
}

/* The day by which a tally chose its terms: that of the last step. */
static struct day last_day(const struct checking *k)
{
	return k->facts.n_events ? k->facts.events[k->facts.n_events - 1].on
	                         : record_day(&k->r, S("begun_on"));
}

static void check_tallies(struct checking *k)
{
	const struct table *t = k->r.t;
	const struct query *q = &t->tallied;
	struct args x = {
		.org = k->org, .id = k->r.id, .day = last_day(k), .today = world_today(k->tx->world)
	};
	struct val *v = arena_array(k->tx->arena, struct val, N_ARGS + q->n_terms);
	struct val *is = arena_array(k->tx->arena, struct val, t->l->n_fields);
	const char *empty;
	size_t n = 0;
	struct rows rows;

	if (!*q->st.sql)
		return;
	bind_args(k->p, q, &x, EMPTY_SETTING, v, &empty);
	rows = db_query_v(k->tx, &q->st, N_ARGS + q->n_terms, v);
	if (!db_row_next(&rows))
		return;
	for (size_t i = 0; i < rows.n; i++)
		is[i] = db_col(&rows, i);
	db_close(&rows);
	for (size_t i = 0; i < t->n_columns; i++)
		if (t->columns[i].field && t->columns[i].field->tally)
			compare(k, i, is[n++]);
}

static void check_record(struct checking *k, const struct table *t, int64_t id)
{
	struct arena_mark mark = arena_mark(k->tx->arena);
	size_t n = k->n;

	if (record_load(k->tx, t, k->org, id, &k->r)) {
		k->here = arena_array(k->tx->arena, struct moved, t->n_columns);
		k->n_here = 0;
		k->facts = record_facts(k->tx, k->p, &k->r);
		check_clocks(k);
		check_tallies(k);
		if (k->n_here && k->how->mend)
			mend(k);
	}
	if (k->n == n && !k->tx->r->fault)
		arena_rewind(k->tx->arena, mark);
}

static void check_table(struct checking *k, const struct table *t)
{
	struct str where = k->how->ended ? S("") : S(" AND ended_on IS NULL"), text, count;
	int64_t n = 0, id, *ids;
	struct rows rows;
	size_t got = 0;

	where = arena_fmt(
		k->tx->arena,
		" FROM \"%s\" WHERE org = $1 AND void_on IS NULL AND merged_on IS NULL%.*s",
		t->l->key, P(where));
	count = arena_fmt(k->tx->arena, "SELECT COUNT(*)%.*s", P(where));
	text = arena_fmt(k->tx->arena, "SELECT id%.*s ORDER BY id", P(where));
	db_one(k->tx, stmt_intern(t->program, count), VALS(k->org), &n);
	ids = arena_array(k->tx->arena, int64_t, n + 1);
	rows = db_query(k->tx, stmt_intern(t->program, text), k->org);
	while (db_row(&rows, &id))
		if (got < (size_t)n)
			ids[got++] = id;
	for (size_t i = 0; i < got && !k->tx->r->fault; i++)
		check_record(k, t, ids[i]);
}

/* Can a change of this term move anything of this ledger? */
static bool names(const struct table *t, struct str id)
{
	for (size_t i = 0; i < t->tallied.n_terms; i++)
		if (t->tallied.terms[i].id && str_is(id, t->tallied.terms[i].id))
			return true;
	for (size_t i = 0; i < t->speaks.n_terms; i++)
		if (t->speaks.terms[i].id && str_is(id, t->speaks.terms[i].id))
			return true;
	for (size_t i = 0; i < t->l->n_clocks; i++)
		if (t->l->clocks[i].basis.term && str_is(id, t->l->clocks[i].basis.term))
			return true;
	return false;
}

static bool meant(const struct recheck *how, const struct table *t)
{
	return (!how->only || how->only == t) && (t->n_clocks || *t->tallied.st.sql) &&
	       (!how->term.n || names(t, how->term));
}

size_t dues_recheck(struct tx *tx, const struct program *p, int64_t org, const struct recheck *how,
                    struct moved **ret)
{
	size_t cap = how->limit ? how->limit : LIMIT;
	struct checking k = { .tx = tx, .p = p, .org = org, .how = how, .cap = cap };

	*ret = k.list = arena_array(tx->arena, struct moved, cap);
	for (size_t i = 0; i < p->n_tables; i++) {
		if (meant(how, &p->tables[i]))
			check_table(&k, &p->tables[i]);
	}
	return k.n;
}

static struct str value_text(struct tx *tx, const struct program *p, const struct column *c,
                             struct val v)
{
	struct str text = column_text(tx, p, c, v, 0);

	return text.n ? text : S("空");
}

/* 答复期限, 合计: as people call it. */
static struct str column_label(struct arena *a, const struct moved *m)
{
	for (size_t i = 0; i < m->t->n_clocks; i++)
		if (&m->t->columns[m->t->clocks[i].due] == m->c)
			return clock_label(a, m->t, &m->t->clocks[i]);
	return m->c->field ? str_of(m->c->field->label) : m->c->key;
}

struct str moved_text(struct tx *tx, const struct program *p, const struct moved *m)
{
	return arena_fmt(tx->arena, "%.*s的%.*s原为%.*s，应为%.*s。", P(m->number),
	                 P(column_label(tx->arena, m)), P(value_text(tx, p, m->c, m->was)),
	                 P(value_text(tx, p, m->c, m->is)));
}
