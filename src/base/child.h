/*
 * child.h - another program run to its end: bytes in, bytes out, within limits
 *
 * For work on a stranger's bytes that may end badly or ask for all memory: it happens in a process
 * of its own, which gets standard input, an empty environment and nothing else that is open here.
 *
 *     const char *const argv[] = { "/usr/bin/pdfinfo", "/proc/self/fd/0", NULL };
 *     struct buf out;
 *     buf_init(&out, 1 << 20);
 *     if (child_run(&(struct child){ argv, fd, 256 << 20, 10 }, &out) == CHILD_WELL)
 *             … buf_str(&out)
 *
 * What it writes to standard output and error comes together, up to the maximum of `out`; more ends
 * it, as does the time.  The descriptor `in` is read from its beginning and stays open.  Nothing is
 * left behind: whatever happens the process has ended when this returns.
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include "base/buf.h"

struct child {
	const char *const *argv;        /* the program's whole path first, NULL last             */
	int in;
	size_t memory;                  /* bytes of address space                                */
	int seconds;                    /* of processor, and twice as many on the clock          */
};

enum child_end {
	CHILD_WELL,     /* it ended with 0                                               */
	CHILD_BADLY,    /* with anything else, by a signal, or beyond a limit            */
	CHILD_MISSING   /* it could not be begun: there is no such program              */
};

enum child_end child_run(const struct child *c, struct buf *out);

/* Bytes as a file without a name, for `in`; -1: there is no room. */
int child_file(struct str bytes);

#endif
