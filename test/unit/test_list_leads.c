/*
 * Lists of the demo's year by whatever index they are read: the records and the order are those of one plain
 * statement, for every ledger, view, filter, sort and some roles; and on twenty thousand tickets a page costs
 * a page.  SQLite refuses a statement whose index is not there or of no use, so no list walks a table.
 */
#include "access/accounts.h"
#include "ledger/anomalies.h"
#include "ledger/conds.h"
#include "ledger/list_leads.h"
#include "store/indexes.h"
#include "test/unit/demo_kit.h"

enum {
	PAGE = 50,
	COPIES = 6,          /* doublings                                             */
	PAGE_WORK = 12000,   /* of a page whose order an index has: 50 rows and their probes */
	WALK_WORK = 1200000, /* of one that passes over others, on so many records    */
	COUNT_WORK = 900000  /* of a page with five counts                            */
};

static const char *const names[] = { "clerk", "officer", "leader", "chief" };

static struct viewer viewers[sizeof names / sizeof *names];
static size_t compared;

static int open_viewers(void **state)
{
	struct account who;

	if (open_demo(state))
		return -1;
	tx = tx_read(e.db, &world, &e.a, &refusals);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!account_named(&tx, str_of(names[i]), &who))
			return -1;
		viewers[i] = viewer_of(&who, e.today);
	}
	tx_end(&tx);
	return 0;
}

/* --- one plain statement --------------------------------------------------------------------- */

static void put_late(struct writer *w, const struct list_ask *ask)
{
	put(w, " AND (FALSE");
	for (size_t i = 0; i < ask->t->n_clocks; i++) {
		if (ask->t->clocks[i].accrues || !ask->t->clocks[i].duty)
			continue;
		put(w, " OR (TRUE");
		put_clock_state(w, &tx, ask->t, &ask->t->clocks[i], ask->view == VIEW_LATE);
		put(w, ")");
	}
	put(w, ")");
}

static struct rows plain(const struct list_ask *ask)
{
	struct scope me = { .l = ask->t->l, .alias = S("m") };
	const char *way = ask->up ? "ASC" : "DESC";
	const struct field *sort = field_of(ask->t->l, ask->sort);
	struct str by = sort ? sort_column(&scratch, sort) : ask->sort;
	struct writer w;
	struct query q;

	writer_init(&w, ask->t->program, &scratch, str_of(ask->t->l->key));
	buf_fmt(&w.out, "SELECT m.id FROM \"%s\" m WHERE m.org = $1 AND ", ask->t->l->key);
	put_may(&w, ask->t, &ask->viewer, true);
	if (ask->view != VIEW_ALL)
		put_open(&w);
	if (ask->view == VIEW_MINE)
		put(&w, column_of(ask->t, S("handler"))->kind == REF ? " AND m.handler = $5"
		                                                     : " AND m.begun_by = $5");
	if (ask->view == VIEW_LATE || ask->view == VIEW_SOON)
		put_late(&w, ask);
	if (ask->state.n) {
		put(&w, " AND m.state = ");
		put_val(&w, VAL(ask->state));
	}
	assert_true(put_conds(&w, &tx, 1, &me, ask->conds));
	buf_fmt(&w.out, " ORDER BY m.\"%.*s\" %s NULLS LAST, m.id %s LIMIT %d", P(by), way, way,
	        MAX_PAGE);
	q = writer_query(&w);
	return db_query_v(&tx, stmt_text(&scratch, str_of(q.st.sql)), N_ARGS + q.n_terms,
	                  viewer_args(&tx, &e.p, &q, &ask->viewer));
}

/* In two pages, so that a cursor stands in every order. */
static void compare(struct list_ask *ask)
{
	struct arena_mark mark = arena_mark(&scratch);
	struct list_page page;
	struct rows q = plain(ask);
	int64_t id;
	size_t n = 0;

	ask->after = S("");
	assert_true(list_page(&tx, &e.p, ask, &page));
	while (db_row(&q, &id)) {
		if (n == page.n_rows && page.next.n) {
			ask->after = page.next;
			assert_true(list_page(&tx, &e.p, ask, &page));
			n = 0;
		}
		if (n >= page.n_rows || page.rows[n].r.id != id)
			fail_msg("%s %s, %s, %.*s, %.*s: row %zu is another", ask->t->l->key,
			         view_key(ask->view), ask->conds, P(ask->state), P(ask->sort), n);
		n++;
	}
	compared++;
	arena_rewind(&scratch, mark);
}

/* --- everything that may be asked ------------------------------------------------------------ */

typedef void (*each)(struct list_ask *ask);

static void sorts(struct list_ask ask, each fn)
{
	const struct ledger *l = ask.t->l;

	for (size_t i = 0; i <= l->n_fields; i++) {
		if (i < l->n_fields && !is_sort_field(&l->fields[i]))
			continue;
		ask.sort = i < l->n_fields ? str_of(l->fields[i].key) : S("begun_on");
		ask.up = i % 2;
		fn(&ask);
	}
}

static void filters(struct list_ask ask, each fn)
{
	const struct ledger *l = ask.t->l;

	ask.conds = "";
	sorts(ask, fn);
	for (size_t i = 0; i < l->n_states; i++) {
		ask.state = str_of(l->states[i].key);
		if (ask.state.n)
			sorts(ask, fn);
	}
	ask.state = S("");
	for (size_t i = 0; i < l->n_fields; i++) {
		const struct field *f = &l->fields[i];
		struct str keys = f->kind == YESNO ? S("yes,no") : str_of(f->of), key;
		if (!(f->flags & LIST) || !may_see(ask.t, ask.viewer.roles, f) ||
		    (f->kind != PICK && f->kind != YESNO && f->kind != PICKS))
			continue;
		for (int n = 0; n < 3 && str_item(&keys, &key); n++) {
			ask.conds = arena_fmt(&e.a, "%s=%.*s", f->key, P(key)).p;
			sorts(ask, fn);
		}
	}
}

static void views(const struct table *t, each fn)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (int v = 0; v < N_VIEWS; v++)
			if (may_open(t, viewers[i].roles))
				filters((struct list_ask){ .t = t,
				                           .viewer = viewers[i],
				                           .view = (enum list_view)v,
				                           .size = PAGE,
				                           .bare = true },
				        fn);
}

static void leads_show_what_is_asked(void **state)
{
	static const char *const some[] = { "hotline",  "case",     "inspection", "study_hours",
		                            "petition", "operator", "hazard",     "decision" };

	(void)state;
	for (size_t i = 0; i < sizeof some / sizeof *some; i++)
		views(table_of(&e.p, str_of(some[i])), compare);
	assert_true(compared > 2000);
}

/* --- what a page costs ----------------------------------------------------------------------- */

static bool copy_tickets(struct tx *to, void *arg)
{
	const struct table *t = table_of(&e.p, S("hotline"));
	struct buf sql;

	buf_init(&sql, 1 << 16);
	buf_putz(&sql, "INSERT INTO hotline (org");
	for (size_t i = 0; i < t->n_columns; i++)
		buf_fmt(&sql, ", \"%.*s\"", P(t->columns[i].key));
	buf_putz(&sql, ") SELECT org");
	for (size_t i = 0; i < t->n_columns; i++)
		buf_fmt(&sql, str_is(t->columns[i].key, "id") ? ", %.*s + $1" : ", \"%.*s\"",
		        P(t->columns[i].key));
	buf_putz(&sql, " FROM hotline");
	db_exec(to, stmt_intern(&e.p, buf_str(&sql)), *(int64_t *)arg);
	buf_drop(&sql);
	return true;
}

static int many_tickets(void **state)
{
	int64_t delta = 4096;

	refusals_init(&refusals, &scratch);
	for (int i = 0; i < COPIES; i++, delta *= 2)
		if (!tx_run(e.db, &world, &scratch, &refusals, copy_tickets, &delta))
			return -1;
	return begin(state);
}

static int64_t work_of(struct list_ask *ask)
{
	int64_t before = db_work(&tx);
	struct list_page page;

	assert_true(list_page(&tx, &e.p, ask, &page));
	ask->after = page.next;
	return db_work(&tx) - before;
}

static void within(const struct list_ask *ask, int64_t work, int64_t most)
{
	if (work > most)
		fail_msg("%s %s%s, “%s” %.*s by %.*s: %lld, more than %lld", view_key(ask->view),
		         ask->bare ? "" : "with counts", ask->after.n ? ", deep" : "", ask->conds,
		         P(ask->state), P(ask->sort), (long long)work, (long long)most);
}

/* The first page and the next; in the default order, or of one thing only, it is read alone. */
static void cheap(struct list_ask *ask)
{
	struct arena_mark mark = arena_mark(&scratch);
	bool ordered = (str_is(ask->sort, "begun_on") && ask->view <= VIEW_MINE) ||
	               (!ask->conds[0] && !ask->state.n && ask->view == VIEW_ALL);
	bool wide = !may_reach(ask->t, &ask->viewer, &(struct may_reach){ 0 });
	int64_t most = ordered && wide ? PAGE_WORK + PROBE * 8 : WALK_WORK;

	ask->after = S("");
	within(ask, work_of(ask),
	       ordered && wide && ask->view == VIEW_ALL && !ask->state.n ? PAGE_WORK : most);
	if (ask->after.n)
		within(ask, work_of(ask), most);
	ask->bare = false;
	ask->after = S("");
	within(ask, work_of(ask), COUNT_WORK + most);
	ask->bare = true;
	arena_rewind(&scratch, mark);
}

static void a_page_costs_a_page(void **state)
{
	const struct table *t = table_of(&e.p, S("hotline"));
	struct list_ask all = { .t = t, .viewer = viewers[0], .view = VIEW_ALL };

	(void)state;
	assert_int_equal(list_count(&tx, &e.p, &all), COUNT_STOP + 1);
	views(t, cheap);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(leads_show_what_is_asked, begin, end),
		cmocka_unit_test_setup_teardown(a_page_costs_a_page, many_tickets, end),
	};

	return cmocka_run_group_tests_name("list_leads", tests, open_viewers, close_demo);
}
