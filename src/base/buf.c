/*
 * buf.c - a growing run of bytes
 *
 * Once something did not fit nothing more is written: a page with a hole in it is worse than none.
 */
#include "base/buf.h"
#include "base/must.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){ .max = max };
}

void buf_drop(struct buf *b)
{
	free(b->p);
	*b = (struct buf){ .max = b->max };
}

char *buf_take(struct buf *b)
{
	char *p = b->p;

	buf_init(b, b->max);
	return p;
}

void bytes_drop(void *p)
{
	free(p);
}

void buf_clear(struct buf *b)
{
	b->n = 0;
	b->over = false;
}

/* Makes room for `more` bytes and returns where they go; NULL, and `over`, when they do not fit. */
static char *room(struct buf *b, size_t more)
{
	size_t cap = b->cap ? b->cap : 1024;

	if (b->over || more > b->max - b->n) {
		b->over = true;
		return NULL;
	}
	while (cap - b->n < more)
		cap *= 2;
	if (cap != b->cap) {
		char *p = realloc(b->p, cap);

		must(p != NULL);
		b->p = p;
		b->cap = cap;
	}
	return b->p + b->n;
}

void buf_put(struct buf *b, struct str s)
{
	char *p = s.n ? room(b, s.n) : NULL;

	if (!p)
		return;
	memcpy(p, s.p, s.n);
	b->n += s.n;
}

void buf_putz(struct buf *b, const char *z)
{
	buf_put(b, str_of(z));
}

void buf_putc(struct buf *b, char c)
{
	buf_put(b, (struct str){ &c, 1 });
}

void buf_int(struct buf *b, int64_t n)
{
	char digits[24];
	int length = snprintf(digits, sizeof(digits), "%" PRId64, n);

	buf_put(b, (struct str){ digits, (size_t)length });
}

void buf_fmt(struct buf *b, const char *f, ...)
{
	va_list ap, again;
	char *text;
	int n;

	va_start(ap, f);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, f, again);
	va_end(again);
	must(n >= 0);
	text = malloc((size_t)n + 1);
	must(text != NULL);
	vsnprintf(text, (size_t)n + 1, f, ap);
	va_end(ap);
	buf_put(b, (struct str){ text, (size_t)n });
	free(text);
}

struct str buf_str(const struct buf *b)
{
	return b->n ? (struct str){ b->p, b->n } : S("");
}
