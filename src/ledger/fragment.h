/*
 * fragment.h - from the language of the tables to SQL
 *
 * A fragment is a boolean over names, values, SOME(path: fragment), COUNT, SUM, MIN, MAX and x IN path.
 * The translator walks it once, resolves each name against its scopes and writes it quoted with
 * its alias.  That pass is also the check of form: what it does not know is a finding, and nothing
 * it does not know reaches the database.
 */
#ifndef LEDGER_FRAGMENT_H
#define LEDGER_FRAGMENT_H

#include "base/buf.h"
#include "ledger/program.h"

/*
 * Where names are looked up: a record, or a row of one.  A row's record is its `of` and also the
 * next scope outwards.
 */
struct scope {
	const struct ledger *l;         /* of the record, or of the record the row belongs to  */
	const struct field *rows;       /* the row's field (ROWS, PICKS, REFS as values)       */
	bool stays;                     /* a stay in a state                                   */
	bool group;                     /* names `total`, `months` of a figure per group       */
	struct str alias;
	const struct scope *of;         /* row: its record                                     */
	const struct scope *outer;
};

/* A statement being written. */
struct writer {
	struct program *p;
	struct arena *a;
	struct buf out;
	struct term_arg *terms;         size_t n_terms, cap_terms;
	int n_alias;
	const struct scope *me;         /* the record whose step is taken                      */
	struct str day;                 /* what $day is written as; empty: $3                  */
	struct str where;               /* for findings: "case.NEEDS[3]"                       */
	bool bad;                       /* a finding was made                                  */
};

void writer_init(struct writer *w, struct program *p, struct arena *a, struct str where);
/* The text so far as a query; the writer is empty after it. */
struct query writer_query(struct writer *w);
void put(struct writer *w, const char *z);
void put_str(struct writer *w, struct str s);
/* $n of a term. */
void put_term(struct writer *w, const char *id, int how);
/* $n of a value that is bound and never pasted. */
void put_val(struct writer *w, struct val v);
/* The same, for text that is put later: "$8". */
struct str val_place(struct writer *w, struct val v);

/* Writes a fragment in brackets.  False, with a finding, when it is not of the language. */
bool put_fragment(struct writer *w, const struct scope *sc, const char *fragment);
/* Writes one name (a.b too), as a value. */
bool put_name(struct writer *w, const struct scope *sc, struct str name);

/* A path resolved: what to read from, how it joins, where it ends. */
struct path {
	struct str from, where;
	const struct scope *end;        /* the record or row it ends at                        */
	struct str value;               /* what x IN path compares with, SUM(path: …) adds     */
	bool column;                    /* the last word was a column                          */
};
/* Where a name leads: a column of a record or a row; through a path when that is set. */
struct named { const struct scope *at; struct str key; struct path path; };
/* rows_too: also path.column of rows, which is that of the last of them. */
bool named_find(struct writer *w, const struct scope *sc, struct str name, bool rows_too, struct named *ret);
void put_named(struct writer *w, const struct named *n);
bool path_resolve(struct writer *w, const struct scope *sc, struct str words, struct path *ret);

#endif
