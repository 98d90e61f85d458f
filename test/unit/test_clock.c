/*
 * test_clock.c - statutory periods, as tables that a lawyer can read
 *
 * Each line begins with the article.  They run on the real terms and the real calendar, where
 * 29 September and 12 October 2024 are worked and 1 to 7 October are not.
 */
#include "kit.h"

#include "law/clock.h"

static struct law law;

static int open_law(void **state)
{
	struct str error;

	kit_open(state);
	if (law_load(&law, &arena, law_dir(), &error))
		return 0;
	fprintf(stderr, "%.*s\n", P(error));
	return -1;
}

struct step_at {
	const char *verb, *on, *enters, *label;
};
struct vector {
	const char *says, *start;
	struct step_at steps[6];
	const char *last_day; /* "none": there is no last day                            */
	const char *act_by;   /* NULL: the last day itself                               */
};

/* Stays as the engine makes them: a step that enters a state ends the stay before it. */
static size_t stays_of(const struct vector *v, struct stay stays[7])
{
	size_t n = 0;

	stays[n++] = (struct stay){ S("received"), D(v->start), DAY_NONE };
	for (size_t i = 0; i < COUNT(v->steps) && v->steps[i].verb; i++) {
		const struct step_at *s = &v->steps[i];

		if (!s->enters)
			continue;
		stays[n - 1].to = D(s->on);
		stays[n++] = (struct stay){ str_of(s->enters), D(s->on), DAY_NONE,
			                    str_of(s->label) };
	}
	return n;
}

static struct clock_out run(const struct clock *rows, size_t n, const struct vector *v,
                            struct arena *explain)
{
	struct event events[6];
	struct stay stays[7];
	struct day from[16];
	struct clock_out out;
	struct clock_in in = { .rows = rows,
		               .n_rows = n,
		               .from = from,
		               .events = events,
		               .stays = stays,
		               .version = DAY_NONE,
		               .today = D("2026-11-24") };

	for (size_t i = 0; i < n; i++)
		from[i] = rows[i].does == RUNS ? D(v->start) : DAY_NONE;
	for (; in.n_events < COUNT(v->steps) && v->steps[in.n_events].verb; in.n_events++)
		events[in.n_events] = (struct event){ str_of(v->steps[in.n_events].verb),
			                              D(v->steps[in.n_events].on), INSTANT_NONE };
	in.n_stays = stays_of(v, stays);
	clock_run(&law, &in, explain, &out);
	return out;
}

static void try_all(const struct clock *rows, size_t n_rows, const struct vector *v, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct clock_out out = run(rows, n_rows, &v[i], NULL);
		const char *got = out.has ? text_of_day(out.last_day) : "none";
		const char *act_by = v[i].act_by ? v[i].act_by : v[i].last_day;

		if (strcmp(got, v[i].last_day) != 0)
			fail_msg("%s\nexpected %s, got %s", v[i].says, v[i].last_day, got);
		if (out.has && strcmp(text_of_day(out.act_by), act_by) != 0)
			fail_msg("%s\nact by %s, got %s", v[i].says, act_by,
			         text_of_day(out.act_by));
	}
}

/* clang-format off */
static const struct clock info_answer[] = {
	{ "answer", RUNS,     TERM("info-answer"),   .from = "received_on" },
	{ "answer", RESTARTS, TERM("info-correct"),  .on_step = "supplement" },
	{ "answer", STANDS,   TERM("info-correct"),  .in_state = "supplementing" },
	{ "answer", STANDS,   TERM("info-excluded"), .in_state = "consulting" },
	{ "answer", EXTENDS,  TERM("info-extend"),   .on_step = "extend" },
};
#define ASK(on)        { "ask", on, "supplementing", "补正" }
#define SUPPLEMENT(on) { "supplement", on, "received" }
#define CONSULT(on)    { "consult", on, "consulting", "征求意见" }
#define OPINE(on)      { "opine", on, "received" }
#define EXTEND(on)     { "extend", on }

static const struct vector info_vectors[] = {
	{ "33: 20 working days; 29 Sep and 12 Oct are worked, 1-7 Oct are not",
	  "2024-09-24", {{ 0 }}, "2024-10-25" },
	{ "30: the clock starts again when the supplement arrives",
	  "2024-09-24", { ASK("2024-09-27"), SUPPLEMENT("2024-10-10") }, "2024-11-06" },
	{ "30: ... even when it arrives after the first clock would have run out",
	  "2024-09-24", { ASK("2024-09-27"), SUPPLEMENT("2024-11-04") }, "2024-12-02" },
	{ "30: while the applicant has not supplemented there is no last day",
	  "2024-09-24", { ASK("2024-09-27") }, "none" },
	{ "33: asking a third party stops the clock",
	  "2024-09-24", { CONSULT("2024-09-26"), OPINE("2024-10-11") }, "2024-11-05" },
	{ "33: while the third party has not answered there is no last day",
	  "2024-09-24", { CONSULT("2024-09-26") }, "none" },
	{ "33: ... but what was due before it was asked stays due",
	  "2024-09-24", { CONSULT("2024-10-28") }, "2024-10-25" },
	{ "33: extended by the head of the office",
	  "2024-09-24", { EXTEND("2024-10-21") }, "2024-11-22" },
	{ "33: extended, and a third party asked",
	  "2024-09-24", { CONSULT("2024-09-26"), OPINE("2024-10-11"), EXTEND("2024-10-21") }, "2024-12-03" },
	{ "30: what was extended before the supplement is not carried over",
	  "2024-09-24", { EXTEND("2024-09-25"), ASK("2024-09-27"), SUPPLEMENT("2024-10-10") }, "2024-11-06" },
	{ "33: a third party asked after the supplement",
	  "2024-09-24", { ASK("2024-09-27"), SUPPLEMENT("2024-10-10"), CONSULT("2024-10-14"), OPINE("2024-10-16") }, "2024-11-08" },
	{ "33: answered on the day it was asked: nothing stands",
	  "2024-09-24", { CONSULT("2024-09-26"), OPINE("2024-09-26") }, "2024-10-25" },
	{ "33: over the turn of the year and the Spring Festival",
	  "2024-12-31", {{ 0 }}, "2025-02-05" },
};

static const struct clock petition_handle[] = {
	{ "handle", RUNS,    TERM("petition-handle"), .from = "accepted_on" },
	{ "handle", EXTENDS, TERM("petition-extend"), .on_step = "extend" },
};
static const struct vector petition_vectors[] = {
	{ "34: 60 calendar days", "2024-12-20", {{ 0 }}, "2025-02-18" },
	{ "34: 60 calendar days to a Sunday: act by the Friday", "2024-01-17", {{ 0 }}, "2024-03-17", "2024-03-15" },
	{ "34: and 30 more", "2024-12-20", { EXTEND("2025-02-10") }, "2025-03-20" },
};

static const struct clock seizure[] = {
	{ "hold", RUNS,    TERM("seizure-limit"),     .from = "from" },
	{ "hold", STANDS,  TERM("seizure-testing-excluded"), .in_state = "testing" },
	{ "hold", EXTENDS, TERM("seizure-extension"), .on_step = "extend" },
};
static const struct vector seizure_vectors[] = {
	{ "25: 30 days", "2024-05-10", {{ 0 }}, "2024-06-09", "2024-06-07" },
	{ "25: extended by 30 more", "2024-05-10", { EXTEND("2024-06-03") }, "2024-07-09" },
	{ "25: days of testing do not count", "2024-05-10",
	  {{ "send", "2024-05-13", "testing" }, { "get", "2024-05-23", "held" }}, "2024-06-19" },
};

static const struct clock decide[] = {
	{ "decide", RUNS,   TERM("decision-limit"), .from = "opened_on" },
	{ "decide", STANDS, TERM("decision-limit-exclusions"), .in_state = "suspended" },
};
static const struct vector decide_vectors[] = {
	{ "60: 90 days end in the holidays: no roll, decide by the last working day before",
	  "2024-07-03", {{ 0 }}, "2024-10-01", "2024-09-30" },
	{ "60: not 90 working days", "2024-01-02", {{ 0 }}, "2024-04-01" },
};

static const struct clock notice[] = {{ "call", RUNS, TERM("hearing-notice"), .from = "due_on" }};
static const struct vector notice_vectors[] = {
	{ "64: called at the latest 7 working days before, counted back", "2024-10-18", {{ 0 }}, "2024-10-10" },
	{ "64: ... over the holidays, with 29 September worked", "2024-10-10", {{ 0 }}, "2024-09-25" },
};

static const struct clock court[] = {{ "court", RUNS, TERM("court-enforcement-window"), .from = "remedy_to" }};
static const struct vector court_vectors[] = {
	{ "53: three months", "2024-08-15", {{ 0 }}, "2024-11-15" },
	{ "53: from the end of November to the last of February", "2024-11-30", {{ 0 }}, "2025-02-28" },
};

static const struct clock limitation[] = {
	{ "limit", RUNS, TERM("limitation-general"), .from = "act_on" },
	{ "limit", STANDS, TERM("limitation-start"), .in_state = "paused" },
};
static const struct vector limitation_vectors[] = {
	{ "36: two years", "2023-05-06", {{ 0 }}, "2025-05-06" },
	{ "36: from a leap day", "2024-02-29", {{ 0 }}, "2026-02-28", "2026-02-28" },
	{ "days that stand come behind the two years", "2023-05-06",
	  {{ "pause", "2024-01-01", "paused" }, { "go", "2024-01-11", "open" }}, "2025-05-16" },
};
/* clang-format on */

#define TRY(rows, vectors) try_all(rows, COUNT(rows), vectors, COUNT(vectors))

static void information(void **state)
{
	(void)state;
	TRY(info_answer, info_vectors);
}
static void petitions(void **state)
{
	(void)state;
	TRY(petition_handle, petition_vectors);
}
static void seizures(void **state)
{
	(void)state;
	TRY(seizure, seizure_vectors);
}
static void decisions(void **state)
{
	(void)state;
	TRY(decide, decide_vectors);
}
static void counted_back(void **state)
{
	(void)state;
	TRY(notice, notice_vectors);
}
static void months(void **state)
{
	(void)state;
	TRY(court, court_vectors);
}
static void years(void **state)
{
	(void)state;
	TRY(limitation, limitation_vectors);
}

/* A pause of n working days, wherever it lies before the last day, moves it by exactly n. */
static void pause_moves_by_its_length(void **state)
{
	(void)state;
	for (struct day start = D("2024-01-02"); start.n < D("2025-10-01").n;
	     start = day_add(start, 3)) {
		for (int after = 1; after < 25; after += 4) {
			for (int length = 0; length < 60; length += 7) {
				struct day from = day_add(start, after), to = day_add(from, length);
				struct vector v = { "",
					            text_of_day(start),
					            { CONSULT(text_of_day(from)),
					              OPINE(text_of_day(to)) } };
				struct vector plain = { "", v.start, { { 0 } } };
				struct clock_out with = run(info_answer, COUNT(info_answer), &v,
				                            NULL);
				struct clock_out without = run(info_answer, COUNT(info_answer),
				                               &plain, NULL);
				int paused, moved;

				assert_true(with.has && without.has);
				/* Days of [from, to). */
				assert_true(workdays_between(&law, day_add(from, -1),
				                             day_add(to, -1), &paused));
				assert_true(workdays_between(&law, without.last_day, with.last_day,
				                             &moved));
				assert_int_equal(moved, from.n > without.last_day.n ? 0 : paused);
			}
		}
	}
}

static void stands_and_says_so(void **state)
{
	struct vector v = { "", "2024-09-24", { CONSULT("2024-09-26") } };
	struct clock_out out = run(info_answer, COUNT(info_answer), &v, NULL);

	(void)state;
	assert_true(out.stands);
	assert_false(out.has);
	assert_int_equal(out.missing.n, 0);
	assert_false(day_set(out.last_day));
}

static const char *why_on(const struct clock_out *out, const char *day)
{
	for (size_t i = 0; i < out->n_days; i++)
		if (out->days[i].day.n == D(day).n)
			return arena_z(&arena, out->days[i].why);
	return "not there";
}

static void explains_each_day(void **state)
{
	struct vector v = { "", "2024-09-24", { CONSULT("2024-09-26"), OPINE("2024-09-29") } };
	struct clock_out out = run(info_answer, COUNT(info_answer), &v, &arena);
	int last = 0;

	(void)state;
	assert_string_equal(why_on(&out, "2024-09-24"), "not there");
	assert_string_equal(why_on(&out, "2024-09-25"), "第1个工作日");
	assert_string_equal(why_on(&out, "2024-09-27"), "征求意见期间不计入");
	assert_string_equal(why_on(&out, "2024-09-29"), "调休上班（第2个工作日）");
	assert_string_equal(why_on(&out, "2024-10-13"), "星期日");
	assert_int_equal(out.days[0].day.n, D("2024-09-25").n);
	assert_int_equal(out.days[out.n_days - 1].day.n, out.last_day.n);
	for (size_t i = 0; i < out.n_days; i++) {
		assert_int_equal(out.days[i].day.n, out.days[0].day.n + (int)i);
		if (out.days[i].counted)
			assert_int_equal(out.days[i].counted, ++last);
	}
	assert_int_equal(last, 20);
}

static void explains_a_standstill_to_today(void **state)
{
	struct vector v = { "", "2026-11-10", { CONSULT("2026-11-12") } };
	struct clock_out out = run(info_answer, COUNT(info_answer), &v, &arena);

	(void)state;
	assert_string_equal(why_on(&out, "2026-11-11"), "第1个工作日");
	assert_string_equal(why_on(&out, "2026-11-24"), "征求意见期间不计入");
	assert_int_equal(out.n_days, 14);
}

/* Minutes run on the instant, over midnight and on days off. */
static void minutes_and_hours(void **state)
{
	static const struct clock danger[] = { { "danger", RUNS, TERM("hotline-accept-danger"),
		                                 .from = "received_at" } };
	static const struct clock urgent[] = { { "report", RUNS, TERM("seizure-urgent"),
		                                 .from = "executed_at" } };
	struct instant at;
	struct clock_out out;
	struct clock_in in = {
		.rows = danger, .n_rows = 1, .from_at = &at, .version = DAY_NONE, .today = DAY_NONE
	};

	(void)state;
	assert_true(instant_parse(S("2025-10-01 23:50"), &at));
	clock_run(&law, &in, NULL, &out);
	assert_true(out.has && out.timed);
	assert_str(instant_text(&arena, out.last_at), "2025-10-02T00:05:00+08:00");
	assert_day(out.last_day, "2025-10-02");
	assert_day(out.act_by, "2025-10-02");
	in.rows = urgent;
	clock_run(&law, &in, NULL, &out);
	assert_str(instant_text(&arena, out.last_at), "2025-10-02T23:50:00+08:00");
	assert_true(clock_is_timed(&law, danger, 1));
	assert_true(clock_is_timed(&law, urgent, 1));
	assert_false(clock_is_timed(&law, info_answer, COUNT(info_answer)));
}

static void restart_runs_from_the_instant_of_the_step(void **state)
{
	static const struct clock rows[] = {
		{ "danger", RUNS, TERM("hotline-accept-danger"), .from = "received_at" },
		{ "danger", RESTARTS, TERM("hotline-accept-danger"), .on_step = "resend" },
	};
	struct instant at[2] = { INSTANT_NONE, INSTANT_NONE };
	struct event e = { S("resend"), D("2025-03-04"), INSTANT_NONE };
	struct clock_out out;
	struct clock_in in = { .rows = rows,
		               .n_rows = 2,
		               .from_at = at,
		               .events = &e,
		               .n_events = 1,
		               .version = DAY_NONE,
		               .today = DAY_NONE };

	(void)state;
	assert_true(instant_parse(S("2025-03-04 09:00"), &at[0]));
	assert_true(instant_parse(S("2025-03-04 10:30:20"), &e.at));
	clock_run(&law, &in, NULL, &out);
	assert_str(instant_text(&arena, out.last_at), "2025-03-04T10:45:20+08:00");
}

/* The last row that speaks and is set begins: a deferral takes the place of the 15 days. */
static void a_deferral_ends_the_clock(void **state)
{
	static const struct clock rows[] = {
		{ "pay", RUNS, TERM("pay-days"), .from = "received_on" },
		{ "pay", ENDS, TERM("instalment-deferral"), .from = "deferred_to" },
	};
	struct day from[2] = { D("2024-09-02"), DAY_NONE };
	struct clock_out out;
	struct clock_in in = {
		.rows = rows, .n_rows = 2, .from = from, .version = DAY_NONE, .today = DAY_NONE
	};
	bool speaks[2] = { true, false };

	(void)state;
	clock_run(&law, &in, NULL, &out);
	assert_day(out.last_day, "2024-09-17");
	assert_int_equal(out.start.n, from[0].n);
	from[1] = D("2024-12-14");
	clock_run(&law, &in, NULL, &out);
	assert_day(out.last_day, "2024-12-14");
	assert_day(out.act_by, "2024-12-13");
	in.speaks = speaks;
	clock_run(&law, &in, NULL, &out);
	assert_day(out.last_day, "2024-09-17");
	speaks[0] = false;
	clock_run(&law, &in, NULL, &out);
	assert_false(out.has);
	assert_null(out.term);
}

static void a_turned_ticket_stops(void **state)
{
	static const struct clock rows[] = {
		{ "accept", RUNS, TERM("hotline-accept-general"), .from = "received_on" },
		{ "accept", RESTARTS, TERM("hotline-accept-general"), .on_step = "resend" },
		{ "accept", STOPS, TERM("hotline-not-other-procedure"), .on_step = "turn" },
	};
	struct vector turned = { "", "2025-03-04", { { "turn", "2025-03-04" } } };
	struct vector back = { "",
		               "2025-03-04",
		               { { "turn", "2025-03-04" }, { "resend", "2025-03-06" } } };
	struct clock_out out = run(rows, COUNT(rows), &turned, NULL);

	(void)state;
	assert_true(out.stopped);
	assert_false(out.has);
	out = run(rows, COUNT(rows), &back, NULL);
	assert_false(out.stopped);
	assert_day(out.last_day, "2025-03-07");
}

/* A setting that nobody made gives no last day, and is named; made, it counts. */
static void an_empty_setting_gives_no_day(void **state)
{
	static const struct clock rows[] = { { "finish", RUNS, TERM("hotline-finish"),
		                               .from = "received_on" } };
	struct vector v = { "", "2025-03-04", { { 0 } } };
	struct law own = law;
	struct refusals r;
	struct clock_out out;

	(void)state;
	refusals_init(&r, &arena);
	assert_true(law_set(&law, &r, S("hotline-finish"), S(""), D("2025-01-01"), S(""), S("")));
	out = run(rows, 1, &v, NULL);
	assert_false(out.has);
	assert_non_null(out.empty);
	assert_str(out.empty->id, "hotline-finish");
	assert_true(law_set(&law, &r, S("hotline-finish"), S("5"), D("2025-01-01"),
	                    S("区政务服务办"), S("")));
	out = run(rows, 1, &v, NULL);
	assert_null(out.empty);
	assert_day(out.last_day, "2025-03-11");
	law = own;
}

/* The arrangement for 2027 is not announced: its days are computed and marked. */
static void a_year_not_announced_is_provisional(void **state)
{
	struct vector v = { "", "2026-12-20", { { 0 } } }, before = { "", "2026-11-02", { { 0 } } };
	struct clock_out out = run(info_answer, COUNT(info_answer), &v, &arena);

	(void)state;
	assert_true(out.has && out.provisional);
	assert_int_equal(day_year(out.last_day), 2027);
	assert_string_equal(why_on(&out, "2027-01-01"), "法定节假日（日历未公布，暂定）");
	out = run(info_answer, COUNT(info_answer), &before, NULL);
	assert_true(out.has && !out.provisional);
	assert_day(out.last_day, "2026-11-30");
}

static void a_year_without_calendar_is_named(void **state)
{
	struct vector v = { "", "2027-12-20", { { 0 } } },
		      calendar_days = { "", "2027-12-20", { { 0 } } };
	struct clock_out out = run(info_answer, COUNT(info_answer), &v, NULL);

	(void)state;
	assert_false(out.has);
	assert_false(day_set(out.last_day));
	assert_str(out.missing, "2028年工作日历尚未导入");
	out = run(petition_handle, COUNT(petition_handle), &calendar_days, NULL);
	assert_true(out.has && out.provisional);
	assert_day(out.last_day, "2028-02-18");
	assert_day(out.act_by, "2028-02-18");
}

static void a_bare_term(void **state)
{
	struct clock_out out;

	(void)state;
	clock_term(&law, term_on(&law, S("info-answer"), D("2024-09-24")), D("2024-09-24"), &arena,
	           &out);
	assert_day(out.last_day, "2024-10-25");
	assert_int_equal(out.days[out.n_days - 1].counted, 20);
	clock_term(&law, term_on(&law, S("hearing-notice"), D("2024-10-18")), D("2024-10-18"), NULL,
	           &out);
	assert_day(out.last_day, "2024-10-10");
}

/* Terms that roll do so to the next working day; made up here, since few do. */
static void rolls_only_where_the_term_says_so(void **state)
{
	struct term t = *term_on(&law, S("pay-days"), D("2024-09-20"));
	struct clock_out out;

	(void)state;
	t.rolls = false;
	clock_term(&law, &t, D("2024-09-20"), NULL, &out);
	assert_day(out.last_day, "2024-10-05");
	assert_day(out.act_by, "2024-09-30");
	t.rolls = true;
	clock_term(&law, &t, D("2024-09-20"), &arena, &out);
	assert_day(out.last_day, "2024-10-08");
	assert_day(out.act_by, "2024-10-08");
	assert_string_equal(why_on(&out, "2024-10-08"), "末日是休息日，顺延");
}

static void how_a_due_stands(void **state)
{
	/* clang-format off */
	static const struct { const char *today; enum due_state is; int left; } row[] = {
		{ "2024-09-24", DUE_FINE, 20 },
		{ "2024-10-17", DUE_FINE, 6 },
		{ "2024-10-18", DUE_SOON, 5 },
		{ "2024-10-24", DUE_SOON, 1 },
		{ "2024-10-25", DUE_TODAY, 0 },
		{ "2024-10-26", DUE_LATE, -1 },
		{ "2024-10-29", DUE_LATE, -2 },
	};
	/* clang-format on */
	const struct term *t = term_on(&law, S("info-answer"), D("2024-09-24"));
	const struct term *days = term_on(&law, S("decision-limit"), D("2024-07-03"));
	int left = 99;

	(void)state;
	for (size_t i = 0; i < COUNT(row); i++) {
		assert_int_equal(due_state(&law, t, D("2024-09-24"), D("2024-10-25"),
		                           D(row[i].today), &left),
		                 row[i].is);
		assert_int_equal(left, row[i].left);
	}
	/* 90 days: a quarter of the period is 22 days. */
	assert_int_equal(
		due_state(&law, days, D("2024-03-01"), D("2024-05-30"), D("2024-05-07"), &left),
		DUE_FINE);
	assert_int_equal(left, 23);
	assert_int_equal(
		due_state(&law, days, D("2024-03-01"), D("2024-05-30"), D("2024-05-08"), &left),
		DUE_SOON);
	assert_int_equal(due_state(&law, t, DAY_NONE, DAY_NONE, D("2024-05-08"), &left), DUE_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(information),
		cmocka_unit_test(petitions),
		cmocka_unit_test(seizures),
		cmocka_unit_test(decisions),
		cmocka_unit_test(counted_back),
		cmocka_unit_test(months),
		cmocka_unit_test(years),
		cmocka_unit_test(pause_moves_by_its_length),
		cmocka_unit_test(stands_and_says_so),
		cmocka_unit_test(explains_each_day),
		cmocka_unit_test(explains_a_standstill_to_today),
		cmocka_unit_test(minutes_and_hours),
		cmocka_unit_test(restart_runs_from_the_instant_of_the_step),
		cmocka_unit_test(a_deferral_ends_the_clock),
		cmocka_unit_test(a_turned_ticket_stops),
		cmocka_unit_test(an_empty_setting_gives_no_day),
		cmocka_unit_test(a_year_not_announced_is_provisional),
		cmocka_unit_test(a_year_without_calendar_is_named),
		cmocka_unit_test(a_bare_term),
		cmocka_unit_test(rolls_only_where_the_term_says_so),
		cmocka_unit_test(how_a_due_stands),
	};

	return cmocka_run_group_tests(tests, open_law, kit_close);
}
