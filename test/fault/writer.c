/*
 * writer.c - takes steps on a file until it is killed, and tells what stands afterwards
 *
 *     fault-writer DB steps THREADS        mixed ledgers, for ever; `ack LEDGER ID N VERB` for each step
 *     fault-writer DB group STEPS          that many in one commit which never ends; prints `taken`, waits
 *     fault-writer DB full THREADS         steps, then files may not grow: faults; then they may: steps
 *     fault-writer DB once                 one step; prints the fault when it fails
 *     fault-writer DB pair                 two records of which one may go on; prints their ids
 *     fault-writer DB register ID          takes that step; prints the reason when it is refused
 *     fault-writer DB check [ACKS]         acknowledged steps are there, nothing is half done; `N records M steps`
 *
 * An acknowledgement is one write(2), after tx_run has said that the step is durable.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../engine.h"
#include "base/buf.h"
#include "ledger/recheck.h"

enum { MAX_THREADS = 64, SPARE = 200 << 10 };

struct run {
	struct engine e;
	bool ack, stop;
	int faults, n;
};

/* --- walks ------------------------------------------------------------------------------------ */

static void acknowledge(struct run *run, const char *ledger, int64_t id, int n, const char *verb)
{
	char line[128];
	int size = snprintf(line, sizeof line, "ack %s %lld %d %s\n", ledger, (long long)id, n,
	                    verb);

	if (run->ack && write(1, line, (size_t)size) != size)
		_exit(3);
}

struct stop {
	const char *verb, *fields;
};

/* False: a step failed (its fault is counted), or the run stops. */
static bool walk(struct run *run, struct hand *h, const char *ledger, const struct stop *stops)
{
	int64_t id = 0;

	for (int n = 1; stops->verb; stops++, n++) {
		id = hand_step(h, ledger, id, stops->verb, stops->fields);
		if (!id && !h->r.fault)
			engine_die(stops->verb, hand_why(h));
		if (!id) {
			__atomic_add_fetch(&run->faults, 1, __ATOMIC_SEQ_CST);
			return false;
		}
		acknowledge(run, ledger, id, n, stops->verb);
	}
	return !__atomic_load_n(&run->stop, __ATOMIC_SEQ_CST);
}

#define RECEIVE \
	{ \
		"receive", \
			"ticket_number=TJ\nkind=complaint\nsubject=歌厅噪音\ncaller=张某\n" \
			"phone=13800000000\nreceived_at=2024-10-21T09:00\nreceived_on=2024-10-21" \
	}

static const struct stop answered[] = {
	RECEIVE,
	{ "accept", "accepted_at=2024-10-21T09:10" },
	{ "miss", "attempts+at:2024-10-21T09:20,result:unreachable" },
	{ "contact", "contacted_at=2024-10-21T09:30" },
	{ "reply", "replied_on=2024-10-21\nreply=已责令整改\nwhy_not=已电话核实" },
	{ "close", "closed_on=2024-10-21" },
	{ NULL, NULL },
};
static const struct stop turned[] = {
	RECEIVE,
	{ "accept", "accepted_at=2024-10-21T09:10" },
	{ "turn", "turned_to=clue" },
	{ NULL, NULL },
};
static const struct stop requested[] = {
	{ "receive", "applicant_kind=citizen\napplicant=李某\nsubject=演出备案\nchannel=web\n"
	             "confirmed_on=2024-10-21\nreceived_on=2024-10-21" },
	{ "ask", "missing=名称\nsupplement_until=2024-11-01" },
	{ "supplement", "" },
	{ "consult", "third_party=某公司\nconsulted_on=2024-10-21" },
	{ NULL, NULL }, /* stays open: its clocks stand                                */
};

static void *walk_all(void *arg)
{
	struct run *run = arg;
	struct hand h;
	bool goes = true;

	hand_init(&h, &run->e);
	while (goes)
		goes = walk(run, &h, "hotline", answered) && walk(run, &h, "hotline", turned) &&
		       walk(run, &h, "info_request", requested);
	hand_drop(&h);
	return NULL;
}

/* Papers name it.  After a kill it is there already, and refused. */
static void have_bureau(struct run *run)
{
	struct hand h;

	hand_init(&h, &run->e);
	hand_bureau(&h);
	hand_drop(&h);
}

static void walk_threads(struct run *run, size_t threads, unsigned seconds)
{
	pthread_t list[MAX_THREADS];

	have_bureau(run);
	run->stop = false;
	for (size_t i = 0; i < threads; i++)
		pthread_create(&list[i], NULL, walk_all, run);
	if (seconds)
		sleep(seconds);
	if (seconds)
		__atomic_store_n(&run->stop, true, __ATOMIC_SEQ_CST);
	for (size_t i = 0; i < threads; i++)
		pthread_join(list[i], NULL);
}

/* --- modes ------------------------------------------------------------------------------------ */

/* One commit that is never made: the kill comes first. */
static void one_group(struct run *run, int steps)
{
	struct hand h;

	hand_init(&h, &run->e);
	run->ack = false;
	db_group_begin(run->e.db);
	for (int n = 0; n < steps; n += 6)
		walk(run, &h, "hotline", answered);
	if (write(1, "taken\n", 6) != 6)
		_exit(3);
	for (;;)
		pause();
}

/* No file may grow beyond the larger of the database and its log, and a little. */
static void limit_files(const struct engine *e, bool lift)
{
	struct rlimit now;
	struct stat s = { .st_size = 0 }, wal = { .st_size = 0 };

	getrlimit(RLIMIT_FSIZE, &now);
	stat(db_path(e->db), &s);
	stat(arena_fmt(&((struct engine *)(uintptr_t)e)->a, "%s-wal", db_path(e->db)).p, &wal);
	now.rlim_cur = lift ? now.rlim_max
	                    : (rlim_t)(s.st_size > wal.st_size ? s.st_size : wal.st_size) + SPARE;
	setrlimit(RLIMIT_FSIZE, &now);
}

static int full_disk(struct run *run, size_t threads)
{
	signal(SIGXFSZ, SIG_IGN);
	walk_threads(run, threads, 1);
	limit_files(&run->e, false);
	run->faults = 0;
	walk_threads(run, threads, 0); /* until a fault stops each thread                  */
	printf("faults %d\n", run->faults);
	limit_files(&run->e, true);
	run->faults = 0;
	walk_threads(run, threads, 1);
	printf("faults afterwards %d\n", run->faults);
	return run->faults ? 1 : 0;
}

static int one_step(struct run *run)
{
	struct hand h;
	bool ok;

	hand_init(&h, &run->e);
	ok = hand_step(&h, "hotline", 0, answered[0].verb, answered[0].fields);
	printf("%.*s\n", P(ok ? S("taken") : hand_why(&h)));
	hand_drop(&h);
	return ok ? 0 : 1;
}

/* Two filings under one approval, of which one may be registered (filing.NEEDS). */
static int make_pair(struct run *run)
{
	struct hand h;
	int64_t operator;
	const char *fields;

	have_bureau(run);
	hand_init(&h, &run->e);
	operator= hand_must(
		&h, "operator", 0, "enter",
		"name=甲歌厅\nno_code_reason=stall\nsectors=other\nstatus=open\non=2024-10-21");
	fields =
		arena_fmt(
			&run->e.a,
			"subject=other\naction=hold\noperator=%lld\napproval_number=津文〔2024〕1号\n"
			"received_on=2024-10-21\ntitle=备案",
			(long long)operator)
			.p;
	for (int i = 0; i < 2; i++)
		printf("%lld\n", (long long)hand_must(&h, "filing", 0, "receive", fields));
	hand_drop(&h);
	return 0;
}

static int register_one(struct run *run, int64_t id)
{
	struct hand h;
	bool ok;

	hand_init(&h, &run->e);
	ok = hand_step(&h, "filing", id, "register", "registered_on=2024-10-21");
	printf("%.*s\n", P(ok ? S("taken") : hand_why(&h)));
	hand_drop(&h);
	return ok ? 0 : 1;
}

/* --- checking --------------------------------------------------------------------------------- */

struct checking {
	struct run *run;
	struct tx tx;
	int64_t wrong, records, steps;
};

/* `sql` counts what must not be; @ is the ledger's key. */
static int64_t count(struct checking *k, const char *sql, const char *ledger)
{
	struct stmt *st = arena_new(k->tx.arena, struct stmt);
	struct buf b;
	int64_t n = -1;

	buf_init(&b, 1 << 16);
	for (; *sql; sql++)
		if (*sql == '@')
			buf_putz(&b, ledger);
		else
			buf_putc(&b, *sql);
	st->sql = arena_z(k->tx.arena, buf_str(&b));
	buf_drop(&b);
	db_one(&k->tx, st, VALS((int64_t)1), &n);
	return n;
}

static void must_be(struct checking *k, const char *ledger, const char *what, bool holds)
{
	if (holds)
		return;
	k->wrong++;
	printf("wrong: %s: %s\n", ledger, what);
}

/* clang-format off */
#define LAST_STEP "(SELECT MAX(n) FROM \"@_steps\" x WHERE x.org = t.org AND x.of = t.id)"
static const struct { const char *what, *none; } of_ledger[] = {
	{ "a record without steps, or a version that is not their number",
	  "SELECT COUNT(*) FROM \"@\" t WHERE t.org = $1 AND t.version <> (SELECT COUNT(*) FROM \"@_steps\" s WHERE s.org = t.org AND s.of = t.id)" },
	{ "a state that is not the one of the last step",
	  "SELECT COUNT(*) FROM \"@\" t WHERE t.org = $1 AND NOT EXISTS (SELECT 1 FROM \"@_steps\" s WHERE s.org = t.org AND s.of = t.id"
	  " AND s.n = " LAST_STEP " AND s.to_state = t.state)" },
	{ "a state that is not the one stay that lasts",
	  "SELECT COUNT(*) FROM \"@\" t WHERE t.org = $1 AND (SELECT COUNT(*) FROM \"@_states\" s WHERE s.org = t.org AND s.of = t.id"
	  " AND s.\"to\" IS NULL AND (s.state = t.state OR s.state IS NULL)) <> 1" },
	{ "ended, and still among the open, or not ended and not among them",
	  "SELECT COUNT(*) FROM \"@\" t WHERE t.org = $1 AND (t.ended_on IS NULL) <> EXISTS (SELECT 1 FROM \"@_open\" s WHERE s.org = t.org"
	  " AND s.of = t.id AND s.\"to\" IS NULL)" },
	{ "a step of no record",
	  "SELECT COUNT(*) FROM \"@_steps\" s WHERE s.org = $1 AND NOT EXISTS (SELECT 1 FROM \"@\" t WHERE t.org = s.org AND t.id = s.of)" },
	{ "a step without its entry in the journal, or an entry without its step",
	  "SELECT COUNT(*) FROM \"@\" t WHERE t.org = $1 AND (SELECT COUNT(*) FROM journal j WHERE j.org = t.org AND j.ledger = '@' AND j.record = t.id)"
	  " <> (SELECT COUNT(*) FROM \"@_steps\" s WHERE s.org = t.org AND s.of = t.id)" },
	{ "two records of one number",
	  "SELECT COUNT(*) - COUNT(DISTINCT number) FROM \"@\" t WHERE t.org = $1" },
};
static const struct { const char *what, *none; } of_journal[] = {
	{ "a gap, or a head that is not the last", "SELECT ABS(COUNT(*) - COALESCE(MAX(position), 0)) + ABS(COALESCE(MAX(position), 0) -"
	  " COALESCE((SELECT position FROM journal_head h WHERE h.org = $1), 0)) FROM journal WHERE org = $1" },
};
/* clang-format on */

static void check_ledger(struct checking *k, const struct table *t)
{
	int64_t n = count(k, "SELECT COUNT(*) FROM \"@\" WHERE org = $1", t->l->key);

	k->records += n;
	k->steps += count(k, "SELECT COUNT(*) FROM \"@_steps\" WHERE org = $1", t->l->key);
	for (size_t i = 0; n && i < sizeof of_ledger / sizeof *of_ledger; i++)
		must_be(k, t->l->key, of_ledger[i].what,
		        count(k, of_ledger[i].none, t->l->key) == 0);
}

static void check_journal(struct checking *k)
{
	for (size_t i = 0; i < sizeof of_journal / sizeof *of_journal; i++)
		must_be(k, "journal", of_journal[i].what, count(k, of_journal[i].none, "") == 0);
	must_be(k, "journal", "not one entry for each step",
	        count(k, "SELECT COUNT(*) FROM journal WHERE org = $1", "") == k->steps);
}

static void check_file(struct checking *k)
{
	static const struct stmt st = { "PRAGMA integrity_check", "the file has no org" };
	struct rows q = db_query(&k->tx, &st);
	struct str says = S("");

	db_row(&q, &says);
	must_be(k, "file", "not sound", str_is(says, "ok"));
	db_close(&q);
}

static void check_caches(struct checking *k)
{
	struct recheck how = { .ended = true };
	struct moved *list;
	size_t n = dues_recheck(&k->tx, &k->run->e.p, 1, &how, &list);

	for (size_t i = 0; i < n && i < 10; i++)
		printf("wrong: %.*s\n", P(moved_text(&k->tx, &k->run->e.p, &list[i])));
	k->wrong += (int64_t)n;
}

/* ack LEDGER ID N VERB: is that step there? */
static void check_ack(struct checking *k, const char *line)
{
	char ledger[64], verb[64];
	long long id;
	int n;
	struct str text, found = S("");

	if (sscanf(line, "ack %63s %lld %d %63s", ledger, &id, &n, verb) != 4)
		return;
	text = arena_fmt(&k->run->e.a,
	                 "SELECT verb FROM \"%s_steps\" WHERE org = $1 AND of = $2 AND n = $3",
	                 ledger);
	db_one(&k->tx, stmt_intern(&k->run->e.p, text), VALS((int64_t)1, (int64_t)id, n), &found);
	if (!str_is(found, verb)) {
		k->wrong++;
		printf("lost: %s", line);
	}
}

static void check_acks(struct checking *k, const char *path)
{
	FILE *f = fopen(path, "r");
	char line[256];

	if (!f)
		engine_die(path, S("打不开"));
	while (fgets(line, sizeof line, f)) {
		struct arena_mark mark = arena_mark(k->tx.arena);
		check_ack(k, line);
		arena_rewind(k->tx.arena, mark);
	}
	fclose(f);
}

static int check(struct run *run, const char *acks)
{
	struct checking k = { .run = run };
	struct hand h;

	hand_init(&h, &run->e);
	k.tx = tx_read(run->e.db, &h.world, &h.a, &h.r);
	if (!db_is_shared(run->e.db))
		check_file(&k);
	for (size_t i = 0; i < run->e.p.n_tables; i++)
		check_ledger(&k, &run->e.p.tables[i]);
	check_journal(&k);
	check_caches(&k);
	if (acks)
		check_acks(&k, acks);
	tx_end(&k.tx);
	if (h.r.fault)
		engine_die("check", h.r.fault_say);
	printf("%lld records %lld steps\n", (long long)k.records, (long long)k.steps);
	hand_drop(&h);
	return k.wrong ? 1 : 0;
}

int main(int argc, char **argv)
{
	static struct run run;
	const char *mode = argc > 2 ? argv[2] : "";
	size_t n = argc > 3 ? strtoul(argv[3], NULL, 10) : 1;
	int status = 2;

	if (argc < 3)
		return 2;
	setvbuf(stdout, NULL, _IOLBF, 0);
	n = n > MAX_THREADS && strcmp(mode, "group") ? MAX_THREADS : n;
	engine_open(&run.e, argv[1], "2024-10-21");
	run.ack = true;
	if (!strcmp(mode, "steps"))
		walk_threads(&run, n, 0);
	else if (!strcmp(mode, "group"))
		one_group(&run, (int)n);
	else if (!strcmp(mode, "full"))
		status = full_disk(&run, n);
	else if (!strcmp(mode, "once"))
		status = one_step(&run);
	else if (!strcmp(mode, "pair"))
		status = make_pair(&run);
	else if (!strcmp(mode, "register") && argc > 3)
		status = register_one(&run, strtoll(argv[3], NULL, 10));
	else if (!strcmp(mode, "check"))
		status = check(&run, argc > 3 ? argv[3] : NULL);
	engine_close(&run.e);
	return status;
}
