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
#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "bench/raw.h"
#include "test/engine.h"

enum { PERSONS = 500, WALK = 10, READS = 20000, MAX_THREADS = 64 };

struct bench {
	struct engine e;
	const char *path;
	int64_t persons[PERSONS];
	size_t walks; /* still to do                                                  */
	pthread_mutex_t mutex;
};

/* --- the walks -------------------------------------------------------------------------------- */

#define F(...) arena_fmt(a, __VA_ARGS__).p

static void walk_hotline(struct hand *h, struct arena *a, size_t n)
{
	int64_t id = hand_must(h, "hotline", 0, "receive",
	                       F("ticket_number=TJ%zu\nkind=complaint\nsubject=歌厅噪音扰民\n"
	                         "caller=张某\nphone=13800000000\n"
	                         "received_at=2024-10-21T09:00\nreceived_on=2024-10-21",
	                         n));

	hand_must(h, "hotline", id, "accept", "accepted_at=2024-10-21T09:10");
	hand_must(h, "hotline", id, "contact", "contacted_at=2024-10-21T09:30");
	hand_must(h, "hotline", id, "reply",
	          "replied_on=2024-10-21\nreply=已责令整改，噪音达标。\nwhy_not=已电话核实");
	hand_must(h, "hotline", id, "close", "closed_on=2024-10-21");
}

static void walk_study(struct bench *b, struct hand *h, struct arena *a, size_t n)
{
	hand_must(h, "study_hours", 0, "enter",
	          F("person=%lld\ndate=2024-%02zu-%02zu\nhours=2.5\nplatform=cadre_online\n"
	            "course=第%zu课\nproof=TJ-%zu\nreason=按平台导出登记",
	            (long long)b->persons[n % PERSONS], n % 9 + 1, n % 28 + 1, n, n));
}

static void walk_info(struct hand *h, struct arena *a, size_t n)
{
	int64_t id = hand_must(h, "info_request", 0, "receive",
	                       F("applicant_kind=citizen\napplicant=李某\nsubject=第%zu项演出备案\n"
	                         "channel=web\nconfirmed_on=2024-10-21\nreceived_on=2024-10-21",
	                         n));

	hand_must(h, "info_request", id, "consult",
	          "third_party=某演出公司\nconsulted_on=2024-10-21");
	hand_must(h, "info_request", id, "opine", "opinion=agrees");
	hand_must(h, "info_request", id, "answer", "answered_on=2024-10-21\nresult=given");
}

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
	struct arena a;

	hand_init(&h, &b->e);
	arena_init(&a, 1 << 20);
	for (size_t n; (n = next_walk(b)); arena_reset(&a)) {
		walk_hotline(&h, &a, n);
		walk_study(b, &h, &a, n);
		walk_info(&h, &a, n);
	}
	arena_drop(&a);
	hand_drop(&h);
	return NULL;
}

/* --- one line --------------------------------------------------------------------------------- */

static void remove_db(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".lock" };
	char text[512];

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		snprintf(text, sizeof text, "%s%s", path, ends[i]);
		unlink(text);
	}
}

/* Tables without rows. */
static void open_in(struct bench *b, const char *dir, const char *name)
{
	pthread_mutex_init(&b->mutex, NULL);
	engine_load(&b->e, "2024-10-21");
	b->path = arena_fmt(&b->e.a, "%s/%s", dir, name).p;
	remove_db(b->path);
	b->e.db = engine_db(b->path);
	engine_migrate(&b->e, b->e.db);
}

static void add_persons(struct bench *b)
{
	struct hand h;
	struct arena *a = &b->e.a;

	engine_people(&b->e);
	hand_init(&h, &b->e);
	db_group_begin(b->e.db);
	for (int i = 0; i < PERSONS; i++)
		b->persons[i] = hand_must(&h, "person", 0, "enter",
		                          F("name=学员%d\ncode=XY%d\npost=科员\nrank=section\n"
		                            "staffing=civil_servant\nsection=执法大队\n"
		                            "on=2024-01-02\nreason=补录",
		                            i, i));
	db_group_end(b->e.db);
	hand_drop(&h);
}

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

	open_in(&b, dir, "bench-steps.db");
	add_persons(&b);
	mine = walk_all(&b, threads);
	db_close_all(b.e.db);
	raw_read(&rows, &b.e.p, b.path);
	open_in(&empty, dir, "bench-raw.db");
	db_close_all(empty.e.db);
	lap();
	raw_write(&rows, empty.path, threads ? threads : rows.n);
	raw = lap();
	print_line(threads, steps / WALK * WALK, rows.n, mine, raw);
	raw_drop(&rows);
	remove_db(b.path);
	remove_db(empty.path);
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

	open_in(&b, dir, "bench-reads.db");
	add_persons(&b);
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
	remove_db(b.path);
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
