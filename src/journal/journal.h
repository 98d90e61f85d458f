/*
 * journal.h - every change leaves an entry, in the same transaction
 *
 * Entries of a bureau are numbered from 1 without gaps.  journal_append() is the last thing that a
 * step does.  A leaf is canonical JSON of all columns of an entry (keys sorted, no blanks, integers
 * exact, the body as it is stored), so no column can be changed without changing the leaf.
 *
 * Personal values do not stand in the leaf: a body holds {"sm3":"…"}, which is SM3(salt ‖ value)
 * over the bytes of both texts, and the table journal_personal holds salt and value until they are
 * erased.  `field` there is where the value stood: `phone` or `before.phone` of the record,
 * `parties.2.phone` of row 2.
 *
 * Instants of entries never go back: an entry whose clock reads a little earlier than that of the
 * last one gets the last one's; where it reads more than JOURNAL_SLACK earlier the machine's clock
 * was set back, and the step is refused by that name.  A fixed world (tests, a demo) is believed.
 *
 *     struct journal_entry e = { .org = 1, .verb = S("set"), …, .body = S("{}") };
 *     int64_t position = journal_append(tx, &e);      0: a fault or a refusal, tx says which
 */
#ifndef JOURNAL_JOURNAL_H
#define JOURNAL_JOURNAL_H

#include "base/buf.h"
#include "base/sm3.h"
#include "store/db.h"

/* In a body, rows of a table are objects of what is set; this is the key of a row's number. */
#define ROW_NUMBER "#"
enum { SALT_HEX = 32, HASH_HEX = 2 * SM3_SIZE };
/* Five minutes, in microseconds: more than machines that keep time drift apart. */
#define JOURNAL_SLACK INT64_C(300000000)

/* One personal value of an entry; `salt` is text of SALT_HEX digits. */
struct personal { struct str field, salt, value; };

struct journal_entry {
	int64_t org;
	struct day day;                 /* of the step                                         */
	struct instant at;              /* of entry                                            */
	int64_t actor, done_by;         /* who entered, for whom it stands                     */
	struct str ledger, verb, from, to;
	int64_t record;                 /* 0: of the ledger as a whole                         */
	struct str body;
	struct str origin;              /* web, cli, import, engine, demo                      */
	const struct personal *personal; size_t n_personal;
};

/* The position it got.  The first of a transaction is kept in tx->entry: the receipt. */
int64_t journal_append(struct tx *tx, const struct journal_entry *e);

/* SM3(salt ‖ value) as text; in the arena. */
struct str personal_hash(struct arena *a, struct str salt, struct str value);
/* A value as it is hashed: integers in decimal. */
struct str personal_text(struct arena *a, struct val v);
/* A new salt for a value, and its hash. */
struct str personal_seal(struct tx *tx, struct personal *p);

/* --- reading ---------------------------------------------------------------------------------- */

/* Columns of an entry as the leaf names them, in its order. */
enum journal_column { J_ACTOR, J_AT, J_BODY, J_DAY, J_DONE_BY, J_FROM, J_LEDGER, J_ORG, J_ORIGIN, J_POSITION,
	J_RECORD, J_TO, J_VERB, N_JOURNAL };

struct journal_row { struct val v[N_JOURNAL]; };

/* Entries of an org after `after`, at most JOURNAL_BATCH, in order; text is in the arena. */
enum { JOURNAL_BATCH = 256 };
size_t journal_rows(struct tx *tx, int64_t org, int64_t after, struct journal_row **ret);
/* One entry; false: there is none. */
bool journal_row(struct tx *tx, int64_t org, int64_t position, struct journal_row *ret);
/* Entries of one record after `after`, at most JOURNAL_BATCH. */
size_t journal_of(struct tx *tx, int64_t org, struct str ledger, int64_t record, int64_t after, struct journal_row **ret);

/* The leaf: appended to `out`. */
void journal_leaf(struct buf *out, const struct journal_row *e);
/* Its hash in the tree: SM3(0x00 ‖ leaf). */
void journal_leaf_hash(const struct journal_row *e, unsigned char ret[SM3_SIZE]);

static inline struct str j_text(const struct journal_row *e, enum journal_column c)
{
	return e->v[c].is == VAL_TEXT ? e->v[c].s : S("");
}
static inline int64_t j_int(const struct journal_row *e, enum journal_column c)
{
	return e->v[c].is == VAL_INT ? e->v[c].i : 0;
}

/* Every org that has a journal, ascending. */
size_t journal_orgs(struct tx *tx, int64_t **ret);

#endif
