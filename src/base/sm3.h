/*
 * sm3.h - the hash, GB/T 32905, by OpenSSL
 *
 *     struct sm3 h; sm3_init(&h); sm3_add(&h, s); sm3_end(&h, digest);
 */
#ifndef BASE_SM3_H
#define BASE_SM3_H

#include "base/arena.h"

#define SM3_SIZE 32
struct sm3 { void *ctx; };

void sm3_init(struct sm3 *h);
void sm3_add(struct sm3 *h, struct str s);
void sm3_end(struct sm3 *h, unsigned char ret_digest[SM3_SIZE]);        /* frees the context     */
void sm3_of(struct str s, unsigned char ret_digest[SM3_SIZE]);
struct str sm3_hex(struct arena *a, struct str s);                      /* 64 lower-case digits  */
struct str hex_text(struct arena *a, const unsigned char *p, size_t n);

#endif
