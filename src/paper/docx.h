/*
 * docx.h - the constant parts of a DOCX: shared by docx.c and docx_parts.c, by nobody else
 */
#ifndef PAPER_DOCX_H
#define PAPER_DOCX_H

#include <stddef.h>

struct docx_part { const char *path, *text; };
extern const struct docx_part docx_parts[];
extern const size_t n_docx_parts;

#endif
