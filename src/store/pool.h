/*
 * pool.h - how many connections the pool of a database has, for whoever watches it
 *
 *     int open, taken;
 *     db_pool(db, &open, &taken);             taken == open for long: requests wait for one
 */
#ifndef STORE_POOL_H
#define STORE_POOL_H

struct db;

/* Any thread. */
void db_pool(struct db *db, int *ret_open, int *ret_taken);

#endif
