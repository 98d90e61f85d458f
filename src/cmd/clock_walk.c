/*
 * clock_walk.c - from events to stays
 *
 * The first row that RUNS takes --from; a row that runs from the day of a step takes that of its
 * event.  Rows with a condition are taken to speak: there is no record to ask.
 */
#include "cmd/clock.h"
#include "ledger/verbs.h"
#include "ledger/ways.h"

#include <stdlib.h>
#include <string.h>

static bool event_read(struct walk *w, struct str text, read_when_fn *read_when, struct event *ret)
{
	struct str verb = text, when = S("");
	struct near near;

	if (!str_cut(text, '=', &verb, &when))
		return app_no(w->app, NOT_UNDERSTOOD, "--event 写作 步骤=日期：%.*s。", P(text)),
		       false;
	if (!step_of(w->t->l, verb)) {
		near_init(&near, verb);
		for (size_t i = 0; i < w->t->l->n_steps; i++)
			near_see(&near, str_of(w->t->l->steps[i].verb));
		app_unknown(w->app, "没有这一步", &near);
		return false;
	}
	ret->verb = verb;
	return read_when(w->app, when, arena_fmt(&w->app->arena, "--event %.*s", P(verb)), &ret->on,
	                 &ret->at);
}

bool walk_events(struct walk *w, read_when_fn *read_when)
{
	struct str text;
	size_t at = 0;

	w->events = arena_array(&w->app->arena, struct event, w->app->n_given + 1);
	while (app_next(w->app, "event", &at, &text)) {
		struct event e;
		size_t i = w->n_events;
		if (!event_read(w, text, read_when, &e))
			return false;
		if (e.on.n < w->from.n)
			return app_no(w->app, REFUSED, "“%.*s”早于起算之日。", P(e.verb)), false;
		for (; i > 0 && w->events[i - 1].on.n > e.on.n; i--)
			w->events[i] = w->events[i - 1];
		w->events[i] = e;
		w->n_events++;
	}
	return true;
}

static void enter(struct walk *w, int state, struct day on)
{
	const struct state *s = &w->t->l->states[state];

	if (w->n_stays) {
		if (str_is(w->stays[w->n_stays - 1].state, s->key))
			return;
		w->stays[w->n_stays - 1].to = on;
	}
	w->stays[w->n_stays++] = (struct stay){ str_of(s->key), on, DAY_NONE, str_of(s->label) };
}

static bool out_of_order(struct walk *w, const struct step *s, int state)
{
	app_no(w->app, REFUSED, "现在不能“%s”：记录处于“%s”。", s->label,
	       w->t->l->states[state].label);
	return false;
}

static bool walk_states(struct walk *w)
{
	const struct ledger *l = w->t->l;
	const struct step *way[MAX_STATES];
	int state = 0;

	w->stays = arena_array(&w->app->arena, struct stay, (w->n_events + 1) * (MAX_STATES + 1));
	for (size_t i = l->n_steps; i-- > 0;)
		if (l->steps[i].from == NEW && l->steps[i].to != SAME)
			state = l->steps[i].to;
	enter(w, state, w->from);
	for (size_t i = 0; i < w->n_events; i++) {
		const struct step *s = step_of(l, w->events[i].verb);
		int n;
		if (s->from == NEW)
			continue;
		n = way_to_step(l, state, s, way, MAX_STATES);
		if (n < 0)
			return out_of_order(w, s, state);
		for (int k = 0; k < n; k++)
			enter(w, state = way[k]->to, w->events[i].on);
		if (s->to != SAME)
			enter(w, state = s->to, w->events[i].on);
	}
	return true;
}

/* The day from which a row runs: --from for the first, else the day of the step it names. */
static void from_of(const struct walk *w, const struct clock *row, bool first, struct day *ret_day,
                    struct instant *ret_at)
{
	*ret_day = first ? w->from : DAY_NONE;
	*ret_at = first ? w->from_at : INSTANT_NONE;
	for (size_t i = 0; !first && row->from && i < w->n_events; i++) {
		const struct step *s = step_of(w->t->l, w->events[i].verb);
		struct str own = arena_fmt(&w->app->arena, "%s_on", s->verb);
		if (!str_is(own, row->from) && !str_is(str_of(s->day), row->from) &&
		    !str_is(str_of(s->time), row->from))
			continue;
		*ret_day = w->events[i].on;
		*ret_at = w->events[i].at;
	}
}

bool walk_run(struct walk *w, const struct clockset *c, struct clock_out *ret)
{
	struct day *from = arena_array(&w->app->arena, struct day, c->n_rows);
	struct instant *at = arena_array(&w->app->arena, struct instant, c->n_rows);
	bool first = true;

	if (!walk_states(w))
		return false;
	for (size_t i = 0; i < c->n_rows; i++) {
		bool runs = c->rows[i].does == RUNS || c->rows[i].does == ENDS;
		from_of(w, &c->rows[i], runs && first, &from[i], &at[i]);
		first = first && !runs;
	}
	clock_run(app_law_now(w->app),
	          &(struct clock_in){ .rows = c->rows,
	                              .from = from,
	                              .from_at = at,
	                              .n_rows = c->n_rows,
	                              .events = w->events,
	                              .n_events = w->n_events,
	                              .stays = w->stays,
	                              .n_stays = w->n_stays,
	                              .version = w->from,
	                              .today = world_today(&w->app->world) },
	          &w->app->arena, ret);
	return true;
}
