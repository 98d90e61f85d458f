/*
 * power_item.c - the list of powers and duties
 *
 * Terms: powers-*.  A change is a new version: a record that names the one it replaces, which
 * ends on the day the new one begins.  The list of any day is a stock.  Sub-items are not counted.
 */
#include "model/declare.h"

/* clang-format off */

enum { DRAFT, APPLIED_FOR, OPINED, APPROVED, PUBLISHED_ITEM, IN_FORCE, REPLACED, RETURNED_ITEM, WITHDRAWN_ITEM };

#define COUNTED "parent IS NULL"

const struct ledger ledger_power_item = {
	.key = "power_item", .label = "权责清单", .law = "天津市政府工作部门权责清单动态管理办法", .title = "name", .series = "权责",

	FIELDS(
	{ "code",       TEXT,  "编码", MUST|SORT|UP, TERM("powers-scope") },
	{ "name",       TEXT,  "事项名称", MUST|UP, TERM("powers-scope") },
	{ "kind",       PICK,  "类别", MUST|LIST|UP, .of = "licence,penalty,coercion,inspection,confirm,reward,adjudication,benefit,levy,other",
	  .labels = "行政许可,行政处罚,行政强制,行政检查,行政确认,行政奖励,行政裁决,行政给付,行政征收,其他权力事项", TERM("powers-types") },
	{ "domain",     PICK,  "执法领域", LIST|UP, .of = "culture,relics,publication,film,tourism", .labels = "文化,文物,新闻出版和版权,电影和广播电视,旅游", TERM("powers-directory-national") },
	{ "level",      PICK,  "行使层级", LIST|UP, .of = "national,municipal,district", .labels = "国家级,市级,区级", TERM("powers-directory-tianjin") },
	{ "parent",     REF,   "所属主项", LIST, .of = "power_item", .hint = "子项填写，子项不计数", TERM("powers-scope") },
	{ "version_of", REF,   "前一版本", 0, .of = "power_item", TERM("powers-trigger") },
	{ "change",     PICK,  "变动", LIST|UP, .hint = "起草时必填；历史数据没有的可以不填", .of = "added,cancelled,amended,delegated,entrusted,merged", .labels = "新增,取消,修改,下放,委托,合并", TERM("powers-trigger") },
	{ "trigger",    PICK,  "变动情形", LIST|UP, .of = "basis_made,basis_amended,basis_repealed,functions_moved,power_cancelled,power_delegated,other",
	  .labels = "依据制定,依据修改,依据废止,职能调整,职权取消,职权下放,其他", TERM("powers-trigger") },
	{ "triggered_on", DATE, "情形发生之日", SORT, TERM("powers-trigger") },
	{ "reason",     TEXT,  "变动理由", 0, TERM("powers-trigger") },
	{ "basis",      ROWS,  "依据", UP, COLUMNS({ "law", TEXT, "法律", MUST }, { "article", TEXT, "条款", MUST }, { "repealed_on", DATE, "废止之日" }), TERM("powers-publish") },
	{ "section",    TEXT,  "承办科室", LIST, TERM("powers-publish") },
	{ "duties",     ROWS,  "责任事项", 0, COLUMNS({ "text", TEXT, "内容", MUST }), TERM("powers-publish") },
	{ "accountability", ROWS, "追责情形", 0, COLUMNS({ "text", TEXT, "内容", MUST }), TERM("powers-publish") },
	{ "flow",       ROWS,  "流程图的环节", 0, COLUMNS({ "stage", TEXT, "环节", MUST }, { "days", TEXT, "时限" }), TERM("powers-publish") },
	{ "receiving_body", REF, "承接单位", 0, .of = "org", .hint = "下放、委托、合并的填写", TERM("powers-trigger") },
	{ "opinions",   ROWS,  "审核意见", 0, COLUMNS(
		{ "body",   PICK, "审核部门", MUST, .of = "justice,service,other", .labels = "司法行政部门,政务服务部门,其他部门" },
		{ "result", PICK, "意见", MUST, .of = "agree,disagree", .labels = "同意,不同意" },
		{ "on",     DATE, "日期", MUST }, { "text", TEXT, "内容" }, { "document", TEXT, "文号" }), TERM("powers-roles") },
	{ "approval_number", TEXT, "编制部门文号", UP, TERM("powers-roles") },
	{ "published_on", DATE, "公布之日", SORT|UP, TERM("powers-publish") },
	{ "site",       TEXT,  "公布网站", 0, TERM("powers-publish") },
	{ "link",       TEXT,  "链接", 0, .form = "url", TERM("powers-publish") },
	{ "from",       DATE,  "生效之日", SORT|UP, TERM("powers-scope") },
	{ "to",         DATE,  "失效之日", SORT|UP, .hint = "不再有效的第一日", TERM("powers-scope") },
	{ "end_change", PICK,  "失效的变动", LIST, .of = "cancelled,delegated,merged", .labels = "取消,下放,合并", .hint = "没有新版本的填写", TERM("powers-trigger") },
	),

	STATES(
	[DRAFT]          = { "draft",     "起草" },
	[APPLIED_FOR]    = { "applied",   "已报编制部门" },
	[OPINED]         = { "opined",    "已有审核意见" },
	[APPROVED]       = { "approved",  "编制部门已批准" },
	[PUBLISHED_ITEM] = { "published", "已公布" },
	[IN_FORCE]       = { "in_force",  "有效" },
	[REPLACED]       = { "ended",     "已失效", FINAL },
	[RETURNED_ITEM]  = { "returned",  "退回" },
	[WITHDRAWN_ITEM] = { "withdrawn", "撤回", FINAL },
	),

	STEPS(
	{ "draft",   "起草",   NEW,                  DRAFT,          LEGAL,   "code,name,kind,change,trigger?,triggered_on?,domain?,level?,parent?,version_of?,reason?,basis?,section?,duties?,accountability?,flow?,receiving_body?", TERM("powers-trigger") },
	{ "edit",    "修改草案", IN(DRAFT)|IN(RETURNED_ITEM), SAME,  LEGAL,   "name?,domain?,level?,reason?,basis?,section?,duties?,accountability?,flow?,receiving_body?", TERM("powers-trigger") },
	{ "apply",   "申报",   IN(DRAFT)|IN(RETURNED_ITEM), APPLIED_FOR, LEGAL, "basis?", .within = "apply", TERM("powers-days") },
	{ "opine",   "审核意见", IN(APPLIED_FOR)|IN(OPINED), OPINED, OUTSIDE, "opinions", TERM("powers-roles") },
	{ "decide",  "批准",   IN(OPINED),           APPROVED,       OUTSIDE, "approval_number", .within = "decide", TERM("powers-roles") },
	{ "return",  "退回",   IN(APPLIED_FOR)|IN(OPINED), RETURNED_ITEM, OUTSIDE, "reason", TERM("powers-roles") },
	{ "withdraw", "撤回",  IN(RETURNED_ITEM)|IN(DRAFT), WITHDRAWN_ITEM, LEGAL, "reason", TERM("powers-roles") },
	{ "publish", "公布",   IN(APPROVED),         PUBLISHED_ITEM, LEGAL,   "published_on,site,link?", .day = "published_on", .within = "publish", .is = FIRM, TERM("powers-publish") },
	{ "begin",   "生效",   IN(PUBLISHED_ITEM),   IN_FORCE,       LEGAL,   "from", .day = "from", TERM("powers-scope") },
	{ "relink",  "更新公布链接", IN(IN_FORCE),   SAME,           LEGAL,   "site,link?", TERM("powers-publish") },
	{ "mark_repealed", "标记依据废止", IN(IN_FORCE), SAME,       LEGAL,   "basis", TERM("powers-trigger") },
	{ "end",     "失效",   IN(IN_FORCE),         REPLACED,       LEGAL|ENGINE, "to,reason,end_change?,trigger?,receiving_body?", .day = "to", TERM("powers-trigger") },
	),

	CLOCKS(
	{ "apply",   RUNS, TERM("powers-days"),    .from = "begun_on" },
	{ "apply",   RUNS, TERM("powers-days"),    .from = "triggered_on" },
	{ "decide",  RUNS, TERM("powers-days"),    .from = "apply_on" },
	{ "publish", RUNS, TERM("powers-publish"), .from = "decide_on" },
	),

	RULES(
	{ "SOME(basis: TRUE)", "每一事项应当列明依据。", .at = "apply", TERM("powers-publish") },
	{ "SOME(duties: TRUE) AND SOME(accountability: TRUE) AND SOME(flow: TRUE)", "责任事项、追责情形和流程图应当齐备。", .at = "apply", .is = WARN, TERM("powers-publish") },
	{ "version_of IS NOT NULL OR change IN ('', 'added')", "变动的事项应当指明前一版本。", TERM("powers-trigger") },
	{ "version_of IS NULL OR change <> 'added'", "新增的事项没有前一版本。", TERM("powers-trigger") },
	{ "parent <> id AND version_of <> id", "事项不能指向自己。", HOUSE("编码") },
	{ "change NOT IN ('delegated', 'entrusted', 'merged') OR receiving_body IS NOT NULL", "下放、委托、合并的事项应当写明承接单位。", .at = "apply", TERM("powers-trigger") },
	{ "kind <> 'licence' OR SOME(opinions: body = 'service' AND result = 'agree')", "行政许可事项应当有政务服务部门的审核意见。", .at = "decide", TERM("powers-roles") },
	{ "kind = 'licence' OR SOME(opinions: body = 'justice' AND result = 'agree')", "行政许可以外的事项应当有司法行政部门的合法性审核意见。", .at = "decide", TERM("powers-roles") },
	),

	NEEDS(
	{ "begin", "power_item.code.same", "同一编码已有有效的版本。", .how = NONE, .where = "id <> me.id AND state = 'in_force' AND (me.version_of IS NULL OR id <> me.version_of)", TERM("powers-scope") },
	{ "begin", "version_of", "前一版本不在有效状态。", .where = "state = 'in_force'", .when = "version_of IS NOT NULL", TERM("powers-trigger") },
	{ "end", "power_item.parent", "主项尚有有效的子项。", .how = NONE, .where = "state = 'in_force' AND to IS NULL", .is = WARN, TERM("powers-scope") },
	),

	OPENS(
	{ "begin", "version_of", "to=from,reason='被新版本替代'", .take = "end", .where = "state = 'in_force'", TERM("powers-trigger") },
	{ "begin", "power_change", "item=id,previous=version_of,change,trigger,triggered_on,reason,basis,receiving_body,applied_on=apply_on,approved_on=decide_on,approval_number,published_on,on=from", .when = "change <> ''", TERM("powers-trigger") },
	{ "end", "power_change", "item=id,change=end_change,trigger,reason,basis,receiving_body,on=to", .when = "end_change <> ''", TERM("powers-trigger") },
	),

	FIGURES( /* sub-items are not counted; a version counts on the days it is in force */
	{ "total",     "权责事项", "项", COUNT, .during = "from,to", .where = COUNTED, .by = "kind,domain", TERM("powers-types") },
	{ "kind.penalty",    "其中行政处罚", "项", COUNT, .during = "from,to", .where = COUNTED " AND kind = 'penalty'", TERM("powers-types") },
	{ "kind.inspection", "其中行政检查", "项", COUNT, .during = "from,to", .where = COUNTED " AND kind = 'inspection'", TERM("powers-types") },
	{ "kind.coercion",   "其中行政强制", "项", COUNT, .during = "from,to", .where = COUNTED " AND kind = 'coercion'", TERM("powers-types") },
	{ "kind.other",      "其中其他权力事项", "项", COUNT, .during = "from,to", .where = COUNTED " AND kind = 'other'", TERM("powers-types") },
	{ "published", "已公布",   "项", COUNT, .during = "from,to", .where = COUNTED " AND published_on <= $day", TERM("powers-publish") },
	{ "stale",     "依据已废止的事项", "项", COUNT, .during = "from,to", .where = COUNTED " AND SOME(basis: repealed_on <= $day)", TERM("powers-trigger") },
	{ "used",      "当年有处罚决定的事项", "项", COUNT, .during = "from,to", .where = COUNTED " AND SOME(case.power_item: ending = 'penalty' AND decided_on >= $from AND decided_on <= $to)", TERM("powers-scope") },
	{ "changes",   "清单变动", "项", COUNT, "from", .by = "change", TERM("powers-trigger") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER|SECRETARY, "view,list", BUREAU, HOUSE("权责清单全局可见") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("权责清单全局可见") },
	{ SUPERVISOR,   "view,list", BUREAU, TERM("powers-roles") },
	{ SUPERIOR,     "view,list", SUBORDINATES, .fields = "code,name,kind,domain,level,change,trigger,basis,approval_number,published_on,from,to", HOUSE("上级看数字和上报字段") },
	{ PUBLIC,       "view,list", EVERYBODY, .fields = "code,name,kind,level,basis,section,duties,accountability,flow,from", .where = "state = 'in_force'", TERM("powers-publish") },
	),
};
