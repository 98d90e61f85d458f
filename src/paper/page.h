/*
 * page.h - a page of a PDF being laid out: shared by pdf.c, pdf_table.c and plate.c, by nobody else
 *
 * Lengths are points of 1/72 inch.  `y` runs down from the top of the text block.
 */
#ifndef PAPER_PAGE_H
#define PAPER_PAGE_H

#include <pango/pangocairo.h>

#include "paper/document.h"
#include "paper/plate.h"

/* GB/T 9704: paper, margins, 22 lines of 28 characters. */
#define MM          (72.0 / 25.4)
#define PAGE_WIDTH  (210 * MM)
#define PAGE_HEIGHT (297 * MM)
#define LEFT        (28 * MM)
#define TOP         (37 * MM)
#define WIDTH       (156 * MM)
#define HEIGHT      (225 * MM)
#define SIZE        (WIDTH / 28)
#define LINE        (HEIGHT / 22)

struct style { const char *family; double size; PangoWeight weight; PangoAlignment align; double indent; };

struct page {
	const struct document *d;
	const struct paper_fonts *f;
	struct refusals *r;
	struct buf *out;
	cairo_surface_t *surface;
	cairo_t *cr;
	PangoContext *context;
	double y;
	double keep;            /* what must stand on the page of the last two lines being set  */
	int number, outline;
	int folio;              /* page of the whole book; 0: it is none                       */
	const struct book *book;
	int done;               /* pages                                                       */
	bool stopped;           /* book->go said so                                            */
	bool refused;           /* a glyph is missing                                          */
};

/* A new page when `height` does not fit on this one. */
void page_need(struct page *p, double height);
void page_next(struct page *p);
/* A line outside of the text; `before`: how much of its width stands left of x, 0 to 1. */
void page_words(struct page *p, const char *family, double size, struct str text, double x, double before, double y);
PangoLayout *page_layout(struct page *p, const struct style *s, double width);
/* The runs set to a width; a character without glyph is refused. */
PangoLayout *page_text(struct page *p, const struct style *s, const struct runs *r, double width);
/* Draws the lines of `l` from y on, `x` from the left of the text block; `flows`: over pages. */
void page_lines(struct page *p, PangoLayout *l, const struct style *s, const struct runs *r, double x, double step, bool flows);
void page_table(struct page *p, const struct block *b);
/* The pages of an attachment, from this one on. */
void page_plate(struct page *p, const struct plate *x);

#endif
