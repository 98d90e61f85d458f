/*
 * inspection.c - inspections of operators, alone or with other departments
 *
 * Law: 行政处罚法 42, 55; 国办发〔2015〕58号; 国办发〔2024〕54号 from 2025.  In a joint visit each department
 * owns a row of findings; a visit is counted once.  Four ways in: planned, required (a draw, a show that
 * must be inspected on the spot), urgent and ratified afterwards, patrol (light form).
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { REQUIRED_VISIT, PLANNED_VISIT, APPROVED, TOLD, ON_SITE, SIGNED, CLOSED, UNRATIFIED, CALLED_OFF };

#define RESULTS "no_problem,corrected_on_spot,correction_ordered,case_opened,referred,not_operating,unreachable,unlicensed_closed,refused"
#define RESULT_LABELS "未发现问题,当场改正,责令改正,立案查处,移送,未营业,失联,无证关停,拒绝检查"
#define THEMES "anti_fraud,law_into_enterprises,culture_market,minors,copyright,safety,tourism,relics,constitution,petition,other"
#define THEME_LABELS "防范非法集资和电信网络诈骗,法律进企业,文化市场法律法规,未成年人保护,著作权和印刷管理,安全生产,旅游法律法规,文物保护,宪法宣传,信访法治,其他"
#define RANDOM "kind = 'double_random'"

const struct ledger ledger_inspection = {
	.key = "inspection", .label = "行政检查", .law = "行政处罚法", .title = "place", .series = "检查",

	FIELDS(
	{ "came_from",   REF,   "任务来源", LIST, .of = "inspection_plan,filing,campaign,joint_action,clue,hotline,petition,complaint,case,correction", TERM("inspection-notice-content") },
	{ "kind",        PICK,  "类型", MUST|LIST|UP, .of = "double_random,daily,special,joint,clue,recheck,patrol", .labels = "双随机,日常,专项,联合,线索核查,复查,暗访夜查", TERM("inspection-kinds") },
	{ "random_field", PICK, "抽查领域", LIST|UP, .of = "entertainment,internet,performance,travel,printing,publication,film,broadcast,art,script",
	  .labels = "文化娱乐,互联网上网服务,营业性演出,旅游,印刷,出版物,电影放映,广播电视,艺术品,剧本娱乐", TERM("random-both") },
	{ "operator",    REF,   "检查对象", MUST|LIST|UP, .of = "operator", TERM("inspection-notice-content") },
	{ "place",       TEXT,  "地点", MUST|PRINTED, TERM("inspection-notice-content") },
	{ "power_item",  REF,   "检查事项", LIST, .of = "power_item", .fit = "kind = 'inspection' AND from <= $day AND (to IS NULL OR to > $day)", .hint = "权责清单中的检查事项", TERM("inspection-items-public") },
	{ "items",       TEXT,  "检查内容", PRINTED, TERM("inspection-items-public") },
	{ "check_by",    DATE,  "应当检查的最后一日", SORT, TERM("show-onsite-check") },
	{ "planned_on",  DATE,  "计划检查之日", SORT|PRINTED, TERM("inspection-approve-notify") },
	{ "date",        DATE,  "检查之日", SORT|UP|PRINTED, TERM("inspection-approve-notify") },
	{ "officers",    REFS,  "检查人员", PRINTED, .of = "officer", TERM("inspection-two-officers") },
	{ "helpers",     TEXT,  "协助人员", 0, .hint = "不得从事执法，事先确定人数", TERM("inspection-no-third-party") },
	{ "shown",       YESNO, "出示执法证件", 0, TERM("show-certificate") },
	{ "scanned_at",  TIME,  "扫码入企时间", 0, TERM("inspection-scan-in") },
	{ "frequency_so_far", NUMBER, "本年度已检查次数", PRINTED, TERM("inspection-notice-content") },
	{ "beyond_cap",  PICK,  "超出频次上限的情形", LIST, .of = "complaint,referral,monitoring,own_request,other", .labels = "投诉举报,转办交办,监测线索,企业申请,其他", TERM("inspection-cap-exempt") },
	{ "urgent_reason", TEXT, "紧急检查的理由", 0, TERM("inspection-approve-notify") },
	{ "findings",    ROWS,  "各部门检查情况", UP, COLUMNS(
		{ "department", REF,  "部门", MUST, .of = "org" },
		{ "own",        YESNO, "本局", MUST },
		{ "officers",   TEXT, "检查人员", 0, .hint = "其他部门的人员和证号" },
		{ "items",      TEXT, "检查事项", MUST },
		{ "result",     PICK, "结果", MUST|LIST, .of = RESULTS, .labels = RESULT_LABELS },
		{ "problems",   TEXT, "问题" },
		{ "follow_up",  TEXT, "后续处理" },
		{ "published_on", DATE, "公示之日" }), TERM("random-joint") },
	{ "results",     PICKS, "检查结果", LIST|UP, .of = RESULTS, .labels = RESULT_LABELS, TERM("random-joint") },
	{ "party_kind",  PICK,  "当事人类别", 0, .of = "citizen,organisation", .labels = "公民,法人或者其他组织", .hint = "立案的填写，不填按法人或者其他组织", TERM("case-filing-promptly") },
	{ "party_name",  TEXT,  "当事人姓名或者名称", PERSONAL, .hint = "立案的填写", TERM("case-filing-promptly") },
	{ "signed",      PICK,  "当事人签字", 0, .of = "signed,refused,absent", .labels = "已签字,拒绝签字,不在场", TERM("show-inspection-file") },
	{ "recorded",    YESNO, "有完整检查记录", UP, TERM("full-process-record") },
	{ "coordinates", TEXT,  "坐标", 0, TERM("inspection-scan-in") },
	{ "photos",      ROWS,  "照片和录像", 0, COLUMNS({ "sm3", TEXT, "文件", MUST, .form = "sm3", .of = "image,video" }, { "note", TEXT, "说明" }), TERM("full-process-record") },
	{ "law_explained", YESNO, "已普法", UP, TERM("law-education-duty") },
	{ "law_theme",   PICK,  "普法主题", 0, .of = THEMES, .labels = THEME_LABELS, TERM("law-education-duty") },
	{ "published_on", DATE, "结果公示之日", SORT|UP, TERM("random-publish") },
	{ "reason",      TEXT,  "取消的理由", 0, TERM("inspection-approve-notify") },
	),

	STATES(
	[REQUIRED_VISIT] = { "required",  "待安排" },     [PLANNED_VISIT] = { "planned",    "计划" },
	[APPROVED]      = { "approved",   "已批准" },     [TOLD]          = { "told",       "已通知" },
	[UNRATIFIED]    = { "unratified", "紧急检查待补批" }, [ON_SITE]   = { "on_site",    "现场检查" },
	[SIGNED]        = { "signed",     "记录已签" },   [CLOSED]        = { "closed",     "已办结", FINAL },
	[CALLED_OFF]    = { "called_off", "取消", FINAL },
	),

	STEPS(
	{ "plan",     "计划",       NEW,               PLANNED_VISIT, STAFF|ENGINE, "kind,random_field?,operator,place,power_item?,items?,planned_on,officers,helpers?,came_from?,check_by?,frequency_so_far?,beyond_cap?", TERM("inspection-approve-notify") },
	{ "require",  "应检",       NEW,               REQUIRED_VISIT, CHIEF|ENGINE, "kind,random_field?,operator,place,check_by?,came_from?", TERM("show-onsite-check") },
	{ "arrange",  "安排",       IN(REQUIRED_VISIT), PLANNED_VISIT, STAFF,  "planned_on,officers,helpers?,place?,power_item?,items?,frequency_so_far?,beyond_cap?", TERM("inspection-approve-notify") },
	{ "approve",  "批准",       IN(PLANNED_VISIT), APPROVED,      HEADS,   NULL, TERM("inspection-approve-notify") },
	{ "tell",     "检查通知",   IN(APPROVED),      TOLD,          OFFICER, NULL, TERM("inspection-notice-content") },
	{ "inspect",  "现场检查",   IN(APPROVED)|IN(TOLD), ON_SITE,   OFFICER, "date,shown,scanned_at?,officers?", .day = "date", .within = "check", .is = ACT|FIRM, TERM("inspection-two-officers") },
	{ "inspect_now", "紧急检查", NEW,              UNRATIFIED,    OFFICER, "kind,random_field?,operator,place,power_item?,items?,date,shown,officers,came_from?,urgent_reason?", .day = "date", .is = ACT|FIRM, TERM("inspection-approve-notify") },
	{ "patrol",   "暗访夜查",   NEW,               SIGNED,        OFFICER, "kind,random_field?,operator,place,date,officers,came_from?,power_item?,findings,results,recorded?,coordinates?,photos?,party_kind?,party_name?", .day = "date", .is = ACT|FIRM, TERM("inspection-two-officers") },
	{ "ratify",   "补办批准",   IN(UNRATIFIED),    ON_SITE,       HEADS,   NULL, TERM("inspection-approve-notify") },
	{ "sign",     "签字",       IN(ON_SITE),       SIGNED,        OFFICER, "findings,results,signed,recorded?,law_explained?,law_theme?,coordinates?,photos?,party_kind?,party_name?", TERM("show-inspection-file") },
	{ "publish",  "公示结果",   IN(SIGNED)|IN(CLOSED), SAME,      CLERK,   "published_on,findings?", .day = "published_on", .within = "publish", .is = FIRM, TERM("random-publish") },
	{ "finish",   "办结",       IN(SIGNED),        CLOSED,        OFFICER, NULL, TERM("random-publish") },
	{ "call_off", "取消",       IN(REQUIRED_VISIT)|IN(PLANNED_VISIT)|IN(APPROVED)|IN(TOLD), CALLED_OFF, CHIEF, "reason?", TERM("inspection-approve-notify") },
	),

	CLOCKS(
	{ "check",   ENDS, TERM("show-onsite-check"),        .from = "check_by" },
	{ "publish", RUNS, TERM("publish-other-enforcement"), .from = "date" },
	{ "publish", RUNS, TERM("random-publish"),           .from = "date", .when = RANDOM },
	),

	RULES(
	{ "kind <> 'double_random' OR random_field <> ''", "双随机检查应当写明抽查领域。", TERM("random-both") },
	{ "kind = 'patrol'", "简易形式只用于暗访夜查。", .at = "patrol", HOUSE("暗访夜查用简易形式") },
	{ "frequency_so_far < {inspection-frequency-cap} OR beyond_cap <> ''", "超出年度检查频次上限的，应当写明情形。", .at = "plan,arrange", .when = "frequency_so_far IS NOT NULL", TERM("inspection-frequency-cap") },
	{ "kind NOT IN ('clue', 'recheck') OR came_from IS NOT NULL", "线索核查和复查应当写明来源。", .is = WARN, TERM("inspection-notice-content") },
	{ "power_item IS NOT NULL", "检查事项应当在公布的清单之内，写明是哪一项。", .at = "approve,inspect_now,patrol", TERM("inspection-items-public") },
	{ "frequency_so_far IS NOT NULL", "应当写明本年度已检查次数。", .at = "plan,arrange", .is = LIVE, TERM("inspection-frequency-cap") },
	{ "came_from IS NOT NULL", "暗访夜查应当来自经批准的计划或者任务。", .at = "patrol", TERM("inspection-approve-notify") },
	{ "party_name <> '' OR NOT SOME(findings: own AND result = 'case_opened')", "立案的应当写明当事人姓名或者名称。", .at = "sign,patrol,finish", TERM("case-filing-promptly") },
	{ "tell_on IS NOT NULL", "没有制发检查通知书：事先送达，或者到场时出示。", .at = "inspect", .is = WARN, TERM("inspection-notice-content") },
	{ "shown", "应当主动出示执法证件。", .at = "inspect,inspect_now", .is = WARN, TERM("show-certificate") },
	{ "SOME(findings: own)", "至少写明本局的检查情况。", .at = "sign,patrol", TERM("random-joint") },
	{ "NOT SOME(findings: result IN ('correction_ordered', 'case_opened') AND problems = '')", "发现问题的应当写明问题。", .at = "sign,patrol", TERM("random-joint") },
	{ "NOT SOME(findings: own AND result NOT IN me.results)", "本局的结果应当列入检查结果。", .at = "sign,patrol", TERM("random-joint") },
	{ "recorded", "检查应当全程记录。", .at = "sign", .is = WARN, TERM("full-process-record") },
	{ "defects = 0 OR NOT SOME(findings: own AND result = 'case_opened')", "检查有执法资格缺陷，不得据以立案。", .at = "finish", .is = WARN, TERM("cert-required") },
	),

	NEEDS(
	NEEDS_TWO_CERTIFIED("plan,arrange,approve", PLANNED("planned_on")),
	NEEDS_TWO_CERTIFIED("inspect,inspect_now,patrol", ALREADY_DONE),
	NEEDS_ALL_CERTIFIED("inspect,inspect_now,patrol", ALREADY_DONE),
	{ "plan,arrange,approve", "power_item", "检查事项不在公布的清单内，不得检查。", .on = "planned_on", .where = "kind = 'inspection' AND from <= $day AND (to IS NULL OR to > $day)", .when = "power_item IS NOT NULL", .is = LIVE, TERM("inspection-items-public") },
	{ "inspect_now,patrol", "power_item", "检查事项不在公布的清单内，不得检查。", .where = "kind = 'inspection' AND from <= $day AND (to IS NULL OR to > $day)", .when = "power_item IS NOT NULL", .is = LIVE, TERM("inspection-items-public") },
	),

	OPENS(
	CASE_OFFERED("source='inspection'," PARTY_IS_OPERATOR ",facts=items,act_on=date,found_on=date,officers", "date IS NOT NULL")
	{ "sign", "outreach", "theme='law_into_enterprises',date,place,operators=operator,inspection=id,channel='visit'", .take = "enter", .when = "law_explained AND law_theme = ''", TERM("law-education-duty") },
	{ "sign", "outreach", "theme=law_theme,date,place,operators=operator,inspection=id,channel='visit'", .take = "enter", .when = "law_explained AND law_theme <> ''", TERM("law-education-duty") },
	{ "finish", "correction", "kind='enforcement',operator,facts=row.problems,came_from=id,officers,issued_on=$day", .each = "findings", .where = "own AND result = 'correction_ordered'", TERM("order-to-correct") },
	{ "finish", "clue", "source='inspection',operator,facts=row.problems,came_from=id,received_on=$day", .each = "findings", .where = "own AND result = 'referred'", TERM("random-joint") },
	{ "finish", "case", "source='inspection',came_from=id,parties.kind='organisation',parties.operator=operator,parties.name=party_name,facts=row.problems,act_on=date,found_on=date,procedure='ordinary',officers", .when = "party_kind <> 'citizen'", .each = "findings", .where = "own AND result = 'case_opened' AND of.defects = 0", TERM("case-filing-promptly") },
	{ "finish", "case", "source='inspection',came_from=id,parties.kind='citizen',parties.operator=operator,parties.name=party_name,facts=row.problems,act_on=date,found_on=date,procedure='ordinary',officers", .when = "party_kind = 'citizen'", .each = "findings", .where = "own AND result = 'case_opened' AND of.defects = 0", TERM("case-filing-promptly") },
	{ "finish", "operator", "status='unreachable',status_on=$day,status_evidence='检查时失联'", .take = "mark_unreachable", .when = "SOME(results: value = 'unreachable')", .where = "state = 'in_use'", TERM("annual-venue-statistics") },
	{ "finish", "operator", "status='unlicensed_closed',off=$day,status_evidence='检查时关停'", .take = "close_unlicensed", .when = "SOME(results: value = 'unlicensed_closed')", .where = "state = 'in_use' AND no_code_reason <> ''", HOUSE("无证照经营关停") },
	{ "inspect,inspect_now,patrol", "oversight", "kind='self_check',about='执法资格缺陷',came_from=id,received_on=$day", .when = "defects > 0", TERM("cert-required") },
	),

	CARDS(
	{ "operator", "uscc,address,status,credit_grade,licences.kind" },
	{ "officers", "valid_until" },
	),
	FIGURES(
	{ "double_random.operators",   "双随机检查对象", "家", DISTINCT, "date", .field = "operator", .where = RANDOM, .by = "random_field", TERM("random-both") },
	{ "double_random.departments", "双随机参与部门", "个", DISTINCT, "date", .rows = "findings", .field = "department", .where = RANDOM " AND NOT own", TERM("random-joint") },
	{ "double_random.fields",      "双随机抽查领域", "个", DISTINCT, "date", .field = "random_field", .where = RANDOM, TERM("random-both") },
	{ "visits",      "检查家次", "家次", COUNT, "date", .where = "state <> 'unratified'", .by = "kind,random_field,month:date", HOUSE("检查家次") },
	{ "people",      "检查人次", "人次", COUNT, "date", .rows = "officers", HOUSE("检查人次") },
	{ "statutory",   "行政检查次数", "次", COUNT, "date", .where = "recorded AND NOT SOME(case.came_from: ending = 'penalty')", .by = "kind", TERM("annual-enforcement-statistics") },
	{ "results",     "检查结果", "次", COUNT, "date", .rows = "findings", .where = "own", .by = "result", TERM("random-joint") },
	{ "published",   "结果公示率", "%", SHARE, "date", .where = "publish_done <= publish_due", .among = "state IN ('signed', 'closed') AND (merged_on IS NULL OR merged_on > $cutoff)", TERM("random-publish") },
	{ "explained",   "检查中普法", "次", COUNT, "date", .where = "law_explained", TERM("law-education-duty") },
	{ "defective",   "有执法资格缺陷的检查", "次", COUNT, "date", .where = "defects > 0", TERM("cert-required") },
	{ "flow",        "检查收结", "次", FLOW, "begun_on", .by = "kind", HOUSE("上年结转 + 新增 = 办结 + 结转下年") },
	{ "no_competence", "有执法资格缺陷的检查", "件", COUNT, "begun_on", .where = "defects > 0", TERM("cert-required") },
	),

	STANDARDS(
	{ "competence", "检查人员没有执法资格", "defects = 0", .points = "file-review-grave", .part = "subject", .way = "由有资格的人员重新检查，有缺陷的检查不作为依据。", .is = ANOMALY, TERM("cert-required") },
	{ "unratified", "紧急检查没有补办批准", "begun_on >= $today", .in = "unratified", .points = "file-review-plain", .part = "procedure", .way = "报负责人补办批准。", .is = ANOMALY, TERM("inspection-approve-notify") },
	{ "shown",     "检查没有出示执法证件", "shown IS TRUE", .after = "inspect,inspect_now", .points = "file-review-serious", .part = "procedure", .way = "核对现场笔录后补登。", TERM("show-certificate") },
	{ "listed",    "没有写明检查事项", "power_item IS NOT NULL", .after = "inspect,inspect_now,patrol", .points = "file-review-plain", .part = "law", .way = "写明公布清单中的检查事项。", TERM("inspection-items-public") },
	{ "recorded",  "检查没有全程记录", "recorded IS TRUE", .after = "sign,patrol", .points = "file-review-plain", .part = "file", .way = "归集检查的音像记录。", TERM("full-process-record") },
	{ "signed",    "检查笔录没有当事人签字或者注明拒签", "signed <> ''", .after = "sign", .points = "file-review-plain", .part = "papers", .way = "由当事人签字，拒签的注明。", TERM("show-inspection-file") },
	{ "followed",  "检查发现问题，没有后续处理", "NOT SOME(findings: own AND result IN ('correction_ordered', 'case_opened', 'referred') AND follow_up = '') OR SOME(correction.came_from: TRUE) OR SOME(clue.came_from: TRUE) OR SOME(case.came_from: TRUE)", .in = "closed", .points = "file-review-plain", .part = "procedure", .way = "责令改正、立案或者移送。", TERM("order-to-correct") },
	),

	PAPERS(
	{ "approval", "行政检查审批表", "approve,ratify", .series = "检批", TERM("inspection-doc-kinds-2025") },
	{ "notice",   "行政检查通知书", "tell",    .series = "检通", .recall = "state = 'told'", .corrects = "place,items", TERM("inspection-notice-content") },
	{ "record",   "现场检查笔录",   "sign,patrol",    .series = "检录", TERM("inspection-doc-kinds-2025") },
	{ "result",   "行政检查结果告知书", "finish", .series = "检结", .recall = "published_on IS NULL", .corrects = "place", TERM("inspection-doc-kinds-2025") },
	),

	ACCESS(
	{ STAFF|LEGAL,   "view,list", BUREAU, HOUSE("检查全局可见，一次出动互相可见") },
	{ HEADS|LEADER|REVIEWER, "view,list,print", BUREAU, HOUSE("负责人看全局检查") },
	{ OPERATOR,      "view,list", OWN, .fields = "kind,place,items,planned_on,date,officers,results,signed,published_on", HOUSE("主体看对自己的检查") },
	{ SUPERVISOR,    "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,      "view,list", SUBORDINATES, .fields = "kind,random_field,operator,date,findings,results,recorded,law_explained,published_on", HOUSE("上级看数字和上报字段") },
	{ PUBLIC,        "view,list", EVERYBODY, .fields = "kind,random_field,operator,date,results,published_on", .where = "published_on IS NOT NULL", TERM("random-publish") },
	),
};
