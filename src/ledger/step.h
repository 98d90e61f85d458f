/*
 * step.h - the one way in for every change
 *
 * step_take() takes one step of one record, creation included, in this order: right, state, ONCE,
 * other person; fields, rows, day; what must be filled; the row itself, its steps and stays;
 * tallies; clocks; .after; gates; effects (steps of other records, in the same savepoint); journal.
 * Any refusal rolls all of it back.  Refusals gather: a form shows all at once.
 *
 *     struct entry e[] = { { .key = S("result"), .text = S("public") } };
 *     if (!step_take(tx, p, &actor, table, id, S("answer"), day, e, 1, &id))
 *             … tx->r holds why
 */
#ifndef LEDGER_STEP_H
#define LEDGER_STEP_H

#include "access/hats.h"
#include "ledger/record.h"

/* Records that a run of steps begins, those of its effects too; one that was rolled back may stand here. */
struct begun_record { const struct table *t; int64_t id; };
struct begun { struct arena *arena; struct begun_record *list; size_t n, cap; };

struct previews;

/* Who does it, who types it, and in what capacity. */
struct actor {
	int64_t org;
	int64_t entered_by;             /* person who types; 0: the program itself             */
	int64_t done_by;                /* person who did it; 0: an outside party              */
	unsigned roles;                 /* of done_by: decides what steps may be taken         */
	unsigned entry_roles;           /* of entered_by: recording for others                 */
	enum { LIVE_WORK, HISTORY, OPENING } mode;  /* LIVE gates become warnings in the others */
	bool undated;                   /* history: a step of which nobody wrote the day        */
	const char *origin;             /* web, cli, import, demo                              */
	struct instant when;            /* instant of the step for timed clocks; unset: now    */
	int64_t section;                /* of done_by: where what he begins stands; 0: none    */
	const struct viewer *viewer;    /* of entered_by: records not seen are not there, roles are
	                                   those of the step's day; NULL: not asked            */
	struct begun *begun;            /* collects what is begun; NULL: nobody asks           */
	struct previews *preview;       /* collects the papers of a step that is only tried; NULL: papers.h */
	int64_t seen;                   /* version of the record that the form saw; 0: not asked.
	                                   Another one is refused on the field `version`       */
};

/* What is filled into one field: text as people write it, or values already. */
struct entry {
	struct str key;
	struct str text;                /* also sets: `a；b`                                   */
	bool typed; struct val val;     /* instead of text                                     */
	bool rowed;                     /* rows are given: they replace, or are added          */
	bool add;
	struct entry_row *rows;         size_t n_rows;
	bool set;                       /* PICKS, REFS as values                               */
	struct val *values;             size_t n_values;
};
/* One row; n != 0 keeps the number of a row there is. */
struct entry_row { int64_t n; struct entry *cells; size_t n_cells; };

/*
 * id 0 begins a record (verb from NEW).  day: of the step; unset: the field of .day when given,
 * else today.  A day further back than the setting `late-entry` needs an entry `reason`.
 */
bool step_take(struct tx *tx, const struct program *p, const struct actor *who, const struct table *t, int64_t id,
               struct str verb, struct day day, const struct entry *e, size_t n, int64_t *ret_id);

/*
 * Common verbs, which every ledger has: amend (entries: the fields, and `reason`; where a field of
 * that key is amended the reason is `why`), void (`reason`,
 * `approver`), undo, merge (`into`, `reason`), hand_over (`to`, `reason`), reopen (`reason`),
 * attach and detach (attach.h), reissue (papers.h).
 */
bool common_take(struct tx *tx, const struct program *p, const struct actor *who, const struct record *r,
                 struct str verb, struct day day, const struct entry *e, size_t n);
bool is_common(struct str verb);

/* Parses text for a field; false with a refusal on `at` (key of the field as the form knows it). */
bool value_parse(struct tx *tx, const struct program *p, int64_t org, const struct field *f, struct str text,
                 const char *at, struct val *ret);

/* Internal to the engine ------------------------------------------------------------------------ */

/*
 * What a step did to the tables beside the record.  The journal entry says it by these names, and
 * replay.c does the same again: whoever writes _steps, _states, _open or _defects says so here.
 */
enum side {
	SIDE_STEP = 1 << 0,     /* a row of _steps was added                                   */
	SIDE_STATE = 1 << 1,    /* the stay was closed, one in the new state begun             */
	SIDE_OPEN = 1 << 2,     /* a stay among the open records was begun                     */
	SIDE_CLOSE = 1 << 3,    /* it was closed                                               */
	SIDE_STEP_CUT = 1 << 4, /* undo: the last step was taken away                          */
	SIDE_STATE_CUT = 1 << 5, /* undo: the last stay, and the one before is not closed      */
	SIDE_CLOSE_CUT = 1 << 6, /* undo: the last open stay is not closed                     */
	N_SIDES = 7,
};
extern const char *const side_names[N_SIDES];
struct attached;
struct issued;
struct previews;

struct taking {
	struct tx *tx;
	const struct program *p;
	const struct actor *who;
	const struct table *t;
	const struct verb *v;
	const struct step *s;
	struct record before;           /* as it was; id 0: begun                              */
	bool begins, engine, amends, reissues;
	int64_t id;
	struct day day, today;
	struct instant at, now;         /* of the step, of the entry                           */
	const struct entry *e;          size_t n;
	int depth;
	int64_t acted_for;              /* person for whom a deputy does it; 0: for himself    */
	struct str from, to;            /* states                                              */
	struct taking *up;
	struct event *events;           size_t n_events;        /* steps taken, this one last  */
	struct changed *changes;         size_t n_changes;       /* columns not yet written     */
	struct gone *gone;              /* for each effect of the verb                         */
	struct record after;            /* as it is once written; v NULL: not read yet         */
	unsigned sides;                 /* enum side: what was written beside the record       */
	const char *defects[16];        size_t n_defects;       /* keys of rows of _defects    */
	struct str erased;              /* of an erase: the fields, joined by commas           */
	struct str reason;              /* why                                                 */
	const struct attached *file;    /* attached or withdrawn by this step: attach.h        */
	struct issued *issued;          size_t n_issued, cap_issued;    /* papers: papers.h    */
	int64_t *voided;                size_t n_voided, cap_voided;    /* ids of orders       */
	const struct entry *numbers;    /* `paper_number`: reserved ones, in order             */
};

/* Rows of an effect's .each as they stood before the step, for what .gone asks. */
struct gone { struct row *rows; size_t n; };

/* A column of the record that this step sets. */
struct changed { const char *key; struct val v; };

struct args taking_args(const struct taking *k); /* gates.c: of every statement of this step */
bool fields_write(struct taking *k);            /* entry.c: fields (as changes), rows, sets    */
/* With rows of its own: they may gain cells, and the caller's stay as they are, since a step that met
 * another is taken again with them. */
struct entry entry_own(struct taking *k, const struct entry *e);
bool rows_write(struct taking *k, const struct field *f, const struct entry *e);
bool entry_value(struct taking *k, const struct field *f, const struct entry *e, const char *at, struct val *ret);
/* What the record `id`, to which `ref` leads, cites in its rows `basis`; false: there is no such record. */
bool cited_by(struct taking *k, const struct field *ref, struct val id, struct str *ret);
/* Amending a REF: adds to the entries the fields that follow it (.cites), unless they are given or say otherwise. */
void cites_follow(struct taking *k);
bool set_write(struct taking *k, const struct field *f, const struct entry *e);
void sets_write(struct taking *k);              /* sets.c: what the step fills by itself       */
void row_begin(struct taking *k);               /* row.c: the columns of a new record          */
void row_move(struct taking *k);                /* state, version, ended_on, <verb>_on and _by */
void row_write(struct taking *k);               /* the record itself, all changes at once      */
void stays_write(struct taking *k);
void tallies_write(struct taking *k);
void change(struct taking *k, const char *key, struct val v);
struct val coming(const struct taking *k, const char *key);     /* of a column, as it will be   */
bool after_load(struct taking *k);              /* into k->after; false: a fault               */
bool val_eq(struct val a, struct val b);
void must_stand(struct taking *k);              /* MUST fields, and those that the step fills  */
void clocks_write(struct taking *k);            /* clocks.c: _due, _done, .after               */
void gates_ask(struct taking *k);               /* gates.c                                     */
void effects_before(struct taking *k);          /* effects.c: what .gone will ask              */
void effects_take(struct taking *k);
void step_journal(struct taking *k);            /* leaf.c                                      */
bool step_run(struct taking *k);
bool step_under(struct taking *up, const struct table *t, int64_t id, struct str verb, struct day day,
                const struct entry *e, size_t n, int64_t *ret_id);
void refuse_basis(struct taking *k, const char *field, struct str say, struct str why, const struct basis *b, struct str way, bool warning);
const struct entry *entry_of(const struct entry *e, size_t n, struct str key);

#endif
