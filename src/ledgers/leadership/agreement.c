/*
 * agreement.c - co-operation with neighbouring regions, and the visits made under it
 *
 * Law: 优化营商环境条例 (2019) 57 (joint response across regions).  An agreement is in force from its day until its last
 * day; a visit is a row of it.
 */
#include "model/declare.h"

/* clang-format off */

enum { DRAFT, SIGNED, ENDED, DROPPED };

const struct ledger ledger_agreement = {
	.key = "agreement", .label = "区域协作", .law = "优化营商环境条例", .title = "name", .series = "协作",

	FIELDS(
	{ "name",     TEXT, "名称", MUST|UP, ART("57") },
	{ "kind",     PICK, "内容", MUST|LIST|UP, .of = "enforcement,exchange,tourism,heritage,culture", .labels = "执法协作,交流学习,旅游合作,非遗保护,公共文化", ART("57") },
	{ "members",  ROWS, "成员单位", MUST|UP, COLUMNS(
		{ "body",   REF,  "单位", 0, .of = "org" },
		{ "name",   TEXT, "名称", MUST },
		{ "region", TEXT, "地区", MUST },
		{ "lead",   YESNO, "牵头" }), ART("57") },
	{ "n_members", NUMBER, "成员数", UP, .tally = COUNT, .over = "members", ART("57") },
	{ "matters",  TEXT, "协作事项", MUST, ART("57") },
	{ "date",     DATE, "签订之日", SORT|UP, ART("57") },
	{ "until",    DATE, "有效期的最后一日", SORT|UP, ART("57") },
	{ "signed_by_head", REF, "签字人", 0, .of = "person", ART("57") },
	{ "visits",   ROWS, "往来", UP, COLUMNS(
		{ "on",     DATE, "日期", MUST },
		{ "way",    PICK, "方式", MUST, .of = "went,came,joint,online", .labels = "赴外交流,来访接待,联合行动,线上会商" },
		{ "place",  TEXT, "地点", MUST },
		{ "matter", TEXT, "事项", MUST },
		{ "people", NUMBER, "本局人数" },
		{ "action", REF,  "联合执法", 0, .of = "joint_action" }), ART("57") },
	{ "n_visits", NUMBER, "往来次数", UP, .tally = COUNT, .over = "visits", ART("57") },
	{ "reason",   TEXT, "终止的理由", 0, ART("57") },
	),

	STATES(
	[DRAFT]   = { "draft",   "起草" },
	[SIGNED]  = { "signed",  "有效" },
	[ENDED]   = { "ended",   "已终止", FINAL },
	[DROPPED] = { "dropped", "未签订", FINAL },
	),

	STEPS(
	{ "draft", "起草",   NEW,        DRAFT,  STAFF|LEGAL, "name,kind,members,matters", ART("57") },
	{ "sign",  "签订",   IN(DRAFT),  SIGNED, HEADS, "date,until?,signed_by_head,members?", .day = "date", .is = FIRM, ART("57") },
	{ "enter", "登记已签协议", NEW,  SIGNED, CLERK|LEGAL, "name,kind,members,matters,date,until?", .day = "date", ART("57") },
	{ "visit", "往来",   IN(SIGNED), SAME,   STAFF, "visits", ART("57") },
	{ "renew", "续签",   IN(SIGNED), SAME,   HEADS, "until", ART("57") },
	{ "end",   "终止",   IN(SIGNED), ENDED,  HEADS, "until,reason", .day = "until", ART("57") },
	{ "drop",  "不再签订", IN(DRAFT), DROPPED, HEADS, "reason", ART("57") },
	),

	CLOCKS(
	{ "renew", ENDS,  ART("57"), .from = "until" }, /* moves with each renewal */
	{ "renew", STOPS, ART("57"), .on_step = "end" },
	),

	RULES(
	{ "until >= date", "有效期的最后一日不得早于签订。", HOUSE("日期先后") },
	{ "n_members >= 2", "协议应当有两个以上成员。", .at = "sign,enter", .is = WARN, ART("57") },
	{ "NOT SOME(visits: on > $day OR on < me.date)", "往来应当在签订之后，不得晚于登记之日。", .at = "visit", HOUSE("日期先后") },
	),

	NEEDS(
	{ "sign", "legal_review.link", "协议签订前应当经合法性审查。", .where = "state = 'adopted'", .is = LIVE, HOUSE("对外协议先经合法性审查") },
	),

	FIGURES(
	{ "in_force", "有效协作协议", "份", COUNT, .during = "date,until", .by = "kind", ART("57") },
	{ "signed",   "当年签订",     "份", COUNT, "date", .by = "kind", ART("57") },
	{ "visits",   "协作往来",     "次", COUNT, "on", .rows = "visits", .by = "way", ART("57") },
	{ "people",   "往来人次",     "人次", SUM, "on", .rows = "visits", .field = "people", ART("57") },
	),

	ACCESS(
	{ STAFF|LEGAL,  "view,list", BUREAU, HOUSE("工作人员看全局协作") },
	{ HEADS|LEADER|SECRETARY, "view,list,print", BUREAU, HOUSE("负责人看全局协作") },
	{ SUPERIOR,     "view", SUBORDINATES, .fields = "name,kind,members,n_members,date,until,visits,n_visits", HOUSE("上级看数字和上报字段") },
	),
};
