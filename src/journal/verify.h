/*
 * verify.h - is the journal what it was?
 *
 * journal_verify() walks the entries of one org once, in batches: no gap, instants that do not go
 * back, each leaf as its stored node says, each node as its two below, every signed head as the tree
 * had it at its size and as its key signed it, and heads held elsewhere likewise.  What it finds
 * goes to `found`, one at a time; memory does not grow with the journal.
 *
 * An entry edited together with its nodes is found by the first signed head that covers it; all of
 * it rolled back together with its heads is found only by a head held elsewhere.
 *
 * Rows of the ledgers are compared with entries by ledger/replay.h.
 */
#ifndef JOURNAL_VERIFY_H
#define JOURNAL_VERIFY_H

#include "journal/head.h"

struct finding_at {
	int64_t org, position;          /* position 0: of no single entry                      */
	struct str ledger, field;
	int64_t record;
	struct str say;                 /* one sentence                                        */
};

struct verifying {
	struct tx *tx;
	int64_t org;
	const struct head *held;        size_t n_held;  /* held elsewhere, sizes ascending     */
	void (*found)(void *arg, const struct finding_at *f);
	/* Told between batches how many entries and records were seen; false: it is given up.  NULL: none. */
	bool (*go)(void *arg, int64_t seen);
	void *arg;
	bool stopped;                   /* given up: what was not found says nothing           */
	/* What was seen, for those who ask how much it was. */
	int64_t entries, nodes, heads, bytes, personal, records, rows, n_found;
	int64_t older;                  /* records of a version whose entries say less         */
};

void journal_verify(struct verifying *v);
/* Rows of the journal's own tables that belong to no org that has a journal. */
void journal_strays(struct verifying *v);
/* Between batches: false when it is to end, as on a fault. */
bool verify_goes_on(struct verifying *v);
/* Tells of one; text may be of any arena. */
void verify_found(struct verifying *v, struct finding_at f);

#endif
