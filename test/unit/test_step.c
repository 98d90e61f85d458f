/*
 * test_step.c - what a step leaves behind when it is refused (nothing), fails, or is taken back
 *
 * Law cases say what steps do; here stands what holds for every step of every ledger.
 */
#include "../database.h"
#include "kit.h"

#include "../engine.h"
#include "base/buf.h"

static struct engine e;
static struct hand h;

static int open_all(void **state)
{
	(void)state;
	arena_init(&arena, 256 << 20);
	engine_open(&e, test_db(), "2024-10-21");
	hand_init(&h, &e);
	assert_true(hand_bureau(&h) != 0);
	return !law_set(&e.law, &h.r, S("late-entry"), S("30"), day_make(2020, 1, 1), S("测试"),
	                S("测试〔2024〕1号"));
}

static int close_all(void **state)
{
	(void)state;
	hand_drop(&h);
	engine_close(&e);
	arena_drop(&arena);
	return 0;
}

/* --- everything that stands in a database ----------------------------------------------------- */

static void put_table(struct buf *out, struct tx *tx, struct str table, struct str where)
{
	struct stmt *st = arena_new(&arena, struct stmt);
	struct rows q;

	st->sql = arena_fmt(&arena,
	                    db_is_shared(tx->db) /* with columns that are not of our types */
	                            ? "SELECT translate(CAST(x AS text), ',', '|') AS line FROM"
	                              " \"%.*s\" x%.*s ORDER BY line"
	                            : "SELECT * FROM \"%.*s\"%.*s ORDER BY rowid",
	                    P(table), P(where))
	                  .p;
	q = db_query_v(tx, st, 0, NULL);
	while (db_row_next(&q)) {
		buf_fmt(out, "%.*s", P(table));
		for (size_t i = 0; i < q.n; i++) {
			struct val v = db_col(&q, i);
			if (v.is == VAL_INT)
				buf_fmt(out, "|%lld", (long long)v.i);
			else
				buf_fmt(out, "|%.*s", P(v.is == VAL_NULL ? S("-") : v.s));
		}
		buf_putc(out, '\n');
	}
}

static struct str dump_of(struct db *db, const char *only, const char *where)
{
	static const struct stmt files = {
		"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
		" AND name NOT LIKE 'search\\_terms%' ESCAPE '\\'" /* the index over `search` */
		" AND (name = $1 OR name LIKE $1 || '\\_%' ESCAPE '\\' OR $1 = '') ORDER BY name",
		"the schema has no org"
	};
	static const struct stmt server = {
		"SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
		" AND (tablename = $1 OR tablename LIKE $1 || '\\_%' OR $1 = '') ORDER BY tablename",
		"the schema has no org"
	};
	struct hand mine;
	struct str name, text;
	struct buf out;
	struct rows q;
	struct tx tx;

	hand_init(&mine, &e);
	buf_init(&out, 64 << 20);
	tx = tx_read(db, &mine.world, &mine.a, &mine.r);
	q = db_query(&tx, db_is_shared(db) ? &server : &files, str_of(only));
	while (db_row(&q, &name))
		put_table(&out, &tx, name, str_of(where));
	tx_end(&tx);
	assert_false(mine.r.fault);
	text = arena_str(&arena, buf_str(&out));
	buf_drop(&out);
	hand_drop(&mine);
	return text;
}

static struct str dump(void)
{
	return dump_of(e.db, "", "");
}

/* --- refused steps ---------------------------------------------------------------------------- */

static int64_t ticket(const char *number)
{
	return hand_must(&h, "hotline", 0, "receive",
	                 arena_fmt(&arena,
	                           "ticket_number=%s\nkind=complaint\nsubject=噪音\n"
	                           "received_at=2024-10-21T09:00\nreceived_on=2024-10-21",
	                           number)
	                         .p);
}

/* One for each part of the walk that may refuse. */
static const struct {
	const char *what, *ledger, *verb, *fields, *say;
	bool begun; /* of a ticket that was received                                */
	unsigned roles;
	int64_t seen;
} refused[] = {
	{ "verb", "hotline", "fly", "", "没有这一步", true },
	{ "right", "hotline", "accept", "accepted_at=2024-10-21T09:05", "无权", true, OFFICER },
	{ "state", "hotline", "close", "closed_on=2024-10-21", "现在不能", true },
	{ "version", "hotline", "accept", "accepted_at=2024-10-21T09:05", "改动", true, 0, 7 },
	{ "begins", "hotline", "accept", "accepted_at=2024-10-21T09:05", "不能开始" },
	{ "future", "hotline", "receive",
	  "ticket_number=9\nkind=enquiry\nsubject=问\nreceived_at=2024-10-22T09:00\n"
	  "received_on=2024-10-22",
	  "今天之后" },
	{ "before", "hotline", "accept", "accepted_at=2024-10-18T09:05", "早于前一步", true },
	{ "late", "hotline", "receive",
	  "ticket_number=9\nkind=enquiry\nsubject=问\nreceived_at=2024-03-01T09:00\n"
	  "received_on=2024-03-01",
	  "补录" },
	{ "field", "hotline", "accept", "accepted_at=2024-10-21T09:05\ncolour=red", "没有这个字段",
	  true },
	{ "fill", "hotline", "accept", "accepted_at=2024-10-21T09:05\nreply=好", "不填", true },
	{ "value", "hotline", "accept", "accepted_at=nine", "时间写作", true },
	{ "reference", "hotline", "receive",
	  "ticket_number=9\nkind=enquiry\nsubject=问\nreceived_at=2024-10-21T09:00\n"
	  "received_on=2024-10-21\noperator=没有的公司",
	  "没有这条记录" },
	{ "must", "hotline", "receive", "kind=enquiry\nreceived_on=2024-10-21", "应当填写" },
	{ "rule", "hotline", "accept", "accepted_at=2024-10-21T08:00", "颠倒", true },
	{ "common", "hotline", "void", "", "理由", true },
};

static bool told(const char *words)
{
	for (size_t i = 0; i < h.r.n; i++)
		if (!h.r.list[i].warning && str_has(h.r.list[i].say, str_of(words)))
			return true;
	return false;
}

static void test_refused_leaves_nothing(void **state)
{
	int64_t id = ticket("TJ1");
	unsigned all = h.who.roles;

	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct str before = dump();
		h.who.roles = refused[i].roles ? refused[i].roles : all;
		h.who.seen = refused[i].seen;
		if (hand_step(&h, refused[i].ledger, refused[i].begun ? id : 0, refused[i].verb,
		              refused[i].fields))
			fail_msg("%s: was taken", refused[i].what);
		assert_false(h.r.fault);
		if (!told(refused[i].say))
			fail_msg("%s: said %.*s", refused[i].what, P(hand_why(&h)));
		if (!str_eq(before, dump()))
			fail_msg("%s: left something", refused[i].what);
	}
	h.who.roles = all;
	h.who.seen = 0;
}

/* A refused step among others of one job takes only itself back, if the job goes on. */
static bool two_steps(struct tx *tx, void *arg)
{
	int64_t id = *(int64_t *)arg;
	struct entry at = { .key = S("accepted_at"), .text = S("2024-10-21T09:05") };
	const struct table *t = table_of(&e.p, S("hotline"));
	size_t n = tx->r->n;

	if (step_take(tx, &e.p, &h.who, t, id, S("close"), DAY_NONE, NULL, 0, NULL))
		return false;
	refusals_cut(tx->r, n);
	return step_take(tx, &e.p, &h.who, t, id, S("accept"), DAY_NONE, &at, 1, NULL);
}

static void test_refused_inside_of_a_job(void **state)
{
	int64_t id = ticket("TJ2");

	(void)state;
	arena_reset(&h.a);
	refusals_init(&h.r, &h.a);
	assert_true(tx_run(e.db, &h.world, &h.a, &h.r, two_steps, &id));
	assert_true(str_has(dump_of(e.db, "hotline", ""), S("|accepted|")));
}

/* --- faults ----------------------------------------------------------------------------------- */

static bool fault_then_step(struct tx *tx, void *arg)
{
	struct entry at = { .key = S("accepted_at"), .text = S("2024-10-21T09:05") };
	const struct table *t = table_of(&e.p, S("hotline"));

	tx_fault(tx, "磁盘坏了");
	return step_take(tx, &e.p, &h.who, t, *(int64_t *)arg, S("accept"), DAY_NONE, &at, 1, NULL);
}

static void test_faults_stick(void **state)
{
	int64_t id = ticket("TJ3");
	struct str before = dump();

	(void)state;
	arena_reset(&h.a);
	refusals_init(&h.r, &h.a);
	assert_false(tx_run(e.db, &h.world, &h.a, &h.r, fault_then_step, &id));
	assert_true(h.r.fault);
	assert_str(h.r.fault_say, "磁盘坏了");
	assert_int_equal(h.r.n, 0); /* a fault never reads as a legal answer                */
	assert_true(str_eq(before, dump()));
	assert_true(hand_step(&h, "hotline", id, "accept", "accepted_at=2024-10-21T09:05") == id);
}

/* --- effects ---------------------------------------------------------------------------------- */

/* clang-format off */
#define WHY HOUSE("测试")
#define BOTH STATES({ "open", "办理中" }, { "done", "办结", FINAL }), \
	STEPS({ "begin", "开始", NEW, 0, CLERK|ENGINE, "text", WHY }, { "end", "结束", IN(0), 1, CLERK, NULL, WHY })
#define NAMED(k, name) .key = k, .label = name, .law = "政府信息公开条例", .title = "text", .series = name
#define TEXTS { "text", TEXT, "文字", MUST, WHY }

/* Two that open each other without end; one that opens what asks for more than it is given. */
static const struct ledger ping = { NAMED("ping", "来"), FIELDS(TEXTS), BOTH, OPENS({ "begin", "pong", "text", WHY }) };
static const struct ledger pong = { NAMED("pong", "去"), FIELDS(TEXTS), BOTH, OPENS({ "begin", "ping", "text", WHY }) };
static const struct ledger lax  = { NAMED("lax", "宽"), FIELDS(TEXTS), BOTH, OPENS({ "begin", "strict", "text", WHY }) };
static const struct ledger strict = { NAMED("strict", "严"), FIELDS(TEXTS, { "code", TEXT, "代码", MUST, WHY }), BOTH };
/* clang-format on */

static void test_effects(void **state)
{
	static const struct listing list[] = {
		{ 1, &ping }, { 1, &pong }, { 1, &lax }, { 1, &strict }
	};
	static const struct ledger *const ledgers[] = { &ping, &pong, &lax, &strict };
	static struct engine mine;
	struct str error = S(""), before;
	struct hand hand;

	(void)state;
	mine = (struct engine){ .law = e.law, .today = e.today, .person = 1 };
	arena_init(&mine.a, 64 << 20);
	program_new(&mine.p, &mine.a, &mine.law, list, COUNT(list));
	assert_int_equal(mine.p.n_findings, 0);
	mine.db = engine_db(test_db());
	hand_init(&hand, &mine);
	assert_true(schema_migrate(mine.db, &mine.law, ledgers, COUNT(list), &hand.world, &error));
	before = dump_of(mine.db, "", "");
	assert_int_equal(hand_step(&hand, "ping", 0, "begin", "text=无尽"), 0);
	assert_true(hand.r.fault && str_has(hand.r.fault_say, S("超过")));
	assert_true(str_eq(before, dump_of(mine.db, "", "")));
	assert_int_equal(hand_step(&hand, "lax", 0, "begin", "text=不足"), 0);
	assert_false(hand.r.fault);
	assert_str(hand_why(&hand), "严：代码应当填写。");
	assert_true(str_eq(before, dump_of(mine.db, "", "")));
	hand_drop(&hand);
	engine_close(&mine);
}

/* --- once and twice --------------------------------------------------------------------------- */

/* What a database asks to be run again leaves what one run leaves. */
static void test_twice_is_once(void **state)
{
	struct str error, once, twice;
	struct world world = h.world;
	struct db *one = e.db, *other = db_copy_memory(e.db, &error);

	(void)state;
	assert_non_null(other);
	e.db = other;
	db_group_begin(other);
	ticket("TJ4");
	db_group_undo(other);
	h.world = world;
	ticket("TJ4");
	twice = dump();
	e.db = one;
	db_close_all(other);
	h.world = world;
	ticket("TJ4");
	once = dump();
	assert_true(str_eq(once, twice));
}

/* --- order and undo --------------------------------------------------------------------------- */

static size_t steps_of(int64_t id, struct taken **ret)
{
	const struct table *t = table_of(&e.p, S("info_request"));
	struct record r = { t, 1, id, NULL };
	struct tx tx = tx_read(e.db, &h.world, &arena, &h.r);
	size_t n = record_steps(&tx, &r, ret);

	tx_end(&tx);
	return n;
}

static int64_t request(void)
{
	return hand_must(&h, "info_request", 0, "receive",
	                 "applicant_kind=citizen\napplicant=张某\nsubject=演出备案\nchannel=web\n"
	                 "confirmed_on=2024-10-21\nreceived_on=2024-10-21");
}

static void test_same_day_keeps_order(void **state)
{
	static const char *const verbs[] = { "receive", "ask", "supplement", "answer" };
	int64_t id = request();
	struct taken *list;

	(void)state;
	hand_must(&h, "info_request", id, "ask", "missing=名称\nsupplement_until=2024-11-01");
	hand_must(&h, "info_request", id, "supplement", "");
	hand_must(&h, "info_request", id, "answer", "answered_on=2024-10-21\nresult=given");
	assert_int_equal(steps_of(id, &list), COUNT(verbs));
	for (size_t i = 0; i < COUNT(verbs); i++) {
		assert_str(list[i].verb, verbs[i]);
		assert_int_equal(list[i].n, i + 1);
		assert_day(list[i].on, "2024-10-21");
		assert_true(i == 0 || list[i].at.us > list[i - 1].at.us);
	}
}

/* The record and what stands beside it. */
static struct record record_now(int64_t id, struct str *ret_beside)
{
	static const char *const beside[] = { "info_request_steps", "info_request_states",
		                              "info_request_open" };
	struct tx tx = tx_read(e.db, &h.world, &arena, &h.r);
	struct str where = arena_fmt(&arena, " WHERE of = %lld", (long long)id);
	struct record r;

	assert_true(record_load(&tx, table_of(&e.p, S("info_request")), 1, id, &r));
	tx_end(&tx);
	*ret_beside = S("");
	for (size_t i = 0; i < COUNT(beside); i++)
		*ret_beside = arena_fmt(&arena, "%.*s%.*s", P(*ret_beside),
		                        P(dump_of(e.db, beside[i], where.p)));
	return r;
}

static void test_undo_restores(void **state)
{
	int64_t id = request(), version;
	struct str before, after;
	struct record was = record_now(id, &before), is;

	(void)state;
	hand_must(&h, "info_request", id, "consult", "third_party=某公司\nconsulted_on=2024-10-21");
	hand_must(&h, "info_request", id, "undo", "reason=办错了");
	is = record_now(id, &after);
	version = record_int(&was, S("version"));
	assert_true(record_int(&is, S("version")) > version); /* forms shown before are old     */
	for (size_t i = 0; i < was.t->n_columns; i++)
		if (!str_is(was.t->columns[i].key, "version") && !val_eq(was.v[i], is.v[i]))
			fail_msg("%.*s differs", P(was.t->columns[i].key));
	assert_true(str_eq(before, after));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused_leaves_nothing),
		cmocka_unit_test(test_refused_inside_of_a_job),
		cmocka_unit_test(test_faults_stick),
		cmocka_unit_test(test_effects),
		cmocka_unit_test(test_twice_is_once),
		cmocka_unit_test(test_same_day_keeps_order),
		cmocka_unit_test(test_undo_restores),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
