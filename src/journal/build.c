/*
 * build.c - adding nodes under a lease
 */
#include "journal/build.h"

enum { SIZE, LAST, LEASE_MAKE, LEASE_TAKE, MOVE, NODE, NODE_ADD, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[SIZE]       = { "SELECT size FROM journal_tree WHERE org = $1", NULL },
	[LAST]       = { "SELECT position FROM journal_head WHERE org = $1", NULL },
	[LEASE_MAKE] = { "INSERT INTO journal_tree (org, size, holder) VALUES ($1, 0, '') ON CONFLICT (org) DO NOTHING", NULL },
	[LEASE_TAKE] = { "UPDATE journal_tree SET holder = $2, until = $3 WHERE org = $1"
	                 " AND (holder = $2 OR holder = '' OR until IS NULL OR until < $4)", NULL },
	[MOVE]       = { "UPDATE journal_tree SET size = $3, until = $4 WHERE org = $1 AND size = $2 AND holder = $5", NULL },
	[NODE]       = { "SELECT hash FROM journal_nodes WHERE org = $1 AND level = $2 AND at = $3", NULL },
	[NODE_ADD]   = { "INSERT INTO journal_nodes (org, level, at, hash) VALUES ($1, $2, $3, $4)", NULL },
};
/* clang-format on */

struct node {
	int level;
	int64_t at;
	struct str hash;
};

struct batch {
	struct arena a;
	int64_t org, from, to;
	struct str holder;
	struct node *nodes;
	size_t n, cap;
	bool other; /* another holds the lease                                     */
};

int64_t tree_size(struct tx *tx, int64_t org)
{
	int64_t n = 0;

	db_one(tx, &sql[SIZE], VALS(org), &n);
	return n;
}

int64_t journal_size(struct tx *tx, int64_t org)
{
	int64_t n = 0;

	db_one(tx, &sql[LAST], VALS(org), &n);
	return n;
}

static int digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool hash_read(struct str hex, unsigned char ret[SM3_SIZE])
{
	if (hex.n != HASH_HEX)
		return false;
	for (size_t i = 0; i < SM3_SIZE; i++) {
		int high = digit(hex.p[2 * i]), low = digit(hex.p[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		ret[i] = (unsigned char)(high << 4 | low);
	}
	return true;
}

bool stored_node(void *arg, int level, int64_t at, unsigned char hash[SM3_SIZE])
{
	struct stored *s = arg;
	struct str hex = S("");

	return db_one(s->tx, &sql[NODE], VALS(s->org, level, at), &hex) && hash_read(hex, hash);
}

/* --- the lease -------------------------------------------------------------------------------- */

static bool lease_take(struct tx *tx, void *arg)
{
	struct batch *b = arg;
	struct instant now = world_now(tx->world), until = { now.us + TREE_LEASE };

	db_exec(tx, &sql[LEASE_MAKE], b->org);
	b->other = db_changed(tx, &sql[LEASE_TAKE], b->org, b->holder, until, now) != 1;
	return !b->other;
}

static bool lease_drop(struct tx *tx, void *arg)
{
	static const struct stmt drop = {
		"UPDATE journal_tree SET holder = '', until = NULL WHERE org = $1 AND holder = $2",
		NULL
	};
	struct batch *b = arg;

	db_exec(tx, &drop, b->org, b->holder);
	return true;
}

/* --- a batch ---------------------------------------------------------------------------------- */

static bool node_keep(void *arg, int level, int64_t at, unsigned char hash[SM3_SIZE])
{
	struct batch *b = arg;

	arena_grow(&b->a, b->nodes, b->n, b->cap);
	b->nodes[b->n++] = (struct node){ level, at, hex_text(&b->a, hash, SM3_SIZE) };
	return true;
}

static bool read_batch(struct tx *tx, struct batch *b)
{
	struct stored where = { tx, b->org };
	struct journal_row *rows;
	unsigned char leaf[SM3_SIZE];
	struct tree t;
	size_t n;

	b->from = b->to = tree_size(tx, b->org);
	if (!tree_load(&t, b->from, stored_node, &where))
		return tx_fault(tx, "日志树缺少结点，请运行 yifa journal verify。");
	n = journal_rows(tx, b->org, b->from, &rows);
	for (size_t i = 0; i < n; i++) {
		if (j_int(&rows[i], J_POSITION) != b->to + 1)
			return tx_fault(tx, "日志在第 %lld 条后缺号，请运行 yifa journal verify。",
			                (long long)b->to);
		journal_leaf_hash(&rows[i], leaf);
		tree_add(&t, leaf, node_keep, b);
		b->to++;
	}
	return !tx->r->fault;
}

static bool write_batch(struct tx *tx, void *arg)
{
	struct batch *b = arg;
	struct instant until = { world_now(tx->world).us + TREE_LEASE };

	b->other = db_changed(tx, &sql[MOVE], b->org, b->from, b->to, until, b->holder) != 1;
	for (size_t i = 0; !b->other && i < b->n; i++)
		db_exec(tx, &sql[NODE_ADD], b->org, b->nodes[i].level, b->nodes[i].at,
		        b->nodes[i].hash);
	return !b->other;
}

/* False when there was nothing to add, another holds the lease, or on a fault. */
static bool one_batch(struct db *db, struct world *world, struct refusals *r, struct batch *b)
{
	struct tx tx;
	bool ok;

	arena_reset(&b->a);
	b->nodes = NULL;
	b->n = b->cap = 0;
	tx = tx_read(db, world, &b->a, r);
	ok = read_batch(&tx, b);
	tx_end(&tx);
	return ok && b->to > b->from && tx_run(db, world, &b->a, r, write_batch, b);
}

bool tree_build(struct db *db, struct world *world, struct refusals *r, int64_t org,
                struct str holder)
{
	struct batch b = { .org = org, .holder = holder };
	bool built;

	arena_init(&b.a, (size_t)256 << 20);
	if (tx_run(db, world, &b.a, r, lease_take, &b)) {
		while (one_batch(db, world, r, &b))
			;
		built = !b.other && !r->fault;
		tx_run(db, world, &b.a, r, lease_drop, &b);
	} else {
		built = false;
	}
	arena_drop(&b.a);
	return built;
}
