/*
 * hand_over.c - all that one person has in hand goes to another
 */
#include "ledger/hand_over.h"

static const struct stmt *open_st(struct tx *tx, const struct table *t, const char *what,
                                  const char *tail)
{
	return stmt_intern(
		t->program,
		arena_fmt(
			tx->arena,
			"SELECT %s FROM \"%s\" m WHERE m.org = $1 AND m.handler = $2 AND m.ended_on IS NULL"
			" AND m.void_on IS NULL AND m.merged_on IS NULL%s",
			what, t->l->key, tail));
}

static size_t ids_in_hand(struct tx *tx, const struct table *t, int64_t org, int64_t person,
                          int64_t **ret)
{
	int64_t n = 0, id;
	size_t got = 0;
	struct rows q;

	db_one(tx, open_st(tx, t, "COUNT(*)", ""), VALS(org, person), &n);
	*ret = arena_array(tx->arena, int64_t, n + 1);
	q = db_query(tx, open_st(tx, t, "m.id", " ORDER BY m.id"), org, person);
	while (db_row(&q, &id))
		if (got < (size_t)n)
			(*ret)[got++] = id;
	return got;
}

/* Open records that name one of the person's records of `of` in their set `f`. */
static size_t named_in(struct tx *tx, const struct table *t, const struct field *f,
                       const struct table *of, int64_t org, int64_t person)
{
	int64_t n = 0;
	struct str text = arena_fmt(
		tx->arena,
		"SELECT COUNT(DISTINCT m.id) FROM \"%s\" m, \"%s_%s\" s, \"%s\" o WHERE m.org = $1 AND m.ended_on IS NULL"
		" AND m.void_on IS NULL AND m.merged_on IS NULL AND s.org = m.org AND s.of = m.id"
		" AND o.org = s.org AND o.id = s.value AND o.person = $2",
		t->l->key, t->l->key, f->key, of->l->key);

	db_one(tx, stmt_intern(t->program, text), VALS(org, person), &n);
	return (size_t)n;
}

static size_t named(struct tx *tx, const struct program *p, const struct table *t, int64_t org,
                    int64_t person)
{
	const struct table *officers = table_of(p, S("officer"));
	size_t n = 0;

	for (size_t i = 0; officers && i < t->l->n_fields; i++)
		if (t->l->fields[i].kind == REFS && str_is(str_of("officer"), t->l->fields[i].of))
			n += named_in(tx, t, &t->l->fields[i], officers, org, person);
	return n;
}

static bool hand_over_one(struct tx *tx, const struct program *p, const struct actor *who,
                          const struct table *t, int64_t id, struct day day, const struct entry *e,
                          size_t n)
{
	size_t from = tx->r->n;
	struct record r;

	if (step_take(tx, p, who, t, id, S("hand_over"), day, e, n, NULL))
		return true;
	if (record_load(tx, t, who->org, id, &r))
		for (size_t i = from; i < tx->r->n; i++)
			tx->r->list[i].say = arena_fmt(tx->arena, "%s %.*s：%.*s", t->l->label,
			                               P(record_text(&r, S("number"))),
			                               P(tx->r->list[i].say));
	return false;
}

size_t hand_over_all(struct tx *tx, const struct program *p, const struct actor *who, int64_t from,
                     int64_t to, struct day day, struct str reason, struct handed **ret)
{
	struct entry e[] = { { .key = S("to"),
		               .text = arena_fmt(tx->arena, "%lld", (long long)to) },
		             { .key = S("reason"), .text = reason } };
	size_t n = 0;

	if (from == to) {
		refuse(tx->r, "to", S("移交人和接收人是同一个人。"), S("移交写明交接人"));
		return 0;
	}
	*ret = arena_array(tx->arena, struct handed, p->n_tables);
	for (size_t i = 0; i < p->n_tables && !tx->r->fault; i++) {
		const struct table *t = &p->tables[i];
		const struct column *handler = column_of(t, S("handler"));
		struct handed h = { .t = t };
		int64_t *ids;

		if (!handler || handler->field)
			continue;
		h.n = ids_in_hand(tx, t, who->org, from, &ids);
		h.named = named(tx, p, t, who->org, from);
		for (size_t k = 0; k < h.n; k++)
			hand_over_one(tx, p, who, t, ids[k], day, e, 2);
		if (h.n || h.named)
			(*ret)[n++] = h;
	}
	return tx->r->n_refused || tx->r->fault ? 0 : n;
}
