/*
 * fill.c - a template and its data become a document
 *
 * Strategy.  Nodes are walked once; what they say gathers as pieces of a line, and the end of the
 * line makes a block of them: a heading, a row of a table, a paragraph.  Only what stands in the
 * template itself decides which, so a value that begins with # or holds | is text.
 */
#include "paper/fill.h"

#include <jansson.h>
#include <string.h>

#include "ledger/papers.h"

enum { MOST_CELLS = 16 };

struct piece {
	struct str text;
	bool literal;
};

struct filling {
	struct document *d;
	struct arena *a;
	struct refusals *r;
	json_t *holes, *lists, *item; /* item: of the list being walked                     */
	size_t nth;                   /* its number, from 1                                 */
	struct piece *line;
	size_t n, cap;
	size_t asked, empty; /* holes of this line, and those without a value                */
	int at;              /* line of the template                                        */
	bool in_table, bad;
	size_t columns;
};

static void walk(struct filling *f, const struct nodes *list);

static void refuse_line(struct filling *f, const char *say)
{
	f->bad = true;
	refuse_with(f->r,
	            (struct refusal){ .field = S("template"),
	                              .say = arena_fmt(f->a, "文书模板第%d行：%s", f->at, say),
	                              .line = f->at });
}

static void piece(struct filling *f, struct str text, bool literal)
{
	if (!text.n)
		return;
	arena_grow(f->a, f->line, f->n, f->cap);
	f->line[f->n++] = (struct piece){ text, literal };
}

/* --- values ----------------------------------------------------------------------------------- */

static struct str key_of(struct filling *f, const struct node *n)
{
	return n->format.n ? arena_fmt(f->a, "%.*s|%.*s", P(n->text), P(n->format)) : n->text;
}

static const json_t *get(const json_t *from, struct str key)
{
	return json_object_getn(from, key.p, key.n);
}

/* A value on one line: a line break of a record is none of the paper's blocks. */
static struct str value_of(struct filling *f, const json_t *v)
{
	char *z;

	if (!json_is_string(v))
		return S("");
	z = arena_z(f->a, (struct str){ json_string_value(v), json_string_length(v) });
	for (char *c = z; *c; c++)
		*c = *c == '\n' || *c == '\r' || *c == '\t' ? ' ' : *c;
	return str_trim(str_of(z));
}

static void put_value(struct filling *f, struct str text)
{
	f->asked++;
	f->empty += text.n == 0;
	piece(f, text, false);
}

static void put_item(struct filling *f, const struct node *n)
{
	if (str_is(n->text, "n"))
		put_value(f, arena_fmt(f->a, "%zu", f->nth));
	else if (str_is(n->text, "N"))
		put_value(f, number_cn(f->a, (int64_t)f->nth));
	else
		put_value(f, value_of(f, get(f->item, key_of(f, n))));
}

static void put_if(struct filling *f, const struct node *n)
{
	const json_t *v = f->item ? get(f->item, n->source) : NULL;

	if (!v)
		v = get(f->holes, n->source);
	walk(f, json_is_true(v) ? &n->body : &n->other);
}

static void put_each(struct filling *f, const struct node *n)
{
	const json_t *list = get(f->lists, n->source);
	json_t *up = f->item, *item;
	size_t i;

	json_array_foreach(list, i, item)
	{
		f->item = item;
		f->nth = i + 1;
		if (i && n->between.n)
			piece(f, n->between, false);
		walk(f, &n->body);
	}
	f->item = up;
}

/* --- lines ------------------------------------------------------------------------------------ */

static void put_pieces(struct filling *f, const struct piece *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		document_text(f->d, list[i].text);
}

/* The text between two bars of the template; bars of values do not divide. */
static size_t cells_of(struct filling *f, struct piece *parts, size_t *starts)
{
	size_t cells = 0, n = 0;

	for (size_t i = 0; i < f->n; i++) {
		struct str rest = f->line[i].text, cell;

		while (f->line[i].literal && str_cut(rest, '|', &cell, &rest)) {
			parts[n] = (struct piece){ str_trim(cell), true };
			n += parts[n].text.n > 0;
			if (cells < MOST_CELLS + 2)
				starts[cells++] = n;
		}
		parts[n] = (struct piece){ f->line[i].literal ? str_trim(rest) : rest, false };
		n += parts[n].text.n > 0;
	}
	return cells;
}

static size_t bars_of(const struct filling *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; f->line[i].literal && k < f->line[i].text.n; k++)
			n += f->line[i].text.p[k] == '|';
	return n;
}

static void put_row(struct filling *f)
{
	struct piece *parts = arena_array(f->a, struct piece, f->n + bars_of(f) + 1);
	size_t starts[MOST_CELLS + 2], cells = cells_of(f, parts, starts);

	if (cells < 2 || cells > MOST_CELLS + 1) {
		refuse_line(f, "表格的一行应当以 | 开始，以 | 结束，至多十六格。");
		return;
	}
	if (!f->in_table) {
		document_table(f->d, cells - 1);
		f->d->blocks[f->d->n_blocks - 1].level = 1;
		f->columns = cells - 1;
		f->in_table = true;
	}
	if (cells - 1 != f->columns) {
		refuse_line(f, "表格各行的格数应当一样。");
		return;
	}
	for (size_t i = 0; i + 1 < cells; i++) {
		document_cell(f->d);
		put_pieces(f, &parts[starts[i]], starts[i + 1] - starts[i]);
	}
}

static void put_heading(struct filling *f, int level)
{
	f->in_table = false;
	f->line[0].text = str_trim(str_from(f->line[0].text, (size_t)level));
	document_heading(f->d, level);
	put_pieces(f, f->line, f->n);
}

static bool is_blank(const struct filling *f)
{
	for (size_t i = 0; i < f->n; i++)
		if (str_trim(f->line[i].text).n)
			return false;
	return true;
}

static void end_line(struct filling *f)
{
	struct str first;
	int level = 0;

	if (f->n && f->line[0].literal)
		f->line[0].text = str_trim(f->line[0].text);
	first = f->n && f->line[0].literal ? f->line[0].text : S("");
	while (level < 5 && (size_t)level < first.n && first.p[level] == '#')
		level++;
	if (!is_blank(f) && !(f->asked && f->asked == f->empty)) {
		if (level > 4) {
			refuse_line(f, "标题至多四级。");
		} else if (level) {
			put_heading(f, level);
		} else if (str_starts(first, S("|"))) {
			put_row(f);
		} else {
			f->in_table = false;
			document_paragraph(f->d);
			put_pieces(f, f->line, f->n);
		}
	}
	f->n = f->asked = f->empty = 0;
}

/* --- lines of the paper ----------------------------------------------------------------------- */

static struct str joined(struct filling *f)
{
	struct str out = S("");

	for (size_t i = 0; i < f->n; i++)
		out = arena_fmt(f->a, "%.*s%.*s", P(out), P(f->line[i].text));
	return str_trim(out);
}

static void put_meta(struct filling *f, const struct node *n)
{
	struct filling inner = *f;
	struct str text;

	inner.line = NULL;
	inner.n = inner.cap = inner.asked = inner.empty = 0;
	walk(&inner, &n->body);
	f->bad |= inner.bad;
	text = joined(&inner);
	if (!text.n || (inner.asked && inner.asked == inner.empty))
		return;
	f->in_table = false;
	if (str_is(n->text, "title")) {
		document_title(f->d, text);
	} else if (str_is(n->text, "number")) {
		f->d->number = text;
	} else if (str_is(n->text, "signer")) {
		f->d->signer = text;
		document_sign(f->d);
	} else if (str_is(n->text, "date")) {
		f->d->date = text;
	} else {
		document_line(f->d);
		document_text(f->d, text);
		if (str_is(n->text, "to"))
			document_text(f->d, S("："));
	}
}

static void walk(struct filling *f, const struct nodes *list)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct node *n = &list->list[i];

		f->at = n->line;
		switch (n->is) {
		case NODE_TEXT: piece(f, n->text, true); break;
		case NODE_LINE: end_line(f); break;
		case NODE_HOLE: put_value(f, value_of(f, get(f->holes, key_of(f, n)))); break;
		case NODE_ITEM: put_item(f, n); break;
		case NODE_IF: put_if(f, n); break;
		case NODE_EACH: put_each(f, n); break;
		case NODE_META: put_meta(f, n); break;
		case NODE_PART: break;
		}
	}
}

bool paper_fill(struct document *d, struct str text, struct str data, struct refusals *r)
{
	struct filling f = { .d = d, .a = d->arena, .r = r };
	json_t *root = json_loadb(data.p, data.n, JSON_REJECT_DUPLICATES, NULL);
	struct prose t;

	f.holes = json_object_get(root, "holes");
	f.lists = json_object_get(root, "lists");
	if (!json_is_object(f.holes))
		refuse_line(&f, "数据读不懂。");
	else if (!prose_parse(&t, f.a, text, &paper_form, NULL, r))
		f.bad = true;
	else
		walk(&f, &t.nodes);
	end_line(&f);
	json_decref(root);
	d->ruled = true;
	return !f.bad;
}
