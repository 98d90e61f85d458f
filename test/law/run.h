/*
 * run.h - what the parts of the runner share
 *
 * law_cases.c reads files and lines; story.c tells lines again; take.c takes the steps of a case and judges what was said;
 * expect.c compares what stands with what the case expects.
 */
#ifndef TEST_LAW_RUN_H
#define TEST_LAW_RUN_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/must.h"
#include "ledger/figures.h"
#include "ledger/step.h"
#include "ledgers/ledgers.h"

enum { MAX_NAMES = 512, MAX_LINES = 16000 };

struct name {
	struct str key;
	const struct table *t;
	int64_t id;
};

/* Who takes steps: a name of the prelude, or none for those who are not of the bureau. */
struct cast {
	const char *who, *person;
	unsigned roles;
};
extern const struct cast cast[];
extern const size_t n_cast;

struct run {
	struct arena a; /* of the case                                         */
	struct law law;
	struct program p;
	struct db *db;
	struct world world;
	struct refusals r;
	struct name names[MAX_NAMES];
	size_t n_names;
	struct str lines[MAX_LINES];
	size_t numbers[MAX_LINES]; /* in the file                                             */
	size_t n_lines;
	const char *file;
	struct str title;
	size_t at;
	bool fixed_today, failed;
	bool first; /* stop at the first failure                           */
	bool each;  /* all of several files                                  */
	int passed, failures;
};

/* Prints what is wrong with the line that is run; the case has failed. */
void fail(struct run *run, const char *f, ...) __attribute__((format(printf, 2, 3)));
void print_refusals(struct run *run);

/* A record by the name the case gave it; NULL: none. */
struct name *name_of(struct run *run, struct str key);
void name_add(struct run *run, struct str key, const struct table *t, int64_t id);
/* The next word; what is left begins with the one after it. */
struct str word(struct str *rest);
/* @name becomes an id; sets of names too. */
struct str value_text(struct run *run, struct str v);

/* The lines of a file as they are run: without its stories, each `like` with those of its story. */
void stories_tell(struct run *run, struct arena *a, const struct str *raw, size_t n);

/* Makes of the database after the prelude one that can be served: a demo, an account for each of the cast. */
bool prelude_keep(struct run *run);

void step_line(struct run *run, struct day day, struct str rest);   /* take.c                 */
void expect_line(struct run *run, struct str rest);                 /* expect.c               */
void open_line(struct run *run, struct str rest);

#endif
