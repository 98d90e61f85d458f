/*
 * fuzz_json.c - any bytes as the JSON body of a request
 *
 * What was read is pairs of valid UTF-8, within their bounds; rows are numbered from 1 without gaps;
 * what was not read says why in valid UTF-8.
 */
#include "base/must.h"
#include "web/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look_at(const struct pair *p)
{
	struct str rows, rest, at, column;
	int64_t n;
	size_t bad;

	must(utf8_ok(p->key, &bad) && utf8_ok(p->value, &bad));
	if (!str_cut(p->key, '.', &rows, &rest))
		return;
	must(str_cut(rest, '.', &at, &column) && str_int(at, &n) && n >= 1 && n <= MAX_JSON_ROWS);
	must(!str_has(column, S(".")));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str body = { (const char *)data, size }, say = S("");
	struct pairs pairs;
	struct arena a;
	size_t bad;

	arena_init(&a, 64 << 20);
	if (json_form_parse(&a, body, &pairs, &say)) {
		must(pairs.n <= MAX_PAIRS);
		for (size_t i = 0; i < pairs.n; i++)
			look_at(&pairs.list[i]);
	} else {
		must(say.n && utf8_ok(say, &bad));
	}
	arena_drop(&a);
	return 0;
}
