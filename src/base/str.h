/*
 * str.h - text that is not owned
 *
 * UTF-8 checked once at the border; a length in bytes; not NUL-terminated.  A struct str never
 * owns what it points at: it lives as long as the arena, the statement row or the constant.
 *
 * Unset text is { NULL or "", 0 }.  There is no NULL text inside: n == 0 is empty.
 *
 *     struct str key, value, line = S("state = received");
 *     if (str_cut(line, '=', &key, &value))
 *             key = str_trim(key);
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str { const char *p; size_t n; };

/* A literal as a constant: S("abc").  Only for literals. */
#define S(lit) ((struct str){ "" lit, sizeof(lit) - 1 })
/* For printf: printf("%.*s", P(s)). */
#define P(s) (int)(s).n, (s).p

struct str str_of(const char *z);               /* z may be NULL: empty                        */
bool str_eq(struct str a, struct str b);
bool str_is(struct str a, const char *z);       /* equal to a NUL-terminated text              */
int  str_cmp(struct str a, struct str b);       /* by bytes                                    */
bool str_has(struct str hay, struct str needle);
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_trim(struct str s);              /* ASCII blanks and U+3000 at both ends        */
struct str str_from(struct str s, size_t at);   /* the rest from byte `at`                     */

/*
 * Cuts `s` at the first `c`.  Returns false, and leaves the outputs alone, when there is none.
 */
bool str_cut(struct str s, char c, struct str *ret_before, struct str *ret_after);

/*
 * Walks a comma-separated list of keys: while (str_item(&rest, &key)) …  Items are trimmed and
 * never empty.
 */
bool str_item(struct str *rest, struct str *ret_item);
/* Takes the next line that holds something, without blanks around it; false: there is none. */
bool str_line(struct str *rest, struct str *ret_line);
/* Takes the first word, up to a space or a tab; empty: there is none. */
struct str str_word(struct str *rest);
/* The same for the sets of CSV and forms: separated by `；`, `;` or a newline. */
bool str_set_item(struct str *rest, struct str *ret_item);

/* Is `key` one of a comma-separated list?  Index of it, or -1. */
int str_index(const char *list, struct str key);
/* The item number i of a comma-separated list; empty when there is none. */
struct str str_nth(const char *list, int i);

/* Whole text as a decimal integer, an optional sign, no blanks.  False on overflow or other text. */
bool str_int(struct str s, int64_t *ret_n);

/* Characters, not bytes; text is valid UTF-8. */
size_t str_chars(struct str s);
/* Valid UTF-8 without U+0000, no overlong forms, no surrogates; *ret_at is the first bad byte. */
bool utf8_ok(struct str s, size_t *ret_at);

#endif
