/*
 * history.h - entries of the journal on pages
 *
 * Who sees a record sees its entries, but no more of them than of the record: a field that is not
 * the viewer's to see is not in the difference either, personal values are not shown, and the proof,
 * which holds the whole leaf, is given only to those who see every field of the ledger.
 */
#ifndef WEB_HISTORY_H
#define WEB_HISTORY_H

#include "journal/journal.h"
#include "web/ui.h"

/* Label of the verb of an entry, of steps and of what is no step (unmask, print, recompute …). */
struct str entry_label(struct visit *v, const struct table *t, struct str verb);
/* One entry: what, who, when, why, what changed; `t` NULL: of no ledger. */
void put_entry(struct visit *v, const struct table *t, const struct journal_row *e, bool values);
void json_entry(struct visit *v, struct json *j, const struct table *t, const struct journal_row *e, bool values);
/* May the whole leaf be given to these roles? */
bool sees_leaf(const struct table *t, unsigned roles);

#endif
