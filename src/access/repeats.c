/*
 * repeats.c - names of requests, and what was answered
 */
#include "access/repeats.h"

/* clang-format off */
enum { SWEEP, CLAIM, FIND, KEEP, N_SQL };
static const struct stmt sql[N_SQL] = {
	[SWEEP] = { "DELETE FROM repeats WHERE org = $1 AND made_at < $2" },
	[CLAIM] = { "INSERT INTO repeats (org, account, key, request, status, location, body, made_at) VALUES ($1, $2, $3, $4, 0, '', '', $5)"
	            " ON CONFLICT (org, account, key) DO NOTHING" },
	[FIND]  = { "SELECT request, status, location, body FROM repeats WHERE org = $1 AND account = $2 AND key = $3" },
	[KEEP]  = { "UPDATE repeats SET status = $4, location = $5, body = $6 WHERE org = $1 AND account = $2 AND key = $3" },
};
/* clang-format on */

enum repeated repeat_claim(struct tx *tx, int64_t org, int64_t account, struct repeat *x)
{
	struct instant now = world_now(tx->world),
		       old = { now.us - (int64_t)REPEAT_DAYS * 86400 * 1000000 };
	struct str request = S("");
	int64_t status = 0;

	db_exec(tx, &sql[SWEEP], org, old);
	if (db_changed(tx, &sql[CLAIM], org, account, x->key, x->request, now))
		return REPEAT_NEW;
	if (!db_one(tx, &sql[FIND], VALS(org, account, x->key), &request, &status, &x->location,
	            &x->body)) {
		tx_fault(tx, "the claim of a repeated request is gone");
		return REPEAT_OTHER;
	}
	x->location = arena_str(tx->arena, x->location);
	x->body = arena_str(tx->arena, x->body);
	x->status = (int)status;
	return str_eq(request, x->request) ? REPEAT_SAME : REPEAT_OTHER;
}

void repeat_keep(struct tx *tx, int64_t org, int64_t account, const struct repeat *x)
{
	db_exec(tx, &sql[KEEP], org, account, x->key, (int64_t)x->status, x->location, x->body);
}

bool repeat_key_ok(struct str key)
{
	for (size_t i = 0; i < key.n; i++)
		if (key.p[i] <= ' ' || key.p[i] >= 0x7f)
			return false;
	return key.n > 0 && key.n <= REPEAT_KEY_MOST;
}
