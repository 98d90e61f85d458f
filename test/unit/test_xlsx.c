/*
 * test_xlsx.c - workbooks: cells, days, numbers, and what is not taken
 */
#include "kit.h"

#include <unistd.h>
#include <zip.h>

#include "base/world.h"
#include "base/xlsx.h"

static struct buf text;
static int64_t rows;

static int open_arena(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)1 << 30);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_drop(&arena);
	return 0;
}

/* "2:a|b|!why;" */
static bool row(void *arg, const struct xlsx_row *r)
{
	(void)arg;
	rows++;
	buf_fmt(&text, "%lld:", (long long)r->line);
	for (size_t i = 0; i < r->n; i++)
		buf_fmt(&text, "%s%s%.*s", i ? "|" : "", r->cells[i].is == XLSX_WRONG ? "!" : "",
		        P(r->cells[i].text));
	buf_putz(&text, ";");
	return true;
}

static struct xlsx plain(void)
{
	struct xlsx x = { .a = &arena };

	x.strings = arena_array(&arena, struct str, 2);
	x.strings[0] = S("甲");
	x.strings[1] = S("乙");
	x.n_strings = 2;
	x.formats = arena_array(&arena, unsigned char, 2);
	x.formats[1] = XLSX_DATED;
	x.n_formats = 2;
	return x;
}

static struct str sheet_of(struct xlsx *x, const char *body)
{
	struct xlsx_notes notes;
	struct str all = arena_fmt(&arena, "<worksheet><sheetData>%s</sheetData></worksheet>",
	                           body),
		   out;

	buf_init(&text, 1 << 20);
	rows = 0;
	xlsx_sheet_xml(x, all, row, NULL, &notes);
	out = arena_str(&arena, x->error ? str_of(x->error) : buf_str(&text));
	buf_drop(&text);
	return out;
}

static void cells_are(const char *body, const char *want)
{
	struct xlsx x = plain();

	assert_str(sheet_of(&x, body), want);
}

static void kinds_of_cells(void **state)
{
	(void)state;
	cells_are("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"C2\"><v>12</v></c></row>",
	          "2:乙||12;");
	cells_are(
		"<row><c t=\"inlineStr\"><is><t>一</t></is></c><c t=\"b\"><v>1</v></c>"
		"<c t=\"b\"><v>0</v></c><c t=\"str\"><v>x</v></c><c t=\"d\"><v>2024-03-01</v></c></row>",
		"1:一|yes|no|x|2024-03-01;");
	cells_are("<row><c t=\"inlineStr\"><is><r><t>东</t></r><r><t>京</t></r>"
	          "<rPh sb=\"0\" eb=\"1\"><t>トウ</t></rPh></is></c></row>",
	          "1:东京;");
	cells_are("<x:row xmlns:x=\"u\"><x:c><x:v>5</x:v></x:c></x:row>", "1:5;");
	cells_are("<row><c t=\"inlineStr\"><is><t>a_x000A_b_x005F_x0041_</t></is></c></row>",
	          "1:a\nb_x0041_;");
}

static void what_is_not_taken(void **state)
{
	(void)state;
	cells_are(
		"<row><c><f>1+1</f><v>2</v></c><c t=\"e\"><v>#REF!</v></c><c t=\"s\"><v>9</v></c></row>",
		"1:!2|!#REF!|!9;");
	cells_are("<row><c t=\"str\"><f>A1</f><v>x</v></c></row>", "1:!x;");
	cells_are("<row r=\"3\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>",
	          "工作簿损坏：行号不对");
	cells_are("<row><c r=\"ZZZZ1\"><v>1</v></c></row>", "工作簿损坏：格子的地址不对");
	cells_are("<row><c r=\"XFD1\"><v>1</v></c></row>", "超过1024列");
}

static void hidden_and_merged_are_told(void **state)
{
	struct xlsx x = plain();
	struct xlsx_notes n;

	(void)state;
	buf_init(&text, 1 << 20);
	assert_true(xlsx_sheet_xml(
		&x,
		S("<worksheet><sheetData><row hidden=\"1\"><c><v>1</v></c></row><row hidden=\"1\"/>"
	          "</sheetData><mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells></worksheet>"),
		row, NULL, &n));
	assert_int_equal(n.hidden, 1);
	assert_int_equal(n.merged, 1);
	buf_drop(&text);
}

static void number_is(const char *v, const char *want)
{
	struct xlsx_cell c = xlsx_number(&arena, str_of(v), XLSX_PLAIN, false);

	assert_str(c.is == XLSX_WRONG ? S("!") : c.text, want);
}

static void numbers(void **state)
{
	(void)state;
	number_is("0.30000000000000004", "0.3");
	number_is("1234567890123.45", "1234567890123.45");
	number_is("13900000000", "13900000000");
	number_is("1E-3", "0.001");
	number_is("1.5E-7", "0.00000015");
	number_is("-2.25E-5", "-0.0000225");
	number_is("1e-200", "0");
	number_is("-3", "-3");
	number_is("2.675", "2.675");
	number_is("110101199003074510", "!");
	number_is("1e300", "!");
	number_is("0x10", "!");
	number_is("nan", "!");
	number_is("1,5", "!");
	number_is("", "");
}

static void day_is(const char *v, bool from_1904, const char *want)
{
	struct xlsx_cell c = xlsx_number(&arena, str_of(v), XLSX_DATED, from_1904);

	assert_str(c.is == XLSX_WRONG ? S("!") : c.text, want);
}

static void days(void **state)
{
	(void)state;
	day_is("45352", false, "2024-03-01");
	day_is("45352.395833333336", false, "2024-03-01T09:30:00");
	day_is("45352.99999999999", false, "2024-03-02");
	day_is("43890", true, "2024-03-01");
	day_is("61", false, "1900-03-01");
	day_is("60", false, "!");
	day_is("59", false, "1900-02-28");
	day_is("1", false, "1900-01-01");
	day_is("0.5", false, "12:00");
	day_is("-1", false, "!");
	day_is("1e9", false, "!");
	cells_are("<row><c s=\"1\"><v>45352</v></c><c s=\"7\"><v>45352</v></c></row>",
	          "1:2024-03-01|45352;");
}

static void formats(void **state)
{
	(void)state;
	assert_int_equal(xlsx_format_of(S("yyyy-mm-dd")), XLSX_DATED);
	assert_int_equal(xlsx_format_of(S("yyyy\"年\"m\"月\"d\"日\"")), XLSX_DATED);
	assert_int_equal(xlsx_format_of(S("[$-804]h:mm")), XLSX_DATED);
	assert_int_equal(xlsx_format_of(S("[h]:mm")), XLSX_DATED);
	assert_int_equal(xlsx_format_of(S("General")), XLSX_PLAIN);
	assert_int_equal(xlsx_format_of(S("#,##0.00 \"days\"")), XLSX_PLAIN);
	assert_int_equal(xlsx_format_of(S("[Red]0.00")), XLSX_PLAIN);
	assert_int_equal(xlsx_format_of(S("0\\d")), XLSX_PLAIN);
	assert_int_equal(xlsx_format_of(S("0.00;yyyy")), XLSX_PLAIN);
}

/* --- hostile files ------------------------------------------------------------------------------ */

static void entities_stop_the_parser(void **state)
{
	struct xlsx x = plain();
	struct xlsx_notes n;

	(void)state;
	buf_init(&text, 1 << 20);
	assert_false(xlsx_sheet_xml(&x,
	                            S("<!DOCTYPE w [<!ENTITY a \"aaaa\">]><w><sheetData><row><c>"
	                              "<v>&a;</v></c></row></sheetData></w>"),
	                            row, NULL, &n));
	assert_true(str_has(str_of(x.error), S("声明")));
	assert_int_equal(text.n, 0);
	buf_drop(&text);
}

struct part {
	const char *name;
	struct str bytes;
};

/* A ZIP in memory. */
static struct str zip_of(const struct part *list, size_t n)
{
	char path[] = "/tmp/yifa-test-XXXXXX";
	int fd = mkstemp(path);
	zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	static char bytes[64 << 20];
	size_t size;
	FILE *f;

	assert_true(fd >= 0 && z);
	for (size_t i = 0; i < n; i++)
		zip_file_add(z, list[i].name,
		             zip_source_buffer(z, list[i].bytes.p, list[i].bytes.n, 0), 0);
	assert_int_equal(zip_close(z), 0);
	f = fopen(path, "rbe");
	size = fread(bytes, 1, sizeof(bytes), f);
	fclose(f);
	close(fd);
	unlink(path);
	return arena_str(&arena, (struct str){ bytes, size });
}

#define RELS "<Relationships xmlns=\"p\">"
#define TYPE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static struct str book_of(struct str sheet)
{
	const struct part parts[] = {
		{ "_rels/.rels",
		  S(RELS "<Relationship Id=\"a\" Type=\"" TYPE
		         "officeDocument\" Target=\"/xl/book.xml\"/></Relationships>") },
		{ "xl/book.xml",
		  S("<workbook xmlns:r=\"r\"><sheets>"
		    "<sheet name=\"说明\" sheetId=\"1\" state=\"hidden\" r:id=\"one\"/>"
		    "<sheet name=\"数据\" sheetId=\"2\" r:id=\"two\"/></sheets></workbook>") },
		{ "xl/_rels/book.xml.rels",
		  S(RELS "<Relationship Id=\"one\" Type=\"" TYPE
		         "worksheet\" Target=\"worksheets/a.xml\"/>"
		         "<Relationship Id=\"two\" Type=\"" TYPE
		         "worksheet\" Target=\"worksheets/b.xml\"/>"
		         "<Relationship Id=\"s\" Type=\"" TYPE
		         "sharedStrings\" Target=\"s.xml\"/></Relationships>") },
		{ "xl/s.xml",
		  S("<sst><si><t>甲</t><rPh><t>x</t></rPh></si><si><r><t>乙</t></r><r><t>丙</t></r></si></sst>") },
		{ "xl/worksheets/a.xml", S("<worksheet/>") },
		{ "xl/worksheets/b.xml", sheet },
	};

	return zip_of(parts, sizeof(parts) / sizeof(parts[0]));
}

static void a_book_through_its_relations(void **state)
{
	struct xlsx x;
	struct xlsx_notes n;

	(void)state;
	assert_true(xlsx_open(&x, &arena,
	                      book_of(S("<worksheet><sheetData><row><c t=\"s\"><v>0</v></c>"
	                                "<c t=\"s\"><v>1</v></c></row></sheetData></worksheet>"))));
	assert_int_equal(x.n_sheets, 2);
	assert_true(x.sheets[0].hidden && !x.sheets[1].hidden);
	assert_str(x.sheets[1].name, "数据");
	buf_init(&text, 1 << 20);
	assert_true(xlsx_read(&x, 1, row, NULL, &n));
	assert_str(buf_str(&text), "1:甲|乙丙;");
	buf_drop(&text);
	xlsx_close(&x);
}

static struct str repeated(const char *head, const char *piece, size_t n, const char *tail)
{
	struct buf b;
	struct str s;

	buf_init(&b, (size_t)1 << 30);
	buf_putz(&b, head);
	for (size_t i = 0; i < n; i++)
		buf_putz(&b, piece);
	buf_putz(&b, tail);
	s = arena_str(&arena, buf_str(&b));
	buf_drop(&b);
	return s;
}

static void a_bomb_is_left_alone(void **state)
{
	struct xlsx x;
	struct xlsx_notes n;
	struct str bytes = book_of(repeated("<worksheet><sheetData>", "<row><c></c></row>", 4000000,
	                                    "</sheetData></worksheet>"));

	(void)state;
	assert_true(xlsx_open(&x, &arena, bytes));
	buf_init(&text, 1 << 20);
	assert_false(xlsx_read(&x, 1, row, NULL, &n));
	assert_true(str_has(str_of(x.error), S("压缩率")));
	assert_true(x.read < bytes.n * (XLSX_RATIO + 1) + XLSX_LEAST);
	buf_drop(&text);
	xlsx_close(&x);
}

/* A million empty rows as a spreadsheet leaves them cost time and bytes, and no memory. */
static void a_million_empty_rows(void **state)
{
	struct xlsx x;
	struct xlsx_notes n;
	struct buf b;
	struct str bytes;
	size_t used;
	int64_t began;

	(void)state;
	buf_init(&b, (size_t)1 << 30);
	buf_putz(&b, "<worksheet><sheetData>");
	for (int i = 1; i <= 1000000; i++)
		buf_fmt(&b, "<row r=\"%d\" spans=\"1:9\"><c r=\"A%d\" s=\"1\"/></row>", i, i);
	buf_putz(&b, "</sheetData></worksheet>");
	bytes = book_of(buf_str(&b));
	buf_drop(&b);
	assert_true(xlsx_open(&x, &arena, bytes));
	used = arena.used;
	rows = 0;
	began = world_ticks();
	assert_true(xlsx_read(&x, 1, row, NULL, &n));
	print_message("[          ] a million empty rows: %lld ms\n",
	              (long long)(world_ticks() - began) / 1000);
	assert_int_equal(rows, 0);
	assert_true(arena.used - used < 1 << 20);
	xlsx_close(&x);
}

static void broken_files(void **state)
{
	struct xlsx x;
	struct str good = book_of(S("<worksheet/>"));

	(void)state;
	for (size_t n = 0; n < good.n; n += 7) {
		xlsx_open(&x, &arena, (struct str){ good.p, n });
		assert_non_null(x.error);
		xlsx_close(&x);
	}
	assert_false(xlsx_open(&x, &arena, zip_of(&(struct part){ "../evil", S("x") }, 1)));
	xlsx_close(&x);
	assert_true(xlsx_is(good) && !xlsx_is(S("a,b")));
	assert_true(xlsx_is_old(S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_of_cells),
		cmocka_unit_test(what_is_not_taken),
		cmocka_unit_test(hidden_and_merged_are_told),
		cmocka_unit_test(numbers),
		cmocka_unit_test(days),
		cmocka_unit_test(formats),
		cmocka_unit_test(entities_stop_the_parser),
		cmocka_unit_test(a_book_through_its_relations),
		cmocka_unit_test(a_bomb_is_left_alone),
		cmocka_unit_test(a_million_empty_rows),
		cmocka_unit_test(broken_files),
	};

	return cmocka_run_group_tests_name("xlsx", tests, open_arena, close_arena);
}
