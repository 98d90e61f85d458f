/*
 * keep.h - while the web is served: the tree follows the journal, heads are signed
 *
 * One thread looks every two seconds: entries that no node covers are added (build.h; of several
 * processes on one database the holder of the lease does it), and a head is signed when the last
 * one is ten minutes old, and once more at the end.  Without a signing key there is a tree and no
 * head.  What fails is tried again; nothing waits for it.
 *
 *     struct keeper *k = keeper_start(db, &world);
 *     …
 *     keeper_stop(k);
 */
#ifndef JOURNAL_KEEP_H
#define JOURNAL_KEEP_H

#include "journal/head.h"

#define HEAD_EVERY INT64_C(600000000)

/* One round over all orgs; `sign`: heads too, however young the last one is. */
void journal_keep(struct db *db, struct world *world, struct str holder, bool sign);

struct keeper;
/* Holds `db` and a copy of the world until keeper_stop(); NULL: no thread could be made. */
struct keeper *keeper_start(struct db *db, const struct world *world);
void keeper_stop(struct keeper *k);

#endif
