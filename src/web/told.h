/*
 * told.h - what an import told about a record and kept with it: gates that were shut, clocks that
 * could not be computed (ledger/batch.h)
 */
#ifndef WEB_TOLD_H
#define WEB_TOLD_H

#include "web/ui.h"

/* The card of the record's page; nothing when nothing was told. */
void told_card(struct visit *v, const struct record *r);
/* The key "import_warnings" of a record's JSON. */
void told_json(struct visit *v, struct json *j, const struct record *r);

#endif
