/*
 * plate.h - an attachment as pages of a book: a picture on one page, a PDF page by page
 *
 * The pages of a plate are A4 like all others: what stands on them is scaled into the frame, never
 * enlarged beyond the paper's own size, with a line above that names it.  A JPEG is put in
 * as it is coded, without what is not picture, and turned as its camera says; a PNG is decoded; each page of a PDF is a
 * picture at 200 points to an inch that poppler's own programs make, in a process with limits (child.h):
 * scripts, forms and links of a stranger's file are left behind, and so is whatever ends a reader.
 *
 *     struct plate p = { .caption = S("附件1　现场照片.jpg"), .type = S("image/jpeg"), .bytes = bytes };
 *     if (plate_open(&p)) {
 *             d.plate = &p;           … p.pages pages; document_pdf_book()
 *             plate_close(&p);
 *     } else … p.why: a sentence for the page that stands in its place
 *
 * Cannot be turned: other types, a file that is broken or encrypted, a picture of more than
 * PLATE_PIXELS points (a few bytes of PNG can ask for all memory), a PDF of more than PLATE_PAGES.
 * A page of a PDF that cannot be drawn stays empty but for a line that says so.
 *
 * Memory: `bytes` live as long as the plate is open; what is decoded is given back after its page.
 */
#ifndef PAPER_PLATE_H
#define PAPER_PLATE_H

#include "base/buf.h"

/* A scan of A3 at 600 dpi has 70 million; decoded they are 280 MB.  A thousand pages are two folders. */
enum { PLATE_PIXELS = 72000000, PLATE_PAGES = 1000 };

struct plate {
	struct str caption, type, bytes;
	int pages;
	const char *why;
	/* plate.c's own */
	const struct plate_kind *kind;
	int file;               /* the PDF, as its readers get it                          */
	struct buf clean;
	int width, height;      /* points of a picture as it is stored                         */
	unsigned turned;        /* how it is to be shown: Exif, 1 to 8                         */
};

bool plate_open(struct plate *p);
void plate_close(struct plate *p);

#endif
