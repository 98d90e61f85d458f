/*
 * xlsx_cell.c - numbers and days of a spreadsheet as text
 */
#include "base/day.h"
#include "base/xlsx.h"

#include <math.h>
#include <string.h>

/* A serial is days since 1899-12-30; those of workbooks from 1904 are 1462 less. */
enum {
	SERIAL_1970 = 25569,
	SERIALS_1904 = 1462,
	LEAP_1900 = 60,
	LAST_SERIAL = 2958465,
	SECONDS = 86400
};

static struct xlsx_cell wrong(struct str text, const char *say)
{
	return (struct xlsx_cell){ XLSX_WRONG, text, say };
}

static struct xlsx_cell time_of(struct arena *a, int64_t day, int64_t second)
{
	struct str text = day_text(a, (struct day){ (int32_t)day });

	if (second)
		text = arena_fmt(a, "%.*sT%02d:%02d:%02d", P(text), (int)(second / 3600),
		                 (int)(second / 60 % 60), (int)(second % 60));
	return (struct xlsx_cell){ XLSX_DAY, text, NULL };
}

/*
 * A serial of 0 is no day but a time alone; 60 is 1900-02-29, which never was, and the serials
 * before it are a day early because of it.
 */
static struct xlsx_cell dated(struct arena *a, struct str v, double d, bool from_1904)
{
	double whole = floor(d);
	int64_t second = (int64_t)llround((d - whole) * SECONDS), day = (int64_t)whole;

	if (d < 0 || d > LAST_SERIAL)
		return wrong(v, "这个日期在能填写的范围之外。");
	if (second == SECONDS) {
		second = 0;
		day++;
	}
	if (day == 0 && !from_1904)
		return (struct xlsx_cell){ XLSX_TEXT,
			                   arena_fmt(a, "%02d:%02d", (int)(second / 3600),
			                             (int)(second / 60 % 60)),
			                   NULL };
	if (from_1904)
		day += SERIALS_1904;
	else if (day == LEAP_1900)
		return wrong(v, "没有1900年2月29日这一天。");
	else if (day < LEAP_1900)
		day++;
	return time_of(a, day - SERIAL_1970, second);
}

/* "1.50000000000000e-07" -> 0.00000015: digits move, nothing is computed. */
static struct str small_decimal(struct arena *a, const char *text)
{
	bool minus = *text == '-';
	const char *mantissa = text + minus, *e = strchr(text, 'e');
	size_t n = strcspn(mantissa, "e");
	int64_t zeros = 0;

	str_int(str_of(e + 2), &zeros); /* behind "e-" */
	while (n > 1 && (mantissa[n - 1] == '0' || mantissa[n - 1] == '.'))
		n--;
	return arena_fmt(a, "%s0.%.*s%c%.*s", minus ? "-" : "", (int)(zeros - 1),
	                 "0000000000000000000000000000000000000000", mantissa[0],
	                 n > 2 ? (int)(n - 2) : 0, mantissa + 2);
}

/* Fifteen digits are what was typed; what needs more was changed by the spreadsheet itself. */
static struct xlsx_cell decimal(struct arena *a, struct str v, double d)
{
	char text[64];

	if (fabs(d) >= 1e15)
		return wrong(v, "超过15位的数字已被表格软件改动：请把这一列设为“文本”，重新填写。");
	snprintf(text, sizeof(text), "%.15g", d);
	if (!strchr(text, 'e'))
		return (struct xlsx_cell){ XLSX_NUMBER, arena_str(a, str_of(text)), NULL };
	if (fabs(d) < 1e-30)
		return (struct xlsx_cell){ XLSX_NUMBER, S("0"), NULL };
	snprintf(text, sizeof(text), "%.14e", d);
	return (struct xlsx_cell){ XLSX_NUMBER, small_decimal(a, text), NULL };
}

struct xlsx_cell xlsx_number(struct arena *a, struct str v, enum xlsx_format format, bool from_1904)
{
	char text[64], *end;
	double d;

	v = str_trim(v);
	if (v.n == 0)
		return (struct xlsx_cell){ XLSX_NONE, S(""), NULL };
	if (v.n >= sizeof(text) || memchr(v.p, 0, v.n) || strspn(v.p, "+-.0123456789eE") < v.n)
		return wrong(v, "这一格的数字看不懂。");
	snprintf(text, sizeof(text), "%.*s", P(v));
	d = strtod(text, &end);
	if (*end || !isfinite(d))
		return wrong(v, "这一格的数字看不懂。");
	return format == XLSX_DATED ? dated(a, v, d, from_1904) : decimal(a, v, d);
}

/* The length of what stands in quotes, in brackets or behind an escape; 0: none. */
static size_t skipped(struct str s, bool *ret_elapsed)
{
	size_t n = 1;

	if (s.p[0] == '\\' || s.p[0] == '_' || s.p[0] == '*')
		return s.n > 1 ? 2 : 1;
	if (s.p[0] != '"' && s.p[0] != '[')
		return 0;
	while (n < s.n && s.p[n] != (s.p[0] == '"' ? '"' : ']'))
		n++;
	if (s.p[0] == '[' && n > 1 && strspn(s.p + 1, "hHmMsS") >= n - 1)
		*ret_elapsed = true;
	return n < s.n ? n + 1 : n;
}

enum xlsx_format xlsx_format_of(struct str code)
{
	bool is_dated = false;

	while (code.n && code.p[0] != ';') {
		size_t n = skipped(code, &is_dated);
		if (!n && strchr("yYmMdDhHsS", code.p[0]) && code.p[0])
			is_dated = true;
		code = str_from(code, n ? n : 1);
	}
	return is_dated ? XLSX_DATED : XLSX_PLAIN;
}
