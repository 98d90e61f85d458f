/*
 * test_json.c - JSON as a stream
 */
#include "kit.h"

#include "base/json.h"

static void commas_and_values(void **state)
{
	struct instant at;
	struct json j;
	struct buf b;

	(void)state;
	assert_true(instant_parse(S("2024-03-01T09:30"), &at));
	buf_init(&b, 1 << 16);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "n");
	json_int(&j, INT64_MIN);
	json_key(&j, "list");
	json_open(&j, '[');
	json_bool(&j, true);
	json_bool(&j, false);
	json_null(&j);
	json_open(&j, '{');
	json_close(&j, '}');
	json_open(&j, '[');
	json_close(&j, ']');
	json_close(&j, ']');
	json_key_str(&j, S("id"));
	json_id(&j, INT64_C(9007199254740993));
	json_key(&j, "none");
	json_id(&j, 0);
	json_key(&j, "day");
	json_day(&j, D("2024-03-01"));
	json_key(&j, "unset");
	json_day(&j, DAY_NONE);
	json_key(&j, "at");
	json_at(&j, at);
	json_key(&j, "raw");
	json_raw(&j, S("2.50"));
	json_close(&j, '}');
	assert_str(
		buf_str(&b),
		"{\"n\":-9223372036854775808,\"list\":[true,false,null,{},[]],\"id\":\"9007199254740993\","
		"\"none\":null,\"day\":\"2024-03-01\",\"unset\":null,\"at\":\"2024-03-01T09:30:00+08:00\",\"raw\":2.50}");
	buf_drop(&b);
}

static void text_is_escaped(void **state)
{
	struct json j;
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	json_init(&j, &b);
	json_str(&j, S("静\"海\\\n\r\t\x01\x1f\x7f</script>"));
	assert_str(buf_str(&b), "\"静\\\"海\\\\\\n\\r\\t\\u0001\\u001f\\u007f</script>\"");
	buf_clear(&b);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "a\"b");
	json_str(&j, S(""));
	json_close(&j, '}');
	assert_str(buf_str(&b), "{\"a\\\"b\":\"\"}");
	buf_drop(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(commas_and_values),
		cmocka_unit_test(text_is_escaped),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
