/*
 * typical_case.c - typical cases
 *
 * A decided case that is marked, approved, masked and published as an example.  The figure by domain
 * is the one of the yearly promise: a typical case in each of the five domains.
 */
#include "model/declare.h"

/* clang-format off */

enum { MARKED, APPROVED, PUBLISHED, REJECTED };

const struct ledger ledger_typical_case = {
	.key = "typical_case", .label = "典型案例", .law = "行政处罚法", .title = "title", .series = "典案",

	FIELDS(
	{ "case",     REF,   "案件", MUST|LIST, .of = "case", HOUSE("典型案例报送") },
	{ "title",    TEXT,  "案例名称", MUST|UP, HOUSE("典型案例报送") },
	{ "domain",   PICK,  "执法领域", MUST|LIST|UP, .of = "culture,relics,publication,film,tourism", .labels = "文化,文物,新闻出版和版权,电影和广播电视,旅游", HOUSE("按执法领域统计") },
	{ "level",    PICK,  "级别", MUST|LIST|UP, .of = "district,municipal,national", .labels = "区级,市级,国家级", HOUSE("典型案例报送") },
	{ "facts",    TEXT,  "案情", UP, .hint = "由案件带入，当事人已经隐去；发布前再核对一遍", TERM("publish-privacy") },
	{ "lesson",   TEXT,  "典型意义", 0, HOUSE("典型案例报送") },
	{ "marked_on", DATE, "选定之日", MUST|SORT|UP, HOUSE("典型案例报送") },
	{ "masked",   YESNO, "已隐去个人信息和商业秘密", 0, TERM("publish-privacy") },
	{ "channel",  TEXT,  "发布渠道", UP, HOUSE("典型案例报送") },
	{ "link",     TEXT,  "网址", 0, .form = "url", HOUSE("典型案例报送") },
	{ "date",     DATE,  "发布之日", SORT|UP, HOUSE("典型案例报送") },
	{ "taken_down_on", DATE, "撤下之日", 0, TERM("withdraw-publication") },
	{ "reason",   TEXT,  "理由", 0, HOUSE("典型案例报送") },
	),

	STATES(
	[MARKED]     = { "marked",     "已选定" },
	[APPROVED]   = { "approved",   "已批准" },
	[PUBLISHED]  = { "published",  "已发布", FINAL },
	[REJECTED]   = { "rejected",   "不选用", FINAL },
	),

	STEPS(
	{ "mark",      "选定",   NEW,          MARKED,     LEGAL|CHIEF, "case,title,domain,level,facts?,lesson?,marked_on", .day = "marked_on", HOUSE("典型案例报送") },
	{ "approve",   "批准",   IN(MARKED),   APPROVED,   HEADS, NULL, HOUSE("典型案例报送") },
	{ "reject",    "不选用", IN(MARKED),   REJECTED,   HEADS, "reason", HOUSE("典型案例报送") },
	{ "publish",   "发布",   IN(APPROVED), PUBLISHED,  CLERK|OUTSIDE, "date,channel,masked,link?", .day = "date", .is = FIRM, TERM("publish-privacy") },
	{ "take_down", "撤下",   IN(PUBLISHED), SAME, CLERK, "taken_down_on,reason", .day = "taken_down_on", .is = ONCE, TERM("withdraw-publication") },
	),

	RULES(
	{ "SOME(case: domain = me.domain)", "领域与案件的执法领域不一致。", HOUSE("按执法领域统计") },
	{ "masked", "发布典型案例应当隐去个人信息和商业秘密。", .at = "publish", TERM("publish-privacy") },
	),

	NEEDS(
	{ "mark", "case", "只有已经作出处罚决定的案件可以选为典型案例。", .where = "decided_on IS NOT NULL AND ending = 'penalty'", HOUSE("典型案例报送") },
	{ "publish", "case", "案件的决定已经撤销或者重新办理，不得发布。", .where = "state IN ('decided', 'closed')", .is = LIVE, HOUSE("典型案例报送") },
	{ "mark", "typical_case.case.same", "该案件已经在本级选定。", .where = "id <> me.id AND level = me.level AND state <> 'rejected'", .how = NONE, HOUSE("典型案例报送") },
	),

	FIGURES(
	{ "marked",    "典型案例",       "件", DISTINCT, "marked_on", .field = "case", .where = "state <> 'rejected' AND (taken_down_on IS NULL OR taken_down_on > $cutoff)", .by = "domain", HOUSE("一个案件计一次") },
	{ "domains",   "有典型案例的领域", "个", DISTINCT, "marked_on", .field = "domain", .where = "state <> 'rejected' AND (taken_down_on IS NULL OR taken_down_on > $cutoff)", HOUSE("五个执法领域") },
	{ "published", "发布典型案例",   "件", COUNT, "date", .by = "level,domain", HOUSE("典型案例报送") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER, "view,list", BUREAU, HOUSE("典型案例全局可见") },
	{ HEADS|LEADER,         "view,list,print", BUREAU, HOUSE("负责人看全局") },
	{ SUPERIOR,             "view,list", SUBORDINATES, .fields = "title,domain,level,marked_on,channel,date", HOUSE("上级看上报字段") },
	{ PUBLIC,               "view,list", EVERYBODY, .fields = "title,domain,level,date,link", .where = "state = 'published' AND taken_down_on IS NULL", HOUSE("典型案例报送") },
	),
};
