/*
 * counsel.c - legal advisers of the bureau
 *
 * Who advises, under which agreement and for how long.  `until` is the last day of the agreement,
 * `to` the first day out of post.  What the adviser does stands in counsel_work.c.
 */
#include "model/declare.h"

/* clang-format off */

enum { SELECTED, IN_POST, ENDED, NOT_SIGNED };

const struct ledger ledger_counsel = {
	.key = "counsel", .label = "法律顾问", .title = "lawyer",

	FIELDS(
	{ "firm",        TEXT,  "律师事务所", MUST|UP, HOUSE("党政机关法律顾问工作规则") },
	{ "lawyer",      TEXT,  "律师", MUST, HOUSE("党政机关法律顾问工作规则") },
	{ "practice_number", TEXT, "执业证号", 0, HOUSE("党政机关法律顾问工作规则") },
	{ "kind",        PICK,  "类别", MUST|LIST, .of = "outside,public_lawyer,expert", .labels = "外聘法律顾问,公职律师,专家", HOUSE("党政机关法律顾问工作规则") },
	{ "selected_by", TEXT,  "遴选方式", MUST, HOUSE("党政机关法律顾问工作规则") },
	{ "clients",     REFS,  "已知的委托人", 0, .of = "operator", .hint = "承办事项涉及委托人的应当回避", HOUSE("利益冲突核对") },
	{ "contract",    REF,   "聘用合同", 0, .of = "contract", HOUSE("党政机关法律顾问工作规则") },
	{ "fee",         MONEY, "顾问费", 0, HOUSE("党政机关法律顾问工作规则") },
	{ "signed_on",   DATE,  "签订协议之日", SORT, HOUSE("党政机关法律顾问工作规则") },
	{ "from",        DATE,  "聘期起", SORT|UP, HOUSE("党政机关法律顾问工作规则") },
	{ "until",       DATE,  "聘期的最后一日", SORT|UP, HOUSE("党政机关法律顾问工作规则") },
	{ "to",          DATE,  "离任之日", 0, .hint = "不再担任的第一日", HOUSE("党政机关法律顾问工作规则") },
	{ "assessments", ROWS,  "年度考核", 0, COLUMNS(
		{ "on", DATE, "考核之日", MUST }, { "grade", PICK, "等次", MUST, .of = "excellent,competent,basic,failed", .labels = "优秀,称职,基本称职,不称职" }, { "note", TEXT, "意见" }), HOUSE("党政机关法律顾问工作规则") },
	{ "reason",      TEXT,  "理由", 0, HOUSE("党政机关法律顾问工作规则") },
	),

	STATES(
	[SELECTED]   = { "selected",   "已遴选" },
	[IN_POST]    = { "in_post",    "在聘" },
	[ENDED]      = { "ended",      "已解聘", FINAL },
	[NOT_SIGNED] = { "not_signed", "未签约", FINAL },
	),

	STEPS(
	{ "select",  "遴选",   NEW,          SELECTED,   LEGAL, "firm,lawyer,practice_number?,kind,selected_by,clients?", HOUSE("党政机关法律顾问工作规则") },
	{ "sign",    "签订协议", IN(SELECTED), IN_POST,  HEADS, "signed_on,from,until,fee?,contract?", .day = "signed_on", HOUSE("党政机关法律顾问工作规则") },
	{ "update",  "更新委托人", IN(SELECTED)|IN(IN_POST), SAME, LEGAL, "clients", HOUSE("利益冲突核对") },
	{ "assess",  "年度考核", IN(IN_POST), SAME,      LEGAL, "assessments", HOUSE("党政机关法律顾问工作规则") },
	{ "renew",   "续聘",   IN(IN_POST),  SAME,       HEADS, "until,fee?,contract?", .within = "term", HOUSE("党政机关法律顾问工作规则") },
	{ "end",     "解聘",   IN(IN_POST),  ENDED,      HEADS, "to,reason", .day = "to", HOUSE("党政机关法律顾问工作规则") },
	{ "give_up", "未签约", IN(SELECTED), NOT_SIGNED, LEGAL, "reason", HOUSE("党政机关法律顾问工作规则") },
	),

	CLOCKS(
	{ "term", ENDS, HOUSE("聘期届满前提醒续聘或者改聘"), .from = "until" },
	),

	RULES(
	{ "until >= from", "聘期的起止颠倒。", HOUSE("日期先后") },
	{ "to >= from", "离任不得早于聘期起。", HOUSE("日期先后") },
	),

	NEEDS(
	{ "renew", "assessments", "续聘之前应当考核。", .where = "grade <> 'failed'", .is = WARN, HOUSE("党政机关法律顾问工作规则") },
	{ "end", "counsel_work.counsel", "尚有未办结的顾问事项。", .where = "ended_on IS NULL", .how = NONE, .is = WARN, HOUSE("党政机关法律顾问工作规则") },
	),

	FIGURES(
	{ "in_post", "在聘法律顾问", "名", COUNT, .during = "from,to", .where = "until >= $day", .by = "kind", HOUSE("年末在聘的法律顾问") },
	{ "new",     "新聘法律顾问", "名", COUNT, "signed_on", HOUSE("当年签订协议") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER, "view,list", BUREAU, .fields = "firm,lawyer,kind,from,until,to", HOUSE("全局可请顾问服务") },
	{ LEGAL|HEADS|LEADER,   "view,list,print", BUREAU, HOUSE("法制科室和负责人管理顾问") },
	{ SUPERIOR,             "view", SUBORDINATES, .fields = "firm,from,until", HOUSE("上级看上报字段") },
	),
};
