/*
 * paper_kit.h - data for a template of a paper: every hole filled, each list with two rows
 *
 * Values are longer than real ones; `yes`: every condition holds.
 */
#ifndef PAPER_KIT_H
#define PAPER_KIT_H

#include "kit.h"

#include "base/json.h"
#include "ledger/papers.h"
#include "paper/fill.h"

static inline void put_values(struct json *j, const struct paper_list *l, bool yes)
{
	json_open(j, '{');
	for (size_t i = 0; i < l->n; i++) {
		const struct paper_value *v = &l->values[i];
		json_key_str(j, v->key);
		if (v->from == PAPER_IF || v->from == PAPER_IF_LAW)
			json_bool(j, yes);
		else
			json_str(j, S("某某文化传播有限公司〔2024〕12号（试）"));
	}
	json_close(j, '}');
}

static inline struct str paper_sample(const struct paper_sql *s, bool yes)
{
	struct json j;
	struct buf b;
	struct str text;

	buf_init(&b, 1 << 20);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "holes");
	put_values(&j, &s->holes, yes);
	json_key(&j, "lists");
	json_open(&j, '{');
	for (size_t i = 0; i < s->n_lists; i++) {
		bool again = false;
		for (size_t k = 0; k < i; k++)
			again |= str_eq(s->lists[k].key, s->lists[i].key);
		if (again)
			continue;
		json_key_str(&j, s->lists[i].key);
		json_open(&j, '[');
		put_values(&j, &s->lists[i], yes);
		put_values(&j, &s->lists[i], !yes);
		json_close(&j, ']');
	}
	json_close(&j, '}');
	json_close(&j, '}');
	text = arena_str(&arena, buf_str(&b));
	buf_drop(&b);
	return text;
}

#endif
