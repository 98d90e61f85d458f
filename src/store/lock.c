/*
 * lock.c - one process writes
 *
 * The lock is an flock on `<path>.lock`: the kernel drops it when the process ends, however it
 * ends.  The number of the process stands inside, for people.  The file is never removed, since
 * a second process could then hold a lock on the removed one.
 */
#include "store/inner.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

static struct str holder(int fd, char *into, size_t n)
{
	ssize_t got = pread(fd, into, n, 0);

	return str_trim((struct str){ into, got > 0 ? (size_t)got : 0 });
}

static void sign(int fd)
{
	char text[24];
	int n = snprintf(text, sizeof(text), "%ld\n", (long)getpid());

	/* Only for people: the lock holds without it. */
	if (ftruncate(fd, 0) != 0 || pwrite(fd, text, (size_t)n, 0) != n)
		return;
}

static bool lock_file(struct db *db, struct str *ret_error)
{
	struct str path = arena_fmt(&db->arena, "%s.lock", db->path), who;
	int fd = open(path.p, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	char text[24];

	if (fd < 0) {
		*ret_error = store_error("锁文件“%s”打不开：%s。请检查文件夹的权限。", path.p,
		                         strerror(errno));
		return false;
	}
	if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		who = holder(fd, text, sizeof(text));
		*ret_error = store_error(
			"另一个程序（进程%.*s）正在写这个数据库。请先停止它，或者通过它来办理。",
			P(who));
		close(fd);
		return false;
	}
	sign(fd);
	db->lock_fd = fd;
	return true;
}

bool db_lock(struct db *db, struct str *ret_error)
{
	bool ok = true;

	if (db->alone || db->driver->many)
		return true;
	pthread_mutex_lock(&db->mutex);
	if (db->lock_fd < 0)
		ok = lock_file(db, ret_error);
	pthread_mutex_unlock(&db->mutex);
	return ok;
}

void db_unlock(struct db *db)
{
	if (db->lock_fd >= 0)
		close(db->lock_fd);
	db->lock_fd = -1;
}
