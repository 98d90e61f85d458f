/*
 * sm2.h - signatures of GB/T 32918.2 with SM3, by OpenSSL
 *
 * Keys are text: a public key is the uncompressed point, 130 hexadecimal digits that begin with 04;
 * a secret key is its 64 digits.  Signatures are DER, in hexadecimal.  The distinguishing id is the
 * standard's default, 1234567812345678, set before hashing begins: OpenSSL does not apply it.
 *
 *     struct sm2_key k;
 *     sm2_new(&k);
 *     struct str s = sm2_sign(a, &k, text);
 *     if (sm2_holds(str_of(k.open), text, s)) …
 */
#ifndef BASE_SM2_H
#define BASE_SM2_H

#include "base/arena.h"

enum { SM2_OPEN = 130, SM2_SECRET = 64 };
struct sm2_key { char open[SM2_OPEN + 1], secret[SM2_SECRET + 1]; };

void sm2_new(struct sm2_key *ret);
/* From its two texts; false: they are no key, or do not belong together. */
bool sm2_read(struct str open, struct str secret, struct sm2_key *ret);
/* Signature of the text; empty: the key is none. */
struct str sm2_sign(struct arena *a, const struct sm2_key *k, struct str text);
bool sm2_holds(struct str open, struct str text, struct str signature);

#endif
