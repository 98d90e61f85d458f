/*
 * search.c - asking the index, with the rights of whoever asks
 *
 * Strategy.  Through all ledgers at once: the index gives the newest hits of each ledger, a few, in one
 * walk, and each ledger is asked for the right to them by the predicate of its lists (not where its lists
 * show the viewer everything).  A ledger of which that is not enough to show is then asked by itself,
 * narrowed to what is the viewer's in it.  So a common word costs what is shown of it, whatever the
 * ledgers and the records.  Hits in titles are looked for first, then the others.
 *
 * Within one ledger the index gives ids newest first, a page at a time, and each page is asked for its right.
 *
 * What the index cannot prove (a phrase: it keeps no positions) is proved on the body.
 */
#include <stdlib.h>
#include <string.h>

#include "ledger/list.h"
#include "ledger/search_inner.h"

/*
 * ENOUGH: to show, and one that tells of others.  LOOKED: newest hits of a ledger of which the right is asked
 * one by one.  PROVED: records of which the fields are read that the viewer sees.
 */
enum {
	ENOUGH = SEARCH_HITS + 1,
	MOST = ENOUGH + SEARCH_HITS,
	LOOKED = 32,
	PROVED = 1000,
	SOME = 64
};

/* --- all ledgers ----------------------------------------------------------------------------- */

/* One ledger of a search through all: what was found in it so far, best first. */
struct among {
	struct search_group g;
	bool part;
	int64_t ids[MOST];
	enum search_rank rank[MOST];
	bool by_words[MOST]; /* not by its number alone                             */
	size_t n, n_by_words;
};

struct walk {
	struct asking *k;
	struct among *list; /* those that the viewer may open                      */
	struct search_of *of;
	size_t n;
};

/* By its words: enough is known to show the best and that there are others. */
static bool is_full(const struct among *a)
{
	return a->n_by_words >= ENOUGH;
}

static void keep(struct among *a, int64_t id, enum search_rank rank)
{
	size_t i = 0;

	while (i < a->n && a->ids[i] != id)
		i++;
	if (i == a->n) {
		a->ids[a->n] = id;
		a->rank[a->n++] = rank;
	}
	a->n_by_words += rank != RANK_NUMBER && !a->by_words[i];
	a->by_words[i] |= rank != RANK_NUMBER;
}

static void keep_all(struct among *a, const int64_t *ids, size_t n, enum search_rank rank)
{
	for (size_t i = 0; i < n && !is_full(a); i++)
		keep(a, ids[i], rank);
}

static struct asking of_ledger(const struct walk *w, const struct among *a)
{
	struct asking k = *w->k;

	k.t = a->g.t;
	k.part = a->part;
	return k;
}

static void walk_numbers(const struct walk *w)
{
	struct numbered hits[SEARCH_COUNT];
	size_t n = numbered(w->k, SEARCH_COUNT, hits);

	for (size_t i = 0; i < w->n; i++) {
		struct among *a = &w->list[i];
		struct asking k = of_ledger(w, a);
		for (size_t h = 0; h < n && a->n < SEARCH_HITS; h++)
			if (hits[h].t == a->g.t && allowed(&k, &hits[h].id, 1))
				keep(a, hits[h].id, RANK_NUMBER);
	}
}

/* What the index gave of a ledger; where that was all it asked for and too little is his, what is. */
static void take(const struct walk *w, struct among *a, struct search_of *of, enum phase phase)
{
	struct asking k = of_ledger(w, a);
	enum search_rank rank = phase == IN_TITLE ? RANK_TITLE : RANK_TEXT;
	int64_t last = of->n ? of->ids[of->n - 1] : 0, ids[MOST];
	bool more = of->n == of->most;

	keep_all(a, of->ids, allowed(&k, of->ids, of->n), rank);
	if (more && !is_full(a))
		keep_all(a, ids, ids_of(&k, phase, last, MOST, ids), rank);
}

/*
 * In titles first; then anywhere, of ledgers that have too little: all that stands in titles there is known,
 * so it need not be left out by the index, which would walk over the hits of every other ledger for that.
 */
static void walk_phase(const struct walk *w, enum phase phase)
{
	for (size_t i = 0; i < w->n; i++) {
		const struct among *a = &w->list[i];
		bool all = may_list_all(a->g.t, &w->k->ask->viewer);
		w->of[i].most = a->part || is_full(a) ? 0 : all ? ENOUGH + a->n : LOOKED;
	}
	newest_of(w->k, phase, w->of, w->n);
	for (size_t i = 0; i < w->n; i++) {
		struct arena_mark mark = arena_mark(w->k->tx->arena);
		if (w->of[i].n)
			take(w, &w->list[i], &w->of[i], phase);
		arena_rewind(w->k->tx->arena, mark);
	}
}

/* A ledger of which the viewer sees some fields alone is asked by itself, and each hit is proved. */
static void walk_part(const struct walk *w, struct among *a)
{
	struct asking k = of_ledger(w, a);
	int64_t ids[SOME], before = 0;
	size_t n = SOME;

	for (size_t seen = 0; n == SOME && !is_full(a) && seen < PROVED; seen += SOME) {
		struct arena_mark mark = arena_mark(k.tx->arena);
		n = ids_of(&k, IN_BOTH, before, SOME, ids);
		if (n)
			before = ids[n - 1];
		for (size_t i = 0; i < n && !is_full(a); i++)
			if (proved(&k, &ids[i], 1, 1))
				keep(a, ids[i], RANK_TEXT);
		arena_rewind(k.tx->arena, mark);
	}
}

static void walk_open(struct walk *w, struct asking *k)
{
	struct arena *a = k->tx->arena;

	*w = (struct walk){ .k = k,
		            .list = arena_array(a, struct among, k->p->n_tables),
		            .of = arena_array(a, struct search_of, k->p->n_tables) };
	for (size_t i = 0; i < k->p->n_tables; i++) {
		const struct table *t = &k->p->tables[i];
		if (!may_open(t, k->ask->viewer.roles) || !viewer_covers(&k->ask->viewer, t))
			continue;
		w->list[w->n] = (struct among){ .g = { .t = t },
			                        .part = sees_part(t, k->ask->viewer.roles) };
		w->of[w->n++] = (struct search_of){ .ledger = str_of(t->l->key),
			                            .ids = arena_array(a, int64_t, LOOKED) };
	}
}

/* The group of a ledger, with the best few of what was found. */
static void group_make(const struct walk *w, struct among *a)
{
	struct asking k = of_ledger(w, a);

	a->g.hits = arena_array(k.tx->arena, struct search_hit, SEARCH_HITS + 1);
	for (size_t i = 0; i < a->n && a->g.n_hits < SEARCH_HITS; i++)
		hit_add(&k, &a->g, a->ids[i], a->rank[i]);
	a->g.more = is_full(a);
	a->g.count = is_full(a) ? (int64_t)a->g.n_hits : (int64_t)a->n;
}

static int by_rank(const void *a, const void *b)
{
	const struct search_group *x = a, *y = b;

	if (x->hits[0].rank != y->hits[0].rank)
		return x->hits[0].rank < y->hits[0].rank ? -1 : 1;
	return x->hits[0].id > y->hits[0].id ? -1 : x->hits[0].id < y->hits[0].id;
}

static void all_groups(struct asking *k, struct search_found *found)
{
	struct walk w;

	walk_open(&w, k);
	walk_numbers(&w);
	walk_phase(&w, IN_TITLE);
	walk_phase(&w, IN_BOTH);
	for (size_t i = 0; i < w.n; i++) {
		if (w.list[i].part)
			walk_part(&w, &w.list[i]);
		if (w.list[i].n)
			group_make(&w, &w.list[i]);
		if (w.list[i].g.n_hits)
			found->groups[found->n_groups++] = w.list[i].g;
	}
	if (found->n_groups)
		qsort(found->groups, found->n_groups, sizeof *found->groups, by_rank);
}

/* --- pages of one ledger --------------------------------------------------------------------- */

/* The records of exactly this number. */
static void number_hits(const struct asking *k, struct search_group *g, size_t limit)
{
	struct numbered hits[SEARCH_COUNT];
	int64_t ids[SEARCH_COUNT];
	size_t n = numbered(k, SEARCH_COUNT, hits), mine = 0;

	for (size_t i = 0; i < n; i++)
		if (hits[i].t == k->t)
			ids[mine++] = hits[i].id;
	if (mine)
		mine = allowed(k, ids, mine);
	for (size_t i = 0; i < mine && g->n_hits < limit; i++)
		hit_add(k, g, ids[i], RANK_NUMBER);
}

/* t17, x17: the phase and the id of the last hit; empty: from the beginning. */
static bool cursor_read(struct str s, enum phase *ret_phase, int64_t *ret_before)
{
	*ret_phase = IN_TITLE;
	*ret_before = 0;
	if (!s.n)
		return true;
	if (s.p[0] != 't' && s.p[0] != 'x')
		return false;
	*ret_phase = s.p[0] == 't' ? IN_TITLE : IN_TEXT;
	return str_int(str_from(s, 1), ret_before) && *ret_before > 0;
}

static struct str cursor_text(struct arena *a, enum phase phase, int64_t id)
{
	return arena_fmt(a, "%c%lld", phase == IN_TITLE ? 't' : 'x', (long long)id);
}

static size_t page_ids(const struct asking *k, enum phase phase, int64_t before, size_t limit,
                       int64_t *ids)
{
	size_t n;

	if (!k->part)
		return ids_of(k, phase, before, limit, ids);
	if (phase == IN_TITLE)
		return 0;
	n = ids_of(k, IN_BOTH, before, PROVED, ids);
	return proved(k, ids, n, limit);
}

/* Hits of a phase until the page is full; where the next page begins, or empty. */
static struct str page_part(const struct asking *k, struct search_group *g, enum phase phase,
                            int64_t before, size_t size)
{
	int64_t *ids = arena_array(k->tx->arena, int64_t, PROVED + MAX_PAGE + 1);
	size_t room = size - g->n_hits, n = page_ids(k, phase, before, room + 1, ids);

	for (size_t i = 0; i < n && i < room; i++)
		hit_add(k, g, ids[i], phase == IN_TITLE ? RANK_TITLE : RANK_TEXT);
	if (n <= room)
		return S("");
	return cursor_text(k->tx->arena, phase, room ? ids[room - 1] : INT64_MAX);
}

static void one_group(struct asking *k, struct search_found *found)
{
	struct search_group *g = &found->groups[0];
	size_t size = k->ask->size && k->ask->size <= MAX_PAGE ? k->ask->size : SEARCH_PAGE;
	int64_t *ids = arena_array(k->tx->arena, int64_t, PROVED + MAX_PAGE + 1), before;
	enum phase phase;

	k->t = k->ask->only;
	k->part = sees_part(k->t, k->ask->viewer.roles);
	if (!may_open(k->t, k->ask->viewer.roles) || !cursor_read(k->ask->after, &phase, &before))
		return;
	*g = (struct search_group){
		.t = k->t, .hits = arena_array(k->tx->arena, struct search_hit, size + 1)
	};
	found->n_groups = 1;
	g->count = k->part ? (int64_t)proved(k, ids, ids_of(k, IN_BOTH, 0, PROVED, ids), PROVED)
	                   : (int64_t)ids_of(k, IN_BOTH, 0, SEARCH_COUNT + 1, ids);
	if (g->count > SEARCH_COUNT) {
		g->count = SEARCH_COUNT;
		g->more = true;
	}
	if (!k->ask->after.n)
		number_hits(k, g, size);
	for (; phase <= IN_TEXT && !found->next.n; phase++, before = 0)
		found->next = page_part(k, g, phase, before, size);
}

bool search(struct tx *tx, const struct program *p, const struct search_ask *ask,
            struct search_found *ret)
{
	struct search_found *found = ret;
	struct asking k = { .tx = tx, .p = p, .ask = ask, .words = &found->words };

	*found = (struct search_found){ 0 };
	words_read(tx->arena, ask->text, &found->words);
	found->groups = arena_array(tx->arena, struct search_group, p->n_tables + 1);
	if (found->words.n && ask->only)
		one_group(&k, found);
	else if (found->words.n)
		all_groups(&k, found);
	return !tx->r->fault;
}
