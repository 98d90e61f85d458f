/*
 * check_statements.c - every statement of the ledgers, prepared against the tables there are
 *
 * A name that is not there, or a type that does not fit, is a finding before anybody meets it.
 */
#include "ledger/anomalies.h"
#include "ledger/asides.h"
#include "ledger/check.h"
#include "ledger/choices.h"
#include "ledger/figures.h"
#include "ledger/papers.h"
#include "ledger/verbs.h"

static size_t prepare(struct tx *tx, struct program *p, struct str where, const struct stmt *st)
{
	const char *error = st->sql && *st->sql ? db_prepare_check(tx, st) : NULL;

	if (error)
		finding(p, where, "语句有误：%s", error);
	return st->sql && *st->sql;
}

/* The board, as somebody sees it who has every role. */
static size_t prepare_board(struct tx *tx, struct program *p, const struct table *t)
{
	struct viewer all = { .org = 1, .person = 1, .section = 1, .roles = ~0u };
	struct query q;
	size_t n;

	all.day = world_today(tx->world);
	q = anomalies_query(tx, t, &all, &n);
	return n ? prepare(tx, p, arena_fmt(p->arena, "%s STANDARDS", t->l->key), &q.st) : 0;
}

/* What a field offers to choose from, as somebody sees it who has every role. */
static size_t prepare_choices(struct tx *tx, struct program *p, const struct table *t,
                              const struct field *f)
{
	struct viewer all = { .org = 1, .person = 1, .section = 1, .roles = ~0u };
	struct record me = { .t = (struct table *)(uintptr_t)t, .org = 1, .id = 1 };
	struct choosing c = { tx, p, &all, f, &me, DAY_NONE };
	struct str rest = str_of(f->of), key;
	size_t n = 0;

	all.day = world_today(tx->world);
	while (f->fit && str_item(&rest, &key)) {
		struct query q = choices_query(&c, table_of(p, key), 1);
		n += prepare(tx, p, arena_fmt(p->arena, "%s.%s .fit", t->l->key, f->key), &q.st);
	}
	for (size_t i = 0; f->kind == ROWS && i < f->n_rows; i++)
		n += prepare_choices(tx, p, t, &f->rows[i]);
	return n;
}

static size_t prepare_paper(struct tx *tx, struct program *p, const struct paper_sql *s)
{
	struct str where = arena_fmt(p->arena, "papers.%s", s->paper->key);
	size_t n = 0;

	if (!s->text.n)
		return 0;
	n += prepare(tx, p, where, &s->when.st) + prepare(tx, p, where, &s->holes.q.st);
	if (s->paper->each)
		n += prepare(tx, p, where, &s->rows.st);
	for (size_t i = 0; i < s->n_lists; i++)
		n += prepare(tx, p, where, &s->lists[i].q.st);
	return n;
}

size_t statements_check(struct tx *tx, struct program *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n_tables; i++) {
		struct table *t = &p->tables[i];
		struct str where = str_of(t->l->key);
		const struct stmt *plain[] = {
			&t->select_st,   &t->insert_step, &t->insert_state,  &t->close_state,
			&t->insert_open, &t->close_open,  &t->insert_defect, &t->add_defect,
			&t->set_clocks,  &t->exists_st,   &t->title_st,      &t->steps_st,
			&t->events_st,   &t->stays_st,    &t->tallies.st,    &t->tallied.st,
			&t->speaks.st,   &t->standards.st
		};
		for (size_t k = 0; k < sizeof plain / sizeof *plain; k++)
			n += prepare(tx, p, where, plain[k]);
		for (size_t k = 0; k < t->l->n_fields; k++) {
			struct field_sql *f = &t->field_sql[k];
			n += prepare_choices(tx, p, t, &t->l->fields[k]);
			n += prepare(tx, p, where, &f->select) + prepare(tx, p, where, &f->clear) +
			     prepare(tx, p, where, &f->insert) + prepare(tx, p, where, &f->last);
		}
		for (size_t k = 0; k < t->l->n_steps; k++) {
			struct verb *v = &t->verbs[k];
			where = arena_fmt(p->arena, "%s.%s", t->l->key, v->s->verb);
			n += prepare(tx, p, where, &v->gates.st) +
			     prepare(tx, p, where, &v->when.st);
			for (size_t e = 0; e < v->n_effects; e++)
				n += prepare(tx, p, where, &v->effects[e].each.st) +
				     prepare(tx, p, where, &v->effects[e].reach.st);
		}
		for (size_t k = 0; k < t->l->n_papers; k++)
			n += prepare_paper(tx, p, &t->papers[k]);
		n += prepare(tx, p, where, &t->offered.st);
		for (size_t k = 0; k < t->l->n_asides; k++)
			n += prepare(tx, p, where, &t->asides[k].found.st);
		for (size_t k = 0; k < t->n_clocks; k++)
			n += prepare(tx, p, where, &t->clocks[k].parts.st) +
			     prepare(tx, p, where, &t->clocks[k].paid.st);
		n += figures_prepare(tx, p, t) + prepare_board(tx, p, t);
	}
	return n;
}
