/*
 * inspection_plan.c - plans of random, daily and special inspections
 *
 * 国办发〔2015〕58号, 国发〔2019〕5号; 国办发〔2024〕54号 from 2025 (yearly cap, special plans approved above).  A random
 * plan is carried out on a published draw (ledger `draw`), with the departments of each finding.
 */
#include "model/declare.h"

/* clang-format off */

enum { DRAFT, APPROVED, PUBLISHED, DRAWN, UNDERWAY, REPORTED, CALLED_OFF };

const struct ledger ledger_inspection_plan = {
	.key = "inspection_plan", .label = "抽查计划", .law = "国办发〔2015〕58号", .title = "title", .series = "抽查",

	FIELDS(
	{ "year",        NUMBER, "年度", MUST|SORT|UP, TERM("inspection-year-plan") },
	{ "title",       TEXT,   "名称", MUST|UP|PRINTED, TERM("random-both") },
	{ "kind",        PICK,   "类型", MUST|LIST|UP, .of = "double_random,daily,special", .labels = "双随机,日常,专项", TERM("inspection-kinds") },
	{ "random_fields", PICKS, "抽查领域", LIST|UP, .of = "entertainment,internet,performance,travel,printing,publication,film,broadcast,art,script", .labels = "文化娱乐,互联网上网服务,营业性演出,旅游,印刷,出版物,电影放映,广播电视,艺术品,剧本娱乐", TERM("random-both") },
	{ "items",       TEXT,   "检查事项", PRINTED, TERM("inspection-items-public") },
	{ "lead",        REF,    "牵头部门", LIST, .of = "org", TERM("random-joint") },
	{ "joint_departments", REFS, "联合部门", LIST, .of = "org", TERM("random-joint") },
	{ "population_filter", TEXT, "抽查对象范围", PRINTED, .hint = "名录库的筛选条件，例如 sectors=internet", TERM("random-both") },
	{ "quotas",      ROWS,   "抽查比例或者家数", PRINTED|UP, COLUMNS(
		{ "credit_grade", PICK, "信用等级", MUST, .of = "a,b,c,d,all", .labels = "A级,B级,C级,D级,不分等级" },
		{ "percent", NUMBER, "比例（%）" }, { "number", NUMBER, "家数" }), HOUSE("按信用等级确定抽查比例") },
	{ "cap",         NUMBER, "每家年度频次上限", UP, TERM("inspection-frequency-cap") },
	{ "from",        DATE,   "检查期间起", SORT|PRINTED|UP, TERM("random-both") },
	{ "to",          DATE,   "检查期间止", SORT|PRINTED|UP, .hint = "检查期间的最后一日", TERM("random-both") },
	{ "approving_body", REF, "专项检查的批准机关", 0, .of = "org", TERM("inspection-kinds") },
	{ "approval_number", TEXT, "批准文号", 0, TERM("inspection-kinds") },
	{ "approval_on", DATE,   "批准文件之日", 0, TERM("inspection-kinds") },
	{ "published_on", DATE,  "公布之日", SORT|UP, TERM("inspection-year-plan") },
	{ "link",        TEXT,   "链接", 0, .form = "url", TERM("inspection-year-plan") },
	{ "filed_on",    DATE,   "报送备案之日", SORT|UP, TERM("inspection-year-plan") },
	{ "report",      TEXT,   "总结", 0, TERM("random-publish") },
	{ "reported_on", DATE,   "总结之日", SORT|UP, TERM("random-publish") },
	{ "reason",      TEXT,   "调整或者取消的理由", 0, HOUSE("计划调整须经批准") },
	),

	STATES(
	[DRAFT]      = { "draft",      "起草" },
	[APPROVED]   = { "approved",   "已批准" },
	[PUBLISHED]  = { "published",  "已公布" },
	[DRAWN]      = { "drawn",      "已抽取" },
	[UNDERWAY]   = { "underway",   "检查中" },
	[REPORTED]   = { "reported",   "已总结", FINAL },
	[CALLED_OFF] = { "called_off", "取消", FINAL },
	),

	STEPS(
	{ "draft",     "起草", NEW,             DRAFT,     STAFF|LEGAL, "year,title,kind,random_fields?,items?,lead?,joint_departments?,population_filter?,quotas?,cap?,from,to", TERM("random-both") },
	{ "edit",      "修改", IN(DRAFT),       SAME,      STAFF|LEGAL, "title?,random_fields?,items?,lead?,joint_departments?,population_filter?,quotas?,cap?,from?,to?", TERM("random-both") },
	{ "approve",   "批准", IN(DRAFT),       APPROVED,  HEADS, "approving_body?,approval_number?,approval_on?", .not_by = "draft", TERM("inspection-kinds") },
	{ "publish",   "公布", IN(APPROVED),    PUBLISHED, STAFF, "published_on,link?", .day = "published_on", .is = FIRM, TERM("inspection-year-plan") },
	{ "file",      "报送备案", IN(PUBLISHED)|IN(DRAWN)|IN(UNDERWAY)|IN(REPORTED), SAME, STAFF, "filed_on", .day = "filed_on", .is = ONCE, TERM("inspection-year-plan") },
	{ "draw",      "抽取", IN(PUBLISHED)|IN(DRAWN)|IN(UNDERWAY), DRAWN, ENGINE, NULL, TERM("random-both") },
	{ "carry_out", "开展检查", IN(PUBLISHED)|IN(DRAWN), UNDERWAY, STAFF, NULL, TERM("random-joint") },
	{ "adjust",    "调整", IN(PUBLISHED)|IN(DRAWN)|IN(UNDERWAY), SAME, HEADS, "from?,to?,quotas?,joint_departments?,reason", HOUSE("计划调整须经批准") },
	{ "report",    "总结", IN(UNDERWAY),    REPORTED,  STAFF, "report,reported_on", .day = "reported_on", .within = "carry_out", TERM("random-publish") },
	{ "call_off",  "取消", IN(DRAFT)|IN(APPROVED)|IN(PUBLISHED)|IN(DRAWN), CALLED_OFF, HEADS, "reason", HOUSE("计划调整须经批准") },
	),

	CLOCKS(
	{ "carry_out", ENDS, HOUSE("检查期间的最后一日"), .from = "to" },
	),

	RULES(
	{ "to >= from", "检查期间的起止颠倒。", HOUSE("日期先后") },
	{ "kind <> 'double_random' OR SOME(random_fields: TRUE)", "双随机计划应当写明抽查领域。", TERM("random-both") },
	{ "kind <> 'double_random' OR (population_filter <> '' AND SOME(quotas: TRUE))", "双随机计划应当写明抽查对象范围和比例或者家数。", .at = "approve", TERM("random-both") },
	{ "NOT SOME(quotas: percent IS NULL AND quotas.number IS NULL)", "比例和家数应当填写一项。", HOUSE("按信用等级确定抽查比例") },
	{ "kind <> 'special' OR (approving_body IS NOT NULL AND approval_number <> '')", "专项检查应当经县级以上人民政府批准。", .at = "approve", TERM("inspection-kinds") },
	),

	NEEDS(
	{ "carry_out", "draw.plan", "尚未抽取并公布检查对象和检查人员。", .where = "state = 'published'", .when = "kind = 'double_random'", .is = LIVE, TERM("random-both") },
	{ "report", "inspection.came_from", "尚有未办结的检查。", .how = EVERY, .where = "ended_on IS NOT NULL", .is = WARN, TERM("random-publish") },
	{ "report", "inspection.came_from", "计划没有检查记录。", .where = "date IS NOT NULL", .is = WARN, TERM("random-publish") },
	),

	FIGURES(
	{ "plans",    "抽查计划", "个", COUNT, "published_on", .by = "kind", TERM("inspection-year-plan") },
	{ "fields",   "计划的抽查领域", "个", DISTINCT, "published_on", .rows = "random_fields", .field = "value", .where = "kind = 'double_random'", TERM("random-both") },
	{ "departments", "计划的联合部门", "个", DISTINCT, "published_on", .rows = "joint_departments", .field = "value", .where = "kind = 'double_random'", TERM("random-joint") },
	{ "finished", "按期完成率", "%", SHARE, "published_on", .where = "carry_out_done <= carry_out_due", .among = "to <= $cutoff AND state <> 'called_off'", TERM("random-publish") },
	),

	ACCESS(
	{ STAFF|LEGAL|SECRETARY, "view,list", BUREAU, HOUSE("计划全局可见") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("计划全局可见") },
	{ SUPERVISOR,   "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,     "view,list", SUBORDINATES, .fields = "year,title,kind,random_fields,quotas,cap,from,to,published_on,filed_on,reported_on", HOUSE("上级看数字和上报字段") },
	{ PUBLIC,       "view,list", EVERYBODY, .fields = "year,title,kind,random_fields,items,quotas,from,to,published_on", .where = "published_on IS NOT NULL", TERM("publish-roster") },
	),
};
