/*
 * user.c - accounts on the command line
 *
 * While there is no account at all, whoever holds the database makes the first one.  After that the
 * three administrators do, each his part (access/admin.h).  A password is read from stdin, one line, never from the
 * words, which other users of the machine can see.
 */
#include "access/admin.h"
#include "access/sessions.h"
#include "cmd/app.h"

#include <stdio.h>
#include <termios.h>
#include <unistd.h>

/* clang-format off */
enum { ALL_ACCOUNTS, N_SQL };
static const struct stmt sql[N_SQL] = {
	[ALL_ACCOUNTS]  = { "SELECT id, name, COALESCE(person, 0), roles, state, system_user FROM accounts WHERE org = $1 ORDER BY name" },
};
/* clang-format on */

/* One change, as the words ask for it. */
struct asking {
	struct app *app;
	struct admin by;
	struct account whom, deputy;
	struct account_new fresh;
	struct post post;
	struct deputy acts;
	struct str hash;
	unsigned roles;
	int64_t ret_id;
	bool without;
	bool (*change)(struct tx *tx, struct asking *k);
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
		json_pair(&j, "name", name);
		json_key(&j, "person");
		json_id(&j, person);
		json_pair(&j, "roles", roles_keys(&app->arena, (unsigned)roles));
		json_pair(&j, "state", state);
		json_pair(&j, "system", system);
		json_close(&j, '}');
	}
	if (app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	tx_end(&tx);
	return app->r.fault ? app_refused(app, FAULTED) : DONE;
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

static bool read_ref(struct app *app, const struct field *f, int64_t *ret)
{
	struct val v;
	struct tx tx;
	bool ok;

	if (!app_has(app, f->key))
		return true;
	tx = app_read(app);
	ok = value_parse(&tx, &app->program, app->account.org, f, app_option(app, f->key), f->key,
	                 &v);
	tx_end(&tx);
	if (!ok)
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

static bool changed(struct tx *tx, void *arg)
{
	struct asking *k = arg;

	return k->change(tx, k);
}

static enum exit_code run_change(struct asking *k, bool (*fn)(struct tx *tx, struct asking *k),
                                 const char *done)
{
	struct app *app = k->app;
	struct str name = k->whom.name.n ? k->whom.name : k->fresh.name;

	k->change = fn;
	if (!tx_run(app->db, &app->world, &app->arena, &app->r, changed, k))
		return app_refused(app, REFUSED);
	if (app->json)
		buf_fmt(&app->out, "{\"name\":\"%.*s\",\"id\":\"%lld\"}\n", P(name),
		        (long long)k->ret_id);
	else
		buf_fmt(&app->out, "%s%s%.*s。\n", done, name.n ? "：" : "", P(name));
	return DONE;
}

static bool find(struct asking *k, struct str name, struct account *ret)
{
	struct app *app = k->app;
	struct tx tx = app_read(app);
	bool found = account_named(&tx, name, ret) && ret->org == app->account.org;

	tx_end(&tx);
	if (!found)
		app_no(app, NOT_UNDERSTOOD, "没有这个账号：%.*s。用 yifa user list 查看。",
		       P(name));
	return found;
}

static bool find_whom(struct asking *k)
{
	if (k->app->n_words < 2)
		return app_no(k->app, NOT_UNDERSTOOD, "请写明一个账号的名字。"), false;
	return find(k, k->app->words[1], &k->whom);
}

static const struct field section_field = {
	.key = "section", .kind = REF, .label = "科室", .of = "org"
};

/* --- accounts --------------------------------------------------------------------------------- */

static bool do_open(struct tx *tx, struct asking *k)
{
	return account_open(tx, &k->by, &k->fresh, &k->ret_id, &k->without);
}

static enum exit_code add(struct asking *k)
{
	struct app *app = k->app;
	enum exit_code code;

	if (app->n_words != 2 || !str_trim(app->words[1]).n)
		return app_no(app, NOT_UNDERSTOOD, "请写明一个账号的名字。");
	k->fresh.name = str_trim(app->words[1]);
	k->fresh.system_user = app_option(app, "system");
	if ((app_has(app, "roles") && !read_roles(app, &k->fresh.roles)) ||
	    !read_ref(app, &a_person, &k->fresh.person) ||
	    !read_ref(app, &section_field, &k->fresh.section))
		return app->code;
	code = run_change(k, do_open, "已登记账号");
	if (code == DONE && (k->without || !k->fresh.roles))
		fprintf(stderr,
		        "账号还没有权限：由安全管理员用 yifa user roles 或者 yifa user post 授予。\n");
	return code;
}

static bool do_roles(struct tx *tx, struct asking *k)
{
	return account_roles(tx, &k->by, &k->whom, k->roles);
}

static enum exit_code change_roles(struct asking *k)
{
	return find_whom(k) && read_roles(k->app, &k->roles) ? run_change(k, do_roles, "已授予角色")
	                                                     : k->app->code;
}

static bool do_password(struct tx *tx, struct asking *k)
{
	return account_password(tx, &k->by, &k->whom, k->hash);
}

static enum exit_code change_password(struct asking *k)
{
	struct app *app = k->app;
	struct str password;
	struct tx tx;
	bool fit;

	if (!find_whom(k))
		return app->code;
	password = read_password(app);
	tx = app_read(app);
	fit = password_fit(&tx, &k->whom, password);
	tx_end(&tx);
	if (!fit)
		return app_refused(app, REFUSED);
	k->hash = password_hash(&app->arena, password);
	if (!k->hash.n)
		return app_no(app, FAULTED, "内存不足，密码没有保存。");
	return run_change(k, do_password, "密码已更改");
}

static bool do_close(struct tx *tx, struct asking *k)
{
	return account_close(tx, &k->by, &k->whom);
}

static enum exit_code close_account(struct asking *k)
{
	return find_whom(k) ? run_change(k, do_close, "账号已停用") : k->app->code;
}

static bool do_unlock(struct tx *tx, struct asking *k)
{
	return account_free(tx, &k->by, &k->whom);
}

static enum exit_code unlock(struct asking *k)
{
	return find_whom(k) ? run_change(k, do_unlock, "已解锁") : k->app->code;
}

/* --- posts and deputies -------------------------------------------------------------------------- */

static bool do_post(struct tx *tx, struct asking *k)
{
	return post_give(tx, &k->by, &k->whom, &k->post, &k->ret_id);
}

static enum exit_code give_post(struct asking *k)
{
	struct app *app = k->app;

	k->post = (struct post){ .from = world_today(&app->world),
		                 .to = DAY_NONE,
		                 .basis = app_option(app, "basis") };
	if (!find_whom(k) || !read_roles(app, &k->post.roles) ||
	    !read_ref(app, &section_field, &k->post.section) ||
	    !app_day(app, "from", &k->post.from) || !app_day(app, "to", &k->post.to))
		return app->code;
	return run_change(k, do_post, "已授予岗位");
}

static bool do_post_end(struct tx *tx, struct asking *k)
{
	return post_end(tx, &k->by, &k->whom, k->post.id, k->post.to);
}

static enum exit_code end_post(struct asking *k)
{
	struct app *app = k->app;

	k->post.to = world_today(&app->world);
	if (!find_whom(k) || !app_day(app, "to", &k->post.to))
		return app->code;
	if (app->n_words != 3 || !str_int(app->words[2], &k->post.id))
		return app_no(app, NOT_UNDERSTOOD, "请写明岗位的号，用 yifa user posts %.*s 查看。",
		              P(k->whom.name));
	return run_change(k, do_post_end, "岗位已终止");
}

static struct str until_text(struct app *app, struct day to)
{
	return day_set(to) ? day_text(&app->arena, to) : S("今");
}

static enum exit_code list_posts(struct asking *k)
{
	struct app *app = k->app;
	struct post *list;
	struct tx tx;

	if (!find_whom(k))
		return app->code;
	tx = app_read(app);
	for (size_t i = 0, n = posts_of(&tx, k->whom.org, k->whom.id, &list); i < n; i++)
		buf_fmt(&app->out, "%lld  %.*s 至 %.*s  %.*s  %.*s  %.*s\n", (long long)list[i].id,
		        P(day_text(&app->arena, list[i].from)), P(until_text(app, list[i].to)),
		        P(roles_text(&app->arena, list[i].roles)),
		        P(list[i].section ? ref_text(&tx, &app->program, &section_field,
		                                     k->whom.org, list[i].section)
		                          : S("全局")),
		        P(list[i].basis));
	tx_end(&tx);
	return app->r.fault ? app_refused(app, FAULTED) : DONE;
}

static bool do_deputy(struct tx *tx, struct asking *k)
{
	return deputy_name(tx, &k->by, &k->whom, &k->deputy, &k->acts);
}

static enum exit_code name_deputy(struct asking *k)
{
	struct app *app = k->app;

	k->acts = (struct deputy){ .from = world_today(&app->world),
		                   .to = DAY_NONE,
		                   .reason = app_option(app, "reason") };
	if (!find_whom(k) || !find(k, app_option(app, "by"), &k->deputy) ||
	    !app_day(app, "from", &k->acts.from) || !app_day(app, "to", &k->acts.to))
		return app->code;
	return run_change(k, do_deputy, "已登记代理");
}

static bool do_deputy_end(struct tx *tx, struct asking *k)
{
	return deputy_end(tx, &k->by, k->acts.id, k->acts.to);
}

static enum exit_code end_deputy(struct asking *k)
{
	struct app *app = k->app;

	k->acts.to = world_today(&app->world);
	if (app->n_words != 2 || !str_int(app->words[1], &k->acts.id))
		return app_no(app, NOT_UNDERSTOOD, "请写明代理的号，用 yifa user deputies 查看。");
	return app_day(app, "to", &k->acts.to) ? run_change(k, do_deputy_end, "代理已终止")
	                                       : app->code;
}

static enum exit_code list_deputies(struct asking *k)
{
	struct app *app = k->app;
	struct tx tx = app_read(app);
	struct deputy *list;

	for (size_t i = 0, n = deputies_of(&tx, app->account.org, &list); i < n; i++)
		buf_fmt(&app->out, "%lld  %.*s 由 %.*s 代理  %.*s 至 %.*s  %.*s\n",
		        (long long)list[i].id, P(list[i].account_name), P(list[i].deputy_name),
		        P(day_text(&app->arena, list[i].from)),
		        P(day_text(&app->arena, list[i].to)), P(list[i].reason));
	tx_end(&tx);
	return app->r.fault ? app_refused(app, FAULTED) : DONE;
}

/* --- sessions ----------------------------------------------------------------------------------- */

static enum exit_code list_sessions(struct asking *k)
{
	struct app *app = k->app;
	struct seen_session *list;
	struct tx tx;

	if (app->n_words > 1 && !find_whom(k))
		return app->code;
	tx = app_read(app);
	for (size_t i = 0, n = sessions_of(&tx, app->account.org, k->whom.id, &list); i < n; i++)
		buf_fmt(&app->out, "%.*s  %-12.*s %.*s  %.*s  %.*s\n", P(list[i].name),
		        P(list[i].account), P(instant_text(&app->arena, list[i].created)),
		        P(instant_text(&app->arena, list[i].seen)), P(list[i].address));
	tx_end(&tx);
	return app->r.fault ? app_refused(app, FAULTED) : DONE;
}

static bool do_sessions_end(struct tx *tx, struct asking *k)
{
	if (k->whom.id != k->by.who->id && !admin_must(tx, &k->by, TASK_ACCOUNTS))
		return false;
	sessions_end(tx, k->whom.org, k->whom.id, S(""));
	account_entry(tx, &k->by, k->whom.id, "sessions_end",
	              &(struct said){ "name", k->whom.name }, 1);
	return true;
}

static enum exit_code end_sessions(struct asking *k)
{
	return find_whom(k) ? run_change(k, do_sessions_end, "已结束全部登录") : k->app->code;
}

static enum exit_code list_all(struct asking *k)
{
	return list(k->app);
}

/* Reading is for the three administrators, one's own password for everybody. */
enum exit_code cmd_user(struct app *app)
{
	/* clang-format off */
	static const struct { const char *word; bool reads; enum exit_code (*run)(struct asking *k); } verbs[] = {
		{ "list", true, list_all },           { "add", false, add },               { "roles", false, change_roles },
		{ "passwd", false, change_password }, { "close", false, close_account },   { "unlock", false, unlock },
		{ "post", false, give_post },         { "post-end", false, end_post },     { "posts", true, list_posts },
		{ "deputy", false, name_deputy },     { "deputy-end", false, end_deputy }, { "deputies", true, list_deputies },
		{ "sessions", true, list_sessions },  { "sessions-end", false, end_sessions },
	};
	/* clang-format on */
	struct asking k = { .app = app, .by = { &app->account, app->setting_up, S("cli") } };
	struct near near;

	near_init(&near, app->words[0]);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (!str_is(app->words[0], verbs[i].word)) {
			near_see(&near, str_of(verbs[i].word));
			continue;
		}
		if (verbs[i].reads && !admin_may(&k.by, TASK_READ))
			return app_no(app, REFUSED, "账号由系统、安全、审计管理员查看。");
		return verbs[i].run(&k);
	}
	return app_unknown(app, "没有这个命令", &near);
}
