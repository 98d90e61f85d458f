/*
 * test_arena.c - memory that is given back in one stroke, and refusals, which live in it
 */
#include "kit.h"

#include "base/refuse.h"

static void pieces_are_zeroed_and_aligned(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	for (size_t n = 0; n < 5000; n += 37) {
		unsigned char *p = arena_alloc(&a, n);

		assert_int_equal((uintptr_t)p % 16, 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
	}
	arena_reset(&a);
	for (size_t i = 0; i < 100; i++)
		assert_int_equal(*(char *)arena_alloc(&a, 1), 0);
	arena_drop(&a);
}

static void passing_the_limit_is_remembered(void **state)
{
	struct arena a;
	struct arena_mark m;

	(void)state;
	arena_init(&a, 4096);
	m = arena_mark(&a);
	assert_non_null(arena_alloc(&a, 4000));
	assert_false(a.over);
	assert_non_null(arena_alloc(&a, 100000));
	assert_true(a.over);
	arena_rewind(&a, m);
	assert_true(a.over);
	assert_int_equal(a.used, 0);
	arena_reset(&a);
	assert_false(a.over);
	arena_drop(&a);
}

static void a_rewind_keeps_what_was_before(void **state)
{
	struct arena a;
	struct str before;

	(void)state;
	arena_init(&a, 1 << 20);
	before = arena_str(&a, S("before"));
	for (int i = 0; i < 1000; i++) {
		struct arena_mark m = arena_mark(&a);
		char *p = arena_alloc(&a, (size_t)i * 40);

		memset(p, 'x', (size_t)i * 40);
		arena_rewind(&a, m);
	}
	assert_str(before, "before");
	assert_true(a.used <= 32);
	arena_drop(&a);
}

static int order[4], n_order;

static void remember(void *arg)
{
	order[n_order++] = *(int *)arg;
}

static void defers_run_newest_first(void **state)
{
	struct arena a;
	int one = 1, two = 2, three = 3;
	struct arena_mark m;

	(void)state;
	n_order = 0;
	arena_init(&a, 1 << 20);
	arena_defer(&a, remember, &one);
	m = arena_mark(&a);
	arena_defer(&a, remember, &two);
	arena_defer(&a, remember, &three);
	arena_rewind(&a, m);
	assert_int_equal(n_order, 2);
	assert_int_equal(order[0], 3);
	assert_int_equal(order[1], 2);
	arena_drop(&a);
	assert_int_equal(n_order, 3);
	assert_int_equal(order[2], 1);
}

static void formats(void **state)
{
	struct arena a;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_string_equal(arena_fmt(&a, "罚立〔%d〕%d号", 2024, 7).p, "罚立〔2024〕7号");
	assert_string_equal(arena_z(&a, (struct str){ "abc", 2 }), "ab");
	assert_int_equal(arena_fmt(&a, "%3000d", 1).n, 3000);
	assert_int_equal(arena_str(&a, (struct str){ NULL, 0 }).n, 0);
	arena_drop(&a);
}

static void refusals_gather(void **state)
{
	struct arena a;
	struct refusals r;

	(void)state;
	arena_init(&a, 1 << 20);
	refusals_init(&r, &a);
	warn_with(&r, (struct refusal){ .say = S("提醒") });
	assert_int_equal(r.n_refused, 0);
	assert_false(refuse(&r, "received_on", S("没有这一天。"), S("《行政处罚法》第60条")));
	assert_int_equal(r.n, 2);
	assert_int_equal(r.n_refused, 1);
	assert_str(r.list[1].field, "received_on");
	assert_str(r.list[1].basis, "《行政处罚法》第60条");
	fault(&r, S("磁盘"));
	fault(&r, S("内存"));
	assert_false(refuse(&r, NULL, S("不"), S("")));
	assert_int_equal(r.n, 2);
	assert_str(r.fault_say, "磁盘");
	refusals_cut(&r, 1);
	assert_int_equal(r.n, 1);
	assert_int_equal(r.n_refused, 0);
	assert_true(r.fault);
	arena_drop(&a);
}

/* A transaction that is tried again: whatever the list grew to, what stood before is still there. */
static void refusals_survive_a_rewind(void **state)
{
	(void)state;
	for (int before = 0; before < 70; before++) {
		struct arena a;
		struct refusals r;
		struct arena_mark m;

		arena_init(&a, 1 << 20);
		refusals_init(&r, &a);
		for (int i = 0; i < before; i++)
			refuse(&r, NULL, arena_fmt(&a, "%d", i), S(""));
		m = arena_mark(&a);
		for (int again = 0; again < 2; again++) {
			for (int i = 0; i < 200; i++)
				refuse(&r, NULL, S("later"), S(""));
			refusals_cut(&r, (size_t)before);
			arena_rewind(&a, m);
		}
		for (int i = 0; i < 40; i++)
			refuse(&r, NULL, S("after"), S(""));
		assert_int_equal(r.n, before + 40);
		assert_int_equal(r.n_refused, before + 40);
		for (int i = 0; i < before + 40; i++)
			assert_str(r.list[i].say, i < before ? arena_fmt(&a, "%d", i).p : "after");
		arena_drop(&a);
	}
}

/* Every element is kept across each doubling, from no list at all. */
static void a_list_grows(void **state)
{
	struct arena a;
	int *list = NULL;
	size_t n = 0, cap = 0;

	(void)state;
	arena_init(&a, 1 << 20);
	for (int i = 0; i < 1000; i++) {
		arena_grow(&a, list, n, cap);
		assert_true(cap > n);
		list[n++] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(list[i], i);
	arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_list_grows),
		cmocka_unit_test(pieces_are_zeroed_and_aligned),
		cmocka_unit_test(passing_the_limit_is_remembered),
		cmocka_unit_test(a_rewind_keeps_what_was_before),
		cmocka_unit_test(defers_run_newest_first),
		cmocka_unit_test(formats),
		cmocka_unit_test(refusals_gather),
		cmocka_unit_test(refusals_survive_a_rewind),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
