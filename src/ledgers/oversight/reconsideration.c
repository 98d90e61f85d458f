/*
 * reconsideration.c - reconsideration of an act of the bureau by the district government
 *
 * Law: 行政复议法 (2023).  A lane of the case it challenges, or of a request for information; what the body
 * decides is recorded here.  An on-the-spot fine may be handed in to the bureau, which corrects itself or
 * sends the application on.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { TAKEN_IN, SENT_ON, RECEIVED, ANSWERED, HEARD, DECIDED, DONE, WITHDRAWN, SELF_CORRECTED };

const struct ledger ledger_reconsideration = {
	.key = "reconsideration", .label = "行政复议", .law = "行政复议法", .title = "act", .series = "复议",

	FIELDS(
	{ "case",        REF,  "被复议的案件", LANE, .of = "case", ART("48") },
	{ "info_request", REF, "被复议的信息公开答复", LANE, .of = "info_request", TERM("review-first-info") },
	{ "act",         TEXT, "被申请复议的行为", MUST, ART("11") },
	{ "applicant",   TEXT, "申请人", PERSONAL, ART("14") },
	{ "role",        PICK, "本局地位", MUST|LIST, .of = "respondent,organ,third_party", .labels = "被申请人,复议机关,第三人", .hint = "区级部门自2024年起不再是复议机关", ART("19") },
	{ "body",        REF,  "复议机关", 0, .of = "org", .hint = "对区级部门的行为，只由区人民政府复议", TERM("review-forum") },
	{ "procedure",   PICK, "审理程序", LIST, .of = "ordinary,simple", .labels = "普通程序,简易程序", TERM("review-simple-types") },
	{ "body_number", TEXT, "复议案号", 0, ART("48") },
	{ "handed_in_on", DATE, "向本局提交申请之日", 0, TERM("review-via-agency") },
	{ "sent_on",     DATE, "转送复议机关之日", 0, TERM("review-via-agency") },
	{ "received_on", DATE, "收到申请书副本之日", SORT|UP, TERM("review-answer") },
	{ "answer_until", DATE, "答复通知书载明的期限", 0, .hint = "通知书另有期限的填写", TERM("review-answer") },
	{ "accepted_on", DATE, "复议机关受理之日", 0, TERM("review-decide") },
	{ "answered_on", DATE, "提出书面答复之日", SORT|UP, TERM("review-answer") },
	{ "answer",      TEXT, "答复要点", 0, TERM("review-answer") },
	{ "heard_on",    DATE, "听证之日", 0, TERM("review-head-hearing") },
	{ "head_present", YESNO, "负责人参加听证", LIST|UP, TERM("review-head-hearing") },
	{ "absent_why",  TEXT, "负责人不能参加的理由", 0, TERM("review-head-hearing") },
	{ "extended_to", DATE, "复议机关延长审理至", 0, TERM("review-decide") },
	{ "outcome",     PICK, "复议结果", LIST|UP, .of = "upheld,changed,annulled,confirmed_illegal,void,redo,perform,rejected,mediated,not_accepted,ended", .labels = "维持,变更,撤销,确认违法,确认无效,撤销并责令重新作出,责令履行,驳回,调解,不予受理,终止", ART("63") },
	{ "decided_on",  DATE, "复议决定之日", SORT|UP, TERM("review-decide") },
	{ "delivered_on", DATE, "复议决定送达申请人之日", 0, TERM("sue-after-review") },
	{ "stayed_on",   DATE, "停止执行之日", 0, ART("42") },
	{ "stay_why",    PICK, "停止执行的情形", 0, .of = "respondent,body,applicant,law", .labels = "本局认为需要,复议机关认为需要,申请人申请且要求合理,法律规定", ART("42") },
	{ "opinion_on",  DATE, "收到行政复议意见书之日", 0, TERM("review-opinion") },
	{ "opinion",     TEXT, "意见书的要求", 0, TERM("review-opinion") },
	{ "reported_on", DATE, "报告纠正情况之日", 0, TERM("review-opinion") },
	{ "report",      TEXT, "纠正情况", 0, TERM("review-opinion") },
	{ "carry_out_until", DATE, "履行期限", 0, ART("77") },
	{ "reason",      TEXT, "理由", 0, ART("32") },
	),

	STATES(
	[TAKEN_IN]  = { "taken_in",  "本局收到申请" },
	[SENT_ON]   = { "sent_on",   "已转送复议机关" },
	[RECEIVED]  = { "received",  "待答复" },
	[ANSWERED]  = { "answered",  "已答复" },
	[HEARD]     = { "heard",     "已听证" },
	[DECIDED]   = { "decided",   "已决定" },
	[DONE]      = { "done",      "已履行", FINAL },
	[WITHDRAWN] = { "withdrawn", "撤回申请", FINAL },
	[SELF_CORRECTED] = { "self_corrected", "本局自行改变", FINAL },
	),

	STEPS(
	{ "receive",  "收到申请书副本", NEW,        RECEIVED, LEGAL,   "case?,info_request?,act,applicant?,role,body?,procedure?,body_number?,accepted_on?,received_on,answer_until?", .day = "received_on", ART("48") },
	{ "take_in",  "本局收到申请", NEW,          TAKEN_IN, LEGAL|CLERK, "case?,act,applicant?,role,handed_in_on", .day = "handed_in_on", TERM("review-via-agency") },
	{ "send_on",  "转送复议机关", IN(TAKEN_IN), SENT_ON,  LEGAL,   "sent_on,body?", .day = "sent_on", .within = "send_on", TERM("review-via-agency") },
	{ "correct",  "自行改变",   IN(TAKEN_IN),   SELF_CORRECTED, HEADS, "reason", TERM("review-via-agency") },
	{ "take_up",  "收到受理和答复通知", IN(SENT_ON), RECEIVED, LEGAL, "received_on,accepted_on?,procedure?,body_number?,answer_until?", .day = "received_on", ART("48") },
	{ "answer",   "提出答复",   IN(RECEIVED),   ANSWERED, LEGAL,   "answered_on,answer?", .day = "answered_on", .within = "answer", .is = FIRM, ART("48") },
	{ "hear",     "听证",       IN(ANSWERED),   HEARD,    OUTSIDE, "head_present,absent_why?,heard_on?", ART("50") },
	{ "extend",   "复议机关延长期限", IN(ANSWERED)|IN(HEARD), SAME, OUTSIDE, "extended_to", .is = ONCE, ART("62") },
	{ "decide",   "复议决定",   IN(RECEIVED)|IN(ANSWERED)|IN(HEARD), DECIDED, OUTSIDE, "outcome,decided_on,carry_out_until?", .day = "decided_on", .within = "decide", ART("62") },
	{ "stay",     "停止执行",   IN(RECEIVED)|IN(ANSWERED)|IN(HEARD), SAME, HEADS|OUTSIDE, "stayed_on,stay_why", .day = "stayed_on", ART("42") },
	{ "deliver",  "复议决定送达申请人", IN(DECIDED), SAME,   LEGAL|OUTSIDE, "delivered_on", .day = "delivered_on", TERM("sue-after-review") },
	{ "get_opinion", "收到意见书", IN(RECEIVED)|IN(ANSWERED)|IN(HEARD)|IN(DECIDED)|IN(DONE), SAME, LEGAL, "opinion_on,opinion", .day = "opinion_on", TERM("review-opinion") },
	{ "report_back", "报告纠正情况", IN(RECEIVED)|IN(ANSWERED)|IN(HEARD)|IN(DECIDED)|IN(DONE), SAME, LEGAL|HEADS, "reported_on,report", .day = "reported_on", .within = "opinion", .when = "opinion_on IS NOT NULL", .say = "没有收到意见书。", TERM("review-opinion") },
	{ "carry_out", "履行",      IN(DECIDED),    DONE,     HEADS,   NULL, .within = "carry_out", ART("77") },
	{ "withdraw", "撤回",       IN(TAKEN_IN)|IN(SENT_ON)|IN(RECEIVED)|IN(ANSWERED)|IN(HEARD), WITHDRAWN, OUTSIDE, NULL, ART("74") },
	),

	CLOCKS(
	{ "send_on",   RUNS, TERM("review-via-agency"), .from = "handed_in_on" },
	{ "answer",    RUNS, TERM("review-answer"), .from = "received_on", .when = "procedure <> 'simple'" },
	{ "answer",    RUNS, TERM("review-answer-simple"), .from = "received_on", .when = "procedure = 'simple'" },
	{ "answer",    ENDS, TERM("review-answer"), .from = "answer_until" },
	{ "answer",    STOPS, ART("74"),            .on_step = "withdraw", .when = "answered_on IS NULL" },
	{ "decide",    RUNS, TERM("review-decide"), .from = "accepted_on", .when = "procedure <> 'simple'" },
	{ "decide",    RUNS, TERM("review-decide-simple"), .from = "accepted_on", .when = "procedure = 'simple'" },
	{ "decide",    ENDS, TERM("review-decide"), .from = "extended_to" },
	{ "sue",       RUNS, TERM("sue-after-review"), .from = "delivered_on", .window = 1 },
	{ "opinion",   RUNS, TERM("review-opinion"), .from = "opinion_on" },
	{ "carry_out", ENDS, ART("77"),             .from = "carry_out_until" },
	),

	RULES(
	{ "role <> 'organ'", "2024年起，区级部门不再是复议机关。", .at = "receive,take_in", TERM("review-forum") },
	{ "procedure <> '' OR (info_request IS NULL AND NOT SOME(case: procedure = 'simple' OR NOT SOME(penalties: kind NOT IN ('warning', 'criticism')) OR fine <= {review-simple-types}))", "可以适用简易程序的案件，没有写明审理程序：简易程序五个工作日内答复，核对答复通知书。", .at = "receive,take_up", .is = WARN, TERM("review-simple-types") },
	{ "head_present OR absent_why <> ''", "负责人不能参加听证的，应当说明理由并委托相应的工作人员。", .at = "hear", TERM("review-head-hearing") },
	{ "answered_on IS NOT NULL", "未提出答复，视为该行为没有证据、依据。", .at = "decide", .is = WARN, TERM("review-silence") },
	),

	NEEDS(
	{ "answer", "legal_review.link", "答复先经合法性审查。", .where = "state = 'adopted'", .is = WARN, HOUSE("复议答复先经合法性审查") },
	{ "carry_out", "case", "被撤销的决定应当先撤销或者重新办理。", .where = "annul_on >= me.decided_on OR redo_on >= me.decided_on", .when = "case IS NOT NULL AND outcome IN ('annulled', 'redo', 'void')", .is = LIVE, ART("77") },
	{ "take_in", "case", "只有当场处罚或者电子技术监控设备记录的处罚，可以向本局提交复议申请。", .where = "procedure = 'simple' OR SOME(evidence: kind = 'monitoring')", .is = WARN, TERM("review-via-agency") },
	),

	OPENS(
	{ "receive,take_up", "case.payment.case", "contested_on=$day", .take = "contest", .where = UNPAID_THEN, TERM("surcharge-pause") },
	{ "decide,withdraw", "case.payment.case", NULL, .take = "conclude", .where = CONTESTED_THEN, TERM("surcharge-pause") },
	{ "decide", "task", "text='复议改变或者撤销了处罚决定，由案件的负责人决定撤销或者重新办理',from=case,about=case", .take = "set", .when = "case IS NOT NULL AND outcome IN ('changed', 'annulled', 'confirmed_illegal', 'void', 'redo')", ART("77") },
	{ "decide", "case.publicity.object", "wrong_on=$day", .take = "change", .when = "outcome IN ('changed', 'annulled', 'confirmed_illegal', 'void', 'redo')", .where = "state = 'published'", TERM("withdraw-publication") },
	),

	FIGURES(
	{ "flow",     "复议收结", "件", FLOW,  "received_on", ART("48") },
	{ "received", "被申请复议", "件", COUNT, "received_on", .where = "role = 'respondent'", .by = "procedure", ART("48") },
	{ "outcomes", "复议结果", "件", COUNT, "decided_on", .by = "outcome", ART("63") },
	{ "corrected", "复议纠错率", "%", SHARE, "decided_on", .where = "outcome IN ('changed', 'annulled', 'confirmed_illegal', 'void', 'redo', 'perform')", .among = "role = 'respondent'", ART("63") },
	{ "in_time",  "按期答复率", "%", SHARE, "received_on", .where = "answer_done <= answer_due", .among = "(answer_due <= $cutoff OR (answer_due IS NOT NULL AND answer_done <= $cutoff)) AND (merged_on IS NULL OR merged_on > $cutoff)", TERM("review-answer") },
	{ "heads",    "负责人参加听证", "次", COUNT, "hear_on", .where = "head_present", TERM("review-head-hearing") },
	),

	PAPERS(
	{ "answer", "行政复议答复书", "answer", .series = "复答", .when = "answer <> ''", ART("48") },
	),

	ACCESS(
	{ LEGAL,        "view,list,print", BUREAU,  HOUSE("法制机构承办复议") },
	{ STAFF,        "view,list",       SECTION, HOUSE("承办人员看本科室事项") },
	{ HEADS|LEADER, "view,list,print", BUREAU,  HOUSE("负责人看全局事项") },
	{ SUPERVISOR,   "view,list",       BUREAU,  HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,     "view,list",       SUBORDINATES, .fields = "received_on,answered_on,head_present,outcome,decided_on", HOUSE("上级看数字和上报字段") },
	),
};
