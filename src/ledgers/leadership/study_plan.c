/*
 * study_plan.c - what is to be studied in a year, by quarter
 *
 * Terms: train-*, must-know-list.  A plan is kept by a session of study.c that names it; confirming who came
 * ends the plan.
 */
#include "model/declare.h"

/* clang-format off */

enum { PLANNED, DONE, CALLED_OFF };

const struct ledger ledger_study_plan = {
	.key = "study_plan", .label = "学习计划", .law = "干部教育培训工作条例", .title = "topic", .series = "学计",

	FIELDS(
	{ "year",     NUMBER, "年度", MUST|LIST|UP, TERM("must-know-list") },
	{ "quarter",  PICK,   "季度", MUST|LIST|UP, .of = "q1,q2,q3,q4", .labels = "第一季度,第二季度,第三季度,第四季度", HOUSE("学习计划") },
	{ "topic",    TEXT,   "学习主题", MUST|UP, TERM("must-know-list") },
	{ "form",     PICK,   "形式", LIST, .of = "group_study,pre_meeting,lecture,training,online,court_visit,oath,exam", .labels = "中心组学习,会前学法,专题讲座,集中培训,网络学习,旁听庭审,宪法宣誓,学法用法考试", HOUSE("学习计划") },
	{ "statutes", TEXT,   "学习的法律和党内法规", 0, TERM("must-know-list") },
	{ "owner",    REF,    "责任人", MUST, .of = "person", HOUSE("学习计划") },
	{ "due",      DATE,   "完成期限", MUST|SORT, .hint = "该季度的最后一日", HOUSE("学习计划") },
	{ "reason",   TEXT,   "取消或者延期的理由", 0, HOUSE("学习计划") },
	{ "put_off_to", DATE, "延期至", 0, HOUSE("学习计划") },
	),

	STATES(
	[PLANNED]    = { "planned",    "计划" },
	[DONE]       = { "done",       "已完成", FINAL },
	[CALLED_OFF] = { "called_off", "取消", FINAL },
	),

	STEPS(
	{ "plan",     "列入计划", NEW,         PLANNED,    CLERK|SECRETARY|CHIEF, "year,quarter,topic,form?,statutes?,owner,due", TERM("must-know-list") },
	{ "put_off",  "延期",     IN(PLANNED), SAME,       SECRETARY|HEADS, "put_off_to,reason", HOUSE("学习计划") },
	{ "finish",   "完成",     IN(PLANNED), DONE,       CLERK|SECRETARY|ENGINE, NULL, .within = "finish", HOUSE("学习计划") },
	{ "call_off", "取消",     IN(PLANNED), CALLED_OFF, SECRETARY|HEADS, "reason", HOUSE("学习计划") },
	),

	CLOCKS(
	{ "finish", ENDS,  HOUSE("学习计划"), .from = "due" },
	{ "finish", ENDS,  HOUSE("学习计划"), .from = "put_off_to" },
	{ "finish", STOPS, HOUSE("学习计划"), .on_step = "call_off" },
	),

	RULES(
	{ "put_off_to > due", "延期应当晚于原定期限。", HOUSE("日期先后") },
	),

	NEEDS(
	{ "finish", "study.plan", "尚未举行并确认人员。", .where = "state = 'confirmed'", .is = LIVE, HOUSE("学时登记") },
	),

	FIGURES(
	{ "planned", "学习计划",   "项", COUNT, "due", .where = "call_off_on IS NULL", .by = "quarter", HOUSE("学习计划") },
	{ "done",    "计划完成率", "%",  SHARE, "due", .where = "finish_on <= $cutoff", .among = "call_off_on IS NULL OR call_off_on > $cutoff", HOUSE("学习计划") },
	{ "in_time", "按期完成率", "%",  SHARE, "due", .where = "finish_done <= finish_due", .among = "call_off_on IS NULL OR call_off_on > $cutoff", HOUSE("学习计划") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list",       BUREAU, HOUSE("工作人员看全局计划") },
	{ HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人看全局计划") },
	{ SUPERIOR,     "view",            SUBORDINATES, .fields = "year,quarter,topic", HOUSE("上级看数字和上报字段") },
	),
};
