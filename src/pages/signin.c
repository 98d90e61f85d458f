/*
 * signin.c - signing in and out
 *
 * Why it failed is said without saying whether the name exists; how long an account is locked is
 * told with the time.
 */
#include "access/totp.h"
#include "pages/pages.h"

/* Only ways into our own pages are followed. */
struct str way_back(struct visit *v, const struct pairs *from, const char *other)
{
	struct str to = pair_of(from, "to");

	if (to.n < 1 || to.p[0] != '/' || (to.n > 1 && (to.p[1] == '/' || to.p[1] == '\\')))
		return str_of(other);
	for (size_t i = 0; i < to.n; i++)
		if ((unsigned char)to.p[i] < ' ' || (unsigned char)to.p[i] >= 0x7f)
			return str_of(other);
	(void)v;
	return to;
}

static void put_form(struct visit *v, struct str say, struct str to)
{
	ui_open(v, &(struct page){ .title = say.n ? S("错误：登录") : S("登录"), .bare = true });
	html(v->out, "<section class=\"card login\"><div class=\"row brand\">");
	ui_brand(v);
	html(v->out, "<h1>法治政府建设平台</h1></div>\n");
	if (say.n)
		html(v->out,
		     "<div class=\"refuse\" role=\"alert\" tabindex=\"-1\" data-t=\"refusals\">",
		     say, "</div>\n");
	html(v->out,
	     "<form method=\"post\" action=\"/sign-in\"><input type=\"hidden\" name=\"to\" "
	     "value=\"",
	     to,
	     "\">\n<div class=\"field\"><label for=\"f-name\">用户名</label>"
	     "<input class=\"in\" id=\"f-name\" name=\"name\" autocomplete=\"username\" value=\"",
	     pair_of(&v->form, "name"),
	     "\" required></div>\n<div class=\"field\"><label for=\"f-password\">密码</label><input "
	     "class=\"in\" id=\"f-password\" name=\"password\" type=\"password\" "
	     "autocomplete=\"current-password\" required></div>\n<div class=\"form-btns\"><button "
	     "class=\"btn btn-p\" type=\"submit\">登录</button></div></form><p class=\"f13 c-5 mt16\">忘记密码或者账号被锁定的，请联系本局系统管理员。未提交的内容已存为草稿，登录后可以继续。</p></section>\n");
	ui_close(v);
}

void sign_in_get(struct visit *v)
{
	if (v->signed_in)
		visit_redirect(v, S("/"));
	else
		put_form(v, S(""), way_back(v, &v->query, "/"));
}

struct beginning {
	struct account who;
	struct str address, token;
	const struct session *old;
};

static bool begin(struct tx *tx, void *arg)
{
	struct beginning *b = arg;

	if (b->old)
		session_end(tx, b->old);
	return session_begin(tx, &b->who, b->address, &b->token);
}

/* The proxy in front of us says that the visitor came by TLS; who says so without one harms himself. */
static bool by_tls(const struct visit *v)
{
	return str_starts(v->web->origin, S("https://")) ||
	       str_is(header_of(&v->req->headers, "X-Forwarded-Proto"), "https");
}

static void set_cookie(struct visit *v, struct str token, const char *more)
{
	visit_header(v, "Set-Cookie",
	             arena_fmt(v->arena, "yifa=%.*s; Path=/; HttpOnly; SameSite=Lax%s%s", P(token),
	                       by_tls(v) ? "; Secure" : "", more));
}

static struct str locked_say(struct visit *v, struct instant until)
{
	struct str at = instant_text(v->arena, until);

	return arena_fmt(
		v->arena,
		"登录失败次数过多，从这里登录锁定至 %.*s。到时再试，或者请系统管理员解锁。", 5,
		at.p + 11);
}

/* For a program: the token that its POSTs carry, beside the cookie; `second`: a code is still asked. */
static void answer_json(struct visit *v, struct str token, bool half)
{
	struct session s = { 0 };
	struct json j;

	if (!session_find(&v->tx, token, &s))
		return;
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	json_pair(&j, "name", s.who.name);
	json_pair(&j, "csrf", s.csrf);
	if (half) {
		json_pair(&j, "second", S("/sign-in/code"));
	}
	json_close(&j, '}');
}

static void refuse_json(struct visit *v, enum sign_in how, struct instant until)
{
	bool locked = how == SIGN_IN_LOCKED;

	visit_error(v, locked ? 429 : 401,
	            locked ? locked_say(v, until) : S("用户名或者密码不正确。"), S(""));
	if (locked)
		visit_header(
			v, "Retry-After",
			arena_fmt(v->arena, "%lld",
		                  (long long)((until.us - world_now(&v->world).us) / 1000000 + 1)));
}

/* --- second factor ------------------------------------------------------------------------------ */

static void put_code(struct visit *v)
{
	ui_open(v, &(struct page){ .title = S("验证"), .bare = true });
	html(v->out, "<section class=\"card login\"><h1>第二步：验证</h1>\n");
	ui_refusals(v, S("没有登录"));
	if (v->who.who.keys)
		put_key_form(v, "/sign-in/code", "get", "用安全密钥验证");
	html(v->out,
	     "<form method=\"post\" action=\"/sign-in/code\"><input type=\"hidden\" name=\"to\" value=\"",
	     way_back(v, &v->form, "/"),
	     "\">\n<div class=\"field\"><label for=\"f-code\">验证器的六位数字，或者恢复码</label><input class=\"in\" id=\"f-code\" "
	     "name=\"code\" autocomplete=\"one-time-code\" inputmode=\"text\" required></div>\n<div class=\"form-btns\"><button "
	     "class=\"btn btn-p\" type=\"submit\">验证</button></div></form><p class=\"mt16\"><a class=\"u\" "
	     "href=\"/sign-in\">重新登录</a></p></section>\n");
	ui_close(v);
}

static bool make_whole(struct tx *tx, struct visit *v)
{
	session_whole(tx, &v->who);
	return true;
}

void sign_in_code_post(struct visit *v)
{
	if (!v->half) {
		visit_redirect(v, S("/sign-in"));
	} else if (factor_take(v, make_whole)) {
		visit_redirect(v, way_back(v, &v->form, "/"));
	} else {
		v->status = 422;
		put_code(v);
	}
}

void sign_in_post(struct visit *v)
{
	struct beginning b = { .address = v->req->address, .old = v->signed_in ? &v->who : NULL };
	struct instant until = INSTANT_NONE;
	enum sign_in how;

	tx_end(&v->tx);
	how = account_sign_in(v->web->db, &v->world, v->arena,
	                      &(struct attempt_from){ str_trim(pair_of(&v->form, "name")),
	                                              pair_of(&v->form, "password"),
	                                              v->req->address },
	                      &b.who, &until);
	if (how == SIGN_IN_OK && visit_write(v, begin, &b)) {
		v->who.stale = false;
		if (v->json) {
			answer_json(v, b.token, b.who.has_totp);
		} else if (account_has_factor(&b.who)) {
			v->signed_in = false;
			v->who = (struct session){ .who = b.who };
			put_code(v);
		} else {
			visit_redirect(v, way_back(v, &v->form, "/"));
		}
		set_cookie(v, b.token, "");
		return;
	}
	if (!v->tx.conn)
		v->tx = tx_read(v->web->db, &v->world, v->arena, &v->r);
	v->signed_in = false;
	if (v->json) {
		refuse_json(v, how, until);
		return;
	}
	v->status = 422;
	put_form(v, how == SIGN_IN_LOCKED ? locked_say(v, until) : S("用户名或者密码不正确。"),
	         way_back(v, &v->form, "/"));
}

static bool end(struct tx *tx, void *arg)
{
	session_end(tx, arg);
	return true;
}

void sign_out_post(struct visit *v)
{
	visit_write(v, end, &v->who);
	v->who.stale = false;
	visit_redirect(v, S("/sign-in"));
	set_cookie(v, S(""), "; Max-Age=0");
}
