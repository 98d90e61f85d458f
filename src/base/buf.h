/*
 * buf.h - a growing run of bytes, born with its largest size
 *
 * Owns its memory (malloc); buf_drop gives it back.  Passing the maximum sets `over` and drops
 * what does not fit; the owner looks at `over` once, at the end.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdarg.h>
#include "base/str.h"

struct buf { char *p; size_t n, cap, max; bool over; };

void buf_init(struct buf *b, size_t max);
void buf_drop(struct buf *b);
void buf_clear(struct buf *b);                  /* keeps the memory                            */
void buf_put(struct buf *b, struct str s);
void buf_putz(struct buf *b, const char *z);
void buf_putc(struct buf *b, char c);
void buf_int(struct buf *b, int64_t n);
void buf_fmt(struct buf *b, const char *f, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *b);        /* valid until the next write                  */
/* The bytes, no longer the buffer's: for a library that gives them back by bytes_drop(). */
char *buf_take(struct buf *b);
void bytes_drop(void *p);

#endif
