/*
 * pages.h - handlers of the generic pages: those that every ledger has
 */
#ifndef WEB_PAGES_H
#define WEB_PAGES_H

#include "web/web.h"

void list_get(struct visit *v);         /* /{ledger}                                           */
void record_get(struct visit *v);       /* /{ledger}/{id}                                      */
void clock_get(struct visit *v);        /* /{ledger}/{id}/clock/{clock}                        */
void form_get(struct visit *v);         /* /{ledger}/{id}/{verb}                               */
void form_post(struct visit *v);
void new_get(struct visit *v);          /* /{ledger}/new                                       */
void new_verb_get(struct visit *v);     /* /{ledger}/new/{verb}                                */
void new_verb_post(struct visit *v);
void styleguide_get(struct visit *v);

#endif
