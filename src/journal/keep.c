/*
 * keep.c - the thread that keeps the tree
 */
#include "base/pulse.h"
#include "journal/keep.h"

enum { LOOK_SECONDS = 2 };

struct keeper {
	struct db *db;
	struct world world;
	struct str holder;
	struct pulse pulse;
};

/* Is there something to sign, and is the last head old enough? */
static bool is_due(struct tx *tx, int64_t org, bool now)
{
	static const struct stmt keys = { "SELECT COUNT(*) FROM journal_keys WHERE org = $1",
		                          NULL };
	int64_t n = 0;
	struct head h;

	db_one(tx, &keys, VALS(org), &n);
	if (!n || !tx->world->key)
		return false;
	if (!head_last(tx, org, INT64_MAX, &h))
		return true;
	return h.size < tree_size(tx, org) &&
	       (now || world_now(tx->world).us - h.at.us >= HEAD_EVERY);
}

static void keep_org(struct db *db, struct world *world, struct arena *a, struct refusals *r,
                     int64_t org, struct str holder, bool sign)
{
	struct tx tx = tx_read(db, world, a, r);
	bool grown = tree_size(&tx, org) < journal_size(&tx, org), due;
	struct head h;

	tx_end(&tx);
	if (grown && !tree_build(db, world, r, org, holder))
		return;
	tx = tx_read(db, world, a, r);
	due = is_due(&tx, org, sign);
	tx_end(&tx);
	if (due)
		head_sign(db, world, a, r, org, &h);
}

void journal_keep(struct db *db, struct world *world, struct str holder, bool sign)
{
	struct refusals r;
	struct arena a;
	struct tx tx;
	int64_t *orgs;
	size_t n;

	arena_init(&a, (size_t)64 << 20);
	refusals_init(&r, &a);
	tx = tx_read(db, world, &a, &r);
	n = journal_orgs(&tx, &orgs);
	tx_end(&tx);
	for (size_t i = 0; i < n && !r.fault; i++)
		keep_org(db, world, &a, &r, orgs[i], holder, sign);
	arena_drop(&a);
}

static void *run(void *arg)
{
	struct keeper *k = arg;

	do
		journal_keep(k->db, &k->world, k->holder, false);
	while (pulse_wait(&k->pulse, LOOK_SECONDS * INT64_C(1000000)));
	journal_keep(k->db, &k->world, k->holder, true);
	return NULL;
}

struct keeper *keeper_start(struct db *db, const struct world *world)
{
	static struct keeper k;
	static char holder[33];
	unsigned char name[16];
	struct arena a;
	struct str hex;

	k = (struct keeper){ .db = db, .world = *world };
	world_random(&k.world, name, sizeof name); /* another process has another name           */
	arena_init(&a, 1 << 12);
	hex = hex_text(&a, name, sizeof name);
	for (size_t i = 0; i < hex.n && i + 1 < sizeof holder; i++)
		holder[i] = hex.p[i];
	arena_drop(&a);
	k.holder = str_of(holder);
	return pulse_start(&k.pulse, run, &k) ? &k : NULL;
}

void keeper_stop(struct keeper *k)
{
	if (k)
		pulse_stop(&k->pulse);
}
