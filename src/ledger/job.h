/*
 * job.h - work that takes minutes, as rows
 *
 * A job is begun by an account, waits, is taken by a runner (web/jobs.h) for as long as it renews its
 * lease, and ends done, refused, failed or cancelled.  A runner that dies leaves a lease that runs
 * out: the job is taken again when its kind can be repeated, as all of ours can, since what a job
 * writes is committed together with its end.  After JOB_TRIES it is marked interrupted.
 *
 * Bytes given to it (an upload) and made by it (a workbook) stand in pieces beside it and go when it
 * expires.  Its starter is told by a notice and alone may have them.
 *
 * Times: made, started, ended and expires are instants of the world; a lease is one of the real clock,
 * because two processes compare it.
 */
#ifndef LEDGER_JOB_H
#define LEDGER_JOB_H

#include "store/db.h"

enum {
	JOB_TRIES = 3, JOB_LEASE_SECONDS = 20, JOB_KEPT_DAYS = 7, JOB_PIECE = 1 << 20,
	JOB_MOST_BYTES = 256 << 20, JOBS_SHOWN = 100,
};
enum job_role { JOB_GIVEN, JOB_MADE };

struct job_row {
	int64_t org, id, account, person, done, total, tries;
	bool cancel;
	struct str kind, label, state, args, said, file_name, file_type, holder;
	struct instant made_at, started_at, ended_at, expires_at, lease;
};

/* waiting -> 排队; ready: looked over, waits for a person's word. */
const char *job_state_label(struct str state);
bool job_is_over(const struct job_row *j);

/* A member of args; empty when it is not there. */
struct str job_arg(struct arena *a, const struct job_row *j, const char *key);

/* kind, label, args, account, person, state are read; *ret_id is new.  In tx_run(). */
bool job_add(struct tx *tx, const struct job_row *j, int64_t *ret_id);
bool job_load(struct tx *tx, int64_t org, int64_t id, struct job_row *ret);
/* Newest first: of an account, or (0) of all. */
size_t jobs_of(struct tx *tx, int64_t org, int64_t account, struct job_row **ret);
/* One that waits, or whose lease has run out; false: none. */
bool job_waiting(struct tx *tx, struct instant now, struct job_row *ret);
/* Takes it for `holder`; false: another was quicker.  `now`, `until`: of the real clock. */
bool job_take(struct tx *tx, const struct job_row *j, struct str holder, struct instant until);
/* Renews the lease and keeps the counts; *ret_cancel: somebody asked for an end.  False: it is no longer ours. */
bool job_beat(struct tx *tx, const struct job_row *j, struct instant until, bool *ret_cancel);
/* Ends it (or makes it ready) with j->said, file_name, file_type, done, total; tells the starter with `href`. */
bool job_end(struct tx *tx, const struct job_row *j, struct str state, struct str href);
/* Asks for an end; one that nobody has taken ends at once. */
bool job_cancel(struct tx *tx, int64_t org, int64_t id);
/* ready -> waiting with other args. */
bool job_go_on(struct tx *tx, int64_t org, int64_t id, struct str args);
/* What runs waits again: the program stops, and that is no failure of the job. */
void job_give_back(struct tx *tx, const struct job_row *j);
/* Every job of a process that is gone (SQLite: there is but one) waits again. */
void jobs_recover(struct tx *tx);
/* Bytes of what has expired go. */
void jobs_expire(struct tx *tx);

bool job_put_bytes(struct tx *tx, int64_t org, int64_t id, enum job_role role, struct str bytes);
/* In the arena given; false: there are none (any more). */
bool job_get_bytes(struct tx *tx, struct arena *a, int64_t org, int64_t id, enum job_role role, struct str *ret);

/* --- notices --------------------------------------------------------------------------------------- */

struct notice { int64_t id; struct str text, href; struct instant made_at, read_at; };
bool notice_add(struct tx *tx, int64_t org, int64_t account, struct str text, struct str href);
int64_t notices_unread(struct tx *tx, int64_t org, int64_t account);
size_t notices_of(struct tx *tx, int64_t org, int64_t account, struct notice **ret);
void notices_read(struct tx *tx, int64_t org, int64_t account);

#endif
