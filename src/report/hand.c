/*
 * hand.c - what people wrote themselves: numbers without a figure, and words that are wrong
 *
 * A number in the prose of a template is bound to a figure or it was typed.  Digits that count
 * nothing are left alone: the mark of a list at the start of a line, years and dates, articles and
 * sessions (第 before them), numbers of papers, what stands in 《》 and 〔〕, and the names that the
 * template declares with @word (12345 is a telephone number).
 */
#include "report/report.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Length of the number at i: digits, and points and commas between digits. */
static size_t number_at(struct str s, size_t i)
{
	size_t n = 0;

	while (i + n < s.n &&
	       (is_digit(s.p[i + n]) || ((s.p[i + n] == '.' || s.p[i + n] == ',') && n &&
	                                 i + n + 1 < s.n && is_digit(s.p[i + n + 1]))))
		n++;
	return n;
}

/* "1." before "2024年…" is the mark of a list and not a decimal. */
static bool is_mark(struct str s, size_t n)
{
	size_t digits = 0, year = 0;

	while (digits < n && is_digit(s.p[digits]))
		digits++;
	while (digits + 1 + year < n && is_digit(s.p[digits + 1 + year]))
		year++;
	return digits <= 2 && year == 4 && digits + 5 == n && str_starts(str_from(s, n), S("年"));
}

static bool before(struct str s, size_t i, const char *what)
{
	return str_ends((struct str){ s.p, i }, str_of(what));
}

static bool after(struct str s, size_t i, const char *what)
{
	return str_starts(str_from(s, i), str_of(what));
}

/* Are there more of `open` than of `shut` before i? */
static bool inside(struct str s, size_t i, const char *open, const char *shut)
{
	int depth = 0;

	for (size_t k = 0; k < i; k++)
		depth += after(s, k, open) ? 1 : after(s, k, shut) ? -1 : 0;
	return depth > 0;
}

static bool is_word(const struct template *t, struct str s, size_t i, size_t n)
{
	for (size_t w = 0; w < t->n_words; w++)
		for (size_t at = 0; at + t->words[w].n <= s.n; at++)
			if (at <= i && i + n <= at + t->words[w].n &&
			    str_starts(str_from(s, at), t->words[w]))
				return true;
	return false;
}

static bool counts_nothing(const struct report *r, struct str s, size_t i, size_t n,
                           bool line_start)
{
	size_t end = i + n;

	if (line_start && i == 0 && is_mark(s, n))
		return true;
	if (line_start && i == 0 &&
	    (after(s, end, ".") || after(s, end, "．") || after(s, end, "、")))
		return true;
	if ((n == 4 && after(s, end, "年")) || after(s, end, "月") ||
	    (before(s, i, "月") && after(s, end, "日")))
		return true;
	if (before(s, i, "第") || after(s, end, "号") || after(s, end, "〕"))
		return true;
	return inside(s, i, "《", "》") || inside(s, i, "〔", "〕") ||
	       is_word(&r->template, s, i, n);
}

static void note_hand(struct report *r, struct str text, size_t i, size_t n, int line)
{
	size_t from = i > 30 ? i - 30 : 0, to = i + n + 30 < text.n ? i + n + 30 : text.n;

	/* Not in the middle of a character. */
	while (from > 0 && ((unsigned char)text.p[from] & 0xc0) == 0x80)
		from--;
	while (to < text.n && ((unsigned char)text.p[to] & 0xc0) == 0x80)
		to++;
	arena_grow(r->tx->arena, r->hands, r->n_hands, r->cap_hands);
	r->hands[r->n_hands++] = (struct hand){ line,
		                                r->n_sections ? r->n_sections - 1 : 0,
		                                { text.p + i, n },
		                                { text.p + from, to - from } };
}

void hand_runs(struct report *r, struct str text, int line, bool line_start,
               void (*put)(void *, enum run_is, struct str), void *arg)
{
	size_t from = 0, n;

	wording_check(r, text, line);
	for (size_t i = 0; i < text.n; i += n ? n : 1) {
		n = is_digit(text.p[i]) ? number_at(text, i) : 0;
		if (!n || counts_nothing(r, text, i, n, line_start))
			continue;
		note_hand(r, text, i, n, line);
		put(arg, RUN_TEXT, (struct str){ text.p + from, i - from });
		put(arg, RUN_HAND, (struct str){ text.p + i, n });
		from = i + n;
	}
	put(arg, RUN_TEXT, str_from(text, from));
}

/* Slips that have been printed before. */
static const struct {
	const char *wrong, *right;
} slips[] = {
	{ "双随意", "双随机" },
	{ "法制政府", "法治政府" },
	{ "权利清单", "权力清单" },
};

static void warn_word(struct report *r, int line, struct str say)
{
	struct check *c = report_check(r, CHECK_WORD);

	c->warning = true;
	c->line = line;
	c->say = say;
}

/* 《…》 that the table of statutes does not know may be a paper of the bureau, or out of date. */
void wording_check(struct report *r, struct str text, int line)
{
	struct arena *a = r->tx->arena;
	const char *open, *shut;

	for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++)
		if (str_has(text, str_of(slips[i].wrong)))
			warn_word(r, line,
			          arena_fmt(a, "“%s”应当是“%s”。", slips[i].wrong, slips[i].right));
	while ((open = memmem(text.p, text.n, "《", 3)) &&
	       (shut = memmem(open, (size_t)(text.p + text.n - open), "》", 3))) {
		struct str name = { open + 3, (size_t)(shut - open) - 3 };

		if (!statute_known(r->p->law, name))
			warn_word(r, line,
			          arena_fmt(a, "法规库中没有《%.*s》，请核对名称。", P(name)));
		text = str_from(text, (size_t)(shut - text.p) + 3);
	}
}
