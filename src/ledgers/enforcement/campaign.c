/*
 * campaign.c - campaigns: a theme, its span, what was done under it
 *
 * A campaign may span years and have parts.  A visit may serve many campaigns; within each it is
 * counted once, on its own day.
 */
#include "model/declare.h"

/* clang-format off */

enum { OPEN, REPORTED, CLOSED, CALLED_OFF };

const struct ledger ledger_campaign = {
	.key = "campaign", .label = "专项行动", .law = "行政处罚法", .title = "name", .series = "专项",

	FIELDS(
	{ "name",     TEXT,  "名称", MUST|UP, HOUSE("专项行动台账") },
	{ "from",     DATE,  "开始之日", MUST|SORT|UP, HOUSE("专项行动台账") },
	{ "to",       DATE,  "结束之日", SORT|UP, .hint = "不再开展的第一日，可以跨年", HOUSE("专项行动台账") },
	{ "parent",   REF,   "所属行动", LIST, .of = "campaign", HOUSE("专项行动台账") },
	{ "chapter",  PICK,  "报告章节", MUST|LIST, .of = "duties,rules,decisions,enforcement,safety,disputes,oversight,digital,leadership", .labels = "机构职能,制度,决策,行政执法,突发事件,矛盾纠纷,制约监督,科技保障,党的领导", HOUSE("专项行动台账") },
	{ "issuer",   TEXT,  "部署单位和文号", 0, HOUSE("专项行动台账") },
	{ "lead",     REF,   "牵头单位", 0, .of = "org", HOUSE("专项行动台账") },
	{ "partners", REFS,  "参加单位", 0, .of = "org", HOUSE("专项行动台账") },
	{ "plan",     TEXT,  "工作方案", 0, TERM("inspection-kinds") },
	{ "links",    ROWS,  "开展情况", 0, COLUMNS(
		{ "record", REF,  "记录", MUST, .of = "inspection,case,correction,hazard,joint_action,outreach" },
		{ "date",   DATE, "日期", MUST } ), HOUSE("专项行动台账") },
	{ "reports",  ROWS,  "阶段报告", 0, COLUMNS({ "on", DATE, "日期", MUST }, { "text", TEXT, "情况", MUST }), HOUSE("专项行动台账") },
	{ "closed_on", DATE, "总结之日", SORT, HOUSE("专项行动台账") },
	{ "summary",  TEXT,  "总结", 0, HOUSE("专项行动台账") },
	{ "reason",   TEXT,  "取消的理由", 0, HOUSE("专项行动台账") },
	),

	STATES(
	[OPEN]       = { "open",       "开展中" },
	[REPORTED]   = { "reported",   "已有阶段报告" },
	[CLOSED]     = { "closed",     "已总结", FINAL },
	[CALLED_OFF] = { "called_off", "取消", FINAL },
	),

	STEPS(
	{ "open",     "部署",     NEW,                  OPEN,     CHIEF|HEADS, "name,from,to?,parent?,chapter,issuer?,lead?,partners?,plan?", HOUSE("专项行动台账") },
	{ "act",      "开展",     IN(OPEN)|IN(REPORTED), SAME,    STAFF, "links", HOUSE("专项行动台账") },
	{ "prolong",  "变更期限", IN(OPEN)|IN(REPORTED), SAME,    CHIEF|HEADS, "to", HOUSE("专项行动台账") },
	{ "report",   "阶段报告", IN(OPEN)|IN(REPORTED), REPORTED, CHIEF, "reports", HOUSE("专项行动台账") },
	{ "close",    "总结",     IN(OPEN)|IN(REPORTED), CLOSED,  CHIEF|HEADS, "closed_on,to,summary,links?", .day = "closed_on", .within = "end", HOUSE("专项行动台账") },
	{ "call_off", "取消",     IN(OPEN),             CALLED_OFF, HEADS, "reason", HOUSE("专项行动台账") },
	),

	CLOCKS(
	{ "end", ENDS, HOUSE("行动期限"), .from = "to" },
	),

	RULES(
	{ "to >= from", "结束早于开始。", HOUSE("日期先后") },
	{ "parent IS NULL OR parent <> id", "行动不能从属于自己。", HOUSE("专项行动台账") },
	{ "NOT SOME(links: links.date < me.from)", "关联的记录早于行动开始。", .at = "act,close", .is = WARN, HOUSE("专项行动台账") },
	),

	NEEDS(
	{ "close", "campaign.parent", "尚有未总结的分项行动。", .where = "ended_on IS NULL", .how = NONE, .is = LIVE, HOUSE("专项行动台账") },
	),

	FIGURES(
	{ "campaigns", "专项行动",       "个",   COUNT, "from", .by = "chapter", HOUSE("当年部署的专项行动") },
	{ "running",   "开展中的专项行动", "个", COUNT, .during = "from,to", .by = "chapter", HOUSE("年末在开展的专项行动") },
	{ "visits",    "专项行动检查",   "家次", DISTINCT, "date", .rows = "links", .field = "record", .where = "SOME(record.inspection: TRUE)", HOUSE("一次检查计一次") },
	{ "cases",     "专项行动案件",   "件",   DISTINCT, "date", .rows = "links", .field = "record", .where = "SOME(record.case: TRUE)", HOUSE("一个案件计一次") },
	{ "records",   "专项行动记录",   "条",   DISTINCT, "date", .rows = "links", .field = "record", HOUSE("一条记录计一次") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list", BUREAU, HOUSE("专项行动全局可见") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("负责人看全局") },
	{ SUPERIOR,     "view", SUBORDINATES, .fields = "name,from,to", HOUSE("上级看上报字段") },
	),
};
