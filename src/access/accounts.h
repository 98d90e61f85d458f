/*
 * accounts.h - who may sign in
 *
 * An account is a name and a password, bound to a person (or to none: administrators).  What it may
 * do comes of its posts (posts.h); an account without posts has the roles it was given, in the
 * bureau as a whole, on any day.  Passwords are kept as argon2id (2 passes, 19 MiB).  Hashing is
 * slow on purpose, so it is never done inside of a transaction: password_hash() first, then write.
 *
 * Failures are counted for a name from an address: five lock that name from there for a quarter of
 * an hour; until when is told.  Fifty from anywhere in an hour lock the name for addresses from
 * which it has never signed in, so a stranger who guesses does not keep the owner out.  Names that
 * nobody has are counted in the same way, so a lock tells nothing.
 *
 * Memory: text in the arena of the transaction or the one given.  At most two passwords are hashed
 * at a time; others wait.
 */
#ifndef ACCESS_ACCOUNTS_H
#define ACCESS_ACCOUNTS_H

#include "access/hats.h"
#include "access/roles.h"
#include "store/db.h"

enum { LOCK_AFTER = 5, LOCK_MINUTES = 15, LOCK_WIDE_AFTER = 50, BRAKE_HOURS = 1 };

struct account {
	int64_t org, id, person, section;
	unsigned roles;                 /* of today                                            */
	struct str name;
	unsigned base;                  /* given with the account; hold when there is no post  */
	struct hat *hats;               size_t n_hats;
	bool has_totp;
	int64_t keys;                   /* security keys (keys.h)                              */
	struct instant hash_at;         /* when the password was set                           */
};

/* A second factor is asked of it when it signs in. */
bool account_has_factor(const struct account *who);

/* Kept in the arena; empty when there is no memory for it. */
struct str password_hash(struct arena *a, struct str password);
bool password_ok(struct arena *a, struct str hash, struct str password);

/*
 * Makes an account, or changes the one of that name in that org, without a question or an entry: for
 * a demo and for tests.  People's changes go through admin.h.  `hash` empty: no password, only bound
 * to a system user.  False on a fault.
 */
bool account_make(struct tx *tx, const struct account *who, struct str hash, struct str system_user,
                  int64_t *ret_id);
/* Binds an account to a user of the system, and lets all else stand. */
void account_bind(struct tx *tx, const struct account *who, struct str system_user);
/* By name (any org: names of accounts are few), by the system's user, by id; with hats. */
bool account_named(struct tx *tx, struct str name, struct account *ret);
bool account_of_system(struct tx *tx, struct str system_user, struct account *ret);
bool account_of(struct tx *tx, int64_t org, int64_t id, struct account *ret);
/* Section in which a person has a post on a day; 0: none, or the bureau as a whole. */
int64_t section_of_person(struct tx *tx, int64_t org, int64_t person, struct day on);

struct attempt_from { struct str name, password, address; };
enum sign_in { SIGN_IN_WRONG, SIGN_IN_LOCKED, SIGN_IN_OK };
/*
 * The whole of signing in but for the session and a second factor.  SIGN_IN_WRONG does not tell
 * whether the name exists; SIGN_IN_LOCKED sets *ret_until.
 */
enum sign_in account_sign_in(struct db *db, struct world *world, struct arena *a, const struct attempt_from *from,
                             struct account *ret, struct instant *ret_until);
/*
 * Second factors are braked by account, wherever from: who tries knows the password already.  A
 * check and its outcome belong into one transaction that writes.
 */
bool factor_open(struct tx *tx, const struct account *who);     /* refuses on `code`           */
void factor_said(struct tx *tx, const struct account *who, bool right);
/* Frees a name from every lock: a system administrator's. */
void account_unlock(struct tx *tx, struct str name);

#endif
