/*
 * multipart.h - multipart/form-data in pieces, as they come over the wire
 *
 * A pure machine: it keeps at most the head of one part and as much of a boundary as has matched,
 * whatever the size of what passes.  Pieces may be cut anywhere.
 *
 *     struct multipart m;
 *     if (!multipart_begin(&m, content_type, &sink, arg))     … no boundary
 *     while (more)
 *             if (!multipart_feed(&m, piece))                  … not such a body, or the sink said no
 *     if (!multipart_end(&m))                                  … it was cut off
 */
#ifndef WEB_MULTIPART_H
#define WEB_MULTIPART_H

#include "base/str.h"

enum { PART_HEAD = 4096 };

/* Each returns false to stop. */
struct multipart_sink {
	/* A part begins.  is_file: it has a filename, which may be empty.  Valid for the call. */
	bool (*part)(void *arg, struct str name, bool is_file, struct str filename);
	bool (*data)(void *arg, struct str bytes);
	bool (*end)(void *arg);
};

struct multipart {
	const struct multipart_sink *sink;
	void *arg;
	char mark[80];                  /* \r\n--boundary                                      */
	size_t n_mark, matched;
	enum { MULTI_BEFORE, MULTI_MARK, MULTI_HEAD, MULTI_BODY, MULTI_DONE, MULTI_BAD } at;
	char head[PART_HEAD];
	size_t n_head;
	char two[2];
	size_t n_two;
};

bool multipart_begin(struct multipart *m, struct str content_type, const struct multipart_sink *sink, void *arg);
bool multipart_feed(struct multipart *m, struct str bytes);
bool multipart_end(struct multipart *m);

#endif
