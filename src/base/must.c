/*
 * must.c - how the program stops at a bug
 *
 * Nothing is unwound: a program that is wrong about itself cannot be trusted to tidy up.
 */
#include "base/must.h"

#include <stdio.h>
#include <stdlib.h>

void must_fail(const char *what, const char *file, int line)
{
	fprintf(stderr, "%s:%d: bug: must(%s) does not hold\n", file, line, what);
	fflush(stderr);
	abort();
}
