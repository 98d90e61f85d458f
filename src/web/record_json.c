/*
 * record_json.c - a whole record as JSON: all that its page shows
 *
 * The walk of walk.c gives the fields; what stands around them on the page stands beside them here.
 * Rights are asked where the page asks for them, by the same functions.
 */
#include "web/api.h"
#include "web/files.h"
#include "web/papers.h"
#include "web/marks.h"
#include "web/told.h"
#include "web/walk.h"

static void put_z(struct json *j, const char *key, const char *z)
{
	json_pair(j, key, str_of(z));
}

static void put_label(struct json *j, const struct ledger *l, struct str state)
{
	int at = state_index(l, state);

	json_pair(j, "label", at >= 0 ? str_of(l->states[at].label) : state);
}

static void put_person(struct visit *v, struct json *j, const char *key, int64_t id)
{
	json_key(j, key);
	if (!id) {
		json_null(j);
		return;
	}
	json_open(j, '{');
	json_key(j, "id");
	json_id(j, id);
	json_pair(j, "name", person_name(&v->tx, v->p, v->viewer.org, id));
	json_close(j, '}');
}

/* --- what it points at, and what is masked ---------------------------------------------------- */

struct noting {
	struct json *j;
	const struct field *rows; /* those of a table of rows                            */
	int64_t n;
	bool masks; /* which of the two lists is written                   */
};

static void note(struct noting *k, const struct shown *s)
{
	struct json *j = k->j;

	if (k->masks ? !s->masked : (s->kind != REF && s->kind != REFS) || !s->text.n)
		return;
	json_open(j, '{');
	json_pair(j, "field", s->key);
	json_key(j, "rows");
	if (k->rows)
		json_str(j, str_of(k->rows->key));
	else
		json_null(j);
	json_key(j, "n");
	if (k->rows)
		json_int(j, k->n);
	else
		json_null(j);
	if (!k->masks) {
		json_pair(j, "title", s->text);
		json_key(j, "href");
		if (s->href.s.n)
			json_str(j, s->href.s);
		else
			json_null(j);
	}
	json_close(j, '}');
}

static void note_value(struct walk *w, const struct shown *s)
{
	note(&(struct noting){ .j = w->j, .masks = w->shown == 1 }, s);
}

static void note_set(struct walk *w, const struct shown *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		note_value(w, &s[i]);
}

static void note_row(struct walk *w, const struct field *f, int64_t n, const struct shown *cells)
{
	for (size_t c = 0; c < f->n_rows; c++)
		note(&(struct noting){ w->j, f, n, w->shown == 1 }, &cells[c]);
}

static void note_nothing(struct walk *w, const struct field *f, size_t n)
{
	(void)w;
	(void)f;
	(void)n;
}

static const struct walk_as as_notes = { note_value, note_set, note_nothing, note_row,
	                                 note_nothing };

static void put_notes(struct visit *v, struct json *j, const struct record *r, bool masks)
{
	struct walk w = { .as = &as_notes, .v = v, .j = j, .shown = masks };

	json_key(j, masks ? "masked" : "links");
	json_open(j, '[');
	walk_values(&w, r);
	walk_rows(&w, r);
	json_close(j, ']');
}

/* --- around it --------------------------------------------------------------------------------- */

static void put_dues(struct visit *v, struct json *j, const struct record *r)
{
	struct due_item *list;
	size_t n = record_dues(&v->tx, v->p, r, v->today, &list);
	static const char *const states[] = {
		[DUE_LATE] = "late", [DUE_TODAY] = "today", [DUE_SOON] = "soon", [DUE_FINE] = "fine"
	};

	json_key(j, "dues");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		const struct due_item *d = &list[i];
		json_open(j, '{');
		json_pair(j, "clock", d->clock);
		json_pair(j, "label", d->label);
		json_key(j, "due");
		json_day(j, d->due);
		json_key(j, "due_at");
		json_at(j, d->timed ? d->due_at : INSTANT_NONE);
		put_z(j, "state", states[d->is]);
		json_key(j, "left");
		json_int(j, d->left);
		put_z(j, "unit", d->unit);
		json_key(j, "provisional");
		json_bool(j, d->provisional);
		json_pair(j, "term", d->term_text);
		json_pair(j, "basis", d->basis);
		json_pair(j, "say", due_words(v->arena, d));
		json_pair(j, "href",
		          arena_fmt(v->arena, "/%s/%lld/clock/%.*s", r->t->l->key, (long long)r->id,
		                    P(d->clock)));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_stays(struct visit *v, struct json *j, const struct record *r)
{
	struct stay *list;
	size_t n = record_stays(&v->tx, r, &list);

	json_key(j, "states");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		json_pair(j, "state", list[i].state);
		put_label(j, r->t->l, list[i].state);
		json_key(j, "from");
		json_day(j, list[i].from);
		json_key(j, "to");
		json_day(j, list[i].to);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_taken(struct visit *v, struct json *j, const struct record *r)
{
	struct taken *list;
	size_t n = record_steps(&v->tx, r, &list);

	json_key(j, "steps");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		json_pair(j, "verb", list[i].verb);
		json_pair(j, "label", verb_label(r->t->l, list[i].verb));
		json_key(j, "on");
		json_day(j, list[i].on);
		json_key(j, "at");
		json_at(j, list[i].at);
		put_person(v, j, "by", list[i].by);
		put_person(v, j, "entered_by", list[i].entered_by);
		json_pair(j, "reason", list[i].reason);
		json_pair(j, "from", list[i].from);
		json_pair(j, "to", list[i].to);
		json_key(j, "imported");
		json_bool(j, list[i].imported);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_act(struct visit *v, struct json *j, const struct record *r, const struct act *a)
{
	struct str rest = str_of(a->s->fill), item;

	json_open(j, '{');
	put_z(j, "verb", a->s->verb);
	put_z(j, "label", a->s->label);
	json_key(j, "mine");
	json_bool(j, a->mine);
	json_key(j, "may");
	json_bool(j, a->may);
	json_pair(j, "who", a->who);
	json_pair(j, "basis", a->basis);
	json_key(j, "fill");
	json_open(j, '[');
	while (str_item(&rest, &item))
		json_str(j, item);
	json_close(j, ']');
	json_key(j, "against");
	json_open(j, '[');
	for (size_t i = 0; i < a->n_against; i++) {
		json_open(j, '{');
		json_pair(j, "say", a->against[i].say);
		json_pair(j, "basis", a->against[i].basis);
		json_close(j, '}');
	}
	json_close(j, ']');
	json_pair(j, "href",
	          arena_fmt(v->arena, "/%s/%lld/%s", r->t->l->key, (long long)r->id, a->s->verb));
	json_close(j, '}');
}

static void put_acts(struct visit *v, struct json *j, const struct record *r)
{
	struct common_act common[8];
	struct act *list;
	size_t n = record_acts(&v->tx, v->p, &v->viewer, r, &list);

	json_key(j, "acts");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++)
		put_act(v, j, r, &list[i]);
	json_close(j, ']');
	json_key(j, "common");
	json_open(j, '[');
	n = record_common(v, r, day_set(record_day(r, S("ended_on"))), common, 8);
	for (size_t i = 0; i < n; i++) {
		json_open(j, '{');
		put_z(j, "verb", common[i].verb);
		put_z(j, "label", common[i].label);
		json_pair(j, "href",
		          arena_fmt(v->arena, "/%s/%lld/%s", r->t->l->key, (long long)r->id,
		                    common[i].verb));
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void put_lanes(struct visit *v, struct json *j, const struct record *r)
{
	struct lane *list;
	size_t n = record_lanes(&v->tx, v->p, &v->viewer, r, &list);

	json_key(j, "lanes");
	json_open(j, '[');
	for (size_t i = 0; i < n; i++) {
		const struct record *lane = &list[i].r;
		struct str state = record_text(lane, S("state"));
		json_open(j, '{');
		put_z(j, "ledger", lane->t->l->key);
		json_key(j, "id");
		json_id(j, lane->id);
		json_pair(j, "number", record_text(lane, S("number")));
		json_pair(j, "state", state);
		put_label(j, lane->t->l, state);
		json_key(j, "ended_on");
		json_day(j, record_day(lane, S("ended_on")));
		json_key(j, "due");
		json_day(j, list[i].due ? list[i].due->due : DAY_NONE);
		json_pair(j, "href", record_url(v->arena, lane->t, lane->id).s);
		json_close(j, '}');
	}
	json_close(j, ']');
}

void record_whole_json(struct visit *v, struct json *j, const struct record *r)
{
	json_open(j, '{');
	record_members_json(v, j, r);
	put_label(j, r->t->l, record_text(r, S("state")));
	put_person(v, j, "handled_by", record_int(r, S("handler")));
	put_notes(v, j, r, false);
	put_notes(v, j, r, true);
	put_dues(v, j, r);
	put_stays(v, j, r);
	put_taken(v, j, r);
	put_acts(v, j, r);
	offers_json(v, j, r);
	asides_json(v, j, r);
	put_lanes(v, j, r);
	files_json(v, j, r->t, r->id);
	papers_json(v, j, r->t, r->id);
	told_json(v, j, r);
	marks_json(v, j, r);
	json_close(j, '}');
}
