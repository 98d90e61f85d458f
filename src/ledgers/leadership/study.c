/*
 * study.c - legal study: sessions, and who took part
 *
 * Terms: train-*, lecture-two, exam-tianjin, must-know-list.  A session writes its hours into study_hours.c
 * when attendance is confirmed, and ends the plan it names; a meeting makes its own sessions.
 */
#include "model/declare.h"

/* clang-format off */

enum { PLANNED_SESSION, HELD_SESSION, CONFIRMED, CALLED_OFF };

const struct ledger ledger_study = {
	.key = "study", .label = "学法培训", .law = "干部教育培训工作条例", .title = "topic", .series = "学法",

	FIELDS(
	{ "form",      PICK,  "形式", MUST|LIST|UP, .of = "group_study,pre_meeting,lecture,training,online,court_visit,oath,exam", .labels = "中心组学习,会前学法,专题讲座,集中培训,网络学习,旁听庭审,宪法宣誓,学法用法考试", TERM("lecture-two") },
	{ "planned_on", DATE, "计划之日", 0, HOUSE("学习计划") },
	{ "date",      DATE,  "举行之日", SORT|UP, TERM("lecture-two") },
	{ "topic",     TEXT,  "主题", MUST|UP, TERM("lecture-two") },
	{ "statutes",  TEXT,  "学习的法律和党内法规", UP, TERM("must-know-list") },
	{ "host",      REF,   "主持人或者主讲人", 0, .of = "person", TERM("lecture-two") },
	{ "level",     PICK,  "范围", LIST|UP, .of = "leaders,bureau,section,officers", .labels = "领导班子,全局,科室,执法人员", TERM("lecture-two") },
	{ "place",     TEXT,  "地点", 0, .hint = "旁听庭审写法院和案号", HOUSE("学时登记") },
	{ "meeting",   REF,   "会议", 0, .of = "meeting", HOUSE("会前学法") },
	{ "plan",      REF,   "学习计划", 0, .of = "study_plan", HOUSE("学习计划") },
	{ "attendees", ROWS,  "参加人员", 0, COLUMNS(
		{ "person", REF, "人员", MUST, .of = "person" }, { "came", YESNO, "到场" },
		{ "hours",  HOURS, "学时", .hint = "以半学时计" }, { "score", NUMBER, "成绩" }, { "passed", YESNO, "合格" }), HOUSE("学时登记") },
	{ "came",      NUMBER, "到场人数", UP, .tally = COUNT, .over = "attendees", .where = "came", HOUSE("学时登记") },
	{ "reason",    TEXT,  "取消的理由", 0, HOUSE("学习计划") },
	),
	STATES(
	[PLANNED_SESSION] = { "planned",   "计划" },
	[HELD_SESSION]    = { "held",      "已举行" },
	[CONFIRMED]       = { "confirmed", "已确认人员", FINAL },
	[CALLED_OFF]      = { "called_off", "取消", FINAL },
	),
	STEPS(
	{ "plan",     "计划",     NEW,                 PLANNED_SESSION, CLERK|SECRETARY, "form,topic,planned_on,level?,plan?", TERM("lecture-two") },
	{ "enter",    "登记",     NEW,                 HELD_SESSION, CLERK|SECRETARY|ENGINE, "form,date,topic,statutes?,host?,level?,place?,meeting?,plan?,attendees?", .day = "date", TERM("lecture-two") },
	{ "hold",     "举行",     IN(PLANNED_SESSION), HELD_SESSION, CLERK|SECRETARY, "date,statutes?,host?,level?,place?,meeting?,attendees?", .day = "date", TERM("lecture-two") },
	{ "confirm",  "确认人员", IN(HELD_SESSION),    CONFIRMED,    CLERK|SECRETARY, "attendees?,statutes?,host?,level?,plan?", HOUSE("学时登记") },
	{ "call_off", "取消",     IN(PLANNED_SESSION), CALLED_OFF,   CLERK|SECRETARY, "reason", HOUSE("学习计划") },
	),
	RULES(
	{ "came > 0", "没有到场人员，不能确认。", .at = "confirm", HOUSE("学时登记") },
	{ "NOT SOME(attendees: hours < 0)", "学时不得为负。", HOUSE("数值") },
	{ "form <> 'pre_meeting' OR meeting IS NOT NULL", "会前学法应当写明会议。", .at = "enter,hold", HOUSE("会前学法") },
	{ "form <> 'lecture' OR (host IS NOT NULL AND level <> '')", "专题讲座应当写明主讲人和范围。", .at = "confirm", TERM("lecture-two") },
	{ "form <> 'court_visit' OR place <> ''", "旁听庭审应当写明法院和案号。", .at = "enter,hold", HOUSE("学时登记") },
	{ "form <> 'exam' OR NOT SOME(attendees: attendees.came AND (score IS NULL OR passed IS NULL))", "考试应当登记每个到场人员的成绩和是否合格。", .at = "confirm", TERM("exam-tianjin") },
	{ "form <> 'exam' OR NOT SOME(attendees: passed AND score < {exam-tianjin})", "成绩未达到合格线的，不得登记为合格。", .at = "confirm", TERM("exam-tianjin") },
	{ "form <> 'exam' OR NOT SOME(attendees: came IS NULL OR NOT came)", "考试有未参加的人员。", .at = "confirm", .is = WARN, TERM("exam-tianjin") },
	{ "form IN ('court_visit', 'oath', 'exam') OR statutes <> ''", "未写明学习的法律或者党内法规。", .at = "confirm", .is = WARN, TERM("must-know-list") },
	),
	NEEDS(
	{ "confirm", "attendees.person", "参加人员当日不在职。", .where = "on <= $day AND (off IS NULL OR off > $day)", .how = EVERY, .on = "date", .is = WARN, HOUSE("学时登记") },
	),
	OPENS(
	{ "confirm", "study_hours", "person=row.person,date,hours=row.hours,platform='session',course=topic,session=id,score=row.score", .take = "enter", .each = "attendees", .where = "came AND hours > 0", HOUSE("学时登记") },
	{ "confirm", "plan", NULL, .take = "finish", .where = "state = 'planned'", HOUSE("学习计划") },
	),
	FIGURES(
	{ "sessions", "学法培训",   "次",   COUNT, "date", .where = "state <> 'planned'", .by = "form", TERM("lecture-two") },
	{ "lecture",  "法治讲座",   "次",   COUNT, "date", .where = "form = 'lecture' AND level = 'leaders'", TERM("lecture-two") },
	{ "people",   "参加人次",   "人次", COUNT, "date", .rows = "attendees", .where = "attendees.came", .by = "form", HOUSE("学时登记") },
	{ "passed",   "考试合格率", "%",    SHARE, "date", .rows = "attendees", .where = "passed", .among = "form = 'exam' AND attendees.came", TERM("exam-tianjin") },
	{ "sat",      "考试参加率", "%",    SHARE, "date", .rows = "attendees", .where = "attendees.came", .among = "form = 'exam'", TERM("exam-tianjin") },
	),
	PAPERS(
	{ "roll", "学法培训签到表", "confirm", HOUSE("学时登记") },
	),
	ACCESS(
	{ STAFF|LEGAL,  "view,list",       BUREAU, HOUSE("工作人员看全局培训") },
	{ HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人看全局培训") },
	{ SUPERIOR,     "view",            SUBORDINATES, .fields = "form,date,topic,statutes,level,came", HOUSE("上级看数字和上报字段") },
	),
};
