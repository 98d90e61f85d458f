/*
 * review_round.c - a round of the review of case files
 *
 * It is opened over the decisions of a span of days, its cases are drawn before witnesses, each goes to a
 * reviewer who had no part in it (file_review.c), and it is closed when every file has been
 * answered for.  How cases were drawn is recorded; the program draws none.
 */
#include "model/declare.h"

/* clang-format off */

enum { OPENED, DRAWN, REVIEWING, REPORTED, CALLED_OFF };

const struct ledger ledger_review_round = {
	.key = "review_round", .label = "案卷评查轮次", .law = "行政处罚法", .title = "name", .series = "评轮",
	.columns = "name,organiser,from,to,state,drawn_on,reported_on",

	FIELDS(
	{ "name",        TEXT,   "轮次名称", MUST|LIST|UP, HOUSE("案卷评查") },
	{ "organiser",   PICK,   "组织单位", MUST|LIST|UP, .of = "own,justice,municipal", .labels = "本局,司法行政部门,市级主管部门", HOUSE("案卷评查") },
	{ "document",    TEXT,   "评查通知文号", 0, HOUSE("案卷评查") },
	{ "from",        DATE,   "评查范围：决定之日自", MUST|SORT, HOUSE("案卷评查") },
	{ "to",          DATE,   "评查范围：决定之日至", MUST, .hint = "含当日", HOUSE("案卷评查") },
	{ "leader",      REF,    "负责人", MUST, .of = "person", HOUSE("案卷评查") },
	{ "wanted",      NUMBER, "拟抽取案卷数", MUST, HOUSE("案卷评查") },
	{ "drawn_on",    DATE,   "抽取之日", SORT|UP, HOUSE("案卷抽取") },
	{ "how",         PICK,   "抽取方式", LIST, .of = "random,each_officer,all,named", .labels = "随机抽取,每名执法人员至少一卷,全部,指定", HOUSE("案卷抽取") },
	{ "how_said",    TEXT,   "抽取经过", 0, .hint = "随机抽取的写明工具和过程，指定的写明理由", HOUSE("案卷抽取") },
	{ "witness",     REF,    "监督抽取的人", 0, .of = "person", HOUSE("案卷抽取") },
	{ "files",       ROWS,   "抽取的案卷", 0, COLUMNS(
		{ "case",     REF, "案件", MUST, .of = "case", .fit = "ended_on IS NOT NULL AND decided_on >= me.from AND decided_on <= me.to" },
		{ "reviewer", REF, "评查人", .of = "person", .hint = "不得是本案的承办、审核和决定人员" }), HOUSE("案卷评查") },
	{ "drawn",       NUMBER, "抽取案卷数", UP, .tally = COUNT, .over = "files", HOUSE("案卷抽取") },
	{ "summary",     TEXT,   "评查情况和建议", 0, HOUSE("案卷评查") },
	{ "reported_on", DATE,   "通报之日", SORT|UP, HOUSE("案卷评查") },
	{ "reason",      TEXT,   "取消的理由", 0, HOUSE("案卷评查") },
	),

	STATES(
	[OPENED]     = { "opened",     "已启动" },
	[DRAWN]      = { "drawn",      "已抽取" },
	[REVIEWING]  = { "reviewing",  "评查中" },
	[REPORTED]   = { "reported",   "已通报", FINAL },
	[CALLED_OFF] = { "called_off", "已取消", FINAL },
	),

	STEPS(
	{ "open",     "启动评查", NEW,           OPENED,     LEGAL, "name,organiser,document?,from,to,leader,wanted", HOUSE("案卷评查") },
	{ "draw",     "抽取案卷", IN(OPENED),    DRAWN,      LEGAL, "drawn_on,how,how_said?,witness,files", .day = "drawn_on", HOUSE("案卷抽取") },
	{ "assign",   "分给评查人", IN(DRAWN),   REVIEWING,  LEGAL, "files", HOUSE("不得评查自己办理的案件") },
	{ "report",   "通报结果", IN(REVIEWING), REPORTED,   HEADS, "reported_on,summary", .day = "reported_on", HOUSE("案卷评查") },
	{ "call_off", "取消",     IN(OPENED)|IN(DRAWN), CALLED_OFF, LEGAL, "reason", HOUSE("案卷评查") },
	),

	RULES(
	{ "to >= from", "评查范围的起止颠倒。", HOUSE("日期先后") },
	{ "wanted > 0", "拟抽取案卷数应当大于零。", HOUSE("案卷评查") },
	{ "drawn >= wanted", "抽取的案卷少于拟抽取的数量，请核对。", .at = "draw", .is = WARN, HOUSE("案卷抽取") },
	{ "witness <> draw_by", "监督抽取的人不得是抽取的人。", .at = "draw", HOUSE("案卷抽取") },
	{ "how NOT IN ('random', 'named') OR how_said <> ''", "随机抽取的应当写明工具和过程，指定的应当写明理由。", .at = "draw", HOUSE("案卷抽取") },
	{ "NOT SOME(files: COUNT(me.files: case = outer.case) > 1)", "同一案件列了两次。", .at = "draw,assign", HOUSE("案卷抽取") },
	{ "NOT SOME(files: SOME(case: decided_on < me.from OR decided_on > me.to))", "抽取的案件不在评查范围之内。", .at = "draw", HOUSE("案卷抽取") },
	{ "NOT SOME(files: reviewer IS NULL)", "每一案卷都应当有评查人。", .at = "assign", HOUSE("案卷评查") },
	),

	NEEDS(
	{ "draw", "files.case", "评查的案件应当已经办结。", .where = "ended_on IS NOT NULL", .how = EVERY, HOUSE("案卷评查") },
	{ "draw", "files", "没有抽取案卷。", HOUSE("案卷抽取") },
	{ "report", "file_review.of_round", "尚有没有办结的案卷评查。", .where = "ended_on IS NOT NULL", .how = EVERY, .way = "评分、反馈、处理申诉、整改之后办结。", HOUSE("案卷评查") },
	),

	OPENS(
	{ "assign", "file_review", "of_round=id,round=name,organiser,case=row.case,reviewer=row.reviewer", .take = "assign", .each = "files", HOUSE("案卷评查") },
	),

	FIGURES(
	{ "rounds", "案卷评查轮次", "轮", COUNT, "reported_on", .by = "organiser", HOUSE("案卷评查") },
	{ "drawn",  "抽取案卷",     "卷", SUM,   "drawn_on", .field = "drawn", .by = "organiser,how", HOUSE("案卷抽取") },
	{ "flow",   "评查轮次收结", "轮", FLOW,  "begun_on", HOUSE("上年结转 + 新启动 = 通报 + 结转下年") },
	),

	PAPERS(
	{ "report", "案卷评查情况通报", "report", .series = "评通", HOUSE("案卷评查") },
	),

	ACCESS(
	{ STAFF,                       "view,list", BUREAU, HOUSE("办案人员看评查的安排") },
	{ LEGAL|REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("评查人员和负责人看全局") },
	{ SUPERVISOR,                  "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,                    "view,list", SUBORDINATES, .fields = "name,organiser,drawn_on,drawn,reported_on", HOUSE("上级看上报字段") },
	),
};
