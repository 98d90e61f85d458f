/*
 * counters.c - numbers without gaps: of papers and records, and of the entries of the journal;
 * and which records the transaction holds
 *
 * A number is taken in the transaction that uses it, so a rollback gives it back; the row of the
 * counter is locked from the first number to the commit.
 *
 * Where many write, a row that one transaction changes ten thousand times is ten thousand versions
 * of a row, each of which the next change walks over.  So there the first number of a transaction
 * is taken in the database, the others in memory, and the row is written once more before the commit.
 * What happened in memory is logged, so that going back to a savepoint takes it back too; a counter
 * whose row was locked after that savepoint is forgotten, since its lock is gone.
 *
 * A record is locked once in a transaction, and one that the transaction made never: each lock that is
 * taken in another savepoint makes a list of lockers (a MultiXact), which who meets the row has to read.
 */
#include "store/inner.h"
#include "base/must.h"

enum { OF_SERIES, OF_JOURNAL, N_COUNTERS };
enum { COUNTED_LIMIT = 64 << 20 };

struct counter {
	int which;
	int64_t org;
	struct str mark;
	int year;
	int64_t given;   /* the last number                                             */
	int64_t written; /* as it stands in the row                                     */
};

/* What was before: of counter i, or that it was not there; or that slot i of `held` was empty. */
struct counted {
	size_t i;
	int64_t given, written;
	bool is_new, is_held;
};

struct counters {
	struct arena arena;
	struct counter *list;
	size_t n, cap;
	struct counted *log;
	size_t n_log, cap_log;
	int64_t *held; /* ids, by hash; 0: empty; cap_held is a power of two, or 0              */
	size_t n_held, cap_held;
};

/* clang-format off */
static const struct { struct stmt take, write; } sql[N_COUNTERS] = {
	[OF_SERIES] = {
		{ "INSERT INTO series (org, mark, year, next) VALUES ($1, $2, $3, 2)"
		  " ON CONFLICT (org, mark, year) DO UPDATE SET next = series.next + 1 RETURNING next - 1", NULL },
		{ "UPDATE series SET next = $4 + 1 WHERE org = $1 AND mark = $2 AND year = $3", NULL } },
	[OF_JOURNAL] = {
		{ "INSERT INTO journal_head (org, position) VALUES ($1, 1)"
		  " ON CONFLICT (org) DO UPDATE SET position = journal_head.position + 1 RETURNING position", NULL },
		{ "UPDATE journal_head SET position = $4 WHERE org = $1", NULL } },
};
/* clang-format on */

static struct counters *counters_of(struct conn *c)
{
	if (!c->counters) {
		c->counters = arena_new(&c->arena, struct counters);
		arena_init(&c->counters->arena, COUNTED_LIMIT);
	}
	return c->counters;
}

void counters_forget(struct conn *c)
{
	if (c->counters) {
		struct arena a = c->counters->arena;
		arena_reset(&a);
		*c->counters = (struct counters){ .arena = a };
	}
}

void counters_drop(struct conn *c)
{
	if (c->counters)
		arena_drop(&c->counters->arena);
	c->counters = NULL;
}

static struct counter *known(struct counters *k, int which, int64_t org, struct str mark, int year)
{
	for (size_t i = 0; i < k->n; i++) {
		struct counter *c = &k->list[i];
		if (c->which == which && c->org == org && c->year == year && str_eq(c->mark, mark))
			return c;
	}
	return NULL;
}

static void log_add(struct counters *k, struct counted was)
{
	arena_grow(&k->arena, k->log, k->n_log, k->cap_log);
	k->log[k->n_log++] = was;
}

static void counter_add(struct counters *k, struct counter c)
{
	log_add(k, (struct counted){ .i = k->n, .is_new = true });
	c.mark = arena_str(&k->arena, c.mark);
	arena_grow(&k->arena, k->list, k->n, k->cap);
	k->list[k->n++] = c;
}

/* Where an id stands, or would. */
static size_t slot_of(const struct counters *k, int64_t id)
{
	size_t i = (size_t)((uint64_t)id * UINT64_C(0x9e3779b97f4a7c15) >> 32);

	while (k->held[i & (k->cap_held - 1)] && k->held[i & (k->cap_held - 1)] != id)
		i++;
	return i & (k->cap_held - 1);
}

/* In the order in which they came, so that going back finds the last one last. */
static void held_grow(struct counters *k)
{
	k->cap_held = k->cap_held ? 2 * k->cap_held : 64;
	k->held = arena_array(&k->arena, int64_t, k->cap_held);
	for (size_t i = 0; i < k->n_log; i++)
		if (k->log[i].is_held)
			k->held[slot_of(k, k->log[i].given)] = k->log[i].given;
}

bool held_first(struct conn *c, int64_t id)
{
	struct counters *k = counters_of(c);
	size_t i;

	if (2 * k->n_held >= k->cap_held)
		held_grow(k);
	i = slot_of(k, id);
	if (!id || k->held[i])
		return false;
	k->held[i] = id;
	k->n_held++;
	log_add(k, (struct counted){ .given = id, .is_held = true });
	return true;
}

size_t counters_mark(struct conn *c)
{
	return c->counters ? c->counters->n_log : 0;
}

/* New ones stand at the end of the list, in the order of the log. */
void counters_back(struct conn *c, size_t mark)
{
	struct counters *k = c->counters;

	while (k && k->n_log > mark) {
		struct counted was = k->log[--k->n_log];
		if (was.is_held) { /* the last that was put in: no other was pushed on by it */
			k->held[slot_of(k, was.given)] = 0;
			k->n_held--;
			continue;
		}
		if (was.is_new) {
			must(k->n == was.i + 1);
			k->n--;
			continue;
		}
		k->list[was.i].given = was.given;
		k->list[was.i].written = was.written;
	}
}

static int64_t take(struct tx *tx, int which, int64_t org, struct str mark, int year)
{
	int64_t n = 0;

	db_one(tx, &sql[which].take, VALS(org, mark, year), &n);
	return n;
}

static int64_t next(struct tx *tx, int which, int64_t org, struct str mark, int year)
{
	struct counters *k;
	struct counter *c;
	int64_t n;

	must(tx->writes);
	if (!tx->db->driver->many)
		return take(tx, which, org, mark, year);
	k = counters_of(tx->conn);
	c = known(k, which, org, mark, year);
	if (tx->r->fault)
		return 0;
	if (c) {
		log_add(k, (struct counted){ .i = (size_t)(c - k->list),
		                             .given = c->given,
		                             .written = c->written });
		return ++c->given;
	}
	n = take(tx, which, org, mark, year);
	if (!tx->r->fault)
		counter_add(k, (struct counter){ which, org, mark, year, n, n });
	return n;
}

int64_t series_next(struct tx *tx, int64_t org, struct str mark, int year)
{
	return next(tx, OF_SERIES, org, mark, year);
}

int64_t position_next(struct tx *tx, int64_t org)
{
	return next(tx, OF_JOURNAL, org, S(""), 0);
}

bool counters_write(struct tx *tx)
{
	struct counters *k = tx->conn->counters;

	for (size_t i = 0; k && i < k->n; i++) {
		struct counter *c = &k->list[i];
		if (c->given != c->written)
			db_exec(tx, &sql[c->which].write, c->org, c->mark, c->year, c->given);
		c->written = c->given;
	}
	return !tx->r->fault;
}
