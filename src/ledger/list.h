/*
 * list.h - pages of a ledger, and what is due over all of them
 *
 * A page is found by key, not by counting: the row after which it begins is named by its value and
 * id (a cursor), so the thousandth page costs what the first does.  Counting stops at 1,000, or
 * where LOOK records have been looked at.
 *
 * Sorting is by a field flagged SORT, by number or by begun_on; unset values stand last both ways.  Names
 * (PINYIN) are sorted by how they are read: names.h.
 * Conditions are those of people (conds.h), joined by newlines.
 *
 *     struct list_ask ask = { .t = table, .viewer = v, .view = VIEW_OPEN, .conds = "kind=fine" };
 *     struct list_page page;
 *     if (list_page(tx, p, &ask, &page))
 *             … page.rows[i].cells[c]
 */
#ifndef LEDGER_LIST_H
#define LEDGER_LIST_H

#include "ledger/may.h"

enum { PAGE_SIZE = 20, COUNT_STOP = 1000, LOOK = 20000, MAX_PAGE = 200, SOON_DAYS = 5 };

/* --- what is due ----------------------------------------------------------------------------- */

/* A clock of an open record that runs. */
struct due_item {
	const struct table *t;
	const struct clockset *c;
	int64_t id, owner;
	struct str number, title, state;        /* state: its label                            */
	struct str clock, label;                /* key; clock_label()                          */
	struct day due, start;
	struct instant due_at;
	bool timed, provisional;
	enum due_state is;
	int left;                               /* in unit; negative when late                 */
	const char *unit;                       /* "wd" working days, "cd" days, "h", "m"      */
	const struct term *term;                /* NULL: a day written in a letter or deferral */
	struct str term_text, basis;            /* 90日; 《行政处罚法》第60条                   */
};

/* Whose clock it is, short: 处罚决定期限. */
struct str clock_label(struct arena *a, const struct table *t, const struct clockset *c);

struct due_ask {
	const struct viewer *viewer;            /* NULL: everything in the org                 */
	const struct table *only;               /* NULL: every ledger                          */
	int64_t owner;                          /* 0: whoever's                                */
	int64_t section;                        /* in it or in one below it; 0: wherever       */
	int within;                             /* days from today; 0: no end                  */
	size_t limit;                           /* of each ledger, nearest first; 0: 500       */
};

/* Open records with a due and not done, overdue first, then nearest. */
size_t due_list(struct tx *tx, const struct program *p, int64_t org, struct day today, const struct due_ask *ask,
                struct due_item **ret);
/* The clocks of one record that run, worst first. */
size_t record_dues(struct tx *tx, const struct program *p, const struct record *r, struct day today, struct due_item **ret);
/* 逾期 3 个工作日; 今日到期; 剩 4 个工作日 */
struct str due_words(struct arena *a, const struct due_item *d);

/* May these roles ask by these conditions?  Not by what they may not see; by a personal value only whole.  Refuses. */
bool conds_asked(struct tx *tx, const struct table *t, unsigned roles, const char *conds);

/* --- a page of a ledger ---------------------------------------------------------------------- */

enum list_view { VIEW_ALL, VIEW_OPEN, VIEW_MINE, VIEW_LATE, VIEW_SOON, N_VIEWS };

struct list_ask {
	const struct table *t;
	struct viewer viewer;
	enum list_view view;
	const char *conds;
	struct str state;               /* key; empty: any                                     */
	struct str sort;                /* key of a column; empty: begun_on, newest first      */
	bool up;                        /* ascending                                           */
	struct str after;               /* cursor of the page before; empty: the first         */
	struct str columns;             /* keys `a,b`, in that order; those that may not be seen
	                                   are left out.  Empty: those of the table            */
	size_t size;                    /* rows; 0: PAGE_SIZE                                  */
	bool bare;                      /* rows only: no counts of views, no dues              */
};

struct list_column {
	struct str key, label;
	const struct column *c;
	bool sorts;
};

struct list_row {
	struct record r;
	struct str *cells;              /* text of each column                                 */
	struct due_item *due;           /* the nearest; NULL: none runs                        */
};

/* At most COUNT_STOP; `more`: there are, or may be, more than that. */
struct list_count { int64_t n; bool more; };

struct list_page {
	struct list_column *columns;    size_t n_columns;
	struct list_row *rows;          size_t n_rows;
	struct str sort;                bool up;
	struct str next;                /* cursor; empty: this is the last page                */
	struct list_count count;        /* of the view asked for                               */
	struct list_count views[N_VIEWS]; /* of each view, under the same conditions           */
};

/* False when a condition or the sort is not understood (a refusal names it) or on a fault. */
bool list_page(struct tx *tx, const struct program *p, const struct list_ask *ask, struct list_page *ret);
/* May this column stand in a list of these roles?  Not rows and sets, nor what may not be seen. */
bool list_may_show(const struct table *t, unsigned roles, struct str key);
/* Label of a column: that of its field, 编号, 状态, 登记日, 办结日, 经办. */
struct str list_column_label(const struct table *t, struct str key);
/* Records of a view, at most COUNT_STOP + 1; each is looked for, however long it takes. */
int64_t list_count(struct tx *tx, const struct program *p, const struct list_ask *ask);
/* The same for showing: where conditions and rights narrow much, the newest LOOK records are looked at. */
struct list_count list_count_near(struct tx *tx, const struct program *p, const struct list_ask *ask);
/* Key of a view for addresses: all, open, mine, late, soon. */
const char *view_key(enum list_view v);
bool view_of(struct str key, enum list_view *ret);

/* Records that point here by a LANE field of another ledger, in order of beginning. */
struct lane { const struct table *t; const struct field *f; struct record r; struct due_item *due; };
size_t record_lanes(struct tx *tx, const struct program *p, const struct viewer *v, const struct record *r, struct lane **ret);

#endif
