/*
 * verbs.h - what is compiled for each step and each clock of a ledger
 */
#ifndef LEDGER_VERBS_H
#define LEDGER_VERBS_H

#include "ledger/fragment.h"

/* One column of the statement of gates: the step's own .only or .when, a rule, or a need. */
struct gate { const struct rule *rule; const struct need *need; bool only; };   /* neither: .when */

/* Where a carried value comes from. */
enum carried { CARRY_FIELD, CARRY_ROW, CARRY_ID, CARRY_DAY, CARRY_TEXT, CARRY_STATE, CARRY_THROUGH, CARRY_MASKED };
struct carry { struct str field, column; enum carried how; struct str mine, naming; };

struct effect {
	const struct open *o;
	struct table *begins;           /* a record of this ledger is begun; or                */
	const char *verb;               /* this step is begun with, or taken of what `reach` finds */
	struct query each;              /* SELECT n of the rows of .each                       */
	struct query reach;             /* SELECT id of the records reached                    */
	struct table *reached;
	struct carry *carries;          size_t n_carries;
};

/* A field that a step leaves filled: MUST, or named by .fill without `?`. */
struct must_fill { const struct field *f; bool by_step; };

/* A field that the step fills by itself: with a constant, with its day, with what a review of the
 * record that `found` leads to finds now (ROWS), with what the record that `cites` leads to cites, or with
 * what stood in `was` before the step. */
struct set_field { const struct field *f; struct val v; bool is_day; const struct field *found, *cites, *was; };

struct verb {
	const struct step *s;
	const char *on, *by;            /* columns <verb>_on (NULL: the ledger has such a field), <verb>_by */
	struct must_fill *fills;        size_t n_fills;
	struct set_field *sets;         size_t n_sets;
	struct query gates;             struct gate *gate; size_t n_gates;
	struct query when;              /* one column for each effect                          */
	struct effect *effects;         size_t n_effects;
};

/* Rows of one clock, with the statement that asks which of them speak. */
struct clockset {
	const char *key;
	const struct clock *rows;       size_t n_rows;  /* copied together, in order           */
	const struct clock *accrues;    /* NULL unless money grows                             */
	bool timed;
	bool stands;                    /* stays in states move it                             */
	size_t first;                   /* column of its first .when in the statement `speaks` */
	unsigned duty;                  /* states in which it can still be kept and somebody is
	                                   late when it is not; 0: a chance or a minimum       */
	const char *kept;               /* DATE field that says when it was kept, or NULL      */
	size_t due, done, owed;         /* of table.columns; owed: when money grows            */
	struct query parts, paid;       /* of ACCRUES: day and amount; no text: none           */
};

/* One row of OPENS; what is wrong with it is a finding. */
void effect_compile(struct program *p, struct table *t, struct effect *e, struct scope *me, struct str where);
struct taking;
struct entry;
struct record;
/* effects.c: what it carries of `me`, as entries of the step it begins. */
size_t effect_entries(struct taking *k, const struct effect *e, const struct record *me, struct entry **ret);

/* sets.c: reads .set; does the step fill f itself? */
void sets_compile(struct program *p, struct table *t, struct verb *v);
bool sets_field(const struct verb *v, const struct field *f);
/* The value as people read it. */
struct str set_field_text(const struct set_field *x);

/* needs.c: true when the row stands open. */
bool put_need(struct writer *w, const struct need *n);
bool put_where(struct writer *w, const struct scope *sc, const char *where, const char *before, const char *after);
/* Records for which a row of NONE or EVERY is shut, as far as the viewer sees them (NULL: all). */
struct blocking { struct str label; struct in_the_way *list; size_t n; bool more; };
struct viewer;
struct blocking need_blocking(struct tx *tx, const struct program *p, const struct viewer *v, const struct table *t,
                              const struct need *n, const struct args *x);
struct str blocking_text(struct arena *a, const struct blocking *b);

void verbs_compile(struct program *p, struct table *t);
/* " AND m.state IN (…)": only where the due of c is a duty. */
void put_duty(struct writer *w, const struct table *t, const struct clockset *c);
void clocks_compile(struct program *p, struct table *t);
void tallies_compile(struct program *p, struct table *t);
/* Resolves the fragments of ACCESS, so that a wrong one is a finding; may.h writes them when asked. */
void grants_resolve(struct program *p, struct table *t);

/* Is `key` one of the items of a list "a,b?,c"; ret_may_be_empty tells of the ?. */
bool fill_has(const char *fill, struct str key, bool *ret_may_be_empty);

#endif
