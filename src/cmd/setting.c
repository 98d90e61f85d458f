/*
 * setting.c - what the law leaves to an authority, written down with its document
 *
 * A value is a new version from its day on; the one before stays for the days before.  Whoever
 * heads the bureau or administers the system may set; the journal keeps who did.
 */
#include "cmd/app.h"
#include "base/json.h"
#include "cmd/recheck.h"
#include "ledger/batch.h"
#include "ledger/setting.h"

struct keeping {
	struct app *app;
	struct setting s;
};

static void put_setting(struct app *app, struct json *j, const struct term *t)
{
	struct arena *a = &app->arena;

	if (!app->json) {
		buf_fmt(&app->out, "%-28.*s %.*s  %.*s%s%.*s%s\n", P(t->id), P(term_text(a, t)),
		        P(t->gist), t->document.n ? "（" : "", P(t->document),
		        t->document.n ? "）" : "");
		return;
	}
	json_open(j, '{');
	json_pair(j, "id", t->id);
	json_key(j, "value");
	if (t->has_value)
		json_str(j, term_text(a, t));
	else
		json_null(j);
	json_pair(j, "gist", t->gist);
	json_key(j, "from");
	json_day(j, t->from);
	json_pair(j, "issuer", t->issuer);
	json_pair(j, "document", t->document);
	json_pair(j, "basis", term_cite(a, t));
	json_close(j, '}');
}

static enum exit_code list(struct app *app)
{
	const struct law *law = app_law_now(app);
	struct json j;

	if (app->n_words != 1)
		return app_no(app, NOT_UNDERSTOOD, "用法：yifa setting list");
	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	for (size_t i = 0; i < law->n_terms; i++)
		if (law->terms[i].is_setting)
			put_setting(app, &j, &law->terms[i]);
	if (app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	return DONE;
}

static bool keep(struct tx *tx, void *arg)
{
	const struct keeping *k = arg;

	return setting_take(tx, &k->app->program, &k->app->actor, &k->s);
}

static enum exit_code set(struct app *app)
{
	struct keeping k = { .app = app, .s.from = DAY_NONE };
	struct setting *s = &k.s;
	struct near near;

	if (app->n_words != 3 || !app_option(app, "issuer").n || !app_option(app, "document").n ||
	    !app_has(app, "from"))
		return app_no(
			app, NOT_UNDERSTOOD,
			"用法：yifa setting set TERM VALUE --issuer 发布机关 --document 文号 --from 生效之日");
	if (!app_day(app, "from", &s->from) || !app_user(app))
		return app->code;
	s->id = app->words[1];
	s->value = app->words[2];
	s->issuer = app_option(app, "issuer");
	s->document = app_option(app, "document");
	if (!term_on(&app->law, s->id, DAY_NONE)) {
		near_init(&near, s->id);
		for (size_t i = 0; i < app->law.n_terms; i++)
			if (app->law.terms[i].is_setting)
				near_see(&near, app->law.terms[i].id);
		return app_unknown(app, "没有这一项设置", &near);
	}
	if (!tx_run(app->db, &app->world, &app->arena, &app->r, keep, &k))
		return app_refused(app, REFUSED);
	if (!app_laws(app) ||
	    !app_dues_moved(app, s->id,
	                    arena_fmt(&app->arena, "设置 %.*s 改为 %.*s", P(s->id), P(s->value))))
		return app->code;
	buf_fmt(&app->out, app->json ? "{\"id\":\"%.*s\"}\n" : "已设置：%.*s\n", P(s->id));
	return DONE;
}

/* --- cut-over ------------------------------------------------------------------------------------- */

struct cutting {
	struct app *app;
	const struct table *t;
	struct day on;
};

static bool cut(struct tx *tx, void *arg)
{
	struct cutting *c = arg;

	return cut_over_set(tx, &c->app->actor, c->t, c->on);
}

static enum exit_code cut_over(struct app *app)
{
	struct cutting c = { .app = app };

	if (app->n_words != 3)
		return app_no(app, NOT_UNDERSTOOD,
		              "用法：yifa setting cut-over LEDGER 历史数据的最后一天");
	if (!(c.t = app_table(app, app->words[1])) || !app_user(app))
		return app->code;
	if (!day_parse(app->words[2], &c.on))
		return app_no(app, NOT_UNDERSTOOD, "没有这一天：%.*s。日期写作 2024-03-01。",
		              P(app->words[2]));
	if (!tx_run(app->db, &app->world, &app->arena, &app->r, cut, &c))
		return app_refused(app, REFUSED);
	buf_fmt(&app->out,
	        app->json ? "{\"ledger\":\"%s\"}\n"
	                  : "“%s”的启用日已设定：此前的作为历史数据导入。\n",
	        app->json ? c.t->l->key : c.t->l->label);
	return DONE;
}

enum exit_code cmd_setting(struct app *app)
{
	if (str_is(app->words[0], "list"))
		return list(app);
	if (str_is(app->words[0], "set"))
		return set(app);
	if (str_is(app->words[0], "cut-over"))
		return cut_over(app);
	return app_no(app, NOT_UNDERSTOOD,
	              "没有这个命令：setting %.*s。写 list、set 或者 cut-over。", P(app->words[0]));
}
