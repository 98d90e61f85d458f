/*
 * paper_format.c - values as a paper says them
 */
#include "ledger/papers.h"

static const char *const digits[] = { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" };
static const char *const digits_money[] = { "零", "壹", "贰", "叁", "肆",
	                                    "伍", "陆", "柒", "捌", "玖" };

struct numerals {
	const char *const *digit;
	const char *units[4], *groups[4];
};
static const struct numerals plain = { digits,
	                               { "", "十", "百", "千" },
	                               { "", "万", "亿", "万亿" } };
static const struct numerals money = { digits_money,
	                               { "", "拾", "佰", "仟" },
	                               { "", "万", "亿", "万亿" } };

bool paper_format_known(struct str format)
{
	return !format.n || str_index("大写,数,时,字", format) >= 0;
}

/* One group of four digits; a zero between two others is said once. */
static struct str group(struct arena *a, const struct numerals *x, int64_t n, bool lead)
{
	static const int tens[] = { 1, 10, 100, 1000 };
	struct str out = S("");
	bool zero = lead && n < 1000;

	for (int i = 3; i >= 0; i--) {
		int d = (int)(n / tens[i] % 10);
		if (!d) {
			zero |= out.n > 0;
			continue;
		}
		out = arena_fmt(a, "%.*s%s%s%s", P(out), zero ? x->digit[0] : "", x->digit[d],
		                x->units[i]);
		zero = false;
	}
	return out;
}

static struct str numeral(struct arena *a, const struct numerals *x, int64_t n)
{
	struct str out = S("");
	int64_t scale = INT64_C(1000000000000);

	if (n <= 0)
		return str_of(x->digit[0]);
	for (int i = 3; i >= 0; i--, scale /= 10000) {
		int64_t part = n / scale % 10000;
		if (part)
			out = arena_fmt(a, "%.*s%.*s%s", P(out), P(group(a, x, part, out.n > 0)),
			                x->groups[i]);
	}
	return out;
}

struct str number_cn(struct arena *a, int64_t n)
{
	struct str s = numeral(a, &plain, n), one = S("一十");

	return str_starts(s, one) ? str_from(s, 3) : s;
}

struct str fen_words_cn(struct arena *a, int64_t fen)
{
	int64_t jiao = fen / 10 % 10, cents = fen % 10;
	struct str out = fen >= 100 || fen == 0
	                         ? arena_fmt(a, "%.*s元", P(numeral(a, &money, fen / 100)))
	                         : S("");

	if (!jiao && !cents)
		return arena_fmt(a, "%.*s整", P(out));
	if (jiao)
		out = arena_fmt(a, "%.*s%s角", P(out), digits_money[jiao]);
	else if (out.n)
		out = arena_fmt(a, "%.*s零", P(out));
	return cents ? arena_fmt(a, "%.*s%s分", P(out), digits_money[cents]) : out;
}
