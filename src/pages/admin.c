/*
 * admin.c - the pages of the three administrators
 *
 * Each sees accounts, posts, deputies and sessions, and finds the forms of his own part only; what is
 * not his is refused in access/admin.h, not here.
 */
#include "access/admin.h"
#include "access/totp.h"
#include "pages/pages.h"

/* clang-format off */
enum { ACCOUNTS, HEADS_OF, ENTRIES, N_SQL };
static const struct stmt sql[N_SQL] = {
	[ACCOUNTS] = { "SELECT id, name, COALESCE(person, 0), state, seen_at FROM accounts WHERE org = $1 ORDER BY state DESC, name" },
	[HEADS_OF] = { "SELECT position FROM journal_head WHERE org = $1" },
	[ENTRIES]  = { "SELECT position, at, verb, body, origin FROM journal WHERE org = $1 AND ledger IN ('account', 'setting') ORDER BY position DESC LIMIT 200" },
};
/* clang-format on */

struct doing {
	struct admin by;
	struct account whom, deputy;
	struct account_new fresh;
	struct post post;
	struct deputy acts;
	struct str hash;
	int64_t ret_id;
	bool without;
	bool (*fn)(struct tx *tx, struct doing *d);
};

static bool job(struct tx *tx, void *arg)
{
	struct doing *d = arg;

	return d->fn(tx, d);
}

static struct admin by_of(struct visit *v)
{
	return (struct admin){ .who = &v->who.who, .origin = S("web") };
}

static bool may(struct visit *v, enum admin_task task)
{
	struct admin by = by_of(v);

	return admin_may(&by, task);
}

static void put_tabs(struct visit *v, const char *title)
{
	static const struct {
		const char *label, *href;
	} tabs[] = {
		{ "账号", "/admin" },          { "代理", "/admin/deputies" },
		{ "登录", "/admin/sessions" }, { "设置", "/admin/settings" },
		{ "日志", "/admin/journal" },
	};

	html(v->out, "<nav class=\"tabs wrap\" aria-label=\"管理\">");
	for (size_t i = 0; i < sizeof tabs / sizeof *tabs; i++)
		html(v->out, "<a",
		     when(!strcmp(tabs[i].label, title), " class=\"on\" aria-current=\"page\""),
		     " href=\"", str_of(tabs[i].href), "\">", str_of(tabs[i].label), "</a>");
	html(v->out, "</nav>\n");
}

static void open_page(struct visit *v, const char *title, const char *sub)
{
	ui_open(v, &(struct page){
			   .title = str_of(title),
			   .menu = "admin",
			   .crumbs = { { S("管理"), S("/admin") }, { str_of(title), S("") } } });
	ui_heading(v, str_of(title), str_of(sub));
	html(v->out, "</div></div>\n");
	put_tabs(v, title);
	ui_refusals(v, S("没有办理"));
}

static void table_head(struct visit *v, const char *caption, const char *const *heads, size_t n)
{
	html(v->out,
	     "<section class=\"card mt16\"><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"",
	     str_of(caption), "\"><table class=\"tbl\"><caption class=\"sr\">", str_of(caption),
	     "</caption><thead><tr>");
	for (size_t i = 0; i < n; i++)
		html(v->out, "<th scope=\"col\">", str_of(heads[i]),
		     when(!heads[i][0], "<span class=\"sr\">操作</span>"), "</th>");
	html(v->out, "</tr></thead><tbody>\n");
}
#define TABLE_HEAD(v, caption, ...) \
	table_head(v, caption, (const char *const[]){ __VA_ARGS__ }, \
	           sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(char *))

static void table_end(struct visit *v)
{
	html(v->out, "</tbody></table></div></section>\n");
}

/* --- accounts ----------------------------------------------------------------------------------- */

struct listed {
	int64_t id, person;
	struct str name, state;
	struct instant seen;
};

static size_t accounts_of(struct visit *v, struct listed **ret)
{
	struct rows q = db_query(&v->tx, &sql[ACCOUNTS], v->viewer.org);
	size_t n = 0, cap = 32;
	struct listed a, *list = arena_array(v->arena, struct listed, cap);

	while (db_row(&q, &a.id, &a.name, &a.person, &a.state, &a.seen)) {
		arena_grow(v->arena, list, n, cap);
		list[n] = a;
		list[n].name = arena_str(v->arena, a.name);
		list[n++].state = arena_str(v->arena, a.state);
	}
	*ret = list;
	return n;
}

void admin_get(struct visit *v)
{
	struct listed *list;
	size_t n = accounts_of(v, &list);

	open_page(v, "账号", "系统管理员管账号，安全管理员管权限，审计管理员看日志，互不兼任");
	TABLE_HEAD(v, "账号", "账号", "人员", "今天的角色", "状态", "最近登录");
	for (size_t i = 0; i < n; i++) {
		struct account a = { 0 };
		account_of(&v->tx, v->viewer.org, list[i].id, &a);
		html(v->out, "<tr><td><a class=\"u\" href=\"",
		     url_of(arena_fmt(v->arena, "/admin/account/%lld", (long long)list[i].id)),
		     "\">", list[i].name, "</a></td><td>",
		     person_name(&v->tx, v->p, v->viewer.org, list[i].person), "</td><td>",
		     roles_text(v->arena, a.roles), "</td><td>",
		     when(str_is(list[i].state, "closed"), "已停用"),
		     when(!str_is(list[i].state, "closed"), "在用"), "</td><td>",
		     instant_set(list[i].seen) ? instant_text(v->arena, list[i].seen) : S("—"),
		     "</td></tr>\n");
	}
	table_end(v);
	if (may(v, TASK_ACCOUNTS)) {
		box_open(v, "开立账号");
		box_form(v, S("/admin/account"));
		ui_entry(v, "name", S("名字"), "text", pair_of(&v->form, "name"), false);
		ui_entry(v, "person", S("人员（姓名或者编号，管理员不填）"), "text",
		         pair_of(&v->form, "person"), false);
		box_send(v, "开立");
		html(v->out, "</section>\n");
	}
	ui_close(v);
}

static bool do_open(struct tx *tx, struct doing *d)
{
	return account_open(tx, &d->by, &d->fresh, &d->ret_id, &d->without);
}

static bool read_ref(struct visit *v, const char *key, const char *ledger, int64_t *ret)
{
	struct field f = { .key = key, .kind = REF, .label = "所填", .of = ledger };
	struct val val;

	*ret = 0;
	if (!value_parse(&v->tx, v->p, v->viewer.org, &f, pair_of(&v->form, key), key, &val))
		return false;
	*ret = val.is == VAL_INT ? val.i : 0;
	return true;
}

void admin_account_post(struct visit *v)
{
	struct doing d = { .by = by_of(v),
		           .fresh.name = str_trim(pair_of(&v->form, "name")),
		           .fn = do_open };

	if (read_ref(v, "person", "person", &d.fresh.person) && visit_write(v, job, &d)) {
		visit_moved(v, arena_fmt(v->arena, "/admin/account/%lld", (long long)d.ret_id),
		            S("账号已开立，由安全管理员授予岗位"));
		return;
	}
	v->status = 422;
	admin_get(v);
}

/* --- one account --------------------------------------------------------------------------------- */

static void put_act(struct visit *v, const struct account *a, const char *what, const char *label)
{
	html(v->out, "<form method=\"post\" action=\"",
	     url_of(arena_fmt(v->arena, "/admin/account/%lld/%s", (long long)a->id, what)), "\">");
	ui_csrf(v);
	html(v->out, "<button class=\"btn\" type=\"submit\">", str_of(label), "</button></form>");
}

static void put_posts(struct visit *v, const struct account *a)
{
	const struct table *org = table_of(v->p, S("org"));
	struct post *list;
	size_t n = posts_of(&v->tx, a->org, a->id, &list);

	TABLE_HEAD(v, "岗位", "角色", "科室", "起", "止", "依据", "");
	for (size_t i = 0; i < n; i++) {
		html(v->out, "<tr><td>", roles_text(v->arena, list[i].roles), "</td><td>",
		     list[i].section ? title_of(&v->tx, v->p, org, a->org, list[i].section)
		                     : S("全局"),
		     "</td><td>", list[i].from, "</td><td>", list[i].to, "</td><td>", list[i].basis,
		     "</td><td>");
		if (may(v, TASK_RIGHTS) && !day_set(list[i].to))
			put_act(v, a, arena_fmt(v->arena, "post-end-%lld", (long long)list[i].id).p,
			        "今天终止");
		html(v->out, "</td></tr>\n");
	}
	if (!n)
		html(v->out, "<tr><td>", roles_text(v->arena, a->base),
		     "</td><td>全局</td><td></td><td></td><td>账号的角色</td><td></td></tr>");
	table_end(v);
}

static void put_roles(struct visit *v)
{
	html(v->out, "<fieldset class=\"field\"><legend>角色</legend>");
	for (int i = 0; i < N_ROLES; i++)
		if (!((1u << i) & (OUTSIDE | ENGINE)))
			html(v->out,
			     "<label class=\"mr16\"><input class=\"ck\" type=\"checkbox\" name=\"roles\" value=\"",
			     str_of(role_key(i)), "\"> ", str_of(role_label(i)), "</label> ");
	html(v->out, "</fieldset>");
	ui_field_says(v, S("roles"));
}

static void put_give(struct visit *v, const struct account *a)
{
	box_open(v, "授予岗位");
	box_form(v, arena_fmt(v->arena, "/admin/account/%lld/post", (long long)a->id));
	put_roles(v);
	ui_entry(v, "section", S("科室（不填为全局）"), "text", pair_of(&v->form, "section"),
	         false);
	ui_entry(v, "from", S("起"), "date", day_text(v->arena, v->today), false);
	ui_entry(v, "to", S("止（不填为长期）"), "date", pair_of(&v->form, "to"), false);
	ui_entry(v, "basis", S("依据（文号）"), "text", pair_of(&v->form, "basis"), false);
	box_send(v, "授予");
	html(v->out, "</section>\n");
}

static void show_account(struct visit *v, const struct account *a)
{
	open_page(v, "账号", "");
	html(v->out, "<h2 class=\"mt16\" data-t=\"account\">", a->name, "</h2><p>",
	     person_name(&v->tx, v->p, a->org, a->person), " ", roles_text(v->arena, a->roles),
	     when(a->has_totp, " · 已登记验证器"), when(a->keys > 0, " · 已登记安全密钥"),
	     "</p>\n");
	if (may(v, TASK_ACCOUNTS)) {
		html(v->out, "<div class=\"row\">");
		put_act(v, a, "unlock", "解锁");
		put_act(v, a, "sessions-end", "结束全部登录");
		if (account_has_factor(a))
			put_act(v, a, "totp-off", "停用验证器和安全密钥");
		put_act(v, a, "close", "停用账号");
		html(v->out, "</div>");
		box_open(v, "设定密码");
		box_form(v, arena_fmt(v->arena, "/admin/account/%lld/password", (long long)a->id));
		box_input(v, "password", "新密码", "password", "new-password");
		box_send(v, "设定");
		html(v->out, "</section>\n");
	}
	put_posts(v, a);
	if (may(v, TASK_RIGHTS))
		put_give(v, a);
	ui_close(v);
}

static bool find(struct visit *v, struct account *ret)
{
	int64_t id;

	if (v->n_seg && str_int(v->seg[0], &id) && account_of(&v->tx, v->viewer.org, id, ret))
		return true;
	visit_missing(v);
	return false;
}

void admin_account_get(struct visit *v)
{
	struct account a;

	if (find(v, &a))
		show_account(v, &a);
}

static bool do_close(struct tx *tx, struct doing *d)
{
	return account_close(tx, &d->by, &d->whom);
}
static bool do_unlock(struct tx *tx, struct doing *d)
{
	return account_free(tx, &d->by, &d->whom);
}
static bool do_totp_off(struct tx *tx, struct doing *d)
{
	return totp_drop(tx, &d->by, &d->whom);
}
static bool do_post(struct tx *tx, struct doing *d)
{
	return post_give(tx, &d->by, &d->whom, &d->post, &d->ret_id);
}
static bool do_post_end(struct tx *tx, struct doing *d)
{
	return post_end(tx, &d->by, &d->whom, d->post.id, d->post.to);
}
static bool do_password(struct tx *tx, struct doing *d)
{
	if (!account_password(tx, &d->by, &d->whom, d->hash))
		return false;
	sessions_end(tx, d->whom.org, d->whom.id, S("")); /* whoever had the old one is out */
	return true;
}

static bool do_sessions_end(struct tx *tx, struct doing *d)
{
	if (!admin_must(tx, &d->by, TASK_ACCOUNTS))
		return false;
	sessions_end(tx, d->whom.org, d->whom.id, S(""));
	account_entry(tx, &d->by, d->whom.id, "sessions_end",
	              &(struct said){ "name", d->whom.name }, 1);
	return true;
}

static bool read_post(struct visit *v, struct doing *d)
{
	struct str to = str_trim(pair_of(&v->form, "to"));
	unsigned one;

	d->post = (struct post){ .from = v->today,
		                 .to = DAY_NONE,
		                 .basis = str_trim(pair_of(&v->form, "basis")) };
	for (size_t i = 0; i < v->form.n; i++)
		if (str_is(v->form.list[i].key, "roles") &&
		    roles_parse(v->form.list[i].value, &one))
			d->post.roles |= one;
	if (!day_parse(str_trim(pair_of(&v->form, "from")), &d->post.from) ||
	    (to.n && !day_parse(to, &d->post.to)))
		return refuse_with(&v->r, (struct refusal){ .field = S("from"),
		                                            .say = S("日期写作 2024-03-01。") });
	return read_ref(v, "section", "org", &d->post.section);
}

static bool read_password(struct visit *v, struct doing *d)
{
	struct str password = pair_of(&v->form, "password");

	if (!admin_must(&v->tx, &d->by, TASK_ACCOUNTS) || !password_fit(&v->tx, &d->whom, password))
		return false;
	d->hash = password_hash(v->arena, password);
	return true;
}

static bool read_post_end(struct visit *v, struct doing *d)
{
	d->post.to = v->today;
	return str_int(str_from(v->seg[1], sizeof("post-end-") - 1), &d->post.id);
}

void admin_act_post(struct visit *v)
{
	/* clang-format off */
	static const struct { const char *what; bool (*read)(struct visit *, struct doing *); bool (*fn)(struct tx *, struct doing *); const char *done; } acts[] = {
		{ "close",        NULL,          do_close,        "账号已停用" },
		{ "unlock",       NULL,          do_unlock,       "已解锁" },
		{ "totp-off",     NULL,          do_totp_off,     "验证器已停用" },
		{ "sessions-end", NULL,          do_sessions_end, "已结束全部登录" },
		{ "post",         read_post,     do_post,         "已授予岗位" },
		{ "password",     read_password, do_password,     "密码已设定" },
		{ "post-end-",    read_post_end, do_post_end,     "岗位已终止" },
	};
	/* clang-format on */
	struct doing d = { .by = by_of(v) };

	if (!find(v, &d.whom))
		return;
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
		struct str what = str_of(acts[i].what);
		if (!str_eq(v->seg[1], what) &&
		    !(str_ends(what, S("-")) && str_starts(v->seg[1], what)))
			continue;
		d.fn = acts[i].fn;
		if ((!acts[i].read || acts[i].read(v, &d)) && visit_write(v, job, &d)) {
			visit_moved(v,
			            str_eq(what, S("close"))
			                    ? S("/admin")
			                    : arena_fmt(v->arena, "/admin/account/%lld",
			                                (long long)d.whom.id),
			            str_of(acts[i].done));
			return;
		}
		v->status = 422;
		show_account(v, &d.whom);
		return;
	}
	visit_missing(v);
}

/* --- deputies, sessions, settings, journal ---------------------------------------------------------- */

void admin_deputies_get(struct visit *v)
{
	struct deputy *list;
	size_t n = deputies_of(&v->tx, v->viewer.org, &list);

	open_page(v, "代理", "代理人在期内有被代理人的岗位；日志同时记下办理人和被代理人");
	TABLE_HEAD(v, "代理", "被代理人", "代理人", "起", "止", "理由");
	for (size_t i = 0; i < n; i++)
		html(v->out, "<tr><td>", list[i].account_name, "</td><td>", list[i].deputy_name,
		     "</td><td>", list[i].from, "</td><td>", list[i].to, "</td><td>",
		     list[i].reason, "</td></tr>\n");
	table_end(v);
	if (may(v, TASK_RIGHTS)) {
		box_open(v, "登记代理");
		box_form(v, S("/admin/deputies"));
		ui_entry(v, "account", S("被代理人的账号"), "text", pair_of(&v->form, "account"),
		         false);
		ui_entry(v, "deputy", S("代理人的账号"), "text", pair_of(&v->form, "deputy"),
		         false);
		ui_entry(v, "from", S("起"), "date", pair_of(&v->form, "from"), false);
		ui_entry(v, "to", S("止"), "date", pair_of(&v->form, "to"), false);
		ui_entry(v, "reason", S("理由"), "text", pair_of(&v->form, "reason"), false);
		box_send(v, "登记");
		html(v->out, "</section>\n");
	}
	ui_close(v);
}

static bool do_deputy(struct tx *tx, struct doing *d)
{
	return deputy_name(tx, &d->by, &d->whom, &d->deputy, &d->acts);
}

void admin_deputies_post(struct visit *v)
{
	struct doing d = { .by = by_of(v),
		           .fn = do_deputy,
		           .acts = { .from = DAY_NONE,
		                     .to = DAY_NONE,
		                     .reason = str_trim(pair_of(&v->form, "reason")) } };
	bool ok = account_named(&v->tx, pair_of(&v->form, "account"), &d.whom) &&
	          account_named(&v->tx, pair_of(&v->form, "deputy"), &d.deputy) &&
	          d.whom.org == v->viewer.org && d.deputy.org == v->viewer.org;

	day_parse(str_trim(pair_of(&v->form, "from")), &d.acts.from);
	day_parse(str_trim(pair_of(&v->form, "to")), &d.acts.to);
	if (!ok)
		refuse_with(&v->r,
		            (struct refusal){ .field = S("account"), .say = S("没有这个账号。") });
	if (ok && visit_write(v, job, &d)) {
		visit_moved(v, S("/admin/deputies"), S("已登记代理"));
		return;
	}
	v->status = 422;
	admin_deputies_get(v);
}

void admin_sessions_get(struct visit *v)
{
	struct seen_session *list;
	size_t n = sessions_of(&v->tx, v->viewer.org, 0, &list);

	open_page(v, "登录", "现在登录着的账号");
	TABLE_HEAD(v, "登录", "账号", "地址", "登录", "最近使用");
	for (size_t i = 0; i < n; i++)
		html(v->out, "<tr><td><a class=\"u\" href=\"",
		     url_of(arena_fmt(v->arena, "/admin/account/%lld",
		                      (long long)list[i].account_id)),
		     "\">", list[i].account, "</a></td><td>", list[i].address, "</td><td>",
		     instant_text(v->arena, list[i].created), "</td><td>",
		     instant_text(v->arena, list[i].seen), "</td></tr>\n");
	table_end(v);
	ui_close(v);
}

void admin_settings_get(struct visit *v)
{
	open_page(v, "设置", "法律留给本机关确定的事项；变更写明发布机关和文号");
	settings_table(v);
	ui_close(v);
}

void admin_journal_get(struct visit *v)
{
	struct rows q;
	struct instant at;
	struct str verb, body, origin;
	int64_t position = 0;

	db_one(&v->tx, &sql[HEADS_OF], VALS(v->viewer.org), &position);
	open_page(v, "日志", "账号和设置的变更；全部日志用 yifa journal verify 核对");
	html(v->out, "<p class=\"mt16\" data-t=\"head\">日志共 ", position, " 条。</p>");
	TABLE_HEAD(v, "日志", "号", "时间", "事项", "内容", "来源");
	q = db_query(&v->tx, &sql[ENTRIES], v->viewer.org);
	while (db_row(&q, &position, &at, &verb, &body, &origin))
		html(v->out, "<tr><td>", position, "</td><td>", instant_text(v->arena, at),
		     "</td><td>", verb, "</td><td>", body, "</td><td>", origin, "</td></tr>\n");
	table_end(v);
	ui_close(v);
}
