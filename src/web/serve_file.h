/*
 * serve_file.h - bytes of files on their way out
 *
 * Ranges (one of them; RFC 9110 section 14), ETag by SM3, names in Content-Disposition.  What a
 * browser could run is never shown: only types of the table that say `shown` are inline, all others
 * are downloads; each is sandboxed and not sniffed.
 */
#ifndef WEB_SERVE_FILE_H
#define WEB_SERVE_FILE_H

#include "ledger/attach.h"
#include "store/file_kind.h"
#include "web/web.h"

/*
 * The part of `size` bytes that a Range header asks for.  RANGE_ALL: none, or one that is not
 * understood or several; RANGE_NONE: none of it is there (416).
 */
enum range { RANGE_ALL, RANGE_PART, RANGE_NONE };
enum range range_parse(struct str header, int64_t size, int64_t *ret_from, int64_t *ret_n);

/* attachment; filename="file.jpg"; filename*=UTF-8''%E7%85%A7… */
struct str disposition(struct arena *a, bool shown, struct str name);

/* What is to be sent: from the store, or from a descriptor, which is closed. */
struct sent_file { struct str sm3, etag, type, name; int64_t size; bool shown; int fd; };
void file_send(struct visit *v, const struct sent_file *f);

/* A copy of the picture without metadata in a nameless file; -1: none can be made (or a fault). */
int public_copy(struct visit *v, const struct attached *f, int64_t *ret_size);
/* Outside parties get public copies under neutral names. */
bool only_public(const struct visit *v);
/* 附件3.jpg; n counts the files this viewer sees from 1. */
struct str neutral_name(struct arena *a, size_t n, const struct attached *f);

/* A ZIP of files with a list of their SM3, in a nameless file; -1 with a fault. */
int files_zip(struct visit *v, const struct attached *list, size_t n, int64_t *ret_size);

#endif
