/*
 * incident.c - accidents and emergencies, with hours on the clock
 *
 * Law: 生产安全事故报告和调查处理条例.  The unit reports within its hour, each level relays within two;
 * both instants are kept, and a late report is recorded as late, never moved.
 */
#include "model/declare.h"

/* clang-format off */

enum { REPORTED, RELAYED, HANDLED, REVIEWED, NOT_ONE };

const struct ledger ledger_incident = {
	.key = "incident", .label = "突发事件", .law = "生产安全事故报告和调查处理条例", .title = "what", .series = "突发",

	FIELDS(
	{ "what",        TEXT,   "事件概况", MUST, ART("12") },
	{ "where",       TEXT,   "地点", MUST, ART("12") },
	{ "operator",    REF,    "涉及主体", LIST, .of = "operator", ART("12") },
	{ "kind",        PICK,   "类型", LIST|UP, .of = "fire,traffic,crowd,facility,tourism,performance,health,security,relic,network,other",
	  .labels = "火灾,道路交通,拥挤踩踏,设施设备,旅游安全,演出活动,公共卫生,社会安全,文物安全,网络和播出安全,其他", TERM("culture-incident-rules") },
	{ "level",       PICK,   "等级", MUST|LIST|UP, .of = "ordinary,larger,major,extraordinary", .labels = "一般,较大,重大,特别重大", .hint = "“以上”包括本数，“以下”不包括本数", TERM("accident-levels") },
	{ "happened_at", TIME,   "发生时间", MUST|SORT|UP, ART("12") },
	{ "reported_at", TIME,   "单位报告时间", SORT|UP, TERM("accident-unit-report") },
	{ "reported_on", DATE,   "报告之日", MUST|SORT|UP, TERM("accident-unit-report") },
	{ "reporter",    TEXT,   "报告人", PERSONAL, ART("12") },
	{ "relayed_at",  TIME,   "本局上报时间", SORT|UP, TERM("accident-relay") },
	{ "relayed_to",  REFS,   "上报单位", 0, .of = "org", TERM("accident-relay") },
	{ "dead",        NUMBER, "死亡人数", UP, ART("12") },
	{ "injured",     NUMBER, "受伤人数", UP, ART("12") },
	{ "missing",     NUMBER, "下落不明人数", UP, ART("12") },
	{ "loss",        MONEY,  "直接经济损失", UP, ART("12") },
	{ "casualties",  ROWS,   "伤亡变化和续报", 0, COLUMNS(
		{ "at", TIME, "时间", MUST }, { "dead", NUMBER, "死亡", MUST }, { "injured", NUMBER, "受伤", MUST }, { "note", TEXT, "情况" }), TERM("accident-supplement") },
	{ "measures",    TEXT,   "处置措施", 0, ART("12") },
	{ "handled_on",  DATE,   "处置结束之日", SORT, LAW("突发事件应对法", "61") },
	{ "report_due_on", DATE, "调查报告期限", 0, .hint = "由负责调查的人民政府确定延长的，填延长后的最后一日", TERM("accident-investigation") },
	{ "replied_on",  DATE,   "政府批复之日", 0, TERM("accident-investigation") },
	{ "reviewed_on", DATE,   "评估整改之日", 0, TERM("accident-follow-up") },
	{ "review",      TEXT,   "原因、教训和整改", 0, TERM("accident-follow-up") },
	{ "why_late",    TEXT,   "迟报的原因", 0, TERM("emergency-no-late") },
	),

	STATES(
	[REPORTED] = { "reported", "已接报" },
	[RELAYED]  = { "relayed",  "已上报" },
	[HANDLED]  = { "handled",  "处置结束" },
	[REVIEWED] = { "reviewed", "已评估", FINAL },
	[NOT_ONE]  = { "not_one",  "经核实不属于突发事件", FINAL },
	),

	STEPS(
	{ "report",     "接报",     NEW,                       REPORTED, STAFF|OPERATOR|OUTSIDE, "what,where,operator?,kind?,level,happened_at,reported_at,reported_on,reporter?,dead?,injured?,missing?,loss?", .day = "reported_on", .time = "reported_at", .within = "report", TERM("accident-unit-report") },
	{ "relay",      "上报",     IN(REPORTED),              RELAYED,  HEADS|LEADER|CHIEF, "relayed_at,relayed_to,why_late?", .time = "relayed_at", .within = "relay", .is = FIRM, TERM("accident-relay") },
	{ "supplement", "续报",     IN(REPORTED)|IN(RELAYED)|IN(HANDLED), SAME, STAFF|OPERATOR|OUTSIDE, "casualties,dead?,injured?,missing?,loss?,level", .within = "supplement", TERM("accident-supplement") },
	{ "handle",     "处置结束", IN(RELAYED),               HANDLED,  CHIEF|HEADS, "measures,handled_on,report_due_on?", .day = "handled_on", LAW("突发事件应对法", "61") },
	{ "reply",      "记录政府批复", IN(HANDLED),           SAME,     OUTSIDE, "replied_on", .day = "replied_on", .within = "investigate", TERM("accident-investigation") },
	{ "review",     "评估",     IN(HANDLED),               REVIEWED, HEADS, "reviewed_on,review", .day = "reviewed_on", .within = "follow_up", TERM("accident-follow-up") },
	{ "dismiss",    "不属于突发事件", IN(REPORTED)|IN(RELAYED), NOT_ONE, HEADS, "review", HOUSE("接报后核实") },
	),

	CLOCKS(
	{ "report",      RUNS, TERM("accident-unit-report"),  .from = "happened_at" },
	{ "relay",       RUNS, TERM("accident-relay"),        .from = "reported_at" },
	{ "supplement",  RUNS, TERM("accident-supplement"),   .from = "happened_at" },
	{ "supplement",  RUNS, TERM("accident-supplement-fire"), .from = "happened_at", .when = "kind IN ('fire', 'traffic')" },
	{ "investigate", RUNS, TERM("accident-investigation"), .from = "happened_at", .when = "handled_on IS NOT NULL" },
	{ "investigate", ENDS, TERM("accident-investigation"), .from = "report_due_on" },
	{ "follow_up",   RUNS, TERM("accident-follow-up"),    .from = "replied_on" },
	),

	RULES(
	{ "reported_at >= happened_at AND relayed_at >= reported_at", "时间先后颠倒。", HOUSE("时间先后") },
	{ "relay_done <= relay_due OR why_late <> ''", "迟报的，应当如实写明原因。", .at = "relay", TERM("emergency-no-late") },
	{ "dead >= 0 AND injured >= 0 AND missing >= 0", "人数不能为负。", HOUSE("人数") },
	),

	FIGURES(
	{ "total",       "突发事件", "起", COUNT, "reported_on", .where = "state <> 'not_one'", .by = "level,kind", TERM("accident-levels") },
	{ "in_time",     "按时上报率", "%", SHARE, "reported_on", .where = "relay_done <= relay_due", .among = "state <> 'not_one'", TERM("accident-relay") },
	{ "unit_in_time", "单位按时报告率", "%", SHARE, "reported_on", .where = "report_done <= report_due", .among = "state <> 'not_one'", TERM("accident-unit-report") },
	{ "dead",        "死亡人数", "人", SUM, "reported_on", .field = "dead", .where = "state <> 'not_one'", ART("12") },
	),

	PAPERS(
	{ "relay", "突发事件信息专报", "relay", .series = "突报", TERM("accident-relay") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list",       SECTION, HOUSE("承办人员看本科室事件") },
	{ HEADS|LEADER, "view,list,print", BUREAU,  HOUSE("负责人看全局事件") },
	{ SUPERIOR|MINISTRY, "view,list",  SUBORDINATES, .fields = "kind,level,happened_at,reported_at,reported_on,relayed_at,dead,injured,missing,loss", HOUSE("上级看数字和上报字段") },
	),
};
