/*
 * job_upkeep.h - the kinds of work by which a system administrator keeps the whole in order
 *
 * They are begun by a system administrator (pages/upkeep.c) and run only while he is one.  Each counts,
 * can be cancelled and is taken again after a stop:
 *
 *     backup          a copy of the database and its files in web->backups; an entry of the journal
 *     backup_check    `file`: the copy opens, its pages are whole, its records are those of its journal
 *     search          the index of search and the order of names made anew
 *     recount         dues and tallies computed again, and mended; what moved has its entry
 *
 * A cancelled copy leaves nothing; of the last two what was done stays done, a ledger at a time.
 */
#ifndef WEB_JOB_UPKEEP_H
#define WEB_JOB_UPKEEP_H

#include "web/jobs.h"

struct str run_backup(struct job_run *k);
struct str run_backup_check(struct job_run *k);
struct str run_search(struct job_run *k);
struct str run_recount(struct job_run *k);

/* Of these four, in that order. */
bool is_upkeep(struct str kind);

#endif
