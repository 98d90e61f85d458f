/*
 * evidence_record.c - inquiries, surveys of a place, samples: what is taken down on the spot
 *
 * Law: 行政处罚法 55 (two officers show their certificates; an inquiry or inspection is recorded), 56
 * (sampling), 46.  A lane of the case, of the inspection or of the clue, one record for each time.
 * Beside notice, on-site record, approval and result these are the papers of an inspection.
 */
#include "model/declare.h"
#include "ledgers/gates.h"

/* clang-format off */

enum { CALLED, MADE, MISSED };

const struct ledger ledger_evidence_record = {
	.key = "evidence_record", .label = "询问勘验抽样", .law = "行政处罚法", .title = "place", .series = "取证",

	FIELDS(
	{ "link",      REF,  "相关记录", MUST|LANE, .of = "case,inspection,clue", ART("54") },
	{ "kind",      PICK, "种类", MUST|LIST|UP, .of = "inquiry,survey,sampling", .labels = "询问,勘验,抽样取证", ART("46") },
	{ "subject",   TEXT, "被询问人或者在场的当事人", PERSONAL|PRINTED, ART("55") },
	{ "id_number", TEXT, "证件号码", PERSONAL|PRINTED, ART("55") },
	{ "contact",   TEXT, "住址和联系电话", PERSONAL|PRINTED, ART("55") },
	{ "relation",  PICK, "与本案的关系", 0, .of = "party,representative,employee,witness,consumer,other", .labels = "当事人,法定代表人或者负责人,工作人员,证人,消费者,其他", ART("55") },
	{ "witness",   TEXT, "见证人", PERSONAL|PRINTED, .hint = "当事人不到场的填写", ART("55") },
	{ "due_at",    TIME, "通知到场的时间", 0, ART("55") },
	{ "bring",     TEXT, "应当携带的材料", 0, ART("55") },
	{ "place",     TEXT, "地点", MUST|PRINTED, ART("55") },
	{ "officers",  REFS, "执法人员", MUST|PRINTED, .of = "officer", ART("55") },
	{ "recorder",  REF,  "记录人", PRINTED, .of = "person", ART("55") },
	{ "made_on",   DATE, "进行之日", SORT|UP|PRINTED, ART("55") },
	{ "began_at",  TIME, "开始时间", PRINTED, ART("55") },
	{ "over_at",   TIME, "结束时间", PRINTED, ART("55") },
	{ "shown",     YESNO, "出示执法证件", 0, TERM("show-certificate") },
	{ "told",      YESNO, "告知权利义务", 0, .hint = "如实回答的义务、申请回避的权利", TERM("recusal") },
	{ "answers",   ROWS, "问答", PRINTED, COLUMNS({ "question", TEXT, "问", MUST }, { "answer", TEXT, "答", MUST }), ART("55") },
	{ "text",      TEXT, "勘验情况", PRINTED, ART("55") },
	{ "samples",   ROWS, "样品", PRINTED, COLUMNS(
		{ "name", TEXT, "名称", MUST }, { "batch", TEXT, "批号或者特征" }, { "base", TEXT, "抽样基数" },
		{ "quantity", NUMBER, "数量", MUST }, { "unit", TEXT, "单位" } ), ART("56") },
	{ "method",    TEXT, "抽样方法", PRINTED, ART("56") },
	{ "signed",    PICK, "签名", 0, .of = "signed,refused,witnessed", .labels = "当事人核对签名,拒绝签名已注明,见证人签名", ART("55") },
	{ "tested_on", DATE, "收到检测结果之日", SORT, ART("56") },
	{ "test_result", TEXT, "检测（鉴定）结果", PRINTED, ART("56") },
	{ "reason",    TEXT, "未到场的情况", 0, ART("55") },
	),

	STATES(
	[CALLED] = { "called", "已通知" },
	[MADE]   = { "made",   "已制作", FINAL },
	[MISSED] = { "missed", "未到场", FINAL },
	),

	STEPS(
	{ "call",   "通知询问", NEW,        CALLED, OFFICER, "link,kind?,subject,relation?,due_at,place,bring?,officers", .set = "kind='inquiry'", ART("55") },
	{ "record", "现场制作", NEW,        MADE,   OFFICER, "link,kind,subject?,id_number?,contact?,relation?,witness?,place,officers,recorder?,made_on,began_at?,over_at?,shown?,told?,answers?,text?,samples?,method?,signed?", .day = "made_on", .is = ACT|FIRM, ART("55") },
	{ "attend", "到场询问", IN(CALLED), MADE,   OFFICER, "id_number?,contact?,relation?,place?,officers?,recorder?,made_on,began_at?,over_at?,shown?,told?,answers,signed?", .day = "made_on", .is = ACT|FIRM, ART("55") },
	{ "miss",   "未到场",   IN(CALLED), MISSED, OFFICER, "reason", ART("55") },
	{ "test",   "告知检测结果", IN(MADE), SAME, OFFICER, "tested_on,test_result", .day = "tested_on", .only = "kind = 'sampling'", .say = "只有抽样取证有检测结果。", ART("56") },
	),

	RULES(
	{ "kind <> 'inquiry' OR subject <> ''", "询问应当写明被询问人。", ART("55") },
	{ "kind <> 'inquiry' OR SOME(answers: TRUE)", "询问笔录没有问答。", .at = "record,attend", ART("55") },
	{ "kind <> 'survey' OR text <> ''", "勘验笔录没有写明勘验情况。", .at = "record", ART("55") },
	{ "kind <> 'sampling' OR SOME(samples: TRUE)", "抽样取证应当列明样品。", .at = "record", ART("56") },
	{ "NOT SOME(samples: quantity <= 0)", "样品的数量应当大于零。", .at = "record", ART("56") },
	{ "over_at >= began_at", "结束早于开始。", .at = "record,attend", HOUSE("时间先后") },
	{ "shown IS TRUE", "应当主动出示执法证件。", .at = "record,attend", .is = WARN, TERM("show-certificate") },
	{ "kind <> 'inquiry' OR told IS TRUE", "应当告知被询问人的权利义务。", .at = "record,attend", .is = WARN, TERM("recusal") },
	{ "signed <> ''", "笔录应当由当事人或者见证人签名，拒绝的注明。", .at = "record,attend", .is = WARN, ART("55") },
	{ "kind <> 'inquiry' OR (began_at IS NOT NULL AND over_at IS NOT NULL)", "询问应当写明起止时间。", .at = "record,attend", .is = WARN, ART("55") },
	),

	NEEDS(
	NEEDS_TWO_CERTIFIED("record,attend", ALREADY_DONE),
	NEEDS_ALL_CERTIFIED("record,attend", ALREADY_DONE),
	),

	OPENS(
	{ "record,attend", "oversight", "kind='self_check',about='执法资格缺陷',received_on=$day", .when = "defects > 0", TERM("cert-required") },
	),

	FIGURES(
	{ "made", "询问、勘验和抽样", "次", COUNT, "made_on", .by = "kind", ART("55") },
	{ "no_competence", "有执法资格缺陷的取证", "件", COUNT, "begun_on", .where = "defects > 0", TERM("cert-required") },
	),

	STANDARDS(
	{ "competence", "有执法资格缺陷的行为", "defects = 0", .way = "由有执法资格的人员重新办理；有缺陷的行为不作为决定的依据。", .is = ANOMALY, TERM("cert-required") },
	),

	PAPERS(
	{ "call",     "调查询问通知书",   "call", .series = "询通", .recall = "state = 'called'", .corrects = "due_at,place,bring", ART("55") },
	{ "inquiry",  "询问笔录",         "record,attend", .series = "询录", .when = "kind = 'inquiry'", ART("55") },
	{ "survey",   "勘验笔录",         "record", .series = "勘录", .when = "kind = 'survey'", TERM("inspection-doc-kinds-2025") },
	{ "sampling", "抽样取证凭证",     "record", .series = "抽证", .when = "kind = 'sampling'", ART("56") },
	{ "tested",   "抽样检测结果告知书", "test", .series = "抽告", ART("56") },
	),

	ACCESS(
	{ STAFF|LEGAL,           "view,list", SECTION, HOUSE("办案人员看本科室案件") },
	{ REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("审核人员和负责人看全局") },
	{ SUPERVISOR,            "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,              "view", SUBORDINATES, .fields = "kind,made_on", HOUSE("上级看上报字段") },
	),
};
