/*
 * world.h - time and randomness, the only way they reach the program
 *
 * struct world is passed down; clock_gettime and getrandom outside base are banned.  A world with
 * a set day is how tests, demos and `--today` move time: its instants are 09:00 of that day plus
 * one millisecond for each reading, so the same run gives the same bytes.
 */
#ifndef BASE_WORLD_H
#define BASE_WORLD_H

#include "base/day.h"

struct seal_key;

struct world {
	struct day today;       /* set: a fixed world                                          */
	int64_t tick;           /* fixed world: readings so far                                */
	uint64_t seed;          /* fixed world: state of its random stream; 0: the real one    */
	const struct seal_key *key;     /* of secrets at rest; NULL: none (base/seal.h)        */
};

/* Both begin anew, without a key. */
void world_real(struct world *w);
void world_fixed(struct world *w, struct day today, uint64_t seed);
struct instant world_now(struct world *w);
struct day world_today(struct world *w);
/* Cryptographic in a real world, a reproducible stream in a fixed one. */
void world_random(struct world *w, void *p, size_t n);
/* Monotonic microseconds, for durations and the developer's foot only. */
int64_t world_ticks(void);

#endif
