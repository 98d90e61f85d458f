/*
 * legislation.c - rules of others that the bureau drafts or helps to draft
 *
 * Local regulations, government rules and standards: each stage and each version of the text is kept.  Normative
 * documents of the bureau itself stand in norm_doc.c.
 */
#include "model/declare.h"

/* clang-format off */

enum { IN_HAND, PASSED, ENDED };

const struct ledger ledger_legislation = {
	.key = "legislation", .label = "立法项目", .title = "name", .series = "立法",

	FIELDS(
	{ "name",     TEXT, "名称", MUST|UP, HOUSE("立法项目台账") },
	{ "kind",     PICK, "种类", MUST|LIST|UP, .of = "regulation,government_rule,standard,national", .labels = "地方性法规,政府规章,地方标准,国家立法征求意见", HOUSE("立法项目台账") },
	{ "role",     PICK, "参与方式", MUST|LIST|UP, .of = "lead,assist,opinion", .labels = "牵头起草,配合起草,提出意见", HOUSE("立法项目台账") },
	{ "asked_by", TEXT, "交办机关", MUST, HOUSE("立法项目台账") },
	{ "owner",    REF,  "责任人", MUST, .of = "person", HOUSE("立法项目台账") },
	{ "stage",    PICK, "阶段", MUST|LIST|UP, .of = "proposed,survey,drafting,comment,legality,submitted,deliberation", .labels = "立项,调研,起草,征求意见,合法性审查,报送,审议", HOUSE("立法项目台账") },
	{ "begun",    DATE, "承办之日", MUST|SORT|UP, HOUSE("立法项目台账") },
	{ "due",      DATE, "交办机关要求的期限", SORT, HOUSE("来函期限") },
	{ "versions", ROWS, "文本", 0, COLUMNS(
		{ "edition", NUMBER, "稿次", MUST },
		{ "on",      DATE,   "日期", MUST },
		{ "stage",   PICK,   "阶段", MUST, .of = "proposed,survey,drafting,comment,legality,submitted,deliberation", .labels = "立项,调研,起草,征求意见,合法性审查,报送,审议" },
		{ "changes", TEXT,   "主要修改" },
		{ "sm3",     TEXT,   "哈希", .form = "sm3" }), HOUSE("立法项目台账") },
	{ "n_versions", NUMBER, "稿数", 0, .tally = COUNT, .over = "versions", HOUSE("立法项目台账") },
	{ "opinions", NUMBER, "本局提出意见", UP, .hint = "条", HOUSE("立法项目台账") },
	{ "adopted",  NUMBER, "采纳意见", UP, .hint = "条", HOUSE("立法项目台账") },
	{ "passed_on", DATE, "通过之日", SORT|UP, HOUSE("立法项目台账") },
	{ "document", TEXT, "公布文号", 0, HOUSE("立法项目台账") },
	{ "reason",   TEXT, "终止的理由", 0, HOUSE("立法项目台账") },
	),

	STATES(
	[IN_HAND] = { "in_hand", "办理中" },
	[PASSED]  = { "passed",  "已通过", FINAL },
	[ENDED]   = { "ended",   "已终结", FINAL },
	),

	STEPS(
	{ "take_on", "承办",     NEW,         IN_HAND, LEGAL|CHIEF, "name,kind,role,asked_by,owner,stage,begun,due?,versions?", .day = "begun", HOUSE("立法项目台账") },
	{ "advance", "推进",     IN(IN_HAND), SAME,    LEGAL|CHIEF, "stage,versions?", HOUSE("立法项目台账") },
	{ "submit",  "报送",     IN(IN_HAND), SAME,    HEADS,       "stage?,versions?,opinions?", .set = "stage='submitted'", .within = "submit", HOUSE("立法项目台账") },
	{ "pass",    "通过公布", IN(IN_HAND), PASSED,  OUTSIDE,     "passed_on,document,adopted?", .day = "passed_on", HOUSE("立法项目台账") },
	{ "end",     "终结",     IN(IN_HAND), ENDED,   HEADS|OUTSIDE, "reason,adopted?", HOUSE("立法项目台账") },
	),

	CLOCKS(
	{ "submit", ENDS,  HOUSE("来函期限"), .from = "due" },
	{ "submit", STOPS, HOUSE("立法项目台账"), .on_step = "end" },
	),

	RULES(
	{ "role = 'opinion' OR SOME(versions: TRUE)", "起草的项目报送时应当有文本。", .at = "submit", HOUSE("立法项目台账") },
	{ "role <> 'opinion' OR opinions IS NOT NULL", "提出意见的项目应当登记意见条数，没有的填零。", .at = "submit", HOUSE("立法项目台账") },
	{ "adopted <= opinions", "采纳数不得多于提出数。", HOUSE("数值") },
	{ "opinions >= 0 AND adopted >= 0", "条数不得为负。", HOUSE("数值") },
	{ "role <> 'lead' OR SOME(versions: stage = 'legality')", "牵头起草的项目，报送前应当经合法性审查并留存审查稿。", .at = "submit", .is = WARN, HOUSE("立法项目先经合法性审查") },
	),

	FIGURES(
	{ "projects", "立法项目", "项", COUNT, "begun", .by = "kind,role", HOUSE("立法项目台账") },
	{ "passed",   "通过的立法项目", "项", COUNT, "passed_on", .by = "kind", HOUSE("立法项目台账") },
	{ "opinions", "提出立法意见", "条", SUM, "submit_on", .field = "opinions", HOUSE("立法项目台账") },
	{ "flow",     "立法项目收结", "项", FLOW, "begun", HOUSE("立法项目台账") },
	),

	ACCESS(
	{ LEGAL|CHIEF|CLERK, "view,list", BUREAU, HOUSE("承办人看全局立法项目") },
	{ HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人看全局立法项目") },
	{ SUPERIOR|SUPERVISOR, "view", SUBORDINATES, .fields = "name,kind,role,stage,begun,opinions,adopted,passed_on", HOUSE("上级看数字和上报字段") },
	),
};
