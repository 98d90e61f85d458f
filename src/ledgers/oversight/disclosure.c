/*
 * disclosure.c - pieces of government information made public by the bureau itself
 *
 * Law: 政府信息公开条例 17, 26.  Nothing is published before somebody other than its writer has checked it
 * for secrets; twenty working days run from the day it was made or changed.
 */
#include "model/declare.h"

/* clang-format off */

enum { DRAFT, CHECKED, PUBLISHED, WITHHELD, TAKEN_DOWN };

const struct ledger ledger_disclosure = {
	.key = "disclosure", .label = "主动公开", .law = "政府信息公开条例", .title = "title", .series = "公开",

	FIELDS(
	{ "title",       TEXT, "标题", MUST, ART("26") },
	{ "disclosure_item", REF, "所属清单事项", LIST, .of = "disclosure_item", ART("20") },
	{ "category",    PICK, "类别", MUST|LIST|UP, .of = "organisation,rules,plans,statistics,licences,penalties,budget,procurement,projects,personnel,services,emergency,reports,proposals,other",
	  .labels = "机构职能,行政法规规章和规范性文件,规划计划,统计信息,行政许可和其他对外管理,行政处罚和行政强制,财政预算决算,政府采购,重大建设项目,公务员招考和人事任免,办事服务,突发事件应急预案,年度报告,建议提案办理,其他", ART("20") },
	{ "channel",     PICK, "渠道", LIST|UP, .of = "site,portal,wechat,bulletin,reading_room,notice_board", .labels = "政务公开网站,门户网站,微信公众号,政府公报,公共查阅点,公开栏", ART("23") },
	{ "about",       REF,  "所公开的记录", 0, .of = "decision,norm_doc,case,annual_report,contract", ART("26") },
	{ "made_on",     DATE, "形成或者变更之日", MUST|SORT|UP, TERM("info-proactive") },
	{ "approved_on", DATE, "财政部门批复之日", 0, .hint = "预算、决算填写", TERM("budget-disclosure") },
	{ "text",        TEXT, "内容", 0, ART("26") },
	{ "openness",    PICK, "公开属性", LIST, .of = "open,partly,on_request,not_open", .labels = "主动公开,区分处理后公开,依申请公开,不予公开", ART("17") },
	{ "check_opinion", TEXT, "保密审查意见", 0, ART("17") },
	{ "ground",      PICK, "不公开的理由", 0, .of = "state_secret,forbidden,stability,third_party,internal,file", .labels = "国家秘密,法律法规禁止,危及安全稳定,第三方合法权益,内部事务和过程性信息,行政执法案卷", ART("14") },
	{ "published_on", DATE, "公开之日", SORT|UP, TERM("info-proactive") },
	{ "link",        TEXT, "链接", UP, .form = "url", ART("23") },
	{ "refreshed_on", DATE, "更新之日", SORT, TERM("info-proactive") },
	{ "changed_on",  DATE, "变更之日", 0, TERM("info-proactive") },
	{ "taken_down_on", DATE, "撤下之日", 0, ART("6") },
	{ "reason",      TEXT, "理由", 0, ART("6") },
	),

	STATES(
	[DRAFT]      = { "draft",      "起草" },
	[CHECKED]    = { "checked",    "已保密审查" },
	[PUBLISHED]  = { "published",  "已公开" },
	[WITHHELD]   = { "withheld",   "不主动公开", FINAL },
	[TAKEN_DOWN] = { "taken_down", "已撤下", FINAL },
	),

	STEPS(
	{ "draft",     "起草",     NEW,           DRAFT,      STAFF|LEGAL, "title,disclosure_item?,category,about?,made_on,approved_on?,text?", ART("26") },
	{ "check",     "保密审查", IN(DRAFT),     CHECKED,    CHIEF|DISCLOSURE_HEAD, "openness,check_opinion,ground?", .not_by = "draft", ART("17") },
	{ "publish",   "公开",     IN(CHECKED),   PUBLISHED,  CLERK,       "published_on,channel,link?", .day = "published_on", .within = "publish", .is = FIRM, .when = "openness IN ('open', 'partly')", .say = "审查结论不是主动公开。", TERM("info-proactive") },
	{ "withhold",  "不主动公开", IN(CHECKED), WITHHELD,   CHIEF|DISCLOSURE_HEAD, "ground?,reason", .when = "openness IN ('on_request', 'not_open')", .say = "审查结论是主动公开，应当公开。", ART("14") },
	{ "change",    "内容变更", IN(PUBLISHED), SAME,       STAFF|ENGINE, "changed_on", .day = "changed_on", TERM("info-proactive") },
	{ "refresh",   "更新",     IN(PUBLISHED), SAME,       CLERK,       "refreshed_on,link?", .day = "refreshed_on", .within = "publish", TERM("info-proactive") },
	{ "take_down", "撤下",     IN(PUBLISHED), TAKEN_DOWN, CLERK,       "taken_down_on,reason", .day = "taken_down_on", ART("6") },
	),

	CLOCKS(
	{ "publish", RUNS, TERM("info-proactive"),    .from = "made_on" },
	{ "publish", RUNS, TERM("budget-disclosure"), .from = "approved_on", .when = "category = 'budget'" },
	{ "publish", RUNS, TERM("info-proactive"),    .from = "changed_on" },
	),

	RULES(
	{ "openness <> 'not_open' OR ground <> ''", "不予公开的，应当写明理由。", .at = "check", ART("14") },
	{ "openness <> 'partly' OR check_opinion <> ''", "区分处理的，应当写明处理意见。", .at = "check", ART("37") },
	{ "category <> 'budget' OR approved_on IS NOT NULL", "预算、决算应当填写批复之日。", .at = "publish", .is = WARN, TERM("budget-disclosure") },
	{ "made_on <= published_on", "公开不得早于形成。", HOUSE("日期先后") },
	),

	NEEDS(
	{ "publish", "disclosure_item", "所属事项已移出公开清单。", .where = "state = 'listed'", .how = EVERY, .is = WARN, ART("20") },
	),

	OPENS(
	{ "publish", "disclosure_item", "last_refreshed=published_on", .take = "refresh", .where = "state = 'listed'", TERM("info-proactive") },
	{ "refresh", "disclosure_item", "last_refreshed=refreshed_on", .take = "refresh", .where = "state = 'listed'", TERM("info-proactive") },
	),

	FIGURES(
	{ "published", "主动公开信息", "条", COUNT, "published_on", .by = "category,channel", ART("50") },
	{ "in_time",   "按期公开率", "%", SHARE, "published_on", .where = "publish_done <= publish_due", .among = "TRUE", TERM("info-proactive") },
	{ "online",    "在网信息", "条", COUNT, .during = "published_on,taken_down_on", .by = "category", ART("50") },
	{ "withheld",  "审查后不主动公开", "条", COUNT, "withhold_on", .by = "ground", ART("14") },
	),

	ACCESS(
	{ STAFF|LEGAL|DISCLOSURE_HEAD, "view,list", BUREAU, HOUSE("全局可看") },
	{ HEADS|LEADER, "view,list,print", BUREAU,    HOUSE("全局可看") },
	{ PUBLIC,       "view,list",       EVERYBODY, .fields = "title,category,channel,published_on,text,link", .where = "state = 'published'", ART("23") },
	{ SUPERIOR,     "view,list",       SUBORDINATES, .fields = "category,channel,made_on,published_on,link", HOUSE("上级看数字和上报字段") },
	),
};
