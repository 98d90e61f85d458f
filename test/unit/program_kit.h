/*
 * program_kit.h - the law and the ledgers as the program has them, for unit tests without a database
 *
 * open_program() and kit_close() around the group.  Included once, by the test itself.
 */
#ifndef TEST_PROGRAM_KIT_H
#define TEST_PROGRAM_KIT_H

#include "ledgers/ledgers.h"
#include "kit.h"

static struct law law;
static struct program program;

static int open_program(void **state)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	struct str error;

	kit_open(state);
	arena_drop(&arena);
	arena_init(&arena, (size_t)512 << 20);
	if (!law_load(&law, &arena, law_dir(), &error))
		return -1;
	program_new(&program, &arena, &law, list, n);
	return 0;
}

#endif
