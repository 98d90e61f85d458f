/*
 * figures.c - all declared figures of a period, and the records behind one
 */
#include "cmd/app.h"
#include "report/figure_list.h"

enum exit_code cmd_figures(struct app *app)
{
	struct period d;
	struct tx tx;
	int64_t org;
	bool ok;

	if (!app_period(app, &d) || !app_org(app, &org))
		return app->code;
	tx = app_read(app);
	ok = app->json ? figures_json(&tx, &app->program, org, &d, NULL, &app->out)
	               : figures_lines(&tx, &app->program, org, &d, &app->out);
	tx_end(&tx);
	if (ok)
		return DONE;
	buf_clear(&app->out);
	return app_refused(app, FAULTED);
}

/* --- behind one ------------------------------------------------------------------------------- */

static const struct figure *figure_named(struct app *app, const struct table **ret_table)
{
	struct str word = app->words[0];
	const struct figure *f = figure_of(&app->program, word, ret_table);
	struct near near;

	if (f)
		return f;
	near_init(&near, word);
	for (size_t i = 0; i < app->program.n_tables; i++)
		for (size_t k = 0; k < app->program.tables[i].l->n_figures; k++)
			near_see(&near,
			         arena_fmt(&app->arena, "%s.%s", app->program.tables[i].l->key,
			                   app->program.tables[i].l->figures[k].key));
	app_unknown(app, "没有这个指标", &near);
	return NULL;
}

static void put_behind(struct app *app, struct json *j, const struct behind *b)
{
	if (!app->json) {
		buf_fmt(&app->out, "%.*s\t%.*s\t%.*s\t%s\n", P(day_text(&app->arena, b->on)),
		        P(b->number), P(b->label), b->counted ? "" : "不计");
		return;
	}
	behind_json(j, &app->arena, b);
}

enum exit_code cmd_records(struct app *app)
{
	const struct table *t = NULL;
	const struct figure *f = figure_named(app, &t);
	struct behind *list;
	struct period d;
	struct spec s;
	struct json j;
	struct tx tx;
	int64_t org;
	size_t n, hidden;

	if (!f || !app_may_open(app, t) || !app_period(app, &d) || !app_org(app, &org))
		return app->code;
	spec_of(t, f, &s);
	tx = app_read(app);
	n = figure_records(&tx, &app->program, org, &s, &d, app->setting_up ? NULL : &app->viewer,
	                   &list, &hidden);
	tx_end(&tx);
	if (hidden)
		fprintf(stderr, "另有 %zu 条不在您的权限内，数字包括它们。\n", hidden);
	if (app->r.fault || app->r.n_refused)
		return app_refused(app, FAULTED);
	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		put_behind(app, &j, &list[i]);
	if (app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	return DONE;
}
