/*
 * discretion.c - the benchmark of discretion: steps of an item with their ranges, and the lists of
 * minor and first breaches
 *
 * Law: 行政处罚法 34.  One record is one step (档次) of one provision of one item: when it is met, and from
 * where to where it goes, in money or as a multiple of a base that the case names.  The figures are the
 * issuing authority's and are typed from its document; another person checks them before a case may
 * use them.  A change is a new record that names the one it replaces.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { ENTERED, VALID, ENDED, DISCARDED };

const struct ledger ledger_discretion = {
	.key = "discretion", .label = "裁量基准", .law = "行政处罚法", .title = "name", .series = "裁量",

	FIELDS(
	{ "sort",       PICK,  "性质", MUST|LIST|UP, .of = "step,minor,first_breach", .labels = "处罚裁量档次,轻微违法不予处罚,初次违法不予处罚", TERM("discretion-benchmark-public") },
	{ "item",       REF,   "权责事项", MUST|LIST, .of = "power_item", .fit = "kind = 'penalty' AND from IS NOT NULL", TERM("discretion-benchmark-public") },
	{ "code",       TEXT,  "基准编码", MUST|SORT|UP, .hint = "新版本沿用编码", HOUSE("裁量基准台账") },
	{ "name",       TEXT,  "档次名称", MUST|PRINTED|UP, .hint = "如：一般", TERM("discretion-benchmark-public") },
	{ "degree",     PICK,  "裁量程度", LIST|UP, .of = "reduced,lighter,ordinary,heavier", .labels = "减轻,从轻,一般,从重", TERM("discretion-benchmark-public") },
	{ "article",    TEXT,  "对应的法律条款", MUST|PRINTED|UP, TERM("discretion-benchmark-public") },
	{ "conditions", TEXT,  "适用条件", MUST|PRINTED|UP, TERM("discretion-benchmark-public") },
	{ "factors",    PICKS, "适用情节", UP, .of = FACTORS, .labels = FACTOR_LABELS, .hint = "案件填写的情节包含全部所列情节时，建议本档次", TERM("discretion-benchmark-public") },
	{ "party_kind", PICK,  "适用的当事人", LIST, .of = "citizen,organisation", .labels = "公民,法人或者其他组织", .hint = "都适用的不填", TERM("discretion-benchmark-public") },
	{ "kinds",      PICKS, "处罚种类", UP, .of = PENALTY_KINDS, .labels = PENALTY_LABELS, .hint = "档次限定种类的填写", TERM("discretion-benchmark-public") },
	{ "low",        MONEY, "罚款下限", PRINTED|UP, TERM("discretion-benchmark-public") },
	{ "high",       MONEY, "罚款上限", PRINTED|UP, TERM("discretion-benchmark-public") },
	{ "multiple_of", PICK, "倍数的基数", 0, .of = "gains,turnover,goods", .labels = "违法所得,违法经营额,货值金额", TERM("discretion-benchmark-public") },
	{ "low_times",  HOURS, "倍数下限", PRINTED|UP, .hint = "可以有一位小数", TERM("discretion-benchmark-public") },
	{ "high_times", HOURS, "倍数上限", PRINTED|UP, .hint = "可以有一位小数", TERM("discretion-benchmark-public") },
	{ "low_months", NUMBER, "期限下限（月）", PRINTED|UP, .hint = "责令停业、暂扣证件的", TERM("discretion-benchmark-public") },
	{ "high_months", NUMBER, "期限上限（月）", PRINTED|UP, TERM("discretion-benchmark-public") },
	{ "issuer",     TEXT,  "制定机关", MUST|UP, TERM("discretion-benchmark-public") },
	{ "document",   TEXT,  "文件名称和文号", MUST|PRINTED|UP, TERM("discretion-benchmark-public") },
	{ "published_on", DATE, "公布之日", MUST|SORT|UP, TERM("discretion-benchmark-public") },
	{ "link",       TEXT,  "公布网址", 0, .form = "url", TERM("discretion-benchmark-public") },
	{ "from",       DATE,  "施行之日", MUST|SORT|UP, TERM("discretion-benchmark-public") },
	{ "to",         DATE,  "失效之日", SORT|UP, .hint = "不再有效的第一日", TERM("discretion-benchmark-public") },
	{ "version_of", REF,   "前一版本", 0, .of = "discretion", TERM("discretion-benchmark-public") },
	{ "reason",     TEXT,  "失效或者不用的理由", 0, TERM("discretion-benchmark-public") },
	),

	STATES(
	[ENTERED]   = { "entered",   "待核对" },
	[VALID]     = { "valid",     "有效" },
	[ENDED]     = { "ended",     "已失效", FINAL },
	[DISCARDED] = { "discarded", "不用", FINAL },
	),

	STEPS(
	{ "enter",   "录入",   NEW,         ENTERED,   LEGAL|CLERK, "sort,item,code,name,degree?,article,conditions,factors?,party_kind?,kinds?,low?,high?,multiple_of?,low_times?,high_times?,low_months?,high_months?,issuer,document,published_on,link?,from,version_of?", TERM("discretion-benchmark-public") },
	{ "fix",     "修改录入", IN(ENTERED), SAME,    LEGAL|CLERK, "name?,degree?,article?,conditions?,factors?,party_kind?,kinds?,low?,high?,multiple_of?,low_times?,high_times?,low_months?,high_months?,issuer?,document?,published_on?,link?,from?", TERM("discretion-benchmark-public") },
	{ "confirm", "核对无误", IN(ENTERED), VALID,   LEGAL|REVIEWER|HEADS, NULL, .not_by = "enter,fix", HOUSE("录入的人不核对") },
	{ "discard", "不用",   IN(ENTERED), DISCARDED, LEGAL,   "reason", HOUSE("裁量基准台账") },
	{ "end",     "失效",   IN(VALID),   ENDED,     LEGAL|ENGINE, "to,reason", .day = "to", TERM("discretion-benchmark-public") },
	),

	RULES(
	{ "sort <> 'step' OR degree <> ''", "处罚裁量档次应当写明程度。", TERM("discretion-benchmark-public") },
	{ "sort <> 'step' OR high IS NOT NULL OR high_times IS NOT NULL OR high_months IS NOT NULL OR SOME(kinds: TRUE)", "处罚裁量档次应当写明幅度或者处罚种类，数字照制定机关的文件填写。", TERM("discretion-benchmark-public") },
	{ "sort = 'step' OR (low IS NULL AND high IS NULL AND low_times IS NULL AND high_times IS NULL AND low_months IS NULL AND high_months IS NULL)", "不予处罚的清单没有幅度。", TERM("discretion-benchmark-public") },
	{ "low <= high", "罚款下限高于上限。", HOUSE("幅度颠倒") },
	{ "low_times <= high_times", "倍数下限高于上限。", HOUSE("幅度颠倒") },
	{ "low_months <= high_months", "期限下限长于上限。", HOUSE("幅度颠倒") },
	{ "high_times IS NULL OR multiple_of <> ''", "按倍数的应当写明基数。", TERM("discretion-benchmark-public") },
	{ "published_on <= from", "裁量基准先公布后施行。", TERM("discretion-benchmark-public") },
	{ "to >= from", "失效早于施行。", HOUSE("日期先后") },
	),

	NEEDS(
	{ "enter", "item", "裁量基准只对行政处罚事项。", .where = "kind = 'penalty'", TERM("discretion-benchmark-public") },
	{ "confirm", "discretion.code.same", "同一编码已有有效的版本。", .how = NONE, .where = "id <> me.id AND state = 'valid' AND (me.version_of IS NULL OR id <> me.version_of)", HOUSE("裁量基准台账") },
	),

	OPENS(
	{ "confirm", "version_of", "to=from,reason='被新版本替代'", .take = "end", .where = "state = 'valid'", TERM("discretion-benchmark-public") },
	),

	FIGURES(
	{ "total", "裁量基准", "条", COUNT, .during = "from,to", .where = "state IN ('valid', 'ended')", .by = "sort,degree", TERM("discretion-benchmark-public") },
	{ "items", "有裁量基准的事项", "项", DISTINCT, .during = "from,to", .field = "item", .where = "state IN ('valid', 'ended') AND sort = 'step'", TERM("discretion-benchmark-public") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER, "view,list", BUREAU, HOUSE("裁量基准全局可见") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("裁量基准全局可见") },
	{ SUPERVISOR,   "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,     "view,list", SUBORDINATES, .fields = "sort,code,name,degree,article,conditions,low,high,document,from,to", HOUSE("上级看上报字段") },
	{ PUBLIC,       "view,list", EVERYBODY, .fields = "sort,item,code,name,degree,article,conditions,low,high,low_times,high_times,low_months,high_months,issuer,document,published_on,link,from", .where = "state = 'valid'", TERM("discretion-benchmark-public") },
	),
};
