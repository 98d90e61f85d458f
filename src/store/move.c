/*
 * move.c - a bureau from one database into another
 *
 * Rows are read in pages along the key and written by statements of many rows, so neither database
 * is asked for each row by itself and no table stands in memory.
 */
#include "store/move.h"
#include "store/fixed.h"
#include "store/inner.h"
#include "store/search.h"
#include "base/must.h"
#include "base/sm3.h"

#include <string.h>

enum {
	PAGE = 5000,
	MOST_PARAMS = 1500,
	PAGE_LIMIT = 256 << 20,
	SQL_LIMIT = 1 << 20,
	MOST_KEYS = 8
};

struct moving {
	struct sql_tables model;
	struct tx *from;
	struct moved *list;
	size_t n;
};

/* --- reading --------------------------------------------------------------------------------- */

/* A table in order of its key, a page at a time. */
struct reading {
	struct tx *tx;
	const struct sql_table *t;
	struct arena a;   /* of the page                                         */
	struct val *rows; /* n_columns each                                      */
	size_t n;
	size_t key[MOST_KEYS], n_key; /* which columns are the key                           */
	struct val last[MOST_KEYS];
	struct arena lasts;
	bool begun;
};

static size_t column_at(const struct sql_table *t, struct str name)
{
	size_t i = 0;

	while (i < t->n_columns && !str_is(name, t->columns[i].name))
		i++;
	must(i < t->n_columns);
	return i;
}

static void reading_init(struct reading *r, struct tx *tx, const struct sql_table *t)
{
	struct str rest = str_of(t->key), name;

	*r = (struct reading){ .tx = tx, .t = t };
	arena_init(&r->a, PAGE_LIMIT);
	arena_init(&r->lasts, 1 << 20);
	/* org stands first in some keys of one database and not of the other: the order needs it. */
	while (str_item(&rest, &name)) {
		must(r->n_key < MOST_KEYS);
		r->key[r->n_key++] = column_at(t, name);
	}
}

static void reading_drop(struct reading *r)
{
	arena_drop(&r->a);
	arena_drop(&r->lasts);
}

static void put_key(struct buf *b, const struct reading *r)
{
	for (size_t i = 0; i < r->n_key; i++)
		buf_fmt(b, "%s\"%s\"", i ? ", " : "", r->t->columns[r->key[i]].name);
}

static struct str page_sql(struct reading *r)
{
	struct buf b;
	struct str text;

	buf_init(&b, SQL_LIMIT);
	for (size_t i = 0; i < r->t->n_columns; i++)
		buf_fmt(&b, "%s\"%s\"", i ? ", " : "SELECT ", r->t->columns[i].name);
	buf_fmt(&b, " FROM \"%s\"", r->t->name);
	if (r->begun) {
		buf_putz(&b, " WHERE (");
		put_key(&b, r);
		buf_putz(&b, ") > (");
		for (size_t i = 0; i < r->n_key; i++)
			buf_fmt(&b, "%s$%zu", i ? ", " : "", i + 1);
		buf_putc(&b, ')');
	}
	buf_putz(&b, " ORDER BY ");
	put_key(&b, r);
	buf_fmt(&b, " LIMIT %d", PAGE);
	text = arena_str(&r->a, buf_str(&b));
	buf_drop(&b);
	return text;
}

static struct val val_copy(struct arena *a, struct val v)
{
	if (v.is == VAL_TEXT || v.is == VAL_BYTES)
		v.s = arena_str(a, v.s);
	return v;
}

static void remember(struct reading *r)
{
	const struct val *row = r->rows + (r->n - 1) * r->t->n_columns;

	arena_reset(&r->lasts);
	for (size_t i = 0; i < r->n_key; i++)
		r->last[i] = val_copy(&r->lasts, row[r->key[i]]);
	r->begun = true;
}

/* False: there are no more, or it faulted. */
static bool page_read(struct reading *r)
{
	size_t cols = r->t->n_columns;
	struct rows q;

	arena_reset(&r->a);
	r->rows = arena_array(&r->a, struct val, PAGE * cols);
	r->n = 0;
	q = db_query_v(r->tx, stmt_text(&r->a, page_sql(r)), r->begun ? r->n_key : 0, r->last);
	for (; r->n < PAGE && db_row_next(&q); r->n++)
		for (size_t i = 0; i < cols; i++)
			r->rows[r->n * cols + i] = val_copy(&r->a, db_col(&q, i));
	db_close(&q);
	if (r->n)
		remember(r);
	return r->n > 0 && !r->tx->r->fault;
}

/* --- what a table holds ---------------------------------------------------------------------- */

/* A value as bytes: its kind, its length where it has one, itself. */
static void hash_val(struct sm3 *h, struct val v)
{
	unsigned char head[9] = { (unsigned char)v.is };
	uint64_t x = v.is == VAL_INT ? (uint64_t)v.i : v.s.n;

	for (int i = 0; i < 8; i++)
		head[1 + i] = (unsigned char)(x >> (56 - 8 * i));
	sm3_add(h, (struct str){ (const char *)head, sizeof head });
	if (v.is == VAL_TEXT || v.is == VAL_BYTES)
		sm3_add(h, v.s);
}

static void hash_page(struct sm3 *h, const struct reading *r)
{
	for (size_t i = 0; i < r->n * r->t->n_columns; i++)
		hash_val(h, r->rows[i]);
}

static struct str hash_end(struct arena *a, struct sm3 *h)
{
	unsigned char digest[SM3_SIZE];

	sm3_end(h, digest);
	return hex_text(a, digest, sizeof digest);
}

static bool is_own(struct str key)
{
	return str_is(key, "model") || str_is(key, "tables");
}

/* Rows of the database and not of the bureau are taken out of a page of `meta`. */
static void leave_own(struct reading *r)
{
	size_t cols = r->t->n_columns, n = 0;

	for (size_t i = 0; i < r->n && strcmp(r->t->name, "meta") == 0; i++)
		if (!is_own(r->rows[i * cols].s))
			memmove(r->rows + n++ * cols, r->rows + i * cols, cols * sizeof *r->rows);
	if (strcmp(r->t->name, "meta") == 0)
		r->n = n;
}

static struct moved table_sum(struct tx *tx, struct arena *a, const struct sql_table *t)
{
	struct moved m = { .table = t->name };
	struct reading r;
	struct sm3 h;

	sm3_init(&h);
	reading_init(&r, tx, t);
	while (page_read(&r)) {
		leave_own(&r);
		hash_page(&h, &r);
		m.rows += (int64_t)r.n;
	}
	reading_drop(&r);
	m.sm3 = hash_end(a, &h);
	return m;
}

/* --- writing --------------------------------------------------------------------------------- */

static struct str insert_sql(struct arena *a, const struct sql_table *t, size_t n)
{
	struct buf b;
	struct str text;
	size_t k = 0;

	buf_init(&b, SQL_LIMIT);
	buf_fmt(&b, "INSERT INTO \"%s\" (", t->name);
	for (size_t i = 0; i < t->n_columns; i++)
		buf_fmt(&b, "%s\"%s\"", i ? ", " : "", t->columns[i].name);
	buf_putz(&b, ") VALUES ");
	for (size_t i = 0; i < n; i++) {
		buf_putz(&b, i ? ", (" : "(");
		for (size_t c = 0; c < t->n_columns; c++)
			buf_fmt(&b, "%s$%zu", c ? ", " : "", ++k);
		buf_putc(&b, ')');
	}
	must(!b.over);
	text = arena_str(a, buf_str(&b));
	buf_drop(&b);
	return text;
}

/* The index of search is made by whom it belongs to. */
static void page_to_search(struct tx *to, const struct reading *r)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct val *v = r->rows + i * r->t->n_columns;
		search_put(to, v[0].i, v[1].i, v[2].s, v[3].s, v[4].s);
	}
}

static void page_write(struct tx *to, struct reading *r)
{
	size_t cols = r->t->n_columns, most = MOST_PARAMS / cols, n;

	if (strcmp(r->t->name, "search") == 0) {
		page_to_search(to, r);
		return;
	}
	for (size_t i = 0; i < r->n; i += n) {
		n = r->n - i < most ? 1 : most;
		db_exec_v(to, stmt_text(&r->a, insert_sql(&r->a, r->t, n)), n * cols,
		          r->rows + i * cols);
	}
}

static bool is_left(const struct sql_table *t)
{
	return strcmp(t->name, "commits") == 0;
}

/* What a new database has by itself is replaced; all else must not be there. */
static bool make_room(struct tx *to, const struct sql_table *t)
{
	static const struct stmt meta = {
		"DELETE FROM meta WHERE key <> 'model' AND key <> 'tables'", "of the database"
	};
	static const struct stmt ids = { "DELETE FROM ids", "of the database" };
	int64_t one;

	if (strcmp(t->name, "meta") == 0 || strcmp(t->name, "ids") == 0) {
		db_exec(to, *t->name == 'm' ? &meta : &ids);
		return true;
	}
	if (!db_one(to,
	            stmt_text(to->arena,
	                      arena_fmt(to->arena, "SELECT 1 FROM \"%s\" LIMIT 1", t->name)),
	            VALS(), &one))
		return true;
	return refuse_with(
		to->r,
		(struct refusal){
			.say = arena_fmt(to->arena, "目标数据库的表 %s 里已有内容。", t->name),
			.way = S("请换一个空的数据库。") });
}

static void table_move(struct moving *m, struct tx *to, const struct sql_table *t)
{
	struct moved is = { .table = t->name }, now;
	struct reading r;
	struct sm3 h;

	sm3_init(&h);
	reading_init(&r, m->from, t);
	while (!to->r->fault && page_read(&r)) {
		leave_own(&r);
		hash_page(&h, &r);
		page_write(to, &r);
		is.rows += (int64_t)r.n;
	}
	reading_drop(&r);
	is.sm3 = hash_end(m->model.arena, &h);
	now = table_sum(to, m->model.arena, t);
	if (now.rows != is.rows || !str_eq(now.sm3, is.sm3))
		tx_fault(to, "表 %s 搬过去以后与原来不同：%lld行，%lld行。", t->name,
		         (long long)is.rows, (long long)now.rows);
	if (is.rows)
		m->list[m->n++] = is;
}

static bool move_all(struct tx *to, void *arg)
{
	struct moving *m = arg;

	m->n = 0;
	for (size_t i = 0; i < m->model.n; i++)
		if (!is_left(&m->model.list[i]) && !make_room(to, &m->model.list[i]))
			return false;
	for (size_t i = 0; i < m->model.n && !to->r->fault && !m->from->r->fault; i++)
		if (!is_left(&m->model.list[i]))
			table_move(m, to, &m->model.list[i]);
	return !m->from->r->fault;
}

bool db_move(struct db *from, struct db *to, const struct ledger *const *ledgers, size_t n,
             struct world *world, struct arena *a, struct moved **ret_moved, size_t *ret_n,
             struct str *ret_error)
{
	struct moving m = { .model.arena = a };
	struct refusals r, of_from;
	struct tx reads;
	bool ok;

	refusals_init(&r, a);
	refusals_init(&of_from, a);
	for (size_t i = 0; i < n_fixed_tables; i++)
		tables_add(&m.model, fixed_tables[i]);
	for (size_t i = 0; i < n; i++)
		tables_of_ledger(&m.model, ledgers[i]);
	m.list = arena_array(a, struct moved, m.model.n);
	reads = tx_read(from, world, a, &of_from);
	m.from = &reads;
	ok = tx_run(to, world, a, &r, move_all, &m);
	tx_end(&reads);
	*ret_moved = m.list;
	*ret_n = m.n;
	if (!ok)
		*ret_error = store_error("%.*s%.*s",
		                         P(of_from.fault ? of_from.fault_say
		                           : r.fault     ? r.fault_say
		                           : r.n         ? r.list[0].say
		                                         : S("没有搬成。")),
		                         P(r.n && !r.fault ? r.list[0].way : S("")));
	return ok;
}
