/*
 * ids.c - identifiers that carry a check, written forms, and ids of records
 *
 * The weights and alphabets are those of the standards named at each function.
 */
#include "base/ids.h"
#include "base/day.h"
#include "base/must.h"
#include "base/world.h"

#include <string.h>

static bool all_digits(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return s.n > 0;
}

static int place_in(const char *alphabet, char c)
{
	const char *at = c ? strchr(alphabet, c) : NULL;

	return at ? (int)(at - alphabet) : -1;
}

/* GB 11714: eight characters with weights, and a ninth that checks them. */
static bool organisation_ok(const char *p)
{
	static const int weight[8] = { 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;

	for (int i = 0; i < 8; i++) {
		int v = place_in("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", p[i]);

		if (v < 0)
			return false;
		sum += v * weight[i];
	}
	return p[8] == "0X987654321"[sum % 11];
}

/* GB 32100-2015: 31 characters without I O S V Z; the weights are powers of 3 modulo 31. */
bool uscc_ok(struct str s)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	int sum = 0, weight = 1;

	if (s.n != 18 || !all_digits((struct str){ s.p + 2, 6 }))
		return false;
	for (int i = 0; i < 17; i++) {
		int v = place_in(alphabet, s.p[i]);

		if (v < 0)
			return false;
		sum += v * weight;
		weight = weight * 3 % 31;
	}
	return s.p[17] == alphabet[(31 - sum % 31) % 31] && organisation_ok(s.p + 8);
}

/* GB 11643-1999: area, date of birth, serial and a check modulo 11. */
bool id_card_ok(struct str s)
{
	static const int weight[17] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
	int sum = 0;
	struct day born;

	if (s.n != 18 || !all_digits((struct str){ s.p, 17 }))
		return false;
	if (!day_parse((struct str){ s.p + 6, 8 }, &born))
		return false;
	for (int i = 0; i < 17; i++)
		sum += (s.p[i] - '0') * weight[i];
	return s.p[17] == "10X98765432"[sum % 11];
}

/* Keeps bytes at both ends and stars between; short text is starred whole. */
static struct str mask(struct arena *a, struct str s, size_t head, size_t tail)
{
	char *p;

	if (s.n <= head + tail)
		head = tail = 0;
	p = arena_z(a, s);
	for (size_t i = head; i < s.n - tail; i++)
		p[i] = '*';
	return (struct str){ p, s.n };
}

/* 91********5X: the stars are eight, whatever they hide. */
struct str uscc_mask(struct arena *a, struct str s)
{
	if (s.n <= 4)
		return mask(a, s, 0, 0);
	return arena_fmt(a, "%.2s********%.2s", arena_z(a, s), arena_z(a, str_from(s, s.n - 2)));
}

struct str phone_mask(struct arena *a, struct str s)
{
	if (s.n >= 11)
		return mask(a, s, 3, 4);
	return mask(a, s, 0, s.n > 4 ? 2 : 0);
}

struct str name_mask(struct arena *a, struct str s)
{
	size_t first = 1;

	if (s.n == 0)
		return S("");
	while (first < s.n && ((unsigned char)s.p[first] & 0xc0) == 0x80)
		first++;
	return arena_fmt(a, "%.*s**", (int)first, s.p);
}

static bool is_uscc(struct str s)
{
	return uscc_ok(s);
}

static bool is_id_card(struct str s)
{
	return id_card_ok(s);
}

/* A mobile, a fixed line with or without its area and extension, or a short service number. */
static bool is_phone(struct str s)
{
	char digits[24];
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9') {
			if (n == sizeof(digits) - 1)
				return false;
			digits[n++] = s.p[i];
		} else if (s.p[i] != '-' || i == 0 || i + 1 == s.n || s.p[i - 1] == '-') {
			return false;
		}
	}
	if (n == 11 && digits[0] == '1')
		return digits[1] >= '3';
	if (n >= 10 && n <= 16)
		return digits[0] == '0' || str_starts((struct str){ digits, n }, S("400")) ||
		       str_starts((struct str){ digits, n }, S("800"));
	return n >= 5 && n <= 8 && digits[0] != '0';
}

/* The form of certificate numbers differs by issuer: letters, digits, hanzi, brackets and hyphens. */
static bool is_certificate(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		              (c >= '0' && c <= '9');

		if (!letter && c != '-' && c != '(' && c != ')' && c < 0x80)
			return false;
	}
	return !str_has(s, S("\u3000")) && str_chars(s) >= 4 && str_chars(s) <= 40;
}

static bool is_url(struct str s)
{
	size_t scheme = str_starts(s, S("https://")) ? 8 : str_starts(s, S("http://")) ? 7 : 0;

	if (scheme == 0 || s.n == scheme || strchr("/?#.", s.p[scheme]))
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= 0x20 || strchr("\"<>\\^`{|}\x7f", s.p[i]))
			return false;
	return true;
}

static bool is_sm3(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (place_in("0123456789abcdef", s.p[i]) < 0)
			return false;
	return s.n == 64;
}

/* GB/T 2260 and what the statistics office adds behind it: district, town, village. */
static bool is_area(struct str s)
{
	return (s.n == 6 || s.n == 9 || s.n == 12) && all_digits(s) && s.p[0] != '0';
}

/* clang-format off */
static const struct form { const char *key; bool (*holds)(struct str); const char *say; } forms[] = {
	{ "uscc",        is_uscc,        "统一社会信用代码应当为18位，且校验位正确。" },
	{ "id_card",     is_id_card,     "公民身份号码应当为18位，出生日期存在，且校验位正确。" },
	{ "phone",       is_phone,       "电话号码应当为11位手机号，或者带区号的固定电话。" },
	{ "certificate", is_certificate, "证件号码应当为4至40个字母、数字或者汉字，不含空格。" },
	{ "url",         is_url,         "网址应当以http://或者https://开头，不含空格。" },
	{ "sm3",         is_sm3,         "SM3摘要应当为64位小写十六进制数字。" },
	{ "area",        is_area,        "区划代码应当为6位、9位或者12位数字。" },
};
/* clang-format on */

static const struct form *form_find(const char *key)
{
	for (size_t i = 0; key && i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].key, key) == 0)
			return &forms[i];
	return NULL;
}

bool form_known(const char *form)
{
	return form_find(form) != NULL;
}

const char *form_check(const char *form, struct str text)
{
	const struct form *f = form_find(form);

	must(f != NULL);
	return f->holds(text) ? NULL : f->say;
}

/*
 * The last id without its node: milliseconds and sequence in one number.  A reading of the same
 * millisecond, or of an earlier one after the clock was set back, takes the next number.
 */
static int64_t last_id;

int64_t id_next(struct world *w, int node)
{
	int64_t epoch = instant_of_day(day_make(2020, 1, 1)).us;
	int64_t now = (world_now(w).us - epoch) / 1000;
	int64_t last = __atomic_load_n(&last_id, __ATOMIC_RELAXED), next;

	must(node >= 0 && node < 1024);
	now = now < 0 ? 0 : now;
	do {
		next = now << 12 > last ? now << 12 : last + 1;
	} while (!__atomic_compare_exchange_n(&last_id, &last, next, false, __ATOMIC_RELAXED,
	                                      __ATOMIC_RELAXED));
	must(next >> 53 == 0);
	return next >> 12 << 22 | (int64_t)node << 12 | (next & 4095);
}
