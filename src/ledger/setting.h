/*
 * setting.h - what the law leaves to an authority: the row and its entry, kept together
 *
 * A setting holds from its day on and has a document; the one before stays for the days before.
 * The row is what is read, the entry (ledger `setting`, verb `set`, day: from when) is what proves
 * it: whoever writes one writes the other, and settings_verify() compares them.
 *
 * setting_take() is the way in: who may, whether the value fits its term, the row, the entry, and a
 * word to other processes (laws.h).  After the commit the caller publishes it (laws_load) and has the
 * dues counted again that name it (dues_recheck with .term); a page does that by a job.
 *
 *     struct setting s = { S("powers-days"), S("20"), S("区委编办"), S("编办〔2024〕1号"), from };
 *     setting_take(tx, p, &who, &s)
 */
#ifndef LEDGER_SETTING_H
#define LEDGER_SETTING_H

#include "journal/verify.h"
#include "ledger/step.h"

struct setting {
	struct str id, value, issuer, document;
	struct day from;
};

/* May these roles set this term?  What rests on no statute is the system administrator's as well. */
bool setting_may(unsigned roles, const struct term *t);
/* False: refused, with the field (id, value, issuer, document, from), or a fault. */
bool setting_take(struct tx *tx, const struct program *p, const struct actor *who, const struct setting *s);
/* The row and the entry alone.  False on a fault. */
bool setting_keep(struct tx *tx, const struct actor *who, const struct setting *s);
/* Rows and entries of v->org against each other; what differs is told. */
void settings_verify(struct verifying *v);

#endif
