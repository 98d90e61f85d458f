/*
 * terms.c - text in one form, its runs, its terms
 */
#include <string.h>

#include "base/terms.h"

size_t char_bytes(struct str s)
{
	unsigned char c = s.n ? (unsigned char)s.p[0] : 0;
	size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	return n < s.n ? n : s.n;
}

static unsigned code_of(struct str c)
{
	const unsigned char *p = (const unsigned char *)c.p;

	switch (c.n) {
	case 1: return p[0];
	case 2: return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	case 3: return (p[0] & 0xfu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
	case 4:
		return (p[0] & 7u) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 |
		       (p[3] & 0x3fu);
	default: return 0;
	}
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'z');
}

bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_digit(s.p[i]))
			return true;
	return false;
}

/* --- one form -------------------------------------------------------------------------------- */

/* Brackets of every kind are typed for each other in numbers of papers. */
static bool is_bracket(unsigned c, char *ret)
{
	static const struct {
		unsigned open, close;
	} pairs[] = { { '(', ')' },       { 0x3014, 0x3015 }, { 0x3010, 0x3011 },
		      { 0xff3b, 0xff3d }, { 0x2018, 0x2019 }, { 0xff08, 0xff09 },
		      { 0xff5b, 0xff5d }, { '{', '}' } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (c == pairs[i].open || c == pairs[i].close) {
			*ret = c == pairs[i].open ? '[' : ']';
			return true;
		}
	return false;
}

static bool is_blank(unsigned c)
{
	return c <= ' ' || c == 0x7f || c == 0x3000 || c == 0xa0 || c == 0xfeff ||
	       (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000;
}

void terms_normal(struct buf *out, struct str text)
{
	while (text.n) {
		struct str one = { text.p, char_bytes(text) };
		unsigned c = code_of(one);
		char bracket;
		text = str_from(text, one.n);
		if (is_bracket(c, &bracket)) {
			buf_putc(out, bracket);
			continue;
		}
		if (c >= 0xff01 && c <= 0xff5e) /* full width */
			c -= 0xfee0;
		if (is_blank(c))
			buf_putc(out, ' ');
		else if (c >= 'A' && c <= 'Z')
			buf_putc(out, (char)(c + 'a' - 'A'));
		else if (c < 0x80)
			buf_putc(out, (char)c);
		else
			buf_put(out, one);
	}
}

/* --- runs ------------------------------------------------------------------------------------ */

/* Letters of scripts that are not written in words; the rest only parts them. */
static bool is_char(unsigned c)
{
	if (c < 0x80 || (c >= 0x2000 && c <= 0x2bff) || (c >= 0x3000 && c <= 0x3004) ||
	    (c >= 0x3008 && c <= 0x3020) || (c >= 0xe000 && c <= 0xf8ff) ||
	    (c >= 0xfe10 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff65))
		return false;
	return c != 0xb7 && c != 0x30fb && c >= 0xc0;
}

bool run_next(struct str *rest, struct run *ret)
{
	struct str s = *rest;
	size_t n = 0, chars = 0;

	while (s.n && !is_word(s.p[0]) && !is_char(code_of((struct str){ s.p, char_bytes(s) })))
		s = str_from(s, char_bytes(s));
	if (!s.n)
		return false;
	ret->is = is_word(s.p[0]) ? RUN_WORD : RUN_CHARS;
	while (n < s.n) {
		struct str c = { s.p + n, char_bytes(str_from(s, n)) };
		if (ret->is == RUN_WORD ? !is_word(c.p[0]) : !is_char(code_of(c)))
			break;
		n += c.n;
		chars++;
	}
	ret->text = (struct str){ s.p, n };
	ret->chars = chars;
	*rest = str_from(s, n);
	return true;
}

/* --- terms ----------------------------------------------------------------------------------- */

struct walk {
	void (*take)(void *, struct str);
	void *arg;
	const char *mark;
};

static void give(const struct walk *w, struct str term)
{
	char text[TERM_MAX];
	size_t m = strlen(w->mark), n = term.n < TERM_MAX - m ? term.n : TERM_MAX - m;

	memcpy(text, w->mark, m);
	memcpy(text + m, term.p, n);
	w->take(w->arg, (struct str){ text, m + n });
}

static void give_pairs(const struct walk *w, struct run run, bool singles)
{
	struct str s = run.text;

	if (singles || run.chars == 1)
		for (struct str c = s; c.n; c = str_from(c, char_bytes(c)))
			give(w, (struct str){ c.p, char_bytes(c) });
	while (s.n) {
		size_t one = char_bytes(s), two = char_bytes(str_from(s, one));
		if (two && one < s.n)
			give(w, (struct str){ s.p, one + two });
		s = str_from(s, one);
	}
}

static void give_tails(const struct walk *w, struct str word)
{
	struct walk tails = { w->take, w->arg, TERMS_TAIL };

	for (size_t n = TAIL_FROM; n <= TAIL_TO && n < word.n; n++)
		if (has_digit(word))
			give(&tails, str_from(word, word.n - n));
}

bool run_joint(struct run word, struct run chars, struct str *ret_term)
{
	if (word.is != RUN_WORD || chars.is != RUN_CHARS || word.text.n > JOINT_TO ||
	    word.text.p + word.text.n != chars.text.p)
		return false;
	*ret_term = (struct str){ word.text.p, word.text.n + char_bytes(chars.text) };
	return true;
}

static void walk_text(const struct walk *w, struct str line, bool singles)
{
	struct run run, last = { .is = RUN_CHARS };
	struct str joint;

	while (run_next(&line, &run)) {
		if (run_joint(last, run, &joint))
			give(w, joint);
		if (run.is == RUN_CHARS)
			give_pairs(w, run, singles);
		else
			give(w, run.text);
		last = run;
	}
}

static void walk_plain(const struct walk *w, struct str line)
{
	struct str rest = line;
	struct run run;

	walk_text(w, line, false);
	while (run_next(&rest, &run))
		if (run.is == RUN_WORD)
			give_tails(w, run.text);
}

static void walk_words(const struct walk *w, struct str line)
{
	struct str word = line;

	while (str_cut(line, ' ', &word, &line))
		if (word.n)
			give(w, word);
	if (line.n)
		give(w, line);
}

static bool begins(struct str *line, const char *mark)
{
	if (!str_starts(*line, str_of(mark)))
		return false;
	*line = str_from(*line, strlen(mark));
	return true;
}

static void walk_line(const struct walk *plain, struct str line)
{
	struct walk title = { plain->take, plain->arg, TERMS_TITLE };
	struct walk initials = { plain->take, plain->arg, TERMS_INITIALS };

	if (str_starts(line, S(TERMS_WORDS))) {
		walk_words(plain, line);
	} else if (begins(&line, TERMS_TITLE)) {
		walk_plain(plain, line);
		walk_text(&title, line, true);
	} else if (begins(&line, TERMS_INITIALS)) {
		for (size_t i = 0; i + 1 < line.n; i++)
			give(&initials, (struct str){ line.p + i, 2 });
	} else {
		walk_plain(plain, line);
	}
}

void terms_walk(struct str body, void (*take)(void *arg, struct str term), void *arg)
{
	struct walk plain = { take, arg, "" };
	struct str line;

	while (str_cut(body, '\n', &line, &body))
		walk_line(&plain, line);
	walk_line(&plain, body);
}
