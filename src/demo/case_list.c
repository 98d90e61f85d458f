/*
 * case_list.c - the cases of the year
 *
 * 24 ordinary and 6 simple decisions of a penalty in 2024, together 143415.00 yuan; beside them
 * those carried from 2023, those that ended otherwise, and those still open at the end of the year.
 */
#include "demo/pairs.h"
#include "demo/parts.h"

/* clang-format off */
#define PLAIN "kind=daily|second=|seize=no|right=no|complex=complex_or_major=no|defence=waive|hear=no|review=no|revise=no|discuss=no|ending=penalty|" \
	"decision=payee=海澜银行云溪支行&surcharge_stated=yes|serve=direct|publish=soon|class=general|pay=bank|end=soon|heeded=no|goods=stored|reporter=|named=no|spot=no|joined=no|more=no|wait=no|"
#define FINE(yuan) "pens=penalties+party:1,kind:fine,amount:" yuan "|"
#define ENT "field=entertainment|domain=culture|item=item-main|op=@op-ent-*|facts=接纳未成年人进入歌舞娱乐场所|cited=《娱乐场所管理条例》第二十三条、第四十八条|"
#define NET "field=internet|domain=culture|item=item-net|op=@op-net-*|facts=未核对、登记上网消费者有效身份证件|cited=《互联网上网服务营业场所管理条例》第二十三条、第三十二条|"
#define PRI "field=printing|domain=publication|item=item-print|op=@op-print-*|facts=未建立印刷品承印验证制度|cited=《印刷业管理条例》第十八条、第三十八条|"
#define PUB "field=publication|domain=publication|item=item-book|op=@op-book-*|facts=发行侵犯他人著作权的出版物|cited=《出版管理条例》第二十七条、第六十五条|"
#define TRA "field=travel|domain=tourism|item=item-travel|op=@op-travel-*|facts=未与旅游者签订旅游合同|cited=《旅行社条例》第二十八条、第五十五条|"
#define FIL "field=film|domain=film|item=item-film|op=@op-film-*|facts=未如实统计票房收入|cited=《电影产业促进法》第三十四条、第五十一条|"
#define PERSON(name, age) "parties++kind:citizen,name:" name ",address:海澜区朝阳路{1..90}号,age_band:" age
#define REL "field=art|domain=relics|item=item-relic|op=@op-art-1|facts=买卖国家禁止买卖的文物|cited=《文物保护法》第五十一条、第七十一条|"

static const struct script scripts[] = {
	SCRIPT("name-item",  { 0, "find power_item as ~{key}", "code={code}" } ),
	SCRIPT("case-simple", { 0, "{w} start case as c", "source=inspection|parties+kind:{who},operator:@op,name:{op.name},age_band:adult|facts={facts}|act_on={day}|procedure=simple|officers=@oa;@ob|power_item=@{item}|domain={domain}" },
	                     { 0, "{w} tell c", "law={cited}|law_why=写明违反和处罚的条款|{pens}|benchmark=轻微" },
	                     { 0, "{w} decide_on_spot c", "decided_on={day}|ending=penalty|signed=signed|payee=海澜银行云溪支行|surcharge_stated=yes" },
	                     { 0, "find service as s", "case=@c" }, { 0, "{w} serve s", "how=on_site|served_on={day}|officers=@oa;@ob|receiver={surname}" },
	                     { 0, "play spot-{spot}" },
	                     { 1, "{w} report c" }, { 1, "then publish-soon" }, { 0, "then pay-{pay}" }, { 0, "then end-{end}" } ),

	SCRIPT("case-declined", { 0, "{w} propose case as c", "source={source}|parties+kind:organisation,operator:@op,name:{op.name}|facts={facts}|act_on={day-3}|found_on={day-1}|procedure=ordinary|officers=@oa;@ob" },
	                     { 3, "deputy decline c", "reason={why}" } ),
	SCRIPT("case-opened", { 0, "{w} propose case as c", "source={source}|parties+kind:organisation,operator:@op,name:{op.name}|facts={facts}|act_on={day-3}|found_on={day-1}|procedure=ordinary|officers=@oa;@ob" },
	                     { 2, "deputy open c", "opened_on={day}|power_item=@{item}|domain={domain}|beyond_district=no" },
	                     { 2, "{w} inquire c", "evidence+kind:record,taken_on:{day},note:现场存在违法行为的情况" } ),
	SCRIPT("case-twice", { 0, "then case-opened" }, { 1, "chief void c", "reason=与另一案重复立案|approver=@deputy" } ),
	SCRIPT("case-wrong", { 0, "then case-opened" }, { 1, "clerk2 amend c", "act_on={day-9}|reason=笔录核对后更正行为发生之日" }, { 0, "chief hand_over c", "to=@officer7|reason=承办人参加培训" }, { 1, "deputy extend c", "limit_to={day+150}|limit_basis=案情复杂" }, { 0, "chief undo c", "reason=延长的是另一案" } ),
	SCRIPT("case-dropped", { 0, "then case-opened" }, { 12, "deputy drop c", "ending=dropped|reason=违法事实不能成立" }, { 3, "clerk2 archive c", "archive_number=HL-{year}-{c.number}" } ),
	SCRIPT("case-ended", { 0, "then case-opened" }, { 20, "deputy suspend c", "stop_basis=某部门规章关于鉴定期间不计入办案期限的规定（条款由本局核对），委托函见卷" }, { 15, "deputy resume c" }, { 10, "deputy drop c", "ending=ended|reason=当事人已注销，没有承受主体" } ),
	SCRIPT("case-suspended", { 0, "then case-opened" }, { 8, "deputy suspend c", "stop_basis=某部门规章关于鉴定期间不计入办案期限的规定（条款由本局核对），委托函见卷" } ),
	SCRIPT("joined-no",  { 0, "bind", "joined=no" } ),
	SCRIPT("joined-yes", { 1, "deputy join c", "parties++kind:citizen,name:合伙人某,address:海澜区滨河路8号,age_band:adult|reason=登记资料显示合伙经营" },
	                     { 4, "deputy release c", "parties+n:1,kind:organisation,operator:@op,name:{op.name},code:{op.uscc},address:{op.address}|reason=查明已经退伙，与违法行为无关" } ),
	SCRIPT("case-spared", { 0, "{w} propose case as c", "source={source}|parties+kind:organisation,operator:@op,name:{op.name},code:{op.uscc},address:{op.address}|facts={facts}|act_on={day-3}|found_on={day-1}|procedure=ordinary|officers=@oa;@ob" },
	                     { 1, "then spare-main" } ),
	SCRIPT("case-person", { 0, "{w} propose case as c", "source={source}|parties+kind:citizen,name:{party},address:海澜区文化路{1..90}号,age_band:{age}|facts={facts}|act_on={day-3}|found_on={day-1}|procedure=ordinary|officers=@oa;@ob" },
	                     { 1, "then spare-main" } ),
	SCRIPT("spare-main", { 1, "deputy open c", "opened_on={day}|power_item=@{item}|domain={domain}|beyond_district=no" },
	                     { 2, "{w} inquire c", "evidence+kind:record,taken_on:{day},note:现场存在违法行为的情况|evidence+kind:party,taken_on:{day},note:当事人承认上述事实" },
	                     { 1, "clerk2 note c", "process_records+stage:start,medium:text,made_on:{c.opened_on}|process_records+stage:evidence,medium:audio_visual,made_on:{day}" },
	                     { 0, "then joined-{joined}" },
	                     { 4, "{w} finish c", "law={cited}|law_why=写明违反和处罚的条款|benchmark=不予处罚|public_interest=no|hearing_right=no|complex_or_major=no" },
	                     { 2, "deputy spare c", "decided_on={day}|ending={ending}|education={teach}|no_fault_proof={proof}|reason={why}" },
	                     { 1, "then serve-direct" }, { 1, "clerk2 note c", "process_records++stage:decision,medium:text,made_on:{c.decided_on}|process_records++stage:service,medium:text,made_on:{day}" },
	                     { 3, "deputy close c", "closed_on={day}" }, { 2, "clerk2 archive c", "archive_number=HL-{year}-{c.number}" } ),
	SCRIPT("clue-named", { 0, "clerk2 receive clue as q", "source=report|reporter={reporter}|named=yes|operator=@op|facts={facts}|act_on={day-4}|received_on={day}" },
	                     { 1, "chief assign q", "officers=@oa;@ob" }, { 4, "{w} verify q", "verified_on={day}|verification=经两次现场核查，没有发现反映的行为" },
	                     { 1, "deputy decline q", "result=not_open|reason=no_facts|explanation=现有材料不能证明反映的行为" }, { 2, "{w} reply q", "replied_on={day}|reply=经核查没有发现反映的行为，不予立案；如有新的线索请再提供" } ),
	SCRIPT("case-crime", { 0, "then case-opened" },
	                     { 0, "{w} ask coercive_measure as z", "case=@c|kind=seizure|power_item=@item-seize|officers=@oa;@ob|place={op.name}" }, { 0, "deputy approve z" },
	                     { 0, "{w} execute z", "from={day}|objects+name:侵权图书,kind:publication,quantity:5200,unit:册|executed_at={day}T10:10|store=支队物证室|shown=yes|called=yes|heard=yes|record=signed" },
	                     { 6, "{w} propose referral as t", "kind=crime|to=@police|link=@c|grounds=涉嫌侵犯著作权罪，违法所得数额较大|officers=@oa;@ob|reported_on={day}" },
	                     { 1, "head approve_crime t", "approved_at={day}T10:00" },
	                     { 0, "{w} send t", "sent_on={day}|sent_at={day}T15:30|materials=letter;report;goods|copied=yes" },
	                     { 0, "deputy dispose z", "to={day}|objects+n:1,name:侵权图书,kind:publication,quantity:5200,unit:册,fate:transferred|release=other" },
	                     { 0, "deputy refer c", "ending=referred" },
	                     { 3, "outside answer t", "answered_on={day}|accepted=yes|answer=立案决定书〔{year}〕某号" },
	                     { 1, "{w} hand_goods t", "handed_on={day}" }, { 1, "chief close t" } ),
	SCRIPT("case-sent-on", { 0, "then case-opened" },
	                     { 0, "deputy preserve c", "preserved_on={day}|preservation+object:放映服务器,quantity:1" },
	                     { 3, "{w} propose referral as t", "kind=jurisdiction|to=@market|link=@c|grounds=属于市场监管部门职责|reported_on={day}" },
	                     { 1, "deputy approve t", "approved_at={day}T10:00" },
	                     { 1, "{w} send t", "sent_on={day}|sent_at={day}T16:00|materials=letter;goods" },
	                     { 0, "deputy dispose c", "preservation+n:1,object:放映服务器,quantity:1,fate:transferred" },
	                     { 0, "deputy refer c", "ending=referred" },
	                     { 8, "outside answer t", "answered_on={day}|accepted=no|answer=不属于本部门" }, { 1, "chief take_back t", "reason=对方不予受理" },
	                     { 0, "deputy take_back c", "reason=移送被退回" }, { 15, "deputy drop c", "ending=dropped|reason=违法事实不能成立" } ),
	SCRIPT("after-minor", { 1, "then serve-direct" }, { 1, "clerk2 note c", "process_records++stage:decision,medium:text,made_on:{c.decided_on}|process_records++stage:service,medium:text,made_on:{day}" }, { 0, "then end-soon" } ),
	SCRIPT("after-first_breach", { 0, "then after-minor" } ),
	SCRIPT("end-annul",  { 20, "head annul c", "reason=认定主体有误，自行纠正" }, { 1, "find publicity as g", "object=@c|state=wrong" }, { 0, "clerk2 take_down g", "taken_down_on={day}|why=决定已自行撤销" },
	                     { 0, "then goods-back" }, { 0, "find payment as p", "case=@c" }, { 1, "clerk2 give_back p", "refunded_on={day}|refunded={p.paid}|ground=自行撤销决定" },
	                     { 1, "{w} inquire c", "evidence++kind:document,taken_on:{day},note:实际经营者的登记情况" }, { 3, "deputy drop c", "ending=dropped|reason=实际经营者已变更" } ),
	SCRIPT("end-upheld", { 0, "then end-soon" }, { 4, "legal receive reconsideration as f", "case=@c|act=罚款决定|applicant={surname}|role=respondent|body=@government|procedure=ordinary|body_number=海澜复〔{year}〕3号|accepted_on={day-2}|received_on={day}" },
	                     { 2, "legal ask legal_review as fr", "object=reconsideration_answer|link=@f|asked_on={day}" }, { 2, "reviewer opine fr", "reviewer=@reviewer|opinion=agree" }, { 0, "chief adopt fr" },
	                     { 1, "legal answer f", "answered_on={day}|answer=事实清楚、程序合法" }, { 12, "outside hear f", "head_present=yes|heard_on={day}" },
	                     { 15, "outside decide f", "outcome=upheld|decided_on={day}" }, { 2, "deputy carry_out f" },
	                     { 9, "legal receive litigation as y", "case=@c|reconsideration=@f|act=罚款决定和复议决定|plaintiff={surname}|role=co_defendant|court=@court|court_number=（{year}）津演行初12号|instance=first|received_on={day}" },
	                     { 8, "legal answer y", "answered_on={day}|answer=请求驳回诉讼请求" }, { 18, "legal hear y", "hearings+on:{day},instance:first,appeared:deputy,person:@deputy" } ),
	SCRIPT("end-redo",   { 0, "then end-soon" }, { 8, "legal receive reconsideration as f", "case=@c|act=罚款决定|applicant={surname}|role=respondent|body=@government|procedure=ordinary|body_number=海澜复〔{year}〕1号|accepted_on={day-3}|received_on={day}" },
	                     { 2, "legal ask legal_review as fr", "object=reconsideration_answer|link=@f|asked_on={day}" }, { 2, "reviewer opine fr", "reviewer=@reviewer|opinion=agree" }, { 0, "chief adopt fr" },
	                     { 1, "legal answer f", "answered_on={day}|answer=请求维持" },
	                     { 20, "outside decide f", "outcome=redo|decided_on={day}|carry_out_until={day+60}" },
	                     { 3, "deputy redo c", "redo_ground=facts" }, { 1, "find publicity as g", "object=@c|state=wrong" }, { 0, "clerk2 take_down g", "taken_down_on={day}|why=原决定被复议机关撤销" },
	                     { 0, "find payment as p", "case=@c" }, { 1, "clerk2 give_back p", "refunded_on={day}|refunded={p.paid}|ground=复议决定书" }, { 1, "deputy carry_out f" },
	                     { 2, "{w} inquire c", "evidence++kind:witness,taken_on:{day},note:行为的时间和经过" }, { 4, "{w} finish c", "law={cited}|law_why=写明违反和处罚的条款|benchmark=一般|public_interest=no|hearing_right=no|complex_or_major=no|{pens}" },
	                     { 1, "{w} notify c" }, { 0, "then defence-state" }, { 3, "deputy decide c", "decided_on={day}|ending=penalty|changed_why=补充证人证言后，违法事实重新认定|{decision}" },
	                     { 0, "bind", "end=close" }, { 0, "then after-penalty" } ),
};

static const struct series series[] = {
	{ "name-item", 1, "2023-03-01", NULL, 0, "key=item-net|code=HL-CF-003" },
	{ "name-item", 1, "2023-03-01", NULL, 0, "key=item-print|code=HL-CF-007" },
	{ "name-item", 1, "2023-03-01", NULL, 0, "key=item-book|code=HL-CF-009" },
	{ "name-item", 1, "2023-03-01", NULL, 0, "key=item-film|code=HL-CF-011" },
	{ "name-item", 1, "2023-03-01", NULL, 0, "key=item-travel|code=HL-CF-014" },
	{ "name-item", 1, "2023-03-01", NULL, 0, "key=item-relic|code=HL-CF-019" },
	/* decided in 2023; the last is paid and closed in 2024 */
	{ "case-direct", 1, "2023-09-04", NULL, 0, PLAIN ENT FINE("5000.00") PAIR12 "|source=superior|end=changed|less=2000.00" },
	{ "case-direct", 1, "2023-09-07", NULL, 0, PLAIN NET FINE("3000.00") PAIR34 "|source=town|defence=lapse|pay=forced" },
	{ "case-direct", 1, "2023-10-16", NULL, 0, PLAIN PRI FINE("4000.00") PAIR56 "|source=superior|end=annulled" },
	{ "case-direct", 1, "2023-11-20", NULL, 0, PLAIN TRA FINE("6000.00") PAIR34 "|source=transfer|defence=state|end=sued|less=2000.00" },
	{ "case-direct", 1, "2023-10-09", NULL, 0, PLAIN PRI FINE("2500.00") PAIR56 "|source=media|defence=lapse|pay=refused|end=unforced" },
	{ "case-direct", 1, "2023-11-06", NULL, 0, PLAIN TRA FINE("2000.00") PAIR34 "|source=hotline|op=@op-train-1|facts=未经许可招徕、组织研学旅游|pay=lost|end=lost" },
	{ "case-simple", 1, "2023-12-13", NULL, 0, PLAIN ENT "pens=penalties+party:1,kind:fine,amount:800.00|who=organisation|" PAIR12 "|facts=未悬挂经营许可证|end=self" },
	/* the 24 of the ordinary procedure */
	{ "case-direct", 1, "2023-12-12", NULL, 0, PLAIN ENT FINE("5000.00") PAIR12 "|source=town|defence=lapse" },
	{ "case-direct", 1, "2023-12-18", NULL, 0, PLAIN PUB FINE("3000.00") PAIR17 "|source=superior|serve=entrusted" },
	{ "visit-case", 1, "2024-01-08", NULL, 0, PLAIN NET FINE("10000.00") PAIR34 "|right=yes|hear=held|review=yes|defence=state|complex=complex_or_major=no&listed=@ritem-1" },
	{ "visit-case", 1, "2024-01-22", NULL, 0, PLAIN ENT FINE("5000.00") PAIR12 "|defence=state|heeded=yes|serve=post" },
	{ "case-direct", 1, "2024-01-10", NULL, 0, PLAIN TRA FINE("5000.00") PAIR34 "|source=superior|defence=lapse|serve=left|pay=court|end=never" },
	{ "case-clue", 1, "2024-02-19", NULL, 0, PLAIN PRI "pens=penalties+party:1,kind:fine,amount:2000.00&penalties+party:1,kind:confiscate_gains,amount:1215.00|" PAIR56 "|source=report|reporter=郑某|named=yes|right=yes|hear=waive|pay=two" },
	{ "visit-case", 1, "2024-02-26", NULL, 0, PLAIN ENT FINE("8000.00") PAIR12 "|seize=keep|more=yes|others=" PERSON("值班员某", "adult") "|decision=payee=海澜银行云溪支行&surcharge_stated=yes&outcomes+party:2,ending:minor,education:当面讲解条例|defence=second|serve=two" },
	{ "visit-case", 1, "2024-02-28", NULL, 0, PLAIN NET FINE("5000.00") PAIR34 "|end=redo" },
	{ "visit-case", 1, "2024-03-04", NULL, 0, PLAIN NET FINE("3000.00") PAIR34 "|defence=lapse|serve=electronic|seize=full|wait=long|end=illegal" },
	{ "visit-case", 1, "2024-03-18", NULL, 0, PLAIN ENT FINE("5000.00") PAIR12 "|serve=left|seize=refused|pay=lodged|end=never" },
	{ "visit-case", 1, "2024-04-01", NULL, 0, PLAIN ENT FINE("20000.00") PAIR12 "|right=yes|hear=waive|review=yes|discuss=yes|defence=state|class=serious|complex=complex_or_major=yes&complex_reason=多次接纳未成年人，社会影响较大&complex_head=@deputy" },
	{ "case-clue", 1, "2024-04-08", NULL, 0, PLAIN PUB FINE("3000.00") PAIR17 "|source=town|serve=notice|publish=done|pay=electronic" },
	{ "visit-case", 1, "2024-04-15", NULL, 0, PLAIN PRI "pens=penalties+party:1,kind:warning|" PAIR56 "|pay=none|class=light" },
	{ "visit-case", 1, "2024-04-22", NULL, 0, PLAIN TRA FINE("5000.00") PAIR34 "|pay=deferred" },
	{ "visit-case", 1, "2024-05-06", NULL, 0, PLAIN FIL FINE("8000.00") PAIR56 "|revise=yes|new=6000.00|defence=state|heeded=yes" },
	{ "case-direct", 1, "2024-05-13", NULL, 0, PLAIN PUB "pens=penalties+party:1,kind:fine,amount:3000.00&penalties+party:2,kind:fine,amount:1000.00|" PAIR17 "|source=transfer|second=&parties+kind:citizen,name:某店长,address:海澜区朝阳路12号,age_band:adult|more=yes|others=" PERSON("帮摊少年某", "under_14") "&" PERSON("店员某", "adult") "|decision=payee=海澜银行云溪支行&surcharge_stated=yes&outcomes+party:3,ending:under_14,education:责令监护人管教&outcomes+party:4,ending:not_proved,education:说明情况并告知守法义务|defence=fourth|serve=fourth|pay=two" },
	{ "case-direct", 1, "2024-05-20", NULL, 0, PLAIN PUB "pens=penalties+party:1,kind:fine,amount:10000.00&penalties+party:1,kind:confiscate_gains,amount:2200.00&penalties+party:1,kind:confiscate_goods|" PAIR56 "|source=media|seize=books|goods=destroyed|right=yes|hear=lapse|review=twice|pay=two" },
	{ "visit-case", 1, "2024-06-03", NULL, 0, PLAIN NET FINE("3000.00") PAIR34 "|pay=late|seize=early|more=yes|others=" PERSON("原经营者某", "adult") "|decision=payee=海澜银行云溪支行&surcharge_stated=yes&outcomes+party:2,ending:out_of_time,education:其行为终了已逾两年，当面告知|defence=second|serve=two" },
	{ "visit-case", 1, "2024-06-17", NULL, 0, PLAIN ENT FINE("8000.00") PAIR12 "|seize=now|defence=state|end=upheld" },
	{ "case-clue", 1, "2024-07-08", NULL, 0, PLAIN REL FINE("3000.00") PAIR17 "|source=report" },
	{ "visit-case", 1, "2024-07-22", NULL, 0, PLAIN NET FINE("10000.00") PAIR34 "|right=yes|hear=end|review=yes" },
	{ "case-direct", 1, "2024-08-12", NULL, 0, PLAIN TRA FINE("5000.00") PAIR79 "|source=hotline|serve=third|more=yes|others=" PERSON("导游某", "adult") "&" PERSON("计调某", "adult") "|decision=payee=海澜银行云溪支行&surcharge_stated=yes&outcomes+party:2,ending:first_breach,education:当面讲解条例并签署承诺&outcomes+party:3,ending:no_fault,education:告知合同管理要求&no_fault_proof=派单记录和已经留存的合同文本|defence=third" },
	{ "visit-case", 1, "2024-09-09", NULL, 0, PLAIN PRI FINE("2000.00") PAIR56 "|defence=second|publish=late|serve=two|seize=sold|more=yes|others=" PERSON("操作工某", "adult") "|decision=payee=海澜银行云溪支行&surcharge_stated=yes&outcomes+party:2,ending:incapable,education:责令监护人看管和治疗" },
	{ "case-direct", 1, "2024-11-11", NULL, 0, PLAIN ENT "pens=penalties+party:1,kind:warning&penalties+party:1,kind:fine,amount:3000.00|" PAIR12 "|source=petition|pay=none|end=never" },
	/* the 6 of the simple procedure */
	{ "case-simple", 1, "2024-03-06", NULL, 0, PLAIN ENT "pens=penalties+party:1,kind:fine,amount:500.00|who=organisation|" PAIR12 "|facts=未悬挂警示标志" },
	{ "case-simple", 1, "2024-05-08", NULL, 0, PLAIN NET "pens=penalties+party:1,kind:fine,amount:1000.00|who=organisation|" PAIR34 "|facts=未悬挂禁止吸烟标志" },
	{ "case-simple", 1, "2024-06-12", NULL, 0, PLAIN PUB "pens=penalties+party:1,kind:fine,amount:200.00|who=citizen|" PAIR17 "|op=@stall-2|facts=流动摊点零售出版物未备案|spot=yes|pay=none" },
	{ "case-simple", 1, "2024-08-07", NULL, 0, PLAIN PRI "pens=penalties+party:1,kind:fine,amount:3000.00|who=organisation|" PAIR56 "|facts=登记簿保存不全" },
	{ "case-simple", 1, "2024-10-16", NULL, 0, PLAIN ENT "pens=penalties+party:1,kind:warning|who=organisation|" PAIR12 "|facts=从业人员未佩戴工作标志|pay=none" },
	{ "case-simple", 1, "2024-11-19", NULL, 0, PLAIN TRA "pens=penalties+party:1,kind:fine,amount:2300.00|who=organisation|" PAIR79 "|facts=未公示服务电话" },
	/* ended otherwise */
	{ "case-declined", 1, "2024-03-25", NULL, 0, ENT PAIR12 "|source=town|facts=夜间噪声|why=属于生态环境部门职责" },
	{ "case-declined", 1, "2024-08-19", NULL, 0, NET PAIR34 "|source=media|why=发现时已超过追责时效" },
	{ "case-dropped", 1, "2024-04-24", NULL, 0, PRI PAIR56 "|source=transfer" },
	{ "case-ended", 1, "2024-05-27", NULL, 0, TRA PAIR34 "|source=superior" },
	{ "case-crime", 1, "2024-06-24", NULL, 0, PUB PAIR17 "|source=superior" },
	{ "case-sent-on", 1, "2024-09-02", NULL, 0, FIL PAIR56 "|source=town" },
	{ "case-twice", 1, "2024-07-15", NULL, 0, ENT PAIR12 "|source=town" },
	{ "case-direct", 1, "2024-03-13", NULL, 0, PLAIN PRI "pens=penalties+party:1,kind:fine,amount:3000.00&penalties+party:1,kind:confiscate_goods|" PAIR56 "|source=town|right=yes|hear=lapse|seize=plates|end=annul" },
	{ "case-direct", 1, "2024-08-26", NULL, 0, PLAIN NET "pens=factors=corrected|" PAIR34 "|source=town|ending=minor|decision=education=当面讲解条例并发放告知书" },
	{ "case-direct", 1, "2024-10-09", NULL, 0, PLAIN ENT "pens=factors=corrected;first_breach|" PAIR79 "|op=@op-ent-9|source=superior|ending=first_breach|decision=education=约谈负责人，签署承诺书" },
	{ "case-spared", 1, "2024-04-17", NULL, 0, PLAIN TRA PAIR34 "|source=hotline|ending=no_fault|teach=当面讲解条例，签收告知书|proof=旅行社提交的供应商资质审查记录和合同|why=已尽审查义务，足以证明没有主观过错" },
	{ "case-spared", 1, "2024-06-19", NULL, 0, PLAIN PRI PAIR56 "|source=transfer|joined=yes|ending=not_proved|teach=|proof=|why=现有证据不能证明违法事实" },
	{ "case-person", 1, "2024-07-10", NULL, 0, PLAIN PUB PAIR17 "|source=town|facts=假期在集市摆摊出售盗版图书|party=少年某|age=under_14|ending=under_14|teach=责令监护人管教，当面教育|proof=|why=不满十四周岁" },
	{ "case-person", 1, "2024-09-19", NULL, 0, PLAIN PUB PAIR79 "|source=superior|facts=散发内部资料性出版物|party=某村民|age=adult|ending=incapable|teach=责令监护人严加看管和治疗|proof=|why=经鉴定，行为时不能辨认自己的行为" },
	{ "case-expired", 1, "2024-10-22", NULL, 0, PLAIN PUB PAIR17 "|source=report|facts=发行侵犯他人著作权的出版物" },
	{ "case-cleared", 1, "2024-09-11", NULL, 0, PUB PAIR17 "|source=media" },
	{ "clue-named", 1, "2024-05-22", NULL, 0, ENT PAIR12 "|reporter=沈某|facts=反映超时营业" },
	/* open at the end of the year; the first past its ninety days */
	{ "case-suspended", 1, "2024-11-13", NULL, 0, PUB PAIR17 "|source=transfer" },
	{ "case-opened", 1, "2024-08-05", NULL, 0, ENT PAIR12 "|source=superior" },
	{ "case-wrong", 1, "2024-11-27", NULL, 0, PRI PAIR56 "|source=town" },
	{ "case-opened", 1, "2024-12-09", NULL, 0, NET PAIR34 "|source=town" },
	{ "case-direct", 1, "2024-12-17", NULL, 0, PLAIN TRA FINE("6000.00") PAIR34 "|source=transfer|serve=post" },
	{ "case-direct", 1, "2024-12-20", NULL, 0, PLAIN ENT FINE("4000.00") PAIR12 "|source=town" },
};
PART(part_case_list, scripts, series);
/* clang-format on */
