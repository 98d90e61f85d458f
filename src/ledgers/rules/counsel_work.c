/*
 * counsel_work.c - what the legal advisers do for the bureau
 *
 * One row a service: asked by a section, given by the adviser, adopted or not.  An adviser who is
 * counsel of a party to the matter does not act in it.
 */
#include "model/declare.h"

/* clang-format off */

enum { ASKED, GIVEN, DONE, DECLINED };

const struct ledger ledger_counsel_work = {
	.key = "counsel_work", .label = "顾问服务", .title = "question", .series = "顾问",

	FIELDS(
	{ "counsel",  REF,   "法律顾问", MUST|LIST, .of = "counsel", HOUSE("党政机关法律顾问工作规则") },
	{ "kind",     PICK,  "服务类别", MUST|LIST|UP, .of = "drafting,contract,case,inspection,petition,review,lecture,lawsuit",
	  .labels = "起草修改文书,审查合同,案件办理,执法检查,信访事项,合法性审查,普法宣讲,诉讼复议", HOUSE("党政机关法律顾问工作规则") },
	{ "link",     REF,   "相关记录", 0, .of = "contract,case,inspection,petition,legal_review,norm_doc,decision,study,litigation,reconsideration", HOUSE("党政机关法律顾问工作规则") },
	{ "question", TEXT,  "委托事项", MUST, HOUSE("党政机关法律顾问工作规则") },
	{ "asked_on", DATE,  "委托之日", MUST, HOUSE("党政机关法律顾问工作规则") },
	{ "conflict", YESNO, "与当事人有利害关系", MUST, HOUSE("利益冲突核对") },
	{ "date",     DATE,  "提供服务之日", SORT|UP, HOUSE("党政机关法律顾问工作规则") },
	{ "opinion",  TEXT,  "意见", 0, TERM("decision-legality-gate") },
	{ "hours",    HOURS, "用时", 0, HOUSE("党政机关法律顾问工作规则") },
	{ "adopted",  YESNO, "采纳", 0, TERM("decision-legality-gate") },
	{ "why_not",  TEXT,  "不采纳的理由", 0, TERM("decision-legality-gate") },
	{ "reason",   TEXT,  "不承办的理由", 0, HOUSE("利益冲突核对") },
	),

	STATES(
	[ASKED]    = { "asked",    "已委托" },
	[GIVEN]    = { "given",    "已出具意见" },
	[DONE]     = { "done",     "已办结", FINAL },
	[DECLINED] = { "declined", "不承办", FINAL },
	),

	STEPS(
	{ "ask",     "委托",     NEW,       ASKED,    STAFF|LEGAL, "counsel,kind,link?,question,asked_on,conflict", .day = "asked_on", HOUSE("党政机关法律顾问工作规则") },
	{ "serve",   "出具意见", IN(ASKED), GIVEN,    OUTSIDE, "date,opinion,hours?", .day = "date", HOUSE("党政机关法律顾问工作规则") },
	{ "finish",  "办结",     IN(GIVEN), DONE,     STAFF|LEGAL, "adopted,why_not?", TERM("decision-legality-gate") },
	{ "decline", "不承办",   IN(ASKED), DECLINED, OUTSIDE, "reason", HOUSE("利益冲突核对") },
	),

	RULES(
	{ "NOT conflict", "法律顾问与当事人有利害关系的，应当回避。", .at = "ask,serve", HOUSE("利益冲突核对") },
	{ "adopted OR why_not <> ''", "不采纳法律意见的，应当说明理由。", .at = "finish", TERM("decision-legality-gate") },
	{ "kind <> 'case' OR SOME(link.case: TRUE)", "案件服务应当关联案件。", HOUSE("党政机关法律顾问工作规则") },
	{ "kind <> 'contract' OR SOME(link.contract: TRUE)", "合同审查应当关联合同。", HOUSE("党政机关法律顾问工作规则") },
	),

	NEEDS(
	{ "ask,serve", "counsel", "当日没有在聘的法律顾问。", .where = "from <= $day AND until >= $day AND (to IS NULL OR to > $day)", HOUSE("党政机关法律顾问工作规则") },
	{ "ask,serve", "counsel.clients", "该事项的当事人是法律顾问的委托人，应当回避。", .how = NONE,
	  .where = "id IN me.link.case.parties.operator OR id IN me.link.inspection.operator OR id IN me.link.contract.operator", HOUSE("利益冲突核对") },
	),

	FIGURES(
	{ "services", "顾问服务",     "次", COUNT, "date", .by = "kind", HOUSE("党政机关法律顾问工作规则") },
	{ "adopted",  "意见采纳率",   "%",  SHARE, "date", .where = "adopted", .among = "state = 'done'", TERM("decision-legality-gate") },
	),

	PAPERS(
	{ "letter", "法律顾问委托函", "ask", .series = "顾函", .recall = "state = 'asked'", .corrects = "question", HOUSE("党政机关法律顾问工作规则") },
	),

	ACCESS(
	{ STAFF,                "view,list", SECTION, HOUSE("委托科室看本科室事项") },
	{ LEGAL|REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("法制科室和负责人看全局事项") },
	{ SUPERIOR,             "view", SUBORDINATES, .fields = "kind,date", HOUSE("上级看上报字段") },
	),
};
