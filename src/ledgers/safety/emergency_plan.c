/*
 * emergency_plan.c - emergency plans of operators and of the bureau, one record a version
 *
 * Law: 生产安全事故应急条例 for operators, 突发事件应急预案管理办法 for the bureau's own.  A revision is a new
 * record with the next version that names the one it replaces; without an operator a plan is the bureau's.
 */
#include "model/declare.h"

/* clang-format off */

enum { ISSUED, FILED, REVISED, CANCELLED };

const struct ledger ledger_emergency_plan = {
	.key = "emergency_plan", .label = "应急预案", .law = "生产安全事故应急条例", .title = "title", .series = "预案",

	FIELDS(
	{ "operator",     REF,    "经营主体", LIST, .of = "operator", .hint = "本局的预案不填", TERM("plan-venue-filing") },
	{ "kind",         PICK,   "类别", MUST|LIST|UP, .of = "comprehensive,special,on_site,department", .labels = "综合应急预案,专项应急预案,现场处置方案,部门应急预案", ART("5") },
	{ "title",        TEXT,   "名称", 0, ART("5") },
	{ "plan_version", NUMBER, "版次", MUST|UP, .hint = "首次制定为1，每修订一次加1", TERM("plan-revise-triggers") },
	{ "replaces",     REF,    "前一版次", 0, .of = "emergency_plan", TERM("plan-revise-triggers") },
	{ "trigger",      PICKS,  "修订事由", 0, .of = "law,command,risk,resource,drill,other", .labels = "法律法规规章标准或者上位预案变化,指挥机构及其职责调整,安全生产面临的风险发生重大变化,重要应急资源发生重大变化,演练或者救援中发现需要修订,其他", TERM("plan-revise-triggers") },
	{ "issued_on",    DATE,   "印发之日", MUST|SORT|UP, TERM("plan-unit-filing") },
	{ "medium_or_above", YESNO, "中型以上规模", 0, TERM("plan-evaluate-units") },
	{ "filed_on",     DATE,   "备案之日", SORT|UP, TERM("plan-unit-filing") },
	{ "filed_with",   REF,    "备案机关", 0, .of = "org", .hint = "留空为本局", TERM("plan-venue-filing") },
	{ "filing_number", TEXT,  "备案编号", 0, TERM("plan-venue-filing") },
	{ "made_public_on", DATE, "向社会或者本单位公布之日", 0, TERM("plan-venue-filing") },
	{ "evaluated_on", DATE,   "评估之日", SORT|UP, TERM("plan-evaluate-units") },
	{ "evaluation",   TEXT,   "评估意见", 0, TERM("plan-evaluate-units") },
	{ "conclusion",   PICK,   "评估结论", LIST, .of = "keep,revise", .labels = "继续适用,需要修订", TERM("plan-evaluate-units") },
	{ "revised_on",   DATE,   "被修订之日", 0, TERM("plan-revise-triggers") },
	{ "reason",       TEXT,   "停用的理由", 0, HOUSE("主体停业的预案停用") },
	),

	STATES(
	[ISSUED]    = { "issued",    "已印发" },
	[FILED]     = { "filed",     "已备案" },
	[REVISED]   = { "revised",   "已修订", FINAL },
	[CANCELLED] = { "cancelled", "停用",   FINAL },
	),

	STEPS(
	{ "make",         "制定",     NEW,                  ISSUED,    STAFF|OPERATOR|OUTSIDE, "operator?,kind,title?,plan_version,replaces?,trigger?,issued_on,medium_or_above?", .day = "issued_on", ART("5") },
	{ "file",         "备案",     IN(ISSUED),           FILED,     CLERK|OFFICER|OUTSIDE, "filed_on,filed_with?,filing_number?", .day = "filed_on", .within = "file", TERM("plan-unit-filing") },
	{ "make_public",  "公布",     IN(ISSUED)|IN(FILED), SAME,      CLERK|OPERATOR|OUTSIDE, "made_public_on", .day = "made_public_on", TERM("plan-venue-filing") },
	{ "evaluate",     "评估",     IN(ISSUED)|IN(FILED), SAME,      STAFF|OPERATOR|OUTSIDE, "evaluated_on,evaluation,conclusion", .day = "evaluated_on", .within = "evaluate", TERM("plan-evaluate-units") },
	{ "revise",       "被新版次替代", IN(ISSUED)|IN(FILED), REVISED, ENGINE, "revised_on", .day = "revised_on", TERM("plan-revise-triggers") },
	{ "cancel",       "停用",     IN(ISSUED)|IN(FILED), CANCELLED, CHIEF, "reason", HOUSE("主体停业的预案停用") },
	),

	CLOCKS(
	{ "file",     RUNS, TERM("plan-unit-filing"),         .from = "issued_on", .when = "operator IS NOT NULL" },
	{ "file",     RUNS, TERM("plan-department-filing"),   .from = "issued_on", .when = "operator IS NULL" },
	{ "evaluate", RUNS, TERM("plan-evaluate-units"),      .from = "issued_on", .when = "operator IS NOT NULL AND medium_or_above" },
	{ "evaluate", RUNS, TERM("plan-evaluate-units"),      .from = "evaluated_on", .when = "operator IS NOT NULL AND medium_or_above" },
	{ "evaluate", RUNS, TERM("plan-evaluate-government"), .from = "issued_on", .when = "operator IS NULL" },
	{ "evaluate", RUNS, TERM("plan-evaluate-government"), .from = "evaluated_on", .when = "operator IS NULL" },
	),

	RULES(
	{ "plan_version >= 1", "版次从1开始。", .at = "make", HOUSE("一个版次一条记录") },
	{ "plan_version = 1 OR replaces IS NOT NULL", "修订的预案应当指明前一版次。", .at = "make", .is = WARN, TERM("plan-revise-triggers") },
	{ "plan_version = 1 OR SOME(trigger: TRUE)", "修订应当写明事由。", .at = "make", .is = WARN, TERM("plan-revise-triggers") },
	{ "replaces <> id", "预案不能替代自己。", HOUSE("一个版次一条记录") },
	{ "operator IS NULL OR kind <> 'department'", "部门应急预案由本局制定。", .at = "make", TERM("plan-department-filing") },
	),

	NEEDS(
	{ "make", "replaces", "前一版次应当是同一主体、版次更低并且尚在使用的预案。", .where = "plan_version < me.plan_version AND (operator = me.operator OR (operator IS NULL AND me.operator IS NULL)) AND ended_on IS NULL", .how = EVERY, .is = LIVE, TERM("plan-revise-triggers") },
	),

	OPENS(
	{ "make", "replaces", "revised_on=issued_on", .take = "revise", TERM("plan-revise-triggers") },
	),

	FIGURES(
	{ "made",      "制定或者完善应急预案", "家次", COUNT, "issued_on", .where = "operator IS NOT NULL", .by = "kind", HOUSE("经营主体的预案，一个版次一次，按印发之日") },
	{ "operators", "制定或者完善预案的主体", "家", DISTINCT, "issued_on", .field = "operator", .where = "operator IS NOT NULL", HOUSE("去重的主体数，与家次分开统计") },
	{ "improved",  "其中修订", "家次", COUNT, "issued_on", .where = "operator IS NOT NULL AND plan_version > 1", TERM("plan-revise-triggers") },
	{ "bureau",    "本局应急预案", "件", COUNT, "issued_on", .where = "operator IS NULL", .by = "kind", TERM("plan-department-filing") },
	{ "filed",     "按期备案率", "%", SHARE, "issued_on", .where = "file_done <= file_due", .among = "TRUE", TERM("plan-unit-filing") },
	{ "in_force",  "在用预案", "件", COUNT, .during = "issued_on,ended_on", .by = "kind", ART("5") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list",       SECTION, HOUSE("承办人员看本科室预案") },
	{ HEADS|LEADER, "view,list,print", BUREAU,  HOUSE("负责人看全局预案") },
	{ OPERATOR,     "view,list",       OWN,     HOUSE("主体看自己的预案") },
	{ SUPERIOR,     "view,list",       SUBORDINATES, .fields = "kind,plan_version,issued_on,filed_on,evaluated_on", HOUSE("上级看数字和上报字段") },
	),
};
