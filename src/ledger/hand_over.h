/*
 * hand_over.h - all that one person has in hand goes to another
 *
 * When somebody leaves: every open record of every ledger whose handler is that person takes the
 * common step hand_over, with its own entry.  It is one transaction: what one record refuses,
 * refuses all, named by its number.  Where `from` is named in a set (the officers of a case) and the
 * ledger has a step with `.hands`, the record of `to` takes that place; what stays named (another
 * ledger, or `to` has no such record) is counted, so that somebody does it by the ledger's own step.
 *
 *     struct handed *list;
 *     size_t n = hand_over_all(tx, p, &actor, from, to, day, S("调离"), &list);
 *
 * Right: that of hand_over (chief, heads).  Memory: tx->arena.
 */
#ifndef LEDGER_HAND_OVER_H
#define LEDGER_HAND_OVER_H

#include "ledger/step.h"

/* Of one ledger: records handed over, and open ones that still name the person in a field. */
struct handed { const struct table *t; size_t n, named; };

/* Ledgers of which anything is told; 0 with refusals or a fault in tx->r when it cannot be. */
size_t hand_over_all(struct tx *tx, const struct program *p, const struct actor *who, int64_t from,
                     int64_t to, struct day day, struct str reason, struct handed **ret);

#endif
