/*
 * archive.c - the file of a record as a package: catalogue, papers, attachments, proof
 *
 * It holds names and addresses, so it is given out for a purpose, after an entry (print).
 */
#include "cmd/app.h"
#include "paper/archive.h"

static bool may_write(struct app *app)
{
	struct str error;

	if (!app_has(app, "o"))
		return app_no(app, NOT_UNDERSTOOD, "请写明写到哪个文件：-o 文件.zip。"), false;
	if (app_has(app, "today") && !app_is_demo(app))
		return app_no(app, REFUSED, "给出案卷要记入日志，--today 只能用于演示数据库。"),
		       false;
	if (db_lock(app->db, &error))
		return true;
	return app_no(app, REFUSED, "给出案卷要先记入日志。%.*s", P(error)), false;
}

static bool keep(struct app *app, const struct record *r)
{
	struct str said = str_trim(app_option(app, "purpose"));
	struct reveal a = { .p = &app->program,
		            .who = &app->actor,
		            .t = r->t,
		            .id = r->id,
		            .what = PACKAGE,
		            .purpose = said.n ? S("other") : S("file"),
		            .why = said,
		            .unmasked = true };

	for (size_t i = 0; i < n_purposes; i++)
		if (str_is(said, purposes[i].key) && !str_is(said, "other")) {
			a.purpose = said;
			a.why = S("");
		}
	return tx_run(app->db, &app->world, &app->arena, &app->r, reveal_keep, &a) ||
	       (app_refused(app, REFUSED), false);
}

static void give(struct app *app, const struct record *r)
{
	struct archive_ask ask = { .p = &app->program,
		                   .viewer = &app->viewer,
		                   .t = r->t,
		                   .id = r->id,
		                   .store = app->files };
	struct tx tx = app_read(app);
	bool ok = archive_write(&tx, &ask, &app->out);

	tx_end(&tx);
	if (!ok || app->r.fault || app->r.n_refused)
		app_refused(app, REFUSED);
	else if (app_write(app, arena_z(&app->arena, app_option(app, "o")), buf_str(&app->out)))
		app_no(app, DONE,
		       "文书 %zu 份，附件 %zu 个，共 %d 页；无权查看、没有装入的 %zu 项。",
		       ask.papers, ask.files, ask.pages, ask.withheld);
	buf_clear(&app->out);
}

enum exit_code cmd_archive(struct app *app)
{
	struct table *t = app_table(app, S("case"));
	struct record r;
	struct tx tx;
	bool ok;

	if (app->n_words == 2)
		t = app_table(app, app->words[0]);
	if (!t || !may_write(app) || !app_files(app))
		return app->code;
	tx = app_read(app);
	ok = app_record(app, &tx, t, app->words[app->n_words - 1], &r);
	tx_end(&tx);
	if (ok && keep(app, &r))
		give(app, &r);
	return app->code;
}
