/*
 * sqlite_search.c - the index of search as SQLite keeps it: FTS5 with a tokenizer of our own
 *
 * `search` holds a body for each record (base/terms.h), `search_words` is the index over it, which
 * keeps no text of its own (content=search) and no positions (detail=none: half the size, and a
 * phrase is proved on the body).  Triggers note what a group of jobs changed (search_pending), and
 * the index follows once, before the commit; so whoever writes a body need not know of it.  The tokenizer must stand on every connection, else no trigger compiles.
 *
 * A term of a query goes through whole: the query is written from terms, never from what people
 * type.
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

static const char *const made[] = {
	"CREATE VIRTUAL TABLE IF NOT EXISTS search_words USING fts5(body, content=search, content_rowid=id,"
	" detail=none, columnsize=0, tokenize=terms)",
	"CREATE TABLE IF NOT EXISTS search_pending (id INTEGER PRIMARY KEY, body text)",
	"DROP TRIGGER IF EXISTS search_in",
	"DROP TRIGGER IF EXISTS search_out",
	"DROP TRIGGER IF EXISTS search_over",
	"CREATE TRIGGER search_in AFTER INSERT ON search BEGIN"
	" INSERT INTO search_pending (id, body) VALUES (new.id, NULL) ON CONFLICT DO NOTHING; END",
	"CREATE TRIGGER search_out AFTER DELETE ON search BEGIN"
	" INSERT INTO search_pending (id, body) VALUES (old.id, old.body) ON CONFLICT DO NOTHING; END",
	"CREATE TRIGGER search_over AFTER UPDATE ON search BEGIN"
	" INSERT INTO search_pending (id, body) VALUES (old.id, old.body) ON CONFLICT DO NOTHING; END",
};

bool sqlite_search_make(struct tx *tx)
{
	const struct driver *d = tx->db->driver;

	for (size_t i = 0; i < sizeof made / sizeof *made; i++)
		if (!tx->r->fault && !d->run(tx->conn, made[i]))
			tx_fault(tx, "建立检索索引失败：%s。", d->message(tx->conn));
	return !tx->r->fault;
}

/* --- before the commit ----------------------------------------------------------------------- */

/*
 * The index writes a segment at every savepoint, so it follows once for the whole group, just before
 * its commit and in the same transaction: what stood in it goes, what stands now comes.  CROSS JOIN: what is
 * pending is few, and the planner, which has no statistics of it, would walk all of `search`.
 */
enum { GO, COME, EMPTY, N_SQL };
/* clang-format off */
static const struct stmt sql[N_SQL] = {
	[GO]    = { "INSERT INTO search_words (search_words, rowid, body) SELECT 'delete', id, body FROM search_pending WHERE body IS NOT NULL", "the index has no org" },
	[COME]  = { "INSERT INTO search_words (rowid, body) SELECT s.id, s.body FROM search_pending p CROSS JOIN search s ON s.id = p.id", "the index has no org" },
	[EMPTY] = { "DELETE FROM search_pending", "the index has no org" },
};
/* clang-format on */

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

bool sqlite_search_follow(struct conn *c)
{
	return !is_pending(c) ||
	       (conn_do(c, &sql[GO]) && conn_do(c, &sql[COME]) && conn_do(c, &sql[EMPTY]));
}

/* --- pieces of a statement ------------------------------------------------------------------- */

struct str sqlite_search_on(struct arena *a, int param)
{
	return arena_fmt(a, "f.search_words MATCH $%d AND s.id = f.rowid", param);
}

struct str sqlite_search_has(struct arena *a, struct str hay, struct str needle)
{
	return arena_fmt(a, "instr(%.*s, %.*s) > 0", P(hay), P(needle));
}
