/*
 * prose.c - from text to nodes
 *
 * One pass, one character of lookahead; nesting by recursion, at most MAX_DEPTH deep.
 */
#include "base/prose.h"

#include <string.h>

enum { MAX_DEPTH = 8, MAX_TEXT = 1 << 20 };

struct parser {
	struct prose *t;
	const struct prose_form *form;
	void *arg;
	struct refusals *r;
	struct str rest;
	int line, depth, eaches;
	bool line_start, bad;
	struct str stop; /* the tag that ended the present level: else, /if, /each      */
};

static void refuse_line(struct parser *p, const char *say, struct str what)
{
	p->bad = true;
	refuse_with(p->r, (struct refusal){
				  .field = S("template"),
				  .say = arena_fmt(p->t->arena, "模板第%d行：%s", p->line, say),
				  .line = p->line,
				  .value = what,
			  });
}

static struct node *add(struct parser *p, struct nodes *into, enum node_is is, struct str text)
{
	arena_grow(p->t->arena, into->list, into->n, into->cap);
	into->list[into->n] = (struct node){ .is = is, .line = p->line, .text = text };
	return &into->list[into->n++];
}

static void skip(struct parser *p, size_t n)
{
	p->rest = str_from(p->rest, n);
}

static void parse_nodes(struct parser *p, struct nodes *into);

/* --- tags ------------------------------------------------------------------------------------- */

static void parse_if(struct parser *p, struct nodes *into, struct str tag, struct str source)
{
	size_t at = into->n;
	struct node node = {
		.is = NODE_IF, .line = p->line, .text = str_trim(tag), .source = source
	};

	if (!node.text.n || (p->form->condition && !p->form->condition(&node, node.text)))
		refuse_line(p, p->form->say_if ? p->form->say_if : "{{#if}} 缺少条件。", tag);
	add(p, into, NODE_IF, node.text);
	parse_nodes(p, &node.body);
	if (str_is(p->stop, "else"))
		parse_nodes(p, &node.other);
	if (!str_is(p->stop, "/if")) {
		p->line = node.line;
		refuse_line(p, "{{#if}} 没有 {{/if}}。", tag);
	}
	into->list[at] = node;
}

static void parse_each(struct parser *p, struct nodes *into, struct str tag, struct str source)
{
	struct str rest = tag, between = S(""), name, where;
	size_t at = into->n;
	struct node node = { .is = NODE_EACH, .line = p->line, .source = source };

	str_cut(tag, '|', &rest, &between);
	name = str_word(&rest);
	where = str_word(&rest);
	node.text = name;
	node.where = rest;
	node.between = str_trim(between);
	if (!name.n || (where.n && (!str_is(where, "where") || !rest.n)))
		refuse_line(p, "列举应当写成 {{#each 指标}} 或者 {{#each 台账 where 条件}}。", tag);
	add(p, into, NODE_EACH, name);
	p->eaches++;
	parse_nodes(p, &node.body);
	p->eaches--;
	if (!str_is(p->stop, "/each")) {
		p->line = node.line;
		refuse_line(p, "{{#each}} 没有 {{/each}}。", tag);
	}
	into->list[at] = node;
}

/* name, name?, name|format: of a hole or an item. */
static void add_named(struct parser *p, struct nodes *into, enum node_is is, struct str tag)
{
	struct str name = tag, format = S("");
	struct node *node;

	str_cut(tag, '|', &name, &format);
	name = str_trim(name);
	node = add(p, into, is, name);
	node->optional = str_ends(name, S("?"));
	node->text.n -= node->optional;
	node->format = str_trim(format);
	if (!node->text.n)
		refuse_line(p, is == NODE_HOLE ? "空的 {{}}。" : "空的 {}。", tag);
}

static bool is_end(struct str tag)
{
	return str_is(tag, "else") || str_is(tag, "/if") || str_is(tag, "/each");
}

/* {{…}}: false when it ends the present level. */
static bool parse_tag(struct parser *p, struct nodes *into)
{
	struct str line = p->rest, tag;
	const char *end;

	str_cut(p->rest, '\n', &line, &tag);
	end = memmem(line.p, line.n, "}}", 2);
	if (!end) {
		refuse_line(p, "{{ 没有在本行闭合。", line);
		skip(p, 2);
		return true;
	}
	tag = str_trim((struct str){ line.p + 2, (size_t)(end - line.p) - 2 });
	skip(p, (size_t)(end - line.p) + 2);
	if (is_end(tag)) {
		p->stop = tag;
		if (p->depth > 1)
			return false;
		refuse_line(p, "多出来的结束标记。", tag);
	} else if (str_starts(tag, S("#if "))) {
		parse_if(p, into, str_from(tag, 4), tag);
	} else if (str_starts(tag, S("#each "))) {
		parse_each(p, into, str_from(tag, 6), tag);
	} else if (str_starts(tag, S("#")) || str_starts(tag, S("/"))) {
		refuse_line(p, "没有这种标记。", tag);
	} else {
		add_named(p, into, NODE_HOLE, tag);
	}
	return true;
}

/* {field} of the record listed; a brace elsewhere is text. */
static void parse_item(struct parser *p, struct nodes *into)
{
	size_t n = 1;

	while (n < p->rest.n && p->rest.p[n] != '}' && p->rest.p[n] != '\n')
		n++;
	if (n == p->rest.n || p->rest.p[n] != '}') {
		refuse_line(p, "{ 没有在本行闭合。", (struct str){ p->rest.p, n });
		skip(p, n);
		return;
	}
	add_named(p, into, NODE_ITEM, str_trim((struct str){ p->rest.p + 1, n - 1 }));
	skip(p, n + 1);
}

/* --- directives ------------------------------------------------------------------------------- */

/* --- directives ------------------------------------------------------------------------------- */

static void parse_meta(struct parser *p, struct nodes *into, struct str key, struct str text)
{
	struct parser inner = *p;
	struct nodes body = { 0 };

	inner.rest = text;
	inner.line_start = false;
	inner.depth = inner.eaches = 0;
	parse_nodes(&inner, &body);
	p->bad |= inner.bad;
	add(p, into, NODE_META, key)->body = body;
}

static void parse_directive(struct parser *p, struct nodes *into)
{
	struct str line = p->rest, rest, key, none;
	const char *wrong = "没有这种标记。";

	str_cut(p->rest, '\n', &line, &none);
	skip(p, line.n);
	rest = str_from(line, 1);
	key = str_word(&rest);
	if (str_is(key, "note"))
		return;
	if (str_index(p->form->metas, key) >= 0) {
		parse_meta(p, into, key, rest);
		return;
	}
	if (p->form->directive) {
		struct directive d = { p->t->arena, p->line, key, rest, into };
		wrong = p->form->directive(p->arg, &d);
	}
	if (wrong)
		refuse_line(p, wrong, line);
}

struct node *prose_add(const struct directive *d, enum node_is is, struct str text)
{
	struct prose t = { .arena = d->arena };

	return add(&(struct parser){ .t = &t, .line = d->line }, d->into, is, text);
}

/* --- text ------------------------------------------------------------------------------------- */

static void parse_text(struct parser *p, struct nodes *into)
{
	size_t n = 1;

	while (n < p->rest.n && p->rest.p[n] != '\n' && p->rest.p[n] != '{')
		n++;
	add(p, into, NODE_TEXT, (struct str){ p->rest.p, n });
	skip(p, n);
}

static void parse_nodes(struct parser *p, struct nodes *into)
{
	p->stop = S("");
	if (++p->depth > MAX_DEPTH) {
		if (!p->bad)
			refuse_line(p, "标记嵌套太深。", S(""));
		p->rest = S("");
	}
	while (p->rest.n) {
		bool line_start = p->line_start;

		p->line_start = false;
		if (line_start && p->rest.p[0] == '@') {
			parse_directive(p, into);
		} else if (p->rest.p[0] == '\n') {
			add(p, into, NODE_LINE, S(""));
			skip(p, 1);
			p->line++;
			p->line_start = true;
		} else if (str_starts(p->rest, S("{{"))) {
			if (!parse_tag(p, into)) {
				p->depth--;
				return;
			}
		} else if (p->eaches && p->rest.p[0] == '{') {
			parse_item(p, into);
		} else {
			parse_text(p, into);
		}
	}
	p->stop = S("");
	p->depth--;
}

bool prose_parse(struct prose *t, struct arena *a, struct str text, const struct prose_form *form,
                 void *arg, struct refusals *r)
{
	struct parser p = { .t = t,
		            .form = form,
		            .arg = arg,
		            .r = r,
		            .rest = text,
		            .line = 1,
		            .line_start = true };

	*t = (struct prose){ .arena = a };
	if (text.n > MAX_TEXT)
		return refuse(r, "template", S("模板超过1兆字节。"), S(""));
	if (!utf8_ok(text, NULL))
		return refuse(r, "template", S("模板不是UTF-8文本。"), S(""));
	parse_nodes(&p, &t->nodes);
	return !p.bad;
}
