/*
 * postgres_stmt.c - prepared statements of PostgreSQL
 *
 * Strategy.  A statement is prepared with types left open and then described: the server says what
 * each parameter is.  Where it took one for a shorter integer or a fraction (a sum with a literal),
 * or could not tell, it is prepared again with bigint there, since all our numbers are.  Parameters
 * are numbered anew without gaps, because a parameter that is never named has no type.
 *
 * Values go and rows come in binary form.  All rows of a query are fetched at once, so that the
 * connection is free for the next query while they are read; nothing is asked of the server by
 * pg_step().
 */
#include "store/postgres.h"
#include "base/buf.h"
#include "base/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_PARAMS = 2000, MAX_K = 9999, TEXT_MAX = 1 << 20, ROOM = 24 };

struct pg_stmt {
	char name[16];
	bool only_reads;
	int n;  /* parameters                                                  */
	int *k; /* of each                                                     */
	Oid *types;
	const char **values; /* bound: into `room`, or `texts`                              */
	int *lengths, *formats;
	char (*room)[ROOM];
	PGresult *res;
	int row;
	char *wrong; /* what could not be bound                                     */
};

/* --- numbering ------------------------------------------------------------------------------- */

/* The end of a quoted piece that begins at p. */
static const char *quoted_end(const char *p)
{
	const char *end = strchr(p + 1, *p);

	return end ? end + 1 : p + strlen(p);
}

static int place_of(int *k, int *n, int wanted)
{
	for (int i = 0; i < *n; i++)
		if (k[i] == wanted)
			return i + 1;
	if (*n == MAX_PARAMS)
		return 0;
	k[*n] = wanted;
	return ++*n;
}

/* Writes the text with its parameters as $1 … $n; k[i] is what the i-th was.  False: not like that. */
static bool renumber(struct buf *out, const char *p, int *k, int *ret_n)
{
	*ret_n = 0;
	while (*p) {
		const char *end = p + 1;
		int wanted = 0, at;
		if (*p == '\'' || *p == '"')
			end = quoted_end(p);
		if (*p != '$') {
			buf_put(out, (struct str){ p, (size_t)(end - p) });
			p = end;
			continue;
		}
		for (; *end >= '0' && *end <= '9' && wanted <= MAX_K; end++)
			wanted = wanted * 10 + (*end - '0');
		at = wanted ? place_of(k, ret_n, wanted) : 0;
		if (!at)
			return false;
		buf_fmt(out, "$%d", at);
		p = end;
	}
	buf_putc(out, '\0');
	return !out->over;
}

/* --- types ----------------------------------------------------------------------------------- */

static bool is_short(Oid type)
{
	return type == PG_INT4 || type == PG_INT2 || type == PG_NUMERIC || type == PG_FLOAT8 ||
	       type == PG_FLOAT4 || type == PG_OID;
}

/* "could not determine data type of parameter $3": 3, or 0. */
static int undetermined(const struct pg *pg)
{
	const char *at = strchr(pg->message, '$');
	int k = 0;

	if (strcmp(pg->state, "42P18") != 0 || !at)
		return 0;
	for (at++; *at >= '0' && *at <= '9' && k <= MAX_K; at++)
		k = k * 10 + (*at - '0');
	return k;
}

static bool describe(struct pg *pg, struct pg_stmt *st)
{
	PGresult *res = PQdescribePrepared(pg->h, st->name);
	bool ok = PQresultStatus(res) == PGRES_COMMAND_OK && PQnparams(res) == st->n;

	for (int i = 0; ok && i < st->n; i++)
		st->types[i] = PQparamtype(res, i);
	return pg_went(pg, res) && ok;
}

static bool prepare_as(struct pg *pg, struct pg_stmt *st, const char *text)
{
	snprintf(st->name, sizeof(st->name), "s%u", ++pg->names);
	return pg_went(pg, PQprepare(pg->h, st->name, text, st->n, st->types));
}

static void deallocate(struct pg *pg, const char *name)
{
	char text[40];

	if (PQstatus(pg->h) != CONNECTION_OK || PQtransactionStatus(pg->h) == PQTRANS_INERROR)
		return; /* the connection will go, and its statements with it */
	snprintf(text, sizeof(text), "DEALLOCATE %s", name);
	PQclear(PQexec(pg->h, text));
}

static bool prepare_typed(struct pg *pg, struct pg_stmt *st, const char *text)
{
	bool again = false;

	while (!prepare_as(pg, st, text)) {
		int k = undetermined(pg);
		if (k < 1 || k > st->n || st->types[k - 1])
			return false;
		st->types[k - 1] = PG_INT8;
	}
	if (st->n == 0)
		return true;
	if (!describe(pg, st))
		return false;
	for (int i = 0; i < st->n; i++)
		if (is_short(st->types[i])) {
			st->types[i] = PG_INT8;
			again = true;
		}
	if (!again)
		return true;
	deallocate(pg, st->name);
	return prepare_as(pg, st, text);
}

/* --- preparing ------------------------------------------------------------------------------- */

static bool word_is(const char *p, const char *word)
{
	p += strspn(p, " (");
	return strncmp(p, word, strlen(word)) == 0;
}

static bool reads(const char *text)
{
	return word_is(text, "SELECT") || word_is(text, "VALUES") ||
	       (word_is(text, "WITH") && !strstr(text, "INSERT ") && !strstr(text, "UPDATE ") &&
	        !strstr(text, "DELETE "));
}

static void *room_for(size_t n, size_t size)
{
	void *p = calloc(n ? n : 1, size);

	must(p);
	return p;
}

static void stmt_free(struct pg_stmt *st)
{
	PQclear(st->res);
	free(st->k);
	free(st->types);
	free(st->values);
	free(st->lengths);
	free(st->formats);
	free(st->room);
	free(st->wrong);
	free(st);
}

static struct pg_stmt *stmt_new(const char *text, const int *k, int n)
{
	struct pg_stmt *st = room_for(1, sizeof(*st));
	size_t room = (size_t)n;

	st->only_reads = reads(text);
	st->n = n;
	st->k = room_for(room, sizeof(*st->k));
	st->types = room_for(room, sizeof(*st->types));
	st->values = room_for(room, sizeof(*st->values));
	st->lengths = room_for(room, sizeof(*st->lengths));
	st->formats = room_for(room, sizeof(*st->formats));
	st->room = room_for(room, sizeof(*st->room));
	for (int i = 0; i < n; i++) {
		st->k[i] = k[i];
		st->formats[i] = 1;
	}
	return st;
}

void *pg_prepare(struct conn *c, const char *text, bool keep)
{
	struct pg *pg = c->handle;
	struct pg_stmt *st = NULL;
	int k[MAX_PARAMS], n;
	struct buf numbered;

	if (!pg_settle(c))
		return NULL;
	/* One that is only tried must not break the transaction. */
	if (!keep)
		PQclear(PQexec(pg->h, "SAVEPOINT try"));
	buf_init(&numbered, TEXT_MAX);
	if (!renumber(&numbered, text, k, &n)) {
		pg_says(pg, "a parameter is not written as $1 … $n");
	} else {
		st = stmt_new(text, k, n);
		if (!prepare_typed(pg, st, numbered.p)) {
			stmt_free(st);
			st = NULL;
		}
	}
	buf_drop(&numbered);
	if (!keep)
		PQclear(PQexec(pg->h, st ? "RELEASE SAVEPOINT try"
		                         : "ROLLBACK TO SAVEPOINT try; RELEASE SAVEPOINT try"));
	return st;
}

void pg_finalize(struct conn *c, void *st)
{
	deallocate(c->handle, ((struct pg_stmt *)st)->name);
	stmt_free(st);
}

bool pg_only_reads(void *st)
{
	return ((struct pg_stmt *)st)->only_reads;
}

size_t pg_n_params(void *st)
{
	return (size_t)((struct pg_stmt *)st)->n;
}

int pg_param(void *st, size_t i)
{
	return ((struct pg_stmt *)st)->k[i];
}

/* --- running --------------------------------------------------------------------------------- */

bool pg_bind(struct conn *c, void *p, size_t i, struct val v, bool copies)
{
	struct pg_stmt *st = p;

	(void)copies; /* they are sent before the caller goes on */
	if (pg_write(st->types[i], v, st->room[i], &st->values[i], &st->lengths[i]))
		return true;
	pg_says(c->handle, "a value is not of the type of its parameter");
	return false;
}

void pg_start(struct conn *c, void *p)
{
	struct pg *pg = c->handle;
	struct pg_stmt *st = p;

	st->row = -1;
	st->res = pg_run_stmt(pg, st->name, st->n, st->values, st->lengths, st->formats);
}

bool pg_later(struct conn *c, void *p)
{
	const struct pg_stmt *st = p;

	return pg_send_later(c, st->name, st->n, st->values, st->lengths, st->formats);
}

enum sql_step pg_step(struct conn *c, void *p)
{
	struct pg *pg = c->handle;
	struct pg_stmt *st = p;
	ExecStatusType status = PQresultStatus(st->res);
	int64_t n = 0;

	if (status == PGRES_TUPLES_OK && ++st->row < PQntuples(st->res))
		return SQL_ROW;
	if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK) {
		pg->changed = str_int(str_of(PQcmdTuples(st->res)), &n) ? n : 0;
		return SQL_DONE;
	}
	pg_went(pg, st->res);
	st->res = NULL;
	return SQL_FAILED;
}

void pg_reset(void *p)
{
	struct pg_stmt *st = p;

	PQclear(st->res);
	st->res = NULL;
}

/* The rows are known only when it runs; a query is asked for its columns afterwards. */
size_t pg_n_columns(void *p)
{
	const struct pg_stmt *st = p;

	return st->res ? (size_t)PQnfields(st->res) : 0;
}

bool pg_column(void *p, size_t i, struct val *ret_val)
{
	const struct pg_stmt *st = p;
	int at = (int)i;

	*ret_val = NULL_VAL;
	if (PQgetisnull(st->res, st->row, at))
		return true;
	return pg_read(PQftype(st->res, at), PQgetvalue(st->res, st->row, at),
	               (size_t)PQgetlength(st->res, st->row, at), ret_val);
}
