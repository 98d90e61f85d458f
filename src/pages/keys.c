/*
 * keys.c - security keys on pages: the question a browser is asked, and what it answered
 *
 * assets/key.js asks POST …/key/ask, lets the browser talk with the key, and sends the form with its
 * answer as any form is sent.  Without script nothing is lost: codes and recovery codes stay.
 */
#include "access/keys.h"
#include "access/totp.h"
#include "pages/pages.h"

/* Where we are, as the bureau said with --origin; localhost for trying needs no word. */
static bool relying_of(struct visit *v, struct relying *ret)
{
	struct str host = header_of(&v->req->headers, "Host");
	struct str here = arena_fmt(v->arena, "http://%.*s", P(host));

	return relying_of_origin(v->web->origin.n ? v->web->origin : here, ret) ||
	       refuse_with(
		       &v->r,
		       (struct refusal){
			       .field = S("code"),
			       .say = S("这里还不能使用安全密钥。"),
			       .way = S("请系统管理员用 serve --origin https://… 写明网址。") });
}

/* --- asking ------------------------------------------------------------------------------------- */

struct asking {
	struct visit *v;
	struct str challenge;
};

static bool ask(struct tx *tx, void *arg)
{
	struct asking *k = arg;

	k->challenge = key_ask(tx, &k->v->who);
	return true;
}

static void put_question(struct visit *v, const struct relying *us, struct str challenge)
{
	const struct account *who = &v->who.who;
	struct str user = arena_fmt(v->arena, "%lld/%lld", (long long)who->org, (long long)who->id);
	struct key *list;
	size_t n = keys_of(&v->tx, who->org, who->id, &list);
	struct json j;

	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	json_pair(&j, "challenge", challenge);
	json_pair(&j, "rp", us->id);
	json_pair(&j, "user", base64url(v->arena, user));
	json_pair(&j, "name", who->name);
	json_key(&j, "keys");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		json_str(&j, list[i].pass.credential);
	json_close(&j, ']');
	json_close(&j, '}');
}

/* For the signed in and the half signed in alike. */
void key_ask_post(struct visit *v)
{
	struct asking k = { .v = v };
	struct relying us;

	if (!v->signed_in && !v->half)
		visit_error(v, 401, S("登录已过期。"), S("请重新登录。"));
	else if (!relying_of(v, &us) || !visit_write(v, ask, &k))
		visit_refused_json(v);
	else
		put_question(v, &us, k.challenge);
}

/* --- answers ------------------------------------------------------------------------------------ */

static bool key_answer_of(struct visit *v, struct key_answer *ret)
{
	const struct pairs *f = &v->form;
	struct shown s = { .credential = pair_of(f, "credential") };

	*ret = (struct key_answer){ .label = pair_of(f, "label") };
	if (!relying_of(v, &ret->us))
		return false;
	if (!base64url_read(v->arena, pair_of(f, "client"), CLIENT_MOST, &s.client) ||
	    !base64url_read(v->arena, pair_of(f, "auth"), AUTH_MOST, &s.auth))
		return refuse_with(
			&v->r, (struct refusal){
				       .field = S("code"),
				       .say = S("浏览器没有送来安全密钥的回答。"),
				       .way = S("请允许本站运行脚本，再试一次；或者用验证码。") });
	base64url_read(v->arena, pair_of(f, "signature"), SIGNATURE_MOST, &s.signature);
	ret->shown = s;
	return true;
}

void put_key_form(struct visit *v, const char *action, const char *how, const char *label)
{
	bool create = str_is(str_of(how), "create");

	html(v->out, "<form method=\"post\" class=\"px16 py14\" data-key=\"", str_of(how),
	     "\" action=\"", url_of(str_of(action)), "\">");
	ui_csrf(v);
	html(v->out, "<input type=\"hidden\" name=\"to\" value=\"",
	     pair_of(v->form.n ? &v->form : &v->query, "to"),
	     "\"><input type=\"hidden\" name=\"client\"><input type=\"hidden\" name=\"auth\"><input "
	     "type=\"hidden\" name=\"signature\"><input type=\"hidden\" name=\"credential\">");
	if (create)
		box_input(v, "label", "名字，例如“办公室的钥匙”", "text", "off");
	html(v->out,
	     "<p class=\"f13\" role=\"status\" data-say></p><button class=\"btn\" type=\"submit\">",
	     str_of(label), "</button></form>\n<script defer src=\"", asset_url(v->arena, "key.js"),
	     "\"></script>\n");
}

void put_keys(struct visit *v)
{
	struct key *list;
	size_t n = keys_of(&v->tx, v->who.who.org, v->who.who.id, &list);

	box_open(v, "安全密钥");
	if (n)
		html(v->out,
		     "<div class=\"scroll\"><table class=\"tbl\" data-t=\"keys\"><thead><tr><th>名字</th><th>登记</th><th>最近使用</th><th></th></tr></thead><tbody>\n");
	else
		html(v->out,
		     "<p class=\"px16 py14\">没有登记。安全密钥（USB 钥匙，或者带指纹的手机、电脑）不怕假网站，登录和签署时代替六位数字。</p>");
	for (size_t i = 0; i < n; i++) {
		html(v->out, "<tr><td>", list[i].label, "</td><td>",
		     instant_text(v->arena, list[i].added_at), "</td><td>",
		     instant_set(list[i].used_at) ? instant_text(v->arena, list[i].used_at)
		                                  : S("没有用过"),
		     "</td><td><form method=\"post\" action=\"/account/key/", list[i].id,
		     "/drop\">");
		ui_csrf(v);
		html(v->out, "<button class=\"btn\" type=\"submit\" aria-label=\"停用 ",
		     list[i].label, "\">停用</button></form></td></tr>\n");
	}
	if (n)
		html(v->out, "</tbody></table></div>");
	put_key_form(v, "/account/key", "create", "登记安全密钥");
	html(v->out, "</section>\n");
}

struct keying {
	struct visit *v;
	struct admin by;
	struct key_answer what;
	struct str codes[RECOVERY_CODES];
	int64_t id;
	bool right;
};

static bool enrol(struct tx *tx, void *arg)
{
	struct keying *k = arg;

	k->right = key_enrol(tx, &k->by, &k->v->who, &k->what);
	return true;
}

/* Says the sentence of a key on the page, where a code would stand. */
static void say(struct visit *v, struct str sentence)
{
	if (!v->r.n_refused)
		refuse_with(&v->r, (struct refusal){ .field = S("code"), .say = sentence });
}

void key_enrol_post(struct visit *v)
{
	struct keying k = { .v = v, .by = { .who = &v->who.who, .origin = S("web") } };
	bool asked = key_answer_of(v, &k.what);

	k.what.codes = k.codes;
	if (asked && visit_write(v, enrol, &k) && k.right) {
		if (k.what.with_codes)
			put_codes(v, S("安全密钥已登记"), k.codes);
		else
			visit_moved(v, S("/account"), S("安全密钥已登记"));
		return;
	}
	say(v, k.what.say);
	account_again(v);
}

static bool drop(struct tx *tx, void *arg)
{
	struct keying *k = arg;

	return key_drop(tx, &k->by, &k->v->who, k->id);
}

void key_drop_post(struct visit *v)
{
	struct keying k = { .v = v, .by = { .who = &v->who.who, .origin = S("web") } };

	if (!str_int(v->seg[0], &k.id))
		visit_missing(v);
	else if (visit_write(v, drop, &k))
		visit_moved(v, S("/account"), S("安全密钥已停用"));
	else
		account_again(v);
}

/* --- a factor is shown: key or code --------------------------------------------------------------- */

struct showing {
	struct visit *v;
	struct key_answer *key; /* NULL: a code                                                */
	bool (*then)(struct tx *tx, struct visit *v);
	bool right;
};

/* What was wrong is written too: it counts, and the question is used up. */
static bool take(struct tx *tx, void *arg)
{
	struct showing *k = arg;
	struct visit *v = k->v;
	size_t refused = tx->r->n_refused;

	k->right = false;
	if (!factor_open(tx, &v->who.who))
		return false;
	k->right = k->key ? key_take(tx, &v->who, k->key)
	                  : totp_take(tx, &v->who.who, pair_of(&v->form, "code"));
	refusals_cut(tx->r, refused);
	factor_said(tx, &v->who.who, k->right);
	return !k->right || k->then(tx, v);
}

bool factor_take(struct visit *v, bool (*then)(struct tx *tx, struct visit *v))
{
	struct key_answer answer = { 0 };
	bool by_key = pair_has(&v->form, "client");
	struct showing k = { .v = v, .then = then, .key = by_key ? &answer : NULL };

	if (by_key && !key_answer_of(v, &answer))
		return false;
	if (visit_write(v, take, &k) && k.right)
		return true;
	if (!v->r.n_refused && !by_key)
		refuse_with(&v->r,
		            (struct refusal){ .field = S("code"),
		                              .say = S("验证码不正确，或者已经用过。"),
		                              .way = S("请核对手机的时间，或者用一个恢复码。") });
	else if (by_key)
		say(v, answer.say);
	return false;
}
