/*
 * html.h - HTML from typed pieces
 *
 *     html(out, "<li><a href=\"", url, "\">", name, "</a> <time>", due, "</time></li>\n");
 *
 * A literal is markup.  Anything else must be a type that knows its own escape: struct str is
 * escaped, numbers and days are formatted, struct markup goes through, struct url allows only our
 * own paths and http(s).  A char * variable does not compile: the message says so.
 *
 * Right for element text and double-quoted attributes, never inside <script> or <style>.
 */
#ifndef BASE_HTML_H
#define BASE_HTML_H

#include "base/buf.h"
#include "base/day.h"
#include "base/each.h"
#include "base/fen.h"

struct markup { struct str s; };        /* only from MARKUP("literal") or a component           */
struct url { struct str s; };           /* checked when written: '/…', '#…', '?…' or http(s)://  */
#define MARKUP(lit) ((struct markup){ S(lit) })
static inline struct url url_of(struct str s) { return (struct url){ s }; }
#define URL(x) url_of(x)
#define when(c, lit) ((c) ? MARKUP(lit) : MARKUP(""))

struct piece { enum { PIECE_LIT, PIECE_TEXT, PIECE_MARKUP, PIECE_URL, PIECE_INT, PIECE_DAY, PIECE_AT, PIECE_FEN } is; struct str s; int64_t i; };

static inline struct piece piece_lit(const char *z) { return (struct piece){ PIECE_LIT, str_of(z), 0 }; }
static inline struct piece piece_text(struct str s) { return (struct piece){ PIECE_TEXT, s, 0 }; }
static inline struct piece piece_markup(struct markup m) { return (struct piece){ PIECE_MARKUP, m.s, 0 }; }
static inline struct piece piece_url(struct url u) { return (struct piece){ PIECE_URL, u.s, 0 }; }
static inline struct piece piece_int(int64_t i) { return (struct piece){ PIECE_INT, { 0 }, i }; }
static inline struct piece piece_day(struct day d) { return (struct piece){ PIECE_DAY, { 0 }, d.n }; }
static inline struct piece piece_at(struct instant t) { return (struct piece){ PIECE_AT, { 0 }, t.us }; }
static inline struct piece piece_fen(struct fen m) { return (struct piece){ PIECE_FEN, { 0 }, m.n }; }

#define LITERAL(x) sizeof(struct { _Static_assert(_Generic((x), char *: __builtin_constant_p(x), \
	const char *: __builtin_constant_p(x), default: 1), \
	"text must be a struct str; only a literal is markup"); int _; })
#define PIECE(x) ((void)LITERAL(x), _Generic((x), char *: piece_lit, const char *: piece_lit, \
	struct markup: piece_markup, struct str: piece_text, struct url: piece_url, int: piece_int, \
	long: piece_int, long long: piece_int, unsigned long: piece_int, struct day: piece_day, \
	struct instant: piece_at, struct fen: piece_fen)(x))
#define html(out, ...) html_put((out), NARG(__VA_ARGS__), (struct piece[]){ EACH(PIECE, __VA_ARGS__) })

void html_put(struct buf *out, size_t n, const struct piece *pieces);
/* The escape alone: & < > " ' */
void html_text(struct buf *out, struct str s);

#endif
