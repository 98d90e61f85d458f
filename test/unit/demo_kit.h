/*
 * demo_kit.h - the demo's year, for unit tests that begin from it
 *
 * It is a copy of what YIFA_DEMO_DB names (./check makes that once), or made in memory.
 *
 * open_demo() and close_demo() around the group; begin() and end() around each test, which reads in
 * `tx` and allocates in `scratch`.  Included once, by the test itself.
 */
#ifndef TEST_DEMO_KIT_H
#define TEST_DEMO_KIT_H

#include <unistd.h>

#include "demo/demo.h"
#include "store/backup.h"
#include "test/engine.h"
#include "test/unit/kit.h"

static struct engine e;
static struct arena scratch;
static struct refusals refusals;
static struct world world;
static struct tx tx;

static char copied[] = "/tmp/yifa-kit-XXXXXX";

static struct db *copy_of(const char *kept)
{
	struct db *from = engine_db(arena_fmt(&e.a, "sqlite:%s", kept).p);
	const char *path = arena_fmt(&e.a, "%s/yifa.db", mkdtemp(copied)).p;
	struct str error = S("");

	if (!db_backup(from, path, NULL, &error))
		engine_die(kept, error);
	db_close_all(from);
	return engine_db(arena_fmt(&e.a, "sqlite:%s", path).p);
}

static int open_demo(void **state)
{
	const char *kept = getenv("YIFA_DEMO_DB");

	(void)state;
	engine_load(&e, "2024-12-31");
	e.db = kept ? copy_of(kept) : engine_db("sqlite::memory:");
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
	if (getenv("YIFA_DEMO_DB")) {
		unlink(arena_fmt(&scratch, "%s/yifa.db", copied).p);
		unlink(arena_fmt(&scratch, "%s/yifa.db.lock", copied).p);
		rmdir(copied);
	}
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
