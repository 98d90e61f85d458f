/*
 * batch.c - imports that were kept, and undoing one
 */
#include "base/json.h"
#include "journal/journal.h"
#include "ledger/batch.h"

enum { NAMED = 20 };

/* clang-format off */
#define COLUMNS_OF "id, ledger, mode, name, sm3, made_at, made_by, rows, created, updated, same, warned, state, undone_at, undone_by, reason"
enum { NEWEST, NEWEST_OF, LOAD, WARNED, WARNED_OF, RECORDS, UNDONE, CUT_OVER, CUT_OVER_ALL, SET_CUT_OVER, N_SQL };
static const struct stmt sql[N_SQL] = {
	[NEWEST] = { "SELECT " COLUMNS_OF " FROM imports WHERE org = $1 AND id < $2 ORDER BY id DESC LIMIT $3" },
	[NEWEST_OF] = { "SELECT " COLUMNS_OF " FROM imports WHERE org = $1 AND ledger = $4 AND id < $2 ORDER BY id DESC LIMIT $3" },
	[LOAD] = { "SELECT " COLUMNS_OF " FROM imports WHERE org = $1 AND id = $2" },
	[WARNED] = { "SELECT record, line, ledger, field, say, basis FROM import_warnings WHERE org = $1 AND import = $2 ORDER BY n LIMIT $3" },
	[WARNED_OF] = { "SELECT record, line, ledger, field, say, basis FROM import_warnings WHERE org = $1 AND record = $2 ORDER BY import, n LIMIT $3" },
	[RECORDS] = { "SELECT ledger, record, version, made FROM import_records WHERE org = $1 AND import = $2 ORDER BY record DESC" },
	[UNDONE] = { "UPDATE imports SET state = 'undone', undone_at = $3, undone_by = $4, reason = $5 WHERE org = $1 AND id = $2" },
	[CUT_OVER] = { "SELECT \"on\" FROM cut_overs WHERE org = $1 AND ledger = $2" },
	[CUT_OVER_ALL] = { "SELECT value FROM meta WHERE key = 'cut_over'", "meta is of the whole database" },
	[SET_CUT_OVER] = { "INSERT INTO cut_overs (org, ledger, \"on\", set_at, set_by) VALUES ($1, $2, $3, $4, $5)"
	                   " ON CONFLICT (org, ledger) DO UPDATE SET \"on\" = $3, set_at = $4, set_by = $5" },
};
/* clang-format on */

/* --- reading ------------------------------------------------------------------------------------ */

static bool next(struct rows *q, struct arena *a, struct batch *b)
{
	if (!db_row(q, &b->id, &b->ledger, &b->mode, &b->name, &b->sm3, &b->made_at, &b->made_by,
	            &b->rows, &b->created, &b->updated, &b->same, &b->warned, &b->state,
	            &b->undone_at, &b->undone_by, &b->reason))
		return false;
	b->ledger = arena_str(a, b->ledger);
	b->mode = arena_str(a, b->mode);
	b->name = arena_str(a, b->name);
	b->sm3 = arena_str(a, b->sm3);
	b->state = arena_str(a, b->state);
	b->reason = arena_str(a, b->reason);
	return true;
}

size_t batches(struct tx *tx, int64_t org, const struct table *t, int64_t before, size_t most,
               struct batch **ret)
{
	int64_t last = before ? before : INT64_MAX;
	struct rows q = t ? db_query(tx, &sql[NEWEST_OF], org, last, (int64_t)most,
	                             str_of(t->l->key))
	                  : db_query(tx, &sql[NEWEST], org, last, (int64_t)most);
	size_t n = 0;

	*ret = arena_array(tx->arena, struct batch, most + 1);
	while (n < most && next(&q, tx->arena, &(*ret)[n]))
		n++;
	db_close(&q);
	return n;
}

bool batch_load(struct tx *tx, int64_t org, int64_t id, struct batch *ret)
{
	struct rows q = db_query(tx, &sql[LOAD], org, id);
	bool found = next(&q, tx->arena, ret);

	db_close(&q);
	return found;
}

const char *batch_mode_label(struct str mode)
{
	return str_is(mode, "history") ? "历史数据" : str_is(mode, "opening") ? "期初在办" : "登记";
}

size_t batch_warnings(struct tx *tx, int64_t org, int64_t import, int64_t record, size_t most,
                      struct batch_warning **ret)
{
	struct rows q = import ? db_query(tx, &sql[WARNED], org, import, (int64_t)most)
	                       : db_query(tx, &sql[WARNED_OF], org, record, (int64_t)most);
	struct arena *a = tx->arena;
	size_t n = 0, cap = 0;
	struct batch_warning w;

	*ret = NULL;
	while (db_row(&q, &w.record, &w.line, &w.ledger, &w.field, &w.say, &w.basis)) {
		arena_grow(a, *ret, n, cap);
		(*ret)[n++] = (struct batch_warning){ w.record,
			                              w.line,
			                              arena_str(a, w.ledger),
			                              arena_str(a, w.field),
			                              arena_str(a, w.say),
			                              arena_str(a, w.basis) };
	}
	return n;
}

/* --- undoing ------------------------------------------------------------------------------------ */

struct undoing {
	struct tx *tx;
	const struct program *p;
	const struct actor *who;
	struct batch b;
	struct part {
		const struct table *t;
		int64_t id, version, made;
	} * list;
	size_t n, cap;
	size_t named; /* records that stand against it, told by number                         */
};

bool may_undo_batch(const struct actor *who, const struct batch *b)
{
	return (who->entered_by && who->entered_by == b->made_by) || who->roles & (HEADS | LEGAL);
}

static bool against(struct undoing *u, struct str number, const char *say)
{
	if (u->named++ >= NAMED)
		return false;
	return refuse(u->tx->r, NULL, arena_fmt(u->tx->arena, "%.*s：%s", P(number), say), S(""));
}

static void parts_load(struct undoing *u)
{
	struct rows q = db_query(u->tx, &sql[RECORDS], u->who->org, u->b.id);
	struct str ledger;
	struct part x;

	while (db_row(&q, &ledger, &x.id, &x.version, &x.made)) {
		x.t = table_of(u->p, ledger);
		if (!x.t)
			continue;
		arena_grow(u->tx->arena, u->list, u->n, u->cap);
		u->list[u->n++] = x;
	}
}

static void part_check(struct undoing *u, const struct part *x)
{
	struct record r;
	struct str number;

	if (!record_load(u->tx, x->t, u->who->org, x->id, &r))
		return;
	number = arena_fmt(u->tx->arena, "%s %.*s", x->t->l->label,
	                   P(record_text(&r, S("number"))));
	if (!x->made)
		against(u, number,
		        "导入时已经有这条记录，只是更新，不能整批撤销；请在系统里逐条更正。");
	else if (record_int(&r, S("version")) != x->version)
		against(u, number, "导入之后又办理过，不能整批撤销。");
}

/* Records of `t` that point at what the import began, by column `c` of table `from`. */
static void pointing(struct undoing *u, const struct table *t, struct str from, const char *c,
                     const char *of)
{
	struct arena *a = u->tx->arena;
	bool own = str_is(from, t->l->key);
	struct str text = arena_fmt(
		a,
		"SELECT m.number FROM \"%s\" m%s%.*s%s WHERE m.org = $1 AND m.void_on IS NULL AND %s.\"%s\" IN"
		" (SELECT b.record FROM import_records b WHERE b.org = $1 AND b.import = $2 AND b.made = 1"
		" AND $3 LIKE '%%,' || b.ledger || ',%%')"
		" AND m.id NOT IN (SELECT b.record FROM import_records b WHERE b.org = $1 AND b.import = $2)"
		" ORDER BY m.id LIMIT 3",
		t->l->key, own ? "" : " JOIN \"", P(own ? S("") : from),
		own ? "" : "\" c ON c.org = m.org AND c.of = m.id", own ? "m" : "c", c);
	struct rows q = db_query(u->tx, stmt_intern(t->program, text), u->who->org, u->b.id,
	                         arena_fmt(a, ",%s,", of));
	struct str number;

	while (db_row(&q, &number))
		against(u, arena_fmt(a, "%s %.*s", t->l->label, P(number)),
		        "引用了这次导入的记录，不能整批撤销。");
}

static void field_check(struct undoing *u, const struct table *t, const struct field *f)
{
	struct str child = arena_fmt(u->tx->arena, "%s_%s", t->l->key, f->key);

	if (f->kind == REF)
		pointing(u, t, str_of(t->l->key), f->key, f->of);
	else if (f->kind == REFS)
		pointing(u, t, child, "value", f->of);
	for (size_t i = 0; f->kind == ROWS && i < f->n_rows; i++)
		if (f->rows[i].kind == REF)
			pointing(u, t, child, f->rows[i].key, f->rows[i].of);
}

static bool stands(struct undoing *u)
{
	size_t refused = u->tx->r->n_refused;

	for (size_t i = 0; i < u->n && u->named < NAMED; i++) {
		struct arena_mark mark = arena_mark(u->tx->arena);
		part_check(u, &u->list[i]);
		if (u->tx->r->n_refused == refused) /* refusals may live in the same arena */
			arena_rewind(u->tx->arena, mark);
	}
	for (size_t i = 0; i < u->p->n_tables && u->tx->r->n_refused == refused; i++)
		for (size_t k = 0; k < u->p->tables[i].l->n_fields; k++)
			field_check(u, &u->p->tables[i], &u->p->tables[i].l->fields[k]);
	return u->tx->r->n_refused == refused && !u->tx->r->fault;
}

static bool void_all(struct undoing *u, struct str reason)
{
	struct actor who = *u->who;
	struct entry e = { .key = S("reason"), .text = reason };

	who.roles |= ENGINE; /* the right to undo an import is asked once, for all of it */
	for (size_t i = 0; i < u->n; i++) {
		struct arena_mark mark = arena_mark(u->tx->arena);
		size_t told = u->tx->r->n;
		if (!step_take(u->tx, u->p, &who, u->list[i].t, u->list[i].id, S("void"), DAY_NONE,
		               &e, 1, NULL))
			return false;
		if (u->tx->r->n == told)
			arena_rewind(u->tx->arena, mark);
	}
	return true;
}

static void journal(struct undoing *u, struct str reason)
{
	struct buf b;
	struct json j;

	buf_init(&b, 1 << 16);
	json_init(&j, &b);
	json_open(&j, '{');
	json_pair(&j, "batch", arena_fmt(u->tx->arena, "%lld", (long long)u->b.id));
	json_pair(&j, "reason", reason);
	json_key(&j, "records");
	json_int(&j, (int64_t)u->n);
	json_close(&j, '}');
	journal_append(u->tx, &(struct journal_entry){ .org = u->who->org,
	                                               .day = world_today(u->tx->world),
	                                               .at = world_now(u->tx->world),
	                                               .actor = u->who->entered_by,
	                                               .done_by = u->who->done_by,
	                                               .ledger = u->b.ledger,
	                                               .verb = S("undo_import"),
	                                               .body = arena_str(u->tx->arena, buf_str(&b)),
	                                               .origin = str_of(u->who->origin) });
	buf_drop(&b);
}

bool batch_undo(struct tx *tx, const struct program *p, const struct actor *who, int64_t id,
                struct str reason)
{
	struct undoing u = { .tx = tx, .p = p, .who = who };

	if (!batch_load(tx, who->org, id, &u.b))
		return refuse(tx->r, NULL, S("没有这次导入。"), S(""));
	if (!may_undo_batch(who, &u.b))
		return refuse(tx->r, NULL,
		              S("您无权撤销这次导入：请导入的人、局领导或者法制机构办理。"), S(""));
	if (!str_is(u.b.state, "kept"))
		return refuse(tx->r, NULL, S("这次导入已经撤销。"), S(""));
	if (!str_trim(reason).n)
		return refuse(tx->r, "reason", S("应当写明撤销的理由。"), S(""));
	parts_load(&u);
	if (!stands(&u) || !void_all(&u, reason))
		return false;
	db_exec(tx, &sql[UNDONE], who->org, id, world_now(tx->world), who->entered_by, reason);
	journal(&u, reason);
	return !tx->r->fault;
}

/* --- cut-over ------------------------------------------------------------------------------------ */

struct day cut_over_of(struct tx *tx, int64_t org, const struct table *t)
{
	struct str value = S("");
	struct day d = DAY_NONE;

	if (db_one(tx, &sql[CUT_OVER], VALS(org, str_of(t->l->key)), &d))
		return d;
	if (db_one(tx, &sql[CUT_OVER_ALL], VALS(), &value))
		day_parse(value, &d);
	return d;
}

bool cut_over_set(struct tx *tx, const struct actor *who, const struct table *t, struct day on)
{
	struct arena *a = tx->arena;
	struct day was = cut_over_of(tx, who->org, t);

	if (!(who->roles & (HEADS | LEGAL | SECRETARY | SYSTEM_ADMIN)))
		return refuse(tx->r, NULL,
		              S("您无权设定启用日：请局领导、法制机构或者系统管理员办理。"), S(""));
	if (!day_set(on) || on.n > world_today(tx->world).n)
		return refuse(tx->r, "on", S("启用日不能在今天之后：它是历史数据的最后一天。"),
		              S(""));
	db_exec(tx, &sql[SET_CUT_OVER], who->org, str_of(t->l->key), on, world_now(tx->world),
	        who->entered_by);
	journal_append(tx, &(struct journal_entry){
				   .org = who->org,
				   .day = world_today(tx->world),
				   .at = world_now(tx->world),
				   .actor = who->entered_by,
				   .done_by = who->done_by,
				   .ledger = str_of(t->l->key),
				   .verb = S("cut_over"),
				   .body = arena_fmt(a, "{\"from\":\"%.*s\",\"to\":\"%.*s\"}",
	                                             P(day_text(a, was)), P(day_text(a, on))),
				   .origin = str_of(who->origin) });
	return !tx->r->fault;
}
