/*
 * norm_doc.c - normative documents: made, kept and ended
 *
 * Terms: norm-*.  The gates stand in the order of the law: comment, fair competition, legality,
 * collective decision, number and publication, filing.  No signature replaces one of them.
 */
#include "model/declare.h"

/* clang-format off */

enum { DRAFT, COMMENTING, COMMENTED, CHECKED, REVIEWED, DECIDED, SIGNED, PUBLISHED, FILED, EVALUATED, REVISING,
	REPLACED, REPEALED, EXPIRED, STOPPED };

#define IN_FORCE (IN(PUBLISHED)|IN(FILED)|IN(EVALUATED)|IN(REVISING))

const struct ledger ledger_norm_doc = {
	.key = "norm_doc", .label = "行政规范性文件", .law = "天津市行政规范性文件管理规定", .title = "title", .series = "规草",

	FIELDS(
	{ "title",           TEXT,  "名称", MUST|UP|PRINTED, TERM("norm-unified-number") },
	{ "nature",          PICK,  "文件性质", MUST|LIST, .of = "normative,internal,establishment,minutes,plan,report,award,personnel,technical",
	  .labels = "规范性文件,内部管理,机构编制,会议纪要,工作方案,请示报告,表彰奖惩,人事任免,规划和技术标准", .hint = "内部制度、纪要、方案等不按规范性文件办理", TERM("norm-definition") },
	{ "issuer_kind",     PICK,  "制定主体", MUST, .of = "department,joint,temporary_body,internal_office", .labels = "本局,与其他部门联合,临时机构和议事协调机构,内设机构", TERM("norm-who") },
	{ "drafting_section", REF,  "起草科室", MUST|LIST, .of = "org", TERM("norm-who") },
	{ "basis",           TEXT,  "制定依据", MUST, TERM("norm-definition") },
	{ "affects_rights",  YESNO, "涉及公民、法人和其他组织的权利义务", MUST, TERM("norm-public-comment") },
	{ "touches_business", YESNO, "涉及经营主体的经济活动", MUST, TERM("norm-fair-competition") },
	{ "versions",        ROWS,  "文本", 0, COLUMNS(
		{ "name", TEXT, "稿次", MUST }, { "made_on", DATE, "形成之日", MUST }, { "sm3", TEXT, "文本校验码", 0, .form = "sm3" }, { "note", TEXT, "修改说明" }), TERM("norm-unified-number") },
	{ "version_of",      REF,   "所修改的文件", 0, .of = "norm_doc", TERM("norm-renew-evaluate") },
	{ "comment_from",    DATE,  "公开征求意见开始之日", 0, TERM("norm-public-comment") },
	{ "comment_to",      DATE,  "公开征求意见结束之日", 0, TERM("norm-public-comment") },
	{ "comments",        ROWS,  "意见和采纳情况", 0, COLUMNS({ "from_whom", TEXT, "提出人", 0 }, { "text", TEXT, "意见", MUST }, { "adopted", YESNO, "采纳", MUST }, { "why_not", TEXT, "不采纳的理由" }), TERM("norm-public-comment") },
	{ "competition",     PICK,  "公平竞争审查结论", 0, .of = "passed,exception,failed", .labels = "不排除限制竞争,符合例外规定,排除限制竞争", TERM("norm-fair-competition") },
	{ "competition_opinion", TEXT, "公平竞争审查意见", 0, TERM("norm-fair-competition") },
	{ "decided_on",      DATE,  "集体讨论决定之日", SORT, TERM("norm-collective") },
	{ "document_number", TEXT,  "文号", LIST|UP|PRINTED, .hint = "统一登记、统一编号、统一印发", TERM("norm-unified-number") },
	{ "signed_on",       DATE,  "签发之日", PRINTED, TERM("norm-unified-number") },
	{ "published_on",    DATE,  "公布之日", SORT|UP, TERM("norm-unified-number") },
	{ "link",            TEXT,  "公布网址", 0, .form = "url", TERM("norm-unified-number") },
	{ "from",            DATE,  "施行之日", SORT|UP|PRINTED, TERM("norm-validity") },
	{ "valid_to",        DATE,  "有效期的最后一日", SORT|UP|PRINTED, TERM("norm-validity") },
	{ "trial",           YESNO, "暂行或者试行", 0, TERM("norm-validity") },
	{ "filed_on",        DATE,  "报送备案之日", SORT|UP, TERM("norm-filing") },
	{ "filed_with",      REF,   "备案机关", 0, .of = "org", TERM("norm-filing") },
	{ "filing_number",   TEXT,  "备案登记号", 0, TERM("norm-filing") },
	{ "record_opinion",  TEXT,  "备案审查意见", 0, TERM("norm-record-review") },
	{ "record_answer",   TEXT,  "对备案审查意见的说明或者改正", 0, TERM("norm-record-review") },
	{ "evaluated_on",    DATE,  "评估之日", SORT, TERM("norm-renew-evaluate") },
	{ "evaluation",      TEXT,  "评估和清理意见", 0, TERM("norm-cleanup") },
	{ "conclusion",      PICK,  "评估结论", LIST, .of = "keep,amend,repeal", .labels = "继续有效,修改,废止", TERM("norm-renew-evaluate") },
	{ "to",              DATE,  "失效之日", SORT|UP, .hint = "不再有效的第一日", TERM("norm-validity") },
	{ "reason",          TEXT,  "理由", 0, TERM("norm-no-review-no-issue") },
	),

	STATES(
	[DRAFT]      = { "draft",      "起草" },
	[COMMENTING] = { "commenting", "征求意见" },
	[COMMENTED]  = { "commented",  "已征求意见" },
	[CHECKED]    = { "checked",    "已公平竞争审查" },
	[REVIEWED]   = { "reviewed",   "已合法性审核" },
	[DECIDED]    = { "decided",    "已集体决定" },
	[SIGNED]     = { "signed",     "已编号签发" },
	[PUBLISHED]  = { "published",  "已公布" },
	[FILED]      = { "filed",      "已报备案" },
	[EVALUATED]  = { "evaluated",  "已评估" },
	[REVISING]   = { "revising",   "修改中" },
	[REPLACED]   = { "replaced",   "已被修改", FINAL },
	[REPEALED]   = { "repealed",   "已废止", FINAL },
	[EXPIRED]    = { "expired",    "已失效", FINAL },
	[STOPPED]    = { "stopped",    "不再制定", FINAL },
	),

	STEPS(
	{ "draft",    "起草",         NEW,            DRAFT,      STAFF|LEGAL|ENGINE, "title,nature,issuer_kind,drafting_section,basis,affects_rights,touches_business,trial?,versions?,version_of?", TERM("norm-definition") },
	{ "comment",  "公开征求意见", IN(DRAFT),      COMMENTING, CHIEF,   "comment_from", .day = "comment_from", TERM("norm-public-comment") },
	{ "finish_comment", "征求意见结束", IN(COMMENTING), COMMENTED, CHIEF, "comment_to,comments?,versions?", .day = "comment_to", .after = "comment", TERM("norm-public-comment") },
	{ "check",    "公平竞争审查", IN(DRAFT)|IN(COMMENTED), CHECKED, LEGAL|CHIEF, "competition,competition_opinion", TERM("norm-fair-competition") },
	{ "review",   "合法性审核通过", IN(DRAFT)|IN(COMMENTED)|IN(CHECKED), REVIEWED, LEGAL, NULL, TERM("norm-no-review-no-issue") },
	{ "fail",     "审核未通过",   IN(COMMENTED)|IN(CHECKED)|IN(REVIEWED), DRAFT, LEGAL, "reason", TERM("norm-no-review-no-issue") },
	{ "redraft",  "改稿",         IN(DRAFT)|IN(COMMENTED)|IN(CHECKED)|IN(REVIEWED)|IN(DECIDED), DRAFT, STAFF, "versions,reason", TERM("norm-no-review-no-issue") },
	{ "decide",   "集体讨论决定", IN(REVIEWED),   DECIDED,    HEADS,   "decided_on", .day = "decided_on", TERM("norm-collective") },
	{ "sign",     "编号签发",     IN(DECIDED),    SIGNED,     HEAD,    "document_number,signed_on,from,valid_to", .day = "signed_on", .within = "longest", .is = FIRM, TERM("norm-unified-number") },
	{ "publish",  "公布",         IN(SIGNED),     PUBLISHED,  CLERK,   "published_on,link?", .day = "published_on", .is = FIRM, TERM("norm-unified-number") },
	{ "file",     "报送备案",     IN(PUBLISHED),  FILED,      LEGAL|CLERK, "filed_on,filed_with,filing_number?", .day = "filed_on", .within = "file", .is = FIRM, TERM("norm-filing") },
	{ "question", "收到备案审查意见", IN_FORCE,   SAME,       OUTSIDE, "record_opinion", TERM("norm-record-review") },
	{ "explain",  "答复备案审查意见", IN_FORCE,   SAME,       LEGAL,   "record_answer", TERM("norm-record-review") },
	{ "evaluate", "评估清理",     IN(PUBLISHED)|IN(FILED), EVALUATED, LEGAL|CHIEF, "evaluated_on,evaluation,conclusion", .day = "evaluated_on", .within = "evaluate,clean_up", TERM("norm-renew-evaluate") },
	{ "keep",     "继续有效",     IN(EVALUATED),  FILED,      HEAD,    "valid_to", .within = "longest", .when = "conclusion = 'keep'", .say = "评估结论不是继续有效。", TERM("norm-renew-evaluate") },
	{ "revise",   "启动修改",     IN(EVALUATED)|IN(FILED), REVISING, HEADS, "reason", TERM("norm-renew-evaluate") },
	{ "replace",  "被新文件替代", IN(REVISING),   REPLACED,   ENGINE,  "to", .day = "to", TERM("norm-renew-evaluate") },
	{ "repeal",   "废止",         IN_FORCE,       REPEALED,   HEAD,    "to,reason", .day = "to", .is = FIRM, TERM("norm-cleanup") },
	{ "expire",   "期满失效",     IN_FORCE,       EXPIRED,    LEGAL,   "to", .day = "to", .after = "valid", TERM("norm-validity") },
	{ "stop",     "不再制定",     IN(DRAFT)|IN(COMMENTING)|IN(COMMENTED)|IN(CHECKED)|IN(REVIEWED)|IN(DECIDED), STOPPED, HEADS, "reason", HOUSE("起草中止") },
	),

	CLOCKS(
	{ "comment",  RUNS, TERM("norm-public-comment"),  .from = "comment_from" },
	{ "file",     RUNS, TERM("norm-filing"),          .from = "published_on" },
	{ "valid",    ENDS, TERM("norm-validity"),        .from = "valid_to" },
	{ "longest",  RUNS, TERM("norm-validity"),        .from = "from" },
	{ "longest",  RESTARTS, TERM("norm-validity"),    .on_step = "keep" },
	{ "evaluate", RUNS, TERM("norm-renew-evaluate"),  .from = "valid_to" },
	{ "clean_up", RUNS, TERM("norm-cleanup"),         .from = "published_on" },
	{ "clean_up", RESTARTS, TERM("norm-cleanup"),     .on_step = "keep" },
	),

	RULES(
	{ "nature = 'normative'", "内部制度、会议纪要、工作方案等不是行政规范性文件，不按本程序制定。", TERM("norm-definition") },
	{ "issuer_kind IN ('department', 'joint')", "临时机构、议事协调机构和内设机构不得制定行政规范性文件。", TERM("norm-who") },
	{ "NOT affects_rights OR comment_to IS NOT NULL", "涉及权利义务的，应当先公开征求意见。", .at = "check,review", TERM("norm-public-comment") },
	{ "NOT SOME(comments: NOT adopted AND why_not = '')", "不采纳的意见应当说明理由。", TERM("norm-public-comment") },
	{ "NOT touches_business OR check_on IS NOT NULL", "涉及经营主体经济活动的，应当先经公平竞争审查。", .at = "review", TERM("norm-fair-competition") },
	{ "competition <> 'failed'", "公平竞争审查未通过的，不得出台。", .at = "review", TERM("norm-fair-competition") },
	{ "valid_to >= from", "有效期早于施行之日。", HOUSE("日期先后") },
	{ "valid_to <= longest_due", "有效期超过规定的最长年限。", .at = "sign,keep", .is = LIVE, TERM("norm-validity") },
	{ "from >= signed_on", "不得溯及签发之前施行。", .at = "sign", TERM("norm-validity") },
	{ "version_of <> id", "文件不能修改自己。", HOUSE("编码") },
	),

	NEEDS(
	{ "review", "legal_review.link", "未经合法性审核或者审核未通过，不得提请讨论。", .where = "state = 'adopted'", .is = LIVE, TERM("norm-no-review-no-issue") },
	{ "decide", "legal_review.link", "未经合法性审核或者审核未通过，不得提请讨论。", .where = "state = 'adopted'", .is = LIVE, TERM("norm-no-review-no-issue") },
	{ "decide", "meeting.items.about", "没有集体讨论通过该文件的会议记录。", .where = "conclusion = 'approved' AND of.forum IN ('party_group', 'director') AND of.state IN ('signed', 'archived') AND of.held_on >= me.review_on", .is = LIVE, TERM("norm-collective") },
	),

	OPENS(
	{ "redraft,fail", "legal_review.link", "reason='文本已修改'", .take = "void", .where = "state <> 'refused'", TERM("norm-no-review-no-issue") },
	{ "revise",  "norm_doc", "title,nature,issuer_kind,drafting_section,basis,affects_rights,touches_business,version_of=id", .take = "draft", TERM("norm-renew-evaluate") },
	{ "publish", "version_of", "to=from", .take = "replace", .where = "state = 'revising'", TERM("norm-renew-evaluate") },
	),

	FIGURES(
	{ "made",     "制定规范性文件", "件", COUNT, "published_on", .by = "drafting_section", TERM("norm-unified-number") },
	{ "filed",    "报送备案",       "件", COUNT, "filed_on", TERM("norm-filing") },
	{ "filed_in_time", "按期报备率", "%", SHARE, "published_on", .where = "file_done <= file_due", .among = "(file_due <= $cutoff OR filed_on <= $cutoff) AND (merged_on IS NULL OR merged_on > $cutoff)", TERM("norm-filing") },
	{ "reviewed", "合法性审核",     "件", COUNT, "review_on", TERM("norm-no-review-no-issue") },
	{ "cleaned",  "评估清理",       "件", COUNT, "evaluated_on", .by = "conclusion", TERM("norm-cleanup") },
	{ "repealed", "废止和失效",     "件", COUNT, "to", .by = "state", TERM("norm-cleanup") },
	{ "in_force", "现行有效",       "件", COUNT, .during = "from,to", .where = "published_on <= $day AND (valid_to IS NULL OR valid_to >= $day)", TERM("norm-validity") },
	),

	PAPERS(
	{ "document", "关于印发规范性文件的通知", "sign", .signed_by = "review,decide", .recall = "published_on IS NULL", TERM("norm-unified-number") },
	{ "filing",   "规范性文件备案报告", "file", .series = "规备", TERM("norm-filing") },
	),

	ACCESS(
	{ STAFF|LEGAL|REVIEWER,  "view,list", BUREAU, HOUSE("全局参与起草") },
	{ HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人看全局文件") },
	{ SUPERVISOR,            "view,list", SUBORDINATES, TERM("norm-record-review") },
	{ SUPERIOR,              "view,list", SUBORDINATES, .fields = "title,document_number,published_on,from,valid_to,filed_on,to", HOUSE("上级看上报字段") },
	{ PUBLIC,                "view,list", EVERYBODY, .fields = "title,document_number,published_on,from,valid_to,to,link", .where = "published_on IS NOT NULL", TERM("norm-unified-number") },
	),
};
