/*
 * hazard.c - safety hazards at venues, from the day one is found to the day it is rechecked
 *
 * Law: 安全生产法 (2021).  Found is counted by found_on; fixed means rechecked and passed, by somebody who
 * did not do the fixing.  The order is a paper of its own (ledger `correction`, kind safety): either the
 * hazard asks for one (`order`), or a correction over many hazards takes each along (`include`).
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

#define UNMERGED "(merged_on IS NULL OR merged_on > $cutoff)"

enum { FOUND, ORDERED, FIXED, FAILED, CLOSED, HANDED, MOVED, GONE };

const struct ledger ledger_hazard = {
	.key = "hazard", .label = "安全隐患", .law = "安全生产法", .title = "facts", .series = "隐患",

	FIELDS(
	{ "operator",    REF,   "经营主体", MUST|LIST, .of = "operator", TERM("safety-three-musts") },
	{ "place",       TEXT,  "部位", 0, .hint = "楼层、房间、设备", TERM("hazard-ledger") },
	{ "kind",        PICK,  "类别", MUST|LIST|UP, .of = "wiring,ebike_charging,exit_blocked,fire_lane,window_bars,fire_equipment,h2s_point,training,other",
	  .labels = "随意飞线,电动车室内充电,堵塞安全出口,占用消防车通道,门窗设置障碍物,消防设施设备,硫化氢作业点位,安全教育培训,其他", TERM("hazard-ledger") },
	{ "grade",       PICK,  "等级", MUST|LIST|UP, .of = "ordinary,major", .labels = "一般隐患,重大隐患", .hint = "重大隐患按判定标准认定", TERM("culture-major-hazard-standard") },
	{ "facts",       TEXT,  "隐患情况", PRINTED, TERM("hazard-ledger") },
	{ "found_on",    DATE,  "发现之日", MUST|SORT|UP, TERM("hazard-ledger") },
	{ "found_by",    REF,   "发现人或者单位", 0, .of = "person,org", TERM("hazard-ledger") },
	{ "inspection",  REF,   "来源检查", LIST, .of = "inspection", TERM("hazard-on-inspection") },
	{ "owner",       TEXT,  "整改责任人", PERSONAL, .hint = "经营主体方面的责任人", TERM("hazard-ledger") },
	{ "due",         DATE,  "整改期限", SORT|PRINTED|UP, TERM("hazard-on-inspection") },
	{ "measure",     TEXT,  "整改措施", 0, TERM("hazard-ledger") },
	{ "fixed_on",    DATE,  "整改完成之日", SORT|UP, TERM("hazard-ledger") },
	{ "rechecked_on", DATE, "复查之日", SORT|UP, TERM("hazard-ledger") },
	{ "rechecked_by", REF,  "复查人", 0, .of = "person", HOUSE("整改人不得复查") },
	{ "photos_before", ROWS, "整改前照片", 0, COLUMNS({ "sm3", TEXT, "文件", MUST, .form = "sm3", .of = "image,video" }, { "note", TEXT, "说明" }), TERM("hazard-ledger") },
	{ "photos_after", ROWS, "整改后照片", 0, COLUMNS({ "sm3", TEXT, "文件", MUST, .form = "sm3", .of = "image,video" }, { "note", TEXT, "说明" }), TERM("hazard-ledger") },
	{ "deferred_to", DATE,  "延期至", 0, HOUSE("隐患整改延期须经批准") },
	{ "interim_measures", TEXT, "临时安全措施", 0, TERM("hazard-on-inspection") },
	{ "delay_cause", PICK,  "未完成整改的原因", LIST, .of = "in_term,funds,works,season,dispute,stopped,handed,other",
	  .labels = "整改期限未满,资金未落实,工程施工中,季节性限制,产权或者租赁争议,停业无法整改,已移交待处理,其他", HOUSE("结转隐患说明原因") },
	{ "reason",      TEXT,  "理由", 0, HOUSE("结转隐患说明原因") },
	{ "suspended_on", DATE, "责令暂停之日", 0, TERM("hazard-on-inspection") },
	{ "suspension",  PICKS, "暂停措施", 0, .of = "withdraw,stop_business,stop_use", .labels = "撤出作业人员,暂时停产停业,停止使用相关设施设备", TERM("hazard-on-inspection") },
	{ "supervised_on", DATE, "挂牌督办之日", UP, TERM("hazard-major-supervise") },
	{ "supervision_number", TEXT, "督办文号", 0, TERM("hazard-major-supervise") },
	{ "resumed_on",  DATE,  "恢复营业之日", 0, TERM("hazard-on-inspection") },
	{ "handed_to",   REF,   "移交单位", 0, .of = "org", .hint = "消防、应急管理部门或者乡镇街道", TERM("safety-three-musts") },
	{ "handed_on",   DATE,  "移交之日", 0, TERM("safety-three-musts") },
	{ "gone_why",    PICK,  "主体情况", 0, .of = "closed,deregistered,moved_out", .labels = "停业,注销,迁出", HOUSE("主体停业、注销或者迁出的隐患销号") },
	),

	STATES(
	[FOUND]   = { "found",   "已发现" },
	[ORDERED] = { "ordered", "责令整改" },
	[FIXED]   = { "fixed",   "已整改待复查" },
	[FAILED]  = { "failed",  "复查不合格" },
	[CLOSED]  = { "closed",  "复查合格销号", FINAL },
	[HANDED]  = { "handed",  "已移交待接收" },
	[MOVED]   = { "moved",   "由其他单位处理", FINAL },
	[GONE]    = { "gone",    "主体停业或者迁出", FINAL },
	),

	STEPS(
	{ "find",        "发现",       NEW,                       FOUND,   STAFF|ENGINE,  "operator,place?,kind,grade,facts?,found_on,found_by?,inspection?,owner?,photos_before?", .day = "found_on", TERM("hazard-ledger") },
	{ "fix_on_spot", "当场整改",   IN(FOUND),                 FIXED,   OFFICER|OPERATOR|OUTSIDE, "fixed_on,measure?,photos_after?", .day = "fixed_on", TERM("hazard-on-inspection") },
	{ "order",       "责令整改",   IN(FOUND)|IN(FAILED),      ORDERED, OFFICER|CHIEF, "due,facts,interim_measures?", TERM("hazard-on-inspection") },
	{ "include",     "列入责令改正通知书", IN(FOUND)|IN(FAILED), ORDERED, ENGINE,     "due", TERM("hazard-on-inspection") },
	{ "fix",         "整改完成",   IN(ORDERED),               FIXED,   OPERATOR|OUTSIDE, "fixed_on,measure?,photos_after?", .day = "fixed_on", .within = "fix", TERM("hazard-ledger") },
	{ "recheck",     "复查合格",   IN(FIXED),                 CLOSED,  OFFICER|CHIEF, "rechecked_on,rechecked_by?,photos_after?", .day = "rechecked_on", .not_by = "fix,fix_on_spot", HOUSE("整改人不得复查") },
	{ "fail",        "复查不合格", IN(FIXED),                 FAILED,  OFFICER|CHIEF, "rechecked_on,rechecked_by?,reason", .day = "rechecked_on", .not_by = "fix,fix_on_spot", HOUSE("整改人不得复查") },
	{ "defer",       "批准延期",   IN(ORDERED),               SAME,    CHIEF,         "deferred_to,interim_measures,reason,delay_cause", .only = "grade = 'ordinary'", .say = "重大隐患的延期由主要负责人批准。", HOUSE("隐患整改延期须经批准") },
	{ "defer_major", "重大隐患批准延期", IN(ORDERED),         SAME,    HEAD,          "deferred_to,interim_measures,reason,delay_cause", .only = "grade = 'major'", .say = "一般隐患的延期由科室负责人批准。", HOUSE("隐患整改延期须经批准") },
	{ "explain",     "说明未完成原因", IN(FOUND)|IN(ORDERED)|IN(FIXED)|IN(FAILED)|IN(HANDED), SAME, STAFF, "delay_cause,reason?", HOUSE("结转隐患说明原因") },
	{ "suspend",     "责令暂停",   IN(FOUND)|IN(ORDERED)|IN(FIXED)|IN(FAILED), SAME, HEADS, "suspended_on,suspension", .day = "suspended_on", .only = "grade = 'major'", .say = "只有重大隐患可以责令暂停。", TERM("hazard-on-inspection") },
	{ "supervise",   "挂牌督办",   IN(FOUND)|IN(ORDERED)|IN(FIXED)|IN(FAILED), SAME, HEADS, "supervised_on,supervision_number?", .day = "supervised_on", .only = "grade = 'major'", .say = "只有重大隐患挂牌督办。", TERM("hazard-major-supervise") },
	{ "resume",      "同意恢复",   IN(CLOSED),                SAME,    HEADS,         "resumed_on", .day = "resumed_on", .when = "suspended_on IS NOT NULL", .say = "未曾责令暂停。", TERM("hazard-on-inspection") },
	{ "hand_to",     "移交",       IN(FOUND)|IN(ORDERED)|IN(FAILED), HANDED, CHIEF,  "handed_to,handed_on,reason", .day = "handed_on", TERM("safety-three-musts") },
	{ "take",        "对方接收",   IN(HANDED),                MOVED,   OUTSIDE,       NULL, TERM("safety-three-musts") },
	{ "give_back",   "对方退回",   IN(HANDED),                FOUND,   OUTSIDE,       "reason", TERM("safety-three-musts") },
	{ "end_gone",    "主体停业或者迁出", IN(FOUND)|IN(ORDERED)|IN(FIXED)|IN(FAILED), GONE, CHIEF, "gone_why,reason", HOUSE("主体停业、注销或者迁出的隐患销号") },
	),

	CLOCKS(
	{ "fix", ENDS, TERM("hazard-on-inspection"), .from = "due" },
	{ "fix", ENDS, HOUSE("隐患整改延期须经批准"), .from = "deferred_to", .when = "deferred_to > due" },
	),

	RULES(
	{ "due >= found_on AND fixed_on >= found_on", "日期先后颠倒。", HOUSE("日期先后") },
	{ "defer_on <= due", "延期应当在原整改期限届满前批准。", .at = "defer", .is = LIVE, HOUSE("隐患整改延期须经批准") },
	{ "defer_major_on <= due", "延期应当在原整改期限届满前批准。", .at = "defer_major", .is = LIVE, HOUSE("隐患整改延期须经批准") },
	{ "deferred_to > due", "延期应当晚于原整改期限。", .at = "defer,defer_major", HOUSE("隐患整改延期须经批准") },
	{ "rechecked_on >= fixed_on", "复查不得早于整改完成。", .at = "recheck,fail", HOUSE("日期先后") },
	{ "rechecked_by <> fix_by AND rechecked_by <> fix_on_spot_by", "整改人不得复查。", .at = "recheck,fail", HOUSE("整改人不得复查") },
	{ "grade <> 'major' OR suspended_on IS NOT NULL OR interim_measures <> ''", "重大隐患排除前无法保证安全的，应当责令撤出人员、暂停营业；能够保证安全的，写明临时措施。", .at = "order", TERM("hazard-on-inspection") },
	{ "grade <> 'major' OR suspended_on IS NOT NULL OR interim_measures <> ''", "重大隐患尚未采取暂停或者临时措施。", .at = "include", .is = WARN, TERM("hazard-on-inspection") },
	{ "grade <> 'major' OR supervised_on IS NOT NULL", "重大隐患应当挂牌督办，督促消除。", .at = "recheck", .is = LIVE, TERM("hazard-major-supervise") },
	),

	OPENS(
	CASE_OFFERED("source='inspection'," PARTY_IS_OPERATOR ",facts,found_on", "TRUE")
	{ "order", "correction", "kind='safety',operator,facts,hazards=id,issued_on=$day,due,came_from=inspection", TERM("hazard-on-inspection") },
	),

	CARDS(
	{ "operator", "uscc,address,status,credit_grade,licences.kind" },
	),
	FIGURES(
	{ "found",     "发现安全隐患",   "条", COUNT, "found_on", .by = "kind,grade", TERM("hazard-ledger") },
	{ "fixed",     "其中已完成整改", "条", COUNT, "found_on", .where = "state = 'closed' AND rechecked_on <= $cutoff", .by = "kind,grade", HOUSE("当年发现并于截止日前复查合格的隐患") },
	{ "rate",      "隐患整改率",     "%",  SHARE, "found_on", .where = "state = 'closed' AND rechecked_on <= $cutoff", .among = "NOT (state IN ('moved', 'gone') AND ended_on <= $cutoff) AND " UNMERGED, HOUSE("当年发现的隐患，移交和主体停业的除外") },
	{ "closed",    "当年销号隐患",   "条", COUNT, "rechecked_on", .where = "state = 'closed'", .by = "kind,grade", HOUSE("当年复查合格的隐患，不论何时发现") },
	{ "carried",   "结转隐患",       "条", COUNT, .during = "found_on,ended_on", .by = "delay_cause,grade", HOUSE("结转隐患说明原因") },
	{ "in_time",   "按期整改率",     "%",  SHARE, "fixed_on", .where = "fix_done <= fix_due", .among = "fix_due IS NOT NULL AND " UNMERGED, TERM("hazard-on-inspection") },
	{ "operators", "存在隐患的主体", "家", DISTINCT, "found_on", .field = "operator", TERM("hazard-ledger") },
	{ "flow",      "隐患收销",       "条", FLOW,  "found_on", HOUSE("上年结转 + 新发现 = 销号 + 结转下年") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list",       SECTION, HOUSE("承办人员看本科室隐患") },
	{ HEADS|LEADER, "view,list,print", BUREAU,  HOUSE("负责人看全局隐患") },
	{ OPERATOR,     "view,list",       OWN, .fields = "operator,place,kind,grade,facts,found_on,due,measure,fixed_on,rechecked_on,deferred_to,photos_before,photos_after", HOUSE("主体看自己的隐患") },
	{ SUPERIOR,     "view,list",       SUBORDINATES, .fields = "kind,grade,found_on,due,fixed_on,rechecked_on,supervised_on", HOUSE("上级看数字和上报字段") },
	),
};
