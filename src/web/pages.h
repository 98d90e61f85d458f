/*
 * pages.h - handlers of the generic pages: those that every ledger has
 */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/web.h"

void list_get(struct visit *v);         /* /{ledger}                                           */
void columns_post(struct visit *v);     /* /{ledger}/columns: columns, density, rows           */
void views_post(struct visit *v);       /* /{ledger}/views: saved, dropped                     */
void batch_post(struct visit *v);       /* /{ledger}/batch: the form for what was chosen       */
void batch_take_post(struct visit *v);  /* /{ledger}/batch/{verb}                              */
void batch_get(struct visit *v);        /* /{ledger}/batch/{id}: an answer for each            */
void record_get(struct visit *v);       /* /{ledger}/{id}                                      */
void why_get(struct visit *v);          /* /{ledger}/{id}/why/{what}                           */
void related_get(struct visit *v);      /* /{ledger}/{id}/related: what points at it            */
void clock_get(struct visit *v);        /* /{ledger}/{id}/clock/{clock}                        */
void form_get(struct visit *v);         /* /{ledger}/{id}/{verb}                               */
void form_post(struct visit *v);
void new_get(struct visit *v);          /* /{ledger}/new                                       */
void new_verb_get(struct visit *v);     /* /{ledger}/new/{verb}                                */
void new_verb_post(struct visit *v);
void draft_post(struct visit *v);       /* /{ledger}/{id}/{verb}/draft                         */
void new_draft_post(struct visit *v);   /* /{ledger}/new/{verb}/draft                          */
void check_post(struct visit *v);       /* /{ledger}/check: one value, as it is typed          */
void files_get(struct visit *v);        /* /{ledger}/{id}/files                                  */
bool files_streams(struct visit *v);
void files_post(struct visit *v);
void files_zip_get(struct visit *v);    /* /{ledger}/{id}/files.zip                              */
void file_get(struct visit *v);         /* /{ledger}/{id}/files/{file}                           */
void file_public_get(struct visit *v);
void file_detach(struct visit *v);
void papers_get(struct visit *v);       /* /{ledger}/{id}/papers                                 */
void paper_get(struct visit *v);        /* /{ledger}/{id}/papers/{paper}                         */
void paper_post(struct visit *v);       /* ... its bytes, for a purpose                          */
void preview_post(struct visit *v);     /* /{ledger}/{id}/{verb}/papers: drafts, nothing is kept */
void new_preview_post(struct visit *v); /* /{ledger}/new/{verb}/papers                           */
void reveal_get(struct visit *v);       /* /{ledger}/{id}/unmask, print, package; /{ledger}/export */
void reveal_post(struct visit *v);
void export_elsewhere(struct visit *v); /* /{ledger}.csv                                       */
void in_hand_get(struct visit *v);      /* /{ledger}/{id}/in-hand: all of it to another  */
void in_hand_post(struct visit *v);
void history_get(struct visit *v);      /* /{ledger}/{id}/journal                              */
void styleguide_get(struct visit *v);

#endif
