/*
 * public_set.c - the double-publicity data set, for the credit site
 *
 *     yifa publicity penalty --year 2024 [--format csv|xlsx|json] [-o FILE]
 *
 * An export like any other: its entry is kept before a byte leaves.
 */
#include "cmd/app.h"
#include "ledger/reveal.h"
#include "report/public_set.h"

static bool keep(struct app *app, enum public_set_of of)
{
	struct str error, year = app_option(app, "year");
	struct reveal a = { .p = &app->program,
		            .who = &app->actor,
		            .t = table_of(&app->program, S("publicity")),
		            .what = EXPORT,
		            .purpose = S("open"),
		            .conds = arena_fmt(&app->arena, "双公示 %s %.*s", public_set_key(of),
		                               P(year)) };

	if (app_has(app, "today") && !app_is_demo(app))
		return app_no(app, REFUSED, "导出要记入日志，--today 只能用于演示数据库。"), false;
	if (!db_lock(app->db, &error))
		return app_no(app, REFUSED,
		              "导出要先记入日志。%.*s\nyifa serve 正在运行时，请在网页 /double-publicity 导出。",
		              P(error)),
		       false;
	return tx_run(app->db, &app->world, &app->arena, &app->r, reveal_keep, &a) ||
	       (app_refused(app, REFUSED), false);
}

static bool put_set(struct app *app, struct tx *tx, const struct grid *g)
{
	struct str format = app_option(app, "format");
	struct json j;

	if (str_is(format, "xlsx"))
		return grid_xlsx(tx, g, &app->out);
	if (str_is(format, "json") || app->json) {
		json_init(&j, &app->out);
		grid_json(g, &j);
		buf_putc(&app->out, '\n');
		return true;
	}
	grid_csv(g, true, &app->out);
	return true;
}

enum exit_code cmd_public_set(struct app *app)
{
	struct str file = app_option(app, "o"), format = app_option(app, "format");
	struct viewer v = app_viewer(app);
	enum public_set_of of;
	struct public_set set;
	struct period d;
	struct tx tx;
	bool ok;

	if (!public_set_named(app->words[0], &of))
		return app_no(app, NOT_UNDERSTOOD, "数据集是 penalty 或者 licence。");
	if (format.n && str_index("csv,xlsx,json", format) < 0)
		return app_no(app, NOT_UNDERSTOOD, "--format 是 csv、xlsx 或者 json。");
	if (!app_period(app, &d) || !app_may_open(app, table_of(&app->program, S("publicity"))) ||
	    !keep(app, of))
		return app->code;
	tx = app_read(app);
	ok = public_set(&tx, &app->program, &v, of, &d, &set) && put_set(app, &tx, &set.grid);
	tx_end(&tx);
	if (!ok) {
		buf_clear(&app->out);
		return app_refused(app, FAULTED);
	}
	if (set.minors + set.hidden)
		fprintf(stderr, "未成年人 %zu 条、不在权限内 %zu 条没有列入。\n", set.minors,
		        set.hidden);
	if (file.n && !app_write(app, arena_z(&app->arena, file), buf_str(&app->out)))
		return app->code;
	if (file.n)
		buf_clear(&app->out);
	return DONE;
}
