/*
 * test_buf.c - a growing run of bytes
 */
#include "kit.h"

#include "base/buf.h"

static void grows(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	assert_int_equal(buf_str(&b).n, 0);
	for (int i = 0; i < 5000; i++)
		buf_putz(&b, "静海");
	assert_int_equal(b.n, 5000 * 6);
	buf_clear(&b);
	buf_putc(&b, 'x');
	buf_int(&b, INT64_MIN);
	buf_fmt(&b, "%s-%d", "y", 7);
	assert_str(buf_str(&b), "x-9223372036854775808y-7");
	assert_false(b.over);
	buf_drop(&b);
}

static void what_does_not_fit_is_dropped(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	buf_putz(&b, "12345678");
	buf_putz(&b, "9ab");
	assert_true(b.over);
	buf_putz(&b, "c");
	assert_str(buf_str(&b), "12345678");
	buf_clear(&b);
	assert_false(b.over);
	buf_putz(&b, "1234567890");
	assert_false(b.over);
	assert_int_equal(b.n, 10);
	buf_drop(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grows),
		cmocka_unit_test(what_does_not_fit_is_dropped),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
