/*
 * common.h - what the common verbs share; internal to the engine (step.h says what they are)
 */
#ifndef LEDGER_COMMON_H
#define LEDGER_COMMON_H

#include "ledger/step.h"

/* Refuses with the basis of the common verb; false. */
bool common_no(struct taking *k, const char *field, const char *say, const char *why, const char *way);
/* UPDATE of the record at hand: version and `sets`, in which $3 and $4 are a and b. */
void common_exec(struct taking *k, const char *sets, struct val a, struct val b);

/*
 * undo.c: takes back the last step of the record, its rows and its effects.  Fields and rows become
 * what they were before, out of the journal; an effect that began a record voids it, one that was a
 * step of another record is undone there.  All or nothing: refused where the step is FIRM, another
 * body's, kept with a defect, or where one of the records has gone on since.
 */
bool undo_take(struct taking *k);

/*
 * erase.c: personal values of the record go, there and beside the journal: of the fields that the
 * entry `fields` names (keys, separated by commas), or all.  What it was cannot be brought back.
 */
bool erase_take(struct taking *k);

#endif
