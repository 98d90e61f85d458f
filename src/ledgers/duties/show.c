/*
 * show.c - each performance of a filing: planned, held, cancelled or postponed
 *
 * Law: 营业性演出管理条例.  One approval is not one performance: approved shows are counted by the day of their
 * filing, held ones by their own day.  The filing writes them from its schedule.
 */
#include "model/declare.h"

/* clang-format off */

enum { PLANNED_SHOW, HELD, POSTPONED, CANCELLED };

const struct ledger ledger_show = {
	.key = "show", .label = "场次", .law = "营业性演出管理条例", .title = "venue", .series = "场次",

	FIELDS(
	{ "filing",     REF,  "演出备案", MUST|LIST|LANE, .of = "filing", TERM("show-change-reapprove") },
	{ "slot",       ROW,  "场次安排的行", 0, .of = "filing.schedule", TERM("show-change-reapprove") },
	{ "operator",   REF,  "举办单位", LIST, .of = "operator", TERM("show-change-reapprove") },
	{ "registered_on", DATE, "备案之日", SORT|UP, HOUSE("批准场次按备案之日统计") },
	{ "date",       DATE, "演出日期", MUST|SORT|UP, TERM("show-change-reapprove") },
	{ "time",       TEXT, "开始时间", 0, .hint = "19:30", TERM("show-change-reapprove") },
	{ "venue",      TEXT, "场地", UP, TERM("show-change-reapprove") },
	{ "held_on",    DATE, "举办之日", SORT|UP, HOUSE("演出逐场销号") },
	{ "audience",   NUMBER, "观众人数", UP, TERM("show-large") },
	{ "inspection", REF,  "检查", LIST, .of = "inspection", TERM("show-onsite-check") },
	{ "postponed_from", DATE, "原定日期", 0, TERM("show-change-reapprove") },
	{ "reason",     TEXT, "取消或者延期的理由", 0, TERM("show-change-reapprove") },
	),

	STATES(
	[PLANNED_SHOW] = { "planned",   "待举办" },
	[POSTPONED]    = { "postponed", "已延期" },
	[HELD]         = { "held",      "已举办", FINAL },
	[CANCELLED]    = { "cancelled", "已取消", FINAL },
	),

	STEPS(
	{ "enter",    "登记", NEW,                             PLANNED_SHOW, STAFF|ENGINE, "filing,slot?,operator?,date,time?,venue?,registered_on?", TERM("show-change-reapprove") },
	{ "hold",     "举办", IN(PLANNED_SHOW)|IN(POSTPONED),  HELD,         STAFF|OUTSIDE, "held_on,audience?,inspection?", .day = "held_on", HOUSE("演出逐场销号") },
	{ "postpone", "延期", IN(PLANNED_SHOW)|IN(POSTPONED),  POSTPONED,    STAFF|OUTSIDE, "postponed_from,date,reason", TERM("show-change-reapprove") },
	{ "cancel",   "取消", IN(PLANNED_SHOW)|IN(POSTPONED),  CANCELLED,    STAFF|OUTSIDE|ENGINE, "reason", HOUSE("演出逐场销号") },
	{ "link",     "关联检查", IN(PLANNED_SHOW)|IN(POSTPONED)|IN(HELD), SAME, STAFF, "inspection", TERM("show-onsite-check") },
	),

	CLOCKS(
	{ "hold", ENDS, HOUSE("演出之日过后应当销号"), .from = "date" },
	),

	RULES(
	{ "date >= filing.from AND date <= filing.to", "演出日期超出批准的演出期间，应当重新报批。", .at = "enter,postpone", TERM("show-change-reapprove") },
	{ "date <> postponed_from", "延期后的日期应当与原定日期不同。", .at = "postpone", TERM("show-change-reapprove") },
	{ "held_on = date", "举办之日与批准的日期不同，应当先办理变更。", .at = "hold", .is = WARN, TERM("show-change-reapprove") },
	{ "audience >= 0", "观众人数不能为负。", HOUSE("演出逐场销号") },
	{ "audience <= filing.audience", "观众人数超过核准人数。", .at = "hold", .is = WARN, TERM("show-large") },
	),

	NEEDS(
	{ "enter,hold", "filing", "演出尚未备案或者批准已撤销。", .where = "registered_on IS NOT NULL AND state <> 'cancelled'", .is = LIVE, HOUSE("备案登记") },
	{ "postpone", "filing.versions", "延期应当重新报批，并在备案上办理变更。", .where = "what = 'change' AND approval_number <> ''", .is = WARN, TERM("show-change-reapprove") },
	{ "hold", "filing.inspection.came_from", "涉外、涉港澳台和临时搭建的演出，尚未实地检查。", .where = "date IS NOT NULL", .when = "filing.foreign OR filing.temporary_stage", .is = WARN, TERM("show-onsite-check") },
	),

	FIGURES(
	{ "approved",  "批准演出场次", "场", COUNT, "filing.registered_on", .where = "filing.subject = 'performance'", .by = "state", HOUSE("当年备案的营业性演出所批准的场次") },
	{ "held",      "举办演出场次", "场", COUNT, "held_on", .by = "month:held_on", HOUSE("当年举办的场次") },
	{ "audience",  "观众", "人次", SUM, "held_on", .field = "audience", HOUSE("当年举办的场次的观众") },
	{ "cancelled", "取消演出场次", "场", COUNT, "cancel_on", HOUSE("当年取消的场次") },
	{ "inspected", "有检查的场次", "场", COUNT, "held_on", .where = "inspection IS NOT NULL", TERM("show-onsite-check") },
	),

	ACCESS(
	{ STAFF|LEGAL|SECRETARY, "view,list", BUREAU, HOUSE("备案全局可见") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("备案全局可见") },
	{ OPERATOR,     "view,list", OWN, HOUSE("主体看自己的场次") },
	{ SUPERIOR,     "view,list", SUBORDINATES, .fields = "filing,registered_on,date,venue,held_on,audience", HOUSE("上级看数字和上报字段") },
	),
};
