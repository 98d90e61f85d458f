/*
 * recheck.h - what is stored and could be computed again, computed again
 *
 * Dues and tallies of a record are caches: of its clocks, and of its rows.  dues_recheck() computes
 * them anew for every open record of an org and tells where something else stands: after a kill
 * nothing may differ; after a calendar, a term or a setting has changed, what differs is what moved.
 *
 * Money that grows (<clock>_owed) is the sum of the day of the last step and is not compared.
 *
 *     struct recheck how = { .mend = true };
 *     struct moved *list;
 *     size_t n = dues_recheck(tx, p, org, &how, &list);
 */
#ifndef LEDGER_RECHECK_H
#define LEDGER_RECHECK_H

#include "ledger/record.h"

struct recheck {
	const struct table *only;       /* NULL: every ledger                                  */
	struct str term;                /* only ledgers whose clocks or tallies name it; empty: all */
	bool ended;                     /* ended records as well                               */
	bool mend;                      /* write what was computed, with an entry `recompute` for
	                                   each record; tx must be one that writes             */
	struct str why;                 /* kept in these entries: what has changed             */
	size_t limit;                   /* of the list; what is beyond is counted (0: 1000)    */
};

/* A column whose value `is` computed otherwise than it `was` stored. */
struct moved {
	const struct table *t;
	const struct column *c;
	int64_t id;
	struct str number;
	struct val was, is;
};

/* How many columns differ; the list holds the first of them, by ledger and id. */
size_t dues_recheck(struct tx *tx, const struct program *p, int64_t org, const struct recheck *how,
                    struct moved **ret);
/* 依申请〔2024〕1号 的 answer_due 原为 2024-10-25，应为 2024-10-28 */
struct str moved_text(struct tx *tx, const struct program *p, const struct moved *m);

#endif
