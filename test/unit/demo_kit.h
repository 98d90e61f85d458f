/*
 * demo_kit.h - the demo's year in memory, for unit tests that only read it
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
	(void)state;
	engine_load(&e, "2024-12-31");
	e.db = engine_db("sqlite::memory:");
	engine_migrate(&e, e.db);
	refusals_init(&refusals, &e.a);
	if (!demo_make(e.db, &e.p, NULL, &refusals, NULL))
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
