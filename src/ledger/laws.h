/*
 * laws.h - the law as each bureau has set it
 *
 * What the law leaves to an authority is a row of `settings`, one bureau's own.  law_of() is the law
 * with the settings of that bureau in it, as last published: read by every clock, gate and figure of
 * that bureau.  It is constant; a change publishes another and the old one stays for who reads it.
 *
 * A process that keeps a setting calls laws_load() after its commit.  Others see a number in `meta`
 * (laws_bump) move: laws_refresh(), called where a request or a job begins, asks for it at most once
 * a second and loads anew when it moved.  So a setting is in force everywhere a second after it was
 * kept, without a restart.
 *
 * Memory:  each published law in an arena of its own, until the program ends (they are few).
 * Threads: law_of() by all, without a lock; load and refresh by any, one at a time.
 *
 *     law_of(p, org)  ->  term_on(law_of(k->p, k->who->org), S("late-entry"), k->today)
 */
#ifndef LEDGER_LAWS_H
#define LEDGER_LAWS_H

#include "ledger/program.h"

struct laws;

struct laws *laws_new(struct arena *a);
/* Reads the settings of every bureau and publishes what has changed.  False on a fault. */
bool laws_load(struct tx *tx, const struct program *p);
/* As laws_load(), when another process has kept a setting since. */
bool laws_refresh(struct tx *tx, const struct program *p);
/* In the transaction that keeps a setting: others shall look. */
void laws_bump(struct tx *tx);

#endif
