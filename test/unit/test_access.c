/*
 * test_access.c - roles, passwords, locking, sessions
 */
#include "../database.h"
#include "kit.h"

#include "access/sessions.h"
#include "store/schema.h"

static struct db *db;
static struct world world;
static struct law law;

static int open_all(void **state)
{
	struct str error = S("");

	kit_open(state);
	world_fixed(&world, D("2024-12-20"), 3);
	if (!law_load(&law, &arena, law_dir(), &error))
		fail_msg("%.*s", P(error));
	db = db_open(test_db(), false, &error);
	if (!db || !schema_migrate(db, &law, NULL, 0, &world, &error))
		fail_msg("%.*s", P(error));
	return 0;
}

static int close_all(void **state)
{
	db_close_all(db);
	return kit_close(state);
}

static struct refusals r;

static bool run(bool (*fn)(struct tx *, void *), void *arg)
{
	refusals_init(&r, &arena);
	return tx_run(db, &world, &arena, &r, fn, arg);
}

static void words_for_roles(void **state)
{
	unsigned mask;

	(void)state;
	assert_true(roles_parse(S("officer,chief"), &mask));
	assert_int_equal(mask, OFFICER | CHIEF);
	assert_true(roles_parse(S("执法人员"), &mask));
	assert_int_equal(mask, OFFICER);
	assert_true(roles_parse(S(""), &mask));
	assert_int_equal(mask, 0);
	assert_false(roles_parse(S("officer,king"), &mask));
	assert_str(roles_keys(&arena, HEAD | LEGAL), "head,legal");
	assert_str(roles_text(&arena, OFFICER | CHIEF), "执法人员、科室负责人");
	for (int i = 0; i < N_ROLES; i++) {
		assert_true(roles_parse(str_of(role_key(i)), &mask));
		assert_int_equal(mask, 1u << i);
	}
}

static void passwords(void **state)
{
	struct str a = password_hash(&arena, S("correct horse"));
	struct str b = password_hash(&arena, S("correct horse"));

	(void)state;
	assert_true(str_starts(a, S("$argon2id$")));
	assert_true(str_has(a, S("m=19456,t=2,p=1")));
	assert_false(str_eq(a, b));
	assert_true(password_ok(&arena, a, S("correct horse")));
	assert_false(password_ok(&arena, a, S("correct horse ")));
	assert_false(password_ok(&arena, a, S("")));
	assert_false(password_ok(&arena, S(""), S("")));
	assert_false(password_ok(&arena, S("$argon2id$rubbish"), S("x")));
}

struct making {
	struct account who;
	struct str hash;
};

static bool make(struct tx *tx, void *arg)
{
	struct making *m = arg;

	return account_make(tx, &m->who, m->hash, S(""), &m->who.id);
}

static const char *address = "192.0.2.1";

static enum sign_in attempt(const char *name, const char *password, struct account *who,
                            struct instant *until)
{
	return account_sign_in(
		db, &world, &arena,
		&(struct attempt_from){ str_of(name), str_of(password), str_of(address) }, who,
		until);
}

static void locking(void **state)
{
	struct making m = { { .org = 1, .person = 42, .roles = OFFICER, .name = S("locked") },
		            password_hash(&arena, S("right")) };
	struct instant until = INSTANT_NONE;
	struct account who;

	(void)state;
	assert_true(run(make, &m));
	assert_int_equal(attempt("nobody", "right", &who, &until), SIGN_IN_WRONG);
	assert_int_equal(attempt("locked", "right", &who, &until), SIGN_IN_OK);
	assert_int_equal(who.person, 42);
	assert_int_equal(who.roles, OFFICER);
	for (int i = 1; i < LOCK_AFTER; i++)
		assert_int_equal(attempt("locked", "wrong", &who, &until), SIGN_IN_WRONG);
	assert_int_equal(attempt("locked", "right", &who, &until), SIGN_IN_OK);
	for (int i = 1; i < LOCK_AFTER; i++)
		assert_int_equal(attempt("locked", "wrong", &who, &until), SIGN_IN_WRONG);
	assert_int_equal(attempt("locked", "wrong", &who, &until), SIGN_IN_LOCKED);
	assert_true(until.us > world_now(&world).us);
	assert_int_equal(attempt("locked", "right", &who, &until), SIGN_IN_LOCKED);
	world.tick += (LOCK_MINUTES + 1) * 60000;
	assert_int_equal(attempt("locked", "right", &who, &until), SIGN_IN_OK);
}

/* A stranger who guesses from elsewhere does not keep the owner out. */
static void a_stranger_locks_nobody_out(void **state)
{
	struct making m = { { .org = 1, .roles = OFFICER, .name = S("owner") },
		            password_hash(&arena, S("right")) };
	struct instant until = INSTANT_NONE;
	struct account who;

	(void)state;
	assert_true(run(make, &m));
	assert_int_equal(attempt("owner", "right", &who, &until), SIGN_IN_OK);
	for (int from = 0; from < LOCK_WIDE_AFTER; from++) {
		address = arena_z(&arena, arena_fmt(&arena, "198.51.100.%d", from));
		assert_int_equal(attempt("owner", "wrong", &who, &until), SIGN_IN_WRONG);
	}
	address = "198.51.100.200";
	assert_int_equal(attempt("owner", "right", &who, &until), SIGN_IN_LOCKED);
	address = "192.0.2.1";
	assert_int_equal(attempt("owner", "right", &who, &until), SIGN_IN_OK);
}

/* A name that nobody has locks as any other. */
static void unknown_names_lock_too(void **state)
{
	struct instant until = INSTANT_NONE;
	struct account who;

	(void)state;
	for (int i = 1; i < LOCK_AFTER; i++)
		assert_int_equal(attempt("ghost", "x", &who, &until), SIGN_IN_WRONG);
	assert_int_equal(attempt("ghost", "x", &who, &until), SIGN_IN_LOCKED);
}

static void hats_of_a_day(void **state)
{
	struct hat hats[] = {
		{ .roles = OFFICER, .section = 7, .from = D("2024-01-01"), .to = D("2024-06-30") },
		{ .roles = HEAD, .person = 5, .from = D("2024-12-01"), .to = D("2024-12-31") },
		{ .roles = CHIEF, .from = D("2024-07-01"), .to = DAY_NONE },
	};
	struct viewer v = { .org = 1, .hats = hats, .n_hats = 3 };

	(void)state;
	assert_int_equal(viewer_roles(&v, D("2024-06-30")), OFFICER);
	assert_int_equal(viewer_roles(&v, D("2024-07-01")), CHIEF);
	assert_int_equal(viewer_roles(&v, D("2024-12-20")), CHIEF | HEAD);
	assert_int_equal(viewer_roles(&v, D("2023-12-31")), 0);
	assert_int_equal(viewer_hat(&v, HEAD, D("2024-12-20"))->person, 5);
	assert_int_equal(viewer_hat(&v, HEAD | CHIEF, D("2024-12-20"))->person, 0);
	assert_null(viewer_hat(&v, HEAD, D("2025-01-01")));
}

static void changing(void **state)
{
	struct making m = { { .org = 1, .person = 1, .roles = OFFICER, .name = S("changed") },
		            S("") };
	int64_t id;

	(void)state;
	assert_true(run(make, &m));
	id = m.who.id;
	m.who.roles = HEAD;
	m.who.person = 0;
	assert_true(run(make, &m));
	assert_int_equal(m.who.id, id);
	struct tx tx = tx_read(db, &world, &arena, &r);
	struct account now;
	assert_true(account_named(&tx, S("changed"), &now));
	assert_int_equal(now.roles, HEAD);
	assert_int_equal(now.person, 0);
	assert_false(account_of(&tx, 2, id, &now));
	assert_false(account_of_system(&tx, S(""), &now));
	tx_end(&tx);
}

struct begin {
	struct account who;
	struct str token;
};

static bool begin(struct tx *tx, void *arg)
{
	struct begin *b = arg;

	return session_begin(tx, &b->who, S("127.0.0.1"), &b->token);
}

static bool touch(struct tx *tx, void *arg)
{
	session_touch(tx, arg);
	return true;
}

static bool end(struct tx *tx, void *arg)
{
	session_end(tx, arg);
	return true;
}

static bool find(struct str token, struct session *ret)
{
	struct tx tx = tx_read(db, &world, &arena, &r);
	bool found = session_find(&tx, token, ret);

	tx_end(&tx);
	return found;
}

static void sessions(void **state)
{
	struct making m = { { .org = 1, .roles = CLERK, .name = S("session") }, S("") };
	struct begin b = { 0 };
	struct session s;

	(void)state;
	assert_true(run(make, &m));
	b.who = m.who;
	assert_true(run(begin, &b));
	b.token = arena_str(&arena, b.token);
	assert_int_equal(b.token.n, 48);
	assert_true(find(b.token, &s));
	assert_int_equal(s.who.id, m.who.id);
	assert_int_equal(s.csrf.n, 48);
	assert_false(str_eq(s.hash, b.token));
	assert_false(s.stale);
	assert_false(find(S("x"), &s));
	assert_false(find(S(""), &s));
	assert_false(find(s.hash, &s));
	world.tick += 7 * 3600 * 1000;
	assert_true(find(b.token, &s));
	assert_true(s.stale);
	assert_true(run(touch, &s));
	world.tick += 7 * 3600 * 1000;
	assert_true(find(b.token, &s));
	world.tick += 2 * 3600 * 1000;
	assert_false(find(b.token, &s));
	assert_true(run(begin, &b));
	assert_true(find(b.token, &s));
	assert_true(run(end, &s));
	assert_false(find(b.token, &s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_for_roles),
		cmocka_unit_test(passwords),
		cmocka_unit_test(locking),
		cmocka_unit_test(changing),
		cmocka_unit_test(a_stranger_locks_nobody_out),
		cmocka_unit_test(unknown_names_lock_too),
		cmocka_unit_test(hats_of_a_day),
		cmocka_unit_test(sessions),
	};

	return cmocka_run_group_tests_name("access", tests, open_all, close_all);
}
