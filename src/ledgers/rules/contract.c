/*
 * contract.c - contracts of the bureau
 *
 * A contract is signed after legal review; one at or over the bureau's setting for a large sum is
 * a matter for collective decision first (three-majors-one-large, decision.c).
 */
#include "model/declare.h"

/* clang-format off */

enum { DRAFT, REVIEWED, SIGNED, PERFORMING, CLOSED, TERMINATED, GIVEN_UP };

const struct ledger ledger_contract = {
	.key = "contract", .label = "合同", .law = "民法典", .title = "title", .series = "合审",

	FIELDS(
	{ "title",        TEXT,  "合同名称", MUST|PRINTED, HOUSE("合同台账") },
	{ "kind",         PICK,  "类别", MUST|LIST, .of = "service,goods,works,lease,grant,agreement,collection,other", .labels = "服务,货物,工程,租赁,资助,协议,代收罚款协议,其他", HOUSE("合同台账") },
	{ "counterparty", TEXT,  "对方当事人", MUST|PRINTED, HOUSE("合同台账") },
	{ "operator",     REF,   "对方为登记的经营主体", 0, .of = "operator", HOUSE("利益冲突核对") },
	{ "subject",      TEXT,  "标的", MUST, HOUSE("合同台账") },
	{ "amount",       MONEY, "金额", MUST|PRINTED, .hint = "无金额的填零", TERM("three-majors-one-large") },
	{ "section",      REF,   "承办科室", LIST, .of = "org", HOUSE("合同台账") },
	{ "procurement",  TEXT,  "采购方式和依据", 0, HOUSE("合同台账") },
	{ "decision",     REF,   "集体决定", 0, .of = "decision", TERM("three-majors-one-large") },
	{ "contract_number", TEXT, "合同编号", PRINTED, HOUSE("合同台账") },
	{ "signed_on",    DATE,  "签订之日", SORT|PRINTED, HOUSE("合同台账") },
	{ "from",         DATE,  "履行期限起", SORT|PRINTED, HOUSE("合同台账") },
	{ "until",        DATE,  "履行期限的最后一日", SORT|PRINTED, HOUSE("合同台账") },
	{ "payments",     ROWS,  "付款", 0, COLUMNS({ "paid_on", DATE, "付款之日", MUST }, { "amount", MONEY, "金额", MUST }, { "voucher", TEXT, "凭证号" }), HOUSE("合同台账") },
	{ "paid",         MONEY, "已付", 0, .tally = SUM, .over = "payments.amount", HOUSE("合同台账") },
	{ "filed_on",     DATE,  "报上级和财政部门备案之日", SORT, .hint = "代收罚款协议填写", TERM("collection-agreement-filing") },
	{ "acceptance",   TEXT,  "验收意见", 0, HOUSE("合同台账") },
	{ "closed_on",    DATE,  "办结之日", SORT, HOUSE("合同台账") },
	{ "reason",       TEXT,  "理由", 0, HOUSE("合同台账") },
	),

	STATES(
	[DRAFT]      = { "draft",      "拟订" },
	[REVIEWED]   = { "reviewed",   "已审查" },
	[SIGNED]     = { "signed",     "已签订" },
	[PERFORMING] = { "performing", "履行中" },
	[CLOSED]     = { "closed",     "已办结", FINAL },
	[TERMINATED] = { "terminated", "已解除", FINAL },
	[GIVEN_UP]   = { "given_up",   "不再签订", FINAL },
	),

	STEPS(
	{ "draft",     "拟订",     NEW,            DRAFT,      STAFF|LEGAL, "title,kind,counterparty,operator?,subject,amount,section?,procurement?", HOUSE("合同台账") },
	{ "review",    "合法性审查通过", IN(DRAFT), REVIEWED,  LEGAL,   NULL, TERM("decision-legality-gate") },
	{ "redraft",   "改稿",     IN(REVIEWED),   DRAFT,      STAFF,   "amount,subject,reason", TERM("decision-legality-gate") },
	{ "sign",      "签订",     IN(REVIEWED),   SIGNED,     HEADS,   "contract_number,signed_on,from,until,decision?", .day = "signed_on", .not_by = "draft", .is = FIRM, HOUSE("合同台账") },
	{ "perform",   "履行",     IN(SIGNED)|IN(PERFORMING), PERFORMING, STAFF, "payments?", HOUSE("合同台账") },
	{ "file",      "报送备案", IN(SIGNED)|IN(PERFORMING), SAME, STAFF|LEGAL, "filed_on", .day = "filed_on", .only = "kind = 'collection'", .say = "只有代收罚款协议报上级机关和财政部门备案。", .within = "filing", .is = ONCE, TERM("collection-agreement-filing") },
	{ "extend",    "补充协议延期", IN(SIGNED)|IN(PERFORMING), SAME, HEADS, "until,reason", HOUSE("合同台账") },
	{ "close",     "办结",     IN(PERFORMING), CLOSED,     CHIEF,   "closed_on,acceptance", .day = "closed_on", .within = "term", HOUSE("合同台账") },
	{ "terminate", "解除",     IN(SIGNED)|IN(PERFORMING), TERMINATED, HEADS, "reason", ART("562") },
	{ "give_up",   "不再签订", IN(DRAFT)|IN(REVIEWED), GIVEN_UP, CHIEF, "reason", HOUSE("合同台账") },
	),

	CLOCKS(
	{ "filing", RUNS, TERM("collection-agreement-filing"), .from = "signed_on", .when = "kind = 'collection'" },
	{ "term", ENDS, HOUSE("合同约定的履行期限"), .from = "until" },
	),

	RULES(
	{ "until >= from", "履行期限的起止颠倒。", HOUSE("日期先后") },
	{ "amount >= 0", "金额不得为负。", HOUSE("合同台账") },
	{ "paid <= amount", "累计付款超过合同金额。", .at = "perform,close", .is = WARN, HOUSE("合同台账") },
	{ "filing_done <= filing_due", "签订之后超过十五日才报送备案，写明经过。", .at = "file", .is = WARN, TERM("collection-agreement-filing") },
	{ "from >= signed_on", "先履行后签订，请说明。", .at = "sign", .is = WARN, HOUSE("合同台账") },
	),

	NEEDS(
	{ "review,sign", "legal_review.link", "合同应当先经合法性审查。", .where = "state = 'adopted'", .is = LIVE, TERM("decision-legality-gate") },
	{ "sign", "decision", "大额合同应当先经集体决定。", .where = "state IN ('passed', 'published', 'carried_out')", .when = "amount >= {three-majors-one-large}", .is = LIVE, TERM("three-majors-one-large") },
	),

	OPENS(
	{ "redraft", "legal_review.link", "reason='合同文本已修改'", .take = "void", .where = "state <> 'refused'", TERM("decision-legality-gate") },
	),

	FIGURES(
	{ "reviewed", "审查合同", "件", COUNT, "review_on", .by = "kind", TERM("decision-legality-gate") },
	{ "signed",   "签订合同", "件", COUNT, "signed_on", .by = "kind", HOUSE("合同台账") },
	{ "amount",   "合同金额", "元", SUM,   "signed_on", .field = "amount", HOUSE("合同台账") },
	{ "flow",     "合同收结", "件", FLOW,  "begun_on", HOUSE("上年结转 + 新签 = 办结 + 结转下年") },
	),

	ACCESS(
	{ STAFF,                 "view,list", SECTION, HOUSE("承办科室看本科室合同") },
	{ LEGAL|REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("审查人和负责人看全局合同") },
	),
};
