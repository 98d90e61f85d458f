/*
 * watch.c - what others watch and ask: oversight, disclosure, requests, review, proposals; and the
 * bureau's own look at its files
 */
#include "demo/parts.h"

/* clang-format off */
#define ASKED "applicant_kind={kind}|applicant={surname}|contact={phone}|subject={subject}|form_wanted=electronic|channel=web|confirmed_on={day}|received_on={day}"
#define GIVEN(n, c) "files+n:" n ",case:@closed-" c ",reviewer:@reviewer2"
#define FILES(on, name, no, from, to, a, b, c, d) { "round", 1, on, NULL, 0, "round=" name "|no=" no "|from=" from "|to=" to "|k=4|c1=closed-" a "|c2=closed-" b "|c3=closed-" c "|c4=closed-" d \
	"|files=files+case:@closed-" a "&files+case:@closed-" b "&files+case:@closed-" c "&files+case:@closed-" d "|given=" GIVEN("1", a) "&" GIVEN("2", b) "&" GIVEN("3", c) "&" GIVEN("4", d) }
static const struct script scripts[] = {
	SCRIPT("overseen",   { 0, "legal receive oversight as v", "kind={kind}|body=@{body}|letter_number={letter}|about={about}|received_on={day}|due={day+30}|items+text:{item1},due:{day+25}|items+text:{item2},due:{day+25}" },
	                     { 2, "deputy assign v", "owner=@{owner}" },
	                     { 9, "{owner} act v", "measure=逐项整改并建立制度|items+n:1,text:{item1},owner:@{owner},measure:已整改,done_on:{day}|items+n:2,text:{item2},owner:@{owner},measure:已整改,done_on:{day}" },
	                     { 3, "deputy reply v", "replied_on={day}|reply=整改情况报告" } ),
	SCRIPT("overseen-done", { 0, "then overseen" }, { 8, "outside accept v", "accepted=yes" } ),
	SCRIPT("overseen-twice", { 0, "then overseen" }, { 8, "outside again v", "accepted=no|reason=第二项佐证不足|due={day+20}" }, { 6, "{owner} act v", "measure=补充佐证" }, { 1, "deputy reply v", "replied_on={day}|reply=补充报告" }, { 9, "outside accept v", "accepted=yes" } ),
	SCRIPT("overseen-stuck", { 0, "legal receive oversight as v", "kind={kind}|body=@{body}|letter_number={letter}|about={about}|received_on={day}|due={day+30}|items+text:{item1},due:{day+25}" }, { 2, "deputy assign v", "owner=@{owner}" } ),
	SCRIPT("self",       { 0, "legal receive oversight as v", "kind=self_check|about={about}|received_on={day}|items+text:{about}" }, { 1, "deputy assign v", "owner=@chief" }, { 6, "chief act v", "measure=已补正|items+n:1,text:{about},owner:@chief,measure:已补正,done_on:{day}" }, { 2, "legal settle v" } ),

	SCRIPT("entry",      { 0, "disclosure_head list disclosure_item as ~entry-#", "entry={entry}|category={category}|basis_text=《政府信息公开条例》第二十条|owner=@{owner}|section=办公室|cycle={cycle}|channel=site|from={day}|last_refreshed={day}|refresh_due_on={next}" } ),
	SCRIPT("entry-gone", { 0, "disclosure_head remove entry-14", "to={day}|reason=事项并入办事服务" } ),
	SCRIPT("entry-new",  { 0, "clerk refresh {which}", "last_refreshed={day}|refresh_due_on={day+90}" } ),
	SCRIPT("shown",      { 0, "clerk draft disclosure as d", "title={title}|disclosure_item=@{which}|category={category}|made_on={day-2}|approved_on={approved}|text=正文见附件" }, { 1, "disclosure_head check d", "openness=open|check_opinion=可以公开" },
	                     { 2, "clerk publish d", "published_on={day}|channel={channel%}|link=https://zwgk.example.gov.cn/{category}/{n}" } ),
	SCRIPT("shown-again", { 0, "then shown" }, { 60, "clerk change d", "changed_on={day}" }, { 4, "clerk refresh d", "refreshed_on={day}" } ),
	SCRIPT("shown-down", { 0, "then shown" }, { 80, "clerk take_down d", "taken_down_on={day}|reason=内容过期" } ),
	SCRIPT("withheld",   { 0, "clerk draft disclosure as d", "title=内部工作信息|category=other|made_on={day-1}" }, { 2, "disclosure_head check d", "openness=not_open|check_opinion=属于过程性信息|ground=internal" }, { 0, "disclosure_head withhold d", "ground=internal|reason=内部事务信息" } ),
	SCRIPT("shown-open", { 0, "clerk draft disclosure as d", "title={title}|category={category}|made_on={day-1}" } ),

	SCRIPT("asked",      { 0, "clerk receive info_request as q", ASKED }, { 9, "officer1 answer q", "answered_on={day}|result={result}|reason={reason}|searched={searched}" } ),
	SCRIPT("asked-more", { 0, "clerk receive info_request as q", ASKED }, { 3, "officer1 ask q", "missing=所申请信息的名称和时间范围|supplement_until={day+15}" }, { 6, "outside supplement q" }, { 9, "officer1 answer q", "answered_on={day}|result=given" } ),
	SCRIPT("asked-lapsed", { 0, "clerk receive info_request as q", ASKED }, { 3, "officer1 ask q", "missing=内容描述|supplement_until={day+15}" }, { 13, "officer1 lapse q" } ),
	SCRIPT("asked-third", { 0, "clerk receive info_request as q", ASKED }, { 3, "officer2 consult q", "third_party=某演艺公司|consulted_on={day}" }, { 9, "outside opine q", "opinion=objects" },
	                     { 2, "disclosure_head extend q", "extend_reason=需研究第三方意见" }, { 5, "officer2 ask legal_review as r", "object=info_answer|link=@q|drafter=@officer2|asked_on={day}" }, { 4, "reviewer opine r", "reviewer=@reviewer|opinion=agree" }, { 1, "chief adopt r" }, { 1, "disclosure_head check q" }, { 2, "officer2 answer q", "answered_on={day}|result=partly|objection_sound=no|reason=遮去第三方商业信息后公开，已书面告知第三方" } ),
	SCRIPT("asked-refused", { 0, "clerk receive info_request as q", ASKED }, { 4, "officer2 ask legal_review as r", "object=info_answer|link=@q|drafter=@officer2|asked_on={day}" }, { 3, "reviewer opine r", "reviewer=@reviewer|opinion=agree" }, { 1, "chief adopt r" },
	                     { 1, "officer2 answer q", "answered_on={day}|result=refused_file|reason=属于行政执法案卷信息" } ),
	SCRIPT("asked-paid", { 0, "clerk receive info_request as q", ASKED }, { 5, "officer1 charge q", "fee_on={day}|fee=100.00|fee_until={day+20}" }, { 4, "outside pay q", "paid_on={day}" }, { 3, "officer1 answer q", "answered_on={day}|result=given" } ),
	SCRIPT("asked-back", { 0, "clerk receive info_request as q", ASKED }, { 5, "outside withdraw q" } ),
	SCRIPT("asked-late", { 0, "clerk receive info_request as q", ASKED }, { 24, "officer2 answer q", "answered_on={day}|result=elsewhere|reason=由市级部门制作，请向其申请|other_agency=天津市文化和旅游局办公室" } ),
	SCRIPT("asked-open", { 0, "clerk receive info_request as q", ASKED } ),

	SCRIPT("reviewed-small", { 0, "legal take_in reconsideration as f", "act=当场处罚决定|applicant={surname}|role=respondent|handed_in_on={day}" }, { 2, "legal send_on f", "sent_on={day}|body=@government" }, { 4, "legal take_up f", "received_on={day}|accepted_on={day-1}|procedure=simple|body_number=海澜复〔{year}〕{n}号" },
	                     { 2, "legal answer f", "answered_on={day}|answer=事实清楚" }, { 10, "outside decide f", "outcome=upheld|decided_on={day}" }, { 2, "deputy carry_out f" } ),
	SCRIPT("reviewed-back", { 0, "legal receive reconsideration as f", "act=信息公开答复|applicant={surname}|role=respondent|body=@government|procedure=ordinary|accepted_on={day-2}|received_on={day}" }, { 4, "legal answer f", "answered_on={day}|answer=答复适当" }, { 9, "outside withdraw f" } ),
	SCRIPT("reviewed-open", { 0, "legal receive reconsideration as f", "act=不予公开答复|applicant={surname}|role=respondent|body=@government|procedure=ordinary|accepted_on={day-2}|received_on={day}" } ),
	SCRIPT("sued",       { 0, "legal receive litigation as y", "act=不履行法定职责|plaintiff={surname}|role=defendant|court=@court|court_number=（{year}）津演行初{n}号|instance=first|received_on={day}" }, { 8, "legal answer y", "answered_on={day}|answer=已依法履行|counsel=@counsel-2" },
	                     { 16, "legal hear y", "hearings+on:{day},instance:first,appeared:head,person:@head" }, { 15, "outside decide y", "outcome=dismissed|decided_on={day}|judgment=judgment|delivered_on={day}" }, { 15, "legal take_effect y" }, { 3, "deputy carry_out y", "carried_out_on={day}" } ),
	SCRIPT("sued-back",  { 0, "legal receive litigation as y", "act=政府信息公开答复|plaintiff={surname}|role=defendant|court=@court|instance=first|received_on={day}" }, { 9, "legal answer y", "answered_on={day}|answer=请求驳回" }, { 10, "outside withdraw y" } ),

	SCRIPT("proposal",   { 0, "secretary receive proposal as o", "level=district|proposer_kind={kind}|proposers={surname}|proposal_number={no}{n:3}|title={title*}|part={part}|received_on={day}|due={day+90}" }, { 3, "deputy assign o", "owner=@chief3" } ),
	SCRIPT("proposal-lead", { 0, "then proposal" }, { 20, "chief3 contact o", "contacts+on:{day},how:visit,who:分管负责人,note:意见一致" }, { 12, "deputy reply o", "replied_on={day}|reply=答复意见|class={class}|made_public=yes|promised_on={promise}" }, { 6, "outside rate o", "satisfaction=satisfied" } ),
	SCRIPT("proposal-kept", { 0, "then proposal-lead" }, { 60, "chief3 keep o", "kept_on={day}" } ),
	SCRIPT("proposal-bad", { 0, "then proposal" }, { 15, "chief3 contact o", "contacts+on:{day},how:phone,note:说明进展" }, { 10, "deputy reply o", "replied_on={day}|reply=答复意见|class=c|made_public=yes" }, { 5, "outside rate_bad o", "satisfaction=unsatisfied|reason=措施不具体|due={day+40}" },
	                     { 10, "chief3 contact o", "contacts++on:{day},how:meeting,note:座谈形成措施" }, { 8, "deputy reply o", "replied_on={day}|reply=补充答复|class=a|made_public=yes" }, { 5, "outside rate o", "satisfaction=basically" } ),
	SCRIPT("proposal-assist", { 0, "then proposal" }, { 18, "deputy assist o", "replied_on={day}|reply=会办意见" } ),

	SCRIPT("file",       { 0, "legal assign file_review as e", "round={round}|organiser={by}|case=@closed-%{skip}|reviewer=@reviewer2" }, { 5, "reviewer2 score e", "reviewed_on={day}|scores+item:procedure,full:60,score:{60-e.found_points},why:系统评查发现的问题|scores+item:evidence,full:20,score:{16..20},why:证据目录不细|scores+item:papers,full:20,score:{16..20},why:文书用语|grade=qualified|findings+text:送达回证缺时间" },
	                     { 2, "legal tell e", "fix_by_day={day+20}|opinion=认可" }, { 6, "officer1 fix e", "findings+n:1,text:送达回证缺时间,fixed:yes,fixed_on:{day},how:已补充说明" }, { 1, "legal close e" } ),
	SCRIPT("round",      { 0, "legal open review_round as rr", "name={round}|organiser=own|document=海澜文旅〔{year}〕{no}号|from={from}|to={to}|leader=@deputy|wanted={k}" },
	                     { 3, "legal draw rr", "drawn_on={day}|how=random|how_said=按案卷号编号后当众摇号，过程录像|witness=@secretary|{files}" }, { 1, "legal assign rr", "{given}" },
	                     { 0, "play file-given", "cc=@{c1}|goes=fixed" }, { 0, "play file-given", "cc=@{c2}|goes=fixed" }, { 0, "play file-given", "cc=@{c3}|goes=fixed" }, { 0, "play file-given", "cc=@{c4}|goes=objected" },
	                     { 21, "head report rr", "reported_on={day}|summary=抽查案卷事实清楚、适用法律正确；送达和全过程记录的归集需要加强，已逐卷反馈整改" } ),
	SCRIPT("file-given", { 0, "find file_review as e", "case=@cc|round={round}" },
	                     { 4, "reviewer2 score e", "reviewed_on={day}|scores+item:procedure,full:60,score:{60-e.found_points},why:系统评查发现的问题|scores+item:evidence,full:20,score:18,why:证据目录不细|scores+item:papers,full:20,score:17,why:文书用语|grade=qualified|findings+text:送达回证缺时间" },
	                     { 2, "legal tell e", "object_by_day={day+5w}|fix_by_day={day+20}|opinion=认可" }, { 0, "then file-{goes}" } ),
	SCRIPT("file-fixed", { 6, "officer1 fix e", "findings+n:1,text:送达回证缺时间,fixed:yes,fixed_on:{day},how:已补充说明" }, { 1, "legal close e" } ),
	SCRIPT("file-objected", { 3, "officer1 object e", "objected_on={day}|objections+point:文书用语扣3分,why:用语与文书范本一致" },
	                     { 3, "legal rule e", "second=@chief2|ruling=changed|ruling_why=与范本核对，用语一致，恢复该项得分|scores+item:procedure,full:60,score:{60-e.found_points},why:系统评查发现的问题|scores+item:evidence,full:20,score:18,why:证据目录不细|scores+item:papers,full:20,score:20" }, { 0, "then file-fixed" } ),
	SCRIPT("file-open",  { 0, "legal assign file_review as e", "round={round}|organiser=own|case=@closed-%{skip}|reviewer=@reviewer2" }, { 5, "reviewer2 score e", "reviewed_on={day}|scores+item:procedure,full:90,score:{90-e.found_points},why:系统评查发现的问题|scores+item:papers,full:10,score:8,why:告知书未编号|grade=qualified|findings+text:告知书未编号" }, { 2, "legal tell e", "fix_by_day={day+15}" } ),
	SCRIPT("example",    { 0, "find case as c", "domain={domain}|state=closed|ending=penalty" }, { 0, "legal mark typical_case as y", "case=@c|title={title}|domain={domain}|level={level}|lesson=以案释法，规范经营|marked_on={day}" } ),
	SCRIPT("example-out", { 0, "then example" }, { 3, "deputy approve y" }, { 4, "clerk publish y", "date={day}|channel=区政府网站|masked=yes|link=https://zwgk.example.gov.cn/al/{n}" } ),
	SCRIPT("example-no", { 0, "then example" }, { 3, "deputy reject y", "reason=与已发布案例雷同" } ),
	SCRIPT("officer-shown", { 0, "clerk2 open publicity as g", "object=@{who}|stage=before|decided_on={day-1}|duty=due" }, { 2, "clerk2 publish g", "published_on={day}|masked=yes" } ),
	SCRIPT("visit-unshown", { 0, "find inspection as v", "kind=patrol|state=closed" }, { 0, "clerk2 open publicity as g", "object=@v|stage=result|decided_on={v.date}|duty=due" }, { 2, "deputy exempt g", "duty=exempt|ground=暗访线索尚在核查，公开影响执法|approver=@deputy" } ),

	SCRIPT("credit",     { 0, "find case as c", "domain={domain}|state=closed|ending=penalty|procedure=ordinary" }, { 0, "clerk2 propose credit as x", "operator=@op|list_kind=penalty|class={class}|facts={facts}|case=@c|document=海澜文旅罚〔{year}〕{n}号|document_on={day}|batch={year}-{n}" },
	                     { 2, "clerk2 tell x", "told_on={day}" } ),
	SCRIPT("credit-on",  { 0, "then credit" }, { 4, "deputy list x", "on={day}" } ),
	SCRIPT("credit-mended", { 0, "then credit-on" }, { DAYS(105), "bind", "waited=yes" }, { WORK, "operator ask_repair x", "repair_asked_on={day}|commitment=信用承诺书和整改证明" }, { 4, "deputy repair x", "repaired_on={day}|repair=granted" }, { 1, "clerk2 take_off x", "off={day}|off_kind=repaired" } ),
	SCRIPT("credit-refused", { 0, "then credit-on" }, { DAYS(110), "bind", "waited=yes" }, { WORK, "operator ask_repair x", "repair_asked_on={day}|commitment=信用承诺书" }, { 3, "deputy refuse x", "repair=refused|reason=整改证明不足" } ),
	SCRIPT("credit-off", { 0, "then credit" }, { 2, "operator hear x", "objection=主体认定有误" }, { 2, "chief answer x", "objection_answer=成立" }, { 1, "deputy decline x", "reason=申辩成立" } ),
};

static const struct series series[] = {
	{ "overseen-done", 1, "2024-04-09", NULL, 0, "kind=procuratorial|body=procuratorate|letter=津演检建〔2024〕4号|about=校园周边文化市场未成年人保护|item1=巡查频次不足|item2=部门协同不够|owner=chief" },
	{ "overseen-done", 1, "2024-06-13", NULL, 0, "kind=opinion|body=justice|letter=海澜司监〔2024〕2号|about=执法文书规范|item1=告知书要素不全|item2=送达回证填写不全|owner=chief" },
	{ "overseen-twice", 1, "2024-05-08", NULL, 0, "kind=feedback|body=government|letter=海澜督〔2024〕11号|about=法治政府建设督察反馈|item1=学法台账不全|item2=普法形式单一|owner=chief2" },
	{ "overseen-done", 1, "2024-08-15", NULL, 0, "kind=audit|body=government|letter=海澜审〔2024〕6号|about=专项经费审计|item1=支付进度偏慢|item2=合同归档不及时|owner=chief3" },
	{ "overseen-done", 1, "2023-11-27", NULL, 0, "kind=instruction|body=government|letter=批示件〔2023〕33号|about=冬季文旅场所消防安全|item1=隐患排查|item2=宣传培训|owner=chief" },
	{ "overseen-stuck", 1, "2024-10-30", NULL, 0, "kind=disciplinary_tour|body=discipline|letter=巡察反馈〔2024〕5号|about=巡察反馈整改|item1=制度执行不严|owner=chief3" }, { "overseen-stuck", 1, "2024-12-17", NULL, 0, "kind=order_to_correct|body=justice|letter=海澜司改〔2024〕1号|about=公示信息更新不及时|item1=三条公示逾期|owner=chief" },
	{ "self", 1, "2024-03-21", NULL, 0, "about=两卷案卷全过程记录缺音像" }, { "self", 1, "2024-09-19", NULL, 0, "about=一件告知书文号重复" },

	{ "entry", 1, "2023-03-01", NULL, 0, "entry=机构职能|category=organisation|owner=disclosure_head|cycle=on_change|next=" }, { "entry", 1, "2023-03-01", NULL, 0, "entry=权责清单|category=organisation|owner=legal|cycle=on_change|next=" },
	{ "entry", 1, "2023-03-01", NULL, 0, "entry=规范性文件|category=rules|owner=legal|cycle=on_change|next=" }, { "entry", 1, "2023-03-01", NULL, 0, "entry=年度计划|category=plans|owner=disclosure_head|cycle=year|next=2024-03-31" },
	{ "entry", 1, "2023-03-01", NULL, 0, "entry=部门预算|category=budget|owner=disclosure_head|cycle=year|next=2024-03-31" }, { "entry", 1, "2023-03-02", NULL, 0, "entry=部门决算|category=budget|owner=disclosure_head|cycle=year|next=2024-10-31" },
	{ "entry", 1, "2023-03-02", NULL, 0, "entry=行政处罚信息|category=penalties|owner=chief|cycle=month|next=2024-01-31" }, { "entry", 1, "2023-03-02", NULL, 0, "entry=行政许可信息|category=licences|owner=chief2|cycle=month|next=2024-01-31" },
	{ "entry", 1, "2023-03-02", NULL, 0, "entry=重大项目|category=projects|owner=chief3|cycle=quarter|next=2024-03-31" }, { "entry", 1, "2023-03-02", NULL, 0, "entry=人事任免|category=personnel|owner=secretary|cycle=on_change|next=" },
	{ "entry", 1, "2023-03-03", NULL, 0, "entry=办事服务指南|category=services|owner=chief2|cycle=half_year|next=2024-06-30" }, { "entry", 1, "2023-03-03", NULL, 0, "entry=应急预案|category=emergency|owner=chief|cycle=year|next=2024-06-30" },
	{ "entry", 1, "2023-03-03", NULL, 0, "entry=法治政府建设年度报告|category=reports|owner=legal|cycle=year|next=2024-03-31" }, { "entry", 1, "2023-03-03", NULL, 0, "entry=便民提示|category=services|owner=chief3|cycle=quarter|next=2024-03-31" }, { "entry-gone", 1, "2024-04-22", NULL },
	{ "entry-new", 4, "2024-03-28", "2024-12-20", 0, "which=entry-9" }, { "entry-new", 2, "2024-06-25", "2024-12-18", 0, "which=entry-11" },
	{ "shown", 12, "2024-01-22", "2024-12-16", 0, "title=行政处罚信息公开表第{n}期|which=entry-7|category=penalties|approved=" }, { "shown", 12, "2024-01-23", "2024-12-17", 0, "title=行政许可信息公开表第{n}期|which=entry-8|category=licences|approved=" },
	{ "shown-again", 1, "2024-01-30", NULL, 0, "title=2024年工作要点|which=entry-4|category=plans|approved=" }, { "shown", 1, "2024-02-05", NULL, 0, "title=2024年部门预算|which=entry-5|category=budget|approved={day-3}" }, { "shown", 1, "2024-10-15", NULL, 0, "title=2023年部门决算|which=entry-6|category=budget|approved={day-5}" },
	{ "shown", 4, "2024-03-19", "2024-10-18", 0, "title=权责清单调整公告第{n}号|which=entry-2|category=organisation|approved=" }, { "shown-down", 3, "2024-04-24", "2024-08-07", 0, "title=惠民活动通知{n}|which=entry-11|category=services|approved=" },
	{ "shown", 3, "2024-05-21", "2024-11-12", 0, "title=人事任免信息{n}|which=entry-10|category=personnel|approved=" }, { "shown", 5, "2023-09-19", "2023-12-20", 0, "title=2023年执法信息{n}|which=entry-7|category=penalties|approved=" }, { "shown", 1, "2024-03-18", NULL, 0, "title=2023年度法治政府建设报告|which=entry-13|category=reports|approved=" },
	{ "withheld", 2, "2024-06-11", "2024-09-25" }, { "shown-open", 1, "2024-12-27", NULL, 0, "title=元旦场馆开放安排|category=services" }, { "shown-open", 1, "2024-11-15", NULL, 0, "title=非遗名录更新|category=services" },

	{ "asked", 3, "2024-01-17", "2024-10-23", 0, "kind=citizen|subject=演出备案统计|result=given|reason=|searched=" }, { "asked", 2, "2024-03-13", "2024-08-21", 0, "kind=enterprise|subject=权责清单|result=public|reason=区政府门户网站政府信息公开专栏“权责清单”|searched=" }, { "asked", 1, "2024-05-29", NULL, 0, "kind=citizen|subject=历史补贴发放名册|result=absent|reason=经检索没有该信息|searched=以名称和年度检索办公系统和档案室，无结果" },
	{ "asked-more", 2, "2024-02-28", "2024-07-10", 0, "kind=citizen|subject=有关文件" }, { "asked-lapsed", 1, "2024-04-17", NULL, 0, "kind=citizen|subject=所有会议材料" }, { "asked-third", 1, "2024-06-19", NULL, 0, "kind=legal_service|subject=某演出合同" }, { "asked-refused", 1, "2024-09-11", NULL, 0, "kind=legal_service|subject=某处罚案卷" },
	{ "asked-paid", 1, "2024-05-15", NULL, 0, "kind=research|subject=近五年场所统计" }, { "asked-back", 1, "2024-08-28", NULL, 0, "kind=citizen|subject=场馆改造方案" }, { "asked-late", 1, "2024-07-24", NULL, 0, "kind=citizen|subject=市级评定材料" }, { "asked-open", 1, "2024-12-23", NULL, 0, "kind=citizen|subject=年度抽查结果" }, { "asked-open", 1, "2024-11-20", NULL, 0, "kind=enterprise|subject=采购文件" },
	{ "asked", 1, "2023-12-20", NULL, 0, "kind=citizen|subject=文物保护单位名录|result=given|reason=|searched=" },
	{ "reviewed-small", 1, "2024-08-21", NULL }, { "reviewed-back", 1, "2024-05-22", NULL }, { "reviewed-open", 1, "2024-12-10", NULL }, { "sued", 1, "2024-06-26", NULL }, { "sued-back", 1, "2024-10-09", NULL },
	{ "proposal-lead", 3, "2024-02-26", "2024-03-04", 0, "kind=deputy|no=J|title=list:wish|part=alone|class=a|promise=" }, { "proposal-kept", 2, "2024-02-27", "2024-03-05", 0, "kind=member|no=T|title=list:wish|part=lead|class=b|promise=2024-10-31" }, { "proposal-lead", 1, "2024-03-06", NULL, 0, "kind=party|no=D|title=list:wish|part=alone|class=b|promise=2024-11-29" },
	{ "proposal-bad", 1, "2024-03-07", NULL, 0, "kind=member|no=B|title=list:wish|part=alone" }, { "proposal-assist", 3, "2024-03-11", "2024-03-14", 0, "kind=deputy|no=H|title=list:wish|part=assist" },

	FILES("2024-06-11", "2024年上半年", "11", "2023-07-01", "2024-05-31", "1", "2", "3", "4"), FILES("2024-11-05", "2024年下半年", "25", "2024-01-01", "2024-10-31", "9", "10", "11", "12"), { "file", 2, "2024-08-05", "2024-08-06", 0, "round=全市评查|by=municipal|skip=3" }, { "file-open", 2, "2024-11-27", "2024-12-20", 0, "round=年末补查|skip=12" },
	{ "example-out", 1, "2024-06-11", NULL, 0, "domain=culture|level=district|title=某歌舞娱乐场所接纳未成年人案" }, { "example-out", 1, "2024-07-09", NULL, 0, "domain=publication|level=municipal|title=某书店发行侵权出版物案" }, { "example-out", 1, "2024-09-24", NULL, 0, "domain=film|level=district|title=某影城未如实统计票房案" },
	{ "example-no", 1, "2024-10-09", NULL, 0, "domain=culture|level=municipal|title=某网吧未核对身份证件案" }, { "example", 1, "2024-12-18", NULL, 0, "domain=tourism|level=district|title=某旅行社未签订合同案" },
	{ "officer-shown", 1, "2024-05-14", NULL, 0, "who=o9" }, { "officer-shown", 2, "2024-01-16", "2024-01-17", 0, "who=o{n}" }, { "visit-unshown", 1, "2024-09-26", NULL },
	{ "credit-mended", 2, "2024-04-18", "2024-05-23", 0, "domain=culture|op=@op-ent-%3|class=general|facts=接纳未成年人" }, { "credit-on", 3, "2024-06-20", "2024-10-24", 0, "domain=publication|op=@op-print-%|class=general|facts=未履行验证义务" }, { "credit-refused", 1, "2024-06-27", NULL, 0, "domain=culture|op=@op-net-3|class=general|facts=未核对身份证件" },
	{ "credit-off", 1, "2024-08-29", NULL, 0, "domain=tourism|op=@op-travel-2|class=general|facts=未签订合同" }, { "credit", 1, "2024-12-24", NULL, 0, "domain=culture|op=@op-ent-11|class=general|facts=接纳未成年人" },
};
PART(part_watch, scripts, series);
/* clang-format on */
