/*
 * review_item.c - the list of enforcement decisions that need legal review
 *
 * Law: 行政处罚法 58; 国办发〔2018〕118号.  The bureau publishes the list with its dates.  A case names
 * the item that it falls under, and its gate then demands the review (case.c).  A change is a new
 * version: the old one ends on the day the new one begins.
 */
#include "model/declare.h"

/* clang-format off */

enum { LISTED, APPROVED, PUBLISHED, ENDED, REJECTED };

const struct ledger ledger_review_item = {
	.key = "review_item", .label = "重大执法决定法制审核事项清单", .law = "行政处罚法", .title = "matter", .series = "法审目",

	FIELDS(
	{ "matter",     TEXT, "事项", MUST|UP, TERM("legal-review-list") },
	{ "act",        PICK, "执法类别", MUST|LIST, .of = "penalty,coercion,licence,inspection,other", .labels = "行政处罚,行政强制,行政许可,行政检查,其他", TERM("legal-review-list") },
	{ "trigger",    PICK, "法定情形", MUST|LIST, .of = "public_interest,hearing,complex,law", .labels = "涉及重大公共利益,直接关系重大权益且经过听证,案情疑难复杂或者涉及多个法律关系,法律法规规定的其他情形", TERM("legal-review-triggers") },
	{ "criterion",  TEXT, "审核标准", MUST|UP, TERM("legal-review-list") },
	{ "materials",  TEXT, "送审材料", 0, TERM("legal-review-list") },
	{ "version_of", REF,  "前一版本", 0, .of = "review_item", TERM("legal-review-list") },
	{ "from",       DATE, "施行之日", SORT|UP, TERM("legal-review-list") },
	{ "to",         DATE, "失效之日", 0, .hint = "不再施行的第一日", TERM("legal-review-list") },
	{ "published_on", DATE, "公布之日", SORT|UP, TERM("legal-review-list") },
	{ "link",       TEXT, "公布网址", 0, .form = "url", TERM("legal-review-list") },
	{ "reason",     TEXT, "变动理由", 0, TERM("legal-review-list") },
	),

	STATES(
	[LISTED]    = { "listed",    "拟列入" },
	[APPROVED]  = { "approved",  "已批准" },
	[PUBLISHED] = { "published", "已公布" },
	[ENDED]     = { "ended",     "已失效", FINAL },
	[REJECTED]  = { "rejected",  "不列入", FINAL },
	),

	STEPS(
	{ "list",    "拟列入", NEW,            LISTED,    LEGAL, "matter,act,trigger,criterion,materials?,version_of?,reason?", TERM("legal-review-list") },
	{ "approve", "批准",   IN(LISTED),     APPROVED,  HEADS, "from", ART("58") },
	{ "reject",  "不列入", IN(LISTED),     REJECTED,  HEADS, "reason", ART("58") },
	{ "publish", "公布",   IN(APPROVED),   PUBLISHED, CLERK, "published_on,link?", .day = "published_on", .is = FIRM, TERM("legal-review-list") },
	{ "end",     "失效",   IN(APPROVED)|IN(PUBLISHED), ENDED, LEGAL|ENGINE, "to,reason", .day = "to", TERM("legal-review-list") },
	),

	RULES(
	{ "to >= from", "失效不得早于施行。", HOUSE("日期先后") },
	{ "version_of <> id", "事项不能指向自己。", HOUSE("编码") },
	),

	OPENS(
	{ "publish", "version_of", "to=$day,reason='被新版本替代'", .take = "end", .where = "ended_on IS NULL", TERM("legal-review-list") },
	),

	FIGURES(
	{ "items",     "法制审核事项", "项", COUNT, .during = "from,to", .by = "act", TERM("legal-review-list") },
	{ "published", "已公布的法制审核事项", "项", COUNT, .during = "from,to", .where = "published_on <= $day", TERM("legal-review-list") },
	{ "used",      "本年用到的事项", "项", COUNT, .during = "from,to", .where = "SOME(case.listed: decided_on <= $day)", ART("58") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("清单全局可见") },
	{ SUPERVISOR, "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,   "view,list", SUBORDINATES, .fields = "matter,criterion,from,published_on", HOUSE("上级看上报字段") },
	{ PUBLIC,     "view,list", EVERYBODY, .fields = "matter,act,criterion,from,published_on,link", .where = "state = 'published'", TERM("legal-review-list") },
	),
};
