/*
 * user.c - accounts on the command line
 *
 * While there is no account at all, whoever holds the database makes the first one.  After that a
 * system or security administrator does.  A password is read from stdin, one line, never from the
 * words, which other users of the machine can see.
 */
#include "cmd/app.h"
#include "journal/journal.h"

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* clang-format off */
enum { ALL_ACCOUNTS, CLOSE_ACCOUNT, SYSTEM_OF, N_SQL };
static const struct stmt sql[N_SQL] = {
	[ALL_ACCOUNTS]  = { "SELECT id, name, COALESCE(person, 0), roles, state, system_user FROM accounts WHERE org = $1 ORDER BY name" },
	[CLOSE_ACCOUNT] = { "UPDATE accounts SET state = 'closed', changed_at = $3 WHERE org = $1 AND id = $2" },
	[SYSTEM_OF] = { "SELECT system_user FROM accounts WHERE org = $1 AND id = $2" },
};
/* clang-format on */

struct account_change {
	struct app *app;
	struct account who;
	struct str hash, system_user, verb;
	bool closes;
};

static enum exit_code list(struct app *app)
{
	struct tx tx = app_read(app);
	struct rows q = db_query(&tx, &sql[ALL_ACCOUNTS], app->account.org);
	int64_t id, person, roles;
	struct str name, state, system;
	struct json j;

	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	while (db_row(&q, &id, &name, &person, &roles, &state, &system)) {
		if (!app->json) {
			buf_fmt(&app->out, "%-20.*s %.*s  %.*s%s%.*s%s\n", P(name),
			        P(roles_text(&app->arena, (unsigned)roles)),
			        P(str_is(state, "closed") ? S("已停用") : S("")),
			        system.n ? "（系统用户 " : "", P(system), system.n ? "）" : "");
			continue;
		}
		json_open(&j, '{');
		json_key(&j, "name");
		json_str(&j, name);
		json_key(&j, "person");
		json_id(&j, person);
		json_key(&j, "roles");
		json_str(&j, roles_keys(&app->arena, (unsigned)roles));
		json_key(&j, "state");
		json_str(&j, state);
		json_key(&j, "system");
		json_str(&j, system);
		json_close(&j, '}');
	}
	if (app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	tx_end(&tx);
	return app->r.fault ? app_refused(app, FAULTED) : DONE;
}

static struct str body_of(struct tx *tx, const struct account_change *c)
{
	struct buf b;
	struct json j;
	struct str body;

	buf_init(&b, 1 << 16);
	json_init(&j, &b);
	json_open(&j, '{');
	json_key(&j, "name");
	json_str(&j, c->who.name);
	json_key(&j, "roles");
	json_str(&j, roles_keys(tx->arena, c->who.roles));
	json_close(&j, '}');
	body = arena_str(tx->arena, buf_str(&b));
	buf_drop(&b);
	return body;
}

static bool write_change(struct tx *tx, void *arg)
{
	struct account_change *c = arg;
	const struct actor *who = &c->app->actor;
	struct instant now = world_now(tx->world);

	if (c->closes)
		db_exec(tx, &sql[CLOSE_ACCOUNT], c->who.org, c->who.id, now);
	else
		account_make(tx, &c->who, c->hash, c->system_user, &c->who.id);
	journal_append(tx, &(struct journal_entry){ .org = who->org,
	                                            .day = world_today(tx->world),
	                                            .at = now,
	                                            .actor = who->entered_by,
	                                            .done_by = who->done_by,
	                                            .ledger = S("account"),
	                                            .record = c->who.id,
	                                            .verb = c->verb,
	                                            .body = body_of(tx, c),
	                                            .origin = S("cli") });
	return true;
}

static bool read_roles(struct app *app, unsigned *ret)
{
	struct str rest = app_option(app, "roles"), item;
	struct near near;

	if (roles_parse(rest, ret) && *ret)
		return true;
	while (str_item(&rest, &item)) {
		unsigned one;
		if (roles_parse(item, &one))
			continue;
		near_init(&near, item);
		for (int i = 0; i < N_ROLES; i++)
			near_see(&near, str_of(role_key(i)));
		app_unknown(app, "没有这个角色", &near);
		return false;
	}
	return app_no(app, NOT_UNDERSTOOD, "请写明 --roles，如 --roles officer,chief。"), false;
}

static bool read_person(struct app *app, struct tx *tx, int64_t *ret)
{
	static const struct field person = {
		.key = "person", .kind = REF, .label = "人员", .of = "person"
	};
	struct val v;

	if (!app_has(app, "person"))
		return true;
	if (!value_parse(tx, &app->program, app->account.org, &person, app_option(app, "person"),
	                 "person", &v))
		return app_refused(app, NOT_UNDERSTOOD), false;
	*ret = v.is == VAL_INT ? v.i : 0;
	return true;
}

/* One line of stdin, not shown on a terminal. */
static struct str read_password(struct app *app)
{
	bool tty = isatty(STDIN_FILENO);
	struct termios old, quiet;
	char line[1024];
	struct str s = S("");

	if (tty && !tcgetattr(STDIN_FILENO, &old)) {
		fputs("密码：", stderr);
		quiet = old;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	}
	if (fgets(line, sizeof line, stdin))
		s = arena_str(&app->arena, str_of(line));
	if (tty)
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &old);
	while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
		s.n--;
	return s;
}

static enum exit_code run_change(struct app *app, struct account_change *c, const char *verb)
{
	c->app = app;
	c->verb = str_of(verb);
	if (!tx_run(app->db, &app->world, &app->arena, &app->r, write_change, c))
		return app_refused(app, REFUSED);
	buf_fmt(&app->out, app->json ? "{\"name\":\"%.*s\"}\n" : "已登记账号 %.*s。\n",
	        P(c->who.name));
	return DONE;
}

static bool find(struct app *app, struct account_change *c)
{
	struct str name = app->n_words > 1 ? app->words[1] : S("");
	struct tx tx = app_read(app);
	bool found = account_named(&tx, name, &c->who);

	if (found)
		db_one(&tx, &sql[SYSTEM_OF], VALS(c->who.org, c->who.id), &c->system_user);
	c->system_user = arena_str(&app->arena, c->system_user);
	tx_end(&tx);
	if (!found)
		app_no(app, NOT_UNDERSTOOD, "没有这个账号：%.*s。用 yifa user list 查看。",
		       P(name));
	return found;
}

static enum exit_code add(struct app *app)
{
	struct account_change c = { .who = { .org = app->account.org,
		                             .name = str_trim(app->words[1]) },
		                    .system_user = app_option(app, "system") };
	struct account there;
	struct tx tx;
	bool ok, taken;

	if (!c.who.name.n)
		return app_no(app, NOT_UNDERSTOOD, "请写明账号的名字。");
	if (!read_roles(app, &c.who.roles))
		return app->code;
	tx = app_read(app);
	taken = account_named(&tx, c.who.name, &there);
	ok = read_person(app, &tx, &c.who.person);
	tx_end(&tx);
	if (!ok)
		return app->code;
	if (taken)
		return app_no(app, REFUSED, "账号 %.*s 已经有了。改角色用 yifa user roles。",
		              P(c.who.name));
	return run_change(app, &c, "add");
}

static enum exit_code change_roles(struct app *app)
{
	struct account_change c = { 0 };

	if (!find(app, &c) || !read_roles(app, &c.who.roles))
		return app->code;
	return run_change(app, &c, "roles");
}

static enum exit_code change_password(struct app *app)
{
	struct account_change c = { 0 };
	struct str password;

	if (!find(app, &c))
		return app->code;
	password = read_password(app);
	if (str_chars(password) < 10)
		return app_no(app, REFUSED, "密码至少十个字。从标准输入写一行。");
	c.hash = password_hash(&app->arena, password);
	if (!c.hash.n)
		return app_no(app, FAULTED, "内存不足，密码没有保存。");
	return run_change(app, &c, "passwd");
}

static enum exit_code close_account(struct app *app)
{
	struct account_change c = { .closes = true };

	return find(app, &c) ? run_change(app, &c, "close") : app->code;
}

enum exit_code cmd_user(struct app *app)
{
	static const char verbs[] = "add,roles,passwd,close";
	static enum exit_code (*const run[])(struct app *) = { add, change_roles, change_password,
		                                               close_account };
	bool admin = app->setting_up || (app->account.roles & (SYSTEM_ADMIN | SECURITY_ADMIN)) != 0;
	int i = str_index(verbs, app->words[0]);
	bool own = i == 2 && app->n_words == 2 && str_eq(app->words[1], app->account.name);

	if (i < 0 && !str_is(app->words[0], "list"))
		return app_no(app, NOT_UNDERSTOOD,
		              "没有这个命令：user %.*s。写 list、add、roles、passwd 或者 close。",
		              P(app->words[0]));
	if (!admin && !own)
		return app_no(app, REFUSED,
		              "账号由系统管理员或者安全管理员管理；自己的密码可以自己改。");
	if (i >= 0 && app->n_words != 2)
		return app_no(app, NOT_UNDERSTOOD, "请写明一个账号的名字。");
	return i < 0 ? list(app) : run[i](app);
}
