/*
 * test_plate.c - attachments as pages: what is opened, what is not and why, a book that is stopped
 */
#include "kit.h"

#include "paper/document.h"
#include "paper/plate.h"

#include <cairo-pdf.h>
#include <string.h>

static struct refusals refusals;

static cairo_status_t to_buf(void *out, const unsigned char *data, unsigned n)
{
	buf_put(out, (struct str){ (const char *)data, n });
	return CAIRO_STATUS_SUCCESS;
}

/* A PDF of n pages with text on each. */
static struct str pdf_of(int n)
{
	struct buf out;
	cairo_surface_t *s;
	cairo_t *cr;
	struct str bytes;

	buf_init(&out, 4 << 20);
	s = cairo_pdf_surface_create_for_stream(to_buf, &out, 842, 595);
	cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, "2024-01-01T00:00:00Z");
	cr = cairo_create(s);
	for (int i = 0; i < n; i++) {
		cairo_move_to(cr, 100, 100);
		cairo_show_text(cr, "leaf");
		cairo_show_page(cr);
	}
	cairo_destroy(cr);
	cairo_surface_destroy(s);
	bytes = arena_str(&arena, buf_str(&out));
	buf_drop(&out);
	return bytes;
}

static struct str png_of(int width, int height)
{
	cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
	struct buf out;
	struct str bytes;

	buf_init(&out, 4 << 20);
	cairo_surface_write_to_png_stream(s, to_buf, &out);
	cairo_surface_destroy(s);
	bytes = arena_str(&arena, buf_str(&out));
	buf_drop(&out);
	return bytes;
}

static struct plate plate(const char *type, struct str bytes)
{
	return (struct plate){ .caption = S("附件1　图"), .type = str_of(type), .bytes = bytes };
}

static void refused(const char *type, struct str bytes, const char *why)
{
	struct plate p = plate(type, bytes);

	assert_false(plate_open(&p));
	assert_int_equal(p.pages, 0);
	assert_string_equal(p.why, why);
}

static void what_cannot_be_turned_says_why(void **state)
{
	char bomb[33];
	struct str png = png_of(4, 4), pdf = pdf_of(1);

	(void)state;
	refused("video/mp4", S("x"), "这种文件不能转成页。");
	refused("application/pdf", S("%PDF-1.7 nothing"), "PDF 损坏，打不开。");
	refused("application/pdf", S(""), "PDF 损坏，打不开。");
	refused("application/pdf", (struct str){ pdf.p, pdf.n / 3 }, "PDF 损坏，打不开。");
	refused("application/pdf", pdf_of(PLATE_PAGES + 1), "PDF 的页数过多，没有展开。");
	refused("image/jpeg", S("\xff\xd8\xff\xd9"), "图片损坏，打不开。");
	refused("image/png", (struct str){ png.p, 20 }, "图片损坏，读不出大小，或者像素过多。");
	memcpy(bomb, png.p, sizeof(bomb));
	memcpy(bomb + 16, "\0\0\x80\0\0\0\x80\0", 8);
	refused("image/png", (struct str){ bomb, sizeof(bomb) }, "图片的像素过多，没有展开。");
	memcpy(bomb + 16, "\0\1\0\0\0\0\0\1", 8);
	refused("image/png", (struct str){ bomb, sizeof(bomb) },
	        "图片损坏，读不出大小，或者像素过多。");
}

static void setup(void)
{
	refusals_init(&refusals, &arena);
}

static bool write_book(struct plate *p, bool (*go)(void *, int), void *arg, struct buf *out,
                       int *first)
{
	struct document d;
	const struct document *list[] = { &d };
	struct book b = { .list = list, .n = 1, .first = first, .go = go, .arg = arg };

	setup();
	document_init(&d, &arena);
	d.made = day_make(2024, 12, 1);
	d.plate = p;
	return document_pdf_book(&b, NULL, &refusals, out);
}

static void a_book_is_the_same_twice(void **state)
{
	struct str all[] = { pdf_of(3), png_of(300, 200) };
	const char *types[] = { "application/pdf", "image/png" };
	int pages[] = { 3, 1 }, first[2];

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct str seen = S("");
		for (int k = 0; k < 2; k++) {
			struct plate p = plate(types[i], all[i]);
			struct buf out;
			buf_init(&out, 4 << 20);
			assert_true(plate_open(&p));
			assert_int_equal(p.pages, pages[i]);
			assert_true(write_book(&p, NULL, NULL, &out, first));
			assert_int_equal(first[0], 1);
			assert_int_equal(first[1], 1 + pages[i]);
			plate_close(&p);
			assert_true(!k || str_eq(seen, buf_str(&out)));
			seen = arena_str(&arena, buf_str(&out));
			buf_drop(&out);
		}
	}
}

/* Its head is fine and its body is not: the page says so, the book goes on. */
static void a_picture_that_breaks_off_spoils_no_book(void **state)
{
	struct str png = png_of(300, 200);
	struct plate p = plate("image/png", (struct str){ png.p, png.n - 20 });
	struct buf out;
	int first[2];

	(void)state;
	buf_init(&out, 4 << 20);
	assert_true(plate_open(&p));
	assert_true(write_book(&p, NULL, NULL, &out, first));
	assert_int_equal(first[1], 2);
	plate_close(&p);
	buf_drop(&out);
}

static bool until_two(void *arg, int done)
{
	*(int *)arg = done;
	return done < 2;
}

static void a_book_stops_when_told(void **state)
{
	struct plate p = plate("application/pdf", pdf_of(9));
	struct buf out;
	int first[2], told = 0;

	(void)state;
	buf_init(&out, 4 << 20);
	assert_true(plate_open(&p));
	assert_false(write_book(&p, until_two, &told, &out, first));
	assert_true(told < 9 && !refusals.n_refused && !refusals.fault);
	plate_close(&p);
	buf_drop(&out);
}

static void a_name_without_glyph_is_still_a_name(void **state)
{
	(void)state;
	assert_str(document_printable(&arena, NULL, S("现场.jpg")), "现场.jpg");
	assert_str(document_printable(&arena, NULL, S("甲\xf3\xb0\x80\x80乙")), "甲〓乙");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_cannot_be_turned_says_why),
		cmocka_unit_test(a_book_is_the_same_twice),
		cmocka_unit_test(a_picture_that_breaks_off_spoils_no_book),
		cmocka_unit_test(a_book_stops_when_told),
		cmocka_unit_test(a_name_without_glyph_is_still_a_name),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
