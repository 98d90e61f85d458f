/*
 * fuzz_clock.c - any history of steps and stays against a clock
 *
 * The bytes are numbers: a term, where it starts, steps and stays.  The calendar is a plain one
 * without holidays.  Whatever comes, the answer is consistent: a last day, or one reason for none;
 * the same with and without an explanation; and the explanation adds up.
 */
#include "base/must.h"
#include "law/clock.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct bytes {
	const uint8_t *p;
	size_t n;
};

static uint32_t take(struct bytes *b, int n)
{
	uint32_t v = 0;

	for (; n > 0 && b->n > 0; n--, b->p++, b->n--)
		v = v << 8 | *b->p;
	return v;
}

static struct day take_day(struct bytes *b)
{
	uint32_t v = take(b, 2);

	/* Around 2024 to 2027, now and then far away or unset. */
	if (v % 64 == 0)
		return DAY_NONE;
	if (v % 64 == 1)
		return (struct day){ (int32_t)(take(b, 4) % 800000) - 200000 };
	return (struct day){ 19723 + (int32_t)(v % 1500) };
}

static struct term take_term(struct bytes *b, const char *id)
{
	static const struct {
		enum term_unit unit;
		enum counted counted;
	} as[] = {
		{ UNIT_DAY, COUNTED_WD },    { UNIT_DAY, COUNTED_CD },
		{ UNIT_MONTH, COUNTED_M },   { UNIT_YEAR, COUNTED_Y },
		{ UNIT_HOUR, COUNTED_H },    { UNIT_MINUTE, COUNTED_CLOCK },
		{ UNIT_NONE, COUNTED_NONE }, { UNIT_FEN, COUNTED_NONE },
	};
	uint32_t how = take(b, 1), n = take(b, 1);
	struct term t = { .id = str_of(id),
		          .has_value = how % 11 != 0,
		          .d = 1,
		          .n = n,
		          .from = DAY_NONE,
		          .to = DAY_NONE };

	t.kind = how & 32 ? TERM_BEFORE : TERM_WITHIN;
	t.rolls = how & 64;
	t.unit = as[how % 8].unit;
	t.counted = as[how % 8].counted;
	if (n == 255)
		t.n = (int64_t)((uint64_t)take(b, 4) << 31 | take(b, 4));
	return t;
}

static void make_years(struct calendar_year *years, int n)
{
	for (int y = 0; y < n; y++) {
		struct day d = day_make(2023 + y, 1, 1);

		years[y] = (struct calendar_year){ .year = 2023 + y, .provisional = y + 1 == n };
		for (int i = 0; i < 366; i++) {
			int weekday = day_weekday(day_add(d, i));

			years[y].day[i] = weekday > 0 && weekday < 6 ? DAY_WORKED : 0;
		}
	}
}

static void check_days(const struct clock_out *out)
{
	int number = 0;

	for (size_t i = 0; i < out->n_days; i++) {
		must(i == 0 || out->days[i].day.n != out->days[i - 1].day.n);
		must(out->days[i].why.n > 0);
		if (out->days[i].counted)
			must(out->days[i].counted == ++number);
	}
	if (out->has && !out->timed && out->n_days > 0)
		must(out->days[out->n_days - 1].day.n == out->last_day.n);
}

static void check(const struct clock_out *out)
{
	must(out->has == day_set(out->last_day));
	must(!out->has || (out->act_by.n <= out->last_day.n && !out->stands && !out->stopped &&
	                   !out->empty && out->missing.n == 0));
	must(!out->timed || !out->has || instant_set(out->last_at));
	must(out->has || !out->term || out->stands || out->stopped || out->empty ||
	     out->missing.n > 0);
}

enum { N_ROWS = 7, N_EVENTS = 8, N_STAYS = 8 };

static const struct clock rows[N_ROWS] = {
	{ "c", RUNS, TERM("a"), .from = "a_on" },
	{ "c", RUNS, TERM("b"), .from = "b_on" },
	{ "c", ENDS, LAW("x", "1"), .from = "c_on" },
	{ "c", RESTARTS, TERM("a"), .on_step = "again" },
	{ "c", STANDS, TERM("a"), .in_state = "still" },
	{ "c", EXTENDS, TERM("b"), .on_step = "extend" },
	{ "c", STOPS, TERM("a"), .on_step = "stop" },
};

static void run(const struct law *law, struct bytes *b, struct arena *a)
{
	static const char *const verb[] = { "again", "extend", "stop", "other" };
	struct event events[N_EVENTS];
	struct stay stays[N_STAYS];
	struct day from[N_ROWS];
	struct instant from_at[N_ROWS];
	bool speaks[N_ROWS];
	uint32_t said = take(b, 1);
	struct clock_in in = { .rows = rows,
		               .n_rows = N_ROWS,
		               .from = from,
		               .from_at = from_at,
		               .speaks = speaks,
		               .events = events,
		               .stays = stays,
		               .version = DAY_NONE };
	struct clock_out plain, explained;

	for (size_t i = 0; i < N_ROWS; i++) {
		speaks[i] = (said >> i & 1) == 0;
		from[i] = i < 3 ? take_day(b) : DAY_NONE;
		from_at[i] = said & 128 && day_set(from[i])
		                     ? (struct instant){ instant_of_day(from[i]).us + take(b, 4) }
		                     : INSTANT_NONE;
	}
	if (take(b, 1) % 4)
		from[2] = DAY_NONE, from_at[2] = INSTANT_NONE;
	in.today = take_day(b);
	for (uint32_t n = take(b, 1) % (N_EVENTS + 1); in.n_events < n;)
		events[in.n_events++] = (struct event){ str_of(verb[take(b, 1) % 4]), take_day(b),
			                                INSTANT_NONE };
	for (uint32_t n = take(b, 1) % (N_STAYS + 1); in.n_stays < n;)
		stays[in.n_stays++] = (struct stay){ take(b, 1) % 3 ? S("still") : S("moves"),
			                             take_day(b), take_day(b) };
	clock_run(law, &in, NULL, &plain);
	clock_run(law, &in, a, &explained);
	check(&plain);
	check_days(&explained);
	must(plain.has == explained.has && plain.last_day.n == explained.last_day.n &&
	     plain.last_at.us == explained.last_at.us && plain.act_by.n == explained.act_by.n &&
	     str_eq(plain.missing, explained.missing));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bytes b = { data, size };
	struct calendar_year years[5];
	struct term terms[2];
	struct arena a;
	struct law law = {
		.terms = terms, .n_terms = 2, .years = years, .n_years = 5, .arena = &a
	};
	struct clock_out out;

	arena_init(&a, 64 << 20);
	make_years(years, 5);
	terms[0] = take_term(&b, "a");
	terms[1] = take_term(&b, "b");
	run(&law, &b, &a);
	clock_term(&law, &terms[0], take_day(&b), NULL, &out);
	check(&out);
	arena_drop(&a);
	return 0;
}
