/*
 * content.c - what the bureau publishes on the city's app and the district's portal
 *
 * Law: 政府信息公开条例 (2019) 12, 17, 23.  Nothing goes out unreviewed, and the reviewer is not the writer.  Each item
 * names the day by which it must be looked at again; what is past that day is overdue.
 */
#include "model/declare.h"

/* clang-format off */

enum { DRAFT, RETURNED, REVIEWED, PUBLISHED, WITHDRAWN };

const struct ledger ledger_content = {
	.key = "content", .label = "门户内容", .law = "政府信息公开条例", .title = "title", .series = "门户",

	FIELDS(
	{ "board",       PICK, "版块", MUST|LIST|UP, .of = "scenic,heritage,resource,news,ticketing", .labels = "景区,非遗,资源,新闻,惠民购票", ART("21") },
	{ "channel",     PICK, "渠道", MUST|LIST|UP, .of = "jinxinban,portal,wechat,other", .labels = "津心办,区政府门户网站,微信公众号,其他", ART("23") },
	{ "title",       TEXT, "标题", MUST|UP, ART("23") },
	{ "body",        TEXT, "正文", MUST, ART("23") },
	{ "pictures",    ROWS, "图片", 0, COLUMNS(
		{ "caption", TEXT, "说明", MUST, .hint = "供无障碍朗读" },
		{ "source",  TEXT, "来源和授权", MUST },
		{ "sm3",     TEXT, "哈希", .form = "sm3" }), HOUSE("图片授权") },
	{ "operator",    REF,  "涉及主体", LIST, .of = "operator", ART("21") },
	{ "location",    TEXT, "位置", 0, .hint = "地址或者坐标", ART("21") },
	{ "opening_hours", TEXT, "开放时间", 0, LAW("公共文化服务保障法", "31") },
	{ "ticket_link", TEXT, "购票链接", 0, .form = "url", ART("21") },
	{ "secrecy",     PICK, "保密审查", 0, .of = "public,changed,secret", .labels = "可以公开,修改后公开,不予公开", ART("17") },
	{ "reason",      TEXT, "退回或者撤下的理由", 0, ART("17") },
	{ "link",        TEXT, "发布链接", 0, .form = "url", ART("23") },
	{ "refresh_due", DATE, "应当更新之日", SORT, .hint = "到这一日仍未核对的，列为逾期", ART("12") },
	{ "refreshed_on", DATE, "最近更新之日", SORT, ART("12") },
	{ "from",        DATE, "发布之日", SORT|UP, ART("23") },
	{ "to",          DATE, "撤下之日", SORT, ART("12") },
	),

	STATES(
	[DRAFT]     = { "draft",     "起草" },
	[RETURNED]  = { "returned",  "审核退回" },
	[REVIEWED]  = { "reviewed",  "已审核" },
	[PUBLISHED] = { "published", "已发布" },
	[WITHDRAWN] = { "withdrawn", "已撤下", FINAL },
	),

	STEPS(
	{ "draft",    "起草", NEW,           DRAFT,     STAFF, "board,channel,title,body,pictures?,operator?,location?,opening_hours?,ticket_link?", ART("23") },
	{ "revise",   "修改", IN(RETURNED)|IN(DRAFT), DRAFT, STAFF, "title?,body?,pictures?,operator?,location?,opening_hours?,ticket_link?", ART("23") },
	{ "return",   "退回", IN(DRAFT),     RETURNED,  CHIEF|DISCLOSURE_HEAD, "reason", .not_by = "draft,revise", ART("17") },
	{ "review",   "审核", IN(DRAFT),     REVIEWED,  CHIEF|DISCLOSURE_HEAD, "secrecy", .not_by = "draft,revise", ART("17") },
	{ "publish",  "发布", IN(REVIEWED),  PUBLISHED, CLERK, "from,refresh_due,link?", .day = "from", .is = FIRM, ART("23") },
	{ "refresh",  "更新", IN(PUBLISHED), SAME,      STAFF, "refreshed_on,refresh_due,body?,pictures?,location?,opening_hours?,ticket_link?", .day = "refreshed_on", ART("12") },
	{ "withdraw", "撤下", IN(PUBLISHED), WITHDRAWN, CHIEF|CLERK, "to,reason", .day = "to", ART("12") },
	{ "drop",     "不再发布", IN(DRAFT)|IN(RETURNED)|IN(REVIEWED), WITHDRAWN, CHIEF, "reason", ART("17") },
	),

	CLOCKS(
	{ "renew", ENDS,  ART("12"), .from = "refresh_due" }, /* moves with each refresh, so no step keeps it for good */
	{ "renew", STOPS, ART("12"), .on_step = "withdraw" },
	),

	RULES(
	{ "secrecy <> 'secret'", "保密审查认为不予公开的，不得发布。", .at = "review,publish", ART("14") },
	{ "board <> 'ticketing' OR ticket_link <> ''", "惠民购票应当有购票链接。", .at = "review", HOUSE("惠民购票") },
	{ "board <> 'scenic' OR (location <> '' AND opening_hours <> '')", "景区应当写明位置和开放时间。", .at = "review", HOUSE("景区介绍") },
	{ "refresh_due > $day", "下一次更新之日应当晚于本次。", .at = "publish,refresh", ART("12") },
	{ "to >= from", "撤下不得早于发布。", HOUSE("日期先后") },
	{ "NOT SOME(pictures: source = '')", "图片应当写明来源和授权。", .at = "review", HOUSE("图片授权") },
	),

	FIGURES(
	{ "published", "当年发布",   "条", COUNT, "from", .by = "board,channel", ART("23") },
	{ "online",    "在线内容",   "条", COUNT, .during = "from,to", .by = "board,channel", ART("23") },
	{ "refreshed", "当年更新",   "条", COUNT, "refreshed_on", .by = "board,channel", ART("12") },
	{ "overdue",   "逾期未更新", "条", COUNT, .during = "from,to", .where = "refresh_due < $cutoff", .by = "board,channel", ART("12") },
	{ "boards",    "开设版块",   "个", DISTINCT, .during = "from,to", .field = "board", ART("21") },
	),

	ACCESS(
	{ STAFF,  "view,list", BUREAU, HOUSE("工作人员看全局内容") },
	{ HEADS|LEADER|DISCLOSURE_HEAD, "view,list,print", BUREAU, HOUSE("负责人看全局内容") },
	{ SUPERIOR, "view", SUBORDINATES, .fields = "board,channel,title,from", HOUSE("上级看数字和上报字段") },
	{ PUBLIC|OPERATOR, "view,list", EVERYBODY, .fields = "board,channel,title,body,pictures,location,opening_hours,ticket_link,from", .where = "state = 'published'", ART("23") },
	),
};
