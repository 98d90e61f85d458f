/*
 * webauthn.c - what a security key signed, and whether it may be believed
 *
 * Strategy.  Lengths first, then the client data, then the authenticator data, the signature last:
 * each is a question with a sentence of its own, and the first that fails is told.
 */
#include <fido.h>
#include <fido/eddsa.h>
#include <fido/es256.h>
#include <jansson.h>
#include <sodium.h>

#include "access/webauthn.h"

enum {
	FLAG_PRESENT = 0x01,
	FLAG_VERIFIED = 0x04,
	ES256_BYTES = 64,
	EDDSA_BYTES = 32,
	/* up to the credential: hash, flags, counter, model, length */
	NEW_LEAST = 32 + 1 + 4 + 16 + 2,
	KNOWN_LEAST = 32 + 1 + 4
};

static bool no(struct str *ret_say, const char *say)
{
	*ret_say = str_of(say);
	return false;
}

static const unsigned char *bytes(struct str s)
{
	return (const unsigned char *)s.p;
}

struct str base64url(struct arena *a, struct str s)
{
	size_t most = sodium_base64_ENCODED_LEN(s.n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = arena_alloc(a, most);

	sodium_bin2base64(text, most, bytes(s), s.n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return str_of(text);
}

/* libsodium takes some bytes above 0x7f for letters. */
static bool is_base64url(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') &&
		    c != '-' && c != '_')
			return false;
	}
	return true;
}

bool base64url_read(struct arena *a, struct str text, size_t most, struct str *ret)
{
	unsigned char *p;
	size_t n;

	if (!text.n || text.n > most * 4 / 3 + 4 || !is_base64url(text))
		return false;
	p = arena_alloc(a, most);
	if (sodium_base642bin(p, most, text.p, text.n, NULL, &n, NULL,
	                      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return false;
	*ret = (struct str){ (const char *)p, n };
	return n > 0;
}

/* --- who we are --------------------------------------------------------------------------------- */

static bool is_domain(struct str host)
{
	bool letter = false;

	for (size_t i = 0; i < host.n; i++) {
		char c = host.p[i];
		bool small = c >= 'a' && c <= 'z';
		if (!small && !(c >= '0' && c <= '9') && c != '.' && c != '-')
			return false;
		letter |= small;
	}
	return letter;
}

bool relying_of_origin(struct str origin, struct relying *ret)
{
	static const struct str https = { "https://", 8 }, http = { "http://", 7 };
	bool safe = str_starts(origin, https);
	struct str rest, host, port = S("");

	if (!safe && !str_starts(origin, http))
		return false;
	rest = str_from(origin, safe ? https.n : http.n);
	if (!str_cut(rest, ':', &host, &port))
		host = rest;
	for (size_t i = 0; i < port.n; i++)
		if (port.p[i] < '0' || port.p[i] > '9')
			return false;
	if (!is_domain(host) || (!safe && !str_is(host, "localhost")))
		return false;
	*ret = (struct relying){ .id = host, .origin = origin };
	return true;
}

/* --- client data -------------------------------------------------------------------------------- */

static bool member_is(const json_t *o, const char *key, struct str want)
{
	const json_t *x = json_object_get(o, key);

	return json_is_string(x) && json_string_length(x) == want.n && want.n &&
	       sodium_memcmp(json_string_value(x), want.p, want.n) == 0;
}

static bool client_says(const json_t *o, const struct relying *us, struct str type,
                        struct str challenge, struct str *ret_say)
{
	if (!member_is(o, "type", type))
		return no(ret_say, "安全密钥答的不是这一步的问题。");
	if (!member_is(o, "challenge", challenge))
		return no(ret_say, "安全密钥答的不是这一次的问题，可能已经过期。");
	if (!member_is(o, "origin", us->origin))
		return no(ret_say, "安全密钥是在别的网址上用的。请核对浏览器的地址栏。");
	if (json_is_true(json_object_get(o, "crossOrigin")) || json_object_get(o, "topOrigin"))
		return no(ret_say, "安全密钥是在别的网站的框里用的。");
	return true;
}

static bool client_ok(const struct relying *us, struct str type, struct str challenge,
                      const struct shown *s, struct str *ret_say)
{
	json_t *o;
	bool ok;

	if (!s->client.n || s->client.n > CLIENT_MOST || !s->auth.n || s->auth.n > AUTH_MOST)
		return no(ret_say, "安全密钥的回答不完整。");
	o = json_loadb(s->client.p, s->client.n, JSON_REJECT_DUPLICATES, NULL);
	ok = json_is_object(o) ? client_says(o, us, type, challenge, ret_say)
	                       : no(ret_say, "安全密钥的回答看不懂。");
	json_decref(o);
	return ok;
}

/* --- a new key ---------------------------------------------------------------------------------- */

static bool flags_ok(uint8_t flags, struct str *ret_say)
{
	if (!(flags & FLAG_PRESENT))
		return no(ret_say, "没有触碰安全密钥。");
	if (!(flags & FLAG_VERIFIED))
		return no(ret_say, "安全密钥没有核实本人。请先给它设 PIN 或者指纹，使用时输入。");
	return true;
}

static bool is_for(const struct relying *us, struct str auth)
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, bytes(us->id), us->id.n);
	return auth.n > sizeof hash && sodium_memcmp(hash, auth.p, sizeof hash) == 0;
}

/*
 * Lengths that CBOR claims are within what is there: libcbor would take memory for what is said, and a
 * few bytes can say gigabytes.  Heads are walked one after the other; what they mean is libfido2's.
 */
static bool cbor_claims_ok(struct str s)
{
	while (s.n) {
		unsigned head = bytes(s)[0], major = head >> 5, small = head & 31;
		size_t wide = small < 24 ? 0 : (size_t)1 << (small - 24);
		uint64_t claim = small;
		if (small > 27 || s.n < 1 + wide)
			return false;
		for (size_t i = 0; i < wide; i++)
			claim = (i ? claim << 8 : 0) | bytes(s)[1 + i];
		s = str_from(s, 1 + wide);
		if (major >= 2 && major <= 5 && claim > s.n)
			return false;
		if (major == 2 || major == 3)
			s = str_from(s, (size_t)claim);
	}
	return true;
}

/* Behind hash, flags, counter, model and credential come a key and extensions. */
static bool auth_claims_ok(struct str auth)
{
	size_t id;

	if (auth.n < NEW_LEAST)
		return false;
	id = (size_t)bytes(auth)[NEW_LEAST - 2] << 8 | bytes(auth)[NEW_LEAST - 1];
	return auth.n > NEW_LEAST + id && cbor_claims_ok(str_from(auth, NEW_LEAST + id));
}

/* Either kind of key is tried: libfido2 wants to know it before. */
static bool cred_read(fido_cred_t *c, int kind, struct str auth)
{
	return c && fido_cred_set_type(c, kind) == FIDO_OK &&
	       fido_cred_set_authdata_raw(c, bytes(auth), auth.n) == FIDO_OK;
}

/* A point that lies on its curve. */
static bool key_stands(const unsigned char *p, size_t n)
{
	es256_pk_t *es = es256_pk_new();
	eddsa_pk_t *ed = eddsa_pk_new();
	bool ok = (n == ES256_BYTES && es256_pk_from_ptr(es, p, n) == FIDO_OK) ||
	          (n == EDDSA_BYTES && eddsa_pk_from_ptr(ed, p, n) == FIDO_OK);

	es256_pk_free(&es);
	eddsa_pk_free(&ed);
	return ok;
}

static bool cred_take(struct arena *a, const fido_cred_t *c, struct passkey *ret,
                      struct str *ret_say)
{
	struct str id = { (const char *)fido_cred_id_ptr(c), fido_cred_id_len(c) };
	struct str key = { (const char *)fido_cred_pubkey_ptr(c), fido_cred_pubkey_len(c) };

	if (!id.p || !id.n || id.n > CREDENTIAL_MOST || !key.p || !key_stands(bytes(key), key.n))
		return no(ret_say, "安全密钥没有给出可用的公钥。");
	if (!flags_ok(fido_cred_flags(c), ret_say))
		return false;
	*ret = (struct passkey){ .credential = base64url(a, id),
		                 .public_key = base64url(a, key),
		                 .count = (int64_t)fido_cred_sigcount(c) };
	return true;
}

bool webauthn_enrol(struct arena *a, const struct relying *us, struct str challenge,
                    const struct shown *s, struct passkey *ret, struct str *ret_say)
{
	fido_cred_t *es, *ed;
	bool ok;

	if (!client_ok(us, S("webauthn.create"), challenge, s, ret_say))
		return false;
	if (!is_for(us, s->auth))
		return no(ret_say, "安全密钥是为别的网站登记的。");
	es = fido_cred_new();
	ed = fido_cred_new();
	if (!auth_claims_ok(s->auth))
		ok = no(ret_say, "安全密钥的回答看不懂，或者它的算法这里不用。");
	else if (cred_read(es, COSE_ES256, s->auth))
		ok = cred_take(a, es, ret, ret_say);
	else if (cred_read(ed, COSE_EDDSA, s->auth))
		ok = cred_take(a, ed, ret, ret_say);
	else
		ok = no(ret_say, "安全密钥的回答看不懂，或者它的算法这里不用。");
	fido_cred_free(&es);
	fido_cred_free(&ed);
	return ok;
}

/* --- a key that is known ------------------------------------------------------------------------ */

static bool signature_ok(const fido_assert_t *t, struct str key)
{
	es256_pk_t *es = es256_pk_new();
	eddsa_pk_t *ed = eddsa_pk_new();
	bool ok = false;

	if (key.n == ES256_BYTES && es256_pk_from_ptr(es, key.p, key.n) == FIDO_OK)
		ok = fido_assert_verify(t, 0, COSE_ES256, es) == FIDO_OK;
	else if (key.n == EDDSA_BYTES && eddsa_pk_from_ptr(ed, key.p, key.n) == FIDO_OK)
		ok = fido_assert_verify(t, 0, COSE_EDDSA, ed) == FIDO_OK;
	es256_pk_free(&es);
	eddsa_pk_free(&ed);
	return ok;
}

static bool assert_fill(struct arena *a, fido_assert_t *t, const struct relying *us,
                        const struct shown *s)
{
	return fido_assert_set_count(t, 1) == FIDO_OK &&
	       fido_assert_set_rp(t, arena_z(a, us->id)) == FIDO_OK &&
	       fido_assert_set_clientdata(t, bytes(s->client), s->client.n) == FIDO_OK &&
	       fido_assert_set_authdata_raw(t, 0, bytes(s->auth), s->auth.n) == FIDO_OK &&
	       fido_assert_set_sig(t, 0, bytes(s->signature), s->signature.n) == FIDO_OK &&
	       fido_assert_set_up(t, FIDO_OPT_TRUE) == FIDO_OK &&
	       fido_assert_set_uv(t, FIDO_OPT_TRUE) == FIDO_OK;
}

static bool assert_ok(struct arena *a, fido_assert_t *t, const struct relying *us,
                      const struct passkey *key, const struct shown *s)
{
	struct str public;

	return base64url_read(a, key->public_key, ES256_BYTES, &public) && t &&
	       assert_fill(a, t, us, s) && signature_ok(t, public);
}

static bool counted(const struct passkey *key, int64_t count, struct str *ret_say)
{
	return (!key->count && !count) || count > key->count ||
	       no(ret_say, KEY_COPIED "，可能被复制过。请停用它，并报告系统管理员。");
}

bool webauthn_check(struct arena *a, const struct relying *us, struct str challenge,
                    const struct passkey *key, const struct shown *s, int64_t *ret_count,
                    struct str *ret_say)
{
	fido_assert_t *t;
	int64_t count = 0;
	bool ok;

	if (!client_ok(us, S("webauthn.get"), challenge, s, ret_say))
		return false;
	if (!s->signature.n || s->signature.n > SIGNATURE_MOST)
		return no(ret_say, "安全密钥的回答不完整。");
	if (!is_for(us, s->auth))
		return no(ret_say, "安全密钥是为别的网站登记的。");
	if (!flags_ok((uint8_t)s->auth.p[crypto_hash_sha256_BYTES], ret_say))
		return false;
	if (s->auth.n < KNOWN_LEAST || !cbor_claims_ok(str_from(s->auth, KNOWN_LEAST)))
		return no(ret_say, "安全密钥的回答看不懂。");
	t = fido_assert_new();
	ok = assert_ok(a, t, us, key, s);
	if (ok)
		count = (int64_t)fido_assert_sigcount(t, 0);
	fido_assert_free(&t);
	if (!ok)
		return no(ret_say, "安全密钥的签名不对。");
	if (!counted(key, count, ret_say))
		return false;
	*ret_count = count;
	return true;
}
