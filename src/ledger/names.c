/*
 * names.c - the order of names
 */
#include "law/pinyin.h"
#include "ledger/names.h"
#include "store/indexes.h"

static struct str order_of(struct tx *tx, const struct program *p, const struct record *r,
                           const struct field *f)
{
	return pinyin_order(p->law, tx->arena, record_text(r, str_of(f->key)), f->flags & SURNAME);
}

static const char *order_column(struct tx *tx, const struct field *f)
{
	return arena_z(tx->arena, sort_column(tx->arena, f));
}

void names_write(struct tx *tx, const struct program *p, const struct record *r)
{
	static const char text[] = "UPDATE \"%1$s\" SET \"%2$s\" = $3"
				   " WHERE org = $1 AND id = $2 AND \"%2$s\" <> $3";

	for (size_t i = 0; i < r->t->l->n_fields; i++) {
		const struct field *f = &r->t->l->fields[i];
		if (!is_name_field(f))
			continue;
		db_exec(tx,
		        stmt_intern(r->t->program,
		                    arena_fmt(tx->arena, text, r->t->l->key, order_column(tx, f))),
		        r->org, r->id, order_of(tx, p, r, f));
	}
}

bool names_hold(struct tx *tx, const struct program *p, const struct record *r)
{
	static const char text[] = "SELECT \"%2$s\" FROM \"%1$s\" WHERE org = $1 AND id = $2";
	struct str is = S("");

	for (size_t i = 0; i < r->t->l->n_fields; i++) {
		const struct field *f = &r->t->l->fields[i];
		if (!is_name_field(f))
			continue;
		db_one(tx,
		       stmt_intern(r->t->program,
		                   arena_fmt(tx->arena, text, r->t->l->key, order_column(tx, f))),
		       VALS(r->org, r->id), &is);
		if (!str_eq(is, order_of(tx, p, r, f)))
			return false;
	}
	return true;
}
