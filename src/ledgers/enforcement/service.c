/*
 * service.c - service of a decision or a notice on a party
 *
 * A lane of the case, one for each party and decision; a notice that is not handed over on its own day
 * has one too, begun by hand.  The day of service starts the days for payment (payment.c), for defence
 * and for asking for a hearing, and the party's ways to reconsideration and court.  It is the day of
 * signing, of leaving, on the slip of the post, of arrival in the party's system; of public notice the
 * day on which its days have run out.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { TO_SERVE, SERVED, NOTICE };

const struct ledger ledger_service = {
	.key = "service", .label = "送达", .law = "行政处罚法", .title = "how", .series = "送",
	FIELDS(
	{ "case",       REF,  "案件", MUST|LANE, .of = "case", ART("61") },
	{ "party",      ROW,  "当事人", MUST, .of = "case.parties", ART("61") },
	{ "what",       PICK, "文书", LIST, .of = "decision,notice,demand", .labels = "处罚决定书,告知书,催告书", ART("61") },
	{ "decided_on", DATE, "决定之日", MUST, .hint = "告知书、催告书填制作之日", ART("61") },
	{ "how",        PICK, "送达方式", LIST, .of = "on_site,direct,left,post,entrusted,electronic,public_notice", .labels = "当场交付,直接送达,留置送达,邮寄送达,委托送达,电子送达,公告送达", ART("61") },
	{ "confirmed",  YESNO, "当事人签署电子送达确认书", 0, TERM("service-electronic") },
	{ "receiver",   TEXT, "签收人", PERSONAL, ART("61") },
	{ "receiver_is", PICK, "签收人与当事人的关系", 0, .of = "self,legal_representative,family,reception,agent,guardian", .labels = "本人,法定代表人或者负责人,同住的成年家属,收发人员,代理人或者指定的代收人,监护人", TERM("service-days") },
	{ "tracking",   TEXT, "邮单号", 0, TERM("service-days") },
	{ "entrusted_to", TEXT, "受托送达的机关", 0, TERM("service-days") },
	{ "account",    TEXT, "当事人确认的电子送达地址", PERSONAL, TERM("service-electronic") },
	{ "witness",    TEXT, "留置送达的见证人或者影像", 0, ART("61") },
	{ "tried",      TEXT, "其他方式无法送达的经过", 0, TERM("service-public-notice") },
	{ "posted_on",  DATE, "公告之日", SORT, TERM("service-public-notice") },
	{ "posted_at",  TEXT, "公告的报纸或者网站", 0, TERM("service-public-notice") },
	{ "served_on",  DATE, "送达之日", SORT|UP|PRINTED, ART("61") },
	{ "officers",   REFS, "送达人", 0, .of = "officer", ART("61") },
	),
	STATES(
	[TO_SERVE] = { "to_serve", "待送达" },
	[NOTICE]   = { "notice",   "公告中" },
	[SERVED]   = { "served",   "已送达", FINAL },
	),
	STEPS(
	{ "open",  "待送达",   NEW,          TO_SERVE, ENGINE,  "case,party,decided_on,what?", .set = "what='decision'", .day = "decided_on", ART("61") },
	{ "begin", "另行送达", NEW,          TO_SERVE, OFFICER, "case,party,what,decided_on", .day = "decided_on", ART("61") },
	{ "post",  "公告送达", IN(TO_SERVE), NOTICE,   OFFICER, "posted_on,posted_at?,tried?,how?", .set = "how='public_notice'", .day = "posted_on", TERM("service-public-notice") },
	{ "serve", "送达",     IN(TO_SERVE)|IN(NOTICE), SERVED, OFFICER, "how,served_on,officers,receiver?,receiver_is?,witness?,confirmed?,account?,tracking?,entrusted_to?", .day = "served_on", .within = "serve", .is = ACT|FIRM, ART("61") },
	{ "take_effect", "公告期满", IN(NOTICE), SERVED, OFFICER, "served_on", .day = "served_on", .after = "notice", .is = FIRM, TERM("service-public-notice") },
	),
	CLOCKS(
	{ "serve",  RUNS, TERM("service-days"), .from = "decided_on" },
	{ "notice", RUNS, TERM("service-public-notice"), .from = "posted_on" },
	{ "reconsider", RUNS, TERM("review-apply"), .from = "served_on", .when = "what IN ('', 'decision')", .window = 1 },
	{ "sue",    RUNS, TERM("sue-direct"), .from = "served_on", .when = "what IN ('', 'decision') AND SOME(case: procedure <> 'simple')", .window = 1 },
	),
	RULES(
	{ "how <> 'electronic' OR (confirmed IS NOT NULL AND confirmed)", "未签署确认书的，不得电子送达。", .at = "serve", TERM("service-electronic") },
	{ "how <> 'public_notice'", "公告送达另有步骤，公告期满才视为送达。", .at = "serve", TERM("service-public-notice") },
	{ "how <> 'left' OR witness <> ''", "留置送达应当有见证人或者影像记录。", .at = "serve", ART("61") },
	{ "what <> 'decision'", "处罚决定书的送达由决定产生。", .at = "begin", ART("61") },
	{ "how <> 'post' OR tracking <> ''", "邮寄送达应当写明邮单号，以回执上的收件日期为送达之日。", .at = "serve", TERM("service-days") },
	{ "how <> 'entrusted' OR entrusted_to <> ''", "委托送达应当写明受托的机关。", .at = "serve", TERM("service-days") },
	{ "how <> 'on_site' OR served_on = decided_on", "当场交付的，送达之日就是决定之日。", .at = "serve", .when = "what IN ('', 'decision')", ART("61") },
	{ "how <> 'electronic' OR account <> ''", "电子送达应当写明当事人确认的送达地址。", .at = "serve", .is = WARN, TERM("service-electronic") },
	{ "serve_done <= serve_due", "超过宣告之后七个工作日才送达，写明经过。", .at = "serve", .when = "what IN ('', 'decision')", .is = WARN, TERM("service-days") },
	{ "tried <> ''", "公告送达应当记明其他方式无法送达的经过。", .at = "post", .is = WARN, TERM("service-public-notice") },
	),
	NEEDS(
	NEEDS_TWO_CERTIFIED("serve", ALREADY_DONE),
	),
	OPENS(
	{ "serve,take_effect", "case.payment.case", "received_on=served_on", .take = "receive", .when = "what IN ('', 'decision')", .where = "party = me.party AND state = 'waiting' AND decided_on = me.decided_on", TERM("pay-days") },
	{ "serve,take_effect", "case.defence.case", "notified_on=served_on", .take = "serve", .when = "what = 'notice'", .where = "party = me.party AND state = 'waiting'", ART("44") },
	{ "serve,take_effect", "case.hearing.case", "told_on=served_on", .take = "serve", .when = "what = 'notice'", .where = "party = me.party AND state = 'offered'", ART("63") },
	),
	FIGURES(
	{ "served",  "送达",       "件", COUNT, "served_on", .by = "how,what", ART("61") },
	{ "in_time", "按期送达率", "%",  SHARE, "decided_on", .where = "serve_done <= serve_due OR posted_on IS NOT NULL", .among = "TRUE", TERM("service-days") },
	{ "no_competence", "有执法资格缺陷的送达", "件", COUNT, "begun_on", .where = "defects > 0", TERM("cert-required") },
	),
	STANDARDS(
	{ "competence", "送达人没有执法资格", "defects = 0", .points = "file-review-serious", .part = "subject", .way = "由两名有执法资格的人员重新送达。", .is = ANOMALY, TERM("cert-required") },
	{ "in_time",   "没有在期限内送达", "serve_done <= serve_due OR posted_on IS NOT NULL", .after = "serve", .points = "file-review-serious", .part = "procedure", .way = "写明未能当场交付和延误的经过。", TERM("service-days") },
	{ "receiver",  "送达回证没有签收人", "receiver <> ''", .after = "serve", .when = "how IN ('on_site', 'direct', 'entrusted')", .points = "file-review-slight", .part = "papers", .way = "由受送达人在回证上签名并登记。", ART("61") },
	{ "tried",     "公告送达没有记明其他方式无法送达的经过", "tried <> ''", .after = "post", .points = "file-review-plain", .part = "procedure", .way = "记明受送达人下落不明或者用尽其他方式的经过。", TERM("service-public-notice") },
	{ "posted_at", "公告送达没有写明报纸或者网站", "posted_at <> ''", .after = "post", .points = "file-review-slight", .part = "papers", .way = "补登公告的报纸或者网站。", TERM("service-public-notice") },
	),
	PAPERS(
	{ "announcement", "送达公告", "post", .series = "送公", TERM("service-public-notice") },
	{ "receipt", "送达回证", "serve,take_effect", .series = "送回", ART("61") },
	),
	ACCESS(
	{ STAFF|LEGAL,           "view,list", SECTION, HOUSE("办案人员看本科室案件") },
	{ REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("审核人员和负责人看全局") },
	{ SUPERVISOR,            "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	),
};
