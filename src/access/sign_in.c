/*
 * sign_in.c - a name and a password, and what happens when they are wrong
 *
 * Strategy.  Account and brakes are read, the transaction ended, the password verified outside of
 * it, and what came of it written in a second one, which asks the brakes again: many at a time all
 * find them open at first.  An unknown name costs the same time (its password is verified against a
 * hash that nothing matches) and is counted in the same table.
 */
#include <pthread.h>
#include <sodium.h>

#include "access/accounts.h"
#include "base/sm3.h"

/* clang-format off */
enum { SECRET_OF, SEEN, BRAKE, BRAKE_SET, BRAKE_SWEEP, BRAKE_FREE, N_SQL };
static const struct stmt sql[N_SQL] = {
	[SECRET_OF]   = { "SELECT hash FROM accounts WHERE org = $1 AND id = $2" },
	[SEEN]        = { "UPDATE accounts SET seen_at = $3 WHERE org = $1 AND id = $2" },
	[BRAKE]       = { "SELECT failed, until, last, good FROM brakes WHERE key = $1", "a name that nobody has is of no org" },
	[BRAKE_SET]   = { "INSERT INTO brakes (key, wide, failed, until, last, good) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key)"
	                  " DO UPDATE SET failed = excluded.failed, until = excluded.until, last = excluded.last, good = excluded.good",
	                  "a name that nobody has is of no org" },
	[BRAKE_SWEEP] = { "DELETE FROM brakes WHERE last < $1 AND good IS NULL", "a name that nobody has is of no org" },
	[BRAKE_FREE]  = { "UPDATE brakes SET failed = 0, until = NULL WHERE wide = $1", "a name that nobody has is of no org" },
};
/* clang-format on */

struct brake {
	struct str key;
	int64_t failed;
	struct instant until, last, good;
};

struct attempt {
	struct account who;
	bool found, ok;
	struct instant now;
	struct brake here, wide; /* of the name from this address, from anywhere        */
	struct instant until;    /* set: locked                                         */
	bool was_locked;         /* ... before this attempt: its password does not count */
};

static struct instant later(struct instant now, int64_t minutes)
{
	return (struct instant){ now.us + minutes * 60 * 1000000 };
}

static struct brake brake_read(struct tx *tx, struct str key)
{
	struct brake b = { key, 0, INSTANT_NONE, INSTANT_NONE, INSTANT_NONE };

	db_one(tx, &sql[BRAKE], VALS(key), &b.failed, &b.until, &b.last, &b.good);
	return b;
}

static bool holds(const struct brake *b, struct instant now)
{
	return instant_set(b->until) && b->until.us > now.us;
}

/* An address that has signed in as this name before is not braked by what others do. */
static void brakes_ask(struct tx *tx, struct attempt *t)
{
	t->until = INSTANT_NONE;
	t->here = brake_read(tx, t->here.key);
	t->wide = brake_read(tx, t->wide.key);
	if (holds(&t->here, t->now))
		t->until = t->here.until;
	else if (holds(&t->wide, t->now) && !instant_set(t->here.good))
		t->until = t->wide.until;
}

static void brake_write(struct tx *tx, const struct attempt *t, struct brake *b, int64_t most)
{
	bool fresh = instant_set(b->last) &&
	             t->now.us - b->last.us > later((struct instant){ 0 }, BRAKE_HOURS * 60).us;

	b->failed = t->ok ? 0 : fresh ? 1 : b->failed + 1;
	b->until = t->ok || b->failed < most ? INSTANT_NONE : later(t->now, LOCK_MINUTES);
	if (t->ok)
		b->good = t->now;
	if (b->failed >= most) /* after the lock it counts anew                                  */
		b->failed = 0;
	db_exec(tx, &sql[BRAKE_SET], b->key, t->wide.key, b->failed, b->until, t->now, b->good);
}

static bool attempt_write(struct tx *tx, void *arg)
{
	struct attempt *t = arg;

	brakes_ask(tx, t);
	t->was_locked = instant_set(t->until);
	if (t->was_locked)
		return true;
	brake_write(tx, t, &t->here, LOCK_AFTER);
	if (!t->ok)
		brake_write(tx, t, &t->wide, LOCK_WIDE_AFTER);
	if (holds(&t->here, t->now))
		t->until = t->here.until;
	if (t->ok)
		db_exec(tx, &sql[SEEN], t->who.org, t->who.id, t->now);
	else
		db_exec(tx, &sql[BRAKE_SWEEP], later(t->now, -2 * 60 * BRAKE_HOURS));
	return true;
}

/* The hash of no password: verifying against it takes as long as any other. */
static struct str nobody(struct arena *a)
{
	static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
	static char kept[crypto_pwhash_STRBYTES];

	pthread_mutex_lock(&lock);
	if (!kept[0]) {
		struct str h = password_hash(a, S("\1"));
		for (size_t i = 0; i < h.n && i + 1 < sizeof(kept); i++)
			kept[i] = h.p[i];
	}
	pthread_mutex_unlock(&lock);
	return str_of(kept);
}

/* 0x1f stands in no name: the browser's text is checked at the border. */
static struct str key_of(struct arena *a, struct str name, struct str address)
{
	return sm3_hex(a, arena_fmt(a, "%.*s\x1f%.*s", P(name), P(address)));
}

static struct str find(struct tx *tx, struct attempt *t, struct str name)
{
	struct str hash = S("");

	brakes_ask(tx, t);
	t->found = account_named(tx, name, &t->who);
	if (t->found)
		db_one(tx, &sql[SECRET_OF], VALS(t->who.org, t->who.id), &hash);
	hash = arena_str(tx->arena, hash);
	tx_end(tx);
	return hash;
}

enum sign_in account_sign_in(struct db *db, struct world *world, struct arena *a,
                             const struct attempt_from *from, struct account *ret,
                             struct instant *ret_until)
{
	struct attempt t = { .now = world_now(world),
		             .here.key = key_of(a, from->name, from->address),
		             .wide.key = key_of(a, from->name, S("*")) };
	struct refusals r;
	struct tx tx;
	struct str hash;

	refusals_init(&r, a);
	tx = tx_read(db, world, a, &r);
	hash = find(&tx, &t, from->name);
	if (!instant_set(t.until)) {
		t.ok = password_ok(a, hash.n ? hash : nobody(a), from->password) && hash.n;
		if (!tx_run(db, world, a, &r, attempt_write, &t))
			return SIGN_IN_WRONG;
	}
	if (instant_set(t.until)) {
		*ret_until = t.until;
		return SIGN_IN_LOCKED;
	}
	if (t.ok)
		*ret = t.who;
	return t.ok ? SIGN_IN_OK : SIGN_IN_WRONG;
}

void account_unlock(struct tx *tx, struct str name)
{
	db_exec(tx, &sql[BRAKE_FREE], key_of(tx->arena, name, S("*")));
}

static struct attempt factor_attempt(struct tx *tx, const struct account *who)
{
	struct attempt t = { .now = world_now(tx->world),
		             .here.key = key_of(tx->arena, who->name, S("factor")),
		             .wide.key = key_of(tx->arena, who->name, S("*")) };

	t.here = brake_read(tx, t.here.key);
	return t;
}

bool factor_open(struct tx *tx, const struct account *who)
{
	struct attempt t = factor_attempt(tx, who);

	return !holds(&t.here, t.now) ||
	       refuse_with(tx->r,
	                   (struct refusal){ .field = S("code"),
	                                     .say = S("验证失败次数过多，请一刻钟后再试。") });
}

void factor_said(struct tx *tx, const struct account *who, bool right)
{
	struct attempt t = factor_attempt(tx, who);

	t.ok = right;
	brake_write(tx, &t, &t.here, LOCK_AFTER);
}
