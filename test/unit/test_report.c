/*
 * test_report.c - a report of a small database: what a record changes, what freezing keeps
 *
 * Honours are the ledger, since one record needs no other.  Each test has its own copy of a
 * database with four of them: three of 2024, one of 2023.
 */
#include "../database.h"
#include "kit.h"

#include "ledger/step.h"
#include "ledgers/ledgers.h"
#include "report/figure_list.h"
#include "report/report.h"

static struct law law;
static struct program program;
static struct world world;
static struct refusals refusals;
static struct arena request; /* of transactions; the program keeps the other one */
static struct db *base, *db;
static int64_t ids[4];

struct call {
	const char *ledger, *verb;
	int64_t id;
	const char *day;
	const struct entry *e;
	size_t n;
	int64_t ret_id;
};

static bool take(struct tx *tx, void *arg)
{
	struct actor who = { .org = 1,
		             .roles = CLERK,
		             .entry_roles = CLERK,
		             .origin = "test",
		             .when = INSTANT_NONE };
	struct call *c = arg;

	return step_take(tx, &program, &who, table_of(&program, str_of(c->ledger)), c->id,
	                 str_of(c->verb), D(c->day), c->e, c->n, &c->ret_id);
}

static int64_t step(const char *ledger, const char *verb, int64_t id, const char *day,
                    const struct entry *e, size_t n)
{
	struct call c = { ledger, verb, id, day, e, n, id };

	world.today = D(day);
	refusals_init(&refusals, &request);
	if (!tx_run(db, &world, &request, &refusals, take, &c))
		fail_msg("%s %s: %.*s", verb, day,
		         P(refusals.n ? refusals.list[0].say : refusals.fault_say));
	world.today = D("2025-02-20");
	return c.ret_id;
}

static int64_t honour(const char *name, const char *level, const char *day)
{
	struct entry e[] = {
		{ .key = S("name"), .text = str_of(name) },
		{ .key = S("object"), .text = S("bureau") },
		{ .key = S("winner"), .text = S("本局") },
		{ .key = S("level"), .text = str_of(level) },
		{ .key = S("body"), .text = S("市文化和旅游局") },
		{ .key = S("document"), .text = S("文旅〔2024〕8号") },
		{ .key = S("date"), .text = str_of(day) },
	};

	return step("honour", "enter", 0, day, e, COUNT(e));
}

static void withdraw(int64_t id, const char *day)
{
	struct entry e[] = { { .key = S("withdrawn_on"), .text = str_of(day) },
		             { .key = S("reason"), .text = S("有误") } };

	step("honour", "withdraw", id, day, e, COUNT(e));
}

static int open_base(void **state)
{
	size_t n;
	const struct listing *list = all_ledgers(&n);
	const struct ledger **ledgers;
	struct str error;

	kit_open(state);
	arena_init(&request, 256 << 20);
	world_fixed(&world, D("2023-01-01"), 7);
	assert_true(law_load(&law, &arena, law_dir(), &error));
	program_new(&program, &arena, &law, list, n);
	ledgers = arena_array(&arena, const struct ledger *, n);
	for (size_t i = 0; i < n; i++)
		ledgers[i] = list[i].l;
	db = base = db_open(test_db(), false, &error);
	assert_non_null(db);
	assert_true(schema_migrate(db, &law, ledgers, n, &world, &error));
	ids[0] = honour("群众文化先进单位", "municipal", "2023-06-01");
	ids[1] = honour("执法案卷优秀单位", "municipal", "2024-03-01");
	ids[2] = honour("平安建设先进集体", "district", "2024-05-01");
	ids[3] = honour("文旅服务标兵", "district", "2024-07-01");
	return 0;
}

static int close_base(void **state)
{
	db_close_all(base);
	arena_drop(&request);
	return kit_close(state);
}

static int copy(void **state)
{
	struct str error;

	(void)state;
	db = db_copy_memory(base, &error);
	return db ? 0 : -1;
}

static int drop(void **state)
{
	(void)state;
	db_close_all(db);
	return 0;
}

static struct report_ask asked(const char *text)
{
	return (struct report_ask){ .kind = S("enforcement"),
		                    .org = 1,
		                    .org_name = S("海澜区文化和旅游局"),
		                    .year = 2024,
		                    .cutoff = DAY_NONE,
		                    .template = str_of(text) };
}

/* The report in a format, or "" when it is refused. */
static struct str written(struct report_ask ask, const char *format)
{
	struct tx tx;
	struct buf out;
	struct str s = S("");

	refusals_init(&refusals, &request);
	tx = tx_read(db, &world, &request, &refusals);
	ask.format = str_of(format);
	buf_init(&out, 64 << 20);
	if (report_write(&tx, &program, &ask, &out))
		s = arena_str(&arena, buf_str(&out));
	buf_drop(&out);
	tx_end(&tx);
	return s;
}

#define assert_has(s, z) \
	do { \
		struct str has_ = (s); \
		if (!str_has(has_, S(z))) \
			fail_msg("没有“%s”：%.*s", z, P(has_)); \
	} while (0)

static const char text[] =
	"@title 报告\n# 一、表彰\n获得表彰{{honour.honours}}，{{honour.honours.change}}，其中区级"
	"{{honour.honours[level=district]}}；信访{{petition.total}}。\n"
	"{{#each honour.honours}}\n（{N}）{name}，{date}\n{{/each}}\n";

static void a_record_changes_the_report(void **state)
{
	struct str md;

	(void)state;
	md = written(asked(text), "md");
	assert_has(md,
	           "获得表彰[3](/figure/honour.honours?year=2024)项，[比上年增加2项（增长200%）]");
	assert_has(
		md,
		"其中区级[2](/figure/honour.honours%5Blevel%3Ddistrict%5D?year=2024)项；信访（未建台账）。");
	assert_has(md, "（二）平安建设先进集体，2024年5月1日");
	honour("非遗保护先进单位", "district", "2024-09-01");
	md = written(asked(text), "md");
	assert_has(md, "获得表彰[4]");
	assert_has(md, "其中区级[3]");
	withdraw(ids[1], "2024-12-30");
	assert_has(written(asked(text), "md"), "获得表彰[3]");
}

static void cut_off_ends_the_period(void **state)
{
	struct report_ask ask = asked("{{as_of}}表彰{{honour.honours}}");

	(void)state;
	ask.cutoff = D("2024-04-30");
	assert_has(written(ask, "md"), "截至2024年4月30日，本年度表彰[1]");
	ask.cutoff = D("2023-04-30");
	assert_str(written(ask, "md"), "");
	assert_has(refusals.list[0].say, "截止日不能早于");
}

static void sums_close_or_say_so(void **state)
{
	struct str json;

	(void)state;
	json = written(
		asked("@sum honour.honours = honour.honours[level=district] + honour.honours[level=municipal]\n"
	              "表彰{{honour.honours}}"),
		"json");
	assert_has(json, "\"sound\":true");
	assert_has(json, "表彰 3 = 表彰（级别为区级） 2 + 表彰（级别为市级） 1");
	json = written(
		asked("@sum honour.honours = honour.honours[level=district]\n表彰{{honour.honours}}"),
		"json");
	assert_has(json, "\"sound\":false");
	assert_has(json, "右边合计 2，不相等");
	assert_has(json, "\"draft\":\"草稿　1项校验未通过\"");
	assert_has(json, "\"conflict\":true");
}

static void typed_numbers_are_marked(void **state)
{
	struct str md, json;
	const char *typed =
		"@word 12345\n1.2024年3月1日按第5条和《某办法（2012）》办理12345工单，检查200家次，{{honour.honours}}";

	(void)state;
	json = written(asked(typed), "json");
	assert_has(json, "\"handwritten\":[{\"line\":2,\"text\":\"200\"");
	assert_has(json, "法规库中没有《某办法（2012）》");
	assert_true(!str_has(json, S("\"text\":\"12345\"")));
	md = written(asked(typed), "html");
	assert_has(md,
	           "检查<mark class=\"hand\" title=\"手写的数字，没有绑定指标\">200</mark>家次");
}

static void records_text_is_never_markup(void **state)
{
	struct str md;

	(void)state;
	honour("# 标题\n| 甲 | 乙", "district", "2024-09-01");
	md = written(asked("{{#each honour.honours}}\n{name}\n{{/each}}"), "html");
	assert_has(md, "<p># 标题 | 甲 | 乙</p>");
}

static void required_parts_are_checked(void **state)
{
	struct report_ask ask = asked("@part results\n表彰{{honour.honours}}\n@part plan\n");
	struct str json;

	(void)state;
	ask.kind = S("annual");
	json = written(ask, "json");
	assert_has(json, "“举措和成效”部分已写");
	assert_has(json, "“下一年度安排”部分没有内容");
	assert_has(json, "“不足和原因”部分没有（");
	assert_has(json, "本年度没有登记存在问题及其原因");
}

static void every_kind_and_format(void **state)
{
	static const char *const kinds[] = { "annual", "enforcement", "disclosure" };
	static const char *const formats[] = { "md", "html", "page", "json", "docx", "pdf" };

	(void)state;
	for (size_t k = 0; k < COUNT(kinds); k++)
		for (size_t f = 0; f < COUNT(formats); f++) {
			struct report_ask ask = asked("");

			ask.kind = str_of(kinds[k]);
			if (!written(ask, formats[f]).n)
				fail_msg("%s %s: %.*s", kinds[k], formats[f],
				         P(refusals.n ? refusals.list[0].say : refusals.fault_say));
		}
}

/* --- freezing --------------------------------------------------------------------------------- */

static struct str digest;

static bool freeze(struct tx *tx, void *arg)
{
	struct report_ask ask = asked(text);
	struct report r;
	struct str d;

	if (!report_build(tx, &program, &ask, &r) || !report_freeze(tx, &r, 1, arg, &d))
		return false;
	digest = d;
	return true;
}

static const struct frozen_figure *figure_in(const struct frozen *f, const char *key)
{
	for (size_t i = 0; i < f->n_figures; i++)
		if (str_is(f->figures[i].key, key))
			return &f->figures[i];
	fail_msg("not frozen: %s", key);
	return NULL;
}

static size_t drifts(const struct frozen_figure *f, enum drift is)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n_records; i++)
		n += f->records[i].is == is;
	return n;
}

static void compare(struct frozen *f)
{
	struct tx tx;

	refusals_init(&refusals, &request);
	tx = tx_read(db, &world, &request, &refusals);
	assert_true(report_compare_frozen(&tx, &program, 1, S("enforcement"), 2024, f));
	tx_end(&tx);
}

static void frozen_figures_tell_what_changed(void **state)
{
	struct frozen f;
	const struct frozen_figure *x;
	int64_t id = 0;
	struct buf out;

	(void)state;
	refusals_init(&refusals, &request);
	assert_true(tx_run(db, &world, &request, &refusals, freeze, &id));
	assert_true(id != 0);
	assert_int_equal(digest.n, 64);
	compare(&f);
	assert_true(f.id == id);
	assert_int_equal(f.n_differ, 0);

	honour("非遗保护先进单位", "district", "2024-09-01");
	withdraw(ids[1], "2024-12-30");
	withdraw(ids[2], "2025-01-15");
	compare(&f);
	x = figure_in(&f, "honour.honours");
	assert_str(x->was, "3");
	assert_str(x->now, "3");
	assert_true(x->differs);
	assert_int_equal(drifts(x, DRIFT_ADDED), 1);
	assert_int_equal(drifts(x, DRIFT_GONE), 1);
	assert_int_equal(drifts(x, DRIFT_CHANGED), 1);
	x = figure_in(&f, "honour.honours[level=district]");
	assert_str(x->was, "2");
	assert_str(x->now, "3");
	assert_false(figure_in(&f, "petition.total")->differs);
	buf_init(&out, 1 << 20);
	frozen_json(&f, &out);
	assert_has(buf_str(&out), "\"is\":\"gone\",\"ledger\":\"honour\"");
	buf_drop(&out);
}

/* --- the list of figures ---------------------------------------------------------------------- */

static void figures_are_listed(void **state)
{
	struct period d = period_of_year(2024);
	struct tx tx;
	struct buf out;

	(void)state;
	refusals_init(&refusals, &request);
	tx = tx_read(db, &world, &request, &refusals);
	buf_init(&out, 4 << 20);
	assert_true(figures_json(&tx, &program, 1, &d, NULL, &out));
	assert_has(buf_str(&out),
	           "{\"key\":\"honour.honours\",\"label\":\"表彰\",\"value\":3,\"unit\":\"项\",");
	assert_has(buf_str(&out), "\"records\":3,\"kept\":true}");
	assert_has(buf_str(&out), "\"value\":null,\"why\":\"分母为零，没有数值。\"");
	assert_has(
		buf_str(&out),
		"\"flow\":{\"brought_in\":0,\"new\":0,\"ended\":0,\"ended_of_new\":0,\"carried_out\":0}");
	buf_clear(&out);
	assert_true(figures_lines(&tx, &program, 1, &d, &out));
	assert_has(buf_str(&out), "没有记录：台账未建立");
	buf_drop(&out);
	tx_end(&tx);
}

#define with_copy(f) cmocka_unit_test_setup_teardown(f, copy, drop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		with_copy(a_record_changes_the_report),
		with_copy(cut_off_ends_the_period),
		with_copy(sums_close_or_say_so),
		with_copy(typed_numbers_are_marked),
		with_copy(records_text_is_never_markup),
		with_copy(required_parts_are_checked),
		with_copy(every_kind_and_format),
		with_copy(frozen_figures_tell_what_changed),
		with_copy(figures_are_listed),
	};

	return cmocka_run_group_tests(tests, open_base, close_base);
}
