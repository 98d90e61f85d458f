/*
 * test_import.c - imports into a database in memory, and ways through states
 */
#include "../database.h"
#include "kit.h"

#include <unistd.h>

#include "ledger/batch.h"
#include "ledger/export.h"
#include "ledger/import.h"
#include "ledger/ways.h"
#include "ledgers/ledgers.h"

static struct law law;
static struct arena lasting; /* of the program: what a request takes is given back        */
static struct program program;
static struct db *empty, *db;
static struct world world;
static struct refusals r;
static struct import_result result;

static int group_open(void **state)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	const struct ledger **ledgers;
	struct str error = S("");

	(void)state;
	arena_init(&arena, 256 << 20);
	arena_init(&lasting, 256 << 20);
	if (!law_load(&law, &lasting, law_dir(), &error))
		return -1;
	program_new(&program, &lasting, &law, list, n);
	ledgers = arena_array(&arena, const struct ledger *, n);
	for (size_t i = 0; i < n; i++)
		ledgers[i] = list[i].l;
	world_fixed(&world, D("2024-12-31"), 7);
	empty = db_open(test_db(), false, &error);
	return empty && schema_migrate(empty, &law, ledgers, n, &world, &error) ? 0 : -1;
}

static int group_close(void **state)
{
	(void)state;
	db_close_all(empty);
	arena_drop(&arena);
	arena_drop(&lasting);
	return 0;
}

static int fresh(void **state)
{
	struct str error;

	(void)state;
	db = db_copy_memory(empty, &error);
	return db ? 0 : -1;
}

static int drop(void **state)
{
	(void)state;
	db_close_all(db);
	return 0;
}

struct how {
	unsigned roles;
	int mode;
	bool dry_run;
	int64_t most;
	const char *rows, *rows_text;
	struct day cut_over;
};

static bool import_how(const char *ledger, const char *text, struct how how)
{
	struct actor who = { .org = 1,
		             .roles = SYSTEM_ADMIN | STAFF | LEGAL | SECRETARY | how.roles,
		             .when = INSTANT_NONE,
		             .mode = (typeof(((struct actor *)0)->mode))how.mode,
		             .origin = "test" };
	struct import_file files[2] = {
		{ .name = S("main.csv"), .bytes = str_of(text) },
		{ .rows = str_of(how.rows), .name = S("rows.csv"), .bytes = str_of(how.rows_text) }
	};
	struct import in = { .p = &program,
		             .t = table_of(&program, str_of(ledger)),
		             .who = &who,
		             .files = files,
		             .n_files = how.rows ? 2 : 1,
		             .dry_run = how.dry_run,
		             .most = how.most,
		             .cut_over = day_set(how.cut_over) && how.cut_over.n ? how.cut_over
		                                                                 : DAY_NONE };

	refusals_init(&r, &arena);
	return import_run(db, &world, &in, &r, &result);
}

static bool import_text(const char *ledger, const char *text)
{
	return import_how(ledger, text, (struct how){ .mode = LIVE_WORK });
}

static bool told(int64_t line, const char *column, const char *words)
{
	for (size_t i = 0; i < r.n; i++)
		if (!r.list[i].warning && r.list[i].line == line &&
		    str_is(r.list[i].field, column) && str_has(r.list[i].say, str_of(words)))
			return true;
	return false;
}

static struct str exported(const char *ledger, const char *rows)
{
	struct buf b;
	struct export x = { .p = &program,
		            .t = table_of(&program, str_of(ledger)),
		            .viewer = { .org = 1 },
		            .everything = true,
		            .unmasked = true,
		            .out = &b };
	struct tx tx = tx_read(db, &world, &arena, &r);
	struct str text;
	int64_t n;

	x.rows = rows ? field_of(x.t->l, str_of(rows)) : NULL;
	buf_init(&b, 1 << 20);
	assert_true(export_csv(&tx, &x, &n));
	tx_end(&tx);
	text = arena_str(&arena, buf_str(&b));
	buf_drop(&b);
	return text;
}

/* --- what goes in ------------------------------------------------------------------------------ */

static void live_begins_and_takes_dated_steps(void **state)
{
	(void)state;
	assert_true(import_text("person", "name,on,leave_on,off_why\n"
	                                  "甲,2024-01-02,2024-05-06,transfer\n乙,2024-01-02,,\n"));
	assert_int_equal(result.created, 2);
	assert_true(str_has(exported("person", NULL), S("2024-05-06,transfer")));
}

static void the_same_row_is_the_same_record_as_often_as_it_stands(void **state)
{
	const char *one = "name,on\n甲,2024-01-02\n",
		   *two = "name,on\n甲,2024-01-02\n甲,2024-01-02\n";

	(void)state;
	assert_true(import_text("person", one));
	assert_true(import_text("person", two));
	assert_int_equal(result.created, 1);
	assert_int_equal(result.same, 1);
	assert_true(import_text("person", two));
	assert_int_equal(result.same, 2);
}

static void rows_of_records_come_from_their_own_file(void **state)
{
	struct how how = {
		.mode = HISTORY,
		.rows = "secondments",
		.rows_text =
			"of,direction,body,from\n甲,out,区委办,2024-02-01\n甲,借出,区府办,2024-03-01\n"
	};

	(void)state;
	assert_true(import_how("person", "name,on\n甲,2024-01-02\n", how));
	assert_true(str_has(exported("person", "secondments"), S(",2,out,区府办,2024-03-01,,")));
	assert_true(import_how("person", "name,on\n甲,2024-01-02\n", how));
	assert_int_equal(result.same, 1);
	how.rows_text = "of,direction,body,from\n丙,out,区委办,2024-02-01\n";
	assert_false(import_how("person", "name,on\n甲,2024-01-02\n", how));
	assert_true(told(2, "of", "没有编号"));
}

static void a_row_may_point_at_one_before_it(void **state)
{
	(void)state;
	assert_true(import_text("org", "name,kind,parent\n某局,bureau,\n某科,section,某局\n"));
	assert_false(import_text("org", "name,kind,parent\n二科,section,二局\n二局,bureau,\n"));
	assert_true(told(2, "parent", "之后"));
}

static void dry_run_keeps_nothing(void **state)
{
	(void)state;
	assert_true(
		import_how("person", "name,on\n甲,2024-01-02\n", (struct how){ .dry_run = true }));
	assert_int_equal(result.created, 1);
	assert_false(result.kept);
	assert_true(import_text("person", "name,on\n甲,2024-01-02\n"));
	assert_int_equal(result.created, 1);
}

/* --- what does not ----------------------------------------------------------------------------- */

static void one_bad_row_stops_all(void **state)
{
	(void)state;
	assert_false(import_text("person", "name,on\n甲,2024-01-02\n乙,2024-02-30\n"));
	assert_true(told(3, "on", "没有这一天"));
	assert_int_equal(result.created, 0);
	assert_true(import_text("person", "name,on\n甲,2024-01-02\n"));
	assert_int_equal(result.created, 1);
}

static void more_rows_than_allowed(void **state)
{
	(void)state;
	assert_false(import_how("person", "name,on\n甲,2024-01-02\n乙,2024-01-02\n",
	                        (struct how){ .most = 1 }));
	assert_true(told(3, "", "超过1行"));
}

static void history_ends_at_the_cut_over_day(void **state)
{
	struct how how = { .mode = HISTORY, .cut_over = D("2024-06-30") };

	(void)state;
	assert_true(import_how("person", "name,enter_on,on\n甲,2024-06-30,2024-06-30\n", how));
	assert_false(import_how("person", "name,enter_on,on\n乙,2024-07-01,2024-07-01\n", how));
	assert_true(told(2, "enter_on", "历史数据到2024-06-30为止"));
}

static void a_sum_beside_its_rows_must_be_theirs(void **state)
{
	struct how how = { .mode = HISTORY,
		           .rows = "trainings",
		           .rows_text = "of,on,course,hours\nO1,2024-02-01,行政处罚法,2.5\n" };

	(void)state;
	assert_true(import_text("person", "name,on\n甲,2024-01-02\n"));
	assert_false(import_how(
		"officer",
		"number,person,post,joined_on,train_on,hours\nO1,甲,established,2024-01-02,2024-02-02,3\n",
		how));
	assert_true(told(2, "hours", "各行合计是2.5"));
	assert_true(import_how(
		"officer",
		"number,person,post,joined_on,train_on,hours\nO1,甲,established,2024-01-02,2024-02-02,2.5\n",
		how));
}

/* --- workbooks --------------------------------------------------------------------------------- */

/* What was written there, which is then taken away. */
static struct str file_bytes(const char *path)
{
	struct str bytes = file_text(str_of(path));

	assert_true(bytes.n > 0);
	unlink(path);
	return bytes;
}

static struct str book(const char *ledger, bool template)
{
	char path[] = "/tmp/yifa-test-XXXXXX";
	struct export x = { .p = &program,
		            .t = table_of(&program, str_of(ledger)),
		            .viewer = { .org = 1 },
		            .everything = true,
		            .unmasked = true };
	struct tx tx = tx_read(db, &world, &arena, &r);
	int64_t n;
	int fd = mkstemp(path);

	close(fd);
	assert_true(template ? export_template(&tx, &x, path) : export_xlsx(&tx, &x, path, &n));
	tx_end(&tx);
	return file_bytes(path);
}

static bool import_book(const char *ledger, struct str bytes)
{
	struct actor who = { .org = 1,
		             .roles = SYSTEM_ADMIN | STAFF | LEGAL | SECRETARY,
		             .when = INSTANT_NONE,
		             .mode = HISTORY,
		             .origin = "test" };
	struct import_file file = { .name = S("a.xlsx"), .bytes = bytes };
	struct import in = { .p = &program,
		             .t = table_of(&program, str_of(ledger)),
		             .who = &who,
		             .files = &file,
		             .n_files = 1,
		             .cut_over = DAY_NONE };

	refusals_init(&r, &arena);
	return import_run(db, &world, &in, &r, &result);
}

/* What goes out as a workbook comes in as the same records, rows and all, into an empty database. */
static void a_workbook_reads_back(void **state)
{
	struct how how = {
		.mode = HISTORY,
		.rows = "secondments",
		.rows_text = "of,direction,body,from\n'=1+1,out,\"@区委办,_x0041_\",2024-02-01\n"
	};
	struct str before, rows, bytes;
	void *again = NULL;

	(void)state;
	assert_true(import_how("person", "name,on,code\n'=1+1,2024-01-02,007\n''-2,2024-01-02,\n",
	                       how));
	before = exported("person", NULL);
	rows = exported("person", "secondments");
	assert_true(str_has(before, S("'=1+1")) && str_has(before, S("''-2")));
	bytes = book("person", false);
	assert_true(import_book("person", bytes));
	assert_int_equal(result.same, 2);
	drop(&again);
	assert_int_equal(fresh(&again), 0);
	assert_true(import_book("person", bytes));
	assert_int_equal(result.created, 2);
	assert_string_equal(arena_z(&arena, exported("person", NULL)), arena_z(&arena, before));
	assert_string_equal(arena_z(&arena, exported("person", "secondments")),
	                    arena_z(&arena, rows));
}

/* An empty template has a header that is understood, and no rows. */
static void a_template_is_understood(void **state)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);

	(void)state;
	for (size_t i = 0; i < n; i++) {
		assert_true(import_book(list[i].l->key, book(list[i].l->key, true)));
		assert_int_equal(result.rows, 0);
	}
}

/* Names of sheets end at 31 characters: those of one ledger stay apart. */
static void names_stay_apart(const struct ledger *l, size_t k)
{
	for (size_t m = 0; m < k; m++)
		if (l->fields[k].kind == ROWS && l->fields[m].kind == ROWS)
			assert_false(str_eq(import_sheet_name(&arena, l, &l->fields[k]),
			                    import_sheet_name(&arena, l, &l->fields[m])));
}

static void sheets_of_a_ledger_have_names_of_their_own(void **state)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < list[i].l->n_fields; k++)
			names_stay_apart(list[i].l, k);
}

static void old_workbooks_are_named(void **state)
{
	(void)state;
	assert_false(import_book("person", S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")));
	assert_true(told(1, "", "另存为"));
	assert_false(import_book("person", S("PK\x03\x04 broken")));
	assert_true(told(1, "", "不是完整的 XLSX"));
}

/* --- undoing --------------------------------------------------------------------------------------- */

static const struct actor undoer = {
	.org = 1, .roles = HEADS, .when = { INT64_MIN }, .origin = "test"
};

static bool undo_job(struct tx *tx, void *arg)
{
	return batch_undo(tx, &program, &undoer, *(int64_t *)arg, S("错导"));
}

static bool undo(void)
{
	int64_t id = 0;

	assert_true(str_int(result.batch, &id));
	refusals_init(&r, &arena);
	return tx_run(db, &world, &arena, &r, undo_job, &id);
}

static int64_t count(const char *sql)
{
	struct stmt st = { sql, "test" };
	struct tx tx = tx_read(db, &world, &arena, &r);
	int64_t n = -1;

	db_one(&tx, &st, VALS(), &n);
	tx_end(&tx);
	return n;
}

static void an_import_is_undone_whole(void **state)
{
	(void)state;
	assert_true(import_text("person", "name,on\n甲,2024-01-02\n乙,2024-01-02\n"));
	assert_int_equal(count("SELECT COUNT(*) FROM import_records"), 2);
	assert_true(undo());
	assert_int_equal(count("SELECT COUNT(*) FROM person WHERE void_on IS NULL"), 0);
	assert_int_equal(count("SELECT COUNT(*) FROM imports WHERE state = 'undone'"), 1);
	assert_int_equal(count("SELECT COUNT(*) FROM journal WHERE verb = 'undo_import'"), 1);
	assert_int_equal(count("SELECT COUNT(*) FROM journal WHERE verb = 'void'"), 2);
	assert_false(undo());
	assert_true(str_has(r.list[0].say, S("已经撤销")));
	assert_true(import_text("person", "name,on\n甲,2024-01-02\n"));
	assert_int_equal(result.created, 1);
}

/* One record that has moved on, or is pointed at, keeps all of them; and is named. */
static void what_has_moved_on_keeps_the_import(void **state)
{
	struct str batch;

	(void)state;
	assert_true(import_text(
		"org", "number,name,kind,parent\nO1,某局,bureau,\nO2,某科,section,某局\n"));
	batch = result.batch;
	assert_true(import_text("org", "name,kind,parent\n二科,section,某局\n"));
	result.batch = batch;
	assert_false(undo());
	assert_true(str_has(r.list[0].say, S("引用了这次导入的记录")));
	assert_int_equal(count("SELECT COUNT(*) FROM org WHERE void_on IS NULL"), 3);
}

static void what_was_there_before_is_not_undone(void **state)
{
	(void)state;
	assert_true(import_text("person", "number,name,on\nP1,甲,2024-01-02\n"));
	assert_true(import_text(
		"person", "number,name,on,leave_on,off_why\nP1,甲,2024-01-02,2024-05-06,transfer\n"
			  ",乙,2024-01-02,,\n"));
	assert_int_equal(result.updated, 1);
	assert_false(undo());
	assert_true(str_has(r.list[0].say, S("P1：导入时已经有这条记录")));
	assert_int_equal(count("SELECT COUNT(*) FROM person WHERE void_on IS NULL"), 2);
}

/* Said of line 2, as a warning or as a refusal. */
static bool said(bool warning, const char *words)
{
	for (size_t i = 0; i < r.n; i++)
		if (r.list[i].warning == warning && r.list[i].line == 2 &&
		    str_has(r.list[i].say, str_of(words)))
			return true;
	return false;
}

/* A signed agreement, of whose review nobody has a record. */
static const char agreement[] =
	"number,name,kind,matters,draft_on,date\nA1,协作,exchange,互访,2024-03-01,2024-03-02\n";

static void warnings_stay_with_their_records(void **state)
{
	struct how how = { .mode = HISTORY };

	(void)state;
	assert_true(import_text("person", "name,on\n甲,2024-01-02\n"));
	how.rows = "members";
	how.rows_text = "of,name,region\nA1,甲局,津南区\nA1,乙局,东丽区\n";
	assert_true(import_how("agreement", agreement, how));
	assert_true(r.n > 0);
	assert_true(said(true, "合法性审查"));
	assert_int_equal(
		count("SELECT COUNT(*) FROM import_warnings w JOIN agreement o ON o.org = w.org"
	              " AND o.id = w.record WHERE w.line = 2 AND w.say <> ''"),
		r.n);
}

/* What is not marked LIVE is refused in history as in work, when the file says the step's day. */
static void history_is_held_to_what_is_not_live(void **state)
{
	struct how how = { .mode = HISTORY };

	(void)state;
	assert_true(import_text("person", "name,on\n甲,2024-01-02\n"));
	assert_false(import_how(
		"officer",
		"number,person,post,joined_on,issue_on\nO1,甲,established,2024-01-02,2024-03-02\n",
		how));
	assert_true(said(false, "没有登记行政执法证"));
	assert_int_equal(count("SELECT COUNT(*) FROM officer"), 0);
}

/* A step between that nobody dated is told of, and the dated one after it is held to its own. */
static void undated_steps_of_history_are_told(void **state)
{
	struct how how = { .mode = HISTORY };

	(void)state;
	assert_true(import_how(
		"power_item",
		"code,name,kind,change,from,state,published_on\nA1,审批,licence,added,2023-01-10,in_force,2023-01-05\n",
		how));
	assert_true(said(true, "应当列明依据"));
	assert_false(import_how(
		"power_item",
		"code,name,kind,change,draft_on,apply_on\nA2,审批,licence,added,2023-01-02,2023-01-03\n",
		how));
	assert_true(said(false, "应当列明依据"));
}

/* The same file as work: what history is only told is refused. */
static void what_history_is_told_work_is_refused(void **state)
{
	struct how how = { .roles = HEADS,
		           .rows = "members",
		           .rows_text = "of,name,region\nA1,甲局,津南区\nA1,乙局,东丽区\n" };

	(void)state;
	assert_false(import_how("agreement", agreement, how));
	assert_true(said(false, "合法性审查"));
	assert_int_equal(count("SELECT COUNT(*) FROM agreement"), 0);
}

/* Asked to end at the third of four looks: after the check, in the middle of writing. */
static bool go_twice(void *arg, int64_t done, int64_t total)
{
	return total == 4 && done < *(int64_t *)arg;
}

static void a_cancelled_import_keeps_nothing(void **state)
{
	struct actor who = { .org = 1,
		             .roles = STAFF | SYSTEM_ADMIN | SECRETARY,
		             .when = INSTANT_NONE };
	struct import_file file = { .name = S("a.csv"),
		                    .bytes = S("name,on\n甲,2024-01-02\n乙,2024-01-02\n") };
	int64_t end = 3;
	struct import in = { .p = &program,
		             .t = table_of(&program, S("person")),
		             .who = &who,
		             .files = &file,
		             .n_files = 1,
		             .cut_over = DAY_NONE,
		             .go = go_twice,
		             .arg = &end };

	(void)state;
	refusals_init(&r, &arena);
	assert_false(import_run(db, &world, &in, &r, &result));
	assert_true(str_has(r.list[0].say, S("已取消")));
	assert_int_equal(count("SELECT COUNT(*) FROM person"), 0);
	assert_int_equal(count("SELECT COUNT(*) FROM imports"), 0);
	end = 5;
	refusals_init(&r, &arena);
	assert_true(import_run(db, &world, &in, &r, &result));
	assert_int_equal(result.created, 2);
}

static bool cut_job(struct tx *tx, void *arg)
{
	return cut_over_set(tx, &undoer, table_of(&program, S("person")), *(struct day *)arg);
}

static void the_cut_over_day_is_set_and_journalled(void **state)
{
	struct day on = D("2024-06-30"), late = D("2025-01-01");
	struct tx tx;

	(void)state;
	refusals_init(&r, &arena);
	assert_true(tx_run(db, &world, &arena, &r, cut_job, &on));
	assert_false(tx_run(db, &world, &arena, &r, cut_job, &late));
	tx = tx_read(db, &world, &arena, &r);
	assert_day(cut_over_of(&tx, 1, table_of(&program, S("person"))), "2024-06-30");
	assert_false(day_set(cut_over_of(&tx, 1, table_of(&program, S("org")))));
	tx_end(&tx);
	assert_int_equal(count("SELECT COUNT(*) FROM journal WHERE verb = 'cut_over'"), 1);
}

/* --- ways -------------------------------------------------------------------------------------- */

static void the_shortest_way_leads_to_a_step(void **state)
{
	const struct ledger *l = table_of(&program, S("power_item"))->l;
	const struct step *way[MAX_STATES];
	int draft = state_index(l, S("draft")), ended = state_index(l, S("ended"));

	(void)state;
	assert_int_equal(way_to_step(l, draft, step_of(l, S("begin")), way, MAX_STATES), 4);
	assert_string_equal(way[0]->verb, "apply");
	assert_string_equal(way[3]->verb, "publish");
	assert_int_equal(way_to_step(l, draft, step_of(l, S("edit")), way, MAX_STATES), 0);
	assert_int_equal(way_to_step(l, ended, step_of(l, S("begin")), way, MAX_STATES), -1);
	assert_int_equal(way_to_state(l, draft, ended, way, MAX_STATES), 6);
	assert_int_equal(way_to_state(l, draft, draft, way, MAX_STATES), 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, fresh, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(live_begins_and_takes_dated_steps),
		T(the_same_row_is_the_same_record_as_often_as_it_stands),
		T(rows_of_records_come_from_their_own_file),
		T(a_row_may_point_at_one_before_it),
		T(dry_run_keeps_nothing),
		T(one_bad_row_stops_all),
		T(more_rows_than_allowed),
		T(history_ends_at_the_cut_over_day),
		T(a_sum_beside_its_rows_must_be_theirs),
		T(a_workbook_reads_back),
		T(a_template_is_understood),
		cmocka_unit_test(sheets_of_a_ledger_have_names_of_their_own),
		T(old_workbooks_are_named),
		T(an_import_is_undone_whole),
		T(what_has_moved_on_keeps_the_import),
		T(what_was_there_before_is_not_undone),
		T(warnings_stay_with_their_records),
		T(history_is_held_to_what_is_not_live),
		T(undated_steps_of_history_are_told),
		T(what_history_is_told_work_is_refused),
		T(a_cancelled_import_keeps_nothing),
		T(the_cut_over_day_is_set_and_journalled),
		cmocka_unit_test(the_shortest_way_leads_to_a_step),
	};

	return cmocka_run_group_tests(tests, group_open, group_close);
}
