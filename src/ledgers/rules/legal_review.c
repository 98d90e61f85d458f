/*
 * legal_review.c - legal review of decisions, documents, contracts and answers
 *
 * Law: 行政处罚法 58 for cases; norm-* and decision-* for the rest.  The record under review waits for
 * it by its gates (NEEDS); a review never changes the state of that record.  Who drafted or
 * investigated does not review.  A changed text or proposal voids the review.
 */
#include "model/declare.h"

/* clang-format off */

enum { R_ASKED, R_OPINED, R_ADOPTED, R_REFUSED };

const struct ledger ledger_legal_review = {
	.key = "legal_review", .label = "合法性审查", .law = "行政处罚法", .title = "object", .series = "法审",

	FIELDS(
	{ "object",   PICK, "审查对象", MUST|LIST|UP, .of = "norm_doc,contract,decision,case,meeting_item,info_answer,reconsideration_answer,agreement,letter",
	  .labels = "规范性文件,合同,重大决策,重大执法决定,会议议题,信息公开答复,复议答复,协议,函件", ART("58") },
	{ "link",     REF,  "送审记录", LANE, .of = "norm_doc,contract,decision,case,meeting,info_request,reconsideration,agreement", ART("58") },
	{ "drafter",  REF,  "起草人或者承办人", 0, .of = "person", ART("58") },
	{ "asked_on", DATE, "送审之日", MUST|SORT, ART("58") },
	{ "urgent",   TEXT, "缩短审查时间的理由", 0, TERM("norm-legality-days") },
	{ "reviewer", REF,  "审核人员", LIST, .of = "person", TERM("legal-reviewer-qualification") },
	{ "lawyer_opinion", REF, "法律顾问意见", 0, .of = "counsel_work", TERM("decision-legality-gate") },
	{ "opinions", ROWS, "审核意见", 0, COLUMNS({ "point", TEXT, "意见", MUST }, { "adopted", YESNO, "采纳" }, { "why_not", TEXT, "不采纳理由" }), ART("58") },
	{ "opinion",  PICK, "结论", LIST, .of = "agree,correct,refuse", .labels = "同意,修改后同意,不同意", ART("58") },
	),

	STATES(
	[R_ASKED]   = { "asked",   "待审核" },
	[R_OPINED]  = { "opined",  "已提出意见" },
	[R_ADOPTED] = { "adopted", "审核通过", FINAL },
	[R_REFUSED] = { "refused", "审核未通过", FINAL },
	),

	STEPS(
	{ "ask",    "送审",     NEW,          R_ASKED,   STAFF|LEGAL|REVIEWER, "object,link?,drafter?,asked_on,urgent?", .day = "asked_on", ART("58") },
	{ "opine",  "提出意见", IN(R_ASKED),  R_OPINED,  REVIEWER, "reviewer,opinion,opinions?,lawyer_opinion?", .not_by = "ask", .within = "review", .is = SIGNS, ART("58") },
	{ "adopt",  "采纳",     IN(R_OPINED), R_ADOPTED, STAFF|HEADS, "opinions?", .when = "opinion <> 'refuse'", .say = "审核未通过的不得采纳。", ART("58") },
	{ "refuse", "未通过",   IN(R_OPINED), R_REFUSED, REVIEWER, NULL, ART("58") },
	),

	CLOCKS(
	{ "review", RUNS, TERM("legal-review-days"),  .from = "asked_on", .when = "object <> 'decision'" },
	{ "review", RUNS, TERM("norm-legality-days-most"), .from = "asked_on", .when = "object = 'norm_doc'" },
	{ "least",  RUNS, TERM("norm-legality-days"), .from = "asked_on", .when = "object = 'norm_doc'" },
	{ "least",  RUNS, TERM("decision-legality"),  .from = "asked_on", .when = "object = 'decision'" },
	),

	RULES(
	{ "object <> 'case' OR SOME(link.case: TRUE)", "案件审核应当关联案件。", ART("58") },
	{ "object <> 'norm_doc' OR SOME(link.norm_doc: TRUE)", "规范性文件审核应当关联文件。", TERM("norm-no-review-no-issue") },
	{ "object <> 'contract' OR SOME(link.contract: TRUE)", "合同审查应当关联合同。", TERM("decision-legality-gate") },
	{ "object <> 'decision' OR SOME(link.decision: TRUE)", "决策审查应当关联决策事项。", TERM("decision-legality-gate") },
	{ "NOT SOME(opinions: adopted = FALSE AND why_not = '')", "不采纳的应当说明理由。", .at = "adopt", ART("58") },
	{ "object <> 'case' OR opinion <> 'correct' OR NOT SOME(opinions: adopted IS NULL OR NOT adopted)", "未按审核意见修改的，视为审核未通过。", .at = "adopt", ART("58") },
	{ "object <> 'norm_doc' OR opine_on >= least_due OR urgent <> ''", "合法性审核少于规定的天数，也没有写明缩短的理由。", .at = "opine", .is = LIVE, TERM("norm-legality-days") },
	{ "object <> 'decision' OR opine_on >= least_due OR urgent <> ''", "合法性审查少于规定的天数，也没有写明缩短的理由。", .at = "opine", .is = LIVE, TERM("decision-legality") },
	{ "opinion <> 'correct' OR SOME(opinions: TRUE)", "修改后同意的，应当列明意见。", .at = "opine", ART("58") },
	{ "reviewer NOT IN link.case.officers.person", "调查人员不得审核本案。", TERM("legal-review-triggers") },
	{ "reviewer <> drafter", "起草人不得审核自己起草的文稿。", TERM("norm-no-review-no-issue") },
	{ "NOT SOME(link.norm_doc: begun_by = reviewer) AND NOT SOME(link.contract: begun_by = reviewer) AND NOT SOME(link.decision: begun_by = reviewer)", "起草人不得审核自己起草的文稿。", .at = "opine", TERM("norm-no-review-no-issue") },
	),

	NEEDS(
	{ "opine", "reviewer", "审核人员当日没有登记从事法制审核；初次从事的，应当取得法律职业资格。", .where = "reviewer_from <= $day AND (off IS NULL OR off > $day)", .is = LIVE, TERM("legal-reviewer-qualification") },
	{ "opine", "link.case.defence.case", "当事人的陈述申辩尚未复核完毕，不能审核。", .where = "ended_on IS NOT NULL", .how = EVERY, .is = LIVE, TERM("defence-no-aggravation") },
	{ "opine", "link.case.hearing.case", "听证笔录尚未形成，当事人也未放弃听证，不能审核。", .where = "ended_on IS NOT NULL", .how = EVERY, .is = LIVE, TERM("hearing-record-binding") },
	),

	FIGURES(
	{ "done",    "合法性审查", "件", COUNT, "opine_on", .by = "object,opinion", ART("58") },
	{ "given",   "提出意见",   "条", COUNT, "opine_on", .rows = "opinions", ART("58") },
	{ "adopted", "采纳意见",   "条", COUNT, "opine_on", .rows = "opinions", .where = "opinions.adopted", ART("58") },
	{ "in_time", "按期审查率", "%",  SHARE, "opine_on", .where = "review_done <= review_due", .among = "review_due IS NOT NULL", TERM("legal-review-days") },
	{ "flow",    "审查收结",   "件", FLOW,  "asked_on", ART("58") },
	),

	PAPERS(
	{ "opinion", "合法性审查意见书", "opine", .series = "法审意", .recall = "state = 'opined'", .corrects = "opinions", ART("58") },
	),

	ACCESS(
	{ STAFF,                       "view,list", SECTION, HOUSE("承办科室看本科室送审") },
	{ LEGAL|REVIEWER|HEADS|LEADER, "view,list,print", BUREAU, HOUSE("审核人员和负责人看全局") },
	{ SUPERVISOR,                  "view,list", BUREAU, HOUSE("司法行政部门监督执法") },
	{ SUPERIOR,                    "view", SUBORDINATES, .fields = "object", HOUSE("上级看上报字段") },
	),
};
