/*
 * sqlite_search.c - the index of search as SQLite keeps it: FTS5 with a tokenizer of our own
 *
 * `search` holds a body for each record (base/terms.h), `search_terms` is the index over it, which
 * keeps no text of its own and no positions (detail=none: half the size, and a phrase is proved on the
 * body).  A term of a query goes through whole: it is written from terms, never from what people type.
 *
 * Slots.  A record stands in the index under a slot (search_slots) and not under its id: each ledger of
 * each org has a range of slots (search_ranges; k in the upper bits), and within it slots grow with
 * ids.  So the hits of one ledger, newest first, are one piece of a list of the index, found by a
 * seek; and a slot is a step of one byte where an id is one of five.
 *
 * Triggers note what a group of jobs changed (search_pending), and the index follows once, before the
 * commit; so whoever writes a body need not know of it.  The tokenizer must stand on every connection,
 * else no trigger compiles.
 */
#include "base/terms.h"
#include "store/sqlite.h"

/* --- tokenizer ------------------------------------------------------------------------------- */

struct giving {
	void *context;
	int (*token)(void *, int, const char *, int, int, int);
	int code;
};

static void give(void *arg, struct str term)
{
	struct giving *g = arg;

	if (g->code == SQLITE_OK)
		g->code = g->token(g->context, 0, term.p, (int)term.n, 0, 0);
}

static int tokenize(Fts5Tokenizer *self, void *context, int why, const char *text, int n,
                    int (*token)(void *, int, const char *, int, int, int))
{
	struct giving g = { context, token, SQLITE_OK };
	struct str body = { text, n > 0 ? (size_t)n : 0 };

	(void)self;
	if (why & FTS5_TOKENIZE_QUERY)
		give(&g, body);
	else
		terms_walk(body, give, &g);
	return g.code;
}

static int tokenizer_new(void *arg, const char **words, int n, Fts5Tokenizer **ret)
{
	static const char nothing;

	(void)arg;
	(void)words;
	(void)n;
	*ret = (Fts5Tokenizer *)(uintptr_t)&nothing;
	return SQLITE_OK;
}

static void tokenizer_drop(Fts5Tokenizer *self)
{
	(void)self;
}

static fts5_api *api_of(sqlite3 *h)
{
	sqlite3_stmt *st = NULL;
	fts5_api *api = NULL;

	if (sqlite3_prepare_v2(h, "SELECT fts5(?1)", -1, &st, NULL) != SQLITE_OK)
		return NULL;
	sqlite3_bind_pointer(st, 1, &api, "fts5_api_ptr", NULL);
	sqlite3_step(st);
	sqlite3_finalize(st);
	return api;
}

bool sqlite_terms(sqlite3 *h)
{
	static fts5_tokenizer terms = { tokenizer_new, tokenizer_drop, tokenize };
	fts5_api *api = api_of(h);

	return api && api->xCreateTokenizer(api, "terms", NULL, &terms, NULL) == SQLITE_OK;
}

/* --- tables ---------------------------------------------------------------------------------- */

/* SLOT_BITS: slots of a range; STRIDE: between two, so that the end of a range is never reached by one. */
#define RANGE(k) "((" k ") << 40)"
enum { SLOT_BITS = 40 };

static const char *const made[] = {
	"CREATE TABLE IF NOT EXISTS search_ranges (k INTEGER PRIMARY KEY, org bigint, ledger text, UNIQUE (org, ledger))",
	"CREATE TABLE IF NOT EXISTS search_slots (slot INTEGER PRIMARY KEY, k bigint, id bigint, UNIQUE (k, id))",
	"CREATE VIEW IF NOT EXISTS search_bodies AS SELECT t.slot AS slot, s.body AS body"
	" FROM search_slots t CROSS JOIN search s ON s.id = t.id",
	"CREATE VIRTUAL TABLE IF NOT EXISTS search_terms USING fts5(body, content=search_bodies, content_rowid=slot,"
	" detail=none, columnsize=0, tokenize=terms)",
	"DROP TRIGGER IF EXISTS search_in",
	"DROP TRIGGER IF EXISTS search_out",
	"DROP TRIGGER IF EXISTS search_over",
	"DROP TABLE IF EXISTS search_words", /* of an older version: by ids                    */
	"DROP TABLE IF EXISTS search_pending",
	"CREATE TABLE search_pending (id INTEGER PRIMARY KEY, org bigint, ledger text, body text, moves boolean)",
	"CREATE TRIGGER search_in AFTER INSERT ON search BEGIN INSERT INTO search_pending (id, org, ledger, body, moves)"
	" VALUES (new.id, new.org, new.ledger, NULL, 0) ON CONFLICT DO NOTHING; END",
	"CREATE TRIGGER search_out AFTER DELETE ON search BEGIN INSERT INTO search_pending (id, org, ledger, body, moves)"
	" VALUES (old.id, old.org, old.ledger, old.body, 0) ON CONFLICT DO NOTHING; END",
	"CREATE TRIGGER search_over AFTER UPDATE ON search BEGIN INSERT INTO search_pending (id, org, ledger, body, moves)"
	" VALUES (old.id, old.org, old.ledger, old.body, 0) ON CONFLICT DO NOTHING; END",
};

enum {
	RANGES,
	LATE,
	GO,
	LEFT,
	PLACE,
	COME,
	EMPTY,
	N_FOLLOW,
	CLEAR = N_FOLLOW,
	NO_RANGES,
	ALL_RANGES,
	ALL_SLOTS,
	REBUILD,
	IS_NEW,
	N_SQL
};

/*
 * CROSS JOIN: what is pending is few, and the planner, which has no statistics of it, would walk all of `search`.
 */
#define PENDING \
	"search_pending p CROSS JOIN search_ranges r ON r.org = p.org AND r.ledger = p.ledger"
#define NEWEST \
	"(SELECT MAX(t.slot) FROM search_slots t WHERE t.slot > " RANGE( \
		"r.k") " AND t.slot < " RANGE("r.k + 1") ")"

/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[RANGES] = { "INSERT INTO search_ranges (org, ledger) SELECT DISTINCT org, ledger FROM search_pending WHERE TRUE ON CONFLICT DO NOTHING", NULL },
	/* A record that is older than others of its ledger: those go and come again, behind it. */
	[LATE]   = { "INSERT INTO search_pending (id, org, ledger, body, moves) SELECT s.id, s.org, s.ledger, s.body, 1 FROM"
	             " (SELECT r.k AS k, MIN(p.id) AS id FROM " PENDING " WHERE p.id < (SELECT t.id FROM search_slots t WHERE t.slot = " NEWEST ")"
	             " AND NOT EXISTS (SELECT 1 FROM search_slots t WHERE t.k = r.k AND t.id = p.id) GROUP BY r.k) l"
	             " CROSS JOIN search_slots t ON t.k = l.k AND t.id > l.id CROSS JOIN search s ON s.id = t.id WHERE TRUE"
	             " ON CONFLICT (id) DO UPDATE SET moves = 1", "the index has no org" },
	/* What stood in the index goes ... */
	[GO]     = { "INSERT INTO search_terms (search_terms, rowid, body) SELECT 'delete', t.slot, p.body FROM " PENDING
	             " CROSS JOIN search_slots t ON t.k = r.k AND t.id = p.id WHERE p.body IS NOT NULL", "the index has no org" },
	[LEFT]   = { "DELETE FROM search_slots WHERE slot IN (SELECT t.slot FROM " PENDING " CROSS JOIN search_slots t ON t.k = r.k AND t.id = p.id"
	             " WHERE p.moves OR NOT EXISTS (SELECT 1 FROM search s WHERE s.id = p.id))", "the index has no org" },
	/* ... and what stands now comes. */
	[PLACE]  = { "INSERT INTO search_slots (slot, k, id) SELECT COALESCE(" NEWEST ", " RANGE("r.k") ")"
	             " + ROW_NUMBER() OVER (PARTITION BY r.k ORDER BY s.id), r.k, s.id FROM " PENDING " CROSS JOIN search s ON s.id = p.id"
	             " WHERE NOT EXISTS (SELECT 1 FROM search_slots t WHERE t.k = r.k AND t.id = p.id)", "the index has no org" },
	[COME]   = { "INSERT INTO search_terms (rowid, body) SELECT t.slot, s.body FROM " PENDING
	             " CROSS JOIN search_slots t ON t.k = r.k AND t.id = p.id CROSS JOIN search s ON s.id = p.id", "the index has no org" },
	[EMPTY]  = { "DELETE FROM search_pending", "the index has no org" },
	[CLEAR]      = { "DELETE FROM search_slots", "the index has no org" },
	[NO_RANGES]  = { "DELETE FROM search_ranges", "the index has no org" },
	/* A list of the index is walked from its end: large ledgers stand at its beginning. */
	[ALL_RANGES] = { "INSERT INTO search_ranges (org, ledger) SELECT org, ledger FROM search GROUP BY org, ledger ORDER BY COUNT(*) DESC, ledger", NULL },
	[ALL_SLOTS] = { "INSERT INTO search_slots (slot, k, id) SELECT " RANGE("r.k") " + ROW_NUMBER() OVER (PARTITION BY r.k ORDER BY s.id), r.k, s.id"
	                " FROM search s CROSS JOIN search_ranges r ON r.org = s.org AND r.ledger = s.ledger", NULL },
	[REBUILD]   = { "INSERT INTO search_terms (search_terms) VALUES ('rebuild')", "the index has no org" },
	[IS_NEW]    = { "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM search_slots) AND EXISTS (SELECT 1 FROM search)", "the index has no org" },
};
/* clang-format on */

void sqlite_search_pack(struct tx *tx)
{
	for (int i = CLEAR; i <= REBUILD; i++)
		db_exec(tx, &sql[i]);
	db_exec(tx, &sql[EMPTY]);
}

bool sqlite_search_make(struct tx *tx)
{
	const struct driver *d = tx->db->driver;
	int64_t one;

	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (!tx->r->fault && !d->run(tx->conn, made[i]))
			tx_fault(tx, "建立检索索引失败：%s。", d->message(tx->conn));
	if (db_one(tx, &sql[IS_NEW], VALS(), &one))
		sqlite_search_pack(tx);
	return !tx->r->fault;
}

/* --- before the commit ----------------------------------------------------------------------- */

/* Not when the table is not made yet. */
static bool is_pending(struct conn *c)
{
	sqlite3_stmt *st = NULL;
	bool is;

	if (sqlite3_prepare_v2(c->handle, "SELECT 1 FROM search_pending LIMIT 1", -1, &st, NULL) !=
	    SQLITE_OK)
		return false;
	is = sqlite3_step(st) == SQLITE_ROW;
	sqlite3_finalize(st);
	return is;
}

/*
 * The index writes a segment at every savepoint, so it follows once for the whole group, just before
 * its commit and in the same transaction.
 */
bool sqlite_search_follow(struct conn *c)
{
	if (!is_pending(c))
		return true;
	for (int i = 0; i < N_FOLLOW; i++)
		if (!conn_do(c, &sql[i]))
			return false;
	return true;
}

/* --- asking ---------------------------------------------------------------------------------- */

/*
 * A seek costs as much as reading READ_ON hits, so one goes on over what is not asked: ledgers of few
 * records, and their hits when they have enough.
 */
enum { READ_ON = 40, FEW = 1000 };

/* A ledger of the org, and its slots: from above `low`, to below `high`. */
struct range {
	int64_t k, low, high, size;
	struct search_of *of; /* NULL: not asked                                     */
};

struct walk {
	struct tx *tx;
	const struct stmt *st;
	struct val *v;
	size_t n_v;
};

static const struct stmt ranges_st = { "SELECT r.k, r.ledger, COALESCE(" NEWEST ", " RANGE(
	"r.k") ") - " RANGE("r.k") " FROM search_ranges r WHERE r.org = $1 ORDER BY r.k DESC" };
static const struct stmt before_st = {
	"SELECT slot FROM search_slots WHERE k = $1 AND id >= $2 ORDER BY id LIMIT 1",
	"ranges are of an org"
};
static const struct stmt n_ranges_st = { "SELECT COUNT(*) FROM search_ranges WHERE org = $1" };

/* All of the org, highest first. */
static size_t ranges_of(struct tx *tx, int64_t org, struct search_of *list, size_t n,
                        struct range **ret)
{
	int64_t room = 0, k, size;
	struct str ledger;
	struct rows q;
	size_t found = 0;

	db_one(tx, &n_ranges_st, VALS(org), &room);
	*ret = arena_array(tx->arena, struct range, (size_t)room + 1);
	q = db_query(tx, &ranges_st, org);
	while (db_row(&q, &k, &ledger, &size)) {
		struct range *r = &(*ret)[found++];
		*r = (struct range){ k, k << SLOT_BITS, (k + 1) << SLOT_BITS, size, NULL };
		for (size_t i = 0; i < n && !r->of; i++)
			if (list[i].most && str_eq(list[i].ledger, ledger))
				r->of = &list[i];
		if (r->of && r->of->before)
			db_one(tx, &before_st, VALS(k, r->of->before), &r->high);
	}
	return found;
}

/* Ranges from the first that are walked in one: those that lie between are small. */
static size_t run_of(const struct range *list, size_t n)
{
	size_t last = 0;

	for (size_t i = 1; i < n; i++) {
		if (list[i].of && list[i].of->before)
			break;
		if (list[i].of)
			last = i;
		else if (list[i].size > FEW)
			break;
	}
	return last + 1;
}

/* Walks a run down, until a ledger has enough.  Returns how many ranges are done with. */
static size_t walk_run(const struct walk *w, const struct range *list, size_t n)
{
	size_t at = 0, over = 0;
	int64_t slot, id;
	struct rows q;

	w->v[1] = VAL(list[n - 1].low);
	w->v[2] = VAL(list[0].high);
	q = db_query_v(w->tx, w->st, w->n_v, w->v);
	while (db_row(&q, &slot, &id)) {
		struct search_of *of;
		while (at + 1 < n && slot < list[at].low)
			at++, over = 0;
		of = slot < list[at].high ? list[at].of : NULL; /* else of another org */
		if (of && of->n < of->most) {
			of->ids[of->n++] = id;
		} else if (n == 1 || list[at].size > FEW || ++over > READ_ON) {
			db_close(&q);
			return at + 1;
		}
	}
	return n;
}

void sqlite_search_newest(struct tx *tx, int64_t org, const struct search_query *asked,
                          struct search_of *list, size_t n)
{
	struct range *ranges;
	struct walk w = { .tx = tx, .n_v = SEARCH_PROOF - 1 + asked->n_v };
	size_t n_ranges = ranges_of(tx, org, list, n, &ranges);

	w.st = stmt_text(
		tx->arena,
		arena_fmt(tx->arena,
	                  "SELECT f.rowid, t.id FROM search_terms f CROSS JOIN search_slots t%s"
	                  " WHERE f.search_terms MATCH $1 AND f.rowid > $2 AND f.rowid < $3"
	                  " AND t.slot = f.rowid%.*s ORDER BY f.rowid DESC",
	                  asked->proof.n ? " CROSS JOIN search s ON s.id = t.id" : "",
	                  P(asked->proof)));
	w.v = arena_array(tx->arena, struct val, w.n_v);
	w.v[0] = VAL(asked->query);
	for (size_t i = 0; i < asked->n_v; i++)
		w.v[SEARCH_PROOF - 1 + i] = asked->v[i];
	for (size_t i = 0; i < n_ranges;)
		i += ranges[i].of ? walk_run(&w, ranges + i, run_of(ranges + i, n_ranges - i)) : 1;
}

struct str sqlite_search_has(struct arena *a, struct str hay, struct str needle)
{
	return arena_fmt(a, "instr(%.*s, %.*s) > 0", P(hay), P(needle));
}
