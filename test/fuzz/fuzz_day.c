/*
 * fuzz_day.c - any bytes as a day, an instant, an amount, a number
 *
 * What was read is in its range, and written out and read again it is the same.
 */
#include "base/day.h"
#include "base/fen.h"
#include "base/ids.h"
#include "base/must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_day(struct str s, struct arena *a)
{
	struct day d, again;

	if (!day_parse(s, &d))
		return;
	must(day_year(d) >= 1900 && day_year(d) <= 2999);
	must(day_parse(day_text(a, d), &again) && again.n == d.n);
	must(day_parse(day_text_cn(a, d), &again) && again.n == d.n);
}

static void try_instant(struct str s, struct arena *a)
{
	struct instant t, again;

	if (!instant_parse(s, &t))
		return;
	must(day_set(instant_day(t)));
	/* Text has no fractions of a second; the last hours of 2999 elsewhere are 3000 in China. */
	if (day_year(instant_day(t)) >= 1900 && day_year(instant_day(t)) <= 2999)
		must(instant_parse(instant_text(a, t), &again) && again.us <= t.us &&
		     t.us - again.us < 1000000);
}

static void try_numbers(struct str s, struct arena *a)
{
	struct fen m, again;
	int64_t n, same;

	if (fen_parse(s, &m)) {
		must(fen_parse(fen_text(a, m), &again) && again.n == m.n);
		must(fen_parse(fen_text_cn(a, m), &again) && again.n == m.n);
		fen_text_wan(a, m);
	}
	if (tenth_parse(s, &n))
		must(tenth_parse(tenth_text(a, n), &same) && same == n);
	if (str_int(s, &n))
		must(str_int(arena_fmt(a, "%lld", (long long)n), &same) && same == n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const forms[] = { "uscc", "id_card", "phone", "certificate",
		                             "url",  "sm3",     "area" };
	struct str s = { (const char *)data, size };
	struct arena a;

	arena_init(&a, 16 << 20);
	try_day(s, &a);
	try_instant(s, &a);
	try_numbers(s, &a);
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		form_check(forms[i], s);
	uscc_mask(&a, s);
	phone_mask(&a, s);
	name_mask(&a, s);
	arena_drop(&a);
	return 0;
}
