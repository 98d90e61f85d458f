/*
 * test_recheck.c - dues and tallies computed again: nothing differs, until a calendar moves them
 */
#include "../database.h"
#include "kit.h"

#include "../engine.h"
#include "ledger/recheck.h"

static struct engine e;
static struct hand h;

static int open_all(void **state)
{
	(void)state;
	arena_init(&arena, 64 << 20);
	engine_open(&e, test_db(), "2024-09-24");
	hand_init(&h, &e);
	return 0;
}

static int close_all(void **state)
{
	(void)state;
	hand_drop(&h);
	engine_close(&e);
	arena_drop(&arena);
	return 0;
}

static int64_t request(const char *subject)
{
	return hand_must(
		&h, "info_request", 0, "receive",
		arena_fmt(&e.a,
	                  "applicant_kind=citizen\napplicant=张某\nsubject=%s\nchannel=web\n"
	                  "confirmed_on=2024-09-24\nreceived_on=2024-09-24",
	                  subject)
			.p);
}

struct asked {
	struct recheck how;
	struct moved *list;
	size_t n;
	struct str text;
};

static bool ask(struct tx *tx, void *arg)
{
	struct asked *a = arg;

	a->n = dues_recheck(tx, &e.p, 1, &a->how, &a->list);
	if (a->n)
		a->text = moved_text(tx, &e.p, &a->list[0]);
	return true;
}

static struct asked recheck(bool mend)
{
	struct asked a = { .how.mend = mend, .text = S("") };

	arena_reset(&h.a);
	refusals_init(&h.r, &h.a);
	assert_true(tx_run(e.db, &h.world, &h.a, &h.r, ask, &a));
	return a;
}

static void set_worked(const char *day, bool worked)
{
	struct day d = D(day);

	for (size_t i = 0; i < e.law.n_years; i++)
		if (e.law.years[i].year == day_year(d)) {
			unsigned char *c = &e.law.years[i].day[d.n - day_make(day_year(d), 1, 1).n];
			*c = (unsigned char)(worked ? *c | DAY_WORKED : *c & ~DAY_WORKED);
		}
}

static void test_nothing_differs(void **state)
{
	(void)state;
	request("演出备案");
	assert_int_equal(recheck(false).n, 0);
}

static void test_a_day_off_moves_dues(void **state)
{
	int64_t id = request("展览备案"), open = request("文物修缮");
	struct asked a;

	(void)state;
	hand_must(&h, "info_request", id, "withdraw", "");
	set_worked("2024-10-16", false); /* a day that was worked is off: one day later     */
	a = recheck(false);
	assert_int_equal(a.n,
	                 2); /* the request of the first test and the open one; not the withdrawn */
	assert_str(a.list[1].c->key, "answer_due");
	assert_true(a.list[1].id == open);
	assert_day(val_to_day(a.list[1].was), "2024-10-25");
	assert_day(val_to_day(a.list[1].is), "2024-10-28");
	assert_str(a.text, "依申请〔2024〕1号的答复期限原为2024-10-25，应为2024-10-28。");
	assert_int_equal(recheck(false).n, 2); /* asking changes nothing                     */
	assert_int_equal(recheck(true).n, 2);
	assert_int_equal(recheck(false).n, 0);
	set_worked("2024-10-16", true);
	assert_int_equal(recheck(true).n, 2);
}

/* Behind the engine's back. */
static bool spoil(struct tx *tx, void *arg)
{
	static const struct stmt st = { "UPDATE hotline SET missed = 7 WHERE org = $1", NULL };

	(void)arg;
	db_exec(tx, &st, (int64_t)1);
	return true;
}

static void test_tallies(void **state)
{
	struct asked a;

	(void)state;
	hand_must(&h, "hotline", 0, "receive",
	          "ticket_number=TJ1\nkind=complaint\nsubject=噪音\nreceived_at=2024-09-24T09:00\n"
	          "received_on=2024-09-24");
	assert_int_equal(recheck(false).n, 0);
	assert_true(tx_run(e.db, &h.world, &h.a, &h.r, spoil, NULL));
	a = recheck(true);
	assert_int_equal(a.n, 1);
	assert_str(a.list[0].c->key, "missed");
	assert_int_equal(a.list[0].is.i, 0);
	assert_int_equal(recheck(false).n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_differs),
		cmocka_unit_test(test_a_day_off_moves_dues),
		cmocka_unit_test(test_tallies),
	};

	return cmocka_run_group_tests(tests, open_all, close_all);
}
