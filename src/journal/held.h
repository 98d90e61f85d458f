/*
 * held.h - what leaves the bureau: heads, proofs and keys as JSON files
 *
 * A head file:
 *
 *     {"consistency":{"from":20,"hashes":["…"]},
 *      "entries":[{"hashes":["…"],"leaf":"{…}","position":17}],
 *      "head":{"at":…,"before":…,"org":1,"root":"…","size":30,"v":"yifa-head-v1"},
 *      "key":"04…","signature":"30…",
 *      "witnesses":[{"key":"04…","name":"区司法局","signature":"30…"}]}
 *
 * `entries` makes it a proof file: each leaf is the text itself, its hashes lead to the root
 * (RFC 9162 2.1.3).  `consistency` says that the tree of the first `from` entries begins this one
 * (2.1.4).  Either may be missing.  A witness signs "yifa-witness-v1\n" and the text of the head.
 *
 * A key file of a witness is {"key":"04…","name":"…","secret":"…"}, readable by its owner alone.
 *
 * Nothing here needs a database: held_holds() is the stand-alone check.
 */
#ifndef JOURNAL_HELD_H
#define JOURNAL_HELD_H

#include "journal/head.h"

struct held_entry { int64_t position; struct str leaf; struct proof proof; };
struct witness { struct str key, name, signature; };

struct held {
	struct head head;
	int64_t from;                   /* of the consistency proof; 0: there is none          */
	struct proof consistency;
	struct held_entry *entries;    size_t n_entries, cap_entries;
	struct witness *witnesses;      size_t n_witnesses, cap_witnesses;
};

/* False: the text is no such file; *ret_error says what is wrong with it. */
bool held_read(struct arena *a, struct str text, struct held *ret, struct str *ret_error);
void held_write(struct buf *out, const struct held *p);

/*
 * Do the signature, all countersignatures and the proofs of all entries hold?  *ret_error is a
 * sentence for people when not.
 */
bool held_holds(struct arena *a, const struct held *p, struct str *ret_error);
/* Is `p` a later head of the same journal, by its consistency proof (or the same one)? */
bool held_follows(struct arena *a, const struct held *p, const struct held *old, struct str *ret_error);

/* The bytes that a witness signs. */
struct str witness_text(struct arena *a, const struct head *h);
bool witness_signed(const struct head *h, const struct witness *w);
/* Is there a countersignature of this key that holds? */
bool held_witnessed(const struct held *p, struct str key);
void held_countersign(struct arena *a, struct held *p, const struct sm2_key *k, struct str name);

/* Proof of one entry for this head, from the stored tree; false: the entry or a node is missing. */
bool held_prove(struct tx *tx, struct held *p, int64_t position);
bool held_prove_from(struct tx *tx, struct held *p, int64_t from);

void key_file_write(struct buf *out, const struct sm2_key *k, struct str name);
bool key_file_read(struct arena *a, struct str text, struct sm2_key *ret, struct str *ret_name);

#endif
