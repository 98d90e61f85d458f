/*
 * report.c - the annual report and its siblings
 *
 * A report whose checks do not hold is still written, marked as a draft; what does not hold is
 * told on stderr and the exit code is 1.
 */
#include "report/report.h"
#include "cmd/app.h"
#include "cmd/freeze.h"

static bool ask_of(struct app *app, struct report_ask *ask)
{
	struct str format = app_option(app, "format");
	int64_t year = 0;
	struct near near;

	*ask = (struct report_ask){ .kind = app->words[0],
		                    .org = app->account.org,
		                    .cutoff = DAY_NONE,
		                    .format = str_is(format, "html") ? S("page")
		                              : format.n             ? format
		                              : app->json            ? S("json")
		                                                     : S("md") };
	if (str_index("annual,enforcement,disclosure", ask->kind) < 0) {
		near_init(&near, ask->kind);
		near_see(&near, S("annual"));
		near_see(&near, S("enforcement"));
		near_see(&near, S("disclosure"));
		app_unknown(app, "没有这种报告", &near);
		return false;
	}
	if (!app_int(app, "year", &year) || !app_day(app, "cutoff", &ask->cutoff))
		return false;
	if (year < 1950 || year > 2900)
		return app_no(app, NOT_UNDERSTOOD, "请写明年度：--year 2024。"), false;
	ask->year = (int)year;
	if (str_index("md,page,pdf,docx,json", ask->format) >= 0)
		return true;
	return app_no(app, NOT_UNDERSTOOD,
	              "没有这种格式：%.*s。格式分为 md、html、pdf、docx 和 json。", P(ask->format)),
	       false;
}

static bool sound(struct app *app, struct tx *tx, const struct report_ask *ask)
{
	struct report r;

	if (!report_build(tx, &app->program, ask, &r))
		return false;
	for (size_t i = 0; i < r.n_checks; i++)
		if (!r.checks[i].ok && !r.checks[i].warning)
			app_no(app, REFUSED, "%s：%.*s", check_keys[r.checks[i].kind],
			       P(r.checks[i].say));
	if (!report_sound(&r))
		app_no(app, REFUSED, "有核对不成立的，报告只是草稿。");
	return true;
}

enum exit_code cmd_report(struct app *app)
{
	struct report_ask ask;
	struct tx tx;
	bool ok;

	if (!ask_of(app, &ask))
		return app->code;
	if (app_has(app, "freeze"))
		return freeze_report(app, &ask);
	if (app_has(app, "frozen"))
		return frozen_report(app, &ask);
	tx = app_read(app);
	ok = sound(app, &tx, &ask) && report_write(&tx, &app->program, &ask, &app->out);
	tx_end(&tx);
	if (!ok || app->r.fault || app->r.n_refused) {
		buf_clear(&app->out);
		return app_refused(app, REFUSED);
	}
	if (app_has(app, "o")) {
		ok = app_write(app, arena_z(&app->arena, app_option(app, "o")), buf_str(&app->out));
		buf_clear(&app->out);
	}
	return app->code;
}
