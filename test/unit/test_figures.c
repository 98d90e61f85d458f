/*
 * test_figures.c - every measure of a figure, breakdowns, months, and the conditions of people
 *
 * Two small ledgers, filled by steps.  Four workers: ann and cy from 2023, bob from mid 2024, dee
 * void; cy leaves on the last day of 2024.  The jobs stand in `jobs` below.
 */
#include "../database.h"
#include "kit.h"

#include "law/law.h"
#include "ledger/conds.h"
#include "ledger/figures.h"
#include "ledger/step.h"
#include "store/schema.h"

/* clang-format off */

enum { OPEN, DONE };

#define WORKERS .everyone = { "worker" }, .staying = "on,off"

static const struct ledger worker = {
	.key = "worker", .label = "人", .title = "name",
	FIELDS({ "name", TEXT, "姓名", MUST }, { "on", DATE, "到岗" }, { "off", DATE, "离岗" }),
	STATES([0] = { "here", "在" }),
	STEPS({ "enter", "登记", NEW, 0, CLERK, "name,on,off?", .day = "on" }),
};

static const struct ledger job = {
	.key = "job", .label = "活", .title = "name",
	FIELDS(
	{ "name",    TEXT,   "名称", MUST },
	{ "worker",  REF,    "人", 0, .of = "worker" },
	{ "kind",    PICK,   "种类", 0, .of = "a,b", .labels = "甲,乙" },
	{ "on",      DATE,   "日期" },
	{ "at",      TIME,   "开始" },
	{ "done_at", TIME,   "完成" },
	{ "cost",    MONEY,  "费用" },
	{ "hours",   HOURS,  "学时" },
	{ "good",    YESNO,  "好" },
	{ "tags",    PICKS,  "标签", 0, .of = "x,y", .labels = "艾,歪" },
	{ "lines",   ROWS,   "行", 0, COLUMNS({ "kind", PICK, "种类", 0, .of = "a,b", .labels = "甲,乙" }, { "amount", MONEY, "金额" }, { "on", DATE, "日期" }) },
	{ "from",    DATE,   "起" },
	{ "to",      DATE,   "止" },
	{ "until",   DATE,   "至" },
	),
	STATES([OPEN] = { "open", "在办" }, [DONE] = { "done", "办结", FINAL }),
	STEPS(
	{ "begin", "开始", NEW,      OPEN, CLERK, "name,worker?,kind?,on?,at?,done_at?,cost?,hours?,good?,tags?,lines?,from?,to?,until?", .day = "on" },
	{ "end",   "办结", IN(OPEN), DONE, CLERK, NULL },
	{ "again", "重办", IN(DONE), OPEN, CLERK, NULL, .is = REOPENS },
	),
	FIGURES(
	{ "jobs",   "活",   "件", COUNT,    "on", .by = "kind,month:on" },
	{ "tagged", "标签", "件", COUNT,    "on", .by = "tags" },
	{ "cost",   "费用", "元", SUM,      "on", .field = "cost" },
	{ "ten_thousands", "费用", "万元", SUM, "on", .field = "cost" },
	{ "dearest", "最贵", "元", MAX,     "on", .field = "cost" },
	{ "cheapest", "最便宜", "元", MIN,  "on", .field = "cost" },
	{ "mean",   "平均", "元", MEAN,     "on", .field = "cost" },
	{ "took",   "用时", "小时", MEAN,   "on", .field = "done_at - at", .where = "done_at IS NOT NULL" },
	{ "minutes", "用时", "分钟", SUM,   "on", .field = "done_at - at", .where = "done_at IS NOT NULL" },
	{ "people", "人",   "人", DISTINCT, "on", .field = "worker" },
	{ "good",   "好的", "%",  SHARE,    "on", .where = "good", .among = "good IS NOT NULL" },
	{ "begun",  "开始", "件", COUNT,    "at" },
	{ "lines",  "行",   "元", SUM,      "on", .rows = "lines", .field = "amount", .by = "kind" },
	{ "lines_b", "乙行", "行", COUNT,   "on", .rows = "lines", .where = "lines.kind = 'b' AND job.kind = 'a'" },
	{ "tags",   "标签", "个", COUNT,    "on", .rows = "tags", .where = "value = 'y'" },
	{ "stock",  "在册", "件", COUNT,    .during = "from,to" },
	{ "valid",  "有效", "件", COUNT,    .during = "from,until" },
	{ "begun_all", "开始过", "件", COUNT, .during = "from" },
	{ "least",  "最少", "学时", MIN,    "on", .field = "hours", .per = "worker", WORKERS },
	{ "most",   "最多", "学时", MAX,    "on", .field = "hours", .per = "worker", WORKERS },
	{ "each",   "人均", "学时", MEAN,   "on", .field = "hours", .per = "worker", WORKERS },
	{ "all",    "合计", "学时", SUM,    "on", .field = "hours", .per = "worker", WORKERS },
	{ "heads",  "人数", "人", COUNT,    "on", .field = "hours", .per = "worker", WORKERS },
	{ "enough", "达标", "%",  SHARE,    "on", .field = "hours", .per = "worker", WORKERS, .where = "total * $months >= 25 * months" },
	{ "others", "其他人最少", "学时", MIN, "on", .field = "hours", .per = "worker", .everyone = { "worker", "name <> 'cy'" }, .staying = "on,off" },
	{ "nobody", "没有人", "%", SHARE,   "on", .field = "hours", .per = "worker", .everyone = { "worker", "name = 'zoe'" }, .staying = "on,off", .where = "total > 0" },
	{ "flow",   "收结", "件", FLOW,     "begun_on", .by = "kind" },
	{ "flow_a", "甲收结", "件", FLOW,   "begun_on", .where = "kind = 'a'" },
	),
};

static const struct { const char *day, *as, *fill; } workers[] = {
	{ "2023-01-01", "ann", "name=ann" },
	{ "2024-07-01", "bob", "name=bob" },
	{ "2023-01-01", "cy",  "name=cy|off=2024-12-31" },
	{ "2023-01-01", "dee", "name=dee" },
};

/* Each begins on its day; an `end` and a further beginning stand in `moves`. */
static const struct { const char *day, *fill; } jobs[] = {
	{ "2023-12-31", "name=old|worker=ann|kind=a|cost=5.00|hours=3.0" },
	{ "2024-01-01", "name=first day|worker=ann|kind=a|cost=10.00|hours=2.0|good=yes|tags=x;y|at=2024-01-01T00:00|done_at=2024-01-01T02:00"
	                "|lines+kind:a,amount:1.00,on:2024-01-01|lines+kind:b,amount:2.50,on:2024-02-01|from=2024-01-01|to=2024-12-31|until=2024-12-31" },
	{ "2024-06-30", "name=void|worker=ann|kind=a|cost=99.00|hours=9.0|good=yes|tags=y" },
	{ "2024-12-31", "name=last day|worker=bob|kind=b|cost=20.50|hours=1.5|good=no|tags=y|at=2024-12-31T23:59|done_at=2025-01-01T00:59"
	                "|lines+kind:b,amount:4.00,on:2025-01-01|from=2024-12-31" },
	{ "2025-01-01", "name=next|at=2025-01-01T00:00" },
};

static const struct { const char *figure; int year; const char *text; } expected[] = {
	{ "jobs", 2022, "0" }, { "jobs", 2023, "1" }, { "jobs", 2024, "2" }, { "jobs", 2025, "1" },
	{ "cost", 2022, "0" }, { "cost", 2023, "5" }, { "cost", 2024, "30.5" }, { "ten_thousands", 2024, "0.0031" },
	{ "dearest", 2024, "20.5" }, { "dearest", 2022, "—" }, { "cheapest", 2024, "10" }, { "cheapest", 2022, "—" },
	{ "mean", 2024, "15.25" }, { "mean", 2022, "—" }, { "mean", 2025, "—" },
	{ "took", 2024, "1.5" }, { "took", 2023, "—" }, { "minutes", 2024, "180" },
	{ "people", 2024, "2" }, { "people", 2025, "0" },
	{ "good", 2024, "50" }, { "good", 2023, "—" }, { "good", 2022, "—" },
	{ "begun", 2024, "2" }, { "begun", 2025, "1" }, { "begun", 2023, "0" },
	{ "lines", 2024, "3.5" }, { "lines", 2025, "4" }, { "lines_b", 2024, "1" }, { "lines_b", 2025, "0" }, { "tags", 2024, "2" },
	{ "stock", 2023, "0" }, { "stock", 2024, "1" }, { "valid", 2024, "2" }, { "valid", 2025, "1" }, { "begun_all", 2025, "2" },
	{ "least", 2023, "0" }, { "least", 2024, "1.5" }, { "most", 2024, "2" }, { "each", 2023, "1.5" }, { "each", 2024, "1.8" },
	{ "all", 2023, "3" }, { "all", 2024, "3.5" }, { "heads", 2023, "2" }, { "heads", 2024, "2" }, { "heads", 2022, "0" },
	{ "enough", 2024, "50" }, { "enough", 2023, "50" }, { "enough", 2022, "—" }, { "others", 2023, "3" }, { "nobody", 2024, "—" },
	{ "flow", 2022, "0+0=0+0" }, { "flow", 2023, "0+1=0+1" }, { "flow", 2024, "1+2=1+2" }, { "flow", 2025, "2+2=0+4" },
	{ "flow_a", 2024, "1+1=1+1" }, { "flow_a", 2025, "1+1=0+2" },
};

/* A stock on the days at its borders. */
static const struct { const char *figure, *cutoff; int64_t n; } borders[] = {
	{ "stock", "2023-12-31", 0 }, { "stock", "2024-01-01", 1 }, { "stock", "2024-12-30", 1 }, { "stock", "2024-12-31", 1 },
	{ "valid", "2024-12-31", 2 }, { "valid", "2025-01-01", 1 }, { "begun_all", "2024-12-30", 1 },
};

static const struct { const char *figure; int year; const char *groups; } broken_down[] = {
	{ "jobs", 2024, "甲 2024-01 1; 乙 2024-12 1; " }, { "jobs", 2025, "— 2025-01 1; " }, { "jobs", 2022, "" },
	{ "tagged", 2024, "歪 2; 艾 1; " }, { "tagged", 2023, "— 1; " }, { "lines", 2024, "乙 2.5; 甲 1; " },
	{ "flow", 2024, "甲 1+1=1+1; 乙 0+1=0+1; " }, { "flow", 2025, "甲 1+1=0+2; — 0+1=0+1; 乙 1+0=0+1; " },
};

static const struct { const char *conds; int64_t n; } conditions[] = {
	{ "", 4 }, { "kind=a", 2 }, { "kind!=a", 2 }, { "kind=", 1 }, { "kind!=", 3 }, { "kind in a,b", 3 }, { "kind=甲", 2 },
	{ "cost>=10.00", 2 }, { "cost>10.00", 1 }, { "cost<=10.00", 2 }, { "cost<10.00", 1 }, { "cost=20.50", 1 }, { "cost=", 1 }, { "cost!=", 3 },
	{ "name~day", 2 }, { "name=\"first day\"", 1 }, { "name=first day", 1 }, { "name~DAY", 0 }, { "name = old", 1 },
	{ "tags=x", 1 }, { "tags!=x", 3 }, { "tags=", 2 }, { "tags!=", 2 }, { "tags in x,y", 2 },
	{ "state=open", 4 }, { "state=done", 0 }, { "begun_on>=2024-01-01", 3 }, { "on=2024-12-31", 1 }, { "on in 2024-01-01,2024-12-31", 2 },
	{ "worker=ann", 2 }, { "worker!=", 3 }, { "good=yes", 1 }, { "good=是", 1 }, { "good=", 2 }, { "hours=1.5", 1 },
	{ "kind=a\ncost>5.00", 1 }, { "kind=a\n\ncost>99.00", 0 }, { "number~〔2024〕", 2 },
};

static const struct { const char *cond, *says; } mistaken[] = {
	{ "colour=red", "没有这个字段" }, { "kind", "看不懂" }, { "=a", "看不懂" }, { "kind ? a", "看不懂" }, { "Kind=a", "看不懂" },
	{ "kind=z", "不在可选的范围内" }, { "cost=abc", "金额以元为单位" }, { "on=2024-02-30", "没有这一天" }, { "hours=0.3", "最小单位" },
	{ "worker=nobody", "没有这条记录" }, { "lines=1", "没有这个字段" }, { "cost~1", "不能这样比较" }, { "good=perhaps", "应当是" }, { "tags~x", "不能这样比较" },
	{ "kind=a\ncolour=red", "没有这个字段" }, { "name;drop=1", "看不懂" },
};

/* clang-format on */

static struct arena tables; /* of the program: transactions run twice and rewind theirs */
static struct law law;
static struct program program;
static struct db *db;
static struct world world;
static struct refusals refusals;

struct taking_one {
	const struct table *t;
	int64_t id, ret_id;
	const char *verb, *day, *fill;
};

/* lines+kind:a,amount:1.00 */
static void add_row(struct entry *e, struct str text)
{
	struct entry_row *rows = arena_array(&arena, struct entry_row, e->n_rows + 1), *row;
	struct str item;

	if (e->n_rows)
		memcpy(rows, e->rows, e->n_rows * sizeof *rows);
	row = &rows[e->n_rows++];
	row->cells = arena_array(&arena, struct entry, 8);
	while (str_item(&text, &item)) {
		struct entry *cell = &row->cells[row->n_cells++];
		str_cut(item, ':', &cell->key, &cell->text);
	}
	e->rows = rows;
	e->rowed = true;
}

static size_t entries(const char *fill, struct entry *list)
{
	struct str rest = str_of(fill), piece, key, value;
	size_t n = 0;

	while (rest.n) {
		if (!str_cut(rest, '|', &piece, &rest)) {
			piece = rest;
			rest = S("");
		}
		if (str_cut(piece, '=', &key, &value)) {
			list[n++] = (struct entry){ .key = key, .text = value };
		} else if (str_cut(piece, '+', &key, &value)) {
			if (!n || !str_eq(list[n - 1].key, key))
				list[n++] = (struct entry){ .key = key };
			add_row(&list[n - 1], value);
		}
	}
	return n;
}

static bool take(struct tx *tx, void *arg)
{
	static const struct actor clerk = {
		.org = 1, .roles = CLERK | CHIEF | HEAD, .origin = "test", .when = { INT64_MIN }
	};
	struct taking_one *one = arg;
	struct entry list[20];
	size_t n;

	memset(list, 0, sizeof list);
	n = entries(one->fill, list);
	return step_take(tx, &program, &clerk, one->t, one->id, str_of(one->verb), D(one->day),
	                 list, n, &one->ret_id);
}

static int64_t step(const char *ledger, int64_t id, const char *verb, const char *day,
                    const char *fill)
{
	struct taking_one one = { table_of(&program, str_of(ledger)), id, id, verb, day, fill };

	world.today = D(day);
	refusals_init(&refusals, &arena);
	if (!tx_run(db, &world, &arena, &refusals, take, &one))
		fail_msg("%s %s %s: %.*s", ledger, verb, fill,
		         P(refusals.n ? refusals.list[0].say : refusals.fault_say));
	return one.ret_id;
}

static int open_ledgers(void **state)
{
	static const struct ledger *const ledgers[] = { &job, &worker };
	static const struct listing list[] = { { 1, &job }, { 1, &worker } };
	struct str error = S("");
	int64_t id = 0, first = 0, gone = 0, dee = 0;

	kit_open(state);
	arena_init(&tables, 64 << 20);
	if (!law_load(&law, &tables, law_dir(), &error))
		return -1;
	world_fixed(&world, day_make(2022, 1, 1), 7);
	program_new(&program, &tables, &law, list, COUNT(list));
	db = db_open(test_db(), false, &error);
	if (!db || !schema_migrate(db, &law, (const struct ledger **)(uintptr_t)ledgers,
	                           COUNT(ledgers), &world, &error))
		return -1;
	for (size_t i = 0; i < COUNT(workers); i++)
		dee = step("worker", 0, "enter", workers[i].day, workers[i].fill);
	step("worker", dee, "void", "2023-02-01", "reason=twice");
	for (size_t i = 0; i < COUNT(jobs); i++) {
		id = step("job", 0, "begin", jobs[i].day, jobs[i].fill);
		first = i == 0 ? id : first;
		gone = i == 2 ? id : gone;
	}
	step("job", gone, "void", "2024-07-01", "reason=twice");
	step("job", first, "end", "2024-01-10", "");
	step("job", first, "again", "2025-02-01", "");
	return 0;
}

static int close_ledgers(void **state)
{
	db_close_all(db);
	arena_drop(&tables);
	return kit_close(state);
}

/* --- asking ------------------------------------------------------------------------------------ */

static struct tx reading(void)
{
	refusals_init(&refusals, &arena);
	return tx_read(db, &world, &arena, &refusals);
}

static void figure_spec(const char *name, struct spec *ret)
{
	const struct table *t;
	const struct figure *f = figure_of(&program, arena_fmt(&arena, "job.%s", name), &t);

	if (!f)
		fail_msg("no figure %s", name);
	spec_of(t, f, ret);
}

static struct figure_value value_of(const struct spec *s, struct period d)
{
	struct tx tx = reading();
	struct figure_value v;

	assert_true(spec_count(&tx, &program, 1, s, &d, &v));
	tx_end(&tx);
	return v;
}

static const char *text_of(const struct spec *s, const struct figure_value *v)
{
	if (s->measure == FLOW)
		return arena_fmt(&arena, "%lld+%lld=%lld+%lld", (long long)v->flow[FLOW_BROUGHT],
		                 (long long)v->flow[FLOW_NEW], (long long)v->flow[FLOW_ENDED],
		                 (long long)v->flow[FLOW_CARRIED])
		        .p;
	return v->has ? arena_z(&arena, figure_text(&arena, s, v)) : "—";
}

static void figures_are_sound(void **state)
{
	(void)state;
	for (size_t i = 0; i < program.n_findings; i++)
		print_message("%.*s: %.*s\n", P(program.findings[i].where),
		              P(program.findings[i].what));
	assert_int_equal(program.n_findings, 0);
}

static void each_measure_of_each_year(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(expected); i++) {
		struct spec s;
		struct figure_value v;
		const char *text;
		figure_spec(expected[i].figure, &s);
		v = value_of(&s, period_of_year(expected[i].year));
		text = text_of(&s, &v);
		if (strcmp(text, expected[i].text))
			fail_msg("%s %d is %s, not %s", expected[i].figure, expected[i].year, text,
			         expected[i].text);
		assert_true(v.has || v.why.n);
	}
}

/* Brought in and new are ended and carried out, in any period whatever. */
static void flow_closes(void **state)
{
	struct spec s;

	(void)state;
	figure_spec("flow", &s);
	for (struct day from = D("2023-12-01"); from.n < D("2025-03-01").n;
	     from = day_add(from, 13))
		for (int days = 0; days < 400; days += 37) {
			struct day to = day_add(from, days);
			struct figure_value v = value_of(&s, (struct period){ from, to, to });
			assert_int_equal(v.flow[FLOW_BROUGHT] + v.flow[FLOW_NEW],
			                 v.flow[FLOW_ENDED] + v.flow[FLOW_CARRIED]);
		}
}

static void a_stock_on_the_days_at_its_borders(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(borders); i++) {
		struct day on = D(borders[i].cutoff);
		struct spec s;
		struct figure_value v;
		figure_spec(borders[i].figure, &s);
		v = value_of(&s, (struct period){ on, on, on });
		if (v.n != borders[i].n)
			fail_msg("%s on %s is %lld", borders[i].figure, borders[i].cutoff,
			         (long long)v.n);
	}
}

static void breakdowns_add_up(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(broken_down); i++) {
		struct tx tx = reading();
		struct period d = period_of_year(broken_down[i].year);
		struct str out = S("");
		struct group *list;
		struct spec s;
		figure_spec(broken_down[i].figure, &s);
		for (size_t k = 0, n = spec_groups(&tx, &program, 1, &s, &d, &list); k < n; k++) {
			for (size_t b = 0; b < s.n_by; b++)
				out = arena_fmt(&arena, "%.*s%.*s ", P(out), P(list[k].label[b]));
			out = arena_fmt(&arena, "%.*s%.*s; ", P(out),
			                P(str_of(text_of(&s, &list[k].value))));
		}
		tx_end(&tx);
		assert_str(out, broken_down[i].groups);
	}
}

/* What is behind a number has as many records as the number says. */
static void records_stand_behind(void **state)
{
	struct period d = period_of_year(2024);
	struct behind *list;
	struct spec s;
	struct tx tx;

	(void)state;
	figure_spec("jobs", &s);
	tx = reading();
	assert_int_equal(figure_records(&tx, &program, 1, &s, &d, NULL, &list, NULL), 2);
	assert_str(list[0].label, "first day");
	assert_day(list[1].on, "2024-12-31");
	figure_spec("good", &s);
	assert_int_equal(figure_records(&tx, &program, 1, &s, &d, NULL, &list, NULL), 2);
	assert_true(list[0].counted && !list[1].counted);
	figure_spec("least", &s);
	assert_int_equal(figure_records(&tx, &program, 1, &s, &d, NULL, &list, NULL), 2);
	figure_spec("lines", &s);
	assert_int_equal(figure_records(&tx, &program, 1, &s, &d, NULL, &list, NULL), 1);
	assert_int_equal(list[0].amount, 350);
	tx_end(&tx);
}

/* --- conditions -------------------------------------------------------------------------------- */

static struct spec with(const char *conds)
{
	return (struct spec){ .t = table_of(&program, S("job")), .measure = COUNT, .conds = conds };
}

static void conditions_choose(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(conditions); i++) {
		struct spec s = with(conditions[i].conds);
		struct tx tx = reading();
		struct period d = period_of_year(2024);
		struct figure_value v;
		if (!spec_count(&tx, &program, 1, &s, &d, &v) || v.n != conditions[i].n)
			fail_msg("%s is %lld: %.*s", conditions[i].conds, (long long)v.n,
			         P(refusals.n ? refusals.list[0].say : refusals.fault_say));
		tx_end(&tx);
	}
}

static void mistakes_in_conditions_are_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(mistaken); i++) {
		struct spec s = with(mistaken[i].cond);
		struct tx tx = reading();
		struct period d = period_of_year(2024);
		struct figure_value v;
		if (spec_count(&tx, &program, 1, &s, &d, &v))
			fail_msg("understood: %s", mistaken[i].cond);
		if (!refusals.n || !str_has(refusals.list[0].say, str_of(mistaken[i].says)))
			fail_msg("%s: %.*s", mistaken[i].cond,
			         P(refusals.n ? refusals.list[0].say : S("nothing")));
		tx_end(&tx);
	}
}

/* In rows a name is looked up in the row first, then in its record. */
static void conditions_over_rows(void **state)
{
	struct spec s = with("kind=b\nworker=ann");

	(void)state;
	s.rows = "lines";
	assert_int_equal(value_of(&s, period_of_year(2024)).n, 1);
	s.conds = "amount>=2.00";
	assert_int_equal(value_of(&s, period_of_year(2024)).n, 2);
	s.conds = "cost=20.50";
	assert_int_equal(value_of(&s, period_of_year(2024)).n, 1);
}

/* Conditions narrow the numerator, among_conds the denominator. */
static void a_share_under_conditions(void **state)
{
	struct spec s = with("kind=a");
	struct figure_value v;

	(void)state;
	s.measure = SHARE;
	s.among_conds = "cost!=";
	v = value_of(&s, period_of_year(2024));
	assert_int_equal(v.n, 2);
	assert_int_equal(v.d, 3);
	assert_str(figure_text(&arena, &s, &v), "66.67");
}

static void unknown_parts_are_refused(void **state)
{
	struct spec s = with("");
	struct period d = period_of_year(2024);
	struct figure_value v;
	struct tx tx = reading();

	(void)state;
	s.on = "colour_on";
	assert_false(spec_count(&tx, &program, 1, &s, &d, &v));
	s.on = NULL;
	s.rows = "pages";
	assert_false(spec_count(&tx, &program, 1, &s, &d, &v));
	s.rows = NULL;
	s.measure = SUM;
	assert_false(spec_count(&tx, &program, 1, &s, &d, &v));
	s.field = "colour";
	assert_false(spec_count(&tx, &program, 1, &s, &d, &v));
	assert_true(refusals.n >= 4);
	assert_int_equal(program.n_findings, 0);
	tx_end(&tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(figures_are_sound),
		cmocka_unit_test(each_measure_of_each_year),
		cmocka_unit_test(flow_closes),
		cmocka_unit_test(a_stock_on_the_days_at_its_borders),
		cmocka_unit_test(breakdowns_add_up),
		cmocka_unit_test(records_stand_behind),
		cmocka_unit_test(conditions_choose),
		cmocka_unit_test(mistakes_in_conditions_are_named),
		cmocka_unit_test(conditions_over_rows),
		cmocka_unit_test(a_share_under_conditions),
		cmocka_unit_test(unknown_parts_are_refused),
	};

	return cmocka_run_group_tests(tests, open_ledgers, close_ledgers);
}
