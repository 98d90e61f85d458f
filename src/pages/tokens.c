/*
 * tokens.c - the credentials of one's own programs: what there is, a new one, taking one back
 *
 * A token is shown once, on the page that made it; the database does not hold it.
 */
#include "pages/pages.h"

static struct str state_of(struct visit *v, const struct token *t)
{
	if (instant_set(t->closed_at))
		return S("已撤销");
	return t->expires.us < world_now(&v->world).us ? S("已过期") : S("有效");
}

static struct str minute_text(struct visit *v, struct instant at)
{
	return instant_set(at) ? arena_fmt(v->arena, "%.10s %.5s", instant_text(v->arena, at).p,
	                                   instant_text(v->arena, at).p + 11)
	                       : S("");
}

static void put_token(struct visit *v, const struct token *t)
{
	struct str state = state_of(v, t);

	html(v->out, "<tr><td>", t->name, "</td><td>", t->ledgers, "</td><td>",
	     t->verbs.n ? t->verbs : S("—"), "</td><td>", when(t->reads, "可读"),
	     when(!t->reads, "只写"), "</td><td class=\"nowrap\">", minute_text(v, t->expires),
	     "</td><td class=\"nowrap\">",
	     instant_set(t->seen_at) ? minute_text(v, t->seen_at) : S("没有用过"), "</td><td>",
	     state, "</td><td>");
	if (str_is(state, "有效")) {
		html(v->out, "<form method=\"post\" action=\"/tokens/", t->id, "/revoke\">");
		ui_csrf(v);
		html(v->out, "<button class=\"btn btn-s\" type=\"submit\">撤销<span class=\"sr\">",
		     t->name, "</span></button></form>");
	}
	html(v->out, "</td></tr>\n");
}

static void put_form(struct visit *v)
{
	html(v->out,
	     "<section class=\"card\"><header><h2>新的凭据</h2></header><div class=\"bd\"><form method=\"post\" action=\"/tokens\" data-t=\"token-form\">");
	ui_csrf(v);
	html(v->out, "<div class=\"form\">\n");
	ui_input(v, "name", "用途", "哪个系统、哪个程序使用", true);
	ui_input(v, "ledgers", "台账", "台账的键，用逗号分开，如 hotline,petition；* 为全部", true);
	ui_input(v, "verbs", "步骤",
	         "可以办理的步骤，如 receive,hotline.close；* 为全部；不填为只读", false);
	ui_input(v, "days", "有效天数", "不填为 90 天，最长 366 天", false);
	html(v->out,
	     "<label class=\"row\"><input class=\"ck\" type=\"checkbox\" name=\"no_read\" value=\"1\"> 只能办理，不能读取</label></div>\n"
	     "<div class=\"form-btns\"><button class=\"btn btn-p\" type=\"submit\">发给凭据</button></div></form></div></section>\n");
}

static void put_page(struct visit *v, struct str secret)
{
	struct token *list;
	size_t n = token_list(&v->tx, v->viewer.org, v->who.who.id, &list);

	ui_open(v, &(struct page){ .title = v->r.n_refused ? S("错误：我的凭据") : S("我的凭据"),
	                           .crumbs = { { S("我的凭据"), S("") } } });
	ui_heading(v, S("我的凭据"), S("让程序以您的账号、在写明的范围内查询和办理；不用时请撤销"));
	html(v->out, "</div></div>\n<div class=\"stack\">\n");
	if (secret.n)
		ui_note(v, NOTE_GREEN, S("已发给。凭据只显示这一次，请立即保存到使用它的系统里："),
		        secret);
	ui_refusals(v, S("未发给"));
	html(v->out, "<section class=\"card land\">");
	if (n) {
		html(v->out,
		     "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"凭据\"><table class=\"tbl\"><caption class=\"sr\">凭据</caption><thead><tr><th scope=\"col\">用途</th><th scope=\"col\">台账</th><th scope=\"col\">步骤</th><th scope=\"col\">读取</th><th scope=\"col\">到期</th><th scope=\"col\">最近使用</th><th scope=\"col\">状态</th><th scope=\"col\"><span class=\"sr\">办理</span></th></tr></thead><tbody>\n");
		for (size_t i = 0; i < n; i++)
			put_token(v, &list[i]);
		html(v->out, "</tbody></table></div>\n");
	} else {
		ui_empty(v, S("还没有凭据"), S("需要让其他系统查询或者办理时，在下面发给。"));
	}
	html(v->out, "</section>\n");
	put_form(v);
	html(v->out, "</div>\n");
	ui_close(v);
}

static void put_json(struct visit *v, const struct token *made, struct str secret)
{
	struct token *list;
	size_t n = made ? 1 : token_list(&v->tx, v->viewer.org, v->who.who.id, &list);
	struct json j;

	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++) {
		const struct token *t = made ? made : &list[i];
		json_open(&j, '{');
		json_key(&j, "id");
		json_id(&j, t->id);
		json_pair(&j, "name", t->name);
		json_pair(&j, "ledgers", t->ledgers);
		json_pair(&j, "verbs", t->verbs);
		json_key(&j, "reads");
		json_bool(&j, t->reads);
		json_key(&j, "expires");
		json_at(&j, t->expires);
		json_key(&j, "seen_at");
		json_at(&j, t->seen_at);
		json_key(&j, "closed_at");
		json_at(&j, t->closed_at);
		if (secret.n) {
			json_pair(&j, "token", secret);
		}
		json_close(&j, '}');
	}
	json_close(&j, ']');
}

void tokens_get(struct visit *v)
{
	if (v->json)
		put_json(v, NULL, S(""));
	else
		put_page(v, S(""));
}

struct making {
	struct visit *v;
	struct token t;
	struct str secret;
};

/* A list that nobody can look through is looked through by nobody. */
static bool is_room(struct tx *tx, const struct token *of)
{
	struct token *list;
	size_t n = token_list(tx, of->org, of->account, &list), open = 0;

	for (size_t i = 0; i < n; i++)
		open += !instant_set(list[i].closed_at) &&
		        list[i].expires.us >= world_now(tx->world).us;
	return open < TOKENS_MOST ||
	       refuse(tx->r, "name", S("有效的凭据最多五十个，请先撤销不用的。"), S(""));
}

static bool make(struct tx *tx, void *arg)
{
	struct making *m = arg;

	return is_room(tx, &m->t) &&
	       token_make(tx, &m->t, m->v->viewer.person, m->v->origin, &m->secret);
}

static bool scope_stands(struct visit *v, const struct token *t)
{
	struct str rest = t->ledgers, item;
	bool ok = true;

	if (!t->name.n || t->name.n > TOKEN_NAME_MOST)
		ok = refuse(&v->r, "name", S("应当写明用途，不超过一百个字。"), S(""));
	if (t->ledgers.n > TOKEN_SCOPE_MOST || t->verbs.n > TOKEN_SCOPE_MOST)
		ok = refuse(&v->r, "ledgers", S("范围太长，可以写 * 。"), S(""));
	if (!t->ledgers.n)
		ok = refuse(&v->r, "ledgers", S("应当写明台账。"), S(""));
	while (str_item(&rest, &item))
		if (!str_is(item, "*") && !table_of(v->p, item))
			ok = refuse(&v->r, "ledgers",
			            arena_fmt(v->arena, "没有这本台账：%.*s。", P(item)), S(""));
	return ok;
}

static bool days_asked(struct visit *v, int64_t *ret)
{
	struct str text = str_trim(pair_of(&v->form, "days"));

	*ret = TOKEN_DAYS;
	if (!text.n || (str_int(text, ret) && *ret > 0 && *ret <= TOKEN_DAYS_MOST))
		return true;
	return refuse(&v->r, "days", S("有效天数应当是 1 到 366。"), S(""));
}

void tokens_post(struct visit *v)
{
	struct making m = { .v = v };
	int64_t days;
	bool ok;

	m.t = (struct token){ .org = v->viewer.org,
		              .account = v->who.who.id,
		              .name = str_trim(pair_of(&v->form, "name")),
		              .ledgers = str_trim(pair_of(&v->form, "ledgers")),
		              .verbs = str_trim(pair_of(&v->form, "verbs")),
		              .reads = !pair_of(&v->form, "no_read").n };
	ok = scope_stands(v, &m.t);
	ok &= days_asked(v, &days);
	m.t.expires = (struct instant){ world_now(&v->world).us + days * 86400 * 1000000 };
	if (ok && visit_write(v, make, &m)) {
		v->status = v->json ? 201 : 200;
		if (v->json)
			put_json(v, &m.t, m.secret);
		else
			put_page(v, m.secret);
	} else if (v->json) {
		visit_refused_json(v);
	} else {
		v->status = 422;
		put_page(v, S(""));
	}
}

struct closing {
	struct visit *v;
	int64_t id;
};

static bool take_back(struct tx *tx, void *arg)
{
	struct closing *c = arg;
	const struct visit *v = c->v;

	return token_close(tx, v->viewer.org, v->who.who.id, c->id, v->viewer.person, v->origin);
}

void token_revoke_post(struct visit *v)
{
	struct closing c = { .v = v };

	if (!str_int(v->seg[0], &c.id) || !visit_write(v, take_back, &c))
		visit_missing(v);
	else if (v->json)
		put_json(v, NULL, S(""));
	else
		visit_moved(v, S("/tokens"), S("已撤销"));
}
