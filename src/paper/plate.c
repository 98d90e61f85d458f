/*
 * plate.c - pictures and PDF pages inside a frame of A4
 *
 * Sizes are read from the head of a picture before anything is decoded.  Each page of a PDF is drawn
 * into a recording first: an error of its drawing stays there and does not spoil the book.
 */
#include "paper/plate.h"
#include "paper/page.h"
#include "store/file_clean.h"

#include <cairo.h>
#include <poppler.h>
#include <string.h>

/* The frame: what is left of A4 beside room for the caption and the number below. */
#define FRAME_LEFT   (15 * MM)
#define FRAME_TOP    (24 * MM)
#define FRAME_WIDTH  (180 * MM)
#define FRAME_HEIGHT (250 * MM)

struct plate_kind {
	const char *type;
	bool (*open)(struct plate *p);
	void (*draw)(struct page *to, const struct plate *p, int nth);
	void (*close)(struct plate *p);
};

static bool cannot(struct plate *p, const char *why)
{
	p->why = why;
	return false;
}

/* --- the frame -------------------------------------------------------------------------------- */

/* Scales what is `width` by `height` into the frame, at its top and in its middle. */
static void into_frame(cairo_t *cr, double width, double height, double most)
{
	double scale = FRAME_WIDTH / width;

	if (scale > FRAME_HEIGHT / height)
		scale = FRAME_HEIGHT / height;
	if (scale > most)
		scale = most;
	cairo_translate(cr, FRAME_LEFT + (FRAME_WIDTH - width * scale) / 2, FRAME_TOP);
	cairo_scale(cr, scale, scale);
}

static void put_sorry(struct page *to)
{
	page_words(to, to->f->page, 12, S("（这一页无法显示，请看原件。）"), PAGE_WIDTH / 2, 0.5,
	           PAGE_HEIGHT / 2);
}

/* --- pictures --------------------------------------------------------------------------------- */

static bool size_stands(struct plate *p)
{
	if (p->width <= 0 || p->height <= 0)
		return cannot(p, "图片损坏，读不出大小。");
	if ((int64_t)p->width * p->height > PLATE_PIXELS)
		return cannot(p, "图片的像素过多，没有展开。");
	p->pages = 1;
	return true;
}

static unsigned two(struct str s, size_t at)
{
	return (unsigned)(unsigned char)s.p[at] << 8 | (unsigned char)s.p[at + 1];
}

static bool keep(void *arg, struct str piece)
{
	return buf_put(arg, piece), true;
}

/* SOF0 to SOF15, but DHT, JPG and DAC. */
static bool is_frame(unsigned marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 &&
	       marker != 0xcc;
}

/* What was cleaned is whole: segments up to the frame, which says the size. */
static void read_frame(struct plate *p)
{
	struct str s = p->bytes;

	for (size_t at = 2; at + 9 < s.n; at += 2 + two(s, at + 2)) {
		unsigned marker = (unsigned char)s.p[at + 1];
		if (marker == 0xe1) /* the one block of Exif that cleaning leaves: the turn    */
			p->turned = (unsigned char)s.p[at + JPEG_TURN_AT];
		if (!is_frame(marker))
			continue;
		p->height = (int)two(s, at + 5);
		p->width = (int)two(s, at + 7);
		return;
	}
}

static bool jpeg_open(struct plate *p)
{
	buf_init(&p->clean, p->bytes.n + 64);
	if (!jpeg_clean(p->bytes, keep, &p->clean) || p->clean.over)
		return cannot(p, "图片损坏，打不开。");
	p->bytes = buf_str(&p->clean);
	read_frame(p);
	return size_stands(p);
}

static void jpeg_close(struct plate *p)
{
	buf_drop(&p->clean);
}

/* From points as they are stored to points as they are shown: Exif 2.32, 4.6.4 A, tag 0112. */
static void turn(cairo_t *cr, const struct plate *p)
{
	double w = p->width, h = p->height;
	const cairo_matrix_t ways[] = {
		{ 1, 0, 0, 1, 0, 0 },   { 1, 0, 0, 1, 0, 0 },   { -1, 0, 0, 1, w, 0 },
		{ -1, 0, 0, -1, w, h }, { 1, 0, 0, -1, 0, h },  { 0, 1, 1, 0, 0, 0 },
		{ 0, 1, -1, 0, h, 0 },  { 0, -1, -1, 0, h, w }, { 0, -1, 1, 0, 0, w },
	};

	cairo_transform(cr, &ways[p->turned <= 8 ? p->turned : 0]);
}

/* At most 96 points to an inch, so that a small picture is not blown up. */
static void put_picture(struct page *to, const struct plate *p, cairo_surface_t *image)
{
	bool lies = p->turned >= 5 && p->turned <= 8;

	if (cairo_surface_status(image)) {
		put_sorry(to);
		return;
	}
	cairo_save(to->cr);
	into_frame(to->cr, lies ? p->height : p->width, lies ? p->width : p->height, 72.0 / 96);
	turn(to->cr, p);
	cairo_set_source_surface(to->cr, image, 0, 0);
	cairo_paint(to->cr);
	cairo_restore(to->cr);
}

/* The surface lends its size only: what goes into the PDF are the bytes. */
static void jpeg_draw(struct page *to, const struct plate *p, int nth)
{
	cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, p->width,
	                                                    p->height);

	(void)nth;
	cairo_surface_set_mime_data(image, CAIRO_MIME_TYPE_JPEG, (const unsigned char *)p->bytes.p,
	                            p->bytes.n, NULL, NULL);
	put_picture(to, p, image);
	cairo_surface_destroy(image);
}

/* The first chunk of a PNG is its head: length, name, width, height. */
static bool png_open(struct plate *p)
{
	struct str s = p->bytes;

	if (s.n < 33 || memcmp(s.p + 12, "IHDR", 4) != 0 || two(s, 16) || two(s, 20))
		return cannot(p, "图片损坏，读不出大小，或者像素过多。");
	p->width = (int)two(s, 18);
	p->height = (int)two(s, 22);
	return size_stands(p);
}

static cairo_status_t read_some(void *arg, unsigned char *to, unsigned n)
{
	struct str *rest = arg;

	if (rest->n < n)
		return CAIRO_STATUS_READ_ERROR;
	memcpy(to, rest->p, n);
	*rest = str_from(*rest, n);
	return CAIRO_STATUS_SUCCESS;
}

static void png_draw(struct page *to, const struct plate *p, int nth)
{
	struct str rest = p->bytes;
	cairo_surface_t *image = cairo_image_surface_create_from_png_stream(read_some, &rest);

	(void)nth;
	put_picture(to, p, image);
	cairo_surface_destroy(image);
}

/* --- PDF -------------------------------------------------------------------------------------- */

static bool pdf_open(struct plate *p)
{
	GBytes *bytes = g_bytes_new_static(p->bytes.p, p->bytes.n);
	GError *error = NULL;
	bool locked;

	p->open = poppler_document_new_from_bytes(bytes, NULL, &error);
	g_bytes_unref(bytes);
	locked = error && g_error_matches(error, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED);
	g_clear_error(&error);
	if (!p->open)
		return cannot(p, locked ? "PDF 加了密码，打不开。" : "PDF 损坏，打不开。");
	p->pages = poppler_document_get_n_pages(p->open);
	if (p->pages < 1)
		return cannot(p, "PDF 里没有一页。");
	return p->pages <= PLATE_PAGES || cannot(p, "PDF 的页数过多，没有展开。");
}

static cairo_surface_t *record_page(PopplerPage *page, double width, double height)
{
	cairo_surface_t *s = cairo_recording_surface_create(
		CAIRO_CONTENT_COLOR_ALPHA, &(cairo_rectangle_t){ 0, 0, width, height });
	cairo_t *cr = cairo_create(s);
	cairo_status_t status;

	poppler_page_render_for_printing(page, cr);
	status = cairo_status(cr);
	cairo_destroy(cr);
	if (!status)
		return s;
	cairo_surface_destroy(s);
	return NULL;
}

static void pdf_draw(struct page *to, const struct plate *p, int nth)
{
	PopplerPage *page = poppler_document_get_page(p->open, nth);
	double width = 0, height = 0;
	cairo_surface_t *drawn = NULL;

	if (page)
		poppler_page_get_size(page, &width, &height);
	if (width >= 1 && height >= 1)
		drawn = record_page(page, width, height);
	if (drawn) {
		cairo_save(to->cr);
		into_frame(to->cr, width, height, 1);
		cairo_rectangle(to->cr, 0, 0, width, height);
		cairo_clip(to->cr);
		cairo_set_source_surface(to->cr, drawn, 0, 0);
		cairo_paint(to->cr);
		cairo_restore(to->cr);
		cairo_surface_destroy(drawn);
	} else {
		put_sorry(to);
	}
	if (page)
		g_object_unref(page);
}

static void pdf_close(struct plate *p)
{
	if (p->open)
		g_object_unref(p->open);
}

/* --- all -------------------------------------------------------------------------------------- */

static const struct plate_kind kinds[] = {
	{ "image/jpeg", jpeg_open, jpeg_draw, jpeg_close },
	{ "image/png", png_open, png_draw, NULL },
	{ "application/pdf", pdf_open, pdf_draw, pdf_close },
};

bool plate_open(struct plate *p)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_is(p->type, kinds[i].type)) {
			p->kind = &kinds[i];
			if (kinds[i].open(p))
				return true;
			plate_close(p);
			p->pages = 0;
			return false;
		}
	return cannot(p, "这种文件不能转成页。");
}

void plate_close(struct plate *p)
{
	if (p->kind && p->kind->close)
		p->kind->close(p);
	p->open = NULL;
}

void page_plate(struct page *to, const struct plate *p)
{
	for (int i = 0; i < p->pages && !to->stopped; i++) {
		if (i)
			page_next(to);
		page_words(to, to->f->kai, 12, p->caption, PAGE_WIDTH / 2, 0.5, FRAME_TOP - 4 * MM);
		cairo_tag_begin(to->cr, "Figure", NULL);
		p->kind->draw(to, p, i);
		cairo_tag_end(to->cr, "Figure");
	}
}
