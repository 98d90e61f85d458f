/*
 * replay_inner.h - one record made again out of its entries: shared by replay.c and replay_papers.c
 */
#ifndef LEDGER_REPLAY_INNER_H
#define LEDGER_REPLAY_INNER_H

#include <jansson.h>

#include "ledger/replay.h"
#include "ledger/step.h"

/* A value as the entries say it is: known, or known by its hash. */
struct told {
	struct val v;
	bool sealed;
	struct str salt, hash;
	int64_t position; /* of the entry that said it last; 0: none did                 */
};

struct told_row {
	int64_t n;
	struct told *v;
};

struct told_rows {
	struct told_row *row;
	size_t n;
	int64_t position;
};

struct told_step {
	struct taken s;
	int64_t position;
};

struct told_stay {
	struct str state; /* a key of a defect, too                                      */
	struct str verb;
	struct val from, to;
	int64_t position;
};

struct told_file {
	int64_t id, position;
	struct day gone; /* withdrawn on; none: not                                             */
};

/* An order as its entry tells it. */
struct told_order {
	struct str paper, number, series, template, data, why;
	int64_t id, row, n, year, position, replaces;
	struct day day, gone; /* gone: void from that day; none: not                      */
};

struct stays {
	struct told_stay *list;
	size_t n, cap;
};

struct replay {
	struct verifying *v;
	struct tx *tx;
	const struct program *p;
	const struct table *t;
	int64_t id;
	struct told *columns;   /* as table.columns                                          */
	struct told_rows *rows; /* one for each field                                        */
	struct told_step *steps;
	size_t n_steps, cap_steps;
	struct stays states, open, defects;
	struct told_file *files;
	size_t n_files, cap_files;
	struct told_order *orders;
	size_t n_orders, cap_orders;
	const struct journal_row *e; /* the entry being taken                                 */
	int64_t position;            /* its position                                          */
	struct personal *beside;     /* personal values that stand beside it                  */
	size_t n_beside;
	bool *used; /* those of them that a hash of it names                 */
	bool any;
	bool sided; /* entries say what was written beside the record                 */
	struct erased {
		struct str fields;
		int64_t position;
	} * erased;
	size_t n_erased, cap_erased;
};

#define fmt(w, ...) arena_fmt((w)->tx->arena, __VA_ARGS__)

void replay_say(struct replay *w, struct str field, int64_t position, struct str text);
struct str replay_text(struct replay *w, const json_t *v);
/* The personal value that a hash of this entry stands for. */
struct told replay_sealed(struct replay *w, struct str field, const json_t *v);

/* replay_papers.c: orders that an entry issues or makes void; rows against what was told. */
void papers_take(struct replay *w, json_t *body);
void papers_compare(struct replay *w);
/* A value of a lane's paper, erased at the record whose lane it is. */
bool papers_erased(struct replay *w, struct str field, int64_t after);
/* Orders of no record, blocks and their entries. */
void papers_strays_verify(struct verifying *v);

#endif
