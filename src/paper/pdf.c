/*
 * pdf.c - a document as PDF, laid out as GB/T 9704 asks
 *
 * A4; text block of 156 by 225 mm, which holds 22 lines of 28 characters; margins 37 mm above and
 * 28 mm left.  Pango breaks lines, we place each of them on the grid, and so know where a page
 * ends.  Tables and notes are set smaller and off the grid.
 *
 * Strategy: one `y` from the top of the text block.  need() begins a new page when what comes does
 * not fit.  A figure's run is covered by a link to its entry in the appendix; text stays plain.
 *
 * Hinting and rounded advances are off: otherwise 28 characters are wider than the line.
 */
#include "paper/document.h"
#include "paper/page.h"

#include <cairo-pdf.h>
#include <qrencode.h>
#include <string.h>

const struct paper_fonts paper_fonts_official = {
	.title = "方正小标宋_GBK,方正小标宋简体,FZXiaoBiaoSong-B05S,Noto Serif CJK SC",
	.body = "仿宋_GB2312,FangSong_GB2312,方正仿宋_GBK,Noto Serif CJK SC",
	.black = "黑体,SimHei,方正黑体_GBK,Noto Sans CJK SC",
	.kai = "楷体_GB2312,KaiTi_GB2312,方正楷体_GBK,AR PL KaitiM GB",
	.page = "宋体,SimSun,Noto Serif CJK SC",
};

static cairo_status_t to_buf(void *closure, const unsigned char *data, unsigned int length)
{
	struct buf *out = closure;

	buf_put(out, (struct str){ (const char *)data, length });
	return out->over ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

/* --- pages ------------------------------------------------------------------------------------ */

void page_words(struct page *p, const char *family, double size, struct str text, double x,
                double before, double y)
{
	struct style s = { family, size, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 0 };
	PangoLayout *l = page_layout(p, &s, 0);
	int width;

	pango_layout_set_text(l, text.p, (int)text.n);
	pango_layout_get_size(l, &width, NULL);
	cairo_move_to(p->cr, x - before * width / PANGO_SCALE, y);
	pango_cairo_show_layout_line(p->cr, pango_layout_get_line_readonly(l, 0));
	g_object_unref(l);
}

/* — 1 — : right on odd pages, left on even ones, one character in; 7 mm below the text. */
static void put_page_number(struct page *p)
{
	bool odd = p->number % 2;
	char text[32];

	if (p->d->plate) /* its pages have their own */
		return;
	snprintf(text, sizeof(text), "— %d —", p->number);
	page_words(p, p->f->page, 14, str_of(text), odd ? LEFT + WIDTH - 14 : LEFT + 14, odd,
	           TOP + HEIGHT + 7 * MM);
}

static void put_draft(struct page *p)
{
	if (!p->d->draft.n)
		return;
	cairo_set_source_rgb(p->cr, 0.725, 0.145, 0.173);
	page_words(p, p->f->black, 14, p->d->draft, LEFT, 0, TOP - 12 * MM);
	cairo_set_source_rgb(p->cr, 0, 0, 0);
}

static void put_qr(struct page *p)
{
	char *text = arena_z(p->d->arena, p->d->qr);
	QRcode *q = p->d->qr.n ? QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M) : NULL;
	double cell;

	if (!q)
		return;
	cell = 20 * MM / q->width;
	for (int y = 0; y < q->width; y++)
		for (int x = 0; x < q->width; x++)
			if (q->data[y * q->width + x] & 1)
				cairo_rectangle(p->cr, LEFT + WIDTH - 20 * MM + x * cell,
				                10 * MM + y * cell, cell, cell);
	cairo_fill(p->cr);
	QRcode_free(q);
	if (p->d->ruled) /* below it, in its middle */
		page_words(p, p->f->black, 8, S("扫码核验"), LEFT + WIDTH - 10 * MM, 0.5,
		           30 * MM + 9);
}

static void page_begin(struct page *p)
{
	p->number++;
	p->y = 0;
	put_draft(p);
	if (p->number > 1)
		return;
	put_qr(p);
	if (p->d->proof.n) /* in the margin, so that it never makes a page of its own */
		page_words(p, p->f->page, 6.5, p->d->proof, LEFT, 0, 14 * MM);
}

/* 卷内第 12 页, in the middle below the text. */
static void put_folio(struct page *p)
{
	char text[48];

	if (!p->folio || p->d->front)
		return;
	snprintf(text, sizeof(text), "卷内第%d页", p->folio++);
	page_words(p, p->f->page, 10.5, str_of(text), PAGE_WIDTH / 2, 0.5, PAGE_HEIGHT - 15 * MM);
}

static void page_end(struct page *p)
{
	put_page_number(p);
	put_folio(p);
	cairo_show_page(p->cr);
	p->done++;
	if (p->book && p->book->go && !p->book->go(p->book->arg, p->done))
		p->stopped = true;
}

void page_next(struct page *p)
{
	page_end(p);
	page_begin(p);
}

void page_need(struct page *p, double height)
{
	if (p->y > 0 && p->y + height > HEIGHT + 0.5)
		page_next(p);
}

/* --- text ------------------------------------------------------------------------------------- */

PangoLayout *page_layout(struct page *p, const struct style *s, double width)
{
	PangoLayout *l = pango_layout_new(p->context);
	PangoFontDescription *f = pango_font_description_from_string(s->family);

	pango_font_description_set_absolute_size(f, s->size * PANGO_SCALE);
	pango_font_description_set_weight(f, s->weight);
	pango_layout_set_font_description(l, f);
	pango_font_description_free(f);
	if (width > 0)
		pango_layout_set_width(l, (int)(width * PANGO_SCALE));
	pango_layout_set_wrap(l, PANGO_WRAP_WORD_CHAR);
	pango_layout_set_alignment(l, s->align);
	pango_layout_set_justify(l, s->align == PANGO_ALIGN_LEFT && s->indent > 0);
	pango_layout_set_indent(l, (int)(s->indent * PANGO_SCALE));
	return l;
}

static bool lacks(struct page *p, const struct style *s, const char *text, int n)
{
	PangoLayout *l = page_layout(p, s, 0);
	bool missing;

	pango_layout_set_text(l, text, n);
	missing = pango_layout_get_unknown_glyphs_count(l) > 0;
	g_object_unref(l);
	return missing;
}

/* Never a box where a character should be: names the first that no font has. */
static void refuse_missing(struct page *p, const struct style *s, const char *text)
{
	for (const char *c = text; *c; c = g_utf8_next_char(c)) {
		int n = (int)(g_utf8_next_char(c) - c);

		if (!lacks(p, s, c, n))
			continue;
		refuse_with(p->r,
		            (struct refusal){
				    .say = arena_fmt(p->d->arena, "字库中没有“%.*s”字（U+%04X）。",
		                                     n, c, g_utf8_get_char(c)),
				    .way = S("请安装含有这个字的字体，再重新生成。"),
			    });
		return;
	}
}

/* Emphasis is bold; all other runs look alike in print. */
static void set_strong(PangoLayout *l, const struct runs *r)
{
	PangoAttrList *list = pango_attr_list_new();
	guint at = 0;

	for (size_t i = 0; i < r->n; i++) {
		PangoAttribute *bold = pango_attr_weight_new(PANGO_WEIGHT_BOLD);

		bold->start_index = at;
		bold->end_index = at += (guint)r->list[i].text.n;
		if (r->list[i].is == RUN_STRONG)
			pango_attr_list_insert(list, bold);
		else
			pango_attribute_destroy(bold);
	}
	pango_layout_set_attributes(l, list);
	pango_attr_list_unref(list);
}

PangoLayout *page_text(struct page *p, const struct style *s, const struct runs *r, double width)
{
	PangoLayout *l = page_layout(p, s, width);
	struct str text = runs_text(p->d->arena, r);

	pango_layout_set_text(l, text.p, (int)text.n);
	set_strong(l, r);
	if (pango_layout_get_unknown_glyphs_count(l) > 0) {
		p->refused = true;
		refuse_missing(p, s, text.p);
	}
	return l;
}

/* Covers what of bytes `from` to `to` stands on this line with a link. */
static void put_link(struct page *p, PangoLayoutLine *line, int from, int to, struct str anchor,
                     double x, double top, double height)
{
	int *ranges = NULL, n = 0;

	pango_layout_line_get_x_ranges(line, from, to, &ranges, &n);
	for (int i = 0; i < n; i++) {
		double left = x + (double)ranges[2 * i] / PANGO_SCALE;
		double right = x + (double)ranges[2 * i + 1] / PANGO_SCALE;
		struct str tag = arena_fmt(p->d->arena, "dest='%.*s' rect=[%.2f %.2f %.2f %.2f]",
		                           P(anchor), left, top, right - left, height);

		cairo_tag_begin(p->cr, CAIRO_TAG_LINK, tag.p);
		cairo_tag_end(p->cr, CAIRO_TAG_LINK);
	}
	g_free(ranges);
}

static void put_links(struct page *p, PangoLayoutLine *line, const struct runs *r, double x,
                      double top, double height)
{
	int at = 0, end = line->start_index + line->length;

	for (size_t i = 0; i < r->n; i++) {
		int from = at, to = at + (int)r->list[i].text.n;

		at = to;
		if (r->list[i].is != RUN_FIGURE || to <= line->start_index || from >= end ||
		    !document_has(p->d, r->list[i].anchor))
			continue;
		put_link(p, line, from > line->start_index ? from : line->start_index,
		         to < end ? to : end, r->list[i].anchor, x, top, height);
	}
}

/* The baseline that puts a character of this size in the middle of a line of this height. */
static double baseline(double step, double size)
{
	return step / 2 + 0.38 * size;
}

void page_lines(struct page *p, PangoLayout *l, const struct style *s, const struct runs *r,
                double x, double step, bool flows)
{
	PangoLayoutIter *i = pango_layout_get_iter(l);
	int left = pango_layout_get_line_count(l), together = left < 2 ? left : 2;

	do {
		PangoLayoutLine *line = pango_layout_iter_get_line_readonly(i);
		PangoRectangle box;

		pango_layout_iter_get_line_extents(i, NULL, &box);
		if (flows)
			page_need(p, left == together ? left * step + p->keep : step);
		left--;
		cairo_move_to(p->cr, LEFT + x + (double)box.x / PANGO_SCALE,
		              TOP + p->y + baseline(step, s->size));
		pango_cairo_show_layout_line(p->cr, line);
		put_links(p, line, r, LEFT + x, TOP + p->y, step);
		p->y += step;
	} while (pango_layout_iter_next_line(i));
	pango_layout_iter_free(i);
}

static void put_dest(struct page *p, struct str anchor)
{
	struct str tag;

	if (!anchor.n)
		return;
	tag = arena_fmt(p->d->arena, "name='%.*s' x=%.2f y=%.2f internal", P(anchor), LEFT,
	                TOP + p->y);
	cairo_tag_begin(p->cr, CAIRO_TAG_DEST, tag.p);
	cairo_tag_end(p->cr, CAIRO_TAG_DEST);
}

static void put_outline(struct page *p, const struct block *b)
{
	struct str at = arena_fmt(p->d->arena, "page=%d pos=[%.2f %.2f]", p->number, LEFT,
	                          TOP + p->y);
	struct str text = runs_text(p->d->arena, &b->text);
	int parent = b->level == 1 ? CAIRO_PDF_OUTLINE_ROOT : p->outline;
	int id;

	if (b->level > 2)
		return;
	id = cairo_pdf_surface_add_outline(p->surface, parent, text.p, at.p, 0);
	if (b->level == 1)
		p->outline = id;
}

/* One element of the structure tree that screen readers follow. */
static void put_flow(struct page *p, const char *tag, const struct style *s, const struct runs *r,
                     double step)
{
	PangoLayout *l = page_text(p, s, r, WIDTH);

	cairo_tag_begin(p->cr, tag, NULL);
	page_lines(p, l, s, r, 0, step, true);
	cairo_tag_end(p->cr, tag);
	g_object_unref(l);
}

/* Level 1 in 黑体, 2 in 楷体, 3 in bold, 4 as text; never the last line of a page. */
static void put_heading(struct page *p, const struct block *b)
{
	static const char *const tags[] = { "H2", "H3", "H4", "H5" };
	struct style s = { p->f->body, SIZE, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 2 * SIZE };

	if (b->level == 1)
		s.family = p->f->black;
	else if (b->level == 2)
		s.family = p->f->kai;
	else if (b->level == 3)
		s.weight = PANGO_WEIGHT_BOLD;
	page_need(p, 3 * LINE); /* two lines of what it heads */
	put_dest(p, b->anchor);
	put_outline(p, b);
	put_flow(p, tags[b->level - 1], &s, &b->text, LINE);
}

/* The lines to be signed below the signature, which stay with it. */
static int below_of(const struct document *d)
{
	int below = 0;

	for (size_t i = document_end(d); i < d->n_blocks; i++)
		below += d->blocks[i].is == BLOCK_LINE;
	return below;
}

/*
 * Empty lines above the signature: two where a seal comes, fewer rather than a signature alone on its
 * page (GB/T 9704 7.3.5.5).
 */
static int gap_of(const struct page *p)
{
	const struct document *d = p->d;
	int gap = d->seal ? 2 : 1, below = below_of(d);

	while (gap > 0 && p->y + (gap + 2 + below) * LINE > HEIGHT + 0.5)
		gap--;
	return p->y + (2 + below) * LINE > HEIGHT + 0.5 ? d->seal ? 2 : 1 : gap;
}

static void put_signer(struct page *p)
{
	const struct document *d = p->d;
	struct style s = { p->f->body, SIZE, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_CENTER, 0 };
	double width = 14 * SIZE;
	struct str lines[] = { d->signer, d->date };
	int gap;

	if (!d->signer.n)
		return;
	gap = gap_of(p);
	page_need(p, (gap + 2) * LINE);
	p->y += gap * LINE;
	for (size_t i = 0; i < 2; i++) {
		struct runs r = { &(struct run){ .text = lines[i] }, 1, 1 };
		PangoLayout *l = page_text(p, &s, &r, width);

		cairo_tag_begin(p->cr, "P", NULL);
		page_lines(p, l, &s, &r, WIDTH - width - 2 * SIZE, LINE, true);
		cairo_tag_end(p->cr, "P");
		g_object_unref(l);
	}
}

static void put_block(struct page *p, const struct block *b)
{
	struct style body = { p->f->body, SIZE, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 2 * SIZE };
	struct style note = { p->f->body, 10.5, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 0 };
	struct style line = { p->f->body, SIZE, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 0 };

	switch (b->is) {
	case BLOCK_HEADING: put_heading(p, b); break;
	case BLOCK_TABLE: page_table(p, b); break;
	case BLOCK_PAGE:
		if (p->y > 0)
			page_need(p, HEIGHT + LINE);
		break;
	case BLOCK_NOTE:
		page_need(p, 2 * 16);
		put_dest(p, b->anchor);
		put_flow(p, "P", &note, &b->text, 16);
		break;
	case BLOCK_LINE: put_flow(p, "P", &line, &b->text, LINE); break;
	case BLOCK_SIGN: break;
	default: put_dest(p, b->anchor); put_flow(p, "P", &body, &b->text, LINE);
	}
}

/* Title 22 pt, subtitle in 楷体; together a whole number of lines, one of them empty. */
static void put_head(struct page *p)
{
	const struct document *d = p->d;
	struct style title = { p->f->title, 22, PANGO_WEIGHT_BOLD, PANGO_ALIGN_CENTER, 0 };
	struct style sub = { p->f->kai, SIZE, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_CENTER, 0 };
	struct str subs[] = { d->number, d->subtitle };

	for (size_t i = 0; i < d->n_titles; i++)
		put_flow(p, "H1", &title,
		         &(struct runs){ &(struct run){ .text = d->titles[i] }, 1, 1 }, 36);
	for (size_t i = 0; i < 2; i++)
		if (subs[i].n)
			put_flow(p, "P", &sub,
			         &(struct runs){ &(struct run){ .text = subs[i] }, 1, 1 }, LINE);
	if (d->ruled && p->y > 0) {
		cairo_set_line_width(p->cr, 0.75);
		cairo_move_to(p->cr, LEFT, TOP + p->y + 0.2 * LINE);
		cairo_line_to(p->cr, LEFT + WIDTH, TOP + p->y + 0.2 * LINE);
		cairo_stroke(p->cr);
	}
	if (p->y > 0)
		p->y = ((double)(int)(p->y / LINE + (d->ruled ? 0.6 : 0.99)) + 1) * LINE;
}

/* --- the file --------------------------------------------------------------------------------- */

static void set_metadata(struct page *p)
{
	const struct document *d = p->d;
	struct day made = day_set(d->made) ? d->made : day_make(2000, 1, 1);
	struct str at = instant_text(d->arena, instant_of_day(made)), title = S("");

	for (size_t i = 0; i < d->n_titles; i++)
		title = arena_fmt(d->arena, "%.*s%.*s", P(title), P(d->titles[i]));
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE,
	                               arena_z(d->arena, title));
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_AUTHOR,
	                               arena_z(d->arena, d->signer));
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, at.p);
	cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_MOD_DATE, at.p);
}

static void page_open(struct page *p)
{
	cairo_font_options_t *o = cairo_font_options_create();

	cairo_font_options_set_hint_style(o, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
	p->surface = cairo_pdf_surface_create_for_stream(to_buf, p->out, PAGE_WIDTH, PAGE_HEIGHT);
	p->cr = cairo_create(p->surface);
	p->context = pango_cairo_create_context(p->cr);
	pango_cairo_context_set_font_options(p->context, o);
	pango_context_set_language(p->context, pango_language_from_string("zh-CN"));
	pango_context_set_round_glyph_positions(p->context, FALSE);
	cairo_font_options_destroy(o);
	set_metadata(p);
}

static cairo_status_t page_close(struct page *p)
{
	cairo_status_t status = cairo_status(p->cr);

	g_object_unref(p->context);
	cairo_destroy(p->cr);
	cairo_surface_finish(p->surface);
	if (!status)
		status = cairo_surface_status(p->surface);
	cairo_surface_destroy(p->surface);
	return status;
}

static void put_document(struct page *p)
{
	const struct document *d = p->d;
	size_t end = document_end(d);

	p->number = 0;
	cairo_tag_begin(p->cr, "Document", NULL);
	page_begin(p);
	put_head(p);
	if (d->plate)
		page_plate(p, d->plate);
	for (size_t i = 0; i <= d->n_blocks; i++) {
		p->keep = 0;
		if (i == end)
			put_signer(p);
		p->keep = i + 1 == end && d->signer.n ? (2 + below_of(d)) * LINE : 0;
		if (i < d->n_blocks)
			put_block(p, &d->blocks[i]);
	}
	p->keep = 0;
	cairo_tag_end(p->cr, "Document");
	page_end(p);
}

static bool finish(struct page *p)
{
	cairo_status_t status = page_close(p);

	if (p->refused)
		return false;
	if (status)
		fault(p->r, arena_fmt(p->d->arena, "PDF：%s", cairo_status_to_string(status)));
	return !status;
}

bool document_pdf(const struct document *d, const struct paper_fonts *f, struct refusals *r,
                  struct buf *out)
{
	int pages;

	return document_pdf_pages(d, f, r, out, &pages);
}

bool document_pdf_pages(const struct document *d, const struct paper_fonts *f, struct refusals *r,
                        struct buf *out, int *ret_pages)
{
	struct page p = { .d = d, .f = f ? f : &paper_fonts_official, .r = r, .out = out };

	page_open(&p);
	put_document(&p);
	*ret_pages = p.number;
	return finish(&p);
}

bool document_pdf_book(const struct book *b, const struct paper_fonts *f, struct refusals *r,
                       struct buf *out)
{
	struct page p = { .d = b->list[0],
		          .f = f ? f : &paper_fonts_official,
		          .r = r,
		          .out = out,
		          .book = b,
		          .folio = 1 };

	page_open(&p);
	for (size_t i = 0; i < b->n && !p.stopped; i++) {
		p.d = b->list[i];
		p.outline = CAIRO_PDF_OUTLINE_ROOT;
		b->first[i] = p.folio;
		put_document(&p);
	}
	b->first[b->n] = p.folio;
	return finish(&p) && !p.stopped;
}

struct str document_printable(struct arena *a, const struct paper_fonts *f, struct str s)
{
	struct document d = { .arena = a };
	struct buf unused, out;
	struct page p = { .d = &d, .f = f ? f : &paper_fonts_official, .out = &unused };
	struct style body = { p.f->body, SIZE, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 0 };
	struct str text = arena_str(a, s);

	buf_init(&unused, 1 << 16);
	buf_init(&out, 4 * s.n + 16);
	page_open(&p);
	for (const char *c = text.p; *c; c = g_utf8_next_char(c)) {
		int n = (int)(g_utf8_next_char(c) - c);
		buf_put(&out, lacks(&p, &body, c, n) ? S("〓") : (struct str){ c, (size_t)n });
	}
	page_close(&p);
	text = arena_str(a, buf_str(&out));
	buf_drop(&out);
	buf_drop(&unused);
	return text;
}
