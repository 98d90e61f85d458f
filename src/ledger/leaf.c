/*
 * leaf.c - the journal entry of a step
 *
 * What changed, before and after, as canonical JSON; the rows of what was filled in.
 */
#include <stdlib.h>

#include "base/json.h"
#include "journal/journal.h"
#include "ledger/step.h"

static void json_val(struct json *j, struct val v)
{
	switch (v.is) {
	case VAL_NULL: json_null(j); break;
	case VAL_INT: json_int(j, v.i); break;
	default: json_str(j, v.s);
	}
}

static int by_key(const void *a, const void *b)
{
	const struct column *const *x = a, *const *y = b;

	return str_cmp((*x)->key, (*y)->key);
}

/* {"after":{…},"before":{…}} of the columns that changed, keys in order of bytes. */
static void json_side(struct json *j, const struct column **cols, size_t n, const struct record *r,
                      const struct table *t)
{
	json_open(j, '{');
	for (size_t i = 0; i < n; i++) {
		json_key_str(j, cols[i]->key);
		json_val(j, r ? r->v[cols[i] - t->columns] : NULL_VAL);
	}
	json_close(j, '}');
}

static void json_rows(struct taking *k, struct json *j)
{
	json_open(j, '{');
	for (size_t i = 0; i < k->n; i++) {
		const struct field *f = field_of(k->t->l, k->e[i].key);
		struct row *rows;
		struct record r = { k->t, k->who->org, k->id, NULL };
		if (!f || (f->kind != ROWS && f->kind != REFS && f->kind != PICKS))
			continue;
		json_key(j, f->key);
		json_open(j, '[');
		for (size_t n = record_rows(k->tx, &r, f, &rows), x = 0; x < n; x++)
			for (size_t c = 0; c < (f->kind == ROWS ? f->n_rows : 1); c++)
				json_val(j, rows[x].v[c]);
		json_close(j, ']');
	}
	json_close(j, '}');
}

/* Columns that this step changed; of a new record those that are set. */
static size_t changed(struct taking *k, const struct column **ret)
{
	size_t n = 0;

	for (size_t i = 0; i < k->t->n_columns; i++) {
		struct val v = k->after.v[i];
		bool empty = v.is == VAL_NULL || (v.is == VAL_TEXT && !v.s.n);
		if (k->begins ? !empty : !val_eq(k->before.v[i], v))
			ret[n++] = &k->t->columns[i];
	}
	qsort(ret, n, sizeof *ret, by_key);
	return n;
}

static struct str journal_body(struct taking *k)
{
	const struct column **list = arena_array(k->tx->arena, const struct column *,
	                                         k->t->n_columns);
	struct json j;
	struct buf b;
	struct str body;
	size_t n;

	if (!k->after.v && !after_load(k))
		return S("{}");
	n = changed(k, list);
	buf_init(&b, 1 << 20);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "after");
	json_side(&j, list, n, &k->after, k->t);
	json_key(&j, "before");
	json_side(&j, list, k->begins ? 0 : n, k->begins ? NULL : &k->before, k->t);
	if (k->acted_for) {
		json_key(&j, "for");
		json_int(&j, k->acted_for);
	}
	json_key(&j, "rows");
	json_rows(k, &j);
	json_close(&j, '}');
	body = arena_str(k->tx->arena, buf_str(&b));
	buf_drop(&b);
	return body;
}

void step_journal(struct taking *k)
{
	struct journal_entry e = {
		.org = k->who->org,
		.day = k->day,
		.at = k->now,
		.actor = k->who->entered_by,
		.done_by = k->who->done_by,
		.ledger = str_of(k->t->l->key),
		.record = k->id,
		.verb = str_of(k->s->verb),
		.from = k->from,
		.to = k->to,
		.body = journal_body(k),
		.origin = k->engine ? S("engine") : str_of(k->who->origin),
	};
	journal_append(k->tx, &e);
}
