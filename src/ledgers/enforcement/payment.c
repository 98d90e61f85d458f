/*
 * payment.c - payment of a fine or of confiscated gains by a party
 *
 * A lane of the case, one for each money penalty.  The days run from the day the decision was
 * received.  The surcharge grows day by day after them, stops at the amount of the fine, and
 * stands while the decision is under reconsideration or before the court.
 */
#include "model/declare.h"

/* clang-format off */

enum { M_WAITING, RUNNING, DEFERRED, DEMANDED, CONTESTED, AT_COURT, PAID, WRITTEN_OFF };

#define UNPAID (IN(RUNNING)|IN(DEFERRED)|IN(DEMANDED)|IN(CONTESTED)|IN(AT_COURT))

const struct ledger ledger_payment = {
	.key = "payment", .label = "罚没款缴纳", .law = "行政处罚法", .title = "principal", .series = "缴",
	FIELDS(
	{ "case",        REF,   "案件", MUST|LANE, .of = "case", ART("67") },
	{ "party",       ROW,   "当事人", MUST, .of = "case.parties", ART("67") },
	{ "kind",        PICK,  "款项", LIST, .of = "fine,confiscate_gains", .labels = "罚款,没收违法所得", ART("67") },
	{ "principal",   MONEY, "应缴", MUST, ART("67") },
	{ "surcharge_stated", YESNO, "决定书载明逾期加处罚款", 0, TERM("decision-payee") },
	{ "decided_on",  DATE,  "决定之日", MUST, ART("67") },
	{ "received_on", DATE,  "收到决定之日", SORT, ART("67") },
	{ "asked_on",    DATE,  "申请暂缓或者分期之日", 0, TERM("instalment-deferral") },
	{ "deferred_to", DATE,  "暂缓或者分期至", 0, TERM("instalment-deferral") },
	{ "instalments", ROWS,  "分期", 0, COLUMNS({ "due_on", DATE, "期限", MUST }, { "amount", MONEY, "金额", MUST }), TERM("instalment-deferral") },
	{ "payments",    ROWS,  "缴款", 0, COLUMNS(
		{ "paid_on",  DATE,  "缴款之日", MUST }, { "amount", MONEY, "金额", MUST },
		{ "kind",     PICK,  "款项", MUST, .of = "principal,surcharge", .labels = "罚没款,加处罚款" },
		{ "how",      PICK,  "方式", MUST, .of = "bank,electronic,on_spot", .labels = "银行,电子支付,当场收缴" }, { "voucher", TEXT, "票据号", MUST }), TERM("collect-receipt") },
	{ "paid",        MONEY, "已缴本金", 0, .tally = SUM, .over = "payments.amount", .where = "kind = 'principal'", ART("67") },
	{ "surcharge",   MONEY, "已缴加处罚款", 0, .tally = SUM, .over = "payments.amount", .where = "kind = 'surcharge'", ART("72") },
	{ "paid_on",     DATE,  "最后一笔本金缴款之日", SORT, .tally = MAX, .over = "payments.paid_on", .where = "kind = 'principal'", ART("67") },
	{ "collect_why", PICK,  "当场收缴的情形", 0, .of = "small,hard_later,remote", .labels = "百元以下,不当场收缴事后难以执行,边远水上交通不便经当事人提出", TERM("collect-on-spot") },
	{ "collected_on", DATE, "当场收缴之日", 0, TERM("collect-turn-in") },
	{ "handed_in_on", DATE, "交至本机关之日", 0, TERM("collect-turn-in") },
	{ "banked_on",   DATE,  "缴付银行之日", 0, TERM("collect-turn-in-bank") },
	{ "contested_on", DATE, "复议或者诉讼受理之日", 0, TERM("surcharge-pause") },
	{ "demanded_on", DATE,  "催告送达之日", PRINTED, LAW("行政强制法", "54") },
	{ "remedy_to",   DATE,  "经复议或者诉讼的，起诉期限届满或者裁判生效之日", 0, .hint = "没有复议、诉讼的不用填写，由系统计算", LAW("行政强制法", "53") },
	{ "applied_on",  DATE,  "申请法院强制执行之日", SORT, LAW("行政强制法", "53") },
	{ "court_answer", PICK, "法院裁定", 0, .of = "accepted,granted,refused", .labels = "受理,准予执行,不予受理或者不准予执行", LAW("行政强制法", "56") },
	{ "waive_ground", TEXT, "减免加处罚款的依据", 0, LAW("行政强制法", "42") },
	{ "refunded_on", DATE,  "退款之日", 0, ART("75") },
	{ "ground",      TEXT,  "依据", 0, ART("66") },
	),
	STATES(
	[M_WAITING]   = { "waiting",   "待送达" },
	[RUNNING]     = { "running",   "待缴" },
	[DEFERRED]    = { "deferred",  "暂缓或者分期" },
	[DEMANDED]    = { "demanded",  "已催告" },
	[CONTESTED]   = { "contested", "复议或者诉讼期间" },
	[AT_COURT]    = { "at_court",  "已申请法院强制执行" },
	[PAID]        = { "paid",      "已缴清", FINAL },
	[WRITTEN_OFF] = { "written_off", "终结", FINAL },
	),
	STEPS(
	{ "open",    "应缴",       NEW,           M_WAITING, ENGINE, "case,party,kind?,principal,decided_on,surcharge_stated?", .day = "decided_on", ART("67") },
	{ "receive", "收到决定书", IN(M_WAITING), RUNNING,   ENGINE, "received_on", .day = "received_on", ART("67") },
	{ "pay",     "缴款",       UNPAID,        SAME,      OUTSIDE, "payments", ART("67") },
	{ "collect", "当场收缴",   IN(M_WAITING)|IN(RUNNING), SAME, OFFICER, "collect_why,collected_on,payments", .day = "collected_on", TERM("collect-on-spot") },
	{ "hand_in", "交至本机关", IN(M_WAITING)|UNPAID|IN(PAID), SAME, OFFICER, "handed_in_on", .day = "handed_in_on", .within = "hand_in", TERM("collect-turn-in") },
	{ "bank",    "缴付银行",   IN(M_WAITING)|UNPAID|IN(PAID), SAME, CLERK, "banked_on", .day = "banked_on", .within = "bank", TERM("collect-turn-in-bank") },
	{ "settle",  "缴清",       UNPAID,        PAID,      CLERK,  NULL, .within = "pay", .when = "paid = principal", .say = "已缴本金与应缴数额不一致。", ART("67") },
	{ "defer",   "批准暂缓或者分期", IN(RUNNING)|IN(DEFERRED), DEFERRED, HEADS, "asked_on?,deferred_to,instalments?,ground", TERM("instalment-deferral") },
	{ "contest", "进入复议或者诉讼", IN(RUNNING)|IN(DEFERRED)|IN(DEMANDED), CONTESTED, LEGAL|OUTSIDE|ENGINE, "contested_on", .day = "contested_on", TERM("surcharge-pause") },
	{ "conclude", "复议或者诉讼结束", IN(CONTESTED), RUNNING, LEGAL|OUTSIDE|ENGINE, NULL, TERM("surcharge-pause") },
	{ "demand",  "催告",       IN(RUNNING)|IN(DEFERRED), DEMANDED, OFFICER, "demanded_on", .day = "demanded_on", .after = "pay", TERM("demand-before-court") },
	{ "apply",   "申请法院强制执行", IN(DEMANDED), AT_COURT, HEADS, "applied_on,remedy_to?", .day = "applied_on", .after = "demand,remedy", .within = "court", TERM("court-enforcement-window") },
	{ "rule",    "法院裁定",   IN(AT_COURT),  SAME,      OUTSIDE, "court_answer", TERM("court-accept") },
	{ "waive",   "减免加处罚款", UNPAID,      SAME,      HEAD,   "waive_ground", LAW("行政强制法", "42") },
	{ "refund",  "退款",       UNPAID|IN(PAID), SAME,      CLERK,  "refunded_on,ground", .day = "refunded_on", ART("75") },
	{ "write_off", "终结",     IN(M_WAITING)|UNPAID, WRITTEN_OFF, HEADS, "ground", LAW("行政强制法", "40") },
	),
	CLOCKS(
	{ "pay",     RUNS,    TERM("pay-days"), .from = "received_on" },
	{ "pay",     ENDS,    TERM("instalment-deferral"), .from = "deferred_to" },
	{ "owing",   ACCRUES, TERM("surcharge-rate"), .from = "pay", .of = "principal", .cap = "surcharge-cap", .when = "kind = 'fine' AND surcharge_stated" },
	{ "owing",   STANDS,  TERM("surcharge-pause"), .in_state = "contested" },
	{ "owing",   STOPS,   TERM("surcharge-rate"), .on_step = "settle" },
	{ "demand",  RUNS,    TERM("demand-before-court"), .from = "demanded_on" },
	{ "remedy",  RUNS,    TERM("sue-direct"), .from = "received_on" },
	{ "remedy",  RUNS,    TERM("review-apply"), .from = "received_on", .when = "SOME(case: procedure = 'simple')" },
	{ "remedy",  ENDS,    LAW("行政强制法", "53"), .from = "remedy_to", .when = "contested_on IS NOT NULL" },
	{ "court",   RUNS,    TERM("court-enforcement-window"), .from = "remedy_due" },
	{ "court",   RUNS,    TERM("court-enforcement-window"), .from = "deferred_to", .when = "deferred_to > remedy_due" },
	{ "hand_in", RUNS,    TERM("collect-turn-in"), .from = "collected_on" },
	{ "bank",    RUNS,    TERM("collect-turn-in-bank"), .from = "handed_in_on" },
	),
	RULES(
	{ "principal > 0", "应缴数额应当大于零。", ART("67") },
	{ "paid <= principal", "已缴本金超过应缴数额。", ART("67") },
	{ "contested_on IS NULL OR remedy_to IS NOT NULL", "经复议或者诉讼的，应当写明起诉期限届满或者裁判生效之日。", .at = "apply", TERM("court-enforcement-window") },
	{ "court_done <= court_due", "超过申请法院强制执行的期限。", .at = "apply", .is = LIVE, TERM("court-enforcement-window") },
	{ "surcharge <= principal", "加处罚款不得超出罚款数额。", TERM("surcharge-cap") },
	{ "paid_on <= pay_due OR surcharge >= owing_owed OR waive_ground <> '' OR kind <> 'fine' OR NOT surcharge_stated", "逾期的加处罚款尚未缴纳，也未依法减免。", .at = "settle", .is = LIVE, TERM("surcharge-rate") },
	{ "asked_on IS NOT NULL AND ground <> ''", "暂缓或者分期应当有当事人的申请和批准的依据。", .at = "defer", TERM("instalment-deferral") },
	{ "deferred_to > received_on", "暂缓或者分期的期限早于收到决定之日。", .at = "defer", HOUSE("日期先后") },
	{ "collect_why <> 'small' OR principal <= {collect-on-spot}", "数额超过当场收缴的上限，不得当场收缴。", .at = "collect", TERM("collect-on-spot") },
	{ "collect_why = 'remote' OR SOME(case: procedure = 'simple')", "普通程序的罚款不得当场收缴，边远地区经当事人提出的除外。", .at = "collect", TERM("collect-on-spot") },
	{ "NOT SOME(payments: how = 'on_spot')", "当场收缴另有步骤。", .at = "pay", .when = "collected_on IS NULL", TERM("collect-on-spot") },
	{ "collected_on IS NULL OR banked_on IS NOT NULL", "当场收缴的款项尚未缴付银行。", .at = "settle", .is = WARN, TERM("collect-turn-in") },
	),
	FIGURES(
	{ "paid",      "入库罚没款",   "元", SUM, "paid_on", .rows = "payments", .field = "amount", .where = "payments.kind = 'principal' AND (refunded_on IS NULL OR refunded_on > $cutoff)", TERM("revenue-separation") },
	{ "surcharge", "入库加处罚款", "元", SUM, "paid_on", .rows = "payments", .field = "amount", .where = "payments.kind = 'surcharge' AND (refunded_on IS NULL OR refunded_on > $cutoff)", TERM("surcharge-rate") },
	{ "in_time",   "按期缴纳率",   "%",  SHARE, "received_on", .where = "paid = principal AND paid_on <= pay_due", .among = "pay_due <= $cutoff OR pay_done <= $cutoff", TERM("pay-days") },
	{ "at_court",  "申请法院强制执行", "件", COUNT, "applied_on", TERM("court-enforcement-window") },
	{ "flow",      "罚没款收缴",   "笔", FLOW, "decided_on", HOUSE("上年结转 + 新增 = 缴清和终结 + 结转下年") },
	),
	STANDARDS(
	{ "demanded",  "逾期没有缴纳，也没有催告", "pay_due >= $today", .in = "running,deferred", .points = "file-review-plain", .part = "procedure", .way = "送达催告书，十个工作日后可以申请法院强制执行。", .is = ANOMALY, TERM("demand-before-court") },
	{ "court",     "申请法院强制执行的期限已过而没有申请", "court_due >= $today", .in = "running,deferred,demanded", .when = "applied_on IS NULL", .points = "file-review-serious", .part = "procedure", .way = "核对复议、诉讼和暂缓的情况，依法处理。", .is = ANOMALY, TERM("court-enforcement-window") },
	{ "handed_in", "当场收缴的罚款没有按时交至本机关", "hand_in_done <= hand_in_due OR (hand_in_done IS NULL AND hand_in_due >= $today)", .when = "collected_on IS NOT NULL", .points = "file-review-serious", .part = "procedure", .way = "立即交至本机关并写明原因。", TERM("collect-turn-in") },
	{ "banked",    "当场收缴的罚款没有按时缴付银行", "bank_done <= bank_due OR (bank_done IS NULL AND bank_due >= $today)", .when = "handed_in_on IS NOT NULL", .points = "file-review-serious", .part = "procedure", .way = "立即缴付代收银行。", TERM("collect-turn-in-bank") },
	{ "deferral",  "暂缓或者分期没有当事人的申请", "asked_on IS NOT NULL", .after = "defer", .points = "file-review-plain", .part = "papers", .way = "归集当事人的申请。", TERM("instalment-deferral") },
	{ "instalment", "分期已经到期，没有缴过款", "NOT SOME(instalments: due_on < $today) OR paid > 0", .in = "deferred", .way = "催告，或者依法恢复全额执行。", .is = ANOMALY, TERM("instalment-deferral") },
	),
	PAPERS(
	{ "deferral", "延期（分期）缴纳罚款通知书", "defer", .series = "缓缴", ART("66") },
	{ "demand",   "履行行政处罚决定催告书", "demand", .series = "催告", LAW("行政强制法", "54") },
	{ "court",    "强制执行申请书", "apply", .series = "强执", LAW("行政强制法", "55") },
	),
	ACCESS(
	{ STAFF|LEGAL,           "view,list", SECTION, HOUSE("办案人员看本科室案件") },
	{ REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("审核人员和负责人看全局") },
	{ SUPERVISOR,            "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	),
};
