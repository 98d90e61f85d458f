/*
 * recheck.c - dues and tallies of a database, computed again: the part of `yifa check` that needs one
 *
 * What differs is named and is a finding; with --mend it is written, and what was said is what moved.
 */
#include "cmd/recheck.h"
#include "journal/journal.h"
#include "ledger/nobody.h"
#include "ledger/recheck.h"

enum { MAX_ORGS = 64, MOST_LINES = 1000 };

/* clang-format off */
enum { ORGS, LAW_OF, LAW_IS, N_SQL };
static const struct stmt sql[N_SQL] = {
	[ORGS]   = { "SELECT org FROM journal_head ORDER BY org", "every org of the database" },
	[LAW_OF] = { "SELECT value FROM meta WHERE key = 'law_sm3'", "of the database as a whole" },
	[LAW_IS] = { "INSERT INTO meta (key, value) VALUES ('law_sm3', $1) ON CONFLICT (key) DO UPDATE SET value = $1", "of the database as a whole" },
};
/* clang-format on */

struct asked {
	struct app *app;
	struct recheck how;
	struct buf *lines;
	size_t n;
	struct str law_was; /* not empty: an entry tells of the new law            */
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

/* Which law the bureau's dues were computed by, and which now. */
static void tell_law(const struct asked *a, struct tx *tx, int64_t org)
{
	journal_append(
		tx, &(struct journal_entry){
			    .org = org,
			    .day = world_today(tx->world),
			    .at = world_now(tx->world),
			    .ledger = S("law"),
			    .verb = S("change"),
			    .body = arena_fmt(
				    tx->arena,
				    "{\"after\":{\"sm3\":\"%.*s\"},\"before\":{\"sm3\":\"%.*s\"}}",
				    P(a->app->law.sm3), P(a->law_was)),
			    .origin = S("engine") });
}

static size_t orgs_of(struct tx *tx, int64_t *orgs)
{
	struct rows q = db_query(tx, &sql[ORGS]);
	int64_t org;
	size_t n = 0;

	while (db_row(&q, &org))
		if (n < MAX_ORGS)
			orgs[n++] = org;
	return n;
}

static bool check_all(struct tx *tx, void *arg)
{
	struct asked *a = arg;
	int64_t orgs[MAX_ORGS];
	size_t n = orgs_of(tx, orgs);

	buf_clear(a->lines);
	a->n = 0;
	for (size_t i = 0; i < n; i++) {
		if (a->law_was.n)
			tell_law(a, tx, orgs[i]);
		check_org(a, tx, orgs[i]);
	}
	return !tx->r->fault;
}

bool app_recheck(struct app *app, bool mend, struct buf *lines, size_t *ret_n)
{
	struct asked a = { .app = app,
		           .lines = lines,
		           .how = { .mend = mend, .limit = MOST_LINES } };
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

bool app_people(struct app *app, struct buf *lines, size_t *ret_n)
{
	int64_t orgs[MAX_ORGS];
	struct nobody *list;
	struct tx tx;
	size_t n_orgs;

	if (!app->db && !app_db(app, false))
		return false;
	tx = app_read(app);
	n_orgs = orgs_of(&tx, orgs);
	*ret_n = 0;
	for (size_t i = 0; i < n_orgs; i++) {
		size_t n = waits_for_nobody(&tx, &app->program, orgs[i], &list);
		for (size_t j = 0; j < n; j++)
			buf_fmt(lines, "%.*s\n",
			        P(nobody_text(&tx, &app->program, orgs[i], &list[j])));
		*ret_n += n;
	}
	tx_end(&tx);
	return !app->r.fault || (app_refused(app, FAULTED), false);
}

/* --- after a change of law or of a setting ----------------------------------------------------- */

static bool mend_all(struct tx *tx, void *arg)
{
	struct asked *a = arg;

	if (a->law_was.n)
		db_exec(tx, &sql[LAW_IS], a->app->law.sm3);
	return check_all(tx, a);
}

static bool mend_and_tell(struct app *app, struct str law_was, struct str term, struct str why)
{
	struct buf lines;
	struct asked a = { .app = app,
		           .lines = &lines,
		           .law_was = law_was,
		           .how = { .mend = true, .term = term, .why = why, .limit = MOST_LINES } };
	bool ok;

	buf_init(&lines, 1 << 20);
	ok = tx_run(app->db, &app->world, &app->arena, &app->r, mend_all, &a) ||
	     (app_refused(app, FAULTED), false);
	if (ok && a.n)
		fprintf(stderr, "%.*s：%zu 项期限重新计算。\n%.*s", P(why), a.n,
		        P(buf_str(&lines)));
	buf_drop(&lines);
	return ok;
}

bool app_dues_moved(struct app *app, struct str term, struct str why)
{
	return mend_and_tell(app, S(""), term, why);
}

static bool law_first(struct tx *tx, void *arg)
{
	struct app *app = arg;

	db_exec(tx, &sql[LAW_IS], app->law.sm3);
	return true;
}

/* The hash that the database keeps; empty: none yet. */
static struct str law_kept_by(struct app *app)
{
	struct tx tx = app_read(app);
	struct str was = S("");

	db_one(&tx, &sql[LAW_OF], VALS(), &was);
	was = arena_str(&app->arena, was);
	tx_end(&tx);
	return was;
}

bool app_law_first(struct app *app)
{
	return law_kept_by(app).n ||
	       tx_run(app->db, &app->world, &app->arena, &app->r, law_first, app) ||
	       (app_refused(app, FAULTED), false);
}

bool app_law_kept(struct app *app)
{
	struct str was = law_kept_by(app);

	if (!was.n)
		return app_law_first(app);
	return str_eq(was, app->law.sm3) ||
	       mend_and_tell(app, was, S(""), S("法律或者工作日历的数据已更新"));
}
