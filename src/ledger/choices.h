/*
 * choices.h - the records that a form offers for a REF or REFS field
 *
 * Those that the viewer may see, not void or merged, newest first.  A field with .fit offers what fits:
 * its fragment over the record pointed at, where `me` is the record of the form and $day the day of
 * .fit_on, a DATE beside the field (today when that is not known).  What fits may have ended since: a
 * power item that was in force on the day of the act.  A field without .fit offers what is open.
 *
 * Only an offer: what may be chosen is said by RULES.  Example:
 *
 *     struct choosing c = { &tx, p, &viewer, field, &record, day };
 *     size_t n = choices(&c, table, ids, 200);        up to 201 ids, so that too many are noticed
 */
#ifndef LEDGER_CHOICES_H
#define LEDGER_CHOICES_H

#include "ledger/may.h"
#include "ledger/record.h"

struct choosing {
	struct tx *tx;
	const struct program *p;
	const struct viewer *v;
	const struct field *f;
	const struct record *me;        /* id 0: begun by this form; a .fit that names me is left out */
	struct day on;                  /* of .fit_on; unset: today                            */
};

/* Ids of records of `to`, into room for most + 1. */
size_t choices(const struct choosing *c, const struct table *to, int64_t *ret_ids, size_t most);

/* The statement of a field with .fit, for `check`. */
struct query choices_query(const struct choosing *c, const struct table *to, size_t most);

#endif
