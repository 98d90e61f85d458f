/*
 * docx.c - a document as DOCX
 *
 * A ZIP of a few parts; docx_parts.c holds those that never change.  Order, times and compression
 * are fixed, so the same document gives the same bytes.  Figures are links to bookmarks of the
 * appendix.  No font is embedded: the office that opens it has the official ones or their stand-ins.
 */
#include "paper/docx.h"
#include "paper/pack.h"
#include "paper/document.h"
#include "base/html.h"

#include <string.h>

struct docx {
	const struct document *d;
	struct buf x;
	int bookmarks;
};

/* XML has no place for control characters, which may come from old records. */
static void put_text(struct buf *x, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < 0x20) {
			html_text(x, (struct str){ s.p + from, i - from });
			buf_putc(x, ' ');
			from = i + 1;
		}
	html_text(x, str_from(s, from));
}

static void put_run(struct docx *o, const struct run *r)
{
	bool link = r->is == RUN_FIGURE && document_has(o->d, r->anchor);

	if (link)
		buf_fmt(&o->x, "<w:hyperlink w:anchor=\"%.*s\">", P(r->anchor));
	buf_putz(&o->x, "<w:r>");
	if (r->is == RUN_STRONG)
		buf_putz(&o->x, "<w:rPr><w:b/></w:rPr>");
	else if (r->is == RUN_HAND || r->is == RUN_OPEN)
		buf_putz(&o->x, "<w:rPr><w:highlight w:val=\"yellow\"/></w:rPr>");
	buf_putz(&o->x, "<w:t xml:space=\"preserve\">");
	put_text(&o->x, r->text);
	buf_putz(&o->x, link ? "</w:t></w:r></w:hyperlink>" : "</w:t></w:r>");
}

static void put_paragraph(struct docx *o, const char *style, const char *more, const struct runs *r,
                          struct str anchor)
{
	buf_fmt(&o->x, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/>%s</w:pPr>", style, more);
	if (anchor.n)
		buf_fmt(&o->x, "<w:bookmarkStart w:id=\"%d\" w:name=\"%.*s\"/>", ++o->bookmarks,
		        P(anchor));
	for (size_t i = 0; i < r->n; i++)
		put_run(o, &r->list[i]);
	if (anchor.n)
		buf_fmt(&o->x, "<w:bookmarkEnd w:id=\"%d\"/>", o->bookmarks);
	buf_putz(&o->x, "</w:p>\n");
}

static void put_line(struct docx *o, const char *style, struct str s)
{
	struct runs r = { &(struct run){ .text = s }, 1, 1 };

	if (s.n)
		put_paragraph(o, style, "", &r, S(""));
}

static const char borders[] =
	"<w:tblBorders><w:top w:val=\"single\" w:sz=\"4\"/><w:left w:val=\"single\" w:sz=\"4\"/>"
	"<w:bottom w:val=\"single\" w:sz=\"4\"/><w:right w:val=\"single\" w:sz=\"4\"/>"
	"<w:insideH w:val=\"single\" w:sz=\"4\"/><w:insideV w:val=\"single\" w:sz=\"4\"/></w:tblBorders>";

/* The first column is as wide as three others, or takes two thirds of two. */
static int column_width(const struct block *b, size_t i)
{
	int whole = 8844, one = whole / (int)(b->columns + (b->columns > 1 ? 2 : 0));

	if (b->level == 1 && b->columns == 2)
		return i ? whole - whole / 4 : whole / 4;
	if (b->level == 1)
		return whole / (int)b->columns;

	return i ? one : whole - one * (int)(b->columns - 1);
}

static void put_table(struct docx *o, const struct block *b)
{
	buf_fmt(&o->x,
	        "<w:tbl><w:tblPr><w:tblW w:w=\"8844\" w:type=\"dxa\"/>%s<w:tblLayout w:type=\"fixed\"/>"
	        "</w:tblPr><w:tblGrid>",
	        borders);
	for (size_t i = 0; i < b->columns; i++)
		buf_fmt(&o->x, "<w:gridCol w:w=\"%d\"/>", column_width(b, i));
	buf_putz(&o->x, "</w:tblGrid>\n");
	for (size_t i = 0; i < b->n_cells; i++) {
		if (i % b->columns == 0)
			buf_putz(&o->x, i ? "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
			                  : "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
		buf_fmt(&o->x, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>",
		        column_width(b, i % b->columns));
		put_paragraph(o, "Cell",
		              i % b->columns && b->level == 0 ? "" : "<w:jc w:val=\"left\"/>",
		              &b->cells[i], S(""));
		buf_putz(&o->x, (i + 1) % b->columns ? "</w:tc>" : "</w:tc></w:tr>\n");
	}
	/* A row cut short would be no table. */
	for (size_t i = b->n_cells; i % b->columns; i++)
		buf_putz(&o->x, (i + 1) % b->columns ? "<w:tc><w:p/></w:tc>"
		                                     : "<w:tc><w:p/></w:tc></w:tr>\n");
	buf_putz(&o->x, "</w:tbl>\n<w:p><w:pPr><w:pStyle w:val=\"Note\"/></w:pPr></w:p>\n");
}

static void put_block(struct docx *o, const struct block *b)
{
	static const char *const heads[] = { "Heading1", "Heading2", "Heading3", "Heading4" };

	switch (b->is) {
	case BLOCK_TABLE: put_table(o, b); break;
	case BLOCK_PAGE: buf_putz(&o->x, "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>\n"); break;
	case BLOCK_HEADING: put_paragraph(o, heads[b->level - 1], "", &b->text, b->anchor); break;
	case BLOCK_NOTE: put_paragraph(o, "Note", "", &b->text, b->anchor); break;
	case BLOCK_LINE: put_paragraph(o, "Line", "", &b->text, b->anchor); break;
	case BLOCK_SIGN: break;
	default: put_paragraph(o, "Normal", "", &b->text, b->anchor);
	}
}

static void put_signer(struct docx *o)
{
	if (!o->d->signer.n)
		return;
	for (int i = 0; i < (o->d->seal ? 2 : 1); i++)
		buf_putz(&o->x, "<w:p/>\n");
	put_line(o, "Signer", o->d->signer);
	put_line(o, "Signer", o->d->date);
}

static void put_document(struct docx *o)
{
	const struct document *d = o->d;
	size_t end = document_end(d);

	buf_putz(
		&o->x,
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
		"xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>\n");
	put_line(o, "Draft", d->draft);
	for (size_t i = 0; i < d->n_titles; i++)
		put_line(o, "Title", d->titles[i]);
	put_line(o, "Subtitle", d->number);
	put_line(o, "Subtitle", d->subtitle);
	buf_putz(&o->x, "<w:p/>\n");
	for (size_t i = 0; i <= d->n_blocks; i++) {
		if (i == end)
			put_signer(o);
		if (i < d->n_blocks)
			put_block(o, &d->blocks[i]);
	}
	put_line(o, "Note", d->proof);
	buf_putz(
		&o->x,
		"<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference "
		"w:type=\"even\" r:id=\"rId5\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"2098\" "
		"w:right=\"1474\" w:bottom=\"1985\" w:left=\"1588\" w:header=\"851\" w:footer=\"1400\" "
		"w:gutter=\"0\"/><w:docGrid w:type=\"lines\" w:linePitch=\"579\"/></w:sectPr>"
		"</w:body></w:document>\n");
}

static struct str core(const struct document *d)
{
	struct day made = day_set(d->made) ? d->made : day_make(2000, 1, 1);
	struct buf b;
	struct str s;

	buf_init(&b, 1 << 20);
	buf_putz(
		&b,
		"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
		"<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
		"core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
		"xmlns:dcterms=\"http://purl.org/dc/terms/\" "
		"xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>");
	for (size_t i = 0; i < d->n_titles; i++)
		put_text(&b, d->titles[i]);
	buf_putz(&b, "</dc:title><dc:creator>");
	put_text(&b, d->signer);
	buf_fmt(&b,
	        "</dc:creator><dcterms:created xsi:type=\"dcterms:W3CDTF\">%.*sT00:00:00Z</dcterms:created>"
	        "</cp:coreProperties>\n",
	        P(day_text(d->arena, made)));
	s = arena_str(d->arena, buf_str(&b));
	buf_drop(&b);
	return s;
}

/* --- the ZIP ---------------------------------------------------------------------------------- */

static bool pack(const struct document *d, struct str body, struct buf *out)
{
	struct pack_part *list = arena_array(d->arena, struct pack_part, n_docx_parts + 2);
	size_t n = 0;

	for (; n < n_docx_parts; n++)
		list[n] = (struct pack_part){ str_of(docx_parts[n].path),
			                      str_of(docx_parts[n].text), false };
	list[n++] = (struct pack_part){ S("word/document.xml"), body, false };
	list[n++] = (struct pack_part){ S("docProps/core.xml"), core(d), false };
	return pack_parts(d->arena, list, n, out);
}

bool document_docx(const struct document *d, struct refusals *r, struct buf *out)
{
	struct docx o = { .d = d };
	bool ok;

	buf_init(&o.x, out->max);
	put_document(&o);
	ok = !o.x.over && pack(d, buf_str(&o.x), out);
	buf_drop(&o.x);
	if (!ok)
		fault(r, S("DOCX：没有写成。"));
	return ok;
}
