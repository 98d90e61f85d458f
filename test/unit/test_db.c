/*
 * test_db.c - transactions, statements, rows, groups, locks
 *
 * Each test has a database of its own: in memory, or a file below $TMPDIR when threads, locks or
 * a full disk are the point.  Jobs leave nothing outside the transaction that would differ when
 * they run twice (TX_TWICE).
 */
#include "kit.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/must.h"
#include "store/db.h"

static struct world world;
static struct refusals refusals;
static char folder[200];

/* clang-format off */
enum { MAKE, MAKE_SERIES, MAKE_IDS, PUT, COUNT_ALL, SUM_ALL, ORDER, ECHO, BAD, MAKE_CHILD, ORPHAN, PAGES, NO_PAGES, ALL, N_SQL };
static const struct stmt sql[N_SQL] = {
	[MAKE] = { "CREATE TABLE t (org bigint, a bigint, b text NOT NULL DEFAULT '')" },
	[MAKE_SERIES] = { "CREATE TABLE series (org bigint, mark text, year bigint, next bigint, PRIMARY KEY (org, mark, year))" },
	[MAKE_IDS] = { "CREATE TABLE ids (node bigint PRIMARY KEY, last bigint)", "test" },
	[PUT] = { "INSERT INTO t (org, a, b) VALUES ($1, $2, $3)" },
	[COUNT_ALL] = { "SELECT COUNT(*) FROM t WHERE org = $1" },
	[SUM_ALL] = { "SELECT COALESCE(SUM(a), 0) FROM t WHERE org = $1" },
	[ORDER] = { "SELECT $3, $1, $2, $1", "test" },
	[ECHO] = { "SELECT $1", "test" },
	[BAD] = { "SELECT a FROM nowhere", "test" },
	[MAKE_CHILD] = { "CREATE TABLE child (org bigint, of bigint REFERENCES parent(id) DEFERRABLE INITIALLY DEFERRED)" },
	[ORPHAN] = { "INSERT INTO child (org, of) VALUES ($1, 99)" },
	[PAGES] = { "PRAGMA max_page_count = 24", "test" },
	[NO_PAGES] = { "PRAGMA max_page_count = 100000", "test" },
	[ALL] = { "SELECT a, b FROM t WHERE org = $1 ORDER BY a" },
};
/* clang-format on */
static const struct stmt make_parent = { "CREATE TABLE parent (id bigint PRIMARY KEY)", "test" };

/* --- kit ------------------------------------------------------------------------------------- */

static bool make(struct tx *tx, void *arg)
{
	(void)arg;
	db_exec(tx, &sql[MAKE]);
	db_exec(tx, &sql[MAKE_SERIES]);
	db_exec(tx, &sql[MAKE_IDS]);
	db_exec(tx, &make_parent);
	db_exec(tx, &sql[MAKE_CHILD]);
	return true;
}

static bool run(struct db *db, bool (*fn)(struct tx *, void *), void *arg)
{
	refusals_init(&refusals, &arena);
	return tx_run(db, &world, &arena, &refusals, fn, arg);
}

static struct db *open_url(const char *url)
{
	struct str error = S("");
	struct db *db = db_open(url, false, &error);

	if (!db)
		fail_msg("%.*s", P(error));
	return db;
}

static struct db *open_memory(void)
{
	struct db *db = open_url("sqlite::memory:");

	assert_true(run(db, make, NULL));
	return db;
}

static const char *path_of(const char *name)
{
	return arena_fmt(&arena, "%s/%s", folder, name).p;
}

static const char *url_of(const char *name)
{
	return arena_fmt(&arena, "sqlite:%s/%s", folder, name).p;
}

static struct db *open_file(const char *name)
{
	struct db *db = open_url(url_of(name));

	assert_true(run(db, make, NULL));
	return db;
}

static struct tx reading(struct db *db)
{
	refusals_init(&refusals, &arena);
	return tx_read(db, &world, &arena, &refusals);
}

static int64_t number_of(struct db *db, const struct stmt *st)
{
	struct tx tx = reading(db);
	int64_t n = -1;

	assert_true(db_one(&tx, st, VALS(1), &n));
	tx_end(&tx);
	assert_false(refusals.fault);
	return n;
}

static bool put(struct tx *tx, void *arg)
{
	db_exec(tx, &sql[PUT], 1, (int64_t)(intptr_t)arg, S("x"));
	return true;
}

static bool put_and_refuse(struct tx *tx, void *arg)
{
	put(tx, arg);
	return refuse(tx->r, NULL, S("no"), S(""));
}

static bool put_and_fault(struct tx *tx, void *arg)
{
	put(tx, arg);
	db_exec(tx, &sql[BAD]);
	return true;
}

static void *N(int64_t n)
{
	return (void *)(intptr_t)n;
}

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

/* --- groups ---------------------------------------------------------------------------------- */

struct crowd {
	struct db *db;
	int id;
	int kept;
	pthread_t thread;
};
enum { N_CROWD = 16, N_EACH = 60 };

/* Every third job refuses, every seventh faults: they are rolled back alone. */
static void *crowd_run(void *arg)
{
	struct crowd *c = arg;
	struct world w = world;

	for (int i = 0; i < N_EACH; i++) {
		struct arena a;
		struct refusals r;
		bool (*fn)(struct tx *, void *) = i % 3 == 2   ? put_and_refuse
		                                  : i % 7 == 6 ? put_and_fault
		                                               : put;

		arena_init(&a, 1 << 20);
		refusals_init(&r, &a);
		c->kept += tx_run(c->db, &w, &a, &r, fn, N(c->id * 1000 + i));
		must(r.fault == (fn == put_and_fault) && (r.n == 1) == (fn == put_and_refuse));
		arena_drop(&a);
	}
	return NULL;
}

static void crowd_writes(struct db *db)
{
	struct crowd crowd[N_CROWD];
	int kept = 0, good = 0;

	for (int i = 0; i < N_CROWD; i++) {
		crowd[i] = (struct crowd){ .db = db, .id = i };
		assert_int_equal(pthread_create(&crowd[i].thread, NULL, crowd_run, &crowd[i]), 0);
	}
	for (int i = 0; i < N_CROWD; i++) {
		pthread_join(crowd[i].thread, NULL);
		kept += crowd[i].kept;
	}
	for (int i = 0; i < N_EACH; i++)
		good += i % 3 != 2 && i % 7 != 6;
	assert_int_equal(kept, N_CROWD * good);
	assert_int_equal(number_of(db, &sql[COUNT_ALL]), kept);
	db_close_all(db);
}

static void sixteen_write_a_file(void **state)
{
	(void)state;
	crowd_writes(open_file("crowd.db"));
}

static void sixteen_write_memory(void **state)
{
	(void)state;
	crowd_writes(open_memory());
}

static void *read_often(void *arg)
{
	struct world w = world;

	for (int i = 0; i < 50; i++) {
		struct arena a;
		struct refusals r;
		struct tx tx;
		int64_t first = 0, second = 0;

		arena_init(&a, 1 << 20);
		refusals_init(&r, &a);
		tx = tx_read(arg, &w, &a, &r);
		must(db_one(&tx, &sql[COUNT_ALL], VALS(1), &first));
		must(db_one(&tx, &sql[COUNT_ALL], VALS(1), &second));
		must(first == second); /* one state of the database */
		tx_end(&tx);
		must(!r.fault);
		arena_drop(&a);
	}
	return NULL;
}

/* More readers than connections, and a writer. */
static void readers_wait_their_turn(void **state)
{
	struct db *db = open_file("readers.db");
	pthread_t t[24];

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		assert_int_equal(pthread_create(&t[i], NULL, read_often, db), 0);
	for (int i = 0; i < 50; i++)
		assert_true(run(db, put, N(i)));
	for (size_t i = 0; i < COUNT(t); i++)
		pthread_join(t[i], NULL);
	db_close_all(db);
}

static void group_of(struct db *db)
{
	db_group_begin(db);
	assert_true(run(db, put, N(1)));
	assert_false(run(db, put_and_refuse, N(2)));
	assert_false(run(db, put_and_fault, N(3)));
	assert_true(run(db, put, N(4)));
	assert_int_equal(number_of(db, &sql[SUM_ALL]), 5); /* it sees what it wrote */
	assert_true(db_group_end(db));
	assert_int_equal(number_of(db, &sql[SUM_ALL]), 5);

	db_group_begin(db);
	assert_true(run(db, put, N(100)));
	db_group_undo(db);
	assert_int_equal(number_of(db, &sql[SUM_ALL]), 5);
	assert_true(run(db, put, N(1000)));
	assert_int_equal(number_of(db, &sql[SUM_ALL]), 1005);
	db_close_all(db);
}

static void groups_held_open(void **state)
{
	(void)state;
	group_of(open_memory());
	group_of(open_file("group.db"));
}

/* Others wait while a group is open, and write after it. */
static void a_crowd_waits_for_a_group(void **state)
{
	struct db *db = open_file("waits.db");
	struct crowd c = { .db = db };

	(void)state;
	db_group_begin(db);
	assert_true(run(db, put, N(1)));
	assert_int_equal(pthread_create(&c.thread, NULL, crowd_run, &c), 0);
	for (int i = 0; i < 20; i++)
		assert_true(run(db, put, N(1)));
	assert_int_equal(number_of(db, &sql[SUM_ALL]), 21);
	assert_true(db_group_end(db));
	pthread_join(c.thread, NULL);
	assert_int_equal(number_of(db, &sql[COUNT_ALL]), 21 + c.kept);
	db_close_all(db);
}

static bool orphan(struct tx *tx, void *arg)
{
	put(tx, arg);
	db_exec(tx, &sql[ORPHAN], 1);
	return true;
}

/* What only the commit finds wrong is a fault of everyone in the group. */
static void a_commit_that_fails(void **state)
{
	struct db *db = open_file("commit.db");

	(void)state;
	assert_false(run(db, orphan, N(1)));
	assert_true(refusals.fault);
	assert_int_equal(number_of(db, &sql[COUNT_ALL]), 0);
	db_group_begin(db);
	assert_true(run(db, put, N(1)));
	assert_true(run(db, orphan, N(2)));
	assert_false(db_group_end(db));
	assert_int_equal(number_of(db, &sql[COUNT_ALL]), 0);
	assert_true(run(db, put, N(1)));
	db_close_all(db);
}

/* --- a full disk ----------------------------------------------------------------------------- */

static bool few_pages(struct tx *tx, void *arg)
{
	db_exec(tx, &sql[arg ? NO_PAGES : PAGES]);
	return true;
}

static bool put_much(struct tx *tx, void *arg)
{
	static char big[20000];

	memset(big, 'x', sizeof(big));
	db_exec(tx, &sql[PUT], 1, (int64_t)(intptr_t)arg, ((struct str){ big, sizeof(big) }));
	return true;
}

static void a_full_disk(void **state)
{
	struct db *db = open_file("full.db");
	int64_t before, full = 0;

	(void)state;
	assert_true(run(db, few_pages, NULL));
	while (run(db, put_much, N(1)))
		assert_true(++full < 20);
	assert_true(refusals.fault);
	assert_non_null(strstr(refusals.fault_say.p, "磁盘空间不足"));
	before = number_of(db, &sql[COUNT_ALL]);
	assert_int_equal(before, full);
	assert_true(run(db, few_pages, N(1)));
	assert_true(run(db, put_much, N(1)));
	assert_int_equal(number_of(db, &sql[COUNT_ALL]), before + 1);
	db_close_all(db);
}

/* The group stands or is gone as a whole; its end says which. */
static void a_full_disk_in_a_group(void **state)
{
	struct db *db = open_file("full_group.db");
	int64_t kept = 0;

	(void)state;
	assert_true(run(db, few_pages, NULL));
	db_group_begin(db);
	while (run(db, put_much, N(1)))
		assert_true(++kept < 20);
	assert_true(refusals.fault);
	if (!db_group_end(db))
		kept = 0;
	assert_int_equal(number_of(db, &sql[COUNT_ALL]), kept);
	db_close_all(db);
}

/* --- opening --------------------------------------------------------------------------------- */

static void refused(const char *url, const char *say)
{
	struct str error = S("");

	assert_null(db_open(url, true, &error));
	assert_non_null(strstr(arena_z(&arena, error), say));
}

static void what_does_not_open(void **state)
{
	FILE *f = fopen(path_of("text.db"), "w");

	(void)state;
	assert_non_null(f);
	for (int i = 0; i < 1000; i++)
		fputs("this is no database\n", f);
	fclose(f);
	refused("postgresql://127.0.0.1:1/yifa", "连不上");
	refused("mysql://localhost/yifa", "看不懂");
	refused("sqlite:", "路径");
	refused(url_of("absent.db"), "absent.db");
	assert_int_not_equal(access(path_of("absent.db"), F_OK), 0);
	refused(url_of("text.db"), "text.db");
	refused(arena_fmt(&arena, "sqlite:%s", folder).p, folder);
}

static void one_process_writes(void **state)
{
	struct db *first = open_file("lock.db"), *second = open_url(url_of("lock.db"));
	struct str error = S("");

	(void)state;
	assert_true(db_lock(first, &error));
	assert_false(db_lock(second, &error));
	assert_non_null(
		strstr(arena_z(&arena, error), arena_fmt(&arena, "进程%d", (int)getpid()).p));
	assert_false(run(second, put, N(1)));
	assert_true(refusals.fault);
	assert_int_equal(number_of(second, &sql[COUNT_ALL]), 0); /* reading goes on */
	db_group_begin(second);
	assert_false(run(second, put, N(1)));
	assert_non_null(strstr(refusals.fault_say.p, "正在写"));
	assert_false(db_group_end(second));
	db_close_all(first);
	assert_true(run(second, put, N(1)));
	db_close_all(second);
}

static void a_file_is_private_and_stays(void **state)
{
	struct db *db = open_file("stays.db");

	(void)state;
	assert_true(run(db, put, N(3)));
	db_close_all(db);
	db = open_url(url_of("stays.db"));
	assert_int_equal(number_of(db, &sql[SUM_ALL]), 3);
	assert_string_equal(db_path(db), path_of("stays.db"));
	db_close_all(db);
	assert_int_equal(access(path_of("stays.db-wal"), F_OK), -1);
}

/* --- memory ---------------------------------------------------------------------------------- */

static void write_while_reading(void **state)
{
	struct db *db = open_memory();
	struct tx tx;
	int64_t a;

	(void)state;
	assert_true(run(db, put, N(1)) && run(db, put, N(2)));
	tx = reading(db);
	struct rows q = db_query(&tx, &sql[ALL], 1);
	assert_true(db_row(&q, &a) && a == 1);
	assert_true(run(db, put, N(5)));
	assert_true(db_row(&q, &a) && a == 2);
	tx_end(&tx);
	assert_int_equal(number_of(db, &sql[SUM_ALL]), 8);
	db_close_all(db);
}

static void many_in_memory(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++) {
		struct db *db = open_memory();
		assert_true(run(db, put, N(i)));
		assert_int_equal(number_of(db, &sql[SUM_ALL]), i);
		db_close_all(db);
	}
}

static void copies_are_apart(void **state)
{
	struct db *db = open_memory(), *copy;
	struct str error = S("");

	(void)state;
	assert_true(run(db, put, N(1)));
	copy = db_copy_memory(db, &error);
	assert_non_null(copy);
	assert_true(run(copy, put, N(10)));
	assert_true(run(db, put, N(100)));
	assert_int_equal(number_of(copy, &sql[SUM_ALL]), 11);
	assert_int_equal(number_of(db, &sql[SUM_ALL]), 101);
	db_close_all(db);
	db_close_all(copy);
}

/* --- the program ----------------------------------------------------------------------------- */

static int open_all(void **state)
{
	const char *tmp = getenv("TMPDIR");

	kit_open(state);
	arena.limit = 1 << 30;
	world_fixed(&world, D("2024-03-01"), 7);
	snprintf(folder, sizeof(folder), "%s/yifa-test-db-XXXXXX", tmp ? tmp : "/tmp");
	return mkdtemp(folder) ? 0 : -1;
}

static int close_all(void **state)
{
	int gone = system(arena_fmt(&arena, "rm -rf '%s'", folder).p);

	kit_close(state);
	return gone;
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
		cmocka_unit_test(sixteen_write_a_file),
		cmocka_unit_test(sixteen_write_memory),
		cmocka_unit_test(readers_wait_their_turn),
		cmocka_unit_test(groups_held_open),
		cmocka_unit_test(a_crowd_waits_for_a_group),
		cmocka_unit_test(a_commit_that_fails),
		cmocka_unit_test(a_full_disk),
		cmocka_unit_test(a_full_disk_in_a_group),
		cmocka_unit_test(what_does_not_open),
		cmocka_unit_test(one_process_writes),
		cmocka_unit_test(a_file_is_private_and_stays),
		cmocka_unit_test(write_while_reading),
		cmocka_unit_test(many_in_memory),
		cmocka_unit_test(copies_are_apart),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
