/*
 * search_query.c - the statements of search: what the index is asked, what the records allow
 */
#include <stdlib.h>
#include <string.h>

#include "base/terms.h"
#include "ledger/list.h"
#include "ledger/search_inner.h"
#include "ledger/search_marks.h"

enum { BATCH = 64 };

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
		int n = snprintf(text, sizeof text, TERMS_WORDS "t%s", r->states[i]);
		query_or(q, tx);
		query_term(q, tx, (struct str){ text, (size_t)n });
	}
	buf_putc(q, ')');
}

static void put_mark(struct buf *q, const struct tx *tx, const char *f, long long n)
{
	char text[TERM_MAX];
	int len = snprintf(text, sizeof text, f, n);

	query_and(q, tx);
	query_term(q, tx, (struct str){ text, (size_t)len });
}

/* One ledger; `reaches`: as far as this viewer reaches into it. */
static void put_ledger(struct buf *q, const struct asking *k, const struct table *t, bool reaches)
{
	char text[TERM_MAX];
	struct may_reach reach;
	int n = snprintf(text, sizeof text, TERMS_WORDS "l%s", t->l->key);
	bool narrow = reaches && search_marked(t->l) && may_reach(t, &k->ask->viewer, &reach);

	if (narrow)
		buf_putc(q, '(');
	query_term(q, k->tx, (struct str){ text, (size_t)n });
	if (narrow) {
		put_reach(q, k->tx, &reach, k->ask->viewer.org);
		buf_putc(q, ')');
	}
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

/* Which ledgers; none: the index is not asked for that. */
struct which {
	const struct table *const *list;
	size_t n;
	bool reaches; /* only what this viewer reaches                       */
};

static bool put_asked(struct buf *q, const struct asking *k, const struct which *in, bool title)
{
	if (in->n)
		buf_putc(q, '(');
	for (size_t i = 0; i < in->n; i++) {
		if (i)
			query_or(q, k->tx);
		put_ledger(q, k, in->list[i], in->reaches);
	}
	if (in->n) {
		buf_putc(q, ')');
		if (!k->alone)
			put_mark(q, k->tx, TERMS_WORDS "o%lld", k->ask->viewer.org);
		query_and(q, k->tx);
	}
	if (!put_words(q, k, title))
		return false;
	if (k->ask->year)
		put_mark(q, k->tx, TERMS_WORDS "y%lld", k->ask->year);
	return true;
}

static struct str query_of(const struct asking *k, const struct which *in, enum phase phase)
{
	struct buf q;
	struct str text;
	size_t both;

	buf_init(&q, 1 << 16);
	if (phase == IN_TEXT)
		buf_putc(&q, '(');
	if (!put_asked(&q, k, in, phase == IN_TITLE))
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

/* --- the statement --------------------------------------------------------------------------- */

static void put_literal(struct writer *w, struct val v)
{
	arena_grow(w->a, w->terms, w->n_terms, w->cap_terms);
	w->terms[w->n_terms++] = (struct term_arg){ "literal", TERM_LITERAL, v };
}

/* " AND (body holds … OR …)" for each word that the terms do not prove. */
static void put_proof(struct writer *w, const struct asking *k)
{
	for (size_t i = 0; i < k->words->n; i++) {
		const struct word *word = &k->words->list[i];
		bool asked = false;
		for (size_t n = 0; n < word->n_ways; n++)
			asked |= word->ways[n].proof;
		if (!asked)
			continue;
		put(w, " AND (FALSE");
		for (size_t n = 0; n < word->n_ways; n++) {
			put(w, " OR ");
			put_str(w, search_has(k->tx, w->a, S("s.body"),
			                      arena_fmt(w->a, "$%zu", N_ARGS + w->n_terms + 1)));
			put_literal(w, VAL(word->ways[n].text));
		}
		put(w, ")");
	}
}

static void put_before(struct writer *w, const struct asking *k, int64_t before)
{
	if (!before)
		return;
	buf_fmt(&w->out, " AND %s < ", search_id(k->tx));
	put_val(w, VAL(before));
}

static void put_newest(struct writer *w, const struct asking *k, size_t limit)
{
	buf_fmt(&w->out, " ORDER BY %s DESC LIMIT %zu", search_id(k->tx), limit);
}

/* FROM and WHERE: what the index gives, what the record allows. */
static void put_from(struct writer *w, const struct asking *k, struct str query, int64_t before)
{
	put(w, " FROM ");
	put_str(w, search_from(k->tx));
	buf_fmt(&w->out, " CROSS JOIN \"%s\" m WHERE ", k->t->l->key);
	put_literal(w, VAL(query));
	put_str(w, search_on(k->tx, w->a, (int)(N_ARGS + w->n_terms)));
	put(w, " AND s.org = $1 AND m.org = $1 AND m.id = s.id AND ");
	put_may(w, k->t, &k->ask->viewer, true);
	put_before(w, k, before);
	if (!k->part)
		put_proof(w, k);
}

static struct rows run(const struct asking *k, struct writer *w)
{
	struct query q = writer_query(w);

	return db_query_v(k->tx, stmt_text(k->tx->arena, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                  viewer_args(k->tx, k->p, &q, &k->ask->viewer));
}

/* Ids of a phase, newest first, older than `before` (0: from the newest). */
size_t ids_of(const struct asking *k, enum phase phase, int64_t before, size_t limit, int64_t *ids)
{
	struct str query = query_of(k, &(struct which){ &k->t, 1, true }, phase);
	struct writer w;
	struct rows q;
	size_t n = 0;

	if (!query.n)
		return 0;
	writer_init(&w, k->t->program, k->tx->arena, str_of(k->t->l->key));
	put(&w, "SELECT s.id");
	put_from(&w, k, query, before);
	put_newest(&w, k, limit);
	q = run(k, &w);
	while (n < limit && db_row(&q, &ids[n]))
		n++;
	db_close(&q);
	return n;
}

int64_t count_of(const struct asking *k, int64_t limit)
{
	struct str query = query_of(k, &(struct which){ &k->t, 1, true }, IN_BOTH);
	struct writer w;
	struct rows q;
	int64_t n = 0;

	if (!query.n)
		return 0;
	writer_init(&w, k->t->program, k->tx->arena, str_of(k->t->l->key));
	put(&w, "SELECT COUNT(*) FROM (SELECT 1");
	put_from(&w, k, query, 0);
	buf_fmt(&w.out, " LIMIT %lld) c", (long long)limit + 1);
	q = run(k, &w);
	if (db_row(&q, &n))
		db_close(&q);
	return n;
}

/* --- several ledgers at once ----------------------------------------------------------------- */

static size_t take_hits(const struct asking *k, struct rows *q, size_t limit,
                        struct piece_hit *hits)
{
	struct str ledger;
	int64_t org;
	size_t n = 0;

	while (n < limit && db_row(q, &hits[n].id, &org, &ledger)) {
		hits[n].t = org == k->ask->viewer.org ? table_of(k->p, ledger) : NULL;
		n++;
	}
	db_close(q);
	return n;
}

size_t piece_of(const struct asking *k, enum phase phase, const struct table *const *list, size_t n,
                int64_t before, size_t limit, struct piece_hit *hits)
{
	struct str query = query_of(k, &(struct which){ list, n, false }, phase);
	struct writer w;
	struct rows q;

	if (!query.n)
		return 0;
	writer_init(&w, k->p->tables[0].program, k->tx->arena, S("search"));
	put(&w, "SELECT s.id, s.org, s.ledger FROM ");
	put_str(&w, search_from(k->tx));
	put(&w, " WHERE ");
	put_literal(&w, VAL(query));
	put_str(&w, search_on(k->tx, w.a, (int)(N_ARGS + w.n_terms)));
	put_before(&w, k, before);
	put_proof(&w, k);
	put_newest(&w, k, limit);
	q = run(k, &w);
	return take_hits(k, &q, limit, hits);
}

/* Asking the index for an org that everything is of would walk all there is once more. */
bool alone(struct tx *tx, int64_t org)
{
	static const struct stmt st = {
		"SELECT CASE WHEN EXISTS (SELECT 1 FROM search WHERE org < $1)"
		" OR EXISTS (SELECT 1 FROM search WHERE org > $1) THEN 0 ELSE 1 END"
	};
	int64_t is = 0;

	return db_one(tx, &st, VALS(org), &is) && is;
}

size_t numbered(const struct asking *k, size_t limit, struct piece_hit *hits)
{
	static const struct stmt st = {
		"SELECT s.id, s.org, s.ledger FROM search s WHERE s.org = $1"
		" AND s.number = $2 ORDER BY s.id DESC LIMIT $3"
	};
	struct rows q = db_query(k->tx, &st, k->ask->viewer.org, k->words->whole, (int64_t)limit);

	return take_hits(k, &q, limit, hits);
}

/* One statement for a batch: places that are left over hold the last id again. */
static struct rows ask_batch(const struct asking *k, const int64_t *ids, size_t n)
{
	struct writer w;

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
	return run(k, &w);
}

size_t allowed(const struct asking *k, int64_t *ids, size_t n)
{
	size_t kept = 0;

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
