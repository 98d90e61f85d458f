/*
 * correction.c - orders to correct
 *
 * Law: 行政处罚法 28: a document and a count of its own, not a penalty.  One paper may name many hazards.
 * What is not corrected in time becomes a clue.  Enforcement and safety orders are counted apart.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { ISSUED, DELIVERED, RECHECKED, CLOSED, TURNED, WITHDRAWN };

const struct ledger ledger_correction = {
	.key = "correction", .label = "责令改正", .law = "行政处罚法", .title = "facts", .series = "责改",

	FIELDS(
	{ "kind",        PICK, "类别", MUST|LIST|UP, .of = "enforcement,safety", .labels = "行政执法,安全生产", TERM("order-to-correct") },
	{ "came_from",   REF,  "来源记录", 0, .of = "inspection,case,clue,hotline,joint_action", TERM("order-to-correct") },
	{ "operator",    REF,  "当事人", MUST|LIST|PRINTED, .of = "operator", ART("28") },
	{ "facts",       TEXT, "违法事实或者隐患", MUST|PRINTED, ART("28") },
	{ "basis",       TEXT, "依据的法律条款", PRINTED, ART("28") },
	{ "demand",      TEXT, "改正的内容和要求", PRINTED, ART("28") },
	{ "hazards",     REFS, "隐患", 0, .of = "hazard", TERM("hazard-on-inspection") },
	{ "officers",    REFS, "执法人员", PRINTED, .of = "officer", ART("42") },
	{ "issued_on",   DATE, "下达之日", MUST|SORT|PRINTED|UP, ART("28") },
	{ "due",         DATE, "改正期限", SORT|PRINTED, ART("28") },
	{ "delivered_on", DATE, "送达之日", SORT, ART("61") },
	{ "signed",      PICK, "签收", 0, .of = "signed,refused", .labels = "当事人签收,拒绝签收已注明", ART("61") },
	{ "rechecked_on", DATE, "复查之日", SORT|UP, ART("28") },
	{ "result",      PICK, "复查结果", LIST|UP, .of = "done,partly,not_done,refused", .labels = "已改正,部分改正,未改正,拒绝复查", ART("28") },
	{ "situation",   TEXT, "复查情况", 0, ART("28") },
	{ "reason",      TEXT, "延期或者撤回的理由", 0, ART("28") },
	),

	STATES(
	[ISSUED]    = { "issued",    "已下达" },
	[DELIVERED] = { "delivered", "已送达" },
	[RECHECKED] = { "rechecked", "已复查" },
	[CLOSED]    = { "closed",    "已改正", FINAL },
	[TURNED]    = { "turned",    "已转线索", FINAL },
	[WITHDRAWN] = { "withdrawn", "已撤回", FINAL },
	),

	STEPS(
	{ "issue",    "下达",   NEW,           ISSUED,    OFFICER|CHIEF|ENGINE, "kind,operator,facts,came_from?,basis?,demand?,hazards?,officers?,issued_on,due?", .day = "issued_on", ART("28") },
	{ "deliver",  "送达",   IN(ISSUED),    DELIVERED, OFFICER, "delivered_on,basis,due,officers,signed,demand?,hazards?", .day = "delivered_on", .is = ACT|FIRM, ART("61") },
	{ "defer",    "延期",   IN(ISSUED)|IN(DELIVERED)|IN(RECHECKED), SAME, CHIEF, "due,reason", ART("28") },
	{ "recheck",  "复查",   IN(ISSUED)|IN(DELIVERED)|IN(RECHECKED), RECHECKED, OFFICER, "rechecked_on,result,situation?,due?", .day = "rechecked_on", .within = "fix", ART("28") },
	{ "close",    "办结",   IN(RECHECKED), CLOSED,    OFFICER|CHIEF, NULL, .when = "result = 'done'", .say = "尚未改正，不能办结。", ART("28") },
	{ "turn",     "转线索", IN(ISSUED)|IN(DELIVERED)|IN(RECHECKED), TURNED, OFFICER|CHIEF, "situation?", .when = "result IN ('partly', 'not_done', 'refused') OR due < $day", .say = "改正期限未满，也没有复查不合格的记录。", ART("28") },
	{ "withdraw", "撤回",   IN(ISSUED)|IN(DELIVERED), WITHDRAWN, HEADS, "reason", ART("75") },
	),

	CLOCKS(
	{ "fix", ENDS, TERM("order-to-correct"), .from = "due" },
	),

	RULES(
	{ "due >= issued_on", "改正期限早于下达之日。", HOUSE("日期先后") },
	{ "due IS NOT NULL", "责令改正应当写明期限。", .at = "recheck", ART("28") },
	{ "kind <> 'safety' OR SOME(hazards: TRUE)", "安全生产的责令改正应当列明隐患。", .at = "deliver", TERM("hazard-on-inspection") },
	{ "delivered_on IS NOT NULL", "没有送达记录。", .at = "recheck", .is = WARN, ART("61") },
	),

	NEEDS(
	NEEDS_TWO_CERTIFIED("deliver", ALREADY_DONE),
	{ "close", "hazards", "所列隐患尚未全部销号。", .where = "ended_on IS NOT NULL", .how = EVERY, .is = LIVE, TERM("hazard-on-inspection") },
	),

	OPENS(
	{ "deliver", "hazards", "due", .take = "include", .where = "state IN ('found', 'failed')", TERM("hazard-on-inspection") },
	{ "turn", "clue", "source='inspection',operator,facts,came_from=id,received_on=$day", .take = "receive", ART("54") },
	{ "deliver", "oversight", "kind='self_check',about='执法资格缺陷',received_on=$day", .when = "defects > 0", TERM("cert-required") },
	),

	CARDS(
	{ "operator", "uscc,address,status,credit_grade,licences.kind" },
	{ "officers", "valid_until" },
	),
	FIGURES(
	{ "enforcement", "责令改正（行政执法）", "份", COUNT, "issued_on", .where = "kind = 'enforcement' AND state <> 'withdrawn'", TERM("order-to-correct") },
	{ "safety",      "责令改正（安全生产）", "份", COUNT, "issued_on", .where = "kind = 'safety' AND state <> 'withdrawn'", TERM("hazard-on-inspection") },
	{ "issued",      "责令改正",     "份", COUNT, "issued_on", .where = "state <> 'withdrawn'", .by = "kind", ART("28") },
	{ "done",        "已改正",       "份", COUNT, "rechecked_on", .where = "result = 'done'", .by = "kind", ART("28") },
	{ "rate",        "改正率",       "%",  SHARE, "issued_on", .where = "result = 'done' AND rechecked_on <= $cutoff", .among = "state <> 'withdrawn'", ART("28") },
	{ "turned",      "转线索",       "份", COUNT, "turn_on", .by = "kind", ART("54") },
	{ "flow",        "责令改正收结", "份", FLOW,  "issued_on", HOUSE("上年结转 + 新下达 = 办结 + 结转下年") },
	{ "no_competence", "有执法资格缺陷的责令改正", "件", COUNT, "begun_on", .where = "defects > 0", TERM("cert-required") },
	),

	STANDARDS(
	{ "competence", "有执法资格缺陷的行为", "defects = 0", .way = "由有执法资格的人员重新办理；有缺陷的行为不作为决定的依据。", .is = ANOMALY, TERM("cert-required") },
	),

	PAPERS(
	{ "order", "责令（限期）改正通知书", "deliver", .series = "责改", ART("28") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list", SECTION, HOUSE("办案人员看本科室文书") },
	{ HEADS|LEADER|REVIEWER, "view,list,print", BUREAU, HOUSE("负责人看全局文书") },
	{ OPERATOR,     "view,list", OWN, .fields = "kind,facts,basis,demand,issued_on,due,rechecked_on,result", HOUSE("当事人看自己的文书") },
	{ SUPERVISOR,   "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,     "view", SUBORDINATES, .fields = "kind,issued_on,rechecked_on,result", HOUSE("上级看上报字段") },
	),
};
