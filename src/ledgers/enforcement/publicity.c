/*
 * publicity.c - publication of enforcement
 *
 * What must be public before, during and after enforcement, and whether it was in time.  A lane of
 * the case or the record it shows.  Penalties and licences in seven working days, other results in
 * twenty; taken down in three once wrong; the credit class says how long the credit site shows it.
 */
#include "model/declare.h"

/* clang-format off */

enum { P_DUE, PUBLISHED, EXEMPT, WRONG, TAKEN_DOWN };

const struct ledger ledger_publicity = {
	.key = "publicity", .label = "执法公示", .law = "行政处罚法", .title = "stage", .series = "公示",
	FIELDS(
	{ "object",       REF,  "公示对象", MUST|LANE, .of = "case,inspection,licence,coercive_measure,officer,inspection_plan", ART("48") },
	{ "stage",        PICK, "环节", MUST|LIST, .of = "before,during,result", .labels = "事前,事中,事后", TERM("publish-other-enforcement") },
	{ "decided_on",   DATE, "决定之日", SORT, ART("48") },
	{ "duty",         PICK, "义务", LIST, .of = "due,exempt", .labels = "应当公示,不予公示", ART("48") },
	{ "safety",       YESNO, "安全生产处罚", 0, TERM("publish-safety-penalty") },
	{ "ground",       TEXT, "不予公示的理由", 0, TERM("publish-privacy") },
	{ "approver",     REF,  "批准不予公示的负责人", 0, .of = "person", TERM("publish-privacy") },
	{ "masked",       YESNO, "已隐去个人信息和商业秘密", 0, TERM("publish-privacy") },
	{ "published_on", DATE, "公示之日", SORT|UP|PRINTED, ART("48") },
	{ "link",         TEXT, "公示网址", 0, .form = "url", ART("48") },
	{ "pushed_on",    DATE, "报送双公示数据之日", SORT|UP, TERM("publish-decision") },
	{ "credit_class", PICK, "失信信息类别", LIST, .of = "light,general,serious", .labels = "轻微,一般,严重", TERM("credit-class") },
	{ "wrong_on",     DATE, "决定变更、撤销之日", 0, ART("48") },
	{ "taken_down_on", DATE, "撤回之日", SORT, TERM("withdraw-publication") },
	{ "why",          TEXT, "公开说明理由", 0, TERM("withdraw-publication") },
	),
	STATES(
	[P_DUE]      = { "due",        "待公示" },
	[PUBLISHED]  = { "published",  "已公示", FINAL },
	[EXEMPT]     = { "exempt",     "不予公示", FINAL },
	[WRONG]      = { "wrong",      "应当撤回" },
	[TAKEN_DOWN] = { "taken_down", "已撤回", FINAL },
	),
	STEPS(
	{ "open",     "待公示",   NEW,           P_DUE,      CLERK|LEGAL|ENGINE, "object,stage,decided_on?,duty?,safety?", ART("48") },
	{ "publish",  "公示",     IN(P_DUE),     PUBLISHED,  CLERK,   "published_on,link?,masked?", .day = "published_on", .within = "publish", .is = FIRM, ART("48") },
	{ "exempt",   "不予公示", IN(P_DUE),     EXEMPT,     HEADS,   "duty?,ground,approver?", .set = "duty='exempt'", TERM("publish-privacy") },
	{ "push",     "报送双公示数据", IN(PUBLISHED), SAME, CLERK,   "pushed_on,credit_class?", .day = "pushed_on", .within = "push", TERM("publish-decision") },
	{ "change",   "决定变更", IN(PUBLISHED), WRONG,      ENGINE|HEADS, "wrong_on", .day = "wrong_on", .is = REOPENS, ART("48") },
	{ "take_down", "撤回",    IN(WRONG),     TAKEN_DOWN, CLERK,   "taken_down_on,why", .day = "taken_down_on", .within = "take_down", TERM("withdraw-publication") },
	{ "hide",     "公示期满撤下", IN(PUBLISHED), SAME,   CLERK,   "taken_down_on", .day = "taken_down_on", .after = "show", TERM("credit-start") },
	),
	CLOCKS(
	{ "publish",   RUNS, TERM("publish-other-enforcement"), .from = "decided_on" },
	{ "publish",   RUNS, TERM("publish-decision"),       .from = "decided_on", .when = "SOME(object.case: TRUE) OR SOME(object.licence: TRUE)" },
	{ "publish",   RUNS, TERM("publish-safety-penalty"), .from = "decided_on", .when = "safety" },
	{ "push",      RUNS, TERM("publish-decision"),       .from = "decided_on", .when = "SOME(object.case: TRUE) OR SOME(object.licence: TRUE)" },
	{ "show",      RUNS, TERM("credit-light"),           .from = "decided_on", .when = "credit_class = 'light'" },
	{ "show",      RUNS, TERM("credit-general"),         .from = "decided_on", .when = "credit_class = 'general'" },
	{ "show",      RUNS, TERM("credit-serious"),         .from = "decided_on", .when = "credit_class = 'serious'" },
	{ "take_down", RUNS, TERM("withdraw-publication"),   .from = "wrong_on" },
	),
	RULES(
	{ "duty <> 'exempt' OR ground <> ''", "不予公示应当写明理由。", TERM("publish-privacy") },
	{ "(masked IS NOT NULL AND masked) OR NOT SOME(object.case: SOME(parties: kind = 'citizen'))", "公示对公民的处罚，应当隐去个人信息。", .at = "publish", TERM("publish-privacy") },
	{ "published_on >= decided_on", "公示早于决定。", HOUSE("日期先后") },
	{ "credit_class = 'light' OR credit_class = '' OR NOT SOME(object.case: procedure = 'simple' OR NOT SOME(penalties: kind NOT IN ('warning', 'criticism')))", "当场处罚、警告、通报批评属于轻微失信信息。", .at = "push", .is = WARN, TERM("credit-class") },
	{ "credit_class = 'serious' OR credit_class = '' OR NOT SOME(object.case: SOME(penalties: kind IN ('revoke', 'close', 'bar')))", "吊销许可证件、责令关闭、限制从业属于严重失信信息。", .at = "push", .is = WARN, TERM("credit-class") },
	{ "credit_class <> 'light' OR SOME(object.case: SOME(penalties: kind IN ('warning', 'criticism')) OR procedure = 'simple')", "罚款、没收的普通程序决定不属于轻微失信信息。", .at = "push", .is = WARN, TERM("credit-class") },
	),
	FIGURES(
	{ "in_time",   "按期公示率", "%", SHARE, "decided_on", .where = "publish_done <= publish_due", .among = "state <> 'exempt'", .by = "stage", ART("48") },
	{ "published", "公示",       "条", COUNT, "published_on", .by = "stage", ART("48") },
	{ "exempt",    "不予公示",   "条", COUNT, "decided_on", .where = "state = 'exempt'", TERM("publish-privacy") },
	{ "pushed",    "双公示报送率", "%", SHARE, "decided_on", .where = "pushed_on <= $cutoff", .among = "push_due IS NOT NULL AND state <> 'exempt'", TERM("publish-decision") },
	{ "taken_down", "撤回公示",  "条", COUNT, "taken_down_on", .where = "state = 'taken_down'", TERM("withdraw-publication") },
	),
	STANDARDS(
	{ "in_time",   "没有在期限内公示", "publish_done <= publish_due", .after = "publish", .points = "file-review-plain", .part = "procedure", .way = "写明延误的原因。", TERM("publish-decision") },
	{ "masked",    "公示对公民的处罚，没有隐去个人信息", "masked IS TRUE", .after = "publish", .when = "SOME(object.case: SOME(parties: kind = 'citizen'))", .points = "file-review-serious", .part = "papers", .way = "立即撤下，隐去后重新公示。", TERM("publish-privacy") },
	{ "withdrawn", "决定变更、撤销后没有在期限内撤回公示", "take_down_done <= take_down_due", .after = "take_down", .points = "file-review-serious", .part = "procedure", .way = "写明延误的原因。", TERM("withdraw-publication") },
	),
	ACCESS(
	{ STAFF|LEGAL|REVIEWER,  "view,list", BUREAU, HOUSE("公示信息全局可见") },
	{ HEADS|LEADER,          "view,list,print", BUREAU, HOUSE("负责人看全局") },
	{ SUPERVISOR,            "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,              "view", SUBORDINATES, .fields = "published_on,pushed_on", HOUSE("上级看上报字段") },
	{ PUBLIC,                "view,list", EVERYBODY, .fields = "stage,decided_on,published_on,link", .where = "state = 'published'", ART("48") },
	),
};
