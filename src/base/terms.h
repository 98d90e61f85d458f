/*
 * terms.h - the terms of a text, by which it is found
 *
 * Chinese has no blanks between words, so a run of characters gives its overlapping pairs: 行政处罚
 * is 行政, 政处, 处罚.  A word of two characters is then one term of an index, and a longer one is
 * several, proved on the text afterwards.  Letters and digits are words as they stand, a short one once
 * more with the character right behind it (7号), and a number of five and more is found by its tail of four
 * to eight.
 *
 * Text is brought to one form first (terms_normal): small letters, half width, one kind of
 * brackets, so that 罚立[2024]7号 finds 罚立〔2024〕7号.
 *
 * What is indexed is a body of lines; a first character of the private area says what a line is:
 *
 *     TERMS_WORDS     words that the program made, each one term as it stands, mark and all
 *     TERMS_TITLE     a name: gives the terms of a plain line, and once more with the mark, with
 *                     each single character among them
 *     TERMS_INITIALS  letters of pinyin, as pairs with the mark: any two in a row are found
 *     else            plain text
 *
 * Text of people cannot hold a mark: terms_normal() takes the private area out.
 *
 * Threads: no state.  Memory: none kept.
 *
 *     terms_walk(S("行政处罚"), take, &list);           -> 行政 政处 处罚
 */
#ifndef BASE_TERMS_H
#define BASE_TERMS_H

#include "base/buf.h"

/* Marks, as text: U+E000 and so on.  TERMS_TAIL begins the terms of tails. */
#define TERMS_WORDS    "\xee\x80\x80"
#define TERMS_TITLE    "\xee\x80\x81"
#define TERMS_INITIALS "\xee\x80\x82"
#define TERMS_TAIL     "\xee\x80\x83"

enum { TERM_MAX = 64, TAIL_FROM = 4, TAIL_TO = 8, JOINT_TO = 4 };

/* A run of one script: letters and digits, or characters that stand for themselves. */
struct run { struct str text; enum { RUN_WORD, RUN_CHARS } is; size_t chars; };

/* Adds `text` in the form in which it is indexed and looked for; control characters are blanks. */
void terms_normal(struct buf *out, struct str text);
/* The next run of normal text; false at the end. */
bool run_next(struct str *rest, struct run *ret);
/* A short word and the character right behind it: one term, 7号. */
bool run_joint(struct run word, struct run chars, struct str *ret_term);
/* Calls take with every term of a body, in order; a term lives until take returns. */
void terms_walk(struct str body, void (*take)(void *arg, struct str term), void *arg);
/* Bytes of the first character of valid UTF-8. */
size_t char_bytes(struct str s);
/* Has a digit in it. */
bool has_digit(struct str s);

#endif
