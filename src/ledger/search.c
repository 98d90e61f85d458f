/*
 * search.c - asking the index, with the rights of whoever asks
 *
 * Strategy.  Through all ledgers at once: the index is asked once for the words and gives the newest hits
 * of any ledger, a piece at a time; each ledger's part of a piece is asked for its right by the
 * predicate of its lists; and the next piece is asked only of the ledgers of which there is not
 * enough to show yet.  So a common word costs a few pieces, whatever the ledgers and the records.  Of a
 * ledger of which somebody sees a part the newest LOOKED hits are asked so; where none is his, what is
 * his in the index.
 * Hits in titles are walked first, then the others.
 *
 * Within one ledger the index gives ids newest first, the record is joined by id with the predicate,
 * and LIMIT ends the walk.
 *
 * What the index cannot prove (a phrase: it keeps no positions) is proved on the body.
 */
#include <stdlib.h>
#include <string.h>

#include "ledger/list.h"
#include "ledger/search_inner.h"

/* LOOKED: hits of which the right is asked one by one before the index is asked for what is his. */
enum { PROVED = 1000, SOME = 64, PIECE = 256, KEPT = 2 * SEARCH_HITS, LOOKED = 1500 };

/* --- all ledgers ----------------------------------------------------------------------------- */

/* One ledger of a search through all: what was found in it so far, title before text, newest first. */
struct among {
	struct search_group g;
	bool part;
	bool narrow; /* he sees his own of it, his section's, what waits for him */
	size_t looked;
	bool full; /* enough to show, and more                            */
	bool cut;  /* so it was asked no further                          */
	int64_t count;
	struct {
		int64_t id;
		enum search_rank rank;
	} found[KEPT];
	size_t n;
	int64_t *ids; /* of the piece                                        */
	size_t n_ids;
};

struct walk {
	struct asking *k;
	struct among *list; /* those that the viewer may open                      */
	size_t n;
	struct among **by_table; /* NULL: not his                                       */
	struct piece_hit *hits;
};

static void keep(struct among *a, int64_t id, enum search_rank rank)
{
	for (size_t i = 0; i < a->n; i++)
		if (a->found[i].id == id) {
			a->count += a->found[i].rank == RANK_NUMBER && rank != RANK_NUMBER;
			return;
		}
	if (a->n < KEPT) {
		a->found[a->n].id = id;
		a->found[a->n++].rank = rank;
	}
	a->count += rank != RANK_NUMBER;
	a->full |= a->n > SEARCH_HITS && a->count > SEARCH_HITS;
}

static struct asking of_ledger(const struct walk *w, const struct among *a)
{
	struct asking k = *w->k;

	k.t = a->g.t;
	k.part = a->part;
	return k;
}

/* Asked for its right, in order; no more than enough when others follow anyway (`cut`). */
static void take_ids(const struct walk *w, struct among *a, enum search_rank rank, bool cut)
{
	struct asking k = of_ledger(w, a);

	if (rank != RANK_NUMBER)
		a->looked += a->n_ids;
	for (size_t from = 0; from < a->n_ids && !(cut && a->full); from += SOME) {
		size_t n = a->n_ids - from < SOME ? a->n_ids - from : SOME;
		n = allowed(&k, a->ids + from, n);
		for (size_t i = 0; i < n; i++)
			keep(a, a->ids[from + i], rank);
	}
	a->n_ids = 0;
}

/* What came from the index, ledger by ledger; a whole piece is not the last. */
static void sort_piece(struct walk *w, size_t n, enum search_rank rank)
{
	for (size_t i = 0; i < n; i++) {
		const struct table *t = w->hits[i].t;
		struct among *a = t ? w->by_table[t - w->k->p->tables] : NULL;
		if (a && (rank == RANK_NUMBER || !a->part))
			a->ids[a->n_ids++] = w->hits[i].id;
	}
	for (size_t i = 0; i < w->n; i++)
		take_ids(w, &w->list[i], rank, n == PIECE);
}

/* Enough was looked at of a ledger of which he sees a part. */
static bool is_looked(const struct among *a)
{
	return a->narrow && a->looked >= LOOKED;
}

static size_t not_full(const struct walk *w, const struct table **open)
{
	size_t n = 0;

	for (size_t i = 0; i < w->n; i++) {
		struct among *a = &w->list[i];
		a->cut |= a->full || is_looked(a);
		if (!a->full && !a->part && !is_looked(a))
			open[n++] = a->g.t;
	}
	return n;
}

/*
 * Newest first through all ledgers at once; then through those that are not full, which are fewer
 * each time, since a piece fills the ledgers that are most of it.
 */
static void walk_phase(struct walk *w, enum phase phase)
{
	const struct table **open = arena_array(w->k->tx->arena, const struct table *, w->n + 1);
	int64_t before = 0;
	size_t n = PIECE;

	for (bool first = phase == IN_TITLE; n == PIECE; first = false) {
		struct arena_mark mark = arena_mark(w->k->tx->arena);
		size_t n_open = not_full(w, open);
		if (!n_open)
			return;
		n = piece_of(w->k, phase, open, first ? 0 : n_open, before, PIECE, w->hits);
		if (n)
			before = w->hits[n - 1].id;
		sort_piece(w, n, phase == IN_TITLE ? RANK_TITLE : RANK_TEXT);
		arena_rewind(w->k->tx->arena, mark);
	}
}

/* A ledger of which the viewer sees some fields alone is asked by itself, and each hit is proved. */
static void walk_part(const struct walk *w, struct among *a)
{
	struct asking k = of_ledger(w, a);
	int64_t ids[SOME], before = 0;
	size_t n = SOME;

	for (size_t seen = 0; n == SOME && !a->full && seen < PROVED; seen += SOME) {
		struct arena_mark mark = arena_mark(k.tx->arena);
		n = ids_of(&k, IN_BOTH, before, SOME, ids);
		if (n)
			before = ids[n - 1];
		for (size_t i = 0; i < n && !a->full; i++)
			if (proved(&k, &ids[i], 1, 1))
				keep(a, ids[i], RANK_TEXT);
		arena_rewind(k.tx->arena, mark);
	}
	a->cut = a->full;
}

/*
 * A ledger of which he sees so little that none of the newest hits is his: the index is asked for that.  It
 * is few, else one of so many had been found, and what is few is quickly walked.
 */
static void walk_narrow(const struct walk *w, struct among *a)
{
	struct asking k = of_ledger(w, a);
	int64_t ids[KEPT];

	if (!ids_of(&k, IN_BOTH, 0, 1, ids))
		return;
	for (enum phase phase = IN_TITLE; phase <= IN_TEXT && !a->full; phase++) {
		size_t n = ids_of(&k, phase, 0, KEPT, ids);
		for (size_t i = 0; i < n; i++)
			keep(a, ids[i], phase == IN_TITLE ? RANK_TITLE : RANK_TEXT);
		a->cut |= a->full || n == KEPT;
	}
}

static void walk_open(struct walk *w, struct asking *k)
{
	struct arena *a = k->tx->arena;
	struct may_reach reach;

	*w = (struct walk){ .k = k,
		            .list = arena_array(a, struct among, k->p->n_tables),
		            .by_table = arena_array(a, struct among *, k->p->n_tables),
		            .hits = arena_array(a, struct piece_hit, PIECE) };
	for (size_t i = 0; i < k->p->n_tables; i++) {
		const struct table *t = &k->p->tables[i];
		struct among *in = &w->list[w->n];
		if (!may_open(t, k->ask->viewer.roles) || !viewer_covers(&k->ask->viewer, t))
			continue;
		*in = (struct among){ .g = { .t = t },
			              .part = sees_part(t, k->ask->viewer.roles),
			              .narrow = search_marked(t->l) &&
			                        may_reach(t, &k->ask->viewer, &reach),
			              .ids = arena_array(a, int64_t, PIECE) };
		w->by_table[i] = in;
		w->n++;
	}
}

/* The group of a ledger, with the best few of what was found. */
static void group_make(const struct walk *w, struct among *a)
{
	struct asking k = of_ledger(w, a);

	a->g.hits = arena_array(k.tx->arena, struct search_hit, SEARCH_HITS + 1);
	for (size_t i = 0; i < a->n && a->g.n_hits < SEARCH_HITS; i++)
		hit_add(&k, &a->g, a->found[i].id, a->found[i].rank);
	a->g.more = a->cut;
	a->g.count = a->cut || a->count < (int64_t)a->g.n_hits ? (int64_t)a->g.n_hits : a->count;
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
	k->t = &k->p->tables[0];
	sort_piece(&w, numbered(k, SEARCH_COUNT, w.hits), RANK_NUMBER);
	walk_phase(&w, IN_TITLE);
	walk_phase(&w, IN_TEXT);
	for (size_t i = 0; i < w.n; i++) {
		if (w.list[i].part)
			walk_part(&w, &w.list[i]);
		else if (is_looked(&w.list[i]) && !w.list[i].count)
			walk_narrow(&w, &w.list[i]);
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
	struct piece_hit hits[SEARCH_COUNT];
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
	                   : count_of(k, SEARCH_COUNT);
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
	k.alone = alone(tx, ask->viewer.org);
	found->groups = arena_array(tx->arena, struct search_group, p->n_tables + 1);
	if (found->words.n && ask->only)
		one_group(&k, found);
	else if (found->words.n)
		all_groups(&k, found);
	return !tx->r->fault;
}
