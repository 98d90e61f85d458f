/*
 * pdf_table.c - tables of a PDF
 *
 * Columns are as wide as what stands in them asks, within bounds, the short ones first; a row stays whole; the head is
 * repeated on each page.  Set in 五号 with hairlines, off the grid of lines.
 */
#include "paper/page.h"

enum { MAX_COLUMNS = 16 };
static const double pad = 3;

/* Numbers in 五号, words in 小四. */
static const struct measures {
	double size, step;
	size_t most; /* characters that a column may wish                             */
} measures[] = { { 10.5, 15, 14 }, { 12, 18, 24 } };

struct table_of {
	const struct block *b;
	const struct measures *m;
	double width[MAX_COLUMNS], x[MAX_COLUMNS];
	size_t columns;
};

/* In characters of Chinese; letters and digits are half as wide. */
static double width_of(struct str s)
{
	double n = 0;

	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] & 0xc0) != 0x80)
			n += (unsigned char)s.p[i] < 0x80 ? 0.55 : 1;
	return n;
}

/* The widest text of a column, and what stands around it: at least 2 characters, at most what is measured. */
static double wish(struct page *p, const struct table_of *t, size_t column)
{
	const struct block *b = t->b;
	double most = 2;

	for (size_t i = column; i < b->n_cells; i += b->columns) {
		double n = width_of(runs_text(p->d->arena, &b->cells[i]));

		most = n > most ? n : most;
	}
	if (most > (double)t->m->most)
		most = (double)t->m->most;
	return most * t->m->size + 2 * pad + 1;
}

/* Too wide together: who asks for no more than an equal share has it, the others share what is left. */
static void narrow(struct table_of *t)
{
	double share = WIDTH / (double)t->columns, left;
	bool has[MAX_COLUMNS] = { 0 }, more = true;
	size_t n;

	while (more) {
		more = false;
		left = WIDTH;
		n = t->columns;
		for (size_t i = 0; i < t->columns; i++) {
			more |= !has[i] && t->width[i] <= share;
			has[i] |= t->width[i] <= share;
			left -= has[i] ? t->width[i] : 0;
			n -= has[i];
		}
		share = n ? left / (double)n : share;
	}
	for (size_t i = 0; i < t->columns; i++)
		t->width[i] = has[i] ? t->width[i] : share;
}

static void set_columns(struct page *p, struct table_of *t)
{
	double total = 0, x = 0;

	for (size_t i = 0; i < t->columns; i++)
		total += t->width[i] = wish(p, t, i);
	if (total > WIDTH)
		narrow(t);
	for (size_t i = 0; i < t->columns; i++) {
		t->width[i] *= total < WIDTH ? WIDTH / total : 1;
		t->x[i] = x;
		x += t->width[i];
	}
}

static struct style style_of(struct page *p, const struct table_of *t, bool head, size_t column)
{
	bool middle = head || (column && t->b->level == 0);

	return (struct style){ head ? p->f->black : p->f->body, t->m->size, PANGO_WEIGHT_NORMAL,
		               middle ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT, 0 };
}

static void put_row(struct page *p, const struct table_of *t, size_t row)
{
	PangoLayout *cells[MAX_COLUMNS] = { 0 };
	const struct runs *text = &t->b->cells[row * t->b->columns];
	int most = 1;
	double top, height;

	for (size_t i = 0; i < t->columns; i++) {
		struct style s = style_of(p, t, row == 0, i);

		cells[i] = page_text(p, &s, &text[i], t->width[i] - 2 * pad);
		if (pango_layout_get_line_count(cells[i]) > most)
			most = pango_layout_get_line_count(cells[i]);
	}
	height = most * t->m->step + 2 * pad;
	if (p->y > 0 && p->y + height > HEIGHT) {
		page_need(p, HEIGHT);
		if (row)
			put_row(p, t, 0);
	}
	top = p->y;
	cairo_set_line_width(p->cr, 0.5);
	cairo_tag_begin(p->cr, "TR", NULL);
	for (size_t i = 0; i < t->columns; i++) {
		struct style s = style_of(p, t, row == 0, i);
		int lines = pango_layout_get_line_count(cells[i]);

		cairo_rectangle(p->cr, LEFT + t->x[i], TOP + top, t->width[i], height);
		cairo_stroke(p->cr);
		p->y = top + (height - lines * t->m->step) / 2;
		cairo_tag_begin(p->cr, row ? "TD" : "TH", NULL);
		page_lines(p, cells[i], &s, &text[i], t->x[i] + pad, t->m->step, false);
		cairo_tag_end(p->cr, row ? "TD" : "TH");
		g_object_unref(cells[i]);
	}
	cairo_tag_end(p->cr, "TR");
	p->y = top + height;
}

/* Back to the grid of lines below it. */
void page_table(struct page *p, const struct block *b)
{
	struct table_of t = { .b = b, .m = &measures[b->level == 1], .columns = b->columns };

	if (t.columns > MAX_COLUMNS)
		t.columns = MAX_COLUMNS;
	set_columns(p, &t);
	cairo_tag_begin(p->cr, "Table", NULL);
	for (size_t i = 0; (i + 1) * b->columns <= b->n_cells; i++)
		put_row(p, &t, i);
	cairo_tag_end(p->cr, "Table");
	p->y = (double)(int)(p->y / LINE + 0.99) * LINE;
}
