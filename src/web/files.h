/*
 * files.h - what other pages show of a record's files
 */
#ifndef WEB_FILES_H
#define WEB_FILES_H

#include "web/ui.h"

/* The card of the record's page. */
void files_card(struct visit *v, const struct record *r);
/* The key "files" of a record's JSON. */
void files_json(struct visit *v, struct json *j, const struct table *t, int64_t id);

#endif
