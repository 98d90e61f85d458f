/*
 * study_hours.c - hours of study, a row a person, day and course
 *
 * Terms: train-online (the bureau's own target), officer-training-hours, train-cadre-section.  Sessions write into it
 * when attendance is confirmed; platforms are imported, and the same course is not counted twice.
 * Shares count everyone in post at the cut-off, also those without a row, each for the months in post.
 */
#include "model/declare.h"

/* clang-format off */

enum { ENTERED };

const struct ledger ledger_study_hours = {
	.key = "study_hours", .label = "学时", .law = "干部教育培训工作条例", .title = "course", .series = "学时",

	FIELDS(
	{ "person",   REF,   "人员", MUST|LIST, .of = "person", TERM("train-online") },
	{ "date",     DATE,  "日期", MUST|SORT, TERM("train-online") },
	{ "hours",    HOURS, "学时", MUST, .hint = "以半学时计", TERM("train-online") },
	{ "platform", PICK,  "平台", MUST|LIST, .of = "session,cadre_online,law_online,supervision,market,other", .labels = "本局培训,天津干部在线学习,国家工作人员学法用法考试平台,行政执法监督平台,全国文化市场技术监管平台,其他", TERM("train-online") },
	{ "course",   TEXT,  "课程", MUST, TERM("train-online") },
	{ "session",  REF,   "培训记录", 0, .of = "study", HOUSE("学时登记") },
	{ "score",    NUMBER, "成绩", 0, TERM("exam-tianjin") },
	{ "proof",    TEXT,  "证明", 0, .hint = "平台证书编号或者导出批次", TERM("train-online") },
	),
	STATES(
	[ENTERED] = { "entered", "已登记", FINAL },
	),
	STEPS(
	{ "enter", "登记", NEW, ENTERED, CLERK|OFFICER|ENGINE, "person,date,hours,platform,course,session?,score?,proof?", .day = "date", TERM("train-online") },
	),
	RULES(
	{ "hours > 0", "学时应当大于零。", TERM("train-online") },
	{ "(platform = 'session') = (session IS NOT NULL)", "本局培训的学时由培训记录写入，平台学时不得指向培训记录。", HOUSE("学时登记") },
	{ "platform = 'session' OR proof <> ''", "平台学时应当有证明。", .is = WARN, TERM("train-online") },
	),
	NEEDS(
	{ "enter", "study_hours.person.same", "同一人同一平台同一课程已登记。", .how = NONE, .where = "id <> me.id AND platform = me.platform AND course = me.course AND date = me.date AND void_on IS NULL", HOUSE("学时去重") },
	{ "enter", "person", "该人员当日不在职。", .where = "on <= $day AND (off IS NULL OR off > $day)", .is = WARN, HOUSE("学时登记") },
	),
	FIGURES(
	{ "over_40", "学时达标率", "%",    SHARE, "date", .field = "hours", .per = "person", .everyone = { "person" }, .staying = "on,off", .where = "total * $months > {train-online} * months", TERM("train-online") },
	{ "least",   "最少学时",   "学时", MIN,   "date", .field = "hours", .per = "person", .everyone = { "person" }, .staying = "on,off", TERM("train-online") },
	{ "mean",    "人均学时",   "学时", MEAN,  "date", .field = "hours", .per = "person", .everyone = { "person" }, .staying = "on,off", TERM("train-online") },
	{ "officers", "执法人员学时达标率", "%", SHARE, "date", .field = "hours", .per = "person", .everyone = { "person", "SOME(officer.person: joined_on <= $cutoff AND (left_on IS NULL OR left_on > $cutoff))" }, .staying = "on,off", .where = "total * $months >= {officer-training-hours} * months", TERM("officer-training-hours") },
	{ "section", "乡科级干部学时达标率", "%", SHARE, "date", .field = "hours", .per = "person", .everyone = { "person", "rank = 'section'" }, .staying = "on,off", .where = "total * $months >= {train-cadre-section} * months", TERM("train-cadre-section") },
	{ "total",   "总学时",     "学时", SUM,   "date", .field = "hours", .by = "platform", TERM("train-online") },
	),
	ACCESS(
	{ STAFF|LEGAL,  "view,list",       OWN, HOUSE("本人看本人学时") },
	{ CHIEF,        "view,list",       SECTION, HOUSE("科室负责人看本科室学时") },
	{ CLERK|HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人和经办人看全局学时") },
	),
};
