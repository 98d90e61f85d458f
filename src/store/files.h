/*
 * files.h - the bytes of files, content-addressed: a folder, or a bucket of S3
 *
 * A file is named by the SM3 of its bytes, so the same bytes stand there once, and what changed is
 * found.  Which record it hangs at, under which name, is a row of the table `files` and none of
 * this header's business.
 *
 * A file comes as a draft: a temporary file that is hashed while it is written and is never whole
 * in memory.  file_draft_keep() makes it durable (bytes, then the folder that names them) and only
 * then may a row point at it; file_draft_drop() takes the temporary away, whatever happened
 * before.  A process that dies in between leaves a temporary nobody holds a lock on, which the next
 * file_store_open() removes, or bytes without a row, which file_store_sweep() removes.
 *
 *     struct file_draft d;
 *     if (file_draft_begin(store, &d, 64 << 20)) {
 *             while (more)
 *                     file_draft_put(&d, bytes);
 *             if (file_draft_end(&d) && file_draft_keep(&d))
 *                     … d.sm3, d.size
 *     }
 *     file_draft_drop(&d);
 *
 * Errors: functions return false; the draft keeps the first in .error, in words.  .over says that
 * the limit was passed, which is the sender's error and not ours.
 * Threads: a store is used by all, a draft by one.
 */
#ifndef STORE_FILES_H
#define STORE_FILES_H

#include "base/arena.h"
#include "base/sm3.h"

enum { SM3_DIGITS = 64, FILE_PATH = 512 };

struct file_store;

/*
 * `where`: a folder, which is made when it is not there, or s3://BUCKET[/PREFIX]; keys and endpoint
 * of S3 come from the environment (s3.h), its temporaries stand in YIFA_FILES_TMP.  Removes
 * temporaries that no process holds.  NULL: *ret_error says why.  Lives in the arena.
 */
struct file_store *file_store_open(struct arena *a, const char *where, struct str *ret_error);
/* Where it is, for people. */
struct str file_store_name(const struct file_store *s);

struct file_draft {
	struct file_store *store;
	int fd;                         /* readable; -1: not begun or dropped                  */
	char path[FILE_PATH];
	struct sm3 hash;
	int64_t size, limit;
	bool ended, kept, over;
	char sm3[SM3_DIGITS + 1];       /* once ended                                          */
	char error[256];
};

bool file_draft_begin(struct file_store *s, struct file_draft *ret, int64_t limit);
bool file_draft_put(struct file_draft *d, struct str bytes);
/* No more bytes come. */
bool file_draft_end(struct file_draft *d);
/* Durable under its name when it returns true. */
bool file_draft_keep(struct file_draft *d);
void file_draft_drop(struct file_draft *d);

/*
 * Bytes to be read: `n` of them from `at` of `fd`, which the caller closes.  `flows`: they come once,
 * in order, from elsewhere, and may break off; else `fd` is a file.
 */
struct file_part { int fd; int64_t at, n; bool flows; };
/* The next bytes, at most `most`, and the part is so much shorter.  0: that was all; -1: broken off. */
int64_t file_part_read(struct file_part *p, void *to, size_t most);
/* Part of a file of `size` bytes.  False: it is not there or cannot be read; *ret_error says which. */
bool file_part_open(struct file_store *s, struct str sm3, int64_t from, int64_t n, struct file_part *ret, struct str *ret_error);

/* A nameless file beside the temporaries, gone when it is closed; -1: it cannot be made. */
int file_scratch(struct file_store *s);

/* Does it stand there as it was kept?  Reads all of it. */
enum file_is { FILE_FINE, FILE_MISSING, FILE_CHANGED, FILE_UNREADABLE };
enum file_is file_check(struct file_store *s, struct str sm3, int64_t size);

/*
 * Removes files older than `grace` seconds that nobody points at: asks known(arg, sm3) for each.
 * While it runs nothing is kept.  False on an error; *ret_n: how many went.
 */
enum { FILE_GRACE_SECONDS = 24 * 3600 };
bool file_store_sweep(struct file_store *s, int64_t grace, bool (*known)(void *, struct str), void *arg, size_t *ret_n,
                      struct str *ret_error);

/* Copies what the other has not; for backups.  False: *ret_error. */
bool file_copy(struct file_store *from, struct file_store *to, struct str sm3, int64_t size, struct str *ret_error);

#endif
