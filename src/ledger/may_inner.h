/*
 * may_inner.h - parts of the predicate, for may.c that joins them and why.c that asks them one by one
 */
#ifndef LEDGER_MAY_INNER_H
#define LEDGER_MAY_INNER_H

#include "ledger/may.h"

bool grants(const struct grant *g, unsigned roles, const char *what);
void put_scope(struct writer *w, const struct table *t, const struct viewer *v, const struct grant *g);
/* ` OR (m.state IN (…) …)` for those who act; nothing when nobody does. */
void put_acting(struct writer *w, const struct table *t, const struct scope *me, const struct viewer *v, bool lists);

#endif
