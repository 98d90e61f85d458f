/*
 * test_document.c - one document as HTML, Markdown, PDF and DOCX
 *
 * What is read back with pdftotext and unzip is skipped where they are not installed.
 */
#include "kit.h"

#include "paper/document.h"

#include <unistd.h>

static struct refusals refusals;

static void figure(struct document *d, const char *text)
{
	document_run(d, (struct run){ .is = RUN_FIGURE,
	                              .text = str_of(text),
	                              .key = S("case.total"),
	                              .href = S("/figure/case.total?year=2024"),
	                              .anchor = S("fig-1") });
}

static void sample(struct document *d)
{
	document_init(d, &arena);
	document_title(d, S("海澜区文化和旅游局"));
	document_title(d, S("2024年度法治政府建设情况报告"));
	d->subtitle = S("（送审稿）");
	d->signer = S("海澜区文化和旅游局");
	d->date = S("2025年2月20日");
	d->made = day_make(2025, 2, 20);
	d->seal = true;
	d->draft = S("草稿");
	document_heading(d, 1);
	document_text(d, S("一、主要工作进展情况"));
	document_heading(d, 2);
	document_text(d, S("（一）严格规范公正文明执法"));
	for (int i = 0; i < 30; i++) {
		document_paragraph(d);
		document_text(d, S("全年办理行政处罚案件"));
		figure(d, "30");
		document_text(d,
		              S("件，<其中>普通程序案件24件，罚没款14.3415万元，均按法定期限公示，"
		                "没有超期办理的案件，也没有被撤销的决定。"));
	}
	document_table(d, 3);
	for (int i = 0; i < 60; i++) {
		document_cell(d);
		if (i == 4)
			figure(d, "12");
		else
			document_text(d, i < 3 ? S("项目") : i % 3 ? S("12") : S("行政处罚|决定"));
	}
	document_page(d);
	document_heading(d, 1);
	document_text(d, S("附录　数字和记录"));
	document_note(d);
	document_anchor(d, S("fig-1"));
	document_text(d, S("case.total 行政处罚案件　30件。口径：当年作出处罚决定的案件。"));
}

static void setup_refusals(void)
{
	refusals_init(&refusals, &arena);
}

static void fragment_escapes_and_links(void **state)
{
	struct document d;
	struct buf out;

	(void)state;
	sample(&d);
	buf_init(&out, 1 << 20);
	document_html(&d, &out);
	assert_true(str_has(buf_str(&out), S("<h2>一、主要工作进展情况</h2>")));
	assert_true(str_has(
		buf_str(&out),
		S("data-figure=\"case.total\" href=\"/figure/case.total?year=2024\">30</a>件")));
	assert_true(str_has(buf_str(&out), S("&lt;其中&gt;")));
	assert_true(str_has(buf_str(&out), S("<th scope=\"row\">行政处罚|决定</th>")));
	buf_drop(&out);
}

static void markdown_has_links_and_tables(void **state)
{
	struct document d;
	struct buf out;

	(void)state;
	sample(&d);
	buf_init(&out, 1 << 20);
	document_markdown(&d, &out);
	assert_true(str_starts(buf_str(&out), S("# 海澜区文化和旅游局 2024年度")));
	assert_true(str_has(buf_str(&out), S("[30](/figure/case.total?year=2024)件，\\<其中\\>")));
	assert_true(str_has(buf_str(&out), S("| --- | ---: | ---: |\n| 行政处罚\\|决定 | [12]")));
	buf_drop(&out);
}

/* Writes the bytes to a file, runs a command on it and returns what it printed. */
static struct str piped(struct str bytes, const char *command)
{
	char path[] = "/tmp/yifa-document-XXXXXX";
	int fd = mkstemp(path);
	FILE *p;
	struct buf out;
	char piece[4096];
	struct str text;
	size_t n;

	assert_true(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n);
	close(fd);
	p = popen(arena_fmt(&arena, command, path).p, "r");
	assert_non_null(p);
	buf_init(&out, 8 << 20);
	while ((n = fread(piece, 1, sizeof(piece), p)) > 0)
		buf_put(&out, (struct str){ piece, n });
	pclose(p);
	unlink(path);
	text = arena_str(&arena, buf_str(&out));
	buf_drop(&out);
	return text;
}

static void assert_after(struct str *rest, const char *needle)
{
	const char *at = strstr(rest->p, needle);

	if (!at)
		fail_msg("not found, or out of order: %s", needle);
	*rest = str_from(*rest, (size_t)(at - rest->p));
}

static void pdf_text_is_in_order(void **state)
{
	struct document d;
	struct buf out;
	struct str text;

	(void)state;
	if (system("pdftotext -v >/dev/null 2>&1"))
		skip();
	setup_refusals();
	sample(&d);
	buf_init(&out, 32 << 20);
	assert_true(document_pdf(&d, NULL, &refusals, &out));
	text = piped(buf_str(&out), "pdftotext %s -");
	assert_after(&text, "草稿");
	assert_after(&text, "2024年度法治政府建设情况报告");
	assert_after(&text, "一、主要工作进展情况");
	assert_after(&text, "（一）严格规范公正文明执法");
	assert_after(&text, "全年办理行政处罚案件30件");
	assert_after(&text, "2025年2月20日");
	assert_after(&text, "附录");
	assert_after(&text, "case.total");
	buf_drop(&out);
}

static void same_document_same_bytes(void **state)
{
	struct buf out[2];
	struct document d;

	(void)state;
	setup_refusals();
	for (int kind = 0; kind < 2; kind++) {
		for (int i = 0; i < 2; i++) {
			sample(&d);
			buf_init(&out[i], 32 << 20);
			assert_true(kind ? document_docx(&d, &refusals, &out[i])
			                 : document_pdf(&d, NULL, &refusals, &out[i]));
		}
		assert_true(out[0].n > 1000);
		assert_true(str_eq(buf_str(&out[0]), buf_str(&out[1])));
		buf_drop(&out[0]);
		buf_drop(&out[1]);
	}
}

static void docx_holds_its_parts(void **state)
{
	struct document d;
	struct buf out;
	struct str text;

	(void)state;
	if (system("unzip -v >/dev/null 2>&1"))
		skip();
	setup_refusals();
	sample(&d);
	buf_init(&out, 32 << 20);
	assert_true(document_docx(&d, &refusals, &out));
	text = piped(buf_str(&out), "unzip -p %s word/document.xml");
	assert_true(str_has(text, S("<w:hyperlink w:anchor=\"fig-1\">")));
	assert_true(str_has(text, S("&lt;其中&gt;普通程序案件24件")));
	assert_true(str_has(text, S("<w:bookmarkStart w:id=\"1\" w:name=\"fig-1\"/>")));
	text = piped(buf_str(&out), "unzip -p %s word/styles.xml");
	assert_true(str_has(text, S("仿宋_GB2312")));
	buf_drop(&out);
}

/* A private character that no font has. */
static void missing_glyph_is_named(void **state)
{
	struct document d;
	struct buf out;

	(void)state;
	setup_refusals();
	sample(&d);
	document_paragraph(&d);
	document_text(&d, S("当事人姓\xf3\xb0\x80\x80。"));
	buf_init(&out, 32 << 20);
	assert_false(document_pdf(&d, NULL, &refusals, &out));
	assert_int_equal(refusals.n_refused, 1);
	assert_true(str_has(refusals.list[0].say, S("U+F0000")));
	assert_false(refusals.fault);
	buf_drop(&out);
}

/* GB/T 9704 7.3.5.5: beside a signature stands text, however long the document is. */
static void no_signature_stands_alone(void **state)
{
	(void)state;
	if (system("command -v pdftotext >/dev/null"))
		skip();
	for (int lines = 10; lines < 24; lines++) {
		struct document d;
		struct buf out;
		struct str text;
		int pages;

		setup_refusals();
		document_init(&d, &arena);
		document_title(&d, S("决定书"));
		d.seal = true;
		d.signer = S("海澜区文化和旅游局");
		d.date = S("2024年2月20日");
		for (int i = 0; i < lines; i++) {
			document_paragraph(&d);
			document_text(&d, S("正文"));
		}
		buf_init(&out, 8 << 20);
		assert_true(document_pdf_pages(&d, NULL, &refusals, &out, &pages));
		text = piped(
			buf_str(&out),
			arena_fmt(&arena, "pdftotext -f %d -l %d %%s - | head -1", pages, pages).p);
		if (str_has(text, S("文化和旅游局")))
			fail_msg("%d lines: the signature stands alone on page %d", lines, pages);
		buf_drop(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fragment_escapes_and_links),
		cmocka_unit_test(markdown_has_links_and_tables),
		cmocka_unit_test(pdf_text_is_in_order),
		cmocka_unit_test(same_document_same_bytes),
		cmocka_unit_test(docx_holds_its_parts),
		cmocka_unit_test(missing_glyph_is_named),
		cmocka_unit_test(no_signature_stands_alone),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
