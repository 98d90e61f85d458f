/*
 * build.h - the tree of a bureau's journal, kept beside it
 *
 * Nodes are added in batches, outside of the transactions that append, by whoever holds the lease
 * in the table journal_tree: a name and an instant until which nobody else may be at it.  A holder
 * that dies loses it when that instant passes.  Entries are hashed in a read, nodes are written in
 * a transaction that asks once more whether size and holder are still what they were.
 */
#ifndef JOURNAL_BUILD_H
#define JOURNAL_BUILD_H

#include "journal/journal.h"
#include "journal/tree.h"

/* How long a holder may be silent, in microseconds. */
#define TREE_LEASE INT64_C(30000000)

/*
 * Adds what is missing, up to the end of the journal.  `holder` names this process.  True: it is
 * complete (as far as this holder saw).  False: another holds it, or a fault in r.
 */
bool tree_build(struct db *db, struct world *world, struct refusals *r, int64_t org, struct str holder);

/* How many entries the stored nodes cover, and how many entries there are. */
int64_t tree_size(struct tx *tx, int64_t org);
int64_t journal_size(struct tx *tx, int64_t org);

/* Node of the stored tree: a node_fn whose arg is a struct stored. */
struct stored { struct tx *tx; int64_t org; };
bool stored_node(void *arg, int level, int64_t at, unsigned char hash[SM3_SIZE]);

/* 64 lower-case digits to a hash; false: they are no such thing. */
bool hash_read(struct str hex, unsigned char ret[SM3_SIZE]);

#endif
