/*
 * org.c - bodies: the tree from the ministry to a section, and everybody who takes part
 *
 * Departments, towns and streets, communities, courts, party bodies and schools stand here too, so that
 * a partner, a receiver or an approving body is one record and not a word.  Posts are dated, so that
 * vacancies of any day count.
 */
#include "model/declare.h"

/* clang-format off */

enum { IN_USE, CLOSED };

const struct ledger ledger_org = {
	.key = "org", .label = "机构", .law = "天津市政府工作部门权责清单动态管理办法", .title = "name", .series = "机构",

	FIELDS(
	{ "name",      TEXT, "名称", MUST|SORT|PINYIN|UP, HOUSE("机构名录") },
	{ "short_name", TEXT, "简称", UP, HOUSE("机构名录") },
	{ "kind",      PICK, "类别", MUST|LIST|UP, .of = "ministry,municipality,bureau,section,team,government,department,town,community,procuratorate,court,party,discipline,school,institution,other",
	  .labels = "国务院部门,市级部门,区文化和旅游局,内设机构,执法队伍,人民政府,区级部门,乡镇街道,社区村,检察院,法院,党委部门,纪检监察机关,学校,事业单位,其他", TERM("powers-scope") },
	{ "level",     PICK, "层级", LIST|UP, .of = "national,municipal,district,town", .labels = "国家级,市级,区级,乡镇街道级", TERM("powers-directory-tianjin") },
	{ "parent",    REF,  "上级机构", LIST, .of = "org", .hint = "内设机构填所属的局", TERM("powers-scope") },
	{ "area_code", TEXT, "区划代码", LIST|UP, .form = "area", TERM("area-tianjin") },
	{ "uscc",      TEXT, "统一社会信用代码", SORT|UP, .form = "uscc", TERM("uscc-check") },
	{ "mark",      TEXT, "机关代字", 0, TERM("doc-number") },
	{ "address",   TEXT, "地址", 0, HOUSE("文书送达和来往函件") },
	{ "contact",   TEXT, "联系人", PERSONAL, HOUSE("文书送达和来往函件") },
	{ "phone",     TEXT, "联系电话", 0, .form = "phone", HOUSE("文书送达和来往函件") },
	{ "visit_rules", TEXT, "行政检查纪律", 0, .hint = "五个严禁、八个不得，印在检查通知书上", TERM("inspection-five-eight") },
	{ "posts",     ROWS, "编制", UP, COLUMNS(
		{ "staffing", PICK, "编制类别", MUST, .of = "civil_servant,institution,enforcement", .labels = "行政编制,事业编制,执法编制" },
		{ "establishment", NUMBER, "编制数", MUST }, { "from", DATE, "起", MUST }, { "to", DATE, "止" }, { "document", TEXT, "编制文号" }), HOUSE("编制部门核定") },
	{ "enforcement", PICK, "执法主体", LIST, .of = "own_name,delegated,none", .labels = "以自己名义执法,受委托执法,不执法", TERM("delegated-organ") },
	{ "entrusted_by", REF, "委托机关", 0, .of = "org", TERM("delegated-organ") },
	{ "changes",   ROWS, "变更", 0, COLUMNS(
		{ "on", DATE, "变更之日", MUST }, { "what", PICK, "事项", MUST, .of = "name,parent,area_code,uscc,address,contact,other", .labels = "名称,上级机构,区划代码,统一社会信用代码,地址,联系方式,其他" },
		{ "old", TEXT, "变更前" }, { "new", TEXT, "变更后", MUST }, { "evidence", TEXT, "依据" }), HOUSE("机构变更") },
	{ "closed_on", DATE, "撤销或者合并之日", SORT|UP, HOUSE("机构变更") },
	{ "succeeded_by", REF, "承接机构", 0, .of = "org", HOUSE("机构变更") },
	),

	STATES(
	[IN_USE] = { "in_use", "在用" },
	[CLOSED] = { "closed", "撤销", FINAL },
	),

	STEPS(
	{ "enter",     "登记",     NEW,        IN_USE, STAFF|LEGAL|SECRETARY|SYSTEM_ADMIN|ENGINE, "name,short_name?,kind,level?,parent?,area_code?,uscc?,mark?,address?,contact?,phone?,visit_rules?,posts?,enforcement?,entrusted_by?", HOUSE("机构名录") },
	{ "change",    "变更",     IN(IN_USE), SAME,   STAFF|LEGAL|SECRETARY|SYSTEM_ADMIN, "name?,short_name?,kind?,level?,parent?,area_code?,uscc?,mark?,address?,contact?,phone?,visit_rules?,enforcement?,entrusted_by?,changes", HOUSE("机构变更") },
	{ "set_posts", "核定编制", IN(IN_USE), SAME,   SECRETARY|SYSTEM_ADMIN|OUTSIDE, "posts", HOUSE("编制部门核定") },
	{ "close",     "撤销或者合并", IN(IN_USE), CLOSED, STAFF|SECRETARY|SYSTEM_ADMIN, "closed_on,succeeded_by?", .day = "closed_on", HOUSE("机构变更") },
	),

	RULES(
	{ "parent <> id AND succeeded_by <> id", "机构不能指向自己。", HOUSE("机构名录") },
	{ "kind NOT IN ('section', 'team') OR parent IS NOT NULL", "内设机构和执法队伍应当写明所属机构。", HOUSE("机构名录") },
	{ "enforcement <> 'delegated' OR entrusted_by IS NOT NULL", "受委托执法的，应当写明委托机关。", TERM("delegated-organ") },
	{ "NOT SOME(posts: establishment < 0 OR posts.to < posts.from)", "编制数不能为负，起止不能颠倒。", HOUSE("编制部门核定") },
	{ "SOME(changes: on = $day)", "写明当日的变更事项。", .at = "change", HOUSE("机构变更") },
	),

	NEEDS(
	{ "enter,change", "org.uscc.same", "统一社会信用代码已经登记。", .how = NONE, .where = "id <> me.id AND merged_on IS NULL AND state = 'in_use'", .when = "uscc <> ''", TERM("uscc-check") },
	{ "enter", "org.name.same", "同一上级下已有同名机构。", .how = NONE, .where = "id <> me.id AND state = 'in_use' AND merged_on IS NULL AND (parent = me.parent OR (parent IS NULL AND me.parent IS NULL))", HOUSE("机构名录") },
	{ "close", "org.parent", "尚有在用的下级机构。", .how = NONE, .where = "state = 'in_use'", HOUSE("机构变更") },
	),

	FIGURES(
	{ "posts",  "编制",     "名", SUM, .during = "from,to", .rows = "posts", .field = "establishment", .where = "kind IN ('bureau', 'section', 'team')", .by = "staffing", HOUSE("截止日核定的编制") },
	{ "bodies", "登记机构", "个", COUNT, .during = "begun_on,closed_on", .by = "kind", HOUSE("机构名录") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER|SECRETARY, "view,list", BUREAU, HOUSE("机构名录全局可见") },
	{ HEADS|LEADER|SYSTEM_ADMIN, "view,list,print", BUREAU, HOUSE("机构名录全局可见") },
	{ SUPERIOR, "view,list", SUBORDINATES, .fields = "name,short_name,kind,level,area_code,uscc,posts,closed_on", HOUSE("上级看数字和上报字段") },
	),
};
