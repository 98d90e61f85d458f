/*
 * letter_body.c - what is told of a step: ids, and what is neither personal nor secret
 *
 * Written with the rights of the hook's account at the time of sending, by the walk of the pages.
 */
#include "web/deliver.h"
#include "web/walk.h"

static bool is_told(const struct field *f)
{
	return f && !(f->flags & (PERSONAL | SECRET));
}

static void tell_value(struct walk *w, const struct shown *s)
{
	const struct field *f = field_of(w->l, s->key);

	if (is_told(f) && s->kind != REF)
		as_json.value(w, s);
}

static void tell_set(struct walk *w, const struct shown *s, size_t n)
{
	if (is_told(field_of(w->l, s[0].key)) && s[0].kind == PICKS)
		as_json.set(w, s, n);
}

/* Rows are about people as often as not: they are read with a token. */
static void tell_no_rows(struct walk *w, const struct field *f, size_t n)
{
	(void)w;
	(void)f;
	(void)n;
}

static void tell_no_row(struct walk *w, const struct field *f, int64_t n, const struct shown *cells)
{
	(void)w;
	(void)f;
	(void)n;
	(void)cells;
}

static const struct walk_as as_told = { tell_value, tell_set, tell_no_rows, tell_no_row,
	                                tell_no_rows };

static void put_head(struct visit *v, struct json *j, const struct letter *x,
                     const struct record *r)
{
	int state = state_index(r->t->l, record_text(r, S("state")));

	json_key(j, "delivery");
	json_id(j, x->id);
	json_key(j, "at");
	json_at(j, x->made_at);
	json_pair(j, "event", arena_fmt(v->arena, "%.*s.%.*s", P(x->ledger), P(x->verb)));
	json_pair(j, "ledger", x->ledger);
	json_pair(j, "verb", x->verb);
	json_pair(j, "label", verb_label(r->t->l, x->verb));
	json_key(j, "on");
	json_day(j, x->day);
	json_key(j, "id");
	json_id(j, r->id);
	json_pair(j, "number", record_text(r, S("number")));
	json_pair(j, "href", record_url(v->arena, r->t, r->id).s);
	json_pair(j, "state", record_text(r, S("state")));
	json_pair(j, "state_label", state >= 0 ? str_of(r->t->l->states[state].label) : S(""));
	json_key(j, "version");
	json_int(j, record_int(r, S("version")));
}

bool letter_body(struct tx *tx, const struct program *p, const struct account *who,
                 const struct letter *x, struct buf *out)
{
	struct visit v = { .arena = tx->arena, .p = p, .tx = *tx, .out = out };
	const struct table *t = table_of(p, x->ledger);
	struct walk w = { .as = &as_told, .v = &v };
	struct record r;
	struct json j;

	v.today = world_today(tx->world);
	v.viewer = viewer_of(who, v.today);
	if (!t || !may_view(&v.tx, p, &v.viewer, t, x->record) ||
	    !record_load(&v.tx, t, x->org, x->record, &r))
		return false;
	json_init(&j, out);
	w.j = &j;
	json_open(&j, '{');
	put_head(&v, &j, x, &r);
	json_key(&j, "fields");
	json_open(&j, '{');
	walk_values(&w, &r);
	walk_rows(&w, &r);
	json_close(&j, '}');
	json_close(&j, '}');
	return true;
}
