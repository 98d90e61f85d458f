/*
 * embedded.h - the files that travel inside the program
 *
 * Everything below law/ and assets/ (but READMEs) is part of the binary, so that one file is the
 * whole installation.  The build makes the table (scripts/embed.py); paths are as in the tree:
 * "law/terms.csv", "assets/ui.css".
 *
 * Memory:  constant, for the life of the program.  A NUL follows the last byte, which n leaves
 *          out, so text may be read as a C string.
 *
 *     const struct embedded *f = embedded_find("law/terms.csv");
 */
#ifndef BASE_EMBEDDED_H
#define BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char *path;
	const unsigned char *data;
	size_t n;
	const char *hash; /* SM3 of the bytes, 64 hexadecimal digits */
};

/* Sorted by path, in order of bytes. */
extern const struct embedded embedded_files[];
extern const size_t n_embedded_files;

/* The file of exactly that path, or NULL. */
const struct embedded *embedded_find(const char *path);

/*
 * Index of the first file whose path is not before `prefix`: the files of a folder are those from
 * embedded_from("law/calendars/") on, while their paths begin with it.
 */
size_t embedded_from(const char *prefix);

#endif
