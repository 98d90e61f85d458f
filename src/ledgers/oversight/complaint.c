/*
 * complaint.c - disputes brought by consumers, and reports of breaches, each with steps of its own
 *
 * Terms: report-reject-grounds, report-handling-days (a setting), show-report-result.  A dispute is mediated
 * between two private parties; a report becomes a clue, its reporter stays secret and may be rewarded.
 */
#include "model/declare.h"

/* clang-format off */

enum { RECEIVED, MEDIATING, SETTLED, UNSETTLED, CHECKING, CHECKED, REPLIED, CLOSED, REFUSED, WITHDRAWN };

const struct ledger ledger_complaint = {
	.key = "complaint", .label = "投诉举报", .law = "文化市场举报办理规范", .title = "subject", .series = "投举",

	FIELDS(
	{ "kind",        PICK,  "类型", MUST|LIST|UP, .of = "dispute,report", .labels = "投诉（消费纠纷）,举报（违法行为）", TERM("report-reject-grounds") },
	{ "channel",     PICK,  "渠道", MUST|LIST|UP, .of = "12318,hotline,visit,letter,web,platform,superior,other", .labels = "12318,12345热线,来访,来信,网络,12315等平台,上级转办,其他", TERM("report-handling-days") },
	{ "object",      PICK,  "对象", LIST|UP, .of = "entertainment,internet,performance,travel,scenic,printing,publication,film,broadcast,art,art_training,script,esports_hotel,relic,other",
	  .labels = "歌舞游艺娱乐场所,互联网上网服务场所,营业性演出,旅行社,旅游景区,印刷企业,出版物经营,电影放映,广播电视,艺术品经营,艺术培训,剧本娱乐,电竞酒店,文物,其他", TERM("report-handling-days") },
	{ "operator",    REF,   "被投诉举报主体", LIST, .of = "operator", TERM("report-handling-days") },
	{ "subject",     TEXT,  "事项", MUST, TERM("report-handling-days") },
	{ "happened_on", DATE,  "行为发生之日", 0, TERM("report-reject-grounds") },
	{ "complainant", TEXT,  "投诉人", PERSONAL, TERM("report-handling-days") },
	{ "reporter",    TEXT,  "举报人", PERSONAL|SECRET, .hint = "匿名的不填", HOUSE("举报人信息保密") },
	{ "phone",       TEXT,  "联系电话", PERSONAL|SECRET, .form = "phone", HOUSE("举报人信息保密") },
	{ "claim",       TEXT,  "请求", 0, HOUSE("消费纠纷调解") },
	{ "came_from",   REF,   "来源记录", 0, .of = "hotline,petition", TERM("hotline-not-other-procedure") },
	{ "received_on", DATE,  "收到之日", MUST|SORT|UP, TERM("report-handling-days") },
	{ "accepted_on", DATE,  "受理之日", SORT|UP, TERM("report-handling-days") },
	{ "refusal",     PICK,  "不予受理的情形", LIST, .of = "out_of_time,accepted_already,court,not_ours,no_facts,other", .labels = "超过二年追责时效,已经受理,属于法院或者其他途径,不属于本局职责,无具体事实,其他", TERM("report-reject-grounds") },
	{ "reason",      TEXT,  "理由", 0, TERM("report-reject-grounds") },
	{ "mediated_on", DATE,  "调解之日", SORT, HOUSE("消费纠纷调解") },
	{ "settlement",  TEXT,  "调解协议", 0, HOUSE("消费纠纷调解") },
	{ "paid_out",    MONEY, "赔付金额", UP, HOUSE("消费纠纷调解") },
	{ "paid_on",     DATE,  "赔付之日", 0, HOUSE("消费纠纷调解") },
	{ "due",         DATE,  "办理期限", SORT, .hint = "有文件规定或者平台限定期限的，填最后一日", HOUSE("投诉办理期限按文件或者平台限定") },
	{ "handled_on",  DATE,  "处理完毕之日", SORT, TERM("show-report-result") },
	{ "result",      PICK,  "结果", LIST|UP, .of = "settled,unsettled,punished,corrected,not_found,referred,withdrawn", .labels = "调解达成,调解未达成,立案处罚,责令改正,未发现违法,移送,撤回", TERM("report-handling-days") },
	{ "replied_on",  DATE,  "答复之日", SORT|UP, TERM("report-handling-days") },
	{ "reply",       TEXT,  "答复内容", 0, TERM("report-handling-days") },
	{ "published_on", DATE, "处理结果公布之日", 0, TERM("show-report-result") },
	{ "reward",      MONEY, "举报奖励", SECRET, HOUSE("举报奖励须经批准") },
	{ "rewarded_on", DATE,  "发放奖励之日", SECRET, HOUSE("举报奖励须经批准") },
	),

	STATES(
	[RECEIVED]  = { "received",  "待处理" },
	[MEDIATING] = { "mediating", "调解中" },
	[SETTLED]   = { "settled",   "调解达成" },
	[UNSETTLED] = { "unsettled", "调解未达成" },
	[CHECKING]  = { "checking",  "已转线索核查" },
	[CHECKED]   = { "checked",   "核查处理完毕" },
	[REPLIED]   = { "replied",   "已答复" },
	[CLOSED]    = { "closed",    "已办结", FINAL },
	[REFUSED]   = { "refused",   "不予受理", FINAL },
	[WITHDRAWN] = { "withdrawn", "撤回", FINAL },
	),

	STEPS(
	{ "receive",  "收到",       NEW,           RECEIVED,  CLERK|ENGINE, "kind,channel,object?,operator?,subject,happened_on?,complainant?,reporter?,phone?,claim?,came_from?,received_on,due?", .day = "received_on", TERM("report-handling-days") },
	{ "refuse",   "不予受理",   IN(RECEIVED),  REFUSED,   CHIEF,   "refusal,reason", .within = "handle", TERM("report-reject-grounds") },

	{ "accept",   "受理投诉",   IN(RECEIVED),  MEDIATING, CHIEF,   "accepted_on,object", .day = "accepted_on", .only = "kind = 'dispute'", .say = "举报不调解，应当转线索核查。", HOUSE("消费纠纷调解") },
	{ "mediate",  "调解达成",   IN(MEDIATING)|IN(UNSETTLED), SETTLED, STAFF, "mediated_on,settlement,paid_out?", .day = "mediated_on", HOUSE("消费纠纷调解") },
	{ "fail",     "调解未达成", IN(MEDIATING), UNSETTLED, STAFF,   "mediated_on,reason", .day = "mediated_on", HOUSE("消费纠纷调解") },
	{ "pay_out",  "记录赔付",   IN(SETTLED)|IN(REPLIED)|IN(CLOSED), SAME, OUTSIDE, "paid_out,paid_on", .day = "paid_on", HOUSE("消费纠纷调解") },

	{ "check",    "受理举报并转线索", IN(RECEIVED), CHECKING, CHIEF, "accepted_on,object", .day = "accepted_on", .only = "kind = 'report'", .say = "投诉先行调解；其中的违法行为另行登记举报。", TERM("report-handling-days") },
	{ "conclude", "核查处理完毕", IN(CHECKING), CHECKED,  STAFF,   "handled_on,result", .day = "handled_on", TERM("show-report-result") },
	{ "publish",  "公布处理结果", IN(CHECKED)|IN(REPLIED)|IN(CLOSED), SAME, CLERK, "published_on", .day = "published_on", .within = "publish", .is = FIRM, .only = "kind = 'report'", .say = "只公布举报的处理结果。", TERM("show-report-result") },
	{ "reward",   "批准奖励",   IN(CHECKED)|IN(REPLIED)|IN(CLOSED), SAME, HEADS, "reward", .when = "kind = 'report' AND result IN ('punished', 'corrected', 'referred')", .say = "查证属实的举报才可以奖励。", HOUSE("举报奖励须经批准") },
	{ "pay_reward", "发放奖励", IN(CHECKED)|IN(REPLIED)|IN(CLOSED), SAME, CLERK, "rewarded_on", .day = "rewarded_on", .when = "reward_on IS NOT NULL", .say = "奖励尚未批准。", .not_by = "reward", HOUSE("举报奖励须经批准") },

	{ "reply",    "答复",       IN(SETTLED)|IN(UNSETTLED)|IN(CHECKED), REPLIED, STAFF, "replied_on,reply,result", .day = "replied_on", .within = "handle", TERM("report-handling-days") },
	{ "close",    "办结",       IN(REPLIED),   CLOSED,    CLERK,   NULL, TERM("report-handling-days") },
	{ "close_anonymous", "匿名举报办结", IN(CHECKED), CLOSED, CLERK, NULL, .when = "reporter = ''", .say = "实名举报应当答复举报人。", TERM("report-handling-days") },
	{ "withdraw", "撤回",       IN(RECEIVED)|IN(MEDIATING)|IN(UNSETTLED), WITHDRAWN, OUTSIDE, NULL, .only = "kind = 'dispute'", .say = "举报不因撤回而停止核查。", HOUSE("消费纠纷调解") },
	),

	CLOCKS(
	{ "handle",  RUNS, TERM("report-handling-days"), .from = "received_on", .when = "kind = 'report'" },
	{ "handle",  ENDS, HOUSE("投诉办理期限按文件或者平台限定"), .from = "due" },
	{ "publish", RUNS, TERM("show-report-result"), .from = "handled_on", .when = "kind = 'report' AND object = 'performance'" },
	),

	RULES(
	{ "kind = 'report' OR complainant <> ''", "投诉应当有投诉人。", .at = "accept", HOUSE("消费纠纷调解") },
	{ "kind = 'dispute' OR complainant = ''", "举报人填入保密的“举报人”栏。", HOUSE("举报人信息保密") },
	{ "kind <> 'dispute' OR result IN ('settled', 'unsettled')", "投诉的结果是调解达成或者未达成。", .at = "reply", HOUSE("消费纠纷调解") },
	{ "kind <> 'report' OR result NOT IN ('settled', 'unsettled')", "举报不以调解结案。", .at = "conclude,reply", TERM("report-handling-days") },
	{ "reward > 0", "奖励金额应当大于零。", .at = "reward", HOUSE("举报奖励须经批准") },
	),

	NEEDS(
	{ "conclude", "clue.came_from", "线索尚未核查完毕。", .where = "ended_on IS NOT NULL", .is = LIVE, TERM("report-handling-days") },
	{ "conclude", "clue.came_from", "没有由该举报查处的案件决定。", .where = "SOME(case.came_from: decided_on IS NOT NULL)", .when = "result = 'punished'", .is = WARN, TERM("report-handling-days") },
	),

	OPENS(
	{ "check", "clue", "source='report',reporter,facts=subject,operator,came_from=id,received_on=$day", TERM("report-handling-days") },
	),

	FIGURES(
	{ "received", "收到投诉举报", "件", COUNT, "received_on", .by = "kind,channel,object", TERM("report-handling-days") },
	{ "results",  "办理结果",     "件", COUNT, "replied_on", .by = "kind,result", TERM("report-handling-days") },
	{ "refused",  "不予受理",     "件", COUNT, "refuse_on", .by = "refusal", TERM("report-reject-grounds") },
	{ "settled",  "调解达成率",   "%",  SHARE, "mediated_on", .where = "SOME(states: state = 'settled')", .among = "kind = 'dispute'", HOUSE("消费纠纷调解") },
	{ "paid_out", "调解赔付",     "元", SUM,   "mediated_on", .field = "paid_out", HOUSE("消费纠纷调解") },
	{ "published", "演出举报结果按期公布率", "%", SHARE, "handled_on", .where = "publish_done <= publish_due", .among = "kind = 'report' AND object = 'performance'", TERM("show-report-result") },
	{ "in_time",  "按期答复率",   "%",  SHARE, "replied_on", .where = "handle_done <= handle_due", .among = "handle_due IS NOT NULL", TERM("report-handling-days") },
	{ "flow",     "投诉举报收结", "件", FLOW,  "received_on", TERM("report-handling-days") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list",       SECTION, HOUSE("承办人员看本科室事项") },
	{ HEADS|LEADER, "view,list,print", BUREAU,  HOUSE("负责人看全局事项") },
	{ CHIEF|HEADS,  "view",            SECTION, .fields = "reporter,phone,reward,rewarded_on", HOUSE("举报人信息保密") },
	{ CLERK,        "view",            SECTION, .fields = "phone", .where = "kind = 'dispute'", HOUSE("消费纠纷调解") },
	{ SUPERIOR,     "view,list",       SUBORDINATES, .fields = "kind,channel,object,received_on,accepted_on,result,paid_out,replied_on", HOUSE("举报人不上报") },
	),
};
