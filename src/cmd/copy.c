/*
 * copy.c - moves a bureau from one database into another, empty one
 *
 * Both ends may be SQLite or PostgreSQL.  The source is locked where one process writes; of a
 * PostgreSQL one state is taken, and the command says up to which entry of the journal.
 */
#include "cmd/app.h"
#include "ledgers/ledgers.h"
#include "store/move.h"

#include <string.h>

static struct db *open_end(struct app *app, const char *option, bool makes)
{
	struct str url = app_option(app, option), error = S("");
	struct db *db;

	if (!url.n) {
		app_no(app, NOT_UNDERSTOOD, "请写明 --from 和 --to。");
		return NULL;
	}
	db = db_open(arena_z(&app->arena, url), !makes, &error);
	if (!db)
		app_no(app, FAULTED, "%.*s（--%s）", P(error), option);
	else if (db_lock(db, &error) && app_migrate(app, db))
		return db;
	else if (error.n)
		app_no(app, FAULTED, "%.*s（--%s）", P(error), option);
	if (db)
		db_close_all(db);
	return NULL;
}

static void tell(struct app *app, const struct moved *list, size_t n)
{
	int64_t rows = 0, entries = 0;
	struct str journal = S("");

	for (size_t i = 0; i < n; i++) {
		rows += list[i].rows;
		if (strcmp(list[i].table, "journal") == 0) {
			entries = list[i].rows;
			journal = list[i].sm3;
		}
	}
	buf_fmt(&app->out,
	        app->json ? "{\"tables\":%zu,\"rows\":%lld,\"entries\":%lld,\"journal\":\"%.*s\"}\n"
	                  : "搬了 %zu 张表、%lld 行，逐表核对相同。日志 %lld 条，SM3 %.*s。\n",
	        n, (long long)rows, (long long)entries, P(journal));
}

static bool move(struct app *app, struct db *from, struct db *to)
{
	size_t n, n_moved;
	const struct ledger **ledgers = app_ledgers(app, &n);
	struct moved *list;
	struct str error = S("");

	if (!db_move(from, to, ledgers, n, &app->world, &app->arena, &list, &n_moved, &error))
		return app_no(app, REFUSED, "%.*s", P(error)), false;
	tell(app, list, n_moved);
	return true;
}

enum exit_code cmd_copy(struct app *app)
{
	struct db *from, *to = NULL;
	bool ok;

	from = open_end(app, "from", false);
	if (from)
		to = open_end(app, "to", true);
	ok = to && move(app, from, to);
	if (to)
		db_close_all(to);
	if (from)
		db_close_all(from);
	return ok ? DONE : app->code;
}
