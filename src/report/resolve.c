/*
 * resolve.c - what the names in a template mean, and whether they are there
 *
 * A hole's last word may be part of the key (power_item.kind.other) or ask for something of the
 * figure (case.flow.new): the whole is tried as a key first.  A selection is looked up in the
 * fields of the figure's rows, then of its record; only choices and yes or no can be selected by,
 * since their values are known before anything is counted.
 */
#include "report/template.h"

#include <string.h>

const char *const part_keys[N_PARTS] = { "results", "shortcomings", "head_duty", "plan", "other" };
const char *const part_labels[N_PARTS] = { "举措和成效", "不足和原因", "第一责任人履职",
	                                   "下一年度安排", "其他" };
static const char *const ref_parts[N_REF_PARTS] = {
	[REF_BROUGHT] = "brought_in",  [REF_NEW] = "new",   [REF_ENDED] = "ended",
	[REF_CARRIED] = "carried_out", [REF_LAST] = "last", [REF_CHANGE] = "change",
};
static const char names[] = "org,year,last_year,next_year,as_of,cutoff,today";
static const char formats[] = "数,约,近,余,元,万元";

int part_of(struct str key)
{
	for (int i = 0; i < N_PARTS; i++)
		if (str_is(key, part_keys[i]))
			return i;
	return -1;
}

bool format_known(struct str format)
{
	return !format.n || str_index(formats, format) >= 0;
}

int name_known(struct str name)
{
	return str_index(names, name);
}

/* --- selections ------------------------------------------------------------------------------- */

static const struct field *selected(const struct ref *r, struct str name)
{
	const struct field *rows = r->f->rows ? field_of(r->t->l, str_of(r->f->rows)) : NULL,
			   *f = NULL;

	if (rows && rows->kind == ROWS)
		f = row_field(rows, name);
	return f ? f : field_of(r->t->l, name);
}

/* One of the values joined by '+'. */
static bool value_ok(const struct field *f, struct str values, struct str *ret_bad)
{
	struct str rest = values, value;

	while (rest.n) {
		if (!str_cut(rest, '+', &value, &rest)) {
			value = rest;
			rest = S("");
		}
		*ret_bad = value = str_trim(value);
		if (f->kind == YESNO ? !str_is(value, "yes") && !str_is(value, "no")
		                     : str_index(f->of, value) < 0)
			return false;
	}
	return true;
}

static bool select_ok(const struct ref *r, struct arena *a, struct str *ret_why)
{
	struct str rest = r->select, item, name, value;

	while (str_item(&rest, &item)) {
		const struct field *f;

		if (!str_cut(item, '=', &name, &value)) {
			*ret_why = arena_fmt(a, "“%.*s”应当写成 字段=值", P(item));
			return false;
		}
		f = selected(r, str_trim(name));
		if (!f || (f->kind != PICK && f->kind != PICKS && f->kind != YESNO)) {
			*ret_why = arena_fmt(a, "“%.*s”不是可选的字段", P(str_trim(name)));
			return false;
		}
		if (!value_ok(f, str_trim(value), &item)) {
			*ret_why = arena_fmt(a, "%s没有“%.*s”这一项", f->label, P(item));
			return false;
		}
	}
	if (r->select.n && r->f->per) {
		*ret_why = S("按人统计的指标不能再选");
		return false;
	}
	return true;
}

/* --- figures ---------------------------------------------------------------------------------- */

static enum ref_part suffix(struct str text, struct str *ret_key)
{
	for (int i = REF_BROUGHT; i < N_REF_PARTS; i++) {
		size_t n = strlen(ref_parts[i]);

		if (text.n > n + 1 && str_ends(text, str_of(ref_parts[i])) &&
		    text.p[text.n - n - 1] == '.') {
			*ret_key = (struct str){ text.p, text.n - n - 1 };
			return (enum ref_part)i;
		}
	}
	return REF_VALUE;
}

static bool split(struct arena *a, struct str text, struct ref *ret, struct str *ret_why)
{
	const char *open = memchr(text.p, '[', text.n), *shut = memchr(text.p, ']', text.n);
	struct str tail, all;

	ret->key = text;
	if (!open)
		return true;
	if (!shut || shut < open) {
		*ret_why = S("方括号没有闭合");
		return false;
	}
	ret->key = str_trim((struct str){ text.p, (size_t)(open - text.p) });
	ret->select = str_trim((struct str){ open + 1, (size_t)(shut - open) - 1 });
	tail = str_from(text, (size_t)(shut - text.p) + 1);
	all = arena_fmt(a, "x%.*s", P(tail));
	ret->part = suffix(all, &tail);
	if (all.n > 1 && ret->part == REF_VALUE) {
		*ret_why = arena_fmt(a, "不认识“%.*s”", P(str_from(all, 1)));
		return false;
	}
	return true;
}

/* Work in progress has four numbers, and no last year; every other figure has one. */
static bool part_fits(const struct ref *r, struct str *ret_why)
{
	bool flow = r->part >= REF_BROUGHT && r->part <= REF_CARRIED;

	if (r->part == REF_VALUE || flow == (r->f->measure == FLOW))
		return true;
	*ret_why = flow ? S("只有收结指标才分上年结转、新收、办结和结转下年")
	                : S("收结指标没有上年和增减");
	return false;
}

bool ref_resolve(const struct program *p, struct arena *a, struct str text, struct ref *ret,
                 struct str *ret_why)
{
	struct ref r = { 0 };

	if (!split(a, text, &r, ret_why))
		return false;
	r.f = figure_of(p, r.key, &r.t);
	if (!r.f && !r.select.n && (r.part = suffix(text, &r.key)) != REF_VALUE)
		r.f = figure_of(p, r.key, &r.t);
	if (!r.f) {
		*ret_why = arena_fmt(a, "没有指标“%.*s”", P(text));
		return false;
	}
	if (!part_fits(&r, ret_why) || !select_ok(&r, a, ret_why))
		return false;
	r.id = r.select.n ? arena_fmt(a, "%.*s[%.*s]", P(r.key), P(r.select)) : r.key;
	*ret = r;
	return true;
}

/* --- the whole template ----------------------------------------------------------------------- */

struct checker {
	const struct template *t;
	const struct program *p;
	struct refusals *r;
	bool bad;
};

static void refuse_node(struct checker *c, int line, struct str hole, struct str why)
{
	c->bad = true;
	refuse_with(c->r, (struct refusal){
				  .field = S("template"),
				  .say = arena_fmt(c->t->arena, "模板第%d行 {{%.*s}}：%.*s。", line,
	                                           P(hole), P(why)),
				  .line = line,
				  .value = hole,
			  });
}

static void check_ref(struct checker *c, int line, struct str text)
{
	struct ref ref;
	struct str why;

	if (!ref_resolve(c->p, c->t->arena, text, &ref, &why))
		refuse_node(c, line, text, why);
	else if (ref.f->measure == FLOW && ref.part == REF_VALUE)
		refuse_node(c, line, text, S("收结指标写明是上年结转、新收、办结还是结转下年"));
}

static void check_hole(struct checker *c, const struct node *n)
{
	if (name_known(n->text) < 0)
		check_ref(c, n->line, n->text);
	if (!format_known(n->format))
		refuse_node(c, n->line, n->text,
		            arena_fmt(c->t->arena, "没有“%.*s”这种写法", P(n->format)));
}

/* What {{#each}} lists: a ledger, or the records behind a figure. */
static const struct table *listed(struct checker *c, const struct node *n)
{
	const struct table *t = table_of(c->p, n->text);
	struct ref ref;
	struct str why;

	if (t)
		return t;
	if (!ref_resolve(c->p, c->t->arena, n->text, &ref, &why))
		refuse_node(c, n->line, n->text, S("没有这个台账，也没有这个指标"));
	else if (ref.f->per || ref.part != REF_VALUE)
		refuse_node(c, n->line, n->text, S("这个指标不能列举"));
	else
		return ref.t;
	return NULL;
}

static void check_item(struct checker *c, const struct node *n, const struct table *t)
{
	const struct field *f;

	if (!t || str_is(n->text, "n") || str_is(n->text, "N") || str_is(n->text, "number"))
		return;
	f = field_of(t->l, n->text);
	if (!f)
		refuse_node(c, n->line, n->text,
		            arena_fmt(c->t->arena, "%s台账没有这个字段", t->l->label));
	else if (f->flags & (PERSONAL | SECRET))
		refuse_node(c, n->line, n->text, S("个人信息和保密的字段不写入报告"));
	else if (f->kind == ROWS || f->kind == ROW)
		refuse_node(c, n->line, n->text, S("这个字段是一组行，不能写成一处文字"));
}

static void check_nodes(struct checker *c, const struct nodes *list, const struct table *each)
{
	for (size_t i = 0; i < list->n; i++) {
		const struct node *n = &list->list[i];
		const struct table *t = each;

		if (n->optional || n->between.n || (n->is == NODE_ITEM && n->format.n))
			refuse_node(c, n->line, n->text, S("报告的模板没有这种写法"));
		if (n->is == NODE_HOLE)
			check_hole(c, n);
		else if (n->is == NODE_IF && !str_is(n->text, "year_over"))
			check_ref(c, n->line, n->text);
		else if (n->is == NODE_ITEM)
			check_item(c, n, each);
		else if (n->is == NODE_EACH)
			t = listed(c, n);
		check_nodes(c, &n->body, t);
		check_nodes(c, &n->other, t);
	}
}

static void check_sum_term(struct checker *c, int line, struct str text)
{
	struct ref ref;
	struct str why;

	if (!ref_resolve(c->p, c->t->arena, text, &ref, &why))
		refuse_node(c, line, text, why);
	else if (ref.f->measure != COUNT && ref.f->measure != SUM && ref.f->measure != DISTINCT &&
	         ref.f->measure != FLOW)
		refuse_node(c, line, text, S("比率、平均和最值不能相加"));
	else if (ref.part == REF_LAST || ref.part == REF_CHANGE)
		refuse_node(c, line, text, S("上年和增减不能相加"));
	else
		check_ref(c, line, text);
}

bool template_check(const struct template *t, const struct program *p, struct refusals *r)
{
	struct checker c = { t, p, r, false };

	check_nodes(&c, &t->nodes, NULL);
	for (size_t i = 0; i < t->n_sums; i++) {
		check_sum_term(&c, t->sums[i].line, t->sums[i].left);
		for (size_t j = 0; j < t->sums[i].n; j++)
			check_sum_term(&c, t->sums[i].line, t->sums[i].right[j]);
	}
	return !c.bad;
}
