/*
 * backup.h - a copy of a database while it is in use, and back
 *
 * db_backup() copies one state of the database through SQLite's own backup, page by page, beside
 * `path` first; the file appears under its name only when it is whole.  An existing file is not
 * overwritten.  db_restore() replaces all that the open database holds; the caller has asked
 * whether that is meant.  Both say in *ret_error why not.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/db.h"

/* Told of each piece: pages copied, pages there are.  False: it is given up, nothing is left. */
struct backup_way { bool (*go)(void *arg, int64_t done, int64_t total); void *arg; };

/* `way` NULL: in one piece. */
bool db_backup(struct db *db, const char *path, const struct backup_way *way, struct str *ret_error);
bool db_restore(struct db *db, const char *path, struct str *ret_error);
/* The copies that stand in a folder, newest first; none when it is not there. */
struct backup_file { struct str name; int64_t size; struct instant at; };
size_t backups_in(struct arena *a, const char *dir, struct backup_file **ret);

/* Is the file a whole database?  Runs the database's own check. */
bool db_sound(const char *path, struct str *ret_error);

#endif
