/*
 * backup.c - backup, restore, migrate
 */
#include "store/backup.h"
#include "cmd/app.h"
#include "cmd/index.h"
#include "cmd/recheck.h"

enum exit_code cmd_backup(struct app *app)
{
	const char *path = arena_z(&app->arena, app->words[0]);
	struct str error = S("");

	if (!db_backup(app->db, path, &error))
		return app_no(app, FAULTED, "%.*s", P(error));
	if (!db_sound(path, &error))
		return app_no(app, FAULTED, "%.*s", P(error));
	buf_fmt(&app->out, app->json ? "{\"file\":\"%s\"}\n" : "已备份到 %s。\n", path);
	return DONE;
}

/* clang-format off */
enum { N_ENTRIES, N_SQL };
static const struct stmt sql[N_SQL] = {
	[N_ENTRIES] = { "SELECT COUNT(*) FROM journal", "is anything in it at all?" },
};
/* clang-format on */

static int64_t entries(struct app *app)
{
	struct tx tx = app_read(app);
	int64_t n = 0;

	db_one(&tx, &sql[N_ENTRIES], VALS(), &n);
	tx_end(&tx);
	return n;
}

enum exit_code cmd_restore(struct app *app)
{
	const char *path = arena_z(&app->arena, app->words[0]);
	struct str error = S("");

	if (!db_sound(path, &error))
		return app_no(app, NOT_UNDERSTOOD, "%.*s", P(error));
	if (!app_db(app, true))
		return app->code;
	if (entries(app) && !app_has(app, "force"))
		return app_no(app, REFUSED,
		              "数据库 %s 里已有记录。确实要用备份代替的，先备份，再加 --force。",
		              db_path(app->db));
	if (!db_restore(app->db, path, &error))
		return app_no(app, FAULTED, "%.*s", P(error));
	buf_fmt(&app->out, app->json ? "{\"file\":\"%s\"}\n" : "已从 %s 恢复。\n", path);
	return DONE;
}

/* Opening has made the tables; what is found by search is made of the records. */
enum exit_code cmd_migrate(struct app *app)
{
	if (!app_law_kept(app) || !app_search_ready(app))
		return app->code;
	buf_fmt(&app->out, app->json ? "{\"database\":\"%s\"}\n" : "数据库 %s 的表已是最新。\n",
	        db_path(app->db));
	return DONE;
}
