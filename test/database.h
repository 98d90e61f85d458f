/*
 * database.h - what database a test opens
 *
 * One of SQLite in memory, or what YIFA_TEST_DB names: "scratch:fresh:postgresql://…" is the same on
 * PostgreSQL, tables of its own in a transaction that is never committed.
 */
#ifndef TEST_DATABASE_H
#define TEST_DATABASE_H

#include <stdlib.h>

static inline const char *test_db(void)
{
	const char *named = getenv("YIFA_TEST_DB");

	return named && *named ? named : "sqlite::memory:";
}

#endif
