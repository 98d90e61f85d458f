/*
 * archive.h - the file of a record as one package that opens without the program
 *
 * A ZIP with
 *
 *     卷宗.pdf            catalogue, then every paper of the record and of its lanes, pages numbered through
 *     附件/01-name        attachments of the record and of its lanes, as they were kept
 *     目录.csv            number, title, document number, day, first page, pages, file, SM3
 *     manifest.json       the same with the SM3 of each part, the frozen data's SM3 and entries
 *     日志头.json         the last signed head of the journal with the proofs of the entries of the papers:
 *                         `yifa journal check` and anybody with RFC 9162 and SM3 can check it
 *
 * Same records, same fonts, same head: same bytes.  Void papers stand in the catalogue without pages.
 *
 *     struct archive_ask ask = { .p = p, .org = org, .t = t, .id = id, .store = store };
 *     if (archive_write(&tx, &ask, &out)) …
 *
 * The caller has kept the purpose as an entry before (reveal.h): names and addresses stand in it.
 * Memory: all of it in `out` and in the arena; a file larger than `most` is refused by its name.
 */
#ifndef PAPER_ARCHIVE_H
#define PAPER_ARCHIVE_H

#include "paper/issue.h"

struct archive_ask {
	const struct program *p;
	int64_t org;
	const struct table *t;
	int64_t id;
	struct str site;
	struct file_store *store;
	/* what came of it */
	size_t papers, files;
	int pages;
};

bool archive_write(struct tx *tx, struct archive_ask *ask, struct buf *out);

#endif
