/*
 * intake.h - a body that is kept while it comes: fields in memory, files as drafts of the store
 *
 * Only routes that say so (struct route, .streams) have one, after their visitor was let in: before
 * the first byte of a body is read it is known who sends it and that he may.  A form must name its
 * token before its first file.  Without multipart the whole body is one file, named by ?name=.
 *
 * Whatever goes wrong the drafts are dropped at once; what still comes is read over up to
 * INTAKE_OVER bytes, so that the answer reaches the sender, and then the connection is closed.
 */
#ifndef WEB_INTAKE_H
#define WEB_INTAKE_H

#include "store/files.h"
#include "web/http.h"
#include "web/multipart.h"

enum { INTAKE_FILES = 20, INTAKE_TEXT = 64 << 10, INTAKE_OVER = 32 << 20 };

struct intake {
	struct arena *arena;
	struct file_store *store;
	struct str csrf;                /* the form must say this before a file; empty: proved  */
	int64_t limit;                  /* of one file                                          */
	struct multipart parts;
	bool whole;                     /* no multipart                                         */
	struct pairs form;
	struct upload uploads[INTAKE_FILES];
	struct file_draft drafts[INTAKE_FILES];
	size_t n_uploads;
	struct str name;                /* of the field that is coming                          */
	struct buf text;
	bool in_file;
	int64_t over;                   /* read over after it failed                            */
	int status;                     /* of the answer when it failed; 0: all is well         */
	struct str say, why;
	bool fault;
};

/* `type`: Content-Type; `name`: of a body that is a file. */
void intake_begin(struct intake *in, struct str type, struct str name);
/* False: close the connection. */
bool intake_feed(struct intake *in, struct str bytes);
/* The body is complete: nothing may have been cut off. */
void intake_end(struct intake *in);
/* Takes away every draft that was not kept. */
void intake_drop(struct intake *in);

#endif
