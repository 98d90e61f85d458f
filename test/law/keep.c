/*
 * keep.c - the database after the prelude, to be served
 *
 * test/walk/walk.mjs plays the same files through the API: it copies this database for each case and
 * serves it as of each day.  So it is marked as a demo, which has a clock of its own, and everybody
 * of the cast can sign in.  Who has no person is the administrator, who lets settings be made.
 */
#include "run.h"

#include "access/accounts.h"

/* clang-format off */
enum { MARK, POST, N_SQL };
static const struct stmt sql[N_SQL] = {
	[MARK] = { "INSERT INTO meta (key, value) VALUES ('demo', '1')", "meta is of the whole database" },
	[POST] = { "INSERT INTO posts (org, id, account, roles, section, from_day, to_day, basis, made_at, made_by) VALUES ($1, $2, $3, $4, NULL, $5, NULL, $6, $7, NULL)", NULL },
};
/* clang-format on */

#define PASSWORD "yifa-2024" /* as in the demo */

static bool account_put(struct tx *tx, const struct run *run, const struct cast *c, struct str hash)
{
	const struct name *n = name_of((struct run *)run, str_of(c->person));
	struct account who = {
		.org = 1, .person = n ? n->id : 0, .roles = c->roles, .name = str_of(c->who)
	};

	if (!n)
		who.roles = SYSTEM_ADMIN;
	if (!account_make(tx, &who, hash, S(""), &who.id))
		return false;
	if (n)
		db_exec(tx, &sql[POST], who.org, tx_new_id(tx), who.id, (int64_t)c->roles,
		        day_make(2023, 1, 1), S("示例〔2023〕1号"), world_now(tx->world));
	return !tx->r->fault;
}

struct keeping {
	struct run *run;
	struct str hash;
};

static bool do_keep(struct tx *tx, void *arg)
{
	struct keeping *k = arg;

	db_exec(tx, &sql[MARK]);
	for (size_t i = 0; i < n_cast; i++)
		if ((cast[i].person || str_is(str_of(cast[i].who), "system")) &&
		    !account_put(tx, k->run, &cast[i], k->hash))
			return false;
	return !tx->r->fault;
}

/* Beside the database: which record each name of the prelude is. */
static bool names_write(const struct run *run)
{
	FILE *f = fopen(arena_fmt((struct arena *)&run->a, "%s.names", db_path(run->db)).p, "w");

	if (!f)
		return false;
	for (size_t i = 0; i < run->n_names; i++)
		fprintf(f, "%s\"%.*s\":{\"ledger\":\"%s\",\"id\":\"%lld\"}", i ? ",\n" : "{",
		        P(run->names[i].key), run->names[i].t->l->key, (long long)run->names[i].id);
	fprintf(f, "}\n");
	return fclose(f) == 0;
}

bool prelude_keep(struct run *run)
{
	struct keeping k = { run, password_hash(&run->a, S(PASSWORD)) };

	return db_path(run->db) && names_write(run) &&
	       tx_run(run->db, &run->world, &run->a, &run->r, do_keep, &k);
}
