/*
 * postgres_later.c - commands whose answers nobody waits for
 *
 * A step writes some ten rows and sets savepoints, and a message to the server and back for each would be most
 * of its time.  So they are put into the pipeline of libpq and go out together with the next statement whose
 * answer is wanted: one message for all.  The server does them in order, and does none after one that failed
 * up to the next synchronisation; the failure is then what that statement, or pg_settle(), is told.
 *
 * The pipeline is left as soon as it is empty: prepare, describe and simple commands do not work in it.
 */
#include "store/postgres.h"

/* Their answers wait in the buffers of the socket, some thirty bytes each. */
enum { MOST_LATER = 200 };

static bool is_wrong(const PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);

	return status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK;
}

/* Before a command is put in. */
static bool enters(struct pg *pg)
{
	return PQpipelineStatus(pg->h) == PQ_PIPELINE_ON || PQenterPipelineMode(pg->h);
}

/* The answer to one command; those of a connection that was lost are answers too. */
static PGresult *answer(struct pg *pg)
{
	PGresult *res = PQgetResult(pg->h), *more;

	while (res && (more = PQgetResult(pg->h)))
		PQclear(more);
	return res;
}

/* Sends all, and reads all answers: the last, or the first that is wrong. */
static PGresult *answers(struct pg *pg, int n)
{
	PGresult *wrong = NULL, *last = NULL, *res;
	bool sent = PQpipelineSync(pg->h);

	for (; sent && n > 0; n--) {
		PQclear(last);
		last = answer(pg);
		if (!wrong && is_wrong(last)) {
			wrong = last;
			last = NULL;
		}
	}
	while (sent && (res = PQgetResult(pg->h))) { /* the synchronisation */
		bool done = PQresultStatus(res) == PGRES_PIPELINE_SYNC;
		PQclear(res);
		if (done)
			break;
	}
	pg->later = 0;
	PQexitPipelineMode(pg->h);
	if (!wrong)
		return last;
	PQclear(last);
	return wrong;
}

bool pg_settle(struct conn *c)
{
	struct pg *pg = c->handle;

	return !pg->later || pg_went(pg, answers(pg, pg->later));
}

static bool counted(struct conn *c, int sent)
{
	struct pg *pg = c->handle;

	if (!sent) {
		pg_says(pg, PQerrorMessage(pg->h));
		return false;
	}
	pg->later++;
	return pg->later < MOST_LATER || pg_settle(c);
}

bool pg_send_later(struct conn *c, const char *name, int n, const char *const *values,
                   const int *lengths, const int *formats)
{
	struct pg *pg = c->handle;

	return enters(pg) &&
	       counted(c, PQsendQueryPrepared(pg->h, name, n, values, lengths, formats, 1));
}

bool pg_run_later(struct conn *c, const char *text)
{
	struct pg *pg = c->handle;

	return enters(pg) &&
	       counted(c, PQsendQueryParams(pg->h, text, 0, NULL, NULL, NULL, NULL, 1));
}

PGresult *pg_run_stmt(struct pg *pg, const char *name, int n, const char *const *values,
                      const int *lengths, const int *formats)
{
	if (!pg->later)
		return PQexecPrepared(pg->h, name, n, values, lengths, formats, 1);
	if (!PQsendQueryPrepared(pg->h, name, n, values, lengths, formats, 1))
		return PQmakeEmptyPGresult(pg->h, PGRES_FATAL_ERROR);
	return answers(pg, pg->later + 1);
}
