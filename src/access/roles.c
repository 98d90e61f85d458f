/*
 * roles.c - keys and labels of roles
 */
#include "access/roles.h"

/* clang-format off */
static const struct { const char *key, *label; } roles[N_ROLES] = {
	{ "officer", "执法人员" },        { "clerk", "经办人员" },         { "reviewer", "法制审核人员" },
	{ "chief", "科室负责人" },        { "deputy", "分管负责人" },      { "leader", "局领导" },
	{ "head", "主要负责人" },         { "secretary", "办公室秘书" },   { "operator", "经营主体" },
	{ "public", "公众" },             { "superior", "上级机关" },      { "ministry", "国务院部门" },
	{ "supervisor", "司法行政监督" }, { "system_admin", "系统管理员" }, { "security_admin", "安全管理员" },
	{ "audit_admin", "审计管理员" },  { "legal", "法制机构" },         { "disclosure_head", "公开机构负责人" },
	{ "outside", "当事人或者其他机关" }, { "engine", "系统" },
};
/* clang-format on */

const char *role_key(int i)
{
	return roles[i].key;
}

const char *role_label(int i)
{
	return roles[i].label;
}

static bool role_find(struct str name, unsigned *ret_bit)
{
	for (int i = 0; i < N_ROLES; i++)
		if (str_is(name, roles[i].key) || str_is(name, roles[i].label)) {
			*ret_bit = 1u << i;
			return true;
		}
	return false;
}

bool roles_parse(struct str list, unsigned *ret_mask)
{
	struct str item;
	unsigned mask = 0, bit;

	while (str_item(&list, &item)) {
		if (!role_find(item, &bit))
			return false;
		mask |= bit;
	}
	*ret_mask = mask;
	return true;
}

static struct str joined(struct arena *a, unsigned mask, const char *between, bool labels)
{
	struct str out = S("");

	for (int i = 0; i < N_ROLES; i++)
		if (mask & 1u << i)
			out = arena_fmt(a, "%.*s%s%s", P(out), out.n ? between : "",
			                labels ? roles[i].label : roles[i].key);
	return out;
}

struct str roles_text(struct arena *a, unsigned mask)
{
	return joined(a, mask, "、", true);
}

struct str roles_keys(struct arena *a, unsigned mask)
{
	return joined(a, mask, ",", false);
}
