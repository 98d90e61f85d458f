/*
 * must.h - a bug stops the process
 *
 * must(x) states what our own code guarantees.  When it does not hold the program is wrong, not
 * the user and not the machine: it logs file and line and aborts; the supervisor starts it again,
 * and what was acknowledged is on disk.  Never for input, and never for what a database returns.
 */
#ifndef BASE_MUST_H
#define BASE_MUST_H

#define must(x) ((x) ? (void)0 : must_fail(#x, __FILE__, __LINE__))

__attribute__((noreturn, cold)) void must_fail(const char *what, const char *file, int line);

#endif
