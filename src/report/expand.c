/*
 * expand.c - a template becomes a document
 *
 * The walk over the nodes writes pieces; a NODE_LINE ends the line they make, and only then is it
 * known what the line is: a heading, a row of a table or a paragraph.  What makes it one must stand
 * in the template itself, so a record's text that begins with # or holds | is text.
 */
#include "report/report.h"

#include <string.h>

struct piece { struct run run; bool literal; int line; };

struct flow {
	struct report *r;
	struct arena *a;
	struct piece *pieces;   size_t n, cap;
	int line;               /* of the node being written                                   */
	bool in_table;
	size_t columns;
	bool bad;
};

/* What {n} and {field} speak of. */
struct item { const struct table *t; struct record rec; int64_t n; struct str number; };

static void walk(struct flow *f, const struct nodes *list, const struct item *item);

static void put(struct flow *f, struct run run, bool literal)
{
	if (!run.text.n)
		return;
	f->pieces = list_grown(f->a, f->pieces, f->n, &f->cap, sizeof(*f->pieces));
	f->pieces[f->n++] = (struct piece){ run, literal, f->line };
}

static void put_words(struct flow *f, struct str s)
{
	put(f, (struct run){ .text = s }, false);
}

static void refuse_at(struct flow *f, int line, const char *say)
{
	f->bad = true;
	refuse_with(f->r->tx->r, (struct refusal){ .field = S("template"),
	                                           .say = arena_fmt(f->a, "模板第%d行：%s", line, say),
	                                           .line = line });
}

/* --- figures ---------------------------------------------------------------------------------- */

static void put_open(struct flow *f, struct figure_use *u, const char *words)
{
	put(f, (struct run){ .is = RUN_OPEN, .text = str_of(words), .key = u->ref.id }, false);
}

static void put_figure(struct flow *f, struct figure_use *u, struct str text)
{
	struct report *r = f->r;

	put(f, (struct run){
		       .is = RUN_FIGURE,
		       .text = text,
		       .key = u->ref.id,
		       .href = arena_fmt(f->a, "/figure/%.*s?year=%d", P(u->ref.id), r->ask.year),
		       .anchor = u->anchor,
	       }, false);
	u->uses++;
	r->mentions = list_grown(f->a, r->mentions, r->n_mentions, &r->cap_mentions, sizeof(*r->mentions));
	r->mentions[r->n_mentions++] = (struct mention){ r->n_sections ? r->n_sections - 1 : 0, u };
}

/* 131 becomes 130, 87 becomes 80, 2024 becomes 2000: what 余 is said after. */
static struct str rounded(struct arena *a, struct str text)
{
	char *z = arena_z(a, text);
	size_t n = strcspn(z, ".");

	for (size_t i = n < 3 ? 1 : 2; i < n; i++)
		z[i] = '0';
	return (struct str){ z, n };
}

/* Money in another unit than the figure's own. */
static struct str money_text(struct flow *f, struct figure_use *u, struct str format)
{
	struct spec s = u->spec;

	s.unit = arena_z(f->a, format);
	return figure_text(f->a, &s, &u->value);
}

/* 30件, 约30件, 130余件; a percent sign is part of the number. */
static void put_value(struct flow *f, struct figure_use *u, struct str text, struct str format)
{
	bool money = str_is(format, "元") || str_is(format, "万元"), share = str_is(u->unit, "%");

	if (money)
		text = money_text(f, u, format);
	if (str_is(format, "约") || str_is(format, "近"))
		put_words(f, format);
	if (str_is(format, "余"))
		text = rounded(f->a, text);
	put_figure(f, u, share && !str_is(format, "数") ? arena_fmt(f->a, "%.*s%%", P(text)) : text);
	if (str_is(format, "余"))
		put_words(f, format);
	if (!share && !str_is(format, "数"))
		put_words(f, money ? format : u->unit);
}

static void put_hole(struct flow *f, const struct node *n)
{
	struct figure_use *u;
	struct ref ref;
	struct str why, text;

	if (!ref_resolve(f->r->p, f->a, n->text, &ref, &why))
		return;
	u = report_use(f->r, &ref);
	text = use_text(f->r, u, ref.part);
	if (ref.part == REF_CHANGE)
		put_figure(f, u, text);
	else if (ref.part == REF_LAST && !text.n)
		put_open(f, u, u->last_kept ? "（上年无可计算的记录）" : "（上年未建台账）");
	else if (!u->kept)
		put_open(f, u, "（未建台账）");
	else if (!text.n)
		put_open(f, u, "（无可计算的记录）");
	else
		put_value(f, u, text, n->format);
}

/* --- names ------------------------------------------------------------------------------------ */

static struct str name_text(struct flow *f, int name)
{
	struct report *r = f->r;
	bool over = r->period.to.n == day_year_end(r->ask.year).n;

	switch (name) {
	case NAME_ORG: return r->ask.org_name;
	case NAME_YEAR: return arena_fmt(f->a, "%d", r->ask.year);
	case NAME_LAST_YEAR: return arena_fmt(f->a, "%d", r->ask.year - 1);
	case NAME_NEXT_YEAR: return arena_fmt(f->a, "%d", r->ask.year + 1);
	case NAME_AS_OF:
		return over ? S("全年") : arena_fmt(f->a, "截至%.*s，本年度", P(day_text_cn(f->a, r->period.to)));
	case NAME_CUTOFF: return day_text_cn(f->a, r->period.cutoff);
	case NAME_TODAY: return day_text_cn(f->a, world_today(r->tx->world));
	default: return S("");
	}
}

/* --- conditions ------------------------------------------------------------------------------- */

/* "14.3415" as 143415: whole numbers and four decimals. */
static int64_t scaled(struct str s)
{
	int64_t n = 0;
	int places = -1;
	bool negative = str_starts(s, S("-"));

	for (size_t i = negative; i < s.n && places < 4; i++)
		if (s.p[i] == '.') {
			places = 0;
		} else {
			n = n * 10 + (s.p[i] - '0');
			places += places >= 0;
		}
	for (places = places < 0 ? 0 : places; places < 4; places++)
		n *= 10;
	return negative ? -n : n;
}

static bool holds(struct flow *f, const struct node *n)
{
	struct ref ref;
	struct str why, text;
	int64_t is, than = n->than * 10000;

	if (str_is(n->text, "year_over"))
		return f->r->period.to.n == day_year_end(f->r->ask.year).n;
	if (!ref_resolve(f->r->p, f->a, n->text, &ref, &why))
		return false;
	text = use_text(f->r, report_use(f->r, &ref), ref.part);
	if (n->op == IF_HAS || !text.n || ref.part == REF_CHANGE)
		return text.n > 0;
	is = scaled(text);
	switch (n->op) {
	case IF_EQ: return is == than;
	case IF_NE: return is != than;
	case IF_GT: return is > than;
	case IF_GE: return is >= than;
	case IF_LT: return is < than;
	default: return is <= than;
	}
}

/* --- lists of records ------------------------------------------------------------------------- */

static const char *both(struct arena *a, const char *one, struct str two)
{
	if (!two.n)
		return one;
	return one ? arena_fmt(a, "(%s) AND (%.*s)", one, P(two)).p : arena_z(a, two);
}

static bool list_spec(struct flow *f, const struct node *n, struct spec *ret)
{
	const struct table *t = table_of(f->r->p, n->text);
	struct ref ref;
	struct str why;

	if (t) {
		*ret = (struct spec){ .t = t, .measure = COUNT, .on = "begun_on" };
	} else {
		if (!ref_resolve(f->r->p, f->a, n->text, &ref, &why))
			return false;
		spec_of_ref(f->a, &ref, ret);
	}
	ret->where = both(f->a, ret->where, n->where);
	return true;
}

static void put_each(struct flow *f, const struct node *n)
{
	struct report *r = f->r;
	struct behind *list;
	struct spec s;
	size_t count;
	int64_t number = 0;

	if (!list_spec(f, n, &s))
		return;
	count = figure_records(r->tx, r->p, r->ask.org, &s, &r->period, &list);
	for (size_t i = 0; i < count; i++) {
		struct item item = { .t = list[i].t, .number = list[i].number };

		if (!list[i].counted || !record_load(r->tx, list[i].t, r->ask.org, list[i].id, &item.rec))
			continue;
		item.n = ++number;
		walk(f, &n->body, &item);
	}
}

/* 1 to 99 as people number paragraphs. */
static struct str chinese(struct arena *a, int64_t n)
{
	static const char *const digits[] = { "", "一", "二", "三", "四", "五", "六", "七", "八", "九" };

	if (n > 99)
		return arena_fmt(a, "%lld", (long long)n);
	return arena_fmt(a, "%s%s%s", n >= 20 ? digits[n / 10] : "", n >= 10 ? "十" : "", digits[n % 10]);
}

static struct str set_text(struct flow *f, const struct item *item, const struct field *field)
{
	struct field one = *field;
	struct row *rows;
	size_t n = record_rows(f->r->tx, &item->rec, field, &rows);
	struct str out = S("");

	one.kind = field->kind == PICKS ? PICK : REF;
	for (size_t i = 0; i < n; i++)
		out = arena_fmt(f->a, "%.*s%s%.*s", P(out), i ? "、" : "",
		                P(field_text(f->r->tx, f->r->p, &one, rows[i].v[0], item->rec.org)));
	return out;
}

/* A field as part of a sentence: one line, without the stop that the sentence brings itself. */
static struct str in_sentence(struct arena *a, struct str s)
{
	char *z = arena_z(a, str_trim(s));

	for (char *c = z; *c; c++)
		*c = *c == '\n' || *c == '\r' || *c == '\t' ? ' ' : *c;
	s = str_of(z);
	while (str_ends(s, S("。")) || str_ends(s, S("；")) || str_ends(s, S("，")))
		s = str_trim((struct str){ s.p, s.n - 3 });
	return s;
}

static void put_item(struct flow *f, const struct node *n, const struct item *item)
{
	const struct field *field;
	struct str text;

	if (!item)
		return;
	if (str_is(n->text, "n") || str_is(n->text, "N")) {
		put(f, (struct run){ .text = str_is(n->text, "n") ? arena_fmt(f->a, "%lld", (long long)item->n)
		                                                  : chinese(f->a, item->n) }, false);
		return;
	}
	field = field_of(item->t->l, n->text);
	if (str_is(n->text, "number"))
		text = item->number;
	else if (!field)
		return;
	else if (field->kind == PICKS || field->kind == REFS)
		text = set_text(f, item, field);
	else
		text = field_text(f->r->tx, f->r->p, field, record_val(&item->rec, n->text), item->rec.org);
	text = in_sentence(f->a, text);
	put_words(f, text.n ? text : S("（未写明）"));
}

/* --- lines ------------------------------------------------------------------------------------ */

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
	r->sections = list_grown(f->a, r->sections, r->n_sections, &r->cap_sections, sizeof(*r->sections));
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
			parts = list_grown(f->a, parts, n_parts, &cap, sizeof(*parts));
			parts[n_parts] = f->pieces[i];
			parts[n_parts].run.text = str_trim(cell);
			n_parts += parts[n_parts].run.text.n > 0;
			if (cells < 256)
				starts[cells++] = n_parts;
		}
		parts = list_grown(f->a, parts, n_parts, &cap, sizeof(*parts));
		parts[n_parts] = f->pieces[i];
		parts[n_parts].run.text = f->pieces[i].literal ? str_trim(rest) : rest;
		n_parts += parts[n_parts].run.text.n > 0;
	}
	if (cells < 2) {
		refuse_at(f, f->pieces[0].line, "表格的一行应当以 | 开始，以 | 结束。");
		return;
	}
	if (!f->in_table) {
		document_table(&f->r->doc, cells - 1);
		f->columns = cells - 1;
		f->in_table = true;
	}
	if (cells - 1 != f->columns)
		refuse_at(f, f->pieces[0].line, "表格各行的格数应当一样。");
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

static void end_line(struct flow *f)
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
		refuse_at(f, f->pieces[0].line, "标题至多四级。");
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

static void put_meta(struct flow *f, const struct node *n)
{
	struct document *d = &f->r->doc;
	struct flow inner = { .r = f->r, .a = f->a, .line = n->line };
	struct runs joined = { 0 };
	struct str text;

	walk(&inner, &n->body, NULL);
	joined.list = arena_array(f->a, struct run, inner.n + 1);
	for (size_t i = 0; i < inner.n; i++)
		joined.list[joined.n++] = inner.pieces[i].run;
	text = str_trim(runs_text(f->a, &joined));
	if (str_is(n->text, "title"))
		document_title(d, text);
	else if (str_is(n->text, "subtitle"))
		d->subtitle = text;
	else if (str_is(n->text, "number"))
		d->number = text;
	else if (str_is(n->text, "signer"))
		d->signer = text;
	else
		d->date = text;
}

static void walk(struct flow *f, const struct nodes *list, const struct item *item)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct node *n = &list->list[i];

		f->line = n->line;
		switch (n->is) {
		case NODE_TEXT: put(f, (struct run){ .text = n->text }, true); break;
		case NODE_LINE: end_line(f); break;
		case NODE_HOLE:
			if (name_known(n->text) >= 0)
				put_words(f, name_text(f, name_known(n->text)));
			else
				put_hole(f, n);
			break;
		case NODE_ITEM: put_item(f, n, item); break;
		case NODE_IF: walk(f, holds(f, n) ? &n->body : &n->other, item); break;
		case NODE_EACH: put_each(f, n); break;
		case NODE_PART:
			f->r->sections_part = part_of(n->text);
			f->r->has_part[f->r->sections_part] = true;
			break;
		case NODE_META: put_meta(f, n); break;
		}
	}
}

bool report_expand(struct report *r)
{
	struct flow f = { .r = r, .a = r->tx->arena };

	r->sections_part = -1;
	walk(&f, &r->template.nodes, NULL);
	end_line(&f);
	return !f.bad;
}
