/*
 * admin.c - who may change what of accounts, and the change with its entry
 */
#include "access/admin.h"
#include "access/sessions.h"
#include "base/buf.h"
#include "base/json.h"
#include "journal/journal.h"

/* clang-format off */
enum { THERE, CLOSE, SET_ROLES, SET_HASH, HASH_OF, KEEP_HASH, ROLES_OF, N_OF_ROLE, POST_NEW, POST_END, POST_OF, POSTS, DEPUTY_NEW,
	DEPUTY_END, DEPUTIES, N_SQL };
static const struct stmt sql[N_SQL] = {
	[THERE]     = { "SELECT id FROM accounts WHERE name = $1", "names are told apart over all bureaus" },
	[CLOSE]     = { "UPDATE accounts SET state = 'closed', changed_at = $3 WHERE org = $1 AND id = $2" },
	[SET_ROLES] = { "UPDATE accounts SET roles = $3, changed_at = $4 WHERE org = $1 AND id = $2" },
	[SET_HASH]  = { "UPDATE accounts SET hash = $3, hash_at = $4, changed_at = $4 WHERE org = $1 AND id = $2" },
	[HASH_OF]   = { "SELECT hash FROM accounts WHERE org = $1 AND id = $2" },
	[KEEP_HASH] = { "INSERT INTO account_hashes (org, id, account, hash, set_at) SELECT org, $3, id, hash, $4 FROM accounts WHERE org = $1 AND id = $2 AND hash <> ''" },
	/* roles of a person's accounts within a time: of posts, or of accounts without */
	[ROLES_OF]  = { "SELECT COALESCE(p.roles, a.roles) FROM accounts a LEFT JOIN posts p ON p.org = a.org AND p.account = a.id"
	                " WHERE a.org = $1 AND a.state <> 'closed' AND (a.id = $2 OR (a.person = $3 AND a.person IS NOT NULL))"
	                " AND (p.id IS NULL OR ((p.to_day IS NULL OR p.to_day >= $4) AND (CAST($5 AS bigint) IS NULL OR p.from_day <= $5)))" },
	[N_OF_ROLE] = { "SELECT COUNT(*) FROM accounts a LEFT JOIN posts p ON p.org = a.org AND p.account = a.id AND (p.to_day IS NULL OR p.to_day >= $3)"
	                " WHERE a.org = $1 AND a.state <> 'closed' AND a.id <> $4 AND (COALESCE(p.roles, a.roles) & $2) <> 0" },
	[POST_NEW]  = { "INSERT INTO posts (org, id, account, roles, section, from_day, to_day, basis, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)" },
	[POST_END]  = { "UPDATE posts SET to_day = $4 WHERE org = $1 AND account = $2 AND id = $3" },
	[POST_OF]   = { "SELECT from_day FROM posts WHERE org = $1 AND account = $2 AND id = $3" },
	[POSTS]     = { "SELECT id, account, COALESCE(section, 0), roles, from_day, to_day, basis FROM posts WHERE org = $1 AND account = $2 ORDER BY from_day, id" },
	[DEPUTY_NEW] = { "INSERT INTO deputies (org, id, account, deputy, from_day, to_day, reason, made_at, made_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)" },
	[DEPUTY_END] = { "UPDATE deputies SET to_day = $3 WHERE org = $1 AND id = $2" },
	[DEPUTIES]  = { "SELECT d.id, d.account, d.deputy, d.from_day, d.to_day, d.reason, a.name, b.name FROM deputies d"
	                " JOIN accounts a ON a.org = d.org AND a.id = d.account JOIN accounts b ON b.org = d.org AND b.id = d.deputy"
	                " WHERE d.org = $1 ORDER BY d.from_day DESC, d.id DESC" },
};

static const struct { unsigned roles; const char *whose; } tasks[N_TASKS] = {
	[TASK_READ]     = { ADMINS,         "账号由三类管理员查看。" },
	[TASK_ACCOUNTS] = { SYSTEM_ADMIN,   "账号由系统管理员开立、停用、解锁和绑定。" },
	[TASK_RIGHTS]   = { SECURITY_ADMIN, "角色、岗位和代理由安全管理员授予。" },
	[TASK_AUDIT]    = { AUDIT_ADMIN,    "办理日志由审计管理员查看。" },
};
/* clang-format on */

/* --- who may ---------------------------------------------------------------------------------- */

bool admin_may(const struct admin *by, enum admin_task task)
{
	return by->setting_up || (by->who->roles & tasks[task].roles) != 0;
}

bool admin_must(struct tx *tx, const struct admin *by, enum admin_task task)
{
	return admin_may(by, task) ||
	       refuse_with(tx->r, (struct refusal){ .say = S("您无权办理。"),
	                                            .why = str_of(tasks[task].whose),
	                                            .way = S("请联系有权的管理员。") });
}

static int64_t n_of_role(struct tx *tx, int64_t org, unsigned role, int64_t but)
{
	int64_t n = 0, bits = role;

	db_one(tx, &sql[N_OF_ROLE], VALS(org, bits, world_today(tx->world), but), &n);
	return n;
}

/* Rights are the security administrator's; before the first is there, the system administrator's. */
static bool may_grant(struct tx *tx, const struct admin *by)
{
	if (by->setting_up ||
	    (by->who->roles & SYSTEM_ADMIN && !n_of_role(tx, by->who->org, SECURITY_ADMIN, 0)))
		return true;
	return admin_must(tx, by, TASK_RIGHTS);
}

static bool no(struct tx *tx, const char *field, const char *say, const char *why, const char *way)
{
	return refuse_with(tx->r, (struct refusal){ .field = str_of(field),
	                                            .say = str_of(say),
	                                            .why = str_of(why),
	                                            .way = str_of(way) });
}

static bool is_own(struct tx *tx, const struct admin *by, const struct account *whom)
{
	if (by->setting_up || by->who->id != whom->id)
		return false;
	no(tx, NULL, "不能变更自己的权限。", "", "请由另一名安全管理员办理。");
	return true;
}

/* None of the three with another of them, or with a role of the bureau. */
static bool apart(struct tx *tx, const struct account *whom, unsigned roles, struct day from,
                  struct day to)
{
	struct rows q = db_query(tx, &sql[ROLES_OF], whom->org, whom->id,
	                         whom->person ? VAL(whom->person) : NULL_VAL, from,
	                         day_set(to) ? VAL(to) : NULL_VAL);
	unsigned all = roles, admins;
	int64_t one;

	while (db_row(&q, &one))
		all |= (unsigned)one;
	admins = all & ADMINS;
	if (!admins || (admins == all && !(admins & (admins - 1))))
		return true;
	return refuse_with(
		tx->r,
		(struct refusal){ .field = S("roles"),
	                          .say = S("系统、安全、审计管理员互不兼任，也不兼任业务岗位。"),
	                          .why = arena_fmt(tx->arena, "授予后同一人将有：%.*s。",
	                                           P(roles_text(tx->arena, all))),
	                          .way = S("请授予另一人，或者先终止原岗位。") });
}

/* --- entries ---------------------------------------------------------------------------------- */

void account_entry(struct tx *tx, const struct admin *by, int64_t account, const char *verb,
                   const struct said *said, size_t n)
{
	struct buf b;
	struct json j;
	bool named = false;

	buf_init(&b, 1 << 16);
	json_init(&j, &b);
	json_open(&j, '{');
	for (size_t i = 0; i <= n; i++) {
		if (!named && (i == n || str_cmp(S("by"), str_of(said[i].key)) < 0)) {
			named = true;
			json_pair(&j, "by", by->who->name);
		}
		if (i < n && said[i].text.n) {
			json_pair(&j, said[i].key, said[i].text);
		}
	}
	json_close(&j, '}');
	journal_append(tx, &(struct journal_entry){ .org = by->who->org,
	                                            .day = world_today(tx->world),
	                                            .at = world_now(tx->world),
	                                            .actor = by->who->person,
	                                            .done_by = by->who->person,
	                                            .ledger = S("account"),
	                                            .record = account,
	                                            .verb = str_of(verb),
	                                            .body = arena_str(tx->arena, buf_str(&b)),
	                                            .origin = by->origin });
	buf_drop(&b);
}

static struct str id_text(struct tx *tx, int64_t id)
{
	return id ? arena_fmt(tx->arena, "%lld", (long long)id) : S("");
}

static struct str day_or_none(struct tx *tx, struct day d)
{
	return day_set(d) ? day_text(tx->arena, d) : S("");
}

#define SAID(...) \
	(const struct said[]){ __VA_ARGS__ }, \
		sizeof((const struct said[]){ __VA_ARGS__ }) / sizeof(struct said)

/* --- accounts --------------------------------------------------------------------------------- */

bool account_open(struct tx *tx, const struct admin *by, const struct account_new *what,
                  int64_t *ret_id, bool *ret_without)
{
	struct account who = { .org = by->who->org,
		               .name = what->name,
		               .person = what->person,
		               .section = what->section };
	int64_t there;

	if (!admin_must(tx, by, TASK_ACCOUNTS))
		return false;
	if (!what->name.n || what->name.n > 100)
		return no(tx, "name", "请写明账号的名字，不超过 100 个字节。", "", "");
	if (db_one(tx, &sql[THERE], VALS(what->name), &there))
		return no(tx, "name", "这个名字的账号已经有了。",
		          "停用的账号保留名字，不再给别人。", "请换一个名字。");
	*ret_without = what->roles &&
	               !(by->setting_up || !n_of_role(tx, who.org, SECURITY_ADMIN, 0));
	if (!*ret_without && !apart(tx, &who, what->roles, world_today(tx->world), DAY_NONE))
		return false;
	who.roles = *ret_without ? 0 : what->roles;
	if (!account_make(tx, &who, S(""), what->system_user, ret_id))
		return false;
	account_entry(tx, by, *ret_id, "add",
	              SAID({ "name", what->name }, { "person", id_text(tx, what->person) },
	                   { "roles", roles_keys(tx->arena, who.roles) },
	                   { "section", id_text(tx, what->section) },
	                   { "system", what->system_user }));
	return true;
}

bool account_close(struct tx *tx, const struct admin *by, const struct account *whom)
{
	if (!admin_must(tx, by, TASK_ACCOUNTS))
		return false;
	for (unsigned role = SYSTEM_ADMIN; role <= AUDIT_ADMIN; role <<= 1)
		if (whom->roles & role && !n_of_role(tx, whom->org, role, whom->id))
			return no(tx, NULL, "最后一名管理员的账号不能停用。",
			          "三类管理员各自至少保留一人。", "请先由安全管理员授予另一人。");
	db_exec(tx, &sql[CLOSE], whom->org, whom->id, world_now(tx->world));
	sessions_end(tx, whom->org, whom->id, S(""));
	account_entry(tx, by, whom->id, "close", SAID({ "name", whom->name }));
	return true;
}

bool account_free(struct tx *tx, const struct admin *by, const struct account *whom)
{
	if (!admin_must(tx, by, TASK_ACCOUNTS))
		return false;
	account_unlock(tx, whom->name);
	account_entry(tx, by, whom->id, "unlock", SAID({ "name", whom->name }));
	return true;
}

bool account_roles(struct tx *tx, const struct admin *by, const struct account *whom,
                   unsigned roles)
{
	struct post *posts;
	struct account bare = *whom;
	int64_t bits = roles;

	if (!may_grant(tx, by) || is_own(tx, by, whom))
		return false;
	if (posts_of(tx, whom->org, whom->id, &posts))
		return no(tx, "roles", "这个账号按岗位授权。", "",
		          "用 yifa user post 授予，用 yifa user post-end 终止。");
	bare.id = 0; /* what it has now goes                                                     */
	if (!apart(tx, &bare, roles, world_today(tx->world), DAY_NONE))
		return false;
	db_exec(tx, &sql[SET_ROLES], whom->org, whom->id, bits, world_now(tx->world));
	account_entry(tx, by, whom->id, "roles",
	              SAID({ "before", roles_keys(tx->arena, whom->base) }, { "name", whom->name },
	                   { "roles", roles_keys(tx->arena, roles) }));
	return true;
}

static bool has_password(struct tx *tx, const struct account *whom)
{
	struct str hash = S("");

	db_one(tx, &sql[HASH_OF], VALS(whom->org, whom->id), &hash);
	return hash.n != 0;
}

bool account_password(struct tx *tx, const struct admin *by, const struct account *whom,
                      struct str hash)
{
	bool own = by->who->id && by->who->id == whom->id;

	if (!own && !admin_must(tx, by, TASK_ACCOUNTS))
		return false;
	if (!own && !by->setting_up && whom->roles & (SECURITY_ADMIN | AUDIT_ADMIN) &&
	    n_of_role(tx, whom->org, SECURITY_ADMIN, 0) && has_password(tx, whom))
		return no(tx, NULL, "安全管理员和审计管理员的密码由本人修改。",
		          "系统管理员不能代替他们登录。", "");
	db_exec(tx, &sql[KEEP_HASH], whom->org, whom->id, tx_new_id(tx), world_now(tx->world));
	db_exec(tx, &sql[SET_HASH], whom->org, whom->id, hash, world_now(tx->world));
	account_entry(tx, by, whom->id, "passwd", SAID({ "name", whom->name }));
	return true;
}

/* --- posts ------------------------------------------------------------------------------------ */

bool post_give(struct tx *tx, const struct admin *by, const struct account *whom,
               const struct post *what, int64_t *ret_id)
{
	struct account bare = *whom;
	struct post *posts;
	int64_t roles = what->roles;

	if (!may_grant(tx, by) || is_own(tx, by, whom))
		return false;
	if (!what->roles || !day_set(what->from))
		return no(tx, "roles", "请写明角色和起始日期。", "", "");
	if (day_set(what->to) && what->to.n < what->from.n)
		return no(tx, "to", "终止日期不能早于起始日期。", "", "");
	if (!posts_of(tx, whom->org, whom->id, &posts))
		bare.id =
			0; /* the roles of the account give way to its posts                     */
	if (!apart(tx, &bare, what->roles, what->from, what->to))
		return false;
	*ret_id = tx_new_id(tx);
	db_exec(tx, &sql[POST_NEW], whom->org, *ret_id, whom->id, roles,
	        what->section ? VAL(what->section) : NULL_VAL, what->from,
	        day_set(what->to) ? VAL(what->to) : NULL_VAL, what->basis, world_now(tx->world),
	        by->who->id ? VAL(by->who->id) : NULL_VAL);
	account_entry(tx, by, whom->id, "post",
	              SAID({ "basis", what->basis }, { "from", day_or_none(tx, what->from) },
	                   { "name", whom->name }, { "post", id_text(tx, *ret_id) },
	                   { "roles", roles_keys(tx->arena, what->roles) },
	                   { "section", id_text(tx, what->section) },
	                   { "to", day_or_none(tx, what->to) }));
	return true;
}

bool post_end(struct tx *tx, const struct admin *by, const struct account *whom, int64_t post,
              struct day to)
{
	struct day from;

	if (!may_grant(tx, by) || is_own(tx, by, whom))
		return false;
	if (!db_one(tx, &sql[POST_OF], VALS(whom->org, whom->id, post), &from))
		return no(tx, "post", "没有这个岗位。", "", "");
	if (!day_set(to) || to.n + 1 < from.n)
		return no(tx, "to", "终止日期不能早于起始日期。", "", "");
	db_exec(tx, &sql[POST_END], whom->org, whom->id, post, to);
	account_entry(tx, by, whom->id, "post_end",
	              SAID({ "name", whom->name }, { "post", id_text(tx, post) },
	                   { "to", day_text(tx->arena, to) }));
	return true;
}

size_t posts_of(struct tx *tx, int64_t org, int64_t account, struct post **ret)
{
	struct rows q = db_query(tx, &sql[POSTS], org, account);
	size_t n = 0, cap = 8;
	struct post p = { 0 }, *list = arena_array(tx->arena, struct post, cap);
	int64_t roles;

	while (db_row(&q, &p.id, &p.account, &p.section, &roles, &p.from, &p.to, &p.basis)) {
		arena_grow(tx->arena, list, n, cap);
		list[n] = p;
		list[n].roles = (unsigned)roles;
		list[n++].basis = arena_str(tx->arena, p.basis);
	}
	*ret = list;
	return n;
}

/* --- acting for another ------------------------------------------------------------------------ */

bool deputy_name(struct tx *tx, const struct admin *by, const struct account *whom,
                 const struct account *deputy, const struct deputy *what)
{
	int64_t id;

	if (!may_grant(tx, by) || is_own(tx, by, deputy))
		return false;
	if (whom->id == deputy->id)
		return no(tx, "deputy", "不能代理自己。", "", "");
	if ((whom->roles | deputy->roles) & ADMINS)
		return no(tx, "deputy", "管理员不代理，也不由他人代理。",
		          "系统、安全、审计管理员互不兼任。", "请另外授予岗位。");
	if (!day_set(what->from) || !day_set(what->to) || what->to.n < what->from.n)
		return no(tx, "to", "请写明代理的起止日期。", "", "");
	if (!what->reason.n)
		return no(tx, "reason", "请写明代理的理由。", "", "");
	id = tx_new_id(tx);
	db_exec(tx, &sql[DEPUTY_NEW], whom->org, id, whom->id, deputy->id, what->from, what->to,
	        what->reason, world_now(tx->world), by->who->id ? VAL(by->who->id) : NULL_VAL);
	account_entry(tx, by, whom->id, "deputy",
	              SAID({ "deputy", deputy->name }, { "from", day_text(tx->arena, what->from) },
	                   { "id", id_text(tx, id) }, { "name", whom->name },
	                   { "reason", what->reason }, { "to", day_text(tx->arena, what->to) }));
	return true;
}

bool deputy_end(struct tx *tx, const struct admin *by, int64_t id, struct day to)
{
	struct deputy *list;

	if (!may_grant(tx, by))
		return false;
	for (size_t i = 0, n = deputies_of(tx, by->who->org, &list); i < n; i++) {
		if (list[i].id != id)
			continue;
		db_exec(tx, &sql[DEPUTY_END], by->who->org, id, to);
		account_entry(tx, by, list[i].account, "deputy_end",
		              SAID({ "deputy", list[i].deputy_name }, { "id", id_text(tx, id) },
		                   { "name", list[i].account_name },
		                   { "to", day_text(tx->arena, to) }));
		return true;
	}
	return no(tx, "id", "没有这项代理。", "", "");
}

size_t deputies_of(struct tx *tx, int64_t org, struct deputy **ret)
{
	struct rows q = db_query(tx, &sql[DEPUTIES], org);
	size_t n = 0, cap = 8;
	struct deputy d = { 0 }, *list = arena_array(tx->arena, struct deputy, cap);

	while (db_row(&q, &d.id, &d.account, &d.deputy, &d.from, &d.to, &d.reason, &d.account_name,
	              &d.deputy_name)) {
		arena_grow(tx->arena, list, n, cap);
		list[n] = d;
		list[n].reason = arena_str(tx->arena, d.reason);
		list[n].account_name = arena_str(tx->arena, d.account_name);
		list[n++].deputy_name = arena_str(tx->arena, d.deputy_name);
	}
	*ret = list;
	return n;
}
