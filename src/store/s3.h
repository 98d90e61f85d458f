/*
 * s3.h - signed requests to one bucket of S3
 *
 * Every request carries a signature of AWS (version 4, made by libcurl) over its head and over the
 * SHA-256 of its body, which is computed before the first byte leaves: what changes on the way is
 * refused by the bucket itself.  Plain http goes to this machine only.
 *
 * From the environment, else from a file that only its owner reads (YIFA_S3_CREDENTIALS,
 * AWS_SHARED_CREDENTIALS_FILE, $CREDENTIALS_DIRECTORY/yifa.s3; "name = value" lines of the section
 * [default], names as below in lower case); never from the command line, which all users see:
 *
 *     AWS_ACCESS_KEY_ID  AWS_SECRET_ACCESS_KEY  [AWS_SESSION_TOKEN]
 *     AWS_REGION            cn-north-1; us-east-1 when none is given
 *     AWS_ENDPOINT_URL      https://s3.example; Amazon's of the region when none is given
 *     YIFA_S3_STYLE         path (https://s3.example/bucket/…) or virtual (https://bucket.s3.example/…);
 *                           none: path with an endpoint of its own, virtual with Amazon's
 *     YIFA_S3_PATIENCE      seconds without a byte until a request is given up; 60
 *
 * Memory: a struct s3 holds no pointers and may be copied.
 * Threads: each call has a connection of its own.
 */
#ifndef STORE_S3_H
#define STORE_S3_H

#include "base/arena.h"

struct s3 {
	char name[256];                 /* s3://bucket/prefix                                  */
	char bucket[64], prefix[192];   /* the prefix is empty or ends with /                  */
	char base[320];                 /* https://s3.example/bucket/ or https://bucket.s3.example/ */
	char id[160], secret[160], token[4096], region[64];
	long patience;
};

/* NULL: *ret_error says in words what is missing or wrong. */
struct s3 *s3_new(struct arena *a, const char *where, struct str *ret_error);

struct s3_call {
	const char *method;             /* GET, HEAD, PUT, DELETE                              */
	const char *key;                /* below the prefix; NULL: the bucket                  */
	const char *query;              /* in order and encoded                                */
	int fd;                         /* PUT: `size` bytes from its begin                    */
	int64_t size;
	int64_t from, n;                /* GET: this part, when n is not 0                     */
	/* Bytes of an answer of success; false: enough. */
	bool (*take)(void *arg, struct s3_call *c, struct str bytes);
	void *arg;
	/* The answer.  status 0: there was none. */
	long status;
	int64_t length;                 /* as announced; -1: not                               */
	int64_t modified, now;          /* by the clock of S3, seconds; -1: not said           */
	bool stopped;                   /* by take                                             */
	bool late;                      /* patience ran out                                    */
	char error[256];                /* in words                                            */
	/* inner */
	void *curl;
	char said[2048];
	size_t n_said;
};

/* True when S3 did it; else c->error. */
bool s3_try(const struct s3 *s, struct s3_call *c);
/* The same; what may pass (no connection, 5xx) is tried three times, unless bytes were taken already. */
bool s3_do(const struct s3 *s, struct s3_call *c);
/* Would another try help? */
bool s3_may_pass(const struct s3_call *c);

#endif
