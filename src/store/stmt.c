/*
 * stmt.c - statements with typed values, rows with typed slots
 *
 * Each connection keeps the statements it has prepared: under the address of their struct stmt, or
 * under their text (by_text) when that was written for the occasion.  The text is compared in both
 * cases, so an address that is used again for another text is safe.  A statement that is asked
 * while it still gives rows (steps open steps) is prepared a second time.  When more are kept than
 * the driver allows, those used longest ago go, between transactions.
 *
 * Strategy of faults: every entry looks at tx->r->fault first and does nothing once it is set.
 */
#include "store/inner.h"
#include "base/must.h"

#include <stdlib.h>
#include <string.h>

enum { N_BUCKETS = 1024, CONN_LIMIT = 1 << 20 };

struct prepared {
	uint64_t hash;
	const struct stmt *key; /* NULL: kept under its text                                   */
	void *st;
	bool only_reads, busy;
	int level; /* of the transaction that uses it                             */
	size_t n_params;
	int *param;                     /* the k of each parameter $k                         */
	struct prepared *next;          /* in the bucket                                      */
	struct prepared *below;         /* among the busy                                     */
	struct prepared *newer, *older; /* by last use                                        */
	char text[];
};

/* --- connections ----------------------------------------------------------------------------- */

struct conn *conn_empty(struct db *db)
{
	struct arena a;
	struct conn *c;

	arena_init(&a, CONN_LIMIT);
	c = arena_new(&a, struct conn);
	*c = (struct conn){ .db = db, .driver = db->driver };
	c->buckets = arena_array(&a, struct prepared *, N_BUCKETS);
	c->arena = a;
	return c;
}

struct conn *conn_new(struct db *db, bool reads_only, bool create, struct str *ret_error)
{
	struct conn *c = conn_empty(db);

	c->reads_only = reads_only;
	if (db->driver->open(c, db->path, create, ret_error))
		return c;
	c->handle = NULL;
	conn_close(c);
	return NULL;
}

/* --- the cache ------------------------------------------------------------------------------- */

static void use_end(struct conn *c, struct prepared *p)
{
	*(p->newer ? &p->newer->older : &c->newest) = p->older;
	*(p->older ? &p->older->newer : &c->oldest) = p->newer;
	p->newer = p->older = NULL;
}

static void use_begin(struct conn *c, struct prepared *p)
{
	p->older = c->newest;
	*(c->newest ? &c->newest->newer : &c->oldest) = p;
	c->newest = p;
}

static struct prepared **bucket(struct conn *c, uint64_t hash)
{
	return &c->buckets[hash >> 54];
}

_Static_assert(N_BUCKETS == 1 << (64 - 54), "bucket() gives an index of the table");

static void forget(struct conn *c, struct prepared *p)
{
	struct prepared **at = bucket(c, p->hash);

	must(!p->busy);
	while (*at != p)
		at = &(*at)->next;
	*at = p->next;
	use_end(c, p);
	c->n_prepared--;
	c->driver->finalize(c, p->st);
	free(p->param);
	free(p);
}

void conn_close(struct conn *c)
{
	struct arena a;

	must(!c->busy && c->level == 0);
	while (c->oldest)
		forget(c, c->oldest);
	if (c->handle)
		c->driver->close(c);
	counters_drop(c);
	a = c->arena;
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
	if (c->driver->work)
		c->work += c->driver->work(p->st);
	c->driver->reset(p->st);
}

void conn_enter(struct conn *c)
{
	while (c->level == 0 && c->n_prepared > c->driver->keeps)
		forget(c, c->oldest);
	c->level++;
}

void conn_leave(struct conn *c)
{
	while (c->busy && c->busy->level >= c->level)
		release(c, c->busy);
	c->level--;
}

static uint64_t hash_of(const struct stmt *st)
{
	uint64_t h = (uint64_t)(uintptr_t)st;

	if (st->by_text) {
		h = UINT64_C(0xcbf29ce484222325);
		for (const char *p = st->sql; *p; p++)
			h = (h ^ (unsigned char)*p) * UINT64_C(0x100000001b3);
	}
	return h * UINT64_C(0x9e3779b97f4a7c15);
}

const struct stmt *stmt_text(struct arena *a, struct str sql)
{
	struct stmt *st = arena_new(a, struct stmt);

	*st = (struct stmt){ .sql = arena_z(a, sql), .by_text = true };
	return st;
}

/* NULL: it does not prepare. */
static struct prepared *prepare(struct conn *c, const struct stmt *st, uint64_t hash)
{
	size_t n = strlen(st->sql) + 1;
	void *made = c->driver->prepare(c, st->sql, true);
	struct prepared *p;

	if (!made)
		return NULL;
	p = calloc(1, sizeof(*p) + n);
	must(p);
	memcpy(p->text, st->sql, n);
	p->hash = hash;
	p->key = st->by_text ? NULL : st;
	p->st = made;
	p->only_reads = c->driver->only_reads(made);
	p->n_params = c->driver->n_params(made);
	p->param = calloc(p->n_params + 1, sizeof(*p->param));
	must(p->param);
	for (size_t i = 0; i < p->n_params; i++) {
		p->param[i] = c->driver->param(made, i);
		must(p->param[i] > 0);
	}
	p->next = *bucket(c, hash);
	*bucket(c, hash) = p;
	use_begin(c, p);
	c->n_prepared++;
	return p;
}

/* One whose address was used for another text meanwhile is found by nobody, and goes with age. */
static struct prepared *find(struct conn *c, const struct stmt *st, uint64_t hash)
{
	const struct stmt *key = st->by_text ? NULL : st;
	struct prepared *p = *bucket(c, hash);

	while (p && (p->busy || p->hash != hash || p->key != key || strcmp(p->text, st->sql) != 0))
		p = p->next;
	return p;
}

/* A statement ready to be bound and marked as in use, or NULL. */
static struct prepared *take(struct conn *c, const struct stmt *st)
{
	uint64_t hash = hash_of(st);
	struct prepared *p = find(c, st, hash);

	if (!p)
		p = prepare(c, st, hash);
	if (!p)
		return NULL;
	use_end(c, p);
	use_begin(c, p);
	p->busy = true;
	p->level = c->level;
	p->below = c->busy;
	c->busy = p;
	return p;
}

bool conn_do(struct conn *c, const struct stmt *st)
{
	struct prepared *p;
	bool ok;

	if (c->driver->many) /* a command in a broken transaction must not be prepared */
		return c->driver->run(c, st->sql);
	p = take(c, st);
	if (!p)
		return false;
	ok = c->driver->step(c, p->st) == SQL_DONE;
	release(c, p);
	return ok;
}

bool conn_later(struct conn *c, const struct stmt *st)
{
	return c->driver->run_later ? c->driver->run_later(c, st->sql) : conn_do(c, st);
}

bool conn_settle(struct conn *c)
{
	return !c->driver->settle || c->driver->settle(c);
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

bool conn_fault(struct conn *c, struct refusals *r)
{
	enum failure how = c->driver->failure(c);

	if (how > c->failed)
		c->failed = how;
	/* What was begun again in vain is as well tried again later. */
	(how == FAILED ? fault : fault_away)(r, c->driver->error(c));
	return false;
}

/* --- asking ---------------------------------------------------------------------------------- */

static bool bind_all(struct conn *c, struct prepared *p, size_t n, const struct val *v, bool copy)
{
	for (size_t i = 0; i < p->n_params; i++) {
		must((size_t)p->param[i] <= n);
		if (!c->driver->bind(c, p->st, i, v[p->param[i] - 1], copy))
			return false;
	}
	return true;
}

/* A statement that is wrong, unless the database itself is what failed. */
static void prepare_fault(struct tx *tx, const struct stmt *st)
{
	const struct driver *d = tx->conn->driver;

	if (d->failure(tx->conn) > FAILED)
		conn_fault(tx->conn, tx->r);
	else
		tx_fault(tx, "数据库语句有误：%s。请把这句话告诉系统管理员。语句：%.300s",
		         d->message(tx->conn), st->sql);
}

/* Ready to be started.  `copy`: the values need not live until the last row. */
static struct prepared *ready(struct tx *tx, const struct stmt *st, size_t n, const struct val *v,
                              bool copy)
{
	struct prepared *p;

	if (tx->r->fault || !tx->conn)
		return NULL;
	p = take(tx->conn, st);
	if (!p) {
		prepare_fault(tx, st);
		return NULL;
	}
	if (!tx->writes && !p->only_reads)
		tx_fault(tx, "只读的事务里不能写入。请把这句话告诉系统管理员。语句：%.300s",
		         st->sql);
	else if (bind_all(tx->conn, p, n, v, copy))
		return p;
	else
		conn_fault(tx->conn, tx->r);
	release(tx->conn, p);
	return NULL;
}

static struct prepared *ask(struct tx *tx, const struct stmt *st, size_t n, const struct val *v,
                            bool copy)
{
	struct prepared *p = ready(tx, st, n, v, copy);

	if (p)
		tx->conn->driver->start(tx->conn, p->st);
	return p;
}

struct rows db_query_v(struct tx *tx, const struct stmt *st, size_t n, const struct val *v)
{
	struct prepared *p = ask(tx, st, n, v, true);

	return (struct rows){
		.tx = tx, .st = p, .n = p ? tx->db->driver->n_columns(p->st) : 0, .open = p != NULL
	};
}

bool db_row_next(struct rows *q)
{
	struct prepared *p = q->st;
	enum sql_step got;

	if (!q->open)
		return false;
	if (!q->tx->r->fault) {
		got = q->tx->db->driver->step(q->tx->conn, p->st);
		if (got == SQL_ROW)
			return true;
		if (got == SQL_FAILED)
			conn_fault(q->tx->conn, q->tx->r);
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
	if (!q->tx->db->driver->column(p->st, i, &v))
		tx_fault(
			q->tx,
			"查询结果第%zu列不是整数也不是文字。请把这句话告诉系统管理员。语句：%.300s",
			i + 1, p->text);
	return v;
}

void db_exec_v(struct tx *tx, const struct stmt *st, size_t n, const struct val *v)
{
	struct prepared *p;

	if (!tx->db->driver->later) {
		db_changed_v(tx, st, n, v);
		return;
	}
	p = ready(tx, st, n, v, false);
	if (!p)
		return;
	if (!tx->db->driver->later(tx->conn, p->st))
		conn_fault(tx->conn, tx->r);
	release(tx->conn, p);
}

int64_t db_changed_v(struct tx *tx, const struct stmt *st, size_t n, const struct val *v)
{
	struct prepared *p = ask(tx, st, n, v, false);
	enum sql_step got;
	int64_t changed = 0;

	if (!p)
		return 0;
	do
		got = tx->db->driver->step(tx->conn, p->st);
	while (got == SQL_ROW);
	if (got == SQL_DONE)
		changed = tx->db->driver->changes(tx->conn);
	else
		conn_fault(tx->conn, tx->r);
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
				i + 1, ((struct prepared *)q->st)->text);
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
	struct rows q = {
		.tx = tx, .st = p, .n = p ? tx->db->driver->n_columns(p->st) : 0, .open = p != NULL
	};

	if (!db_row_v(&q, ns, s))
		return false;
	for (size_t i = 0; i < ns; i++)
		keep_text(tx->arena, s[i]);
	db_close(&q);
	return true;
}

const char *db_prepare_check(struct tx *tx, const struct stmt *st)
{
	const struct driver *d = tx->db->driver;
	const char *wrong = NULL;
	void *p;

	if (!tx->conn)
		return "没有数据库连接";
	p = d->prepare(tx->conn, st->sql, false);
	if (!p)
		return arena_z(tx->arena, str_of(d->message(tx->conn)));
	for (size_t i = 0; i < d->n_params(p); i++)
		if (d->param(p, i) == 0)
			wrong = "参数应当写作 $1、$2……";
	d->finalize(tx->conn, p);
	return wrong;
}
