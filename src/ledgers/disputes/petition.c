/*
 * petition.c - letters and visits
 *
 * Law: 信访工作条例 (2022).  Days are calendar days except the objection.  The terms of 60 and 30 days and
 * the two reviews exist on the route `handle` only.  An accusation is marked as one when it is
 * registered, so that from then on only heads who are not accused see it.  Review and recheck are done
 * by superiors and recorded here.  The rating is the petitioner's own, once; none is none.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

#define UNMERGED "(merged_on IS NULL OR merged_on > $cutoff)"
#define UNKNOWN  "(unclear IS NOT NULL AND unclear)"

enum { REGISTERED, OBJECTED, ROUTED, HANDLING, REPLIED, REVIEWING, REVIEWED, RECHECKING, FINISHED, MOVED, WITHDRAWN };

const struct ledger ledger_petition = {
	.key = "petition", .label = "信访", .law = "信访工作条例", .title = "subject", .series = "信访",
	.hidden_from = "$user IN accused",

	FIELDS(
	{ "channel",     PICK,  "渠道", MUST|LIST|UP, .of = "system,letter,visit,phone,web", .labels = "信访系统,来信,来访,电话,网络", ART("17") },
	{ "transferred", YESNO, "转送、交办事项", LIST, .hint = "由信访部门或者上级转来", ART("23") },
	{ "sender",      REF,   "转送单位", 0, .of = "org", ART("23") },
	{ "sender_number", TEXT, "转送文号或者系统编号", 0, ART("21") },
	{ "petitioner",  TEXT,  "信访人", PERSONAL|SECRET, ART("17") },
	{ "unclear",     YESNO, "信访人姓名（名称）或者住址不清", LIST, .hint = "匿名或者无法联系的，不书面告知", ART("23") },
	{ "phone",       TEXT,  "联系电话", PERSONAL|SECRET, .form = "phone", ART("17") },
	{ "group",       YESNO, "集体访", LIST|UP, ART("20") },
	{ "people",      NUMBER, "信访人数", UP, ART("20") },
	{ "urgent",      YESNO, "重大、紧急", LIST, TERM("petition-urgent") },
	{ "subject",     TEXT,  "事项", MUST, ART("17") },
	{ "operator",    REF,   "涉及主体", LIST, .of = "operator", ART("17") },
	{ "came_from",   REF,   "来源记录", 0, .of = "hotline,info_request", TERM("petition-not-info") },
	{ "received_on", DATE,  "收到之日", MUST|SORT|UP|PRINTED, TERM("petition-register") },
	{ "repeat_of",   REF,   "重复信访的前一事项", 0, .of = "petition", TERM("petition-final") },
	{ "route",       PICK,  "办理途径", LIST|UP, .of = "suggestion,accusation,procedure,duty,handle",
	  .labels = "意见建议类,检举控告类,导入法定程序,履行法定职责,按信访程序处理", TERM("petition-kinds") },
	{ "accused",     REFS,  "被检举控告人", SECRET, .of = "person", TERM("petition-secrecy") },
	{ "accused_name", TEXT, "被检举控告人（不在本局人员名录的）", PERSONAL|SECRET, TERM("petition-secrecy") },
	{ "told_on",     DATE,  "书面告知之日", 0, ART("23") },
	{ "accepted_on", DATE,  "受理之日", SORT|UP, TERM("petition-handle") },
	{ "moved_to",    TEXT,  "转送的单位", 0, ART("23") },
	{ "joint_with",  REFS,  "会同办理单位", 0, .of = "org", ART("24") },
	{ "statutory",   PICK,  "导入的法定程序", LIST, .of = "reconsideration,litigation,arbitration,licence,clue,other", .labels = "行政复议,诉讼,仲裁,行政许可和行政确认,违法线索查处（本局）,其他法定程序", ART("31") },
	{ "reason",      TEXT,  "理由", 0, ART("34") },
	{ "mediated_on", DATE,  "调解之日", 0, ART("33") },
	{ "mediation",   PICK,  "调解结果", 0, .of = "agreed,not_agreed", .labels = "达成协议,未达成协议", ART("33") },
	{ "replied_on",  DATE,  "答复之日", SORT|UP|PRINTED, TERM("petition-handle") },
	{ "reply_served_on", DATE, "信访人收到处理意见之日", 0, TERM("petition-review-ask") },
	{ "opinion",     TEXT,  "处理意见", PRINTED, TERM("petition-opinion") },
	{ "result",      PICK,  "结论", LIST|UP, .of = "supported,explained,not_supported", .labels = "请求合理予以支持,请求合理但缺乏依据作出解释,不予支持", TERM("petition-opinion") },
	{ "rating",      PICK,  "信访人评价", LIST|UP, .of = "satisfied,basically,unsatisfied", .labels = "满意,基本满意,不满意", HOUSE("由信访人本人评价，未评价的不填") },
	{ "review_asked_on", DATE, "申请复查之日", 0, TERM("petition-review-ask") },
	{ "reviewed_on", DATE,  "复查意见之日", UP, TERM("petition-review-do") },
	{ "review_served_on", DATE, "信访人收到复查意见之日", 0, TERM("petition-recheck-ask") },
	{ "review_result", PICK, "复查结果", LIST, .of = "upheld,changed", .labels = "维持,变更或者撤销", ART("35") },
	{ "recheck_asked_on", DATE, "申请复核之日", 0, TERM("petition-recheck-ask") },
	{ "rechecked_on", DATE, "复核意见之日", UP, TERM("petition-recheck-do") },
	{ "recheck_result", PICK, "复核结果", LIST, .of = "upheld,changed", .labels = "维持,变更或者撤销", ART("36") },
	),

	STATES(
	[REGISTERED] = { "registered", "已登记" },
	[OBJECTED]   = { "objected",   "已提出异议" },
	[ROUTED]     = { "routed",     "已分流" },
	[HANDLING]   = { "handling",   "办理中" },
	[REPLIED]    = { "replied",    "已答复" },
	[REVIEWING]  = { "reviewing",  "复查中" },
	[REVIEWED]   = { "reviewed",   "已复查" },
	[RECHECKING] = { "rechecking", "复核中" },
	[FINISHED]   = { "finished",   "已终结", FINAL },
	[MOVED]      = { "moved",      "转送其他单位或者导入法定程序", FINAL },
	[WITHDRAWN]  = { "withdrawn",  "撤回", FINAL },
	),

	STEPS(
	{ "register", "登记",     NEW,            REGISTERED, CLERK|ENGINE, "channel,petitioner?,unclear?,phone?,subject,received_on,transferred?,sender?,sender_number?,group?,people?,urgent?,operator?,came_from?,repeat_of?,route?,accused?,accused_name?", .day = "received_on", TERM("petition-register") },
	{ "report_up", "紧急报告", IN(REGISTERED)|IN(ROUTED)|IN(HANDLING), SAME, CHIEF|HEADS, NULL, .when = "urgent", .say = "只有重大、紧急事项需要立即报告。", TERM("petition-urgent") },
	{ "object",   "提出异议", IN(REGISTERED), OBJECTED,   CHIEF,   "reason", .within = "object", .when = "transferred", .say = "只有转送、交办的事项可以提出异议。", ART("23") },
	{ "agree",    "异议成立", IN(OBJECTED),   MOVED,      OUTSIDE, "moved_to", ART("23") },
	{ "refuse",   "异议不成立", IN(OBJECTED), REGISTERED, OUTSIDE, NULL, ART("23") },
	{ "tell_elsewhere", "告知向其他单位提出", IN(REGISTERED), MOVED, CHIEF, "told_on,moved_to", .day = "told_on", .within = "tell", .when = "transferred IS NULL OR NOT transferred", .say = "转送、交办的事项应当向转送单位提出异议。", ART("23") },
	{ "route",    "告知并分流", IN(REGISTERED), ROUTED,   CHIEF|HEADS, "route,told_on,accused?,accused_name?,joint_with?", .day = "told_on", .within = "tell", .is = FIRM, ART("31") },
	{ "route_unclear", "分流（信访人不明）", IN(REGISTERED), ROUTED, CHIEF|HEADS, "route,accused?,accused_name?,joint_with?", .when = UNKNOWN, .say = "信访人姓名、住址清楚的，应当书面告知。", .is = FIRM, ART("23") },
	{ "import",   "导入法定程序", IN(ROUTED),   MOVED,    CHIEF,   "statutory,moved_to?", .when = "route = 'procedure'", .say = "只有应当导入法定程序的事项可以导入。", TERM("petition-kinds") },
	{ "pass_on",  "移送纪检监察机关", IN(ROUTED), MOVED,  HEADS,   "moved_to", .when = "route = 'accusation'", .say = "只有检举控告事项移送纪检监察机关。", ART("30") },
	{ "accept",   "受理",     IN(ROUTED),     HANDLING,   CHIEF,   "accepted_on", .day = "accepted_on", .when = "route IN ('handle', 'procedure', 'duty', 'suggestion')", .say = "检举控告事项转纪检监察机关。", ART("34") },
	{ "refuse_again", "不再受理", IN(ROUTED), FINISHED,   CHIEF,   "reason,repeat_of", .when = "route = 'handle'", .say = "只有按信访程序处理的事项有复核终结。", TERM("petition-final") },
	{ "extend",   "延长期限", IN(HANDLING),   SAME,       HEAD,    "reason", .within = "first", .when = "route = 'handle'", .say = "只有按信访程序办理的事项可以延长。", .is = ONCE, TERM("petition-extend") },
	{ "mediate",  "调解",     IN(HANDLING),   SAME,       STAFF,   "mediated_on,mediation", .day = "mediated_on", ART("33") },
	{ "reply",    "答复",     IN(HANDLING),   REPLIED,    CHIEF,   "replied_on,opinion,result?", .day = "replied_on", .within = "handle", .is = FIRM, ART("34") },
	{ "serve",    "送达处理意见", IN(REPLIED), SAME,      STAFF,   "reply_served_on", .day = "reply_served_on", TERM("petition-review-ask") },
	{ "rate",     "评价",     IN(REPLIED)|IN(REVIEWED)|IN(FINISHED), SAME, OUTSIDE, "rating", .is = ONCE, HOUSE("由信访人本人评价，未评价的不填") },
	{ "ask_review", "申请复查", IN(REPLIED),  REVIEWING,  OUTSIDE, "review_asked_on", .day = "review_asked_on", .within = "ask_review", .when = "route = 'handle'", .say = "复查只适用于按信访程序处理的事项。", TERM("petition-review-ask") },
	{ "petition_review",  "复查", IN(REPLIED)|IN(REVIEWING), REVIEWED, OUTSIDE, "reviewed_on,review_result", .day = "reviewed_on", .within = "review", .when = "route = 'handle'", .say = "复查只适用于按信访程序处理的事项。", TERM("petition-review-do") },
	{ "serve_review", "复查意见送达", IN(REVIEWED), SAME, OUTSIDE, "review_served_on", .day = "review_served_on", TERM("petition-recheck-ask") },
	{ "ask_recheck", "申请复核", IN(REVIEWED), RECHECKING, OUTSIDE, "recheck_asked_on", .day = "recheck_asked_on", .within = "ask_recheck", TERM("petition-recheck-ask") },
	{ "petition_recheck", "复核", IN(REVIEWED)|IN(RECHECKING), FINISHED, OUTSIDE, "rechecked_on,recheck_result", .day = "rechecked_on", .within = "recheck", TERM("petition-recheck-do") },
	{ "redo",     "重新办理", IN(REVIEWED),   HANDLING,   OUTSIDE, NULL, .when = "review_result = 'changed'", .say = "复查维持的，不重新办理。", ART("35") },
	{ "end",      "终结",     IN(REPLIED),    FINISHED,   CHIEF,   NULL, .after = "ask_review", .when = "route = 'handle'", .say = "其他途径的事项用“办结”。", TERM("petition-review-ask") },
	{ "end_reviewed", "复查后终结", IN(REVIEWED), FINISHED, CHIEF, NULL, .after = "ask_recheck", TERM("petition-recheck-ask") },
	{ "finish",   "办结",     IN(REPLIED),    FINISHED,   CHIEF,   NULL, .when = "route <> 'handle'", .say = "申请复查的期限届满后才能终结。", TERM("petition-kinds") },
	{ "withdraw", "撤回",     IN(REGISTERED)|IN(ROUTED)|IN(HANDLING), WITHDRAWN, OUTSIDE, NULL, HOUSE("信访人撤回") },
	),

	CLOCKS(
	{ "object", RUNS,    TERM("petition-object"),        .from = "received_on", .when = "transferred" },
	{ "tell",   RUNS,    TERM("petition-direct-notice"), .from = "received_on", .when = "(transferred IS NULL OR NOT transferred) AND NOT " UNKNOWN },
	{ "tell",   RUNS,    TERM("petition-transferred-notice"), .from = "received_on", .when = "transferred AND NOT " UNKNOWN },
	{ "tell",   STOPS,   TERM("petition-object"),        .on_step = "agree" },
	{ "tell",   STOPS,   TERM("petition-direct-notice"), .on_step = "withdraw", .when = "told_on IS NULL" },
	{ "handle", RUNS,    TERM("petition-handle"),        .from = "accepted_on", .when = "route = 'handle'" },
	{ "handle", EXTENDS, TERM("petition-extend"),        .on_step = "extend" },
	{ "first",  RUNS,    TERM("petition-handle"),        .from = "accepted_on", .when = "route = 'handle' AND extend_on IS NOT NULL" },
	{ "handle", STOPS,   TERM("petition-handle"),        .on_step = "withdraw" },
	{ "ask_review",  RUNS, TERM("petition-review-ask"),  .from = "replied_on", .when = "route = 'handle'" },
	{ "ask_review",  RUNS, TERM("petition-review-ask"),  .from = "reply_served_on", .when = "route = 'handle' AND reply_served_on >= replied_on" },
	{ "review",      RUNS, TERM("petition-review-do"),   .from = "review_asked_on" },
	{ "ask_recheck", RUNS, TERM("petition-recheck-ask"), .from = "reviewed_on" },
	{ "ask_recheck", RUNS, TERM("petition-recheck-ask"), .from = "review_served_on", .when = "review_served_on >= reviewed_on" },
	{ "recheck",     RUNS, TERM("petition-recheck-do"),  .from = "recheck_asked_on" },
	),

	RULES(
	{ "petitioner <> '' OR " UNKNOWN, "信访人应当填写；匿名或者不清的，注明信访人不清。", ART("23") },
	{ "accepted_on <= tell_due OR accepted_on <= told_on", "是否受理应当在十五日内决定并告知，受理之日不得晚于告知期限。", .at = "accept", .is = LIVE, TERM("petition-direct-notice") },
	{ "extend_on <= first_due", "延长期限应当在原期限届满前批准。", .at = "extend", .is = LIVE, TERM("petition-extend") },
	{ "route <> 'handle' OR result <> ''", "处理意见书应当写明结论。", .at = "reply", TERM("petition-opinion") },
	{ "statutory = 'clue' OR moved_to <> ''", "导入其他机关的法定程序，应当写明是哪个单位。", .at = "import", ART("31") },
	{ "reply_served_on >= replied_on", "送达不得早于答复。", .at = "serve", HOUSE("日期先后") },
	{ "review_served_on >= reviewed_on", "送达不得早于复查意见。", .at = "serve_review", HOUSE("日期先后") },
	{ "route <> 'accusation' OR SOME(accused: TRUE) OR accused_name <> ''", "检举控告应当登记被检举控告人。", .at = "route,route_unclear", TERM("petition-secrecy") },
	{ "$user NOT IN accused", "被检举控告人不得办理。", TERM("petition-recusal") },
	{ "repeat_of <> id", "事项不能与自己重复。", HOUSE("重复信访") },
	{ "NOT urgent OR report_up_on IS NOT NULL", "重大、紧急事项应当立即报告。", .at = "route,route_unclear,tell_elsewhere", .is = WARN, TERM("petition-urgent") },
	),

	NEEDS(
	{ "accept", "repeat_of", "同一事实和理由的事项已经复核终结，不再受理。", .where = "rechecked_on IS NOT NULL", .how = NONE, .when = "route = 'handle'", TERM("petition-final") },
	{ "refuse_again", "repeat_of", "前一事项未经复核终结，应当受理。", .where = "rechecked_on IS NOT NULL", .is = LIVE, TERM("petition-final") },
	),

	OPENS(
	CASE_OFFERED("source='petition'," PARTY_IS_OPERATOR ",facts=subject,found_on=received_on", "TRUE")
	{ "import", "clue", "source='petition',reporter=petitioner,facts=subject,operator,came_from=id,received_on=$day", .when = "statutory = 'clue'", TERM("petition-kinds") },
	),

	PAPERS(
	{ "told",     "信访事项告知书", "route", .series = "信告", ART("23") },
	{ "elsewhere", "信访事项不予受理告知书", "tell_elsewhere", .series = "信告", ART("23") },
	{ "opinion",  "信访处理意见书", "reply", .series = "信复", .when = "route = 'handle'", .recall = "state = 'replied' AND reply_served_on IS NULL", .corrects = "opinion", TERM("petition-opinion") },
	{ "extended", "信访事项延长办理期限告知书", "extend", .series = "信延", TERM("petition-extend") },
	),

	FIGURES(
	{ "total",     "办理信访事项", "件", COUNT, "replied_on", .by = "channel,route", HOUSE("当年答复的信访事项") },
	{ "system",    "其中信访系统推送", "件", COUNT, "replied_on", .where = "channel = 'system'", HOUSE("当年答复的信访事项") },
	{ "received",  "收到信访事项", "件", COUNT, "received_on", .by = "channel", TERM("petition-register") },
	{ "group",     "集体访", "件", COUNT, "received_on", .where = "group", ART("20") },
	{ "repeats",   "重复信访", "件", COUNT, "received_on", .where = "repeat_of IS NOT NULL", HOUSE("重复信访") },
	{ "rated",     "已评价", "件", COUNT, "replied_on", .where = "rating <> '' AND (rate_on IS NULL OR rate_on <= $cutoff)", .by = "rating", HOUSE("由信访人本人评价，未评价的不填") },
	{ "satisfied", "满意率", "%", SHARE, "replied_on", .where = "rating IN ('satisfied', 'basically')", .among = "rating <> '' AND (rate_on IS NULL OR rate_on <= $cutoff) AND " UNMERGED, HOUSE("满意和基本满意占已评价的比例") },
	{ "in_time",   "按期办结率", "%", SHARE, "accepted_on", .where = "handle_done <= handle_due", .among = "route = 'handle' AND (handle_due <= $cutoff OR (handle_due IS NOT NULL AND handle_done <= $cutoff)) AND " UNMERGED, TERM("petition-handle") },
	{ "told_in_time", "按期告知率", "%", SHARE, "received_on", .where = "tell_done <= tell_due", .among = "(tell_due <= $cutoff OR (tell_due IS NOT NULL AND tell_done <= $cutoff)) AND " UNMERGED, TERM("petition-direct-notice") },
	{ "flow",      "信访收结", "件", FLOW, "received_on", TERM("petition-register") },
	),

	ACCESS(
	{ STAFF,        "view,list", SECTION, .where = "route <> 'accusation'", TERM("petition-secrecy") },
	{ HEADS,        "view,list,print", BUREAU, TERM("petition-secrecy") },
	{ CLERK|CHIEF,  "view", SECTION, .fields = "petitioner,phone", .where = "route <> 'accusation'", TERM("petition-secrecy") },
	{ HEADS,        "view", BUREAU, .fields = "petitioner,phone,accused,accused_name", TERM("petition-secrecy") },
	{ SUPERIOR,     "view,list", SUBORDINATES, .fields = "channel,group,people,received_on,route,accepted_on,replied_on,result,rating,reviewed_on,rechecked_on", HOUSE("信访人姓名不上报") },
	),
};
