/*
 * fuzz_csv.c - any bytes as a file of comma-separated values
 *
 * What was read is valid UTF-8; written again and read again it is the same.
 */
#include "base/csv.h"
#include "base/must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void write_again(const struct csv *row, struct arena *a)
{
	struct csv again;
	struct buf b;

	/* A first row, so that a cell may begin with what would be a byte order mark. */
	buf_init(&b, 64 << 20);
	csv_cell(&b, S("x"), true);
	for (size_t i = 0; i < row->n; i++)
		csv_cell(&b, row->cells[i], i + 1 == row->n);
	csv_init(&again, buf_str(&b), a);
	must(csv_row(&again) && again.n == 1);
	/* A single empty cell is a blank line, and skipped. */
	if (row->n > 1 || row->cells[0].n > 0) {
		must(csv_row(&again) && again.n == row->n);
		for (size_t i = 0; i < row->n; i++)
			must(str_eq(csv_plain(again.cells[i]), row->cells[i]));
	}
	must(!csv_row(&again) && !again.error);
	buf_drop(&b);
}

static void read_all(struct str text, char sep, struct arena *a)
{
	int64_t line = 0;
	struct csv c;

	csv_init(&c, text, a);
	c.sep = sep;
	while (csv_row(&c)) {
		struct arena_mark m = arena_mark(a);

		must(c.n > 0 && c.line > line);
		line = c.line;
		for (size_t i = 0; i < c.n; i++)
			must(utf8_ok(c.cells[i], NULL));
		write_again(&c, a);
		arena_rewind(a, m);
	}
	must(!c.error || c.line > 0);
	must(!csv_row(&c));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size }, text;
	const char *error = NULL;
	struct arena a;

	arena_init(&a, 64 << 20);
	read_all(bytes, ',', &a);
	read_all(bytes, '\t', &a);
	text = csv_utf8(&a, bytes, &error);
	must(error || utf8_ok(text, NULL));
	if (!error)
		read_all(text, ',', &a);
	arena_drop(&a);
	return 0;
}
