/*
 * figure_list.h - every figure of every ledger, for the command line and the API
 *
 *     [{"key":"case.total","label":"行政处罚案件","value":30,"unit":"件","rule":"…","records":30,"kept":true}]
 *
 * `value` is a number in the figure's unit; null, with "why", when its denominator is 0 or it was
 * taken over nothing.  A figure of work in progress has for its value what is new in the period, and
 * "flow" beside it: brought_in, new, ended, ended_of_new, carried_out.  `kept` tells a true zero from
 * a ledger that nobody keeps: it is true once the ledger has a record.
 *
 * A record behind one, and a share of it:
 *
 *     {"ledger":"case","id":"…","number":"…","label":"…","on":"2024-03-01","counted":true,"href":"/case/…"}
 *     {"key":"2024-03","label":"3 月","value":4}
 *
 * figures_* return false with a refusal or a fault of the transaction; `out` is then not to be used.
 */
#ifndef REPORT_FIGURE_LIST_H
#define REPORT_FIGURE_LIST_H

#include "base/buf.h"
#include "ledger/figures.h"

struct json;

/* What a list may hold: only figures of ledgers that `may` allows; NULL: of all. */
struct figure_filter { bool (*may)(const struct table *t, const void *arg); const void *arg; };

bool figures_json(struct tx *tx, const struct program *p, int64_t org, const struct period *d,
                  const struct figure_filter *only, struct buf *out);
/* The same as lines of text: key, label, number, unit. */
bool figures_lines(struct tx *tx, const struct program *p, int64_t org, const struct period *d, struct buf *out);

/* key, label, value or null with why, unit, rule, and flow where it is one: members of an open object. */
void figure_members(struct json *j, struct arena *a, const struct program *p, const struct table *t, const struct figure *f,
                    struct str key, const struct spec *s, const struct figure_value *v);
void behind_json(struct json *j, struct arena *a, const struct behind *b);
void group_json(struct json *j, struct arena *a, const struct spec *s, const struct group *g);

#endif
