/*
 * info_request.c - requests for government information
 *
 * Law: 政府信息公开条例 (2019 revision).  The day of receipt depends on the channel; the clock stands while
 * a third party or a co-making agency is asked and starts afresh when a request has been supplemented.
 * Silence is a fact of the day after the term, whenever it is noted; an extension is decided within the
 * term that it lengthens (the clocks `first` and `longer` are that term).  Results are those of the
 * national table; lapsed and withdrawn requests are told apart by state.
 */
#include "model/declare.h"

/* clang-format off */

enum { RECEIVED, SUPPLEMENTING, CONSULTING, CONSULTING_AGENCY, ANSWERED, LAPSED, WITHDRAWN };

#define REFUSED "'refused_secret', 'refused_forbidden', 'refused_stability', 'refused_third_party', 'refused_internal', 'refused_process', 'refused_file', 'refused_query'"
#define DENIED  "'partly', " REFUSED /* wholly or in part: reasons, review, remedy */
#define UNMERGED "(merged_on IS NULL OR merged_on > $cutoff)"
#define OVERTURNED "SOME(reconsideration.info_request: outcome IN ('annulled', 'confirmed_illegal', 'void', 'redo', 'perform')) OR " \
	"SOME(litigation.info_request: outcome IN ('annulled', 'illegal', 'void', 'perform'))"

const struct ledger ledger_info_request = {
	.key = "info_request", .label = "依申请公开", .law = "政府信息公开条例", .title = "subject", .series = "依申请",

	FIELDS(
	{ "applicant_kind", PICK, "申请人类别", MUST|LIST|UP, .of = "citizen,enterprise,research,social,legal_service,other", .labels = "自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他", ART("50") },
	{ "applicant",    TEXT, "申请人",               MUST|PERSONAL, ART("29") },
	{ "id_card",      TEXT, "身份证件号码",         PERSONAL, .form = "id_card", ART("29") },
	{ "contact",      TEXT, "联系方式",             PERSONAL,      ART("29") },
	{ "subject",      TEXT, "所申请的信息",         MUST,          ART("29") },
	{ "form_wanted",  PICK, "获取方式", 0, .of = "paper,electronic,look", .labels = "纸质,电子,查阅", ART("29") },
	{ "channel",      PICK, "申请渠道",             MUST|LIST|UP, .of = "in_person,registered_post,post,web,fax", .labels = "当面提交,邮寄（需签收）,平常信函,网络,传真", TERM("info-received-date") },
	{ "arrived_on",   DATE, "提交或者寄达之日",     0,             TERM("info-received-date") },
	{ "confirmed_on", DATE, "与申请人确认之日",     0, .hint = "平常信函、网络、传真填写", TERM("info-received-date") },
	{ "received_on",  DATE, "收到申请之日",         MUST|SORT|UP|PRINTED, TERM("info-received-date") },
	{ "missing",      TEXT, "需要补正的事项",       0,             TERM("info-correct") },
	{ "supplement_until", DATE, "补正期限",         0,             TERM("info-correct") },
	{ "third_party",  TEXT, "第三方",               PERSONAL,      TERM("info-third-party") },
	{ "sent_on",      DATE, "意见征询书发出之日",   0,             TERM("info-third-party") },
	{ "consulted_on", DATE, "第三方收到征求意见书之日", 0,         TERM("info-third-party") },
	{ "opinion",      PICK, "第三方意见", 0, .of = "agrees,objects,silent", .labels = "同意公开,不同意公开,逾期未答复", TERM("info-third-party") },
	{ "objection_sound", YESNO, "第三方不同意公开的理由合理", 0,   ART("32") },
	{ "public_interest", YESNO, "不公开会对公共利益造成重大影响", 0, ART("32") },
	{ "agency",       REF,  "共同制作机关", 0, .of = "org",        TERM("info-other-agency") },
	{ "agency_asked_on", DATE, "共同制作机关收到征求意见书之日", 0, TERM("info-other-agency") },
	{ "agency_opinion", PICK, "共同制作机关意见", 0, .of = "agrees,objects,silent", .labels = "同意公开,不同意公开,逾期视为同意", TERM("info-other-agency") },
	{ "extend_reason", TEXT, "延期的理由",          PRINTED,       TERM("info-extend") },
	{ "why",          TEXT, "申请人说明的理由",     0, .hint = "申请数量、频次明显超过合理范围时要求说明", ART("35") },
	{ "delayed_to",   DATE, "延迟答复的期限",       PRINTED,       ART("35") },
	{ "joined_to",    REF,  "合并答复的申请", 0, .of = "info_request", HOUSE("相同内容的申请合并答复") },
	{ "fee_on",       DATE, "收费通知之日",         0,             ART("42") },
	{ "fee",          MONEY, "信息处理费",          0,             ART("42") },
	{ "fee_until",    DATE, "缴费期限",             0,             ART("42") },
	{ "paid_on",      DATE, "缴费之日",             0,             ART("42") },
	{ "result",       PICK, "办理结果", LIST|UP|PRINTED, .of = "public,given,partly,refused_secret,refused_forbidden,refused_stability,refused_third_party,refused_internal,refused_process,refused_file,refused_query,absent,not_made,unclear,petition,repeated,publication,excessive,confirm,elsewhere,other",
	  .labels = "已主动公开，告知获取方式,予以公开,部分公开,属于国家秘密,其他法律行政法规禁止公开,危及三安全一稳定,保护第三方合法权益,属于三类内部事务信息,属于四类过程性信息,属于行政执法案卷,属于行政查询事项,本机关不掌握相关政府信息,没有现成信息需要另行制作,补正后申请内容仍不明确,信访举报投诉类申请,重复申请,要求提供公开出版物,无正当理由大量反复申请,要求确认或者重新出具已获取信息,告知向其他机关申请,其他", ART("50") },
	{ "reason",       TEXT, "理由",                 PRINTED,       ART("36") },
	{ "searched",     TEXT, "检索情况",             0, .hint = "检索的范围、关键词和人员", ART("36") },
	{ "other_agency", TEXT, "负责公开的行政机关和联系方式", PRINTED, ART("36") },
	{ "form_given",   PICK, "提供方式", 0, .of = "paper,electronic,look", .labels = "纸质,电子,查阅", ART("40") },
	{ "answered_on",  DATE, "答复之日",             SORT|UP|PRINTED, TERM("info-answer") },
	{ "redo_until",   DATE, "重新答复的期限",       0, .hint = "复议决定或者判决载明的期限", LAW("行政复议法", "64") },
	{ "archive_number", TEXT, "案卷号",             0,             HOUSE("依申请公开办结归档") },
	),

	STATES(
	[RECEIVED]      = { "received",      "办理中" },
	[SUPPLEMENTING] = { "supplementing", "待申请人补正" },
	[CONSULTING]    = { "consulting",    "征求第三方意见" },
	[CONSULTING_AGENCY] = { "consulting_agency", "征求共同制作机关意见" },
	[ANSWERED]      = { "answered",      "已答复",   FINAL },
	[LAPSED]        = { "lapsed",        "视为放弃", FINAL },
	[WITHDRAWN]     = { "withdrawn",     "撤回申请", FINAL },
	),

	CLOCKS( /* one row for each sentence of the law that moves a clock */
	{ "answer",  RUNS,     TERM("info-answer"),      .from = "received_on" },
	{ "answer",  RESTARTS, TERM("info-answer"),      .on_step = "supplement" },
	{ "answer",  STANDS,   TERM("info-correct"),     .in_state = "supplementing" },
	{ "answer",  STANDS,   TERM("info-excluded"),    .in_state = "consulting" },
	{ "answer",  STANDS,   TERM("info-excluded"),    .in_state = "consulting_agency" },
	{ "answer",  EXTENDS,  TERM("info-extend"),      .on_step = "extend" },
	{ "answer",  RESTARTS, TERM("info-answer"),      .on_step = "redo" },
	{ "answer",  ENDS,     ART("35"),                .from = "delayed_to", .when = "redo_on IS NULL" },
	{ "answer",  ENDS,     LAW("行政复议法", "64"),  .from = "redo_until", .when = "redo_on IS NOT NULL" },
	{ "answer",  STOPS,    HOUSE("撤回的不再答复"),  .on_step = "withdraw" },
	{ "answer",  STOPS,    TERM("info-correct"),     .on_step = "lapse" },
	{ "answer",  STOPS,    ART("42"),                .on_step = "unpaid" },
	{ "first",   RUNS,     TERM("info-answer"),      .from = "received_on", .when = "extend_on IS NOT NULL" },
	{ "first",   RESTARTS, TERM("info-answer"),      .on_step = "supplement" },
	{ "first",   STANDS,   TERM("info-correct"),     .in_state = "supplementing" },
	{ "first",   STANDS,   TERM("info-excluded"),    .in_state = "consulting" },
	{ "first",   STANDS,   TERM("info-excluded"),    .in_state = "consulting_agency" },
	{ "longer",  RUNS,     TERM("info-answer"),      .from = "received_on", .when = "delay_on IS NOT NULL" },
	{ "longer",  RESTARTS, TERM("info-answer"),      .on_step = "supplement" },
	{ "longer",  STANDS,   TERM("info-correct"),     .in_state = "supplementing" },
	{ "longer",  STANDS,   TERM("info-excluded"),    .in_state = "consulting" },
	{ "longer",  STANDS,   TERM("info-excluded"),    .in_state = "consulting_agency" },
	{ "longer",  EXTENDS,  TERM("info-extend"),      .on_step = "extend" },
	{ "notice",  RUNS,     TERM("info-correct"),     .from = "received_on", .window = 1 },
	{ "opinion", RUNS,     TERM("info-third-party"), .from = "consulted_on" },
	{ "agency",  RUNS,     TERM("info-other-agency"), .from = "agency_asked_on" },
	),

	STEPS(
	{ "receive",    "收到申请", NEW,               RECEIVED,      CLERK,   "applicant_kind,applicant,id_card?,contact?,subject,form_wanted?,channel,arrived_on?,confirmed_on?,received_on", .day = "received_on", ART("31") },
	{ "ask",        "告知补正", IN(RECEIVED),      SUPPLEMENTING, OFFICER, "missing,supplement_until", .within = "notice", .is = ONCE, ART("30") },
	{ "supplement", "补正",     IN(SUPPLEMENTING), RECEIVED,      OUTSIDE, NULL, ART("30") },
	{ "lapse",      "视为放弃", IN(SUPPLEMENTING), LAPSED,        OFFICER, NULL, .when = "supplement_until < $day", .say = "补正期限尚未届满。", ART("30") },
	{ "consult",    "征求第三方意见", IN(RECEIVED), CONSULTING,   OFFICER, "third_party,consulted_on,sent_on?", .day = "consulted_on", ART("32") },
	{ "opine",      "记录意见", IN(CONSULTING),    RECEIVED,      OUTSIDE, "opinion", .within = "opinion", ART("32") },
	{ "go_on",      "第三方逾期未答复", IN(CONSULTING), RECEIVED, OFFICER, "opinion?", .set = "opinion='silent'", .after = "opinion", ART("32") },
	{ "consult_agency", "征求共同制作机关意见", IN(RECEIVED), CONSULTING_AGENCY, OFFICER, "agency,agency_asked_on", .day = "agency_asked_on", ART("34") },
	{ "agency_opine", "记录机关意见", IN(CONSULTING_AGENCY), RECEIVED, OUTSIDE, "agency_opinion", .within = "agency", ART("34") },
	{ "agency_silent", "机关逾期视为同意", IN(CONSULTING_AGENCY), RECEIVED, OFFICER, "agency_opinion?", .set = "agency_opinion='silent'", .after = "agency", ART("34") },
	{ "extend",     "延长期限", IN(RECEIVED),      SAME,          DISCLOSURE_HEAD, "extend_reason", .within = "first", .is = ONCE, TERM("info-extend") },
	{ "ask_why",    "要求说明理由", IN(RECEIVED),  SAME,          OFFICER, NULL, .is = ONCE, ART("35") },
	{ "explain",    "说明理由", IN(RECEIVED),      SAME,          OUTSIDE, "why", .when = "ask_why_on IS NOT NULL", .say = "没有要求申请人说明理由。", ART("35") },
	{ "delay",      "确定延迟答复的期限", IN(RECEIVED), SAME,     DISCLOSURE_HEAD, "delayed_to", .within = "longer", .when = "why <> ''", .say = "申请人尚未说明理由。", .is = ONCE, ART("35") },
	{ "check",      "公开前审查", IN(RECEIVED),    SAME,          DISCLOSURE_HEAD, NULL, ART("17") },
	{ "join",       "合并答复", IN(RECEIVED),      SAME,          OFFICER, "joined_to", HOUSE("相同内容的申请合并答复") },
	{ "charge",     "收费通知", IN(RECEIVED),      SAME,          OFFICER, "fee_on,fee?,fee_until?", .day = "fee_on", ART("42") },
	{ "pay",        "缴费",     IN(RECEIVED),      SAME,          OUTSIDE, "paid_on", .day = "paid_on", .when = "fee_on IS NOT NULL", .say = "没有收费通知。", ART("42") },
	{ "unpaid",     "逾期未缴费", IN(RECEIVED),    LAPSED,        OFFICER, NULL, .when = "paid_on IS NULL AND fee_until < $day", .say = "缴费期限尚未届满，或者已经缴费。", ART("42") },
	{ "answer",     "答复",     IN(RECEIVED),      ANSWERED,      OFFICER, "answered_on,result,reason?,searched?,other_agency?,form_given?,objection_sound?,public_interest?", .day = "answered_on", .within = "answer,first,longer", .is = FIRM|SIGNS, ART("36") },
	{ "withdraw",   "撤回申请", IN(RECEIVED)|IN(SUPPLEMENTING)|IN(CONSULTING)|IN(CONSULTING_AGENCY), WITHDRAWN, OUTSIDE, NULL, HOUSE("申请人可以撤回申请") },
	{ "redo",       "重新答复", IN(ANSWERED),      RECEIVED,      DISCLOSURE_HEAD|LEGAL, "redo_until?", .is = REOPENS, .say = "没有撤销、确认违法或者责令重新答复的复议决定或者判决。",
	  .when = OVERTURNED, LAW("行政复议法", "64") },
	{ "archive",    "归档",     IN(ANSWERED)|IN(LAPSED)|IN(WITHDRAWN), SAME, CLERK|OFFICER, "archive_number", HOUSE("依申请公开办结归档") },
	),

	NEEDS( /* a gate over linked records */
	{ "answer", "legal_review.link", "不予公开的答复先经合法性审查。", .where = "state = 'adopted'", .when = "result IN (" DENIED ")", HOUSE("不予公开的答复先经合法性审查") },
	{ "answer", "joined_to", "合并答复的申请尚未答复。", .where = "state = 'answered'", .how = EVERY, .is = WARN, HOUSE("相同内容的申请合并答复") },
	),

	RULES( /* each must hold */
	{ "result NOT IN (" DENIED ") OR reason <> ''", "不予公开或者部分公开的，应当说明理由。", .at = "answer", ART("36") },
	{ "result NOT IN ('not_made', 'unclear', 'excessive', 'elsewhere', 'other') OR reason <> ''", "无法提供或者不予处理的，应当告知并说明理由。", .at = "answer", ART("36") },
	{ "result <> 'absent' OR searched <> ''", "告知信息不存在的，应当先检索并写明检索情况。", .at = "answer", ART("36") },
	{ "result <> 'elsewhere' OR other_agency <> ''", "应当告知负责公开的行政机关的名称和联系方式。", .at = "answer", ART("36") },
	{ "result <> 'excessive' OR ask_why_on IS NOT NULL", "未要求申请人说明理由，不得以大量反复申请为由不予处理。", .at = "answer", ART("35") },
	{ "result <> 'refused_third_party' OR consulted_on IS NOT NULL", "未征求第三方意见，不得以保护第三方为由不予公开。", .at = "answer", ART("32") },
	{ "result <> 'refused_third_party' OR opinion <> 'objects' OR (objection_sound IS NOT NULL AND objection_sound)", "第三方不同意公开的理由合理的，才不予公开。", .at = "answer", ART("32") },
	{ "result <> 'refused_third_party' OR opinion <> 'agrees'", "第三方同意公开的，不得以保护第三方为由不予公开。", .at = "answer", ART("15") },
	{ "result NOT IN ('given', 'partly') OR opinion <> 'objects' OR (objection_sound IS NOT NULL AND NOT objection_sound) OR (public_interest IS NOT NULL AND public_interest)",
	  "第三方不同意公开且理由合理的，不予公开；不公开会对公共利益造成重大影响的除外。", .at = "answer", ART("32") },
	{ "result NOT IN ('given', 'partly') OR check_on IS NOT NULL", "公开前应当经审查。", .at = "answer", .is = WARN, ART("17") },
	{ "extend_on <= first_due", "延长期限应当在原期限届满前决定。", .at = "extend", TERM("info-extend") },
	{ "delay_on <= longer_due", "延迟答复应当在原期限届满前确定。", .at = "delay", ART("35") },
	{ "delayed_to > longer_due", "延迟答复的期限应当晚于原期限。", .at = "delay", ART("35") },
	{ "ask_on <= notice_due", "告知补正已经超过七个工作日。", .at = "ask", .is = WARN, TERM("info-correct") },
	{ "go_on_on = opinion_due + 1", "第三方逾期未答复的，自期限届满的次日继续计算，登记为次日。", .at = "go_on", TERM("info-third-party") },
	{ "agency_silent_on = agency_due + 1", "逾期未答复的，自期限届满的次日继续计算，登记为次日。", .at = "agency_silent", TERM("info-other-agency") },
	{ "sent_on <= consulted_on", "意见征询书的发出不得晚于收到。", HOUSE("日期先后") },
	{ "channel NOT IN ('post', 'web', 'fax') OR (confirmed_on IS NOT NULL AND received_on = confirmed_on)", "平常信函、网络、传真提出的申请，以确认之日为收到之日。", .at = "receive", TERM("info-received-date") },
	{ "channel NOT IN ('in_person', 'registered_post') OR received_on = arrived_on", "当面提交的以提交之日、挂号邮寄的以签收之日为收到之日。", .at = "receive", TERM("info-received-date") },
	{ "opinion <> 'objects' OR result NOT IN ('given', 'partly') OR reason <> ''", "第三方不同意而决定公开的，应当说明理由并书面告知第三方。", .at = "answer", ART("32") },
	{ "result <> 'petition' OR reason <> ''", "告知不作为政府信息公开申请处理，可以告知通过相应渠道提出。", .at = "answer", .is = WARN, TERM("petition-not-info") },
	{ "result <> 'unclear' OR supplement_on IS NOT NULL", "未经补正，不得以内容不明确答复。", .at = "answer", TERM("info-correct") },
	{ "joined_to <> id", "申请不能与自己合并。", HOUSE("相同内容的申请合并答复") },
	{ "supplement_until >= ask_on", "补正期限不得早于告知之日。", .at = "ask", TERM("info-correct") },
	),

	PAPERS(
	{ "correct", "补正申请通知书",             "ask",     .series = "依补", ART("30") },
	{ "consult", "第三方意见征询书",           "consult", .series = "依征", ART("32") },
	{ "extend",  "延期答复告知书",             "extend",  .series = "依延", TERM("info-extend") },
	{ "answer",  "政府信息公开申请答复书",     "answer",  .series = "依答", .when = "result NOT IN (" DENIED ")", ART("36") },
	{ "refusal", "政府信息不予公开答复书",     "answer",  .series = "依答", .when = "result IN (" DENIED ")", TERM("info-remedy-first") },
	),

	FIGURES( /* the national table: brought in + new = results + carried out */
	{ "received", "收到申请数", "件", COUNT, "received_on", .by = "applicant_kind,channel", ART("50") },
	{ "results",  "办理结果",   "件", COUNT, "answered_on", .by = "result,applicant_kind", ART("50") },
	{ "results.lapsed", "申请人逾期不补正", "件", COUNT, "lapse_on", .by = "applicant_kind", ART("50") },
	{ "results.unpaid", "申请人逾期未缴费", "件", COUNT, "unpaid_on", .by = "applicant_kind", ART("50") },
	{ "results.withdrawn", "申请人撤回", "件", COUNT, "withdraw_on", .by = "applicant_kind", ART("50") },
	{ "on_time",  "按期答复率", "%",  SHARE, "received_on", .where = "answer_done <= answer_due", .among = "(answer_due <= $cutoff OR (answer_due IS NOT NULL AND answer_done <= $cutoff)) AND " UNMERGED, TERM("info-answer") },
	{ "extended", "延期答复",   "件", COUNT, "extend_on", TERM("info-extend") },
	{ "fees",     "信息处理费", "元", SUM, "paid_on", .field = "fee", ART("42") },
	{ "flow",     "申请收结",   "件", FLOW,  "received_on", .by = "applicant_kind", ART("50") },
	),

	ACCESS(
	{ STAFF|LEGAL|DISCLOSURE_HEAD, "view,list", BUREAU, HOUSE("公开工作人员看全局申请") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("负责人看全局申请") },
	{ SUPERIOR,     "view,list", SUBORDINATES, .fields = "applicant_kind,channel,received_on,result,answered_on", HOUSE("申请人不上报") },
	),
};
