/*
 * backup.c - copies of whole databases
 */
#include "store/backup.h"
#include "store/inner.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
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

static bool copy_into(struct db *db, const char *path, struct str *ret_error)
{
	struct conn *from = conn_new(db, true, false, ret_error);
	struct db *to = from ? open_path(path, false, ret_error) : NULL;
	bool ok = to && from->driver->copy(from, to->writer);

	if (to && !ok)
		*ret_error = to->driver->error(to->writer);
	if (to)
		db_close_all(to);
	if (from)
		conn_close(from);
	return ok;
}

bool db_backup(struct db *db, const char *path, struct str *ret_error)
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
	ok = copy_into(db, part, ret_error);
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
	ok = from->driver->copy(from->writer, db->writer);
	if (!ok)
		*ret_error = db->driver->error(db->writer);
	db_close_all(from);
	return ok;
}
