/*
 * expand.c - a template's nodes become pieces of text
 *
 * One walk: literals, figures, names, records listed.  What the pieces of a line make is lines.c's.
 */
#include "report/flow.h"

#include <string.h>

/* What {n} and {field} speak of. */
struct item {
	const struct table *t;
	struct record rec;
	int64_t n;
	struct str number;
};

static void walk(struct flow *f, const struct nodes *list, const struct item *item);

static void put_words(struct flow *f, struct str s)
{
	flow_put(f, (struct run){ .text = s }, false);
}

/* --- figures ---------------------------------------------------------------------------------- */

static void mention(struct flow *f, struct figure_use *u)
{
	struct report *r = f->r;

	u->uses++;
	arena_grow(f->a, r->mentions, r->n_mentions, r->cap_mentions);
	r->mentions[r->n_mentions++] = (struct mention){ r->n_sections ? r->n_sections - 1 : 0, u };
}

static void put_open(struct flow *f, struct figure_use *u, const char *words)
{
	mention(f, u);
	flow_put(f, (struct run){ .is = RUN_OPEN, .text = str_of(words), .key = u->ref.id }, false);
}

/* A key with its selection as part of a path. */
static struct str in_path(struct arena *a, struct str key)
{
	static const char odd[] = "[]=,+", digits[] = "0123456789ABCDEF";
	char *z = arena_alloc(a, key.n * 3 + 1);
	size_t n = 0;

	for (size_t i = 0; i < key.n; i++) {
		if (!strchr(odd, key.p[i])) {
			z[n++] = key.p[i];
			continue;
		}
		z[n++] = '%';
		z[n++] = digits[key.p[i] >> 4];
		z[n++] = digits[key.p[i] & 15];
	}
	return (struct str){ z, n };
}

static void put_figure(struct flow *f, struct figure_use *u, struct str text)
{
	flow_put(f,
	         (struct run){
			 .is = RUN_FIGURE,
			 .text = text,
			 .key = u->ref.id,
			 .href = arena_fmt(f->a, "/figure/%.*s?year=%d",
	                                   P(in_path(f->a, u->ref.id)), f->r->ask.year),
			 .anchor = u->anchor,
		 },
	         false);
	mention(f, u);
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
	put_figure(f, u,
	           share && !str_is(format, "数") ? arena_fmt(f->a, "%.*s%%", P(text)) : text);
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
		return over ? S("全年")
		            : arena_fmt(f->a, "截至%.*s，本年度",
		                        P(day_text_cn(f->a, r->period.to)));
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
	count = figure_records(r->tx, r->p, r->ask.org, &s, &r->period, NULL, &list, NULL);
	for (size_t i = 0; i < count; i++) {
		struct item item = { .t = list[i].t, .number = list[i].number };

		if (!list[i].counted ||
		    !record_load(r->tx, list[i].t, r->ask.org, list[i].id, &item.rec))
			continue;
		item.n = ++number;
		walk(f, &n->body, &item);
	}
}

/* 1 to 99 as people number paragraphs. */
static struct str chinese(struct arena *a, int64_t n)
{
	static const char *const digits[] = { "",   "一", "二", "三", "四",
		                              "五", "六", "七", "八", "九" };

	if (n > 99)
		return arena_fmt(a, "%lld", (long long)n);
	return arena_fmt(a, "%s%s%s", n >= 20 ? digits[n / 10] : "", n >= 10 ? "十" : "",
	                 digits[n % 10]);
}

static struct str set_text(struct flow *f, const struct item *item, const struct field *field)
{
	struct field one = *field;
	struct row *rows;
	size_t n = record_rows(f->r->tx, &item->rec, field, &rows);
	struct str out = S("");

	one.kind = field->kind == PICKS ? PICK : REF;
	for (size_t i = 0; i < n; i++)
		out = arena_fmt(
			f->a, "%.*s%s%.*s", P(out), i ? "、" : "",
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
		flow_put(f,
		         (struct run){ .text = str_is(n->text, "n")
		                                       ? arena_fmt(f->a, "%lld", (long long)item->n)
		                                       : chinese(f->a, item->n) },
		         false);
		return;
	}
	field = field_of(item->t->l, n->text);
	if (str_is(n->text, "number"))
		text = item->number;
	else if (!field)
		return;
	else if (field->kind == PICKS || field->kind == REFS)
		text = set_text(f, item, field);
	else if (field->kind == DATE)
		text = day_set(record_day(&item->rec, n->text))
		               ? day_text_cn(f->a, record_day(&item->rec, n->text))
		               : S("");
	else
		text = field_text(f->r->tx, f->r->p, field, record_val(&item->rec, n->text),
		                  item->rec.org);
	text = in_sentence(f->a, text);
	put_words(f, text.n ? text : S("（未写明）"));
}

/* What the bureau must still write: a paragraph that is no part of the text, and a failed check. */
static void put_missing(struct flow *f, struct str text, int line)
{
	struct check *c = report_check(f->r, CHECK_OPEN);

	c->line = line;
	c->say = text;
	f->in_table = false;
	document_paragraph(&f->r->doc);
	document_run(&f->r->doc, (struct run){ .is = RUN_OPEN, .text = text });
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
	else if (str_is(n->text, "missing"))
		put_missing(f, text, n->line);
	else
		d->date = text;
}

static void walk(struct flow *f, const struct nodes *list, const struct item *item)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct node *n = &list->list[i];

		f->line = n->line;
		switch (n->is) {
		case NODE_TEXT: flow_put(f, (struct run){ .text = n->text }, true); break;
		case NODE_LINE: flow_end_line(f); break;
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
	flow_end_line(&f);
	return !f.bad;
}
