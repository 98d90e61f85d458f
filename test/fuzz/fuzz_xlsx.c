/*
 * fuzz_xlsx.c - any bytes as a workbook, and as the XML of one sheet
 *
 * Lines rise, no row is empty, what was read is within the limits.
 */
#include "base/must.h"
#include "base/xlsx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool row(void *arg, const struct xlsx_row *r)
{
	int64_t *last = arg;

	must(r->line > *last && r->n > 0 && r->n <= XLSX_MOST_COLUMNS);
	must(r->cells[r->n - 1].is != XLSX_NONE);
	*last = r->line;
	for (size_t i = 0; i < r->n; i++)
		must(utf8_ok(r->cells[i].text, NULL) || r->cells[i].is == XLSX_WRONG);
	return true;
}

static void as_book(struct str bytes, struct arena *a)
{
	struct xlsx x;
	struct xlsx_notes notes;
	int64_t last;

	if (xlsx_open(&x, a, bytes))
		for (size_t i = 0; i < x.n_sheets && !x.error; i++) {
			last = 0;
			xlsx_read(&x, i, row, &last, &notes);
		}
	must(x.read <= XLSX_MOST_BYTES + (64 << 10));
	xlsx_close(&x);
}

static void as_sheet(struct str bytes, struct arena *a)
{
	struct xlsx x = { .a = a };
	struct xlsx_notes notes;
	int64_t last = 0;

	x.formats = arena_array(a, unsigned char, 2);
	x.formats[1] = XLSX_DATED;
	x.n_formats = 2;
	xlsx_sheet_xml(&x, bytes, row, &last, &notes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	struct arena a;

	arena_init(&a, (size_t)1 << 30);
	if (xlsx_is(bytes))
		as_book(bytes, &a);
	else
		as_sheet(bytes, &a);
	arena_drop(&a);
	return 0;
}
