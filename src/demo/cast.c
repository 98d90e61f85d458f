/*
 * cast.c - who acts in the demo year, and who may sign in
 *
 * A name in the tables is a person of the register (registers.c) or one of the parties outside, who
 * never sign in: a clerk records what they did.
 */
#include "demo/demo.h"
#include "demo/play.h"

/* clang-format off */
static const struct { const char *who; unsigned roles; } cast[] = {
	{ "head",            HEAD },
	{ "deputy",          DEPUTY },
	{ "deputy2",         DEPUTY | LEADER },
	{ "secretary",       SECRETARY },
	{ "disclosure_head", DISCLOSURE_HEAD },
	{ "chief",           CHIEF | OFFICER },
	{ "chief2",          CHIEF },
	{ "chief3",          CHIEF },
	{ "legal",           LEGAL },
	{ "reviewer",        REVIEWER | LEGAL },
	{ "reviewer2",       REVIEWER | LEGAL },
	{ "clerk",           CLERK },
	{ "clerk2",          CLERK },
	{ "clerk3",          CLERK },
	{ "clerk4",          CLERK },
	{ "officer1",        OFFICER },
	{ "officer2",        OFFICER },
	{ "officer3",        OFFICER },
	{ "officer4",        OFFICER },
	{ "officer5",        OFFICER },
	{ "officer6",        OFFICER },
	{ "officer7",        OFFICER },
	{ "officer8",        OFFICER },
	{ "officer9",        OFFICER },
	{ "officer10",       OFFICER },
	{ "outside",         OUTSIDE | CLERK },
	{ "operator",        OPERATOR | OUTSIDE | CLERK },
	{ "superior",        SUPERIOR | OUTSIDE | CLERK },
	{ "ministry",        MINISTRY | OUTSIDE | CLERK },
	{ "system",          SYSTEM_ADMIN | STAFF | LEGAL | SECRETARY },
};

const char demo_password[] = "yifa-2024";

const struct demo_account demo_accounts[] = {
	{ "clerk",       "clerk",           "办公室经办",     CLERK },
	{ "clerk2",      "clerk2",          "执法大队内勤",   CLERK },
	{ "officer",     "officer1",        "执法人员",       OFFICER },
	{ "officer2",    "officer2",        "执法人员",       OFFICER },
	{ "chief",       "chief",           "执法大队大队长", CHIEF | OFFICER },
	{ "market",      "chief2",          "市场管理科科长", CHIEF },
	{ "legal",       "legal",           "法制科科长",     LEGAL },
	{ "reviewer",    "reviewer",        "法制审核人员",   REVIEWER | LEGAL },
	{ "secretary",   "secretary",       "党组秘书",       SECRETARY },
	{ "disclosure",  "disclosure_head", "政务公开办主任", DISCLOSURE_HEAD },
	{ "deputy",      "deputy",          "分管副局长",     DEPUTY },
	{ "leader",      "deputy2",         "副局长",         DEPUTY | LEADER },
	{ "head",        "head",            "局长",           HEAD },
	{ "system",      NULL,              "系统管理员",     SYSTEM_ADMIN },
	{ "security",    NULL,              "安全管理员",     SECURITY_ADMIN },
	{ "audit",       NULL,              "审计管理员",     AUDIT_ADMIN },
};
const size_t n_demo_accounts = sizeof demo_accounts / sizeof *demo_accounts;
/* clang-format on */

/* Officers write their own records but for every third, which the team's clerk types. */
static int64_t typist(const struct play *play, const struct named *who, unsigned roles)
{
	const struct named *clerk = name_find(&play->names, S("clerk"));
	const struct named *team = name_find(&play->names, S("clerk2"));

	if (!who)
		return clerk ? clerk->id : 0;
	if (roles & OFFICER && team && play->steps % 3 == 0)
		return team->id;
	return who->id;
}

bool actor_of(struct play *play, struct str who, struct actor *ret)
{
	const struct named *n = name_find(&play->names, who);

	for (size_t i = 0; i < sizeof cast / sizeof *cast; i++)
		if (str_is(who, cast[i].who)) {
			*ret = (struct actor){ .org = play->org,
				               .entered_by = typist(play, n, cast[i].roles),
				               .done_by = n ? n->id : 0,
				               .roles = cast[i].roles,
				               .entry_roles = CLERK,
				               .origin = "demo",
				               .when = INSTANT_NONE };
			return true;
		}
	return false;
}
