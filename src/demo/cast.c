/*
 * cast.c - who acts in the demo year, and who may sign in
 *
 * A name in the tables is a person of the register (registers.c) or one of the parties outside, who
 * never sign in: a clerk records what they did.
 */
#include "demo/demo.h"
#include "demo/play.h"

/* clang-format off */
/* `section`: where they stand; none: the bureau as a whole. */
static const struct { const char *who; unsigned roles; const char *section; } cast[] = {
	{ "head",            HEAD },
	{ "deputy",          DEPUTY },
	{ "deputy2",         DEPUTY | LEADER },
	{ "secretary",       SECRETARY },
	{ "disclosure_head", DISCLOSURE_HEAD },
	{ "chief",           CHIEF | OFFICER, "team" },
	{ "chief2",          CHIEF, "section-market" },
	{ "chief3",          CHIEF, "section-public" },
	{ "legal",           LEGAL },
	{ "reviewer",        REVIEWER | LEGAL },
	{ "reviewer2",       REVIEWER | LEGAL },
	{ "clerk",           CLERK },
	{ "clerk2",          CLERK, "team" },
	{ "clerk3",          CLERK, "section-market" },
	{ "clerk4",          CLERK, "section-public" },
	{ "officer1",        OFFICER, "team" },
	{ "officer2",        OFFICER, "team" },
	{ "officer3",        OFFICER, "team" },
	{ "officer4",        OFFICER, "team" },
	{ "officer5",        OFFICER, "team" },
	{ "officer6",        OFFICER, "team" },
	{ "officer7",        OFFICER, "team" },
	{ "officer8",        OFFICER, "team" },
	{ "officer9",        OFFICER, "team" },
	{ "officer10",       OFFICER, "team" },
	{ "outside",         OUTSIDE | CLERK },
	{ "operator",        OPERATOR | OUTSIDE | CLERK },
	{ "superior",        SUPERIOR | OUTSIDE | CLERK },
	{ "ministry",        MINISTRY | OUTSIDE | CLERK },
	{ "system",          SYSTEM_ADMIN | STAFF | LEGAL | SECRETARY },
};

const char demo_password[] = "yifa-2024";

const struct demo_account demo_accounts[] = {
	{ "clerk",       "clerk",           "办公室经办",     CLERK },
	{ "clerk2",      "clerk2",          "执法大队内勤",   CLERK, "team" },
	{ "officer",     "officer1",        "执法人员",       OFFICER, "team" },
	{ "officer2",    "officer2",        "执法人员",       OFFICER, "team" },
	{ "chief",       "chief",           "执法大队大队长", CHIEF | OFFICER, "team" },
	{ "market",      "chief2",          "市场管理科科长", CHIEF, "section-market" },
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

const struct demo_deputy demo_deputies[] = {
	{ "chief", "officer2", "2024-08-05", "2024-08-16", "年休假" },
	{ "head",  "deputy",   "2024-12-30", "2025-01-05", "外出培训" },
};
const size_t n_demo_deputies = sizeof demo_deputies / sizeof *demo_deputies;
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
			const struct named *place = name_find(&play->names,
			                                      str_of(cast[i].section));
			*ret = (struct actor){ .org = play->org,
				               .entered_by = typist(play, n, cast[i].roles),
				               .done_by = n ? n->id : 0,
				               .roles = cast[i].roles,
				               .entry_roles = CLERK,
				               .section = place ? place->id : 0,
				               .origin = "demo",
				               .when = INSTANT_NONE };
			return true;
		}
	return false;
}
