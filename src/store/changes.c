/*
 * changes.c - the differences between older databases and the model that are meant
 *
 * Newest last.
 */
#include "store/changes.h"

const struct change changes[] = {
	/* section hid fields of that name: the section a record is in has a name of its own */
	{ RENAMED, EVERY_TABLE, "section", "in_section" },
};
const size_t n_changes = sizeof(changes) / sizeof(changes[0]);
