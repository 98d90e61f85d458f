/*
 * hearing.c - the hearing of a party before a penalty
 *
 * A lane of the case, one for each party who was told of the right.  It ends by being held, waived,
 * lapsed or ended (unexcused absence); the decision rests on its record.
 */
#include "model/declare.h"

/* clang-format off */

enum { OFFERED, ASKED, CALLED, HELD, ASK_LAPSED, ASK_WAIVED, ENDED };

const struct ledger ledger_hearing = {
	.key = "hearing", .label = "听证", .law = "行政处罚法", .title = "place", .series = "听证",
	FIELDS(
	{ "case",      REF,  "案件", MUST|LANE, .of = "case", ART("63") },
	{ "party",     ROW,  "当事人", MUST, .of = "case.parties", ART("63") },
	{ "told_on",   DATE, "听证告知送达之日", MUST|SORT, .hint = "送达不在告知当日的，用“听证告知送达”改为实际送达之日", ART("63") },
	{ "late_on",   DATE, "逾期要求听证之日", 0, ART("64") },
	{ "asked_on",  DATE, "要求听证之日", SORT, ART("64") },
	{ "called_on", DATE, "听证通知送达之日", PRINTED, ART("64") },
	{ "due_on",    DATE, "听证举行之日", SORT|PRINTED, ART("64") },
	{ "due_time",  TEXT, "听证开始的时间", PRINTED, .hint = "例如上午9时30分", ART("64") },
	{ "chair",     REF,  "主持人", PRINTED, .of = "person", TERM("hearing-chair") },
	{ "chair_recusal", ROWS, "申请主持人回避", 0, COLUMNS(
		{ "person", REF, "主持人", MUST, .of = "person" }, { "asked_by", PICK, "提出", MUST, .of = "self,party,bureau", .labels = "本人,当事人,本机关" },
		{ "reason", TEXT, "理由" }, { "result", PICK, "决定", MUST, .of = "withdrawn,refused", .labels = "回避,驳回" } ), ART("64") },
	{ "recorder",  REF,  "记录人", 0, .of = "person", ART("64") },
	{ "agents",    ROWS, "代理人", 0, COLUMNS({ "name", TEXT, "姓名", MUST|PERSONAL }, { "kind", PICK, "身份", MUST, .of = "lawyer,employee,relative,other", .labels = "律师,工作人员,近亲属,其他" }), TERM("hearing-chair") },
	{ "n_agents",  NUMBER, "代理人数", 0, .tally = COUNT, .over = "agents", ART("64") },
	{ "place",     TEXT, "地点", PRINTED, ART("64") },
	{ "open_to_public", YESNO, "公开举行", 0, ART("64") },
	{ "closed_why", PICK, "不公开的理由", 0, .of = "state_secret,trade_secret,privacy", .labels = "国家秘密,商业秘密,个人隐私", ART("64") },
	{ "record",    TEXT, "听证笔录", 0, ART("65") },
	{ "signed",    PICK, "笔录签字", 0, .of = "signed,refused", .labels = "当事人签字,拒绝签字已注明", ART("64") },
	{ "opinion",   TEXT, "听证报告意见", 0, TERM("hearing-record-binding") },
	{ "reason",    TEXT, "延期、终止或者不予听证的理由", 0, ART("64") },
	),
	STATES(
	[OFFERED]    = { "offered", "已告知听证权利" },
	[ASKED]      = { "asked",   "已要求听证" },
	[CALLED]     = { "called",  "已通知听证" },
	[HELD]       = { "held",    "已举行", FINAL },
	[ASK_LAPSED] = { "lapsed",  "逾期未要求", FINAL },
	[ASK_WAIVED] = { "waived",  "放弃听证", FINAL },
	[ENDED]      = { "ended",   "终止", FINAL },
	),
	STEPS(
	{ "open",  "告知听证权利", NEW,       OFFERED, ENGINE,  "case,party,told_on", .day = "told_on", ART("63") },
	{ "serve", "听证告知送达", IN(OFFERED), SAME,  OFFICER|ENGINE, "told_on", .day = "told_on", ART("63") },
	{ "ask",   "要求听证", IN(OFFERED),   ASKED,   OUTSIDE, "asked_on", .day = "asked_on", .within = "ask", ART("64") },
	{ "waive", "放弃听证", IN(OFFERED)|IN(ASKED)|IN(CALLED), ASK_WAIVED, OUTSIDE, NULL, ART("62") },
	{ "lapse", "逾期未要求", IN(OFFERED), ASK_LAPSED, OFFICER, NULL, .after = "ask", ART("64") },
	{ "refuse_late", "逾期要求，不予听证", IN(OFFERED)|IN(ASK_LAPSED), ASK_LAPSED, LEGAL, "late_on,reason?", .day = "late_on", .after = "ask", ART("64") },
	{ "call",  "通知听证", IN(ASKED),     CALLED,  LEGAL,   "called_on,due_on,due_time?,chair,recorder?,place,open_to_public,closed_why?", .day = "called_on", .within = "call", ART("64") },
	{ "recuse", "主持人回避", IN(CALLED), SAME,     HEADS,   "chair_recusal,chair?", ART("64") },
	{ "postpone", "延期举行", IN(CALLED), ASKED,   LEGAL,   "reason", ART("64") },
	{ "hold",  "举行听证", IN(CALLED),    HELD,    LEGAL,   "record,agents?,signed?,opinion?", ART("64") },
	{ "end",   "终止听证", IN(CALLED),    ENDED,   LEGAL,   "record,reason?", ART("64") },
	),
	CLOCKS(
	{ "ask",  RUNS, TERM("hearing-request"), .from = "told_on" },
	{ "call", RUNS, TERM("hearing-notice"),  .from = "due_on" },
	),
	RULES(
	{ "asked_on <= ask_due", "要求听证超过期限：登记为“逾期要求，不予听证”。", .at = "ask", .is = LIVE, TERM("hearing-request") },
	{ "call_done <= call_due", "听证通知不足法定天数：举行之日的七个工作日前送达，请推迟举行。", .at = "call", .is = LIVE, TERM("hearing-notice") },
	{ "due_time <> ''", "听证通知应当写明开始的时间。", .at = "call", .is = WARN, TERM("hearing-notice") },
	{ "open_to_public OR closed_why <> ''", "除涉及国家秘密、商业秘密或者个人隐私外，听证公开举行。", .at = "call", TERM("hearing-chair") },
	{ "chair NOT IN case.officers.person", "听证主持人不得是本案调查人员。", TERM("hearing-chair") },
	{ "NOT SOME(chair_recusal: result = 'withdrawn' AND chair_recusal.person = me.chair)", "应当回避的人员不得主持听证。", ART("64") },
	{ "n_agents <= 2", "当事人可以委托一至二人代理。", .at = "hold", ART("64") },
	{ "hold_on >= due_on", "不得早于通知的日期举行。", .at = "hold", ART("64") },
	{ "end_on >= due_on", "当事人在通知的日期无正当理由不到场的，才可以终止。", .at = "end", ART("64") },
	),
	FIGURES(
	{ "told", "告知听证权利", "件", COUNT, "told_on", ART("63") },
	{ "held", "举行听证",     "次", COUNT, "hold_on", ART("64") },
	),
	PAPERS(
	{ "call",   "听证通知书", "call", .series = "听通", ART("64") },
	{ "late",   "不予听证通知书", "refuse_late", .series = "听不", TERM("hearing-request") },
	{ "record", "听证笔录",   "hold,end", ART("64") },
	{ "report", "听证报告",   "hold", .when = "opinion <> ''", ART("65") },
	),
	ACCESS(
	{ STAFF|LEGAL,           "view,list", SECTION, HOUSE("办案人员看本科室案件") },
	{ LEGAL|REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("法制人员和负责人看全局") },
	{ SUPERVISOR,            "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	),
};
