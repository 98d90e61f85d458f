/*
 * proposal.c - proposals of deputies and of members of the consultative conference
 *
 * The last day comes from the letter that hands the proposal over; no statute of law.md fixes it.  The one who
 * made it is spoken to before the answer, and rates the answer himself.
 */
#include "model/declare.h"

/* clang-format off */

enum { RECEIVED, ASSIGNED, CONTACTED, REPLIED, CLOSED, SENT_BACK };

const struct ledger ledger_proposal = {
	.key = "proposal", .label = "建议提案", .title = "title", .series = "提案",

	FIELDS(
	{ "level",       PICK, "层级", MUST|LIST|UP, .of = "national,municipal,district", .labels = "全国,市级,区级", HOUSE("建议提案办理") },
	{ "proposer_kind", PICK, "类别", MUST|LIST|UP, .of = "deputy,member,party,group,sector", .labels = "人大代表建议,政协委员提案,民主党派提案,政协专门委员会提案,界别提案", HOUSE("建议提案办理") },
	{ "proposers",   TEXT, "提出人", 0, HOUSE("建议提案办理") },
	{ "phone",       TEXT, "联系电话", PERSONAL, .form = "phone", HOUSE("建议提案办理") },
	{ "proposal_number", TEXT, "建议提案编号", LIST, HOUSE("建议提案办理") },
	{ "title",       TEXT, "案由", MUST, HOUSE("建议提案办理") },
	{ "part",        PICK, "办理方式", MUST|LIST|UP, .of = "lead,assist,alone,separate", .labels = "主办,会办,独办,分办", HOUSE("建议提案办理") },
	{ "partners",    REFS, "主办或者会办单位", 0, .of = "org", HOUSE("建议提案办理") },
	{ "received_on", DATE, "收到之日", MUST|SORT|UP, HOUSE("建议提案办理") },
	{ "due",         DATE, "交办函确定的期限", SORT|UP, HOUSE("办理期限以交办函为准") },
	{ "owner",       REF,  "承办人", LIST, .of = "person", HOUSE("建议提案办理") },
	{ "contacts",    ROWS, "与代表委员沟通", 0, COLUMNS(
		{ "on",   DATE, "日期", MUST },
		{ "how",  PICK, "方式", MUST, .of = "visit,meeting,phone,letter", .labels = "走访,座谈,电话,书面" },
		{ "who",  TEXT, "参加人员" },
		{ "note", TEXT, "意见" }), HOUSE("先沟通后答复") },
	{ "talks",       NUMBER, "沟通次数", UP, .tally = COUNT, .over = "contacts", HOUSE("先沟通后答复") },
	{ "replied_on",  DATE, "答复之日", SORT|UP, HOUSE("办理期限以交办函为准") },
	{ "reply",       TEXT, "答复意见", PRINTED, HOUSE("建议提案办理") },
	{ "class",       PICK, "办理结果分类", LIST|UP|PRINTED, .of = "a,b,c", .labels = "A类（已解决或者采纳）,B类（列入计划逐步解决）,C类（受条件限制留作参考）", HOUSE("办理结果分为三类") },
	{ "made_public", YESNO, "答复公开", LIST, HOUSE("答复复文公开") },
	{ "satisfaction", PICK, "代表委员评价", LIST|UP, .of = "satisfied,basically,unsatisfied", .labels = "满意,基本满意,不满意", HOUSE("由代表委员本人评价") },
	{ "promised_on", DATE, "承诺兑现期限", 0, HOUSE("承诺事项跟踪落实") },
	{ "kept_on",     DATE, "兑现之日", 0, HOUSE("承诺事项跟踪落实") },
	{ "reason",      TEXT, "理由", 0, HOUSE("建议提案办理") },
	),

	STATES(
	[RECEIVED]  = { "received",  "待交办" },
	[ASSIGNED]  = { "assigned",  "办理中" },
	[CONTACTED] = { "contacted", "已沟通" },
	[REPLIED]   = { "replied",   "已答复" },
	[CLOSED]    = { "closed",    "已办结", FINAL },
	[SENT_BACK] = { "sent_back", "已退办", FINAL },
	),

	STEPS(
	{ "receive",   "收到",     NEW,           RECEIVED,  CLERK|SECRETARY, "level,proposer_kind,proposers?,phone?,proposal_number?,title,part,partners?,received_on,due?", .day = "received_on", HOUSE("建议提案办理") },
	{ "send_back", "申请退办获准", IN(RECEIVED), SENT_BACK, HEADS, "reason", HOUSE("不属于本局职责的退办") },
	{ "assign",    "交办",     IN(RECEIVED),  ASSIGNED,  HEADS,   "owner,due?", HOUSE("建议提案办理") },
	{ "contact",   "沟通",     IN(ASSIGNED)|IN(CONTACTED), CONTACTED, STAFF, "contacts", HOUSE("先沟通后答复") },
	{ "reply",     "答复",     IN(CONTACTED), REPLIED,   HEADS,   "replied_on,reply,class,made_public?,promised_on?", .day = "replied_on", .within = "reply", .is = FIRM, .only = "part <> 'assist'", .say = "会办的向主办单位提出会办意见。", HOUSE("办理期限以交办函为准") },
	{ "assist",    "提出会办意见", IN(ASSIGNED)|IN(CONTACTED), CLOSED, HEADS, "replied_on,reply", .day = "replied_on", .within = "reply", .only = "part = 'assist'", .say = "主办、独办的应当答复代表委员。", HOUSE("办理期限以交办函为准") },
	{ "rate",      "评价",     IN(REPLIED),   CLOSED,    OUTSIDE, "satisfaction", .when = "satisfaction <> 'unsatisfied'", .say = "不满意的应当重新办理。", HOUSE("由代表委员本人评价") },
	{ "rate_bad",  "评价不满意", IN(REPLIED), ASSIGNED,  OUTSIDE, "satisfaction,reason,due?", .when = "satisfaction = 'unsatisfied'", .say = "只用于评价不满意。", HOUSE("不满意的重新办理") },
	{ "close_unrated", "未评价办结", IN(REPLIED), CLOSED, CHIEF,  "reason", HOUSE("由代表委员本人评价") },
	{ "keep",      "承诺兑现", IN(CLOSED),    SAME,      CHIEF,   "kept_on", .day = "kept_on", .within = "keep", .when = "promised_on IS NOT NULL", .say = "没有承诺事项。", HOUSE("承诺事项跟踪落实") },
	),

	CLOCKS(
	{ "reply", ENDS, HOUSE("办理期限以交办函为准"), .from = "due" },
	{ "keep",  ENDS, HOUSE("承诺事项跟踪落实"),     .from = "promised_on" },
	),

	RULES(
	{ "due >= received_on", "期限不得早于收到之日。", HOUSE("日期先后") },
	{ "class <> 'b' OR promised_on IS NOT NULL", "B类答复应当写明承诺兑现期限。", .at = "reply", .is = WARN, HOUSE("承诺事项跟踪落实") },
	),

	FIGURES(
	{ "received",  "承办建议提案", "件", COUNT, "received_on", .by = "level,proposer_kind,part", HOUSE("建议提案办理") },
	{ "replied",   "已答复", "件", COUNT, "replied_on", .by = "level,class", HOUSE("建议提案办理") },
	{ "in_time",   "按期答复率", "%", SHARE, "replied_on", .where = "reply_done <= reply_due", .among = "reply_due IS NOT NULL", HOUSE("办理期限以交办函为准") },
	{ "contacted", "沟通率", "%", SHARE, "replied_on", .where = "talks > 0", .among = "part <> 'assist'", HOUSE("先沟通后答复") },
	{ "satisfied", "满意率", "%", SHARE, "replied_on", .where = "satisfaction IN ('satisfied', 'basically')", .among = "satisfaction <> ''", HOUSE("由代表委员本人评价") },
	{ "flow",      "建议提案收结", "件", FLOW, "received_on", HOUSE("建议提案办理") },
	),

	PAPERS(
	{ "reply", "建议提案答复函", "reply", .series = "提复", HOUSE("建议提案办理") },
	),

	ACCESS(
	{ STAFF|LEGAL|SECRETARY, "view,list", BUREAU, HOUSE("全局可看") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("全局可看") },
	{ SUPERIOR,     "view,list", SUBORDINATES, .fields = "level,proposer_kind,part,received_on,due,replied_on,class,talks,satisfaction", HOUSE("上级看数字和上报字段") },
	),
};
