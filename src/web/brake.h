/*
 * brake.h - so many requests a minute, for each token and for each address
 *
 *     static struct brakes brakes = BRAKES;
 *     int64_t wait = brake(&brakes, key, 600, world_ticks());         0: go on; else: so many seconds
 *
 * A bucket that fills by `a_minute` in a minute and holds that many, so a minute's requests may come
 * at once.  The table is of fixed size: two keys in one place drive each other out, and whoever comes
 * back begins with a full bucket.  Any thread.
 */
#ifndef WEB_BRAKE_H
#define WEB_BRAKE_H

#include <pthread.h>
#include <stdint.h>

#include "base/str.h"

enum { N_BUCKETS = 1024 };

struct bucket { uint64_t key; int64_t level, at; };     /* in thousandths of a request         */
struct brakes { pthread_mutex_t lock; struct bucket list[N_BUCKETS]; };
#define BRAKES { .lock = PTHREAD_MUTEX_INITIALIZER }

/* `now` in microseconds of world_ticks(); key 0 is nobody's. */
int64_t brake(struct brakes *b, uint64_t key, int64_t a_minute, int64_t now);
/* A key for a text: an address. */
uint64_t brake_key(struct str text);

#endif
