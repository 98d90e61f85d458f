/*
 * search_marks.h - the words that the program puts into a body, shared by writing and asking
 *
 * Each begins with TERMS_WORDS: y year of begun_on, h handler, b begun_by, s section, t state, u state of
 * what is in no section, p a whole masked value, e the last four of a phone.
 */
#ifndef LEDGER_SEARCH_MARKS_H
#define LEDGER_SEARCH_MARKS_H

#include "base/arena.h"

/* Of a value in normal form: a short name of the whole of it, blanks and hyphens left out. */
struct str search_hash(struct arena *a, struct str normal);
/* Of at least four digits. */
struct str search_phone(struct arena *a, struct str normal);

#endif
