/*
 * safety_group.c - the leading group for work safety: who sat on it from when to when
 *
 * Law: 安全生产法 3.  Members leave by a date, they are never deleted, so the group of any day can be told.
 */
#include "model/declare.h"

/* clang-format off */

enum { IN_FORCE, DISSOLVED };

const struct ledger ledger_safety_group = {
	.key = "safety_group", .label = "安全生产领导小组", .law = "安全生产法", .title = "name",

	FIELDS(
	{ "name",      TEXT, "名称", MUST, TERM("safety-three-musts") },
	{ "set_up_on_paper", TEXT, "成立文件文号", 0, HOUSE("领导小组以文件成立和调整") },
	{ "from",      DATE, "成立之日", MUST|SORT, TERM("safety-three-musts") },
	{ "to",        DATE, "撤销之日", 0, HOUSE("领导小组以文件成立和调整") },
	{ "duties",    TEXT, "小组职责", 0, TERM("safety-three-musts") },
	{ "members",   ROWS, "成员", MUST, COLUMNS(
		{ "person", REF,  "人员", MUST, .of = "person" },
		{ "role",   PICK, "职务", MUST|LIST, .of = "leader,deputy,member,office", .labels = "组长,副组长,成员,办公室主任" },
		{ "duties", TEXT, "职责" },
		{ "from",   DATE, "起", MUST }, { "to", DATE, "止" }), TERM("safety-three-musts") },
	{ "leaders",   NUMBER, "现任组长", 0, .tally = COUNT, .over = "members", .where = "role = 'leader' AND members.to IS NULL", TERM("safety-three-musts") },
	{ "adjusted_on", DATE, "最近调整之日", SORT, HOUSE("领导小组以文件成立和调整") },
	{ "paper",     TEXT, "调整文件文号", 0, HOUSE("领导小组以文件成立和调整") },
	),

	STATES(
	[IN_FORCE]  = { "in_force",  "在任" },
	[DISSOLVED] = { "dissolved", "撤销", FINAL },
	),

	STEPS(
	{ "set_up",   "成立", NEW,          IN_FORCE,  HEADS, "name,set_up_on_paper?,from,duties?,members", .day = "from", TERM("safety-three-musts") },
	{ "adjust",   "调整", IN(IN_FORCE), SAME,      HEADS, "members,adjusted_on,paper?", .day = "adjusted_on", HOUSE("领导小组以文件成立和调整") },
	{ "dissolve", "撤销", IN(IN_FORCE), DISSOLVED, HEAD,  "to,paper?", .day = "to", HOUSE("领导小组以文件成立和调整") },
	),

	RULES(
	{ "leaders = 1", "领导小组应当有一名现任组长。", .at = "set_up,adjust", TERM("safety-three-musts") },
	{ "NOT SOME(members: members.to < members.from)", "任期的起止颠倒。", HOUSE("日期先后") },
	{ "to >= from", "撤销不得早于成立。", .at = "dissolve", HOUSE("日期先后") },
	),

	FIGURES(
	{ "groups",  "领导小组",     "个", COUNT, .during = "from,to", TERM("safety-three-musts") },
	{ "members", "领导小组成员", "人", COUNT, .during = "from,to", .rows = "members", .by = "role", TERM("safety-three-musts") },
	{ "adjusted", "当年调整的领导小组", "个", COUNT, "adjusted_on", HOUSE("领导小组以文件成立和调整") },
	),

	ACCESS(
	{ STAFF|LEGAL|HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("全局可看") },
	),
};
