/*
 * pack.h - parts into one ZIP, the same bytes for the same parts: shared by docx.c and archive.c
 *
 *     struct pack_part list[] = { { S("manifest.json"), text, false } };
 *     if (!pack_parts(arena, list, 1, out)) … a library failed, or `out` is full
 */
#ifndef PAPER_PACK_H
#define PAPER_PACK_H

#include "base/arena.h"
#include "base/buf.h"

struct pack_part { struct str name, bytes; bool stored; /* as it is: it is small already */ };

bool pack_parts(struct arena *a, const struct pack_part *list, size_t n, struct buf *out);

#endif
