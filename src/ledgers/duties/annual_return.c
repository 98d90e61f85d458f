/*
 * annual_return.c - yearly statistics of venues: filed, checked, reviewed, approved, and chased
 *
 * Terms: annual-venue-statistics.  The district checks, the city reviews, the ministry approves; each may
 * send it back and says to whom.  Who does not file is chased, verified on the spot and then marked.
 */
#include "model/declare.h"

/* clang-format off */

enum { OPENED, SUBMITTED, CHECKED, REVIEWED, APPROVED, ISSUED, RETURNED, CHASED, VERIFIED, MARKED };

#define SAYS(whom) "SOME(returns: on = $day AND target = '" whom "')"

const struct ledger ledger_annual_return = {
	.key = "annual_return", .label = "年度统计", .law = "文化和旅游统计调查制度", .title = "operator", .series = "年统",

	FIELDS(
	{ "operator",  REF,    "经营主体", MUST|LIST|UP, .of = "operator", TERM("annual-venue-statistics") },
	{ "sector",    PICK,   "行业", MUST|LIST|UP, .of = "entertainment,internet,performance,travel,scenic,printing,publication,film,art,art_training,script,esports_hotel,other",
	  .labels = "娱乐场所,互联网上网服务,营业性演出,旅行社,景区,印刷,出版物,电影,艺术品,艺术培训,剧本娱乐,电竞酒店,其他", TERM("annual-venue-statistics") },
	{ "year",      NUMBER, "统计年度", MUST|SORT|UP, TERM("annual-venue-statistics") },
	{ "previous",  REF,    "上年统计", 0, .of = "annual_return", .hint = "上年的数值作为参考", TERM("annual-venue-statistics") },
	{ "due",       DATE,   "填报期限", MUST|SORT|UP, TERM("annual-venue-statistics") },
	{ "revenue",   MONEY,  "营业收入", UP, TERM("annual-venue-statistics") },
	{ "profit",    MONEY,  "营业利润", UP, .hint = "亏损为负", TERM("annual-venue-statistics") },
	{ "staff",     NUMBER, "从业人员", UP, TERM("annual-venue-statistics") },
	{ "area",      NUMBER, "经营面积（平方米）", UP, TERM("annual-venue-statistics") },
	{ "visits",    NUMBER, "接待人次", UP, TERM("annual-venue-statistics") },
	{ "materials", ROWS,   "提交的材料", 0, COLUMNS(
		{ "kind", PICK, "材料", MUST, .of = "licence,permit,accounts,lease,fire,other", .labels = "营业执照,许可证,财务报表,场地证明,消防证明,其他" },
		{ "sm3",  TEXT, "文件", 0, .form = "sm3" }, { "note", TEXT, "说明" }, { "checked", YESNO, "核对无误" }), TERM("annual-venue-statistics") },
	{ "submitted_on", DATE, "填报之日", SORT|UP, TERM("annual-venue-statistics") },
	{ "opinion",   TEXT,   "初审意见", 0, TERM("annual-venue-statistics") },
	{ "city_opinion", TEXT, "复审意见", 0, TERM("annual-venue-statistics") },
	{ "ministry_opinion", TEXT, "审核意见", PRINTED, TERM("annual-venue-statistics") },
	{ "returns",   ROWS,   "退回", 0, COLUMNS(
		{ "on", DATE, "日期", MUST }, { "by_whom", PICK, "退回机关", MUST, .of = "district,city,ministry", .labels = "区级,市级,文化和旅游部" },
		{ "target", PICK, "退回至", MUST, .of = "operator,district,city", .labels = "经营主体,区级,市级" }, { "why", TEXT, "理由", MUST }), TERM("annual-venue-statistics") },
	{ "attempts",  ROWS,   "催报", 0, COLUMNS(
		{ "on", DATE, "日期", MUST }, { "how", PICK, "方式", MUST, .of = "phone,message,letter,visit", .labels = "电话,短信微信,函件,上门" },
		{ "result", PICK, "结果", MUST|LIST, .of = "promised,refused,no_answer,not_found", .labels = "答应填报,拒绝填报,无人接听,查找不到" }, { "note", TEXT, "情况" }), TERM("annual-venue-statistics") },
	{ "chased",    NUMBER, "催报次数", 0, .tally = COUNT, .over = "attempts", TERM("annual-venue-statistics") },
	{ "verified_on", DATE, "核实之日", SORT, TERM("annual-venue-statistics") },
	{ "found",     PICK,   "核实情况", LIST|UP, .of = "open,suspended,deregistered,unreachable,moved_out", .labels = "营业,停业,注销,失联,迁出", TERM("annual-venue-statistics") },
	{ "evidence",  TEXT,   "核实的依据", 0, TERM("annual-venue-statistics") },
	{ "marked_on", DATE,   "标记之日", SORT|UP, TERM("annual-venue-statistics") },
	{ "issued_on", DATE,   "发放意见表之日", SORT|UP, TERM("annual-venue-statistics") },
	),

	STATES(
	[OPENED]    = { "opened",    "待填报" },
	[SUBMITTED] = { "submitted", "待区级初审" },
	[CHECKED]   = { "checked",   "待市级复审" },
	[REVIEWED]  = { "reviewed",  "待部级审核" },
	[APPROVED]  = { "approved",  "审核通过" },
	[ISSUED]    = { "issued",    "已发意见表", FINAL },
	[RETURNED]  = { "returned",  "退回主体修改" },
	[CHASED]    = { "chased",    "逾期催报" },
	[VERIFIED]  = { "verified",  "已核实" },
	[MARKED]    = { "marked",    "已标记异常", FINAL },
	),

	STEPS(
	{ "open",     "开始填报", NEW,           OPENED,    STAFF|ENGINE, "operator,sector,year,previous?,due,revenue?,profit?,staff?,area?,visits?", TERM("annual-venue-statistics") },
	{ "submit",   "填报",     IN(OPENED)|IN(RETURNED)|IN(CHASED), SUBMITTED, OPERATOR|OUTSIDE|STAFF, "submitted_on,revenue,profit,staff,area,visits,materials?", .day = "submitted_on", .within = "submit", TERM("annual-venue-statistics") },
	{ "check",    "区级初审", IN(SUBMITTED), CHECKED,   STAFF, "opinion,materials?", .not_by = "submit", TERM("annual-venue-statistics") },
	{ "return",   "区级退回主体", IN(SUBMITTED), RETURNED, STAFF, "returns,due?", .not_by = "submit", TERM("annual-venue-statistics") },
	{ "review",   "市级复审", IN(CHECKED),   REVIEWED,  SUPERIOR|OUTSIDE, "city_opinion?", TERM("annual-venue-statistics") },
	{ "city_return", "市级退回区级", IN(CHECKED), SUBMITTED, SUPERIOR|OUTSIDE, "returns", TERM("annual-venue-statistics") },
	{ "city_return_operator", "市级退回主体", IN(CHECKED), RETURNED, SUPERIOR|OUTSIDE, "returns,due?", TERM("annual-venue-statistics") },
	{ "approve",  "部级审核", IN(REVIEWED),  APPROVED,  MINISTRY|OUTSIDE, "ministry_opinion?", TERM("annual-venue-statistics") },
	{ "ministry_return", "部级退回市级", IN(REVIEWED), CHECKED, MINISTRY|OUTSIDE, "returns", TERM("annual-venue-statistics") },
	{ "ministry_return_district", "部级退回区级", IN(REVIEWED), SUBMITTED, MINISTRY|OUTSIDE, "returns", TERM("annual-venue-statistics") },
	{ "ministry_return_operator", "部级退回主体", IN(REVIEWED), RETURNED, MINISTRY|OUTSIDE, "returns,due?", TERM("annual-venue-statistics") },
	{ "issue",    "发放意见表", IN(APPROVED), ISSUED,   STAFF, "issued_on", .day = "issued_on", .is = FIRM, TERM("annual-venue-statistics") },
	{ "chase",    "催报",     IN(OPENED)|IN(RETURNED)|IN(CHASED), CHASED, STAFF, "attempts", .when = "due < $day", .say = "填报期限尚未届满。", TERM("annual-venue-statistics") },
	{ "verify",   "核实",     IN(CHASED),    VERIFIED,  STAFF, "verified_on,found,evidence", .day = "verified_on", TERM("annual-venue-statistics") },
	{ "reopen_filing", "核实后继续催报", IN(VERIFIED), CHASED, STAFF, "attempts?,due?", .when = "found = 'open'", .say = "核实为停业、注销、失联或者迁出的，应当标记。", TERM("annual-venue-statistics") },
	{ "mark",     "标记异常", IN(VERIFIED),  MARKED,    CHIEF, "marked_on", .day = "marked_on", .when = "found <> 'open'", .say = "核实为正常营业的，继续催报。", .not_by = "verify", TERM("annual-venue-statistics") },
	),

	CLOCKS(
	{ "submit", ENDS, TERM("annual-venue-statistics"), .from = "due" },
	{ "submit", STOPS, TERM("annual-venue-statistics"), .on_step = "mark" },
	),

	RULES(
	{ "revenue >= 0 AND staff >= 0 AND area >= 0 AND visits >= 0", "收入、人员、面积和人次不能为负。", TERM("annual-venue-statistics") },
	{ SAYS("operator"), "退回应当写明退回至经营主体和理由。", .at = "return,city_return_operator,ministry_return_operator", TERM("annual-venue-statistics") },
	{ SAYS("district"), "退回应当写明退回至区级和理由。", .at = "city_return,ministry_return_district", TERM("annual-venue-statistics") },
	{ SAYS("city"), "退回应当写明退回至市级和理由。", .at = "ministry_return", TERM("annual-venue-statistics") },
	{ "NOT SOME(materials: checked IS NULL OR NOT checked)", "材料应当逐一核对。", .at = "check", TERM("annual-venue-statistics") },
	{ "SOME(attempts: on = $day)", "写明当日的催报情况。", .at = "chase", TERM("annual-venue-statistics") },
	{ "previous <> id AND previous.operator = operator", "上年统计应当是同一主体的。", TERM("annual-venue-statistics") },
	{ "previous.year < year", "上年统计的年度应当更早。", TERM("annual-venue-statistics") },
	),

	NEEDS(
	{ "open", "annual_return.operator.same", "该主体该行业当年的统计已经开始。", .how = NONE, .where = "id <> me.id AND year = me.year AND sector = me.sector", TERM("annual-venue-statistics") },
	{ "open", "operator", "主体已退出监管。", .where = "state = 'in_use'", .is = LIVE, TERM("annual-venue-statistics") },
	{ "open", "operator.sectors", "主体没有登记这一行业。", .where = "value = me.sector", .is = WARN, TERM("annual-venue-statistics") },
	),

	OPENS( /* the mark also stands in the register of operators */
	{ "mark", "operator", "status='suspended',status_on=marked_on,status_evidence=evidence",   .take = "suspend",          .when = "found = 'suspended'",    .where = "state = 'in_use'", TERM("annual-venue-statistics") },
	{ "mark", "operator", "status='unreachable',status_on=marked_on,status_evidence=evidence", .take = "mark_unreachable", .when = "found = 'unreachable'",  .where = "state = 'in_use'", TERM("annual-venue-statistics") },
	{ "mark", "operator", "status='deregistered',off=marked_on,status_evidence=evidence",      .take = "deregister",       .when = "found = 'deregistered'", .where = "state = 'in_use'", TERM("annual-venue-statistics") },
	{ "mark", "operator", "status='moved_out',off=marked_on,status_evidence=evidence",         .take = "move_out",         .when = "found = 'moved_out'",    .where = "state = 'in_use'", TERM("annual-venue-statistics") },
	),

	FIGURES(
	{ "due",       "应报统计",   "家", COUNT, "due", .by = "sector", TERM("annual-venue-statistics") },
	{ "submitted", "已报统计",   "家", COUNT, "due", .where = "submitted_on <= $cutoff", .by = "sector", TERM("annual-venue-statistics") },
	{ "approved",  "审核通过",   "家", COUNT, "due", .where = "approve_on <= $cutoff", .by = "sector", TERM("annual-venue-statistics") },
	{ "marked",    "标记异常",   "家", COUNT, "due", .where = "marked_on <= $cutoff", .by = "sector,found", TERM("annual-venue-statistics") },
	{ "rate",      "填报率",     "%",  SHARE, "due", .where = "submitted_on <= $cutoff", .among = "marked_on IS NULL OR marked_on > $cutoff", TERM("annual-venue-statistics") },
	{ "in_time",   "按期填报率", "%",  SHARE, "due", .where = "submit_done <= submit_due", .among = "submitted_on <= $cutoff", TERM("annual-venue-statistics") },
	{ "returned",  "退回",       "次", COUNT, "on", .rows = "returns", .by = "by_whom,target", TERM("annual-venue-statistics") },
	{ "chased",    "催报",       "次", COUNT, "on", .rows = "attempts", .by = "how,result", TERM("annual-venue-statistics") },
	{ "revenue",   "营业收入",   "元", SUM, "due", .field = "revenue", .where = "approve_on <= $cutoff", .by = "sector", TERM("annual-venue-statistics") },
	{ "staff",     "从业人员",   "人", SUM, "due", .field = "staff", .where = "approve_on <= $cutoff", .by = "sector", TERM("annual-venue-statistics") },
	{ "visits",    "接待人次",   "人次", SUM, "due", .field = "visits", .where = "approve_on <= $cutoff", .by = "sector", TERM("annual-venue-statistics") },
	{ "flow",      "统计收结",   "家", FLOW, "due", .by = "sector", TERM("annual-venue-statistics") },
	),

	PAPERS(
	{ "opinion", "年度审核意见表", "issue", .series = "年审", .signed_by = "approve", TERM("annual-venue-statistics") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list",       BUREAU, HOUSE("经办人员看全局") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("负责人看全局") },
	{ OPERATOR,     "view,list,submit", OWN, HOUSE("主体填报和查看自己的统计") },
	{ SUPERIOR,     "view,list,review", SUBORDINATES, HOUSE("市级复审，看全部填报内容") },
	{ MINISTRY,     "view,list,approve", SUBORDINATES, HOUSE("部级审核，看全部填报内容") },
	),
};
