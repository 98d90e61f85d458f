/*
 * declare.h - the words in which a ledger is declared
 *
 * A ledger is one `const struct ledger`, made of tables; one row is one sentence of the law.
 * Nothing here behaves: the engine reads the rows, ledger_check() proves their form.
 * doc/tables.md says when each column holds and which SQL comes of it.
 *
 * Columns that every row of a table has stand first and are positional; the rest are designated.
 * Lists are comma-separated keys in one string. Days, money and articles never stand as numbers:
 * `{term-id}` in a fragment and TERM("term-id") in a row name a row of law/terms.csv.
 *
 * fragment  an SQL boolean with lower-case names and UPPER-CASE operators: AND OR NOT IN IS NULL
 *           TRUE FALSE LENGTH, = <> < <= > >= + - * ( ), 'text', integers, $day $today $user
 *           $from $to $cutoff, {term-id}, SOME(path: fragment), COUNT(path: fragment),
 *           SUM(path.column: fragment), MIN and MAX likewise, x IN path, YEARS(day, day): the whole
 *           years that have run out between two days, the n-th on the day after its anniversary
 *           (民法典 202).  Everything else is refused.  Reserved words (from, to, case) are plain names: the engine quotes.
 * name      looked up in the innermost record or row and then outwards.  me.x is the record whose
 *           step is taken, of.x the record a row belongs to, attendees.x or hotline.x the row or
 *           record of that key when an inner one hides it, outer.x the row or record around the
 *           path when both have the same key.
 *           Beside its fields a record has id, number, state, begun_on, begun_by, ended_on, void_on,
 *           merged_on, merged_into, defects, <verb>_on, <verb>_by, <clock>_due, <clock>_done;
 *           a row has n; a PICKS row has value.
 * path      hops from a record to others: a REF, REFS, ROWS, PICKS or ROW field of its own; `states`,
 *           the stays of the record (state, from, to); or LEDGER.FIELD, the records of LEDGER whose
 *           REF or REFS points here; LEDGER.ROWS.COLUMN, the rows that do; LEDGER.FIELD.same, the
 *           records with the same value; all.LEDGER, its records, linked or not (a list in force).  A REF to several ledgers is followed by the one meant.
 *           A REFS hop ends at the records.  Void records are never reached.
 *           "legal_review.link", "officers", "came_from.inspection", "me.case.officers.person".
 */
#ifndef MODEL_DECLARE_H
#define MODEL_DECLARE_H

#include <stddef.h>

#define MAX_STATES 32

/* What stands in a column: stored as          shown as */
enum kind {
	TEXT,   /* text, '' when unset                 text                                        */
	DATE,   /* integer, civil day since 1970-01-01 2024-03-01                                  */
	TIME,   /* integer, microseconds UTC           2024-03-01T09:30:00+08:00                   */
	NUMBER, /* integer                             12                                          */
	MONEY,  /* integer, fen                        3000.00                                     */
	HOURS,  /* integer, tenths of an hour          2.5                                         */
	YESNO,  /* boolean, NULL until answered        yes                                         */
	PICK,   /* text, one key of .of                label                                       */
	REF,    /* id, a record of one ledger in .of   number or name; NULL when unset             */
	PICKS,  /* child table, column `value`         set of keys of .of                          */
	REFS,   /* child table, column `value`         set of records of .of                       */
	ROWS,   /* child table with COLUMNS of its own a small table; `n` is never given twice     */
	ROW,    /* integer, the n of a row             the row; .of = "parties" of this record, or
	           "case.parties" of the record that the field `case` points at                    */
	N_KINDS
};

/* Flags of a field. */
enum {
	MUST     = 1 << 0, /* may not be empty once the record exists                           */
	PERSONAL = 1 << 1, /* masked; value in the erasable side table of the journal           */
	SECRET   = 1 << 2, /* seen only by those a row of ACCESS names; never goes up           */
	UP       = 1 << 3, /* a superior body may read it                                       */
	LIST     = 1 << 4, /* filterable in lists: makes the index                              */
	SORT     = 1 << 5, /* sortable in lists: makes the index                                */
	PRINTED  = 1 << 6, /* stands on issued papers: amended only by withdrawing and re-issuing */
	LANE     = 1 << 7, /* a REF: this record is a lane of that one, shown under its step bar */
	PINYIN    = 1 << 8, /* a TEXT that is a name: found by its initials, sorted by how it is read */
	SURNAME   = 1 << 9, /* a PINYIN that begins with a surname, which is read as one          */
};

/* Who decides a step. Recording for another is a right of its own, not a role here. */
enum role {
	OFFICER = 1 << 0, CLERK = 1 << 1, REVIEWER = 1 << 2, CHIEF = 1 << 3, DEPUTY = 1 << 4,
	LEADER = 1 << 5, HEAD = 1 << 6, SECRETARY = 1 << 7, OPERATOR = 1 << 8, PUBLIC = 1 << 9,
	SUPERIOR = 1 << 10, MINISTRY = 1 << 11, SUPERVISOR = 1 << 12, SYSTEM_ADMIN = 1 << 13,
	SECURITY_ADMIN = 1 << 14, AUDIT_ADMIN = 1 << 15,
	LEGAL = 1 << 16,           /* the legal section                                         */
	DISCLOSURE_HEAD = 1 << 17, /* head of the office for disclosure                         */
	OUTSIDE = 1 << 18,         /* a party or another body: always recorded for them         */
	ENGINE = 1 << 19,          /* only as the effect of another record's step (OPENS)       */
	HEADS = HEAD | DEPUTY,
	STAFF = OFFICER | CLERK | CHIEF,
};

/* The ground a row stands on: exactly one of the four, `law` defaulting to the ledger's own. */
struct basis {
	const char *law, *article; /* LAW, ART: cites where no number is involved              */
	const char *term;          /* TERM: a row of law/terms.csv, which carries its citation */
	const char *house;         /* HOUSE: a rule of the bureau itself, in one line          */
};
#define LAW(statute, where) .basis = { .law = statute, .article = where }
#define ART(where)          .basis = { .article = where }
#define TERM(id)            .basis = { .term = id }
#define HOUSE(rule)         .basis = { .house = rule }

/* What is measured, of fields derived from rows and of figures. */
enum measure { NOTHING, COUNT, SUM, DISTINCT, MIN, MAX, MEAN, SHARE, FLOW, N_MEASURES };

/* FIELDS: key, kind, label, flags. */
struct field {
	const char *key;
	enum kind kind;
	const char *label;
	unsigned flags;
	const char *of;       /* PICK, PICKS: the keys; REF, REFS: the ledgers pointed at; of a TEXT
	                         of form sm3: the kinds of files it takes, "image,video"        */
	const char *labels;   /* PICK, PICKS: labels in the same order                          */
	enum measure tally;   /* derived by the engine at each step: COUNT, SUM, MIN, MAX …     */
	const char *over;     /* tally: "rows" or "rows.column", own ROWS, REFS or PICKS        */
	const char *where;    /* tally: fragment over the row                                   */
	const struct field *rows; /* ROWS: its columns (COLUMNS)                                */
	size_t n_rows;
	const char *form;     /* TEXT: written form, checked at entry; a row of base/forms.h:
	                         "uscc", "id_card", "phone", "certificate", "url", "sm3" ...        */
	const char *hint;     /* one line below the control of a form                           */
	const char *fit;      /* REF, REFS: fragment over the record pointed at: only these are
	                         offered to choose from; me is the record of the form.  An offer,
	                         not a rule                                                      */
	const char *fit_on;   /* .fit: DATE beside the field that $day means there; else today  */
	const char *suggest;  /* REF: an ASIDE; the one record it finds stands in the form, as
	                         long as nothing was chosen                                      */
	const char *cites;    /* TEXT: REF beside it (a column: of the same row).  What the record there
	                         cites in its rows `basis`: a column left empty is filled with it; a
	                         field that still says it follows when the REF is amended         */
	struct basis basis;
};

/* STATES: key, label, flags. Indexed by the ledger's own enum. */
struct state {
	const char *key, *label;
	enum { OPEN_STATE, FINAL } is; /* FINAL ends the record: ended_on is set                */
};

/* Flags of a step (.is). */
enum {
	ONCE = 1 << 0, /* not twice in the life of a record                                    */
	ACT  = 1 << 1, /* towards the party: NEEDS must hold a competence gate for it          */
	FIRM = 1 << 2, /* neither it nor what came before can be undone                        */
	REOPENS = 1 << 3, /* leaves a final state: ended_on is emptied, a new stay begins       */
	SIGNS = 1 << 4,   /* a signature: asks for a fresh second factor where the bureau demands
	                     it (setting `step-up`)                                           */
};
#define NEW      0u            /* from: the record does not exist yet                         */
#define IN(s)    (1u << (s))   /* from: one of these                                          */
#define ANY      (~0u)         /* from: any state that is not final                           */
#define SAME     (-1)          /* to: the state stays                                         */

/* STEPS: verb, label, from, to, who decides, fields to fill ("a,b?": b may stay empty). */
struct step {
	const char *verb, *label;
	unsigned from;
	int to;
	unsigned by;
	const char *fill;
	const char *set;      /* fields that the step fills by itself: "result='opened',late=TRUE,
	                         told_on=$day,ending=NULL,law=$cites.item,
	                         earlier=$was.fine" (NULL: emptied; $was: what stood there before;
	                         $cites: what the `basis`
	                         rows of the record that this REF leads to cite, unless it is
	                         empty); in `fill` they may stand
	                         with ? only, for those who
	                         name the same value                                            */
	const char *day;      /* field that holds the step's day; else automatic <verb>_on      */
	const char *time;     /* TIME field that holds its instant; else the instant of entry   */
	const char *only;     /* fragment over what a record is: others do not have this step,
	                         are not shown it and refuse it                                  */
	const char *when;     /* fragment: only then, holds only when true                      */
	const char *say;      /* what the refusal says when .only or .when does not hold        */
	const char *within;   /* clocks this step keeps: sets <clock>_done; late is recorded     */
	const char *after;    /* clocks that must have run out before the step's day             */
	const char *leaves;   /* records of the process that it must leave, "evidence/audio_visual":
	                         stage and medium of the rows of the ledger's .process          */
	const char *not_by;   /* verbs whose doer may not do this one                            */
	const char *hands;    /* REFS field in .fill: who takes over all that a person has in hand
	                         stands, by this step, in that one's place in the set           */
	unsigned is;
	struct basis basis;
};

enum clock_kind {
	RUNS,     /* starts from .from (not counted) for the term; kind `before` counts back       */
	ENDS,     /* the day in .from is itself the last day (a letter, a deferral); any basis     */
	RESTARTS, /* starts afresh on the day of .on_step                                          */
	STANDS,   /* days in .in_state are not counted                                             */
	EXTENDS,  /* lengthened by the term when .on_step is taken                                 */
	STOPS,    /* ends without being kept or missed when .on_step is taken                      */
	ACCRUES,  /* money grows by the rate of the basis for each day after .from's clock has run
	             out, on what of .of is unpaid, up to .cap of it; gives <clock>_owed, in fen */
	N_CLOCK_KINDS
};

/* CLOCKS: clock, what this row does to it, TERM (only ENDS may do without). */
struct clock {
	const char *key;
	enum clock_kind does;
	struct basis basis;
	const char *from;     /* RUNS, ENDS: DATE or TIME; the last row that speaks and is set wins */
	const char *on_step;  /* RESTARTS, EXTENDS, STOPS                                       */
	const char *in_state; /* STANDS                                                         */
	const char *kept;     /* RUNS: DATE field of the day on which it was kept, where a fact and
	                         not a step of ours keeps it                                     */
	const char *when;     /* fragment: the row speaks only then                             */
	const char *of;       /* ACCRUES: MONEY field that the rate is taken of                 */
	const char *cap;      /* ACCRUES: term, n/d of .of that the sum never passes            */
	const char *parts;    /* ACCRUES: "rows.day.amount", own rows that fall due each on its day;
	                         once there are any they stand for .of and .from              */
	const char *paid;     /* ACCRUES: "rows.day.amount", own rows by which it shrinks       */
	const char *paid_where; /* ACCRUES: fragment over a row of .paid                        */
	int window;           /* a chance and not a duty: nobody is late when it passes         */
};

/* Flags of rules and needs (.is). */
enum {
	WARN = 1 << 0, /* a warning kept with the record, not a refusal                         */
	LIVE = 1 << 1, /* for work in progress: a warning when history is imported              */
};

/* RULES: fragment, what the refusal says. Holds unless false. */
struct rule {
	const char *holds, *say;
	const char *at;       /* verbs at which it is asked; none: at every step                */
	const char *when;     /* fragment: asked unless false                                   */
	unsigned is;
	struct basis basis;
};

/* Records counted against: `.among = { "meeting.attendees", "due" }`. */
struct set { const char *path, *where; };

/* NEEDS: verbs, path to the records counted, what the refusal says. */
struct need {
	const char *at, *path, *say;
	const char *where;    /* fragment over the record counted: only when true               */
	const char *when;     /* fragment over me: the gate stands unless false                 */
	const char *on;       /* own DATE that $day means here (a planned day); else the step's */
	const char *since;    /* only records begun after my last step of this verb, by the order
	                         of entry and not by the day                                    */
	const char *back;     /* TERM id: only records whose .dated day lies in the term before $day */
	const char *dated;    /* .back: DATE field of the records counted                       */
	int least;            /* at least so many; 0 means 1                                    */
	const char *least_term; /* the same, from a term                                        */
	enum { AT_LEAST, NONE, EVERY, FEWER } how; /* NONE: not one may hold; EVERY: not one may
	                         fail; FEWER: fewer than .least (.least_term)                   */
	const char *each;     /* own ROWS: for every row of it ...                              */
	const char *match;    /* ... the record counted names it in this field (by its n)       */
	struct set among;     /* a share of these ...                                           */
	const char *share;    /* ... is at least this term (n/d) ...                            */
	int more;             /* ... or more than it                                            */
	const char *way;      /* what to do about it, beside the records in the way (NONE, EVERY) */
	const char *defect;   /* a fact cannot be refused: record it with this defect           */
	unsigned is;
	struct basis basis;
};

/* OPENS: verbs, ledger to open a record of (or, with .take, path to records), what goes along. */
struct open {
	const char *at, *path;
	const char *carry;    /* "theirs=mine,same,kind='fire',case=id,party=row.n,on=$day"; rows that
	                         name the row of .each in a column: "told=penalties.party"; a
	                         field of what a REF of mine leads to: "address=operator.address"; a
	                         text in which the personal values of my rows are masked:
	                         "facts=$masked.facts"                                           */
	const char *take;     /* verb to take; none: the first from NEW of a ledger to open      */
	const char *when;     /* fragment over me: only when true                               */
	const char *each;     /* own ROWS: one new record a row                                 */
	int gone;             /* .each: the rows that this step took out (a party whose case is
	                         split off); a step that takes none out is refused              */
	const char *where;    /* fragment over the row of .each, or the record of .take         */
	const char *offer;    /* not taken with a step but offered on the page, while .when holds: the
	                         label of a button to the form of the step, filled with .carry  */
	struct basis basis;
};

/*
 * STANDARDS: key, what is wrong when it does not hold.  A record is measured against them as it stands;
 * nothing is refused.  With .points it counts in a file review, with ANOMALY it stands on the board.
 */
enum { ANOMALY = 1 << 0 };
#define REVIEW_PARTS "subject,facts,evidence,law,procedure,discretion,papers,file"
#define REVIEW_PART_LABELS "主体,事实,证据,法律适用,程序,裁量,文书,归档"

struct standard {
	const char *key, *label;
	const char *holds;    /* fragment over the record: broken only when false               */
	const char *after;    /* verbs: asked once one of them has been taken; none: always     */
	const char *in;       /* states in which it is asked; none: every state                 */
	const char *when;     /* fragment: asked only when true                                 */
	const char *points;   /* TERM id: deducted in a file review                             */
	const char *part;     /* .points: part of the review it belongs to, of REVIEW_PARTS         */
	const char *way;      /* what to do about it                                            */
	unsigned is;
	struct basis basis;
};

/*
 * ASIDES: key, label, unit, path.  Shown beside the record and on its forms while one decides: how many
 * records or rows the path reaches and, of a column, the least, the middle and the most.
 */
struct aside {
	const char *key, *label, *unit, *path;
	const char *where;    /* fragment over what the path reaches; $day is today             */
	const char *field;    /* NUMBER or MONEY of what it reaches                             */
	const char *back;     /* TERM id: only what lies in the term before today ...           */
	const char *dated;    /* ... by this DATE                                               */
	struct basis basis;
};

/* FIGURES: key, label, unit, measure, date field of the flow (NULL for a stock). */
struct figure {
	const char *key, *label, *unit;
	enum measure measure;
	const char *on;       /* flow: from <= on <= to                                         */
	const char *during;   /* stock: "from,to": from <= D and (to is NULL or to > D); a second
	                         name that ends in `until` is the last day in: until >= D        */
	const char *rows;     /* own ROWS measured instead of the record                        */
	const char *field;    /* what is summed, or told apart, or the least or most of: a field,
	                         or a sum of fields ("contacted_at - received_at")              */
	const char *where;    /* fragment: what counts; of a SHARE, the numerator                */
	const char *among;    /* SHARE: fragment, the denominator                                */
	const char *per;      /* sum .field by this REF first, then measure the groups           */
	struct set everyone;  /* .per: ledger whose records are the groups, even with no row ... */
	const char *staying;  /* ... "from,to" by which they are there at the cut-off            */
	const char *by;       /* breakdowns                                                      */
	struct basis basis;
};

/* PAPERS: key, label, verbs that issue it. Its text is law/templates/papers/LEDGER.KEY.txt. */
struct paper {
	const char *key, *label, *at;
	const char *series;   /* kind of number taken in the transaction; none: unnumbered      */
	const char *each;     /* own ROWS: one paper a row                                      */
	const char *when;     /* fragment over the record: only when true                       */
	const char *where;    /* .each: fragment over the row: only when true                   */
	const char *signed_by; /* verbs that must have been taken before the paper may be issued */
	const char *recall;   /* fragment over the record, of .each over the row: it may be withdrawn and
	                         made anew (撤回重制) while true; none: never                   */
	const char *corrects; /* fields that may be corrected with it: slips of the pen         */
	struct basis basis;
};

/*
 * CARDS: field, what is shown.  A card beside the record about those whom its ROWS, REF or REFS name: each
 * by name, with these values below.  "code": a column of the row, or a field of the record pointed at;
 * "operator.status": a field of the record that the column points at; "operator.licences.kind": a column of its rows.
 */
struct card { const char *field, *show; };

enum reach { OWN, SECTION, BUREAU, SUBORDINATES, EVERYBODY };

/* ACCESS: who, may what ("view", "list", "print", verbs), within which records. */
struct grant {
	unsigned who;
	const char *may;
	enum reach scope;
	const char *fields;   /* only these; none: all but SECRET.  `files`: attachments of the record, too */
	const char *where;    /* fragment over the record                                       */
	struct basis basis;
};

struct ledger {
	const char *key, *label, *law;
	const char *title;    /* field that names a record in lists and links                   */
	const char *head;     /* fields that stand under the title of its page                  */
	const char *columns;  /* of its list until somebody chooses others: fields, state, begun_on,
	                         handler; none: the first with LIST or SORT                     */
	const char *process;  /* ROWS with `stage` and `medium`: what steps must leave (.leaves)   */
	const char *hidden_from; /* fragment with $user: for whom it holds, the record is not there,
	                         whatever else grants it (the accused of an accusation)          */
	const char *series;   /* mark of the record's own number, taken from a gapless series of
	                         the year: "罚立" gives 罚立〔2024〕7号; none: the label is the mark */
	const struct field  *fields;  size_t n_fields;
	const struct state  *states;  size_t n_states;
	const struct step   *steps;   size_t n_steps;
	const struct clock  *clocks;  size_t n_clocks;
	const struct rule   *rules;   size_t n_rules;
	const struct need   *needs;   size_t n_needs;
	const struct open   *opens;   size_t n_opens;
	const struct figure *figures; size_t n_figures;
	const struct aside *asides;   size_t n_asides;
	const struct card *cards;     size_t n_cards;
	const struct standard *standards; size_t n_standards;
	const struct paper  *papers;  size_t n_papers;
	const struct grant  *access;  size_t n_access;
};

#define TABLE(name, T, ...) .name = (const struct T[]){ __VA_ARGS__ }, \
	.n_##name = sizeof((const struct T[]){ __VA_ARGS__ }) / sizeof(struct T)
#define FIELDS(...)  TABLE(fields, field, __VA_ARGS__)
#define COLUMNS(...) TABLE(rows, field, __VA_ARGS__)
#define STATES(...)  TABLE(states, state, __VA_ARGS__)
#define STEPS(...)   TABLE(steps, step, __VA_ARGS__)
#define CLOCKS(...)  TABLE(clocks, clock, __VA_ARGS__)
#define RULES(...)   TABLE(rules, rule, __VA_ARGS__)
#define NEEDS(...)   TABLE(needs, need, __VA_ARGS__)
#define OPENS(...)   TABLE(opens, open, __VA_ARGS__)
#define ASIDES(...)  TABLE(asides, aside, __VA_ARGS__)
#define CARDS(...)   TABLE(cards, card, __VA_ARGS__)
#define FIGURES(...) TABLE(figures, figure, __VA_ARGS__)
#define STANDARDS(...) TABLE(standards, standard, __VA_ARGS__)
#define PAPERS(...)  TABLE(papers, paper, __VA_ARGS__)
#define ACCESS(...)  TABLE(access, grant, __VA_ARGS__)

#endif
