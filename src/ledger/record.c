/*
 * record.c - reading one record, its rows, its steps, and how its values read
 */
#include <string.h>

#include "base/must.h"
#include "ledger/record.h"
#include "ledger/verbs.h"

bool record_load(struct tx *tx, const struct table *t, int64_t org, int64_t id, struct record *ret)
{
	struct rows q = db_query(tx, &t->select_st, org, id);

	if (!db_row_next(&q))
		return false;
	*ret = (struct record){ t, org, id, arena_array(tx->arena, struct val, t->n_columns) };
	for (size_t i = 0; i < t->n_columns; i++) {
		ret->v[i] = db_col(&q, i);
		if (ret->v[i].is == VAL_TEXT)
			ret->v[i].s = arena_str(tx->arena, ret->v[i].s);
	}
	db_close(&q);
	return true;
}

static bool exists_in(struct tx *tx, const struct table *t, int64_t org, int64_t id)
{
	int64_t one;

	return db_one(tx, &t->exists_st, VALS(org, id), &one);
}

struct table *record_find(struct tx *tx, const struct program *p, const struct field *f,
                          int64_t org, int64_t id)
{
	struct str rest = str_of(f->of), key;

	while (str_item(&rest, &key)) {
		struct table *t = table_of(p, key);
		if (t && exists_in(tx, t, org, id))
			return t;
	}
	return NULL;
}

struct val record_val(const struct record *r, struct str key)
{
	for (size_t i = 0; i < r->t->n_columns; i++)
		if (str_eq(key, r->t->columns[i].key))
			return r->v[i];
	return NULL_VAL;
}

struct str record_text(const struct record *r, struct str key)
{
	struct val v = record_val(r, key);

	return v.is == VAL_TEXT ? v.s : S("");
}

struct day record_day(const struct record *r, struct str key)
{
	return val_to_day(record_val(r, key));
}

int64_t record_int(const struct record *r, struct str key)
{
	struct val v = record_val(r, key);

	return v.is == VAL_INT ? v.i : 0;
}

bool record_is(const struct record *r, const char *key, const char *text)
{
	return str_is(record_text(r, str_of(key)), text);
}

const struct field_sql *field_sql_of(const struct table *t, const struct field *f)
{
	must(f >= t->l->fields && f < t->l->fields + t->l->n_fields);
	return &t->field_sql[f - t->l->fields];
}

size_t record_rows(struct tx *tx, const struct record *r, const struct field *f,
                   struct row **ret_rows)
{
	struct rows q = db_query(tx, &field_sql_of(r->t, f)->select, r->org, r->id);
	size_t n = 0, cap = 8, width = f->kind == ROWS ? f->n_rows : 1;
	struct row *rows = arena_array(tx->arena, struct row, cap);

	while (db_row_next(&q)) {
		arena_grow(tx->arena, rows, n, cap);
		rows[n].v = arena_array(tx->arena, struct val, width);
		rows[n].n = db_col(&q, 0).i;
		for (size_t i = 0; i < width; i++) {
			struct val v = db_col(&q, f->kind == ROWS ? i + 1 : 0);
			if (v.is == VAL_TEXT)
				v.s = arena_str(tx->arena, v.s);
			rows[n].v[i] = v;
		}
		n++;
	}
	*ret_rows = rows;
	return n;
}

/* --- how values read ------------------------------------------------------------------------- */

struct str title_of(struct tx *tx, const struct program *p, const struct table *t, int64_t org,
                    int64_t id)
{
	struct str title = S(""), number = S("");
	struct record r;

	if (!t->title_st.sql)
		return record_load(tx, t, org, id, &r) ? record_title(tx, p, &r) : S("");
	db_one(tx, &t->title_st, VALS(org, id), &title, &number);
	return title.n ? title : number;
}

struct str ref_text(struct tx *tx, const struct program *p, const struct field *f, int64_t org,
                    int64_t id)
{
	struct str rest = str_of(f->of), key, text;

	while (str_item(&rest, &key)) {
		struct table *t = table_of(p, key);
		if (t && (text = title_of(tx, p, t, org, id)).n)
			return text;
	}
	return S("");
}

struct str person_name(struct tx *tx, const struct program *p, int64_t org, int64_t id)
{
	struct table *t = table_of(p, S("person"));

	return t && id ? title_of(tx, p, t, org, id) : S("");
}

struct str record_title(struct tx *tx, const struct program *p, const struct record *r)
{
	const struct field *f = r->t->l->title ? field_of(r->t->l, str_of(r->t->l->title)) : NULL;
	struct str text = S("");

	if (f && f->kind == REF)
		text = ref_text(tx, p, f, r->org, record_int(r, str_of(f->key)));
	else if (f && f->kind == MONEY && record_val(r, str_of(f->key)).is == VAL_INT)
		text = arena_fmt(
			tx->arena, "%.*s元",
			P(fen_text_cn(tx->arena, (struct fen){ record_int(r, str_of(f->key)) })));
	else if (f)
		text = field_text(tx, p, f, record_val(r, str_of(f->key)), r->org);
	return text.n ? text : record_text(r, S("number"));
}

static struct str pick_label(const struct field *f, struct str key)
{
	int i = str_index(f->of, key);
	struct str label = f->labels && i >= 0 ? str_nth(f->labels, i) : S("");

	return label.n ? label : key;
}

static struct str kind_text(struct tx *tx, enum kind kind, struct val v)
{
	if (v.is == VAL_NULL)
		return S("");
	switch (kind) {
	case DATE: return day_text(tx->arena, (struct day){ (int32_t)v.i });
	case TIME: return instant_text(tx->arena, (struct instant){ v.i });
	case MONEY: return fen_text(tx->arena, (struct fen){ v.i });
	case HOURS: return tenth_text(tx->arena, v.i);
	case YESNO: return v.i ? S("是") : S("否");
	default: return v.is == VAL_TEXT ? v.s : arena_fmt(tx->arena, "%lld", (long long)v.i);
	}
}

struct str field_text(struct tx *tx, const struct program *p, const struct field *f, struct val v,
                      int64_t org)
{
	if (val_unset(v))
		return S("");
	switch (f->kind) {
	case PICK:
	case PICKS: return pick_label(f, v.s);
	case REF:
	case REFS: return ref_text(tx, p, f, org, v.i);
	default: return kind_text(tx, f->kind, v);
	}
}

struct str column_text(struct tx *tx, const struct program *p, const struct column *c, struct val v,
                       int64_t org)
{
	if (c->field)
		return field_text(tx, p, c->field, v, org);
	if (c->kind == REF)
		return v.is == VAL_INT ? person_name(tx, p, org, v.i) : S("");
	return kind_text(tx, c->kind, v);
}

/* --- steps, stays, clocks -------------------------------------------------------------------- */

size_t record_steps(struct tx *tx, const struct record *r, struct taken **ret_steps)
{
	struct rows q = db_query(tx, &r->t->steps_st, r->org, r->id);
	struct taken s = { 0 }, *list = arena_array(tx->arena, struct taken, 16);
	size_t n = 0, cap = 16;

	while (db_row(&q, &s.n, &s.verb, &s.on, &s.by, &s.at, &s.entered_by, &s.reason, &s.from,
	              &s.to, &s.imported)) {
		arena_grow(tx->arena, list, n, cap);
		list[n] = s;
		list[n].verb = arena_str(tx->arena, s.verb);
		list[n].reason = arena_str(tx->arena, s.reason);
		list[n].from = arena_str(tx->arena, s.from);
		list[n++].to = arena_str(tx->arena, s.to);
	}
	*ret_steps = list;
	return n;
}

size_t record_stays(struct tx *tx, const struct record *r, struct stay **ret_stays)
{
	struct rows q = db_query(tx, &r->t->stays_st, r->org, r->id);
	struct stay s, *list = arena_array(tx->arena, struct stay, 16);
	size_t n = 0, cap = 16;

	while (db_row(&q, &s.state, &s.from, &s.to)) {
		arena_grow(tx->arena, list, n, cap);
		list[n] = s;
		list[n++].state = arena_str(tx->arena, s.state);
	}
	*ret_stays = list;
	return n;
}

size_t record_events(struct tx *tx, const struct record *r, struct event **ret_events)
{
	struct rows q = db_query(tx, &r->t->events_st, r->org, r->id);
	struct event e, *list = arena_array(tx->arena, struct event, 16);
	size_t n = 0, cap = 16;

	while (db_row(&q, &e.verb, &e.on, &e.at)) {
		arena_grow(tx->arena, list, n + 1, cap);
		list[n] = e;
		list[n++].verb = arena_str(tx->arena, e.verb);
	}
	*ret_events = list;
	return n;
}

bool *record_speaks(struct tx *tx, const struct program *p, const struct record *r)
{
	struct args x = { .org = r->org,
		          .id = r->id,
		          .day = record_day(r, S("begun_on")),
		          .today = world_today(tx->world) };
	const struct query *asked = &r->t->speaks;
	struct val *v = arena_array(tx->arena, struct val, N_ARGS + asked->n_terms);
	bool *speaks = arena_array(tx->arena, bool, r->t->l->n_clocks);
	const char *empty;
	struct rows q;

	bind_args(p, asked, &x, EMPTY_SETTING, v, &empty);
	q = db_query_v(tx, &asked->st, N_ARGS + asked->n_terms, v);
	if (db_row_next(&q))
		for (size_t i = 0; i < r->t->l->n_clocks; i++)
			speaks[i] = db_col(&q, i + 1).i == 1;
	db_close(&q);
	return speaks;
}

static bool any_stands(const struct table *t)
{
	for (size_t i = 0; i < t->n_clocks; i++)
		if (t->clocks[i].stands)
			return true;
	return false;
}

struct clock_facts facts_with(struct tx *tx, const struct program *p, const struct record *r,
                              const struct event *events, size_t n_events)
{
	struct stay *stays = NULL;
	struct clock_facts facts = { .speaks = record_speaks(tx, p, r),
		                     .events = events,
		                     .n_events = n_events };

	facts.n_stays = any_stands(r->t) ? record_stays(tx, r, &stays) : 0;
	facts.stays = stays;
	return facts;
}

struct clock_facts record_facts(struct tx *tx, const struct program *p, const struct record *r)
{
	struct event *events;
	size_t n = record_events(tx, r, &events);

	return facts_with(tx, p, r, events, n);
}

/* The day or instant that each row of the clock runs from. */
static void froms_of(const struct record *r, const struct clockset *c, struct day *from,
                     struct instant *at)
{
	for (size_t i = 0; i < c->n_rows; i++) {
		const struct column *col = c->rows[i].from
		                                   ? column_of(r->t, str_of(c->rows[i].from))
		                                   : NULL;
		struct val v = col ? r->v[col - r->t->columns] : NULL_VAL;
		from[i] = DAY_NONE;
		at[i] = INSTANT_NONE;
		if (v.is == VAL_INT && col->kind == TIME) {
			at[i] = (struct instant){ v.i };
			from[i] = instant_day(at[i]);
		} else if (v.is == VAL_INT) {
			from[i] = (struct day){ (int32_t)v.i };
		}
	}
}

void clock_of_facts(struct tx *tx, const struct program *p, const struct record *r,
                    const struct clockset *c, const struct clock_facts *facts,
                    struct arena *explain, struct clock_out *ret)
{
	struct day *from = arena_array(tx->arena, struct day, c->n_rows);
	struct instant *at = arena_array(tx->arena, struct instant, c->n_rows);
	struct clock_in in = { .rows = c->rows,
		               .n_rows = c->n_rows,
		               .speaks = facts->speaks + c->first - 1,
		               .from = from,
		               .from_at = at,
		               .events = facts->events,
		               .n_events = facts->n_events,
		               .stays = facts->stays,
		               .n_stays = facts->n_stays,
		               .version = DAY_NONE,
		               .today = world_today(tx->world) };

	froms_of(r, c, from, at);
	clock_run(law_of(p, r->org), &in, explain, ret);
}

void record_clock(struct tx *tx, const struct program *p, const struct record *r,
                  const struct clockset *c, struct arena *explain, struct clock_out *ret)
{
	struct clock_facts facts = record_facts(tx, p, r);

	clock_of_facts(tx, p, r, c, &facts, explain, ret);
}
