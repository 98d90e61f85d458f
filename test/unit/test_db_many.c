/*
 * test_db_many.c - many at once: groups, readers, locks, a full disk, files and memory
 */
#include "db_kit.h"

#include <pthread.h>

#include "base/must.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
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
