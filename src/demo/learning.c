/*
 * learning.c - study, hours, duties, shortcomings and tasks, honours, the annual report
 *
 * Everyone in post has more than 40 hours at the end of the year: twelve months of courses on the
 * platforms beside the sessions of the bureau.
 */
#include "demo/parts.h"

/* clang-format off */
#define SECTIONS(tail) "sections+part:results,heading:主要工作进展情况,text:见正文,owner:@chief2,open_figures:0,handwritten:0" tail "|sections+part:shortcomings,heading:存在的主要问题,text:见正文,owner:@legal,open_figures:0,handwritten:0" tail \
	"|sections+part:head_duty,heading:第一责任人履职,text:见正文,owner:@secretary,open_figures:0,handwritten:0" tail "|sections+part:plan,heading:下一步工作举措,text:见正文,owner:@chief2,open_figures:0,handwritten:0" tail "|sections+part:other,heading:其他,text:无,owner:@chief2,open_figures:0,handwritten:0" tail
static const struct script scripts[] = {
	SCRIPT("course-planned", { 0, "secretary plan study_plan as ~sp-#", "year={day_year}|quarter={quarter}|topic={topic}|form={form}|statutes={law*}|owner=@{owner}|due={due}" } ),
	SCRIPT("course",     { 0, "clerk enter study as st", "form={form}|date={day}|topic={topic}|statutes={law*}|host=@{host}|level={level}|place={place}|plan=@sp" }, { 0, "then roll-{who}" } ),
	SCRIPT("course-free", { 0, "clerk enter study as st", "form={form}|date={day}|topic={topic}|statutes={law*}|host=@{host}|level={level}|place={place}" }, { 0, "then roll-{who}" } ),
	SCRIPT("roll-all",   { 1, "clerk confirm st", "{everyone*}" } ),
	SCRIPT("roll-officers", { 1, "clerk2 confirm st", "{team*}" } ),
	SCRIPT("roll-exam",  { 1, "clerk confirm st", "{examined*}" } ),
	SCRIPT("course-off", { 0, "secretary plan study as st", "form=training|topic={topic}|planned_on={day+8w}|level=bureau" }, { 5, "secretary call_off st", "reason=授课人行程调整" } ),
	SCRIPT("plan-slips", { 0, "secretary put_off {key}", "put_off_to=2025-01-24|reason=法院庭审安排未定" } ),
	SCRIPT("hours",      { 0, "clerk enter study_hours as h", "person=@{staff%}|date={day}|hours={6..8}|platform={platform}|course={course%}（{n}）|score={80..100}|proof=导出批次{year}-{n}" } ),
	SCRIPT("hours-one",  { 0, "clerk enter study_hours as h", "person=@{who}|date={day}|hours={8..11}|platform={platform}|course={course%}|score={80..100}|proof=导出批次{year}-{who}-{n}" } ),
	SCRIPT("hours-twice", { 0, "clerk enter study_hours as h", "person=@clerk|date={day}|hours=6|platform=law_online|course=重复导入的课程|proof=导出批次重" }, { 1, "legal void h", "reason=同一课程从两个平台重复导入|approver=@legal" } ),

	SCRIPT("duty",       { 0, "secretary assign duty as ~duty-#", "year={of}|text={text}|kind={kind}|owner=@head|unit=@bureau|assigned_on={day}|due={due}" } ),
	SCRIPT("duty-proof", { 0, "find meeting as m", "forum=party_group" }, { 0, "clerk evidence {key}", "evidence+on:{day},text:{text},about:@m" } ),
	SCRIPT("duty-told",  { 0, "head state_law {key}", "stated_on={day}|statement=年度述法报告" }, { 6, "superior assess {key}", "assessed_on={day}|rating=good|opinion=履职到位" } ),
	SCRIPT("duty-order", { 0, "head instruct {key}", "instruction={order}|assignee=@{by}|instruction_due={day+60}" }, { 0, "find task as ta", "from=@{key}" }, { 8, "{by} progress ta", "progress+on:{day},text:按批示推进" }, { 14, "{by} finish ta", "result=办结" } ),
	SCRIPT("flaw",       { 0, "legal set shortcoming as ~flaw-#", "year={day_year}|text={text}|cause={cause}|found_by={by}|found_on={day}|part={part}|owner=@{owner}|due={due}" },
	                     { 1, "deputy set task as ~todo-#", "text={todo}|from=@flaw-{key}|owner=@{owner}|due={due}" } ),
	SCRIPT("flaw-mended", { 0, "then flaw" }, { 12, "clerk2 progress flaw-{key}", "progress+on:{day},text:{todo}已开展" }, { 0, "{owner} finish todo-{key}", "result=已完成" }, { 6, "deputy finish flaw-{key}", "result=已整改并形成制度" } ),
	SCRIPT("flaw-carried", { 0, "then flaw" }, { 20, "clerk2 progress flaw-{key}", "progress+on:{day},text:部分完成" }, { 60, "deputy carry_over flaw-{key}", "carried_to=2025-12-31|reason=编制和招录需跨年" }, { 0, "deputy carry_over todo-{key}", "carried_to=2025-12-31|reason=跨年推进" } ),
	SCRIPT("target",     { 0, "deputy set task as ta", "text={text}|owner=@chief|due={due}|target_figure={figure}|target_value={value}" }, { 20, "chief progress ta", "progress+on:{day},text:按月核对,value:{now}" } ),

	SCRIPT("honour",     { 0, "clerk enter honour as h", "name={name}|object={object}|winner={winner}|level={level}|body={body}|document=演示表〔{year}〕{n}号|date={day}|part={part}" } ),
	SCRIPT("clean",      { 0, "secretary enter discipline as d", "kind={kind}|date={day}|person_times={4..26}" } ),
	SCRIPT("bill",       { 0, "legal take_on legislation as b", "name={name}|kind={kind}|role={role}|asked_by=市司法局|owner=@legal|stage=comment|begun={day}|due={day+45}" }, { 15, "deputy submit b", "stage=submitted|opinions={3..6}" } ),
	SCRIPT("bill-passed", { 0, "then bill" }, { 60, "outside pass b", "passed_on={day}|document=演示公告〔{year}〕8号|adopted=2" } ),
	SCRIPT("pact",       { 0, "legal draft agreement as ~pact-#", "name={name}|kind={kind}|members+name:海澜区文化和旅游局,region:天津,lead:yes|members+name:{other},region:{region},lead:no|matters=线索通报、协查取证、经验交流" },
	                     { 2, "legal ask legal_review as r", "object=agreement|link=@pact-{key}|drafter=@legal|asked_on={day}" }, { 4, "reviewer opine r", "reviewer=@reviewer|opinion=agree" }, { 1, "chief2 adopt r" }, { 5, "head sign pact-{key}", "date={day}|until=2026-12-31|signed_by_head=@head" } ),
	SCRIPT("pact-visit", { 0, "chief visit pact-{key}", "visits++on:{day},way:{way},place:{where},matter:{what},people:{3..8}" } ),

	SCRIPT("report-begun", { 0, "legal collect annual_report as ~report-#", "year={of}|title=海澜区文化和旅游局{of}年度法治政府建设报告|template=outline_2021_2025|cut_off={of}-12-31|year_end={of}-12-31" } ),
	SCRIPT("report",     { 0, "then report-begun" }, { 4, "legal draft report-1", SECTIONS("") "|causes=执法力量不足，系统性不强" }, { 4, "chief2 check report-1", SECTIONS(",confirmed_on:{day}") }, { 2, "legal confirm report-1" }, { 3, "clerk check_secrecy report-1", "secrecy=public" },
	                     { 4, "secretary call meeting as m", "forum=party_group|title=党组会（审议报告）|called_for={day+2w}|{leaders}|items+title:审议2023年度法治政府建设报告,tags:rule_of_law" },
	                     { 2, "secretary hold m", "held_on={day}|chair=@head|{leaders-present}|items+n:1,title:审议2023年度法治政府建设报告,tags:rule_of_law,conclusion:approved" }, { 1, "head sign m", "minutes=审议通过" }, { 3, "secretary archive m" }, { 0, "secretary approve report-1", "meeting=@m|item=1" },
	                     { 2, "clerk submit report-1", "submitted_on={day}|receivers+kind:party_committee,body:@propaganda,sent_on:{day}|receivers+kind:government,body:@government,sent_on:{day}|receivers+kind:superior,body:@municipal,sent_on:{day}|receivers+kind:law_office,body:@justice,sent_on:{day}" },
	                     { 16, "clerk publish report-1", "published_on={day}|link=https://zwgk.example.gov.cn/report/2023" }, { 8, "clerk archive report-1", "archive_number=法治-2024-1" } ),
};

#define LECTURE "form=lecture|host=head|level=leaders|place=三楼会议室|who=all|"
static const struct series series[] = {
	{ "course-planned", 1, "2024-01-10", NULL, 0, "day_year=2024|quarter=q1|topic=行政处罚法专题|form=training|owner=legal|due=2024-03-29" }, { "course-planned", 1, "2024-01-10", NULL, 0, "day_year=2024|quarter=q2|topic=党内法规专题讲座|form=lecture|owner=secretary|due=2024-06-28" },
	{ "course-planned", 1, "2024-01-10", NULL, 0, "day_year=2024|quarter=q2|topic=执法办案培训|form=training|owner=chief|due=2024-06-28" }, { "course-planned", 1, "2024-01-10", NULL, 0, "day_year=2024|quarter=q3|topic=中央全会精神专题讲座|form=lecture|owner=secretary|due=2024-09-30" },
	{ "course-planned", 1, "2024-01-10", NULL, 0, "day_year=2024|quarter=q3|topic=复议法与案例|form=training|owner=legal|due=2024-09-30" }, { "course-planned", 1, "2024-01-10", NULL, 0, "day_year=2024|quarter=q4|topic=年度学法用法考试|form=exam|owner=legal|due=2024-12-20" },
	{ "course-planned", 1, "2024-01-10", NULL, 0, "day_year=2024|quarter=q4|topic=宪法宣誓|form=oath|owner=secretary|due=2024-12-20" }, { "course-planned", 1, "2024-01-10", NULL, 0, "day_year=2024|quarter=q4|topic=旁听庭审|form=court_visit|owner=legal|due=2024-12-20" }, { "course-planned", 1, "2024-01-10", NULL, 0, "day_year=2024|quarter=q3|topic=文物保护法专题|form=training|owner=chief3|due=2024-09-20" },
	{ "course", 1, "2024-03-13", NULL, 0, "sp=@sp-1|form=training|topic=行政处罚法专题|host=legal|level=bureau|place=三楼会议室|who=all" }, { "course", 1, "2024-05-29", NULL, 0, "sp=@sp-2|topic=党内法规专题讲座|" LECTURE }, { "course", 1, "2024-06-20", NULL, 0, "sp=@sp-3|form=training|topic=执法办案培训|host=chief|level=officers|place=支队会议室|who=officers" },
	{ "course", 1, "2024-08-28", NULL, 0, "sp=@sp-4|topic=中央全会精神专题讲座|" LECTURE }, { "course", 1, "2024-10-10", NULL, 0, "sp=@sp-5|form=training|topic=复议法与案例|host=reviewer|level=bureau|place=三楼会议室|who=all" }, { "course", 1, "2024-11-20", NULL, 0, "sp=@sp-6|form=exam|topic=年度学法用法考试|host=legal|level=bureau|place=线上|who=exam" }, { "course", 1, "2024-12-04", NULL, 0, "sp=@sp-7|form=oath|topic=宪法宣誓|host=head|level=bureau|place=一楼大厅|who=all" },
	{ "plan-slips", 1, "2024-12-13", NULL, 0, "key=sp-8" }, { "course-free", 4, "2024-02-23", "2024-11-22", 0, "form=training|topic=执法业务研讨第{n}次|host=chief|level=officers|place=支队会议室|who=officers" }, { "course-off", 1, "2024-07-10", NULL, 0, "topic=消防业务培训" },
	{ "hours", 242, "2024-01-19", "2024-12-13", 0, "platform=cadre_online" }, { "hours", 44, "2024-04-24", "2024-10-25", 0, "platform=law_online" }, { "hours", 44, "2023-10-13", "2023-12-15", 0, "platform=cadre_online" },
	{ "hours-one", 9, "2024-03-22", "2024-12-06", 0, "who=officer9|platform=cadre_online" }, { "hours-one", 6, "2024-09-20", "2024-12-11", 0, "who=officer10|platform=cadre_online" }, { "hours-one", 3, "2024-01-24", "2024-04-17", 0, "who=officer8|platform=supervision" },
	{ "hours-one", 2, "2024-05-10", "2024-09-06", 0, "who=officer1|platform=supervision" }, { "hours-one", 2, "2024-05-10", "2024-09-06", 0, "who=officer2|platform=supervision" }, { "hours-one", 2, "2024-05-13", "2024-09-09", 0, "who=officer3|platform=supervision" }, { "hours-one", 2, "2024-05-13", "2024-09-09", 0, "who=officer4|platform=market" },
	{ "hours-one", 2, "2024-05-14", "2024-09-10", 0, "who=officer5|platform=market" }, { "hours-one", 2, "2024-05-14", "2024-09-10", 0, "who=officer6|platform=market" }, { "hours-one", 2, "2024-05-15", "2024-09-11", 0, "who=officer7|platform=supervision" }, { "hours-twice", 1, "2024-06-26", NULL },

	{ "duty", 1, "2024-01-11", NULL, 0, "of=2024|text=党组会专题研究年度法治政府建设工作|kind=deploy|due=2024-12-20" }, { "duty", 1, "2024-01-11", NULL, 0, "of=2024|text=过问信访积案化解|kind=ask|due=2024-12-20" }, { "duty", 1, "2024-01-11", NULL, 0, "of=2024|text=协调执法队伍补充|kind=coordinate|due=2024-12-20" },
	{ "duty", 1, "2024-01-11", NULL, 0, "of=2024|text=督办重大隐患整改|kind=supervise|due=2024-12-20" }, { "duty", 1, "2024-01-11", NULL, 0, "of=2024|text=带头学法并作法治讲座|kind=other|due=2024-12-20" },
	{ "duty-order", 1, "2024-03-26", NULL, 0, "key=duty-2|order=一个月内化解停业退费信访|by=chief2" }, { "duty-order", 1, "2024-06-18", NULL, 0, "key=duty-4|order=重大隐患逐一销号|by=chief" },
	{ "duty-proof", 1, "2024-02-22", NULL, 0, "key=duty-1|text=召开党组会研究法治工作" }, { "duty-proof", 1, "2024-05-23", NULL, 0, "key=duty-2|text=听取信访积案汇报" }, { "duty-proof", 1, "2024-06-27", NULL, 0, "key=duty-3|text=向编办协调用编计划" }, { "duty-proof", 1, "2024-08-22", NULL, 0, "key=duty-4|text=督办重大隐患" }, { "duty-proof", 1, "2024-09-26", NULL, 0, "key=duty-5|text=作专题法治讲座" },
	{ "duty-told", 1, "2024-12-10", NULL, 0, "key=duty-1" }, { "duty-told", 1, "2024-12-10", NULL, 0, "key=duty-2" }, { "duty-told", 1, "2024-12-11", NULL, 0, "key=duty-4" }, { "duty-told", 1, "2024-12-11", NULL, 0, "key=duty-5" },
	{ "flaw-mended", 1, "2024-02-27", NULL, 0, "key=1|day_year=2024|text=法治工作提炼总结不足|cause=科室对法治建设认识不到位|by=self|part=leadership|owner=chief2|due=2024-06-28|todo=每季度召开法治工作例会" }, { "flaw-carried", 1, "2024-03-05", NULL, 0, "key=2|day_year=2024|text=执法队伍力量不足、仍有空编|cause=招录周期长|by=superior|part=enforcement|owner=chief|due=2024-11-29|todo=申报用编计划并开展招录" },
	{ "flaw-mended", 1, "2024-04-23", NULL, 0, "key=3|day_year=2024|text=普法方式较为传统|cause=形式单一|by=public|part=disputes|owner=chief3|due=2024-09-27|todo=依托流动图书车开展普法" }, { "flaw", 1, "2024-09-24", NULL, 0, "key=4|day_year=2024|text=公示信息更新不及时|cause=职责不清|by=supervision|part=oversight_part|owner=chief|due=2024-12-06|todo=建立公示台账周提醒" },
	{ "target", 1, "2024-03-06", NULL, 0, "text=五大执法领域均有典型案例|due=2025-12-31|figure=typical_case.domains|value=5|now=2" }, { "target", 1, "2024-04-10", NULL, 0, "text=暑期开展一次未成年人保护专项行动|due=2024-09-10|figure=campaign.campaigns|value=1|now=1" },

	{ "honour", 1, "2024-01-26", NULL, 0, "name=年度平安建设先进集体|object=bureau|winner=海澜区文化和旅游局|level=district|body=区委区政府|part=law" }, { "honour", 1, "2024-05-17", NULL, 0, "name=优秀行政处罚案卷|object=case_file|winner=执法支队|level=municipal|body=市文化和旅游局|part=enforcement" }, { "honour", 1, "2024-10-18", NULL, 0, "name=群众文化活动优秀组织奖|object=work|winner=公共服务科|level=municipal|body=市群众艺术馆|part=culture" }, { "honour", 1, "2024-12-12", NULL, 0, "name=岗位能手|object=person|winner=张某|level=district|body=区总工会|part=enforcement" },
	{ "clean", 4, "2024-01-31", "2024-10-31", 0, "kind=education" }, { "clean", 4, "2024-02-28", "2024-11-28", 0, "kind=talk" }, { "clean", 2, "2024-05-31", "2024-09-30", 0, "kind=risk_check" }, { "clean", 1, "2024-07-31", NULL, 0, "kind=reminder" },
	{ "bill-passed", 1, "2024-03-20", NULL, 0, "name=市旅游条例（修订草案）|kind=regulation|role=opinion" }, { "bill", 1, "2024-06-26", NULL, 0, "name=市公共文化服务办法（征求意见稿）|kind=government_rule|role=opinion" }, { "bill", 1, "2024-09-25", NULL, 0, "name=文物保护法实施细则征求意见|kind=national|role=opinion" },
	{ "pact", 1, "2024-04-11", NULL, 0, "key=1|name=接边地区文化市场执法协作协议|kind=enforcement|other=邻县文化广电和旅游局|region=河北" }, { "pact", 1, "2024-06-12", NULL, 0, "key=2|name=运河旅游合作协议|kind=tourism|other=邻区文化和旅游局|region=天津" }, { "pact-visit", 3, "2024-05-22", "2024-11-07", 0, "key=1|way=went|where=邻县|what=联合检查和交流" }, { "pact-visit", 1, "2024-09-05", NULL, 0, "key=2|way=came|where=海澜区|what=线路推介" },
	{ "report", 1, "2024-01-04", NULL, 0, "of=2023" }, { "report-begun", 1, "2024-12-23", NULL, 0, "of=2024" },
};
PART(part_learning, scripts, series);
/* clang-format on */
