/*
 * sm2.c - SM2 by EVP
 */
#include "base/sm2.h"
#include "base/must.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <string.h>

enum { POINT = 65, SCALAR = 32, MAX_DER = 80 };
static const char id[] = "1234567812345678";

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Bytes of hexadecimal text; -1: it is no such thing, or longer than `room`. */
static int unhex(struct str s, unsigned char *ret, size_t room)
{
	if (s.n % 2 || s.n / 2 > room)
		return -1;
	for (size_t i = 0; i < s.n / 2; i++) {
		int high = digit(s.p[2 * i]), low = digit(s.p[2 * i + 1]);
		if (high < 0 || low < 0)
			return -1;
		ret[i] = (unsigned char)(high << 4 | low);
	}
	return (int)(s.n / 2);
}

static void hex(char *to, const unsigned char *p, size_t n)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < n; i++) {
		to[2 * i] = digits[p[i] >> 4];
		to[2 * i + 1] = digits[p[i] & 15];
	}
	to[2 * n] = 0;
}

/* A key of its public point, and of its secret number unless that is empty. */
static EVP_PKEY *key_of(struct str open, struct str secret)
{
	unsigned char point[POINT], scalar[SCALAR];
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "SM2", NULL);
	BIGNUM *bn = NULL;
	OSSL_PARAM *params = NULL;
	EVP_PKEY *key = NULL;
	int what = secret.n ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;

	must(build && ctx);
	if (unhex(open, point, sizeof point) != POINT ||
	    (secret.n && unhex(secret, scalar, sizeof scalar) != SCALAR))
		goto out;
	OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, "SM2", 0);
	OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, POINT);
	if (secret.n) {
		bn = BN_bin2bn(scalar, SCALAR, NULL);
		OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, bn);
	}
	params = OSSL_PARAM_BLD_to_param(build);
	if (!params || EVP_PKEY_fromdata_init(ctx) != 1 ||
	    EVP_PKEY_fromdata(ctx, &key, what, params) != 1)
		key = NULL;
out:
	OPENSSL_cleanse(scalar, sizeof scalar);
	OSSL_PARAM_free(params);
	BN_clear_free(bn);
	OSSL_PARAM_BLD_free(build);
	EVP_PKEY_CTX_free(ctx);
	return key;
}

void sm2_new(struct sm2_key *ret)
{
	EVP_PKEY *key = EVP_PKEY_Q_keygen(NULL, NULL, "SM2");
	unsigned char point[POINT], scalar[SCALAR];
	BIGNUM *bn = NULL;
	size_t n = 0;

	must(key && EVP_PKEY_set_utf8_string_param(key, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
	                                           "uncompressed") == 1);
	must(EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point,
	                                     &n) == 1 &&
	     n == POINT);
	must(EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_PRIV_KEY, &bn) == 1);
	must(BN_bn2binpad(bn, scalar, SCALAR) == SCALAR);
	hex(ret->open, point, POINT);
	hex(ret->secret, scalar, SCALAR);
	OPENSSL_cleanse(scalar, sizeof scalar);
	BN_clear_free(bn);
	EVP_PKEY_free(key);
}

static EVP_MD_CTX *begin(EVP_PKEY *key, EVP_PKEY_CTX **ret_ctx)
{
	EVP_MD_CTX *md = EVP_MD_CTX_new();

	*ret_ctx = EVP_PKEY_CTX_new(key, NULL);
	must(md && *ret_ctx && EVP_PKEY_CTX_set1_id(*ret_ctx, id, sizeof id - 1) == 1);
	EVP_MD_CTX_set_pkey_ctx(md, *ret_ctx);
	return md;
}

struct str sm2_sign(struct arena *a, const struct sm2_key *k, struct str text)
{
	EVP_PKEY *key = key_of(str_of(k->open), str_of(k->secret));
	char digits[2 * MAX_DER + 1];
	unsigned char der[MAX_DER];
	size_t n = sizeof der;
	EVP_PKEY_CTX *ctx;
	EVP_MD_CTX *md;
	bool ok;

	if (!key)
		return S("");
	md = begin(key, &ctx);
	ok = EVP_DigestSignInit(md, NULL, EVP_sm3(), NULL, key) == 1 &&
	     EVP_DigestSign(md, der, &n, (const unsigned char *)text.p, text.n) == 1;
	EVP_MD_CTX_free(md);
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(key);
	if (!ok)
		return S("");
	hex(digits, der, n);
	return arena_str(a, str_of(digits));
}

bool sm2_holds(struct str open, struct str text, struct str signature)
{
	EVP_PKEY *key = key_of(open, S(""));
	unsigned char der[MAX_DER];
	int n = unhex(signature, der, sizeof der);
	EVP_PKEY_CTX *ctx;
	EVP_MD_CTX *md;
	bool ok;

	if (!key)
		return false;
	md = begin(key, &ctx);
	ok = n > 0 && EVP_DigestVerifyInit(md, NULL, EVP_sm3(), NULL, key) == 1 &&
	     EVP_DigestVerify(md, der, (size_t)n, (const unsigned char *)text.p, text.n) == 1;
	EVP_MD_CTX_free(md);
	EVP_PKEY_CTX_free(ctx);
	EVP_PKEY_free(key);
	return ok;
}

bool sm2_read(struct str open, struct str secret, struct sm2_key *ret)
{
	struct arena a;
	bool ok = open.n == SM2_OPEN && secret.n == SM2_SECRET;

	if (!ok)
		return false;
	memcpy(ret->open, open.p, SM2_OPEN);
	memcpy(ret->secret, secret.p, SM2_SECRET);
	ret->open[SM2_OPEN] = ret->secret[SM2_SECRET] = 0;
	arena_init(&a, 1 << 16);
	ok = sm2_holds(open, S("pair"), sm2_sign(&a, ret, S("pair")));
	arena_drop(&a);
	return ok;
}
