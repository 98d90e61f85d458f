/*
 * public_set.h - what is handed to the credit site: the double-publicity data set (双公示)
 *
 * Two sets, penalties and licences, one row for each party or licence whose publication is due or
 * done in the period.  Which column is filled from what is a table (public_set.c): the national
 * standard of the set is not in our sources (law.md: GAP), so every row of it says what is certain,
 * and a bureau that has the standard changes the table and nothing else.
 *
 * Masked always: a citizen's name is shortened and his number, address left out; whoever is under
 * eighteen is not in the set, nor what was exempted or withdrawn (行政处罚法 48, 50).  Only records
 * that the viewer may see; `skipped` counts those left out because of age or of rights.
 *
 *     struct public_set s;
 *     if (public_set(tx, p, &viewer, PUBLIC_PENALTY, &period, &s))
 *             … grid_csv(&s.grid, true, out)
 */
#ifndef REPORT_PUBLIC_SET_H
#define REPORT_PUBLIC_SET_H

#include "ledger/figures.h"
#include "ledger/may.h"
#include "report/grid.h"

enum public_set_of { PUBLIC_PENALTY, PUBLIC_LICENCE, N_PUBLIC_SETS };

struct public_set {
	struct grid grid;
	size_t minors, hidden;          /* left out                                            */
};

const char *public_set_key(enum public_set_of of);      /* penalty, licence                    */
const char *public_set_label(enum public_set_of of);
bool public_set_named(struct str key, enum public_set_of *ret);

/* Decided in the period.  False on a fault. */
bool public_set(struct tx *tx, const struct program *p, const struct viewer *v, enum public_set_of of,
                const struct period *d, struct public_set *ret);

#endif
