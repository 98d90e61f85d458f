/*
 * case_ends.c - how cases end that do not end as most do
 *
 * test_endings reads the tables and asks for each ending; the ways that cases.c binds by name
 * (more, wait, seize, pay, end) and that are rare are told here, and so are the reconsiderations and
 * suits against other acts than a penalty.
 */
#include "demo/pairs.h"
#include "demo/parts.h"

/* clang-format off */
#define STATED(d, party) { 0, "find defence as " d, "case=@c|party=" party }, { 0, "outside state " d, "stated_on={day}|points=称受单位指派|how=oral" }, { 1, "{w} reply " d, "review=已核实，对其不予处罚|accepted=yes" }
#define SERVED(s, party) { 0, "find service as " s, "case=@c|party=" party }, { 0, "{w} serve " s, "how=direct|served_on={day}|officers=@oa;@ob|receiver={surname*}" }
#define LAWYERED { 2, "legal ask legal_review as fr", "object=reconsideration_answer|link=@f|asked_on={day}" }, { 2, "reviewer opine fr", "reviewer=@reviewer|opinion=agree" }, { 0, "chief adopt fr" }
#define OBJECTS(verb) "objects+name:涉嫌非法出版物,kind:publication,quantity:240,unit:册" verb

static const struct script scripts[] = {
	/* more parties, some of them not punished */
	SCRIPT("more-no",    { 0, "bind", "more=no" } ),
	SCRIPT("more-yes",   { 1, "deputy join c", "{others}|reason=询问中查明共同参与" } ),
	SCRIPT("defence-second", { 0, "then defence-waive-first" }, STATED("d2", "2") ),
	SCRIPT("defence-third", { 0, "then defence-second" }, STATED("d3", "3") ),
	SCRIPT("defence-fourth", { 0, "then defence-two" }, STATED("d3", "3"), STATED("d4", "4") ),
	SCRIPT("defence-waive-first", { 1, "find defence as d", "case=@c|party=1" }, { 0, "outside waive d", "proof=放弃声明" } ),
	SCRIPT("serve-third", { 0, "then serve-two" }, SERVED("s3", "3") ),
	SCRIPT("serve-fourth", { 0, "then serve-third" }, SERVED("s4", "4") ),

	/* past the ninetieth day: the decision stands until somebody challenges it, with this defect */
	SCRIPT("wait-no",    { 0, "bind", "wait=no" } ),
	SCRIPT("wait-long",  { DAYS(66), "bind", "wait=long" }, { WORK, "{w} note c", "process_records++stage:evidence,medium:text,made_on:{day}" } ),

	/* measures that end otherwise */
	SCRIPT("seize-refused", { 0, "{w} ask coercive_measure as z", "case=@c|kind=sealing|power_item=@item-seize|officers=@oa;@ob|place={op.name}" },
	                     { 1, "deputy reject z", "reason=没有法律、法规规定可以查封经营场所" } ),
	SCRIPT("seize-full", { 0, "deputy preserve c", "preserved_on={day}|preservation+object:收银主机,quantity:1|preservation+object:监控硬盘,quantity:2|preservation+object:账册,quantity:6" },
	                     { 4, "deputy dispose c", "preservation+n:1,object:收银主机,quantity:1,fate:seized|preservation+n:2,object:监控硬盘,quantity:2,fate:tested|preservation+n:3,object:账册,quantity:6,fate:returned" },
	                     { 0, "{w} ask coercive_measure as z", "case=@c|kind=seizure|power_item=@item-seize|officers=@oa;@ob|place={op.name}" }, { 0, "deputy approve z" },
	                     { 0, "{w} execute z", "from={day}|objects+name:收银主机,kind:equipment,quantity:1,unit:台|executed_at={day}T11:00|store=支队物证室|shown=yes|called=yes|heard=yes|record=signed" },
	                     { DAYS(30), "deputy dispose z", "to={day}|objects+n:1,name:收银主机,kind:equipment,quantity:1,unit:台,fate:returned|release=expired" } ),
	SCRIPT("seize-early", { 0, "{w} ask coercive_measure as z", "case=@c|party=1|kind=seizure|power_item=@item-seize|officers=@oa;@ob|place={op.name}" }, { 0, "deputy approve z" },
	                     { 1, "{w} execute z", "from={day}|objects+name:路由器,kind:equipment,quantity:1,unit:台|executed_at={day}T15:00|store=支队物证室|shown=yes|called=yes|heard=yes|record=signed" },
	                     { 3, "deputy dispose z", "to={day}|objects+n:1,name:路由器,kind:equipment,quantity:1,unit:台,fate:returned|release=unrelated" } ),
	SCRIPT("seize-sold", { 0, "{w} ask coercive_measure as z", "case=@c|party=1|kind=seizure|power_item=@item-seize|officers=@oa;@ob|place={op.name}" }, { 0, "deputy approve z" },
	                     { 1, "{w} execute z", "from={day}|objects+name:油墨和清洗溶剂,kind:other,quantity:30,unit:桶|executed_at={day}T10:40|store=委托危险品仓库保管|shown=yes|called=yes|heard=yes|record=signed" },
	                     { 4, "deputy dispose z", "to={day}|objects+n:1,name:油墨和清洗溶剂,kind:other,quantity:30,unit:桶,fate:auctioned|auction_why=perishable|release=other" } ),
	SCRIPT("seize-plates", { 0, "{w} ask coercive_measure as z", "case=@c|kind=seizure|power_item=@item-seize|officers=@oa;@ob|place={op.name}" }, { 0, "deputy approve z" },
	                     { 1, "{w} execute z", "from={day}|objects+name:印刷版材,kind:equipment,quantity:12,unit:块|executed_at={day}T09:30|store=支队物证室|shown=yes|called=yes|heard=yes|record=signed" } ),
	SCRIPT("dispose-refused", { 0, "bind", "disposed=no" } ), SCRIPT("dispose-full", { 0, "bind", "disposed=no" } ),
	SCRIPT("dispose-early", { 0, "bind", "disposed=no" } ), SCRIPT("dispose-sold", { 0, "bind", "disposed=no" } ),
	SCRIPT("dispose-plates", { 0, "deputy dispose z", "to={day}|objects+n:1,name:印刷版材,kind:equipment,quantity:12,unit:块,fate:confiscated|release=decided" } ),
	SCRIPT("goods-back", { 0, "find confiscated as x", "case=@c" }, { 1, "head approve x", "fate=return" }, { 2, "deputy give_back x", "gone_on={day}|reason=没收决定已撤销|receiver={op.name}" } ),
	SCRIPT("case-cleared", { 0, "then case-opened" }, { 0, "{w} ask coercive_measure as z", "case=@c|kind=seizure|power_item=@item-seize|officers=@oa;@ob|place={op.name}" }, { 0, "deputy approve z" },
	                     { 1, "{w} execute z", "from={day}|" OBJECTS("") "|executed_at={day}T14:20|store=支队物证室|shown=yes|called=yes|heard=yes|record=signed" },
	                     { 9, "deputy dispose z", "to={day}|" OBJECTS(",fate:returned") "|release=no_breach" },
	                     { 1, "deputy drop c", "ending=dropped|reason=经鉴定不是非法出版物，违法事实不能成立" }, { 3, "clerk2 archive c", "archive_number=HL-{year}-{c.number}" } ),

	/* money that does not come by the bank */
	SCRIPT("pay-electronic", { 4, "find payment as p", "case=@c|state=running" }, { 0, "outside pay p", "payments+paid_on:{day},amount:{p.principal},kind:principal,how:electronic,voucher:DZ{year}{1000..9999}" }, { 0, "clerk2 settle p" } ),
	SCRIPT("to-court",   { 0, "find payment as p", "case=@c|state=running" }, { 30, "{w} demand p", "demanded_on={day}" }, { DAYS(150), "bind", "tried=yes" }, { WORK, "deputy apply p", "applied_on={day}" } ),
	SCRIPT("pay-forced", { 0, "then to-court" }, { 4, "outside accept p", "accepted_on={day}" }, { 5, "outside rule p", "court_answer=granted" },
	                     { 22, "outside pay p", "payments+paid_on:{day},amount:{p.principal},kind:principal,how:court,voucher:FY{year}{1000..9999}|payments+paid_on:{day},amount:{p.owing_owed},kind:surcharge,how:court,voucher:FY{year}{1000..9999}" },
	                     { 1, "clerk2 settle p" } ),
	SCRIPT("pay-lodged", { 0, "then to-court" }, { 4, "outside accept p", "accepted_on={day}" }, { 0, "outside rule p", "court_answer=accepted" } ),
	SCRIPT("pay-refused", { 0, "then to-court" }, { 4, "outside accept p", "accepted_on={day}" }, { 6, "outside rule p", "court_answer=refused" } ),
	SCRIPT("pay-lost",   { 0, "find payment as p", "case=@c|state=running" }, { 30, "{w} demand p", "demanded_on={day}" } ),
	SCRIPT("end-lost",   { DAYS(330), "bind", "ended=no" }, { WORK, "deputy write_off p", "ground=当事人已经注销，没有财产可供执行，也没有权利义务承受人" }, { 0, "then end-soon" } ),

	/* opened, and then it turns out that the act lies too far back */
	SCRIPT("case-expired", { 0, "then case-opened" }, { 2, "clerk2 amend c", "act_on={day-900}|reason=银行流水证明行为终了于两年之前，原据举报材料登记的日期有误" },
	                     { 1, "clerk2 note c", "process_records+stage:start,medium:text,made_on:{c.opened_on}|process_records+stage:evidence,medium:audio_visual,made_on:{day}" },
	                     { 2, "{w} finish c", "law={cited}|law_why=写明违反和处罚的条款|benchmark=不予处罚|public_interest=no|hearing_right=no|complex_or_major=no" },
	                     { 2, "deputy spare c", "decided_on={day}|ending=out_of_time|reason=违法行为终了之后两年未被发现，不涉及生命健康安全、金融安全，不再给予处罚" },
	                     { 1, "then serve-direct" }, { 1, "clerk2 note c", "process_records++stage:decision,medium:text,made_on:{c.decided_on}|process_records++stage:service,medium:text,made_on:{day}" },
	                     { 3, "deputy close c", "closed_on={day}" }, { 2, "clerk2 archive c", "archive_number=HL-{year}-{c.number}" } ),

	/* the court on the late decision; the court does not enforce */
	SCRIPT("end-illegal", { 0, "then end-soon" }, { 12, "legal receive litigation as y", "case=@c|act=罚款决定|plaintiff={surname}|role=defendant|court=@court|court_number=（{year}）津演行初21号|instance=first|received_on={day}" },
	                     { 8, "legal answer y", "answered_on={day}|answer=事实清楚、法律适用正确；超过办案期限作出决定，没有影响原告的权利" }, { 15, "legal hear y", "hearings+on:{day},instance:first,appeared:head,person:@head" },
	                     { 12, "outside decide y", "outcome=illegal|decided_on={day}|judgment=judgment|delivered_on={day}" }, { 13, "legal take_effect y" },
	                     { 1, "find publicity as g", "object=@c|state=wrong" }, { 0, "clerk2 take_down g", "taken_down_on={day}|why=判决确认程序轻微违法，不撤销决定" }, { 2, "deputy carry_out y", "carried_out_on={day}" } ),
	SCRIPT("end-unforced", { 2, "head annul c", "reason=法院裁定不准予执行：送达证据不足，自行撤销" }, { 1, "find publicity as g", "object=@c|state=wrong" }, { 0, "clerk2 take_down g", "taken_down_on={day}|why=决定已自行撤销" },
	                     { 3, "deputy drop c", "ending=ended|reason=超过两年，证据已经无法补充" } ),
	SCRIPT("end-changed", { 0, "then end-soon" }, { 6, "legal receive reconsideration as f", "case=@c|act=罚款决定|applicant={surname}|role=respondent|body=@government|procedure=ordinary|body_number=海澜复〔{year}〕8号|accepted_on={day-2}|received_on={day}" }, LAWYERED,
	                     { 1, "legal answer f", "answered_on={day}|answer=请求维持" }, { 24, "outside decide f", "outcome=changed|decided_on={day}" },
	                     { 1, "find publicity as g", "object=@c|state=wrong" }, { 0, "clerk2 take_down g", "taken_down_on={day}|why=复议机关变更罚款数额" },
	                     { 0, "find payment as p", "case=@c" }, { 2, "clerk2 refund p", "refunded_on={day}|refunded={less}|ground=行政复议决定书变更罚款数额" }, { 1, "deputy carry_out f" } ),
	SCRIPT("end-annulled", { 0, "then end-soon" }, { 6, "legal receive reconsideration as f", "case=@c|act=罚款决定|applicant={surname}|role=respondent|body=@government|procedure=ordinary|body_number=海澜复〔{year}〕9号|accepted_on={day-2}|received_on={day}" }, LAWYERED,
	                     { 1, "legal answer f", "answered_on={day}|answer=请求维持" }, { 26, "outside decide f", "outcome=annulled|decided_on={day}|carry_out_until={day+30}" },
	                     { 2, "deputy redo c", "redo_ground=facts" }, { 1, "find publicity as g", "object=@c|state=wrong" }, { 0, "clerk2 take_down g", "taken_down_on={day}|why=原决定被复议机关撤销" },
	                     { 0, "find payment as p", "case=@c" }, { 1, "clerk2 give_back p", "refunded_on={day}|refunded={p.paid}|ground=行政复议决定书" }, { 1, "deputy carry_out f" },
	                     { 6, "deputy drop c", "ending=dropped|reason=主要证据不足，不再重新处理" } ),
	SCRIPT("end-sued",   { 0, "then end-soon" }, { 14, "legal receive litigation as y", "case=@c|act=罚款决定|plaintiff={surname}|role=defendant|court=@court|court_number=（{year}）津演行初4号|instance=first|received_on={day}" },
	                     { 8, "legal answer y", "answered_on={day}|answer=请求驳回诉讼请求" }, { 18, "legal hear y", "hearings+on:{day},instance:first,appeared:deputy,person:@deputy" },
	                     { 20, "outside decide y", "outcome=changed|decided_on={day}|judgment=judgment|delivered_on={day}" }, { 13, "legal take_effect y" },
	                     { 1, "find publicity as g", "object=@c|state=wrong" }, { 0, "clerk2 take_down g", "taken_down_on={day}|why=判决变更罚款数额" },
	                     { 0, "find payment as p", "case=@c" }, { 1, "clerk2 refund p", "refunded_on={day}|refunded={less}|ground=行政判决书变更罚款数额" }, { 1, "deputy carry_out y", "carried_out_on={day}" } ),
	SCRIPT("end-self",   { 0, "then end-soon" }, { 3, "legal take_in reconsideration as f", "case=@c|act=当场处罚决定|applicant={surname}|role=respondent|handed_in_on={day}" },
	                     { 2, "deputy correct f", "reason=标志被装修材料遮挡，当事人已举证，原决定认定事实有误" }, { 0, "head annul c", "reason=当事人申请复议，本局查明原决定认定事实有误，自行撤销" },
	                     { 1, "find publicity as g", "object=@c|state=wrong" }, { 0, "clerk2 take_down g", "taken_down_on={day}|why=决定已自行撤销" },
	                     { 0, "find payment as p", "case=@c" }, { 1, "clerk2 give_back p", "refunded_on={day}|refunded={p.paid}|ground=自行撤销决定" }, { 2, "deputy drop c", "ending=dropped|reason=违法事实不能成立" } ),

	/* referrals of other kinds */
	SCRIPT("refer-on",   { 0, "legal propose referral as t", "kind={kind}|to=@{to}|grounds={grounds}|reported_on={day}" }, { 1, "deputy approve t", "approved_at={day}T10:00" }, { 1, "legal send t", "sent_on={day}|sent_at={day}T15:00|materials=letter;other" },
	                     { 9, "outside answer t", "answered_on={day}|accepted=yes|answer=已受理" }, { 1, "chief close t" } ),

	/* other acts challenged */
	SCRIPT("asked-above", { 0, "legal receive reconsideration as f", "act={act}|applicant={surname}|role=respondent|body=@government|procedure=ordinary|body_number=海澜复〔{year}〕{no}号|accepted_on={day-2}|received_on={day}" }, LAWYERED,
	                     { 1, "legal answer f", "answered_on={day}|answer={reply}" }, { 22, "outside decide f", "outcome={outcome}|decided_on={day}" }, { 3, "deputy carry_out f" } ),
	SCRIPT("not-taken-up", { 0, "legal receive reconsideration as f", "act={act}|applicant={surname}|role=respondent|body=@government|body_number=海澜复〔{year}〕{no}号|received_on={day}" }, { 3, "outside decide f", "outcome=not_accepted|decided_on={day}" }, { 1, "deputy carry_out f" } ),
	SCRIPT("sued-over",  { 0, "legal receive litigation as y", "act={act}|plaintiff={surname}|role=defendant|court=@court|court_number=（{year}）津演行初{no}号|instance=first|received_on={day}" },
	                     { 8, "legal answer y", "answered_on={day}|answer={reply}" }, { 16, "legal hear y", "hearings+on:{day},instance:first,appeared:{who},person:@{who}" },
	                     { 14, "outside decide y", "outcome={outcome}|decided_on={day}|judgment={paper}|delivered_on={day}" }, { 13, "legal take_effect y" }, { 3, "deputy carry_out y", "carried_out_on={day}" } ),
};

static const struct series series[] = {
	{ "refer-on", 1, "2024-05-08", NULL, 0, "kind=discipline|to=discipline|grounds=办案中发现某街道工作人员为无证经营者通风报信" },
	{ "refer-on", 1, "2024-07-18", NULL, 0, "kind=safety|to=emergency|grounds=检查中发现毗邻仓库违规存放烟花爆竹，属于应急管理部门职责" },
	{ "asked-above", 1, "2023-10-11", NULL, 0, "act=不予办理艺术品经营备案的答复|no=6|reply=材料不齐已一次告知|outcome=perform" },
	{ "asked-above", 1, "2024-03-14", NULL, 0, "act=对举报的处理答复|no=2|reply=申请人与处理结果没有利害关系|outcome=rejected" },
	{ "asked-above", 1, "2024-04-23", NULL, 0, "act=逾期未答复信息公开申请|no=4|reply=已补充答复|outcome=confirmed_illegal" },
	{ "asked-above", 1, "2024-06-05", NULL, 0, "act=拆除户外标识的通知|no=5|reply=通知由内设机构发出，已收回|outcome=void" },
	{ "asked-above", 1, "2024-08-07", NULL, 0, "act=停止营业期间的损失补偿|no=7|reply=同意在法定范围内补偿|outcome=mediated" },
	{ "asked-above", 1, "2024-09-18", NULL, 0, "act=责令改正通知|no=10|reply=请求维持|outcome=ended" },
	{ "not-taken-up", 1, "2024-10-16", NULL, 0, "act=对信访事项的答复|no=11" },
	{ "sued-over", 1, "2023-09-12", NULL, 0, "act=不予行政许可决定|no=17|reply=请求驳回|who=head|outcome=annulled|paper=judgment" },
	{ "sued-over", 1, "2024-02-27", NULL, 0, "act=不履行查处职责|no=3|reply=已受理并在办理|who=deputy|outcome=perform|paper=judgment" },
	{ "sued-over", 1, "2024-03-20", NULL, 0, "act=以内设机构名义作出的停业通知|no=5|reply=通知已收回|who=head|outcome=void|paper=judgment" },
	{ "sued-over", 1, "2024-05-16", NULL, 0, "act=会议纪要|no=9|reply=不是可诉的行政行为|who=deputy|outcome=rejected|paper=ruling" },
	{ "sued-over", 1, "2024-07-11", NULL, 0, "act=演出批准的变更|no=14|reply=已经协商变更|who=deputy|outcome=withdrawn|paper=ruling" },
	{ "sued-over", 1, "2024-08-15", NULL, 0, "act=扣押期间设备损坏的赔偿|no=16|reply=愿意在法定范围内赔偿|who=head|outcome=mediated|paper=mediation" },
};
PART(part_case_ends, scripts, series);
/* clang-format on */
