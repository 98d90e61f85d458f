/*
 * files.c - drafts, and the store that is a folder
 *
 * DIR/ab/cdef… holds the file whose SM3 is abcdef…, DIR/tmp/ what is still coming.  A draft is
 * locked while its process lives: the kernel drops the lock however that ends, so whoever finds an
 * unlocked one may remove it, also beside another running process.  What a bucket does otherwise is
 * in files_s3.c.
 *
 * Keeping: bytes synced, renamed into place, folder synced.  It holds DIR/lock shared; sweeping
 * holds it alone, so a file that was just named again is never taken for an old one.
 */
#include "base/fd.h"
#include "store/files_inner.h"
#include "store/inner.h"
#include "store/s3.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_draft_fail(struct file_draft *d, const char *f, ...)
{
	va_list ap;

	if (d->error[0])
		return false;
	va_start(ap, f);
	vsnprintf(d->error, sizeof(d->error), f, ap);
	va_end(ap);
	return false;
}

bool is_sm3(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f')))
			return false;
	return s.n == SM3_DIGITS;
}

int file_scratch(struct file_store *s)
{
	char path[FILE_PATH];
	int fd;

	snprintf(path, sizeof(path), "%s/tmp/part-XXXXXX", s->dir);
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

static bool folder(const char *path)
{
	return mkdir(path, 0700) == 0 || errno == EEXIST;
}

static bool sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* --- drafts ---------------------------------------------------------------------------------- */

/* Locked before anybody else can find it; one that was swept in between is made anew. */
static int draft_open(struct file_draft *d)
{
	struct stat st;

	for (int tries = 0; tries < 8; tries++) {
		int fd;
		snprintf(d->path, sizeof(d->path), "%s/tmp/upload-XXXXXX", d->store->dir);
		fd = mkostemp(d->path, O_CLOEXEC);
		if (fd < 0)
			return -1;
		if (flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &st) == 0 && st.st_nlink)
			return fd;
		close(fd);
	}
	errno = EAGAIN;
	return -1;
}

bool file_draft_begin(struct file_store *s, struct file_draft *ret, int64_t limit)
{
	*ret = (struct file_draft){ .store = s, .fd = -1, .limit = limit };
	ret->fd = draft_open(ret);
	if (ret->fd < 0)
		return file_draft_fail(ret, "临时文件建不了：%s", strerror(errno));
	sm3_init(&ret->hash);
	return true;
}

bool file_draft_put(struct file_draft *d, struct str bytes)
{
	if (d->fd < 0 || d->ended || d->over || d->error[0])
		return false;
	if ((int64_t)bytes.n > d->limit - d->size) {
		d->over = true;
		return false;
	}
	if (!fd_write(d->fd, bytes))
		return file_draft_fail(d, "临时文件写不下去：%s", strerror(errno));
	sm3_add(&d->hash, bytes);
	d->size += (int64_t)bytes.n;
	return true;
}

static void digits(const unsigned char *p, char *ret)
{
	for (size_t i = 0; i < SM3_SIZE; i++)
		snprintf(ret + 2 * i, 3, "%02x", p[i]);
}

bool file_draft_end(struct file_draft *d)
{
	unsigned char digest[SM3_SIZE];

	if (d->fd < 0 || d->ended || d->over || d->error[0])
		return false;
	sm3_end(&d->hash, digest);
	digits(digest, d->sm3);
	d->ended = true;
	return true;
}

bool file_draft_keep(struct file_draft *d)
{
	if (!d->ended || d->error[0])
		return false;
	return d->kept || (d->kept = d->store->ops->keep(d));
}

void file_draft_drop(struct file_draft *d)
{
	unsigned char digest[SM3_SIZE];

	if (d->fd < 0)
		return;
	if (!d->ended)
		sm3_end(&d->hash, digest);
	if (d->path[0])
		unlink(d->path);
	close(d->fd);
	d->fd = -1;
}

/* --- the folder ------------------------------------------------------------------------------ */

static void path_of(const struct file_store *s, struct str sm3, char ret[FILE_PATH])
{
	snprintf(ret, FILE_PATH, "%s/%.2s/%.62s", s->dir, sm3.p, sm3.p + 2);
}

int file_store_lock(const struct file_store *s, int how)
{
	char path[FILE_PATH];
	int fd;

	snprintf(path, sizeof(path), "%s/lock", s->dir);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd >= 0 && flock(fd, how) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

static bool move_in(struct file_draft *d)
{
	char path[FILE_PATH], dir[FILE_PATH];
	bool made;

	path_of(d->store, str_of(d->sm3), path);
	snprintf(dir, sizeof(dir), "%.*s", (int)strlen(path) - SM3_DIGITS + 1, path);
	made = mkdir(dir, 0700) == 0;
	if (!made && errno != EEXIST)
		return false;
	if (rename(d->path, path) != 0)
		return false;
	d->path[0] = 0;
	return sync_folder(dir) && (!made || sync_folder(d->store->dir));
}

static bool dir_keep(struct file_draft *d)
{
	int lock;
	bool ok;

	if (fchmod(d->fd, 0400) != 0 || fsync(d->fd) != 0)
		return file_draft_fail(d, "文件没有写到盘上：%s", strerror(errno));
	lock = file_store_lock(d->store, LOCK_SH);
	ok = lock >= 0 && move_in(d);
	if (!ok)
		file_draft_fail(d, "文件放不到“%s”：%s", d->store->dir, strerror(errno));
	if (lock >= 0)
		close(lock);
	return ok;
}

static bool dir_open(struct file_store *s, struct str sm3, int64_t from, int64_t n,
                     struct file_part *ret, struct str *ret_error)
{
	char path[FILE_PATH];
	struct stat st;
	int fd;

	path_of(s, sm3, path);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0) {
		*ret_error = store_error("文件 %.12s… 读不到：%s", sm3.p, strerror(errno));
		return false;
	}
	if (fstat(fd, &st) != 0 || st.st_size < from + n) {
		*ret_error = store_error("文件 %.12s… 比登记的短", sm3.p);
		close(fd);
		return false;
	}
	*ret = (struct file_part){ .fd = fd, .at = from, .n = n };
	return true;
}

static enum file_is dir_there(struct file_store *s, struct str sm3, int64_t size)
{
	char path[FILE_PATH];
	struct stat st;

	path_of(s, sm3, path);
	if (stat(path, &st) != 0)
		return errno == ENOENT ? FILE_MISSING : FILE_UNREADABLE;
	return st.st_size == size ? FILE_FINE : FILE_CHANGED;
}

/* --- sweeping -------------------------------------------------------------------------------- */

struct sweeping {
	bool (*known)(void *, struct str);
	void *arg;
	int64_t grace, now;
	size_t n;
	bool bad;
};

static int64_t now_seconds(int fd)
{
	struct stat st;

	/* The clock of the file system, by which the files' own times were set. */
	return futimens(fd, NULL) == 0 && fstat(fd, &st) == 0 ? (int64_t)st.st_mtime : 0;
}

static void sweep_one(struct sweeping *w, const char *dir, const char *two, const char *name)
{
	char path[FILE_PATH], sm3[SM3_DIGITS + 1];
	struct stat st;

	snprintf(sm3, sizeof(sm3), "%.2s%.62s", two, name);
	if (strlen(name) != SM3_DIGITS - 2 || !is_sm3(str_of(sm3)))
		return;
	if (snprintf(path, sizeof(path), "%s/%s", dir, name) >= (int)sizeof(path))
		return;
	if (stat(path, &st) != 0 || w->now - (int64_t)st.st_mtime < w->grace ||
	    w->known(w->arg, str_of(sm3)))
		return;
	if (unlink(path) == 0)
		w->n++;
	else
		w->bad = true;
}

static void each_in(const char *dir, void (*fn)(void *, const char *), void *arg)
{
	DIR *at = opendir(dir);
	struct dirent *e;

	while (at && (e = readdir(at)))
		if (e->d_name[0] != '.')
			fn(arg, e->d_name);
	if (at)
		closedir(at);
}

struct in_folder {
	struct sweeping *w;
	const char *dir, *two;
};

static void in_two(void *arg, const char *name)
{
	struct in_folder *f = arg;

	sweep_one(f->w, f->dir, f->two, name);
}

static void in_top(void *arg, const char *name)
{
	struct in_folder *f = arg, below = { f->w, NULL, name };
	char dir[FILE_PATH];

	if (strlen(name) != 2)
		return;
	snprintf(dir, sizeof(dir), "%s/%s", f->dir, name);
	below.dir = dir;
	each_in(dir, in_two, &below);
}

static bool dir_sweep(struct file_store *s, int64_t grace, bool (*known)(void *, struct str),
                      void *arg, size_t *ret_n, struct str *ret_error)
{
	struct sweeping w = { .known = known, .arg = arg, .grace = grace };
	struct in_folder top = { &w, s->dir, NULL };
	int lock = file_store_lock(s, LOCK_EX);

	if (lock < 0) {
		*ret_error = store_error("“%s”锁不住：%s", s->dir, strerror(errno));
		return false;
	}
	w.now = now_seconds(lock);
	each_in(s->dir, in_top, &top);
	close(lock);
	*ret_n = w.n;
	if (w.bad)
		*ret_error = store_error("“%s”里有文件删不掉", s->dir);
	return !w.bad;
}

static const struct file_ops file_ops_dir = { dir_keep, dir_open, dir_there, dir_sweep };

/* --- opening --------------------------------------------------------------------------------- */

/* A temporary that can be locked is nobody's any more. */
static void orphan(void *arg, const char *name)
{
	char path[FILE_PATH];
	int fd;

	snprintf(path, sizeof(path), "%s/tmp/%s", (const char *)arg, name);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) == 0)
		unlink(path);
	if (fd >= 0)
		close(fd);
}

static bool dir_make(struct file_store *s, struct arena *a, struct str *ret_error)
{
	const char *tmp = arena_fmt(a, "%s/tmp", s->dir).p;

	if (strlen(s->dir) > FILE_PATH - SM3_DIGITS - 8) {
		*ret_error = store_error("文件夹的路径太长：%s", s->dir);
		return false;
	}
	if (!folder(s->dir) || !folder(tmp) || access(tmp, W_OK | X_OK) != 0) {
		*ret_error = store_error("文件夹“%s”不能用：%s", s->dir, strerror(errno));
		return false;
	}
	each_in(tmp, orphan, (void *)(uintptr_t)s->dir);
	return true;
}

/*
 * Where drafts stand on their way to S3.  /var/tmp is everybody's: what stands there under our name
 * must be a folder, ours, and closed to others.
 */
static const char *scratch_folder(struct arena *a, struct str *ret_error)
{
	const char *env = getenv("YIFA_FILES_TMP"), *cache = getenv("CACHE_DIRECTORY"), *path;
	struct stat st;

	if (env && *env)
		return env;
	if (cache && *cache)
		return arena_fmt(a, "%s/files", cache).p;
	path = arena_fmt(a, "/var/tmp/yifa-files-%u", (unsigned)geteuid()).p;
	if (folder(path) && lstat(path, &st) == 0 && S_ISDIR(st.st_mode) &&
	    st.st_uid == geteuid() && !(st.st_mode & 077))
		return path;
	*ret_error = store_error("临时文件夹“%s”不是我们的，请用 YIFA_FILES_TMP 写明另一个", path);
	return NULL;
}

struct file_store *file_store_open(struct arena *a, const char *where, struct str *ret_error)
{
	struct file_store *s = arena_new(a, struct file_store);

	*s = (struct file_store){ .ops = &file_ops_dir, .name = where, .dir = where };
	if (str_starts(str_of(where), S("s3://"))) {
		s->ops = &file_ops_s3;
		s->s3 = s3_new(a, where, ret_error);
		s->dir = s->s3 ? scratch_folder(a, ret_error) : NULL;
	}
	return s->dir && dir_make(s, a, ret_error) ? s : NULL;
}

struct str file_store_name(const struct file_store *s)
{
	return str_of(s->name);
}

/* --- reading --------------------------------------------------------------------------------- */

bool file_part_open(struct file_store *s, struct str sm3, int64_t from, int64_t n,
                    struct file_part *ret, struct str *ret_error)
{
	if (is_sm3(sm3) && from >= 0 && n >= 0)
		return s->ops->open(s, sm3, from, n, ret, ret_error);
	*ret_error = S("没有这样的文件");
	return false;
}

int64_t file_part_read(struct file_part *p, void *to, size_t most)
{
	size_t want = p->n < (int64_t)most ? (size_t)p->n : most;
	ssize_t n;

	if (!want)
		return 0;
	do
		n = p->flows ? read(p->fd, to, want) : pread(p->fd, to, want, p->at);
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return -1;
	p->at += n;
	p->n -= n;
	return n;
}

/* Hands the bytes of a part to fn in pieces; false when they end early or fn says so. */
static bool part_walk(struct file_part *p, bool (*fn)(void *, struct str), void *arg)
{
	char piece[65536];
	int64_t n;

	while ((n = file_part_read(p, piece, sizeof(piece))) > 0)
		if (!fn(arg, (struct str){ piece, (size_t)n }))
			return false;
	return n == 0;
}

static bool hash_piece(void *arg, struct str piece)
{
	sm3_add(arg, piece);
	return true;
}

enum file_is file_check(struct file_store *s, struct str sm3, int64_t size)
{
	enum file_is is = is_sm3(sm3) ? s->ops->there(s, sm3, size) : FILE_MISSING;
	struct file_part part;
	struct sm3 hash;
	struct str error;
	unsigned char digest[SM3_SIZE];
	char hex[SM3_DIGITS + 1];
	bool whole;

	if (is != FILE_FINE)
		return is;
	if (!s->ops->open(s, sm3, 0, size, &part, &error))
		return FILE_UNREADABLE;
	sm3_init(&hash);
	whole = part_walk(&part, hash_piece, &hash);
	sm3_end(&hash, digest);
	digits(digest, hex);
	close(part.fd);
	return !whole ? FILE_UNREADABLE : str_is(sm3, hex) ? FILE_FINE : FILE_CHANGED;
}

bool file_store_sweep(struct file_store *s, int64_t grace, bool (*known)(void *, struct str),
                      void *arg, size_t *ret_n, struct str *ret_error)
{
	*ret_n = 0;
	return s->ops->sweep(s, grace, known, arg, ret_n, ret_error);
}

static bool draft_piece(void *arg, struct str piece)
{
	return file_draft_put(arg, piece);
}

bool file_copy(struct file_store *from, struct file_store *to, struct str sm3, int64_t size,
               struct str *ret_error)
{
	struct file_part part;
	struct file_draft d;
	bool ok;

	if (is_sm3(sm3) && to->ops->there(to, sm3, size) == FILE_FINE)
		return true;
	if (!file_part_open(from, sm3, 0, size, &part, ret_error))
		return false;
	ok = file_draft_begin(to, &d, size) && part_walk(&part, draft_piece, &d) &&
	     file_draft_end(&d);
	close(part.fd);
	if (ok && !str_is(sm3, d.sm3))
		ok = file_draft_fail(&d, "文件 %.12s… 的内容已经改变", sm3.p);
	ok = ok && file_draft_keep(&d);
	if (!ok)
		*ret_error = store_error("文件 %.12s… 没有复制：%s", sm3.p,
		                         d.error[0] ? d.error : "读不完");
	file_draft_drop(&d);
	return ok;
}
