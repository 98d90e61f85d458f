/*
 * tree.h - the Merkle tree of RFC 9162 (2.1) with SM3
 *
 * A leaf is hashed as SM3(0x00 ‖ leaf), a node as SM3(0x01 ‖ left ‖ right).  Leaf i (from 0) is
 * entry i + 1 of the journal.  Node `at` of `level` is the root of the 2^level leaves from
 * at × 2^level on; only complete nodes are kept, and never change once they are.
 *
 * Pure: no database.  Nodes are asked for by a function, so proofs of a tree of n leaves read
 * O(log n) of them, and adding n leaves is O(n).
 *
 *     struct tree t = { 0 };
 *     tree_add(&t, leaf_hash, keep_node, where);       keep_node is called for each node completed
 *     tree_root(&t, root);
 */
#ifndef JOURNAL_TREE_H
#define JOURNAL_TREE_H

#include "base/sm3.h"

/* Roots of the complete trees that the leaves so far fall into: peak[i] stands when bit i of size is set. */
struct tree { int64_t size; unsigned char peak[63][SM3_SIZE]; };

typedef bool node_fn(void *arg, int level, int64_t at, unsigned char hash[SM3_SIZE]);

/* Calls keep (may be NULL) for the leaf and for every node it completes; false as soon as keep says so. */
bool tree_add(struct tree *t, const unsigned char leaf[SM3_SIZE], node_fn *keep, void *arg);
/* Of an empty tree: SM3 of nothing. */
void tree_root(const struct tree *t, unsigned char ret[SM3_SIZE]);
/* The tree of the first `size` leaves, its peaks asked of `node`; false when one is missing. */
bool tree_load(struct tree *t, int64_t size, node_fn *node, void *arg);
/* How many complete nodes a tree of this size has. */
int64_t tree_nodes(int64_t size);

/* A proof: hashes in the order of the RFC. */
struct proof { size_t n; unsigned char hash[130][SM3_SIZE]; };

/* That leaf `index` is in the tree of the first `size`; false when a node is missing. */
bool proof_inclusion(int64_t index, int64_t size, node_fn *node, void *arg, struct proof *ret);
/* That the tree of the first `from` leaves begins the one of the first `size`; 0 < from <= size. */
bool proof_consistency(int64_t from, int64_t size, node_fn *node, void *arg, struct proof *ret);

bool inclusion_holds(const struct proof *p, int64_t index, int64_t size, const unsigned char leaf[SM3_SIZE],
                     const unsigned char root[SM3_SIZE]);
bool consistency_holds(const struct proof *p, int64_t from, int64_t size, const unsigned char from_root[SM3_SIZE],
                       const unsigned char root[SM3_SIZE]);

#endif
