/*
 * steps.c - durable steps a second, and reads of one record, beside raw SQLite in the same run
 *
 *     bench-steps [STEPS [DIR [THREADS]]]
 *
 * THREADS 0 is one thread and one commit: the price of the engine without the disk.
 * STEPS of each line (20000), DIR of the databases (/var/tmp), THREADS: that line alone, for profiling.
 *
 * Each thread walks hotline tickets (five steps), hours of study (one) and requests for information
 * (four), each step a transaction that waits for the disk.  Raw: the same rows in the same order by
 * prepared statements, a commit for as many steps as there are threads.
 */
#include <stdlib.h>
#include <sys/resource.h>

#include "bench/raw.h"
#include "bench/walk.h"

enum { READS = 20000, MAX_THREADS = 64 };

/* --- walking ---------------------------------------------------------------------------------- */

static size_t next_walk(struct bench *b)
{
	size_t n;

	pthread_mutex_lock(&b->mutex);
	n = b->walks ? b->walks-- : 0;
	pthread_mutex_unlock(&b->mutex);
	return n;
}

static void *walk(void *arg)
{
	struct bench *b = arg;
	struct hand h;

	hand_init(&h, &b->e);
	for (size_t n; (n = next_walk(b));)
		bench_walk(b, &h, n, b->e.today);
	hand_drop(&h);
	return NULL;
}

/* --- one line --------------------------------------------------------------------------------- */

/* Wall and processor time since the last asking. */
struct lap {
	double wall, cpu;
};

static struct lap lap(void)
{
	static _Thread_local struct lap last;
	struct rusage u;
	struct lap now, d;

	getrusage(RUSAGE_SELF, &u);
	now.wall = (double)world_ticks() / 1e6;
	now.cpu = (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	          (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
	d = (struct lap){ now.wall - last.wall, now.cpu - last.cpu };
	last = now;
	return d;
}

/* 0 threads: this one, all in one commit. */
static struct lap walk_all(struct bench *b, size_t threads)
{
	pthread_t list[MAX_THREADS];

	lap();
	if (!threads) {
		db_group_begin(b->e.db);
		walk(b);
		db_group_end(b->e.db);
	}
	for (size_t i = 0; i < threads; i++)
		pthread_create(&list[i], NULL, walk, b);
	for (size_t i = 0; i < threads; i++)
		pthread_join(list[i], NULL);
	return lap();
}

static void print_line(size_t threads, size_t steps, size_t rows, struct lap mine, struct lap raw)
{
	double n = (double)steps, m = (double)rows; /* raw wrote the persons as well        */

	if (threads)
		printf("%3zu threads", threads);
	else
		printf("one commit ");
	printf("  step_take %7.0f /s %4.0f us cpu   raw rows %7.0f /s %4.0f us cpu   ratio %.2f, of cpu %.2f\n",
	       n / mine.wall, mine.cpu / n * 1e6, m / raw.wall, raw.cpu / m * 1e6,
	       (n / mine.wall) / (m / raw.wall), (raw.cpu / m) / (mine.cpu / n));
	fflush(stdout);
}

static void bench_line(const char *dir, size_t steps, size_t threads)
{
	struct bench b = { .walks = steps / WALK }, empty = { .walks = 0 };
	struct lap mine, raw;
	struct raw rows;

	bench_open(&b, dir, "bench-steps.db");
	bench_persons(&b);
	mine = walk_all(&b, threads);
	db_close_all(b.e.db);
	raw_read(&rows, &b.e.p, b.path);
	bench_open(&empty, dir, "bench-raw.db");
	db_close_all(empty.e.db);
	lap();
	raw_write(&rows, empty.path, threads ? threads : rows.n);
	raw = lap();
	print_line(threads, steps / WALK * WALK, rows.n, mine, raw);
	raw_drop(&rows);
	bench_remove(b.path);
	bench_remove(empty.path);
	arena_drop(&b.e.a);
	arena_drop(&empty.e.a);
}

/* --- reads ------------------------------------------------------------------------------------ */

static size_t ids_of(sqlite3 *db, int64_t *ids, size_t max)
{
	sqlite3_stmt *st;
	size_t n = 0;

	sqlite3_prepare_v2(db, "SELECT id FROM hotline ORDER BY id", -1, &st, NULL);
	while (n < max && sqlite3_step(st) == SQLITE_ROW)
		ids[n++] = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

/* How many bytes of text were read, so that nothing is optimised away. */
static size_t read_mine(struct bench *b, struct hand *h, const int64_t *ids, size_t n, bool texts)
{
	const struct table *t = table_of(&b->e.p, S("hotline"));
	size_t bytes = 0;

	for (size_t i = 0; i < READS; i++) {
		struct record r;
		struct tx tx;
		arena_reset(&h->a);
		refusals_init(&h->r, &h->a);
		tx = tx_read(b->e.db, &h->world, &h->a, &h->r);
		if (!record_load(&tx, t, 1, ids[i * 7919 % n], &r))
			engine_die("read", hand_why(h));
		for (size_t c = 0; c < t->n_columns; c++)
			bytes += texts ? column_text(&tx, &b->e.p, &t->columns[c], r.v[c], 1).n
			               : r.v[c].s.n;
		tx_end(&tx);
	}
	return bytes;
}

static size_t read_raw(sqlite3 *db, const struct table *t, const int64_t *ids, size_t n)
{
	sqlite3_stmt *st;
	size_t bytes = 0;

	sqlite3_prepare_v2(db, t->select_st.sql, -1, &st, NULL);
	for (size_t i = 0; i < READS; i++) {
		sqlite3_bind_int64(st, 1, 1);
		sqlite3_bind_int64(st, 2, ids[i * 7919 % n]);
		if (sqlite3_step(st) != SQLITE_ROW)
			exit(3);
		for (int c = 0; c < (int)t->n_columns; c++)
			if (sqlite3_column_text(st, c))
				bytes += (size_t)sqlite3_column_bytes(st, c);
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	return bytes;
}

static double since(int64_t *from)
{
	int64_t now = world_ticks();
	double s = (double)(now - *from) / 1e6;

	*from = now;
	return s;
}

static void bench_reads(const char *dir)
{
	struct bench b = { .walks = 2000 };
	struct hand h;
	int64_t ids[2000], at;
	double load, texts, raw;
	sqlite3 *db;
	size_t n;

	bench_open(&b, dir, "bench-reads.db");
	bench_persons(&b);
	walk_all(&b, 16);
	hand_init(&h, &b.e);
	db = raw_open(b.path, false);
	n = ids_of(db, ids, 2000);
	read_mine(&b, &h, ids, n, true); /* warm: both sides read cached pages */
	at = world_ticks();
	read_mine(&b, &h, ids, n, false);
	load = since(&at);
	read_mine(&b, &h, ids, n, true);
	texts = since(&at);
	read_raw(db, table_of(&b.e.p, S("hotline")), ids, n);
	raw = since(&at);
	printf("one record   record_load %7.0f /s   with texts %7.0f /s   raw SELECT %7.0f /s   ratios %.2f, %.2f\n",
	       READS / load, READS / texts, READS / raw, raw / load, raw / texts);
	sqlite3_close(db);
	hand_drop(&h);
	db_close_all(b.e.db);
	bench_remove(b.path);
	arena_drop(&b.e.a);
}

int main(int argc, char **argv)
{
	static const size_t threads[] = { 0, 1, 16, 64 };
	size_t steps = argc > 1 ? strtoul(argv[1], NULL, 10) : 20000;
	const char *dir = argc > 2 ? argv[2] : "/var/tmp";

	if (argc > 3) {
		bench_line(dir, steps, strtoul(argv[3], NULL, 10));
		return 0;
	}
	for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
		bench_line(dir, steps, threads[i]);
	bench_reads(dir);
	return 0;
}
