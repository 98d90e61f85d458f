/*
 * refuse.h - what the law, a rule, a role or a form says no to
 *
 * Refusals gather, so that a form shows all its errors at once.  A refusal has four parts: what
 * cannot be done, why with the facts, the basis, and the way on.  Text lives in the arena of the
 * refusals.  Once a fault is set refuse() records nothing: a disk error never reads as a legal
 * answer.
 *
 *     if (!day_parse(text, &d))
 *             return refuse(r, "received_on", S("没有这一天。"), S(""));
 */
#ifndef BASE_REFUSE_H
#define BASE_REFUSE_H

#include "base/arena.h"

/* A record that stands in the way: where it is, what it is called. */
struct in_the_way { struct str ledger, number; int64_t id; };

struct refusal {
	struct str field;       /* key of the field, or empty                                  */
	struct str say;         /* one factual sentence                                        */
	struct str why;         /* the facts                                                   */
	struct str basis;       /* 《行政处罚法》第60条                                        */
	struct str way;         /* what to do now                                              */
	int64_t line;           /* of an import: line of the file; 0 none                      */
	struct str value;       /* of an import: what stood there                              */
	bool warning;           /* does not stop                                               */
	const struct in_the_way *records; size_t n_records;     /* named in `why`, for links    */
};

struct refusals {
	struct arena *arena;
	struct refusal *list;
	size_t n, cap;
	size_t n_refused;       /* those that are not warnings                                 */
	bool fault;             /* the machine failed: nothing is recorded any more            */
	bool away;              /* the fault is that what we need cannot be reached just now     */
	struct str fault_say;
	struct refusal *lists[32];      /* the list and the smaller ones before it, see refuse.c */
	size_t n_lists;
};

void refusals_init(struct refusals *r, struct arena *a);
/* Adds one and returns false, so that a check can end with `return refuse(…)`.  Text is copied. */
bool refuse(struct refusals *r, const char *field, struct str say, struct str basis);
bool refuse_with(struct refusals *r, struct refusal what);
void warn_with(struct refusals *r, struct refusal what);
/* Sticks; the first wins. */
void fault(struct refusals *r, struct str say);
/* The database, or the store of files, cannot be reached: it may be tried again soon (503, say is shown). */
void fault_away(struct refusals *r, struct str say);
/* Forgets a fault, and what was added after `n`: a transaction begins again. */
void refusals_again(struct refusals *r, size_t n);
/* Forgets what was added after `n` (rewinding a try); a fault stays.  Before or after arena_rewind. */
void refusals_cut(struct refusals *r, size_t n);

#endif
