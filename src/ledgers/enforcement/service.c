/*
 * service.c - service of the decision on a party
 *
 * A lane of the case, one for each party and decision.  The day of service starts the days for
 * payment (payment.c).  Service by public notice takes effect when its days have run out.
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
	{ "decided_on", DATE, "决定之日", MUST, ART("61") },
	{ "how",        PICK, "送达方式", LIST, .of = "on_site,direct,left,post,entrusted,electronic,public_notice", .labels = "当场交付,直接送达,留置送达,邮寄送达,委托送达,电子送达,公告送达", ART("61") },
	{ "confirmed",  YESNO, "当事人签署电子送达确认书", 0, TERM("service-electronic") },
	{ "receiver",   TEXT, "签收人", PERSONAL, ART("61") },
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
	{ "open",  "待送达",   NEW,          TO_SERVE, ENGINE,  "case,party,decided_on", .day = "decided_on", ART("61") },
	{ "post",  "公告送达", IN(TO_SERVE), NOTICE,   OFFICER, "posted_on,posted_at?,tried?", .day = "posted_on", TERM("service-public-notice") },
	{ "serve", "送达",     IN(TO_SERVE)|IN(NOTICE), SERVED, OFFICER, "how,served_on,officers,receiver?,witness?,confirmed?", .day = "served_on", .within = "serve", .is = ACT|FIRM, ART("61") },
	{ "take_effect", "公告期满", IN(NOTICE), SERVED, OFFICER, "served_on", .day = "served_on", .after = "notice", .is = FIRM, TERM("service-public-notice") },
	),
	CLOCKS(
	{ "serve",  RUNS, TERM("service-days"), .from = "decided_on" },
	{ "notice", RUNS, TERM("service-public-notice"), .from = "posted_on" },
	),
	RULES(
	{ "how <> 'electronic' OR (confirmed IS NOT NULL AND confirmed)", "未签署确认书的，不得电子送达。", .at = "serve", TERM("service-electronic") },
	{ "how <> 'public_notice'", "公告送达另有步骤，公告期满才视为送达。", .at = "serve", TERM("service-public-notice") },
	{ "how <> 'left' OR witness <> ''", "留置送达应当有见证人或者影像记录。", .at = "serve", ART("61") },
	{ "tried <> ''", "公告送达应当记明其他方式无法送达的经过。", .at = "post", .is = WARN, TERM("service-public-notice") },
	),
	NEEDS(
	NEEDS_TWO_CERTIFIED("serve", ALREADY_DONE),
	),
	OPENS(
	{ "serve,take_effect", "case.payment.case", "received_on=served_on", .take = "receive", .where = "party = me.party AND state = 'waiting' AND decided_on = me.decided_on", TERM("pay-days") },
	),
	FIGURES(
	{ "served",  "送达",       "件", COUNT, "served_on", .by = "how", ART("61") },
	{ "in_time", "按期送达率", "%",  SHARE, "decided_on", .where = "serve_done <= serve_due OR posted_on IS NOT NULL", .among = "TRUE", TERM("service-days") },
	),
	STANDARDS(
	{ "competence", "送达人没有执法资格", "defects = 0", .points = "file-review-serious", .part = "subject", .way = "由两名有执法资格的人员重新送达。", TERM("cert-required") },
	{ "in_time",   "没有在期限内送达", "serve_done <= serve_due OR posted_on IS NOT NULL", .after = "serve", .points = "file-review-serious", .part = "procedure", .way = "写明未能当场交付和延误的经过。", TERM("service-days") },
	{ "receiver",  "送达回证没有签收人", "receiver <> ''", .after = "serve", .when = "how IN ('on_site', 'direct', 'entrusted')", .points = "file-review-slight", .part = "papers", .way = "由受送达人在回证上签名并登记。", ART("61") },
	{ "tried",     "公告送达没有记明其他方式无法送达的经过", "tried <> ''", .after = "post", .points = "file-review-plain", .part = "procedure", .way = "记明受送达人下落不明或者用尽其他方式的经过。", TERM("service-public-notice") },
	{ "posted_at", "公告送达没有写明报纸或者网站", "posted_at <> ''", .after = "post", .points = "file-review-slight", .part = "papers", .way = "补登公告的报纸或者网站。", TERM("service-public-notice") },
	),
	PAPERS(
	{ "receipt", "送达回证", "serve", .series = "送回", ART("61") },
	),
	ACCESS(
	{ STAFF|LEGAL,           "view,list", SECTION, HOUSE("办案人员看本科室案件") },
	{ REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("审核人员和负责人看全局") },
	{ SUPERVISOR,            "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	),
};
