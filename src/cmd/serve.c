/*
 * serve.c - the web: lock, pages, listen until told to stop
 */
#include "access/webauthn.h"
#include "cmd/index.h"
#include "cmd/recheck.h"
#include "journal/keep.h"
#include "pages/pages.h"
#include "report/year_kept.h"
#include "store/file_kind.h"
#include "web/deliver.h"
#include "web/jobs.h"

/* clang-format off */
static const struct stmt sealed_sql = { "SELECT COUNT(*) FROM accounts WHERE COALESCE(totp, '') <> ''", "of the whole database" };
/* clang-format on */

/* Sealed secrets and no key to open them: nobody with an authenticator could sign in, so it says so now. */
static bool secrets_open(struct app *app)
{
	struct tx tx = app_read(app);
	int64_t n = 0;

	if (!app->world.key)
		db_one(&tx, &sealed_sql, VALS(), &n);
	tx_end(&tx);
	if (app->r.fault)
		return app_refused(app, FAULTED), false;
	if (n)
		return app_no(app, REFUSED,
		              "%lld 个账号登记了验证器，没有密钥不能核对。请用 --key FILE、YIFA_KEY_FILE 或者系统凭据 yifa.key 指定密钥文件。",
		              (long long)n),
		       false;
	return true;
}

/* The address under which people know it: security keys are bound to it. */
static bool origin_said(struct app *app, struct web *web)
{
	struct relying us;

	web->origin = app_option(app, "origin");
	if (!web->origin.n)
		return true;
	if (!relying_of_origin(web->origin, &us))
		return app_no(app, NOT_UNDERSTOOD,
		              "--origin 看不懂，写作 https://yifa.example.gov.cn。"),
		       false;
	return true;
}

/* Where copies go: YIFA_BACKUPS, else beside the database; a server's are made by its own means. */
static const char *backups_of(struct app *app)
{
	const char *dir = getenv("YIFA_BACKUPS");

	if (db_is_shared(app->db))
		return NULL;
	return dir && *dir ? dir : arena_fmt(&app->lasting, "%s.backups", db_path(app->db)).p;
}

static bool proxies_said(struct app *app, struct web *web)
{
	struct ranges *list = arena_new(&app->arena, struct ranges);

	if (!ranges_parse(app_option(app, "proxy"), list))
		return app_no(app, NOT_UNDERSTOOD, "--proxy 看不懂，写作 10.0.0.5,10.1.0.0/16。"),
		       false;
	web->proxies = list;
	return true;
}

enum exit_code serve_app(struct app *app, struct str listen)
{
	static struct web web;
	struct str error = S("");
	struct deliver *deliver;
	struct keeper *keeper;
	struct year_keeper *year;
	const char *wrong = "";

	if (!db_lock(app->db, &error))
		return app_no(app, FAULTED, "%.*s", P(error));
	if (!app_law_kept(app) || !app_files(app))
		return app->code;
	if (!app_search_ready(app) || !secrets_open(app) || !app_key_fits(app, app->db))
		return app->code;
	app_flush(app);
	web_init(&web, app->db, &app->program, &app->world);
	web.files = app->files;
	web.most_file = MOST_FILE;
	web.backups = backups_of(app);
	web.demo = app_is_demo(app);
	if (!origin_said(app, &web) || !proxies_said(app, &web) ||
	    !app_int(app, "per-minute", &web.a_minute))
		return app->code;
	pages_install(&web);
	deliver = deliver_start(&web, app_option(app, "hooks-to"), &wrong);
	if (!deliver)
		return app_no(app, NOT_UNDERSTOOD, "%s", wrong);
	keeper = keeper_start(app->db, &app->world);
	year = year_keeper_start(app->db, &app->program, &app->world);
	jobs_start(&web, str_starts(app_url(app), S("sqlite:")));
	app->code = (enum exit_code)web_serve(&web, listen.n ? arena_z(&app->arena, listen)
	                                                     : "127.0.0.1:8080");
	jobs_stop(&web);
	year_keeper_stop(year);
	keeper_stop(keeper);
	deliver_stop(deliver);
	return app->code;
}

enum exit_code cmd_serve(struct app *app)
{
	return serve_app(app, app_option(app, "listen"));
}
