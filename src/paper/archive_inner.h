/*
 * archive_inner.h - shared by archive.c, archive_part.c and archive_list.c, by nobody else
 */
#ifndef PAPER_ARCHIVE_INNER_H
#define PAPER_ARCHIVE_INNER_H

#include "ledger/attach.h"
#include "paper/archive.h"
#include "paper/plate.h"

/* A paper or an attachment: one line of the catalogue. */
struct part {
	const struct paper_order *order; /* NULL: an attachment                                */
	struct attached file;
	const struct table *t;
	int nth;                        /* of the attachments                                  */
	struct str name, remark;        /* remark: a sentence                                  */
	struct str at;                  /* 附件/01-…; empty: not in the package as a file      */
	struct str bytes;
	bool withheld;
	struct document *doc;           /* NULL: it has no pages                               */
	struct plate *plate;            /* of doc                                              */
	int first, pages;
};

struct archive {
	struct tx *tx;
	struct archive_ask *ask;
	struct arena *a;
	struct record r;
	struct part *parts;             size_t n, cap;
	struct paper_order *orders;
	int64_t bytes;
	int front_pages;
	struct str book, csv, manifest, head;
};

/* archive_part.c: papers in order of their day, then attachments record by record. */
bool archive_parts(struct archive *w);
void archive_close(struct archive *w);
/* archive_list.c */
void archive_catalogue(struct archive *w, struct document *ret);
struct str archive_csv(struct archive *w);
struct str archive_manifest(struct archive *w);

#endif
