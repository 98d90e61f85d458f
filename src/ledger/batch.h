/*
 * batch.h - imports that were kept: the list of them, what each began, undoing one
 *
 * import_run() leaves a row of `imports` with the records it began (those of effects too) and updated,
 * and the warnings that were told about them; all in the transaction of the import.
 *
 * Undoing voids every record that the import began, with a reason, in one transaction and through
 * step_take().  It is refused, naming the records, when one has moved on since, when another record
 * that is none of the import's points at one, or when the import has updated records that were there
 * before (they are amended one by one).  Rights: who imported it, the heads, the legal section.
 *
 * The cut-over day of a ledger is the last day of history that may be imported into it.
 */
#ifndef LEDGER_BATCH_H
#define LEDGER_BATCH_H

#include "ledger/may.h"

struct batch {
	int64_t id, made_by, rows, created, updated, same, warned, undone_by;
	struct str ledger, mode, name, sm3, state, reason;
	struct instant made_at, undone_at;
};

/* The newest first, at most `most`; ledger NULL: of all.  In the arena of the transaction. */
size_t batches(struct tx *tx, int64_t org, const struct table *t, int64_t before, size_t most, struct batch **ret);
bool batch_load(struct tx *tx, int64_t org, int64_t id, struct batch *ret);
/* live, history, opening -> 登记, 历史数据, 期初在办 */
const char *batch_mode_label(struct str mode);

struct batch_warning { int64_t record, line; struct str ledger, field, say, basis; };
/* Those of an import, or (import 0) of one record. */
size_t batch_warnings(struct tx *tx, int64_t org, int64_t import, int64_t record, size_t most, struct batch_warning **ret);

bool may_undo_batch(const struct actor *who, const struct batch *b);
/* Inside of tx_run().  False with refusals. */
bool batch_undo(struct tx *tx, const struct program *p, const struct actor *who, int64_t id, struct str reason);

/* --- cut-over ------------------------------------------------------------------------------------ */

/* Unset: none. */
struct day cut_over_of(struct tx *tx, int64_t org, const struct table *t);
/* Journalled.  False with a refusal: a day to come, or no right. */
bool cut_over_set(struct tx *tx, const struct actor *who, const struct table *t, struct day on);

#endif
