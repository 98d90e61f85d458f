/*
 * lines.c - a line of pieces becomes a heading, a row of a table or a paragraph
 *
 * What makes it one must stand in the template itself, so a record's text that begins with # or
 * holds | is text.
 */
#include "report/flow.h"

#include <string.h>

void flow_put(struct flow *f, struct run run, bool literal)
{
	if (!run.text.n)
		return;
	arena_grow(f->a, f->pieces, f->n, f->cap);
	f->pieces[f->n++] = (struct piece){ run, literal, f->line };
}

void flow_refuse(struct flow *f, int line, const char *say)
{
	f->bad = true;
	refuse_with(f->r->tx->r,
	            (struct refusal){ .field = S("template"),
	                              .say = arena_fmt(f->a, "模板第%d行：%s", line, say),
	                              .line = line });
}

static void put_split(void *arg, enum run_is is, struct str text)
{
	struct flow *f = arg;

	document_run(&f->r->doc, (struct run){ .is = is, .text = text });
}

/* Into the block begun: literal text is looked through for numbers written by hand. */
static void put_pieces(struct flow *f, const struct piece *list, size_t n, bool counts)
{
	for (size_t i = 0; i < n; i++) {
		struct report *r = f->r;

		if (list[i].literal && list[i].run.is == RUN_TEXT)
			hand_runs(r, list[i].run.text, list[i].line, i == 0, put_split, f);
		else
			document_run(&r->doc, list[i].run);
		if (counts && r->sections_part >= 0)
			r->part_chars[r->sections_part] += str_chars(list[i].run.text);
	}
}

static void put_heading(struct flow *f, int level)
{
	struct report *r = f->r;
	struct piece *first = &f->pieces[0];
	struct section *s;

	f->in_table = false;
	first->run.text = str_trim(str_from(first->run.text, (size_t)level));
	arena_grow(f->a, r->sections, r->n_sections, r->cap_sections);
	s = &r->sections[r->n_sections++];
	*s = (struct section){ .level = level, .part = r->sections_part };
	document_heading(&r->doc, level);
	put_pieces(f, f->pieces, f->n, false);
	s->heading = runs_text(f->a, &r->doc.blocks[r->doc.n_blocks - 1].text);
}

/* The text between two bars; bars of holes and records do not divide. */
static void put_row(struct flow *f)
{
	size_t cells = 0, from = 0, n_parts = 0;
	struct piece *parts = arena_array(f->a, struct piece, 1);
	size_t cap = 1;
	size_t *starts = arena_array(f->a, size_t, 256);

	for (size_t i = 0; i < f->n; i++) {
		struct str rest = f->pieces[i].run.text, cell;

		while (f->pieces[i].literal && str_cut(rest, '|', &cell, &rest)) {
			arena_grow(f->a, parts, n_parts, cap);
			parts[n_parts] = f->pieces[i];
			parts[n_parts].run.text = str_trim(cell);
			n_parts += parts[n_parts].run.text.n > 0;
			if (cells < 256)
				starts[cells++] = n_parts;
		}
		arena_grow(f->a, parts, n_parts, cap);
		parts[n_parts] = f->pieces[i];
		parts[n_parts].run.text = f->pieces[i].literal ? str_trim(rest) : rest;
		n_parts += parts[n_parts].run.text.n > 0;
	}
	if (cells < 2) {
		flow_refuse(f, f->pieces[0].line, "表格的一行应当以 | 开始，以 | 结束。");
		return;
	}
	if (!f->in_table) {
		document_table(&f->r->doc, cells - 1);
		f->columns = cells - 1;
		f->in_table = true;
	}
	if (cells - 1 != f->columns)
		flow_refuse(f, f->pieces[0].line, "表格各行的格数应当一样。");
	for (size_t i = 0; i < f->columns && i + 1 < cells; i++) {
		from = starts[i];
		document_cell(&f->r->doc);
		put_pieces(f, &parts[from], starts[i + 1] - from, true);
	}
}

static bool is_rule(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr("|-: ", s.p[i]))
			return false;
	return str_has(s, S("---"));
}

void flow_end_line(struct flow *f)
{
	struct str first;
	int level = 0;

	if (f->n && f->pieces[0].literal)
		f->pieces[0].run.text = str_trim(f->pieces[0].run.text);
	first = f->n ? f->pieces[0].run.text : S("");
	while (f->n && f->pieces[0].literal && (size_t)level < first.n && first.p[level] == '#')
		level++;
	if (!f->n || (f->n == 1 && !first.n)) {
		; /* a blank line, often a tag's own, ends nothing */
	} else if (level && level <= 4) {
		put_heading(f, level);
	} else if (level) {
		flow_refuse(f, f->pieces[0].line, "标题至多四级。");
	} else if (f->pieces[0].literal && str_starts(first, S("|"))) {
		if (f->n > 1 || !is_rule(first))
			put_row(f);
	} else {
		f->in_table = false;
		document_paragraph(&f->r->doc);
		put_pieces(f, f->pieces, f->n, true);
	}
	f->n = 0;
}
