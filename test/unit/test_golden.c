/*
 * test_golden.c - where the words of papers stand on their pages
 *
 * A dozen templates are filled with the sample, laid out with the fonts of scripts/deps alone, and
 * read back by pdftotext: page, place in points, words.  test/golden/NAME.txt is how it was looked
 * at and found good; what moved is printed.  After a change on purpose look at the page, then
 *
 *     GOLDEN_WRITE=1 meson test -C build test_golden
 *
 * Skipped where pdftotext is not installed.
 */
#include "paper_kit.h"
#include "program_kit.h"

#include "paper/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Also where a bureau's own fonts are installed. */
static const struct paper_fonts fonts = {
	.title = "Noto Serif CJK SC",
	.body = "Noto Serif CJK SC",
	.black = "Noto Sans CJK SC",
	.kai = "AR PL KaitiM GB",
	.page = "Noto Serif CJK SC",
};

static double number_after(const char *line, const char *name)
{
	const char *at = strstr(line, name);

	return at ? strtod(at + strlen(name), NULL) : -1;
}

/* 1 79.4 113.2 海澜区文化和旅游局 */
static void put_word(struct buf *out, int page, const char *line)
{
	const char *from = strchr(line, '>'), *to = from ? strstr(from, "</word>") : NULL;

	if (to)
		buf_fmt(out, "%d %.1f %.1f %.*s\n", page, number_after(line, "xMin=\""),
		        number_after(line, "yMin=\""), (int)(to - from - 1), from + 1);
}

static struct str placed(struct str pdf)
{
	char path[] = "/tmp/yifa-golden-XXXXXX", line[8192];
	int fd = mkstemp(path), page = 0;
	struct buf out;
	struct str text;
	FILE *p;

	assert_true(fd >= 0 && write(fd, pdf.p, pdf.n) == (ssize_t)pdf.n);
	close(fd);
	p = popen(arena_fmt(&arena, "pdftotext -bbox %s -", path).p, "r");
	assert_non_null(p);
	buf_init(&out, 1 << 20);
	while (fgets(line, sizeof line, p)) {
		page += strstr(line, "<page ") != NULL;
		if (strstr(line, "<word "))
			put_word(&out, page, line);
	}
	pclose(p);
	unlink(path);
	text = arena_str(&arena, buf_str(&out));
	buf_drop(&out);
	return text;
}

static struct str laid_out(const struct paper_sql *s)
{
	struct refusals r;
	struct document d;
	struct buf out;
	struct str text;
	int pages;

	refusals_init(&r, &arena);
	document_init(&d, &arena);
	buf_init(&out, 16 << 20);
	assert_true(paper_fill(&d, s->text, paper_sample(s, true), &r));
	d.made = day_make(2024, 12, 20);
	d.seal = true;
	d.proof = S("数据校验 SM3");
	d.qr = S("yifa:1");
	assert_true(document_pdf_pages(&d, &fonts, &r, &out, &pages));
	text = placed(buf_str(&out));
	buf_drop(&out);
	return text;
}

static void keep(const char *path, struct str text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(text.p, 1, text.n, f), text.n);
	fclose(f);
}

/* Line by line, at most ten: what was, what is. */
static size_t tell(const char *name, struct str was, struct str is)
{
	size_t n = 0;

	while ((was.n || is.n) && n < 10) {
		struct str a = was, b = is, rest;
		was = str_cut(was, '\n', &a, &rest) ? rest : S("");
		is = str_cut(is, '\n', &b, &rest) ? rest : S("");
		if (str_eq(a, b))
			continue;
		print_message("%s\n  was %.*s\n  is  %.*s\n", name, P(a), P(b));
		n++;
	}
	return n;
}

static void words_stand_where_they_did(void **state)
{
	static const char *const names[] = {
		"case.decision",
		"case.notice",
		"case.spot",
		"case.spared",
		"case.approval",
		"case.closing_inquiry",
		"coercive_measure.decision",
		"correction.order",
		"inspection.record",
		"inspection.result",
		"licence.refused",
		"service.receipt",
		"evidence_record.inquiry",
	};
	size_t moved = 0;

	(void)state;
	if (system("command -v pdftotext >/dev/null"))
		skip();
	for (size_t i = 0; i < COUNT(names); i++) {
		struct str ledger, paper;
		const char *path =
			arena_fmt(&arena, "%s/../test/golden/%s.txt", law_dir(), names[i]).p;
		struct str is;
		str_cut(str_of(names[i]), '.', &ledger, &paper);
		is = laid_out(paper_of(table_of(&program, ledger), paper));
		assert_true(is.n > 0);
		if (getenv("GOLDEN_WRITE"))
			keep(path, is);
		moved += tell(names[i], file_text(str_of(path)), is);
	}
	if (moved)
		fail_msg("%zu lines moved; look at the page, then GOLDEN_WRITE=1", moved);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(words_stand_where_they_did) };

	return cmocka_run_group_tests(tests, open_program, kit_close);
}
