/*
 * import_draft.c - an answer of an import as JSON
 */
#include "base/json.h"
#include "web/import_draft.h"

static void put_sample(struct json *j, const struct import_sample *s)
{
	json_open(j, '{');
	json_key(j, "columns");
	json_open(j, '[');
	for (size_t i = 0; i < s->n_columns; i++)
		json_str(j, s->columns[i]);
	json_close(j, ']');
	json_key(j, "rows");
	json_open(j, '[');
	for (size_t i = 0; i < s->n; i++) {
		json_open(j, '{');
		json_key(j, "line");
		json_int(j, s->rows[i].line);
		json_key(j, "cells");
		json_open(j, '[');
		for (size_t c = 0; c < s->n_columns; c++)
			json_str(j, s->rows[i].cells[c]);
		json_close(j, ']');
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
}

void import_draft_put(struct buf *out, const struct import_result *x, const struct refusals *r,
                      const struct import_sample *sample)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, '{');
	json_key(&j, "answer");
	import_put(&j, x, r);
	json_key(&j, "sample");
	put_sample(&j, sample);
	json_close(&j, '}');
}
