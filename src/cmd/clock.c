/*
 * clock.c - a period of the law, day by day: of a bare term, of a clock with events, of a record
 *
 * Strategy for LEDGER.CLOCK without a record: the events are walked along the ledger's STEPS from
 * the state in which its first NEW step leaves a record.  A step that cannot be taken from where
 * the walk stands is reached by the shortest way of steps on the same day.  So the rows that count
 * by state (STANDS) know the stays, and nothing is written.
 */
#include "cmd/app.h"
#include "ledger/verbs.h"

#include <stdlib.h>
#include <string.h>

#include "cmd/clock.h"

/* --- the answer ------------------------------------------------------------------------------- */

static void put_days(struct json *j, const struct clock_out *c)
{
	json_key(j, "days");
	json_open(j, '[');
	for (size_t i = 0; i < c->n_days; i++) {
		json_open(j, '{');
		json_key(j, "day");
		json_day(j, c->days[i].day);
		json_key(j, "counted");
		json_bool(j, c->days[i].counted != 0);
		json_key(j, "n");
		json_int(j, c->days[i].counted);
		json_pair(j, "why", c->days[i].why);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* Why there is no last day; empty when there is one. */
static struct str why_none(struct app *app, const struct clock_out *c)
{
	if (c->has)
		return S("");
	if (c->empty)
		return arena_fmt(&app->arena, "设置“%.*s”尚未写明：%.*s。", P(c->empty->id),
		                 P(c->empty->gist));
	if (c->missing.n)
		return c->missing;
	if (c->stands)
		return S("期限中止，尚未恢复计算，没有最后一日。");
	if (c->stopped)
		return S("期限已经终止。");
	return c->term ? S("这一条不是期限，没有最后一日。") : S("期限没有开始。");
}

static void answer_json(struct app *app, const struct clock_out *c, const struct str *basis,
                        size_t n)
{
	const struct term *setting = c->empty                         ? c->empty
	                             : c->term && c->term->is_setting ? c->term
	                                                              : NULL;
	struct json j;

	json_init(&j, &app->out);
	json_open(&j, '{');
	json_key(&j, "last_day");
	json_day(&j, c->has ? c->timed ? instant_day(c->last_at) : c->last_day : DAY_NONE);
	json_key(&j, "act_by");
	json_day(&j, c->has ? c->act_by : DAY_NONE);
	json_key(&j, "last_at");
	json_at(&j, c->has && c->timed ? c->last_at : INSTANT_NONE);
	json_key(&j, "provisional");
	json_bool(&j, c->provisional);
	json_key(&j, "setting");
	if (setting)
		json_str(&j, setting->id);
	else
		json_null(&j);
	json_pair(&j, "term", c->term ? term_text(&app->arena, c->term) : S(""));
	if (!c->has) {
		json_pair(&j, "why", why_none(app, c));
	}
	json_key(&j, "basis");
	json_open(&j, '[');
	for (size_t i = 0; i < n; i++)
		json_str(&j, basis[i]);
	json_close(&j, ']');
	put_days(&j, c);
	json_close(&j, '}');
	buf_putc(&app->out, '\n');
}

static void answer_text(struct app *app, const struct clock_out *c, const struct str *basis,
                        size_t n)
{
	struct arena *a = &app->arena;
	struct buf *out = &app->out;

	for (size_t i = 0; i < c->n_days; i++) {
		buf_put(out, day_text(a, c->days[i].day));
		if (c->days[i].counted)
			buf_fmt(out, "  %3d  %.*s\n", c->days[i].counted, P(c->days[i].why));
		else
			buf_fmt(out, "    —  %.*s\n", P(c->days[i].why));
	}
	if (c->term)
		buf_fmt(out, "期限：%.*s  %.*s\n", P(term_text(a, c->term)), P(c->term->gist));
	for (size_t i = 0; i < n; i++)
		buf_fmt(out, "依据：%.*s\n", P(basis[i]));
	if (c->has && c->timed)
		buf_fmt(out, "最后时刻：%.*s\n", P(instant_text(a, c->last_at)));
	if (c->has && !c->timed)
		buf_fmt(out, "最后一日：%.*s  最迟办理：%.*s%s\n", P(day_text(a, c->last_day)),
		        P(day_text(a, c->act_by)),
		        c->provisional ? "（暂定：当年的工作日历尚未公布）" : "");
}

/* A period that has no last day for want of a setting or a calendar is refused by name. */
static enum exit_code answer(struct app *app, const struct clock_out *c, const struct str *basis,
                             size_t n)
{
	if (app->json)
		answer_json(app, c, basis, n);
	else
		answer_text(app, c, basis, n);
	if (c->has)
		return DONE;
	if (!c->empty && !c->missing.n) {
		if (!app->json)
			buf_fmt(&app->out, "%.*s\n", P(why_none(app, c)));
		return DONE;
	}
	return app_no(app, REFUSED, "%.*s%s", P(why_none(app, c)),
	              c->empty ? "请先用 yifa setting set 写明数值、发布机关和文号。"
	                       : "请导入这一年的工作日历。");
}

/* The citations of a clock's rows, each once; of the term that begins first. */
static size_t bases_of(struct app *app, const struct ledger *l, const struct clockset *c,
                       const struct clock_out *out, struct str *ret)
{
	size_t n = 0;

	if (out->term)
		ret[n++] = term_cite(&app->arena, out->term);
	for (size_t i = 0; i < c->n_rows; i++) {
		struct str b = basis_text(&app->program, &app->arena, l, &c->rows[i].basis);
		bool there = !b.n;
		for (size_t k = 0; k < n; k++)
			there |= str_eq(ret[k], b);
		if (!there)
			ret[n++] = b;
	}
	return n;
}

static const struct clockset *clock_named(struct app *app, const struct table *t, struct str key)
{
	struct near near;

	near_init(&near, key);
	for (size_t i = 0; i < t->n_clocks; i++) {
		if (str_is(key, t->clocks[i].key))
			return &t->clocks[i];
		near_see(&near, str_of(t->clocks[i].key));
	}
	app_unknown(app, "没有这个期限", &near);
	return NULL;
}

/* --- a record's --------------------------------------------------------------------------------- */

enum exit_code cmd_explain(struct app *app)
{
	const struct table *t = app_table(app, app->words[0]);
	const struct clockset *c = t ? clock_named(app, t, app->words[2]) : NULL;
	struct clock_out out;
	struct record r;
	struct str *basis;
	struct tx tx;
	bool found;

	if (!c || !app_may_open(app, t))
		return app->code;
	tx = app_read(app);
	found = app_record(app, &tx, t, app->words[1], &r);
	if (found)
		record_clock(&tx, &app->program, &r, c, &app->arena, &out);
	tx_end(&tx);
	if (!found || app->r.fault)
		return app->r.fault ? app_refused(app, FAULTED) : app->code;
	basis = arena_array(&app->arena, struct str, c->n_rows + 1);
	return answer(app, &out, basis, bases_of(app, t->l, c, &out, basis));
}

/* --- --from and --event ------------------------------------------------------------------------- */

static bool read_when(struct app *app, struct str text, struct str what, struct day *ret_day,
                      struct instant *ret_at)
{
	*ret_at = INSTANT_NONE;
	if (day_parse(text, ret_day))
		return true;
	if (instant_parse(text, ret_at)) {
		*ret_day = instant_day(*ret_at);
		return true;
	}
	app_no(app, NOT_UNDERSTOOD,
	       "%.*s：没有这一天：%.*s。日期写作 2024-03-01，时刻写作 2024-03-01T09:30。", P(what),
	       P(text));
	return false;
}

static bool read_from(struct app *app, struct day *ret_day, struct instant *ret_at)
{
	if (!app_has(app, "from"))
		return app_no(app, NOT_UNDERSTOOD, "请写明从哪一天起算：--from 2024-03-01。"),
		       false;
	return read_when(app, app_option(app, "from"), S("--from"), ret_day, ret_at);
}

static enum exit_code bare_term(struct app *app)
{
	struct str id = app->words[0], basis;
	const struct term *t;
	struct clock_out out;
	struct near near;
	struct day from = DAY_NONE;
	struct instant at;

	if (!term_on(app_law_now(app), id, DAY_NONE)) {
		near_init(&near, id);
		for (size_t i = 0; i < app->law.n_terms; i++)
			near_see(&near, app->law.terms[i].id);
		return app_unknown(app, "没有这一条期限", &near);
	}
	if (!read_from(app, &from, &at))
		return app->code;
	t = term_on(app_law_now(app), id, from);
	if (instant_set(at))
		return clock_of_instant(app, t, from, at);
	clock_term(app_law_now(app), t, from, &app->arena, &out);
	basis = term_cite(&app->arena, t);
	return answer(app, &out, &basis, 1);
}

/* A term of hours or minutes from an instant: one row that runs. */
enum exit_code clock_of_instant(struct app *app, const struct term *t, struct day from,
                                struct instant at)
{
	const struct clock row = { .key = "term",
		                   .does = RUNS,
		                   .basis = { .term = arena_z(&app->arena, t->id) },
		                   .from = "from" };
	struct clock_in in = { .rows = &row,
		               .from = &from,
		               .from_at = &at,
		               .n_rows = 1,
		               .version = from,
		               .today = world_today(&app->world) };
	struct str basis = term_cite(&app->arena, t);
	struct clock_out out;

	clock_run(app_law_now(app), &in, &app->arena, &out);
	return answer(app, &out, &basis, 1);
}

enum exit_code cmd_clock(struct app *app)
{
	struct str ledger, key;
	const struct clockset *c;
	struct clock_out out;
	struct walk w = { .app = app };
	struct str *basis;

	if (!str_cut(app->words[0], '.', &ledger, &key)) {
		if (app_has(app, "event"))
			return app_no(app, NOT_UNDERSTOOD, "--event 与 台账.期限 同用。");
		return bare_term(app);
	}
	if (!(w.t = app_table(app, ledger)) || !(c = clock_named(app, w.t, key)) ||
	    !read_from(app, &w.from, &w.from_at) || !walk_events(&w, read_when) ||
	    !walk_run(&w, c, &out))
		return app->code;
	basis = arena_array(&app->arena, struct str, c->n_rows + 1);
	return answer(app, &out, basis, bases_of(app, w.t->l, c, &out, basis));
}
