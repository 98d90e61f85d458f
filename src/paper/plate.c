/*
 * plate.c - pictures and PDF pages inside a frame of A4
 *
 * Sizes are read from the head of a picture before anything is decoded.  A page of a PDF is made by
 * another program when its turn comes: one that cannot be made says so and does not spoil the book.
 */
#include "paper/plate.h"
#include "base/child.h"
#include "paper/page.h"
#include "store/file_clean.h"

#include <cairo.h>
#include <string.h>
#include <unistd.h>

/* The frame: what is left of A4 beside room for the caption and the number below. */
#define FRAME_LEFT   (15 * MM)
#define FRAME_TOP    (24 * MM)
#define FRAME_WIDTH  (180 * MM)
#define FRAME_HEIGHT (250 * MM)

/* A picture has no size of its own: so many of its points are an inch at least. */
enum { PICTURE_INCH = 96 };

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

/* A JPEG that is whole: segments up to the frame, which says the size. */
static void read_frame(struct plate *p, struct str s)
{
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
	read_frame(p, p->bytes);
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

/* At `inch` points to an inch at most, so that what is small is not blown up. */
static void put_picture(struct page *to, const struct plate *p, cairo_surface_t *image, int inch)
{
	bool lies = p->turned >= 5 && p->turned <= 8;

	if (cairo_surface_status(image)) {
		put_sorry(to);
		return;
	}
	cairo_save(to->cr);
	into_frame(to->cr, lies ? p->height : p->width, lies ? p->width : p->height, 72.0 / inch);
	turn(to->cr, p);
	cairo_set_source_surface(to->cr, image, 0, 0);
	cairo_paint(to->cr);
	cairo_restore(to->cr);
}

/* The surface lends its size only: what goes into the PDF are the bytes. */
static cairo_surface_t *coded(const struct plate *p, struct str bytes, void (*drop)(void *),
                              void *arg)
{
	cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, p->width,
	                                                    p->height);

	cairo_surface_set_mime_data(image, CAIRO_MIME_TYPE_JPEG, (const unsigned char *)bytes.p,
	                            bytes.n, drop, arg);
	return image;
}

static void jpeg_draw(struct page *to, const struct plate *p, int nth)
{
	cairo_surface_t *image = coded(p, p->bytes, NULL, NULL);

	(void)nth;
	put_picture(to, p, image, PICTURE_INCH);
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
	put_picture(to, p, image, PICTURE_INCH);
	cairo_surface_destroy(image);
}

/* --- PDF -------------------------------------------------------------------------------------- */

#define PDFINFO    "/usr/bin/pdfinfo"
#define PDFTOCAIRO "/usr/bin/pdftocairo"
#define ITS_INPUT  "/proc/self/fd/0"
enum { READER_MEMORY = 1 << 30, READER_SECONDS = 30, READER_SAYS = 1 << 20, PAGE_MOST = 64 << 20 };

/* Points of a page made, to an inch and along its longer side: A4 at its own size. */
enum { PAGE_INCH = 200, PAGE_LONG = 2339 };

static enum child_end read_pdf(const struct plate *p, const char *const *argv, struct buf *out)
{
	return child_run(&(struct child){ argv, p->file, READER_MEMORY, READER_SECONDS }, out);
}

/* The whole number that a text begins with. */
static bool whole(struct str s, int64_t *ret)
{
	size_t n = 0;

	s = str_trim(s);
	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return str_int((struct str){ s.p, n }, ret);
}

/* The number after "Pages:"; 0: there is none. */
static int pages_said(struct str text)
{
	struct str line, name, value;
	int64_t n = 0;

	while (str_line(&text, &line))
		if (str_cut(line, ':', &name, &value) && str_is(name, "Pages") &&
		    str_int(str_trim(value), &n))
			break;
	return n > PLATE_PAGES ? PLATE_PAGES + 1 : (int)n;
}

static bool pdf_stands(struct plate *p, enum child_end end, struct str said)
{
	if (end == CHILD_MISSING)
		return cannot(p, "没有安装读 PDF 的程序（poppler-utils），没有展开。");
	if (end == CHILD_BADLY)
		return cannot(p, str_has(said, S("Incorrect password")) ? "PDF 加了密码，打不开。"
		                                                        : "PDF 损坏，打不开。");
	p->pages = pages_said(said);
	if (p->pages < 1)
		return cannot(p, "PDF 里没有一页。");
	return p->pages <= PLATE_PAGES || cannot(p, "PDF 的页数过多，没有展开。");
}

/* What is said of it stays: the size of each page stands there. */
static bool pdf_open(struct plate *p)
{
	char last[16];
	const char *const argv[] = { PDFINFO, "-f", "1", "-l", last, ITS_INPUT, NULL };
	enum child_end end;

	p->file = child_file(p->bytes);
	if (p->file < 0)
		return cannot(p, "没有地方展开 PDF。");
	snprintf(last, sizeof(last), "%d", PLATE_PAGES);
	buf_init(&p->clean, READER_SAYS);
	end = read_pdf(p, argv, &p->clean);
	return pdf_stands(p, end, buf_str(&p->clean));
}

/* "Page    3 size:  595.276 x 841.89 pts (A4)": whole points of the longer side. */
static int64_t longer_side(struct str said, int nth)
{
	struct str line, name, rest, width, height;
	int64_t n, w, h;

	while (str_line(&said, &line))
		if (str_starts(line, S("Page ")) && str_cut(line, ':', &name, &rest) &&
		    str_int(str_trim((struct str){ name.p + 5, name.n - 5 - strlen(" size") }),
		            &n) &&
		    n == nth + 1 && str_cut(rest, 'x', &width, &height))
			return whole(width, &w) && whole(height, &h) ? (w > h ? w : h) + 1 : 0;
	return 0;
}

static bool page_made(const struct plate *p, int nth, struct buf *out)
{
	int64_t points = longer_side(buf_str(&p->clean), nth) * PAGE_INCH / 72;
	char n[16], size[16];
	const char *const argv[] = {
		PDFTOCAIRO, "-jpeg", "-jpegopt",  "quality=85", "-singlefile", "-f", n,
		"-l",       n,       "-scale-to", size,         ITS_INPUT,     "-",  NULL
	};

	snprintf(n, sizeof(n), "%d", nth + 1);
	snprintf(size, sizeof(size), "%d",
	         points > 0 && points < PAGE_LONG ? (int)points : PAGE_LONG);
	return read_pdf(p, argv, out) == CHILD_WELL && str_starts(buf_str(out), S("\xff\xd8"));
}

static void pdf_draw(struct page *to, const struct plate *p, int nth)
{
	struct plate made = { 0 };
	struct buf out;

	buf_init(&out, PAGE_MOST);
	if (page_made(p, nth, &out))
		read_frame(&made, buf_str(&out));
	if (made.width > 0 && made.height > 0) {
		struct str bytes = buf_str(&out);
		cairo_surface_t *image = coded(&made, bytes, bytes_drop, buf_take(&out));
		put_picture(to, &made, image, PAGE_INCH);
		cairo_surface_destroy(image);
	} else {
		put_sorry(to);
	}
	buf_drop(&out);
}

static void pdf_close(struct plate *p)
{
	if (p->file >= 0)
		close(p->file);
	p->file = -1;
	buf_drop(&p->clean);
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
