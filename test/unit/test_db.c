/*
 * test_db.c - values, statements, faults, refusals, savepoints, numbers
 */
#include "db_kit.h"

#include <signal.h>
#include <sys/wait.h>

#include "base/must.h"

/* --- values ---------------------------------------------------------------------------------- */

static void values_come_back(void **state)
{
	struct db *db = open_memory();
	struct tx tx = reading(db);
	int64_t i;
	int k;
	bool b;
	struct str s;
	struct day d;
	struct instant t;
	struct fen m;
	struct val v;

	(void)state;
	assert_true(db_one(&tx, &sql[ECHO], VALS(INT64_MAX), &i));
	assert_true(i == INT64_MAX);
	assert_true(db_one(&tx, &sql[ECHO], VALS(-7), &k));
	assert_int_equal(k, -7);
	assert_true(db_one(&tx, &sql[ECHO], VALS((bool)true), &b));
	assert_true(b);
	assert_true(db_one(&tx, &sql[ECHO], VALS(S("他说 'a\"b' <;-- %d")), &s));
	assert_str(s, "他说 'a\"b' <;-- %d");
	assert_true(db_one(&tx, &sql[ECHO], VALS(D("1969-12-31")), &d));
	assert_day(d, "1969-12-31");
	assert_true(db_one(&tx, &sql[ECHO], VALS(((struct instant){ 123456789 })), &t));
	assert_true(t.us == 123456789);
	assert_true(db_one(&tx, &sql[ECHO], VALS(((struct fen){ -5 })), &m));
	assert_true(m.n == -5);
	assert_true(db_one(&tx, &sql[ECHO], VALS(((struct val){ VAL_BYTES, 0, S("a\0b") })), &v));
	assert_true(v.is == VAL_BYTES && v.s.n == 3 && v.s.p[2] == 'b');
	assert_false(refusals.fault);
	tx_end(&tx);
	db_close_all(db);
}

static void unset_is_null(void **state)
{
	struct db *db = open_memory();
	struct tx tx = reading(db);
	int64_t i = 1;
	int k = 1;
	bool b = true;
	struct str s = S("x");
	struct day d = { 1 };
	struct instant t = { 1 };
	struct fen m = { 1 };
	struct val v = val_int(1);

	(void)state;
	assert_true(db_one(&tx, &sql[ECHO], VALS(DAY_NONE), &v));
	assert_int_equal(v.is, VAL_NULL);
	assert_true(db_one(&tx, &sql[ECHO], VALS(INSTANT_NONE), &v));
	assert_int_equal(v.is, VAL_NULL);
	assert_true(db_one(&tx, &sql[ECHO], VALS((struct str){ 0 }), &v));
	assert_int_equal(v.is, VAL_TEXT); /* unset text is '' and never NULL */
	assert_true(db_one(&tx, &sql[ECHO], VALS(NULL_VAL), &i) && i == 0);
	assert_true(db_one(&tx, &sql[ECHO], VALS(NULL_VAL), &k) && k == 0);
	assert_true(db_one(&tx, &sql[ECHO], VALS(NULL_VAL), &b) && !b);
	assert_true(db_one(&tx, &sql[ECHO], VALS(NULL_VAL), &s) && s.n == 0 && s.p);
	assert_true(db_one(&tx, &sql[ECHO], VALS(NULL_VAL), &d) && !day_set(d));
	assert_true(db_one(&tx, &sql[ECHO], VALS(NULL_VAL), &t) && !instant_set(t));
	assert_true(db_one(&tx, &sql[ECHO], VALS(NULL_VAL), &m) && m.n == 0);
	tx_end(&tx);
	db_close_all(db);
}

static void parameters_go_by_number(void **state)
{
	struct db *db = open_memory();
	struct tx tx = reading(db);
	struct rows q = db_query(&tx, &sql[ORDER], S("one"), 2, S("three"));
	struct str a, b, d;
	int64_t c;

	(void)state;
	assert_true(db_row(&q, &a, &b, &c, &d));
	assert_str(a, "three");
	assert_str(b, "one");
	assert_int_equal(c, 2);
	assert_str(d, "one");
	assert_false(db_row(&q, &a));
	assert_false(db_row(&q, &a));
	tx_end(&tx);
	db_close_all(db);
}

static void kinds_that_differ_are_faults(void **state)
{
	struct db *db = open_memory();
	struct tx tx = reading(db);
	static const struct stmt half = { "SELECT 0.5", "test" };
	int64_t n;
	int k;

	(void)state;
	assert_false(db_one(&tx, &sql[ECHO], VALS(S("12")), &n));
	assert_true(refusals.fault);
	refusals_init(&refusals, &arena);
	assert_false(db_one(&tx, &half, VALS(1), &n));
	assert_true(refusals.fault);
	refusals_init(&refusals, &arena);
	assert_false(db_one(&tx, &sql[ECHO], VALS(INT64_C(1) << 40), &k));
	assert_true(refusals.fault);
	tx_end(&tx);
	db_close_all(db);
}

/* --- statements ------------------------------------------------------------------------------ */

/* A statement is asked again while it gives rows: a step that opens steps does so. */
static bool ask_within(struct tx *tx, void *arg)
{
	int64_t a, inner, pairs = 0;
	struct str b;

	(void)arg;
	for (int i = 1; i <= 3; i++)
		db_exec(tx, &sql[PUT], 1, i, S("y"));
	struct rows q = db_query(tx, &sql[ALL], 1);
	while (db_row(&q, &a, &b)) {
		struct rows q2 = db_query(tx, &sql[ALL], 1);
		while (db_row(&q2, &inner))
			pairs++;
		struct rows left_open = db_query(tx, &sql[ALL], 1);
		must(db_row(&left_open, &inner));
	}
	return pairs == 9;
}

static void statements_nest(void **state)
{
	struct db *db = open_memory();

	(void)state;
	assert_true(run(db, ask_within, NULL));
	assert_int_equal(number_of(db, &sql[COUNT_ALL]), 3);
	db_close_all(db);
}

static void an_address_used_again(void **state)
{
	struct db *db = open_memory();
	struct tx tx = reading(db);
	struct stmt st = { "SELECT 1", "test" };
	int64_t n;

	(void)state;
	assert_true(db_one(&tx, &st, VALS(1), &n) && n == 1);
	st.sql = "SELECT 2";
	assert_true(db_one(&tx, &st, VALS(1), &n) && n == 2);
	st.sql = "SELECT";
	assert_false(db_one(&tx, &st, VALS(1), &n));
	refusals_init(&refusals, &arena);
	st.sql = "SELECT 3";
	assert_true(db_one(&tx, &st, VALS(1), &n) && n == 3);
	tx_end(&tx);
	db_close_all(db);
}

static void many_statements(void **state)
{
	struct db *db = open_memory();

	(void)state;
	for (int i = 0; i < 14000; i++) {
		struct stmt *st = arena_new(&arena, struct stmt);
		struct tx tx = reading(db);
		int64_t n = 0;

		st->sql = arena_fmt(&arena, "SELECT %d", i).p;
		assert_true(db_one(&tx, st, VALS(1), &n) && n == i);
		tx_end(&tx);
	}
	db_close_all(db);
}

static void statements_are_checked(void **state)
{
	struct db *db = open_memory();
	struct tx tx = reading(db);
	struct stmt named = { "SELECT :org", "test" }, text = { "SELECT \"absent\"", "test" };

	(void)state;
	assert_null(db_prepare_check(&tx, &sql[PUT]));
	assert_non_null(strstr(db_prepare_check(&tx, &sql[BAD]), "nowhere"));
	assert_non_null(db_prepare_check(&tx, &named));
	assert_non_null(db_prepare_check(&tx, &text)); /* an unknown name in quotes is no text */
	assert_false(refusals.fault);
	tx_end(&tx);
	db_close_all(db);
}

/* --- faults and refusals --------------------------------------------------------------------- */

static bool go_on_after_fault(struct tx *tx, void *arg)
{
	int64_t n = 5;

	put(tx, arg);
	db_exec(tx, &sql[BAD]);
	must(tx->r->fault);
	must(db_changed(tx, &sql[PUT], 1, 2, S("")) == 0);
	must(!db_one(tx, &sql[COUNT_ALL], VALS(1), &n) && n == 5);
	tx_save(tx);
	tx_rollback(tx);
	refuse(tx->r, NULL, S("this is not recorded"), S(""));
	must(tx->r->n == 0);
	return true;
}

static void faults_stick(void **state)
{
	struct db *db = open_memory();

	(void)state;
	assert_false(run(db, go_on_after_fault, N(1)));
	assert_true(refusals.fault);
	assert_non_null(strstr(refusals.fault_say.p, "nowhere"));
	assert_int_equal(number_of(db, &sql[COUNT_ALL]), 0);
	assert_true(run(db, put, N(1)));
	db_close_all(db);
}

static void refusals_undo(void **state)
{
	struct db *db = open_memory();

	(void)state;
	assert_false(run(db, put_and_refuse, N(1)));
	assert_false(refusals.fault);
	assert_int_equal(refusals.n, 1);
	assert_int_equal(number_of(db, &sql[COUNT_ALL]), 0);
	db_close_all(db);
}

/* A function that refuses and yet says yes does not write either. */
static bool refuse_and_say_yes(struct tx *tx, void *arg)
{
	put_and_refuse(tx, arg);
	return true;
}

static void a_refusal_outranks_yes(void **state)
{
	struct db *db = open_memory();

	(void)state;
	assert_false(run(db, refuse_and_say_yes, N(1)));
	assert_int_equal(number_of(db, &sql[COUNT_ALL]), 0);
	db_close_all(db);
}

static bool save_and_undo(struct tx *tx, void *arg)
{
	(void)arg;
	put(tx, N(1));
	tx_save(tx);
	put(tx, N(10));
	tx_save(tx);
	put(tx, N(100));
	tx_rollback(tx);
	tx_save(tx);
	put(tx, N(1000));
	tx_release(tx);
	tx_release(tx);
	tx_save(tx);
	put(tx, N(10000));
	tx_save(tx);
	put(tx, N(100000));
	tx_release(tx);
	tx_rollback(tx);
	return true;
}

static void savepoints_nest(void **state)
{
	struct db *db = open_memory();

	(void)state;
	assert_true(run(db, save_and_undo, NULL));
	assert_int_equal(number_of(db, &sql[SUM_ALL]), 1011);
	db_close_all(db);
}

static void a_reader_cannot_write(void **state)
{
	struct db *each[] = { open_memory(), open_file("reader.db") };

	(void)state;
	for (size_t i = 0; i < COUNT(each); i++) {
		struct tx tx = reading(each[i]);
		db_exec(&tx, &sql[PUT], 1, 1, S(""));
		assert_true(refusals.fault);
		tx_end(&tx);
		assert_int_equal(number_of(each[i], &sql[COUNT_ALL]), 0);
		db_close_all(each[i]);
	}
}

static bool run_within(struct tx *tx, void *arg)
{
	return tx_run(tx->db, tx->world, tx->arena, tx->r, put, arg);
}

/* tx_run inside of a job is a bug: it would wait for itself. */
static void no_run_within_a_run(void **state)
{
	struct db *each[] = { open_memory(), open_file("within.db") };

	(void)state;
	for (size_t i = 0; i < COUNT(each); i++) {
		int status;
		pid_t pid = fork();

		if (pid == 0) {
			if (!freopen("/dev/null", "w", stderr))
				_exit(1);
			signal(SIGABRT, SIG_DFL);
			run(each[i], run_within, N(1));
			_exit(0);
		}
		assert_true(waitpid(pid, &status, 0) == pid);
		assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) != 0);
		db_close_all(each[i]);
	}
}

/* --- numbers --------------------------------------------------------------------------------- */

static bool take_number(struct tx *tx, void *arg)
{
	*(int64_t *)arg = series_next(tx, 1, S("罚立"), 2024);
	return *(int64_t *)arg % 2 == 1; /* the even ones are given back */
}

static void series_have_no_gaps(void **state)
{
	struct db *db = open_memory();
	int64_t n = 0;

	(void)state;
	assert_true(run(db, take_number, &n) && n == 1);
	assert_false(run(db, take_number, &n));
	assert_false(run(db, take_number, &n));
	assert_int_equal(n, 2);
	db_close_all(db);
}

static bool take_numbers(struct tx *tx, void *arg)
{
	int64_t *n = arg;

	n[0] = series_next(tx, 1, S("甲"), 2024);
	n[1] = series_next(tx, 1, S("甲"), 2025);
	n[2] = series_next(tx, 2, S("甲"), 2024);
	n[3] = series_next(tx, 1, S("乙"), 2024);
	n[4] = series_next(tx, 1, S("甲"), 2024);
	return true;
}

static void series_are_apart(void **state)
{
	struct db *db = open_memory();
	int64_t n[5];

	(void)state;
	assert_true(run(db, take_numbers, n));
	assert_true(n[0] == 1 && n[1] == 1 && n[2] == 1 && n[3] == 1 && n[4] == 2);
	db_close_all(db);
}

static bool take_ids(struct tx *tx, void *arg)
{
	int64_t *ids = arg;

	for (int i = 0; i < 5; i++) {
		ids[i] = tx_new_id(tx);
		must(ids[i] > 0 && (i == 0 || ids[i] > ids[i - 1]));
	}
	return true;
}

static bool take_ids_in_vain(struct tx *tx, void *arg)
{
	take_ids(tx, arg);
	return false;
}

/* The ids of a run depend on its world and its database, not on the process. */
static void ids_are_the_same_again(void **state)
{
	int64_t a[5], b[5], lost[5];

	(void)state;
	for (int i = 0; i < 2; i++) {
		struct db *db;

		world_fixed(&world, D("2024-03-01"), 7);
		db = open_memory();
		assert_false(run(db, take_ids_in_vain, lost));
		world_fixed(&world, D("2024-03-01"), 7);
		assert_true(run(db, take_ids, i ? b : a));
		db_close_all(db);
	}
	assert_memory_equal(a, b, sizeof(a));
}

static void ids_never_return(void **state)
{
	int64_t a[5], b[5];
	struct db *db;

	(void)state;
	world_fixed(&world, D("2024-03-01"), 7);
	db = open_file("ids.db");
	assert_true(run(db, take_ids, a));
	db_close_all(db);
	world_fixed(&world, D("2024-02-01"), 7); /* another run, on an earlier day */
	db = open_url(url_of("ids.db"));
	assert_true(run(db, take_ids, b));
	assert_true(b[0] > a[4]);
	db_close_all(db);
	world_fixed(&world, D("2024-03-01"), 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_come_back),
		cmocka_unit_test(unset_is_null),
		cmocka_unit_test(parameters_go_by_number),
		cmocka_unit_test(kinds_that_differ_are_faults),
		cmocka_unit_test(statements_nest),
		cmocka_unit_test(an_address_used_again),
		cmocka_unit_test(many_statements),
		cmocka_unit_test(statements_are_checked),
		cmocka_unit_test(faults_stick),
		cmocka_unit_test(refusals_undo),
		cmocka_unit_test(a_refusal_outranks_yes),
		cmocka_unit_test(savepoints_nest),
		cmocka_unit_test(a_reader_cannot_write),
		cmocka_unit_test(no_run_within_a_run),
		cmocka_unit_test(series_have_no_gaps),
		cmocka_unit_test(series_are_apart),
		cmocka_unit_test(ids_are_the_same_again),
		cmocka_unit_test(ids_never_return),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
