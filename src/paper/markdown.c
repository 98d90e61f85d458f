/*
 * markdown.c - a document as Markdown
 *
 * CommonMark with tables.  Figures are links, so that the text can be read anywhere and each
 * number still leads to its records.  Characters that Markdown would read are escaped.
 */
#include "paper/document.h"

static void put_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '\\':
		case '`':
		case '*':
		case '_':
		case '[':
		case ']':
		case '<':
		case '>':
		case '|': buf_putc(out, '\\'); break;
		case '\n': buf_putc(out, ' '); continue;
		default: break;
		}
		buf_putc(out, s.p[i]);
	}
}

static void put_runs(struct buf *out, const struct runs *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct run *x = &r->list[i];
		bool link = x->is == RUN_FIGURE && x->href.n, strong = x->is == RUN_STRONG;

		buf_putz(out, link ? "[" : strong ? "**" : "");
		put_escaped(out, x->text);
		buf_putz(out, strong ? "**" : "");
		if (link) {
			buf_putz(out, "](");
			buf_put(out, x->href);
			buf_putc(out, ')');
		}
	}
}

static void put_table(struct buf *out, const struct block *b)
{
	for (size_t i = 0; i < b->n_cells; i++) {
		buf_putz(out, i % b->columns ? " | " : "| ");
		put_runs(out, &b->cells[i]);
		if ((i + 1) % b->columns)
			continue;
		buf_putz(out, " |\n");
		for (size_t c = 0; i + 1 == b->columns && c < b->columns; c++)
			buf_putz(out, c + 1 < b->columns ? c ? " ---: |" : "| --- |"
			              : c                ? " ---: |\n"
			                                 : "| --- |\n");
	}
	buf_putc(out, '\n');
}

static void put_signer(struct buf *out, const struct document *d)
{
	if (!d->signer.n)
		return;
	put_escaped(out, d->signer);
	buf_putz(out, "  \n");
	put_escaped(out, d->date);
	buf_putz(out, "\n\n");
}

static void put_block(struct buf *out, const struct block *b)
{
	static const char *const marks[] = { "## ", "### ", "#### ", "##### " };

	switch (b->is) {
	case BLOCK_TABLE: put_table(out, b); return;
	case BLOCK_PAGE: buf_putz(out, "---\n\n"); return;
	case BLOCK_SIGN: return;
	case BLOCK_HEADING: buf_putz(out, marks[b->level - 1]); break;
	default: break;
	}
	if (b->anchor.n)
		buf_fmt(out, "<a id=\"%.*s\"></a>", P(b->anchor));
	put_runs(out, &b->text);
	buf_putz(out, "\n\n");
}

static void put_line(struct buf *out, struct str s, const char *mark)
{
	if (!s.n)
		return;
	buf_putz(out, mark);
	put_escaped(out, s);
	buf_putz(out, mark);
	buf_putz(out, "\n\n");
}

void document_markdown(const struct document *d, struct buf *out)
{
	size_t end = document_end(d);

	for (size_t i = 0; i < d->n_titles; i++) {
		buf_putz(out, i ? "" : "# ");
		put_escaped(out, d->titles[i]);
		buf_putz(out, i + 1 < d->n_titles ? " " : "\n\n");
	}
	put_line(out, d->number, "");
	put_line(out, d->subtitle, "");
	put_line(out, d->draft, "**");
	for (size_t i = 0; i <= d->n_blocks; i++) {
		if (i == end)
			put_signer(out, d);
		if (i < d->n_blocks)
			put_block(out, &d->blocks[i]);
	}
	put_line(out, d->proof, "");
}
