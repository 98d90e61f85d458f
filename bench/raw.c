/*
 * raw.c - the rows of steps, written by hand
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/raw.h"

enum { MAX_OPS = 32, MAX_TEXTS = 512 };

/* --- sqlite ---------------------------------------------------------------------------------- */

static void die(sqlite3 *h, const char *what)
{
	fprintf(stderr, "raw: %s: %s\n", what, sqlite3_errmsg(h));
	exit(3);
}

static void run(sqlite3 *h, const char *sql)
{
	if (sqlite3_exec(h, sql, NULL, NULL, NULL) != SQLITE_OK)
		die(h, sql);
}

sqlite3 *raw_open(const char *path, bool writes)
{
	sqlite3 *h;

	if (sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL))
		die(h, path);
	run(h, "PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY");
	run(h, writes ? "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
	                " PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -32000"
	              : "PRAGMA query_only = 1; PRAGMA mmap_size = 2000000000;"
	                " PRAGMA cache_size = -16000");
	return h;
}

void raw_bind(sqlite3_stmt *st, size_t n, const struct val *v)
{
	for (int i = 0; i < (int)n; i++)
		if (v[i].is == VAL_INT)
			sqlite3_bind_int64(st, i + 1, v[i].i);
		else if (v[i].is == VAL_TEXT)
			sqlite3_bind_text64(st, i + 1, v[i].s.p ? v[i].s.p : "", v[i].s.n,
			                    SQLITE_STATIC, SQLITE_UTF8);
		else
			sqlite3_bind_null(st, i + 1);
}

static sqlite3_stmt *prepare(sqlite3 *h, const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v3(h, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL) != SQLITE_OK)
		die(h, sql);
	return st;
}

/* --- reading what steps left ------------------------------------------------------------------ */

/* A journal entry, its place among those of its record, and that of its state. */
static const char entries[] =
	"SELECT org, position, at, day, actor, done_by, ledger, record, verb, from_state, to_state, body, origin,"
	" ROW_NUMBER() OVER mine, SUM(from_state <> to_state) OVER mine"
	" FROM journal WINDOW mine AS (PARTITION BY record ORDER BY position) ORDER BY position";
enum {
	ORG,
	POSITION,
	AT,
	DAY,
	ACTOR,
	DONE_BY,
	LEDGER,
	RECORD,
	VERB,
	FROM,
	TO,
	BODY,
	ORIGIN,
	N_STEP,
	N_STATE,
	N_COLS
};

static struct val column(struct arena *a, sqlite3_stmt *st, int i)
{
	const char *text;

	switch (sqlite3_column_type(st, i)) {
	case SQLITE_NULL: return NULL_VAL;
	case SQLITE_INTEGER: return VAL((int64_t)sqlite3_column_int64(st, i));
	default:
		text = (const char *)sqlite3_column_text(st, i);
		return VAL(arena_str(a, (struct str){ text, (size_t)sqlite3_column_bytes(st, i) }));
	}
}

static void op(struct raw *raw, struct raw_step *s, struct str sql, size_t n, const struct val *v)
{
	struct raw_op *o = &s->ops[s->n++];

	*o = (struct raw_op){ sql.p, arena_array(&raw->a, struct val, n), n };
	memcpy(o->v, v, n * sizeof *v);
}

#define OP(raw, s, sql, ...) op(raw, s, sql, VALS(__VA_ARGS__))

static struct val json_val(struct raw *raw, json_t *j)
{
	if (json_is_integer(j))
		return VAL((int64_t)json_integer_value(j));
	if (json_is_string(j))
		return VAL(arena_str(&raw->a, str_of(json_string_value(j))));
	return NULL_VAL;
}

/* A personal value, which stands beside the entry and not in it. */
static struct val personal_val(struct raw *raw, sqlite3 *h, const struct val *e, const char *key)
{
	sqlite3_stmt *st = prepare(
		h,
		"SELECT value FROM journal_personal WHERE org = ? AND position = ? AND field = ?");
	struct val v[] = { e[ORG], e[POSITION], VAL(str_of(key)) }, found = NULL_VAL;

	raw_bind(st, 3, v);
	if (sqlite3_step(st) == SQLITE_ROW)
		found = column(&raw->a, st, 0);
	sqlite3_finalize(st);
	return found;
}

static void personal_ops(struct raw *raw, struct raw_step *s, sqlite3 *h, const struct val *e)
{
	sqlite3_stmt *st = prepare(
		h,
		"SELECT field, salt, value FROM journal_personal WHERE org = ? AND position = ?");

	raw_bind(st, 2, (struct val[]){ e[ORG], e[POSITION] });
	while (sqlite3_step(st) == SQLITE_ROW)
		OP(raw, s, S("INSERT INTO journal_personal VALUES (?, ?, ?, ?, ?)"), e[ORG],
		   e[POSITION], column(&raw->a, st, 0), column(&raw->a, st, 1),
		   column(&raw->a, st, 2));
	sqlite3_finalize(st);
}

/* INSERT of a new record, UPDATE of an old one: the columns that changed. */
static void record_op(struct raw *raw, struct raw_step *s, sqlite3 *h, const struct val *e)
{
	json_t *body = json_loadb(e[BODY].s.p, e[BODY].s.n, 0, NULL), *v,
	       *after = json_object_get(body, "after");
	struct val *vals = arena_array(&raw->a, struct val, json_object_size(after) + 2);
	struct arena *a = &raw->a;
	struct str sets = S(""), slots = S("");
	bool begins = !e[FROM].s.n;
	const char *key;
	size_t n = begins;

	vals[0] = e[ORG];
	json_object_foreach(after, key, v)
	{
		vals[n++] = json_is_object(v) ? personal_val(raw, h, e, key) : json_val(raw, v);
		sets = arena_fmt(a, begins ? "%.*s, \"%s\"" : "%.*s, \"%s\" = ?", P(sets), key);
		slots = arena_fmt(a, "%.*s, ?", P(slots));
	}
	if (begins) {
		sets = arena_fmt(a, "INSERT INTO \"%.*s\" (org%.*s) VALUES (?%.*s)", P(e[LEDGER].s),
		                 P(sets), P(slots));
	} else {
		vals[n++] = e[RECORD];
		sets = arena_fmt(a, "UPDATE \"%.*s\" SET %.*s WHERE id = ?", P(e[LEDGER].s),
		                 P(str_from(sets, 2)));
	}
	op(raw, s, sets, n, vals);
	json_decref(body);
}

static bool is_final(const struct raw *raw, const struct val *e)
{
	const struct ledger *l = table_of(raw->p, e[LEDGER].s)->l;
	int i = state_index(l, e[TO].s);

	return i >= 0 && l->states[i].is == FINAL;
}

static struct str sql_of(struct raw *raw, const char *f, const struct val *e)
{
	return arena_fmt(&raw->a, f, P(e[LEDGER].s));
}

static void stays_ops(struct raw *raw, struct raw_step *s, const struct val *e)
{
	bool begins = !e[FROM].s.n;

	if (e[N_STATE].i > 1 && !str_eq(e[FROM].s, e[TO].s))
		OP(raw, s,
		   sql_of(raw, "UPDATE \"%.*s_states\" SET \"to\" = ? WHERE of = ? AND n = ?", e),
		   e[DAY], e[RECORD], e[N_STATE].i - 1);
	if (!str_eq(e[FROM].s, e[TO].s))
		OP(raw, s,
		   sql_of(raw, "INSERT INTO \"%.*s_states\" VALUES (?, ?, ?, ?, ?, NULL)", e),
		   e[ORG], e[RECORD], e[N_STATE], e[TO], e[DAY]);
	if (begins)
		OP(raw, s, sql_of(raw, "INSERT INTO \"%.*s_open\" VALUES (?, ?, 1, ?, ?)", e),
		   e[ORG], e[RECORD], e[DAY], is_final(raw, e) ? e[DAY] : NULL_VAL);
	else if (is_final(raw, e))
		OP(raw, s,
		   sql_of(raw, "UPDATE \"%.*s_open\" SET \"to\" = ? WHERE of = ? AND n = 1", e),
		   e[DAY], e[RECORD]);
}

static void step_ops(struct raw *raw, struct raw_step *s, sqlite3 *h, const struct val *e)
{
	bool begins = !e[FROM].s.n;

	s->ops = arena_array(&raw->a, struct raw_op, MAX_OPS);
	record_op(raw, s, h, e);
	personal_ops(raw, s, h, e);
	OP(raw, s,
	   sql_of(raw, "INSERT INTO \"%.*s_steps\" VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, 0)",
	          e),
	   e[ORG], e[RECORD], e[N_STEP], e[VERB], e[DAY], e[DONE_BY], e[AT], e[ACTOR], e[FROM],
	   e[TO]);
	stays_ops(raw, s, e);
	op(raw, s, S("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
	   ORIGIN + 1, e);
	OP(raw, s,
	   S("INSERT INTO journal_head VALUES (?, ?) ON CONFLICT DO UPDATE SET position = ?2"),
	   e[ORG], e[POSITION]);
	if (!begins)
		return;
	OP(raw, s,
	   S("INSERT INTO series VALUES (?, ?, 2024, 2) ON CONFLICT DO UPDATE SET next = next + 1"),
	   e[ORG], e[LEDGER]);
	OP(raw, s, S("INSERT INTO ids VALUES (0, ?) ON CONFLICT DO UPDATE SET last = ?1"),
	   e[RECORD]);
}

void raw_read(struct raw *raw, const struct program *p, const char *path)
{
	sqlite3 *h = raw_open(path, false);
	sqlite3_stmt *count = prepare(h, "SELECT COUNT(*) FROM journal"), *st = prepare(h, entries);

	*raw = (struct raw){ .p = p };
	arena_init(&raw->a, (size_t)4 << 30);
	sqlite3_step(count);
	raw->steps = arena_array(&raw->a, struct raw_step, sqlite3_column_int64(count, 0));
	while (sqlite3_step(st) == SQLITE_ROW) {
		struct val e[N_COLS];
		for (int i = 0; i < N_COLS; i++)
			e[i] = column(&raw->a, st, i);
		step_ops(raw, &raw->steps[raw->n++], h, e);
	}
	sqlite3_finalize(count);
	sqlite3_finalize(st);
	sqlite3_close(h);
}

/* --- writing --------------------------------------------------------------------------------- */

struct prepared {
	sqlite3 *h;
	struct {
		const char *sql;
		sqlite3_stmt *st;
	} list[MAX_TEXTS];
	size_t n;
};

static sqlite3_stmt *prepared(struct prepared *all, const char *sql)
{
	for (size_t i = 0; i < all->n; i++)
		if (!strcmp(all->list[i].sql, sql))
			return all->list[i].st;
	if (all->n == MAX_TEXTS)
		die(all->h, "too many texts");
	all->list[all->n].sql = sql;
	return all->list[all->n++].st = prepare(all->h, sql);
}

/* The statement of each operation, found before time is taken. */
static sqlite3_stmt ***prepare_all(const struct raw *raw, struct prepared *all, struct arena *a)
{
	sqlite3_stmt ***found = arena_array(a, sqlite3_stmt **, raw->n);

	for (size_t i = 0; i < raw->n; i++) {
		found[i] = arena_array(a, sqlite3_stmt *, raw->steps[i].n);
		for (size_t k = 0; k < raw->steps[i].n; k++)
			found[i][k] = prepared(all, raw->steps[i].ops[k].sql);
	}
	return found;
}

static void write_step(sqlite3 *h, const struct raw_step *s, sqlite3_stmt **st)
{
	for (size_t k = 0; k < s->n; k++) {
		raw_bind(st[k], s->ops[k].n, s->ops[k].v);
		if (sqlite3_step(st[k]) != SQLITE_DONE)
			die(h, s->ops[k].sql);
		sqlite3_reset(st[k]);
	}
}

void raw_write(const struct raw *raw, const char *path, size_t group)
{
	struct prepared all = { .h = raw_open(path, true) };
	struct arena a;
	sqlite3_stmt ***st;

	arena_init(&a, (size_t)1 << 30);
	st = prepare_all(raw, &all, &a);
	for (size_t i = 0; i < raw->n; i++) {
		if (i % group == 0)
			run(all.h, "BEGIN IMMEDIATE");
		write_step(all.h, &raw->steps[i], st[i]);
		if (i % group == group - 1 || i + 1 == raw->n)
			run(all.h, "COMMIT");
	}
	for (size_t i = 0; i < all.n; i++)
		sqlite3_finalize(all.list[i].st);
	sqlite3_close(all.h);
	arena_drop(&a);
}

void raw_drop(struct raw *raw)
{
	arena_drop(&raw->a);
}
