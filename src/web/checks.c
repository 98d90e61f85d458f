/*
 * checks.c - one value, checked while it is being typed
 *
 *     POST /{ledger}/check   field=uscc&value=…     {"ok":false,"say":"…","basis":"…"}
 *
 * The rules are those of value_parse(), by which a step is taken: written forms with their check
 * digits, days that exist, amounts.  What needs other records (references, gates) is asked when the
 * step is taken.  A POST, because values may be personal and addresses are logged.
 */
#include "ledger/step.h"
#include "web/forms.h"
#include "web/pages.h"

/* subject, or parties.2.uscc */
static const struct field *field_named(const struct visit *v, struct str name)
{
	struct str rows, rest, at, column;
	const struct field *f;

	if (!str_cut(name, '.', &rows, &rest))
		return field_of(v->t->l, name);
	f = field_of(v->t->l, rows);
	if (!f || f->kind != ROWS || !str_cut(rest, '.', &at, &column))
		return NULL;
	return may_see(v->t, v->viewer.roles, f) ? row_field(f, column) : NULL;
}

bool is_checked_alone(const struct field *f)
{
	return f->kind == DATE || f->kind == TIME || f->kind == MONEY || f->kind == NUMBER ||
	       f->kind == HOURS || (f->kind == TEXT && f->form);
}

void check_post(struct visit *v)
{
	const struct field *f = field_named(v, pair_of(&v->form, "field"));
	struct str value = str_trim(pair_of(&v->form, "value"));
	struct json j;
	struct val val;
	bool ok = true;

	if (!f || !is_checked_alone(f)) {
		visit_missing(v);
		return;
	}
	if (value.n)
		ok = value_parse(&v->tx, v->p, v->viewer.org, f, value, f->key, &val);
	if (v->r.fault)
		return;
	v->reply->type = S("application/json");
	json_init(&j, v->out);
	json_open(&j, '{');
	json_key(&j, "ok");
	json_bool(&j, ok);
	if (!ok && v->r.n) {
		json_key(&j, "say");
		json_str(&j, arena_fmt(v->arena, "%.*s%.*s%.*s", P(v->r.list[0].say),
		                       P(v->r.list[0].why), P(v->r.list[0].way)));
		json_pair(&j, "basis", v->r.list[0].basis);
	}
	json_close(&j, '}');
}
