/*
 * clock.h - statutory periods
 *
 * A clock answers one question: what is the last day (or instant) on which a term can still be
 * kept?  It is a pure function of the rows of a clock that speak for a record, the steps taken,
 * the stays in states and the calendar: the answer for any past day can be computed again, and
 * explains itself day by day.
 *
 * Strategy.  The last RUNS or ENDS row that speaks and whose day is set begins.  RESTARTS begin
 * afresh at each step of their verb.  Then days are walked, one by one, from the day after the
 * start: a day counts unless it lies in a stay that STANDS (or is no working day, when the term
 * counts working days).  EXTENDS adds its term to the length.  Months and years are added at
 * once; standing days are added behind them.  Hours and minutes run on the instant.  A term of
 * kind `before` counts back from the day in .from.  A last day rolls forward only where the term
 * says so.  STOPS ends the clock without a last day.
 *
 * Memory: `days` in the arena given, only when asked for.  Threads: no state.
 */
#ifndef LAW_CLOCK_H
#define LAW_CLOCK_H

#include "law/law.h"
#include "model/declare.h"

/* One step that was taken: verb, its day, its instant (unset unless known). */
struct event { struct str verb; struct day on; struct instant at; };
/* One stay in a state, [from, to); `to` unset while it lasts. */
struct stay {
	struct str state;
	struct day from, to;
	struct str label;       /* how the explanation names the state; empty: its key             */
};

struct clock_in {
	const struct clock *rows;       /* of one clock, in order of declaration                   */
	const bool *speaks;             /* .when of each row, asked of the record; NULL: all speak */
	const struct day *from;         /* value of .from of each RUNS and ENDS row (DAY_NONE unset) */
	const struct instant *from_at;  /* the same for TIME fields; NULL: none                    */
	size_t n_rows;
	const struct event *events;     size_t n_events;        /* in order                        */
	const struct stay *stays;       size_t n_stays;
	struct day version;             /* day by which versions of terms are chosen: the day the
	                                   clock starts when unset                                 */
	struct day today;               /* a stay that lasts is counted to here for explaining     */
};

struct clock_day { struct day day; int counted; struct str why; };      /* counted: 0 or its number */

struct clock_out {
	bool has;                       /* there is a last day                                     */
	struct day last_day;            /* rolled only where the term says so                      */
	struct day act_by;              /* the last working day not after last_day                 */
	struct instant last_at;         /* hours and minutes                                       */
	bool timed;                     /* last_at is the answer                                   */
	bool provisional;               /* a day of a year not yet announced was counted           */
	bool stands;                    /* stands still now, no end in sight                       */
	bool stopped;                   /* a STOPS step was taken                                  */
	const struct term *term;        /* the one that begins; NULL: nothing speaks or is set     */
	const struct term *empty;       /* a setting without a value that was needed: no last day  */
	struct str missing;             /* e.g. "2028年工作日历尚未导入"; no last day                */
	struct day start;
	struct clock_day *days;         size_t n_days;          /* only when explained             */
};

/* `explain`: arena for the days, or NULL. */
void clock_run(const struct law *law, const struct clock_in *in, struct arena *explain, struct clock_out *ret);

/* A bare term from a day: `yifa clock info-answer --from 2024-09-24`. */
void clock_term(const struct law *law, const struct term *t, struct day from, struct arena *explain, struct clock_out *ret);

/* Is the clock of these rows one of hours or minutes (its dues are instants)? */
bool clock_is_timed(const struct law *law, const struct clock *rows, size_t n);

/* How a due stands on a day. */
enum due_state { DUE_NONE, DUE_FINE, DUE_SOON, DUE_TODAY, DUE_LATE, N_DUE_STATES };
/*
 * `left` counts working days when the term does, else days: negative when late.  Soon: today, or
 * at most 5 working days left, or at most a quarter of the period.
 */
enum due_state due_state(const struct law *law, const struct term *t, struct day start, struct day due, struct day today, int *ret_left);

#endif
