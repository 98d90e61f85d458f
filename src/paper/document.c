/*
 * document.c - building a document, front to back
 *
 * `into` is where the next run goes: the text of the last block, or the last cell of a table.
 * Arrays double in the arena; what they leave behind is given back with it.
 */
#include "paper/document.h"
#include "base/must.h"

#include <string.h>

void document_init(struct document *d, struct arena *a)
{
	*d = (struct document){ .arena = a, .made = DAY_NONE };
}

void document_title(struct document *d, struct str line)
{
	if (d->n_titles < MAX_TITLES)
		d->titles[d->n_titles++] = line;
}

static struct block *add_block(struct document *d, enum block_is is)
{
	struct block *b;

	arena_grow(d->arena, d->blocks, d->n_blocks, d->cap_blocks);
	b = &d->blocks[d->n_blocks++];
	*b = (struct block){ .is = is };
	d->into = &b->text;
	return b;
}

void document_heading(struct document *d, int level)
{
	must(level >= 1 && level <= 4);
	add_block(d, BLOCK_HEADING)->level = level;
}

void document_paragraph(struct document *d)
{
	add_block(d, BLOCK_PARAGRAPH);
}

void document_note(struct document *d)
{
	add_block(d, BLOCK_NOTE);
}

void document_page(struct document *d)
{
	add_block(d, BLOCK_PAGE);
}

void document_table(struct document *d, size_t columns)
{
	must(columns > 0);
	add_block(d, BLOCK_TABLE)->columns = columns;
	d->into = NULL;
}

void document_cell(struct document *d)
{
	struct block *b = &d->blocks[d->n_blocks - 1];

	must(d->n_blocks && b->is == BLOCK_TABLE);
	arena_grow(d->arena, b->cells, b->n_cells, b->cap_cells);
	d->into = &b->cells[b->n_cells++];
}

void document_anchor(struct document *d, struct str anchor)
{
	must(d->n_blocks);
	d->blocks[d->n_blocks - 1].anchor = anchor;
}

void document_run(struct document *d, struct run r)
{
	struct runs *to = d->into;

	must(to != NULL);
	if (!r.text.n)
		return;
	arena_grow(d->arena, to->list, to->n, to->cap);
	to->list[to->n++] = r;
}

void document_text(struct document *d, struct str s)
{
	document_run(d, (struct run){ .text = s });
}

void document_line(struct document *d)
{
	add_block(d, BLOCK_LINE);
}

void document_sign(struct document *d)
{
	add_block(d, BLOCK_SIGN);
}

size_t document_end(const struct document *d)
{
	for (size_t i = 0; i < d->n_blocks; i++)
		if (d->blocks[i].is == BLOCK_SIGN)
			return i;
	for (size_t i = 0; i < d->n_blocks; i++)
		if (d->blocks[i].is == BLOCK_PAGE)
			return i;
	return d->n_blocks;
}

bool document_has(const struct document *d, struct str anchor)
{
	for (size_t i = 0; anchor.n && i < d->n_blocks; i++)
		if (str_eq(d->blocks[i].anchor, anchor))
			return true;
	return false;
}

struct str runs_text(struct arena *a, const struct runs *r)
{
	size_t n = 0;
	char *p;

	for (size_t i = 0; i < r->n; i++)
		n += r->list[i].text.n;
	p = arena_alloc(a, n + 1);
	n = 0;
	for (size_t i = 0; i < r->n; i++) {
		memcpy(p + n, r->list[i].text.p, r->list[i].text.n);
		n += r->list[i].text.n;
	}
	return (struct str){ p, n };
}
