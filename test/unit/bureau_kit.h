/*
 * bureau_kit.h - law, ledgers and an empty database, for unit tests that take steps
 *
 *     static int open_all(void **state) { return bureau_open(test_db()); }
 *     int64_t id = take((struct stepping){ "person", "enter", { text("name", S("甲")) }, 1 });
 *
 * Today is 2024-12-20.  `r` holds what the last transaction refused.  Included once, by the test
 * itself; bureau_close() ends the group.
 */
#ifndef TEST_BUREAU_KIT_H
#define TEST_BUREAU_KIT_H

#include "kit.h"
#include "ledger/step.h"
#include "ledgers/ledgers.h"

static struct db *db;
static struct arena long_arena; /* of the program: jobs rewind the other */
static struct world world;
static struct law law;
static struct program program;
static struct refusals r;

static inline int bureau_open(const char *url)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	const struct ledger **ledgers;
	struct str error = S("");

	arena_init(&arena, 1 << 30);
	arena_init(&long_arena, 1 << 30);
	ledgers = arena_array(&long_arena, const struct ledger *, n);
	for (size_t i = 0; i < n; i++)
		ledgers[i] = list[i].l;
	world_fixed(&world, D("2024-12-20"), 5);
	if (!law_load(&law, &long_arena, law_dir(), &error))
		fail_msg("%.*s", P(error));
	program_new(&program, &long_arena, &law, list, n);
	db = db_open(url, false, &error);
	if (!db || !schema_migrate(db, &law, ledgers, n, &world, &error))
		fail_msg("%.*s", P(error));
	return 0;
}

static inline int bureau_close(void **state)
{
	db_close_all(db);
	arena_drop(&long_arena);
	return kit_close(state);
}

static inline struct tx reading(void)
{
	refusals_init(&r, &arena);
	return tx_read(db, &world, &arena, &r);
}

/* In a transaction that must stand. */
static inline void run(bool (*fn)(struct tx *, void *), void *arg)
{
	refusals_init(&r, &arena);
	if (!tx_run(db, &world, &arena, &r, fn, arg))
		fail_msg("%.*s %.*s", P(r.n ? r.list[0].say : r.fault_say),
		         P(r.n ? r.list[0].why : S("")));
}

/* --- steps -------------------------------------------------------------------------------------- */

/* A step of clerk, officer and administrator in one; person 0: 77. */
struct stepping {
	const char *ledger, *verb;
	struct entry e[10];
	size_t n;
	int64_t id, person, section;
	const struct viewer *viewer;
	int64_t ret_id;
};

static inline bool stepping_run(struct tx *tx, void *arg)
{
	struct stepping *s = arg;
	int64_t person = s->person ? s->person : 77;
	struct actor who = { .org = 1,
		             .entered_by = person,
		             .done_by = person,
		             .section = s->section,
		             .viewer = s->viewer,
		             .roles = CLERK | SYSTEM_ADMIN | OFFICER,
		             .origin = "test",
		             .when = INSTANT_NONE };

	return step_take(tx, &program, &who, table_of(&program, str_of(s->ledger)), s->id,
	                 str_of(s->verb), DAY_NONE, s->e, s->n, &s->ret_id);
}

static inline int64_t take(struct stepping s)
{
	run(stepping_run, &s);
	return s.ret_id;
}

static inline struct entry text(const char *key, struct str value)
{
	return (struct entry){ .key = str_of(key), .text = value };
}

#endif
