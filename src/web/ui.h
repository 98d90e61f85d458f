/*
 * ui.h - what pages are made of
 *
 * Each component writes one thing, the same everywhere: its markup, its words, its accessibility.
 * Their classes are those of assets/ui.css; /styleguide shows each of them.
 *
 * Text is struct str and escaped; memory is the arena's.
 */
#ifndef WEB_UI_H
#define WEB_UI_H

#include "web/web.h"

/* --- page ------------------------------------------------------------------------------------ */

struct crumb { struct str label, href; };

struct page {
	struct str title;               /* of the window, before the name of the site          */
	struct crumb crumbs[4];         /* up to the first empty label; the last is this page  */
	const struct table *t;          /* whose entry of the menu is current                  */
	const char *menu;               /* or this one: "desk", "report", "law", "ledgers"      */
	bool bare;                      /* no menu, no head: sign-in, errors for strangers     */
	bool across;                    /* printed on paper that lies across                    */
};

/* Both write nothing but the content when only that is wanted. */
void ui_open(struct visit *v, const struct page *page);
void ui_close(struct visit *v);
/* Title line: heading, what stands below it (markup of yours follows in between). */
void ui_heading(struct visit *v, struct str title, struct str sub);
/* The mark of the site. */
void ui_brand(struct visit *v);
/* Name of the bureau. */
struct str ui_bureau(struct visit *v);
/* On paper alone (print.c): when and by whom; the foot of every sheet; the code of a print that is an entry. */
struct str ui_printed(struct visit *v);
void ui_source(struct visit *v);
void ui_print_code(struct visit *v);
/* Label of a chapter of the report, 0 the registers. */
const char *chapter_label(int chapter);
const char *chapter_icon(int chapter);

/* --- small things ---------------------------------------------------------------------------- */

void ui_icon(struct visit *v, const char *name);
struct url icon_url(struct visit *v, const char *name);
/* A citation as a link to what is known of it; plain when it is a house rule. */
void ui_law(struct visit *v, struct str basis, struct str term);
/* How a due stands: shape, colour and words together.  NULL: no clock runs. */
void ui_due(struct visit *v, const struct due_item *d);
/* Share of the period that has passed, 0 to 100. */
int due_share(const struct due_item *d, struct day today);
/* Letter of the colour: r, a, g, n. */
const char *due_class(const struct due_item *d);
enum note { NOTE_INFO, NOTE_AMBER, NOTE_RED, NOTE_GREEN };
void ui_note(struct visit *v, enum note kind, struct str head, struct str say);
void ui_empty(struct visit *v, struct str head, struct str say);
void ui_state(struct visit *v, const struct record *r);
/* The path of a record: /case/123. */
struct url record_url(struct arena *a, const struct table *t, int64_t id);
/* A value, or — when it is empty. */
void ui_text(struct visit *v, struct str text);
void ui_csrf(struct visit *v);

/* --- records --------------------------------------------------------------------------------- */

struct ui_step { struct str label, small; enum { STEP_LATER, STEP_DONE, STEP_NOW } is; };
void ui_steps(struct visit *v, const struct ui_step *steps, size_t n);

/* The states a record has been in, when, and the shortest way on from here (records.c). */
void ui_path(struct visit *v, const struct record *r);

struct ui_mark { struct str label; struct day on; };
/* From start to due with marks between; today on the same scale. */
void ui_ruler(struct visit *v, const struct due_item *d, const struct ui_mark *marks, size_t n);
void ui_lanes(struct visit *v, const struct lane *lanes, size_t n);
void ui_timeline(struct visit *v, const struct record *r);
/* Label of a step of the ledger, or of those that every ledger has. */
struct str verb_label(const struct ledger *l, struct str verb);

/* The newest records that point at r, with the way to all of them (related.c). */
void put_related(struct visit *v, const struct record *r);
/* Whom it is about, a card for each row of CARDS; the rows that hold their names (NULL: none), the
 * names themselves, at most four (cards.c). */
void put_whom(struct visit *v, const struct record *r);
const struct field *names_field(const struct table *t, unsigned roles);
struct str record_names(struct visit *v, const struct record *r);
/* Buttons to the forms that this record fills (offered.c). */
void put_offers(struct visit *v, const struct record *r);
/* What to look at while deciding (beside.c). */
void put_asides(struct visit *v, const struct record *r);
void asides_json(struct visit *v, struct json *j, const struct record *r);
void offers_json(struct visit *v, struct json *j, const struct record *r);

/* All in one's hand to another (in_hand.c): is this the ledger of those who have something in hand, and
 * may this viewer do that? */
bool is_handler_of(const struct table *t);
bool may_hand_all(const struct visit *v);

/* Summary of refusals on top of a form; `not_done`: 未办理. */
/* Links to the records that stand in the way of a step. */
void ui_in_the_way(struct visit *v, const struct in_the_way *list, size_t n, bool more);
void ui_refusals(struct visit *v, struct str not_done);
/* The refusals of one field, below it. */
void ui_field_says(struct visit *v, struct str key);
/* A line of text with its label, its hint and what was said of it; filled with what was sent. */
void ui_input(struct visit *v, const char *key, const char *label, const char *hint, bool must);
/* The same of another type, without a hint, with a value of yours. */
void ui_entry(struct visit *v, const char *key, struct str label, const char *type, struct str value, bool must);
bool ui_field_wrong(const struct visit *v, struct str key);

#endif
