/*
 * facility.c - public cultural facilities of the district
 *
 * Law: 公共文化服务保障法 (2017).  The catalogue is published; a facility is open from one day to another, and what it
 * offers is counted in service_volume.c.
 */
#include "model/declare.h"

/* clang-format off */

enum { OPEN, SUSPENDED, CLOSED };

const struct ledger ledger_facility = {
	.key = "facility", .label = "公共文化设施", .law = "公共文化服务保障法", .title = "name", .series = "设施",

	FIELDS(
	{ "name",     TEXT,  "名称", MUST|UP, ART("14") },
	{ "kind",     PICK,  "类别", MUST|LIST|UP, .of = "library,museum,mobile_library,legal_culture,cultural_centre,art_gallery,town_station,village_centre,farm_bookroom,memorial,other", .labels = "公共图书馆,博物馆,流动图书车,法治文化阵地,文化馆,美术馆,乡镇街道文化站,村社区综合性文化服务中心,农家书屋,纪念馆,其他", ART("14") },
	{ "grade",    PICK,  "等级", LIST|UP, .of = "none,third,second,first", .labels = "未评级,三级,二级,一级", ART("23") },
	{ "manager",  REF,   "管理单位", MUST, .of = "org", ART("21") },
	{ "address",  TEXT,  "地址", MUST, ART("14") },
	{ "town",     REF,   "所在街镇", LIST, .of = "org", ART("14") },
	{ "area",     NUMBER, "建筑面积", 0, .hint = "平方米", ART("14") },
	{ "opening_hours", TEXT, "开放时间", MUST, ART("31") },
	{ "free",     YESNO, "免费开放", MUST|UP, ART("31") },
	{ "opened",   DATE,  "开放之日", MUST|SORT|UP, ART("31") },
	{ "graded_on", DATE, "评级之日", 0, ART("23") },
	{ "suspended_from", DATE, "临时停止开放之日", 0, ART("31") },
	{ "announced_on", DATE, "公告之日", 0, ART("31") },
	{ "resumed_on", DATE, "恢复开放之日", 0, ART("31") },
	{ "closed",   DATE,  "关闭之日", SORT|UP, ART("19") },
	{ "replaced_by", REF, "重建、改建后的设施", 0, .of = "facility", ART("19") },
	{ "reason",   TEXT,  "停止开放、关闭的理由", 0, ART("19") },
	),

	STATES(
	[OPEN]      = { "open",      "开放" },
	[SUSPENDED] = { "suspended", "临时停止开放" },
	[CLOSED]    = { "closed",    "已关闭", FINAL },
	),

	STEPS(
	{ "open",    "登记开放", NEW,           OPEN,      CLERK|CHIEF, "name,kind,grade?,manager,address,town?,area?,opening_hours,free,opened", .day = "opened", ART("14") },
	{ "assess",  "评级",     IN(OPEN),      SAME,      OUTSIDE,     "grade,graded_on", .day = "graded_on", ART("23") },
	{ "change",  "变更登记", IN(OPEN)|IN(SUSPENDED), SAME, CLERK,   "name?,manager?,address?,area?,opening_hours?,free?", ART("14") },
	{ "suspend", "临时停止开放", IN(OPEN),  SUSPENDED, CHIEF,       "suspended_from,announced_on?,reason", .day = "suspended_from", ART("31") },
	{ "resume",  "恢复开放", IN(SUSPENDED), OPEN,      CHIEF,       "resumed_on", .day = "resumed_on", ART("31") },
	{ "close",   "关闭",     IN(OPEN)|IN(SUSPENDED), CLOSED, HEADS, "closed,reason,replaced_by?", .day = "closed", ART("19") },
	),

	RULES(
	{ "announced_on IS NOT NULL", "临时停止开放的，应当及时公告。", .at = "suspend", .is = WARN, ART("31") },
	{ "closed >= opened", "关闭不得早于开放。", HOUSE("日期先后") },
	{ "replaced_by IS NOT NULL", "因城乡建设拆除或者改变用途的，应当先建设后拆除或者同时进行。", .at = "close", .is = WARN, ART("19") },
	{ "replaced_by <> id", "设施不能指向自己。", HOUSE("编码") },
	{ "area >= 0", "面积不得为负。", HOUSE("数值") },
	),

	FIGURES(
	{ "facilities", "公共文化设施", "个", COUNT, .during = "opened,closed", .by = "kind,grade", ART("14") },
	{ "free",   "免费开放率", "%", SHARE, .during = "opened,closed", .where = "free", .among = "TRUE", ART("31") },
	{ "opened", "当年新开放", "个", COUNT, "opened", .by = "kind", ART("15") },
	{ "closed", "当年关闭",   "个", COUNT, "closed", .by = "kind", ART("19") },
	),

	ACCESS(
	{ STAFF,  "view,list", BUREAU, HOUSE("工作人员看全局设施") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("负责人看全局设施") },
	{ SUPERIOR|MINISTRY, "view", SUBORDINATES, .fields = "name,kind,grade,free,opened,closed", HOUSE("上级看数字和上报字段") },
	{ PUBLIC, "view,list", EVERYBODY, .fields = "name,kind,grade,address,opening_hours,free", .where = "state <> 'closed'", ART("14") },
	),
};
