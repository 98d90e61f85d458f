/*
 * test_list.c - pages, cursors, counts, rights and dues over records made by step_take()
 */
#include "../database.h"
#include "bureau_kit.h"

#include "ledger/list.h"
#include "ledger/verbs.h"

static const struct viewer clerk = { 1, 77, 0, CLERK };

/* Persons: 25 with a code (some alike), 20 without. */
static void make_persons(void)
{
	for (int i = 0; i < 45; i++)
		take((struct stepping){
			"person", "enter", .person = i % 2 ? 77 : 78, .n = 4,
			.e = { text("name", arena_fmt(&arena, "人%02d", i)),
		               text("code", i < 25 ? arena_fmt(&arena, "C%02d", i) : S("")),
		               text("section", S("一科")), text("on", S("2024-12-20")) } });
}

static int64_t late_request, fine_request;

static int64_t request_on(const char *day)
{
	world_fixed(&world, D(day), 5);
	return take((struct stepping){
		"info_request", "receive", .person = 77, .n = 6,
		.e = { text("applicant_kind", S("citizen")), text("applicant", S("张三丰")),
	               text("subject", arena_fmt(&arena, "申请%s", day)), text("channel", S("web")),
	               text("confirmed_on", str_of(day)), text("received_on", str_of(day)) } });
}

static int open_all(void **state)
{
	(void)state;
	bureau_open(test_db());
	late_request = request_on("2024-09-24");
	fine_request = request_on("2024-12-18");
	world_fixed(&world, D("2024-12-20"), 9);
	make_persons();
	return 0;
}

/* --- pages ----------------------------------------------------------------------------------- */

/* Walks all pages of a sort; checks order, that none comes twice and none is left out. */
static void walk(const char *sort, bool up, size_t size)
{
	struct tx tx = reading();
	struct list_ask ask = { .t = table_of(&program, S("person")),
		                .viewer = clerk,
		                .sort = str_of(sort),
		                .up = up,
		                .size = size,
		                .bare = true };
	struct str last = S("");
	int64_t seen[64];
	size_t n = 0;
	bool unset = false;

	for (int page = 0; page < 64; page++) {
		struct list_page p;
		assert_true(list_page(&tx, &program, &ask, &p));
		for (size_t i = 0; i < p.n_rows; i++) {
			struct str value = record_text(&p.rows[i].r, str_of(sort));
			for (size_t k = 0; k < n; k++)
				assert_int_not_equal(seen[k], p.rows[i].r.id);
			seen[n++] = p.rows[i].r.id;
			unset |= !value.n;
			if (n > 1 && value.n && last.n)
				assert_true(up ? str_cmp(last, value) <= 0
				               : str_cmp(last, value) >= 0);
			last = value;
		}
		if (!p.next.n)
			break;
		ask.after = p.next;
	}
	tx_end(&tx);
	assert_int_equal(n, 45);
	(void)unset;
}

static void pages(void **state)
{
	static const char *const sorts[] = { "name", "code", "number" };

	(void)state;
	for (size_t i = 0; i < COUNT(sorts); i++)
		for (size_t size = 1; size < 50; size += 8) {
			walk(sorts[i], true, size);
			walk(sorts[i], false, size);
		}
}

/* Dates: reviewer_from is unset for all, off too; unset values stand last and are walked. */
static void unset_values(void **state)
{
	struct tx tx = reading();
	struct list_ask ask = { .t = table_of(&program, S("person")),
		                .viewer = clerk,
		                .sort = S("off"),
		                .size = 20,
		                .bare = true };
	struct list_page p;
	size_t n = 0;

	(void)state;
	do {
		assert_true(list_page(&tx, &program, &ask, &p));
		n += p.n_rows;
		ask.after = p.next;
	} while (p.next.n);
	assert_int_equal(n, 45);
	tx_end(&tx);
}

static void rubbish(void **state)
{
	static const char *const cursors[] = { "x",  "n", "n.", "i.5", "ix.5",
		                               "t.", "5", ".5", "i1.x" };
	struct tx tx = reading();
	struct list_ask ask = { .t = table_of(&program, S("person")), .viewer = clerk };
	struct list_page p;

	(void)state;
	for (size_t i = 0; i < COUNT(cursors); i++) {
		ask.after = str_of(cursors[i]);
		assert_false(list_page(&tx, &program, &ask, &p));
	}
	ask.after = S("");
	ask.sort = S("post");
	assert_false(list_page(&tx, &program, &ask, &p));
	ask.sort = S("");
	ask.conds = "nothing=1";
	assert_false(list_page(&tx, &program, &ask, &p));
	assert_false(r.fault);
	tx_end(&tx);
}

static void conditions(void **state)
{
	struct tx tx = reading();
	struct list_ask ask = { .t = table_of(&program, S("person")), .viewer = clerk };
	struct list_page p;

	(void)state;
	ask.conds = "code=";
	assert_true(list_page(&tx, &program, &ask, &p));
	assert_int_equal(p.count.n, 20);
	ask.conds = "name~\"人0\"\ncode!=";
	assert_true(list_page(&tx, &program, &ask, &p));
	assert_int_equal(p.count.n, 10);
	assert_int_equal(p.views[VIEW_MINE].n, 5);
	ask.view = VIEW_MINE;
	assert_true(list_page(&tx, &program, &ask, &p));
	assert_int_equal(p.n_rows, 5);
	ask.view = VIEW_ALL;
	ask.conds = "";
	ask.state = S("closed");
	assert_true(list_page(&tx, &program, &ask, &p));
	assert_int_equal(p.count.n, 0);
	tx_end(&tx);
}

/* --- rights ---------------------------------------------------------------------------------- */

static void rights(void **state)
{
	struct table *t = table_of(&program, S("info_request"));
	struct viewer public = { 1, 5, 0, PUBLIC }, other = clerk;
	struct tx tx = reading();

	(void)state;
	assert_true(may_open(t, CLERK));
	assert_true(may_begin(t, CLERK));
	assert_false(may_open(t, PUBLIC));
	assert_false(may_begin(t, PUBLIC));
	assert_true(may_view(&tx, &program, &clerk, t, late_request));
	assert_false(may_view(&tx, &program, &public, t, late_request));
	assert_false(may_view(&tx, &program, &clerk, t, 123));
	other.org = 2;
	assert_false(may_view(&tx, &program, &other, t, late_request));
	for (size_t i = 0; i < program.n_tables; i++)
		for (int role = 0; role < N_ROLES; role++) {
			struct viewer v = { 1, 5, 9, 1u << role };
			may_view(&tx, &program, &v, &program.tables[i], 1);
			if (r.fault)
				fail_msg("%s as %s: %.*s", program.tables[i].l->key, role_key(role),
				         P(r.fault_say));
		}
	tx_end(&tx);
}

static void every_ledger_lists(void **state)
{
	struct viewer all = { 1, 77, 3, ~0u };
	struct tx tx = reading();

	(void)state;
	for (size_t i = 0; i < program.n_tables; i++)
		for (int view = 0; view < N_VIEWS; view++) {
			struct list_ask ask = { .t = &program.tables[i],
				                .viewer = all,
				                .view = (enum list_view)view };
			struct list_page p;
			if (!list_page(&tx, &program, &ask, &p))
				fail_msg("%s: %.*s", program.tables[i].l->key, P(r.fault_say));
		}
	tx_end(&tx);
}

static void masks(void **state)
{
	static const struct field name = { "name", TEXT, "姓名" },
				  address = { "address", TEXT, "住所" },
				  phone = { "phone", TEXT, "电话", .form = "phone" },
				  code = { "code", TEXT, "证件" };

	(void)state;
	assert_str(personal_mask(&arena, &name, S("张三丰")), "张**");
	assert_str(personal_mask(&arena, &name, S("星悦歌舞娱乐有限公司")), "星悦歌舞娱乐有限公司");
	assert_str(personal_mask(&arena, &phone, S("13900000000")), "139****0000");
	assert_str(personal_mask(&arena, &code, S("91120118MA06XXXX5X")), "91********5X");
	assert_str(personal_mask(&arena, &address, S("海澜区文化路一号")), "海澜区文化路****");
	assert_str(personal_mask(&arena, &name, S("")), "");
}

/* --- dues ------------------------------------------------------------------------------------ */

/* What is due is read from an index of what is not done, in order: it costs a page, not a ledger. */
static void dues_by_index(void **state)
{
	struct tx tx;
	size_t n = 0;

	(void)state;
	if (db_is_shared(db))
		skip(); /* PostgreSQL reads so small a table without an index */
	tx = reading();
	for (size_t i = 0; i < program.n_tables; i++)
		for (size_t k = 0; k < program.tables[i].n_clocks; k++) {
			const char *l = program.tables[i].l->key,
				   *c = program.tables[i].clocks[k].key;
			struct str text = arena_fmt(
				&arena,
				"EXPLAIN QUERY PLAN SELECT m.id FROM \"%s\" m WHERE m.org = $1 AND"
				" m.ended_on IS NULL AND m.void_on IS NULL AND m.merged_on IS NULL AND"
				" m.\"%s_due\" IS NOT NULL AND m.\"%s_done\" IS NULL"
				" ORDER BY m.\"%s_due\", m.id LIMIT 20",
				l, c, c, c);
			struct str index = arena_fmt(&arena, "ix_%s_%s_due", l, c), detail;
			int64_t a, b, none;
			struct rows q = db_query(&tx, stmt_intern(&program, text), (int64_t)1);
			bool found = false;
			while (db_row(&q, &a, &b, &none, &detail)) {
				found |= str_has(detail, index);
				assert_false(str_has(detail, S("TEMP B-TREE")));
			}
			if (!found)
				fail_msg("%s.%s is not read by %.*s", l, c, P(index));
			n++;
		}
	assert_true(n > 50);
	assert_false(tx.r->fault);
	tx_end(&tx);
}

static void dues(void **state)
{
	struct due_ask ask = { .viewer = &clerk, .only = table_of(&program, S("info_request")) };
	struct due_item *list;
	struct tx tx = reading();
	size_t n = due_list(&tx, &program, 1, D("2024-12-20"), &ask, &list);

	(void)state;
	assert_true(n >= 2);
	assert_int_equal(list[0].id, late_request);
	assert_int_equal(list[0].is, DUE_LATE);
	assert_true(list[0].left < 0);
	assert_true(str_starts(due_words(&arena, &list[0]), S("逾期 ")));
	for (size_t i = 1; i < n; i++)
		assert_true(list[i - 1].due.n <= list[i].due.n);
	for (size_t i = 0; i < n; i++) {
		assert_true(list[i].basis.n > 0);
		if (str_is(list[i].clock, "answer") && list[i].id == late_request)
			assert_day(list[i].due, "2024-10-25");
		if (str_is(list[i].clock, "answer") && list[i].id == fine_request)
			assert_int_equal(list[i].is, DUE_FINE);
	}
	ask.within = 1;
	assert_true(due_list(&tx, &program, 1, D("2024-12-20"), &ask, &list) < n);
	ask.within = 0;
	ask.owner = 12345;
	assert_int_equal(due_list(&tx, &program, 1, D("2024-12-20"), &ask, &list), 0);
	ask = (struct due_ask){ 0 };
	assert_true(due_list(&tx, &program, 1, D("2024-12-20"), &ask, &list) >= n);
	assert_int_equal(due_list(&tx, &program, 2, D("2024-12-20"), &ask, &list), 0);
	tx_end(&tx);
}

static void late_and_soon(void **state)
{
	struct list_ask ask = { .t = table_of(&program, S("info_request")),
		                .viewer = clerk,
		                .view = VIEW_LATE };
	struct list_page p;
	struct tx tx = reading();

	(void)state;
	assert_true(list_page(&tx, &program, &ask, &p));
	assert_int_equal(p.count.n, 1);
	assert_int_equal(p.rows[0].r.id, late_request);
	assert_non_null(p.rows[0].due);
	assert_int_equal(p.views[VIEW_ALL].n, 2);
	tx_end(&tx);
}

/* --- what can be done ------------------------------------------------------------------------ */

static void acts(void **state)
{
	struct record rec;
	struct act *list;
	struct tx tx = reading();
	bool mine = false, others = false;
	size_t n;

	(void)state;
	assert_true(record_load(&tx, table_of(&program, S("info_request")), 1, fine_request, &rec));
	n = record_acts(&tx, &program, &clerk, &rec, &list);
	assert_true(n > 0);
	for (size_t i = 0; i < n; i++) {
		mine |= list[i].mine;
		others |= !list[i].mine;
		assert_true(list[i].basis.n > 0);
		assert_false(!list[i].mine && list[i].may);
	}
	assert_true(mine);
	assert_true(others);
	tx_end(&tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages),         cmocka_unit_test(unset_values),
		cmocka_unit_test(rubbish),       cmocka_unit_test(conditions),
		cmocka_unit_test(rights),        cmocka_unit_test(every_ledger_lists),
		cmocka_unit_test(masks),         cmocka_unit_test(dues),
		cmocka_unit_test(dues_by_index), cmocka_unit_test(late_and_soon),
		cmocka_unit_test(acts),
	};

	return cmocka_run_group_tests_name("list", tests, open_all, bureau_close);
}
