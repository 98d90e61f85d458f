/*
 * lists.c - every list that may be asked for: each filter, sort and view, by several roles
 *
 *     bench-lists URL [LEDGER]          of a database that bench-fill made; all ledgers that it fills
 *
 * A line for each role and view: what the dearest page of 50 cost, which it was, and the middle one.
 * Cost is what the statements did (db_work), beside milliseconds; counts of the other views are a
 * line of their own.
 */
#include <stdlib.h>

#include "access/accounts.h"
#include "ledger/list.h"
#include "store/indexes.h"
#include "test/engine.h"

enum { MAX_ASKED = 4096, PAGE = 50 };

static const char *const filled[] = { "hotline", "inspection", "case", "study_hours" };
static const char *const roles[] = { "clerk", "officer", "leader", "chief" };

struct cost {
	int64_t work, us;
	struct str what;
};

struct lists {
	struct engine e;
	struct viewer v;
	struct cost costs[MAX_ASKED];
	size_t n;
};

static int by_us(const void *a, const void *b)
{
	const struct cost *x = a, *y = b;

	return x->us < y->us ? -1 : x->us > y->us;
}

static void ask_one(struct lists *k, struct list_ask *ask)
{
	struct cost *c = &k->costs[k->n++];
	struct list_page page;
	struct arena a;
	struct refusals r;
	struct world w;
	struct tx tx;
	int64_t at;

	arena_init(&a, (size_t)64 << 20);
	refusals_init(&r, &a);
	world_fixed(&w, k->e.today, 7);
	for (int i = 0; i < 2; i++) { /* the first warms */
		tx = tx_read(k->e.db, &w, &a, &r);
		c->work = db_work(&tx);
		at = world_ticks();
		if (!list_page(&tx, &k->e.p, ask, &page))
			engine_die(ask->conds ? ask->conds : "", r.fault_say);
		c->us = world_ticks() - at;
		c->work = db_work(&tx) - c->work;
		tx_end(&tx);
	}
	c->what = arena_fmt(&k->e.a, "%s %.*s%s sort %.*s: %zu rows", ask->conds ? ask->conds : "",
	                    P(ask->state), ask->after.n ? " deep" : "", P(ask->sort), page.n_rows);
	ask->after = ask->after.n ? S("") : arena_str(&k->e.a, page.next);
	arena_drop(&a);
}

static void ask_sorts(struct lists *k, struct list_ask ask)
{
	const struct ledger *l = ask.t->l;

	for (size_t i = 0; i <= l->n_fields; i++) {
		if (i < l->n_fields && !is_sort_field(&l->fields[i]))
			continue;
		ask.sort = i < l->n_fields ? str_of(l->fields[i].key) : S("begun_on");
		ask.after = S("");
		for (int up = 0; up < 2 && k->n + 2 < MAX_ASKED; up++) {
			ask.up = up;
			ask_one(k, &ask);
			if (ask.after.n && up == 0)
				ask_one(k, &ask);
		}
	}
}

static void ask_filters(struct lists *k, struct list_ask ask)
{
	const struct ledger *l = ask.t->l;
	struct arena *a = &k->e.a;

	ask_sorts(k, ask);
	for (size_t i = 0; i < l->n_states; i++) {
		if (!l->states[i].key)
			continue;
		ask.state = str_of(l->states[i].key);
		ask_sorts(k, ask);
	}
	ask.state = S("");
	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		struct str keys = str_of(f->of), key;
		if (!is_equal_field(f) || (f->kind != PICK && f->kind != YESNO))
			continue;
		if (f->kind == YESNO)
			keys = S("yes,no");
		while (str_item(&keys, &key)) {
			ask.conds = arena_fmt(a, "%s=%.*s", f->key, P(key)).p;
			ask_sorts(k, ask);
		}
	}
}

static void as(struct lists *k, const char *name, const struct table *t)
{
	static const char *const views[] = { "all", "open", "mine", "late", "soon" };

	for (int bare = 1; bare >= 0; bare--)
		for (int v = 0; v < (bare ? N_VIEWS : 2); v++) {
			struct list_ask ask = { .t = t,
				                .viewer = k->v,
				                .view = (enum list_view)v,
				                .size = PAGE,
				                .conds = "",
				                .bare = bare };
			k->n = 0;
			ask_filters(k, ask);
			qsort(k->costs, k->n, sizeof *k->costs, by_us);
			printf("| %s | %s | %s%s | %zu | %.1f | %.1f | %lld | %lld | %.*s |\n",
			       t->l->key, name, views[v], bare ? "" : ", with counts", k->n,
			       (double)k->costs[k->n / 2].us / 1e3,
			       (double)k->costs[k->n - 1].us / 1e3,
			       (long long)k->costs[k->n / 2].work,
			       (long long)k->costs[k->n - 1].work, P(k->costs[k->n - 1].what));
			fflush(stdout);
		}
}

static bool account(struct lists *k, const char *name)
{
	struct account who;
	struct refusals r;
	struct world w;
	struct tx tx;
	bool found;

	refusals_init(&r, &k->e.a);
	world_fixed(&w, k->e.today, 7);
	tx = tx_read(k->e.db, &w, &k->e.a, &r);
	found = account_named(&tx, str_of(name), &who);
	tx_end(&tx);
	if (found)
		k->v = viewer_of(&who, k->e.today);
	return found;
}

int main(int argc, char **argv)
{
	static struct lists k;

	if (argc < 2)
		return 2;
	engine_load(&k.e, "2024-12-31");
	k.e.db = engine_db(argv[1]);
	printf("| ledger | as | view | asked | p50 ms | most ms | work | most | which |\n"
	       "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
	for (size_t i = 0; i < sizeof filled / sizeof *filled; i++)
		for (size_t r = 0; r < sizeof roles / sizeof *roles; r++)
			if ((argc < 3 || !strcmp(argv[2], filled[i])) && account(&k, roles[r]))
				as(&k, roles[r], table_of(&k.e.p, str_of(filled[i])));
	db_close_all(k.e.db);
	return 0;
}
