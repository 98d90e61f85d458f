/*
 * document.h - one document, four ways out
 *
 * A document is what an official paper or a report looks like before it is anything: title,
 * subtitle, number, blocks (headings of four levels, paragraphs, tables, notes of an appendix),
 * signature with its date and the place of the seal.  Text is made of runs; a run may be a figure,
 * with the key it was counted by, a link for the page and an anchor inside the document.
 *
 * Back ends: document_pdf (GB/T 9704: A4, 28 characters by 22 lines), document_docx (the official
 * fonts by name), document_html (a fragment), document_markdown.  All write to a struct buf; the
 * same document gives the same bytes.
 *
 * Memory:  blocks, runs and cells in the arena given to document_init; texts are not copied and
 *          must live as long.  A document is built front to back: what is added goes to the last
 *          block, or to the last cell begun.
 * Threads: none shared; the PDF back end keeps its font map for each thread (Pango does).
 *
 * Fails:   html and markdown cannot, but for buf.over.  pdf and docx return false with a refusal
 *          that names the character when a font lacks it, and with a fault when a library fails.
 *
 * Example:
 *     struct document d;
 *     document_init(&d, arena);
 *     document_title(&d, S("2024年度法治政府建设情况报告"));
 *     document_heading(&d, 1);
 *     document_text(&d, S("一、主要工作进展情况"));
 *     document_paragraph(&d);
 *     document_text(&d, S("办理行政处罚案件"));
 *     document_run(&d, (struct run){ .is = RUN_FIGURE, .text = S("30"), .key = S("case.total") });
 *     if (!document_pdf(&d, NULL, r, out)) …
 */
#ifndef PAPER_DOCUMENT_H
#define PAPER_DOCUMENT_H

#include "base/buf.h"
#include "base/day.h"
#include "base/refuse.h"

enum run_is {
	RUN_TEXT,
	RUN_FIGURE,     /* a number that was counted: .key, .href, .anchor                      */
	RUN_STRONG,
	RUN_HAND,       /* a number written by hand                                            */
	RUN_OPEN,       /* a figure that could not be counted, in words                        */
	N_RUNS
};

struct run {
	enum run_is is;
	struct str text;
	struct str key;         /* RUN_FIGURE: "case.total"                                    */
	struct str href;        /* for HTML and Markdown                                       */
	struct str anchor;      /* of a block in this document, for PDF and DOCX; may be empty */
};

struct runs { struct run *list; size_t n, cap; };

enum block_is { BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_TABLE, BLOCK_NOTE, BLOCK_PAGE,
	BLOCK_LINE,             /* flush left: whom it addresses, lines to be signed           */
	BLOCK_SIGN,             /* here stands the signature                                   */
	N_BLOCKS };

struct block {
	enum block_is is;
	int level;              /* heading: 1 to 4; table: 1 when it holds words and not numbers */
	struct str anchor;      /* a place that runs point at: letters, digits, '-'            */
	struct runs text;
	size_t columns;         /* table: the first row is its head                            */
	struct runs *cells;     size_t n_cells, cap_cells;
};

enum { MAX_TITLES = 4 };

struct document {
	struct arena *arena;
	struct str titles[MAX_TITLES];  size_t n_titles;
	struct str subtitle;            /* one line below the title, in brackets by the caller */
	struct str number;              /* 文号                                                */
	struct str signer;              /* who signs; empty: no signature block                */
	bool front;                     /* of a book: stands in front and is not counted       */
	bool ruled;                     /* a line below the head, as papers have it            */
	struct str date;                /* as it is written: 2025年2月20日                     */
	struct day made;                /* the date in the file; unset: 2000-01-01             */
	bool seal;                      /* keeps the place of the seal free                    */
	struct str draft;               /* the mark of a draft; empty: it is none              */
	struct str qr;                  /* what the code at the top right holds; empty: none   */
	struct str proof;               /* what proves it, in words: small, in the top margin of a PDF,
	                                   behind the text elsewhere                           */
	const struct plate *plate;      /* PDF: pages of an attachment, instead of all else (plate.h) */
	struct block *blocks;           size_t n_blocks, cap_blocks;
	struct runs *into;              /* where the next run goes                             */
};

void document_init(struct document *d, struct arena *a);
void document_title(struct document *d, struct str line);
void document_heading(struct document *d, int level);
void document_paragraph(struct document *d);
void document_note(struct document *d);                         /* small, of an appendix       */
void document_line(struct document *d);                         /* flush left                  */
void document_sign(struct document *d);                         /* the signature stands here   */
void document_page(struct document *d);                         /* what follows: on a new page */
void document_table(struct document *d, size_t columns);        /* then cells, row by row      */
void document_cell(struct document *d);
void document_anchor(struct document *d, struct str anchor);    /* of the last block           */
void document_run(struct document *d, struct run r);
void document_text(struct document *d, struct str s);
/* Index of the first block after the signature: its place, the first new page, else the end. */
size_t document_end(const struct document *d);
/* Is there a block of that anchor? */
bool document_has(const struct document *d, struct str anchor);
/* The runs joined. */
struct str runs_text(struct arena *a, const struct runs *r);

/*
 * Families, best first, as Pango reads them; NULL: the official ones, then those of Debian.
 * A bureau that mounts its licensed 仿宋_GB2312 and 方正小标宋简体 gets them by that alone.
 */
struct paper_fonts { const char *title, *body, *black, *kai, *page; };
extern const struct paper_fonts paper_fonts_official;

bool document_pdf(const struct document *d, const struct paper_fonts *f, struct refusals *r,
                  struct buf *out);
/* The same; *ret_pages: how many. */
bool document_pdf_pages(const struct document *d, const struct paper_fonts *f, struct refusals *r, struct buf *out,
                        int *ret_pages);
/*
 * Several as one file, the pages numbered through below each page, but for those in front.
 * first: room for n + 1, the page on which each begins and the first one past the end.
 * go: told after each page how many are done; false: no more, and document_pdf_book() says false.
 */
struct book {
	const struct document *const *list; size_t n;
	int *first;
	bool (*go)(void *arg, int done); void *arg;
};
bool document_pdf_book(const struct book *b, const struct paper_fonts *f, struct refusals *r, struct buf *out);
/* The text with 〓 for what no font has: for names that strangers gave, which must not stop a book. */
struct str document_printable(struct arena *a, const struct paper_fonts *f, struct str s);
bool document_docx(const struct document *d, struct refusals *r, struct buf *out);
void document_html(const struct document *d, struct buf *out);
/* The fragment as a page of its own, with its few lines of style. */
void document_html_page(const struct document *d, struct buf *out);
void document_markdown(const struct document *d, struct buf *out);

#endif
