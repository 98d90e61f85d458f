/*
 * search_query.c - what the index is asked, what the records allow
 */
#include "base/terms.h"
#include "ledger/list.h"
#include "ledger/search_inner.h"
#include "ledger/search_marks.h"

/* BATCH: ids of one statement.  PAGE_TO: hits of which the right is asked before the next are taken. */
enum { BATCH = 64, PAGE_FROM = 64, PAGE_TO = 1024 };

/* --- what the index is asked ----------------------------------------------------------------- */

static void put_all(struct buf *q, const struct tx *tx, const struct str *terms, size_t n)
{
	buf_putc(q, '(');
	for (size_t i = 0; i < n; i++) {
		if (i)
			query_and(q, tx);
		query_term(q, tx, terms[i]);
	}
	buf_putc(q, ')');
}

static void put_marked(struct buf *q, const struct tx *tx, const struct str *terms, size_t n)
{
	buf_putc(q, '(');
	for (size_t i = 0; i < n; i++) {
		char text[TERM_MAX + 8];
		struct str term = terms[i];
		int len;
		if (i)
			query_and(q, tx);
		len = str_starts(term, S(TERMS_TITLE))
		              ? snprintf(text, sizeof text, "%.*s", P(term))
		              : snprintf(text, sizeof text, TERMS_TITLE "%.*s", P(term));
		query_term(
			q, tx,
			(struct str){ text, len > 0 && len < TERM_MAX ? (size_t)len : TERM_MAX });
	}
	buf_putc(q, ')');
}

/* False: no way of this word leads into a title. */
static bool put_word(struct buf *q, const struct tx *tx, const struct word *w, bool title)
{
	size_t n = 0;

	buf_putc(q, '(');
	for (size_t i = 0; i < w->n_ways; i++) {
		const struct way_found *way = &w->ways[i];
		if (title && (way->by == BY_MARK || way->by == BY_TAIL))
			continue;
		if (n++)
			query_or(q, tx);
		(title && way->by != BY_INITIALS ? put_marked : put_all)(q, tx, way->terms,
		                                                         way->n_terms);
	}
	buf_putc(q, ')');
	return n > 0;
}

static const struct stmt below_st = {
	"SELECT id FROM org WHERE org = $1 AND parent = $2 ORDER BY id"
};

static void put_own(struct buf *q, const struct tx *tx, const char *f, int64_t id)
{
	char text[TERM_MAX];
	int n = snprintf(text, sizeof text, f, (long long)id);

	query_or(q, tx);
	query_term(q, tx, (struct str){ text, (size_t)n });
}

/*
 * Where every grant of these roles is narrow (own, section, a state in which they act), the index
 * is asked for that too.  It may give more than may.h does, never less.
 */
static void put_reach(struct buf *q, struct tx *tx, const struct may_reach *r, int64_t org)
{
	query_and(q, tx);
	buf_putc(q, '(');
	query_term(q, tx, S(TERMS_WORDS "b0")); /* nobody's: the first of them */
	for (size_t i = 0; i < r->n_people; i++) {
		put_own(q, tx, TERMS_WORDS "b%lld", r->people[i]);
		put_own(q, tx, TERMS_WORDS "h%lld", r->people[i]);
	}
	for (size_t i = 0; i < r->n_sections; i++) {
		struct rows below = db_query(tx, &below_st, org, r->sections[i]);
		int64_t id;
		put_own(q, tx, TERMS_WORDS "s%lld", r->sections[i]);
		while (db_row(&below, &id))
			put_own(q, tx, TERMS_WORDS "s%lld", id);
	}
	for (size_t i = 0; i < r->n_states; i++) {
		char text[TERM_MAX];
		int n = snprintf(text, sizeof text, TERMS_WORDS "%c%s", r->unplaced[i] ? 'u' : 't',
		                 r->states[i]);
		query_or(q, tx);
		query_term(q, tx, (struct str){ text, (size_t)n });
	}
	buf_putc(q, ')');
}

/* False: the words lead nowhere. */
static bool put_words(struct buf *q, const struct asking *k, bool title)
{
	for (size_t i = 0; i < k->words->n; i++) {
		if (i)
			query_and(q, k->tx);
		if (!put_word(q, k->tx, &k->words->list[i], title))
			return false;
	}
	return true;
}

/* Words, year and, where the ledger is narrow to this viewer, how far he reaches into it. */
static bool put_asked(struct buf *q, const struct asking *k, const struct may_reach *reach,
                      bool title)
{
	char year[TERM_MAX];
	int n = snprintf(year, sizeof year, TERMS_WORDS "y%d", k->ask->year);

	if (!put_words(q, k, title))
		return false;
	if (reach)
		put_reach(q, k->tx, reach, k->ask->viewer.org);
	if (k->ask->year) {
		query_and(q, k->tx);
		query_term(q, k->tx, (struct str){ year, (size_t)n });
	}
	return true;
}

static struct str query_text(const struct asking *k, const struct may_reach *reach,
                             enum phase phase)
{
	struct buf q;
	struct str text;
	size_t both;

	buf_init(&q, 1 << 16);
	if (phase == IN_TEXT)
		buf_putc(&q, '(');
	if (!put_asked(&q, k, reach, phase == IN_TITLE))
		buf_clear(&q);
	if (phase == IN_TEXT) {
		buf_putc(&q, ')');
		both = q.n;
		query_not(&q, k->tx);
		buf_putc(&q, '(');
		if (put_words(&q, k, true))
			buf_putc(&q, ')');
		else
			q.n = both;
	}
	text = q.over ? S("") : arena_str(k->tx->arena, buf_str(&q));
	buf_drop(&q);
	return text;
}

/* A word that its terms do not prove stands in the body in one of its ways. */
static void put_proof(struct buf *out, const struct asking *k, const struct word *word,
                      struct search_query *q, struct val *v)
{
	buf_putz(out, " AND (FALSE");
	for (size_t i = 0; i < word->n_ways; i++) {
		struct str place = arena_fmt(k->tx->arena, "$%zu", SEARCH_PROOF + q->n_v);
		buf_putz(out, " OR ");
		buf_put(out, search_has(k->tx, k->tx->arena, S("s.body"), place));
		v[q->n_v++] = VAL(word->ways[i].text);
	}
	buf_putz(out, ")");
}

static bool wants_proof(const struct word *word)
{
	for (size_t i = 0; i < word->n_ways; i++)
		if (word->ways[i].proof)
			return true;
	return false;
}

/* Without `reach` it is of any ledger. */
static struct search_query query_of(const struct asking *k, const struct may_reach *reach,
                                    enum phase phase)
{
	struct val *v = arena_array(k->tx->arena, struct val, MAX_WORDS * 4);
	struct search_query q = { .query = query_text(k, reach, phase), .v = v };
	struct buf proof;

	buf_init(&proof, 1 << 14);
	for (size_t i = 0; i < k->words->n && !k->part; i++)
		if (wants_proof(&k->words->list[i]))
			put_proof(&proof, k, &k->words->list[i], &q, v);
	q.proof = arena_str(k->tx->arena, buf_str(&proof));
	buf_drop(&proof);
	return q;
}

void newest_of(const struct asking *k, enum phase phase, struct search_of *list, size_t n)
{
	struct search_query q = query_of(k, NULL, phase);

	search_newest(k->tx, k->ask->viewer.org, &q, list, n);
}

/* --- one ledger ------------------------------------------------------------------------------ */

static bool is_narrow(const struct asking *k, struct may_reach *ret)
{
	return search_marked(k->t->l) && may_reach(k->t, &k->ask->viewer, ret);
}

size_t ids_of(const struct asking *k, enum phase phase, int64_t before, size_t limit, int64_t *ids)
{
	struct may_reach reach;
	struct search_query q = query_of(k, is_narrow(k, &reach) ? &reach : NULL, phase);
	struct search_of of = { .ledger = str_of(k->t->l->key), .before = before };
	size_t n = 0, got, page = may_list_all(k->t, &k->ask->viewer) ? limit : PAGE_FROM;

	of.ids = arena_array(k->tx->arena, int64_t, PAGE_TO + limit);
	do {
		of.most = page;
		search_newest(k->tx, k->ask->viewer.org, &q, &of, 1);
		of.before = of.n ? of.ids[of.n - 1] : 0;
		got = of.n < page ? 0 : of.n;
		of.n = allowed(k, of.ids, of.n);
		for (size_t i = 0; i < of.n && n < limit; i++)
			ids[n++] = of.ids[i];
		page = page * 4 < PAGE_TO ? page * 4 : PAGE_TO;
	} while (got && n < limit && !k->tx->r->fault);
	return n;
}

size_t numbered(const struct asking *k, size_t limit, struct numbered *hits)
{
	static const struct stmt st = {
		"SELECT s.id, s.ledger FROM search s WHERE s.org = $1 AND s.number = $2 ORDER BY s.id DESC LIMIT $3"
	};
	struct rows q = db_query(k->tx, &st, k->ask->viewer.org, k->words->whole, (int64_t)limit);
	struct str ledger;
	size_t n = 0;

	while (n < limit && db_row(&q, &hits[n].id, &ledger))
		hits[n++].t = table_of(k->p, ledger);
	db_close(&q);
	return n;
}

/* --- the right ------------------------------------------------------------------------------- */

/* One statement for a batch: places that are left over hold the last id again. */
static struct rows ask_batch(const struct asking *k, const int64_t *ids, size_t n)
{
	struct writer w;
	struct query q;

	writer_init(&w, k->t->program, k->tx->arena, str_of(k->t->l->key));
	buf_fmt(&w.out, "SELECT m.id FROM \"%s\" m WHERE m.org = $1 AND m.id IN (", k->t->l->key);
	for (size_t i = 0; i < (n > 1 ? BATCH : 1); i++) {
		put(&w, i ? ", " : "");
		put_val(&w, VAL(ids[i < n ? i : n - 1]));
	}
	put(&w, ") AND ");
	put_may(&w, k->t, &k->ask->viewer, true);
	if (k->ask->year) {
		put(&w, " AND m.begun_on >= ");
		put_val(&w, VAL(day_make(k->ask->year, 1, 1)));
		put(&w, " AND m.begun_on <= ");
		put_val(&w, VAL(day_make(k->ask->year, 12, 31)));
	}
	put(&w, " ORDER BY m.id DESC");
	q = writer_query(&w);
	return db_query_v(k->tx, stmt_text(k->tx->arena, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                  viewer_args(k->tx, k->p, &q, &k->ask->viewer));
}

size_t allowed(const struct asking *k, int64_t *ids, size_t n)
{
	size_t kept = 0;

	if (may_list_all(k->t, &k->ask->viewer) && !k->ask->year)
		return n;
	for (size_t from = 0; from < n; from += BATCH) {
		size_t some = n - from < BATCH ? n - from : BATCH;
		struct rows q = ask_batch(k, ids + from, some);
		size_t to = kept;
		while (to < kept + some && db_row(&q, &ids[to]))
			to++;
		db_close(&q);
		kept = to;
	}
	return kept;
}
