/*
 * tables.c - a ledger as tables
 *
 * The one place that knows which tables, columns and indexes come of a ledger; schema.h says it in
 * words.  auto_column() stands here too, since it answers from the same lists.
 */
#include "law/clock.h"
#include "store/indexes.h"
#include "store/schema.h"
#include "store/tables.h"
#include "base/must.h"

#include <string.h>

enum { MAX_CLOCK_ROWS = 64 };

/* Columns that every record has, and what they hold. */
/* clang-format off */
static const struct { const char *name; enum kind kind; const char *rest; } automatic[] = {
	{ "id",          REF,    NULL },
	{ "number",      TEXT,   NULL },
	{ "state",       PICK,   NULL },
	{ "version",     NUMBER, "NOT NULL DEFAULT 0" },
	{ "handler",     REF,    NULL },                /* the person who has it in hand       */
	{ "in_section",  REF,    NULL },                /* the section of the bureau it is in; NULL: the whole bureau's */
	{ "begun_on",    DATE,   NULL },
	{ "begun_by",    REF,    NULL },
	{ "ended_on",    DATE,   NULL },
	{ "void_on",     DATE,   NULL },
	{ "merged_on",   DATE,   NULL },
	{ "merged_into", REF,    NULL },
	{ "defects",     NUMBER, "NOT NULL DEFAULT 0" },
	{ "imported",    YESNO,  "NOT NULL DEFAULT FALSE" },
};
/* clang-format on */
enum { N_AUTOMATIC = sizeof(automatic) / sizeof(automatic[0]) };

/* clang-format off */
static const enum column_type stored[N_KINDS] = {
	[TEXT] = COLUMN_TEXT, [PICK] = COLUMN_TEXT, [YESNO] = COLUMN_BOOL,
	[DATE] = COLUMN_INT, [TIME] = COLUMN_INT, [NUMBER] = COLUMN_INT, [MONEY] = COLUMN_INT,
	[HOURS] = COLUMN_INT, [REF] = COLUMN_INT, [ROW] = COLUMN_INT,
	[PICKS] = COLUMN_TEXT, [REFS] = COLUMN_INT, /* of their column `value` */
};
/* clang-format on */

/* --- automatic columns ----------------------------------------------------------------------- */

static const struct field *field_of(const struct ledger *l, struct str key)
{
	for (size_t i = 0; i < l->n_fields; i++)
		if (str_is(key, l->fields[i].key))
			return &l->fields[i];
	return NULL;
}

static bool has_verb(const struct ledger *l, struct str verb)
{
	for (size_t i = 0; i < l->n_steps; i++)
		if (str_is(verb, l->steps[i].verb))
			return true;
	return false;
}

static bool accrues(const struct ledger *l, struct str key)
{
	for (size_t i = 0; i < l->n_clocks; i++)
		if (l->clocks[i].does == ACCRUES && str_is(key, l->clocks[i].key))
			return true;
	return false;
}

/* The rows of one clock need not stand together. */
static bool has_clock(const struct law *law, const struct ledger *l, struct str key,
                      enum kind *ret_kind)
{
	struct clock rows[MAX_CLOCK_ROWS];
	size_t n = 0;

	for (size_t i = 0; i < l->n_clocks; i++)
		if (str_is(key, l->clocks[i].key)) {
			must(n < MAX_CLOCK_ROWS);
			rows[n++] = l->clocks[i];
		}
	if (n)
		*ret_kind = clock_is_timed(law, rows, n) ? TIME : DATE;
	return n > 0;
}

/* `<stem><end>`: the stem, or empty. */
static struct str stem(struct str name, const char *end)
{
	if (name.n <= strlen(end) || !str_ends(name, str_of(end)))
		return S("");
	return (struct str){ name.p, name.n - strlen(end) };
}

static bool clock_column(const struct law *law, const struct ledger *l, struct str name,
                         enum kind *ret_kind)
{
	if (has_clock(law, l, stem(name, "_due"), ret_kind) ||
	    has_clock(law, l, stem(name, "_done"), ret_kind))
		return true;
	if (!accrues(l, stem(name, "_owed")))
		return false;
	*ret_kind = MONEY;
	return true;
}

bool auto_column(const struct law *law, const struct ledger *l, struct str name,
                 enum kind *ret_kind)
{
	if (field_of(l, name))
		return false;
	for (size_t i = 0; i < N_AUTOMATIC; i++)
		if (str_is(name, automatic[i].name)) {
			*ret_kind = automatic[i].kind;
			return true;
		}
	if (has_verb(l, stem(name, "_on")) || has_verb(l, stem(name, "_by"))) {
		*ret_kind = str_ends(name, S("_on")) ? DATE : REF;
		return true;
	}
	return clock_column(law, l, name, ret_kind);
}

/* --- making a table -------------------------------------------------------------------------- */

/* A table that is being made; its arrays have room enough from the start. */
struct making {
	struct arena *a;
	struct sql_column *columns;
	const char **indexes;
	size_t n_columns, n_indexes, cap;
};

static struct making making_new(struct arena *a, size_t cap)
{
	return (struct making){ .a = a,
		                .cap = cap,
		                .columns = arena_array(a, struct sql_column, cap),
		                .indexes = arena_array(a, const char *, cap) };
}

static void column(struct making *m, const char *name, enum column_type type, const char *rest)
{
	for (size_t i = 0; i < m->n_columns; i++)
		if (strcmp(m->columns[i].name, name) == 0)
			return;
	must(m->n_columns < m->cap);
	m->columns[m->n_columns++] = (struct sql_column){ name, type, rest };
}

static void index_on(struct making *m, const char *list)
{
	for (size_t i = 0; i < m->n_indexes; i++)
		if (strcmp(m->indexes[i], list) == 0)
			return;
	must(m->n_indexes < m->cap);
	m->indexes[m->n_indexes++] = list;
}

static void index_column(struct making *m, const struct field *f)
{
	if (f->kind == REF || (f->flags & (LIST | SORT)))
		index_on(m, arena_fmt(m->a, "org, %s", f->key).p);
}

static void index_sort(struct making *m, const struct ledger *l, const char *key)
{
	if (strcmp(key, "begun_on")) /* that is index_value */
		index_on(m, index_state_ended(m->a, key).p);
	index_on(m, index_sorted(m->a, l, key).p);
	index_on(m, index_open(m->a, l, key).p);
}

static void index_values(struct making *m, const char *key)
{
	index_on(m, index_value(m->a, key).p);
	index_on(m, index_value_open(m->a, key).p);
}

/* A field of a record: indexes.h says which are walked by lists. */
static void index_field(struct making *m, const struct ledger *l, const struct field *f)
{
	bool equal = is_equal_field(f), sorts = is_sort_field(f);

	if (equal)
		index_values(m, f->key);
	if (sorts)
		index_sort(m, l, sort_column(m->a, f).p);
	if (!equal && (!sorts || is_name_field(f)))
		index_column(m, f);
}

static struct sql_table made(struct making *m, const char *name, const char *key)
{
	return (struct sql_table){ .name = name,
		                   .key = key,
		                   .columns = m->columns,
		                   .n_columns = m->n_columns,
		                   .indexes = m->indexes,
		                   .n_indexes = m->n_indexes };
}

void tables_add(struct sql_tables *to, struct sql_table t)
{
	for (size_t i = 0; i < to->n && !to->error.n; i++)
		if (strcmp(to->list[i].name, t.name) == 0)
			to->error = arena_fmt(to->arena, "两处定义要用同一个表名 %s。", t.name);
	if (to->n == to->cap) {
		struct sql_table *more = arena_array(to->arena, struct sql_table,
		                                     to->cap = 2 * to->cap + 64);
		if (to->n)
			memcpy(more, to->list, to->n * sizeof(*more));
		to->list = more;
	}
	to->list[to->n++] = t;
}

/* --- child tables ---------------------------------------------------------------------------- */

static struct making child_new(struct arena *a, size_t n_columns)
{
	struct making m = making_new(a, n_columns + 4);

	column(&m, "org", COLUMN_INT, "NOT NULL");
	column(&m, "of", COLUMN_INT, "NOT NULL");
	return m;
}

static void table_of_rows(struct sql_tables *to, const struct ledger *l, const struct field *f)
{
	struct making m = child_new(to->arena, f->n_rows);

	column(&m, "n", COLUMN_INT, "NOT NULL");
	for (size_t i = 0; i < f->n_rows; i++) {
		const struct field *c = &f->rows[i];
		if (c->kind == ROWS || c->kind == REFS || c->kind == PICKS)
			to->error = arena_fmt(to->arena, "%s.%s 的列 %s 不能是集合。", l->key,
			                      f->key, c->key);
		column(&m, c->key, stored[c->kind], NULL);
		index_column(&m, c);
	}
	tables_add(to, made(&m, arena_fmt(to->arena, "%s_%s", l->key, f->key).p, "of, n"));
}

static void table_of_set(struct sql_tables *to, const struct ledger *l, const struct field *f)
{
	struct making m = child_new(to->arena, 1);

	column(&m, "value", stored[f->kind], "NOT NULL");
	index_on(&m, "org, value");
	tables_add(to, made(&m, arena_fmt(to->arena, "%s_%s", l->key, f->key).p, "of, value"));
}

/* What every ledger has beside its records. */
/* clang-format off */
static const struct sql_column steps[] = {
	{ "verb", COLUMN_TEXT }, { "on", COLUMN_INT }, { "by", COLUMN_INT }, { "entered_at", COLUMN_INT },
	{ "entered_by", COLUMN_INT }, { "reason", COLUMN_TEXT }, { "from_state", COLUMN_TEXT },
	{ "to_state", COLUMN_TEXT }, { "imported", COLUMN_BOOL, "NOT NULL DEFAULT FALSE" },
};
/* clang-format on */
static const struct sql_column states[] = {
	{ "state", COLUMN_TEXT },
	{ "from", COLUMN_INT },
	{ "to", COLUMN_INT },
};
static const struct sql_column stays[] = {
	{ "from", COLUMN_INT },
	{ "to", COLUMN_INT },
};
static const struct sql_column defects[] = {
	{ "key", COLUMN_TEXT },
	{ "verb", COLUMN_TEXT },
	{ "on", COLUMN_INT },
};

static void table_beside(struct sql_tables *to, const char *name, const struct sql_column *c,
                         size_t n, const char *index)
{
	struct making m = child_new(to->arena, n);

	column(&m, "n", COLUMN_INT, "NOT NULL");
	for (size_t i = 0; i < n; i++)
		column(&m, c[i].name, c[i].type, c[i].rest);
	if (index)
		index_on(&m, index);
	tables_add(to, made(&m, name, "of, n"));
}

#define BESIDE(end, list, index) \
	table_beside(to, arena_fmt(to->arena, "%s_" end, l->key).p, list, \
	             sizeof(list) / sizeof(list[0]), index)

/* --- the ledger ------------------------------------------------------------------------------ */

static void automatic_columns(struct making *m, const struct ledger *l)
{
	column(m, "org", COLUMN_INT, "NOT NULL");
	for (size_t i = 0; i < N_AUTOMATIC; i++)
		if (!field_of(l, str_of(automatic[i].name)))
			column(m, automatic[i].name, stored[automatic[i].kind], automatic[i].rest);
}

static void field_columns(struct making *m, const struct ledger *l)
{
	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		if (f->kind == ROWS || f->kind == REFS || f->kind == PICKS)
			continue;
		column(m, f->key, stored[f->kind], NULL);
		if (is_name_field(f))
			column(m, sort_column(m->a, f).p, COLUMN_TEXT, NULL);
		index_field(m, l, f);
	}
}

static void step_columns(struct making *m, const struct ledger *l)
{
	for (size_t i = 0; i < l->n_steps; i++) {
		column(m, arena_fmt(m->a, "%s_on", l->steps[i].verb).p, COLUMN_INT, NULL);
		column(m, arena_fmt(m->a, "%s_by", l->steps[i].verb).p, COLUMN_INT, NULL);
	}
	for (size_t i = 0; i < l->n_clocks; i++) {
		const char *key = l->clocks[i].key;
		column(m, arena_fmt(m->a, "%s_due", key).p, COLUMN_INT, NULL);
		column(m, arena_fmt(m->a, "%s_done", key).p, COLUMN_INT, NULL);
		index_on(m, index_due(m->a, key).p);
		if (accrues(l, str_of(key)))
			column(m, arena_fmt(m->a, "%s_owed", key).p, COLUMN_INT, NULL);
	}
}

/* What lists and rights ask of every record. */
static void automatic_indexes(struct making *m, const struct ledger *l)
{
	static const char *const values[] = { "state", "handler", "in_section", "begun_by" };

	index_on(m, INDEX_NUMBER);
	index_sort(m, l, "begun_on");
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		index_values(m, values[i]);
	index_on(m, INDEX_UNPLACED);
}

static void table_of_records(struct sql_tables *to, const struct ledger *l)
{
	struct making m = making_new(to->arena, 1 + N_AUTOMATIC + 5 * l->n_fields + 2 * l->n_steps +
	                                                3 * l->n_clocks + 16);

	automatic_columns(&m, l);
	automatic_indexes(&m, l);
	field_columns(&m, l);
	step_columns(&m, l);
	tables_add(to, made(&m, l->key, "org, id"));
}

void tables_of_ledger(struct sql_tables *to, const struct ledger *l)
{
	table_of_records(to, l);
	for (size_t i = 0; i < l->n_fields; i++)
		if (l->fields[i].kind == ROWS)
			table_of_rows(to, l, &l->fields[i]);
		else if (l->fields[i].kind == REFS || l->fields[i].kind == PICKS)
			table_of_set(to, l, &l->fields[i]);
	BESIDE("steps", steps, NULL);
	BESIDE("states", states, NULL);
	BESIDE("open", stays, "org, from");
	BESIDE("defects", defects, NULL);
}

/* --- names ----------------------------------------------------------------------------------- */

struct str sql_name(struct arena *a, const char *key)
{
	return arena_fmt(a, "\"%s\"", key);
}

void sql_names(struct buf *out, struct str list)
{
	struct str rest = list, name;
	bool first = true;

	while (str_item(&rest, &name)) {
		buf_fmt(out, first ? "\"%.*s\"" : ", \"%.*s\"", P(name));
		first = false;
	}
}
