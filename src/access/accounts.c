/*
 * accounts.c - accounts, their hats, their passwords
 */
#include <pthread.h>
#include <semaphore.h>
#include <sodium.h>

#include "access/accounts.h"
#include "base/must.h"

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
enum { BY_NAME, BY_SYSTEM, BY_ID, ID_OF, INSERT, CHANGE, CHANGE_HASH, BIND, POSTS_OF, DEPUTY_FOR, SECTION_OF, N_SQL };
#define COLUMNS_OF "SELECT org, id, COALESCE(person, 0), COALESCE(section, 0), roles, name, CASE WHEN COALESCE(totp, '') <> '' THEN 1 ELSE 0 END," \
	" (SELECT COUNT(*) FROM account_keys k WHERE k.org = accounts.org AND k.account = accounts.id), hash_at FROM accounts"
static const struct stmt sql[N_SQL] = {
	[BY_NAME]     = { COLUMNS_OF " WHERE name = $1 AND state <> 'closed' ORDER BY org LIMIT 1", "whoever signs in has no org yet" },
	[BY_SYSTEM]   = { COLUMNS_OF " WHERE system_user = $1 AND system_user <> '' AND state <> 'closed' ORDER BY org LIMIT 1", "the caller of a command has no org yet" },
	[BY_ID]       = { COLUMNS_OF " WHERE org = $1 AND id = $2 AND state <> 'closed'" },
	[ID_OF]       = { "SELECT id FROM accounts WHERE org = $1 AND name = $2" },
	[INSERT]      = { "INSERT INTO accounts (org, id, name, person, roles, section, hash, state, made_at, changed_at, system_user, hash_at)"
	                  " VALUES ($1, $2, $3, $4, $5, $6, $7, 'open', $8, $8, $9, $8)" },
	[CHANGE]      = { "UPDATE accounts SET person = $3, roles = $4, section = $5, changed_at = $6, system_user = $7, state = 'open' WHERE org = $1 AND id = $2" },
	[CHANGE_HASH] = { "UPDATE accounts SET hash = $3, hash_at = $4 WHERE org = $1 AND id = $2" },
	[BIND]        = { "UPDATE accounts SET system_user = $3 WHERE org = $1 AND id = $2" },
	[POSTS_OF]    = { "SELECT id, roles, COALESCE(section, 0), from_day, to_day FROM posts WHERE org = $1 AND account = $2 ORDER BY from_day, id" },
	[DEPUTY_FOR]  = { "SELECT d.account, a.name, COALESCE(a.person, 0), COALESCE(a.section, 0), a.roles, d.from_day, d.to_day FROM deputies d"
	                  " JOIN accounts a ON a.org = d.org AND a.id = d.account WHERE d.org = $1 AND d.deputy = $2 AND a.state <> 'closed'"
	                  " ORDER BY d.from_day, d.id" },
	[SECTION_OF]  = { "SELECT COALESCE(p.section, a.section) FROM accounts a LEFT JOIN posts p ON p.org = a.org AND p.account = a.id"
	                  " AND p.from_day <= $3 AND (p.to_day IS NULL OR p.to_day >= $3) WHERE a.org = $1 AND a.person = $2 AND a.state <> 'closed'"
	                  " ORDER BY COALESCE(p.section, a.section) NULLS LAST, a.id LIMIT 1" },
};
/* clang-format on */

enum { MAX_HATS = 64 };

/* The posts of an account as hats; `as`: what else is to stand in them. */
static size_t hats_of_posts(struct tx *tx, int64_t org, int64_t account, const struct hat *as,
                            struct hat *hats, size_t n)
{
	struct rows q = db_query(tx, &sql[POSTS_OF], org, account);
	struct hat h = *as;
	int64_t roles;

	while (db_row(&q, &h.post, &roles, &h.section, &h.from, &h.to)) {
		h.roles = (unsigned)roles;
		if (as->account && as->from.n > h.from.n)
			h.from = as->from;
		if (as->account && (!day_set(h.to) || h.to.n > as->to.n))
			h.to = as->to;
		if (n < MAX_HATS)
			hats[n++] = h;
	}
	return n;
}

static size_t hats_of_others(struct tx *tx, const struct account *who, struct hat *hats, size_t n)
{
	struct rows q = db_query(tx, &sql[DEPUTY_FOR], who->org, who->id);
	struct hat for_whom[MAX_HATS], h = { 0 };
	size_t n_for = 0;
	int64_t roles;

	while (db_row(&q, &h.account, &h.of, &h.person, &h.section, &roles, &h.from, &h.to)) {
		h.roles = (unsigned)roles;
		h.of = arena_str(tx->arena, h.of);
		if (n_for < MAX_HATS)
			for_whom[n_for++] = h;
	}
	for (size_t i = 0; i < n_for; i++) {
		size_t posts = hats_of_posts(tx, who->org, for_whom[i].account, &for_whom[i], hats,
		                             n);
		if (posts == n &&
		    n < MAX_HATS) /* no posts: the roles of the account              */
			hats[posts++] = for_whom[i];
		n = posts;
	}
	return n;
}

static void hats_load(struct tx *tx, struct account *who)
{
	struct hat none = { .from = DAY_NONE, .to = DAY_NONE };
	struct hat *hats = arena_array(tx->arena, struct hat, MAX_HATS);
	size_t n = hats_of_posts(tx, who->org, who->id, &none, hats, 0);

	if (!n)
		hats[n++] = (struct hat){ .roles = who->base,
			                  .section = who->section,
			                  .from = DAY_NONE,
			                  .to = DAY_NONE };
	who->n_hats = hats_of_others(tx, who, hats, n);
	who->hats = hats;
	who->roles = viewer_roles(&(struct viewer){ .hats = hats, .n_hats = who->n_hats },
	                          world_today(tx->world));
}

static bool account_row(struct tx *tx, struct rows *q, struct account *ret)
{
	int64_t roles, totp;
	struct account c = { 0 };

	if (!db_row(q, &c.org, &c.id, &c.person, &c.section, &roles, &c.name, &totp, &c.keys,
	            &c.hash_at))
		return false;
	c.base = (unsigned)roles;
	c.has_totp = totp != 0;
	c.name = arena_str(tx->arena, c.name);
	db_close(q);
	hats_load(tx, &c);
	*ret = c;
	return true;
}

bool account_has_factor(const struct account *who)
{
	return who->has_totp || who->keys;
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

int64_t section_of_person(struct tx *tx, int64_t org, int64_t person, struct day on)
{
	struct val section = NULL_VAL;
	struct rows q = db_query(tx, &sql[SECTION_OF], org, person, on);

	if (db_row_next(&q))
		section = db_col(&q, 0);
	db_close(&q);
	return section.is == VAL_INT ? section.i : 0;
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
			db_exec(tx, &sql[CHANGE_HASH], who->org, id, hash, now);
	} else {
		id = tx_new_id(tx);
		db_exec(tx, &sql[INSERT], who->org, id, who->name, or_null(who->person), roles,
		        or_null(who->section), hash, now, system_user);
	}
	if (ret_id)
		*ret_id = id;
	return !tx->r->fault;
}

void account_bind(struct tx *tx, const struct account *who, struct str system_user)
{
	db_exec(tx, &sql[BIND], who->org, who->id, system_user);
}
