/*
 * officer.c - enforcement officers and their certificates
 *
 * The gate of every act towards a party reads this ledger on the day of the act (gates.h):
 * a certificate that covers the day, and no suspension or cancellation on it.
 */
#include "model/declare.h"

/* clang-format off */

enum { APPLIED, TRAINING, PASSED, CERTIFIED_STATE, STOPPED, CANCELLED };

const struct ledger ledger_officer = {
	.key = "officer", .label = "执法人员", .law = "行政处罚法", .title = "person", .series = "执法",

	FIELDS(
	{ "person",       REF,  "人员", MUST|LIST, .of = "person", ART("42") },
	{ "post",         PICK, "人员类别", MUST|LIST, .of = "established,auxiliary", .labels = "在编执法人员,辅助人员和网格员等", TERM("cert-not-auxiliary") },
	{ "section",      REF,  "执法机构", LIST, .of = "org", TERM("publish-roster") },
	{ "certificates", ROWS, "行政执法证", 0, COLUMNS(
		{ "number", TEXT, "证件编号", MUST, .form = "certificate" }, { "issuer", TEXT, "发证机关", MUST },
		{ "from",   DATE, "发证之日", MUST }, { "until",  DATE, "有效期的最后一日" }), TERM("cert-national-style") },
	{ "trainings",    ROWS, "岗前和在岗培训", 0, COLUMNS(
		{ "on", DATE, "日期", MUST }, { "course", TEXT, "课程", MUST }, { "hours", HOURS, "学时", MUST }, { "score", NUMBER, "成绩" }), TERM("cert-exam") },
	{ "hours",        HOURS, "培训学时", 0, .tally = SUM, .over = "trainings.hours", TERM("officer-training-hours") },
	{ "score",        NUMBER, "考试成绩", 0, TERM("cert-exam") },
	{ "certified_on", DATE, "首次取得资格之日", SORT|UP, .tally = MIN, .over = "certificates.from", TERM("cert-exam") },
	{ "valid_until",  DATE, "证件有效期的最后一日", SORT, .tally = MAX, .over = "certificates.until", TERM("cert-validity") },
	{ "joined_on",    DATE, "到执法岗位之日", MUST|SORT|UP, HOUSE("在岗人数") },
	{ "left_on",      DATE, "离开执法岗位之日", SORT|UP, .hint = "不再在岗的第一日", HOUSE("在岗人数") },
	{ "handed_in",    YESNO, "证件已收回", 0, TERM("cert-exam") },
	{ "published_on", DATE, "公示名单之日", SORT, TERM("publish-roster") },
	{ "reason",       TEXT, "暂扣或者注销的理由", 0, TERM("cert-exam") },
	),

	STATES(
	[APPLIED]         = { "applied",   "已申请" },
	[TRAINING]        = { "training",  "培训中" },
	[PASSED]          = { "passed",    "考试合格" },
	[CERTIFIED_STATE] = { "certified", "持证" },
	[STOPPED]         = { "suspended", "证件暂扣" },
	[CANCELLED]       = { "cancelled", "证件注销", FINAL },
	),

	STEPS(
	{ "apply",   "申请",     NEW,                 APPLIED,         CHIEF,   "person,post,section?,joined_on", TERM("cert-exam") },
	{ "train",   "培训",     IN(APPLIED)|IN(TRAINING), TRAINING,   CLERK,   "trainings", TERM("cert-exam") },
	{ "examine", "考试",     IN(TRAINING),        PASSED,          OUTSIDE, "score", TERM("cert-exam") },
	{ "issue",   "发证",     IN(PASSED),          CERTIFIED_STATE, OUTSIDE, "certificates", TERM("cert-exam") },
	{ "publish", "公示名单", IN(CERTIFIED_STATE), SAME,            CLERK,   "published_on", .day = "published_on", TERM("publish-roster") },
	{ "study",   "在岗培训", IN(CERTIFIED_STATE)|IN(STOPPED), SAME, CLERK,  "trainings", TERM("officer-training-hours") },
	{ "renew",   "换证",     IN(CERTIFIED_STATE), SAME,            OUTSIDE, "certificates", .within = "renew", TERM("cert-validity") },
	{ "suspend", "暂扣",     IN(CERTIFIED_STATE), STOPPED,         HEADS,   "reason", TERM("cert-required") },
	{ "restore", "恢复",     IN(STOPPED),         CERTIFIED_STATE, HEADS,   NULL, TERM("cert-required") },
	{ "cancel",  "注销",     IN(CERTIFIED_STATE)|IN(STOPPED)|IN(PASSED)|IN(TRAINING)|IN(APPLIED), CANCELLED, HEADS, "reason,left_on,handed_in?", .day = "left_on", TERM("cert-exam") },
	),

	CLOCKS(
	{ "renew", ENDS, TERM("cert-validity"), .from = "valid_until" },
	),

	RULES(
	{ "post <> 'auxiliary'", "辅助人员、网格员、临时人员不得取得执法资格、从事执法。", TERM("cert-required") },
	{ "left_on >= joined_on", "离岗不得早于到岗。", HOUSE("日期先后") },
	{ "NOT SOME(certificates: until < from)", "证件有效期的起止颠倒。", TERM("cert-national-style") },
	{ "SOME(certificates: TRUE)", "没有登记行政执法证。", .at = "issue,renew", TERM("cert-national-style") },
	{ "handed_in", "离岗应当收回证件。", .at = "cancel", .when = "certified_on IS NOT NULL", .is = WARN, TERM("cert-exam") },
	),

	NEEDS(
	{ "cancel", "case.officers", "尚有在办案件，先移交。", .where = "ended_on IS NULL", .how = NONE, .way = "在人员页办理“名下在办全部移交”，承办人员一并更换；或者逐件“更换承办人员”。", .is = LIVE, HOUSE("离岗先移交") },
	{ "apply",  "officer.person.same", "该人员已经登记。", .where = "id <> me.id AND ended_on IS NULL", .how = NONE, HOUSE("一人一册") },
	),

	FIGURES(
	{ "in_post",  "在岗持证执法人员", "名", COUNT, .during = "joined_on,left_on",
	  .where = "SOME(certificates: from <= $day AND (until IS NULL OR until >= $day)) AND NOT SOME(states: state IN ('suspended', 'cancelled') AND from <= $day AND (to IS NULL OR to > $day))", TERM("publish-roster") },
	{ "new",      "新增执法人员", "名", COUNT, "certified_on", TERM("cert-exam") },
	{ "expiring", "证件已过期的在岗人员", "名", COUNT, .during = "joined_on,left_on", .where = "valid_until < $day", TERM("cert-validity") },
	{ "hours",    "培训最少学时", "学时", MIN, "on", .rows = "trainings", .field = "hours", .per = "of", .everyone = { "officer" }, .staying = "joined_on,left_on", TERM("officer-training-hours") },
	{ "hours_met", "培训学时达标率", "%", SHARE, "on", .rows = "trainings", .field = "hours", .per = "of", .everyone = { "officer" }, .staying = "joined_on,left_on", .where = "total * $months >= {officer-training-hours} * months", TERM("officer-training-hours") },
	),

	STANDARDS(
	{ "expiring",  "证件即将到期或者已经到期，名下还有在办案件", "valid_until > $today + {watch-certificate} OR NOT SOME(case.officers: ended_on IS NULL)", .in = "certified,suspended", .when = "valid_until IS NOT NULL", .way = "办理换证；到期之前移交在办案件。", .is = ANOMALY, TERM("cert-validity") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER, "view,list", BUREAU, HOUSE("执法人员名单全局可见") },
	{ HEADS|LEADER,         "view,list,print", BUREAU, HOUSE("负责人看全局") },
	{ SUPERVISOR,           "view,list", BUREAU, TERM("cert-supervision") },
	{ SUPERIOR,             "view", SUBORDINATES, .fields = "certified_on,joined_on,left_on", HOUSE("上级看上报字段") },
	{ PUBLIC,               "view,list", EVERYBODY, .fields = "person,section,certificates", .where = "published_on IS NOT NULL AND left_on IS NULL", TERM("publish-roster") },
	),
};
