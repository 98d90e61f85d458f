/*
 * papers.h - the papers of a record on its page and in JSON
 *
 * Number, day and state are seen by whoever sees the record as a whole; what stands on a paper are
 * names and addresses, so its bytes are given out for a purpose, after an entry.
 */
#ifndef WEB_PAPERS_H
#define WEB_PAPERS_H

#include "base/json.h"
#include "ledger/papers.h"
#include "web/web.h"

void papers_card(struct visit *v, const struct record *r);
/* "papers": […] */
void papers_json(struct visit *v, struct json *j, const struct table *t, int64_t id);
/* The papers of an entry of the journal, and whether they still hold; `t` NULL: not for this visitor. */
void entry_papers_json(struct visit *v, struct json *j, const struct table *t, int64_t position);
void entry_papers_list(struct visit *v, const struct table *t, int64_t position);
/* Drafts of what a step would issue, as a page or (format=pdf) as PDF. */
void previews_show(struct visit *v, const struct previews *p, struct str label);

#endif
