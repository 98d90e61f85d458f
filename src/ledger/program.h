/*
 * program.h - the ledgers, resolved once at start
 *
 * Ledgers refer to each other by key.  program_new() resolves the keys, writes the SQL of every
 * fragment, gate, effect and figure, and keeps what it finds wrong as findings; ledger_check()
 * adds the rest.  After that a program is constant but for its cache of statements.
 *
 * Memory: everything in the arena of the program.  Threads: read by all; stmt_intern has a lock.
 */
#ifndef LEDGER_PROGRAM_H
#define LEDGER_PROGRAM_H

#include <pthread.h>

#include "law/clock.h"
#include "law/law.h"
#include "model/declare.h"
#include "store/db.h"
#include "store/schema.h"

/* What a parameter of a compiled statement stands for.  $1 to $9 are fixed, terms follow. */
enum { ARG_ORG, ARG_ID, ARG_DAY, ARG_TODAY, ARG_USER, ARG_FROM, ARG_TO, ARG_CUTOFF, ARG_MONTHS, N_ARGS };

struct term_arg { const char *id; enum { TERM_VALUE, TERM_DENOM, TERM_BACK, TERM_LITERAL } how; struct val val; };

/* A statement with the terms it names, in the order of its parameters from $10. */
struct query { struct stmt st; struct term_arg *terms; size_t n_terms; };

/* Values for $1 to $9. */
struct args { int64_t org, id; struct day day, today; int64_t user; struct day from, to, cutoff; int64_t months; };

struct clockset;        /* rows of one clock: clocks.h */
struct verb;            /* a step with its compiled statements: verbs.h */
struct figure_sql;      /* figures.c */
struct effect;          /* a row of OPENS: verbs.h */
struct aside_sql;       /* asides.h */
struct paper_sql;       /* papers.h */

/* A ledger with what was made of it. */
struct table {
	const struct ledger *l;
	struct program *program;
	int index, chapter;
	struct verb *verbs;             /* one for each step, same order                       */
	struct verb *amend;             /* the rules that stand at every step                  */
	struct clockset *clocks;        size_t n_clocks;
	struct query speaks;            /* a column for each CLOCKS row                        */
	struct effect *offers;          size_t n_offers; /* rows of OPENS with .offer: offers.h */
	struct query offered;           /* a column for each                                   */
	struct aside_sql *asides;       /* one for each row of ASIDES: asides.h                */
	struct figure_sql *figures;     /* one for each figure, same order                     */
	struct query standards;         /* a column for each STANDARDS row; empty text without */
	struct paper_sql *papers;       /* one for each paper, same order: papers.h            */
	struct query tallies, tallied;  /* UPDATE, SELECT; empty text when there are none      */
	const char *select;             /* every column of the record, in order of `columns`   */
	struct column *columns;         size_t n_columns;
	struct stmt select_st, title_st, exists_st, insert_step, insert_state, close_state, insert_open, close_open,
		insert_defect, add_defect, set_clocks, steps_st, events_st, stays_st;
	struct field_sql *field_sql;    /* one for each field, same order                      */
};

/* Statements of the child table of a ROWS, PICKS or REFS field. */
struct field_sql { struct stmt select, clear, insert, last; };

/* A column of a ledger's own table. */
struct column { struct str key; enum kind kind; const struct field *field; /* NULL: automatic */ };

struct finding { struct str where, what; };

struct stmt_slot;
enum { N_INTERNED = 4096 };

struct program {
	struct arena *arena;
	const struct law *law;          /* without any bureau's settings: law_of()             */
	struct laws *laws;
	struct table *tables;           size_t n_tables;
	struct finding *findings;       size_t n_findings, cap_findings;
	pthread_mutex_t lock;
	struct stmt_slot **interned;    /* N_INTERNED chains                                   */
};

struct listing { int chapter; const struct ledger *l; };

/* Resolves and compiles.  Findings are kept, not printed; none means the tables are sound. */
void program_new(struct program *p, struct arena *a, const struct law *law, const struct listing *l, size_t n);

/* The law with the settings of that bureau in it, as last published: laws.h. */
const struct law *law_of(const struct program *p, int64_t org);

struct table *table_of(const struct program *p, struct str key);         /* NULL: no such ledger */
const struct field *field_of(const struct ledger *l, struct str key);    /* NULL: no such field  */
/* What `key` is beyond f: a column of its rows, or a field of the (first) ledger it points at. */
const struct field *field_beyond(const struct program *p, const struct field *f, struct str key);
const struct field *row_field(const struct field *rows, struct str key);
const struct step *step_of(const struct ledger *l, struct str verb);
int state_index(const struct ledger *l, struct str key);                 /* -1: no such state    */
const struct column *column_of(const struct table *t, struct str key);
/* Of a ROWS, PICKS or REFS field of this ledger, itself and not a copy. */
const struct field_sql *field_sql_of(const struct table *t, const struct field *f);
/* Does REF or REFS field `f` point at ledger `key`? */
bool points_at(const struct field *f, struct str key);
/* A person, where no field of a ledger says whose name is read. */
extern const struct field a_person;
/* The field by which records of `l` are somebody's (an officer's): its first REF to people; NULL: none. */
const struct field *field_of_person(const struct ledger *l);

/*
 * The fields by which records of other ledgers are lanes of one of `t`, each with its table:
 *
 *     struct lane_walk w = { 0 };
 *     while ((f = lane_next(t, &w, &lane)))
 */
struct lane_walk { size_t table, field; };
const struct field *lane_next(const struct table *t, struct lane_walk *w, const struct table **ret_of);

void finding(struct program *p, struct str where, const char *f, ...) __attribute__((format(printf, 3, 4)));

/*
 * The one struct stmt for this text; lives as long as the program, so only for texts of which there
 * are not more than the tables give (filters of a list: stmt_text).
 */
const struct stmt *stmt_intern(struct program *p, struct str sql);

/* 《行政处罚法》第60条, the term's citation, or 本局规定：… */
struct str basis_text(const struct program *p, struct arena *a, const struct ledger *l, const struct basis *b);

/*
 * Values for the parameters of q: fixed ones from `args`, terms in their version of args->day.
 * `empty` says what an empty setting is bound as (very small or very large); *ret_empty is the
 * first such term, or NULL.  The array has room for N_ARGS + n_terms.
 */
void bind_args(const struct program *p, const struct query *q, const struct args *args, int64_t empty,
               struct val *ret_vals, const char **ret_empty);
#define EMPTY_SETTING INT64_C(1000000000000)

#endif
