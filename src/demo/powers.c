/*
 * powers.c - the list of powers and duties: 246 items at the end of 2023, 245 a year later
 */
#include "demo/parts.h"

/* clang-format off */
#define TO_FORCE(batch) \
	{ 1, "legal apply p" }, \
	{ 3, "outside opine p", "opinions+body:justice,result:agree,on:{day},text:依据充分、内容合法" }, \
	{ 4, "outside decide p", "approval_number=海澜编办〔{year}〕" batch "号" }, \
	{ 3, "legal publish p", "published_on={day}|site=海澜区政务公开网站|link=https://zwgk.example.gov.cn/power/{code}" }, \
	{ 1, "legal begin p", "from={day}" }
#define PARTICULARS "section=执法支队|basis+law:{law%},article:第{11..58}条|duties+text:立案、调查、审查、告知、决定、送达、执行|duties+text:监督检查相对人履行情况" \
	"|accountability+text:没有法律和事实依据实施的，追究责任|flow+stage:立案|flow+stage:调查取证|flow+stage:审查告知|flow+stage:决定|flow+stage:送达执行"

static const struct script scripts[] = {
	SCRIPT("penalty", { 0, "legal draft power_item as p", "code={code}|name=对{subject%}{breach%}的处罚|kind=penalty|change=added|trigger=basis_made|domain={area%}|level=district|reason=法律法规设定|" PARTICULARS },
	                  TO_FORCE("2") ),
	SCRIPT("seizing", { 0, "legal draft power_item as p", "code={code}|name=查封、扣押与违法活动有关的物品|kind=coercion|change=added|trigger=basis_made|domain=publication|level=district|reason=法律法规设定|section=执法支队|basis+law:出版管理条例,article:第七条|basis+law:互联网上网服务营业场所管理条例,article:第二十七条"
	                       "|duties+text:立案、调查、审查、告知、决定、送达、执行|accountability+text:没有法律和事实依据实施的，追究责任|flow+stage:呈批|flow+stage:实施|flow+stage:处理" },
	                  TO_FORCE("3"), { 0, "find power_item as ~item-seize", "code={code}" } ),
	SCRIPT("power",   { 0, "legal draft power_item as p", "code={code}|name={name}|kind={kind}|change=added|trigger=basis_made|domain={domain}|level=district|reason=法律法规设定|" PARTICULARS },
	                  TO_FORCE("3"), { 0, "find power_item as ~{key}", "code={code}" } ),
	SCRIPT("power-ends", { 0, "find power_item as p", "code={code}|state=in_force" },
	                  { 0, "legal mark_repealed p", "basis+law:{law},article:第二十条,repealed_on:{day-10}" },
	                  { 6, "legal end p", "to={day}|reason={why}|end_change=cancelled|trigger=basis_repealed" },
	                  { 1, "find power_change as ch", "item=@p|change=cancelled" },
	                  { 0, "legal explain ch", "reason=所依据的条款已废止，依申请取消" } ),
	SCRIPT("power-new", { 0, "legal draft power_item as p", "code={code}|name={name}|kind=penalty|change=added|trigger=basis_made|triggered_on={day-8}|domain={domain}|level=district|reason=新的规定设定|" PARTICULARS },
	                  TO_FORCE("{batch}") ),
	SCRIPT("power-amended", { 0, "find power_item as old", "code={code}|state=in_force" },
	                  { 0, "legal draft power_item as p", "code={code}|name={old.name}|kind=penalty|change=amended|version_of=@old|trigger=basis_amended|triggered_on={day-12}|domain={old.domain}|level=district|reason=依据修改|" PARTICULARS },
	                  TO_FORCE("{batch}") ),
	SCRIPT("power-returned", { 0, "legal draft power_item as p", "code={code}|name={name}|kind=penalty|change=added|domain=tourism|level=district|reason=拟增列|" PARTICULARS },
	                  { 2, "legal apply p" }, { 5, "outside return p", "reason=上位法未授权区级行使" }, { 2, "legal withdraw p", "reason=不再申报" } ),
	SCRIPT("power-underway", { 0, "legal draft power_item as p", "code={code}|name={name}|kind=penalty|change=added|trigger=basis_made|triggered_on={day-3}|domain=tourism|level=district|reason=新的规定设定|" PARTICULARS },
	                  { 4, "legal apply p" }, { 6, "outside opine p", "opinions+body:justice,result:agree,on:{day},text:合法" } ),
	SCRIPT("power-relink", { 0, "find power_item as p", "code=HL-CF-{n:3}|state=in_force" },
	                  { 0, "legal relink p", "site=海澜区政务公开网站|link=https://zwgk.example.gov.cn/2024/power/{n:3}" } ),
	/* An invented authority's benchmark: the figures are nobody's. */
	SCRIPT("benchmark", { 0, "find power_item as p", "code={item}" },
	                  { 0, "legal enter discretion as b", "sort={sort}|item=@p|code={code}|name={name}|degree={degree}|article={article}|conditions={conditions}|factors={factors}|low={low}|high={high}|issuer=海澜市文化和旅游局|document=海澜市文化市场行政处罚裁量权基准（海澜文旅规〔2023〕4号）|published_on={day-5}|from={day}" },
	                  { 1, "reviewer confirm b" } ),
};

static const struct series series[] = {
	{ "penalty", 234, "2023-01-12", "2023-02-10", 0, "code=HL-CF-{n:3}" },
	{ "power", 1, "2023-01-12", NULL, 0, "code=HL-CF-235|key=item-main|name=对歌舞娱乐场所接纳未成年人的处罚|kind=penalty|domain=culture" },
	{ "power", 1, "2023-01-13", NULL, 0, "code=HL-JC-001|key=item-visit|name=对文化市场经营活动的检查|kind=inspection|domain=culture" },
	{ "power", 1, "2023-01-13", NULL, 0, "code=HL-JC-002|key=item-visit2|name=对旅游市场经营活动的检查|kind=inspection|domain=tourism" },
	{ "power", 1, "2023-01-13", NULL, 0, "code=HL-JC-003|key=item-visit3|name=对出版物和印刷经营活动的检查|kind=inspection|domain=publication" },
	{ "seizing", 1, "2023-01-13", NULL, 0, "code=HL-QZ-001" },
	{ "power", 1, "2023-01-16", NULL, 0, "code=HL-QT-001|key=item-o1|name=营业性演出备案|kind=other|domain=culture" },
	{ "power", 1, "2023-01-16", NULL, 0, "code=HL-QT-002|key=item-o2|name=互联网上网服务营业场所备案|kind=other|domain=culture" },
	{ "power", 1, "2023-01-16", NULL, 0, "code=HL-QT-003|key=item-o3|name=艺术品经营单位备案|kind=other|domain=culture" },
	{ "power", 1, "2023-01-16", NULL, 0, "code=HL-QT-004|key=item-o4|name=旅行社分社和服务网点备案|kind=other|domain=tourism" },
	{ "power", 1, "2023-01-16", NULL, 0, "code=HL-QT-005|key=item-o5|name=剧本娱乐经营场所备案|kind=other|domain=culture" },
	{ "power", 1, "2023-01-16", NULL, 0, "code=HL-QT-006|key=item-o6|name=印刷企业年度核验|kind=other|domain=publication" },
	{ "power", 1, "2023-01-16", NULL, 0, "code=HL-QT-007|key=item-o7|name=文物保护单位保护措施备案|kind=other|domain=relics" },
	{ "power-ends", 1, "2024-03-12", NULL, 0, "code=HL-CF-017|law=已废止的管理办法|why=所依据的办法废止" },
	{ "power-ends", 1, "2024-03-12", NULL, 0, "code=HL-CF-101|law=已废止的管理办法|why=所依据的办法废止" },
	{ "power-ends", 1, "2024-09-10", NULL, 0, "code=HL-CF-188|law=已修订的条例|why=修订后的条例取消该项处罚" },
	{ "power-new", 1, "2024-04-08", NULL, 0, "code=HL-CF-236|name=对剧本娱乐经营场所未进行内容自审的处罚|domain=culture|batch=11" },
	{ "power-new", 1, "2024-06-11", NULL, 0, "code=HL-CF-237|name=对在线旅游经营者未核实资质的处罚|domain=tourism|batch=19" },
	{ "benchmark", 1, "2024-05-06", NULL, 0, "item=HL-CF-236|sort=step|code=HL-CL-236-1|name=较轻|degree=lighter|article=剧本娱乐经营场所管理规定第十二条|conditions=初次发生并主动改正|factors=first_breach;corrected|low=1000.00|high=3000.00" },
	{ "benchmark", 1, "2024-05-06", NULL, 0, "item=HL-CF-236|sort=step|code=HL-CL-236-2|name=一般|degree=ordinary|article=剧本娱乐经营场所管理规定第十二条|conditions=没有从轻、从重情节|factors=|low=3000.00|high=7000.00" },
	{ "benchmark", 1, "2024-05-06", NULL, 0, "item=HL-CF-236|sort=step|code=HL-CL-236-3|name=较重|degree=heavier|article=剧本娱乐经营场所管理规定第十二条|conditions=侵害未成年人或者造成危害后果|factors=minor_victim|low=7000.00|high=10000.00" },
	{ "benchmark", 1, "2023-10-09", NULL, 0, "item=HL-CF-235|sort=first_breach|code=HL-SW-1|name=未悬挂未成年人禁入标志|degree=|article=《娱乐场所管理条例》第三十条|conditions=首次发现，当场改正，没有危害后果|factors=first_breach;corrected|low=|high=" },
	{ "benchmark", 1, "2023-10-09", NULL, 0, "item=HL-CF-235|sort=minor|code=HL-QW-1|name=营业执照未悬挂|degree=|article=《娱乐场所管理条例》第三十条|conditions=轻微，当场改正，没有危害后果|factors=corrected|low=|high=" },
	{ "power-amended", 6, "2024-05-13", "2024-05-17", 0, "code=HL-CF-04{n}|batch=16" },
	{ "power-amended", 3, "2024-10-14", "2024-10-16", 0, "code=HL-CF-15{n}|batch=27" },
	{ "power-returned", 1, "2024-07-02", NULL, 0, "code=HL-CF-240|name=对民宿未公示价格的处罚" },
	{ "power-underway", 1, "2024-11-25", NULL, 0, "code=HL-CF-241|name=对研学旅行机构未签订合同的处罚" },
	{ "power-relink", 12, "2024-08-05", "2024-08-06" },
};
PART(part_powers, scripts, series);
/* clang-format on */
