/*
 * fill.h - a template and its data become a document
 *
 * The data are what an issue order froze (ledger/papers.h): JSON of holes and lists, as they are
 * printed.  Nothing is looked up: the same template and data give the same document, years later.
 *
 *     struct document d;
 *     document_init(&d, arena);
 *     if (paper_fill(&d, template, data, r)) …
 *
 * A line whose holes are all empty is left out, so `电话：{{bureau.phone?}}` prints nothing where
 * there is no telephone.
 *
 * Memory: in the arena of the document; `text` and `data` must live as long.
 * Fails:  a template that cannot be read, data that are none; a row of a table with another number
 *         of cells.  Refusals say the line.
 */
#ifndef PAPER_FILL_H
#define PAPER_FILL_H

#include "paper/document.h"

bool paper_fill(struct document *d, struct str text, struct str data, struct refusals *r);

#endif
