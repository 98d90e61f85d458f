/*
 * walk.h - one walk over a record, two outputs
 *
 * walk_record() goes over what a visitor may see of a record: automatic columns, fields, sets,
 * rows, clocks.  as_html and as_json are two constants of what is done with each; so the API cannot
 * lag behind the page.  Personal values are masked on the way, for both.
 */
#ifndef WEB_WALK_H
#define WEB_WALK_H

#include "web/ui.h"

struct walk;

/* A value on its way out. */
struct shown {
	struct str key, label;
	enum kind kind;
	struct val v;
	struct str text;                /* as people read it; empty when unset                 */
	bool masked;
	struct url href;                /* of the record a REF points at; empty: none          */
};

struct walk_as {
	void (*value)(struct walk *w, const struct shown *s);
	void (*set)(struct walk *w, const struct shown *s, size_t n);           /* PICKS, REFS  */
	void (*rows_open)(struct walk *w, const struct field *f, size_t n);
	void (*row)(struct walk *w, const struct field *f, int64_t n, const struct shown *cells);
	void (*rows_close)(struct walk *w, const struct field *f, size_t n);
};

extern const struct walk_as as_html, as_json;

struct walk {
	const struct walk_as *as;
	struct visit *v;
	struct json *j;
	size_t shown;
	const struct ledger *l;
	struct taken *steps;    size_t n_steps; /* HTML: what these ask for and is empty shows as — */
};

/* The fields, then sets and rows.  HTML: values go into a <dl> that is open, rows are tables. */
void walk_values(struct walk *w, const struct record *r);
void walk_rows(struct walk *w, const struct record *r);
/* Those of the automatic columns that are among the first so many. */
enum { HEAD_COLUMNS = 14 };
/* id, ledger, number, state, version, owner, begun_on, ended_on ... of the API. */
void walk_head(struct walk *w, const struct record *r);
/* As text of a page: a link where there is one, masked as such, money with its unit. */
void put_shown(struct visit *v, const struct shown *s);
void show_value(struct visit *v, const struct field *f, struct val val, struct shown *ret);

/* Fields, rows and clocks of a record as JSON, as lists give it; the whole of it is in api.h. */
void record_json(struct visit *v, struct json *j, const struct record *r);
/* The same without the braces. */
void record_members_json(struct visit *v, struct json *j, const struct record *r);

#endif
