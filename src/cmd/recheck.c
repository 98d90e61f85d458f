/*
 * recheck.c - dues and tallies of a database, computed again: the part of `yifa check` that needs one
 *
 * What differs is named and is a finding; with --mend it is written, and what was said is what moved.
 */
#include "cmd/recheck.h"
#include "ledger/recheck.h"

enum { MAX_ORGS = 64 };

static const struct stmt orgs_st = { "SELECT org FROM journal_head ORDER BY org",
	                             "every org of the database" };

struct asked {
	struct app *app;
	struct recheck how;
	struct buf *lines;
	size_t n;
};

static void check_org(struct asked *a, struct tx *tx, int64_t org)
{
	struct moved *list;
	size_t n = dues_recheck(tx, &a->app->program, org, &a->how, &list);

	for (size_t i = 0; i < n && i < a->how.limit; i++)
		buf_fmt(a->lines, "%s：%.*s\n", list[i].t->l->label,
		        P(moved_text(tx, &a->app->program, &list[i])));
	a->n += n;
}

static bool check_all(struct tx *tx, void *arg)
{
	struct asked *a = arg;
	int64_t orgs[MAX_ORGS], org;
	struct rows q = db_query(tx, &orgs_st);
	size_t n = 0;

	buf_clear(a->lines);
	a->n = 0;
	while (db_row(&q, &org))
		if (n < MAX_ORGS)
			orgs[n++] = org;
	for (size_t i = 0; i < n; i++)
		check_org(a, tx, orgs[i]);
	return !tx->r->fault;
}

bool app_recheck(struct app *app, bool mend, struct buf *lines, size_t *ret_n)
{
	struct asked a = { .app = app, .lines = lines, .how = { .mend = mend, .limit = 1000 } };
	struct tx tx;
	bool ok;

	if (!app_db(app, false))
		return false;
	if (mend) {
		ok = tx_run(app->db, &app->world, &app->arena, &app->r, check_all, &a);
	} else {
		tx = app_read(app);
		ok = check_all(&tx, &a);
		tx_end(&tx);
	}
	*ret_n = a.n;
	return ok || (app_refused(app, FAULTED), false);
}
