/*
 * coercive_measure.c - sealing and seizure
 *
 * Law: 行政强制法.  A lane of the case.  Advance preservation of evidence is not one of these: it is a
 * step of the case with seven working days (register-preserve).  Here the days are calendar days,
 * extended once, and time for tests is not counted.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { C_ASKED, C_APPROVED, C_EXECUTED, C_RATIFIED, C_TESTING, C_DONE, C_REJECTED };

const struct ledger ledger_coercive_measure = {
	.key = "coercive_measure", .label = "行政强制措施", .law = "行政强制法", .title = "kind", .series = "强制",
	FIELDS(
	{ "case",       REF,  "案件", LANE, .hint = "紧急实施的可以立案之后再关联", .of = "case", ART("18") },
	{ "party",      ROW,  "当事人", 0, .of = "case.parties", ART("18") },
	{ "holder",     TEXT, "当事人（尚未关联案件）", PERSONAL|PRINTED, .hint = "关联案件的不填，以案件的当事人为准", ART("24") },
	{ "holder_address", TEXT, "当事人地址", PERSONAL|PRINTED, .hint = "关联案件的不填", ART("24") },
	{ "grounds",    TEXT, "采取强制措施的理由", PRINTED, .hint = "不填的，用案件的违法事实", ART("24") },
	{ "kind",       PICK, "种类", MUST|LIST|UP, .of = "sealing,seizure", .labels = "查封场所设施或者财物,扣押财物", ART("9") },
	{ "power_item", REF,  "权责事项", MUST, .of = "power_item", .fit = "kind = 'coercion' AND from <= $day AND (to IS NULL OR to > $day)", .hint = "列出的是今天有效的行政强制事项", TERM("seizure-power-source") },
	{ "objects",    ROWS, "物品清单", PRINTED, COLUMNS(
		{ "name", TEXT, "名称", MUST }, { "kind", PICK, "类别", .of = "publication,audio_visual,equipment,game_machine,receiver,artwork,relic,other", .labels = "出版物,音像制品,设备,游戏游艺机,卫星地面接收设施,艺术品,文物,其他" },
		{ "quantity", NUMBER, "数量", MUST }, { "unit", TEXT, "单位" },
		{ "fate", PICK, "处理", .of = "returned,confiscated,destroyed,auctioned,transferred", .labels = "退还,没收,销毁,拍卖,随案移送" }), ART("24") },
	{ "place",      TEXT, "场所", PRINTED, ART("24") },
	{ "store",      TEXT, "保管地点", 0, TERM("seizure-custody-cost") },
	{ "officers",   REFS, "执法人员", MUST, .of = "officer", ART("18") },
	{ "shown",      YESNO, "出示执法证件", 0, ART("18") },
	{ "called",     YESNO, "通知当事人到场", 0, ART("18") },
	{ "heard",      YESNO, "当场告知并听取陈述申辩", 0, ART("18") },
	{ "record",     PICK, "现场笔录", 0, .of = "signed,refused,witnessed", .labels = "当事人签字,拒签已注明,见证人签字", ART("18") },
	{ "executed_at", TIME, "实施时间", 0, ART("19") },
	{ "from",       DATE, "实施之日", SORT|UP, ART("25") },
	{ "test_until", DATE, "检测鉴定期限", 0, TERM("seizure-testing-excluded") },
	{ "to",         DATE, "解除之日", SORT|UP, ART("28") },
	{ "auction_why", PICK, "拍卖的情形", 0, .of = "perishable,offset", .labels = "鲜活或者不易保管,抵缴罚款", .hint = "有物品拍卖的填写", TERM("auction-seized") },
	{ "release",    PICK, "解除的原因", 0, .of = "no_breach,unrelated,decided,expired,other", .labels = "没有违法行为,与违法行为无关,已经作出处理决定,期限届满,其他不再需要", TERM("seizure-release") },
	{ "reason",     TEXT, "延长或者不批准的理由", 0, ART("25") },
	),
	STATES(
	[C_ASKED]    = { "asked",    "待批准" },
	[C_APPROVED] = { "approved", "已批准" },
	[C_EXECUTED] = { "executed", "已实施" },
	[C_RATIFIED] = { "urgent",   "紧急实施待补办" },
	[C_TESTING]  = { "testing",  "检测鉴定中" },
	[C_DONE]     = { "disposed", "已处理", FINAL },
	[C_REJECTED] = { "rejected", "不批准", FINAL },
	),
	STEPS(
	{ "ask",     "呈批",     NEW,            C_ASKED,    OFFICER, "case,party?,kind,power_item,officers,place?,grounds?", ART("18") },
	{ "approve", "批准",     IN(C_ASKED),    C_APPROVED, HEADS,   NULL, TERM("seizure-approval") },
	{ "reject",  "不批准",   IN(C_ASKED),    C_REJECTED, HEADS,   "reason?", ART("18") },
	{ "execute", "实施",     IN(C_APPROVED), C_EXECUTED, OFFICER, "from,objects,executed_at?,store?,shown?,called?,heard?,record?", .day = "from", .is = ACT|FIRM, ART("18") },
	{ "act_now", "紧急实施", NEW,            C_RATIFIED, OFFICER, "case?,party?,holder?,holder_address?,kind,power_item,officers,place?,grounds?,from,executed_at,objects,shown?,called?,heard?,record?", .day = "from", .time = "executed_at", .is = ACT|FIRM, ART("19") },
	{ "ratify",  "补办批准", IN(C_RATIFIED), C_EXECUTED, HEADS,   NULL, .within = "report", TERM("seizure-urgent") },
	{ "link",    "关联案件", IN(C_RATIFIED)|IN(C_EXECUTED)|IN(C_TESTING), SAME, OFFICER, "case,party?", ART("18") },
	{ "extend",  "延长",     IN(C_EXECUTED), SAME,       HEADS,   "reason", .is = ONCE, TERM("seizure-extension") },
	{ "test",    "送检测鉴定", IN(C_EXECUTED), C_TESTING, OFFICER, "test_until", TERM("seizure-testing-excluded") },
	{ "test_back", "检测鉴定结束", IN(C_TESTING), C_EXECUTED, OFFICER, NULL, TERM("seizure-testing-excluded") },
	{ "dispose", "解除或者处理", IN(C_EXECUTED)|IN(C_RATIFIED)|IN(C_TESTING), C_DONE, HEADS, "to,objects,auction_why?,release?", .day = "to", .within = "hold", ART("28") },
	),
	CLOCKS(
	{ "hold",   RUNS,    TERM("seizure-limit"), .from = "from" },
	{ "hold",   EXTENDS, TERM("seizure-extension"), .on_step = "extend" },
	{ "first",  RUNS,    TERM("seizure-limit"), .from = "from" },
	{ "first",  STANDS,  TERM("seizure-testing-excluded"), .in_state = "testing" },
	{ "hold",   STANDS,  TERM("seizure-testing-excluded"), .in_state = "testing" },
	{ "report", RUNS,    TERM("seizure-urgent"), .from = "executed_at" },
	),
	RULES(
	{ "shown AND heard AND record <> ''", "应当出示证件、当场告知并听取陈述申辩、制作现场笔录。", .at = "execute,act_now", .is = WARN, TERM("seizure-approval") },
	{ "called OR record = 'witnessed'", "应当通知当事人到场；当事人不到场的，邀请见证人到场。", .at = "execute,act_now", .is = WARN, ART("18") },
	{ "test_back_on <= test_until", "检测、鉴定超过书面告知的期间。", .at = "test_back", .is = WARN, TERM("seizure-testing-excluded") },
	{ "extend_on <= first_due", "期限届满前才能延长。", .at = "extend", .is = LIVE, TERM("seizure-extension") },
	{ "hold_done <= hold_due", "超过查封、扣押的期限才解除或者处理。", .at = "dispose", .is = WARN, TERM("seizure-limit") },
	{ "report_done <= report_due", "紧急实施超过二十四小时才补办批准。", .at = "ratify", .is = WARN, TERM("seizure-urgent") },
	{ "to >= from", "解除不得早于实施。", HOUSE("日期先后") },
	{ "auction_why <> '' OR NOT SOME(objects: fate = 'auctioned')", "拍卖的，应当写明是不易保管还是抵缴罚款。", .at = "dispose", TERM("auction-seized") },
	{ "NOT SOME(objects: fate = '')", "每件物品都应当写明处理结果。", .at = "dispose", ART("27") },
	),
	NEEDS(
	NEEDS_TWO_CERTIFIED("execute,act_now", ALREADY_DONE),
	NEEDS_ALL_CERTIFIED("execute,act_now", ALREADY_DONE),
	{ "ask,act_now", "power_item", "没有有效的强制事项依据：所选的权责事项当日不是有效的行政强制事项。", .where = "kind = 'coercion' AND from <= $day AND (to IS NULL OR to > $day)", .is = LIVE, TERM("seizure-power-source") },
	{ "dispose", "case", "没有作出处罚决定，不得没收或者销毁。", .where = "decided_on IS NOT NULL", .when = "SOME(objects: fate IN ('confiscated', 'destroyed'))", ART("27") },
	{ "dispose", "case.payment.case", "当事人没有复议、诉讼，起诉期限届满，经催告十个工作日仍不缴纳罚款的，才可以拍卖抵缴。", .where = "state = 'demanded' AND demand_due < $day AND remedy_due < $day AND contested_on IS NULL",
	  .when = "auction_why = 'offset' AND SOME(objects: fate = 'auctioned')", .is = LIVE, TERM("auction-seized") },
	),
	OPENS(
	{ "dispose", "confiscated", "case,name=row.name,kind=row.kind,quantity=row.quantity,unit=row.unit,stored_on=to", .each = "objects", .where = "fate = 'confiscated'", ART("27") },
	{ "execute,act_now", "oversight", "kind='self_check',about='执法资格缺陷',received_on=$day", .when = "defects > 0", TERM("cert-required") },
	),
	FIGURES(
	{ "kinds",   "行政强制措施", "次", COUNT, "from", .by = "kind", ART("9") },
	{ "in_time", "按期处理率",   "%",  SHARE, "from", .where = "hold_done <= hold_due", .among = "hold_due <= $cutoff OR hold_done <= $cutoff", TERM("seizure-limit") },
	{ "no_competence", "有执法资格缺陷的强制措施", "件", COUNT, "begun_on", .where = "defects > 0", TERM("cert-required") },
	),
	STANDARDS(
	{ "competence", "实施强制措施的人员没有执法资格", "defects = 0", .points = "file-review-grave", .part = "subject", .way = "立即解除，由有资格的人员依法重新实施。", .is = ANOMALY, TERM("cert-required") },
	{ "on_site",   "没有出示证件、告知并听取陈述申辩、制作现场笔录", "shown IS TRUE AND heard IS TRUE AND record <> ''", .after = "execute,act_now", .points = "file-review-grave", .part = "procedure", .way = "核对现场笔录后补登；确实没有的，解除。", TERM("seizure-approval") },
	{ "called",    "没有通知当事人到场，也没有见证人", "called IS TRUE OR record = 'witnessed'", .after = "execute,act_now", .points = "file-review-plain", .part = "procedure", .way = "核对现场笔录。", ART("18") },
	{ "ratified",  "紧急实施后没有在时限内补办批准", "ratify_on IS NOT NULL AND report_done <= report_due", .after = "ratify", .points = "file-review-serious", .part = "procedure", .way = "写明补办的经过。", TERM("seizure-urgent") },
	{ "unratified", "紧急实施的措施没有补办批准", "begun_on >= $today", .in = "urgent", .points = "file-review-serious", .part = "procedure", .way = "二十四小时内报负责人补办批准；不批准的立即解除。", .is = ANOMALY, TERM("seizure-urgent") },
	{ "held",      "查封扣押超过期限", "(hold_done IS NOT NULL AND hold_done <= hold_due) OR (hold_done IS NULL AND hold_due >= $today)", .after = "execute,act_now", .points = "file-review-grave", .part = "procedure", .way = "立即解除并退还。", TERM("seizure-limit") },
	{ "listed",    "没有物品清单", "SOME(objects: TRUE)", .after = "execute,act_now", .points = "file-review-serious", .part = "papers", .way = "补登清单，当场交付当事人一份。", ART("24") },
	{ "stored",    "没有写明保管地点", "store <> ''", .after = "execute,act_now", .when = "kind = 'seizure'", .points = "file-review-slight", .part = "file", .way = "补登保管地点；费用由本机关承担。", TERM("seizure-custody-cost") },
	{ "fate",      "案件已经决定，查封扣押的财物还没有处理", "NOT SOME(case: decided_on IS NOT NULL)", .in = "executed,testing,urgent", .points = "file-review-serious", .part = "procedure", .way = "退还、没收、移送或者依法销毁，并解除。", .is = ANOMALY, TERM("seizure-release") },
	),
	PAPERS(
	{ "decision", "查封（扣押）决定书", "execute,act_now", .series = "查扣", ART("24") },
	{ "goods",    "查封（扣押）物品清单", "execute,act_now", ART("24") },
	{ "record",   "查封（扣押）现场笔录", "execute,act_now", .when = "record <> ''", ART("18") },
	{ "extension", "延长查封（扣押）期限通知书", "extend", .series = "查延", ART("25") },
	{ "test",     "检测（鉴定）期间告知书", "test", .series = "查鉴", TERM("seizure-testing-excluded") },
	{ "release",  "解除查封（扣押）决定书", "dispose", .series = "查解", .when = "NOT SOME(objects: fate NOT IN ('', 'returned'))", ART("28") },
	{ "disposal", "查封（扣押）物品处理告知书", "dispose", .series = "查处", .when = "SOME(objects: fate NOT IN ('', 'returned'))", ART("27") },
	),
	ACCESS(
	{ STAFF|LEGAL,           "view,list", SECTION, HOUSE("办案人员看本科室案件") },
	{ REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("审核人员和负责人看全局") },
	{ SUPERVISOR,            "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,              "view", SUBORDINATES, .fields = "kind,from,to", HOUSE("上级看上报字段") },
	),
};
