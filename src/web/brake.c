/*
 * brake.c - buckets of requests
 */
#include "web/brake.h"

static int64_t bucket_wait(struct bucket *b, uint64_t key, int64_t rate, int64_t now)
{
	int64_t most = rate * 1000;

	if (b->key != key)
		*b = (struct bucket){ key, most, now };
	b->level += (now - b->at) / 60 * rate / 1000;
	if (b->level > most)
		b->level = most;
	b->at = now;
	if (b->level < 1000)
		return (60 * (1000 - b->level) + most - 1) / most + 1;
	b->level -= 1000;
	return 0;
}

int64_t brake(struct brakes *b, uint64_t key, int64_t a_minute, int64_t now)
{
	int64_t wait;

	pthread_mutex_lock(&b->lock);
	wait = bucket_wait(&b->list[key * 0x9e3779b97f4a7c15u >> 54], key, a_minute, now);
	pthread_mutex_unlock(&b->lock);
	return wait;
}

_Static_assert(N_BUCKETS == 1 << (64 - 54), "brake() gives an index of the table");

/* FNV-1a: an address is no secret, and a collision costs a bucket. */
uint64_t brake_key(struct str text)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < text.n; i++)
		h = (h ^ (unsigned char)text.p[i]) * 0x100000001b3u;
	return h ? h : 1;
}
