/*
 * year_kept.h - the numbers of the year that the desk shows, kept
 *
 * A bureau of some thousand records counts them when somebody looks: they are right at once.  A larger
 * one (year_is_large) has them counted by a thread of `serve`, when something changed and at most every
 * KEEP_SECONDS, or twenty times what counting took; the desk shows what was kept and says from when.
 * Figures, reports, records behind a number are never taken from here.
 *
 *     struct year_source y = year_source(tx, p, org, year);
 *     y.large && !y.kept      -> nothing to show yet
 *     year_value(tx, org, year, S("hotline.closed"), &value)
 *
 * Keys: a figure; "case.total|domain" its groups; "report.checked", "report.total", "report.failed".
 */
#ifndef REPORT_YEAR_KEPT_H
#define REPORT_YEAR_KEPT_H

#include "ledger/figures.h"
#include "store/db.h"

enum { LARGE_RECORDS = 8000, KEEP_SECONDS = 60 };

/* What is shown by group on every desk. */
struct year_groups { const char *key, *by; };
extern const struct year_groups year_shown[];
extern const size_t n_year_shown;

struct year_source { bool large, kept; struct instant at; };
struct year_source year_source(struct tx *tx, const struct program *p, int64_t org, int year);

/* The breakdown of a figure that begins with `head`: "month:" -> "month:date"; empty: none. */
struct str year_breakdown(const struct figure *f, const char *head);
/* False: not among what is kept. */
bool year_value(struct tx *tx, int64_t org, int year, struct str key, struct figure_value *ret);
/* Groups of a figure by a field, in the order of spec_groups(). */
size_t year_groups(struct tx *tx, struct arena *a, int64_t org, int year, struct str key, struct group **ret);
/* Shares that are no figure of persons: those that a desk may show. */
bool is_shown_share(const struct figure *f);
/* Of the annual report as it stands: numbers that agree, all numbers, checks that fail.  False: no report. */
struct year_progress { int64_t checked, total, failed; };
bool year_progress(struct tx *tx, const struct program *p, int64_t org, int year, struct day cutoff, struct year_progress *ret);

/* Counts and writes what is kept of the year of today.  False on a fault, which r tells. */
bool year_keep(struct db *db, const struct program *p, struct world *world, struct refusals *r, int64_t org);

struct year_keeper;
struct year_keeper *year_keeper_start(struct db *db, const struct program *p, const struct world *world);
void year_keeper_stop(struct year_keeper *k);   /* NULL is fine                                */

#endif
