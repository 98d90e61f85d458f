/*
 * db.c - opening a database, reading transactions and their pool of connections
 *
 * A file has up to MAX_READERS reading connections, opened as they are needed and kept; a thread
 * that finds none free waits.  Every reading transaction sees one state of the database.
 *
 * The thread that writes (in a job, or while it holds a group open) reads through the writing
 * connection, so it sees what it wrote.
 *
 * A database in memory has one connection for reading and writing, and one thread at a time.  A
 * thread that reads may write meanwhile (it passes the gate twice); its reading then sees what it
 * wrote, which a file would not show it.
 */
#include "store/inner.h"
#include "base/must.h"

#include <stdio.h>
#include <string.h>

enum { DB_LIMIT = 1 << 20 };

static const struct stmt begin_read = { "BEGIN", "transaction" };
static const struct stmt commit_read = { "COMMIT", "transaction" };

struct str store_error(const char *f, ...)
{
	static _Thread_local char text[1024];
	va_list ap;
	int n;

	va_start(ap, f);
	n = vsnprintf(text, sizeof(text), f, ap);
	va_end(ap);
	return (struct str){ text, n < (int)sizeof(text) ? (size_t)n : sizeof(text) - 1 };
}

/* --- opening --------------------------------------------------------------------------------- */

static bool path_of(struct str url, struct str *ret_path, struct str *ret_error)
{
	struct str path = url;

	if (str_starts(url, S("postgresql://")) || str_starts(url, S("postgres://"))) {
		*ret_error = S("本版本尚不支持 PostgreSQL。请使用 sqlite:路径。");
		return false;
	}
	if (str_starts(url, S("sqlite:")))
		path = str_from(url, strlen("sqlite:"));
	else if (str_has(url, S("://"))) {
		*ret_error = store_error("数据库地址“%.*s”看不懂。请写作 sqlite:路径。", P(url));
		return false;
	}
	if (path.n == 0) {
		*ret_error = S("数据库地址缺少路径。请写作 sqlite:路径。");
		return false;
	}
	*ret_path = path;
	return true;
}

static void locks_init(struct db *db)
{
	pthread_mutexattr_t attr;

	pthread_mutex_init(&db->mutex, NULL);
	pthread_cond_init(&db->turn, NULL);
	pthread_cond_init(&db->reader_free, NULL);
	pthread_mutexattr_init(&attr);
	pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&db->gate, &attr);
	pthread_mutexattr_destroy(&attr);
}

static struct db *db_new(struct str path)
{
	struct arena a;
	struct db *db;

	arena_init(&a, DB_LIMIT);
	db = arena_new(&a, struct db);
	db->path = arena_z(&a, path);
	db->in_memory = str_is(path, ":memory:");
	db->lock_fd = -1;
	db->last_id = -1;
	db->last = &db->first;
	locks_init(db);
	db->arena = a;
	return db;
}

static void db_drop(struct db *db)
{
	struct arena a = db->arena;

	db_unlock(db);
	pthread_mutex_destroy(&db->mutex);
	pthread_mutex_destroy(&db->gate);
	pthread_cond_destroy(&db->turn);
	pthread_cond_destroy(&db->reader_free);
	arena_drop(&a);
}

struct db *db_open(const char *url, bool must_exist, struct str *ret_error)
{
	struct str path;
	struct db *db;

	if (!path_of(str_of(url), &path, ret_error))
		return NULL;
	db = db_new(path);
	db->writer = conn_new(db, false, db->in_memory || !must_exist, ret_error);
	if (db->writer)
		return db;
	db_drop(db);
	return NULL;
}

void db_close_all(struct db *db)
{
	int n = 0;

	must(!db->led && !db->first);
	for (struct conn *c = db->readers, *next; c; c = next, n++) {
		next = c->next;
		conn_close(c);
	}
	must(n == db->n_readers);
	conn_close(db->writer); /* last: it takes the write-ahead log into the file */
	db_drop(db);
}

const char *db_path(const struct db *db)
{
	return db->path;
}

struct db *db_copy_memory(struct db *from, struct str *ret_error)
{
	struct db *db = db_open("sqlite::memory:", false, ret_error);
	bool ok;

	if (!db)
		return NULL;
	must(from->in_memory);
	pthread_mutex_lock(&from->gate);
	ok = sql_copy(from->writer, db->writer);
	pthread_mutex_unlock(&from->gate);
	if (ok)
		return db;
	*ret_error = S("内存数据库复制失败。");
	db_close_all(db);
	return NULL;
}

/* --- the pool -------------------------------------------------------------------------------- */

/* A free connection, or NULL: the caller may open one more. */
static struct conn *reader_wait(struct db *db)
{
	struct conn *c;

	pthread_mutex_lock(&db->mutex);
	while (!db->readers && db->n_readers == MAX_READERS)
		pthread_cond_wait(&db->reader_free, &db->mutex);
	c = db->readers;
	if (c)
		db->readers = c->next;
	else
		db->n_readers++;
	pthread_mutex_unlock(&db->mutex);
	return c;
}

/* `c` NULL: it could not be opened. */
static void reader_give(struct db *db, struct conn *c)
{
	pthread_mutex_lock(&db->mutex);
	if (c) {
		c->next = db->readers;
		db->readers = c;
	} else {
		db->n_readers--;
	}
	pthread_cond_signal(&db->reader_free);
	pthread_mutex_unlock(&db->mutex);
}

static struct conn *reader_take(struct db *db, struct refusals *r)
{
	struct conn *c = reader_wait(db);
	struct str error;

	if (c)
		return c;
	c = conn_new(db, true, false, &error);
	if (!c) {
		reader_give(db, NULL);
		fault(r, error);
	}
	return c;
}

/* --- reading --------------------------------------------------------------------------------- */

struct tx tx_read(struct db *db, struct world *world, struct arena *arena, struct refusals *r)
{
	struct tx tx = { .db = db, .world = world, .arena = arena, .r = r };

	if (db->in_memory)
		pthread_mutex_lock(&db->gate);
	if (db->in_memory || thread_leads(db)) {
		tx.conn = db->writer;
		conn_enter(tx.conn);
		return tx;
	}
	tx.conn = reader_take(db, r);
	if (!tx.conn)
		return tx;
	conn_enter(tx.conn);
	if (!conn_do(tx.conn, &begin_read))
		fault(r, sql_error(tx.conn));
	return tx;
}

void tx_end(struct tx *tx)
{
	struct conn *c = tx->conn;

	if (!c)
		return;
	tx->conn = NULL;
	conn_leave(c);
	if (tx->db->in_memory)
		pthread_mutex_unlock(&tx->db->gate);
	if (c == tx->db->writer)
		return;
	if (sql_in_transaction(c) && !conn_do(c, &commit_read))
		fault(tx->r, sql_error(c));
	reader_give(tx->db, c);
}
