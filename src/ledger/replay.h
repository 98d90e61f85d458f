/*
 * replay.h - rows of the ledgers compared with the entries that made them
 *
 * For every record that a table or the journal knows, its entries are taken again in order: what
 * each says was changed, which rows and sets it left, what it did to steps, stays and defects.
 * What comes of it must be what stands in the tables, column by column; personal values are
 * compared with the salted hashes.  A difference is told with ledger, record, field, and the
 * position of the entry that set the field last.
 *
 * Records are taken in batches of ids, so memory does not grow with the database.  What the entries
 * themselves are worth is journal_verify()'s to say.
 */
#ifndef LEDGER_REPLAY_H
#define LEDGER_REPLAY_H

#include "journal/verify.h"
#include "ledger/program.h"

void records_verify(struct verifying *v, const struct program *p);
/* Rows of ledgers that belong to no org that has a journal. */
void records_strays(struct verifying *v, const struct program *p);

#endif
