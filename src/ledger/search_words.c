/*
 * search_words.c - what people typed, as words and the ways in which each is found
 */
#include <string.h>

#include "base/terms.h"
#include "ledger/search.h"
#include "ledger/search_marks.h"

enum { MAX_TERMS = 24, INITIALS_MAX = 24 };

struct str search_hash(struct arena *a, struct str normal)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325); /* FNV-1a: a short name, no secret */

	for (size_t i = 0; i < normal.n; i++)
		if (normal.p[i] != ' ' && normal.p[i] != '-')
			h = (h ^ (unsigned char)normal.p[i]) * UINT64_C(0x100000001b3);
	return arena_fmt(a, "%sp%016llx", TERMS_WORDS, (unsigned long long)h);
}

struct str search_phone(struct arena *a, struct str normal)
{
	return arena_fmt(a, "%se%.*s", TERMS_WORDS, 4, normal.p + normal.n - 4);
}

/* --- terms of a word ------------------------------------------------------------------------- */

struct taking_terms {
	struct arena *a;
	struct way_found *way;
};

static void take_term(void *arg, struct str term)
{
	struct taking_terms *k = arg;

	if (str_starts(term, S(TERMS_TAIL)))
		return;
	if (k->way->n_terms < MAX_TERMS)
		k->way->terms[k->way->n_terms++] = arena_str(k->a, term);
}

static struct way_found *way_add(struct arena *a, struct word *w, enum found_by by, struct str text)
{
	struct way_found *way = &w->ways[w->n_ways++];

	*way = (struct way_found){ .text = text, .terms = arena_array(a, struct str, MAX_TERMS) };
	way->by = (unsigned)by;
	return way;
}

static void add_terms(struct arena *a, struct way_found *way, struct str text)
{
	struct taking_terms k = { a, way };

	terms_walk(text, take_term, &k);
}

static void one_term(struct arena *a, struct word *w, enum found_by by, struct str text,
                     struct str term)
{
	struct way_found *way = way_add(a, w, by, text);

	way->terms[way->n_terms++] = term;
}

/* --- one word -------------------------------------------------------------------------------- */

static void ways_of_tail(struct arena *a, struct word *w, struct str s)
{
	size_t n = s.n < TAIL_TO ? s.n : TAIL_TO;

	if (!has_digit(s) || s.n < TAIL_FROM || s.n > TERM_MAX)
		return;
	one_term(a, w, BY_TAIL, s, arena_fmt(a, "%s%.*s", TERMS_TAIL, (int)n, s.p + s.n - n));
	w->ways[w->n_ways - 1].proof = s.n > n;
}

static void ways_of_initials(struct arena *a, struct word *w, struct str s)
{
	struct way_found *way;

	if (has_digit(s) || s.n < 2 || s.n > INITIALS_MAX)
		return;
	way = way_add(a, w, BY_INITIALS, s);
	add_terms(a, way, arena_fmt(a, "%s%.*s", TERMS_INITIALS, P(s)));
	way->proof = s.n > 2;
}

static bool all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

static void ways_of_masked(struct arena *a, struct word *w)
{
	struct str mark = search_hash(a, w->text);

	one_term(a, w, BY_MARK, mark, mark);
	if (all_digits(w->text) && w->text.n >= 4 && w->text.n <= 10) {
		mark = search_phone(a, w->text);
		one_term(a, w, BY_MARK, mark, mark);
	}
}

/* A word and the character right behind it are a term; the word is whole, for something stands before it. */
static void add_joint(struct arena *a, struct way_found *way, struct run word, struct run chars)
{
	struct str term;

	if (run_joint(word, chars, &term) && way->n_terms < MAX_TERMS)
		way->terms[way->n_terms++] = arena_str(a, term);
}

/* Characters and letters together: runs at either end may be parts of longer ones, the proof tells. */
static void ways_of_mixed(struct arena *a, struct word *w, size_t n_runs)
{
	struct way_found *way = way_add(a, w, BY_TEXT, w->text);
	struct str rest = w->text;
	struct run run, last = { .is = RUN_CHARS };

	way->proof = true;
	for (size_t i = 0; run_next(&rest, &run); i++) {
		bool edge = i == 0 || i + 1 == n_runs;
		if (i > 1)
			add_joint(a, way, last, run);
		if (run.is == RUN_CHARS ? run.chars > 1 : !edge)
			add_terms(a, way, run.text);
		last = run;
	}
	rest = w->text;
	while (!way->n_terms && run_next(&rest, &run))
		if (run.is == RUN_WORD)
			add_terms(a, way, run.text);
	if (!way->n_terms)
		add_terms(a, way, w->text);
}

static void ways_of(struct arena *a, struct word *w)
{
	struct str rest = w->text;
	struct run run, other;
	size_t n_runs = 1;
	bool whole;

	if (!run_next(&rest, &run))
		return;
	while (run_next(&rest, &other))
		n_runs++;
	whole = n_runs == 1 && run.text.n == w->text.n;
	if (whole && run.is == RUN_WORD) {
		one_term(a, w, BY_WORD, w->text,
		         (struct str){ w->text.p, w->text.n < TERM_MAX ? w->text.n : TERM_MAX });
		ways_of_tail(a, w, w->text);
		ways_of_initials(a, w, w->text);
	} else if (whole && run.chars == 1) {
		one_term(a, w, BY_CHAR, w->text, arena_fmt(a, "%s%.*s", TERMS_TITLE, P(w->text)));
	} else if (whole) {
		struct way_found *way = way_add(a, w, BY_TEXT, w->text);
		add_terms(a, way, w->text);
		way->proof = run.chars > 2;
	} else {
		ways_of_mixed(a, w, n_runs);
	}
	ways_of_masked(a, w);
}

/* --- all words ------------------------------------------------------------------------------- */

/* Punctuation around a word is not meant: "处罚", 处罚*; brackets of a number are. */
static struct str trim_word(struct str s)
{
	struct run run;
	struct str rest = s;
	const char *end = s.p;

	if (!run_next(&rest, &run))
		return S("");
	if (!(run.text.p > s.p && run.text.p[-1] == '['))
		s = str_from(s, (size_t)(run.text.p - s.p));
	else
		s = str_from(s, (size_t)(run.text.p - s.p) - 1);
	rest = s;
	while (run_next(&rest, &run))
		end = run.text.p + run.text.n;
	if (end < s.p + s.n && *end == ']')
		end++;
	return (struct str){ s.p, (size_t)(end - s.p) };
}

static struct str cut_to(struct str s, size_t chars)
{
	size_t n = 0;

	while (n < s.n && chars--)
		n += char_bytes(str_from(s, n));
	return (struct str){ s.p, n };
}

void words_read(struct arena *a, struct str text, struct words *ret)
{
	struct str asked = cut_to(text, SEARCH_TEXT), rest, word;
	struct buf normal;
	size_t bad;

	*ret = (struct words){ .cut = asked.n < text.n };
	if (!utf8_ok(asked, &bad))
		asked.n = bad;
	buf_init(&normal, 4 * SEARCH_TEXT + 16);
	terms_normal(&normal, asked);
	rest = ret->whole = str_trim(arena_str(a, buf_str(&normal)));
	buf_drop(&normal);
	while (rest.n) {
		if (!str_cut(rest, ' ', &word, &rest)) {
			word = rest;
			rest = S("");
		}
		word = trim_word(word);
		if (!word.n)
			continue;
		if (ret->n == MAX_WORDS) {
			ret->cut = true;
			break;
		}
		ret->list[ret->n] = (struct word){ .text = word };
		ways_of(a, &ret->list[ret->n]);
		ret->n += ret->list[ret->n].n_ways > 0;
	}
}

/* --- proof ----------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* As a word of its own, or (tail) as the end of one. */
static bool has_word(struct str body, struct str word, bool tail)
{
	while (body.n >= word.n) {
		const char *at = memmem(body.p, body.n, word.p, word.n);
		if (!at)
			return false;
		bool begins = at == body.p || !is_letter(at[-1]);
		bool ends = at + word.n == body.p + body.n || !is_letter(at[word.n]);
		if (ends && (tail || begins))
			return true;
		body = str_from(body, (size_t)(at - body.p) + 1);
	}
	return false;
}

static bool in_line(struct str body, const char *mark, struct str text)
{
	struct str line;
	bool more = true;

	while (more) {
		more = str_cut(body, '\n', &line, &body);
		line = more ? line : body;
		if (str_starts(line, str_of(mark)) && str_has(line, text))
			return true;
	}
	return false;
}

static bool way_in(const struct way_found *way, struct str body)
{
	switch (way->by) {
	case BY_TEXT:
	case BY_MARK: return str_has(body, way->text);
	case BY_WORD: return has_word(body, way->text, false);
	case BY_TAIL: return has_word(body, way->text, true);
	case BY_CHAR: return in_line(body, TERMS_TITLE, way->text);
	case BY_INITIALS: return in_line(body, TERMS_INITIALS, way->text);
	}
	return false;
}

bool words_in(const struct words *w, struct str body)
{
	for (size_t i = 0; i < w->n; i++) {
		bool in = false;
		for (size_t k = 0; k < w->list[i].n_ways && !in; k++)
			in = way_in(&w->list[i].ways[k], body);
		if (!in)
			return false;
	}
	return w->n > 0;
}

/* --- marking --------------------------------------------------------------------------------- */

/* Bytes of normal text that a word takes at this place; 0: none begins here. */
static size_t word_at(const struct words *w, struct str normal)
{
	size_t most = 0;

	for (size_t i = 0; i < w->n; i++)
		if (str_starts(normal, w->list[i].text) && w->list[i].text.n > most)
			most = w->list[i].text.n;
	return most;
}

static void part_add(struct part *list, size_t *n, struct str text, bool marked)
{
	if (!text.n)
		return;
	if (*n && list[*n - 1].marked == marked) {
		list[*n - 1].text.n += text.n;
		return;
	}
	list[(*n)++] = (struct part){ text, marked };
}

/* Each character has one in normal form, so both are walked together. */
size_t words_mark(struct arena *a, const struct words *w, struct str text, struct part **ret)
{
	struct part *list = arena_array(a, struct part, str_chars(text) + 1);
	struct str normal;
	struct buf b;
	size_t n = 0, left = 0;

	buf_init(&b, 4 * text.n + 16);
	terms_normal(&b, text);
	normal = arena_str(a, buf_str(&b));
	buf_drop(&b);
	while (text.n && normal.n) {
		size_t raw = char_bytes(text), same = char_bytes(normal), word;
		if (!left && (word = word_at(w, normal)))
			left = word;
		part_add(list, &n, (struct str){ text.p, raw }, left > 0);
		left -= same < left ? same : left;
		text = str_from(text, raw);
		normal = str_from(normal, same);
	}
	*ret = list;
	return n;
}
