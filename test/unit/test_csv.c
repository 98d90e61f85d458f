/*
 * test_csv.c - comma-separated values, read and written
 */
#include "kit.h"

#include "base/csv.h"

/* All rows as one text: cells between <>, rows in lines; an error with its line. */
static const char *rows_of(struct str text, char sep)
{
	struct str out = S("");
	struct csv c;

	csv_init(&c, text, &arena);
	c.sep = sep;
	while (csv_row(&c)) {
		out = arena_fmt(&arena, "%.*s%d:", P(out), (int)c.line);
		for (size_t i = 0; i < c.n; i++)
			out = arena_fmt(&arena, "%.*s<%.*s>", P(out), P(c.cells[i]));
		out = arena_fmt(&arena, "%.*s\n", P(out));
	}
	if (c.error)
		out = arena_fmt(&arena, "%.*s%d! %s", P(out), (int)c.line, c.error);
	return out.p;
}

static void reads_rows(void **state)
{
	(void)state;
	assert_string_equal(rows_of(S(""), ','), "");
	assert_string_equal(rows_of(S("a,b\nc,d"), ','), "1:<a><b>\n2:<c><d>\n");
	assert_string_equal(rows_of(S("\xef\xbb\xbf"
	                              "a,,\r\n\r\n,b\r\n"),
	                            ','),
	                    "1:<a><><>\n3:<><b>\n");
	assert_string_equal(rows_of(S("a\tb,c\n"), '\t'), "1:<a><b,c>\n");
	assert_string_equal(rows_of(S("a,\n"), ','), "1:<a><>\n");
}

static void reads_quotes(void **state)
{
	(void)state;
	assert_string_equal(rows_of(S("\"a,b\",\"say \"\"no\"\"\",\"\"\nx\n"), ','),
	                    "1:<a,b><say \"no\"><>\n2:<x>\n");
	assert_string_equal(rows_of(S("\"two\nlines\",b\nc\n"), ','), "1:<two\nlines><b>\n3:<c>\n");
	assert_string_equal(rows_of(S("\"\"\"\"\n"), ','), "1:<\">\n");
}

static void names_the_line_of_an_error(void **state)
{
	(void)state;
	assert_string_equal(
		rows_of(S("a\nb\"c\n"), ','),
		"1:<a>\n2! 引号的位置不对：有引号的单元格应当整格加引号，格内引号写两个");
	assert_string_equal(rows_of(S("a\n\"b\nc"), ','), "1:<a>\n2! 引号没有结束");
	assert_string_equal(rows_of(S("\"a\"b\n"), ','), "1! 引号之后只能是分隔符或者行尾");
	assert_string_equal(rows_of(S("a\nb,\xff\n"), ','), "1:<a>\n2! 不是有效的UTF-8文字");
	assert_string_equal(rows_of((struct str){ "a\0b\n", 4 }, ','), "1! 不是有效的UTF-8文字");
}

static void refuses_too_many_columns(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 5000; i++)
		buf_putc(&b, ',');
	assert_string_equal(rows_of(buf_str(&b), ','), "1! 列数超过4096");
	buf_drop(&b);
}

/* The caller may rewind after each row. */
static void a_row_may_be_rewound(void **state)
{
	struct csv c;
	int n = 0;

	(void)state;
	csv_init(&c, S("\"a\"\"a\",b\n\"c\"\"c\",d,e\n\"f\"\"f\",g\n"), &arena);
	for (;;) {
		struct arena_mark m = arena_mark(&arena);

		if (!csv_row(&c))
			break;
		assert_int_equal(c.cells[0].n, 3);
		assert_int_equal(c.n, n == 1 ? 3 : 2);
		n++;
		arena_rewind(&arena, m);
	}
	assert_int_equal(n, 3);
	assert_null(c.error);
}

static void recognises_gb18030(void **state)
{
	const char *error = NULL;

	(void)state;
	/* 静海区 in GB18030. */
	assert_str(csv_utf8(&arena, S("\xbe\xb2\xba\xa3\xc7\xf8,1\n"), &error), "静海区,1\n");
	assert_null(error);
	/* A four-byte character: U+20BB7. */
	assert_str(csv_utf8(&arena, S("\x95\x34\xb2\x35"), &error), "𠮷");
	assert_str(csv_utf8(&arena, S("静海区"), &error), "静海区");
	assert_str(csv_utf8(&arena, S("\xef\xbb\xbf静"), &error), "静");
	assert_null(error);
	assert_str(csv_utf8(&arena,
	                    S("\xff\xfe"
	                      "a\0"),
	                    &error),
	           "");
	assert_string_equal(error, "文件是UTF-16编码，请另存为UTF-8");
	assert_str(csv_utf8(&arena, S("\xbe\xb2\xff\xff"), &error), "");
	assert_string_equal(error, "文件既不是UTF-8也不是GB18030编码");
}

static void writes_what_it_reads_back(void **state)
{
	static const char *const cell[] = { "plain",     "a,b",      "say \"no\"", "two\nlines",
		                            "",          "=1+1",     "-5",         "+86",
		                            "@x",        "'=quoted", "''-",        "'plain",
		                            "tab\there", "=\"x\"" };
	struct buf b;
	struct csv c;

	(void)state;
	buf_init(&b, 1 << 16);
	for (size_t i = 0; i < COUNT(cell); i++)
		csv_cell(&b, str_of(cell[i]), i + 1 == COUNT(cell));
	csv_init(&c, buf_str(&b), &arena);
	assert_true(csv_row(&c));
	assert_int_equal(c.n, COUNT(cell));
	for (size_t i = 0; i < COUNT(cell); i++) {
		assert_null(strchr("=+-@", c.cells[i].n ? c.cells[i].p[0] : 'x'));
		assert_str(csv_plain(c.cells[i]), cell[i]);
	}
	assert_false(csv_row(&c));
	buf_clear(&b);
	csv_cell(&b, S("=1+1"), false);
	csv_cell(&b, S("a\"b"), true);
	assert_str(buf_str(&b), "'=1+1,\"a\"\"b\"\r\n");
	buf_drop(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_rows),
		cmocka_unit_test(reads_quotes),
		cmocka_unit_test(names_the_line_of_an_error),
		cmocka_unit_test(refuses_too_many_columns),
		cmocka_unit_test(a_row_may_be_rewound),
		cmocka_unit_test(recognises_gb18030),
		cmocka_unit_test(writes_what_it_reads_back),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
