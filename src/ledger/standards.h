/*
 * standards.h - a record measured against the STANDARDS of its ledger
 *
 * A standard is a sentence of the law that a good file keeps.  Nothing is refused by it: what is
 * broken is shown on the page of the record, in the form before it is signed, as a warning of the
 * step that broke it, and a review of the file begins with it.  One statement asks all of them.
 *
 * The terms are those of the day on which the record ended, else of today.  A standard whose basis
 * is not in force on that day is not asked; one that hangs on an empty setting is neither kept nor
 * broken and names the setting.
 *
 *     struct review v;
 *     if (review_record(tx, p, &record, &v))
 *             … v.score of v.full; v.marks[i].s->label, v.marks[i].points, v.marks[i].basis
 *
 * Memory: the arena of the transaction.  False on a fault, or where the ledger has no standards.
 */
#ifndef LEDGER_STANDARDS_H
#define LEDGER_STANDARDS_H

#include "ledger/fragment.h"
#include "ledger/record.h"

enum marked {
	MARK_NOT_ASKED, /* its time has not come                                               */
	MARK_KEPT,
	MARK_BROKEN,
	MARK_COMING,    /* would be broken by the step that is about to be taken                */
	MARK_UNSET,     /* hangs on a setting that is empty                                     */
};

struct mark {
	const struct standard *s;
	enum marked is;
	int64_t points;                 /* deducted; 0: of the board only                      */
	struct str basis;
	const char *unset;              /* id of the empty setting                             */
};

struct review {
	struct mark *marks;             size_t n_marks; /* those asked, in order of the table   */
	size_t kept, broken;
	int64_t deducted, full, score;  /* score: never below 0                                */
};

/* Does the ledger have standards that count in a review? */
bool has_review(const struct table *t);
/* How the record stands now. */
bool review_record(struct tx *tx, const struct program *p, const struct record *r, struct review *ret);
/* The same before a step: what it would leave broken is MARK_COMING, beside what is broken now. */
bool review_before(struct tx *tx, const struct program *p, const struct record *r, struct str verb, struct review *ret);

/*
 * The whole file: the record and its lanes (LANE), those that the viewer may see; NULL: all of them.
 * sum: without marks of its own.  False where the ledger has no review, or on a fault.
 */
struct viewer;
struct file_mark { struct record of; struct mark m; };
struct file_marks { struct file_mark *list; size_t n; struct review sum; };
bool review_file(struct tx *tx, const struct program *p, const struct viewer *v, const struct record *r, struct file_marks *ret);

/* Writes the statement of the ledger; what is wrong with a row is a finding. */
void standards_compile(struct program *p, struct table *t);
/* What a standard asks of m and whether it fails there, for a statement over many records. */
bool put_broken(struct writer *w, const struct scope *me, const struct standard *s);
/* ... and only whether it is asked. */
bool put_standard_asked(struct writer *w, const struct scope *me, const struct standard *s);

/* Kept by step.c: how each standard stands before the step, and what the step has broken. */
struct taking;
int *standards_before(struct taking *k);
void standards_warn(struct taking *k, const int *before);

#endif
