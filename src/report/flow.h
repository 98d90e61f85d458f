/*
 * flow.h - text on its way from a template to a document: shared by expand.c and lines.c
 *
 * Pieces gather until flow_end_line(), which knows from what stands in the template itself whether
 * they are a heading, a row of a table or a paragraph.
 */
#ifndef REPORT_FLOW_H
#define REPORT_FLOW_H

#include "report/report.h"

/* `literal`: it stands in the template, and is no value. */
struct piece { struct run run; bool literal; int line; };

struct flow {
	struct report *r;
	struct arena *a;
	struct piece *pieces;   size_t n, cap;
	int line;               /* of the node being written                                   */
	bool in_table;
	size_t columns;
	bool bad;
};

void flow_put(struct flow *f, struct run run, bool literal);
void flow_end_line(struct flow *f);
void flow_refuse(struct flow *f, int line, const char *say);

#endif
