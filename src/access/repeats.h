/*
 * repeats.h - a request that is sent twice is done once
 *
 * A program names its request (Idempotency-Key).  The name is claimed as the first thing of the
 * transaction that does the work, and the answer kept as its last: a crash leaves both or neither,
 * so a retry never doubles and always learns what came of the first.  A refusal rolls the claim
 * back with the rest: it may be tried again.
 *
 *     struct repeat x = { .key = S("a-17"), .request = sm3_hex(arena, what) };
 *     switch (repeat_claim(tx, org, account, &x)) {
 *     case REPEAT_NEW:   … do it; repeat_keep(tx, org, account, &x); break;
 *     case REPEAT_SAME:  … answer x.status, x.location, x.body
 *     case REPEAT_OTHER: … another request had this name
 *     }
 */
#ifndef ACCESS_REPEATS_H
#define ACCESS_REPEATS_H

#include "store/db.h"

/* Longer than the longest holiday with the days before it: what hung over it can still be retried. */
enum { REPEAT_DAYS = 15, REPEAT_KEY_MOST = 100 };

struct repeat {
	struct str key, request;        /* its name; hash of the whole of it                   */
	int status;
	struct str location, body;      /* of the answer                                       */
};

enum repeated { REPEAT_NEW, REPEAT_SAME, REPEAT_OTHER };

/* On PostgreSQL it waits for another transaction that claims the same. */
enum repeated repeat_claim(struct tx *tx, int64_t org, int64_t account, struct repeat *x);
void repeat_keep(struct tx *tx, int64_t org, int64_t account, const struct repeat *x);
/* 1 to REPEAT_KEY_MOST printable characters without blanks. */
bool repeat_key_ok(struct str key);

#endif
