/*
 * move.h - all that a database holds, put into another one, of the same kind or the other
 *
 * db_move() copies every table of the model, row by row and in order of its key, in one transaction
 * of `to`, which must be empty, and then reads both again: each table must give the same SM3 of all
 * its values.  What belongs to the database and not to the bureau stays: the hash of the model, the
 * counts of connections.  `from` is seen in one state; who writes it meanwhile writes what is not moved.
 *
 * Both must have the tables of the model (schema_migrate).  False: *ret_error says why, and `to` is as
 * it was.
 */
#ifndef STORE_MOVE_H
#define STORE_MOVE_H

#include "store/schema.h"

struct moved { const char *table; int64_t rows; struct str sm3; };

/* *ret_moved lists every table that holds something, in the arena. */
bool db_move(struct db *from, struct db *to, const struct ledger *const *ledgers, size_t n, struct world *world,
             struct arena *a, struct moved **ret_moved, size_t *ret_n, struct str *ret_error);

#endif
