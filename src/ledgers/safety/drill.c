/*
 * drill.c - emergency drills, of the bureau and of each venue
 *
 * Law: 生产安全事故应急条例 8.  Entertainment venues and scenic areas drill every half-year, each for
 * itself; the bureau drills its own plan every two years.  Without an operator a drill is the bureau's; the
 * venue where it was held is another field, so that a drill of the bureau never counts for a venue.
 */
#include "model/declare.h"

/* clang-format off */

enum { PLANNED_DRILL, HELD, ASSESSED, CLOSED, CALLED_OFF };

const struct ledger ledger_drill = {
	.key = "drill", .label = "应急演练", .law = "生产安全事故应急条例", .title = "topic", .series = "演练",

	FIELDS(
	{ "operator",   REF,    "组织演练的经营主体", LIST, .of = "operator", .hint = "本局组织的不填", TERM("drill-venue") },
	{ "venue",      REF,    "演练所在的场所", 0, .of = "operator", .hint = "本局在经营主体的场所组织演练的填写", ART("8") },
	{ "plan",       REF,    "所演练的预案", 0, .of = "emergency_plan", TERM("drill-department") },
	{ "kind",       PICK,   "形式", MUST|LIST|UP, .of = "desktop,practice,comprehensive,special,on_site", .labels = "桌面演练,实战演练,综合演练,专项演练,现场处置演练", TERM("drill-unit-general") },
	{ "topic",      TEXT,   "科目", 0, ART("8") },
	{ "planned_on", DATE,   "计划之日", SORT, ART("8") },
	{ "date",       DATE,   "演练之日", SORT|UP, ART("8") },
	{ "place",      TEXT,   "地点", 0, ART("8") },
	{ "people",     NUMBER, "参加人数", UP, ART("8") },
	{ "partners",   REFS,   "参加单位", 0, .of = "org", ART("8") },
	{ "assessed_on", DATE,  "评估之日", 0, ART("8") },
	{ "assessment", TEXT,   "评估意见", 0, ART("8") },
	{ "problems",   ROWS,   "发现的问题", 0, COLUMNS(
		{ "text", TEXT, "问题", MUST }, { "owner", TEXT, "责任人" }, { "due", DATE, "期限" }, { "fixed_on", DATE, "解决之日" }), ART("8") },
	{ "open_problems", NUMBER, "尚未解决的问题", 0, .tally = COUNT, .over = "problems", .where = "fixed_on IS NULL", ART("8") },
	{ "reported_on", DATE,  "报送演练情况之日", 0, TERM("drill-venue") },
	{ "spot_checked", YESNO, "本局抽查", LIST, TERM("drill-venue") },
	{ "reason",     TEXT,   "取消的理由", 0, HOUSE("演练计划的调整") },
	),

	STATES(
	[PLANNED_DRILL] = { "planned",    "计划" },
	[HELD]          = { "held",       "已演练" },
	[ASSESSED]      = { "assessed",   "已评估" },
	[CLOSED]        = { "closed",     "已完成", FINAL },
	[CALLED_OFF]    = { "called_off", "取消", FINAL },
	),

	STEPS(
	{ "plan",     "计划",       NEW,               PLANNED_DRILL, STAFF|OPERATOR|OUTSIDE, "operator?,venue?,plan?,kind,topic?,planned_on", ART("8") },
	{ "enter",    "登记已举行的演练", NEW,         HELD,       STAFF|OPERATOR|OUTSIDE, "operator?,venue?,plan?,kind,topic?,date,place?,people?,partners?,reported_on?", .day = "date", ART("8") },
	{ "hold",     "举行",       IN(PLANNED_DRILL), HELD,       STAFF|OPERATOR|OUTSIDE, "date,place?,people,partners?", .day = "date", ART("8") },
	{ "report",   "报送演练情况", IN(HELD)|IN(ASSESSED)|IN(CLOSED), SAME, OPERATOR|OUTSIDE, "reported_on", .day = "reported_on", .only = "operator IS NOT NULL", .say = "经营主体的演练才需报送。", TERM("drill-venue") },
	{ "spot_check", "抽查",     IN(HELD)|IN(ASSESSED)|IN(CLOSED), SAME, OFFICER, "spot_checked", TERM("drill-venue") },
	{ "assess",   "评估",       IN(HELD),          ASSESSED,   STAFF|OPERATOR|OUTSIDE, "assessed_on,assessment,problems?", .day = "assessed_on", ART("8") },
	{ "fix",      "解决问题",   IN(ASSESSED),      SAME,       STAFF|OPERATOR|OUTSIDE, "problems", ART("8") },
	{ "close",    "完成",       IN(ASSESSED),      CLOSED,     STAFF|OPERATOR|OUTSIDE, NULL, .when = "open_problems = 0", .say = "演练发现的问题尚未解决。", ART("8") },
	{ "call_off", "取消",       IN(PLANNED_DRILL), CALLED_OFF, CHIEF|OPERATOR|OUTSIDE, "reason", HOUSE("演练计划的调整") },
	),

	CLOCKS( /* the last day for the next drill of the same holder */
	{ "next", RUNS, TERM("drill-venue"),        .from = "date", .when = "operator IS NOT NULL AND SOME(operator.sectors: value IN ('entertainment', 'scenic'))" },
	{ "next", RUNS, TERM("drill-unit-general"), .from = "date", .when = "operator IS NOT NULL AND NOT SOME(operator.sectors: value IN ('entertainment', 'scenic'))" },
	{ "next", RUNS, TERM("drill-unit-general-onsite"), .from = "date", .when = "operator IS NOT NULL AND kind = 'on_site' AND NOT SOME(operator.sectors: value IN ('entertainment', 'scenic'))" },
	{ "next", RUNS, TERM("drill-department"),   .from = "date", .when = "operator IS NULL" },
	),

	RULES(
	{ "people > 0", "参加人数应当大于零。", .at = "enter,hold", HOUSE("演练人数") },
	),

	NEEDS(
	{ "enter,plan", "plan", "所演练的预案不属于该主体。", .where = "operator = me.operator", .how = EVERY, .when = "operator IS NOT NULL", ART("8") },
	{ "enter,plan", "plan", "本局组织的演练应当依据本局的预案。", .where = "operator IS NULL", .how = EVERY, .when = "operator IS NULL", .is = WARN, TERM("drill-department") },
	),

	FIGURES(
	{ "bureau",  "组织应急演练", "次", COUNT, "date", .where = "operator IS NULL", .by = "kind", HOUSE("本局组织的演练，按举行之日") },
	{ "venue",   "经营主体演练", "次", COUNT, "date", .where = "operator IS NOT NULL", .by = "kind", TERM("drill-venue") },
	{ "venue.operators", "开展演练的主体", "家", DISTINCT, "date", .field = "operator", .where = "operator IS NOT NULL", TERM("drill-venue") },
	{ "venue.in_order", "按规定频次演练的场所", "%", SHARE, "date", .per = "operator", .everyone = { "operator", "SOME(sectors: value IN ('entertainment', 'scenic'))" }, .staying = "on,off", .field = "1",
	  .where = "total * {drill-venue} >= $months", .among = "TRUE", TERM("drill-venue") },
	{ "people",  "参加演练", "人次", SUM, "date", .field = "people", .by = "kind", ART("8") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list",       SECTION, HOUSE("承办人员看本科室演练") },
	{ HEADS|LEADER, "view,list,print", BUREAU,  HOUSE("负责人看全局演练") },
	{ OPERATOR,     "view,list",       OWN,     HOUSE("主体看自己的演练") },
	{ SUPERIOR,     "view,list",       SUBORDINATES, .fields = "kind,date,people", HOUSE("上级看数字和上报字段") },
	),
};
