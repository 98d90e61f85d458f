/*
 * seal.h - secrets at rest: text that only the holder of the key can read or change
 *
 * For what must be kept and given back: seeds of one-time codes, secrets of web hooks, the signing
 * key of the journal.  Encrypt-then-MAC with SM4-CTR and HMAC-SM3 (GB/T 32907, 32905, 15852.2);
 * OpenSSL 3.0 has no SM4-GCM.  Passwords are not sealed, they are hashed.
 *
 * The key is 64 hexadecimal digits in a file that only its owner may read.  There is no default:
 * without a key nothing is sealed, and what needs it is refused by name.  It reaches the program as
 * world->key and lives as long as the program.
 *
 * `place` is bound into the seal: sealed text that is moved to another table, column or record does
 * not open there.  A sealed text is printable: `1.` and base64url of IV, ciphertext, code.
 *
 *     struct str kept = seal(tx->arena, tx->world, S("accounts.totp/17"), seed);
 *     if (!unseal(a, world, S("accounts.totp/17"), kept, &seed))
 *             … another key, or somebody changed it
 */
#ifndef BASE_SEAL_H
#define BASE_SEAL_H

#include "base/arena.h"
#include "base/world.h"

struct seal_key { unsigned char encrypt[16], sign[32]; };

/*
 * Reads a key file.  False: *ret_error says why (not there, readable by others, not 64 digits), in
 * static memory.  Both derived keys come of the one in the file (HMAC-SM3 as in RFC 5869, 2.3).
 */
bool seal_key_read(const char *path, struct seal_key *ret, const char **ret_error);
/* The same from 32 bytes, for tests and fixed worlds. */
void seal_key_of(const unsigned char master[32], struct seal_key *ret);
/* Makes a key file of mode 0600; never writes over one that is there. */
bool seal_key_make(const char *path, struct world *world, const char **ret_error);

/* Of a world with a key (must); the text may be empty. */
struct str seal(struct arena *a, struct world *world, struct str place, struct str text);
/* False: no key, another key, another place, or not what seal() made.  *ret is untouched then. */
bool unseal(struct arena *a, const struct world *world, struct str place, struct str sealed, struct str *ret);

/* HMAC-SM3, for signatures of messages (web hooks). */
void hmac_sm3(struct str key, struct str text, unsigned char ret_code[32]);
/* The same with SHA-256, for receivers that have no SM3. */
void hmac_sha256(struct str key, struct str text, unsigned char ret_code[32]);
/* SHA-256 of the first `size` bytes of a file, in digits; false: they cannot be read. */
bool fd_sha256(int fd, int64_t size, char ret_digits[65]);

#endif
