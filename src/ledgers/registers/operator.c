/*
 * operator.c - those who are supervised: one record a legal person, whatever happens to it
 *
 * A change is dated and has evidence (changes of status: the step and its evidence); papers and figures use the values of their day.  A new legal person
 * at the same door is a new record that `succeeds` the old one; duplicates merge, reversibly.
 */
#include "model/declare.h"

/* clang-format off */

enum { IN_USE, CLOSED };

#define SECTORS "entertainment,internet,performance,travel,scenic,printing,publication,film,broadcast,art,art_training,script,esports_hotel,relic,other"
#define SECTOR_LABELS "娱乐场所,互联网上网服务,营业性演出,旅行社,景区,印刷,出版物,电影,广播电视,艺术品,艺术培训,剧本娱乐,电竞酒店,文物,其他"

/* Another operator of that trade lost its licence within the years of the term. */
#define REVOKED_WITHIN(term) "id <> me.id AND SOME(case.parties.operator: of.ending = 'penalty' AND of.decided_on <= $day" \
	" AND YEARS(of.decided_on, $day) < {" term "} AND (of.annul_on IS NULL OR of.decided_on >= of.annul_on) AND SOME(of.penalties: kind = 'revoke'))"

const struct ledger ledger_operator = {
	.key = "operator", .label = "经营主体", .law = "娱乐场所管理条例", .title = "name", .series = "主体",
	.head = "uscc,credit_grade,status,address",

	FIELDS(
	{ "name",       TEXT,  "名称", MUST|SORT|PINYIN|PRINTED|UP, HOUSE("经营主体名录") },
	{ "uscc",       TEXT,  "统一社会信用代码", SORT|PRINTED|UP, .form = "uscc", TERM("uscc-check") },
	{ "no_code_reason", PICK, "没有统一社会信用代码的原因", LIST, .of = "unlicensed,natural_person,stall", .labels = "无证照经营,自然人,摊点", TERM("uscc-shape") },
	{ "id_card",    TEXT,  "公民身份号码", PERSONAL|PRINTED, .form = "id_card", .hint = "自然人填写", TERM("id-card-check") },
	{ "sectors",    PICKS, "行业", MUST|LIST|UP, .of = SECTORS, .labels = SECTOR_LABELS, HOUSE("按行业分类监管") },
	{ "address",    TEXT,  "经营地址", SORT|PRINTED, HOUSE("经营主体名录") },
	{ "town",       REF,   "所在乡镇街道", LIST|UP, .of = "org", TERM("area-jinghai-towns") },
	{ "coordinates", TEXT, "坐标", 0, .hint = "经度,纬度", HOUSE("外业检查定位") },
	{ "capacity",   NUMBER, "核定人数或者终端数", 0, .hint = "娱乐场所填核定消费者数，互联网上网服务填终端数", TERM("internet-change") },
	{ "legal_representative", TEXT, "法定代表人", PERSONAL|PRINTED, TERM("venue-ban-five-years") },
	{ "in_charge",  TEXT,  "主要负责人", PERSONAL, TERM("venue-ban-five-years") },
	{ "contact",    TEXT,  "联系人", PERSONAL, HOUSE("经营主体名录") },
	{ "phone",      TEXT,  "联系电话", PERSONAL, .form = "phone", HOUSE("经营主体名录") },
	{ "licences",   ROWS,  "许可证件", UP, COLUMNS(
		{ "kind", TEXT, "证件名称", MUST }, { "number", TEXT, "编号", MUST, .form = "certificate" }, { "issuer", TEXT, "发证机关" }, { "scope", TEXT, "许可范围" },
		{ "from", DATE, "发证之日" }, { "until", DATE, "有效期的最后一日" }), TERM("venue-licence-validity") },
	{ "status",     PICK,  "经营状态", MUST|LIST|UP, .of = "open,suspended,deregistered,unreachable,moved_out,unlicensed_closed", .labels = "营业,停业,注销,失联,迁出,无证关停", TERM("annual-venue-statistics") },
	{ "status_on",  DATE,  "状态变更之日", SORT|UP, TERM("annual-venue-statistics") },
	{ "status_evidence", TEXT, "状态变更的依据", 0, .hint = "登记通知、检查记录或者核实情况", HOUSE("变更应当有依据") },
	{ "credit_grade", PICK, "信用等级", LIST|UP, .of = "a,b,c,d", .labels = "A级,B级,C级,D级", HOUSE("按信用等级确定抽查比例") },
	{ "parent",     REF,   "所属主体", 0, .of = "operator", .hint = "分支机构填总部", TERM("travel-branch-filing") },
	{ "succeeds",   REF,   "同一场所的前一主体", 0, .of = "operator", HOUSE("同一场所换了主体的，另行登记并关联") },
	{ "on",         DATE,  "纳入监管之日", MUST|SORT|UP, HOUSE("经营主体名录") },
	{ "off",        DATE,  "退出监管之日", SORT|UP, HOUSE("经营主体名录") },
	{ "changes",    ROWS,  "变更", 0, COLUMNS(
		{ "on", DATE, "变更之日", MUST }, { "what", PICK, "事项", MUST|LIST, .of = "name,code,address,person,sectors,licence,capacity,other", .labels = "名称,代码,地址,人员,行业,证件,人数终端数,其他" },
		{ "old", TEXT, "变更前" }, { "new", TEXT, "变更后", MUST }, { "evidence", TEXT, "依据", MUST, .hint = "登记通知、检查记录或者备案号" }), HOUSE("变更应当有依据") },
	),

	STATES(
	[IN_USE] = { "in_use", "在册" },
	[CLOSED] = { "closed", "退出", FINAL },
	),

	STEPS(
	{ "enter",        "登记",     NEW,        IN_USE, STAFF|LEGAL|SECRETARY|ENGINE, "name,uscc?,no_code_reason?,id_card?,sectors,address?,town?,coordinates?,capacity?,legal_representative?,in_charge?,contact?,phone?,licences?,status,credit_grade?,parent?,succeeds?,on", .day = "on", HOUSE("经营主体名录") },
	{ "change",       "变更",     IN(IN_USE), SAME,   STAFF|LEGAL|SECRETARY|ENGINE, "name?,uscc?,no_code_reason?,id_card?,sectors?,address?,town?,coordinates?,capacity?,legal_representative?,in_charge?,contact?,phone?,licences?,parent?,succeeds?,changes", HOUSE("变更应当有依据") },
	{ "grade",        "信用评级", IN(IN_USE), SAME,   STAFF|ENGINE, "credit_grade,changes?", HOUSE("按信用等级确定抽查比例") },
	{ "suspend",      "停业",     IN(IN_USE), SAME,   STAFF|ENGINE, "status?,status_on,status_evidence", .set = "status='suspended'", .day = "status_on", TERM("annual-venue-statistics") },
	{ "resume",       "恢复营业", IN(IN_USE), SAME,   STAFF|ENGINE, "status?,status_on,status_evidence", .set = "status='open'", .day = "status_on", TERM("annual-venue-statistics") },
	{ "mark_unreachable", "标记失联", IN(IN_USE), SAME, STAFF|ENGINE, "status?,status_on,status_evidence", .set = "status='unreachable'", .day = "status_on", TERM("annual-venue-statistics") },
	{ "deregister",   "注销",     IN(IN_USE), CLOSED, STAFF|ENGINE, "status?,off,status_evidence", .set = "status='deregistered'", .day = "off", TERM("annual-venue-statistics") },
	{ "move_out",     "迁出",     IN(IN_USE), CLOSED, STAFF|ENGINE, "status?,off,status_evidence", .set = "status='moved_out'", .day = "off", TERM("annual-venue-statistics") },
	{ "close_unlicensed", "无证关停", IN(IN_USE), CLOSED, STAFF|ENGINE, "status,off,status_evidence", .day = "off", HOUSE("无证照经营关停") },
	),

	RULES(
	{ "uscc <> '' OR no_code_reason <> ''", "应当填写统一社会信用代码；没有的，写明原因。", TERM("uscc-shape") },
	{ "uscc = '' OR no_code_reason = ''", "已有统一社会信用代码的，不再填写没有代码的原因。", TERM("uscc-shape") },
	{ "parent <> id AND succeeds <> id", "主体不能指向自己。", HOUSE("经营主体名录") },
	{ "capacity >= 0", "人数不能为负。", HOUSE("经营主体名录") },
	{ "SOME(changes: on = $day)", "写明当日的变更事项和依据。", .at = "change", HOUSE("变更应当有依据") },
	{ "status = 'unlicensed_closed' AND no_code_reason <> ''", "只有无证照经营的可以无证关停。", .at = "close_unlicensed", HOUSE("无证照经营关停") },
	{ "status IN ('open', 'suspended', 'unreachable')", "在册主体的状态是营业、停业或者失联。", .at = "enter", TERM("annual-venue-statistics") },
	),

	NEEDS(
	{ "enter,change", "operator.uscc.same", "统一社会信用代码已经登记；是同一主体的，不要重复登记。", .how = NONE, .where = "id <> me.id AND merged_on IS NULL", .when = "uscc <> ''", TERM("uscc-check") },
	{ "enter", "operator.address.same", "同一地址已有在册主体，请核对是否为同一场所的前一主体。", .how = NONE, .where = "id <> me.id AND state = 'in_use' AND (me.succeeds IS NULL OR id <> me.succeeds)", .when = "address <> ''", .is = WARN, HOUSE("同一场所换了主体的，另行登记并关联") },
	{ "enter,change", "operator.legal_representative.same", "同名的法定代表人所在的单位五年内被吊销过许可证，核对是否为同一人；五年内不得担任。", .how = NONE, .where = REVOKED_WITHIN("venue-ban-five-years"),
	  .when = "legal_representative <> '' AND SOME(sectors: value IN ('entertainment', 'internet', 'performance'))", .is = WARN, TERM("venue-ban-five-years") },
	{ "enter,change", "operator.legal_representative.same", "同名的法定代表人所在的单位十年内被吊销过许可证，核对是否为同一人；十年内不得担任。", .how = NONE, .where = REVOKED_WITHIN("print-ban-ten-years"),
	  .when = "legal_representative <> '' AND SOME(sectors: value IN ('printing', 'publication'))", .is = WARN, TERM("print-ban-ten-years") },
	{ "deregister,move_out,close_unlicensed", "hazard.operator", "尚有未销号的安全隐患。", .how = NONE, .where = "ended_on IS NULL", .is = WARN, TERM("hazard-ledger") },
	{ "deregister,move_out,close_unlicensed", "case.parties.operator", "尚有在办案件。", .how = NONE, .where = "of.ended_on IS NULL", .is = WARN, HOUSE("退出前核对在办事项") },
	),

	ASIDES(
	{ "licences",  "准予的许可", "件", "licence.operator", HOUSE("一户一档"), .where = "result = 'granted' AND (valid_until IS NULL OR valid_until >= $day)" },
	{ "prior",     "两年内的处罚", "次", "case.parties.operator", TERM("venue-two-year-three"),
	  .where = "of.ending = 'penalty' AND of.decided_on <= $day", .back = "venue-two-year-three", .dated = "of.decided_on" },
	{ "orders",    "未办结的责令改正", "件", "correction.operator", HOUSE("一户一档"), .where = "ended_on IS NULL" },
	{ "hazards",   "未销号的安全隐患", "条", "hazard.operator", HOUSE("一户一档"), .where = "ended_on IS NULL" },
	{ "cases",     "在办的处罚案件", "件", "case.parties.operator", HOUSE("一户一档"), .where = "of.ended_on IS NULL" },
	{ "credit",    "在列的失信信息", "条", "credit.operator", HOUSE("一户一档"), .where = "state IN ('listed', 'repairing', 'repaired')" },
	{ "complaints", "未办结的投诉举报", "件", "complaint.operator", HOUSE("一户一档"), .where = "ended_on IS NULL" },
	),
	FIGURES(
	{ "in_use",  "在册主体",   "家", COUNT, .during = "on,off", .by = "town,credit_grade", HOUSE("截止日在册的主体") },
	{ "sectors", "在册主体（按行业）", "家次", COUNT, .during = "on,off", .rows = "sectors", .by = "value", HOUSE("一个主体有几个行业的，各计一次") },
	{ "new",     "新纳入监管", "家", COUNT, "on", .by = "town", HOUSE("当年纳入监管的主体") },
	{ "gone",    "退出监管",   "家", COUNT, "off", .by = "status", TERM("annual-venue-statistics") },
	{ "changed", "变更",       "次", COUNT, "on", .rows = "changes", .by = "what", HOUSE("变更应当有依据") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER|SECRETARY, "view,list", BUREAU, HOUSE("名录全局可见") },
	{ HEADS|LEADER,    "view,list,print", BUREAU, HOUSE("名录全局可见") },
	{ OPERATOR,        "view", OWN, HOUSE("主体看自己的登记") },
	{ SUPERVISOR,      "view", BUREAU, .fields = "name,uscc,sectors,address,town,licences,status,on,off", HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,        "view,list", SUBORDINATES, .fields = "name,uscc,sectors,town,licences,status,credit_grade,on,off", HOUSE("上级看上报字段") },
	),
};
