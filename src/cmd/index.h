/*
 * index.h - the index of search of the database at hand: made for an older one, compared, mended
 */
#ifndef CMD_INDEX_H
#define CMD_INDEX_H

#include "cmd/app.h"

/*
 * Compares every record with what it is found by; `mend` writes it anew and packs the index.  A
 * thousand records a transaction, so others may write in between.  False: a fault, and it was said.
 */
bool app_search_check(struct app *app, bool mend, size_t *ret_n);
/* A database whose index is of another version, or of none, is indexed; else nothing is done. */
bool app_search_ready(struct app *app);

#endif
