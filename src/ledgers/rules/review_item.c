/*
 * review_item.c - the two lists of the bureau: decisions that need legal review, and those that its
 * heads discuss together
 *
 * Law: 行政处罚法 57(2), 58; 国办发〔2018〕118号.  The bureau publishes the lists with their dates.  What an
 * item says of a case (kinds, amounts, items of power, results, factors) is compared by the gates of
 * the case (case.c), beside the triggers of the law, on the day of the step; an item that cannot be
 * said so is named by the case (`listed`).  A change is a new version: the old one ends on the day
 * the new one begins.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

/* It says itself when a case falls under it. */
#define SAYS_WHEN "(fine_from IS NOT NULL OR fine_citizen IS NOT NULL OR gains_from IS NOT NULL OR SOME(kinds: TRUE) OR SOME(items: TRUE) OR SOME(domains: TRUE) OR SOME(factors: TRUE) OR SOME(endings: TRUE))"

enum { LISTED, APPROVED, PUBLISHED, ENDED, REJECTED };

const struct ledger ledger_review_item = {
	.key = "review_item", .label = "法制审核和讨论目录", .law = "行政处罚法", .title = "matter", .series = "法审目",

	FIELDS(
	{ "gate",       PICK, "清单", LIST|UP, .of = "review,discussion", .labels = "法制审核目录,集体讨论范围", .hint = "不填的属于法制审核目录", TERM("legal-review-list") },
	{ "matter",     TEXT, "事项", MUST|UP, TERM("legal-review-list") },
	{ "act",        PICK, "执法类别", MUST|LIST, .of = "penalty,coercion,licence,inspection,other", .labels = "行政处罚,行政强制,行政许可,行政检查,其他", TERM("legal-review-list") },
	{ "trigger",    PICK, "法定情形", MUST|LIST, .of = "public_interest,hearing,complex,law", .labels = "涉及重大公共利益,直接关系重大权益且经过听证,案情疑难复杂或者涉及多个法律关系,法律法规规定的其他情形", TERM("legal-review-triggers") },
	{ "criterion",  TEXT, "审核标准", MUST|UP, TERM("legal-review-list") },
	{ "kinds",      PICKS, "处罚种类（任一）", 0, .of = PENALTY_KINDS, .labels = PENALTY_LABELS, .hint = "以下各项填了的都符合，才属于本事项；一项也不填的，由承办人在案件里选定", TERM("legal-review-list") },
	{ "fine_from",  MONEY, "对一个单位的罚款达到", 0, TERM("legal-review-list") },
	{ "fine_citizen", MONEY, "对一个公民的罚款达到", 0, TERM("legal-review-list") },
	{ "gains_from", MONEY, "没收一个当事人的违法所得达到", 0, TERM("legal-review-list") },
	{ "items",      REFS,  "权责事项（任一）", 0, .of = "power_item", .fit = "kind = 'penalty'", .hint = "按编码比较，以后的版本也适用", TERM("legal-review-list") },
	{ "domains",    PICKS, "执法领域（任一）", 0, .of = "culture,relics,publication,film,tourism", .labels = "文化,文物,新闻出版和版权,电影和广播电视,旅游", TERM("legal-review-list") },
	{ "factors",    PICKS, "裁量情节（任一）", 0, .of = FACTORS, .labels = FACTOR_LABELS, TERM("legal-review-list") },
	{ "endings",    PICKS, "拟定的结果（任一）", 0, .of = "penalty,minor,first_breach,no_fault,under_14,incapable,not_proved,out_of_time",
	  .labels = "给予处罚,违法行为轻微,初次违法,没有主观过错,不满十四周岁,精神病人或者智力残疾人,违法事实不能成立,超过追责时效", TERM("legal-review-list") },
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
	{ "list",    "拟列入", NEW,            LISTED,    LEGAL, "gate?,matter,act,trigger,criterion,kinds?,fine_from?,fine_citizen?,gains_from?,items?,domains?,factors?,endings?,materials?,version_of?,reason?", TERM("legal-review-list") },
	{ "approve", "批准",   IN(LISTED),     APPROVED,  HEADS, "from", ART("58") },
	{ "reject",  "不列入", IN(LISTED),     REJECTED,  HEADS, "reason", ART("58") },
	{ "publish", "公布",   IN(APPROVED),   PUBLISHED, CLERK, "published_on,link?", .day = "published_on", .is = FIRM, TERM("legal-review-list") },
	{ "end",     "失效",   IN(APPROVED)|IN(PUBLISHED), ENDED, LEGAL|ENGINE, "to,reason", TERM("legal-review-list") },
	),

	RULES(
	{ "to >= from", "失效不得早于施行。", HOUSE("日期先后") },
	{ "version_of <> id", "事项不能指向自己。", HOUSE("编码") },
	{ "act = 'penalty' OR NOT " SAYS_WHEN, "按处罚的种类、金额、结果比较的，只能是行政处罚的事项。", TERM("legal-review-list") },
	),

	OPENS(
	{ "publish", "version_of", "to=from,reason='被新版本替代'", .take = "end", .where = "ended_on IS NULL", TERM("legal-review-list") },
	),

	FIGURES(
	{ "items",     "法制审核事项", "项", COUNT, .during = "from,to", .where = "gate <> 'discussion'", .by = "act", TERM("legal-review-list") },
	{ "discussed", "集体讨论事项", "项", COUNT, .during = "from,to", .where = "gate = 'discussion'", .by = "act", TERM("collective-discussion") },
	{ "published", "已公布的法制审核事项", "项", COUNT, .during = "from,to", .where = "gate <> 'discussion' AND published_on <= $day", TERM("legal-review-list") },
	{ "used",      "本年用到的事项", "项", COUNT, .during = "from,to", .where = "SOME(case.listed: decided_on <= $day)", ART("58") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("清单全局可见") },
	{ SUPERVISOR, "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,   "view,list", SUBORDINATES, .fields = "gate,matter,criterion,from,published_on", HOUSE("上级看上报字段") },
	{ PUBLIC,     "view,list", EVERYBODY, .fields = "gate,matter,act,criterion,from,to,published_on,link", .where = "state = 'published' OR (state = 'ended' AND published_on IS NOT NULL)", TERM("legal-review-list") },
	),
};
