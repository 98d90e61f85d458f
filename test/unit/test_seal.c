/*
 * test_seal.c - sealed text opens with its key at its place, and nowhere else
 */
#include "kit.h"

#include "base/seal.h"
#include "base/sm3.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static struct world world_with(struct seal_key *key, unsigned char fill)
{
	unsigned char master[32];
	struct world w;

	memset(master, fill, sizeof(master));
	seal_key_of(master, key);
	world_fixed(&w, D("2024-10-21"), 42);
	w.key = key;
	return w;
}

static void sealed_text_comes_back(void **state)
{
	struct seal_key key, other;
	struct world w = world_with(&key, 1), v = world_with(&other, 2);
	struct str sealed = seal(&arena, &w, S("t/1"), S("秘密")),
		   again = seal(&arena, &w, S("t/1"), S("秘密")), out = S("as it was");

	(void)state;
	assert_true(unseal(&arena, &w, S("t/1"), sealed, &out));
	assert_str(out, "秘密");
	assert_false(str_eq(sealed, again));
	out = S("as it was");
	assert_false(unseal(&arena, &w, S("t/2"), sealed, &out));
	assert_false(unseal(&arena, &v, S("t/1"), sealed, &out));
	v.key = NULL;
	assert_false(unseal(&arena, &v, S("t/1"), sealed, &out));
	assert_str(out, "as it was");
	assert_true(unseal(&arena, &w, S(""), seal(&arena, &w, S(""), S("")), &out));
	assert_int_equal(out.n, 0);
}

static void any_changed_character_is_noticed(void **state)
{
	struct seal_key key;
	struct world w = world_with(&key, 1);
	struct str sealed = seal(&arena, &w, S("t/1"), S("13800001234")), out;

	(void)state;
	for (size_t i = 0; i < sealed.n; i++) {
		struct str bad = arena_str(&arena, sealed);

		((char *)bad.p)[i] = bad.p[i] == 'A' ? 'B' : 'A';
		assert_false(unseal(&arena, &w, S("t/1"), bad, &out));
		assert_false(unseal(&arena, &w, S("t/1"), (struct str){ sealed.p, i }, &out));
	}
}

static void a_key_is_its_owners_alone(void **state)
{
	char dir[] = "/tmp/yifa-seal-XXXXXX";
	struct seal_key one, two;
	struct world w;
	const char *error, *path;

	(void)state;
	world_real(&w);
	assert_non_null(mkdtemp(dir));
	path = arena_fmt(&arena, "%s/k", dir).p;
	assert_false(seal_key_read(path, &one, &error));
	assert_true(seal_key_make(path, &w, &error));
	assert_false(seal_key_make(path, &w, &error));
	assert_true(seal_key_read(path, &one, &error) && seal_key_read(path, &two, &error));
	assert_memory_equal(&one, &two, sizeof(one));
	assert_int_equal(chmod(path, 0640), 0);
	assert_false(seal_key_read(path, &one, &error));
	assert_non_null(strstr(error, "chmod"));
	assert_int_equal(chmod(path, 0600), 0);
	assert_int_equal(truncate(path, 63), 0);
	assert_false(seal_key_read(path, &one, &error));
	assert_int_equal(unlink(path) | rmdir(dir), 0);
}

/* GM/T: HMAC-SM3 of a known text, as OpenSSL's own command prints it. */
static void the_code_is_hmac_sm3(void **state)
{
	unsigned char code[32];

	(void)state;
	hmac_sm3(S("key"), S("The quick brown fox jumps over the lazy dog"), code);
	assert_str(hex_text(&arena, code, 32),
	           "bd4a34077888162b210645b8ebf74b9af357303789357a27c7fc457244ebd398");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sealed_text_comes_back),
		cmocka_unit_test(any_changed_character_is_noticed),
		cmocka_unit_test(a_key_is_its_owners_alone),
		cmocka_unit_test(the_code_is_hmac_sm3),
	};

	return cmocka_run_group_tests(tests, kit_open, kit_close);
}
