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

/* The step by which one record of a set takes the place of another; NULL: the ledger has none. */
static const struct step *handing_step(const struct table *t)
{
	for (size_t i = 0; i < t->l->n_steps; i++)
		if (t->l->steps[i].hands)
			return &t->l->steps[i];
	return NULL;
}

/* Whether people stand in records of ledger `of` where others take their place. */
static bool stands_for_people(const struct program *p, const char *of)
{
	for (size_t i = 0; i < p->n_tables; i++) {
		const struct ledger *l = p->tables[i].l;
		const struct step *s = handing_step(&p->tables[i]);
		if (s && str_is(str_of(field_of(l, str_of(s->hands))->of), of))
			return true;
	}
	return false;
}

static size_t named(struct tx *tx, const struct program *p, const struct table *t, int64_t org,
                    int64_t person)
{
	size_t n = 0;

	for (size_t i = 0; i < t->l->n_fields; i++) {
		const struct field *f = &t->l->fields[i];
		if (f->kind == REFS && stands_for_people(p, f->of))
			n += named_in(tx, t, f, table_of(p, str_of(f->of)), org, person);
	}
	return n;
}

/* What the record refuses is told with its number. */
static void take_named(struct tx *tx, const struct program *p, const struct actor *who,
                       const struct record *r, struct str verb, struct day day,
                       const struct entry *e, size_t n)
{
	size_t from = tx->r->n;

	if (step_take(tx, p, who, r->t, r->id, verb, day, e, n, NULL))
		return;
	for (size_t i = from; i < tx->r->n; i++)
		tx->r->list[i].say = arena_fmt(tx->arena, "%s %.*s：%.*s", r->t->l->label,
		                               P(record_text(r, S("number"))),
		                               P(tx->r->list[i].say));
}

/* --- those who are named in a set --------------------------------------------------------------- */

/* The open record of a person among those of `of` (an officer's own record); 0: none. */
static int64_t record_of_person(struct tx *tx, const struct table *of, int64_t org, int64_t person)
{
	int64_t id = 0;
	struct str text = arena_fmt(
		tx->arena,
		"SELECT COALESCE(MAX(id), 0) FROM \"%s\" WHERE org = $1 AND \"%s\" = $2"
		" AND ended_on IS NULL AND void_on IS NULL",
		of->l->key, field_of_person(of->l)->key);

	db_one(tx, stmt_intern(of->program, text), VALS(org, person), &id);
	return id;
}

static size_t ids_naming(struct tx *tx, const struct table *t, const struct field *f, int64_t org,
                         int64_t whom, int64_t **ret)
{
	size_t n = 0, cap = 16;
	int64_t id, *list = arena_array(tx->arena, int64_t, cap);
	struct str text = arena_fmt(
		tx->arena,
		"SELECT m.id FROM \"%s\" m, \"%s_%s\" s WHERE m.org = $1 AND s.org = m.org"
		" AND s.of = m.id AND s.value = $2 AND m.ended_on IS NULL AND m.void_on IS NULL"
		" AND m.merged_on IS NULL ORDER BY m.id",
		t->l->key, t->l->key, f->key);
	struct rows q = db_query(tx, stmt_intern(t->program, text), org, whom);

	while (db_row(&q, &id)) {
		arena_grow(tx->arena, list, n, cap);
		list[n++] = id;
	}
	*ret = list;
	return n;
}

/* The set of the record, with one in the place of another. */
static struct entry set_entry(struct tx *tx, const struct record *r, const struct field *f,
                              int64_t from, int64_t to)
{
	struct entry e = { .key = str_of(f->key), .set = true };
	struct row *rows;
	size_t n = record_rows(tx, r, f, &rows);
	bool there = false;

	e.values = arena_array(tx->arena, struct val, n + 1);
	for (size_t i = 0; i < n; i++) {
		there |= rows[i].v[0].i == to;
		if (rows[i].v[0].i != from)
			e.values[e.n_values++] = rows[i].v[0];
	}
	if (!there)
		e.values[e.n_values++] = VAL(to);
	return e;
}

/* Where the ledger has a step for it, the one who takes over stands in the place of the other. */
static void reassign_all(struct tx *tx, const struct program *p, const struct actor *who,
                         const struct table *t, int64_t from, int64_t to, struct day day,
                         struct str reason)
{
	const struct step *s = handing_step(t);
	const struct field *f = s ? field_of(t->l, str_of(s->hands)) : NULL;
	const struct table *of = f ? table_of(p, str_of(f->of)) : NULL;
	int64_t was = of ? record_of_person(tx, of, who->org, from) : 0;
	int64_t now = was ? record_of_person(tx, of, who->org, to) : 0;
	int64_t *ids;
	size_t n = now ? ids_naming(tx, t, f, who->org, was, &ids) : 0;

	for (size_t i = 0; i < n; i++) {
		struct entry e[2] = { 0 };
		struct record r;
		if (!record_load(tx, t, who->org, ids[i], &r))
			continue;
		e[0] = set_entry(tx, &r, f, was, now);
		e[1] = (struct entry){ .key = S("reason"), .text = reason };
		take_named(tx, p, who, &r, str_of(s->verb), day, e, 2);
	}
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
		reassign_all(tx, p, who, t, from, to, day, reason);
		h.n = ids_in_hand(tx, t, who->org, from, &ids);
		h.named = named(tx, p, t, who->org, from);
		for (size_t k = 0; k < h.n; k++) {
			struct record r;
			if (record_load(tx, t, who->org, ids[k], &r))
				take_named(tx, p, who, &r, S("hand_over"), day, e, 2);
		}
		if (h.n || h.named)
			(*ret)[n++] = h;
	}
	return tx->r->n_refused || tx->r->fault ? 0 : n;
}
