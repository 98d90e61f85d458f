/*
 * files_inner.h - what a folder and S3 share
 */
#ifndef STORE_FILES_INNER_H
#define STORE_FILES_INNER_H

#include "store/files.h"

/* *ret_error: as store_error() of inner.h. */
struct file_ops {
	bool (*keep)(struct file_draft *d);
	bool (*open)(struct file_store *s, struct str sm3, int64_t from, int64_t n, struct file_part *ret, struct str *ret_error);
	enum file_is (*there)(struct file_store *s, struct str sm3, int64_t size);
	bool (*sweep)(struct file_store *s, int64_t grace, bool (*known)(void *, struct str), void *arg, size_t *ret_n,
	              struct str *ret_error);
};

struct s3;

struct file_store {
	const struct file_ops *ops;
	const char *name;               /* as it was given                                     */
	const char *dir;                /* of the files; of S3: where temporaries stand         */
	const struct s3 *s3;
};

/* Sets d->error and returns false. */
bool file_draft_fail(struct file_draft *d, const char *f, ...) __attribute__((format(printf, 2, 3)));
/* 64 lower-case digits, and nothing that could be a path. */
bool is_sm3(struct str s);
/* Of this machine, until it is closed: kept under LOCK_SH, swept under LOCK_EX.  -1: errno. */
int file_store_lock(const struct file_store *s, int how);

/* files_s3.c */
extern const struct file_ops file_ops_s3;

#endif
