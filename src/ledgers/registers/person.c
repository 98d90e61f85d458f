/*
 * person.c - those who work here, from the day they come to the day they go
 *
 * A reviewer need not be an officer, an account belongs to one person, a person need not have an account.
 * Nobody goes while open records are theirs: hand them over first.  Staff of a day are a stock (on, off).
 */
#include "model/declare.h"

/* clang-format off */

enum { IN_USE, CLOSED };

const struct ledger ledger_person = {
	.key = "person", .label = "人员", .law = "行政处罚法", .title = "name", .series = "人员",

	FIELDS(
	{ "name",       TEXT, "姓名", MUST|SORT|PINYIN|SURNAME, HOUSE("人员名册") },
	{ "code",       TEXT, "工号", SORT, .hint = "同名人员以工号区分", HOUSE("人员名册") },
	{ "post",       TEXT, "职务", LIST|UP, HOUSE("人员名册") },
	{ "rank",       PICK, "职务层次", LIST|UP, .of = "county,section,other", .labels = "县处级和四级调研员以上,乡科级和一级主任科员以下,其他工作人员", TERM("train-cadre-section") },
	{ "staffing",   PICK, "编制", LIST|UP, .of = "civil_servant,institution,contract,auxiliary", .labels = "公务员,事业编制,编外聘用,执法辅助人员", TERM("cert-not-auxiliary") },
	{ "section",    TEXT, "科室", LIST, HOUSE("人员名册") },
	{ "on",         DATE, "到岗之日", MUST|SORT|UP, HOUSE("在职人数") },
	{ "off",        DATE, "离岗之日", SORT|UP, .hint = "离岗之日不再计入在职", HOUSE("在职人数") },
	{ "off_why",    PICK, "离岗原因", LIST, .of = "transfer,retired,resigned,dismissed,ended,died,other", .labels = "调出,退休,辞职,辞退,聘用期满,死亡,其他", HOUSE("在职人数") },
	{ "secondments", ROWS, "借调和挂职", 0, COLUMNS(
		{ "direction", PICK, "方向", MUST, .of = "out,in", .labels = "借出,借入" },
		{ "body", TEXT, "单位", MUST }, { "from", DATE, "开始之日", MUST }, { "to", DATE, "结束之日" }, { "document", TEXT, "文号" }), HOUSE("借调人员的在岗情况") },
	{ "reviewer_from", DATE, "从事法制审核之日", SORT, TERM("legal-reviewer-qualification") },
	{ "legal_qualification", TEXT, "法律职业资格证书编号", PERSONAL, .form = "certificate", TERM("legal-reviewer-qualification") },
	{ "reviewed_before", YESNO, "此前已从事法制审核", 0, .hint = "初次从事法制审核的应当取得法律职业资格", TERM("legal-reviewer-qualification") },
	{ "changes",    ROWS, "变动", 0, COLUMNS(
		{ "on", DATE, "变动之日", MUST }, { "what", PICK, "事项", MUST, .of = "name,post,rank,section,staffing,other", .labels = "姓名,职务,职务层次,科室,编制,其他" },
		{ "old", TEXT, "变动前" }, { "new", TEXT, "变动后", MUST }, { "evidence", TEXT, "依据", 0, .hint = "任免文号" }), HOUSE("人员变动") },
	),

	STATES(
	[IN_USE] = { "in_use", "在职" },
	[CLOSED] = { "closed", "离岗", FINAL },
	),

	STEPS(
	{ "enter",    "登记",     NEW,        IN_USE, STAFF|LEGAL|SECRETARY|SYSTEM_ADMIN|ENGINE, "name,code?,post?,rank?,staffing?,section?,on,secondments?,reviewer_from?,legal_qualification?,reviewed_before?", .day = "on", HOUSE("人员名册") },
	{ "change",   "变动",     IN(IN_USE), SAME,   STAFF|LEGAL|SECRETARY|SYSTEM_ADMIN, "name?,code?,post?,rank?,staffing?,section?,changes", HOUSE("人员变动") },
	{ "second",   "借调",     IN(IN_USE), SAME,   SECRETARY|HEADS|SYSTEM_ADMIN, "secondments", HOUSE("借调人员的在岗情况") },
	{ "appoint_reviewer", "确定法制审核人员", IN(IN_USE), SAME, HEADS|SECRETARY, "reviewer_from,legal_qualification?,reviewed_before?", .day = "reviewer_from", TERM("legal-reviewer-qualification") },
	{ "leave",    "离岗",     IN(IN_USE), CLOSED, STAFF|SECRETARY|SYSTEM_ADMIN|HEADS, "off,off_why", .day = "off", HOUSE("离岗先移交") },
	),

	RULES(
	{ "NOT SOME(secondments: to < from)", "借调的起止颠倒。", HOUSE("日期先后") },
	{ "reviewer_from IS NULL OR (reviewed_before IS NOT NULL AND reviewed_before) OR legal_qualification <> ''", "初次从事法制审核的人员，应当取得法律职业资格。", TERM("legal-reviewer-qualification") },
	{ "SOME(changes: on = $day)", "写明当日的变动事项。", .at = "change", HOUSE("人员变动") },
	),

	NEEDS(
	{ "enter,change", "person.code.same", "工号已有人使用。", .how = NONE, .where = "id <> me.id AND state = 'in_use'", .when = "code <> ''", HOUSE("工号不重复") },
	{ "enter", "person.name.same", "已有同名人员，请核对是否重复登记。", .how = NONE, .where = "id <> me.id AND state = 'in_use'", .is = WARN, HOUSE("人员名册") },
	{ "leave", "officer.person.case.officers", "尚有在办案件，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	{ "leave", "officer.person.inspection.officers", "尚有未办结的检查，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	{ "leave", "officer.person", "执法证件尚未注销。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, TERM("cert-exam") },
	{ "leave", "legal_review.reviewer", "尚有未完成的法制审核，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	{ "leave", "hearing.chair", "尚有主持的听证，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	{ "leave", "decision.proposer", "尚有提出的决策事项，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	{ "leave", "task.owner", "尚有未完成的任务，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	{ "leave", "duty.owner", "尚有未完成的职责，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	{ "leave", "oversight.owner", "尚有外部监督事项，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	{ "leave", "proposal.owner", "尚有在办建议提案，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	{ "leave", "disclosure_item.owner", "尚有负责的公开事项，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	{ "leave", "shortcoming.owner", "尚有负责整改的问题，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	{ "leave", "study_plan.owner", "尚有未完成的学习计划，先移交。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("离岗先移交") },
	),

	FIGURES(
	{ "in_post",   "在职人员",     "名", COUNT, .during = "on,off", .by = "section,rank,staffing", HOUSE("截止日在职的人员") },
	{ "reviewers", "法制审核人员", "名", COUNT, .during = "reviewer_from,off", TERM("legal-reviewer-ratio") },
	{ "qualified", "其中取得法律职业资格", "名", COUNT, .during = "reviewer_from,off", .where = "legal_qualification <> ''", TERM("legal-reviewer-qualification") },
	{ "seconded",  "借出人员",     "名", COUNT, .during = "on,off", .where = "SOME(secondments: direction = 'out' AND secondments.from <= $day AND (secondments.to IS NULL OR secondments.to > $day))", HOUSE("借调人员的在岗情况") },
	{ "joined",    "新到岗",       "名", COUNT, "on", .by = "staffing", HOUSE("当年到岗的人员") },
	{ "left",      "离岗",         "名", COUNT, "off", .by = "off_why", HOUSE("当年离岗的人员") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER, "view,list", BUREAU, .fields = "name,code,post,section,on,off,reviewer_from", HOUSE("名册全局可见") },
	{ CLERK|CHIEF|SECRETARY|HEADS|LEADER|SYSTEM_ADMIN, "view,list,print", BUREAU, HOUSE("人事经办和负责人看全部") },
	{ SUPERIOR, "view,list", SUBORDINATES, .fields = "post,rank,staffing,on,off", HOUSE("上级看数字，姓名不上报") },
	),
};
