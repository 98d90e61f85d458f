/*
 * file_records.h - what lies in the file of a record: the record and its lanes
 *
 *     struct file_record *list;
 *     size_t n = file_records(tx, t, org, id, &list);        list[0] is the record itself
 *
 * Lanes follow in the order of the ledgers, then of their beginning; void ones are not among them.
 * Rights are not asked here: who gives something out asks may_view() for each.
 */
#ifndef LEDGER_FILE_RECORDS_H
#define LEDGER_FILE_RECORDS_H

#include "ledger/program.h"

struct file_record { const struct table *t; int64_t id; };
size_t file_records(struct tx *tx, const struct table *t, int64_t org, int64_t id, struct file_record **ret);

#endif
