/*
 * jobs.h - the runners of jobs (ledger/job.h), and the kinds of work there are
 *
 * `serve` starts JOB_RUNNERS threads that take waiting jobs, run them with the rights that their
 * starter has at that moment, and keep their counts; one more renews leases.  A kind is a row of a
 * table: its words, what it does, where its starter goes on.  It tells how far it is with job_go()
 * and stops when that says no; whatever it was doing is then kept by nobody.
 *
 * On a stop of the program what is running is given back and waits for the next start.  Small work is
 * run by the request that asks for it (jobs_inline) and answered at once.
 */
#ifndef WEB_JOBS_H
#define WEB_JOBS_H

#include "base/json.h"
#include "ledger/job.h"
#include "web/web.h"

enum { JOB_RUNNERS = 2, INLINE_BYTES = 512 << 10, INLINE_ROWS = 2000 };

/* RUN_CANCELLED: by a person; RUN_STOPPED: the program does; RUN_SEALED: its end is being written, too late. */
enum run_asked { RUN_GOES_ON, RUN_CANCELLED, RUN_STOPPED, RUN_SEALED };

struct job_run {
	struct web *web;
	struct job_row row;
	struct world world;
	struct arena arena;
	struct refusals r;
	struct account account;
	struct viewer viewer;
	struct actor actor;
	struct buf made;                /* what its starter may have                           */
	bool ended;                     /* by the kind, in its own transaction                 */
	/* Read and written by other threads. */
	int64_t done, total;
	int cancel;                     /* enum run_asked                                     */
	int64_t began;                  /* world_ticks()                                       */
};

struct job_kind {
	const char *key, *label;
	/* Fills row.said, file_name, file_type, made; returns the state it ends in. */
	struct str (*run)(struct job_run *k);
	/* Where its starter reads of it. */
	struct str (*href)(struct arena *a, const struct job_row *j);
};
extern const struct job_kind job_kinds[];
extern const size_t n_job_kinds;
const struct job_kind *job_kind_of(struct str key);
struct str job_href(struct arena *a, const struct job_row *j);
/* False: the work should end. */
bool job_go(struct job_run *k, int64_t done, int64_t total);
/*
 * Asked by a kind that ends in its own transaction, as its last act: false, it was cancelled and has
 * to be rolled back; true, nobody can cancel it any more.
 */
bool job_seal(struct job_run *k);

/* `alone`: no other process works on this database (SQLite). */
void jobs_start(struct web *web, bool alone);
void jobs_stop(struct web *web);
void jobs_wake(struct web *web);
/* The row of a job that this visitor begins; `args` is JSON for its kind. */
struct job_row job_asked(const struct visit *v, const char *kind, struct str label, struct str args);
/* Writes it, in a transaction of its own; who wakes or runs it is the caller.  False: refused or a fault. */
bool job_begin(struct visit *v, const struct job_row *row, int64_t *ret_id);
/* Runs a waiting job in the thread of this visit; its transaction is ended before and opened after. */
void jobs_inline(struct visit *v, int64_t org, int64_t id);
/*
 * Asks for an end.  True: it will end cancelled (of a job that another process runs: it was told so,
 * and may be done before it hears).  False: it has ended, or its end is being written.
 */
bool jobs_cancel(struct visit *v, int64_t id);
/* Counts as they are now, when this process runs it; *ret_left: seconds to go, -1 not known. */
void jobs_now(struct web *web, struct job_row *j, int64_t *ret_left);
/* {"id","kind","label","state","done","total","left_seconds","said","href","file"} */
void job_json(struct visit *v, struct json *w, const struct job_row *row);

#endif
