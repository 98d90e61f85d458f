/*
 * fuzz_webauthn.c - any bytes as what a security key says
 *
 * The bytes are authenticator data of a new key, authenticator data and signature of a known one, and
 * client data.  A new key that is taken is a key that can be read again; nothing passes as signed.
 */
#include "access/webauthn.h"
#include "base/must.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHALLENGE "AAAA"

/* The base point of P-256: nobody knows its secret but 1, which signs nothing here. */
static const struct passkey known = {
	.credential = { "AAAA", 4 },
	.public_key = { "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li_hp_m47n60p8D54WK84zV2sxXs7LtkBoN79R9Q",
	                86 }
};

static void try_new(struct arena *a, const struct relying *us, struct str s)
{
	struct shown x = { .client = S("{\"type\":\"webauthn.create\",\"challenge\":\"" CHALLENGE
		                       "\",\"origin\":\"http://localhost\"}"),
		           .auth = s };
	struct passkey k = { 0 };
	struct str say = S(""), again;

	if (!webauthn_enrol(a, us, S(CHALLENGE), &x, &k, &say)) {
		must(say.n && !k.credential.n);
		return;
	}
	must(base64url_read(a, k.credential, CREDENTIAL_MOST, &again));
	must(base64url_read(a, k.public_key, 64, &again) && (again.n == 64 || again.n == 32));
	must(k.count >= 0 && k.count <= UINT32_MAX);
}

static void try_known(struct arena *a, const struct relying *us, struct str s)
{
	size_t half = s.n > 37 ? 37 : s.n / 2;
	struct shown x = { .client = S("{\"type\":\"webauthn.get\",\"challenge\":\"" CHALLENGE
		                       "\",\"origin\":\"http://localhost\"}"),
		           .auth = { s.p, half },
		           .signature = { s.p + half, s.n - half } };
	int64_t count = -1;
	struct str say = S("");

	must(!webauthn_check(a, us, S(CHALLENGE), &known, &x, &count, &say));
	must(say.n && count == -1);
	x.client = s;
	x.auth = S("no authenticator says this, for it would be a hash");
	must(!webauthn_check(a, us, S(CHALLENGE), &known, &x, &count, &say));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, size }, bytes;
	struct relying us, other;
	struct arena a;

	if (!size || size > 2 * AUTH_MOST)
		return 0;
	arena_init(&a, 4 << 20);
	must(relying_of_origin(S("http://localhost"), &us));
	try_new(&a, &us, s);
	try_known(&a, &us, s);
	relying_of_origin(s, &other);
	if (base64url_read(&a, s, AUTH_MOST, &bytes))
		must(str_eq(base64url(&a, bytes), s));
	arena_drop(&a);
	return 0;
}
