/*
 * webauthn.h - what a security key signed, and whether it may be believed (W3C WebAuthn 2, 7.1 and 7.2)
 *
 * Pure: no database, no session.  libfido2 reads the authenticator data and verifies signatures; the
 * client data (JSON of the browser) is read here: its type, challenge and origin must be ours, and no
 * frame of another site may stand around it.  Keys are ES256 (P-256) or EdDSA (Ed25519).  Attestation
 * is none: which make a key is of is not asked.
 *
 * Presence and verification of the person (PIN, finger) are demanded each time: a key that was found
 * in a drawer opens nothing.  The counter of signatures must grow unless the key counts nothing (0).
 *
 * Units:   credential and public_key are base64url, a challenge too; client, auth and signature bytes.
 * Memory:  text in the arena.
 * Failure: false with a sentence in *ret_say; the other outputs are left alone.
 *
 *     if (!webauthn_check(a, &us, challenge, &key, &shown, &count, &say)) … say
 */
#ifndef ACCESS_WEBAUTHN_H
#define ACCESS_WEBAUTHN_H

#include "base/arena.h"
#include "base/buf.h"

/* More bytes than these are no answer of a key. */
enum { CLIENT_MOST = 4096, AUTH_MOST = 4096, SIGNATURE_MOST = 512, CREDENTIAL_MOST = 1023 };

/* How the sentence begins when the counter went back: the key may have a twin. */
#define KEY_COPIED "安全密钥的计数倒退"

struct relying { struct str id, origin; };      /* yifa.example.cn, https://yifa.example.cn    */
struct passkey { struct str credential, public_key; int64_t count; };
/* What the browser sent; `signature` and `credential` of signing in only. */
struct shown { struct str client, auth, signature, credential; };

/* https://host, or http://localhost for trying; false: a key cannot be bound to this. */
bool relying_of_origin(struct str origin, struct relying *ret);

/* A new key shows itself. */
bool webauthn_enrol(struct arena *a, const struct relying *us, struct str challenge, const struct shown *s,
                    struct passkey *ret, struct str *ret_say);
/* A key that is known signs; *ret_count is to be kept. */
bool webauthn_check(struct arena *a, const struct relying *us, struct str challenge, const struct passkey *key,
                    const struct shown *s, int64_t *ret_count, struct str *ret_say);

struct str base64url(struct arena *a, struct str bytes);
/* False: not of these letters, padded, or longer than `most` bytes. */
bool base64url_read(struct arena *a, struct str text, size_t most, struct str *ret);

#endif
