/*
 * copy.c - moves a bureau from one database into another, empty one
 *
 * Both ends may be SQLite or PostgreSQL.  The source is locked where one process writes; of a
 * PostgreSQL one state is taken, and the command says up to which entry of the journal.
 *
 * The bytes of files go first, each read against its SM3, so that no row points at what is not there
 * yet.  Where an end has no place for them that is said with their number, and the rows go alone.
 */
#include "cmd/app.h"
#include "cmd/files.h"
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

/* --from-files or --to-files; else beside a database that is a file; else what all commands go by. */
static bool store_of(struct app *app, const char *option, const struct db *db,
                     struct file_store **ret)
{
	struct str where = app_option(app, option), error = S("");
	const char *env = getenv("YIFA_FILES");

	if (!where.n && !db_is_shared(db) && db_path(db))
		where = arena_fmt(&app->arena, "%s.files", db_path(db));
	if (!where.n)
		where = app_has(app, "files") ? app_option(app, "files") : str_of(env ? env : "");
	if (!where.n)
		return true;
	*ret = file_store_open(&app->lasting, arena_z(&app->lasting, where), &error);
	return *ret || (app_no(app, FAULTED, "%.*s（--%s）", P(error), option), false);
}

/* *ret_n: how many files the bureau has; *ret_left: how many of them stay behind. */
static bool carry(struct app *app, struct db *from, struct db *to, size_t *ret_n, size_t *ret_left)
{
	struct file_store *source = NULL, *target = NULL;

	app->db = from;
	*ret_n = *ret_left = app_files_stored(app);
	if (app->r.fault)
		return app_refused(app, FAULTED), false;
	if (!*ret_n)
		return true;
	if (!store_of(app, "from-files", from, &source) || !store_of(app, "to-files", to, &target))
		return false;
	if (!source || !target)
		return true;
	*ret_left = 0;
	return app_files_copy(app, source, target, ret_n);
}

static void tell_files(struct app *app, size_t n, size_t left)
{
	if (left)
		buf_fmt(&app->out,
		        "附件 %zu 个没有随同：请用 --from-files、--to-files 写明放在哪里，或者自行复制。\n",
		        left);
	else if (n)
		buf_fmt(&app->out, "附件 %zu 个，逐个核对 SM3。\n", n);
}

static void tell(struct app *app, const struct moved *list, size_t n, size_t files, size_t left)
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
	if (app->json) {
		buf_fmt(&app->out,
		        "{\"tables\":%zu,\"rows\":%lld,\"entries\":%lld,\"journal\":\"%.*s\",\"files\":%zu,\"files_left\":%zu}\n",
		        n, (long long)rows, (long long)entries, P(journal), files, left);
		return;
	}
	buf_fmt(&app->out, "搬了 %zu 张表、%lld 行，逐表核对相同。日志 %lld 条，SM3 %.*s。\n", n,
	        (long long)rows, (long long)entries, P(journal));
	tell_files(app, files, left);
}

static bool move(struct app *app, struct db *from, struct db *to)
{
	size_t n, n_moved, n_files, left;
	const struct ledger **ledgers = app_ledgers(app, &n);
	struct moved *list;
	struct str error = S("");

	if (!carry(app, from, to, &n_files, &left))
		return false;
	if (!db_move(from, to, ledgers, n, &app->world, &app->arena, &list, &n_moved, &error))
		return app_no(app, REFUSED, "%.*s", P(error)), false;
	tell(app, list, n_moved, n_files, left);
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
	app->db = NULL;
	if (to)
		db_close_all(to);
	if (from)
		db_close_all(from);
	return ok ? DONE : app->code;
}
