/*
 * replay.c - one record made again out of its entries
 *
 * Strategy.  A record is an array of columns, each with the position of the entry that set it last;
 * child tables are lists.  Entries are applied in order and dropped.  Then the tables are read and
 * compared.  A personal value is known as its hash: what stands in the table is hashed with the
 * salt beside the entry, or must be empty once an entry says that it was erased.
 */
#include <string.h>

#include "access/admin.h"
#include "ledger/replay_inner.h"
#include "ledger/setting.h"

enum { IDS = 256 };

void replay_say(struct replay *w, struct str field, int64_t position, struct str text)
{
	verify_found(w->v, (struct finding_at){ .position = position,
	                                        .ledger = str_of(w->t->l->key),
	                                        .record = w->id,
	                                        .field = field,
	                                        .say = text });
}

/* --- reading an entry ------------------------------------------------------------------------- */

struct str replay_text(struct replay *w, const json_t *v)
{
	return json_is_string(v) ? arena_str(w->tx->arena, (struct str){ json_string_value(v),
	                                                                 json_string_length(v) })
	                         : S("");
}

/* Was `field` erased by an entry after this one? */
static bool is_erased(struct replay *w, struct str field, int64_t after)
{
	if (str_starts(field, S("~")))
		return papers_erased(w, field, after);
	if (str_starts(field, S("before.")))
		field = str_from(field, 7);
	for (size_t i = 0; i < w->n_erased; i++) {
		struct str rest = w->erased[i].fields, item;
		if (w->erased[i].position <= after)
			continue;
		while (str_item(&rest, &item))
			if (str_eq(item, field) ||
			    (str_starts(field, item) && field.n > item.n && field.p[item.n] == '.'))
				return true;
	}
	return false;
}

/* The personal value that a hash of this entry stands for. */
struct told replay_sealed(struct replay *w, struct str field, const json_t *v)
{
	struct told t = { .sealed = true,
		          .hash = replay_text(w, json_object_get(v, "sm3")),
		          .position = w->position };

	for (size_t i = 0; i < w->n_beside; i++) {
		const struct personal *p = &w->beside[i];
		if (!str_eq(p->field, field))
			continue;
		w->used[i] = true;
		t.salt = p->salt;
		if (!str_eq(personal_hash(w->tx->arena, p->salt, p->value), t.hash))
			replay_say(w, field, w->position,
			           S("个人信息与日志中的散列不符，被改动过。"));
		else if (is_erased(w, field, w->position))
			replay_say(w, field, w->position, S("已删除的个人信息又出现了。"));
		w->v->personal++;
		return t;
	}
	if (!is_erased(w, field, w->position))
		replay_say(w, field, w->position,
		           S("个人信息的副本不见了，日志里没有删除的记载。"));
	return t;
}

static struct told told_of(struct replay *w, struct str field, const json_t *v)
{
	if (json_is_object(v))
		return replay_sealed(w, field, v);
	if (json_is_integer(v))
		return (struct told){ .v = VAL((int64_t)json_integer_value(v)),
			              .position = w->position };
	if (json_is_string(v))
		return (struct told){ .v = VAL(replay_text(w, v)), .position = w->position };
	return (struct told){ .v = NULL_VAL, .position = w->position };
}

static void take_columns(struct replay *w, json_t *after, json_t *before)
{
	const char *key;
	json_t *v;

	json_object_foreach(after, key, v)
	{
		const struct column *c = column_of(w->t, str_of(key));
		struct told t = told_of(w, arena_str(w->tx->arena, str_of(key)), v);
		if (c) /* else a column that was renamed or went away                        */
			w->columns[c - w->t->columns] = t;
	}
	json_object_foreach(before, key, v) if (json_is_object(v))
		replay_sealed(w, fmt(w, "before.%s", key), v);
}

/* --- rows and sets ---------------------------------------------------------------------------- */

/* As a value of this kind stands before any entry has said something. */
static struct val unset_of(enum kind kind)
{
	return kind == TEXT || kind == PICK ? VAL(S("")) : NULL_VAL;
}

static struct told_row row_of(struct replay *w, const struct field *f, const json_t *v)
{
	size_t width = f->kind == ROWS ? f->n_rows : 1;
	struct told_row row = { .v = arena_array(w->tx->arena, struct told, width) };

	if (f->kind != ROWS) {
		row.v[0] = told_of(w, str_of(f->key), v);
		return row;
	}
	row.n = json_integer_value(json_object_get(v, ROW_NUMBER));
	for (size_t i = 0; i < width; i++) {
		const struct field *c = &f->rows[i];
		const json_t *said = json_object_get(v, c->key);
		row.v[i] = said ? told_of(w, fmt(w, "%s.%lld.%s", f->key, (long long)row.n, c->key),
		                          said)
		                : (struct told){ .v = unset_of(c->kind), .position = w->position };
	}
	return row;
}

static void take_rows(struct replay *w, json_t *rows)
{
	const char *key;
	json_t *list;

	json_object_foreach(rows, key, list)
	{
		const struct field *f = field_of(w->t->l, str_of(key));
		struct told_rows *to;
		if (!f || !json_is_array(list))
			continue;
		to = &w->rows[f - w->t->l->fields];
		*to = (struct told_rows){ .n = json_array_size(list), .position = w->position };
		to->row = arena_array(w->tx->arena, struct told_row, to->n);
		for (size_t i = 0; i < to->n; i++)
			to->row[i] = row_of(w, f, json_array_get(list, i));
	}
}

/* --- beside the record ------------------------------------------------------------------------ */

static void stay_add(struct replay *w, struct stays *s, struct told_stay t)
{
	t.position = w->position;
	arena_grow(w->tx->arena, s->list, s->n, s->cap);
	s->list[s->n++] = t;
}

static void stays_close(struct stays *s, struct val day)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->list[i].to.is == VAL_NULL)
			s->list[i].to = day;
}

static void stay_reopen(struct stays *s)
{
	if (s->n)
		s->list[s->n - 1].to = NULL_VAL;
}

static void step_add(struct replay *w, json_t *body)
{
	const struct journal_row *e = w->e;
	struct taken s = { .verb = j_text(e, J_VERB),
		           .on = val_to_day(e->v[J_DAY]),
		           .by = j_int(e, J_DONE_BY),
		           .entered_by = j_int(e, J_ACTOR),
		           .reason = replay_text(w, json_object_get(body, "reason")),
		           .from = j_text(e, J_FROM),
		           .to = j_text(e, J_TO),
		           .imported = json_is_true(json_object_get(body, "imported")) };

	s.at = (struct instant){ json_integer_value(json_object_get(body, "time")) };
	s.n = w->n_steps ? w->steps[w->n_steps - 1].s.n + 1 : 1;
	arena_grow(w->tx->arena, w->steps, w->n_steps, w->cap_steps);
	w->steps[w->n_steps++] = (struct told_step){ s, w->position };
}

static void take_side(struct replay *w, unsigned sides, json_t *body)
{
	struct val day = w->e->v[J_DAY];

	if (sides & SIDE_STEP_CUT && w->n_steps)
		w->n_steps--;
	if (sides & SIDE_STATE_CUT && w->states.n) {
		w->states.n--;
		stay_reopen(&w->states);
	}
	if (sides & SIDE_CLOSE_CUT)
		stay_reopen(&w->open);
	if (sides & SIDE_OPEN)
		stay_add(w, &w->open, (struct told_stay){ .from = day, .to = NULL_VAL });
	if (sides & SIDE_STATE) {
		stays_close(&w->states, day);
		stay_add(w, &w->states,
		         (struct told_stay){
				 .state = j_text(w->e, J_TO), .from = day, .to = NULL_VAL });
	}
	if (sides & SIDE_CLOSE)
		stays_close(&w->open, day);
	if (sides & SIDE_STEP)
		step_add(w, body);
}

static unsigned sides_of(json_t *list)
{
	unsigned sides = 0;

	for (size_t i = 0; i < json_array_size(list); i++)
		for (size_t k = 0; k < N_SIDES; k++)
			if (str_is(str_of(json_string_value(json_array_get(list, i))),
			           side_names[k]))
				sides |= 1U << k;
	return sides;
}

static void take_defects(struct replay *w, json_t *list)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		stay_add(w, &w->defects,
		         (struct told_stay){ .state = replay_text(w, json_array_get(list, i)),
		                             .verb = j_text(w->e, J_VERB),
		                             .from = w->e->v[J_DAY] });
}

/* --- entries ---------------------------------------------------------------------------------- */

static const struct stmt beside_st = {
	"SELECT field, salt, value FROM journal_personal WHERE org = $1 AND position = $2", NULL
};

static void beside_read(struct replay *w)
{
	struct arena *a = w->tx->arena;
	struct rows q = db_query(w->tx, &beside_st, w->v->org, w->position);
	struct personal p;
	size_t cap = 0;

	w->beside = NULL;
	w->n_beside = 0;
	while (db_row(&q, &p.field, &p.salt, &p.value)) {
		arena_grow(a, w->beside, w->n_beside, cap);
		w->beside[w->n_beside++] = (struct personal){ arena_str(a, p.field),
			                                      arena_str(a, p.salt),
			                                      arena_str(a, p.value) };
	}
	w->used = arena_array(a, bool, w->n_beside);
}

/* clang-format off */
static const struct stmt file_st = {
	"SELECT sm3, size, type, field, name, ledger, record, added_at, added_by FROM files WHERE org = $1 AND id = $2", NULL
};
static const struct stmt files_st = {
	"SELECT id, void_on FROM files WHERE org = $1 AND ledger = $2 AND record = $3 ORDER BY id", NULL
};
/* clang-format on */

static struct told_file *told_file_of(struct replay *w, int64_t id)
{
	for (size_t i = 0; i < w->n_files; i++)
		if (w->files[i].id == id)
			return &w->files[i];
	return NULL;
}

/* What the entry says of its file's life. */
static void tell_file(struct replay *w, int64_t id)
{
	struct told_file *f = told_file_of(w, id);

	if (!f) {
		arena_grow(w->tx->arena, w->files, w->n_files, w->cap_files);
		f = &w->files[w->n_files++];
		*f = (struct told_file){ .id = id, .gone = DAY_NONE };
	}
	f->position = w->position;
	if (str_is(j_text(w->e, J_VERB), "detach"))
		f->gone = val_to_day(w->e->v[J_DAY]);
}

/* Rows of files no entry names, and withdrawals that no entry tells of, or on another day. */
static void compare_files(struct replay *w, const struct record *r)
{
	struct rows q = db_query(w->tx, &files_st, r->org, str_of(w->t->l->key), r->id);
	struct day gone;
	int64_t id;

	while (db_row(&q, &id, &gone)) {
		const struct told_file *f = told_file_of(w, id);
		w->v->rows++;
		if (!f)
			replay_say(w, S("file"), 0, S("附件的登记日志里没有，是绕过系统插入的。"));
		else if (day_set(gone) && !day_set(f->gone))
			replay_say(w, S("file"), f->position, S("附件被撤下，日志里没有记载。"));
		else if (!day_set(gone) && day_set(f->gone))
			replay_say(w, S("file"), f->position, S("撤下的附件又出现了。"));
		else if (gone.n != f->gone.n)
			replay_say(w, S("file"), f->position,
			           S("附件撤下的日期与日志不符，被改动过。"));
	}
}

/* By whom and when, as the entry of its attaching says. */
static bool added_as_told(struct replay *w, struct instant at, int64_t by)
{
	return !str_is(j_text(w->e, J_VERB), "attach") ||
	       (at.us == w->e->v[J_AT].i && by == j_int(w->e, J_ACTOR));
}

/* A file that was attached or withdrawn, against its row; its bytes are `yifa check --files`. */
static void take_file(struct replay *w, const json_t *file)
{
	struct str sm3 = S(""), type = S(""), field = S(""), name = S(""), ledger = S("");
	struct instant at = { 0 };
	int64_t size = 0, record = 0, by = 0, id = json_integer_value(json_object_get(file, "id"));
	struct told t;

	if (!json_is_object(file))
		return;
	tell_file(w, id);
	t = replay_sealed(w, S("file.name"), json_object_get(file, "name"));
	if (!db_one(w->tx, &file_st, VALS(w->v->org, id), &sm3, &size, &type, &field, &name,
	            &ledger, &record, &at, &by)) {
		replay_say(w, S("file"), w->position, S("附件的登记不见了。"));
		return;
	}
	if (!str_eq(sm3, replay_text(w, json_object_get(file, "sm3"))) ||
	    !str_eq(type, replay_text(w, json_object_get(file, "type"))) ||
	    !str_eq(field, replay_text(w, json_object_get(file, "field"))) ||
	    size != json_integer_value(json_object_get(file, "size")) ||
	    record != j_int(w->e, J_RECORD) || !str_is(ledger, w->t->l->key) ||
	    !added_as_told(w, at, by) ||
	    (t.salt.n && !str_eq(personal_hash(w->tx->arena, t.salt, name), t.hash)))
		replay_say(w, S("file"), w->position, S("附件的登记与日志不符，被改动过。"));
}

static void take_entry(struct replay *w, const struct journal_row *e)
{
	struct str text = j_text(e, J_BODY);
	json_t *body = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);

	w->e = e;
	w->position = j_int(e, J_POSITION);
	if (!json_is_object(body)) {
		replay_say(w, S(""), w->position, S("日志的内容读不懂，被改动过。"));
		json_decref(body);
		return;
	}
	beside_read(w);
	take_columns(w, json_object_get(body, "after"), json_object_get(body, "before"));
	take_rows(w, json_object_get(body, "rows"));
	take_defects(w, json_object_get(body, "defects"));
	take_file(w, json_object_get(body, "file"));
	papers_take(w, body);
	w->sided |= json_is_array(json_object_get(body, "side"));
	take_side(w, sides_of(json_object_get(body, "side")), body);
	for (size_t i = 0; i < w->n_beside; i++)
		if (!w->used[i])
			replay_say(w, w->beside[i].field, w->position,
			           S("日志里没有这项个人信息。"));
	w->any = true;
	json_decref(body);
}

static const struct stmt erased_st = {
	"SELECT position, body FROM journal WHERE org = $1 AND ledger = $2 AND record = $3 AND verb = 'erase'"
	" ORDER BY position",
	NULL
};

static void erased_read(struct replay *w)
{
	struct rows q = db_query(w->tx, &erased_st, w->v->org, str_of(w->t->l->key), w->id);
	int64_t position;
	struct str text;

	while (db_row(&q, &position, &text)) {
		json_t *body = json_loadb(text.p, text.n, 0, NULL);
		arena_grow(w->tx->arena, w->erased, w->n_erased, w->cap_erased);
		w->erased[w->n_erased++] = (struct erased){
			replay_text(w, json_object_get(body, "erased")), position
		};
		json_decref(body);
	}
}

static void take_entries(struct replay *w)
{
	struct journal_row *list;
	int64_t after = 0;
	size_t n;

	erased_read(w);
	do {
		n = journal_of(w->tx, w->v->org, str_of(w->t->l->key), w->id, after, &list);
		for (size_t i = 0; i < n; i++)
			take_entry(w, &list[i]);
		after = n ? j_int(&list[n - 1], J_POSITION) : 0;
	} while (n == JOURNAL_BATCH);
}

/* --- comparing -------------------------------------------------------------------------------- */

static bool told_is(struct replay *w, const struct told *t, struct val v)
{
	if (!t->sealed)
		return val_eq(t->v, v);
	if (!t->salt.n) /* it was erased, or that is missing was said already                    */
		return v.is == VAL_TEXT && !v.s.n;
	return v.is != VAL_NULL &&
	       str_eq(personal_hash(w->tx->arena, t->salt, personal_text(w->tx->arena, v)),
	              t->hash);
}

static void differs(struct replay *w, const char *what, int64_t position)
{
	replay_say(w, str_of(what), position, fmt(w, "%s与日志不符，被改动过。", what));
}

static void compare_columns(struct replay *w, const struct record *r)
{
	for (size_t i = 0; i < w->t->n_columns; i++) {
		const struct column *c = &w->t->columns[i];
		w->v->rows++;
		if (!told_is(w, &w->columns[i], r->v[i]))
			replay_say(w, c->key, w->columns[i].position,
			           fmt(w, "%.*s与日志不符，被改动过。", P(c->key)));
	}
}

static bool row_is(struct replay *w, const struct field *f, const struct told_row *t,
                   const struct row *r)
{
	if (f->kind != ROWS)
		return told_is(w, &t->v[0], r->v[0]);
	if (t->n != r->n)
		return false;
	for (size_t i = 0; i < f->n_rows; i++)
		if (!told_is(w, &t->v[i], r->v[i]))
			return false;
	return true;
}

static void compare_rows(struct replay *w, const struct record *r)
{
	for (size_t i = 0; i < w->t->l->n_fields; i++) {
		const struct field *f = &w->t->l->fields[i];
		const struct told_rows *t = &w->rows[i];
		struct row *rows;
		size_t n;
		if (f->kind != ROWS && f->kind != REFS && f->kind != PICKS)
			continue;
		n = record_rows(w->tx, r, f, &rows);
		if (n != t->n) {
			replay_say(w, str_of(f->key), t->position,
			           fmt(w, "%s有%zu行，日志里有%zu行。", f->key, n, t->n));
			continue;
		}
		w->v->rows += (int64_t)n;
		for (size_t x = 0; x < n; x++)
			if (!row_is(w, f, &t->row[x], &rows[x]))
				replay_say(
					w, str_of(f->key), t->position,
					fmt(w, "%s第%zu行与日志不符，被改动过。", f->key, x + 1));
	}
}

static bool step_is(const struct taken *a, const struct taken *b)
{
	return a->n == b->n && str_eq(a->verb, b->verb) && a->on.n == b->on.n && a->by == b->by &&
	       a->at.us == b->at.us && a->entered_by == b->entered_by &&
	       str_eq(a->reason, b->reason) && str_eq(a->from, b->from) && str_eq(a->to, b->to) &&
	       a->imported == b->imported;
}

static void compare_steps(struct replay *w, const struct record *r)
{
	struct taken *list;
	size_t n = record_steps(w->tx, r, &list);

	if (n != w->n_steps) {
		replay_say(w, S("steps"), 0, fmt(w, "有%zu步，日志里有%zu步。", n, w->n_steps));
		return;
	}
	w->v->rows += (int64_t)n;
	for (size_t i = 0; i < n; i++)
		if (!step_is(&list[i], &w->steps[i].s))
			differs(w, "steps", w->steps[i].position);
}

/* What the tables of stays and defects hold, in one form; n must count on from 1. */
static void compare_stays(struct replay *w, const struct record *r, const char *table,
                          const char *columns, const struct stays *told)
{
	const struct stmt *st = stmt_intern(
		w->t->program,
		fmt(w, "SELECT n, %s FROM \"%s_%s\" WHERE org = $1 AND of = $2 ORDER BY n", columns,
	            w->t->l->key, table));
	struct rows q = db_query(w->tx, st, r->org, r->id);
	struct told_stay s = { 0 };
	size_t at = 0;
	int64_t n;

	while (db_row(&q, &n, &s.state, &s.verb, &s.from, &s.to)) {
		const struct told_stay *t = at < told->n ? &told->list[at] : NULL;
		w->v->rows++;
		at++;
		if (t &&
		    (n != (int64_t)at || !str_eq(t->state, s.state) || !str_eq(t->verb, s.verb) ||
		     !val_eq(t->from, s.from) || !val_eq(t->to, s.to)))
			differs(w, table, t->position);
	}
	if (at != told->n)
		replay_say(w, str_of(table), 0,
		           fmt(w, "%s有%zu行，日志里有%zu行。", table, at, told->n));
}

static void compare(struct replay *w, const struct record *r)
{
	compare_columns(w, r);
	compare_rows(w, r);
	if (!w->sided) {
		w->v->older++;
		return;
	}
	compare_steps(w, r);
	compare_stays(w, r, "states", "state, '', \"from\", \"to\"", &w->states);
	compare_stays(w, r, "open", "'', '', \"from\", \"to\"", &w->open);
	compare_files(w, r);
	papers_compare(w);
	compare_stays(w, r, "defects", "key, verb, \"on\", NULL", &w->defects);
}

/* --- records ---------------------------------------------------------------------------------- */

/* The same of a column; three count from 0. */
static struct told unsaid(const struct column *c)
{
	bool counts = str_is(c->key, "version") || str_is(c->key, "defects") ||
	              str_is(c->key, "imported");

	return (struct told){ .v = counts ? VAL(0) : unset_of(c->kind) };
}

static void verify_record(struct verifying *v, const struct program *p, const struct table *t,
                          int64_t id)
{
	struct replay w = { .v = v, .tx = v->tx, .p = p, .t = t, .id = id };
	struct record r;
	bool there;

	w.columns = arena_array(v->tx->arena, struct told, t->n_columns);
	w.rows = arena_array(v->tx->arena, struct told_rows, t->l->n_fields);
	for (size_t i = 0; i < t->n_columns; i++)
		w.columns[i] = unsaid(&t->columns[i]);
	take_entries(&w);
	there = record_load(v->tx, t, v->org, id, &r);
	v->records++;
	if (there && !w.any)
		replay_say(&w, S(""), 0, S("这条记录没有日志，是绕过系统插入的。"));
	else if (!there && w.any)
		replay_say(&w, S(""), w.position, S("日志里有这条记录，台账里没有：被删除。"));
	else if (there)
		compare(&w, &r);
}

/* The next ids after `after` of a statement, ascending. */
static size_t ids_after(struct verifying *v, const struct stmt *st, int64_t after,
                        struct str ledger, int64_t *ret)
{
	struct rows q = ledger.n ? db_query(v->tx, st, v->org, after, ledger)
	                         : db_query(v->tx, st, v->org, after);
	size_t n = 0;

	while (db_row(&q, &ret[n]))
		n++;
	return n;
}

static const struct stmt told_ids = {
	"SELECT DISTINCT record FROM journal WHERE org = $1 AND ledger = $3 AND record > $2"
	" ORDER BY record LIMIT 256",
	NULL
};

/* Both lists at once, each id once; returns the last id that both lists have reached. */
static int64_t verify_ids(struct verifying *v, const struct program *p, const struct table *t,
                          int64_t after)
{
	const struct stmt *there_ids = stmt_intern(
		t->program,
		arena_fmt(v->tx->arena,
	                  "SELECT id FROM \"%s\" WHERE org = $1 AND id > $2 ORDER BY id LIMIT 256",
	                  t->l->key));
	int64_t a[IDS], b[IDS], end = INT64_MAX;
	size_t n = ids_after(v, there_ids, after, S(""), a), i = 0,
	       m = ids_after(v, &told_ids, after, str_of(t->l->key), b), k = 0;

	if (n == IDS)
		end = a[n - 1];
	if (m == IDS && b[m - 1] < end)
		end = b[m - 1];
	while ((i < n || k < m) && !v->tx->r->fault) {
		struct arena_mark mark = arena_mark(v->tx->arena);
		int64_t id = k == m || (i < n && a[i] < b[k]) ? a[i] : b[k];
		if (id > end)
			break;
		verify_record(v, p, t, id);
		i += i < n && a[i] == id;
		k += k < m && b[k] == id;
		arena_rewind(v->tx->arena, mark);
	}
	return end;
}

/* --- rows that belong to nothing -------------------------------------------------------------- */

static void strays_in(struct verifying *v, const struct table *t, struct str table, struct str sql)
{
	int64_t n = 0;

	db_one(v->tx, stmt_intern(t->program, sql), VALS(v->org), &n);
	if (n)
		verify_found(v,
		             (struct finding_at){ .ledger = table,
		                                  .say = arena_fmt(v->tx->arena,
		                                                   "%.*s 有%lld行不属于任何记录。",
		                                                   P(table), (long long)n) });
}

static void children(struct verifying *v, const struct table *t, const char *child)
{
	struct str name = arena_fmt(v->tx->arena, "%s_%s", t->l->key, child);

	strays_in(v, t, name,
	          arena_fmt(v->tx->arena,
	                    "SELECT COUNT(*) FROM \"%.*s\" c WHERE c.org = $1 AND NOT EXISTS"
	                    " (SELECT 1 FROM \"%s\" m WHERE m.org = $1 AND m.id = c.of)",
	                    P(name), t->l->key));
}

static const char *const beside[] = { "steps", "states", "open", "defects" };

/* No difference, and no proof either: said once. */
static void say_older(const struct verifying *v)
{
	const struct finding_at f = {
		.org = v->org,
		.say = arena_fmt(v->tx->arena,
		                 "%lld件记录由旧版本写入，日志没有记下步骤和状态，这两项没有核对。",
		                 (long long)v->older)
	};

	if (v->older && v->found)
		v->found(v->arg, &f);
}

void records_verify(struct verifying *v, const struct program *p)
{
	v->older = 0;
	settings_verify(v);
	papers_strays_verify(v);
	rights_verify(v);
	for (size_t i = 0; i < p->n_tables && verify_goes_on(v); i++) {
		const struct table *t = &p->tables[i];
		int64_t after = 0;
		while (after < INT64_MAX && verify_goes_on(v))
			after = verify_ids(v, p, t, after);
		for (size_t k = 0; k < t->l->n_fields; k++)
			if (t->l->fields[k].kind == ROWS || t->l->fields[k].kind == REFS ||
			    t->l->fields[k].kind == PICKS)
				children(v, t, t->l->fields[k].key);
		for (size_t k = 0; k < sizeof beside / sizeof *beside; k++)
			children(v, t, beside[k]);
	}
	say_older(v);
}

static void orgless(struct verifying *v, const struct table *t, const char *table)
{
	struct str sql = arena_fmt(
		v->tx->arena,
		"SELECT COUNT(*) FROM \"%s\" WHERE org NOT IN (SELECT org FROM journal_head)",
		table);
	int64_t n = 0;

	db_one(v->tx, stmt_intern(t->program, sql), VALS(), &n);
	if (n)
		verify_found(v, (struct finding_at){ .ledger = str_of(table),
		                                     .say = arena_fmt(v->tx->arena,
		                                                      "%s 有%lld行的单位没有日志。",
		                                                      table, (long long)n) });
}

void records_strays(struct verifying *v, const struct program *p)
{
	for (size_t i = 0; i < p->n_tables; i++) {
		const struct table *t = &p->tables[i];
		orgless(v, t, t->l->key);
		for (size_t k = 0; k < t->l->n_fields; k++)
			if (t->l->fields[k].kind == ROWS || t->l->fields[k].kind == REFS ||
			    t->l->fields[k].kind == PICKS)
				orgless(v, t, fmt(v, "%s_%s", t->l->key, t->l->fields[k].key).p);
		for (size_t k = 0; k < sizeof beside / sizeof *beside; k++)
			orgless(v, t, fmt(v, "%s_%s", t->l->key, beside[k]).p);
	}
}
