/*
 * figures.c - figures of a year and pages of a list, beside SQL written by hand on the same indexes
 *
 *     bench-figures [RECORDS [DIR]]      RECORDS of the large database (1000000); DIR (/var/tmp)
 *
 * Ten thousand records are walked by the engine, a third each of hotline, study_hours and
 * info_request; the large database has the same rows again and again, with other ids, by
 * INSERT … SELECT.  Both sides run in turns with the same settings; the shortest of five times counts.
 */
#include <stdlib.h>

#include "bench/raw.h"
#include "bench/walk.h"
#include "ledger/figures.h"
#include "ledger/list.h"

enum { SMALL = 10000, PAGE = 50, DEEP = 100, TIMES = 5 };

static const char *const ledgers[] = { "hotline", "study_hours", "info_request" };

static double since(int64_t *from)
{
	int64_t now = world_ticks();
	double s = (double)(now - *from) / 1e6;

	*from = now;
	return s;
}

/* --- filling ---------------------------------------------------------------------------------- */

static void fill(struct bench *b)
{
	struct hand h;

	bench_persons(b);
	hand_init(&h, &b->e);
	db_group_begin(b->e.db);
	for (size_t n = 1; n <= SMALL / 3; n++)
		bench_walk(b, &h, n, day_add(day_make(2023, 1, 2), (int)(n % 650)));
	if (!db_group_end(b->e.db))
		engine_die("fill", S("没有写成"));
	hand_drop(&h);
}

static void run(sqlite3 *db, const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(db));
		exit(3);
	}
}

static int64_t number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *st;
	int64_t n;

	if (sqlite3_prepare_v2(db, sql, -1, &st, NULL) != SQLITE_OK)
		engine_die(sql, str_of(sqlite3_errmsg(db)));
	sqlite3_step(st);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

/* INSERT … SELECT of one table, with `key` moved by delta. */
static void twice(sqlite3 *db, struct arena *a, const char *table, const char *key, int64_t delta)
{
	struct str cols = S(""), values = S("");
	sqlite3_stmt *st;
	const char *sql = arena_fmt(a, "SELECT name FROM pragma_table_info('%s')", table).p;

	sqlite3_prepare_v2(db, sql, -1, &st, NULL);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(st, 0);
		cols = arena_fmt(a, "%.*s%s\"%s\"", P(cols), cols.n ? ", " : "", name);
		values = !strcmp(name, key)
		                 ? arena_fmt(a, "%.*s%s\"%s\" + %lld", P(values),
		                             values.n ? ", " : "", name, (long long)delta)
		                 : arena_fmt(a, "%.*s%s\"%s\"", P(values), values.n ? ", " : "",
		                             name);
	}
	sqlite3_finalize(st);
	run(db, arena_fmt(a, "INSERT INTO \"%s\" (%.*s) SELECT %.*s FROM \"%s\"", table, P(cols),
	                  P(values), table)
	                .p);
}

/* Doubles the records until there are as many; steps and stays are not read here and stay few. */
static int64_t multiply(struct bench *b, sqlite3 *db, int64_t records)
{
	int64_t n = 0;

	run(db, "PRAGMA synchronous = OFF");
	while (n < records) {
		n = 0;
		for (size_t i = 0; i < sizeof ledgers / sizeof *ledgers; i++) {
			struct arena *a = &b->e.a;
			const char *l = ledgers[i];
			int64_t delta = number(
				db, arena_fmt(a, "SELECT MAX(id) - MIN(id) + 1 FROM \"%s\"", l).p);
			run(db, "BEGIN");
			twice(db, a, l, "id", delta);
			twice(db, a, arena_fmt(a, "%s_open", l).p, "of", delta);
			run(db, "COMMIT");
			n += number(db, arena_fmt(a, "SELECT COUNT(*) FROM \"%s\"", l).p);
		}
	}
	run(db, "PRAGMA wal_checkpoint(TRUNCATE)");
	return n;
}

/* --- figures ---------------------------------------------------------------------------------- */

/* clang-format off */
#define OF(t, on) " FROM " t " WHERE org = 1 AND void_on IS NULL AND " on " BETWEEN ?1 AND ?2"
static const struct { const char *key, *sql; } by_hand[] = {
	{ "hotline.total",  "SELECT COUNT(*)" OF("hotline", "received_on") },
	{ "hotline.closed", "SELECT SUM(replied_on <= ?2)" OF("hotline", "received_on")
	  " AND (agree_on IS NULL OR agree_on > ?2) AND (merged_on IS NULL OR merged_on > ?2)" },
	{ "hotline.first_contact", "SELECT SUM(contacted_at - received_at)" OF("hotline", "received_on") " AND contacted_at IS NOT NULL" },
	{ "hotline.repeats", "SELECT COUNT(*)" OF("hotline", "received_on") " AND repeat_of IS NOT NULL" },
	{ "hotline.turned", "SELECT COUNT(*)" OF("hotline", "turn_on") },
	{ "hotline.flow",   "SELECT SUM(o.\"from\" < ?1) FROM hotline_open o JOIN hotline t ON t.id = o.of WHERE o.org = 1 AND t.void_on IS NULL"
	  " AND o.\"from\" <= ?2 AND (o.\"to\" IS NULL OR o.\"to\" >= ?1)" },
	{ "info_request.received", "SELECT COUNT(*)" OF("info_request", "received_on") },
	{ "info_request.results",  "SELECT COUNT(*)" OF("info_request", "answered_on") },
	{ "info_request.extended", "SELECT COUNT(*)" OF("info_request", "extend_on") },
	{ "study_hours.total", "SELECT SUM(hours)" OF("study_hours", "date") },
	{ "study_hours.mean",  "SELECT SUM((SELECT SUM(hours) FROM study_hours s WHERE s.person = p.id AND s.void_on IS NULL AND s.date BETWEEN ?1 AND ?2))"
	  " FROM person p WHERE org = 1 AND void_on IS NULL AND \"on\" <= ?2 AND (off IS NULL OR off > ?2)" },
};
/* clang-format on */

static int64_t one_by_hand(sqlite3 *db, const char *sql, const struct period *d)
{
	sqlite3_stmt *st;
	int64_t n;

	sqlite3_prepare_v2(db, sql, -1, &st, NULL);
	sqlite3_bind_int64(st, 1, d->from.n);
	sqlite3_bind_int64(st, 2, d->to.n);
	sqlite3_step(st);
	n = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return n;
}

static int64_t one_of_ours(struct tx *tx, const struct program *p, const char *key,
                           const struct period *d)
{
	const struct table *t;
	const struct figure *f = figure_of(p, str_of(key), &t);
	struct figure_value v = { .n = -1 };

	if (!f || !figure_count(tx, p, 1, t, f, d, &v))
		engine_die(key, S("没有这个指标"));
	return v.n;
}

/* The shortest of a few times of each, in turns. */
static bool one_figure(struct tx *tx, const struct program *p, sqlite3 *db, size_t i,
                       double *ret_mine, double *ret_hand)
{
	struct period d = period_of_year(2024);
	bool same = true;

	*ret_mine = *ret_hand = 1e9;
	for (int n = 0; n < TIMES; n++) {
		int64_t at = world_ticks(), mine, hand;
		double s;
		mine = one_of_ours(tx, p, by_hand[i].key, &d);
		s = since(&at);
		*ret_mine = s < *ret_mine ? s : *ret_mine;
		hand = one_by_hand(db, by_hand[i].sql, &d);
		s = since(&at);
		*ret_hand = s < *ret_hand ? s : *ret_hand;
		same &= mine == hand;
	}
	return same;
}

static void print_figure(const char *key, double mine, double hand, bool same)
{
	printf("  %-24s %9.2f ms   by hand %9.2f ms   ratio %.2f%s\n", key, mine * 1e3, hand * 1e3,
	       mine / hand, same ? "" : "   OTHER VALUE");
}

static void figures_by_hand(struct tx *tx, const struct program *p, sqlite3 *db)
{
	double mine, hand, mine_all = 0, hand_all = 0;

	for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++) {
		bool same = one_figure(tx, p, db, i, &mine, &hand);
		print_figure(by_hand[i].key, mine, hand, same);
		mine_all += mine;
		hand_all += hand;
	}
	print_figure("together", mine_all, hand_all, true);
}

static void all_figures(struct tx *tx, const struct program *p)
{
	struct period d = period_of_year(2024);
	struct figure_value v;
	int64_t at = world_ticks();
	size_t n = 0;

	for (size_t i = 0; i < p->n_tables; i++)
		for (size_t k = 0; k < p->tables[i].l->n_figures; k++, n++)
			figure_count(tx, p, 1, &p->tables[i], &p->tables[i].l->figures[k], &d, &v);
	printf("  all %zu figures of %zu ledgers %9.1f ms\n", n, p->n_tables, since(&at) * 1e3);
}

/* --- pages ------------------------------------------------------------------------------------ */

static double page(struct tx *tx, const struct program *p, struct list_ask *ask)
{
	struct list_page page;
	int64_t at = world_ticks();
	double s, best = 1e9;

	for (int i = 0; i < TIMES; i++) {
		if (!list_page(tx, p, ask, &page) || page.n_rows != PAGE)
			engine_die("list", S("没有这一页"));
		s = since(&at);
		best = s < best ? s : best;
	}
	ask->after = page.next;
	return best;
}

static double page_by_hand(sqlite3 *db, const struct table *t)
{
	sqlite3_stmt *st;
	struct arena a;
	int64_t at = world_ticks();
	const char *sql;
	double s, best = 1e9;

	arena_init(&a, 1 << 20);
	sql = arena_fmt(
		      &a,
		      "%s FROM hotline m WHERE org = 1 ORDER BY received_on DESC, id DESC LIMIT 50",
		      t->select)
	              .p;
	for (int i = 0; i < TIMES; i++) {
		sqlite3_prepare_v2(db, sql, -1, &st, NULL);
		while (sqlite3_step(st) == SQLITE_ROW)
			for (int c = 0; c < (int)t->n_columns; c++)
				sqlite3_column_text(st, c);
		sqlite3_finalize(st);
		s = since(&at);
		best = s < best ? s : best;
	}
	arena_drop(&a);
	return best;
}

static void pages(struct bench *b, struct tx *tx, sqlite3 *db)
{
	const struct table *t = table_of(&b->e.p, S("hotline"));
	struct list_ask ask = {
		.t = t,
		.viewer = { .org = 1, .person = b->e.person, .roles = LEGAL | HEADS },
		.sort = S("received_on"),
		.size = PAGE,
		.bare = true
	};
	double first = page(tx, &b->e.p, &ask), hand, deep = first;

	hand = page_by_hand(db, t);
	for (int i = 1; i < DEEP && (size_t)i < SMALL / 3 / PAGE; i++)
		deep = page(tx, &b->e.p, &ask);
	printf("  page of %d: first %.2f ms, deep %.2f ms (ratio %.2f), by hand %.2f ms (ratio %.2f)\n",
	       PAGE, first * 1e3, deep * 1e3, deep / first, hand * 1e3, first / hand);
}

/* --- both sizes ------------------------------------------------------------------------------- */

static void measure(struct bench *b, int64_t records)
{
	struct hand h;
	struct tx tx;
	sqlite3 *db = raw_open(b->path, false);

	printf("%lld records\n", (long long)records);
	hand_init(&h, &b->e);
	tx = tx_read(b->e.db, &h.world, &h.a, &h.r);
	figures_by_hand(&tx, &b->e.p, db);
	all_figures(&tx, &b->e.p);
	pages(b, &tx, db);
	tx_end(&tx);
	hand_drop(&h);
	sqlite3_close(db);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	static struct bench b;
	int64_t records = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000;
	sqlite3 *db;

	bench_open(&b, argc > 2 ? argv[2] : "/var/tmp", "bench-figures.db");
	fill(&b);
	measure(&b, SMALL / 3 * 3);
	db = raw_open(b.path, true);
	records = multiply(&b, db, records);
	sqlite3_close(db);
	measure(&b, records);
	db_close_all(b.e.db);
	bench_remove(b.path);
	arena_drop(&b.e.a);
	return 0;
}
