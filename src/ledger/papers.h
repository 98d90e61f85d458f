/*
 * papers.h - what a step issues: issue orders, their numbers, what is frozen in them
 *
 * A row of PAPERS names a step.  When the step is taken, here and now, each paper of it leaves an
 * issue order in the same transaction: number from the gapless series of its kind and year, day,
 * SM3 of its template and of its data.  The data are what the holes of the template were on that
 * day, as they are printed; they stand in the journal entry of the step (`papers`), personal values
 * beside it like all others.  From order and template the paper is made afterwards, by anybody, as
 * often as he likes (paper/issue.h).
 *
 * The template is law/templates/papers/LEDGER.PAPER.txt: base/prose.h says its form.  What is in it:
 *
 *     {{decided_on}} {{facts}}         a name of the fragment language: own field, `me.x` in a paper
 *                                      of .each, through a reference (`case.number`), the last of
 *                                      some rows (`certificates.number`)
 *     {{fine|大写}}                    formats: 大写 (money in words) 数 (a bare number) 时 (an instant
 *                                      without its day) 字 (a number in Chinese)
 *     {{reason?}}                      may be empty; every other hole that is empty refuses the step
 *     {{paper.number}} {{paper.label}} {{paper.day}}
 *     {{bureau.name}} {{bureau.address}} {{bureau.phone}} {{bureau.visit_rules}} {{government}}
 *     {{term hearing-request}}         5个工作日, in the version of the day; an empty setting refuses
 *     {{cite decision-content}}        《中华人民共和国行政处罚法》第五十九条; also {{cite 行政处罚法 59}}
 *     {{#if fragment}}…{{else}}…{{/if}}
 *     {{#if law review-first-spot-fine}}  the term is in force on the day (a setting: and has a value)
 *     {{#each path where fragment|、}}…{field}…{{/each}}    {n} 1 and {N} 一 count the items
 *     @title @number @to @signer @date  lines of the paper (@to: whom it addresses)
 *     @line …                          a line flush left, as for signatures
 *     # 一、…  | a | b |               headings and tables, as in a report
 *
 * A personal value must be of the record itself or of the record whose lane it is, so that whoever
 * erases it there finds it here.
 *
 * Void of the record and undo of the step void its orders; the number stays used.  So does withdrawing
 * one and making it anew (the common verb `reissue`: entries `paper`, the id of its order, `reason`,
 * and fields of .corrects): while .recall holds, the old order is void, the new one has the next number
 * and names the old (`replaces`).
 */
#ifndef LEDGER_PAPERS_H
#define LEDGER_PAPERS_H

#include "base/prose.h"
#include "journal/journal.h"
#include "ledger/step.h"

/* What a hole, an item or a condition is evaluated from. */
enum paper_from { PAPER_SQL, PAPER_IF, PAPER_IF_LAW, PAPER_NUMBER, PAPER_LABEL, PAPER_DAY, PAPER_TERM, PAPER_CITE };

struct paper_value {
	struct str key;                 /* as it is written, with its format: the key in the data */
	enum paper_from from;
	const struct field *field;      /* of a column that is one                             */
	struct str name;                /* without its format                                  */
	enum kind kind;
	const struct ledger *of;        /* whose state it is; NULL: not a state                */
	struct str format;
	bool optional;
	struct str personal;            /* `parties` or `~case.parties`; empty: not personal   */
	struct str label;               /* what is missing                                     */
	struct str term, article;
};

struct paper_list { struct str key; struct query q; struct paper_value *values; size_t n, cap; };

/* A paper compiled: one statement for its rows, one for its holes, one for each list. */
struct paper_sql {
	const struct paper *paper;
	struct str text, sm3;           /* of the template; no text: it has none and is not issued */
	struct prose prose;
	struct query when, rows, recall; /* recall: rows (0 without .each) that may be withdrawn; no text: none */
	struct paper_list holes;
	struct paper_list *lists;       size_t n_lists, cap_lists;
};

void papers_compile(struct program *p, struct table *t);
/* Templates that no row of PAPERS names are findings: of the program as a whole, so not in program_new. */
void papers_check(struct program *p);
const struct paper_sql *paper_of(const struct table *t, struct str key);
extern const struct prose_form paper_form;

/* --- orders ----------------------------------------------------------------------------------- */

struct paper_order {
	int64_t id;
	struct str ledger, paper, label;
	int64_t record, row;            /* row of .each; 0: none                               */
	struct str number;              /* 罚决〔2024〕3号; empty: this kind has no number     */
	struct str series;              /* kind of number; empty: none                         */
	int64_t n; int year;
	struct day day;
	struct str template, data;      /* SM3 in hexadecimal                                  */
	int64_t position;               /* of the entry of its step                            */
	struct day void_on;
	struct str void_why;
	int64_t replaces, replaced_by;  /* orders: withdrawn and made anew; 0: none            */
};

/* Of a record, oldest first. */
size_t record_papers(struct tx *tx, const struct table *t, int64_t org, int64_t id, struct paper_order **ret);
/* Of a record and all its lanes: what lies in its file. */
size_t file_papers(struct tx *tx, const struct table *t, int64_t org, int64_t id, struct paper_order **ret);
bool paper_order_of(struct tx *tx, const struct program *p, int64_t org, int64_t id, struct paper_order *ret);
/* Of an entry of the journal. */
size_t entry_papers(struct tx *tx, const struct program *p, int64_t org, int64_t position, struct paper_order **ret);
/* What became of a void one: 2024-12-31撤回重制：名称有误；由青澜文旅罚决〔2024〕9号代替. */
struct str paper_gone(struct tx *tx, int64_t org, const struct paper_order *o);
/* The number of another order: of the one that this one replaces.  Empty: it has none. */
struct str paper_number_of(struct tx *tx, int64_t org, int64_t id);
/* By number; the newest that is not void. */
bool paper_order_numbered(struct tx *tx, const struct program *p, int64_t org, struct str number, struct paper_order *ret);
/*
 * The frozen data as JSON text with personal values in their places, read out of the entry; false
 * with a refusal when one of them was erased.
 */
bool paper_data(struct tx *tx, int64_t org, const struct paper_order *o, struct str *ret_json);
/* The template as it was; false: it is not there (a fault is set). */
bool paper_template(struct tx *tx, int64_t org, struct str sm3, struct str *ret);

/* --- what the engine does ---------------------------------------------------------------------- */

/* An order as it is made: data as canonical JSON, personal values sealed. */
struct issued {
	struct paper_order o;
	const struct paper_sql *s;
	struct str data;
	struct personal *sealed;        size_t n_sealed, cap_sealed;
	struct str shown;               /* the same with personal values masked, for a preview */
};

/* What a step that is only tried would issue: given by the actor, in an arena that outlives the try. */
struct previews { struct arena *arena; struct issued *list; size_t n, cap; };
void papers_preview(struct taking *k);

/* Evaluates the papers of this step and takes their numbers; refuses what is missing, by name. */
void papers_issue(struct taking *k);
/* After the entry: the rows, with its position. */
void papers_keep(struct taking *k, int64_t position);
/* Orders of the record become void (position 0: all; else those of that entry). */
void papers_void(struct taking *k, int64_t position, struct str why);
void paper_void(struct taking *k, int64_t id, struct str why);
/* One becomes void; another with what stands now is issued in its place. */
void paper_reissue(struct taking *k, const struct paper_sql *s, const struct paper_order *old);
/* May the order be withdrawn, as the record stands? */
bool paper_recalls(struct taking *k, const struct paper_sql *s, const struct paper_order *o);
/* Personal values of field `key` that papers of this record and of its lanes keep. */
void papers_erase(struct taking *k, const char *key);
/* 罚决〔2024〕3号: the next of a series, or the reserved one that was given to this step. */
bool paper_number(struct taking *k, const struct paper *x, size_t nth, struct paper_order *o);

/* Formats of holes. */
bool paper_format_known(struct str format);
struct str fen_words_cn(struct arena *a, int64_t fen);         /* 叁仟元整                    */
struct str number_cn(struct arena *a, int64_t n);              /* 一百二十三                  */

#endif
