/*
 * ways.h - the shortest way through the states of a ledger
 *
 * Steps are edges, states are nodes.  Used where days of some steps are known and those between
 * are not: imports of what was done elsewhere, clocks asked without a record.
 *
 *     const struct step *way[MAX_STATES];
 *     int n = way_to_step(l, state, step, way, MAX_STATES);    -> -1: no way leads there
 */
#ifndef LEDGER_WAYS_H
#define LEDGER_WAYS_H

#include "model/declare.h"
#include <stdbool.h>

/* May the step be taken from this state?  -1: the record does not exist yet. */
bool step_from(const struct ledger *l, const struct step *s, int state);

/*
 * The steps to take before `s` can be; 0: at once.  Never a step that stays, nor one that leaves a
 * final state.  Of ways of the same length the one declared first.
 */
int way_to_step(const struct ledger *l, int state, const struct step *s, const struct step **ret_way, int room);
/* The steps that lead to a state; 0: it is there. */
int way_to_state(const struct ledger *l, int state, int to, const struct step **ret_way, int room);

#endif
