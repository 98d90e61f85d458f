/*
 * search_inner.h - shared by the files of search: a query as asked, statements, hits
 */
#ifndef LEDGER_SEARCH_INNER_H
#define LEDGER_SEARCH_INNER_H

#include "ledger/search.h"

enum phase { IN_TITLE, IN_TEXT, IN_BOTH };

struct asking {
	struct tx *tx;
	const struct program *p;
	const struct search_ask *ask;
	const struct words *words;
	const struct table *t;
	bool part;                      /* the viewer sees only some fields of it              */
};

/* --- search_query.c -------------------------------------------------------------------------- */

/* The newest hits of several ledgers at once, no right asked yet. */
void newest_of(const struct asking *k, enum phase phase, struct search_of *list, size_t n);
/* Ids in k->t that the viewer may see, newest first, older than `before` (0: from the newest). */
size_t ids_of(const struct asking *k, enum phase phase, int64_t before, size_t limit, int64_t *ids);
/* Records of that number, in any ledger; rights not asked yet. */
struct numbered { int64_t id; const struct table *t; };
size_t numbered(const struct asking *k, size_t limit, struct numbered *hits);
/* Keeps those of k->t that the viewer's lists show, of the year asked for; given and left newest first. */
size_t allowed(const struct asking *k, int64_t *ids, size_t n);

/* --- search_hit.c ---------------------------------------------------------------------------- */

/* These roles do not see all that a record of it is found by. */
bool sees_part(const struct table *t, unsigned roles);
/* Keeps those that hold what is asked in what the viewer reads, until there are `most` of them. */
size_t proved(const struct asking *k, int64_t *ids, size_t n, size_t most);
/* Adds the record to the group, unless it stands there. */
void hit_add(const struct asking *k, struct search_group *g, int64_t id, enum search_rank rank);

#endif
