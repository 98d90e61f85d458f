/*
 * test_schema.c - tables made from a model, and a model that changes
 *
 * Two small ledgers stand for all; `later` is a version of them as a next release might have it.
 */
#include "kit.h"

#include <unistd.h>

#include "law/law.h"
#include "store/changes.h"

/* clang-format off */

enum { HERE, GONE };

#define STATES_OF STATES([HERE] = { "here", "在" }, [GONE] = { "gone", "去", FINAL })
#define STEPS_OF STEPS( \
	{ "begin", "开始", NEW, HERE, STAFF, "on", HOUSE("x") }, \
	{ "close", "结束", IN(HERE), GONE, STAFF, NULL, .within = "answer", HOUSE("x") }, \
	{ "close", "再结束", IN(HERE), GONE, STAFF, NULL, .within = "answer", HOUSE("x") })
#define CLOCKS_OF CLOCKS( \
	{ "answer", RUNS,    TERM("info-answer"), .from = "on" }, \
	{ "fee",    RUNS,    TERM("pay-days"),    .from = "on" }, \
	{ "answer", STANDS,  TERM("info-correct"), .in_state = "here" }, \
	{ "fee",    ACCRUES, TERM("pay-late-fine"), .from = "fee", .of = "amount", .cap = "x" })

#define FIELDS_OF(...) FIELDS( \
	{ "on",     DATE,   "日期", SORT }, \
	{ "from",   TEXT,   "从" }, \
	{ "to",     REF,    "到", 0, .of = "person" }, \
	{ "amount", MONEY,  "数额" }, \
	{ "kind",   PICK,   "种类", LIST, .of = "a,b" }, \
	{ "ready",  YESNO,  "就绪" }, \
	{ "handler",  TEXT,   "责任人" }, \
	{ "close_on", DATE, "自己的字段" }, \
	{ "tags",   PICKS,  "标签", 0, .of = "x,y" }, \
	{ "people", REFS,   "人", 0, .of = "person" }, \
	{ "lines",  ROWS,   "行", 0, COLUMNS({ "who", REF, "谁", 0, .of = "person" }, { "order", NUMBER, "序" }) }, \
	__VA_ARGS__)

static const struct ledger matter = { .key = "case", .label = "事项", .law = "x", FIELDS_OF(), STATES_OF, STEPS_OF, CLOCKS_OF };
static const struct ledger group = { .key = "group", .label = "组", .law = "x", FIELDS({ "name", TEXT, "名" }), STATES_OF };

static const struct ledger grown = { .key = "case", .label = "事项", .law = "x",
	FIELDS_OF({ "colour", TEXT, "颜色", LIST }, { "size", NUMBER, "大小" }), STATES_OF, STEPS_OF, CLOCKS_OF };
static const struct ledger renamed = { .key = "case", .label = "事项", .law = "x",
	FIELDS_OF({ "tint", TEXT, "颜色", LIST }, { "size", NUMBER, "大小" }), STATES_OF, STEPS_OF, CLOCKS_OF };
static const struct ledger retyped = { .key = "case", .label = "事项", .law = "x",
	FIELDS_OF({ "colour", NUMBER, "颜色", LIST }, { "size", NUMBER, "大小" }), STATES_OF, STEPS_OF, CLOCKS_OF };
static const struct ledger clash = { .key = "group_steps", .label = "组的步骤", .law = "x", FIELDS({ "name", TEXT, "名" }), STATES_OF };
static const struct ledger nested = { .key = "nest", .label = "套", .law = "x", STATES_OF,
	FIELDS({ "rows", ROWS, "行", 0, COLUMNS({ "set", PICKS, "集", 0, .of = "x" }) }) };

enum { PUT, PUT_LINE, COUNT_ALL, COLOUR, TINT, TABLES, INDEXES, N_SQL };
static const struct stmt sql[N_SQL] = {
	[PUT] = { "INSERT INTO \"case\" (org, id, \"on\", \"from\", \"to\", ready) VALUES ($1, $2, $3, $4, $5, TRUE)" },
	[PUT_LINE] = { "INSERT INTO case_lines (org, of, n, who, \"order\") VALUES ($1, $2, $3, 1, 2)" },
	[COUNT_ALL] = { "SELECT COUNT(*) FROM \"case\" WHERE org = $1 AND ready AND colour = '' AND size IS NULL" },
	[COLOUR] = { "UPDATE \"case\" SET colour = 'red' WHERE org = $1" },
	[TINT] = { "SELECT tint FROM \"case\" WHERE org = $1" },
	[TABLES] = { "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'case%' ORDER BY name", "test" },
	[INDEXES] = { "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix_case%' ORDER BY name", "test" },
};

/* clang-format on */

static struct world world;
static struct refusals refusals;
static struct law law;

#define LIST_OF(...) \
	(const struct ledger *const[]) \
	{ \
		__VA_ARGS__ \
	}

/* --- kit ------------------------------------------------------------------------------------- */

static struct db *open_url(const char *url)
{
	struct str error = S("");
	struct db *db = db_open(url, false, &error);

	if (!db)
		fail_msg("%.*s", P(error));
	return db;
}

/* NULL, or what it would not do. */
static const char *migrate(struct db *db, const struct ledger *a, const struct ledger *b)
{
	struct str error = S("");

	if (schema_migrate(db, &law, LIST_OF(a, b), b ? 2 : 1, &world, &error))
		return NULL;
	return arena_z(&arena, error);
}

static struct db *open_with(const struct ledger *l)
{
	struct db *db = open_url("sqlite::memory:");
	const char *wrong = migrate(db, l, &group);

	if (wrong)
		fail_msg("%s", wrong);
	return db;
}

static struct tx reading(struct db *db)
{
	refusals_init(&refusals, &arena);
	return tx_read(db, &world, &arena, &refusals);
}

static const char *names(struct db *db, const struct stmt *st)
{
	struct tx tx = reading(db);
	struct rows q = db_query(&tx, st);
	struct str name, all = S("");

	while (db_row(&q, &name))
		all = arena_fmt(&arena, "%.*s%.*s ", P(all), P(name));
	tx_end(&tx);
	assert_false(refusals.fault);
	return all.p;
}

static bool put(struct tx *tx, void *arg)
{
	(void)arg;
	db_exec(tx, &sql[PUT], 1, 7, D("2024-03-01"), S("here"), NULL_VAL);
	db_exec(tx, &sql[PUT_LINE], 1, 7, 1);
	return true;
}

static bool put_line(struct tx *tx, void *arg)
{
	(void)arg;
	db_exec(tx, &sql[PUT_LINE], 1, 7, 1);
	return true;
}

static bool colour(struct tx *tx, void *arg)
{
	(void)arg;
	return db_changed(tx, &sql[COLOUR], 1) == 1;
}

static bool run(struct db *db, bool (*fn)(struct tx *, void *))
{
	refusals_init(&refusals, &arena);
	return tx_run(db, &world, &arena, &refusals, fn, NULL);
}

static void refused(const char *got, const char *say)
{
	assert_non_null(got);
	if (!strstr(got, say))
		fail_msg("“%s” does not say “%s”", got, say);
}

/* --- tables ---------------------------------------------------------------------------------- */

static void tables_come_of_the_model(void **state)
{
	struct db *db = open_with(&matter);

	(void)state;
	assert_string_equal(
		names(db, &sql[TABLES]),
		"case case_defects case_lines case_open case_people case_states case_steps case_tags ");
	assert_string_equal(
		names(db, &sql[INDEXES]),
		"ix_case_answer_due_open ix_case_begun_by_begun_on_id ix_case_begun_by_begun_on_id_open ix_case_begun_on_id_in_section_handler_begun_by_kind"
		" ix_case_begun_on_id_in_section_handler_begun_by_kind_open ix_case_fee_due_open ix_case_handler_begun_on_id ix_case_handler_begun_on_id_open"
		" ix_case_in_section_begun_on_id ix_case_in_section_begun_on_id_open ix_case_kind_begun_on_id ix_case_kind_begun_on_id_open"
		" ix_case_lines_who ix_case_number_id ix_case_on_id_in_section_handler_begun_by_kind ix_case_on_id_in_section_handler_begun_by_kind_open"
		" ix_case_open_from ix_case_people_value ix_case_state_begun_on_id ix_case_state_begun_on_id_open"
		" ix_case_state_begun_on_id_unplaced ix_case_state_on_id_ended ix_case_tags_value ix_case_to ");
	assert_true(run(db, put));
	assert_false(run(db, put_line)); /* n is never given twice */
	assert_true(refusals.fault);
	db_close_all(db);
}

static void columns_are_in_order(void **state)
{
	static const struct stmt st = { "SELECT name FROM pragma_table_info('case')", "test" };
	struct db *db = open_with(&matter);

	(void)state;
	assert_string_equal(
		names(db, &st),
		"org id number state version in_section begun_on begun_by ended_on void_on"
		" merged_on merged_into defects imported on from to amount kind ready handler close_on"
		" begin_on begin_by close_by answer_due answer_done fee_due fee_done fee_owed ");
	db_close_all(db);
}

static void twice_is_once(void **state)
{
	struct db *db = open_with(&matter);

	(void)state;
	assert_true(run(db, put));
	assert_null(migrate(db, &matter, &group));
	assert_null(migrate(db, &matter, &group));
	db_close_all(db);
}

static void names_are_quoted(void **state)
{
	(void)state;
	assert_str(sql_name(&arena, "from"), "\"from\"");
}

static void names_may_not_clash(void **state)
{
	struct db *db = open_url("sqlite::memory:");

	(void)state;
	refused(migrate(db, &clash, &group), "group_steps");
	refused(migrate(db, &group, &clash), "group_steps");
	refused(migrate(db, &nested, NULL), "nest.rows");
	assert_null(migrate(db, &matter, &group));
	db_close_all(db);
}

/* --- a model that changes -------------------------------------------------------------------- */

static void columns_are_added(void **state)
{
	struct db *db = open_with(&matter);
	struct tx tx;
	int64_t n = 0;

	(void)state;
	assert_true(run(db, put));
	assert_null(migrate(db, &grown, &group));
	tx = reading(db);
	assert_true(db_one(&tx, &sql[COUNT_ALL], VALS(1), &n));
	tx_end(&tx);
	assert_int_equal(n, 1);
	assert_non_null(strstr(names(db, &sql[INDEXES]), "ix_case_colour_begun_on_id "));
	/* What stood beside the order without it is gone, so nobody pays for both. */
	assert_null(strstr(names(db, &sql[INDEXES]),
	                   "ix_case_on_id_in_section_handler_begun_by_kind "));
	db_close_all(db);
}

static void ledgers_are_added(void **state)
{
	struct db *db = open_url("sqlite::memory:");

	(void)state;
	assert_null(migrate(db, &group, NULL));
	assert_null(migrate(db, &group, &matter));
	assert_true(run(db, put));
	db_close_all(db);
}

/* The whole migration is one transaction: what is refused has changed nothing. */
static void a_lost_column_is_refused(void **state)
{
	struct db *db = open_with(&grown);

	(void)state;
	refused(migrate(db, &matter, &group), "表 case 的列 colour");
	refused(migrate(db, &matter, &group), "表 case 的列 size");
	refused(migrate(db, &renamed, &group), "表 case 的列 colour");
	assert_null(strstr(names(db, &sql[INDEXES]), "ix_case_tint"));
	assert_null(migrate(db, &grown, &group));
	db_close_all(db);
}

static void a_lost_table_is_refused(void **state)
{
	struct db *db = open_with(&matter);

	(void)state;
	refused(migrate(db, &matter, NULL), "表 group 已不在");
	assert_null(migrate(db, &matter, &group));
	db_close_all(db);
}

static void another_type_is_refused(void **state)
{
	struct db *db = open_with(&grown);

	(void)state;
	refused(migrate(db, &retyped, &group), "表 case 的列 colour 改变了类型");
	db_close_all(db);
}

static void what_is_meant_goes_through(void **state)
{
	static const struct change meant[] = {
		{ KEPT, "case", "colour", NULL },      { KEPT, "case", "size", NULL },
		{ KEPT, "group", NULL, NULL },         { KEPT, "group_steps", NULL, NULL },
		{ KEPT, "group_states", NULL, NULL },  { KEPT, "group_open", NULL, NULL },
		{ KEPT, "group_defects", NULL, NULL },
	};
	struct db *db = open_with(&grown);
	struct str error = S("");

	(void)state;
	assert_false(schema_migrate_by(db, &law, LIST_OF(&matter), 1, &world, meant, 2, &error));
	assert_true(schema_migrate_by(db, &law, LIST_OF(&matter), 1, &world, meant, COUNT(meant),
	                              &error));
	assert_true(run(db, put));
	db_close_all(db);
}

static void a_column_is_renamed(void **state)
{
	static const struct change meant[] = { { RENAMED, "case", "colour", "tint" } };
	struct db *db = open_with(&grown);
	struct str error = S(""), tint = S("");
	struct tx tx;

	(void)state;
	assert_true(run(db, put) && run(db, colour));
	for (int i = 0; i < 2; i++)
		assert_true(schema_migrate_by(db, &law, LIST_OF(&renamed, &group), 2, &world, meant,
		                              1, &error));
	tx = reading(db);
	assert_true(db_one(&tx, &sql[TINT], VALS(1), &tint));
	tx_end(&tx);
	assert_str(tint, "red");
	db_close_all(db);
}

static void a_file_migrates_too(void **state)
{
	char path[] = "/tmp/yifa-test-schema-XXXXXX";
	struct db *db;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	for (int i = 0; i < 2; i++) {
		db = open_url(arena_fmt(&arena, "sqlite:%s", path).p);
		assert_null(migrate(db, i ? &grown : &matter, &group));
		if (i == 0)
			assert_true(run(db, put));
		db_close_all(db);
	}
	unlink(path);
	unlink(arena_fmt(&arena, "%s.lock", path).p);
}

/* --- automatic columns ----------------------------------------------------------------------- */

static int kind_of(const char *name)
{
	enum kind kind;

	return auto_column(&law, &matter, str_of(name), &kind) ? (int)kind : -1;
}

static void automatic_columns_have_kinds(void **state)
{
	static const struct {
		const char *name;
		int kind;
	} rows[] = {
		{ "number", TEXT },
		{ "state", PICK },
		{ "version", NUMBER },
		{ "begun_on", DATE },
		{ "begun_by", REF },
		{ "ended_on", DATE },
		{ "void_on", DATE },
		{ "merged_into", REF },
		{ "defects", NUMBER },
		{ "imported", YESNO },
		{ "begin_on", DATE },
		{ "begin_by", REF },
		{ "close_by", REF },
		{ "answer_due", DATE },
		{ "answer_done", DATE },
		{ "fee_due", DATE },
		{ "fee_owed", MONEY },
		{ "close_on", -1 },
		{ "handler", -1 },
		{ "amount", -1 },
		{ "answer_owed", -1 },
		{ "open_on", -1 },
		{ "_on", -1 },
		{ "on", -1 },
		{ "", -1 },
		{ "org", -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (kind_of(rows[i].name) != rows[i].kind)
			fail_msg("%s: %d", rows[i].name, kind_of(rows[i].name));
}

/* --- the program ----------------------------------------------------------------------------- */

static int open_all(void **state)
{
	struct str error;

	kit_open(state);
	world_fixed(&world, D("2024-03-01"), 7);
	if (law_load(&law, &arena, law_dir(), &error))
		return 0;
	print_error("%.*s\n", P(error));
	return -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_come_of_the_model),
		cmocka_unit_test(columns_are_in_order),
		cmocka_unit_test(twice_is_once),
		cmocka_unit_test(names_are_quoted),
		cmocka_unit_test(names_may_not_clash),
		cmocka_unit_test(columns_are_added),
		cmocka_unit_test(ledgers_are_added),
		cmocka_unit_test(a_lost_column_is_refused),
		cmocka_unit_test(a_lost_table_is_refused),
		cmocka_unit_test(another_type_is_refused),
		cmocka_unit_test(what_is_meant_goes_through),
		cmocka_unit_test(a_column_is_renamed),
		cmocka_unit_test(a_file_migrates_too),
		cmocka_unit_test(automatic_columns_have_kinds),
	};

	return cmocka_run_group_tests(tests, open_all, kit_close);
}
