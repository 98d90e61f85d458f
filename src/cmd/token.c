/*
 * token.c - credentials of programs on the command line
 *
 * One's own are one's own business: nobody makes one that acts as another person.  Those of accounts
 * without a person are made by the security administrator; administrators close any.  The secret is
 * printed once, alone on its line.
 */
#include "access/tokens.h"
#include "cmd/app.h"

static bool is_admin(const struct app *app)
{
	return (app->account.roles & (SYSTEM_ADMIN | SECURITY_ADMIN)) != 0;
}

static void put_json(struct app *app, struct json *j, const struct token *t)
{
	json_open(j, '{');
	json_key(j, "id");
	json_id(j, t->id);
	json_pair(j, "name", t->name);
	json_key(j, "account");
	json_id(j, t->account);
	json_pair(j, "ledgers", t->ledgers);
	json_pair(j, "verbs", t->verbs);
	json_key(j, "reads");
	json_bool(j, t->reads);
	json_key(j, "made_at");
	json_at(j, t->made_at);
	json_key(j, "expires");
	json_at(j, t->expires);
	json_key(j, "seen_at");
	json_at(j, t->seen_at);
	json_key(j, "closed_at");
	json_at(j, t->closed_at);
	json_close(j, '}');
	(void)app;
}

static void put_line(struct app *app, const struct token *t)
{
	struct arena *a = &app->arena;

	buf_fmt(&app->out, "%-20lld %.*s  台账 %.*s  步骤 %.*s  %s  至 %.10s%s%.*s%s\n",
	        (long long)t->id, P(t->name), P(t->ledgers), P(t->verbs.n ? t->verbs : S("（无）")),
	        t->reads ? "可读" : "只写", instant_text(a, t->expires).p,
	        instant_set(t->seen_at) ? "  最近使用 " : "  没有用过",
	        P(instant_set(t->seen_at) ? instant_text(a, t->seen_at) : S("")),
	        instant_set(t->closed_at) ? "  已撤销" : "");
}

static enum exit_code list(struct app *app)
{
	struct tx tx = app_read(app);
	struct token *list;
	size_t n = token_list(&tx, app->account.org, is_admin(app) ? 0 : app->account.id, &list);
	struct json j;

	json_init(&j, &app->out);
	if (app->json)
		json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		if (app->json)
			put_json(app, &j, &list[i]);
		else
			put_line(app, &list[i]);
	if (app->json) {
		json_close(&j, ']');
		buf_putc(&app->out, '\n');
	}
	tx_end(&tx);
	return app->r.fault ? app_refused(app, FAULTED) : DONE;
}

struct token_change {
	struct app *app;
	struct token t;
	struct str secret;
	bool found;
};

static bool write_token(struct tx *tx, void *arg)
{
	struct token_change *c = arg;

	return token_make(tx, &c->t, c->app->actor.entered_by, "cli", &c->secret);
}

static bool write_close(struct tx *tx, void *arg)
{
	struct token_change *c = arg;

	c->found = token_close(tx, c->app->account.org, is_admin(c->app) ? 0 : c->app->account.id,
	                       c->t.id, c->app->actor.entered_by, "cli");
	return c->found;
}

/* The account that the program acts as: one's own, or that of a system. */
static bool account_asked(struct app *app, struct token *t)
{
	struct account who = app->account;
	struct str name = app_option(app, "account");
	struct tx tx = app_read(app);
	bool found = !name.n || account_named(&tx, name, &who);

	tx_end(&tx);
	if (!found)
		return app_no(app, NOT_UNDERSTOOD, "没有这个账号：%.*s。用 yifa user list 查看。",
		              P(name)),
		       false;
	if (who.id != app->account.id && (who.person || !(app->account.roles & SECURITY_ADMIN)))
		return app_no(app, REFUSED,
		              who.person ? "工作人员的凭据由本人登录后在“我的凭据”发给，不能代办。"
		                         : "系统账号的凭据由安全管理员发给。"),
		       false;
	t->account = who.id;
	return true;
}

static bool ledgers_known(struct app *app, struct str list)
{
	struct str item;

	while (str_item(&list, &item))
		if (!str_is(item, "*") && !app_table(app, item))
			return false;
	return true;
}

static bool number_asked(struct app *app, const char *key, int64_t most, int64_t *ret)
{
	if (!app_has(app, key) || (str_int(app_option(app, key), ret) && *ret > 0 && *ret <= most))
		return true;
	return app_no(app, NOT_UNDERSTOOD, "--%s 应当是 1 到 %lld。", key, (long long)most), false;
}

static enum exit_code add(struct app *app)
{
	struct token_change c = { .app = app };
	struct token *t = &c.t;
	int64_t days = TOKEN_DAYS;

	*t = (struct token){ .org = app->account.org,
		             .name = app->n_words > 1 ? str_trim(app->words[1]) : S(""),
		             .ledgers = app_option(app, "ledgers"),
		             .verbs = app_option(app, "verbs"),
		             .reads = !app_has(app, "no-read") };
	if (!t->name.n || !t->ledgers.n)
		return app_no(app, NOT_UNDERSTOOD,
		              "请写明凭据的名字和 --ledgers，如 --ledgers hotline。");
	if (!account_asked(app, t) || !ledgers_known(app, t->ledgers) ||
	    !number_asked(app, "days", TOKEN_DAYS_MOST, &days) ||
	    !number_asked(app, "per-minute", 1000000, &t->a_minute))
		return app->code;
	t->expires = (struct instant){ world_now(&app->world).us + days * 86400 * 1000000 };
	if (!tx_run(app->db, &app->world, &app->arena, &app->r, write_token, &c))
		return app_refused(app, REFUSED);
	if (app->json)
		buf_fmt(&app->out, "{\"id\":\"%lld\",\"token\":\"%.*s\"}\n", (long long)t->id,
		        P(c.secret));
	else
		buf_fmt(&app->out, "%.*s\n", P(c.secret));
	return DONE;
}

static enum exit_code revoke(struct app *app)
{
	struct token_change c = { .app = app };

	if (app->n_words != 2 || !str_int(app->words[1], &c.t.id))
		return app_no(app, NOT_UNDERSTOOD, "请写明凭据的 id，用 yifa token list 查看。");
	if (tx_run(app->db, &app->world, &app->arena, &app->r, write_close, &c)) {
		buf_putz(&app->out, app->json ? "{\"revoked\":true}\n" : "已撤销。\n");
		return DONE;
	}
	if (app->r.fault)
		return app_refused(app, FAULTED);
	return app_no(app, REFUSED, "没有这个凭据，或者已经撤销。");
}

enum exit_code cmd_token(struct app *app)
{
	if (str_is(app->words[0], "list"))
		return list(app);
	if (str_is(app->words[0], "add"))
		return add(app);
	if (str_is(app->words[0], "revoke"))
		return revoke(app);
	return app_no(app, NOT_UNDERSTOOD, "没有这个命令：token %.*s。写 list、add 或者 revoke。",
	              P(app->words[0]));
}
