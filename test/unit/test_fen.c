/*
 * test_fen.c - money and tenths
 */
#include "kit.h"

#include "base/fen.h"

static void reads_yuan(void **state)
{
	/* clang-format off */
	static const struct { const char *text; int64_t fen; } good[] = {
		{ "3000", 300000 }, { "3,000.00", 300000 }, { "0.5", 50 }, { "0.05", 5 }, { "-1.20", -120 },
		{ "1,234,567.8", 123456780 }, { "9999999999999.99", 999999999999999 }, { "0", 0 }, { "007", 700 },
	};
	/* clang-format on */
	/* clang-format off */
	static const char *const bad[] = {
		"", "-", ".", ".5", "5.", "1.234", "1e3", "+1", " 1", "1 ", "1,00", ",100", "1,0000", "10,00,000",
		"1,000,", "10000000000000", "0x10", "1.2.3", "--1", "１００", "3000元", "1.0,0", "NaN",
	};
	/* clang-format on */
	struct fen m = { 42 };

	(void)state;
	for (size_t i = 0; i < COUNT(good); i++) {
		assert_true(fen_parse(str_of(good[i].text), &m));
		assert_int_equal(m.n, good[i].fen);
	}
	m.n = 42;
	for (size_t i = 0; i < COUNT(bad); i++)
		if (fen_parse(str_of(bad[i]), &m))
			fail_msg("read as money: %s", bad[i]);
	assert_int_equal(m.n, 42);
}

static void writes_yuan(void **state)
{
	(void)state;
	assert_str(fen_text(&arena, (struct fen){ 300000 }), "3000.00");
	assert_str(fen_text(&arena, (struct fen){ -5 }), "-0.05");
	assert_str(fen_text_cn(&arena, (struct fen){ 300000 }), "3,000.00");
	assert_str(fen_text_cn(&arena, (struct fen){ 99999 }), "999.99");
	assert_str(fen_text_cn(&arena, (struct fen){ -123456789 }), "-1,234,567.89");
	assert_str(fen_text_cn(&arena, (struct fen){ INT64_MIN }), "-92,233,720,368,547,758.08");
}

static void writes_ten_thousands(void **state)
{
	(void)state;
	assert_str(fen_text_wan(&arena, (struct fen){ 14341500 }), "14.3415");
	assert_str(fen_text_wan(&arena, (struct fen){ 10000000 }), "10");
	assert_str(fen_text_wan(&arena, (struct fen){ 500000 }), "0.5");
	assert_str(fen_text_wan(&arena, (struct fen){ 0 }), "0");
	assert_str(fen_text_wan(&arena, (struct fen){ 150 }), "0.0002");
	assert_str(fen_text_wan(&arena, (struct fen){ -14341500 }), "-14.3415");
	assert_str(fen_text_wan(&arena, (struct fen){ -1 }), "0");
}

static void tenths_of_an_hour(void **state)
{
	int64_t n = 7;

	(void)state;
	assert_true(tenth_parse(S("2.5"), &n));
	assert_int_equal(n, 25);
	assert_true(tenth_parse(S("40"), &n));
	assert_int_equal(n, 400);
	assert_false(tenth_parse(S("2.55"), &n));
	assert_false(tenth_parse(S("1,000"), &n));
	assert_int_equal(n, 400);
	assert_str(tenth_text(&arena, 25), "2.5");
	assert_str(tenth_text(&arena, 400), "40");
	assert_str(tenth_text(&arena, -5), "-0.5");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_yuan),
		cmocka_unit_test(writes_yuan),
		cmocka_unit_test(writes_ten_thousands),
		cmocka_unit_test(tenths_of_an_hour),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
