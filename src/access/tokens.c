/*
 * tokens.c - credentials of programs, kept as their hashes
 */
#include "access/tokens.h"
#include "base/json.h"
#include "base/sm3.h"
#include "journal/journal.h"

enum { TOKEN_BYTES = 24 };

/* clang-format off */
enum { INSERT, FIND, TOUCH, LIST_ALL, CLOSE, OF_ID, N_SQL };
#define COLUMNS_OF "org, id, account, name, ledgers, verbs, reads, a_minute, made_at, expires, seen_at, closed_at"
static const struct stmt sql[N_SQL] = {
	[INSERT] = { "INSERT INTO tokens (org, id, account, name, hash, ledgers, verbs, reads, a_minute, made_at, made_by, expires)"
	             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)" },
	[FIND]   = { "SELECT " COLUMNS_OF " FROM tokens WHERE hash = $1", "the token tells the org" },
	[TOUCH]  = { "UPDATE tokens SET seen_at = $3 WHERE org = $1 AND id = $2" },
	[LIST_ALL]   = { "SELECT " COLUMNS_OF " FROM tokens WHERE org = $1 AND ($2 = 0 OR account = $2) ORDER BY made_at DESC, id DESC" },
	[CLOSE]  = { "UPDATE tokens SET closed_at = $4 WHERE org = $1 AND id = $2 AND ($3 = 0 OR account = $3) AND closed_at IS NULL" },
	[OF_ID]  = { "SELECT " COLUMNS_OF " FROM tokens WHERE org = $1 AND id = $2" },
};
/* clang-format on */

static bool token_row(struct tx *tx, struct rows *q, struct token *ret)
{
	struct token t = { 0 };
	int64_t reads;

	if (!db_row(q, &t.org, &t.id, &t.account, &t.name, &t.ledgers, &t.verbs, &reads,
	            &t.a_minute, &t.made_at, &t.expires, &t.seen_at, &t.closed_at))
		return false;
	t.name = arena_str(tx->arena, t.name);
	t.ledgers = arena_str(tx->arena, t.ledgers);
	t.verbs = arena_str(tx->arena, t.verbs);
	t.reads = reads != 0;
	*ret = t;
	return true;
}

/* Keys in order of bytes, as every body of the journal. */
static struct str body_of(struct tx *tx, const struct token *t)
{
	struct json_text text;
	struct json *j = json_begin(&text, 1 << 16);

	json_key(j, "account");
	json_id(j, t->account);
	json_key(j, "expires");
	json_int(j, t->expires.us);
	json_pair(j, "ledgers", t->ledgers);
	json_pair(j, "name", t->name);
	json_key(j, "reads");
	json_bool(j, t->reads);
	json_pair(j, "verbs", t->verbs);
	return json_end(&text, tx->arena);
}

static void note(struct tx *tx, const struct token *t, const char *verb, int64_t by,
                 const char *origin)
{
	journal_append(tx, &(struct journal_entry){ .org = t->org,
	                                            .day = world_today(tx->world),
	                                            .at = world_now(tx->world),
	                                            .actor = by,
	                                            .done_by = by,
	                                            .ledger = S("token"),
	                                            .record = t->id,
	                                            .verb = str_of(verb),
	                                            .body = body_of(tx, t),
	                                            .origin = str_of(origin) });
}

bool token_make(struct tx *tx, struct token *t, int64_t made_by, const char *origin,
                struct str *ret_secret)
{
	unsigned char p[TOKEN_BYTES];
	struct str secret;

	world_random(tx->world, p, sizeof p);
	secret = arena_fmt(tx->arena, "yifa_%.*s", P(hex_text(tx->arena, p, sizeof p)));
	t->id = tx_new_id(tx);
	t->made_at = world_now(tx->world);
	db_exec(tx, &sql[INSERT], t->org, t->id, t->account, t->name, sm3_hex(tx->arena, secret),
	        t->ledgers, t->verbs, (int64_t)t->reads, t->a_minute, t->made_at, made_by,
	        t->expires);
	note(tx, t, "add", made_by, origin);
	*ret_secret = secret;
	return !tx->r->fault;
}

bool token_find(struct tx *tx, struct str secret, struct token *ret, struct account *ret_who)
{
	struct instant now = world_now(tx->world);
	struct rows q;
	struct token t;
	bool found;

	if (!str_starts(secret, S("yifa_")))
		return false;
	q = db_query(tx, &sql[FIND], sm3_hex(tx->arena, secret));
	found = token_row(tx, &q, &t);
	db_close(&q);
	if (!found || instant_set(t.closed_at) || t.expires.us < now.us ||
	    !account_of(tx, t.org, t.account, ret_who))
		return false;
	t.stale = !instant_set(t.seen_at) ||
	          now.us - t.seen_at.us > (int64_t)TOKEN_TOUCH_MINUTES * 60 * 1000000;
	*ret = t;
	return true;
}

void token_touch(struct tx *tx, const struct token *t)
{
	db_exec(tx, &sql[TOUCH], t->org, t->id, world_now(tx->world));
}

size_t token_list(struct tx *tx, int64_t org, int64_t account, struct token **ret)
{
	struct rows q = db_query(tx, &sql[LIST_ALL], org, account);
	struct token t, *list = NULL;
	size_t n = 0, cap = 0;

	while (token_row(tx, &q, &t)) {
		arena_grow(tx->arena, list, n, cap);
		list[n++] = t;
	}
	*ret = list;
	return n;
}

bool token_close(struct tx *tx, int64_t org, int64_t account, int64_t id, int64_t by,
                 const char *origin)
{
	struct rows q;
	struct token t;
	bool found;

	if (!db_changed(tx, &sql[CLOSE], org, id, account, world_now(tx->world)))
		return false;
	q = db_query(tx, &sql[OF_ID], org, id);
	found = token_row(tx, &q, &t);
	db_close(&q);
	if (found)
		note(tx, &t, "revoke", by, origin);
	return found;
}

/* --- scope ------------------------------------------------------------------------------------- */

static bool names(struct str list, struct str key)
{
	struct str item;

	while (str_item(&list, &item))
		if (str_is(item, "*") || str_eq(item, key))
			return true;
	return false;
}

bool token_covers(const struct token *t, const char *ledger)
{
	return names(t->ledgers, str_of(ledger));
}

bool token_takes(const struct token *t, const char *ledger, struct str verb)
{
	struct str list = t->verbs, item, of, rest;

	while (str_item(&list, &item))
		if (str_cut(item, '.', &of, &rest) && str_is(of, ledger) && str_eq(rest, verb))
			return token_covers(t, ledger);
	return token_covers(t, ledger) && names(t->verbs, verb);
}
