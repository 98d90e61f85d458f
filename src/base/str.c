/*
 * str.c - text that is not owned
 *
 * Everything here looks and cuts; nothing allocates.
 */
#include "base/str.h"

#include <string.h>

struct str str_of(const char *z)
{
	return z ? (struct str){ z, strlen(z) } : S("");
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_is(struct str a, const char *z)
{
	return str_eq(a, str_of(z));
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c != 0)
		return c < 0 ? -1 : 1;
	return a.n == b.n ? 0 : a.n < b.n ? -1 : 1;
}

bool str_has(struct str hay, struct str needle)
{
	if (needle.n == 0)
		return true;
	return hay.n >= needle.n && memmem(hay.p, hay.n, needle.p, needle.n) != NULL;
}

bool str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq((struct str){ s.p, prefix.n }, prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

struct str str_from(struct str s, size_t at)
{
	if (at >= s.n)
		return S("");
	return (struct str){ s.p + at, s.n - at };
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

struct str str_trim(struct str s)
{
	struct str wide = S("\u3000");

	for (;;) {
		if (s.n > 0 && is_blank(s.p[0]))
			s = str_from(s, 1);
		else if (str_starts(s, wide))
			s = str_from(s, wide.n);
		else if (s.n > 0 && is_blank(s.p[s.n - 1]))
			s.n -= 1;
		else if (str_ends(s, wide))
			s.n -= wide.n;
		else
			return s;
	}
}

bool str_cut(struct str s, char c, struct str *ret_before, struct str *ret_after)
{
	const char *at = s.n ? memchr(s.p, c, s.n) : NULL;

	if (!at)
		return false;
	*ret_before = (struct str){ s.p, (size_t)(at - s.p) };
	*ret_after = str_from(s, (size_t)(at - s.p) + 1);
	return true;
}

/* Bytes of the separator that `s` begins with, 0 when it begins with something else. */
typedef size_t separator(struct str s);

static size_t comma(struct str s)
{
	return s.p[0] == ',' ? 1 : 0;
}

static size_t semicolon(struct str s)
{
	if (s.p[0] == ';' || s.p[0] == '\n')
		return 1;
	return str_starts(s, S("；")) ? sizeof("；") - 1 : 0;
}

static bool next_item(struct str *rest, separator *is_separator, struct str *ret_item)
{
	while (rest->n > 0) {
		size_t n = 0, gap = 0;
		struct str item;

		while (n < rest->n && (gap = is_separator(str_from(*rest, n))) == 0)
			n++;
		item = str_trim((struct str){ rest->p, n });
		*rest = str_from(*rest, n + gap);
		if (item.n == 0)
			continue;
		*ret_item = item;
		return true;
	}
	return false;
}

bool str_item(struct str *rest, struct str *ret_item)
{
	return next_item(rest, comma, ret_item);
}

bool str_line(struct str *rest, struct str *ret_line)
{
	while (rest->n) {
		if (!str_cut(*rest, '\n', ret_line, rest)) {
			*ret_line = *rest;
			*rest = S("");
		}
		*ret_line = str_trim(*ret_line);
		if (ret_line->n)
			return true;
	}
	return false;
}

struct str str_word(struct str *rest)
{
	struct str s = str_trim(*rest);
	size_t n = 0;

	while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t')
		n++;
	*rest = str_trim(str_from(s, n));
	return (struct str){ s.p, n };
}

bool str_set_item(struct str *rest, struct str *ret_item)
{
	return next_item(rest, semicolon, ret_item);
}

int str_index(const char *list, struct str key)
{
	struct str rest = str_of(list), item;

	for (int i = 0; str_item(&rest, &item); i++)
		if (str_eq(item, key))
			return i;
	return -1;
}

struct str str_nth(const char *list, int i)
{
	struct str rest = str_of(list), item;

	while (str_item(&rest, &item))
		if (i-- == 0)
			return item;
	return S("");
}

bool str_int(struct str s, int64_t *ret_n)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	size_t i = minus || (s.n > 0 && s.p[0] == '+') ? 1 : 0;
	int64_t n = 0;

	if (i == s.n)
		return false;
	for (; i < s.n; i++) {
		int digit = s.p[i] - '0';

		if (digit < 0 || digit > 9)
			return false;
		/* Down from zero, since the smallest number has no positive twin. */
		if (__builtin_mul_overflow(n, 10, &n) || __builtin_sub_overflow(n, digit, &n))
			return false;
	}
	if (!minus && __builtin_sub_overflow(0, n, &n))
		return false;
	*ret_n = n;
	return true;
}

size_t str_chars(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

/* Bytes of the character that begins at p, at most n; 0 when it is no valid one. */
static size_t utf8_length(const unsigned char *p, size_t n)
{
	unsigned char low = 0x80, high = 0xbf;
	size_t length;

	if (p[0] < 0x80)
		return p[0] != 0;
	if (p[0] < 0xc2 || p[0] > 0xf4)
		return 0;
	length = p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
	/* The second byte tells overlong forms, surrogates and what lies beyond U+10FFFF. */
	if (p[0] == 0xe0)
		low = 0xa0;
	else if (p[0] == 0xed)
		high = 0x9f;
	else if (p[0] == 0xf0)
		low = 0x90;
	else if (p[0] == 0xf4)
		high = 0x8f;
	if (n < length || p[1] < low || p[1] > high)
		return 0;
	for (size_t i = 2; i < length; i++)
		if ((p[i] & 0xc0) != 0x80)
			return 0;
	return length;
}

bool utf8_ok(struct str s, size_t *ret_at)
{
	const unsigned char *p = (const unsigned char *)s.p;

	for (size_t i = 0, n; i < s.n; i += n) {
		n = utf8_length(p + i, s.n - i);
		if (n == 0) {
			if (ret_at)
				*ret_at = i;
			return false;
		}
	}
	return true;
}
