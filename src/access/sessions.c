/*
 * sessions.c - tokens, kept as their hashes
 */
#include "access/sessions.h"
#include "base/sm3.h"

enum { TOKEN_BYTES = 24, HALF_MINUTES = 5 };

/* clang-format off */
enum { BEGIN, FIND, TOUCH, END, END_OTHERS, END_NAMED, SWEEP, ALL, WHOLE, STRONG, ASK, ASKED, ANSWERED, N_SQL };
static const struct stmt sql[N_SQL] = {
	[BEGIN] = { "INSERT INTO sessions (token, org, account, created, seen, csrf, expires, address, asked) VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8)" },
	[FIND]  = { "SELECT org, account, csrf, seen, expires, strong, asked FROM sessions WHERE token = $1", "the token tells the org" },
	[TOUCH] = { "UPDATE sessions SET seen = $2, expires = $3 WHERE token = $1", "the token tells the org" },
	[END]   = { "DELETE FROM sessions WHERE token = $1", "the token tells the org" },
	[END_OTHERS] = { "DELETE FROM sessions WHERE org = $1 AND account = $2 AND token <> $3" },
	[END_NAMED] = { "DELETE FROM sessions WHERE org = $1 AND account = $2 AND SUBSTR(token, 1, 16) = $3" },
	[ALL]   = { "SELECT s.token, a.name, s.address, s.created, s.seen, s.account FROM sessions s JOIN accounts a ON a.org = s.org AND a.id = s.account"
	            " WHERE s.org = $1 AND ($2 = 0 OR s.account = $2) AND s.expires >= $3 ORDER BY s.seen DESC, s.token LIMIT 500" },
	[WHOLE] = { "UPDATE sessions SET asked = NULL, strong = $2 WHERE token = $1", "the token tells the org" },
	[STRONG] = { "UPDATE sessions SET strong = $2 WHERE token = $1", "the token tells the org" },
	[ASK]    = { "UPDATE sessions SET challenge = $2, challenged = $3 WHERE token = $1", "the token tells the org" },
	[ASKED]  = { "SELECT COALESCE(challenge, ''), challenged FROM sessions WHERE token = $1", "the token tells the org" },
	[ANSWERED] = { "UPDATE sessions SET challenge = '', challenged = NULL WHERE token = $1", "the token tells the org" },
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
	        expiry(now), address, account_has_factor(who) ? VAL(now) : NULL_VAL);
	*ret_token = token;
	return !tx->r->fault;
}

bool session_find(struct tx *tx, struct str token, struct session *ret)
{
	struct instant now = world_now(tx->world), seen, expires, asked = INSTANT_NONE;
	struct session s = { 0 };
	int64_t org, account;

	if (!token.n)
		return false;
	s.hash = sm3_hex(tx->arena, token);
	if (!db_one(tx, &sql[FIND], VALS(s.hash), &org, &account, &s.csrf, &seen, &expires,
	            &s.strong, &asked))
		return false;
	s.csrf = arena_str(tx->arena, s.csrf);
	s.half = instant_set(asked);
	if (s.half && now.us - asked.us > (int64_t)HALF_MINUTES * 60 * 1000000)
		return false;
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

void sessions_end(struct tx *tx, int64_t org, int64_t account, struct str but)
{
	db_exec(tx, &sql[END_OTHERS], org, account, but);
}

void session_end_named(struct tx *tx, int64_t org, int64_t account, struct str name)
{
	db_exec(tx, &sql[END_NAMED], org, account, name);
}

size_t sessions_of(struct tx *tx, int64_t org, int64_t account, struct seen_session **ret)
{
	struct rows q = db_query(tx, &sql[ALL], org, account, world_now(tx->world));
	size_t n = 0, cap = 16;
	struct seen_session s = { 0 }, *list = arena_array(tx->arena, struct seen_session, cap);

	while (db_row(&q, &s.name, &s.account, &s.address, &s.created, &s.seen, &s.account_id)) {
		arena_grow(tx->arena, list, n, cap);
		list[n] = s;
		list[n].name = arena_str(tx->arena,
		                         (struct str){ s.name.p, s.name.n < 16 ? s.name.n : 16 });
		list[n].account = arena_str(tx->arena, s.account);
		list[n++].address = arena_str(tx->arena, s.address);
	}
	*ret = list;
	return n;
}

void session_strong(struct tx *tx, const struct session *s)
{
	db_exec(tx, &sql[STRONG], s->hash, world_now(tx->world));
}

void session_whole(struct tx *tx, const struct session *s)
{
	db_exec(tx, &sql[WHOLE], s->hash, world_now(tx->world));
}

void session_ask(struct tx *tx, const struct session *s, struct str challenge)
{
	db_exec(tx, &sql[ASK], s->hash, challenge, world_now(tx->world));
}

bool session_answered(struct tx *tx, const struct session *s, struct str *ret_challenge)
{
	struct instant at = INSTANT_NONE, now = world_now(tx->world);
	struct str challenge = S("");

	if (!db_one(tx, &sql[ASKED], VALS(s->hash), &challenge, &at) || !challenge.n)
		return false;
	challenge = arena_str(tx->arena, challenge);
	db_exec(tx, &sql[ANSWERED], s->hash);
	if (!instant_set(at) || now.us - at.us > (int64_t)HALF_MINUTES * 60 * 1000000)
		return false;
	*ret_challenge = challenge;
	return true;
}

bool session_fresh(struct tx *tx, const struct session *s)
{
	struct instant now = world_now(tx->world);

	return instant_set(s->strong) &&
	       now.us - s->strong.us <= (int64_t)FRESH_MINUTES * 60 * 1000000;
}
