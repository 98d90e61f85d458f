/*
 * attach.h - files at records
 *
 * Every ledger has two verbs for them, taken by step_take() like all others: `attach` hangs a file
 * at a record, or at one of its ROWS that holds files (a column of form sm3), `detach` withdraws it
 * with a reason.  The bytes stay in the store (store/files.h); the journal keeps id, name, size and
 * SM3 of both steps.  A withdrawn file is not given out any more; it can be attached again.
 *
 * Entries of attach: sm3, size, type, name, field.  sm3 must be a typed value, which only the
 * program makes after it has kept the bytes: who knows the SM3 of a file he may not see cannot hang
 * it at a record of his own.  Entries of detach: file (id), reason.
 *
 * A file is seen by whoever sees the record and its field; one that hangs at no field by those whom
 * a row of ACCESS shows the whole record or names `files`.
 */
#ifndef LEDGER_ATTACH_H
#define LEDGER_ATTACH_H

#include "ledger/may.h"
#include "store/file_kind.h"

/* House limit: what a folder of a case weighs. */
#define MOST_FILES_BYTES (INT64_C(64) << 30)

/* How large a file of a kind this bureau takes on that day, in bytes: its setting file-limit-KIND, MOST_FILE at most. */
int64_t file_limit(const struct program *p, int64_t org, enum file_kind k, struct day on);

struct attached {
	int64_t id, size;
	struct str sm3, type, name, field;
	struct instant at;
	int64_t by;                     /* person                                              */
};

/* Files of a record that are not withdrawn, oldest first; those this viewer sees when v is given. */
size_t record_files(struct tx *tx, const struct viewer *v, const struct table *t, int64_t org, int64_t id,
                    struct attached **ret);
/* One of them. */
bool record_file(struct tx *tx, const struct viewer *v, const struct table *t, int64_t org, int64_t id, int64_t file,
                 struct attached *ret);

bool may_attach(const struct table *t, unsigned roles);
/* Has the ledger ROWS of this key that hold files?  Their kinds ("image,video"), or NULL: all. */
bool holds_files(const struct table *t, struct str field, const char **ret_kinds);

/* For `yifa check --files` and the sweep: does any row of any bureau name it, withdrawn or not? */
bool file_is_known(struct tx *tx, struct str sm3);

/* What the store holds for all bureaus: each content once, with one of the places it hangs at. */
struct stored_file { struct str sm3, ledger; int64_t size, places, record; };
size_t files_stored(struct tx *tx, struct stored_file **ret);

/* Internal to the engine: the verbs. */
bool attach_take(struct taking *k);
bool detach_take(struct taking *k);

#endif
