/*
 * file_kind.h - what a file is by its bytes, and what it may be called
 *
 * The type is what libmagic and, for office files, the entries of the archive say; what the sender
 * calls it counts for nothing.  A type that is not in the table is refused by name: an allow list,
 * so script (HTML, SVG), programs and archives never come in.
 */
#ifndef STORE_FILE_KIND_H
#define STORE_FILE_KIND_H

#include "base/arena.h"

enum file_kind { FILE_IMAGE, FILE_PDF, FILE_OFFICE, FILE_VIDEO, FILE_AUDIO, FILE_TEXT, N_FILE_KINDS };

struct file_type {
	const char *type;               /* as HTTP says it                                     */
	enum file_kind kind;
	const char *label;
	const char *ends;               /* ends of names; the first is given when none fits    */
	bool shown;                     /* browsers show it without running anything in it     */
	bool cleaned;                   /* file_clean.h can take its metadata out              */
};

/* Keys of the kinds ("image") for lists, and how they are called. */
const char *file_kind_key(enum file_kind k);
const char *file_kind_label(enum file_kind k);

/* What a body may hold before its type is known; how large a file of each kind may be is a setting (file_limit()). */
#define MOST_FILE (INT64_C(4096) << 20)

/* NULL: none of ours; *ret_found is then what it seems to be. */
const struct file_type *file_type_of(struct arena *a, int fd, struct str *ret_found);
/* By the name that was kept in the database; NULL: unknown. */
const struct file_type *file_type_named(struct str type);

/*
 * The name for people and for folders of any system: no path, no control, direction or invisible
 * characters, no reserved name, at most 120 bytes, and an end that fits the type.
 */
struct str file_name_safe(struct arena *a, struct str name, const struct file_type *t);
/* The name as it was given, for display: the last part of a path, without what cannot be seen. */
struct str file_name_shown(struct arena *a, struct str name);

#endif
