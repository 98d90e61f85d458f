/*
 * slips.c - mistakes and how they were mended: amended, made void, undone, merged, split, opened
 * again, handed over
 */
#include "demo/parts.h"

/* clang-format off */
static const struct script scripts[] = {
	SCRIPT("wrong-count", { 0, "find service_volume as v", "kind={kind}" }, { 0, "clerk4 amend v", "people={120..260}|reason=录入时多写一位" } ),
	SCRIPT("wrong-phone", { 0, "clerk amend op", "phone={phone}|reason=联系电话变更" } ),
	SCRIPT("wrong-place", { 0, "find hazard as z", "state=closed|kind={kind}" }, { 0, "clerk2 amend z", "place=三楼通道|reason=部位填写有误" } ),
	SCRIPT("wrong-people", { 0, "find outreach as u", "channel=training" }, { 0, "legal count_up u", "people=118|materials=236" }, { 0, "clerk3 amend u", "place=局一楼会议室|reason=地点更正" } ),
	SCRIPT("twice-visited", { 0, "officer3 patrol inspection as v", "kind=patrol|random_field=internet|operator=@op|place={op.name}|date={day}|officers=@o3;@o4|findings+department:@bureau,own:yes,items:夜查,result:no_problem|results=no_problem|recorded=yes" },
	                     { 1, "chief void v", "reason=与同日另一条夜查记录重复|approver=@chief" } ),
	SCRIPT("clue-pair",  { 0, "clerk2 receive clue as qa", "source=town|operator=@op|facts=反映夜间超时经营|received_on={day}" }, { 1, "clerk2 receive clue as qb", "source=media|operator=@op|facts=网帖反映深夜营业|received_on={day}" },
	                     { 1, "chief merge qb", "into=@qa|reason=同一主体同一行为" }, { 2, "chief split qb", "reason=网帖所指为另一时段，分开核查" },
	                     { 1, "chief assign qa", "officers=@o3;@o4" }, { 3, "officer3 verify qa", "verified_on={day}|verification=未发现超时经营" }, { 1, "deputy decline qa", "result=not_open|reason=no_facts|explanation=现场和监控均未见" },
	                     { 1, "chief hand_over qb", "to=@officer5|reason=片区调整" }, { 1, "chief assign qb", "officers=@o5;@o6" }, { 4, "officer5 verify qb", "verified_on={day}|verification=网帖日期为上年"  }, { 1, "deputy decline qb", "result=not_open|reason=handled|explanation=上年已处理" } ),
	SCRIPT("clue-same",  { 0, "clerk2 receive clue as qa", "source=town|operator=@op|facts=反映摊点销售盗版图书|received_on={day}" }, { 0, "clerk2 receive clue as qb", "source=town|operator=@op|facts=同一镇街再次报送|received_on={day}" }, { 1, "chief merge qb", "into=@qa|reason=重复报送" },
	                     { 1, "chief assign qa", "officers=@o1;@o2" }, { 4, "officer1 verify qa", "verified_on={day}|verification=摊点已撤离" }, { 2, "deputy decline qa", "result=not_open|reason=no_facts|explanation=人员、物品均已不在" } ),
	SCRIPT("opened-again", { 0, "find complaint as k", "kind=dispute|state=closed|channel=platform" }, { 0, "deputy reopen k", "reason=投诉人补充材料" }, { 4, "clerk3 close k" } ),
	SCRIPT("undone",     { 0, "find hotline as h", "state=replied" }, { 0, "clerk close h", "closed_on={day}" }, { 0, "chief undo h", "reason=尚待回访，点错办结" } ),
	SCRIPT("handed",     { 0, "find petition as t", "state=handling" }, { 0, "chief2 hand_over t", "to=@clerk3|reason=经办人借调" } ),
};

static const struct series series[] = {
	{ "wrong-count", 2, "2024-05-17", "2024-09-20", 0, "kind=exhibition" }, { "wrong-count", 1, "2024-11-08", NULL, 0, "kind=reading" },
	{ "wrong-phone", 6, "2024-02-26", "2024-11-15", 0, "op=@op-print-%" }, { "wrong-place", 2, "2024-06-21", "2024-10-11", 0, "kind=wiring" }, { "wrong-people", 1, "2024-04-29", NULL },
	{ "twice-visited", 1, "2024-08-09", NULL, 0, "op=@op-net-5" }, { "clue-pair", 1, "2024-05-09", NULL, 0, "op=@op-ent-6" }, { "clue-same", 1, "2024-09-25", NULL, 0, "op=@op-book-4" },
	{ "opened-again", 1, "2024-11-12", NULL }, { "undone", 1, "2024-06-20", NULL }, { "undone", 1, "2024-10-17", NULL }, { "handed", 1, "2024-09-02", NULL },
};
PART(part_slips, scripts, series);
/* clang-format on */
