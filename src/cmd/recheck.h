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

#endif
