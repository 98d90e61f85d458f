/*
 * check_page.c - what a ledger says of its pages: head, columns of its list, cards
 */
#include "ledger/check.h"

static void check_head(struct program *p, const struct ledger *l)
{
	struct str rest = str_of(l->head), key;

	while (str_item(&rest, &key))
		if (!field_of(l, key) || field_of(l, key)->kind == ROWS)
			finding(p, str_of(l->key), "页头的字段不存在或者是一组行：%.*s", P(key));
}

static void check_columns(struct program *p, const struct table *t)
{
	struct str rest = str_of(t->l->columns), key;

	while (str_item(&rest, &key))
		if (!column_of(t, key))
			finding(p, str_of(t->l->key), "列表没有这一列：%.*s", P(key));
}

/* `path` leads from the field of the card to a value: code, operator.status, operator.licences.kind. */
static bool leads_to_value(const struct program *p, const struct field *f, struct str path)
{
	struct str hop = path, rest = S("");

	while (f && path.n) {
		if (!str_cut(path, '.', &hop, &rest))
			hop = path, rest = S("");
		f = field_beyond(p, f, hop);
		path = rest;
	}
	return f && f->kind != ROWS;
}

static void check_card(struct program *p, const struct ledger *l, size_t i)
{
	const struct card *c = &l->cards[i];
	const struct field *f = field_of(l, str_of(c->field));
	struct str where = arena_fmt(p->arena, "%s.CARDS[%zu]", l->key, i);
	struct str rest = str_of(c->show), path;

	if (!f || (f->kind != ROWS && f->kind != REF && f->kind != REFS)) {
		finding(p, where, "“%s”不是指向记录的字段或者一组行", c->field);
		return;
	}
	while (str_item(&rest, &path))
		if (!leads_to_value(p, f, path))
			finding(p, where, "不通向任何值：%.*s", P(path));
}

void page_check(struct program *p, const struct table *t)
{
	check_head(p, t->l);
	check_columns(p, t);
	for (size_t i = 0; i < t->l->n_cards; i++)
		check_card(p, t->l, i);
}
