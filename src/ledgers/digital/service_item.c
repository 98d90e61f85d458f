/*
 * service_item.c - government service items, and the rules for supervising them afterwards
 *
 * Law: 优化营商环境条例 (2019) 35-37, 行政许可法 30.  An item is drafted, checked by another person, uploaded to
 * the city's online hall and kept up to date; the list of any day is a stock.
 */
#include "model/declare.h"

/* clang-format off */

enum { DRAFT, RETURNED, VERIFIED, UPLOADED, WITHDRAWN };

const struct ledger ledger_service_item = {
	.key = "service_item", .label = "政务服务事项", .law = "优化营商环境条例", .title = "name", .series = "服项",

	FIELDS(
	{ "code",        TEXT,   "事项编码", MUST|SORT|UP, .hint = "与市级办事大厅的编码一致", ART("35") },
	{ "name",        TEXT,   "事项名称", MUST|UP, ART("35") },
	{ "kind",        PICK,   "事项类型", MUST|LIST|UP, .of = "licence,confirm,adjudication,benefit,reward,levy,public_service,other", .labels = "行政许可,行政确认,行政裁决,行政给付,行政奖励,行政征收,公共服务,其他行政权力", ART("35") },
	{ "power_item",  REF,    "权责事项", 0, .of = "power_item", TERM("powers-publish") },
	{ "section",     TEXT,   "承办科室", 0, ART("35") },
	{ "statutory_days", NUMBER, "法定办结时限", 0, .hint = "工作日；法律没有规定的不填", ART("36") },
	{ "promised_days", NUMBER, "承诺办结时限", MUST|UP, .hint = "工作日；当场办结的填零", ART("36") },
	{ "trips",       NUMBER, "到现场次数", MUST|UP, ART("36") },
	{ "materials",   ROWS,   "申请材料", 0, COLUMNS(
		{ "name",    TEXT,   "材料名称", MUST },
		{ "basis",   TEXT,   "要求提交的依据", MUST },
		{ "form",    PICK,   "形式", MUST, .of = "original,copy,electronic", .labels = "原件,复印件,电子件" },
		{ "copies",  NUMBER, "份数" },
		{ "shared",  YESNO,  "可以共享免交" }), ART("35") },
	{ "n_materials", NUMBER, "材料数", 0, .tally = COUNT, .over = "materials", ART("35") },
	{ "channel",     PICKS,  "办理渠道", MUST|UP, .of = "online,counter,mobile,self_service,post", .labels = "网上办理,窗口办理,移动端,自助终端,邮寄", ART("37") },
	{ "instant",     YESNO,  "当场办结", MUST|UP, ART("36") },
	{ "supervision_rules", ROWS, "事中事后监管细则", 0, COLUMNS(
		{ "edition",   NUMBER, "版本", MUST },
		{ "issued_on", DATE,   "印发之日", MUST },
		{ "title",     TEXT,   "名称", MUST },
		{ "link",      TEXT,   "链接", .form = "url" }), ART("51") },
	{ "rules_issued_on", DATE, "现行监管细则印发之日", 0, .tally = MAX, .over = "supervision_rules.issued_on", ART("51") },
	{ "uploaded_on", DATE,   "上传之日", SORT|UP, ART("37") },
	{ "updated_on",  DATE,   "最近更新之日", SORT, ART("37") },
	{ "site",        TEXT,   "办事指南链接", 0, .form = "url", LAW("行政许可法", "30") },
	{ "reason",      TEXT,   "退回、更新或者撤下的理由", 0, HOUSE("事项变动留痕") },
	{ "withdrawn_on", DATE,  "撤下之日", SORT, ART("40") },
	),

	STATES(
	[DRAFT]     = { "draft",     "起草" },
	[RETURNED]  = { "returned",  "核实退回" },
	[VERIFIED]  = { "verified",  "已核实" },
	[UPLOADED]  = { "uploaded",  "已上传" },
	[WITHDRAWN] = { "withdrawn", "已撤下", FINAL },
	),

	STEPS(
	{ "draft",    "起草",     NEW,            DRAFT,     STAFF|LEGAL, "code,name,kind,power_item?,section?,statutory_days?,promised_days,trips,materials?,channel,instant,supervision_rules?", ART("35") },
	{ "revise",   "修改",     IN(RETURNED),   DRAFT,     STAFF|LEGAL, "code?,name?,kind?,power_item?,section?,statutory_days?,promised_days?,trips?,materials?,channel?,instant?,supervision_rules?", ART("35") },
	{ "return",   "退回",     IN(DRAFT),      RETURNED,  CHIEF|LEGAL, "reason", .not_by = "draft", ART("35") },
	{ "verify",   "核实确认", IN(DRAFT),      VERIFIED,  CHIEF|LEGAL, NULL, .not_by = "draft,revise", ART("35") },
	{ "upload",   "上传",     IN(VERIFIED),   UPLOADED,  CLERK,       "uploaded_on,site?", .day = "uploaded_on", .is = FIRM, ART("37") },
	{ "update",   "更新",     IN(UPLOADED),   SAME,      STAFF|LEGAL, "updated_on,reason,statutory_days?,promised_days?,trips?,materials?,channel?,instant?,supervision_rules?,site?", .day = "updated_on", ART("37") },
	{ "withdraw", "撤下",     IN(UPLOADED),   WITHDRAWN, CHIEF,       "withdrawn_on,reason", .day = "withdrawn_on", ART("40") },
	{ "drop",     "不再上传", IN(DRAFT)|IN(RETURNED)|IN(VERIFIED), WITHDRAWN, CHIEF, "reason", ART("40") },
	),

	RULES(
	{ "statutory_days IS NULL OR promised_days <= statutory_days", "承诺时限不得长于法定时限。", ART("36") },
	{ "promised_days >= 0 AND trips >= 0", "时限和到现场次数不得为负。", HOUSE("数值") },
	{ "NOT instant OR promised_days = 0", "当场办结的事项，承诺时限应当为零。", ART("36") },
	{ "trips = 0 OR SOME(channel: value IN ('counter', 'self_service'))", "需要到现场的事项应当有窗口或者自助渠道。", ART("37") },
	{ "SOME(channel: value IN ('online', 'mobile'))", "事项一般应当可以网上办理。", .at = "upload,update", .is = WARN, ART("37") },
	{ "rules_issued_on IS NOT NULL", "尚未制定事中事后监管细则。", .at = "upload", .is = WARN, ART("51") },
	{ "withdrawn_on >= uploaded_on", "撤下不得早于上传。", HOUSE("日期先后") },
	),

	NEEDS(
	{ "upload", "service_item.code.same", "同一编码已有在用的事项。", .how = NONE, .where = "id <> me.id AND state = 'uploaded'", ART("35") },
	{ "upload", "power_item", "所依据的权责事项当日不在有效清单内。", .where = "from <= $day AND (to IS NULL OR to > $day)", .when = "kind <> 'public_service'", .is = WARN, ART("40") },
	),

	FIGURES(
	{ "items",   "政务服务事项", "项", COUNT, .during = "uploaded_on,withdrawn_on", .by = "kind", ART("35") },
	{ "instant", "当场办结率",   "%",  SHARE, .during = "uploaded_on,withdrawn_on", .where = "instant", .among = "TRUE", ART("36") },
	{ "online",  "网上可办率",   "%",  SHARE, .during = "uploaded_on,withdrawn_on", .where = "SOME(channel: value IN ('online', 'mobile'))", .among = "TRUE", ART("37") },
	{ "counter", "窗口可办率",   "%",  SHARE, .during = "uploaded_on,withdrawn_on", .where = "SOME(channel: value = 'counter')", .among = "TRUE", ART("36") },
	{ "no_trip", "零跑动事项率", "%",  SHARE, .during = "uploaded_on,withdrawn_on", .where = "trips = 0", .among = "TRUE", ART("36") },
	{ "ruled",   "已制定监管细则的事项率", "%", SHARE, .during = "uploaded_on,withdrawn_on", .where = "rules_issued_on <= $cutoff", .among = "TRUE", ART("51") },
	{ "uploaded", "当年上传事项", "项", COUNT, "uploaded_on", .by = "kind", ART("37") },
	{ "updated", "当年更新事项", "项", COUNT, "updated_on", ART("37") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list",       BUREAU, HOUSE("工作人员看全局事项") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("负责人看全局事项") },
	{ SUPERIOR|MINISTRY, "view", SUBORDINATES, .fields = "code,name,kind,promised_days,trips,channel,instant,uploaded_on", HOUSE("上级看数字和上报字段") },
	{ PUBLIC|OPERATOR, "view,list", EVERYBODY, .fields = "code,name,kind,statutory_days,promised_days,trips,materials,channel,instant,site", .where = "state = 'uploaded'", LAW("行政许可法", "30") },
	),
};
