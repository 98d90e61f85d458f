/*
 * annual_report.c - the yearly report on government by law, from collecting to the archive
 *
 * Law: 法治政府建设与责任落实督察工作规定 (2019).  Terms: report-*.  It goes up before 1 March and out before 1 April; it has five
 * required parts and no open figure; a secrecy check and the party group stand before it.
 */
#include "model/declare.h"

/* clang-format off */

enum { COLLECTING, DRAFTED, CONFIRMED, CHECKED, APPROVED, SUBMITTED, PUBLISHED, WITHHELD, ARCHIVED };

const struct ledger ledger_annual_report = {
	.key = "annual_report", .label = "年度报告", .law = "法治政府建设与责任落实督察工作规定", .title = "title", .series = "法治报告",

	FIELDS(
	{ "year",       NUMBER, "年度", MUST|LIST|SORT|UP, TERM("report-submit") },
	{ "title",      TEXT, "标题", MUST|PRINTED|UP, TERM("report-content") },
	{ "template",   PICK, "提纲", MUST|LIST, .of = "outline_2021_2025,outline_next,own", .labels = "2021—2025年纲要九个部分,下一个纲要,自拟提纲", TERM("report-next-outline") },
	{ "cut_off",    DATE, "数据截止之日", MUST|UP, TERM("report-figures") },
	{ "year_end",   DATE, "报告年度的最后一日", MUST|SORT, .hint = "报送和公开的期限自这一日起算", TERM("report-submit") },
	{ "sections",   ROWS, "正文", PRINTED, COLUMNS(
		{ "part",     PICK, "法定部分", MUST, .of = "results,shortcomings,head_duty,plan,other", .labels = "举措和成效,不足和原因,第一责任人履职,下一年度安排,其他" },
		{ "heading",  TEXT, "标题", MUST|PRINTED },
		{ "text",     TEXT, "文字", .hint = "数字以指标引用", .flags = PRINTED },
		{ "owner",    REF,  "核对人", .of = "person" },
		{ "open_figures", NUMBER, "未核定的数字", .hint = "由指标核对得出" },
		{ "handwritten", NUMBER, "手写的数字" },
		{ "confirmed_on", DATE, "科室核对之日" }), TERM("report-content") },
	{ "open_figures", NUMBER, "未核定的数字", 0, .tally = SUM, .over = "sections.open_figures", TERM("report-figures") },
	{ "handwritten", NUMBER, "手写的数字", 0, .tally = SUM, .over = "sections.handwritten", TERM("report-figures") },
	{ "causes",     TEXT, "存在问题的原因", PRINTED, TERM("report-gap-in-pilot") },
	{ "secrecy",    PICK, "保密审查", 0, .of = "public,partly,secret", .labels = "可以公开,删去部分内容后公开,不宜公开", TERM("report-secrecy-check") },
	{ "secrecy_note", TEXT, "保密审查意见", 0, TERM("report-secrecy-check") },
	{ "meeting",    REF,  "党组会", 0, .of = "meeting", TERM("head-first-duty") },
	{ "item",       ROW,  "党组会议题", 0, .of = "meeting.items", TERM("head-first-duty") },
	{ "receivers",  ROWS, "报送对象", UP, COLUMNS(
		{ "kind",     PICK, "类别", MUST, .of = "party_committee,government,superior,law_office", .labels = "本级党委,本级人民政府,上一级主管部门,抄送党委法治建设议事协调机构的办事机构" },
		{ "body",     REF,  "单位", MUST, .of = "org" },
		{ "sent_on",  DATE, "报送之日", MUST },
		{ "receipt",  TEXT, "回执" }), TERM("report-submit") },
	{ "submitted_on", DATE, "报送之日", SORT|UP, TERM("report-submit") },
	{ "digest",     TEXT, "冻结摘要", 0, .form = "sm3", TERM("report-figures") },
	{ "published_on", DATE, "公开之日", SORT|UP, TERM("report-publish") },
	{ "link",       TEXT, "公开链接", UP, .form = "url", TERM("report-publish") },
	{ "reason",     TEXT, "退回或者不予公开的理由", 0, TERM("report-secrecy-check") },
	{ "archive_number", TEXT, "案卷号", 0, HOUSE("年度报告归档") },
	),

	STATES(
	[COLLECTING] = { "collecting", "数据汇集" },
	[DRAFTED]    = { "drafted",    "已起草，科室核对" },
	[CONFIRMED]  = { "confirmed",  "科室已核对" },
	[CHECKED]    = { "checked",    "已保密审查" },
	[APPROVED]   = { "approved",   "党组已审议" },
	[SUBMITTED]  = { "submitted",  "已报送" },
	[PUBLISHED]  = { "published",  "已公开" },
	[WITHHELD]   = { "withheld",   "不予公开" },
	[ARCHIVED]   = { "archived",   "已归档", FINAL },
	),

	STEPS(
	{ "collect",   "数据汇集", NEW,            COLLECTING, CLERK|LEGAL, "year,title,template,cut_off,year_end,sections?", TERM("report-figures") },
	{ "draft",     "起草",     IN(COLLECTING), DRAFTED,    CLERK|LEGAL, "sections,causes,title?", TERM("report-content") },
	{ "check",     "科室核对", IN(DRAFTED),    SAME,       CHIEF,       "sections", TERM("report-figures") },
	{ "confirm",   "核对完毕", IN(DRAFTED),    CONFIRMED,  LEGAL,       "sections?,causes?", TERM("report-figures") },
	{ "send_back", "退回修改", IN(DRAFTED)|IN(CONFIRMED)|IN(CHECKED)|IN(APPROVED), COLLECTING, LEGAL|HEADS|SECRETARY, "reason", TERM("report-content") },
	{ "check_secrecy", "保密审查", IN(CONFIRMED), CHECKED, CLERK|DISCLOSURE_HEAD, "secrecy,secrecy_note?", .not_by = "draft", TERM("report-secrecy-check") },
	{ "approve",   "党组审议", IN(CHECKED),    APPROVED,   SECRETARY|HEAD, "meeting,item", TERM("head-first-duty") },
	{ "submit",    "报送",     IN(APPROVED),   SUBMITTED,  CLERK|LEGAL, "submitted_on,receivers,digest?", .day = "submitted_on", .within = "submit", .is = FIRM, TERM("report-submit") },
	{ "publish",   "公开",     IN(SUBMITTED),  PUBLISHED,  CLERK,       "published_on,link", .day = "published_on", .within = "publish", .is = FIRM, TERM("report-publish") },
	{ "withhold",  "不予公开", IN(SUBMITTED),  WITHHELD,   HEADS,       "reason", .when = "secrecy = 'secret'", .say = "保密审查认为可以公开的，应当公开。", TERM("report-publish") },
	{ "archive",   "归档",     IN(PUBLISHED)|IN(WITHHELD), ARCHIVED, CLERK, "archive_number", HOUSE("年度报告归档") },
	),

	CLOCKS(
	{ "submit",  RUNS,  TERM("report-submit"),  .from = "year_end" },
	{ "publish", RUNS,  TERM("report-publish"), .from = "year_end" },
	{ "publish", STOPS, TERM("report-secrecy-check"), .on_step = "withhold" },
	),

	RULES(
	{ "cut_off <= year_end", "数据截止之日不得晚于报告年度的最后一日。", TERM("report-figures") },
	{ "SOME(sections: part = 'results')",      "缺少“举措和成效”部分。", .at = "draft,confirm,submit", TERM("report-content") },
	{ "SOME(sections: part = 'shortcomings')", "缺少“不足和原因”部分。", .at = "draft,confirm,submit", TERM("report-content") },
	{ "SOME(sections: part = 'head_duty')",    "缺少“第一责任人履职”部分。", .at = "draft,confirm,submit", TERM("report-content") },
	{ "SOME(sections: part = 'plan')",         "缺少“下一年度安排”部分。", .at = "draft,confirm,submit", TERM("report-content") },
	{ "SOME(sections: part = 'other')",        "缺少“其他”部分，没有的写明没有。", .at = "draft,confirm,submit", TERM("report-content") },
	{ "causes <> ''", "应当写明存在问题的原因。", .at = "draft,confirm,submit", TERM("report-gap-in-pilot") },
	{ "NOT SOME(sections: text = '')", "正文有空白的部分。", .at = "confirm,submit", TERM("report-content") },
	{ "NOT SOME(sections: confirmed_on IS NULL)", "尚有科室未核对的部分。", .at = "confirm", TERM("report-figures") },
	{ "NOT SOME(sections: confirmed_on > $day OR confirmed_on < me.draft_on)", "科室核对之日应当在起草之后，不得晚于登记之日。", .at = "check,confirm", HOUSE("日期先后") },
	{ "open_figures = 0", "尚有未核定的数字。", .at = "confirm,approve,submit", TERM("report-figures") },
	{ "handwritten = 0", "有手写的数字，不能由记录复算。", .at = "confirm", .is = WARN, TERM("report-figures") },
	{ "cut_off <= $day", "数据截止之日尚未到。", .at = "confirm,submit", TERM("report-figures") },
	{ "secrecy = 'public' OR secrecy_note <> ''", "应当写明保密审查意见。", .at = "check_secrecy", TERM("report-secrecy-check") },
	{ "SOME(receivers: kind = 'party_committee')", "应当报送本级党委。", .at = "submit", TERM("report-submit") },
	{ "SOME(receivers: kind = 'government')",      "应当报送本级人民政府。", .at = "submit", TERM("report-submit") },
	{ "SOME(receivers: kind = 'superior')",        "应当报送上一级主管部门。", .at = "submit", TERM("report-submit") },
	{ "SOME(receivers: kind = 'law_office')",      "未抄送党委法治建设议事协调机构的办事机构。", .at = "submit", .is = WARN, TERM("report-submit") },
	{ "secrecy <> 'secret'", "不宜公开的报告不得公开。", .at = "publish", TERM("report-secrecy-check") },
	),

	NEEDS(
	{ "collect", "annual_report.year.same", "该年度的报告已经建立。", .how = NONE, .where = "id <> me.id", HOUSE("一年一份") },
	{ "approve", "meeting", "没有保密审查之后召开、纪要已签的党组会。", .where = "forum = 'party_group' AND state IN ('signed', 'archived') AND held_on >= me.check_secrecy_on AND held_on <= $day", .is = LIVE, TERM("head-first-duty") },
	{ "approve", "item", "党组会没有通过该议题。", .where = "conclusion = 'approved'", TERM("group-meeting-vote") },
	{ "confirm", "shortcoming.report", "报告没有关联存在问题的记录。", .is = WARN, TERM("report-content") },
	{ "confirm", "task.from", "报告没有关联下一年度任务的记录。", .is = WARN, TERM("report-content") },
	),

	FIGURES(
	{ "submitted", "报送年度报告", "份", COUNT, "submitted_on", TERM("report-submit") },
	{ "submitted_in_time", "按期报送率", "%", SHARE, "year_end", .where = "submit_done <= submit_due", .among = "TRUE", TERM("report-submit") },
	{ "published", "公开年度报告", "份", COUNT, "published_on", TERM("report-publish") },
	{ "published_in_time", "按期公开率", "%", SHARE, "year_end", .where = "publish_done <= publish_due", .among = "withhold_on IS NULL", TERM("report-publish") },
	),

	PAPERS(
	{ "report", "法治政府建设年度报告", "submit", .series = "法治报告", .signed_by = "approve", TERM("report-submit") },
	{ "public", "法治政府建设年度报告（公开稿）", "publish", .when = "secrecy <> 'secret'", .signed_by = "check_secrecy,approve", TERM("report-publish") },
	),

	ACCESS(
	{ CLERK|LEGAL|CHIEF|DISCLOSURE_HEAD, "view,list,print", BUREAU, HOUSE("起草和核对的人看全文") },
	{ HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人看全文") },
	{ SUPERIOR, "view", SUBORDINATES, .fields = "year,title,cut_off,receivers,submitted_on,published_on,link", .where = "submitted_on IS NOT NULL", TERM("report-submit") },
	{ PUBLIC,   "view,list", EVERYBODY, .fields = "year,title,sections,causes,published_on,link", .where = "state IN ('published', 'archived') AND published_on IS NOT NULL", TERM("report-publish") },
	),
};
