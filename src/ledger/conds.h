/*
 * conds.h - conditions as people write them
 *
 *     state=decided        fine>=3000.00       facts~未成年人      kind in penalty,coercion      fine=
 *
 * field, then = != < <= > >= ~ or `in`, then a value, which may stand in double quotes.  Parsed and
 * bound, never pasted.  `field=` is empty, `field!=` is not.  A set field (PICKS, REFS) matches when
 * one of its values does; in ROWS-measures a name is looked up in the row first.  `anomaly=KEY` and
 * `broken=KEY` stand for a row of the board or a standard (anomalies.h), `batch=ID` for an import.
 */
#ifndef LEDGER_CONDS_H
#define LEDGER_CONDS_H

#include "ledger/fragment.h"

/* Writes one condition as SQL, its values as parameters.  False with a refusal that names it. */
bool put_cond(struct writer *w, struct tx *tx, int64_t org, const struct scope *sc, struct str cond);
/* Several, joined by newlines; each written with " AND " before it. */
bool put_conds(struct writer *w, struct tx *tx, int64_t org, const struct scope *sc, const char *conds);
/* The same conditions for a journal that is kept for ever: what they compare personal fields with is left out. */
struct str conds_told(struct arena *a, const struct ledger *l, struct str conds);

/* `field=value`, of one value: what an index may be asked for.  `field` NULL: a column of the engine. */
struct cond_equal { struct str name; const struct field *field; struct val v; };
/* False for any other condition, and for one that put_cond() would refuse; refuses nothing itself. */
bool cond_equal(struct tx *tx, const struct table *t, int64_t org, struct str cond, struct cond_equal *ret);

/* Does it ask by a standard or an anomaly (anomaly=KEY, broken=KEY, asked=KEY) and not by a field? */
bool cond_is_watch(struct str name);

#endif
