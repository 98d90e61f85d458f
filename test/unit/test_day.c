/*
 * test_day.c - civil days and instants
 */
#include "kit.h"

static void splits_and_makes_every_day(void **state)
{
	static const int length[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	struct day d = day_make(1900, 1, 1);
	int weekday = 1; /* 1 January 1900 was a Monday */

	(void)state;
	assert_int_equal(day_make(1970, 1, 1).n, 0);
	for (int y = 1900; y < 3000; y++)
		for (int m = 1; m <= 12; m++) {
			bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
			int n = length[m - 1] + (m == 2 && leap);

			assert_false(day_exists(y, m, n + 1));
			for (int i = 1; i <= n; i++, d.n++, weekday = (weekday + 1) % 7) {
				int year, month, mday;

				day_split(d, &year, &month, &mday);
				assert_true(year == y && month == m && mday == i);
				assert_true(day_make(y, m, i).n == d.n &&
				            day_weekday(d) == weekday);
			}
		}
}

static void reads_four_ways_of_writing(void **state)
{
	static const char *const good[] = { "2024-03-01", "2024/3/1",     "2024/03/01",
		                            "20240301",   "2024年3月1日", "2024年03月01日" };
	/* clang-format off */
	static const char *const bad[] = {
		"", "2024-02-30", "2023-02-29", "2024-13-01", "2024-00-01", "2024-3-1", "2024-03-01 ", " 2024-03-01",
		"2024-03/01", "2024年3月1", "24-03-01", "202403011", "2024031", "1899-12-31", "3000-01-01",
		"2024-03-01T00:00", "2024.03.01", "-2024-03-01", "２０２４-03-01",
	};
	/* clang-format on */
	struct day d;

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_true(day_parse(str_of(good[i]), &d));
		assert_day(d, "2024-03-01");
	}
	d = D("2020-01-01");
	for (size_t i = 0; i < COUNT(bad); i++)
		if (day_parse(str_of(bad[i]), &d))
			fail_msg("read as a day: %s", bad[i]);
	assert_day(d, "2020-01-01");
}

static void writes(void **state)
{
	(void)state;
	assert_str(day_text_cn(&arena, D("2024-03-01")), "2024年3月1日");
	assert_str(day_text(&arena, DAY_NONE), "");
	assert_str(day_text_cn(&arena, DAY_NONE), "");
	assert_int_equal(day_year(D("2024-12-31")), 2024);
	assert_day(day_year_end(2025), "2025-12-31");
	assert_day(day_add(D("2024-02-28"), 2), "2024-03-01");
}

static void adds_months(void **state)
{
	/* clang-format off */
	static const struct { const char *from; int n; const char *to; } row[] = {
		{ "2024-01-31", 1, "2024-02-29" },
		{ "2023-01-31", 1, "2023-02-28" },
		{ "2024-02-29", 12, "2025-02-28" },
		{ "2024-02-29", 48, "2028-02-29" },
		{ "2024-11-30", 3, "2025-02-28" },
		{ "2024-03-31", -1, "2024-02-29" },
		{ "2024-01-15", -13, "2022-12-15" },
		{ "2024-12-31", 0, "2024-12-31" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		assert_day(day_add_months(D(row[i].from), row[i].n), row[i].to);
}

static void reads_instants(void **state)
{
	/* clang-format off */
	static const struct { const char *text, *same; } row[] = {
		{ "2024-03-01T09:30", "2024-03-01T09:30:00+08:00" },
		{ "2024-03-01 09:30:15", "2024-03-01T09:30:15+08:00" },
		{ "2024-03-01T09:30:15.250", "2024-03-01T09:30:15+08:00" },
		{ "2024-03-01T16:30Z", "2024-03-02T00:30:00+08:00" },
		{ "2024-03-01T00:00:00+09:00", "2024-02-29T23:00:00+08:00" },
		{ "2024-03-01T00:00-05:30", "2024-03-01T13:30:00+08:00" },
		{ "1960-01-01T00:00", "1960-01-01T00:00:00+08:00" },
	};
	/* clang-format on */
	/* clang-format off */
	static const char *const bad[] = {
		"2024-03-01", "2024-03-01T", "2024-03-01T24:00", "2024-03-01T09:60", "2024-03-01T09:30:60",
		"2024-03-01T09:30:1", "2024-03-01T09:30:15.", "2024-03-01T9:30", "2024-03-01T09:30+8",
		"2024-03-01T09:30+08:00x", "2024-03-01T09:30 ", "2024-02-30T09:30", "2024-03-01T09:30+15:00",
	};
	/* clang-format on */
	struct instant t = { 5 };

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		assert_true(instant_parse(str_of(row[i].text), &t));
		assert_str(instant_text(&arena, t), row[i].same);
	}
	assert_true(instant_parse(S("1970-01-01T08:00:00.123456789"), &t));
	assert_int_equal(t.us, 123456);
	for (size_t i = 0; i < COUNT(bad); i++)
		if (instant_parse(str_of(bad[i]), &t))
			fail_msg("read as an instant: %s", bad[i]);
	assert_int_equal(t.us, 123456);
}

/* The day begins at midnight in China, which is four in the afternoon of the day before in UTC. */
static void an_instant_falls_on_a_day(void **state)
{
	struct instant t = instant_of_day(D("2024-03-01"));

	(void)state;
	assert_day(instant_day(t), "2024-03-01");
	t.us--;
	assert_day(instant_day(t), "2024-02-29");
	assert_day(instant_day(instant_of_day(D("1950-07-08"))), "1950-07-08");
	assert_false(day_set(instant_day(INSTANT_NONE)));
	assert_false(instant_set(instant_of_day(DAY_NONE)));
	assert_str(instant_text(&arena, INSTANT_NONE), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(splits_and_makes_every_day),
		cmocka_unit_test(reads_four_ways_of_writing),
		cmocka_unit_test(writes),
		cmocka_unit_test(adds_months),
		cmocka_unit_test(reads_instants),
		cmocka_unit_test(an_instant_falls_on_a_day),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
