/*
 * arena.c - memory that is given back in one stroke
 *
 * Blocks form a stack; a piece is cut from the newest one that has room.  A mark remembers the
 * newest block and how far it was used, so a rewind frees whole blocks and moves one number back.
 * With ARENA_EACH every piece is a block of exactly its size, so that sanitizers see one byte too far.
 */
#include "base/arena.h"
#include "base/must.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 16 << 10, LARGEST_BLOCK = 256 << 10, ALIGN = 16 };

struct arena_block {
	struct arena_block *older;
	size_t size, at;
	_Alignas(ALIGN) unsigned char data[];
};

struct arena_defer {
	struct arena_defer *older;
	void (*fn)(void *);
	void *arg;
};

void arena_init(struct arena *a, size_t limit)
{
	*a = (struct arena){ .limit = limit };
}

static void run_defers(struct arena *a, const struct arena_defer *until)
{
	while (a->defers != until) {
		struct arena_defer *d = a->defers;

		a->defers = d->older;
		d->fn(d->arg);
	}
}

static void free_blocks(struct arena *a, const struct arena_block *until)
{
	while (a->blocks != until) {
		struct arena_block *b = a->blocks;

		a->blocks = b->older;
		free(b);
	}
}

void arena_drop(struct arena *a)
{
	run_defers(a, NULL);
	free_blocks(a, NULL);
	a->used = 0;
}

void arena_reset(struct arena *a)
{
	struct arena_block *first;

	run_defers(a, NULL);
	for (first = a->blocks; first && first->older; first = first->older)
		;
	/* One block stays for the next request, unless it was made for one huge piece. */
	if (first && first->size > LARGEST_BLOCK)
		first = NULL;
#ifdef ARENA_EACH
	first = NULL;
#endif
	free_blocks(a, first);
	if (first)
		first->at = 0;
	a->used = 0;
	a->over = false;
}

static struct arena_block *add_block(struct arena *a, size_t size)
{
	struct arena_block *b;

	must(size <= SIZE_MAX / 2);
	b = malloc(sizeof(*b) + size);
	must(b != NULL);
	b->older = a->blocks;
	b->size = size;
	b->at = 0;
	a->blocks = b;
	return b;
}

#ifdef ARENA_EACH
static struct arena_block *block_for(struct arena *a, size_t n)
{
	return add_block(a, n);
}
#else
static struct arena_block *block_for(struct arena *a, size_t n)
{
	struct arena_block *b = a->blocks;
	size_t size = FIRST_BLOCK;

	if (b && b->size - b->at >= n)
		return b;
	if (b)
		size = b->size >= LARGEST_BLOCK / 2 ? LARGEST_BLOCK : b->size * 2;
	return add_block(a, n > size ? n : size);
}
#endif

void *arena_alloc(struct arena *a, size_t n)
{
	struct arena_block *b;
	unsigned char *p;

	must(n <= SIZE_MAX / 2);
#ifndef ARENA_EACH
	n = (n + ALIGN - 1) & ~(size_t)(ALIGN - 1);
#endif
	b = block_for(a, n);
	p = b->data + b->at;
	b->at += n;
	a->used += n;
	if (a->used > a->limit)
		a->over = true;
	memset(p, 0, n);
	return p;
}

void *arena_grown(struct arena *a, void *list, size_t n, size_t *cap, size_t size)
{
	void *more;

	if (n < *cap)
		return list;
	*cap = *cap ? *cap * 2 : 8;
	more = arena_alloc(a, *cap * size);
	if (n)
		memcpy(more, list, n * size);
	return more;
}

struct str arena_str(struct arena *a, struct str s)
{
	return (struct str){ arena_z(a, s), s.n };
}

char *arena_z(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, s.n + 1);

	if (s.n)
		memcpy(p, s.p, s.n);
	return p;
}

struct str arena_fmt(struct arena *a, const char *f, ...)
{
	va_list ap;
	struct str s;

	va_start(ap, f);
	s = arena_vfmt(a, f, ap);
	va_end(ap);
	return s;
}

struct str arena_vfmt(struct arena *a, const char *f, va_list ap)
{
	va_list again;
	char *p;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, f, again);
	va_end(again);
	must(n >= 0);
	p = arena_alloc(a, (size_t)n + 1);
	vsnprintf(p, (size_t)n + 1, f, ap);
	return (struct str){ p, (size_t)n };
}

void arena_defer(struct arena *a, void (*fn)(void *), void *arg)
{
	struct arena_defer *d = arena_new(a, struct arena_defer);

	*d = (struct arena_defer){ a->defers, fn, arg };
	a->defers = d;
}

struct arena_mark arena_mark(struct arena *a)
{
	return (struct arena_mark){ a->blocks, a->blocks ? a->blocks->at : 0, a->used, a->defers };
}

void arena_rewind(struct arena *a, struct arena_mark m)
{
	run_defers(a, m.defers);
	free_blocks(a, m.block);
	if (m.block)
		m.block->at = m.at;
	a->used = m.used;
}
