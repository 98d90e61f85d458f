/*
 * erase.c - personal values are erased: in the record, and beside the journal
 *
 * Leaves keep their salted hashes, so the tree stays whole and nothing can be recomputed from it
 * once the salt is gone.  The entry names the fields; reasons stay.
 */
#include <string.h>

#include "ledger/common.h"
#include "ledger/may.h"
#include "ledger/papers.h"

enum { BESIDE, DRAFTS, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	/* phone, before.phone, and of rows what begins with `parties.` ($6 up to $7). */
	[BESIDE] = { "DELETE FROM journal_personal WHERE org = $1 AND (field = $4 OR field = $5 OR (field >= $6 AND field < $7))"
	             " AND position IN (SELECT j.position FROM journal j WHERE j.org = $1 AND j.ledger = $2 AND j.record = $3)", NULL },
	[DRAFTS] = { "DELETE FROM drafts WHERE org = $1 AND ledger = $2 AND record = $3", NULL },
};
/* clang-format on */

/* The personal columns of the rows of one field. */
static bool erase_rows(struct taking *k, const struct field *f)
{
	struct arena *a = k->tx->arena;
	struct str sets = S("");

	for (size_t i = 0; i < f->n_rows; i++)
		if (is_personal(&f->rows[i]))
			sets = arena_fmt(a, "%.*s%s\"%s\" = %s", P(sets), sets.n ? ", " : "",
			                 f->rows[i].key, f->rows[i].kind == TEXT ? "''" : "NULL");
	if (!sets.n)
		return false;
	db_exec(k->tx,
	        stmt_intern(k->t->program,
	                    arena_fmt(a, "UPDATE \"%s_%s\" SET %.*s WHERE org = $1 AND of = $2",
	                              k->t->l->key, f->key, P(sets))),
	        k->who->org, k->id);
	return true;
}

static bool erase_field(struct taking *k, const struct field *f)
{
	if (f->kind == ROWS)
		return erase_rows(k, f);
	if (!is_personal(f))
		return false;
	common_exec(k, arena_fmt(k->tx->arena, "\"%s\" = $3", f->key).p,
	            f->kind == TEXT ? VAL(S("")) : NULL_VAL, NULL_VAL);
	return true;
}

static void erase_beside(struct taking *k, const char *field)
{
	struct arena *a = k->tx->arena;

	db_exec(k->tx, &sql[BESIDE], k->who->org, str_of(k->t->l->key), k->id, str_of(field),
	        arena_fmt(a, "before.%s", field), arena_fmt(a, "%s.", field),
	        arena_fmt(a, "%s/", field));
}

/* `fields`: keys between commas, or as a set is written; none given: all of them. */
static bool is_asked(struct str only, const struct field *f)
{
	struct str key, rest = only, semicolon = S("；");
	const char *end;

	if (!only.n)
		return true;
	while (rest.n) {
		end = memmem(rest.p, rest.n, semicolon.p, semicolon.n);
		key = end ? (struct str){ rest.p, (size_t)(end - rest.p) } : rest;
		rest = end ? str_from(rest, key.n + semicolon.n) : S("");
		for (struct str item; str_item(&key, &item);)
			if (str_is(str_trim(item), f->key))
				return true;
	}
	return false;
}

bool erase_take(struct taking *k)
{
	const struct entry *asked = entry_of(k->e, k->n, S("fields"));
	struct str only = asked ? str_trim(asked->text) : S("");
	const struct ledger *l = k->t->l;
	struct entry *e = arena_array(k->tx->arena, struct entry, l->n_fields);
	size_t n = 0;

	if (asked && !only.n)
		return common_no(k, "fields", "请选择要删除的内容。", "", "");
	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		if (!is_asked(only, f) || !erase_field(k, f))
			continue;
		erase_beside(k, f->key);
		papers_erase(k, f->key);
		k->erased = arena_fmt(k->tx->arena, "%.*s%s%s", P(k->erased),
		                      k->erased.n ? "," : "", f->key);
		e[n++] = (struct entry){ .key = str_of(f->key) };
	}
	if (!n)
		return common_no(k, "fields", "没有可以删除的个人信息。", "", "");
	db_exec(k->tx, &sql[DRAFTS], k->who->org, str_of(l->key), k->id);
	k->e = e; /* rows that were emptied are told whole                                   */
	k->n = n;
	return true;
}
