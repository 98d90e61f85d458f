/*
 * key.c - where the key of the secrets at rest comes from
 *
 * --key FILE, YIFA_KEY_FILE, $CREDENTIALS_DIRECTORY/yifa.key (systemd's LoadCredential), in this
 * order.  There is no default.  Only a database that is marked as a demo finds the key that
 * `yifa demo` made beside it.
 */
#include "cmd/app.h"

#include "base/seal.h"
#include "journal/head.h"

#include <unistd.h>

bool app_key_read(struct app *app, const char *path)
{
	struct seal_key *key = arena_new(&app->lasting, struct seal_key);
	const char *error;

	if (!seal_key_read(path, key, &error))
		return app_no(app, FAULTED, "%s：%s。", path, error), false;
	app->world.key = key;
	return true;
}

const char *app_key_beside(struct app *app, const char *db)
{
	const char *end = db ? strrchr(db, '/') : NULL;

	return arena_fmt(&app->arena, "%.*syifa.key", end ? (int)(end + 1 - db) : 0, end ? db : "")
	        .p;
}

/* The file that is named, or NULL: none is. */
static const char *named(struct app *app)
{
	struct str option = app_option(app, "key");
	const char *env = getenv("YIFA_KEY_FILE"), *dir = getenv("CREDENTIALS_DIRECTORY"), *path;

	if (option.n)
		return arena_z(&app->arena, option);
	if (env && *env)
		return env;
	path = dir && *dir ? arena_fmt(&app->arena, "%s/yifa.key", dir).p : NULL;
	return path && access(path, F_OK) == 0 ? path : NULL;
}

bool app_key(struct app *app)
{
	const char *path = named(app), *beside;

	if (path)
		return app_key_read(app, path);
	if (!app->db || !db_path(app->db) || !app_is_demo(app))
		return true;
	beside = app_key_beside(app, db_path(app->db));
	return access(beside, F_OK) != 0 || app_key_read(app, beside);
}

bool app_key_fits(struct app *app, struct db *db)
{
	struct tx tx = tx_read(db, &app->world, &app->arena, &app->r);
	int64_t *orgs;
	size_t n = journal_orgs(&tx, &orgs);
	bool fits = true;

	for (size_t i = 0; i < n; i++)
		fits &= keys_fit(&tx, orgs[i]);
	tx_end(&tx);
	if (app->r.fault)
		return app_refused(app, FAULTED), false;
	return fits ||
	       (app_no(app, REFUSED,
	               "“%s”里的密文是用另一把密钥封存的，这把密钥打不开。请用 --key 或者 YIFA_KEY_FILE 指定原来的密钥文件；确已丢失的，先用 yifa journal key 换签名密钥。",
	               db_path(db)),
	        false);
}
