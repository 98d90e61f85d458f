/*
 * prose.h - prose with holes: what the templates of reports and of papers have in common
 *
 * A template is text.  A line break ends a block; what a block is, the reader of the nodes decides.
 *
 *     {{name}} {{name|format}} {{name?}}   a hole; with ? it may stay empty
 *     {{#if condition}}…{{else}}…{{/if}}
 *     {{#each name where condition}}…{field|format}…{{/each}}      a list, and what stands in each
 *     {{#each name|、}}                    … with what stands between its items
 *     @title …                             a line for the reader: one of .metas, with holes in it,
 *                                          or a directive that the reader takes as it stands
 *     @note …                              for those who edit the template
 *
 * prose_parse() looks at form alone; what a name, a condition or a format means is the reader's.
 *
 * Memory:  nodes in the arena; texts point into `text`, which must live as long.
 * Fails:   false with a refusal for each fault, on field `template` with its .line.
 *
 * Example:
 *     static const struct prose_form form = { .metas = "title,number" };
 *     struct prose t;
 *     if (!prose_parse(&t, arena, text, &form, NULL, r)) …
 */
#ifndef BASE_PROSE_H
#define BASE_PROSE_H

#include "base/arena.h"
#include "base/refuse.h"

enum node_is { NODE_TEXT, NODE_LINE, NODE_HOLE, NODE_ITEM, NODE_IF, NODE_EACH, NODE_PART, NODE_META };

struct nodes { struct node *list; size_t n, cap; };

struct node {
	enum node_is is;
	int line;
	struct str text;        /* TEXT; HOLE, ITEM: the name without ?; IF: the condition, EACH the
	                           name; PART, META: its key                                   */
	struct str source;      /* IF, EACH: the tag as it is written                          */
	struct str format;      /* HOLE, ITEM                                                  */
	bool optional;          /* HOLE, ITEM: written with ?                                  */
	int op;                 /* IF: what the reader made of the condition                   */
	int64_t than;
	struct str where;       /* EACH: a condition, or empty                                 */
	struct str between;     /* EACH: what stands between two items                         */
	struct nodes body, other;
};

struct prose { struct arena *arena; struct nodes nodes; };

/* A directive that was met: `key` without @, `rest` of the line. */
struct directive { struct arena *arena; int line; struct str key, rest; struct nodes *into; };

struct prose_form {
	const char *metas;              /* keys of lines that hold prose themselves            */
	/* Understands a condition, into *n; NULL: any text is one.  False: say_if is said. */
	bool (*condition)(struct node *n, struct str text);
	const char *say_if;
	/* NULL: there are none but metas.  Returns what is wrong with it, or NULL. */
	const char *(*directive)(void *arg, const struct directive *d);
};

bool prose_parse(struct prose *t, struct arena *a, struct str text, const struct prose_form *form, void *arg,
                 struct refusals *r);
/* A node of the reader's own, from a directive. */
struct node *prose_add(const struct directive *d, enum node_is is, struct str text);

#endif
