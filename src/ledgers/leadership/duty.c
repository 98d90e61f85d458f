/*
 * duty.c - what the head owes as the first responsible person, and the evidence of it
 *
 * Term: head-first-duty.  Each duty of the year has its owner; an instruction is a task on a record (task.c);
 * the yearly statement (述法) and its assessment close the duty.
 */
#include "model/declare.h"

/* clang-format off */

enum { ASSIGNED, EVIDENCED, STATED, ASSESSED, ENDED };

const struct ledger ledger_duty = {
	.key = "duty", .label = "第一责任人职责", .law = "党政主要负责人履行推进法治建设第一责任人职责规定", .title = "text", .series = "职责",

	FIELDS(
	{ "year",     NUMBER, "年度", MUST|LIST|UP, TERM("head-first-duty") },
	{ "text",     TEXT,  "职责", MUST|UP, TERM("head-first-duty") },
	{ "kind",     PICK,  "类别", MUST|LIST|UP, .of = "deploy,ask,coordinate,supervise,other", .labels = "重要工作亲自部署,重大问题亲自过问,重点环节亲自协调,重要任务亲自督办,其他职责", TERM("head-first-duty") },
	{ "owner",    REF,   "责任人", MUST, .of = "person", TERM("head-first-duty") },
	{ "unit",     REF,   "单位", MUST|LIST, .of = "org", TERM("head-first-duty") },
	{ "assigned_on", DATE, "确定之日", MUST|SORT, TERM("head-first-duty") },
	{ "due",      DATE,  "完成期限", MUST|SORT, TERM("head-first-duty") },
	{ "instruction", TEXT, "批示或者交办意见", 0, TERM("head-first-duty") },
	{ "about",    REF,   "所涉记录", 0, .of = "case,petition,hotline,hazard,oversight,decision,inspection,norm_doc,meeting,incident", TERM("head-first-duty") },
	{ "assignee", REF,   "承办人", 0, .of = "person", TERM("head-first-duty") },
	{ "instruction_due", DATE, "办结期限", 0, TERM("head-first-duty") },
	{ "evidence", ROWS,  "履职证据", 0, COLUMNS(
		{ "on",    DATE, "日期", MUST },
		{ "text",  TEXT, "履职情况", MUST },
		{ "about", REF,  "所依据的记录", .of = "meeting,task,study,case,decision,petition,oversight,inspection,norm_doc,file_review,campaign" },
		{ "link",  TEXT, "材料", .hint = "纪要、批示的文号或者附件名" }), TERM("head-first-duty") },
	{ "statement", TEXT, "述法情况", 0, TERM("head-first-duty") },
	{ "stated_on", DATE, "述法之日", SORT|UP, TERM("head-first-duty") },
	{ "rating",   PICK,  "评价", LIST, .of = "good,fair,average,poor", .labels = "好,较好,一般,差", TERM("head-first-duty") },
	{ "opinion",  TEXT,  "评议意见", 0, TERM("head-first-duty") },
	{ "assessed_on", DATE, "评议之日", SORT|UP, TERM("head-first-duty") },
	{ "reason",   TEXT,  "终止的理由", 0, HOUSE("职责调整") },
	),

	STATES(
	[ASSIGNED]  = { "assigned",  "已确定" },
	[EVIDENCED] = { "evidenced", "已有履职证据" },
	[STATED]    = { "stated",    "已述法" },
	[ASSESSED]  = { "assessed",  "已评议", FINAL },
	[ENDED]     = { "ended",     "终止", FINAL },
	),

	STEPS(
	{ "assign",   "确定职责",     NEW,          ASSIGNED,  LEGAL|HEADS|SECRETARY, "year,text,kind,owner,unit,assigned_on,due", .day = "assigned_on", TERM("head-first-duty") },
	{ "instruct", "批示交办",     IN(ASSIGNED)|IN(EVIDENCED), SAME, HEADS|SECRETARY, "instruction,assignee,instruction_due,about?", TERM("head-first-duty") },
	{ "evidence", "登记履职证据", IN(ASSIGNED)|IN(EVIDENCED), EVIDENCED, CLERK|LEGAL|HEADS|SECRETARY, "evidence", TERM("head-first-duty") },
	{ "state_law", "述法",        IN(EVIDENCED), STATED,   HEADS|SECRETARY|LEADER, "stated_on,statement", .day = "stated_on", .within = "finish", TERM("head-first-duty") },
	{ "assess",   "评议",         IN(STATED),   ASSESSED,  SUPERIOR|OUTSIDE|SECRETARY, "assessed_on,rating,opinion?", .day = "assessed_on", .not_by = "state_law", TERM("head-first-duty") },
	{ "end",      "终止",         IN(ASSIGNED)|IN(EVIDENCED), ENDED, HEADS|SECRETARY, "reason", HOUSE("职责调整") },
	),

	CLOCKS(
	{ "finish", ENDS,  TERM("head-first-duty"), .from = "due" },
	{ "finish", STOPS, HOUSE("职责调整"), .on_step = "end" },
	),

	RULES(
	{ "SOME(evidence: TRUE)", "应当列明履职证据。", .at = "evidence,state_law", TERM("head-first-duty") },
	{ "NOT SOME(evidence: on > $day)", "履职证据不得晚于登记之日。", .at = "evidence", HOUSE("日期先后") },
	{ "NOT SOME(evidence: about IS NULL AND link = '')", "每条证据应当指向记录或者材料。", .at = "evidence", TERM("head-first-duty") },
	{ "due >= assigned_on", "期限不得早于确定之日。", HOUSE("日期先后") },
	),

	NEEDS(
	{ "state_law", "task.from", "批示交办的任务尚未办结。", .where = "ended_on IS NOT NULL", .how = EVERY, .is = WARN, TERM("head-first-duty") },
	),

	OPENS(
	{ "instruct", "task", "text=instruction,owner=assignee,due=instruction_due,from=id,about", .take = "set", TERM("head-first-duty") },
	),

	FIGURES(
	{ "duties",  "第一责任人职责", "项", COUNT, "assigned_on", .by = "kind", TERM("head-first-duty") },
	{ "done",    "履职完成率", "%", SHARE, "assigned_on", .where = "state_law_on <= $cutoff", .among = "end_on IS NULL OR end_on > $cutoff", TERM("head-first-duty") },
	{ "evidenced", "有履职证据的职责", "项", COUNT, "assigned_on", .where = "SOME(evidence: on <= $cutoff)", TERM("head-first-duty") },
	{ "evidence", "履职证据", "条", COUNT, "on", .rows = "evidence", TERM("head-first-duty") },
	{ "instructions", "批示交办任务", "件", COUNT, "assigned_on", .where = "SOME(task.from: TRUE)", TERM("head-first-duty") },
	),

	PAPERS(
	{ "statement", "述法报告", "state_law", TERM("head-first-duty") },
	),

	ACCESS(
	{ LEGAL|HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人看全局职责") },
	{ CLERK,    "view,list", BUREAU, HOUSE("经办人登记证据") },
	{ SUPERIOR, "view", SUBORDINATES, .fields = "year,text,kind,stated_on,assessed_on", HOUSE("上级看数字和上报字段") },
	),
};
