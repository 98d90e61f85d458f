/*
 * test_journal.c - nothing of a small bureau can be changed behind the journal's back
 *
 * Every column of every row of every journalled table is changed once, every row deleted and
 * inserted again elsewhere, entries are swapped, taken out, the end cut off, the whole rolled back:
 * verify must find each.  Each attempt is made in a savepoint and undone.
 */
#include "../database.h"
#include "kit.h"

#include "../engine.h"
#include "base/seal.h"
#include "journal/held.h"
#include "ledger/replay.h"

static struct engine e;
static struct hand h;
static struct seal_key key;
static struct program few; /* only the ledgers that have records                         */
static struct head held;   /* kept outside                                               */
static const int64_t org = 1;

enum { MAX_TABLES = 64, MAX_COLUMNS = 400, MAX_ROWS = 400 };

/* A table, the columns that name a row of it, and all that an attempt changes. */
struct target {
	struct str name, keys;
	struct str columns[MAX_COLUMNS];
	size_t n;
};
static struct target targets[MAX_TABLES];
static size_t n_targets;

/* --- the bureau ------------------------------------------------------------------------------- */

static bool put_key(struct tx *tx, void *arg)
{
	(void)arg;
	return key_make(tx, org, 0, S("test"));
}

static void sign(struct head *ret)
{
	arena_reset(&h.a);
	refusals_init(&h.r, &h.a);
	assert_true(tree_build(e.db, &h.world, &h.r, org, S("test")));
	assert_true(head_sign(e.db, &h.world, &h.a, &h.r, org, ret));
	*ret = (struct head){ ret->org,
		              ret->size,
		              ret->before,
		              arena_str(&arena, ret->root),
		              ret->at,
		              arena_str(&arena, ret->key),
		              arena_str(&arena, ret->signature) };
}

static void fill(void)
{
	int64_t id;

	assert_true(hand_bureau(&h) != 0);
	id = hand_must(&h, "hotline", 0, "receive",
	               "ticket_number=1\nkind=complaint\nsubject=噪音\ncaller=张某\n"
	               "phone=13800000000\nreceived_at=2024-10-21T09:00\nreceived_on=2024-10-21");
	hand_must(&h, "hotline", id, "accept", "accepted_at=2024-10-21T09:05");
	hand_must(&h, "hotline", id, "amend", "subject=夜间噪音\nphone=13900000000\nreason=写错了");
	hand_must(&h, "hotline", id, "void", "reason=重复\napprover=x");
	id = hand_must(&h, "info_request", 0, "receive",
	               "applicant_kind=citizen\napplicant=李某\nsubject=演出备案\nchannel=web\n"
	               "confirmed_on=2024-10-21\nreceived_on=2024-10-21");
	hand_must(&h, "info_request", id, "consult", "third_party=某公司\nconsulted_on=2024-10-21");
	hand_must(&h, "info_request", id, "opine", "opinion=agrees");
	hand_must(&h, "info_request", id, "answer", "answered_on=2024-10-21\nresult=given");
	hand_must(&h, "meeting", 0, "call",
	          arena_fmt(&arena,
	                    "forum=party_group\ntitle=党组会\ncalled_for=2024-10-21\n"
	                    "attendees+person:%lld,due:yes\nitems+title:学法,tags:rule_of_law",
	                    (long long)e.person)
	                  .p);
	/* An item to be decided begins a decision: a step that nobody but the engine took. */
	hand_must(
		&h, "meeting", 0, "call",
		arena_fmt(
			&arena,
			"forum=director\ntitle=局长办公会\ncalled_for=2024-10-21\n"
			"attendees+person:%lld,due:yes\n"
			"items+title:演出补贴,tags:decision,matter:fund,owner:%lld,touches_rights:no",
			(long long)e.person, (long long)e.person)
			.p);
	hand_must(&h, "operator", 0, "enter",
	          "name=甲歌厅\nno_code_reason=stall\nsectors=entertainment；other\nstatus=open\n"
	          "phone=13700000000\ncontact=王某\non=2024-10-21");
}

/* --- verifying -------------------------------------------------------------------------------- */

static int64_t found_by(struct tx *tx, const struct head *heads, size_t n)
{
	struct verifying v = { .tx = tx, .org = org, .held = heads, .n_held = n };
	struct arena_mark mark = arena_mark(tx->arena);

	journal_verify(&v);
	records_verify(&v, &few);
	journal_strays(&v);
	records_strays(&v, &few);
	arena_rewind(tx->arena, mark);
	if (tx->r->fault)
		fail_msg("%.*s", P(tx->r->fault_say));
	return v.n_found;
}

static bool has_rows(struct tx *tx, const struct table *t)
{
	int64_t n = 0;

	db_one(tx,
	       stmt_intern(&e.p, arena_fmt(tx->arena, "SELECT COUNT(*) FROM \"%s\" WHERE org = $1",
	                                   t->l->key)),
	       VALS(org), &n);
	return n > 0;
}

static void target(const char *name, const char *keys)
{
	targets[n_targets++] = (struct target){ .name = str_of(name), .keys = str_of(keys) };
}

static void columns(const char *list)
{
	struct target *t = &targets[n_targets - 1];
	struct str rest = str_of(list), item;

	while (str_item(&rest, &item))
		t->columns[t->n++] = item;
}

static const char *z(const char *l, const char *end)
{
	return arena_fmt(&arena, "%s%s", l, end).p;
}

static void targets_of(const struct table *t)
{
	const char *l = t->l->key;

	target(l, "org,id");
	columns("org,id");
	for (size_t i = 0; i < t->n_columns; i++)
		targets[n_targets - 1].columns[targets[n_targets - 1].n++] = t->columns[i].key;
	for (size_t i = 0; i < t->l->n_fields; i++) {
		const struct field *f = &t->l->fields[i];
		if (f->kind == REFS || f->kind == PICKS) {
			target(arena_fmt(&arena, "%s_%s", l, f->key).p, "org,of,value");
			columns("org,of,value");
		}
		if (f->kind != ROWS)
			continue;
		target(arena_fmt(&arena, "%s_%s", l, f->key).p, "org,of,n");
		columns("org,of,n");
		for (size_t c = 0; c < f->n_rows; c++)
			columns(f->rows[c].key);
	}
	target(z(l, "_steps"), "org,of,n");
	columns("org,of,n,verb,on,by,entered_at,entered_by,reason,from_state,to_state,imported");
	target(z(l, "_states"), "org,of,n");
	columns("org,of,n,state,from,to");
	target(z(l, "_open"), "org,of,n");
	columns("org,of,n,from,to");
	target(z(l, "_defects"), "org,of,n");
	columns("org,of,n,key,verb,on");
}

static bool choose(struct tx *tx, void *arg)
{
	(void)arg;
	few = e.p;
	few.tables = arena_array(&arena, struct table, e.p.n_tables);
	few.n_tables = 0;
	n_targets = 0;
	for (size_t i = 0; i < e.p.n_tables; i++)
		if (has_rows(tx, &e.p.tables[i])) {
			few.tables[few.n_tables++] = e.p.tables[i];
			targets_of(&e.p.tables[i]);
		}
	target("journal", "org,position");
	columns("org,position,at,day,actor,done_by,ledger,record,verb,from_state,to_state,body,origin");
	target("journal_personal", "org,position,field");
	columns("org,position,field,salt,value");
	target("journal_nodes", "org,level,at");
	columns("org,level,at,hash");
	target("journal_heads", "org,size");
	columns("org,size,before,root,at,key,signature");
	target("journal_head", "org");
	columns("org,position");
	target("journal_tree", "org");
	columns("org,size,headed");
	target("journal_keys", "org,n");
	columns("public,secret");
	return true;
}

static int open_all(void **state)
{
	static const unsigned char master[32] = { 7 };
	struct head first;

	(void)state;
	arena_init(&arena, 64 << 20);
	engine_open(&e, test_db(), "2024-10-21");
	hand_init(&h, &e);
	seal_key_of(master, &key);
	h.world.key = &key;
	assert_true(tx_run(e.db, &h.world, &h.a, &h.r, put_key, NULL));
	sign(&first);
	fill();
	sign(&held);
	assert_true(held.size > first.size && held.before == first.size);
	assert_true(tx_run(e.db, &h.world, &h.a, &h.r, choose, NULL));
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	hand_drop(&h);
	engine_close(&e);
	arena_drop(&arena);
	return 0;
}

/* Runs fn once, in a transaction that is not kept, even where every transaction runs twice. */
static void run(bool (*fn)(struct tx *, void *), void *arg)
{
	arena_reset(&h.a);
	refusals_init(&h.r, &h.a);
	tx_run(e.db, &h.world, &h.a, &h.r, fn, arg);
	if (h.r.fault)
		fail_msg("%.*s", P(h.r.fault_say));
}

/* --- attempts --------------------------------------------------------------------------------- */

static size_t attempts, missed;

static void sql(struct tx *tx, const char *text)
{
	db_exec_v(tx, stmt_intern(&e.p, str_of(text)), 0, NULL);
}

static void must_find(struct tx *tx, const char *what)
{
	attempts++;
	if (found_by(tx, NULL, 0))
		return;
	missed++;
	print_message("not found: %s\n", what);
}

static void attempt(struct tx *tx, struct str text)
{
	struct arena_mark mark = arena_mark(tx->arena);

	tx_save(tx);
	sql(tx, arena_z(tx->arena, text));
	must_find(tx, arena_z(tx->arena, text));
	tx_rollback(tx);
	arena_rewind(tx->arena, mark);
}

/* A value as SQL writes it. */
static struct str quoted(struct arena *a, struct val v)
{
	struct str s = S("'");

	if (v.is == VAL_NULL)
		return S("NULL");
	if (v.is == VAL_INT)
		return arena_fmt(a, "%lld", (long long)v.i);
	for (size_t i = 0; i < v.s.n; i++)
		s = arena_fmt(a, "%.*s%s%c", P(s), v.s.p[i] == '\'' ? "'" : "", v.s.p[i]);
	return arena_fmt(a, "%.*s'", P(s));
}

/* The least change: one more, one byte, something for nothing. */
static struct val changed(struct arena *a, struct val v, bool is_key)
{
	char *p;

	if (v.is == VAL_NULL)
		return VAL(1);
	if (v.is == VAL_INT)
		return VAL(v.i + (is_key ? 100000 : 1)); /* no other row is there             */
	if (!v.s.n)
		return VAL(S("x"));
	p = arena_z(a, v.s);
	p[v.s.n - 1] = p[v.s.n - 1] == '1' ? '2' : '1';
	if (p[0] == '{')
		p[v.s.n - 1] = '}', p[v.s.n / 2] = p[v.s.n / 2] == 'a' ? 'b' : 'a';
	return val_str((struct str){ p, v.s.n });
}

struct kept {
	struct val *v; /* of the columns, then of the keys                            */
};

static size_t rows_of(struct tx *tx, const struct target *t, struct kept *ret)
{
	struct str list = S(""), rest = t->keys, item;
	struct rows q;
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		list = arena_fmt(tx->arena, "%.*s\"%.*s\", ", P(list), P(t->columns[i]));
	for (size_t i = 0; str_item(&rest, &item); i++)
		list = arena_fmt(tx->arena, "%.*s%s\"%.*s\"", P(list), i ? ", " : "", P(item));
	q = db_query_v(
		tx,
		stmt_intern(&e.p, arena_fmt(tx->arena, "SELECT %.*s FROM \"%.*s\" WHERE org = 1",
	                                    P(list), P(t->name))),
		0, NULL);
	while (db_row_next(&q)) {
		assert_true(n < MAX_ROWS);
		ret[n].v = arena_array(tx->arena, struct val, q.n);
		for (size_t i = 0; i < q.n; i++) {
			ret[n].v[i] = db_col(&q, i);
			if (ret[n].v[i].is == VAL_TEXT)
				ret[n].v[i].s = arena_str(tx->arena, ret[n].v[i].s);
		}
		n++;
	}
	return n;
}

static struct str where_row(struct tx *tx, const struct target *t, const struct kept *row)
{
	struct str rest = t->keys, item, text = S("");

	for (size_t i = 0; str_item(&rest, &item); i++)
		text = arena_fmt(tx->arena, "%.*s%s\"%.*s\" = %.*s", P(text),
		                 i ? " AND " : " WHERE ", P(item),
		                 P(quoted(tx->arena, row->v[t->n + i])));
	return text;
}

static bool is_key(const struct target *t, struct str column)
{
	struct str rest = t->keys, item;

	while (str_item(&rest, &item))
		if (str_eq(item, column))
			return true;
	return false;
}

static bool try_target(struct tx *tx, void *arg)
{
	const struct target *t = arg;
	struct kept *rows = arena_array(tx->arena, struct kept, MAX_ROWS);
	size_t n = rows_of(tx, t, rows);

	for (size_t i = 0; i < n; i++) {
		struct str where = where_row(tx, t, &rows[i]);
		attempt(tx, arena_fmt(tx->arena, "DELETE FROM \"%.*s\"%.*s", P(t->name), P(where)));
		for (size_t c = 0; c < t->n; c++)
			attempt(tx,
			        arena_fmt(tx->arena, "UPDATE \"%.*s\" SET \"%.*s\" = %.*s%.*s",
			                  P(t->name), P(t->columns[c]),
			                  P(quoted(tx->arena, changed(tx->arena, rows[i].v[c],
			                                              is_key(t, t->columns[c])))),
			                  P(where)));
	}
	return false;
}

static bool try_whole(struct tx *tx, void *arg)
{
	int64_t n = found_by(tx, &held, 1);

	(void)arg;
	if (n)
		fail_msg("%lld found in a journal that nobody touched", (long long)n);
	return false;
}

static void test_untouched(void **state)
{
	(void)state;
	run(try_whole, NULL);
}

static void test_every_column_and_row(void **state)
{
	if (db_is_shared(e.db))
		skip(); /* PostgreSQL itself refuses half a character and a text for a number */
	(void)state;
	attempts = missed = 0;
	for (size_t i = 0; i < n_targets; i++)
		run(try_target, &targets[i]);
	print_message("%zu changes and deletions tried, %zu not found\n", attempts, missed);
	assert_true(attempts > 900);
	assert_int_equal(missed, 0);
}

/* --- entries as a whole ----------------------------------------------------------------------- */

/* Each a few statements separated by `;`. */
static const char *const hostile[] = {
	"INSERT INTO journal SELECT org, 999, at, day, actor, done_by, ledger, record, verb, from_state, to_state, body, origin FROM journal WHERE org = 1 AND position = 3",
	"INSERT INTO hotline (org, id, number, state, version) VALUES (1, 12345, 'x', 'received', 1)",
	"INSERT INTO hotline (org, id, number, state, version) VALUES (9, 12345, 'x', 'received', 1)",
	"INSERT INTO hotline_steps (org, of, n, verb) SELECT org, of, n + 50, verb FROM hotline_steps WHERE org = 1 AND n = 1",
	"INSERT INTO operator_sectors (org, of, value) SELECT org, of, 'net' FROM operator_sectors WHERE org = 1 LIMIT 1",
	"INSERT INTO journal_personal (org, position, field, salt, value) SELECT org, position, 'x', salt, value FROM journal_personal WHERE org = 1 LIMIT 1",
	"INSERT INTO journal_nodes (org, level, at, hash) VALUES (1, 0, 999, 'x')",
	/* two entries change places */
	"UPDATE journal SET position = 900 WHERE org = 1 AND position = 4;UPDATE journal SET position = 4 WHERE org = 1 AND position = 5;"
	"UPDATE journal SET position = 5 WHERE org = 1 AND position = 900",
	/* one taken out, the rest moved up */
	"DELETE FROM journal WHERE org = 1 AND position = 4;UPDATE journal SET position = position - 1 WHERE org = 1 AND position > 4;"
	"UPDATE journal_head SET position = position - 1 WHERE org = 1",
	/* the end cut off, and its head */
	"DELETE FROM journal WHERE org = 1 AND position > 6",
	"DELETE FROM journal WHERE org = 1 AND position > 6;UPDATE journal_head SET position = 6 WHERE org = 1",
	/* all of it emptied */
	"DELETE FROM journal WHERE org = 1",
	"DELETE FROM journal WHERE org = 1;DELETE FROM journal_head WHERE org = 1",
	"DELETE FROM journal WHERE org = 1;DELETE FROM journal_head WHERE org = 1;DELETE FROM journal_nodes WHERE org = 1;"
	"DELETE FROM journal_tree WHERE org = 1;DELETE FROM journal_heads WHERE org = 1",
	/* the tree and the heads thrown away */
	"DELETE FROM journal_nodes WHERE org = 1",
	"DELETE FROM journal_heads WHERE org = 1",
	/* a personal value taken from the side, and from the record */
	"DELETE FROM journal_personal WHERE org = 1 AND field = 'phone';UPDATE hotline SET phone = '' WHERE org = 1",
};

static bool try_hostile(struct tx *tx, void *arg)
{
	(void)arg;
	attempts = missed = 0; /* a debug build runs it twice                                   */
	for (size_t i = 0; i < COUNT(hostile); i++) {
		struct str rest = str_of(hostile[i]), one;
		struct arena_mark mark = arena_mark(tx->arena);
		tx_save(tx);
		while (rest.n) {
			if (!str_cut(rest, ';', &one, &rest)) {
				one = rest;
				rest = S("");
			}
			sql(tx, arena_z(tx->arena, one));
		}
		must_find(tx, hostile[i]);
		tx_rollback(tx);
		arena_rewind(tx->arena, mark);
	}
	return false;
}

static void test_hostile(void **state)
{
	(void)state;
	run(try_hostile, NULL);
	assert_int_equal(attempts, COUNT(hostile));
	assert_int_equal(missed, 0);
}

/* --- those who know how it works -------------------------------------------------------------- */

static bool keep_node(void *arg, int level, int64_t at, unsigned char hash[SM3_SIZE])
{
	static const struct stmt put = {
		"UPDATE journal_nodes SET hash = $4 WHERE org = $1 AND level = $2 AND at = $3", NULL
	};
	struct tx *tx = arg;

	db_exec(tx, &put, org, level, at, hex_text(tx->arena, hash, SM3_SIZE));
	return true;
}

static void nodes_again(struct tx *tx, struct tree *t)
{
	struct journal_row *list;
	unsigned char leaf[SM3_SIZE];

	*t = (struct tree){ 0 };
	for (size_t i = 0, n = journal_rows(tx, org, 0, &list); i < n; i++) {
		journal_leaf_hash(&list[i], leaf);
		tree_add(t, leaf, keep_node, tx);
	}
}

/* An entry and its record edited alike, and all nodes made again: the signed heads remain. */
static void edit_with_nodes(struct tx *tx, struct tree *t)
{
	sql(tx, "UPDATE journal SET body = REPLACE(body, '噪音', '静音') WHERE org = 1");
	sql(tx, "UPDATE hotline SET subject = REPLACE(subject, '噪音', '静音') WHERE org = 1");
	nodes_again(tx, t);
}

static bool try_edit_with_nodes(struct tx *tx, void *arg)
{
	struct tree t;

	(void)arg;
	edit_with_nodes(tx, &t);
	assert_int_equal(found_by(tx, NULL, 0), 1); /* the one head that covers it              */
	return false;
}

/* And signed again with a key of one's own. */
static bool try_sign_again(struct tx *tx, void *arg)
{
	static const struct stmt put = {
		"UPDATE journal_heads SET root = $2, key = $3, signature = $4"
		" WHERE org = $1 AND size = $5",
		NULL
	};
	unsigned char root[SM3_SIZE];
	struct head mine = held;
	struct sm2_key own;
	struct tree t;

	(void)arg;
	edit_with_nodes(tx, &t);
	tree_root(&t, root);
	sm2_new(&own);
	mine.root = hex_text(tx->arena, root, SM3_SIZE);
	mine.key = str_of(own.open);
	mine.signature = sm2_sign(tx->arena, &own, head_text(tx->arena, &mine));
	db_exec(tx, &put, org, mine.root, mine.key, mine.signature, mine.size);
	assert_true(found_by(tx, NULL, 0) > 0);
	assert_true(found_by(tx, &held, 1) > 1);
	return false;
}

static void test_nodes_made_again(void **state)
{
	(void)state;
	run(try_edit_with_nodes, NULL);
	run(try_sign_again, NULL);
}

static bool try_rollback(struct tx *tx, void *arg)
{
	const struct head *later = arg;

	assert_int_equal(found_by(tx, NULL, 0), 0);
	assert_true(found_by(tx, later, 1) > 0);
	return false;
}

/* The whole database as it was before: only a head held elsewhere knows. */
static void test_rollback(void **state)
{
	struct str error = S("");
	struct db *before = e.db, *now = db_copy_memory(e.db, &error);
	struct head later;

	(void)state;
	assert_non_null(now);
	e.db = now;
	hand_must(&h, "operator", 0, "enter",
	          "name=乙歌厅\nno_code_reason=stall\nsectors=other\nstatus=open\non=2024-10-21");
	sign(&later);
	run(try_whole, NULL);
	e.db = before;
	db_close_all(now);
	run(try_rollback, &later);
}

/* --- what leaves the bureau ------------------------------------------------------------------- */

static bool prove(struct tx *tx, void *arg)
{
	struct held *p = arg;

	*p = (struct held){ .head = held };
	assert_true(held_prove(tx, p, 2));
	assert_true(held_prove(tx, p, held.size));
	assert_true(held_prove_from(tx, p, held.before));
	assert_false(held_prove(tx, p, held.size + 1));
	return false;
}

static struct held again(const struct held *p)
{
	struct held q;
	struct str error = S("");
	struct buf b;

	buf_init(&b, 1 << 20);
	held_write(&b, p);
	if (!held_read(&arena, buf_str(&b), &q, &error))
		fail_msg("%.*s", P(error));
	buf_drop(&b);
	return q;
}

static bool holds(const struct held *p)
{
	struct str error = S("");

	return held_holds(&arena, p, &error);
}

static void test_proofs(void **state)
{
	struct held p, q, old;
	struct str error = S("");
	struct sm2_key w;

	(void)state;
	run(prove, &p);
	sm2_new(&w);
	held_countersign(&arena, &p, &w, S("区司法局"));
	q = again(&p);
	assert_true(holds(&q));
	assert_true(held_witnessed(&q, str_of(w.open)));
	assert_false(held_witnessed(&q, held.key));
	q.entries[0].leaf = arena_fmt(&arena, "%.*s ", P(q.entries[0].leaf));
	assert_false(holds(&q));
	q = again(&p);
	q.head.size++;
	assert_false(holds(&q));
	q = again(&p);
	q.witnesses[0].name = S("别人"); /* a name is no part of what is signed           */
	q.witnesses[0].signature = q.head.signature;
	assert_false(holds(&q));
	q = again(&p);
	old = (struct held){ .head = held };
	assert_true(held_follows(&arena, &q, &old, &error));
	old.head.size = held.size + 5;
	assert_false(held_follows(&arena, &q, &old, &error));
	assert_false(held_read(&arena, S("{}"), &q, &error));
	assert_false(held_read(&arena, S("\xff"), &q, &error));
}

/* --- erasing ---------------------------------------------------------------------------------- */

static bool nothing_left(struct tx *tx, void *arg)
{
	static const struct stmt
		left = { "SELECT COUNT(*) FROM journal_personal WHERE org = $1 AND value IN ('13800000000', '13900000000')",
		         NULL },
		bodies = {
			"SELECT COUNT(*) FROM journal WHERE org = $1 AND body LIKE '%13900000000%'",
			NULL
		};
	int64_t n = 1, m = 1;

	db_one(tx, &left, VALS(org), &n);
	db_one(tx, &bodies, VALS(org), &m);
	assert_int_equal(n, *(int64_t *)arg);
	assert_int_equal(m, 0);
	assert_int_equal(found_by(tx, &held, 1), 0);
	return false;
}

static void test_erase(void **state)
{
	int64_t id, kept = 3, none = 3;

	(void)state;
	run(nothing_left, &kept); /* of the ticket of fill(): new, before, after              */
	id = hand_must(&h, "hotline", 0, "receive",
	               "ticket_number=9\nkind=complaint\nsubject=异味\ncaller=赵某\n"
	               "phone=13900000000\nreceived_at=2024-10-21T09:00\nreceived_on=2024-10-21");
	kept = 4;
	run(nothing_left, &kept);
	assert_int_equal(hand_step(&h, "hotline", id, "erase", ""), 0); /* why is asked         */
	hand_must(&h, "hotline", id, "erase", "reason=本人申请");
	run(nothing_left, &none);
	assert_int_equal(hand_step(&h, "meeting", 1, "erase", "reason=x"), 0);
}

/* --- the clock -------------------------------------------------------------------------------- */

static bool append(struct tx *tx, void *arg)
{
	journal_append(tx, &(struct journal_entry){ .org = 5,
	                                            .day = e.today,
	                                            .at = { *(int64_t *)arg },
	                                            .ledger = S("x"),
	                                            .verb = S("x"),
	                                            .body = S("{}"),
	                                            .origin = S("test") });
	return true;
}

static bool appended(int64_t at)
{
	struct world real;

	arena_reset(&h.a);
	refusals_init(&h.r, &h.a);
	world_real(&real);
	return tx_run(e.db, &real, &h.a, &h.r, append, &at);
}

static void test_clock_set_back(void **state)
{
	const int64_t at = INT64_C(1730000000000000);
	struct journal_row row;
	struct tx tx;

	(void)state;
	assert_true(appended(at));
	assert_true(appended(at - JOURNAL_SLACK));
	assert_false(appended(at - JOURNAL_SLACK - 1));
	assert_false(h.r.fault);
	assert_true(str_has(h.r.list[0].say, S("时钟")));
	tx = tx_read(e.db, &h.world, &h.a, &h.r);
	assert_true(journal_row(&tx, 5, 2, &row) && j_int(&row, J_AT) == at);
	assert_false(journal_row(&tx, 5, 3, &row));
	tx_end(&tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_untouched), cmocka_unit_test(test_every_column_and_row),
		cmocka_unit_test(test_hostile),   cmocka_unit_test(test_nodes_made_again),
		cmocka_unit_test(test_proofs),    cmocka_unit_test(test_rollback),
		cmocka_unit_test(test_erase),     cmocka_unit_test(test_clock_set_back),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
