/*
 * serve.c - the web: lock, pages, listen until told to stop
 */
#include "cmd/app.h"
#include "cmd/recheck.h"
#include "pages/pages.h"
#include "store/file_kind.h"

enum exit_code serve_app(struct app *app, struct str listen)
{
	static struct web web;
	struct str error = S("");

	if (!db_lock(app->db, &error))
		return app_no(app, FAULTED, "%.*s", P(error));
	if (!app_law_kept(app) || !app_files(app))
		return app->code;
	app_flush(app);
	web_init(&web, app->db, &app->program, &app->world);
	web.files = app->files;
	web.most_file = MOST_FILE;
	web.demo = app_is_demo(app);
	pages_install(&web);
	app->code = (enum exit_code)web_serve(&web, listen.n ? arena_z(&app->arena, listen)
	                                                     : "127.0.0.1:8080");
	return app->code;
}

enum exit_code cmd_serve(struct app *app)
{
	return serve_app(app, app_option(app, "listen"));
}
