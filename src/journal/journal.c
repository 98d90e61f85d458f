/*
 * journal.c - appending entries
 */
#include "journal/journal.h"

enum { NEXT, APPEND, N_SQL };
/* The head is read inside of the INSERT: RETURNING costs more than it saves. */
static const struct stmt sql[N_SQL] = {
	[NEXT] = { "INSERT INTO journal_head (org, position) VALUES ($1, 1)"
	           " ON CONFLICT (org) DO UPDATE SET position = journal_head.position + 1",
	           NULL },
	[APPEND] = { "INSERT INTO journal (org, position, at, day, actor, done_by, ledger, record, verb, from_state, to_state, body, origin)"
	             " VALUES ($1, (SELECT position FROM journal_head WHERE org = $1), $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
	             NULL },
};

void journal_append(struct tx *tx, const struct journal_entry *e)
{
	db_exec(tx, &sql[NEXT], e->org);
	db_exec(tx, &sql[APPEND], e->org, e->at, e->day, e->actor, e->done_by, e->ledger, e->record,
	        e->verb, e->from, e->to, e->body, e->origin);
}
