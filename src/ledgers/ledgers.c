/*
 * ledgers.c - the list of every ledger, from list.h
 */
#include "ledgers/ledgers.h"

#define LEDGER(chapter, key) { chapter, &ledger_##key },
static const struct listing list[] = {
#include "ledgers/list.h"
};
#undef LEDGER

const struct listing *all_ledgers(size_t *ret_n)
{
	*ret_n = sizeof list / sizeof *list;
	return list;
}
