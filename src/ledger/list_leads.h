/*
 * list_leads.h - ways into the records of a list
 *
 * A list asks for what a view shows, a person may see, and some conditions, in an order.  A lead is one
 * index (store/indexes.h) and what is asked of it; several leads together give at least every record that
 * is asked for, so each statement of a list reads by one of them and asks the whole question of what it
 * finds.  Which leads are taken changes what is read and never what is shown.
 *
 *     nothing narrows             the order itself
 *     kind=complaint              kind, in the default order
 *     kind=…, sort by a date      that order, passing over other kinds unread; when there are few of the
 *                                 kind, all of them, sorted
 *     an officer's tickets        his own, those of his sections, those that wait for him in none: each
 *                                 in order, merged
 *
 * Whether there are few (fewer than PROBE) is asked of the index before.
 */
#ifndef LEDGER_LIST_LEADS_H
#define LEDGER_LIST_LEADS_H

#include "ledger/list.h"
#include "ledger/verbs.h"

enum { PROBE = 10000, MAX_LEADS = 160 };

struct lead {
	enum { BY_ORDER, BY_VALUE, BY_UNPLACED, BY_DUE, BY_IDS } is;
	enum { AS_VIEWED, OF_OPEN, OF_ENDED } of; /* of a view of all, these alone             */
	struct str column;              /* BY_VALUE; BY_IDS: a SELECT that ends where the value stands */
	struct val v;
	const struct clockset *c;       /* BY_DUE                                              */
};

struct leads {
	struct lead *list;              size_t n;
	bool counted;                   /* fewer than PROBE                                    */
	bool alone;                     /* nothing but what these ask narrows the list         */
};

/* `column`: of the order; empty: none is wanted (a count).  The conditions are understood. */
void leads_choose(struct tx *tx, const struct list_ask *ask, enum list_view view, struct str column, struct leads *ret);
/* ` FROM "hotline" m INDEXED BY … WHERE m.org = $1 AND …`: what the lead asks. */
void put_lead(struct writer *w, struct tx *tx, const struct list_ask *ask, enum list_view view, struct str column,
              const struct lead *lead);

/* list.c: what is open; begins with " AND ". */
void put_open(struct writer *w);

#endif
