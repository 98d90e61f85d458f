/*
 * filing.c - approvals pushed to us and filings made with us, registered and then supervised
 *
 * Law: 营业性演出管理条例 and the filing rules of each trade.  A licence is issued by the service office or the
 * municipality; the bureau registers it and supervises.  One filing may hold many shows (ledger `show`):
 * two counts.  A re-approved change or an added place is a version of the same filing.
 */
#include "model/declare.h"

/* clang-format off */

enum { RECEIVED, SUPPLEMENTING, REGISTERED, SUPERVISED, CLOSED, RETURNED, CANCELLED };

#define LIVE_FILING (IN(REGISTERED)|IN(SUPERVISED))
#define IS_SHOW "subject = 'performance'"

const struct ledger ledger_filing = {
	.key = "filing", .label = "备案", .law = "营业性演出管理条例", .title = "title", .series = "备案",

	FIELDS(
	{ "subject",     PICK, "备案对象", MUST|LIST|UP, .of = "performance,performance_venue,performer,internet,entertainment,travel,art,script,printing,publication,film,broadcast,esports_hotel,other",
	  .labels = "营业性演出,演出场所经营单位,个体演员和演出经纪人,互联网上网服务,娱乐场所,旅行社,艺术品经营,剧本娱乐,印刷,出版物,电影,广播电视,电竞酒店,其他", HOUSE("按对象备案") },
	{ "action",      PICK, "事项", MUST|LIST|UP, .of = "set_up,change,renew,cancel,hold,add_place", .labels = "设立,变更,延续,注销,举办演出,增加演出地", TERM("show-change-reapprove") },
	{ "operator",    REF,  "经营主体", MUST|LIST|UP, .of = "operator", HOUSE("备案登记") },
	{ "approving_body", REF, "批准机关", LIST, .of = "org", TERM("show-approval-domestic") },
	{ "approval_number", TEXT, "批准文号", SORT|UP, TERM("show-approval-domestic") },
	{ "approved_on", DATE, "批准之日", SORT|UP, TERM("show-approval-domestic") },
	{ "event_on",    DATE, "应当备案的情形发生之日", 0, .hint = "领取营业执照、变更登记或者开始经营之日", HOUSE("备案期限的起算日") },
	{ "pushed_on",   DATE, "审批信息推送之日", SORT, HOUSE("审批和监管衔接") },
	{ "claimed_on",  DATE, "认领之日", SORT, HOUSE("审批和监管衔接") },
	{ "received_on", DATE, "收到之日", MUST|SORT|UP, HOUSE("备案登记") },
	{ "registered_on", DATE, "备案之日", SORT|UP, HOUSE("备案登记") },
	{ "title",       TEXT, "名称", MUST|UP, .hint = "演出名称或者备案事项", TERM("show-change-reapprove") },
	{ "place",       TEXT, "地点", 0, TERM("show-change-reapprove") },
	{ "performers",  TEXT, "参演文艺表演团体和演员", 0, TERM("show-change-reapprove") },
	{ "programme",   TEXT, "节目单", 0, TERM("show-change-reapprove") },
	{ "from",        DATE, "起", SORT|UP, .hint = "演出期间的第一日", TERM("show-change-reapprove") },
	{ "to",          DATE, "止", SORT|UP, .hint = "演出期间的最后一日", TERM("show-change-reapprove") },
	{ "foreign",     YESNO, "涉外或者涉港澳台", LIST|UP, TERM("show-onsite-check") },
	{ "temporary_stage", YESNO, "临时搭建舞台看台", LIST|UP, TERM("show-temp-stage") },
	{ "audience",    NUMBER, "核准观众人数", UP, TERM("show-large") },
	{ "real_name",   YESNO, "实名购票和入场", 0, TERM("show-large") },
	{ "materials",   ROWS, "材料", 0, COLUMNS(
		{ "kind", PICK, "材料", MUST, .of = "approval,licence,contract,stage_certificate,safety_plan,fire_approval,other", .labels = "批准文件,营业执照和许可证,演出合同,临时搭建验收合格证明,安保和应急疏散方案,安全消防批准文件,其他" },
		{ "sm3", TEXT, "文件", 0, .form = "sm3" }, { "note", TEXT, "说明" }), TERM("show-temp-stage") },
	{ "schedule",    ROWS, "场次安排", 0, COLUMNS(
		{ "date", DATE, "日期", MUST }, { "time", TEXT, "开始时间", 0, .hint = "19:30" }, { "venue", TEXT, "场地" } ), TERM("show-change-reapprove") },
	{ "planned_shows", NUMBER, "批准场数", UP, .tally = COUNT, .over = "schedule", TERM("show-change-reapprove") },
	{ "versions",    ROWS, "变更和增加演出地", UP, COLUMNS(
		{ "on",   DATE, "日期", MUST }, { "what", PICK, "类别", MUST, .of = "change,add_place", .labels = "变更重新报批,增加演出地" },
		{ "items", TEXT, "变更的事项", MUST }, { "approval_number", TEXT, "批准文号" }, { "place", TEXT, "增加的演出地" } ), TERM("show-change-reapprove") },
	{ "place_from",  DATE, "增加演出地的首场之日", 0, TERM("show-add-place") },
	{ "missing",     TEXT, "需要补正的材料", 0, HOUSE("补正一次告知") },
	{ "supervision", TEXT, "监管情况", 0, TERM("show-onsite-check") },
	{ "reason",      TEXT, "退回或者撤销的理由", 0, HOUSE("备案登记") },
	{ "closed_on",   DATE, "办结之日", SORT|UP, TERM("show-inspection-file") },
	),

	STATES(
	[RECEIVED]      = { "received",      "待备案" },
	[SUPPLEMENTING] = { "supplementing", "待补正" },
	[REGISTERED]    = { "registered",    "已备案" },
	[SUPERVISED]    = { "supervised",    "监管中" },
	[CLOSED]        = { "closed",        "已办结", FINAL },
	[RETURNED]      = { "returned",      "不属备案范围退回", FINAL },
	[CANCELLED]     = { "cancelled",     "批准被撤销或者演出取消", FINAL },
	),

	STEPS(
	{ "receive",    "收到",     NEW,               RECEIVED,      STAFF|ENGINE, "subject,action,operator,approving_body?,approval_number?,approved_on?,event_on?,pushed_on?,claimed_on?,received_on,title,place?,performers?,programme?,from?,to?,foreign?,temporary_stage?,audience?,real_name?,materials?,schedule?", .day = "received_on", .within = "file", HOUSE("备案登记") },
	{ "ask_supplement", "告知补正", IN(RECEIVED),  SUPPLEMENTING, STAFF,   "missing", .is = ONCE, HOUSE("补正一次告知") },
	{ "supplement", "补正",     IN(SUPPLEMENTING), RECEIVED,      OUTSIDE|OPERATOR, "materials?,approval_number?,approved_on?,title?,place?,from?,to?,schedule?", HOUSE("补正一次告知") },
	{ "register",   "备案",     IN(RECEIVED),      REGISTERED,    STAFF,   "registered_on,claimed_on?,foreign?,temporary_stage?,audience?,schedule?", .day = "registered_on", HOUSE("备案登记") },
	{ "return",     "退回",     IN(RECEIVED)|IN(SUPPLEMENTING), RETURNED, STAFF, "reason", HOUSE("备案登记") },
	{ "vary",       "变更备案", LIVE_FILING,       SAME,          STAFF,   "versions,title?,place?,performers?,programme?,from?,to?,audience?,foreign?,temporary_stage?,place_from?,schedule?", .within = "add_place", TERM("show-change-reapprove") },
	{ "supervise",  "监管",     LIVE_FILING,       SUPERVISED,    STAFF,   "supervision", TERM("show-onsite-check") },
	{ "close",      "办结",     LIVE_FILING,       CLOSED,        STAFF,   "closed_on", .day = "closed_on", TERM("show-inspection-file") },
	{ "cancel",     "撤销",     LIVE_FILING,       CANCELLED,     CHIEF|OUTSIDE, "reason", HOUSE("批准机关撤销批准或者举办单位取消") },
	),

	CLOCKS( /* the operator's own term, by trade; late is recorded, not refused */
	{ "file", RUNS, TERM("show-venue-filing"),    .from = "event_on", .when = "subject = 'performance_venue'" },
	{ "file", RUNS, TERM("performer-filing"),     .from = "event_on", .when = "subject = 'performer'" },
	{ "file", RUNS, TERM("art-dealer-filing"),    .from = "event_on", .when = "subject = 'art'" },
	{ "file", RUNS, TERM("script-venue-filing"),  .from = "event_on", .when = "subject = 'script'" },
	{ "file", RUNS, TERM("travel-branch-filing"), .from = "event_on", .when = "subject = 'travel' AND action = 'set_up'" },
	{ "file", RUNS, TERM("travel-change-filing"), .from = "event_on", .when = "subject = 'travel' AND action IN ('change', 'cancel')" },
	{ "add_place", RUNS, TERM("show-add-place"),  .from = "place_from" },
	),

	RULES(
	{ "to >= from AND registered_on >= received_on", "日期先后颠倒。", HOUSE("日期先后") },
	{ "file_done <= file_due", "超过备案期限，照常备案并记录。", .at = "receive", .is = WARN, HOUSE("逾期备案") },
	{ "NOT (" IS_SHOW ") OR (approving_body IS NOT NULL AND approval_number <> '' AND approved_on IS NOT NULL)", "演出备案应当写明批准机关、文号和日期。", .at = "register", TERM("show-approval-domestic") },
	{ "NOT (" IS_SHOW ") OR (from IS NOT NULL AND to IS NOT NULL AND place <> '' AND foreign IS NOT NULL AND temporary_stage IS NOT NULL)", "演出备案应当写明起止、地点、是否涉外、是否临时搭建。", .at = "register", TERM("show-onsite-check") },
	{ "NOT foreign OR approving_body.level <> 'district'", "涉外、涉港澳台演出由市级文化主管部门批准。", .at = "register", .when = IS_SHOW, TERM("show-approval-foreign") },
	{ "foreign OR approved_on <= from", "演出应当在开始前取得批准。", .at = "register", .when = IS_SHOW, .is = WARN, TERM("show-apply-before") },
	{ "NOT temporary_stage OR (SOME(materials: kind = 'stage_certificate') AND SOME(materials: kind = 'safety_plan') AND SOME(materials: kind = 'fire_approval'))",
	  "临时搭建舞台看台的，应当有验收合格证明、安保和应急疏散方案、安全消防批准文件。", .at = "register", .is = WARN, TERM("show-temp-stage") },
	{ "audience < {show-large} OR (real_name IS NOT NULL AND real_name)", "大型演出应当实名购票、实名入场。", .at = "register", .when = IS_SHOW " AND audience IS NOT NULL", .is = WARN, TERM("show-large") },
	{ "NOT SOME(versions: what = 'change' AND approval_number = '')", "变更演出名称、举办单位、演员、时间、地点、场次或者节目的，应当重新报批。", .at = "vary", TERM("show-change-reapprove") },
	{ "NOT SOME(versions: what = 'add_place' AND place = '')", "增加演出地的，应当写明地点。", .at = "vary", TERM("show-add-place") },
	{ "SOME(versions: on = $day)", "写明当日的变更。", .at = "vary", TERM("show-change-reapprove") },
	{ "NOT SOME(schedule: date < me.from OR date > me.to)", "场次日期超出批准的演出期间。", TERM("show-change-reapprove") },
	),

	NEEDS(
	{ "register", "filing.approval_number.same", "同一批准文号已经备案；变更和增加演出地在原备案上办理。", .how = NONE, .where = "id <> me.id AND registered_on IS NOT NULL AND state <> 'cancelled'", .when = "approval_number <> ''", TERM("show-change-reapprove") },
	{ "close", "inspection.came_from", "涉外、涉港澳台和临时搭建舞台看台的演出，应当实地检查。", .where = "date IS NOT NULL", .when = IS_SHOW " AND (foreign OR temporary_stage)", .is = LIVE, TERM("show-onsite-check") },
	{ "close", "show.filing", "尚有未举办、也未取消的场次。", .how = NONE, .where = "ended_on IS NULL", .is = LIVE, HOUSE("演出逐场销号") },
	),

	OPENS(
	{ "register", "show", "filing=id,operator,slot=row.n,date=row.date,time=row.time,venue=row.venue,registered_on", .each = "schedule", .when = IS_SHOW, TERM("show-change-reapprove") },
	{ "vary", "show", "filing=id,operator,slot=row.n,date=row.date,time=row.time,venue=row.venue,registered_on", .each = "schedule", .where = "NOT SOME(show.filing: slot = schedule.n)", .when = IS_SHOW, TERM("show-change-reapprove") },
	{ "register", "inspection", "kind='daily',random_field='performance',operator,place,check_by=to,came_from=id", .take = "require", .when = IS_SHOW " AND (foreign OR temporary_stage)", TERM("show-onsite-check") },
	{ "vary", "inspection", "kind='daily',random_field='performance',operator,place,check_by=to,came_from=id", .take = "require", .when = IS_SHOW " AND (foreign OR temporary_stage) AND NOT SOME(inspection.came_from: state <> 'called_off')", TERM("show-onsite-check") },
	{ "cancel", "show.filing", "reason", .take = "cancel", .where = "ended_on IS NULL", HOUSE("批准撤销的，其余场次取消") },
	),

	FIGURES(
	{ "performance", "备案营业性演出", "次", COUNT, "registered_on", .where = IS_SHOW, .by = "action,foreign", HOUSE("当年备案的营业性演出，一次批准计一次") },
	{ "foreign",     "其中涉外和涉港澳台演出", "次", COUNT, "registered_on", .where = IS_SHOW " AND foreign", TERM("show-onsite-check") },
	{ "internet",    "备案互联网上网服务经营单位", "家", DISTINCT, "registered_on", .field = "operator", .where = "subject = 'internet'", HOUSE("当年备案的上网服务经营单位，同一单位计一家") },
	{ "entertainment", "备案娱乐场所", "家", DISTINCT, "registered_on", .field = "operator", .where = "subject = 'entertainment'", .by = "action", HOUSE("当年备案的娱乐场所，同一场所计一家") },
	{ "registered",  "备案", "件", COUNT, "registered_on", .by = "subject,action", HOUSE("备案登记") },
	{ "variations",  "变更和增加演出地", "次", COUNT, "on", .rows = "versions", .by = "what", TERM("show-change-reapprove") },
	{ "checked",     "必查演出实地检查率", "%", SHARE, "registered_on", .where = "SOME(inspection.came_from: date <= $cutoff)", .among = IS_SHOW " AND (foreign OR temporary_stage) AND to <= $cutoff", TERM("show-onsite-check") },
	{ "late",        "逾期备案", "件", COUNT, "registered_on", .where = "file_done > file_due", .by = "subject", HOUSE("逾期备案") },
	{ "flow",        "备案收结", "件", FLOW, "received_on", .by = "subject", HOUSE("上年结转 + 新收 = 办结 + 结转下年") },
	),

	PAPERS(
	{ "notice",  "备案材料补正告知书", "ask_supplement", .series = "备补", HOUSE("补正一次告知") },
	{ "receipt", "备案登记表",         "register",       .series = "备登", HOUSE("备案登记") },
	),

	ACCESS(
	{ STAFF|LEGAL|SECRETARY, "view,list", BUREAU, HOUSE("备案全局可见") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("备案全局可见") },
	{ OPERATOR,     "view,list", OWN, HOUSE("主体看自己的备案") },
	{ SUPERIOR,     "view,list", SUBORDINATES, .fields = "subject,action,operator,approval_number,approved_on,received_on,registered_on,title,from,to,foreign,temporary_stage,audience,planned_shows,versions,closed_on", HOUSE("上级看数字和上报字段") },
	),
};
