/*
 * search.c - asking the index, with the rights of whoever asks
 *
 * Strategy.  Each ledger that the viewer may open is asked by itself, since its rights are its own:
 * the index gives ids newest first, the record is joined by id, the predicate of its lists is asked
 * of it, and LIMIT ends the walk.  What the index cannot prove (a phrase: it keeps no positions) is
 * proved on the body.  Hits in the title and hits elsewhere are two statements, so that the first
 * page of a word that stands in every record costs no more than that of a rare one.
 */
#include <stdlib.h>
#include <string.h>

#include "base/terms.h"
#include "ledger/list.h"
#include "ledger/search.h"
#include "ledger/search_marks.h"

enum phase { IN_TITLE, IN_TEXT, IN_BOTH };
enum { PROVED = 1000, EXCERPT = 48, FEW = 2000 };

struct asking {
	struct tx *tx;
	const struct program *p;
	const struct search_ask *ask;
	const struct words *words;
	const struct table *t;
	bool part; /* the viewer sees only some fields of it              */
};

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

/* The words of one ledger and of this viewer; false: they lead nowhere. */
static bool put_asked(struct buf *q, const struct asking *k, bool title)
{
	char text[TERM_MAX];
	struct may_reach reach;
	int n = snprintf(text, sizeof text, TERMS_WORDS "l%s", k->t->l->key);

	query_term(q, k->tx, (struct str){ text, (size_t)n });
	put_mark(q, k->tx, TERMS_WORDS "o%lld", k->ask->viewer.org);
	if (k->ask->year)
		put_mark(q, k->tx, TERMS_WORDS "y%lld", k->ask->year);
	if (search_marked(k->t->l) && may_reach(k->t, &k->ask->viewer, &reach))
		put_reach(q, k->tx, &reach, k->ask->viewer.org);
	for (size_t i = 0; i < k->words->n; i++) {
		query_and(q, k->tx);
		if (!put_word(q, k->tx, &k->words->list[i], title))
			return false;
	}
	return true;
}

static struct str query_of(const struct asking *k, enum phase phase)
{
	struct buf q;
	struct str text;
	size_t both;

	buf_init(&q, 1 << 16);
	if (phase == IN_TEXT)
		buf_putc(&q, '(');
	if (!put_asked(&q, k, phase == IN_TITLE))
		buf_clear(&q);
	if (phase == IN_TEXT) {
		buf_putc(&q, ')');
		both = q.n;
		query_not(&q, k->tx);
		buf_putc(&q, '(');
		if (put_asked(&q, k, true))
			buf_putc(&q, ')');
		else
			q.n = both;
	}
	text = q.over ? S("") : arena_str(k->tx->arena, buf_str(&q));
	buf_drop(&q);
	return text;
}

/* --- the statement --------------------------------------------------------------------------- */

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
			arena_grow(w->a, w->terms, w->n_terms, w->cap_terms);
			w->terms[w->n_terms++] = (struct term_arg){ "literal", TERM_LITERAL,
				                                    VAL(word->ways[n].text) };
		}
		put(w, ")");
	}
}

static void put_literal(struct writer *w, struct val v)
{
	arena_grow(w->a, w->terms, w->n_terms, w->cap_terms);
	w->terms[w->n_terms++] = (struct term_arg){ "literal", TERM_LITERAL, v };
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
	if (before) {
		put(w, " AND s.id < ");
		put_val(w, VAL(before));
	}
	if (!k->part)
		put_proof(w, k);
}

static struct rows run(const struct asking *k, struct writer *w)
{
	struct query q = writer_query(w);

	return db_query_v(k->tx, stmt_intern(k->t->program, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                  viewer_args(k->tx, k->p, &q, &k->ask->viewer));
}

/* Ids of a phase, newest first, older than `before` (0: from the newest). */
static size_t ids_of(const struct asking *k, enum phase phase, int64_t before, size_t limit,
                     int64_t *ids)
{
	struct str query = query_of(k, phase);
	struct writer w;
	struct rows q;
	size_t n = 0;

	if (!query.n)
		return 0;
	writer_init(&w, k->t->program, k->tx->arena, str_of(k->t->l->key));
	put(&w, "SELECT s.id");
	put_from(&w, k, query, before);
	put(&w, " ORDER BY ");
	put_str(&w, search_newest(k->tx));
	buf_fmt(&w.out, " LIMIT %zu", limit);
	q = run(k, &w);
	while (n < limit && db_row(&q, &ids[n]))
		n++;
	db_close(&q);
	return n;
}

static int64_t count_of(const struct asking *k, int64_t limit)
{
	struct str query = query_of(k, IN_BOTH);
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

/* --- roles that see only a part -------------------------------------------------------------- */

static bool sees_part(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_fields; i++) {
		const struct field *f = &t->l->fields[i];
		if ((f->kind == TEXT || f->kind == ROWS) && !(f->flags & SECRET) &&
		    !may_see(t, roles, f))
			return true;
	}
	return false;
}

static bool holds(const struct asking *k, int64_t id)
{
	struct arena_mark mark = arena_mark(k->tx->arena);
	struct record r;
	struct buf body;
	bool in = false;

	buf_init(&body, SEARCH_BODY + (1 << 14));
	if (record_load(k->tx, k->t, k->ask->viewer.org, id, &r)) {
		search_body(k->tx, k->p, &k->ask->viewer, &r, &body);
		in = words_in(k->words, buf_str(&body));
	}
	buf_drop(&body);
	arena_rewind(k->tx->arena, mark);
	return in;
}

/* Keeps those that hold what is asked, until there are `most` of them. */
static size_t proved(const struct asking *k, int64_t *ids, size_t n, size_t most)
{
	size_t kept = 0;

	for (size_t i = 0; i < n && kept < most; i++)
		if (holds(k, ids[i]))
			ids[kept++] = ids[i];
	return kept;
}

/* --- a hit ----------------------------------------------------------------------------------- */

static struct str title_seen(const struct asking *k, const struct record *r)
{
	const struct field *f = k->t->l->title ? field_of(k->t->l, str_of(k->t->l->title)) : NULL;
	const struct table *to;

	if (!f)
		return record_text(r, S("number"));
	if (!may_see(k->t, k->ask->viewer.roles, f))
		return S("");
	if (f->kind == REF)
		return ref_seen(k->tx, k->p, &k->ask->viewer, f, record_int(r, str_of(f->key)),
		                &to);
	if (f->flags & PERSONAL)
		return personal_mask(k->tx->arena, f, record_text(r, str_of(f->key)));
	return record_title(k->tx, k->p, r);
}

/* Some characters around the first word of a long text. */
static struct str excerpt(const struct asking *k, struct str text)
{
	struct part *parts;
	size_t n = words_mark(k->tx->arena, k->words, text, &parts), from = 0, to = 0, chars = 0;
	bool cut;

	for (size_t i = 0; i < n && !parts[i].marked; i++)
		from = (size_t)(parts[i].text.p - text.p) + parts[i].text.n;
	if (from >= text.n)
		from = 0;
	while (from && chars < EXCERPT / 3) {
		from--;
		chars += ((unsigned char)text.p[from] & 0xc0) != 0x80;
	}
	for (to = from, chars = 0; to < text.n && chars < EXCERPT; chars++)
		to += char_bytes(str_from(text, to));
	cut = to < text.n;
	return arena_fmt(k->tx->arena, "%s%.*s%s", from ? "…" : "", (int)(to - from), text.p + from,
	                 cut ? "…" : "");
}

static void hit_add(const struct asking *k, struct search_group *g, int64_t id,
                    enum search_rank rank)
{
	struct search_hit *h = &g->hits[g->n_hits];
	struct record r;
	int state;

	for (size_t i = 0; i < g->n_hits; i++)
		if (g->hits[i].id == id)
			return;
	if (!record_load(k->tx, k->t, k->ask->viewer.org, id, &r))
		return;
	state = state_index(k->t->l, record_text(&r, S("state")));
	*h = (struct search_hit){
		.t = k->t,
		.id = id,
		.rank = rank,
		.number = record_text(&r, S("number")),
		.title = title_seen(k, &r),
		.state = state >= 0 ? str_of(k->t->l->states[state].label) : S(""),
		.on = record_day(&r, S("begun_on")),
		.void_on = record_day(&r, S("void_on")),
		.merged_on = record_day(&r, S("merged_on")),
	};
	if (search_where(k->tx, k->p, &k->ask->viewer, &r, k->words, &h->where, &h->text))
		h->text = h->where.n ? excerpt(k, h->text) : S("");
	g->n_hits++;
}

/* The records of exactly this number. */
static void number_hits(const struct asking *k, struct search_group *g, size_t limit)
{
	struct writer w;
	struct rows q;
	int64_t ids[SEARCH_PAGE];
	size_t n = 0;

	writer_init(&w, k->t->program, k->tx->arena, str_of(k->t->l->key));
	buf_fmt(&w.out,
	        "SELECT m.id FROM search s JOIN \"%s\" m ON m.org = s.org AND m.id = s.id WHERE s.org = $1 AND s.number = ",
	        k->t->l->key);
	put_val(&w, VAL(k->words->whole));
	put(&w, " AND s.ledger = ");
	put_val(&w, VAL(str_of(k->t->l->key)));
	put(&w, " AND ");
	put_may(&w, k->t, &k->ask->viewer, true);
	if (k->ask->year) {
		put(&w, " AND m.begun_on >= ");
		put_val(&w, VAL(day_make(k->ask->year, 1, 1)));
		put(&w, " AND m.begun_on <= ");
		put_val(&w, VAL(day_make(k->ask->year, 12, 31)));
	}
	buf_fmt(&w.out, " ORDER BY m.id DESC LIMIT %zu", limit < SEARCH_PAGE ? limit : SEARCH_PAGE);
	q = run(k, &w);
	while (n < SEARCH_PAGE && db_row(&q, &ids[n]))
		n++;
	db_close(&q);
	for (size_t i = 0; i < n && g->n_hits < limit; i++)
		hit_add(k, g, ids[i], RANK_NUMBER);
}

/* --- groups ---------------------------------------------------------------------------------- */

static void phase_hits(const struct asking *k, struct search_group *g, enum phase phase,
                       size_t limit)
{
	int64_t ids[2 * SEARCH_HITS];
	size_t n = ids_of(k, phase, 0, limit + SEARCH_HITS, ids);

	for (size_t i = 0; i < n && g->n_hits < limit; i++)
		hit_add(k, g, ids[i], phase == IN_TITLE ? RANK_TITLE : RANK_TEXT);
}

static void part_hits(const struct asking *k, struct search_group *g, size_t limit)
{
	int64_t *ids = arena_array(k->tx->arena, int64_t, PROVED);
	size_t n = ids_of(k, IN_BOTH, 0, PROVED, ids);

	n = proved(k, ids, n, SEARCH_COUNT + 1);
	g->count = (int64_t)n;
	for (size_t i = 0; i < n && g->n_hits < limit; i++)
		hit_add(k, g, ids[i], RANK_TEXT);
}

/* The hits of one ledger among several: the best few, and how many there are. */
static void group_fill(const struct asking *k, struct search_group *g)
{
	g->t = k->t;
	g->hits = arena_array(k->tx->arena, struct search_hit, SEARCH_HITS + 1);
	if (!k->part) {
		g->count = count_of(k, SEARCH_COUNT);
		if (!g->count)
			return;
	}
	number_hits(k, g, SEARCH_HITS);
	if (k->part) {
		part_hits(k, g, SEARCH_HITS);
	} else {
		phase_hits(k, g, IN_TITLE, SEARCH_HITS);
		if (g->n_hits < SEARCH_HITS && (int64_t)g->n_hits < g->count)
			phase_hits(k, g, IN_TEXT, SEARCH_HITS);
	}
}

static int by_rank(const void *a, const void *b)
{
	const struct search_group *x = a, *y = b;

	if (x->hits[0].rank != y->hits[0].rank)
		return x->hits[0].rank < y->hits[0].rank ? -1 : 1;
	return x->hits[0].id > y->hits[0].id ? -1 : x->hits[0].id < y->hits[0].id;
}

/*
 * The ledgers in which the words stand at all, when they are few enough to be read through: a rare word
 * is then asked of a few ledgers and not of seventy.  False: too many.
 */
static bool ledgers_of(const struct asking *k, bool *there)
{
	struct writer w;
	struct rows q;
	struct buf text;
	struct str ledger;
	size_t n = 0;

	buf_init(&text, 1 << 16);
	for (size_t i = 0; i < k->words->n; i++) {
		if (i)
			query_and(&text, k->tx);
		put_word(&text, k->tx, &k->words->list[i], false);
	}
	writer_init(&w, k->p->tables[0].program, k->tx->arena, S("search"));
	put(&w, "SELECT s.ledger FROM ");
	put_str(&w, search_from(k->tx));
	put(&w, " WHERE ");
	put_literal(&w, VAL(arena_str(k->tx->arena, buf_str(&text))));
	put_str(&w, search_on(k->tx, w.a, (int)(N_ARGS + w.n_terms)));
	buf_fmt(&w.out, " AND s.org = $1 ORDER BY %.*s LIMIT %d", P(search_newest(k->tx)), FEW);
	buf_drop(&text);
	q = run(k, &w);
	while (db_row(&q, &ledger)) {
		const struct table *t = table_of(k->p, ledger);
		if (t)
			there[t - k->p->tables] = true;
		n++;
	}
	return n < FEW;
}

static void all_groups(struct asking *k, struct search_found *found)
{
	bool *there = arena_array(k->tx->arena, bool, k->p->n_tables), few;

	found->limit = SEARCH_COUNT;
	k->t = &k->p->tables[0];
	few = ledgers_of(k, there);
	for (size_t i = 0; i < k->p->n_tables; i++) {
		struct search_group *g = &found->groups[found->n_groups];
		k->t = &k->p->tables[i];
		if ((few && !there[i]) || !may_open(k->t, k->ask->viewer.roles))
			continue;
		k->part = sees_part(k->t, k->ask->viewer.roles);
		*g = (struct search_group){ 0 };
		group_fill(k, g);
		if (g->n_hits)
			found->n_groups++;
	}
	if (found->n_groups)
		qsort(found->groups, found->n_groups, sizeof *found->groups, by_rank);
}

/* --- pages of one ledger --------------------------------------------------------------------- */

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
	found->limit = SEARCH_COUNT_ONE;
	g->count = k->part ? (int64_t)proved(k, ids, ids_of(k, IN_BOTH, 0, PROVED, ids), PROVED)
	                   : count_of(k, SEARCH_COUNT_ONE);
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
