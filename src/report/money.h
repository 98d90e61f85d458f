/*
 * money.h - the ledger of fines and confiscated gains, to the fen
 *
 * Every column is a figure of `payment` (its FIGURES), counted once by kind, domain and year of the
 * decision, and added up here along each of the three.  What is owed at the end of the day is known
 * in two ways, which must agree on every line:
 *
 *     owed at the beginning + levied - received + refunded - cancelled - reduced - ended
 *             = owed by parties - owed back to parties          (each record as it stood on that day)
 *
 * and what was levied in the year, less what was cancelled or decided anew, is `case.money` of the
 * annual report.  A line that does not close says by how much.
 *
 * Never by person: 行政处罚法 74 forbids fines as a target (revenue-separation).
 *
 *     struct money m;
 *     if (money_build(tx, p, org, &period, &m))
 *             … m.lines[0] is the total; m.n_open of them do not close
 *
 * Memory: the arena of the transaction.  False on a fault.
 */
#ifndef REPORT_MONEY_H
#define REPORT_MONEY_H

#include "ledger/figures.h"
#include "report/grid.h"

/* Amounts of a line, in the order in which they are shown. */
enum money_column {
	MONEY_OPENING,          /* owed by parties less owed back, at the end of the day before  */
	MONEY_LEVIED, MONEY_RECEIVED, MONEY_REFUNDED, MONEY_CANCELLED, MONEY_REDUCED, MONEY_ENDED,
	MONEY_OWING, MONEY_BACK,
	MONEY_FORCED,           /* of what was received: after the court was applied to          */
	MONEY_DEFERRED, MONEY_BEFORE_COURT, /* of what is owing                                 */
	N_MONEY
};

enum money_by { MONEY_ALL, MONEY_BY_KIND, MONEY_BY_DOMAIN, MONEY_BY_YEAR, N_MONEY_BY };

struct money_line {
	enum money_by by;
	struct str key, label;
	int64_t v[N_MONEY];
	int64_t off;                    /* 0: it closes                                        */
};

/* What was levied in the year, beside case.money. */
struct money_report { int64_t levied, cancelled, superseded, reported, off; };

/* accrued: on what is late now, as reckoned for the cut-off day, less what was paid and waived of it. */
struct money_surcharge { int64_t received, refunded, waived, accrued; };

struct money {
	struct period d;
	struct money_line *lines;       size_t n_lines; /* the total, then by kind, domain, year  */
	size_t n_open;                  /* lines that do not close                             */
	struct money_report report;
	struct money_surcharge surcharge;
	int64_t instalments;            /* not yet due                                         */
};

const char *money_label(enum money_column c);
const char *money_by_key(enum money_by by);
const char *money_by_label(enum money_by by);

bool money_build(struct tx *tx, const struct program *p, int64_t org, const struct period *d, struct money *ret);
/* As a table: by, key, label, amounts, difference. */
void money_grid(const struct money *m, struct arena *a, struct grid *ret);
/* {"from","to","lines":[…],"report":{…},"surcharge":{…},"closes":true} */
void money_json(const struct money *m, struct arena *a, struct json *j);

#endif
