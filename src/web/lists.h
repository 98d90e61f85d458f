/*
 * lists.h - what the page of a ledger is made of
 *
 * The address holds the whole question of a list: its view, its query form, its chips (`where`, a
 * condition on each line), its order.  So a list can be passed on, saved under a name, counted,
 * exported and stepped through in a batch, always by the same words: list_asked() reads them.
 *
 * How a person likes to see lists (columns, density, rows on a page) is kept per account and is no
 * part of the address: preference_get().
 */
#ifndef WEB_LISTS_H
#define WEB_LISTS_H

#include "web/ui.h"

/* Field of the ledger that has a control of its own in the query form. */
bool is_filter(const struct visit *v, const struct field *f);
/* The field that names its records, when it is text; NULL: none. */
const struct field *title_field(const struct table *t);

/* The question in the pairs of an address (v->query, or what a form brought back). */
struct list_ask list_asked(struct visit *v, const struct pairs *query);
/* The pairs of an address again: "view=all&where=…", without what belongs to one page only. */
struct str list_query(struct visit *v, const struct pairs *query, const char *without);
/* The address of this list with `key` replaced; NULL: as it is. */
struct url list_url(struct visit *v, const char *key, struct str value);

/* --- JSON (list_json.c) ---------------------------------------------------------------------- */

/* May a list be asked by this field?  Programs by every field that lists are made for. */
bool list_asks(const struct visit *v, const struct field *f);
/* Every parameter is one that there is, with a value that it can have; false: refused, answered. */
bool list_query_stands(struct visit *v);
size_t list_size_asked(struct visit *v);
void list_json(struct visit *v, const struct list_ask *ask, const struct list_page *page);

/* --- chips (list_chips.c) -------------------------------------------------------------------- */

/* Adds the condition that the form of chips asks for and goes to that address; false: none was asked. */
bool chips_add(struct visit *v);
void put_chips(struct visit *v);
/* The same in words, for paper. */
void put_asked(struct visit *v);

/* --- tabs (list_tabs.c) ---------------------------------------------------------------------- */

const char *view_label(enum list_view view);
/* Views with their counts, states that wait for this viewer, saved views. */
void put_tabs(struct visit *v, const struct list_ask *ask, const struct list_page *page);

/* --- views, columns, density (list_views.c) -------------------------------------------------- */

struct str preference_get(struct visit *v, struct str key);
/* Rows on a page that this account chose, else PAGE_SIZE; columns of a ledger, empty: its own. */
size_t page_size_of(struct visit *v);
struct str columns_of(struct visit *v);
bool is_dense(struct visit *v);

void put_saved_views(struct visit *v);
/* Saving this query under a name, dropping those of one's own. */
void put_view_forms(struct visit *v);
void put_column_form(struct visit *v, const struct list_page *page);

/* --- many at once (batch.c) ------------------------------------------------------------------ */

/* What the batch bar may offer this viewer here. */
bool has_batch(struct visit *v);
void put_batch_bar(struct visit *v, const struct list_page *page);

#endif
