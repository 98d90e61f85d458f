/*
 * test_fragment.c - from the language of the tables to SQL
 *
 * The fragments are of the real ledgers.  Runs of blanks are written as one here; every statement is
 * also prepared on an empty database.
 */
#include "../database.h"
#include "program_kit.h"

#include "law/law.h"
#include "ledger/fragment.h"
#include "store/dialect.h"
#include "store/schema.h"

/* clang-format off */

static const struct { const char *ledger, *fragment, *sql; } translations[] = {
	/* a field */
	{ "case", "fine > 0",
	  "(m.\"fine\" > 0)" },
	/* what the engine keeps beside the fields; $5 is the person */
	{ "case", "decide_on IS NOT NULL AND notify_by <> $user",
	  "(m.\"decide_on\" IS NOT NULL AND m.\"notify_by\" <> $5)" },
	/* reserved words are plain names; $3 is the day of the step */
	{ "power_item", "from <= $day AND (to IS NULL OR to > $day)",
	  "(m.\"from\" <= $3 AND ( m.\"to\" IS NULL OR m.\"to\" > $3 ) )" },
	{ "case", "fine >= {simple-ceiling-org}",
	  "(m.\"fine\" >= $10)" },
	/* terms are parameters from $10, each once */
	{ "case", "fine >= {simple-ceiling-org} OR gains >= {simple-ceiling-org} AND fine < {collect-on-spot}",
	  "(m.\"fine\" >= $10 OR m.\"gains\" >= $10 AND m.\"fine\" < $11)" },
	/* ROWS */
	{ "case", "NOT SOME(parties: kind = 'citizen')",
	  "( NOT EXISTS (SELECT 1 FROM \"case_parties\" t1 WHERE t1.org = m.org AND t1.of = m.id "
	  "AND (t1.\"kind\" = 'citizen')))" },
	/* PICKS */
	{ "case", "SOME(factors: value = 'lighter')",
	  "(EXISTS (SELECT 1 FROM \"case_factors\" t1 WHERE t1.org = m.org AND t1.of = m.id AND "
	  "(t1.\"value\" = 'lighter')))" },
	/* REFS end at the records */
	{ "case", "SOME(officers: post = 'established')",
	  "(EXISTS (SELECT 1 FROM \"case_officers\" t1, \"officer\" t2 WHERE t1.org = m.org AND "
	  "t1.of = m.id AND t2.org = t1.org AND t2.id = t1.value AND t2.void_on IS NULL AND "
	  "(t2.\"post\" = 'established')))" },
	/* REF */
	{ "case", "SOME(power_item: from <= $day)",
	  "(EXISTS (SELECT 1 FROM \"power_item\" t1 WHERE t1.org = m.org AND t1.id = "
	  "m.\"power_item\" AND t1.void_on IS NULL AND (t1.\"from\" <= $3)))" },
	/* me is not hidden by the inner record */
	{ "case", "SOME(power_item: name = me.facts)",
	  "(EXISTS (SELECT 1 FROM \"power_item\" t1 WHERE t1.org = m.org AND t1.id = "
	  "m.\"power_item\" AND t1.void_on IS NULL AND (t1.\"name\" = m.\"facts\")))" },
	/* ROW: the row that has this n, inside a row */
	{ "case", "SOME(penalties: amount > 0 AND SOME(party: kind = 'citizen'))",
	  "(EXISTS (SELECT 1 FROM \"case_penalties\" t1 WHERE t1.org = m.org AND t1.of = m.id "
	  "AND (t1.\"amount\" > 0 AND EXISTS (SELECT 1 FROM \"case_parties\" t2 WHERE t2.org = "
	  "t1.org AND t2.of = m.id AND t2.n = t1.\"party\" AND (t2.\"kind\" = 'citizen')))))" },
	/* LEDGER.FIELD: the records that point here */
	{ "case", "SOME(hearing.case: state = 'held')",
	  "(EXISTS (SELECT 1 FROM \"hearing\" t1 WHERE t1.org = m.org AND t1.\"case\" = m.id AND "
	  "t1.void_on IS NULL AND (t1.\"state\" = 'held')))" },
	/* a REF to several ledgers is followed by the one meant */
	{ "case", "SOME(came_from.inspection: defects > 0)",
	  "(EXISTS (SELECT 1 FROM \"inspection\" t1 WHERE t1.org = m.org AND t1.id = "
	  "m.\"came_from\" AND t1.void_on IS NULL AND (t1.\"defects\" > 0)))" },
	/* counted, summed, the least */
	{ "case", "COUNT(parties: TRUE) > 1",
	  "((SELECT COUNT(*) FROM \"case_parties\" t1 WHERE t1.org = m.org AND t1.of = m.id AND "
	  "( TRUE )) > 1)" },
	{ "case", "SUM(penalties.amount: kind = 'fine') > 1",
	  "((SELECT COALESCE(SUM(t1.\"amount\"), 0) FROM \"case_penalties\" t1 WHERE t1.org = "
	  "m.org AND t1.of = m.id AND (t1.\"kind\" = 'fine')) > 1)" },
	{ "case", "MIN(evidence.taken_on: TRUE) < $day",
	  "((SELECT MIN(t1.\"taken_on\") FROM \"case_evidence\" t1 WHERE t1.org = m.org AND t1.of "
	  "= m.id AND ( TRUE )) < $3)" },
	/* the row around the path, when both have the same key */
	{ "case", "SOME(penalties: SOME(me.penalties: n <> outer.n))",
	  "(EXISTS (SELECT 1 FROM \"case_penalties\" t1 WHERE t1.org = m.org AND t1.of = m.id AND "
	  "(EXISTS (SELECT 1 FROM \"case_penalties\" t2 WHERE t2.org = m.org AND t2.of = m.id AND "
	  "(t2.\"n\" <> t1.\"n\")))))" },
	/* a chain */
	{ "case", "SOME(came_from.inspection.correction.came_from: TRUE)",
	  "(EXISTS (SELECT 1 FROM \"inspection\" t1, \"correction\" t2 WHERE t1.org = m.org AND "
	  "t1.id = m.\"came_from\" AND t1.void_on IS NULL AND t2.org = t1.org AND t2.\"came_from\" "
	  "= t1.id AND t2.void_on IS NULL AND ( TRUE )))" },
	/* stays */
	{ "case", "SOME(states: state = 'suspended' AND from <= $day)",
	  "(EXISTS (SELECT 1 FROM \"case_states\" t1 WHERE t1.org = m.org AND t1.of = m.id AND "
	  "(t1.\"state\" = 'suspended' AND t1.\"from\" <= $3)))" },
	/* LEDGER.ROWS.COLUMN: the rows that do; of is their record */
	{ "case", "SOME(meeting.items.about: conclusion = 'approved' AND of.state = 'signed')",
	  "(EXISTS (SELECT 1 FROM \"meeting_items\" t1, \"meeting\" t2 WHERE t1.org = m.org AND "
	  "t1.\"about\" = m.id AND t2.org = m.org AND t2.id = t1.of AND t2.void_on IS NULL AND "
	  "(t1.\"conclusion\" = 'approved' AND t2.\"state\" = 'signed')))" },
	/* LEDGER.FIELD.same */
	{ "power_item", "SOME(power_item.code.same: id <> me.id)",
	  "(EXISTS (SELECT 1 FROM \"power_item\" t1 WHERE t1.org = m.org AND t1.\"code\" = "
	  "m.\"code\" AND t1.void_on IS NULL AND (t1.\"id\" <> m.\"id\")))" },
	/* to the lane of a neighbour */
	{ "service", "SOME(case.payment.case: party = me.party)",
	  "(EXISTS (SELECT 1 FROM \"case\" t1, \"payment\" t2 WHERE t1.org = m.org AND t1.id = "
	  "m.\"case\" AND t1.void_on IS NULL AND t2.org = t1.org AND t2.\"case\" = t1.id AND "
	  "t2.void_on IS NULL AND (t2.\"party\" = m.\"party\")))" },
	/* x IN path */
	{ "hearing", "chair NOT IN case.officers.person",
	  "(m.\"chair\" NOT IN (SELECT t4.id FROM \"case\" t1, \"case_officers\" t2, \"officer\" t3, "
	  "\"person\" t4 WHERE t1.org = m.org AND t1.id = m.\"case\" AND t1.void_on IS NULL AND "
	  "t2.org = t1.org AND t2.of = t1.id AND t3.org = t2.org AND t3.id = t2.value AND "
	  "t3.void_on IS NULL AND t4.org = t3.org AND t4.id = t3.\"person\" AND t4.void_on IS "
	  "NULL))" },
	/* IN inside SOME, the row named by its key */
	{ "case", "SOME(recusals: recusals.person IN me.officers.person)",
	  "(EXISTS (SELECT 1 FROM \"case_recusals\" t1 WHERE t1.org = m.org AND t1.of = m.id AND "
	  "(t1.\"person\" IN (SELECT t4.id FROM \"case_officers\" t2, \"officer\" t3, \"person\" t4 "
	  "WHERE t2.org = m.org AND t2.of = m.id AND t3.org = t2.org AND t3.id = t2.value AND "
	  "t3.void_on IS NULL AND t4.org = t3.org AND t4.id = t3.\"person\" AND t4.void_on IS "
	  "NULL))))" },
	/* IN a set of choices */
	{ "inspection", "NOT SOME(findings: own AND result NOT IN me.results)",
	  "( NOT EXISTS (SELECT 1 FROM \"inspection_findings\" t1 WHERE t1.org = m.org AND t1.of "
	  "= m.id AND (t1.\"own\" AND t1.\"result\" NOT IN (SELECT t2.value FROM "
	  "\"inspection_results\" t2 WHERE t2.org = m.org AND t2.of = m.id))))" },
	/* a parameter IN path */
	{ "petition", "$user NOT IN accused",
	  "($5 NOT IN (SELECT t2.id FROM \"petition_accused\" t1, \"person\" t2 WHERE t1.org = "
	  "m.org AND t1.of = m.id AND t2.org = t1.org AND t2.id = t1.value AND t2.void_on IS "
	  "NULL))" },
	/* ROW of the record of a lane */
	{ "defence", "SOME(party: name <> '')",
	  "(EXISTS (SELECT 1 FROM \"case_parties\" t1 WHERE t1.org = m.org AND t1.of = m.\"case\" "
	  "AND t1.n = m.\"party\" AND (t1.\"name\" <> '')))" },
	/* a value through a reference */
	{ "hearing", "case.decided_on IS NULL",
	  "((SELECT t1.\"decided_on\" FROM \"case\" t1 WHERE t1.org = m.org AND t1.id = m.\"case\" "
	  "AND t1.void_on IS NULL) IS NULL )" },
	/* years that have run out: 366 * year + day, both from 1 March */
	{ "case", "YEARS(act_on, $day) < 2 AND YEARS(act_on, me.found_on) < 2", NULL },
	{ "case", "LENGTH(facts) > 3",
	  "( LENGTH ( m.\"facts\" ) > 3)" },
	{ "case", "facts = 'it''s'",
	  "(m.\"facts\" = 'it''s')" },
	/* a list is no path */
	{ "case", "procedure IN ('ordinary', 'simple')",
	  "(m.\"procedure\" IN ( 'ordinary' , 'simple' ) )" },
	/* SOME in SOME: both rows named by their keys */
	{ "case", "SOME(parties: NOT SOME(me.penalties: penalties.party = parties.n))",
	  "(EXISTS (SELECT 1 FROM \"case_parties\" t1 WHERE t1.org = m.org AND t1.of = m.id AND "
	  "( NOT EXISTS (SELECT 1 FROM \"case_penalties\" t2 WHERE t2.org = m.org AND t2.of = "
	  "m.id AND (t2.\"party\" = t1.\"n\")))))" },
};

static const struct { const char *ledger, *fragment, *finding; } refusals[] = {
	{ "case", "from_x", "没有这个名字：from_x" },
	{ "case", "SELECT", "语言中没有这个词：SELECT" },
	{ "case", "facts = 'a'; TRUE", "语言中没有这个符号：;" },
	{ "case", "colour = 1", "没有这个名字：colour" },
	{ "case", "SOME(colour: TRUE)", "SOME 的路径不通：colour" },
	{ "case", "SUM(penalties: TRUE) > 1", "SUM 的路径应当到一个列为止：penalties" },
	{ "case", "COUNT(penalties.amount: TRUE) > 1",
	  "COUNT 的路径不应当到列为止：penalties.amount" },
	{ "case", "SOME(parties TRUE)", "SOME 的路径之后应当是 :：TRUE" },
	{ "case", "SOME parties: TRUE", "SOME 之后应当是 (：parties" },
	{ "case", "facts = $fact", "没有这个参数：fact" },
	{ "case", "fine > {no-such}", "没有这一条期限或者数额：no-such" },
	{ "case", "(fine > 0", "括号没有关上：" },
	{ "case", "fine > 0)", "括号不配对：)" },
	{ "case", "", "空的条件：" },
	{ "case", "date(opened_on) > 1", "没有这个名字：date" },
	{ "case", "parties = 1", "没有这个名字：parties" },
	{ "case", "UNION", "语言中没有这个词：UNION" },
	{ "case", "fine > 0 -- x", "没有这个名字：x" },
	{ "case", "fine : 1", "括号不配对：:" },
	{ "case", "officers IN ('a')", "没有这个名字：officers" },
	{ "case", "facts IN colour.x", "IN 的路径不通：colour.x" },
	{ "case", "state.x = 1", "没有这个名字：state.x" },
	{ "case", "came_from.state = 'x'", "没有这个名字：came_from.state" },
	{ "case", "SOME(came_from: TRUE)", "SOME 的路径不通：came_from" },
	{ "case", "YEARS(act_on) > 1", "YEARS 要两个日期：)" },
	{ "case", "YEARS act_on > 1", "YEARS 之后应当是 (：act_on" },
	{ "case", "YEARS(act_on, 3) > 1", "YEARS 的两边应当是日期：3" },
	{ "case", "YEARS(act_on, opened_on > 1", "YEARS 的括号没有关上：>" },
	{ "case", "fine > 1.5", "语言中没有这个符号：." },
	{ "case", "FINE > 0", "语言中没有这个词：FINE" },
	{ "case", "fine | 1", "语言中没有这个符号：|" },
};

/* clang-format on */

static bool translate(const char *ledger, const char *fragment, struct query *ret)
{
	const struct table *t = table_of(&program, str_of(ledger));
	struct scope me = { .l = t->l, .alias = S("m") };
	size_t before = program.n_findings;
	struct writer w;
	bool ok;

	writer_init(&w, &program, &arena, S("test"));
	w.me = &me;
	ok = put_fragment(&w, &me, fragment);
	*ret = writer_query(&w);
	return ok && program.n_findings == before;
}

/* Runs of blanks as one. */
static const char *plain(const char *z)
{
	char *out = arena_alloc(&arena, strlen(z) + 1), *to = out;

	for (; *z; z++)
		if (*z != ' ' || z[1] != ' ')
			*to++ = *z;
	*to = 0;
	return out;
}

static void fragments_become_sql(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(translations); i++) {
		struct query q;
		if (!translate(translations[i].ledger, translations[i].fragment, &q))
			fail_msg("refused: %s", translations[i].fragment);
		if (!translations[i].sql) /* its value is asked below                        */
			continue;
		assert_string_equal(plain(q.st.sql), translations[i].sql);
	}
}

static void what_is_not_of_the_language_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refusals); i++) {
		struct query q;
		if (translate(refusals[i].ledger, refusals[i].fragment, &q))
			fail_msg("not refused: %s", refusals[i].fragment);
		assert_string_equal(arena_z(&arena, program.findings[program.n_findings - 1].what),
		                    refusals[i].finding);
	}
}

/* Each term is one parameter, however often it is named; the parameters are in order of mention. */
static void terms_are_parameters(void **state)
{
	struct args x = { .org = 1, .id = 2, .day = D("2024-03-01") };
	struct val v[N_ARGS + 2];
	const char *empty;
	struct query q;

	(void)state;
	assert_true(translate("case",
	                      "fine > {collect-on-spot} AND fine <= {simple-ceiling-org}"
	                      " AND gains > {collect-on-spot}",
	                      &q));
	assert_int_equal(q.n_terms, 2);
	bind_args(&program, &q, &x, 0, v, &empty);
	assert_null(empty);
	assert_int_equal(v[N_ARGS].i, 10000);
	assert_int_equal(v[N_ARGS + 1].i, 300000);
	assert_int_equal(v[ARG_DAY].i, D("2024-03-01").n);
	assert_int_equal(v[ARG_USER].is, VAL_NULL);
}

static void an_empty_setting_is_told(void **state)
{
	struct args x = { .org = 1, .id = 2, .day = D("2024-03-01") };
	struct val v[N_ARGS + 1];
	const char *empty = NULL;
	struct query q;

	(void)state;
	assert_true(translate("case", "fine >= {hearing-amount-culture}", &q));
	bind_args(&program, &q, &x, -EMPTY_SETTING, v, &empty);
	assert_string_equal(empty, "hearing-amount-culture");
	assert_true(v[N_ARGS].i == -EMPTY_SETTING);
}

/* What $day is written as when a gate asks about another day. */
static void the_day_may_be_another(void **state)
{
	const struct table *t = table_of(&program, S("case"));
	struct scope me = { .l = t->l, .alias = S("m") };
	struct writer w;

	(void)state;
	writer_init(&w, &program, &arena, S("test"));
	w.me = &me;
	w.day = S("m.\"planned_on\"");
	assert_true(put_fragment(&w, &me, "opened_on <= $day"));
	assert_string_equal(plain(writer_query(&w).st.sql),
	                    "(m.\"opened_on\" <= m.\"planned_on\")");
}

static void paths_end_where_they_say(void **state)
{
	static const struct {
		const char *ledger, *path, *value, *end;
	} paths[] = {
		{ "hearing", "case.officers.person", "t4.id", "person" },
		{ "case", "factors", "t1.value", "case" },
		{ "case", "parties", "t1.n", "case" },
		{ "case", "parties.name", "t1.\"name\"", "case" },
		{ "case", "states", "t1.n", "case" },
		{ "power_item", "power_item.code.same", "t1.id", "power_item" },
		{ "service", "me.case", "t1.id", "case" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(paths); i++) {
		const struct table *t = table_of(&program, str_of(paths[i].ledger));
		struct scope me = { .l = t->l, .alias = S("m") };
		struct writer w;
		struct path path;
		writer_init(&w, &program, &arena, S("test"));
		w.me = &me;
		if (!path_resolve(&w, &me, str_of(paths[i].path), &path))
			fail_msg("lost: %s", paths[i].path);
		assert_str(path.value, paths[i].value);
		assert_string_equal(path.end->l->key, paths[i].end);
		writer_query(&w);
	}
}

static void every_translation_prepares(void **state)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	const struct ledger **ledgers = arena_array(&arena, const struct ledger *, n);
	struct str error = S("");
	struct refusals r;
	struct world world;
	struct db *db;
	struct tx tx;

	(void)state;
	for (size_t i = 0; i < n; i++)
		ledgers[i] = list[i].l;
	world_fixed(&world, day_make(2024, 3, 1), 7);
	refusals_init(&r, &arena);
	db = db_open(test_db(), false, &error);
	assert_non_null(db);
	assert_true(schema_migrate(db, &law, ledgers, n, &world, &error));
	tx = tx_read(db, &world, &arena, &r);
	for (size_t i = 0; i < COUNT(translations); i++) {
		struct stmt st = { 0 };
		struct query q;
		assert_true(translate(translations[i].ledger, translations[i].fragment, &q));
		st.sql = arena_fmt(&arena, "SELECT 1 FROM \"%s\" m WHERE %s",
		                   translations[i].ledger, q.st.sql)
		                 .p;
		if (db_prepare_check(&tx, &st))
			fail_msg("%s", st.sql);
	}
	tx_end(&tx);
	db_close_all(db);
}

/* The n-th year has run out on the day after its last day, as day_add_months() has that one. */
static int64_t years_between(struct day from, struct day to)
{
	int n = 0;

	while (day_add_months(from, 12 * (n + 1)).n < to.n)
		n++;
	return n;
}

static void years_run_out_after_the_anniversary(void **state)
{
	static const char *const from[] = { "2008-02-29", "2008-02-28", "2008-03-01", "2010-01-31",
		                            "2010-12-31", "1999-06-15", "2000-02-29" };
	struct str error = S(""), text = S("SELECT 1");
	struct refusals r;
	struct world world;
	struct db *db;
	struct tx tx;
	struct rows rows;
	int64_t n = 0;

	(void)state;
	world_fixed(&world, day_make(2024, 3, 1), 7);
	refusals_init(&r, &arena);
	assert_non_null(db = db_open(test_db(), false, &error));
	tx = tx_read(db, &world, &arena, &r);
	for (size_t i = 0; i < COUNT(from); i++)
		for (int year = 0; year < 19; year++) {
			text = S("SELECT 1");
			for (int off = -2; off <= 2; off++)
				text = arena_fmt(
					&arena, "%.*s, %.*s", P(text),
					P(sql_years(
						&arena, arena_fmt(&arena, "%d", D(from[i]).n),
						arena_fmt(&arena, "%d",
				                          day_add_months(D(from[i]), 12 * year).n +
				                                  off))));
			rows = db_query_v(&tx, stmt_text(&arena, text), 0, NULL);
			assert_true(db_row_next(&rows));
			for (int off = -2; off <= 2; off++) {
				struct day to = day_add(day_add_months(D(from[i]), 12 * year), off);
				assert_int_equal(db_col(&rows, (size_t)(off + 3)).i,
				                 years_between(D(from[i]), to));
				n++;
			}
			db_close(&rows);
		}
	assert_int_equal(n, (int64_t)COUNT(from) * 19 * 5);
	tx_end(&tx);
	db_close_all(db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fragments_become_sql),
		cmocka_unit_test(what_is_not_of_the_language_is_refused),
		cmocka_unit_test(terms_are_parameters),
		cmocka_unit_test(an_empty_setting_is_told),
		cmocka_unit_test(the_day_may_be_another),
		cmocka_unit_test(paths_end_where_they_say),
		cmocka_unit_test(every_translation_prepares),
		cmocka_unit_test(years_run_out_after_the_anniversary),
	};

	return cmocka_run_group_tests(tests, open_program, kit_close);
}
