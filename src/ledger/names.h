/*
 * names.h - the order of names
 *
 * A name (PINYIN and SORT) is sorted by how it is read: 李 before 林, 单 among those with sh.  The record
 * has a column for that beside the name, <key>_order (law/pinyin.h: pinyin_order), so that an index walks it and
 * both databases have one order, which is that of bytes.
 *
 * It is made of the name and of law/pinyin.csv alone: no step fills it, the journal does not know it,
 * `yifa check --search` compares it and `--mend` writes it anew, as it does with the index of search.
 *
 * Memory: in the arena of the transaction.
 *
 *     names_write(tx, p, &record);            -> name_order = "shan xiao mei\t单晓梅"
 */
#ifndef LEDGER_NAMES_H
#define LEDGER_NAMES_H

#include "ledger/record.h"

/* Brings the order of the record's names up to what they are; in the transaction that changed one. */
void names_write(struct tx *tx, const struct program *p, const struct record *r);
/* Are the orders those of the names? */
bool names_hold(struct tx *tx, const struct program *p, const struct record *r);

#endif
