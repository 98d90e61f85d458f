/*
 * test_calendar.c - which days are worked, against the public calendars of 2024 to 2026
 */
#include "kit.h"

#include "law/law.h"

static struct law law;

static int open_law(void **state)
{
	struct str error;

	kit_open(state);
	if (law_load(&law, &arena, law_dir(), &error))
		return 0;
	fprintf(stderr, "%.*s\n", P(error));
	return -1;
}

static void working_days_of_each_month(void **state)
{
	/* clang-format off */
	static const struct { int year, total, month[12]; } row[] = {
		{ 2024, 251, { 22, 18, 21, 22, 21, 19, 23, 22, 21, 19, 21, 22 } },
		{ 2025, 248, { 19, 19, 21, 22, 19, 20, 23, 21, 23, 18, 20, 23 } },
		{ 2026, 248, { 21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23 } },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		int total = 0, n;

		for (int m = 1; m <= 12; m++) {
			struct day first = day_make(row[i].year, m, 1),
				   last = day_add(day_add_months(first, 1), -1);

			n = is_worked(&law, first);
			for (struct day d = day_add(first, 1); d.n <= last.n; d = day_add(d, 1))
				n += is_worked(&law, d);
			if (n != row[i].month[m - 1])
				fail_msg("%d-%02d: %d working days instead of %d", row[i].year, m,
				         n, row[i].month[m - 1]);
			total += n;
		}
		assert_int_equal(total, row[i].total);
		if (calendar_has(&law, row[i].year - 1)) {
			assert_true(workdays_between(&law, day_year_end(row[i].year - 1),
			                             day_year_end(row[i].year), &n));
			assert_int_equal(n, row[i].total);
		}
	}
}

static void days_that_are_easily_got_wrong(void **state)
{
	/* clang-format off */
	static const struct { const char *day; bool worked; } row[] = {
		{ "2024-02-09", true },         /* the eve: worked in 2024                             */
		{ "2024-02-04", true },         /* a Sunday made up                                    */
		{ "2024-02-18", true },
		{ "2024-03-08", true },         /* half days do not stop a clock                       */
		{ "2024-05-04", false },
		{ "2024-09-29", true },
		{ "2024-10-07", false },
		{ "2024-10-12", true },
		{ "2025-01-26", true },
		{ "2025-02-04", false },
		{ "2025-10-08", false },
		{ "2026-02-14", true },
		{ "2026-02-23", false },
		{ "2026-06-01", true },
		{ "2026-11-22", false },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		if (is_worked(&law, D(row[i].day)) != row[i].worked)
			fail_msg("%s", row[i].day);
}

static void published_vectors(void **state)
{
	/* clang-format off */
	static const struct { int n; const char *from, *to; } row[] = {
		{ 7, "2024-09-27", "2024-10-12" },
		{ 7, "2026-09-28", "2026-10-13" },
		{ 20, "2024-01-30", "2024-03-01" },
		{ 5, "2025-01-24", "2025-02-07" },
		{ 20, "2025-09-15", "2025-10-17" },
		{ 5, "2024-04-26", "2024-05-07" },
		{ 5, "2026-02-11", "2026-02-25" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		struct day d;
		int n;

		assert_true(workdays_add(&law, D(row[i].from), row[i].n, &d));
		assert_day(d, row[i].to);
		assert_true(workdays_between(&law, D(row[i].from), D(row[i].to), &n));
		assert_int_equal(n, row[i].n);
		assert_true(workdays_between(&law, D(row[i].to), D(row[i].from), &n));
		assert_int_equal(n, -row[i].n);
	}
}

static void forwards_and_back(void **state)
{
	struct day d;

	(void)state;
	for (struct day from = D("2024-03-01"); from.n < D("2026-10-01").n;
	     from = day_add(from, 1)) {
		if (!is_worked(&law, from))
			continue;
		for (int n = 0; n < 40; n += 3) {
			assert_true(workdays_add(&law, from, n, &d));
			assert_true(is_worked(&law, d));
			assert_true(workdays_add(&law, d, -n, &d));
			assert_int_equal(d.n, from.n);
		}
	}
}

/* Two flags: the statutory days of minors' rules are not all the days off. */
static void statutory_days(void **state)
{
	/* clang-format off */
	static const struct { const char *day; bool statutory; } row[] = {
		{ "2025-01-28", true },         /* the eve, statutory since 2025                       */
		{ "2025-02-01", false },        /* off, but not statutory                              */
		{ "2025-05-02", true },
		{ "2025-05-03", false },
		{ "2025-10-03", true },
		{ "2025-10-06", true },         /* Mid-Autumn                                          */
		{ "2025-10-07", false },
		{ "2024-05-01", true },
		{ "2024-05-02", false },        /* one day to 2024                                     */
	};
	/* clang-format on */
	int n2024 = 0, n2025 = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++)
		if (is_statutory(&law, D(row[i].day)) != row[i].statutory)
			fail_msg("%s", row[i].day);
	for (struct day d = D("2024-01-01"); day_year(d) == 2024; d = day_add(d, 1))
		n2024 += is_statutory(&law, d);
	for (struct day d = D("2025-01-01"); day_year(d) == 2025; d = day_add(d, 1))
		n2025 += is_statutory(&law, d);
	assert_int_equal(n2024, 11);
	assert_int_equal(n2025, 13);
}

static void what_is_not_announced(void **state)
{
	struct day d = D("2020-01-01");
	int n = 99;

	(void)state;
	assert_false(is_provisional(&law, D("2026-12-31")));
	assert_true(is_provisional(&law, D("2027-01-01")));
	assert_true(is_provisional(&law, D("2027-12-31")));
	assert_false(is_worked(&law, D("2027-02-05")));
	assert_false(calendar_has(&law, 2028));
	assert_true(is_provisional(&law, D("2028-05-05")));
	assert_false(workdays_add(&law, D("2027-12-20"), 20, &d));
	assert_false(workdays_between(&law, D("2027-12-20"), D("2028-01-05"), &n));
	assert_day(d, "2020-01-01");
	assert_int_equal(n, 99);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(working_days_of_each_month),
		cmocka_unit_test(days_that_are_easily_got_wrong),
		cmocka_unit_test(published_vectors),
		cmocka_unit_test(forwards_and_back),
		cmocka_unit_test(statutory_days),
		cmocka_unit_test(what_is_not_announced),
	};

	return cmocka_run_group_tests(tests, open_law, kit_close);
}
