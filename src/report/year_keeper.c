/*
 * year_keeper.c - the thread that counts what desks of large bureaus show
 */
#include "base/pulse.h"
#include "journal/build.h"
#include "journal/journal.h"
#include "report/year_kept.h"

enum { PACE = 20, MAX_ORGS = 256 };

struct seen {
	int64_t org, size;
	struct day day;
};

struct year_keeper {
	struct db *db;
	const struct program *p;
	struct world world;
	struct pulse pulse;
	struct seen seen[MAX_ORGS];
	size_t n_seen;
};

static struct seen *seen_of(struct year_keeper *k, int64_t org)
{
	for (size_t i = 0; i < k->n_seen; i++)
		if (k->seen[i].org == org)
			return &k->seen[i];
	if (k->n_seen == MAX_ORGS)
		return NULL;
	k->seen[k->n_seen] = (struct seen){ .org = org, .size = -1 };
	return &k->seen[k->n_seen++];
}

/* Large, and something was entered since, or the day is another. */
static bool is_due(struct year_keeper *k, struct tx *tx, struct seen *s, int64_t *ret_size)
{
	*ret_size = journal_size(tx, s->org);
	return (s->size != *ret_size || s->day.n != world_today(&k->world).n) &&
	       year_source(tx, k->p, s->org, day_year(world_today(&k->world))).large;
}

static void keep_org(struct year_keeper *k, struct arena *a, struct refusals *r, int64_t org)
{
	struct seen *s = seen_of(k, org);
	struct tx tx;
	int64_t size;
	bool due;

	if (!s)
		return;
	tx = tx_read(k->db, &k->world, a, r);
	due = is_due(k, &tx, s, &size);
	tx_end(&tx);
	if (due && !r->fault && year_keep(k->db, k->p, &k->world, r, org)) {
		s->size = size;
		s->day = world_today(&k->world);
	}
}

static void keep_all(struct year_keeper *k)
{
	struct refusals r;
	struct arena a;
	struct tx tx;
	int64_t *orgs;
	size_t n;

	arena_init(&a, (size_t)64 << 20);
	refusals_init(&r, &a);
	tx = tx_read(k->db, &k->world, &a, &r);
	n = journal_orgs(&tx, &orgs);
	tx_end(&tx);
	for (size_t i = 0; i < n && !r.fault; i++)
		keep_org(k, &a, &r, orgs[i]);
	arena_drop(&a);
}

static void *run(void *arg)
{
	struct year_keeper *k = arg;
	int64_t took, least = KEEP_SECONDS * INT64_C(1000000);

	do {
		took = world_ticks();
		keep_all(k);
		took = (world_ticks() - took) * PACE;
	} while (pulse_wait(&k->pulse, took > least ? took : least));
	return NULL;
}

struct year_keeper *year_keeper_start(struct db *db, const struct program *p,
                                      const struct world *world)
{
	static struct year_keeper k;

	k = (struct year_keeper){ .db = db, .p = p, .world = *world };
	return pulse_start(&k.pulse, run, &k) ? &k : NULL;
}

void year_keeper_stop(struct year_keeper *k)
{
	if (k)
		pulse_stop(&k->pulse);
}
