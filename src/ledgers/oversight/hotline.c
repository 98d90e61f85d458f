/*
 * hotline.c - tickets of the 12345 line
 *
 * Law: 天津市政务服务便民热线管理办法.  The first terms are minutes on the clock, the others working
 * days; which apply depends on the kind and, since 2025-01-01, on the new rules (terms.csv).  The days to
 * finish are a setting.  `contacted_at` is the first contact; later ones are rows of attempts.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

#define UNMERGED "(merged_on IS NULL OR merged_on > $cutoff)"

enum { RECEIVED, RETURNED, ACCEPTED, UNREACHED, CONTACTED, REPLIED, CLOSED, SENT_BACK, WITHDRAWN, TURNED };

const struct ledger ledger_hotline = {
	.key = "hotline", .label = "12345工单", .law = "天津市政务服务便民热线管理办法", .title = "subject", .series = "热线",

	FIELDS(
	{ "ticket_number", TEXT, "工单编号", MUST|SORT, TERM("hotline-steps") },
	{ "kind",        PICK, "类别", MUST|LIST|UP, .of = "enquiry,complaint,report,advice,help,danger,utility",
	  .labels = "咨询,投诉,举报,建议,求助,危及生命财产安全,水电气热", TERM("hotline-steps") },
	{ "subject",     TEXT, "诉求", MUST, TERM("hotline-steps") },
	{ "caller",      TEXT, "来电人", PERSONAL, TERM("hotline-steps") },
	{ "phone",       TEXT, "来电号码", PERSONAL, .form = "phone", TERM("hotline-steps") },
	{ "operator",    REF,  "涉及主体", LIST, .of = "operator", TERM("hotline-steps") },
	{ "complex",     YESNO, "复杂工单", LIST, TERM("hotline-return") },
	{ "received_at", TIME, "收到时间", MUST|SORT|UP, TERM("hotline-accept-general") },
	{ "received_on", DATE, "收到之日", MUST|SORT|UP, TERM("hotline-accept-general") },
	{ "accepted_at", TIME, "接单时间", UP, TERM("hotline-accept-general") },
	{ "dispatches",  ROWS, "派单", 0, COLUMNS({ "on", DATE, "日期", MUST }, { "to", TEXT, "承办单位", MUST }, { "reason", TEXT, "退单理由" }), TERM("hotline-return-late") },
	{ "sent",        NUMBER, "派单次数", 0, .tally = COUNT, .over = "dispatches", TERM("hotline-return-late") },
	{ "contacted_at", TIME, "首次联系时间", UP, TERM("hotline-steps") },
	{ "attempts",    ROWS, "其他联系", 0, COLUMNS({ "at", TIME, "时间", MUST }, { "result", PICK, "结果", MUST|LIST, .of = "reached,unreachable", .labels = "已联系上,联系不上" }, { "note", TEXT, "情况" }), TERM("hotline-steps") },
	{ "missed",      NUMBER, "联系不上次数", 0, .tally = COUNT, .over = "attempts", .where = "result = 'unreachable'", TERM("hotline-steps") },
	{ "visited_on",  DATE, "现场办理之日", UP, TERM("hotline-steps") },
	{ "why_not",     TEXT, "未到现场的原因", 0, HOUSE("现场办理") },
	{ "replied_on",  DATE, "答复之日", SORT|UP, TERM("hotline-finish") },
	{ "reply",       TEXT, "答复内容", 0, TERM("hotline-finish") },
	{ "reason",      TEXT, "理由", 0, TERM("hotline-return") },
	{ "closed_on",   DATE, "办结之日", SORT|UP, TERM("hotline-steps") },
	{ "rating",      PICK, "回访评价", LIST|UP, .of = "satisfied,basically,unsatisfied", .labels = "满意,基本满意,不满意", TERM("hotline-steps") },
	{ "repeat_of",   REF,  "重复诉求的前一工单", 0, .of = "hotline", HOUSE("重复诉求") },
	{ "turned_to",   PICK, "转入的程序", LIST, .of = "petition,complaint,clue,reconsideration,litigation,arbitration,discipline",
	  .labels = "信访,投诉举报,违法线索,行政复议,诉讼,仲裁,纪检监察", TERM("hotline-not-other-procedure") },
	),

	STATES(
	[RECEIVED]  = { "received",  "待接单" },
	[RETURNED]  = { "returned",  "申请退单" },
	[ACCEPTED]  = { "accepted",  "办理中" },
	[UNREACHED] = { "unreached", "联系不上" },
	[CONTACTED] = { "contacted", "已联系" },
	[REPLIED]   = { "replied",   "已答复" },
	[CLOSED]    = { "closed",    "已办结", FINAL },
	[SENT_BACK] = { "sent_back", "已退单", FINAL },
	[WITHDRAWN] = { "withdrawn", "诉求人撤回", FINAL },
	[TURNED]    = { "turned",    "转入其他程序", FINAL },
	),

	STEPS(
	{ "receive",  "收到",       NEW,           RECEIVED,  CLERK,   "ticket_number,kind,subject,caller?,phone?,operator?,complex?,received_at,received_on,repeat_of?,dispatches?", .day = "received_on", .time = "received_at", TERM("hotline-steps") },
	{ "accept",   "接单",       IN(RECEIVED),  ACCEPTED,  CLERK,   "accepted_at", .time = "accepted_at", .within = "danger,utility,accept", TERM("hotline-accept-general") },
	{ "return",   "申请退单",   IN(RECEIVED),  RETURNED,  CHIEF,   "reason", .within = "return", .when = "sent < {hotline-return-late}", .say = "多次派单后由热线指定，不得再退。", TERM("hotline-return") },
	{ "agree",    "同意退单",   IN(RETURNED),  SENT_BACK, OUTSIDE, NULL, TERM("hotline-return") },
	{ "resend",   "再次派单",   IN(RETURNED),  RECEIVED,  OUTSIDE, "dispatches", TERM("hotline-return-late") },
	{ "contact",  "联系诉求人", IN(ACCEPTED)|IN(UNREACHED), CONTACTED, STAFF, "contacted_at", .time = "contacted_at", .is = ONCE, TERM("hotline-steps") },
	{ "contact_again", "再次联系", IN(ACCEPTED)|IN(UNREACHED)|IN(CONTACTED), CONTACTED, STAFF, "attempts", .when = "contacted_at IS NOT NULL", .say = "尚未首次联系。", TERM("hotline-steps") },
	{ "miss",     "联系不上",   IN(ACCEPTED)|IN(UNREACHED), UNREACHED, STAFF, "attempts", TERM("hotline-steps") },
	{ "visit",    "现场办理",   IN(CONTACTED)|IN(UNREACHED), SAME, OFFICER, "visited_on", .day = "visited_on", TERM("hotline-steps") },
	{ "extend",   "延期",       IN(ACCEPTED)|IN(UNREACHED)|IN(CONTACTED), SAME, CHIEF, "reason", .within = "first", .is = ONCE, TERM("hotline-finish") },
	{ "reply",    "答复",       IN(CONTACTED)|IN(UNREACHED), REPLIED, STAFF, "replied_on,reply,why_not?", .day = "replied_on", .within = "finish,first", TERM("hotline-finish") },
	{ "visit_back", "回访",     IN(REPLIED)|IN(CLOSED), SAME, OUTSIDE, "rating?", .is = ONCE, TERM("hotline-steps") },
	{ "close",    "办结",       IN(REPLIED),   CLOSED,    CLERK,   "closed_on", .day = "closed_on", TERM("hotline-steps") },
	{ "reopen",   "重新办理",   IN(CLOSED),    ACCEPTED,  OUTSIDE, "reason", .is = REOPENS, TERM("hotline-steps") },
	{ "withdraw", "撤回",       IN(RECEIVED)|IN(ACCEPTED)|IN(UNREACHED)|IN(CONTACTED), WITHDRAWN, OUTSIDE, NULL, TERM("hotline-steps") },
	{ "turn",     "转入其他程序", IN(RECEIVED)|IN(ACCEPTED)|IN(UNREACHED)|IN(CONTACTED), TURNED, CHIEF, "turned_to,replied_on?,reply?", TERM("hotline-not-other-procedure") },
	),

	CLOCKS(
	{ "danger",  RUNS,     TERM("hotline-accept-danger"),  .from = "received_at", .when = "kind = 'danger'" },
	{ "utility", RUNS,     TERM("hotline-accept-utility"), .from = "received_at", .when = "kind = 'utility'" },
	{ "danger",  RESTARTS, TERM("hotline-accept-danger"),  .on_step = "resend" },
	{ "utility", RESTARTS, TERM("hotline-accept-utility"), .on_step = "resend" },
	{ "accept",  RUNS,     TERM("hotline-accept-general"), .from = "received_on", .when = "kind NOT IN ('danger', 'utility')" },
	{ "accept",  RESTARTS, TERM("hotline-accept-general"), .on_step = "resend" },
	{ "return",  RUNS,     TERM("hotline-return"),         .from = "received_on" },
	{ "return",  RUNS,     TERM("hotline-return-complex"), .from = "received_on", .when = "complex" },
	{ "return",  RESTARTS, TERM("hotline-return"),         .on_step = "resend" },
	{ "finish",  RUNS,     TERM("hotline-finish"),         .from = "received_on" },
	{ "finish",  RESTARTS, TERM("hotline-finish"),         .on_step = "reopen" },
	{ "finish",  EXTENDS,  TERM("hotline-finish"),         .on_step = "extend" },
	{ "finish",  STOPS,    TERM("hotline-not-other-procedure"), .on_step = "turn" },
	{ "finish",  STOPS,    TERM("hotline-steps"),          .on_step = "withdraw" },
	{ "first",   RUNS,     TERM("hotline-finish"),         .from = "received_on", .when = "extend_on IS NOT NULL" },
	{ "first",   RESTARTS, TERM("hotline-finish"),         .on_step = "reopen" },
	{ "finish",  STOPS,    TERM("hotline-return"),         .on_step = "agree" },
	),

	RULES(
	{ "accepted_at >= received_at AND contacted_at >= received_at", "时间先后颠倒。", HOUSE("时间先后") },
	{ "visited_on IS NOT NULL OR why_not <> ''", "未到现场的，应当说明原因。", .at = "reply", HOUSE("现场办理") },
	{ "contacted_at IS NOT NULL OR missed > 0", "应当先联系诉求人；联系不上的，记录联系情况。", .at = "reply", TERM("hotline-steps") },
	{ "extend_on <= first_due", "延期应当在原期限届满前批准。", .at = "extend", .is = LIVE, TERM("hotline-finish") },
	{ "repeat_of <> id", "工单不能与自己重复。", HOUSE("重复诉求") },
	),

	OPENS(
	CASE_OFFERED("source='hotline'," PARTY_IS_OPERATOR ",facts=subject,found_on=received_on", "kind IN ('complaint', 'report', 'danger')")
	{ "turn", "petition", "channel='phone',petitioner=caller,phone,subject,operator,came_from=id,received_on=$day", .when = "turned_to = 'petition' AND caller <> ''", TERM("hotline-not-other-procedure") },
	{ "turn", "petition", "channel='phone',unclear='yes',phone,subject,operator,came_from=id,received_on=$day", .when = "turned_to = 'petition' AND caller = ''", TERM("hotline-not-other-procedure") },
	{ "turn", "complaint", "kind='report',channel='hotline',reporter=caller,phone,subject,operator,came_from=id,received_on=$day", .when = "turned_to = 'complaint' AND kind = 'report'", TERM("hotline-not-other-procedure") },
	{ "turn", "complaint", "kind='dispute',channel='hotline',complainant=caller,phone,subject,operator,came_from=id,received_on=$day", .when = "turned_to = 'complaint' AND kind <> 'report'", TERM("hotline-not-other-procedure") },
	{ "turn", "clue", "source='hotline',reporter=caller,facts=subject,operator,came_from=id,received_on=$day", .when = "turned_to = 'clue'", TERM("hotline-not-other-procedure") },
	),

	FIGURES(
	{ "total",    "收到工单",   "件", COUNT, "received_on", .by = "kind", TERM("hotline-steps") },
	{ "closed",   "回复办结率", "%",  SHARE, "received_on", .where = "replied_on <= $cutoff",
	  .among = "(agree_on IS NULL OR agree_on > $cutoff) AND (merged_on IS NULL OR merged_on > $cutoff)", HOUSE("截止日前已答复的，占收到减去已同意退单和已合并的") },
	{ "in_time",  "按期答复率", "%",  SHARE, "received_on", .where = "finish_done <= finish_due", .among = "(finish_due <= $cutoff OR (finish_due IS NOT NULL AND finish_done <= $cutoff)) AND " UNMERGED, TERM("hotline-finish") },
	{ "first_contact", "首次联系平均用时", "小时", MEAN, "received_on", .field = "contacted_at - received_at", .where = "contacted_at IS NOT NULL", TERM("hotline-steps") },
	{ "visited",  "现场办理率", "%",  SHARE, "received_on", .where = "visited_on <= $cutoff", .among = "replied_on <= $cutoff AND " UNMERGED, HOUSE("现场办理") },
	{ "repeats",  "重复诉求",   "件", COUNT, "received_on", .where = "repeat_of IS NOT NULL", HOUSE("重复诉求") },
	{ "returned", "已退单",     "件", COUNT, "received_on", .where = "agree_on <= $cutoff", TERM("hotline-return") },
	{ "turned",   "转入其他程序", "件", COUNT, "turn_on", .by = "turned_to", TERM("hotline-not-other-procedure") },
	{ "satisfied", "回访满意率", "%", SHARE, "received_on", .where = "rating IN ('satisfied', 'basically')", .among = "rating <> '' AND " UNMERGED, TERM("hotline-steps") },
	{ "flow",     "工单收结",   "件", FLOW,  "received_on", TERM("hotline-steps") },
	),

	ACCESS(
	{ STAFF,        "view,list",       SECTION, HOUSE("承办人员看本科室工单") },
	{ LEGAL,        "view,list",       BUREAU,  HOUSE("法制人员看全局工单") },
	{ HEADS|LEADER, "view,list,print", BUREAU,  HOUSE("负责人看全局工单") },
	{ SUPERIOR,     "view,list",       SUBORDINATES, .fields = "kind,received_at,received_on,accepted_at,contacted_at,visited_on,replied_on,closed_on,rating", HOUSE("来电人不上报") },
	),
};
