/*
 * xlsx_inner.h - what the files of the reader share: one part of the package through expat
 *
 * Names of elements and attributes come without their prefix.  A handler that cannot go on calls
 * xlsx_stop(), which ends the parsing with a sentence.
 */
#ifndef BASE_XLSX_INNER_H
#define BASE_XLSX_INNER_H

#include "base/xlsx.h"

struct xml {
	struct xlsx *x;
	void *parser;
	void (*start)(struct xml *m, const char *name, const char **atts);
	void (*end)(struct xml *m, const char *name);
	bool keeps;             /* character data goes into `text` while this is set           */
	struct buf text;
	void *arg;
	bool stopped;           /* by the handler, without an error                            */
};

void xlsx_stop(struct xml *m, const char *error);       /* NULL: enough was read               */
/* The value of an attribute, or NULL. */
const char *xml_att(const char **atts, const char *name);
/* False: x->error says why; a part that is not there is an error only when `must_be`. */
bool xlsx_part(struct xml *m, struct str name, bool must_be);
bool xlsx_xml(struct xml *m, struct str xml);
/* _x000D_ and the like, which stand for characters that XML has no place for. */
struct str xlsx_unescape(struct arena *a, struct str s);

#endif
