/*
 * reveal.h - showing personal values, printing, and giving records out: steps with a purpose
 *
 * Nothing of a record changes, and still it is an entry of the journal, written before the bytes
 * leave: who, when, which record (0: of the ledger as a whole), what for.  The purpose is one of a
 * few and a sentence; `other` says nothing without the sentence.
 *
 *     struct reveal a = { .p = p, .who = &actor, .t = t, .id = id, .what = UNMASK,
 *                         .purpose = S("verify"), .why = S("核对来电号码") };
 *     tx_run(db, world, arena, &r, reveal_keep, &a);     true: on disk, now show it
 *
 * Basis: 个人信息保护法 6, 55 (purpose named beforehand, processing recorded).
 */
#ifndef LEDGER_REVEAL_H
#define LEDGER_REVEAL_H

#include "ledger/may.h"

/* PACKAGE: papers and attachments of the whole file of a record (paper/archive.h). */
enum reveal_what { UNMASK, PRINT, EXPORT, PACKAGE, N_REVEALS };

struct reveal {
	const struct program *p;
	const struct actor *who;
	const struct table *t;
	int64_t id;                     /* 0: EXPORT of the ledger                             */
	enum reveal_what what;
	struct str purpose, why;        /* key of a purpose; a sentence                        */
	struct str conds;               /* EXPORT: which records                               */
	bool unmasked;                  /* EXPORT, PRINT, PACKAGE: with personal values               */
	int64_t paper;                  /* PRINT of an issued paper, not of the record; 0      */
	struct str format;              /* ... as pdf, docx, html                              */
	int64_t position;               /* of the entry, once kept                             */
};

struct purpose { const char *key, *label; };
extern const struct purpose purposes[];
extern const size_t n_purposes;

/* For tx_run.  Refused on `purpose` or `why`, and where the viewer has no right to it. */
bool reveal_keep(struct tx *tx, void *arg);

/* The same questions as reveal_keep asks of printing a paper, before anything is made. */
bool reveal_may_print(struct tx *tx, const struct program *p, const struct actor *who, const struct table *t, int64_t id,
                      struct str purpose, struct str why);
/* May these roles have papers printed?  Those of the bureau. */
bool may_print_papers(const struct table *t, unsigned roles);

/* unmask, print, export, package: as verbs of entries; and their labels. */
const char *reveal_verb(enum reveal_what what);
const char *reveal_label(enum reveal_what what);
bool reveal_of(struct str verb, enum reveal_what *ret);

/* May these roles have personal values of this ledger shown?  Those of the bureau who work in it. */
bool may_unmask(const struct table *t, unsigned roles);

#endif
