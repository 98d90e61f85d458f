/*
 * litigation.c - suits against acts of the bureau, and whether its head stood in court
 *
 * Law: 行政诉讼法 (2017).  Each hearing is a row: the head, a deputy (counts as head), staff with the reason,
 * never a lawyer alone.  A second instance is the same record, answered and heard again.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { RECEIVED, ANSWERED, HEARD, DECIDED, APPEALED, EFFECTIVE, DONE, WITHDRAWN };

const struct ledger ledger_litigation = {
	.key = "litigation", .label = "行政诉讼", .law = "行政诉讼法", .title = "act", .series = "诉讼",

	FIELDS(
	{ "case",        REF,  "被诉的案件", LANE, .of = "case", ART("67") },
	{ "reconsideration", REF, "之前的复议", 0, .of = "reconsideration", TERM("sue-after-review") },
	{ "info_request", REF, "被诉的信息公开答复", LANE, .of = "info_request", TERM("review-first-info") },
	{ "act",         TEXT, "被诉的行为", MUST, ART("49") },
	{ "plaintiff",   TEXT, "原告", PERSONAL, ART("49") },
	{ "role",        PICK, "本局地位", MUST|LIST, .of = "defendant,co_defendant,third_party", .labels = "被告,共同被告,第三人", ART("26") },
	{ "court",       REF,  "法院", 0, .of = "org", ART("67") },
	{ "court_number", TEXT, "案号", 0, ART("67") },
	{ "instance",    PICK, "审级", LIST|UP, .of = "first,second,retrial", .labels = "一审,二审,再审", ART("85") },
	{ "received_on", DATE, "收到起诉状副本之日", MUST|SORT|UP, TERM("sue-defend") },
	{ "answered_on", DATE, "提交答辩状和证据之日", SORT|UP, TERM("sue-defend") },
	{ "answer",      TEXT, "答辩要点", 0, TERM("sue-defend") },
	{ "counsel",     REF,  "代理的法律顾问", 0, .of = "counsel", TERM("sue-head-appears") },
	{ "hearings",    ROWS, "开庭", 0, COLUMNS(
		{ "on",       DATE, "开庭之日", MUST },
		{ "instance", PICK, "审级", MUST|LIST, .of = "first,second,retrial", .labels = "一审,二审,再审" },
		{ "appeared", PICK, "本局出庭", MUST|LIST, .of = "head,deputy,staff,lawyer_only,nobody", .labels = "正职负责人,副职负责人,工作人员,仅委托律师,无人出庭" },
		{ "person",   REF,  "出庭人员", .of = "person" },
		{ "why_not",  TEXT, "负责人未出庭的理由" }), TERM("sue-head-appears") },
	{ "heard",       NUMBER, "开庭次数", UP, .tally = COUNT, .over = "hearings", TERM("sue-head-appears") },
	{ "head_in_court", NUMBER, "负责人出庭次数", UP, .tally = COUNT, .over = "hearings", .where = "appeared IN ('head', 'deputy')", TERM("sue-head-appears") },
	{ "outcome",     PICK, "裁判结果", LIST|UP, .of = "dismissed,annulled,changed,illegal,void,perform,rejected,withdrawn,mediated", .labels = "驳回诉讼请求,撤销,变更,确认违法,确认无效,责令履行,驳回起诉,准许撤诉,调解", ART("69") },
	{ "decided_on",  DATE, "裁判之日", SORT|UP, ART("81") },
	{ "judgment",    PICK, "文书", 0, .of = "judgment,ruling,mediation", .labels = "判决,裁定,调解书", TERM("sue-appeal") },
	{ "delivered_on", DATE, "裁判送达之日", 0, TERM("sue-appeal") },
	{ "appeal_until", DATE, "上诉期限", 0, .hint = "文书另有期限的填写", TERM("sue-appeal") },
	{ "appealed_on", DATE, "上诉之日", 0, TERM("sue-appeal") },
	{ "appealed_by", PICK, "上诉人", 0, .of = "plaintiff,bureau,both", .labels = "原告,本局,双方", TERM("sue-appeal") },
	{ "carry_out_until", DATE, "履行期限", 0, ART("94") },
	{ "carried_out_on", DATE, "履行之日", SORT, ART("94") },
	),

	STATES(
	[RECEIVED]  = { "received",  "待答辩" },
	[ANSWERED]  = { "answered",  "已答辩" },
	[HEARD]     = { "heard",     "已开庭" },
	[DECIDED]   = { "decided",   "已裁判" },
	[APPEALED]  = { "appealed",  "上诉审理中" },
	[EFFECTIVE] = { "effective", "裁判生效" },
	[DONE]      = { "done",      "已履行", FINAL },
	[WITHDRAWN] = { "withdrawn", "撤诉", FINAL },
	),

	STEPS(
	{ "receive",     "收到起诉状副本", NEW,         RECEIVED,  LEGAL,   "case?,reconsideration?,info_request?,act,plaintiff?,role,court?,court_number?,instance?,received_on", .day = "received_on", ART("67") },
	{ "answer",      "答辩",       IN(RECEIVED),    ANSWERED,  LEGAL,   "answered_on,answer?,counsel?", .day = "answered_on", .within = "answer", .is = FIRM, ART("67") },
	{ "hear",        "开庭",       IN(RECEIVED)|IN(ANSWERED)|IN(HEARD), HEARD, LEGAL|OUTSIDE, "hearings", TERM("sue-head-appears") },
	{ "decide",      "裁判",       IN(RECEIVED)|IN(ANSWERED)|IN(HEARD)|IN(APPEALED), DECIDED, OUTSIDE, "outcome,decided_on,judgment?,delivered_on?,appeal_until?", .day = "decided_on", ART("69") },
	{ "deliver",     "裁判送达",   IN(DECIDED),     SAME,      OUTSIDE, "delivered_on,appeal_until?", .day = "delivered_on", TERM("sue-appeal") },
	{ "appeal",      "上诉",       IN(DECIDED),     APPEALED,  LEGAL|OUTSIDE, "appealed_on,appealed_by,instance", .day = "appealed_on", .within = "appeal", TERM("sue-appeal") },
	{ "hear_appeal", "上诉审开庭", IN(APPEALED),    SAME,      LEGAL|OUTSIDE, "hearings", TERM("sue-head-appears") },
	{ "take_effect", "生效",       IN(DECIDED),     EFFECTIVE, LEGAL,   "carry_out_until?", .when = "instance = 'first' OR instance = ''", .say = "二审、再审裁判用“终审生效”。", .after = "appeal", TERM("sue-appeal") },
	{ "take_effect_final", "终审生效", IN(DECIDED), EFFECTIVE, LEGAL,   "carry_out_until?", .when = "instance IN ('second', 'retrial')", .say = "一审裁判在上诉期限届满后生效。", ART("85") },
	{ "carry_out",   "履行",       IN(EFFECTIVE),   DONE,      HEADS,   "carried_out_on", .day = "carried_out_on", .within = "carry_out", ART("94") },
	{ "withdraw",    "撤诉",       IN(RECEIVED)|IN(ANSWERED)|IN(HEARD)|IN(APPEALED), WITHDRAWN, OUTSIDE, NULL, ART("62") },
	),

	CLOCKS(
	{ "answer",    RUNS, TERM("sue-defend"), .from = "received_on" },
	{ "appeal",    RUNS, TERM("sue-appeal"), .from = "delivered_on", .when = "judgment <> 'ruling' AND instance NOT IN ('second', 'retrial')" },
	{ "appeal",    RUNS, TERM("sue-appeal-ruling"), .from = "delivered_on", .when = "judgment = 'ruling' AND instance NOT IN ('second', 'retrial')" },
	{ "appeal",    ENDS, TERM("sue-appeal"), .from = "appeal_until" },
	{ "carry_out", ENDS, ART("94"),          .from = "carry_out_until" },
	),

	RULES(
	{ "NOT SOME(hearings: appeared = 'lawyer_only')", "不得仅委托律师出庭。", .at = "hear,hear_appeal", .is = WARN, TERM("sue-head-appears") },
	{ "NOT SOME(hearings: appeared NOT IN ('head', 'deputy') AND why_not = '')", "负责人不能出庭的，应当说明理由并委托相应的工作人员。", .at = "hear,hear_appeal", TERM("sue-head-appears") },
	{ "delivered_on >= decided_on", "送达不得早于裁判。", .at = "deliver", HOUSE("日期先后") },
	),

	NEEDS(
	{ "receive", "case", "当场处罚的决定应当先申请行政复议。", .where = "procedure <> 'simple'", .how = EVERY, .when = "reconsideration IS NULL", .is = WARN, TERM("review-first-spot-fine") },
	{ "receive", "info_request", "不予公开的答复应当先申请行政复议。", .where = "result IN ('public', 'given')", .how = EVERY, .when = "reconsideration IS NULL", .is = WARN, TERM("review-first-info") },
	{ "carry_out", "case", "被撤销的决定应当先撤销或者重新办理。", .where = "annul_on >= me.decided_on OR redo_on >= me.decided_on", .when = "case IS NOT NULL AND outcome IN ('annulled', 'void')", .is = LIVE, ART("94") },
	),

	OPENS(
	{ "receive", "case.payment.case", "contested_on=$day", .take = "contest", .where = UNPAID_THEN, TERM("surcharge-pause") },
	{ "take_effect,take_effect_final,withdraw", "case.payment.case", NULL, .take = "conclude", .where = CONTESTED_THEN, TERM("surcharge-pause") },
	{ "take_effect,take_effect_final", "task", "text='判决改变或者撤销了处罚决定，由案件的负责人决定撤销或者重新办理',from=case,about=case", .take = "set", .when = "case IS NOT NULL AND outcome IN ('annulled', 'changed', 'illegal', 'void')", ART("94") },
	{ "take_effect,take_effect_final", "case.publicity.object", "wrong_on=$day", .take = "change", .when = "outcome IN ('changed', 'annulled', 'illegal', 'void')", .where = "state = 'published'", TERM("withdraw-publication") },
	),

	FIGURES(
	{ "flow",     "诉讼收结", "件", FLOW,  "received_on", ART("67") },
	{ "received", "被诉案件", "件", COUNT, "received_on", .by = "instance,role", ART("67") },
	{ "outcomes", "裁判结果", "件", COUNT, "decided_on", .by = "outcome", ART("69") },
	{ "lost",     "败诉率", "%", SHARE, "decided_on", .where = "outcome IN ('annulled', 'changed', 'illegal', 'void', 'perform')", .among = "TRUE", ART("70") },
	{ "heads",    "负责人出庭", "次", COUNT, "on", .rows = "hearings", .where = "appeared IN ('head', 'deputy')", .by = "appeared", TERM("sue-head-appears") },
	{ "heads.share", "负责人出庭率", "%", SHARE, "on", .rows = "hearings", .where = "appeared IN ('head', 'deputy')", .among = "TRUE", TERM("sue-head-appears") },
	{ "in_time",  "按期答辩率", "%", SHARE, "answered_on", .where = "answer_done <= answer_due", .among = "TRUE", TERM("sue-defend") },
	),

	PAPERS(
	{ "answer", "行政诉讼答辩状", "answer", .series = "诉答", .when = "answer <> ''", ART("67") },
	),

	ACCESS(
	{ LEGAL,        "view,list,print", BUREAU,  HOUSE("法制机构承办诉讼") },
	{ STAFF,        "view,list",       SECTION, HOUSE("承办人员看本科室事项") },
	{ HEADS|LEADER, "view,list,print", BUREAU,  HOUSE("负责人看全局事项") },
	{ SUPERVISOR,   "view,list",       BUREAU,  HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,     "view,list",       SUBORDINATES, .fields = "instance,received_on,answered_on,heard,head_in_court,outcome,decided_on", HOUSE("上级看数字和上报字段") },
	),
};
