/*
 * test_webauthn.c - what a security key says, honest and hostile
 *
 * The key is made here: P-256 or Ed25519 of OpenSSL, its authenticator data written byte by byte.
 */
#include "kit.h"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <sodium.h>

#include "access/webauthn.h"

static const struct relying us = { .id = { "yifa.example.cn", 15 },
	                           .origin = { "https://yifa.example.cn", 23 } };
static const char *challenge = "mI1ZUxEX3pTF2VaFDoVaDK0gkYUdUkeDZvPXGJi8nqQ";

struct said {
	const char *type, *challenge, *origin, *more, *id;
	unsigned char flags;
	uint32_t count;
	size_t cut; /* bytes left away at the end of what the key writes                       */
	bool ed;
};
static const struct said honest_new = { .flags = 0x45, .count = 1 },
			 honest = { .flags = 5, .count = 2 };

static EVP_PKEY *es, *ed, *other;

static int open_keys(void **state)
{
	es = EVP_EC_gen("P-256");
	other = EVP_EC_gen("P-256");
	ed = EVP_PKEY_Q_keygen(NULL, NULL, "ED25519");
	return kit_open(state);
}

static int close_keys(void **state)
{
	EVP_PKEY_free(es);
	EVP_PKEY_free(ed);
	EVP_PKEY_free(other);
	return kit_close(state);
}

static void put(struct buf *b, const void *p, size_t n)
{
	buf_put(b, (struct str){ p, n });
}

static struct str client_of(const struct said *s, const char *type)
{
	return arena_fmt(&arena, "{\"type\":\"%s\",\"challenge\":\"%s\",\"origin\":\"%s\"%s}",
	                 s->type ? s->type : type, s->challenge ? s->challenge : challenge,
	                 s->origin ? s->origin : "https://yifa.example.cn", s->more ? s->more : "");
}

static void put_head(struct buf *b, const struct said *s)
{
	const char *id = s->id ? s->id : "yifa.example.cn";
	unsigned char hash[32],
		count[4] = { (unsigned char)(s->count >> 24), (unsigned char)(s->count >> 16),
		             (unsigned char)(s->count >> 8), (unsigned char)s->count };

	crypto_hash_sha256(hash, (const unsigned char *)id, strlen(id));
	put(b, hash, 32);
	put(b, &s->flags, 1);
	put(b, count, 4);
}

static void put_cose(struct buf *b, bool edwards)
{
	unsigned char p[65];
	size_t n = sizeof p;

	if (edwards) {
		assert_true(EVP_PKEY_get_raw_public_key(ed, p, &n));
		put(b, "\xa4\x01\x01\x03\x27\x20\x06\x21\x58\x20", 10);
		put(b, p, 32);
		return;
	}
	assert_true(EVP_PKEY_get_octet_string_param(es, "pub", p, sizeof p, &n) && n == 65);
	put(b, "\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20", 10);
	put(b, p + 1, 32);
	put(b, "\x22\x58\x20", 3);
	put(b, p + 33, 32);
}

static struct str cut(struct buf *b, size_t n)
{
	struct str s = arena_str(&arena, buf_str(b));

	buf_drop(b);
	s.n = n < s.n ? s.n - n : 0;
	return s;
}

static struct shown shows_new(const struct said *s)
{
	struct buf b;

	buf_init(&b, 4096);
	put_head(&b, s);
	put(&b,
	    "0123456789abcdef\0\x10"
	    "credential-of-16",
	    34);
	put_cose(&b, s->ed);
	return (struct shown){ .client = client_of(s, "webauthn.create"), .auth = cut(&b, s->cut) };
}

static struct str signed_by(EVP_PKEY *key, struct str auth, struct str client)
{
	unsigned char hash[32], *p = arena_alloc(&arena, 256);
	size_t n = 256;
	struct str text;
	EVP_MD_CTX *c = EVP_MD_CTX_new();
	struct buf b;

	crypto_hash_sha256(hash, (const unsigned char *)client.p, client.n);
	buf_init(&b, 8192);
	put(&b, auth.p, auth.n);
	put(&b, hash, 32);
	text = cut(&b, 0);
	assert_true(EVP_DigestSignInit(c, NULL, key == ed ? NULL : EVP_sha256(), NULL, key));
	assert_true(EVP_DigestSign(c, p, &n, (const unsigned char *)text.p, text.n));
	EVP_MD_CTX_free(c);
	return (struct str){ (const char *)p, n };
}

static struct shown shows(const struct said *s, EVP_PKEY *key)
{
	struct shown x = { .client = client_of(s, "webauthn.get") };
	struct buf b;

	buf_init(&b, 4096);
	put_head(&b, s);
	x.auth = cut(&b, 0);
	x.signature = signed_by(key, x.auth, x.client);
	x.auth.n -= s->cut;
	x.signature.n -= s->cut;
	return x;
}

static struct passkey enrolled(bool edwards)
{
	struct said s = honest_new;
	struct shown x;
	struct passkey k = { 0 };
	struct str say = S("");

	s.ed = edwards;
	x = shows_new(&s);
	if (!webauthn_enrol(&arena, &us, str_of(challenge), &x, &k, &say))
		fail_msg("%.*s", P(say));
	return k;
}

static void both_kinds(void **state)
{
	struct shown x;
	struct passkey k;
	struct str say = S("");
	int64_t count = 0;

	(void)state;
	for (int edwards = 0; edwards < 2; edwards++) {
		k = enrolled(edwards);
		assert_str(k.credential, "Y3JlZGVudGlhbC1vZi0xNg");
		assert_int_equal(k.count, 1);
		x = shows(&honest, edwards ? ed : es);
		assert_true(webauthn_check(&arena, &us, str_of(challenge), &k, &x, &count, &say));
		assert_int_equal(count, 2);
	}
}

static void hostile_new(void **state)
{
	static const struct {
		struct said s;
		const char *say;
	} cases[] = {
		{ { .flags = 0x45, .type = "webauthn.get" }, "不是这一步" },
		{ { .flags = 0x45, .challenge = "other" }, "不是这一次" },
		{ { .flags = 0x45, .challenge = "" }, "不是这一次" },
		{ { .flags = 0x45, .origin = "https://yifa.example.cn.evil.example" }, "别的网址" },
		{ { .flags = 0x45, .origin = "http://yifa.example.cn" }, "别的网址" },
		{ { .flags = 0x45, .more = ",\"crossOrigin\":true" }, "别的网站的框" },
		{ { .flags = 0x45, .more = ",\"topOrigin\":\"https://x\"" }, "别的网站的框" },
		{ { .flags = 0x45, .more = ",\"origin\":\"https://x\"" }, "看不懂" },
		{ { .flags = 0x45, .more = "," }, "看不懂" },
		{ { .flags = 0x45, .id = "evil.example" }, "别的网站登记" },
		{ { .flags = 0x44 }, "触碰" },
		{ { .flags = 0x41 }, "核实本人" },
		{ { .flags = 0x05 }, "看不懂" }, /* no key is said to be there                 */
		{ { .flags = 0xc5 }, "看不懂" }, /* extensions are said to follow, and do not    */
	};
	struct passkey k;
	struct str say;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct shown x = shows_new(&cases[i].s);
		say = S("");
		assert_false(webauthn_enrol(&arena, &us, str_of(challenge), &x, &k, &say));
		if (!str_has(say, str_of(cases[i].say)))
			fail_msg("case %zu: %.*s", i, P(say));
	}
}

/* CBOR that ends too early, at every byte: of neither kind is a key made. */
static void truncated(void **state)
{
	struct passkey k;
	struct str say;

	(void)state;
	for (int edwards = 0; edwards < 2; edwards++)
		for (size_t n = 1; n < 200; n++) {
			struct said s = honest_new;
			struct shown x;
			s.ed = edwards;
			s.cut = n;
			x = shows_new(&s);
			assert_false(webauthn_enrol(&arena, &us, str_of(challenge), &x, &k, &say));
		}
}

/* A point that is not on the curve, and one bit of each byte of the key turned. */
static void no_point(void **state)
{
	struct shown x = shows_new(&honest_new);
	char *p = arena_z(&arena, x.auth);
	struct passkey k;
	struct str say;

	(void)state;
	x.auth.p = p;
	p[x.auth.n - 1] ^= 1;
	assert_false(webauthn_enrol(&arena, &us, str_of(challenge), &x, &k, &say));
}

static void hostile_known(void **state)
{
	static const struct {
		struct said s;
		const char *say;
	} cases[] = {
		{ { .flags = 5, .count = 2, .type = "webauthn.create" }, "不是这一步" },
		{ { .flags = 5, .count = 2, .challenge = "other" }, "不是这一次" },
		{ { .flags = 5, .count = 2, .origin = "https://evil.example" }, "别的网址" },
		{ { .flags = 5, .count = 2, .id = "evil.example" }, "别的网站登记" },
		{ { .flags = 4, .count = 2 }, "触碰" },
		{ { .flags = 1, .count = 2 }, "核实本人" },
		{ { .flags = 5, .count = 1 }, "计数倒退" },
		{ { .flags = 5, .count = 0 }, "计数倒退" },
		{ { .flags = 5, .count = 2, .cut = 1 }, "看不懂" },
	};
	struct passkey k = enrolled(false);
	struct str say;
	int64_t count = 77;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct shown x = shows(&cases[i].s, es);
		say = S("");
		assert_false(webauthn_check(&arena, &us, str_of(challenge), &k, &x, &count, &say));
		if (!str_has(say, str_of(cases[i].say)))
			fail_msg("case %zu: %.*s", i, P(say));
	}
	assert_int_equal(count, 77);
}

static void another_key_signs(void **state)
{
	struct passkey k = enrolled(false), edk = enrolled(true);
	struct shown x = shows(&honest, other);
	struct str say;
	int64_t count;

	(void)state;
	assert_false(webauthn_check(&arena, &us, str_of(challenge), &k, &x, &count, &say));
	assert_str(say, "安全密钥的签名不对。");
	assert_false(webauthn_check(&arena, &us, str_of(challenge), &edk, &x, &count, &say));
	x = shows(&honest, ed);
	assert_false(webauthn_check(&arena, &us, str_of(challenge), &k, &x, &count, &say));
	x = shows(&honest, es);
	x.client = arena_fmt(&arena, "%.*s ", P(x.client)); /* same meaning, other bytes        */
	assert_false(webauthn_check(&arena, &us, str_of(challenge), &k, &x, &count, &say));
	k.public_key = S("");
	x = shows(&honest, es);
	assert_false(webauthn_check(&arena, &us, str_of(challenge), &k, &x, &count, &say));
}

/* A key that counts nothing always says 0. */
static void no_counter(void **state)
{
	struct said s = honest;
	struct passkey k = enrolled(false);
	struct shown x;
	struct str say;
	int64_t count = 5;

	(void)state;
	k.count = 0;
	s.count = 0;
	x = shows(&s, es);
	assert_true(webauthn_check(&arena, &us, str_of(challenge), &k, &x, &count, &say));
	assert_int_equal(count, 0);
}

static void origins(void **state)
{
	static const char *bad[] = { "",
		                     "yifa.example.cn",
		                     "http://yifa.example.cn",
		                     "https://192.0.2.1",
		                     "https://yifa.example.cn/",
		                     "https://Yifa.example.cn",
		                     "https://",
		                     "https://a b",
		                     "https://yifa.example.cn:x",
		                     "http://127.0.0.1:8080" };
	struct relying r;

	(void)state;
	assert_true(relying_of_origin(S("https://yifa.example.cn:8443"), &r));
	assert_str(r.id, "yifa.example.cn");
	assert_str(r.origin, "https://yifa.example.cn:8443");
	assert_true(relying_of_origin(S("http://localhost:8080"), &r));
	assert_str(r.id, "localhost");
	for (size_t i = 0; i < COUNT(bad); i++)
		if (relying_of_origin(str_of(bad[i]), &r))
			fail_msg("%s", bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_kinds),    cmocka_unit_test(hostile_new),
		cmocka_unit_test(truncated),     cmocka_unit_test(no_point),
		cmocka_unit_test(hostile_known), cmocka_unit_test(another_key_signs),
		cmocka_unit_test(no_counter),    cmocka_unit_test(origins),
	};

	return cmocka_run_group_tests(tests, open_keys, close_keys);
}
