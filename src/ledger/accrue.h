/*
 * accrue.h - money that grows day by day on what is due and unpaid
 *
 * Of a clock with an ACCRUES row.  What falls due is the field .of on the last day of the clock that
 * .from names or, once there are any, each row of .parts on its own day; it shrinks by the rows of
 * .paid.  Each day after a due day bears the rate on what was due and unpaid as it began; days of
 * STANDS are left out, STOPS ends it, .cap of .of is the most.  A term without value: nothing grows.
 *
 *     int64_t fen = accrued(&(struct accruing){ tx, p, &record, clock, &facts, day });
 *
 * Source: 行政处罚法 72, 73; 行政强制法 45.  The base is what is unpaid and not the whole fine: the
 * reading that does not charge for what was paid in time.
 */
#ifndef LEDGER_ACCRUE_H
#define LEDGER_ACCRUE_H

#include "ledger/record.h"
#include "ledger/verbs.h"

struct clock_facts;

struct accruing {
	struct tx *tx;
	const struct program *p;
	const struct record *r;
	const struct clockset *c;
	const struct clock_facts *facts;
	struct day day;                 /* up to this day, itself counted                      */
};

/* In fen; 0 before anything is late. */
int64_t accrued(const struct accruing *x);

/* Writes the statements of .parts and .paid; what is wrong with them is a finding. */
void accrue_compile(struct program *p, struct table *t, struct clockset *c);

#endif
