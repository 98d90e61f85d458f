/*
 * schema.c - the database made to fit the model
 *
 * Strategy.  All tables of the model are written as data (tables.c, fixed.c) and hashed; when
 * `meta` holds that hash there is nothing to do.  Otherwise one transaction renames what
 * changes.c renames, makes what is missing, refuses by name what it may not do, and keeps the
 * hash and the names of the tables, so that a table which leaves the model is noticed.
 *
 * Nothing is dropped and nothing is converted here.
 */
#include "store/changes.h"
#include "store/fixed.h"
#include "store/inner.h"
#include "base/must.h"
#include "base/sm3.h"

#include <string.h>

enum { MODEL_LIMIT = 64 << 20, TEXT_LIMIT = 16 << 20 };

static const struct stmt get_meta = { "SELECT value FROM meta WHERE key = $1",
	                              "meta is of the whole database" };
static const struct stmt set_meta = { "INSERT INTO meta (key, value) VALUES ($1, $2)"
	                              " ON CONFLICT (key) DO UPDATE SET value = $2",
	                              "meta is of the whole database" };

struct migration {
	struct sql_tables want;
	struct str hash;
	const struct change *changes;
	size_t n_changes;
	struct buf text; /* the statement at hand                                       */
	bool same;       /* nothing to do                                               */
};

/* --- the model ------------------------------------------------------------------------------- */

static void model_of(struct migration *m, const struct ledger *const *ledgers, size_t n)
{
	for (size_t i = 0; i < n_fixed_tables; i++)
		tables_add(&m->want, fixed_tables[i]);
	for (size_t i = 0; i < n; i++)
		tables_of_ledger(&m->want, ledgers[i]);
}

static struct str model_hash(struct migration *m, const struct driver *d)
{
	struct buf all;
	struct str hash;

	buf_init(&all, TEXT_LIMIT);
	for (size_t i = 0; i < m->want.n; i++) {
		const struct sql_table *t = &m->want.list[i];
		sql_table_text(&all, d, t);
		for (size_t k = 0; k < t->n_indexes; k++)
			sql_index_text(&all, d, t, t->indexes[k]);
	}
	buf_putz(&all, d->search_version);
	must(!all.over);
	hash = sm3_hex(m->want.arena, buf_str(&all));
	buf_drop(&all);
	return hash;
}

/* --- statements of definition ---------------------------------------------------------------- */

/* Runs what stands in m->text. */
static void define(struct tx *tx, struct migration *m)
{
	buf_putc(&m->text, '\0');
	must(!m->text.over);
	if (!tx->r->fault && !tx->db->driver->run(tx->conn, m->text.p))
		tx_fault(tx, "建表失败：%s。语句：%.300s", tx->db->driver->message(tx->conn),
		         m->text.p);
	buf_clear(&m->text);
}

static bool refuse_change(struct tx *tx, const char *f, const char *a, const char *b, struct str c)
{
	return refuse_with(
		tx->r, (struct refusal){ .say = arena_fmt(tx->arena, f, a, b, P(c)),
	                                 .way = S("请在 changes.c 中写明，或者恢复原来的定义。") });
}

static bool kept(const struct migration *m, const char *table, struct str column)
{
	for (size_t i = 0; i < m->n_changes; i++) {
		const struct change *c = &m->changes[i];
		if (c->does == KEPT && strcmp(c->table, table) == 0 &&
		    str_eq(str_of(c->column), column))
			return true;
	}
	return false;
}

/* --- one table ------------------------------------------------------------------------------- */

static const struct sql_column *wanted(const struct sql_table *t, struct str name)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (str_is(name, t->columns[i].name))
			return &t->columns[i];
	return NULL;
}

bool found_rows(struct rows *q, struct sql_found **ret_columns, size_t *ret_n)
{
	struct arena *a = q->tx->arena;
	struct sql_found *list = NULL, one;
	size_t n = 0, cap = 0;

	while (db_row(q, &one.name, &one.type)) {
		arena_grow(a, list, n, cap);
		list[n++] = (struct sql_found){ arena_str(a, one.name), arena_str(a, one.type) };
	}
	*ret_columns = list;
	*ret_n = n;
	return n > 0;
}

static bool is_found(const struct sql_found *found, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(found[i].name, name))
			return true;
	return false;
}

/* A column of the database that the model does not have, or has otherwise. */
static bool check_found(struct tx *tx, const struct migration *m, const struct sql_table *t,
                        struct sql_found found)
{
	const struct sql_column *c = wanted(t, found.name);

	if (!c)
		return kept(m, t->name, found.name) ||
		       refuse_change(tx, "表 %s 的列 %s%.*s 已不在定义中。", t->name, "",
		                     found.name);
	return tx->db->driver->same_type(found.type, c) ||
	       refuse_change(tx, "表 %s 的列 %s 改变了类型，原来是 %.*s。", t->name, c->name,
	                     found.type);
}

static bool renames(const struct change *c, const struct sql_table *t)
{
	if (c->does != RENAMED)
		return false;
	if (strcmp(c->table, EVERY_TABLE) == 0)
		return wanted(t, str_of(c->to)) && !wanted(t, str_of(c->column));
	return strcmp(c->table, t->name) == 0;
}

static void rename_columns(struct tx *tx, struct migration *m, const struct sql_table *t,
                           struct sql_found *found, size_t n)
{
	for (size_t i = 0; i < m->n_changes; i++) {
		const struct change *c = &m->changes[i];
		if (!renames(c, t) || is_found(found, n, str_of(c->to)))
			continue;
		for (size_t k = 0; k < n; k++)
			if (str_is(found[k].name, c->column)) {
				buf_fmt(&m->text,
				        "ALTER TABLE \"%s\" RENAME COLUMN \"%s\" TO \"%s\"",
				        t->name, c->column, c->to);
				define(tx, m);
				found[k].name = str_of(c->to);
			}
	}
}

static void extend(struct tx *tx, struct migration *m, const struct sql_table *t,
                   struct sql_found *found, size_t n)
{
	rename_columns(tx, m, t, found, n);
	for (size_t i = 0; i < n; i++)
		check_found(tx, m, t, found[i]);
	for (size_t i = 0; i < t->n_columns; i++) {
		if (is_found(found, n, str_of(t->columns[i].name)))
			continue;
		buf_fmt(&m->text, "ALTER TABLE \"%s\" ADD COLUMN ", t->name);
		sql_column_text(&m->text, tx->db->driver, t, &t->columns[i]);
		define(tx, m);
	}
}

static bool wants_index(const struct driver *d, const struct sql_table *t, struct str name)
{
	bool wants = false;
	struct buf b;

	buf_init(&b, 4 << 10);
	for (size_t i = 0; i < t->n_indexes && !wants; i++) {
		const char *list = t->indexes[i];
		buf_clear(&b);
		sql_index_name(&b, d, t->name, str_of(list + (list[0] == '!')));
		wants = str_eq(buf_str(&b), name);
	}
	buf_drop(&b);
	return wants;
}

/* Indexes hold nothing of their own: those of an earlier model would only be paid for. */
static void drop_indexes(struct tx *tx, struct migration *m, const struct sql_table *t)
{
	const struct driver *d = tx->db->driver;
	struct rows q = db_query(tx, &d->indexes, str_of(t->name));
	struct str *old = NULL, name;
	size_t n = 0, cap = 0;

	while (db_row(&q, &name)) {
		if (wants_index(d, t, name))
			continue;
		arena_grow(tx->arena, old, n, cap);
		old[n++] = arena_str(tx->arena, name);
	}
	for (size_t i = 0; i < n; i++) {
		buf_fmt(&m->text, "DROP INDEX \"%.*s\"", P(old[i]));
		define(tx, m);
	}
}

static void make_or_extend(struct tx *tx, struct migration *m, const struct sql_table *t)
{
	struct sql_found *found;
	size_t n;

	if (tx->db->driver->found(tx, t->name, &found, &n)) {
		extend(tx, m, t, found, n);
		drop_indexes(tx, m, t);
	} else {
		sql_table_text(&m->text, tx->db->driver, t);
		define(tx, m);
	}
	for (size_t i = 0; i < t->n_indexes; i++) {
		sql_index_text(&m->text, tx->db->driver, t, t->indexes[i]);
		define(tx, m);
	}
}

/* --- the whole ------------------------------------------------------------------------------- */

static struct str meta_of(struct tx *tx, const char *key)
{
	struct str value = S("");

	db_one(tx, &get_meta, VALS(str_of(key)), &value);
	return value;
}

static bool has_meta(struct tx *tx)
{
	struct sql_found *found;
	size_t n;

	return tx->db->driver->found(tx, "meta", &found, &n);
}

static bool in_model(const struct migration *m, struct str table)
{
	for (size_t i = 0; i < m->want.n; i++)
		if (str_is(table, m->want.list[i].name))
			return true;
	return false;
}

/* Tables that an earlier model had. */
static void check_tables(struct tx *tx, const struct migration *m)
{
	struct str rest = meta_of(tx, "tables"), table;

	while (str_item(&rest, &table))
		if (!in_model(m, table) && !kept(m, arena_z(tx->arena, table), S("")))
			refuse_change(tx, "表 %s%s%.*s 已不在定义中。", "", "", table);
}

static void keep_model(struct tx *tx, struct migration *m)
{
	buf_clear(&m->text);
	for (size_t i = 0; i < m->want.n; i++)
		buf_fmt(&m->text, "%s,", m->want.list[i].name);
	db_exec(tx, &set_meta, S("tables"), buf_str(&m->text));
	db_exec(tx, &set_meta, S("model"), m->hash);
	buf_clear(&m->text);
}

static bool migrate(struct tx *tx, void *arg)
{
	struct migration *m = arg;

	if (!tx->db->driver->hold_schema(tx))
		return false;
	if (has_meta(tx))
		check_tables(tx, m);
	for (size_t i = 0; i < m->want.n; i++)
		make_or_extend(tx, m, &m->want.list[i]);
	keep_model(tx, m);
	return tx->r->n_refused == 0 && tx->db->driver->search_make(tx) &&
	       tx->db->driver->expect(tx);
}

static bool is_up_to_date(struct db *db, struct world *world, struct migration *m,
                          struct refusals *r)
{
	struct tx tx = tx_read(db, world, m->want.arena, r);
	bool same = has_meta(&tx) && str_eq(meta_of(&tx, "model"), m->hash);

	tx_end(&tx);
	return same;
}

static struct str all_refusals(const struct refusals *r, struct arena *a)
{
	struct buf b;
	struct str text;

	if (r->fault)
		return r->fault_say;
	buf_init(&b, 900); /* store_error() holds a little more */
	for (size_t i = 0; i < r->n && !b.over; i++)
		buf_put(&b, r->list[i].say);
	if (r->n)
		buf_put(&b, r->list[0].way);
	text = arena_str(a, buf_str(&b));
	buf_drop(&b);
	return text;
}

bool schema_migrate_by(struct db *db, const struct law *law, const struct ledger *const *ledgers,
                       size_t n, struct world *world, const struct change *by, size_t n_by,
                       struct str *ret_error)
{
	struct arena a;
	struct refusals r;
	struct migration m = { .want.arena = &a, .changes = by, .n_changes = n_by };
	bool ok;

	(void)law; /* kinds of automatic columns are stored alike, whatever the law says */
	arena_init(&a, MODEL_LIMIT);
	refusals_init(&r, &a);
	buf_init(&m.text, TEXT_LIMIT);
	model_of(&m, ledgers, n);
	m.hash = model_hash(&m, db->driver);
	ok = m.want.error.n == 0 &&
	     (is_up_to_date(db, world, &m, &r) || tx_run(db, world, &a, &r, migrate, &m));
	if (!ok)
		*ret_error = store_error("%.*s",
		                         P(m.want.error.n ? m.want.error : all_refusals(&r, &a)));
	buf_drop(&m.text);
	arena_drop(&a);
	return ok;
}

bool schema_migrate(struct db *db, const struct law *law, const struct ledger *const *ledgers,
                    size_t n, struct world *world, struct str *ret_error)
{
	return schema_migrate_by(db, law, ledgers, n, world, changes, n_changes, ret_error);
}
