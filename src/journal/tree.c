/*
 * tree.c - adding leaves, proofs, and checking them
 *
 * Strategy.  A tree of n leaves is a row of complete trees, one for each bit of n.  A leaf joins
 * as a carry does in counting.  Proofs follow the recursion of RFC 9162 2.1.3.1 and 2.1.4.1;
 * checking follows 2.1.3.2 and 2.1.4.2 word by word.
 */
#include <string.h>

#include "base/must.h"
#include "journal/tree.h"

static void join(const unsigned char *left, const unsigned char *right, unsigned char *ret)
{
	unsigned char both[1 + 2 * SM3_SIZE] = { 1 };

	memcpy(both + 1, left, SM3_SIZE);
	memcpy(both + 1 + SM3_SIZE, right, SM3_SIZE);
	sm3_of((struct str){ (const char *)both, sizeof both }, ret);
}

static bool same(const unsigned char *a, const unsigned char *b)
{
	return memcmp(a, b, SM3_SIZE) == 0;
}

bool tree_add(struct tree *t, const unsigned char leaf[SM3_SIZE], node_fn *keep, void *arg)
{
	unsigned char hash[SM3_SIZE];
	int level = 0;

	memcpy(hash, leaf, sizeof hash);
	if (keep && !keep(arg, 0, t->size, hash))
		return false;
	while (t->size >> level & 1) {
		join(t->peak[level], hash, hash);
		level++;
		if (keep && !keep(arg, level, t->size >> level, hash))
			return false;
	}
	memcpy(t->peak[level], hash, sizeof hash);
	t->size++;
	return true;
}

void tree_root(const struct tree *t, unsigned char ret[SM3_SIZE])
{
	bool any = false;

	sm3_of(S(""), ret);
	for (int i = 0; i < 63; i++) {
		if (!(t->size >> i & 1))
			continue;
		if (any)
			join(t->peak[i], ret, ret);
		else
			memcpy(ret, t->peak[i], SM3_SIZE);
		any = true;
	}
}

bool tree_load(struct tree *t, int64_t size, node_fn *node, void *arg)
{
	*t = (struct tree){ .size = size };
	for (int i = 0; i < 63; i++)
		if (size >> i & 1 && !node(arg, i, (size >> i) - 1, t->peak[i]))
			return false;
	return true;
}

int64_t tree_nodes(int64_t size)
{
	int64_t n = 0;

	for (; size; size >>= 1)
		n += size;
	return n;
}

/* --- proofs ---------------------------------------------------------------------------------- */

struct asking {
	node_fn *node;
	void *arg;
	struct proof *p;
};

/* The largest power of two below n; n > 1. */
static int64_t half(int64_t n)
{
	int64_t k = 1;

	while (k << 1 < n)
		k <<= 1;
	return k;
}

/* Root of the n leaves from `at` on. */
static bool range(const struct asking *w, int64_t at, int64_t n, unsigned char *ret)
{
	unsigned char left[SM3_SIZE], right[SM3_SIZE];
	int64_t k;
	int level = 0;

	while (INT64_C(1) << level < n)
		level++;
	if (INT64_C(1) << level == n)
		return w->node(w->arg, level, at >> level, ret);
	k = half(n);
	if (!range(w, at, k, left) || !range(w, at + k, n - k, right))
		return false;
	join(left, right, ret);
	return true;
}

static bool add_range(const struct asking *w, int64_t at, int64_t n)
{
	must(w->p->n < sizeof w->p->hash / sizeof w->p->hash[0]);
	return range(w, at, n, w->p->hash[w->p->n++]);
}

static bool path(const struct asking *w, int64_t m, int64_t at, int64_t n)
{
	int64_t k;

	if (n == 1)
		return true;
	k = half(n);
	if (m < k)
		return path(w, m, at, k) && add_range(w, at + k, n - k);
	return path(w, m - k, at + k, n - k) && add_range(w, at, k);
}

static bool subproof(const struct asking *w, int64_t m, int64_t at, int64_t n, bool whole)
{
	int64_t k;

	if (m == n)
		return whole || add_range(w, at, n);
	k = half(n);
	if (m <= k)
		return subproof(w, m, at, k, whole) && add_range(w, at + k, n - k);
	return subproof(w, m - k, at + k, n - k, false) && add_range(w, at, k);
}

bool proof_inclusion(int64_t index, int64_t size, node_fn *node, void *arg, struct proof *ret)
{
	struct asking w = { node, arg, ret };

	ret->n = 0;
	return index >= 0 && index < size && path(&w, index, 0, size);
}

bool proof_consistency(int64_t from, int64_t size, node_fn *node, void *arg, struct proof *ret)
{
	struct asking w = { node, arg, ret };

	ret->n = 0;
	return from > 0 && from <= size && subproof(&w, from, 0, size, true);
}

/* --- checking -------------------------------------------------------------------------------- */

bool inclusion_holds(const struct proof *p, int64_t index, int64_t size,
                     const unsigned char leaf[SM3_SIZE], const unsigned char root[SM3_SIZE])
{
	int64_t fn = index, sn = size - 1;
	unsigned char r[SM3_SIZE];

	if (index < 0 || index >= size)
		return false;
	memcpy(r, leaf, sizeof r);
	for (size_t i = 0; i < p->n; i++) {
		if (sn == 0)
			return false;
		if (fn & 1 || fn == sn) {
			join(p->hash[i], r, r);
			while (!(fn & 1) && fn) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			join(r, p->hash[i], r);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && same(r, root);
}

static bool is_power(int64_t n)
{
	return (n & (n - 1)) == 0;
}

bool consistency_holds(const struct proof *p, int64_t from, int64_t size,
                       const unsigned char from_root[SM3_SIZE], const unsigned char root[SM3_SIZE])
{
	int64_t fn = from - 1, sn = size - 1;
	unsigned char fr[SM3_SIZE], sr[SM3_SIZE];
	size_t i = 0;

	if (from <= 0 || from > size)
		return false;
	if (from == size)
		return p->n == 0 && same(from_root, root);
	if (!is_power(from) && p->n == 0)
		return false;
	while (fn & 1) {
		fn >>= 1;
		sn >>= 1;
	}
	memcpy(fr, is_power(from) ? from_root : p->hash[i++], sizeof fr);
	memcpy(sr, fr, sizeof sr);
	for (; i < p->n; i++) {
		if (sn == 0)
			return false;
		if (fn & 1 || fn == sn) {
			join(p->hash[i], fr, fr);
			join(p->hash[i], sr, sr);
			while (!(fn & 1) && fn) {
				fn >>= 1;
				sn >>= 1;
			}
		} else {
			join(sr, p->hash[i], sr);
		}
		fn >>= 1;
		sn >>= 1;
	}
	return sn == 0 && same(fr, from_root) && same(sr, root);
}
