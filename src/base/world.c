/*
 * world.c - where time and randomness come from
 *
 * The only file that may ask the machine for them.  The readings of a fixed world are counted
 * atomically, since requests of one world may run side by side.
 */
#include "base/world.h"
#include "base/must.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

void world_real(struct world *w)
{
	*w = (struct world){ .today = DAY_NONE };
}

void world_fixed(struct world *w, struct day today, uint64_t seed)
{
	must(day_set(today));
	*w = (struct world){ .today = today, .seed = seed };
}

static int64_t read_clock(clockid_t which)
{
	struct timespec t;

	must(clock_gettime(which, &t) == 0);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

struct instant world_now(struct world *w)
{
	int64_t tick;

	if (!day_set(w->today))
		return (struct instant){ read_clock(CLOCK_REALTIME) };
	tick = __atomic_fetch_add(&w->tick, 1, __ATOMIC_RELAXED);
	return (struct instant){ instant_of_day(w->today).us + INT64_C(9) * 3600 * 1000000 +
		                 tick * 1000 };
}

struct day world_today(struct world *w)
{
	return day_set(w->today) ? w->today : instant_day(world_now(w));
}

/* splitmix64: the next of a reproducible stream; not for secrets. */
static uint64_t next_of_stream(uint64_t *seed)
{
	uint64_t z = __atomic_add_fetch(seed, UINT64_C(0x9e3779b97f4a7c15), __ATOMIC_RELAXED);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static void real_random(unsigned char *p, size_t n)
{
	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);

		if (got < 0 && errno == EINTR)
			continue;
		must(got > 0);
		p += got;
		n -= (size_t)got;
	}
}

void world_random(struct world *w, void *p, size_t n)
{
	unsigned char *to = p;

	if (!day_set(w->today) || w->seed == 0) {
		real_random(to, n);
		return;
	}
	while (n > 0) {
		uint64_t word = next_of_stream(&w->seed);
		size_t some = n < sizeof(word) ? n : sizeof(word);

		memcpy(to, &word, some);
		to += some;
		n -= some;
	}
}

int64_t world_ticks(void)
{
	return read_clock(CLOCK_MONOTONIC);
}
