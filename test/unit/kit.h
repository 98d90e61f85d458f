/*
 * kit.h - what the unit tests of base and law share
 *
 * An arena for the whole program, a day from text, and the real law of the source tree: from
 * YIFA_SRC/law when that is set, else from ./law (the build runs tests in the root of the tree).
 */
#ifndef TEST_KIT_H
#define TEST_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/day.h"

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static struct arena arena;

/* "" and NULL are no day. */
__attribute__((unused)) static struct day D(const char *text) {
	struct day d = DAY_NONE;

	if (text && *text && !day_parse(str_of(text), &d))
		fail_msg("no such day: %s", text);
	return d;
}

__attribute__((unused)) static const char *
text_of_day(struct day d)
{
	return arena_z(&arena, day_text(&arena, d));
}

#define assert_str(s, z) assert_string_equal(arena_z(&arena, (s)), (z))
#define assert_day(d, z) assert_string_equal(text_of_day(d), (z))

/* Where the source tree is. */
__attribute__((unused)) static const char *root(void)
{
	const char *src = getenv("YIFA_SRC");

	return src ? src : ".";
}

/* The text of a file; empty when there is none. */
__attribute__((unused)) static struct str file_text(struct str path)
{
	FILE *f = fopen(arena_z(&arena, path), "rb");
	struct str s = S("");
	char *p;

	if (!f)
		return s;
	if (fseek(f, 0, SEEK_END) != 0)
		fail_msg("cannot read %.*s", P(path));
	s.n = (size_t)ftell(f);
	s.p = p = arena_alloc(&arena, s.n + 1);
	rewind(f);
	assert_int_equal(fread(p, 1, s.n, f), s.n);
	fclose(f);
	return s;
}

__attribute__((unused)) static const char *law_dir(void)
{
	const char *src = getenv("YIFA_SRC");

	return src ? arena_fmt(&arena, "%s/law", src).p : "law";
}

__attribute__((unused)) static int kit_open(void **state)
{
	(void)state;
	arena_init(&arena, 64 << 20);
	return 0;
}

__attribute__((unused)) static int kit_close(void **state)
{
	(void)state;
	arena_drop(&arena);
	return 0;
}

#endif
