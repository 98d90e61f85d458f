/*
 * walk.h - a database for benches, filled by the engine
 */
#ifndef BENCH_WALK_H
#define BENCH_WALK_H

#include <pthread.h>

#include "test/engine.h"

enum { PERSONS = 500, WALK = 10 };

struct bench {
	struct engine e;
	const char *path;
	int64_t persons[PERSONS];
	size_t walks; /* still to do                                                  */
	pthread_mutex_t mutex;
};

/* A file of its own with tables and no rows; persons are added before walking. */
void bench_open(struct bench *b, const char *dir, const char *name);
void bench_persons(struct bench *b);
/* One hotline ticket (five steps), hours of study (one), a request for information (four). */
void bench_walk(struct bench *b, struct hand *h, size_t n, struct day on);
void bench_remove(const char *path);

#endif
