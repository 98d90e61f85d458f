/*
 * test_sectors.c - the one table that maps the three taxonomies
 *
 * law/sectors.csv names every sector of operators once, a field of inspection plans and a domain of
 * enforcement where there is one; nothing that the ledgers do not know.
 */
#include "kit.h"

#include "base/csv.h"
#include "base/embedded.h"
#include "ledger/program.h"
#include "ledgers/ledgers.h"

extern const struct ledger ledger_operator, ledger_inspection, ledger_case;

static const struct field *field(const struct ledger *l, const char *key)
{
	const struct field *f = field_of(l, str_of(key));

	assert_non_null(f);
	return f;
}

static void test_every_key_is_known(void **state)
{
	const struct embedded *file = embedded_find("law/sectors.csv");
	struct arena a;
	struct csv c;
	size_t n = 0;

	(void)state;
	arena_init(&a, 1 << 20);
	assert_non_null(file);
	csv_init(&c, (struct str){ (const char *)file->data, file->n }, &a);
	assert_true(csv_row(&c));
	for (; csv_row(&c); n++) {
		assert_int_equal(str_index(field(&ledger_operator, "sectors")->of, c.cells[0]),
		                 (int)n);
		if (c.cells[1].n)
			assert_true(str_index(field(&ledger_inspection, "random_field")->of,
			                      c.cells[1]) >= 0);
		if (c.cells[2].n)
			assert_true(str_index(field(&ledger_case, "domain")->of, c.cells[2]) >= 0);
		assert_true(c.cells[3].n > 0);
	}
	assert_null(c.error);
	assert_int_equal(str_nth(field(&ledger_operator, "sectors")->of, (int)n).n, 0);
	arena_drop(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_key_is_known) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
