/*
 * nobody.h - records that wait for nobody (40)
 *
 * A record that is open waits for a step that moves it on.  When no open account may take one of them
 * today, nobody finds it on his desk, however long it lies there: somebody has left, a post has ended,
 * a section has no officer.  Records are looked at in groups (ledger, state, section); a group is told
 * when none of its steps has anybody: roles of hats in force today, as owner or as deputy, and a
 * section that is covered where ACCESS keeps the role to its section.  A state that only the effect of
 * another record moves on waits for that record and not for people.
 *
 * Separation of duties within a group (the only reviewer is the drafter) is not seen here: `why` is.
 *
 *     struct nobody *list;
 *     size_t n = waits_for_nobody(tx, p, org, &list);
 */
#ifndef LEDGER_NOBODY_H
#define LEDGER_NOBODY_H

#include "ledger/record.h"

struct nobody {
	const struct table *t;
	int state;
	int64_t section;        /* 0: of none                                                  */
	int64_t n, first;       /* records; the id of one                                      */
	unsigned roles;         /* who could move them on                                      */
};
size_t waits_for_nobody(struct tx *tx, const struct program *p, int64_t org, struct nobody **ret);
/* 行政处罚案件“待审核”3 件（科室）：没有在岗的法制审核人员。 */
struct str nobody_text(struct tx *tx, const struct program *p, int64_t org, const struct nobody *x);

#endif
