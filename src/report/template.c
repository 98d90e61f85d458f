/*
 * template.c - from text to nodes
 *
 * One pass, one character of lookahead; nesting by recursion, at most MAX_DEPTH deep.  Form alone
 * is looked at; names are resolve.c's.
 */
#include "report/template.h"

#include <string.h>

enum { MAX_DEPTH = 8, MAX_TEXT = 1 << 20 };

struct parser {
	struct template *t;
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

/* The first word of s; *s becomes what follows it. */
static struct str word(struct str *s)
{
	size_t n = 0;

	*s = str_trim(*s);
	while (n < s->n && s->p[n] != ' ' && s->p[n] != '\t')
		n++;
	struct str w = { s->p, n };
	*s = str_trim(str_from(*s, n));
	return w;
}

static void parse_nodes(struct parser *p, struct nodes *into);

/* --- tags ------------------------------------------------------------------------------------- */

static bool op_of(struct str s, enum if_op *ret)
{
	static const char *const ops[] = { [IF_EQ] = "=",  [IF_NE] = "<>", [IF_GT] = ">",
		                           [IF_GE] = ">=", [IF_LT] = "<",  [IF_LE] = "<=" };

	for (int i = IF_EQ; i <= IF_LE; i++)
		if (str_is(s, ops[i])) {
			*ret = (enum if_op)i;
			return true;
		}
	return false;
}

static void parse_if(struct parser *p, struct nodes *into, struct str tag)
{
	struct str rest = tag, name = word(&rest), op = word(&rest), number = word(&rest);
	size_t at = into->n;
	struct node node = { .is = NODE_IF, .line = p->line, .text = name };
	int line = p->line;

	if (!name.n || rest.n || (op.n && (!op_of(op, &node.op) || !str_int(number, &node.than))))
		refuse_line(p, "条件应当写成 {{#if 指标}} 或者 {{#if 指标 > 数}}。", tag);
	add(p, into, NODE_IF, name);
	parse_nodes(p, &node.body);
	if (str_is(p->stop, "else"))
		parse_nodes(p, &node.other);
	if (!str_is(p->stop, "/if")) {
		p->line = line;
		refuse_line(p, "{{#if}} 没有 {{/if}}。", tag);
	}
	into->list[at] = node;
}

static void parse_each(struct parser *p, struct nodes *into, struct str tag)
{
	struct str rest = tag, name = word(&rest), where = word(&rest);
	size_t at = into->n;
	struct node node = { .is = NODE_EACH, .line = p->line, .text = name, .where = rest };
	int line = p->line;

	if (!name.n || (where.n && (!str_is(where, "where") || !rest.n)))
		refuse_line(p, "列举应当写成 {{#each 指标}} 或者 {{#each 台账 where 条件}}。", tag);
	add(p, into, NODE_EACH, name);
	p->eaches++;
	parse_nodes(p, &node.body);
	p->eaches--;
	if (!str_is(p->stop, "/each")) {
		p->line = line;
		refuse_line(p, "{{#each}} 没有 {{/each}}。", tag);
	}
	into->list[at] = node;
}

static void parse_hole(struct parser *p, struct nodes *into, struct str tag)
{
	struct str name = tag, format = S("");
	struct node *node;

	str_cut(tag, '|', &name, &format);
	name = str_trim(name);
	if (!name.n) {
		refuse_line(p, "空的 {{}}。", tag);
		return;
	}
	node = add(p, into, NODE_HOLE, name);
	node->format = str_trim(format);
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
		parse_if(p, into, str_from(tag, 4));
	} else if (str_starts(tag, S("#each "))) {
		parse_each(p, into, str_from(tag, 6));
	} else if (str_starts(tag, S("#")) || str_starts(tag, S("/"))) {
		refuse_line(p, "没有这种标记。", tag);
	} else {
		parse_hole(p, into, tag);
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
	add(p, into, NODE_ITEM, str_trim((struct str){ p->rest.p + 1, n - 1 }));
	skip(p, n + 1);
}

/* --- directives ------------------------------------------------------------------------------- */

static struct sum *add_sum(struct parser *p)
{
	struct template *t = p->t;

	arena_grow(t->arena, t->sums, t->n_sums, t->cap_sums);
	t->sums[t->n_sums] = (struct sum){ .line = p->line };
	return &t->sums[t->n_sums++];
}

static void add_term(struct parser *p, struct sum *s, struct str term)
{
	term = str_trim(term);
	if (!term.n)
		refuse_line(p, "勾稽式缺少一项。", term);
	arena_grow(p->t->arena, s->right, s->n, s->cap);
	s->right[s->n++] = term;
}

/* A = B + C; a selection may hold = and +, so brackets are passed over. */
static size_t outside(struct str s, char c)
{
	int depth = 0;

	for (size_t i = 0; i < s.n; i++) {
		depth += s.p[i] == '[' ? 1 : s.p[i] == ']' ? -1 : 0;
		if (depth == 0 && s.p[i] == c)
			return i;
	}
	return s.n;
}

static void parse_sum(struct parser *p, struct str text, bool le)
{
	struct sum *s = add_sum(p);
	size_t at = outside(text, le ? '<' : '=');
	struct str rest = str_from(text, at);

	s->le = le;
	s->left = str_trim((struct str){ text.p, at });
	if (!s->left.n || !str_starts(rest, le ? S("<=") : S("="))) {
		refuse_line(p, "勾稽式应当写成 @sum 甲 = 乙 + 丙 或者 @le 甲 <= 乙。", text);
		return;
	}
	rest = str_from(rest, le ? 2 : 1);
	for (;;) {
		at = outside(rest, '+');
		add_term(p, s, (struct str){ rest.p, at });
		if (at == rest.n)
			break;
		rest = str_from(rest, at + 1);
	}
}

static bool is_meta(struct str key)
{
	return str_index("title,subtitle,number,signer,date,missing", key) >= 0;
}

static void parse_meta(struct parser *p, struct nodes *into, struct str key, struct str text)
{
	struct parser inner = { .t = p->t, .r = p->r, .rest = text, .line = p->line };
	struct nodes body = { 0 };

	parse_nodes(&inner, &body);
	p->bad |= inner.bad;
	add(p, into, NODE_META, key)->body = body;
}

static void parse_directive(struct parser *p, struct nodes *into)
{
	struct str line = p->rest, rest, key, none;
	struct template *t = p->t;

	str_cut(p->rest, '\n', &line, &none);
	skip(p, line.n);
	rest = str_from(line, 1);
	key = word(&rest);
	if (is_meta(key)) {
		parse_meta(p, into, key, rest);
	} else if (str_is(key, "part")) {
		if (part_of(rest) < 0)
			refuse_line(
				p,
				"没有这一部分；应当是 results、shortcomings、head_duty、plan 或者 other。",
				rest);
		add(p, into, NODE_PART, rest);
	} else if (str_is(key, "sum") || str_is(key, "le")) {
		parse_sum(p, rest, str_is(key, "le"));
	} else if (str_is(key, "word") && rest.n) {
		arena_grow(t->arena, t->words, t->n_words, t->cap_words);
		t->words[t->n_words++] = rest;
	} else if (!str_is(key, "note")) {
		refuse_line(p, "没有这种标记。", line);
	}
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

bool template_parse(struct template *t, struct arena *a, struct str text, struct refusals *r)
{
	struct parser p = { .t = t, .r = r, .rest = text, .line = 1, .line_start = true };

	*t = (struct template){ .arena = a };
	if (text.n > MAX_TEXT)
		return refuse(r, "template", S("模板超过1兆字节。"), S(""));
	if (!utf8_ok(text, NULL))
		return refuse(r, "template", S("模板不是UTF-8文本。"), S(""));
	parse_nodes(&p, &t->nodes);
	return !p.bad;
}
