/*
 * keys.h - security keys (WebAuthn) of an account
 *
 * A key is a second factor beside the authenticator (totp.h), at signing in and before a signature.
 * The browser asks first: key_ask() draws a challenge and binds it to the session; what the key
 * signed comes back within five minutes and is looked at once, right or wrong.
 *
 * Adding or taking away a key asks that the owner showed himself within ten minutes (session_fresh),
 * so that a session left open gives nobody a factor.  The first factor of an account comes with ten
 * recovery codes.  Each change is an entry of the ledger `account`.
 *
 *     what = (struct key_answer){ .us = us, .shown = shown };
 *     right = key_take(tx, &session, &what);          what.say tells why not; the transaction stands
 */
#ifndef ACCESS_KEYS_H
#define ACCESS_KEYS_H

#include "access/admin.h"
#include "access/sessions.h"
#include "access/webauthn.h"

enum { KEYS_MOST = 10, KEY_LABEL_MOST = 40, CHALLENGE_BYTES = 32 };

struct key { int64_t id; struct passkey pass; struct str label; struct instant added_at, used_at; };
size_t keys_of(struct tx *tx, int64_t org, int64_t account, struct key **ret);

/* In a transaction that writes; base64url. */
struct str key_ask(struct tx *tx, const struct session *s);

struct key_answer {
	struct relying us;
	struct shown shown;
	struct str label;       /* of a new one                                                */
	struct str *codes;      /* of a new one: RECOVERY_CODES texts, when it is the first    */
	bool with_codes;        /* ... and whether it was                                      */
	struct str say;         /* why it was not taken                                        */
};
/*
 * Both in a transaction that writes and is to stand whatever comes out, since the challenge is used
 * up: false leaves tx->r as it was and tells in what->say.
 */
bool key_enrol(struct tx *tx, const struct admin *by, const struct session *s, struct key_answer *what);
bool key_take(struct tx *tx, const struct session *s, struct key_answer *what);
/* Own, when fresh. */
bool key_drop(struct tx *tx, const struct admin *by, const struct session *s, int64_t id);
/* All of an account, without a word: totp_drop() of an administrator. */
void keys_drop(struct tx *tx, const struct account *whom);

#endif
