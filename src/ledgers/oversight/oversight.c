/*
 * oversight.c - letters of those who watch over the bureau, and what it finds about itself
 *
 * Law: 行政执法监督条例 (from 2026-02-01), 行政复议法 76.  The last day comes from the letter; only an opinion
 * of the reconsideration body has a term of its own.  An act done without competence opens a self-check here.
 */
#include "model/declare.h"

/* clang-format off */

enum { RECEIVED, ASSIGNED, MEASURED, REPLIED, ACCEPTED, SETTLED };

const struct ledger ledger_oversight = {
	.key = "oversight", .label = "外部监督", .law = "行政执法监督条例", .title = "about", .series = "监督",

	FIELDS(
	{ "kind",        PICK, "类型", MUST|LIST|UP, .of = "opinion,order_to_correct,procuratorial,judicial,feedback,disciplinary_tour,audit,instruction,review_opinion,self_check",
	  .labels = "行政执法监督意见书,责令改正,检察建议,司法建议,督查反馈,巡察,审计,领导批示,行政复议意见书,自查发现", TERM("supervision-means") },
	{ "body",        REF,  "发函单位", LIST, .of = "org", .hint = "自查发现的不填", TERM("supervision-body") },
	{ "letter_number", TEXT, "来文文号", 0, TERM("supervision-means") },
	{ "about",       TEXT, "事项", MUST, TERM("supervision-scope") },
	{ "came_from",   REF,  "涉及的记录", 0, .of = "case,inspection,reconsideration,litigation,coercive_measure,norm_doc", TERM("supervision-scope") },
	{ "received_on", DATE, "收到之日", MUST|SORT|UP, TERM("supervision-means") },
	{ "due",         DATE, "来文要求的期限", SORT|UP, .hint = "来文没有期限的不填", TERM("supervision-means") },
	{ "items",       ROWS, "问题和整改", 0, COLUMNS(
		{ "text",    TEXT, "问题", MUST },
		{ "owner",   REF,  "责任人", .of = "person" },
		{ "measure", TEXT, "措施" },
		{ "due",     DATE, "期限" },
		{ "done_on", DATE, "完成之日" }), TERM("supervision-means") },
	{ "open_items",  NUMBER, "未完成的问题", 0, .tally = COUNT, .over = "items", .where = "done_on IS NULL", TERM("supervision-means") },
	{ "owner",       REF,  "承办人", LIST, .of = "person", TERM("supervision-means") },
	{ "measure",     TEXT, "整改措施", 0, TERM("supervision-means") },
	{ "replied_on",  DATE, "回复之日", SORT|UP, TERM("supervision-means") },
	{ "reply",       TEXT, "回复内容", 0, TERM("supervision-means") },
	{ "accepted",    YESNO, "对方认可", LIST|UP, TERM("supervision-means") },
	{ "reason",      TEXT, "退回的理由", 0, TERM("supervision-means") },
	),

	STATES(
	[RECEIVED] = { "received", "待交办" },
	[ASSIGNED] = { "assigned", "整改中" },
	[MEASURED] = { "measured", "已采取措施" },
	[REPLIED]  = { "replied",  "已回复" },
	[ACCEPTED] = { "accepted", "已认可", FINAL },
	[SETTLED]  = { "settled",  "自查整改完毕", FINAL },
	),

	STEPS(
	{ "receive", "收到",   NEW,          RECEIVED, CLERK|LEGAL|SECRETARY|ENGINE, "kind,body?,letter_number?,about,came_from?,received_on,due?,items?", .day = "received_on", TERM("supervision-means") },
	{ "assign",  "交办",   IN(RECEIVED), ASSIGNED, HEADS|CHIEF, "owner,items?,due?", TERM("supervision-means") },
	{ "act",     "采取措施", IN(ASSIGNED), MEASURED, STAFF|LEGAL, "measure,items?", TERM("supervision-means") },
	{ "reply",   "回复",   IN(MEASURED), REPLIED,  HEADS,   "replied_on,reply", .day = "replied_on", .within = "reply", .is = FIRM, .only = "kind <> 'self_check'", .say = "自查发现的问题由法制机构核销，不需要回复。", TERM("supervision-means") },
	{ "accept",  "对方认可", IN(REPLIED), ACCEPTED, OUTSIDE, "accepted", TERM("supervision-means") },
	{ "again",   "对方要求继续整改", IN(REPLIED), ASSIGNED, OUTSIDE, "accepted,reason,due?", TERM("supervision-means") },
	{ "settle",  "自查核销", IN(MEASURED), SETTLED, LEGAL|HEADS, NULL, .not_by = "act", .only = "kind = 'self_check'", .say = "外部监督应当回复并由对方认可。", HOUSE("自查问题由法制机构核销，采取措施的人不核销") },
	),

	CLOCKS(
	{ "reply", RUNS, TERM("review-opinion"),    .from = "received_on", .when = "kind = 'review_opinion'" },
	{ "reply", ENDS, TERM("supervision-means"), .from = "due" },
	),

	RULES(
	{ "kind = 'self_check' OR body IS NOT NULL", "外部监督应当写明发函单位。", .at = "receive", HOUSE("外部监督写明来源") },
	{ "due >= received_on", "期限不得早于收到之日。", HOUSE("日期先后") },
	{ "accepted", "认可的填“是”。", .at = "accept", TERM("supervision-means") },
	{ "NOT accepted", "要求继续整改的，不是认可。", .at = "again", TERM("supervision-means") },
	{ "open_items = 0", "尚有问题没有完成整改，请在回复中说明。", .at = "reply", .is = WARN, TERM("supervision-means") },
	{ "open_items = 0", "尚有问题没有完成整改。", .at = "settle", HOUSE("自查问题由法制机构核销，采取措施的人不核销") },
	),

	FIGURES(
	{ "received", "收到监督文书", "件", COUNT, "received_on", .where = "kind <> 'self_check'", .by = "kind,body", TERM("supervision-means") },
	{ "in_time",  "按期回复率", "%", SHARE, "replied_on", .where = "reply_done <= reply_due", .among = "reply_due IS NOT NULL", TERM("supervision-means") },
	{ "answered", "已回复", "件", COUNT, "replied_on", .by = "kind", TERM("supervision-means") },
	{ "accepted", "已认可", "件", COUNT, "accept_on", .by = "kind", TERM("supervision-means") },
	{ "self",     "自查发现", "件", COUNT, "received_on", .where = "kind = 'self_check'", TERM("cert-required") },
	{ "items",    "监督指出的问题", "条", COUNT, "received_on", .rows = "items", .where = "kind <> 'self_check'", TERM("supervision-means") },
	{ "flow",     "监督事项收结", "件", FLOW, "received_on", TERM("supervision-means") },
	),

	PAPERS(
	{ "reply", "监督意见整改情况报告", "reply", .series = "监复", TERM("supervision-means") },
	),

	ACCESS(
	{ LEGAL,        "view,list,print", BUREAU,  HOUSE("法制机构管理监督事项") },
	{ STAFF,        "view,list",       SECTION, HOUSE("承办人员看本科室事项") },
	{ HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人看全局事项") },
	{ SUPERVISOR,   "view,list",       BUREAU,  .where = "kind IN ('opinion', 'order_to_correct', 'self_check')", TERM("supervision-body") },
	{ SUPERIOR,     "view,list",       SUBORDINATES, .fields = "kind,received_on,due,replied_on,accepted", HOUSE("上级看数字和上报字段") },
	),
};
