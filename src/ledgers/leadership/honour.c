/*
 * honour.c - commendations received by the bureau, its sections, works and people
 *
 * One row an honour, by the day of the document.  A withdrawn honour stays in the ledger and leaves the stock.
 */
#include "model/declare.h"

/* clang-format off */

enum { ENTERED };

const struct ledger ledger_honour = {
	.key = "honour", .label = "表彰", .title = "name", .series = "表彰",

	FIELDS(
	{ "name",     TEXT, "荣誉名称", MUST|UP, HOUSE("表彰台账") },
	{ "object",   PICK, "表彰对象", MUST|LIST|UP, .of = "bureau,section,person,work,case_file", .labels = "单位,科室或者队伍,个人,工作或者项目,案卷案例", HOUSE("表彰台账") },
	{ "winner",   TEXT, "获得者", MUST, HOUSE("表彰台账") },
	{ "level",    PICK, "级别", MUST|LIST|UP, .of = "national,ministry,municipal,district,bureau_level", .labels = "国家级,部级,市级,区级,局级", HOUSE("表彰台账") },
	{ "body",     TEXT, "授予机关", MUST|UP, HOUSE("表彰台账") },
	{ "document", TEXT, "文号", 0, HOUSE("表彰台账") },
	{ "date",     DATE, "授予之日", MUST|SORT|UP, HOUSE("表彰台账") },
	{ "part",     PICK, "所属工作", LIST, .of = "enforcement,safety,culture,tourism,law,petition_work,other", .labels = "执法,安全,公共文化,旅游,法治,信访,其他", HOUSE("表彰台账") },
	{ "withdrawn_on", DATE, "撤销之日", 0, HOUSE("表彰台账") },
	{ "reason",   TEXT, "撤销的理由", 0, HOUSE("表彰台账") },
	),
	STATES(
	[ENTERED] = { "entered", "已登记", FINAL },
	),
	STEPS(
	{ "enter",    "登记",     NEW,         ENTERED, CLERK|SECRETARY, "name,object,winner,level,body,document?,date,part?", .day = "date", HOUSE("表彰台账") },
	{ "withdraw", "荣誉撤销", IN(ENTERED), SAME,    CLERK|SECRETARY, "withdrawn_on,reason", .day = "withdrawn_on", .is = ONCE, HOUSE("表彰台账") },
	),
	RULES(
	{ "withdrawn_on >= date", "撤销不得早于授予。", HOUSE("日期先后") },
	{ "document <> ''", "未登记文号。", .at = "enter", .is = WARN, HOUSE("表彰台账") },
	),
	NEEDS(
	{ "enter", "honour.name.same", "同一荣誉已登记。", .how = NONE, .where = "id <> me.id AND winner = me.winner AND date = me.date", HOUSE("不重复登记") },
	),
	FIGURES(
	{ "honours", "表彰",     "项", COUNT, "date", .where = "withdrawn_on IS NULL OR withdrawn_on > $cutoff", .by = "level,object", HOUSE("表彰台账") },
	{ "held",    "现有荣誉", "项", COUNT, .during = "date,withdrawn_on", .by = "level", HOUSE("表彰台账") },
	),
	ACCESS(
	{ STAFF|LEGAL,  "view,list", BUREAU, HOUSE("工作人员看全局表彰") },
	{ HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人看全局表彰") },
	{ SUPERIOR,     "view", SUBORDINATES, .fields = "name,object,level,body,date", HOUSE("上级看数字和上报字段") },
	),
};
