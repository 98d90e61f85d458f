/*
 * measure.h - a figure being written as SQL
 *
 * Internal to the figures: FROM and WHERE are the same for the number, its breakdown and the list of
 * records behind it, because one writer makes all three.
 */
#ifndef LEDGER_MEASURE_H
#define LEDGER_MEASURE_H

#include "ledger/conds.h"
#include "ledger/figures.h"

struct making {
	struct writer w;
	const struct spec *s;
	struct tx *tx;                  /* for conditions; NULL at the start of the program    */
	int64_t org;
	struct scope record, row, group;
	const struct scope *sc;         /* innermost                                           */
};

/* `p` takes the findings: a copy of the program where others share it. */
void making_init(struct making *m, struct program *p, struct arena *a, const struct spec *s,
                 struct tx *tx, int64_t org, struct str where);

/* The number: n, d, how many records (and the flow); false with a finding. */
bool write_count(struct making *m);
/* The same, a row for each group: from column groups_from() (0 is the first) one for each of .by. */
bool write_groups(struct making *m);
static inline size_t groups_from(const struct spec *s) { return s->measure == FLOW ? N_FLOW + 2 : 3; }
/* id, number, day, whether it counts, amount; one row a record. */
bool write_behind(struct making *m);

#endif
