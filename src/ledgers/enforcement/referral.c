/*
 * referral.c - transfer of matters to the police and other bodies
 *
 * Law: 行政执法机关移送涉嫌犯罪案件的规定 (2020) for crime: two officers verify, the principal head decides in three days,
 * it is sent within twenty-four hours, and no penalty stands in for it.  Others go the same way
 * without those days.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { REPORTED, APPROVED, SENT, ANSWERED, ASKED_AGAIN, CLOSED, REFUSED, RETURNED };

const struct ledger ledger_referral = {
	.key = "referral", .label = "移送", .law = "行政执法机关移送涉嫌犯罪案件的规定", .title = "grounds", .series = "移报",

	FIELDS(
	{ "kind",        PICK,  "类别", MUST|LIST|UP, .of = "crime,jurisdiction,discipline,safety", .labels = "涉嫌犯罪,管辖,违纪违法线索,安全隐患", TERM("transfer-head-decides") },
	{ "from",        REF,   "移送单位", 0, .of = "org", .hint = "本局移出的不填", TERM("transfer-send") },
	{ "to",          REF,   "受移送单位", MUST|LIST|PRINTED, .of = "org", TERM("transfer-send") },
	{ "link",        REF,   "相关记录", LANE, .of = "case,clue,inspection,hazard,complaint", TERM("transfer-materials") },
	{ "grounds",     TEXT,  "移送的事实和理由", MUST|PRINTED, TERM("transfer-materials") },
	{ "officers",    REFS,  "专案组人员", 0, .of = "officer", TERM("transfer-team") },
	{ "reported_on", DATE,  "提出移送报告之日", MUST|SORT, TERM("transfer-head-decides") },
	{ "approved_at", TIME,  "批准时间", 0, TERM("transfer-send") },
	{ "materials",   PICKS, "移送材料", PRINTED, .of = "letter,report,goods,tests,other", .labels = "移送书,调查报告,涉案物品清单,检验报告或者鉴定意见,其他材料", TERM("transfer-materials") },
	{ "letter_number", TEXT, "移送书文号", PRINTED, .hint = "本局制发的由系统编号，不填；外单位移来的填写", TERM("transfer-materials") },
	{ "sent_on",     DATE,  "送出之日", SORT|UP, TERM("transfer-send") },
	{ "sent_at",     TIME,  "送出时间", 0, TERM("transfer-send") },
	{ "copied",      YESNO, "抄送检察机关", 0, TERM("transfer-send") },
	{ "answered_on", DATE,  "收到答复之日", SORT|UP, TERM("transfer-police-decides") },
	{ "accepted",    YESNO, "对方受理（立案）", UP, TERM("transfer-police-decides") },
	{ "answer",      TEXT,  "答复文号和内容", 0, TERM("transfer-police-decides") },
	{ "asked_whom",  PICK,  "不立案的救济", 0, .of = "police,procuratorate", .labels = "提请公安机关复议,建议检察机关立案监督", TERM("transfer-ask-review") },
	{ "handed_on",   DATE,  "移交涉案物品和材料之日", 0, TERM("transfer-handover") },
	{ "reason",      TEXT,  "不移送或者退回的理由", 0, TERM("transfer-head-decides") },
	),

	STATES(
	[REPORTED]    = { "reported",    "待批准" },
	[APPROVED]    = { "approved",    "已批准" },
	[SENT]        = { "sent",        "已送出" },
	[ANSWERED]    = { "answered",    "已答复" },
	[ASKED_AGAIN] = { "asked_again", "已提请复议或者立案监督" },
	[CLOSED]      = { "closed",      "已办结", FINAL },
	[REFUSED]     = { "refused",     "不予移送", FINAL },
	[RETURNED]    = { "returned",    "退回自办", FINAL },
	),

	STEPS(
	{ "propose",  "提出移送", NEW,             REPORTED,    STAFF|LEGAL|ENGINE, "kind,from?,to,link?,grounds,officers?,reported_on", .day = "reported_on", TERM("transfer-team") },
	{ "approve",  "批准移送", IN(REPORTED),    APPROVED,    HEADS,   "approved_at", .time = "approved_at", .within = "approve", .only = "kind <> 'crime'", .say = "涉嫌犯罪案件的移送由正职负责人批准。", TERM("jurisdiction") },
	{ "approve_crime", "正职负责人批准移送", IN(REPORTED), APPROVED, HEAD, "approved_at", .time = "approved_at", .within = "approve", .only = "kind = 'crime'", .say = "只有涉嫌犯罪案件用此步骤。", TERM("transfer-head-decides") },
	{ "refuse",   "不予移送", IN(REPORTED),    REFUSED,     HEAD,    "reason", .within = "approve", TERM("transfer-head-decides") },
	{ "send",     "送出",     IN(APPROVED),    SENT,        STAFF|LEGAL, "sent_on,sent_at,materials,letter_number?,copied?", .day = "sent_on", .time = "sent_at", .within = "send", .is = FIRM, TERM("transfer-send") },
	{ "answer",   "收到答复", IN(SENT)|IN(ASKED_AGAIN), ANSWERED, OUTSIDE, "answered_on,accepted,answer", .day = "answered_on", .within = "police", TERM("transfer-police-decides") },
	{ "ask_again", "提请复议或者立案监督", IN(ANSWERED), ASKED_AGAIN, HEADS, "asked_whom", .within = "ask", .when = "kind = 'crime' AND NOT accepted", .say = "对方已经立案，或者不是涉嫌犯罪案件。", TERM("transfer-ask-review") },
	{ "hand_goods", "移交物品和材料", IN(ANSWERED), SAME,   STAFF,   "handed_on", .day = "handed_on", .within = "hand", .when = "accepted", .say = "对方尚未立案。", TERM("transfer-handover") },
	{ "close",    "办结",     IN(ANSWERED),    CLOSED,      CHIEF,   NULL, .when = "accepted", .say = "对方不受理的，退回自办或者提请复议。", TERM("transfer-handover") },
	{ "take_back", "退回自办", IN(ANSWERED)|IN(SENT), RETURNED, CHIEF, "reason", .when = "accepted IS NULL OR NOT accepted", .say = "对方已经立案。", TERM("transfer-no-substitute") },
	),

	CLOCKS(
	{ "approve", RUNS, TERM("transfer-head-decides"),   .from = "reported_on", .when = "kind = 'crime'" },
	{ "send",    RUNS, TERM("transfer-send"),           .from = "approved_at", .when = "kind = 'crime'" },
	{ "police",  RUNS, TERM("transfer-police-decides"), .from = "sent_on",     .when = "kind = 'crime'" },
	{ "ask",     RUNS, TERM("transfer-ask-review"),     .from = "answered_on", .when = "kind = 'crime' AND NOT accepted" },
	{ "hand",    RUNS, TERM("transfer-handover"),       .from = "answered_on", .when = "kind = 'crime' AND accepted" },
	),

	RULES(
	{ "from IS NULL OR from <> to", "移送单位和受移送单位不能相同。", HOUSE("移送台账") },
	{ "kind <> 'crime' OR (SOME(materials: value = 'letter') AND SOME(materials: value = 'report') AND SOME(materials: value = 'goods'))", "移送涉嫌犯罪案件应当附移送书、调查报告和涉案物品清单。", .at = "send", TERM("transfer-materials") },
	{ "sent_at >= approved_at", "送出早于批准。", .at = "send", HOUSE("时间先后") },
	),

	NEEDS(
	{ "propose", "officers", "涉嫌犯罪案件应当指定两名以上执法人员组成专案组核实。", .where = CERTIFIED, .least_term = "transfer-team", .when = "kind = 'crime'", .is = LIVE, TERM("transfer-team") },
	{ "close", "link.case.confiscated.case", "涉案物品尚未移交。", .where = "ended_on IS NOT NULL", .how = EVERY, .when = "kind = 'crime'", .is = WARN, TERM("transfer-handover") },
	),

	OPENS(
	CASE_OFFERED("source='transfer',facts=grounds,found_on=reported_on", "from IS NOT NULL")
	),

	FIGURES(
	{ "sent",     "移送",       "件", COUNT, "sent_on", .by = "kind,to", TERM("transfer-send") },
	{ "accepted", "受理的移送", "件", COUNT, "answered_on", .where = "accepted", .by = "kind", TERM("transfer-police-decides") },
	{ "in_time",  "按期移送率", "%",  SHARE, "sent_on", .where = "approve_done <= approve_due AND send_done <= send_due", .among = "kind = 'crime'", TERM("transfer-send") },
	{ "flow",     "移送收结",   "件", FLOW,  "reported_on", HOUSE("上年结转 + 新提 = 办结 + 结转下年") },
	),

	PAPERS(
	{ "letter", "案件移送书", "send", .series = "移送", .signed_by = "approve_crime", .when = "kind = 'crime' AND from IS NULL", TERM("transfer-materials") },
	{ "notice", "移送函",     "send", .series = "移函", .when = "kind <> 'crime' AND from IS NULL", TERM("jurisdiction") },
	{ "reply",  "移送案件办理情况告知函", "answer", .series = "移复", .when = "from IS NOT NULL", TERM("transfer-police-decides") },
	{ "again",  "提请复议（建议立案监督）书", "ask_again", .series = "移议", TERM("transfer-ask-review") },
	{ "goods",  "涉案物品和材料移交清单", "hand_goods", .series = "移交", .when = "from IS NULL", TERM("transfer-handover") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list", SECTION, .where = "kind <> 'discipline'", HOUSE("办案人员看本科室移送") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("负责人看全局移送") },
	{ SUPERVISOR,   "view,list", BUREAU, .where = "kind <> 'discipline'", HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,     "view", SUBORDINATES, .fields = "kind,sent_on,answered_on,accepted", .where = "kind <> 'discipline'", HOUSE("上级看上报字段") },
	),
};
