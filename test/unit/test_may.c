/*
 * test_may.c - who sees an accusation: what the grants except holds for those who act as well
 */
#include "../database.h"
#include "bureau_kit.h"

#include "ledger/list.h"

static int64_t accused, other, plain, by_name;

/* Who writes petitions down. */
static struct {
	int64_t person, section;
	const struct viewer *viewer;
} doer;

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

	s.person = doer.person;
	s.section = doer.section;
	s.viewer = doer.viewer;
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
	(void)state;
	bureau_open(test_db());
	accused = person("甲");
	other = person("乙");
	plain = petition(0, NULL);
	by_name = petition(0, "局外人");
	return 0;
}

static bool sees(int64_t who, unsigned roles, int64_t id)
{
	struct viewer v = { 1, who, 0, roles };
	struct tx tx = reading();
	bool may;

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
	doer.person = accused;
	id = petition(0, NULL);
	assert_true(sees(accused, CLERK, id));
	doer.person = 0;
	take((struct stepping){
		"petition",
		"amend",
		{ text("reason", S("补充")),
	          { .key = S("accused"), .set = true, .values = &whom, .n_values = 1 } },
		2,
		id,
		other });
	assert_false(sees(accused, CLERK, id));
	assert_false(sees(accused, CLERK | HEAD, id));
	assert_true(sees(other, CLERK, id));
}

static bool sees_from(int64_t section, unsigned roles, int64_t id)
{
	struct hat hat = { .roles = roles, .section = section, .from = DAY_NONE, .to = DAY_NONE };
	struct viewer v = { 1, 4711, section, roles, &hat, 1, D("2024-12-20") };
	struct tx tx = reading();
	bool may;

	may = may_view(&tx, &program, &v, table_of(&program, S("petition")), id);
	tx_end(&tx);
	return may;
}

/* What a section began is its own; what nobody has yet is of those asked to act, and of the bureau. */
static void a_section(void **state)
{
	int64_t id;

	(void)state;
	doer.section = 1001;
	id = petition(0, NULL);
	doer.section = 0;
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
	s.viewer = doer.viewer = &v;
	assert_true(petition(0, NULL) > 0);
	s.e[s.n++] = text("reason", S("补录"));
	refusals_init(&r, &arena);
	hats[0].from = D("2024-12-21");
	assert_false(tx_run(db, &world, &arena, &r, stepping_run, &s));
	assert_true(str_has(r.list[0].say, S("没有办理")));
	doer.viewer = NULL;
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

	return cmocka_run_group_tests(tests, open_all, bureau_close);
}
