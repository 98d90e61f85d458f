/*
 * sqlite.c - the dialect: everything that is true of SQLite and of no other database
 *
 * Gives driver_sqlite of inner.h.  Connections are opened without the library's own
 * mutexes, since store/ never lets two threads at one connection.  Settings and their reasons are
 * those of the measurements: WAL and synchronous=FULL (an acknowledged step is on disk), one
 * checkpointer (the writer), mapped reading, statements kept.
 */
#include "store/inner.h"
#include "store/sqlite.h"
#include "base/must.h"

#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { BUSY_MS = 10000, PIECE_PAGES = 1024 };

/* --- connections ----------------------------------------------------------------------------- */

static void configure(void)
{
	/* Refused when the library is already in use: the settings only make it faster. */
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

static const char *const settings_all[] = {
	"PRAGMA foreign_keys = ON",
	"PRAGMA temp_store = MEMORY",
	NULL,
};

static const char *const settings_writer[] = {
	"PRAGMA journal_mode = WAL",        "PRAGMA synchronous = FULL",
	"PRAGMA wal_autocheckpoint = 4000", "PRAGMA journal_size_limit = 67108864",
	"PRAGMA cache_size = -32000",       NULL,
};

static const char *const settings_reader[] = {
	"PRAGMA query_only = 1",
	"PRAGMA wal_autocheckpoint = 0",
	"PRAGMA mmap_size = 2000000000",
	"PRAGMA cache_size = -16000",
	NULL,
};

/* Small pages: an empty database of all ledgers has some two thousand of them. */
static const char *const settings_memory[] = {
	"PRAGMA page_size = 1024",
	"PRAGMA journal_mode = MEMORY",
	"PRAGMA synchronous = OFF",
	NULL,
};

static bool set_all(sqlite3 *h, const char *const *list)
{
	for (; *list; list++)
		if (sqlite3_exec(h, *list, NULL, NULL, NULL) != SQLITE_OK)
			return false;
	return true;
}

static bool set_up(sqlite3 *h, const struct conn *c)
{
	sqlite3_extended_result_codes(h, 1);
	sqlite3_busy_timeout(h, BUSY_MS);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DML, 0, (int *)NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DQS_DDL, 0, (int *)NULL);
	sqlite3_db_config(h, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
	if (!set_all(h, settings_all) || !sqlite_terms(h))
		return false;
	if (c->db->alone)
		return set_all(h, settings_memory);
	return set_all(h, c->reads_only ? settings_reader : settings_writer);
}

/*
 * A new file is the bureau's alone; its journal takes the same mode from it.  Only when it is not
 * there: closing a second descriptor of a database in use would drop SQLite's locks on it.
 */
static void make_private(const char *path)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
}

static bool open_file(struct conn *c, const char *path, bool create, struct str *ret_error)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
	sqlite3 *h = NULL;
	bool ok;

	pthread_once(&once, configure);
	if (create && !c->db->alone)
		make_private(path);
	ok = sqlite3_open_v2(path, &h, flags, NULL) == SQLITE_OK && set_up(h, c);
	c->handle = h;
	if (!ok) {
		*ret_error = store_error("数据库“%s”打不开：%s", path,
		                         h ? sqlite3_errmsg(h) : "内存不足");
		sqlite3_close_v2(h);
		c->handle = NULL;
	}
	return ok;
}

static void close_file(struct conn *c)
{
	must(sqlite3_close(c->handle) == SQLITE_OK);
	c->handle = NULL;
}

static bool in_transaction(struct conn *c)
{
	return !sqlite3_get_autocommit(c->handle);
}

static bool is_open(struct conn *c)
{
	return c->handle != NULL;
}

static bool run(struct conn *c, const char *text)
{
	return sqlite3_exec(c->handle, text, NULL, NULL, NULL) == SQLITE_OK;
}

/*
 * In pieces the source is locked for one of them only; one transaction is held open over all, since a
 * page that others change in between would begin the copy again.
 */
static bool copy(struct conn *from, struct conn *to, const struct backup_way *way)
{
	sqlite3_backup *b = sqlite3_backup_init(to->handle, "main", from->handle, "main");
	bool goes = true, held;

	if (!b)
		return false;
	held = way && run(from, "BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1");
	while (goes && sqlite3_backup_step(b, way ? PIECE_PAGES : -1) == SQLITE_OK)
		goes = way->go(way->arg, sqlite3_backup_pagecount(b) - sqlite3_backup_remaining(b),
		               sqlite3_backup_pagecount(b));
	if (held)
		run(from, "COMMIT");
	return sqlite3_backup_finish(b) == SQLITE_OK && goes;
}

static int64_t changes(struct conn *c)
{
	return sqlite3_changes64(c->handle);
}

static const char *message(struct conn *c)
{
	return sqlite3_errmsg(c->handle);
}

/* Primary result code, what it means to the operator, what to do. */
/* clang-format off */
static const struct { int code; const char *say; } errors[] = {
	{ SQLITE_FULL,     "数据库写入失败：磁盘空间不足。请清理磁盘后重试。" },
	{ SQLITE_IOERR,    "数据库读写失败：磁盘输入输出错误。请检查磁盘后重试。" },
	{ SQLITE_BUSY,     "数据库正忙：另一个程序占用着它。请稍后重试。" },
	{ SQLITE_LOCKED,   "数据库正忙：另一个操作占用着它。请稍后重试。" },
	{ SQLITE_READONLY, "数据库写入失败：只能读取。请检查文件权限。" },
	{ SQLITE_PERM,     "数据库读写失败：没有权限。请检查文件权限。" },
	{ SQLITE_CANTOPEN, "数据库打不开。请检查路径、权限和磁盘。" },
	{ SQLITE_CORRUPT,  "数据库文件已损坏。请停止使用，并从备份恢复。" },
	{ SQLITE_NOTADB,   "这个文件不是数据库。请检查路径。" },
	{ SQLITE_NOMEM,    "数据库操作失败：内存不足。请稍后重试。" },
	{ SQLITE_TOOBIG,   "数据库写入失败：内容过长。请缩短后重试。" },
};
/* clang-format on */

static struct str error(struct conn *c)
{
	int code = sqlite3_errcode(c->handle);

	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (errors[i].code == (code & 0xff))
			return store_error("%s（%s，%d）", errors[i].say, message(c), code);
	return store_error("数据库操作失败：%s（%d）。请把这句话告诉系统管理员。", message(c),
	                   code);
}

static enum failure failure(struct conn *c)
{
	return sqlite3_errcode(c->handle) == SQLITE_OK ? FAILED_NOT : FAILED;
}

/* --- statements ------------------------------------------------------------------------------ */

/* Text after the statement would be dropped silently; only blanks may stand there. */
static bool nothing_after(const char *tail)
{
	return tail[strspn(tail, " \t\r\n;")] == '\0';
}

static void *prepare(struct conn *c, const char *text, bool keep)
{
	sqlite3_stmt *st = NULL;
	const char *tail;

	if (sqlite3_prepare_v3(c->handle, text, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, &st,
	                       &tail) != SQLITE_OK)
		return NULL;
	must(st && nothing_after(tail));
	return st;
}

static void finalize(struct conn *c, void *st)
{
	(void)c;
	sqlite3_finalize(st);
}

static bool only_reads(void *st)
{
	return sqlite3_stmt_readonly(st);
}

static size_t n_params(void *st)
{
	return (size_t)sqlite3_bind_parameter_count(st);
}

/* SQLite takes $2 as a name and counts parameters as they come. */
static int param(void *st, size_t i)
{
	const char *name = sqlite3_bind_parameter_name(st, (int)i + 1);
	int64_t k;

	if (!name || name[0] != '$' || !str_int(str_of(name + 1), &k) || k < 1 || k > 9999)
		return 0;
	return (int)k;
}

static bool bind(struct conn *c, void *st, size_t i, struct val v, bool copies)
{
	sqlite3_destructor_type how = copies ? SQLITE_TRANSIENT : SQLITE_STATIC;
	const char *p = v.s.p ? v.s.p : ""; /* a NULL pointer would bind NULL */
	int at = (int)i + 1;

	(void)c;
	switch (v.is) {
	case VAL_NULL: return sqlite3_bind_null(st, at) == SQLITE_OK;
	case VAL_INT: return sqlite3_bind_int64(st, at, v.i) == SQLITE_OK;
	case VAL_TEXT: return sqlite3_bind_text64(st, at, p, v.s.n, how, SQLITE_UTF8) == SQLITE_OK;
	case VAL_BYTES: return sqlite3_bind_blob64(st, at, p, v.s.n, how) == SQLITE_OK;
	}
	return false;
}

static void start(struct conn *c, void *st)
{
	(void)c, (void)st;
}

static enum sql_step step(struct conn *c, void *st)
{
	(void)c;
	switch (sqlite3_step(st)) {
	case SQLITE_ROW: return SQL_ROW;
	case SQLITE_DONE: return SQL_DONE;
	default: return SQL_FAILED;
	}
}

static void reset(void *st)
{
	sqlite3_reset(st);
}

/* Instructions of its machine since it was asked last. */
static int64_t work(void *st)
{
	return sqlite3_stmt_status(st, SQLITE_STMTSTATUS_VM_STEP, 1);
}

static size_t n_columns(void *st)
{
	return (size_t)sqlite3_column_count(st);
}

static bool column(void *st, size_t i, struct val *ret_val)
{
	int at = (int)i;

	switch (sqlite3_column_type(st, at)) {
	case SQLITE_NULL: *ret_val = NULL_VAL; return true;
	case SQLITE_INTEGER: *ret_val = val_int(sqlite3_column_int64(st, at)); return true;
	case SQLITE_TEXT:
		ret_val->is = VAL_TEXT;
		ret_val->s.p = (const char *)sqlite3_column_text(st, at);
		break;
	case SQLITE_BLOB:
		ret_val->is = VAL_BYTES;
		ret_val->s.p = sqlite3_column_blob(st, at);
		break;
	default: return false; /* a fraction: we have none */
	}
	ret_val->i = 0;
	ret_val->s.n = (size_t)sqlite3_column_bytes(st, at);
	return true;
}

/* --- tables ---------------------------------------------------------------------------------- */

static bool found(struct tx *tx, const char *table, struct sql_found **ret_columns, size_t *ret_n)
{
	static const struct stmt st = { "SELECT name, type FROM pragma_table_info($1)",
		                        "the schema has no org" };
	struct rows q = db_query(tx, &st, str_of(table));

	return found_rows(&q, ret_columns, ret_n);
}

static const char *const types[N_COLUMN_TYPES] = {
	[COLUMN_TEXT] = "text",
	[COLUMN_INT] = "bigint",
	[COLUMN_BOOL] = "boolean",
	[COLUMN_BYTES] = "blob",
};

/* The row id of SQLite: the key of a record is then free. */
static bool is_row_id(const struct sql_table *t, const struct sql_column *c)
{
	return strcmp(t->key, "org, id") == 0 && strcmp(c->name, "id") == 0;
}

/* SQLite gives some types back in capitals. */
static bool is_type(struct str found_type, const char *type)
{
	return found_type.n == strlen(type) && strncasecmp(found_type.p, type, found_type.n) == 0;
}

static bool same_type(struct str found_type, const struct sql_column *c)
{
	return is_type(found_type, types[c->type]) ||
	       (c->type == COLUMN_INT && is_type(found_type, "integer"));
}

/* A writer has the file to itself. */
static bool hold_schema(struct tx *tx)
{
	return !tx->r->fault;
}

/* The lock is taken when a transaction that will write begins, not in its middle. */
static bool begins(struct conn *c)
{
	static const struct stmt st = { "BEGIN IMMEDIATE", "transaction" };

	return conn_do(c, &st);
}

static bool commits(struct conn *c)
{
	return sqlite_search_follow(c) && conn_do(c, &driver_sqlite.commit);
}

static bool rolls_back(struct conn *c)
{
	static const struct stmt st = { "ROLLBACK", "transaction" };

	return conn_do(c, &st);
}

/* clang-format off */
const struct driver driver_sqlite = {
	.keeps = 6000,
	.begin_read = { "BEGIN", "transaction" },
	.commit = { "COMMIT", "transaction" },
	.begins = begins, .commits = commits, .rolls_back = rolls_back,
	.types = types, .longest_name = 1000, .by_index = true,
	.indexes = { "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = $1 AND substr(name, 1, 3) = 'ix_'", "the schema has no org" },
	.open = open_file, .close = close_file, .copy = copy, .in_transaction = in_transaction, .is_open = is_open,
	.run = run, .changes = changes, .error = error, .message = message, .failure = failure,
	.prepare = prepare, .finalize = finalize, .only_reads = only_reads, .n_params = n_params, .param = param,
	.bind = bind, .start = start, .step = step, .reset = reset, .work = work, .n_columns = n_columns, .column = column,
	.found = found, .same_type = same_type, .is_row_id = is_row_id, .hold_schema = hold_schema, .expect = sqlite_expect,
	.search_add = { "INSERT INTO search (org, id, ledger, number, body) VALUES ($1, $2, $3, $4, $5)", NULL },
	.search_change = { "UPDATE search SET ledger = $3, number = $4, body = $5 WHERE org = $1 AND id = $2", NULL },
	.search_pack = sqlite_search_pack, .search_newest = sqlite_search_newest,
	.search_version = "search 3", .search_has = sqlite_search_has, .search_make = sqlite_search_make,
	.quote = '"', .both = " AND ", .either = " OR ", .but_not = " NOT ",
};
/* clang-format on */
