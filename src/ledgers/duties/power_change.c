/*
 * power_change.c - what changed in the list of powers, item by item
 *
 * Terms: powers-*.  The list itself writes its rows here, when a version begins and when an item ends
 * without a successor; a change made before the ledger was kept is entered by hand.
 */
#include "model/declare.h"

/* clang-format off */

enum { ENTERED };

const struct ledger ledger_power_change = {
	.key = "power_change", .label = "清单变动", .law = "天津市政府工作部门权责清单动态管理办法", .title = "item", .series = "权变",

	FIELDS(
	{ "item",       REF,  "权责事项", MUST|LIST|UP, .of = "power_item", TERM("powers-trigger") },
	{ "previous",   REF,  "变动前的版本", 0, .of = "power_item", TERM("powers-trigger") },
	{ "change",     PICK, "变动", MUST|LIST|UP, .of = "added,cancelled,amended,delegated,entrusted,merged", .labels = "新增,取消,修改,下放,委托,合并", TERM("powers-trigger") },
	{ "trigger",    PICK, "变动情形", LIST|UP, .of = "basis_made,basis_amended,basis_repealed,functions_moved,power_cancelled,power_delegated,other",
	  .labels = "依据制定,依据修改,依据废止,职能调整,职权取消,职权下放,其他", TERM("powers-trigger") },
	{ "triggered_on", DATE, "情形发生之日", SORT, TERM("powers-trigger") },
	{ "reason",     TEXT, "变动理由", 0, TERM("powers-trigger") },
	{ "basis",      ROWS, "依据", 0, COLUMNS({ "law", TEXT, "法律", MUST }, { "article", TEXT, "条款", MUST }, { "repealed_on", DATE, "废止之日" }), TERM("powers-publish") },
	{ "receiving_body", REF, "承接单位", 0, .of = "org", .hint = "下放、委托、合并的填写", TERM("powers-trigger") },
	{ "applied_on",  DATE, "申报之日", SORT, TERM("powers-days") },
	{ "approved_on", DATE, "批准之日", SORT|UP, TERM("powers-roles") },
	{ "approval_number", TEXT, "编制部门文号", UP, TERM("powers-roles") },
	{ "published_on", DATE, "公布之日", SORT|UP, TERM("powers-publish") },
	{ "on",         DATE, "变动生效之日", MUST|SORT|UP, TERM("powers-trigger") },
	),

	STATES(
	[ENTERED] = { "entered", "已登记", FINAL },
	),

	STEPS(
	{ "enter", "登记", NEW, ENTERED, LEGAL|ENGINE, "item,previous?,change,trigger?,triggered_on?,reason?,basis?,receiving_body?,applied_on?,approved_on?,approval_number?,published_on?,on", .day = "on", TERM("powers-trigger") },
	{ "explain", "补充说明", IN(ENTERED), SAME, LEGAL, "trigger?,triggered_on?,reason?,basis?,receiving_body?", HOUSE("变动说明补记") },
	),

	RULES(
	{ "change NOT IN ('delegated', 'entrusted', 'merged') OR receiving_body IS NOT NULL", "下放、委托、合并的事项应当写明承接单位。", TERM("powers-trigger") },
	{ "previous <> item", "变动前后不能是同一版本。", TERM("powers-trigger") },
	{ "approved_on >= applied_on AND published_on >= approved_on", "日期先后颠倒。", HOUSE("日期先后") },
	),

	NEEDS(
	{ "enter", "power_change.item.same", "同一事项同一变动已经登记。", .how = NONE, .where = "id <> me.id AND change = me.change AND on = me.on", HOUSE("变动不重复登记") },
	),

	FIGURES(
	{ "changes", "清单变动", "项", COUNT, "on", .by = "change,trigger", TERM("powers-trigger") },
	{ "added",   "添加新确认职权", "项", COUNT, "on", .where = "change = 'added'", TERM("powers-trigger") },
	{ "cancelled", "清理已废止职权", "项", COUNT, "on", .where = "change = 'cancelled'", TERM("powers-trigger") },
	{ "amended", "更新依据、责任事项和流程图", "项", COUNT, "on", .where = "change = 'amended'", TERM("powers-trigger") },
	{ "in_time", "变动按期公布率", "%", SHARE, "on", .where = "item.publish_done <= item.publish_due", .among = "item.publish_due IS NOT NULL", TERM("powers-publish") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER|SECRETARY, "view,list", BUREAU, HOUSE("权责清单全局可见") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("权责清单全局可见") },
	{ SUPERVISOR|SUPERIOR, "view,list", SUBORDINATES, .fields = "item,change,trigger,approved_on,approval_number,published_on,on", HOUSE("上级看数字和上报字段") },
	),
};
