/*
 * template.c - the template of a report: conditions over figures, closing sums, parts
 *
 * The form is base/prose.h's; names are resolve.c's.
 */
#include "report/template.h"

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

/* A figure, or a figure compared with a number. */
static bool condition(struct node *n, struct str text)
{
	struct str rest = text, name = str_word(&rest), op = str_word(&rest),
		   number = str_word(&rest);
	enum if_op is = IF_HAS;

	n->text = name;
	if (!name.n || rest.n || (op.n && (!op_of(op, &is) || !str_int(number, &n->than))))
		return false;
	n->op = (int)is;
	return true;
}

/* --- closing sums ----------------------------------------------------------------------------- */

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

static bool add_term(struct template *t, struct sum *s, struct str term)
{
	term = str_trim(term);
	arena_grow(t->arena, s->right, s->n, s->cap);
	s->right[s->n++] = term;
	return term.n > 0;
}

static const char *add_sum(struct template *t, int line, struct str text, bool le)
{
	size_t at = outside(text, le ? '<' : '=');
	struct str rest = str_from(text, at);
	struct sum *s;

	arena_grow(t->arena, t->sums, t->n_sums, t->cap_sums);
	s = &t->sums[t->n_sums++];
	*s = (struct sum){ .line = line, .le = le, .left = str_trim((struct str){ text.p, at }) };
	if (!s->left.n || !str_starts(rest, le ? S("<=") : S("=")))
		return "勾稽式应当写成 @sum 甲 = 乙 + 丙 或者 @le 甲 <= 乙。";
	rest = str_from(rest, le ? 2 : 1);
	for (;;) {
		at = outside(rest, '+');
		if (!add_term(t, s, (struct str){ rest.p, at }))
			return "勾稽式缺少一项。";
		if (at == rest.n)
			return NULL;
		rest = str_from(rest, at + 1);
	}
}

static const char *directive(void *arg, const struct directive *d)
{
	struct template *t = arg;

	if (str_is(d->key, "sum") || str_is(d->key, "le"))
		return add_sum(t, d->line, d->rest, str_is(d->key, "le"));
	if (str_is(d->key, "part")) {
		prose_add(d, NODE_PART, d->rest);
		return part_of(d->rest) >= 0
		               ? NULL
		               : "没有这一部分；应当是 results、shortcomings、head_duty、plan 或者 other。";
	}
	if (!str_is(d->key, "word") || !d->rest.n)
		return "没有这种标记。";
	arena_grow(t->arena, t->words, t->n_words, t->cap_words);
	t->words[t->n_words++] = d->rest;
	return NULL;
}

bool template_parse(struct template *t, struct arena *a, struct str text, struct refusals *r)
{
	static const struct prose_form form = {
		.metas = "title,subtitle,number,signer,date,missing",
		.condition = condition,
		.say_if = "条件应当写成 {{#if 指标}} 或者 {{#if 指标 > 数}}。",
		.directive = directive,
	};
	struct prose prose;
	bool ok;

	*t = (struct template){ .arena = a };
	ok = prose_parse(&prose, a, text, &form, t, r);
	t->nodes = prose.nodes;
	return ok;
}
