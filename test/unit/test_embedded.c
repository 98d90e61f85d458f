/*
 * test_embedded.c - what travels inside the program is found by path and whole
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/embedded.h"

static void sorted_and_terminated(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_embedded_files; i++) {
		const struct embedded *f = &embedded_files[i];

		assert_int_equal(strlen(f->hash), 64);
		assert_int_equal(f->data[f->n], 0);
		if (i > 0)
			assert_true(strcmp(embedded_files[i - 1].path, f->path) < 0);
	}
}

static void each_is_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < n_embedded_files; i++)
		assert_ptr_equal(embedded_find(embedded_files[i].path), &embedded_files[i]);
}

static void others_are_not_found(void **state)
{
	(void)state;
	assert_null(embedded_find(""));
	assert_null(embedded_find("law"));
	assert_null(embedded_find("law/no such file.csv"));
	assert_null(embedded_find("\xff"));
	assert_int_equal(embedded_from(""), 0);
	assert_int_equal(embedded_from("\xff"), n_embedded_files);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorted_and_terminated),
		cmocka_unit_test(each_is_found),
		cmocka_unit_test(others_are_not_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
