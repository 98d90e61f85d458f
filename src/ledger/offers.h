/*
 * offers.h - what a record offers to begin: a step from NEW of another ledger, its form filled
 *
 * A row of OPENS with .offer is no effect but a button: from an inspection to a case.  What it carries
 * fills the form; the person looks at it, adds what is missing and takes the step as his own.  Values
 * that are personal, secret or not the viewer's to see are not carried: they do not come out by a form.
 *
 *     struct offer *list;
 *     size_t n = record_offers(tx, p, &viewer, &record, today, &list);
 *     n_entries = offer_entries(tx, p, &viewer, &list[0], &record, today, &entries);
 */
#ifndef LEDGER_OFFERS_H
#define LEDGER_OFFERS_H

#include "ledger/may.h"
#include "ledger/step.h"

struct effect;

struct offer {
	const struct effect *e;
	const struct table *to;
	const struct step *s;           /* from NEW of `to`                                    */
	struct str label;
};

/* Those whose .when holds today and whose step the viewer's roles may take; a void record offers nothing. */
size_t record_offers(struct tx *tx, const struct program *p, const struct viewer *v, const struct record *r,
                     struct day today, struct offer **ret);
/* What goes along, as entries of the step. */
size_t offer_entries(struct tx *tx, const struct program *p, const struct viewer *v, const struct offer *o,
                     const struct record *r, struct day today, struct entry **ret);
/* Compiles the rows of OPENS that are offers. */
void offers_compile(struct program *p, struct table *t);

#endif
