/*
 * demo.h - a fictional bureau's 2024
 *
 * demo_make() plays the year of the bureau of culture and tourism of 海澜区, which does not exist:
 * every record is made by step_take(), day by day, as people would.  The same build makes the same
 * database.  Its figures of 2024 are those of test/law/figures-2024.csv.
 *
 * The database is empty but for its tables.  Settings that the work needs are put into the table
 * `settings` and into `law`.  Everything is one commit: false, with the refusal and where it was,
 * leaves nothing behind.  `progress` (or NULL) gets one line that is written over.
 */
#ifndef DEMO_DEMO_H
#define DEMO_DEMO_H

#include <stdio.h>

#include "ledger/program.h"

/* Who may sign in; all have the same password. */
struct demo_account { const char *name, *person, *label; unsigned roles; const char *section; };
extern const struct demo_account demo_accounts[];
extern const size_t n_demo_accounts;
/* Who acts for whom, and when. */
struct demo_deputy { const char *account, *deputy, *from, *to, *reason; };
extern const struct demo_deputy demo_deputies[];
extern const size_t n_demo_deputies;
extern const char demo_password[];

enum { DEMO_ORG = 1 };

bool demo_make(struct db *db, const struct program *p, const struct seal_key *key,
               struct refusals *r, FILE *progress);

#endif
