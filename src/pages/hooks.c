/*
 * hooks.c - what other systems are told: subscriptions, messages that were given up
 *
 * For administrators.  The secret of a hook is shown once, on the page that made it.
 */
#include "ledger/hooks.h"
#include "pages/pages.h"

enum { SHOWN_LETTERS = 100 };

static bool is_admin(struct visit *v)
{
	if (v->viewer.roles & (SYSTEM_ADMIN | SECURITY_ADMIN))
		return true;
	visit_error(v, 403, S("通知由系统管理员或者安全管理员管理。"), S(""));
	return false;
}

static struct str letter_state(const struct letter *x)
{
	if (instant_set(x->done_at))
		return S("已送达");
	return instant_set(x->next_at) ? S("待发送") : S("已放弃");
}

static struct str minute_text(struct visit *v, struct instant at)
{
	struct str text = instant_text(v->arena, at);

	return text.n ? arena_fmt(v->arena, "%.10s %.5s", text.p, text.p + 11) : S("");
}

/* --- page -------------------------------------------------------------------------------------- */

static void put_button(struct visit *v, struct str action, struct str label, struct str of)
{
	html(v->out, "<form method=\"post\" action=\"", url_of(action), "\">");
	ui_csrf(v);
	html(v->out, "<button class=\"btn btn-s\" type=\"submit\">", label, "<span class=\"sr\">",
	     of, "</span></button></form>");
}

static void put_hook(struct visit *v, const struct hook *h)
{
	html(v->out, "<tr><td>", h->name, "</td><td><div class=\"ell mw250\" title=\"", h->url,
	     "\">", h->url, "</div></td><td>", h->ledgers, "</td><td>", h->verbs, "</td><td>",
	     h->sign, "</td><td>");
	if (instant_set(h->closed_at))
		html(v->out, "已取消");
	else
		put_button(v, arena_fmt(v->arena, "/hooks/%lld/close", (long long)h->id), S("取消"),
		           h->name);
	html(v->out, "</td></tr>\n");
}

static void put_hooks(struct visit *v)
{
	struct hook *list;
	size_t n = hook_list(&v->tx, v->viewer.org, &list);

	html(v->out, "<section class=\"card land\"><header><h2>通知</h2></header>");
	if (!n)
		ui_empty(v, S("还没有通知"), S("需要让其他系统知道办理情况时，在下面登记。"));
	else
		html(v->out,
		     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"通知\"><table class=\"tbl\"><caption class=\"sr\">通知</caption><thead><tr><th scope=\"col\">用途</th><th scope=\"col\">地址</th><th scope=\"col\">台账</th><th scope=\"col\">步骤</th><th scope=\"col\">签名</th><th scope=\"col\">状态</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < n; i++)
		put_hook(v, &list[i]);
	html(v->out, when(n, "</tbody></table></div>"), "</section>\n");
}

static void put_letter(struct visit *v, const struct letter *x)
{
	const struct table *t = table_of(v->p, x->ledger);

	html(v->out, "<tr><td class=\"nowrap\">", minute_text(v, x->made_at), "</td><td>",
	     t ? str_of(t->l->label) : x->ledger, "</td><td>",
	     t ? verb_label(t->l, x->verb) : x->verb, "</td><td class=\"r\">", x->tries,
	     "</td><td>", letter_state(x), "</td><td>", x->error, "</td><td>");
	if (!instant_set(x->done_at) && !instant_set(x->next_at))
		put_button(v, arena_fmt(v->arena, "/hooks/letter/%lld/resend", (long long)x->id),
		           S("重发"), S("这一条"));
	html(v->out, "</td></tr>\n");
}

static void put_letters(struct visit *v, struct str title, const struct letter *list, size_t n)
{
	html(v->out, "<section class=\"card land\"><header><h2>", title, "</h2></header>");
	if (!n)
		ui_empty(v, S("没有"), S(""));
	else
		html(v->out, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"",
		     title, "\"><table class=\"tbl\"><caption class=\"sr\">", title,
		     "</caption><thead><tr><th scope=\"col\">时间</th><th scope=\"col\">台账</th><th scope=\"col\">步骤</th><th scope=\"col\" class=\"r\">次数</th><th scope=\"col\">状态</th><th scope=\"col\">说明</th><th scope=\"col\"><span class=\"sr\">办理</span></th></tr></thead><tbody>\n");
	for (size_t i = 0; i < n; i++)
		put_letter(v, &list[i]);
	html(v->out, when(n, "</tbody></table></div>"), "</section>\n");
}

static void put_form(struct visit *v)
{
	html(v->out,
	     "<section class=\"card\"><header><h2>新的通知</h2></header><div class=\"bd\"><form method=\"post\" action=\"/hooks\" data-t=\"hook-form\">");
	ui_csrf(v);
	html(v->out, "<div class=\"form\">\n");
	ui_input(v, "name", "用途", "哪个系统接收", true);
	ui_input(v, "url", "地址", "https://主机/路径", true);
	ui_input(v, "account", "账号", "按这个账号的权限发送；一般为接收系统的账号", true);
	ui_input(v, "ledgers", "台账", "台账的键，用逗号分开；* 为全部", true);
	ui_input(v, "verbs", "步骤", "步骤的键，用逗号分开；不填为全部", false);
	ui_input(v, "sign", "签名", "sm3 或者 sha256；不填为 sm3", false);
	html(v->out,
	     "</div>\n<div class=\"form-btns\"><button class=\"btn btn-p\" type=\"submit\">登记通知</button></div></form></div></section>\n");
}

static void put_page(struct visit *v, struct str secret)
{
	struct letter *dead, *last;
	size_t n_dead = letters_dead(&v->tx, v->viewer.org, SHOWN_LETTERS, &dead),
	       n_last = letters_last(&v->tx, v->viewer.org, SHOWN_LETTERS / 5, &last);

	ui_open(v, &(struct page){ .menu = "hooks",
	                           .title = v->r.n_refused ? S("错误：通知") : S("通知"),
	                           .crumbs = { { S("通知"), S("") } } });
	ui_heading(v, S("通知"), S("办理一步以后，把事项的编号和公开的字段发给登记的系统"));
	html(v->out, "</div></div>\n<div class=\"stack\">\n");
	if (secret.n)
		ui_note(v, NOTE_GREEN, S("已登记。签名密钥只显示这一次，请立即保存到接收系统里："),
		        secret);
	ui_refusals(v, S("未登记"));
	put_hooks(v);
	put_letters(v, S("已放弃的消息"), dead, n_dead);
	put_letters(v, S("最近的消息"), last, n_last);
	put_form(v);
	html(v->out, "</div>\n");
	ui_close(v);
}

/* --- JSON -------------------------------------------------------------------------------------- */

static void hook_json(struct json *j, const struct hook *h, struct str secret)
{
	json_open(j, '{');
	json_key(j, "id");
	json_id(j, h->id);
	json_pair(j, "name", h->name);
	json_pair(j, "url", h->url);
	json_pair(j, "ledgers", h->ledgers);
	json_pair(j, "verbs", h->verbs);
	json_pair(j, "sign", h->sign);
	json_key(j, "closed_at");
	json_at(j, instant_set(h->closed_at) ? h->closed_at : INSTANT_NONE);
	if (secret.n)
		json_pair(j, "secret", secret);
	json_close(j, '}');
}

static void letters_json(struct json *j, const char *key, const struct letter *list, size_t n)
{
	json_key(j, key);
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		json_key(j, "id");
		json_id(j, list[i].id);
		json_key(j, "hook");
		json_id(j, list[i].hook);
		json_pair(j, "ledger", list[i].ledger);
		json_pair(j, "verb", list[i].verb);
		json_key(j, "record");
		json_id(j, list[i].record);
		json_key(j, "tries");
		json_int(j, list[i].tries);
		json_pair(j, "state", letter_state(&list[i]));
		json_pair(j, "say", list[i].error);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_json(struct visit *v)
{
	struct hook *list;
	struct letter *letters;
	size_t n = hook_list(&v->tx, v->viewer.org, &list);
	struct json j;

	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	json_key(&j, "hooks");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		hook_json(&j, &list[i], S(""));
	json_close(&j, ']');
	n = letters_dead(&v->tx, v->viewer.org, SHOWN_LETTERS, &letters);
	letters_json(&j, "dead", letters, n);
	n = letters_last(&v->tx, v->viewer.org, SHOWN_LETTERS, &letters);
	letters_json(&j, "last", letters, n);
	json_close(&j, '}');
}

/* --- handlers ---------------------------------------------------------------------------------- */

void hooks_get(struct visit *v)
{
	if (!is_admin(v))
		return;
	if (v->json)
		put_json(v);
	else
		put_page(v, S(""));
}

struct changing {
	struct visit *v;
	struct hook h;
	int64_t id;
	struct str secret;
};

static bool make(struct tx *tx, void *arg)
{
	struct changing *c = arg;

	return hook_make(tx, &c->h, c->v->viewer.person, c->v->origin, &c->secret);
}

static int64_t number_of(struct visit *v, const char *key, int64_t otherwise)
{
	struct str text = str_trim(pair_of(&v->form, key));
	int64_t n;

	if (!text.n)
		return otherwise;
	return str_int(text, &n) ? n : -1;
}

static bool asked(struct visit *v, struct hook *h)
{
	struct str verbs = str_trim(pair_of(&v->form, "verbs")),
		   sign = str_trim(pair_of(&v->form, "sign")), rest, item;
	struct account who;
	bool ok = true;

	*h = (struct hook){ .org = v->viewer.org,
		            .name = str_trim(pair_of(&v->form, "name")),
		            .url = str_trim(pair_of(&v->form, "url")),
		            .ledgers = str_trim(pair_of(&v->form, "ledgers")),
		            .verbs = verbs.n ? verbs : S("*"),
		            .sign = sign.n ? sign : S("sm3"),
		            .wait = number_of(v, "wait", HOOK_WAIT),
		            .tries = number_of(v, "tries", HOOK_TRIES) };
	if (!account_named(&v->tx, str_trim(pair_of(&v->form, "account")), &who) ||
	    who.org != v->viewer.org)
		ok = refuse(&v->r, "account", S("没有这个账号。"), S(""));
	else if (who.person) /* an administrator reads nothing with the rights of a colleague */
		ok = refuse_with(
			&v->r,
			(struct refusal){
				.field = S("account"),
				.say = S("应当是系统账号，不能是工作人员的账号。"),
				.way = S(
					"由系统管理员建立不对应人员的账号，由安全管理员给它岗位。") });
	else
		h->account = who.id;
	rest = h->ledgers;
	while (str_item(&rest, &item))
		if (!str_is(item, "*") && !table_of(v->p, item))
			ok = refuse(&v->r, "ledgers",
			            arena_fmt(v->arena, "没有这本台账：%.*s。", P(item)), S(""));
	return ok;
}

static void answer_made(struct visit *v, const struct changing *c)
{
	struct json j;

	if (!v->json) {
		put_page(v, c->secret);
		return;
	}
	v->status = 201;
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	hook_json(&j, &c->h, c->secret);
}

void hooks_post(struct visit *v)
{
	struct changing c = { .v = v };

	if (!is_admin(v))
		return;
	c.h.closed_at = INSTANT_NONE;
	if (asked(v, &c.h) && visit_write(v, make, &c)) {
		c.h.closed_at = INSTANT_NONE;
		answer_made(v, &c);
	} else if (v->json) {
		visit_refused_json(v);
	} else {
		v->status = 422;
		put_page(v, S(""));
	}
}

static bool close_one(struct tx *tx, void *arg)
{
	struct changing *c = arg;

	return hook_close(tx, c->v->viewer.org, c->id, c->v->viewer.person, c->v->origin);
}

static bool resend_one(struct tx *tx, void *arg)
{
	struct changing *c = arg;

	return letter_resend(tx, c->v->viewer.org, c->id, c->v->viewer.person, c->v->origin);
}

static void change_one(struct visit *v, bool (*fn)(struct tx *, void *), struct str say)
{
	struct changing c = { .v = v };

	if (!is_admin(v))
		return;
	if (!str_int(v->seg[0], &c.id) || !visit_write(v, fn, &c))
		visit_missing(v);
	else if (v->json)
		put_json(v);
	else
		visit_moved(v, S("/hooks"), say);
}

void hook_close_post(struct visit *v)
{
	change_one(v, close_one, S("已取消"));
}

void letter_resend_post(struct visit *v)
{
	change_one(v, resend_one, S("已安排重发"));
}
