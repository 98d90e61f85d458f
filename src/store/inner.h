/*
 * inner.h - what the files of store/ share: a database, a connection, the seam to the dialect
 *
 * sqlite.c implements the functions that begin with sql_ and is the only file that knows which
 * database this is.  Nothing outside store/ includes this file.
 *
 * Threads.  A file has one writing connection, used only by the thread that leads (tx.c), and a
 * pool of reading ones, each used by the thread that took it.  A database in memory has the
 * writing connection alone; `gate`, which a thread may take again, lets one thread at it.
 */
#ifndef STORE_INNER_H
#define STORE_INNER_H

#include <pthread.h>

#include "store/db.h"
#include "store/tables.h"

enum { MAX_READERS = 16 };

struct prepared;
struct job;

struct conn {
	struct db *db;
	void *handle;           /* of the database's library                                   */
	bool reads_only;
	struct arena arena;     /* the cache of statements                                     */
	struct prepared **buckets;
	size_t n_prepared;
	struct prepared *busy;  /* statements in use, newest first                             */
	int level;              /* transactions open on it: a read may be around a write       */
	int depth;              /* savepoints of tx_save in the present job                    */
	struct conn *next;      /* in the pool                                                 */
};

struct db {
	struct arena arena;     /* holds this struct too                                       */
	const char *path;
	bool in_memory;
	struct conn *writer;
	int lock_fd;            /* of the lock file; -1 not taken                              */

	pthread_mutex_t mutex;  /* over all that follows up to `gate`                          */
	struct job *first, **last; /* waiting to be written                                    */
	bool led;               /* a thread leads: the writer is its                           */
	pthread_t leader;
	bool grouped;           /* it leads until db_group_end()                               */
	pthread_cond_t turn;    /* nobody leads any more                                       */
	struct conn *readers;   /* the free ones                                               */
	int n_readers;          /* free and taken                                              */
	pthread_cond_t reader_free;

	pthread_mutex_t gate;   /* of a database in memory; recursive                          */

	/* Only for the thread that leads, or that has passed the gate. */
	bool in_job;            /* a job runs: it may not call tx_run                          */
	bool group_stands;      /* nothing has taken away what the open group wrote            */
	struct str group_error; /* why it does not stand                                       */
	int64_t last_id;        /* the largest id given; -1 not read yet                       */
};

/* Text of an error that no arena of the caller can hold; until the next one on this thread. */
struct str store_error(const char *f, ...) __attribute__((format(printf, 1, 2)));

/* tx.c: is this thread the one that writes now?  Takes the mutex. */
bool thread_leads(struct db *db);

/*
 * stmt.c.  conn_enter and conn_leave frame a transaction: leaving closes the queries that were
 * opened in it and left open.  conn_do runs a statement without values, faults or rows: false
 * when the database says no.
 */
struct conn *conn_new(struct db *db, bool reads_only, bool create, struct str *ret_error);
void conn_close(struct conn *c);
void conn_enter(struct conn *c);
void conn_leave(struct conn *c);
bool conn_do(struct conn *c, const struct stmt *st);

/* lock.c */
void db_unlock(struct db *db);

/* series.c: the largest id is kept with the work of the job that took it. */
void ids_keep(struct tx *tx);

/* sqlite.c: connections. */
bool sql_open(struct conn *c, const char *path, bool create, struct str *ret_error);
void sql_close(struct conn *c);
bool sql_copy(struct conn *from, struct conn *to);
bool sql_in_transaction(struct conn *c);
bool sql_run(struct conn *c, const char *text);         /* one statement without rows; not kept */
int64_t sql_changes(struct conn *c);
/* What went wrong last on this connection, for people, with the way on; as store_error(). */
struct str sql_error(struct conn *c);
const char *sql_message(struct conn *c);                /* in the words of the database        */
extern const struct stmt sql_begin_write;

/* sqlite.c: statements. */
enum sql_step { SQL_ROW, SQL_DONE, SQL_FAILED };
void *sql_prepare(struct conn *c, const char *text, bool keep); /* NULL: it does not prepare   */
void sql_finalize(void *st);
const char *sql_text(void *st);
bool sql_only_reads(void *st);
size_t sql_n_params(void *st);
int sql_param(void *st, size_t i);                      /* k of the i-th, `$k`; 0: not such one */
bool sql_bind(void *st, size_t i, struct val v, bool copy);
enum sql_step sql_step(void *st);
void sql_reset(void *st);
size_t sql_n_columns(void *st);
bool sql_column(void *st, size_t i, struct val *ret_val); /* false: a kind that we do not keep  */

/* sqlite.c: tables. */
struct sql_found { struct str name, type; };            /* a column that is there              */
bool sql_table_found(struct tx *tx, const char *table, struct sql_found **ret_columns, size_t *ret_n);
bool sql_same_type(struct str found, const struct sql_column *c);
bool sql_expect(struct tx *tx);                         /* tells the planner what tables are like */
bool sql_search_make(struct tx *tx);                    /* the index over the table `search`    */
void sql_table_text(struct buf *out, const struct sql_table *t);
void sql_column_text(struct buf *out, const struct sql_table *t, const struct sql_column *c);

#endif
