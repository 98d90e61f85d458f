/*
 * asides.h - what to look at beside a record while deciding: similar cases, earlier penalties, steps
 * of the benchmark that fit
 *
 * Each row of ASIDES reaches other records along a path.  Their number and, of a column, the least, the
 * middle and the most are those of the whole bureau: like cases are treated alike, whoever looks.  The
 * records themselves are named only as far as the viewer may see them.
 *
 *     struct aside_found *list;
 *     size_t n = record_asides(tx, p, &viewer, &record, today, &list);
 *
 * An empty setting in a row: nothing is found by it.  At most 1,000 are counted.
 */
#ifndef LEDGER_ASIDES_H
#define LEDGER_ASIDES_H

#include "ledger/may.h"
#include "ledger/record.h"

enum { MOST_ASIDE = 1000, NAMED_ASIDE = 6 };

struct aside_sql { struct query found; const struct table *to; const struct field *measured; };

struct aside_found {
	const struct aside *a;
	const struct table *to;         /* where the records are                               */
	const struct field *measured;   /* NULL: only counted                                  */
	size_t n;
	int64_t least, middle, most;    /* of `measured`, when n > 0                           */
	int64_t ids[NAMED_ASIDE];       size_t n_ids;
};

size_t record_asides(struct tx *tx, const struct program *p, const struct viewer *v, const struct record *r,
                     struct day today, struct aside_found **ret);
/* Compiles the rows; what is wrong with one is a finding. */
void asides_compile(struct program *p, struct table *t);

#endif
