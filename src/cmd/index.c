/*
 * index.c - the index of search as a whole
 */
#include "cmd/index.h"
#include "ledger/search.h"

/* Of the form of a body: a higher one makes every database index itself again. */
static const char version[] = "3";

enum { MAX_ORGS = 64, BATCH = 1000 };

enum { ORGS, VERSION, KEEP, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[ORGS]    = { "SELECT org FROM journal_head ORDER BY org", "every org of the database" },
	[VERSION] = { "SELECT value FROM meta WHERE key = 'search'", "meta is of the whole database" },
	[KEEP]    = { "INSERT INTO meta (key, value) VALUES ('search', $1) ON CONFLICT (key) DO UPDATE SET value = $1", "meta is of the whole database" },
};
/* clang-format on */

struct indexing {
	struct app *app;
	const struct table *t;
	int64_t org, from, next;
	bool mend;
	size_t n;
};

static bool batch(struct tx *tx, void *arg)
{
	struct indexing *k = arg;

	k->next = k->from;
	k->n = search_recheck(tx, &k->app->program, k->org, k->t, k->mend, BATCH, &k->next);
	return !tx->r->fault;
}

static bool batch_run(struct indexing *k)
{
	struct app *app = k->app;
	struct tx tx;
	bool ok;

	if (k->mend)
		return tx_run(app->db, &app->world, &app->arena, &app->r, batch, k);
	tx = app_read(app);
	ok = batch(&tx, k);
	tx_end(&tx);
	return ok;
}

static bool table_check(struct indexing *k, size_t *n)
{
	bool ok = true;

	for (k->from = 0; ok && k->from >= 0; k->from = k->next) {
		struct arena_mark mark = arena_mark(&k->app->arena);
		ok = batch_run(k);
		*n += k->n;
		if (ok)
			arena_rewind(&k->app->arena, mark);
	}
	return ok;
}

static bool pack(struct tx *tx, void *arg)
{
	(void)arg;
	search_pack(tx);
	db_exec(tx, &sql[KEEP], str_of(version));
	return !tx->r->fault;
}

static size_t orgs_of(struct app *app, int64_t *orgs)
{
	struct tx tx = app_read(app);
	struct rows q = db_query(&tx, &sql[ORGS]);
	size_t n = 0;

	while (n < MAX_ORGS && db_row(&q, &orgs[n]))
		n++;
	db_close(&q);
	tx_end(&tx);
	return n;
}

bool app_search_check(struct app *app, bool mend, size_t *ret_n)
{
	int64_t orgs[MAX_ORGS];
	size_t n_orgs = orgs_of(app, orgs), n = 0;
	bool ok = !app->r.fault;

	for (size_t i = 0; ok && i < n_orgs; i++)
		for (size_t t = 0; ok && t < app->program.n_tables; t++) {
			struct indexing k = { .app = app,
				              .t = &app->program.tables[t],
				              .org = orgs[i],
				              .mend = mend };
			ok = table_check(&k, &n);
		}
	if (ok && mend)
		ok = tx_run(app->db, &app->world, &app->arena, &app->r, pack, NULL);
	*ret_n = n;
	return ok || (app_refused(app, FAULTED), false);
}

bool app_search_ready(struct app *app)
{
	struct tx tx = app_read(app);
	struct str is = S("");
	size_t n;

	db_one(&tx, &sql[VERSION], VALS(), &is);
	tx_end(&tx);
	return str_is(is, version) || app_search_check(app, true, &n);
}
