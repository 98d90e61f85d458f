/*
 * demo.c - settings, accounts, and the play of the year in one commit
 */
#include "demo/demo.h"
#include "access/admin.h"
#include "ledger/laws.h"
#include "ledger/setting.h"

#include <stdlib.h>

#include "access/accounts.h"
#include "base/must.h"
#include "demo/parts.h"
#include "demo/play.h"

enum { KEEP = 256 << 20, STEP = 64 << 20 };

/* clang-format off */
static const struct { const char *id, *value, *issuer; } settings[] = {
	{ "late-entry",             "10",     "海澜区文化和旅游局" },
	{ "statement-window",       "3",      "海澜区司法局" },
	{ "hearing-amount-culture", "10000",  "海澜区司法局" },
	{ "legal-review-days",      "5",      "海澜区文化和旅游局" },
	{ "case-filing-days-local", "7",      "海澜区文化和旅游局" },
	{ "archive-retention-years", "10",    "海澜区档案局" },
	{ "report-handling-days",   "30",     "海澜区文化和旅游局" },
	{ "powers-days",            "20",     "海澜区委编办" },
	{ "norm-public-comment",    "7",      "海澜区司法局" },
	{ "norm-filing",            "15",     "海澜区司法局" },
	{ "norm-validity",          "5",      "海澜区司法局" },
	{ "norm-renew-evaluate",    "3",      "海澜区司法局" },
	{ "norm-cleanup",           "2",      "海澜区司法局" },
	{ "three-majors-one-large", "200000", "海澜区文化和旅游局党组" },
	{ "decision-archive",       "30",     "海澜区文化和旅游局" },
	{ "hotline-accept-danger",  "15",     "海澜区政务服务办公室" },
	{ "hotline-accept-utility", "30",     "海澜区政务服务办公室" },
	{ "hotline-accept-general", "1",      "海澜区政务服务办公室" },
	{ "hotline-return",         "1",      "海澜区政务服务办公室" },
	{ "hotline-return-complex", "2",      "海澜区政务服务办公室" },
	{ "hotline-return-late",    "3",      "海澜区政务服务办公室" },
	{ "hotline-finish",         "10",     "海澜区政务服务办公室" },
	{ "exam-tianjin",           "60",     "海澜区司法局" },
	{ "culture-incident-rules", "2",      "海澜区应急管理局" },
	{ "emergency-tianjin",      "1",      "海澜区应急管理局" },
};

/*
 * argon2id of demo_password.  A constant, because a salt drawn at random would make two demos two
 * databases; the password is printed beside the names anyway.
 */
static const char password_hash_kept[] =
	"$argon2id$v=19$m=19456,t=2,p=1$vNY8aDYpHb4oJTsXq3O85Q$1nW+xjTU39G/i3+T7VkB13FVr7dbudtO3Ia29iiIQBI";

enum { MARK, HASH, N_SQL };
static const struct stmt sql[N_SQL] = {
	[HASH] = { "UPDATE accounts SET hash = $3, hash_at = $4 WHERE org = $1 AND id = $2", NULL },
	[MARK] = { "INSERT INTO meta (key, value) VALUES ('demo', '1')", "meta is of the whole database" },
};
/* clang-format on */

struct making {
	struct play *play;
};

static bool make_settings(struct tx *tx, void *arg)
{
	struct making *m = arg;
	struct actor who = { .org = m->play->org, .roles = HEAD, .origin = "cli" };

	for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
		struct setting s = { str_of(settings[i].id), str_of(settings[i].value),
			             str_of(settings[i].issuer), S("演示〔2023〕1号"),
			             day_make(2023, 1, 1) };
		if (!setting_take(tx, m->play->p, &who, &s))
			return false;
	}
	db_exec(tx, &sql[MARK]);
	return laws_load(tx, m->play->p);
}

static bool make_deputy(struct tx *tx, const struct admin *by, const struct demo_deputy *d)
{
	struct deputy what = { .reason = str_of(d->reason) };
	struct account who, deputy;

	must(account_named(tx, str_of(d->account), &who) &&
	     account_named(tx, str_of(d->deputy), &deputy));
	must(day_parse(str_of(d->from), &what.from) && day_parse(str_of(d->to), &what.to));
	return deputy_name(tx, by, &who, &deputy, &what);
}

/* Whoever is a person of the register has a post; the account itself carries the same roles. */
static bool make_account(struct tx *tx, const struct making *m, const struct admin *by,
                         const struct demo_account *d)
{
	const struct named *n = name_find(&m->play->names, str_of(d->person));
	const struct named *place = name_find(&m->play->names, str_of(d->section));
	struct account_new fresh = { .name = str_of(d->name),
		                     .person = n ? n->id : 0,
		                     .roles = d->roles };
	struct post post = { .roles = d->roles,
		             .section = place ? place->id : 0,
		             .from = day_make(2023, 1, 3),
		             .to = DAY_NONE,
		             .basis = S("演示〔2023〕2号") };
	struct account whom;
	bool without;
	int64_t id;

	if (!account_open(tx, by, &fresh, &id, &without))
		return false;
	must(account_named(tx, fresh.name, &whom));
	db_exec(tx, &sql[HASH], whom.org, whom.id, str_of(password_hash_kept),
	        world_now(tx->world));
	return !fresh.person || post_give(tx, by, &whom, &post, &id);
}

static bool make_accounts(struct tx *tx, void *arg)
{
	struct making *m = arg;
	struct account nobody = { .org = m->play->org, .name = S("（初始设置）") };
	struct admin by = { .who = &nobody, .setting_up = true, .origin = S("cli") };

	for (size_t i = 0; i < n_demo_accounts; i++)
		if (!make_account(tx, m, &by, &demo_accounts[i]))
			return false;
	for (size_t i = 0; i < n_demo_deputies; i++)
		if (!make_deputy(tx, &by, &demo_deputies[i]))
			return false;
	return !tx->r->fault;
}

bool demo_make(struct db *db, const struct program *p, const struct seal_key *key,
               struct refusals *r, FILE *progress)
{
	struct play play = { .db = db,
		             .p = p,
		             .law = p->law,
		             .r = r,
		             .progress = progress,
		             .org = DEMO_ORG,
		             .parts = demo_parts,
		             .n_parts = n_demo_parts,
		             .last = day_make(2024, 12, 31),
		             .go_on = getenv("YIFA_DEMO_ALL") != NULL };
	struct making m = { &play };
	bool ok;

	arena_init(&play.keep, KEEP);
	arena_init(&play.step, STEP);
	world_fixed(&play.world, day_make(2023, 1, 3), 2024);
	play.world.key = key;
	db_group_begin(db);
	ok = tx_run(db, &play.world, &play.step, r, make_settings, &m) && play_all(&play) &&
	     tx_run(db, &play.world, &play.step, r, make_accounts, &m);
	if (ok)
		ok = db_group_end(db);
	else
		db_group_undo(db);
	arena_drop(&play.step);
	arena_drop(&play.keep);
	return ok;
}
