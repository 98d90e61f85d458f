/*
 * confiscated.c - confiscated goods, from the store to their end
 *
 * Law: 行政处罚法 74.  A lane of the case.  What is destroyed or handed over leaves on two signatures, of
 * the one who does it and the one who watches.
 */
#include "model/declare.h"

/* clang-format off */

enum { STORED, APPRAISED, APPROVED, DESTROYED, HANDED_OVER, RETURNED };

const struct ledger ledger_confiscated = {
	.key = "confiscated", .label = "没收物品", .law = "行政处罚法", .title = "name", .series = "没收",

	FIELDS(
	{ "case",       REF,    "案件", MUST|LANE|LIST, .of = "case", ART("74") },
	{ "name",       TEXT,   "名称", MUST|PRINTED, ART("74") },
	{ "kind",       PICK,   "类别", MUST|LIST|UP, .of = "publication,audio_visual,equipment,game_machine,receiver,artwork,relic,other",
	  .labels = "出版物,音像制品,设备,游戏游艺机,卫星地面接收设施,艺术品,文物,其他", ART("9") },
	{ "quantity",   NUMBER, "数量", MUST|UP|PRINTED, ART("74") },
	{ "unit",       TEXT,   "单位", PRINTED, ART("74") },
	{ "store",      TEXT,   "存放地点", 0, ART("74") },
	{ "keeper",     REF,    "保管人", 0, .of = "person", HOUSE("涉案物品保管") },
	{ "stored_on",  DATE,   "入库之日", MUST|SORT, HOUSE("涉案物品保管") },
	{ "appraisal",  TEXT,   "鉴定意见", 0, ART("74") },
	{ "fate",       PICK,   "处理方式", LIST, .of = "destroy,finance,relics,auction,return", .labels = "销毁,上缴财政部门,移交文物或者出版管理单位,公开拍卖,退还", ART("74") },
	{ "executor",   REF,    "执行人", 0, .of = "person", TERM("archive-case-file") },
	{ "supervisor", REF,    "监督人", 0, .of = "person", TERM("archive-case-file") },
	{ "receiver",   TEXT,   "接收单位", 0, ART("74") },
	{ "voucher",    TEXT,   "接收或者销毁凭证", 0, ART("74") },
	{ "proceeds",   MONEY,  "拍卖价款", 0, ART("74") },
	{ "gone_on",    DATE,   "处理之日", SORT|UP, ART("74") },
	{ "reason",     TEXT,   "理由", 0, ART("75") },
	),

	STATES(
	[STORED]      = { "stored",    "在库" },
	[APPRAISED]   = { "appraised", "已鉴定" },
	[APPROVED]    = { "approved",  "已批准处理" },
	[DESTROYED]   = { "destroyed", "已销毁", FINAL },
	[HANDED_OVER] = { "handed",    "已移交", FINAL },
	[RETURNED]    = { "returned",  "已退还", FINAL },
	),

	STEPS(
	{ "store",    "入库",     NEW,           STORED,      OFFICER|CLERK|ENGINE, "case,name,kind,quantity,unit?,store?,keeper?,stored_on", .day = "stored_on", HOUSE("涉案物品保管") },
	{ "move",     "移库",     IN(STORED)|IN(APPRAISED)|IN(APPROVED), SAME, CLERK, "store,keeper", HOUSE("涉案物品保管") },
	{ "appraise", "鉴定",     IN(STORED),    APPRAISED,   OUTSIDE|OFFICER, "appraisal", ART("74") },
	{ "approve",  "批准处理", IN(STORED)|IN(APPRAISED), APPROVED, HEADS, "fate", .not_by = "store", ART("74") },
	{ "destroy",  "销毁",     IN(APPROVED),  DESTROYED,   STAFF,   "gone_on,executor,supervisor,voucher?", .day = "gone_on", .when = "fate = 'destroy'", .say = "批准的处理方式不是销毁。", .is = FIRM, ART("74") },
	{ "pass_on",  "移交",     IN(APPROVED),  HANDED_OVER, STAFF,   "gone_on,executor,supervisor,receiver,voucher,proceeds?", .day = "gone_on", .when = "fate IN ('finance', 'relics', 'auction')", .say = "批准的处理方式不是移交。", .is = FIRM, ART("74") },
	{ "give_back", "退还",    IN(STORED)|IN(APPRAISED)|IN(APPROVED), RETURNED, HEADS, "gone_on,reason,receiver", .day = "gone_on", ART("75") },
	),

	RULES(
	{ "quantity > 0", "数量应当大于零。", HOUSE("涉案物品保管") },
	{ "executor <> supervisor", "执行人和监督人不得是同一人。", .at = "destroy,pass_on", TERM("archive-case-file") },
	{ "executor IS NOT NULL AND supervisor IS NOT NULL", "销毁和移交应当有两人签字。", .at = "destroy,pass_on", TERM("archive-case-file") },
	{ "kind <> 'relic' OR fate <> 'destroy'", "文物不得销毁。", HOUSE("文物移交") },
	),

	NEEDS(
	{ "store,approve", "case", "没有作出没收的处罚决定。", .where = "decided_on IS NOT NULL", ART("9") },
	{ "give_back", "case", "没收决定仍然有效，不得退还。", .where = "state NOT IN ('decided', 'closed')", .is = WARN, ART("75") },
	),

	FIGURES(
	{ "quantity",  "没收物品",       "件", SUM, "stored_on", .field = "quantity", .by = "kind", ART("9") },
	{ "destroyed", "销毁没收物品",   "件", SUM, "gone_on", .field = "quantity", .where = "state = 'destroyed'", .by = "kind", ART("74") },
	{ "handed",    "移交没收物品",   "件", SUM, "gone_on", .field = "quantity", .where = "state = 'handed'", .by = "kind,fate", ART("74") },
	{ "flow",      "没收物品收销",   "批", FLOW, "stored_on", HOUSE("上年结存 + 入库 = 处理 + 结存") },
	),

	PAPERS(
	{ "appraisal",   "没收物品鉴定意见登记表", "appraise", ART("74") },
	{ "destruction", "没收物品销毁清单", "destroy", .series = "销", .signed_by = "approve", ART("74") },
	{ "transfer",    "没收物品移交清单", "pass_on", .series = "移", .signed_by = "approve", ART("74") },
	{ "returned",    "没收物品退还清单", "give_back", .series = "退", ART("75") },
	),

	ACCESS(
	{ STAFF|LEGAL,           "view,list", SECTION, HOUSE("办案人员看本科室案件") },
	{ REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("审核人员和负责人看全局") },
	{ SUPERVISOR,            "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,              "view", SUBORDINATES, .fields = "kind,quantity,gone_on", HOUSE("上级看上报字段") },
	),
};
