/*
 * drop.h - leaving out one row of a ledger, to see whether a case notices
 *
 * A row is named as findings name it: `case.RULES[3]`, `case.NEEDS[0]`, `case.OPENS[2]`,
 * `case.CLOCKS[1]`, `case.STANDARDS[0]`, or a column of a step: `case.STEPS[4].when`, `.only`, `.after`, `.within`,
 * `.not_by`.  Only law-cases does this (YIFA_DROP); the engine and the ledgers know nothing of it.
 */
#ifndef TEST_LAW_DROP_H
#define TEST_LAW_DROP_H

#include "ledger/program.h"

/*
 * A copy of the list in which the row is not there.  NULL when no ledger has such a row.  A row of
 * CLOCKS stays and never speaks, so that fragments which name the clock still have a column to read.
 */
const struct listing *drop_row(struct arena *a, const struct listing *list, size_t n, struct str row);

/* Every row that can be dropped, one a line with its basis and what it says, in order of the ledgers. */
void drop_print(const struct listing *list, size_t n);

#endif
