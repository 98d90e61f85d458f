/*
 * ledgers.h - every ledger as a list for program_new
 *
 *     size_t n;
 *     const struct listing *list = all_ledgers(&n);
 */
#ifndef LEDGERS_LEDGERS_H
#define LEDGERS_LEDGERS_H

#include "ledger/program.h"

#define LEDGER(chapter, key) extern const struct ledger ledger_##key;
#include "ledgers/list.h"
#undef LEDGER

/* The list as a constant; its length in *ret_n. */
const struct listing *all_ledgers(size_t *ret_n);

#endif
