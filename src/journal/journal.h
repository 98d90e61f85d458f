/*
 * journal.h - every change leaves an entry, in the same transaction
 *
 * Entries of a bureau are numbered without gaps.  A body is canonical JSON: keys sorted, no blanks,
 * integers exact.  journal_append is the last thing a transaction does.
 */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include "store/db.h"

struct journal_entry {
	int64_t org;
	struct day day;                 /* of the step                                         */
	struct instant at;              /* of entry                                            */
	int64_t actor, done_by;         /* who entered, for whom it stands                     */
	struct str ledger, verb, from, to;
	int64_t record;
	struct str body;
	struct str origin;              /* web, cli, import, engine, demo                      */
};

void journal_append(struct tx *tx, const struct journal_entry *e);

#endif
