/*
 * files.h - the bytes behind the rows of `files`: checked, swept, copied along with a backup
 */
#ifndef CMD_FILES_H
#define CMD_FILES_H

#include "cmd/app.h"

/*
 * Reads every file that a row names, withdrawn ones too, and says which is missing, changed or not
 * to be read; with `sweep` removes bytes that no row has named for a day.  False: it could not be
 * done, and was said.  *ret_n: how many are wrong.
 */
bool app_files_check(struct app *app, bool sweep, size_t *ret_n);

/* How many files rows name, the same bytes once. */
size_t app_files_stored(struct app *app);

/* Copies what rows name from one store to another, both opened by the caller; false: said. */
bool app_files_copy(struct app *app, struct file_store *from, struct file_store *to, size_t *ret_n);

#endif
