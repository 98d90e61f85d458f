/*
 * laws.c - settings of bureaus over one law, swapped whole
 *
 * Published laws are a list that only grows at its head; who reads takes the first of its bureau.
 * The list is as long as there were changes since the start, and its head is read with acquire, so
 * a reader sees either the law before or the law after, never half of one.
 */
#include <stdatomic.h>

#include "base/must.h"
#include "base/world.h"
#include "ledger/laws.h"

static const size_t LAW_LIMIT = (size_t)64 << 20;
static const int64_t EVERY_US = 1000000;

/* clang-format off */
enum { SETTINGS, VERSION, BUMP, N_SQL };
static const struct stmt sql[N_SQL] = {
	[SETTINGS] = { "SELECT org, id, value, from_day, issuer, document FROM settings ORDER BY org, id, from_day", "of every bureau of the database" },
	[VERSION]  = { "SELECT value FROM meta WHERE key = 'settings'", "of the database as a whole" },
	[BUMP]     = { "INSERT INTO meta (key, value) VALUES ('settings', '1') ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS BIGINT) + 1 AS TEXT)", "of the database as a whole" },
};
/* clang-format on */

struct published {
	int64_t org;
	struct law law;
	struct arena arena;
	struct published *next;
};

struct laws {
	_Atomic(struct published *) head;
	_Atomic(int64_t) asked; /* when the version was last asked for: real microseconds      */
	pthread_mutex_t lock;   /* over what follows, and over publishing                      */
	int64_t version;
};

static void drop(void *p)
{
	struct laws *laws = p;
	struct published *l = atomic_load(&laws->head), *next;

	for (; l; l = next) {
		struct arena a = l->arena;
		next = l->next;
		arena_drop(&a);
	}
	pthread_mutex_destroy(&laws->lock);
}

struct laws *laws_new(struct arena *a)
{
	struct laws *laws = arena_new(a, struct laws);

	must(pthread_mutex_init(&laws->lock, NULL) == 0);
	arena_defer(a, drop, laws);
	return laws;
}

const struct law *law_of(const struct program *p, int64_t org)
{
	const struct published *l = atomic_load_explicit(&p->laws->head, memory_order_acquire);

	for (; l; l = l->next)
		if (l->org == org)
			return &l->law;
	return p->law;
}

void laws_bump(struct tx *tx)
{
	db_exec(tx, &sql[BUMP]);
}

static struct published *fresh_of(const struct program *p, int64_t org)
{
	struct arena a;
	struct published *l;

	arena_init(&a, LAW_LIMIT);
	l = arena_new(&a, struct published);
	l->arena = a;
	l->org = org;
	law_copy(&l->law, p->law, &l->arena);
	return l;
}

static void publish(struct laws *laws, struct published *l)
{
	l->next = atomic_load_explicit(&laws->head, memory_order_relaxed);
	atomic_store_explicit(&laws->head, l, memory_order_release);
}

/* A term that is gone, or a value that no longer fits: `yifa check` names it, the law stays as it is. */
static void put_setting(struct tx *tx, struct published *l, struct str id, struct str value,
                        struct day from, struct str issuer, struct str document)
{
	struct refusals none;

	refusals_init(&none, tx->arena);
	law_set(&l->law, &none, id, value, from, issuer, document);
}

static int64_t version_of(struct tx *tx)
{
	struct str value = S("");
	int64_t n = 0;

	if (db_one(tx, &sql[VERSION], VALS(), &value))
		str_int(value, &n);
	return n;
}

static bool load(struct tx *tx, const struct program *p)
{
	struct laws *laws = p->laws;
	int64_t org, version = version_of(tx);
	struct rows q = db_query(tx, &sql[SETTINGS]);
	struct str id, value, issuer, document;
	struct published *l = NULL;
	struct day from;

	while (db_row(&q, &org, &id, &value, &from, &issuer, &document)) {
		if (l && l->org != org)
			publish(laws, l);
		if (!l || l->org != org)
			l = fresh_of(p, org);
		put_setting(tx, l, id, value, from, issuer, document);
	}
	if (l)
		publish(laws, l);
	laws->version = version;
	return !tx->r->fault;
}

bool laws_load(struct tx *tx, const struct program *p)
{
	bool ok;

	pthread_mutex_lock(&p->laws->lock);
	ok = load(tx, p);
	pthread_mutex_unlock(&p->laws->lock);
	return ok;
}

bool laws_refresh(struct tx *tx, const struct program *p)
{
	struct laws *laws = p->laws;
	int64_t now = world_ticks(), asked = atomic_load(&laws->asked);
	bool ok = true;

	if (now - asked < EVERY_US || !atomic_compare_exchange_strong(&laws->asked, &asked, now))
		return true;
	pthread_mutex_lock(&laws->lock);
	if (version_of(tx) != laws->version)
		ok = load(tx, p);
	pthread_mutex_unlock(&laws->lock);
	return ok;
}
