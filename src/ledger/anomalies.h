/*
 * anomalies.h - what stands open and should not: the board
 *
 * Two kinds of row: a standard with ANOMALY that an open record breaks, and a clock of a ledger that
 * is late or near its end where it can still be kept.  Counts are those of the viewer's own lists and
 * stop at COUNT_STOP + 1; each row is also a condition, so it opens its list:
 *
 *     anomaly=preserved       records of the ledger that break it now
 *     anomaly=late.decide     whose clock `decide` has run out
 *     anomaly=soon.decide     whose clock `decide` ends within SOON_DAYS working days
 *     broken=record_evidence  records, ended ones too, that break that standard
 *     asked=reviewed          records of which that standard asks, kept or broken
 *
 * Cost: one statement a ledger over (org, state) and (org, <clock>_due) of what is open.
 *
 *     struct anomaly *list;
 *     size_t n = anomalies(tx, p, &viewer, &list);     list[i].count of list[i].label
 */
#ifndef LEDGER_ANOMALIES_H
#define LEDGER_ANOMALIES_H

#include "ledger/list.h"
#include "ledger/standards.h"

enum anomaly_kind { ANOMALY_BROKEN, ANOMALY_LATE, ANOMALY_SOON };

struct anomaly {
	const struct table *t;
	const struct standard *s;       /* ANOMALY_BROKEN                                      */
	const struct clockset *c;       /* the others                                          */
	enum anomaly_kind is;
	struct str key, label;          /* of the condition; as people read it                 */
	struct str basis, way;
	const char *unset;              /* id of an empty setting: it cannot be counted         */
	int64_t count;
};

/* Every row there is for the viewer, those that count nothing too, in order of the ledgers. */
size_t anomalies(struct tx *tx, const struct program *p, const struct viewer *v, struct anomaly **ret);
/* May these roles ask?  Who sees only some fields of a ledger may not: an answer tells of the others. */
bool may_watch(const struct table *t, unsigned roles);
/* Label of a key of this ledger for chips; empty: no such key. */
struct str anomaly_label(struct arena *a, const struct table *t, struct str key);

/* The condition `anomaly=KEY` (open) or `broken=KEY`; false: no such key. */
bool put_anomaly(struct writer *w, struct tx *tx, const struct scope *me, struct str key, bool open);
/* The condition `asked=KEY`. */
bool put_asked_of(struct writer *w, const struct scope *me, struct str key);
/* " AND …": the clock of m is late, or ends soon. */
void put_clock_state(struct writer *w, struct tx *tx, const struct table *t, const struct clockset *c, bool late);

/* The statement of a ledger's rows, for `check`. */
struct query anomalies_query(struct tx *tx, const struct table *t, const struct viewer *v, size_t *ret_n);

#endif
