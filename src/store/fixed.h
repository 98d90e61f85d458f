/*
 * fixed.h - the tables that are no ledger: journal, series, accounts, settings and the like
 *
 * Listed in fixed.c, which says for each column what it holds.
 */
#ifndef STORE_FIXED_H
#define STORE_FIXED_H

#include "store/tables.h"

extern const struct sql_table fixed_tables[];
extern const size_t n_fixed_tables;

#endif
