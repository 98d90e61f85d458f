/*
 * test_sm3.c - the examples of GB/T 32905-2016, appendix A
 */
#include "kit.h"

#include "base/sm3.h"

static void standard_examples(void **state)
{
	struct str sixteen = S("abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd");

	(void)state;
	assert_str(sm3_hex(&arena, S("abc")),
	           "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
	assert_str(sm3_hex(&arena, sixteen),
	           "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
	assert_str(sm3_hex(&arena, S("")),
	           "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
}

static void in_parts_as_in_one(void **state)
{
	unsigned char one[SM3_SIZE], parts[SM3_SIZE];
	struct sm3 h;

	(void)state;
	sm3_of(S("静海区文化和旅游局"), one);
	sm3_init(&h);
	sm3_add(&h, S("静海区"));
	sm3_add(&h, S(""));
	sm3_add(&h, S("文化和旅游局"));
	sm3_end(&h, parts);
	assert_memory_equal(one, parts, SM3_SIZE);
	assert_str(hex_text(&arena, (const unsigned char *)"\x00\xff\x1a", 3), "00ff1a");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(standard_examples),
		cmocka_unit_test(in_parts_as_in_one),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
