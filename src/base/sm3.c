/*
 * sm3.c - the hash of GB/T 32905, by OpenSSL
 */
#include "base/sm3.h"
#include "base/must.h"

#include <openssl/evp.h>

void sm3_init(struct sm3 *h)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();

	must(ctx != NULL);
	must(EVP_DigestInit_ex(ctx, EVP_sm3(), NULL) == 1);
	h->ctx = ctx;
}

void sm3_add(struct sm3 *h, struct str s)
{
	if (s.n > 0)
		must(EVP_DigestUpdate(h->ctx, s.p, s.n) == 1);
}

void sm3_end(struct sm3 *h, unsigned char ret_digest[SM3_SIZE])
{
	unsigned int n = 0;

	must(EVP_DigestFinal_ex(h->ctx, ret_digest, &n) == 1 && n == SM3_SIZE);
	EVP_MD_CTX_free(h->ctx);
	h->ctx = NULL;
}

void sm3_of(struct str s, unsigned char ret_digest[SM3_SIZE])
{
	struct sm3 h;

	sm3_init(&h);
	sm3_add(&h, s);
	sm3_end(&h, ret_digest);
}

struct str sm3_hex(struct arena *a, struct str s)
{
	unsigned char digest[SM3_SIZE];

	sm3_of(s, digest);
	return hex_text(a, digest, sizeof(digest));
}

struct str hex_text(struct arena *a, const unsigned char *p, size_t n)
{
	static const char digit[] = "0123456789abcdef";
	char *text = arena_alloc(a, n * 2 + 1);

	for (size_t i = 0; i < n; i++) {
		text[2 * i] = digit[p[i] >> 4];
		text[2 * i + 1] = digit[p[i] & 15];
	}
	return (struct str){ text, n * 2 };
}
