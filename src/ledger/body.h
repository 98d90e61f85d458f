/*
 * body.h - the body of an entry, read back for people
 *
 * leaf.c writes it; replay.c compares with it; pages show it.  A personal value is only known to be
 * one: `sealed`.  Everything is in the arena.
 */
#ifndef LEDGER_BODY_H
#define LEDGER_BODY_H

#include "base/val.h"
#include "base/arena.h"

struct body_side { struct val v; bool sealed; };
/* A column, before and after; or a ROWS or set field with so many rows now. */
struct body_change { struct str key; struct body_side before, after; bool rows; size_t n_rows; };

struct body {
	struct body_change *changes;    size_t n;
	struct str reason, purpose, why;
};

/* False: it is no body; *ret is empty then. */
bool body_read(struct arena *a, struct str text, struct body *ret);

#endif
