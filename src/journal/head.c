/*
 * head.c - keys, and heads signed with them
 */
#include "base/json.h"
#include "base/seal.h"
#include "journal/head.h"

enum { LAST, FOLLOWING, PUT, HEADED, KEY_KNOWN, KEY_PUT, KEY_LAST, KEYS_LOST, KEYS, N_SQL };
#define HEAD "SELECT size, before, root, at, key, signature FROM journal_heads WHERE org = $1"
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[LAST]      = { HEAD " AND size <= $2 ORDER BY size DESC LIMIT 1", NULL },
	[FOLLOWING] = { HEAD " AND size > $2 ORDER BY size LIMIT 1", NULL },
	[PUT]       = { "INSERT INTO journal_heads (org, size, before, root, at, key, signature) VALUES ($1, $2, $3, $4, $5, $6, $7)"
	                " ON CONFLICT (org, size) DO NOTHING", NULL },
	[HEADED]    = { "UPDATE journal_tree SET headed = $2 WHERE org = $1", NULL },
	[KEY_KNOWN] = { "SELECT COUNT(*) FROM journal WHERE org = $1 AND ledger = 'journal' AND record = 0 AND verb = 'key' AND body = $2", NULL },
	[KEY_PUT]   = { "INSERT INTO journal_keys (org, n, public, secret, made_at)"
	                " VALUES ($1, (SELECT COALESCE(MAX(n), 0) + 1 FROM journal_keys WHERE org = $1), $2, $3, $4)", NULL },
	[KEY_LAST]  = { "SELECT public, secret FROM journal_keys WHERE org = $1 ORDER BY n DESC LIMIT 1", NULL },
	[KEYS_LOST] = { "SELECT COUNT(*) - (SELECT COUNT(*) FROM journal_keys k WHERE k.org = $1) FROM journal"
	                " WHERE org = $1 AND ledger = 'journal' AND record = 0 AND verb = 'key'", NULL },
	[KEYS]      = { "SELECT public, secret FROM journal_keys WHERE org = $1 ORDER BY n", NULL },
};
/* clang-format on */

struct str head_text(struct arena *a, const struct head *h)
{
	struct json_text t;
	struct json *j = json_begin(&t, 1 << 12);

	json_key(j, "at");
	json_int(j, h->at.us);
	json_key(j, "before");
	json_int(j, h->before);
	json_key(j, "org");
	json_int(j, h->org);
	json_pair(j, "root", h->root);
	json_key(j, "size");
	json_int(j, h->size);
	json_pair(j, "v", S("yifa-head-v1"));
	return json_end(&t, a);
}

bool head_signed(const struct head *h)
{
	struct arena a;
	bool ok;

	arena_init(&a, 1 << 16);
	ok = sm2_holds(h->key, head_text(&a, h), h->signature);
	arena_drop(&a);
	return ok;
}

static bool head_read(struct tx *tx, const struct stmt *st, int64_t org, int64_t size,
                      struct head *ret)
{
	struct head h = { .org = org };

	if (!db_one(tx, st, VALS(org, size), &h.size, &h.before, &h.root, &h.at, &h.key,
	            &h.signature))
		return false;
	h.root = arena_str(tx->arena, h.root);
	h.key = arena_str(tx->arena, h.key);
	h.signature = arena_str(tx->arena, h.signature);
	*ret = h;
	return true;
}

bool head_last(struct tx *tx, int64_t org, int64_t most, struct head *ret)
{
	return head_read(tx, &sql[LAST], org, most, ret);
}

bool head_next(struct tx *tx, int64_t org, int64_t after, struct head *ret)
{
	return head_read(tx, &sql[FOLLOWING], org, after, ret);
}

/* --- keys ------------------------------------------------------------------------------------- */

static struct str place_of(struct arena *a, int64_t org, struct str open)
{
	return arena_fmt(a, "journal_keys/%lld/%.*s", (long long)org, P(open));
}

bool key_make(struct tx *tx, int64_t org, int64_t who, struct str origin)
{
	struct sm2_key k;
	struct str open;

	if (!tx->world->key)
		return refuse_with(
			tx->r,
			(struct refusal){ .say = S("没有保管密钥的主密钥，不能生成签名密钥。"),
		                          .way = S("用 --key FILE 或者 YIFA_KEY_FILE 指明。") });
	sm2_new(&k);
	open = arena_str(tx->arena, str_of(k.open));
	db_exec(tx, &sql[KEY_PUT], org, open,
	        seal(tx->arena, tx->world, place_of(tx->arena, org, open), str_of(k.secret)),
	        world_now(tx->world));
	return journal_append(tx, &(struct journal_entry){
					  .org = org,
					  .day = world_today(tx->world),
					  .at = world_now(tx->world),
					  .actor = who,
					  .done_by = who,
					  .ledger = S("journal"),
					  .verb = S("key"),
					  .body = arena_fmt(tx->arena, "{\"key\":\"%s\"}", k.open),
					  .origin = origin }) != 0;
}

static bool opens(struct tx *tx, int64_t org, struct str open, struct str sealed,
                  struct sm2_key *ret)
{
	struct str secret;

	return unseal(tx->arena, tx->world, place_of(tx->arena, org, open), sealed, &secret) &&
	       sm2_read(open, secret, ret);
}

bool key_open(struct tx *tx, int64_t org, struct sm2_key *ret)
{
	struct str open = S(""), sealed = S("");

	if (!db_one(tx, &sql[KEY_LAST], VALS(org), &open, &sealed))
		return refuse_with(tx->r,
		                   (struct refusal){ .say = S("日志还没有签名密钥。"),
		                                     .way = S("先运行 yifa journal key。") });
	if (opens(tx, org, arena_str(tx->arena, open), arena_str(tx->arena, sealed), ret))
		return true;
	return refuse_with(tx->r,
	                   (struct refusal){ .say = S("日志的签名密钥打不开。"),
	                                     .why = tx->world->key ? S("主密钥不是当初的那一个。")
	                                                           : S("没有主密钥。"),
	                                     .way = S("用 --key FILE 指明主密钥文件。") });
}

bool key_known(struct tx *tx, int64_t org, struct str open)
{
	int64_t n = 0;

	db_one(tx, &sql[KEY_KNOWN], VALS(org, arena_fmt(tx->arena, "{\"key\":\"%.*s\"}", P(open))),
	       &n);
	return n > 0;
}

/* All that are kept; *ret_newest: the last of them, true where there is none. */
static bool keys_open_all(struct tx *tx, int64_t org, bool *ret_newest)
{
	struct rows q = db_query(tx, &sql[KEYS], org);
	struct str open, sealed;
	struct sm2_key k;
	bool all = true;

	*ret_newest = true;
	while (db_row(&q, &open, &sealed)) {
		*ret_newest = opens(tx, org, open, sealed, &k);
		all &= *ret_newest;
	}
	return all;
}

bool keys_fit(struct tx *tx, int64_t org)
{
	bool newest = true;

	if (tx->world->key)
		keys_open_all(tx, org, &newest);
	return newest;
}

bool keys_sound(struct tx *tx, int64_t org, bool *ret_asked)
{
	int64_t lost = 0;
	bool newest;

	*ret_asked = tx->world->key != NULL;
	db_one(tx, &sql[KEYS_LOST], VALS(org), &lost);
	return !lost && (!*ret_asked || keys_open_all(tx, org, &newest));
}

/* --- signing ---------------------------------------------------------------------------------- */

static bool keep(struct tx *tx, void *arg)
{
	const struct head *h = arg;

	db_exec(tx, &sql[PUT], h->org, h->size, h->before, h->root, h->at, h->key, h->signature);
	db_exec(tx, &sql[HEADED], h->org, h->size);
	return true;
}

/* True: a new head stands in ret, not yet kept; or the last one still says all. */
static bool head_make(struct tx *tx, int64_t org, struct head *ret, bool *ret_new)
{
	struct stored where = { tx, org };
	int64_t size = tree_size(tx, org);
	unsigned char root[SM3_SIZE];
	int64_t before;
	struct sm2_key k;
	struct tree t;

	*ret_new = false;
	*ret = (struct head){ .org = org };
	if (head_last(tx, org, INT64_MAX, ret) && ret->size >= size)
		return true;
	before = ret->size;
	if (!key_open(tx, org, &k))
		return false;
	if (!tree_load(&t, size, stored_node, &where))
		return tx_fault(tx, "日志树缺少结点，请运行 yifa journal verify。");
	tree_root(&t, root);
	*ret = (struct head){ .org = org,
		              .size = size,
		              .before = before,
		              .at = world_now(tx->world),
		              .root = hex_text(tx->arena, root, sizeof root),
		              .key = arena_str(tx->arena, str_of(k.open)) };
	ret->signature = sm2_sign(tx->arena, &k, head_text(tx->arena, ret));
	return *ret_new = true;
}

bool head_sign(struct db *db, struct world *world, struct arena *a, struct refusals *r, int64_t org,
               struct head *ret)
{
	struct tx tx = tx_read(db, world, a, r);
	bool fresh = false, ok = head_make(&tx, org, ret, &fresh);

	tx_end(&tx);
	return ok && !r->fault && (!fresh || tx_run(db, world, a, r, keep, ret));
}
