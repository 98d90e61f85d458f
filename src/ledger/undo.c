/*
 * undo.c - the last step taken back, with its rows and its effects
 *
 * Strategy.  The journal has the columns before the step; rows stand in an entry whole as they were
 * after it, so those before are in the entry that named them last.  Effects are the entries of the
 * engine that follow the step's own without a gap; they are undone from the last to the first.
 */
#include <jansson.h>
#include <string.h>

#include "journal/journal.h"
#include "ledger/common.h"
#include "ledger/papers.h"
#include "ledger/verbs.h"

/* clang-format off */
enum { LAST_ENTRY, FOLLOWING, SEALED, N_SQL };
static const struct stmt sql[N_SQL] = {
	[LAST_ENTRY] = { "SELECT position, verb, body FROM journal WHERE org = $1 AND ledger = $2 AND record = $3"
	                 " AND verb NOT IN ('unmask', 'print', 'render', 'recompute', 'attach', 'detach') ORDER BY position DESC LIMIT 1" },
	[FOLLOWING]  = { "SELECT position, ledger, record, verb, from_state, origin FROM journal WHERE org = $1 AND position > $2"
	                 " ORDER BY position LIMIT 256" },
	[SEALED]     = { "SELECT value FROM journal_personal WHERE org = $1 AND position = $2 AND field = $3" },
};
/* clang-format on */

enum { MOST_EFFECTS = 256 };

struct undoing {
	struct taking *k;
	int64_t position; /* of the entry that is undone                                 */
	struct str verb;
	json_t *body;
};

struct follower {
	int64_t position, record;
	const struct table *t;
	struct str verb;
	bool began;
};

/* --- values of an entry ----------------------------------------------------------------------- */

/* A personal value: beside the entry, unless it was erased. */
static struct val sealed_val(struct taking *k, int64_t position, struct str field)
{
	struct str value = S("");

	db_one(k->tx, &sql[SEALED], VALS(k->who->org, position, field), &value);
	return VAL(arena_str(k->tx->arena, value));
}

static struct val json_val(struct taking *k, int64_t position, struct str field, const json_t *v)
{
	if (json_is_object(v))
		return sealed_val(k, position, field);
	if (json_is_integer(v))
		return VAL((int64_t)json_integer_value(v));
	if (json_is_string(v))
		return VAL(arena_str(k->tx->arena, str_of(json_string_value(v))));
	return NULL_VAL;
}

static void restore_columns(const struct undoing *u, json_t *before)
{
	struct arena *a = u->k->tx->arena;
	const char *key;
	json_t *v;

	json_object_foreach(before, key, v)
	{
		if (!column_of(u->k->t, str_of(key)) || !strcmp(key, "version"))
			continue;
		common_exec(u->k, arena_fmt(a, "\"%s\" = $3", key).p,
		            json_val(u->k, u->position, arena_fmt(a, "before.%s", key), v),
		            NULL_VAL);
	}
}

/* --- rows and sets ---------------------------------------------------------------------------- */

/* The rows of `key` as they stood before the entry: its list and its position; NULL: there were none. */
static json_t *rows_before(const struct undoing *u, const char *key, int64_t *ret_position)
{
	struct taking *k = u->k;
	struct journal_row *e;
	json_t *found = NULL;
	int64_t after = 0;

	for (size_t n;
	     (n = journal_of(k->tx, k->who->org, str_of(k->t->l->key), k->id, after, &e)) > 0;)
		for (size_t i = 0; i < n; i++) {
			struct str text = j_text(&e[i], J_BODY);
			json_t *body, *rows;
			after = j_int(&e[i], J_POSITION);
			if (after >= u->position)
				return found;
			body = json_loadb(text.p, text.n, 0, NULL);
			rows = json_object_get(json_object_get(body, "rows"), key);
			if (rows) {
				json_decref(found);
				found = json_incref(rows);
				*ret_position = after;
			}
			json_decref(body);
		}
	return found;
}

static struct entry_row row_entry(const struct undoing *u, const struct field *f, const json_t *row,
                                  int64_t position)
{
	struct arena *a = u->k->tx->arena;
	struct entry_row r = { .n = json_integer_value(json_object_get(row, ROW_NUMBER)),
		               .cells = arena_array(a, struct entry, f->n_rows),
		               .n_cells = f->n_rows };

	for (size_t i = 0; i < f->n_rows; i++)
		r.cells[i] = (struct entry){ .key = str_of(f->rows[i].key),
			                     .typed = true,
			                     .val = json_val(
						     u->k, position,
						     arena_fmt(a, "%s.%lld.%s", f->key,
			                                       (long long)r.n, f->rows[i].key),
						     json_object_get(row, f->rows[i].key)) };
	return r;
}

/* What was filled in, as it is filled in again. */
static struct entry rows_entry(const struct undoing *u, const struct field *f, const json_t *list,
                               int64_t position)
{
	struct arena *a = u->k->tx->arena;
	size_t n = json_array_size(list);
	struct entry e = { .key = str_of(f->key),
		           .rowed = f->kind == ROWS,
		           .set = f->kind != ROWS };

	if (f->kind == ROWS) {
		e.rows = arena_array(a, struct entry_row, n);
		e.n_rows = n;
	} else {
		e.values = arena_array(a, struct val, n);
		e.n_values = n;
	}
	for (size_t i = 0; i < n; i++)
		if (f->kind == ROWS)
			e.rows[i] = row_entry(u, f, json_array_get(list, i), position);
		else
			e.values[i] = json_val(u->k, position, e.key, json_array_get(list, i));
	return e;
}

static bool restore_rows(const struct undoing *u, json_t *rows)
{
	struct taking *k = u->k;
	struct entry *list = arena_array(k->tx->arena, struct entry, json_object_size(rows) + 1);
	const char *key;
	json_t *after;
	size_t n = 0;
	bool ok = true;

	json_object_foreach(rows, key, after)
	{
		const struct field *f = field_of(k->t->l, str_of(key));
		int64_t position = 0;
		json_t *before = f ? rows_before(u, key, &position) : NULL;
		if (f) {
			list[n] = rows_entry(u, f, before, position);
			ok &= f->kind == ROWS ? rows_write(k, f, &list[n])
			                      : set_write(k, f, &list[n]);
			n++;
		}
		json_decref(before);
	}
	k->e = list; /* the entry of undo names them                                        */
	k->n = n;
	return ok;
}

/* --- steps and stays -------------------------------------------------------------------------- */

static void side_exec(struct taking *k, const char *text)
{
	db_exec(k->tx, stmt_intern(k->t->program, str_of(text)), k->who->org, k->id);
}

static void cut(struct taking *k, const char *table)
{
	const char *l = k->t->l->key;

	side_exec(
		k,
		arena_fmt(
			k->tx->arena,
			"DELETE FROM \"%s_%s\" WHERE org = $1 AND of = $2 AND n = (SELECT MAX(n) FROM \"%s_%s\" WHERE org = $1 AND of = $2)",
			l, table, l, table)
			.p);
}

static void reopen(struct taking *k, const char *table)
{
	const char *l = k->t->l->key;

	side_exec(k, arena_fmt(k->tx->arena,
	                       "UPDATE \"%s_%s\" SET \"to\" = NULL WHERE org = $1 AND of = $2"
	                       " AND n = (SELECT MAX(n) FROM \"%s_%s\" WHERE org = $1 AND of = $2)",
	                       l, table, l, table)
	                     .p);
}

static bool is_final(const struct ledger *l, struct str state)
{
	int i = state_index(l, state);

	return i >= 0 && l->states[i].is == FINAL;
}

static void restore_stays(struct taking *k)
{
	if (str_eq(k->from, k->to))
		return;
	cut(k, "states");
	k->sides |= SIDE_STATE_CUT;
	reopen(k, "states");
	if (is_final(k->t->l, k->from) && !is_final(k->t->l, k->to)) {
		k->sides |= SIDE_CLOSE_CUT;
		reopen(k, "open");
	}
}

/* --- effects ---------------------------------------------------------------------------------- */

/* The entries of the engine right behind the step's own. */
static size_t followers(const struct undoing *u, struct follower *list)
{
	struct taking *k = u->k;
	struct rows q = db_query(k->tx, &sql[FOLLOWING], k->who->org, u->position);
	struct follower f;
	struct str ledger, verb, from, origin;
	int64_t next = u->position + 1;
	size_t n = 0;

	while (db_row(&q, &f.position, &ledger, &f.record, &verb, &from, &origin)) {
		f.t = table_of(k->p, ledger);
		if (f.position != next++ || !str_is(origin, "engine") || !f.t ||
		    str_is(verb, "recompute"))
			break;
		f.verb = arena_str(k->tx->arena, verb);
		f.began = !from.n;
		list[n++] = f;
	}
	db_close(&q);
	return n;
}

static bool last_of(struct taking *k, const struct table *t, int64_t record, struct undoing *ret)
{
	struct str verb, text;
	bool ok = db_one(k->tx, &sql[LAST_ENTRY], VALS(k->who->org, str_of(t->l->key), record),
	                 &ret->position, &verb, &text);

	ret->k = k;
	ret->verb = ok ? arena_str(k->tx->arena, verb) : S("");
	ret->body = ok ? json_loadb(text.p, text.n, 0, NULL) : NULL;
	return ok;
}

static bool gone_on(struct taking *k, const struct follower *f, const struct record *r)
{
	return common_no(k, NULL,
	                 arena_fmt(k->tx->arena, "这一步带动的“%s”（%.*s）此后又有办理，不能撤销。",
	                           f->t->l->label, P(record_text(r, S("number"))))
	                         .p,
	                 "", "请先撤销后来的办理，或者在各记录上分别更正。");
}

static bool undo_effect(struct taking *k, const struct follower *f)
{
	static const struct entry why[] = {
		{ .key = { "reason", 6 }, .text = { "撤销上一步", sizeof("撤销上一步") - 1 } }
	};
	struct actor engine = *k->who;
	struct undoing last = { 0 };
	struct record r;

	engine.roles |= ENGINE;
	if (!record_load(k->tx, f->t, k->who->org, f->record, &r))
		return !tx_fault(k->tx, "%s %lld 有日志，没有记录", f->t->l->key,
		                 (long long)f->record);
	last_of(k, f->t, f->record, &last);
	json_decref(last.body);
	if (last.position != f->position)
		return gone_on(k, f, &r);
	return common_take(k->tx, k->p, &engine, &r, f->began ? S("void") : S("undo"), k->day, why,
	                   1);
}

/* --- the whole -------------------------------------------------------------------------------- */

static bool may_undo(struct taking *k, const struct step *last, json_t *body)
{
	struct arena *a = k->tx->arena;

	if (!last)
		return common_no(k, NULL, "最后一步不能撤销。", "只能撤销这本台账自己的步骤。", "");
	if (last->from == NEW)
		return common_no(k, NULL, "登记本身不能撤销。", "", "请作废这条记录。");
	if (last->is & FIRM)
		return common_no(k, NULL,
		                 arena_fmt(a, "“%s”已经对外生效，不能撤销。", last->label).p, "",
		                 "请用更正、撤回或者重新制发。");
	if (last->by & OUTSIDE && !(last->by & ~(unsigned)OUTSIDE))
		return common_no(k, NULL,
		                 arena_fmt(a, "“%s”是其他机关或者当事人的行为，不能由本局撤销。",
		                           last->label)
		                         .p,
		                 "", "");
	if (json_array_size(json_object_get(body, "defects")))
		return common_no(k, NULL, arena_fmt(a, "“%s”已记有缺陷，不能撤销。", last->label).p,
		                 "事实和它的缺陷都要保留。", "请作废这条记录，或者更正。");
	return true;
}

static bool undo_whole(struct undoing *u)
{
	struct taking *k = u->k;
	json_t *before = json_object_get(u->body, "before"),
	       *state = json_object_get(before, "state");
	struct follower *list = arena_array(k->tx->arena, struct follower, MOST_EFFECTS);
	size_t n = followers(u, list);

	if (n == MOST_EFFECTS)
		return common_no(k, NULL, "这一步带动的记录太多，不能撤销。", "", "请分别更正。");
	while (n > 0)
		if (!undo_effect(k, &list[--n]))
			return false;
	k->to = json_is_string(state) ? arena_str(k->tx->arena, str_of(json_string_value(state)))
	                              : k->from;
	cut(k, "steps");
	k->sides |= SIDE_STEP_CUT;
	papers_void(k, u->position, S("所依据的步骤已撤销"));
	restore_columns(u, before);
	restore_stays(k);
	return restore_rows(u, json_object_get(u->body, "rows"));
}

bool undo_take(struct taking *k)
{
	struct undoing u = { 0 };
	bool ok = last_of(k, k->t, k->id, &u) && may_undo(k, step_of(k->t->l, u.verb), u.body) &&
	          undo_whole(&u);

	json_decref(u.body);
	return ok;
}
