/*
 * service_volume.c - what public cultural facilities offered, by day
 *
 * Law: 公共文化服务保障法 (2017) 21, 27, 34.  One row a day and kind of service; a month may be entered on its last day.
 * Nothing is counted for a facility that was not open.
 */
#include "model/declare.h"

/* clang-format off */

enum { ENTERED };

const struct ledger ledger_service_volume = {
	.key = "service_volume", .label = "公共服务量", .law = "公共文化服务保障法", .title = "kind", .series = "服量",

	FIELDS(
	{ "facility", REF,    "设施", MUST|LIST|UP, .of = "facility", ART("21") },
	{ "date",     DATE,   "日期", MUST|SORT|UP, ART("21") },
	{ "kind",     PICK,   "服务", MUST|LIST|UP, .of = "reading,exhibition,performance,film,lecture,training,mobile,legal_culture,visit", .labels = "阅览借阅,展览,演出,放映,讲座,培训,流动服务,法治文化活动,参观", ART("27") },
	{ "topic",    TEXT,   "主题", 0, ART("27") },
	{ "place",    TEXT,   "地点", 0, .hint = "流动服务写停靠点", ART("34") },
	{ "sessions", NUMBER, "场次", MUST|UP, ART("21") },
	{ "people",   NUMBER, "服务人次", MUST|UP, ART("21") },
	),

	STATES(
	[ENTERED] = { "entered", "已登记", FINAL },
	),

	STEPS(
	{ "enter", "登记", NEW, ENTERED, CLERK|OFFICER|OUTSIDE, "facility,date,kind,topic?,place?,sessions,people", .day = "date", ART("21") },
	),

	RULES(
	{ "sessions >= 0 AND people >= 0 AND sessions + people > 0", "场次和人次不得为负，也不能都是零。", HOUSE("数值") },
	{ "kind <> 'mobile' OR place <> ''", "流动服务应当写明停靠点。", ART("34") },
	{ "kind <> 'legal_culture' OR topic <> ''", "法治文化活动应当写明主题。", TERM("law-education-duty") },
	),

	NEEDS(
	{ "enter", "facility", "该设施当日不在开放期内。", .where = "opened <= $day AND (closed IS NULL OR closed > $day)", ART("31") },
	{ "enter", "facility.states", "该设施当日临时停止开放。", .how = NONE, .where = "state = 'suspended' AND from <= $day AND (to IS NULL OR to > $day)", .is = WARN, ART("31") },
	{ "enter", "service_volume.facility.same", "该设施当日同类服务已登记。", .how = NONE, .where = "id <> me.id AND date = me.date AND kind = me.kind AND topic = me.topic AND place = me.place", HOUSE("不重复登记") },
	),

	FIGURES(
	{ "sessions", "服务场次", "场",   SUM, "date", .field = "sessions", .by = "kind", ART("21") },
	{ "people",   "服务人次", "人次", SUM, "date", .field = "people",   .by = "kind", ART("21") },
	{ "legal_culture", "法治文化活动", "场", SUM, "date", .field = "sessions", .where = "kind = 'legal_culture' OR SOME(facility: kind = 'legal_culture')", TERM("law-education-duty") },
	{ "active",   "开展服务的设施", "个", DISTINCT, "date", .field = "facility", ART("21") },
	),

	ACCESS(
	{ STAFF,  "view,list", BUREAU, HOUSE("工作人员看全局服务量") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("负责人看全局服务量") },
	{ SUPERIOR|MINISTRY, "view", SUBORDINATES, .fields = "facility,date,kind,sessions,people", HOUSE("上级看数字和上报字段") },
	),
};
