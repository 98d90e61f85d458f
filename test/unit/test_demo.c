/*
 * test_demo.c - the demo year: its figures, its size, its sameness
 *
 * The year is made once for all tests and once more for comparing.
 */
#include "kit.h"

#include "access/accounts.h"
#include "base/sm3.h"
#include "demo/demo.h"
#include "ledger/figures.h"
#include "ledger/step.h"
#include "ledgers/ledgers.h"

static struct made {
	struct law law;
	struct program p;
	struct world world;
	struct refusals r;
	struct db *db;
} first, second;

static void make(struct made *m)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	const struct ledger **ledgers = arena_array(&arena, const struct ledger *, n);
	struct str error = S("");

	refusals_init(&m->r, &arena);
	world_fixed(&m->world, day_make(2024, 12, 31), 1);
	if (!law_load(&m->law, &arena, law_dir(), &error))
		fail_msg("%.*s", P(error));
	program_new(&m->p, &arena, &m->law, list, n);
	for (size_t i = 0; i < n; i++)
		ledgers[i] = list[i].l;
	m->db = db_open("sqlite::memory:", false, &error);
	if (!m->db || !schema_migrate(m->db, &m->law, ledgers, n, &m->world, &error))
		fail_msg("%.*s", P(error));
	if (demo_make(m->db, &m->p, NULL, &m->r, NULL))
		return;
	for (size_t i = 0; i < m->r.n; i++)
		print_error("%.*s\n", P(m->r.list[i].say));
	fail_msg("not made: %.*s", P(m->r.fault_say));
}

static struct tx reading(struct made *m)
{
	refusals_init(&m->r, &arena);
	return tx_read(m->db, &m->world, &arena, &m->r);
}

static int open_demo(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)1 << 30);
	make(&first);
	return 0;
}

static int close_demo(void **state)
{
	db_close_all(first.db);
	return kit_close(state);
}

/* --- figures ---------------------------------------------------------------------------------- */

static struct str figure_now(struct made *m, const char *key)
{
	struct tx tx = reading(m);
	struct period d = period_of_year(2024);
	const struct table *t;
	const struct figure *f = figure_of(&m->p, str_of(key), &t);
	struct figure_value v;
	struct spec s;
	struct str is;

	assert_non_null(f);
	spec_of(t, f, &s);
	assert_true(figure_count(&tx, &m->p, DEMO_ORG, t, f, &d, &v));
	is = arena_str(&arena, figure_text(&arena, &s, &v));
	tx_end(&tx);
	return is;
}

/* ">40" is more than forty. */
static bool figure_is(struct str is, struct str want)
{
	int64_t a, b;

	if (!str_starts(want, S(">")))
		return str_eq(is, want);
	return str_int(is, &a) && str_int(str_from(want, 1), &b) && a > b;
}

static void test_figures(void **state)
{
	struct str text = file_text(S("test/law/figures-2024.csv")), line, key, value, rest;
	int n = 0;

	(void)state;
	str_cut(text, '\n', &line, &text);
	while (str_cut(text, '\n', &line, &text)) {
		str_cut(line, ',', &key, &rest);
		str_cut(rest, ',', &value, &rest);
		if (!figure_is(figure_now(&first, arena_z(&arena, key)), value))
			fail_msg("%.*s is %.*s, not %.*s", P(key),
			         P(figure_now(&first, arena_z(&arena, key))), P(value));
		n++;
	}
	assert_in_range(n, 30, 1000);
}

/* --- records ---------------------------------------------------------------------------------- */

static int64_t counted(struct made *m, const struct table *t, const char *conds)
{
	struct tx tx = reading(m);
	struct spec s = { .t = t, .measure = COUNT, .conds = conds };
	struct period d = period_of_year(2024);
	struct figure_value v;

	assert_true(spec_count(&tx, &m->p, DEMO_ORG, &s, &d, &v));
	tx_end(&tx);
	return v.n;
}

static void test_every_ledger_has_records(void **state)
{
	int64_t sum = 0;

	(void)state;
	for (size_t i = 0; i < first.p.n_tables; i++) {
		int64_t n = counted(&first, &first.p.tables[i], NULL);
		if (!n)
			fail_msg("%s is empty", first.p.tables[i].l->key);
		sum += n;
	}
	assert_true(sum >= 3000);
}

static void test_work_is_open_and_late(void **state)
{
	static const struct {
		const char *ledger, *conds;
	} late[] = {
		{ "case", "state=investigating\ndecide_due<2024-12-31" },
		{ "hazard", "state=ordered\nfix_due<2024-12-31" },
		{ "info_request", "state=received\nanswer_due<2024-12-31" },
		{ "petition", "state=handling\nhandle_due<2024-12-31" },
		{ "payment", "state=running\npay_due<2024-12-31" },
		{ "oversight", "state=assigned\nreply_due<2024-12-31" },
		{ "licence", "state=accepted\ndecide_due<2024-12-31" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(late); i++)
		if (!counted(&first, table_of(&first.p, str_of(late[i].ledger)), late[i].conds))
			fail_msg("nothing late in %s", late[i].ledger);
}

static void test_cases_ended_each_way(void **state)
{
	static const char *const ways[] = { "ending=penalty",      "ending=minor",
		                            "ending=first_breach", "ending=dropped",
		                            "ending=referred",     "ending=ended",
		                            "state=not_opened" };

	(void)state;
	for (size_t i = 0; i < COUNT(ways); i++)
		if (!counted(&first, table_of(&first.p, S("case")), ways[i]))
			fail_msg("no case with %s", ways[i]);
}

/* --- a change changes the figure --------------------------------------------------------------- */

static int64_t case_by_facts(struct made *m, const char *conds)
{
	struct tx tx = reading(m);
	struct spec s = { .t = table_of(&m->p, S("case")), .measure = COUNT, .conds = conds };
	struct period d = period_of_year(2024);
	struct behind *list;
	int64_t id;

	assert_int_equal(figure_records(&tx, &m->p, DEMO_ORG, &s, &d, NULL, &list, NULL), 1);
	id = list[0].id;
	tx_end(&tx);
	return id;
}

static int64_t chosen;

static bool make_void(struct tx *tx, void *arg)
{
	struct made *m = arg;
	struct entry e[] = { { .key = S("reason"), .text = S("重复登记") } };
	struct actor chief = {
		.org = DEMO_ORG, .roles = CHIEF, .origin = "test", .when = INSTANT_NONE
	};

	return step_take(tx, &m->p, &chief, table_of(&m->p, S("case")), chosen, S("void"),
	                 day_make(2024, 12, 31), e, 1, NULL);
}

static void test_void_changes_the_figures(void **state)
{
	struct arena request; /* rewound between tries, so it is not the program's */
	bool ok;

	(void)state;
	assert_str(figure_now(&first, "case.total"), "30");
	chosen = case_by_facts(&first, "facts=未公示服务电话");
	arena_init(&request, 16 << 20);
	refusals_init(&first.r, &request);
	ok = tx_run(first.db, &first.world, &request, &first.r, make_void, &first);
	arena_drop(&request);
	assert_true(ok);
	assert_str(figure_now(&first, "case.total"), "29");
	assert_str(figure_now(&first, "case.simple"), "5");
	assert_str(figure_now(&first, "case.money"), "14.1115");
}

/* --- twice the same ---------------------------------------------------------------------------- */

static const struct stmt every_entry = {
	"SELECT position, at, day, ledger, record, verb, body FROM journal WHERE org = $1 ORDER BY position",
	NULL
};

static struct str journal_sm3(struct made *m)
{
	unsigned char digest[SM3_SIZE];
	struct tx tx = reading(m);
	struct rows q = db_query(&tx, &every_entry, (int64_t)DEMO_ORG);
	int64_t position, at, day, record;
	struct str ledger, verb, body;
	struct sm3 h;

	sm3_init(&h);
	while (db_row(&q, &position, &at, &day, &ledger, &record, &verb, &body)) {
		int64_t numbers[] = { position, at, day, record };
		sm3_add(&h, (struct str){ (const char *)numbers, sizeof numbers });
		sm3_add(&h, ledger);
		sm3_add(&h, verb);
		sm3_add(&h, body);
	}
	sm3_end(&h, digest);
	tx_end(&tx);
	return hex_text(&arena, digest, SM3_SIZE);
}

static void test_same_build_same_year(void **state)
{
	(void)state;
	make(&second);
	assert_str(journal_sm3(&first), arena_z(&arena, journal_sm3(&second)));
	db_close_all(second.db);
}

/* --- signing in -------------------------------------------------------------------------------- */

static void test_everyone_signs_in(void **state)
{
	static const size_t some[] = { 0, 4, 15 };
	struct arena request;
	struct account who;
	struct instant until;

	(void)state;
	arena_init(&request, 16 << 20);
	for (size_t i = 0; i < COUNT(some); i++) {
		const struct demo_account *d = &demo_accounts[some[i]];
		enum sign_in how = account_sign_in(first.db, &first.world, &request,
		                                   &(struct attempt_from){ str_of(d->name),
		                                                           str_of(demo_password),
		                                                           S("192.0.2.9") },
		                                   &who, &until);
		assert_int_equal(how, SIGN_IN_OK);
		assert_int_equal(who.roles, d->roles);
	}
	arena_drop(&request);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same_build_same_year),
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_every_ledger_has_records),
		cmocka_unit_test(test_work_is_open_and_late),
		cmocka_unit_test(test_cases_ended_each_way),
		cmocka_unit_test(test_void_changes_the_figures),
		cmocka_unit_test(test_everyone_signs_in),
	};

	return cmocka_run_group_tests(tests, open_demo, close_demo);
}
