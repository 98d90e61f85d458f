/*
 * case.c - administrative penalty cases, the main line
 *
 * Law: 行政处罚法 (2021).  Beside the line run lanes, each a ledger of its own: defence, hearing,
 * legal review, service, publicity, payment, coercive measures, confiscated goods, reconsideration.
 * Steps of the case open them (OPENS) and its gates wait for them (NEEDS); a lane never moves the
 * case.  What a new notice makes stale is told apart by .since = "notify".
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { PROPOSED, INVESTIGATING, INVESTIGATED, NOTIFIED, DISCUSSED, ON_SITE, TOLD, DECIDED, SUSPENDED,
	CLOSED, NOT_OPENED, DROPPED, REFERRED };
#define INQUIRY (IN(INVESTIGATING)|IN(INVESTIGATED))
/* A decision that stands at the cut-off: not annulled by then, or decided anew. */
#define STANDING "(annul_on IS NULL OR annul_on > $cutoff OR decided_on >= annul_on)" \
	" AND (redo_on IS NULL OR redo_on > $cutoff OR decided_on >= redo_on)"

/*
 * The benchmark that a penalty names (penalties.tier).  It is the one of the day of the act, of the
 * later law where that is lighter, and an act decided together with others has its own day.
 */
#define CHOSEN_AT "finish,revise,notify,decide,tell,decide_on_spot"
#define ON_DAY(day) "(from <= " day " AND (to IS NULL OR to > " day "))"
#define CONFIRMED "confirm_on IS NOT NULL"
/* What a form offers: items of penalty in force on the day of the act, steps of the items of this case. */
#define ITEM_FITS "kind = 'penalty' AND " ON_DAY("$day")
#define TIER_FITS "sort = 'step' AND " CONFIRMED " AND " ON_DAY("me.act_on") " AND (SOME(item: code = me.power_item.code) OR SOME(me.acts: SOME(power_item: code = discretion.item.code)))"
/* All that the step asks for is among the factors of the case. */
#define FITS "sort = 'step' AND " CONFIRMED " AND " ON_DAY("me.act_on") " AND NOT SOME(factors: value NOT IN me.factors)"
#define VALID_TIER CONFIRMED " AND (SOME(act: act_on >= discretion.from AND (discretion.to IS NULL OR discretion.to > act_on)) OR (penalties.act IS NULL" \
	" AND ((me.law_version = 'later_lighter' AND " ON_DAY("$day") ") OR (me.law_version <> 'later_lighter' AND " ON_DAY("me.act_on") "))))"
#define OF_ITEM "(SOME(act: SOME(power_item: code = discretion.item.code)) OR (penalties.act IS NULL AND SOME(item: code = me.power_item.code)))"
/* Fines of one party for one act: the main one, or row `acts`. */
#define FINES_OF_PARTY "SUM(me.penalties.amount: kind = 'fine' AND penalties.party = parties.n)"
#define MAIN_FINES "SUM(me.penalties.amount: kind = 'fine' AND act IS NULL AND penalties.party = parties.n)"
#define ACT_FINES "SUM(me.penalties.amount: kind = 'fine' AND penalties.act = acts.n AND penalties.party = parties.n)"
/* A fine, or the months of a suspension, outside of the range of its step. */
#define OUTSIDE_STEP "SOME(penalties: SOME(tier: (penalties.kind = 'fine' AND (penalties.amount < low OR penalties.amount > high" \
	" OR penalties.amount * 10 < low_times * penalties.base OR penalties.amount * 10 > high_times * penalties.base))" \
	" OR (penalties.kind IN ('suspend_permit', 'stop') AND (penalties.months < low_months OR penalties.months > high_months))))"
/* Fines of other cases by the same step in the years before; 366 days to a year, so that none is lost. */
#define SIMILAR "kind = 'fine' AND of.id <> me.id AND of.ending = 'penalty' AND of.decided_on <= $day" \
	" AND of.decided_on + {similar-case-years} * 366 >= $day AND (of.annul_on IS NULL OR of.decided_on >= of.annul_on)"
/* Of a row of `acts`: the limitation had run out when it was found. */
#define OUT_OF_TIME(found) "(YEARS(act_on, " found ") >= {limitation-general}" \
	" AND (life_harm IS NOT TRUE OR YEARS(act_on, " found ") >= {limitation-life-finance}))"
/* Age of a party on the day of an act: by the birth date, by the noted band only where it is unknown. */
#define YOUNGER(day, term, band) "((born_on IS NOT NULL AND YEARS(born_on, " day ") < {" term "}) OR (born_on IS NULL AND " band "))"
#define UNDER_14(day) YOUNGER(day, "age-bands", "age_band = 'under_14'")
#define UNDER_18(day) YOUNGER(day, "age-bands-adult", "age_band IN ('under_14', 'under_18')")
/* Something is imposed on a party who was so young then, for the main act or for one of `acts`. */
#define PUNISHED(younger) "(SOME(penalties: act IS NULL AND SOME(party: " younger("me.act_on") "))" \
	" OR SOME(penalties: SOME(act: SOME(party: " younger("acts.act_on") "))))"
/*
 * What the party was told by the last notice (defence.told) against what is proposed now.  A kind that
 * was not told is heavier, unless one of a heavier rank was told and has been dropped for it.
 */
#define RANK_1 "'warning', 'criticism'"
#define RANK_2 "'fine', 'confiscate_gains', 'confiscate_goods'"
#define RANK_3 "'suspend_permit', 'downgrade', 'restrict', 'stop'"
#define RANK_4 "'close', 'revoke', 'bar'"
#define LAST_TOLD "defence.case: notified_on >= me.notify_on AND defence.party = "
#define MORE_MONEY(kinds) "SOME(parties: SOME(" LAST_TOLD "parties.n AND SUM(me.penalties.amount: kind = " kinds " AND penalties.party = parties.n) > SUM(told.amount: kind = " kinds ")))"
#define LONGER "SOME(parties: SOME(" LAST_TOLD "parties.n AND MAX(me.penalties.months: penalties.party = parties.n) > MAX(told.months: TRUE)))"
#define DROPPED_RANK(now, then) "(penalties.kind IN (" now ") AND told.kind IN (" then "))"
#define HEAVIER_KIND "SOME(penalties: SOME(" LAST_TOLD "penalties.party AND penalties.kind NOT IN told.kind" \
	" AND NOT SOME(told: (" DROPPED_RANK(RANK_1, RANK_2 ", " RANK_3 ", " RANK_4) " OR " DROPPED_RANK(RANK_2, RANK_3 ", " RANK_4) " OR " DROPPED_RANK(RANK_3, RANK_4) ")" \
	" AND NOT SOME(me.penalties: kind = outer.kind AND penalties.party = defence.party))))"
/* The party has answered the last notice, or asked to be heard. */
#define HEARD_SINCE "(SOME(defence.case: state IN ('stated', 'replied') AND notified_on >= me.notify_on) OR SOME(hearing.case: asked_on >= me.notify_on))"
#define OUTSIDE_SIMILAR "SOME(penalties: kind = 'fine' AND SOME(tier: COUNT(case.penalties.tier: " SIMILAR ") >= {similar-case-least}" \
	" AND (penalties.amount < MIN(case.penalties.tier.amount: " SIMILAR ") OR penalties.amount > MAX(case.penalties.tier.amount: " SIMILAR "))))"

/* A party is in that trade: its regulation punishes what is repeated. */
#define OF_SECTOR(key) "SOME(parties: SOME(operator: SOME(sectors: value = '" key "')))"

/* A penalty of the years before this act: those decided after it are no repetition, those annulled are none. */
#define BEFORE_THE_ACT(term) "of.id <> me.id AND of.ending = 'penalty' AND (of.annul_on IS NULL OR of.decided_on >= of.annul_on)" \
	" AND of.decided_on < me.act_on AND YEARS(of.decided_on, me.act_on) < {" term "}"

/*
 * An item of the published lists (review_item) that this case falls under on a day: what the item
 * says is all true of the case, and it says something.
 */
#define SAYS(set, holds) "(NOT SOME(" set ": TRUE) OR SOME(" set ": " holds "))"
#define OF_PARTY(money) "SUM(me.penalties.amount: kind = '" money "' AND penalties.party = parties.n)"
#define UNDER_ITEM(day) "act = 'penalty' AND " ON_DAY(day) \
	" AND (fine_from IS NOT NULL OR fine_citizen IS NOT NULL OR gains_from IS NOT NULL OR SOME(kinds: TRUE) OR SOME(items: TRUE) OR SOME(domains: TRUE) OR SOME(factors: TRUE) OR SOME(endings: TRUE))" \
	" AND " SAYS("kinds", "SOME(me.penalties: penalties.kind = kinds.value)") \
	" AND ((fine_from IS NULL AND fine_citizen IS NULL) OR SOME(me.parties: (kind = 'organisation' AND " OF_PARTY("fine") " >= fine_from) OR (kind = 'citizen' AND " OF_PARTY("fine") " >= fine_citizen)))" \
	" AND (gains_from IS NULL OR SOME(me.parties: " OF_PARTY("confiscate_gains") " >= gains_from))" \
	" AND (NOT SOME(items: TRUE) OR SOME(items: code = me.power_item.code) OR SOME(me.acts: SOME(items: code = outer.power_item.code)))" \
	" AND " SAYS("domains", "value = me.domain") " AND " SAYS("factors", "value IN me.factors") \
	" AND " SAYS("endings", "value = me.ending OR SOME(me.outcomes: outcomes.ending = endings.value)")
#define LISTED_FOR_REVIEW(day) "SOME(all.review_item: gate <> 'discussion' AND " UNDER_ITEM(day) ")"
#define LISTED_FOR_DISCUSSION(day) "SOME(all.review_item: gate = 'discussion' AND " UNDER_ITEM(day) ")"
/* Legal review is due: by the triggers of the law (58), or by the list in force on that day. */
#define REVIEW_DUE(day) "public_interest OR complex_or_major OR (hard IS NOT NULL AND hard) OR listed IS NOT NULL OR SOME(hearing.case: state IN ('held', 'ended')) OR " LISTED_FOR_REVIEW(day)
#define DISCUSSED_BY_THE_HEADS "conclusion = 'approved' AND of.state IN ('signed', 'archived') AND of.forum IN ('party_group', 'director')"

/* Not out of our hands: a paper that the party has is not taken back. */
#define UNSERVED "NOT SOME(service.case: state <> 'to_serve' AND what = 'decision' AND service.party = parties.n AND service.decided_on >= me.decided_on)"
#define UNTOLD "decided_on IS NULL AND NOT SOME(service.case: state <> 'to_serve' AND what = 'notice' AND service.party = parties.n AND service.decided_on >= me.notify_on)" \
	" AND NOT SOME(defence.case: state <> 'waiting' AND notified_on >= me.notify_on AND defence.party = parties.n)"

const struct ledger ledger_case = {
	.key = "case", .label = "行政处罚案件", .law = "行政处罚法", .title = "facts", .process = "process_records", .series = "罚立",
	.head = "procedure,power_item,source,law", .columns = "facts,domain,procedure,state,begun_on,handler",

	FIELDS(
	{ "source",      PICK,  "案件来源", MUST|LIST|UP, .of = "inspection,report,hotline,petition,superior,town,transfer,media",
	  .labels = "行政检查,投诉举报,12345热线,信访,上级交办,镇街报送,其他机关移送,媒体报道", ART("54") },
	{ "came_from",   REF,   "来源记录", 0, .of = "inspection,clue,hotline,petition,referral,hazard,case", ART("54") },
	{ "parties",     ROWS,  "当事人", MUST|PRINTED, COLUMNS(
		{ "kind",     PICK,  "类别", MUST, .of = "citizen,organisation", .labels = "公民,法人或者其他组织" },
		{ "operator", REF,   "经营主体", 0, .of = "operator" },
		{ "name",     TEXT,  "姓名或者名称", MUST|PERSONAL|PRINTED },
		{ "code",     TEXT,  "证件号码或者统一社会信用代码", PERSONAL|PRINTED },
		{ "address",  TEXT,  "住所", PERSONAL|PRINTED },
		{ "born_on",  DATE,  "出生日期", PERSONAL, .hint = "公民填写；年龄按行为之日计算" },
		{ "age_band", PICK,  "年龄", 0, .hint = "出生日期不详的填写", .of = "under_14,under_18,adult", .labels = "不满十四周岁,已满十四周岁不满十八周岁,成年" }), ART("59") },
	{ "act_from",    DATE,  "违法行为开始之日", 0, .hint = "连续或者继续的违法行为填写；追责时效从终了之日起算", TERM("limitation-start") },
	{ "act_on",      DATE,  "违法行为发生（终了）之日", 0, TERM("limitation-start") },
	{ "found_on",    DATE,  "违法行为发现之日", 0, ART("36") },
	{ "life_harm",   YESNO, "涉及生命健康安全、金融安全且有危害后果", 0, TERM("limitation-life-finance") },
	{ "facts",       TEXT,  "违法事实", MUST|PRINTED, ART("40") },
	{ "place",       TEXT,  "违法行为的地点", PRINTED, .hint = "当场处罚的决定书应当载明", ART("52") },
	{ "power_item",  REF,   "权责事项", LIST|PRINTED, .of = "power_item", .fit = ITEM_FITS, .fit_on = "act_on", .hint = "列出的是违法行为当日有效的行政处罚事项", ART("38") },
	{ "no_item_why", TEXT,  "清单内没有该事项的说明", 0, ART("38") },
	{ "beyond_district", YESNO, "按事项目录属于市级管辖", 0, TERM("powers-directory-tianjin") },
	{ "cited",       TEXT,  "权责事项载明的依据", 0, .cites = "power_item", ART("38") },
	{ "law",         TEXT,  "违反和适用的法律条款", PRINTED, .cites = "power_item", .hint = "选定权责事项时带入其依据；改动的写明理由", ART("59") },
	{ "law_why",     TEXT,  "法律条款与权责事项的依据不同的理由", 0, ART("38") },
	{ "law_version", PICK,  "适用的法律版本", 0, .of = "at_act,later_lighter", .labels = "行为时有效,新法处罚较轻", TERM("apply-old-unless-lighter") },
	{ "version_why", TEXT,  "新旧规定比较的理由", 0, TERM("apply-old-unless-lighter") },
	{ "other_most",  MONEY, "另一版本的罚款上限", 0, .hint = "行为之后规定有修改的填写，比较轻重", TERM("apply-old-unless-lighter") },
	{ "fine_most",   MONEY, "所适用条款的罚款上限", 0, TERM("no-double-fine") },
	{ "competing",   ROWS,  "同一行为可以罚款的其他条款", 0, COLUMNS({ "article", TEXT, "法律条款", MUST }, { "most", MONEY, "罚款上限", MUST }), TERM("no-double-fine") },
	{ "acts",        ROWS,  "一并处理的其他违法行为", PRINTED, .hint = "主要的违法行为填在上面，这里列其余各项，分别裁量、合并处罚", COLUMNS(
		{ "title",      TEXT,  "违法行为", MUST }, { "act_on", DATE, "发生（终了）之日", MUST },
		{ "found_on",   DATE,  "发现之日", 0, .hint = "与主要的违法行为同日发现的不填" },
		{ "life_harm",  YESNO, "涉及生命健康安全、金融安全且有危害后果" },
		{ "power_item", REF,   "权责事项", MUST, .of = "power_item", .fit = ITEM_FITS, .fit_on = "act_on" }, { "law", TEXT, "违反和适用的法律条款", .cites = "power_item", .hint = "不填的，带入权责事项载明的依据" },
		{ "fine_most",  MONEY, "罚款上限" } ), ART("29") },
	{ "refunded",    MONEY, "已退赔受害人", 0, TERM("confiscate-illegal-gains") },
	{ "domain",      PICK,  "执法领域", LIST|UP, .of = "culture,relics,publication,film,tourism", .labels = "文化,文物,新闻出版和版权,电影和广播电视,旅游", HOUSE("按执法领域统计") },
	{ "procedure",   PICK,  "程序", MUST|LIST|UP, .of = "ordinary,simple", .labels = "普通程序,简易程序", ART("51") },
	{ "officers",    REFS,  "执法人员", MUST|PRINTED, .of = "officer", ART("42") },
	{ "recusals",    ROWS,  "回避", 0, COLUMNS(
		{ "person", REF, "人员", MUST, .of = "person" }, { "asked_by", PICK, "提出", MUST, .of = "self,party,bureau", .labels = "本人,当事人,本机关" },
		{ "reason", TEXT, "理由", MUST }, { "result", PICK, "决定", MUST, .of = "withdrawn,refused", .labels = "回避,驳回" } ), TERM("recusal") },
	{ "opened_on",   DATE,  "立案之日", SORT|UP, ART("54") },
	{ "evidence",    ROWS,  "证据", 0, COLUMNS(
		{ "kind",     PICK,  "种类", MUST, .of = "document,object,audio_visual,electronic,witness,party,expert,record,monitoring", .labels = "书证,物证,视听资料,电子数据,证人证言,当事人陈述,鉴定意见,勘验和现场笔录,电子监控记录" },
		{ "taken_on", DATE,  "取得之日", MUST },
		{ "note",     TEXT,  "证明事项" },
		{ "audited",  YESNO, "监控设备和记录已经法制和技术审核" },
		{ "sm3",      TEXT,  "校验码", 0, .form = "sm3" }), ART("46") },
	{ "process_records", ROWS, "全过程记录", 0, COLUMNS(
		{ "stage",    PICK,  "环节", MUST, .of = "start,evidence,review,decision,service,enforcement", .labels = "启动,调查取证,审核,决定,送达,执行" },
		{ "medium",   PICK,  "形式", MUST, .of = "text,audio_visual", .labels = "文字,音像" }, { "made_on", DATE, "形成之日", MUST }, { "sm3", TEXT, "校验码", 0, .form = "sm3" }), TERM("full-process-record") },
	{ "preserved_on", DATE, "先行登记保存之日", 0, ART("56") },
	{ "preservation", ROWS, "先行登记保存清单", 0, COLUMNS(
		{ "object",   TEXT,  "物品", MUST }, { "quantity", NUMBER, "数量", MUST },
		{ "fate",     PICK,  "处理", .of = "returned,seized,tested,transferred", .labels = "退还,转查封扣押,送检测鉴定,移送" }), ART("56") },
	{ "benchmark",   TEXT,  "裁量基准档次", PRINTED, TERM("discretion-benchmark-public") },
	{ "factors",     PICKS, "裁量情节", 0, .of = FACTORS, .labels = FACTOR_LABELS, TERM("discretion-benchmark-public") },
	{ "deviation_why", TEXT, "偏离裁量档次或者同类案件的理由", 0, .hint = "超出档次幅度的，还应当经集体讨论", TERM("discretion-benchmark-public") },
	{ "exempted_by", REF,   "适用的不予处罚清单事项", 0, .of = "discretion", .fit = "sort <> 'step' AND " CONFIRMED " AND " ON_DAY("me.act_on") " AND SOME(item: code = me.power_item.code)", TERM("exemption-list-tianjin") },
	{ "public_interest", YESNO, "涉及重大公共利益", PRINTED, ART("58") },
	{ "complex_or_major", YESNO, "情节复杂或者重大违法行为", PRINTED|UP, ART("57") },
	{ "complex_reason", TEXT, "认定理由", 0, ART("57") },
	{ "complex_head", REF,  "认定的负责人", 0, .of = "person", ART("57") },
	{ "listed",      REF,   "重大执法决定法制审核事项", PRINTED, .of = "review_item", .fit = "gate <> 'discussion' AND act = 'penalty' AND " ON_DAY("$day"), .hint = "按金额、种类、结果列入的由系统对照，不用选；其余符合审核标准的在这里选定", ART("58") },
	{ "hearing_right", YESNO, "当事人有权要求听证", PRINTED, ART("63") },
	{ "hard",        YESNO, "疑难复杂、涉及多个法律关系", PRINTED, ART("58") },
	{ "revise_why",  PICK,  "变更拟处罚的原因", 0, .of = "new_evidence,defence,law", .labels = "有新的证据,采纳陈述申辩或者听证意见,法律适用变更", TERM("defence-no-aggravation") },
	{ "penalties",   ROWS,  "行政处罚", PRINTED, COLUMNS(
		{ "party",    ROW,   "当事人", MUST, .of = "parties" },
		{ "kind",     PICK,  "种类", MUST|LIST, .of = PENALTY_KINDS, .labels = PENALTY_LABELS },
		{ "amount",   MONEY, "金额" },
		{ "months",   NUMBER, "期限（月）", .hint = "责令停业、暂扣证件、限制从业的" },
		{ "act",      ROW,   "违法行为", .of = "acts", .hint = "主要的违法行为不选" },
		{ "tier",     REF,   "裁量档次", .of = "discretion", .fit = TIER_FITS, .suggest = "fitting" },
		{ "base",     MONEY, "倍数的基数", .hint = "档次按倍数的填写" }), ART("9") },
	{ "outcomes",    ROWS,  "对部分当事人不予处罚", PRINTED, COLUMNS(
		{ "party",    ROW,   "当事人", MUST, .of = "parties" },
		{ "ending",   PICK,  "结果", MUST, .of = "minor,first_breach,no_fault,under_14,incapable,not_proved,out_of_time", .labels = "违法行为轻微,初次违法,没有主观过错,不满十四周岁,精神病人或者智力残疾人,违法事实不能成立,超过追责时效" },
		{ "education", TEXT, "教育情况", MUST } ), ART("57") },
	{ "fine",        MONEY, "罚款", PRINTED|UP, .tally = SUM, .over = "penalties.amount", .where = "kind = 'fine'", ART("9") },
	{ "fined",       NUMBER, "被罚款的当事人数", 0, .tally = DISTINCT, .over = "penalties.party", .where = "kind = 'fine'", ART("9") },
	{ "gains",       MONEY, "没收违法所得", PRINTED|UP, .tally = SUM, .over = "penalties.amount", .where = "kind = 'confiscate_gains'", ART("28") },
	{ "payee",       TEXT,  "代收罚款的银行", PRINTED, TERM("decision-payee") },
	{ "surcharge_stated", YESNO, "决定书载明逾期加处罚款", PRINTED, TERM("decision-payee") },
	{ "decided_on",  DATE,  "决定之日", SORT|PRINTED|UP, ART("59") },
	{ "ending",      PICK,  "结果", LIST|UP, .of = "penalty,minor,first_breach,no_fault,under_14,incapable,not_proved,out_of_time,dropped,referred,ended",
	  .labels = "给予处罚,违法行为轻微不予处罚,初次违法可以不予处罚,没有主观过错不予处罚,不满十四周岁不予处罚,精神病人或者智力残疾人不予处罚,违法事实不能成立,超过追责时效,撤销案件,移送,终止调查", ART("57") },
	{ "education",   TEXT,  "教育情况", 0, ART("33") },
	{ "no_fault_proof", TEXT, "当事人证明没有主观过错的证据", 0, .hint = "由当事人举证；法律、行政法规不问过错的，不适用", TERM("no-penalty-no-fault") },
	{ "signed",      PICK,  "当场送达", 0, .of = "signed,refused", .labels = "当事人签收,拒绝签收已注明", ART("52") },
	{ "statement",   TEXT,  "当场陈述申辩和复核情况", 0, .hint = "没有陈述申辩的写“无”", ART("44") },
	{ "remedies",    PICK,  "告知的救济途径", PRINTED, .of = "either,reconsider_first", .labels = "可以复议也可以直接起诉,先复议后起诉", .hint = "2024年起对当场处罚不服的，先申请行政复议", TERM("review-first-spot-fine") },
	{ "redo_ground", PICK,  "原决定被撤销、变更的理由", 0, .of = "facts,law,procedure,power,unfair", .labels = "事实不清、证据不足,适用依据错误,违反法定程序,超越或者滥用职权,明显不当", LAW("行政复议法", "64") },
	{ "changed_why", TEXT,  "与原决定的事实、理由有何不同", 0, .hint = "重新作出决定的填写；仅因违反法定程序被撤销的不填", LAW("行政复议法", "64") },
	{ "earlier_on",  DATE,  "原决定之日", 0, LAW("行政复议法", "64") },
	{ "earlier_facts", TEXT, "原决定认定的事实", 0, LAW("行政复议法", "64") },
	{ "earlier_law", TEXT,  "原决定适用的条款", 0, LAW("行政复议法", "64") },
	{ "earlier_fine", MONEY, "原决定的罚款", 0, LAW("行政复议法", "64") },
	{ "earlier_gains", MONEY, "原决定没收的违法所得", 0, LAW("行政复议法", "64") },
	{ "redo_until",  DATE,  "复议决定或者判决限定的期限", 0, LAW("行政复议法", "77") },
	{ "corrected_on", DATE, "改正核查之日", 0, ART("28") },
	{ "excluded_why", TEXT, "排除有缺陷的行为和重新取证的情况", 0, .hint = "写明哪些行为不作为依据，由谁重新取证", TERM("cert-required") },
	{ "excluded",    NUMBER, "排除的缺陷数", 0, .hint = "与本案记录的缺陷数相同，在上一栏逐项写明", TERM("cert-required") },
	{ "stop_basis",  TEXT,  "中止的依据", 0, ART("60") },
	{ "limit_to",    DATE,  "依法延长后的办案期限", 0, TERM("decision-limit-exclusions") },
	{ "limit_basis", TEXT,  "延长办案期限的依据", 0, TERM("decision-limit-exclusions") },
	{ "reason",      TEXT,  "理由", 0, ART("57") },
	{ "closed_on",   DATE,  "结案之日", SORT|UP, TERM("archive-case-file") },
	{ "archive_number", TEXT, "案卷号", 0, TERM("archive-case-file") },
	),
	STATES(
	[PROPOSED]      = { "proposed",      "立案呈批" },   [INVESTIGATING] = { "investigating", "调查中" },
	[INVESTIGATED]  = { "investigated",  "调查终结" },   [NOTIFIED]      = { "notified",      "已告知" },
	[DISCUSSED]     = { "discussed",     "已集体讨论" }, [ON_SITE]       = { "on_site",       "当场检查" },
	[TOLD]          = { "told",          "当场告知" },   [DECIDED]       = { "decided",       "已决定" },
	[SUSPENDED]     = { "suspended",     "中止" },       [CLOSED]        = { "closed",        "已结案", FINAL },
	[NOT_OPENED]    = { "not_opened",    "不予立案", FINAL }, [DROPPED]  = { "dropped",       "撤销案件", FINAL },
	[REFERRED]      = { "referred",      "移送", FINAL },
	),
	STEPS(
	{ "propose",     "立案呈批", NEW,               PROPOSED,      STAFF|ENGINE, "source,came_from?,parties,facts,act_from?,act_on?,found_on?,life_harm?,place?,procedure,officers", ART("54") },
	{ "open",        "立案",     IN(PROPOSED),      INVESTIGATING, HEADS,   "opened_on,power_item?,no_item_why?,domain,beyond_district?", .set = "cited=$cites.power_item,law=$cites.power_item", .day = "opened_on", .within = "file", .leaves = "start/text", ART("54") },
	{ "decline",     "不予立案", IN(PROPOSED),      NOT_OPENED,    HEADS,   "reason", .within = "file", ART("54") },
	{ "recuse",      "回避",     IN(PROPOSED)|INQUIRY|IN(NOTIFIED), SAME,   HEADS, "recusals,officers?", TERM("recusal") },
	{ "join",        "追加当事人", IN(PROPOSED)|INQUIRY, SAME,     HEADS,   "parties,reason", ART("40") },
	{ "release",     "撤出部分当事人", IN(PROPOSED)|INQUIRY, SAME, HEADS,   "parties,penalties?,reason", ART("40") },
	{ "divide",      "分案",     IN(PROPOSED)|INQUIRY, SAME,       HEADS,   "parties,penalties?,reason", .only = "procedure = 'ordinary'", .say = "简易程序当场决定，不分案。", ART("40") },
	{ "preserve",    "先行登记保存", IN(PROPOSED)|IN(ON_SITE)|IN(INVESTIGATING), SAME,      HEADS,   "preserved_on,preservation", .day = "preserved_on", .is = ACT, .leaves = "evidence/audio_visual", ART("56") },
	{ "dispose",     "保存物品处理", ANY,           SAME,          HEADS,   "preservation", .within = "preserve", ART("56") },
	{ "inquire",     "调查取证", IN(INVESTIGATING), SAME,          OFFICER, "evidence,factors?", .is = ACT, .leaves = "evidence/audio_visual", ART("55") },
	{ "exclude",     "排除有缺陷的行为", INQUIRY, SAME,    HEADS,   "evidence,excluded_why,excluded", .only = "defects > 0", .say = "本案没有执法资格缺陷的记录。", TERM("cert-required") },
	{ "reassign",    "更换承办人员", ANY,           SAME,          CHIEF|HEADS, "officers,reason", .hands = "officers", HOUSE("离岗先移交") },
	{ "note",        "归集全过程记录", ANY,         SAME,          STAFF,   "process_records", TERM("full-process-record") },
	{ "finish",      "调查终结", IN(INVESTIGATING), INVESTIGATED,  OFFICER, "power_item?,law,law_why?,law_version?,version_why?,other_most?,fine_most?,competing?,acts?,refunded?,benchmark,factors?,deviation_why?,complex_or_major,complex_reason?,complex_head?,public_interest,hard?,hearing_right,listed?,penalties?", .set = "cited=$cites.power_item", ART("57") },
	{ "notify",      "处罚告知", IN(INVESTIGATED),  NOTIFIED,      OFFICER, NULL, .is = FIRM, ART("44") },
	{ "revise",      "变更拟处罚", IN(NOTIFIED)|IN(DISCUSSED), INVESTIGATED, OFFICER, "revise_why,evidence?,power_item?,penalties?,law,law_why?,acts?,benchmark?,factors?,deviation_why?,hearing_right,complex_or_major?,complex_reason?,complex_head?,public_interest?,hard?,listed?", .set = "cited=$cites.power_item", ART("62") },
	{ "discuss",     "集体讨论", IN(NOTIFIED),      DISCUSSED,     HEADS,   NULL, .leaves = "decision/text", ART("57") },
	{ "decide",      "处罚决定", IN(NOTIFIED)|IN(DISCUSSED), DECIDED, HEADS, "decided_on,ending,education?,no_fault_proof?,outcomes?,exempted_by?,changed_why?,payee?,surcharge_stated?,remedies?", .day = "decided_on", .within = "decide", .is = FIRM|SIGNS, .leaves = "decision/text", ART("57") },
	{ "spare",       "不予处罚决定", IN(INVESTIGATED), DECIDED,  HEADS,   "decided_on,ending,education?,no_fault_proof?,exempted_by?,reason", .day = "decided_on", .within = "decide", .is = FIRM|SIGNS, .leaves = "decision/text", ART("57") },
	{ "suspend",     "中止",     INQUIRY|IN(NOTIFIED), SUSPENDED,  HEADS,   "stop_basis", TERM("decision-limit-exclusions") },
	{ "resume",      "恢复",     IN(SUSPENDED),     INVESTIGATING, HEADS,   NULL, ART("60") },
	{ "extend",      "延长办案期限", INQUIRY|IN(NOTIFIED)|IN(DISCUSSED), SAME, HEADS, "limit_to,limit_basis", TERM("decision-limit-exclusions") },
	{ "drop",        "撤销案件或者终止调查", INQUIRY|IN(NOTIFIED)|IN(SUSPENDED), DROPPED, HEADS, "ending,reason?", ART("57") },
	{ "refer",       "移送",     INQUIRY|IN(NOTIFIED), REFERRED,   HEADS,   "ending?", .set = "ending='referred'", TERM("outcomes-four") },
	{ "take_back",   "移送退回后恢复", IN(REFERRED), INVESTIGATING, HEADS,  "reason", .set = "ending=NULL", .is = REOPENS, ART("57") },

	{ "start",       "当场查处", NEW,               ON_SITE,       OFFICER, "source,came_from?,parties,facts,act_from?,act_on,place?,procedure,officers,power_item?,domain", .set = "found_on=$day,cited=$cites.power_item,law=$cites.power_item", .is = ACT, .leaves = "evidence/audio_visual", ART("52") },
	{ "tell",        "当场告知并听取陈述", IN(ON_SITE), TOLD,      OFFICER, "law,law_why?,acts?,penalties,statement?,benchmark?,factors?,deviation_why?", .is = ACT, ART("52") },
	{ "decide_on_spot", "当场处罚", IN(TOLD),       DECIDED,       OFFICER, "decided_on,ending?,signed,payee?,surcharge_stated?,remedies?", .set = "ending='penalty'", .day = "decided_on", .is = ACT|FIRM, .leaves = "decision/text", ART("52") },
	{ "switch",      "转普通程序", IN(ON_SITE)|IN(TOLD), PROPOSED, OFFICER, "procedure,penalties?", ART("54") },
	{ "report",      "当场处罚备案", IN(DECIDED),   SAME,          OFFICER, NULL, .only = "procedure = 'simple'", .say = "普通程序的决定不需要当场处罚备案。", .within = "report", .is = ONCE, ART("52") },

	{ "check",       "改正核查", IN(DECIDED),       SAME,          OFFICER, "corrected_on", .day = "corrected_on", ART("28") },
	{ "close",       "结案",     IN(DECIDED),       CLOSED,        HEADS,   "closed_on", .day = "closed_on", TERM("archive-case-file") },
	{ "archive",     "归档",     IN(CLOSED)|IN(DROPPED)|IN(REFERRED), SAME, CLERK, "archive_number", .is = ONCE, TERM("archive-case-file") },
	{ "annul",       "自行撤销决定", IN(DECIDED)|IN(CLOSED), INVESTIGATING, HEAD, "reason", .is = REOPENS, ART("75") },
	{ "redo",        "复议或者判决后重新办理", IN(DECIDED)|IN(CLOSED), INVESTIGATING, HEADS,   "redo_ground?,redo_until?", .set = "earlier_on=$was.decided_on,earlier_facts=$was.facts,earlier_law=$was.law,earlier_fine=$was.fine,earlier_gains=$was.gains", .is = REOPENS, LAW("行政复议法", "64") },
	),
	CLOCKS(
	{ "file",     RUNS,   TERM("case-filing-days-local"),    .from = "found_on" },
	{ "decide",   RUNS,   TERM("decision-limit"),            .from = "opened_on" },
	{ "decide",   RESTARTS, TERM("decision-limit"),          .on_step = "annul" },
	{ "decide",   RESTARTS, TERM("decision-limit"),          .on_step = "redo" },
	{ "decide",   ENDS,   TERM("decision-limit-exclusions"), .from = "limit_to", .when = "limit_basis <> ''" },
	{ "decide",   STANDS, TERM("decision-limit-exclusions"), .in_state = "suspended", .when = "stop_basis <> ''" },
	{ "preserve", RUNS,   TERM("register-preserve"),         .from = "preserved_on" },
	{ "decide",   ENDS,   LAW("行政复议法", "77"),           .from = "redo_until", .when = "redo_until > redo_on" },
	{ "report",   RUNS,   TERM("simple-report-days"),        .from = "decided_on", .when = "procedure = 'simple'" },
	{ "limit",    RUNS,   TERM("limitation-general"),        .from = "act_on", .kept = "found_on" },
	{ "limit",    RUNS,   TERM("limitation-life-finance"),   .from = "act_on", .when = "life_harm" },
	{ "retain",   RUNS,   TERM("archive-retention-years"),   .from = "closed_on" },
	),
	RULES(
	{ "procedure = 'ordinary'", "当场查处的案件，先转为普通程序再立案。", .at = "propose,open,switch", ART("54") },
	{ "procedure = 'simple'", "只有简易程序可以当场决定。", .at = "start,decide_on_spot", ART("51") },
	{ "found_on <= limit_due", "违法行为超过追责时效，不再给予处罚：尚未立案的用“不予立案”，已经立案的以超过追责时效不予处罚。", .at = "open,start,notify,decide_on_spot", .is = LIVE, ART("36") },
	{ "NOT SOME(acts: " OUT_OF_TIME("found_on") " OR (acts.found_on IS NULL AND " OUT_OF_TIME("me.found_on") "))", "一并处理的违法行为被发现时已经超过追责时效，不再给予处罚。", .at = "finish,revise,tell", .is = LIVE, ART("36") },
	{ "ending <> 'out_of_time' OR found_on > limit_due", "违法行为在追责时效之内被发现，不能以超过时效结案。", .at = "decide,spare", ART("36") },
	{ "act_from <= act_on", "违法行为的开始晚于终了。", HOUSE("日期先后") },
	{ "power_item IS NULL OR act_on IS NULL OR SOME(power_item: kind = 'penalty' AND from IS NOT NULL AND (from <= me.act_on OR version_of IS NULL) AND (to IS NULL OR to > me.act_on))", "所选的权责事项不是违法行为当日有效的行政处罚事项；清单内没有的不选，写明说明。", .at = "open,start,finish,revise,amend", ART("38") },
	{ "cited = '' OR law = cited OR law_why <> ''", "法律条款与权责事项载明的依据不同，应当写明理由。", .at = "finish,revise,tell", ART("38") },
	{ "beyond_district IS NULL OR NOT beyond_district", "属于市级管辖的事项应当移送。", .at = "open", TERM("powers-directory-tianjin") },
	{ "NOT SOME(recusals: result = 'withdrawn' AND recusals.person IN me.officers.person)", "应当回避的人员不得办理本案。", TERM("recusal") },
	{ "NOT SOME(evidence: kind = 'monitoring' AND (audited IS NULL OR NOT audited))", "电子监控记录未经审核，不得作为证据：经法制和技术审核之后，在该条证据选“已经审核”。", TERM("remote-monitoring-audit") },
	{ "NOT SOME(competing: most > me.fine_most)", "同一行为违反多个规定的，按照罚款数额高的规定处罚。", .at = "finish,decide", TERM("no-double-fine") },
	{ "NOT SOME(competing: me.fine_most IS NULL)", "列了其他条款的，应当填写所适用条款的罚款上限。", .at = "finish,decide", TERM("no-double-fine") },
	{ "NOT SOME(parties: " MAIN_FINES " > me.fine_most)", "罚款超过所适用条款的上限。", .at = "finish,revise,decide", ART("4") },
	{ "NOT SOME(acts: SOME(me.parties: " ACT_FINES " > acts.fine_most))", "对一并处理的违法行为的罚款超过所适用条款的上限。", .at = "finish,revise,decide", ART("4") },
	{ "NOT SOME(parties: COUNT(me.penalties: kind = 'fine' AND act IS NULL AND penalties.party = parties.n) > 1 OR SOME(me.acts: COUNT(me.penalties: kind = 'fine' AND penalties.act = acts.n AND penalties.party = parties.n) > 1))",
	  "对当事人的同一个违法行为，不得给予两次以上罚款；不止一个违法行为的，逐项列明。", .at = CHOSEN_AT, TERM("no-double-fine") },
	{ "NOT SOME(acts: NOT SOME(power_item: kind = 'penalty' AND from <= acts.act_on AND (to IS NULL OR to > acts.act_on)))", "一并处理的违法行为所依据的权责事项，在行为当日不在有效清单内。", .at = "finish,revise,tell", ART("38") },
	{ "law_version <> 'later_lighter' OR version_why <> ''", "适用新的规定，应当写明比较的理由。", .at = "finish,decide", TERM("apply-old-unless-lighter") },
	{ "law_version <> 'later_lighter' OR fine_most <= other_most", "新的规定处罚不轻的，适用行为时的规定。", .at = "finish,decide", TERM("apply-old-unless-lighter") },
	{ "law_version = 'later_lighter' OR fine_most <= other_most", "作出决定时规定已经改轻的，适用新的规定。", .at = "finish,decide", TERM("apply-old-unless-lighter") },
	{ "law_version <> '' OR NOT SOME(power_item: to <= $day)", "行为之后该事项已有新的版本，应当比较新旧规定，写明适用的版本。", .at = "finish", .is = LIVE, TERM("apply-old-unless-lighter") },
	{ "NOT SOME(penalties: tier IS NOT NULL AND NOT SOME(tier: sort = 'step' AND " VALID_TIER "))", "所选的裁量档次在违法行为当日不是有效的裁量基准。", .at = CHOSEN_AT, TERM("discretion-benchmark-public") },
	{ "NOT SOME(penalties: tier IS NOT NULL AND NOT SOME(tier: " OF_ITEM "))", "所选的裁量档次不属于本案的权责事项。", .at = CHOSEN_AT, TERM("discretion-benchmark-public") },
	{ "NOT SOME(penalties: SOME(tier: party_kind <> '' AND NOT SOME(party: kind = discretion.party_kind)))", "所选的裁量档次不适用于这一类当事人。", .at = CHOSEN_AT, TERM("discretion-benchmark-public") },
	{ "NOT SOME(penalties: SOME(tier: SOME(kinds: TRUE) AND NOT SOME(kinds: value = penalties.kind)))", "所选的裁量档次没有这一种处罚。", .at = CHOSEN_AT, TERM("discretion-benchmark-public") },
	{ "NOT SOME(penalties: kind = 'fine' AND tier IS NULL AND act IS NULL) OR NOT SOME(power_item: SOME(discretion.item: sort = 'step' AND " CONFIRMED " AND " ON_DAY("me.act_on") "))",
	  "该事项有裁量基准，罚款应当写明适用的档次。", .at = CHOSEN_AT, .is = LIVE, TERM("discretion-benchmark-public") },
	{ "deviation_why <> '' OR NOT SOME(penalties: SOME(tier: SOME(factors: value NOT IN me.factors)))", "所选裁量档次要求的情节没有列在本案的情节里，应当写明理由。", .at = CHOSEN_AT, .is = LIVE, TERM("discretion-benchmark-public") },
	{ "NOT SOME(penalties: kind = 'fine' AND base IS NULL AND SOME(tier: high_times IS NOT NULL))", "档次按倍数的，应当写明基数。", .at = CHOSEN_AT, TERM("discretion-benchmark-public") },
	{ "NOT SOME(penalties: kind IN ('suspend_permit', 'stop') AND months IS NULL AND SOME(tier: high_months IS NOT NULL))", "暂扣证件、责令停业应当写明期限。", .at = CHOSEN_AT, TERM("discretion-benchmark-public") },
	{ "deviation_why <> '' OR NOT " OUTSIDE_STEP, "拟处罚超出所选裁量档次的幅度，应当写明理由。", .at = CHOSEN_AT, TERM("discretion-benchmark-public") },
	{ "NOT " OUTSIDE_STEP, "超出裁量档次幅度的，不得当场处罚，转为普通程序。", .at = "tell,decide_on_spot", TERM("discretion-benchmark-public") },
	{ "deviation_why <> '' OR NOT " OUTSIDE_SIMILAR, "拟罚款在近年同类案件的最低和最高之外，应当写明理由。", .at = CHOSEN_AT, .is = LIVE, HOUSE("同案同罚") },
	{ "exempted_by IS NULL OR SOME(exempted_by: sort = me.ending AND " CONFIRMED " AND " ON_DAY("me.act_on") " AND SOME(item: code = me.power_item.code))", "所列清单事项不适用于本案的结果、事项或者行为之日。", .at = "decide,spare", TERM("exemption-list-tianjin") },
	{ "ending <> 'first_breach' OR exempted_by IS NOT NULL OR NOT SOME(power_item: SOME(discretion.item: sort = 'first_breach' AND " CONFIRMED " AND " ON_DAY("me.act_on") "))", "该事项在初次违法不予处罚的清单内，写明所依据的清单事项。", .at = "decide,spare", .is = WARN, TERM("exemption-list-tianjin") },
	{ "NOT SOME(penalties: kind NOT IN ('warning', 'fine'))", "简易程序只能警告或者罚款，其他处罚转普通程序。", .at = "tell,decide_on_spot", TERM("simple-public-criticism") },
	{ "NOT SOME(parties: " FINES_OF_PARTY " > {simple-ceiling-org})", "罚款数额超过简易程序的上限（对同一当事人合计计算），转普通程序。", .at = "tell,decide_on_spot", TERM("simple-ceiling-org") },
	{ "NOT SOME(parties: kind = 'citizen' AND " FINES_OF_PARTY " > {simple-ceiling-citizen})", "对公民的罚款数额超过简易程序的上限（合计计算），转普通程序。", .at = "tell,decide_on_spot", TERM("simple-ceiling-citizen") },
	{ "NOT SOME(penalties: kind IN ('fine', 'confiscate_gains') AND (amount IS NULL OR amount <= 0))", "罚款和没收违法所得应当写明金额。", ART("59") },
	{ "NOT SOME(penalties: NOT SOME(party: TRUE))", "处罚所指的当事人不在本案当事人之内。", ART("59") },
	{ "NOT " PUNISHED(UNDER_14), "不满十四周岁的人有违法行为的，不予行政处罚。", TERM("age-bands") },
	{ "SOME(factors: value IN ('lighter', 'reduced')) OR NOT " PUNISHED(UNDER_18), "已满十四周岁不满十八周岁的，应当从轻或者减轻。", .at = "finish,revise,tell,decide", TERM("age-bands") },
	{ "NOT SOME(parties: born_on IS NOT NULL AND (age_band <> '' OR kind <> 'citizen'))", "出生日期只填公民；填了的，年龄由系统按行为之日计算，不另填。", TERM("age-bands") },
	{ "NOT SOME(parties: born_on > me.act_on)", "当事人的出生日期晚于行为之日。", HOUSE("日期先后") },
	{ "act_on IS NOT NULL OR NOT SOME(parties: born_on IS NOT NULL)", "没有写明违法行为之日，无法核对当事人当时的年龄。", .at = "finish", TERM("age-bands") },
	{ "ending <> 'under_14' OR NOT SOME(parties: (" UNDER_14("me.act_on") ") IS NOT TRUE)", "当事人在行为之日已满十四周岁。", .at = "decide,spare", TERM("age-bands") },
	{ "NOT SOME(outcomes: ending = 'under_14' AND NOT SOME(party: " UNDER_14("me.act_on") "))", "当事人在行为之日已满十四周岁。", .at = "decide", TERM("age-bands") },
	{ "hearing_right OR NOT SOME(penalties: kind IN ('confiscate_gains', 'confiscate_goods', 'downgrade', 'suspend_permit', 'restrict', 'stop', 'close', 'revoke', 'bar'))", "拟作出较重的处罚的，应当告知听证权利：先把“当事人有权要求听证”更正为是。", .at = "notify", TERM("hearing-triggers") },
	{ "hearing_right OR NOT SOME(parties: " FINES_OF_PARTY " > 0 AND " FINES_OF_PARTY " >= {hearing-amount-culture})", "较大数额罚款应当告知听证权利（对同一当事人的罚款合计计算）：先把“当事人有权要求听证”更正为是。", .at = "notify", TERM("hearing-amount-culture") },
	{ "NOT complex_or_major OR complex_reason <> ''", "认定情节复杂或者重大，应当写明理由。", ART("57") },
	{ "revise_why <> 'new_evidence' OR SOME(evidence: taken_on >= me.notify_on)", "没有告知之后取得的证据，不得以新证据为由变更。", .at = "revise", TERM("defence-no-aggravation") },
	{ "revise_why <> 'defence' OR NOT SOME(defence.case: notified_on >= me.notify_on AND me.fine > told_fine)", "不得因当事人陈述申辩、要求听证而加重处罚。", .at = "revise,release,finish", TERM("defence-no-aggravation") },
	{ "revise_why <> 'defence' OR NOT (" MORE_MONEY("'fine'") " OR " MORE_MONEY("'confiscate_gains'") ")", "对该当事人的金额高于告知的数额，不得因陈述申辩、要求听证而加重处罚。", .at = "revise", TERM("defence-no-aggravation") },
	{ "revise_why <> 'defence' OR NOT " LONGER, "停业或者暂扣的期限长于告知的期限，不得因陈述申辩、要求听证而加重处罚。", .at = "revise", TERM("defence-no-aggravation") },
	{ "revise_why <> 'defence' OR NOT " HEAVIER_KIND, "增加了没有告知的更重的处罚种类，不得因陈述申辩、要求听证而加重处罚。", .at = "revise", TERM("defence-no-aggravation") },
	{ "NOT " HEARD_SINCE " OR SOME(evidence: taken_on >= me.notify_on) OR NOT (" MORE_MONEY("'fine'") " OR " MORE_MONEY("'confiscate_gains'") " OR " LONGER " OR " HEAVIER_KIND ")", "当事人陈述申辩、要求听证之后没有新的证据，拟处罚重于告知的内容。", .at = "finish", .when = "revise_why = '' AND annul_on IS NULL AND redo_on IS NULL", TERM("defence-no-aggravation") },
	{ "ending NOT IN ('dropped', 'referred', 'ended')", "撤销案件、移送和终止调查另有步骤。", .at = "decide,spare", TERM("outcomes-four") },
	{ "ending <> 'penalty'", "没有告知的，不得给予处罚。", .at = "spare", TERM("prior-notice") },
	{ "ending IN ('dropped', 'ended')", "结果应当是撤销案件或者终止调查。", .at = "drop", TERM("outcomes-four") },
	{ "(ending = 'penalty') = SOME(penalties: TRUE)", "给予处罚的应当列明处罚，不予处罚的不得列明处罚。", .at = "decide,spare", ART("57") },
	{ "ending <> 'penalty' OR NOT SOME(parties: NOT SOME(me.penalties: penalties.party = parties.n) AND NOT SOME(me.outcomes: outcomes.party = parties.n))", "每一当事人都应当有处理结果。", .at = "decide,decide_on_spot", ART("57") },
	{ "NOT SOME(outcomes: SOME(me.penalties: penalties.party = outcomes.party))", "不予处罚的当事人不得列明处罚。", .at = "decide", ART("57") },
	{ "ending <> 'minor' OR (SOME(factors: value = 'corrected') AND NOT SOME(factors: value = 'harm'))", "违法行为轻微、及时改正、没有造成危害后果，三者具备才不予处罚。", .at = "decide,spare", TERM("no-penalty-minor") },
	{ "ending <> 'first_breach' OR (SOME(factors: value = 'corrected') AND SOME(factors: value = 'first_breach'))", "初次违法、危害后果轻微、及时改正，三者具备才可以不予处罚。", .at = "decide,spare", TERM("may-no-penalty-first") },
	{ "no_fault_proof <> '' OR (ending <> 'no_fault' AND NOT SOME(outcomes: ending = 'no_fault'))", "没有主观过错由当事人证明：写明当事人提交的证据，没有证据的不能以此不予处罚。", .at = "decide,spare", TERM("no-penalty-no-fault") },
	{ "(SOME(factors: value = 'corrected') AND NOT SOME(factors: value = 'harm')) OR NOT SOME(outcomes: ending = 'minor')", "对部分当事人以违法行为轻微不予处罚，案件没有列明及时改正，或者列了危害后果，请核对。", .at = "decide", .is = WARN, TERM("no-penalty-minor") },
	{ "(SOME(factors: value = 'corrected') AND SOME(factors: value = 'first_breach')) OR NOT SOME(outcomes: ending = 'first_breach')", "对部分当事人以初次违法不予处罚，案件没有列明初次违法和及时改正，请核对。", .at = "decide", .is = WARN, TERM("may-no-penalty-first") },
	{ "SOME(factors: value = 'heavier') OR NOT SOME(factors: value = 'emergency')", "突发事件期间违反应对措施的，依法快速、从重处罚；情节里没有列从重，请核对。", .at = "finish,revise", .is = WARN, TERM("emergency-fast-heavy") },
	{ "ending NOT IN ('minor', 'first_breach', 'no_fault', 'under_14') OR education <> ''", "不予处罚的，应当对当事人进行教育并记录。", .at = "decide,spare", TERM("educate-on-exemption") },
	{ "ending <> 'incapable' OR education <> ''", "应当责令监护人严加看管和治疗，并记录。", .at = "decide,spare", ART("31") },
	{ "fine = 0 OR (payee <> '' AND surcharge_stated IS NOT NULL)", "罚款决定应当写明代收银行和是否加处罚款。", .at = "decide,decide_on_spot", .is = WARN, TERM("decision-payee") },
	{ "SOME(correction.came_from: TRUE) OR SOME(came_from.inspection.correction.came_from: TRUE)", "处罚时应当责令改正或者限期改正。", .at = "decide,decide_on_spot", .is = WARN, TERM("order-to-correct") },
	{ "statement <> ''", "当场告知应当听取陈述申辩并记明，没有的写“无”。", .at = "tell", .is = WARN, ART("44") },
	{ "place <> '' OR NOT SOME(parties: operator IS NULL)", "当场处罚决定书应当载明地点：当事人不是登记的经营主体的，写明违法行为的地点。", .at = "decide_on_spot", .is = WARN, ART("52") },
	{ "remedies <> 'either'", "对当场作出的处罚决定不服的，应当先申请行政复议，不得告知直接起诉。", .at = "decide_on_spot", TERM("review-first-spot-fine") },
	{ "remedies <> 'reconsider_first'", "普通程序的处罚决定可以复议，也可以直接起诉，告知的救济途径不得写先复议后起诉。", .at = "decide", ART("59") },
	{ "SOME(reconsideration.case: outcome IN ('annulled', 'redo', 'void', 'changed', 'confirmed_illegal')) OR SOME(litigation.case: outcome IN ('annulled', 'void', 'changed', 'illegal'))", "没有撤销、变更或者确认违法的复议决定、判决，自行纠正用“自行撤销决定”。", .at = "redo", .is = LIVE, LAW("行政复议法", "64") },
	{ "redo_on IS NULL OR redo_ground = 'procedure' OR ending <> 'penalty' OR changed_why <> ''", "原决定被撤销后重新作出的，应当写明事实、理由与原决定有何不同；仅因违反法定程序被撤销的除外。", .at = "decide", .is = LIVE, LAW("行政复议法", "64") },
	{ "redo_on IS NULL OR redo_ground = 'procedure' OR ending <> 'penalty' OR facts <> earlier_facts OR law <> earlier_law OR fine <> earlier_fine OR gains <> earlier_gains OR SOME(evidence: taken_on >= me.redo_on)",
	  "没有新的证据，认定的事实、适用的条款和金额都与原决定相同：不得以同一事实和理由作出相同或者基本相同的决定。", .at = "decide", .is = LIVE, LAW("行政复议法", "64") },
	{ "redo_until >= $day", "复议决定或者判决限定重新作出的期限已过，写明经过。", .at = "redo", .is = WARN, LAW("行政复议法", "77") },
	{ "preserve_done <= preserve_due", "先行登记保存超过七个工作日才作出处理决定。", .at = "dispose", .is = WARN, TERM("register-preserve") },
	{ "corrected_on IS NOT NULL", "结案前应当核查改正情况。", .at = "close", .is = WARN, ART("28") },
	{ "decide_done <= decide_due", "超过立案后的办案期限作出决定，请写明依据。", .at = "decide,spare", .is = WARN, TERM("decision-limit") },
	{ "limit_to > opened_on", "延长后的期限早于立案之日。", .at = "extend", HOUSE("日期先后") },
	{ "procedure <> 'simple' OR report_on IS NOT NULL", "当场处罚决定应当报所属机关备案。", .at = "close", TERM("simple-form") },
	{ "procedure <> 'ordinary' OR (SOME(process_records: stage = 'evidence') AND SOME(process_records: stage = 'decision') AND SOME(process_records: stage = 'service'))", "全过程记录不全：调查取证、决定、送达各环节都应当有记录，用“归集全过程记录”补齐。", .at = "close", .is = WARN, TERM("full-process-record") },
	{ "excluded = defects", "排除的缺陷数与本案记录的不同：逐项写明哪些行为不作为依据，由谁重新取证。", .at = "exclude", TERM("cert-required") },
	{ "defects = 0 OR (excluded IS NOT NULL AND excluded = defects)", "有执法资格缺陷的行为不得作为决定的依据：由有资格的人员重新取证之后，用“排除有缺陷的行为”列明保留的证据；当场处罚的转普通程序。", .at = "decide,spare,decide_on_spot", .is = LIVE, TERM("cert-required") },
	),
	NEEDS(
	NEEDS_TWO_CERTIFIED("start,preserve,inquire,tell,decide_on_spot", ALREADY_DONE),
	NEEDS_TWO_CERTIFIED("propose,open,finish,notify,reassign"),
	{ "finish", "evidence", "没有证据，不得调查终结。", .is = WARN, ART("46") },
	{ "finish", "listed", "所列法制审核事项当日不在有效清单内。", .where = "from <= $day AND (to IS NULL OR to > $day)", .when = "listed IS NOT NULL", .is = LIVE, TERM("legal-review-list") },
	{ "finish", "parties.operator.case.parties.operator", "该主体两年内受过处罚，核对本行业从重的规定。", .how = NONE,
	  .where = "of.id <> me.id AND of.ending = 'penalty'", .back = "venue-two-year-three", .dated = "decided_on", .is = WARN, HOUSE("两年内受过处罚的，核对从重的规定") },
	{ "finish", "parties.operator.case.parties.operator", "两年内警告或者罚款已满三次，又有应罚行为的，应当责令停业整顿。", .how = FEWER, .least_term = "venue-two-year-three-count", .when = OF_SECTOR("entertainment"),
	  .where = BEFORE_THE_ACT("venue-two-year-three") " AND SOME(of.penalties: kind IN ('warning', 'fine'))", .is = WARN, TERM("venue-two-year-three") },
	{ "finish", "parties.operator.case.parties.operator", "两年内责令停业整顿已满两次，又有应罚行为的，应当吊销许可证。", .how = FEWER, .least_term = "venue-two-year-two-suspensions-count", .when = OF_SECTOR("entertainment"),
	  .where = BEFORE_THE_ACT("venue-two-year-two-suspensions") " AND SOME(of.penalties: kind IN ('suspend_permit', 'stop'))", .is = WARN, TERM("venue-two-year-two-suspensions") },
	{ "finish", "parties.operator.case.parties.operator", "两年内因违反演出管理规定已受两次处罚，又有应罚行为的，应当从重处罚。", .how = FEWER, .least_term = "show-repeat-two-years-count", .when = OF_SECTOR("performance"),
	  .where = BEFORE_THE_ACT("show-repeat-two-years"), .is = WARN, TERM("show-repeat-two-years") },
	{ "decide", "defence.case",  "当事人的陈述申辩尚未复核完毕：在陈述申辩里复核，或者登记放弃、逾期。", .where = "ended_on IS NOT NULL", .since = "notify", .each = "parties", .match = "party", .is = LIVE, TERM("defence-no-aggravation") },
	{ "decide", "hearing.case",  "听证尚未举行，当事人也未放弃：在听证里办理，或者登记放弃、逾期。", .where = "ended_on IS NOT NULL", .since = "notify", .each = "parties", .match = "party", .when = "hearing_right", .is = LIVE, TERM("hearing-record-binding") },
	{ "decide", "legal_review.link", "未经法制审核或者审核未通过，不得作出决定：告知之后送法制审核，提出意见并采纳。", .where = "state = 'adopted' AND reviewer NOT IN me.officers.person", .since = "notify",
	  .when = REVIEW_DUE("$day"), .is = LIVE, TERM("legal-review-triggers") },
	{ "discuss", "legal_review.link", "集体讨论应当在法制审核之后：先送法制审核并采纳意见。", .where = "state = 'adopted'", .since = "notify", .when = REVIEW_DUE("$day"), .is = LIVE, TERM("collective-discussion") },
	{ "discuss", "meeting.items.about", "没有集体讨论该案的会议记录：会议在告知之后举行，议题关联本案并同意，记录已签发。", .where = DISCUSSED_BY_THE_HEADS " AND of.held_on >= me.notify_on AND NOT SOME(me.legal_review.link: state = 'adopted' AND adopt_on > meeting.held_on)", .is = LIVE, TERM("collective-discussion") },
	{ "decide", "states", "超出裁量档次幅度的，应当集体讨论决定。", .where = "state = 'discussed' AND from >= me.notify_on", .when = OUTSIDE_STEP, .is = LIVE, TERM("discretion-benchmark-public") },
	{ "decide,spare", "parties.operator.case.parties.operator", "该主体因同一事项受过处理，不是初次违法。", .how = NONE,
	  .where = "of.id <> me.id AND of.ending IN ('penalty', 'first_breach') AND of.decided_on <= $day AND of.power_item.code = me.power_item.code", .when = "ending = 'first_breach'", .is = LIVE, TERM("may-no-penalty-first") },
	{ "decide", "states", "情节复杂或者重大违法行为，应当集体讨论决定。", .where = "state = 'discussed' AND from >= me.notify_on", .when = "complex_or_major", TERM("collective-discussion") },
	{ "decide", "states", "属于本机关公布的集体讨论范围，应当集体讨论决定。", .where = "state = 'discussed' AND from >= me.notify_on", .when = LISTED_FOR_DISCUSSION("$day"), .is = LIVE, TERM("collective-discussion") },
	{ "spare", "legal_review.link", "属于本机关公布的法制审核目录，未经法制审核或者审核未通过，不得作出决定。", .where = "state = 'adopted' AND reviewer NOT IN me.officers.person", .since = "finish", .when = LISTED_FOR_REVIEW("$day"), .is = LIVE, TERM("legal-review-list") },
	{ "spare", "meeting.items.about", "属于本机关公布的集体讨论范围，没有集体讨论该案的会议记录。", .where = DISCUSSED_BY_THE_HEADS " AND of.held_on >= me.finish_on", .when = LISTED_FOR_DISCUSSION("$day"), .is = LIVE, TERM("collective-discussion") },
	{ "decide,decide_on_spot", "power_item", "处罚所依据的权责事项当日不在有效清单内。", .where = "from <= me.act_on AND (to IS NULL OR to > me.act_on)", .is = WARN, LAW("行政处罚法", "38") },
	{ "decide,spare", "came_from.inspection", "检查有执法资格缺陷，不得据以决定。", .where = "defects = 0", .how = EVERY, .when = "exclude_on IS NULL", .is = LIVE, TERM("cert-required") },
	{ "decide,spare", "referral.link", "涉嫌犯罪已经移送的，不得以行政处罚代替移送。", .where = "kind <> 'crime' OR state IN ('refused', 'returned')", .how = EVERY, TERM("transfer-no-substitute") },
	{ "refer",  "referral.link", "先办理移送审批并送出。", .where = "sent_on IS NOT NULL", .is = LIVE, TERM("transfer-send") },
	{ "close", "service.case",   "处罚决定书尚未送达。", .where = "state = 'served' AND decided_on = me.decided_on", .each = "parties", .match = "party", .is = LIVE, TERM("service-days") },
	{ "close", "payment.case",   "罚没款尚未缴清。", .where = "ended_on IS NOT NULL", .how = EVERY, .is = LIVE, TERM("pay-days") },
	{ "close", "confiscated.case", "没收的物品尚未登记入库：在没收物品里登记。", .when = "SOME(penalties: kind = 'confiscate_goods')", .is = LIVE, ART("74") },
	{ "close", "publicity.object", "处罚决定尚未公示，也未批准豁免：在执法公示里办理。", .where = "state <> 'due'", .how = EVERY, .is = LIVE, TERM("publish-decision") },
	{ "close,drop,refer", "coercive_measure.case", "强制措施尚未解除或者处理。", .where = "ended_on IS NOT NULL", .how = EVERY, .is = LIVE, TERM("seizure-release") },
	{ "close,drop,refer,decline", "preservation", "先行登记保存的物品尚未处理：用“保存物品处理”写明每一件的处理。", .where = "fate <> ''", .how = EVERY, TERM("register-preserve") },
	),
	OPENS(
	{ "divide", "case", "source,came_from=id,parties.kind=row.kind,parties.operator=row.operator,parties.name=row.name,parties.code=row.code,parties.address=row.address,parties.born_on=row.born_on,parties.age_band=row.age_band,facts,act_from,act_on,found_on,life_harm,procedure,officers", .take = "propose", .each = "parties", .gone = 1, ART("40") },
	{ "notify", "defence", "case=id,party=row.n,notified_on=$day,told_fine=fine,told=penalties.party", .each = "parties", TERM("prior-notice") },
	{ "notify", "hearing", "case=id,party=row.n,told_on=$day", .each = "parties", .when = "hearing_right", TERM("hearing-triggers") },
	{ "revise,resume", "legal_review.link", "reason='拟处罚变更'", .take = "void", .where = "void_on IS NULL AND state <> 'refused'", ART("62") },
	{ "revise,resume,drop,refer", "defence.case", "reason='拟处罚变更或者终止'", .take = "void", .where = "state = 'waiting'", ART("62") },
	{ "revise,resume,drop,refer", "hearing.case", "reason='拟处罚变更或者终止'", .take = "void", .where = "ended_on IS NULL", ART("62") },
	{ "decide,spare,decide_on_spot", "service", "case=id,party=row.n,decided_on", .each = "parties", TERM("service-days") },
	{ "decide,decide_on_spot", "publicity", "object=id,stage='result',decided_on", .when = "ending = 'penalty'", TERM("publish-decision") },
	{ "decide,decide_on_spot", "payment", "case=id,party=row.party,kind=row.kind,domain,principal=row.amount,decided_on,surcharge_stated", .each = "penalties", .where = "kind IN ('fine', 'confiscate_gains')", TERM("pay-days") },
	{ "decide,decide_on_spot", "task", "text='核对权责清单，补充处罚所依据的事项',from=id", .take = "set", .when = "NOT SOME(power_item: from <= me.act_on AND (to IS NULL OR to > me.act_on))", ART("38") },
	{ "annul,redo", "publicity.object", "wrong_on=$day", .take = "change", .where = "state = 'published'", TERM("withdraw-publication") },
	{ "annul,redo", "payment.case", "cancelled_on=$day", .take = "cancel", .where = "ended_on IS NULL AND paid = 0 AND surcharge = 0", ART("75") },
	{ "annul,redo", "payment.case", "cancelled_on=$day", .take = "revoke", .where = "state NOT IN ('written_off', 'to_refund', 'cancelled') AND (paid > 0 OR surcharge > 0)", ART("75") },
	{ "annul,redo", "publicity.object", "reason='原决定已撤销'", .take = "void", .where = "state = 'due'", TERM("publish-decision") },
	{ "annul,redo", "service.case", "reason='原决定已撤销'", .take = "void", .where = "ended_on IS NULL", ART("75") },
	{ NULL, "typical_case", "case=id,facts=$masked.facts,domain,marked_on=$day", .take = "mark", .offer = "选为典型案例", .when = "ending = 'penalty' AND closed_on IS NOT NULL", HOUSE("典型案例报送") },
	{ "start,preserve,inquire,tell", "oversight", "kind='self_check',about='执法资格缺陷',received_on=$day", .when = "defects > 0", TERM("cert-required") },
	),
	ASIDES(
	{ "to_review", "所属的法制审核目录事项", "项", "all.review_item", TERM("legal-review-list"), .where = "gate <> 'discussion' AND " UNDER_ITEM("$day") },
	{ "to_discuss", "所属的集体讨论范围事项", "项", "all.review_item", TERM("collective-discussion"), .where = "gate = 'discussion' AND " UNDER_ITEM("$day") },
	{ "tiers",   "情节适合的裁量档次", "档", "power_item.discretion.item", TERM("discretion-benchmark-public"), .where = FITS },
	{ "fitting", "按已登记的情节最适合的裁量档次", "档", "power_item.discretion.item", TERM("discretion-benchmark-public"),
	  .where = FITS " AND NOT SOME(item.discretion.item: " FITS " AND COUNT(factors: TRUE) > COUNT(outer.factors: TRUE))" },
	{ "same_tier", "近年同一档次的罚款", "笔", "penalties.tier.case.penalties.tier", HOUSE("同案同罚"), .where = SIMILAR, .field = "amount" },
	{ "same_item", "近年同一事项的罚款", "笔", "power_item.case.power_item.penalties", HOUSE("同案同罚"), .where = SIMILAR, .field = "amount" },
	{ "prior",   "当事人两年内的处罚", "次", "parties.operator.case.parties.operator", TERM("venue-two-year-three"),
	  .where = "of.id <> me.id AND of.ending = 'penalty' AND of.decided_on <= $day", .back = "venue-two-year-three", .dated = "of.decided_on" },
	{ "suspensions", "当事人两年内被责令停业或者暂扣", "次", "parties.operator.case.parties.operator", TERM("venue-two-year-two-suspensions"),
	  .where = "of.id <> me.id AND of.ending = 'penalty' AND of.decided_on <= $day AND SOME(of.penalties: kind IN ('suspend_permit', 'stop'))", .back = "venue-two-year-two-suspensions", .dated = "of.decided_on" },
	),
	CARDS(
	{ "parties",  "code,address,operator.status,operator.credit_grade,operator.licences.kind" },
	{ "officers", "valid_until" },
	),
	FIGURES(
	{ "total",    "行政处罚案件", "件",   COUNT,    "decided_on", .where = "ending = 'penalty' AND " STANDING, .by = "procedure,domain,source,month:decided_on", HOUSE("当年作出处罚决定的案件") },
	{ "ordinary", "普通程序案件", "件",   COUNT,    "decided_on", .where = "ending = 'penalty' AND procedure = 'ordinary' AND " STANDING, .by = "domain,month:decided_on", HOUSE("当年作出处罚决定的普通程序案件") },
	{ "simple",   "简易程序案件", "件",   COUNT,    "decided_on", .where = "ending = 'penalty' AND procedure = 'simple' AND " STANDING, .by = "domain,month:decided_on", HOUSE("当年作出当场处罚决定的案件") },
	{ "money",    "罚没款",       "万元", SUM,      "decided_on", .rows = "penalties", .field = "amount", .where = "kind IN ('fine', 'confiscate_gains') AND ending = 'penalty' AND " STANDING, .by = "kind,procedure,domain,month:decided_on", TERM("revenue-separation") },
	{ "opened",   "立案",         "件",   COUNT,    "opened_on", .by = "source,domain,month:opened_on", HOUSE("当年立案") },
	{ "closed",   "结案",         "件",   COUNT,    "closed_on", .by = "ending,domain,month:closed_on", HOUSE("当年结案") },
	{ "endings",  "案件处理结果", "件",   COUNT,    "ended_on", .where = "ending <> ''", .by = "ending,domain", HOUSE("当年办结案件的结果") },
	{ "kinds",    "处罚种类",     "次",   COUNT,    "decided_on", .rows = "penalties", .where = "ending = 'penalty' AND " STANDING, .by = "kind,procedure,domain", ART("9") },
	{ "spared",   "不予处罚决定", "件",   COUNT,    "decided_on", .where = "ending IN ('minor', 'first_breach', 'no_fault', 'under_14', 'incapable', 'not_proved', 'out_of_time') AND " STANDING, .by = "ending,procedure,domain", ART("57") },
	{ "in_time",  "按期决定率",   "%",    SHARE,    "decided_on", .where = "decide_done <= decide_due", .among = "procedure = 'ordinary'", TERM("decision-limit") },
	{ "reviewed", "经法制审核的案件", "件", COUNT,  "decided_on", .where = "SOME(legal_review.link: state = 'adopted')", TERM("legal-review-triggers") },
	{ "published", "决定公示率",  "%",    SHARE,    "decided_on", .where = "SOME(publicity.object: published_on <= $cutoff)", .among = "ending = 'penalty' AND NOT SOME(publicity.object: duty = 'exempt')", TERM("publish-decision") },
	{ "no_competence", "有执法资格缺陷的案件", "件", COUNT, "begun_on", .where = "defects > 0", TERM("cert-required") },
	{ "flow",     "案件收结",     "件",   FLOW,     "begun_on", HOUSE("上年结转 + 新收 = 办结 + 结转下年") },
	),
	STANDARDS(
	{ "competence", "有执法资格缺陷的行为", "defects = 0", .points = "file-review-grave", .part = "subject", .way = "由有执法资格的人员重新取证，有缺陷的行为不作为依据。", .is = ANOMALY, TERM("cert-required") },
	{ "unfiled",   "立案呈批后很久没有立案，也没有不予立案", "begun_on + {watch-unfiled} >= $today", .in = "proposed", .way = "呈负责人决定立案或者不予立案。", .is = ANOMALY, TERM("case-filing-promptly") },
	{ "preserved", "先行登记保存的物品没有在期限内处理", "(preserve_done IS NOT NULL AND preserve_done <= preserve_due) OR (preserve_done IS NULL AND preserve_due >= $today)", .when = "preserved_on IS NOT NULL", .points = "file-review-serious", .part = "procedure", .way = "立即决定退还、转查封扣押、送检测或者移送；逾期的证据不再保存。", TERM("register-preserve") },
	{ "party_code", "没有写明当事人的证件号码或者统一社会信用代码", "NOT SOME(parties: code = '' AND operator IS NULL)", .after = "decide,decide_on_spot", .points = "file-review-slight", .part = "facts", .way = "核对营业执照或者身份证件后更正。", TERM("decision-content") },
	{ "act_day",   "没有写明违法行为发生之日，追责时效无法核对", "act_on IS NOT NULL", .after = "finish,tell", .points = "file-review-plain", .part = "facts", .way = "依证据写明行为发生或者终了之日。", TERM("limitation-start") },
	{ "age",       "没有写明公民当事人的出生日期或者年龄", "NOT SOME(parties: kind = 'citizen' AND born_on IS NULL AND age_band = '')", .after = "finish,tell", .points = "file-review-slight", .part = "facts", .way = "核对身份证件后登记出生日期。", TERM("age-bands") },
	{ "timely",    "违法行为被发现时已经超过追责时效", "found_on <= limit_due", .when = "ending IN ('', 'penalty')", .points = "file-review-grave", .part = "facts", .way = "不再给予处罚。", TERM("limitation-general") },
	{ "evidence",  "没有证据就调查终结或者作出决定", "SOME(evidence: TRUE)", .after = "finish", .when = "ending <> 'dropped' AND ending <> 'ended'", .points = "file-review-grave", .part = "evidence", .way = "归集证据并登记种类和取得之日。", ART("46") },
	{ "late_evidence", "有决定之后才取得的证据", "NOT SOME(evidence: taken_on > me.decided_on)", .after = "decide,decide_on_spot", .points = "file-review-serious", .part = "evidence", .way = "决定所依据的证据应当在决定之前取得，核对日期。", ART("40") },
	{ "preserved_list", "先行登记保存没有清单", "SOME(preservation: TRUE)", .when = "preserved_on IS NOT NULL", .points = "file-review-plain", .part = "evidence", .way = "补登保存物品的清单。", ART("56") },
	{ "item",      "决定所依据的权责事项当日不在有效清单内", "SOME(power_item: from <= me.act_on AND (to IS NULL OR to > me.act_on))", .after = "decide,decide_on_spot", .when = "ending = 'penalty'", .points = "file-review-serious", .part = "law", .way = "核对行为发生之日有效的权责事项。", ART("38") },
	{ "law",       "没有写明违反和适用的法律条款", "law <> ''", .after = "decide,decide_on_spot", .points = "file-review-serious", .part = "law", .way = "写明条、款、项。", TERM("decision-content") },
	{ "gains",     "没收违法所得，没有写明依法退赔的款项", "refunded IS NOT NULL", .after = "decide", .when = "SOME(penalties: kind = 'confiscate_gains')", .points = "file-review-slight", .part = "law", .way = "没有退赔的填写零。", TERM("confiscate-illegal-gains") },
	{ "in_time",   "超过办案期限作出决定", "decide_done <= decide_due", .after = "decide,spare", .points = "file-review-serious", .part = "procedure", .way = "有依法延长或者中止的依据的补登依据。", TERM("decision-limit") },
	{ "told",      "没有事先告知就给予处罚", "notify_on IS NOT NULL AND notify_on <= decided_on", .after = "decide", .when = "ending = 'penalty'", .points = "file-review-grave", .part = "procedure", .way = "未告知的不得作出决定，依法撤销后重新办理。", TERM("prior-notice") },
	{ "defended",  "当事人的陈述申辩没有复核答复", "NOT SOME(defence.case: state IN ('waiting', 'stated'))", .after = "decide", .when = "ending = 'penalty'", .points = "file-review-grave", .part = "procedure", .way = "复核并记录采纳与否和理由。", TERM("defence-no-aggravation") },
	{ "hearing_told", "应当告知听证权利而没有告知", "hearing_right IS TRUE AND SOME(hearing.case: TRUE)", .after = "decide", .when = "SOME(penalties: kind IN ('confiscate_gains', 'confiscate_goods', 'downgrade', 'suspend_permit', 'restrict', 'stop', 'close', 'revoke', 'bar') OR (kind = 'fine' AND amount >= {hearing-amount-culture}))", .points = "file-review-grave", .part = "procedure", .way = "依法撤销后重新告知。", TERM("hearing-triggers") },
	{ "review_waits", "应当法制审核，还没有送审或者没有审核通过", "SOME(legal_review.link: state = 'adopted' AND asked_on >= me.notify_on)", .in = "notified,discussed", .when = REVIEW_DUE("$today"), .way = "陈述申辩和听证结束之后送法制审核。", .is = ANOMALY, TERM("legal-review-triggers") },
	{ "discussion_waits", "情节复杂或者重大、属于集体讨论范围或者超出裁量幅度，还没有集体讨论", "FALSE", .in = "notified", .when = "complex_or_major OR " LISTED_FOR_DISCUSSION("$today") " OR " OUTSIDE_STEP, .way = "法制审核之后提请负责人集体讨论。", .is = ANOMALY, TERM("collective-discussion") },
	{ "reviewed",  "应当法制审核而没有审核通过", "SOME(legal_review.link: state = 'adopted' AND adopt_on <= me.decided_on)", .after = "decide,spare", .when = REVIEW_DUE("me.decided_on"), .points = "file-review-grave", .part = "procedure", .way = "决定之前送法制审核。", TERM("legal-review-triggers") },
	{ "discussed", "情节复杂或者重大、属于集体讨论范围，没有集体讨论", "SOME(states: state = 'discussed') OR SOME(meeting.items.about: " DISCUSSED_BY_THE_HEADS ")", .after = "decide,spare", .when = "complex_or_major OR " LISTED_FOR_DISCUSSION("me.decided_on"), .points = "file-review-grave", .part = "procedure", .way = "由负责人集体讨论决定并记录。", TERM("collective-discussion") },
	{ "corrected", "处罚时没有责令改正", "SOME(correction.came_from: TRUE) OR SOME(came_from.inspection.correction.came_from: TRUE)", .after = "decide,decide_on_spot", .when = "ending = 'penalty'", .points = "file-review-plain", .part = "procedure", .way = "补发责令改正通知书。", TERM("order-to-correct") },
	{ "correction_checked", "没有核查违法行为是否改正", "corrected_on IS NOT NULL", .after = "close", .when = "ending = 'penalty'", .points = "file-review-slight", .part = "procedure", .way = "复查后登记改正核查之日。", ART("28") },
	{ "benchmark", "没有写明所用的裁量基准档次", "benchmark <> ''", .after = "decide", .when = "ending = 'penalty'", .points = "file-review-plain", .part = "discretion", .way = "写明适用的基准和档次。", TERM("discretion-benchmark-public") },
	{ "first_breach", "初次违法不予处罚，没有写明教育情况", "education <> ''", .after = "decide,spare", .when = "ending IN ('minor', 'first_breach', 'no_fault', 'under_14')", .points = "file-review-plain", .part = "discretion", .way = "补记教育的时间和内容。", TERM("educate-on-exemption") },
	{ "young",     "对未成年人没有从轻或者减轻", "SOME(factors: value IN ('lighter', 'reduced'))", .after = "decide,decide_on_spot", .when = PUNISHED(UNDER_18), .points = "file-review-grave", .part = "discretion", .way = "依法从轻或者减轻后重新决定。", TERM("age-bands") },
	{ "payee",     "罚款决定没有写明代收银行或者是否加处罚款", "payee <> '' AND surcharge_stated IS NOT NULL", .after = "decide,decide_on_spot", .when = "fine > 0", .points = "file-review-plain", .part = "papers", .way = "在决定书中写明。", TERM("decision-payee") },
	{ "signed",    "当场处罚决定书没有签收或者注明拒签", "signed <> ''", .after = "decide_on_spot", .points = "file-review-plain", .part = "papers", .way = "补登签收情况。", TERM("simple-form") },
	{ "reported",  "当场处罚决定没有报所属机关备案", "report_on IS NOT NULL", .after = "decide_on_spot", .in = "closed", .points = "file-review-plain", .part = "procedure", .way = "报本机关备案。", TERM("simple-form") },
	{ "record_start", "全过程记录缺启动环节", "SOME(process_records: stage = 'start')", .after = "finish", .points = "file-review-slight", .part = "file", .way = "归集立案的文字记录。", TERM("full-process-record") },
	{ "record_evidence", "全过程记录缺调查取证环节的音像记录", "SOME(process_records: stage = 'evidence' AND medium = 'audio_visual')", .after = "finish", .points = "file-review-plain", .part = "file", .way = "归集现场检查、询问的音像记录。", TERM("full-process-record") },
	{ "record_review", "全过程记录缺审核环节", "SOME(process_records: stage = 'review')", .after = "decide", .when = "SOME(legal_review.link: state = 'adopted')", .points = "file-review-slight", .part = "file", .way = "归集法制审核意见。", TERM("full-process-record") },
	{ "record_decision", "全过程记录缺决定环节", "SOME(process_records: stage = 'decision')", .after = "decide,spare", .points = "file-review-slight", .part = "file", .way = "归集审批表、讨论记录和决定书。", TERM("full-process-record") },
	{ "record_service", "全过程记录缺送达环节", "SOME(process_records: stage = 'service')", .after = "decide,spare", .in = "closed", .points = "file-review-slight", .part = "file", .way = "归集送达回证。", TERM("full-process-record") },
	{ "record_left", "留置送达、公告送达没有音像记录", "SOME(process_records: stage = 'service' AND medium = 'audio_visual')", .when = "SOME(service.case: state = 'served' AND how IN ('left', 'public_notice'))", .points = "file-review-plain", .part = "file", .way = "归集送达过程的音像记录。", TERM("full-process-record") },
	{ "unarchived", "结案后很久没有归档", "closed_on + {watch-archive} >= $today OR archive_on IS NOT NULL", .in = "closed", .when = "archive_on IS NULL", .points = "file-review-slight", .part = "file", .way = "整理案卷，登记案卷号。", TERM("archive-case-file") },
	),
	PAPERS(
	{ "filing",   "立案审批表",         "open", ART("54") },
	{ "on_site",  "现场检查笔录",       "start", ART("55") },
	{ "disposal", "先行登记保存物品处理决定书", "dispose", .series = "先处", .when = "SOME(preservation: fate <> '')", ART("56") },
	{ "closing_inquiry", "案件调查终结报告", "finish", ART("57") },
	{ "discussion", "案件集体讨论记录", "discuss", TERM("collective-discussion") },
	{ "approval", "行政处罚案件审批表", "decide,spare", ART("57") },
	{ "closing",  "结案报告",           "close", TERM("archive-case-file") },
	{ "preservation", "先行登记保存证据通知书", "preserve", .series = "先登", ART("56") },
	{ "notice",   "行政处罚事先告知书", "notify", .series = "罚告", .each = "parties", .recall = UNTOLD, .corrects = "parties,law", ART("44") },
	{ "decision", "行政处罚决定书",     "decide", .series = "罚决", .each = "parties", .where = "SOME(me.penalties: penalties.party = parties.n)", .when = "ending = 'penalty'", .signed_by = "decide", .recall = UNSERVED, .corrects = "parties,payee,law,benchmark", ART("59") },
	{ "no_penalty", "不予行政处罚决定书", "decide", .series = "不罚", .each = "parties", .when = "ending <> 'penalty'", .recall = UNSERVED, .corrects = "parties", ART("57") },
	{ "no_penalty_party", "不予行政处罚决定书", "decide", .series = "不罚", .each = "outcomes", .when = "ending = 'penalty'", ART("57") },
	{ "spared",   "不予行政处罚决定书", "spare", .series = "不罚", .each = "parties", .recall = UNSERVED, .corrects = "parties", ART("57") },
	{ "annulment", "撤销行政处罚决定书", "annul", .series = "撤罚", .each = "parties", ART("75") },
	{ "spot",     "当场行政处罚决定书", "decide_on_spot", .series = "当罚", .each = "parties", ART("52") },
	),
	ACCESS(
	{ STAFF|LEGAL,   "view,list",  SECTION, HOUSE("办案人员看本科室案件") },
	{ REVIEWER,      "view,list",  BUREAU, TERM("legal-review-triggers") },
	{ HEADS|LEADER,  "view,list,print", BUREAU, HOUSE("负责人看全局案件") },
	{ SECRETARY,     "view,list",  BUREAU, .where = "complex_or_major", TERM("collective-discussion") }, /* puts it on the agenda */
	{ SUPERVISOR,    "view,list",  BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,      "view",       SUBORDINATES, .fields = "source,procedure,domain,complex_or_major,opened_on,decided_on,ending,fine,gains,closed_on", HOUSE("上级看数字和上报字段") },
	),
};
