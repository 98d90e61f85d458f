/*
 * import_page.h - imports, jobs and notices as pages
 */
#ifndef PAGES_IMPORT_PAGE_H
#define PAGES_IMPORT_PAGE_H

#include "ledger/job.h"
#include "web/ui.h"

void import_page_get(struct visit *v);          /* /{ledger}/import                            */
void import_page_post(struct visit *v);
void import_draft_page(struct visit *v);        /* /{ledger}/import/{job}                      */
void import_errors_get(struct visit *v);        /* /{ledger}/import/{job}/errors               */
void import_confirm_post(struct visit *v);      /* /{ledger}/import/{job}/confirm              */
void template_get(struct visit *v);             /* /{ledger}/template.xlsx                     */
void imports_get(struct visit *v);              /* /imports?ledger=                            */
void import_batch_get(struct visit *v);         /* /imports/{batch}                            */
void import_undo_post(struct visit *v);         /* /imports/{batch}/undo                       */

void jobs_get(struct visit *v);                 /* /jobs                                       */
void upkeep_post(struct visit *v);              /* ... begins one of a system administrator    */
void upkeep_card(struct visit *v);              /* on it: what he may begin                    */
void job_get(struct visit *v);                  /* /jobs/{job}                                 */
void job_cancel_post(struct visit *v);          /* /jobs/{job}/cancel                          */
void job_file_get(struct visit *v);             /* /jobs/{job}/file                            */
void notices_get(struct visit *v);              /* /notices                                    */
void notices_read_post(struct visit *v);        /* /notices/read                               */

/* A card with how far a job is, and its button to cancel. */
void job_progress(struct visit *v, const struct job_row *row);

#endif
