/*
 * fill.c - a database of the size asked for: the demo's year, and copies of its tickets, inspections,
 * cases and hours of study
 *
 *     bench-fill URL RECORDS [on]       on: goes on where it was broken off
 *
 * Copies have ids and numbers of their own and the rows of `search` that a step would write, with
 * words of a made-up vocabulary: 处罚 in nine of ten, 听证 in one of sixteen, 鸬鹚 in one of fifty
 * thousand, a number of nine digits in each.  Steps, stays and journal are not copied: what is measured
 * on such a database is reading.  Cases of copies stand in fifty sections.
 */
#include "base/terms.h"
#include "demo/demo.h"
#include "ledger/search.h"
#include "test/engine.h"

/* Ids have ten bits of node above twelve of sequence (base/ids.h): a copy is one of another node. */
enum { CHUNK = 50000, WORDS = 30, VOCABULARY = 4000, NODE = 1 << 12 };

static const char *const copied[] = { "hotline", "inspection", "case", "study_hours" };

struct fill {
	struct engine e;
	struct arena a;
	struct refusals r;
	struct world world;
	const struct table *t;
	struct str text; /* of a statement                                      */
	int64_t from, delta, n;
	uint64_t seed;
};

static void run(struct fill *f, bool (*fn)(struct tx *, void *))
{
	if (!tx_run(f->e.db, &f->world, &f->a, &f->r, fn, f))
		engine_die("fill", f->r.fault ? f->r.fault_say : S("没有写成"));
	arena_reset(&f->a);
	refusals_init(&f->r, &f->a);
}

static int64_t number(struct fill *f, const char *sql)
{
	struct stmt st = { sql, "a bench" };
	struct tx tx = tx_read(f->e.db, &f->world, &f->a, &f->r);
	int64_t n = 0;

	db_one(&tx, stmt_intern(&f->e.p, str_of(st.sql)), VALS(), &n);
	tx_end(&tx);
	return n;
}

/* --- copies ---------------------------------------------------------------------------------- */

static bool copy(struct tx *tx, void *arg)
{
	struct fill *f = arg;
	struct buf sql;

	buf_init(&sql, 1 << 16);
	buf_fmt(&sql, "INSERT INTO \"%s\" (org", f->t->l->key);
	for (size_t i = 0; i < f->t->n_columns; i++)
		buf_fmt(&sql, ", \"%.*s\"", P(f->t->columns[i].key));
	buf_putz(&sql, ") SELECT org");
	for (size_t i = 0; i < f->t->n_columns; i++) {
		struct str key = f->t->columns[i].key;
		if (str_is(key, "id"))
			buf_putz(&sql, ", id + $1");
		else if (str_is(key, "number"))
			buf_putz(&sql, ", number || '-' || $2");
		else if (str_is(key, "in_section"))
			buf_putz(&sql, ", 1000 + (id / 4096) % 50");
		else
			buf_fmt(&sql, ", \"%.*s\"", P(key));
	}
	buf_fmt(&sql, " FROM \"%s\"", f->t->l->key);
	db_exec(tx, stmt_intern(&f->e.p, buf_str(&sql)), f->delta,
	        arena_fmt(&f->a, "%d", (int)(f->n % 10)));
	buf_drop(&sql);
	return true;
}

static int64_t multiply(struct fill *f, int64_t records)
{
	int64_t n = 0;

	f->delta = NODE;
	for (f->n = 1; n < records && f->n <= 10; f->n++, f->delta *= 2) {
		n = 0;
		for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
			f->t = table_of(&f->e.p, str_of(copied[i]));
			run(f, copy);
			n += number(f,
			            arena_fmt(&f->e.a, "SELECT COUNT(*) FROM \"%s\"", copied[i]).p);
		}
		fprintf(stderr, "\r%lld records", (long long)n);
	}
	return n;
}

/* --- what they are found by ------------------------------------------------------------------ */

static unsigned next(struct fill *f)
{
	f->seed = f->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (unsigned)(f->seed >> 33);
}

/* Two characters out of the common ones; low numbers are frequent. */
static void put_word(struct fill *f, struct buf *out)
{
	double u = (double)next(f) / 2147483648.0;
	unsigned w = (unsigned)(u * u * u * VOCABULARY);

	for (int i = 0; i < 2; i++, w = w * 2654435761u >> 7) {
		unsigned c = 0x4e00 + (w * 37 + (unsigned)i * 911) % 6000;
		buf_putc(out, (char)(0xe0 | c >> 12));
		buf_putc(out, (char)(0x80 | (c >> 6 & 0x3f)));
		buf_putc(out, (char)(0x80 | (c & 0x3f)));
	}
}

static void put_text(struct fill *f, struct buf *out)
{
	buf_fmt(out, "%shl%09u", TERMS_TITLE, next(f) % 1000000000);
	if (next(f) % 10)
		buf_putz(out, " 处罚");
	buf_putz(out, "\n");
	for (int i = 0; i < WORDS; i++)
		put_word(f, out);
	if (next(f) % 16 == 0)
		buf_putz(out, ",听证");
	if (next(f) % 50000 == 0)
		buf_putz(out, ",鸬鹚");
	buf_putc(out, '\n');
}

static bool is_original(int64_t id)
{
	return id / NODE % 1024 == 0;
}

static void index_original(struct tx *tx, struct fill *f, int64_t id)
{
	struct arena_mark mark = arena_mark(tx->arena);
	struct record r;

	if (record_load(tx, f->t, DEMO_ORG, id, &r))
		search_index(tx, &f->e.p, &r);
	arena_rewind(tx->arena, mark);
}

/* The index is made in the order of ids, as it comes about: originals stand between their copies. */
static bool forget(struct tx *tx, void *arg)
{
	static const struct stmt st = { "DELETE FROM search WHERE org = $1 AND ledger = $2" };
	struct fill *f = arg;

	db_exec(tx, &st, DEMO_ORG, str_of(f->t->l->key));
	return true;
}

static bool index_chunk(struct tx *tx, void *arg)
{
	struct fill *f = arg;
	struct rows q = db_query(tx, stmt_intern(&f->e.p, f->text), f->from, (int64_t)CHUNK);
	int64_t id, handler, by, section, on;
	struct str no, state;
	struct buf b;

	buf_init(&b, 1 << 14);
	f->n = 0;
	while (db_row(&q, &id, &no, &state, &handler, &by, &section, &on)) {
		f->from = id;
		f->n++;
		if (is_original(id)) {
			index_original(tx, f, id);
			continue;
		}
		buf_clear(&b);
		buf_fmt(&b, "%sy%d", TERMS_WORDS, day_year((struct day){ (int32_t)on }));
		if (search_marked(f->t->l))
			buf_fmt(&b, " %sh%lld %sb%lld %ss%lld %st%.*s", TERMS_WORDS,
			        (long long)handler, TERMS_WORDS, (long long)by, TERMS_WORDS,
			        (long long)section, TERMS_WORDS, P(state));
		buf_putc(&b, '\n');
		terms_normal(&b, no);
		buf_putc(&b, '\n');
		put_text(f, &b);
		search_put(tx, 1, id, str_of(f->t->l->key), no, buf_str(&b));
	}
	buf_drop(&b);
	return true;
}

static void index_all(struct fill *f, bool on)
{
	int64_t done = 0;

	for (size_t i = 0; i < sizeof copied / sizeof *copied; i++) {
		f->t = table_of(&f->e.p, str_of(copied[i]));
		f->text = arena_fmt(
			&f->e.a,
			"SELECT id, number, state, handler, begun_by, in_section, begun_on FROM \"%s\" m"
			" WHERE id > $1 AND NOT EXISTS (SELECT 1 FROM search s WHERE s.id = m.id) ORDER BY id LIMIT $2",
			copied[i]);
		f->from = 0;
		if (!on)
			run(f, forget);
		do {
			run(f, index_chunk);
			fprintf(stderr, "\r%lld indexed ", (long long)(done += f->n));
		} while (f->n == CHUNK);
	}
	fputc('\n', stderr);
}

static bool demo_meta(struct tx *tx, void *arg)
{
	static const struct stmt keep = {
		"INSERT INTO meta (key, value) VALUES ('search', '3') ON CONFLICT (key) DO UPDATE SET value = '3'",
		"a bench"
	};

	(void)arg;
	db_exec(tx, &keep);
	return true;
}

int main(int argc, char **argv)
{
	static struct fill f;
	int64_t at = world_ticks(), n;

	if (argc < 3)
		return 2;
	engine_load(&f.e, "2024-12-31");
	f.e.db = engine_db(argv[1]);
	engine_migrate(&f.e, f.e.db);
	arena_init(&f.a, (size_t)1 << 30);
	refusals_init(&f.r, &f.a);
	world_fixed(&f.world, f.e.today, 7);
	f.seed = 7;
	if (argc > 3) /* goes on where it was broken off */
		n = 0;
	else if (!demo_make(f.e.db, &f.e.p, NULL, &f.r, NULL))
		engine_die("demo", f.r.fault_say);
	else
		n = multiply(&f, strtoll(argv[2], NULL, 10));
	index_all(&f, argc > 3);
	run(&f, demo_meta);
	db_close_all(f.e.db);
	printf("%lld records in %.0f s\n", (long long)n, (double)(world_ticks() - at) / 1e6);
	return 0;
}
