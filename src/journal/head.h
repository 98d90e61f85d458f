/*
 * head.h - signed heads of the tree
 *
 * A head says: at this instant the journal of this bureau had so many entries, and this is the root
 * of their tree.  It is signed with SM2 over canonical JSON:
 *
 *     {"at":1735610400000000,"before":20,"org":1,"root":"…","size":30,"v":"yifa-head-v1"}
 *
 * `before` is the size of the head before (0: none), so none can be taken out unseen.  Heads are
 * kept in journal_heads, one for a size, and never change.  What is held outside the
 * bureau is the same as JSON text with key, signature and countersignatures (proof.h).
 *
 * The secret key stands in journal_keys, sealed (base/seal.h): who can write to the database but
 * has not the key file can put no key of his own in its place that would open.  A new key is an
 * entry of the journal (ledger `journal`, verb `key`).
 */
#ifndef JOURNAL_HEAD_H
#define JOURNAL_HEAD_H

#include "base/sm2.h"
#include "journal/build.h"

struct head {
	int64_t org, size, before;
	struct str root;                /* 64 digits                                           */
	struct instant at;
	struct str key, signature;
};

/* The bytes that are signed. */
struct str head_text(struct arena *a, const struct head *h);
bool head_signed(const struct head *h);

/* The last head kept with at most `most` entries; false: none. */
bool head_last(struct tx *tx, int64_t org, int64_t most, struct head *ret);
/* The first head kept with more than `after` entries. */
bool head_next(struct tx *tx, int64_t org, int64_t after, struct head *ret);

/*
 * Makes a key for the org and keeps it, sealed; needs world->key.  False: refused (there is none,
 * and that is said) or a fault.  `who` stands in the entry.
 */
bool key_make(struct tx *tx, int64_t org, int64_t who, struct str origin);
/* The newest key, opened; false and refused by name: there is none, or the key file does not open it. */
bool key_open(struct tx *tx, int64_t org, struct sm2_key *ret);
/*
 * Is there a stored key for each that was announced, and does each secret key open and belong to the
 * public key beside it?  Opening is not asked without world->key.
 */
bool keys_sound(struct tx *tx, int64_t org, bool *ret_asked);
/*
 * Does world->key open the newest signing key?  True without a key, and where nothing is kept yet: who lost
 * the key begins with a new one and a new signing key.
 */
bool keys_fit(struct tx *tx, int64_t org);

/* Was this public key announced by an entry of the journal? */
bool key_known(struct tx *tx, int64_t org, struct str open);

/* Signs what the stored tree covers and keeps the head; the last one where nothing was added since. */
bool head_sign(struct db *db, struct world *world, struct arena *a, struct refusals *r, int64_t org, struct head *ret);

#endif
