/*
 * words.h - a fragment as people read it
 *
 *     "procedure = 'ordinary' AND ending = 'penalty'"   ->   程序是“普通程序”，并且结果是“给予处罚”
 *
 * For figures, for procedures printed for lawyers, for refusals.  Names become labels, choices their
 * labels, terms their values; what has no label stays as it is written.
 */
#ifndef LEDGER_WORDS_H
#define LEDGER_WORDS_H

#include "ledger/program.h"

/* `rows`: the ROWS field whose rows the fragment speaks of, or NULL. */
struct str fragment_words(struct arena *a, const struct program *p, const struct ledger *l,
                          const struct field *rows, const char *fragment);
/* Label of a name or of a path; the last word decides. */
struct str name_words(struct arena *a, const struct program *p, const struct ledger *l,
                      const struct field *rows, struct str name);

#endif
