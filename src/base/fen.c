/*
 * fen.c - money as integers, and tenths of an hour
 *
 * Text is read digit by digit into an integer: no floating point ever touches money.
 */
#include "base/fen.h"

#include <inttypes.h>
#include <string.h>

/* Largest whole part: |yuan| < 10^13. */
#define LARGEST INT64_C(9999999999999)

/*
 * Reads "[-]digits[.digits]" with at most `decimals` decimals into an integer scaled by their
 * power of ten.  Commas are allowed between groups of three digits and nowhere else.
 */
static bool read_whole(struct str s, bool commas, int64_t *ret_n)
{
	bool grouped = commas && s.n && memchr(s.p, ',', s.n) != NULL;
	int64_t n = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		size_t behind = s.n - 1 - i;

		if (grouped && i > 0 && behind % 4 == 3) {
			if (s.p[i] != ',')
				return false;
			continue;
		}
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		n = n * 10 + (s.p[i] - '0');
		if (n > LARGEST)
			return false;
	}
	*ret_n = n;
	return true;
}

static bool read_scaled(struct str s, size_t decimals, bool commas, int64_t *ret_n)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	struct str whole = str_from(s, minus ? 1 : 0), rest = S("");
	bool dot = str_cut(whole, '.', &whole, &rest);
	int64_t n;

	if (!read_whole(whole, commas, &n) || rest.n > decimals || (dot && rest.n == 0))
		return false;
	for (size_t i = 0; i < decimals; i++) {
		char c = i < rest.n ? rest.p[i] : '0';

		if (c < '0' || c > '9')
			return false;
		n = n * 10 + (c - '0');
	}
	*ret_n = minus ? -n : n;
	return true;
}

bool fen_parse(struct str s, struct fen *ret_fen)
{
	return read_scaled(s, 2, true, &ret_fen->n);
}

static uint64_t magnitude(int64_t n)
{
	return n < 0 ? 0 - (uint64_t)n : (uint64_t)n;
}

struct str fen_text(struct arena *a, struct fen m)
{
	uint64_t n = magnitude(m.n);

	return arena_fmt(a, "%s%" PRIu64 ".%02d", m.n < 0 ? "-" : "", n / 100, (int)(n % 100));
}

struct str fen_text_cn(struct arena *a, struct fen m)
{
	uint64_t n = magnitude(m.n), yuan = n / 100;
	char text[48], *p = text + sizeof(text);
	int digits = 0;

	do {
		if (digits > 0 && digits % 3 == 0)
			*--p = ',';
		*--p = (char)('0' + yuan % 10);
		yuan /= 10;
		digits++;
	} while (yuan > 0);
	return arena_fmt(a, "%s%.*s.%02d", m.n < 0 ? "-" : "", (int)(text + sizeof(text) - p), p,
	                 (int)(n % 100));
}

struct str fen_text_wan(struct arena *a, struct fen m)
{
	/* Ten thousand yuan are a million fen; the two digits beyond four decimals are rounded. */
	uint64_t n = (magnitude(m.n) + 50) / 100;
	struct str s = arena_fmt(a, "%s%" PRIu64 ".%04d", m.n < 0 && n > 0 ? "-" : "", n / 10000,
	                         (int)(n % 10000));

	while (s.p[s.n - 1] == '0')
		s.n--;
	if (s.p[s.n - 1] == '.')
		s.n--;
	return s;
}

bool tenth_parse(struct str s, int64_t *ret_tenths)
{
	return read_scaled(s, 1, false, ret_tenths);
}

struct str tenth_text(struct arena *a, int64_t tenths)
{
	uint64_t n = magnitude(tenths);
	const char *sign = tenths < 0 ? "-" : "";

	if (n % 10 == 0)
		return arena_fmt(a, "%s%" PRIu64, sign, n / 10);
	return arena_fmt(a, "%s%" PRIu64 ".%d", sign, n / 10, (int)(n % 10));
}
