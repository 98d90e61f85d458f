/*
 * raw.h - the yardstick: the rows of steps already taken, written by plain SQLite
 *
 * raw_read() makes of each journal entry what its step left behind: the record's changed columns,
 * step, stays, entry, series and ids.  raw_write() writes them in the same order into another
 * database of the same tables and indexes, `group` steps in a transaction, with the settings of
 * store/sqlite.c, on one thread.
 */
#ifndef BENCH_RAW_H
#define BENCH_RAW_H

#include <sqlite3.h>

#include "base/arena.h"
#include "ledger/program.h"

struct raw_op {
	const char *sql;
	struct val *v;
	size_t n;
};

struct raw_step {
	struct raw_op *ops;
	size_t n;
};

struct raw {
	struct arena a;
	const struct program *p;
	struct raw_step *steps;
	size_t n;
};

sqlite3 *raw_open(const char *path, bool writes);
void raw_read(struct raw *raw, const struct program *p, const char *path);
void raw_write(const struct raw *raw, const char *path, size_t group);
void raw_drop(struct raw *raw);

void raw_bind(sqlite3_stmt *st, size_t n, const struct val *v);

#endif
