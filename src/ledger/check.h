/*
 * check.h - is what is declared sound?
 *
 * ledger_check() refuses, with a sentence each: a term or statute that does not exist, an article
 * beyond the statute's last, a row without basis; a step that fills an unknown field or keeps an
 * unknown clock; a state nothing leads to, or nothing leads out of; a final state that is left
 * without REOPENS; an ACT without a competence gate; a name that collides with a generated one; a
 * list of labels of another length than its choices; and whatever program_new() could not resolve.
 * statements_check() prepares every statement of the program on an open database.
 *
 * Findings are added to the program; none means sound.
 */
#ifndef LEDGER_CHECK_H
#define LEDGER_CHECK_H

#include "ledger/program.h"

void ledger_check(struct program *p);
/* Its part for one ledger: what is said of its pages (check_page.c). */
void page_check(struct program *p, const struct table *t);
/* Number of statements prepared. */
size_t statements_check(struct tx *tx, struct program *p);

#endif
