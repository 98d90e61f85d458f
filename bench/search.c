/*
 * search.c - search at size, in the process: warm, each word a hundred times
 *
 *     bench-search URL [ACCOUNT]…       of a database that bench-fill made; clerk and officer
 *     ONLY=3 bench-search URL           the fourth line alone, for a profile
 */
#include <stdlib.h>
#include <sys/resource.h>

#include "access/accounts.h"
#include "ledger/search.h"
#include "test/engine.h"

enum { TIMES = 50, WARM = 5 };

static int64_t cpu_us(void)
{
	struct rusage used;

	getrusage(RUSAGE_SELF, &used);
	return (int64_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000 +
	       used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

/* clang-format off */
static const struct { const char *what, *text, *ledger; } asked[] = {
	{ "common word, all ledgers",   "处罚",      NULL },
	{ "common word, one ledger",    "处罚",      "hotline" },
	{ "common word, cases",         "处罚",      "case" },
	{ "word of one in sixteen",     "听证",      NULL },
	{ "rare word",                  "鸬鹚",      NULL },
	{ "two words",                  "处罚 听证", NULL },
	{ "four characters",            "噪声扰民",  NULL },
	{ "tail of four digits",        "4711",      NULL },
	{ "tail of six digits",         "024711",    NULL },
	{ "number of a paper",          "罚立〔2024〕7号", NULL },
	{ "one character",              "罚",        NULL },
	{ "initials",                   "hlqxx",     NULL },
	{ "nothing",                    "貔貅",      NULL },
};
/* clang-format on */

static int by_size(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static int64_t once(struct engine *e, const struct viewer *v, size_t i, int64_t *ret_us)
{
	struct search_ask ask = { .viewer = *v,
		                  .text = str_of(asked[i].text),
		                  .only = asked[i].ledger ? table_of(&e->p, str_of(asked[i].ledger))
		                                          : NULL };
	struct search_found found;
	struct arena a;
	struct refusals r;
	struct world w;
	struct tx tx;
	int64_t at = world_ticks(), n = 0;

	arena_init(&a, (size_t)256 << 20);
	refusals_init(&r, &a);
	world_fixed(&w, e->today, 7);
	tx = tx_read(e->db, &w, &a, &r);
	if (!search(&tx, &e->p, &ask, &found))
		engine_die("search", r.fault_say);
	for (size_t g = 0; g < found.n_groups; g++)
		n += found.groups[g].count;
	tx_end(&tx);
	*ret_us = world_ticks() - at;
	arena_drop(&a);
	return n;
}

static void measure(struct engine *e, const char *who, const struct viewer *v, size_t i)
{
	int64_t us[TIMES], n = 0, spare, cpu;

	for (int k = 0; k < WARM; k++)
		once(e, v, i, &spare);
	cpu = cpu_us();
	for (int k = 0; k < TIMES; k++)
		n = once(e, v, i, &us[k]);
	cpu = cpu_us() - cpu;
	qsort(us, TIMES, sizeof *us, by_size);
	printf("| %s | %s | %lld | %.1f | %.1f | %.1f |\n", asked[i].what, who, (long long)n,
	       (double)us[TIMES / 2] / 1e3, (double)us[TIMES - 2] / 1e3, (double)cpu / TIMES / 1e3);
	fflush(stdout);
}

static void as(struct engine *e, const char *name)
{
	struct account who;
	struct arena a;
	struct refusals r;
	struct world w;
	struct viewer v;
	struct tx tx;
	bool found;
	const char *only = getenv("ONLY");

	arena_init(&a, 1 << 24);
	refusals_init(&r, &a);
	world_fixed(&w, e->today, 7);
	tx = tx_read(e->db, &w, &a, &r);
	found = account_named(&tx, str_of(name), &who);
	tx_end(&tx);
	if (!found)
		engine_die(name, S("没有这个账号"));
	v = viewer_of(&who, e->today);
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		if (!only || strtoull(only, NULL, 10) == i)
			measure(e, name, &v, i);
	arena_drop(&a);
}

int main(int argc, char **argv)
{
	struct engine e;

	if (argc < 2)
		return 2;
	engine_load(&e, "2024-12-31");
	e.db = engine_db(argv[1]);
	printf("| search | as | hits | p50 ms | p99 ms | processor ms |\n| --- | --- | --- | --- | --- | --- |\n");
	for (int i = 2; i < argc; i++)
		as(&e, argv[i]);
	if (argc == 2) {
		as(&e, "clerk");
		as(&e, "officer");
	}
	db_close_all(e.db);
	return 0;
}
