/*
 * test_ids.c - identifiers that carry a check; the codes are published ones of government bodies
 */
#include "kit.h"

#include "base/ids.h"
#include "base/world.h"

static const char *const codes[] = {
	"111201120001847279", "11620300013909010R", "11370322004222241N",
	"11500112MB15744794", "113703030042170202", "11371525004442025C",
};

static void uscc(void **state)
{
	static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

	(void)state;
	for (size_t i = 0; i < COUNT(codes); i++) {
		assert_true(uscc_ok(str_of(codes[i])));
		/* One wrong character is always seen. */
		for (size_t at = 0; at < 18; at++)
			for (const char *c = alphabet; *c; c++) {
				char *other = arena_z(&arena, str_of(codes[i]));

				other[at] = *c;
				assert_int_equal(uscc_ok(str_of(other)), *c == codes[i][at]);
			}
	}
	assert_false(uscc_ok(S("")));
	assert_false(uscc_ok(S("11120112000184727")));
	assert_false(uscc_ok(S("1112011200018472790")));
	assert_false(uscc_ok(S("11620300013909010r")));
	assert_false(uscc_ok(S("11I203000139090100")));
}

static void id_cards(void **state)
{
	(void)state;
	assert_true(id_card_ok(S("11010519491231002X")));
	assert_false(id_card_ok(S("11010519491231002x")));
	assert_false(id_card_ok(S("110105194912310021")));
	assert_false(id_card_ok(S("11010519491331002X")));
	assert_false(id_card_ok(S("110105194902300027")));
	assert_false(id_card_ok(S("110105491231002")));
	assert_false(id_card_ok(S("")));
	for (int at = 0; at < 17; at++) {
		char *other = arena_z(&arena, S("11010519491231002X"));

		other[at] = other[at] == '9' ? '8' : (char)(other[at] + 1);
		assert_false(id_card_ok(str_of(other)));
	}
}

static void masks(void **state)
{
	(void)state;
	assert_str(uscc_mask(&arena, S("91120118MA06XXXX5X")), "91********5X");
	assert_str(uscc_mask(&arena, S("91")), "**");
	assert_str(phone_mask(&arena, S("13912340000")), "139****0000");
	assert_str(phone_mask(&arena, S("68612345")), "******45");
	assert_str(phone_mask(&arena, S("110")), "***");
	assert_str(phone_mask(&arena, S("")), "");
	assert_str(name_mask(&arena, S("张三丰")), "张**");
	assert_str(name_mask(&arena, S("张三")), "张**");
	assert_str(name_mask(&arena, S("")), "");
}

static void written_forms(void **state)
{
	/* clang-format off */
	static const struct { const char *form, *text; bool ok; } row[] = {
		{ "uscc", "111201120001847279", true },
		{ "uscc", "111201120001847278", false },
		{ "id_card", "11010519491231002X", true },
		{ "id_card", "11010519491231002Y", false },
		{ "phone", "13912340000", true },
		{ "phone", "022-68612345", true },
		{ "phone", "0317-1234567-801", true },
		{ "phone", "68612345", true },
		{ "phone", "400-810-0000", true },
		{ "phone", "12345", true },
		{ "phone", "12912340000", false },
		{ "phone", "139123400001", false },
		{ "phone", "139 1234 0000", false },
		{ "phone", "-68612345", false },
		{ "phone", "", false },
		{ "phone", "电话", false },
		{ "phone", "00000000000000000000000000000000", false },
		{ "certificate", "津静文执020118001", true },
		{ "certificate", "12-0118-0007", true },
		{ "certificate", "津文执（2024）第7号", true },
		{ "certificate", "12 0118", false },
		{ "certificate", "123", false },
		{ "certificate", "", false },
		{ "url", "https://whly.tj.gov.cn/a?b=c", true },
		{ "url", "http://a.cn", true },
		{ "url", "ftp://a.cn", false },
		{ "url", "https://", false },
		{ "url", "https:///a", false },
		{ "url", "https://a b", false },
		{ "url", "javascript:alert(1)", false },
		{ "sm3", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", true },
		{ "sm3", "66C7F0F462EEEDD9D1F2D46BDC10E4E24167C4875CF2F7A2297DA02B8F4BA8E0", false },
		{ "sm3", "66c7", false },
		{ "area", "120118", true },
		{ "area", "120118102", true },
		{ "area", "120118102001", true },
		{ "area", "12011", false },
		{ "area", "020118", false },
		{ "area", "12O118", false },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		const char *say = form_check(row[i].form, str_of(row[i].text));

		if ((say == NULL) != row[i].ok)
			fail_msg("%s: %s", row[i].form, row[i].text);
		assert_true(!say || strlen(say) > 20);
	}
	assert_true(form_known("sm3"));
	assert_false(form_known("fax"));
	assert_false(form_known(NULL));
}

/* Never twice: not in one millisecond, not in another world, not when the clock is set back. */
static void ids_of_records(void **state)
{
	struct world real, fixed;
	int64_t last = 0;

	(void)state;
	world_real(&real);
	world_fixed(&fixed, D("2024-03-01"), 1);
	for (int i = 0; i < 20000; i++) {
		int64_t id = id_next(i % 3 ? &fixed : &real, 5);

		assert_true(id > last);
		assert_int_equal(id >> 12 & 1023, 5);
		last = id;
	}
	world_fixed(&fixed, D("2010-03-01"), 1);
	assert_true(id_next(&fixed, 0) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(uscc),           cmocka_unit_test(id_cards),
		cmocka_unit_test(masks),          cmocka_unit_test(written_forms),
		cmocka_unit_test(ids_of_records),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
