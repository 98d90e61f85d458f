/*
 * discipline.c - clean government, in person-times only
 *
 * No name, no post and no section stands here, and nothing of it goes up: the bodies of discipline keep
 * their own files.
 */
#include "model/declare.h"

/* clang-format off */

enum { ENTERED };

const struct ledger ledger_discipline = {
	.key = "discipline", .label = "廉政", .title = "kind", .series = "廉政",

	FIELDS(
	{ "kind",     PICK,   "类别", MUST|LIST, .of = "education,talk,reminder,inquiry,risk_check,party_penalty,government_penalty", .labels = "廉政教育,廉政谈话,提醒谈话,函询,廉政风险排查,党纪处分,政务处分", HOUSE("廉政台账只记人次") },
	{ "date",     DATE,   "日期", MUST|SORT, HOUSE("廉政台账只记人次") },
	{ "person_times", NUMBER, "人次", MUST|SECRET, .hint = "只记人次，不写姓名、职务和科室", HOUSE("廉政台账只记人次") },
	),
	STATES(
	[ENTERED] = { "entered", "已登记", FINAL },
	),
	STEPS(
	{ "enter", "登记", NEW, ENTERED, SECRETARY|HEAD, "kind,date,person_times", .day = "date", HOUSE("廉政台账只记人次") },
	),
	RULES(
	{ "person_times > 0", "人次应当大于零。", HOUSE("数值") },
	),
	NEEDS(
	{ "enter", "discipline.kind.same", "同日同类已登记，请更正原记录。", .how = NONE, .where = "id <> me.id AND date = me.date", .is = WARN, HOUSE("不重复登记") },
	),
	FIGURES(
	{ "person_times", "廉政工作", "人次", SUM, "date", .field = "person_times", .by = "kind", HOUSE("廉政台账只记人次") },
	{ "held", "廉政工作", "次", COUNT, "date", .by = "kind", HOUSE("廉政台账只记人次") },
	),
	ACCESS(
	{ SECRETARY|HEAD, "view,list,print", BUREAU, .fields = "kind,date,person_times", HOUSE("廉政台账不上报，只由党组书记和主要负责人看") },
	),
};
