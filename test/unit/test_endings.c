/*
 * test_endings.c - the demo year has a case of every ending, and every decided case has its papers
 *
 * The endings are read from the tables: all final states of the case and of what is a lane of it, and
 * all choices of the fields named here.  One that is added to a table and not told in the demo fails.
 */
#include "ledger/figures.h"
#include "ledger/papers.h"
#include "test/unit/demo_kit.h"

static const char *const ledgers[] = { "case",       "coercive_measure", "confiscated",
	                               "correction", "defence",          "hearing",
	                               "payment",    "publicity",        "referral",
	                               "service",    "legal_review",     "reconsideration",
	                               "litigation" };

/* Where an ending is a choice and not a state: ledger, rows (or NULL), field. */
static const struct {
	const char *ledger, *rows, *field;
} choices[] = {
	{ "case", NULL, "ending" },
	{ "case", "outcomes", "ending" },
	{ "case", "preservation", "fate" },
	{ "coercive_measure", "objects", "fate" },
	{ "coercive_measure", NULL, "release" },
	{ "confiscated", NULL, "fate" },
	{ "correction", NULL, "result" },
	{ "legal_review", NULL, "opinion" },
	{ "payment", "payments", "how" },
	{ "payment", NULL, "court_answer" },
	{ "referral", NULL, "kind" },
	{ "reconsideration", NULL, "outcome" },
	{ "litigation", NULL, "outcome" },
	{ "service", NULL, "how" },
};

static int64_t counted(const struct table *t, const char *rows, const char *field, struct str value)
{
	struct spec s = { .t = t, .measure = COUNT, .rows = rows };
	struct period d = period_of_year(2024);
	struct figure_value v;

	s.conds = arena_fmt(&scratch, "%s=%.*s", field, P(value)).p;
	assert_true(spec_count(&tx, &e.p, DEMO_ORG, &s, &d, &v));
	return v.n;
}

/* Says what is missing; how many. */
static int missing(const char *ledger, const char *rows, const char *field, struct str value)
{
	if (counted(table_of(&e.p, str_of(ledger)), rows, field, value))
		return 0;
	print_error("no %s%s%s with %s = %.*s\n", ledger, rows ? "." : "", rows ? rows : "", field,
	            P(value));
	return 1;
}

static void test_every_final_state(void **state)
{
	int n = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(ledgers); i++) {
		const struct ledger *l = table_of(&e.p, str_of(ledgers[i]))->l;
		for (size_t s = 0; s < l->n_states; s++)
			if (l->states[s].is == FINAL)
				n += missing(l->key, NULL, "state", str_of(l->states[s].key));
	}
	assert_int_equal(n, 0);
}

static const struct field *field_named(const struct field *list, size_t n, const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(list[i].key, key))
			return &list[i];
	fail_msg("no field %s", key);
	return NULL;
}

static void test_every_choice(void **state)
{
	int n = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(choices); i++) {
		const struct ledger *l = table_of(&e.p, str_of(choices[i].ledger))->l;
		const struct field *f = field_named(l->fields, l->n_fields,
		                                    choices[i].rows ? choices[i].rows
		                                                    : choices[i].field);
		struct str rest, key;
		if (choices[i].rows)
			f = field_named(f->rows, f->n_rows, choices[i].field);
		rest = str_of(f->of);
		while (str_item(&rest, &key))
			n += missing(l->key, choices[i].rows, f->key, key);
	}
	assert_int_equal(n, 0);
}

/* --- papers ----------------------------------------------------------------------------------- */

/* What must lie in the file of a case that ended so; of the case itself or of one of its lanes. */
static const struct {
	const char *conds, *ledger, *papers;
} due[] = {
	{ "decided_on!=\nprocedure=ordinary", "case", "filing,closing_inquiry,approval" },
	{ "decided_on!=\nprocedure=ordinary\nending=penalty", "case", "notice,decision" },
	{ "decided_on!=\nprocedure=simple\nending=penalty", "case", "on_site,spot" },
	{ "decided_on!=\nending in minor,first_breach", "case", "no_penalty" },
	{ "decided_on!=\nending in no_fault,under_14,incapable,not_proved,out_of_time", "case",
	  "spared" },
	{ "annul_on!=", "case", "annulment" },
	{ "state=closed", "case", "closing" },
	{ "decided_on!=\nstate=closed", "service", NULL },
	{ "ending=referred", "referral", NULL },
};

static bool has_paper(const struct paper_order *list, size_t n, const char *ledger, struct str key)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(list[i].ledger, ledger) && !day_set(list[i].void_on) &&
		    (!key.n || str_eq(list[i].paper, key)))
			return true;
	return false;
}

/* Of the papers (NULL: any of the ledger) those that do not lie in the file; how many. */
static int lacking(const struct behind *b, const char *ledger, const char *papers)
{
	struct paper_order *list;
	size_t n = file_papers(&tx, b->t, DEMO_ORG, b->id, &list);
	struct str rest = str_of(papers ? papers : ""), key = S("");
	int lacks = 0;

	if (!papers && !has_paper(list, n, ledger, key)) {
		print_error("%.*s has no paper of %s\n", P(b->number), ledger);
		lacks++;
	}
	while (str_item(&rest, &key))
		if (!has_paper(list, n, ledger, key)) {
			print_error("%.*s has no %s.%.*s\n", P(b->number), ledger, P(key));
			lacks++;
		}
	return lacks;
}

static void test_every_decided_case_has_its_papers(void **state)
{
	struct period d = { day_make(2000, 1, 1), e.today, e.today };
	int lacks = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(due); i++) {
		struct spec s = { .t = table_of(&e.p, S("case")),
			          .measure = COUNT,
			          .conds = due[i].conds };
		struct behind *list;
		size_t n = figure_records(&tx, &e.p, DEMO_ORG, &s, &d, NULL, &list, NULL);
		assert_true(n > 0);
		for (size_t k = 0; k < n; k++)
			lacks += lacking(&list[k], due[i].ledger, due[i].papers);
	}
	assert_int_equal(lacks, 0);
}

/* One decision of the year came after its last day, and the file says so. */
static void test_a_decision_after_the_ninetieth_day(void **state)
{
	struct period d = period_of_year(2024);
	struct spec s = { .t = table_of(&e.p, S("case")),
		          .measure = COUNT,
		          .where = "ending = 'penalty' AND decide_done > decide_due" };
	struct behind *list;

	(void)state;
	assert_int_equal(figure_records(&tx, &e.p, DEMO_ORG, &s, &d, NULL, &list, NULL), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_every_final_state, begin, end),
		cmocka_unit_test_setup_teardown(test_every_choice, begin, end),
		cmocka_unit_test_setup_teardown(test_every_decided_case_has_its_papers, begin, end),
		cmocka_unit_test_setup_teardown(test_a_decision_after_the_ninetieth_day, begin,
		                                end),
	};

	return cmocka_run_group_tests(tests, open_demo, close_demo);
}
