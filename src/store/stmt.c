/*
 * stmt.c - statements with typed values, rows with typed slots
 *
 * Each connection keeps the statements it has prepared under the address of their struct stmt.
 * The text is compared too, so an address that is used again for another text is safe.  A
 * statement that is asked while it still gives rows (steps open steps) is prepared a second time.
 * The cache is emptied when it has grown large and nothing is in use.
 *
 * Strategy of faults: every entry looks at tx->r->fault first and does nothing once it is set.
 */
#include "store/inner.h"
#include "base/must.h"

#include <string.h>

enum { N_BUCKETS = 1024, MAX_PREPARED = 6000, CACHE_LIMIT = 64 << 20 };

struct prepared {
	const struct stmt *key;
	void *st;
	bool only_reads;
	bool busy;
	int level; /* of the transaction that uses it                             */
	size_t n_params;
	int *param;             /* the k of each parameter $k                                  */
	struct prepared *next;  /* in the bucket                                               */
	struct prepared *below; /* among the busy                                              */
};

/* --- connections ----------------------------------------------------------------------------- */

struct conn *conn_new(struct db *db, bool reads_only, bool create, struct str *ret_error)
{
	struct arena a;
	struct conn *c;

	arena_init(&a, CACHE_LIMIT);
	c = arena_new(&a, struct conn);
	*c = (struct conn){ .db = db, .reads_only = reads_only };
	if (!sql_open(c, db->path, create, ret_error)) {
		arena_drop(&a);
		return NULL;
	}
	c->buckets = arena_array(&a, struct prepared *, N_BUCKETS);
	c->arena = a;
	return c;
}

static void forget_all(struct conn *c)
{
	for (size_t i = 0; i < N_BUCKETS; i++)
		for (struct prepared *p = c->buckets[i]; p; p = p->next)
			if (p->st)
				sql_finalize(p->st);
	memset(c->buckets, 0, N_BUCKETS * sizeof(*c->buckets));
	c->n_prepared = 0;
}

void conn_close(struct conn *c)
{
	struct arena a = c->arena;

	must(!c->busy && c->level == 0);
	forget_all(c);
	sql_close(c);
	arena_drop(&a);
}

static void release(struct conn *c, struct prepared *p)
{
	struct prepared **at = &c->busy;

	must(p->busy);
	while (*at != p)
		at = &(*at)->below;
	*at = p->below;
	p->busy = false;
	sql_reset(p->st);
}

void conn_enter(struct conn *c)
{
	if (c->level == 0 && c->n_prepared > MAX_PREPARED)
		forget_all(c);
	c->level++;
}

void conn_leave(struct conn *c)
{
	while (c->busy && c->busy->level >= c->level)
		release(c, c->busy);
	c->level--;
}

/* --- the cache ------------------------------------------------------------------------------- */

static struct prepared **bucket(struct conn *c, const struct stmt *st)
{
	uint64_t h = (uint64_t)(uintptr_t)st * UINT64_C(0x9e3779b97f4a7c15);

	return &c->buckets[h >> 54];
}

_Static_assert(N_BUCKETS == 1 << (64 - 54), "bucket() gives an index of the table");

/* Prepares p->st anew; on failure it stays NULL and the entry is used again later. */
static bool prepare(struct conn *c, struct prepared *p, const struct stmt *st)
{
	p->st = sql_prepare(c, st->sql, true);
	if (!p->st)
		return false;
	c->n_prepared++;
	p->key = st;
	p->only_reads = sql_only_reads(p->st);
	p->n_params = sql_n_params(p->st);
	p->param = arena_array(&c->arena, int, p->n_params);
	for (size_t i = 0; i < p->n_params; i++) {
		p->param[i] = sql_param(p->st, i);
		must(p->param[i] > 0);
	}
	return true;
}

static struct prepared *find(struct conn *c, const struct stmt *st)
{
	struct prepared *p = *bucket(c, st);

	while (p && (p->busy || p->key != st))
		p = p->next;
	if (p && p->st && strcmp(sql_text(p->st), st->sql) != 0) {
		sql_finalize(p->st);
		p->st = NULL;
	}
	return p;
}

/* A statement ready to be bound and marked as in use, or NULL. */
static struct prepared *take(struct conn *c, const struct stmt *st)
{
	struct prepared *p = find(c, st);

	if (!p) {
		p = arena_new(&c->arena, struct prepared);
		p->key = st;
		p->next = *bucket(c, st);
		*bucket(c, st) = p;
	}
	if (!p->st && !prepare(c, p, st))
		return NULL;
	p->busy = true;
	p->level = c->level;
	p->below = c->busy;
	c->busy = p;
	return p;
}

bool conn_do(struct conn *c, const struct stmt *st)
{
	struct prepared *p = take(c, st);
	bool ok;

	if (!p)
		return false;
	ok = sql_step(p->st) == SQL_DONE;
	release(c, p);
	return ok;
}

/* --- faults ---------------------------------------------------------------------------------- */

bool tx_fault(struct tx *tx, const char *f, ...)
{
	va_list ap;

	va_start(ap, f);
	fault(tx->r, arena_vfmt(tx->r->arena, f, ap));
	va_end(ap);
	return false;
}

static bool fault_of(struct tx *tx)
{
	fault(tx->r, sql_error(tx->conn));
	return false;
}

/* --- asking ---------------------------------------------------------------------------------- */

static bool bind_all(struct prepared *p, size_t n, const struct val *v, bool copy)
{
	for (size_t i = 0; i < p->n_params; i++) {
		must((size_t)p->param[i] <= n);
		if (!sql_bind(p->st, i, v[p->param[i] - 1], copy))
			return false;
	}
	return true;
}

/* `copy`: the values need not live until the last row. */
static struct prepared *ask(struct tx *tx, const struct stmt *st, size_t n, const struct val *v,
                            bool copy)
{
	struct prepared *p;

	if (tx->r->fault || !tx->conn)
		return NULL;
	p = take(tx->conn, st);
	if (!p) {
		tx_fault(tx, "数据库语句有误：%s。请把这句话告诉系统管理员。语句：%.300s",
		         sql_message(tx->conn), st->sql);
		return NULL;
	}
	if (!tx->writes && !p->only_reads)
		tx_fault(tx, "只读的事务里不能写入。请把这句话告诉系统管理员。语句：%.300s",
		         st->sql);
	else if (bind_all(p, n, v, copy))
		return p;
	else
		fault_of(tx);
	release(tx->conn, p);
	return NULL;
}

struct rows db_query_v(struct tx *tx, const struct stmt *st, size_t n, const struct val *v)
{
	struct prepared *p = ask(tx, st, n, v, true);

	return (struct rows){
		.tx = tx, .st = p, .n = p ? sql_n_columns(p->st) : 0, .open = p != NULL
	};
}

bool db_row_next(struct rows *q)
{
	struct prepared *p = q->st;
	enum sql_step got;

	if (!q->open)
		return false;
	if (!q->tx->r->fault) {
		got = sql_step(p->st);
		if (got == SQL_ROW)
			return true;
		if (got == SQL_FAILED)
			fault_of(q->tx);
	}
	db_close(q);
	return false;
}

void db_close(struct rows *q)
{
	if (!q->open)
		return;
	release(q->tx->conn, q->st);
	q->open = false;
}

struct val db_col(struct rows *q, size_t i)
{
	struct prepared *p = q->st;
	struct val v = NULL_VAL;

	must(q->open && i < q->n);
	if (!sql_column(p->st, i, &v))
		tx_fault(
			q->tx,
			"查询结果第%zu列不是整数也不是文字。请把这句话告诉系统管理员。语句：%.300s",
			i + 1, p->key->sql);
	return v;
}

int64_t db_exec_v(struct tx *tx, const struct stmt *st, size_t n, const struct val *v)
{
	struct prepared *p = ask(tx, st, n, v, false);
	enum sql_step got;
	int64_t changed = 0;

	if (!p)
		return 0;
	do
		got = sql_step(p->st);
	while (got == SQL_ROW);
	if (got == SQL_DONE)
		changed = sql_changes(tx->conn);
	else
		fault_of(tx);
	release(tx->conn, p);
	return changed;
}

/* --- typed slots ----------------------------------------------------------------------------- */

static bool fill_int(struct slot s, int64_t i)
{
	switch (s.is) {
	case SLOT_INT: *(int64_t *)s.p = i; return true;
	case SLOT_AT: ((struct instant *)s.p)->us = i; return true;
	case SLOT_FEN: ((struct fen *)s.p)->n = i; return true;
	case SLOT_BOOL: *(bool *)s.p = i != 0; return true;
	case SLOT_I: *(int *)s.p = (int)i; return i >= INT32_MIN && i <= INT32_MAX;
	case SLOT_DAY: ((struct day *)s.p)->n = (int32_t)i; return i > INT32_MIN && i <= INT32_MAX;
	case SLOT_STR:
	case SLOT_VAL: break;
	}
	return false;
}

static bool fill_unset(struct slot s)
{
	switch (s.is) {
	case SLOT_STR: *(struct str *)s.p = S(""); return true;
	case SLOT_DAY: *(struct day *)s.p = DAY_NONE; return true;
	case SLOT_AT: *(struct instant *)s.p = INSTANT_NONE; return true;
	default: return fill_int(s, 0);
	}
}

static bool fill(struct slot s, struct val v)
{
	if (s.is == SLOT_VAL) {
		*(struct val *)s.p = v;
		return true;
	}
	if (v.is == VAL_NULL)
		return fill_unset(s);
	if (v.is == VAL_INT)
		return fill_int(s, v.i);
	if (s.is == SLOT_STR)
		*(struct str *)s.p = v.s;
	return s.is == SLOT_STR;
}

bool db_row_v(struct rows *q, size_t n, const struct slot *s)
{
	if (!db_row_next(q))
		return false;
	must(n <= q->n);
	for (size_t i = 0; i < n; i++)
		if (!fill(s[i], db_col(q, i)))
			tx_fault(
				q->tx,
				"查询结果第%zu列的类型不符。请把这句话告诉系统管理员。语句：%.300s",
				i + 1, ((struct prepared *)q->st)->key->sql);
	if (!q->tx->r->fault)
		return true;
	db_close(q);
	return false;
}

/* Text of the row goes away with it: the caller gets copies. */
static void keep_text(struct arena *a, struct slot s)
{
	struct val *v = s.p;

	if (s.is == SLOT_STR)
		*(struct str *)s.p = arena_str(a, *(struct str *)s.p);
	else if (s.is == SLOT_VAL && (v->is == VAL_TEXT || v->is == VAL_BYTES))
		v->s = arena_str(a, v->s);
}

bool db_one_v(struct tx *tx, const struct stmt *st, size_t nv, const struct val *v, size_t ns,
              const struct slot *s)
{
	struct prepared *p = ask(tx, st, nv, v, false);
	struct rows q = { .tx = tx, .st = p, .n = p ? sql_n_columns(p->st) : 0, .open = p != NULL };

	if (!db_row_v(&q, ns, s))
		return false;
	for (size_t i = 0; i < ns; i++)
		keep_text(tx->arena, s[i]);
	db_close(&q);
	return true;
}

const char *db_prepare_check(struct tx *tx, const struct stmt *st)
{
	const char *wrong = NULL;
	void *p;

	if (!tx->conn)
		return "没有数据库连接";
	p = sql_prepare(tx->conn, st->sql, false);
	if (!p)
		return arena_z(tx->arena, str_of(sql_message(tx->conn)));
	for (size_t i = 0; i < sql_n_params(p); i++)
		if (sql_param(p, i) == 0)
			wrong = "参数应当写作 $1、$2……";
	sql_finalize(p);
	return wrong;
}
