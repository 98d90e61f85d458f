/*
 * test_tree.c - the Merkle tree against its definition, and every proof against every forgery
 */
#include "kit.h"

#include "journal/build.h"
#include "journal/tree.h"

enum { MOST = 70 };

static unsigned char leaves[MOST][SM3_SIZE];
static unsigned char nodes[8][MOST][SM3_SIZE];

/* RFC 9162 2.1.1, word by word. */
static void definition(int from, int n, unsigned char *ret)
{
	unsigned char both[1 + 2 * SM3_SIZE] = { 1 };
	int k = 1;

	if (n == 1) {
		memcpy(ret, leaves[from], SM3_SIZE);
		return;
	}
	while (k * 2 < n)
		k *= 2;
	definition(from, k, both + 1);
	definition(from + k, n - k, both + 1 + SM3_SIZE);
	sm3_of((struct str){ (char *)both, sizeof both }, ret);
}

static bool keep(void *arg, int level, int64_t at, unsigned char hash[SM3_SIZE])
{
	(void)arg;
	memcpy(nodes[level][at], hash, SM3_SIZE);
	return true;
}

static bool node(void *arg, int level, int64_t at, unsigned char hash[SM3_SIZE])
{
	(void)arg;
	memcpy(hash, nodes[level][at], SM3_SIZE);
	return true;
}

static int fill(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 20);
	for (int i = 0; i < MOST; i++)
		sm3_of(arena_fmt(&arena, "leaf %d", i), leaves[i]);
	return 0;
}

static void roots(unsigned char ret[MOST + 1][SM3_SIZE])
{
	struct tree t = { 0 };

	tree_root(&t, ret[0]);
	for (int n = 1; n <= MOST; n++) {
		assert_true(tree_add(&t, leaves[n - 1], keep, NULL));
		tree_root(&t, ret[n]);
	}
}

static void test_root(void **state)
{
	unsigned char r[MOST + 1][SM3_SIZE], d[SM3_SIZE];
	struct tree t;

	(void)state;
	roots(r);
	for (int n = 1; n <= MOST; n++) {
		definition(0, n, d);
		assert_memory_equal(r[n], d, SM3_SIZE);
		assert_true(tree_load(&t, n, node, NULL));
		tree_root(&t, d);
		assert_memory_equal(r[n], d, SM3_SIZE);
	}
	assert_int_equal(tree_nodes(7), 7 + 3 + 1);
}

static void test_inclusion(void **state)
{
	unsigned char r[MOST + 1][SM3_SIZE];
	struct proof p;

	(void)state;
	roots(r);
	for (int n = 1; n <= MOST; n++)
		for (int i = 0; i < n; i++) {
			assert_true(proof_inclusion(i, n, node, NULL, &p));
			assert_true(inclusion_holds(&p, i, n, leaves[i], r[n]));
			assert_false(inclusion_holds(&p, i, n, leaves[(i + 1) % MOST], r[n]));
			if (n > 1)
				assert_false(inclusion_holds(&p, (i + 1) % n, n, leaves[i], r[n]));
			for (size_t k = 0; k < p.n; k++) {
				p.hash[k][5] ^= 1;
				assert_false(inclusion_holds(&p, i, n, leaves[i], r[n]));
				p.hash[k][5] ^= 1;
			}
			p.n++;
			assert_false(inclusion_holds(&p, i, n, leaves[i], r[n]));
		}
	assert_false(proof_inclusion(3, 3, node, NULL, &p));
}

static void test_consistency(void **state)
{
	unsigned char r[MOST + 1][SM3_SIZE];
	struct proof p;

	(void)state;
	roots(r);
	for (int n = 1; n <= MOST; n++)
		for (int m = 1; m <= n; m++) {
			assert_true(proof_consistency(m, n, node, NULL, &p));
			assert_true(consistency_holds(&p, m, n, r[m], r[n]));
			assert_false(consistency_holds(&p, m, n, r[m - 1], r[n]));
			assert_false(consistency_holds(&p, m, n, r[m], r[n - 1]));
			for (size_t k = 0; k < p.n; k++) {
				p.hash[k][31] ^= 0x80;
				assert_false(consistency_holds(&p, m, n, r[m], r[n]));
				p.hash[k][31] ^= 0x80;
			}
			p.n++;
			assert_false(consistency_holds(&p, m, n, r[m], r[n]));
		}
	assert_false(proof_consistency(0, 3, node, NULL, &p));
}

static void test_hash_read(void **state)
{
	unsigned char h[SM3_SIZE];

	(void)state;
	assert_true(hash_read(hex_text(&arena, leaves[0], SM3_SIZE), h));
	assert_memory_equal(h, leaves[0], SM3_SIZE);
	assert_false(hash_read(S(""), h));
	assert_false(hash_read(S("zz"), h));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_root),
		cmocka_unit_test(test_inclusion),
		cmocka_unit_test(test_consistency),
		cmocka_unit_test(test_hash_read),
	};

	return cmocka_run_group_tests(tests, fill, NULL);
}
