/*
 * engine.h - the engine with all ledgers, for benches, kills and unit tests
 *
 * struct engine holds law, program and database; struct hand is one thread that takes steps: its
 * own arena, refusals, world and actor.  Texts are lines `field=value`, and `rows+col:value,col:value`
 * for one row more of a ROWS field.
 *
 *     struct engine e;
 *     struct hand h;
 *     engine_open(&e, "sqlite::memory:", "2024-10-21");
 *     hand_init(&h, &e);
 *     int64_t id = hand_step(&h, "hotline", 0, "receive", "ticket_number=1\nkind=enquiry…");
 */
#ifndef TEST_ENGINE_H
#define TEST_ENGINE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/step.h"
#include "ledgers/ledgers.h"

#define MAYBE __attribute__((unused)) static

struct engine {
	struct arena a;
	struct law law;
	struct program p;
	struct db *db;
	struct day today;
	int64_t person; /* who does and enters everything                            */
};

struct hand {
	struct engine *e;
	struct arena a;
	struct refusals r;
	struct world world;
	struct actor who;
};

MAYBE void engine_die(const char *what, struct str why)
{
	fprintf(stderr, "%s: %.*s\n", what, P(why));
	exit(3);
}

/* Law and program alone; enough for reading tables. */
MAYBE void engine_load(struct engine *e, const char *today)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	struct str error = S("");

	*e = (struct engine){ .person = 0 };
	arena_init(&e->a, (size_t)1 << 30);
	if (!day_parse(str_of(today), &e->today))
		engine_die(today, S("没有这一天"));
	if (!law_load(&e->law, &e->a, getenv("YIFA_LAW"), &error))
		engine_die("law", error);
	program_new(&e->p, &e->a, &e->law, list, n);
}

MAYBE void engine_migrate(struct engine *e, struct db *db)
{
	const struct ledger **list = arena_array(&e->a, const struct ledger *, e->p.n_tables);
	struct world w;
	struct str error = S("");

	world_fixed(&w, e->today, 7);
	for (size_t i = 0; i < e->p.n_tables; i++)
		list[i] = e->p.tables[i].l;
	if (!schema_migrate(db, &e->law, list, e->p.n_tables, &w, &error))
		engine_die(db_path(db), error);
}

MAYBE struct db *engine_db(const char *url)
{
	struct str error = S("");
	struct db *db = db_open(url, false, &error);

	if (!db)
		engine_die(url, error);
	return db;
}

MAYBE void hand_init(struct hand *h, struct engine *e)
{
	*h = (struct hand){ .e = e };
	arena_init(&h->a, (size_t)256 << 20);
	refusals_init(&h->r, &h->a);
	world_fixed(&h->world, e->today, 7);
	h->who = (struct actor){ .org = 1,
		                 .entered_by = e->person,
		                 .done_by = e->person,
		                 .roles = STAFF | LEGAL | SECRETARY | HEADS | OUTSIDE |
		                          DISCLOSURE_HEAD,
		                 .entry_roles = CLERK,
		                 .origin = "test",
		                 .when = INSTANT_NONE };
}

MAYBE void hand_drop(struct hand *h)
{
	arena_drop(&h->a);
}

struct hand_call {
	struct hand *h;
	const struct table *t;
	int64_t id, ret_id;
	struct str verb;
	struct entry e[32];
	size_t n;
};

MAYBE bool hand_do(struct tx *tx, void *arg)
{
	struct hand_call *c = arg;

	return step_take(tx, &c->h->e->p, &c->h->who, c->t, c->id, c->verb, DAY_NONE, c->e, c->n,
	                 &c->ret_id);
}

MAYBE void entry_row(struct hand *h, struct entry *e, struct str cells)
{
	struct str item, rest = cells;

	e->rowed = e->add = true;
	e->rows = arena_new(&h->a, struct entry_row);
	e->n_rows = 1;
	e->rows[0].cells = arena_array(&h->a, struct entry, 16);
	while (str_item(&rest, &item)) {
		struct entry *c = &e->rows[0].cells[e->rows[0].n_cells++];
		str_cut(item, ':', &c->key, &c->text);
	}
}

MAYBE size_t entries_of(struct hand *h, struct str text, struct entry *e)
{
	struct str line;
	size_t n = 0;

	while (text.n) {
		if (!str_cut(text, '\n', &line, &text)) {
			line = text;
			text = S("");
		}
		e[n] = (struct entry){ 0 };
		if (str_cut(line, '=', &e[n].key, &e[n].text)) {
			n++;
		} else if (str_cut(line, '+', &e[n].key, &e[n].text)) {
			entry_row(h, &e[n], e[n].text);
			n++;
		}
	}
	return n;
}

/* One step as one transaction; 0 when it was refused or failed, and h->r says why. */
MAYBE int64_t hand_step(struct hand *h, const char *ledger, int64_t id, const char *verb,
                        const char *fields)
{
	struct hand_call c = { .h = h,
		               .t = table_of(&h->e->p, str_of(ledger)),
		               .id = id,
		               .verb = str_of(verb) };

	arena_reset(&h->a);
	refusals_init(&h->r, &h->a);
	c.n = entries_of(h, str_of(fields), c.e);
	if (!c.t)
		engine_die(ledger, S("没有这个台账"));
	c.ret_id = id;
	return tx_run(h->e->db, &h->world, &h->a, &h->r, hand_do, &c) ? c.ret_id : 0;
}

/* The first reason of the last step, for people. */
MAYBE struct str hand_why(const struct hand *h)
{
	if (h->r.fault)
		return h->r.fault_say;
	for (size_t i = 0; i < h->r.n; i++)
		if (!h->r.list[i].warning)
			return h->r.list[i].say;
	return S("没有说明理由");
}

MAYBE int64_t hand_must(struct hand *h, const char *ledger, int64_t id, const char *verb,
                        const char *fields)
{
	int64_t got = hand_step(h, ledger, id, verb, fields);

	if (!got)
		engine_die(arena_fmt(&h->e->a, "%s.%s", ledger, verb).p, hand_why(h));
	return got;
}

/* The bureau itself in the register of bodies, as papers name it; 0: it is there already. */
MAYBE int64_t hand_bureau(struct hand *h)
{
	return hand_step(h, "org", 0, "enter", "name=某区文化和旅游局\nkind=bureau");
}

/* The one person of the tests, made when the database has none. */
MAYBE void engine_people(struct engine *e)
{
	static const struct stmt first = {
		"SELECT COALESCE(MIN(id), 0) FROM person WHERE org = $1", NULL
	};
	struct hand h;
	struct tx tx;

	hand_init(&h, e);
	tx = tx_read(e->db, &h.world, &h.a, &h.r);
	db_one(&tx, &first, VALS((int64_t)1), &e->person);
	tx_end(&tx);
	if (!e->person)
		e->person = hand_must(&h, "person", 0, "enter",
		                      "name=张执法\ncode=JH001\npost=四级主任科员\nrank=section\n"
		                      "staffing=civil_servant\nsection=执法大队\non=2023-01-01\n"
		                      "reason=补录");
	hand_drop(&h);
}

MAYBE void engine_open(struct engine *e, const char *url, const char *today)
{
	engine_load(e, today);
	e->db = engine_db(url);
	engine_migrate(e, e->db);
	engine_people(e);
}

MAYBE void engine_close(struct engine *e)
{
	db_close_all(e->db);
	arena_drop(&e->a);
}

#endif
