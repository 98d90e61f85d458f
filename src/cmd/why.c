/*
 * why.c - yifa why USER LEDGER [ID] VERB|view|list|FIELD
 *
 * One's own rights are everybody's to ask; another's are the three administrators' and the audit's.
 */
#include "access/admin.h"
#include "cmd/app.h"
#include "ledger/why.h"

static const char *const mark[] = { [WHY_YES] = "✓", [WHY_NO] = "✗", [WHY_DEPENDS] = "·" };

static void put_json(struct app *app, const struct why *why)
{
	struct json j;

	json_init(&j, &app->out);
	why_json(&j, why);
	buf_putc(&app->out, '\n');
}

static void put_text(struct app *app, const struct account *who, const struct why *why)
{
	buf_fmt(&app->out, "%.*s%s%.*s。\n", P(who->name), why->may ? "能" : "不能", P(why->label));
	for (size_t i = 0; i < why->n; i++) {
		const struct why_line *l = &why->lines[i];
		buf_fmt(&app->out, "  %s %.*s%s%.*s%s%.*s\n", mark[l->says], P(l->what),
		        l->facts.n ? "；" : "", P(l->facts), l->basis.n ? "  " : "", P(l->basis));
	}
}

enum exit_code cmd_why(struct app *app)
{
	struct admin by = { &app->account, app->setting_up, S("cli") };
	struct table *t = app_table(app, app->words[1]);
	struct account who;
	struct record r = { 0 };
	struct viewer v;
	struct why why;
	struct tx tx;
	bool ok;

	if (!t)
		return app->code;
	if (!str_eq(app->words[0], app->account.name) && !admin_may(&by, TASK_READ))
		return app_no(app, REFUSED,
		              "别人的权限由系统、安全、审计管理员查看；自己的可以自己看。");
	tx = app_read(app);
	ok = account_named(&tx, app->words[0], &who) ||
	     (app_no(app, NOT_UNDERSTOOD, "没有这个账号：%.*s。", P(app->words[0])), false);
	ok = ok && (app->n_words == 3 || app_record(app, &tx, t, app->words[2], &r));
	if (ok) {
		v = viewer_of(&who, world_today(&app->world));
		if (!why_of(&tx, &app->program, &v, t, r.id, app->words[app->n_words - 1], &why))
			ok = (app_no(app, NOT_UNDERSTOOD,
			             "“%s”没有这一步或者字段：%.*s。写 view、list、步骤或者字段。",
			             t->l->label, P(app->words[app->n_words - 1])),
			      false);
	}
	tx_end(&tx);
	if (!ok)
		return app->code;
	if (app->json)
		put_json(app, &why);
	else
		put_text(app, &who, &why);
	return app->r.fault ? app_refused(app, FAULTED) : DONE;
}
