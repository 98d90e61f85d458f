/*
 * licence.c - administrative licences: our own, and those of the service office as recorded
 *
 * Law: 行政许可法 (2019) and the law of each trade, which may set a shorter or longer term.  What the service
 * office or a superior decided is recorded and has no share in our punctuality.
 */
#include "model/declare.h"

/* clang-format off */

enum { RECEIVED, SUPPLEMENTING, ACCEPTED, HEARING, EXAMINING, DECIDED, DELIVERED, PUBLISHED, NOT_ACCEPTED, WITHDRAWN, RECORDED, ANNULLED };

#define OURS   "decided_by = 'own'"
#define THEIRS "decided_by <> 'own'"

#define OPENS_INTERNET_VENUE "subject = 'internet' AND action = 'set_up' AND result = 'granted'"

const struct ledger ledger_licence = {
	.key = "licence", .label = "行政许可", .law = "行政许可法", .title = "applicant", .series = "许可",

	FIELDS(
	{ "item",        REF,  "许可事项", LIST|UP, .of = "power_item", .hint = "由政务服务办决定的可以不填", TERM("powers-scope") },
	{ "subject",     PICK, "行业", MUST|LIST|UP, .of = "entertainment,internet,performance,troupe,travel,printing,print_internal,publication,film,broadcast,art,relic,other",
	  .labels = "娱乐场所,互联网上网服务,营业性演出,文艺表演团体和演出经纪机构,旅行社,印刷,内部资料印刷,出版物零售,电影放映,广播电视,艺术品,文物,其他", TERM("licence-default") },
	{ "action",      PICK, "类别", MUST|LIST|UP, .of = "set_up,change,renew,cancel", .labels = "设立,变更,延续,注销", ART("46") },
	{ "stage",       PICK, "环节", LIST, .of = "preparation,final", .labels = "筹建,最终审核", .hint = "互联网上网服务填写", TERM("internet-prep") },
	{ "foreign",     YESNO, "涉外或者涉港澳台演出", LIST|UP, TERM("show-approval-foreign") },
	{ "joint",       YESNO, "统一办理、联合办理或者集中办理", 0, TERM("licence-joint") },
	{ "applicant",   TEXT, "申请人", MUST|PRINTED, ART("29") },
	{ "operator",    REF,  "经营主体", LIST|UP, .of = "operator", ART("29") },
	{ "contact",     TEXT, "联系人和电话", PERSONAL, ART("29") },
	{ "matter",      TEXT, "申请事项", PRINTED, ART("29") },
	{ "materials",   ROWS, "材料", 0, COLUMNS({ "name", TEXT, "名称", MUST }, { "sm3", TEXT, "文件", 0, .form = "sm3" }, { "complete", YESNO, "齐全合格" }), ART("31") },
	{ "expires_on",  DATE, "原许可有效期届满之日", SORT, .hint = "延续填写", TERM("licence-renew") },
	{ "received_on", DATE, "收到之日", SORT|UP, TERM("licence-correct-once") },
	{ "missing",     TEXT, "需要补正的材料", PRINTED, TERM("licence-correct-once") },
	{ "accepted_on", DATE, "受理之日", SORT|UP, .hint = "逾期不告知补正的，自收到之日起即为受理", TERM("licence-correct-once") },
	{ "publicised_on", DATE, "场所公示之日", 0, TERM("venue-publicity") },
	{ "site_checked_on", DATE, "实地检查之日", 0, TERM("venue-licence") },
	{ "school_distance", NUMBER, "与最近的中小学校园的距离（米）", 0, .hint = "设立互联网上网服务营业场所填写", TERM("internet-school-distance") },
	{ "residential", YESNO, "在居民住宅楼（院）内", 0, .hint = "设立互联网上网服务营业场所填写", TERM("internet-school-distance") },
	{ "hearing_on",  DATE, "听证举行之日", 0, TERM("venue-licence") },
	{ "excluded_why", TEXT, "不计入期限的原因", 0, .hint = "听证、检验、检测、鉴定、专家评审", TERM("licence-excluded") },
	{ "extended_to", DATE, "延长后的最后一日", 0, TERM("licence-default") },
	{ "decided_by",  PICK, "决定机关", MUST|LIST|UP, .of = "own,service_office,superior", .labels = "本局,政务服务办,上级部门", HOUSE("由谁决定，办理时限归谁") },
	{ "deciding_body", REF, "决定机关名称", 0, .of = "org", HOUSE("由谁决定，办理时限归谁") },
	{ "decided_on",  DATE, "决定之日", SORT|PRINTED|UP, TERM("licence-default") },
	{ "result",      PICK, "决定", LIST|PRINTED|UP, .of = "granted,refused", .labels = "准予许可,不予许可", ART("38") },
	{ "reason",      TEXT, "理由", PRINTED, ART("38") },
	{ "licence_number", TEXT, "许可证编号", SORT|PRINTED|UP, .form = "certificate", ART("39") },
	{ "valid_until", DATE, "有效期的最后一日", SORT|PRINTED|UP, TERM("venue-licence-validity") },
	{ "delivered_on", DATE, "送达之日", SORT, TERM("licence-deliver") },
	{ "annul_why",   PICK, "撤销的情形", LIST, .of = "abuse,beyond_power,procedure,unqualified,deceit,other", .labels = "滥用职权玩忽职守,超越职权,违反法定程序,不具备申请资格,欺骗贿赂,其他", ART("69") },
	),

	STATES(
	[RECEIVED]      = { "received",      "待受理" },
	[SUPPLEMENTING] = { "supplementing", "待补正" },
	[ACCEPTED]      = { "accepted",      "审查中" },
	[HEARING]       = { "hearing",       "听证" },
	[EXAMINING]     = { "examining",     "检验检测鉴定评审" },
	[DECIDED]       = { "decided",       "已决定" },
	[DELIVERED]     = { "delivered",     "已送达" },
	[PUBLISHED]     = { "published",     "已公开", FINAL },
	[NOT_ACCEPTED]  = { "not_accepted",  "不予受理", FINAL },
	[WITHDRAWN]     = { "withdrawn",     "申请人撤回", FINAL },
	[RECORDED]      = { "recorded",      "他方决定已登记", FINAL },
	[ANNULLED]      = { "annulled",      "许可已撤销", FINAL },
	),

	STEPS(
	{ "receive",    "收到申请", NEW,               RECEIVED,      STAFF|ENGINE, "item?,subject,action,stage?,foreign?,joint?,applicant,operator?,contact?,matter?,materials?,expires_on?,received_on,decided_by", .day = "received_on", .within = "renew", ART("29") },
	{ "record",     "登记他方决定", NEW,           RECORDED,      STAFF|ENGINE, "item?,subject,action,stage?,foreign?,applicant,operator?,matter?,received_on?,decided_by,deciding_body?,decided_on,result,reason?,licence_number?,valid_until?", HOUSE("由谁决定，办理时限归谁") },
	{ "ask_supplement", "告知补正", IN(RECEIVED),  SUPPLEMENTING, STAFF,   "missing", .within = "ask", .is = ONCE, TERM("licence-correct-once") },
	{ "supplement", "补正",     IN(SUPPLEMENTING), RECEIVED,      OUTSIDE|OPERATOR, "materials?", TERM("licence-correct-once") },
	{ "accept",     "受理",     IN(RECEIVED),      ACCEPTED,      STAFF,   "accepted_on", .within = "answer", ART("32") },
	{ "refuse",     "不予受理", IN(RECEIVED),      NOT_ACCEPTED,  STAFF,   "reason", .within = "answer", ART("32") },
	{ "publicise",  "场所公示", IN(ACCEPTED),      SAME,          STAFF,   "publicised_on", .day = "publicised_on", TERM("venue-publicity") },
	{ "check_site", "实地检查", IN(ACCEPTED),      SAME,          OFFICER|CHIEF, "site_checked_on,school_distance?,residential?", .day = "site_checked_on", TERM("venue-licence") },
	{ "call_hearing", "组织听证", IN(ACCEPTED),    HEARING,       STAFF|LEGAL, "excluded_why", TERM("licence-hearing-hold") },
	{ "end_hearing", "听证结束", IN(HEARING),      ACCEPTED,      STAFF|LEGAL, "hearing_on", .day = "hearing_on", TERM("licence-excluded") },
	{ "examine",    "送检验检测鉴定评审", IN(ACCEPTED), EXAMINING, STAFF,  "excluded_why", TERM("licence-excluded") },
	{ "end_examine", "检验检测鉴定评审结束", IN(EXAMINING), ACCEPTED, STAFF, NULL, TERM("licence-excluded") },
	{ "extend",     "延长期限", IN(ACCEPTED),      SAME,          HEAD,    "extended_to,reason", .is = ONCE, TERM("licence-default") },
	{ "decide",     "决定",     IN(ACCEPTED),      DECIDED,       HEADS,   "decided_on,result,reason?,licence_number?,valid_until?", .day = "decided_on", .within = "decide", .after = "publicity", .not_by = "receive", .is = FIRM, ART("38") },
	{ "deliver",    "送达",     IN(DECIDED),       DELIVERED,     STAFF,   "delivered_on", .day = "delivered_on", .within = "deliver", ART("44") },
	{ "publish",    "公开",     IN(DELIVERED),     PUBLISHED,     STAFF,   NULL, ART("40") },
	{ "withdraw",   "撤回申请", IN(RECEIVED)|IN(SUPPLEMENTING)|IN(ACCEPTED)|IN(HEARING)|IN(EXAMINING), WITHDRAWN, OUTSIDE|OPERATOR, "reason?", HOUSE("申请人在决定前可以撤回") },
	{ "annul",      "撤销许可", IN(PUBLISHED)|IN(RECORDED), ANNULLED, HEAD|OUTSIDE, "annul_why,reason", ART("69") },
	),

	CLOCKS( /* the law of the trade speaks after the general law; of RUNS rows the last that speaks wins */
	{ "ask",     RUNS,   TERM("licence-correct-once"), .from = "received_on" },
	{ "answer",  RUNS,   TERM("licence-correct-once"), .from = "received_on" },
	{ "answer",  RESTARTS, TERM("licence-correct-once"), .on_step = "supplement" },
	{ "renew",   RUNS,   TERM("licence-renew"),        .from = "expires_on", .when = "action = 'renew' AND subject <> 'entertainment'" },
	{ "renew",   RUNS,   TERM("venue-licence-validity-renew"), .from = "expires_on", .when = "action = 'renew' AND subject = 'entertainment'" },
	{ "decide",  RUNS,   TERM("licence-default"),      .from = "accepted_on", .when = OURS },
	{ "decide",  RUNS,   TERM("venue-licence"),        .from = "accepted_on", .when = OURS " AND subject = 'entertainment'" },
	{ "decide",  RUNS,   TERM("internet-prep"),        .from = "accepted_on", .when = OURS " AND subject = 'internet' AND stage = 'preparation'" },
	{ "decide",  RUNS,   TERM("internet-final"),       .from = "accepted_on", .when = OURS " AND subject = 'internet' AND stage = 'final'" },
	{ "decide",  RUNS,   TERM("troupe-licence"),       .from = "accepted_on", .when = OURS " AND subject = 'troupe'" },
	{ "decide",  RUNS,   TERM("show-approval-domestic"), .from = "accepted_on", .when = OURS " AND subject = 'performance'" },
	{ "decide",  RUNS,   TERM("show-approval-foreign"), .from = "accepted_on", .when = OURS " AND subject = 'performance' AND foreign" },
	{ "decide",  RUNS,   TERM("travel-licence"),       .from = "accepted_on", .when = OURS " AND subject = 'travel'" },
	{ "decide",  RUNS,   TERM("print-licence"),        .from = "received_on", .when = OURS " AND subject = 'printing'" },
	{ "decide",  RUNS,   TERM("print-internal"),       .from = "received_on", .when = OURS " AND subject = 'print_internal'" },
	{ "decide",  RUNS,   TERM("book-retail"),          .from = "accepted_on", .when = OURS " AND subject = 'publication'" },
	{ "decide",  RUNS,   TERM("film-screening"),       .from = "accepted_on", .when = OURS " AND subject = 'film'" },
	{ "decide",  RUNS,   TERM("licence-joint"),        .from = "accepted_on", .when = OURS " AND joint" },
	{ "decide",  ENDS,   TERM("licence-default"),      .from = "extended_to" },
	{ "decide",  STANDS, TERM("licence-excluded"),     .in_state = "hearing" },
	{ "decide",  STANDS, TERM("licence-excluded"),     .in_state = "examining" },
	{ "decide",  STOPS,  TERM("licence-default"),      .on_step = "withdraw" },
	{ "publicity", RUNS, TERM("venue-publicity"),      .from = "publicised_on", .when = OURS " AND subject = 'entertainment'" },
	{ "deliver", RUNS,   TERM("licence-deliver"),      .from = "decided_on", .when = OURS },
	),

	RULES(
	{ OURS, "由政务服务办或者上级决定的，用“登记他方决定”。", .at = "receive", HOUSE("由谁决定，办理时限归谁") },
	{ THEIRS, "本局决定的，应当办理受理和决定。", .at = "record", HOUSE("由谁决定，办理时限归谁") },
	{ "accepted_on >= received_on AND decided_on >= accepted_on AND delivered_on >= decided_on", "日期先后颠倒。", HOUSE("日期先后") },
	{ "accepted_on <= accept_on", "受理之日不得晚于办理之日。", .at = "accept", ART("32") },
	{ "ask_done <= ask_due OR accepted_on = received_on", "逾期不告知补正的，自收到申请材料之日起即为受理。", .at = "accept", .when = "ask_supplement_on IS NOT NULL", .is = LIVE, TERM("licence-correct-once") },
	{ "answer_done <= answer_due OR accepted_on = received_on", "逾期不告知补正的，自收到申请材料之日起即为受理。", .at = "accept", .when = "ask_supplement_on IS NULL", .is = LIVE, TERM("licence-correct-once") },
	{ "stage <> '' OR action <> 'set_up'", "设立互联网上网服务营业场所，应当写明筹建或者最终审核。", .at = "receive", .when = "subject = 'internet'", TERM("internet-prep") },
	{ "result <> 'refused' OR reason <> ''", "不予许可的，应当说明理由，并告知复议和诉讼的权利。", .at = "decide,record", ART("38") },
	{ "result <> 'granted' OR action = 'cancel' OR stage = 'preparation' OR licence_number <> ''", "准予许可的，应当写明许可证编号。", .at = "decide", ART("39") },
	{ "publicised_on IS NOT NULL AND site_checked_on IS NOT NULL AND hearing_on IS NOT NULL", "设立娱乐场所，应当实地检查、公示并举行听证。", .at = "decide", .when = "subject = 'entertainment' AND action = 'set_up' AND result = 'granted'", TERM("venue-licence") },
	{ "school_distance >= {internet-school-distance} AND residential IS NOT TRUE", "中小学校园周围二百米内和居民住宅楼（院）内，不得设立互联网上网服务营业场所。", .at = "decide", .when = OPENS_INTERNET_VENUE, TERM("internet-school-distance") },
	{ "school_distance IS NOT NULL AND residential IS NOT NULL", "没有写明与学校的距离、是否在居民住宅楼（院）内，请核对实地检查记录。", .at = "decide", .when = OPENS_INTERNET_VENUE, .is = WARN, TERM("internet-school-distance") },
	{ "renew_done <= renew_due", "延续申请超过应当提出的期限。", .at = "receive", .is = WARN, TERM("licence-renew") },
	),

	NEEDS(
	{ "receive", "item", "许可事项当日不在有效清单内。", .where = "kind = 'licence' AND from <= $day AND (to IS NULL OR to > $day)", .when = "item IS NOT NULL", .is = LIVE, TERM("powers-scope") },
	{ "publish", "publicity.object", "许可决定尚未公示，也未批准豁免。", .how = EVERY, .where = "state <> 'due'", .is = LIVE, TERM("publish-decision") },
	),

	OPENS(
	{ "decide", "publicity", "object=id,stage='result',decided_on", TERM("publish-decision") },
	{ "annul", "publicity.object", "wrong_on=$day", .take = "change", .where = "state = 'published'", TERM("withdraw-publication") },
	),

	FIGURES(
	{ "handled",  "办理行政许可", "件", COUNT, "decided_on", .by = "subject,action,result,decided_by", HOUSE("当年作出决定的许可，含登记的他方决定") },
	{ "own",      "其中本局决定", "件", COUNT, "decided_on", .where = OURS, .by = "subject,action,result", TERM("licence-default") },
	{ "recorded", "其中政务服务办和上级决定", "件", COUNT, "decided_on", .where = THEIRS, .by = "subject,action,result", HOUSE("由谁决定，办理时限归谁") },
	{ "on_time",  "按期办结率", "%", SHARE, "decided_on", .where = "decide_done <= decide_due", .among = OURS " AND decide_due IS NOT NULL", .by = "subject,action", TERM("licence-default") },
	{ "received", "收到申请", "件", COUNT, "received_on", .where = OURS, .by = "subject,action", ART("29") },
	{ "expiring", "已过有效期的许可", "件", COUNT, .during = "decided_on", .where = "result = 'granted' AND valid_until < $day AND state <> 'annulled'", .by = "subject", TERM("venue-licence-validity") },
	{ "flow",     "许可收结", "件", FLOW, "received_on", .where = OURS, .by = "subject", HOUSE("上年结转 + 新收 = 办结 + 结转下年") },
	),

	PAPERS(
	{ "correct",   "行政许可申请材料补正告知书", "ask_supplement", .series = "许补", TERM("licence-correct-once") },
	{ "accepted",  "行政许可受理通知书",   "accept", .series = "许受", ART("32") },
	{ "not_accepted", "行政许可不予受理决定书", "refuse", .series = "许不受", ART("32") },
	{ "longer",    "延长行政许可期限告知书", "extend", .series = "许延", TERM("licence-default") },
	{ "granted",   "准予行政许可决定书",   "decide", .series = "许准", .when = "result = 'granted'", .recall = "state = 'decided'", ART("38") },
	{ "refused",   "不予行政许可决定书",   "decide", .series = "许不", .when = "result = 'refused'", .recall = "state = 'decided'", ART("38") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list", BUREAU, HOUSE("许可全局可见") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("许可全局可见") },
	{ OPERATOR,     "view,list", OWN, HOUSE("申请人看自己的申请") },
	{ SUPERVISOR,   "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,     "view,list", SUBORDINATES, .fields = "item,subject,action,stage,foreign,operator,received_on,accepted_on,decided_by,decided_on,result,licence_number,valid_until", HOUSE("上级看数字和上报字段") },
	),
};
