/*
 * export.c - records out
 *
 * To stdout, or with -o to a file: then the rows of the records go into files beside it
 * (`power_item.basis.csv` beside `power_item.csv`), as an import takes them back; in a workbook they
 * are further sheets.  --template gives the header alone, in a workbook with lists of the choices.  Each export is an entry of the journal before a
 * byte leaves.  Personal values are masked; --purpose says what they are needed for and unmasks them.
 */
#include "ledger/export.h"
#include "cmd/app.h"
#include "ledger/reveal.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { FLUSH_AT = 1 << 20 };

struct exporting {
	struct app *app;
	struct export x;
	bool json, xlsx;
};

static void flush(void *arg)
{
	struct app *app = arg;

	if (app->out.n > FLUSH_AT)
		app_flush(app);
}

static bool what(struct exporting *e)
{
	struct app *app = e->app;
	struct str ledger = app->words[0], rows = S("");
	struct table *t;
	struct near near;

	str_cut(app->words[0], '.', &ledger, &rows);
	if (!(t = app_table(app, ledger)))
		return false;
	e->x.t = t;
	if (!rows.n)
		return true;
	e->x.rows = field_of(t->l, rows);
	if (e->x.rows && e->x.rows->kind == ROWS)
		return true;
	near_init(&near, rows);
	for (size_t i = 0; i < t->l->n_fields; i++)
		if (t->l->fields[i].kind == ROWS)
			near_see(&near, str_of(t->l->fields[i].key));
	app_unknown(app, "没有这组行", &near);
	return false;
}

/* Said by --format, else by the name of the file. */
static struct str format_of(const struct app *app)
{
	if (app_has(app, "format"))
		return app_option(app, "format");
	if (app->json || str_ends(app_option(app, "o"), S(".json")))
		return S("json");
	return str_ends(app_option(app, "o"), S(".xlsx")) ? S("xlsx") : S("csv");
}

static bool how(struct exporting *e)
{
	struct app *app = e->app;
	struct str format = format_of(app);
	struct near near;

	e->json = str_is(format, "json");
	e->xlsx = str_is(format, "xlsx");
	if (e->json && e->x.rows)
		return app_no(app, NOT_UNDERSTOOD, "JSON 里各行随记录一起导出：export %s。",
		              e->x.t->l->key),
		       false;
	if (e->json || e->xlsx || str_is(format, "csv"))
		return true;
	near_init(&near, format);
	near_see(&near, S("csv"));
	near_see(&near, S("xlsx"));
	near_see(&near, S("json"));
	app_unknown(app, "没有这种格式", &near);
	return false;
}

static bool conds_of(struct exporting *e)
{
	struct str all = S(""), one;
	size_t at = 0;

	while (app_next(e->app, "where", &at, &one)) {
		if (memchr(one.p, '\n', one.n))
			return app_no(e->app, NOT_UNDERSTOOD, "条件写在一行里。"), false;
		all = arena_fmt(&e->app->arena, "%.*s%s%.*s", P(all), all.n ? "\n" : "", P(one));
	}
	e->x.conds = all.n ? all.p : NULL;
	return true;
}

/* --- purpose ------------------------------------------------------------------------------------ */

/* The key of a purpose, or a sentence of its own. */
static void purpose_read(struct exporting *e, struct reveal *a)
{
	struct str said = str_trim(app_option(e->app, "purpose"));

	a->purpose = S("other");
	a->why = said.n ? said : S("命令行导出，隐去个人信息");
	for (size_t i = 0; i < n_purposes; i++)
		if (str_is(said, purposes[i].key) && !str_is(said, "other")) {
			a->purpose = said;
			a->why = S("");
		}
}

static bool purpose_stands(struct exporting *e)
{
	struct app *app = e->app;
	struct str error;

	if (app_has(app, "purpose") && !str_trim(app_option(app, "purpose")).n)
		return app_no(app, NOT_UNDERSTOOD, "请写明用途：--purpose 用途。"), false;
	if (app_has(app, "today") && !app_is_demo(app))
		return app_no(app, REFUSED,
		              "导出要记入日志，--today 只能用于演示数据库；正式的台账按真实的日期登记。"),
		       false;
	if (db_lock(app->db, &error))
		return true;
	return app_no(app, REFUSED,
	              "导出要先记入日志。%.*s\nyifa serve 正在运行时，请在网页 /%s/export 写明用途后导出。",
	              P(error), e->x.t->l->key),
	       false;
}

/* An export is an entry, written before a byte leaves; a template holds no record. */
static bool purpose(struct exporting *e)
{
	struct app *app = e->app;
	struct reveal a = { .p = &app->program,
		            .who = &app->actor,
		            .t = e->x.t,
		            .what = EXPORT,
		            .conds = str_of(e->x.conds ? e->x.conds : ""),
		            .unmasked = app_has(app, "purpose") };

	if (app_has(app, "template"))
		return true;
	purpose_read(e, &a);
	if (!purpose_stands(e))
		return false;
	if (!tx_run(app->db, &app->world, &app->arena, &app->r, reveal_keep, &a))
		return app_refused(app, REFUSED), false;
	e->x.unmasked = a.unmasked;
	return true;
}

/* --- writing ------------------------------------------------------------------------------------- */

static bool run(struct exporting *e)
{
	struct app *app = e->app;
	struct tx tx = app_read(app);
	int64_t n;
	bool ok;

	if (app_has(app, "template"))
		e->x.conds = "id=0";
	ok = e->json ? export_json(&tx, &e->x, &n) : export_csv(&tx, &e->x, &n);
	tx_end(&tx);
	if (ok && !app->r.n_refused)
		return true;
	buf_clear(&app->out);
	return app_refused(app, NOT_UNDERSTOOD), false;
}

static bool to_file(struct exporting *e, struct str path)
{
	bool ok = run(e) && app_write(e->app, arena_z(&e->app->arena, path), buf_str(&e->app->out));

	buf_clear(&e->app->out);
	return ok;
}

static enum exit_code to_files(struct exporting *e, struct str path)
{
	const struct ledger *l = e->x.t->l;
	struct str stem = str_ends(path, S(".csv")) ? (struct str){ path.p, path.n - 4 } : path;

	e->x.flush = NULL;
	if (!to_file(e, path))
		return e->app->code;
	for (size_t i = 0; !e->json && !e->x.rows && i < l->n_fields; i++) {
		struct exporting rows = *e;
		if (l->fields[i].kind != ROWS ||
		    (!e->x.everything && !may_see(e->x.t, e->x.viewer.roles, &l->fields[i])))
			continue;
		rows.x.rows = &l->fields[i];
		if (!to_file(&rows,
		             arena_fmt(&e->app->arena, "%.*s.%s.csv", P(stem), l->fields[i].key)))
			return e->app->code;
	}
	return DONE;
}

static bool book_to(struct exporting *e, const char *path)
{
	struct app *app = e->app;
	struct tx tx = app_read(app);
	int64_t n;
	bool ok = app_has(app, "template") ? export_template(&tx, &e->x, path)
	                                   : export_xlsx(&tx, &e->x, path, &n);

	tx_end(&tx);
	if (ok && !app->r.n_refused)
		return true;
	unlink(path);
	return app_refused(app, NOT_UNDERSTOOD), false;
}

/* A workbook is made in a file, whole or not at all; then it takes its name, or goes to stdout. */
static enum exit_code book(struct exporting *e, struct str path)
{
	struct app *app = e->app;
	bool out = !path.n || str_is(path, "-");
	const char *dir = getenv("TMPDIR");
	struct str bytes;
	char *temp = arena_z(&app->arena,
	                     out ? arena_fmt(&app->arena, "%s/yifa-XXXXXX", dir ? dir : "/tmp")
	                         : arena_fmt(&app->arena, "%.*s.XXXXXX", P(path)));
	int fd = mkstemp(temp);

	if (fd < 0)
		return app_no(app, FAULTED, "“%s”不能建立：%s。", temp, strerror(errno));
	close(fd);
	if (!book_to(e, temp))
		return app->code;
	if (!out && rename(temp, arena_z(&app->arena, path)) == 0)
		return DONE;
	if (!out)
		app_no(app, FAULTED, "“%.*s”没有写成：%s。", P(path), strerror(errno));
	else if (app_file(app, &app->arena, temp, &bytes))
		app_write(app, "-", bytes);
	unlink(temp);
	return app->code;
}

enum exit_code cmd_export(struct app *app)
{
	struct exporting e = { .app = app,
		               .x = { .p = &app->program,
		                      .viewer = app_viewer(app),
		                      .everything = app->setting_up,
		                      .out = &app->out,
		                      .flush = flush,
		                      .arg = app } };

	if (!what(&e) || !how(&e) || !conds_of(&e) || !app_may_open(app, e.x.t) || !purpose(&e))
		return app->code;
	if (e.xlsx)
		return book(&e, app_option(app, "o"));
	if (app_has(app, "o"))
		return to_files(&e, app_option(app, "o"));
	if (!run(&e))
		return app->code;
	if (e.json)
		buf_putc(&app->out, '\n');
	return DONE;
}
