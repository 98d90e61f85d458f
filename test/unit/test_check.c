/*
 * test_check.c - ledger_check names what is wrong with a table
 *
 * A small sound ledger is copied and spoilt in one place at a time; the check must say so, and name
 * the row.  `sheet` has a row of every table; `worker` is what it points at.
 */
#include "../database.h"
#include "kit.h"

#include "law/law.h"
#include "ledger/check.h"
#include "store/schema.h"

/* clang-format off */

enum { OPEN, ACTED, DONE };

static const struct ledger worker = {
	.key = "worker", .label = "人", .law = "行政处罚法", .title = "name",
	FIELDS({ "name", TEXT, "姓名", MUST, ART("1") }, { "line", NUMBER, "行", 0, ART("1") }),
	STATES([0] = { "here", "在", FINAL }),
	STEPS({ "enter", "登记", NEW, 0, CLERK|ENGINE, "name,line?", ART("1") }),
	ACCESS({ STAFF, "view,list", BUREAU, ART("1") }),
};

static const struct ledger sound = {
	.key = "sheet", .label = "单", .law = "行政处罚法", .title = "title",
	FIELDS(
	{ "title",    TEXT,  "标题", MUST, ART("1") },
	{ "kind",     PICK,  "种类", 0, .of = "a,b", .labels = "甲,乙", ART("1") },
	{ "acted_on", DATE,  "办理之日", 0, ART("1") },
	{ "seen_at",  TIME,  "时间", 0, ART("1") },
	{ "officers", REFS,  "人员", 0, .of = "worker", ART("1") },
	{ "lines",    ROWS,  "行", 0, COLUMNS({ "text", TEXT, "文字", MUST }, { "amount", MONEY, "金额" }), ART("1") },
	{ "total",    MONEY, "合计", 0, .tally = SUM, .over = "lines.amount", ART("1") },
	),
	STATES([OPEN] = { "open", "在办" }, [ACTED] = { "acted", "已办" }, [DONE] = { "done", "办结", FINAL }),
	STEPS(
	{ "begin",  "开始", NEW,       OPEN,  CLERK, "title,kind?,lines?,officers?", ART("1") },
	{ "act",    "办理", IN(OPEN),  ACTED, CLERK, "acted_on,seen_at?", .day = "acted_on", .time = "seen_at", .within = "answer", .is = ACT, ART("42") },
	{ "finish", "办结", IN(ACTED), DONE,  CLERK, NULL, .after = "answer", .not_by = "act", .when = "kind <> ''", ART("1") },
	),
	CLOCKS(
	{ "answer", RUNS,   TERM("info-answer"), .from = "begun_on" },
	{ "answer", STANDS, TERM("info-correct"), .in_state = "acted" },
	{ "answer", EXTENDS, TERM("info-extend"), .on_step = "act" },
	),
	RULES({ "title <> ''", "没有标题。", .at = "begin", ART("1") }),
	NEEDS(
	{ "act", "officers", "没有人员。", .where = "name <> ''", .each = "lines", .match = "line", ART("42") },
	{ "finish", "states", "没有办理过。", .where = "state = 'acted'", .since = "begin", ART("1") },
	),
	OPENS({ "finish", "worker", "name=title", .when = "kind = 'a'", ART("1") }),
	FIGURES({ "sheets", "单", "张", COUNT, "acted_on", .where = "kind = 'a'", ART("1") }),
	STANDARDS({ "whole", "没有办结", "state = 'done'", .after = "act", .in = "acted", .when = "kind = 'a'", .points = "file-review-plain", .part = "file", .way = "办结。", .is = ANOMALY, ART("1") }),
	.head = "kind", .columns = "title,state", CARDS({ "officers", "name" }, { "lines", "amount" }),
	PAPERS({ "letter", "函", "act", .signed_by = "begin", .each = "lines", ART("1") }),
	ACCESS({ STAFF, "view,list,act", BUREAU, .fields = "title,state", ART("1") }),
};

/* A copy that may be written on. */
struct parts {
	struct ledger l;
	struct field fields[10];
	struct state states[4];
	struct step steps[5];
	struct clock clocks[4];
	struct rule rules[2];
	struct need needs[3];
	struct open opens[2];
	struct figure figures[3];
	struct standard standards[2];
	struct card cards[2];
	struct paper papers[2];
	struct grant access[2];
};


/* name, where, what is said, how it comes about */
#define SPOILS(X) \
	X(field_of_fill,   "sheet.STEPS[1]", "没有这个字段：nothing", p->steps[1].fill = "acted_on,nothing") \
	X(field_derived,   "sheet.STEPS[1]", "算出来的字段不能填：total", p->steps[1].fill = "acted_on,total") \
	X(field_of_day,    "sheet.STEPS[1]", "不是一个日期字段", p->steps[1].day = "title") \
	X(field_of_time,   "sheet.STEPS[1]", "不是一个时间字段", p->steps[1].time = "acted_on") \
	X(field_missing,   "sheet.STEPS[1]", "不是一个日期字段", p->steps[1].day = "gone_on") \
	X(field_access,    "sheet.ACCESS[0]", "没有这个字段：colour", p->access[0].fields = "title,colour") \
	X(clock_within,    "sheet.STEPS[1]", "没有这个期限：reply", p->steps[1].within = "reply") \
	X(clock_after,     "sheet.STEPS[2]", "没有这个期限：reply", p->steps[2].after = "reply") \
	X(clock_from,      "sheet.CLOCKS[0]", "期限从哪个字段起算没有写明：came_on", p->clocks[0].from = "came_on") \
	X(clock_length,    "sheet.CLOCKS[0]", "没有长度", p->clocks[0].basis.term = "order-to-correct") \
	X(verb_not_by,     "sheet.STEPS[2]", "没有这一步：approve", p->steps[2].not_by = "approve") \
	X(verb_of_rule,    "sheet.RULES[0]", "没有这一步：approve", p->rules[0].at = "approve") \
	X(verb_of_need,    "sheet.NEEDS[0]", "没有这一步：approve", p->needs[0].at = "act,approve") \
	X(verb_since,      "sheet.NEEDS[1]", "没有这一步：approve", p->needs[1].since = "approve") \
	X(verb_of_open,    "sheet.OPENS[0]", "没有这一步：approve", p->opens[0].at = "approve") \
	X(verb_of_clock,   "sheet.CLOCKS[2]", "没有这一步：approve", p->clocks[2].on_step = "approve") \
	X(verb_of_paper,   "sheet.PAPERS[0]", "没有这一步：approve", p->papers[0].at = "approve") \
	X(verb_signed,     "sheet.PAPERS[0]", "没有这一步：approve", p->papers[0].signed_by = "approve") \
	X(right_unknown,   "sheet.ACCESS[0]", "没有这项权利：burn", p->access[0].may = "view,burn") \
	X(term_of_row,     "sheet.CLOCKS[1]", "没有这一条期限或者规则：no-such-term", p->clocks[1].basis.term = "no-such-term") \
	X(term_of_fragment, "sheet.RULES[0]", "没有这一条期限或者数额：no-such-term", p->rules[0].holds = "total < {no-such-term}") \
	X(state_of_clock,  "sheet.CLOCKS[1]", "没有这个状态：asleep", p->clocks[1].in_state = "asleep") \
	X(ledger_of_field, "sheet.FIELDS[4]", "指向不存在的台账：robot", p->fields[4].of = "robot") \
	X(ledger_of_path,  "sheet.NEEDS[1]", "路径不通：robot.sheet", p->needs[1].path = "robot.sheet") \
	X(ledger_of_open,  "sheet.OPENS[0]", "没有这个台账：robot", p->opens[0].path = "robot") \
	X(column_of_name,  "sheet.RULES[0]", "没有这个名字：lines.colour", p->rules[0].holds = "NOT SOME(lines: lines.colour = 'red')") \
	X(column_of_row,   "sheet.RULES[0]", "没有这个名字：colour", p->rules[0].holds = "NOT SOME(lines: colour = 'red')") \
	X(rows_of_each,    "sheet.NEEDS[0]", "没有这组行：pages", p->needs[0].each = "pages") \
	X(rows_of_paper,   "sheet.PAPERS[0]", "没有这组行：pages", p->papers[0].each = "pages") \
	X(rows_of_tally,   "sheet.total", "没有这组行：pages.amount", p->fields[6].over = "pages.amount") \
	X(rows_of_figure,  "sheet.sheets", "没有这组行：pages", p->figures[0].rows = "pages") \
	X(name_in_rule,    "sheet.RULES[0]", "没有这个名字：headline", p->rules[0].holds = "headline <> ''") \
	X(name_in_when,    "sheet.finish", "没有这个名字：headline", p->steps[2].when = "headline <> ''") \
	X(name_in_clock,   "sheet.CLOCKS answer", "没有这个名字：headline", p->clocks[0].when = "headline <> ''") \
	X(name_in_figure,  "sheet.sheets", "没有这个名字：headline", p->figures[0].where = "headline <> ''") \
	X(name_in_effect,  "sheet.OPENS[0]", "没有这个名字：headline", p->opens[0].when = "headline <> ''") \
	X(carry_mine,      "sheet.OPENS[0]", "带去的字段不存在：headline", p->opens[0].carry = "name=headline") \
	X(carry_theirs,    "sheet.OPENS[0]", "worker.enter 不收这个字段：age", p->opens[0].carry = "name=title,age=kind") \
	X(carry_row,       "sheet.OPENS[0]", "带去的行没有这一列：row.colour", p->opens[0].carry = "name=row.colour"; p->opens[0].each = "lines") \
	X(take_unknown,    "sheet.OPENS[0]", "worker 没有这一步：leave", p->opens[0].path = "officers"; p->opens[0].take = "leave") \
	X(state_unreached, "sheet.STATES[1]", "没有哪一步到达“已办”", p->steps[1].to = SAME) \
	X(state_not_left,  "sheet.STATES[1]", "没有哪一步离开“已办”", p->steps[2].from = IN(OPEN)) \
	X(state_no_such,   "sheet.STEPS[1]", "去往不存在的状态", p->steps[1].to = 7) \
	X(state_unnamed,   "sheet.STATES[1]", "状态没有写", p->states[1].key = NULL) \
	X(final_left,      "sheet.STEPS[1]", "离开终结的状态，却没有 REOPENS", p->steps[1].from = IN(OPEN)|IN(DONE)) \
	X(act_without_gate, "sheet.STEPS[1]", "没有执法资格的关口", p->needs[0].path = "lines") \
	X(basis_field,     "sheet.FIELDS[1]", "没有依据", p->fields[1].basis = (struct basis){ 0 }) \
	X(basis_step,      "sheet.STEPS[0]", "没有依据", p->steps[0].basis = (struct basis){ 0 }) \
	X(basis_clock,     "sheet.CLOCKS[2]", "没有依据", p->clocks[2].basis = (struct basis){ 0 }) \
	X(basis_rule,      "sheet.RULES[0]", "没有依据", p->rules[0].basis = (struct basis){ 0 }) \
	X(basis_need,      "sheet.NEEDS[1]", "没有依据", p->needs[1].basis = (struct basis){ 0 }) \
	X(basis_open,      "sheet.OPENS[0]", "没有依据", p->opens[0].basis = (struct basis){ 0 }) \
	X(basis_figure,    "sheet.FIGURES[0]", "没有依据", p->figures[0].basis = (struct basis){ 0 }) \
	X(basis_paper,     "sheet.PAPERS[0]", "没有依据", p->papers[0].basis = (struct basis){ 0 }) \
	X(basis_access,    "sheet.ACCESS[0]", "没有依据", p->access[0].basis = (struct basis){ 0 }) \
	X(sql_select,      "sheet.RULES[0]", "SELECT", p->rules[0].holds = "title IN (SELECT 1)") \
	X(sql_semicolon,   "sheet.RULES[0]", "语言中没有这个符号：;", p->rules[0].holds = "title = 'a'; TRUE") \
	X(sql_date,        "sheet.RULES[0]", "没有这个名字：date", p->rules[0].holds = "acted_on < date('now')") \
	X(sql_quote,       "sheet.RULES[0]", "语言中没有这个符号：\"", p->rules[0].holds = "\"title\" = 'a'") \
	X(sql_open_text,   "sheet.RULES[0]", "语言中没有这个符号：'", p->rules[0].holds = "title = 'a") \
	X(sql_comment,     "sheet.RULES[0]", "语言中没有这个符号：/", p->rules[0].holds = "title = 'a' /* */") \
	X(sql_brackets,    "sheet.RULES[0]", "括号没有关上", p->rules[0].holds = "(title = 'a'") \
	X(field_as_ledger, "sheet.FIELDS[1]", "“worker”与台账同名，却不指向它", p->fields[1].key = "worker"; p->fields[1].kind = REF; p->fields[1].of = "sheet"; \
	                   p->steps[2].when = NULL; p->opens[0].when = NULL; p->figures[0].where = NULL; p->steps[0].fill = "title") \
	X(labels_too_few,  "sheet.FIELDS[1]", "选项与名称不是一一对应", p->fields[1].labels = "甲") \
	X(rows_no_column,  "sheet.FIELDS[5]", "“lines”没有列", p->fields[5].n_rows = 0) \
	X(form_unknown,    "sheet.FIELDS[0]", "不认识的写法：poem", p->fields[0].form = "poem") \
	X(article_beyond,  "sheet.RULES[0]", "《行政处罚法》没有第87条", p->rules[0].basis = (struct basis){ .article = "87" }) \
	X(statute_unknown, "sheet.RULES[0]", "没有这部法律：月球法", p->rules[0].basis = (struct basis){ .law = "月球法", .article = "1" }) \
	X(law_unknown,     "sheet", "没有这部法律：月球法", p->l.law = "月球法") \
	X(key_twice,       "sheet.FIELDS[3]", "“acted_on”写了两次", p->fields[3].key = "acted_on") \
	X(figure_twice,    "sheet.FIGURES[1]", "“sheets”写了两次", p->figures[1] = p->figures[0]; p->l.n_figures = 2) \
	X(gone_at_first,   "sheet.OPENS[0]", "“begin”开始一条记录，没有可以撤出的行", p->opens[0].gone = 1; p->opens[0].each = "lines"; p->opens[0].at = "begin") \
	X(gone_of_none,    "sheet.OPENS[0]", "撤出的是哪一组行没有写明", p->opens[0].gone = 1) \
	X(gone_asked,      "sheet.OPENS[0]", "撤出的行不能再有条件：amount = 1", p->opens[0].gone = 1; p->opens[0].each = "lines"; p->opens[0].where = "amount = 1") \
	X(corrects_reason, "sheet.PAPERS[0]", "“reason”是撤回重制自己的理由", p->papers[0].recall = "state = 'acted'"; p->papers[0].corrects = "reason") \
	X(hands_no_set,    "sheet.STEPS[0]", "“title”不是一组属于人员的记录", p->steps[0].hands = "title") \
	X(hands_no_person, "sheet.STEPS[0]", "“officers”不是一组属于人员的记录", p->steps[0].hands = "officers") \
	X(leaves_unknown,  "sheet.STEPS[1]", "全过程记录没有这个环节或者形式：evidence/text", p->steps[1].leaves = "evidence/text") \
	X(verb_of_standard, "sheet.STANDARDS[0]", "没有这一步：approve", p->standards[0].after = "approve") \
	X(state_of_standard, "sheet.STANDARDS[0]", "没有这个状态：asleep", p->standards[0].in = "asleep") \
	X(name_in_standard, "sheet.STANDARDS[0]", "没有这个名字：headline", p->standards[0].holds = "headline <> ''") \
	X(name_in_asked,   "sheet.STANDARDS[0]", "没有这个名字：headline", p->standards[0].when = "headline <> ''") \
	X(basis_standard,  "sheet.STANDARDS[0]", "没有依据", p->standards[0].basis = (struct basis){ 0 }) \
	X(points_unknown,  "sheet.STANDARDS[0]", "没有这一条扣分：file-review-none", p->standards[0].points = "file-review-none") \
	X(part_unknown,    "sheet.STANDARDS[0]", "属于评查的哪一部分", p->standards[0].part = "weather") \
	X(standard_idle,   "sheet.STANDARDS[0]", "既不扣分也不列为异常", p->standards[0].points = NULL; p->standards[0].is = 0) \
	X(standard_no_way, "sheet.STANDARDS[0]", "没有写明怎么办", p->standards[0].way = NULL) \
	X(standard_twice,  "sheet.STANDARDS[1]", "“whole”写了两次", p->standards[1] = p->standards[0]; p->l.n_standards = 2) \
	X(card_of_value,   "sheet.CARDS[0]", "“title”不是指向记录的字段或者一组行", p->cards[0].field = "title") \
	X(card_to_nothing, "sheet.CARDS[0]", "不通向任何值：phone", p->cards[0].show = "name,phone") \
	X(card_to_rows,    "sheet.CARDS[1]", "不通向任何值：amount.fen", p->cards[1].show = "amount.fen") \
	X(head_unknown,    "sheet", "页头的字段不存在或者是一组行：lines", p->l.head = "kind,lines") \
	X(column_unknown,  "sheet", "列表没有这一列：age", p->l.columns = "title,age") \
	X(figure_unit,     "sheet.FIGURES[0]", "没有单位", p->figures[0].unit = "") \
	X(generated_name,  "sheet.FIELDS[3]", "“finish_by”与自动产生的列重名", p->fields[3].key = "finish_by") \
	X(title_unknown,   "sheet", "标题字段不存在：name", p->l.title = "name") \
	X(access_none,     "sheet", "没有写明谁能看", p->l.n_access = 0) \
	X(back_undated,    "sheet.NEEDS[1]", "按哪一天没有写", p->needs[1].back = "info-answer"; p->needs[1].dated = NULL)

#define SPOILER(name, where, words, ...) static void spoil_##name(struct parts *p) { __VA_ARGS__; }
SPOILS(SPOILER)

struct spoil { const char *name, *where, *words; void (*spoil)(struct parts *p); };
#define SPOILT(name, where, words, ...) { #name, where, words, spoil_##name },
static const struct spoil spoils[] = { SPOILS(SPOILT) };

/* clang-format on */

static struct law law;

#define PART(table) \
	do { \
		memcpy(p->table, sound.table, sound.n_##table * sizeof *p->table); \
		p->l.table = p->table; \
	} while (0)

static void copy(struct parts *p)
{
	memset(p, 0, sizeof *p);
	p->l = sound;
	PART(fields);
	PART(states);
	PART(steps);
	PART(clocks);
	PART(rules);
	PART(needs);
	PART(opens);
	PART(figures);
	PART(standards);
	PART(cards);
	PART(papers);
	PART(access);
}

static void check(struct program *p, const struct ledger *l)
{
	struct listing *list = arena_array(&arena, struct listing, 2);

	list[0] = (struct listing){ 1, l };
	list[1] = (struct listing){ 1, &worker };
	program_new(p, &arena, &law, list, 2);
	ledger_check(p);
}

static void print_findings(const struct program *p)
{
	for (size_t i = 0; i < p->n_findings; i++)
		print_message("    %.*s: %.*s\n", P(p->findings[i].where), P(p->findings[i].what));
}

static bool found(const struct program *p, const struct spoil *s)
{
	for (size_t i = 0; i < p->n_findings; i++)
		if (str_starts(p->findings[i].where, str_of(s->where)) &&
		    str_has(p->findings[i].what, str_of(s->words)))
			return true;
	return false;
}

static void sound_tables_have_no_findings(void **state)
{
	struct program p;

	(void)state;
	check(&p, &sound);
	print_findings(&p);
	assert_int_equal(p.n_findings, 0);
}

static void each_mistake_is_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(spoils); i++) {
		struct arena_mark mark = arena_mark(&arena);
		struct parts parts;
		struct program p;
		copy(&parts);
		spoils[i].spoil(&parts);
		check(&p, &parts.l);
		if (!found(&p, &spoils[i])) {
			print_findings(&p);
			fail_msg("%s: %s is not said at %s", spoils[i].name, spoils[i].words,
			         spoils[i].where);
		}
		arena_rewind(&arena, mark);
	}
}

/* More states than a mask has bits. */
static void too_many_states_are_named(void **state)
{
	struct state many[MAX_STATES + 1];
	struct parts parts;
	struct program p;

	(void)state;
	copy(&parts);
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = (struct state){ arena_fmt(&arena, "s%zu", i).p, "态" };
	parts.l.states = many;
	parts.l.n_states = COUNT(many);
	check(&p, &parts.l);
	assert_true(found(&p, &(struct spoil){ .where = "sheet", .words = "状态超过 32 个" }));
}

static void every_statement_prepares(void **state)
{
	const struct ledger *const list[] = { &sound, &worker };
	struct str error = S("");
	struct refusals r;
	struct program p;
	struct world world;
	struct db *db;
	struct tx tx;
	size_t n;

	(void)state;
	check(&p, &sound);
	world_fixed(&world, day_make(2024, 3, 1), 7);
	refusals_init(&r, &arena);
	db = db_open(test_db(), false, &error);
	assert_non_null(db);
	assert_true(schema_migrate(db, &law, (const struct ledger **)(uintptr_t)list, 2, &world,
	                           &error));
	tx = tx_read(db, &world, &arena, &r);
	n = statements_check(&tx, &p);
	tx_end(&tx);
	db_close_all(db);
	print_findings(&p);
	assert_int_equal(p.n_findings, 0);
	assert_true(n > 30);
}

static int open_law(void **state)
{
	struct str error = S("");

	kit_open(state);
	return law_load(&law, &arena, law_dir(), &error) ? 0 : -1;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sound_tables_have_no_findings),
		cmocka_unit_test(each_mistake_is_named),
		cmocka_unit_test(too_many_states_are_named),
		cmocka_unit_test(every_statement_prepares),
	};

	return cmocka_run_group_tests(tests, open_law, kit_close);
}
