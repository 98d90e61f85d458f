/*
 * setting.h - what the law leaves to an authority: the row and its entry, kept together
 *
 * A setting holds from its day on and has a document; the one before stays for the days before.
 * The row is what is read, the entry (ledger `setting`, verb `set`, day: from when) is what proves
 * it: whoever writes one writes the other, and settings_verify() compares them.
 *
 *     struct setting s = { S("info-extra"), S("20"), S("区政府"), S("海政〔2024〕1号"), from };
 *     law_set(law, r, s.id, s.value, s.from, s.issuer, s.document) && setting_keep(tx, &who, &s)
 *
 * Whether the value fits its term is law_set()'s to say, and who may set it the caller's.
 */
#ifndef LEDGER_SETTING_H
#define LEDGER_SETTING_H

#include "journal/verify.h"
#include "ledger/step.h"

struct setting {
	struct str id, value, issuer, document;
	struct day from;
};

/* False on a fault. */
bool setting_keep(struct tx *tx, const struct actor *who, const struct setting *s);
/* Rows and entries of v->org against each other; what differs is told. */
void settings_verify(struct verifying *v);

#endif
