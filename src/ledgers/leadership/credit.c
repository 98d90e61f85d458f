/*
 * credit.c - operators on and off the lists of dishonesty, and what is shown of it
 *
 * Terms: credit-*.  A class has a shortest and a longest time of publication, both counted from the day of the document;
 * their values changed on 2026-04-01, and the version in force on that day is taken (terms.csv).  Repair may be asked for
 * when the shortest has run out; on the last day of the longest it is taken off at the latest.
 */
#include "model/declare.h"

/* clang-format off */

enum { PROPOSED, TOLD, SHOWN, REPAIRING, REPAIRED, OFF_LIST, NOT_LISTED };

const struct ledger ledger_credit = {
	.key = "credit", .label = "信用", .law = "信用修复管理办法", .title = "facts", .series = "信用",

	FIELDS(
	{ "operator",    REF,  "经营主体", MUST|LIST|UP, .of = "operator", TERM("credit-class") },
	{ "list_kind",   PICK, "名单", MUST|LIST|UP, .of = "serious_list,light_list,penalty,commitment", .labels = "严重失信主体名单,轻微失信主体名单,行政处罚信息公示,违背信用承诺", TERM("credit-class") },
	{ "class",       PICK, "失信类别", MUST|LIST|UP, .of = "light,general,serious", .labels = "轻微,一般,严重", TERM("credit-class") },
	{ "facts",       TEXT, "失信事实", MUST, TERM("credit-class") },
	{ "case",        REF,  "案件", 0, .of = "case", TERM("credit-class") },
	{ "document",    TEXT, "依据的文书", MUST, .hint = "文号", TERM("credit-start") },
	{ "document_on", DATE, "文书之日", MUST|SORT, TERM("credit-start") },
	{ "batch",       TEXT, "批次", LIST|UP, HOUSE("按批次认定") },
	{ "safety",      YESNO, "属于最短公示期较长的领域", 0, .hint = "试行办法所列的安全生产、食品等领域", TERM("credit-before-2026-04") },
	{ "told_on",     DATE, "告知之日", 0, HOUSE("先告知后列入") },
	{ "objection",   TEXT, "陈述申辩", 0, HOUSE("先告知后列入") },
	{ "objection_answer", TEXT, "陈述申辩的复核", 0, HOUSE("先告知后列入") },
	{ "why_shown",   TEXT, "确需公示的理由", 0, TERM("credit-light") },
	{ "on",          DATE, "列入之日", SORT|UP, TERM("credit-start") },
	{ "repair_asked_on", DATE, "申请修复之日", SORT, HOUSE("信用修复") },
	{ "repair",      PICK, "修复结果", LIST|UP, .of = "granted,refused", .labels = "准予修复,不予修复", HOUSE("信用修复") },
	{ "commitment",  TEXT, "信用承诺和整改证明", 0, HOUSE("信用修复") },
	{ "repaired_on", DATE, "修复决定之日", SORT|UP, HOUSE("信用修复") },
	{ "reason",      TEXT, "理由", 0, HOUSE("信用修复") },
	{ "off",         DATE, "移出之日", SORT|UP, TERM("credit-start") },
	{ "off_kind",    PICK, "移出原因", LIST|UP, .of = "repaired,expired,wrong", .labels = "信用修复,期满,认定错误", HOUSE("移出名单") },
	),

	STATES(
	[PROPOSED]   = { "proposed",   "拟列入" },
	[TOLD]       = { "told",       "已告知" },
	[SHOWN]      = { "listed",     "已列入" },
	[REPAIRING]  = { "repairing",  "修复审核中" },
	[REPAIRED]   = { "repaired",   "准予修复，待移出" },
	[OFF_LIST]   = { "off",        "已移出", FINAL },
	[NOT_LISTED] = { "not_listed", "不列入", FINAL },
	),

	STEPS(
	{ "propose",    "拟列入",   NEW,          PROPOSED,   STAFF|ENGINE, "operator,list_kind,class,facts,case?,document,document_on,batch?,safety?", TERM("credit-class") },
	{ "tell",       "告知",     IN(PROPOSED), TOLD,       OFFICER|CLERK, "told_on", .day = "told_on", .is = FIRM, HOUSE("先告知后列入") },
	{ "hear",       "陈述申辩", IN(TOLD),     SAME,       OUTSIDE|OPERATOR, "objection", HOUSE("先告知后列入") },
	{ "answer",     "复核陈述申辩", IN(TOLD), SAME,       CHIEF, "objection_answer", HOUSE("先告知后列入") },
	{ "list",       "列入",     IN(TOLD),     SHOWN,      HEADS, "on,why_shown?", .day = "on", .is = FIRM, TERM("credit-start") },
	{ "decline",    "不列入",   IN(PROPOSED)|IN(TOLD), NOT_LISTED, HEADS, "reason", TERM("credit-class") },
	{ "ask_repair", "申请修复", IN(SHOWN),    REPAIRING,  OPERATOR|OUTSIDE, "repair_asked_on,commitment", .day = "repair_asked_on", HOUSE("信用修复") },
	{ "repair",     "准予修复", IN(REPAIRING), REPAIRED,  HEADS, "repaired_on,repair?", .set = "repair='granted'", .day = "repaired_on", .not_by = "propose", HOUSE("信用修复") },
	{ "refuse",     "不予修复", IN(REPAIRING), SHOWN,     HEADS, "repair?,reason", .set = "repair='refused'", HOUSE("信用修复") },
	{ "take_off",   "移出",     IN(SHOWN)|IN(REPAIRED), OFF_LIST, CLERK|HEADS, "off,off_kind,reason?", .day = "off", .within = "show", TERM("credit-start") },
	),

	CLOCKS(
	{ "shortest", RUNS, TERM("credit-general"), .from = "document_on", .when = "class = 'general'" },
	{ "shortest", RUNS, TERM("credit-serious"), .from = "document_on", .when = "class = 'serious' OR safety" },
	{ "show", RUNS,  TERM("credit-light"),           .from = "document_on", .when = "class = 'light'" },
	{ "show", RUNS,  TERM("credit-general-longest"), .from = "document_on", .when = "class = 'general'" },
	{ "show", RUNS,  TERM("credit-serious-longest"), .from = "document_on", .when = "class = 'serious'" },
	{ "show", STOPS, TERM("credit-class"), .on_step = "decline" },
	),

	RULES(
	{ "class <> 'light' OR why_shown <> ''", "轻微失信信息原则上不公示；确需公示的，应当写明理由。", .at = "list", TERM("credit-light") },
	{ "show_due IS NULL OR on <= show_due", "最长公示期已经届满，不得列入。", .at = "list", .is = LIVE, TERM("credit-class") },
	{ "shortest_due IS NULL OR shortest_due < repair_asked_on", "最短公示期尚未届满，不得申请修复。", .at = "ask_repair", .is = LIVE, TERM("credit-start") },
	{ "objection = '' OR objection_answer <> ''", "陈述申辩应当复核。", .at = "list", HOUSE("先告知后列入") },
	{ "list_kind <> 'serious_list' OR class = 'serious'", "列入严重失信主体名单的，类别应当为严重。", TERM("credit-class") },
	{ "list_kind <> 'light_list' OR class = 'light'", "列入轻微失信主体名单的，类别应当为轻微。", TERM("credit-class") },
	{ "off_kind <> 'repaired' OR repaired_on IS NOT NULL", "因修复移出的，应当先准予修复。", .at = "take_off", HOUSE("信用修复") },
	{ "off_kind <> 'expired' OR off > show_due", "公示期尚未届满。", .at = "take_off", .is = WARN, TERM("credit-start") },
	{ "off_kind <> 'wrong' OR reason <> ''", "认定错误的，应当写明理由。", .at = "take_off", HOUSE("移出名单") },
	{ "document_on <= told_on AND off >= on", "日期先后颠倒。", HOUSE("日期先后") },
	),

	NEEDS(
	{ "propose", "case", "依据的案件尚未作出处罚决定。", .where = "ending = 'penalty' AND decided_on <= $day", .when = "case IS NOT NULL", TERM("credit-class") },
	{ "propose", "case", "简易程序案件按轻微失信处理。", .how = NONE, .where = "procedure = 'simple' AND me.class <> 'light'", .when = "case IS NOT NULL", TERM("credit-class") },
	{ "list", "credit.operator.same", "该主体已在同一名单上。", .how = NONE, .where = "id <> me.id AND list_kind = me.list_kind AND document = me.document AND state IN ('listed', 'repairing', 'repaired')", HOUSE("不重复列入") },
	),

	FIGURES(
	{ "on",       "列入",         "家次", COUNT, "on",  .by = "list_kind,class", TERM("credit-class") },
	{ "off",      "移出",         "家次", COUNT, "off", .by = "list_kind,off_kind", TERM("credit-start") },
	{ "repaired", "信用修复",     "家次", COUNT, "repaired_on", .by = "class", HOUSE("信用修复") },
	{ "listed",   "在列",         "家次", COUNT, .during = "on,off", .by = "list_kind,class", TERM("credit-class") },
	{ "operators", "在列主体",    "家",   DISTINCT, .during = "on,off", .field = "operator", TERM("credit-class") },
	{ "in_time",  "按期移出率",   "%",    SHARE, "off", .where = "show_done <= show_due", .among = "TRUE", TERM("credit-start") },
	{ "flow",     "失信认定收结", "家次", FLOW,  "begun_on", TERM("credit-class") },
	),

	PAPERS(
	{ "notice", "拟列入失信主体名单告知书", "tell", .series = "信告知", HOUSE("先告知后列入") },
	{ "decision", "列入失信主体名单决定书", "list", .series = "信列", .when = "list_kind IN ('serious_list', 'light_list')", TERM("credit-class") },
	{ "repair", "信用修复决定书", "repair", .series = "信修", HOUSE("信用修复") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list", BUREAU, HOUSE("工作人员看全局信用记录") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("负责人看全局信用记录") },
	{ OPERATOR,     "view,list", OWN, HOUSE("主体看自己的信用记录") },
	{ SUPERIOR|MINISTRY, "view", SUBORDINATES, .fields = "operator,list_kind,class,batch,on,off,repair,repaired_on,off_kind", HOUSE("上级看数字和上报字段") },
	{ PUBLIC,       "view,list", EVERYBODY, .fields = "operator,list_kind,class,facts,document,on", .where = "state = 'listed'", TERM("credit-start") },
	),
};
