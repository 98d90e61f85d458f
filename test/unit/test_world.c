/*
 * test_world.c - time and randomness
 */
#include "kit.h"

#include "base/world.h"

/* 09:00 and one millisecond for each reading: the same run gives the same bytes. */
static void a_fixed_world_repeats_itself(void **state)
{
	struct world one, two;
	unsigned char a[37], b[37], c[37];

	(void)state;
	world_fixed(&one, D("2024-10-21"), 42);
	world_fixed(&two, D("2024-10-21"), 42);
	assert_day(world_today(&one), "2024-10-21");
	assert_str(instant_text(&arena, world_now(&one)), "2024-10-21T09:00:00+08:00");
	assert_int_equal(world_now(&one).us - world_now(&two).us, 1000);
	world_random(&one, a, sizeof(a));
	world_random(&two, b, sizeof(b));
	assert_memory_equal(a, b, sizeof(a));
	world_random(&one, c, sizeof(c));
	assert_memory_not_equal(a, c, sizeof(a));
	world_fixed(&two, D("2024-10-21"), 43);
	world_random(&two, b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
}

static void a_real_world_does_not(void **state)
{
	struct world w;
	unsigned char a[32], b[32];
	int64_t before = world_ticks();

	(void)state;
	world_real(&w);
	world_random(&w, a, sizeof(a));
	world_random(&w, b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
	world_fixed(&w, D("2024-10-21"), 0);
	world_random(&w, a, sizeof(a));
	world_random(&w, b, sizeof(b));
	assert_memory_not_equal(a, b, sizeof(a));
	world_real(&w);
	assert_true(day_year(world_today(&w)) >= 2024);
	assert_true(world_ticks() >= before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fixed_world_repeats_itself),
		cmocka_unit_test(a_real_world_does_not),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
