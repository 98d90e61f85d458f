/*
 * test_paper_orders.c - issue orders: numbers without gaps, what is frozen, what is void, what verification finds
 */
#include "../database.h"
#include "kit.h"

#include "../engine.h"
#include "journal/verify.h"
#include "ledger/numbers.h"
#include "ledger/papers.h"
#include "ledger/replay.h"
#include "paper/issue.h"

/* clang-format off */
#define WHY HOUSE("测试")
static const struct ledger note = {
	.key = "note", .label = "便条", .law = "政府信息公开条例", .title = "text", .series = "便",
	FIELDS({ "text", TEXT, "事由", MUST, WHY }, { "address", TEXT, "地址", 0, WHY }, { "money", MONEY, "金额", 0, WHY },
	       { "people", ROWS, "人员", 0, COLUMNS({ "name", TEXT, "姓名", MUST|PERSONAL }), WHY }),
	STATES({ "open", "办理中" }, { "done", "已发" }),
	STEPS({ "begin", "开始", NEW, 0, CLERK, "text,address?,money?,people?", WHY },
	      { "issue", "制发", IN(0), 1, CLERK, "address?,people?", WHY }),
	PAPERS({ "slip", "条子", "issue", .series = "条", .each = "people", .recall = "me.text <> '已送达'", .corrects = "people,address", WHY },
	       { "memo", "便函", "issue", .when = "money > 0", WHY }),
};
static struct paper_text texts[] = {
	{ { "note.memo", 9 }, { 0 } },
	{ { "note.slip", 9 }, { 0 } },
};
/* clang-format on */
static const char memo[] =
	"@title {{paper.label}}\n寄往{{address}}，金额{{money}}（{{money|大写}}）。\n";
static const char slip[] =
	"@title {{paper.label}}\n@number {{paper.number}}\n@to {{name}}\n"
	"事由：{{me.text}}。同去：{{#each me.people|、}}{name}{{/each}}\n"
	"{{#if me.money > 0}}\n金额{{me.money}}。\n{{/if}}\n@signer 本局\n@date {{paper.day}}\n";

static struct engine e;
static struct hand h;

static int open_all(void **state)
{
	static struct listing list[128];
	size_t n;
	const struct listing *all = all_ledgers(&n);

	(void)state;
	arena_init(&arena, 256 << 20);
	engine_load(&e, "2024-10-21");
	e.person = 1;
	memcpy(list, all, n * sizeof *all);
	list[n] = (struct listing){ 1, &note };
	texts[0].text = str_of(memo);
	texts[1].text = str_of(slip);
	e.law.papers = texts;
	e.law.n_papers = COUNT(texts);
	program_new(&e.p, &e.a, &e.law, list, n + 1);
	assert_int_equal(e.p.n_findings, 0);
	e.db = engine_db(test_db());
	engine_migrate(&e, e.db);
	hand_init(&h, &e);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	hand_drop(&h);
	db_close_all(e.db);
	arena_drop(&e.a);
	arena_drop(&arena);
	return 0;
}

static int64_t begin(const char *more)
{
	int64_t id = hand_step(&h, "note", 0, "begin",
	                       arena_fmt(&arena, "text=去开会\npeople+name:张三%s", more).p);

	assert_true(id > 0);
	return id;
}

static size_t papers(int64_t id, struct paper_order **ret)
{
	struct tx tx = tx_read(e.db, &h.world, &arena, &h.r);
	size_t n = record_papers(&tx, table_of(&e.p, S("note")), 1, id, ret);

	tx_end(&tx);
	return n;
}

static int64_t found(void)
{
	struct tx tx = tx_read(e.db, &h.world, &arena, &h.r);
	struct verifying v = { .tx = &tx, .org = 1 };

	records_verify(&v, &e.p);
	tx_end(&tx);
	return v.n_found;
}

struct tampering {
	struct stmt st;
	int64_t id;
};

static bool tamper_do(struct tx *tx, void *arg)
{
	struct tampering *t = arg;

	db_exec(tx, &t->st, t->id);
	return true;
}

static void tamper(const char *sql, int64_t id)
{
	struct tampering *t = arena_new(&arena, struct tampering);

	*t = (struct tampering){ { sql, "a test changes one row" }, id };
	assert_true(tx_run(e.db, &h.world, &arena, &h.r, tamper_do, t));
}

/* --- tests ------------------------------------------------------------------------------------ */

static void numbers_have_no_gaps(void **state)
{
	struct paper_order *list;
	int64_t one = begin(""), two = begin("\nmoney=3000.00"), three = begin("");

	(void)state;
	assert_true(hand_step(&h, "note", one, "issue", "people+name:李四") == one);
	assert_int_equal(papers(one, &list), 2);
	assert_str(list[0].number, "条〔2024〕1号");
	assert_str(list[1].number, "条〔2024〕2号");
	assert_int_equal(list[0].position, list[1].position);
	/* a paper that lacks its address refuses the whole step, and gives the number back */
	assert_int_equal(hand_step(&h, "note", two, "issue", ""), 0);
	assert_true(str_has(h.r.list[h.r.n - 1].say, S("“便函”缺少：地址")));
	assert_int_equal(papers(two, &list), 0);
	assert_true(hand_step(&h, "note", three, "issue", "") == three);
	papers(three, &list);
	assert_str(list[0].number, "条〔2024〕3号");
	assert_true(hand_step(&h, "note", two, "issue", "address=静海") == two);
	assert_int_equal(papers(two, &list), 2);
	assert_int_equal(found(), 0);
}

static void a_new_year_begins_at_one(void **state)
{
	struct paper_order *list;
	int64_t id = begin("");

	(void)state;
	world_fixed(&h.world, day_make(2025, 1, 2), 7);
	assert_true(hand_step(&h, "note", id, "issue", "") == id);
	papers(id, &list);
	assert_str(list[0].number, "条〔2025〕1号");
	world_fixed(&h.world, e.today, 7);
}

static void void_and_undo_keep_the_number(void **state)
{
	struct paper_order *list;
	int64_t one = begin(""), two = begin(""), last;

	(void)state;
	assert_true(hand_step(&h, "note", one, "issue", "") == one);
	papers(one, &list);
	last = list[0].n;
	assert_true(hand_step(&h, "note", one, "undo", "") >= 0);
	assert_int_equal(papers(one, &list), 1);
	assert_true(day_set(list[0].void_on));
	assert_str(list[0].void_why, "所依据的步骤已撤销");
	assert_true(hand_step(&h, "note", two, "issue", "") == two);
	papers(two, &list);
	assert_int_equal(list[0].n, last + 1);
	assert_true(hand_step(&h, "note", two, "void", "reason=写错了") >= 0);
	papers(two, &list);
	assert_str(list[0].void_why, "写错了");
	assert_int_equal(found(), 0);
}

/* Only the one named, only what its row corrects, only while it has not gone out. */
static void one_is_withdrawn_and_made_anew(void **state)
{
	struct paper_order *list;
	int64_t id = begin("\nmoney=5.00\naddress=静海"), old, memo_id;

	(void)state;
	assert_true(hand_step(&h, "note", id, "issue", "people+name:李四") == id);
	papers(id, &list);
	old = list[0].id;
	memo_id = list[2].id;
	assert_int_equal(
		hand_step(&h, "note", id, "reissue",
	                  arena_fmt(&arena, "paper=%lld\nreason=错", (long long)memo_id).p),
		0);
	assert_int_equal(
		hand_step(&h, "note", id, "reissue",
	                  arena_fmt(&arena, "paper=%lld\nreason=错\nmoney=9.00", (long long)old).p),
		0);
	assert_true(
		hand_step(&h, "note", id, "reissue",
	                  arena_fmt(&arena, "paper=%lld\nreason=错字\naddress=蓟州", (long long)old)
	                          .p) == id);
	assert_int_equal(papers(id, &list), 4);
	assert_true(day_set(list[0].void_on) && !day_set(list[1].void_on));
	assert_str(list[0].void_why, "错字");
	assert_int_equal(list[3].replaces, old);
	assert_int_equal(list[0].replaced_by, list[3].id);
	assert_int_equal(list[3].row, list[0].row);
	assert_true(list[3].n > list[1].n);
	assert_int_equal(found(), 0);
	tamper("UPDATE paper_orders SET replaces = 0 WHERE id = $1", list[3].id);
	assert_int_equal(found(), 1);
	tamper(arena_fmt(&arena, "UPDATE paper_orders SET replaces = %lld WHERE id = $1",
	                 (long long)old)
	               .p,
	       list[3].id);
	assert_int_equal(hand_step(&h, "note", id, "reissue",
	                           arena_fmt(&arena, "paper=%lld\nreason=错", (long long)old).p),
	                 0);
	assert_true(hand_step(&h, "note", id, "amend", "text=已送达\nreason=记录") >= 0);
	assert_int_equal(
		hand_step(&h, "note", id, "reissue",
	                  arena_fmt(&arena, "paper=%lld\nreason=错", (long long)list[1].id).p),
		0);
	assert_int_equal(found(), 0);
}

static void verification_finds_what_was_tampered_with(void **state)
{
	struct paper_order *list;
	int64_t id = begin("");

	(void)state;
	assert_true(hand_step(&h, "note", id, "issue", "") == id);
	papers(id, &list);
	assert_int_equal(found(), 0);
	tamper("UPDATE paper_orders SET n = n + 100 WHERE id = $1", list[0].id);
	assert_int_equal(found(), 1);
	tamper("UPDATE paper_orders SET n = n - 100 WHERE id = $1", list[0].id);
	assert_int_equal(found(), 0);
	tamper("INSERT INTO paper_orders (org, id, ledger, record, file, paper, row, number, series, year, n, day, template, data, position)"
	       " SELECT org, id + 1, ledger, record, file, paper, row, number, series, year, n, day, template, data, position FROM paper_orders WHERE id = $1",
	       list[0].id);
	assert_true(found() > 0);
	tamper("DELETE FROM paper_orders WHERE id = $1", list[0].id + 1);
	assert_int_equal(found(), 0);
	tamper("UPDATE paper_templates SET body = body || ' ' WHERE org = 1 AND $1 > 0", id);
	assert_true(found() > 0);
	tamper("UPDATE paper_templates SET body = SUBSTR(body, 1, LENGTH(body) - 1) WHERE org = 1 AND $1 > 0",
	       id);
	tamper("DELETE FROM paper_orders WHERE id = $1", list[0].id);
	assert_int_equal(found(), 1);
}

static bool document(const struct paper_order *o, struct buf *out)
{
	struct tx tx = tx_read(e.db, &h.world, &arena, &h.r);
	struct document d;
	int pages;
	bool ok = paper_document(&tx, 1, o, S(""), &d) &&
	          paper_write(&d, S("pdf"), &h.r, out, &pages);

	tx_end(&tx);
	return ok;
}

static void same_data_same_bytes_until_erased(void **state)
{
	struct paper_order *list;
	struct buf one, two;
	int64_t id = begin("");

	(void)state;
	buf_init(&one, 8 << 20);
	buf_init(&two, 8 << 20);
	assert_true(hand_step(&h, "note", id, "issue", "") == id);
	papers(id, &list);
	assert_true(document(&list[0], &one) && document(&list[0], &two));
	assert_true(str_eq(buf_str(&one), buf_str(&two)));
	assert_true(hand_step(&h, "note", id, "erase", "reason=当事人要求") >= 0);
	buf_clear(&two);
	assert_false(document(&list[0], &two));
	assert_true(h.r.n_refused > 0 && str_has(h.r.list[h.r.n - 1].say, S("已经删除")));
	buf_drop(&one);
	buf_drop(&two);
}

static bool reserve_do(struct tx *tx, void *arg)
{
	return block_reserve(tx, &e.p, &h.who, arg);
}

static bool return_do(struct tx *tx, void *arg)
{
	return block_return(tx, &h.who, *(int64_t *)arg, S("当日没有使用"));
}

static void reserved_numbers_are_used_or_void(void **state)
{
	struct number_block b = { .series = S("条"),
		                  .year = 2024,
		                  .count = 3,
		                  .person = 1,
		                  .device = S("一号"),
		                  .purpose = S("夜间检查") };
	struct paper_order *list;
	struct number_of *all;
	struct tx tx;
	size_t n;
	int64_t one = begin(""), two = begin("");

	(void)state;
	arena_reset(&h.a);
	refusals_init(&h.r, &h.a);
	assert_true(tx_run(e.db, &h.world, &arena, &h.r, reserve_do, &b));
	assert_int_equal(b.to - b.from, 2);
	assert_true(hand_step(&h, "note", one, "issue",
	                      arena_fmt(&arena, "paper_number=%lld", (long long)b.from + 1).p) ==
	            one);
	papers(one, &list);
	assert_int_equal(list[0].n, b.from + 1);
	/* not twice, and not one that nobody reserved */
	assert_int_equal(hand_step(&h, "note", two, "issue",
	                           arena_fmt(&arena, "paper_number=%lld", (long long)b.from + 1).p),
	                 0);
	assert_true(str_has(hand_why(&h), S("已经用过")));
	assert_int_equal(hand_step(&h, "note", two, "issue",
	                           arena_fmt(&arena, "paper_number=%lld", (long long)b.to + 1).p),
	                 0);
	assert_true(hand_step(&h, "note", two, "issue", "") == two);
	papers(two, &list);
	assert_int_equal(list[0].n, b.to + 1);
	assert_true(tx_run(e.db, &h.world, &arena, &h.r, return_do, &b.id));
	tx = tx_read(e.db, &h.world, &arena, &h.r);
	n = numbers_of(&tx, 1, S("条"), 2024, &all);
	tx_end(&tx);
	assert_int_equal(n, b.to + 1);
	assert_int_equal(all[b.from - 1].is, NUMBER_RETURNED);
	assert_int_equal(all[b.from].is, NUMBER_USED);
	assert_int_equal(all[b.to - 1].is, NUMBER_RETURNED);
	for (size_t i = 0; i < n; i++)
		assert_int_not_equal(all[i].is, NUMBER_LOST);
	assert_int_equal(found(), 0);
}

static void values_in_words(void **state)
{
	static const struct {
		int64_t fen;
		const char *words;
	} money[] = {
		{ 0, "零元整" },
		{ 300000, "叁仟元整" },
		{ 1434150, "壹万肆仟叁佰肆拾壹元伍角" },
		{ 100100, "壹仟零壹元整" },
		{ 100001, "壹仟元零壹分" },
		{ 5, "伍分" },
		{ 1000000100, "壹仟万零壹元整" },
		{ 20, "贰角" },
	};
	static const struct {
		int64_t n;
		const char *words;
	} numbers[] = { { 0, "零" },      { 9, "九" },         { 10, "十" },       { 12, "十二" },
		        { 59, "五十九" }, { 101, "一百零一" }, { 110, "一百一十" } };

	(void)state;
	for (size_t i = 0; i < COUNT(money); i++)
		assert_str(fen_words_cn(&arena, money[i].fen), money[i].words);
	for (size_t i = 0; i < COUNT(numbers); i++)
		assert_str(number_cn(&arena, numbers[i].n), numbers[i].words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_no_gaps),
		cmocka_unit_test(a_new_year_begins_at_one),
		cmocka_unit_test(void_and_undo_keep_the_number),
		cmocka_unit_test(reserved_numbers_are_used_or_void),
		cmocka_unit_test(same_data_same_bytes_until_erased),
		cmocka_unit_test(one_is_withdrawn_and_made_anew),
		cmocka_unit_test(verification_finds_what_was_tampered_with),
		cmocka_unit_test(values_in_words),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
