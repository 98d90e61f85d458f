/*
 * account.c - one's own account: what it may, its password, authenticator, sessions; a fresh factor
 */
#include "access/admin.h"
#include "access/totp.h"
#include "pages/pages.h"

struct doing {
	struct visit *v;
	struct admin by;
	struct account whom;
	struct str hash, sealed, code, name, codes[RECOVERY_CODES];
	bool (*fn)(struct tx *tx, struct doing *d);
};

static bool job(struct tx *tx, void *arg)
{
	struct doing *d = arg;

	return d->fn(tx, d);
}

static struct doing doing_of(struct visit *v)
{
	return (struct doing){ .v = v,
		               .by = { .who = &v->who.who, .origin = S("web") },
		               .whom = v->who.who,
		               .code = pair_of(&v->form, "code") };
}

void box_input(struct visit *v, const char *name, const char *label, const char *type,
               const char *auto_fill)
{
	struct str key = str_of(name);

	html(v->out, "<div class=\"field", when(ui_field_wrong(v, key), " err"),
	     "\"><label for=\"f-", key, "\">", str_of(label), "</label><input class=\"in\" id=\"f-",
	     key, "\" name=\"", key, "\" type=\"", str_of(type), "\" autocomplete=\"",
	     str_of(auto_fill), "\"></div>\n");
	ui_field_says(v, key);
}

void box_send(struct visit *v, const char *label)
{
	html(v->out, "<div class=\"form-btns\"><button class=\"btn\" type=\"submit\">",
	     str_of(label), "</button></div></form>\n");
}

void box_form(struct visit *v, struct str action)
{
	html(v->out, "<form method=\"post\" class=\"px16 py14 narrow\" action=\"", url_of(action),
	     "\">");
	ui_csrf(v);
}

void box_open(struct visit *v, const char *title)
{
	html(v->out, "<section class=\"card mt16\"><header><h2>", str_of(title),
	     "</h2></header>\n");
}

static void put_hats(struct visit *v)
{
	const struct account *a = &v->who.who;
	const struct table *org = table_of(v->p, S("org"));

	box_open(v, "岗位和代理");
	html(v->out,
	     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"岗位和代理\"><table class=\"tbl\"><caption class=\"sr\">岗位和代理</caption><thead><tr><th scope=\"col\">角色</th><th scope=\"col\">范围</th><th scope=\"col\">起</th><th scope=\"col\">止</th><th scope=\"col\">代理</th><th scope=\"col\">今天</th></tr></thead><tbody>\n");
	for (size_t i = 0; i < a->n_hats; i++) {
		const struct hat *h = &a->hats[i];
		html(v->out, "<tr><td>", roles_text(v->arena, h->roles), "</td><td>",
		     h->section ? title_of(&v->tx, v->p, org, a->org, h->section) : S("全局"),
		     "</td><td>", h->from, "</td><td>", h->to, "</td><td>", h->of, "</td><td>",
		     when(hat_in_force(h, v->today), "在期内"),
		     when(!hat_in_force(h, v->today), "不在期内"), "</td></tr>\n");
	}
	html(v->out, "</tbody></table></div></section>\n");
}

static void put_password(struct visit *v)
{
	box_open(v, "修改密码");
	box_form(v, S("/account/password"));
	box_input(v, "old", "现在的密码", "password", "current-password");
	box_input(v, "password", "新密码", "password", "new-password");
	html(v->out,
	     "<p class=\"f13 c-5\">至少十个字，不用常用密码，不含账号的名字，不用最近五个。</p>");
	box_send(v, "修改密码");
	html(v->out, "</section>\n");
}

static void put_factor(struct visit *v)
{
	box_open(v, "验证器（动态口令）");
	if (v->who.who.has_totp) {
		html(v->out, "<p class=\"px16 py14\">已登记。登录时和签署前要填写六位数字。</p>");
		box_form(v, S("/account/totp-off"));
		box_input(v, "code", "验证码或者恢复码", "text", "one-time-code");
		box_send(v, "停用验证器");
	} else {
		html(v->out,
		     "<p class=\"px16 py14\">没有登记。登记后，登录时除了密码还要手机上的六位数字。</p><p class=\"px16\"><a class=\"btn\" "
		     "href=\"/account/totp\">登记验证器</a></p>");
	}
	html(v->out, "</section>\n");
}

static void put_sessions(struct visit *v)
{
	struct seen_session *list;
	size_t n = sessions_of(&v->tx, v->who.who.org, v->who.who.id, &list);

	box_open(v, "登录着的地方");
	html(v->out,
	     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"登录着的地方\"><table class=\"tbl\"><caption class=\"sr\">登录着的地方</caption><thead><tr><th scope=\"col\">地址</th><th scope=\"col\">登录</th><th scope=\"col\">最近使用</th><th scope=\"col\"><span class=\"sr\">这一次</span></th></tr></thead><tbody>\n");
	for (size_t i = 0; i < n; i++)
		html(v->out, "<tr><td>", list[i].address, "</td><td>",
		     instant_text(v->arena, list[i].created), "</td><td>",
		     instant_text(v->arena, list[i].seen), "</td><td>",
		     when(str_starts(v->who.hash, list[i].name), "这一次"), "</td></tr>\n");
	html(v->out, "</tbody></table></div>");
	box_form(v, S("/account/sessions-end"));
	box_send(v, "结束其他登录");
	html(v->out, "</section>\n");
}

static void put_verify(struct visit *v)
{
	box_open(v, "签署前验证");
	html(v->out, "<p class=\"px16\">", when(instant_set(v->who.strong), "最近一次验证："),
	     instant_set(v->who.strong) ? instant_text(v->arena, v->who.strong)
	                                : S("这次登录还没有验证。"),
	     "</p>");
	if (v->who.who.keys)
		put_key_form(v, "/account/verify", "get", "用安全密钥验证");
	box_form(v, S("/account/verify"));
	html(v->out, "<input type=\"hidden\" name=\"to\" value=\"",
	     pair_of(v->form.n ? &v->form : &v->query, "to"), "\">");
	if (account_has_factor(&v->who.who))
		box_input(v, "code", "验证码或者恢复码", "text", "one-time-code");
	else
		box_input(v, "again", "密码", "password", "current-password");
	box_send(v, "验证");
	html(v->out, "</section>\n");
}

void account_get(struct visit *v)
{
	ui_open(v,
	        &(struct page){ .title = S("我的账户"), .crumbs = { { S("我的账户"), S("") } } });
	ui_heading(v, S("我的账户"), v->who.who.name);
	html(v->out, "</div></div>\n");
	ui_refusals(v, S("没有办理"));
	put_hats(v);
	put_verify(v);
	put_keys(v);
	put_factor(v);
	put_password(v);
	put_sessions(v);
	ui_close(v);
}

void account_again(struct visit *v)
{
	v->status = 422;
	account_get(v);
}

static void run(struct visit *v, struct doing *d, bool (*fn)(struct tx *, struct doing *),
                struct str to, const char *done)
{
	d->fn = fn;
	if (visit_write(v, job, d))
		visit_moved(v, to, str_of(done));
	else
		account_again(v);
}

/* --- password ----------------------------------------------------------------------------------- */

static bool do_password(struct tx *tx, struct doing *d)
{
	if (!account_password(tx, &d->by, &d->whom, d->hash))
		return false;
	sessions_end(tx, d->whom.org, d->whom.id, d->v->who.hash);
	return true;
}

/* The password once more, braked as signing in is. */
static bool password_again(struct visit *v, const char *field)
{
	struct account who;
	struct instant until;
	enum sign_in how;

	tx_end(&v->tx);
	how = account_sign_in(v->web->db, &v->world, v->arena,
	                      &(struct attempt_from){ v->who.who.name, pair_of(&v->form, field),
	                                              v->req->address },
	                      &who, &until);
	v->tx = tx_read(v->web->db, &v->world, v->arena, &v->r);
	return how == SIGN_IN_OK ||
	       refuse_with(&v->r,
	                   (struct refusal){ .field = str_of(field),
	                                     .say = how == SIGN_IN_LOCKED
	                                                    ? S("失败次数过多，请一刻钟后再试。")
	                                                    : S("密码不正确。") });
}

void account_password_post(struct visit *v)
{
	struct doing d = doing_of(v);
	struct str password = pair_of(&v->form, "password");

	if (!password_again(v, "old") || !password_fit(&v->tx, &d.whom, password)) {
		account_again(v);
		return;
	}
	d.hash = password_hash(v->arena, password);
	run(v, &d, do_password, S("/account"), "密码已修改，其他登录已结束");
}

/* --- authenticator ------------------------------------------------------------------------------ */

static void put_enrol(struct visit *v, struct str base32, struct str sealed)
{
	ui_open(v, &(struct page){ .title = S("登记验证器"),
	                           .crumbs = { { S("我的账户"), S("/account") },
	                                       { S("登记验证器"), S("") } } });
	ui_heading(v, S("登记验证器"), S("在手机的验证器中添加下面的密钥，再填写它显示的六位数字"));
	html(v->out, "</div></div>\n");
	ui_refusals(v, S("没有登记"));
	box_open(v, "密钥");
	html(v->out, "<p class=\"px16 py14\"><code data-t=\"seed\">", base32,
	     "</code></p><p class=\"px16 f13 c-5\">", totp_uri(v->arena, &v->who.who, base32),
	     "</p>");
	box_form(v, S("/account/totp"));
	html(v->out, "<input type=\"hidden\" name=\"sealed\" value=\"", sealed,
	     "\"><input type=\"hidden\" name=\"seed\" value=\"", base32, "\">");
	box_input(v, "code", "六位数字", "text", "one-time-code");
	box_input(v, "again", "密码", "password", "current-password");
	box_send(v, "登记");
	html(v->out, "</section>\n");
	ui_close(v);
}

/* Who has the session alone neither adds a second factor nor takes another in its place. */
static bool may_enrol(struct visit *v)
{
	return !v->who.who.has_totp ||
	       refuse_with(&v->r,
	                   (struct refusal){ .field = S("code"),
	                                     .say = S("已经登记了验证器。"),
	                                     .way = S("请先用它的验证码停用，再登记新的。") });
}

void totp_get(struct visit *v)
{
	struct str base32, sealed;

	if (may_enrol(v) && totp_seed(&v->tx, &v->who.who, &base32, &sealed))
		put_enrol(v, base32, sealed);
	else
		account_again(v);
}

void put_codes(struct visit *v, struct str what, const struct str *codes)
{
	ui_open(v, &(struct page){ .title = S("恢复码"),
	                           .crumbs = { { S("我的账户"), S("/account") },
	                                       { S("恢复码"), S("") } } });
	ui_heading(v, what,
	           S("手机丢失时用恢复码登录，每个只能用一次。现在抄下来，以后不再显示。"));
	html(v->out, "</div></div>\n");
	html(v->out, "<section class=\"card\"><ul class=\"px16 py14\" data-t=\"codes\">");
	for (int i = 0; i < RECOVERY_CODES; i++)
		html(v->out, "<li><code>", codes[i], "</code></li>");
	html(v->out,
	     "</ul></section><p><a class=\"btn btn-p\" href=\"/account\">已经抄下</a></p>\n");
	ui_close(v);
}

static bool do_enrol(struct tx *tx, struct doing *d)
{
	return totp_enrol(tx, &d->by, &d->whom, d->sealed, d->code, d->codes);
}

void totp_post(struct visit *v)
{
	struct doing d = doing_of(v);

	d.sealed = pair_of(&v->form, "sealed");
	d.fn = do_enrol;
	if (!may_enrol(v)) {
		account_again(v);
		return;
	}
	if (!password_again(v, "again") || !visit_write(v, job, &d)) {
		v->status = 422;
		put_enrol(v, pair_of(&v->form, "seed"), d.sealed);
		return;
	}
	put_codes(v, S("验证器已登记"), d.codes);
}

static bool drop_own(struct tx *tx, struct visit *v)
{
	struct doing d = doing_of(v);

	return totp_drop(tx, &d.by, &d.whom);
}

void totp_off_post(struct visit *v)
{
	if (factor_take(v, drop_own))
		visit_moved(v, S("/account"), S("验证器已停用"));
	else
		account_again(v);
}

/* --- sessions, a fresh factor ---------------------------------------------------------------------- */

static bool do_sessions_end(struct tx *tx, struct doing *d)
{
	sessions_end(tx, d->whom.org, d->whom.id, d->v->who.hash);
	account_entry(tx, &d->by, d->whom.id, "sessions_end",
	              &(struct said){ "name", d->whom.name }, 1);
	return true;
}

void sessions_end_post(struct visit *v)
{
	struct doing d = doing_of(v);

	run(v, &d, do_sessions_end, S("/account"), "其他登录已结束");
}

static bool make_strong(struct tx *tx, struct visit *v)
{
	session_strong(tx, &v->who);
	return true;
}

static bool do_verify(struct tx *tx, struct doing *d)
{
	return make_strong(tx, d->v);
}

void verify_post(struct visit *v)
{
	struct doing d = doing_of(v);
	struct str to = way_back(v, &v->form, "/account");

	if (account_has_factor(&d.whom) && factor_take(v, make_strong))
		visit_moved(v, to, S("已验证，可以签署"));
	else if (account_has_factor(&d.whom) || !password_again(v, "again"))
		account_again(v);
	else
		run(v, &d, do_verify, to, "已验证，可以签署");
}
