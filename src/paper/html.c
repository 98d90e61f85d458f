/*
 * html.c - a document as HTML
 *
 * A fragment that stands in a page of the program; document_html_page() adds head and style for a
 * file of its own.  A figure is a link to what is behind it; one without a link is a <span> with
 * its key, so that a page's script can open its panel.
 */
#include "paper/document.h"
#include "base/html.h"

static void put_run(struct buf *out, const struct run *r)
{
	switch (r->is) {
	case RUN_FIGURE:
		if (r->href.n)
			html(out, "<a class=\"figure\" data-figure=\"", r->key, "\" href=\"",
			     URL(r->href), "\">", r->text, "</a>");
		else
			html(out, "<span class=\"figure\" data-figure=\"", r->key, "\">", r->text,
			     "</span>");
		break;
	case RUN_STRONG: html(out, "<strong>", r->text, "</strong>"); break;
	case RUN_HAND:
		html(out, "<mark class=\"hand\" title=\"手写的数字，没有绑定指标\">", r->text,
		     "</mark>");
		break;
	case RUN_OPEN:
		html(out, "<mark class=\"open\" data-figure=\"", r->key, "\">", r->text, "</mark>");
		break;
	default: html_text(out, r->text);
	}
}

static void put_runs(struct buf *out, const struct runs *r)
{
	for (size_t i = 0; i < r->n; i++)
		put_run(out, &r->list[i]);
}

static void put_row(struct buf *out, const struct block *b, size_t from)
{
	html(out, "<tr>");
	for (size_t i = 0; i < b->columns; i++) {
		bool head = from == 0, side = i == 0;

		html(out, when(head, "<th scope=\"col\">"),
		     when(!head && side, "<th scope=\"row\">"), when(!head && !side, "<td>"));
		if (from + i < b->n_cells)
			put_runs(out, &b->cells[from + i]);
		html(out, when(head || side, "</th>"), when(!head && !side, "</td>"));
	}
	html(out, "</tr>\n");
}

static void put_table(struct buf *out, const struct block *b)
{
	html(out, "<table class=\"paper-table", when(b->level == 1, " words"), "\">\n<thead>");
	put_row(out, b, 0);
	html(out, "</thead>\n<tbody>\n");
	for (size_t i = b->columns; i < b->n_cells; i += b->columns)
		put_row(out, b, i);
	html(out, "</tbody>\n</table>\n");
}

/* The title is h1, so headings begin at h2. */
static void put_block(struct buf *out, const struct block *b)
{
	if (b->is == BLOCK_TABLE) {
		put_table(out, b);
		return;
	}
	if (b->is == BLOCK_SIGN)
		return;
	if (b->is == BLOCK_PAGE) {
		html(out, "<hr class=\"page\">\n");
		return;
	}
	if (b->is == BLOCK_HEADING)
		html(out, "<h", b->level + 1);
	else
		html(out, "<p", when(b->is == BLOCK_NOTE, " class=\"note\""),
		     when(b->is == BLOCK_LINE, " class=\"line\""));
	if (b->anchor.n)
		html(out, " id=\"", b->anchor, "\"");
	html(out, ">");
	put_runs(out, &b->text);
	if (b->is == BLOCK_HEADING)
		html(out, "</h", b->level + 1, ">\n");
	else
		html(out, "</p>\n");
}

static void put_head(struct buf *out, const struct document *d)
{
	html(out, "<header>\n<h1>");
	for (size_t i = 0; i < d->n_titles; i++)
		html(out, when(i > 0, "<br>"), d->titles[i]);
	html(out, "</h1>\n");
	if (d->number.n)
		html(out, "<p class=\"number\">", d->number, "</p>\n");
	if (d->subtitle.n)
		html(out, "<p class=\"subtitle\">", d->subtitle, "</p>\n");
	if (d->draft.n)
		html(out, "<p class=\"draft\">", d->draft, "</p>\n");
	html(out, "</header>\n");
}

void document_html(const struct document *d, struct buf *out)
{
	size_t end = document_end(d);

	html(out, "<article class=\"paper\">\n");
	put_head(out, d);
	for (size_t i = 0; i <= d->n_blocks; i++) {
		if (i == end && d->signer.n)
			html(out, "<p class=\"signer\">", d->signer, "<br>", d->date, "</p>\n");
		if (i < d->n_blocks)
			put_block(out, &d->blocks[i]);
	}
	if (d->proof.n)
		html(out, "<p class=\"note\">", d->proof, "</p>\n");
	html(out, "</article>\n");
}

static const char style[] =
	"body{margin:0;background:#f3f5f8;color:#1d2433}"
	".paper{max-width:42em;margin:2em auto;padding:3em 3.2em;background:#fff;font:16pt/1.8 "
	"FangSong_GB2312,FangSong,\"Noto Serif CJK SC\",serif}"
	".paper h1{font-size:22pt;text-align:center;line-height:1.5;margin:0 0 1em}"
	".paper h2,.paper h3,.paper h4,.paper h5{font-size:1em;margin:0;text-indent:2em}"
	".paper h2{font-family:SimHei,\"Noto Sans CJK SC\",sans-serif;font-weight:500}"
	".paper h3{font-family:KaiTi_GB2312,KaiTi,\"AR PL KaitiM GB\",serif;font-weight:500}"
	".paper p{margin:0;text-indent:2em;text-align:justify}"
	".paper .subtitle,.paper .number,.paper .draft{text-align:center;text-indent:0;margin-bottom:1em}"
	".paper .draft{color:#b9252c}.paper .signer{text-align:right;margin:2em 2em 0 0}"
	".paper .line{text-indent:0}.paper table.words th,.paper table.words td{text-align:left}"
	".paper .note{font-size:.72em;line-height:1.6;text-indent:0;overflow-wrap:anywhere}"
	".paper a.figure{color:#1d4f91;font-weight:600;text-underline-offset:.2em}"
	".paper mark.hand{background:#fff2d6}.paper mark.open{background:#fde1e0}"
	".paper table{border-collapse:collapse;width:100%;font-size:.72em;margin:1em 0}"
	".paper th,.paper td{border:1px solid #8a94a6;padding:.2em .5em;text-align:right;font-weight:400}"
	".paper tr>:first-child{text-align:left}.paper thead th{text-align:center;background:#eef2f7}"
	"@media print{body{background:#fff}.paper{margin:0;padding:0;max-width:none}"
	".paper a.figure{color:inherit;text-decoration:none;font-weight:400}.page{break-after:page;border:0}}";

void document_html_page(const struct document *d, struct buf *out)
{
	html(out, "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
	          "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
	for (size_t i = 0; i < d->n_titles; i++)
		html_text(out, d->titles[i]);
	html(out, "</title>\n<style>");
	buf_putz(out, style);
	html(out, "</style>\n</head>\n<body>\n");
	document_html(d, out);
	html(out, "</body>\n</html>\n");
}
