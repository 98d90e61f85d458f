/*
 * admin_verify.c - accounts, posts and deputies against the entries that made them
 *
 * Strategy.  The entries of ledger `account` are read once, in order, and leave behind what should
 * stand; then each table is read once and what stands is looked up in that.  Passwords and second
 * factors are no rights: whoever changes them at the database is stopped by nothing here, and found
 * by nobody but their owner.
 */
#include <jansson.h>

#include "access/admin.h"
#include "access/roles.h"

/* clang-format off */
enum { ENTRIES, ACCOUNTS_OF, POSTS_OF, DEPUTIES_OF, N_SQL };
static const struct stmt sql[N_SQL] = {
	[ENTRIES]     = { "SELECT position, record, verb, body FROM journal WHERE org = $1 AND ledger = 'account' ORDER BY position" },
	[ACCOUNTS_OF] = { "SELECT id, name, roles, COALESCE(person, 0), COALESCE(section, 0), state, system_user FROM accounts WHERE org = $1" },
	[POSTS_OF]    = { "SELECT id, account, roles, COALESCE(section, 0), from_day, to_day, basis FROM posts WHERE org = $1" },
	[DEPUTIES_OF] = { "SELECT d.id, d.account, b.name, d.from_day, d.to_day, d.reason FROM deputies d JOIN accounts b ON b.org = d.org AND b.id = d.deputy WHERE d.org = $1" },
};

/* What an account, a post or a deputy should be; of each kind the fields it has. */
struct right { enum { ACCOUNT, POST, STANDS_IN, N_RIGHTS } is; int64_t id, account, position, roles, person, section; struct str name, system, basis;
	struct day from, to; bool closed, seen; };
/* clang-format on */

struct rights {
	struct verifying *v;
	struct right *list;
	size_t n, cap;
};

static const char *const labels[N_RIGHTS] = {
	[ACCOUNT] = "账号", [POST] = "岗位", [STANDS_IN] = "代理"
};

static void say(const struct rights *k, const struct right *x, const char *what)
{
	struct arena *a = k->v->tx->arena;

	verify_found(k->v, (struct finding_at){ .position = x->position,
	                                        .ledger = S("account"),
	                                        .record = x->account,
	                                        .say = arena_fmt(a, "%s %.*s%s", labels[x->is],
	                                                         P(x->name), what) });
}

/* --- what should stand ------------------------------------------------------------------------ */

static struct str text_of(const struct rights *k, const json_t *body, const char *key)
{
	return arena_str(k->v->tx->arena, str_of(json_string_value(json_object_get(body, key))));
}

static int64_t id_of(const struct rights *k, const json_t *body, const char *key)
{
	int64_t id = 0;

	str_int(text_of(k, body, key), &id);
	return id;
}

static struct day day_of(const struct rights *k, const json_t *body, const char *key)
{
	struct day d = DAY_NONE;

	day_parse(text_of(k, body, key), &d);
	return d;
}

static int64_t roles_in(const struct rights *k, const json_t *body)
{
	unsigned mask = 0;

	roles_parse(text_of(k, body, "roles"), &mask);
	return mask;
}

static struct right *find(const struct rights *k, int is, int64_t id)
{
	for (size_t i = k->n; i-- > 0;)
		if ((int)k->list[i].is == is && k->list[i].id == id)
			return &k->list[i];
	return NULL;
}

static void add(struct rights *k, struct right x)
{
	arena_grow(k->v->tx->arena, k->list, k->n, k->cap);
	k->list[k->n++] = x;
}

static void add_right(struct rights *k, int is, int64_t id, int64_t account, int64_t position,
                      const json_t *body)
{
	add(k, (struct right){ .is = (unsigned)is,
	                       .id = id,
	                       .account = account,
	                       .position = position,
	                       .name = text_of(k, body, is == STANDS_IN ? "deputy" : "name"),
	                       .roles = roles_in(k, body),
	                       .person = id_of(k, body, "person"),
	                       .section = id_of(k, body, "section"),
	                       .system = text_of(k, body, "system"),
	                       .basis = text_of(k, body, is == STANDS_IN ? "reason" : "basis"),
	                       .from = day_of(k, body, "from"),
	                       .to = day_of(k, body, "to") });
}

static void read_entry(struct rights *k, int64_t position, int64_t account, struct str verb,
                       const json_t *body)
{
	bool post = str_is(verb, "post_end");
	struct right *x = find(k, ACCOUNT, account);

	if (str_is(verb, "add"))
		add_right(k, ACCOUNT, account, account, position, body);
	else if (str_is(verb, "post"))
		add_right(k, POST, id_of(k, body, "post"), account, position, body);
	else if (str_is(verb, "deputy"))
		add_right(k, STANDS_IN, id_of(k, body, "id"), account, position, body);
	else if (post || str_is(verb, "deputy_end"))
		x = find(k, post ? POST : STANDS_IN, id_of(k, body, post ? "post" : "id"));
	if (!x)
		return;
	if (post || str_is(verb, "deputy_end"))
		x->to = day_of(k, body, "to");
	else if (str_is(verb, "roles"))
		x->roles = roles_in(k, body);
	else if (str_is(verb, "close"))
		x->closed = true;
	else if (str_is(verb, "bind"))
		x->system = text_of(k, body, "system");
	else
		return;
	x->position = position;
}

static void read_entries(struct rights *k)
{
	struct rows q = db_query(k->v->tx, &sql[ENTRIES], k->v->org);
	int64_t position, account = 0;
	struct str verb, body;

	while (db_row(&q, &position, &account, &verb, &body)) {
		json_t *root = json_loadb(body.p, body.n, JSON_REJECT_DUPLICATES, NULL);
		if (root)
			read_entry(k, position, account, verb, root);
		json_decref(root);
	}
}

/* --- what stands ------------------------------------------------------------------------------ */

static bool same(const struct right *x, const struct right *y)
{
	return x->account == y->account && str_eq(x->name, y->name) && x->roles == y->roles &&
	       x->person == y->person && x->section == y->section && str_eq(x->system, y->system) &&
	       str_eq(x->basis, y->basis) && x->from.n == y->from.n && x->to.n == y->to.n &&
	       x->closed == y->closed;
}

static void compare(struct rights *k, struct right x)
{
	struct right *told = find(k, (int)x.is, x.id);

	if (!told) {
		say(k, &x, "没有日志，是绕过系统写入的。");
		return;
	}
	told->seen = true;
	if (x.is == POST)
		x.name = told->name; /* of the account, which is compared by itself */
	if (!same(told, &x))
		say(k, told, "与日志不符，被改动过。");
}

static void compare_accounts(struct rights *k)
{
	struct rows q = db_query(k->v->tx, &sql[ACCOUNTS_OF], k->v->org);
	struct right x = { .is = ACCOUNT, .basis = S(""), .from = DAY_NONE, .to = DAY_NONE };
	struct str state;

	while (db_row(&q, &x.id, &x.name, &x.roles, &x.person, &x.section, &state, &x.system)) {
		x.account = x.id;
		x.closed = str_is(state, "closed");
		compare(k, x);
	}
}

static void compare_posts(struct rights *k)
{
	struct rows q = db_query(k->v->tx, &sql[POSTS_OF], k->v->org);
	struct right x = { .is = POST, .name = S(""), .system = S("") };

	while (db_row(&q, &x.id, &x.account, &x.roles, &x.section, &x.from, &x.to, &x.basis))
		compare(k, x);
}

static void compare_deputies(struct rights *k)
{
	struct rows q = db_query(k->v->tx, &sql[DEPUTIES_OF], k->v->org);
	struct right x = { .is = STANDS_IN, .system = S("") };

	while (db_row(&q, &x.id, &x.account, &x.name, &x.from, &x.to, &x.basis))
		compare(k, x);
}

void rights_verify(struct verifying *v)
{
	struct rights k = { .v = v };

	read_entries(&k);
	compare_accounts(&k);
	compare_posts(&k);
	compare_deputies(&k);
	for (size_t i = 0; i < k.n; i++)
		if (!k.list[i].seen)
			say(&k, &k.list[i], "日志里有，现在没有：被删除。");
}
