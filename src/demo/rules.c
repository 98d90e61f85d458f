/*
 * rules.c - documents, contracts, counsel, meetings, decisions
 *
 * One adviser in post; every major matter decided by a meeting.  Leaders are the five of the party
 * group: head, deputy, deputy2, secretary, disclosure_head.
 */
#include "demo/parts.h"

/* clang-format off */
#define REVIEWED(object, link) \
	{ 1, "{drafter} ask legal_review as r", "object=" object "|link=@" link "|drafter=@{drafter}|asked_on={day}" }, \
	{ 4, "reviewer2 opine r", "reviewer=@reviewer2|opinion=correct|opinions+point:{point*}" }, \
	{ 1, "chief2 adopt r", "opinions+n:1,point:按意见修改,adopted:yes" }
static const struct script scripts[] = {
	SCRIPT("norm-begun", { 0, "{drafter} draft norm_doc as ~{key}", "title={title}|nature=normative|issuer_kind=department|drafting_section=@section-market|basis={law*}|affects_rights=yes|touches_business=yes|versions+name:征求意见稿,made_on:{day}" },
	                     { 5, "chief2 comment {key}", "comment_from={day}" } ),
	SCRIPT("norm",       { 0, "then norm-begun" },
	                     { 12, "chief2 finish_comment {key}", "comment_to={day}|comments+from_whom:某经营者,text:过渡期过短,adopted:yes|comments+from_whom:某协会,text:取消备案,adopted:no,why_not:上位法有规定" },
	                     { 2, "legal check {key}", "competition=passed|competition_opinion=不排除、限制竞争" },
	                     { 1, "{drafter} ask legal_review as r", "object=norm_doc|link=@{key}|asked_on={day}" }, { 5, "reviewer opine r", "reviewer=@reviewer|opinion=agree" }, { 1, "chief2 adopt r" },
	                     { 1, "legal review {key}" }, { 3, "secretary call meeting as m", "forum=director|title=审议{title}|called_for={day}|{leaders}|items+title:审议{title},tags:decision,about:@{key}" },
	                     { 0, "secretary hold m", "held_on={day}|chair=@head|{leaders-present}|items+title:审议{title},tags:decision,about:@{key},conclusion:approved" }, { 1, "head sign m", "minutes=审议通过" }, { 3, "secretary archive m" },
	                     { 0, "head decide {key}", "decided_on={day}" }, { 2, "head sign {key}", "document_number=海澜文旅规〔{year}〕1号|signed_on={day}|from={day+30}|valid_to={day+1500}" },
	                     { 1, "clerk publish {key}", "published_on={day}|link=https://zwgk.example.gov.cn/norm/1" }, { 8, "legal file {key}", "filed_on={day}|filed_with=@justice|filing_number=海澜规备〔{year}〕7号" } ),
	SCRIPT("norm-weighed", { 0, "legal evaluate {key}", "evaluated_on={day}|evaluation=实施一年，总体有效|conclusion=keep" }, { 6, "head keep {key}", "valid_to={day+1100}" } ),
	SCRIPT("item",       { 0, "legal list review_item as ~ritem-#", "matter={matter}|act={act}|trigger={trigger}|criterion={criterion}|gate={gate}|{says}|materials=案卷、告知书、证据目录" }, { 5, "find review_item as i", "matter={matter}" }, { 0, "deputy approve i", "from={day}" }, { 2, "clerk publish i", "published_on={day}|link=https://zwgk.example.gov.cn/fs/{n}" } ),
	SCRIPT("item-new",   { 0, "find review_item as old", "matter={was}" }, { 0, "legal list review_item as i", "matter={was}|gate=review|act=penalty|trigger=hearing|criterion={criterion}|fine_from=10000.00|fine_citizen=5000.00|version_of=@old|reason=标准调整" }, { 5, "deputy approve i", "from={day}" }, { 2, "clerk publish i", "published_on={day}" } ),

	SCRIPT("contract",   { 0, "{drafter} draft contract as ~contract-#", "title={title}|kind={kind}|counterparty={other}|subject={title}|amount={amount}|section=@section-office|procurement=三家比选" },
	                     { 0, "find contract as ct", "title={title}" }, REVIEWED("contract", "ct"), { 0, "legal review ct" },
	                     { 2, "deputy sign ct", "contract_number=海澜文旅合〔{year}〕{no}号|signed_on={day}|from={day+1}|until={last}" } ),
	SCRIPT("contract-done", { 0, "bind", "last={day+100}" }, { 0, "then contract" }, { 20, "clerk perform ct", "payments+paid_on:{day},amount:{amount},voucher:付{year}{no}" }, { 35, "chief close ct", "closed_on={day}|acceptance=验收合格" } ),
	SCRIPT("contract-runs", { 0, "bind", "last={day+300}" }, { 0, "then contract" }, { 30, "clerk perform ct", "payments+paid_on:{day},amount:{part},voucher:付{year}{no}" } ),
	SCRIPT("contract-big", { 0, "{drafter} draft contract as ct", "title={title}|kind=works|counterparty={other}|subject={title}|amount={amount}|section=@section-public|procurement=公开招标" },
	                     REVIEWED("contract", "ct"), { 0, "legal review ct" }, { 8, "find decision as de", "title={title}" }, { 0, "head sign ct", "contract_number=海澜文旅合〔{year}〕大1号|signed_on={day}|from={day+1}|until={day+200}|decision=@de" }, { 25, "clerk perform ct", "payments+paid_on:{day},amount:96000.00,voucher:付{year}大1" } ),
	SCRIPT("contract-off", { 0, "clerk draft contract as ct", "title=宣传册印制|kind=goods|counterparty=某图文店|subject=宣传册|amount=8000.00" }, { 6, "chief3 give_up ct", "reason=改由馆方印制" } ),

	SCRIPT("counsel",    { 0, "legal select counsel as ~{key}", "firm=某律师事务所|lawyer={lawyer}|practice_number=11201{n:4}{n:4}{n:4}|kind=outside|selected_by=比选" }, { 4, "head sign {key}", "signed_on={day}|from={from}|until={until}|fee=30000.00" } ),
	SCRIPT("counsel-ends", { 0, "legal assess {key}", "assessments+on:{day},grade:competent,note:履约正常" }, { 0, "head end {key}", "to={day}|reason=协议期满" } ),
	SCRIPT("advice",     { 0, "legal ask counsel_work as cw", "counsel=@{who}|kind={kind}|question={question*}|asked_on={day}|conflict=no" }, { 4, "outside serve cw", "date={day}|opinion=书面意见一份|hours={1..6}" }, { 2, "legal finish cw", "adopted=yes" } ),
	SCRIPT("advice-on",  { 0, "legal ask counsel_work as cw", "counsel=@{who}|kind=contract|link=@contract-%|question=审查合同条款|asked_on={day}|conflict=no" }, { 3, "outside serve cw", "date={day}|opinion=建议明确违约责任|hours=2" }, { 2, "legal finish cw", "adopted={taken}|why_not={why}" } ),
	SCRIPT("advice-no",  { 0, "legal ask counsel_work as cw", "counsel=@{who}|kind=lawsuit|question=代理应诉|asked_on={day}|conflict=no" }, { 2, "outside decline cw", "reason=与对方曾有委托关系" } ),
	SCRIPT("advice-open", { 0, "legal ask counsel_work as cw", "counsel=@{who}|kind=drafting|question=起草年度合规清单|asked_on={day}|conflict=no" } ),
	SCRIPT("paper",      { 0, "{drafter} ask legal_review as r", "object={object}|drafter=@{drafter}|asked_on={day}|urgent={urgent}" }, { 3, "reviewer opine r", "reviewer=@reviewer|opinion=agree" }, { 1, "chief2 adopt r" } ),
	SCRIPT("paper-open", { 0, "clerk3 ask legal_review as r", "object=letter|drafter=@clerk3|asked_on={day}" } ),

	SCRIPT("party",      { 0, "secretary call meeting as m", "forum=party_group|title=党组会|called_for={day+3w}|place=二楼会议室|{leaders}|items+title:{lesson%},tags:study|items+title:{agenda%},tags:{tag}|items+title:{chore%},tags:other,owner:@{owner},due_on:{day+45}" },
	                     { 3, "secretary hold m", "held_on={day}|chair=@head|{leaders-present}" }, { 0, "find study as st", "meeting=@m" }, { 1, "head sign m", "minutes=会议议定事项三项" },
	                     { 0, "secretary confirm st", "attendees+person:@head,came:yes,hours:1|attendees+person:@deputy,came:yes,hours:1|attendees+person:@deputy2,came:yes,hours:1|attendees+person:@secretary,came:yes,hours:1|attendees+person:@disclosure_head,came:yes,hours:1|statutes={law%}|host=@head|level=leaders" },
	                     { 0, "find task as ta", "meeting=@m" }, { 0, "play {task}" }, { 4, "secretary archive m" } ),
	SCRIPT("task-done",  { 12, "chief2 progress ta", "progress+on:{day},text:已部署并推进" }, { 12, "chief2 finish ta", "result=已完成" } ),
	SCRIPT("task-slow",  { 15, "chief2 progress ta", "progress+on:{day},text:正在协调" } ),
	SCRIPT("director",   { 0, "secretary call meeting as m", "forum=director|title=局长办公会|called_for={day+2w}|place=二楼会议室|{leaders}|items+title:{agenda%},tags:{tag}" },
	                     { 2, "secretary hold m", "held_on={day}|chair=@head|{leaders-present}" }, { 1, "head sign m", "minutes=原则同意" }, { 3, "secretary archive m" } ),
	SCRIPT("safety-meeting", { 0, "chief call meeting as m", "forum=safety|title=安全生产例会|called_for={day+2w}|place=三楼会议室|{leaders}|items+title:{season%}安全形势分析和隐患整改,tags:safety" },
	                     { 2, "chief hold m", "held_on={day}|chair=@deputy|{leaders-present}" }, { 1, "deputy sign m", "minutes=部署重点时段检查" }, { 4, "secretary archive m" } ),
	SCRIPT("group-study", { 0, "secretary call meeting as m", "forum=study|title=理论学习中心组学习|called_for={day+2w}|{leaders}|items+title:专题学习{statute%},tags:study" },
	                     { 2, "secretary hold m", "held_on={day}|chair=@head|{leaders-present}" }, { 0, "find study as st", "meeting=@m" }, { 1, "head sign m", "minutes=学习纪要" },
	                     { 0, "secretary confirm st", "attendees+person:@head,came:yes,hours:2|attendees+person:@deputy,came:yes,hours:2|attendees+person:@deputy2,came:yes,hours:2|attendees+person:@secretary,came:yes,hours:2|attendees+person:@disclosure_head,came:yes,hours:2|statutes={statute%}|host=@head|level=leaders" }, { 3, "secretary archive m" } ),
	SCRIPT("meeting-off", { 0, "secretary call meeting as m", "forum=director|title=局长办公会|called_for={day+2w}|{leaders}|items+title:其他,tags:other" }, { 1, "secretary call_off m", "reason=防汛值守" } ),
	SCRIPT("meeting-late", { 0, "secretary call meeting as m", "forum=director|title=局长办公会|called_for={day+1w}|{leaders}|items+title:年末工作,tags:other" }, { 1, "secretary hold m", "held_on={day}|chair=@head|{leaders-present}" } ),

	SCRIPT("decided",    { 0, "{who} propose decision as de", "regime={regime}|matter={matter}|title={title}|proposer=@{who}|amount={amount}|touches_rights={rights}" },
	                     { 0, "then prepared-{regime}" },
	                     { 2, "secretary call meeting as m", "forum=party_group|title=党组会（专题）|called_for={day+1w}|{leaders}|items+title:{title},tags:decision,about:@de" },
	                     { 1, "secretary hold m", "held_on={day}|chair=@head|{leaders-present}|items+title:{title},tags:decision,about:@de,conclusion:{said}" },
	                     { 0, "secretary discuss de", "meeting=@m|votes+place:1,person:@disclosure_head,head:no,view:同意,vote:{vote}|votes+place:2,person:@secretary,head:no,view:同意,vote:{vote}|votes+place:3,person:@deputy2,head:no,view:同意,vote:for|votes+place:4,person:@deputy,head:no,view:同意,vote:{vote}|votes+place:5,person:@head,head:yes,view:综合各方意见,vote:{vote}" },
	                     { 0, "head {ends} de", "decided_on={day}" }, { 1, "head sign m", "minutes=表决情况见记录" }, { 4, "secretary archive m" }, { 0, "then out-{out}" } ),
	SCRIPT("prepared-collective", { 2, "chief2 consult de", "views=会前征求各科室意见" }, { 0, "then looked-{rights}" } ),
	SCRIPT("looked-no",  { 0, "bind", "looked=no" } ),
	SCRIPT("looked-yes", { 1, "{who} ask legal_review as r", "object=decision|link=@de|drafter=@{who}|asked_on={day}" }, { 8, "reviewer opine r", "reviewer=@reviewer|opinion=agree" }, { 1, "chief2 adopt r" } ),
	SCRIPT("prepared-major_administrative", { 3, "head list de", "catalogue_item=2024年重大行政决策目录第1项" }, { 1, "chief2 comment de", "comment_from={day}" }, { 24, "chief2 finish_comment de", "comment_to={day}|public_views=收到意见五条，采纳三条" },
	                     { 2, "chief2 weigh de", "specialised=yes|experts+name:某教授,unit:某大学,interest:no|expert_opinion=可行|risky=yes|risk=low|touches_business=no" }, { 0, "then looked-yes" }, { 1, "legal review de" } ),
	SCRIPT("out-open",   { 3, "head report_party de", "reported_on={day}" }, { 1, "clerk publish de", "published_on={day}|link=https://zwgk.example.gov.cn/jc/{n}" }, { 0, "clerk draft disclosure as di", "title={title}|category=projects|about=@de|made_on={day-1}" }, { 1, "disclosure_head check di", "openness=open|check_opinion=可以公开" }, { 1, "clerk publish di", "published_on={day}|channel=site" },
	                     { 8, "secretary archive de", "archive_number=决策-{year}-{n}" }, { 40, "chief2 carry_out de" } ),
	SCRIPT("out-kept",   { 2, "head keep de", "not_published_why=涉及人事工作，不宜公开" }, { 8, "secretary archive de", "archive_number=决策-{year}-内{n}" }, { 20, "chief2 carry_out de" } ),
	SCRIPT("out-no",     { 8, "secretary archive de", "archive_number=决策-{year}-否{n}" } ),
	SCRIPT("decision-off", { 0, "chief3 propose decision as de", "regime=collective|matter=project|title=文化广场灯光秀|proposer=@chief3|touches_rights=no" }, { 12, "head put_off de", "reason=资金未落实" } ),
};

#define COLLECTIVE "regime=collective|rights=no|vote=for|said=approved|ends=pass|out=open|amount=|"
static const struct series series[] = {
	{ "norm", 1, "2023-03-06", NULL, 0, "key=norm-1|drafter=clerk3|title=海澜区剧本娱乐经营场所管理规定" }, { "norm-weighed", 1, "2024-10-17", NULL, 0, "key=norm-1" },
	{ "norm-begun", 1, "2024-11-28", NULL, 0, "key=norm-2|drafter=clerk3|title=海澜区露天演出安全管理规定" },
	{ "item", 1, "2023-02-20", NULL, 0, "matter=较大数额罚款|act=penalty|trigger=hearing|criterion=一万元以上|gate=review|says=fine_from=10000.00&fine_citizen=10000.00" }, { "item", 1, "2023-02-20", NULL, 0, "matter=吊销许可证件|act=penalty|trigger=hearing|criterion=全部|gate=review|says=kinds=revoke" },
	{ "item", 1, "2023-02-20", NULL, 0, "matter=责令停业整顿|act=penalty|trigger=hearing|criterion=全部|gate=review|says=kinds=stop;close" }, { "item", 1, "2023-02-21", NULL, 0, "matter=涉及重大公共利益的处罚|act=penalty|trigger=public_interest|criterion=全部|gate=review|says=" },
	{ "item", 1, "2023-02-21", NULL, 0, "matter=查封经营场所|act=coercion|trigger=law|criterion=全部|gate=review|says=" }, { "item", 1, "2023-02-21", NULL, 0, "matter=撤销行政许可|act=licence|trigger=complex|criterion=全部|gate=review|says=" },
	{ "item", 1, "2023-02-22", NULL, 0, "matter=二万元以上的罚款|act=penalty|trigger=complex|criterion=对单位罚款二万元以上或者对公民罚款五千元以上|gate=discussion|says=fine_from=20000.00&fine_citizen=5000.00" },
	{ "item", 1, "2023-02-22", NULL, 0, "matter=责令停业、吊销许可证件|act=penalty|trigger=complex|criterion=全部|gate=discussion|says=kinds=stop;close;revoke;bar" },
	{ "item-new", 1, "2024-03-12", NULL, 0, "was=较大数额罚款|criterion=公民五千元以上，法人一万元以上" }, { "item", 1, "2024-03-12", NULL, 0, "matter=案情疑难复杂的处罚|act=penalty|trigger=complex|criterion=涉及两个以上法律关系|gate=review|says=" },

	{ "contract-done", 1, "2024-01-18", NULL, 0, "title=春节演出场地布置|kind=service|other=某文化公司|amount=46000.00|no=1|drafter=clerk4" }, { "contract-done", 1, "2024-03-11", NULL, 0, "title=法律顾问服务|kind=service|other=某律师事务所|amount=30000.00|no=2|drafter=clerk" },
	{ "contract-done", 1, "2024-05-15", NULL, 0, "title=执法记录设备采购|kind=goods|other=某科技公司|amount=88000.00|no=3|drafter=clerk2" }, { "contract-runs", 1, "2024-04-10", NULL, 0, "title=图书流动车运营|kind=service|other=某汽车服务公司|amount=120000.00|part=60000.00|no=4|drafter=clerk4" },
	{ "contract-runs", 1, "2024-07-11", NULL, 0, "title=文旅资源推介制作|kind=service|other=某传媒公司|amount=65000.00|part=20000.00|no=5|drafter=clerk4" }, { "contract-done", 1, "2024-08-22", NULL, 0, "title=网络安全测评|kind=service|other=某测评机构|amount=39000.00|no=6|drafter=clerk" },
	{ "contract-big", 1, "2024-06-12", NULL, 0, "title=文化馆消防改造|other=某建设公司|amount=320000.00|drafter=clerk4" }, { "contract-off", 1, "2024-09-26", NULL },
	{ "contract-done", 1, "2023-09-13", NULL, 0, "title=公共文化服务评估|kind=service|other=某评估机构|amount=52000.00|no=9|drafter=clerk4" },
	{ "counsel", 1, "2023-01-10", NULL, 0, "key=counsel-1|lawyer=韩某|from=2023-01-17|until=2023-12-31" }, { "counsel-ends", 1, "2024-01-02", NULL, 0, "key=counsel-1" },
	{ "counsel", 1, "2024-01-03", NULL, 0, "key=counsel-2|lawyer=曹某|from=2024-01-10|until=2025-12-31" },
	{ "advice", 4, "2023-03-15", "2023-11-15", 0, "who=counsel-1|kind=drafting" }, { "advice", 6, "2024-01-24", "2024-11-20", 0, "who=counsel-2|kind=drafting" }, { "advice", 4, "2024-03-20", "2024-10-16", 0, "who=counsel-2|kind=petition" },
	{ "advice", 2, "2024-04-17", "2024-11-27", 0, "who=counsel-2|kind=lecture" }, { "advice", 4, "2024-02-28", "2024-09-25", 0, "who=counsel-2|kind=inspection" }, { "advice-on", 4, "2024-06-12", "2024-09-11", 0, "who=counsel-2|taken=yes|why=" },
	{ "advice-on", 1, "2024-10-23", NULL, 0, "who=counsel-2|taken=no|why=条款已由采购人统一规定" }, { "advice-no", 1, "2024-08-14", NULL, 0, "who=counsel-2" }, { "advice-open", 2, "2024-12-18", "2024-12-26", 0, "who=counsel-2" },
	{ "paper", 6, "2024-02-22", "2024-11-14", 0, "object=letter|drafter=clerk3|urgent=" }, { "paper", 3, "2024-04-18", "2024-10-24", 0, "object=meeting_item|drafter=clerk|urgent=上会时间已定" }, { "paper-open", 1, "2024-12-05", NULL }, { "paper-open", 2, "2024-12-30", NULL },

	{ "party", 9, "2024-01-15", "2024-09-16", 0, "tag=rule_of_law|owner=chief2|task=task-done" }, { "party", 3, "2024-10-14", "2024-12-16", 0, "tag=rule_of_law|owner=chief2|task=task-slow" }, { "party", 3, "2023-10-16", "2023-12-18", 0, "tag=rule_of_law|owner=chief2|task=task-done" },
	{ "director", 11, "2024-01-22", "2024-11-25", 0, "tag=other" }, { "safety-meeting", 4, "2024-01-24", "2024-10-23", 0, "" }, { "group-study", 12, "2024-01-18", "2024-12-12" }, { "meeting-off", 1, "2024-07-29", NULL }, { "meeting-late", 1, "2024-12-25", NULL },
	{ "decided", 1, "2024-02-20", NULL, 0, COLLECTIVE "who=chief|matter=decision|title=年度执法工作要点" }, { "decided", 1, "2024-03-18", NULL, 0, COLLECTIVE "who=chief3|matter=fund|title=公共文化经费安排|amount=180000.00" },
	{ "decided", 1, "2024-04-15", NULL, 0, COLLECTIVE "who=secretary|matter=cadre|title=科级干部任免|out=kept" }, { "decided", 1, "2024-05-13", NULL, 0, COLLECTIVE "who=chief3|matter=project|title=文化馆消防改造|amount=320000.00|rights=yes" },
	{ "decided", 1, "2024-06-17", NULL, 0, COLLECTIVE "who=chief2|matter=decision|title=暑期未成年人保护专项方案|rights=yes" }, { "decided", 1, "2024-07-15", NULL, 0, COLLECTIVE "who=chief3|matter=project|title=流动图书车站点调整|vote=against|said=rejected|ends=reject|out=no" },
	{ "decided", 1, "2024-09-09", NULL, 0, COLLECTIVE "who=chief|matter=fund|title=执法装备更新|amount=150000.00" }, { "decided", 1, "2024-10-21", NULL, 0, COLLECTIVE "who=chief2|matter=decision|title=权责清单年度调整方案" },
	{ "decided", 1, "2024-03-05", NULL, 0, COLLECTIVE "regime=major_administrative|who=chief3|matter=decision|title=公共文化设施布局规划|rights=yes" }, { "decided", 1, "2023-10-11", NULL, 0, COLLECTIVE "who=chief|matter=decision|title=冬季安全检查方案" },
	{ "decision-off", 1, "2024-08-06", NULL },
};
PART(part_rules, scripts, series);
/* clang-format on */
