/*
 * law.h - the law as data: statutes, terms, settings, calendars
 *
 * A struct law is read once from law/ (embedded, or a folder by --law) and is constant after that,
 * but for settings, which are put in by law_set().  Nothing here reads a database or a clock.
 *
 * A term is one rule of law: a period, an amount, a rate, or a rule without a number.  Its version
 * is chosen by a day: term_on().  An empty value is a legal state (a setting not yet made): what
 * depends on it is refused by name, what does not goes on.
 *
 * Errors: law_load returns false and *ret_error names file, line and column.
 */
#ifndef LAW_LAW_H
#define LAW_LAW_H

#include "base/arena.h"
#include "base/day.h"
#include "base/refuse.h"

enum term_kind { TERM_WITHIN, TERM_AT_LEAST, TERM_AT_MOST, TERM_EVERY, TERM_BEFORE, TERM_AMOUNT, TERM_RATE, TERM_RULE, N_TERM_KINDS };
enum term_unit { UNIT_NONE, UNIT_DAY, UNIT_HOUR, UNIT_MINUTE, UNIT_MONTH, UNIT_YEAR, UNIT_FEN, UNIT_TENTH, UNIT_RATIO, UNIT_NUMBER, N_TERM_UNITS };
enum counted { COUNTED_NONE, COUNTED_WD, COUNTED_CD, COUNTED_H, COUNTED_M, COUNTED_Y, COUNTED_CLOCK, N_COUNTED };

struct term {
	struct str id;
	enum term_kind kind;
	bool has_value;
	int64_t n, d;           /* value in stored units; d is 1 but for ratios                */
	struct str text;        /* value of a rule that an authority sets in words             */
	enum term_unit unit;
	enum counted counted;
	bool rolls;             /* the last day rolls to the next working day                  */
	struct str statute, article, gist, confidence, extend_by;
	int64_t extend_max;
	bool is_setting;
	struct day from, to;    /* in force; to is the last day; unset is open                 */
	struct str issuer, document;    /* of a setting                                        */
};

struct statute { struct str name, kind, number, issuer, status; struct day from, to; int last_article; };

/* What a day is. */
struct calendar_year { int year; bool provisional; unsigned char day[366]; };
enum { DAY_WORKED = 1, DAY_STATUTORY = 2 };     /* flags in day[]                               */

/* One character, or a surname, and how it is read, without tone. */
struct spoken { struct str character, pinyin; };

/* The template of a paper: "case.decision", as the file is named. */
struct paper_text { struct str name, text; };

struct law {
	struct term *terms;     size_t n_terms;         /* sorted by id, then from             */
	struct statute *statutes; size_t n_statutes;
	struct calendar_year *years; size_t n_years;    /* sorted, without gaps                */
	struct spoken *readings; size_t n_readings;    /* sorted by character: pinyin.h       */
	struct spoken *surnames; size_t n_surnames;    /* those read otherwise, sorted         */
	struct paper_text *papers; size_t n_papers;    /* sorted by name: papers.c              */
	struct arena *arena;
	struct str sm3;         /* of all its files, in hexadecimal: which law a database was kept by */
};

/* Reads terms.csv, statutes.csv, pinyin.csv, surnames.csv, calendars/ and templates/papers/ from the embedded files, or from `dir` when set. */
bool law_load(struct law *law, struct arena *a, const char *dir, struct str *ret_error);

/*
 * The version of a term in force on `on`; when none is, the one nearest to come; NULL when the id is unknown.
 * An unset day means the newest.
 */
const struct term *term_on(const struct law *law, struct str id, struct day on);
/* Is this version in force on that day?  Of no day: yes. */
bool term_in_force(const struct term *t, struct day on);
bool statute_known(const struct law *law, struct str name);
/* Largest article of the version in force on `on`; 0 when not recorded. */
int statute_last_article(const struct law *law, struct str name, struct day on);

/*
 * Puts a value to a setting: a new version from `from` on.  `value` in people's units (yuan, hours,
 * n/d; words, where the term is a rule without a number).  Refuses, by name: an unknown term, one that is no setting, text that is no such value.
 */
bool law_set(struct law *law, struct refusals *r, struct str id, struct str value, struct day from, struct str issuer, struct str document);

/* The same law, to be set by itself: terms of its own in arena `a`, all else shared. */
void law_copy(struct law *to, const struct law *from, struct arena *a);
/* Is its value words and not a number? */
bool term_is_words(const struct term *t);

/* 《行政处罚法》第60条; a term without article gives the name alone. */
struct str term_cite(struct arena *a, const struct term *t);
struct str law_cite(struct arena *a, struct str statute, struct str article);
/* "7个工作日", "90日", "3个月", "200元", "3%"; empty value: "（未设定）". */
struct str term_text(struct arena *a, const struct term *t);

/* NULL: there is no template of that name. */
const struct paper_text *paper_text_of(const struct law *law, struct str name);

/* Calendar.  False when the year is missing. */
bool calendar_has(const struct law *law, int year);
struct str calendar_missing(int year);                          /* "2028年工作日历尚未导入"; a constant */
bool is_worked(const struct law *law, struct day d);            /* the year must be there         */
bool is_statutory(const struct law *law, struct day d);
bool is_provisional(const struct law *law, struct day d);
/* n working days after d, d not counted (n < 0: before).  False when the calendar ends first. */
bool workdays_add(const struct law *law, struct day d, int n, struct day *ret_day);
/* Working days in (a, b]; negative when b < a.  False when a calendar is missing. */
bool workdays_between(const struct law *law, struct day a, struct day b, int *ret_n);

#endif
