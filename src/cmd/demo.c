/*
 * demo.c - a fictional bureau's 2024 in a folder: database, report, sign-in names; then serves it
 *
 * The caller becomes the clerk, so that every command works at once.  A demo that is there already
 * is served as it stands; anything else in its place is left alone.
 */
#include "demo/demo.h"
#include "access/admin.h"
#include "cmd/app.h"

#include "base/seal.h"
#include "journal/head.h"
#include "report/report.h"

#include <errno.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* clang-format off */
enum { N_ENTRIES, N_SQL };
static const struct stmt sql[N_SQL] = {
	[N_ENTRIES] = { "SELECT COUNT(*) FROM journal", "is anything in it at all?" },
};
/* clang-format on */

static bool is_empty(struct app *app)
{
	struct tx tx = app_read(app);
	int64_t n = 1;

	db_one(&tx, &sql[N_ENTRIES], VALS(), &n);
	tx_end(&tx);
	return n == 0;
}

/* --- the caller is the clerk ---------------------------------------------------------------------- */

struct binding {
	struct account clerk;
	struct str system_user;
};

static bool bind(struct tx *tx, void *arg)
{
	struct binding *b = arg;

	struct account bound;
	struct admin by = { .who = &b->clerk, .origin = S("demo") };

	if (!account_named(tx, S("clerk"), &b->clerk))
		return false;
	if (account_of_system(tx, b->system_user, &bound) && bound.id == b->clerk.id)
		return true;
	account_bind(tx, &b->clerk, b->system_user);
	account_entry(tx, &by, b->clerk.id, "bind",
	              (struct said[]){ { "name", b->clerk.name }, { "system", b->system_user } },
	              2);
	return !tx->r->fault;
}

static bool bind_caller(struct app *app)
{
	struct passwd *pw = getpwuid(geteuid());
	struct binding b = { .system_user = str_of(pw ? pw->pw_name : "") };

	return tx_run(app->db, &app->world, &app->arena, &app->r, bind, &b) ||
	       (app_refused(app, FAULTED), false);
}

/* --- the report ------------------------------------------------------------------------------------- */

static bool write_report(struct app *app, const char *path)
{
	struct report_ask ask = { .kind = S("annual"),
		                  .org = DEMO_ORG,
		                  .year = 2024,
		                  .cutoff = DAY_NONE,
		                  .format = S("pdf") };
	struct tx tx = app_read(app);
	struct buf out;
	bool ok;

	buf_init(&out, 256 << 20);
	ok = report_write(&tx, &app->program, &ask, &out);
	tx_end(&tx);
	ok = ok ? app_write(app, path, buf_str(&out)) : (app_refused(app, REFUSED), false);
	buf_drop(&out);
	return ok;
}

/* --- the words ---------------------------------------------------------------------------------------- */

static void tell(struct app *app, const char *db, const char *pdf)
{
	buf_fmt(&app->out,
	        "虚构的海澜区文化和旅游局，2024 年。\n数据库  %s\n报告    %s\n\n登录名（密码都是 %s）：\n",
	        db, pdf, demo_password);
	for (size_t i = 0; i < n_demo_accounts; i++)
		buf_fmt(&app->out, "  %-12s %s\n", demo_accounts[i].name, demo_accounts[i].label);
	buf_fmt(&app->out, "\n命令行：yifa figures --year 2024 --db %s\n", db);
}

/* A signing key, the tree, and a first head. */
static bool put_key(struct tx *tx, void *arg)
{
	(void)arg;
	return key_make(tx, DEMO_ORG, 0, S("demo"));
}

static bool journal_begin(struct app *app)
{
	struct refusals *r = &app->r;
	struct head h;
	struct tx tx = app_read(app);
	bool there = head_last(&tx, DEMO_ORG, INT64_MAX, &h), ok;

	tx_end(&tx);
	ok = there || (tx_run(app->db, &app->world, &app->arena, r, put_key, NULL) &&
	               tree_build(app->db, &app->world, r, DEMO_ORG, S("demo")) &&
	               head_sign(app->db, &app->world, &app->arena, r, DEMO_ORG, &h));
	return ok || (app_refused(app, FAULTED), false);
}

static bool make(struct app *app, const char *pdf)
{
	bool tty = isatty(STDERR_FILENO);

	if (!app_is_demo(app)) {
		if (!is_empty(app))
			return app_no(app, REFUSED, "%s 里已有不是演示的记录。请换一个 --dir。",
			              db_path(app->db)),
			       false;
		if (!demo_make(app->db, &app->program, app->world.key, &app->r,
		               tty ? stderr : NULL))
			return app_refused(app, FAULTED), false;
	}
	return bind_caller(app) && journal_begin(app) &&
	       (access(pdf, F_OK) == 0 || write_report(app, pdf));
}

/* A key of its own, made once. */
static bool key(struct app *app, const char *db)
{
	const char *path = app_key_beside(app, db), *error;

	if (access(path, F_OK) != 0 && !seal_key_make(path, &app->world, &error))
		return app_no(app, FAULTED, "%s：%s。", path, error), false;
	return app_key_read(app, path);
}

enum exit_code cmd_demo(struct app *app)
{
	struct arena *a = &app->arena;
	struct str dir = app_option(app, "dir");
	const char *db, *pdf;
	struct str url = app_option(app, "db");

	dir = dir.n ? dir : S("demo-data");
	if (mkdir(arena_z(a, dir), 0700) != 0 && errno != EEXIST)
		return app_no(app, FAULTED, "文件夹“%.*s”建不了：%s。", P(dir), strerror(errno));
	db = arena_fmt(a, "%.*s/yifa.db", P(dir)).p;
	pdf = arena_fmt(a, "%.*s/report-2024.pdf", P(dir)).p;
	url = url.n ? url : arena_fmt(a, "sqlite:%s", db);
	if (!app_law(app) || !app_open(app, url, true) || !key(app, db) || !make(app, pdf))
		return app->code;
	if (!app_has(app, "today"))
		app_fix_today(app, day_make(2024, 12, 31));
	tell(app, app_has(app, "db") ? db_path(app->db) : url.p, pdf);
	return app_has(app, "no-serve") ? DONE : serve_app(app, app_option(app, "listen"));
}
