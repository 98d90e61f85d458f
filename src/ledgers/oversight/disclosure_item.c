/*
 * disclosure_item.c - the list of what must be public without being asked for, entry by entry
 *
 * Law: 政府信息公开条例 19-21, 26.  Every entry has an owner and a cycle; what is published under it
 * (ledger `disclosure`) refreshes it, so that an entry nobody kept up shows by itself.
 */
#include "model/declare.h"

/* clang-format off */

enum { LISTED, REMOVED };

const struct ledger ledger_disclosure_item = {
	.key = "disclosure_item", .label = "公开清单", .law = "政府信息公开条例", .title = "entry",

	FIELDS(
	{ "entry",       TEXT, "公开事项", MUST, ART("20") },
	{ "category",    PICK, "类别", MUST|LIST|UP, .of = "organisation,rules,plans,statistics,licences,penalties,budget,procurement,projects,personnel,services,emergency,reports,proposals,other",
	  .labels = "机构职能,行政法规规章和规范性文件,规划计划,统计信息,行政许可和其他对外管理,行政处罚和行政强制,财政预算决算,政府采购,重大建设项目,公务员招考和人事任免,办事服务,突发事件应急预案,年度报告,建议提案办理,其他", ART("20") },
	{ "basis_text",  TEXT, "公开依据", 0, ART("20") },
	{ "owner",       REF,  "责任人", MUST|LIST, .of = "person", HOUSE("公开清单逐项落实责任人") },
	{ "section",     TEXT, "责任科室", 0, HOUSE("公开清单逐项落实责任人") },
	{ "cycle",       PICK, "更新周期", MUST|LIST, .of = "on_change,month,quarter,half_year,year,long_term", .labels = "变动后更新,每月,每季度,每半年,每年,长期公开", ART("26") },
	{ "channel",     PICKS, "渠道", 0, .of = "site,portal,wechat,bulletin,reading_room,notice_board", .labels = "政务公开网站,门户网站,微信公众号,政府公报,公共查阅点,公开栏", ART("23") },
	{ "from",        DATE, "列入清单之日", MUST|SORT, ART("20") },
	{ "to",          DATE, "移出清单之日", 0, ART("20") },
	{ "changed_on",  DATE, "内容变动之日", 0, TERM("info-proactive") },
	{ "last_refreshed", DATE, "最近更新之日", SORT|UP, TERM("info-proactive") },
	{ "refresh_due_on", DATE, "下次更新期限", SORT, .hint = "按更新周期填写", HOUSE("公开清单按周期更新") },
	{ "reason",      TEXT, "移出的理由", 0, ART("20") },
	),

	STATES(
	[LISTED]  = { "listed",  "在清单内" },
	[REMOVED] = { "removed", "移出清单", FINAL },
	),

	STEPS(
	{ "list",    "列入清单", NEW,        LISTED,  CLERK|CHIEF|DISCLOSURE_HEAD, "entry,category,basis_text?,owner,section?,cycle,channel?,from,last_refreshed?,refresh_due_on?", .day = "from", ART("20") },
	{ "change",  "内容变动", IN(LISTED), SAME,    STAFF|ENGINE, "changed_on", .day = "changed_on", TERM("info-proactive") },
	{ "refresh", "更新",     IN(LISTED), SAME,    CLERK|ENGINE, "last_refreshed,refresh_due_on?", .day = "last_refreshed", .within = "refresh", TERM("info-proactive") },
	{ "assign",  "变更责任人", IN(LISTED), SAME,  CHIEF|DISCLOSURE_HEAD, "owner,section?", HOUSE("公开清单逐项落实责任人") },
	{ "remove",  "移出清单", IN(LISTED), REMOVED, DISCLOSURE_HEAD|HEADS, "to,reason", .day = "to", ART("20") },
	),

	CLOCKS(
	{ "refresh", ENDS, HOUSE("公开清单按周期更新"), .from = "refresh_due_on", .when = "refresh_due_on > last_refreshed OR last_refreshed IS NULL" },
	{ "refresh", RUNS, TERM("info-proactive"),      .from = "changed_on", .when = "changed_on > last_refreshed OR last_refreshed IS NULL" },
	),

	RULES(
	{ "to >= from", "日期先后颠倒。", HOUSE("日期先后") },
	{ "cycle IN ('on_change', 'long_term') OR refresh_due_on IS NOT NULL", "按周期更新的事项应当填写下次更新期限。", .at = "list", .is = WARN, HOUSE("公开清单按周期更新") },
	{ "cycle IN ('on_change', 'long_term') OR refresh_due_on > last_refreshed", "请填写新的更新期限。", .at = "refresh", .is = WARN, HOUSE("公开清单按周期更新") },
	),

	FIGURES(
	{ "entries",  "公开清单事项", "项", COUNT, .during = "from,to", .by = "category", ART("20") },
	{ "complete", "公开清单完成率", "%", SHARE, .during = "from,to", .where = "SOME(disclosure.disclosure_item: published_on <= $day AND (taken_down_on IS NULL OR taken_down_on > $day))", .among = "TRUE", ART("20") },
	{ "overdue",  "逾期未更新事项", "项", COUNT, .during = "from,to", .where = "(refresh_due_on < $day AND (last_refreshed IS NULL OR last_refreshed < refresh_due_on)) OR (refresh_due < $day AND changed_on > last_refreshed)", .by = "category", TERM("info-proactive") },
	),

	ACCESS(
	{ STAFF|LEGAL|DISCLOSURE_HEAD, "view,list,print", BUREAU, HOUSE("全局可看") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("全局可看") },
	{ PUBLIC,       "view,list",       EVERYBODY, .fields = "entry,category,basis_text,section,cycle,channel,last_refreshed", ART("23") },
	{ SUPERIOR,     "view,list",       SUBORDINATES, .fields = "category,last_refreshed", HOUSE("上级看数字和上报字段") },
	),
};
