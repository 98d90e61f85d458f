/*
 * outreach.c - teaching the law to those it binds (谁执法谁普法)
 *
 * Law: 法治宣传教育法, a statutory duty since 2025-11-01 and a duty of the bureau before.  A visit ticked
 * "law explained" makes its row here, so that no teaching is counted that no record shows.
 */
#include "model/declare.h"

/* clang-format off */

enum { PLANNED_EVENT, HELD, CALLED_OFF };

const struct ledger ledger_outreach = {
	.key = "outreach", .label = "普法宣传", .law = "法治宣传教育法", .title = "theme", .series = "普法",

	FIELDS(
	{ "theme",      PICK,   "主题", MUST|LIST|UP, .of = "anti_fraud,law_into_enterprises,culture_market,minors,copyright,safety,tourism,relics,constitution,petition,other",
	  .labels = "防范非法集资和电信网络诈骗,法律进企业,文化市场法律法规,未成年人保护,著作权和印刷管理,安全生产,旅游法律法规,文物保护,宪法宣传,信访法治,其他", TERM("law-education-duty") },
	{ "title",      TEXT,   "名称", 0, TERM("law-education-duty") },
	{ "planned_on", DATE,   "计划之日", 0, TERM("law-education-duty") },
	{ "date",       DATE,   "举行之日", SORT|UP, TERM("law-education-duty") },
	{ "place",      TEXT,   "地点", 0, TERM("law-education-duty") },
	{ "operators",  REFS,   "涉及主体", 0, .of = "operator", TERM("law-education-duty") },
	{ "inspection", REF,    "随同的检查", LIST, .of = "inspection", HOUSE("执法检查中普法") },
	{ "audience",   PICKS,  "对象", LIST, .of = "operators,staff,minors,students,residents,tourists,officials,other", .labels = "经营主体,从业人员,未成年人,学生,居民,游客,机关干部,其他", TERM("law-education-duty") },
	{ "channel",    PICK,   "方式", MUST|LIST|UP, .of = "visit,lecture,training,leaflet,wechat,website,media,venue,other", .labels = "执法检查中讲解,讲座,培训,发放资料,微信群,网站,媒体,法治文化阵地,其他", TERM("law-education-duty") },
	{ "statutes",   TEXT,   "宣传的法律法规", 0, TERM("law-education-duty") },
	{ "materials",  NUMBER, "发放资料", UP, TERM("law-education-duty") },
	{ "people",     NUMBER, "受众人数", UP, TERM("law-education-duty") },
	{ "speakers",   REFS,   "讲解人员", 0, .of = "person", TERM("law-education-duty") },
	{ "url",        TEXT,   "报道链接", 0, .form = "url", TERM("law-education-duty") },
	{ "reason",     TEXT,   "取消的理由", 0, HOUSE("普法计划的调整") },
	),

	STATES(
	[PLANNED_EVENT] = { "planned",    "计划" },
	[HELD]          = { "held",       "已举行", FINAL },
	[CALLED_OFF]    = { "called_off", "取消", FINAL },
	),

	STEPS(
	{ "enter",    "登记", NEW,               HELD,          STAFF|LEGAL|ENGINE, "theme,title?,date,place?,operators?,inspection?,audience?,channel,statutes?,materials?,people?,speakers?,url?", .day = "date", TERM("law-education-duty") },
	{ "plan",     "计划", NEW,               PLANNED_EVENT, STAFF|LEGAL, "theme,title?,planned_on,channel,audience?", TERM("law-education-duty") },
	{ "hold",     "举行", IN(PLANNED_EVENT), HELD,          STAFF|LEGAL, "date,place?,operators?,statutes?,materials?,people?,speakers?,url?", .day = "date", TERM("law-education-duty") },
	{ "count_up", "补记人数和资料", IN(HELD), SAME,         STAFF|LEGAL, "materials?,people?,audience?,url?", HOUSE("普法台账补记") },
	{ "call_off", "取消", IN(PLANNED_EVENT), CALLED_OFF,    CHIEF|LEGAL, "reason", HOUSE("普法计划的调整") },
	),

	RULES(
	{ "materials >= 0 AND people >= 0", "数量不能为负。", HOUSE("普法台账") },
	{ "channel <> 'visit' OR inspection IS NOT NULL", "检查中讲解的，应当关联检查。", .at = "enter", .is = WARN, HOUSE("执法检查中普法") },
	),

	FIGURES(
	{ "events",    "普法活动", "次", COUNT, "date", .where = "state = 'held'", .by = "theme,channel", TERM("law-education-duty") },
	{ "visits",    "其中执法检查中普法", "次", COUNT, "date", .where = "state = 'held' AND channel = 'visit'", .by = "theme", HOUSE("执法检查中普法") },
	{ "materials", "发放资料", "份", SUM, "date", .field = "materials", .where = "state = 'held'", TERM("law-education-duty") },
	{ "people",    "受众", "人次", SUM, "date", .field = "people", .where = "state = 'held'", TERM("law-education-duty") },
	{ "operators", "受宣传的主体", "家", DISTINCT, "date", .rows = "operators", .field = "value", .where = "state = 'held'", TERM("law-education-duty") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list",       BUREAU, HOUSE("全局可看") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("全局可看") },
	{ SUPERIOR,     "view,list",       SUBORDINATES, .fields = "theme,date,channel,materials,people", HOUSE("上级看数字和上报字段") },
	),
};
