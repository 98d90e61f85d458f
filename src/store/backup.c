/*
 * backup.c - copies of whole databases
 */
#include "store/backup.h"
#include "store/inner.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char suffix[] = ".part";

static struct db *open_path(const char *path, bool must_exist, struct str *ret_error)
{
	struct arena a;
	struct db *db;

	arena_init(&a, 1 << 16);
	db = db_open(arena_fmt(&a, "sqlite:%s", path).p, must_exist, ret_error);
	arena_drop(&a);
	return db;
}

static bool copy_into(struct db *db, const char *path, const struct backup_way *way,
                      struct str *ret_error)
{
	struct conn *from = conn_new(db, true, false, ret_error);
	struct db *to = from ? open_path(path, false, ret_error) : NULL;
	bool ok = to && from->driver->copy(from, to->writer, way);

	if (to && !ok)
		*ret_error = to->driver->error(to->writer);
	if (to)
		db_close_all(to);
	if (from)
		conn_close(from);
	return ok;
}

bool db_backup(struct db *db, const char *path, const struct backup_way *way, struct str *ret_error)
{
	struct arena a;
	const char *part;
	bool ok;

	if (!db->driver->copy) {
		*ret_error = store_error("“%s”不是一个文件，请用 pg_dump 备份。", db_path(db));
		return false;
	}
	if (access(path, F_OK) == 0) {
		*ret_error = store_error("文件“%s”已经有了。请换一个名字。", path);
		return false;
	}
	arena_init(&a, 1 << 16);
	part = arena_fmt(&a, "%s%s", path, suffix).p;
	unlink(part);
	ok = copy_into(db, part, way, ret_error);
	if (ok && rename(part, path) != 0) {
		*ret_error = store_error("备份不能改名为“%s”：%s。", path, strerror(errno));
		ok = false;
	}
	if (!ok)
		unlink(part);
	unlink(arena_fmt(&a, "%s.lock", part).p);
	arena_drop(&a);
	return ok;
}

/* --- what there is --------------------------------------------------------------------------- */

static bool is_backup(const char *dir, const char *name, struct arena *a, struct backup_file *ret)
{
	struct stat st;

	if (!str_ends(str_of(name), S(".db")) ||
	    stat(arena_fmt(a, "%s/%s", dir, name).p, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	*ret = (struct backup_file){ arena_str(a, str_of(name)),
		                     (int64_t)st.st_size,
		                     { (int64_t)st.st_mtime * 1000000 } };
	return true;
}

static int newest_first(const void *a, const void *b)
{
	const struct backup_file *x = a, *y = b;

	return x->at.us != y->at.us ? (x->at.us < y->at.us ? 1 : -1) : str_cmp(y->name, x->name);
}

size_t backups_in(struct arena *a, const char *dir, struct backup_file **ret)
{
	struct backup_file *list = NULL, one;
	DIR *at = opendir(dir);
	size_t n = 0, cap = 0;
	struct dirent *e;

	while (at && (e = readdir(at)))
		if (is_backup(dir, e->d_name, a, &one)) {
			arena_grow(a, list, n, cap);
			list[n++] = one;
		}
	if (at)
		closedir(at);
	if (n)
		qsort(list, n, sizeof *list, newest_first);
	*ret = list;
	return n;
}

/* --- whole, and back ------------------------------------------------------------------------- */

static const struct stmt quick_check = { "PRAGMA quick_check(1)", "of the whole file" };

bool db_sound(const char *path, struct str *ret_error)
{
	struct db *db = open_path(path, true, ret_error);
	struct arena a;
	struct refusals r;
	struct world world;
	struct str said = S("");
	struct tx tx;
	bool ok;

	if (!db)
		return false;
	arena_init(&a, 1 << 20);
	refusals_init(&r, &a);
	world_real(&world);
	tx = tx_read(db, &world, &a, &r);
	ok = db_one(&tx, &quick_check, VALS(), &said) && str_is(said, "ok");
	if (!ok)
		*ret_error = store_error("“%s”不是完好的数据库：%.*s", path,
		                         P(r.fault ? r.fault_say : said));
	tx_end(&tx);
	db_close_all(db);
	arena_drop(&a);
	return ok;
}

bool db_restore(struct db *db, const char *path, struct str *ret_error)
{
	struct db *from;
	bool ok;

	if (!db_lock(db, ret_error) || !db_sound(path, ret_error))
		return false;
	from = open_path(path, true, ret_error);
	if (!from)
		return false;
	ok = from->driver->copy(from->writer, db->writer, NULL);
	if (!ok)
		*ret_error = db->driver->error(db->writer);
	db_close_all(from);
	return ok;
}
