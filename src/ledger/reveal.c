/*
 * reveal.c - the entry of an unmasking, a print or an export
 */
#include "base/json.h"
#include "journal/journal.h"
#include "ledger/conds.h"
#include "ledger/reveal.h"

/* clang-format off */
const struct purpose purposes[] = {
	{ "handle",  "办理本件" },
	{ "verify",  "核对核实" },
	{ "inspect", "上级检查、审计、复议诉讼" },
	{ "open",    "信息公开" },
	{ "file",    "立卷归档" },
	{ "other",   "其他（须写明）" },
};
const size_t n_purposes = sizeof purposes / sizeof purposes[0];

static const struct { const char *verb, *label; } reveals[N_REVEALS] = {
	[UNMASK] = { "unmask", "显示个人信息" },
	[PRINT]  = { "print",  "打印" },
	[EXPORT] = { "export", "导出" },
	[PACKAGE] = { "package", "导出案卷" },
};
/* clang-format on */

const char *reveal_verb(enum reveal_what what)
{
	return reveals[what].verb;
}

const char *reveal_label(enum reveal_what what)
{
	return reveals[what].label;
}

bool reveal_of(struct str verb, enum reveal_what *ret)
{
	for (int i = 0; i < N_REVEALS; i++)
		if (str_is(verb, reveals[i].verb)) {
			*ret = (enum reveal_what)i;
			return true;
		}
	return false;
}

static bool holds_personal(const struct field *f)
{
	bool personal = f->flags & PERSONAL;

	for (size_t c = 0; f->kind == ROWS && c < f->n_rows; c++)
		personal |= (f->rows[c].flags & PERSONAL) != 0;
	return personal;
}

static bool of_the_bureau(unsigned roles)
{
	const unsigned outside = OPERATOR | PUBLIC | SUPERIOR | MINISTRY | SUPERVISOR |
	                         SYSTEM_ADMIN | SECURITY_ADMIN | AUDIT_ADMIN;

	return (roles & ~outside) != 0;
}

bool may_unmask(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_fields; i++) {
		const struct field *f = &t->l->fields[i];
		if (holds_personal(f) && may_see(t, roles, f))
			return of_the_bureau(roles);
	}
	return false;
}

/* Papers of a ledger without personal values of its own are printed by whoever may see the record. */
bool may_print_papers(const struct table *t, unsigned roles)
{
	for (size_t i = 0; i < t->l->n_fields; i++)
		if (is_personal(&t->l->fields[i]))
			return may_unmask(t, roles);
	return of_the_bureau(roles);
}

static bool purpose_stands(struct tx *tx, const struct reveal *a)
{
	struct str basis = S("《个人信息保护法》第6条");
	size_t i = 0;

	while (i < n_purposes && !str_is(a->purpose, purposes[i].key))
		i++;
	if (i == n_purposes)
		return refuse(tx->r, "purpose", S("应当写明用途。"), basis);
	if (str_is(a->purpose, "other") && !str_trim(a->why).n)
		return refuse(tx->r, "why", S("其他用途应当写明是什么。"), basis);
	if (a->why.n > 2000)
		return refuse(tx->r, "why", S("用途说明太长。"), S(""));
	return true;
}

static bool right_stands(struct tx *tx, const struct reveal *a)
{
	const struct viewer *v = a->who->viewer;

	if (a->id && v && !may_view(tx, a->p, v, a->t, a->id))
		return refuse(tx->r, NULL, S("没有这条记录。"), S(""));
	if ((a->what == UNMASK && !may_unmask(a->t, a->who->roles)) ||
	    (a->unmasked && !may_print_papers(a->t, a->who->roles)))
		return refuse_with(tx->r,
		                   (struct refusal){ .say = S("您无权查看完整的个人信息。"),
		                                     .basis = S("《个人信息保护法》第6条"),
		                                     .way = S("请在本局办理此事的人员查看。") });
	return true;
}

bool reveal_may_print(struct tx *tx, const struct program *p, const struct actor *who,
                      const struct table *t, int64_t id, struct str purpose, struct str why)
{
	struct reveal a = { .p = p,
		            .who = who,
		            .t = t,
		            .id = id,
		            .what = PRINT,
		            .purpose = purpose,
		            .why = why,
		            .unmasked = true };

	return purpose_stands(tx, &a) && right_stands(tx, &a);
}

static struct str body_of(struct tx *tx, const struct reveal *a)
{
	struct json_text text;
	struct json *j = json_begin(&text, 1 << 20);

	if (a->what == EXPORT)
		json_pair(j, "conds", conds_told(tx->arena, a->t->l, a->conds));
	if (a->paper) {
		json_pair(j, "format", a->format);
		json_key(j, "paper");
		json_int(j, a->paper);
	}
	json_pair(j, "purpose", a->purpose);
	json_key(j, "unmasked");
	json_bool(j, a->unmasked || a->what == UNMASK);
	json_pair(j, "why", str_trim(a->why));
	return json_end(&text, tx->arena);
}

bool reveal_keep(struct tx *tx, void *arg)
{
	struct reveal *a = arg;

	if (!purpose_stands(tx, a) || !right_stands(tx, a))
		return false;
	a->position = journal_append(tx,
	                             &(struct journal_entry){ .org = a->who->org,
	                                                      .day = world_today(tx->world),
	                                                      .at = world_now(tx->world),
	                                                      .actor = a->who->entered_by,
	                                                      .done_by = a->who->done_by,
	                                                      .ledger = str_of(a->t->l->key),
	                                                      .record = a->id,
	                                                      .verb = str_of(reveals[a->what].verb),
	                                                      .body = body_of(tx, a),
	                                                      .origin = str_of(a->who->origin) });
	return a->position != 0;
}
