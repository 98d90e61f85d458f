/*
 * totp.h - one-time codes of an authenticator (RFC 6238), and the codes for the day it is lost
 *
 * Six digits, thirty seconds, SHA-1, as every authenticator has them.  The code of the step before
 * and after is taken too; none is taken twice.  The seed is sealed (base/seal.h) and never shown
 * again; ten recovery codes are kept as SM3 and good once each.
 *
 * Enrolling takes two moves, so that nobody is locked out by a seed that never reached his telephone:
 * totp_seed() makes one that the page shows and sends back sealed, totp_enrol() keeps it when a code
 * of it comes back.
 *
 *     if (!totp_take(&tx, &account, code, &say)) … wrong, used, or no key to unseal with
 */
#ifndef ACCESS_TOTP_H
#define ACCESS_TOTP_H

#include "access/admin.h"

enum { TOTP_STEP = 30, RECOVERY_CODES = 10 };

/* False, refused by name: the program has no key.  `sealed` is bound to the account. */
bool totp_seed(struct tx *tx, const struct account *whom, struct str *ret_base32, struct str *ret_sealed);
/* otpauth://totp/… for a QR code or a link. */
struct str totp_uri(struct arena *a, const struct account *whom, struct str base32);
/* In a transaction that writes.  *ret_codes: RECOVERY_CODES texts, shown once. */
bool totp_enrol(struct tx *tx, const struct admin *by, const struct account *whom, struct str sealed, struct str code,
                struct str *ret_codes);
/* Own; or by the system administrator when telephone and keys are lost: every factor is gone then. */
bool totp_drop(struct tx *tx, const struct admin *by, const struct account *whom);
/* A code of the authenticator or a recovery code, in a transaction that writes.  Refuses on `code`. */
bool totp_take(struct tx *tx, const struct account *whom, struct str code);
/* Ten new ones instead of the old (`ret`: RECOVERY_CODES texts, shown once); none. */
void recovery_renew(struct tx *tx, const struct account *whom, struct str *ret);
void recovery_drop(struct tx *tx, const struct account *whom);
/* Of the seed at an instant, for tests and nothing else. */
struct str totp_code(struct arena *a, struct str seed, struct instant at);

#endif
