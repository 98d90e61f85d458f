/*
 * draw.c - draws of whom is inspected and by whom
 *
 * 国办发〔2015〕58号: both are drawn at random, and the log is kept.  A draw on the municipal platform is
 * recorded and proves nothing by itself; our own is committed, revealed, drawn and published so that
 * anybody can compute it again.  A redraw is a new record that names the earlier one, why, and who approved.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { COMMITTED, REVEALED, DRAWN, PUBLISHED, FAILED };

#define FIELD_KEYS "entertainment,internet,performance,travel,printing,publication,film,broadcast,art,script"
#define FIELD_LABELS "文化娱乐,互联网上网服务,营业性演出,旅游,印刷,出版物,电影放映,广播电视,艺术品,剧本娱乐"

const struct ledger ledger_draw = {
	.key = "draw", .label = "随机抽取", .law = "国办发〔2015〕58号", .title = "plan", .series = "抽取",

	FIELDS(
	{ "kind",        PICK, "方式", MUST|LIST|UP, .of = "own,platform", .labels = "本局抽取,平台抽取", TERM("random-both") },
	{ "plan",        REF,  "抽查计划", MUST|LIST|UP, .of = "inspection_plan", TERM("random-both") },
	{ "replaces",    REF,  "被替代的抽取", 0, .of = "draw", .hint = "重新抽取的填写", TERM("random-both") },
	{ "redraw_reason", TEXT, "重新抽取的理由", 0, TERM("random-both") },
	{ "approver",    REF,  "批准重新抽取的负责人", 0, .of = "person", TERM("random-both") },
	{ "population",  TEXT, "名录文件", 0, .hint = "编号、分层、排除理由，按编号排列", TERM("random-both") },
	{ "population_digest", TEXT, "名录文件的校验码", 0, .form = "sm3", TERM("random-both") },
	{ "population_size", NUMBER, "名录户数", UP, TERM("random-both") },
	{ "parameters",  TEXT, "抽取参数", 0, .hint = "各层抽取数、揭示期限、公开数的取法", TERM("random-both") },
	{ "secrets",     ROWS, "密值", 0, COLUMNS(
		{ "holder", REF,  "保管人", MUST, .of = "person" }, { "digest", TEXT, "密值的校验码", MUST, .form = "sm3" }, { "opened", TEXT, "揭示的密值" }), TERM("random-both") },
	{ "n_secrets",   NUMBER, "密值个数", 0, .tally = COUNT, .over = "secrets", TERM("random-both") },
	{ "holders",     NUMBER, "保管人数", 0, .tally = DISTINCT, .over = "secrets.holder", TERM("random-both") },
	{ "commitment",  TEXT, "承诺值", 0, .form = "sm3", TERM("random-both") },
	{ "reveal_until", TIME, "揭示期限", 0, TERM("random-both") },
	{ "revealed_at", TIME, "揭示时间", 0, TERM("random-both") },
	{ "public_value", TEXT, "公开数", 0, .hint = "揭示期限之后才产生的公开数值", TERM("random-both") },
	{ "public_source", TEXT, "公开数的出处", 0, TERM("random-both") },
	{ "public_at",   TIME, "公开数产生的时间", 0, TERM("random-both") },
	{ "seed",        TEXT, "种子", 0, .form = "sm3", TERM("random-both") },
	{ "inspectors",  REFS, "检查人员名录", 0, .of = "officer", TERM("random-both") },
	{ "recusals",    ROWS, "回避", 0, COLUMNS(
		{ "inspector", REF, "检查人员", MUST, .of = "officer" }, { "operator", REF, "检查对象", MUST, .of = "operator" }, { "reason", TEXT, "理由", MUST }), TERM("recusal") },
	{ "targets",     ROWS, "抽中的对象和人员", UP, COLUMNS(
		{ "operator", REF, "检查对象", MUST, .of = "operator" }, { "place", TEXT, "地点", MUST },
		{ "random_field", PICK, "抽查领域", MUST, .of = FIELD_KEYS, .labels = FIELD_LABELS }, { "stratum", TEXT, "分层" },
		{ "first",    REF, "检查人员", .of = "officer" }, { "second", REF, "检查人员", .of = "officer" },
		{ "check_by", DATE, "检查期限" }), TERM("random-both") },
	{ "drawn",       NUMBER, "抽中户数", UP, .tally = COUNT, .over = "targets", TERM("random-both") },
	{ "task_number", TEXT, "平台任务编号", SORT, TERM("random-both") },
	{ "date",        DATE, "抽取之日", SORT|UP, TERM("random-both") },
	{ "scan",        TEXT, "平台抽取记录扫描件", 0, .form = "sm3", TERM("random-both") },
	{ "published_on", DATE, "公布之日", SORT|UP, TERM("random-both") },
	{ "link",        TEXT, "链接", 0, .form = "url", TERM("random-both") },
	{ "failed_holder", REF, "未揭示密值的保管人", 0, .of = "person", TERM("random-both") },
	),

	STATES(
	[COMMITTED] = { "committed", "已承诺" },
	[REVEALED]  = { "revealed",  "已揭示" },
	[DRAWN]     = { "drawn",     "已抽取" },
	[PUBLISHED] = { "published", "已公布", FINAL },
	[FAILED]    = { "failed",    "抽取无效", FINAL },
	),

	STEPS(
	{ "record",  "登记平台抽取", NEW,        PUBLISHED, STAFF, "kind,plan,replaces?,redraw_reason?,approver?,task_number,date,scan,population_size?,inspectors?,recusals?,targets,published_on?,link?", .day = "date", TERM("random-both") },
	{ "commit",  "承诺",   NEW,             COMMITTED, STAFF|LEGAL, "kind,plan,replaces?,redraw_reason?,approver?,population,population_digest,population_size,parameters,secrets,commitment,reveal_until,inspectors,recusals?", .is = FIRM, TERM("random-both") },
	{ "reveal",  "揭示",   IN(COMMITTED),   REVEALED,  STAFF|LEGAL, "secrets,revealed_at", .time = "revealed_at", .within = "reveal", .is = FIRM, TERM("random-both") },
	{ "draw",    "抽取",   IN(REVEALED),    DRAWN,     STAFF|LEGAL, "date,public_value,public_source,public_at,seed,targets", .day = "date", .is = FIRM, TERM("random-both") },
	{ "publish", "公布",   IN(DRAWN),       PUBLISHED, STAFF|LEGAL, "published_on,link?", .day = "published_on", .is = FIRM, TERM("random-both") },
	{ "fail",    "宣布无效", IN(COMMITTED), FAILED,    LEGAL|HEADS, "failed_holder", .after = "reveal", TERM("random-both") },
	),

	CLOCKS(
	{ "reveal", ENDS, HOUSE("揭示期限写在抽取参数中"), .from = "reveal_until" },
	),

	RULES(
	{ "kind = 'platform'", "只有平台抽取可以直接登记。", .at = "record", TERM("random-both") },
	{ "kind = 'own'", "平台抽取应当直接登记。", .at = "commit", TERM("random-both") },
	{ "replaces IS NULL OR (redraw_reason <> '' AND approver IS NOT NULL)", "重新抽取应当写明理由和批准人。", TERM("random-both") },
	{ "replaces <> id AND replaces.plan = plan", "被替代的应当是同一计划的另一次抽取。", TERM("random-both") },
	{ "n_secrets = holders", "每个密值应当由不同的人保管。", .at = "commit", TERM("random-both") },
	{ "NOT SOME(secrets: opened <> '')", "承诺时不得写出密值。", .at = "commit", TERM("random-both") },
	{ "NOT SOME(secrets: opened = '')", "密值应当全部揭示；有缺的，抽取无效。", .at = "reveal", TERM("random-both") },
	{ "revealed_at <= reveal_until", "已过揭示期限，抽取无效，应当重新承诺。", .at = "reveal", TERM("random-both") },
	{ "public_at > reveal_until", "公开数应当在揭示期限之后产生。", .at = "draw", TERM("random-both") },
	{ "drawn <= population_size", "抽中户数多于名录户数。", .at = "record,draw", TERM("random-both") },
	{ "NOT SOME(targets: first = second)", "检查人员不得少于两人。", .at = "record,draw", TERM("inspection-two-officers") },
	{ "NOT SOME(recusals: SOME(me.targets: targets.operator = recusals.operator AND (first = recusals.inspector OR second = recusals.inspector)))", "应当回避的人员被抽中检查该对象。", .at = "record,draw", TERM("recusal") },
	),

	NEEDS(
	{ "commit", "secrets", "至少有两个密值。", .least_term = "officers-min-two", HOUSE("密值由两人以上分别保管") },
	{ "commit,record", "plan", "计划尚未公布。", .where = "state IN ('published', 'drawn', 'underway')", .is = LIVE, TERM("random-both") },
	{ "record", "draw.task_number.same", "该平台任务已经登记。", .how = NONE, .where = "id <> me.id", TERM("random-both") },
	{ "commit,record", "draw.plan.same", "同一计划已有抽取；重新抽取的，应当指明被替代的抽取。", .how = NONE, .where = "id <> me.id AND state <> 'failed' AND kind = me.kind AND task_number = me.task_number", .when = "replaces IS NULL", TERM("random-both") },
	{ "commit,draw", "inspectors", "名录中的检查人员应当具有行政执法资格。", .how = EVERY, .where = CERTIFIED, .is = LIVE, TERM("cert-required") },
	{ "record", "inspectors", "名录中的检查人员应当具有行政执法资格。", .how = EVERY, .where = CERTIFIED, .is = WARN, TERM("cert-required") },
	),

	OPENS(
	{ "record,publish", "plan", "", .take = "draw", .where = "state IN ('published', 'drawn', 'underway')", TERM("random-both") },
	{ "record,publish", "inspection", "kind='double_random',random_field=row.random_field,operator=row.operator,place=row.place,check_by=row.check_by,came_from=plan", .take = "require", .each = "targets", TERM("random-both") },
	),

	FIGURES(
	{ "draws",   "随机抽取",   "次", COUNT, "date", .where = "state = 'published'", .by = "kind", TERM("random-both") },
	{ "drawn",   "抽中对象",   "家次", COUNT, "date", .rows = "targets", .where = "state = 'published' AND NOT SOME(draw.replaces: state = 'published')", .by = "random_field,kind", TERM("random-both") },
	{ "redrawn", "重新抽取",   "次", COUNT, "date", .where = "replaces IS NOT NULL", TERM("random-both") },
	{ "failed",  "抽取无效",   "次", COUNT, "fail_on", TERM("random-both") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list", BUREAU, HOUSE("抽取全局可见") },
	{ HEADS|LEADER, "view,list,print", BUREAU, HOUSE("抽取全局可见") },
	{ SUPERVISOR,   "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,     "view,list", SUBORDINATES, .fields = "kind,plan,population_size,targets,drawn,date,published_on", HOUSE("上级看数字和上报字段") },
	{ PUBLIC,       "view", EVERYBODY, .fields = "kind,plan,replaces,redraw_reason,population,population_digest,parameters,secrets,commitment,reveal_until,public_value,public_source,seed,targets,published_on", .where = "kind = 'own' AND state = 'published'", TERM("random-both") },
	),
};
