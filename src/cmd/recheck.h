/*
 * recheck.h - dues and tallies of the database at hand, computed again
 */
#ifndef CMD_RECHECK_H
#define CMD_RECHECK_H

#include "cmd/app.h"

/*
 * Writes a line for each column of an open record that is stored otherwise than computed; `mend`
 * stores what was computed.  False: the database cannot be read or written, and it was said.
 */
bool app_recheck(struct app *app, bool mend, struct buf *lines, size_t *ret_n);

/* A line for each group of open records that waits for nobody (ledger/nobody.h); as above. */
bool app_people(struct app *app, struct buf *lines, size_t *ret_n);

/*
 * A database keeps the SM3 of the law (terms, statutes, calendars) that its dues were computed by.
 * When the program has another law now, the dues of all open records are computed again, with an
 * entry for each record and one that names both hashes; what moved goes to stderr.  False: said.
 */
bool app_law_kept(struct app *app);
/* Of a database that says nothing yet: that this is its law. */
bool app_law_first(struct app *app);
/* The same after setting `term` has changed: `why` is kept with each record that moved. */
bool app_dues_moved(struct app *app, struct str term, struct str why);

#endif
