/*
 * digital.c - service items, supervision items, contents of the portals, cultural facilities
 */
#include "demo/parts.h"

/* clang-format off */
static const struct script scripts[] = {
	SCRIPT("service",    { 0, "clerk3 draft service_item as s", "code=HLFW{no}{n:3}|name={matter%}|kind={kind}|power_item=@{item}|section=市场管理科|statutory_days=20|promised_days={days}|trips={trips}|materials+name:申请表,basis:条例,form:electronic|materials+name:身份证明,basis:条例,form:electronic,shared:yes|channel=online;counter|instant={instant}|supervision_rules+edition:1,issued_on:2023-02-01,title:事中事后监管实施细则" },
	                     { 2, "chief2 verify s" }, { 3, "clerk upload s", "uploaded_on={day}|site=https://fw.example.gov.cn/{no}{n}" } ),
	SCRIPT("service-back", { 0, "clerk3 draft service_item as s", "code=HLFWT{n:3}|name=文化志愿者注册|kind=public_service|promised_days=3|trips=0|channel=online|instant=no" }, { 2, "chief2 return s", "reason=时限表述不一致" }, { 2, "clerk3 revise s", "promised_days=0|instant=yes" }, { 1, "chief2 verify s" }, { 2, "clerk upload s", "uploaded_on={day}" } ),
	SCRIPT("service-new", { 0, "find service_item as s", "code={code}|state=uploaded" }, { 0, "clerk3 update s", "updated_on={day}|reason=压缩承诺时限|promised_days={n}" } ),
	SCRIPT("service-gone", { 0, "find service_item as s", "code={code}|state=uploaded" }, { 0, "chief2 withdraw s", "withdrawn_on={day}|reason=事项取消" } ),
	SCRIPT("service-open", { 0, "clerk3 draft service_item as s", "code=HLFWN{n:3}|name=露天演出备案指引|kind=public_service|promised_days=5|trips=0|channel=online|instant=no" } ),

	SCRIPT("watched",    { 0, "outside assign supervision_item as m", "catalogue_code=JG{no}{n:3}|inspection_item=对{subject%}的{look}监管|power_item=@{item}|kind={kind}|assigned_on={day}" }, { 6, "clerk claim m", "claimed_on={day}|power_item=@{item}|kind={kind}" },
	                     { 5, "clerk list m", "listed_on={day}|implementation+object:{subject%},matter:许可和经营规范,basis:{law*},section:执法支队" } ),
	SCRIPT("watched-acts", { 0, "find supervision_item as m", "catalogue_code=JG{no}{n:3}" }, { 0, "find inspection as v", "kind=daily|state=closed" }, { 0, "clerk report m", "acts+reported_on:{day},from_visit:@v,count:{2..9}" } ),
	SCRIPT("watched-not", { 0, "outside assign supervision_item as m", "catalogue_code=JGX{n:3}|inspection_item=对体育场馆的监管|assigned_on={day}" }, { 4, "legal dispute m", "reason=属于体育部门职责" }, { 9, "outside agree m", "removed_on={day}" } ),

	SCRIPT("content",    { 0, "clerk4 draft content as k", "board={board}|channel={channel}|title={title%}第{n}期|body=正文|pictures+caption:实景,source:本局拍摄|location={place}|opening_hours=9:00-17:00|ticket_link={link}" }, { 1, "chief3 review k", "secrecy=public" },
	                     { 1, "clerk publish k", "from={day}|refresh_due={next}|link=https://portal.example.gov.cn/{board}/{n}" } ),
	SCRIPT("content-term", { 0, "bind", "next={day+365}" }, { 0, "then content" } ),
	SCRIPT("content-fresh", { 0, "bind", "next={day+152}" }, { 0, "then content" }, { 60, "clerk4 refresh k", "refreshed_on={day}|refresh_due={day+260}" } ),
	SCRIPT("content-aged", { 0, "bind", "next={day+92}" }, { 0, "then content" } ),
	SCRIPT("content-back", { 0, "clerk4 draft content as k", "board=news|channel=portal|title=活动预告{n}|body=正文" }, { 1, "chief3 return k", "reason=时间表述有误" }, { 1, "clerk4 revise k", "body=更正后的正文" }, { 1, "chief3 review k", "secrecy=public" }, { 0, "clerk publish k", "from={day}|refresh_due={day+30}" }, { 18, "clerk withdraw k", "to={day}|reason=活动结束" } ),
	SCRIPT("content-off", { 0, "clerk4 draft content as k", "board=news|channel=wechat|title=临时通知{n}|body=正文" }, { 2, "chief3 drop k", "reason=不再发布" } ),

	SCRIPT("facility",   { 0, "clerk4 open facility as ~place-#", "name={name}|kind={kind}|grade={grade}|manager=@{manager}|address={town.name}{street}{1..90}号|town=@town|area={200..5200}|opening_hours=周二至周日9:00-17:00|free=yes|opened={day}" } ),
	SCRIPT("facility-rests", { 0, "chief3 suspend place-2", "suspended_from={day}|announced_on={day-5}|reason=消防改造" }, { 40, "chief3 resume place-2", "resumed_on={day}" } ),
	SCRIPT("facility-graded", { 0, "outside assess place-1", "grade=first|graded_on={day}" } ),
	SCRIPT("facility-gone", { 0, "deputy close place-9", "closed={day}|reason=并入新馆|replaced_by=@place-1" } ),
	SCRIPT("volume",     { 0, "clerk4 enter service_volume as v", "facility=@{place}|date={day}|kind={kind}|topic={topic}|place={stop}|sessions={1..6}|people={30..420}" } ),
};

static const struct series series[] = {
	{ "service", 9, "2023-03-06", "2023-03-10", 0, "no=A|matter=list:service1|kind=other|item=item-o1|days=5|trips=0|instant=no" }, { "service", 8, "2023-03-07", "2023-03-14", 0, "no=B|matter=list:service2|kind=public_service|item=item-o2|days=0|trips=0|instant=yes" },
	{ "service", 9, "2024-02-27", "2024-07-17", 0, "no=C|matter=list:service3|kind=public_service|item=item-o3|days=3|trips=1|instant=no" }, { "service-back", 2, "2024-03-21", "2024-08-20" },
	{ "service-new", 4, "2024-05-14", "2024-11-19", 0, "code=HLFWA00{n}" }, { "service-gone", 1, "2024-10-22", NULL, 0, "code=HLFWB008" }, { "service-open", 1, "2024-12-25", NULL },
	{ "watched", 23, "2023-03-15", "2023-04-12", 0, "no=A|look=日常|item=item-visit|kind=on_site" }, { "watched", 20, "2023-04-10", "2023-05-10", 0, "no=B|look=信用|item=item-visit2|kind=credit" }, { "watched", 11, "2024-03-13", "2024-09-18", 0, "no=C|look=双随机|item=item-visit3|kind=random" },
	{ "watched-acts", 20, "2024-02-06", "2024-12-12", 0, "no=A" }, { "watched-acts", 12, "2024-03-07", "2024-11-28", 0, "no=B" }, { "watched-not", 2, "2024-04-11", "2024-07-18" },
	{ "content-term", 12, "2024-01-17", "2024-11-27", 0, "board=scenic|channel=jinxinban|title=list:sight|place=白鹭洲|link=" }, { "content-term", 10, "2024-02-01", "2024-12-05", 0, "board=heritage|channel=jinxinban|title=list:craft|place=|link=" },
	{ "content-fresh", 8, "2024-01-25", "2024-06-20", 0, "board=resource|channel=portal|title=list:sight|place=|link=" }, { "content-term", 16, "2024-01-10", "2024-12-19", 0, "board=news|channel=portal|title=list:report|place=|link=" },
	{ "content-fresh", 6, "2024-03-20", "2024-08-14", 0, "board=ticketing|channel=jinxinban|title=list:sight|place=|link=https://ticket.example.cn/hl" }, { "content-aged", 3, "2024-05-23", "2024-09-18", 0, "board=heritage|channel=wechat|title=list:craft|place=|link=" }, { "content-back", 4, "2024-03-27", "2024-10-30" }, { "content-off", 2, "2024-06-05", "2024-09-04" },
	{ "facility", 1, "2023-02-06", NULL, 0, "name=海澜区图书馆|kind=library|grade=second|manager=library|town=@town-1" }, { "facility", 1, "2023-02-06", NULL, 0, "name=海澜区文化馆|kind=cultural_centre|grade=second|manager=bureau|town=@town-1" },
	{ "facility", 1, "2023-02-06", NULL, 0, "name=海澜区博物馆|kind=museum|grade=none|manager=bureau|town=@town-2" }, { "facility", 1, "2023-02-07", NULL, 0, "name=流动图书借阅车|kind=mobile_library|grade=none|manager=library|town=@town-1" }, { "facility", 1, "2023-02-07", NULL, 0, "name=法治文化阵地|kind=legal_culture|grade=none|manager=bureau|town=@town-3" },
	{ "facility", 4, "2023-02-08", "2023-02-09", 0, "name={hamlet%}综合文化站|kind=town_station|grade=none|manager=bureau|town=@town-%4" }, { "facility", 4, "2024-04-16", "2024-10-15", 0, "name={hamlet%}农家书屋|kind=farm_bookroom|grade=none|manager=bureau|town=@town-%5" },
	{ "facility-rests", 1, "2024-07-01", NULL }, { "facility-graded", 1, "2024-11-06", NULL }, { "facility-gone", 1, "2024-12-11", NULL },
	{ "volume", 48, "2024-01-04", "2024-12-26", 0, "place=place-1|kind=reading|topic=|stop=" }, { "volume", 18, "2024-01-12", "2024-06-28", 0, "place=place-2|kind=training|topic=公益培训|stop=" }, { "volume", 8, "2024-09-05", "2024-12-20", 0, "place=place-2|kind=performance|topic=群众展演|stop=" },
	{ "volume", 24, "2024-01-09", "2024-12-24", 0, "place=place-3|kind=exhibition|topic=馆藏展|stop=" }, { "volume", 36, "2024-01-08", "2024-12-23", 0, "place=place-4|kind=mobile|topic=法治图书|stop=云溪小学" }, { "volume", 16, "2024-02-22", "2024-12-04", 0, "place=place-5|kind=legal_culture|topic=法治文化活动|stop=" },
	{ "volume", 20, "2024-03-01", "2024-11-29", 0, "place=place-6|kind=film|topic=公益放映|stop=" }, { "volume", 12, "2024-03-15", "2024-11-22", 0, "place=place-7|kind=lecture|topic=健康讲座|stop=" }, { "volume", 10, "2023-10-12", "2023-12-14", 0, "place=place-1|kind=reading|topic=|stop=" },
};
PART(part_digital, scripts, series);
/* clang-format on */
