/*
 * defence.c - statements and defence of a party to a penalty case
 *
 * A lane of the case, one for each party, opened by the notice.  How many days the party has is
 * set by the notice (statement-window, a setting).  Statements that come late are still heard
 * before the decision; what was said never makes the penalty heavier.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { WAITING, STATED, REPLIED, WAIVED, LAPSED };

const struct ledger ledger_defence = {
	.key = "defence", .label = "陈述申辩", .law = "行政处罚法", .title = "points", .series = "申辩",
	FIELDS(
	{ "case",        REF,  "案件", MUST|LANE, .of = "case", ART("45") },
	{ "party",       ROW,  "当事人", MUST, .of = "case.parties", ART("45") },
	{ "notified_on", DATE, "告知书送达之日", MUST|SORT, .hint = "送达不在告知当日的，用“告知书送达”改为实际送达之日", ART("44") },
	{ "told_fine",   MONEY, "告知的罚款合计", 0, TERM("defence-no-aggravation") },
	{ "told",        ROWS, "告知该当事人的处罚", 0, COLUMNS(
		{ "kind",   PICK,  "种类", MUST, .of = PENALTY_KINDS, .labels = PENALTY_LABELS }, { "amount", MONEY, "金额" }, { "months", NUMBER, "期限（月）" }), TERM("defence-no-aggravation") },
	{ "stated_on",   DATE, "提出之日", SORT, ART("45") },
	{ "how",         PICK, "提出方式", 0, .of = "written,oral", .labels = "书面,口头记录", ART("45") },
	{ "points",      TEXT, "陈述申辩的事实、理由和证据", 0, ART("45") },
	{ "review",      TEXT, "复核意见", 0, TERM("defence-no-aggravation") },
	{ "accepted",    YESNO, "是否采纳", 0, ART("45") },
	{ "proof",       TEXT, "放弃的书面材料", 0, TERM("prior-notice") },
	),
	STATES(
	[WAITING] = { "waiting", "待当事人提出" },
	[STATED]  = { "stated",  "已提出" },
	[REPLIED] = { "replied", "已复核", FINAL },
	[WAIVED]  = { "waived",  "明确放弃", FINAL },
	[LAPSED]  = { "lapsed",  "逾期未提出", FINAL },
	),
	STEPS(
	{ "open",   "告知",     NEW,         WAITING, ENGINE,  "case,party,notified_on,told_fine?,told?", .day = "notified_on", ART("44") },
	{ "serve",  "告知书送达", IN(WAITING), SAME, OFFICER|ENGINE, "notified_on", .day = "notified_on", ART("44") },
	{ "state",  "提出陈述申辩", IN(WAITING)|IN(LAPSED)|IN(WAIVED), STATED, OUTSIDE, "stated_on,points,how?", .day = "stated_on", .is = REOPENS, ART("45") },
	{ "reply",  "复核",     IN(STATED),  REPLIED, OFFICER, "review,accepted", ART("45") },
	{ "waive",  "明确放弃", IN(WAITING), WAIVED,  OUTSIDE, "proof?", ART("62") },
	{ "lapse",  "逾期",     IN(WAITING), LAPSED,  OFFICER, NULL, .after = "state", ART("45") },
	),
	CLOCKS(
	{ "state", RUNS, TERM("statement-window"), .from = "notified_on" },
	),
	NEEDS(
	{ "lapse", "case.service.case", "告知书尚未送达，期限没有起算。", .how = NONE, .where = "what = 'notice' AND service.party = me.party AND ended_on IS NULL", ART("44") },
	{ "state", "case", "案件已经作出决定，陈述申辩转为复议或者诉讼。", .where = "state NOT IN ('decided', 'closed')", .is = WARN, ART("62") },
	),
	FIGURES(
	{ "stated",   "提出陈述申辩", "件", COUNT, "stated_on", ART("45") },
	{ "accepted", "采纳率",       "%",  SHARE, "stated_on", .where = "accepted", .among = "state = 'replied'", ART("45") },
	),
	PAPERS(
	{ "review", "陈述申辩复核意见书", "reply", ART("45") },
	),
	ACCESS(
	{ STAFF|LEGAL,           "view,list", SECTION, HOUSE("办案人员看本科室案件") },
	{ REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("审核人员和负责人看全局") },
	{ SUPERVISOR,            "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	),
};
