/*
 * related.h - the records of all ledgers that point at one record
 *
 * An operator's licences, inspections, cases, hazards, complaints and credit are the records whose
 * REF, REFS or ROWS name it; so are a person's, a body's, a power item's.  Nothing is declared for
 * that: the model knows what points where.  Each ledger is asked with the viewer's rights, and a
 * field that the viewer may not see leads nowhere.
 *
 * Newest first by the day of beginning.  At most `most` of each field that points here, so that the
 * file of a person in service costs no more than that of a newcomer; `more` says that there are others.
 *
 *     struct related_set all = record_related(tx, p, &viewer, &record, NULL, 50);
 *     for (size_t i = 0; i < all.n; i++)
 *             … all.list[i].r
 */
#ifndef LEDGER_RELATED_H
#define LEDGER_RELATED_H

#include "ledger/list.h"

struct related {
	const struct table *t;
	const struct field *f;          /* of t: REF, REFS, or the ROWS that name it           */
	struct record r;
	struct day on;                  /* begun_on                                            */
};
struct related_set { struct related *list; size_t n; bool more; };

/* `only`: of this ledger; NULL: of all. */
struct related_set record_related(struct tx *tx, const struct program *p, const struct viewer *v, const struct record *r,
                                  const struct table *only, size_t most);

#endif
