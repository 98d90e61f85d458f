/*
 * issue.h - a paper that was ordered is rendered, once
 *
 * From an issue order (ledger/papers.h) comes a document; the first time that a format is asked for,
 * its bytes are kept in the store of files by their SM3, with an entry of the journal (`render`).
 * Who asks again gets those bytes.  Giving them out is a step with a purpose (`print`), an entry as
 * well, since names and addresses stand on a paper.  A void paper is made anew each time, marked so,
 * and never kept.
 *
 * The code at the top right holds what is needed to check a paper that somebody holds in his hand:
 *
 *     yifa:1
 *     SM3 of the frozen data
 *     position of the entry of its step
 *     https://…/journal/POSITION/proof
 *
 *     struct paper_ask ask = { .p = p, .who = &who, .t = t, .id = id, .order = o, .format = S("pdf"),
 *                              .purpose = S("handle"), .store = store };
 *     if (paper_render(&tx, &ask) && tx_run(db, world, arena, r, paper_give, &ask))
 *             … ask.sm3 of ask.size bytes in the store, or ask.bytes when it is void
 *
 * Fails: a refusal where the viewer has no right, the purpose is missing, a character has no glyph
 *        (by its name), a personal value was erased; a fault where the store cannot keep it.
 */
#ifndef PAPER_ISSUE_H
#define PAPER_ISSUE_H

#include "ledger/papers.h"
#include "ledger/reveal.h"
#include "paper/document.h"
#include "store/files.h"

struct paper_ask {
	const struct program *p;
	const struct actor *who;
	const struct table *t;          /* of the order's record                               */
	int64_t id;
	struct paper_order order;
	struct str format;              /* pdf, docx, html                                     */
	struct str purpose, why;        /* reveal.h                                            */
	struct str site;                /* https://host, for the code; may be empty            */
	struct file_store *store;
	/* what came of it */
	struct str sm3; int64_t size;   /* kept                                                */
	int pages;
	bool fresh;                     /* it was not kept before                              */
	struct buf bytes;               /* as made now; the caller drops it                    */
	int64_t position;               /* of the entry that gives it out                      */
};

/* Is it one of ours?  And how it is sent. */
bool paper_format(struct str format, struct str *ret_type);
/* The document of an order, or of data that were not issued (draft: its mark). */
bool paper_document(struct tx *tx, int64_t org, const struct paper_order *o, struct str site, struct document *ret);
/* Reads: finds the bytes that are kept, or makes them into ask->bytes and keeps them in the store. */
bool paper_render(struct tx *tx, struct paper_ask *ask);
/* For tx_run: the row and the entry of a first rendering, and the entry of giving it out. */
bool paper_give(struct tx *tx, void *arg);
/* As written: in the format asked for. */
bool paper_write(const struct document *d, struct str format, struct refusals *r, struct buf *out, int *ret_pages);
/* 行政处罚决定书 海澜文旅罚决〔2024〕3号.pdf */
struct str paper_file_name(struct arena *a, const struct paper_order *o, struct str format);

#endif
