/*
 * decision.c - collective and major administrative decisions
 *
 * Terms: decision-*, group-meeting-vote, three-majors-one-large.  Two regimes on one line: collective
 * matters (三重一大) and major administrative decisions, which departments follow by reference.  Every
 * view is recorded, the head speaks last, votes are counted on those due; votes never go up.
 */
#include "model/declare.h"

/* clang-format off */

#define UNMERGED "(merged_on IS NULL OR merged_on > $cutoff)"

enum { PROPOSED_MATTER, LISTED, COMMENTED, REVIEWED, DISCUSSED, PASSED, REJECTED, PUBLISHED_DECISION, CARRIED_OUT, PUT_OFF };

const struct ledger ledger_decision = {
	.key = "decision", .label = "三重一大与重大决策", .law = "重大行政决策程序暂行条例", .title = "title", .series = "决",

	FIELDS(
	{ "regime",    PICK,  "制度", MUST|LIST|UP, .of = "collective,major_administrative", .labels = "三重一大,重大行政决策", TERM("decision-applies-by-reference") },
	{ "matter",    PICK,  "事项", MUST|LIST|UP, .of = "decision,cadre,project,fund", .labels = "重大决策,重要人事任免,重大项目安排,大额资金使用", TERM("three-majors-one-large") },
	{ "title",     TEXT,  "名称", MUST|PRINTED, TERM("decision-catalogue") },
	{ "catalogue_item", TEXT, "目录事项", 0, TERM("decision-catalogue") },
	{ "proposer",  REF,   "提出人", MUST, .of = "person", TERM("three-majors-one-large") },
	{ "amount",    MONEY, "金额", 0, TERM("three-majors-one-large") },
	{ "touches_rights", YESNO, "涉及群众权益", MUST, TERM("decision-legality-gate") },
	{ "views",     TEXT,  "会前听取意见的情况", 0, TERM("three-majors-one-large") },
	{ "comment_from", DATE, "公开征求意见开始之日", 0, TERM("decision-comment") },
	{ "comment_to", DATE, "公开征求意见结束之日", 0, TERM("decision-comment") },
	{ "shorter_why", TEXT, "缩短期限的理由", 0, TERM("decision-comment") },
	{ "public_views", TEXT, "公众意见和采纳情况", 0, TERM("decision-file-set") },
	{ "hearing_on", DATE, "听证会之日", 0, TERM("decision-hearing-papers") },
	{ "papers_on", DATE,  "听证材料送达之日", 0, TERM("decision-hearing-papers") },
	{ "specialised", YESNO, "专业性强", 0, TERM("decision-expert") },
	{ "experts",   ROWS,  "论证专家", 0, COLUMNS({ "name", TEXT, "姓名", MUST }, { "unit", TEXT, "单位", MUST }, { "interest", YESNO, "有利害关系", MUST }), TERM("decision-expert") },
	{ "expert_opinion", TEXT, "专家论证意见", 0, TERM("decision-expert") },
	{ "risky",     YESNO, "可能影响稳定、安全", 0, TERM("decision-risk") },
	{ "risk",      PICK,  "风险评估结论", 0, .of = "low,medium,high,uncontrollable", .labels = "低风险,中风险,高风险,不可控", TERM("decision-risk") },
	{ "touches_business", YESNO, "涉及经营主体的经济活动", 0, TERM("decision-file-set") },
	{ "competition_opinion", TEXT, "公平竞争审查意见", 0, TERM("decision-file-set") },
	{ "meeting",   REF,   "会议", 0, .of = "meeting", TERM("decision-meeting") },
	{ "votes",     ROWS,  "发言和表决", SECRET, COLUMNS(
		{ "place", NUMBER, "发言次序", MUST }, { "person", REF, "人员", MUST, .of = "person" }, { "head", YESNO, "主要负责人", MUST },
		{ "view",  TEXT, "意见", MUST }, { "vote", PICK, "表决", .of = "for,against,abstain", .labels = "赞成,反对,弃权" } ), TERM("decision-meeting") },
	{ "head_place", NUMBER, "主要负责人发言次序", 0, .tally = MAX, .over = "votes.place", .where = "head", TERM("decision-meeting") },
	{ "last_place", NUMBER, "其他人最后发言次序", 0, .tally = MAX, .over = "votes.place", .where = "NOT head", TERM("decision-meeting") },
	{ "against_majority", YESNO, "与多数意见不一致", 0, TERM("decision-meeting") },
	{ "reason",    TEXT,  "理由", 0, TERM("decision-meeting") },
	{ "reported_on", DATE, "向党委报告之日", 0, TERM("decision-report-party") },
	{ "decided_on", DATE, "决定之日", SORT|UP|PRINTED, TERM("decision-meeting") },
	{ "published_on", DATE, "公布之日", SORT|UP, TERM("three-majors-one-large") },
	{ "link",      TEXT,  "公布网址", 0, .form = "url", TERM("three-majors-one-large") },
	{ "evaluation", TEXT, "后评估结论", 0, ART("36") },
	{ "not_published_why", TEXT, "不公布的理由", 0, TERM("three-majors-one-large") },
	{ "archive_number", TEXT, "案卷号", 0, TERM("decision-archive") },
	),
	STATES(
	[PROPOSED_MATTER] = { "proposed",  "已提出" },
	[LISTED]          = { "listed",    "已列入目录" },
	[COMMENTED]       = { "commented", "征求意见" },
	[REVIEWED]        = { "reviewed",  "已合法性审查" },
	[DISCUSSED]       = { "discussed", "已讨论" },
	[PASSED]          = { "passed",    "通过" },
	[REJECTED]        = { "rejected",  "未通过", FINAL },
	[PUBLISHED_DECISION] = { "published", "已公布" },
	[CARRIED_OUT]     = { "carried_out", "已执行", FINAL },
	[PUT_OFF]         = { "put_off",   "不再提出", FINAL },
	),
	STEPS(
	{ "propose",   "提出",     NEW,                 PROPOSED_MATTER, STAFF|SECRETARY|HEADS|ENGINE, "regime,matter,title,proposer,amount?,touches_rights,catalogue_item?", TERM("three-majors-one-large") },
	{ "consult",   "听取意见", IN(PROPOSED_MATTER)|IN(COMMENTED), SAME, CHIEF|SECRETARY, "views", TERM("three-majors-one-large") },
	{ "list",      "列入目录", IN(PROPOSED_MATTER), LISTED,    HEADS,  "catalogue_item", .only = "regime = 'major_administrative'", .say = "只有重大行政决策列入目录。", TERM("decision-catalogue") },
	{ "comment",   "公开征求意见", IN(LISTED),      COMMENTED, CHIEF,  "comment_from", .day = "comment_from", TERM("decision-comment") },
	{ "finish_comment", "征求意见结束", IN(COMMENTED), SAME,   CHIEF,  "comment_to,shorter_why?,public_views?", .day = "comment_to", TERM("decision-comment") },
	{ "hear",      "听证会",   IN(COMMENTED),       SAME,      CHIEF,  "papers_on,hearing_on", .day = "hearing_on", TERM("decision-hearing-papers") },
	{ "weigh",     "论证与评估", IN(COMMENTED)|IN(PROPOSED_MATTER), SAME, CHIEF, "specialised,experts?,expert_opinion?,risky,risk?,touches_business?,competition_opinion?", TERM("decision-expert") },
	{ "review",    "合法性审查", IN(COMMENTED)|IN(PROPOSED_MATTER), REVIEWED, LEGAL, NULL, TERM("decision-legality-gate") },
	{ "discuss",   "集体讨论", IN(PROPOSED_MATTER)|IN(REVIEWED), DISCUSSED, SECRETARY, "meeting,votes,against_majority?,reason?", TERM("decision-meeting") },
	{ "pass",      "通过",     IN(DISCUSSED),       PASSED,    HEADS,  "decided_on", .day = "decided_on", .is = FIRM, TERM("group-meeting-vote") },
	{ "reject",    "未通过",   IN(DISCUSSED),       REJECTED,  HEADS,  "decided_on", .day = "decided_on", TERM("group-meeting-vote") },
	{ "report_party", "向党委报告", IN(PASSED),     SAME,      HEADS,  "reported_on", .day = "reported_on", TERM("decision-report-party") },
	{ "publish",   "公布",     IN(PASSED),          PUBLISHED_DECISION, CLERK, "published_on,link?", .day = "published_on", .is = FIRM, TERM("three-majors-one-large") },
	{ "keep",      "不公布",   IN(PASSED),          SAME,      HEADS,  "not_published_why", TERM("three-majors-one-large") },
	{ "carry_out", "执行完毕", IN(PASSED)|IN(PUBLISHED_DECISION), CARRIED_OUT, CHIEF, NULL, TERM("decision-archive") },
	{ "archive",   "归档",     IN(PASSED)|IN(PUBLISHED_DECISION)|IN(CARRIED_OUT)|IN(REJECTED), SAME, SECRETARY|CLERK, "archive_number", .within = "archive", .is = ONCE, TERM("decision-archive") },
	{ "evaluate",  "后评估",   IN(PUBLISHED_DECISION)|IN(CARRIED_OUT), SAME, CHIEF, "evaluation", ART("36") },
	{ "put_off",   "不再提出", IN(PROPOSED_MATTER)|IN(LISTED)|IN(COMMENTED)|IN(REVIEWED), PUT_OFF, HEADS, "reason", HOUSE("议题撤回") },
	),
	CLOCKS(
	{ "comment", RUNS, TERM("decision-comment"), .from = "comment_from" },
	{ "papers",  RUNS, TERM("decision-hearing-papers"), .from = "hearing_on" },
	{ "archive", RUNS, TERM("decision-archive"), .from = "decided_on" },
	),
	RULES(
	{ "comment_to >= comment_due OR shorter_why <> ''", "公开征求意见一般不少于规定的期限；缩短的应当公布理由。", .at = "finish_comment", .is = LIVE, TERM("decision-comment") },
	{ "papers_on <= papers_due", "听证材料送达不足法定天数。", .at = "hear", .is = LIVE, TERM("decision-hearing-papers") },
	{ "regime <> 'major_administrative' OR (comment_to IS NOT NULL AND weigh_on IS NOT NULL)", "重大行政决策应当先征求意见、论证和评估。", .at = "review", TERM("decision-file-set") },
	{ "consult_on IS NOT NULL", "没有会前听取意见的记录。", .at = "discuss", .when = "regime = 'collective'", .is = WARN, TERM("three-majors-one-large") },
	{ "NOT specialised OR expert_opinion <> ''", "专业性强的应当有专家论证意见。", TERM("decision-expert") },
	{ "NOT SOME(experts: interest)", "与决策事项有利害关系的专家应当回避。", TERM("decision-expert") },
	{ "NOT risky OR risk <> ''", "应当评估风险。", .at = "review,discuss", TERM("decision-risk") },
	{ "risk <> 'uncontrollable'", "风险不可控的，不得决定。", .at = "discuss,pass", TERM("decision-risk") },
	{ "NOT touches_business OR competition_opinion <> ''", "涉及经营主体经济活动的，应当附公平竞争审查意见。", .at = "review", TERM("decision-file-set") },
	{ "head_place > last_place", "主要负责人应当最后发言。", .at = "discuss", TERM("decision-meeting") },
	{ "SOME(votes: head)", "没有主要负责人的发言记录。", .at = "discuss", .is = WARN, TERM("decision-meeting") },
	{ "NOT against_majority OR reason <> ''", "与多数意见不一致的，应当说明理由。", TERM("decision-meeting") },
	{ "regime = 'collective'", "重大行政决策应当先经合法性审查。", .at = "discuss", .when = "review_on IS NULL", TERM("decision-legality-gate") },
	{ "regime = 'collective' OR reported_on IS NOT NULL", "重大行政决策出台前应当向同级党委报告。", .at = "publish", TERM("decision-report-party") },
	),
	NEEDS(
	{ "discuss", "meeting", "会议尚未召开或者人数不足。", .where = "state IN ('held', 'signed', 'archived')", .is = LIVE, TERM("decision-meeting") },
	{ "discuss", "meeting", "人事任免由党组会决定。", .where = "forum = 'party_group'", .when = "matter = 'cadre'", .is = LIVE, TERM("group-meeting-personnel") },
	{ "discuss", "legal_review.link", "涉及权益或者大额资金的，先经合法性审查。", .where = "state = 'adopted'", .when = "touches_rights OR (amount IS NOT NULL AND amount >= {three-majors-one-large})", .is = LIVE, TERM("decision-legality-gate") },
	{ "review",  "legal_review.link", "没有通过的合法性审查意见。", .where = "state = 'adopted'", .is = LIVE, TERM("decision-legality-gate") },
	{ "discuss", "votes", "发言或者表决的人不在应到人员之内。", .where = "SOME(of.meeting.attendees: attendees.due AND attendees.present AND attendees.person = votes.person)", .how = EVERY, .is = LIVE, TERM("group-meeting-vote") },
	{ "discuss", "meeting.attendees", "到会的应到人员应当逐一发表意见。", .where = "NOT attendees.due OR attendees.present IS NULL OR NOT attendees.present OR SOME(me.votes: votes.person = attendees.person)", .how = EVERY, .is = WARN, TERM("decision-meeting") },
	{ "pass", "votes", "赞成票未超过应到人数的半数。", .where = "vote = 'for'", .among = { "meeting.attendees", "due" }, .share = "group-meeting-vote", .more = 1, .when = "regime = 'collective'", .is = LIVE, TERM("group-meeting-vote") },
	),
	FIGURES(
	{ "matters",    "三重一大和重大决策事项", "项", COUNT, "decided_on", .by = "regime,matter", TERM("three-majors-one-large") },
	{ "collective", "集体讨论率", "%", SHARE, "decided_on", .where = "SOME(meeting: state <> 'called') AND discuss_on <= decided_on", .among = UNMERGED, TERM("three-majors-one-large") },
	{ "published",  "公布率", "%", SHARE, "decided_on", .where = "published_on <= $cutoff", .among = "SOME(states: state = 'passed') AND not_published_why = '' AND " UNMERGED, TERM("three-majors-one-large") },
	{ "reviewed",   "合法性审查的决策", "项", COUNT, "decided_on", .where = "SOME(legal_review.link: state = 'adopted')", TERM("decision-legality-gate") },
	{ "flow",       "决策事项收结", "项", FLOW, "begun_on", HOUSE("上年结转 + 新提 = 办结 + 结转下年") },
	),
	PAPERS(
	{ "decision", "决策公告", "publish", .series = "决告", .signed_by = "pass", TERM("three-majors-one-large") },
	),
	ACCESS(
	{ STAFF|LEGAL|REVIEWER,      "view,list", SECTION, .where = "matter <> 'cadre'", HOUSE("承办科室看本科室事项") },
	{ SECRETARY|HEADS|LEADER,    "view,list,print", BUREAU, HOUSE("党组成员看全部事项") },
	{ SECRETARY|HEADS|LEADER,    "view", BUREAU, .fields = "votes", HOUSE("发言和表决限于党组") },
	{ SUPERIOR,                  "view", SUBORDINATES, .fields = "regime,matter,decided_on,published_on", HOUSE("党组表决不上报") },
	{ PUBLIC,                    "view,list", EVERYBODY, .fields = "title,decided_on,published_on,link", .where = "published_on IS NOT NULL", TERM("three-majors-one-large") },
	),
};
