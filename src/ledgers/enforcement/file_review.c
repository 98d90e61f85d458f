/*
 * file_review.c - review of case files
 *
 * A round (review_round.c) looks at closed cases; nobody reviews a case that he investigated, reviewed
 * or decided.  It begins with what the
 * program finds in the file on that day and keeps it: the reviewer adds to it, or says of each of its
 * deductions that he does not share why not.  The officers may object; somebody else than the reviewer
 * rules on it.  What is found is mended, and the mending is counted.
 */
#include "model/declare.h"

/* clang-format off */

enum { ASSIGNED, SCORED, TOLD, OBJECTED, FIXED, CLOSED };

/* Had a part in the case: investigated, reviewed, opened or decided it, or chaired its hearing. */
#define HAD_A_PART(who) who " IN case.officers.person OR SOME(case: open_by = " who " OR decide_by = " who " OR spare_by = " who " OR decide_on_spot_by = " who ") OR SOME(case.legal_review.link: reviewer = " who ") OR SOME(case.hearing.case: chair = " who ")"

const struct ledger ledger_file_review = {
	.key = "file_review", .label = "案卷评查", .law = "行政处罚法", .title = "round", .series = "评查",

	FIELDS(
	{ "of_round",    REF,    "所属轮次", LANE, .of = "review_round", HOUSE("案卷评查") },
	{ "round",       TEXT,   "轮次", MUST|LIST, HOUSE("案卷评查") },
	{ "organiser",   PICK,   "组织单位", LIST|UP, .of = "own,justice,municipal", .labels = "本局,司法行政部门,市级主管部门", HOUSE("案卷评查") },
	{ "case",        REF,    "案件", MUST|LIST, .of = "case", ART("75") },
	{ "reviewer",    REF,    "评查人", MUST, .of = "person", HOUSE("不得评查自己办理的案件") },
	{ "found",       ROWS,   "系统评查发现", 0, COLUMNS(
		{ "standard", TEXT, "标准", MUST }, { "part", PICK, "项目", 0, .of = REVIEW_PARTS, .labels = REVIEW_PART_LABELS },
		{ "text", TEXT, "问题", MUST }, { "points", NUMBER, "扣分", MUST }, { "basis", TEXT, "依据" }, { "file", TEXT, "记录" }), HOUSE("案卷评查从系统评查开始") },
	{ "overruled",   ROWS,   "不认可的系统扣分", 0, COLUMNS({ "finding", ROW, "系统评查发现", MUST, .of = "found" }, { "why", TEXT, "理由", MUST }), HOUSE("案卷评查从系统评查开始") },
	{ "found_points", NUMBER, "系统扣分", 0, .tally = SUM, .over = "found.points", HOUSE("案卷评查从系统评查开始") },
	{ "forgiven",    NUMBER, "不认可的扣分", 0, .tally = SUM, .over = "found.points", .where = "SOME(of.overruled: finding = found.n)", HOUSE("案卷评查从系统评查开始") },
	{ "scores",      ROWS,   "评分", 0, COLUMNS(
		{ "item",  PICK,   "项目", MUST, .of = REVIEW_PARTS, .labels = REVIEW_PART_LABELS },
		{ "full",  NUMBER, "满分", MUST }, { "score", NUMBER, "得分", MUST }, { "why", TEXT, "扣分理由" }), HOUSE("案卷评查") },
	{ "full",        NUMBER, "满分合计", 0, .tally = SUM, .over = "scores.full", HOUSE("案卷评查") },
	{ "score",       NUMBER, "得分合计", UP, .tally = SUM, .over = "scores.score", HOUSE("案卷评查") },
	{ "grade",       PICK,   "等次", LIST|UP, .of = "excellent,qualified,unqualified", .labels = "优秀,合格,不合格", HOUSE("案卷评查") },
	{ "findings",    ROWS,   "问题", 0, COLUMNS({ "text", TEXT, "问题", MUST }, { "fixed", YESNO, "已整改" }, { "fixed_on", DATE, "整改之日" }, { "how", TEXT, "整改情况" }), HOUSE("案卷评查") },
	{ "reviewed_on", DATE,   "评查之日", SORT|UP, HOUSE("案卷评查") },
	{ "fix_by_day",  DATE,   "整改期限", 0, HOUSE("案卷评查") },
	{ "opinion",     TEXT,   "办案人员意见", 0, HOUSE("案卷评查") },
	{ "object_by_day", DATE, "申诉期限", 0, .hint = "评查意见书写明的期限", HOUSE("评查意见书限定的期限") },
	{ "objected_on", DATE,   "申诉之日", SORT, HOUSE("案卷评查申诉") },
	{ "objections",  ROWS,   "申诉的事项", 0, COLUMNS({ "point", TEXT, "扣分或者问题", MUST }, { "why", TEXT, "理由", MUST }), HOUSE("案卷评查申诉") },
	{ "second",      REF,    "复核人", 0, .of = "person", HOUSE("案卷评查申诉") },
	{ "ruling",      PICK,   "复核结果", LIST, .of = "upheld,changed", .labels = "维持评分,调整评分", HOUSE("案卷评查申诉") },
	{ "ruling_why",  TEXT,   "复核的理由", 0, HOUSE("案卷评查申诉") },
	{ "first_score", NUMBER, "复核之前的得分", 0, HOUSE("案卷评查申诉") },
	{ "reason",      TEXT,   "更换评查人的理由", 0, HOUSE("案卷评查") },
	),

	STATES(
	[ASSIGNED] = { "assigned", "待评查" },
	[SCORED]   = { "scored",   "已评分" },
	[TOLD]     = { "told",     "已反馈" },
	[OBJECTED] = { "objected", "已申诉" },
	[FIXED]    = { "fixed",    "已整改" },
	[CLOSED]   = { "closed",   "已办结", FINAL },
	),

	STEPS(
	{ "assign", "分配", NEW,          ASSIGNED, LEGAL|CHIEF|ENGINE, "of_round?,round,organiser?,case,reviewer", .set = "found=$found.case", HOUSE("案卷评查") },
	{ "replace", "更换评查人", IN(ASSIGNED), SAME,  LEGAL, "reviewer,reason", HOUSE("不得评查自己办理的案件") },
	{ "score",  "评分", IN(ASSIGNED), SCORED,   REVIEWER|LEGAL|OFFICER|OUTSIDE, "reviewed_on,scores,grade,findings?,overruled?", .day = "reviewed_on", HOUSE("案卷评查") },
	{ "tell",   "反馈", IN(SCORED),   TOLD,     LEGAL,   "object_by_day?,fix_by_day?,opinion?", HOUSE("案卷评查") },
	{ "object", "申诉", IN(TOLD),     OBJECTED, OFFICER|CHIEF, "objected_on,objections", .day = "objected_on", .within = "object", .is = ONCE, HOUSE("案卷评查申诉") },
	{ "rule",   "复核申诉", IN(OBJECTED), TOLD, LEGAL, "second,ruling,ruling_why,scores?,grade?,overruled?,findings?", .set = "first_score=$was.score", HOUSE("案卷评查申诉") },
	{ "fix",    "整改", IN(TOLD)|IN(FIXED), FIXED, OFFICER, "findings", .within = "mend", HOUSE("案卷评查") },
	{ "close",  "办结", IN(SCORED)|IN(TOLD)|IN(FIXED), CLOSED, LEGAL, NULL, .when = "NOT SOME(findings: fixed IS NULL OR NOT fixed)", .say = "尚有未整改的问题。", HOUSE("案卷评查") },
	),

	CLOCKS(
	{ "object", ENDS, HOUSE("评查意见书限定的期限"), .from = "object_by_day", .window = 1 },
	{ "mend", ENDS, HOUSE("评查通知书限定的期限"), .from = "fix_by_day" },
	),

	RULES(
	{ "NOT (" HAD_A_PART("me.reviewer") ")", "不得评查自己承办、主持听证、审核、立案或者决定的案件。", HOUSE("不得评查自己办理的案件") },
	{ "NOT (" HAD_A_PART("me.second") ")", "复核人不得是本案的承办、听证主持、审核、立案或者决定人员。", .at = "rule", HOUSE("案卷评查申诉") },
	{ "second <> reviewer", "申诉由评查人以外的人复核。", .at = "rule", HOUSE("案卷评查申诉") },
	{ "object_by_day IS NULL OR objected_on <= object_by_day", "超过评查意见书写明的申诉期限。", .at = "object", HOUSE("案卷评查申诉") },
	{ "(ruling = 'changed') = (score <> first_score)", "调整评分的，得分应当与原来不同；维持的不得改动。", .at = "rule", HOUSE("案卷评查申诉") },
	{ "NOT SOME(scores: score > full OR score < 0)", "得分超出满分。", HOUSE("案卷评查") },
	{ "score <= full - found_points + forgiven", "得分应当从系统评查的扣分起算；不认可的系统扣分，逐条写明理由。", .at = "score,rule", .is = LIVE, HOUSE("案卷评查从系统评查开始") },
	{ "NOT SOME(scores: score < full AND why = '')", "扣分应当写明理由。", .at = "score", .is = WARN, HOUSE("案卷评查") },
	{ "NOT SOME(findings: fixed AND fixed_on IS NULL)", "已整改的问题应当写明整改之日。", HOUSE("案卷评查") },
	),

	NEEDS(
	{ "assign", "case", "评查的案件应当已经办结。", .where = "ended_on IS NOT NULL", .is = WARN, HOUSE("案卷评查") },
	{ "assign", "file_review.case.same", "该案件在本轮已经分配评查。", .where = "id <> me.id AND round = me.round", .how = NONE, HOUSE("案卷评查") },
	),

	FIGURES(
	{ "reviewed", "评查案卷",   "卷", COUNT, "reviewed_on", .by = "round,grade", HOUSE("案卷评查") },
	{ "score",    "平均得分",   "分", MEAN,  "reviewed_on", .field = "score", .by = "round", HOUSE("案卷评查") },
	{ "objected", "评查申诉",   "件", COUNT, "objected_on", .by = "round,ruling", HOUSE("案卷评查申诉") },
	{ "findings", "评查发现问题", "条", COUNT, "reviewed_on", .rows = "findings", HOUSE("案卷评查") },
	{ "fixed",    "问题整改率", "%",  SHARE, "reviewed_on", .rows = "findings", .where = "fixed AND fixed_on <= $cutoff", .among = "TRUE", HOUSE("案卷评查") },
	),

	PAPERS(
	{ "feedback", "案卷评查意见书", "tell", .series = "评意", .recall = "state = 'told' AND objected_on IS NULL", .corrects = "fix_by_day,object_by_day", HOUSE("案卷评查") },
	{ "ruling",   "案卷评查申诉复核意见书", "rule", .series = "评复", HOUSE("案卷评查申诉") },
	),

	ACCESS(
	{ STAFF,                       "view,list", SECTION, HOUSE("办案人员看本科室案卷的评查") },
	{ LEGAL|REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("评查人员和负责人看全局") },
	{ SUPERVISOR,                  "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,                    "view", SUBORDINATES, .fields = "organiser,reviewed_on,score,grade", HOUSE("上级看上报字段") },
	),
};
