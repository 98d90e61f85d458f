/*
 * postgres.c - connections to PostgreSQL, their errors and their commits
 *
 * Gives driver_postgres of inner.h.  Commands go by the simple protocol, statements prepared
 * (postgres_stmt.c).
 *
 * A commit whose answer does not come may have happened or not.  So each connection has a row in
 * `commits`, and every transaction moves its count, in the same message as COMMIT: when the
 * connection is lost there, another one waits until the server has done with the row (it is locked
 * as long as the old transaction lives) and reads the count.
 */
#include "store/postgres.h"
#include "base/buf.h"
#include "base/must.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LOOK_TRIES = 100, LOOK_PAUSE_MS = 200 };

/* Advisory locks of ours: 'yifa'. */
#define OURS "2036950625"

/* --- what was said --------------------------------------------------------------------------- */

void pg_says(struct pg *pg, const char *message)
{
	size_t n = strcspn(message, "\n");

	snprintf(pg->message, sizeof(pg->message), "%.*s", (int)(n < PG_MESSAGE ? n : PG_MESSAGE),
	         message);
}

bool pg_went(struct pg *pg, PGresult *res)
{
	ExecStatusType status = PQresultStatus(res);
	const char *state = PQresultErrorField(res, PG_DIAG_SQLSTATE);
	const char *said = PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	bool ok = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;

	pg->state[0] = '\0';
	if (!ok) {
		snprintf(pg->state, sizeof(pg->state), "%s", state ? state : "08006");
		pg_says(pg, said ? said : PQerrorMessage(pg->h));
	}
	PQclear(res);
	return ok;
}

static bool is_open(struct conn *c)
{
	struct pg *pg = c->handle;

	return pg && PQstatus(pg->h) == CONNECTION_OK;
}

/* Class of SQLSTATE or the whole, what it means to the operator, what to do. */
/* clang-format off */
static const struct { const char *state; enum failure how; const char *say; } errors[] = {
	{ "40001", FAILED_AGAIN, "数据库正忙：与另一个操作冲突。请重试。" },
	{ "40P01", FAILED_AGAIN, "数据库正忙：与另一个操作互相等待。请重试。" },
	{ "55P03", FAILED_AWAY,  "数据库正忙：另一个操作占用着要改的记录。请稍后重试。" },
	{ "57014", FAILED,       "数据库操作超过时限，已经取消。请缩小范围后重试。" },
	{ "25006", FAILED_AWAY,  "数据库现在只能读，不能写入，这次的内容没有保存。可以查看；请稍后重试，或者告诉系统管理员。" },
	{ "53100", FAILED_AWAY,  "数据库写入失败：磁盘空间不足，这次的内容没有保存。请告诉系统管理员清理磁盘。" },
	{ "53",    FAILED_AWAY,  "数据库正忙：连接或者内存不足。请稍后重试。" },
	{ "57",    FAILED_AWAY,  "数据库服务正在停止或者重新启动。请稍后重试。" },
	{ "08",    FAILED_AWAY,  "与数据库的连接断了，这次的内容没有保存。请稍后重试。" },
	{ "28",    FAILED,       "数据库不接受这个用户或者密码。请检查数据库地址。" },
	{ "42501", FAILED,       "数据库读写失败：没有权限。请检查数据库用户的权限。" },
	{ "58",    FAILED,       "数据库读写失败：磁盘或者系统错误。请检查数据库服务器。" },
	{ "XX",    FAILED,       "数据库内部错误，可能已经损坏。请停止使用，并检查数据库服务器。" },
};
/* clang-format on */

static enum failure failure(struct conn *c)
{
	struct pg *pg = c->handle;

	if (!is_open(c))
		return FAILED_AWAY;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (strncmp(pg->state, errors[i].state, strlen(errors[i].state)) == 0)
			return errors[i].how;
	return FAILED;
}

static const char *message(struct conn *c)
{
	return ((struct pg *)c->handle)->message;
}

static struct str error(struct conn *c)
{
	struct pg *pg = c->handle;
	const char *state = is_open(c) ? pg->state : "08006";

	if (pg->unknown)
		return S(
			"与数据库的连接断了，不知道这次的内容有没有保存。请稍后查看，没有再办理。");
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (strncmp(state, errors[i].state, strlen(errors[i].state)) == 0)
			return store_error("%s（%s，%s）", errors[i].say, pg->message, state);
	return store_error("数据库操作失败：%s（%s）。请把这句话告诉系统管理员。", pg->message,
	                   state);
}

/* --- connections ----------------------------------------------------------------------------- */

/*
 * What the URL, the user or the database does not set by itself.  A statement that runs for minutes
 * is a mistake; a transaction that is idle belongs to a program that hangs; rows are locked for one
 * step only.  Compiling a statement costs more than running it.
 */
static const char settings[] =
	"SELECT set_config(s.name, v.value, false) FROM (VALUES ('statement_timeout', '600s'),"
	" ('lock_timeout', '15s'), ('idle_in_transaction_session_timeout', '120s'), ('jit', 'off'),"
	" ('client_min_messages', 'warning')) v (name, value)"
	" JOIN pg_settings s ON s.name = v.name WHERE s.source IN ('default', 'configuration file')";

static void say_nothing(void *arg, const char *said)
{
	(void)arg, (void)said;
}

static PGconn *connected(const char *url)
{
	/* Before the URL: what it may set otherwise; after it: what it may not. */
	const char *const names[] = { "connect_timeout", "application_name",    "tcp_user_timeout",
		                      "keepalives_idle", "keepalives_interval", "keepalives_count",
		                      "dbname",          "client_encoding",     NULL };
	const char *const values[] = { "5", "yifa", "15000", "30", "10", "3", url, "UTF8", NULL };
	PGconn *h = PQconnectdbParams(names, values, 1);

	if (h)
		PQsetNoticeProcessor(h, say_nothing, NULL);
	return h;
}

static const char *shown(struct arena *a, const char *url)
{
	struct str rest = str_of(url), before, after, user, password;

	if (!str_cut(rest, '@', &before, &after) || !str_cut(before, '/', &user, &rest) ||
	    !str_cut(str_from(rest, 1), ':', &user, &password))
		return url;
	return arena_fmt(a, "postgresql://%.*s@%.*s", P(user), P(after)).p;
}

static bool open_url(struct conn *c, const char *url, bool create, struct str *ret_error)
{
	struct pg *pg = calloc(1, sizeof(*pg));

	(void)create;
	must(pg);
	pg->h = connected(url);
	c->handle = pg;
	if (PQstatus(pg->h) == CONNECTION_OK && pg_went(pg, PQexec(pg->h, settings)))
		return true;
	if (PQstatus(pg->h) != CONNECTION_OK)
		pg_says(pg, pg->h ? PQerrorMessage(pg->h) : "out of memory");
	*ret_error = store_error("数据库“%s”连不上：%s。请检查地址、用户和数据库服务。",
	                         c->db->shown, pg->message);
	PQfinish(pg->h);
	free(pg);
	return false;
}

static bool run(struct conn *c, const char *text)
{
	struct pg *pg = c->handle;

	/* After a failure only going back helps. */
	if (!pg_settle(c) && strncmp(text, "ROLLBACK", strlen("ROLLBACK")) != 0)
		return false;
	return pg_went(pg, PQexec(pg->h, text));
}

__attribute__((format(printf, 2, 3))) static bool runf(struct conn *c, const char *f, ...)
{
	char text[300];
	va_list ap;
	int n;

	va_start(ap, f);
	n = vsnprintf(text, sizeof(text), f, ap);
	va_end(ap);
	must(n > 0 && n < (int)sizeof(text));
	return run(c, text);
}

static void close_url(struct conn *c)
{
	struct pg *pg = c->handle;

	if (*pg->session && is_open(c))
		runf(c, "DELETE FROM commits WHERE session = '%s'", pg->session);
	PQfinish(pg->h);
	free(pg);
	c->handle = NULL;
}

static bool in_transaction(struct conn *c)
{
	struct pg *pg = c->handle;

	if (!is_open(c))
		return false;
	return c->db->alone ? pg->part_begun : PQtransactionStatus(pg->h) != PQTRANS_IDLE;
}

static int64_t changes(struct conn *c)
{
	return ((struct pg *)c->handle)->changed;
}

/* One answer of text; NULL: none.  The caller clears *ret_res. */
static const char *asked(struct pg *pg, const char *text, PGresult **ret_res)
{
	*ret_res = PQexec(pg->h, text);
	if (PQresultStatus(*ret_res) == PGRES_TUPLES_OK && PQntuples(*ret_res) == 1)
		return PQgetvalue(*ret_res, 0, 0);
	return NULL;
}

static bool is_true(struct pg *pg, const char *text)
{
	PGresult *res;
	const char *answer = asked(pg, text, &res);
	bool yes = answer && answer[0] == 't';

	PQclear(res);
	return yes;
}

/* --- a transaction that is never committed --------------------------------------------------- */

static bool begin_alone(struct conn *c, bool fresh)
{
	if (!run(c, "SET idle_in_transaction_session_timeout = 0; BEGIN"))
		return false;
	return !fresh ||
	       (run(c, "SELECT set_config('yifa.scratch', 'scratch_' || pg_backend_pid() || '_' ||"
	               " replace(gen_random_uuid()::text, '-', ''), true)") &&
	        run(c,
	            "DO $do$ BEGIN EXECUTE 'CREATE SCHEMA ' || current_setting('yifa.scratch'); END $do$") &&
	        run(c, "SELECT set_config('search_path', current_setting('yifa.scratch'), true)"));
}

/* --- commits --------------------------------------------------------------------------------- */

/*
 * The row of this connection, made once, when the table is there.  Rows of connections that ended
 * without saying so go after a month.
 */
static bool session_begin(struct conn *c)
{
	struct pg *pg = c->handle;
	PGresult *res;
	const char *id;

	if (*pg->session || !is_true(pg, "SELECT to_regclass('commits') IS NOT NULL"))
		return is_open(c);
	run(c, "DELETE FROM commits WHERE at < extract(epoch FROM now())::bigint - 2592000");
	id = asked(pg,
	           "INSERT INTO commits (session, n, at) VALUES (gen_random_uuid()::text, 0,"
	           " extract(epoch FROM now())::bigint) RETURNING session",
	           &res);
	if (id)
		snprintf(pg->session, sizeof(pg->session), "%s", id);
	return pg_went(pg, res);
}

static bool begins(struct conn *c)
{
	struct pg *pg = c->handle;

	pg->unknown = false;
	if (c->db->alone) {
		pg->part_begun = run(c, "SAVEPOINT part_tx");
		return pg->part_begun;
	}
	return session_begin(c) && run(c, "BEGIN ISOLATION LEVEL READ COMMITTED");
}

/* 1: the commit stands, 0: it does not, -1: it cannot be known now. */
static int look_once(const struct conn *c)
{
	const struct pg *lost = c->handle;
	struct pg pg = { .h = connected(c->db->path) };
	PGresult *res = NULL;
	const char *n;
	char text[200];
	int64_t count = -1;

	snprintf(text, sizeof(text), "SELECT n FROM commits WHERE session = '%s' FOR UPDATE",
	         lost->session);
	n = PQstatus(pg.h) == CONNECTION_OK ? asked(&pg, text, &res) : NULL;
	if (n && !str_int(str_of(n), &count))
		count = -1;
	PQclear(res);
	PQfinish(pg.h);
	return count < 0 ? -1 : count == lost->commits;
}

static bool look(struct conn *c)
{
	struct pg *pg = c->handle;
	int found = -1;

	for (int i = 0; *pg->session && found < 0 && i < LOOK_TRIES; i++) {
		if (i)
			poll(NULL, 0, LOOK_PAUSE_MS);
		found = look_once(c);
	}
	pg->unknown = found < 0;
	return found == 1;
}

static bool commits(struct conn *c)
{
	struct pg *pg = c->handle;
	char text[200] = "COMMIT";
	PGresult *res;
	bool ok;

	if (c->db->alone) {
		ok = run(c, "RELEASE SAVEPOINT part_tx");
		pg->part_begun = !ok;
		return ok;
	}
	if (!pg_settle(c))
		return false;
	pg->commits++;
	if (*pg->session)
		snprintf(text, sizeof(text),
		         "UPDATE commits SET n = %lld, at = extract(epoch FROM now())::bigint"
		         " WHERE session = '%s'; COMMIT",
		         (long long)pg->commits, pg->session);
	res = PQexec(pg->h, text);
	/* A transaction that had failed answers ROLLBACK. */
	ok = strcmp(PQcmdStatus(res), "COMMIT") == 0;
	if (!pg_went(pg, res))
		ok = false;
	return ok || (!is_open(c) && look(c));
}

static bool rolls_back(struct conn *c)
{
	struct pg *pg = c->handle;

	if (!c->db->alone)
		return run(c, "ROLLBACK");
	pg->part_begun = false;
	return run(c, "ROLLBACK TO SAVEPOINT part_tx; RELEASE SAVEPOINT part_tx");
}

/* --- tables ---------------------------------------------------------------------------------- */

static bool found(struct tx *tx, const char *table, struct sql_found **ret_columns, size_t *ret_n)
{
	static const struct stmt st = {
		"SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a"
		" WHERE a.attrelid = to_regclass(quote_ident($1)) AND a.attnum > 0 AND NOT a.attisdropped"
		" AND a.atttypid <> 'tsvector'::regtype ORDER BY a.attnum",
		"the schema has no org"
	};
	struct rows q = db_query(tx, &st, str_of(table));

	return found_rows(&q, ret_columns, ret_n);
}

/* Text is ordered by bytes, whatever the database's own order is. */
static const char *const types[N_COLUMN_TYPES] = {
	[COLUMN_TEXT] = "text COLLATE \"C\"",
	[COLUMN_INT] = "bigint",
	[COLUMN_BOOL] = "boolean",
	[COLUMN_BYTES] = "bytea",
};

static bool same_type(struct str is, const struct sql_column *c)
{
	return str_is(is, c->type == COLUMN_TEXT ? "text" : types[c->type]);
}

static bool is_row_id(const struct sql_table *t, const struct sql_column *c)
{
	(void)t, (void)c;
	return false;
}

static bool hold_schema(struct tx *tx)
{
	if (tx->db->alone || run(tx->conn, "SELECT pg_advisory_xact_lock(" OURS ", -1)"))
		return !tx->r->fault;
	return conn_fault(tx->conn, tx->r);
}

static bool hold_node(struct conn *c, int64_t node)
{
	char text[100];

	snprintf(text, sizeof(text), "SELECT pg_try_advisory_lock(" OURS ", %lld)",
	         (long long)node);
	return is_true(c->handle, text);
}

static void drop_node(struct conn *c, int64_t node)
{
	runf(c, "SELECT pg_advisory_unlock(" OURS ", %lld)", (long long)node);
}

/* It learns by itself what tables are like. */
static bool expect(struct tx *tx)
{
	return !tx->r->fault;
}

/* clang-format off */
const struct driver driver_postgres = {
	.many = true, .keeps = 1500,
	.begin_read = { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", "transaction" },
	.commit = { "COMMIT", "transaction" },
	.begins = begins, .commits = commits, .rolls_back = rolls_back, .begin_alone = begin_alone,
	.types = types, .longest_name = 63, .shown = shown,
	/* That of search is another kind, and made beside the model. */
	.indexes = { "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam"
	             " WHERE i.indrelid = to_regclass(quote_ident($1)) AND m.amname = 'btree' AND substr(c.relname, 1, 3) = 'ix_'",
	             "the schema has no org" },
	.open = open_url, .close = close_url, .in_transaction = in_transaction, .is_open = is_open,
	.run = run, .changes = changes, .error = error, .message = message, .failure = failure,
	.prepare = pg_prepare, .finalize = pg_finalize, .only_reads = pg_only_reads, .n_params = pg_n_params,
	.param = pg_param, .bind = pg_bind, .start = pg_start, .step = pg_step, .later = pg_later, .run_later = pg_run_later, .settle = pg_settle,
	 .reset = pg_reset,
	.n_columns = pg_n_columns, .column = pg_column,
	.found = found, .same_type = same_type, .is_row_id = is_row_id, .hold_node = hold_node, .drop_node = drop_node,
	.hold_schema = hold_schema, .expect = expect,
	.search_terms = true,
	.search_add = { "INSERT INTO search (org, id, ledger, number, body, words) VALUES ($1, $2, $3, $4, $5, " PG_WORDS ")", NULL },
	.search_change = { "UPDATE search SET ledger = $3, number = $4, body = $5, words = " PG_WORDS " WHERE org = $1 AND id = $2", NULL },
	.search_pack = pg_search_pack, .search_newest = pg_search_newest,
	.search_version = "search 3", .search_has = pg_search_has, .search_make = pg_search_make,
	.quote = '\'', .both = " & ", .either = " | ", .but_not = " & !",
};
/* clang-format on */
