/*
 * app.c - opening what a command needs, and closing it
 *
 * Order: words, law and ledgers, database (made or brought up to date), settings, day, user.
 */
#include "cmd/app.h"
#include "cmd/recheck.h"
#include "base/fd.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/words.h"
#include "ledger/laws.h"
#include "ledgers/ledgers.h"

static const size_t RUN_LIMIT = (size_t)8 << 30, OUT_LIMIT = (size_t)1 << 30;

/* clang-format off */
enum { DEMO, N_ACCOUNTS, A_BUREAU, ORG_CODE, N_SQL };
static const struct stmt sql[N_SQL] = {
	[DEMO]       = { "SELECT value FROM meta WHERE key = 'demo'", "meta is of the whole database" },
	[N_ACCOUNTS] = { "SELECT COUNT(*) FROM accounts WHERE state <> 'closed'", "whoever calls has no org yet" },
	[A_BUREAU]   = { "SELECT MIN(org) FROM settings", "whoever calls has no org yet" },
	[ORG_CODE]   = { "SELECT org FROM org WHERE (area_code = $1 OR uscc = $1 OR name = $1 OR number = $1) AND kind = 'bureau' ORDER BY org LIMIT 1",
	                 "the bureau is what is looked for" },
};
/* clang-format on */

/* --- law and ledgers -------------------------------------------------------------------------- */

bool app_law(struct app *app)
{
	struct str dir = app_option(app, "law"), error = S("");
	const char *env = getenv("YIFA_LAW");
	size_t n;
	const struct listing *list = all_ledgers(&n);

	if (!dir.n && env)
		dir = str_of(env);
	if (!law_load(&app->law, &app->lasting, dir.n ? arena_z(&app->arena, dir) : NULL, &error))
		return app_no(app, FAULTED, "%.*s", P(error)), false;
	program_new(&app->program, &app->lasting, &app->law, list, n);
	return true;
}

/* --- database --------------------------------------------------------------------------------- */

struct tx app_read(struct app *app)
{
	return tx_read(app->db, &app->world, &app->arena, &app->r);
}

struct str app_url(struct app *app)
{
	const char *env = getenv("YIFA_DB");
	struct str url = app_option(app, "db");

	return url.n ? url : env && *env ? str_of(env) : S("sqlite:yifa.db");
}

const struct ledger **app_ledgers(struct app *app, size_t *ret_n)
{
	const struct listing *list = all_ledgers(ret_n);
	const struct ledger **ledgers = arena_array(&app->arena, const struct ledger *, *ret_n);

	for (size_t i = 0; i < *ret_n; i++)
		ledgers[i] = list[i].l;
	return ledgers;
}

bool app_migrate(struct app *app, struct db *db)
{
	struct str error = S("");
	size_t n;
	const struct ledger **ledgers = app_ledgers(app, &n);

	if (schema_migrate(db, &app->law, ledgers, n, &app->world, &error))
		return true;
	return app_no(app, FAULTED, "%.*s", P(error)), false;
}

bool app_laws(struct app *app)
{
	struct tx tx = app_read(app);
	bool ok = laws_load(&tx, &app->program);

	db_one(&tx, &sql[A_BUREAU], VALS(), &app->bureau);
	tx_end(&tx);
	return ok || (app_refused(app, FAULTED), false);
}

const struct law *app_law_now(const struct app *app)
{
	return law_of(&app->program, app->account.org ? app->account.org : app->bureau);
}

bool app_open(struct app *app, struct str url, bool makes)
{
	struct str error = S("");

	app->db = db_open(arena_z(&app->arena, url), !makes, &error);
	if (!app->db)
		return app_no(app, FAULTED, "%.*s（--db %.*s）", P(error), P(url)), false;
	if (!app_migrate(app, app->db) || (makes && !app_law_first(app)))
		return false;
	return app_laws(app);
}

bool app_db(struct app *app, bool makes)
{
	return app_open(app, app_url(app), makes);
}

bool app_is_demo(struct app *app)
{
	struct tx tx = app_read(app);
	struct str value = S("");
	bool demo = db_one(&tx, &sql[DEMO], VALS(), &value) && value.n && !str_is(value, "no");

	tx_end(&tx);
	return demo;
}

/* --- files ------------------------------------------------------------------------------------ */

bool app_files(struct app *app)
{
	struct str where = app_option(app, "files"), error = S(""), url = app_url(app);
	const char *env = getenv("YIFA_FILES");

	if (!where.n && env)
		where = str_of(env);
	if (!where.n && !str_starts(url, S("postgres")) && db_path(app->db))
		where = arena_fmt(&app->arena, "%s.files", db_path(app->db));
	if (!where.n)
		return true;
	app->files = file_store_open(&app->lasting, arena_z(&app->lasting, where), &error);
	return app->files ||
	       (app_no(app, FAULTED, "%.*s（--files %.*s）", P(error), P(where)), false);
}

/* --- the day ---------------------------------------------------------------------------------- */

void app_fix_today(struct app *app, struct day today)
{
	const struct seal_key *key = app->world.key;

	world_fixed(&app->world, today, 0);
	app->world.key = key;
}

static bool app_today(struct app *app, unsigned needs)
{
	struct day today = DAY_NONE;

	if (!app_day(app, "today", &today))
		return false;
	if (!day_set(today))
		return true;
	if (needs & WRITES && app->db && !app_is_demo(app))
		return app_no(app, REFUSED,
		              "--today 只能用于演示数据库；正式的台账按真实的日期登记。"),
		       false;
	app_fix_today(app, today);
	return true;
}

/* --- the user --------------------------------------------------------------------------------- */

static struct str system_user(struct app *app)
{
	struct passwd *pw = getpwuid(geteuid());

	return pw ? arena_str(&app->arena, str_of(pw->pw_name)) : S("");
}

static void actor_of(struct app *app)
{
	const struct account *c = &app->account;

	app->viewer = viewer_of(c, world_today(&app->world));
	app->actor = (struct actor){
		.org = c->org,
		.entered_by = c->person,
		.done_by = c->person,
		.roles = c->roles,
		.entry_roles = c->roles,
		.origin = "cli",
		.when = INSTANT_NONE,
		.viewer = app->setting_up ? NULL : &app->viewer,
	};
}

/* Nobody can sign in yet: who holds the file sets it up, and the journal says `cli`, person 0. */
static bool first_setup(struct app *app, struct tx *tx)
{
	int64_t n = 1;

	db_one(tx, &sql[N_ACCOUNTS], VALS(), &n);
	if (n)
		return false;
	app->setting_up = true;
	app->account = (struct account){ .org = 1,
		                         .roles = SYSTEM_ADMIN | STAFF | LEGAL | SECRETARY,
		                         .name = S("（初始设置）") };
	return true;
}

bool app_user(struct app *app)
{
	const char *env = getenv("YIFA_USER");
	struct str name = app_option(app, "user");
	struct tx tx = app_read(app);
	bool found, named;

	if (!name.n && env)
		name = str_of(env);
	named = name.n != 0;
	if (!named)
		name = system_user(app);
	found = named ? account_named(&tx, name, &app->account)
	              : account_of_system(&tx, name, &app->account) || first_setup(app, &tx);
	tx_end(&tx);
	if (app->r.fault)
		return app_refused(app, FAULTED), false;
	if (!found)
		return app_no(app, named ? NOT_UNDERSTOOD : REFUSED,
		              named ? "没有这个账号：%.*s。用 yifa user list 查看。"
		                    : "系统用户 %.*s 没有对应的账号。请写明 --user 账号，或者由管理员用 yifa user add 绑定。",
		              P(name)),
		       false;
	actor_of(app);
	return true;
}

struct viewer app_viewer(const struct app *app)
{
	return app->viewer;
}

bool app_may_open(struct app *app, const struct table *t)
{
	if (app->setting_up || may_open(t, app->account.roles))
		return true;
	return app_no(app, REFUSED, "您无权查看“%s”台账。", t->l->label), false;
}

bool app_org(struct app *app, int64_t *ret_org)
{
	struct str code = app_option(app, "org");
	struct tx tx;
	bool found;

	*ret_org = app->account.org;
	if (!app_has(app, "org"))
		return true;
	tx = app_read(app);
	found = db_one(&tx, &sql[ORG_CODE], VALS(code), ret_org);
	tx_end(&tx);
	if (app->r.fault)
		return app_refused(app, FAULTED), false;
	if (!found)
		return app_no(app, NOT_UNDERSTOOD,
		              "没有这个局：%.*s。写区划代码、统一社会信用代码或者名称。", P(code)),
		       false;
	if (*ret_org != app->account.org && !(app->account.roles & (SUPERIOR | MINISTRY)))
		return app_no(app, REFUSED, "只能查看本局的台账。"), false;
	return true;
}

bool app_record(struct app *app, struct tx *tx, const struct table *t, struct str word,
                struct record *ret)
{
	const struct stmt *st = stmt_intern(
		t->program,
		arena_fmt(&app->arena,
	                  "SELECT id FROM \"%s\" WHERE org = $1 AND number = $2 LIMIT 1",
	                  t->l->key));
	int64_t id = 0;

	if (str_int(word, &id) && record_load(tx, t, app->account.org, id, ret))
		return true;
	if (db_one(tx, st, VALS(app->account.org, word), &id) &&
	    record_load(tx, t, app->account.org, id, ret))
		return true;
	if (tx->r->fault)
		app_refused(app, FAULTED);
	else
		app_no(app, NOT_UNDERSTOOD, "“%s”没有这条记录：%.*s。写记录的 id 或者编号。",
		       t->l->label, P(word));
	return false;
}

/* --- files ------------------------------------------------------------------------------------ */

static bool no_file(struct app *app, const char *path)
{
	app_no(app, errno == ENOENT ? NOT_UNDERSTOOD : FAULTED, "文件“%s”打不开：%s。", path,
	       strerror(errno));
	return false;
}

bool app_file(struct app *app, struct arena *a, const char *path, struct str *ret_bytes)
{
	FILE *f = strcmp(path, "-") ? fopen(path, "rbe") : stdin;
	struct buf b;
	char part[65536];
	size_t n;
	bool bad;

	if (!f)
		return no_file(app, path);
	buf_init(&b, OUT_LIMIT);
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_put(&b, (struct str){ part, n });
	bad = ferror(f) != 0;
	if (f != stdin)
		fclose(f);
	*ret_bytes = arena_str(a, buf_str(&b));
	if (b.over)
		app_no(app, REFUSED, "文件“%s”超过 1 GB，请分成几个。", path);
	else if (bad)
		no_file(app, path);
	bad |= b.over;
	buf_drop(&b);
	return !bad;
}

bool app_write(struct app *app, const char *path, struct str bytes)
{
	bool out = !strcmp(path, "-"), ok;
	int fd = out ? STDOUT_FILENO
	             : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);

	if (fd < 0)
		return no_file(app, path);
	ok = fd_write(fd, bytes);
	if (!out && close(fd) != 0)
		ok = false;
	if (!ok)
		app_no(app, FAULTED, "“%s”没有写完：%s。", path, strerror(errno));
	return ok;
}

void app_flush(struct app *app)
{
	if (app->out.n && !fd_write(STDOUT_FILENO, buf_str(&app->out)) && app->code != FAULTED)
		app_no(app, FAULTED, "输出没有写完：%s。", strerror(errno));
	buf_clear(&app->out);
}

/* --- one run ---------------------------------------------------------------------------------- */

/* A ledger that is not known is told before a database is looked for. */
static bool ledger_known(struct app *app)
{
	struct str key = app->n_words ? app->words[0] : S(""), rest;

	if (!app->n_words)
		return true; /* the command says what it needs */
	str_cut(key, '.', &key, &rest);
	return app_table(app, key) != NULL;
}

static bool open_all(struct app *app)
{
	unsigned needs = app->command->needs;

	if (needs & (WITH_LAW | WITH_DB) && !app_law(app))
		return false;
	if (needs & NAMES_LEDGER && !ledger_known(app))
		return false;
	if (needs & WITH_DB && !app_db(app, needs & MAKES))
		return false;
	return app_today(app, needs) && (!(needs & WITH_DB) || app_key(app)) &&
	       (!(needs & WITH_USER) || app_user(app));
}

static const struct command *find(const struct command *list, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, list[i].name))
			return &list[i];
	return NULL;
}

static enum exit_code no_command(struct app *app, struct str name)
{
	struct near near;

	near_init(&near, name);
	for (size_t i = 0; i < app->n_commands; i++)
		near_see(&near, str_of(app->commands[i].name));
	app_unknown(app, "没有这个命令", &near);
	fputs("yifa help 列出全部命令。\n", stderr);
	return NOT_UNDERSTOOD;
}

static bool asks_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* `yifa COMMAND … --help` is `yifa help COMMAND`: what stands beside it is not read. */
static void ask_help(int *argc, char **argv)
{
	static char help[] = "help";

	for (int i = 2; i < *argc && strcmp(argv[i], "--") != 0; i++)
		if (asks_help(argv[i])) {
			argv[2] = argv[1];
			argv[1] = help;
			*argc = 3;
			return;
		}
}

static void run(struct app *app, int argc, char **argv)
{
	struct str name = S("help");

	ask_help(&argc, argv);
	if (argc > 1 && !asks_help(argv[1]))
		name = str_of(argv[1]);
	if (str_is(name, "--version"))
		name = S("version");
	app->command = find(app->commands, app->n_commands, name);
	if (!app->command) {
		app->code = no_command(app, name);
		return;
	}
	if (app_words(app, argc > 2 ? argc - 2 : 0, argv + 2) && open_all(app))
		app->code = app->command->run(app);
	if (app->code == DONE && app->out.over)
		app_no(app, FAULTED, "结果超过 1 GB，请缩小范围。");
	else
		app_flush(app);
}

enum exit_code app_main(int argc, char **argv, const struct command *commands, size_t n)
{
	static struct app app;

	app = (struct app){ .commands = commands, .n_commands = n };
	arena_init(&app.lasting, RUN_LIMIT);
	arena_init(&app.arena, RUN_LIMIT);
	refusals_init(&app.r, &app.arena);
	buf_init(&app.out, OUT_LIMIT);
	world_real(&app.world);
	signal(SIGXFSZ, SIG_IGN); /* a full quota is a fault of the write, not the end */
	run(&app, argc, argv);
	if (app.db)
		db_close_all(app.db);
	buf_drop(&app.out);
	arena_drop(&app.arena);
	arena_drop(&app.lasting);
	return app.code;
}
