/*
 * sessions.c - tokens, kept as their hashes
 */
#include "access/sessions.h"
#include "base/sm3.h"

enum { TOKEN_BYTES = 24 };

/* clang-format off */
enum { BEGIN, FIND, TOUCH, END, SWEEP, N_SQL };
static const struct stmt sql[N_SQL] = {
	[BEGIN] = { "INSERT INTO sessions (token, org, account, created, seen, csrf, expires, address) VALUES ($1, $2, $3, $4, $4, $5, $6, $7)" },
	[FIND]  = { "SELECT org, account, csrf, seen, expires FROM sessions WHERE token = $1", "the token tells the org" },
	[TOUCH] = { "UPDATE sessions SET seen = $2, expires = $3 WHERE token = $1", "the token tells the org" },
	[END]   = { "DELETE FROM sessions WHERE token = $1", "the token tells the org" },
	[SWEEP] = { "DELETE FROM sessions WHERE org = $1 AND expires < $2" },
};
/* clang-format on */

static struct str random_hex(struct tx *tx)
{
	unsigned char p[TOKEN_BYTES];

	world_random(tx->world, p, sizeof(p));
	return hex_text(tx->arena, p, sizeof(p));
}

static struct instant expiry(struct instant now)
{
	return (struct instant){ now.us + (int64_t)SESSION_HOURS * 3600 * 1000000 };
}

bool session_begin(struct tx *tx, const struct account *who, struct str address,
                   struct str *ret_token)
{
	struct instant now = world_now(tx->world);
	struct str token = random_hex(tx);

	db_exec(tx, &sql[SWEEP], who->org, now);
	db_exec(tx, &sql[BEGIN], sm3_hex(tx->arena, token), who->org, who->id, now, random_hex(tx),
	        expiry(now), address);
	*ret_token = token;
	return !tx->r->fault;
}

bool session_find(struct tx *tx, struct str token, struct session *ret)
{
	struct instant now = world_now(tx->world), seen, expires;
	struct session s = { 0 };
	int64_t org, account;

	if (!token.n)
		return false;
	s.hash = sm3_hex(tx->arena, token);
	if (!db_one(tx, &sql[FIND], VALS(s.hash), &org, &account, &s.csrf, &seen, &expires))
		return false;
	s.csrf = arena_str(tx->arena, s.csrf);
	if (expires.us < now.us || !account_of(tx, org, account, &s.who))
		return false;
	s.stale = now.us - seen.us > (int64_t)SESSION_TOUCH_MINUTES * 60 * 1000000;
	*ret = s;
	return true;
}

void session_touch(struct tx *tx, const struct session *s)
{
	struct instant now = world_now(tx->world);

	db_exec(tx, &sql[TOUCH], s->hash, now, expiry(now));
}

void session_end(struct tx *tx, const struct session *s)
{
	db_exec(tx, &sql[END], s->hash);
}
