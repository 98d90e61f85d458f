/*
 * record.h - one record as it stands in the database
 *
 * Values are in the order of table.columns.  Rows and sets are read when asked for.  Everything is
 * in the arena of the transaction.
 */
#ifndef LEDGER_RECORD_H
#define LEDGER_RECORD_H

#include "ledger/program.h"

struct record {
	const struct table *t;
	int64_t org, id;
	struct val *v;                  /* one for each column                                 */
};

/* A row of a ROWS field: n and its columns in order of declaration; of a set: n is the value. */
struct row { int64_t n; struct val *v; };

/* False when there is no such record in this org (or on a fault). */
bool record_load(struct tx *tx, const struct table *t, int64_t org, int64_t id, struct record *ret);
/* Finds the ledger of an id among the tables that `f` may point at; NULL: no such record. */
struct table *record_find(struct tx *tx, const struct program *p, const struct field *f, int64_t org, int64_t id);

struct val record_val(const struct record *r, struct str key);          /* NULL_VAL when unknown */
struct str record_text(const struct record *r, struct str key);
struct day record_day(const struct record *r, struct str key);
int64_t record_int(const struct record *r, struct str key);             /* 0 when unset          */
bool record_is(const struct record *r, const char *key, const char *text);

/* Rows of a ROWS field, or values of a PICKS or REFS field, in order. */
size_t record_rows(struct tx *tx, const struct record *r, const struct field *f, struct row **ret_rows);

/*
 * A value as people read it: label of a choice, number or name of a record, days, money, yes and no.
 * Empty when unset.
 */
struct str field_text(struct tx *tx, const struct program *p, const struct field *f, struct val v, int64_t org);
/* The same for an automatic column. */
struct str column_text(struct tx *tx, const struct program *p, const struct column *c, struct val v, int64_t org);
/* What names a record in lists and links: its title field, else its number. */
struct str record_title(struct tx *tx, const struct program *p, const struct record *r);
struct str title_of(struct tx *tx, const struct program *p, const struct table *t, int64_t org, int64_t id);
/* Title of the record `id`, whichever of the field's ledgers holds it. */
struct str ref_text(struct tx *tx, const struct program *p, const struct field *f, int64_t org, int64_t id);
/* Name of a person by id; empty when unknown. */
struct str person_name(struct tx *tx, const struct program *p, int64_t org, int64_t id);

/* Steps taken, in order. */
struct taken { int64_t n; struct str verb; struct day on; int64_t by; struct instant at; int64_t entered_by; struct str reason, from, to; bool imported; };
size_t record_steps(struct tx *tx, const struct record *r, struct taken **ret_steps);
size_t record_stays(struct tx *tx, const struct record *r, struct stay **ret_stays);

/* Steps taken, as clocks see them; room for one more is kept behind them. */
size_t record_events(struct tx *tx, const struct record *r, struct event **ret_events);

/* Which rows speak, of all clocks of the ledger: row i of clock c is [c->first - 1 + i]. */
struct clockset;
bool *record_speaks(struct tx *tx, const struct program *p, const struct record *r);

/* What every clock of a record is computed from, read once. */
struct clock_facts {
	const bool *speaks;
	const struct event *events;     size_t n_events;
	const struct stay *stays;       size_t n_stays;
};
struct clock_facts record_facts(struct tx *tx, const struct program *p, const struct record *r);
/* The same with events that are known already. */
struct clock_facts facts_with(struct tx *tx, const struct program *p, const struct record *r,
                              const struct event *events, size_t n_events);

/*
 * The clock `c` of a record, computed from its rows, steps and stays.  `explain`: arena for the days
 * or NULL.
 */
void record_clock(struct tx *tx, const struct program *p, const struct record *r, const struct clockset *c,
                  struct arena *explain, struct clock_out *ret);
/* The same from facts that were read before: several clocks of one record. */
void clock_of_facts(struct tx *tx, const struct program *p, const struct record *r, const struct clockset *c,
                    const struct clock_facts *facts, struct arena *explain, struct clock_out *ret);

#endif
