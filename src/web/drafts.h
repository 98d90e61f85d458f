/*
 * drafts.h - what was typed into a form and not yet sent
 *
 * A draft is not a record: nobody else sees it, no rule is asked of it, no entry tells of it.  There
 * is one for each account and form (ledger, record, verb); it is kept for 30 days,
 * of an account the last hundred, and goes in the
 * transaction that takes its step.  The version the form saw is in it, so a draft of an older state
 * of the record ends in the same conflict as a form that stayed open (forms.h).
 */
#ifndef WEB_DRAFTS_H
#define WEB_DRAFTS_H

#include "web/forms.h"

enum { DRAFT_DAYS = 30, MAX_DRAFT = 256 << 10, MOST_DRAFTS = 100 };

/* Fills the form with its draft, if there is one: f->restored says so, f->saved when. */
void draft_restore(struct form *f);
/* Keeps what was sent and could not be taken, so that a page that is closed loses nothing. */
void draft_keep(struct form *f);
/* Inside of the transaction that took the step. */
void draft_drop(struct tx *tx, const struct visit *v, const struct form *f);
/* Where the form's draft is sent to. */
struct url draft_url(const struct form *f);

#endif
