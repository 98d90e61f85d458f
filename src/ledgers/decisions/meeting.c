/*
 * meeting.c - meetings: who was due, what was on the agenda, what came of it
 *
 * Terms: group-meeting-*, decision-meeting.  Quorum and votes are counted on those due, not on those
 * present.  An item makes a study session, a matter for decision (decision.c) and tasks.
 */
#include "model/declare.h"

/* clang-format off */

enum { CALLED, HELD, SIGNED, ARCHIVED, CALLED_OFF };

const struct ledger ledger_meeting = {
	.key = "meeting", .label = "会议", .law = "中国共产党党组工作条例", .title = "title", .series = "会",

	FIELDS(
	{ "forum",     PICK, "会议", MUST|LIST|UP, .of = "party_group,director,study,safety,other", .labels = "党组会,局长办公会,理论学习中心组,安全生产例会,其他会议", TERM("group-meeting-quorum") },
	{ "title",     TEXT, "名称", MUST|PRINTED, HOUSE("会议台账") },
	{ "called_for", DATE, "拟开会之日", MUST, HOUSE("会议台账") },
	{ "held_on",   DATE, "开会之日", SORT|UP|PRINTED, HOUSE("会议台账") },
	{ "place",     TEXT, "地点", 0, HOUSE("会议台账") },
	{ "chair",     REF,  "主持人", PRINTED, .of = "person", TERM("decision-meeting") },
	{ "attendees", ROWS, "应到和实到", MUST|PRINTED, COLUMNS(
		{ "person", REF, "人员", MUST, .of = "person" }, { "due", YESNO, "应到", MUST }, { "present", YESNO, "实到" },
		{ "reason", TEXT, "缺席原因" }, { "written_view", TEXT, "缺席人员的书面意见", .hint = "书面意见不计入票数" }), TERM("group-meeting-quorum") },
	{ "due",       NUMBER, "应到人数", 0, .tally = COUNT, .over = "attendees", .where = "attendees.due", TERM("group-meeting-quorum") },
	{ "present",   NUMBER, "实到人数", 0, .tally = COUNT, .over = "attendees", .where = "attendees.due AND attendees.present", TERM("group-meeting-quorum") },
	{ "items",     ROWS, "议题", MUST|PRINTED, COLUMNS(
		{ "title", TEXT, "议题", MUST }, { "tags", PICK, "类别", MUST|LIST, .of = "rule_of_law,safety,study,decision,other", .labels = "法治,安全,学习,决策,其他" },
		{ "about", REF, "相关记录", .of = "case,decision,norm_doc,contract" }, { "personnel", YESNO, "人事" },
		{ "matter", PICK, "三重一大类别", .of = "decision,cadre,project,fund", .labels = "重大决策,重要人事任免,重大项目安排,大额资金使用" },
		{ "touches_rights", YESNO, "涉及群众权益" },
		{ "conclusion", PICK, "结论", .of = "approved,rejected,deferred,noted", .labels = "通过,不通过,缓议,听取" },
		{ "owner", REF, "承办人", .of = "person" }, { "due_on", DATE, "完成期限" } ), HOUSE("会议台账") },
	{ "minutes",   TEXT, "会议纪要", PRINTED, TERM("decision-meeting") },
	{ "reason",    TEXT, "取消的理由", 0, HOUSE("会议台账") },
	),

	STATES(
	[CALLED]     = { "called",     "已通知" },
	[HELD]       = { "held",       "已召开" },
	[SIGNED]     = { "signed",     "纪要已签" },
	[ARCHIVED]   = { "archived",   "已归档", FINAL },
	[CALLED_OFF] = { "called_off", "取消", FINAL },
	),

	STEPS(
	{ "call",     "通知",   NEW,        CALLED,     SECRETARY|CHIEF, "forum,title,called_for,place?,attendees,items", HOUSE("会议台账") },
	{ "add_item", "增列议题", IN(CALLED), SAME,     SECRETARY, "items", HOUSE("不临时动议") },
	{ "hold",     "召开",   IN(CALLED), HELD,       SECRETARY|CHIEF, "held_on,chair,attendees?,items?", .day = "held_on", TERM("group-meeting-quorum") },
	{ "sign",     "签发纪要", IN(HELD), SIGNED,     HEADS,     "minutes,items?", .is = FIRM, TERM("decision-meeting") },
	{ "archive",  "归档",   IN(SIGNED), ARCHIVED,   SECRETARY, NULL, .within = "archive", TERM("decision-archive") },
	{ "call_off", "取消",   IN(CALLED), CALLED_OFF, SECRETARY|CHIEF, "reason?", HOUSE("会议台账") },
	),

	CLOCKS(
	{ "archive", RUNS, TERM("decision-archive"), .from = "held_on" },
	),

	RULES(
	{ "SOME(items: TRUE)", "会议没有议题。", HOUSE("会议台账") },
	{ "NOT SOME(items: tags = 'decision' AND about IS NULL AND (matter = '' OR owner IS NULL OR touches_rights IS NULL))", "决策议题应当关联记录，或者写明类别、提出人和是否涉及群众权益。", .at = "call,add_item", TERM("three-majors-one-large") },
	{ "NOT SOME(items: personnel AND conclusion = 'approved') OR forum = 'party_group'", "人事任免由党组会决定。", .at = "hold,sign", TERM("group-meeting-personnel") },
	),

	NEEDS(
	{ "hold", "attendees", "到会人数不足，不得召开。", .where = "due AND present", .among = { "attendees", "due" }, .share = "group-meeting-quorum", .when = "forum = 'party_group'", TERM("group-meeting-quorum") },
	{ "hold", "attendees", "到会人数恰为半数，请核对规定。", .where = "due AND present", .among = { "attendees", "due" }, .share = "group-meeting-quorum", .more = 1, .when = "forum = 'party_group'", .is = WARN, TERM("group-meeting-quorum") },
	{ "hold", "attendees", "讨论人事事项，到会人数应当达到三分之二。", .where = "due AND present", .among = { "attendees", "due" }, .share = "group-meeting-personnel", .when = "forum = 'party_group' AND SOME(items: personnel)", TERM("group-meeting-personnel") },
	{ "hold", "attendees", "主持人不在到会人员之内。", .where = "person = me.chair AND present", TERM("decision-meeting") },
	),

	OPENS(
	{ "call", "decision", "regime='collective',matter=row.matter,title=row.title,proposer=row.owner,touches_rights=row.touches_rights", .take = "propose", .each = "items", .where = "tags = 'decision' AND about IS NULL", TERM("three-majors-one-large") },
	{ "hold", "study", "form='pre_meeting',date=held_on,topic=row.title,meeting=id", .take = "enter", .each = "items", .where = "tags = 'study' AND me.forum <> 'study'", HOUSE("会前学法") },
	{ "hold", "study", "form='group_study',date=held_on,topic=row.title,meeting=id", .take = "enter", .each = "items", .where = "tags = 'study' AND me.forum = 'study'", HOUSE("中心组学法") },
	{ "sign", "task", "text=row.title,owner=row.owner,due=row.due_on,meeting=id", .take = "set", .each = "items", .where = "owner IS NOT NULL AND due_on IS NOT NULL", HOUSE("会议议定事项督办") },
	),

	FIGURES(
	{ "meetings", "会议", "次", COUNT, "held_on", .by = "forum", HOUSE("会议台账") },
	{ "law",      "研究法治议题的会议", "次", COUNT, "held_on", .where = "SOME(items: tags = 'rule_of_law')", TERM("head-first-duty") },
	{ "safety",   "研究安全议题的会议", "次", COUNT, "held_on", .where = "SOME(items: tags = 'safety')", HOUSE("安全生产例会") },
	{ "study",    "有学法议题的会议", "次", COUNT, "held_on", .where = "SOME(items: tags = 'study')", HOUSE("会前学法") },
	{ "items",    "议题", "项", COUNT, "held_on", .rows = "items", .by = "tags", HOUSE("会议台账") },
	),

	PAPERS(
	{ "minutes", "会议纪要", "sign", .series = "会纪", .recall = "state = 'signed'", .corrects = "minutes", TERM("decision-meeting") },
	{ "discussion", "重大案件集体讨论记录", "sign", .series = "集讨", .each = "items", .where = "SOME(about.case: TRUE)", TERM("collective-discussion") },
	),

	ACCESS(
	{ SECRETARY|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("党组成员和记录人看全部会议") },
	{ LEGAL|CHIEF,            "view,list", BUREAU, .where = "forum <> 'party_group' OR NOT SOME(items: personnel)", HOUSE("人事议题限于党组") },
	{ STAFF,                  "view,list", BUREAU, .fields = "forum,title,held_on", .where = "forum <> 'party_group'", HOUSE("会议安排全局可见") },
	{ SUPERIOR,               "view", SUBORDINATES, .fields = "forum,held_on", HOUSE("党组讨论情况不上报") },
	),
};
