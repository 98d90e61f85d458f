/*
 * fuzz_cond.c - any bytes as conditions that people write
 *
 * A count under them either comes out or is refused with a reason; the database never faults, since
 * names are known columns and values are bound.
 */
#include "base/must.h"
#include "law/law.h"
#include "ledger/conds.h"
#include "ledger/figures.h"
#include "ledgers/ledgers.h"
#include "store/schema.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Statements are kept by their text; after so many inputs everything begins anew. */
enum { LONGEST = 1024, MOST_INPUTS = 20000 };

static struct arena tables;
static struct law law;
static struct program program;
static struct world world;
static struct db *db;
static int n_inputs;

static void open_tables(void)
{
	struct str error = S("");
	size_t n;
	const struct listing *list = all_ledgers(&n);
	const struct ledger **ledgers;

	arena_init(&tables, 1 << 30);
	must(law_load(&law, &tables, NULL, &error));
	program_new(&program, &tables, &law, list, n);
	ledgers = arena_array(&tables, const struct ledger *, n);
	for (size_t i = 0; i < n; i++)
		ledgers[i] = list[i].l;
	world_fixed(&world, day_make(2024, 3, 1), 7);
	db = db_open("sqlite::memory:", false, &error);
	must(db && schema_migrate(db, &law, ledgers, n, &world, &error));
}

static void close_tables(void)
{
	db_close_all(db);
	arena_drop(&tables);
	program.tables = NULL;
	n_inputs = 0;
}

static void try_conds(struct arena *a, const char *ledger, const char *rows, const char *conds)
{
	struct spec s = { .t = table_of(&program, str_of(ledger)),
		          .measure = COUNT,
		          .rows = rows,
		          .conds = conds };
	struct period d = period_of_year(2024);
	struct figure_value v;
	struct refusals r;
	struct tx tx;
	bool ok;

	refusals_init(&r, a);
	tx = tx_read(db, &world, a, &r);
	ok = spec_count(&tx, &program, 1, &s, &d, &v);
	must(!r.fault);
	must(ok == !r.n_refused);
	must(!ok || (v.has && v.n == 0));
	for (size_t i = 0; i < r.n; i++)
		must(r.list[i].say.n);
	tx_end(&tx);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a;
	char *conds;

	if (n_inputs++ > MOST_INPUTS)
		close_tables();
	if (!program.tables)
		open_tables();
	if (size > LONGEST)
		return 0;
	arena_init(&a, 64 << 20);
	conds = arena_z(&a, (struct str){ (const char *)data, size });
	try_conds(&a, "case", NULL, conds);
	try_conds(&a, "case", "penalties", conds);
	try_conds(&a, "hotline", NULL, conds);
	arena_drop(&a);
	return 0;
}
