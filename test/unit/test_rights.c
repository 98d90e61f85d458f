/*
 * test_rights.c - every right, asked of the engine and compared with tables a person can read
 *
 * test/rights/LEDGER.csv has for each state of a ledger what each role sees (view, list) and which
 * steps it may take.  The answers are the engine's: the predicate runs over four records of each
 * state (own, of the own section, of another section, of none) and every step is really taken by
 * somebody of that role alone, in a transaction that never stands.
 *
 *   全局 every record   科室 of the own section, own, and of none   在办 own, and of none
 *   本人 own            可 may take it (of a record he began)      — nothing
 *
 * RIGHTS_WRITE=1 writes the tables anew; look at what changed before it is committed.
 */
#include "bureau_kit.h"

#include "base/buf.h"
#include "ledger/list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	ME = 9101,
	HERE = 9001,
	THERE = 9002,
	OWN_ROW = 1,
	HERE_ROW,
	THERE_ROW,
	LOOSE_ROW,
	N_ASKED = 19
};

static size_t cells;

/* --- records ------------------------------------------------------------------------------------ */

struct filling {
	const struct table *t;
	size_t state;
};

static void put_row(struct tx *tx, const struct table *t, const char *state, int64_t id, int64_t by,
                    int64_t section)
{
	db_exec(tx,
	        stmt_intern(
			&program,
			arena_fmt(
				tx->arena,
				"INSERT INTO \"%s\" (org, id, number, state, version, handler, begun_by, begun_on, in_section, defects, imported)"
				" VALUES (1, $1, $2, $3, 1, $4, $4, 20000, $5, 0, FALSE)",
				t->l->key)),
	        id, arena_fmt(tx->arena, "n%lld", (long long)id), str_of(state), by,
	        section ? VAL(section) : NULL_VAL);
}

static bool fill(struct tx *tx, void *arg)
{
	struct filling *f = arg;
	const char *state = f->t->l->states[f->state].key;
	int64_t base = (int64_t)(f->state + 1) * 10;

	put_row(tx, f->t, state, base + OWN_ROW, ME, THERE);
	put_row(tx, f->t, state, base + HERE_ROW, 1, HERE);
	put_row(tx, f->t, state, base + THERE_ROW, 1, THERE);
	put_row(tx, f->t, state, base + LOOSE_ROW, 1, 0);
	return !tx->r->fault;
}

static bool sections(struct tx *tx, void *arg)
{
	const struct table *t = arg;

	put_row(tx, t, "in_use", HERE, 1, 0);
	put_row(tx, t, "in_use", THERE, 1, 0);
	return !tx->r->fault;
}

static int open_all(void **state)
{
	(void)state;
	bureau_open("sqlite::memory:");
	run(sections, table_of(&program, S("org")));
	for (size_t i = 0; i < program.n_tables; i++)
		for (size_t s = 0; s < program.tables[i].l->n_states; s++)
			run(fill, &(struct filling){ &program.tables[i], s });
	return 0;
}

/* --- one role asks ------------------------------------------------------------------------------ */

struct asking {
	const struct table *t;
	struct hat hat;
	struct viewer v;
	const char *view[2][MAX_STATES]; /* view, list                                        */
	bool may[MAX_STATES][64];
};

static struct asking asking_of(const struct table *t, unsigned role)
{
	return (struct asking){
		.t = t,
		.hat = { .roles = role, .section = HERE, .from = DAY_NONE, .to = DAY_NONE },
		.v = { .org = 1,
		       .person = ME,
		       .section = HERE,
		       .roles = role,
		       .n_hats = 1,
		       .day = D("2024-12-20") }
	};
}

/* One statement for all records of the ledger, as lists ask. */
static void ask_views(struct tx *tx, struct asking *k, bool lists)
{
	bool seen[(MAX_STATES + 2) * 10] = { false };
	struct writer w;
	struct query q;
	struct rows rows;
	int64_t id;

	writer_init(&w, &program, tx->arena, str_of(k->t->l->key));
	buf_fmt(&w.out, "SELECT m.id FROM \"%s\" m WHERE m.org = $1 AND ", k->t->l->key);
	put_may(&w, k->t, &k->v, lists);
	q = writer_query(&w);
	rows = db_query_v(tx, stmt_intern(&program, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                  viewer_args(tx, &program, &q, &k->v));
	while (db_row(&rows, &id))
		if (id < (int64_t)(sizeof seen / sizeof *seen))
			seen[id] = true;
	for (size_t s = 0; s < k->t->l->n_states; s++) {
		const bool *row = seen + (s + 1) * 10;
		k->view[lists][s] = row[THERE_ROW]   ? "全局"
		                    : row[HERE_ROW]  ? "科室"
		                    : row[LOOSE_ROW] ? "在办"
		                    : row[OWN_ROW]   ? "本人"
		                                     : "—";
		cells++;
	}
}

static bool told(const char *what)
{
	for (size_t i = 0; i < r.n; i++)
		if (str_has(r.list[i].say, str_of(what)))
			return true;
	return false;
}

/* Every step at every state, taken by this role of a record it began. */
static bool ask_steps(struct tx *tx, void *arg)
{
	struct asking *k = arg;
	const struct ledger *l = k->t->l;
	struct actor who = { .org = 1,
		             .entered_by = ME,
		             .done_by = ME,
		             .roles = k->v.roles,
		             .entry_roles = k->v.roles,
		             .origin = "test",
		             .when = INSTANT_NONE,
		             .viewer = &k->v };

	for (size_t s = 0; s < l->n_states; s++)
		for (size_t i = 0; i < l->n_steps; i++) {
			int64_t id = l->steps[i].from == NEW ? 0 : (int64_t)(s + 1) * 10 + OWN_ROW;
			tx_save(tx);
			refusals_cut(tx->r, 0);
			k->may[s][i] = step_take(tx, &program, &who, k->t, id,
			                         str_of(l->steps[i].verb), D("2024-12-20"), NULL, 0,
			                         NULL) ||
			               !(told("您无权") || told("由系统随其他记录") ||
			                 told("没有这条记录"));
			tx_rollback(tx);
			cells++;
		}
	refusals_cut(tx->r, 0);
	refuse_with(tx->r, (struct refusal){ .say = S("never stands") });
	return false;
}

static void ask(struct asking *k)
{
	struct tx tx;

	k->v.hats = &k->hat;
	refusals_init(&r, &arena);
	tx = tx_read(db, &world, &arena, &r);
	ask_views(&tx, k, false);
	ask_views(&tx, k, true);
	tx_end(&tx);
	if (r.fault)
		fail_msg("%s: %.*s", k->t->l->key, P(r.fault_say));
	refusals_init(&r, &arena);
	tx_run(db, &world, &arena, &r, ask_steps, k);
	if (r.fault)
		fail_msg("%s: %.*s", k->t->l->key, P(r.fault_say));
}

/* --- the table ---------------------------------------------------------------------------------- */

static bool from_here(const struct ledger *l, const struct step *s, size_t state)
{
	return s->from == ANY ? l->states[state].is != FINAL
	                      : s->from != NEW && s->from & IN(state);
}

static void put_line(struct buf *b, const char *state, const char *what)
{
	buf_fmt(b, "%s,%s", state, what);
}

static void put_table(struct buf *b, const struct table *t, struct asking *k)
{
	const struct ledger *l = t->l;

	buf_putz(b, "state,what");
	for (int role = 0; role < N_ASKED - 1; role++)
		buf_fmt(b, ",%s", role_key(role));
	buf_putc(b, '\n');
	for (size_t i = 0; i < l->n_steps; i++) {
		if (l->steps[i].from != NEW)
			continue;
		put_line(b, "", l->steps[i].verb);
		for (int role = 0; role < N_ASKED - 1; role++)
			buf_fmt(b, ",%s", k[role].may[0][i] ? "可" : "—");
		buf_putc(b, '\n');
	}
	for (size_t s = 0; s < l->n_states; s++) {
		for (int lists = 0; lists < 2; lists++) {
			put_line(b, l->states[s].key, lists ? "list" : "view");
			for (int role = 0; role < N_ASKED - 1; role++)
				buf_fmt(b, ",%s", k[role].view[lists][s]);
			buf_putc(b, '\n');
		}
		for (size_t i = 0; i < l->n_steps; i++) {
			if (!from_here(l, &l->steps[i], s))
				continue;
			put_line(b, l->states[s].key, l->steps[i].verb);
			for (int role = 0; role < N_ASKED - 1; role++)
				buf_fmt(b, ",%s", k[role].may[s][i] ? "可" : "—");
			buf_putc(b, '\n');
		}
	}
}

static size_t line_of(struct str a, struct str b)
{
	size_t line = 1;

	for (size_t i = 0; i < a.n && i < b.n && a.p[i] == b.p[i]; i++)
		line += a.p[i] == '\n';
	return line;
}

static const char *path_of(const char *ledger)
{
	const char *root = getenv("YIFA_SOURCE");

	return arena_z(&arena,
	               arena_fmt(&arena, "%s/test/rights/%s.csv", root ? root : ".", ledger));
}

/* Whoever decides must see what is decided (10); a list shows nothing that cannot be opened (3). */
static void sound(const struct table *t, const struct asking *k, int role)
{
	const struct ledger *l = t->l;

	for (size_t s = 0; s < l->n_states; s++) {
		bool opens = strcmp(k->view[0][s], "—") != 0,
		     lists = strcmp(k->view[1][s], "—") != 0;
		if (lists && !opens)
			fail_msg("%s.%s: %s lists what it may not open", l->key, l->states[s].key,
			         role_key(role));
		for (size_t i = 0; i < l->n_steps; i++)
			if (l->steps[i].by & 1u << role && from_here(l, &l->steps[i], s) && !opens)
				fail_msg("%s.%s: %s may %s what it does not see", l->key,
				         l->states[s].key, role_key(role), l->steps[i].verb);
	}
}

static size_t one_ledger(const struct table *t)
{
	static struct asking k[N_ASKED];
	struct buf b;
	struct str now, kept;
	size_t wrong = 0;

	for (int role = 0; role < N_ASKED - 1; role++) {
		k[role] = asking_of(t, 1u << role);
		ask(&k[role]);
		sound(t, &k[role], role);
	}
	buf_init(&b, 1 << 20);
	put_table(&b, t, k);
	now = arena_str(&arena, buf_str(&b));
	buf_drop(&b);
	if (getenv("RIGHTS_WRITE")) {
		FILE *f = fopen(path_of(t->l->key), "wbe");
		assert_non_null(f);
		fwrite(now.p, 1, now.n, f);
		fclose(f);
	}
	kept = file_text(str_of(path_of(t->l->key)));
	if (!str_eq(kept, now)) {
		print_message(
			"%s, line %zu: the engine answers otherwise; RIGHTS_WRITE=1 shows how\n",
			path_of(t->l->key), line_of(kept, now));
		wrong = 1;
	}
	return wrong;
}

static void every_cell(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < program.n_tables; i++) {
		struct arena_mark mark = arena_mark(&arena);
		wrong += one_ledger(&program.tables[i]);
		arena_rewind(&arena, mark);
	}
	print_message("%zu cells of %zu ledgers\n", cells, program.n_tables);
	assert_int_equal(wrong, 0);
}

/* The three administrators see no record of the bureau's work; what two registers need is the system's. */
static void administrators_see_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < program.n_tables; i++) {
		const struct table *t = &program.tables[i];
		bool registers = str_is(str_of(t->l->key), "person") ||
		                 str_is(str_of(t->l->key), "org");
		if (may_open(t, SECURITY_ADMIN | AUDIT_ADMIN) ||
		    (!registers && may_open(t, SYSTEM_ADMIN)))
			fail_msg("an administrator opens %s", t->l->key);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_cell),
		cmocka_unit_test(administrators_see_nothing),
	};

	return cmocka_run_group_tests(tests, open_all, bureau_close);
}
