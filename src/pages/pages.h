/*
 * pages.h - the pages that are no ledger
 *
 *     struct web web;
 *     web_init(&web, db, &program, &world);
 *     pages_install(&web);
 *     return web_serve(&web, "127.0.0.1:8080");
 */
#ifndef PAGES_PAGES_H
#define PAGES_PAGES_H

#include "ledger/figures.h"
#include "report/year_kept.h"
#include "web/ui.h"

/* Puts the routes of this folder before the generic ones. */
void pages_install(struct web *web);

void desk_mine(struct visit *v);                 /* what the viewer has in hand, by day (desk_mine.c) */
void desk_get(struct visit *v);                 /* /                                           */
void sign_in_get(struct visit *v);              /* /sign-in                                    */
void sign_in_post(struct visit *v);
void sign_out_post(struct visit *v);
void sign_in_code_post(struct visit *v);        /* /sign-in/code                               */
/* Where the form says to go, when that is a way into our own pages; else `other`. */
struct str way_back(struct visit *v, const struct pairs *from, const char *other);
/* The code, recovery code or key of the form, braked and counted; right: `then` in the same transaction.  False: refused. */
bool factor_take(struct visit *v, bool (*then)(struct tx *tx, struct visit *v));
void account_get(struct visit *v);              /* /account                                    */
void account_password_post(struct visit *v);
void totp_get(struct visit *v);
void totp_post(struct visit *v);
void totp_off_post(struct visit *v);
void sessions_end_post(struct visit *v);
void verify_post(struct visit *v);
void account_again(struct visit *v);            /* the page with what was refused, 422         */
void put_codes(struct visit *v, struct str what, const struct str *codes);
void key_ask_post(struct visit *v);             /* /account/key/ask, for half sessions too     */
void key_enrol_post(struct visit *v);           /* /account/key                                */
void key_drop_post(struct visit *v);
void put_keys(struct visit *v);
/* A form that a key answers (assets/key.js); `how` is create or get. */
void put_key_form(struct visit *v, const char *action, const char *how, const char *label);
void admin_get(struct visit *v);                /* /admin                                      */
void admin_account_get(struct visit *v);
void admin_account_post(struct visit *v);
void admin_act_post(struct visit *v);
void admin_deputies_get(struct visit *v);
void admin_deputies_post(struct visit *v);
void admin_sessions_get(struct visit *v);
void admin_settings_get(struct visit *v);
void admin_journal_get(struct visit *v);
/* Pieces of their forms (account.c). */
void box_input(struct visit *v, const char *name, const char *label, const char *type, const char *auto_fill);
void box_send(struct visit *v, const char *label);
void box_form(struct visit *v, struct str action);
void box_open(struct visit *v, const char *title);
void public_set_get(struct visit *v);           /* /double-publicity?set=&year=                */
void public_set_post(struct visit *v);
void money_get(struct visit *v);                /* /money?year=                                */
void money_file_get(struct visit *v);           /* /money/2024.csv, .xlsx                      */
void numbers_get(struct visit *v);              /* /numbers, ?series=&year=                    */
void numbers_post(struct visit *v);             /* reserves a block                            */
void numbers_return_post(struct visit *v);      /* /numbers/{block}/return                     */
void anomalies_get(struct visit *v);            /* /anomalies                                  */
void ledgers_get(struct visit *v);              /* /ledgers                                    */
void tokens_get(struct visit *v);               /* /tokens                                     */
void tokens_post(struct visit *v);
void token_revoke_post(struct visit *v);        /* /tokens/{id}/revoke                         */
void search_get(struct visit *v);               /* /search?q=&ledger=&year=                 */
void hooks_get(struct visit *v);                /* /hooks                                      */
void hooks_post(struct visit *v);
void hook_close_post(struct visit *v);          /* /hooks/{id}/close                           */
void letter_resend_post(struct visit *v);       /* /hooks/letter/{id}/resend                   */
void law_index_get(struct visit *v);            /* /law                                        */
void law_get(struct visit *v);                  /* /law/{term or statute}                      */
void law_post(struct visit *v);                 /* a setting of the bureau                     */
void setting_form(struct visit *v, const struct term *t);
void settings_table(struct visit *v);
struct json;
void term_json(struct visit *v, struct json *j, const struct term *t);
void settings_get(struct visit *v);             /* /settings                                   */
void figures_get(struct visit *v);              /* /figures?year=                              */
void figure_get(struct visit *v);               /* /figure/{key}?year=                         */
void report_get(struct visit *v);               /* /report/annual/{year}                       */
void report_enforcement_get(struct visit *v);   /* the statistics of enforcement of the year   */
void report_disclosure_get(struct visit *v);    /* the report on information disclosure        */

void report_text_get(struct visit *v);          /* /report/annual/{year}/text?section=         */
void report_text_post(struct visit *v);
void report_freeze_post(struct visit *v);       /* /report/annual/{year}/freeze                */
void report_frozen_get(struct visit *v);        /* /report/annual/{year}/frozen                */
struct report_ask;
/* The year of the address as a question; false: there is no such year. */
bool report_asked(struct visit *v, struct report_ask *ret);
bool may_write_report(const struct visit *v);
bool may_freeze_report(const struct visit *v);

/* --- figures on pages (figure.c) ------------------------------------------------------------- */

/* A figure of a year, counted. */
struct counted_figure {
	const struct table *t;
	const struct figure *f;
	struct spec spec;
	struct figure_value value;
	struct str key, text;           /* case.total; 30, — when it has no value              */
};
bool figure_take(struct visit *v, struct str key, int year, struct counted_figure *ret);
/* The same for the desk: of a large bureau what was kept. */
bool figure_shown(struct visit *v, const struct year_source *source, struct str key, int year, struct counted_figure *ret);
/* Where the report of a year stands, and the steps that may be taken now (report_stage.c). */
void report_stage(struct visit *v, int year);
/* What stands behind a number: value, last year, rule, records.  `whole`: all records. */
void figure_panel(struct visit *v, const struct counted_figure *c, int year, bool whole);
/* --- the desk (desk_more.c) ------------------------------------------------------------------ */

void desk_others(struct visit *v);              /* in hand, and others are to move it on       */
/* Begun in seven days and in this month, ended in it (not told of a large bureau); those of a view. */
void desk_month(struct visit *v, enum list_view view, bool large);

/* --- charts (chart.c) ------------------------------------------------------------------------ */

/* Inspections, hazards and cases of each month.  False, and nothing written, when there are none. */
bool chart_months(struct visit *v, const struct year_source *source, int year);
/* A figure by one of its breakdowns, as bars. */
bool chart_groups(struct visit *v, const struct year_source *source, struct str key, struct str by, int year);

/* The year that the address asks for, else this one. */
int year_asked(struct visit *v);

void journal_get(struct visit *v);      /* heads; POST: verified now                            */
void journal_post(struct visit *v);
void entry_get(struct visit *v);        /* /journal/{position}                                 */
void proof_get(struct visit *v);

#endif
