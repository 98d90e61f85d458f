/*
 * test_str.c - text that is not owned
 */
#include "kit.h"

static void compares(void **state)
{
	(void)state;
	assert_true(str_eq(S(""), (struct str){ NULL, 0 }));
	assert_true(str_eq(S("abc"), S("abc")));
	assert_false(str_eq(S("abc"), S("abd")));
	assert_false(str_eq(S("abc"), S("ab")));
	assert_true(str_is(S("abc"), "abc"));
	assert_true(str_is(str_of(NULL), ""));
	assert_int_equal(str_cmp(S("a"), S("b")), -1);
	assert_int_equal(str_cmp(S("ab"), S("a")), 1);
	assert_int_equal(str_cmp(S("ab"), S("ab")), 0);
	assert_int_equal(str_cmp(S("\xe5"), S("z")), 1);
}

static void looks_inside(void **state)
{
	(void)state;
	assert_true(str_has(S("静海区文化和旅游局"), S("文化")));
	assert_true(str_has(S("x"), S("")));
	assert_false(str_has(S("ab"), S("abc")));
	assert_true(str_starts(S("abc"), S("ab")));
	assert_false(str_starts(S("a"), S("ab")));
	assert_true(str_ends(S("abc"), S("bc")));
	assert_false(str_ends(S("c"), S("bc")));
	assert_str(str_from(S("abc"), 1), "bc");
	assert_str(str_from(S("abc"), 3), "");
	assert_str(str_from(S("abc"), 9), "");
}

static void trims(void **state)
{
	(void)state;
	assert_str(str_trim(S(" \t\r\n张三\u3000 \u3000")), "张三");
	assert_str(str_trim(S("\u3000\u3000")), "");
	assert_str(str_trim(S("a b")), "a b");
	/* E3 80 81 is 、 and shares two bytes with the wide blank. */
	assert_str(str_trim(S("、")), "、");
}

static void cuts(void **state)
{
	struct str a = S("kept"), b = S("kept");

	(void)state;
	assert_false(str_cut(S("abc"), '=', &a, &b));
	assert_str(a, "kept");
	assert_str(b, "kept");
	assert_true(str_cut(S("k=v=w"), '=', &a, &b));
	assert_str(a, "k");
	assert_str(b, "v=w");
	assert_true(str_cut(S("k="), '=', &a, &b));
	assert_str(b, "");
}

static void walks_lists(void **state)
{
	struct str rest = S(" a ,, b,c, "), item;
	const char *want[] = { "a", "b", "c" };
	size_t n = 0;

	(void)state;
	for (; str_item(&rest, &item); n++)
		assert_str(item, want[n]);
	assert_int_equal(n, 3);
	rest = S("张三；李四; 王五\n赵；");
	for (n = 0; str_set_item(&rest, &item); n++)
		assert_true(item.n >= 3);
	assert_int_equal(n, 4);
	assert_int_equal(str_index("a,b,c", S("c")), 2);
	assert_int_equal(str_index("a,b,c", S("d")), -1);
	assert_int_equal(str_index(NULL, S("d")), -1);
	assert_str(str_nth("a,b,c", 1), "b");
	assert_str(str_nth("a,b,c", 3), "");
}

static void reads_integers(void **state)
{
	static const char *const bad[] = { "",
		                           "-",
		                           "+",
		                           " 1",
		                           "1 ",
		                           "1.0",
		                           "0x1",
		                           "9223372036854775808",
		                           "-9223372036854775809",
		                           "１",
		                           "1,000" };
	int64_t n = 7;

	(void)state;
	assert_true(str_int(S("9223372036854775807"), &n));
	assert_true(n == INT64_MAX);
	assert_true(str_int(S("-9223372036854775808"), &n));
	assert_true(n == INT64_MIN);
	assert_true(str_int(S("+30"), &n));
	assert_int_equal(n, 30);
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(str_int(str_of(bad[i]), &n));
	assert_int_equal(n, 30);
}

static void counts_characters(void **state)
{
	(void)state;
	assert_int_equal(str_chars(S("")), 0);
	assert_int_equal(str_chars(S("a静b")), 3);
	assert_int_equal(str_chars(S("𠮷")), 1);
}

static void knows_utf8(void **state)
{
	/* clang-format off */
	static const struct { struct str s; size_t at; } bad[] = {
		{ { "a\0b", 3 }, 1 },                   /* NUL                                    */
		{ { "\x80", 1 }, 0 },                   /* a continuation alone                   */
		{ { "ab\xc0\xaf", 4 }, 2 },             /* overlong '/'                           */
		{ { "\xe0\x9f\xbf", 3 }, 0 },           /* overlong                               */
		{ { "\xf0\x8f\xbf\xbf", 4 }, 0 },       /* overlong                               */
		{ { "\xed\xa0\x80", 3 }, 0 },           /* surrogate                              */
		{ { "\xf4\x90\x80\x80", 4 }, 0 },       /* beyond U+10FFFF                        */
		{ { "\xe9\x9d", 2 }, 0 },               /* cut short                              */
		{ { "\xff", 1 }, 0 },
	};
	/* clang-format on */
	size_t at;

	(void)state;
	assert_true(utf8_ok(S("静海 \xf4\x8f\xbf\xbf \xed\x9f\xbf"), NULL));
	assert_true(utf8_ok(S(""), NULL));
	for (size_t i = 0; i < COUNT(bad); i++) {
		at = 99;
		assert_false(utf8_ok(bad[i].s, &at));
		assert_int_equal(at, bad[i].at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(compares),
		cmocka_unit_test(looks_inside),
		cmocka_unit_test(trims),
		cmocka_unit_test(cuts),
		cmocka_unit_test(walks_lists),
		cmocka_unit_test(reads_integers),
		cmocka_unit_test(counts_characters),
		cmocka_unit_test(knows_utf8),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
