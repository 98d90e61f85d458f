/*
 * backup.c - backup, restore, migrate
 */
#include "store/backup.h"
#include "cmd/app.h"
#include "cmd/files.h"
#include "cmd/index.h"
#include "cmd/recheck.h"

#include <unistd.h>

/* The files go along, into a folder beside the copy; what is there already is not copied again. */
static bool files_out(struct app *app, const char *path)
{
	struct str error = S("");
	struct file_store *to;
	size_t n = 0;

	if (!app_files(app))
		return false;
	if (!app->files)
		return true;
	to = file_store_open(&app->lasting, arena_fmt(&app->lasting, "%s.files", path).p, &error);
	if (!to)
		return app_no(app, FAULTED, "%.*s", P(error)), false;
	return app_files_copy(app, app->files, to, &n);
}

static bool files_in(struct app *app, const char *path)
{
	const char *dir = arena_fmt(&app->lasting, "%s.files", path).p;
	struct str error = S("");
	struct file_store *from;
	size_t n = 0;

	if (access(dir, F_OK) != 0)
		return true;
	if (!app_files(app))
		return false;
	if (!app->files)
		return app_no(app, REFUSED, "备份带有附件，请用 --files 写明放在哪里。"), false;
	from = file_store_open(&app->lasting, dir, &error);
	if (!from)
		return app_no(app, FAULTED, "%.*s", P(error)), false;
	return app_files_copy(app, from, app->files, &n);
}

static bool of_server(struct app *app, const char *way)
{
	if (!db_is_shared(app->db))
		return false;
	app_no(app, REFUSED, "“%s”是 PostgreSQL 数据库，%s", db_path(app->db), way);
	return true;
}

enum exit_code cmd_backup(struct app *app)
{
	const char *path = arena_z(&app->arena, app->words[0]);
	struct str error = S("");

	if (of_server(app, "请用 pg_dump -Fc 备份，或者用 yifa copy --to sqlite:文件 复制一份。"))
		return app->code;
	if (!db_backup(app->db, path, NULL, &error))
		return app_no(app, FAULTED, "%.*s", P(error));
	if (!db_sound(path, &error))
		return app_no(app, FAULTED, "%.*s", P(error));
	if (!files_out(app, path))
		return app->code;
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

/* Another machine with another key could open nothing of it: that is said before anything is replaced. */
static bool key_fits(struct app *app, const char *path)
{
	struct str error = S("");
	struct db *from;
	bool fits;

	if (!app_key(app))
		return false;
	if (!app->world.key)
		return true;
	from = db_open(arena_fmt(&app->arena, "sqlite:%s", path).p, true, &error);
	if (!from)
		return app_no(app, FAULTED, "%.*s", P(error)), false;
	fits = app_key_fits(app, from);
	db_close_all(from);
	return fits;
}

enum exit_code cmd_restore(struct app *app)
{
	const char *path = arena_z(&app->arena, app->words[0]);
	struct str error = S("");

	if (!db_sound(path, &error))
		return app_no(app, NOT_UNDERSTOOD, "%.*s", P(error));
	if (!app_db(app, true))
		return app->code;
	if (of_server(app,
	              "请用 pg_restore 恢复，或者用 yifa copy --from sqlite:文件 复制到空库。"))
		return app->code;
	if (entries(app) && !app_has(app, "force"))
		return app_no(app, REFUSED,
		              "数据库 %s 里已有记录。确实要用备份代替的，先备份，再加 --force。",
		              db_path(app->db));
	if (!key_fits(app, path))
		return app->code;
	if (!db_restore(app->db, path, &error))
		return app_no(app, FAULTED, "%.*s", P(error));
	if (!files_in(app, path))
		return app->code;
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
