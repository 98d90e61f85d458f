/*
 * inspection.c - inspections of operators, alone or with other departments
 *
 * Law: 行政处罚法 42, 55; 国办发〔2015〕58号; 国办发〔2024〕54号 from 2025.  In a joint visit each department
 * owns a row of findings; a visit is counted once.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { PLANNED_VISIT, APPROVED, TOLD, ON_SITE, SIGNED, CLOSED, UNRATIFIED, CALLED_OFF };

const struct ledger ledger_inspection = {
	.key = "inspection", .label = "行政检查", .law = "行政处罚法", .title = "place",

	FIELDS(
	{ "came_from",   REF,   "任务来源", 0, .of = "clue,hotline,petition,case,correction", TERM("inspection-notice-content") },
	{ "kind",        PICK,  "类型", MUST|LIST, .of = "double_random,daily,special,joint,clue,recheck,patrol", TERM("inspection-kinds") },
	{ "random_field", PICK, "抽查领域", LIST, .of = "entertainment,internet,performance,travel,printing,publication,film,broadcast,art,script", TERM("random-both") },
	{ "operator",    REF,   "检查对象", MUST|LIST, .of = "operator", TERM("inspection-notice-content") },
	{ "place",       TEXT,  "地点", MUST, TERM("inspection-notice-content") },
	{ "planned_on",  DATE,  "计划检查之日", 0, TERM("inspection-approve-notify") },
	{ "date",        DATE,  "检查之日", SORT, TERM("inspection-approve-notify") },
	{ "officers",    REFS,  "检查人员", MUST, .of = "officer", TERM("inspection-two-officers") },
	{ "shown",       YESNO, "出示执法证件", 0, TERM("show-certificate") },
	{ "beyond_cap",  TEXT,  "超出频次上限的理由", 0, TERM("inspection-cap-exempt") },
	{ "findings",    ROWS,  "各部门检查情况", 0, COLUMNS(
		{ "department", REF,  "部门", MUST, .of = "org" },
		{ "own",        YESNO, "本局", MUST },
		{ "items",      TEXT, "检查事项", MUST },
		{ "result",     PICK, "结果", MUST|LIST, .of = "no_problem,corrected_on_spot,correction_ordered,case_opened,referred,not_operating,unreachable,unlicensed_closed,refused" },
		{ "problems",   TEXT, "问题" },
		{ "follow_up",  TEXT, "后续处理" },
		{ "published_on", DATE, "公示之日" }), TERM("random-joint") },
	{ "results",     PICKS, "检查结果", LIST, .of = "no_problem,corrected_on_spot,correction_ordered,case_opened,referred,not_operating,unreachable,unlicensed_closed,refused", TERM("random-joint") },
	{ "signed",      PICK,  "当事人签字", 0, .of = "signed,refused,absent", TERM("show-inspection-file") },
	{ "recorded",    YESNO, "有完整检查记录", 0, TERM("full-process-record") },
	{ "coordinates", TEXT,  "坐标", 0, TERM("inspection-scan-in") },
	{ "law_explained", YESNO, "已普法", 0, TERM("law-education-duty") },
	{ "published_on", DATE, "结果公示之日", SORT, TERM("random-publish") },
	),

	STATES(
	[PLANNED_VISIT] = { "planned",    "计划" },
	[APPROVED]      = { "approved",   "已批准" },
	[TOLD]          = { "told",       "已通知" },
	[UNRATIFIED]    = { "unratified", "紧急检查待补批" },
	[ON_SITE]       = { "on_site",    "现场检查" },
	[SIGNED]        = { "signed",     "记录已签" },
	[CLOSED]        = { "closed",     "已办结", FINAL },
	[CALLED_OFF]    = { "called_off", "取消", FINAL },
	),

	STEPS(
	{ "plan",     "计划",       NEW,               PLANNED_VISIT, STAFF,   "kind,random_field?,operator,place,planned_on,officers,came_from?,beyond_cap?", TERM("inspection-approve-notify") },
	{ "approve",  "批准",       IN(PLANNED_VISIT), APPROVED,      HEADS,   NULL, TERM("inspection-approve-notify") },
	{ "tell",     "检查通知",   IN(APPROVED),      TOLD,          OFFICER, NULL, TERM("inspection-notice-content") },
	{ "inspect",  "现场检查",   IN(APPROVED)|IN(TOLD), ON_SITE,   OFFICER, "date,shown,officers?", .day = "date", .is = ACT|FIRM, TERM("inspection-two-officers") },
	{ "inspect_now", "紧急检查", NEW,              UNRATIFIED,    OFFICER, "kind,random_field?,operator,place,date,shown,officers,came_from?", .day = "date", .is = ACT|FIRM, TERM("inspection-approve-notify") },
	{ "ratify",   "补办批准",   IN(UNRATIFIED),    ON_SITE,       HEADS,   NULL, TERM("inspection-approve-notify") },
	{ "sign",     "签字",       IN(ON_SITE),       SIGNED,        OFFICER, "findings,results,signed,recorded?,law_explained?,coordinates?", TERM("show-inspection-file") },
	{ "publish",  "公示结果",   IN(SIGNED)|IN(CLOSED), SAME,      CLERK,   "published_on", .day = "published_on", .within = "publish", .is = FIRM, TERM("random-publish") },
	{ "finish",   "办结",       IN(SIGNED),        CLOSED,        OFFICER, NULL, TERM("random-publish") },
	{ "call_off", "取消",       IN(PLANNED_VISIT)|IN(APPROVED)|IN(TOLD), CALLED_OFF, CHIEF, NULL, TERM("inspection-approve-notify") },
	),

	CLOCKS(
	{ "publish", RUNS, TERM("random-publish"), .from = "date" },
	),

	RULES(
	{ "kind <> 'double_random' OR random_field <> ''", "双随机检查应当写明抽查领域。", TERM("random-both") },
	{ "shown", "应当主动出示执法证件。", .at = "inspect,inspect_now", .is = WARN, TERM("show-certificate") },
	{ "SOME(findings: own)", "至少写明本局的检查情况。", .at = "sign", TERM("random-joint") },
	{ "NOT SOME(findings: result IN ('correction_ordered', 'case_opened') AND problems = '')", "发现问题的应当写明问题。", .at = "sign", TERM("random-joint") },
	),

	NEEDS(
	NEEDS_TWO_CERTIFIED("plan,approve", PLANNED("planned_on")),
	NEEDS_TWO_CERTIFIED("inspect,inspect_now", ALREADY_DONE),
	NEEDS_ALL_CERTIFIED("inspect,inspect_now", ALREADY_DONE),
	),

	OPENS(
	{ "finish", "correction", "kind='enforcement',operator,facts=row.problems,came_from=id,issued_on=$day", .each = "findings", .where = "own AND result = 'correction_ordered'", TERM("order-to-correct") },
	{ "finish", "clue", "source='inspection',operator,facts=row.problems,came_from=id,received_on=$day", .each = "findings", .where = "own AND result = 'referred'", TERM("random-joint") },
	{ "finish", "case", "source='inspection',came_from=id,parties.kind='organisation',parties.operator=operator,parties.name=place,facts=row.problems,act_on=date,found_on=date,procedure='ordinary',officers", .each = "findings", .where = "own AND result = 'case_opened' AND of.defects = 0", TERM("case-filing-promptly") },
	{ "inspect,inspect_now", "oversight", "kind='self_check',about='执法资格缺陷',received_on=$day", .when = "defects > 0", TERM("cert-required") },
	),

	FIGURES(
	{ "operators",   "双随机检查对象", "家", DISTINCT, "date", .field = "operator", .where = "kind = 'double_random'", TERM("random-both") },
	{ "departments", "双随机参与部门", "个", DISTINCT, "date", .rows = "findings", .field = "department", .where = "kind = 'double_random' AND NOT own", TERM("random-joint") },
	{ "fields",      "双随机抽查领域", "个", DISTINCT, "date", .field = "random_field", .where = "kind = 'double_random'", TERM("random-both") },
	{ "visits",      "检查家次", "家次", COUNT, "date", .where = "state <> 'unratified'", .by = "kind", HOUSE("检查家次") },
	{ "people",      "检查人次", "人次", COUNT, "date", .rows = "officers", HOUSE("检查人次") },
	{ "statutory",   "行政检查次数", "次", COUNT, "date", .where = "recorded AND NOT SOME(case.came_from: ending = 'penalty')", TERM("annual-enforcement-statistics") },
	{ "published",   "结果公示率", "%", SHARE, "date", .where = "publish_done <= publish_due", .among = "state IN ('signed', 'closed')", TERM("random-publish") },
	),
};
