/*
 * demo_kit.h - the demo's year, for unit tests that only read it
 *
 * It is read where YIFA_DEMO_DB says (./check makes it once), or made in memory.
 *
 * open_demo() and close_demo() around the group; begin() and end() around each test, which reads in
 * `tx` and allocates in `scratch`.  Included once, by the test itself.
 */
#ifndef TEST_DEMO_KIT_H
#define TEST_DEMO_KIT_H

#include "demo/demo.h"
#include "test/engine.h"
#include "test/unit/kit.h"

static struct engine e;
static struct arena scratch;
static struct refusals refusals;
static struct world world;
static struct tx tx;

static int open_demo(void **state)
{
	const char *kept = getenv("YIFA_DEMO_DB");

	(void)state;
	engine_load(&e, "2024-12-31");
	e.db = engine_db(kept ? arena_fmt(&e.a, "sqlite:%s", kept).p : "sqlite::memory:");
	if (!kept)
		engine_migrate(&e, e.db);
	refusals_init(&refusals, &e.a);
	if (!kept && !demo_make(e.db, &e.p, NULL, &refusals, NULL))
		return -1;
	arena_init(&scratch, (size_t)1 << 30);
	world_fixed(&world, e.today, 7);
	return 0;
}

static int close_demo(void **state)
{
	(void)state;
	db_close_all(e.db);
	arena_drop(&scratch);
	arena_drop(&e.a);
	return 0;
}

static int begin(void **state)
{
	(void)state;
	arena_reset(&scratch);
	refusals_init(&refusals, &scratch);
	tx = tx_read(e.db, &world, &scratch, &refusals);
	return 0;
}

static int end(void **state)
{
	(void)state;
	tx_end(&tx);
	return refusals.fault ? -1 : 0;
}

#endif
