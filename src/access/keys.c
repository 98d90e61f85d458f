/*
 * keys.c - security keys: kept, asked, counted
 */
#include "access/keys.h"
#include "access/totp.h"

/* clang-format off */
enum { OF, NAMED, ADD, USED, DROP, DROP_ALL, N_SQL };
static const struct stmt sql[N_SQL] = {
	[OF]       = { "SELECT id, credential, public_key, uses, label, added_at, used_at FROM account_keys WHERE org = $1 AND account = $2 ORDER BY id" },
	[NAMED]    = { "SELECT id FROM account_keys WHERE credential = $1", "a key is of one account, wherever" },
	[ADD]      = { "INSERT INTO account_keys (org, id, account, credential, public_key, uses, label, added_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)" },
	[USED]     = { "UPDATE account_keys SET uses = $3, used_at = $4 WHERE org = $1 AND id = $2" },
	[DROP]     = { "DELETE FROM account_keys WHERE org = $1 AND account = $2 AND id = $3" },
	[DROP_ALL] = { "DELETE FROM account_keys WHERE org = $1 AND account = $2" },
};
/* clang-format on */

size_t keys_of(struct tx *tx, int64_t org, int64_t account, struct key **ret)
{
	struct rows q = db_query(tx, &sql[OF], org, account);
	struct key k, *list = arena_array(tx->arena, struct key, KEYS_MOST);
	size_t n = 0;

	while (db_row(&q, &k.id, &k.pass.credential, &k.pass.public_key, &k.pass.count, &k.label,
	              &k.added_at, &k.used_at)) {
		if (n == KEYS_MOST)
			continue;
		k.pass.credential = arena_str(tx->arena, k.pass.credential);
		k.pass.public_key = arena_str(tx->arena, k.pass.public_key);
		k.label = arena_str(tx->arena, k.label);
		list[n++] = k;
	}
	*ret = list;
	return n;
}

struct str key_ask(struct tx *tx, const struct session *s)
{
	char p[CHALLENGE_BYTES];
	struct str challenge;

	world_random(tx->world, p, sizeof p);
	challenge = base64url(tx->arena, (struct str){ p, sizeof p });
	session_ask(tx, s, challenge);
	return challenge;
}

static bool no(struct key_answer *what, const char *say)
{
	what->say = str_of(say);
	return false;
}

static bool may_add(struct tx *tx, const struct session *s, struct key_answer *what)
{
	struct key *list;

	if (!session_fresh(tx, s))
		return no(what, "登记安全密钥前，请先在“签署前验证”中验证身份，十分钟内办理。");
	if (keys_of(tx, s->who.org, s->who.id, &list) >= KEYS_MOST)
		return no(what, "一个账号最多登记十个安全密钥。");
	what->label = str_trim(what->label);
	if (!what->label.n || str_chars(what->label) > KEY_LABEL_MOST)
		return no(what, "请给安全密钥起一个名字，不超过四十个字。");
	return true;
}

bool key_enrol(struct tx *tx, const struct admin *by, const struct session *s,
               struct key_answer *what)
{
	const struct account *who = &s->who;
	struct passkey pass = { 0 };
	struct str challenge;
	int64_t other;

	if (!session_answered(tx, s, &challenge))
		return no(what, "登记已过期，请再来一次。");
	if (!may_add(tx, s, what) ||
	    !webauthn_enrol(tx->arena, &what->us, challenge, &what->shown, &pass, &what->say))
		return false;
	if (db_one(tx, &sql[NAMED], VALS(pass.credential), &other))
		return no(what, "这个安全密钥已经登记过。");
	db_exec(tx, &sql[ADD], who->org, tx_new_id(tx), who->id, pass.credential, pass.public_key,
	        pass.count, what->label, world_now(tx->world));
	what->with_codes = !account_has_factor(who);
	if (what->with_codes)
		recovery_renew(tx, who, what->codes);
	account_entry(tx, by, who->id, "key",
	              (struct said[]){ { "key", what->label }, { "name", who->name } }, 2);
	return !tx->r->fault;
}

/* A copied key is told to those who watch, though nothing is opened by it. */
static void suspect(struct tx *tx, const struct account *who, const struct key *k)
{
	account_entry(tx, &(struct admin){ .who = who, .origin = S("web") }, who->id, "key_suspect",
	              (struct said[]){ { "key", k->label }, { "name", who->name } }, 2);
}

bool key_take(struct tx *tx, const struct session *s, struct key_answer *what)
{
	const struct account *who = &s->who;
	const struct key *k = NULL;
	struct key *list;
	struct str challenge;
	size_t n = keys_of(tx, who->org, who->id, &list);
	int64_t count = 0;

	if (!session_answered(tx, s, &challenge))
		return no(what, "验证已过期，请再来一次。");
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].pass.credential, what->shown.credential))
			k = &list[i];
	if (!k)
		return no(what, "这个账号没有登记这个安全密钥。");
	if (!webauthn_check(tx->arena, &what->us, challenge, &k->pass, &what->shown, &count,
	                    &what->say)) {
		if (str_starts(what->say, S(KEY_COPIED)))
			suspect(tx, who, k);
		return false;
	}
	db_exec(tx, &sql[USED], who->org, k->id, count, world_now(tx->world));
	return true;
}

bool key_drop(struct tx *tx, const struct admin *by, const struct session *s, int64_t id)
{
	struct key *list;
	size_t n = keys_of(tx, s->who.org, s->who.id, &list);
	const struct key *k = NULL;

	if (!session_fresh(tx, s))
		return refuse_with(
			tx->r,
			(struct refusal){ .say = S("停用安全密钥前要验证身份。"),
		                          .way = S("在“签署前验证”中验证后，十分钟内停用。") });
	for (size_t i = 0; i < n; i++)
		if (list[i].id == id)
			k = &list[i];
	if (!k)
		return refuse_with(tx->r, (struct refusal){ .say = S("没有这个安全密钥。") });
	db_exec(tx, &sql[DROP], s->who.org, s->who.id, id);
	if (n == 1 && !s->who.has_totp)
		recovery_drop(tx, &s->who);
	account_entry(tx, by, s->who.id, "key_off",
	              (struct said[]){ { "key", k->label }, { "name", s->who.name } }, 2);
	return true;
}

void keys_drop(struct tx *tx, const struct account *whom)
{
	db_exec(tx, &sql[DROP_ALL], whom->org, whom->id);
}
