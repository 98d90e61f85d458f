/*
 * joint_action.c - joint actions with other bodies
 *
 * One action is counted once, however many fields, partners and visits it had.
 */
#include "model/declare.h"

/* clang-format off */

enum { PLANNED_ACTION, ACTED, REPORTED, CALLED_OFF };

#define IN_FIELD(key) "state IN ('acted', 'reported') AND SOME(fields: value = '" key "')"

const struct ledger ledger_joint_action = {
	.key = "joint_action", .label = "联合执法", .law = "行政处罚法", .title = "title", .series = "联执",

	FIELDS(
	{ "title",       TEXT,  "名称", MUST, HOUSE("联合执法台账") },
	{ "planned_on",  DATE,  "计划之日", 0, HOUSE("联合执法台账") },
	{ "date",        DATE,  "行动之日", SORT|UP, HOUSE("联合执法台账") },
	{ "lead",        REF,   "牵头单位", MUST|LIST, .of = "org", TERM("random-joint") },
	{ "partners",    REFS,  "参加单位", MUST, .of = "org", TERM("random-joint") },
	{ "fields",      PICKS, "领域", LIST|UP, .of = "publication_print,art_training,esports_script,entertainment,internet,minors,performance,travel,film_broadcast,relic,unlicensed,fire",
	  .labels = "出版物销售和印刷,艺术培训,电竞酒店和剧本娱乐,歌舞游艺娱乐,互联网上网服务,未成年人保护,营业性演出,旅游,电影和广播电视,文物,无证经营,消防安全", HOUSE("联合执法台账") },
	{ "campaign",    REF,   "所属专项行动", LIST, .of = "campaign", HOUSE("联合执法台账") },
	{ "officers",    REFS,  "本局参加人员", 0, .of = "officer", TERM("officers-min-two") },
	{ "inspections", REFS,  "检查", 0, .of = "inspection", TERM("random-joint") },
	{ "places",      NUMBER, "检查主体", UP, .hint = "各单位合计的家数", HOUSE("联合执法台账") },
	{ "closed_down", NUMBER, "关停无证场所", UP, HOUSE("联合执法台账") },
	{ "summary",     TEXT,  "情况报告", 0, HOUSE("联合执法台账") },
	{ "reason",      TEXT,  "取消的理由", 0, HOUSE("联合执法台账") },
	),

	STATES(
	[PLANNED_ACTION] = { "planned",    "计划" },
	[ACTED]          = { "acted",      "已行动" },
	[REPORTED]       = { "reported",   "已报告", FINAL },
	[CALLED_OFF]     = { "called_off", "取消", FINAL },
	),

	STEPS(
	{ "plan",     "计划",   NEW,                PLANNED_ACTION, STAFF, "title,planned_on?,lead,partners,fields,campaign?,officers?", HOUSE("联合执法台账") },
	{ "act",      "行动",   IN(PLANNED_ACTION), ACTED,          STAFF, "date,partners?,fields?,officers?,inspections?,places?", .day = "date", HOUSE("联合执法台账") },
	{ "link",     "关联检查", IN(ACTED)|IN(REPORTED), SAME,     STAFF, "inspections", TERM("random-joint") },
	{ "report",   "报告",   IN(ACTED),          REPORTED,       STAFF, "summary,places?,closed_down?,inspections?", HOUSE("联合执法台账") },
	{ "call_off", "取消",   IN(PLANNED_ACTION), CALLED_OFF,     CHIEF, "reason?", HOUSE("联合执法台账") },
	),

	RULES(
	{ "SOME(fields: TRUE)", "联合执法应当写明领域。", .at = "act", HOUSE("联合执法台账") },
	{ "NOT SOME(partners: id = me.lead)", "牵头单位不重复列为参加单位。", HOUSE("联合执法台账") },
	),

	NEEDS(
	{ "act", "partners", "联合执法应当有其他单位参加。", TERM("random-joint") },
	{ "act", "officers", "本局参加人员应当具有执法资格。", .where = "SOME(certificates: from <= $day AND (until IS NULL OR until >= $day))", .how = EVERY, .is = WARN, TERM("cert-required") },
	{ "report", "inspections", "没有关联检查记录。", .is = WARN, TERM("random-joint") },
	{ "act,link,report", "inspections", "关联的检查不在行动当日。", .where = "date = me.date", .how = EVERY, .is = WARN, TERM("random-joint") },
	),

	FIGURES(
	{ "print",          "出版物销售、印刷企业联合执法", "次", COUNT, "date", .where = IN_FIELD("publication_print"), HOUSE("一次行动计一次") },
	{ "art_training",   "艺术培训机构联合检查",         "次", COUNT, "date", .where = IN_FIELD("art_training"), HOUSE("一次行动计一次") },
	{ "esports_script", "电竞酒店、剧本娱乐专项检查",   "次", COUNT, "date", .where = IN_FIELD("esports_script"), HOUSE("一次行动计一次") },
	{ "total",          "联合执法", "次", COUNT, "date", .where = "state IN ('acted', 'reported')", HOUSE("一次行动计一次") },
	{ "fields",         "联合执法涉及领域", "次", COUNT, "date", .rows = "fields", .by = "value", HOUSE("一次行动有几个领域计几次，各领域之和大于总数") },
	{ "partners",       "参加单位", "次", COUNT, "date", .rows = "partners", .by = "value", HOUSE("参加单位次数") },
	{ "closed_down",    "关停无证场所", "家", SUM, "date", .field = "closed_down", HOUSE("联合执法台账") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list", BUREAU, HOUSE("联合执法全局可见") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("负责人看全局") },
	{ SUPERVISOR,   "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,     "view", SUBORDINATES, .fields = "date,fields,places,closed_down", HOUSE("上级看上报字段") },
	),
};
