/*
 * hooks.c - subscriptions, and the rows of the outbox that a step leaves for them
 */
#include "base/json.h"
#include "base/seal.h"
#include "base/sm3.h"
#include "journal/journal.h"
#include "ledger/hooks.h"

enum { SECRET_BYTES = 24 };

/* clang-format off */
enum { OPEN_HOOKS, PUT, INSERT, CLOSE, ALL, ONE, DEAD, LAST, RESEND, N_SQL };
#define HOOK_COLUMNS "org, id, account, name, url, ledgers, verbs, sign, secret, wait, tries, made_at, closed_at"
#define LETTER_COLUMNS "org, id, hook, record, tries, ledger, verb, error, day, made_at, next_at, done_at"
static const struct stmt sql[N_SQL] = {
	[OPEN_HOOKS] = { "SELECT id, ledgers, verbs FROM hooks WHERE org = $1 AND closed_at IS NULL ORDER BY id" },
	[PUT]    = { "INSERT INTO outbox (org, id, kind, hook, ledger, record, verb, day, made_at, next_at) VALUES ($1, $2, 'hook', $3, $4, $5, $6, $7, $8, 0)" },
	[INSERT] = { "INSERT INTO hooks (org, id, account, name, url, ledgers, verbs, sign, secret, wait, tries, made_at, made_by)"
	             " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)" },
	[CLOSE]  = { "UPDATE hooks SET closed_at = $3 WHERE org = $1 AND id = $2 AND closed_at IS NULL" },
	[ALL]    = { "SELECT " HOOK_COLUMNS " FROM hooks WHERE org = $1 ORDER BY id DESC" },
	[ONE]    = { "SELECT " HOOK_COLUMNS " FROM hooks WHERE org = $1 AND id = $2" },
	[DEAD]   = { "SELECT " LETTER_COLUMNS " FROM outbox WHERE org = $1 AND kind = 'hook' AND done_at IS NULL AND next_at IS NULL ORDER BY id DESC LIMIT $2" },
	[LAST]   = { "SELECT " LETTER_COLUMNS " FROM outbox WHERE org = $1 AND kind = 'hook' AND (done_at IS NOT NULL OR next_at IS NOT NULL) ORDER BY id DESC LIMIT $2" },
	[RESEND] = { "UPDATE outbox SET next_at = 0, tries = 0, leased_until = NULL WHERE org = $1 AND id = $2 AND kind = 'hook' AND done_at IS NULL AND next_at IS NULL" },
};
/* clang-format on */

bool hook_names(struct str list, struct str key)
{
	struct str item;

	while (str_item(&list, &item))
		if (str_is(item, "*") || str_eq(item, key))
			return true;
	return false;
}

/* --- of a step --------------------------------------------------------------------------------- */

enum { MAX_TOLD = 64 };

void hooks_note(struct taking *k)
{
	struct str ledger = str_of(k->t->l->key), verb = str_of(k->s->verb), ledgers, verbs;
	int64_t told[MAX_TOLD], id;
	size_t n = 0;
	struct rows q;

	if (k->who->mode != LIVE_WORK)
		return;
	q = db_query(k->tx, &sql[OPEN_HOOKS], k->who->org);
	while (db_row(&q, &id, &ledgers, &verbs))
		if (n < MAX_TOLD && hook_names(ledgers, ledger) && hook_names(verbs, verb))
			told[n++] = id;
	for (size_t i = 0; i < n; i++)
		db_exec(k->tx, &sql[PUT], k->who->org, tx_new_id(k->tx), told[i], ledger, k->id,
		        verb, k->day, k->now);
}

/* --- rows -------------------------------------------------------------------------------------- */

static bool hook_row(struct tx *tx, struct rows *q, struct hook *ret)
{
	struct hook h;

	if (!db_row(q, &h.org, &h.id, &h.account, &h.name, &h.url, &h.ledgers, &h.verbs, &h.sign,
	            &h.sealed, &h.wait, &h.tries, &h.made_at, &h.closed_at))
		return false;
	h.name = arena_str(tx->arena, h.name);
	h.url = arena_str(tx->arena, h.url);
	h.ledgers = arena_str(tx->arena, h.ledgers);
	h.verbs = arena_str(tx->arena, h.verbs);
	h.sign = arena_str(tx->arena, h.sign);
	h.sealed = arena_str(tx->arena, h.sealed);
	*ret = h;
	return true;
}

size_t hook_list(struct tx *tx, int64_t org, struct hook **ret)
{
	struct rows q = db_query(tx, &sql[ALL], org);
	struct hook h, *list = NULL;
	size_t n = 0, cap = 0;

	while (hook_row(tx, &q, &h)) {
		arena_grow(tx->arena, list, n, cap);
		list[n++] = h;
	}
	*ret = list;
	return n;
}

bool hook_of(struct tx *tx, int64_t org, int64_t id, struct hook *ret)
{
	struct rows q = db_query(tx, &sql[ONE], org, id);
	bool found = hook_row(tx, &q, ret);

	db_close(&q);
	return found;
}

static size_t letters(struct tx *tx, const struct stmt *st, int64_t org, size_t most,
                      struct letter **ret)
{
	struct rows q = db_query(tx, st, org, (int64_t)most);
	struct letter x, *list = arena_array(tx->arena, struct letter, most);
	size_t n = 0;

	while (n < most && db_row(&q, &x.org, &x.id, &x.hook, &x.record, &x.tries, &x.ledger,
	                          &x.verb, &x.error, &x.day, &x.made_at, &x.next_at, &x.done_at)) {
		x.ledger = arena_str(tx->arena, x.ledger);
		x.verb = arena_str(tx->arena, x.verb);
		x.error = arena_str(tx->arena, x.error);
		list[n++] = x;
	}
	db_close(&q);
	*ret = list;
	return n;
}

size_t letters_dead(struct tx *tx, int64_t org, size_t most, struct letter **ret)
{
	return letters(tx, &sql[DEAD], org, most, ret);
}

size_t letters_last(struct tx *tx, int64_t org, size_t most, struct letter **ret)
{
	return letters(tx, &sql[LAST], org, most, ret);
}

/* --- changes ----------------------------------------------------------------------------------- */

/* Keys in order of bytes; the secret never. */
static struct str body_of(struct tx *tx, const struct hook *h)
{
	const struct {
		const char *key;
		struct str value;
	} members[] = { { "ledgers", h->ledgers },
		        { "name", h->name },
		        { "url", h->url },
		        { "verbs", h->verbs } };
	struct json_text t;
	struct json *j = json_begin(&t, 1 << 16);

	json_key(j, "account");
	json_id(j, h->account);
	for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
		json_pair(j, members[i].key, members[i].value);
	}
	return json_end(&t, tx->arena);
}

static void note(struct tx *tx, int64_t org, int64_t id, const char *verb, struct str body,
                 int64_t by, const char *origin)
{
	journal_append(tx, &(struct journal_entry){ .org = org,
	                                            .day = world_today(tx->world),
	                                            .at = world_now(tx->world),
	                                            .actor = by,
	                                            .done_by = by,
	                                            .ledger = S("hook"),
	                                            .record = id,
	                                            .verb = str_of(verb),
	                                            .body = body,
	                                            .origin = str_of(origin) });
}

struct str hook_place(struct arena *a, int64_t id)
{
	return arena_fmt(a, "hooks.secret/%lld", (long long)id);
}

/* Only a plain address of http or https; what it leads to is looked at when it is sent. */
static bool url_stands(struct tx *tx, struct str url)
{
	bool https = str_starts(url, S("https://")), http = str_starts(url, S("http://"));
	struct str rest = str_from(url, https ? 8 : http ? 7 : 0), host = rest, path;
	bool plain = rest.n > 0 && url.n <= HOOK_URL_MOST;

	str_cut(rest, '/', &host, &path);
	for (size_t i = 0; i < url.n; i++)
		plain &= url.p[i] > ' ' && url.p[i] < 0x7f && url.p[i] != '#' && url.p[i] != '\\';
	if ((http || https) && plain && host.n && !str_has(host, S("@")))
		return true;
	return refuse_with(
		tx->r, (struct refusal){ .field = S("url"),
	                                 .say = S("地址看不懂。"),
	                                 .way = S("写作 https://主机/路径，不带用户名和 #。") });
}

static bool hook_stands(struct tx *tx, const struct hook *h)
{
	bool ok = url_stands(tx, h->url);

	if (!h->name.n)
		ok = refuse(tx->r, "name", S("应当写明用途。"), S(""));
	if (!h->ledgers.n)
		ok = refuse(tx->r, "ledgers", S("应当写明台账。"), S(""));
	if (!str_is(h->sign, "sm3") && !str_is(h->sign, "sha256"))
		ok = refuse(tx->r, "sign", S("签名写 sm3 或者 sha256。"), S(""));
	if (h->wait < 1 || h->wait > HOOK_WAIT_MOST || h->tries < 1 || h->tries > 100)
		ok = refuse(tx->r, "wait", S("等待 1 到 21600 秒，最多试 100 次。"), S(""));
	if (!tx->world->key)
		ok = refuse_with(
			tx->r, (struct refusal){
				       .say = S("没有密钥，不能保存通知的签名密钥。"),
				       .way = S("启动时写明 --key FILE，见 doc/operations.md。") });
	return ok;
}

bool hook_make(struct tx *tx, struct hook *h, int64_t made_by, const char *origin,
               struct str *ret_secret)
{
	unsigned char p[SECRET_BYTES];
	struct str secret;

	if (!hook_stands(tx, h))
		return false;
	world_random(tx->world, p, sizeof p);
	secret = hex_text(tx->arena, p, sizeof p);
	h->id = tx_new_id(tx);
	h->made_at = world_now(tx->world);
	h->sealed = seal(tx->arena, tx->world, hook_place(tx->arena, h->id), secret);
	db_exec(tx, &sql[INSERT], h->org, h->id, h->account, h->name, h->url, h->ledgers, h->verbs,
	        h->sign, h->sealed, h->wait, h->tries, h->made_at, made_by);
	note(tx, h->org, h->id, "add", body_of(tx, h), made_by, origin);
	*ret_secret = secret;
	return !tx->r->fault;
}

bool hook_close(struct tx *tx, int64_t org, int64_t id, int64_t by, const char *origin)
{
	if (!db_changed(tx, &sql[CLOSE], org, id, world_now(tx->world)))
		return false;
	note(tx, org, id, "close", S("{}"), by, origin);
	return true;
}

bool letter_resend(struct tx *tx, int64_t org, int64_t id, int64_t by, const char *origin)
{
	if (!db_changed(tx, &sql[RESEND], org, id))
		return false;
	note(tx, org, id, "resend", S("{}"), by, origin);
	return true;
}
