/*
 * arena.h - memory that is given back in one stroke
 *
 * A request, a program, a row of an export: each has an arena, and nothing allocated in it is
 * freed by hand.  Allocation never returns NULL; when the ceiling is passed `over` is set, the
 * allocation still succeeds, and whoever owns the arena answers with a fault at its end.
 * A debug build (-DARENA_EACH) gives each piece its own malloc, so that sanitizers see overflows.
 *
 *     struct arena a;
 *     arena_init(&a, 16 << 20);
 *     struct str s = arena_fmt(&a, "%d〔%d〕%d号", …);
 *     arena_drop(&a);
 *
 * Threads: one arena, one thread.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include "base/str.h"

struct arena_block;
struct arena_defer;
struct arena {
	struct arena_block *blocks;
	struct arena_defer *defers;
	size_t used, limit;
	bool over;          /* the ceiling was passed: the request is a fault              */
};

struct arena_mark { struct arena_block *block; size_t at; size_t used; struct arena_defer *defers; };

void arena_init(struct arena *a, size_t limit);
void arena_drop(struct arena *a);               /* runs what was deferred, newest first        */
void arena_reset(struct arena *a);              /* as drop, but ready for the next request     */

void *arena_alloc(struct arena *a, size_t n);   /* zeroed, aligned for anything                */
/* An array of n things of the type of *p: p = arena_array(a, p, n). */
#define arena_new(a, T)      ((T *)arena_alloc((a), sizeof(T)))
#define arena_array(a, T, n) ((T *)arena_alloc((a), sizeof(T) * (size_t)(n)))

struct str arena_str(struct arena *a, struct str s);       /* a copy, NUL after it           */
char *arena_z(struct arena *a, struct str s);              /* a copy as a C string             */
struct str arena_fmt(struct arena *a, const char *f, ...) __attribute__((format(printf, 2, 3)));
struct str arena_vfmt(struct arena *a, const char *f, va_list ap) __attribute__((format(printf, 2, 0)));

/*
 * Room for one thing more behind the n of a list: where its cap is reached the list becomes a copy
 * of twice the size.  The list may be NULL while cap is 0.
 *
 *     arena_grow(a, list, n, cap);
 *     list[n++] = thing;
 */
#define arena_grow(a, list, n, cap) ((list) = arena_grown((a), (list), (n), &(cap), sizeof *(list)))
void *arena_grown(struct arena *a, void *list, size_t n, size_t *cap, size_t size);

/* Runs fn(arg) when the arena is dropped or reset: statements, descriptors, locks. */
void arena_defer(struct arena *a, void (*fn)(void *), void *arg);

/* Everything allocated (and deferred) after the mark is given back; `over` is kept. */
struct arena_mark arena_mark(struct arena *a);
void arena_rewind(struct arena *a, struct arena_mark m);

#endif
