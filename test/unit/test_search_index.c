/*
 * test_search_index.c - the index of search against a plain list of what was put into it: newest first in each
 * ledger, older records that come later, changed ones, dropped ones, two orgs; the same after it was packed
 */
#include "../database.h"
#include "kit.h"

#include "../engine.h"
#include "base/terms.h"
#include "store/search.h"

enum { N_IDS = 240, N_LEDGERS = 3, N_ORGS = 2, ROUNDS = 60, EACH = 12, MOST = 7 };

static const char *const ledgers[N_LEDGERS] = { "hotline", "case", "petition" };
static const char *const bodies[] = { "甲乙", "乙丙", "甲乙丙丁", "丁甲" };

/* Record i is of org 1 + i % 2 and of ledger i % 3; NULL: not there. */
static const char *is[N_IDS];
static struct engine e;
static struct world world;
static struct refusals refusals;
static uint64_t seed = 11;

static size_t some(size_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (size_t)(seed >> 33) % n;
}

static int64_t id_of(size_t i)
{
	return 1000 + 10 * (int64_t)i;
}

static int open_all(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)256 << 20);
	engine_open(&e, test_db(), "2024-09-24");
	refusals_init(&refusals, &arena);
	world_fixed(&world, e.today, 7);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	engine_close(&e);
	arena_drop(&arena);
	return 0;
}

static bool put_some(struct tx *tx, void *arg)
{
	const size_t *list = arg;

	for (size_t n = 0; n < EACH; n++) {
		size_t i = list[n];
		if (is[i])
			search_put(tx, 1 + (int64_t)i % N_ORGS, id_of(i),
			           str_of(ledgers[i % N_LEDGERS]), S("1"), str_of(is[i]));
		else
			search_drop(tx, 1 + (int64_t)i % N_ORGS, id_of(i));
	}
	return true;
}

static bool pack(struct tx *tx, void *arg)
{
	(void)arg;
	search_pack(tx);
	return true;
}

static void run(bool (*fn)(struct tx *, void *), void *arg)
{
	if (!tx_run(e.db, &world, &arena, &refusals, fn, arg))
		fail_msg("%.*s", P(refusals.fault_say));
}

/* --- the same as the plain list --------------------------------------------------------------- */

static size_t plain(size_t org, size_t ledger, int64_t before, const char *word, size_t most,
                    int64_t *ids)
{
	size_t n = 0;

	for (size_t i = N_IDS; i-- > 0 && n < most;)
		if (is[i] && i % N_ORGS == org && i % N_LEDGERS == ledger && strstr(is[i], word) &&
		    (!before || id_of(i) < before))
			ids[n++] = id_of(i);
	return n;
}

/* Words of three characters are two terms and a proof on the body. */
static struct search_query query(struct tx *tx, const char *word, struct val *v)
{
	struct search_query q = { 0 };
	struct buf text;

	buf_init(&text, 1 << 10);
	query_term(&text, tx, (struct str){ word, 6 });
	if (strlen(word) > 6) {
		query_and(&text, tx);
		query_term(&text, tx, (struct str){ word + 3, 6 });
		v[0] = VAL(str_of(word));
		q.v = v;
		q.n_v = 1;
		q.proof = arena_fmt(&arena, " AND (%.*s)",
		                    P(search_has(tx, &arena, S("s.body"), S("$7"))));
	}
	q.query = arena_str(&arena, buf_str(&text));
	buf_drop(&text);
	return q;
}

static void same(const char *word, const size_t *most, const int64_t *before)
{
	struct tx tx = tx_read(e.db, &world, &arena, &refusals);
	struct val v[1];
	struct search_query q = query(&tx, word, v);

	for (size_t org = 0; org < N_ORGS; org++) {
		struct search_of list[N_LEDGERS];
		int64_t ids[N_LEDGERS][N_IDS], want[N_IDS];
		for (size_t l = 0; l < N_LEDGERS; l++)
			list[l] = (struct search_of){ str_of(ledgers[l]), before[l], most[l],
				                      ids[l], 0 };
		search_newest(&tx, 1 + (int64_t)org, &q, list, N_LEDGERS);
		for (size_t l = 0; l < N_LEDGERS; l++) {
			size_t n = plain(org, l, before[l], word, most[l], want);
			if (n != list[l].n || (n && memcmp(want, ids[l], n * sizeof *want)))
				fail_msg("org %zu, %s, “%s”, before %lld: %zu of %zu", org + 1,
				         ledgers[l], word, (long long)before[l], list[l].n, n);
		}
	}
	tx_end(&tx);
	assert_false(refusals.fault);
}

static void all_the_same(void)
{
	static const char *const words[] = { "甲乙", "丙丁", "甲乙丙", "丁甲", "丁丙" };

	for (size_t i = 0; i < COUNT(words); i++) {
		struct arena_mark mark = arena_mark(&arena);
		size_t few[N_LEDGERS] = { some(MOST), some(MOST), some(MOST) };
		size_t all[N_LEDGERS] = { N_IDS, N_IDS, N_IDS };
		int64_t none[N_LEDGERS] = { 0 };
		int64_t before[N_LEDGERS] = { id_of(some(N_IDS)), 0, id_of(some(N_IDS)) + 5 };
		same(words[i], few, none);
		same(words[i], all, none);
		same(words[i], all, before);
		arena_rewind(&arena, mark);
	}
}

/* Ids come in any order, and the newest stands first all the same. */
static void newest_first_however_they_come(void **state)
{
	(void)state;
	for (size_t round = 0; round < ROUNDS; round++) {
		size_t list[EACH];
		for (size_t n = 0; n < EACH; n++) {
			list[n] = some(N_IDS);
			is[list[n]] = some(4) ? bodies[some(COUNT(bodies))] : NULL;
		}
		run(put_some, list);
		all_the_same();
	}
	run(pack, NULL);
	all_the_same();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(newest_first_however_they_come),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
