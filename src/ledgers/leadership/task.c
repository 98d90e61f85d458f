/*
 * task.c - what is to be done, by whom, by when, and the figure that shows it
 *
 * Term: report-content (the plan for next year).  A task may come from a shortcoming, a meeting, an instruction or a
 * letter.  One with a target figure is not finished below its value: "a typical case in each of five
 * domains by the end of 2025".
 */
#include "model/declare.h"

/* clang-format off */

enum { SET, IN_PROGRESS, CARRIED_OVER, DONE, DROPPED };

const struct ledger ledger_task = {
	.key = "task", .label = "举措任务", .law = "法治政府建设与责任落实督察工作规定", .title = "text", .series = "任务",

	FIELDS(
	{ "text",      TEXT,   "任务", MUST|UP, TERM("report-content") },
	{ "cause",     TEXT,   "缘由", 0, TERM("report-content") },
	{ "from",      REF,    "来源记录", LIST, .of = "shortcoming,meeting,duty,oversight,decision,annual_report,case,power_item,petition,hotline,inspection,proposal", TERM("report-content") },
	{ "meeting",   REF,    "会议", 0, .of = "meeting", HOUSE("会议交办") },
	{ "about",     REF,    "所涉记录", 0, .of = "case,petition,hotline,hazard,oversight,decision,inspection,norm_doc,meeting,incident", TERM("head-first-duty") },
	{ "owner",     REF,    "责任人", LIST, .of = "person", TERM("report-content") },
	{ "due",       DATE,   "完成期限", SORT|UP, TERM("report-content") },
	{ "target_figure", TEXT, "目标指标", UP, .hint = "指标编码，例如 typical_case.domains", TERM("report-figures") },
	{ "target_value", NUMBER, "目标值", UP, TERM("report-figures") },
	{ "progress",  ROWS,   "进展", 0, COLUMNS(
		{ "on",    DATE,   "日期", MUST },
		{ "text",  TEXT,   "情况", MUST },
		{ "value", NUMBER, "指标当时的值" }), TERM("report-figures") },
	{ "reached_value", NUMBER, "已达到的值", UP, .tally = MAX, .over = "progress.value", TERM("report-figures") },
	{ "carried_to", DATE,  "结转后的期限", SORT, HOUSE("任务结转") },
	{ "reason",    TEXT,   "结转或者取消的理由", 0, HOUSE("任务结转") },
	{ "result",    TEXT,   "完成情况", UP, TERM("report-content") },
	),

	STATES(
	[SET]          = { "set",          "已下达" },
	[IN_PROGRESS]  = { "in_progress",  "办理中" },
	[CARRIED_OVER] = { "carried_over", "结转下年" },
	[DONE]         = { "done",         "已完成", FINAL },
	[DROPPED]      = { "dropped",      "取消", FINAL },
	),

	STEPS(
	{ "set",        "下达",     NEW, SET, CHIEF|LEGAL|HEADS|SECRETARY|ENGINE, "text,cause?,from?,meeting?,about?,owner?,due?,target_figure?,target_value?", TERM("report-content") },
	{ "assign",     "明确责任", IN(SET)|IN(IN_PROGRESS)|IN(CARRIED_OVER), SAME, CHIEF|HEADS|SECRETARY, "owner,due", TERM("report-content") },
	{ "aim",        "设定目标", IN(SET)|IN(IN_PROGRESS)|IN(CARRIED_OVER), SAME, CHIEF|HEADS|SECRETARY, "target_figure,target_value", TERM("report-figures") },
	{ "progress",   "进展",     IN(SET)|IN(IN_PROGRESS)|IN(CARRIED_OVER), IN_PROGRESS, STAFF|LEGAL, "progress", TERM("report-content") },
	{ "carry_over", "结转下年", IN(SET)|IN(IN_PROGRESS), CARRIED_OVER, HEADS|SECRETARY, "carried_to,reason", HOUSE("任务结转") },
	{ "finish",     "完成",     IN(SET)|IN(IN_PROGRESS)|IN(CARRIED_OVER), DONE, STAFF|LEGAL|HEADS|SECRETARY, "result", .within = "finish", TERM("report-content") },
	{ "drop",       "取消",     IN(SET)|IN(IN_PROGRESS)|IN(CARRIED_OVER), DROPPED, HEADS|SECRETARY, "reason", HOUSE("任务结转") },
	),

	CLOCKS(
	{ "finish", ENDS,  TERM("report-content"), .from = "due" },
	{ "finish", ENDS,  HOUSE("任务结转"), .from = "carried_to" },
	{ "finish", STOPS, HOUSE("任务结转"), .on_step = "drop" },
	),

	RULES(
	{ "owner IS NOT NULL AND due IS NOT NULL", "任务应当写明责任人和期限。", .at = "set", .when = "from IS NULL AND meeting IS NULL", TERM("report-content") },
	{ "owner IS NOT NULL AND due IS NOT NULL", "先明确责任人和期限。", .at = "progress,carry_over,finish", TERM("report-content") },
	{ "(target_figure = '') = (target_value IS NULL)", "目标指标和目标值应当一并写明。", TERM("report-figures") },
	{ "reached_value >= target_value", "目标指标尚未达到目标值。", .at = "finish", .when = "target_figure <> ''", TERM("report-figures") },
	{ "reached_value IS NOT NULL", "先登记目标指标的值。", .at = "finish", .when = "target_figure <> ''", TERM("report-figures") },
	{ "NOT SOME(progress: on > $day)", "进展不得晚于登记之日。", .at = "progress", HOUSE("日期先后") },
	{ "carried_to > due", "结转后的期限应当晚于原期限。", HOUSE("日期先后") },
	),

	FIGURES(
	{ "set",     "下达任务",       "项", COUNT, "set_on", TERM("report-content") },
	{ "done",    "任务完成率",     "%",  SHARE, "due", .where = "finish_on <= $cutoff", .among = "drop_on IS NULL OR drop_on > $cutoff", TERM("report-content") },
	{ "in_time", "任务按期完成率", "%",  SHARE, "due", .where = "finish_done <= finish_due AND finish_on <= $cutoff", .among = "drop_on IS NULL OR drop_on > $cutoff", TERM("report-content") },
	{ "targets", "目标达成率",     "%",  SHARE, "due", .where = "reached_value >= target_value", .among = "target_figure <> '' AND (drop_on IS NULL OR drop_on > $cutoff)", TERM("report-figures") },
	{ "carried", "结转下年任务",   "项", COUNT, "carry_over_on", HOUSE("任务结转") },
	{ "flow",    "任务收结",       "项", FLOW,  "set_on", TERM("report-content") },
	),

	ACCESS(
	{ STAFF|LEGAL, "view,list", SECTION, HOUSE("工作人员看本科室任务") },
	{ HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人看全局任务") },
	{ SUPERIOR, "view", SUBORDINATES, .fields = "text,due,target_figure,target_value,reached_value,result", HOUSE("上级看数字和上报字段") },
	),
};
