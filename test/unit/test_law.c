/*
 * test_law.c - terms, versions, settings and citing
 *
 * The first half runs on a small law written for the test, so that versions and mistakes are in
 * plain sight; the second on the real one.
 */
#include "kit.h"

#include "base/embedded.h"
#include "law/law.h"

#include <sys/stat.h>
#include <unistd.h>

static struct law law;
static char folder[] = "/tmp/yifa-law-XXXXXX";

#define TERMS \
	"id,kind,value,unit,counted,from_event,rolls,extend_by,extend_max,statute,article,in_force_from,in_force_to,confidence,setting,gist\n"
#define STATUTES "name,kind,number,issuer,in_force_from,in_force_to,last_article,status,source\n"
#define CALENDAR "date,kind,label\n"

static const char terms[] = TERMS
	"window,within,7,day,WD,notice,,,,行政处罚法,64第1项,2021-07-15,,verified,,要求听证\n"
	"window,within,3,day,WD,notice,,,,行政处罚法,42,1996-10-01,2021-07-14,verified,,\n"
	"half-way,within,15,day,CD,,yes,,,旧法,9,2010-01-01,2012-12-31,,,\n"
	"half-way,within,30,day,CD,,yes,,,新法,9,2015-01-01,,,,\n"
	"rate,rate,3/100,ratio,,,,,,行政处罚法,\"72第1款第1项,73(3)、85\",,,,,\n"
	"quorum,rate,1/2,ratio,,,,,,党组条例,,,,,,\n"
	"fine,amount,20000,fen,,,,,,行政处罚法,51,,,,,\n"
	"hours,at_least,400,tenth_hour,,,,,,国办发〔2018〕118号,,,,,,\n"
	"urgent,within,24,hour,H,,,,,行政强制法,19,,,,,\n"
	"minutes,within,15,minute,clock,,,,,细则,第三章,,,,,\n"
	"months,within,3,month,M,,,,,行政强制法,53,,,,,\n"
	"years,within,2,year,Y,,,,,行政处罚法,36,,,,,\n"
	"gap,amount,,fen,,,,,,行政处罚法,63,2021-07-15,,GAP,setting,\n"
	"gap-days,within,,day,WD,,,,,行政处罚法,54,,,GAP,setting,\n"
	"gap-share,rate,,ratio,,,,,,,,,,GAP,setting,\n"
	"gap-hours,at_least,,tenth_hour,,,,,,,,,,GAP,setting,\n"
	"gap-twice,within,,day,WD,,,,,旧规定,,,2024-12-31,GAP,setting,\n"
	"gap-twice,within,,day,WD,,,,,新办法,,2025-01-01,,GAP,setting,\n"
	"reason,rule,,,,,,,,行政处罚法,66条第2款,,,,,\n";

static void write_file(const char *name, const char *text)
{
	FILE *f = fopen(arena_fmt(&arena, "%s/%s", folder, name).p, "wb");

	assert_non_null(f);
	assert_int_equal(fputs(text, f) >= 0, 1);
	fclose(f);
}

static void write_law(void)
{
	write_file("terms.csv", terms);
	write_file("statutes.csv",
	           STATUTES "行政处罚法,law,,,1996-10-01,2021-07-14,64,old,\n"
	                    "行政处罚法,law,,,2021-07-15,,86,in_force,\n新法,law,,,,,,,\n");
	write_file("calendars/2024.csv",
	           CALENDAR "2024-01-01,statutory,元旦\n2024-02-04,work,\n2024-02-12,off,\n");
	write_file("calendars/2025.csv", CALENDAR "2025-01-01,provisional,\n");
	write_file("pinyin.csv", "char,pinyin\n一,yi\n");
	write_file("surnames.csv", "surname,pinyin\n单,shan\n");
}

static const char *load_error(void)
{
	struct str error = S("no error");

	if (law_load(&law, &arena, folder, &error))
		return "no error";
	return arena_z(&arena, str_from(error, strlen(folder) + 1));
}

static int open_law(void **state)
{
	kit_open(state);
	if (!mkdtemp(folder) || mkdir(arena_fmt(&arena, "%s/calendars", folder).p, 0700) != 0)
		return -1;
	return 0;
}

static int close_law(void **state)
{
	static const char *const name[] = { "terms.csv",
		                            "statutes.csv",
		                            "calendars/2024.csv",
		                            "calendars/2025.csv",
		                            "calendars/2026.csv",
		                            "calendars",
		                            "" };

	for (size_t i = 0; i < COUNT(name); i++)
		remove(arena_fmt(&arena, "%s/%s", folder, name[i]).p);
	return kit_close(state);
}

static int fresh_law(void **state)
{
	(void)state;
	write_law();
	remove(arena_fmt(&arena, "%s/calendars/2026.csv", folder).p);
	return strcmp(load_error(), "no error");
}

static int64_t value_on(const char *id, const char *day)
{
	const struct term *t = term_on(&law, str_of(id), D(day));

	return t && t->has_value ? t->n : -1;
}

static void versions_are_chosen_by_the_day(void **state)
{
	(void)state;
	assert_int_equal(value_on("window", "2021-07-14"), 3);
	assert_int_equal(value_on("window", "2021-07-15"), 7);
	assert_int_equal(value_on("window", "2026-01-01"), 7);
	/* Before any is in force, and between two: the nearest to come. */
	assert_int_equal(value_on("window", "1980-01-01"), 3);
	assert_int_equal(value_on("half-way", "2012-12-31"), 15);
	assert_int_equal(value_on("half-way", "2013-06-01"), 30);
	/* No day: the newest. */
	assert_int_equal(value_on("window", NULL), 7);
	assert_null(term_on(&law, S("windo"), D("2024-01-01")));
	assert_null(term_on(&law, S("zzz"), DAY_NONE));
	assert_null(term_on(&law, S(""), DAY_NONE));
}

static void rows_are_read_whole(void **state)
{
	const struct term *t = term_on(&law, S("half-way"), D("2020-01-01"));

	(void)state;
	assert_true(t->rolls && !t->is_setting);
	assert_int_equal(t->unit, UNIT_DAY);
	assert_int_equal(t->counted, COUNTED_CD);
	t = term_on(&law, S("rate"), DAY_NONE);
	assert_int_equal(t->kind, TERM_RATE);
	assert_int_equal(t->n, 3);
	assert_int_equal(t->d, 100);
	assert_false(day_set(t->from));
	t = term_on(&law, S("gap"), DAY_NONE);
	assert_true(t->is_setting && !t->has_value);
	assert_int_equal(term_on(&law, S("fine"), DAY_NONE)->d, 1);
}

static void statutes_and_their_articles(void **state)
{
	(void)state;
	assert_true(statute_known(&law, S("行政处罚法")));
	assert_false(statute_known(&law, S("行政处罚")));
	assert_int_equal(statute_last_article(&law, S("行政处罚法"), D("2021-07-14")), 64);
	assert_int_equal(statute_last_article(&law, S("行政处罚法"), D("2024-01-01")), 86);
	assert_int_equal(statute_last_article(&law, S("行政处罚法"), DAY_NONE), 86);
	assert_int_equal(statute_last_article(&law, S("新法"), DAY_NONE), 0);
	assert_int_equal(statute_last_article(&law, S("没有"), DAY_NONE), 0);
}

static void cites(void **state)
{
	/* clang-format off */
	static const struct { const char *id, *cite, *text; } row[] = {
		{ "window", "《行政处罚法》第64条第1项", "7个工作日" },
		{ "half-way", "《新法》第9条", "30日" },
		{ "rate", "《行政处罚法》第72条第1款第1项、第73条第3款、第85条", "3%" },
		{ "quorum", "《党组条例》", "1/2" },
		{ "fine", "《行政处罚法》第51条", "200元" },
		{ "hours", "国办发〔2018〕118号", "40小时" },
		{ "urgent", "《行政强制法》第19条", "24小时" },
		{ "minutes", "《细则》第三章", "15分钟" },
		{ "months", "《行政强制法》第53条", "3个月" },
		{ "years", "《行政处罚法》第36条", "2年" },
		{ "gap", "《行政处罚法》第63条", "（未设定）" },
		{ "reason", "《行政处罚法》第66条第2款", "" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		const struct term *t = term_on(&law, str_of(row[i].id), DAY_NONE);

		assert_str(term_cite(&arena, t), row[i].cite);
		assert_str(term_text(&arena, t), row[i].text);
	}
	assert_str(law_cite(&arena, S("行政处罚法"), S("60")), "《行政处罚法》第60条");
	assert_str(law_cite(&arena, S(""), S("60")), "第60条");
}

static void settings_are_put_in(void **state)
{
	struct refusals r;
	const struct term *before = term_on(&law, S("gap-days"), D("2024-05-01"));

	(void)state;
	refusals_init(&r, &arena);
	assert_true(law_set(&law, &r, S("gap-days"), S(" 7 "), D("2024-03-01"), S("市文旅局"),
	                    S("津文旅〔2024〕3号")));
	assert_int_equal(value_on("gap-days", "2024-02-29"), -1);
	assert_int_equal(value_on("gap-days", "2024-03-01"), 7);
	/* Who held the empty version still holds an empty one. */
	assert_false(before->has_value);
	assert_str(term_on(&law, S("gap-days"), D("2024-05-01"))->document, "津文旅〔2024〕3号");
	/* A later one, one between, the same day again, and none any more. */
	assert_true(law_set(&law, &r, S("gap-days"), S("5"), D("2025-01-01"), S(""), S("")));
	assert_true(law_set(&law, &r, S("gap-days"), S("6"), D("2024-06-01"), S(""), S("")));
	assert_true(law_set(&law, &r, S("gap-days"), S("8"), D("2024-03-01"), S(""), S("")));
	assert_true(law_set(&law, &r, S("gap-days"), S(""), D("2026-01-01"), S(""), S("")));
	assert_int_equal(value_on("gap-days", "2024-05-31"), 8);
	assert_int_equal(value_on("gap-days", "2024-06-01"), 6);
	assert_int_equal(value_on("gap-days", "2024-12-31"), 6);
	assert_int_equal(value_on("gap-days", "2025-12-31"), 5);
	assert_int_equal(value_on("gap-days", "2026-01-01"), -1);
	assert_int_equal(value_on("gap", "2026-01-01"), -1);
	assert_int_equal(r.n, 0);
}

/* A new statute that is as silent as the old one does not undo what was set. */
static void a_setting_fills_the_empty_versions_behind_it(void **state)
{
	struct refusals r;

	(void)state;
	refusals_init(&r, &arena);
	assert_true(law_set(&law, &r, S("gap-twice"), S("5"), D("2024-03-01"), S(""), S("")));
	assert_int_equal(value_on("gap-twice", "2024-02-29"), -1);
	assert_int_equal(value_on("gap-twice", "2024-03-01"), 5);
	assert_int_equal(value_on("gap-twice", "2025-06-01"), 5);
	assert_true(law_set(&law, &r, S("gap-twice"), S("3"), D("2025-01-01"), S(""), S("")));
	assert_int_equal(value_on("gap-twice", "2024-12-31"), 5);
	assert_int_equal(value_on("gap-twice", "2025-06-01"), 3);
}

static void settings_are_in_peoples_units(void **state)
{
	struct refusals r;
	struct day d = D("2024-01-01");

	(void)state;
	refusals_init(&r, &arena);
	assert_true(law_set(&law, &r, S("gap"), S("10,000"), d, S(""), S("")));
	assert_int_equal(value_on("gap", "2024-01-01"), 1000000);
	assert_true(law_set(&law, &r, S("gap-share"), S("2/3"), d, S(""), S("")));
	assert_int_equal(term_on(&law, S("gap-share"), d)->d, 3);
	assert_true(law_set(&law, &r, S("gap-share"), S("5%"), d, S(""), S("")));
	assert_str(term_text(&arena, term_on(&law, S("gap-share"), d)), "5%");
	assert_true(law_set(&law, &r, S("gap-hours"), S("2.5"), d, S(""), S("")));
	assert_int_equal(value_on("gap-hours", "2024-01-01"), 25);
	assert_int_equal(r.n, 0);
}

static void settings_are_refused_by_name(void **state)
{
	/* clang-format off */
	static const struct { const char *id, *value, *day, *say; } row[] = {
		{ "nothing", "1", "2024-01-01", "没有编号为nothing的期限或者设定。" },
		{ "window", "9", "2024-01-01", "window由法律规定，不能设定。" },
		{ "gap-days", "很多", "2024-01-01", "“很多”不能作为gap-days的值。" },
		{ "gap-days", "-1", "2024-01-01", "“-1”不能作为gap-days的值。" },
		{ "gap-days", "1.5", "2024-01-01", "“1.5”不能作为gap-days的值。" },
		{ "gap", "1.234", "2024-01-01", "“1.234”不能作为gap的值。" },
		{ "gap-share", "1/0", "2024-01-01", "“1/0”不能作为gap-share的值。" },
		{ "gap-days", "5", NULL, "设定应当写明自哪一天起生效。" },
	};
	/* clang-format on */
	struct refusals r;

	(void)state;
	refusals_init(&r, &arena);
	for (size_t i = 0; i < COUNT(row); i++) {
		assert_false(law_set(&law, &r, str_of(row[i].id), str_of(row[i].value),
		                     D(row[i].day), S(""), S("")));
		assert_str(r.list[i].say, row[i].say);
	}
	assert_int_equal(value_on("gap-days", "2024-01-01"), -1);
}

/* Each mistake is named with file, line and column. */
static void mistakes_are_named(void **state)
{
	/* clang-format off */
	static const struct { const char *row, *error; } row[] = {
		{ "a,sometimes,7,day,WD,,,,,,,,,,,\n", "terms.csv 第2行 kind列：“sometimes”不是within,at_least,at_most,every,before,amount,rate,rule之一" },
		{ "a,within,x,day,WD,,,,,,,,,,,\n", "terms.csv 第2行 value列：“x”不是非负整数" },
		{ "a,within,7/8,day,WD,,,,,,,,,,,\n", "terms.csv 第2行 value列：只有比例可以写成n/d，且d大于零" },
		{ "a,within,7,day,,,,,,,,,,,,\n", "terms.csv 第2行 counted列：以日计的，应当写明WD（工作日）或者CD（自然日）" },
		{ "a,within,7,month,WD,,,,,,,,,,,\n", "terms.csv 第2行 counted列：与单位不符" },
		{ "a,within,7,day,WD,,,,,,,2024-02-30,,,,\n", "terms.csv 第2行 in_force_from列：没有“2024-02-30”这一天" },
		{ "a,within,7,day,WD,,,,,,,2024-02-02,2024-02-01,,,\n", "terms.csv 第2行 in_force_to列：早于生效之日" },
		{ "a,within,7,day,WD,,maybe,,,,,,,,,\n", "terms.csv 第2行 rolls列：“maybe”不是yes,no之一" },
		{ "a,within,7,day,WD,,,,,,,,,,yes,\n", "terms.csv 第2行 setting列：“yes”不是setting,house之一" },
		{ "a,within,7,day\n", "terms.csv 第2行：应有16格，实有4格" },
		{ ",within,7,day,WD,,,,,,,,,,,\n", "terms.csv 第2行 id列：不能为空" },
		{ "a,within,7,day,WD,,,,,,,,,,,\na,within,8,day,WD,,,,,,,,,,,\n", "terms.csv 第3行 in_force_from列：a有两个同日生效的版本" },
		{ "a,within,\"7,day\n", "terms.csv 第2行：引号没有结束" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		write_file("terms.csv", arena_fmt(&arena, "%s%s", TERMS, row[i].row).p);
		assert_string_equal(load_error(), row[i].error);
	}
	write_file("terms.csv", "id,kind\n");
	assert_string_equal(load_error(), "terms.csv 第1行 value列：缺少这一列");
	write_file("terms.csv", "");
	assert_string_equal(load_error(), "terms.csv 第1行：缺少表头");
}

static void mistakes_of_calendars_are_named(void **state)
{
	/* clang-format off */
	static const struct { const char *row, *error; } row[] = {
		{ "2024-02-30,off,\n", "calendars/2024.csv 第2行 date列：没有“2024-02-30”这一天" },
		{ "2025-02-03,off,\n", "calendars/2024.csv 第2行 date列：不在这一年" },
		{ ",off,\n", "calendars/2024.csv 第2行 date列：不在这一年" },
		{ "2024-02-03,holiday,\n", "calendars/2024.csv 第2行 kind列：“holiday”不是off,work,statutory,provisional之一" },
		{ "2024-02-03,off,\n2024-02-03,work,\n", "calendars/2024.csv 第3行 date列：同一天写了两次" },
	};
	/* clang-format on */

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		write_file("calendars/2024.csv", arena_fmt(&arena, "%s%s", CALENDAR, row[i].row).p);
		assert_string_equal(load_error(), row[i].error);
	}
	write_law();
	write_file("calendars/2026.csv", CALENDAR);
	remove(arena_fmt(&arena, "%s/calendars/2025.csv", folder).p);
	assert_string_equal(load_error(), "calendars：缺少2025年的工作日历");
}

static void a_small_calendar(void **state)
{
	(void)state;
	assert_false(is_worked(&law, D("2024-01-01")));
	assert_true(is_statutory(&law, D("2024-01-01")));
	assert_true(is_worked(&law, D("2024-02-04")));
	assert_false(is_worked(&law, D("2024-02-12")));
	assert_false(is_statutory(&law, D("2024-02-12")));
	assert_true(is_worked(&law, D("2024-02-13")));
	assert_false(is_provisional(&law, D("2024-12-31")));
	assert_true(is_provisional(&law, D("2025-12-31")));
	assert_true(is_worked(&law, D("2025-01-01")));
}

static void a_missing_folder_is_named(void **state)
{
	struct str error = S("");

	(void)state;
	assert_false(law_load(&law, &arena, "/tmp/no such folder", &error));
	assert_str(error, "/tmp/no such folder/statutes.csv：No such file or directory");
}

/* The real law: what the rules most often got wrong say. */
static void the_real_law(void **state)
{
	/* clang-format off */
	static const struct { const char *id, *on, *text, *has; } row[] = {
		{ "register-preserve", "2024-05-01", "7个工作日", "《行政处罚法》第56条" },
		{ "decision-limit", "2024-05-01", "90日", "《行政处罚法》第60条" },
		{ "seizure-limit", "2024-05-01", "30日", "《行政强制法》第25条" },
		{ "seizure-urgent", "2024-05-01", "24小时", "《行政强制法》第19条" },
		{ "hearing-request", "2024-05-01", "5个工作日", "《行政处罚法》第64条" },
		{ "hearing-notice", "2024-05-01", "7个工作日", "《行政处罚法》第64条" },
		{ "info-answer", "2024-05-01", "20个工作日", "第33条" },
		{ "petition-handle", "2024-05-01", "60日", "第34条" },
		{ "petition-object", "2024-05-01", "5个工作日", "第23条" },
		{ "simple-ceiling-citizen", "2024-05-01", "200元", "《行政处罚法》第51条" },
		{ "simple-ceiling-org", "2024-05-01", "3000元", "《行政处罚法》第51条" },
		{ "collect-on-spot", "2024-05-01", "100元", "《行政处罚法》第68条" },
		{ "surcharge-rate", "2024-05-01", "3%", "《行政处罚法》第72条" },
		{ "court-enforcement-window", "2024-05-01", "3个月", "《行政强制法》第53条" },
		{ "limitation-general", "2024-05-01", "2年", "《行政处罚法》第36条" },
		{ "hotline-accept-danger", "2025-05-01", "15分钟", "" },
		{ "hearing-amount-culture", "2024-05-01", "（未设定）", "" },
	};
	/* clang-format on */
	struct str error;

	(void)state;
	if (!law_load(&law, &arena, law_dir(), &error))
		fail_msg("%.*s", P(error));
	for (size_t i = 0; i < COUNT(row); i++) {
		const struct term *t = term_on(&law, str_of(row[i].id), D(row[i].on));

		if (!t)
			fail_msg("no term %s", row[i].id);
		if (!str_is(term_text(&arena, t), row[i].text) ||
		    !str_has(term_cite(&arena, t), str_of(row[i].has)))
			fail_msg("%s: %.*s, %.*s", row[i].id, P(term_text(&arena, t)),
			         P(term_cite(&arena, t)));
	}
	assert_int_equal(term_on(&law, S("hearing-notice"), D("2024-05-01"))->kind, TERM_BEFORE);
	assert_false(term_on(&law, S("decision-limit"), D("2024-05-01"))->rolls);
	assert_true(term_on(&law, S("hearing-amount-culture"), D("2024-05-01"))->is_setting);
}

/* Every term cites a statute that is known, and no article beyond its last. */
static void the_real_law_cites_itself_rightly(void **state)
{
	struct str error;

	(void)state;
	assert_true(law_load(&law, &arena, law_dir(), &error));
	assert_true(law.n_terms > 200);
	for (size_t i = 0; i < law.n_terms; i++) {
		const struct term *t = &law.terms[i];
		int last = statute_last_article(&law, t->statute,
		                                day_set(t->from) ? t->from : DAY_NONE);
		struct str digits = { t->article.p, 0 };
		int64_t article;

		if (t->statute.n > 0 && !statute_known(&law, t->statute))
			fail_msg("%.*s: unknown statute %.*s", P(t->id), P(t->statute));
		while (digits.n < t->article.n && digits.p[digits.n] >= '0' &&
		       digits.p[digits.n] <= '9')
			digits.n++;
		if (str_int(digits, &article) && last > 0 && article > last)
			fail_msg("%.*s: article %d of %d", P(t->id), (int)article, last);
	}
}

/* What travels in the program is what stands in the tree. */
static void the_embedded_law_is_the_same(void **state)
{
	struct law embedded;
	struct str error;

	(void)state;
	if (n_embedded_files == 0)
		skip();
	assert_true(law_load(&law, &arena, law_dir(), &error));
	assert_true(law_load(&embedded, &arena, NULL, &error));
	assert_int_equal(embedded.n_terms, law.n_terms);
	assert_int_equal(embedded.n_years, law.n_years);
	for (size_t i = 0; i < law.n_terms; i++)
		assert_true(str_eq(embedded.terms[i].id, law.terms[i].id) &&
		            embedded.terms[i].n == law.terms[i].n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(versions_are_chosen_by_the_day, fresh_law),
		cmocka_unit_test_setup(rows_are_read_whole, fresh_law),
		cmocka_unit_test_setup(statutes_and_their_articles, fresh_law),
		cmocka_unit_test_setup(cites, fresh_law),
		cmocka_unit_test_setup(settings_are_put_in, fresh_law),
		cmocka_unit_test_setup(a_setting_fills_the_empty_versions_behind_it, fresh_law),
		cmocka_unit_test_setup(settings_are_in_peoples_units, fresh_law),
		cmocka_unit_test_setup(settings_are_refused_by_name, fresh_law),
		cmocka_unit_test_setup(mistakes_are_named, fresh_law),
		cmocka_unit_test_setup(mistakes_of_calendars_are_named, fresh_law),
		cmocka_unit_test_setup(a_small_calendar, fresh_law),
		cmocka_unit_test(a_missing_folder_is_named),
		cmocka_unit_test(the_real_law),
		cmocka_unit_test(the_real_law_cites_itself_rightly),
		cmocka_unit_test(the_embedded_law_is_the_same),
	};

	return cmocka_run_group_tests(tests, open_law, close_law);
}
