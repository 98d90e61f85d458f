/*
 * archive.h - the file of a record as one package that opens without the program
 *
 * A ZIP with
 *
 *     卷宗.pdf            catalogue, then every paper of the record and of its lanes, then their attachments,
 *                         pages numbered through: pictures and PDFs page by page (plate.h); in the place of
 *                         what cannot be turned a page that names it
 *     附件/01-name        the attachments as they were kept, which the pages show or stand for
 *     目录.csv            number, title, document number, day, pages, file, SM3, remark
 *     manifest.json       the same with the SM3 of each part, the frozen data's SM3 and entries
 *     日志头.json         the last signed head of the journal with the proofs of the entries of the papers:
 *                         `yifa journal check` and anybody with RFC 9162 and SM3 can check it
 *
 * Same records, same fonts, same head: same bytes.  Void papers stand in the catalogue without pages; so
 * does, with the reason, what the viewer may not see of the lanes and what is too large to go along.
 *
 *     struct archive_ask ask = { .p = p, .viewer = &viewer, .t = t, .id = id, .store = store };
 *     if (archive_write(&tx, &ask, &out)) …
 *
 * The caller has kept the purpose as an entry before (reveal.h): names and addresses stand in it.
 * Memory: all of it in `out` and in the arena, ARCHIVE_BYTES of attachments at most; a job's work.
 */
#ifndef PAPER_ARCHIVE_H
#define PAPER_ARCHIVE_H

#include "ledger/may.h"
#include "paper/issue.h"

/* What goes along of attachments, those that become pages counted twice; a package that an office machine opens. */
enum { ARCHIVE_BYTES = 128 << 20, ARCHIVE_PAPERS = 1000 };

struct archive_ask {
	const struct program *p;
	const struct viewer *viewer;    /* whose rights it has, and whose bureau               */
	const struct table *t;
	int64_t id;
	struct str site;
	struct file_store *store;
	/* told after each page; false: no more is wanted, and archive_write() says false */
	bool (*go)(void *arg, int64_t done, int64_t total); void *arg;
	/* what came of it */
	size_t papers, files, withheld;
	int pages;
};

bool archive_write(struct tx *tx, struct archive_ask *ask, struct buf *out);

#endif
