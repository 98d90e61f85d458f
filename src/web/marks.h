/*
 * marks.h - a file measured against its standards (ledger/standards.h), on the page of a record and
 * in the form of a step
 *
 * Nothing is written where the ledger has no review, or for who may see only some of its fields.
 */
#ifndef WEB_MARKS_H
#define WEB_MARKS_H

#include "web/ui.h"

/* The card beside a record: score, what is broken with its deduction, article and way on. */
void marks_card(struct visit *v, const struct record *r);
/* The steps taken, what each must leave of the process (.leaves), and whether it is there. */
void process_card(struct visit *v, const struct record *r);
/* Above a form: what is broken now, and what this step would leave broken. */
void marks_before(struct visit *v, const struct record *r, struct str verb);
/* The keys "review" and "review_score" of a record's JSON. */
void marks_json(struct visit *v, struct json *j, const struct record *r);

#endif
