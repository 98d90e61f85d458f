/*
 * demo.c - settings, accounts, and the play of the year in one commit
 */
#include "demo/demo.h"
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

enum { MARK, POST, ACTS_FOR, N_SQL };
static const struct stmt sql[N_SQL] = {
	[POST] = { "INSERT INTO posts (org, id, account, roles, section, from_day, to_day, basis, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, NULL, $7, $8, NULL)", NULL },
	[ACTS_FOR] = { "INSERT INTO deputies (org, id, account, deputy, from_day, to_day, reason, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL)", NULL },
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

static void make_deputy(struct tx *tx, const struct making *m, const struct demo_deputy *d)
{
	struct account who, deputy;
	struct day from, to;

	must(account_named(tx, str_of(d->account), &who) &&
	     account_named(tx, str_of(d->deputy), &deputy));
	must(day_parse(str_of(d->from), &from) && day_parse(str_of(d->to), &to));
	db_exec(tx, &sql[ACTS_FOR], m->play->org, tx_new_id(tx), who.id, deputy.id, from, to,
	        str_of(d->reason), world_now(tx->world));
}

static bool make_accounts(struct tx *tx, void *arg)
{
	struct making *m = arg;

	for (size_t i = 0; i < n_demo_accounts; i++) {
		const struct demo_account *d = &demo_accounts[i];
		const struct named *n = name_find(&m->play->names, str_of(d->person));
		const struct named *place = name_find(&m->play->names, str_of(d->section));
		struct account who = { .org = m->play->org,
			               .person = n ? n->id : 0,
			               .roles = d->roles,
			               .name = str_of(d->name) };
		if (!account_make(tx, &who, str_of(password_hash_kept), S(""), &who.id))
			return false;
		if (who.person)
			db_exec(tx, &sql[POST], who.org, tx_new_id(tx), who.id, (int64_t)d->roles,
			        place ? VAL(place->id) : NULL_VAL, day_make(2023, 1, 3),
			        S("演示〔2023〕2号"), world_now(tx->world));
	}
	for (size_t i = 0; i < n_demo_deputies; i++)
		make_deputy(tx, m, &demo_deputies[i]);
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
