/*
 * figures.h - the one way out for every number
 *
 * A figure is a measure over records (or rows of records) with a date field, a filter, a breakdown,
 * a period and a cut-off.  figure_count() is what pages, reports, the API and the command line
 * call, so no two places can disagree.
 *
 * Values are integers in stored units (fen, tenths, micros); a share or a mean is n over d, and has
 * no value when d is 0.  figure_text() writes one in the figure's unit.
 *
 *     struct figure_value v;
 *     figure_count(tx, p, org, figure, &period, &v);      -> v.n == 30
 */
#ifndef LEDGER_FIGURES_H
#define LEDGER_FIGURES_H

#include "access/hats.h"
#include "ledger/program.h"

/* Both ends included; the cut-off is the day up to which what happened is known. */
struct period { struct day from, to, cutoff; };

/* What is measured: a declared figure, or one asked for on the command line. */
struct spec {
	const struct table *t;
	enum measure measure;
	const char *on, *during;        /* names; a stock is on period.cutoff                  */
	const char *rows, *field, *where, *among;
	const char *per, *everyone, *everyone_where, *staying;
	const char *conds;              /* conditions of people, joined by \n: conds.h         */
	const char *among_conds;
	const char *by[4];              size_t n_by;    /* field, or month:field               */
	const char *unit;
};

enum { FLOW_BROUGHT, FLOW_NEW, FLOW_ENDED, FLOW_ENDED_NEW, FLOW_CARRIED, N_FLOW };

struct figure_value {
	bool has;
	struct str why;                 /* why it has none                                     */
	int64_t n, d;
	int64_t records;                /* how many records or groups it was taken over        */
	int64_t flow[N_FLOW];
};

struct group { struct str key[4], label[4]; struct figure_value value; };

void spec_of(const struct table *t, const struct figure *f, struct spec *ret);
/*
 * Would it set people of the bureau beside each other by sums of money?  No such number is counted:
 * fines are no target of anybody (行政处罚法 74, revenue-separation).
 */
bool spec_ranks_people(const struct spec *s);
/* By "case.total"; NULL: no such figure. */
const struct figure *figure_of(const struct program *p, struct str key, const struct table **ret_table);

/* False when something of it is unknown (a refusal names it) or on a fault. */
bool spec_count(struct tx *tx, const struct program *p, int64_t org, const struct spec *s, const struct period *d, struct figure_value *ret);
size_t spec_groups(struct tx *tx, const struct program *p, int64_t org, const struct spec *s, const struct period *d, struct group **ret);
bool figure_count(struct tx *tx, const struct program *p, int64_t org, const struct table *t, const struct figure *f,
                  const struct period *d, struct figure_value *ret);

/*
 * The records behind a figure, in order of day and number.  `viewer`: only those he may view, the
 * others are counted in *ret_hidden; NULL: all of them, for what the bureau itself keeps.
 */
struct behind { const struct table *t; int64_t id; struct str number, label; struct day on; bool counted; int64_t amount; };
size_t figure_records(struct tx *tx, const struct program *p, int64_t org, const struct spec *s, const struct period *d,
                      const struct viewer *viewer, struct behind **ret, size_t *ret_hidden);

/* 14.3415, 100, 2.5: in the unit, without it. */
struct str figure_text(struct arena *a, const struct spec *s, const struct figure_value *v);
/* What exactly was counted, in one Chinese sentence. */
struct str figure_rule(struct arena *a, const struct program *p, const struct table *t, const struct figure *f);

struct period period_of_year(int year);

/* Compiles every declared figure once; what does not compile is a finding. */
void figures_compile(struct program *p, struct table *t);
/* Prepares the statement of every figure of a ledger; findings as in check.h.  How many. */
size_t figures_prepare(struct tx *tx, struct program *p, struct table *t);

#endif
