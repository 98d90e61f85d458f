/*
 * safety.c - hazards, emergency plans, drills, incidents
 *
 * 131 hazards found in the year, all rechecked by its end; three older ones are carried.  161 plans
 * made or improved by fewer operators; three drills of the bureau.
 */
#include "demo/pairs.h"
#include "demo/parts.h"

/* clang-format off */
#define FIND "operator=@op|place={spot*}|kind={danger-kind%}|grade={grade}|facts={danger%}|found_on={day}|found_by=@{w}|owner={surname*}"
static const struct script scripts[] = {
	SCRIPT("hazard-spot", { 0, "{w} find hazard as z", FIND }, { 0, "operator fix_on_spot z", "fixed_on={day}|measure=当场整改" },
	                     { 1, "{w} recheck z", "rechecked_on={day}|rechecked_by=@{w}" } ),
	SCRIPT("hazard-order", { 0, "{w} find hazard as z", FIND }, { 0, "{w} order z", "due={day+15}|facts={danger%}|interim_measures=专人看护" },
	                     { 0, "find correction as k", "hazards=@z" },
	                     { 0, "{w} deliver k", "delivered_on={day}|basis=《安全生产法》第四十一条|demand=限期消除隐患|due={day+15}|officers=@oa;@ob|signed=signed" } ),
	SCRIPT("hazard-term", { 0, "then hazard-order" }, { 6, "operator fix z", "fixed_on={day}|measure=已清理并更换" },
	                     { 2, "{w} recheck z", "rechecked_on={day}|rechecked_by=@{w}" }, { 0, "{w} recheck k", "rechecked_on={day}|result=done|situation=隐患已消除" }, { 1, "chief close k" } ),
	SCRIPT("hazard-failed", { 0, "then hazard-order" }, { 6, "operator fix z", "fixed_on={day}|measure=更换部分设备" }, { 2, "{w} fail z", "rechecked_on={day}|rechecked_by=@{w}|reason=仍有一处未更换" },
	                     { 0, "chief order z", "due={day+10}|facts={danger%}" }, { 0, "find correction as k2", "hazards=@z|issued_on={day}" }, { 0, "{w} deliver k2", "delivered_on={day}|basis=《安全生产法》第四十一条|due={day+10}|officers=@oa;@ob|signed=signed" },
	                     { 5, "operator fix z", "fixed_on={day}|measure=全部更换" }, { 1, "{w} recheck z", "rechecked_on={day}|rechecked_by=@{w}" },
	                     { 0, "{w} recheck k", "rechecked_on={day}|result=done" }, { 0, "chief close k" }, { 0, "{w} recheck k2", "rechecked_on={day}|result=done" }, { 0, "chief close k2" } ),
	SCRIPT("hazard-deferred", { 0, "then hazard-order" }, { 8, "chief defer z", "deferred_to={day+40}|interim_measures=停用该区域并设警示|reason=施工工期较长|delay_cause=works" },
	                     { 18, "operator fix z", "fixed_on={day}|measure=改造完成" }, { 2, "{w} recheck z", "rechecked_on={day}|rechecked_by=@{w}" }, { 0, "{w} recheck k", "rechecked_on={day}|result=done" }, { 1, "chief close k" } ),
	SCRIPT("hazard-major", { 0, "{w} find hazard as z", FIND }, { 0, "deputy suspend z", "suspended_on={day}|suspension=stop_business" }, { 1, "deputy supervise z", "supervised_on={day}|supervision_number=海澜文旅督〔{year}〕{n}号" },
	                     { 0, "{w} order z", "due={day+30}|facts=疏散楼梯被封堵|interim_measures=停业整改" }, { 0, "find correction as k", "hazards=@z" },
	                     { 0, "{w} deliver k", "delivered_on={day}|basis=《安全生产法》第四十一条|due={day+30}|officers=@oa;@ob|signed=signed" },
	                     { 14, "operator fix z", "fixed_on={day}|measure=拆除封堵，恢复疏散楼梯" }, { 2, "{w} recheck z", "rechecked_on={day}|rechecked_by=@{w}" }, { 0, "{w} recheck k", "rechecked_on={day}|result=done" }, { 0, "chief close k" },
	                     { 1, "deputy resume z", "resumed_on={day}" } ),
	SCRIPT("hazard-handed", { 0, "{w} find hazard as z", FIND }, { 14, "chief hand_to z", "handed_to=@fire|handed_on={day}|reason=涉及消防设计审查" }, { 12, "outside take z" } ),
	SCRIPT("hazard-gone", { 0, "then hazard-order" }, { 30, "chief end_gone z", "gone_why=closed|reason=主体停业，场所清空" }, { 0, "{w} recheck k", "rechecked_on={day}|result=done|situation=场所已清空" } ),
	SCRIPT("hazard-stuck", { 0, "then hazard-order" }, { 25, "clerk2 explain z", "delay_cause=dispute|reason=产权方与承租方就费用有争议" } ),

	SCRIPT("plan-first", { 0, "operator make emergency_plan as e", "operator=@op|kind={kind}|title={op.name}{title}|plan_version=1|issued_on={day}|medium_or_above=no" },
	                     { 5, "clerk3 file e", "filed_on={day}|filing_number=预备{year}-{kind}-{n:3}" }, { 0, "operator make_public e", "made_public_on={day}" } ),
	SCRIPT("plan-late",  { 0, "operator make emergency_plan as e", "operator=@op|kind={kind}|title={op.name}{title}|plan_version=1|issued_on={day}|medium_or_above=no" },
	                     { 32, "clerk3 file e", "filed_on={day}|filing_number=预备{year}-迟{n:3}" } ),
	SCRIPT("plan-next",  { 0, "find emergency_plan as e0", "operator=@op|kind=comprehensive|plan_version=1" },
	                     { 0, "operator make emergency_plan as e", "operator=@op|kind=comprehensive|title={op.name}综合应急预案|plan_version=2|replaces=@e0|trigger={trigger*}|issued_on={day}|medium_or_above=no" },
	                     { 4, "clerk3 file e", "filed_on={day}|filing_number=预备{year}-修{n:3}" } ),
	SCRIPT("plan-bureau", { 0, "chief make emergency_plan as ~plan-own", "kind=department|title=海澜区文化和旅游局突发事件应急预案|plan_version=1|issued_on={day}" },
	                     { 8, "clerk file plan-own", "filed_on={day}|filed_with=@emergency|filing_number=海澜应急备〔2023〕6号" }, { 120, "chief evaluate plan-own", "evaluated_on={day}|evaluation=总体适用|conclusion=keep" } ),

	SCRIPT("drill",      { 0, "chief plan drill as dr", "plan=@plan-own|kind={kind}|topic={topic}|planned_on={day+9w}" },
	                     { 9, "chief hold dr", "date={day}|place={place}|people={60..140}|partners=@fire;@emergency" },
	                     { 3, "clerk2 assess dr", "assessed_on={day}|assessment=组织有序，通信联络需加强|problems+text:对讲机数量不足,owner:执法支队,due:{day+30}" },
	                     { 12, "clerk2 fix dr", "problems+n:1,text:对讲机数量不足,owner:执法支队,due:{day+12},fixed_on:{day}" }, { 0, "clerk2 close dr" } ),
	SCRIPT("drill-venue", { 0, "operator enter drill as dr", "operator=@op|kind=on_site|topic=灭火和疏散|date={day}|place={op.name}|people={12..48}" },
	                     { 2, "operator assess dr", "assessed_on={day}|assessment=全员参加，疏散{3..6}分钟" }, { 1, "operator report dr", "reported_on={day}" }, { 0, "operator close dr" } ),

	SCRIPT("incident",   { 0, "operator report incident as i", "what={what}|where={op.name}|operator=@op|kind={kind}|level=ordinary|happened_at={day}T20:10|reported_at={day}T20:30|reported_on={day}|dead=0|injured={hurt}" },
	                     { 0, "deputy relay i", "relayed_at={day}T20:55|relayed_to=@government;@municipal" },
	                     { DAYS(1), "clerk supplement i", "casualties+at:{day}T09:00,dead:0,injured:{hurt},note:伤者已出院|level=ordinary" },
	                     { 3, "deputy handle i", "measures=停业检查，全面排查用电|handled_on={day}" },
	                     { 25, "deputy review i", "reviewed_on={day}|review=线路老化，已更换；举一反三" } ),
	SCRIPT("incident-not", { 0, "operator report incident as i", "what=疑似燃气味|where={op.name}|operator=@op|kind=other|level=ordinary|happened_at={day}T11:00|reported_at={day}T11:10|reported_on={day}" },
	                     { 0, "deputy dismiss i", "review=经燃气单位检测无泄漏" } ),
	SCRIPT("group",      { 0, "head set_up safety_group as ~group", "name=安全生产工作领导小组|set_up_on_paper=海澜文旅〔2023〕4号|from={day}|duties=统筹文旅行业安全生产|members+person:@head,role:leader,from:{day}|members+person:@deputy,role:deputy,from:{day}|members+person:@chief,role:office,from:{day}|members+person:@officer8,role:member,from:{day}" } ),
	SCRIPT("group-new",  { 0, "head adjust group", "members++person:@deputy2,role:deputy,from:{day}|members++person:@officer2,role:member,from:{day}|adjusted_on={day}|paper=海澜文旅〔{year}〕7号" } ),
};

static const struct series series[] = {
	{ "hazard-spot", 20, "2024-01-08", "2024-12-10", 0, "op=@op-ent-*|grade=ordinary|" PAIR12 },
	{ "hazard-spot", 14, "2024-02-19", "2024-11-18", 0, "op=@op-net-*|grade=ordinary|" PAIR34 },
	{ "hazard-spot", 12, "2024-03-18", "2024-12-02", 0, "op=@op-book-*|grade=ordinary|" PAIR56 },
	{ "hazard-term", 30, "2024-01-10", "2024-11-25", 0, "op=@op-ent-*|grade=ordinary|" PAIR12 },
	{ "hazard-term", 20, "2024-01-17", "2024-11-20", 0, "op=@op-net-*|grade=ordinary|" PAIR34 },
	{ "hazard-term", 14, "2024-02-26", "2024-11-11", 0, "op=@op-print-*|grade=ordinary|" PAIR56 },
	{ "hazard-term", 10, "2024-04-08", "2024-11-06", 0, "op=@op-train-*|grade=ordinary|" PAIR34 },
	{ "hazard-failed", 4, "2024-03-12", "2024-09-10", 0, "op=@op-ent-*|grade=ordinary|" PAIR12 },
	{ "hazard-deferred", 4, "2024-04-17", "2024-09-18", 0, "op=@op-script-*|grade=ordinary|" PAIR56 },
	{ "hazard-major", 3, "2024-05-15", "2024-10-16", 0, "op=@op-ent-*|grade=major|" PAIR12 },
	{ "hazard-term", 5, "2023-09-12", "2023-11-14", 0, "op=@op-net-*|grade=ordinary|" PAIR34 },
	{ "hazard-term", 1, "2023-12-25", NULL, 0, "op=@op-net-7|grade=ordinary|" PAIR34 },
	{ "hazard-handed", 1, "2023-12-14", NULL, 0, "op=@op-esports-2|grade=ordinary|" PAIR12 },
	{ "hazard-gone", 1, "2023-12-19", NULL, 0, "op=@op-art-3|grade=ordinary|" PAIR34 },
	{ "hazard-stuck", 1, "2023-12-20", NULL, 0, "op=@op-film-2|grade=ordinary|" PAIR56 },

	{ "plan-first", 49, "2023-05-08", "2023-11-20", 0, "op=@op-%|kind=comprehensive|title=综合应急预案" },
	{ "plan-next", 49, "2024-02-21", "2024-11-06", 0, "op=@op-%" },
	{ "plan-first", 64, "2024-01-16", "2024-12-19", 0, "op=@op-%49|kind=comprehensive|title=综合应急预案" },
	{ "plan-late", 4, "2024-03-05", "2024-09-03", 0, "op=@op-%113|kind=on_site|title=现场处置方案" },
	{ "plan-first", 44, "2024-03-06", "2024-12-04", 0, "op=@op-%|kind=special|title=消防专项应急预案" },
	{ "plan-bureau", 1, "2023-06-12", NULL },

	{ "drill", 1, "2024-03-20", NULL, 0, "kind=comprehensive|topic=大型演出人员疏散|place=海澜区文化中心" },
	{ "drill", 1, "2024-06-05", NULL, 0, "kind=practice|topic=景区突发事件处置|place=白鹭洲景区" },
	{ "drill", 1, "2024-10-29", NULL, 0, "kind=desktop|topic=文旅场所消防应急|place=局三楼会议室" },
	{ "drill-venue", 24, "2024-03-25", "2024-06-28", 0, "op=@op-ent-%" },
	{ "drill-venue", 24, "2024-09-09", "2024-12-13", 0, "op=@op-ent-%" },
	{ "drill-venue", 16, "2024-04-15", "2024-11-29", 0, "op=@op-net-%" },
	{ "drill-venue", 5, "2024-05-13", "2024-05-31", 0, "op=@op-scenic-%" },
	{ "drill-venue", 5, "2024-11-04", "2024-11-22", 0, "op=@op-scenic-%" },
	{ "incident", 1, "2024-07-13", NULL, ANY_DAY, "op=@op-ent-4|what=点歌设备间线路冒烟，自行扑灭|kind=fire|hurt=0" },
	{ "incident", 1, "2024-10-04", NULL, ANY_DAY, "op=@op-scenic-2|what=游客在步道滑倒骨折|kind=tourism|hurt=1" },
	{ "incident-not", 1, "2024-04-22", NULL, 0, "op=@op-film-1" },
	{ "group", 1, "2023-02-13", NULL },
	{ "group-new", 1, "2024-05-13", NULL },
};
PART(part_safety, scripts, series);
/* clang-format on */
