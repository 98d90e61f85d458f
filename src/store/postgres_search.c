/*
 * postgres_search.c - the index of search as PostgreSQL keeps it: a tsvector of the same terms, with GIN
 *
 * GIN gives its hits in no order, and all of them before the first.  So the newest records of a ledger are
 * looked at first (WALK): a common word is found among them at once.  Where they do not hold enough, the
 * word is no common one there, and GIN is asked, for all of these ledgers at once.
 */
#include "store/postgres.h"
#include "base/buf.h"

/* Records of a ledger that are looked at, and for each hit that is asked. */
enum { WALK = 300, WALK_EACH = 4 };

bool pg_search_make(struct tx *tx)
{
	const struct driver *d = tx->db->driver;

	if (d->run(tx->conn, "ALTER TABLE search ADD COLUMN IF NOT EXISTS words tsvector") &&
	    d->run(tx->conn,
	           "CREATE INDEX IF NOT EXISTS ix_search_words ON search USING gin (words)"))
		return true;
	return tx_fault(tx, "建立检索索引失败：%s。", d->message(tx->conn));
}

void pg_search_pack(struct tx *tx)
{
	static const struct stmt st = {
		"SELECT gin_clean_pending_list(to_regclass('ix_search_words'))",
		"the index has no org"
	};

	db_exec(tx, &st);
}

struct str pg_search_has(struct arena *a, struct str hay, struct str needle)
{
	return arena_fmt(a, "strpos(%.*s, %.*s) > 0", P(hay), P(needle));
}

/* --- asking ---------------------------------------------------------------------------------- */

/* $1 org, $2 keys of ledgers, $3 the query, $4 of each: before which id, $5 how many hits, $6 how far to look. */
#define LEDGERS \
	"unnest(string_to_array(CAST($2 AS text), ','), CAST(string_to_array(CAST($4 AS text), ',') AS bigint[]))" \
	" WITH ORDINALITY l(key, before, n)"
#define OF_ONE \
	"search s WHERE s.org = $1 AND s.ledger = l.key COLLATE \"C\" AND s.id < l.before ORDER BY s.id DESC"
#define HOLDS "s.words @@ CAST(CAST($3 AS text) AS tsquery)"

static const char walk_sql[] = "SELECT l.n, x.id FROM " LEDGERS
			       " CROSS JOIN LATERAL (SELECT s.id FROM"
			       " (SELECT s.id, s.words, s.body FROM " OF_ONE
			       " LIMIT $6) s WHERE " HOLDS "%.*s"
			       " ORDER BY s.id DESC LIMIT $5) x ORDER BY l.n, x.id DESC";

/* Those that have more than was looked at. */
static const char more_sql[] = "SELECT l.n, 0 FROM " LEDGERS " WHERE EXISTS (SELECT 1 FROM " OF_ONE
			       " OFFSET $6 LIMIT 1) ORDER BY l.n";

static const char index_sql[] =
	"SELECT x.n, x.id FROM (SELECT l.n, s.id, ROW_NUMBER() OVER (PARTITION BY l.n ORDER BY s.id DESC) AS nth"
	" FROM search s JOIN " LEDGERS " ON s.ledger = l.key COLLATE \"C\" AND s.id < l.before"
	" WHERE s.org = $1 AND " HOLDS "%.*s) x WHERE x.nth <= $5 ORDER BY x.n, x.id DESC";

struct asked {
	struct tx *tx;
	const struct search_query *q;
	struct search_of **list; /* those that are asked now                                   */
	size_t n;
	struct val *v;
};

static void values(struct asked *k, int64_t org)
{
	struct buf keys, befores;
	size_t most = 0;

	buf_init(&keys, 1 << 16);
	buf_init(&befores, 1 << 16);
	for (size_t i = 0; i < k->n; i++) {
		const struct search_of *of = k->list[i];
		buf_fmt(&keys, "%s%.*s", i ? "," : "", P(of->ledger));
		buf_fmt(&befores, "%s%lld", i ? "," : "",
		        (long long)(of->before ? of->before : INT64_MAX));
		most = of->most > most ? of->most : most;
	}
	k->v[0] = VAL(org);
	k->v[1] = VAL(arena_str(k->tx->arena, buf_str(&keys)));
	k->v[2] = VAL(k->q->query);
	k->v[3] = VAL(arena_str(k->tx->arena, buf_str(&befores)));
	k->v[4] = VAL((int64_t)most);
	k->v[5] = VAL((int64_t)(WALK + WALK_EACH * most));
	buf_drop(&keys);
	buf_drop(&befores);
}

static struct rows run(struct asked *k, const char *sql)
{
	struct str text = arena_fmt(k->tx->arena, sql, P(k->q->proof));

	return db_query_v(k->tx, stmt_text(k->tx->arena, text), SEARCH_PROOF - 1 + k->q->n_v, k->v);
}

static void take(struct asked *k, const char *sql)
{
	struct rows q = run(k, sql);
	int64_t n, id;

	for (size_t i = 0; i < k->n; i++)
		k->list[i]->n = 0;
	while (db_row(&q, &n, &id)) {
		struct search_of *of = k->list[n - 1];
		if (of->n < of->most)
			of->ids[of->n++] = id;
	}
}

/* Leaves those that hold more records than were looked at and have not enough hits. */
static void leave_more(struct asked *k, int64_t org)
{
	struct rows q;
	int64_t n, none;
	size_t left = 0;

	for (size_t i = 0; i < k->n; i++)
		if (k->list[i]->n < k->list[i]->most)
			k->list[left++] = k->list[i];
	k->n = left;
	if (!left)
		return;
	values(k, org);
	q = db_query_v(k->tx, stmt_text(k->tx->arena, str_of(more_sql)), SEARCH_PROOF - 1, k->v);
	for (left = 0; db_row(&q, &n, &none);)
		k->list[left++] = k->list[n - 1];
	k->n = left;
}

void pg_search_newest(struct tx *tx, int64_t org, const struct search_query *asked,
                      struct search_of *list, size_t n)
{
	struct asked k = { .tx = tx, .q = asked };

	k.list = arena_array(tx->arena, struct search_of *, n + 1);
	k.v = arena_array(tx->arena, struct val, SEARCH_PROOF + asked->n_v);
	for (size_t i = 0; i < asked->n_v; i++)
		k.v[SEARCH_PROOF - 1 + i] = asked->v[i];
	for (size_t i = 0; i < n; i++)
		if (list[i].most)
			k.list[k.n++] = &list[i];
	if (!k.n)
		return;
	values(&k, org);
	take(&k, walk_sql);
	leave_more(&k, org);
	if (!k.n)
		return;
	values(&k, org);
	take(&k, index_sql);
}
