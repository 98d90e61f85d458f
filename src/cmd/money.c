/*
 * money.c - the ledger of fines and confiscated gains of a year
 *
 *     yifa money --year 2024 [--format text|csv|xlsx|json] [-o FILE]
 */
#include "cmd/app.h"
#include "report/money.h"

static struct str yuan(struct app *app, int64_t fen)
{
	return fen_text_cn(&app->arena, (struct fen){ fen });
}

static void put_line(struct app *app, const struct money_line *l)
{
	buf_fmt(&app->out, "%s  %.*s\n", money_by_label(l->by), P(l->label));
	for (int c = 0; c < N_MONEY; c++)
		if (l->v[c])
			buf_fmt(&app->out, "    %s  %.*s\n", money_label((enum money_column)c),
			        P(yuan(app, l->v[c])));
	if (l->off)
		buf_fmt(&app->out, "    不平，差 %.*s\n", P(yuan(app, l->off)));
}

static void put_report(struct app *app, const struct money_report *r)
{
	buf_fmt(&app->out, "年报罚没款 %.*s = 决定 %.*s - 撤销 %.*s - 其后重新决定 %.*s",
	        P(yuan(app, r->reported)), P(yuan(app, r->levied)), P(yuan(app, r->cancelled)),
	        P(yuan(app, r->superseded)));
	if (r->off)
		buf_fmt(&app->out, "，差 %.*s", P(yuan(app, r->off)));
	buf_putc(&app->out, '\n');
}

static void put_text(struct app *app, const struct money *m)
{
	buf_fmt(&app->out, "罚没款 %.*s 至 %.*s，元\n", P(day_text(&app->arena, m->d.from)),
	        P(day_text(&app->arena, m->d.cutoff)));
	for (size_t i = 0; i < m->n_lines; i++)
		put_line(app, &m->lines[i]);
	buf_fmt(&app->out, "加处罚款：收缴 %.*s，退还 %.*s，减免 %.*s，截至 %.*s 应收未收 %.*s\n",
	        P(yuan(app, m->surcharge.received)), P(yuan(app, m->surcharge.refunded)),
	        P(yuan(app, m->surcharge.waived)), P(day_text(&app->arena, m->d.cutoff)),
	        P(yuan(app, m->surcharge.accrued)));
	buf_fmt(&app->out, "分期尚未到期 %.*s\n", P(yuan(app, m->instalments)));
	put_report(app, &m->report);
	buf_putz(&app->out, m->n_open || m->report.off ? "不平。\n" : "各行都平。\n");
}

static bool put_money(struct app *app, struct tx *tx, const struct money *m, struct str format)
{
	struct grid g;
	struct json j;

	money_grid(m, &app->arena, &g);
	if (str_is(format, "csv")) {
		grid_csv(&g, false, &app->out);
	} else if (str_is(format, "xlsx")) {
		return grid_xlsx(tx, &g, &app->out);
	} else if (str_is(format, "json") || app->json) {
		json_init(&j, &app->out);
		money_json(m, &app->arena, &j);
		buf_putc(&app->out, '\n');
	} else {
		put_text(app, m);
	}
	return true;
}

static enum exit_code give(struct app *app, const struct money *m)
{
	struct str file = app_option(app, "o");

	if (file.n && !app_write(app, arena_z(&app->arena, file), buf_str(&app->out)))
		return app->code;
	if (file.n)
		buf_clear(&app->out);
	return m->n_open || m->report.off ? REFUSED : DONE;
}

enum exit_code cmd_money(struct app *app)
{
	struct str format = app_option(app, "format");
	struct period d;
	struct money m;
	struct tx tx;
	int64_t org;
	bool ok;

	if (format.n && str_index("text,csv,xlsx,json", format) < 0)
		return app_no(app, NOT_UNDERSTOOD, "--format 是 text、csv、xlsx 或者 json。");
	if (!app_period(app, &d) || !app_org(app, &org))
		return app->code;
	tx = app_read(app);
	ok = money_build(&tx, &app->program, org, &d, &m) && put_money(app, &tx, &m, format);
	tx_end(&tx);
	if (ok)
		return give(app, &m);
	buf_clear(&app->out);
	return app_refused(app, FAULTED);
}
