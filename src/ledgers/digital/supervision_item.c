/*
 * supervision_item.c - the bureau's items of the 互联网+监管 catalogue
 *
 * Law: 优化营商环境条例 (2019) 51, 56.  The catalogue assigns an item to the bureau; the bureau claims it, writes its
 * implementation list and reports its acts of supervision.  An item that is not the bureau's is sent
 * back and leaves the denominator on that day.
 */
#include "model/declare.h"

/* clang-format off */

enum { ASSIGNED, DISPUTED, CLAIMED, LISTED, DECLINED, REMOVED };

const struct ledger ledger_supervision_item = {
	.key = "supervision_item", .label = "互联网+监管事项", .law = "优化营商环境条例", .title = "inspection_item", .series = "监项",

	FIELDS(
	{ "catalogue_code", TEXT, "监管事项目录编码", MUST|SORT|UP, ART("56") },
	{ "inspection_item", TEXT, "检查事项", MUST|UP, ART("51") },
	{ "power_item",  REF,   "权责事项", 0, .of = "power_item", ART("51") },
	{ "kind",        PICK,  "监管方式", LIST, .of = "on_site,remote,random,key_point,credit", .labels = "现场检查,非现场监管,双随机抽查,重点监管,信用监管", ART("56") },
	{ "assigned_on", DATE,  "目录分配之日", MUST|SORT, ART("56") },
	{ "claimed_on",  DATE,  "认领之日", SORT|UP, ART("56") },
	{ "listed_on",   DATE,  "检查实施清单完成之日", SORT, ART("51") },
	{ "implementation", ROWS, "检查实施清单", 0, COLUMNS(
		{ "object",  TEXT,  "监管对象", MUST },
		{ "matter",  TEXT,  "检查内容", MUST },
		{ "basis",   TEXT,  "依据", MUST },
		{ "section", TEXT,  "责任科室", MUST }), ART("51") },
	{ "acts",        ROWS,  "监管行为报送", 0, COLUMNS(
		{ "reported_on", DATE, "报送之日", MUST },
		{ "from_visit", REF, "行政检查", 0, .of = "inspection" },
		{ "from_case",  REF, "行政处罚案件", 0, .of = "case" },
		{ "count",   NUMBER, "行为数", MUST }), ART("56") },
	{ "acts_reported", NUMBER, "已报送监管行为数", UP, .tally = SUM, .over = "acts.count", ART("56") },
	{ "reason",      TEXT,  "不认领或者取消的理由", 0, ART("51") },
	{ "removed_on",  DATE,  "退回或者取消之日", SORT, ART("56") },
	),

	STATES(
	[ASSIGNED] = { "assigned", "待认领" },
	[DISPUTED] = { "disputed", "已提出不属本局" },
	[CLAIMED]  = { "claimed",  "已认领" },
	[LISTED]   = { "listed",   "已编制实施清单" },
	[DECLINED] = { "declined", "已退回", FINAL },
	[REMOVED]  = { "removed",  "目录已取消", FINAL },
	),

	STEPS(
	{ "assign",  "目录分配",     NEW,           ASSIGNED, CLERK|OUTSIDE, "catalogue_code,inspection_item,power_item?,kind?,assigned_on", .day = "assigned_on", ART("56") },
	{ "claim",   "认领",         IN(ASSIGNED),  CLAIMED,  CLERK|LEGAL,   "claimed_on,power_item?,kind", .day = "claimed_on", ART("56") },
	{ "dispute", "提出不属本局", IN(ASSIGNED),  DISPUTED, CHIEF|LEGAL,   "reason", ART("51") },
	{ "agree",   "同意退回",     IN(DISPUTED),  DECLINED, OUTSIDE,       "removed_on", .day = "removed_on", ART("51") },
	{ "refuse",  "不同意退回",   IN(DISPUTED),  ASSIGNED, OUTSIDE,       "reason", ART("51") },
	{ "list",    "编制实施清单", IN(CLAIMED)|IN(LISTED), LISTED, CLERK|LEGAL, "listed_on,implementation", .day = "listed_on", ART("51") },
	{ "report",  "报送监管行为", IN(LISTED),    SAME,     CLERK,         "acts", ART("56") },
	{ "remove",  "目录取消",     IN(ASSIGNED)|IN(CLAIMED)|IN(LISTED), REMOVED, OUTSIDE, "removed_on,reason", .day = "removed_on", ART("56") },
	),

	RULES(
	{ "power_item IS NOT NULL", "认领的事项应当对应权责事项。", .at = "claim", .is = WARN, ART("51") },
	{ "SOME(implementation: TRUE)", "检查实施清单不能为空。", .at = "list", ART("51") },
	{ "NOT SOME(acts: count <= 0)", "报送的行为数应当大于零。", .at = "report", HOUSE("数值") },
	{ "NOT SOME(acts: reported_on > $day OR reported_on < me.claimed_on)", "报送之日应当在认领之后，不得晚于登记之日。", .at = "report", HOUSE("日期先后") },
	),

	NEEDS(
	{ "assign", "supervision_item.catalogue_code.same", "同一目录编码已登记。", .how = NONE, .where = "id <> me.id AND removed_on IS NULL", HOUSE("编码") },
	{ "claim", "power_item", "权责事项当日不在有效清单内。", .where = "from <= $day AND (to IS NULL OR to > $day)", .when = "power_item IS NOT NULL", .is = WARN, ART("51") },
	),

	FIGURES(
	{ "claimed",  "监管事项认领率", "%",  SHARE, .during = "assigned_on,removed_on", .where = "claimed_on <= $cutoff", .among = "TRUE", ART("56") },
	{ "items",    "监管事项目录",   "项", COUNT, .during = "assigned_on,removed_on", .by = "kind", ART("56") },
	{ "listed",   "已编制实施清单", "项", COUNT, .during = "assigned_on,removed_on", .where = "listed_on <= $cutoff", ART("51") },
	{ "with_act", "有监管行为的事项", "项", COUNT, .during = "assigned_on,removed_on", .where = "SOME(acts: reported_on >= $from AND reported_on <= $cutoff)", ART("56") },
	{ "acts",     "报送监管行为",   "条", SUM,   "reported_on", .rows = "acts", .field = "count", ART("56") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list",       BUREAU, HOUSE("工作人员看全局事项") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("负责人看全局事项") },
	{ SUPERIOR|MINISTRY, "view", SUBORDINATES, .fields = "catalogue_code,inspection_item,claimed_on,acts_reported", HOUSE("上级看数字和上报字段") },
	{ SUPERVISOR,   "view,list",       BUREAU, HOUSE("司法行政部门监督执法") },
	),
};
