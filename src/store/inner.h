/*
 * inner.h - what the files of store/ share: a database, a connection, the driver of its kind
 *
 * A struct driver is one kind of database: sqlite.c and postgres.c each give one, and nothing else
 * knows which it is.  The sql_ functions below call the driver of a connection.  Nothing outside
 * store/ includes this file.
 *
 * Threads.  A file of SQLite has one writing connection, used only by the thread that leads (tx.c),
 * and a pool of reading ones, each used by the thread that took it.  PostgreSQL (`many`) has only the
 * pool: whoever writes takes a connection of it (tx_many.c).  A database that stands alone (one in
 * memory, or a transaction of PostgreSQL that is never committed) has one connection; `gate`, which
 * a thread may take again, lets one thread at it.
 */
#ifndef STORE_INNER_H
#define STORE_INNER_H

#include <pthread.h>

#include "store/backup.h"
#include "store/db.h"
#include "store/search.h"
#include "store/tables.h"

enum { MAX_CONNS = 16, MAX_SAVES = 64 };

struct prepared;
struct driver;
struct counters;

/* A call of tx_run. */
struct job {
	struct world *world;
	struct arena *arena;
	struct refusals *r;
	bool (*fn)(struct tx *, void *);
	void *arg;
	bool kept;              /* it is part of what will be committed                        */
	bool done;
	pthread_cond_t wake;
	struct job *next;
};

/* What a failed statement means for who runs it. */
enum failure {
	FAILED_NOT,
	FAILED,                 /* say so                                                      */
	FAILED_AGAIN,           /* the database asks for the transaction to be run again       */
	FAILED_AWAY,            /* the connection is gone, and perhaps the server              */
};

struct conn {
	struct db *db;
	const struct driver *driver;
	void *handle;           /* of the database's library                                   */
	bool reads_only;
	struct arena arena;     /* holds this struct too                                       */
	struct prepared **buckets;
	size_t n_prepared;
	struct prepared *newest, *oldest; /* by last use                                       */
	struct prepared *busy;  /* statements in use, newest first                             */
	int level;              /* transactions open on it: a read may be around a write       */
	int depth;              /* savepoints of tx_save in the present job                    */
	enum failure failed;    /* of the present transaction: the worst                       */
	int64_t work;           /* of the statements run on it: db_work()                      */
	struct conn *next;      /* in the pool, or among the taken                             */
	pthread_t owner;        /* who took it                                                 */
	bool writes;            /* taken to write                                              */

	/* Of the connection that writes; only for the thread that has it. */
	bool in_job;            /* a job runs: it may not call tx_run                          */
	bool grouped;           /* held until db_group_end()                                   */
	bool group_stands;      /* nothing has taken away what the open group wrote            */
	struct str group_error; /* why it does not stand                                       */
	struct counters *counters; /* of the open transaction; NULL: never used               */
	size_t marks[MAX_SAVES]; /* of the savepoints                                          */
	int64_t ids_from, ids_to; /* the largest id before and after those the job took        */
	bool ids_mixed;         /* another job took some in between                            */
};

struct db {
	struct arena arena;     /* holds this struct too                                       */
	const struct driver *driver;
	const char *path;       /* what the driver opens                                       */
	const char *shown;      /* for people: without a password                              */
	bool alone;             /* one connection, `writer`                                    */
	struct db *whole;       /* of which this is a part that will be undone (PostgreSQL)    */
	struct conn *writer;    /* NULL: each who writes takes one of the pool                 */
	int lock_fd;            /* of the lock file; -1 not taken                              */

	pthread_mutex_t mutex;  /* over all that follows up to `gate`                          */
	struct job *first, **last; /* waiting to be written                                    */
	bool led;               /* a thread leads: the writer is its                           */
	pthread_t leader;
	pthread_cond_t turn;    /* nobody leads any more                                       */
	struct conn *free;      /* connections of the pool                                     */
	struct conn *taken;
	int n_conns;            /* free and taken                                              */
	pthread_cond_t conn_free;

	pthread_mutex_t gate;   /* of a database that stands alone; recursive                  */

	/* The ids.  With many writers under `ids_mutex`, else only for the thread that writes. */
	pthread_mutex_t ids_mutex;
	int64_t last_id;        /* the largest id given; -1 not read yet                       */
	int64_t node;
	int64_t reserved;       /* ids up to here are this process's: kept in `ids` so         */
	struct conn *lease;     /* holds the lock of the node                                  */
};

/* Text of an error that no arena of the caller can hold; until the next one on this thread. */
struct str store_error(const char *f, ...) __attribute__((format(printf, 1, 2)));

/* tx.c: is this thread the one that writes now?  Takes the mutex. */
bool thread_leads(struct db *db);
/* tx.c: one job in the transaction open on c, in a savepoint of its own.  Sets j->kept. */
void job_run(struct conn *c, struct job *j);
void run_in_group(struct conn *c, struct job *j);
/* Back to before the job: it begins again. */
void job_rewind(struct job *j, struct arena_mark mark, struct world world, size_t n_refusals);
/* The text in *ret_error is that of store_error(). */
bool conn_begin(struct conn *c, struct str *ret_error);
bool conn_commit(struct conn *c, struct str *ret_error);

/* tx_many.c: the same where many write at once. */
void run_many(struct db *db, struct job *j);
void many_group_begin(struct db *db);
bool many_group_end(struct db *db, bool keep);

/* db.c: the pool.  NULL: faulted.  `broken`: it is closed and not given back. */
struct conn *conn_take(struct db *db, bool writes, struct refusals *r);
void conn_give(struct conn *c, bool broken);
struct conn *conn_none(struct db *db);  /* stands for one that could not be had: handle NULL   */
/* The connection with which this thread writes now, or NULL. */
struct conn *conn_mine(struct db *db);

/*
 * stmt.c.  conn_enter and conn_leave frame a transaction: leaving closes the queries that were
 * opened in it and left open.  conn_do runs a statement without values, faults or rows: false
 * when the database says no.  conn_fault tells what the database said last, and remembers of what
 * kind it was.
 */
struct conn *conn_new(struct db *db, bool reads_only, bool create, struct str *ret_error);
struct conn *conn_empty(struct db *db); /* without a handle                                    */
void conn_close(struct conn *c);
void conn_enter(struct conn *c);
void conn_leave(struct conn *c);
bool conn_do(struct conn *c, const struct stmt *st);
/* The same, and it need not be done before the next statement or conn_settle(), where a failure shows. */
bool conn_later(struct conn *c, const struct stmt *st);
/* All that was left for later is done, and went well. */
bool conn_settle(struct conn *c);
bool conn_fault(struct conn *c, struct refusals *r);

/* lock.c */
void db_unlock(struct db *db);

/* ids.c: the ids that the present job takes. */
void ids_begin(struct conn *c);
void ids_keep(struct tx *tx);           /* with the work of the job that took them             */
void ids_undo(struct conn *c);          /* gives them back, unless others were taken after     */
void ids_forget(struct db *db);         /* a commit failed: they are read again                */
/* counters.c: what numbers were taken in memory; `mark` is a point of the transaction. */
size_t counters_mark(struct conn *c);
void counters_back(struct conn *c, size_t mark);
bool counters_write(struct tx *tx);     /* before the commit                                   */
void counters_forget(struct conn *c);
void counters_drop(struct conn *c);
/* True the first time in a transaction, unless going back to a savepoint has undone it. */
bool held_first(struct conn *c, int64_t id);
void ids_close(struct db *db);          /* at the end: the lease and what is left of it        */

enum sql_step { SQL_ROW, SQL_DONE, SQL_FAILED };
struct sql_found { struct str name, type; };            /* a column that is there              */
/* Reads rows of (name, type) to their end; false: there were none.  In the arena of their transaction. */
bool found_rows(struct rows *q, struct sql_found **ret_columns, size_t *ret_n);

/* One kind of database. */
struct driver {
	bool many;              /* several write at once, each with a connection               */
	size_t keeps;           /* statements kept prepared on a connection                    */
	struct stmt begin_read, commit;                 /* of a transaction that reads         */
	/* Of one that writes.  commits() finds out what became of it when the connection is lost. */
	bool (*begins)(struct conn *c);
	bool (*commits)(struct conn *c);
	bool (*rolls_back)(struct conn *c);
	const char *const *types; /* of columns, by enum column_type                           */
	size_t longest_name;    /* of a table or an index                                      */
	bool by_index;          /* takes the name of the index by which it shall read          */
	struct stmt indexes;    /* names of the indexes of table $1 that the model made        */

	const char *(*shown)(struct arena *a, const char *path); /* NULL: as it is              */
	bool (*begin_alone)(struct conn *c, bool fresh); /* the transaction that is never committed */

	/* Search: see search.h. */
	struct stmt search_add, search_change;
	void (*search_pack)(struct tx *tx);
	bool search_terms;                              /* these take the terms as $6          */
	const char *search_version;                     /* of what search_make makes           */
	void (*search_newest)(struct tx *tx, int64_t org, const struct search_query *asked, struct search_of *list, size_t n);
	struct str (*search_has)(struct arena *a, struct str hay, struct str needle);
	char quote;                                     /* of a term in a query                */
	const char *both, *either, *but_not;

	/* Connections. */
	bool (*open)(struct conn *c, const char *path, bool create, struct str *ret_error);
	void (*close)(struct conn *c);
	bool (*copy)(struct conn *from, struct conn *to, const struct backup_way *way);
	bool (*in_transaction)(struct conn *c);
	bool (*is_open)(struct conn *c);                /* false: the server is gone           */
	bool (*run)(struct conn *c, const char *text);  /* one statement without rows; not kept */
	int64_t (*changes)(struct conn *c);
	/* What went wrong last on this connection, for people, with the way on; as store_error(). */
	struct str (*error)(struct conn *c);
	const char *(*message)(struct conn *c);         /* in the words of the database        */
	enum failure (*failure)(struct conn *c);

	/* Statements. */
	void *(*prepare)(struct conn *c, const char *text, bool keep); /* NULL: it does not     */
	void (*finalize)(struct conn *c, void *st);
	bool (*only_reads)(void *st);
	size_t (*n_params)(void *st);
	int (*param)(void *st, size_t i);               /* k of the i-th, `$k`; 0: not such one */
	bool (*bind)(struct conn *c, void *st, size_t i, struct val v, bool copy);
	void (*start)(struct conn *c, void *st);        /* all is bound                        */
	enum sql_step (*step)(struct conn *c, void *st);
	/* Of what nobody waits for.  NULL: there is nothing to be gained by that. */
	bool (*later)(struct conn *c, void *st);        /* all is bound: instead of start      */
	bool (*run_later)(struct conn *c, const char *text);
	bool (*settle)(struct conn *c);
	void (*reset)(void *st);
	int64_t (*work)(void *st);                      /* NULL: not known                     */
	size_t (*n_columns)(void *st);
	bool (*column)(void *st, size_t i, struct val *ret_val); /* false: a kind we do not keep */

	/* Tables. */
	bool (*found)(struct tx *tx, const char *table, struct sql_found **ret_columns, size_t *ret_n);
	bool (*same_type)(struct str found, const struct sql_column *c);
	bool (*is_row_id)(const struct sql_table *t, const struct sql_column *c);
	/* Of the process, as long as its connection lives: false, another has the node.        */
	bool (*hold_node)(struct conn *c, int64_t node);
	void (*drop_node)(struct conn *c, int64_t node);
	bool (*hold_schema)(struct tx *tx);             /* nobody else changes it now          */
	bool (*search_make)(struct tx *tx);             /* the index over the table `search`   */
	bool (*expect)(struct tx *tx);                  /* tells the planner what tables are like */
};

extern const struct driver driver_sqlite, driver_postgres;

/* tables_sql.c: definitions of tables in the words of a driver. */
void sql_table_text(struct buf *out, const struct driver *d, const struct sql_table *t);
void sql_column_text(struct buf *out, const struct driver *d, const struct sql_table *t, const struct sql_column *c);
void sql_index_text(struct buf *out, const struct driver *d, const struct sql_table *t, const char *list);
void sql_index_name(struct buf *out, const struct driver *d, const char *table, struct str index);

#endif
