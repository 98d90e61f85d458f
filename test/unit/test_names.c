/*
 * test_names.c - names stand in the order in which they are read, on either database
 */
#include "../database.h"
#include "../engine.h"
#include "kit.h"

#include "law/pinyin.h"
#include "ledger/list.h"
#include "ledger/search.h"

static struct engine e;
static struct hand h;
static const struct viewer clerk = { 1, 77, 0, CLERK };

static int open_all(void **state)
{
	kit_open(state);
	engine_load(&e, "2024-10-21");
	e.db = engine_db(test_db());
	engine_migrate(&e, e.db);
	hand_init(&h, &e);
	h.who.roles |= CLERK | SECRETARY | HEADS;
	return 0;
}

static int close_all(void **state)
{
	db_close_all(e.db);
	arena_drop(&h.a);
	arena_drop(&e.a);
	return kit_close(state);
}

/* --- readings -------------------------------------------------------------------------------- */

static void surnames(void **state)
{
	static const struct {
		const char *name, *person, *other;
	} said[] = {
		{ "单晓梅", "shan xiao mei", "dan xiao mei" },
		{ "解放", "xie fang", "jie fang" },
		{ "仇英", "qiu ying", "chou ying" },
		{ "曾国", "zeng guo", "zeng guo" },
		{ "区里", "ou li", "qu li" },
		{ "查良镛", "zha liang yong", "cha liang yong" },
		{ "朴仁", "piao ren", "pu ren" },
		{ "尉迟恭", "yu chi gong", "wei chi gong" },
		{ "单于信", "chan yu xin", "dan yu xin" },
		{ "王单", "wang dan", "wang dan" },
		{ "李KTV", "li ktv", "li ktv" },
		{ "", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(said); i++) {
		assert_str(pinyin_of(&e.law, &arena, str_of(said[i].name), true), said[i].person);
		assert_str(pinyin_of(&e.law, &arena, str_of(said[i].name), false), said[i].other);
	}
	assert_str(pinyin_initials(&e.law, &arena, S("尉迟恭"), true), "ycg");
	assert_str(pinyin_initials(&e.law, &arena, S("单晓梅"), true), "sxm");
	assert_str(pinyin_initials(&e.law, &arena, S("单晓梅"), false), "dxm");
}

static void an_order_is_short(void **state)
{
	struct str name = S("");
	size_t bad;

	(void)state;
	for (int i = 0; i < 400; i++)
		name = arena_fmt(&arena, "%.*s长", P(name));
	name = pinyin_order(&e.law, &arena, name, true);
	assert_true(name.n <= 2 * ORDER_BYTES + 1);
	assert_true(utf8_ok(name, &bad));
	assert_str(pinyin_order(&e.law, &arena, S("李明"), true), "li ming\t李明");
	assert_str(pinyin_order(&e.law, &arena, S(""), true), "");
	/* what has no reading is sorted by itself */
	assert_str(pinyin_order(&e.law, &arena, S("！"), true), "\t！");
}

/* --- lists ----------------------------------------------------------------------------------- */

static int64_t enter(const char *name)
{
	return hand_must(&h, "person", 0, "enter",
	                 arena_fmt(&arena, "name=%s\nsection=一科\non=2024-10-08", name).p);
}

/* Names of a list in pages of two, one after the other. */
static const char *listed(const char *ledger, bool up)
{
	struct list_ask ask = { .t = table_of(&e.p, str_of(ledger)),
		                .viewer = clerk,
		                .sort = S("name"),
		                .up = up,
		                .size = 2,
		                .bare = true };
	struct str all = S("");
	struct list_page page;
	struct tx tx;

	arena_reset(&h.a);
	refusals_init(&h.r, &h.a);
	tx = tx_read(e.db, &h.world, &h.a, &h.r);
	do {
		assert_true(list_page(&tx, &e.p, &ask, &page));
		for (size_t i = 0; i < page.n_rows; i++)
			all = arena_fmt(&arena, "%.*s %.*s", P(all),
			                P(record_text(&page.rows[i].r, S("name"))));
		ask.after = page.next;
	} while (page.next.n);
	tx_end(&tx);
	return arena_z(&arena, str_from(all, 1));
}

static size_t wrong_orders(void)
{
	int64_t from = 0;
	size_t n;
	struct tx tx = tx_read(e.db, &h.world, &h.a, &h.r);

	n = search_recheck(&tx, &e.p, 1, table_of(&e.p, S("person")), false, 100, &from);
	tx_end(&tx);
	return n;
}

static bool spoil(struct tx *tx, void *arg)
{
	static const struct stmt st = {
		"UPDATE person SET name_order = 'zz' WHERE org = 1 AND name = '单晓梅'", NULL
	};

	(void)arg;
	db_exec(tx, &st);
	return true;
}

static bool mend(struct tx *tx, void *arg)
{
	int64_t from = 0;

	(void)arg;
	return search_recheck(tx, &e.p, 1, table_of(&e.p, S("person")), true, 100, &from) == 1;
}

static void persons_by_reading(void **state)
{
	static const char *const names[] = { "张三", "单晓梅", "沈一", "林山", "李四",  "曾平",
		                             "解红", "仇英",   "李",   "区明", "尉迟恭" };
	static const char order[] = "李 李四 林山 区明 仇英 单晓梅 沈一 解红 尉迟恭 曾平 张三";
	int64_t id = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		id = enter(names[i]);
	assert_string_equal(listed("person", true), order);
	assert_string_equal(listed("person", false),
	                    "张三 曾平 尉迟恭 解红 沈一 单晓梅 仇英 区明 林山 李四 李");
	assert_int_equal(wrong_orders(), 0);

	assert_true(tx_run(e.db, &h.world, &h.a, &h.r, spoil, NULL));
	assert_int_equal(wrong_orders(), 1);
	assert_true(tx_run(e.db, &h.world, &h.a, &h.r, mend, NULL));
	assert_string_equal(listed("person", true), order);

	hand_must(&h, "person", id, "amend", "name=阿恭\nreason=写错");
	assert_string_equal(listed("person", true),
	                    "阿恭 李 李四 林山 区明 仇英 单晓梅 沈一 解红 曾平 张三");
	hand_must(&h, "person", id, "amend", "name=尉迟恭\nreason=没有写错");
	assert_string_equal(listed("person", true), order);
}

/* A firm has no surname. */
static void firms_by_reading(void **state)
{
	static const char *const names[] = { "蓝天歌舞厅", "单县面馆", "解放路书店", "Ａ音乐",
		                             "爱心网吧" };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		hand_must(&h, "org", 0, "enter",
		          arena_fmt(&arena, "name=%s\nkind=other", names[i]).p);
	assert_string_equal(listed("org", true), "Ａ音乐 爱心网吧 单县面馆 解放路书店 蓝天歌舞厅");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(surnames),
		cmocka_unit_test(an_order_is_short),
		cmocka_unit_test(persons_by_reading),
		cmocka_unit_test(firms_by_reading),
	};

	return cmocka_run_group_tests_name("names", tests, open_all, close_all);
}
