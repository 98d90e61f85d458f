/*
 * letters.c - petitions, complaints, teaching of the law to the public
 *
 * 16 petitions answered in 2024, 7 of them from the petition system; every one that was rated was
 * rated well.
 */
#include "demo/parts.h"

/* clang-format off */
#define REGISTER "channel={channel}|transferred={sent}|petitioner={surname}|phone={phone}|subject={matter}|received_on={day}|people=1|group=no|urgent=no"
static const struct script scripts[] = {
	SCRIPT("letter-in",  { 0, "clerk register petition as t", REGISTER }, { 4, "chief2 route t", "route={route}|told_on={day}" }, { 1, "chief2 accept t", "accepted_on={day}" } ),
	SCRIPT("letter-out", { 0, "chief2 reply t", "replied_on={day}|opinion={opinion}|result=explained" }, { 1, "clerk serve t", "reply_served_on={day}" }, { 2, "outside rate t", "rating=satisfied" } ),
	SCRIPT("letter",     { 0, "then letter-in" }, { 15, "then letter-out" }, { 1, "chief2 finish t" } ),
	SCRIPT("letter-handle", { 0, "then letter-in" }, { 12, "clerk mediate t", "mediated_on={day}|mediation=agreed" }, { 8, "then letter-out" }, { 32, "chief2 end t" } ),
	SCRIPT("letter-long", { 0, "then letter-in" }, { 34, "head extend t", "reason=需委托鉴定，情况复杂" }, { 14, "then letter-out" }, { 32, "chief2 end t" } ),
	SCRIPT("letter-review", { 0, "then letter-in" }, { 25, "chief2 reply t", "replied_on={day}|opinion=所请求事项缺乏依据|result=not_supported" }, { 2, "clerk serve t", "reply_served_on={day}" }, { 6, "outside ask_review t", "review_asked_on={day}" },
	                     { 18, "outside petition_review t", "reviewed_on={day}|review_result=upheld" }, { 33, "chief2 end_reviewed t" } ),
	SCRIPT("letter-accused", { 0, "clerk register petition as t", REGISTER }, { 5, "chief2 route t", "route=accusation|told_on={day}|accused=@officer8" }, { 2, "deputy pass_on t", "moved_to=区纪委监委派驻纪检监察组" } ),
	SCRIPT("letter-elsewhere", { 0, "clerk register petition as t", REGISTER }, { 6, "chief2 tell_elsewhere t", "told_on={day}|moved_to=区人力资源和社会保障局" } ),
	SCRIPT("letter-objected", { 0, "clerk register petition as t", REGISTER "|sender=@petition_office|sender_number=津访转〔{year}〕{n}号" }, { 3, "chief2 object t", "reason=属于住房建设部门职责" }, { 4, "outside agree t", "moved_to=区住房和建设委员会" } ),
	SCRIPT("letter-back", { 0, "then letter-in" }, { 6, "outside withdraw t" } ),
	SCRIPT("letter-open", { 0, "then letter-in" } ),
	SCRIPT("letter-twice", { 0, "clerk register petition as t", REGISTER }, { 1, "chief void t", "reason=同一来信登记两次|approver=@deputy" } ),

	SCRIPT("dispute",    { 0, "clerk3 receive complaint as k", "kind=dispute|channel={channel}|object={object}|operator=@op|subject={about*}|complainant={surname}|phone={phone}|claim=退还费用|received_on={day}" },
	                     { 2, "chief2 accept k", "accepted_on={day}|object={object}" }, { 6, "clerk3 {outcome} k", "mediated_on={day}|{terms}" },
	                     { 1, "clerk3 reply k", "replied_on={day}|reply=已组织调解|result={result}" }, { 1, "clerk3 close k" } ),
	SCRIPT("dispute-no", { 0, "clerk3 receive complaint as k", "kind=dispute|channel=letter|subject=二手房租赁纠纷|complainant={surname}|received_on={day}" }, { 2, "chief2 refuse k", "refusal=not_ours|reason=不属于本局职责" } ),
	SCRIPT("dispute-back", { 0, "clerk3 receive complaint as k", "kind=dispute|channel=visit|object=travel|operator=@op|subject=行程变更|complainant={surname}|received_on={day}" }, { 2, "chief2 accept k", "accepted_on={day}|object=travel" }, { 3, "outside withdraw k" } ),
	SCRIPT("dispute-open", { 0, "clerk3 receive complaint as k", "kind=dispute|channel=12318|object={object}|operator=@op|subject={about*}|complainant={surname}|received_on={day}|due={day+20}" }, { 2, "chief2 accept k", "accepted_on={day}|object={object}" } ),
	SCRIPT("tip",        { 0, "clerk3 receive complaint as k", "kind=report|channel=12318|object={object}|operator=@op|subject={about*}|reporter={who}|received_on={day}" },
	                     { 1, "chief check k", "accepted_on={day}|object={object}" }, { 0, "find clue as q", "came_from=@k" }, { 1, "chief assign q", "officers=@o3;@o4" },
	                     { 5, "officer3 verify q", "verified_on={day}|verification=现场已改正，未再发现" }, { 2, "deputy decline q", "result=not_open|reason=minor|explanation=情节轻微并当场改正" },
	                     { 1, "clerk3 conclude k", "handled_on={day}|result=corrected" }, { 1, "then tip-{end}" } ),
	SCRIPT("tip-named",  { 0, "clerk3 publish k", "published_on={day}" }, { 0, "deputy reward k", "reward=200.00" }, { 3, "clerk3 pay_reward k", "rewarded_on={day}" }, { 1, "clerk3 reply k", "replied_on={day}|reply=反映属实，已责令改正|result=corrected" }, { 1, "clerk3 close k" } ),
	SCRIPT("tip-anonymous", { 0, "clerk3 close_anonymous k" } ),
	SCRIPT("clue-sent",  { 0, "clerk2 receive clue as q", "source={source}|operator=@op|facts={facts}|received_on={day}" }, { 2, "chief pass_on q", "result=referred|referred_to=@market|explanation=属于市场监管部门职责" },
	                     { 0, "find referral as t", "link=@q" }, { 1, "deputy approve t", "approved_at={day}T09:30" }, { 1, "clerk2 send t", "sent_on={day}|sent_at={day}T15:00|materials=letter" },
	                     { 9, "outside answer t", "answered_on={day}|accepted=yes|answer=已受理" }, { 1, "chief close t" } ),
	SCRIPT("clue-waits", { 0, "clerk2 receive clue as q", "source=town|operator=@op|facts={facts}|received_on={day}" }, { 1, "chief assign q", "officers=@o1;@o2" } ),

	SCRIPT("teach",      { 0, "legal plan outreach as u", "theme={theme}|title={title}|planned_on={day+6w}|channel={how}|audience={audience}" }, { 6, "legal hold u", "date={day}|place={place}|statutes={law*}|materials={80..400}|people={60..300}|speakers=@legal;@reviewer" } ),
	SCRIPT("teach-group", { 0, "clerk3 enter outreach as u", "theme=law_into_enterprises|title=向企业转发法律法规第{n}期|date={day}|audience=operators|channel=wechat|statutes={law%}|people={90..125}" } ),
	SCRIPT("teach-off",  { 0, "legal plan outreach as u", "theme=tourism|title=旅游日普法|planned_on={day+6w}|channel=leaflet|audience=tourists" }, { 5, "legal call_off u", "reason=暴雨预警，改为线上" } ),
};

static const struct series series[] = {
	{ "letter-handle", 5, "2024-01-08", "2024-09-23", 0, "channel=system|sent=yes|route=handle|matter=艺术培训机构停业退费|opinion=经协调，机构分期退还剩余课时费" },
	{ "letter", 2, "2024-04-09", "2024-08-14", 0, "channel=system|sent=yes|route=duty|matter=反映网吧接纳未成年人|opinion=已立案查处并加强巡查" },
	{ "letter", 3, "2024-02-27", "2024-10-22", 0, "channel=letter|sent=no|route=suggestion|matter=建议增设社区书屋|opinion=已列入公共文化服务计划" },
	{ "letter", 2, "2024-05-14", "2024-07-09", 0, "channel=web|sent=no|route=procedure|matter=对演出退票纠纷不服|opinion=已导入投诉调解程序" },
	{ "letter", 1, "2024-06-18", NULL, 0, "channel=visit|sent=no|route=duty|matter=歌厅噪声长期扰民|opinion=会同属地开展联合检查" },
	{ "letter-long", 1, "2024-03-05", NULL, 0, "channel=visit|sent=no|route=handle|matter=原文化站房屋权属|opinion=经核查档案，作出解释" },
	{ "letter-handle", 1, "2023-12-13", NULL, 0, "channel=phone|sent=no|route=handle|matter=旅游合同纠纷|opinion=双方达成协议" },
	{ "letter-review", 1, "2024-02-19", NULL, 0, "channel=letter|sent=no|route=handle|matter=要求补发历史补贴|opinion=" },
	{ "letter", 2, "2023-09-12", "2023-10-17", 0, "channel=letter|sent=no|route=suggestion|matter=建议延长场馆开放时间|opinion=已采纳" },
	{ "letter-accused", 1, "2024-03-19", NULL, 0, "channel=letter|sent=no|matter=反映执法人员态度" },
	{ "letter-elsewhere", 2, "2024-05-21", "2024-10-10", 0, "channel=visit|sent=no|matter=拖欠工资" },
	{ "letter-objected", 1, "2024-07-16", NULL, 0, "channel=system|sent=yes|matter=小区物业纠纷" },
	{ "letter-back", 1, "2024-08-27", NULL, 0, "channel=web|sent=no|route=suggestion|matter=建议改造文化广场" },
	{ "letter-twice", 1, "2024-09-05", NULL, 0, "channel=letter|sent=no|matter=艺术培训机构停业退费" },
	{ "letter-open", 2, "2024-12-05", "2024-12-19", 0, "channel=system|sent=yes|route=handle|matter=剧本馆预付费退款|opinion=" },
	{ "letter-open", 1, "2024-09-26", NULL, 0, "channel=visit|sent=no|route=handle|matter=景区道路通行|opinion=" },

	{ "dispute", 9, "2024-01-18", "2024-11-28", 0, "channel=12318|object=art_training|op=@op-train-*|about=list:about-train|outcome=mediate|terms=settlement=分两次退还课时费&paid_out=1800.00|result=settled" },
	{ "dispute", 6, "2024-02-22", "2024-10-24", 0, "channel=platform|object=travel|op=@op-travel-*|about=list:about-travel|outcome=mediate|terms=settlement=退还部分团费&paid_out=600.00|result=settled" },
	{ "dispute", 3, "2024-04-11", "2024-09-19", 0, "channel=visit|object=script|op=@op-script-*|about=list:about-script|outcome=fail|terms=reason=双方分歧较大|result=unsettled" },
	{ "dispute-no", 2, "2024-03-14", "2024-08-08" },
	{ "dispute-back", 1, "2024-06-20", NULL, 0, "op=@op-travel-3" },
	{ "dispute-open", 2, "2024-12-19", "2024-12-26", 0, "object=art_training|op=@op-train-*|about=list:about-train" },
	{ "dispute-open", 1, "2024-10-31", NULL, 0, "object=art_training|op=@op-train-9|about=list:about-train" },
	{ "tip", 4, "2024-03-07", "2024-09-12", 0, "object=internet|op=@op-net-*|about=list:about-net|who={surname}|end=named" },
	{ "tip", 3, "2024-05-09", "2024-10-17", 0, "object=publication|op=@op-book-*|about=list:about-book|who=|end=anonymous" },
	{ "clue-sent", 3, "2024-04-25", "2024-10-30", 0, "source=media|op=@op-book-*|facts=未明码标价" },
	{ "clue-waits", 2, "2024-12-23", "2024-12-27", 0, "op=@op-net-*|facts=镇街巡查发现深夜营业" },

	{ "teach", 1, "2024-03-04", NULL, 0, "theme=anti_fraud|title=防范非法集资和电信网络诈骗宣传|how=leaflet|audience=residents|place=云溪街道文化广场" },
	{ "teach", 1, "2024-04-15", NULL, 0, "theme=copyright|title=印刷行业专项培训|how=training|audience=operators|place=局三楼会议室" },
	{ "teach", 1, "2024-05-22", NULL, 0, "theme=minors|title=法治进校园|how=lecture|audience=students|place=云溪小学" },
	{ "teach", 1, "2024-06-05", NULL, 0, "theme=safety|title=安全生产月宣传|how=leaflet|audience=operators|place=青禾镇" },
	{ "teach", 1, "2024-09-10", NULL, 0, "theme=petition|title=信访法治宣传|how=leaflet|audience=residents|place=星桥街道" },
	{ "teach", 1, "2024-11-26", NULL, 0, "theme=constitution|title=宪法宣传周|how=venue|audience=residents;officials|place=海澜区图书馆" },
	{ "teach-off", 1, "2024-05-10" },
	{ "teach-group", 12, "2024-01-10", "2024-12-11" },
};
PART(part_letters, scripts, series);
/* clang-format on */
