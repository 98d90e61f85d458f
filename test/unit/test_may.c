/*
 * test_may.c - who sees an accusation: what the grants except holds for those who act as well
 */
#include "../database.h"
#include "kit.h"

#include "ledger/list.h"
#include "ledgers/ledgers.h"

static struct db *db;
static struct arena long_arena; /* of the program: jobs rewind the other */
static struct world world;
static struct law law;
static struct program program;
static struct refusals r;
static int64_t accused, other, plain, by_name, doer = 77, doer_section;
static const struct viewer *doer_viewer;

struct stepping {
	const char *ledger, *verb;
	struct entry e[10];
	size_t n;
	int64_t id, ret_id;
};

static bool step(struct tx *tx, void *arg)
{
	struct stepping *s = arg;
	struct actor who = { .org = 1,
		             .entered_by = doer,
		             .done_by = doer,
		             .section = doer_section,
		             .viewer = doer_viewer,
		             .roles = CLERK | SYSTEM_ADMIN | OFFICER,
		             .origin = "test",
		             .when = INSTANT_NONE };

	return step_take(tx, &program, &who, table_of(&program, str_of(s->ledger)), s->id,
	                 str_of(s->verb), DAY_NONE, s->e, s->n, &s->ret_id);
}

static int64_t take(struct stepping s)
{
	refusals_init(&r, &arena);
	if (!tx_run(db, &world, &arena, &r, step, &s))
		fail_msg("%s.%s: %.*s %.*s", s.ledger, s.verb, P(r.n ? r.list[0].say : r.fault_say),
		         P(r.n ? r.list[0].why : S("")));
	return s.ret_id;
}

static struct entry text(const char *key, struct str value)
{
	return (struct entry){ .key = str_of(key), .text = value };
}

static int64_t person(const char *name)
{
	return take((struct stepping){ "person",
	                               "enter",
	                               { text("name", str_of(name)), text("section", S("一科")),
	                                 text("on", S("2024-12-20")) },
	                               3 });
}

/* An accusation of that person, or a plain petition when there is none. */
static int64_t petition(int64_t of, const char *name)
{
	struct stepping s = { "petition",
		              "register",
		              { text("channel", S("letter")), text("petitioner", S("张某")),
		                text("subject", S("反映")), text("received_on", S("2024-12-20")) },
		              4 };
	struct val of_val = VAL(of);

	if (of || name)
		s.e[s.n++] = text("route", S("accusation"));
	if (of)
		s.e[s.n++] = (struct entry){
			.key = S("accused"), .set = true, .values = &of_val, .n_values = 1
		};
	if (name)
		s.e[s.n++] = text("accused_name", str_of(name));
	return take(s);
}

static int open_all(void **state)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	const struct ledger **ledgers;
	struct str error = S("");

	(void)state;
	arena_init(&arena, 1 << 30);
	arena_init(&long_arena, 1 << 30);
	ledgers = arena_array(&long_arena, const struct ledger *, n);
	for (size_t i = 0; i < n; i++)
		ledgers[i] = list[i].l;
	world_fixed(&world, D("2024-12-20"), 5);
	if (!law_load(&law, &long_arena, law_dir(), &error))
		fail_msg("%.*s", P(error));
	program_new(&program, &long_arena, &law, list, n);
	db = db_open(test_db(), false, &error);
	if (!db || !schema_migrate(db, &law, ledgers, n, &world, &error))
		fail_msg("%.*s", P(error));
	accused = person("甲");
	other = person("乙");
	plain = petition(0, NULL);
	by_name = petition(0, "局外人");
	return 0;
}

static int close_all(void **state)
{
	db_close_all(db);
	arena_drop(&long_arena);
	return kit_close(state);
}

static bool sees(int64_t who, unsigned roles, int64_t id)
{
	struct viewer v = { 1, who, 0, roles };
	struct tx tx;
	bool may;

	refusals_init(&r, &arena);
	tx = tx_read(db, &world, &arena, &r);
	may = may_view(&tx, &program, &v, table_of(&program, S("petition")), id);
	tx_end(&tx);
	return may;
}

static void those_who_act(void **state)
{
	(void)state;
	/* registered is a state in which the head of the section and the heads act */
	assert_true(sees(other, CHIEF, plain));
	assert_true(sees(other, DEPUTY, plain));
	assert_false(sees(other, CHIEF, by_name));
	assert_false(sees(other, OFFICER, by_name));
	assert_true(sees(other, DEPUTY, by_name));
}

static void the_accused(void **state)
{
	int64_t id = petition(accused, NULL);

	(void)state;
	assert_false(sees(accused, CHIEF, id));
	assert_false(sees(accused, DEPUTY, id));
	assert_false(sees(accused, HEAD, id));
	assert_true(sees(other, HEAD, id));
	assert_true(sees(accused, DEPUTY, plain));
}

/* Who wrote down a letter that turns out to accuse him does not see it again. */
static void the_accused_who_wrote_it_down(void **state)
{
	struct val whom = VAL(accused);
	int64_t id;

	(void)state;
	doer = accused;
	id = petition(0, NULL);
	assert_true(sees(accused, CLERK, id));
	doer = other;
	take((struct stepping){
		"petition",
		"amend",
		{ text("reason", S("补充")),
	          { .key = S("accused"), .set = true, .values = &whom, .n_values = 1 } },
		2,
		id });
	doer = 77;
	assert_false(sees(accused, CLERK, id));
	assert_false(sees(accused, CLERK | HEAD, id));
	assert_true(sees(other, CLERK, id));
}

static bool sees_from(int64_t section, unsigned roles, int64_t id)
{
	struct hat hat = { .roles = roles, .section = section, .from = DAY_NONE, .to = DAY_NONE };
	struct viewer v = { 1, 4711, section, roles, &hat, 1, D("2024-12-20") };
	struct tx tx;
	bool may;

	refusals_init(&r, &arena);
	tx = tx_read(db, &world, &arena, &r);
	may = may_view(&tx, &program, &v, table_of(&program, S("petition")), id);
	tx_end(&tx);
	return may;
}

/* What a section began is its own; what nobody has yet is of those asked to act, and of the bureau. */
static void a_section(void **state)
{
	int64_t id;

	(void)state;
	doer_section = 1001;
	id = petition(0, NULL);
	doer_section = 0;
	assert_true(sees_from(0, OFFICER, id));
	assert_false(sees_from(1002, OFFICER, id));
	assert_false(sees_from(1002, CHIEF, id));
	assert_true(sees_from(0, CHIEF, id));
	assert_true(sees_from(1002, CHIEF, plain));
	assert_false(sees_from(1002, OFFICER, plain));
	assert_true(sees_from(1002, HEAD, id));
}

/* By a step: what is not seen is not there, and roles are those of the day. */
static void a_step_asks_the_day(void **state)
{
	struct hat hats[] = { { .roles = CLERK, .from = D("2024-12-01"), .to = DAY_NONE } };
	struct viewer v = { .org = 1,
		            .person = other,
		            .roles = CLERK,
		            .hats = hats,
		            .n_hats = 1,
		            .day = D("2024-12-20") };
	struct stepping s = { "petition",
		              "register",
		              { text("channel", S("letter")), text("subject", S("反映")),
		                text("received_on", S("2024-11-20")) },
		              3 };

	(void)state;
	doer_viewer = &v;
	assert_true(petition(0, NULL) > 0);
	s.e[s.n++] = text("reason", S("补录"));
	refusals_init(&r, &arena);
	hats[0].from = D("2024-12-21");
	assert_false(tx_run(db, &world, &arena, &r, step, &s));
	assert_true(str_has(r.list[0].say, S("没有办理")));
	doer_viewer = NULL;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(those_who_act),
		cmocka_unit_test(the_accused),
		cmocka_unit_test(the_accused_who_wrote_it_down),
		cmocka_unit_test(a_section),
		cmocka_unit_test(a_step_asks_the_day),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
