/*
 * clue.c - leads to breaches of law, from receipt to a case or a reason against one
 *
 * Law: 行政处罚法 54: what meets the standard is opened promptly; how many days there are to verify is a
 * setting.  A reporter is secret and never goes up.
 */
#include "model/declare.h"

/* clang-format off */

enum { RECEIVED, VERIFYING, VERIFIED, OPENED, NOT_OPENED, REFERRED };

const struct ledger ledger_clue = {
	.key = "clue", .label = "线索", .law = "行政处罚法", .title = "facts", .series = "线索",

	FIELDS(
	{ "source",      PICK, "来源", MUST|LIST|UP, .of = "inspection,report,hotline,petition,superior,town,transfer,media",
	  .labels = "行政检查,投诉举报,12345热线,信访,上级交办,镇街报送,其他机关移送,媒体报道", ART("54") },
	{ "came_from",   REF,  "来源记录", 0, .of = "inspection,hotline,petition,complaint,correction,referral,oversight", ART("54") },
	{ "reporter",    TEXT, "举报人", PERSONAL|SECRET, .hint = "匿名的不填", HOUSE("举报人信息保密") },
	{ "named",       YESNO, "实名举报", 0, HOUSE("实名举报应当答复") },
	{ "operator",    REF,  "涉及主体", LIST, .of = "operator", ART("54") },
	{ "facts",       TEXT, "线索内容", MUST, ART("54") },
	{ "act_on",      DATE, "行为发生之日", 0, TERM("limitation-start") },
	{ "received_on", DATE, "收到之日", MUST|SORT|UP, ART("54") },
	{ "officers",    REFS, "核查人员", 0, .of = "officer", ART("42") },
	{ "verified_on", DATE, "核查完毕之日", SORT, TERM("case-filing-promptly") },
	{ "verification", TEXT, "核查情况", 0, TERM("case-filing-promptly") },
	{ "result",      PICK, "结果", LIST|UP, .of = "opened,not_open,referred", .labels = "立案,不予立案,移送", TERM("case-filing-promptly") },
	{ "reason",      PICK, "不予立案的理由", LIST, .of = "no_breach,minor,out_of_time,not_ours,no_facts,handled", .labels = "没有违法行为,违法行为轻微已当场改正,超过追责时效,不属于本局管辖,无法查证,已经处理", ART("36") },
	{ "explanation", TEXT, "理由说明", 0, TERM("case-filing-promptly") },
	{ "referred_to", REF,  "移送单位", 0, .of = "org", TERM("jurisdiction") },
	{ "party_kind",  PICK, "当事人类别", 0, .of = "citizen,organisation", .labels = "公民,法人或者其他组织", ART("54") },
	{ "party_name",  TEXT, "当事人姓名或者名称", PERSONAL, ART("54") },
	{ "replied_on",  DATE, "答复举报人之日", SORT, HOUSE("实名举报应当答复") },
	{ "reply",       TEXT, "答复内容", SECRET, HOUSE("实名举报应当答复") },
	),

	STATES(
	[RECEIVED]   = { "received",  "待核查" },
	[VERIFYING]  = { "verifying", "核查中" },
	[VERIFIED]   = { "verified",  "已核查" },
	[OPENED]     = { "opened",    "已立案呈批", FINAL },
	[NOT_OPENED] = { "not_open",  "不予立案", FINAL },
	[REFERRED]   = { "referred",  "已移送", FINAL },
	),

	STEPS(
	{ "receive",   "收到",     NEW,            RECEIVED,   STAFF|LEGAL|ENGINE, "source,reporter?,named?,operator?,facts,act_on?,came_from?,received_on", .day = "received_on", ART("54") },
	{ "assign",    "交办",     IN(RECEIVED),   VERIFYING,  CHIEF,   "officers", ART("42") },
	{ "verify",    "核查完毕", IN(RECEIVED)|IN(VERIFYING), VERIFIED, OFFICER|CHIEF, "verified_on,verification,operator?,act_on?,officers?", .day = "verified_on", .within = "verify", TERM("case-filing-promptly") },
	{ "open_case", "提请立案", IN(VERIFIED),   OPENED,     CHIEF,   "result?,party_kind,party_name,officers,operator?,act_on?", .set = "result='opened'", TERM("case-filing-promptly") },
	{ "decline",   "不予立案", IN(VERIFIED),   NOT_OPENED, HEADS,   "result?,reason,explanation", .set = "result='not_open'", TERM("case-filing-promptly") },
	{ "pass_on",   "移送",     IN(RECEIVED)|IN(VERIFIED), REFERRED, CHIEF, "result?,referred_to,explanation", .set = "result='referred'", TERM("jurisdiction") },
	{ "reply",     "答复举报人", IN(OPENED)|IN(NOT_OPENED)|IN(REFERRED), SAME, OFFICER|CHIEF, "replied_on,reply", .day = "replied_on", .within = "reply", HOUSE("实名举报应当答复") },
	{ "recheck",   "重新核查", IN(NOT_OPENED), VERIFYING,  HEADS,   "explanation", .is = REOPENS, ART("76") },
	),

	CLOCKS(
	{ "verify", RUNS, TERM("case-filing-days-local"), .from = "received_on" },
	{ "reply",  RUNS, TERM("report-handling-days"),   .from = "received_on", .when = "source = 'report'" },
	),

	RULES(
	{ "source <> 'report' OR named IS NULL OR NOT named OR reporter <> ''", "实名举报应当登记举报人。", .at = "receive", HOUSE("实名举报应当答复") },
	{ "reporter <> ''", "没有实名举报人，不需要答复。", .at = "reply", .is = WARN, HOUSE("实名举报应当答复") },
	),

	OPENS(
	{ "open_case", "case", "source,came_from=id,parties.kind=party_kind,parties.operator=operator,parties.name=party_name,facts,act_on,found_on=received_on,procedure='ordinary',officers", .take = "propose", TERM("case-filing-promptly") },
	{ "pass_on", "referral", "link=id,kind='jurisdiction',to=referred_to,grounds=explanation,reported_on=$day", .take = "propose", TERM("jurisdiction") },
	),

	FIGURES(
	{ "received", "收到线索", "条", COUNT, "received_on", .by = "source", ART("54") },
	{ "results",  "线索核查结果", "条", COUNT, "ended_on", .where = "result <> ''", .by = "source,result", TERM("case-filing-promptly") },
	{ "merged",   "合并的线索", "条", COUNT, "merged_on", .by = "source", HOUSE("重复线索合并") },
	{ "in_time",  "按期核查率", "%", SHARE, "received_on", .where = "verify_done <= verify_due", .among = "verify_due <= $cutoff AND (merged_on IS NULL OR merged_on > $cutoff)", TERM("case-filing-days-local") },
	{ "replied",  "实名举报答复率", "%", SHARE, "received_on", .where = "replied_on <= $cutoff", .among = "named AND ended_on <= $cutoff", HOUSE("实名举报应当答复") },
	{ "flow",     "线索收结", "条", FLOW, "received_on", HOUSE("上年结转 + 新收 = 办结 + 结转下年") },
	),

	STANDARDS(
	{ "unfiled",   "线索收到后很久没有核查处理", "received_on + {watch-unfiled} >= $today", .in = "received,verifying,verified", .way = "核查完毕，提请立案、不予立案或者移送。", .is = ANOMALY, TERM("case-filing-promptly") },
	),

	PAPERS(
	{ "slip",     "举报登记处理单", "receive", .series = "举登", .when = "source = 'report'", ART("54") },
	{ "not_open", "不予立案告知书", "decline", .series = "不立", .when = "named", HOUSE("实名举报应当答复") },
	{ "reply",    "举报处理情况答复书", "reply", .series = "举复", .when = "named AND result <> 'not_open'", HOUSE("实名举报应当答复") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list", SECTION, HOUSE("办案人员看本科室线索") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("负责人看全局线索") },
	{ CHIEF|HEADS,  "view", SECTION, .fields = "reporter,reply", HOUSE("举报人信息保密") },
	{ SUPERVISOR,   "view,list", BUREAU, ART("76") },
	{ SUPERIOR,     "view", SUBORDINATES, .fields = "source,received_on,result", HOUSE("举报人不上报") },
	),
};
