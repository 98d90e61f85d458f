/*
 * report.h - the annual report and its siblings, out of the ledgers
 *
 * report_build() takes a template (template.h) for one bureau, year and cut-off day and evaluates
 * each figure it names once, through ledger/figures.h: no figure has two values in one report.
 * What comes is a struct report: the document as it will be printed, the figures used with rule,
 * records and last year's value, the checks with their words, the sections with how much of them
 * is checked, the numbers written by hand.  A page reads the struct; report_write() gives it as
 * md, html, pdf, docx or json.
 *
 * Kinds:   annual (law: report-content), enforcement (annual-enforcement-statistics), disclosure
 *          (the national table of 政府信息公开条例 article 50).  All three are the same machinery
 *          with another template: law/templates/KIND-YEAR.txt, else KIND.txt, else one given.
 *
 * Period:  1 January to 31 December, or to the cut-off when that is earlier; what had happened by
 *          the cut-off is known.  Last year's period ends on the same day a year before.
 *
 * Zero:    a ledger without a record up to the cut-off is "not kept", and its figures are open; a
 *          ledger that has records gives a true zero.
 *
 * Freezing (report_freeze, in a transaction that writes) keeps figures, rule texts, record ids and
 * the SM3 of each record's row; report_compare_frozen() counts again with today's records and says
 * for each figure what was added, changed, or is no longer there (冻结后变动).
 *
 * Memory:  all in the arena of the transaction.  A report lives as long as its transaction.
 * Fails:   false with refusals (unknown template, hole, year) or a fault of the transaction.  A
 *          failed check does not fail the build: it is part of the result, and marks a draft.
 *
 * Example:
 *     struct report_ask ask = { .kind = S("annual"), .org = 1, .year = 2024, .format = S("pdf") };
 *     struct buf out;
 *     buf_init(&out, 64 << 20);
 *     if (report_write(&tx, program, &ask, &out)) …
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "ledger/record.h"
#include "paper/document.h"
#include "report/template.h"

struct report_ask {
	struct str kind;                /* annual, enforcement, disclosure                     */
	int64_t org;
	struct str org_name;            /* empty: the bureau's record in the ledger of bodies  */
	int year;
	struct day cutoff;              /* unset: 31 December of the year                      */
	struct str format;              /* md, html, page (html with a head), pdf, docx, json  */
	struct str template;            /* text; empty: the one written for that year, else the
	                                   embedded one                                        */
};

/* A figure as this report uses it. */
struct figure_use {
	struct ref ref;
	struct spec spec;               /* with its selection                                  */
	struct str anchor;              /* in the document: "fig-3"                            */
	struct str label, unit;
	struct figure_value value, last;
	bool kept, last_kept;           /* the ledger has a record up to the cut-off           */
	bool compared;                  /* last year was asked for                             */
	struct str text, last_text;     /* number without unit; empty: none                    */
	struct str change;              /* "比上年增加3件（增长11.1%）"; empty: nothing to compare */
	struct str rule;
	bool conflict;                  /* a check that names it failed                        */
	int uses;                       /* places in the text                                  */
	struct behind *records;         size_t n_records;
	bool listed;                    /* records were read: report_records()                 */
};

enum check_kind { CHECK_SUM, CHECK_LE, CHECK_FLOW, CHECK_SHARE, CHECK_OPEN, CHECK_PART, CHECK_CAUSE,
	CHECK_HAND, CHECK_WORD, N_CHECKS };
enum { MAX_CHECKED = 16 };
extern const char *const check_keys[N_CHECKS];

struct check {
	enum check_kind kind;
	bool ok, warning;               /* a warning does not make a draft                     */
	struct str say;                 /* "30 = 24 + 6"                                       */
	int line;                       /* of the template; 0: none                            */
	struct figure_use *uses[MAX_CHECKED]; size_t n_uses;
};

/* A heading and what stands below it, up to the next one. */
struct section { int level; struct str heading; int part; size_t total, checked, hand; };
/* A use in the text, in order. */
struct mention { size_t section; struct figure_use *use; };
/* A number without a figure. */
struct hand { int line; size_t section; struct str text, context; };

struct report {
	struct tx *tx;
	const struct program *p;
	struct report_ask ask;
	struct period period, before;
	struct template template;
	struct str template_hash;
	struct document doc;
	struct figure_use **uses;       size_t n_uses, cap_uses;
	struct check *checks;           size_t n_checks, cap_checks;
	struct section *sections;       size_t n_sections, cap_sections;
	struct mention *mentions;       size_t n_mentions, cap_mentions;
	struct hand *hands;             size_t n_hands, cap_hands;
	size_t part_chars[N_PARTS];     /* characters of text in each required part            */
	bool has_part[N_PARTS];
	int sections_part;              /* the part being written; -1: none yet                */
	size_t n_open;                  /* figures that could not be counted                   */
	struct kept { const struct table *t; bool now, before; } *kept; size_t n_kept, cap_kept;
};

bool report_build(struct tx *tx, const struct program *p, const struct report_ask *ask, struct report *ret);
/* The records behind a figure, read when first asked for. */
size_t report_records(struct report *r, struct figure_use *u, struct behind **ret);
/* Every check but the warnings passed. */
bool report_sound(const struct report *r);
void report_json(struct report *r, struct buf *out);
/* Build and write; what a command or a page calls. */
bool report_write(struct tx *tx, const struct program *p, const struct report_ask *ask, struct buf *out);

/* --- the words (text.c) ----------------------------------------------------------------------- */

/* Who speaks and by which way, for the entries of the journal. */
struct report_actor { int64_t org, entered_by, done_by; const char *origin; };

/* The text of a year's report.  Version 0: nobody has written one, it is the embedded template. */
struct report_words { struct str body; int64_t version, by; struct instant at; };
bool report_words(struct tx *tx, const struct report_ask *ask, struct report_words *ret);
/*
 * Keeps a new version of the text, with an entry.  Refused: a text that is not of the template
 * language or names what is not there (line by line), one that others have changed since `seen`
 * (on the field `version`), one of a report that the party group has approved.
 */
bool report_words_save(struct tx *tx, const struct program *p, const struct report_ask *ask, const struct report_actor *who,
                       int64_t seen, struct str body, struct str reason);
/* The party group has approved it, or it went further. */
bool report_is_approved(struct tx *tx, const struct program *p, const struct report_ask *ask);

/* --- freezing --------------------------------------------------------------------------------- */

/* Keeps the report as it stands; *ret_digest is the SM3 of what was kept, for `annual_report`.digest. */
bool report_freeze(struct tx *tx, struct report *r, int64_t by, int64_t *ret_id, struct str *ret_digest);

/* Builds it, refuses a draft whose checks do not hold, freezes it, with an entry: the whole act. */
bool report_freeze_now(struct tx *tx, const struct program *p, const struct report_ask *ask, const struct report_actor *who,
                       int64_t *ret_id, struct str *ret_digest);

enum drift { DRIFT_ADDED, DRIFT_CHANGED, DRIFT_GONE, N_DRIFTS };
struct drifted { enum drift is; const struct table *t; int64_t id; struct str number; };
struct frozen_figure {
	struct str key, label, unit, was, now;
	bool differs;                   /* the value or the records                            */
	struct drifted *records;        size_t n_records, cap_records;
};
struct frozen {
	int64_t id;
	struct instant at;
	struct day cutoff;
	struct frozen_figure *figures;  size_t n_figures;
	size_t n_differ;
};
/* The newest freeze of that kind and year against the records now.  False: there is none. */
bool report_compare_frozen(struct tx *tx, const struct program *p, int64_t org, struct str kind, int year, struct frozen *ret);
void frozen_json(const struct frozen *f, struct buf *out);

/* --- internal to report/ ---------------------------------------------------------------------- */

struct figure_use *report_use(struct report *r, const struct ref *ref);
/* Last year's value, counted when first asked for. */
void use_compare(struct report *r, struct figure_use *u);
void spec_of_ref(struct arena *a, const struct ref *ref, struct spec *ret);
struct period report_period(int year, struct day cutoff);
/* The number of a part of work in progress; -1 no such part. */
int64_t flow_part(const struct figure_value *v, enum ref_part part);
struct str use_text(struct report *r, struct figure_use *u, enum ref_part part);
bool report_expand(struct report *r);                   /* expand.c: text                      */
struct check *report_check(struct report *r, enum check_kind kind);
void check_use(struct check *c, struct figure_use *u);
void report_checks(struct report *r);                   /* sums.c                              */
void report_appendix(struct report *r);                 /* appendix.c                          */
/* Splits literal text into runs, numbers written by hand apart. */
void hand_runs(struct report *r, struct str text, int line, bool line_start,
               void (*put)(void *, enum run_is, struct str), void *arg);
void wording_check(struct report *r, struct str text, int line);
/* SM3 of a record's row, its rows and sets: canonical JSON. */
struct str record_hash(struct tx *tx, const struct record *rec);

#endif
