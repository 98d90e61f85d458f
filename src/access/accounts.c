/*
 * accounts.c - accounts, their passwords, and what happens when they are wrong
 *
 * Strategy.  The account is read, the transaction ended, the password verified outside of it, and
 * what came of it written in a second one.  An unknown name costs the same time: its password is
 * verified against a hash that nothing matches.
 */
#include <pthread.h>
#include <semaphore.h>
#include <sodium.h>

#include "access/accounts.h"
#include "base/must.h"
#include "base/sm3.h"

#include <string.h>

enum { PASSES = 2, MEMORY = 19 << 20, AT_ONCE = 2 };

static sem_t room;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void start(void)
{
	must(sodium_init() >= 0);
	must(sem_init(&room, 0, AT_ONCE) == 0);
}

struct str password_hash(struct arena *a, struct str password)
{
	char hash[crypto_pwhash_STRBYTES];
	int bad;

	pthread_once(&once, start);
	while (sem_wait(&room))
		continue;
	bad = crypto_pwhash_str_alg(hash, password.p ? password.p : "", password.n, PASSES, MEMORY,
	                            crypto_pwhash_ALG_ARGON2ID13);
	sem_post(&room);
	return bad ? S("") : arena_str(a, str_of(hash));
}

bool password_ok(struct arena *a, struct str hash, struct str password)
{
	int bad;

	pthread_once(&once, start);
	while (sem_wait(&room))
		continue;
	bad = crypto_pwhash_str_verify(arena_z(a, hash), password.p ? password.p : "", password.n);
	sem_post(&room);
	return !bad;
}

/* --- rows ------------------------------------------------------------------------------------ */

/* clang-format off */
enum { BY_NAME, BY_SYSTEM, BY_ID, SECRET_OF, ID_OF, INSERT, CHANGE, CHANGE_HASH, FAILED, SUCCEEDED, N_SQL };
#define COLUMNS_OF "SELECT org, id, COALESCE(person, 0), COALESCE(section, 0), roles, name FROM accounts"
static const struct stmt sql[N_SQL] = {
	[BY_NAME]     = { COLUMNS_OF " WHERE name = $1 AND state <> 'closed' ORDER BY org LIMIT 1", "whoever signs in has no org yet" },
	[BY_SYSTEM]   = { COLUMNS_OF " WHERE system_user = $1 AND system_user <> '' AND state <> 'closed' ORDER BY org LIMIT 1", "the caller of a command has no org yet" },
	[BY_ID]       = { COLUMNS_OF " WHERE org = $1 AND id = $2 AND state <> 'closed'" },
	[SECRET_OF]   = { "SELECT hash, failed, locked_until FROM accounts WHERE org = $1 AND id = $2" },
	[ID_OF]       = { "SELECT id FROM accounts WHERE org = $1 AND name = $2" },
	[INSERT]      = { "INSERT INTO accounts (org, id, name, person, roles, section, hash, state, made_at, changed_at, system_user)"
	                  " VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $8, $9)" },
	[CHANGE]      = { "UPDATE accounts SET person = $3, roles = $4, section = $5, changed_at = $6, system_user = $7, state = 'open' WHERE org = $1 AND id = $2" },
	[CHANGE_HASH] = { "UPDATE accounts SET hash = $3, failed = 0, locked_until = NULL WHERE org = $1 AND id = $2" },
	[FAILED]      = { "UPDATE accounts SET failed = failed + 1, locked_until = CASE WHEN failed + 1 >= $3 THEN $4 ELSE locked_until END"
	                  " WHERE org = $1 AND id = $2" },
	[SUCCEEDED]   = { "UPDATE accounts SET failed = 0, locked_until = NULL, seen_at = $3 WHERE org = $1 AND id = $2" },
};
/* clang-format on */

static bool account_row(struct tx *tx, struct rows *q, struct account *ret)
{
	int64_t roles;
	struct account c;

	if (!db_row(q, &c.org, &c.id, &c.person, &c.section, &roles, &c.name))
		return false;
	c.roles = (unsigned)roles;
	c.name = arena_str(tx->arena, c.name);
	db_close(q);
	*ret = c;
	return true;
}

bool account_named(struct tx *tx, struct str name, struct account *ret)
{
	struct rows q = db_query(tx, &sql[BY_NAME], name);

	return account_row(tx, &q, ret);
}

bool account_of_system(struct tx *tx, struct str system_user, struct account *ret)
{
	struct rows q = db_query(tx, &sql[BY_SYSTEM], system_user);

	return account_row(tx, &q, ret);
}

bool account_of(struct tx *tx, int64_t org, int64_t id, struct account *ret)
{
	struct rows q = db_query(tx, &sql[BY_ID], org, id);

	return account_row(tx, &q, ret);
}

static struct val or_null(int64_t id)
{
	return id ? VAL(id) : NULL_VAL;
}

bool account_make(struct tx *tx, const struct account *who, struct str hash, struct str system_user,
                  int64_t *ret_id)
{
	struct instant now = world_now(tx->world);
	int64_t id = 0, roles = who->roles;

	if (db_one(tx, &sql[ID_OF], VALS(who->org, who->name), &id)) {
		db_exec(tx, &sql[CHANGE], who->org, id, or_null(who->person), roles,
		        or_null(who->section), now, system_user);
		if (hash.n)
			db_exec(tx, &sql[CHANGE_HASH], who->org, id, hash);
	} else {
		id = tx_new_id(tx);
		db_exec(tx, &sql[INSERT], who->org, id, who->name, or_null(who->person), roles,
		        or_null(who->section), hash, now, system_user);
	}
	if (ret_id)
		*ret_id = id;
	return !tx->r->fault;
}

/* --- names that do not exist ----------------------------------------------------------------- */

/*
 * Failures of names that nobody has, so that they lock as others do and a lock tells nothing.  A
 * place is found by the hash of the name; whoever comes to a taken place takes it over, which only
 * frees a name that does not exist.  The table never grows.
 */
enum { N_UNKNOWN = 4096 };

struct unknown {
	unsigned char name[8];
	uint32_t failed;
	struct instant until;
};

static pthread_mutex_t unknown_lock = PTHREAD_MUTEX_INITIALIZER;
static struct unknown unknowns[N_UNKNOWN];

/* The place of the name; unknown_lock is held. */
static struct unknown *unknown_of(struct str name)
{
	unsigned char hash[SM3_SIZE];
	struct unknown *u;

	sm3_of(name, hash);
	u = &unknowns[((unsigned)hash[8] << 8 | hash[9]) % N_UNKNOWN];
	if (memcmp(u->name, hash, sizeof(u->name))) {
		*u = (struct unknown){ .until = INSTANT_NONE };
		memcpy(u->name, hash, sizeof(u->name));
	}
	return u;
}

static void unknown_read(struct str name, struct instant *ret_until)
{
	pthread_mutex_lock(&unknown_lock);
	*ret_until = unknown_of(name)->until;
	pthread_mutex_unlock(&unknown_lock);
}

static int64_t unknown_failed(struct str name, struct instant until)
{
	struct unknown *u;
	int64_t failed;

	pthread_mutex_lock(&unknown_lock);
	u = unknown_of(name);
	failed = ++u->failed;
	if (failed >= LOCK_AFTER)
		u->until = until;
	pthread_mutex_unlock(&unknown_lock);
	return failed;
}

/* --- signing in ------------------------------------------------------------------------------ */

struct attempt {
	struct account who;
	bool ok;
	struct instant now, until;
	bool ret_locked; /* locked by others while the password was verified            */
};

/* Many at a time all find it open at first: whether it is open counts when it is written. */
static bool attempt_write(struct tx *tx, void *arg)
{
	struct attempt *t = arg;
	struct instant until = INSTANT_NONE;
	struct str hash;
	int64_t failed = 0;

	t->ret_locked = false;
	db_one(tx, &sql[SECRET_OF], VALS(t->who.org, t->who.id), &hash, &failed, &until);
	if (instant_set(until) && until.us > t->now.us) {
		t->ret_locked = true;
		t->until = until;
		return true;
	}
	if (t->ok)
		db_exec(tx, &sql[SUCCEEDED], t->who.org, t->who.id, t->now);
	else
		db_exec(tx, &sql[FAILED], t->who.org, t->who.id, (int64_t)LOCK_AFTER, t->until);
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

static bool find(struct db *db, struct world *world, struct arena *a, struct refusals *r,
                 struct str name, struct account *who, struct str *hash, struct instant *until,
                 int64_t *failed)
{
	struct tx tx = tx_read(db, world, a, r);
	bool found = account_named(&tx, name, who) &&
	             db_one(&tx, &sql[SECRET_OF], VALS(who->org, who->id), hash, failed, until);

	*hash = found ? arena_str(a, *hash) : S("");
	tx_end(&tx);
	return found;
}

enum sign_in account_sign_in(struct db *db, struct world *world, struct arena *a, struct str name,
                             struct str password, struct account *ret, struct instant *ret_until)
{
	struct attempt t = { .now = world_now(world) };
	struct instant until = INSTANT_NONE;
	struct str hash = S("");
	struct refusals r;
	int64_t failed = 0;
	bool found;

	refusals_init(&r, a);
	found = find(db, world, a, &r, name, &t.who, &hash, &until, &failed);
	if (!found)
		unknown_read(name, &until);
	if (instant_set(until) && until.us > t.now.us) {
		*ret_until = until;
		return SIGN_IN_LOCKED;
	}
	t.ok = password_ok(a, hash.n ? hash : nobody(a), password) && hash.n;
	t.until = (struct instant){ t.now.us + (int64_t)LOCK_MINUTES * 60 * 1000000 };
	if (!found)
		failed = unknown_failed(name, t.until) - 1;
	else if (!tx_run(db, world, a, &r, attempt_write, &t))
		return SIGN_IN_WRONG;
	if (t.ret_locked || (!t.ok && failed + 1 >= LOCK_AFTER)) {
		*ret_until = t.until;
		return SIGN_IN_LOCKED;
	}
	if (t.ok)
		*ret = t.who;
	return t.ok ? SIGN_IN_OK : SIGN_IN_WRONG;
}
