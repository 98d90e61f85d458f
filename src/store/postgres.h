/*
 * postgres.h - what the files about PostgreSQL share
 *
 * A connection is a struct pg behind conn->handle, a prepared statement a struct pg_stmt.
 */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H

#include <libpq-fe.h>

#include "store/inner.h"

enum { PG_MESSAGE = 400, PG_SESSION = 40 };

struct pg {
	PGconn *h;
	unsigned names;                 /* statements named so far                             */
	int64_t changed;                /* rows, by the last statement                         */
	char state[6];                  /* SQLSTATE of the last failure; empty: none           */
	char message[PG_MESSAGE];       /* and what was said                                   */
	char session[PG_SESSION];       /* our row of `commits`; empty: none yet               */
	int64_t commits;                /* made so far                                         */
	bool part_begun;                /* alone: a savepoint stands for the transaction       */
	int later;                      /* commands sent on, of which the answers were not read */
	bool unknown;                   /* nobody knows what became of the last commit         */
};

/* Keeps what went wrong, if anything did, and gives the result back.  True: it went well. */
bool pg_went(struct pg *pg, PGresult *res);
void pg_says(struct pg *pg, const char *message);

/* postgres_later.c: commands whose answers nobody waits for go in one message with the next that is. */
bool pg_send_later(struct conn *c, const char *name, int n, const char *const *values, const int *lengths,
                   const int *formats);
bool pg_run_later(struct conn *c, const char *text);
bool pg_settle(struct conn *c);
/* Whatever was left for later, and then this: its answer, or that of the first that failed. */
PGresult *pg_run_stmt(struct pg *pg, const char *name, int n, const char *const *values, const int *lengths,
                      const int *formats);

void *pg_prepare(struct conn *c, const char *text, bool keep);
void pg_finalize(struct conn *c, void *st);
bool pg_only_reads(void *st);
size_t pg_n_params(void *st);
int pg_param(void *st, size_t i);
bool pg_bind(struct conn *c, void *st, size_t i, struct val v, bool copies);
void pg_start(struct conn *c, void *st);
bool pg_later(struct conn *c, void *st);
enum sql_step pg_step(struct conn *c, void *st);
void pg_reset(void *st);
size_t pg_n_columns(void *st);
bool pg_column(void *st, size_t i, struct val *ret_val);

/* postgres_value.c: binary forms.  False: not a kind that we keep, or not of that type. */
bool pg_read(Oid type, const char *p, size_t n, struct val *ret_val);
/* `room` holds 24 bytes; *ret_p points there or at the text of v. */
bool pg_write(Oid type, struct val v, char *room, const char **ret_p, int *ret_n);

/* postgres_search.c: the column of terms, its index, what is asked of it.  PG_WORDS: of the terms $6, one a line. */
#define PG_WORDS "array_to_tsvector(string_to_array(CAST($6 AS text), chr(10)))"
bool pg_search_make(struct tx *tx);
void pg_search_pack(struct tx *tx);
void pg_search_newest(struct tx *tx, int64_t org, const struct search_query *asked, struct search_of *list, size_t n);
struct str pg_search_has(struct arena *a, struct str hay, struct str needle);

enum { PG_BOOL = 16, PG_BYTEA = 17, PG_CHAR = 18, PG_NAME = 19, PG_INT8 = 20, PG_INT2 = 21, PG_INT4 = 23, PG_TEXT = 25,
       PG_OID = 26, PG_FLOAT4 = 700, PG_FLOAT8 = 701, PG_UNKNOWN = 705, PG_BPCHAR = 1042, PG_VARCHAR = 1043,
       PG_NUMERIC = 1700 };

#endif
