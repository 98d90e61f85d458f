/*
 * freeze.c - keeping a report as it was submitted, and proving its numbers later
 *
 *     yifa report annual --year 2024 --freeze      keeps figures, rules, record ids and hashes
 *     yifa report annual --year 2024 --frozen      each figure then and now, and what moved
 *
 * Freezing is the secretary's, the legal section's or a head's; a report whose checks do not hold is
 * refused.  It leaves an entry in the journal with the SM3 of what was kept.
 */
#include "base/json.h"
#include "cmd/app.h"
#include "cmd/freeze.h"

struct freezing {
	struct app *app;
	const struct report_ask *ask;
	int64_t id;
	struct str digest;
};

static bool keep(struct tx *tx, void *arg)
{
	struct freezing *f = arg;
	const struct actor *who = &f->app->actor;
	struct report_actor by = { who->org, who->entered_by, who->done_by, "cli" };

	return report_freeze_now(tx, &f->app->program, f->ask, &by, &f->id, &f->digest);
}

enum exit_code freeze_report(struct app *app, const struct report_ask *ask)
{
	struct freezing f = { .app = app, .ask = ask };

	if (!app_user(app))
		return app->code;
	if (!(app->account.roles & (HEADS | SECRETARY | LEGAL)))
		return app_no(app, REFUSED, "您无权固化报告。请党组秘书、法制机构或者负责人办理。");
	if (!tx_run(app->db, &app->world, &app->arena, &app->r, keep, &f))
		return app_refused(app, REFUSED);
	if (app->json)
		buf_fmt(&app->out, "{\"freeze\":\"%lld\",\"digest\":\"%.*s\"}\n", (long long)f.id,
		        P(f.digest));
	else
		buf_fmt(&app->out, "已固化。校验码（SM3）%.*s\n", P(f.digest));
	return DONE;
}

static void put_words(struct app *app, const struct frozen *f)
{
	static const char *const drift[N_DRIFTS] = { "后增", "已改", "已不在" };

	for (size_t i = 0; i < f->n_figures; i++) {
		const struct frozen_figure *x = &f->figures[i];
		if (!x->differs)
			continue;
		buf_fmt(&app->out, "%.*s  %.*s：%.*s → %.*s\n", P(x->key), P(x->label), P(x->was),
		        P(x->now));
		for (size_t k = 0; k < x->n_records; k++)
			buf_fmt(&app->out, "    %s  %.*s\n", drift[x->records[k].is],
			        P(x->records[k].number));
	}
	buf_fmt(&app->out, "固化的数字 %zu 个，此后变动 %zu 个。\n", f->n_figures, f->n_differ);
}

enum exit_code frozen_report(struct app *app, const struct report_ask *ask)
{
	struct tx tx = app_read(app);
	struct frozen f;
	bool there = report_compare_frozen(&tx, &app->program, app->account.org, ask->kind,
	                                   ask->year, &f);

	if (there && app->json)
		frozen_json(&f, &app->out);
	else if (there)
		put_words(app, &f);
	tx_end(&tx);
	if (app->r.fault)
		return app_refused(app, REFUSED);
	return there ? DONE : app_no(app, REFUSED, "这一年的报告还没有固化。");
}
