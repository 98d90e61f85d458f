/*
 * accounts.h - who may sign in
 *
 * An account is a name and a password, bound to a person (or to none: administrators) and a mask of
 * roles.  Passwords are kept as argon2id (2 passes, 19 MiB).  Hashing is slow on purpose, so it is
 * never done inside of a transaction: password_hash() first, account_make() then.
 *
 * Five failures in a row lock an account for a quarter of an hour; until when is told.  A name that
 * nobody has locks likewise (in memory, for some thousand names), so a lock tells nothing.
 *
 * Memory: text in the arena of the transaction or the one given.  At most two passwords are hashed
 * at a time; others wait.
 */
#ifndef ACCESS_ACCOUNTS_H
#define ACCESS_ACCOUNTS_H

#include "access/roles.h"
#include "store/db.h"

enum { LOCK_AFTER = 5, LOCK_MINUTES = 15 };

struct account {
	int64_t org, id, person, section;
	unsigned roles;
	struct str name;
};

/* Kept in the arena; empty when there is no memory for it. */
struct str password_hash(struct arena *a, struct str password);
bool password_ok(struct arena *a, struct str hash, struct str password);

/*
 * Makes an account, or changes the one of that name in that org.  `hash` empty: no password, only
 * bound to a system user.  False on a fault.
 */
bool account_make(struct tx *tx, const struct account *who, struct str hash, struct str system_user,
                  int64_t *ret_id);
/* By name (any org: names of accounts are few), by the system's user, by id. */
bool account_named(struct tx *tx, struct str name, struct account *ret);
bool account_of_system(struct tx *tx, struct str system_user, struct account *ret);
bool account_of(struct tx *tx, int64_t org, int64_t id, struct account *ret);

enum sign_in { SIGN_IN_WRONG, SIGN_IN_LOCKED, SIGN_IN_OK };
/*
 * The whole of signing in but for the session.  SIGN_IN_WRONG does not tell whether the name exists;
 * SIGN_IN_LOCKED sets *ret_until.
 */
enum sign_in account_sign_in(struct db *db, struct world *world, struct arena *a, struct str name,
                             struct str password, struct account *ret, struct instant *ret_until);

#endif
