/*
 * search.h - one box over all ledgers
 *
 * What people type is words, parted by blanks; a record is found when it holds all of them in what
 * the viewer may read of it: text, number, names of files.  A word is found
 *
 *     as it stands        处罚, 罚立〔2024〕7号, ktv     two characters or more; letters as a whole word
 *     by its tail         0731                          the last 4 and more of a word with digits
 *     by initials         ltgwt                         of names of people and operators (PINYIN)
 *     as a whole          张三, 13800000000             what is masked; of a phone its last four too,
 *                                                       which the mask shows
 *     in names alone      罚                            a single character
 *
 * So a masked value is told to nobody who does not know it: a longer tail of a phone is looked for by
 * its last four, and which of several records it is stays for 查看原值.  SECRET fields are not found.
 *
 * Rights are those of the lists: the predicate of may.h is asked of every hit, and the index is asked
 * first for what narrows it (ledger, section, handler, state), so that few hits of many are found
 * without a walk.  Roles that see only some fields of a ledger have each hit proved on those
 * fields.
 *
 * Counts: within one ledger to SEARCH_COUNT; through all of them only as far as is known when there is enough
 * to show (`more`: there are others).
 *
 * Order: the record of exactly that number, then those found in the title, then the others; newest
 * entry first.
 *
 *     struct search_ask ask = { .viewer = v, .text = S("噪音 歌厅") };
 *     struct search_found found;
 *     if (search(tx, p, &ask, &found))
 *             … found.groups[g].hits[i].title
 */
#ifndef LEDGER_SEARCH_H
#define LEDGER_SEARCH_H

#include "ledger/may.h"
#include "ledger/step.h"
#include "store/search.h"

enum { SEARCH_HITS = 5, SEARCH_PAGE = 20, SEARCH_COUNT = 1000, SEARCH_TEXT = 200, MAX_WORDS = 8 };

/* --- words ----------------------------------------------------------------------------------- */

/* One way in which a word is found: all the terms, and then the proof. */
struct way_found {
	enum found_by { BY_TEXT, BY_CHAR, BY_WORD, BY_TAIL, BY_INITIALS, BY_MARK } by;
	struct str *terms;              size_t n_terms;
	struct str text;                /* what stands in the body                             */
	bool proof;                     /* the terms do not prove it                           */
};

struct word { struct str text; struct way_found ways[4]; size_t n_ways; };

struct words { struct word list[MAX_WORDS]; size_t n; struct str whole; bool cut; };

/* Reads what people typed; none when there is nothing to look for.  `cut`: too long, the rest is left out. */
void words_read(struct arena *a, struct str text, struct words *ret);
/* A body holds them all. */
bool words_in(const struct words *w, struct str body);

/* Parts of a text, those that a word names marked: for showing it. */
struct part { struct str text; bool marked; };
size_t words_mark(struct arena *a, const struct words *w, struct str text, struct part **ret);

/* --- asking ---------------------------------------------------------------------------------- */

enum search_rank { RANK_NUMBER, RANK_TITLE, RANK_TEXT };

struct search_hit {
	const struct table *t;
	int64_t id;
	enum search_rank rank;
	struct str number, title, state;        /* as the viewer may read them; state: label    */
	struct day on;                          /* begun_on                                    */
	struct day void_on, merged_on;
	struct str where, text;                 /* label of the field found in, and an excerpt  */
};

struct search_group {
	const struct table *t;
	struct search_hit *hits;        size_t n_hits;
	int64_t count;                  /* as far as was counted                               */
	bool more;                      /* there are more than that                            */
};

struct search_ask {
	struct viewer viewer;
	struct str text;
	const struct table *only;       /* one ledger, by pages of `size`; NULL: SEARCH_HITS of each */
	int year;                       /* begun in it; 0: any                                 */
	struct str after;               /* cursor of the page before (only)                    */
	size_t size;                    /* 0: SEARCH_PAGE                                      */
};

struct search_found {
	struct words words;
	struct search_group *groups;    size_t n_groups;        /* best first                   */
	struct str next;                /* cursor; empty: this was the last page               */
};

/* False on a fault.  Any text is understood; what holds no word finds nothing. */
bool search(struct tx *tx, const struct program *p, const struct search_ask *ask, struct search_found *ret);

/* {"query","words":[…],"groups":[{"ledger","label","count","more","hits":[…]}],"next"} */
struct json;
void search_json(struct json *j, struct str asked, const struct search_found *found);

/* --- the index ------------------------------------------------------------------------------- */

/* The body of a record; viewer not NULL: only what he may read. */
void search_body(struct tx *tx, const struct program *p, const struct viewer *v, const struct record *r, struct buf *out);
/* Where a record's words stand, for a viewer: label of the field, text as he may read it. */
bool search_where(struct tx *tx, const struct program *p, const struct viewer *v, const struct record *r,
                  const struct words *w, struct str *ret_label, struct str *ret_text);
/* Brings the index up to what stands in the record; in the transaction that changed it. */
void search_index(struct tx *tx, const struct program *p, const struct record *r);
/* The same after a step: only when it changed something that is found. */
void search_step(struct taking *k);
/* The ledger's records hang on more than the ledger for some role: handler, section and state are indexed. */
bool search_marked(const struct ledger *l);
/*
 * Compares the index with the records of the org, and mends it; returns how many differed.  Ends when
 * `limit` records were looked at: *from is the place, 0 to begin, -1 at the end.
 */
size_t search_recheck(struct tx *tx, const struct program *p, int64_t org, const struct table *t, bool mend,
                      size_t limit, int64_t *from);

#endif
