/*
 * db.c - opening a database, reading transactions and the pool of connections
 *
 * A pool has up to MAX_CONNS connections, opened as they are needed and kept; a thread that finds
 * none free waits.  On SQLite they only read, on PostgreSQL they also write.  Every reading
 * transaction sees one state of the database.
 *
 * The thread that writes (in a job, or while it holds a group open) reads through the connection
 * that writes, so it sees what it wrote.
 *
 * A database that stands alone has one connection for reading and writing, and one thread at a
 * time.  A thread that reads may write meanwhile (it passes the gate twice); its reading then sees
 * what it wrote, which a file would not show it.
 */
#include "store/inner.h"
#include "store/pool.h"
#include "base/must.h"

#include <stdio.h>
#include <string.h>

enum { DB_LIMIT = 1 << 20 };

static const char scratch[] = "scratch:";

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

static bool is_postgres(struct str url)
{
	return str_starts(url, S("postgresql://")) || str_starts(url, S("postgres://"));
}

static bool path_of(struct str url, struct str *ret_path, struct str *ret_error)
{
	struct str path = url;

	if (str_starts(url, S("sqlite:")))
		path = str_from(url, strlen("sqlite:"));
	else if (str_has(url, S("://"))) {
		*ret_error = store_error(
			"数据库地址“%.*s”看不懂。请写作 sqlite:路径，或者 postgresql://用户@主机/库名。",
			P(url));
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
	pthread_mutex_init(&db->ids_mutex, NULL);
	pthread_cond_init(&db->turn, NULL);
	pthread_cond_init(&db->conn_free, NULL);
	pthread_mutexattr_init(&attr);
	pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
	pthread_mutex_init(&db->gate, &attr);
	pthread_mutexattr_destroy(&attr);
}

static struct db *db_new(const struct driver *driver, struct str path)
{
	struct arena a;
	struct db *db;

	arena_init(&a, DB_LIMIT);
	db = arena_new(&a, struct db);
	db->driver = driver;
	db->path = arena_z(&a, path);
	db->shown = driver->shown ? driver->shown(&a, db->path) : db->path;
	db->alone = !driver->many && str_is(path, ":memory:");
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
	pthread_mutex_destroy(&db->ids_mutex);
	pthread_mutex_destroy(&db->gate);
	pthread_cond_destroy(&db->turn);
	pthread_cond_destroy(&db->conn_free);
	arena_drop(&a);
}

/* The first connection tells whether the database can be reached at all. */
static bool first_conn(struct db *db, bool create, struct str *ret_error)
{
	struct conn *c = conn_new(db, false, create, ret_error);

	if (!c)
		return false;
	if (!db->driver->many || db->alone) {
		db->writer = c;
	} else {
		db->free = c;
		db->n_conns = 1;
	}
	return true;
}

static struct db *opened(struct db *db, bool create, struct str *ret_error)
{
	if (first_conn(db, create, ret_error))
		return db;
	db_drop(db);
	return NULL;
}

/* One connection in a transaction that ends with it, in tables of its own where that is asked. */
static struct db *open_scratch(struct str url, struct str *ret_error)
{
	bool fresh = str_starts(url, S("fresh:"));
	struct db *db = db_new(&driver_postgres, fresh ? str_from(url, strlen("fresh:")) : url);

	db->alone = true;
	db = opened(db, false, ret_error);
	if (!db || db->driver->begin_alone(db->writer, fresh))
		return db;
	*ret_error = db->driver->error(db->writer);
	db_close_all(db);
	return NULL;
}

struct db *db_open(const char *text, bool must_exist, struct str *ret_error)
{
	struct str url = str_of(text), path;
	struct db *db;

	if (str_starts(url, str_of(scratch)))
		return open_scratch(str_from(url, strlen(scratch)), ret_error);
	if (is_postgres(url))
		return opened(db_new(&driver_postgres, url), false, ret_error);
	if (!path_of(url, &path, ret_error))
		return NULL;
	db = db_new(&driver_sqlite, path);
	return opened(db, db->alone || !must_exist, ret_error);
}

/* A part of the transaction of `from`, which waits meanwhile; it ends where it began. */
static struct db *open_part(struct db *from, struct str *ret_error)
{
	struct db *db = db_new(from->driver, str_of(from->path));

	must(from->writer && !from->writer->busy && from->writer->level == 0);
	if (!from->driver->run(from->writer, "SAVEPOINT part")) {
		*ret_error = from->driver->error(from->writer);
		db_drop(db);
		return NULL;
	}
	db->alone = true;
	db->whole = from;
	db->writer = from->writer;
	db->writer->db = db;
	from->writer = NULL;
	return db;
}

static void part_close(struct db *db)
{
	struct conn *c = db->writer;

	c->driver->run(c, "ROLLBACK TO SAVEPOINT part");
	c->driver->run(c, "RELEASE SAVEPOINT part");
	db->whole->writer = c;
	c->db = db->whole;
	db->writer = NULL;
}

void db_close_all(struct db *db)
{
	int n = 0;

	must(!db->led && !db->first && !db->taken);
	ids_close(db);
	for (struct conn *c = db->free, *next; c; c = next, n++) {
		next = c->next;
		conn_close(c);
	}
	must(n == db->n_conns);
	if (db->whole)
		part_close(db);
	if (db->writer)
		conn_close(db->writer); /* last: it takes the write-ahead log into the file */
	db_drop(db);
}

const char *db_path(const struct db *db)
{
	return db->shown;
}

bool db_is_shared(const struct db *db)
{
	return db->driver->many;
}

struct db *db_copy_memory(struct db *from, struct str *ret_error)
{
	struct db *db;
	bool ok;

	must(from->alone);
	if (from->driver->many)
		return open_part(from, ret_error);
	db = db_open("sqlite::memory:", false, ret_error);
	if (!db)
		return NULL;
	pthread_mutex_lock(&from->gate);
	ok = from->driver->copy(from->writer, db->writer, NULL);
	pthread_mutex_unlock(&from->gate);
	if (ok)
		return db;
	*ret_error = S("内存数据库复制失败。");
	db_close_all(db);
	return NULL;
}

/* --- the pool -------------------------------------------------------------------------------- */

static void conn_out(struct db *db, struct conn *c, bool writes)
{
	c->owner = pthread_self();
	c->writes = writes;
	c->next = db->taken;
	db->taken = c;
}

/* A free connection, or NULL: the caller may open one more. */
static struct conn *conn_wait(struct db *db, bool writes)
{
	struct conn *c;

	pthread_mutex_lock(&db->mutex);
	while (!db->free && db->n_conns == MAX_CONNS)
		pthread_cond_wait(&db->conn_free, &db->mutex);
	c = db->free;
	if (c) {
		db->free = c->next;
		conn_out(db, c, writes);
	} else {
		db->n_conns++;
	}
	pthread_mutex_unlock(&db->mutex);
	return c;
}

static void conn_gone(struct db *db)
{
	pthread_mutex_lock(&db->mutex);
	db->n_conns--;
	pthread_cond_signal(&db->conn_free);
	pthread_mutex_unlock(&db->mutex);
}

void conn_give(struct conn *c, bool broken)
{
	struct db *db = c->db;
	struct conn **at = &db->taken;

	pthread_mutex_lock(&db->mutex);
	while (*at != c)
		at = &(*at)->next;
	*at = c->next;
	c->writes = false;
	if (!broken) {
		c->next = db->free;
		db->free = c;
		pthread_cond_signal(&db->conn_free);
	}
	pthread_mutex_unlock(&db->mutex);
	if (!broken)
		return;
	conn_close(c);
	conn_gone(db);
}

struct conn *conn_take(struct db *db, bool writes, struct refusals *r)
{
	struct conn *c = conn_wait(db, writes);
	struct str error;

	if (c)
		return c;
	c = conn_new(db, !db->driver->many, false, &error);
	if (!c) {
		conn_gone(db);
		(db->driver->many ? fault_away : fault)(r, error);
		return NULL;
	}
	pthread_mutex_lock(&db->mutex);
	conn_out(db, c, writes);
	pthread_mutex_unlock(&db->mutex);
	return c;
}

struct conn *conn_none(struct db *db)
{
	struct conn *c = conn_empty(db);

	pthread_mutex_lock(&db->mutex);
	db->n_conns++;
	conn_out(db, c, true);
	pthread_mutex_unlock(&db->mutex);
	return c;
}

struct conn *conn_mine(struct db *db)
{
	struct conn *c;

	pthread_mutex_lock(&db->mutex);
	for (c = db->taken; c; c = c->next)
		if (c->writes && pthread_equal(c->owner, pthread_self()))
			break;
	pthread_mutex_unlock(&db->mutex);
	return c;
}

void db_pool(struct db *db, int *ret_open, int *ret_taken)
{
	pthread_mutex_lock(&db->mutex);
	*ret_open = db->n_conns;
	*ret_taken = 0;
	for (const struct conn *c = db->taken; c; c = c->next)
		++*ret_taken;
	pthread_mutex_unlock(&db->mutex);
}

/* --- reading --------------------------------------------------------------------------------- */

/* The connection with which this thread reads what it writes, or NULL. */
static struct conn *writing(struct db *db)
{
	if (!db->writer)
		return conn_mine(db);
	return db->alone || thread_leads(db) ? db->writer : NULL;
}

/* A transaction that reads, on a connection of the pool; NULL: faulted. */
static struct conn *reading(struct db *db, struct refusals *r)
{
	for (int i = 0; i <= MAX_CONNS; i++) {
		struct conn *c = conn_take(db, false, r);
		if (!c)
			return NULL;
		c->failed = FAILED_NOT;
		if (conn_do(c, &db->driver->begin_read))
			return c;
		if (db->driver->is_open(c) || i == MAX_CONNS)
			conn_fault(c, r);
		conn_give(c, !db->driver->is_open(c));
		if (r->fault)
			return NULL;
	}
	return NULL;
}

struct tx tx_read(struct db *db, struct world *world, struct arena *arena, struct refusals *r)
{
	struct tx tx = { .db = db, .world = world, .arena = arena, .r = r };

	if (db->alone)
		pthread_mutex_lock(&db->gate);
	tx.conn = writing(db);
	tx.borrowed = tx.conn != NULL;
	if (!tx.conn)
		tx.conn = reading(db, r);
	if (tx.conn)
		conn_enter(tx.conn);
	return tx;
}

int64_t db_work(const struct tx *tx)
{
	return tx->conn->work;
}

void tx_end(struct tx *tx)
{
	struct conn *c = tx->conn;

	if (!c)
		return;
	tx->conn = NULL;
	conn_leave(c);
	if (tx->db->alone)
		pthread_mutex_unlock(&tx->db->gate);
	if (tx->borrowed)
		return;
	if (c->driver->in_transaction(c) && !conn_do(c, &c->driver->commit))
		conn_fault(c, tx->r);
	conn_give(c, !c->driver->is_open(c));
}
