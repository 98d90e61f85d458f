/*
 * totp.c - one-time codes: sealed seed, codes that are good once
 */
#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>

#include "access/keys.h"
#include "access/totp.h"
#include "base/seal.h"
#include "base/sm3.h"

enum { SEED_BYTES = 20, CODE_DIGITS = 6, CODE_BYTES = 5 };

/* clang-format off */
enum { SEED_OF, KEEP, DROP, USED, CODES_DROP, CODE_NEW, CODE_OF, CODE_USE, N_SQL };
static const struct stmt sql[N_SQL] = {
	[SEED_OF]    = { "SELECT COALESCE(totp, ''), COALESCE(totp_used, 0) FROM accounts WHERE org = $1 AND id = $2" },
	[KEEP]       = { "UPDATE accounts SET totp = $3, totp_used = $4 WHERE org = $1 AND id = $2" },
	[DROP]       = { "UPDATE accounts SET totp = '', totp_used = NULL WHERE org = $1 AND id = $2" },
	[USED]       = { "UPDATE accounts SET totp_used = $3 WHERE org = $1 AND id = $2" },
	[CODES_DROP] = { "DELETE FROM account_codes WHERE org = $1 AND account = $2" },
	[CODE_NEW]   = { "INSERT INTO account_codes (org, account, hash, made_at) VALUES ($1, $2, $3, $4)" },
	[CODE_OF]    = { "SELECT hash FROM account_codes WHERE org = $1 AND account = $2 AND hash = $3 AND used_at IS NULL" },
	[CODE_USE]   = { "UPDATE account_codes SET used_at = $4 WHERE org = $1 AND account = $2 AND hash = $3" },
};
/* clang-format on */

static struct str place_of(struct arena *a, const struct account *whom)
{
	return arena_fmt(a, "accounts.totp/%lld/%lld", (long long)whom->org, (long long)whom->id);
}

static bool no(struct tx *tx, const char *say, const char *way)
{
	return refuse_with(
		tx->r,
		(struct refusal){ .field = S("code"), .say = str_of(say), .way = str_of(way) });
}

static bool has_key(struct tx *tx)
{
	return tx->world->key ||
	       no(tx, "程序没有密钥，验证器不能使用。", "请系统管理员用 --key 指定密钥文件。");
}

bool totp_seed(struct tx *tx, const struct account *whom, struct str *ret_base32,
               struct str *ret_sealed)
{
	char seed[SEED_BYTES], *text = NULL;
	size_t n = 0;

	if (!has_key(tx))
		return false;
	world_random(tx->world, seed, sizeof seed);
	if (oath_base32_encode(seed, sizeof seed, &text, &n) != OATH_OK)
		return tx_fault(tx, "out of memory");
	*ret_base32 = arena_str(tx->arena, (struct str){ text, n });
	free(text);
	*ret_sealed = seal(tx->arena, tx->world, place_of(tx->arena, whom),
	                   (struct str){ seed, sizeof seed });
	return true;
}

struct str totp_uri(struct arena *a, const struct account *whom, struct str base32)
{
	return arena_fmt(a, "otpauth://totp/Yifa:%.*s?secret=%.*s&issuer=Yifa&digits=6&period=30",
	                 P(whom->name), P(base32));
}

static int64_t step_of_instant(struct instant at)
{
	return at.us / 1000000 / TOTP_STEP;
}

static struct str code_of_step(struct arena *a, struct str seed, int64_t step)
{
	char code[CODE_DIGITS + 2] = "";

	if (oath_hotp_generate(seed.p, seed.n, (uint64_t)step, CODE_DIGITS, false,
	                       OATH_HOTP_DYNAMIC_TRUNCATION, code) != OATH_OK)
		return S("");
	return arena_str(a, str_of(code));
}

struct str totp_code(struct arena *a, struct str seed, struct instant at)
{
	return code_of_step(a, seed, step_of_instant(at));
}

static bool same(struct str a, struct str b)
{
	return a.n && a.n == b.n && sodium_memcmp(a.p, b.p, a.n) == 0;
}

/* The step whose code it is, later than the last that was used; 0: none. */
static int64_t step_taken(struct tx *tx, struct str seed, struct str code, int64_t used)
{
	int64_t now = step_of_instant(world_now(tx->world)), found = 0;

	for (int64_t step = now - 1; step <= now + 1; step++)
		if (same(code_of_step(tx->arena, seed, step), code) && step > used)
			found = step;
	return found;
}

/* Twenty letters and digits without those that look alike. */
static struct str recovery_code(struct tx *tx)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789ab";
	unsigned char p[20];
	char *text = arena_alloc(tx->arena, sizeof p + 4);
	size_t n = 0;

	world_random(tx->world, p, sizeof p);
	for (size_t i = 0; i < sizeof p; i++) {
		if (i && i % CODE_BYTES == 0)
			text[n++] = '-';
		text[n++] = letters[p[i] & 31];
	}
	return (struct str){ text, n };
}

static struct str hash_of(struct arena *a, const struct account *whom, struct str code)
{
	return sm3_hex(a, arena_fmt(a, "%lld/%.*s", (long long)whom->id, P(code)));
}

void recovery_drop(struct tx *tx, const struct account *whom)
{
	db_exec(tx, &sql[CODES_DROP], whom->org, whom->id);
}

void recovery_renew(struct tx *tx, const struct account *whom, struct str *ret)
{
	recovery_drop(tx, whom);
	for (int i = 0; i < RECOVERY_CODES; i++) {
		ret[i] = recovery_code(tx);
		db_exec(tx, &sql[CODE_NEW], whom->org, whom->id, hash_of(tx->arena, whom, ret[i]),
		        world_now(tx->world));
	}
}

bool totp_enrol(struct tx *tx, const struct admin *by, const struct account *whom,
                struct str sealed, struct str code, struct str *ret_codes)
{
	struct str seed;
	int64_t step;

	if (by->who->id != whom->id)
		return no(tx, "验证器由本人登记。", "");
	if (!has_key(tx) || !unseal(tx->arena, tx->world, place_of(tx->arena, whom), sealed, &seed))
		return no(tx, "登记已过期。", "请重新打开页面。");
	step = step_taken(tx, seed, str_trim(code), 0);
	if (!step)
		return no(tx, "验证码不正确。", "请核对手机的时间，填写现在显示的六位数字。");
	db_exec(tx, &sql[KEEP], whom->org, whom->id,
	        seal(tx->arena, tx->world, place_of(tx->arena, whom), seed), step);
	recovery_renew(tx, whom, ret_codes);
	account_entry(tx, by, whom->id, "factor", &(struct said){ "name", whom->name }, 1);
	return true;
}

bool totp_drop(struct tx *tx, const struct admin *by, const struct account *whom)
{
	bool own = by->who->id == whom->id;

	if (!own && !admin_must(tx, by, TASK_ACCOUNTS))
		return false;
	db_exec(tx, &sql[DROP], whom->org, whom->id);
	if (!own)
		keys_drop(tx, whom);
	if (!own || !whom->keys)
		recovery_drop(tx, whom);
	account_entry(tx, by, whom->id, "factor_off", &(struct said){ "name", whom->name }, 1);
	return true;
}

static bool recovery_take(struct tx *tx, const struct account *whom, struct str code)
{
	struct str hash = hash_of(tx->arena, whom, code), kept;

	if (!db_one(tx, &sql[CODE_OF], VALS(whom->org, whom->id, hash), &kept))
		return false;
	db_exec(tx, &sql[CODE_USE], whom->org, whom->id, hash, world_now(tx->world));
	return true;
}

bool totp_take(struct tx *tx, const struct account *whom, struct str code)
{
	struct str sealed = S(""), seed;
	int64_t used = 0, step;

	code = str_trim(code);
	if (code.n != CODE_DIGITS)
		return recovery_take(tx, whom, code) ||
		       no(tx, "验证码不正确。", "填写六位数字，或者一个没有用过的恢复码。");
	if (!db_one(tx, &sql[SEED_OF], VALS(whom->org, whom->id), &sealed, &used) || !sealed.n)
		return no(tx, "这个账号没有登记验证器。", "请在“我的账户”中登记。");
	if (!has_key(tx))
		return false;
	if (!unseal(tx->arena, tx->world, place_of(tx->arena, whom), sealed, &seed))
		return no(tx, "程序的密钥与登记时不同，验证器不能使用。",
		          "请用恢复码，或者请系统管理员停用后重新登记。");
	step = step_taken(tx, seed, code, used);
	if (!step)
		return no(tx, "验证码不正确，或者已经用过。", "请等下一个六位数字。");
	db_exec(tx, &sql[USED], whom->org, whom->id, step);
	return true;
}
