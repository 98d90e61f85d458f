/*
 * shortcoming.c - what is still wrong, and why
 *
 * Term: report-content (shortcomings with their causes are a required part of the annual report).  What is done about
 * one are the tasks that name it (task.c); it is not done while one of them is open.
 */
#include "model/declare.h"

/* clang-format off */

enum { SET, IN_PROGRESS, CARRIED_OVER, DONE };

const struct ledger ledger_shortcoming = {
	.key = "shortcoming", .label = "存在问题", .law = "法治政府建设与责任落实督察工作规定", .title = "text", .series = "问题",

	FIELDS(
	{ "year",      NUMBER, "年度", MUST|LIST|UP, TERM("report-content") },
	{ "text",      TEXT, "问题", MUST|UP, TERM("report-content") },
	{ "cause",     TEXT, "原因", MUST|UP, TERM("report-gap-in-pilot") },
	{ "found_by",  PICK, "发现途径", MUST|LIST|UP, .of = "self,superior,supervision,patrol,audit,file_review,public,other", .labels = "自查,上级督察,执法监督,巡察,审计,案卷评查,群众反映,其他", TERM("report-content") },
	{ "found_on",  DATE, "发现之日", MUST|SORT, TERM("report-content") },
	{ "source",    REF,  "来源记录", 0, .of = "oversight,file_review,meeting,petition,hotline", TERM("report-content") },
	{ "report",    REF,  "写入的年度报告", 0, .of = "annual_report", TERM("report-content") },
	{ "part",      PICK, "所属部分", LIST, .of = "functions,rules,decisions,enforcement,safety,disputes,oversight_part,digital,leadership", .labels = "机构职能,制度,决策,执法,突发事件,矛盾纠纷,制约监督,科技保障,党的领导", TERM("report-dept-layout") },
	{ "owner",     REF,  "责任人", 0, .of = "person", HOUSE("整改责任") },
	{ "due",       DATE, "整改期限", SORT, HOUSE("整改责任") },
	{ "carried_to", DATE, "结转后的期限", 0, HOUSE("整改责任") },
	{ "reason",    TEXT, "结转的理由", 0, HOUSE("整改责任") },
	{ "progress",  ROWS, "进展", 0, COLUMNS(
		{ "on", DATE, "日期", MUST }, { "text", TEXT, "情况", MUST }), HOUSE("整改责任") },
	{ "result",    TEXT, "整改结果", 0, TERM("report-content") },
	),

	STATES(
	[SET]          = { "set",          "已列出" },
	[IN_PROGRESS]  = { "in_progress",  "整改中" },
	[CARRIED_OVER] = { "carried_over", "结转下年" },
	[DONE]         = { "done",         "已整改", FINAL },
	),

	STEPS(
	{ "set",        "列出",     NEW,     SET,          STAFF|LEGAL|HEADS|SECRETARY|ENGINE, "year,text,cause,found_by,found_on,source?,report?,part?,owner?,due?", .day = "found_on", TERM("report-content") },
	{ "assign",     "明确责任", IN(SET)|IN(CARRIED_OVER), SAME, HEADS|SECRETARY|CHIEF, "owner,due", HOUSE("整改责任") },
	{ "cite",       "写入报告", ANY,     SAME,         LEGAL|CLERK, "report", TERM("report-content") },
	{ "progress",   "进展",     IN(SET)|IN(IN_PROGRESS)|IN(CARRIED_OVER), IN_PROGRESS, STAFF|LEGAL, "progress", HOUSE("整改责任") },
	{ "carry_over", "结转下年", IN(SET)|IN(IN_PROGRESS), CARRIED_OVER, HEADS|SECRETARY, "carried_to,reason", HOUSE("整改责任") },
	{ "finish",     "整改完成", IN(IN_PROGRESS), DONE, CHIEF|HEADS|SECRETARY, "result", .within = "finish", .not_by = "progress", HOUSE("整改责任") },
	),

	CLOCKS(
	{ "finish", ENDS, HOUSE("整改责任"), .from = "due" },
	{ "finish", ENDS, HOUSE("整改责任"), .from = "carried_to" },
	),

	RULES(
	{ "cause <> ''", "应当写明存在问题的原因。", TERM("report-content") },
	{ "owner IS NOT NULL AND due IS NOT NULL", "先明确责任人和期限。", .at = "progress,carry_over,finish", HOUSE("整改责任") },
	{ "carried_to > due", "结转后的期限应当晚于原期限。", HOUSE("日期先后") },
	{ "NOT SOME(progress: on > $day)", "进展不得晚于登记之日。", .at = "progress", HOUSE("日期先后") },
	),

	NEEDS(
	{ "finish", "task.from", "没有针对该问题的举措任务。", .is = WARN, TERM("report-content") },
	{ "finish", "task.from", "尚有未完成的举措任务。", .where = "ended_on IS NOT NULL", .how = EVERY, .is = LIVE, HOUSE("整改责任") },
	),

	FIGURES(
	{ "found",   "存在问题",     "项", COUNT, "found_on", .by = "found_by,part", TERM("report-content") },
	{ "done",    "问题整改率",   "%",  SHARE, "found_on", .where = "finish_on <= $cutoff", .among = "TRUE", TERM("report-content") },
	{ "carried", "结转下年",     "项", COUNT, "carry_over_on", HOUSE("整改责任") },
	{ "flow",    "问题整改收结", "项", FLOW,  "found_on", TERM("report-content") },
	),

	ACCESS(
	{ STAFF|LEGAL, "view,list", BUREAU, HOUSE("工作人员看全局问题") },
	{ HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人看全局问题") },
	{ SUPERIOR, "view", SUBORDINATES, .fields = "year,text,cause,found_by", HOUSE("上级看数字和上报字段") },
	),
};
