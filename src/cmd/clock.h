/*
 * clock.h - events walked along the steps of a ledger, without a record
 *
 * walk_events() reads --event VERB=DATE; walk_run() moves through the states and runs a clock.
 */
#ifndef CMD_CLOCK_H
#define CMD_CLOCK_H

#include "cmd/app.h"

struct walk {
	struct app *app;
	const struct table *t;
	struct day from;                /* --from: of the first step                           */
	struct instant from_at;
	struct event *events;           size_t n_events;        /* in order of day             */
	struct stay *stays;             size_t n_stays;
};

/* Reads a day or an instant that was given as `what`; false and said. */
typedef bool read_when_fn(struct app *app, struct str text, struct str what, struct day *ret_day, struct instant *ret_at);

bool walk_events(struct walk *w, read_when_fn *read_when);
bool walk_run(struct walk *w, const struct clockset *c, struct clock_out *ret);
enum exit_code clock_of_instant(struct app *app, const struct term *t, struct day from, struct instant at);

#endif
